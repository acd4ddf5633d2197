//! What is said of waits, against closed formulas and against the order of calls itself.

use queue::config::Policy;
use queue::forecast::{Forecast, Learned, Outlook, forecast};
use queue::office::Office;
use queue::ticket::Class;
use queue::time::{MINUTE_MS, SECOND_MS};

use super::world::{World, close, finish, next, open, pause, service};
use queue::Command;

const MEAN_MS: i64 = 240 * SECOND_MS;

/// The times of a service without memory, evenly over their law.
fn memoryless(n: i64) -> impl Iterator<Item = i64> {
    // In an order that does not rise: a stride that shares no factor with n.
    (0..n).map(move |i| {
        let place = (i * 77 + 5) % n;
        let share = (place as f64 + 0.5) / n as f64;
        (-(1.0 - share).ln() * MEAN_MS as f64) as i64
    })
}

/// What a day teaches on which so many people had legalisations at one counter.
fn taught(times: impl Iterator<Item = i64>) -> Learned {
    let mut world = World::open(Policy { cap_ms: i64::MAX, ..Policy::default() });
    let times: Vec<i64> = times.collect();
    for i in 0..times.len() {
        world.arrives(&format!("p{i}"), "legal", Class::Normal);
    }
    for ms in times {
        world.clerk(next("c3")).expect("somebody waits");
        world.wait(ms).clerk(finish("c3")).expect("somebody is served");
    }
    let mut learned = Learned::default();
    learn(&mut learned, &world);
    learned
}

fn learn(learned: &mut Learned, world: &World) {
    let mut office = Office::new(world.office.config.clone());
    for event in &world.journal {
        office.apply(event);
        learned.observe(event, &office);
    }
}

fn foresee(learned: &Learned, world: &World, plays: u32) -> Forecast {
    let mut learned = learned.clone();
    learn(&mut learned, world);
    forecast(&world.office, &learned, world.now, 7, plays)
}

fn of(forecast: &Forecast, world: &World, name: &str) -> Option<Outlook> {
    forecast.tickets.get(&world.id(name)).copied()
}

/// Quantile of the sum of `k` times without memory at `rate` a millisecond (Erlang), by bisection on
/// P(sum ≤ t) = 1 − e^{−x} Σ_{i<k} x^i / i!, x = rate·t.
fn erlang_quantile(k: u32, rate: f64, share: f64) -> f64 {
    let below = |t: f64| {
        let x = rate * t;
        let mut term = 1.0;
        let mut sum = 1.0;
        for i in 1..k {
            term *= x / f64::from(i);
            sum += term;
        }
        1.0 - (-x).exp() * sum
    };
    let (mut low, mut high) = (0.0, 100.0 * f64::from(k) / rate);
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if below(middle) < share { low = middle } else { high = middle }
    }
    low
}

#[test]
fn at_counters_without_memory_waits_are_those_of_the_closed_formula() {
    let learned = taught(memoryless(200));
    let mut world = World::open(Policy { cap_ms: i64::MAX, ..Policy::default() });
    world.clerk(close("c1", None)).unwrap();
    for i in 0..22 {
        world.arrives(&format!("p{i}"), "legal", Class::Normal);
    }
    assert_eq!(world.next("c2").unwrap(), "p0");
    assert_eq!(world.next("c3").unwrap(), "p1");
    let forecast = foresee(&learned, &world, 1_500);
    // M/M/2, nobody overtakes: the k-th in line is called at the k-th end of a service, at twice the rate of one.
    for (name, k) in [("p2", 1), ("p6", 5), ("p21", 20)] {
        let found = of(&forecast, &world, name).unwrap();
        for (share, found) in [(0.1, found.low_ms), (0.5, found.median_ms), (0.9, found.high_ms)] {
            let exact = erlang_quantile(k, 2.0 / MEAN_MS as f64, share);
            let off = (found as f64 - exact).abs();
            // The mean itself is known to some 6 % only, which the plays allow for.
            assert!(off < 0.1 * exact + 10_000.0, "{name} {share}: {found} is not {exact:.0}");
        }
    }
    let comes_now = forecast.services[&service("legal")];
    let last = of(&forecast, &world, "p21").unwrap();
    assert!(comes_now.median_ms > last.median_ms, "whoever comes now is behind everybody");
}

#[test]
fn a_priority_ticket_is_told_how_many_are_called_before_it_and_a_normal_one_that_it_is_passed() {
    let learned = taught(std::iter::repeat_n(MEAN_MS, 40));
    let mut world = World::open(Policy { cap_ms: i64::MAX, ..Policy::default() });
    for id in ["c1", "c2"] {
        world.clerk(close(id, None)).unwrap();
    }
    for i in 0..8 {
        world.wait(MINUTE_MS).arrives(&format!("p{i}"), "legal", Class::Normal);
    }
    world.arrives("pat", "legal", Class::Priority);
    let before = foresee(&learned, &world, 100).before;
    let told = |name: &str, world: &World| before[&world.id(name)];
    assert_eq!(
        (told("p0", &world), told("p7", &world)),
        (0, 8),
        "seven came before the last, and one passes it"
    );
    let mut gone = 0;
    while world.next("c3").unwrap() != "pat" {
        gone += 1;
        world.wait(MEAN_MS).clerk(finish("c3")).unwrap();
    }
    assert!(gone > 0 && gone < 8, "{gone}");
    assert_eq!(told("pat", &world), gone, "as the clerk's calls turn out");
}

#[test]
fn nothing_is_said_where_nothing_can_be_known() {
    let learned = taught(memoryless(200));
    let mut world = World::open(Policy::default());
    world.arrives("ann", "legal", Class::Normal);
    assert!(of(&foresee(&learned, &world, 50), &world, "ann").is_some());
    assert!(of(&foresee(&taught(memoryless(9)), &world, 50), &world, "ann").is_none(), "too little seen");
    let births = foresee(&learned, &world, 50).services.contains_key(&service("births"));
    assert!(births, "a service without own times takes the office's");
    for id in ["c1", "c2", "c3"] {
        world.clerk(close(id, None)).unwrap();
    }
    assert_eq!(foresee(&learned, &world, 50), Forecast::default(), "no counter is open");
    let shut = World::shut(Policy::default());
    assert_eq!(foresee(&learned, &shut, 50), Forecast::default(), "no day is open");
}

#[test]
fn a_counter_that_closed_at_this_hour_on_other_days_is_expected_to_close() {
    let mut learned = Learned::default();
    for day in 0..3 {
        let mut world = World::shut(Policy::default());
        world.now = world.now + day * 24 * 60 * MINUTE_MS;
        world.system(Command::OpenDay { plan: super::world::plan(day) }).unwrap();
        for id in ["c2", "c3"] {
            world.clerk(open(id)).unwrap();
        }
        world.wait(60 * MINUTE_MS);
        for i in 0..20 {
            world.arrives(&format!("p{i}"), "legal", Class::Normal);
            world.clerk(next("c3")).unwrap();
            world.wait(MINUTE_MS * 3).clerk(finish("c3")).unwrap();
        }
        // It is 10:00: lunch for counter 3 until 11:00.
        world.clerk(pause("c3")).unwrap();
        world.wait(60 * MINUTE_MS).clerk(open("c3")).unwrap();
        learn(&mut learned, &world);
    }
    let mut world = World::shut(Policy::default());
    world.now = world.now + 3 * 24 * 60 * MINUTE_MS;
    world.system(Command::OpenDay { plan: super::world::plan(3) }).unwrap();
    for id in ["c2", "c3"] {
        world.clerk(open(id)).unwrap();
    }
    world.wait(115 * MINUTE_MS);
    for i in 0..12 {
        world.arrives(&format!("p{i}"), "legal", Class::Normal);
    }
    let foreseen = of(&foresee(&learned, &world, 200), &world, "p11").unwrap();
    // Both counters would be through in 18 minutes; one of them leaves in 5.
    assert!(foreseen.median_ms > 25 * MINUTE_MS, "{foreseen:?}");
}

#[test]
fn priority_is_foreseen_as_it_is_called_and_the_same_seed_says_the_same() {
    let learned = taught(memoryless(60));
    let mut world = World::open(Policy::default());
    for i in 0..8 {
        world.arrives(&format!("p{i}"), "legal", Class::Normal);
        world.wait(MINUTE_MS);
    }
    world.arrives("old", "legal", Class::Priority);
    let foreseen = foresee(&learned, &world, 300);
    let (old, last) = (of(&foreseen, &world, "old").unwrap(), of(&foreseen, &world, "p7").unwrap());
    assert!(old.median_ms < last.median_ms, "{old:?} {last:?}");
    assert_eq!(foreseen, foresee(&learned, &world, 300));
}

#[test]
fn a_break_is_waited_out_unless_the_office_is_seen_to_go_on() {
    let learned = taught(memoryless(60));
    let mut world = World::open(Policy::default());
    world.wait(179 * MINUTE_MS);
    for i in 0..8 {
        world.arrives(&format!("p{i}"), "legal", Class::Normal);
    }
    // Ten minutes into the break of half an hour.
    world.wait(11 * MINUTE_MS);
    let kept = of(&foresee(&learned, &world, 200), &world, "p7").unwrap();
    assert!(kept.low_ms >= 20 * MINUTE_MS, "{kept:?}");
    for _ in 0..4 {
        world.clerk(next("c3")).unwrap();
        world.wait(MINUTE_MS).clerk(finish("c3")).unwrap();
    }
    let goes_on = of(&foresee(&learned, &world, 200), &world, "p7").unwrap();
    assert!(goes_on.median_ms < 15 * MINUTE_MS, "{goes_on:?}");
}
