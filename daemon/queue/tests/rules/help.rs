//! A counter calls its colleagues.

use queue::config::Policy;
use queue::ticket::Class;
use queue::{Command, Rejection};

use crate::world::*;

fn call(id: &str) -> Command {
    Command::CallForHelp { counter: counter(id) }
}

fn answer(id: &str, by: &str) -> Command {
    Command::AnswerHelp { counter: counter(id), by: counter(by) }
}

fn end(id: &str) -> Command {
    Command::EndHelp { counter: counter(id) }
}

#[test]
fn help_is_called_answered_by_the_first_colleague_and_ended() {
    let mut world = World::open(Policy::default());
    let help = |world: &World| world.office.state.counters[&counter("c1")].help.clone();
    assert_eq!(world.clerk(end("c1")), Err(Rejection::CounterUnchanged), "nothing was asked");
    assert_eq!(world.clerk(answer("c1", "c2")), Err(Rejection::CounterUnchanged));
    world.clerk(call("c1")).expect("c1 calls");
    assert_eq!(world.clerk(call("c1")), Err(Rejection::CounterUnchanged), "once is enough");
    assert_eq!(
        world.clerk(answer("c1", "c1")),
        Err(Rejection::CounterUnchanged),
        "nobody answers themselves"
    );
    assert_eq!(world.clerk(answer("c1", "nowhere")), Err(Rejection::UnknownCounter));
    world.clerk(answer("c1", "c2")).expect("c2 comes");
    assert_eq!(help(&world).expect("still shown").answered_by, Some(counter("c2")));
    assert_eq!(world.clerk(answer("c1", "c2")), Err(Rejection::CounterUnchanged));
    world.clerk(end("c1")).expect("over");
    assert_eq!(help(&world), None);
    assert_eq!(world.replayed(), world.office.state);
}

#[test]
fn a_closed_counter_calls_nobody_and_closing_ends_the_call() {
    let mut world = World::open(Policy::default());
    world.clerk(call("c1")).expect("c1 calls");
    world.clerk(close("c1", None)).expect("c1 closes");
    assert_eq!(world.office.state.counters[&counter("c1")].help, None);
    assert_eq!(world.clerk(call("c1")), Err(Rejection::CounterClosed));
    assert_eq!(world.clerk(call("nowhere")), Err(Rejection::UnknownCounter));
}

#[test]
fn a_call_for_help_leaves_the_last_command_to_be_undone() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    world.clerk(call("c1")).expect("c1 calls for help");
    world.clerk(Command::Undo { counter: counter("c1") }).expect("the call is undone");
    assert_eq!(world.state("Amal"), queue::ticket::TicketState::Waiting);
    assert!(world.office.state.counters[&counter("c1")].help.is_some(), "and help is still on its way");
}
