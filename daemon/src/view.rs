//! What each screen shows: folds of the office, as the pages receive them.
//!
//! Views carry instants, never ages, so that a view changes only when the office does.

use std::collections::BTreeMap;

use queue::config::{Locale, Names, OfficeConfig, Service};
use queue::counter::CounterState;
use queue::id::{CounterId, TicketId};
use queue::office::CallRecord;
use queue::selection::Reason;
use queue::ticket::{Class, PrintState, Ticket, TicketState};
use queue::time::Timestamp;
use queue::{Office, Rejection};
use serde::Serialize;
use utoipa::ToSchema;

/// Calls a board shows.
const BOARD_CALLS: usize = 8;
/// Tickets a clerk sees coming.
const NEXT_SHOWN: usize = 5;

/// Names by language.
type NamesView = BTreeMap<String, String>;

/// Returns names keyed by language tag.
#[must_use]
pub fn names(names: &Names) -> NamesView {
    names.iter().map(|(l, n)| (tag(*l).to_owned(), n.clone())).collect()
}

/// Returns the language tag of a locale (BCP 47).
#[must_use]
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::Ar => "ar",
        Locale::Fr => "fr",
        Locale::Zgh => "zgh",
        Locale::En => "en",
    }
}

/// When a view is made, and how far the office's local time is ahead of UTC then.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// Local time minus UTC, in milliseconds.
    pub utc_offset_ms: i64,
}

/// The office as a heading.
#[derive(Serialize, ToSchema, Clone)]
pub struct OfficeView {
    /// The office's id.
    pub id: String,
    /// Its names by language.
    pub names: NamesView,
    /// Local time minus UTC, so that a screen with old zone rules still shows the right hour.
    pub utc_offset_ms: i64,
}

impl OfficeView {
    /// Returns the heading of an office.
    #[must_use]
    pub fn of(config: &OfficeConfig, moment: Moment) -> Self {
        let utc_offset_ms = moment.utc_offset_ms;
        Self { id: config.id.to_string(), names: names(&config.names), utc_offset_ms }
    }
}

/// Whether the office is open.
#[derive(Serialize, ToSchema)]
pub struct DayView {
    /// `open` or `closed`.
    pub state: &'static str,
    /// The office day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// From when tickets are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub opens_at: Option<Timestamp>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub closes_at: Option<Timestamp>,
    /// The end of the present break.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub break_until: Option<Timestamp>,
}

/// A service at the kiosk.
#[derive(Serialize, ToSchema)]
pub struct ServiceView {
    /// The service's id.
    pub id: String,
    /// The letter of its tickets.
    pub letter: char,
    /// Its names.
    pub names: NamesView,
    /// One sentence more.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub description: NamesView,
    /// Its pictogram.
    pub pictogram: String,
    /// Whether it gives tickets now.
    pub open: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_reason: Option<String>,
    /// When it will.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub opens_at: Option<Timestamp>,
    /// The wait the office wants to keep.
    pub target_wait_ms: i64,
    /// Papers to bring.
    pub papers: Vec<NamesView>,
    /// Where else this is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
    /// People who wait in its line.
    pub waiting: u32,
}

/// Directions for what is not done here.
#[derive(Serialize, ToSchema)]
pub struct Elsewhere {
    /// Where to go, by language.
    pub names: NamesView,
}

/// The state of the printers, as a citizen needs to know it.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq)]
pub struct PrinterView {
    /// `ok`, `near_end`, `out_of_order` or `none`.
    pub state: &'static str,
    /// The cause in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// What a kiosk shows.
#[derive(Serialize, ToSchema)]
pub struct KioskView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The languages offered.
    pub locales: Vec<&'static str>,
    /// Whether the office is open.
    pub day: DayView,
    /// How the printers do.
    pub printer: PrinterView,
    /// The services.
    pub services: Vec<ServiceView>,
    /// When the kiosk goes back to its first screen, in milliseconds.
    pub reset_ms: i64,
}

/// A call on a board.
#[derive(Serialize, ToSchema)]
pub struct CallView {
    /// The journal's number of the call or of its last recall.
    pub seq: u64,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// The number.
    pub number: String,
    /// The counter's id.
    pub counter: String,
    /// The counter's sign.
    pub label: String,
    /// The class.
    #[schema(value_type = String)]
    pub class: Class,
    /// The citizen's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<&'static str>,
    /// How often it was called again.
    pub recalls: u32,
    /// Whether earlier tickets were passed over.
    pub out_of_order: bool,
    /// Whether the call was taken back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// A counter in a list.
#[derive(Serialize, ToSchema)]
pub struct CounterLine {
    /// The counter's id.
    pub id: String,
    /// Its sign.
    pub label: String,
    /// Whether it serves.
    #[schema(value_type = String)]
    pub state: CounterState,
    /// The number it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A service's line on a board.
#[derive(Serialize, ToSchema)]
pub struct ServiceLine {
    /// The service's id.
    pub id: String,
    /// The letter.
    pub letter: char,
    /// Its names.
    pub names: NamesView,
    /// People with a ticket of this service who wait.
    pub waiting: u32,
    /// The last number called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_number: Option<String>,
}

/// What a board shows.
#[derive(Serialize, ToSchema)]
pub struct BoardView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The office's languages.
    pub locales: Vec<&'static str>,
    /// Whether the office is open.
    pub day: DayView,
    /// The last calls, newest first.
    pub calls: Vec<CallView>,
    /// The counters.
    pub counters: Vec<CounterLine>,
    /// The services.
    pub services: Vec<ServiceLine>,
    /// Notices.
    pub notices: Vec<NamesView>,
}

/// A ticket as staff see it.
#[derive(Serialize, ToSchema)]
pub struct TicketCard {
    /// The ticket's id.
    pub id: String,
    /// The number.
    pub number: String,
    /// The service's id.
    pub service: String,
    /// The service's names.
    pub service_names: NamesView,
    /// The class.
    #[schema(value_type = String)]
    pub class: Class,
    /// The citizen's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<&'static str>,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: TicketState,
    /// Its counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// First issue.
    #[schema(value_type = String)]
    pub issued_at: Timestamp,
    /// The last call.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub called_at: Option<Timestamp>,
    /// When service started.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub started_at: Option<Timestamp>,
    /// When it was parked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub parked_at: Option<Timestamp>,
    /// How often it was called again.
    pub recalls: u32,
    /// A colleague's note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why it is parked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub park_reason: Option<String>,
    /// The wait the office wants to keep for this service.
    pub target_wait_ms: i64,
    /// What is known of the paper.
    #[schema(value_type = String)]
    pub print: PrintState,
    /// Why it is (or would be) called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub reason: Option<Reason>,
}

/// What can still be undone.
#[derive(Serialize, ToSchema)]
pub struct UndoView {
    /// The type of the last event.
    pub what: String,
    /// Until when.
    #[schema(value_type = String)]
    pub until: Timestamp,
}

/// A counter's figures of the day.
#[derive(Serialize, ToSchema)]
pub struct TodayView {
    /// Transactions finished.
    pub served: u32,
    /// No-shows.
    pub no_shows: u32,
    /// Tickets sent on.
    pub transferred: u32,
    /// Mean waiting time of the tickets called here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_ms_mean: Option<i64>,
    /// Mean service time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_ms_mean: Option<i64>,
}

/// The rules a clerk's page needs.
#[derive(Serialize, ToSchema)]
pub struct PolicyView {
    /// How often a ticket may be called again.
    pub recall_limit: u32,
    /// Least time between two calls of a ticket.
    pub recall_gap_ms: i64,
    /// Whether clerks say that service starts.
    pub start_step: bool,
    /// When a call counts as served by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_start_ms: Option<i64>,
    /// Within this time a second press is not a second call.
    pub next_gap_ms: i64,
}

/// A choice with an id and names.
#[derive(Serialize, ToSchema, Clone)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The names.
    pub names: NamesView,
}

/// The counter's own state.
#[derive(Serialize, ToSchema)]
pub struct CounterSelf {
    /// The counter's id.
    pub id: String,
    /// Its sign.
    pub label: String,
    /// Whether it serves.
    #[schema(value_type = String)]
    pub state: CounterState,
    /// The services it serves.
    pub services: Vec<String>,
}

/// The devices a clerk depends on.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq)]
pub struct CounterDevices {
    /// The printers, as on the kiosk.
    pub printer: String,
    /// This counter's pad: a device state, or `none`.
    pub pad: String,
}

/// What a clerk's page shows.
#[derive(Serialize, ToSchema)]
pub struct CounterView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The office's languages.
    pub locales: Vec<&'static str>,
    /// Whether the office is open.
    pub day: DayView,
    /// This counter.
    pub counter: CounterSelf,
    /// The ticket in hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketCard>,
    /// Who would be called next, and why.
    pub next: Vec<TicketCard>,
    /// Parked tickets.
    pub parked: Vec<TicketCard>,
    /// No-shows who may still come back.
    pub no_shows: Vec<TicketCard>,
    /// People this counter could call.
    pub waiting: u32,
    /// What can still be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo: Option<UndoView>,
    /// The figures of the day.
    pub today: TodayView,
    /// The rules.
    pub policy: PolicyView,
    /// The services a ticket can be sent to.
    pub services: Vec<ServiceLine>,
    /// The counters a ticket can be sent to.
    pub counters: Vec<CounterLine>,
    /// Reasons for parking.
    pub park_reasons: Vec<Named>,
    /// The devices.
    pub devices: CounterDevices,
}

/// What the citizen's phone shows.
#[derive(Serialize, ToSchema)]
pub struct TicketView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The number.
    pub number: String,
    /// The service's names.
    pub service_names: NamesView,
    /// The class.
    #[schema(value_type = String)]
    pub class: Class,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: TicketState,
    /// People who wait before this ticket in its line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// The counter's id, once called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// The counter's sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// When it was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub called_at: Option<Timestamp>,
    /// What is known of the paper.
    #[schema(value_type = String)]
    pub print: PrintState,
}

fn locales(config: &OfficeConfig) -> Vec<&'static str> {
    config.locales.iter().map(|l| tag(*l)).collect()
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
    }
}

/// Returns what a kiosk shows.
#[must_use]
pub fn kiosk(office: &Office, printer: PrinterView, reset_ms: i64, moment: Moment) -> KioskView {
    let now = moment.now;
    KioskView {
        seq: office.state.seq,
        server_time: now,
        office: OfficeView::of(&office.config, moment),
        locales: locales(&office.config),
        day: day(office, now),
        printer,
        services: office.config.services.iter().map(|s| service(office, s, now)).collect(),
        reset_ms,
    }
}

fn call(config: &OfficeConfig, call: &CallRecord) -> CallView {
    CallView {
        seq: call.seq,
        at: call.at,
        number: call.number.to_string(),
        counter: call.counter.to_string(),
        label: label(config, &call.counter),
        class: call.class,
        locale: call.locale.map(tag),
        recalls: call.recalls,
        out_of_order: call.out_of_order,
        withdrawn: call.withdrawn,
    }
}

fn counters(office: &Office) -> Vec<CounterLine> {
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
    office.config.counters.iter().map(line).collect()
}

fn services(office: &Office) -> Vec<ServiceLine> {
    let offered = office.config.services.iter().filter(|s| s.elsewhere.is_empty());
    offered
        .map(|s| {
            let mine = office.state.tickets.values().filter(|t| t.service == s.id);
            let waiting = mine.clone().filter(|t| t.state == TicketState::Waiting).count();
            let last = mine.filter(|t| t.called_at.is_some()).max_by_key(|t| t.called_at);
            ServiceLine {
                id: s.id.to_string(),
                letter: s.letter,
                names: names(&s.names),
                waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
                last_number: last.map(|t| t.number.to_string()),
            }
        })
        .collect()
}

/// Returns what a board shows.
#[must_use]
pub fn board(office: &Office, moment: Moment) -> BoardView {
    let now = moment.now;
    BoardView {
        seq: office.state.seq,
        server_time: now,
        office: OfficeView::of(&office.config, moment),
        locales: locales(&office.config),
        day: day(office, now),
        calls: office.state.calls.iter().take(BOARD_CALLS).map(|c| call(&office.config, c)).collect(),
        counters: counters(office),
        services: services(office),
        notices: Vec::new(),
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
        locale: ticket.locale.map(tag),
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
    }
}

/// Returns who the counter would call next, one after the other, with the reasons as of now.
fn upcoming(office: &Office, counter: &queue::config::Counter, now: Timestamp) -> Vec<TicketCard> {
    let mut left: Vec<Ticket> =
        office.state.tickets.values().filter(|t| t.state == TicketState::Waiting).cloned().collect();
    let mut rounds = office.state.rounds;
    let mut cards = Vec::with_capacity(NEXT_SHOWN);
    while cards.len() < NEXT_SHOWN {
        let next = queue::selection::next(left.iter(), counter, &office.config, rounds, now);
        let Some((ticket, reason)) = next else { break };
        let id = ticket.id;
        if let Some(turn) = office.config.policy.interleave {
            rounds = queue::selection::after_call(rounds, ticket.class, turn.normal, turn.priority);
        }
        cards.push(card(office, ticket, Some(reason)));
        left.retain(|t| t.id != id);
    }
    cards
}

/// Returns what a clerk's page shows; nothing for a counter the office does not have.
#[must_use]
pub fn counter(
    office: &Office,
    id: &CounterId,
    park_reasons: &[Named],
    devices: CounterDevices,
    moment: Moment,
) -> Option<CounterView> {
    let now = moment.now;
    let config = office.config.counter(id)?;
    let status = office.state.counters.get(id).cloned().unwrap_or_default();
    let policy = &office.config.policy;
    let of_state = |state: TicketState| office.state.tickets.values().filter(move |t| t.state == state);
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
        counters: counters(office),
        park_reasons: park_reasons.to_vec(),
        devices,
    })
}

/// Returns how many people wait before a ticket in the line it shares with the services of the same counters.
#[must_use]
pub fn ahead(office: &Office, ticket: &Ticket) -> u32 {
    let in_line = |t: &&Ticket| {
        t.state == TicketState::Waiting
            && (t.line_at, t.id) < (ticket.line_at, ticket.id)
            && (t.service == ticket.service
                || office
                    .config
                    .counters
                    .iter()
                    .any(|c| c.skills.contains_key(&t.service) && c.skills.contains_key(&ticket.service)))
    };
    u32::try_from(office.state.tickets.values().filter(in_line).count()).unwrap_or(u32::MAX)
}

/// Returns what the citizen's phone shows; nothing for a ticket nobody knows any more.
#[must_use]
pub fn ticket(office: &Office, id: TicketId, moment: Moment) -> Option<TicketView> {
    let ticket = office.state.tickets.get(&id)?;
    let shown = ticket.counter.as_ref().filter(|_| ticket.in_hand());
    Some(TicketView {
        seq: office.state.seq,
        server_time: moment.now,
        office: OfficeView::of(&office.config, moment),
        number: ticket.number.to_string(),
        service_names: office.config.service(&ticket.service).map(|s| names(&s.names)).unwrap_or_default(),
        class: ticket.class,
        state: ticket.state,
        ahead: (ticket.state == TicketState::Waiting).then(|| ahead(office, ticket)),
        counter: shown.map(ToString::to_string),
        label: shown.map(|c| label(&office.config, c)),
        called_at: ticket.called_at,
        print: ticket.print,
    })
}
