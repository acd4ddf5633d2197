//! One citizen's place in the queue, and the states it goes through.

use serde::{Deserialize, Serialize};

use crate::config::Locale;
use crate::id::{CommandId, CounterId, DeviceId, Number, Reference, ServiceId, TicketId};
use crate::selection::Reason;
use crate::time::{Date, Timestamp};

/// How a ticket counts in the order of calls. No reason is kept for a priority.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Everybody.
    Normal,
    /// Elderly, disabled, pregnant, with an infant: one button.
    Priority,
    /// Came at a booked time.
    Appointment,
}

/// Where a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// An appointment that has not checked in.
    Booked,
    /// In the queue.
    Waiting,
    /// Called to a counter, on the way.
    Called,
    /// At the counter.
    Serving,
    /// Set aside with an owner and a reason; never called by itself.
    Parked,
    /// Called and nobody came; may come back within the grace.
    NoShow,
    /// Served.
    Finished,
    /// Given up by the citizen or a clerk.
    Cancelled,
    /// Still waiting when the day ended.
    Expired,
    /// The paper never came and nobody claims it.
    Void,
}

impl TicketState {
    /// Every state, in the order of the design.
    pub const ALL: [Self; 10] = [
        Self::Booked,
        Self::Waiting,
        Self::Called,
        Self::Serving,
        Self::Parked,
        Self::NoShow,
        Self::Finished,
        Self::Cancelled,
        Self::Expired,
        Self::Void,
    ];

    /// Returns true when nothing more can happen to the ticket.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::Cancelled | Self::Expired | Self::Void)
    }
}

/// What is known of a ticket's paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintState {
    /// No paper is wanted.
    #[default]
    None,
    /// Waits for a printer.
    Pending,
    /// Bytes may have left for the printer.
    Sending,
    /// The printer says (or, where it cannot, must be assumed) that the paper came.
    Printed,
    /// The printer holds the job and stands still (no paper, cover open).
    Stalled,
    /// The link or the power failed meanwhile: nobody can tell.
    Unknown,
    /// Too old to be printed after all.
    Expired,
}

/// How somebody found the service: one touch, without words and without a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Well served.
    Good,
    /// Neither well nor badly.
    Fair,
    /// Badly served.
    Bad,
}

/// Who keeps a parked ticket, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parking {
    /// The counter that keeps it; none when it belongs to its service.
    pub owner: Option<CounterId>,
    /// Why, as an id of the office's list or the clerk's words.
    pub reason: String,
    /// When it was parked.
    pub since: Timestamp,
    /// Whether the reminder was given.
    pub reminded: bool,
}

/// An appointment whose citizen has not come yet: it has an identity, but no number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Booking {
    /// The identity the ticket will have.
    pub id: TicketId,
    /// The service.
    pub service: ServiceId,
    /// The booked start.
    pub at: Timestamp,
    /// The citizen's language.
    pub locale: Option<Locale>,
    /// When it was booked.
    pub booked: Timestamp,
    /// What the system that made it calls it, where another one did.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reference: Option<Reference>,
}

/// A ticket with everything that happened to it that still matters. What is not set is not written: snapshots hold a
/// day's tickets, most of which have ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Ticket {
    /// The ticket's identity.
    pub id: TicketId,
    /// The number on the paper.
    pub number: Number,
    /// The office day on which the number was given.
    pub day: Date,
    /// What the citizen comes for now.
    pub service: ServiceId,
    /// The class of the ticket.
    pub class: Class,
    /// The citizen's language, where one was chosen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub locale: Option<Locale>,
    /// Where the ticket stands.
    pub state: TicketState,
    /// The counter it is called to or served at; the last one afterwards.
    #[serde(default, skip_serializing_if = "is_default")]
    pub counter: Option<CounterId>,
    /// First issue (or booking); survives transfer and return.
    pub issued_at: Timestamp,
    /// From when waiting counts for the order of calls.
    pub line_at: Timestamp,
    /// When it joined the queue this time: what the waiting time of the figures counts from. Unlike
    /// `line_at` it starts anew after a transfer, a return or a parking.
    pub waiting_since: Timestamp,
    /// What it had waited before it was parked, in milliseconds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waited_before_ms: i64,
    /// The booked start of an appointment.
    #[serde(default, skip_serializing_if = "is_default")]
    pub booked_at: Option<Timestamp>,
    /// The service whose slot it has, which a transfer does not change.
    #[serde(default, skip_serializing_if = "is_default")]
    pub booked_for: Option<ServiceId>,
    /// The last call.
    #[serde(default, skip_serializing_if = "is_default")]
    pub called_at: Option<Timestamp>,
    /// The last call or recall.
    #[serde(default, skip_serializing_if = "is_default")]
    pub announced_at: Option<Timestamp>,
    /// When service started.
    #[serde(default, skip_serializing_if = "is_default")]
    pub started_at: Option<Timestamp>,
    /// When the ticket came to its end or became a no-show.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ended_at: Option<Timestamp>,
    /// How often it was called again since the last call.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recalls: u32,
    /// Only this counter may call it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub for_counter: Option<CounterId>,
    /// Goes before everybody else (returned to the front).
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: bool,
    /// So many calls of its service go before it (came back after a no-show).
    #[serde(default, skip_serializing_if = "is_default")]
    pub behind: u32,
    /// A colleague's note.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<String>,
    /// Who keeps it while it is parked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parking: Option<Parking>,
    /// How many transactions the visit has had, this one included.
    pub transactions: u32,
    /// How often the paper was made: 0 is the original alone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub copies: u32,
    /// What is known of the paper.
    #[serde(default, skip_serializing_if = "is_default")]
    pub print: PrintState,
    /// What the system that made the appointment calls it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reference: Option<Reference>,
    /// What the citizen said of it afterwards.
    #[serde(default, skip_serializing_if = "is_default")]
    pub feedback: Option<Rating>,
    /// The kiosk it was taken at, which its paper comes out of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kiosk: Option<DeviceId>,
    /// Why it was called when it was.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: Option<Reason>,
    /// The last command of a person that changed it: what makes an undo come too late.
    #[serde(default, skip_serializing_if = "is_default")]
    pub touched_by: Option<CommandId>,
}

impl Ticket {
    /// Returns a ticket that was issued at a time and waits since then, without anything that happened to it later.
    #[must_use]
    pub fn issued(
        id: TicketId,
        (number, day): (Number, Date),
        service: ServiceId,
        class: Class,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            number,
            day,
            service,
            class,
            locale: None,
            state: TicketState::Waiting,
            counter: None,
            issued_at: at,
            line_at: at,
            waiting_since: at,
            waited_before_ms: 0,
            booked_at: None,
            booked_for: None,
            called_at: None,
            announced_at: None,
            started_at: None,
            ended_at: None,
            recalls: 0,
            for_counter: None,
            first: false,
            behind: 0,
            note: None,
            parking: None,
            transactions: 1,
            copies: 0,
            print: PrintState::None,
            reference: None,
            feedback: None,
            kiosk: None,
            reason: None,
            touched_by: None,
        }
    }

    /// Returns the waiting time of the figures up to now, in milliseconds: time in the queue since it joined
    /// it, without the time at a counter or parked.
    #[must_use]
    pub fn waited_ms(&self, now: Timestamp) -> i64 {
        let queued = if self.state == TicketState::Waiting { now.since(self.waiting_since) } else { 0 };
        self.waited_before_ms + queued
    }

    /// Returns true while a counter has the ticket.
    #[must_use]
    pub fn in_hand(&self) -> bool {
        matches!(self.state, TicketState::Called | TicketState::Serving)
    }
}

/// Returns true for a value that need not be written: for `skip_serializing_if`.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
