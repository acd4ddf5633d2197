//! Taking a counter's last command back, and when it is too late.

use queue::command::{InHand, Place};
use queue::config::{Interleave, Policy};
use queue::counter::CounterState;
use queue::ticket::{Class, TicketState};
use queue::time::SECOND_MS;
use queue::{Command, Event, Rejection, Role};

use crate::world::*;

fn one_called(world: &mut World) {
    world.arrives("Amal", "births", Class::Normal);
    world.arrives("Brahim", "births", Class::Normal);
    world.wait(60 * SECOND_MS).next("c1").expect("Amal is called");
}

#[test]
fn a_call_is_taken_back_within_ten_seconds() {
    check(
        |w| {
            one_called(w);
            w.wait(10 * SECOND_MS);
        },
        |_| undo("c1"),
        |w, answer| {
            assert!(matches!(answer.as_deref(), Ok([Event::CommandUndone { .. }])));
            assert_eq!((w.state("Amal"), w.in_hand("c1")), (TicketState::Waiting, None));
            assert!(w.office.state.calls[0].withdrawn, "the boards take it down");
        },
    );
}

#[test]
fn one_millisecond_later_it_is_too_late() {
    check(
        |w| {
            one_called(w);
            w.wait(10 * SECOND_MS + 1);
        },
        |_| undo("c1"),
        |_, answer| assert_eq!(answer, Err(Rejection::UndoTooLate)),
    );
}

#[test]
fn next_is_taken_back_as_a_whole() {
    check(
        |w| {
            one_called(w);
            w.clerk(start("c1")).expect("Amal is there");
            w.wait(60 * SECOND_MS).next("c1").expect("Brahim is called");
        },
        |_| undo("c1"),
        |w, _| {
            assert_eq!((w.state("Amal"), w.state("Brahim")), (TicketState::Serving, TicketState::Waiting));
            assert_eq!(w.in_hand("c1"), Some("Amal"));
            assert_eq!(w.office.state.counters[&counter("c1")].today.served, 0);
        },
    );
}

#[test]
fn nothing_is_undone_twice() {
    check(
        |w| {
            one_called(w);
            w.clerk(undo("c1")).expect("the call is taken back");
        },
        |_| undo("c1"),
        |_, answer| assert_eq!(answer, Err(Rejection::NothingToUndo)),
    );
}

#[test]
fn a_counter_that_did_nothing_has_nothing_to_undo() {
    let mut world = World::morning(Policy::default());
    assert_eq!(world.clerk(undo("c1")), Err(Rejection::NothingToUndo));
    assert_eq!(world.clerk(undo("c9")), Err(Rejection::UnknownCounter));
}

#[test]
fn what_another_counter_took_up_meanwhile_is_not_taken_back() {
    check(
        |w| {
            one_called(w);
            w.clerk(give_back("c1", Place::First)).expect("Amal is put back");
            w.next("c2").expect("c2 calls her");
        },
        |_| undo("c1"),
        |w, answer| {
            assert_eq!(answer, Err(Rejection::UndoTooLate));
            assert_eq!(w.in_hand("c2"), Some("Amal"));
        },
    );
}

#[test]
fn after_that_counter_undid_too_the_way_is_free_again() {
    check(
        |w| {
            one_called(w);
            w.clerk(give_back("c1", Place::First)).expect("Amal is put back");
            w.next("c2").expect("c2 calls her");
            w.clerk(undo("c2")).expect("c2 takes it back");
        },
        |_| undo("c1"),
        |w, answer| {
            assert!(answer.is_ok());
            assert_eq!(w.in_hand("c1"), Some("Amal"));
        },
    );
}

#[test]
fn a_ticket_cancelled_meanwhile_does_not_come_back_into_the_hand() {
    check(
        |w| {
            one_called(w);
            w.clerk(pause("c1")).expect("c1 pauses");
            let amal = w.id("Amal");
            w.citizen(Command::Cancel { ticket: amal }).expect("Amal gives up");
        },
        |_| undo("c1"),
        |w, answer| {
            assert!(answer.is_ok(), "the pause is taken back: {answer:?}");
            assert_eq!(w.office.state.counters[&counter("c1")].state, CounterState::Open);
            assert_eq!((w.in_hand("c1"), w.state("Amal")), (None, TicketState::Cancelled));
        },
    );
}

#[test]
fn an_undo_leaves_no_second_ticket_at_the_counter() {
    check(
        |w| {
            one_called(w);
            w.clerk(finish("c1")).expect("Amal is done");
            w.system(next("c1")).expect("a machine calls Brahim");
        },
        |_| undo("c1"),
        |w, answer| {
            assert_eq!(answer, Err(Rejection::UndoTooLate));
            assert_eq!(w.in_hand("c1"), Some("Brahim"));
        },
    );
}

#[test]
fn no_undo_reopens_a_counter_after_the_day_has_ended() {
    for role in [Role::System, Role::Manager] {
        check(
            |w| {
                one_called(w);
                w.clerk(finish("c1")).expect("Amal is done");
                w.ask(role, Command::CloseDay).expect("the day ends");
            },
            |_| undo("c1"),
            |w, answer| {
                assert_eq!(answer, Err(Rejection::DayClosed));
                assert_eq!(w.office.state.counters[&counter("c1")].state, CounterState::Closed);
            },
        );
    }
}

#[test]
fn the_alternation_of_classes_keeps_what_others_called_since() {
    let policy = Policy { interleave: Some(Interleave { normal: 3, priority: 1 }), ..Policy::default() };
    check_with(
        policy,
        |w| {
            one_called(w);
            w.next("c2").expect("Brahim is called");
            assert_eq!(w.office.state.rounds, (2, 0));
        },
        |_| undo("c1"),
        |w, _| assert_eq!(w.office.state.rounds, (1, 0), "c2's call still counts"),
    );
}

#[test]
fn undoing_a_pause_leaves_the_alternation_of_classes_alone() {
    let policy = Policy { interleave: Some(Interleave { normal: 3, priority: 1 }), ..Policy::default() };
    check_with(
        policy,
        |w| {
            one_called(w);
            w.clerk(pause("c1")).expect("c1 pauses");
            w.next("c2").expect("Brahim is called");
        },
        |_| undo("c1"),
        |w, _| assert_eq!(w.office.state.rounds, (2, 0)),
    );
}

#[test]
fn who_was_let_one_nearer_is_put_back() {
    check(
        |w| {
            one_called(w);
            w.clerk(no_show("c1")).expect("Amal is not there");
            let amal = w.id("Amal");
            w.clerk(Command::Reinstate { ticket: amal }).expect("Amal comes back");
            w.next("c1").expect("Brahim is called");
            assert_eq!(w.ticket("Amal").behind, 1);
        },
        |_| undo("c1"),
        |w, _| assert_eq!(w.ticket("Amal").behind, 2),
    );
}

#[test]
fn paper_that_came_meanwhile_has_come() {
    let mut world = World::open(Policy::default());
    one_called(&mut world);
    let amal = world.id("Amal");
    world.clerk(Command::Reprint { ticket: amal }).expect("a copy is asked for");
    world.system(Command::StartPrint { ticket: amal, copy: 1, device: device("p1") }).expect("it is sent");
    world.clerk(undo("c1")).expect("the call is taken back");
    assert_eq!(
        (world.ticket("Amal").copies, world.ticket("Amal").print),
        (1, queue::ticket::PrintState::Sending)
    );
}

#[test]
fn a_recall_is_taken_back_from_the_boards_too() {
    check(
        |w| {
            one_called(w);
            w.wait(10 * SECOND_MS).clerk(recall("c1")).expect("Amal is called again");
        },
        |_| undo("c1"),
        |w, _| assert_eq!((w.ticket("Amal").recalls, w.office.state.calls[0].recalls), (0, 0)),
    );
}

#[test]
fn a_closed_counter_is_as_before_with_its_ticket() {
    check(
        |w| {
            one_called(w);
            w.clerk(close("c1", Some(InHand::NoShow))).expect("c1 closes");
        },
        |_| undo("c1"),
        |w, _| {
            assert_eq!(w.office.state.counters[&counter("c1")].state, CounterState::Open);
            assert_eq!(w.in_hand("c1"), Some("Amal"));
        },
    );
}
