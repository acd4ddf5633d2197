//! The rules of the queue as written; the defaults are the core's own.

use queue::command::Role;
use queue::config::{NextEnds, Policy};
use queue::ticket::Class;
use queue::time::{MINUTE_MS, SECOND_MS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

impl Rates {
    fn of(policy: &Policy) -> Self {
        let percent = |class| policy.rate(class) / 10;
        Self {
            normal: percent(Class::Normal),
            priority: percent(Class::Priority),
            appointment: percent(Class::Appointment),
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self::of(&Policy::default())
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

/// Somebody who may do what not everybody may.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum StaffRole {
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
    pub(super) pick_roles: Vec<StaffRole>,
    /// Who may close a receipt, at a counter that serves its service.
    pub(super) receipt_close_roles: Vec<StaffRole>,
}

impl Default for PolicyTable {
    fn default() -> Self {
        Self::of(&Policy::default())
    }
}

impl PolicyTable {
    /// Returns the table that says these rules.
    pub(super) fn of(policy: &Policy) -> Self {
        let minutes = |ms: i64| u32::try_from(ms / MINUTE_MS).unwrap_or_default();
        let seconds = |ms: i64| u32::try_from(ms / SECOND_MS).unwrap_or_default();
        let interleave = policy.interleave;
        let role = |role: &Role| match role {
            Role::Clerk => Some(StaffRole::Clerk),
            Role::Supervisor => Some(StaffRole::Supervisor),
            Role::Manager => Some(StaffRole::Manager),
            Role::Citizen | Role::Technician | Role::System => None,
        };
        Self {
            rate_percent: Rates::of(policy),
            cap_minutes: minutes(policy.cap_ms),
            interleave: interleave.map(|i| InterleaveTable { normal: i.normal, priority: i.priority }),
            recall_limit: policy.recall_limit,
            recall_gap_seconds: seconds(policy.recall_gap_ms),
            next_gap_seconds: seconds(policy.next_gap_ms),
            next_ends: match policy.next_ends {
                NextEnds::Finish => NextEndsWord::Finish,
                NextEnds::NoShowUnlessServing => NextEndsWord::NoShowUnlessServing,
            },
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
            pick_roles: policy.pick_roles.iter().filter_map(role).collect(),
            receipt_close_roles: policy.receipt_close_roles.iter().filter_map(role).collect(),
        }
    }
}
