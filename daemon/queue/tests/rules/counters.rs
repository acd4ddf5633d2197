//! Opening, pausing and closing counters.

use queue::command::InHand;
use queue::config::Policy;
use queue::counter::CounterState;
use queue::ticket::{Class, TicketState};
use queue::{Command, Rejection};

use crate::world::*;

#[test]
fn each_state_of_a_counter_answers_each_wish() {
    use CounterState::{Closed, Open, Paused};
    let wishes = [open("c1"), pause("c1"), close("c1", None), next("c1")];
    let unchanged = || Err(Rejection::CounterUnchanged);
    let table = [
        (Open, [unchanged(), Ok(Paused), Ok(Closed), Err(Rejection::NobodyWaiting)]),
        (Paused, [Ok(Open), unchanged(), Ok(Closed), Err(Rejection::CounterPaused)]),
        (Closed, [Ok(Open), Err(Rejection::CounterClosed), unchanged(), Err(Rejection::CounterClosed)]),
    ];
    for (from, answers) in table {
        for (wish, expected) in wishes.iter().zip(answers) {
            let mut world = World::open(Policy::default());
            match from {
                Open => (),
                Paused => drop(world.clerk(pause("c1")).expect("c1 pauses")),
                Closed => drop(world.clerk(close("c1", None)).expect("c1 closes")),
            }
            let answer = world.clerk(wish.clone());
            let state = world.office.state.counters[&counter("c1")].state;
            assert_eq!(answer.map(|_| state), expected, "{wish:?} when {from:?}");
        }
    }
}

#[test]
fn closing_with_a_ticket_in_hand_asks_what_becomes_of_it() {
    let cases = [
        (false, None, Err(Rejection::TicketInHand)),
        (false, Some(InHand::Finish), Ok(TicketState::Finished)),
        (false, Some(InHand::Return), Ok(TicketState::Waiting)),
        (false, Some(InHand::NoShow), Ok(TicketState::NoShow)),
        (true, Some(InHand::NoShow), Err(Rejection::WrongState { state: TicketState::Serving })),
        (true, Some(InHand::Return), Ok(TicketState::Waiting)),
    ];
    for (serving, in_hand, expected) in cases {
        let mut world = World::open(Policy::default());
        world.arrives("Amal", "births", Class::Normal);
        world.next("c1").expect("Amal is called");
        if serving {
            world.clerk(start("c1")).expect("Amal is there");
        }
        let answer = world.clerk(close("c1", in_hand));
        assert_eq!(answer.map(|_| world.state("Amal")), expected, "{in_hand:?}, serving: {serving}");
        assert_eq!(world.replayed(), world.office.state);
    }
}

#[test]
fn a_paused_counter_still_ends_what_it_has_in_hand() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    world.clerk(pause("c1")).expect("c1 pauses");
    world.clerk(start("c1")).expect("Amal is there");
    world.clerk(finish("c1")).expect("Amal is done");
    let wordy = Command::PauseCounter { counter: counter("c2"), reason: Some("x".repeat(201)) };
    assert_eq!(world.clerk(wordy), Err(Rejection::TextTooLong));
}

#[test]
fn no_counter_opens_before_the_day_and_none_that_is_unknown() {
    let mut world = World::shut(Policy::default());
    assert_eq!(world.clerk(open("c1")), Err(Rejection::DayClosed));
    world.system(Command::OpenDay { plan: plan(0) }).expect("the day opens");
    for wish in [open("c9"), pause("c9"), close("c9", None), next("c9")] {
        assert_eq!(world.clerk(wish), Err(Rejection::UnknownCounter));
    }
}
