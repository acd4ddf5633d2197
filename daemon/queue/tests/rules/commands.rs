//! What can be asked for a ticket: every command once as it should be, and every refusal.

use queue::command::Target;
use queue::config::{NextEnds, Policy};
use queue::event::FinishedBy;
use queue::id::TicketId;
use queue::ticket::{Class, TicketState};
use queue::time::{MINUTE_MS, SECOND_MS};
use queue::{Command, Event, Rejection, Role};

use crate::world::*;

const NOBODY: TicketId = TicketId(7);

fn amal_called(world: &mut World) {
    world.arrives("Amal", "births", Class::Normal);
    world.wait(5 * MINUTE_MS).next("c1").expect("Amal is called");
}

fn refused(given: impl FnOnce(&mut World), when: impl FnOnce(&World) -> Command, why: Rejection) {
    check(given, when, |_, answer| assert_eq!(answer, Err(why)));
}

#[test]
fn a_ticket_gets_the_next_number_of_its_letter() {
    check(
        |w| {
            w.arrives("Amal", "births", Class::Normal);
            w.arrives("Brahim", "deaths", Class::Normal);
            w.arrives("Chama", "legal", Class::Normal);
        },
        |_| issue("births"),
        |w, answer| {
            let Ok([Event::TicketIssued { number, ahead, .. }]) = answer.as_deref() else {
                panic!("{answer:?}")
            };
            assert_eq!((number.to_string().as_str(), *ahead), ("A003", 3), "letters are shared");
            assert_eq!(w.ticket("Chama").number.to_string(), "B001");
        },
    );
}

#[test]
fn after_999_comes_1000() {
    let mut world = World::open(Policy::default());
    for n in 0..999 {
        world.arrives(&format!("person {n}"), "births", Class::Normal);
    }
    world.arrives("Amal", "births", Class::Normal);
    assert_eq!(world.ticket("person 998").number.to_string(), "A999");
    assert_eq!(world.ticket("Amal").number.to_string(), "A1000");
}

#[test]
fn a_service_gives_as_many_tickets_a_day_as_it_may() {
    let mut config = office_config(Policy::default());
    config.services[2].daily_cap = Some(2);
    let mut world = World::of(config);
    world.system(Command::OpenDay { plan: plan(0) }).expect("the day opens");
    world.wait(60 * MINUTE_MS).arrives("one", "legal", Class::Normal);
    world.arrives("two", "legal", Class::Normal);
    assert_eq!(world.citizen(issue("legal")), Err(Rejection::CapReached));
    world.arrives("other service", "births", Class::Normal);
}

#[test]
fn no_ticket_for_what_is_unknown_or_done_elsewhere() {
    refused(|_| (), |_| issue("passports"), Rejection::UnknownService);
    refused(|_| (), |_| issue("taxes"), Rejection::ServiceElsewhere);
    let book = |s: &str| Command::BookAppointment { service: service(s), at: MIDNIGHT, locale: None };
    refused(|_| (), |_| book("passports"), Rejection::UnknownService);
    refused(|_| (), |_| book("taxes"), Rejection::ServiceElsewhere);
}

#[test]
fn next_finishes_the_ticket_in_hand_in_the_same_commit() {
    check(
        |w| {
            w.arrives("Amal", "births", Class::Normal);
            w.arrives("Brahim", "births", Class::Normal);
            w.next("c1").expect("Amal is called");
            w.wait(MINUTE_MS);
        },
        |_| next("c1"),
        |w, answer| {
            let Ok([Event::ServiceFinished { by, served_ms, .. }, Event::TicketCalled { .. }]) =
                answer.as_deref()
            else {
                panic!("{answer:?}")
            };
            assert_eq!((*by, *served_ms), (FinishedBy::Next, MINUTE_MS));
            assert_eq!((w.state("Amal"), w.in_hand("c1")), (TicketState::Finished, Some("Brahim")));
        },
    );
}

#[test]
fn next_can_make_a_no_show_of_whoever_never_came_to_the_counter() {
    for (started, state) in [(false, TicketState::NoShow), (true, TicketState::Finished)] {
        check_with(
            Policy { next_ends: NextEnds::NoShowUnlessServing, ..Policy::default() },
            |w| {
                amal_called(w);
                if started {
                    w.clerk(start("c1")).expect("Amal is there");
                }
                w.wait(MINUTE_MS);
            },
            |_| next("c1"),
            |w, _| assert_eq!((w.state("Amal"), w.in_hand("c1")), (state, None)),
        );
    }
}

#[test]
fn next_with_nobody_waiting_ends_the_ticket_in_hand_and_then_says_so() {
    let mut world = World::open(Policy::default());
    amal_called(&mut world);
    assert_eq!(world.wait(MINUTE_MS).next("c1"), Ok("nobody".to_owned()));
    assert_eq!(world.next("c1"), Err(Rejection::NobodyWaiting));
}

#[test]
fn a_pick_needs_a_right_a_reason_and_a_counter_that_serves_it() {
    let given = |w: &mut World| {
        w.arrives("Amal", "births", Class::Normal);
        w.arrives("Brahim", "births", Class::Normal);
    };
    check(
        given,
        |w| pick("c1", w.id("Brahim")),
        |w, answer| {
            let Ok([Event::TicketCalled { reason, pick_reason, .. }]) = answer.as_deref() else {
                panic!("{answer:?}")
            };
            assert_eq!((reason.passed, pick_reason.as_deref()), (1, Some("asked for her")));
            assert_eq!(w.in_hand("c1"), Some("Brahim"));
        },
    );
    refused(given, |w| pick("c3", w.id("Amal")), Rejection::NotEligible);
    refused(given, |_| pick("c1", NOBODY), Rejection::UnknownTicket);
    let without = |reason: String| {
        move |w: &World| Command::Pick { counter: counter("c1"), ticket: w.id("Amal"), reason }
    };
    refused(given, without(" ".to_owned()), Rejection::ReasonNeeded);
    refused(given, without("x".repeat(201)), Rejection::TextTooLong);
    check(given, without("é".repeat(200)), |_, answer| assert!(answer.is_ok(), "200 characters, not bytes"));
    let mut world = World::open(Policy::default());
    given(&mut world);
    let command = pick("c1", world.id("Amal"));
    assert_eq!(world.ask(Role::Citizen, command), Err(Rejection::NotAllowed));
}

#[test]
fn a_pick_reaches_the_parked_and_whoever_is_back_within_the_grace() {
    let given = |minutes: i64| {
        move |w: &mut World| {
            amal_called(w);
            w.clerk(no_show("c1")).expect("Amal does not come");
            w.wait(minutes * MINUTE_MS);
        }
    };
    check(given(15), |w| pick("c1", w.id("Amal")), |w, _| assert_eq!(w.in_hand("c1"), Some("Amal")));
    refused(given(16), |w| pick("c1", w.id("Amal")), Rejection::GraceOver);
    check(
        |w| {
            amal_called(w);
            w.clerk(park("c1")).expect("Amal is parked");
        },
        |w| pick("c2", w.id("Amal")),
        |w, _| assert_eq!(w.in_hand("c2"), Some("Amal")),
    );
}

#[test]
fn a_recall_waits_for_its_gap_and_ends_at_its_limit() {
    let wait = |ms: i64| {
        move |w: &mut World| {
            amal_called(w);
            w.wait(ms);
        }
    };
    refused(wait(9_999), |_| recall("c1"), Rejection::RecallTooSoon { wait_ms: 1 });
    check(wait(10_000), |_| recall("c1"), |w, _| assert_eq!(w.ticket("Amal").recalls, 1));
    let mut world = World::open(Policy::default());
    amal_called(&mut world);
    for _ in 0..3 {
        world.wait(10 * SECOND_MS).clerk(recall("c1")).expect("up to three times");
    }
    world.wait(10 * SECOND_MS);
    assert_eq!(world.clerk(recall("c1")), Err(Rejection::RecallLimit));
}

#[test]
fn a_visit_goes_on_with_its_next_service_at_the_same_counter() {
    check(
        |w| {
            amal_called(w);
            w.wait(10 * SECOND_MS).clerk(recall("c1")).expect("Amal is called again");
            w.clerk(start("c1")).expect("Amal is there");
            w.wait(3 * MINUTE_MS);
        },
        |_| go_on("c1", "deaths"),
        |w, answer| {
            let Ok([Event::ServiceFinished { service: done, served_ms, .. }]) = answer.as_deref() else {
                panic!("{answer:?}")
            };
            assert_eq!((done, *served_ms), (&service("births"), 3 * MINUTE_MS));
            let amal = w.ticket("Amal");
            assert_eq!((amal.state, &amal.service), (TicketState::Called, &service("deaths")));
            assert_eq!((amal.transactions, amal.recalls, w.in_hand("c1")), (2, 0, Some("Amal")));
        },
    );
}

#[test]
fn a_visit_goes_on_only_with_what_the_counter_serves() {
    refused(amal_called, |_| go_on("c1", "legal"), Rejection::NotEligible);
    refused(amal_called, |_| go_on("c1", "taxes"), Rejection::ServiceElsewhere);
    refused(amal_called, |_| go_on("c1", "passports"), Rejection::UnknownService);
    let wordy =
        Command::Finish { counter: counter("c1"), outcome: Some("x".repeat(201)), next_service: None };
    refused(amal_called, |_| wordy, Rejection::TextTooLong);
}

#[test]
fn a_no_show_may_come_back_within_a_quarter_of_an_hour() {
    let given = |ms: i64| {
        move |w: &mut World| {
            amal_called(w);
            w.clerk(no_show("c1")).expect("Amal does not come");
            w.wait(ms);
        }
    };
    let back = |w: &World| Command::Reinstate { ticket: w.id("Amal") };
    check(given(15 * MINUTE_MS), back, |w, answer| {
        assert!(answer.is_ok());
        assert_eq!((w.state("Amal"), w.ticket("Amal").behind), (TicketState::Waiting, 2));
    });
    refused(given(15 * MINUTE_MS + 1), back, Rejection::GraceOver);
}

#[test]
fn a_ticket_is_parked_with_a_reason_and_by_the_counter_that_keeps_it() {
    check(
        amal_called,
        |_| park("c1"),
        |w, _| {
            let parking = w.ticket("Amal").parking.as_ref().expect("parked");
            assert_eq!(
                (parking.owner.as_ref(), parking.reason.as_str()),
                (Some(&counter("c1")), "photocopies")
            );
            assert_eq!(w.in_hand("c1"), None);
        },
    );
    let without = |_: &World| Command::Park { counter: counter("c1"), ticket: None, reason: String::new() };
    refused(amal_called, without, Rejection::ReasonNeeded);
    refused(|_| (), |_| park("c1"), Rejection::NoTicketInHand);
    refused(|_| (), |_| park("c9"), Rejection::UnknownCounter);
    refused(|_| (), |_| park_waiting("c1", NOBODY), Rejection::UnknownTicket);
}

#[test]
fn nobody_is_called_while_parked() {
    let mut world = World::open(Policy::default());
    amal_called(&mut world);
    world.clerk(park("c1")).expect("Amal is parked");
    assert_eq!(world.wait(2 * 60 * MINUTE_MS).next("c1"), Err(Rejection::NobodyWaiting));
}

#[test]
fn a_transfer_goes_to_a_service_or_an_open_counter_of_this_office() {
    check(
        amal_called,
        |_| transfer("c1", "legal"),
        |w, _| {
            assert_eq!(
                (w.state("Amal"), &w.ticket("Amal").service),
                (TicketState::Waiting, &service("legal"))
            );
        },
    );
    refused(amal_called, |_| transfer("c1", "taxes"), Rejection::ServiceElsewhere);
    refused(amal_called, |_| transfer("c1", "passports"), Rejection::UnknownService);
    refused(amal_called, |_| send_to("c1", "c9"), Rejection::UnknownCounter);
    refused(
        |w| {
            amal_called(w);
            w.clerk(close("c2", None)).expect("c2 closes");
        },
        |_| send_to("c1", "c2"),
        Rejection::CounterClosed,
    );
    let wordy = Command::Transfer {
        counter: counter("c1"),
        to: Target::Service(service("legal")),
        note: Some("x".repeat(201)),
    };
    refused(amal_called, |_| wordy, Rejection::TextTooLong);
}

#[test]
fn waiting_time_holds_neither_service_nor_parked_time() {
    let mut world = World::open(Policy::default());
    let waited = |events: Vec<Event>| match &events[0] {
        Event::TicketCalled { waited_ms, .. } => *waited_ms / MINUTE_MS,
        other => panic!("{other:?}"),
    };
    world.arrives("Amal", "births", Class::Normal);
    let amal = world.id("Amal");
    world.wait(4 * MINUTE_MS).clerk(park_waiting("c1", amal)).expect("Amal is parked");
    world.wait(20 * MINUTE_MS).clerk(Command::Resume { ticket: amal }).expect("and is back");
    let events = world.wait(3 * MINUTE_MS).clerk(next("c1")).expect("Amal is called");
    assert_eq!(waited(events), 7);
    world.wait(10 * MINUTE_MS).clerk(transfer("c1", "legal")).expect("Amal goes on");
    let events = world.wait(2 * MINUTE_MS).clerk(next("c3")).expect("Amal is called");
    assert_eq!(waited(events), 2, "a new transaction");
    assert_eq!(world.office.state.counters[&counter("c3")].today.wait_ms, 2 * MINUTE_MS);
}

#[test]
fn a_ticket_whose_paper_never_came_is_void_with_a_reason() {
    let given = |w: &mut World| {
        w.arrives("Amal", "births", Class::Normal);
    };
    let void = |reason: &'static str| {
        move |w: &World| Command::VoidTicket { ticket: w.id("Amal"), reason: reason.to_owned() }
    };
    check(given, void("no paper"), |w, _| assert_eq!(w.state("Amal"), TicketState::Void));
    refused(given, void("  "), Rejection::ReasonNeeded);
}

#[test]
fn an_empty_or_unknown_counter_has_nothing_in_hand() {
    for command in [recall, start, finish, no_show, |c: &str| transfer(c, "legal")] {
        refused(|_| (), |_| command("c1"), Rejection::NoTicketInHand);
        refused(|_| (), |_| command("c9"), Rejection::UnknownCounter);
    }
}
