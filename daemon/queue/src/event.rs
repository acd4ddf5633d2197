//! What happened. Events are past tense, only ever grow, and are read for ever.

use serde::{Deserialize, Serialize};

use crate::calendar::DayPlan;
use crate::command::{Actor, Place, PrintFailure};
use crate::config::Locale;
use crate::evidence::{AccessNote, SignedHead};
use crate::id::{CommandId, CounterId, DeviceId, Number, Reference, ServiceId, TicketId};
use crate::receipt::{ReceiptNumber, ReceiptState};
use crate::selection::Reason;
use crate::ticket::{Class, Rating};
use crate::time::{Date, Timestamp};

/// Who or what finished a transaction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinishedBy {
    /// The clerk said so.
    Clerk,
    /// The clerk called the next one.
    Next,
    /// The counter closed, or the day did.
    Close,
}

/// One fact about the office. In JSON: `"type"` and `"data"`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are those of the command and the ticket, documented there")]
pub enum Event {
    TicketIssued {
        ticket: TicketId,
        number: Number,
        service: ServiceId,
        class: Class,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locale: Option<Locale>,
        ahead: u32,
        print: bool,
    },
    AppointmentBooked {
        ticket: TicketId,
        service: ServiceId,
        booked_at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locale: Option<Locale>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<Reference>,
    },
    AppointmentMoved {
        ticket: TicketId,
        booked_at: Timestamp,
    },
    AppointmentCheckedIn {
        ticket: TicketId,
        number: Number,
        class: Class,
        line_at: Timestamp,
        print: bool,
    },
    TicketCalled {
        ticket: TicketId,
        number: Number,
        counter: CounterId,
        service: ServiceId,
        waited_ms: i64,
        reason: Reason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pick_reason: Option<String>,
        /// The alternation of classes after this call.
        #[serde(default)]
        rounds: (u32, u32),
        /// Those who came back after a no-show and have now let one more go before them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        nearer: Vec<TicketId>,
    },
    TicketRecalled {
        ticket: TicketId,
        number: Number,
        counter: CounterId,
        recalls: u32,
    },
    ServiceStarted {
        ticket: TicketId,
        counter: CounterId,
        walked_ms: i64,
        automatic: bool,
    },
    ServiceFinished {
        ticket: TicketId,
        counter: CounterId,
        service: ServiceId,
        /// From start (or from the call, where nobody said start) to the finish, in milliseconds.
        served_ms: i64,
        by: FinishedBy,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_service: Option<ServiceId>,
    },
    TicketNoShow {
        ticket: TicketId,
        counter: CounterId,
    },
    TicketReinstated {
        ticket: TicketId,
        behind: u32,
    },
    TicketParked {
        ticket: TicketId,
        counter: CounterId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<CounterId>,
        reason: String,
    },
    ParkedReminded {
        ticket: TicketId,
    },
    TicketResumed {
        ticket: TicketId,
        parked_ms: i64,
    },
    TicketTransferred {
        ticket: TicketId,
        counter: CounterId,
        service: ServiceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_counter: Option<CounterId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    TicketReturned {
        ticket: TicketId,
        counter: CounterId,
        place: Place,
    },
    TicketCancelled {
        ticket: TicketId,
    },
    TicketExpired {
        ticket: TicketId,
    },
    TicketVoided {
        ticket: TicketId,
        reason: String,
    },
    ReceiptRegistered {
        /// The receipt's own identity.
        ticket: TicketId,
        number: ReceiptNumber,
        service: ServiceId,
        counter: CounterId,
        /// The ticket with which the citizen came.
        of: TicketId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locale: Option<Locale>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        print: bool,
    },
    ReceiptAdvanced {
        ticket: TicketId,
        counter: CounterId,
        state: ReceiptState,
    },
    ReceiptClosed {
        ticket: TicketId,
        counter: CounterId,
        outcome: String,
    },
    FeedbackGiven {
        ticket: TicketId,
        service: ServiceId,
        rating: Rating,
    },
    CommandUndone {
        counter: CounterId,
        undone: CommandId,
    },
    CounterOpened {
        counter: CounterId,
    },
    CounterPaused {
        counter: CounterId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    CounterClosed {
        counter: CounterId,
    },
    HelpCalled {
        counter: CounterId,
    },
    HelpAnswered {
        counter: CounterId,
        by: CounterId,
    },
    HelpEnded {
        counter: CounterId,
    },
    DayOpened {
        plan: DayPlan,
    },
    DayClosed {
        day: Date,
    },
    RollStarted {
        letter: char,
        next: u32,
    },
    RollEnded {},
    TicketPrintStarted {
        ticket: TicketId,
        copy: u32,
        device: DeviceId,
    },
    TicketPrinted {
        ticket: TicketId,
        copy: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        device: Option<DeviceId>,
        confirmed: bool,
    },
    TicketPrintFailed {
        ticket: TicketId,
        copy: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        device: Option<DeviceId>,
        failure: PrintFailure,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
    },
    ReprintAsked {
        ticket: TicketId,
        copy: u32,
    },
    DeviceStateChanged {
        device: DeviceId,
        state: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
    },
    ConfigLoaded {
        hash: String,
    },
    AccessNoted {
        note: AccessNote,
    },
    HeadSigned {
        head: SignedHead,
    },
    /// The events up to a signed head were deleted, as the office's retention says.
    HistoryCut {
        /// The last office day that was cut.
        day: Date,
        /// The last event that was cut.
        seq: u64,
        /// Its hash, in hexadecimal.
        hash: String,
    },
}

impl Event {
    /// Returns the event's type as written in the journal.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::TicketIssued { .. } => "ticket_issued",
            Self::AppointmentBooked { .. } => "appointment_booked",
            Self::AppointmentMoved { .. } => "appointment_moved",
            Self::AppointmentCheckedIn { .. } => "appointment_checked_in",
            Self::TicketCalled { .. } => "ticket_called",
            Self::TicketRecalled { .. } => "ticket_recalled",
            Self::ServiceStarted { .. } => "service_started",
            Self::ServiceFinished { .. } => "service_finished",
            Self::TicketNoShow { .. } => "ticket_no_show",
            Self::TicketReinstated { .. } => "ticket_reinstated",
            Self::TicketParked { .. } => "ticket_parked",
            Self::ParkedReminded { .. } => "parked_reminded",
            Self::TicketResumed { .. } => "ticket_resumed",
            Self::TicketTransferred { .. } => "ticket_transferred",
            Self::TicketReturned { .. } => "ticket_returned",
            Self::TicketCancelled { .. } => "ticket_cancelled",
            Self::TicketExpired { .. } => "ticket_expired",
            Self::TicketVoided { .. } => "ticket_voided",
            Self::ReceiptRegistered { .. } => "receipt_registered",
            Self::ReceiptAdvanced { .. } => "receipt_advanced",
            Self::ReceiptClosed { .. } => "receipt_closed",
            Self::FeedbackGiven { .. } => "feedback_given",
            Self::CommandUndone { .. } => "command_undone",
            Self::CounterOpened { .. } => "counter_opened",
            Self::CounterPaused { .. } => "counter_paused",
            Self::CounterClosed { .. } => "counter_closed",
            Self::HelpCalled { .. } => "help_called",
            Self::HelpAnswered { .. } => "help_answered",
            Self::HelpEnded { .. } => "help_ended",
            Self::DayOpened { .. } => "day_opened",
            Self::DayClosed { .. } => "day_closed",
            Self::RollStarted { .. } => "roll_started",
            Self::RollEnded {} => "roll_ended",
            Self::TicketPrintStarted { .. } => "ticket_print_started",
            Self::TicketPrinted { .. } => "ticket_printed",
            Self::TicketPrintFailed { .. } => "ticket_print_failed",
            Self::ReprintAsked { .. } => "reprint_asked",
            Self::DeviceStateChanged { .. } => "device_state_changed",
            Self::ConfigLoaded { .. } => "config_loaded",
            Self::AccessNoted { .. } => "access_noted",
            Self::HeadSigned { .. } => "head_signed",
            Self::HistoryCut { .. } => "history_cut",
        }
    }

    /// Returns the counter whose command this was, for events of commands that can be undone.
    #[must_use]
    pub fn counter(&self) -> Option<&CounterId> {
        match self {
            Self::TicketCalled { counter, .. }
            | Self::TicketRecalled { counter, .. }
            | Self::ServiceStarted { counter, .. }
            | Self::ServiceFinished { counter, .. }
            | Self::TicketNoShow { counter, .. }
            | Self::TicketParked { counter, .. }
            | Self::TicketTransferred { counter, .. }
            | Self::TicketReturned { counter, .. }
            | Self::CommandUndone { counter, .. }
            | Self::CounterOpened { counter }
            | Self::CounterPaused { counter, .. }
            | Self::CounterClosed { counter } => Some(counter),
            Self::TicketIssued { .. }
            | Self::AppointmentBooked { .. }
            | Self::AppointmentMoved { .. }
            | Self::AppointmentCheckedIn { .. }
            | Self::ReceiptRegistered { .. }
            | Self::ReceiptAdvanced { .. }
            | Self::ReceiptClosed { .. }
            | Self::FeedbackGiven { .. }
            | Self::TicketReinstated { .. }
            | Self::ParkedReminded { .. }
            | Self::TicketResumed { .. }
            | Self::TicketCancelled { .. }
            | Self::TicketExpired { .. }
            | Self::TicketVoided { .. }
            | Self::HelpCalled { .. }
            | Self::HelpAnswered { .. }
            | Self::HelpEnded { .. }
            | Self::DayOpened { .. }
            | Self::DayClosed { .. }
            | Self::RollStarted { .. }
            | Self::RollEnded {}
            | Self::TicketPrintStarted { .. }
            | Self::TicketPrinted { .. }
            | Self::TicketPrintFailed { .. }
            | Self::ReprintAsked { .. }
            | Self::DeviceStateChanged { .. }
            | Self::ConfigLoaded { .. }
            | Self::AccessNoted { .. }
            | Self::HeadSigned { .. }
            | Self::HistoryCut { .. } => None,
        }
    }

    /// Returns true for events about a print job.
    #[must_use]
    pub(crate) fn is_about_paper(&self) -> bool {
        matches!(
            self,
            Self::TicketPrintStarted { .. }
                | Self::TicketPrinted { .. }
                | Self::TicketPrintFailed { .. }
                | Self::ReprintAsked { .. }
        )
    }

    /// Returns the ticket, appointment or receipt the event is about, if it is about one.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::TicketIssued { ticket, .. }
            | Self::AppointmentBooked { ticket, .. }
            | Self::AppointmentMoved { ticket, .. }
            | Self::AppointmentCheckedIn { ticket, .. }
            | Self::ReceiptRegistered { ticket, .. }
            | Self::ReceiptAdvanced { ticket, .. }
            | Self::ReceiptClosed { ticket, .. }
            | Self::FeedbackGiven { ticket, .. }
            | Self::TicketCalled { ticket, .. }
            | Self::TicketRecalled { ticket, .. }
            | Self::ServiceStarted { ticket, .. }
            | Self::ServiceFinished { ticket, .. }
            | Self::TicketNoShow { ticket, .. }
            | Self::TicketReinstated { ticket, .. }
            | Self::TicketParked { ticket, .. }
            | Self::ParkedReminded { ticket }
            | Self::TicketResumed { ticket, .. }
            | Self::TicketTransferred { ticket, .. }
            | Self::TicketReturned { ticket, .. }
            | Self::TicketCancelled { ticket }
            | Self::TicketExpired { ticket }
            | Self::TicketVoided { ticket, .. }
            | Self::TicketPrintStarted { ticket, .. }
            | Self::TicketPrinted { ticket, .. }
            | Self::TicketPrintFailed { ticket, .. }
            | Self::ReprintAsked { ticket, .. } => Some(*ticket),
            Self::CommandUndone { .. }
            | Self::CounterOpened { .. }
            | Self::CounterPaused { .. }
            | Self::CounterClosed { .. }
            | Self::HelpCalled { .. }
            | Self::HelpAnswered { .. }
            | Self::HelpEnded { .. }
            | Self::DayOpened { .. }
            | Self::DayClosed { .. }
            | Self::RollStarted { .. }
            | Self::RollEnded {}
            | Self::DeviceStateChanged { .. }
            | Self::ConfigLoaded { .. }
            | Self::AccessNoted { .. }
            | Self::HeadSigned { .. }
            | Self::HistoryCut { .. } => None,
        }
    }
}

/// An event as the journal keeps it: with its place in the history, its time, and who caused it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// The place in the journal: 1, 2, 3 … without a gap.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// The office day it belongs to, if one was open.
    pub day: Option<Date>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// The version of this form.
    pub v: u32,
    /// Who caused it.
    pub actor: Actor,
    /// The command it follows from.
    pub command: CommandId,
}
