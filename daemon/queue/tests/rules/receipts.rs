//! Receipts, which outlive the day, and what people say of the service.

use queue::command::PrintFailure;
use queue::config::{Policy, ReceiptRule};
use queue::id::TicketId;
use queue::receipt::{CLOSED_KEPT_DAYS, Receipt, ReceiptState};
use queue::ticket::{Class, PrintState, Rating};
use queue::time::SECOND_MS;
use queue::{Command, Event, Rejection, Role, State};

use crate::world::{World, counter, device, finish, next, office_config, open, plan, receipt, undo};

/// An open office whose births are deposited against a receipt.
fn desk() -> World {
    let mut config = office_config(Policy::default());
    config.services[0].receipt = Some(ReceiptRule { answer_days: Some(60) });
    let mut world = World::of(config);
    morning(&mut world, 0);
    world
}

fn morning(world: &mut World, days: i64) {
    world.now = plan(days).opens_at;
    world.system(Command::OpenDay { plan: plan(days) }).expect("the day opens");
    world.clerk(open("c1")).expect("the counter opens");
    world.clerk(open("c3")).expect("the counter opens");
}

/// Somebody comes to c1 and deposits.
fn deposits(world: &mut World, name: &str) -> TicketId {
    world.arrives(name, "births", Class::Normal);
    world.wait(5 * SECOND_MS);
    world.clerk(next("c1")).expect("called");
    world.clerk(receipt("c1")).expect("a receipt")[0].ticket().expect("its identity")
}

fn of(world: &World, id: TicketId) -> &Receipt {
    world.office.state.receipts.get(&id).expect("the receipt is there")
}

fn close(id: TicketId) -> Command {
    Command::CloseReceipt { counter: counter("c1"), ticket: id, outcome: "answered".to_owned() }
}

#[test]
fn a_receipt_has_number_date_and_a_day_to_answer_by() {
    let mut world = desk();
    let first = deposits(&mut world, "first");
    let receipt_of = of(&world, first).clone();
    assert_eq!(receipt_of.number.to_string(), "A-2026-00001");
    assert_eq!(receipt_of.due.map(|d| d.to_string()), Some("2027-01-23".to_owned()));
    assert_eq!((receipt_of.state, receipt_of.print), (ReceiptState::Registered, PrintState::Pending));
    assert_eq!(receipt_of.ticket, world.id("first"));
    // The same press again is not a second deposit; a second letter a moment later is.
    assert!(matches!(world.clerk(receipt("c1")), Err(Rejection::PressTooSoon { .. })));
    world.wait(2 * SECOND_MS);
    let second = world.clerk(receipt("c1")).expect("another letter")[0].ticket().expect("its identity");
    assert_eq!(of(&world, second).number.to_string(), "A-2026-00002");
}

#[test]
fn only_a_ticket_in_hand_of_a_service_with_receipts_gets_one() {
    let mut world = desk();
    assert_eq!(world.clerk(receipt("c1")), Err(Rejection::NoTicketInHand));
    world.arrives("legal", "legal", Class::Normal);
    world.clerk(next("c3")).expect("called");
    assert_eq!(world.clerk(receipt("c3")), Err(Rejection::NoReceipts));
}

#[test]
fn no_day_no_restart_and_no_undo_touches_a_receipt_and_its_numbers_go_on() {
    let mut world = desk();
    let first = deposits(&mut world, "first");
    world.clerk(finish("c1")).expect("finished");
    world.clerk(undo("c1")).expect("taken back: the ticket, not the receipt");
    let before = of(&world, first).clone();
    for day in 1..=3 {
        world.now = plan(day - 1).ends_at;
        world.system(Command::CloseDay).expect("the day ends");
        let text = serde_json::to_string(&world.office.state).expect("a state is written");
        world.office.state = serde_json::from_str::<State>(&text).expect("a state is read");
        assert_eq!(world.replayed(), world.office.state);
        morning(&mut world, day);
        assert_eq!(*of(&world, first), before);
        let next = deposits(&mut world, "next");
        assert_eq!(of(&world, next).number.value, u32::try_from(day).expect("a day") + 1);
        world.clerk(finish("c1")).expect("finished");
    }
    // 2027-01-04: the year's first.
    world.now = plan(3).ends_at;
    world.system(Command::CloseDay).expect("the day ends");
    morning(&mut world, 41);
    let new_year = deposits(&mut world, "new year");
    assert_eq!(of(&world, new_year).number.to_string(), "A-2027-00001");
    assert_eq!(*of(&world, first), before);
    assert_eq!(world.office.state.receipts.numbered(before.number).map(|r| r.id), Some(first));
}

#[test]
fn a_receipt_goes_its_way_until_an_authorised_clerk_closes_it() {
    let mut world = desk();
    let id = deposits(&mut world, "first");
    let step = |to| Command::AdvanceReceipt { counter: counter("c1"), ticket: id, to };
    world.clerk(step(ReceiptState::InProgress)).expect("under way");
    world.clerk(step(ReceiptState::Ready)).expect("ready");
    world.clerk(step(ReceiptState::InProgress)).expect("the paper went back");
    let again = world.clerk(step(ReceiptState::InProgress));
    assert_eq!(again, Err(Rejection::WrongReceiptState { state: ReceiptState::InProgress }));
    let elsewhere =
        Command::CloseReceipt { counter: counter("c3"), ticket: id, outcome: "answered".to_owned() };
    assert_eq!(world.clerk(elsewhere), Err(Rejection::NotEligible), "legalisation has nothing to do with it");
    assert_eq!(world.ask(Role::Citizen, close(id)), Err(Rejection::NotAllowed));
    let silent = Command::CloseReceipt { counter: counter("c1"), ticket: id, outcome: " ".to_owned() };
    assert_eq!(world.clerk(silent), Err(Rejection::ReasonNeeded));
    world.clerk(close(id)).expect("closed");
    assert_eq!(of(&world, id).outcome.as_deref(), Some("answered"));
    assert_eq!(world.clerk(close(id)), Err(Rejection::WrongReceiptState { state: ReceiptState::Closed }));
    let reopened = world.clerk(step(ReceiptState::Ready));
    assert_eq!(reopened, Err(Rejection::WrongReceiptState { state: ReceiptState::Closed }));
    let nobodys = world.clerk(close(TicketId(7)));
    assert_eq!(nobodys, Err(Rejection::UnknownReceipt));
}

#[test]
fn a_closed_receipt_is_forgotten_after_a_quarter_and_its_number_is_not_given_again() {
    let mut world = desk();
    let id = deposits(&mut world, "first");
    world.clerk(finish("c1")).expect("finished");
    world.clerk(close(id)).expect("closed");
    world.system(Command::CloseDay).expect("the day ends");
    morning(&mut world, CLOSED_KEPT_DAYS);
    assert!(world.office.state.receipts.get(&id).is_some(), "looked up on the last day");
    world.system(Command::CloseDay).expect("the day ends");
    morning(&mut world, CLOSED_KEPT_DAYS + 1);
    assert!(world.office.state.receipts.get(&id).is_none());
    assert_eq!(world.replayed(), world.office.state);
}

#[test]
fn a_receipts_paper_is_printed_like_a_tickets() {
    let mut world = desk();
    let id = deposits(&mut world, "first");
    let pending =
        |world: &World| world.office.state.papers(PrintState::Pending).map(|p| p.id).collect::<Vec<_>>();
    assert_eq!(pending(&world), [id]);
    let printer = Some(device("printer-1"));
    world.system(Command::StartPrint { ticket: id, copy: 0, device: device("printer-1") }).expect("sent");
    assert!(world.office.state.paper(id).is_some_and(|p| p.is_at_printer()));
    let failure = Some(PrintFailure::Unknown);
    let lost =
        Command::RecordPrint { ticket: id, copy: 0, device: printer, failure, confirmed: false, cause: None };
    world.system(lost).expect("recorded");
    world.system(Command::Reprint { ticket: id }).expect("a copy");
    assert_eq!((pending(&world), of(&world, id).copies), (vec![id], 1));
    assert_eq!(world.replayed(), world.office.state);
}

#[test]
fn feedback_is_given_once_after_the_service_and_names_nobody() {
    let mut world = desk();
    let ticket = world.arrives("first", "births", Class::Normal);
    let say = |rating| Command::GiveFeedback { ticket, rating };
    assert!(matches!(world.citizen(say(Rating::Bad)), Err(Rejection::WrongState { .. })), "not before");
    world.clerk(next("c1")).expect("called");
    world.clerk(finish("c1")).expect("finished");
    let said = world.citizen(say(Rating::Good)).expect("said");
    assert!(matches!(&said[..], [Event::FeedbackGiven { rating: Rating::Good, .. }]));
    assert_eq!(world.citizen(say(Rating::Bad)), Err(Rejection::FeedbackGiven));
    let text = serde_json::to_string(&said[0]).expect("an event is written");
    assert!(!text.contains("c1") && !text.contains("tester"), "neither counter nor clerk: {text}");
}
