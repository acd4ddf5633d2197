//! What the forecaster keeps over a restart: how ranges were corrected, what people of today were told, how it turned
//! out. One small file beside the journal, written anew as a whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use queue::forecast::{Calibration, Outlook, Score};
use queue::id::TicketId;
use queue::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::whole_file::write_whole;

/// The file, in the data directory.
pub const FILE: &str = "forecast.json";
/// The form of the file; one of another form is passed over.
const FORM: u32 = 1;

/// What was foreseen for a ticket when it was first looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Foreseen {
    /// When.
    pub at: Timestamp,
    /// What people were told, before it was rounded.
    pub shown: Outlook,
}

/// What is kept.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    form: u32,
    /// The last event it knows.
    pub seq: u64,
    /// The office day the figures are of.
    pub day: Option<Date>,
    /// How ranges are corrected.
    pub calibration: Calibration,
    /// How the ranges of that day turned out.
    pub score: Score,
    /// The same of what people read.
    pub read: Score,
    /// What those were told who still wait.
    pub foreseen: BTreeMap<TicketId, Foreseen>,
}

impl Kept {
    /// Returns nothing known yet, in the present form.
    #[must_use]
    pub fn new() -> Self {
        Self { form: FORM, ..Self::default() }
    }

    /// Reads what was kept; nothing when there is no file, or none that can be read: ranges then begin uncorrected.
    #[must_use]
    pub fn load(dir: &Path) -> Option<Self> {
        let path = dir.join(FILE);
        let bytes = fs::read(&path).ok()?;
        match serde_json::from_slice::<Self>(&bytes) {
            Ok(kept) if kept.form == FORM => Some(kept),
            Ok(_) | Err(_) => {
                tracing::warn!(path = %path.display(), "what was learned of the waits cannot be read; it is learned anew");
                None
            }
        }
    }

    /// Writes it down: whole, or not at all.
    ///
    /// # Errors
    /// What the disk says; what was kept before is still there then.
    pub fn save(&self, dir: &Path) -> io::Result<()> {
        write_whole(&dir.join(FILE), &serde_json::to_vec(self)?, 0o600)
    }
}
