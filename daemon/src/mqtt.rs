//! The office's MQTT broker: one connection for all that comes over it, and its card on the technician's page.
//!
//! Whoever needs MQTT takes the [`Client`] of `Ports`: `subscribe` for what others say (also on topics that are not
//! ours), `send` and `retain` for what the daemon says. The connection's session is a clean one: what was pressed while
//! the daemon was away is not handed over in a burst later. Devices behind a bridge repeat a press until it is recorded.

use std::time::Duration;

use firmware_bridge::mqtt::{Client, Counts, Driver, Link, Options};
use firmware_bridge::wire::topic::{DAEMON, Topic, Tree};
use queue::id::{DeviceId, OfficeId};
use tokio_util::sync::CancellationToken;

use crate::config;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};

/// The device id of the broker in the registry and the journal.
pub const DEVICE: &str = "mqtt";
/// A connection made again within this time is not worth an event in the journal.
const LOST_AFTER: Duration = Duration::from_secs(2);
/// How often the counters on the page are looked at.
const COUNTS_EVERY: Duration = Duration::from_secs(5);

/// The task behind the daemon's connection.
pub struct Broker {
    driver: Driver,
    client: Client,
    registry: Registry,
    device: DeviceId,
}

impl Broker {
    /// Returns the daemon's end of the connection, and its task.
    #[must_use]
    pub fn new(config: &config::Mqtt, office: &OfficeId, registry: Registry) -> (Client, Self) {
        let device = DeviceId::new(DEVICE).expect("invariant: the name is an id");
        registry.add(&device, Kind::Broker, None, &[("broker", config.broker.clone())]);
        let (client, driver) = Client::new(Options {
            broker: config.broker.clone(),
            client_id: format!("nouba-{office}-{DAEMON}"),
            credential: Some(config.credential.clone()),
            presence: Tree::new(office.as_str()).path(&Topic::State(DAEMON.to_owned())),
        });
        (client.clone(), Self { driver, client, registry, device })
    }

    /// Keeps the connection, and says on the page how it is, until told to stop.
    pub async fn run(self, shutdown: CancellationToken) {
        let page = watch(self.client, self.registry, self.device);
        tokio::select! {
            () = self.driver.run(shutdown) => (),
            () = page => (),
        }
    }
}

async fn watch(client: Client, registry: Registry, device: DeviceId) {
    let mut link = client.link();
    let mut look = tokio::time::interval(COUNTS_EVERY);
    let mut seen = Counts::default();
    loop {
        let now = link.borrow_and_update().clone();
        match now {
            Link::Up { .. } => {
                registry.report(&device, Report::ready());
            }
            Link::Down(_) => {
                // A broker that is restarted is back before anybody has to know.
                let back = link.wait_for(|link| matches!(link, Link::Up { .. }));
                if tokio::time::timeout(LOST_AFTER, back).await.is_err()
                    && let Link::Down(cause) = &*link.borrow()
                    && registry.state_of(&device).as_deref() != Some("lost")
                {
                    registry.report(&device, lost(cause));
                }
            }
        }
        loop {
            tokio::select! {
                changed = link.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                _ = look.tick() => count(&client, &registry, &device, &mut seen),
            }
        }
    }
}

fn lost(cause: &str) -> Report {
    Report::trouble("lost", Cause::BrokerLost, Remedy::BrokerLost).saying(cause)
}

/// Shows what was not delivered, once there is any.
fn count(client: &Client, registry: &Registry, device: &DeviceId, seen: &mut Counts) {
    let now = client.counts();
    for (name, now, before) in [
        ("connections", now.connections, seen.connections),
        ("messages_expired", now.expired, seen.expired),
        ("messages_refused", now.refused, seen.refused),
        ("messages_dropped", now.dropped, seen.dropped),
        ("messages_oversize", now.oversize, seen.oversize),
        ("subscriptions_refused", now.forbidden, seen.forbidden),
    ] {
        if now != before {
            registry.detail(device, name, now.to_string());
        }
    }
    *seen = now;
}
