//! The simulated office: seeded days of citizens, clerks and faults.
//!
//! [`run_day`] drives the pure queue and looks after every step whether its rules hold; [`simulate`] does so for
//! many days. The generators ([`Director`] for citizens, [`Clerks`] for those behind the counters) know nothing
//! of the queue and also drive the real daemon in `noubad demo`.
//!
//! # Layout
//! - `again`: recorded days played again
//! - `chance`: seeded chance
//! - `citizens`, `clerks`: the generators
//! - `office`: a made-up office and its day
//! - [`waits`]: how true the forecast is
//! - `watch`: the rules, and who must be called, worked out without the queue's own code
//! - `later`: appointments in slots, receipts, feedback
//! - `edges`: panels, printer and portal as they fail
//! - `day`: one day

#[cfg(test)]
mod again;
mod chance;
mod citizens;
mod clerks;
mod day;
mod edges;
mod later;
mod office;
pub mod waits;
mod watch;

use queue::time::Timestamp;
use serde::Serialize;

pub use chance::Chance;
pub use citizens::{Director, Intent, Visitor};
pub use clerks::{Act, ClerkModel, Clerks, Sight, service_mean_ms};
pub use day::{Mistake, recorded_day, run_day, run_day_with};
pub use office::{sample_office, sample_plan, varied};

/// What happened on one simulated day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DaySummary {
    /// The seed of the day.
    pub seed: u64,
    /// Tickets given, appointments that came included.
    pub issued: u64,
    /// Visits finished (those finished, undone and finished again count twice).
    pub served: u64,
    /// Calls nobody came to.
    pub no_shows: u64,
    /// Tickets and bookings given up.
    pub cancelled: u64,
    /// Tickets and bookings that ended with the day.
    pub expired: u64,
    /// Calls.
    pub calls: u64,
    /// Sum of the waits of those calls, in milliseconds.
    pub waited_ms: i64,
    /// The longest of them, in milliseconds.
    pub longest_wait_ms: i64,
    /// Commands that were taken back.
    pub undone: u64,
    /// Commands given, those repeated included.
    pub commands: u64,
    /// Commands refused.
    pub refused: u64,
    /// Events in the journal.
    pub events: u64,
    /// Times the office was built anew from its journal.
    pub crashes: u64,
    /// Times the clock jumped.
    pub clock_jumps: u64,
    /// Requests that came twice.
    pub repeats: u64,
    /// Messages that were overtaken by others.
    pub late: u64,
    /// What failed at panels, printer and portal.
    pub edge_faults: u64,
    /// Receipts given.
    pub receipts: u64,
    /// Appointments moved.
    pub moved: u64,
}

/// A rule that an office broke: a defect of the queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, thiserror::Error)]
#[error(
    "seed {seed}, {at}, command {step}: {what}; see it again with: noubad simulate --seed {seed} --days 1"
)]
pub struct Broken {
    /// The seed of the day.
    pub seed: u64,
    /// The simulated time.
    pub at: Timestamp,
    /// How many commands had been given.
    pub step: u64,
    /// What went wrong.
    pub what: String,
}

/// How many broken days a report holds; one seed is enough to repair a defect.
pub const BROKEN_MAX: usize = 20;

/// What happened on many simulated days.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Report {
    /// The seed of the first day; each further day has the next one.
    pub seed: u64,
    /// Days simulated.
    pub days: u64,
    /// The sum of the days that went well.
    pub total: DaySummary,
    /// The days on which a rule was broken, the first [`BROKEN_MAX`] of them.
    pub broken: Vec<Broken>,
}

/// As [`simulate`], on so many threads.
#[must_use]
pub fn simulate_on(threads: u64, seed: u64, days: u64) -> Report {
    let threads = threads.clamp(1, days.max(1));
    let share = days.div_ceil(threads);
    let parts =
        (0..threads).map(|t| (seed.wrapping_add(t * share), share.min(days.saturating_sub(t * share))));
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let runs: Vec<_> = parts.map(|(seed, days)| scope.spawn(move || simulate(seed, days))).collect();
        runs.into_iter()
            .map(|run| run.join().expect("invariant: a broken rule is a report, not a panic"))
            .collect()
    });
    let mut all = Report { seed, days, ..Report::default() };
    all.total.seed = seed;
    for report in reports {
        all.total.add(&report.total);
        all.broken.extend(report.broken);
    }
    all.broken.truncate(BROKEN_MAX);
    all
}

/// Simulates days of the sample office, each under rules drawn from its own seed, so that any of them can be
/// seen again alone.
#[must_use]
pub fn simulate(seed: u64, days: u64) -> Report {
    let sample = sample_office();
    let mut report = Report { seed, days, ..Report::default() };
    report.total.seed = seed;
    for offset in 0..days {
        let seed = seed.wrapping_add(offset);
        match run_day(seed, &varied(&sample, seed)) {
            Ok(day) => report.total.add(&day),
            Err(broken) if report.broken.len() < BROKEN_MAX => report.broken.push(broken),
            Err(_) => (),
        }
    }
    report
}

impl DaySummary {
    fn add(&mut self, day: &Self) {
        self.issued += day.issued;
        self.served += day.served;
        self.no_shows += day.no_shows;
        self.cancelled += day.cancelled;
        self.expired += day.expired;
        self.calls += day.calls;
        self.waited_ms += day.waited_ms;
        self.longest_wait_ms = self.longest_wait_ms.max(day.longest_wait_ms);
        self.undone += day.undone;
        self.commands += day.commands;
        self.refused += day.refused;
        self.events += day.events;
        self.crashes += day.crashes;
        self.clock_jumps += day.clock_jumps;
        self.repeats += day.repeats;
        self.late += day.late;
        self.edge_faults += day.edge_faults;
        self.receipts += day.receipts;
        self.moved += day.moved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of the normal test run; `NOUBA_SIM_DAYS` asks for more.
    const DAYS: u64 = 5_000;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the speed is printed, nothing depends on it")]
    fn every_simulated_day_keeps_the_rules_and_comes_to_its_end() {
        let days = std::env::var("NOUBA_SIM_DAYS").ok().and_then(|d| d.parse().ok()).unwrap_or(DAYS);
        let started = std::time::Instant::now();
        let report = simulate_on(2, 1, days);
        let per_day = started.elapsed().as_secs_f64() * 1000.0 / days as f64;
        println!("{days} days, {per_day:.2} ms each: {:?}", report.total);
        let lines: Vec<String> = report.broken.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    /// Days that once broke a rule: a clock put right by years made repeated commands new ones.
    const FOUND: [u64; 3] = [100_761, 104_385, 104_486];

    #[test]
    fn days_that_once_broke_a_rule_do_so_no_more() {
        for seed in FOUND {
            assert_eq!(simulate(seed, 1).broken, [], "seed {seed}");
        }
    }

    #[test]
    fn the_days_are_days_of_an_office() {
        let total = simulate(1, 20).total;
        assert!((100..1200).contains(&(total.issued / 20)), "tickets a day: {}", total.issued / 20);
        assert!(total.served * 10 > total.issued * 7, "most people are served: {total:?}");
        for (what, n) in [
            ("no-shows", total.no_shows),
            ("cancelled", total.cancelled),
            ("expired", total.expired),
            ("undone", total.undone),
            ("refused", total.refused),
            ("crashes", total.crashes),
            ("clock jumps", total.clock_jumps),
            ("repeats", total.repeats),
            ("late", total.late),
            ("edge faults", total.edge_faults),
            ("receipts", total.receipts),
            ("appointments moved", total.moved),
        ] {
            assert!(n > 4, "{what}: {n} in {total:?}");
        }
    }

    /// The control: an office with a mistake built in is found broken, within a few days.
    #[test]
    fn every_mistake_that_is_built_in_is_found() {
        use Mistake::{ForgetsAnswers, LosesCommits, PortalCountsTwice, PrintsFirst, PublishesFirst};
        let sample = sample_office();
        for mistake in [PublishesFirst, ForgetsAnswers, LosesCommits, PortalCountsTwice, PrintsFirst] {
            let broken =
                (1..=60).find_map(|seed| run_day_with(seed, &varied(&sample, seed), Some(mistake)).err());
            println!("{mistake:?}: {}", broken.as_ref().map_or("not found".to_owned(), ToString::to_string));
            assert!(broken.is_some(), "{mistake:?} is not found in 60 days");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_day() {
        let office = sample_office();
        assert_eq!(run_day(42, &office), run_day(42, &office));
        assert_ne!(run_day(42, &office).map(|d| d.events), run_day(43, &office).map(|d| d.events));
    }

    #[test]
    fn a_broken_rule_says_how_to_see_it_again() {
        let broken = Broken { seed: 7, at: Timestamp(0), step: 3, what: "A001 is on two papers".to_owned() };
        let text = broken.to_string();
        assert!(
            text.contains("A001 is on two papers") && text.ends_with("noubad simulate --seed 7 --days 1")
        );
    }

    #[test]
    fn citizens_come_in_the_order_of_time_and_while_the_office_is_open() {
        let (office, plan) = (sample_office(), sample_plan(0));
        let mut director = Director::new(5, &office, &plan);
        let mut last = Timestamp(0);
        let mut arrivals = 0;
        while let Some((at, intent)) = director.next_before(Timestamp(i64::MAX)) {
            assert!(at >= last, "in order");
            last = at;
            arrivals += u32::from(matches!(intent, Intent::Arrive { .. }));
        }
        assert!(arrivals > 50, "{arrivals}");
        assert!(last < plan.ends_at);
    }
}
