//! The feed: committed events in the order of the journal, for every reader, whatever its pace.
//!
//! The dispatcher publishes and never waits. A reader that falls behind the bounded channel reads what it
//! missed from the journal file, so that it sees every event once and in order.

use std::sync::Arc;
use std::time::Duration;

use queue::Recorded;
use tokio::sync::broadcast;
use tokio::time::{Instant, sleep_until};

use crate::store::{ReadError, Reader};

/// Batches kept for slow readers before they must turn to the journal.
const FEED_CAPACITY: usize = 256;
/// Events read at a time from the journal by a reader that fell behind.
const CATCH_UP: u32 = 500;

/// How long a reader whom nobody waits for lets events gather: less than anybody notices, and a busy moment then wakes it
/// forty times a second instead of after every commit, between a ticket's request and its answer.
const GATHER: Duration = Duration::from_millis(25);

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
        Subscription {
            rx: self.tx.subscribe(),
            seq: after,
            reader: self.reader.clone(),
            behind: true,
            gathered: None,
        }
    }
}

/// One reader's place in the feed.
pub struct Subscription {
    rx: broadcast::Receiver<Batch>,
    seq: u64,
    reader: Reader,
    behind: bool,
    /// What has come since, and when it is handed out.
    gathered: Option<(Instant, Vec<Arc<Recorded>>)>,
}

impl Subscription {
    /// As [`Self::next`], for a reader whom nobody waits for: what comes within a moment is returned at once. Nothing is
    /// lost when the caller stops waiting.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub async fn next_gathered(&mut self) -> Result<Option<Vec<Arc<Recorded>>>, ReadError> {
        loop {
            let Some((at, _)) = &self.gathered else {
                let Some(first) = self.next().await? else { return Ok(None) };
                if self.behind {
                    // What is read from the journal is many at once as it is.
                    return Ok(Some(first));
                }
                self.gathered = Some((Instant::now() + GATHER, first));
                continue;
            };
            sleep_until(*at).await;
            let mut events = self.gathered.take().map(|(_, events)| events).unwrap_or_default();
            while !self.behind {
                match self.rx.try_recv() {
                    Ok(batch) => events.extend(self.fresh(&batch).unwrap_or_default()),
                    Err(broadcast::error::TryRecvError::Lagged(_)) => self.behind = true,
                    Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed) => {
                        break;
                    }
                }
            }
            return Ok(Some(events));
        }
    }

    /// Returns what of a batch was not returned yet; notes when something is missing before it.
    fn fresh(&mut self, batch: &Batch) -> Option<Vec<Arc<Recorded>>> {
        if batch.is_empty() {
            self.behind = true;
            return None;
        }
        let fresh: Vec<_> = batch.iter().filter(|r| r.seq > self.seq).cloned().collect();
        if fresh.first()?.seq != self.seq + 1 {
            self.behind = true;
            return None;
        }
        self.seq = fresh.last()?.seq;
        Some(fresh)
    }

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
                Ok(batch) => {
                    if let Some(fresh) = self.fresh(&batch) {
                        return Ok(Some(fresh));
                    }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => self.behind = true,
                Err(broadcast::error::RecvError::Closed) => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use queue::id::{CommandId, DeviceId};
    use queue::time::Timestamp;
    use queue::{Actor, Event, Role};

    use super::*;
    use crate::store::Journal;

    fn events(seqs: std::ops::RangeInclusive<u64>) -> Batch {
        let recorded = |seq| {
            Arc::new(Recorded {
                seq,
                at: Timestamp(0),
                day: None,
                event: Event::CounterOpened { counter: queue::id::CounterId::new("c1").unwrap() },
                v: 1,
                actor: Actor { role: Role::Clerk, id: DeviceId::new("clerk-1").unwrap() },
                command: CommandId::new("c").unwrap(),
            })
        };
        seqs.map(recorded).collect()
    }

    fn seqs(events: Option<Vec<Arc<Recorded>>>) -> Vec<u64> {
        events.unwrap_or_default().iter().map(|e| e.seq).collect()
    }

    #[tokio::test]
    async fn what_comes_within_a_moment_is_gathered_and_nothing_is_lost_by_who_stops_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(dir.path()).await.unwrap();
        let feed = Feed::new(Reader::open(dir.path()).await.unwrap());
        let mut reader = feed.subscribe(0);
        feed.publish(events(1..=2));
        let in_vain = tokio::time::timeout(Duration::from_millis(1), reader.next_gathered()).await;
        feed.publish(events(3..=3));
        feed.publish(events(2..=5));
        match in_vain {
            Err(_) => assert_eq!(seqs(reader.next_gathered().await.unwrap()), [1, 2, 3, 4, 5]),
            // A machine that slept through the moment.
            Ok(early) => {
                assert_eq!(seqs(early.unwrap()), [1, 2]);
                assert_eq!(seqs(reader.next_gathered().await.unwrap()), [3, 4, 5]);
            }
        }
        drop(feed);
        assert!(reader.next_gathered().await.unwrap().is_none(), "the office has stopped");
        journal.close().await.unwrap();
    }
}
