//! What a printer's owner says and hears: jobs, outcomes, states, and how long things may take.

use std::time::Duration;

use display::raster::Raster;
use tokio::sync::oneshot;

use super::status::{Cause, PrinterState, PrinterStatus};
use super::stored::{FixedBand, Record};

/// A ticket to print.
#[derive(Debug)]
pub struct PrintJob {
    /// The job's id. A copy of a ticket is a job of its own; an id is never used for two.
    pub job: String,
    /// What is printed. A copy carries its mark.
    pub picture: Raster,
    /// Rows that are the same on other tickets too.
    pub fixed: Vec<FixedBand>,
    /// The day, counted from 1970: a printer's memory is written only so often a day.
    pub day: i64,
}

/// What the last run left at a printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Jobs whose sending was journalled and whose end was not. Each becomes `Unknown`, or `Printed` when its mark still
    /// comes.
    pub outstanding: Vec<String>,
    /// Whether something of an earlier ticket may be in its buffer or on its paper.
    pub is_unsettled: bool,
    /// What it keeps of the tickets.
    pub stored: Record,
}

/// The owner's word that a ticket may be sent, given once that is journalled. Dropping it forbids it.
pub type Permit = oneshot::Sender<()>;

/// What a printer's owner is told.
#[derive(Debug)]
pub enum PrinterEvent {
    /// News of a ticket.
    Job {
        /// The job's id.
        job: String,
        /// What became of it.
        outcome: JobOutcome,
    },
    /// What it keeps of the tickets changed.
    Stored {
        /// To be given back at the next start.
        record: Record,
    },
    /// The printer's state changed.
    Status {
        /// All it said last.
        status: PrinterStatus,
        /// Whether it can be used.
        state: PrinterState,
        /// What is to be done about it.
        cause: Option<Cause>,
    },
}

/// What became of a ticket.
#[derive(Debug)]
pub enum JobOutcome {
    /// The printer is well: the owner journals that the ticket is about to be sent, then gives the permit.
    Sending {
        /// Sends the ticket when used.
        permit: Permit,
    },
    /// It is out. `confirmed` says whether the printer itself said so.
    Printed {
        /// Whether the printer itself said so.
        confirmed: bool,
    },
    /// The printer holds it and goes on when the cause is gone. More news follows.
    Stalled {
        /// What stops it.
        cause: Cause,
    },
    /// The printer may have lost its power within the ticket: whatever it still says of it proves nothing. It is not
    /// through with it yet; its end follows as `Unknown`.
    Doubtful {
        /// What raised the doubt.
        cause: Cause,
    },
    /// Nobody can tell. News may still follow: only `Printed`.
    Unknown {
        /// Why not.
        cause: Cause,
    },
    /// It was not printed: nothing was sent.
    Failed {
        /// Why not.
        cause: Cause,
    },
}

/// How long a printer is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// For the answer to a status question.
    pub reply: Duration,
    /// Between status questions while a ticket is under way.
    pub busy_period: Duration,
    /// Between status questions otherwise.
    pub idle_period: Duration,
    /// For the owner's permit.
    pub permit: Duration,
    /// Without a byte leaving, while the printer reports nothing wrong.
    pub write_stall: Duration,
    /// Without a byte leaving on a serial line before the printer's power is in doubt. Buffers that fill up ask for less.
    pub line_gap: Duration,
    /// For the mark, beyond the time the paper takes.
    pub mark: Duration,
    /// For late marks and cleared buffers after something broke.
    pub recovery: Duration,
    /// For a ticket under way when the daemon stops.
    pub stop: Duration,
    /// Between attempts to open the link, from the first to the longest.
    pub backoff: (Duration, Duration),
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            reply: Duration::from_secs(1),
            // Together with `reply` less than any printer needs from a loss of power to its first answer (1.5 s): one that
            // happens within a ticket is noticed by an answer that is missing.
            busy_period: Duration::from_millis(400),
            idle_period: Duration::from_secs(5),
            permit: Duration::from_secs(10),
            write_stall: Duration::from_secs(15),
            line_gap: Duration::from_secs(1),
            mark: Duration::from_secs(8),
            recovery: Duration::from_secs(2),
            stop: Duration::from_secs(5),
            backoff: (Duration::from_millis(200), Duration::from_secs(10)),
        }
    }
}
