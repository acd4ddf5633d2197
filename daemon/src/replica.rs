//! A second office, of what is committed: what pages, panels and printers look at, so that none of them
//! ever asks the dispatcher for anything but commands. The dispatcher itself brings it up to date before it answers, so
//! that whoever has an answer finds it on the screens.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use queue::{Office, Recorded, State};
use tokio::sync::watch;

/// The office as committed, for readers.
#[derive(Clone)]
pub struct Replica {
    office: Arc<RwLock<Office>>,
    seq: watch::Sender<u64>,
}

impl Replica {
    /// Returns a replica that starts from a state the journal gave.
    #[must_use]
    pub fn new(office: Office) -> Self {
        let seq = watch::Sender::new(office.state.seq);
        Self { office: Arc::new(RwLock::new(office)), seq }
    }

    /// Returns the office for a short look: the dispatcher waits until it is let go. Never hold it across an `await`, nor
    /// while anything is hashed or written out.
    pub fn read(&self) -> RwLockReadGuard<'_, Office> {
        // The only writer applies events, which cannot fail half-way.
        self.office.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a receiver that is told whenever the office changed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.seq.subscribe()
    }

    /// Takes committed events over; those it knows already are passed over.
    pub fn take(&self, events: &[Arc<Recorded>]) {
        let mut office = self.office.write().unwrap_or_else(PoisonError::into_inner);
        let known = office.state.seq;
        for event in events.iter().filter(|event| event.seq > known) {
            office.apply(event);
        }
        let seq = office.state.seq;
        drop(office);
        self.seq.send_replace(seq);
    }

    /// Takes the place of whatever it held: the state as the journal has it, after an append whose outcome was unknown.
    pub fn replace(&self, state: State) {
        let seq = state.seq;
        self.office.write().unwrap_or_else(PoisonError::into_inner).state = state;
        self.seq.send_replace(seq);
    }
}
