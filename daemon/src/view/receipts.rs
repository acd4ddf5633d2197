//! Receipts as staff and citizens see them.

use queue::Office;
use queue::id::CounterId;
use queue::receipt::{Receipt, ReceiptState};
use queue::ticket::PrintState;
use queue::time::{Date, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{NamesView, names};

/// A receipt.
#[derive(Serialize, ToSchema, Clone)]
pub struct ReceiptCard {
    /// Its identity.
    pub id: String,
    /// The number on the paper.
    pub number: String,
    /// What was deposited.
    pub service: String,
    /// Its names.
    pub service_names: NamesView,
    /// `registered`, `in_progress`, `ready` or `closed`.
    #[schema(value_type = String)]
    pub state: ReceiptState,
    /// When it was given.
    #[schema(value_type = String)]
    pub registered_at: Timestamp,
    /// When the matter last moved.
    #[schema(value_type = String)]
    pub changed_at: Timestamp,
    /// By when the office means to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub due: Option<Date>,
    /// Open, and that day has passed.
    pub overdue: bool,
    /// What came of it, as a word of the office's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The counter that gave it.
    pub counter: String,
    /// What is known of its paper.
    #[schema(value_type = String)]
    pub print: PrintState,
}

/// What a counter has to do with receipts.
#[derive(Serialize, ToSchema, Clone, Copy, Default)]
pub struct ReceiptsHere {
    /// A receipt can be given for the ticket in hand.
    pub can_give: bool,
    /// Some service of this counter gives receipts.
    pub gives: bool,
    /// Receipts of its services that are open.
    pub open: u32,
    /// Those of them that should have been answered.
    pub overdue: u32,
}

/// Returns a receipt as staff see it. `today` is the office's date.
#[must_use]
pub fn receipt(office: &Office, receipt: &Receipt, today: Date) -> ReceiptCard {
    let service = office.config.service(&receipt.service);
    ReceiptCard {
        id: receipt.id.to_string(),
        number: receipt.number.to_string(),
        service: receipt.service.to_string(),
        service_names: service.map(|s| names(&s.names)).unwrap_or_default(),
        state: receipt.state,
        registered_at: receipt.registered_at,
        changed_at: receipt.changed_at,
        due: receipt.due,
        overdue: is_overdue(receipt, today),
        outcome: receipt.outcome.clone(),
        counter: receipt.counter.to_string(),
        print: receipt.print,
    }
}

fn is_overdue(receipt: &Receipt, today: Date) -> bool {
    receipt.state != ReceiptState::Closed && receipt.due.is_some_and(|due| due < today)
}

/// Returns what a counter has to do with receipts.
#[must_use]
pub fn receipts_here(office: &Office, counter: &CounterId, today: Date) -> ReceiptsHere {
    let mine = office.state.receipts.iter().filter(|r| r.state != ReceiptState::Closed);
    let mine = mine.filter(|r| office.deals_with(counter, &r.service));
    let (mut open, mut overdue) = (0, 0);
    for receipt in mine {
        open += 1;
        overdue += u32::from(is_overdue(receipt, today));
    }
    let gives_for = |id| office.config.service(id).is_some_and(|s| s.receipt.is_some());
    let in_hand = office.state.counters.get(counter).and_then(|c| c.in_hand);
    let can_give =
        in_hand.and_then(|id| office.state.tickets.get(&id)).is_some_and(|t| gives_for(&t.service));
    let gives = office.config.counter(counter).is_some_and(|c| c.skills.keys().any(gives_for));
    ReceiptsHere { can_give, gives, open, overdue }
}
