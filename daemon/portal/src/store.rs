//! PostgreSQL: connections, migrations, and the offices that may report.

use std::str::FromStr;
use std::time::Duration;

use queue::id::OfficeId;
use queue::live::Profile;
use queue::report::Digest;
use queue::time::Timestamp;
use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, PgConnection, Row};

/// Connections at once: what two cores of a database server keep busy, and a few that wait for the disk.
const CONNECTIONS_MAX: u32 = 8;
/// How long a request waits for a connection before it is told to come again.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a statement may take, in milliseconds: a batch takes ten.
const STATEMENT_TIMEOUT_MS: &str = "30000";
/// Key of the lock under which the schema is changed: "nouba" in ASCII.
const MIGRATION_LOCK: i64 = 0x006e_6f75_6261;

/// The schema's steps in order. One that was released is never edited.
const MIGRATIONS: [&str; 6] = [
    include_str!("../migrations/0001_report.sql"),
    include_str!("../migrations/0002_town.sql"),
    include_str!("../migrations/0003_forms.sql"),
    include_str!("../migrations/0004_known.sql"),
    include_str!("../migrations/0005_late.sql"),
    include_str!("../migrations/0006_day_change.sql"),
];

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is not one.
    #[error("the database's address cannot be read: write postgres://user@host/database")]
    Address(#[source] sqlx::Error),
    /// PostgreSQL reports an error.
    #[error("PostgreSQL could not {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The error.
        #[source]
        source: sqlx::Error,
    },
    /// The schema is that of a newer program.
    #[error("the database has schema {found}, this program knows {known}: install the newer portal")]
    Newer {
        /// The schema's version.
        found: i32,
        /// The newest this program knows.
        known: usize,
    },
    /// There is no such office.
    #[error("there is no office {0}: `nouba-portal office add {0}` adds it")]
    NoOffice(OfficeId),
    /// The office is there already.
    #[error("there is an office {0} already: `nouba-portal office renew {0}` gives it another credential")]
    Exists(OfficeId),
    /// The portal is being stopped.
    #[error("the portal is stopping: send it again")]
    Stopping,
    /// There is nothing of that epoch to adopt or release.
    #[error("nothing of office {office} with epoch {epoch} waits for a decision")]
    NothingToDecide {
        /// The office.
        office: OfficeId,
        /// The epoch.
        epoch: String,
    },
}

/// Returns the mapping of an error that came while `doing` something.
pub(crate) fn failed(doing: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |source| StoreError::Database { doing, source }
}

/// Connects to a database and brings its schema up to date.
///
/// # Errors
/// [`StoreError`] when it cannot be reached or is not ours.
pub async fn open(url: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url).map_err(StoreError::Address)?;
    let options =
        options.application_name("nouba-portal").options([("statement_timeout", STATEMENT_TIMEOUT_MS)]);
    let mut connection = PgConnection::connect_with(&options).await.map_err(failed("be reached"))?;
    migrate(&mut connection).await?;
    connection.close().await.map_err(failed("close a connection"))?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS_MAX).acquire_timeout(ACQUIRE_TIMEOUT);
    Ok(pool.connect_lazy_with(options))
}

/// Applies the steps the database lacks, in one transaction.
async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    let failed = failed("bring the schema up to date");
    let mut tx = connection.begin().await.map_err(&failed)?;
    sqlx::query("select pg_advisory_xact_lock($1)")
        .bind(MIGRATION_LOCK)
        .execute(&mut *tx)
        .await
        .map_err(&failed)?;
    let create = "create table if not exists schema_version (one boolean primary key default true check (one), \
                  version integer not null)";
    sqlx::raw_sql(create).execute(&mut *tx).await.map_err(&failed)?;
    let row =
        sqlx::query("select version from schema_version").fetch_optional(&mut *tx).await.map_err(&failed)?;
    let version: i32 = row.map_or(0, |row| row.get(0));
    let done = usize::try_from(version).unwrap_or(0);
    let Some(missing) = MIGRATIONS.get(done..) else {
        return Err(StoreError::Newer { found: version, known: MIGRATIONS.len() });
    };
    for step in missing {
        sqlx::raw_sql(*step).execute(&mut *tx).await.map_err(&failed)?;
    }
    let set = "insert into schema_version (version) values ($1) on conflict (one) do update set version = excluded.version";
    let newest = i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX);
    sqlx::query(set).bind(newest).execute(&mut *tx).await.map_err(&failed)?;
    tx.commit().await.map_err(&failed)
}

/// PostgreSQL's integers are signed; no journal comes near the difference.
pub(crate) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}

/// Reads a hash; the columns are checked to hold 32 bytes.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Digest(bytes.try_into().unwrap_or([0; 32]))
}

/// Returns what is stored of a credential. It is 244 random bits: a plain hash cannot be turned around.
#[must_use]
pub fn credential_hash(credential: &str) -> [u8; 32] {
    Sha256::digest(credential.as_bytes()).into()
}

fn new_credential() -> String {
    format!("nouba_{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
}

/// Adds an office; returns its credential, which is not stored and cannot be had again.
///
/// # Errors
/// [`StoreError::Exists`], or the database's.
pub async fn add_office(pool: &PgPool, office: &OfficeId, now: Timestamp) -> Result<String, StoreError> {
    let query = "insert into office (office, added_ms) values ($1, $2) on conflict (office) do nothing";
    let query = sqlx::query(query).bind(office.as_str()).bind(now.0);
    let done = query.execute(pool).await.map_err(failed("add an office"))?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Exists(office.clone()));
    }
    add_credential(pool, office, now).await
}

/// Gives an office one more credential; those it has go on working, so that it can be replaced without a gap.
///
/// # Errors
/// [`StoreError::NoOffice`], or the database's.
pub async fn add_credential(pool: &PgPool, office: &OfficeId, now: Timestamp) -> Result<String, StoreError> {
    let credential = new_credential();
    let hash = credential_hash(&credential);
    let query = "insert into office_credential (office, hash, added_ms) select office, $2, $3 from office where office = $1";
    let query = sqlx::query(query).bind(office.as_str()).bind(&hash[..]).bind(now.0);
    let done = query.execute(pool).await.map_err(failed("add a credential"))?;
    if done.rows_affected() == 0 { Err(StoreError::NoOffice(office.clone())) } else { Ok(credential) }
}

/// Gives an office a new credential; all earlier ones are worth nothing from now on.
///
/// # Errors
/// As [`add_credential`].
pub async fn renew_office(pool: &PgPool, office: &OfficeId, now: Timestamp) -> Result<String, StoreError> {
    let credential = add_credential(pool, office, now).await?;
    revoke(pool, office, Some(&credential_hash(&credential))).await?;
    Ok(credential)
}

/// Makes credentials of an office worthless: all, or all but one. Returns how many there were.
///
/// # Errors
/// The database's.
pub async fn revoke(pool: &PgPool, office: &OfficeId, but: Option<&[u8; 32]>) -> Result<u64, StoreError> {
    let query = "delete from office_credential where office = $1 and hash is distinct from $2";
    let query = sqlx::query(query).bind(office.as_str()).bind(but.map(|hash| &hash[..]));
    query.execute(pool).await.map(|done| done.rows_affected()).map_err(failed("revoke a credential"))
}

/// Makes all credentials of an office worthless but the one added last. Returns how many there were.
///
/// # Errors
/// The database's.
pub async fn revoke_old(pool: &PgPool, office: &OfficeId) -> Result<u64, StoreError> {
    let query = "select hash from office_credential where office = $1 order by added_ms desc, hash limit 1";
    let newest = sqlx::query(query).bind(office.as_str()).fetch_optional(pool).await;
    let newest = newest.map_err(failed("look for a credential"))?.map(|row| digest(row.get(0)).0);
    revoke(pool, office, newest.as_ref()).await
}

/// Says where an office is.
///
/// # Errors
/// [`StoreError::NoOffice`], or the database's.
pub async fn place_office(
    pool: &PgPool,
    office: &OfficeId,
    (latitude, longitude): (f64, f64),
    address: Option<&str>,
) -> Result<(), StoreError> {
    let query =
        "update office set latitude = $2, longitude = $3, address = coalesce($4, address) where office = $1";
    let query = sqlx::query(query).bind(office.as_str()).bind(latitude).bind(longitude).bind(address);
    let done = query.execute(pool).await.map_err(failed("place an office"))?;
    if done.rows_affected() == 0 { Err(StoreError::NoOffice(office.clone())) } else { Ok(()) }
}

/// Returns the office a credential belongs to.
///
/// # Errors
/// The database's.
pub async fn office_of(pool: &PgPool, credential: &str) -> Result<Option<OfficeId>, StoreError> {
    let hash = credential_hash(credential);
    let query = sqlx::query("select office from office_credential where hash = $1").bind(&hash[..]);
    let row = query.fetch_optional(pool).await.map_err(failed("look up a credential"))?;
    Ok(row.and_then(|row| OfficeId::new(row.get(0)).ok()))
}

/// Keeps what an office said it is, under its configuration's hash. Returns whether it was not known.
///
/// # Errors
/// The database's.
pub async fn put_profile(
    pool: &PgPool,
    office: &OfficeId,
    profile: &Profile,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let body = serde_json::to_string(profile).unwrap_or_default();
    let query = "insert into office_profile as p (office, hash, body, first_ms, last_ms) values ($1, $2, $3, $4, $4) \
                 on conflict (office, hash) do update set body = excluded.body, last_ms = excluded.last_ms \
                 returning p.first_ms = p.last_ms";
    let query = sqlx::query(query).bind(office.as_str()).bind(&profile.hash).bind(body).bind(now.0);
    let row = query.fetch_one(pool).await.map_err(failed("keep a profile"))?;
    Ok(row.get(0))
}

/// Takes an epoch that came out of nowhere for a journal of this office that begins at 1: a new box.
///
/// # Errors
/// [`StoreError::NothingToDecide`] when no such epoch was refused, or the database's.
pub async fn adopt(pool: &PgPool, office: &OfficeId, epoch: &str, now: Timestamp) -> Result<(), StoreError> {
    let base = crate::decide::genesis(epoch);
    let query = "insert into office_cursor (office, epoch, start, base, next, head, opened_ms, received_ms, clock_offset_ms) \
                 select $1, $2, 1, $3, 1, $3, $4, $4, 0 \
                 where exists (select 1 from quarantine where office = $1 and epoch = $2) \
                 on conflict (office, epoch) do nothing";
    let query = sqlx::query(query).bind(office.as_str()).bind(epoch).bind(&base.0[..]).bind(now.0);
    decided(query.execute(pool).await, office, epoch)
}

/// Takes the flag from a forked journal: from now on what follows on the portal's history is taken again. The events
/// that differed stay in quarantine.
///
/// # Errors
/// [`StoreError::NothingToDecide`] when it is not flagged, or the database's.
pub async fn release(pool: &PgPool, office: &OfficeId, epoch: &str) -> Result<(), StoreError> {
    let query = "update office_cursor set forked_seq = null, forked_ms = null \
                 where office = $1 and epoch = $2 and forked_seq is not null";
    decided(sqlx::query(query).bind(office.as_str()).bind(epoch).execute(pool).await, office, epoch)
}

fn decided(
    done: Result<sqlx::postgres::PgQueryResult, sqlx::Error>,
    office: &OfficeId,
    epoch: &str,
) -> Result<(), StoreError> {
    if done.map_err(failed("decide about an epoch"))?.rows_affected() == 0 {
        return Err(StoreError::NothingToDecide { office: office.clone(), epoch: epoch.to_owned() });
    }
    Ok(())
}
