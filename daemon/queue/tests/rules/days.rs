//! The office day: hours, breaks, the end, and what is carried over it.

use queue::config::Policy;
use queue::ticket::{Class, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Command, Rejection};

use crate::world::*;

fn at(hour: i64, minute: i64) -> Timestamp {
    MIDNIGHT + (hour * HOUR_MS + minute * MINUTE_MS)
}

fn issue_at(now: Timestamp, policy: Policy) -> Result<(), Rejection> {
    let mut config = office_config(policy);
    config.services[0].last_ticket_ms = 15 * MINUTE_MS;
    let mut world = World::of(config);
    world.system(Command::OpenDay { plan: plan(0) }).expect("the day opens");
    world.now = now;
    world.citizen(issue("births")).map(drop)
}

#[test]
fn tickets_are_given_from_opening_until_the_last_one_before_closing() {
    let policy = Policy::default;
    let later = |h, m| Err(Rejection::ServiceClosed { opens_at: Some(at(h, m)) });
    assert_eq!(issue_at(at(8, 30) + -1, policy()), later(8, 30));
    assert_eq!(issue_at(at(8, 30), policy()), Ok(()));
    assert_eq!(issue_at(at(16, 15) + -1, policy()), Ok(()));
    assert_eq!(issue_at(at(16, 15), policy()), Err(Rejection::ServiceClosed { opens_at: None }));
}

#[test]
fn a_break_gives_no_tickets_unless_the_office_wants_it() {
    let later = Err(Rejection::ServiceClosed { opens_at: Some(at(12, 30)) });
    let through = Policy { issue_in_breaks: true, ..Policy::default() };
    for (now, usual) in
        [(at(12, 0) + -1, Ok(())), (at(12, 0), later.clone()), (at(12, 30) + -1, later), (at(12, 30), Ok(()))]
    {
        assert_eq!(issue_at(now, Policy::default()), usual, "at {now}");
        assert_eq!(issue_at(now, through.clone()), Ok(()), "at {now}");
    }
}

#[test]
fn who_waits_is_called_in_the_break_and_after_closing_time() {
    for now in [at(12, 10), at(17, 0)] {
        let mut world = World::open(Policy::default());
        world.arrives("Amal", "births", Class::Normal);
        world.now = now;
        assert_eq!(world.next("c1"), Ok("Amal".to_owned()));
    }
}

#[test]
fn before_the_day_opens_there_is_nothing_to_be_had() {
    let mut world = World::shut(Policy::default());
    assert_eq!(world.citizen(issue("births")), Err(Rejection::DayClosed));
    assert_eq!(world.system(Command::CloseDay), Err(Rejection::DayClosed));
    let booked = world.books("Amal", "births", world.now);
    assert_eq!(world.citizen(Command::CheckIn { ticket: booked, print: false }), Err(Rejection::DayClosed));
}

#[test]
fn no_day_is_opened_twice_nor_after_a_later_one() {
    let mut world = World::morning(Policy::default());
    assert_eq!(world.system(Command::OpenDay { plan: plan(1) }), Err(Rejection::DayAlreadyOpen));
    world.system(Command::CloseDay).expect("the day ends");
    for day in [0, -1] {
        assert_eq!(world.system(Command::OpenDay { plan: plan(day) }), Err(Rejection::DayInPast));
    }
    world.system(Command::OpenDay { plan: plan(1) }).expect("the next day opens");
}

/// One in every state, then the day ends.
fn evening(policy: Policy) -> World {
    let mut world = World::open(policy);
    let soon = world.now + 10 * MINUTE_MS;
    world.books("booked today", "births", soon);
    world.books("booked tomorrow", "births", soon + 24 * HOUR_MS);
    for name in ["serving", "no-show", "parked", "finished"] {
        world.arrives(name, "births", Class::Normal);
        world.wait(MINUTE_MS);
    }
    let order = world.next("c1").expect("somebody is called");
    assert_eq!(order, "serving");
    world.clerk(start("c1")).expect("service starts");
    world.next("c2").expect("no-show is called");
    world.clerk(no_show("c2")).expect("and does not come");
    world.next("c2").expect("parked is called");
    world.clerk(park("c2")).expect("and parked");
    world.next("c2").expect("finished is called");
    world.clerk(finish("c2")).expect("and finished");
    world.arrives("called", "births", Class::Normal);
    world.next("c2").expect("called is called");
    world.arrives("waiting", "births", Class::Normal);
    world.now = plan(0).ends_at;
    let due = world.office.due(world.now);
    assert!(due.iter().any(|(id, c)| id == "close:2026-11-24" && *c == Command::CloseDay));
    world.system(Command::CloseDay).expect("the day ends");
    world
}

#[test]
fn the_end_of_the_day_gives_everybody_an_end_of_their_own() {
    let world = evening(Policy::default());
    let expected = [
        ("serving", TicketState::Finished),
        ("called", TicketState::NoShow),
        ("no-show", TicketState::NoShow),
        ("parked", TicketState::Expired),
        ("waiting", TicketState::Expired),
        ("finished", TicketState::Finished),
    ];
    for (name, state) in expected {
        assert_eq!(world.state(name), state, "{name}");
    }
    let booked = &world.office.state.bookings;
    assert!(!booked.contains_key(&world.id("booked today")), "missed");
    assert!(booked.contains_key(&world.id("booked tomorrow")), "still to come");
    assert!(world.office.state.counters.values().all(|c| c.in_hand.is_none()));
}

#[test]
fn nobody_comes_back_into_a_line_after_the_day_has_ended() {
    let mut world = evening(Policy::default());
    let called = world.id("called");
    assert_eq!(world.clerk(Command::Reinstate { ticket: called }), Err(Rejection::DayClosed));
    assert!(world.office.state.tickets.values().all(|t| t.state != TicketState::Waiting));
}

#[test]
fn the_next_day_starts_with_001_and_an_empty_line() {
    let mut world = evening(Policy::default());
    world.system(Command::OpenDay { plan: plan(1) }).expect("the next day opens");
    world.now = plan(1).opens_at;
    assert!(world.office.state.tickets.is_empty());
    world.arrives("early bird", "births", Class::Normal);
    assert_eq!(world.ticket("early bird").number.to_string(), "A001");
}

#[test]
fn an_office_that_carries_over_keeps_places_and_numbers() {
    let mut world = evening(Policy { carry_over: true, ..Policy::default() });
    assert_eq!(world.state("waiting"), TicketState::Waiting);
    assert_eq!(world.state("parked"), TicketState::Parked);
    world.system(Command::OpenDay { plan: plan(1) }).expect("the next day opens");
    world.now = plan(1).opens_at;
    world.clerk(open("c1")).expect("c1 opens");
    world.arrives("early bird", "births", Class::Normal);
    assert_eq!(world.order("c1"), ["waiting", "early bird"]);
}

#[test]
fn a_number_carried_over_is_not_given_again_even_once_its_holder_is_served() {
    let policy = Policy { carry_over: true, undo_ms: HOUR_MS, ..Policy::default() };
    let mut world = World::open(policy);
    world.arrives("yesterday's", "births", Class::Normal);
    world.now = plan(0).ends_at;
    world.system(Command::CloseDay).expect("the day ends");
    world.system(Command::OpenDay { plan: plan(1) }).expect("the next day opens");
    world.now = plan(1).opens_at;
    world.clerk(open("c1")).expect("c1 opens");
    world.next("c1").expect("yesterday's is called");
    world.clerk(finish("c1")).expect("and served");
    world.arrives("today's", "births", Class::Normal);
    assert_eq!(world.ticket("yesterday's").number.to_string(), "A001");
    assert_eq!(world.ticket("today's").number.to_string(), "A002");
}
