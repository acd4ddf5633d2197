//! A made-up civil-status office to simulate in: five counters, eight services, one Tuesday.

use std::collections::BTreeMap;

use queue::calendar::{Calendar, DayPlan};
use queue::config::{Counter, Interleave, Locale, Names, NextEnds, OfficeConfig, Policy, Service};
use queue::id::{CounterId, OfficeId, ServiceId};
use queue::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};

use super::chance::Chance;

/// 2026-11-24T00:00:00Z, the midnight before the simulated day.
const MIDNIGHT: Timestamp = Timestamp(1_795_478_400_000);

/// Id, letter, wanted wait in minutes, most tickets a day, and whether it is done elsewhere.
type ServiceRow = (&'static str, char, i64, Option<u32>, bool);

const SERVICES: [ServiceRow; 8] = [
    ("birth-extract", 'A', 15, None, false),
    ("full-copy", 'A', 20, None, false),
    ("legalisation", 'B', 10, None, false),
    ("certified-copy", 'B', 10, None, false),
    ("birth-declaration", 'C', 20, None, false),
    ("death-declaration", 'D', 15, None, false),
    ("family-booklet", 'E', 30, Some(40), false),
    ("residence-certificate", 'R', 15, None, true),
];

/// Which services each counter serves, with the weight in per mille.
const COUNTERS: [&[(&str, u32)]; 5] = [
    &[("birth-extract", 1000), ("full-copy", 1000)],
    &[("birth-extract", 1000), ("full-copy", 1000), ("family-booklet", 1500)],
    &[("legalisation", 1000), ("certified-copy", 1000)],
    &[("legalisation", 1000), ("certified-copy", 1000), ("birth-extract", 700)],
    &[
        ("birth-declaration", 1500),
        ("death-declaration", 2000),
        ("family-booklet", 1000),
        ("birth-extract", 500),
    ],
];

fn slug<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("invariant: the identifiers of the sample office are valid")
}

fn named(text: &str) -> Names {
    Names::from([(Locale::Fr, text.to_owned())])
}

/// Returns the office most tests and the simulator use when no configuration is given.
#[must_use]
pub fn sample_office() -> OfficeConfig {
    let service = |(id, letter, target, daily_cap, elsewhere): &ServiceRow| Service {
        id: slug(id),
        letter: *letter,
        names: named(id),
        description: Names::new(),
        pictogram: (*id).to_owned(),
        target_wait_ms: target * MINUTE_MS,
        papers: Vec::new(),
        direction: Names::new(),
        elsewhere: if *elsewhere { named("Arrondissement") } else { Names::new() },
        daily_cap: *daily_cap,
        last_ticket_ms: 10 * MINUTE_MS,
        slots: None,
        receipt: None,
    };
    let counter = |(i, skills): (usize, &&[(&str, u32)])| Counter {
        id: slug::<CounterId>(&format!("counter-{}", i + 1)),
        label: (i + 1).to_string(),
        skills: skills.iter().map(|(s, w)| (slug::<ServiceId>(s), *w)).collect::<BTreeMap<_, _>>(),
    };
    OfficeConfig {
        id: slug::<OfficeId>("sample"),
        names: named("Bureau d'état civil"),
        locales: vec![Locale::Ar, Locale::Fr, Locale::Zgh, Locale::En],
        services: SERVICES.iter().map(service).collect(),
        counters: COUNTERS.iter().enumerate().map(counter).collect(),
        calendar: Calendar::default(),
        policy: Policy::default(),
    }
}

/// Returns the same office under other rules of the queue, drawn from the seed, so that many days try many
/// combinations.
#[must_use]
pub fn varied(config: &OfficeConfig, seed: u64) -> OfficeConfig {
    let mut chance = Chance::new(seed ^ 0x0FF1_CE00);
    let mut config = config.clone();
    let policy = &mut config.policy;
    if chance.happens(0.3) {
        policy.interleave = Some(Interleave { normal: 2, priority: 1 });
    }
    if chance.happens(0.5) {
        policy.next_ends = NextEnds::NoShowUnlessServing;
    }
    policy.start_step = chance.happens(0.5);
    if policy.start_step && chance.happens(0.5) {
        policy.auto_start_ms = None;
    }
    policy.carry_over = chance.happens(0.3);
    policy.issue_in_breaks = chance.happens(0.3);
    policy.cap_ms = chance.between(30, 90) * MINUTE_MS;
    super::later::equip(&mut config, seed);
    config
}

/// Returns the simulated day: open from 08:30 to 16:30 with half an hour of break, ended two hours later.
#[must_use]
pub fn sample_plan(days_later: i64) -> DayPlan {
    let midnight = MIDNIGHT + days_later * 24 * HOUR_MS;
    DayPlan {
        day: Date::from_days(midnight.0 / (24 * HOUR_MS)),
        opens_at: midnight + 510 * MINUTE_MS,
        closes_at: midnight + 990 * MINUTE_MS,
        ends_at: midnight + 1110 * MINUTE_MS,
        breaks: vec![(midnight + 750 * MINUTE_MS, midnight + 780 * MINUTE_MS)],
    }
}
