//! Looks at the paper, dot by dot, and at the journal, and says where they do not agree with what was promised.
//!
//! It shares nothing with the printing: it knows how a ticket of this run looks (a frame, twenty bars that are long or
//! short, a frame) and the meaning of four kinds of events.

use std::collections::{BTreeMap, BTreeSet};

use firmware_bridge::sim::printer::SimTicket;
use queue::Event;
use queue::command::PrintFailure;
use queue::event::Recorded;
use queue::id::TicketId;
use queue::ticket::{PrintState, Ticket};

/// What was promised and what was seen.
pub(super) struct Checker {
    /// Broken promises.
    pub(super) found: Vec<String>,
    /// How often what happened.
    pub(super) tally: BTreeMap<String, u64>,
    /// Whether the printers say when a ticket is out.
    confirms: bool,
    numbers: BTreeMap<u32, TicketId>,
    papers: BTreeMap<(u32, u8), u32>,
    claimed: BTreeSet<u32>,
}

impl Checker {
    pub(super) fn new(confirms: bool) -> Self {
        let (numbers, papers, claimed) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { found: Vec::new(), tally: BTreeMap::new(), confirms, numbers, papers, claimed }
    }

    fn count(&mut self, what: &str) {
        *self.tally.entry(what.to_owned()).or_default() += 1;
    }

    /// A piece of paper was cut off.
    pub(super) fn paper(&mut self, paper: &SimTicket) {
        let read = read_all(paper);
        if read.is_empty() {
            self.count("pieces of paper without a whole ticket");
        }
        for (number, copy) in read {
            self.count(if copy == 0 { "originals on paper" } else { "copies on paper" });
            let times = self.papers.entry((number, copy)).or_default();
            *times += 1;
            if *times > 1 {
                self.found.push(format!("number {number}, copy {copy} came out {times} times"));
            }
        }
    }

    /// Something was committed.
    pub(super) fn event(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::TicketIssued { ticket, number, .. } => {
                self.count("tickets");
                if let Some(other) = self.numbers.insert(number.value, *ticket) {
                    self.found.push(format!("two tickets have number {}: {other}, {ticket}", number.value));
                }
            }
            Event::TicketPrinted { ticket, copy, confirmed, .. } => {
                self.count(if *confirmed { "printed, confirmed" } else { "printed, unconfirmed" });
                let Some(number) = self.number_of(*ticket) else { return };
                let is_out = self.papers.contains_key(&(number, *copy as u8));
                self.claimed.insert(number);
                if *confirmed && !is_out {
                    let what = format!("number {number}, copy {copy} is called printed and is not on paper");
                    self.found.push(what);
                } else if !is_out {
                    self.count("unconfirmed and not on paper when said");
                }
            }
            Event::TicketPrintFailed { failure, .. } => self.count(match failure {
                PrintFailure::NotSent => "not sent",
                PrintFailure::Stalled => "stalled",
                PrintFailure::Unknown => "unknown",
                PrintFailure::Expired => "expired",
            }),
            Event::ReprintAsked { .. } => self.count("copies asked for"),
            _ => {}
        }
    }

    fn number_of(&self, ticket: TicketId) -> Option<u32> {
        self.numbers.iter().find(|entry| *entry.1 == ticket).map(|entry| *entry.0)
    }

    /// Everything is over: each number is on paper, or somebody is told that it is not.
    pub(super) fn end(&mut self, tickets: &[Ticket]) {
        for ticket in tickets {
            let number = ticket.number.value;
            let is_out = self.papers.keys().any(|paper| paper.0 == number);
            if is_out {
                self.count("tickets on paper");
            }
            match ticket.print {
                PrintState::Pending | PrintState::Sending | PrintState::None => {
                    self.found.push(format!("number {number} is {:?} for ever", ticket.print));
                }
                // The kiosk says that no paper came, or that it may not have.
                PrintState::Expired | PrintState::Unknown | PrintState::Stalled if !is_out => {
                    self.count("told to a person");
                }
                PrintState::Printed if !is_out && self.confirms => {
                    self.found.push(format!("number {number} is neither on paper nor told to anybody"));
                }
                PrintState::Printed if !is_out => self.count("believed printed and not on paper"),
                PrintState::Expired | PrintState::Unknown | PrintState::Stalled | PrintState::Printed => {}
            }
        }
    }
}

/// Rows of the frame, of a bar with the gap below it, and bars.
const FRAME: usize = 6;
const BAR: usize = 4;
const BARS: usize = 20;

/// Reads every whole ticket on a piece of paper, wherever it begins.
fn read_all(paper: &SimTicket) -> Vec<(u32, u8)> {
    let rows = FRAME + 2 + BAR * BARS + FRAME;
    let last = (paper.rows.len() + 1).saturating_sub(rows);
    (0..last).filter_map(|top| read(paper, top)).collect()
}

/// Reads a whole ticket: each of its dots must be as it should.
fn read(paper: &SimTicket, top: usize) -> Option<(u32, u8)> {
    let is = |y: usize, from: usize, to: usize| {
        (0..paper.width_dots).all(|x| paper.get(x, y) == (from..to).contains(&x))
    };
    // Most rows fail here at once.
    if !paper.get(20, top) || !paper.get(339, top) {
        return None;
    }
    let frame = |from: usize| (from..from + FRAME).all(|y| is(y, 20, 340));
    let white = |y: usize| is(y, 0, 0);
    let mut bits = 0u32;
    if !frame(top) || !white(top + FRAME) || !white(top + FRAME + 1) {
        return None;
    }
    for bar in 0..BARS {
        let y = top + FRAME + 2 + BAR * bar;
        let is_long = paper.get(20 + bar + 200, y);
        let end = 20 + bar + if is_long { 280 } else { 60 };
        if !(y..y + BAR - 1).all(|y| is(y, 20 + bar, end)) || !white(y + BAR - 1) {
            return None;
        }
        bits |= u32::from(is_long) << bar;
    }
    if !frame(top + FRAME + 2 + BAR * BARS) {
        return None;
    }
    let (number, copy, sum) = (bits & 0xFFF, (bits >> 12 & 0xF) as u8, bits >> 16);
    (sum == (number * 7 + u32::from(copy)) % 16).then_some((number, copy))
}
