//! What the manager's page asks over ten years of an office: a million transactions, warm. Beside it what is allowed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use common::http::Client;
use common::office::{Daemon, SERVICE, configure, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};
use queue::figures::{Collector, Day, DeskDay, Doing, FORM, Fact, NO_TIME, Outcome, Quarter};
use queue::forecast::Score;
use queue::ticket::Class;
use queue::time::{Date, HOUR_MS, Timestamp};

/// Office days in ten years.
const DAYS: i64 = 2_500;
/// Transactions a day.
const FACTS: u32 = 400;
/// Questions of each kind in a round.
const ASKED: usize = 20;
/// What the dashboard may take, in milliseconds.
const ALLOWED_MS: f64 = 50.0;

const PERIOD: &str = "from=2016-01-01&to=2026-01-01";
const QUESTIONS: [(&str, &str); 6] = [
    ("everything, all times spread", "by=all"),
    ("by year", "by=year&deep=false"),
    ("by month", "by=month&deep=false"),
    ("hour by day of the week", "by=hour_of_week&deep=false"),
    ("by service", "by=service&deep=false"),
    ("by clerk", "by=clerk&deep=false"),
];

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let dir = scratch()?;
    let config = configure(dir.path(), "")?;
    let data = dir.path().join("data");
    std::fs::create_dir(&data)?;
    write_days(&data.join("figures.jsonl"))?;
    let daemon = Daemon::start(&noubad, &config, &data)?;
    let begun = Instant::now();
    let mut client = runtime.block_on(loaded(&daemon))?;
    let cold = begun.elapsed();
    let mut rounds = vec![Vec::new(); QUESTIONS.len()];
    for _ in 0..options.rounds {
        for (question, of_question) in QUESTIONS.iter().zip(&mut rounds) {
            let mut samples = Samples::default();
            for _ in 0..ASKED {
                samples.add(runtime.block_on(ask(&mut client, question.1))?);
            }
            of_question.push(samples.percentile(50.0) / 1000.0);
        }
    }
    let row = |(name, of_question): (&str, &Vec<f64>)| {
        let pairs: Vec<_> = of_question.iter().map(|ms| (*ms, ALLOWED_MS)).collect();
        Row::of(name, "ms", "allowed", &pairs, Goal::AtMost(1.0))
    };
    let names = QUESTIONS.iter().map(|(name, _)| *name);
    let rows: Vec<Row> = names.zip(&rounds).map(row).collect();
    let note = format!(
        "{} transactions of {DAYS} days; there {:.1} s after the start, in the background",
        DAYS * i64::from(FACTS),
        cold.as_secs_f64()
    );
    report(&options, "figures", &rows, &[note])
}

/// Waits until the days are loaded.
async fn loaded(daemon: &Daemon) -> Result<Client> {
    daemon.ready().await?;
    let mut client = Client::connect(daemon.address, "manager").await?;
    loop {
        let answer = client.get(&format!("/api/v1/reports/figures?{PERIOD}&by=all")).await?;
        if answer.json()?["days"] == DAYS {
            return Ok(client);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn ask(client: &mut Client, question: &str) -> Result<Duration> {
    let begun = Instant::now();
    let answer = client.get(&format!("/api/v1/reports/figures?{PERIOD}&{question}")).await?;
    let took = begun.elapsed();
    if answer.status != 200 {
        bail!("{question} was answered {}", answer.status);
    }
    Ok(took)
}

/// Days on which the times vary as times do; nothing is drawn by lot, so that each run has the same.
fn write_days(path: &Path) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut date = Date::new(2016, 1, 1).map_or(0, Date::days);
    let mut written = 0;
    while written < DAYS {
        let day = Date::from_days(date);
        date += 1;
        if day.weekday() < 5 {
            let line = serde_json::json!({"form": FORM, "seq": 0, "day": made_up(day, written), "collector": Collector::default()});
            writeln!(file, "{line}")?;
            written += 1;
        }
    }
    Ok(file.flush()?)
}

fn made_up(day: Date, nth: i64) -> Day {
    let opens_at = Timestamp(day.days() * 24 * HOUR_MS + 9 * HOUR_MS);
    let vary = |i: u32, by: u32, to: u32| ((i * 7919 + nth as u32 * 104_729) % by % to) as u16;
    let fact = |i: u32| Fact {
        service: (i % 6) as u8,
        counter: (i % 5) as u8,
        clerk: (i % 7) as u8,
        class: if i.is_multiple_of(9) { Class::Priority } else { Class::Normal },
        outcome: if i.is_multiple_of(25) { Outcome::NoShow } else { Outcome::Served },
        first: true,
        quarter: (36 + i * 30 / FACTS) as u8,
        wait_s: vary(i, 4001, 3600),
        walk_s: vary(i, 61, 60),
        serve_s: vary(i, 907, 900),
        park_s: NO_TIME,
        total_s: vary(i, 5003, 5000),
        target_s: 900,
    };
    let service = |i: usize| if i == 0 { SERVICE.to_owned() } else { format!("service-{i}") };
    let desk = |i: usize| DeskDay {
        counter: format!("counter-{}", i + 1).parse().expect("invariant: a slug"),
        stretches: (0..80).map(|n| (n * 360, n * 360 + 300, Doing::Serving)).collect(),
    };
    Day {
        day,
        opens_at,
        closes_at: opens_at + 8 * HOUR_MS,
        utc_offset_ms: 0,
        services: (0..6).map(|i| service(i).parse().expect("invariant: a slug")).collect(),
        desks: (0..5).map(desk).collect(),
        clerks: (0..7).map(|i| format!("clerk-{i}").parse().expect("invariant: a slug")).collect(),
        devices: Vec::new(),
        facts: (0..FACTS).map(fact).collect(),
        quarters: (36..68)
            .map(|place| Quarter { place, arrived: 12, called: 12, finished: 12, waiting: 5 })
            .collect(),
        ratings: Default::default(),
        forecast: Score::default(),
        read: Score::default(),
    }
}
