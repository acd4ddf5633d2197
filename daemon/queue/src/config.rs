//! What an office is: its services, counters and policy. Plain values; the daemon reads them from TOML.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::command::Role;
use crate::id::{CounterId, OfficeId, ServiceId};
use crate::ticket::Class;
use crate::time::{MINUTE_MS, SECOND_MS};

/// The languages of a ticket: Arabic, French, Standard Moroccan Amazigh, English.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Arabic, right to left.
    Ar,
    /// French.
    Fr,
    /// Standard Moroccan Amazigh, in Tifinagh.
    Zgh,
    /// English.
    En,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ar, Self::Fr, Self::Zgh, Self::En];

    /// Returns the language's tag (BCP 47), as files, links and pages write it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fr => "fr",
            Self::Zgh => "zgh",
            Self::En => "en",
        }
    }

    /// Returns the language of a tag.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}

/// A name in several languages.
pub type Names = BTreeMap<Locale, String>;

/// A whole office as its configuration says. Services keep the order they are written in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OfficeConfig {
    /// The office's id.
    pub id: OfficeId,
    /// What the office is called.
    pub names: Names,
    /// The languages offered, in the order of the buttons.
    pub locales: Vec<Locale>,
    /// What citizens come for.
    pub services: Vec<Service>,
    /// Where clerks serve.
    pub counters: Vec<Counter>,
    /// When the office is open.
    pub calendar: Calendar,
    /// The rules of the queue.
    pub policy: Policy,
}

impl OfficeConfig {
    /// Returns the service of that id.
    #[must_use]
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|s| s.id == *id)
    }

    /// Returns true when two services share a line: they are one, or some counter serves both.
    #[must_use]
    pub fn share_a_line(&self, one: &ServiceId, other: &ServiceId) -> bool {
        let both = |c: &Counter| c.skills.contains_key(one) && c.skills.contains_key(other);
        one == other || self.counters.iter().any(both)
    }

    /// Returns the counter of that id.
    #[must_use]
    pub fn counter(&self, id: &CounterId) -> Option<&Counter> {
        self.counters.iter().find(|c| c.id == *id)
    }
}

/// One service.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Service {
    /// The service's id.
    pub id: ServiceId,
    /// The letter of its tickets, A-Z; services may share a letter and then share its numbers.
    pub letter: char,
    /// What the service is called.
    pub names: Names,
    /// One sentence more, where the name alone leaves doubt.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub description: Names,
    /// The pictogram on the kiosk.
    pub pictogram: String,
    /// The waiting time the office wants to keep, in milliseconds.
    pub target_wait_ms: i64,
    /// Papers to bring, one entry each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Names>,
    /// Where in the building to go; printed on the ticket.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub direction: Names,
    /// Where else this is done; such a service gives directions instead of a ticket.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub elsewhere: Names,
    /// Most tickets a day, if limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_cap: Option<u32>,
    /// How long before closing time the last ticket is given, in milliseconds.
    #[serde(default)]
    pub last_ticket_ms: i64,
    /// How it can be booked; none: clerks book any time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<Slots>,
    /// Whether a receipt is given for it, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptRule>,
}

/// How a service is booked: so many people at once, each for so long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Slots {
    /// How long one appointment takes, in milliseconds.
    pub length_ms: i64,
    /// Most appointments at any moment.
    pub capacity: u32,
    /// Whether anybody may book on the office's page; otherwise clerks and other systems alone.
    pub public: bool,
    /// Least time between booking on the page and the appointment, in milliseconds.
    pub notice_ms: i64,
    /// How many days ahead the page offers.
    pub ahead_days: u32,
}

/// How receipts are given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReceiptRule {
    /// Within how many days the office means to answer; the date is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

/// One counter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Counter {
    /// The counter's id.
    pub id: CounterId,
    /// What stands on the sign above it, as "3".
    pub label: String,
    /// The services it serves, each with a weight in per mille: 1000 is neutral, more is preferred.
    pub skills: BTreeMap<ServiceId, u32>,
}

/// What becomes of the ticket in hand when the clerk calls the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextEnds {
    /// It is finished.
    Finish,
    /// Finished when service had started; a no-show when nobody had come.
    NoShowUnlessServing,
}

/// "n normal, then m priority": a fixed alternation between the classes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Interleave {
    /// Calls of normal tickets in one round.
    pub normal: u32,
    /// Calls of priority tickets (and appointments) in one round.
    pub priority: u32,
}

/// The rules of an office's queue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// How fast waiting counts for each class, in per mille of real time (accumulating priority:
    /// Kleinrock 1964; Stanford, Taylor and Ziedins 2014).
    pub rates: BTreeMap<Class, u32>,
    /// Above this wait the longest waiter goes first whatever its class, in milliseconds.
    pub cap_ms: i64,
    /// A fixed alternation of classes, if the office wants one.
    pub interleave: Option<Interleave>,
    /// How often a called ticket may be called again.
    pub recall_limit: u32,
    /// Least time between two calls of one ticket, in milliseconds.
    pub recall_gap_ms: i64,
    /// A second "next" within this time of a successful one is not a second call, in milliseconds.
    pub next_gap_ms: i64,
    /// What "next" does with the ticket in hand.
    pub next_ends: NextEnds,
    /// Whether clerks say that service starts.
    pub start_step: bool,
    /// When a called ticket counts as being served without anyone saying so, in milliseconds.
    pub auto_start_ms: Option<i64>,
    /// How long a no-show may come back, in milliseconds.
    pub grace_ms: i64,
    /// How many calls go before someone who comes back.
    pub reinstated_behind: u32,
    /// How long a clerk's last command can be undone, in milliseconds.
    pub undo_ms: i64,
    /// When a parked ticket is brought to mind, in milliseconds.
    pub park_reminder_ms: i64,
    /// How long before its time an appointment may check in and be called, in milliseconds.
    pub appointment_early_ms: i64,
    /// How late an appointment may check in and keep its class, in milliseconds.
    pub appointment_late_ms: i64,
    /// Whether tickets are issued during breaks.
    pub issue_in_breaks: bool,
    /// Whether whoever still waits when the day ends keeps the place for the next day.
    pub carry_over: bool,
    /// How long after closing time the day ends, in milliseconds.
    pub overtime_ms: i64,
    /// How long before opening time the day opens (for clerks; tickets wait for opening time).
    pub early_ms: i64,
    /// Who may pick a ticket out of order.
    pub pick_roles: BTreeSet<Role>,
    /// Who may close a receipt.
    #[serde(default = "close_roles")]
    pub receipt_close_roles: BTreeSet<Role>,
}

fn close_roles() -> BTreeSet<Role> {
    BTreeSet::from([Role::Clerk, Role::Supervisor])
}

impl Policy {
    /// Returns the rate of a class in per mille, 1000 where none is written.
    #[must_use]
    pub fn rate(&self, class: Class) -> u32 {
        self.rates.get(&class).copied().unwrap_or(1000)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            rates: BTreeMap::from([
                (Class::Normal, 1000),
                (Class::Priority, 3000),
                (Class::Appointment, 2000),
            ]),
            cap_ms: 60 * MINUTE_MS,
            interleave: None,
            recall_limit: 3,
            recall_gap_ms: 10 * SECOND_MS,
            next_gap_ms: 2 * SECOND_MS,
            next_ends: NextEnds::Finish,
            start_step: false,
            auto_start_ms: Some(30 * SECOND_MS),
            grace_ms: 15 * MINUTE_MS,
            reinstated_behind: 2,
            undo_ms: 10 * SECOND_MS,
            park_reminder_ms: 15 * MINUTE_MS,
            appointment_early_ms: 15 * MINUTE_MS,
            appointment_late_ms: 10 * MINUTE_MS,
            issue_in_breaks: false,
            carry_over: false,
            overtime_ms: 120 * MINUTE_MS,
            early_ms: 30 * MINUTE_MS,
            pick_roles: BTreeSet::from([Role::Clerk, Role::Supervisor]),
            receipt_close_roles: close_roles(),
        }
    }
}
