//! A second office that follows the feed: what pages, panels and printers look at, so that none of them
//! ever asks the dispatcher for anything but commands.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use queue::Office;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::feed::Subscription;

/// How long to wait before the journal is read again after an error.
const RETRY: Duration = Duration::from_millis(500);

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

    /// Returns the office for a short look; never hold it across an `await`.
    pub fn read(&self) -> RwLockReadGuard<'_, Office> {
        // The only writer applies events, which cannot fail half-way.
        self.office.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a receiver that is told whenever the office changed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.seq.subscribe()
    }

    /// Waits until the replica has seen the event `seq`, at most for a second.
    pub async fn reach(&self, seq: u64) {
        let mut rx = self.seq.subscribe();
        let reached = rx.wait_for(|at| *at >= seq);
        let _ = tokio::time::timeout(Duration::from_secs(1), reached).await;
    }

    /// Follows the feed until it ends.
    pub async fn run(self, mut feed: Subscription, shutdown: CancellationToken) {
        loop {
            let next = tokio::select! {
                next = feed.next() => next,
                () = shutdown.cancelled() => return,
            };
            match next {
                Ok(Some(events)) => {
                    let mut office = self.office.write().unwrap_or_else(PoisonError::into_inner);
                    for event in &events {
                        office.apply(event);
                    }
                    let seq = office.state.seq;
                    drop(office);
                    self.seq.send_replace(seq);
                }
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(error = %error, "the screens cannot read the journal; trying again");
                    tokio::select! {
                        () = tokio::time::sleep(RETRY) => (),
                        () = shutdown.cancelled() => return,
                    }
                }
            }
        }
    }
}
