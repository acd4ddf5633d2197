//! The town's broker, where there is one: each office's present state retained on a topic of its own, so that boards,
//! the town's applications and its open-data hub hear of a change without asking.
//!
//! `nouba/v1/<office>/office/state`, a [`Live`] without its healthy devices; once an office has been silent for too
//! long, `{"silent": true}` with when it was last heard of. Readers of many offices share `$share/<group>/nouba/v1/+/office/state`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use firmware_bridge::mqtt::{Client, Options, PAYLOAD_MAX};
use firmware_bridge::wire::topic::{OFFICE, Topic, Tree};
use queue::id::OfficeId;
use queue::live::Live;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::town::Town;

/// How often offices that fell silent are looked for.
const LOOK: Duration = Duration::from_secs(10);
/// Where the portal says that it is there: beside the offices, in a tree of the town's own.
const TOWN: &str = "town";

/// Where the broker is.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Broker {
    /// The town's MQTT broker, as host:port; offices' present states are retained there.
    #[arg(long, requires = "broker_credential")]
    pub broker: Option<String>,
    /// File of mode 0600 with name:password for it.
    #[arg(long)]
    pub broker_credential: Option<PathBuf>,
}

/// Publishes what changes until told to stop.
pub async fn run(broker: String, credential: Option<PathBuf>, town: Town, stop: CancellationToken) {
    let client_id = format!("nouba-portal-{}", std::process::id());
    let presence = Tree::new(TOWN).path(&Topic::State("portal".to_owned()));
    let (client, driver) = Client::new(Options { broker, client_id, credential, presence });
    let publishing = async {
        let mut silent = BTreeSet::new();
        let mut look = tokio::time::interval(LOOK);
        loop {
            let offices = tokio::select! {
                changed = town.changed() => changed,
                _ = look.tick() => fell_silent(&town, &silent),
            };
            for (office, payload) in payloads(&town, offices, &mut silent) {
                let topic = Tree::new(office.as_str()).path(&Topic::State(OFFICE.to_owned()));
                if let Err(error) = client.retain(topic, payload) {
                    tracing::warn!(error = %error, office.id = %office, "an office's state was not published");
                }
            }
        }
    };
    tokio::select! {
        () = driver.run(stop) => (),
        () = publishing => (),
    }
}

fn fell_silent(town: &Town, known: &BTreeSet<OfficeId>) -> BTreeSet<OfficeId> {
    let now = clock::now();
    let offices = town.read();
    let silent = offices.iter().filter(|(_, o)| o.live.is_some() && o.is_silent(now)).map(|(id, _)| id);
    silent.filter(|id| !known.contains(*id)).cloned().collect()
}

fn payloads(
    town: &Town,
    offices: BTreeSet<OfficeId>,
    silent: &mut BTreeSet<OfficeId>,
) -> BTreeMap<OfficeId, Vec<u8>> {
    let now = clock::now();
    let known = town.read();
    let mut payloads = BTreeMap::new();
    for id in offices {
        let Some(office) = known.get(&id) else { continue };
        let payload = match office.present(now) {
            Some(live) => {
                silent.remove(&id);
                payload(live)
            }
            None => {
                silent.insert(id.clone());
                json!({ "silent": true, "last_contact": office.received }).to_string().into_bytes()
            }
        };
        payloads.insert(id, payload);
    }
    payloads
}

/// A look as it is published: what is well is left out, and so many of the rest that it fits.
fn payload(live: &Live) -> Vec<u8> {
    let mut live = live.clone();
    let well = live.devices.iter().filter(|d| d.is_well()).count();
    live.devices.retain(|d| !d.is_well());
    live.devices_more = live.devices_more.saturating_add(u32::try_from(well).unwrap_or(0));
    loop {
        let bytes = serde_json::to_vec(&live).unwrap_or_default();
        if bytes.len() <= PAYLOAD_MAX || live.devices.pop().is_none() && live.services.pop().is_none() {
            return bytes;
        }
        live.devices_more = live.devices_more.saturating_add(1);
    }
}
