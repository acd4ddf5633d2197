//! From events to what is derived from them: the state, a row per ticket, a row per counter and day.
//!
//! Live and rebuilt projections come from this one fold, event by event, so that they cannot differ by the
//! way events were batched. It knows nothing of the database.

use std::collections::BTreeMap;

use queue::counter::Today;
use queue::event::Event;
use queue::id::{CommandId, CounterId, Number, ServiceId, TicketId};
use queue::ticket::{Booking, Class, Ticket, TicketState, is_default};
use queue::time::{Date, Timestamp};
use queue::{Recorded, State};
use serde::{Deserialize, Serialize};

/// The form of a snapshot. Raised whenever [`State`] or the fold changes its meaning: snapshots of another
/// form are passed over and the journal is replayed instead.
pub(super) const SNAPSHOT_FORM: i64 = 5;
/// The oldest form that means the same and is read still: tickets took twice as many bytes in it.
pub(super) const SNAPSHOT_FORM_READ: i64 = 4;

/// One ticket or appointment as table `ticket` keeps it; the fields are the columns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are explained in migrations/0001_journal.sql")]
pub struct TicketRow {
    pub id: TicketId,
    pub day: Option<Date>,
    pub letter: Option<char>,
    pub value: Option<u32>,
    pub number: Option<Number>,
    pub service: ServiceId,
    pub class: Class,
    pub state: TicketState,
    pub counter: Option<CounterId>,
    pub issued_ms: i64,
    pub booked_ms: Option<i64>,
    pub first_called_ms: Option<i64>,
    pub called_ms: Option<i64>,
    pub started_ms: Option<i64>,
    pub ended_ms: Option<i64>,
    pub waited_ms: i64,
    pub walked_ms: i64,
    pub served_ms: i64,
    pub parked_ms: i64,
    pub calls: u32,
    pub transactions: u32,
    pub seq: u64,
}

/// A counter's figures of one day as table `counter_day` keeps them; the fields are the columns.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[allow(missing_docs, reason = "they are those of queue::counter::Today")]
pub struct CounterRow {
    pub day: Date,
    pub counter: CounterId,
    pub served: u32,
    pub no_shows: u32,
    pub transferred: u32,
    pub wait_ms: i64,
    pub waits: u32,
    pub service_ms: i64,
    pub services: u32,
}

/// The rows a batch of events changed, each as it is after the batch.
#[derive(Default, Debug)]
pub(super) struct Changes {
    pub tickets: BTreeMap<TicketId, TicketRow>,
    pub counters: BTreeMap<(Date, CounterId), CounterRow>,
    /// Whether any of the tickets may have had a row with another number before: an appointment gets one when it arrives,
    /// and nobody ever gets another.
    pub renumbered: bool,
}

/// What a ticket's visit has taken so far; the state itself keeps only the current transaction.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Figures {
    /// Since when it waits, if it does.
    #[serde(skip_serializing_if = "is_default")]
    waiting_since: Option<Timestamp>,
    /// Since when it is parked, if it is.
    #[serde(skip_serializing_if = "is_default")]
    parked_since: Option<Timestamp>,
    #[serde(skip_serializing_if = "is_default")]
    first_called: Option<Timestamp>,
    #[serde(skip_serializing_if = "is_default")]
    waited_ms: i64,
    #[serde(skip_serializing_if = "is_default")]
    walked_ms: i64,
    #[serde(skip_serializing_if = "is_default")]
    served_ms: i64,
    #[serde(skip_serializing_if = "is_default")]
    parked_ms: i64,
    #[serde(skip_serializing_if = "is_default")]
    calls: u32,
}

impl Figures {
    fn wait_from(&mut self, at: Timestamp) {
        self.stop_parking(at);
        self.waiting_since = Some(at);
    }

    fn stop_parking(&mut self, at: Timestamp) {
        if let Some(since) = self.parked_since.take() {
            self.parked_ms += at.since(since);
        }
    }

    fn call(&mut self, at: Timestamp) {
        self.stop_parking(at);
        if let Some(since) = self.waiting_since.take() {
            self.waited_ms += at.since(since);
        }
        self.first_called.get_or_insert(at);
        self.calls += 1;
    }
}

/// The figures of the tickets a counter's last command changed, as they were before it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Before {
    command: CommandId,
    figures: BTreeMap<TicketId, Figures>,
}

/// The fold over the journal. As JSON it is the body of a snapshot.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Projector {
    pub state: State,
    figures: BTreeMap<TicketId, Figures>,
    before: BTreeMap<CounterId, Before>,
}

impl Projector {
    /// Folds an event in and notes the rows it changed.
    pub fn apply(&mut self, recorded: &Recorded, changes: &mut Changes) {
        let event = &recorded.event;
        let booking = event.ticket().and_then(|id| self.state.bookings.get(&id)).cloned();
        let figures = event.ticket().and_then(|id| self.figures.get(&id)).cloned();
        let touched = self.touched(event);

        self.state.apply(recorded);
        match event {
            Event::CommandUndone { counter, .. } => self.restore(counter, &touched),
            event => {
                self.measure(recorded);
                self.remember(recorded, figures);
                if matches!(event, Event::DayOpened { .. }) {
                    self.forget();
                }
            }
        }

        changes.renumbered |= booking.is_some();
        for id in touched {
            if let Some(row) = self.ticket_row(id, recorded, booking.as_ref()) {
                changes.tickets.insert(id, row);
            }
        }
        if let Some(row) = event.counter().and_then(|counter| self.counter_row(counter)) {
            changes.counters.insert((row.day, row.counter.clone()), row);
        }
    }

    /// Returns true while events to come may still change the ticket's row.
    pub fn is_live(&self, id: TicketId) -> bool {
        self.state.tickets.contains_key(&id) || self.state.bookings.contains_key(&id)
    }

    /// The tickets whose rows an event changes, asked before it is applied.
    fn touched(&self, event: &Event) -> Vec<TicketId> {
        match event {
            Event::CommandUndone { counter, undone } => {
                let last = self.state.counters.get(counter).and_then(|status| status.last.as_ref());
                let last = last.filter(|last| last.id == *undone);
                last.map(|last| last.tickets.iter().map(|t| t.id).collect()).unwrap_or_default()
            }
            // No column speaks of paper.
            Event::TicketPrintStarted { .. }
            | Event::TicketPrinted { .. }
            | Event::TicketPrintFailed { .. }
            | Event::ReprintAsked { .. } => Vec::new(),
            event => event.ticket().into_iter().collect(),
        }
    }

    fn measure(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        let Some(id) = recorded.event.ticket().filter(|id| self.state.tickets.contains_key(id)) else {
            return;
        };
        let figures = self.figures.entry(id).or_default();
        match &recorded.event {
            Event::TicketIssued { .. }
            | Event::TicketReinstated { .. }
            | Event::TicketResumed { .. }
            | Event::TicketTransferred { .. }
            | Event::TicketReturned { .. } => figures.wait_from(at),
            Event::AppointmentCheckedIn { line_at, .. } => figures.wait_from(*line_at),
            Event::TicketCalled { .. } => figures.call(at),
            Event::ServiceStarted { walked_ms, .. } => figures.walked_ms += walked_ms,
            Event::ServiceFinished { served_ms, .. } => figures.served_ms += served_ms,
            Event::TicketParked { .. } => {
                // Waiting that ended in being set aside was waiting all the same.
                if let Some(since) = figures.waiting_since.take() {
                    figures.waited_ms += at.since(since);
                }
                figures.parked_since = Some(at);
            }
            // Whoever is never called has no waiting time until a call: it stays out of the averages.
            Event::TicketCancelled { .. } | Event::TicketExpired { .. } | Event::TicketVoided { .. } => {
                figures.stop_parking(at);
                figures.waiting_since = None;
            }
            Event::AppointmentBooked { .. }
            | Event::AppointmentMoved { .. }
            | Event::ReceiptRegistered { .. }
            | Event::ReceiptAdvanced { .. }
            | Event::ReceiptClosed { .. }
            | Event::FeedbackGiven { .. }
            | Event::TicketRecalled { .. }
            | Event::TicketNoShow { .. }
            | Event::ParkedReminded { .. }
            | Event::TicketPrintStarted { .. }
            | Event::TicketPrinted { .. }
            | Event::TicketPrintFailed { .. }
            | Event::ReprintAsked { .. }
            | Event::CommandUndone { .. }
            | Event::CounterOpened { .. }
            | Event::CounterPaused { .. }
            | Event::CounterClosed { .. }
            | Event::HelpCalled { .. }
            | Event::HelpAnswered { .. }
            | Event::HelpEnded { .. }
            | Event::DayOpened { .. }
            | Event::DayClosed { .. }
            | Event::RollStarted { .. }
            | Event::RollEnded {}
            | Event::DeviceStateChanged { .. }
            | Event::ConfigLoaded { .. }
            | Event::AccessNoted { .. }
            | Event::HeadSigned { .. }
            | Event::HistoryCut { .. } => (),
        }
    }

    /// Keeps a ticket's figures from before a clerk's command, exactly when the state keeps the ticket.
    fn remember(&mut self, recorded: &Recorded, figures: Option<Figures>) {
        let Some(counter) = recorded.event.counter() else { return };
        let last = self.state.counters.get(counter).and_then(|status| status.last.as_ref());
        let Some(last) = last.filter(|last| last.id == recorded.command) else { return };
        let fresh = || Before { command: last.id.clone(), figures: BTreeMap::new() };
        let before = self.before.entry(counter.clone()).or_insert_with(fresh);
        if before.command != last.id {
            *before = fresh();
        }
        if let Some(id) = recorded.event.ticket().filter(|id| last.tickets.iter().any(|t| t.id == *id)) {
            before.figures.entry(id).or_insert_with(|| figures.unwrap_or_default());
        }
    }

    fn restore(&mut self, counter: &CounterId, touched: &[TicketId]) {
        let Some(before) = self.before.remove(counter) else { return };
        for (id, figures) in before.figures {
            if touched.contains(&id) {
                self.figures.insert(id, figures);
            }
        }
    }

    /// A new day forgets what the state forgets.
    fn forget(&mut self) {
        self.before.clear();
        let mut figures = std::mem::take(&mut self.figures);
        figures.retain(|id, _| self.is_live(*id));
        self.figures = figures;
    }

    fn ticket_row(&self, id: TicketId, recorded: &Recorded, booking: Option<&Booking>) -> Option<TicketRow> {
        if let Some(ticket) = self.state.tickets.get(&id) {
            let figures = self.figures.get(&id).cloned().unwrap_or_default();
            return Some(row_of_ticket(ticket, &figures, recorded.seq));
        }
        if let Some(booking) = self.state.bookings.get(&id) {
            return Some(row_of_booking(booking, TicketState::Booked, None, recorded.seq));
        }
        let state = match recorded.event {
            Event::TicketExpired { .. } => TicketState::Expired,
            _ => TicketState::Cancelled,
        };
        booking.map(|booking| row_of_booking(booking, state, Some(recorded.at), recorded.seq))
    }

    fn counter_row(&self, counter: &CounterId) -> Option<CounterRow> {
        let Today { served, no_shows, transferred, wait_ms, waits, service_ms, services } =
            self.state.counters.get(counter)?.today.clone();
        let (day, counter) = (self.state.last_day?, counter.clone());
        Some(CounterRow { day, counter, served, no_shows, transferred, wait_ms, waits, service_ms, services })
    }
}

fn row_of_ticket(ticket: &Ticket, figures: &Figures, seq: u64) -> TicketRow {
    let ms = |at: Option<Timestamp>| at.map(|at| at.0);
    TicketRow {
        id: ticket.id,
        day: Some(ticket.day),
        letter: Some(ticket.number.letter),
        value: Some(ticket.number.value),
        number: Some(ticket.number),
        service: ticket.service.clone(),
        class: ticket.class,
        state: ticket.state,
        counter: ticket.counter.clone(),
        issued_ms: ticket.issued_at.0,
        booked_ms: ms(ticket.booked_at),
        first_called_ms: ms(figures.first_called),
        called_ms: ms(ticket.called_at),
        started_ms: ms(ticket.started_at),
        ended_ms: ms(ticket.ended_at),
        waited_ms: figures.waited_ms,
        walked_ms: figures.walked_ms,
        served_ms: figures.served_ms,
        parked_ms: figures.parked_ms,
        calls: figures.calls,
        transactions: ticket.transactions,
        seq,
    }
}

fn row_of_booking(booking: &Booking, state: TicketState, ended: Option<Timestamp>, seq: u64) -> TicketRow {
    TicketRow {
        id: booking.id,
        day: None,
        letter: None,
        value: None,
        number: None,
        service: booking.service.clone(),
        class: Class::Appointment,
        state,
        counter: None,
        issued_ms: booking.booked.0,
        booked_ms: Some(booking.at.0),
        first_called_ms: None,
        called_ms: None,
        started_ms: None,
        ended_ms: ended.map(|at| at.0),
        waited_ms: 0,
        walked_ms: 0,
        served_ms: 0,
        parked_ms: 0,
        calls: 0,
        transactions: 0,
        seq,
    }
}
