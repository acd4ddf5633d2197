//! The database file: who may open it, how it is set, which schema it has.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

use super::batch;

/// The database within the data directory.
pub const DATABASE_FILE: &str = "nouba.db";
/// SQLite's write-ahead log beside it.
pub const LOG_FILE: &str = "nouba.db-wal";
/// Held locked by the daemon that owns the data directory.
pub const LOCK_FILE: &str = "nouba.lock";
/// "NOUB" in the file's header: tells our files from others (SQLite's `application_id`).
pub const APPLICATION_ID: i64 = 0x4e4f_5542;
/// The schema this daemon writes (SQLite's `user_version`): the number of migrations.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// One file a version, in order; never edited once released.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/0001_journal.sql"),
    include_str!("../../migrations/0002_restored.sql"),
    include_str!("../../migrations/0003_cut.sql"),
];

/// How to go back from the newest schema to the one before it.
const BACK: &str = include_str!("../../migrations/0003_cut_down.sql");

/// Whether something is there that the older daemon cannot read.
const NEWER_WORDS: &str = "select exists (select 1 from base) or exists \
    (select 1 from event where kind in ('access_noted', 'head_signed', 'history_cut'))";

/// How long a statement waits for another process (a backup, a technician's shell) to let go.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Rows that may be under way from SQLite's thread: enough that reading a day is not one wake-up a row.
const ROW_BUFFER: usize = 1_024;

/// What every write connection is set to, and checked for afterwards: name, value to set, value as read.
const SETTINGS: [(&str, &str, &str); 10] = [
    ("journal_mode", "wal", "wal"),
    // FULL: a commit has reached the disk when it returns. NORMAL loses commits when power fails.
    ("synchronous", "full", "2"),
    ("foreign_keys", "on", "1"),
    ("trusted_schema", "off", "0"),
    ("cell_size_check", "on", "1"),
    // Deleted answers are overwritten, not only forgotten.
    ("secure_delete", "on", "1"),
    ("temp_store", "memory", "2"),
    // A disk error shall be an error code, not a signal.
    ("mmap_size", "0", "0"),
    // Pages in the log (12 MiB) after which a commit writes it back, if there was no moment to do it before: see
    // `Journal::tend`.
    ("wal_autocheckpoint", "3000", "3000"),
    // The log is cut back to this after a burst, in bytes.
    ("journal_size_limit", "67108864", "67108864"),
];

/// Why a journal cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory or the lock file cannot be used.
    #[error("cannot {doing} {path}: check that the directory exists and belongs to the daemon's user")]
    File {
        /// What was tried.
        doing: &'static str,
        /// The path.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// Another daemon works here.
    #[error(
        "{path} is locked: another noubad works with this data directory; stop it, or give this one another --data"
    )]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// Somebody else's file.
    #[error("{path} is not a noubad journal ({why}): move it away, or give another --data")]
    NotOurs {
        /// The database.
        path: PathBuf,
        /// What shows it.
        why: String,
    },
    /// Written by a newer daemon.
    #[error(
        "{path} has schema {found}, but this noubad knows schemas up to {known}: install the newer noubad again, \
         or have it take the journal back to the older schema (`noubad downgrade`)"
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this daemon knows.
        known: i64,
    },
    /// A backup would take the place of a journal.
    #[error("{path} is there already: give another --data, or --replace to have it moved aside")]
    Occupied {
        /// The database.
        path: PathBuf,
    },
    /// The older schema has no word for what is in it.
    #[error(
        "{path} holds what the older noubad has no word for (signed heads, sign-ins, a history that was cut): keep this \
         noubad, or restore a backup with the older one"
    )]
    NoWayBack {
        /// The database.
        path: PathBuf,
    },
    /// SQLite did not take a setting that durability rests on.
    #[error("{path}: SQLite has {name} = {found}, needed is {wanted}: the disk or this SQLite cannot do it")]
    Setting {
        /// The database.
        path: PathBuf,
        /// The pragma.
        name: &'static str,
        /// As read back.
        found: String,
        /// As needed.
        wanted: &'static str,
    },
    /// The history is damaged.
    #[error(
        "{path}: the journal is damaged at event {seq}: {what}; run `noubad verify`, then restore a backup"
    )]
    Broken {
        /// The database.
        path: PathBuf,
        /// The first event that is wrong or missing.
        seq: u64,
        /// What is wrong with it.
        what: String,
    },
    /// SQLite reports an error.
    #[error("{path}: cannot {doing}")]
    Database {
        /// What was tried.
        doing: &'static str,
        /// The database.
        path: PathBuf,
        /// SQLite's error.
        #[source]
        source: sqlx::Error,
    },
}

/// Takes the data directory for this process; the lock lasts as long as the file is held.
pub(super) fn lock(dir: &Path) -> Result<File, OpenError> {
    let failed = |doing, path: &Path, source| OpenError::File { doing, path: path.to_owned(), source };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(|e| failed("create the data directory", dir, e))?;
    let path = dir.join(LOCK_FILE);
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false).mode(0o600);
    let file = options.open(&path).map_err(|e| failed("open the lock file", &path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked { path }),
        Err(TryLockError::Error(e)) => Err(failed("lock", &path, e)),
    }
}

/// Opens the database for writing: created or migrated as needed, set and checked.
pub(super) async fn open_writer(dir: &Path) -> Result<SqliteConnection, OpenError> {
    let path = dir.join(DATABASE_FILE);
    let failed = |doing| {
        let path = path.clone();
        move |source| OpenError::Database { doing, path, source }
    };
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .busy_timeout(BUSY_TIMEOUT)
        .row_buffer_size(ROW_BUFFER)
        .thread_name(|_| "journal".to_owned())
        .disable_statement_logging();
    let mut connection = options.connect().await.map_err(failed("open the database"))?;
    let version = version_of(&mut connection, &path).await?;
    for (name, value, _) in SETTINGS {
        let set = sqlx::raw_sql(AssertSqlSafe(format!("pragma {name} = {value}")));
        set.execute(&mut connection).await.map_err(failed("set the database up"))?;
    }
    check_settings(&mut connection, &path).await?;
    if version < SCHEMA_VERSION {
        migrate(&mut connection, version).await.map_err(failed("bring the schema up to date"))?;
        // The directory's entry must survive a power cut as well as the file does.
        let sync = File::open(dir).and_then(|d| d.sync_all());
        sync.map_err(|source| OpenError::File { doing: "sync", path: dir.to_owned(), source })?;
    }
    sqlx::raw_sql(batch::SET_UP.as_str())
        .execute(&mut connection)
        .await
        .map_err(failed("set the database up"))?;
    Ok(connection)
}

/// Opens the database for reading alone; it must exist.
pub(super) fn reader_options(dir: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(dir.join(DATABASE_FILE))
        .read_only(true)
        .busy_timeout(BUSY_TIMEOUT)
        .row_buffer_size(ROW_BUFFER)
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on")
        .pragma("mmap_size", "0")
        .thread_name(|n| format!("journal-read-{n}"))
        .disable_statement_logging()
}

/// Opens one connection for reading alone and checks that the file is ours and not newer.
pub(super) async fn open_reader(dir: &Path) -> Result<SqliteConnection, OpenError> {
    let path = dir.join(DATABASE_FILE);
    let opened = reader_options(dir).connect().await;
    let mut connection = opened.map_err(|source| OpenError::Database {
        doing: "open the database for reading",
        path: path.clone(),
        source,
    })?;
    match version_of(&mut connection, &path).await? {
        0 => Err(OpenError::NotOurs { path, why: "it is empty".to_owned() }),
        _ => Ok(connection),
    }
}

/// Returns the schema's version, 0 for an empty file; refuses files of others and of newer daemons.
async fn version_of(connection: &mut SqliteConnection, path: &Path) -> Result<i64, OpenError> {
    let not_ours = |why: String| OpenError::NotOurs { path: path.to_owned(), why };
    let query = "select (select application_id from pragma_application_id), \
                 (select user_version from pragma_user_version), (select count(*) from sqlite_schema)";
    let row = sqlx::query(query).fetch_one(connection).await.map_err(|source| match &source {
        // SQLITE_NOTADB, https://www.sqlite.org/rescode.html#notadb
        sqlx::Error::Database(e) if e.code().as_deref() == Some("26") => {
            not_ours("not an SQLite file".into())
        }
        _ => OpenError::Database { doing: "read the header of", path: path.to_owned(), source },
    })?;
    let (application, version, tables): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
    if application == 0 && version == 0 && tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION_ID {
        return Err(not_ours(format!("its application id is {application:#x}, ours is {APPLICATION_ID:#x}")));
    }
    if version > SCHEMA_VERSION {
        return Err(OpenError::Newer { path: path.to_owned(), found: version, known: SCHEMA_VERSION });
    }
    Ok(version)
}

async fn check_settings(connection: &mut SqliteConnection, path: &Path) -> Result<(), OpenError> {
    for (name, _, wanted) in SETTINGS {
        let read = sqlx::raw_sql(AssertSqlSafe(format!("pragma {name}"))).fetch_one(&mut *connection).await;
        let row = read.map_err(|source| OpenError::Database {
            doing: "read the settings of the database",
            path: path.to_owned(),
            source,
        })?;
        let found = row.try_get::<i64, _>(0).map(|n| n.to_string());
        let found = found.or_else(|_| row.try_get::<String, _>(0)).unwrap_or_default();
        if found != wanted {
            return Err(OpenError::Setting { path: path.to_owned(), name, found, wanted });
        }
    }
    Ok(())
}

/// Makes up the name of a journal: 32 hexadecimal digits.
pub(super) fn new_epoch() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// Takes the journal in a data directory back to the schema before this daemon's, for the daemon before it; returns
/// that schema. Needs the directory for itself. No event is touched.
///
/// # Errors
/// [`OpenError`]: locked, not ours, or with events or a cut the older daemon cannot read; nothing is changed.
pub async fn downgrade(dir: &Path) -> Result<i64, OpenError> {
    let path = dir.join(DATABASE_FILE);
    let failed =
        |source| OpenError::Database { doing: "take back the schema of", path: path.clone(), source };
    let _lock = lock(dir)?;
    let mut connection = open_writer(dir).await?;
    let newer = sqlx::query(NEWER_WORDS).fetch_one(&mut connection).await;
    if newer.map_err(failed)?.get::<bool, _>(0) {
        return Err(OpenError::NoWayBack { path });
    }
    let version = SCHEMA_VERSION - 1;
    let mut tx = connection.begin_with("begin immediate").await.map_err(failed)?;
    sqlx::raw_sql(BACK).execute(&mut *tx).await.map_err(failed)?;
    let header = AssertSqlSafe(format!("pragma user_version = {version}"));
    sqlx::raw_sql(header).execute(&mut *tx).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    Ok(version)
}

async fn migrate(connection: &mut SqliteConnection, from: i64) -> Result<(), sqlx::Error> {
    let mut tx = connection.begin_with("begin immediate").await?;
    for (version, migration) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > from) {
        sqlx::raw_sql(migration).execute(&mut *tx).await?;
        let header = format!("pragma application_id = {APPLICATION_ID}; pragma user_version = {version}");
        sqlx::raw_sql(AssertSqlSafe(header)).execute(&mut *tx).await?;
    }
    if from == 0 {
        let create = "insert into meta (one, epoch, genesis, created_ms) \
                      values (1, $1, $1, cast(unixepoch('subsec') * 1000 as integer))";
        sqlx::query(create).bind(new_epoch()).execute(&mut *tx).await?;
    }
    tx.commit().await
}
