//! Bridges: lines at the far end of a hall, over MQTT. To the rest of the daemon each is a line like its own.
//!
//! # Layout
//! - `far`: pure: from topics to what a line says, and back
//! - here: who gets which message, and the task of one bridge

mod far;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use firmware_bridge::host::{LineCommand, LineEvent};
use firmware_bridge::mqtt::{self, Client, Received};
use firmware_bridge::wire::topic::{DAEMON, Topic, Tree};
use queue::id::{DeviceId, OfficeId};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::far::{Far, Output};
use super::line::{Line, Link};
use crate::mqtt::DEVICE;
use crate::registry::Registry;

/// Messages that may wait for one bridge's task. Behind a full queue new ones are dropped and counted: presses and
/// states are said again.
const TOLD_MAX: usize = 128;
/// How often silence is looked at.
const TICK: Duration = Duration::from_millis(250);

/// A message and what it is about.
struct Told {
    topic: Topic,
    message: Received,
}

/// The bridges of the office. Cheap to clone.
#[derive(Clone)]
pub struct Bridges {
    client: Client,
    tree: Tree,
    registry: Registry,
    /// Devices on the daemon's own lines: nobody else may speak for them.
    own: Arc<BTreeSet<String>>,
    waiting: Arc<Mutex<BTreeMap<DeviceId, mpsc::Receiver<Told>>>>,
}

/// The task that hands messages to the bridges they are about.
pub struct Router {
    bridges: Bridges,
    device: DeviceId,
    routes: BTreeMap<String, mpsc::Sender<Told>>,
}

impl Bridges {
    /// Returns the bridges among these lines, and the task that hands them their messages.
    #[must_use]
    pub fn new(client: Client, office: &OfficeId, registry: Registry, lines: &[Line]) -> (Self, Router) {
        let mut routes = BTreeMap::new();
        let (mut own, mut waiting) = (BTreeSet::new(), BTreeMap::new());
        for line in lines {
            let devices = line.devices().map(|(_, id, _)| id.to_string());
            match line.link {
                Link::Serial(_) => own.extend(devices),
                Link::Bridge => {
                    let (tx, rx) = mpsc::channel(TOLD_MAX);
                    routes.extend(devices.chain([line.id.to_string()]).map(|who| (who, tx.clone())));
                    waiting.insert(line.id.clone(), rx);
                }
            }
        }
        let waiting = Arc::new(Mutex::new(waiting));
        let tree = Tree::new(office.as_str());
        let bridges = Self { client, tree, registry, own: Arc::new(own), waiting };
        let device = DeviceId::new(DEVICE).expect("invariant: the name is an id");
        (bridges.clone(), Router { bridges, device, routes })
    }

    /// Returns the task of one bridge: what it says becomes events of a line, commands become messages.
    pub(super) fn speak(
        &self,
        line: &Line,
        (commands, events): (mpsc::Receiver<LineCommand>, mpsc::Sender<LineEvent>),
        shutdown: CancellationToken,
    ) -> impl Future<Output = ()> + Send + use<> {
        let told = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&line.id);
        let far = Far::new(&line.id, line.devices(), Arc::clone(&self.own));
        let speaker =
            Speaker { bridges: self.clone(), id: line.id.clone(), far, started: Instant::now(), events };
        async move {
            match told {
                Some(told) => drop(shutdown.run_until_cancelled(speaker.run(commands, told)).await),
                None => tracing::error!(device.id = %speaker.id, "a bridge has one task only"),
            }
        }
    }
}

impl Router {
    /// Hands out messages until told to stop.
    pub async fn run(self, shutdown: CancellationToken) {
        let filters = self.bridges.tree.said();
        let Ok(mut received) = self.bridges.client.subscribe(filters) else { return };
        loop {
            tokio::select! {
                message = received.recv() => match message {
                    Some(message) => self.hand_out(message),
                    None => return,
                },
                () = shutdown.cancelled() => return,
            }
        }
    }

    fn hand_out(&self, message: Received) {
        let registry = &self.bridges.registry;
        let Some(topic) = self.bridges.tree.parse(&message.topic) else {
            registry.count(&self.device, "topics_unknown", 1);
            return;
        };
        let who = topic.who().to_owned();
        if who == DAEMON || message.payload.is_empty() {
            return;
        }
        if let Some(tx) = self.routes.get(&who) {
            if tx.try_send(Told { topic, message }).is_err() {
                registry.count(&self.device, "messages_dropped", 1);
            }
            return;
        }
        // A device on a line of this machine has that one link.
        let why = if self.bridges.own.contains(&who) { "own_line" } else { "not_configured" };
        tracing::debug!(topic = %message.topic, why, "a message was dropped");
        registry.count(&self.device, "messages_of_strangers", 1);
        registry.note(&self.device, "stranger", why, &who);
    }
}

/// One bridge and the line it stands for.
struct Speaker {
    bridges: Bridges,
    id: DeviceId,
    far: Far,
    started: Instant,
    events: mpsc::Sender<LineEvent>,
}

impl Speaker {
    fn ms(&self, at: Instant) -> u64 {
        u64::try_from(at.saturating_duration_since(self.started).as_millis()).unwrap_or(u64::MAX)
    }

    async fn run(mut self, mut commands: mpsc::Receiver<LineCommand>, mut told: mpsc::Receiver<Told>) {
        let mut link = self.bridges.client.link();
        let mut tick = tokio::time::interval(TICK);
        link.mark_changed();
        loop {
            let now = self.ms(Instant::now());
            tokio::select! {
                Some(Told { topic, message }) = told.recv() => {
                    let at = self.ms(message.received_at);
                    self.far.on_message(at, now, &topic, message.retained, &message.payload);
                }
                command = commands.recv() => match command {
                    Some(command) => self.far.on_command(command, self.bridges.client.stamp()),
                    None => return,
                },
                Ok(()) = link.changed() => match &*link.borrow_and_update() {
                    mqtt::Link::Up { .. } => self.far.on_broker(now, None),
                    mqtt::Link::Down(cause) => self.far.on_broker(now, Some(cause.clone())),
                },
                _ = tick.tick() => self.far.on_tick(now),
            }
            if !self.carry_out().await {
                return;
            }
        }
    }

    /// Does what the bridge's state asks for; false once nobody listens.
    async fn carry_out(&mut self) -> bool {
        let Bridges { client, tree, registry, .. } = &self.bridges;
        while let Some(output) = self.far.poll() {
            let sent = match output {
                Output::Event(event) => match self.events.send(event).await {
                    Ok(()) => Ok(()),
                    Err(_) => return false,
                },
                Output::Report(report) => {
                    registry.report(&self.id, report);
                    Ok(())
                }
                Output::Detail(id, name, value) => {
                    registry.detail(&id, name, value);
                    Ok(())
                }
                Output::Count(id, name, by) => {
                    registry.count(&id, name, by);
                    Ok(())
                }
                Output::Send(topic, payload, ttl) => client.send(tree.path(&topic), payload, ttl),
                Output::Retain(topic, payload) => client.retain(tree.path(&topic), payload),
            };
            if let Err(error) = sent {
                tracing::warn!(device.id = %self.id, "a message could not be sent: {error}");
            }
        }
        true
    }
}
