//! How long a forecast takes for everybody in a queue of a hundred: the processor's time of this thread, so that other
//! people's work on the machine is not counted.

use std::time::Instant;

use queue::forecast::{Learned, PLAYS, forecast};
use queue::ticket::{Class, TicketState};
use queue::time::Timestamp;
use queue::{Command, Event, Office, Recorded};

use super::day::{Town, slug};
use super::scene::SCENES;

/// People who wait.
pub const WAITING: usize = 100;
/// Forecasts that are timed.
const TIMED: u32 = 60;
/// How long one may take, in milliseconds.
pub const ALLOWED_MS: f64 = 20.0;

/// Returns the middle and the highest but a hundredth of the times a forecast took, in milliseconds of the processor.
///
/// # Panics
/// Never: on a day with more work than counters, people wait.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "a measurement")]
pub fn hundred(seed: u64) -> (f64, f64) {
    let (office, learned, now) = full(seed);
    let mut times: Vec<f64> = (0..TIMED)
        .map(|n| {
            let (before, started) = (processor_ms(), Instant::now());
            let found = forecast(&office, &learned, now, u64::from(n), PLAYS);
            assert_eq!(found.tickets.len(), WAITING, "something is said to everybody");
            match (before, processor_ms()) {
                (Some(before), Some(after)) => after - before,
                _ => started.elapsed().as_secs_f64() * 1000.0,
            }
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    (at(50), at(99))
}

/// Returns how long this thread has had a processor, in milliseconds (proc(5), schedstat); nothing where Linux does not say.
fn processor_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let on_processor_ns: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(on_processor_ns / 1e6)
}

/// An office on its third day, all counters busy, in which a hundred wait.
fn full(seed: u64) -> (Office, Learned, Timestamp) {
    let scene = SCENES.iter().find(|s| s.name == "overload").expect("invariant: there is such a scene");
    let mut town = Town::new(scene, seed);
    let mut learned = Learned::default();
    let mut found = None;
    for day in 0..3 {
        town.play(&mut |recorded, office| {
            learned.observe(recorded, office);
            let busy = office.state.counters.values().all(|c| c.in_hand.is_some());
            let waiting = office.state.tickets.in_state(TicketState::Waiting).count();
            if day == 2 && found.is_none() && busy && waiting > 25 {
                found = Some((office.clone(), learned.clone(), recorded.at));
            }
        });
    }
    let (mut office, mut learned, now) = found.expect("invariant: people wait on an overloaded day");
    while office.state.tickets.in_state(TicketState::Waiting).count() < WAITING {
        let n = office.state.seq;
        let service = slug(if n % 5 < 3 { "extract" } else { "copy" });
        let class = if n % 10 == 0 { Class::Priority } else { Class::Normal };
        let command = Command::IssueTicket { service, class, locale: None, print: false };
        let request = Town::request(now, n + 1, command);
        for event in office.decide(now, &request).unwrap_or_default() {
            arrives(&mut office, &mut learned, &request, now, event);
        }
    }
    (office, learned, now)
}

fn arrives(
    office: &mut Office,
    learned: &mut Learned,
    request: &queue::Request,
    at: Timestamp,
    event: Event,
) {
    let day = office.state.day.as_ref().map(|d| d.day);
    let (actor, command) = (request.actor.clone(), request.id.clone());
    let recorded = Recorded { seq: office.state.seq + 1, at, day, event, v: 1, actor, command };
    office.apply(&recorded);
    learned.observe(&recorded, office);
}
