//! The figures, each on a day small enough to be worked out by hand.

use queue::Command;
use queue::config::Policy;
use queue::figures::{
    Ability, Collector, Day, Doing, Figures, Filter, Grouping, Outcome, Row, devices, measure,
};
use queue::ticket::Class;
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS};

use super::world::{
    MIDNIGHT, World, close, command_id, finish, next, no_show, open, park, pause, plan, service, start,
    transfer, undo,
};

fn day(world: &World) -> Day {
    let collector = Collector::default();
    collector.day(world.journal.iter(), &world.office.config, HOUR_MS, world.now).expect("a day was opened")
}

fn all(day: &Day) -> Figures {
    rows(day, &Filter::default(), Grouping::All).remove(0).figures
}

fn rows(day: &Day, filter: &Filter, grouping: Grouping) -> Vec<Row> {
    measure(std::iter::once(day), filter, grouping, true)
}

/// Somebody is served at counter 3: waits, walks and is served so many minutes.
fn serve(world: &mut World, name: &str, wait: i64, walk: i64, serve: i64) {
    world.arrives(name, "legal", Class::Normal);
    world.wait(wait * MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.wait(walk * MINUTE_MS).clerk(start("c3")).expect("somebody is there");
    world.wait(serve * MINUTE_MS).clerk(finish("c3")).expect("somebody is served");
}

#[test]
fn the_four_times_are_kept_apart() {
    let mut world = World::open(Policy::default());
    serve(&mut world, "ann", 4, 1, 6);
    world.arrives("bob", "legal", Class::Normal);
    world.wait(2 * MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.clerk(start("c3")).unwrap();
    world.wait(3 * MINUTE_MS).clerk(park("c3")).unwrap();
    let bob = world.id("bob");
    world.wait(10 * MINUTE_MS).clerk(Command::Resume { ticket: bob }).unwrap();
    world.wait(MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.clerk(start("c3")).unwrap();
    world.wait(2 * MINUTE_MS).clerk(finish("c3")).unwrap();
    let facts = day(&world).facts;
    let times = |i: usize| [facts[i].wait_s, facts[i].walk_s, facts[i].serve_s, facts[i].total_s];
    assert_eq!(times(0), [240, 60, 360, 660]);
    assert_eq!(times(1), [3 * 60, 0, 5 * 60, 18 * 60], "two minutes, then one more; the parking is neither");
    assert_eq!(facts[1].park_s, 600);
}

#[test]
fn the_service_level_counts_those_who_gave_up_late_and_those_who_did_not_come() {
    let mut world = World::open(Policy::default());
    // The target of legalisations is 5 minutes.
    serve(&mut world, "in time", 5, 0, 1);
    serve(&mut world, "late", 6, 0, 1);
    for (name, wait) in [("soon gone", 4), ("long gone", 6)] {
        let id = world.arrives(name, "legal", Class::Normal);
        world.wait(wait * MINUTE_MS).citizen(Command::Cancel { ticket: id }).unwrap();
    }
    world.arrives("absent", "legal", Class::Normal);
    world.clerk(next("c3")).expect("somebody waits");
    world.wait(MINUTE_MS).clerk(no_show("c3")).unwrap();
    let f = all(&day(&world));
    assert_eq!((f.arrived, f.served, f.abandoned, f.no_shows), (5, 2, 2, 1));
    assert_eq!((f.level.within, f.level.of), (1, 4), "in time, late, long gone, absent");
    assert_eq!((f.level_pm, f.no_show_pm), (Some(250), Some(200)));
    let strict = Filter { target_s: Some(60), ..Filter::default() };
    let strict = rows(&day(&world), &strict, Grouping::All).remove(0).figures;
    assert_eq!((strict.level.within, strict.level.of), (0, 5));
}

#[test]
fn periods_are_half_open_and_in_local_time() {
    let mut world = World::open(Policy::default());
    world.now = MIDNIGHT + (9 * HOUR_MS + 15 * MINUTE_MS - 1);
    world.arrives("before", "legal", Class::Normal);
    world.wait(1);
    world.arrives("after", "legal", Class::Normal);
    let day = day(&world);
    // One hour ahead of UTC: 10:00 to 10:15, and from 10:15.
    let quarters: Vec<String> =
        rows(&day, &Filter::default(), Grouping::Quarter).iter().map(|r| r.key.to_string()).collect();
    assert_eq!(quarters, ["10:00", "10:15"]);
    let arrived: Vec<_> = day.quarters.iter().map(|q| (q.place, q.arrived, q.waiting)).collect();
    assert_eq!(arrived.iter().rev().take(2).rev().collect::<Vec<_>>(), [&(40, 1, 1), &(41, 1, 2)]);
}

#[test]
fn a_counters_time_adds_up_and_idle_is_told_from_free() {
    let mut world = World::morning(Policy::default());
    world.clerk(open("c3")).unwrap();
    world.wait(10 * MINUTE_MS);
    world.arrives("ann", "legal", Class::Normal);
    world.wait(4 * MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.wait(MINUTE_MS).clerk(start("c3")).unwrap();
    world.wait(5 * MINUTE_MS).clerk(finish("c3")).unwrap();
    world.clerk(pause("c3")).unwrap();
    world.wait(20 * MINUTE_MS).clerk(open("c3")).unwrap();
    world.arrives("not for counter 3", "births", Class::Normal);
    world.wait(2 * MINUTE_MS).clerk(close("c3", None)).unwrap();
    world.wait(HOUR_MS);
    let day = day(&world);
    let done: Vec<_> =
        day.desks[0].stretches.iter().map(|(from, to, what)| ((to - from) / 60, *what)).collect();
    use Doing::{Free, Idle, Paused, Serving, Walking};
    assert_eq!(done, [(10, Free), (4, Idle), (1, Walking), (5, Serving), (20, Paused), (2, Free)]);
    let f = all(&day);
    // (1 + 5) of 22 minutes; one visit of 5 minutes and another that arrived, in 22 minutes.
    assert_eq!((f.utilisation_pm, f.occupancy_pm), (Some(273), Some(454)));
}

#[test]
fn a_transfer_is_two_transactions_of_one_visit() {
    let mut world = World::open(Policy::default());
    world.arrives("ann", "legal", Class::Normal);
    world.wait(MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.clerk(start("c3")).unwrap();
    world.wait(2 * MINUTE_MS).clerk(transfer("c3", "births")).unwrap();
    world.wait(3 * MINUTE_MS).clerk(next("c1")).unwrap();
    world.wait(4 * MINUTE_MS).clerk(finish("c1")).unwrap();
    let day = day(&world);
    let outcomes: Vec<_> = day.facts.iter().map(|f| (f.outcome, f.first, f.wait_s, f.serve_s)).collect();
    assert_eq!(outcomes, [(Outcome::PassedOn, true, 60, 120), (Outcome::Served, false, 180, 240)]);
    let of = |id: &str| Filter { service: Some(service(id)), ..Filter::default() };
    assert_eq!(rows(&day, &of("births"), Grouping::All)[0].figures.served, 1);
    assert_eq!(rows(&day, &of("legal"), Grouping::All)[0].figures.served, 0);
    let f = all(&day);
    assert_eq!((f.arrived, f.served, f.passed_on), (1, 1, 1));
    let idle: i64 = day
        .desks
        .iter()
        .flat_map(|d| &d.stretches)
        .filter(|s| s.2 == Doing::Idle)
        .map(|s| i64::from(s.1 - s.0))
        .sum();
    // Counters 2 and 3 for legalisations one minute, then 1 and 2 for births three.
    assert_eq!(idle, 2 * 60 + 2 * 180);
}

#[test]
fn what_was_taken_back_never_happened() {
    let mut world = World::open(Policy::default());
    world.arrives("ann", "legal", Class::Normal);
    world.wait(MINUTE_MS).clerk(next("c3")).expect("somebody waits");
    world.wait(5 * SECOND_MS).clerk(undo("c3")).unwrap();
    world.wait(55 * SECOND_MS).clerk(next("c2")).unwrap();
    let fact = day(&world).facts[0];
    assert_eq!((fact.wait_s, fact.outcome), (120, Outcome::Open));
    assert!(world.journal.iter().any(|r| r.command == command_id("r6")));
}

#[test]
fn a_day_ends_with_those_who_still_wait_and_what_is_written_down_reads_back() {
    let mut world = World::open(Policy::default());
    serve(&mut world, "ann", 4, 1, 6);
    world.arrives("bob", "births", Class::Priority);
    world.now = plan(0).ends_at;
    world.system(Command::CloseDay).unwrap();
    let closed = day(&world);
    world.wait(5 * HOUR_MS);
    assert_eq!(day(&world), closed, "what is after the end of the day is not of it");
    assert_eq!(all(&closed).unserved, 1);
    let line = serde_json::to_string(&closed).expect("a day is written");
    assert_eq!(serde_json::from_str::<Day>(&line).expect("a day is read"), closed);
    let by_class: Vec<_> = rows(&closed, &Filter::default(), Grouping::Class)
        .iter()
        .map(|r| (r.key.to_string(), r.figures.arrived))
        .collect();
    assert_eq!(by_class, [("normal".to_owned(), 1), ("priority".to_owned(), 1)]);
}

#[test]
fn days_add_up_to_weeks_months_and_years() {
    let mut days = Vec::new();
    for n in [0, 1, 7, 31] {
        let mut world = World::shut(Policy::default());
        world.now = world.now + n * 24 * HOUR_MS;
        world.system(Command::OpenDay { plan: plan(n) }).unwrap();
        world.wait(HOUR_MS);
        world.arrives("ann", "legal", Class::Normal);
        days.push(day(&world));
    }
    let keys = |grouping| -> Vec<(String, u32)> {
        let rows = measure(days.iter(), &Filter::default(), grouping, false);
        rows.iter().map(|r| (r.key.to_string(), r.figures.arrived)).collect()
    };
    let pair = |key: &str, n| (key.to_owned(), n);
    // 24, 25 November, 1 and 25 December 2026: a Tuesday, a Wednesday, a Tuesday, a Friday.
    assert_eq!(keys(Grouping::Week), [pair("2026-W48", 2), pair("2026-W49", 1), pair("2026-W52", 1)]);
    assert_eq!(keys(Grouping::Month), [pair("2026-11", 2), pair("2026-12", 2)]);
    assert_eq!(keys(Grouping::Year), [pair("2026", 4)]);
    assert_eq!(keys(Grouping::HourOfWeek), [pair("2 10:00", 2), pair("3 10:00", 1), pair("5 10:00", 1)]);
}

#[test]
fn a_device_is_down_from_the_event_that_says_so_to_the_one_that_says_otherwise_within_the_open_hours() {
    let mut world = World::open(Policy::default());
    let opens_at = plan(0).opens_at;
    let says = |world: &mut World, device: &str, state: &str| {
        let (device, state) = (device.parse().expect("an id"), state.to_owned());
        world.system(Command::RecordDevice { device, state, cause: None }).expect("a fact");
    };
    says(&mut world, "printer-1", "ready");
    world.wait(10 * MINUTE_MS);
    says(&mut world, "printer-1", "out_of_paper");
    world.wait(5 * MINUTE_MS);
    // From one trouble into another it is one failure.
    says(&mut world, "printer-1", "cover_open");
    world.wait(MINUTE_MS);
    says(&mut world, "printer-1", "near_end");
    says(&mut world, "pad-1", "degraded");
    world.wait(20 * MINUTE_MS);
    says(&mut world, "printer-1", "lost");
    world.wait(4 * MINUTE_MS);
    let day = day(&world);
    let start = i32::try_from((world.now.0 - opens_at.0) / SECOND_MS).unwrap() - 40 * 60;
    let at = |minute: i32| start + minute * 60;
    assert_eq!(day.devices.len(), 1, "what still works has no outage: {:?}", day.devices);
    let expected = [
        (at(10), at(15), Ability::NoPaper),
        (at(15), at(16), Ability::Down),
        (at(36), at(40), Ability::Down),
    ];
    assert_eq!(day.devices[0].outages, expected);
    let rows = devices(std::iter::once(&day));
    assert_eq!((rows[0].down_s, rows[0].paper_out_s, rows[0].failures), (600, 300, 2));
    assert_eq!(rows[0].repair_s, Some(300));
    // 600 of the 28,800 seconds of the day.
    assert_eq!(rows[0].up_pm, Some(979));

    // Still down in the evening, it is down the next morning from the opening on, and not in the night.
    let evening = plan(0).ends_at;
    world.wait(evening.since(world.now)).system(Command::CloseDay).expect("the evening");
    let mut collector = Collector::default();
    collector.close(world.journal.iter());
    let seen = world.journal.len();
    let morning = plan(1).opens_at;
    world.wait(morning.since(world.now)).system(Command::OpenDay { plan: plan(1) }).expect("the morning");
    world.wait(3 * MINUTE_MS);
    says(&mut world, "printer-1", "ready");
    let next = collector.day(world.journal[seen..].iter(), &world.office.config, HOUR_MS, world.now).unwrap();
    assert_eq!(next.devices[0].outages, [(0, 180, Ability::Down)]);
}

#[test]
fn figures_are_told_by_whoever_called() {
    let mut world = World::open(Policy::default());
    serve(&mut world, "ann", 4, 1, 6);
    serve(&mut world, "bob", 2, 1, 6);
    world.arrives("eve", "legal", Class::Normal);
    let by = rows(&day(&world), &Filter::default(), Grouping::Clerk);
    assert_eq!(by.len(), 1, "who was never called is nobody's: {by:?}");
    assert_eq!(by[0].figures.served, 2);
    assert!(by[0].figures.desks.is_none());
}
