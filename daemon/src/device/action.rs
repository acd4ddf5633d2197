//! What a button means. A clerk who has only a pad can do everything a clerk must do.

use queue::command::{Command, InHand, Place};
use queue::counter::CounterState;
use queue::id::{CounterId, TicketId};
use queue::ticket::{Ticket, TicketState};
use queue::{Office, Rejection};

use crate::config::PadAction;

/// The reason written for tickets parked by a button.
const PARKED_BY_PAD: &str = "pad";

/// Returns the commands of a button at a counter of the office as it is, in order; none when there is nothing to
/// bring back.
///
/// "Next" at a counter that is closed or paused opens it first: whoever calls is there.
#[must_use]
pub fn commands(action: PadAction, counter: &CounterId, office: &Office) -> Vec<Command> {
    let state = office.state.counters.get(counter).map_or(CounterState::Closed, |s| s.state);
    let parked = parked_first(counter, office);
    let starts = office.config.policy.start_step && in_hand(counter, office) == Some(TicketState::Called);
    let counter = counter.clone();
    let open = Command::OpenCounter { counter: counter.clone() };
    let next = Command::CallNext { counter: counter.clone() };
    match action {
        PadAction::None => Vec::new(),
        PadAction::Next if state == CounterState::Open => vec![next],
        PadAction::Next => vec![open, next],
        PadAction::Recall => vec![Command::Recall { counter }],
        PadAction::Start => vec![Command::Start { counter }],
        PadAction::StartOrFinish if starts => vec![Command::Start { counter }],
        PadAction::Finish | PadAction::StartOrFinish => {
            vec![Command::Finish { counter, outcome: None, next_service: None }]
        }
        PadAction::NoShow => vec![Command::MarkNoShow { counter }],
        PadAction::Park => vec![Command::Park { counter, ticket: None, reason: PARKED_BY_PAD.to_owned() }],
        PadAction::Resume => parked.map(|ticket| Command::Resume { ticket }).into_iter().collect(),
        PadAction::Return => vec![Command::Return { counter, place: Place::Own }],
        PadAction::Undo => vec![Command::Undo { counter }],
        PadAction::Pause if state == CounterState::Open => {
            vec![Command::PauseCounter { counter, reason: None }]
        }
        PadAction::Open | PadAction::Pause => vec![open],
        PadAction::Close => vec![Command::CloseCounter { counter, in_hand: Some(InHand::Finish) }],
    }
}

fn in_hand(counter: &CounterId, office: &Office) -> Option<TicketState> {
    let id = office.state.counters.get(counter)?.in_hand?;
    office.state.tickets.get(&id).map(|t| t.state)
}

/// Returns the ticket this counter set aside first.
fn parked_first(counter: &CounterId, office: &Office) -> Option<TicketId> {
    let mine = |t: &&Ticket| t.parking.as_ref().is_some_and(|p| p.owner.as_ref() == Some(counter));
    let since = |t: &&Ticket| t.parking.as_ref().map(|p| (p.since, t.id));
    office.state.tickets.in_state(TicketState::Parked).filter(mine).min_by_key(since).map(|t| t.id)
}

/// What a pad's light says about a press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feedback {
    /// Done.
    Done,
    /// Nobody waits.
    Empty,
    /// A second press so soon after the first that it cannot be meant.
    Ignored,
    /// A rule forbids it now.
    Refused,
}

impl Feedback {
    /// Returns what the light should say after a refusal.
    #[must_use]
    pub fn of(rejection: &Rejection) -> Self {
        match rejection {
            Rejection::NobodyWaiting => Self::Empty,
            Rejection::PressTooSoon { .. } | Rejection::RecallTooSoon { .. } => Self::Ignored,
            _ => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Setup;

    fn office(state: CounterState) -> (Office, CounterId) {
        let config = crate::demo::sample_config().unwrap();
        let setup = Setup::of(config, std::env::temp_dir(), queue::time::Timestamp(0)).unwrap();
        let counter = setup.config.counters[0].id.clone();
        let mut office = Office { config: setup.config, state: queue::State::default() };
        office.state.counters.entry(counter.clone()).or_default().state = state;
        (office, counter)
    }

    #[test]
    fn next_at_a_closed_counter_opens_it_first() {
        let kinds = |state| {
            let (office, counter) = office(state);
            let commands = commands(PadAction::Next, &counter, &office);
            commands.iter().map(|c| matches!(c, Command::OpenCounter { .. })).collect::<Vec<_>>()
        };
        assert_eq!(kinds(CounterState::Closed), [true, false]);
        assert_eq!(kinds(CounterState::Paused), [true, false]);
        assert_eq!(kinds(CounterState::Open), [false]);
    }

    #[test]
    fn there_is_nothing_to_bring_back_where_nothing_was_parked() {
        let (office, counter) = office(CounterState::Open);
        assert_eq!(commands(PadAction::Resume, &counter, &office), []);
    }
}
