//! The feed: committed events in the order of the journal, for every reader, whatever its pace.
//!
//! The dispatcher publishes and never waits. A reader that falls behind the bounded channel reads what it
//! missed from the journal file, so that it sees every event once and in order.

use std::sync::Arc;

use queue::Recorded;
use tokio::sync::broadcast;

use crate::store::{ReadError, Reader};

/// Batches kept for slow readers before they must turn to the journal.
const FEED_CAPACITY: usize = 256;
/// Events read at a time from the journal by a reader that fell behind.
const CATCH_UP: u32 = 500;

/// Committed events in order.
pub type Batch = Arc<[Arc<Recorded>]>;

/// Where committed events are published.
#[derive(Clone)]
pub struct Feed {
    tx: broadcast::Sender<Batch>,
    reader: Reader,
}

impl Feed {
    /// Returns a feed whose readers catch up from this journal.
    #[must_use]
    pub fn new(reader: Reader) -> Self {
        Self { tx: broadcast::Sender::new(FEED_CAPACITY), reader }
    }

    /// Tells every reader; nobody listening is no mistake.
    pub fn publish(&self, batch: Batch) {
        if !batch.is_empty() {
            let _ = self.tx.send(batch);
        }
    }

    /// Makes every reader look into the journal itself.
    pub fn nudge(&self) {
        let _ = self.tx.send(Batch::from([]));
    }

    /// Returns a reader of everything after `seq`.
    #[must_use]
    pub fn subscribe(&self, after: u64) -> Subscription {
        Subscription { rx: self.tx.subscribe(), seq: after, reader: self.reader.clone(), behind: true }
    }
}

/// One reader's place in the feed.
pub struct Subscription {
    rx: broadcast::Receiver<Batch>,
    seq: u64,
    reader: Reader,
    behind: bool,
}

impl Subscription {
    /// Returns the next events in order, none of them twice; `None` when the office stops.
    ///
    /// # Errors
    /// [`ReadError`] when the journal cannot be read while catching up; calling again tries again.
    pub async fn next(&mut self) -> Result<Option<Vec<Arc<Recorded>>>, ReadError> {
        loop {
            if self.behind {
                let missed = self.reader.events(self.seq, CATCH_UP).await?;
                self.behind = !missed.is_empty();
                if let Some(last) = missed.last() {
                    self.seq = last.seq;
                    return Ok(Some(missed.into_iter().map(Arc::new).collect()));
                }
            }
            match self.rx.recv().await {
                Ok(batch) if batch.is_empty() => self.behind = true,
                Ok(batch) => {
                    let fresh: Vec<_> = batch.iter().filter(|r| r.seq > self.seq).cloned().collect();
                    match (fresh.first(), fresh.last()) {
                        (Some(first), _) if first.seq != self.seq + 1 => self.behind = true,
                        (_, Some(last)) => {
                            self.seq = last.seq;
                            return Ok(Some(fresh));
                        }
                        _ => (),
                    }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => self.behind = true,
                Err(broadcast::error::RecvError::Closed) => return Ok(None),
            }
        }
    }
}
