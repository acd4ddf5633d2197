//! The file of accounts, machines, sessions and codes.
//!
//! Written by the daemon and by `noubad access`, each a statement at a time; SQLite keeps them apart.

use std::path::{Path, PathBuf};
use std::time::Duration;

use queue::Actor;
use queue::evidence::AccessNote;
use queue::id::{CounterId, DeviceId};
use queue::time::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{ConnectOptions, Connection, Row};

use super::book::{Account, Book, Code, Machine, MachineKind, Purpose, Session};
use super::rules::Role;
use super::secret::{Hashed, Seal};
use super::tries::{Counts, KEPT_MS, Place, Tries};
use super::{KNOWN_MAX, KNOWN_MS, SESSION_MS};

/// The file's name in the data directory.
pub const FILE: &str = "access.db";

/// How long a statement waits for the other program's.
const BUSY: Duration = Duration::from_secs(5);

/// Secrets of people are here and nowhere else: deleted means overwritten. Notes wait here for the journal, written in one
/// commit with what they tell of, so that nothing about access happens without the chain of events knowing; they are
/// deleted once it does. An account's own count of wrong secrets is of an earlier version, and taken over.
const SCHEMA: &str = "
create table if not exists account (
    id text primary key, role text not null, has_pin integer not null, salt blob not null, hash blob not null,
    otp blob, disabled integer not null default 0, failures integer not null default 0, wait_until_ms integer
) strict;
create table if not exists machine (
    id text primary key, kind text not null, counter text, seal blob not null unique
) strict;
create table if not exists session (
    seal blob primary key, account text not null references account (id) on delete cascade, counter text,
    since_ms integer not null
) strict;
create table if not exists code (
    seal blob primary key, purpose text not null, expires_ms integer not null
) strict;
create table if not exists known (
    seal blob not null, account text not null references account (id) on delete cascade, last_ms integer not null,
    primary key (seal, account)
) strict;
create table if not exists tries (
    account text not null references account (id) on delete cascade, place text not null, wrong integer not null,
    wait_until_ms integer, last_ms integer not null, primary key (account, place)
) strict;
insert or ignore into tries (account, place, wrong, wait_until_ms, last_ms)
    select id, 'account', failures, wait_until_ms, 0 from account where has_pin and failures > 0;
update account set failures = 0, wait_until_ms = null where failures > 0;
create table if not exists note (
    place integer primary key autoincrement, id text not null, actor text not null, body text not null
) strict;
";

/// Why the accounts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// SQLite reports an error.
    #[error("{path}: cannot {doing} the accounts")]
    Database {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// SQLite's error.
        #[source]
        source: sqlx::Error,
    },
    /// The pepper cannot be read or made.
    #[error(
        "{dir}: the pepper of PINs and passwords (pepper.key, or systemd's credential `pepper`) cannot be used"
    )]
    Pepper {
        /// The data directory.
        dir: PathBuf,
        /// What failed.
        #[source]
        source: std::io::Error,
    },
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// Something about access, and who did it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// Who.
    pub actor: Actor,
    /// What.
    pub note: AccessNote,
}

impl Noted {
    /// Returns a note of somebody's doing.
    #[must_use]
    pub fn by(actor: Actor, note: AccessNote) -> Option<Self> {
        Some(Self { actor, note })
    }
}

/// The opened file.
pub struct Store {
    connection: SqliteConnection,
    path: PathBuf,
    version: i64,
}

impl Store {
    /// Opens or makes the file in a data directory (mode 0600 by the directory's own 0700).
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn open(dir: &Path) -> Result<Self, AccessError> {
        let path = dir.join(FILE);
        let failed = |source| AccessError::Database { path: path.clone(), doing: "open", source };
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .busy_timeout(BUSY)
            .foreign_keys(true)
            .pragma("synchronous", "full")
            .pragma("secure_delete", "on")
            .pragma("trusted_schema", "off")
            .thread_name(|_| "access".to_owned())
            .disable_statement_logging();
        let mut connection = options.connect().await.map_err(failed)?;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await.map_err(failed)?;
        let mut store = Self { connection, path, version: 0 };
        store.was_changed().await?;
        Ok(store)
    }

    fn failed(&self, doing: &'static str) -> impl FnOnce(sqlx::Error) -> AccessError + use<> {
        let path = self.path.clone();
        move |source| AccessError::Database { path, doing, source }
    }

    /// Returns true when another program has written since the last call.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn was_changed(&mut self) -> Result<bool, AccessError> {
        let failed = self.failed("look at");
        let row = sqlx::query("pragma data_version").fetch_one(&mut self.connection).await.map_err(failed)?;
        let before = std::mem::replace(&mut self.version, row.get(0));
        Ok(before != self.version)
    }

    /// Reads everything but codes. A row that makes no sense is left out and told: the others must get in.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn book(&mut self) -> Result<Book, AccessError> {
        let failed = self.failed("read");
        let read = async {
            let accounts = sqlx::query("select * from account").fetch_all(&mut self.connection).await?;
            let machines = sqlx::query("select * from machine").fetch_all(&mut self.connection).await?;
            let sessions = sqlx::query("select * from session").fetch_all(&mut self.connection).await?;
            let known = sqlx::query("select * from known").fetch_all(&mut self.connection).await?;
            let tries = sqlx::query("select * from tries").fetch_all(&mut self.connection).await?;
            Ok((accounts, machines, sessions, known, tries))
        };
        let (accounts, machines, sessions, known, tried) = read.await.map_err(failed)?;
        let mut counts = Counts::default();
        for (account, place, tries) in tried.iter().filter_map(tries) {
            counts.insert(account, place, tries);
        }
        let whole = |row: Option<_>| {
            row.or_else(|| {
                tracing::error!("a row of the accounts makes no sense");
                None
            })
        };
        Ok(Book {
            accounts: accounts.iter().filter_map(|r| whole(account(r))).map(|a| (a.id.clone(), a)).collect(),
            machines: machines.iter().filter_map(machine).map(|m| (m.seal, m)).collect(),
            sessions: sessions.iter().filter_map(session).map(|s| (s.seal, (s, None))).collect(),
            known: known.iter().filter_map(self::known).collect(),
            counts,
        })
    }

    async fn run(&mut self, query: Query<'_>) -> Result<u64, AccessError> {
        let failed = self.failed("write");
        let done = query.execute(&mut self.connection).await.map_err(failed)?;
        Ok(done.rows_affected())
    }

    /// Makes a change together with the note that tells of it; no note where nothing changed.
    async fn run_noted(&mut self, query: Query<'_>, noted: Option<Noted>) -> Result<u64, AccessError> {
        let failed = self.failed("write");
        let work = async {
            let mut tx = self.connection.begin_with("begin immediate").await?;
            let rows = query.execute(&mut *tx).await?.rows_affected();
            if let Some(noted) = noted.filter(|_| rows > 0) {
                insert_note(&mut tx, &noted).await?;
            }
            tx.commit().await?;
            Ok(rows)
        };
        work.await.map_err(failed)
    }

    /// Notes something that changes nothing here.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn note(&mut self, noted: &Noted) -> Result<(), AccessError> {
        let failed = self.failed("write");
        insert_note(&mut self.connection, noted).await.map_err(failed)
    }

    /// Returns the oldest notes the journal does not have yet, each with its place and the id of its command.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn notes(&mut self) -> Result<Vec<(i64, String, Noted)>, AccessError> {
        let failed = self.failed("read");
        let query = "select place, id, actor, body from note order by place limit 64";
        let rows = sqlx::query(query).fetch_all(&mut self.connection).await.map_err(failed)?;
        let note = |row: &SqliteRow| {
            let actor = serde_json::from_str(row.get(2)).ok()?;
            let note = serde_json::from_str(row.get(3)).ok()?;
            Some((row.get(0), row.get(1), Noted { actor, note }))
        };
        Ok(rows.iter().filter_map(note).collect())
    }

    /// Forgets a note the journal has.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_note(&mut self, place: i64) -> Result<(), AccessError> {
        self.run(sqlx::query("delete from note where place = ?").bind(place)).await.map(|_| ())
    }

    /// Adds an account, or replaces the one of its id; its sessions end.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_account(&mut self, account: &Account, noted: Option<Noted>) -> Result<(), AccessError> {
        let query = "insert or replace into account (id, role, has_pin, salt, hash, otp, disabled) \
                     values (?, ?, ?, ?, ?, ?, ?)";
        let query = sqlx::query(query)
            .bind(account.id.as_str())
            .bind(account.role.word())
            .bind(account.has_pin)
            .bind(account.secret.salt.to_vec())
            .bind(account.secret.hash.to_vec())
            .bind(account.otp.clone())
            .bind(account.disabled);
        self.run_noted(query, noted).await.map(|_| ())
    }

    /// Deletes an account with its sessions; false when there is none.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_account(&mut self, id: &DeviceId, noted: Option<Noted>) -> Result<bool, AccessError> {
        let query = sqlx::query("delete from account where id = ?").bind(id.as_str());
        Ok(self.run_noted(query, noted).await? > 0)
    }

    /// Switches an account off or on; false when there is none.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn set_disabled(
        &mut self,
        id: &DeviceId,
        disabled: bool,
        noted: Option<Noted>,
    ) -> Result<bool, AccessError> {
        let query =
            sqlx::query("update account set disabled = ? where id = ?").bind(disabled).bind(id.as_str());
        Ok(self.run_noted(query, noted).await? > 0)
    }

    /// Keeps how many wrong secrets came from a place.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_tries(
        &mut self,
        account: &DeviceId,
        place: &Place,
        tries: Tries,
    ) -> Result<(), AccessError> {
        // An account that was deleted meanwhile has none.
        let query = "insert or replace into tries (account, place, wrong, wait_until_ms, last_ms) \
                     select id, ?, ?, ?, ? from account where id = ?";
        let query = sqlx::query(query)
            .bind(place.to_string())
            .bind(tries.wrong)
            .bind(tries.wait_until.map(|t| t.0))
            .bind(tries.last.0)
            .bind(account.as_str());
        self.run(query).await.map(|_| ())
    }

    /// Forgets the wrong secrets from a place.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_tries(&mut self, account: &DeviceId, place: &Place) -> Result<(), AccessError> {
        let query = sqlx::query("delete from tries where account = ? and place = ?");
        self.run(query.bind(account.as_str()).bind(place.to_string())).await.map(|_| ())
    }

    /// Keeps that an account was signed in in a browser, and forgets the browsers that were used longest ago.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_known(
        &mut self,
        seal: Seal,
        account: &DeviceId,
        now: Timestamp,
    ) -> Result<(), AccessError> {
        let query = sqlx::query("insert or replace into known (seal, account, last_ms) values (?, ?, ?)");
        self.run(query.bind(seal.0.to_vec()).bind(account.as_str()).bind(now.0)).await?;
        let query = "delete from known where account = ?1 and seal not in \
                     (select seal from known where account = ?1 order by last_ms desc, seal desc limit ?2)";
        self.run(sqlx::query(query).bind(account.as_str()).bind(KNOWN_MAX as i64)).await.map(|_| ())
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_sessions_of(&mut self, id: &DeviceId) -> Result<(), AccessError> {
        self.run(sqlx::query("delete from session where account = ?").bind(id.as_str())).await.map(|_| ())
    }

    /// Adds a machine, or gives the one of its id a new secret.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_machine(&mut self, machine: &Machine, noted: Option<Noted>) -> Result<(), AccessError> {
        let query =
            sqlx::query("insert or replace into machine (id, kind, counter, seal) values (?, ?, ?, ?)");
        let query = query
            .bind(machine.id.as_str())
            .bind(machine.kind.word())
            .bind(machine.counter.as_ref().map(|c| c.as_str().to_owned()))
            .bind(machine.seal.0.to_vec());
        self.run_noted(query, noted).await.map(|_| ())
    }

    /// Takes a machine's secret away; false when there is none.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_machine(&mut self, id: &DeviceId, noted: Option<Noted>) -> Result<bool, AccessError> {
        let query = sqlx::query("delete from machine where id = ?").bind(id.as_str());
        Ok(self.run_noted(query, noted).await? > 0)
    }

    /// Adds a session.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_session(&mut self, session: &Session, noted: Option<Noted>) -> Result<(), AccessError> {
        let query = sqlx::query("insert into session (seal, account, counter, since_ms) values (?, ?, ?, ?)");
        let query = query
            .bind(session.seal.0.to_vec())
            .bind(session.account.as_str())
            .bind(session.counter.as_ref().map(|c| c.as_str().to_owned()))
            .bind(session.since.0);
        self.run_noted(query, noted).await.map(|_| ())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_session(&mut self, seal: Seal, noted: Option<Noted>) -> Result<(), AccessError> {
        let query = sqlx::query("delete from session where seal = ?").bind(seal.0.to_vec());
        self.run_noted(query, noted).await.map(|_| ())
    }

    /// Forgets sessions and codes that are over, and what was wrong or known long ago.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_over(&mut self, now: Timestamp) -> Result<(), AccessError> {
        let query = sqlx::query("delete from session where since_ms < ?").bind(now.0 - SESSION_MS);
        self.run(query).await?;
        self.run(sqlx::query("delete from known where last_ms < ?").bind(now.0 - KNOWN_MS)).await?;
        let query = sqlx::query("delete from tries where last_ms < ? and place <> 'account'");
        self.run(query.bind(now.0 - KEPT_MS)).await?;
        self.run(sqlx::query("delete from code where expires_ms < ?").bind(now.0)).await.map(|_| ())
    }

    /// Adds a one-time code.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn put_code(&mut self, code: &Code, noted: Option<Noted>) -> Result<(), AccessError> {
        let query = sqlx::query("insert or replace into code (seal, purpose, expires_ms) values (?, ?, ?)");
        let query = query.bind(code.seal.0.to_vec()).bind(purpose_text(&code.purpose)).bind(code.expires.0);
        self.run_noted(query, noted).await.map(|_| ())
    }

    /// Makes every code of a purpose worthless.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn drop_codes(&mut self, purpose: &Purpose) -> Result<(), AccessError> {
        self.run(sqlx::query("delete from code where purpose = ?").bind(purpose_text(purpose)))
            .await
            .map(|_| ())
    }

    /// Uses a code up: whoever is first has it.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn take_code(&mut self, seal: Seal, now: Timestamp) -> Result<Option<Purpose>, AccessError> {
        let failed = self.failed("write");
        let query = sqlx::query("delete from code where seal = ? and expires_ms >= ? returning purpose");
        let query = query.bind(seal.0.to_vec()).bind(now.0);
        let row = query.fetch_optional(&mut self.connection).await.map_err(failed)?;
        Ok(row.and_then(|row| serde_json::from_str(row.get(0)).ok()))
    }
}

async fn insert_note(connection: &mut SqliteConnection, noted: &Noted) -> Result<(), sqlx::Error> {
    let text = |value: serde_json::Result<String>| value.expect("invariant: actors and notes are words");
    let query = sqlx::query("insert into note (id, actor, body) values (?, ?, ?)");
    let query = query
        .bind(format!("access:{}", uuid::Uuid::now_v7().simple()))
        .bind(text(serde_json::to_string(&noted.actor)))
        .bind(text(serde_json::to_string(&noted.note)));
    query.execute(connection).await.map(|_| ())
}

fn purpose_text(purpose: &Purpose) -> String {
    serde_json::to_string(purpose).expect("invariant: a purpose is words")
}

fn account(row: &SqliteRow) -> Option<Account> {
    let role: &str = row.get("role");
    Some(Account {
        id: DeviceId::new(row.get("id")).ok()?,
        role: Role::ALL.into_iter().find(|r| r.word() == role)?,
        has_pin: row.get("has_pin"),
        secret: Hashed {
            salt: row.get::<&[u8], _>("salt").try_into().ok()?,
            hash: row.get::<&[u8], _>("hash").try_into().ok()?,
        },
        otp: row.get("otp"),
        disabled: row.get("disabled"),
    })
}

fn tries(row: &SqliteRow) -> Option<(DeviceId, Place, Tries)> {
    let wait_until = row.get::<Option<i64>, _>("wait_until_ms").map(Timestamp);
    let tries = Tries { wrong: row.get("wrong"), wait_until, last: Timestamp(row.get("last_ms")) };
    Some((DeviceId::new(row.get("account")).ok()?, Place::of_text(row.get("place"))?, tries))
}

fn known(row: &SqliteRow) -> Option<((Seal, DeviceId), Timestamp)> {
    Some(((seal(row)?, DeviceId::new(row.get("account")).ok()?), Timestamp(row.get("last_ms"))))
}

fn machine(row: &SqliteRow) -> Option<Machine> {
    let kind: &str = row.get("kind");
    Some(Machine {
        id: DeviceId::new(row.get("id")).ok()?,
        kind: MachineKind::ALL.into_iter().find(|k| k.word() == kind)?,
        counter: counter(row)?,
        seal: seal(row)?,
    })
}

fn session(row: &SqliteRow) -> Option<Session> {
    Some(Session {
        seal: seal(row)?,
        account: DeviceId::new(row.get("account")).ok()?,
        counter: counter(row)?,
        since: Timestamp(row.get("since_ms")),
    })
}

fn seal(row: &SqliteRow) -> Option<Seal> {
    row.get::<&[u8], _>("seal").try_into().ok().map(Seal)
}

/// No counter is fine; one that is none is not.
#[allow(clippy::option_option, reason = "the outer one says whether the row makes sense")]
fn counter(row: &SqliteRow) -> Option<Option<CounterId>> {
    match row.get::<Option<&str>, _>("counter") {
        Some(id) => CounterId::new(id).ok().map(Some),
        None => Some(None),
    }
}
