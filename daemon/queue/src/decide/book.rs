//! Appointments: booked, moved, taken over from elsewhere, checked in.
//!
//! Two people never have one slot: the dispatcher decides one command after the other, and each booking is held against
//! every appointment whose time it would share, whoever made it and wherever it stands by now.

use std::collections::BTreeMap;

use super::Decision;
use crate::command::{IMPORT_MAX, ImportEntry};
use crate::config::Locale;
use crate::event::Event;
use crate::id::{Reference, ServiceId, TicketId};
use crate::office::Office;
use crate::rejection::{RefusedEntry, Rejection};
use crate::ticket::{Booking, Class, TicketState};
use crate::time::Timestamp;

impl Office {
    /// Returns how many appointments of a service share some time with one that begins at `at`. Who has checked in has
    /// the slot still; who gave up or never came has it no more.
    #[must_use]
    pub fn appointments_at(&self, service: &ServiceId, at: Timestamp) -> u32 {
        let length = self.config.service(service).and_then(|s| s.slots).map_or(1, |s| s.length_ms.max(1));
        let booked = booked_at(&self.state.bookings, service, at, length, None);
        booked + self.arrived_at(service, at, length)
    }

    /// How many who came for an appointment share some time with `at`.
    fn arrived_at(&self, service: &ServiceId, at: Timestamp, length_ms: i64) -> u32 {
        let holds = |t: &&crate::ticket::Ticket| {
            t.booked_for.as_ref() == Some(service)
                && t.booked_at.is_some_and(|booked| overlap(booked, at, length_ms))
                && !matches!(t.state, TicketState::Cancelled | TicketState::Void)
        };
        count(self.state.tickets.values().filter(holds).count())
    }

    /// Whether there is room at a time, among `bookings` and those who have come; `except` is the one that moves.
    fn room(
        &self,
        bookings: &BTreeMap<TicketId, Booking>,
        service: &ServiceId,
        at: Timestamp,
        except: Option<TicketId>,
    ) -> Result<(), Rejection> {
        let Some(slots) = self.config.service(service).and_then(|s| s.slots) else { return Ok(()) };
        let length = slots.length_ms.max(1);
        let taken = booked_at(bookings, service, at, length, except) + self.arrived_at(service, at, length);
        if taken < slots.capacity { Ok(()) } else { Err(Rejection::SlotFull) }
    }

    pub(super) fn book(
        &self,
        now: Timestamp,
        id: TicketId,
        service: &ServiceId,
        at: Timestamp,
        locale: Option<Locale>,
    ) -> Decision {
        let service = self.service_here(service)?.id.clone();
        if at < now {
            return Err(Rejection::InThePast);
        }
        self.room(&self.state.bookings, &service, at, None)?;
        Ok(vec![Event::AppointmentBooked { ticket: id, service, booked_at: at, locale, reference: None }])
    }

    pub(super) fn move_appointment(&self, now: Timestamp, id: TicketId, at: Timestamp) -> Decision {
        let Some(booking) = self.state.bookings.get(&id) else {
            let state = self.ticket(id)?.state;
            return Err(Rejection::WrongState { state });
        };
        if at < now {
            return Err(Rejection::InThePast);
        }
        if at == booking.at {
            return Ok(Vec::new());
        }
        self.room(&self.state.bookings, &booking.service, at, Some(id))?;
        Ok(vec![Event::AppointmentMoved { ticket: id, booked_at: at }])
    }

    /// Takes appointments over, all or none. Each is held against those before it in the list as well.
    pub(super) fn import(&self, now: Timestamp, fresh: TicketId, entries: &[ImportEntry]) -> Decision {
        if entries.len() > IMPORT_MAX {
            return Err(Rejection::TooMany { most: IMPORT_MAX });
        }
        let mut bookings = self.state.bookings.clone();
        let (mut events, mut refused) = (Vec::new(), Vec::new());
        for (place, entry) in entries.iter().enumerate() {
            let id = nth_after(fresh, place);
            match self.import_one(now, id, entry, &mut bookings) {
                Ok(event) => events.extend(event),
                Err(why) => refused.push(RefusedEntry { entry: place, why: Box::new(why) }),
            }
        }
        if refused.is_empty() { Ok(events) } else { Err(Rejection::AppointmentsRefused { refused }) }
    }

    fn import_one(
        &self,
        now: Timestamp,
        id: TicketId,
        entry: &ImportEntry,
        bookings: &mut BTreeMap<TicketId, Booking>,
    ) -> Result<Option<Event>, Rejection> {
        let ImportEntry { reference, service, at, locale, cancelled } = entry;
        let service = self.service_here(service)?.id.clone();
        let known =
            reference.as_ref().and_then(|r| bookings.values().find(|b| b.reference.as_ref() == Some(r)));
        let known = known.map(|b| (b.id, b.at, b.service.clone()));
        match known {
            Some((known, ..)) if *cancelled => {
                bookings.remove(&known);
                return Ok(Some(Event::TicketCancelled { ticket: known }));
            }
            Some((_, booked, of)) if booked == *at && of == service => return Ok(None),
            // What a citizen comes for does not change by itself: the other system gives it up and makes another.
            Some((.., of)) if of != service => {
                return Err(Rejection::WrongState { state: TicketState::Booked });
            }
            None if *cancelled || reference.as_ref().is_some_and(|r| self.is_over(now, r, *at)) => {
                return Ok(None);
            }
            Some(_) | None => (),
        }
        if *at < now {
            return Err(Rejection::InThePast);
        }
        if let Some((known, ..)) = known {
            self.room(bookings, &service, *at, Some(known))?;
            if let Some(booking) = bookings.get_mut(&known) {
                booking.at = *at;
            }
            return Ok(Some(Event::AppointmentMoved { ticket: known, booked_at: *at }));
        }
        self.room(bookings, &service, *at, None)?;
        let (booked_at, locale, reference) = (*at, *locale, reference.clone());
        let booking = Booking { id, service: service.clone(), at: *at, locale, booked: now, reference };
        let reference = booking.reference.clone();
        bookings.insert(id, booking);
        Ok(Some(Event::AppointmentBooked { ticket: id, service, booked_at, locale, reference }))
    }

    /// Whether an appointment of another system needs nothing more here: its citizen has come, it was given up here, or its
    /// time has passed. A whole calendar can so be taken over again and again.
    fn is_over(&self, now: Timestamp, reference: &Reference, at: Timestamp) -> bool {
        let came = self.state.tickets.values().any(|t| t.reference.as_ref() == Some(reference));
        came || at < now || self.state.given_up.get(reference) == Some(&at)
    }

    pub(super) fn check_in(&self, now: Timestamp, id: TicketId, print: bool) -> Decision {
        let Some(booking) = self.state.bookings.get(&id) else {
            let state = self.ticket(id)?.state;
            return Err(Rejection::WrongState { state });
        };
        if self.state.day.is_none() {
            return Err(Rejection::DayClosed);
        }
        let opens_at = booking.at + -self.config.policy.appointment_early_ms;
        if now < opens_at {
            return Err(Rejection::TooEarly { opens_at });
        }
        let service = self.config.service(&booking.service).ok_or(Rejection::UnknownService)?;
        let on_time = now <= booking.at + self.config.policy.appointment_late_ms;
        let (class, line_at) = if on_time {
            (Class::Appointment, booking.at.max(now))
        } else {
            (Class::Normal, self.state.end_of_line(now))
        };
        let number = self.next_number(service.letter);
        Ok(vec![Event::AppointmentCheckedIn {
            ticket: id,
            number,
            class,
            line_at,
            print: print && self.roll().is_none(),
        }])
    }
}

/// The identity that many places after a fresh one. The last 62 bits of a UUID of version 7 are chance: going on from
/// them stays within them, and as far from every other identity.
fn nth_after(fresh: TicketId, place: usize) -> TicketId {
    const CHANCE: u128 = (1 << 62) - 1;
    TicketId(fresh.0 & !CHANCE | fresh.0.wrapping_add(place as u128) & CHANCE)
}

fn booked_at(
    bookings: &BTreeMap<TicketId, Booking>,
    service: &ServiceId,
    at: Timestamp,
    length_ms: i64,
    except: Option<TicketId>,
) -> u32 {
    let holds = |b: &&Booking| b.service == *service && Some(b.id) != except && overlap(b.at, at, length_ms);
    count(bookings.values().filter(holds).count())
}

/// Whether two appointments of one length share some time.
fn overlap(one: Timestamp, other: Timestamp, length_ms: i64) -> bool {
    (one - other).saturating_abs() < length_ms
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
