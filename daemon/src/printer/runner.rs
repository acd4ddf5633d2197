//! The task that owns one printer: opens its link again and again, and carries bytes and time to the conversation.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::pin::Pin;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::conversation::Conversation;
use super::job::{Left, PrintJob, PrinterEvent, Timing};
use super::link::{Link, Target};
use super::profile::Profile;
use super::status::Cause;

/// Bytes read at once; a printer's answers are a handful.
const READ_BYTES: usize = 256;

/// One printer to run.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What it can do.
    pub profile: Profile,
    /// Where it is.
    pub target: Target,
    /// How long it is waited for.
    pub timing: Timing,
    /// What the last run left at it.
    pub left: Left,
}

/// What woke the task.
enum Wake {
    Heard(usize),
    Wrote(usize),
    Opened(Link),
    Lost(io::Error),
    Permit(Result<(), oneshot::error::RecvError>),
    Job(Option<PrintJob>),
    Time,
    Stop,
}

/// Runs one printer until `shutdown`, or until the jobs' channel is closed and nothing is under way.
///
/// A job that cannot be sent now fails at once with its cause, so that no ticket waits here unseen; the owner offers it
/// again. When `outcomes` is full the printer waits: no outcome is ever dropped.
pub async fn run(
    setup: Setup,
    mut jobs: mpsc::Receiver<PrintJob>,
    outcomes: mpsc::Sender<PrinterEvent>,
    shutdown: CancellationToken,
) {
    let baud = matches!(setup.target, Target::Serial(_)).then_some(setup.profile.serial.baud);
    let serial = setup.profile.serial;
    let (first_pause, longest_pause) = setup.timing.backoff;
    let mut talk = Conversation::new(setup.profile, setup.timing, (baud, setup.left), Instant::now());
    let mut link: Option<Link> = None;
    let mut opening = Some(open(setup.target.clone(), serial, Instant::now()));
    let mut pause = first_pause;
    let mut opened_at = Instant::now();
    let mut jobs_open = true;
    let mut buffer = [0; READ_BYTES];
    loop {
        while let Some(event) = talk.events.pop_front() {
            // An owner that is gone needs no outcomes any more.
            let _ = outcomes.send(event).await;
        }
        if talk.is_stopped() {
            break;
        }
        let deadline = talk.deadline(Instant::now());
        let accepts = jobs_open && talk.accepts_jobs();
        let (pending, permit) = parts(&mut talk, Instant::now());
        let wake = tokio::select! {
            () = shutdown.cancelled(), if !shutdown_seen(jobs_open) => Wake::Stop,
            wake = carry(link.as_ref(), &pending, &mut buffer) => wake,
            opened = wait_open(opening.as_mut()) => opened,
            given = wait_permit(permit) => Wake::Permit(given),
            job = jobs.recv(), if accepts => Wake::Job(job),
            () = tokio::time::sleep_until(deadline) => Wake::Time,
        };
        let now = Instant::now();
        match wake {
            Wake::Heard(count) => buffer[..count].iter().for_each(|byte| talk.hear(*byte, now)),
            Wake::Wrote(count) => talk.wrote(count, now),
            Wake::Opened(opened) => {
                opening = None;
                tracing::info!(target = ?setup.target, "printer: link is open");
                link = Some(opened);
                opened_at = now;
                talk.opened(now);
            }
            Wake::Lost(error) => {
                if link.is_some() || pause == first_pause {
                    tracing::warn!(target = ?setup.target, %error, "printer: no link; it is tried again");
                }
                talk.broken = Some(Cause::LinkLost);
            }
            Wake::Permit(given) => talk.permitted(given, now),
            Wake::Job(Some(job)) => talk.offer(job, now),
            Wake::Job(None) | Wake::Stop => {
                jobs_open = false;
                talk.stop(now);
            }
            Wake::Time => {}
        }
        talk.tick(now);
        if let Some(cause) = talk.broken.take() {
            if let Some(link) = link.take() {
                link.abandon();
                // What takes the connection and ends it at once is no printer that came back.
                if now - opened_at >= longest_pause {
                    pause = first_pause;
                }
            }
            talk.lost(cause);
            opening = Some(open(setup.target.clone(), serial, now + jittered(pause)));
            pause = (pause * 2).min(longest_pause);
        }
    }
    if let Some(link) = link {
        link.settle().await;
    }
}

/// After the stop was seen, or the owner is gone, there is nothing more to be told.
fn shutdown_seen(jobs_open: bool) -> bool {
    !jobs_open
}

fn parts(talk: &mut Conversation, now: Instant) -> (Vec<u8>, Option<&mut oneshot::Receiver<()>>) {
    (talk.pending(now).to_vec(), talk.permit.as_mut())
}

/// Reads and writes, whichever is possible first. Without a link it waits for ever.
async fn carry(link: Option<&Link>, pending: &[u8], buffer: &mut [u8]) -> Wake {
    let Some(link) = link else { return std::future::pending().await };
    tokio::select! {
        // Answers first: they decide whether it is wise to go on writing.
        biased;
        read = link.read(buffer) => read.map_or_else(Wake::Lost, Wake::Heard),
        written = link.write(pending), if !pending.is_empty() => written.map_or_else(Wake::Lost, Wake::Wrote),
    }
}

type Opening = Pin<Box<dyn Future<Output = Wake> + Send>>;

/// Opens the link at a time. It is kept over other events, which must not start it anew each time.
fn open(target: Target, serial: super::profile::SerialLine, at: Instant) -> Opening {
    Box::pin(async move {
        tokio::time::sleep_until(at).await;
        Link::open(&target, serial).await.map_or_else(Wake::Lost, Wake::Opened)
    })
}

async fn wait_open(opening: Option<&mut Opening>) -> Wake {
    match opening {
        Some(opening) => opening.await,
        None => std::future::pending().await,
    }
}

async fn wait_permit(permit: Option<&mut oneshot::Receiver<()>>) -> Result<(), oneshot::error::RecvError> {
    match permit {
        Some(permit) => permit.await,
        None => std::future::pending().await,
    }
}

/// Returns the pause, shortened by up to a half, so that printers behind one hub do not all come back at once.
fn jittered(pause: Duration) -> Duration {
    let random = RandomState::new().hash_one(0) % 512;
    pause.mul_f64(1.0 - random as f64 / 1_024.0)
}
