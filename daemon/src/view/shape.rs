//! The forms of the views, as the pages receive them.

use std::collections::BTreeMap;

use queue::OfficeConfig;
use queue::counter::CounterState;
use queue::selection::Reason;
use queue::ticket::{Class, PrintState, TicketState};
use queue::time::{Date, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{FeedbackView, NamesView, ReceiptsHere, names};
use crate::config::{Feedback, Zone};
use crate::forecast::WaitView;
use crate::voice::AnnouncementView;

/// When a view is made, and how far the office's local time is ahead of UTC then.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// Local time minus UTC, in milliseconds.
    pub utc_offset_ms: i64,
}

impl Moment {
    /// Returns the office's date.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.date(self.utc_offset_ms)
    }
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

    /// Returns the same with the part of the building in its names, in each language that has both.
    pub(super) fn in_zone(mut self, zone: Option<&Zone>) -> Self {
        for (language, part) in zone.map(|zone| names(&zone.names)).unwrap_or_default() {
            if let Some(name) = self.names.get_mut(&language) {
                *name = format!("{name} – {part}");
            }
        }
        self
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
    /// How long whoever takes a ticket now would wait, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitView>,
    /// Until when a ticket would most likely still be served today, when that is soon or has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_ticket_at: Option<Timestamp>,
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
    /// The part of the building it stands in, where the office has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<NamesView>,
    /// How the printers do.
    pub printer: PrinterView,
    /// The next slip of the roll numbers come from, while no printer works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll: Option<String>,
    /// The services.
    pub services: Vec<ServiceView>,
    /// When the kiosk goes back to its first screen, in milliseconds.
    pub reset_ms: i64,
    /// Whether anybody has an appointment today.
    pub appointments: bool,
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
    /// How long whoever takes a ticket now would wait, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitView>,
    /// Until when a ticket would most likely still be served today, when that is soon or has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_ticket_at: Option<Timestamp>,
}

impl BoardView {
    /// Calls services by their letters, so that nobody sees what somebody came for. Services that share a letter are one
    /// line, whose waits are not one and are left out.
    pub fn name_services_by_letter(&mut self) {
        let mut lines: Vec<ServiceLine> = Vec::new();
        for line in std::mem::take(&mut self.services) {
            let letter = line.letter.to_string();
            if let Some(same) = lines.iter_mut().find(|l| l.letter == line.letter) {
                same.waiting += line.waiting;
                same.last_number = same.last_number.take().max(line.last_number);
                (same.wait, same.last_ticket_at) = (None, None);
                continue;
            }
            let names = line.names.keys().map(|locale| (locale.clone(), letter.clone())).collect();
            lines.push(ServiceLine { id: letter.to_lowercase(), names, ..line });
        }
        self.services = lines;
    }
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
    /// The part of the building it hangs in, where the office has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<NamesView>,
    /// Notices.
    pub notices: Vec<NamesView>,
    /// What to play, oldest first, each once and one after the other; left out where boards do not speak and chime by
    /// themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announcements: Option<Vec<AnnouncementView>>,
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
    /// How long it still waits, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitView>,
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

/// What is shown as the office's file and the catalogue say it.
#[derive(Clone, Default)]
pub struct Texts {
    /// Reasons for parking.
    pub park_reasons: Vec<Named>,
    /// What may come of a receipt.
    pub receipt_outcomes: Vec<Named>,
    /// Notices of the board.
    pub notices: Vec<NamesView>,
    /// Boards call services by their letters.
    pub board_letters: bool,
    /// What people may say of the service.
    pub feedback: Feedback,
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

/// A counter that has asked its colleagues to come.
#[derive(Serialize, ToSchema)]
pub struct HelpView {
    /// The counter's id.
    pub counter: String,
    /// Its sign.
    pub label: String,
    /// Since when.
    #[schema(value_type = String)]
    pub since: Timestamp,
    /// The sign of the counter whose clerk comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<String>,
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
    /// What this counter has to do with receipts.
    pub receipts: ReceiptsHere,
    /// The next slip of the roll numbers come from, while no printer works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll: Option<String>,
    /// Counters that ask their colleagues to come.
    pub help: Vec<HelpView>,
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
    /// The number; an appointment gets one at check-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The service's names.
    pub service_names: NamesView,
    /// The class.
    #[schema(value_type = String)]
    pub class: Class,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: TicketState,
    /// People who go before this ticket; left out where its class passes some of those who wait and it is not known yet how
    /// many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// How long it still waits, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitView>,
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
    /// How often it was called again.
    pub recalls: u32,
    /// The booked time of an appointment that has not checked in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub booked_at: Option<Timestamp>,
    /// What it checks in with at the kiosk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The citizen's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<&'static str>,
    /// What is known of the paper.
    #[schema(value_type = String)]
    pub print: PrintState,
    /// How it was, once the service is over and where the office asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<FeedbackView>,
}
