//! A bridge: owns serial lines at the far end of a hall, and speaks for their devices over MQTT.
//!
//! A press stays in its pad until the daemon's journal has it: the bridge tells the pad to forget it only after the
//! daemon said so, and says it again until then. So it does not matter which of broker, bridge and daemon is killed when.
//! What devices shall show is retained on the broker, and published again by the daemon on each connection.
//!
//! # Layout
//! - [`config`]: the bridge's file
//! - `relay`: pure: from lines to topics and back
//! - `unit`: pure: one device, as the bridge knows it

pub mod config;
mod relay;
mod unit;

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::host::{LineCommand, LineEvent};
use crate::mqtt::{Client, Link, Options, SendError};
use crate::serial::{COMMANDS_MAX, EVENTS_MAX, run_line};
use crate::wire::topic::{DAEMON, Topic, Tree};
use config::Config;
use relay::{Output, Relay};

/// How often presses that are not recorded yet, and an absent daemon, are looked at.
const TICK: Duration = Duration::from_millis(250);
/// Commands that wait for a line that is slow to take them; with more, the oldest that is no acknowledgement goes.
const WAITING_MAX: usize = 256;

/// Runs a bridge until told to stop. A missing port, device or broker is waited for.
pub async fn run(config: Config, shutdown: CancellationToken) {
    let tree = Tree::new(&config.office);
    let (client, driver) = Client::new(Options {
        broker: config.broker.clone(),
        client_id: format!("nouba-{}-{}", config.office, config.id),
        credential: Some(config.credential.clone()),
        presence: tree.path(&Topic::State(config.id.clone())),
    });
    let mut filters =
        vec![tree.path(&Topic::State(DAEMON.to_owned())), tree.path(&Topic::Rebirth(config.id.clone()))];
    filters.extend(config.devices.iter().flat_map(|device| tree.told(&device.id)));
    let received = client.subscribe(filters).expect("invariant: ids are checked, so filters are well");
    let (events_tx, events) = mpsc::channel(EVENTS_MAX);
    let tasks = TaskTracker::new();
    let taps = config.lines.iter().enumerate().map(|(index, line)| {
        let (commands, commands_rx) = mpsc::channel(COMMANDS_MAX);
        let (line_tx, line_rx) = mpsc::channel(EVENTS_MAX);
        let (settings, stop, id) = (config.line_config(line), shutdown.clone(), line.id.clone());
        tasks.spawn(async move {
            if let Err(error) = run_line(settings, commands_rx, line_tx, stop).await {
                tracing::error!(line.id = %id, "line {id} cannot be run: {error}");
            }
        });
        tasks.spawn(label(index, line_rx, events_tx.clone()));
        Tap { commands, waiting: VecDeque::new() }
    });
    let bridge = Bridge { taps: taps.collect(), relay: Relay::new(&config, Instant::now()), tree, client };
    tasks.spawn(driver.run(shutdown.clone()));
    bridge.run(events, received, shutdown).await;
    tasks.close();
    tasks.wait().await;
}

/// Says of each event which line it comes from.
async fn label(index: usize, mut rx: mpsc::Receiver<LineEvent>, tx: mpsc::Sender<(usize, LineEvent)>) {
    while let Some(event) = rx.recv().await {
        if tx.send((index, event)).await.is_err() {
            return;
        }
    }
}

/// The way to one line. A line whose port takes nothing must not hold up the others.
struct Tap {
    commands: mpsc::Sender<LineCommand>,
    waiting: VecDeque<LineCommand>,
}

impl Tap {
    fn give(&mut self, command: LineCommand) {
        if self.waiting.len() >= WAITING_MAX {
            let spare = self.waiting.iter().position(|c| !matches!(c, LineCommand::EventDone { .. }));
            self.waiting.remove(spare.unwrap_or(0));
        }
        self.waiting.push_back(command);
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(command) = self.waiting.pop_front() {
            if let Err(mpsc::error::TrySendError::Full(command)) = self.commands.try_send(command) {
                self.waiting.push_front(command);
                return;
            }
        }
    }
}

struct Bridge {
    taps: Vec<Tap>,
    relay: Relay,
    tree: Tree,
    client: Client,
}

impl Bridge {
    async fn run(
        mut self,
        mut events: mpsc::Receiver<(usize, LineEvent)>,
        mut received: mpsc::Receiver<crate::mqtt::Received>,
        shutdown: CancellationToken,
    ) {
        let mut link = self.client.link();
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.relay.begin();
        loop {
            self.carry_out();
            tokio::select! {
                Some((line, event)) = events.recv() => self.relay.on_line(Instant::now(), line, event),
                Some(message) = received.recv() => match self.tree.parse(&message.topic) {
                    Some(topic) => self.relay.on_message(Instant::now(), &topic, &message),
                    None => tracing::debug!(topic = %message.topic, "not a topic of this office"),
                },
                Ok(()) = link.changed() => {
                    let now = link.borrow_and_update().clone();
                    match &now {
                        Link::Up { .. } => tracing::info!("connected to the broker"),
                        Link::Down(cause) => tracing::warn!("{cause}"),
                    }
                    self.relay.on_link(Instant::now(), matches!(now, Link::Up { .. }));
                }
                _ = tick.tick() => {
                    self.taps.iter_mut().for_each(Tap::flush);
                    self.relay.on_tick(Instant::now());
                }
                () = shutdown.cancelled() => return,
            }
            self.relay.send_presses(Instant::now(), self.client.stamp());
        }
    }

    fn carry_out(&mut self) {
        while let Some(output) = self.relay.poll() {
            let taken = match output {
                Output::Line(line, command) => {
                    self.taps[line].give(command);
                    Ok(())
                }
                Output::Send(topic, payload, ttl) => self.client.send(self.tree.path(&topic), payload, ttl),
                Output::Retain(topic, payload) => self.client.retain(self.tree.path(&topic), payload),
                Output::Again(topic) => {
                    self.client.publish_again(&self.tree.path(&topic));
                    Ok(())
                }
                Output::Presence(fields) => {
                    self.client.set_presence(fields);
                    Ok(())
                }
            };
            match taken {
                Ok(()) => (),
                // Whatever matters is said again; the client counts it.
                Err(SendError::Full) => tracing::debug!("too many messages wait for the broker"),
                Err(error) => tracing::warn!("a message could not be sent: {error}"),
            }
        }
    }
}
