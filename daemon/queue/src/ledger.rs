//! The first answer to each command, kept so that a repeated command gets it again.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::CommandId;
use crate::rejection::Rejection;
use crate::time::{HOUR_MS, Timestamp};

/// How long answers are kept.
pub const RETENTION_MS: i64 = 24 * HOUR_MS;

/// The newest answers are kept however old they look: a clock put right by years must not make a press of a moment ago
/// a new command. More than can be repeated within the time a device or a page goes on trying.
pub const KEPT_AT_LEAST: usize = 256;

/// What a command was answered: the events it caused, by their place in the journal, or the refusal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Accepted: so many events from this place on (none when it changed nothing).
    Accepted {
        /// Place of the first event.
        first: u64,
        /// How many events.
        count: u32,
    },
    /// Refused.
    Refused(Rejection),
}

/// An answer with what it answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// When the command was first answered.
    pub at: Timestamp,
    /// The command, to tell a repetition from a mistake.
    pub command: Command,
    /// The answer.
    pub answer: Answer,
}

impl Entry {
    /// Returns what a command with this entry's id is answered: one that asks for something else is a mistake.
    #[must_use]
    pub fn answer_to(&self, command: &Command) -> Answer {
        if self.command == *command {
            self.answer.clone()
        } else {
            Answer::Refused(Rejection::CommandIdReused)
        }
    }
}

/// The answers of the last 24 hours.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<CommandId, Entry>,
    /// In the order of arrival, so that forgetting is cheap.
    order: VecDeque<(Timestamp, CommandId)>,
}

impl Ledger {
    /// Returns the answer a repeated command must get; `None` for a new one.
    #[must_use]
    pub fn answer(&self, id: &CommandId, command: &Command) -> Option<Answer> {
        self.entries.get(id).map(|entry| entry.answer_to(command))
    }

    /// Keeps the answer to a new command; a command that has an answer keeps its first.
    pub fn keep(&mut self, id: CommandId, entry: Entry) {
        if self.entries.contains_key(&id) {
            return;
        }
        self.order.push_back((entry.at, id.clone()));
        self.entries.insert(id, entry);
    }

    /// Takes over what another ledger kept after this one.
    pub fn follow(&mut self, mut later: Self) {
        for (_, id) in later.order {
            if let Some(entry) = later.entries.remove(&id) {
                self.keep(id, entry);
            }
        }
    }

    /// Forgets answers older than the retention, but for the newest [`KEPT_AT_LEAST`]; returns how many.
    pub fn forget(&mut self, now: Timestamp) -> usize {
        let before = self.entries.len();
        // A clock that ran ahead must not keep answers for years: from the future means from now at most.
        if self.order.front().is_some_and(|(at, _)| *at > now) {
            for (at, _) in &mut self.order {
                *at = (*at).min(now);
            }
        }
        while let Some((at, _)) = self.order.front()
            && self.order.len() > KEPT_AT_LEAST
            && now.since(*at) > RETENTION_MS
        {
            if let Some((_, id)) = self.order.pop_front() {
                self.entries.remove(&id);
            }
        }
        before - self.entries.len()
    }

    /// Returns how many answers are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true when no answer is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
