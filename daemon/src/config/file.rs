//! The file as written: one struct per table, human units in the key names, unknown keys refused.
//!
//! The doc comments here are the descriptions in `config/office.schema.json` and the remedies in messages.

use std::collections::BTreeMap;

use queue::calendar::Interval;
use queue::config::{Locale, Names, NextEnds, Policy};
use queue::id::{CounterId, OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::{Date, MINUTE_MS, SECOND_MS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::devices::{Camera, Http, Journal, Line, Pad, Panel, Printer};
use super::shape;

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
    /// Where pages and the HTTP interface are served.
    #[serde(default)]
    pub(super) http: Http,
    /// Where the journal is kept.
    #[serde(default)]
    pub(super) journal: Journal,
    /// Ticket printers.
    #[serde(default)]
    pub(super) printer: Vec<Printer>,
    /// Serial lines with call buttons and panels.
    #[serde(default)]
    pub(super) line: Vec<Line>,
    /// Clerks' call button boxes.
    #[serde(default)]
    pub(super) pad: Vec<Pad>,
    /// LED displays of the counters.
    #[serde(default)]
    pub(super) panel: Vec<Panel>,
    /// Cameras whose health and declaration are watched.
    #[serde(default)]
    pub(super) camera: Vec<Camera>,
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
    /// The zone of the office's hours, by its IANA name.
    #[serde(default = "zone")]
    #[schemars(with = "shape::Zone")]
    pub(super) zone: String,
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
}

fn desk() -> String {
    "desk".to_owned()
}

fn target_wait_minutes() -> u32 {
    20
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

/// How fast waiting counts for each class, in per cent of real time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Rates {
    /// Everybody.
    #[schemars(range(min = 10, max = 1000))]
    pub(super) normal: u32,
    /// Elderly, disabled, pregnant, with an infant.
    #[schemars(range(min = 10, max = 1000))]
    pub(super) priority: u32,
    /// Came at a booked time.
    #[schemars(range(min = 10, max = 1000))]
    pub(super) appointment: u32,
}

impl Default for Rates {
    fn default() -> Self {
        let policy = Policy::default();
        let percent = |class| policy.rate(class) / 10;
        Self {
            normal: percent(Class::Normal),
            priority: percent(Class::Priority),
            appointment: percent(Class::Appointment),
        }
    }
}

/// A fixed alternation of classes.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InterleaveTable {
    /// Calls of normal tickets in one round.
    #[schemars(range(min = 1, max = 20))]
    pub(super) normal: u32,
    /// Calls of priority tickets and appointments in one round.
    #[schemars(range(min = 1, max = 20))]
    pub(super) priority: u32,
}

/// What becomes of the ticket in hand when the clerk calls the next one.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum NextEndsWord {
    /// It is finished.
    Finish,
    /// Finished when service had started, a no-show when nobody had come.
    NoShowUnlessServing,
}

impl From<NextEndsWord> for NextEnds {
    fn from(word: NextEndsWord) -> Self {
        match word {
            NextEndsWord::Finish => Self::Finish,
            NextEndsWord::NoShowUnlessServing => Self::NoShowUnlessServing,
        }
    }
}

/// Somebody who may pick out of order.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum PickRole {
    /// A clerk, at a page or by a pad.
    Clerk,
    /// A clerk with more rights.
    Supervisor,
    /// The manager.
    Manager,
}

/// The rules of the queue.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PolicyTable {
    /// How fast waiting counts for each class, in per cent of real time.
    pub(super) rate_percent: Rates,
    /// Wait in minutes above which the longest waiter goes first whatever the class.
    #[schemars(range(min = 5, max = 480))]
    pub(super) cap_minutes: u32,
    /// A fixed alternation of classes instead of the rates, as { normal = 3, priority = 1 }; none where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) interleave: Option<InterleaveTable>,
    /// How often a called ticket may be called again.
    #[schemars(range(min = 0, max = 20))]
    pub(super) recall_limit: u32,
    /// Least seconds between two calls of one ticket.
    #[schemars(range(min = 0, max = 120))]
    pub(super) recall_gap_seconds: u32,
    /// Seconds within which a second "next" is taken for the same press.
    #[schemars(range(min = 0, max = 30))]
    pub(super) next_gap_seconds: u32,
    /// What "next" does with the ticket in hand.
    pub(super) next_ends: NextEndsWord,
    /// Whether clerks say that service starts.
    pub(super) start_step: bool,
    /// Seconds after the call when service counts as started without anyone saying so; 0 for never.
    #[schemars(range(min = 0, max = 600))]
    pub(super) auto_start_seconds: u32,
    /// Minutes within which somebody who missed the call may come back.
    #[schemars(range(min = 0, max = 240))]
    pub(super) no_show_grace_minutes: u32,
    /// Calls that go before somebody who comes back.
    #[schemars(range(min = 0, max = 20))]
    pub(super) reinstated_behind: u32,
    /// Seconds within which a clerk's last command can be undone.
    #[schemars(range(min = 0, max = 60))]
    pub(super) undo_seconds: u32,
    /// Minutes after which a parked ticket is brought to mind.
    #[schemars(range(min = 1, max = 480))]
    pub(super) park_reminder_minutes: u32,
    /// Minutes before its time when an appointment may check in and be called.
    #[schemars(range(min = 0, max = 240))]
    pub(super) appointment_early_minutes: u32,
    /// Minutes after its time when an appointment still keeps its class.
    #[schemars(range(min = 0, max = 240))]
    pub(super) appointment_late_minutes: u32,
    /// Whether tickets are given during breaks.
    pub(super) issue_in_breaks: bool,
    /// Whether those who still wait when the day ends keep their place for the next day.
    pub(super) carry_over: bool,
    /// Minutes after closing time when the day ends and whoever still waits is told so.
    #[schemars(range(min = 0, max = 480))]
    pub(super) overtime_minutes: u32,
    /// Minutes before opening time when clerks can begin.
    #[schemars(range(min = 0, max = 240))]
    pub(super) early_minutes: u32,
    /// Who may pick a ticket out of order, with a reason that is kept; empty for nobody.
    pub(super) pick_roles: Vec<PickRole>,
}

impl Default for PolicyTable {
    fn default() -> Self {
        let policy = Policy::default();
        let minutes = |ms: i64| u32::try_from(ms / MINUTE_MS).unwrap_or_default();
        let seconds = |ms: i64| u32::try_from(ms / SECOND_MS).unwrap_or_default();
        Self {
            rate_percent: Rates::default(),
            cap_minutes: minutes(policy.cap_ms),
            interleave: None,
            recall_limit: policy.recall_limit,
            recall_gap_seconds: seconds(policy.recall_gap_ms),
            next_gap_seconds: seconds(policy.next_gap_ms),
            next_ends: NextEndsWord::Finish,
            start_step: policy.start_step,
            auto_start_seconds: policy.auto_start_ms.map_or(0, seconds),
            no_show_grace_minutes: minutes(policy.grace_ms),
            reinstated_behind: policy.reinstated_behind,
            undo_seconds: seconds(policy.undo_ms),
            park_reminder_minutes: minutes(policy.park_reminder_ms),
            appointment_early_minutes: minutes(policy.appointment_early_ms),
            appointment_late_minutes: minutes(policy.appointment_late_ms),
            issue_in_breaks: policy.issue_in_breaks,
            carry_over: policy.carry_over,
            overtime_minutes: minutes(policy.overtime_ms),
            early_minutes: minutes(policy.early_ms),
            pick_roles: vec![PickRole::Clerk, PickRole::Supervisor],
        }
    }
}
