//! The journal of an office on disk, and everything derived from it.
//!
//! One SQLite file (`nouba.db`) in the data directory. [`Journal`] owns the only write connection and is
//! owned by the dispatcher; [`Reader`]s follow by sequence number. An append is one commit with
//! `synchronous=FULL`: when it has returned, power may fail. When it has failed, nobody knows whether the
//! batch is there (an `fdatasync` that reports an error may have written all the same), so the journal
//! refuses further work and is opened again to find out.
//!
//! # Layout
//! - `schema`: the file: lock, settings, migrations, whose it is
//! - `chain`: the hash over the history
//! - `project`: from events to rows: tickets, counters, snapshots
//! - `journal`: open, append, close
//! - `answers`: the answers that are kept, one or all
//! - `room`: room in the log before it is needed
//! - `batch`: how an append reaches the tables, in one statement
//! - `reader`: events for the feed, the report and the pages
//! - `verify`: the whole history checked, projections rebuilt
//! - `cut`: old history deleted at a signed head
//! - `backup`: copies taken, and gone on with

mod answers;
mod backup;
mod batch;
mod chain;
mod cut;
mod journal;
mod project;
mod reader;
mod room;
mod schema;
mod verify;

pub use backup::{Restored, backup, restore};
pub use chain::{Hash, Head};
pub use cut::{Cut, prepare as prepare_cut};
pub use journal::{AppendError, Journal, Loaded};
pub use project::{CounterRow, TicketRow};
pub use reader::{Beginning, Chained, KnownTicket, READ_LIMIT_MAX, ReadError, Reader};
pub use schema::{APPLICATION_ID, DATABASE_FILE, LOCK_FILE, LOG_FILE, OpenError, SCHEMA_VERSION, downgrade};
pub use verify::{Fault, FaultKind, Report, rebuild, verify};
