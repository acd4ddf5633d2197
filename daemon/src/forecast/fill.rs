//! Puts what was said into the views. Where nothing was said, nothing is put.

use queue::forecast::Range;
use queue::id::{ServiceId, TicketId};
use queue::ticket::{Class, Ticket, TicketState};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Said, ServiceWait};
use crate::view::{BoardView, CounterView, KioskView, ServiceView, TicketCard, TicketView};

/// A wait as people read it: so many minutes or a few more, rounded outward to whole steps.
#[derive(Serialize, ToSchema, Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaitView {
    /// At least so many minutes.
    pub low_min: u32,
    /// At most so many minutes.
    pub high_min: u32,
}

impl From<Range> for WaitView {
    fn from(range: Range) -> Self {
        Self { low_min: range.low_min, high_min: range.high_min }
    }
}

impl Said {
    fn of_ticket(&self, id: &str) -> Option<WaitView> {
        let id: TicketId = id.parse().ok()?;
        self.tickets.get(&id).map(|range| (*range).into())
    }

    fn of_service(&self, id: &str) -> Option<ServiceWait> {
        self.services.get(&ServiceId::new(id).ok()?).copied()
    }

    /// Returns the wait to be printed on a ticket. Paper is faster than the next forecast: until there is one for the
    /// ticket itself, it is what the kiosk said to whoever came now.
    #[must_use]
    pub fn on_paper(&self, ticket: &Ticket) -> Option<Range> {
        if ticket.state != TicketState::Waiting || ticket.copies > 0 {
            return None;
        }
        let of_service = || self.services.get(&ticket.service).filter(|_| ticket.class == Class::Normal);
        self.tickets.get(&ticket.id).copied().or_else(|| of_service().map(|said| said.wait))
    }

    /// Tells the kiosk how long whoever comes now would wait.
    pub fn on_kiosk(&self, view: &mut KioskView) {
        view.services.iter_mut().for_each(|s| self.on_service(s));
    }

    /// Tells it of one service; one that gives no tickets now has no wait.
    pub fn on_service(&self, view: &mut ServiceView) {
        if let Some(said) = self.of_service(&view.id).filter(|_| view.open) {
            view.wait = Some(said.wait.into());
            view.last_ticket_at = said.last_ticket_at;
        }
    }

    /// Tells the board the same by service.
    pub fn on_board(&self, view: &mut BoardView) {
        for service in &mut view.services {
            if let Some(said) = self.of_service(&service.id) {
                service.wait = Some(said.wait.into());
                service.last_ticket_at = said.last_ticket_at;
            }
        }
    }

    /// Tells a clerk how long those who come next still wait.
    pub fn on_counter(&self, view: &mut CounterView) {
        view.next.iter_mut().for_each(|card| self.on_card(card));
        for service in &mut view.services {
            service.wait = self.of_service(&service.id).map(|said| said.wait.into());
        }
    }

    /// Tells staff how long a ticket still waits.
    pub fn on_card(&self, card: &mut TicketCard) {
        card.wait = self.of_ticket(&card.id);
    }

    /// Returns how many go before a ticket that has so many in line before it; nothing where that is not known. Whoever has
    /// a place of its own in the order passes some of them, and is told nothing before it was worked out; a normal ticket
    /// may besides be passed by those.
    #[must_use]
    pub fn ahead(&self, id: TicketId, class: Class, in_line: u32) -> Option<u32> {
        let before = self.before.get(&id).copied();
        match class {
            Class::Normal => Some(before.map_or(in_line, |before| before.max(in_line))),
            Class::Priority | Class::Appointment => before,
        }
    }

    /// Tells a citizen's phone.
    pub fn on_ticket(&self, id: TicketId, view: &mut TicketView) {
        view.wait = self.tickets.get(&id).map(|range| (*range).into());
        view.ahead = view.ahead.and_then(|in_line| self.ahead(id, view.class, in_line));
    }
}
