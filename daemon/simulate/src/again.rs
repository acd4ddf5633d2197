//! Recorded days played again: what was comes back, and a change shows what it changes.

use std::sync::Arc;

use queue::calendar::LocalTime;
use queue::config::{OfficeConfig, Policy};
use queue::event::Event;
use queue::figures::{Collector, Figures, Filter, Grouping, fairness, measure};
use queue::id::CounterId;
use queue::replay::{Change, Fidelity, Patience, Played, Recording, Staffing, fidelity, replay};
use queue::{Recorded, State};

use crate::waits::{recorded, scenes};
use crate::{recorded_day, sample_office, varied};

/// The days of a journal, each with the office before it.
fn days(events: &[Recorded], config: &Arc<OfficeConfig>) -> Vec<Recording> {
    let (mut state, mut days, mut from) = (State::default(), Vec::new(), 0);
    let mut before = state.clone();
    for (i, recorded) in events.iter().enumerate() {
        if matches!(recorded.event, Event::DayOpened { .. }) {
            (before, from) = (state.clone(), i);
        }
        state.apply(recorded);
        if matches!(recorded.event, Event::DayClosed { .. }) {
            days.extend(Recording::of(before.clone(), &events[from..=i], config));
        }
    }
    days
}

fn figures(events: &[Recorded], config: &OfficeConfig) -> Figures {
    let last = events.last().expect("events").at;
    let day = Collector::default().day(events.iter(), config, 0, last).expect("a day");
    measure(std::iter::once(&day), &Filter::default(), Grouping::All, true).remove(0).figures
}

fn time(text: &str) -> LocalTime {
    text.parse().expect("a time")
}

fn more(number: u32, from: &str, to: &str) -> Staffing {
    Staffing::More { number, from: time(from), to: time(to), like: None }
}

fn played(recording: &Recording, config: &Arc<OfficeConfig>, staffing: Vec<Staffing>) -> Played {
    let patience = Patience::of(recording.waits());
    replay(recording, &Change { staffing, ..Recording::unchanged(config, patience) })
}

#[test]
fn a_day_under_its_own_rules_comes_back_call_by_call_with_all_its_figures() {
    for name in scenes() {
        let (config, events) = recorded(name, 7, 3).expect("a scene");
        for recording in days(&events, &config) {
            let again = played(&recording, &config, Vec::new());
            let Fidelity { calls, same } = fidelity(&recording, &again);
            assert!(calls > 100, "{name}: {calls}");
            assert_eq!(same, calls, "{name}");
            assert_eq!(figures(&again.events, &config), figures(&recording.events, &config), "{name}");
        }
    }
}

/// The control: other rules give another order, so that the comparison can fail.
#[test]
fn a_day_under_other_rules_does_not_come_back() {
    let (config, events) = recorded("overload", 7, 1).expect("a scene");
    let recording = days(&events, &config).remove(0);
    let mut other = OfficeConfig::clone(&config);
    other.policy = Policy { rates: [(queue::ticket::Class::Priority, 1000)].into(), ..other.policy };
    let again = played(&recording, &Arc::new(other), Vec::new());
    let Fidelity { calls, same } = fidelity(&recording, &again);
    assert!(same * 2 < calls, "{same} of {calls}");
    let before = fairness(State::default(), &recording.events, &config);
    let after = fairness(State::default(), &again.events, &config);
    assert!(before.out_of_order > 20, "{}", before.out_of_order);
    assert_eq!(after.out_of_order, 0, "with one rate for all everybody is called as they came");
}

/// Days with everything that happens in an office: parking, transfers, no-shows who come back, appointments, restarts,
/// a clock that jumps. Where the clock was set back nothing is promised; where a call was taken back, others may have
/// called meanwhile as if it stood, which the record does not say.
#[test]
fn a_day_with_all_that_can_happen_comes_back_unless_its_clock_was_set_back() {
    let (mut days_seen, mut whole, mut calls, mut same) = (0, 0, 0, 0);
    for seed in 1..=40 {
        let config = Arc::new(varied(&sample_office(), seed));
        let events = recorded_day(seed, &config).expect("a day that keeps the rules");
        let recording = days(&events, &config).remove(0);
        if !recording.events.is_sorted_by_key(|r| r.at) {
            continue;
        }
        let found = fidelity(&recording, &played(&recording, &config, Vec::new()));
        let undone = events.iter().any(|r| matches!(r.event, Event::CommandUndone { .. }));
        assert!(undone || found.same == found.calls, "seed {seed}: {found:?}");
        (days_seen, whole) = (days_seen + 1, whole + u32::from(found.same == found.calls));
        (calls, same) = (calls + found.calls, same + found.same);
    }
    println!("{whole} of {days_seen} days whole, {same} of {calls} calls");
    // Those that are not whole are days with an undo: asserted above, one by one.
    assert!(days_seen > 20 && whole * 4 >= days_seen * 3, "{whole} of {days_seen}");
}

#[test]
fn two_counters_more_for_two_hours_shorten_the_waits_and_one_away_lengthens_them() {
    let (config, events) = recorded("overload", 3, 1).expect("a scene");
    let recording = days(&events, &config).remove(0);
    let was = figures(&recording.events, &config);
    let again = played(&recording, &config, vec![more(2, "10:00", "12:00")]);
    let helped = figures(&again.events, &again.config);
    let c0 = CounterId::new("c0").expect("a counter");
    let away = Staffing::Away { counter: c0.clone(), from: time("10:00"), to: time("12:00") };
    let again = played(&recording, &config, vec![away]);
    let hurt = figures(&again.events, &config);
    let mean = |f: &Figures| f.waiting.mean_s.expect("many waits");
    assert!(mean(&helped) * 10 < mean(&was) * 8, "{} {}", mean(&helped), mean(&was));
    assert!(mean(&hurt) * 10 > mean(&was) * 11, "{} {}", mean(&hurt), mean(&was));
    assert_eq!(helped.arrived, was.arrived, "the same people come");
    let in_absence = again.events.iter().filter(|r| match &r.event {
        Event::TicketCalled { counter, .. } => *counter == c0 && (10..12).contains(&hour(r)),
        _ => false,
    });
    assert_eq!(in_absence.count(), 0, "who is away calls nobody");
}

fn hour(recorded: &Recorded) -> i64 {
    recorded.at.0.rem_euclid(24 * queue::time::HOUR_MS) / queue::time::HOUR_MS
}

/// Ten thousand times as fast as the day was, counted without reading the journal.
#[test]
#[allow(clippy::disallowed_methods, reason = "the speed is printed, nothing depends on it")]
fn a_day_is_played_in_far_less_time_than_it_took() {
    let (config, events) = recorded("overload", 3, 1).expect("a scene");
    let started = std::time::Instant::now();
    let recording = days(&events, &config).remove(0);
    let again = played(&recording, &config, vec![more(2, "10:00", "12:00")]);
    let took = started.elapsed();
    println!(
        "{} events in {took:?}: {:.0} times as fast as the day",
        again.events.len(),
        recording.lasted_ms() as f64 / 1000.0 / took.as_secs_f64()
    );
    assert!(again.events.len() > 1000);
}
