//! A clerk who has nothing but a pad: a whole morning, step by step, with the buttons as they are by default.

use firmware_bridge::wire::message::{EventKind, LampPattern};
use queue::counter::CounterState;
use queue::id::CounterId;
use queue::ticket::TicketState;

use super::common::until;
use super::presses::{Desk, PAD};

/// The counter's state, and number and state of the ticket in hand.
type Now = (CounterState, Option<(String, TicketState)>);

fn now(desk: &Desk) -> Now {
    let office = desk.bench.office().replica.read();
    let status = office.state.counters.get(&CounterId::new("c1").unwrap()).cloned().unwrap_or_default();
    let ticket = status.in_hand.and_then(|id| office.state.tickets.get(&id));
    (status.state, ticket.map(|t| (t.number.to_string(), t.state)))
}

fn state_of(desk: &Desk, number: &str) -> Option<TicketState> {
    let office = desk.bench.office().replica.read();
    office.state.tickets.values().find(|t| t.number.to_string() == number).map(|t| t.state)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_morning_with_a_pad_alone() {
    use CounterState::{Closed, Open, Paused};
    use EventKind::{Double, Long, Press};
    use TicketState::{Called, Finished, NoShow, Parked, Serving, Waiting};
    let policy = "next_gap_seconds = 0\nrecall_gap_seconds = 0\nstart_step = true\nauto_start_seconds = 0";
    // This clerk is faster than any person: no storm, here.
    let desk = Desk::with(policy, "quarantine_seconds = 0").await;
    for n in 0..4 {
        desk.bench.issue(&format!("k{n}")).await;
    }
    let in_hand = |number: &str, state| Some((number.to_owned(), state));
    // What the clerk does, what the counter is then, what became of a ticket.
    let morning: [(u8, EventKind, Now, (&str, TicketState)); 18] = [
        (0, Long, (Open, None), ("A001", Waiting)),
        (0, Press, (Open, in_hand("A001", Called)), ("A001", Called)),
        (1, Press, (Open, in_hand("A001", Called)), ("A001", Called)),
        (2, Press, (Open, in_hand("A001", Serving)), ("A001", Serving)),
        (2, Press, (Open, None), ("A001", Finished)),
        (0, Press, (Open, in_hand("A002", Called)), ("A002", Called)),
        (1, Long, (Open, None), ("A002", NoShow)),
        (0, Press, (Open, in_hand("A003", Called)), ("A003", Called)),
        (2, Long, (Open, None), ("A003", Parked)),
        (0, Long, (Paused, None), ("A004", Waiting)),
        (0, Press, (Open, in_hand("A004", Called)), ("A004", Called)),
        (2, Press, (Open, in_hand("A004", Serving)), ("A004", Serving)),
        (1, Double, (Open, in_hand("A004", Serving)), ("A003", Waiting)),
        (0, Press, (Open, in_hand("A003", Called)), ("A004", Finished)),
        (0, Double, (Open, in_hand("A003", Called)), ("A003", Called)),
        (2, Press, (Open, in_hand("A003", Serving)), ("A003", Serving)),
        (2, Press, (Open, None), ("A003", Finished)),
        (2, Double, (Closed, None), ("A003", Finished)),
    ];
    for (step, (button, kind, counter, (number, state))) in morning.into_iter().enumerate() {
        desk.line.press(PAD, button, kind).await;
        let what =
            format!("step {}: {kind:?} on button {button} gives {counter:?}, {number} {state:?}", step + 1);
        until(&what, || async { now(&desk) == counter && state_of(&desk, number) == Some(state) }).await;
        assert_eq!(desk.answered(step + 1).await, LampPattern::Flash, "{what}");
        desk.shows(&counter.1.map(|(number, _)| number).unwrap_or_default()).await;
    }
    desk.line.press(PAD, 0, Press).await;
    assert_eq!(desk.answered(19).await, LampPattern::SlowBlink, "nobody is left");
    let recalls = desk.bench.office().replica.read().state.calls.iter().map(|c| c.recalls).max();
    assert_eq!(recalls, Some(1), "both recalls were heard");
}
