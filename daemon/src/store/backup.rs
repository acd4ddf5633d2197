//! Copies of the journal: taken beside a running daemon, checked by opening them, and gone on with.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use queue::report::Parent;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};

use super::chain::Head;
use super::journal::database;
use super::reader::{self, signed};
use super::schema::{self, DATABASE_FILE, OpenError};
use super::verify::verify;

/// What a backup is checked and prepared in, within the data directory.
const WORKSHOP: &str = "restore.part";

/// Writes a copy of the journal as it stands, beside a running daemon if need be; returns how far it goes.
/// The copy is one whole file, checked from its first event to its last, and on the disk when this returns.
///
/// # Errors
/// [`OpenError`]: the target exists or cannot be written, or the journal cannot be read or is damaged; there is no
/// file under the target's name then.
pub async fn backup(dir: &Path, to: &Path) -> Result<Head, OpenError> {
    let path = database(dir);
    let failed = |source| OpenError::Database { doing: "back up", path: path.clone(), source };
    let on_disk = |doing, source| OpenError::File { doing, path: to.to_owned(), source };
    // The statement below would fill a file that exists and is empty; nobody's file is touched.
    if to.exists() {
        return Err(on_disk("write the backup", io::ErrorKind::AlreadyExists.into()));
    }
    schema::open_reader(dir).await?.close().await.map_err(failed)?;
    let parent = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = Workshop::new(parent, &to.with_extension("part"))?;
    let copy = database(&part.0);
    let name = copy.to_str().ok_or_else(|| on_disk("name", io::ErrorKind::InvalidFilename.into()))?;
    // Not read-only: SQLite opens the copy with the same rights. Nothing is written to the journal.
    let options = SqliteConnectOptions::new().filename(&path).pragma("trusted_schema", "off");
    let mut connection = options.disable_statement_logging().connect().await.map_err(failed)?;
    sqlx::query("vacuum into ?").bind(name).execute(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;

    let head = whole(&part.0, &copy).await?;
    File::open(&copy).and_then(|f| f.sync_all()).map_err(|e| on_disk("sync", e))?;
    fs::rename(&copy, to).map_err(|e| on_disk("rename the backup to", e))?;
    File::open(parent).and_then(|d| d.sync_all()).map_err(|e| on_disk("sync the directory of", e))?;
    Ok(head)
}

/// What a journal was restored to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// How far it goes.
    pub head: Head,
    /// Its name from now on.
    pub epoch: String,
    /// What it goes on from: the portal tells by this that events after it are other ones than it may have.
    pub parent: Parent,
    /// Where the journal that was there before has been put, if there was one.
    pub replaced: Option<PathBuf>,
}

/// Puts a backup in the place of the journal in a data directory, under an epoch of its own that names the one it goes
/// on from. A journal that is there already is only moved aside, and only if `replace` says so. Needs the directory
/// for itself. Cut off anywhere, it leaves the old journal or the new one.
///
/// # Errors
/// [`OpenError`]: locked, the backup is damaged or not ours, or there is a journal already; nothing is changed then.
pub async fn restore(from: &Path, dir: &Path, replace: bool) -> Result<Restored, OpenError> {
    let target = database(dir);
    let _lock = schema::lock(dir)?;
    let there = target.exists();
    if there && !replace {
        return Err(OpenError::Occupied { path: target });
    }
    let on_disk = |doing, path: &Path, source| OpenError::File { doing, path: path.to_owned(), source };
    let part = Workshop::new(dir, &dir.join(WORKSHOP))?;
    let copy = database(&part.0);
    fs::copy(from, &copy).map_err(|e| on_disk("copy", from, e))?;
    // The copy may have lain where everybody could read it; what it becomes does not.
    fs::set_permissions(&copy, Permissions::from_mode(0o600)).map_err(|e| on_disk("close", &copy, e))?;
    whole(&part.0, from).await?;
    let (head, epoch, parent) = branch(&part.0).await?;
    File::open(&copy).and_then(|f| f.sync_all()).map_err(|e| on_disk("sync", &copy, e))?;
    let replaced = if there {
        Some(set_aside(dir, &parent.epoch).map_err(|e| on_disk("move", &target, e))?)
    } else {
        None
    };
    fs::rename(&copy, &target).map_err(|e| on_disk("rename the backup to", &target, e))?;
    File::open(dir).and_then(|d| d.sync_all()).map_err(|e| on_disk("sync", dir, e))?;
    Ok(Restored { head, epoch, parent, replaced })
}

/// A directory in which a copy is made; it goes with whatever is left in it.
struct Workshop(PathBuf);

impl Workshop {
    fn new(parent: &Path, path: &Path) -> Result<Self, OpenError> {
        let failed =
            |source| OpenError::File { doing: "make a directory in", path: parent.to_owned(), source };
        match fs::remove_dir_all(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(failed(e)),
            _ => (),
        }
        fs::create_dir(path).map_err(failed)?;
        Ok(Self(path.to_owned()))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be removed now is at the next time.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Opens a copy and checks all of it.
async fn whole(dir: &Path, named: &Path) -> Result<Head, OpenError> {
    let report = verify(dir).await?;
    match report.faults.first() {
        None => Ok(report.head),
        Some(fault) => Err(OpenError::Broken {
            path: named.to_owned(),
            seq: fault.seq.unwrap_or(report.head.seq),
            what: fault.to_string(),
        }),
    }
}

/// Gives a copy an epoch of its own, in one commit.
async fn branch(dir: &Path) -> Result<(Head, String, Parent), OpenError> {
    let path = database(dir);
    let failed = |source| OpenError::Database { doing: "restore", path: path.clone(), source };
    let mut connection = schema::open_writer(dir).await?;
    let head = reader::head(&mut connection).await.map_err(failed)?;
    let before = sqlx::query("select epoch from meta").fetch_one(&mut connection).await.map_err(failed)?;
    let parent = Parent { epoch: before.get(0), seq: head.seq };
    let epoch = schema::new_epoch();
    let query = sqlx::query("update meta set epoch = $1, parent_epoch = $2, parent_seq = $3");
    let query = query.bind(&epoch).bind(&parent.epoch).bind(signed(head.seq));
    query.execute(&mut connection).await.map_err(failed)?;
    // One file and no log beside it: only the file is moved.
    sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    Ok((head, epoch, parent))
}

/// Moves the journal that is there into a directory of its own; its log first, so that it is never alone in place of
/// another journal.
fn set_aside(dir: &Path, epoch: &str) -> io::Result<PathBuf> {
    let name = |n: u32| dir.join(format!("replaced-{}-{n}", &epoch[..epoch.len().min(8)]));
    let aside = (1..).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(0));
    fs::create_dir(&aside)?;
    for suffix in ["-wal", "-shm", ""] {
        let file = format!("{DATABASE_FILE}{suffix}");
        match fs::rename(dir.join(&file), aside.join(&file)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => (),
            other => other?,
        }
    }
    Ok(aside)
}
