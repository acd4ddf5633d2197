//! The forecaster: a reader of the feed that works out how long people will still wait, and tells the screens.
//!
//! It keeps an office of its own, learns from the journal's past when it starts, and is asked by nobody: what it last
//! said lies ready in [`Waits`]. It never runs on the dispatcher's path, at most every [`PAUSE`] however many events
//! come, and in a thread of its own; when it is late or has stopped, screens show no wait, and everything else goes on.
//!
//! What it learned of its own mistakes, and what people of today were told, lies in [`kept::FILE`] and is taken up after a
//! restart: ranges begin corrected, and the day's figures go on.
//!
//! # Layout
//! - `kept`: what outlives a restart
//! - `model`: from events to what is said, without IO
//! - `fill`: puts what was said into the views

mod fill;
pub mod kept;
mod model;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use queue::Office;
use queue::time::MINUTE_MS;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::clock::SharedClock;
use crate::feed::Feed;
use crate::replica::Replica;
use crate::store::Reader;

use kept::Kept;

pub use fill::WaitView;
pub use model::{Model, Said, ServiceWait};

/// Least time between two forecasts: many events at once are one reason to look again.
const PAUSE: Duration = Duration::from_millis(250);
/// Events taken in before others have their turn.
const AT_ONCE: usize = 8;
/// How often it looks again though nothing happened, in the office's time: waits become shorter by themselves.
const AGAIN_MS: i64 = MINUTE_MS / 2;
/// How long to wait before the journal is read again after an error.
const RETRY: Duration = Duration::from_secs(2);
/// Least time between two writings of what is kept. What falls between the last one and a power cut is learned again from
/// the journal, but for what was told meanwhile.
const KEEP: Duration = Duration::from_secs(30);
/// How long after the start it begins to learn: until then the processors are for the first citizens.
const SETTLED: Duration = Duration::from_secs(1);
/// Events of the past it learns from when it starts: some ten days of an office. More would say little more.
const PAST: u64 = 40_000;
/// Events read at a time from the past.
const CHUNK: u32 = 2_000;

/// What the forecaster last said. Cheap to clone.
#[derive(Clone)]
pub struct Waits(watch::Sender<Arc<Said>>);

impl Default for Waits {
    fn default() -> Self {
        Self(watch::Sender::new(Arc::default()))
    }
}

impl Waits {
    /// Returns what was last said; nothing is known in it until the first forecast.
    #[must_use]
    pub fn now(&self) -> Arc<Said> {
        Arc::clone(&self.0.borrow())
    }

    /// Returns a receiver that is told whenever something else is said.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<Arc<Said>> {
        self.0.subscribe()
    }
}

/// The task; run it once the feed is there.
pub struct Forecaster {
    /// Where what it learned is kept.
    pub dir: PathBuf,
    /// The office as it is at the start; `feed` is followed from there.
    pub replica: Replica,
    /// For the past.
    pub reader: Reader,
    /// For what happens.
    pub feed: Feed,
    /// The time.
    pub clock: SharedClock,
    /// Where it says what it found.
    pub waits: Waits,
}

impl Forecaster {
    /// Learns from the past, then follows the feed until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let office = self.replica.read().clone();
        let seq = office.state.seq;
        tokio::select! {
            () = tokio::time::sleep(SETTLED) => (),
            () = stop.cancelled() => return,
        }
        let Some(mut model) = self.learn(office, &stop).await else { return };
        let mut feed = self.feed.subscribe(seq);
        let mut due = Instant::now();
        let mut keeper = Keeper { dir: self.dir.clone(), last: Kept::new(), due: Instant::now() + KEEP };
        loop {
            tokio::select! {
                next = feed.next_gathered() => match next {
                    Ok(Some(events)) => {
                        for few in events.chunks(AT_ONCE) {
                            few.iter().for_each(|event| model.take(event));
                            tokio::task::yield_now().await;
                        }
                        due = due.min(Instant::now() + PAUSE);
                        continue;
                    }
                    Ok(None) => return keeper.keep(model.to_keep()).await,
                    Err(error) => {
                        tracing::warn!(error = %error, "the forecaster cannot read the journal; trying again");
                        tokio::select! {
                            () = tokio::time::sleep(RETRY) => continue,
                            () = stop.cancelled() => return keeper.keep(model.to_keep()).await,
                        }
                    }
                },
                () = tokio::time::sleep_until(due) => (),
                () = stop.cancelled() => return keeper.keep(model.to_keep()).await,
            }
            if Instant::now() >= keeper.due {
                keeper.keep(model.to_keep()).await;
            }
            let now = self.clock.now();
            let worked = tokio::task::spawn_blocking(move || {
                let said = model.look(now);
                (model, said)
            });
            let Ok((back, said)) = worked.await else {
                tracing::error!("the forecaster failed: screens show no waits until the next start");
                self.waits.0.send_replace(Arc::default());
                return;
            };
            model = back;
            let said = Arc::new(said);
            self.waits.0.send_if_modified(|old| {
                let changed = **old != *said;
                if changed {
                    *old = said;
                }
                changed
            });
            due = Instant::now() + self.clock.real(AGAIN_MS).max(PAUSE);
        }
    }

    /// Folds the last events before the present into a fresh model, which takes up what was kept on the way.
    async fn learn(&self, office: Office, stop: &CancellationToken) -> Option<Model> {
        let until = office.state.seq;
        let mut after = until.saturating_sub(PAST);
        let mut model = Model::of_past(Arc::clone(&office.config));
        // A journal that went on from an older backup knows nothing of what was kept since.
        let mut kept = Kept::load(&self.dir).filter(|kept| kept.seq <= until);
        if let Some(kept) = &kept
            && kept.seq <= after
        {
            model.take_up(kept);
        }
        while after < until {
            let events = match self.reader.events(after, CHUNK).await {
                Ok(events) => events,
                Err(error) => {
                    tracing::warn!(error = %error, "the forecaster cannot read the past; it learns from now on");
                    break;
                }
            };
            let Some(last) = events.last() else { break };
            after = last.seq;
            let worked = tokio::task::spawn_blocking(move || {
                for event in events.iter().filter(|e| e.seq <= until) {
                    match &kept {
                        Some(kept) if event.seq > kept.seq => model.take(event),
                        _ => model.remember(event),
                    }
                    if let Some(kept) = kept.as_ref().filter(|kept| kept.seq == event.seq) {
                        model.take_up(kept);
                    }
                }
                (model, kept)
            });
            (model, kept) = worked.await.ok()?;
            if stop.is_cancelled() {
                return None;
            }
        }
        Some(model.at_present(office))
    }
}

/// Writes down what is kept.
struct Keeper {
    dir: PathBuf,
    last: Kept,
    due: Instant,
}

impl Keeper {
    async fn keep(&mut self, kept: Kept) {
        self.due = Instant::now() + KEEP;
        if kept == self.last {
            return;
        }
        let dir = self.dir.clone();
        let worked = tokio::task::spawn_blocking(move || (kept.save(&dir), kept));
        match worked.await {
            Ok((Ok(()), kept)) => self.last = kept,
            Ok((Err(error), _)) => {
                tracing::warn!(error = %error, path = %self.dir.join(kept::FILE).display(),
                    "what was learned of the waits could not be written down; it is tried again");
            }
            Err(error) => tracing::error!(error = %error, "keeping what was learned failed"),
        }
    }
}
