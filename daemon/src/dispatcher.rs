//! The dispatcher: the one task that owns the office and the write connection.
//!
//! Whatever queued up while the last commit ran goes into the next one (group commit). Nothing is answered
//! or shown before its event is durable. A commit that fails leaves its outcome unknown: the journal is
//! reopened to find out what is there, and until that succeeds the office is in paper mode.
//!
//! # Layout
//! - `handle`: where commands are sent, and what comes back
//! - `memory`: the answers that are given again

mod handle;
mod memory;

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::poll_immediate;
use queue::id::CommandId;
use queue::ledger::{Answer, Entry};
use queue::time::Timestamp;
use queue::{Command, Office, Recorded, Request};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use handle::{CutReply, Input, Reply, input};
pub use handle::{Done, Failure, Handle, Health, system};
use memory::Memory;

use crate::clock::SharedClock;
use crate::feed::{Batch, Feed};
use crate::guard::{ClockGuard, Verdict};
use crate::messages;
use crate::replica::Replica;
use crate::store::{AppendError, Cut, Journal, Loaded, OpenError, Reader};

/// Requests that may wait for the dispatcher; one more is told that the office is busy.
pub const INPUT_CAPACITY: usize = 256;
/// Cuts that may wait: they are made one at a time.
const CUTS_CAPACITY: usize = 1;
/// Most requests in one commit.
const BATCH_MAX: usize = 64;
/// How long a commit waits for those who were answered a moment ago and are about to ask again, when there were several of
/// them: they then share one sync (as PostgreSQL's `commit_delay`). A person is not that quick; a full hall of kiosks is.
const GATHER_MAX: Duration = Duration::from_micros(150);
/// So many who wait when a commit is made are not kept waiting by the answers to it: theirs is begun first. With fewer, those
/// who are answered may join it (see [`GATHER_MAX`]).
const CROWD: usize = 8;
/// How long this thread stays awake for a commit that is under way: a processor that was put to sleep meanwhile takes longer
/// to wake than an answer takes to make. Others are served in between; a slow disk is not waited for like this.
const AWAKE_MAX: Duration = Duration::from_micros(500);
/// Committed events kept in memory to answer repeated commands without reading the file.
const RECENT_EVENTS: usize = 2048;
/// After so long without a commit the office makes one that leaves nothing behind: the watchdog wants to see one, and a
/// disk that takes nothing any more is found before a citizen finds it.
const PROOF_EVERY: Duration = Duration::from_secs(4);
/// After so long without a request the journal does what it can put off: whoever is served asks again sooner.
const REST: Duration = Duration::from_millis(5);
/// How long to wait between attempts to reopen the journal.
const REOPEN_PAUSE: Duration = Duration::from_millis(500);
/// The shortest sleep: a deadline that cannot be met must not keep the processor busy.
const NAP_MIN: Duration = Duration::from_millis(1);
/// Sleep while every deadline that is due was asked for before in vain: the clock is suspect, or a rule forbids it.
const OVERDUE_PAUSE: Duration = Duration::from_secs(1);
/// The longest sleep without looking at the clock again: it may have been set.
const NAP_MAX: Duration = Duration::from_secs(5);

/// Who learns of what is committed.
pub struct Readers {
    /// The office as committed: brought up to date before anybody is answered.
    pub replica: Replica,
    /// Everybody else, at their own pace.
    pub feed: Feed,
}

/// The dispatcher before it runs.
pub struct Dispatcher {
    office: Office,
    memory: Memory,
    /// Gone only while it is being reopened.
    journal: Option<Journal>,
    dir: PathBuf,
    clock: SharedClock,
    guard: ClockGuard,
    rx: mpsc::Receiver<Input>,
    cuts: mpsc::Receiver<(Cut, CutReply)>,
    health: Arc<Health>,
    told: Told,
    /// What is committed and not answered yet, because so many others wait: that is done while their commit is under way.
    committed: Option<Work>,
    /// What was due at the last look at the deadlines.
    overdue: BTreeSet<String>,
    /// Until then only new deadlines are worth a look.
    overdue_until: Instant,
    /// When a commit last came about.
    proved: Instant,
    /// How many requests were answered by the last commit.
    answered: usize,
}

/// Those who learn of what is committed, and what they were told.
struct Told {
    readers: Readers,
    reader: Reader,
    health: Arc<Health>,
    recent: VecDeque<Arc<Recorded>>,
    published: u64,
}

/// A reply that waits for the commit.
enum Pending {
    Done(Reply, Result<Done, Failure>),
    /// A repeated command: its events may have to be read first.
    Repeated(Reply, u64, u32),
}

/// What one commit will hold.
#[derive(Default)]
struct Work {
    events: Vec<Arc<Recorded>>,
    answers: Vec<(CommandId, Entry)>,
    replies: Vec<Pending>,
}

impl Dispatcher {
    /// Returns the dispatcher of an opened journal, and the handle commands are sent to.
    #[must_use]
    pub fn new(
        (journal, loaded): (Journal, Loaded),
        reader: Reader,
        dir: PathBuf,
        config: Arc<queue::OfficeConfig>,
        clock: SharedClock,
        readers: Readers,
        guard: ClockGuard,
    ) -> (Self, Handle) {
        let (tx, rx) = mpsc::channel(INPUT_CAPACITY);
        let (cuts_tx, cuts) = mpsc::channel(CUTS_CAPACITY);
        let health = Arc::new(Health::default());
        health.writable.store(true, Ordering::Relaxed);
        let published = loaded.state.seq;
        let office = Office { config, state: loaded.state };
        let memory = Memory::of(reader.clone());
        let recent = VecDeque::with_capacity(RECENT_EVENTS);
        let told = Told { readers, reader, health: Arc::clone(&health), recent, published };
        let health_too = Arc::clone(&health);
        let journal = Some(journal);
        let this = Self {
            office,
            memory,
            journal,
            dir,
            clock,
            guard,
            rx,
            cuts,
            health,
            told,
            committed: None,
            overdue: BTreeSet::new(),
            overdue_until: Instant::now(),
            proved: Instant::now(),
            answered: 0,
        };
        (this, Handle { tx, cuts: cuts_tx, health: health_too })
    }

    /// Runs until told to stop; then answers what was accepted, and closes the journal.
    pub async fn run(mut self, shutdown: CancellationToken) {
        let mut inputs = Vec::with_capacity(BATCH_MAX);
        loop {
            self.health.rounds.fetch_add(1, Ordering::Relaxed);
            let deadline = self.office.next_deadline();
            let nap = self.nap(deadline);
            if self.committed.is_some() {
                // A crowd waits: nothing else is looked at before it is.
                self.rx.recv_many(&mut inputs, BATCH_MAX).await;
            } else {
                tokio::select! {
                    n = self.rx.recv_many(&mut inputs, BATCH_MAX) => if n == 0 { break },
                    Some((cut, reply)) = self.cuts.recv() => self.cut(&cut, reply, &shutdown).await,
                    () = tokio::time::sleep(REST), if self.wants_tending() => self.tend(&shutdown).await,
                    () = tokio::time::sleep(nap) => (),
                    () = shutdown.cancelled(), if !self.rx.is_closed() => self.rx.close(),
                }
            }
            // Looked at after every batch as well: requests that never pause must not put deadlines off.
            if deadline.is_some_and(|at| at <= self.clock.now()) {
                self.add_due(&mut inputs);
            }
            if !inputs.is_empty() {
                self.gather(&mut inputs).await;
                self.answered = inputs.len();
                self.step(&mut inputs, &shutdown).await;
            } else if self.proved.elapsed() >= PROOF_EVERY && !shutdown.is_cancelled() {
                self.prove(&shutdown).await;
            }
        }
        if let Some(journal) = self.journal.take()
            && let Err(error) = journal.close().await
        {
            tracing::warn!(error = %error, "the journal was not closed cleanly; it will recover at the next start");
        }
    }

    /// Lets those who share a busy moment share a commit.
    async fn gather(&mut self, inputs: &mut Vec<Input>) {
        if self.answered < 2 || self.committed.is_some() {
            return;
        }
        let (all, until) = ((inputs.len() + self.answered).min(BATCH_MAX), Instant::now() + GATHER_MAX);
        while inputs.len() < all && Instant::now() < until {
            tokio::task::yield_now().await;
            while inputs.len() < all
                && let Ok(input) = self.rx.try_recv()
            {
                inputs.push(input);
            }
        }
    }

    /// Makes a commit that leaves nothing behind.
    async fn prove(&mut self, shutdown: &CancellationToken) {
        let proof = match self.journal.as_mut() {
            Some(journal) => journal.prove().await,
            None => Err(AppendError::Poisoned),
        };
        match proof {
            Ok(()) => self.proved(),
            Err(error) => {
                self.reopen_after(&error, "the journal takes no commit: it is reopened", shutdown).await;
            }
        }
    }

    fn wants_tending(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::wants_tending)
    }

    /// Has the journal do what it put off.
    async fn tend(&mut self, shutdown: &CancellationToken) {
        let Some(journal) = self.journal.as_mut() else { return };
        if let Err(error) = journal.tend().await {
            self.reopen_after(&error, "the journal could not be tended to: it is reopened", shutdown).await;
        }
    }

    /// Deletes old history, while nobody waits for anything.
    async fn cut(&mut self, cut: &Cut, reply: CutReply, shutdown: &CancellationToken) {
        if self.office.state.day.is_some() {
            drop(reply.send(Err(Failure::Busy)));
            return;
        }
        let made = match self.journal.as_mut() {
            Some(journal) => journal.cut(cut).await,
            None => Err(AppendError::Poisoned),
        };
        if let Err(error) = made {
            drop(reply.send(Err(Failure::Unknown)));
            let what = "old history could not be deleted: the journal is reopened";
            return self.reopen_after(&error, what, shutdown).await;
        }
        drop(reply.send(Ok(())));
    }

    fn proved(&mut self) {
        self.proved = Instant::now();
        self.health.proofs.fetch_add(1, Ordering::Relaxed);
    }

    fn nap(&self, deadline: Option<Timestamp>) -> Duration {
        let Some(deadline) = deadline else { return NAP_MAX };
        let nap = self.clock.real(deadline - self.clock.now()).clamp(NAP_MIN, NAP_MAX);
        // A deadline that is due and stays due would wake this task a thousand times a second.
        if deadline > self.clock.now() { nap } else { nap.max(self.overdue_until - Instant::now()) }
    }

    fn add_due(&mut self, inputs: &mut Vec<Input>) {
        let due = self.office.due(self.clock.now());
        let ids: BTreeSet<String> = due.iter().map(|(id, _)| id.clone()).collect();
        if ids.is_subset(&self.overdue) {
            if Instant::now() < self.overdue_until {
                return;
            }
            self.overdue_until = Instant::now() + OVERDUE_PAUSE;
        }
        self.overdue = ids;
        let trusted = self.guard.judge() == Verdict::Trusted;
        for (id, command) in due {
            if command == Command::CloseDay && !trusted {
                continue;
            }
            match CommandId::new(&id) {
                Ok(id) => inputs.push(input(id, system("clock"), command).0),
                Err(error) => tracing::error!(error = %error, "a deadline has no valid command id"),
            }
        }
    }

    /// Decides everything that is waiting, commits it at once, then answers.
    async fn step(&mut self, inputs: &mut Vec<Input>, shutdown: &CancellationToken) {
        let now = self.clock.now();
        let forgotten = self.memory.forget(now);
        if forgotten > 0 {
            tracing::debug!(forgotten, "answers older than a day were forgotten");
        }
        let mut work = Work::default();
        for input in inputs.drain(..) {
            match self.memory.answer(self.journal.as_mut(), &input.request).await {
                Ok(None) => self.decide(now, input, &mut work),
                Ok(Some(Answer::Accepted { first, count })) => {
                    work.replies.push(Pending::Repeated(input.reply, first, count));
                }
                Ok(Some(Answer::Refused(rejection))) => {
                    work.replies.push(Pending::Done(input.reply, Err(rejection.into())));
                }
                Err(error) => {
                    tracing::error!(%error, "whether a command was answered before cannot be read: nothing is done");
                    work.replies.push(Pending::Done(input.reply, Err(Failure::JournalUnavailable)));
                }
            }
        }
        if work.answers.is_empty() {
            self.answer_committed().await;
            return self.told.answer(work).await;
        }
        if let Err(error) = self.commit(&work).await {
            self.answer_committed().await;
            for pending in work.replies {
                let (Pending::Done(reply, _) | Pending::Repeated(reply, ..)) = pending;
                let _ = reply.send(Err(Failure::Unknown));
            }
            let what = "a commit failed: its outcome is unknown, the journal is reopened";
            return self.reopen_after(&error, what, shutdown).await;
        }
        self.health.commits.fetch_add(1, Ordering::Relaxed);
        self.proved();
        self.committed = Some(work);
        if self.rx.len() < CROWD {
            self.answer_committed().await;
        }
    }

    /// Makes a commit; those of the one before are answered meanwhile, if they were not yet.
    async fn commit(&mut self, work: &Work) -> Result<(), AppendError> {
        let journal = self.journal.as_mut().ok_or(AppendError::Poisoned)?;
        let mut commit = pin!(journal.append(&work.events, &work.answers, &self.office.state));
        if let Some(before) = self.committed.take() {
            // Looked at once, it is on its way to the disk.
            let done = poll_immediate(&mut commit).await;
            self.told.answer(before).await;
            if let Some(done) = done {
                return done;
            }
        }
        awake(commit).await
    }

    async fn answer_committed(&mut self) {
        if let Some(work) = self.committed.take() {
            self.told.answer(work).await;
        }
    }

    fn decide(&mut self, now: Timestamp, input: Input, work: &mut Work) {
        let Input { request, reply } = input;
        let (answer, result) = match self.office.decide(now, &request) {
            Ok(events) => {
                let first = self.office.state.seq + 1;
                let events =
                    events.into_iter().map(|event| self.record(now, &request, event)).collect::<Vec<_>>();
                let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
                work.events.extend(events.iter().cloned());
                (Answer::Accepted { first, count }, Ok(Done { events, repeated: false }))
            }
            Err(rejection) => (Answer::Refused(rejection.clone()), Err(rejection.into())),
        };
        let entry = Entry { at: now, command: request.command, answer };
        self.memory.keep(request.id.clone(), entry.clone());
        work.answers.push((request.id, entry));
        work.replies.push(Pending::Done(reply, result));
    }

    /// Gives an event its place and applies it. The state is this task's alone: nobody sees it before the
    /// commit, and a failed commit throws it away.
    fn record(&mut self, now: Timestamp, request: &Request, event: queue::Event) -> Arc<Recorded> {
        let day = match &event {
            queue::Event::DayOpened { plan } => Some(plan.day),
            _ => self.office.state.day.as_ref().map(|d| d.day),
        };
        let recorded = Recorded {
            seq: self.office.state.seq + 1,
            at: now,
            day,
            event,
            v: 1,
            actor: request.actor.clone(),
            command: request.id.clone(),
        };
        self.office.apply(&recorded);
        Arc::new(recorded)
    }

    /// Says what failed, and opens the journal again.
    async fn reopen_after(&mut self, error: &AppendError, what: &'static str, shutdown: &CancellationToken) {
        tracing::error!(message_id = messages::COMMIT_UNKNOWN, error = %with_cause(error), "{what}");
        self.reopen(shutdown).await;
    }

    /// Opens the journal again until it can be written, and takes over what it holds; gives up when the daemon
    /// stops meanwhile.
    async fn reopen(&mut self, shutdown: &CancellationToken) {
        self.health.writable.store(false, Ordering::Relaxed);
        if let Some(journal) = self.journal.take() {
            journal.abandon().await;
        }
        loop {
            match open_writable(&self.dir).await {
                Ok((journal, loaded)) => {
                    let head = loaded.state.seq;
                    self.journal = Some(journal);
                    self.office.state = loaded.state;
                    self.told.readers.replica.replace(self.office.state.clone());
                    self.memory = Memory::of(self.told.reader.clone());
                    self.told.publish_found(head).await;
                    self.health.writable.store(true, Ordering::Relaxed);
                    self.proved();
                    tracing::warn!(
                        message_id = messages::JOURNAL_BACK,
                        seq = head,
                        "the journal is open again"
                    );
                    return;
                }
                Err(error) => {
                    tracing::error!(message_id = messages::PAPER_MODE, error = %error, "the journal cannot be written: the office is in paper mode");
                    self.health.rounds.fetch_add(1, Ordering::Relaxed);
                    self.refuse_for(REOPEN_PAUSE, shutdown).await;
                    if shutdown.is_cancelled() {
                        self.refuse_the_rest().await;
                        return;
                    }
                }
            }
        }
    }

    /// Answers for a while that nothing can be done.
    async fn refuse_for(&mut self, pause: Duration, shutdown: &CancellationToken) {
        let until = Instant::now() + pause;
        loop {
            tokio::select! {
                input = self.rx.recv() => match input {
                    Some(input) => drop(input.reply.send(Err(Failure::JournalUnavailable))),
                    None => return,
                },
                () = tokio::time::sleep_until(until) => return,
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Answers everybody who still waits, and takes nothing more.
    async fn refuse_the_rest(&mut self) {
        self.rx.close();
        while let Some(input) = self.rx.recv().await {
            let _ = input.reply.send(Err(Failure::JournalUnavailable));
        }
    }
}

impl Told {
    /// Publishes what is committed, then answers those who asked for it.
    async fn answer(&mut self, work: Work) {
        self.publish(work.events.into());
        for pending in work.replies {
            match pending {
                Pending::Done(reply, answer) => drop(reply.send(answer)),
                Pending::Repeated(reply, first, count) => {
                    let events = self.events(first, count).await;
                    drop(reply.send(events.map(|events| Done { events, repeated: true })));
                }
            }
        }
    }

    /// Publishes what a failed commit turns out to have written; the journal ends at `head`.
    async fn publish_found(&mut self, head: u64) {
        let count = u32::try_from(head.saturating_sub(self.published)).unwrap_or(u32::MAX);
        if count > 0 {
            match self.reader.range(self.published + 1, count).await {
                Ok(events) => {
                    let batch: Batch = events.into_iter().map(Arc::new).collect();
                    self.publish(batch);
                }
                Err(error) => {
                    tracing::warn!(error = %error, "readers will catch up from the journal themselves");
                    self.published = head;
                    self.readers.feed.nudge();
                }
            }
        }
    }

    fn publish(&mut self, events: Batch) {
        if events.is_empty() {
            return;
        }
        self.health.events.fetch_add(events.len() as u64, Ordering::Relaxed);
        self.published = events.last().map_or(self.published, |r| r.seq);
        self.recent.extend(events.iter().cloned());
        let excess = self.recent.len().saturating_sub(RECENT_EVENTS);
        self.recent.drain(..excess);
        self.readers.replica.take(&events);
        self.readers.feed.publish(events);
    }

    async fn events(&self, first: u64, count: u32) -> Result<Vec<Arc<Recorded>>, Failure> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let last = first + u64::from(count) - 1;
        if self.recent.front().is_some_and(|r| r.seq <= first) {
            return Ok(self.recent.iter().filter(|r| (first..=last).contains(&r.seq)).cloned().collect());
        }
        match self.reader.range(first, count).await {
            Ok(events) => Ok(events.into_iter().map(Arc::new).collect()),
            Err(error) => {
                tracing::warn!(error = %error, "the first answer to a repeated command cannot be read");
                Err(Failure::Unknown)
            }
        }
    }
}

/// Why the journal is not back yet.
#[derive(Debug, thiserror::Error)]
enum NotBack {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{}", with_cause(.0))]
    Append(#[from] AppendError),
}

fn with_cause(error: &AppendError) -> String {
    let source = std::error::Error::source(error).map(|s| format!(": {s}"));
    format!("{error}{}", source.unwrap_or_default())
}

/// Waits for something that is done in a moment without letting this thread sleep.
async fn awake<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let until = Instant::now() + AWAKE_MAX;
    while Instant::now() < until {
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::task::yield_now() => (),
        }
        // The commit itself may need this processor.
        std::thread::yield_now();
    }
    work.await
}

/// Opens the journal and makes sure that it takes a commit: one on a full disk can be opened, too.
async fn open_writable(dir: &std::path::Path) -> Result<(Journal, Loaded), NotBack> {
    let (mut journal, loaded) = Journal::open(dir).await?;
    match journal.probe().await {
        Ok(()) => Ok((journal, loaded)),
        Err(error) => {
            journal.abandon().await;
            Err(error.into())
        }
    }
}
