//! The days that have ended, on disk: one line of JSON each; of two of the same day the later one holds.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use queue::figures::{Collector, Day, FORM};
use serde::{Deserialize, Serialize};

/// A day that has ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    /// The form it is written in.
    pub form: u32,
    /// The event it ended with.
    pub seq: u64,
    /// The day.
    pub day: Day,
    /// What it left behind for the next.
    pub collector: Collector,
}

/// Returns the days in order, up to the first line that cannot be read or has an older form: what comes after is made
/// again. A file that is not there is an empty one.
pub(super) fn load(path: &Path) -> Vec<Line> {
    let (lines, good) = read(path);
    if !path.exists() {
        return lines;
    }
    let cut = OpenOptions::new().write(true).open(path).and_then(|file| {
        let len = file.metadata()?.len();
        if len > good {
            tracing::warn!(path = %path.display(), "the days from line {} on are made again", lines.len() + 1);
            file.set_len(good)?;
        }
        // A last line without its end was cut off between the two.
        if len < good { (&file).write_all(b"\n") } else { Ok(()) }
    });
    if let Err(error) = cut {
        tracing::warn!(error = %error, path = %path.display(), "the days cannot be put in order");
    }
    lines
}

/// As [`load`], and leaves the file as it is; with the bytes that could be read.
pub(super) fn read(path: &Path) -> (Vec<Line>, u64) {
    let Ok(file) = File::open(path) else { return (Vec::new(), 0) };
    let mut lines = Vec::new();
    let mut good = 0_u64;
    for text in BufReader::new(file).split(b'\n') {
        let read = |text: &[u8]| serde_json::from_slice::<Line>(text).ok().filter(|line| line.form == FORM);
        let line = text.ok().and_then(|text| Some((read(&text)?, text.len())));
        let Some((line, len)) = line else { break };
        good += len as u64 + 1;
        lines.push(line);
    }
    (lines, good)
}

/// Adds a day.
///
/// # Errors
/// What the disk says; the day is then made again at the next start.
pub(super) fn append(path: &Path, line: &Line) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    file.write_all(&text)?;
    file.sync_data()
}
