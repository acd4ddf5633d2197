//! What outlives a ticket, as written: booking in slots, receipts, feedback.

use queue::config::{ReceiptRule, Slots};
use queue::time::MINUTE_MS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape;

/// How a service is booked.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookingTable {
    /// Minutes one appointment takes; slots begin at the opening of the day and after each break, one after the other.
    #[schemars(range(min = 5, max = 240))]
    pub(super) slot_minutes: u32,
    /// Most appointments at any moment.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 50))]
    pub(super) capacity: u32,
    /// Whether anybody may book on the office's page /book; otherwise clerks and other systems alone.
    #[serde(default)]
    pub(super) public: bool,
    /// Least minutes between booking on the page and the appointment.
    #[serde(default = "notice_minutes")]
    #[schemars(range(min = 0, max = 10080))]
    pub(super) notice_minutes: u32,
    /// How many days ahead appointments can be booked.
    #[serde(default = "ahead_days")]
    #[schemars(range(min = 1, max = 365))]
    pub(super) ahead_days: u32,
}

fn one() -> u32 {
    1
}

fn notice_minutes() -> u32 {
    60
}

fn ahead_days() -> u32 {
    30
}

impl From<BookingTable> for Slots {
    fn from(table: BookingTable) -> Self {
        let minutes = |minutes: u32| i64::from(minutes) * MINUTE_MS;
        Self {
            length_ms: minutes(table.slot_minutes),
            capacity: table.capacity,
            public: table.public,
            notice_ms: minutes(table.notice_minutes),
            ahead_days: table.ahead_days,
        }
    }
}

/// How receipts are given for a service.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptTable {
    /// Days within which the office means to answer; the date is printed. Left out: none is printed.
    #[serde(default)]
    #[schemars(range(min = 1, max = 365))]
    pub(super) answer_days: Option<u32>,
}

impl From<ReceiptTable> for ReceiptRule {
    fn from(table: ReceiptTable) -> Self {
        Self { answer_days: table.answer_days }
    }
}

/// What people may say of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Feedback {
    /// Whether the phone page and the tablets at the counters ask how it was, once after the service.
    pub ask: bool,
    /// Where complaints are made: the municipality's own channel. Shown on the phone page and beside the question; without
    /// it nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::PublicUrl>")]
    pub complaint_url: Option<String>,
}
