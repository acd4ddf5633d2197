//! What each screen shows: folds of the office, as the pages receive them.
//!
//! Waits are not in the office: the forecaster's are put in by [`crate::forecast::Said`] before a view is shown.
//! Views carry instants, never ages, so that a view changes only when the office does.

use std::collections::BTreeMap;

use queue::config::{Locale, Names, OfficeConfig, Service};
use queue::counter::CounterState;
use queue::id::{CounterId, TicketId};
use queue::office::CallRecord;
use queue::selection::Reason;
use queue::ticket::{Booking, Class, PrintState, Ticket, TicketState};
use queue::time::{MINUTE_MS, Timestamp};
use queue::{Office, Rejection};

use crate::config::Zone;

mod dashboard;
mod feedback;
mod receipts;
mod shape;
mod zone;

pub use zone::Zones;

pub use feedback::{ASKS_MS, FeedbackView, TabletAsk, TabletView, asked, leaving, tablet};

pub use dashboard::{DashboardCounter, DashboardService, DashboardView, dashboard};
pub use receipts::{ReceiptCard, ReceiptsHere, receipt, receipts_here};
pub use shape::{
    BoardView, CallView, CounterDevices, CounterLine, CounterSelf, CounterView, DayView, Elsewhere, HelpView,
    KioskView, Moment, Named, OfficeView, PolicyView, PrinterView, ServiceLine, ServiceView, Texts,
    TicketCard, TicketView, TodayView, UndoView,
};

/// Calls a board shows.
const BOARD_CALLS: usize = 8;
/// Tickets a clerk sees coming.
const NEXT_SHOWN: usize = 5;

/// Names by language.
pub(crate) type NamesView = BTreeMap<String, String>;

/// Returns names keyed by language tag.
#[must_use]
pub fn names(names: &Names) -> NamesView {
    names.iter().map(|(l, n)| (l.tag().to_owned(), n.clone())).collect()
}

fn locales(config: &OfficeConfig) -> Vec<&'static str> {
    config.locales.iter().map(|l| l.tag()).collect()
}

fn label(config: &OfficeConfig, counter: &CounterId) -> String {
    config.counter(counter).map_or_else(|| counter.to_string(), |c| c.label.clone())
}

/// Returns whether the office is open at `now`.
#[must_use]
pub fn day(office: &Office, now: Timestamp) -> DayView {
    let Some(plan) = &office.state.day else {
        return DayView { state: "closed", day: None, opens_at: None, closes_at: None, break_until: None };
    };
    DayView {
        state: if now < plan.closes_at { "open" } else { "closed" },
        day: Some(plan.day.to_string()),
        opens_at: Some(plan.opens_at),
        closes_at: Some(plan.closes_at),
        break_until: plan.break_until(now),
    }
}

/// Returns a service as the kiosk shows it.
#[must_use]
pub fn service(office: &Office, service: &Service, now: Timestamp) -> ServiceView {
    let refused = office.may_issue(now, service).err();
    let opens_at = match &refused {
        Some(Rejection::ServiceClosed { opens_at }) => *opens_at,
        _ => None,
    };
    let closed_reason = refused.as_ref().map(|r| {
        match r {
            Rejection::CapReached => "cap_reached",
            Rejection::DayClosed => "day_closed",
            Rejection::ServiceElsewhere => "elsewhere",
            _ => "closed",
        }
        .to_owned()
    });
    ServiceView {
        id: service.id.to_string(),
        letter: service.letter,
        names: names(&service.names),
        description: names(&service.description),
        pictogram: service.pictogram.clone(),
        open: refused.is_none(),
        closed_reason,
        opens_at,
        target_wait_ms: service.target_wait_ms,
        papers: service.papers.iter().map(names).collect(),
        elsewhere: (!service.elsewhere.is_empty()).then(|| Elsewhere { names: names(&service.elsewhere) }),
        waiting: office.ahead(&service.id),
        wait: None,
        last_ticket_at: None,
    }
}

/// Returns what the next slip shows, where numbers come from a roll.
#[must_use]
pub fn next_slip(office: &Office) -> Option<String> {
    office.roll().map(|roll| office.next_slip(roll).to_string())
}

/// Returns what a kiosk shows: of a part of the building, or of the whole office.
#[must_use]
pub fn kiosk(
    office: &Office,
    zone: Option<&Zone>,
    printer: PrinterView,
    reset_ms: i64,
    moment: Moment,
) -> KioskView {
    let now = moment.now;
    let offered = office.config.services.iter().filter(|s| zone.is_none_or(|z| z.has(s.id.as_str())));
    KioskView {
        seq: office.state.seq,
        server_time: now,
        office: OfficeView::of(&office.config, moment).in_zone(zone),
        locales: locales(&office.config),
        day: day(office, now),
        printer,
        zone: zone.map(|zone| names(&zone.names)),
        roll: next_slip(office),
        services: offered.map(|s| service(office, s, now)).collect(),
        reset_ms,
        appointments: appointments_today(office),
    }
}

/// Whether anybody has an appointment today: only then the kiosk asks for it.
fn appointments_today(office: &Office) -> bool {
    let Some(day) = &office.state.day else { return false };
    office.state.bookings.values().any(|b| b.at <= day.ends_at)
        || office.state.tickets.values().any(|t| t.booked_at.is_some())
}

fn call(config: &OfficeConfig, call: &CallRecord) -> CallView {
    CallView {
        seq: call.seq,
        at: call.at,
        number: call.number.to_string(),
        counter: call.counter.to_string(),
        label: label(config, &call.counter),
        class: call.class,
        locale: call.locale.map(Locale::tag),
        recalls: call.recalls,
        out_of_order: call.out_of_order,
        withdrawn: call.withdrawn,
    }
}

fn counters(office: &Office, is_here: impl Fn(&CounterId) -> bool) -> Vec<CounterLine> {
    let line = |c: &queue::config::Counter| {
        let status = office.state.counters.get(&c.id);
        let in_hand = status.and_then(|s| s.in_hand).and_then(|id| office.state.tickets.get(&id));
        CounterLine {
            id: c.id.to_string(),
            label: c.label.clone(),
            state: status.map_or(CounterState::Closed, |s| s.state),
            number: in_hand.map(|t| t.number.to_string()),
        }
    };
    office.config.counters.iter().filter(|c| is_here(&c.id)).map(line).collect()
}

fn services(office: &Office) -> Vec<ServiceLine> {
    let offered = office.config.services.iter().filter(|s| s.elsewhere.is_empty());
    offered
        .map(|s| {
            let waiting = office.state.tickets.waiting_for(&s.id);
            let last = office.state.tickets.last_called(&s.id);
            ServiceLine {
                id: s.id.to_string(),
                letter: s.letter,
                names: names(&s.names),
                waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
                last_number: last.map(|t| t.number.to_string()),
                wait: None,
                last_ticket_at: None,
            }
        })
        .collect()
}

/// Returns what a board shows: of a part of the building, or of the whole office.
#[must_use]
pub fn board(office: &Office, zone: Option<&Zone>, notices: &[NamesView], moment: Moment) -> BoardView {
    let now = moment.now;
    let is_here = |counter: &CounterId| zone.is_none_or(|zone| zone.has_counter(&office.config, counter));
    let calls = office.state.calls.iter().filter(|call| is_here(&call.counter)).take(BOARD_CALLS);
    let mut services = services(office);
    services.retain(|service| zone.is_none_or(|zone| zone.has(&service.id)));
    BoardView {
        seq: office.state.seq,
        server_time: now,
        office: OfficeView::of(&office.config, moment).in_zone(zone),
        locales: locales(&office.config),
        day: day(office, now),
        calls: calls.map(|c| call(&office.config, c)).collect(),
        counters: counters(office, is_here),
        services,
        notices: notices.to_vec(),
        zone: zone.map(|zone| names(&zone.names)),
        announcements: None,
    }
}

/// Returns a ticket as staff see it.
#[must_use]
pub fn card(office: &Office, ticket: &Ticket, reason: Option<Reason>) -> TicketCard {
    let service = office.config.service(&ticket.service);
    TicketCard {
        id: ticket.id.to_string(),
        number: ticket.number.to_string(),
        service: ticket.service.to_string(),
        service_names: service.map(|s| names(&s.names)).unwrap_or_default(),
        class: ticket.class,
        locale: ticket.locale.map(Locale::tag),
        state: ticket.state,
        counter: ticket.counter.as_ref().map(ToString::to_string),
        issued_at: ticket.issued_at,
        called_at: ticket.called_at,
        started_at: ticket.started_at,
        parked_at: ticket.parking.as_ref().map(|p| p.since),
        recalls: ticket.recalls,
        note: ticket.note.clone(),
        park_reason: ticket.parking.as_ref().map(|p| p.reason.clone()),
        target_wait_ms: service.map_or(0, |s| s.target_wait_ms),
        print: ticket.print,
        reason: reason.or_else(|| ticket.reason.clone()),
        wait: None,
    }
}

/// Returns who the counter would call next, one after the other, with the reasons as of now.
fn upcoming(office: &Office, counter: &queue::config::Counter, now: Timestamp) -> Vec<TicketCard> {
    let (tickets, mut rounds) = (&office.state.tickets, office.state.rounds);
    let mut shown = Vec::with_capacity(NEXT_SHOWN);
    let mut cards = Vec::with_capacity(NEXT_SHOWN);
    while cards.len() < NEXT_SHOWN {
        let next = queue::selection::next(tickets, &shown, counter, &office.config, rounds, now);
        let Some((ticket, mut reason)) = next else { break };
        // In whole minutes: to the millisecond, every clerk's page would be sent anew every second.
        reason.waited_ms -= reason.waited_ms.rem_euclid(MINUTE_MS);
        if let Some(turn) = office.config.policy.interleave {
            rounds = queue::selection::after_call(rounds, ticket.class, turn.normal, turn.priority);
        }
        shown.push(ticket.id);
        cards.push(card(office, ticket, Some(reason)));
    }
    cards
}

/// Returns the counters that have asked their colleagues to come.
fn help(office: &Office) -> Vec<HelpView> {
    let asked = office.state.counters.iter().filter_map(|(id, status)| Some((id, status.help.as_ref()?)));
    asked
        .map(|(id, help)| HelpView {
            counter: id.to_string(),
            label: label(&office.config, id),
            since: help.since,
            answered_by: help.answered_by.as_ref().map(|by| label(&office.config, by)),
        })
        .collect()
}

/// Returns what a clerk's page shows; nothing for a counter the office does not have.
#[must_use]
pub fn counter(
    office: &Office,
    id: &CounterId,
    texts: &Texts,
    devices: CounterDevices,
    moment: Moment,
) -> Option<CounterView> {
    let now = moment.now;
    let config = office.config.counter(id)?;
    let status = office.state.counters.get(id).cloned().unwrap_or_default();
    let policy = &office.config.policy;
    let of_state = |state: TicketState| office.state.tickets.in_state(state);
    let cards =
        |tickets: Vec<&Ticket>| tickets.into_iter().map(|t| card(office, t, None)).collect::<Vec<_>>();
    let in_grace = |t: &&Ticket| now.since(t.ended_at.unwrap_or(now)) <= policy.grace_ms;
    let waiting =
        of_state(TicketState::Waiting).filter(|t| queue::selection::eligible(t, config, &office.config, now));
    let mean = |sum: i64, n: u32| (n > 0).then(|| sum / i64::from(n.max(1)));
    let undo = status.last.as_ref().map(|l| UndoView { what: l.what.clone(), until: l.at + policy.undo_ms });
    Some(CounterView {
        seq: office.state.seq,
        server_time: now,
        office: OfficeView::of(&office.config, moment),
        locales: locales(&office.config),
        day: day(office, now),
        roll: next_slip(office),
        counter: CounterSelf {
            id: id.to_string(),
            label: config.label.clone(),
            state: status.state,
            services: config.skills.keys().map(ToString::to_string).collect(),
        },
        ticket: status.in_hand.and_then(|t| office.state.tickets.get(&t)).map(|t| card(office, t, None)),
        next: upcoming(office, config, now),
        parked: cards(of_state(TicketState::Parked).collect()),
        no_shows: cards(of_state(TicketState::NoShow).filter(in_grace).collect()),
        waiting: u32::try_from(waiting.count()).unwrap_or(u32::MAX),
        undo: undo.filter(|u| u.until > now),
        today: TodayView {
            served: status.today.served,
            no_shows: status.today.no_shows,
            transferred: status.today.transferred,
            wait_ms_mean: mean(status.today.wait_ms, status.today.waits),
            service_ms_mean: mean(status.today.service_ms, status.today.services),
        },
        policy: PolicyView {
            recall_limit: policy.recall_limit,
            recall_gap_ms: policy.recall_gap_ms,
            start_step: policy.start_step,
            auto_start_ms: policy.auto_start_ms,
            next_gap_ms: policy.next_gap_ms,
        },
        services: services(office),
        counters: counters(office, |_| true),
        park_reasons: texts.park_reasons.clone(),
        receipts: receipts_here(office, id, moment.today()),
        help: help(office),
        devices,
    })
}

/// Returns how many people wait before a ticket in the line it shares with the services of the same counters.
#[must_use]
pub fn ahead(office: &Office, ticket: &Ticket) -> u32 {
    let (tickets, place) = (&office.state.tickets, (ticket.line_at, ticket.id));
    let lines =
        tickets.services_waited_for().filter(|other| office.config.share_a_line(&ticket.service, other));
    u32::try_from(lines.map(|s| tickets.waiting_before(s, place)).sum::<usize>()).unwrap_or(u32::MAX)
}

/// Returns what the citizen's phone shows; nothing for a ticket nobody knows any more. `code` is what an
/// appointment checks in with.
#[must_use]
pub fn ticket(office: &Office, id: TicketId, code: &str, moment: Moment) -> Option<TicketView> {
    if let Some(booking) = office.state.bookings.get(&id) {
        return Some(booked(office, booking, code, moment));
    }
    let ticket = office.state.tickets.get(&id)?;
    let shown = ticket.counter.as_ref().filter(|_| ticket.in_hand());
    Some(TicketView {
        seq: office.state.seq,
        server_time: moment.now,
        office: OfficeView::of(&office.config, moment),
        number: Some(ticket.number.to_string()),
        service_names: office.config.service(&ticket.service).map(|s| names(&s.names)).unwrap_or_default(),
        class: ticket.class,
        state: ticket.state,
        ahead: (ticket.state == TicketState::Waiting).then(|| ahead(office, ticket)),
        wait: None,
        counter: shown.map(ToString::to_string),
        label: shown.map(|c| label(&office.config, c)),
        called_at: ticket.called_at,
        recalls: ticket.recalls,
        booked_at: None,
        code: None,
        locale: ticket.locale.map(Locale::tag),
        print: ticket.print,
        feedback: None,
    })
}

fn booked(office: &Office, booking: &Booking, code: &str, moment: Moment) -> TicketView {
    TicketView {
        seq: office.state.seq,
        server_time: moment.now,
        office: OfficeView::of(&office.config, moment),
        number: None,
        service_names: office.config.service(&booking.service).map(|s| names(&s.names)).unwrap_or_default(),
        class: Class::Appointment,
        state: TicketState::Booked,
        ahead: None,
        wait: None,
        counter: None,
        label: None,
        called_at: None,
        recalls: 0,
        booked_at: Some(booking.at),
        code: Some(code.to_owned()),
        locale: booking.locale.map(Locale::tag),
        print: PrintState::None,
        feedback: None,
    }
}
