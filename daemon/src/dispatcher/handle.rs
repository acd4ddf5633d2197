//! Where commands are sent, and what comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

use queue::id::{CommandId, DeviceId, TicketId};
use queue::{Actor, Command, Recorded, Rejection, Request, Role};
use tokio::sync::{mpsc, oneshot};

use crate::store::Cut;

/// Why a command has no events to show.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A rule of the office forbids it.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// Too many requests wait already; nothing was done.
    #[error("too many requests are waiting: try again with the same command id")]
    Busy,
    /// The journal cannot be written now; nothing was done.
    #[error("the journal cannot be written now: work with paper numbers until it can")]
    JournalUnavailable,
    /// The commit failed: it may or may not have happened.
    #[error("whether this was done is not known: ask again with the same command id")]
    Unknown,
    /// The daemon is stopping; nothing was done.
    #[error("the daemon is stopping")]
    Stopping,
}

/// What a command did.
#[derive(Debug, Clone)]
pub struct Done {
    /// Its events, in order.
    pub events: Vec<Arc<Recorded>>,
    /// Whether the command had been answered before.
    pub repeated: bool,
}

impl Done {
    /// Returns the journal's number of the last event, 0 when there was none.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.events.last().map_or(0, |r| r.seq)
    }
}

pub(super) type CutReply = oneshot::Sender<Result<(), Failure>>;
pub(super) type Reply = oneshot::Sender<Result<Done, Failure>>;

/// A command on its way, and who waits for its answer.
pub(super) struct Input {
    pub(super) request: Request,
    pub(super) reply: Reply,
}

/// Health of the journal, for readiness and the technician.
#[derive(Debug, Default)]
pub struct Health {
    /// True while commits succeed.
    pub writable: AtomicBool,
    /// Commits so far.
    pub commits: AtomicU64,
    /// Events so far.
    pub events: AtomicU64,
    /// Commits so far, those that only prove that one is possible included.
    pub proofs: AtomicU64,
    /// Rounds of the dispatcher so far; it makes one every five seconds at the latest.
    pub rounds: AtomicU64,
}

/// Where commands are sent.
#[derive(Clone)]
pub struct Handle {
    pub(super) tx: mpsc::Sender<Input>,
    pub(super) cuts: mpsc::Sender<(Cut, CutReply)>,
    /// How the journal does.
    pub health: Arc<Health>,
}

impl Handle {
    /// Returns false once the dispatcher is gone: nothing can be done any more until the daemon is started again.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        !self.tx.is_closed()
    }

    /// Sends a command and waits for its durable answer. A full queue answers `Busy` at once.
    ///
    /// # Errors
    /// [`Failure`]: refused, busy, or what became of it is unknown.
    pub async fn ask(&self, id: CommandId, actor: Actor, command: Command) -> Result<Done, Failure> {
        let (input, answer) = input(id, actor, command);
        self.tx.try_send(input).map_err(|e| match e {
            mpsc::error::TrySendError::Full(_) => Failure::Busy,
            mpsc::error::TrySendError::Closed(_) => Failure::Stopping,
        })?;
        // Taken, but never answered: nobody can tell how far it came.
        answer.await.unwrap_or(Err(Failure::Unknown))
    }

    /// As [`Handle::ask`], but waits for room: for devices, whose commands come one after the other.
    ///
    /// # Errors
    /// As [`Handle::ask`], without `Busy`.
    pub async fn ask_patiently(
        &self,
        id: CommandId,
        actor: Actor,
        command: Command,
    ) -> Result<Done, Failure> {
        let (input, answer) = input(id, actor, command);
        self.tx.send(input).await.map_err(|_| Failure::Stopping)?;
        answer.await.unwrap_or(Err(Failure::Unknown))
    }

    /// Has old history deleted; refused while an office day is open.
    ///
    /// # Errors
    /// [`Failure`]: busy with an open day, or what became of it is unknown.
    pub async fn cut(&self, cut: Cut) -> Result<(), Failure> {
        let (reply, answer) = oneshot::channel();
        self.cuts.send((cut, reply)).await.map_err(|_| Failure::Stopping)?;
        answer.await.unwrap_or(Err(Failure::Unknown))
    }
}

/// Returns a command on its way, and where its answer will come.
pub(super) fn input(
    id: CommandId,
    actor: Actor,
    command: Command,
) -> (Input, oneshot::Receiver<Result<Done, Failure>>) {
    let (reply, answer) = oneshot::channel();
    let fresh = TicketId(uuid::Uuid::now_v7().as_u128());
    (Input { request: Request { id, actor, fresh, command }, reply }, answer)
}

/// Returns the actor for what the daemon does by itself.
#[must_use]
pub fn system(name: &str) -> Actor {
    let id = DeviceId::new(name).or_else(|_| DeviceId::new("daemon"));
    Actor { role: Role::System, id: id.expect("invariant: the name is a constant slug") }
}
