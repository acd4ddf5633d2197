//! Tells systemd that the office works, as long as it does: not that the process lives, but that its organs do their
//! work. A process that lives and hangs is restarted within seconds.
//!
//! Three proofs, each with its own limit: the dispatcher goes round; commits reach the disk (an idle office makes one of
//! its own); a request through the listener is answered. A dead printer or a full disk is no reason: restarting would
//! not help, and paper mode goes on trying by itself.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sd_notify::NotifyState;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::dispatcher::Health;
use crate::messages;

/// How long each proof may stay away.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The dispatcher, which looks up every five seconds at the latest. Longer than SQLite waits for a lock (5 s).
    pub dispatcher: Duration,
    /// A commit, of which an idle office makes one every five seconds.
    pub journal: Duration,
    /// An answer to a request.
    pub listener: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            dispatcher: Duration::from_secs(12),
            journal: Duration::from_secs(15),
            listener: Duration::from_secs(5),
        }
    }
}

/// What does not work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Stuck {
    /// No command is decided any more.
    #[error("the dispatcher")]
    Dispatcher,
    /// No commit comes about, and no error either.
    #[error("the journal")]
    Journal,
    /// No request is answered.
    #[error("the listener")]
    Listener,
}

/// A count that must move, and when it last did.
struct Pulse {
    count: u64,
    moved: Instant,
}

impl Pulse {
    fn of(counter: &AtomicU64) -> Self {
        Self { count: counter.load(Ordering::Relaxed), moved: Instant::now() }
    }

    fn beats(&mut self, counter: &AtomicU64, limit: Duration) -> bool {
        let count = counter.load(Ordering::Relaxed);
        if count != self.count {
            *self = Self::of(counter);
        }
        self.moved.elapsed() <= limit
    }
}

/// Looks after one office.
pub struct Watchdog {
    health: Arc<Health>,
    address: SocketAddr,
    limits: Limits,
    rounds: Pulse,
    commits: Pulse,
}

impl Watchdog {
    /// Returns a watchdog that has just seen everything work.
    #[must_use]
    pub fn new(health: Arc<Health>, address: SocketAddr, limits: Limits) -> Self {
        let (rounds, commits) = (Pulse::of(&health.rounds), Pulse::of(&health.proofs));
        Self { health, address, limits, rounds, commits }
    }

    /// Looks at every organ.
    ///
    /// # Errors
    /// The first that is [`Stuck`].
    pub async fn look(&mut self) -> Result<(), Stuck> {
        if !self.rounds.beats(&self.health.rounds, self.limits.dispatcher) {
            return Err(Stuck::Dispatcher);
        }
        let commits = self.commits.beats(&self.health.proofs, self.limits.journal);
        // In paper mode nothing is committed, and the rounds show that it is tried.
        if !commits && self.health.writable.load(Ordering::Relaxed) {
            return Err(Stuck::Journal);
        }
        match tokio::time::timeout(self.limits.listener, answers(self.address)).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false) | Err(_)) | Err(_) => Err(Stuck::Listener),
        }
    }

    /// Feeds systemd's watchdog, if it has one for this process, until told to stop.
    pub async fn run(mut self, stop: CancellationToken) {
        let Some(interval) = sd_notify::watchdog_enabled() else { return };
        loop {
            tokio::select! {
                () = tokio::time::sleep(interval / 4) => (),
                () = stop.cancelled() => return,
            }
            match self.look().await {
                Ok(()) => {
                    let paper = !self.health.writable.load(Ordering::Relaxed);
                    let status = if paper { "paper mode: the journal cannot be written" } else { "working" };
                    let _ = sd_notify::notify(&[NotifyState::Watchdog, NotifyState::Status(status)]);
                }
                Err(stuck) => {
                    tracing::error!(message_id = messages::STUCK, stuck = %stuck,
                        "{stuck} shows no work: systemd will restart the daemon");
                    let _ = sd_notify::notify(&[NotifyState::Status(&format!("{stuck} hangs"))]);
                }
            }
        }
    }
}

async fn answers(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
    let mut answer = Vec::with_capacity(512);
    stream.take(4096).read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}
