//! Print jobs: wanted, started, ended.

use super::Decision;
use crate::event::Event;
use crate::id::{DeviceId, TicketId};
use crate::office::Office;
use crate::rejection::Rejection;
use crate::ticket::PrintState;

impl Office {
    pub(super) fn reprint(&self, id: TicketId) -> Decision {
        let ticket = self.ticket(id)?;
        if matches!(ticket.print, PrintState::Pending | PrintState::Sending) {
            return Err(Rejection::NoSuchPrintJob);
        }
        Ok(vec![Event::ReprintAsked { ticket: id, copy: ticket.copies + 1 }])
    }

    pub(super) fn start_print(&self, id: TicketId, copy: u32, device: &DeviceId) -> Decision {
        self.print_job(id, copy, |state| state == PrintState::Pending)?;
        Ok(vec![Event::TicketPrintStarted { ticket: id, copy, device: device.clone() }])
    }

    pub(super) fn print_job(
        &self,
        id: TicketId,
        copy: u32,
        open: impl Fn(PrintState) -> bool,
    ) -> Result<(), Rejection> {
        let ticket = self.ticket(id)?;
        if ticket.copies == copy && open(ticket.print) { Ok(()) } else { Err(Rejection::NoSuchPrintJob) }
    }
}
