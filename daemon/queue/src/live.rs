//! An office's present state as its portal gets it, beside the journal's events and never in the journal.
//!
//! A [`Live`] is made when it is sent and replaced by the next one: nothing stores it at the office, and the portal
//! keeps the newest alone. A [`Profile`] says what the office is called and offers; figures need it, because the
//! journal names services and counters without saying what their targets and skills are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::config::{Counter, Names, OfficeConfig, Policy, Service};
use crate::id::{CounterId, OfficeId, ServiceId};
use crate::time::{Date, Timestamp};

/// Most services in a snapshot; an office has a few dozen.
pub const SERVICES_MAX: usize = 64;
/// Most devices in a snapshot; those somebody must look at come first, the rest is counted.
pub const DEVICES_MAX: usize = 128;
/// Longest text in a snapshot, in characters; what is longer is cut.
pub const TEXT_MAX: usize = 200;
/// Most changes of the local time in a profile: two a year for twelve years, and a few.
pub const OFFSETS_MAX: usize = 32;

/// Whether people can come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Tickets are given.
    Open,
    /// A break of the day.
    Break,
    /// Closed, or past closing time.
    #[default]
    Closed,
}

/// A range of minutes as people are told it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Minutes {
    /// At least so many.
    pub low: u32,
    /// At most so many.
    pub high: u32,
}

/// A service at this moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LiveService {
    /// The service.
    pub id: ServiceId,
    /// People who wait for it.
    pub waiting: u32,
    /// From when the longest of them has waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_since: Option<Timestamp>,
    /// How long whoever comes now would wait, where the office can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Minutes>,
}

/// A device at this moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LiveDevice {
    /// The device.
    pub id: String,
    /// What it is, in the office's word: `printer`, `pad` …
    pub kind: String,
    /// The counter it stands at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// How it does, in one word.
    pub state: String,
    /// Since when.
    pub since: Timestamp,
    /// Why: a word of the catalogue, or a sentence of the driver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What to do: a word of the catalogue, or a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// The device whose trouble this one's trouble is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because_of: Option<String>,
    /// When it was last heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<Timestamp>,
    /// Model, firmware, battery: what helps whoever sets out to mend it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl LiveDevice {
    /// Returns true when nobody has to look at it.
    #[must_use]
    pub fn is_well(&self) -> bool {
        matches!(self.state.as_str(), "ready" | "starting" | "busy" | "ok" | "up" | "unverified")
    }
}

/// An office at one moment. Instants, never ages: whoever shows it counts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Live {
    /// The journal's last event that is in it.
    pub seq: u64,
    /// The office's clock.
    pub at: Timestamp,
    /// The office day, while one is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Whether people can come.
    pub door: Door,
    /// When that changes, if the office knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// People who wait.
    pub waiting: u32,
    /// People set aside.
    #[serde(default)]
    pub parked: u32,
    /// From when the one who has waited longest has waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_since: Option<Timestamp>,
    /// Counters that serve.
    pub counters_open: u32,
    /// Counters there are.
    pub counters: u32,
    /// The services, in the office's order; at most [`SERVICES_MAX`].
    pub services: Vec<LiveService>,
    /// The devices, those with trouble first; at most [`DEVICES_MAX`].
    pub devices: Vec<LiveDevice>,
    /// Devices that found no room.
    #[serde(default)]
    pub devices_more: u32,
}

impl Live {
    /// Returns it within its bounds, whoever made it: an office, or somebody who has its credential.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        self.services.truncate(SERVICES_MAX);
        self.devices.sort_by_key(LiveDevice::is_well);
        let more = self.devices.len().saturating_sub(DEVICES_MAX);
        self.devices.truncate(DEVICES_MAX);
        self.devices_more = self.devices_more.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        for device in &mut self.devices {
            let LiveDevice { id, kind, state, counter, cause, remedy, because_of, .. } = device;
            [id, kind, state].into_iter().for_each(cut);
            [counter, cause, remedy, because_of].into_iter().flatten().for_each(cut);
            device.details.retain(|name, _| DETAILS.contains(&name.as_str()));
            device.details.values_mut().for_each(cut);
        }
        self
    }
}

/// The facts of a device that travel; paths, hosts and addresses stay in the office. Of a camera: where it stands, under
/// which declaration, and what its stream is; never its address, a credential or a picture.
pub const DETAILS: [&str; 17] = [
    "model",
    "firmware",
    "battery",
    "battery_percent",
    "uid",
    "last_press",
    "tickets_left",
    "place",
    "receipt",
    "retention_days",
    "sign_posted",
    "codec",
    "size",
    "fps",
    FAILURES,
    DOWN_S,
    REPAIR_S,
];

/// How often a device stopped doing its work within the last thirty days, within the open hours.
pub const FAILURES: &str = "failures_30d";
/// For how long in all, in seconds.
pub const DOWN_S: &str = "down_30d_s";
/// How long on average until it worked again, in seconds.
pub const REPAIR_S: &str = "repair_30d_s";

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(TEXT_MAX) {
        text.truncate(end);
    }
}

/// A service as figures and pages need it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProfileService {
    /// The service.
    pub id: ServiceId,
    /// The letter of its tickets.
    pub letter: char,
    /// What it is called.
    pub names: Names,
    /// The wait the office wants to keep, in milliseconds.
    pub target_wait_ms: i64,
}

/// A counter as figures and pages need it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProfileCounter {
    /// The counter.
    pub id: CounterId,
    /// Its sign.
    pub label: String,
    /// The services it serves.
    pub serves: Vec<ServiceId>,
}

/// What an office is, under the configuration of this hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// The configuration's hash, as the journal's `config_loaded` events name it.
    pub hash: String,
    /// What the office is called.
    pub names: Names,
    /// Its services.
    pub services: Vec<ProfileService>,
    /// Its counters.
    pub counters: Vec<ProfileCounter>,
    /// Local time minus UTC in milliseconds, from each instant on; the first holds for all before as well.
    pub offsets: Vec<(Timestamp, i64)>,
}

impl Profile {
    /// Returns what is known of a configuration, for figures alone.
    #[must_use]
    pub fn of(config: &OfficeConfig, hash: &str, offsets: Vec<(Timestamp, i64)>) -> Self {
        let service = |s: &Service| ProfileService {
            id: s.id.clone(),
            letter: s.letter,
            names: s.names.clone(),
            target_wait_ms: s.target_wait_ms,
        };
        let counter = |c: &Counter| ProfileCounter {
            id: c.id.clone(),
            label: c.label.clone(),
            serves: c.skills.keys().cloned().collect(),
        };
        Self {
            hash: hash.to_owned(),
            names: config.names.clone(),
            services: config.services.iter().map(service).collect(),
            counters: config.counters.iter().map(counter).collect(),
            offsets,
        }
    }

    /// Returns the configuration as far as figures depend on it.
    #[must_use]
    pub fn config(&self, id: &OfficeId) -> OfficeConfig {
        let service = |s: &ProfileService| Service {
            id: s.id.clone(),
            letter: s.letter,
            names: s.names.clone(),
            description: Names::new(),
            pictogram: String::new(),
            target_wait_ms: s.target_wait_ms,
            papers: Vec::new(),
            direction: Names::new(),
            elsewhere: Names::new(),
            daily_cap: None,
            last_ticket_ms: 0,
            receipt: None,
            slots: None,
        };
        let counter = |c: &ProfileCounter| Counter {
            id: c.id.clone(),
            label: c.label.clone(),
            skills: c.serves.iter().map(|s| (s.clone(), 1000)).collect(),
        };
        OfficeConfig {
            id: id.clone(),
            names: self.names.clone(),
            locales: Vec::new(),
            services: self.services.iter().map(service).collect(),
            counters: self.counters.iter().map(counter).collect(),
            calendar: Calendar::default(),
            policy: Policy::default(),
        }
    }

    /// Returns how far local time is ahead of UTC at an instant, in milliseconds.
    #[must_use]
    pub fn utc_offset_ms(&self, at: Timestamp) -> i64 {
        let since = self.offsets.iter().rev().find(|(from, _)| *from <= at);
        since.or(self.offsets.first()).map_or(0, |(_, offset)| *offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: usize, state: &str) -> LiveDevice {
        LiveDevice {
            id: format!("pad-{n}"),
            kind: "pad".to_owned(),
            counter: None,
            state: state.to_owned(),
            since: Timestamp(0),
            cause: Some("é".repeat(TEXT_MAX + 1)),
            remedy: None,
            because_of: None,
            last_contact: Some(Timestamp(1)),
            details: [("firmware", "1.2"), ("path", "/dev/ttyS0"), ("codec", "h264")]
                .map(|(k, v)| (k.into(), v.into()))
                .into(),
        }
    }

    #[test]
    fn a_snapshot_keeps_to_its_bounds_and_to_what_may_leave_the_office() {
        let mut devices: Vec<_> = (0..DEVICES_MAX + 2).map(|n| device(n, "ready")).collect();
        devices[DEVICES_MAX + 1].state = "lost".to_owned();
        let live = Live { devices, ..Live::default() }.bounded();
        assert_eq!((live.devices.len(), live.devices_more), (DEVICES_MAX, 2));
        assert_eq!(live.devices[0].state, "lost", "trouble finds room first");
        assert_eq!(live.devices[0].cause.as_ref().map(|c| c.chars().count()), Some(TEXT_MAX));
        assert_eq!(live.devices[0].details.keys().collect::<Vec<_>>(), ["codec", "firmware"]);
    }

    #[test]
    fn the_local_time_is_that_of_the_last_change_before() {
        let profile = Profile {
            hash: String::new(),
            names: Names::new(),
            services: Vec::new(),
            counters: Vec::new(),
            offsets: vec![(Timestamp(10), 1), (Timestamp(20), 2)],
        };
        let offsets = [0, 10, 19, 20, 99].map(|at| profile.utc_offset_ms(Timestamp(at)));
        assert_eq!(offsets, [1, 1, 1, 2, 2]);
    }
}
