//! The random steps and the rules of what outlives a moment: slots, receipts, feedback.

use std::collections::{BTreeMap, BTreeSet};

use queue::command::ImportEntry;
use queue::config::{OfficeConfig, ReceiptRule, Slots};
use queue::id::{Reference, TicketId};
use queue::receipt::ReceiptState;
use queue::ticket::{Rating, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Command, Event, OfficeConfig as Config, State};

use super::{COUNTERS, SERVICES, Step};
use crate::naive::Naive;
use crate::world::{World, counter, service};

const SLOT_MS: i64 = 15 * MINUTE_MS;
const CAPACITY: u32 = 2;

/// Births are booked in slots of a quarter of an hour for two, and are deposited against a receipt, as is legalisation.
pub(super) fn equip(config: &mut OfficeConfig) {
    let slots =
        Slots { length_ms: SLOT_MS, capacity: CAPACITY, public: true, notice_ms: HOUR_MS, ahead_days: 30 };
    config.services[0].slots = Some(slots);
    config.services[0].receipt = Some(ReceiptRule { answer_days: Some(60) });
    config.services[2].receipt = Some(ReceiptRule::default());
}

/// A time near now, mostly to come, on a grid so coarse that many want the same.
fn time(world: &World, n: u8) -> Timestamp {
    let quarter = world.now.0.div_euclid(SLOT_MS) * SLOT_MS;
    let at = Timestamp(quarter) + (i64::from(n % 8) - 1) * SLOT_MS;
    if n.is_multiple_of(5) { at + 7 * MINUTE_MS } else { at }
}

pub(super) fn command(step: &Step, world: &World, model: &Naive, ticket: TicketId) -> Command {
    let counter = counter(COUNTERS[usize::from(step.counter)]);
    let open =
        |d: &&crate::naive::later::Deposit| d.state != ReceiptState::Closed || step.which.is_multiple_of(8);
    let deposits: Vec<u128> = model.deposits.iter().filter(open).map(|d| d.id).collect();
    let which = usize::from(step.which) % deposits.len().max(1);
    let receipt = TicketId(deposits.get(which).copied().unwrap_or(7));
    // Mostly a counter that has to do with what was deposited.
    let counter = match model.deposits.iter().find(|d| d.id == receipt.0) {
        Some(deposit) if !step.detail.is_multiple_of(3) && matches!(step.what, 27 | 28) => {
            crate::world::counter(if deposit.service == "births" { "c1" } else { "c3" })
        }
        _ => counter,
    };
    match step.what {
        24 => Command::MoveAppointment { ticket, at: time(world, step.detail) },
        25 => Command::ImportAppointments { entries: entries(step, world) },
        26 => Command::RegisterReceipt { counter, locale: None, print: false },
        27 => {
            let to = [ReceiptState::InProgress, ReceiptState::Ready, ReceiptState::Closed];
            Command::AdvanceReceipt { counter, ticket: receipt, to: to[usize::from(step.detail) % 3] }
        }
        28 => {
            let outcome = if step.detail < 20 { " " } else { "answered" }.to_owned();
            Command::CloseReceipt { counter, ticket: receipt, outcome }
        }
        _ => {
            let rating = [Rating::Good, Rating::Fair, Rating::Bad][usize::from(step.detail) % 3];
            Command::GiveFeedback { ticket, rating }
        }
    }
}

fn entries(step: &Step, world: &World) -> Vec<ImportEntry> {
    let one = |n: u8| ImportEntry {
        reference: (!n.is_multiple_of(4))
            .then(|| Reference::new(&format!("ref-{}", n % 6)).expect("a reference")),
        service: service(SERVICES[if n > 250 { 3 } else { usize::from(n % 2) }]),
        at: time(world, n / 2),
        locale: None,
        cancelled: n % 16 == 1,
    };
    let count = 1 + step.which % 3;
    (0..count).map(|i| one(step.detail.wrapping_add(i.wrapping_mul(37)))).collect()
}

/// What must hold over every day and every year.
#[derive(Default)]
pub(super) struct Keeps {
    /// Every receipt number that was ever given, with whose it is.
    numbers: BTreeMap<String, TicketId>,
    open: BTreeSet<TicketId>,
    rated: BTreeSet<TicketId>,
}

impl Keeps {
    pub(super) fn after(&mut self, world: &World, events: &[Event]) {
        for event in events {
            match event {
                Event::ReceiptRegistered { ticket, number, .. } => {
                    let before = self.numbers.insert(number.to_string(), *ticket);
                    assert_eq!(before, None, "{number} is on two receipts");
                    self.open.insert(*ticket);
                }
                Event::ReceiptClosed { ticket, .. } => {
                    assert!(self.open.remove(ticket), "{ticket} was closed twice, or never open");
                }
                Event::FeedbackGiven { ticket, .. } => {
                    assert!(self.rated.insert(*ticket), "{ticket} was rated twice");
                }
                _ => (),
            }
        }
        let state = &world.office.state;
        for id in &self.open {
            let receipt = state.receipts.get(id);
            assert!(receipt.is_some_and(|r| r.state != ReceiptState::Closed), "{id} was lost: {receipt:?}");
        }
        no_slot_is_taken_twice(&world.office.config, state);
    }
}

/// Nobody counts on how the office counts: every appointment is held against every other of its service.
fn no_slot_is_taken_twice(config: &Config, state: &State) {
    let slots = config.services.iter().filter_map(|s| Some((&s.id, s.slots?)));
    for (id, slots) in slots {
        let booked = state.bookings.values().filter(|b| b.service == *id).map(|b| b.at);
        let holds = |t: &&queue::ticket::Ticket| {
            t.booked_for.as_ref() == Some(id)
                && !matches!(t.state, TicketState::Cancelled | TicketState::Void)
        };
        let come = state.tickets.values().filter(holds).filter_map(|t| t.booked_at);
        let times: Vec<Timestamp> = booked.chain(come).collect();
        for begin in &times {
            let during = times.iter().filter(|at| (0..slots.length_ms).contains(&(*begin - **at))).count();
            assert!(during <= slots.capacity as usize, "{during} at {begin} for {id}, {slots:?}");
        }
    }
}

pub(super) fn same_as_model(state: &State, model: &Naive) {
    let theirs: Vec<_> = state
        .receipts
        .iter()
        .map(|r| (r.id.0, r.number.to_string(), r.service.to_string(), r.state, r.outcome.clone()))
        .collect();
    let mut ours: Vec<_> = model
        .deposits
        .iter()
        .map(|d| (d.id, d.number.clone(), d.service.clone(), d.state, d.outcome.clone()))
        .collect();
    ours.sort();
    assert_eq!(theirs, ours, "the receipts differ");
    for person in &model.people {
        let rated = state.tickets.get(&TicketId(person.id)).and_then(|t| t.feedback);
        assert_eq!(rated, person.feedback);
    }
}
