//! Who is called next, and why.

use queue::command::Place;
use queue::config::{Interleave, Policy};
use queue::selection::Rule;
use queue::ticket::Class;
use queue::time::{MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Event, Rejection};

use crate::world::*;
use Class::{Appointment, Normal, Priority};

/// A line of people given as "name class service minutes-waited".
fn line(policy: Policy, people: &[(&str, Class, &str, i64)]) -> World {
    let mut world = World::open(policy);
    let noon = world.now + 90 * MINUTE_MS;
    let mut people = people.to_vec();
    people.sort_by_key(|p| -p.3);
    for (name, class, service, waited) in people {
        world.now = noon + -waited * MINUTE_MS;
        world.arrives(name, service, class);
    }
    world.now = noon;
    world
}

fn why(world: &mut World, counter: &str) -> (String, Rule, u32) {
    let events = world.clerk(next(counter)).expect("somebody is called");
    let called = events.iter().find_map(|e| match e {
        Event::TicketCalled { reason, .. } => Some((reason.rule, reason.passed)),
        _ => None,
    });
    let (rule, passed) = called.expect("somebody is called");
    let name = world.in_hand(counter).expect("somebody is called").to_owned();
    world.clerk(finish(counter)).expect("and finished");
    (name, rule, passed)
}

#[test]
fn people_of_one_class_are_called_as_they_came() {
    let mut world = line(
        Policy::default(),
        &[("C", Normal, "births", 1), ("A", Normal, "births", 9), ("B", Normal, "births", 5)],
    );
    assert_eq!(world.order("c1"), ["A", "B", "C"]);
}

#[test]
fn a_priority_counts_three_times_as_fast_but_does_not_always_win() {
    let mut world = line(
        Policy::default(),
        &[("normal, 31 min", Normal, "births", 31), ("priority, 10 min", Priority, "births", 10)],
    );
    assert_eq!(why(&mut world, "c1"), ("normal, 31 min".to_owned(), Rule::Score, 0));
    let mut world = line(
        Policy::default(),
        &[("normal, 29 min", Normal, "births", 29), ("priority, 10 min", Priority, "births", 10)],
    );
    assert_eq!(why(&mut world, "c1"), ("priority, 10 min".to_owned(), Rule::Score, 1));
}

#[test]
fn a_wait_counts_against_the_target_of_its_service() {
    // Deaths have a target of 20 minutes, births of 10.
    let mut world =
        line(Policy::default(), &[("deaths", Normal, "deaths", 19), ("births", Normal, "births", 10)]);
    assert_eq!(world.next("c1"), Ok("births".to_owned()));
    let mut world =
        line(Policy::default(), &[("deaths", Normal, "deaths", 21), ("births", Normal, "births", 10)]);
    assert_eq!(world.next("c1"), Ok("deaths".to_owned()));
}

#[test]
fn a_counter_prefers_what_it_is_best_at() {
    // c2 weighs births double; legalisation has half the target: 10 min of each are equal, the tie goes by time.
    let people = [("births", Normal, "births", 10), ("legal", Normal, "legal", 9)];
    assert_eq!(line(Policy::default(), &people).next("c2"), Ok("births".to_owned()));
    let people = [("births", Normal, "births", 10), ("legal", Normal, "legal", 11)];
    assert_eq!(line(Policy::default(), &people).next("c2"), Ok("legal".to_owned()));
    assert_eq!(line(Policy::default(), &people).next("c3"), Ok("legal".to_owned()), "all it serves");
}

#[test]
fn whoever_waited_up_to_the_cap_goes_first_whatever_the_class() {
    let policy = Policy { cap_ms: 60 * MINUTE_MS, ..Policy::default() };
    let people = [("old", Normal, "births", 59), ("infant", Priority, "births", 55)];
    let mut world = line(policy.clone(), &people);
    assert_eq!(why(&mut world, "c1"), ("infant".to_owned(), Rule::Score, 1), "below the cap");
    let people = [("old", Normal, "births", 60), ("infant", Priority, "births", 55)];
    let mut world = line(policy, &people);
    assert_eq!(why(&mut world, "c1"), ("old".to_owned(), Rule::CapReached, 0), "at the cap");
}

#[test]
fn two_normal_then_one_priority() {
    let policy = Policy { interleave: Some(Interleave { normal: 2, priority: 1 }), ..Policy::default() };
    let people = [
        ("n1", Normal, "births", 20),
        ("n2", Normal, "births", 19),
        ("n3", Normal, "births", 18),
        ("n4", Normal, "births", 17),
        ("n5", Normal, "births", 16),
        ("p1", Priority, "births", 15),
        ("p2", Priority, "births", 14),
    ];
    let mut world = line(policy, &people);
    assert_eq!(why(&mut world, "c1"), ("n1".to_owned(), Rule::Interleave, 0));
    assert_eq!(world.order("c1"), ["n2", "p1", "n3", "n4", "p2", "n5"]);
}

#[test]
fn a_turn_whose_class_is_missing_is_not_waited_for() {
    let policy = Policy { interleave: Some(Interleave { normal: 2, priority: 1 }), ..Policy::default() };
    let mut world = line(policy, &[("p1", Priority, "births", 5), ("p2", Priority, "births", 4)]);
    assert_eq!(why(&mut world, "c1"), ("p1".to_owned(), Rule::Score, 0));
    assert_eq!(world.order("c1"), ["p2"]);
}

#[test]
fn put_back_to_the_front_means_the_front() {
    let mut world = line(
        Policy { cap_ms: 30 * MINUTE_MS, ..Policy::default() },
        &[("past the cap", Normal, "births", 50), ("A", Normal, "births", 10)],
    );
    world.clerk(pick("c1", world.id("A"))).expect("A is picked");
    world.clerk(give_back("c1", Place::First)).expect("A is put back");
    assert_eq!(why(&mut world, "c1"), ("A".to_owned(), Rule::ReturnedFirst, 1));
}

#[test]
fn put_back_behind_everybody_or_to_the_own_place() {
    let people = [("A", Normal, "births", 9), ("B", Normal, "births", 8), ("C", Normal, "births", 7)];
    for (place, expected) in [(Place::Last, ["B", "C", "A"]), (Place::Own, ["A", "B", "C"])] {
        let mut world = line(Policy::default(), &people);
        world.next("c1").expect("A is called");
        world.wait(SECOND_MS).clerk(give_back("c1", place)).expect("A is put back");
        assert_eq!(world.order("c1"), expected, "{place:?}");
    }
}

#[test]
fn sent_to_a_counter_waits_for_that_counter_alone() {
    let mut world = line(Policy::default(), &[("A", Normal, "births", 1), ("B", Normal, "births", 9)]);
    world.clerk(pick("c1", world.id("A"))).expect("A is picked");
    world.clerk(send_to("c1", "c2")).expect("A is sent to c2");
    assert_eq!(world.order("c1"), ["B"], "c1 does not call A");
    assert_eq!(why(&mut world, "c2"), ("A".to_owned(), Rule::ForCounter, 0));
}

#[test]
fn sent_to_a_counter_that_closes_one_waits_for_the_service_again() {
    let mut world = line(Policy::default(), &[("A", Normal, "births", 1)]);
    world.next("c1").expect("A is called");
    world.clerk(send_to("c1", "c2")).expect("A is sent to c2");
    assert_eq!(world.next("c1"), Err(Rejection::NobodyWaiting));
    world.clerk(close("c2", None)).expect("c2 closes");
    assert_eq!(world.next("c1"), Ok("A".to_owned()));
    assert_eq!(world.clerk(undo("c2")), Err(Rejection::UndoTooLate), "c1 has her now");
}

#[test]
fn a_transfer_keeps_the_place_of_the_first_issue() {
    let mut world = line(
        Policy { cap_ms: 30 * MINUTE_MS, ..Policy::default() },
        &[("A", Normal, "births", 40), ("B", Normal, "legal", 35), ("C", Normal, "legal", 4)],
    );
    world.next("c1").expect("A is called");
    world.clerk(transfer("c1", "legal")).expect("A goes on to legalisation");
    assert_eq!(world.order("c3"), ["A", "B", "C"]);
    assert_eq!(world.ticket("A").transactions, 2);
}

#[test]
fn reinstated_goes_after_the_next_two() {
    let people = [
        ("A", Normal, "births", 9),
        ("B", Normal, "births", 8),
        ("C", Normal, "births", 7),
        ("D", Normal, "births", 6),
    ];
    let mut world = line(Policy::default(), &people);
    world.next("c1").expect("A is called");
    world.clerk(no_show("c1")).expect("A does not come");
    world.clerk(Command::Reinstate { ticket: world.id("A") }).expect("A comes back");
    assert_eq!(world.order("c1"), ["B", "C", "A", "D"]);
}

#[test]
fn reinstated_with_fewer_than_two_others_goes_after_those() {
    let mut world = line(Policy::default(), &[("A", Normal, "births", 9), ("B", Normal, "births", 8)]);
    world.next("c1").expect("A is called");
    world.clerk(no_show("c1")).expect("A does not come");
    world.clerk(Command::Reinstate { ticket: world.id("A") }).expect("A comes back");
    assert_eq!(world.order("c1"), ["B", "A"]);
}

#[test]
fn reinstated_for_a_rare_service_is_not_starved_by_a_busy_one() {
    let people = [
        ("rare", Normal, "deaths", 59),
        ("b1", Normal, "births", 9),
        ("b2", Normal, "births", 8),
        ("b3", Normal, "births", 7),
        ("b4", Normal, "births", 6),
    ];
    let mut world = line(Policy::default(), &people);
    world.next("c1").expect("rare is called");
    world.clerk(no_show("c1")).expect("and does not come");
    world.clerk(Command::Reinstate { ticket: world.id("rare") }).expect("but comes back");
    assert_eq!(world.order("c1"), ["b1", "b2", "rare", "b3", "b4"]);
}

#[test]
fn calls_of_a_counter_that_could_not_call_her_bring_nobody_nearer() {
    let mut world = line(Policy::default(), &[("A", Normal, "births", 9), ("L", Normal, "legal", 8)]);
    world.next("c1").expect("A is called");
    world.clerk(no_show("c1")).expect("A does not come");
    world.clerk(Command::Reinstate { ticket: world.id("A") }).expect("A comes back");
    world.next("c3").expect("c3 calls for legalisation");
    assert_eq!(world.ticket("A").behind, 2);
}

/// An appointment at 10:00 and a walk-in from 09:50, looked at at that time.
fn appointment(checks_in_min: i64) -> (World, Timestamp, Result<Vec<Event>, Rejection>) {
    let mut world = World::open(Policy::default());
    let booked = MIDNIGHT + 600 * MINUTE_MS;
    let id = world.books("booked", "births", booked);
    world.now = booked + checks_in_min * MINUTE_MS;
    let answer = world.citizen(Command::CheckIn { ticket: id, print: false });
    (world, booked, answer)
}

#[test]
fn an_appointment_checks_in_from_a_quarter_of_an_hour_before() {
    let (_, booked, answer) = appointment(-16);
    assert_eq!(answer, Err(Rejection::TooEarly { opens_at: booked + -15 * MINUTE_MS }));
    let (mut world, booked, answer) = appointment(-15);
    assert!(answer.is_ok());
    assert_eq!(world.ticket("booked").line_at, booked, "early waits from the booked time");
    assert_eq!(world.next("c1"), Ok("booked".to_owned()), "and is called when nobody else waits");
}

#[test]
fn an_appointment_up_to_ten_minutes_late_is_one_still_and_then_a_walk_in() {
    for (late, class) in [(0, Appointment), (10, Appointment), (11, Normal)] {
        let (world, _, answer) = appointment(late);
        assert!(answer.is_ok());
        assert_eq!(
            (world.ticket("booked").class, world.ticket("booked").line_at),
            (class, world.now),
            "{late} min"
        );
    }
}

#[test]
fn nobody_gets_the_class_of_an_appointment_by_pressing() {
    let mut world = World::open(Policy::default());
    world.arrives("A", "births", Appointment);
    assert_eq!(world.ticket("A").class, Normal);
}
