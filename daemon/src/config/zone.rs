//! Parts of a building: which services the kiosks there offer, and whose calls the boards there show.

use std::collections::BTreeMap;

use queue::OfficeConfig;
use queue::config::Names;
use queue::id::{CounterId, DeviceId, ServiceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::{File, NamesTable};
use super::shape;
use super::source::{Path, Source};

/// A part of the building with kiosks and boards of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// The zone's id.
    #[schemars(with = "shape::Slug")]
    pub id: DeviceId,
    /// What the part of the building is called, on its kiosks and boards.
    #[schemars(with = "NamesTable")]
    pub names: Names,
    /// Ids of the services that are dealt with here.
    #[schemars(with = "Vec<shape::Slug>", length(min = 1))]
    pub services: Vec<ServiceId>,
    /// Kiosks that stand here: they offer these services alone. A kiosk no zone names offers everything.
    #[serde(default)]
    #[schemars(with = "Vec<shape::Slug>")]
    pub kiosks: Vec<DeviceId>,
    /// Boards that hang here: they show and say calls of these services alone. A board no zone names shows everything.
    #[serde(default)]
    #[schemars(with = "Vec<shape::Slug>")]
    pub boards: Vec<DeviceId>,
}

impl Zone {
    /// Returns true for a service that is dealt with here.
    #[must_use]
    pub fn has(&self, service: &str) -> bool {
        self.services.iter().any(|s| s.as_str() == service)
    }

    /// Returns true for a counter that serves something of this zone.
    #[must_use]
    pub fn has_counter(&self, office: &OfficeConfig, counter: &CounterId) -> bool {
        office.counter(counter).is_some_and(|c| self.services.iter().any(|s| c.skills.contains_key(s)))
    }
}

/// Notes every mistake in the zones.
pub(super) fn check(file: &File, source: &mut Source<'_>) {
    let root = Path::default();
    let mut ids = BTreeMap::new();
    let (mut kiosks, mut boards) = (BTreeMap::new(), BTreeMap::new());
    for (index, zone) in file.zone.iter().enumerate() {
        let path = root.key("zone").index(index);
        if ids.insert(&zone.id, ()).is_some() {
            let what = format!("There is a zone {} already.", zone.id);
            source.error(&path.key("id"), what, "Give each zone an id of its own.");
        }
        for (at, service) in zone.services.iter().enumerate() {
            if file.service.iter().all(|s| s.id != *service) {
                let what = format!("There is no service {service}.");
                source.error(&path.key("services").index(at), what, "Name ids of [[service]] tables.");
            }
        }
        for (key, machines, owners) in
            [("kiosks", &zone.kiosks, &mut kiosks), ("boards", &zone.boards, &mut boards)]
        {
            for (at, machine) in machines.iter().enumerate() {
                if let Some(other) = owners.insert(machine, &zone.id) {
                    let what = format!("{machine} stands in the zone {other} already.");
                    source.error(&path.key(key).index(at), what, "Name each machine in one zone.");
                }
            }
        }
    }
}
