//! Events folded into what a manager looks at: one office's day in a few figures. Pure.
//!
//! Knows the few types of events that count and skips all others, so that an office may be newer than its portal.

use std::collections::{BTreeSet, VecDeque};

use queue::time::{Date, MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// The form of [`Fold`] as stored; another one is made anew.
pub const FORM: i32 = 1;
/// How long a command can be undone at most: twice what an office may configure (60 s).
const UNDO_MS: i64 = 2 * MINUTE_MS;
/// Most commands remembered for undoing; more than all counters of an office give in that time.
const UNDO_MAX: usize = 512;

/// The figures of one office day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Tickets given, checked-in appointments included.
    pub issued: i64,
    /// Tickets whose last service was finished.
    pub served: i64,
    /// Tickets called in vain.
    pub no_shows: i64,
    /// Calls: the number of waits that ended.
    pub calls: i64,
    /// All those waits together, in milliseconds.
    pub wait_ms: i64,
}

impl Figures {
    /// Returns the mean wait of those called, in milliseconds; `None` before the first call.
    #[must_use]
    pub fn mean_wait_ms(&self) -> Option<i64> {
        (self.calls > 0).then(|| self.wait_ms / self.calls)
    }

    fn add(&mut self, other: &Self, sign: i64) {
        self.issued += sign * other.issued;
        self.served += sign * other.served;
        self.no_shows += sign * other.no_shows;
        self.calls += sign * other.calls;
        self.wait_ms += sign * other.wait_ms;
    }
}

/// What one event changed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Step {
    command: String,
    at: Timestamp,
    counts: Figures,
    ticket: Option<String>,
    waited_before: bool,
}

/// The state of the fold: serialised whole between two runs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Fold {
    /// The newest office day.
    pub day: Option<Date>,
    /// Its figures.
    pub today: Figures,
    /// Who waits now, those carried over from earlier days included.
    waiting: BTreeSet<String>,
    /// What commands changed lately, in order, in case they are undone.
    recent: VecDeque<Step>,
}

/// An event as far as it counts.
#[derive(Deserialize)]
struct Body {
    #[serde(rename = "type")]
    kind: String,
    at: Timestamp,
    #[serde(default)]
    day: Option<Date>,
    #[serde(default)]
    command: String,
    #[serde(default)]
    data: Data,
}

#[derive(Default, Deserialize)]
struct Data {
    #[serde(default)]
    ticket: Option<String>,
    #[serde(default)]
    waited_ms: i64,
    #[serde(default)]
    next_service: Option<String>,
    #[serde(default)]
    undone: Option<String>,
}

impl Fold {
    /// Returns how many wait now.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Takes the next event, as its body is stored. What cannot be read does not count.
    pub fn apply(&mut self, body: &str) {
        let Ok(event) = serde_json::from_str::<Body>(body) else { return };
        if let Some(day) = event.day.filter(|day| self.day.is_none_or(|known| *day > known)) {
            self.day = Some(day);
            self.today = Figures::default();
            self.recent.clear();
        }
        if let Some(undone) = event.data.undone {
            return self.undo(&undone);
        }
        let one = Figures::default();
        let (counts, waits) = match event.kind.as_str() {
            "ticket_issued" | "appointment_checked_in" => (Figures { issued: 1, ..one }, Some(true)),
            "ticket_called" => {
                let wait_ms = event.data.waited_ms.max(0);
                (Figures { calls: 1, wait_ms, ..one }, Some(false))
            }
            "service_finished" if event.data.next_service.is_none() => {
                (Figures { served: 1, ..one }, Some(false))
            }
            "ticket_no_show" => (Figures { no_shows: 1, ..one }, Some(false)),
            "ticket_reinstated" | "ticket_resumed" | "ticket_transferred" | "ticket_returned" => {
                (one, Some(true))
            }
            "ticket_parked" | "ticket_cancelled" | "ticket_expired" | "ticket_voided" => (one, Some(false)),
            _ => return,
        };
        let ticket = event.data.ticket;
        let waited_before = ticket.as_ref().is_some_and(|t| self.waiting.contains(t));
        self.set_waiting(ticket.as_deref(), waits);
        self.today.add(&counts, 1);
        self.remember(Step { command: event.command, at: event.at, counts, ticket, waited_before });
    }

    fn set_waiting(&mut self, ticket: Option<&str>, waits: Option<bool>) {
        match (ticket, waits) {
            (Some(ticket), Some(true)) => drop(self.waiting.insert(ticket.to_owned())),
            (Some(ticket), Some(false)) => drop(self.waiting.remove(ticket)),
            (None, _) | (_, None) => {}
        }
    }

    fn remember(&mut self, step: Step) {
        let now = step.at;
        self.recent.push_back(step);
        while self.recent.len() > UNDO_MAX || self.recent.front().is_some_and(|s| now.since(s.at) > UNDO_MS) {
            self.recent.pop_front();
        }
    }

    fn undo(&mut self, command: &str) {
        let steps: Vec<Step> = self.recent.iter().filter(|s| s.command == command).cloned().collect();
        self.recent.retain(|s| s.command != command);
        for step in steps.iter().rev() {
            self.today.add(&step.counts, -1);
            self.set_waiting(step.ticket.as_deref(), Some(step.waited_before));
        }
    }
}
