//! A ticket as snapshots hold it: thousands a day, all of which a start reads before the office is ready. Names and
//! instants as text would be most of it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::config::Locale;
use crate::id::{CommandId, CounterId, DeviceId, Number, Reference, ServiceId, TicketId};
use crate::selection::Reason;
use crate::ticket::{Class, Parking, PrintState, Rating, Ticket, TicketState, is_default};
use crate::time::{Date, Timestamp};

/// What [`Ticket`] has under the same names; its instants are in `at`.
#[derive(Serialize, Deserialize)]
pub(super) struct Packed<'a> {
    id: TicketId,
    number: Number,
    day: Date,
    service: Cow<'a, ServiceId>,
    class: Class,
    state: TicketState,
    at: Instants,
    transactions: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    locale: Option<Locale>,
    #[serde(default, skip_serializing_if = "is_default")]
    counter: Option<Cow<'a, CounterId>>,
    #[serde(default, skip_serializing_if = "is_default")]
    waited_before_ms: i64,
    #[serde(default, skip_serializing_if = "is_default")]
    booked_for: Option<Cow<'a, ServiceId>>,
    #[serde(default, skip_serializing_if = "is_default")]
    recalls: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    for_counter: Option<Cow<'a, CounterId>>,
    #[serde(default, skip_serializing_if = "is_default")]
    first: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    behind: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    note: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_default")]
    parking: Option<Cow<'a, Parking>>,
    #[serde(default, skip_serializing_if = "is_default")]
    copies: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    print: PrintState,
    #[serde(default, skip_serializing_if = "is_default")]
    reference: Option<Cow<'a, Reference>>,
    #[serde(default, skip_serializing_if = "is_default")]
    feedback: Option<Rating>,
    #[serde(default, skip_serializing_if = "is_default")]
    kiosk: Option<Cow<'a, DeviceId>>,
    #[serde(default, skip_serializing_if = "is_default")]
    reason: Option<Cow<'a, Reason>>,
    #[serde(default, skip_serializing_if = "is_default")]
    touched_by: Option<Cow<'a, CommandId>>,
}

/// When it was issued, in milliseconds since 1970; then, counted from there, `line_at`, `waiting_since`, and where there are
/// such, `booked_at`, `called_at`, `announced_at`, `started_at`, `ended_at`.
#[derive(Serialize, Deserialize)]
struct Instants(i64, i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

impl<'a> From<&'a Ticket> for Packed<'a> {
    fn from(ticket: &'a Ticket) -> Self {
        let Ticket {
            id,
            number,
            day,
            service,
            class,
            locale,
            state,
            counter,
            issued_at,
            line_at,
            waiting_since,
            waited_before_ms,
            booked_at,
            booked_for,
            called_at,
            announced_at,
            started_at,
            ended_at,
            recalls,
            for_counter,
            first,
            behind,
            note,
            parking,
            transactions,
            copies,
            print,
            reference,
            feedback,
            kiosk,
            reason,
            touched_by,
        } = ticket;
        // Whatever the clock said: what is taken off here is put back when it is read.
        let later = |at: &Timestamp| at.0.wrapping_sub(issued_at.0);
        let at = Instants(
            issued_at.0,
            later(line_at),
            later(waiting_since),
            booked_at.as_ref().map(later),
            called_at.as_ref().map(later),
            announced_at.as_ref().map(later),
            started_at.as_ref().map(later),
            ended_at.as_ref().map(later),
        );
        Self {
            id: *id,
            number: *number,
            day: *day,
            service: Cow::Borrowed(service),
            class: *class,
            state: *state,
            at,
            transactions: *transactions,
            locale: *locale,
            counter: counter.as_ref().map(Cow::Borrowed),
            waited_before_ms: *waited_before_ms,
            booked_for: booked_for.as_ref().map(Cow::Borrowed),
            recalls: *recalls,
            for_counter: for_counter.as_ref().map(Cow::Borrowed),
            first: *first,
            behind: *behind,
            note: note.as_deref().map(Cow::Borrowed),
            parking: parking.as_ref().map(Cow::Borrowed),
            copies: *copies,
            print: *print,
            reference: reference.as_ref().map(Cow::Borrowed),
            feedback: *feedback,
            kiosk: kiosk.as_ref().map(Cow::Borrowed),
            reason: reason.as_ref().map(Cow::Borrowed),
            touched_by: touched_by.as_ref().map(Cow::Borrowed),
        }
    }
}

impl From<Packed<'_>> for Ticket {
    fn from(packed: Packed<'_>) -> Self {
        let Instants(issued, line, waiting, booked, called, announced, started, ended) = packed.at;
        let at = |later: i64| Timestamp(issued.wrapping_add(later));
        Self {
            id: packed.id,
            number: packed.number,
            day: packed.day,
            service: packed.service.into_owned(),
            class: packed.class,
            locale: packed.locale,
            state: packed.state,
            counter: packed.counter.map(Cow::into_owned),
            issued_at: Timestamp(issued),
            line_at: at(line),
            waiting_since: at(waiting),
            waited_before_ms: packed.waited_before_ms,
            booked_at: booked.map(at),
            booked_for: packed.booked_for.map(Cow::into_owned),
            called_at: called.map(at),
            announced_at: announced.map(at),
            started_at: started.map(at),
            ended_at: ended.map(at),
            recalls: packed.recalls,
            for_counter: packed.for_counter.map(Cow::into_owned),
            first: packed.first,
            behind: packed.behind,
            note: packed.note.map(Cow::into_owned),
            parking: packed.parking.map(Cow::into_owned),
            transactions: packed.transactions,
            copies: packed.copies,
            print: packed.print,
            reference: packed.reference.map(Cow::into_owned),
            feedback: packed.feedback,
            kiosk: packed.kiosk.map(Cow::into_owned),
            reason: packed.reason.map(Cow::into_owned),
            touched_by: packed.touched_by.map(Cow::into_owned),
        }
    }
}
