//! Kinds of days to measure the forecast on: who comes when, how long they take, which counters are there.

use queue::time::{HOUR_MS, MINUTE_MS};

use super::super::chance::Chance;

/// An absence of a counter: which one, from and to, in milliseconds since the opening.
pub(super) type Absence = (usize, i64, i64);

/// One kind of days.
#[derive(Clone, Copy)]
pub(super) struct Scene {
    pub name: &'static str,
    /// How many counters.
    pub counters: usize,
    /// How long the office gives tickets, in milliseconds.
    pub open_ms: i64,
    /// Mean time at the counter, in milliseconds.
    pub mean_ms: i64,
    /// Times without memory instead of usual ones.
    pub memoryless: bool,
    /// Share of those with priority.
    pub priority: f64,
    /// Work that comes, of the time all counters have, by the share of the day that has passed.
    pub load: fn(f64) -> f64,
    /// The highest of it.
    pub load_max: f64,
    /// Which counters are away when.
    pub absences: fn(&mut Chance) -> Vec<Absence>,
}

const USUAL_MS: i64 = 8 * HOUR_MS;

fn nobody_away(_: &mut Chance) -> Vec<Absence> {
    Vec::new()
}

/// Two of four go at noon, the others when they are back; nobody is punctual.
fn lunch(chance: &mut Chance) -> Vec<Absence> {
    let leave = |chance: &mut Chance, counter, from: i64| {
        let from = from + chance.between(-8 * MINUTE_MS, 8 * MINUTE_MS);
        (counter, from, from + chance.between(35 * MINUTE_MS, 50 * MINUTE_MS))
    };
    let noon = 210 * MINUTE_MS;
    vec![
        leave(chance, 0, noon),
        leave(chance, 1, noon),
        leave(chance, 2, noon + 50 * MINUTE_MS),
        leave(chance, 3, noon + 50 * MINUTE_MS),
    ]
}

/// One of four goes home at a time nobody knew.
fn goes_home(chance: &mut Chance) -> Vec<Absence> {
    vec![(3, chance.between(90 * MINUTE_MS, 5 * HOUR_MS), i64::MAX)]
}

/// What is measured. Loads are such that people wait on most of each day, as in the offices this is for.
pub(super) const SCENES: [Scene; 7] = [
    Scene {
        name: "M/M/3",
        counters: 3,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: true,
        priority: 0.0,
        load: |_| 0.97,
        load_max: 0.97,
        absences: nobody_away,
    },
    Scene {
        name: "steady",
        counters: 4,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: false,
        priority: 0.1,
        load: |_| 0.97,
        load_max: 0.97,
        absences: nobody_away,
    },
    Scene {
        name: "rush",
        counters: 4,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: false,
        priority: 0.1,
        load: |day| if day < 0.3 { 1.6 } else { 0.75 },
        load_max: 1.6,
        absences: nobody_away,
    },
    Scene {
        name: "lunch",
        counters: 4,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: false,
        priority: 0.1,
        load: |_| 0.85,
        load_max: 0.85,
        absences: lunch,
    },
    Scene {
        name: "counter closing",
        counters: 4,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: false,
        priority: 0.1,
        load: |_| 0.82,
        load_max: 0.82,
        absences: goes_home,
    },
    Scene {
        name: "Ramadan",
        counters: 3,
        open_ms: 6 * HOUR_MS,
        mean_ms: 6 * MINUTE_MS,
        memoryless: false,
        priority: 0.15,
        load: |day| if day < 0.25 { 0.6 } else { 1.15 },
        load_max: 1.15,
        absences: nobody_away,
    },
    Scene {
        name: "overload",
        counters: 4,
        open_ms: USUAL_MS,
        mean_ms: 5 * MINUTE_MS,
        memoryless: false,
        priority: 0.1,
        load: |_| 1.2,
        load_max: 1.2,
        absences: nobody_away,
    },
];
