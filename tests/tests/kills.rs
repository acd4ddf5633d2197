//! Broker, bridge and daemon killed in turn, at any moment, while clerks press: no press is lost or doubled.
//!
//! `NOUBA_KILLS=1000` is the full number; without it, a few.

#![allow(clippy::print_stdout, reason = "a random test prints its seed and what it counted")]

use std::collections::BTreeMap;

use firmware_bridge::sim::Rng;
use firmware_bridge::wire::message::EventKind;
use tests::hall::{Hall, LETTERS, PANELS, Part};
use tests::{LIMIT, until};

const COUNTERS: u8 = 4;
/// Tickets waiting before the first press; there is always somebody to call.
const AHEAD: usize = 12;

fn kills() -> usize {
    std::env::var("NOUBA_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(24)
}

/// Presses made so far, by pad.
#[derive(Default)]
struct Clerks {
    presses: BTreeMap<u8, u32>,
    issued: usize,
}

impl Clerks {
    /// One clerk presses "next".
    async fn press(&mut self, hall: &Hall, rng: &mut Rng) {
        let pad = 1 + rng.below(COUNTERS.into()) as u8;
        hall.line.press(pad, 0, EventKind::Press).await;
        *self.presses.entry(pad).or_insert(0) += 1;
    }

    fn total(&self) -> usize {
        self.presses.values().map(|n| *n as usize).sum()
    }

    /// Issues tickets until enough wait for every press there may be.
    async fn refill(&mut self, hall: &Hall) {
        while self.issued < self.total() + AHEAD {
            hall.issue(self.issued / 990 % LETTERS.len(), &format!("ticket-{}", self.issued)).await;
            self.issued += 1;
        }
    }
}

/// Kills one part at a random moment between presses.
async fn one_kill(hall: &mut Hall, part: Part, clerks: &mut Clerks, rng: &mut Rng) {
    clerks.press(hall, rng).await;
    let mut later = Rng::new(rng.bits());
    hall.kill_and_restart(part, rng, async |hall| {
        clerks.press(hall, &mut later).await;
        if later.happens(500_000) {
            clerks.press(hall, &mut later).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_press_is_lost_or_doubled_whatever_is_killed() {
    let seed = std::env::var("NOUBA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(5);
    println!("seed {seed}, {} kills", kills());
    let mut rng = Rng::new(seed);
    let mut hall = Hall::start(COUNTERS).await.expect("the hall starts");
    hall.ready().await;
    let mut clerks = Clerks::default();
    for round in 0..kills() {
        let part = [Part::Broker, Part::Bridge, Part::Daemon][round % 3];
        clerks.refill(&hall).await;
        one_kill(&mut hall, part, &mut clerks, &mut rng).await;
        if round % 50 == 49 {
            println!("{} kills, {} presses", round + 1, clerks.total());
        }
    }
    hall.ready().await;
    until("no pad has anything left to say", || async {
        let mut waiting = 0;
        for pad in 1..=COUNTERS {
            waiting += hall.line.events_waiting(pad).await;
        }
        waiting == 0
    })
    .await;

    let (calls, last) = hall.carried_out().await;
    // All simulated pads have numbers that begin with "SIM".
    let stale = hall.stale("53494d");
    let mut unanswered = Vec::new();
    for (pad, count) in &clerks.presses {
        // The pad's own number and start, as the simulator makes them.
        let name = |n: u32| format!("53494d00010100{pad:02x}:{}:{n}", u32::from(*pad) << 8 | 1);
        let missing =
            (1..=*count).map(name).filter(|press| !calls.contains_key(press) && !stale.contains(press));
        unanswered.extend(missing);
    }
    let called: usize = calls.values().sum();
    println!("{} presses: {called} calls, {} too late and said so", clerks.total(), stale.len());
    assert!(unanswered.is_empty(), "neither carried out nor told: {unanswered:?}");
    assert!(calls.values().all(|times| *times == 1), "carried out twice: {calls:?}");
    assert!(calls.keys().all(|press| press.starts_with("53494d")), "calls nobody asked for: {calls:?}");
    assert!(called * 10 > clerks.total() * 8, "most presses came in time");
    for (index, pad) in (1..=COUNTERS).enumerate() {
        if let Some(number) = last.get(&format!("counter-{pad}")) {
            let shows = hall.line.panel_shows(PANELS + index as u8, number, LIMIT).await;
            assert!(shows, "panel {pad} shows {number}");
        }
    }
}
