//! Refusals: every "no" a citizen or clerk can meet, with the rule that caused it. Words are the pages' business.

use serde::{Deserialize, Serialize};

use crate::receipt::ReceiptState;
use crate::ticket::TicketState;
use crate::time::Timestamp;

/// An appointment that cannot be taken over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedEntry {
    /// Its place in the list, from 0.
    pub entry: usize,
    /// Why.
    pub why: Box<Rejection>,
}

/// Why a command was refused. Refusals change nothing and are not journalled.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Rejection {
    /// No office day is open.
    #[error("the office day is not open")]
    DayClosed,
    /// A day is open already.
    #[error("an office day is already open: close it first")]
    DayAlreadyOpen,
    /// The day was used before, or lies before the last one: numbers would be given twice.
    #[error("this office day was opened before, or lies before the last one")]
    DayInPast,
    /// The service gives no tickets now.
    #[error("the service gives no tickets now")]
    ServiceClosed {
        /// When it does again, if today.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opens_at: Option<Timestamp>,
    },
    /// This is done at another place.
    #[error("this is not done in this office")]
    ServiceElsewhere,
    /// All tickets of the day are given.
    #[error("all tickets of this service are given for today")]
    CapReached,
    /// The office has no such service.
    #[error("no such service")]
    UnknownService,
    /// The office has no such counter.
    #[error("no such counter")]
    UnknownCounter,
    /// No such ticket is known any more.
    #[error("no such ticket")]
    UnknownTicket,
    /// The counter is closed.
    #[error("the counter is closed")]
    CounterClosed,
    /// The counter is paused.
    #[error("the counter is paused")]
    CounterPaused,
    /// The counter is in that state already.
    #[error("the counter is in this state already")]
    CounterUnchanged,
    /// Nobody waits whom this counter could serve.
    #[error("nobody is waiting for this counter")]
    NobodyWaiting,
    /// The counter has no ticket in hand.
    #[error("the counter has no ticket in hand")]
    NoTicketInHand,
    /// The counter has a ticket in hand: say what becomes of it.
    #[error("the counter has a ticket in hand: say what becomes of it")]
    TicketInHand,
    /// Not from this state.
    #[error("not possible in state {state:?}")]
    WrongState {
        /// The ticket's state.
        state: TicketState,
    },
    /// Called again too soon.
    #[error("called too recently: wait {wait_ms} ms")]
    RecallTooSoon {
        /// How long to wait, in milliseconds.
        wait_ms: i64,
    },
    /// Called often enough: a no-show is offered.
    #[error("called as often as allowed: mark a no-show")]
    RecallLimit,
    /// A second press within the gap is not a second call.
    #[error("pressed again within the gap: wait {wait_ms} ms")]
    PressTooSoon {
        /// How long to wait, in milliseconds.
        wait_ms: i64,
    },
    /// The role may not do this.
    #[error("not allowed for this role")]
    NotAllowed,
    /// A reason must be given.
    #[error("a reason is needed, of 1 to 200 characters")]
    ReasonNeeded,
    /// Too late to come back.
    #[error("the time to come back is over")]
    GraceOver,
    /// Too early for this appointment.
    #[error("too early for this appointment")]
    TooEarly {
        /// When check-in starts.
        opens_at: Timestamp,
    },
    /// The time has passed.
    #[error("an appointment lies in the future: give another time")]
    InThePast,
    /// As many appointments as there may be at that time.
    #[error("every appointment of this time is taken")]
    SlotFull,
    /// More appointments than are taken over at once.
    #[error("more than {most} appointments at once: divide them")]
    TooMany {
        /// Most at once.
        most: usize,
    },
    /// Appointments made elsewhere cannot be taken over: none of them was.
    #[error("{} of the appointments cannot be taken over: none was", refused.len())]
    AppointmentsRefused {
        /// Which of them, counted from 0, and why.
        refused: Vec<RefusedEntry>,
    },
    /// The service gives no receipts.
    #[error("no receipts are given for this service")]
    NoReceipts,
    /// No such receipt is known any more.
    #[error("no such receipt")]
    UnknownReceipt,
    /// Not from this state of a receipt.
    #[error("not possible in state {state:?}")]
    WrongReceiptState {
        /// The receipt's state.
        state: ReceiptState,
    },
    /// Said once, and once is enough.
    #[error("feedback was given for this ticket already")]
    FeedbackGiven,
    /// The counter serves another set of services.
    #[error("this counter does not serve this ticket")]
    NotEligible,
    /// There is nothing to take back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Too late: time is over, or something else happened since.
    #[error("too late to undo")]
    UndoTooLate,
    /// The print job is not one that can be sent or ended now.
    #[error("this print job is not open")]
    NoSuchPrintJob,
    /// The roll's letter is not one, or a service has it.
    #[error("the letter of the roll belongs to a service, or is none")]
    RollLetterTaken,
    /// A roll has numbers from 1 to 999.
    #[error("a roll has numbers from 1 to 999")]
    RollNumberUnknown,
    /// A ticket of today has that number already.
    #[error("this number of the roll was given today")]
    RollNumberGiven,
    /// Numbers do not come from a roll.
    #[error("numbers do not come from a roll")]
    NoRoll,
    /// A text is too long.
    #[error("the text is longer than 200 characters")]
    TextTooLong,
    /// The same command id came with another command.
    #[error("this command id was used for another command")]
    CommandIdReused,
}
