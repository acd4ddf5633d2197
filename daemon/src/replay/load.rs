//! A day of the journal with the office as it stood before it, however long the journal is.

use std::collections::BTreeSet;

use queue::event::Event;
use queue::id::TicketId;
use queue::ticket::{Booking, Ticket, TicketState};
use queue::time::Date;
use queue::{Recorded, State};

use crate::store::{KnownTicket, READ_LIMIT_MAX, ReadError, Reader};

/// Most events of one day and the night before it that are looked at: many times a busy day. What comes after is left out.
const EVENTS_MAX: usize = 200_000;

/// A day as the journal has it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The office as it stood when the day was opened: who was booked, who was carried over.
    pub before: State,
    /// Its events, from its opening on.
    pub events: Vec<Recorded>,
    /// After which event to go on reading.
    pub next: u64,
}

/// Returns after which event to read for a day.
pub(super) async fn first(reader: &Reader, day: Date) -> Result<u64, ReadError> {
    Ok(reader.first_from(day).await? - 1)
}

/// Returns a day; nothing when the journal has none of that name.
///
/// # Errors
/// [`ReadError`] when the journal cannot be read.
pub async fn day(reader: &Reader, day: Date) -> Result<Option<Loaded>, ReadError> {
    next(reader, first(reader, day).await?, Date::from_days(day.days() + 1)).await
}

/// Returns the next day after an event, before the day `to`.
pub(super) async fn next(reader: &Reader, after: u64, to: Date) -> Result<Option<Loaded>, ReadError> {
    let (mut night, mut events, mut next) = (Vec::new(), Vec::<Recorded>::new(), after);
    'read: while night.len() + events.len() < EVENTS_MAX {
        let read = reader.events(next, READ_LIMIT_MAX).await?;
        if read.is_empty() {
            break;
        }
        for recorded in read {
            let opens = matches!(recorded.event, Event::DayOpened { .. });
            // The next day; or one that was never closed.
            if opens && (!events.is_empty() || recorded.day.is_some_and(|day| day >= to)) {
                break 'read;
            }
            next = recorded.seq;
            let closes = matches!(recorded.event, Event::DayClosed { .. });
            if opens || !events.is_empty() {
                events.push(recorded);
            } else {
                night.push(recorded);
            }
            if closes && !events.is_empty() {
                break 'read;
            }
        }
    }
    if events.is_empty() {
        return Ok(None);
    }
    let before = before(reader, &night, &events).await?;
    Ok(Some(Loaded { before, events, next }))
}

/// The office before a day, as far as the day asks for it: whoever appears in it without having come on it.
async fn before(reader: &Reader, night: &[Recorded], events: &[Recorded]) -> Result<State, ReadError> {
    let mut state = State::default();
    let mut known: BTreeSet<TicketId> = BTreeSet::new();
    for recorded in night {
        if let Event::AppointmentBooked { ticket, .. } = &recorded.event {
            known.insert(*ticket);
        }
        state.apply(recorded);
    }
    for recorded in events {
        let Some(id) = recorded.event.ticket() else { continue };
        let comes = matches!(recorded.event, Event::TicketIssued { .. } | Event::AppointmentBooked { .. });
        if !known.insert(id) || comes {
            continue;
        }
        let Some(ticket) = reader.ticket(id).await? else { continue };
        let service = first_service(events, id).unwrap_or_else(|| ticket.service.clone());
        let checks_in = matches!(recorded.event, Event::AppointmentCheckedIn { .. });
        match ticket.booked_at.filter(|_| checks_in || ticket.number.is_none()) {
            Some(at) => {
                let booked = ticket.issued_at;
                state.bookings.insert(id, Booking { id, service, at, locale: None, booked, reference: None });
            }
            None => _ = carried(recorded, &ticket, service).map(|ticket| state.tickets.insert(ticket)),
        }
    }
    Ok(state)
}

/// What somebody was first called for on the day: a transfer may have come after it.
fn first_service(events: &[Recorded], id: TicketId) -> Option<queue::id::ServiceId> {
    events.iter().find_map(|r| match &r.event {
        Event::TicketCalled { ticket, service, .. } if *ticket == id => Some(service.clone()),
        _ => None,
    })
}

/// Somebody who waited from the day before on, as the first event about them shows it.
fn carried(first: &Recorded, known: &KnownTicket, service: queue::id::ServiceId) -> Option<Ticket> {
    let id = first.event.ticket()?;
    let line_at = match &first.event {
        Event::TicketCalled { reason, .. } => first.at + -reason.waited_ms,
        _ => known.issued_at,
    };
    let state = match &first.event {
        Event::TicketResumed { .. } => TicketState::Parked,
        _ => TicketState::Waiting,
    };
    Some(Ticket {
        state,
        line_at,
        waiting_since: line_at,
        booked_at: known.booked_at,
        ..Ticket::issued(id, (known.number?, known.day?), service, known.class, known.issued_at)
    })
}
