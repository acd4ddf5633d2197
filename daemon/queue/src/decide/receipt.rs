//! Receipts given, followed and closed; and what people say of the service.

use super::{Decision, expect, left_of_gap, needed};
use crate::command::Actor;
use crate::config::Locale;
use crate::event::Event;
use crate::id::{CounterId, ServiceId, TicketId};
use crate::office::Office;
use crate::receipt::{Receipt, ReceiptState};
use crate::rejection::Rejection;
use crate::ticket::{Rating, TicketState};
use crate::time::{Date, Timestamp};

impl Office {
    /// A receipt is for what the ticket in hand came for; one ticket may deposit several things, one press after the
    /// other.
    pub(super) fn register_receipt(
        &self,
        now: Timestamp,
        id: TicketId,
        counter: &CounterId,
        locale: Option<Locale>,
        print: bool,
    ) -> Decision {
        let ticket = self.in_hand(counter)?;
        let service = self.config.service(&ticket.service).ok_or(Rejection::UnknownService)?;
        let rule = service.receipt.ok_or(Rejection::NoReceipts)?;
        let day = self.state.day.as_ref().ok_or(Rejection::DayClosed)?.day;
        let of_ticket = self.state.receipts.iter().filter(|r| r.ticket == ticket.id);
        if let Some(last) = of_ticket.map(|r| r.registered_at).max() {
            let wait_ms = left_of_gap(now, last, self.config.policy.next_gap_ms);
            if wait_ms > 0 {
                return Err(Rejection::PressTooSoon { wait_ms });
            }
        }
        Ok(vec![Event::ReceiptRegistered {
            ticket: id,
            number: self.state.receipts.next_number(service.letter, day.ymd().0),
            service: service.id.clone(),
            counter: counter.clone(),
            of: ticket.id,
            locale: locale.or(ticket.locale),
            due: rule.answer_days.map(|days| Date::from_days(day.days() + i64::from(days))),
            print,
        }])
    }

    pub(super) fn advance_receipt(&self, counter: &CounterId, id: TicketId, to: ReceiptState) -> Decision {
        let receipt = self.open_receipt(counter, id)?;
        let is_step = matches!(to, ReceiptState::InProgress | ReceiptState::Ready);
        if !is_step || receipt.state == to {
            return Err(Rejection::WrongReceiptState { state: receipt.state });
        }
        Ok(vec![Event::ReceiptAdvanced { ticket: id, counter: counter.clone(), state: to }])
    }

    pub(super) fn close_receipt(
        &self,
        actor: &Actor,
        counter: &CounterId,
        id: TicketId,
        outcome: &str,
    ) -> Decision {
        if !self.config.policy.receipt_close_roles.contains(&actor.role) {
            return Err(Rejection::NotAllowed);
        }
        self.open_receipt(counter, id)?;
        Ok(vec![Event::ReceiptClosed { ticket: id, counter: counter.clone(), outcome: needed(outcome)? }])
    }

    /// A receipt that is open, at a counter that has to do with it.
    fn open_receipt(&self, counter: &CounterId, id: TicketId) -> Result<&Receipt, Rejection> {
        self.config.counter(counter).ok_or(Rejection::UnknownCounter)?;
        let receipt = self.state.receipts.get(&id).ok_or(Rejection::UnknownReceipt)?;
        if !self.deals_with(counter, &receipt.service) {
            return Err(Rejection::NotEligible);
        }
        match receipt.state {
            ReceiptState::Closed => Err(Rejection::WrongReceiptState { state: receipt.state }),
            ReceiptState::Registered | ReceiptState::InProgress | ReceiptState::Ready => Ok(receipt),
        }
    }

    /// Returns true when a counter serves a service. One that the office no longer has is everybody's: its receipts must
    /// not stay open for ever.
    #[must_use]
    pub fn deals_with(&self, counter: &CounterId, service: &ServiceId) -> bool {
        let serves = self.config.counter(counter).is_some_and(|c| c.skills.contains_key(service));
        serves || self.config.service(service).is_none()
    }

    pub(super) fn give_feedback(&self, id: TicketId, rating: Rating) -> Decision {
        let ticket = self.ticket(id)?;
        expect(ticket, &[TicketState::Finished])?;
        if ticket.feedback.is_some() {
            return Err(Rejection::FeedbackGiven);
        }
        Ok(vec![Event::FeedbackGiven { ticket: id, service: ticket.service.clone(), rating }])
    }
}
