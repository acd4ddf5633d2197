//! What a button means. A clerk who has only a pad can do everything a clerk must do.

use queue::Rejection;
use queue::command::{Command, Place};
use queue::counter::CounterState;
use queue::id::CounterId;
use serde::{Deserialize, Serialize};

/// What a press asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Ends the ticket in hand and calls the next; opens a counter that is closed or paused first.
    Next,
    /// Calls the ticket in hand again.
    Recall,
    /// The citizen is here.
    Start,
    /// The transaction is done.
    Finish,
    /// Nobody came.
    NoShow,
    /// Sets the ticket in hand aside.
    Park,
    /// Puts the ticket in hand back to its own place.
    Return,
    /// Pauses an open counter, opens a paused one.
    Pause,
    /// Closes the counter; the ticket in hand is finished.
    Close,
    /// Takes the last command back.
    Undo,
}

/// The reason written for tickets parked by a button.
const PARKED_BY_PAD: &str = "pad";

impl Action {
    /// Returns the commands of this action at a counter in that state, in order.
    #[must_use]
    pub fn commands(self, counter: &CounterId, state: CounterState) -> Vec<Command> {
        let counter = counter.clone();
        let open = Command::OpenCounter { counter: counter.clone() };
        let next = Command::CallNext { counter: counter.clone() };
        match self {
            Self::Next if state == CounterState::Open => vec![next],
            Self::Next => vec![open, next],
            Self::Recall => vec![Command::Recall { counter }],
            Self::Start => vec![Command::Start { counter }],
            Self::Finish => vec![Command::Finish { counter, outcome: None, next_service: None }],
            Self::NoShow => vec![Command::MarkNoShow { counter }],
            Self::Park => vec![Command::Park { counter, ticket: None, reason: PARKED_BY_PAD.to_owned() }],
            Self::Return => vec![Command::Return { counter, place: Place::Own }],
            Self::Pause if state == CounterState::Open => vec![Command::PauseCounter { counter, reason: None }],
            Self::Pause => vec![open],
            Self::Close => {
                vec![Command::CloseCounter { counter, in_hand: Some(queue::command::InHand::Finish) }]
            }
            Self::Undo => vec![Command::Undo { counter }],
        }
    }
}

/// What a pad's light says about a refusal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feedback {
    /// Done.
    Done,
    /// Nobody waits.
    Empty,
    /// A rule forbids it now.
    Refused,
}

impl Feedback {
    /// Returns what the light should say after a refusal.
    #[must_use]
    pub fn of(rejection: &Rejection) -> Self {
        if *rejection == Rejection::NobodyWaiting { Self::Empty } else { Self::Refused }
    }
}
