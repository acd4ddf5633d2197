//! Appointments in slots: how many at once, moved, taken over from elsewhere.

use queue::command::{IMPORT_MAX, ImportEntry};
use queue::config::{Policy, Slots};
use queue::id::Reference;
use queue::rejection::RefusedEntry;
use queue::ticket::Class;
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Command, Event, Rejection};

use crate::world::{MIDNIGHT, World, office_config, plan, service};

/// Births are booked in slots of a quarter of an hour, two at once.
fn slotted() -> World {
    let mut config = office_config(Policy::default());
    let slots = Slots { length_ms: 15 * MINUTE_MS, capacity: 2, public: true, notice_ms: 0, ahead_days: 30 };
    config.services[0].slots = Some(slots);
    let mut world = World::of(config);
    world.system(Command::OpenDay { plan: plan(0) }).expect("the day opens");
    world.now = MIDNIGHT + 9 * HOUR_MS;
    world
}

fn at(hour: i64, minute: i64) -> Timestamp {
    MIDNIGHT + hour * HOUR_MS + minute * MINUTE_MS
}

fn book(world: &mut World, time: Timestamp) -> Result<Vec<Event>, Rejection> {
    world.citizen(Command::BookAppointment { service: service("births"), at: time, locale: None })
}

#[test]
fn a_slot_takes_as_many_as_there_is_room_for_and_no_half_slot_beside_it() {
    let mut world = slotted();
    assert!(book(&mut world, at(10, 0)).is_ok());
    assert!(book(&mut world, at(10, 0)).is_ok());
    assert_eq!(book(&mut world, at(10, 0)), Err(Rejection::SlotFull));
    for overlapping in [at(9, 46), at(10, 14)] {
        assert_eq!(book(&mut world, overlapping), Err(Rejection::SlotFull), "{overlapping}");
    }
    for beside in [at(9, 45), at(10, 15)] {
        assert!(book(&mut world, beside).is_ok(), "{beside}");
    }
    let other = Command::BookAppointment { service: service("deaths"), at: at(10, 0), locale: None };
    assert!(world.citizen(other).is_ok(), "another service has its own room, here without limit");
    assert_eq!(book(&mut world, at(8, 59)), Err(Rejection::InThePast));
}

#[test]
fn who_gives_up_makes_room_and_who_has_come_does_not() {
    let mut world = slotted();
    let first = world.books("first", "births", at(9, 10));
    world.books("second", "births", at(9, 10));
    world.citizen(Command::CheckIn { ticket: first, print: false }).expect("in time");
    assert_eq!(book(&mut world, at(9, 10)), Err(Rejection::SlotFull), "who has come has the slot still");
    world.clerk(crate::world::open("c1")).expect("the counter opens");
    assert_eq!(world.next("c1"), Ok("first".to_owned()));
    world.clerk(crate::world::transfer("c1", "deaths")).expect("sent on");
    assert_eq!(book(&mut world, at(9, 10)), Err(Rejection::SlotFull), "also when sent to another service");
    let second = world.id("second");
    world.citizen(Command::Cancel { ticket: second }).expect("given up");
    assert!(book(&mut world, at(9, 10)).is_ok());
}

#[test]
fn a_moved_appointment_leaves_its_slot_and_stands_in_nobodys() {
    let mut world = slotted();
    let mine = world.books("mine", "births", at(10, 0));
    world.books("other", "births", at(10, 0));
    world.books("third", "births", at(11, 0));
    world.books("fourth", "births", at(11, 0));
    let go = |world: &mut World, time| world.citizen(Command::MoveAppointment { ticket: mine, at: time });
    assert_eq!(go(&mut world, at(11, 0)), Err(Rejection::SlotFull));
    assert_eq!(go(&mut world, at(8, 0)), Err(Rejection::InThePast));
    assert_eq!(go(&mut world, at(10, 0)), Ok(vec![]), "where it is already");
    assert!(go(&mut world, at(10, 5)).is_ok(), "beside itself there is room for itself");
    assert!(go(&mut world, at(12, 0)).is_ok());
    assert!(book(&mut world, at(10, 0)).is_ok(), "the old slot is free");
    assert_eq!(world.office.state.bookings[&mine].at, at(12, 0));
    world.now = at(11, 50);
    world.citizen(Command::CheckIn { ticket: mine, print: false }).expect("early enough for the new time");
    assert_eq!(world.ticket("mine").class, Class::Appointment);
    let gone = world.citizen(Command::MoveAppointment { ticket: mine, at: at(15, 0) });
    assert!(matches!(gone, Err(Rejection::WrongState { .. })), "who has come is here");
    assert_eq!(world.replayed(), world.office.state);
}

fn entry(name: Option<&str>, time: Timestamp) -> ImportEntry {
    let reference = name.map(|n| Reference::new(n).expect("a reference"));
    ImportEntry { reference, service: service("births"), at: time, locale: None, cancelled: false }
}

fn import(world: &mut World, entries: &[ImportEntry]) -> Result<Vec<Event>, Rejection> {
    world.clerk(Command::ImportAppointments { entries: entries.to_vec() })
}

#[test]
fn a_list_is_taken_over_as_a_whole_or_not_at_all() {
    let mut world = slotted();
    let list =
        [entry(None, at(10, 0)), entry(None, at(8, 0)), entry(None, at(10, 0)), entry(None, at(10, 0))];
    let refused = import(&mut world, &list);
    let why = |entry, why| RefusedEntry { entry, why: Box::new(why) };
    let named = vec![why(1, Rejection::InThePast), why(3, Rejection::SlotFull)];
    assert_eq!(refused, Err(Rejection::AppointmentsRefused { refused: named }), "every bad one is named");
    assert!(world.office.state.bookings.is_empty(), "and none was booked");
    let good = import(&mut world, &[entry(None, at(10, 0)), entry(None, at(10, 15))]).expect("taken over");
    assert_eq!(good.len(), 2);
    assert_ne!(good[0].ticket(), good[1].ticket());
    let many = vec![entry(None, at(12, 0)); IMPORT_MAX + 1];
    assert_eq!(import(&mut world, &many), Err(Rejection::TooMany { most: IMPORT_MAX }));
}

#[test]
fn a_calendar_can_be_taken_over_again_and_again() {
    let mut world = slotted();
    let first = [entry(Some("one"), at(10, 0)), entry(Some("two"), at(10, 15)), entry(Some("old"), at(8, 0))];
    assert_eq!(import(&mut world, &first).expect("taken over").len(), 2, "what has passed needs nothing");
    assert_eq!(import(&mut world, &first), Ok(vec![]), "nothing new");
    let moved = [entry(Some("one"), at(11, 0))];
    assert!(matches!(import(&mut world, &moved).expect("moved")[..], [Event::AppointmentMoved { .. }]));
    let one = *world.office.state.bookings.iter().find(|(_, b)| b.at == at(11, 0)).expect("moved").0;

    // The citizen gives it up here: the other system, which does not know, does not bring it back.
    world.citizen(Command::Cancel { ticket: one }).expect("given up");
    assert_eq!(import(&mut world, &moved), Ok(vec![]));
    assert_eq!(import(&mut world, &[entry(Some("one"), at(12, 0))]).expect("a new time").len(), 1);

    let two = *world.office.state.bookings.iter().find(|(_, b)| b.at == at(10, 15)).expect("booked").0;
    world.now = at(10, 10);
    world.citizen(Command::CheckIn { ticket: two, print: false }).expect("in time");
    assert_eq!(import(&mut world, &first[1..2]), Ok(vec![]), "who has come does not come twice");

    let cancelled = ImportEntry { cancelled: true, ..entry(Some("one"), at(12, 0)) };
    assert!(matches!(
        import(&mut world, &[cancelled]).expect("given up")[..],
        [Event::TicketCancelled { .. }]
    ));
    assert_eq!(world.office.state.bookings.len(), 0);
}

#[test]
fn missed_appointments_end_with_the_day_and_leave_those_to_come() {
    let mut world = slotted();
    let missed = world.books("missed", "births", at(10, 0));
    world.books("tomorrow", "births", at(24 + 10, 0));
    world.now = at(18, 0);
    let events = world.system(Command::CloseDay).expect("the day ends");
    assert!(events.contains(&Event::TicketExpired { ticket: missed }));
    assert_eq!(world.office.state.bookings.len(), 1);
    let late = world.citizen(Command::CheckIn { ticket: missed, print: false });
    assert_eq!(late, Err(Rejection::UnknownTicket));
}
