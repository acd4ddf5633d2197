//! What can be asked of an office. Commands are imperative; a request says who asks, when and under which id.

use serde::{Deserialize, Serialize};

use crate::calendar::DayPlan;
use crate::config::Locale;
use crate::evidence::{AccessNote, SignedHead};
use crate::id::{CommandId, CounterId, DeviceId, Reference, ServiceId, TicketId};
use crate::receipt::ReceiptState;
use crate::ticket::{Class, Rating};
use crate::time::{Date, Timestamp};

/// What somebody may do here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A citizen at a kiosk or on a phone.
    Citizen,
    /// A clerk, at a page or by a pad.
    Clerk,
    /// A clerk with more rights.
    Supervisor,
    /// The municipality's technician.
    Technician,
    /// The manager.
    Manager,
    /// The daemon itself: deadlines, print outcomes, device states.
    System,
}

/// Who asks: a role and the device or person it comes from. Never a citizen's name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// The role.
    pub role: Role,
    /// The device or the person's pseudonym, as `kiosk-1`, `pad-3`, `calendar`.
    pub id: DeviceId,
}

/// Where a ticket goes back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Before everybody else.
    First,
    /// Behind everybody else.
    Last,
    /// Where its issue time puts it.
    Own,
}

/// Where a ticket is sent on to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Another service.
    Service(ServiceId),
    /// One counter, for the same service.
    Counter(CounterId),
}

/// What becomes of the ticket in hand when its counter closes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InHand {
    /// It is finished.
    Finish,
    /// It goes back to its own place.
    Return,
    /// Nobody came.
    NoShow,
}

/// How a print job ended, as far as anybody can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintFailure {
    /// Nothing was sent; it will be tried again.
    NotSent,
    /// The printer holds the job and stands still.
    Stalled,
    /// The link or the power failed meanwhile: nobody can tell.
    Unknown,
    /// Too old: it would only confuse people now.
    Expired,
}

/// Most appointments taken over at once: a town's day in one commit of a few milliseconds.
pub const IMPORT_MAX: usize = 500;

/// One appointment that was made elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportEntry {
    /// What the other system calls it. One that is known already is moved, or given up, and never booked twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The service.
    pub service: ServiceId,
    /// The booked start.
    pub at: Timestamp,
    /// The citizen's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// It was given up there.
    #[serde(default)]
    pub cancelled: bool,
}

/// What is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Command {
    /// Gives the next number of a service.
    IssueTicket {
        /// The service.
        service: ServiceId,
        /// The class.
        class: Class,
        /// The citizen's language.
        locale: Option<Locale>,
        /// Whether paper is wanted.
        print: bool,
    },
    /// Keeps a place at a time to come.
    BookAppointment {
        /// The service.
        service: ServiceId,
        /// The booked start.
        at: Timestamp,
        /// The citizen's language.
        locale: Option<Locale>,
    },
    /// Gives an appointment that has not checked in another time.
    MoveAppointment {
        /// The appointment's ticket.
        ticket: TicketId,
        /// The new start.
        at: Timestamp,
    },
    /// Takes over appointments made elsewhere: all of them, or none.
    ImportAppointments {
        /// The appointments, at most [`IMPORT_MAX`]. The first has the request's fresh identity, the others those after
        /// it.
        entries: Vec<ImportEntry>,
    },
    /// The booked citizen has come.
    CheckIn {
        /// The appointment's ticket.
        ticket: TicketId,
        /// Whether paper is wanted.
        print: bool,
    },
    /// Calls whoever is next for a counter, after ending the ticket in hand.
    CallNext {
        /// The counter.
        counter: CounterId,
    },
    /// Calls one ticket out of order.
    Pick {
        /// The counter.
        counter: CounterId,
        /// The ticket.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Calls the ticket in hand again.
    Recall {
        /// The counter.
        counter: CounterId,
    },
    /// The citizen is at the counter.
    Start {
        /// The counter.
        counter: CounterId,
    },
    /// The transaction is done.
    Finish {
        /// The counter.
        counter: CounterId,
        /// What came of it, as a code of the office's.
        outcome: Option<String>,
        /// The visit's next service, at the same counter.
        next_service: Option<ServiceId>,
    },
    /// Nobody came.
    MarkNoShow {
        /// The counter.
        counter: CounterId,
    },
    /// Somebody came back within the grace.
    Reinstate {
        /// The ticket.
        ticket: TicketId,
    },
    /// Sets a ticket aside: the one in hand, or a waiting one.
    Park {
        /// The counter that does so.
        counter: CounterId,
        /// A waiting ticket; none means the ticket in hand.
        ticket: Option<TicketId>,
        /// Why.
        reason: String,
    },
    /// Puts a parked ticket back into the queue.
    Resume {
        /// The ticket.
        ticket: TicketId,
    },
    /// Sends the ticket in hand on.
    Transfer {
        /// The counter.
        counter: CounterId,
        /// Where to.
        to: Target,
        /// A note for the colleague.
        note: Option<String>,
    },
    /// Puts the ticket in hand back.
    Return {
        /// The counter.
        counter: CounterId,
        /// To which place.
        place: Place,
    },
    /// Gives a ticket up.
    Cancel {
        /// The ticket.
        ticket: TicketId,
    },
    /// Gives a receipt for what the ticket in hand came for.
    RegisterReceipt {
        /// The counter.
        counter: CounterId,
        /// The language of the paper; the ticket's where it is left out.
        locale: Option<Locale>,
        /// Whether paper is wanted.
        print: bool,
    },
    /// Says how far the matter of a receipt is.
    AdvanceReceipt {
        /// The counter that says so.
        counter: CounterId,
        /// The receipt.
        ticket: TicketId,
        /// In progress or ready.
        to: ReceiptState,
    },
    /// Closes a receipt.
    CloseReceipt {
        /// The counter that does.
        counter: CounterId,
        /// The receipt.
        ticket: TicketId,
        /// What came of it, as a word of the office's list.
        outcome: String,
    },
    /// Says how the service was, once for each ticket, after it.
    GiveFeedback {
        /// The ticket.
        ticket: TicketId,
        /// How.
        rating: Rating,
    },
    /// Takes the counter's last command back.
    Undo {
        /// The counter.
        counter: CounterId,
    },
    /// A clerk serves here.
    OpenCounter {
        /// The counter.
        counter: CounterId,
    },
    /// The clerk is away for a while.
    PauseCounter {
        /// The counter.
        counter: CounterId,
        /// Why, if said.
        reason: Option<String>,
    },
    /// Nobody serves here any more.
    CloseCounter {
        /// The counter.
        counter: CounterId,
        /// What becomes of the ticket in hand; needed when there is one.
        in_hand: Option<InHand>,
    },
    /// Something is wrong at a counter: the colleagues are asked to come.
    CallForHelp {
        /// The counter that asks.
        counter: CounterId,
    },
    /// A colleague comes.
    AnswerHelp {
        /// The counter that asked.
        counter: CounterId,
        /// The colleague's counter.
        by: CounterId,
    },
    /// Help is no longer needed.
    EndHelp {
        /// The counter that asked.
        counter: CounterId,
    },
    /// Opens the office day.
    OpenDay {
        /// The day's hours as instants.
        plan: DayPlan,
    },
    /// Ends the office day.
    CloseDay,
    /// The paper never came and nobody claims the ticket.
    VoidTicket {
        /// The ticket.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Brings a parked ticket to mind.
    RemindParked {
        /// The ticket.
        ticket: TicketId,
    },
    /// No printer works: from now on numbers come from a roll printed beforehand. Again while they do: the next slip is
    /// another one.
    StartRoll {
        /// The roll's letter, which no service has.
        letter: char,
        /// The number on its first slip, 1 to 999.
        next: u32,
    },
    /// Numbers come from printers again.
    EndRoll {},
    /// Makes the paper again, marked as a copy.
    Reprint {
        /// The ticket.
        ticket: TicketId,
    },
    /// A print job is about to be sent; recorded before the first byte leaves.
    StartPrint {
        /// The ticket.
        ticket: TicketId,
        /// The copy: 0 is the original.
        copy: u32,
        /// The printer.
        device: DeviceId,
    },
    /// A print job came to its end.
    RecordPrint {
        /// The ticket.
        ticket: TicketId,
        /// The copy.
        copy: u32,
        /// The printer; none when no printer took it.
        device: Option<DeviceId>,
        /// What failed; nothing when the paper came.
        failure: Option<PrintFailure>,
        /// Whether the printer itself said so.
        confirmed: bool,
        /// The cause in words of the driver.
        cause: Option<String>,
    },
    /// A device changed its state.
    RecordDevice {
        /// The device.
        device: DeviceId,
        /// The new state, one word.
        state: String,
        /// Why.
        cause: Option<String>,
    },
    /// The office works under this configuration from now on.
    ReloadConfig {
        /// SHA-256 of the configuration, in hexadecimal.
        hash: String,
    },
    /// Something happened about who may get in.
    NoteAccess {
        /// What.
        note: AccessNote,
    },
    /// A head of the history was signed.
    SignHead {
        /// The head, with its signature.
        head: SignedHead,
    },
    /// Events up to a signed head are about to be deleted.
    CutHistory {
        /// The last office day that is cut.
        day: Date,
        /// The last event that is cut.
        seq: u64,
        /// Its hash, in hexadecimal.
        hash: String,
    },
}

/// A command with who asks, and a fresh identity for a ticket it may create.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Made once by the sender; the same id always gets the first answer.
    pub id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// The identity a ticket created by this request will have: randomness is an input.
    pub fresh: TicketId,
    /// What is asked.
    pub command: Command,
}
