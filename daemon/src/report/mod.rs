//! The reporter: tells the town's portal every event of the journal, once and in order, whenever it can be reached.
//!
//! The journal is its only buffer, and what the portal expects its only memory: it asks when it starts and after
//! every doubt. One batch is under way at a time, and nothing in the office waits for it.
//!
//! # Layout
//! - `batch`: pure: a part of the journal as a batch
//! - `link`: one request over HTTP or HTTPS
//! - `backoff`: how long to wait after a failure
//! - `present`: the office at this moment, sent beside the journal and never kept

mod backoff;
mod batch;
mod link;
mod present;
pub mod webhook;

use std::sync::Arc;
use std::time::{Duration, Instant};

use queue::id::DeviceId;
use queue::report::{Batch, EVENTS_MAX, Reply};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clock::SharedClock;
use crate::config::Portal;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};
use crate::store::{ReadError, Reader};

pub(crate) use backoff::Backoff;
pub use batch::Origin;
pub use present::Present;

use batch::batch;
use link::{Link, LinkError};

/// The device id of the link in the registry and the journal.
pub const DEVICE: &str = "portal";

/// Least time between two looks at the present while much of the past is sent.
const LIVE_PAUSE: Duration = Duration::from_secs(1);

/// How the reporter keeps time; the defaults are for the field, tests use shorter ones.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// First wait after a failure, doubled by each further one; the actual wait is drawn from zero to it.
    pub backoff_min: Duration,
    /// Longest of these.
    pub backoff_max: Duration,
    /// How long events gather before they are sent, so that a busy office sends one batch a second.
    pub gather: Duration,
    /// After this time without anything to send the portal hears that the office is there.
    pub heartbeat: Duration,
    /// After this time without an answer the link counts as lost. Shorter failures are not worth an event in the
    /// journal each, which would have to be reported in its turn.
    pub lost_after: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            backoff_min: Duration::from_secs(1),
            backoff_max: Duration::from_secs(300),
            gather: Duration::from_secs(1),
            heartbeat: Duration::from_secs(120),
            lost_after: Duration::from_secs(60),
        }
    }
}

/// Why a step brought nothing.
#[derive(Debug, thiserror::Error)]
enum StepError {
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(transparent)]
    Journal(#[from] ReadError),
    #[error("the portal answered, but wants the same events again")]
    NoProgress,
    #[error("the portal knows events up to {expects}, the journal ends before: it was cut off or restored")]
    JournalShort { expects: u64 },
    #[error("the portal holds another event {seq} of this office: a cloned box, or a restored backup")]
    Fork { seq: u64 },
    #[error("the portal knows this office with another journal")]
    UnknownEpoch,
    #[error("the portal finds event {seq} damaged")]
    Broken { seq: u64 },
}

impl StepError {
    /// Why in one word, and what the technician can do; `None` when waiting is all.
    fn words(&self) -> (Cause, Option<Remedy>) {
        match self {
            Self::Link(error) => error.words(),
            Self::Journal(_) => (Cause::JournalUnread, Some(Remedy::JournalVerify)),
            Self::Broken { .. } => (Cause::PortalBroken, Some(Remedy::JournalVerify)),
            Self::NoProgress => (Cause::PortalAgain, Some(Remedy::PortalVersion)),
            Self::JournalShort { .. } => (Cause::PortalAhead, Some(Remedy::PortalRelease)),
            Self::Fork { .. } => (Cause::PortalFork, Some(Remedy::PortalRelease)),
            Self::UnknownEpoch => (Cause::PortalEpoch, Some(Remedy::PortalAdopt)),
        }
    }

    /// Whether a person must act, so that it is shown at once.
    fn is_verdict(&self) -> bool {
        match self {
            Self::Link(error) => error.words().1.is_some(),
            Self::Journal(_) | Self::NoProgress => false,
            Self::JournalShort { .. } | Self::Fork { .. } | Self::UnknownEpoch | Self::Broken { .. } => true,
        }
    }
}

/// What a step did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// There is more to do at once.
    Moved,
    /// The portal has everything.
    CaughtUp,
}

/// The reporter of one office.
pub struct Reporter {
    origin: Origin,
    link: Link,
    reader: Reader,
    registry: Registry,
    clock: SharedClock,
    device: DeviceId,
    pace: Pace,
    /// Where the office's present state is looked at; without it events alone are sent.
    present: Option<Present>,
    /// When it was last sent.
    last_live: Option<Instant>,
    /// What the portal expects next; `None` when it has to be asked.
    expects: Option<u64>,
    /// The last event the portal is known to have.
    acknowledged: watch::Sender<u64>,
    last_answer: Instant,
}

impl Reporter {
    /// Returns the reporter of a journal.
    #[must_use]
    pub fn new(
        portal: &Portal,
        origin: Origin,
        reader: Reader,
        registry: Registry,
        clock: &SharedClock,
    ) -> Self {
        let device = DeviceId::new(DEVICE).expect("invariant: the name is an id");
        registry.add(&device, Kind::Portal, None, &[("url", portal.url.clone())]);
        Self {
            origin,
            link: Link::new(portal),
            reader,
            registry,
            clock: Arc::clone(clock),
            device,
            pace: Pace::default(),
            present: None,
            last_live: None,
            expects: None,
            acknowledged: watch::Sender::new(0),
            last_answer: Instant::now(),
        }
    }

    /// Returns how far the portal is known to have the journal.
    #[must_use]
    pub fn acknowledged(&self) -> watch::Receiver<u64> {
        self.acknowledged.subscribe()
    }

    /// Sets another pace: for tests.
    #[must_use]
    pub fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Sends the office's present state along.
    #[must_use]
    pub fn with_present(mut self, present: Present) -> Self {
        self.present = Some(present);
        self
    }

    /// Reports until told to stop; `changes` tells how far the journal goes.
    pub async fn run(mut self, mut changes: watch::Receiver<u64>, stop: CancellationToken) {
        let mut backoff = Backoff::new(self.pace.backoff_min, self.pace.backoff_max);
        loop {
            let outcome = tokio::select! {
                outcome = self.step() => outcome,
                () = stop.cancelled() => return,
            };
            let pause = match outcome {
                Ok(step) => {
                    backoff.reset();
                    self.ready();
                    match step {
                        Step::Moved => continue,
                        Step::CaughtUp => None,
                    }
                }
                Err(error) => {
                    self.trouble(&error);
                    self.expects = None;
                    Some(backoff.next())
                }
            };
            tokio::select! {
                () = self.pause(pause, &mut changes) => (),
                () = stop.cancelled() => return,
            }
        }
    }

    /// Sends what the portal expects next, or asks what that is.
    async fn step(&mut self) -> Result<Step, StepError> {
        let Some(expects) = self.expects else { return self.ask().await };
        let part = self.reader.chained(expects.saturating_sub(1), EVENTS_MAX as u32).await?;
        let part = part.ok_or(StepError::JournalShort { expects: expects.saturating_sub(1) })?;
        let mut batch = batch(&self.origin, expects, part, self.clock.now());
        if batch.events.is_empty() {
            return Ok(Step::CaughtUp);
        }
        // While weeks are caught up, the present goes with a batch now and then.
        if batch.events.len() < EVENTS_MAX || self.last_live.is_none_or(|at| at.elapsed() >= LIVE_PAUSE) {
            self.add_live(&mut batch);
        }
        match self.link.send(&batch).await? {
            Reply::Accepted { expects: next } if next > expects => self.expects = Some(next),
            // The portal was set back: it gets everything again.
            Reply::Gap { expects: next } if next < expects => self.expects = Some(next),
            other => return Err(verdict(&other)),
        }
        Ok(Step::Moved)
    }

    /// Asks what the portal expects, showing how far the journal goes and by what hash.
    async fn ask(&mut self) -> Result<Step, StepError> {
        let head = self.reader.head().await?;
        let mut batch = self.origin.question(head, self.clock.now());
        self.add_live(&mut batch);
        batch.profile = self.present.as_ref().map(|p| Box::new(p.profile(self.clock.now())));
        let expects = match self.link.send(&batch).await? {
            Reply::Accepted { expects } | Reply::Gap { expects } => expects,
            other => return Err(verdict(&other)),
        };
        if expects > head.seq + 1 {
            return Err(StepError::JournalShort { expects: expects - 1 });
        }
        self.expects = Some(expects.max(1));
        Ok(Step::Moved)
    }

    fn add_live(&mut self, batch: &mut Batch) {
        let now = self.clock.now();
        batch.live = self.present.as_ref().map(|p| Box::new(p.live(now)));
        self.last_live = Some(Instant::now());
    }

    /// Waits out a failure, or until there is something to say.
    async fn pause(&mut self, failure: Option<Duration>, changes: &mut watch::Receiver<u64>) {
        if let Some(wait) = failure {
            return tokio::time::sleep(wait).await;
        }
        let expects = self.expects.unwrap_or(0);
        let news = async { changes.wait_for(|seq| *seq >= expects).await.map(drop) };
        if tokio::time::timeout(self.pace.heartbeat, news).await.is_ok() {
            tokio::time::sleep(self.pace.gather).await;
        } else {
            // An empty batch says that the office is there, and what its clock shows.
            self.expects = None;
        }
    }

    fn ready(&mut self) {
        self.last_answer = Instant::now();
        self.registry.report(&self.device, Report::ready());
        if let Some(expects) = self.expects {
            self.acknowledged.send_replace(expects - 1);
            self.registry.detail(&self.device, "acknowledged", (expects - 1).to_string());
        }
    }

    fn trouble(&self, error: &StepError) {
        let said =
            std::error::Error::source(error).map_or_else(|| error.to_string(), |s| format!("{error}: {s}"));
        tracing::debug!(cause = said, "the portal was not reached, or refused");
        let state = match error.is_verdict() {
            true => "degraded",
            false if self.last_answer.elapsed() >= self.pace.lost_after => "lost",
            false => return,
        };
        let (cause, remedy) = error.words();
        let (cause, said) = (Some(cause), Some(said));
        let report = Report { state: state.to_owned(), cause, said, remedy, because_of: None };
        self.registry.report(&self.device, report);
    }
}

/// Returns what an answer means that brings the report no further.
fn verdict(reply: &Reply) -> StepError {
    match *reply {
        Reply::Accepted { .. } | Reply::Gap { .. } => StepError::NoProgress,
        Reply::Fork { seq, .. } => StepError::Fork { seq },
        Reply::UnknownEpoch { .. } => StepError::UnknownEpoch,
        Reply::Broken { seq, .. } => StepError::Broken { seq },
    }
}
