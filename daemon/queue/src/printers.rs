//! What the journal knows of each printer: the ticket it was last given, and what it printed since its roll runs out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::command::PrintFailure;
use crate::event::Event;
use crate::id::{DeviceId, TicketId};

/// One printer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PrinterFacts {
    /// The ticket it was given last and of which something may still be in its buffer or on its paper: neither it nor
    /// the daemon has said yet that it is out or was cleared away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<TicketId>,
    /// Tickets it printed since it said that the roll is nearly used up; nothing while the roll is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_near_end: Option<u32>,
}

/// Device states in which a printer prints: what it was given before is out or cleared away.
const PRINTS: [&str; 3] = ["ready", "near_end", "ticket_not_taken"];

/// Says whether a printer in that state takes tickets.
#[must_use]
pub fn prints(state: &str) -> bool {
    PRINTS.contains(&state)
}

/// Takes in an event, before tickets and receipts do; `is_at_printer` says of which papers it is known that they were sent.
pub(crate) fn apply(
    printers: &mut BTreeMap<DeviceId, PrinterFacts>,
    is_at_printer: impl Fn(TicketId) -> bool,
    event: &Event,
) {
    match event {
        Event::TicketPrintStarted { ticket, device, .. } => {
            printers.entry(device.clone()).or_default().given = Some(*ticket);
        }
        Event::TicketPrinted { ticket, device: Some(device), .. } => {
            let Some(facts) = printers.get_mut(device) else { return };
            facts.given = facts.given.filter(|given| given != ticket);
            facts.since_near_end = facts.since_near_end.map(|count| count.saturating_add(1));
        }
        Event::TicketPrintFailed { ticket, device: Some(device), failure: PrintFailure::NotSent, .. } => {
            let Some(facts) = printers.get_mut(device) else { return };
            facts.given = facts.given.filter(|given| given != ticket);
        }
        Event::DeviceStateChanged { device, state, .. } => {
            if state == "near_end" {
                let facts = printers.entry(device.clone()).or_default();
                facts.since_near_end = facts.since_near_end.or(Some(0));
            }
            let Some(facts) = printers.get_mut(device) else { return };
            if state == "ready" {
                facts.since_near_end = None;
            }
            if prints(state) {
                facts.given = facts.given.filter(|given| is_at_printer(*given));
            }
        }
        _ => {}
    }
}
