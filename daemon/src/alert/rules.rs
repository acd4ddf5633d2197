//! Which devices somebody is told of: one alert for each cause, once it has lasted, and one when it has passed. Pure.

use std::collections::BTreeMap;

use queue::time::Timestamp;
use serde::Serialize;

use crate::registry::{DeviceHealth, Kind};

/// A device that somebody must look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Alert {
    /// The same in the message that it is there and in the one that it has passed.
    pub id: String,
    /// The device.
    pub device: String,
    /// What it is.
    pub kind: Kind,
    /// The counter it stands at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// Its state in one word.
    pub state: String,
    /// Why: a word of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What was said of it in other words, for support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// What to do: a word of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// Devices that do not work only because of this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affects: Vec<String>,
}

/// What others are told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Somebody must look.
    Raised(Alert),
    /// It has passed.
    Cleared(Alert),
}

/// What was told.
#[derive(Default, Debug)]
pub struct Rules {
    after_ms: i64,
    told: BTreeMap<String, Alert>,
}

impl Rules {
    /// Returns rules under which trouble is told of once it has lasted so long.
    #[must_use]
    pub fn new(after_ms: i64) -> Self {
        Self { after_ms, told: BTreeMap::new() }
    }

    /// Looks at the devices; returns what is to be told now, and when to look again if nothing happens before.
    pub fn look(&mut self, devices: &[DeviceHealth], now: Timestamp) -> (Vec<Notice>, Option<Timestamp>) {
        // Those who tell are left out: a webhook that fails cannot tell of itself.
        let is_root = |d: &&DeviceHealth| {
            !d.works && d.view.because_of.is_none() && !matches!(d.view.kind, Kind::Webhook | Kind::Mail)
        };
        let troubled: BTreeMap<&str, &DeviceHealth> =
            devices.iter().filter(is_root).map(|d| (d.view.id.as_str(), d)).collect();
        let mut notices = Vec::new();
        self.told.retain(|id, alert| {
            let stays = troubled.contains_key(id.as_str());
            if !stays {
                notices.push(Notice::Cleared(alert.clone()));
            }
            stays
        });
        let mut next: Option<Timestamp> = None;
        for (id, device) in troubled {
            let due = device.view.since + self.after_ms;
            if self.told.contains_key(id) {
                continue;
            }
            if now < due {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            let alert = alert(device, devices);
            self.told.insert(id.to_owned(), alert.clone());
            notices.push(Notice::Raised(alert));
        }
        (notices, next)
    }
}

fn alert(device: &DeviceHealth, all: &[DeviceHealth]) -> Alert {
    let view = &device.view;
    let behind = all.iter().filter(|d| d.view.because_of.as_deref() == Some(view.id.as_str()));
    Alert {
        id: format!("{}-{}", view.id, view.since.0),
        device: view.id.clone(),
        kind: view.kind,
        counter: view.counter.clone(),
        state: view.state.clone(),
        cause: view.cause.clone(),
        said: view.said.clone(),
        remedy: view.remedy.clone(),
        since: view.since,
        affects: behind.map(|d| d.view.id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::registry::DeviceView;

    fn device(id: &str, works: bool, since: i64, because_of: Option<&str>) -> DeviceHealth {
        let view = DeviceView {
            id: id.to_owned(),
            kind: Kind::Pad,
            counter: None,
            state: if works { "ready" } else { "lost" }.to_owned(),
            since: Timestamp(since),
            cause: None,
            said: None,
            remedy: None,
            because_of: because_of.map(str::to_owned),
            last_contact: None,
            details: BTreeMap::new(),
        };
        DeviceHealth { view, works, failures: 0, down_ms: 0 }
    }

    #[test]
    fn trouble_is_told_once_when_it_has_lasted_and_once_when_it_has_passed() {
        let mut rules = Rules::new(60);
        let bad = [device("pad-1", false, 100, None)];
        assert_eq!(rules.look(&bad, Timestamp(159)), (Vec::new(), Some(Timestamp(160))));
        let (told, next) = rules.look(&bad, Timestamp(160));
        assert!(matches!(&told[..], [Notice::Raised(a)] if a.device == "pad-1" && a.id == "pad-1-100"));
        assert_eq!(next, None);
        assert_eq!(rules.look(&bad, Timestamp(500)).0, Vec::new(), "told already");
        let (told, _) = rules.look(&[device("pad-1", true, 510, None)], Timestamp(510));
        assert!(matches!(&told[..], [Notice::Cleared(a)] if a.id == "pad-1-100"));
        assert_eq!(rules.look(&[device("pad-1", true, 510, None)], Timestamp(511)).0, Vec::new());
    }

    #[test]
    fn what_passed_before_anybody_had_to_know_is_told_to_nobody() {
        let mut rules = Rules::new(60);
        rules.look(&[device("pad-1", false, 100, None)], Timestamp(101));
        assert_eq!(rules.look(&[device("pad-1", true, 120, None)], Timestamp(1000)).0, Vec::new());
    }

    #[test]
    fn one_cause_is_one_alert_that_names_what_hangs_on_it() {
        let mut rules = Rules::new(0);
        let all = [
            device("line-1", false, 0, None),
            device("pad-1", false, 0, Some("line-1")),
            device("pad-2", false, 0, Some("line-1")),
        ];
        let (told, _) = rules.look(&all, Timestamp(1));
        assert!(
            matches!(&told[..], [Notice::Raised(a)] if a.device == "line-1" && a.affects == ["pad-1", "pad-2"])
        );
    }
}
