//! How long people will still wait: the rest of the day played many times with the real order of calls.
//!
//! [`Learned`] folds events into what is known of the office: how long a counter is busy with somebody, by service;
//! how fast people come; when counters close and open again on other days. [`forecast`] plays the queue on from here
//! as often as asked, with times drawn from what was learned, people at the counters taken with the time they have
//! been there, and gives for each waiting ticket, and for whoever would come now, an [`Outlook`]: the waits that one
//! in ten stays below, half, and nine in ten. [`Calibration`] widens or narrows it by what became of earlier ones,
//! so that eight in ten waits fall inside. [`Range`] is what people read.
//!
//! Nothing is said where nothing is known: no counter open, too few services seen, or more than one play in ten in
//! which the ticket is not called today.
//!
//! The same office, knowledge, time and seed give the same answer: no clock, no source of chance.

mod calibrate;
mod draw;
mod learn;
mod play;
mod range;
mod shifts;
mod times;

use std::collections::BTreeMap;

use crate::id::{ServiceId, TicketId};
use crate::office::Office;
use crate::time::Timestamp;

pub use calibrate::{Calibration, Score};
pub use draw::Draw;
pub use learn::Learned;
pub use play::PLAYS;
pub use range::{Range, last_ticket_at};
pub use times::Times;

/// A wait still to come: what one in ten stays below, half, and nine in ten. In milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Outlook {
    /// One in ten waits less.
    pub low_ms: i64,
    /// As many wait less as more.
    pub median_ms: i64,
    /// One in ten waits more.
    pub high_ms: i64,
}

/// What is expected of the waits in an office at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Forecast {
    /// Those who wait, each from now on.
    pub tickets: BTreeMap<TicketId, Outlook>,
    /// How many of those who wait now are called before each of them, in its line: the middle of all plays. Whoever has a
    /// place of its own in the order, as priority, is before some who came earlier.
    pub before: BTreeMap<TicketId, u32>,
    /// Whoever would take a ticket of this service now, in the class normal.
    pub services: BTreeMap<ServiceId, Outlook>,
    /// How long a counter is busy with somebody of a service, in nine cases of ten; in milliseconds.
    pub busy_ms: BTreeMap<ServiceId, i64>,
}

/// Returns what is expected of the waits at `now`, from so many plays of the rest of the day.
#[must_use]
pub fn forecast(office: &Office, learned: &Learned, now: Timestamp, seed: u64, plays: u32) -> Forecast {
    play::forecast(office, learned, now, seed, plays)
}
