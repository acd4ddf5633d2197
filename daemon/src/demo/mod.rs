//! A whole office from nothing: simulated devices on real pseudo-terminals, seeded citizens and clerks, the real
//! daemon between them. A person can take a ticket or press a button in the middle of it.
//!
//! # Layout
//! - [`run`]: sets the stage, plays the day, checks it afterwards
//! - `stage`: the simulated devices
//! - `people`: citizens and clerks
//! - `console`: what the person at the terminal may do
//! - `screen`: the summary on the terminal

mod console;
mod people;
mod screen;
mod stage;

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use queue::time::{MINUTE_MS, Timestamp};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::{Clock, FastClock, SharedClock, WallClock};
use crate::config::Config;
use crate::office::{self, Setup};
use crate::store;

use people::Scene;
use stage::Stage;

/// The office of the demo, as shipped.
const SAMPLE: &str = include_str!("../../../config/offices/sale-etat-civil.toml");
/// How long before opening time the demo starts, in the office's time.
const LEAD_MS: i64 = 2 * MINUTE_MS;
/// How often the summary is made anew.
const REFRESH: Duration = Duration::from_millis(500);

/// What is played.
pub struct Play {
    /// The office.
    pub config: Config,
    /// Where the journal is kept; a fresh directory without it.
    pub dir: Option<PathBuf>,
    /// Where to listen, instead of what the configuration says.
    pub listen: Option<SocketAddr>,
    /// Which people come.
    pub seed: u64,
    /// How many times faster than the world.
    pub speed: f64,
    /// What the office's clock shows at the beginning; without it a little before the next opening.
    pub from: Option<Timestamp>,
    /// How long, in the office's time; until the day has ended without it.
    pub duration: Option<Duration>,
}

/// Returns the sample office: a civil-status office of Salé.
///
/// # Errors
/// The embedded file has a mistake (a test sees to it that it has none).
pub fn sample_config() -> anyhow::Result<Config> {
    Config::parse("sale-etat-civil.toml (shipped)", SAMPLE).map_err(|errors| anyhow::anyhow!("{errors}"))
}

/// Plays until the time is over, the day has ended, or `stop` comes; then stops the office and checks its journal.
/// Returns whether the journal is well.
///
/// # Errors
/// The office cannot be started, or its journal not be read afterwards.
pub async fn run(mut play: Play, stop: impl Future<Output = ()>) -> anyhow::Result<bool> {
    let dir = play.dir.take().unwrap_or_else(fresh_directory);
    std::fs::create_dir_all(&dir)?;
    let stage = Arc::new(Stage::set(&mut play.config, &dir).await?);
    let mut setup = Setup::of(play.config.clone(), dir.join("data"), WallClock.now())?;
    // The demo is for the person in front of this machine, unless told otherwise: then there are accounts.
    setup.listen = play.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
    setup.open = setup.listen.ip().is_loopback();
    let now = WallClock.now();
    let opening = setup.calendar.next_opening(now).unwrap_or(now);
    let origin = play.from.unwrap_or(opening + -LEAD_MS);
    let clock: SharedClock = Arc::new(FastClock::new(origin, play.speed));
    let public_url = setup.public_url.is_none();
    let listener = office::listen(setup.listen).await?;
    if public_url {
        setup.public_url = Some(format!("http://{}", listener.local_addr()?));
    }
    let (data, calendar) = (setup.dir.clone(), Arc::clone(&setup.calendar));
    let running = office::start_on(listener, setup, Arc::clone(&clock)).await?;
    let quit = CancellationToken::new();
    let people = TaskTracker::new();
    let scene = Scene {
        address: running.address,
        replica: running.replica.clone(),
        clock: Arc::clone(&clock),
        quit: quit.clone(),
    };
    people.spawn(people::citizens(scene.clone(), play.seed));
    for (counter, pad) in stage.pads() {
        people.spawn(people::clerk(scene.clone(), play.seed, counter, pad));
    }
    let console = tokio::spawn(console::run(Arc::clone(&stage), quit.clone()));
    let screen = screen::Screen::start(&running, &dir, play.speed, Arc::clone(&calendar));
    let until = play.duration.map(|d| origin + i64::try_from(d.as_millis()).unwrap_or(i64::MAX));
    tokio::select! {
        () = watch(&running, &clock, &screen, (origin, until)) => (),
        () = stop => (),
    }
    quit.cancel();
    people.close();
    people.wait().await;
    let summary = screen.summary(&running, &clock);
    running.stop().await;
    console.abort();
    drop(stage);
    let report = store::verify(&data).await?;
    screen.end(&summary, &report);
    Ok(report.is_well())
}

/// Keeps the summary up to date until the time is over or the day has ended: not one that an earlier play left open.
async fn watch(
    running: &office::Running,
    clock: &SharedClock,
    screen: &screen::Screen,
    (origin, until): (Timestamp, Option<Timestamp>),
) {
    let mut opened = false;
    loop {
        screen.show(running, clock);
        let day = running.replica.read().state.day.as_ref().map(|day| day.closes_at);
        opened |= day.is_some_and(|closes_at| closes_at > origin);
        let over = until.map_or(opened && day.is_none(), |until| clock.now() >= until);
        if over {
            return;
        }
        tokio::time::sleep(REFRESH).await;
    }
}

fn fresh_directory() -> PathBuf {
    let name = format!("nouba-demo-{}", uuid::Uuid::now_v7().simple());
    std::env::temp_dir().join(name)
}
