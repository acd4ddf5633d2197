//! Print jobs: wanted, started, ended.

use super::Decision;
use crate::event::Event;
use crate::id::{DeviceId, TicketId};
use crate::office::Office;
use crate::papers::Paper;
use crate::rejection::Rejection;
use crate::ticket::{PrintState, TicketState};

impl Office {
    pub(super) fn reprint(&self, id: TicketId) -> Decision {
        let paper = self.paper(id)?;
        if matches!(paper.print, PrintState::Pending | PrintState::Sending) {
            return Err(Rejection::NoSuchPrintJob);
        }
        Ok(vec![Event::ReprintAsked { ticket: id, copy: paper.copies + 1 }])
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
        let paper = self.paper(id)?;
        if paper.copies == copy && open(paper.print) { Ok(()) } else { Err(Rejection::NoSuchPrintJob) }
    }

    fn paper(&self, id: TicketId) -> Result<Paper, Rejection> {
        self.state.paper(id).ok_or_else(|| match self.state.bookings.contains_key(&id) {
            true => Rejection::WrongState { state: TicketState::Booked },
            false => Rejection::UnknownTicket,
        })
    }
}
