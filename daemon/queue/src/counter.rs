//! A counter: open, paused or closed, with at most one ticket in hand.

use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::id::{CommandId, CounterId, TicketId};
use crate::selection::Rounds;
use crate::ticket::{Class, Ticket};
use crate::time::Timestamp;

/// Whether a counter serves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounterState {
    /// A clerk serves here.
    Open,
    /// The clerk is away for a while; the counter calls nobody.
    Paused,
    /// Nobody serves here.
    #[default]
    Closed,
}

/// A counter's own figures of the office day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Today {
    /// Transactions finished here.
    pub served: u32,
    /// Tickets that were called here and did not come.
    pub no_shows: u32,
    /// Tickets sent on to another service or counter.
    pub transferred: u32,
    /// Sum of the waiting times of the tickets called here, in milliseconds.
    pub wait_ms: i64,
    /// How many waiting times are in the sum.
    pub waits: u32,
    /// Sum of the service times, in milliseconds.
    pub service_ms: i64,
    /// How many service times are in the sum.
    pub services: u32,
}

/// What a counter's last command changed, so that it can be undone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LastCommand {
    /// The command.
    pub id: CommandId,
    /// When it was carried out.
    pub at: Timestamp,
    /// The type of its last event, as the clerk is told what would be undone.
    pub what: String,
    /// The tickets as they were before.
    pub tickets: Vec<Ticket>,
    /// The counter as it was before.
    pub state: CounterState,
    /// When "next" had last called somebody before.
    pub called_at: Option<Timestamp>,
    /// The counter's figures before.
    pub today: Today,
    /// Tickets that were let one call nearer by it.
    pub nearer: Vec<TicketId>,
    /// The alternation of classes before.
    pub rounds: Rounds,
    /// The class it called, with the alternation after that; none when it called nobody.
    pub called: Option<(Class, Rounds)>,
}

impl LastCommand {
    /// Returns the ticket an undo puts back into the counter's hand.
    #[must_use]
    pub fn in_hand_before(&self, counter: &CounterId) -> Option<TicketId> {
        self.tickets.iter().find(|t| t.in_hand() && t.counter.as_ref() == Some(counter)).map(|t| t.id)
    }
}

/// A counter that has asked its colleagues to come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Help {
    /// Since when.
    pub since: Timestamp,
    /// The counter whose clerk comes, once one has said so.
    pub answered_by: Option<CounterId>,
}

/// A counter's state.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct CounterStatus {
    /// Whether it serves.
    pub state: CounterState,
    /// The ticket called to it or served at it.
    pub in_hand: Option<TicketId>,
    /// When "next" last called somebody.
    pub called_at: Option<Timestamp>,
    /// What can still be undone.
    pub last: Option<LastCommand>,
    /// The figures of the day.
    pub today: Today,
    /// Whether help was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Help>,
}

impl CounterStatus {
    /// Folds a call for help, its answer or its end into the state.
    pub(crate) fn help(&mut self, event: &Event, at: Timestamp) {
        match (event, self.help.as_mut()) {
            (Event::HelpCalled { .. }, _) => self.help = Some(Help { since: at, answered_by: None }),
            (Event::HelpAnswered { by, .. }, Some(help)) => help.answered_by = Some(by.clone()),
            _ => self.help = None,
        }
    }
}
