//! What is printed for somebody, whatever it is of: a ticket of the day or a receipt that outlives it.

use crate::id::TicketId;
use crate::office::State;
use crate::receipt::{Receipt, ReceiptState};
use crate::ticket::{PrintState, Ticket};
use crate::time::Timestamp;

/// The paper of a ticket or of a receipt, as far as printing goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paper {
    /// Whose it is.
    pub id: TicketId,
    /// How often it was made: 0 is the original alone.
    pub copies: u32,
    /// What is known of it.
    pub print: PrintState,
    /// When its ticket or receipt was first given.
    pub issued_at: Timestamp,
    /// Whether nobody needs it any more.
    pub is_over: bool,
}

impl Paper {
    fn of_ticket(ticket: &Ticket) -> Self {
        let Ticket { id, copies, print, issued_at, .. } = *ticket;
        Self { id, copies, print, issued_at, is_over: ticket.state.is_final() }
    }

    fn of_receipt(receipt: &Receipt) -> Self {
        let Receipt { id, copies, print, registered_at, .. } = *receipt;
        Self { id, copies, print, issued_at: registered_at, is_over: receipt.state == ReceiptState::Closed }
    }

    /// Says whether it is at a printer: sent, and not heard of since.
    #[must_use]
    pub fn is_at_printer(&self) -> bool {
        matches!(self.print, PrintState::Sending | PrintState::Stalled)
    }
}

impl State {
    /// Returns the paper of a ticket or receipt.
    #[must_use]
    pub fn paper(&self, id: TicketId) -> Option<Paper> {
        let ticket = self.tickets.get(&id).map(Paper::of_ticket);
        ticket.or_else(|| self.receipts.get(&id).map(Paper::of_receipt))
    }

    /// Returns the papers in a state, tickets first, each the oldest identity first. Of paper that is not wanted, came or
    /// expired nobody asks: those states are not listed.
    pub fn papers(&self, print: PrintState) -> impl Iterator<Item = Paper> {
        let tickets = self.tickets.with_paper(print).map(Paper::of_ticket);
        tickets.chain(self.receipts.with_paper(print).map(Paper::of_receipt))
    }

    /// Changes what is known of a paper.
    pub(crate) fn print(&mut self, id: TicketId, change: impl FnOnce(&mut PrintState, &mut u32)) {
        if self.tickets.contains_key(&id) {
            self.tickets.change(id, |t| change(&mut t.print, &mut t.copies));
        } else {
            self.receipts.print(id, change);
        }
    }
}
