//! What tickets share, kept in the printer's own memory (GS ( L), so that a slow serial line does not carry it each time.
//!
//! It is learnt from the tickets themselves: what most of them show and costs most is written first, when the printer is
//! idle, and never more than ten times a day (HPRT TP809 specification, p. 61). What a printer keeps is written down
//! outside it and compared with what it says it keeps: another printer in its place, or one that forgot, is sent rows
//! until it was written anew. Pure: time and answers come in, bytes go out.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use display::raster::Raster;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::profile::Profile;
use super::raster::{Cropped, crop};

/// Writes of non-volatile memory a day.
const WRITES_A_DAY: u32 = 10;
/// Pictures kept by one printer: its list of keys then fits into one block.
const KEPT_MAX: usize = super::status::STORED_KEYS_MAX;
/// Bands remembered until they are written.
const CANDIDATES_MAX: usize = 256;
/// A band is worth writing once it was on so many tickets and has so many bytes of dots.
const WORTH_TICKETS: u32 = 3;
const WORTH_BYTES: usize = 48;
/// So long after the last ticket the printer is asked or written to.
const IDLE: Duration = Duration::from_secs(15);
/// So many tickets without anything that is kept: the layout is another one.
const STRANGE_TICKETS: u32 = 30;
/// For the list of keys, and for a picture to be written: flash is slow.
const LIST: Duration = Duration::from_secs(3);
const WRITE: Duration = Duration::from_secs(20);

/// GS ( L function 64: the key codes of all stored graphics. Answered by 37 72 40, two bytes a key, 00.
const LIST_KEYS: [u8; 9] = [0x1D, b'(', b'L', 4, 0, 48, 64, b'K', b'C'];
/// GS ( L function 65: deletes all stored graphics.
const DELETE_ALL: [u8; 10] = [0x1D, b'(', b'L', 5, 0, 48, 65, b'C', b'L', b'R'];
/// ACK: the list was received.
const ACK: u8 = 0x06;

/// A picture's key code in the printer.
pub(super) type Code = [u8; 2];

/// Rows of a ticket that are the same on other tickets too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedBand {
    /// What they show: the same picture on the same width has the same key.
    pub key: u64,
    /// The rows.
    pub rows: Range<usize>,
}

/// What a printer keeps and how often it was written, for the next run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The day of the last write, counted from 1970.
    pub day: i64,
    /// Writes on that day.
    pub writes: u32,
    /// Key codes in the printer, and the picture each stands for.
    pub kept: BTreeMap<String, u64>,
    /// Bytes of a write that has begun and is not known to have ended: what the printer may still be waiting for, and
    /// would otherwise take out of the next ticket.
    #[serde(default)]
    pub writing: usize,
}

/// One printer's memory, as seen from here.
#[derive(Clone, Debug)]
pub(super) struct Keeper {
    record: Record,
    bytes_max: usize,
    state: State,
    seen: BTreeMap<u64, Candidate>,
    strange: u32,
    today: i64,
    last_ticket: Option<Instant>,
    /// Set when the record is another than it was.
    pub(super) has_changed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// What the printer keeps is not known since the link was opened.
    Unasked,
    Asked {
        by: Instant,
    },
    /// It keeps all that was written down.
    Trusted,
    Writing {
        by: Instant,
        code: Code,
        key: u64,
    },
    /// It does not answer, or has no room: rows are sent until the link is opened anew.
    GivenUp,
}

#[derive(Clone, Debug)]
struct Candidate {
    tickets: u32,
    bytes: usize,
    dots: Vec<u8>,
}

impl Keeper {
    pub(super) fn new(record: Record, bytes_max: usize) -> Self {
        let (state, seen) = (State::Unasked, BTreeMap::new());
        let today = record.day;
        Self { record, bytes_max, state, seen, strange: 0, today, last_ticket: None, has_changed: false }
    }

    pub(super) fn record(&self) -> &Record {
        &self.record
    }

    /// The link was opened: there may be another printer.
    pub(super) fn opened(&mut self) {
        self.state = State::Unasked;
    }

    /// The printer was set right: it waits for nothing any more.
    pub(super) fn settled(&mut self) {
        self.has_changed |= self.record.writing > 0;
        self.record.writing = 0;
    }

    /// Says whether a write is under way that was given up or broken off.
    pub(super) fn is_broken_off(&self) -> bool {
        self.record.writing > 0 && !self.is_waiting()
    }

    /// Says whether an answer is waited for.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self.state, State::Asked { .. } | State::Writing { .. })
    }

    /// Returns the rows of a ticket the printer prints by itself.
    pub(super) fn kept(&self, bands: &[FixedBand]) -> Vec<(Range<usize>, Code)> {
        if self.state != State::Trusted {
            return Vec::new();
        }
        bands.iter().filter_map(|band| Some((band.rows.clone(), self.code_of(band.key)?))).collect()
    }

    fn code_of(&self, key: u64) -> Option<Code> {
        let code = self.record.kept.iter().find(|kept| *kept.1 == key)?.0;
        code.as_bytes().try_into().ok()
    }

    /// A ticket is about to be printed on that day.
    pub(super) fn learn(&mut self, picture: &Raster, bands: &[FixedBand], profile: &Profile, day: i64) {
        self.today = day;
        let is_strange = bands.iter().all(|band| self.code_of(band.key).is_none());
        self.strange = if is_strange { self.strange.saturating_add(1) } else { 0 };
        for band in bands {
            if let Some(candidate) = self.seen.get_mut(&band.key) {
                candidate.tickets = candidate.tickets.saturating_add(1);
            } else if self.seen.len() < CANDIDATES_MAX && self.code_of(band.key).is_none() {
                let Cropped { placing, dots, defused, .. } =
                    crop(picture, (band.rows.start, band.rows.end), 1, profile);
                // A picture with changed dots would not be the one that was laid out.
                if defused.is_empty() && dots.len() >= WORTH_BYTES && dots.len() < 60_000 {
                    self.seen.insert(band.key, Candidate { tickets: 1, bytes: placing.bytes, dots });
                }
            }
        }
    }

    /// A ticket is done.
    pub(super) fn rested(&mut self, now: Instant) {
        self.last_ticket = Some(now);
    }

    /// Returns when there is something to do, for a printer that is idle.
    pub(super) fn due(&self) -> Option<Instant> {
        match self.state {
            State::Asked { by } | State::Writing { by, .. } => Some(by),
            State::Unasked | State::Trusted => self.last_ticket.map(|at| at + IDLE),
            State::GivenUp => None,
        }
    }

    /// Returns commands to send to a printer that is idle.
    pub(super) fn tick(&mut self, is_idle: bool, now: Instant) -> Vec<Vec<u8>> {
        match self.state {
            State::Asked { by } | State::Writing { by, .. } if by <= now => self.state = State::GivenUp,
            State::Unasked if is_idle && (!self.record.kept.is_empty() || self.has_rested(now)) => {
                self.state = State::Asked { by: now + LIST };
                return vec![LIST_KEYS.to_vec()];
            }
            State::Trusted if is_idle && self.has_rested(now) => {
                self.last_ticket = None;
                return self.write(now);
            }
            State::Unasked
            | State::Asked { .. }
            | State::Trusted
            | State::Writing { .. }
            | State::GivenUp => {}
        }
        Vec::new()
    }

    fn has_rested(&self, now: Instant) -> bool {
        self.last_ticket.is_some_and(|at| at + IDLE <= now)
    }

    /// The printer listed what it keeps; returns the answer to that.
    pub(super) fn listed(&mut self, codes: &[Code], now: Instant) -> Vec<u8> {
        let has = |code: &String| codes.iter().any(|listed| listed[..] == *code.as_bytes());
        match self.state {
            State::Asked { .. } => {
                if !self.record.kept.keys().all(has) {
                    // It forgot, or is another printer: what else it keeps may be anything.
                    self.record.kept.clear();
                    self.has_changed = true;
                }
                self.state = State::Trusted;
            }
            State::Writing { code, key, .. } => {
                let name = String::from_utf8_lossy(&code).into_owned();
                if has(&name) {
                    self.record.kept.insert(name, key);
                    self.seen.remove(&key);
                    self.has_changed = true;
                    // The next one, when the printer is idle again.
                    self.last_ticket = now.checked_sub(IDLE);
                    self.state = State::Trusted;
                } else {
                    self.state = State::GivenUp;
                }
            }
            State::Unasked | State::Trusted | State::GivenUp => return Vec::new(),
        }
        self.settled();
        vec![ACK]
    }

    /// Writes the most useful picture that is not kept yet, as far as the day allows.
    fn write(&mut self, now: Instant) -> Vec<Vec<u8>> {
        let is_another_layout = self.strange >= STRANGE_TICKETS && !self.record.kept.is_empty();
        let used: usize = self.record.kept.len() * self.bytes_max / KEPT_MAX;
        let worth = |candidate: &&Candidate| candidate.tickets >= WORTH_TICKETS;
        let best = self
            .seen
            .iter()
            .filter(|entry| worth(&entry.1))
            .max_by_key(|entry| entry.1.dots.len().saturating_mul(entry.1.tickets as usize));
        let Some((key, Candidate { bytes, dots, .. })) = best else { return Vec::new() };
        if !self.may_write() {
            return Vec::new();
        }
        if is_another_layout {
            self.count_write(DELETE_ALL.len());
            (self.record.kept, self.strange) = (BTreeMap::new(), 0);
            self.last_ticket = Some(now);
            // The list says that it has arrived.
            self.state = State::Asked { by: now + WRITE };
            return vec![DELETE_ALL.to_vec(), LIST_KEYS.to_vec()];
        }
        let code = code(*key);
        let is_taken = self.record.kept.contains_key(&String::from_utf8_lossy(&code).into_owned());
        let is_full = self.record.kept.len() >= KEPT_MAX || used + dots.len() > self.bytes_max;
        let (key, define) = (*key, define(code, *bytes, dots));
        if is_taken || is_full {
            self.seen.remove(&key);
            return Vec::new();
        }
        self.count_write(define.len());
        self.state = State::Writing { by: now + WRITE, code, key };
        vec![define, LIST_KEYS.to_vec()]
    }

    fn may_write(&self) -> bool {
        self.today > self.record.day || self.record.writes < WRITES_A_DAY
    }

    fn count_write(&mut self, bytes: usize) {
        // A clock that was set back is no new day.
        if self.today > self.record.day {
            (self.record.day, self.record.writes) = (self.today, 0);
        }
        self.record.writes += 1;
        self.record.writing = bytes;
        self.has_changed = true;
    }
}

/// Returns the key code of a picture: two printable characters that hardly another one has.
fn code(key: u64) -> Code {
    [0x21 + (key % 94) as u8, 0x21 + (key / 94 % 94) as u8]
}

/// GS ( L function 67: keeps a picture (raster format, one colour).
fn define(code: Code, bytes: usize, dots: &[u8]) -> Vec<u8> {
    let mut command = vec![0x1D, b'(', b'L'];
    command.extend(((dots.len() + 11) as u16).to_le_bytes());
    command.extend([48, 67, 48, code[0], code[1], 1]);
    command.extend((8 * bytes as u16).to_le_bytes());
    command.extend(((dots.len() / bytes.max(1)) as u16).to_le_bytes());
    command.push(49);
    command.extend(dots);
    command
}

/// GS ( L function 69: prints a kept picture.
pub(super) fn print(code: Code) -> [u8; 11] {
    [0x1D, b'(', b'L', 6, 0, 48, 69, code[0], code[1], 1, 1]
}

#[cfg(test)]
#[path = "stored_tests.rs"]
mod tests;
