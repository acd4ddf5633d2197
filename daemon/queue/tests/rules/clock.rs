//! What the office does when the clock is wrong, and what time itself asks for.

use queue::config::{NextEnds, Policy};
use queue::ticket::{Class, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS};
use queue::{Command, Rejection};

use crate::world::*;

#[test]
fn a_clock_set_back_does_not_keep_clerks_from_calling() {
    check(
        |w| {
            w.arrives("Amal", "births", Class::Normal);
            w.arrives("Brahim", "births", Class::Normal);
            w.next("c1").expect("Amal is called");
            w.wait(-HOUR_MS);
        },
        |_| next("c1"),
        |w, answer| {
            assert!(answer.is_ok(), "{answer:?}");
            assert_eq!(w.in_hand("c1"), Some("Brahim"));
        },
    );
}

#[test]
fn a_clock_set_back_does_not_forbid_recalls() {
    check(
        |w| {
            w.arrives("Amal", "births", Class::Normal);
            w.next("c1").expect("Amal is called");
            w.wait(-HOUR_MS);
        },
        |_| recall("c1"),
        |_, answer| assert!(answer.is_ok(), "{answer:?}"),
    );
}

#[test]
fn whoever_comes_after_a_clock_was_set_back_goes_behind_those_who_wait() {
    let mut world = World::open(Policy::default());
    for name in ["Amal", "Brahim"] {
        world.arrives(name, "births", Class::Normal);
        world.wait(MINUTE_MS);
    }
    world.wait(-20 * MINUTE_MS);
    for name in ["Chama", "Driss"] {
        world.arrives(name, "births", Class::Normal);
        world.wait(MINUTE_MS);
    }
    assert_eq!(world.order("c1"), ["Amal", "Brahim", "Chama", "Driss"]);
}

#[test]
fn put_back_behind_everybody_holds_with_a_clock_set_back() {
    let mut world = World::open(Policy::default());
    for name in ["Amal", "Brahim", "Chama"] {
        world.arrives(name, "births", Class::Normal);
        world.wait(MINUTE_MS);
    }
    world.next("c1").expect("Amal is called");
    world.wait(-20 * MINUTE_MS);
    world.clerk(give_back("c1", queue::command::Place::Last)).expect("Amal goes to the end");
    assert_eq!(world.order("c1"), ["Brahim", "Chama", "Amal"]);
}

#[test]
fn once_the_clock_was_ahead_and_everybody_of_then_is_gone_times_are_true_again() {
    let mut world = World::open(Policy::default());
    world.wait(2 * HOUR_MS).arrives("Amal", "births", Class::Normal);
    world.wait(-2 * HOUR_MS).arrives("Brahim", "births", Class::Normal);
    assert!(world.ticket("Brahim").line_at > world.ticket("Amal").line_at);
    assert_eq!(world.order("c1"), ["Amal", "Brahim"]);
    world.arrives("Chama", "births", Class::Normal);
    assert_eq!(world.ticket("Chama").line_at, world.now);
}

#[test]
fn a_waiting_time_is_never_negative() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.wait(-HOUR_MS);
    let events = world.clerk(next("c1")).expect("Amal is called");
    let queue::Event::TicketCalled { waited_ms, reason, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*waited_ms, reason.waited_ms), (0, 0));
}

#[test]
fn service_starts_by_itself_thirty_seconds_after_the_last_call() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    world.wait(20 * SECOND_MS).clerk(recall("c1")).expect("and called again");
    let at = world.now + 30 * SECOND_MS;
    assert_eq!(world.office.next_deadline(), Some(at));
    assert_eq!(world.office.due(at + -1), []);
    let due = world.office.due(at);
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].1, start("c1"));
    world.now = at;
    world.system(due[0].1.clone()).expect("service starts");
    assert_eq!(world.state("Amal"), TicketState::Serving);
    assert_eq!(world.office.due(at), [], "once");
}

#[test]
fn an_office_with_a_start_button_starts_nothing_by_itself() {
    let mut world = World::open(Policy { auto_start_ms: None, ..Policy::default() });
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    assert_eq!(world.office.next_deadline(), Some(plan(0).ends_at), "only the end of the day is due");
}

#[test]
fn a_parked_ticket_is_brought_to_mind_once() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    world.clerk(park("c1")).expect("Amal looks for a copy");
    let at = world.now + 15 * MINUTE_MS;
    assert_eq!(world.office.next_deadline(), Some(at));
    assert_eq!(world.office.due(at + -1), []);
    let due = world.office.due(at);
    assert_eq!(due[0].1, Command::RemindParked { ticket: world.id("Amal") });
    world.now = at;
    world.system(due[0].1.clone()).expect("the reminder is given");
    assert_eq!(world.office.due(at + HOUR_MS), []);
    assert_eq!(world.state("Amal"), TicketState::Parked, "and nobody is called by it");
}

#[test]
fn what_is_due_carries_the_same_id_whenever_it_is_asked_for() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.next("c1").expect("Amal is called");
    let late = world.now + HOUR_MS;
    assert_eq!(world.office.due(late), world.office.due(late + MINUTE_MS));
    for (id, _) in world.office.due(late) {
        assert_eq!(command_id(&id).as_str(), id, "and it is a command id");
    }
}

#[test]
fn a_shut_office_waits_for_nothing() {
    let world = World::shut(Policy::default());
    assert_eq!(world.office.next_deadline(), None);
    assert_eq!(world.office.due(world.now + 1000 * HOUR_MS), []);
}

#[test]
fn a_second_press_within_the_gap_is_not_a_second_call() {
    for (after, answer) in [
        (0, Err(Rejection::PressTooSoon { wait_ms: 2000 })),
        (1999, Err(Rejection::PressTooSoon { wait_ms: 1 })),
        (2000, Ok("Brahim".to_owned())),
    ] {
        let mut world = World::open(Policy { next_ends: NextEnds::NoShowUnlessServing, ..Policy::default() });
        world.arrives("Amal", "births", Class::Normal);
        world.arrives("Brahim", "births", Class::Normal);
        world.next("c1").expect("Amal is called");
        world.wait(after);
        assert_eq!(world.next("c1"), answer, "after {after} ms");
    }
}
