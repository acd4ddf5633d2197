//! Receipts: the registry desk's for a deposit, the complaints cell's for a complaint. A paper with number and date that
//! outlives the day, and is followed until a clerk closes it.
//!
//! The number carries its year: `D-2026-00017`. Each letter counts through its year and is never set back, whatever
//! happens to days, machines or configurations: the count is a fold of the events, and the year is that of the office
//! day, which never goes back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::config::Locale;
use crate::event::{Event, Recorded};
use crate::id::{CounterId, InvalidId, ServiceId, TicketId};
use crate::ticket::PrintState;
use crate::tickets::is_open;
use crate::time::{Date, Timestamp};

/// How many days a closed receipt can still be looked up: a citizen who comes back from a journey learns what became of
/// it. Chosen: the 60 days an answer may take (decree 2-17-265), and a month more.
pub const CLOSED_KEPT_DAYS: i64 = 90;

/// A receipt's number: letter, year and the running value in them, from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptNumber {
    /// The letter of the service, A to Z.
    pub letter: char,
    /// The year of the office day on which it was given.
    pub year: i32,
    /// The running value, from 1.
    pub value: u32,
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:05}", self.letter, self.year, self.value)
    }
}

impl fmt::Debug for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ReceiptNumber {
    type Err = InvalidId;
    /// Reads a number as it is written, or as people type it: small letters, blanks or slashes for the hyphens, and
    /// without the leading noughts.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let wrong = || InvalidId {
            what: "ReceiptNumber",
            text: text.chars().take(80).collect(),
            rule: "a letter A-Z, a year and a number, as D-2026-00017",
        };
        let typed = text.trim().to_ascii_uppercase();
        let parts: Vec<&str> = typed.split(['-', '/', ' ']).filter(|part| !part.is_empty()).collect();
        let [letter, year, value] = parts[..] else { return Err(wrong()) };
        let digits = |text: &str, most: usize| {
            (text.len() <= most && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse().ok())
                .flatten()
        };
        let one = |text: &str| text.chars().next().filter(|c| text.len() == 1 && c.is_ascii_uppercase());
        let letter = one(letter).ok_or_else(wrong)?;
        let year = digits(year, 4).filter(|_| year.len() == 4).and_then(|y| i32::try_from(y).ok());
        let value = digits(value, 9).filter(|value| *value > 0).ok_or_else(wrong)?;
        Ok(Self { letter, year: year.ok_or_else(wrong)?, value })
    }
}

impl Serialize for ReceiptNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReceiptNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

/// Where the matter of a receipt stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    /// It was taken in.
    Registered,
    /// Somebody works on it.
    InProgress,
    /// The answer can be collected.
    Ready,
    /// An authorised clerk closed it, with an outcome.
    Closed,
}

/// One receipt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// Its identity; the link on the paper follows from it.
    pub id: TicketId,
    /// The number on the paper.
    pub number: ReceiptNumber,
    /// What was deposited.
    pub service: ServiceId,
    /// The ticket with which the citizen came.
    pub ticket: TicketId,
    /// The counter that gave it.
    pub counter: CounterId,
    /// The citizen's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Where the matter stands.
    pub state: ReceiptState,
    /// When it was given.
    pub registered_at: Timestamp,
    /// When the matter last moved.
    pub changed_at: Timestamp,
    /// By when the office means to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What came of it, as a word of the office's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The last office day before it was closed, or the one on which it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// How often the paper was made: 0 is the original alone.
    #[serde(default)]
    pub copies: u32,
    /// What is known of the paper.
    #[serde(default)]
    pub print: PrintState,
}

/// The receipts that can be looked up. Reads by identity and by number; changes with events alone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Receipts {
    all: BTreeMap<TicketId, Receipt>,
    /// The last number of each letter, with its year.
    series: BTreeMap<char, (i32, u32)>,
    numbers: BTreeMap<ReceiptNumber, TicketId>,
    papers: BTreeMap<PrintState, BTreeSet<TicketId>>,
}

impl Receipts {
    /// Returns a receipt.
    #[must_use]
    pub fn get(&self, id: &TicketId) -> Option<&Receipt> {
        self.all.get(id)
    }

    /// Returns the receipt with a number.
    #[must_use]
    pub fn numbered(&self, number: ReceiptNumber) -> Option<&Receipt> {
        self.numbers.get(&number).and_then(|id| self.all.get(id))
    }

    /// Returns every receipt that can be looked up, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Receipt> {
        self.all.values()
    }

    /// Returns the receipts whose paper is in a state, the oldest first; those with which nobody has to do anything are
    /// not listed.
    pub fn with_paper(&self, print: PrintState) -> impl Iterator<Item = &Receipt> + Clone {
        self.papers.get(&print).into_iter().flatten().filter_map(|id| self.all.get(id))
    }

    /// Returns the number the next receipt of a letter will have in a year.
    #[must_use]
    pub fn next_number(&self, letter: char, year: i32) -> ReceiptNumber {
        let last = self.series.get(&letter).copied().unwrap_or((year, 0));
        // A year that went back is none: the later year's numbers go on.
        let (year, last) = if last.0 >= year { last } else { (year, 0) };
        ReceiptNumber { letter, year, value: last + 1 }
    }

    /// Changes what is known of a receipt's paper; nothing when there is none of that identity.
    pub(crate) fn print(&mut self, id: TicketId, change: impl FnOnce(&mut PrintState, &mut u32)) {
        let Some(receipt) = self.all.get_mut(&id) else { return };
        let before = receipt.print;
        change(&mut receipt.print, &mut receipt.copies);
        let after = receipt.print;
        if let Some(ids) = self.papers.get_mut(&before) {
            ids.remove(&id);
        }
        list(&mut self.papers, after, id);
    }

    /// Takes an event in.
    pub(crate) fn apply(&mut self, recorded: &Recorded, last_day: Option<Date>) {
        let at = recorded.at;
        match &recorded.event {
            Event::ReceiptRegistered { ticket, number, service, counter, of, locale, due, print } => {
                self.insert(Receipt {
                    id: *ticket,
                    number: *number,
                    service: service.clone(),
                    ticket: *of,
                    counter: counter.clone(),
                    locale: *locale,
                    state: ReceiptState::Registered,
                    registered_at: at,
                    changed_at: at,
                    due: *due,
                    outcome: None,
                    closed_on: None,
                    copies: 0,
                    print: if *print { PrintState::Pending } else { PrintState::None },
                });
            }
            Event::ReceiptAdvanced { ticket, state, .. } => {
                if let Some(receipt) = self.all.get_mut(ticket) {
                    (receipt.state, receipt.changed_at) = (*state, at);
                }
            }
            Event::ReceiptClosed { ticket, outcome, .. } => {
                if let Some(receipt) = self.all.get_mut(ticket) {
                    (receipt.state, receipt.changed_at) = (ReceiptState::Closed, at);
                    receipt.outcome = Some(outcome.clone());
                    receipt.closed_on = recorded.day.or(last_day);
                }
            }
            _ => (),
        }
    }

    /// Forgets what was closed long before a day.
    pub(crate) fn forget(&mut self, day: Date) {
        let is_old = |r: &Receipt| r.closed_on.is_some_and(|on| on.days() + CLOSED_KEPT_DAYS < day.days());
        let old: Vec<TicketId> = self.all.values().filter(|r| is_old(r)).map(|r| r.id).collect();
        for id in old {
            let Some(receipt) = self.all.remove(&id) else { continue };
            self.numbers.remove(&receipt.number);
            if let Some(ids) = self.papers.get_mut(&receipt.print) {
                ids.remove(&id);
            }
        }
    }

    fn insert(&mut self, receipt: Receipt) {
        let ReceiptNumber { letter, year, value } = receipt.number;
        self.series.insert(letter, (year, value));
        self.hold(receipt);
    }

    fn hold(&mut self, receipt: Receipt) {
        self.numbers.insert(receipt.number, receipt.id);
        list(&mut self.papers, receipt.print, receipt.id);
        self.all.insert(receipt.id, receipt);
    }
}

fn list(papers: &mut BTreeMap<PrintState, BTreeSet<TicketId>>, print: PrintState, id: TicketId) {
    if is_open(print) {
        papers.entry(print).or_default().insert(id);
    }
}

/// As a snapshot has them: the lists follow from the receipts and are not written.
#[derive(Deserialize)]
struct Written {
    series: BTreeMap<char, (i32, u32)>,
    all: Vec<Receipt>,
}

impl Serialize for Receipts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = serializer.serialize_struct("Receipts", 2)?;
        written.serialize_field("series", &self.series)?;
        written.serialize_field("all", &self.all.values().collect::<Vec<_>>())?;
        written.end()
    }
}

impl<'de> Deserialize<'de> for Receipts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { series, all } = Written::deserialize(deserializer)?;
        let mut receipts = Self { series, ..Self::default() };
        all.into_iter().for_each(|receipt| receipts.hold(receipt));
        Ok(receipts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_written_and_as_typed() {
        let number = ReceiptNumber { letter: 'D', year: 2026, value: 17 };
        assert_eq!(number.to_string(), "D-2026-00017");
        for typed in ["D-2026-00017", "d-2026-17", " d 2026 17 ", "D/2026/0017"] {
            assert_eq!(typed.parse(), Ok(number), "{typed}");
        }
        for wrong in
            ["", "D", "D-2026", "D-26-17", "D-2026-0", "D-2026-17-1", "DD-2026-17", "É-2026-17", "D-2026-+7"]
        {
            assert!(wrong.parse::<ReceiptNumber>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_letter_counts_through_its_year_and_never_back() {
        let mut receipts = Receipts::default();
        assert_eq!(receipts.next_number('D', 2026).to_string(), "D-2026-00001");
        receipts.series.insert('D', (2026, 41));
        assert_eq!(receipts.next_number('D', 2026).to_string(), "D-2026-00042");
        assert_eq!(receipts.next_number('D', 2027).to_string(), "D-2027-00001");
        assert_eq!(
            receipts.next_number('D', 2025).to_string(),
            "D-2026-00042",
            "a year that went back is none"
        );
        assert_eq!(receipts.next_number('R', 2026).to_string(), "R-2026-00001");
    }
}
