//! When devices did not do their work: from the events of a day, within its open hours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::DayPlan;
use crate::event::{Event, Recorded};
use crate::id::DeviceId;
use crate::time::{SECOND_MS, Timestamp};

/// What a device can do, by the word of its state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// It does its work.
    Works,
    /// It has no paper.
    NoPaper,
    /// It does not do its work for another reason.
    Down,
}

impl Ability {
    /// Returns whether it does its work.
    #[must_use]
    pub fn works(self) -> bool {
        self == Self::Works
    }
}

/// Returns what a device in this state can do. States that only ask for a look later, as a roll that is nearly used up,
/// are no outage; a word that is not known here is.
#[must_use]
pub fn ability(state: &str) -> Ability {
    match state {
        "ready" | "ok" | "open" | "starting" | "busy" | "near_end" | "ticket_not_taken" | "degraded"
        | "unverified" | "quiet" | "paused" | "waiting" | "behind" | "none" | "removed" => Ability::Works,
        "out_of_paper" => Ability::NoPaper,
        _ => Ability::Down,
    }
}

/// A stretch in which a device did not do its work: from and to in seconds since the opening of the day, and why.
pub type Outage = (i32, i32, Ability);

/// A device's day. One that is not there worked all day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceDay {
    /// The device.
    pub device: DeviceId,
    /// When it did not do its work, in order.
    pub outages: Vec<Outage>,
}

/// What devices can do now, for the days to come; those that work are left out.
pub(super) type Abilities = BTreeMap<DeviceId, Ability>;

/// Takes an event into what devices can do.
pub(super) fn note(abilities: &mut Abilities, recorded: &Recorded) {
    if let Event::DeviceStateChanged { device, state, .. } = &recorded.event {
        match ability(state) {
            Ability::Works => _ = abilities.remove(device),
            other => _ = abilities.insert(device.clone(), other),
        }
    }
}

/// Returns the outages of a day within its open hours, as they stand at `until`. `before` is what devices could do when
/// the events begin.
pub(super) fn outages<'e>(
    before: &Abilities,
    events: impl Iterator<Item = &'e Recorded>,
    plan: &DayPlan,
    until: Timestamp,
) -> Vec<DeviceDay> {
    let end = until.min(plan.closes_at).max(plan.opens_at);
    let mut going: BTreeMap<DeviceId, (Timestamp, Ability)> =
        before.iter().map(|(id, ability)| (id.clone(), (plan.opens_at, *ability))).collect();
    let mut days: BTreeMap<DeviceId, Vec<Outage>> = BTreeMap::new();
    let place = |at: Timestamp| {
        let at = at.max(plan.opens_at).min(end);
        i32::try_from(at.since(plan.opens_at) / SECOND_MS).unwrap_or(i32::MAX)
    };
    let mut ended = |id: DeviceId, (since, ability): (Timestamp, Ability), at: Timestamp| {
        let (from, to) = (place(since), place(at));
        if to > from {
            days.entry(id).or_default().push((from, to, ability));
        }
    };
    for recorded in events {
        let Event::DeviceStateChanged { device, state, .. } = &recorded.event else { continue };
        let now = ability(state);
        if going.get(device).is_some_and(|(_, before)| *before == now) {
            continue;
        }
        if let Some(stretch) = going.remove(device) {
            ended(device.clone(), stretch, recorded.at);
        }
        if !now.works() {
            going.insert(device.clone(), (recorded.at, now));
        }
    }
    for (id, stretch) in going {
        ended(id, stretch, end);
    }
    days.into_iter().map(|(device, outages)| DeviceDay { device, outages }).collect()
}

/// A device over a period, in open hours.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DeviceRow {
    /// The device.
    pub device: DeviceId,
    /// Time it did not do its work, paper-out time included.
    pub down_s: i64,
    /// Time it had no paper.
    pub paper_out_s: i64,
    /// Times it stopped doing its work; an outage that goes on into another day is one a day.
    pub failures: u32,
    /// Mean time until it worked again: time down ÷ failures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair_s: Option<i64>,
    /// Share of the open hours it did its work, in per mille.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_pm: Option<u32>,
}

/// Returns the devices that had outages in these days, worst first.
#[must_use]
pub fn devices<'d>(days: impl Iterator<Item = &'d super::Day>) -> Vec<DeviceRow> {
    let mut open_s = 0_i64;
    let mut rows: BTreeMap<DeviceId, DeviceRow> = BTreeMap::new();
    for day in days {
        open_s += day.closes_at.since(day.opens_at).max(0) / SECOND_MS;
        for device in &day.devices {
            let row = rows.entry(device.device.clone()).or_insert_with(|| DeviceRow {
                device: device.device.clone(),
                down_s: 0,
                paper_out_s: 0,
                failures: 0,
                repair_s: None,
                up_pm: None,
            });
            let mut last_end = None;
            for (from, to, ability) in &device.outages {
                let long = i64::from(to - from);
                row.down_s += long;
                row.paper_out_s += if *ability == Ability::NoPaper { long } else { 0 };
                // From one kind of outage into the next is one failure.
                row.failures += u32::from(last_end != Some(*from));
                last_end = Some(*to);
            }
        }
    }
    let mut rows: Vec<DeviceRow> = rows.into_values().collect();
    for row in &mut rows {
        row.repair_s = (row.failures > 0).then(|| row.down_s / i64::from(row.failures));
        let up = (open_s - row.down_s).max(0) * 1000;
        row.up_pm = (open_s > 0).then(|| u32::try_from(up / open_s).unwrap_or(1000));
    }
    rows.sort_by(|a, b| b.down_s.cmp(&a.down_s).then_with(|| a.device.cmp(&b.device)));
    rows
}
