//! Reading the journal beside its writer: for the feed, the report and the pages.
//!
//! A reader sees committed events only, and never makes the writer wait.

use std::path::{Path, PathBuf};

use queue::Recorded;
use queue::evidence::SignedHead;
use queue::id::{CommandId, Number, ServiceId, TicketId};
use queue::ledger::Entry;
use queue::ticket::Class;
use queue::time::{Date, Timestamp};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{Row, SqliteConnection};

use super::answers;
use super::chain::{Hash, Head};
use super::cut;
use super::schema::{self, DATABASE_FILE, OpenError};

/// Connections of a reader: one for the pages, one for the report.
const READERS: u32 = 2;

/// Most events one call returns, so that no reader holds a transaction (and with it the log) for long.
pub const READ_LIMIT_MAX: u32 = 5_000;

/// Most events that are parsed where they are asked for; more, which nobody waits for in front of a screen, are given to a
/// thread of their own, so that a ticket never stands behind somebody who reads up on the past.
const PARSED_HERE: usize = 64;

/// Why events cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// SQLite reports an error.
    #[error("{path}: cannot read the journal")]
    Database {
        /// The database.
        path: PathBuf,
        /// SQLite's error.
        #[source]
        source: sqlx::Error,
    },
    /// An event is not one this daemon can read.
    #[error("{path}: event {seq} cannot be read: run `noubad verify`")]
    Body {
        /// The database.
        path: PathBuf,
        /// The event.
        seq: u64,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

/// A part of the journal with its hashes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chained {
    /// The hash of the event before, or of the epoch.
    pub before: Hash,
    /// The events: place, text, hash.
    pub events: Vec<(u64, String, Hash)>,
}

/// What the projections know of a ticket that matters before its day began.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownTicket {
    /// The service it stands at now.
    pub service: ServiceId,
    /// Its class.
    pub class: Class,
    /// Its number; an appointment has none before it checks in.
    pub number: Option<Number>,
    /// First issue, or booking.
    pub issued_at: Timestamp,
    /// The booked start.
    pub booked_at: Option<Timestamp>,
    /// The day on which the number was given.
    pub day: Option<Date>,
}

/// Where a journal begins.
#[derive(Clone, PartialEq, Debug)]
pub struct Beginning {
    /// The journal's name.
    pub epoch: String,
    /// Its first name, which the chain begins with.
    pub genesis: String,
    /// What its first event follows on.
    pub base: Head,
    /// The office's signature there, if history before was cut off.
    pub signed: Option<SignedHead>,
}

/// A window on the committed journal. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: SqlitePool,
    path: PathBuf,
}

impl Reader {
    /// Opens the journal of a data directory for reading; it must have been created before.
    ///
    /// # Errors
    /// [`OpenError`] when there is no journal, or not one this daemon can read.
    pub async fn open(dir: &Path) -> Result<Self, OpenError> {
        schema::open_reader(dir).await?;
        let options = SqlitePoolOptions::new().max_connections(READERS).max_lifetime(None).idle_timeout(None);
        Ok(Self {
            pool: options.connect_lazy_with(schema::reader_options(dir)),
            path: dir.join(DATABASE_FILE),
        })
    }

    /// Returns up to `limit` (at most [`READ_LIMIT_MAX`]) events after a place in the journal.
    ///
    /// # Errors
    /// [`ReadError`] when the database or an event cannot be read.
    pub async fn events(&self, after: u64, limit: u32) -> Result<Vec<Recorded>, ReadError> {
        let bodies = self.bodies(after, limit).await?;
        if bodies.len() <= PARSED_HERE {
            return bodies.into_iter().map(|(seq, body)| self.parse(seq, &body)).collect();
        }
        let reader = self.clone();
        let parsed = tokio::task::spawn_blocking(move || {
            bodies.into_iter().map(|(seq, body)| reader.parse(seq, &body)).collect()
        });
        parsed.await.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()))
    }

    /// Returns the answers that are kept, oldest first; for [`queue::ledger::Ledger::keep`].
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn answers(&self) -> Result<Vec<(CommandId, Entry)>, ReadError> {
        answers::all(&self.pool).await.map_err(|e| self.failed(e))
    }

    /// Returns `count` events from `first` on, as an accepted command is answered with.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub async fn range(&self, first: u64, count: u32) -> Result<Vec<Recorded>, ReadError> {
        self.events(first.saturating_sub(1), count).await
    }

    /// Returns up to `limit` (at most [`READ_LIMIT_MAX`]) events after a place, as the text that is stored.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn bodies(&self, after: u64, limit: u32) -> Result<Vec<(u64, String)>, ReadError> {
        let query = "select seq, body from event where seq > ? order by seq limit ?";
        let query = sqlx::query(query).bind(signed(after)).bind(limit.min(READ_LIMIT_MAX));
        let rows = query.fetch_all(&self.pool).await.map_err(|e| self.failed(e))?;
        let body = |row: &SqliteRow| Ok((seq_of(row, 0), row.try_get(1)?));
        rows.iter().map(body).collect::<Result<_, sqlx::Error>>().map_err(|e| self.failed(e))
    }

    /// Returns up to `limit` (at most [`READ_LIMIT_MAX`]) events after a place as stored, each with its hash, and the
    /// hash they follow on; `None` when the journal does not reach that place.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn chained(&self, after: u64, limit: u32) -> Result<Option<Chained>, ReadError> {
        self.read_chained(after, limit).await.map_err(|e| self.failed(e))
    }

    async fn read_chained(&self, after: u64, limit: u32) -> Result<Option<Chained>, sqlx::Error> {
        let begins = begins(&mut *self.pool.acquire().await?).await?;
        let before = if after == begins.seq {
            begins.hash
        } else {
            let query = sqlx::query("select hash from event where seq = ?").bind(signed(after));
            let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
            hash_of(&row, 0)?
        };
        let query = "select seq, body, hash from event where seq > ? order by seq limit ?";
        let query = sqlx::query(query).bind(signed(after)).bind(limit.min(READ_LIMIT_MAX));
        let rows = query.fetch_all(&self.pool).await?;
        let event = |row: &SqliteRow| Ok((seq_of(row, 0), row.try_get(1)?, hash_of(row, 2)?));
        let events = rows.iter().map(event).collect::<Result<_, sqlx::Error>>()?;
        Ok(Some(Chained { before, events }))
    }

    /// Returns the place of the first event of an office day or of one after it; the place after the last event when
    /// there is none. Days follow each other in the journal, so that few rows are looked at, however long it is.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn first_from(&self, day: Date) -> Result<u64, ReadError> {
        let (mut low, mut high) = (1, self.head().await?.seq + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let query = "select day from event where seq >= ? and day is not null order by seq limit 1";
            let row = sqlx::query(query).bind(signed(middle)).fetch_optional(&self.pool).await;
            let found: Option<String> = row.map_err(|e| self.failed(e))?.map(|row| row.get(0));
            if found.is_some_and(|found| found < day.to_string()) { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    /// Returns what the projections know of a ticket or appointment; nothing of one there never was.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn ticket(&self, id: TicketId) -> Result<Option<KnownTicket>, ReadError> {
        let query =
            "select service, class, letter, value, issued_ms, booked_ms, day from ticket where id = ?";
        let row = sqlx::query(query).bind(id.to_string()).fetch_optional(&self.pool).await;
        let Some(row) = row.map_err(|e| self.failed(e))? else { return Ok(None) };
        let text = |column| row.try_get::<Option<String>, _>(column);
        let known = || -> Result<Option<KnownTicket>, sqlx::Error> {
            let number = match (text(2)?.and_then(|l| l.chars().next()), row.try_get::<Option<u32>, _>(3)?) {
                (Some(letter), Some(value)) => Some(Number { letter, value }),
                _ => None,
            };
            let Some(service) = text(0)?.and_then(|s| ServiceId::new(&s).ok()) else { return Ok(None) };
            let class = text(1)?.unwrap_or_default();
            let class = serde_json::from_value(serde_json::Value::String(class)).unwrap_or(Class::Normal);
            Ok(Some(KnownTicket {
                service,
                class,
                number,
                issued_at: Timestamp(row.try_get(4)?),
                booked_at: row.try_get::<Option<i64>, _>(5)?.map(Timestamp),
                day: text(6)?.and_then(|day| day.parse().ok()),
            }))
        };
        known().map_err(|e| self.failed(e))
    }

    /// Returns where the journal begins.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn beginning(&self) -> Result<Beginning, ReadError> {
        self.read_beginning().await.map_err(|e| self.failed(e))
    }

    async fn read_beginning(&self) -> Result<Beginning, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        let query = match knows_restoring(&mut connection).await? {
            true => "select epoch, genesis from meta",
            false => "select epoch, epoch from meta",
        };
        let row = sqlx::query(query).fetch_one(&mut *connection).await?;
        let signed = cut::base_head(&mut connection).await?.map(|(_, signed)| signed);
        let signed = signed.map(|text| serde_json::from_str(&text)).transpose();
        Ok(Beginning {
            epoch: row.get(0),
            genesis: row.get(1),
            base: begins(&mut connection).await?,
            signed: signed.map_err(|error| sqlx::Error::Decode(error.into()))?,
        })
    }

    /// Returns up to `limit` (at most [`READ_LIMIT_MAX`]) events of one kind after a place and up to another.
    ///
    /// # Errors
    /// As [`Reader::events`].
    pub async fn of_kind(
        &self,
        kind: &str,
        (after, last): (u64, u64),
        limit: u32,
    ) -> Result<Vec<Recorded>, ReadError> {
        let query =
            "select seq, body from event where seq > ? and seq <= ? and kind = ? order by seq limit ?";
        let query = sqlx::query(query).bind(signed(after)).bind(signed(last)).bind(kind);
        let rows = query.bind(limit.min(READ_LIMIT_MAX)).fetch_all(&self.pool).await;
        let rows = rows.map_err(|e| self.failed(e))?;
        rows.iter().map(|row| self.parse(seq_of(row, 0), row.get(1))).collect()
    }

    fn parse(&self, seq: u64, body: &str) -> Result<Recorded, ReadError> {
        serde_json::from_str(body).map_err(|source| ReadError::Body { path: self.path.clone(), seq, source })
    }

    /// Returns how far the journal goes.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn head(&self) -> Result<Head, ReadError> {
        let mut connection = self.pool.acquire().await.map_err(|e| self.failed(e))?;
        head(&mut connection).await.map_err(|e| self.failed(e))
    }

    /// Returns true when the journal still holds the history that ended with this head: what shows, together
    /// with a head remembered elsewhere, that its newest events were not cut off.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub async fn contains(&self, remembered: Head) -> Result<bool, ReadError> {
        let mut connection = self.pool.acquire().await.map_err(|e| self.failed(e))?;
        let begins = begins(&mut connection).await.map_err(|e| self.failed(e))?;
        drop(connection);
        if remembered.seq == begins.seq {
            return Ok(begins.hash == remembered.hash);
        }
        let query = sqlx::query("select hash from event where seq = ?").bind(signed(remembered.seq));
        let row = query.fetch_optional(&self.pool).await.map_err(|e| self.failed(e))?;
        Ok(row.is_some_and(|row| hash_of(&row, 0).is_ok_and(|hash| hash == remembered.hash)))
    }

    /// Lets the connections go.
    pub async fn close(self) {
        self.pool.close().await;
    }

    fn failed(&self, source: sqlx::Error) -> ReadError {
        ReadError::Database { path: self.path.clone(), source }
    }
}

/// Reads the last event's place and hash, or the epoch's hash when there is none.
pub(super) async fn head(connection: &mut SqliteConnection) -> Result<Head, sqlx::Error> {
    let last = sqlx::query("select seq, hash from event order by seq desc limit 1");
    if let Some(row) = last.fetch_optional(&mut *connection).await? {
        return Ok(Head { seq: seq_of(&row, 0), hash: hash_of(&row, 1)? });
    }
    begins(connection).await
}

/// Reads what the first event there follows on: the last one that was cut off, or the epoch.
pub(super) async fn begins(connection: &mut SqliteConnection) -> Result<Head, sqlx::Error> {
    match cut::base_head(connection).await? {
        Some((head, _)) => Ok(head),
        None => Ok(Head { seq: 0, hash: genesis(connection).await? }),
    }
}

/// Returns the hash the chain begins with. A journal that is only read is not migrated, and one of schema 1 was never
/// restored: it begins with its own epoch.
pub(super) async fn genesis(connection: &mut SqliteConnection) -> Result<Hash, sqlx::Error> {
    let query = if knows_restoring(connection).await? {
        "select genesis from meta"
    } else {
        "select epoch from meta"
    };
    Ok(Hash::genesis(sqlx::query(query).fetch_one(connection).await?.get(0)))
}

/// Returns true when the journal has another name than its first one, and no backup it was restored from explains that.
pub(super) async fn is_renamed(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if !knows_restoring(connection).await? {
        return Ok(false);
    }
    let query = "select epoch <> genesis and parent_epoch is null from meta";
    Ok(sqlx::query(query).fetch_one(connection).await?.get(0))
}

async fn knows_restoring(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let query = "select exists (select 1 from pragma_table_info('meta') where name = 'genesis')";
    Ok(sqlx::query(query).fetch_one(connection).await?.get(0))
}

/// SQLite's integers are signed; no journal comes near the difference.
pub(super) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

pub(super) fn seq_of(row: &SqliteRow, column: usize) -> u64 {
    u64::try_from(row.get::<i64, _>(column)).unwrap_or(0)
}

pub(super) fn hash_of(row: &SqliteRow, column: usize) -> Result<Hash, sqlx::Error> {
    let bytes: &[u8] = row.try_get(column)?;
    let wrong = || sqlx::Error::Decode(format!("a hash of {} bytes instead of 32", bytes.len()).into());
    Hash::from_slice(bytes).ok_or_else(wrong)
}
