//! What the portal's page of figures asks over ten years, warm: of an office with a million tickets, and of the town of
//! which it is one. Beside it what is allowed. `cargo bench -p tests --bench history`.
//!
//! A question is what the page asks: its rows, all of them together, all of the period before, and the span there is; and,
//! once, all offices compared.
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod common;

use std::time::Instant;

use common::stats::Samples;
use common::{Goal, Options, Row, report};
use portal::days::Done;
use portal::sums::{self, Asked, Change};
use portal::temporary::{FORGETFUL, Postgres};
use queue::figures::{Collector, Day, Fact, Grouping, NO_TIME, Outcome, Sum};
use queue::id::{OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::{Date, Timestamp};
use sqlx::postgres::PgPool;

/// Office days in ten years.
const DAYS: i64 = 2_500;
/// Tickets a day of the office that is looked at; the others have them between them.
const TICKETS: usize = 400;
const SERVICES: usize = 8;
const OTHERS: usize = 9;
/// Questions of each kind in a round.
const ASKED: usize = 10;
/// What the dashboard may take, in milliseconds.
const ALLOWED_MS: f64 = 50.0;
/// Days added up in one go: what an office that comes with its history is to the portal, and what fits in memory.
const TOGETHER: i64 = 500;
const BY: [Grouping; 5] = [Grouping::All, Grouping::Year, Grouping::Month, Grouping::Service, Grouping::Hour];

fn main() -> anyhow::Result<()> {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (rows, note) = runtime.block_on(run(options.rounds));
    report(&options, "history", &rows, &[note])
}

async fn run(rounds: usize) -> (Vec<Row>, String) {
    let postgres = Postgres::start(&FORGETFUL).await.unwrap();
    let pool = portal::store::open(&postgres.url()).await.unwrap();
    let begun = Instant::now();
    fill(&pool, "big", TICKETS).await;
    for n in 0..OTHERS {
        fill(&pool, &format!("office-{n}"), TICKETS / OTHERS).await;
    }
    let (days, seconds) = (DAYS as usize * (OTHERS + 1), begun.elapsed().as_secs_f64());
    let note = format!("{days} office days, added up in {seconds:.0} s");
    let questions = questions();
    let mut measured = vec![Vec::new(); questions.len()];
    for _ in 0..rounds {
        for ((_, asked), of_question) in questions.iter().zip(&mut measured) {
            let mut samples = Samples::default();
            for _ in 0..ASKED {
                let begun = Instant::now();
                ask(&pool, asked.as_ref()).await;
                samples.add_since(begun);
            }
            of_question.push((samples.percentile(50.0) / 1000.0, ALLOWED_MS));
        }
    }
    let row = |((name, _), pairs): (&(String, _), &Vec<_>)| {
        Row::of(name, "ms", "allowed", pairs, Goal::AtMost(1.0))
    };
    (questions.iter().zip(&measured).map(row).collect(), note)
}

fn period() -> (Date, Date) {
    (Date::new(2016, 1, 1).unwrap(), Date::new(2026, 1, 1).unwrap())
}

/// What is asked, with its name; nothing is the comparison of all offices.
fn questions() -> Vec<(String, Option<Asked>)> {
    let (from, to) = period();
    let mut all = Vec::new();
    for (who, office) in [("an office", OfficeId::new("big").ok()), ("the town", None)] {
        for by in BY {
            let asked = Asked { office: office.clone(), from, to, by };
            all.push((format!("ten years of {who}, by {by:?}").to_lowercase(), Some(asked)));
        }
    }
    all.push((format!("ten years of {} offices compared", OTHERS + 1), None));
    all
}

async fn ask(pool: &PgPool, asked: Option<&Asked>) {
    let (from, to) = period();
    let Some(asked) = asked else {
        let offices = sums::by_office(pool, from, to).await.unwrap();
        let figures: Vec<_> = offices.values().map(Sum::figures).collect();
        assert_eq!(figures.len(), OTHERS + 1);
        return;
    };
    let rows = sums::figures(pool, asked).await.unwrap();
    let all = sums::figures(pool, &Asked { by: Grouping::All, ..asked.clone() }).await.unwrap();
    let earlier =
        Asked { from: Date::new(2006, 1, 1).unwrap(), to: from, by: Grouping::All, ..asked.clone() };
    sums::figures(pool, &earlier).await.unwrap();
    sums::span(pool, asked.office.as_ref()).await.unwrap();
    let figures: Vec<_> = rows.values().chain(all.values()).map(Sum::figures).collect();
    assert!(figures.iter().map(|f| f.arrived).max() >= Some(900_000));
}

async fn fill(pool: &PgPool, office: &str, tickets: usize) {
    let office = OfficeId::new(office).unwrap();
    portal::store::add_office(pool, &office, Timestamp(0)).await.unwrap();
    let first = period().0.days();
    let mut random = tickets as u64;
    for start in (0..DAYS).step_by(TOGETHER as usize) {
        let done = |n: i64, random: &mut u64| {
            // Ten years of working days: seven in ten.
            let day = Date::from_days(first + n * 3_652 / DAYS);
            let day = day_of(day, tickets, random);
            let (seq, profile) = (n + 1, Some("h".to_owned()));
            let (office, epoch, collector) = (office.clone(), "e".to_owned(), Collector::default());
            Change::Done(Box::new(Done { office, day, epoch, seq, profile, collector }))
        };
        let changes = (start..start + TOGETHER).map(|n| done(n, &mut random)).collect();
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
