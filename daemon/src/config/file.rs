//! The file as written: one struct per table, human units in the key names, unknown keys refused.
//!
//! The doc comments here are the descriptions in `config/office.schema.json` and the remedies in messages.

use std::collections::BTreeMap;
use std::path::PathBuf;

use queue::calendar::Interval;
use queue::config::{Locale, Names};
use queue::id::{CounterId, OfficeId, ServiceId};
use queue::time::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::booking::{BookingTable, Feedback, ReceiptTable};
use super::button::Button;
use super::devices::{Bridge, Camera, Http, Journal, Line, Listener, Mqtt, Pad, Panel, Portal};
use super::outward::{Alerts, FiguresTable, Mail, MonthlyReport};
use super::policy::PolicyTable;
use super::printer::Printer;
use super::privacy::Privacy;
use super::shape;
use super::voice::Voice;
use super::zone::Zone;

/// One office of Nouba.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The office itself.
    pub(super) office: Office,
    /// The rules of the queue; every key has a default.
    #[serde(default)]
    pub(super) policy: PolicyTable,
    /// When the office is open.
    pub(super) calendar: CalendarTable,
    /// What citizens come for, in the order of the kiosk.
    #[schemars(length(min = 1))]
    pub(super) service: Vec<Service>,
    /// Where clerks serve.
    #[schemars(length(min = 1))]
    pub(super) counter: Vec<Counter>,
    /// Parts of the building with kiosks and boards of their own.
    #[serde(default)]
    pub(super) zone: Vec<Zone>,
    /// Where pages and the HTTP interface are served.
    #[serde(default)]
    pub(super) http: Http,
    /// Where the journal is kept.
    #[serde(default)]
    pub(super) journal: Journal,
    /// What is kept for how long, and what everybody may see.
    #[serde(default)]
    pub(super) privacy: Privacy,
    /// What people may say of the service, and where complaints are made.
    #[serde(default)]
    pub(super) feedback: Feedback,
    /// The portal the office reports to; without it, it reports to nobody.
    #[serde(default)]
    pub(super) portal: Option<Portal>,
    /// The office's MQTT broker; without it, nothing comes over MQTT.
    #[serde(default)]
    pub(super) mqtt: Option<Mqtt>,
    /// The printed ticket.
    #[serde(default)]
    pub(super) ticket: TicketTable,
    /// Other programs that are told what happens to tickets.
    #[serde(default)]
    pub(super) webhook: Vec<Listener>,
    /// Ticket printers.
    #[serde(default)]
    pub(super) printer: Vec<Printer>,
    /// Serial lines with call buttons and panels.
    #[serde(default)]
    pub(super) line: Vec<Line>,
    /// Bridges, which own lines elsewhere in the building.
    #[serde(default)]
    pub(super) bridge: Vec<Bridge>,
    /// Clerks' call button boxes.
    #[serde(default)]
    pub(super) pad: Vec<Pad>,
    /// Buttons off the shelf.
    #[serde(default)]
    pub(super) button: Vec<Button>,
    /// LED displays of the counters.
    #[serde(default)]
    pub(super) panel: Vec<Panel>,
    /// Cameras whose health and declaration are watched.
    #[serde(default)]
    pub(super) camera: Vec<Camera>,
    /// What figures name.
    #[serde(default)]
    pub(super) figures: FiguresTable,
    /// The mail server messages are given to; without it no mail is sent.
    #[serde(default)]
    pub(super) mail: Option<Mail>,
    /// Who is told of devices that somebody must look at.
    #[serde(default)]
    pub(super) alerts: Alerts,
    /// The report of each month as PDF; without it none is written by itself.
    #[serde(default)]
    pub(super) monthly: Option<MonthlyReport>,
    /// How calls are announced aloud; without it nothing is said, and boards chime and show.
    #[serde(default)]
    pub(super) voice: Option<Voice>,
}

/// A text in several languages.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
#[expect(dead_code, reason = "only describes the map of names")]
pub(super) struct NamesTable {
    /// Arabic.
    ar: Option<shape::Words>,
    /// French.
    fr: Option<shape::Words>,
    /// Standard Moroccan Amazigh, in Tifinagh.
    zgh: Option<shape::Words>,
    /// English.
    en: Option<shape::Words>,
}

/// A language.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "only describes the words for languages")]
pub(super) enum LocaleWord {
    /// Arabic.
    Ar,
    /// French.
    Fr,
    /// Standard Moroccan Amazigh, in Tifinagh.
    Zgh,
    /// English.
    En,
}

/// The office itself.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    /// The office's id: its name in topics and reports. Never change it once tickets were issued.
    #[schemars(with = "shape::Slug")]
    pub(super) id: OfficeId,
    /// What the office is called on kiosk, board and ticket.
    #[schemars(with = "NamesTable")]
    pub(super) names: Names,
    /// The languages offered, in the order of the kiosk's buttons; the first one is shown until somebody chooses.
    #[serde(default = "locales")]
    #[schemars(with = "Vec<LocaleWord>", length(min = 1, max = 4))]
    pub(super) locales: Vec<Locale>,
    /// Notices at the foot of the board, one at a time, each for 12 seconds; a single one stands still.
    #[serde(default)]
    #[schemars(with = "Vec<NamesTable>", length(max = 8))]
    pub(super) notices: Vec<Names>,
    /// The zone of the office's hours, by its IANA name.
    #[serde(default = "zone")]
    #[schemars(with = "shape::Zone")]
    pub(super) zone: String,
    /// Whom people ask about their data, as "Accueil, rez-de-chaussée, 05 37 …"; stands on the sign that announces cameras.
    #[serde(default)]
    #[schemars(with = "NamesTable")]
    pub(super) data_contact: Names,
    /// Offset from UTC to use instead of the zone's rules, as "+01:00": only until a changed rule has reached the machine.
    #[serde(default)]
    #[schemars(with = "Option<shape::Offset>")]
    pub(super) zone_offset_override: Option<String>,
}

fn locales() -> Vec<Locale> {
    vec![Locale::Ar, Locale::Fr]
}

fn zone() -> String {
    "Africa/Casablanca".to_owned()
}

/// When the office is open.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarTable {
    /// The usual hours of a week.
    pub(super) hours: WeekTable,
    /// Periods with other hours, as Ramadan; where two overlap the one written last holds.
    #[serde(default)]
    pub(super) period: Vec<Period>,
    /// Days on which the office stays closed.
    #[serde(default)]
    pub(super) holiday: Vec<Holiday>,
}

/// The hours of a week; a day that is left out is closed. Gaps between two entries of a day are breaks.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub(super) struct WeekTable {
    /// Hours of Mondays, in order, as ["08:30-12:00", "12:30-16:30"].
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) monday: Vec<Interval>,
    /// Hours of Tuesdays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) tuesday: Vec<Interval>,
    /// Hours of Wednesdays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) wednesday: Vec<Interval>,
    /// Hours of Thursdays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) thursday: Vec<Interval>,
    /// Hours of Fridays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) friday: Vec<Interval>,
    /// Hours of Saturdays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) saturday: Vec<Interval>,
    /// Hours of Sundays.
    #[schemars(with = "Vec<shape::Hours>")]
    pub(super) sunday: Vec<Interval>,
}

/// Other hours between two dates.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    /// What the period is called.
    #[schemars(with = "NamesTable")]
    pub(super) names: Names,
    /// First day with these hours.
    #[schemars(with = "shape::Day")]
    pub(super) from: Date,
    /// Last day with these hours.
    #[schemars(with = "shape::Day")]
    pub(super) to: Date,
    /// The hours of a week within the period.
    pub(super) hours: WeekTable,
}

/// A closed day.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    /// The date.
    #[schemars(with = "shape::Day")]
    pub(super) date: Date,
    /// What the day is called.
    #[schemars(with = "NamesTable")]
    pub(super) names: Names,
}

/// The pictograms the kiosk has.
pub(super) const PICTOGRAMS: [&str; 13] = [
    "birth",
    "certificate",
    "complaint",
    "copy",
    "correction",
    "death",
    "desk",
    "family_book",
    "info",
    "life",
    "permit",
    "signature",
    "tax",
];

/// Something citizens come for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    /// The service's id. Never change it once tickets were issued.
    #[schemars(with = "shape::Slug")]
    pub(super) id: ServiceId,
    /// Letter of its tickets, A to Z without I, O, Q; services with the same letter share one row of numbers.
    #[serde(default)]
    #[schemars(with = "Option<shape::Letter>")]
    pub(super) letter: Option<char>,
    /// What the service is called.
    #[schemars(with = "NamesTable")]
    pub(super) names: Names,
    /// One sentence more, where the name alone leaves doubt.
    #[serde(default)]
    #[schemars(with = "NamesTable")]
    pub(super) description: Names,
    /// Picture on the kiosk.
    #[serde(default = "desk")]
    #[schemars(extend("enum" = PICTOGRAMS))]
    pub(super) pictogram: String,
    /// Wait in minutes the office wants to keep; a call order and the dashboard measure against it.
    #[serde(default = "target_wait_minutes")]
    #[schemars(range(min = 1, max = 480))]
    pub(super) target_wait_minutes: u32,
    /// Papers to bring, one entry each; shown before a ticket is taken.
    #[serde(default)]
    #[schemars(with = "Vec<NamesTable>")]
    pub(super) papers: Vec<Names>,
    /// Where in the building to go, as "first floor, counters 3 to 5"; printed on the ticket.
    #[serde(default)]
    #[schemars(with = "NamesTable")]
    pub(super) direction: Names,
    /// Where this is done when it is not done here; the kiosk then shows directions and gives no ticket.
    #[serde(default)]
    #[schemars(with = "NamesTable")]
    pub(super) elsewhere: Names,
    /// Most tickets of this service a day; no limit where it is left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 999))]
    pub(super) daily_cap: Option<u32>,
    /// Minutes before closing time when the last ticket is given.
    #[serde(default)]
    #[schemars(range(min = 0, max = 480))]
    pub(super) last_ticket_minutes: u32,
    /// How it is booked, as { slot_minutes = 15, capacity = 2, public = true }; left out: clerks book any time.
    #[serde(default)]
    pub(super) booking: Option<BookingTable>,
    /// Whether a receipt is given for it, as { answer_days = 60 } or {}; left out: none is.
    #[serde(default)]
    pub(super) receipt: Option<ReceiptTable>,
}

fn desk() -> String {
    "desk".to_owned()
}

fn target_wait_minutes() -> u32 {
    20
}

/// The printed ticket.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketTable {
    /// The office's own template; the one that comes with noubad where it is left out.
    #[serde(default)]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub(super) template: Option<PathBuf>,
    /// The office's own template of receipts; the one that comes with noubad where it is left out.
    #[serde(default)]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub(super) receipt_template: Option<PathBuf>,
}

/// A place where a clerk serves.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Counter {
    /// The counter's id. Never change it once tickets were called to it.
    #[schemars(with = "shape::Slug")]
    pub(super) id: CounterId,
    /// What stands on the sign above it, as "3"; at most 8 characters.
    #[schemars(with = "shape::Words", length(max = 8))]
    pub(super) label: String,
    /// Ids of the services it serves.
    #[schemars(with = "Vec<shape::Slug>", length(min = 1))]
    pub(super) services: Vec<ServiceId>,
    /// Preference per service in per cent where it is not 100; 200 makes waiting for it count double at this counter.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Percent>")]
    pub(super) weight_percent: BTreeMap<ServiceId, u32>,
}

/// A share.
#[derive(JsonSchema)]
#[schemars(transparent)]
#[expect(dead_code, reason = "only describes a weight")]
pub(super) struct Percent(#[schemars(range(min = 10, max = 1000))] u32);
