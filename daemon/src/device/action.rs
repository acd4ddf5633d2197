//! What a button means. A clerk who has only a pad can do everything a clerk must do.

use queue::Rejection;
use queue::command::{Command, InHand, Place};
use queue::counter::CounterState;
use queue::id::CounterId;

use crate::config::PadAction;

/// The reason written for tickets parked by a button.
const PARKED_BY_PAD: &str = "pad";

/// Returns the commands of a button at a counter in that state, in order.
///
/// "Next" at a counter that is closed or paused opens it first: whoever calls is there.
#[must_use]
pub fn commands(action: PadAction, counter: &CounterId, state: CounterState) -> Vec<Command> {
    let counter = counter.clone();
    let open = Command::OpenCounter { counter: counter.clone() };
    let next = Command::CallNext { counter: counter.clone() };
    match action {
        PadAction::None => Vec::new(),
        PadAction::Next if state == CounterState::Open => vec![next],
        PadAction::Next => vec![open, next],
        PadAction::Recall => vec![Command::Recall { counter }],
        PadAction::Start => vec![Command::Start { counter }],
        PadAction::Finish => vec![Command::Finish { counter, outcome: None, next_service: None }],
        PadAction::NoShow => vec![Command::MarkNoShow { counter }],
        PadAction::Park => vec![Command::Park { counter, ticket: None, reason: PARKED_BY_PAD.to_owned() }],
        PadAction::Return => vec![Command::Return { counter, place: Place::Own }],
        PadAction::Pause if state == CounterState::Open => {
            vec![Command::PauseCounter { counter, reason: None }]
        }
        PadAction::Open | PadAction::Pause => vec![open],
        PadAction::Close => vec![Command::CloseCounter { counter, in_hand: Some(InHand::Finish) }],
    }
}

/// What a pad's light says about a press.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_at_a_closed_counter_opens_it_first() {
        let counter = CounterId::new("c1").unwrap();
        let kinds = |state| {
            commands(PadAction::Next, &counter, state)
                .iter()
                .map(|c| matches!(c, Command::OpenCounter { .. }))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(CounterState::Closed), [true, false]);
        assert_eq!(kinds(CounterState::Paused), [true, false]);
        assert_eq!(kinds(CounterState::Open), [false]);
    }
}
