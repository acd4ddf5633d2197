//! Tickets given.

use super::Decision;
use crate::config::{Locale, Service};
use crate::event::Event;
use crate::id::{Number, ServiceId, TicketId};
use crate::office::Office;
use crate::rejection::Rejection;
use crate::ticket::Class;
use crate::time::Timestamp;

impl Office {
    /// Returns how many people wait in the line a service shares with the services of the same counters.
    #[must_use]
    pub fn ahead(&self, service: &ServiceId) -> u32 {
        let tickets = &self.state.tickets;
        let lines = tickets.services_waited_for().filter(|other| self.config.share_a_line(service, other));
        u32::try_from(lines.map(|s| tickets.waiting_for(s)).sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// Returns the rule that keeps a service from giving a ticket now, if one does.
    ///
    /// # Errors
    /// The same refusals as issuing a ticket.
    pub fn may_issue(&self, now: Timestamp, service: &Service) -> Result<(), Rejection> {
        let day = self.state.day.as_ref().ok_or(Rejection::DayClosed)?;
        if !service.elsewhere.is_empty() {
            return Err(Rejection::ServiceElsewhere);
        }
        if now < day.opens_at {
            return Err(Rejection::ServiceClosed { opens_at: Some(day.opens_at) });
        }
        if now >= day.closes_at + -service.last_ticket_ms {
            return Err(Rejection::ServiceClosed { opens_at: None });
        }
        if let Some(until) = day.break_until(now).filter(|_| !self.config.policy.issue_in_breaks) {
            return Err(Rejection::ServiceClosed { opens_at: Some(until) });
        }
        let issued = self.state.issued.get(&service.id).copied().unwrap_or(0);
        if service.daily_cap.is_some_and(|cap| issued >= cap) {
            return Err(Rejection::CapReached);
        }
        Ok(())
    }

    pub(super) fn issue(
        &self,
        now: Timestamp,
        id: TicketId,
        service: &ServiceId,
        class: Class,
        locale: Option<Locale>,
        print: bool,
    ) -> Decision {
        let service = self.config.service(service).ok_or(Rejection::UnknownService)?;
        self.may_issue(now, service)?;
        // An appointment is a matter of booking: nobody presses for it.
        let class = if class == Class::Appointment { Class::Normal } else { class };
        Ok(vec![Event::TicketIssued {
            ticket: id,
            number: self.next_number(service.letter),
            service: service.id.clone(),
            class,
            locale,
            ahead: self.ahead(&service.id),
            // The slip is the paper.
            print: print && self.roll().is_none(),
        }])
    }

    /// The next number of a letter, leaving out those carried over from a day before, also once they are
    /// served: the same number must not be called twice on one day.
    pub(super) fn next_number(&self, letter: char) -> Number {
        if let Some(roll) = self.roll() {
            return self.next_slip(roll);
        }
        let mut value = self.state.numbers.get(&letter).copied().unwrap_or(0) + 1;
        while self.state.tickets.has_number(Number { letter, value }) {
            value += 1;
        }
        Number { letter, value }
    }
}
