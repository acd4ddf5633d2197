//! How long ten years of figures take, from the portal's pre-added history: `cargo bench -p portal --bench history`.
//!
//! One office with 1,000,000 tickets in 2,500 days, and a town with as many again from nine others. What the page of
//! figures asks is asked: the rows, all together, and the span there is.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and fails by panicking")]

mod common;

use std::time::Instant;

use portal::days::Done;
use portal::sums::{self, Asked, Change};
use portal::temporary::{FORGETFUL, Postgres};
use queue::figures::{Collector, Day, Fact, Grouping, NO_TIME, Outcome};
use queue::id::{OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::{Date, Timestamp};
use sqlx::postgres::PgPool;

const DAYS: i64 = 2_500;
const TICKETS: usize = 400;
const SERVICES: usize = 8;
const OTHERS: usize = 9;
/// The goal, in milliseconds.
const GOAL_MS: f64 = 50.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run());
}

async fn run() {
    let postgres = Postgres::start(&FORGETFUL).await.unwrap();
    let pool = portal::store::open(&postgres.url()).await.unwrap();
    let begun = Instant::now();
    fill(&pool, "big", TICKETS).await;
    for n in 0..OTHERS {
        fill(&pool, &format!("office-{n}"), TICKETS / OTHERS).await;
    }
    println!(
        "{} office days added up in {:.1} s",
        DAYS as usize * (OTHERS + 1),
        begun.elapsed().as_secs_f64()
    );
    let (from, to) = (Date::new(2016, 1, 1).unwrap(), Date::new(2026, 1, 1).unwrap());
    let office = Some(OfficeId::new("big").unwrap());
    let mut lines = Vec::new();
    for (who, office) in [("one office", office), ("the town", None)] {
        for by in [Grouping::All, Grouping::Year, Grouping::Month, Grouping::Service, Grouping::Hour] {
            let asked = |by| Asked { office: office.clone(), from, to, by };
            let mut times = Vec::new();
            for _ in 0..21 {
                let at = Instant::now();
                let rows = sums::figures(&pool, &asked(by)).await.unwrap();
                let all = sums::figures(&pool, &asked(Grouping::All)).await.unwrap();
                sums::span(&pool, office.as_ref()).await.unwrap();
                let figures: Vec<_> =
                    rows.values().chain(all.values()).map(queue::figures::Sum::figures).collect();
                assert!(figures.iter().map(|f| f.arrived).max() >= Some(900_000));
                times.push(at.elapsed().as_secs_f64() * 1_000.0);
            }
            times.sort_by(f64::total_cmp);
            let rounds: Vec<_> = times.iter().map(|ms| (*ms, GOAL_MS)).collect();
            let name = format!("ten years of {who} by {by:?}");
            lines.push(common::row(&name, "ms", "50 ms", &rounds, ("at_most", 1.0)));
            println!(
                "ten years of {who} by {by:?}: p50 {:.1} ms, max {:.1} ms; goal {GOAL_MS} ms",
                times[10], times[20]
            );
        }
    }
    common::write("history", 21, &lines);
}

async fn fill(pool: &PgPool, office: &str, tickets: usize) {
    let office = OfficeId::new(office).unwrap();
    portal::store::add_office(pool, &office, Timestamp(0)).await.unwrap();
    let first = Date::new(2016, 1, 1).unwrap().days();
    let mut random = tickets as u64;
    for start in (0..DAYS).step_by(50) {
        let done = |n: i64, random: &mut u64| {
            // Ten years of working days: seven in ten.
            let day = Date::from_days(first + n * 3_652 / DAYS);
            let day = day_of(day, tickets, random);
            let (seq, profile) = (n + 1, Some("h".to_owned()));
            let (office, epoch, collector) = (office.clone(), "e".to_owned(), Collector::default());
            Change::Done(Box::new(Done { office, day, epoch, seq, profile, collector }))
        };
        let changes = (start..start + 50).map(|n| done(n, &mut random)).collect();
        sums::apply(pool, changes).await.unwrap();
    }
}

fn day_of(day: Date, tickets: usize, random: &mut u64) -> Day {
    let mut below = |n: u64| {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*random >> 33) % n
    };
    let mut fact = || Fact {
        service: below(SERVICES as u64) as u8,
        counter: 0,
        clerk: queue::figures::NO_CLERK,
        class: if below(10) == 0 { Class::Priority } else { Class::Normal },
        outcome: if below(20) == 0 { Outcome::NoShow } else { Outcome::Served },
        first: true,
        quarter: (34 + below(32)) as u8,
        wait_s: below(5_400) as u16,
        walk_s: below(60) as u16,
        serve_s: (30 + below(900)) as u16,
        park_s: NO_TIME,
        total_s: below(7_200) as u16,
        target_s: 1_200,
    };
    Day {
        day,
        opens_at: Timestamp(0),
        closes_at: Timestamp(0),
        utc_offset_ms: 0,
        services: (0..SERVICES).map(|n| ServiceId::new(&format!("service-{n}")).unwrap()).collect(),
        desks: vec![queue::figures::DeskDay {
            counter: queue::id::CounterId::new("c1").unwrap(),
            stretches: Vec::new(),
        }],
        clerks: Vec::new(),
        devices: Vec::new(),
        facts: (0..tickets).map(|_| fact()).collect(),
        quarters: Vec::new(),
        ratings: Default::default(),
        forecast: Default::default(),
        read: Default::default(),
    }
}
