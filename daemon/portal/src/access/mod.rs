//! Who may look: accounts with a password, and sessions. Nothing but the public page, the open data and the offices'
//! own reports works without.
//!
//! # Layout
//! - `secret`: passwords, tokens and codes, and how they are kept
//! - `entry`: people let in, and wrong passwords counted

mod entry;
mod secret;

use std::sync::{Arc, Mutex, PoisonError};

use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use sqlx::Row;
use sqlx::postgres::PgPool;

use crate::store::{StoreError, failed};
use secret::{Hashed, Hasher};

/// A session nobody used for so long is over.
const IDLE_MS: i64 = 2 * HOUR_MS;
/// A session is over after a working day, used or not.
pub const SESSION_MS: i64 = 12 * HOUR_MS;
/// How often the use of a session is written down.
const USED_EVERY_MS: i64 = MINUTE_MS;
/// How long the set-up code can be used.
const SETUP_MS: i64 = 30 * 24 * HOUR_MS;
/// How long a browser stays known in which somebody was signed in.
pub const KNOWN_MS: i64 = 180 * 24 * HOUR_MS;
/// Browsers of one account that are known.
const KNOWN_MAX: i64 = 16;
/// Wrong passwords after which an account is locked until somebody resets it.
const TRIES_MAX: i32 = 15;
/// Sign-ins and set-ups of strangers tried per minute in all; the people of a town type slower.
const TRIES_PER_MINUTE: u32 = 60;

/// What a person may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Role {
    /// Looks after the portal: sees everything, and what is wrong with the links.
    Operator,
    /// Looks at offices and figures.
    Viewer,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Viewer => "viewer",
        }
    }
}

/// Somebody who signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The account.
    pub account: String,
    /// What it may do.
    pub role: Role,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// Unknown account, wrong password, or switched off: which of them is nobody's business.
    #[error("account and password do not fit")]
    Wrong,
    /// Too many wrong passwords just now.
    #[error("too many wrong passwords: wait {0} s and try again")]
    Wait(i64),
    /// Too many in all: of strangers, or in a browser that is known.
    #[error("the account is locked after too many wrong passwords: `portal account reset` opens it")]
    Locked,
    /// The set-up code is wrong, used or too old.
    #[error("the code is wrong, was used, or is too old")]
    Code,
    /// The chosen name or password will not do.
    #[error("an account has 1 to 32 of a-z, 0-9 and '-', a password 12 to 128 characters")]
    Weak,
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(String),
    /// There is one already.
    #[error("there is an account {0} already")]
    Exists(String),
    /// The database's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The accounts. Cheap to clone.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    pool: PgPool,
    hasher: Hasher,
    tries: Mutex<(Timestamp, u32)>,
}

/// What somebody is given who was let in: both are stored nowhere.
#[derive(Debug)]
pub struct Entry {
    /// The session's token.
    pub session: String,
    /// By what their browser is known the next time.
    pub known: String,
}

impl Access {
    /// Opens the accounts.
    ///
    /// # Errors
    /// The pepper cannot be read.
    pub fn open(pool: PgPool) -> std::io::Result<Self> {
        Ok(Self(Arc::new(Inner { pool, hasher: Hasher::open()?, tries: Mutex::new((Timestamp(0), 0)) })))
    }

    /// Makes a one-time code for the first account, if there is no account; an earlier code is worth nothing then.
    ///
    /// # Errors
    /// The database's.
    pub async fn setup_code(&self, now: Timestamp) -> Result<Option<String>, StoreError> {
        let failed = failed("make the set-up code");
        let mut tx = self.0.pool.begin().await.map_err(&failed)?;
        sqlx::query("delete from setup_code").execute(&mut *tx).await.map_err(&failed)?;
        let code = secret::code();
        let query = "insert into setup_code (seal, expires_ms) select $1, $2 where not exists (select 1 from account)";
        let query = sqlx::query(query).bind(&secret::code_seal(&code)[..]).bind((now + SETUP_MS).0);
        let made = query.execute(&mut *tx).await.map_err(&failed)?.rows_affected();
        tx.commit().await.map_err(&failed)?;
        Ok((made > 0).then_some(code))
    }

    /// Returns whether nobody has an account yet.
    ///
    /// # Errors
    /// The database's.
    pub async fn needs_setup(&self) -> Result<bool, StoreError> {
        let query = sqlx::query("select not exists (select 1 from account)").fetch_one(&self.0.pool);
        Ok(query.await.map_err(failed("look for accounts"))?.get(0))
    }

    /// Returns whom a session's token stands for.
    ///
    /// # Errors
    /// The database's.
    pub async fn person(&self, token: &str, now: Timestamp) -> Result<Option<Person>, StoreError> {
        let query = "select s.account, a.role, s.used_ms from session as s join account as a on a.account = s.account \
                     where s.seal = $1 and not a.disabled and s.since_ms > $2 and s.used_ms > $3";
        let seal = secret::seal(token);
        let query = sqlx::query(query).bind(&seal[..]).bind(now.0 - SESSION_MS).bind(now.0 - IDLE_MS);
        let Some(row) = query.fetch_optional(&self.0.pool).await.map_err(failed("look up a session"))? else {
            return Ok(None);
        };
        if now.0 - row.get::<i64, _>(2) > USED_EVERY_MS {
            let query =
                sqlx::query("update session set used_ms = $2 where seal = $1").bind(&seal[..]).bind(now.0);
            query.execute(&self.0.pool).await.map_err(failed("keep a session"))?;
        }
        let role = if row.get::<&str, _>(1) == "operator" { Role::Operator } else { Role::Viewer };
        Ok(Some(Person { account: row.get(0), role }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database's.
    pub async fn sign_out(&self, token: &str) -> Result<(), StoreError> {
        let query = sqlx::query("delete from session where seal = $1").bind(secret::seal(token).to_vec());
        query.execute(&self.0.pool).await.map(drop).map_err(failed("end a session"))
    }

    /// Makes the first account, an operator's, for the set-up code, and lets its owner in.
    ///
    /// # Errors
    /// [`Denied`].
    pub async fn set_up(
        &self,
        code: &str,
        account: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<Entry, Denied> {
        self.count_try(now)?;
        if !is_name(account) || !secret::is_fit(password) {
            return Err(Denied::Weak);
        }
        let hashed = self.0.hasher.hash(password).await;
        let failed = failed("set the portal up");
        let mut tx = self.0.pool.begin().await.map_err(&failed)?;
        let query = "delete from setup_code where seal = $1 and expires_ms > $2 and not exists (select 1 from account)";
        let query = sqlx::query(query).bind(secret::code_seal(code).to_vec()).bind(now.0);
        if query.execute(&mut *tx).await.map_err(&failed)?.rows_affected() == 0 {
            return Err(Denied::Code);
        }
        put(&mut tx, account, Role::Operator, &hashed, now).await.map_err(&failed)?;
        tx.commit().await.map_err(&failed)?;
        self.begin(account, None, now).await
    }

    /// Adds an account; returns its password, which is stored nowhere.
    ///
    /// # Errors
    /// [`Denied::Exists`], [`Denied::Weak`] for a name that is not one, or the database's.
    pub async fn add(&self, account: &str, role: Role, now: Timestamp) -> Result<String, Denied> {
        if !is_name(account) {
            return Err(Denied::Weak);
        }
        let password = secret::password();
        let hashed = self.0.hasher.hash(&password).await;
        let failed = failed("add an account");
        let mut connection = self.0.pool.acquire().await.map_err(&failed)?;
        let added = put(&mut connection, account, role, &hashed, now).await.map_err(&failed)?;
        if added { Ok(password) } else { Err(Denied::Exists(account.to_owned())) }
    }

    /// Gives an account a new password, opens it if it was locked or switched off, and ends its sessions.
    ///
    /// # Errors
    /// [`Denied::NoAccount`], or the database's.
    pub async fn reset(&self, account: &str) -> Result<String, Denied> {
        let password = secret::password();
        let hashed = self.0.hasher.hash(&password).await;
        let query = "with over as (delete from session where account = $1), \
                     strange as (delete from known where account = $1) \
                     update account set salt = $2, hash = $3, failures = 0, wait_until_ms = null, disabled = false \
                     where account = $1";
        let query = sqlx::query(query).bind(account).bind(hashed.salt.to_vec()).bind(hashed.hash.to_vec());
        let done = query.execute(&self.0.pool).await.map_err(failed("reset an account"))?;
        if done.rows_affected() == 0 { Err(Denied::NoAccount(account.to_owned())) } else { Ok(password) }
    }

    /// Switches an account off; its sessions are over.
    ///
    /// # Errors
    /// [`Denied::NoAccount`], or the database's.
    pub async fn disable(&self, account: &str) -> Result<(), Denied> {
        let query = "with over as (delete from session where account = $1) \
                     update account set disabled = true where account = $1";
        let done = sqlx::query(query).bind(account).execute(&self.0.pool).await;
        let done = done.map_err(failed("disable an account"))?;
        if done.rows_affected() == 0 { Err(Denied::NoAccount(account.to_owned())) } else { Ok(()) }
    }

    /// Returns every account with its role and whether it is switched off or locked.
    ///
    /// # Errors
    /// The database's.
    pub async fn list(&self) -> Result<Vec<(String, String, bool)>, StoreError> {
        let query = "select account, role, disabled or failures >= $1 from account order by account";
        let rows = sqlx::query(query).bind(TRIES_MAX).fetch_all(&self.0.pool).await;
        let rows = rows.map_err(failed("list the accounts"))?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
    }

    fn count_try(&self, now: Timestamp) -> Result<(), Denied> {
        let mut tries = self.0.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if !(0..MINUTE_MS).contains(&(now - tries.0)) {
            *tries = (now, 0);
        }
        tries.1 += 1;
        if tries.1 > TRIES_PER_MINUTE {
            return Err(Denied::Wait((MINUTE_MS - (now - tries.0)) / SECOND_MS + 1));
        }
        Ok(())
    }
}

fn is_name(account: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=32).contains(&account.len()) && account.bytes().all(fits)
}

fn fixed<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.try_into().unwrap_or([0; N])
}

async fn put(
    connection: &mut sqlx::PgConnection,
    account: &str,
    role: Role,
    hashed: &Hashed,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let query = "insert into account (account, role, salt, hash, added_ms) values ($1, $2, $3, $4, $5) \
                 on conflict (account) do nothing";
    let query = sqlx::query(query).bind(account).bind(role.word()).bind(hashed.salt.to_vec());
    let done = query.bind(hashed.hash.to_vec()).bind(now.0).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}
