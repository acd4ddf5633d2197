//! A connection to the office's MQTT broker that is made again for ever, and loses nothing it was told to keep.
//!
//! The only module that knows which MQTT library there is. What it takes care of, as that library does not:
//! a message that was sent and not acknowledged is sent again on the next connection; retained topics are published
//! again on each connection, so nothing depends on the broker remembering them; subscriptions are made before anything
//! is published; a will of an earlier connection is told from the present one's by its birth.
//!
//! What it does not do: outlive its process. What must survive that is in the journal, and retained topics are made from it.
//!
//! # Layout
//! - `mailbox`: pure: what waits to be published, and what was sent and is not acknowledged
//! - `connection`: one connection from its first byte to its end
//! - [`credential`]: name and password from a file of mode 0600
//! - [`lateness`]: how long a message was on its way, between two machines whose clocks differ

mod connection;
pub mod credential;
pub mod lateness;
mod mailbox;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::sim::Rng;
use crate::wire::topic::{fits, is_filter, is_topic};
use mailbox::{Mailbox, Message};

/// Largest payload sent, in bytes.
pub const PAYLOAD_MAX: usize = 8_192;
/// Largest payload taken, in bytes: a larger one that comes is dropped and counted.
pub const RECEIVED_BYTES_MAX: usize = 16_384;
/// Messages that wait to be published. Behind a full queue the new one is refused: the sender knows best what to drop.
pub const MESSAGES_MAX: usize = 512;
/// Retained topics of one client: a town's portal has one for each of its offices.
pub const RETAINED_MAX: usize = 4_096;
/// Received messages that may wait for a subscriber. Behind a full queue new ones are dropped and counted.
pub const RECEIVED_MAX: usize = 256;
/// First and longest pause before connecting again; each is shortened by up to a half by chance.
pub const RECONNECT_PAUSE: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(5));
/// How long a connection must have held to start from the first pause again.
const STEADY: Duration = Duration::from_secs(5);
/// The presence topic is published anew this often: proof of life, a measure of the way ([`lateness`]), and the remedy for
/// a will of an older connection that came late and overwrote it.
pub const HEARTBEAT: Duration = Duration::from_secs(20);
/// The broker is asked for a sign of life this often; a dead one is noticed after two.
pub const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// Where the broker is, and who connects.
#[derive(Clone, Debug)]
pub struct Options {
    /// Host and port.
    pub broker: String,
    /// Unique among the broker's clients; the same after each restart, so that an old connection is taken over.
    pub client_id: String,
    /// File of mode 0600 with `name:password`, read anew for each connection. None connects without a name.
    pub credential: Option<PathBuf>,
    /// Topic that says whether this client is there: retained, and its last will.
    pub presence: String,
}

/// How the connection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not connected, and why.
    Down(String),
    /// Connected; every subscription is made. Each connection has a birth of its own.
    Up {
        /// Names this connection for ever.
        birth: String,
    },
}

/// A message that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its topic.
    pub topic: String,
    /// Its bytes; nothing is known of them.
    pub payload: Vec<u8>,
    /// The broker had it in store: it says how something is, never that something happens now.
    pub retained: bool,
    /// When it came.
    pub received_at: Instant,
}

/// What was not delivered, since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections made.
    pub connections: u64,
    /// Messages whose time had passed before the broker took them.
    pub expired: u64,
    /// Messages refused because too many waited.
    pub refused: u64,
    /// Received messages dropped: their subscriber was too slow.
    pub dropped: u64,
    /// Received messages dropped: too large.
    pub oversize: u64,
    /// Subscriptions the broker refused.
    pub forbidden: u64,
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Too many wait already.
    #[error("{MESSAGES_MAX} messages wait for the broker already")]
    Full,
    /// Nothing can be published there.
    #[error("the topic is empty or holds + or #")]
    Topic,
    /// The payload is too large.
    #[error("the payload has more than {PAYLOAD_MAX} bytes")]
    Size,
}

struct Route {
    filters: Vec<String>,
    tx: mpsc::Sender<Received>,
}

struct State {
    mailbox: Mailbox,
    routes: Vec<Route>,
    /// Filters of all routes, in the order they were asked for; the connection counts how many it has subscribed to.
    filters: Vec<String>,
    presence: Map<String, Value>,
    counts: Counts,
}

struct Shared {
    /// Names this start of the process for ever, and is what the clock of its messages counts from.
    run: String,
    started: Instant,
    state: Mutex<State>,
    wake: Notify,
    link: watch::Sender<Link>,
}

/// Where messages are given to the connection and taken from it. Cheap to clone; never waits for the broker.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// The task behind a [`Client`]: run it once.
pub struct Driver {
    options: Options,
    shared: Arc<Shared>,
    rng: Rng,
}

impl Client {
    /// Returns a client, and its task.
    #[must_use]
    pub fn new(options: Options) -> (Self, Driver) {
        let state = State {
            mailbox: Mailbox::default(),
            routes: Vec::new(),
            filters: Vec::new(),
            presence: Map::new(),
            counts: Counts::default(),
        };
        let link = watch::Sender::new(Link::Down("not connected yet".to_owned()));
        let shared = Arc::new(Shared {
            run: uuid::Uuid::now_v7().simple().to_string(),
            started: Instant::now(),
            state: Mutex::new(state),
            wake: Notify::new(),
            link,
        });
        let rng = Rng::new(uuid::Uuid::new_v4().as_u64_pair().1);
        (Self(Arc::clone(&shared)), Driver { options, shared, rng })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock()
    }

    /// Publishes a message once, if the broker takes it within `ttl`: sent again on the next connection if need be,
    /// so that it may come twice.
    ///
    /// # Errors
    /// [`SendError`]: it was not taken.
    pub fn send(
        &self,
        topic: impl Into<String>,
        payload: impl Into<Vec<u8>>,
        ttl: Duration,
    ) -> Result<(), SendError> {
        let (topic, payload) = check(topic.into(), payload.into())?;
        let mut state = self.state();
        if state.mailbox.waiting() >= MESSAGES_MAX {
            state.counts.refused += 1;
            return Err(SendError::Full);
        }
        state.mailbox.push(Message { topic, payload, until: Instant::now() + ttl });
        drop(state);
        self.0.wake.notify_one();
        Ok(())
    }

    /// Keeps a retained topic at this content, on this connection and all later ones; only the newest counts.
    ///
    /// # Errors
    /// [`SendError`]: it was not taken.
    pub fn retain(&self, topic: impl Into<String>, payload: impl Into<Vec<u8>>) -> Result<(), SendError> {
        let (topic, payload) = check(topic.into(), payload.into())?;
        if !self.state().mailbox.retain(topic, payload) {
            return Err(SendError::Full);
        }
        self.0.wake.notify_one();
        Ok(())
    }

    /// Publishes a retained topic of this client once more, as it is.
    pub fn publish_again(&self, topic: &str) {
        self.state().mailbox.again(topic);
        self.0.wake.notify_one();
    }

    /// Adds to what the presence topic says besides `online`, `birth`, `run` and `mono_ms`.
    pub fn set_presence(&self, fields: Map<String, Value>) {
        let mut state = self.state();
        state.presence = fields;
        state.mailbox.presence_changed();
        drop(state);
        self.0.wake.notify_one();
    }

    /// Returns what comes on these filters, on this connection and all later ones. A subscriber that does not keep up
    /// loses the newest messages, which are counted; one that drops its end is forgotten.
    ///
    /// # Errors
    /// [`SendError::Topic`]: a filter is not one.
    pub fn subscribe(&self, filters: Vec<String>) -> Result<mpsc::Receiver<Received>, SendError> {
        if !filters.iter().all(|filter| is_filter(filter)) {
            return Err(SendError::Topic);
        }
        let (tx, rx) = mpsc::channel(RECEIVED_MAX);
        let mut state = self.state();
        state.filters.extend(filters.iter().cloned());
        state.routes.push(Route { filters, tx });
        drop(state);
        self.0.wake.notify_one();
        Ok(rx)
    }

    /// Returns how the connection is, and tells when that changes.
    #[must_use]
    pub fn link(&self) -> watch::Receiver<Link> {
        self.0.link.subscribe()
    }

    /// Returns the name of this start of the process, and the milliseconds since: what a message is stamped with.
    #[must_use]
    pub fn stamp(&self) -> (&str, u64) {
        (&self.0.run, self.0.now_ms())
    }

    /// Returns what was not delivered.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.state().counts
    }
}

fn check(topic: String, payload: Vec<u8>) -> Result<(String, Vec<u8>), SendError> {
    if !is_topic(&topic) {
        return Err(SendError::Topic);
    }
    if payload.len() > PAYLOAD_MAX {
        return Err(SendError::Size);
    }
    Ok((topic, payload))
}

impl Shared {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that holds the lock can stop half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a message to everybody who wants it; never waits.
    fn deliver(&self, received: &Received) {
        let mut state = self.lock();
        if received.payload.len() > RECEIVED_BYTES_MAX {
            state.counts.oversize += 1;
            return;
        }
        let mut dropped = 0;
        state.routes.retain(|route| {
            if route.filters.iter().any(|filter| fits(filter, &received.topic))
                && let Err(mpsc::error::TrySendError::Full(_)) = route.tx.try_send(received.clone())
            {
                dropped += 1;
            }
            !route.tx.is_closed()
        });
        state.counts.dropped += dropped;
    }
}

impl Driver {
    /// Connects, and connects again, until told to stop; then says that this client is gone, and what still waits.
    pub async fn run(mut self, shutdown: CancellationToken) {
        let mut pause = RECONNECT_PAUSE.0;
        while !shutdown.is_cancelled() {
            let begun = Instant::now();
            let cause = connection::run(&self.options, &self.shared, &shutdown).await;
            tracing::debug!(broker = %self.options.broker, cause, "not connected to the broker");
            self.shared.link.send_replace(Link::Down(cause));
            if begun.elapsed() >= STEADY {
                pause = RECONNECT_PAUSE.0;
            }
            let shorter = Duration::from_micros(self.rng.below(pause.as_micros() as u64 / 2));
            tokio::select! {
                () = tokio::time::sleep(pause.saturating_sub(shorter)) => (),
                () = shutdown.cancelled() => return,
            }
            pause = (pause * 2).min(RECONNECT_PAUSE.1);
        }
    }
}
