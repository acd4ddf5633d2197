//! A town on one machine: three offices with simulated devices and citizens, each the real `noubad`, and this portal
//! between them and a PostgreSQL of its own. A link is cut and healed, a box burns and its backup goes on in another;
//! in the end every figure the portal has must be the office's own, to the unit.
//!
//! # Layout
//! - `office`: one office: its configuration and its process
//! - `gate`: the network between an office and the portal
//! - `compare`: the portal's figures held against the offices'

mod compare;
mod gate;
mod office;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use queue::id::OfficeId;
use queue::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};
use sqlx::postgres::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::access::{Access, Role};
use crate::temporary::{FORGETFUL, Postgres};
use crate::{cli, clock, mqtt, store};

use gate::Gate;
use office::{Place, Running};

/// When the offices open on their day, and how long before it the play begins.
const OPENS_MS: i64 = 8 * HOUR_MS + 30 * MINUTE_MS;
const LEAD_MS: i64 = 2 * MINUTE_MS;
/// What happens when, in the offices' minutes from the beginning.
const CUT_MIN: i64 = 16;
const BACKUP_MIN: i64 = 20;
const FIRE_MIN: i64 = 28;
const HEAL_MIN: i64 = 42;
/// Opening time, overtime, and a little.
const END_MIN: i64 = 2 + 60 + 5 + 2;
/// How long the portal may take to have everything after the last office has closed.
const CATCH_UP: Duration = Duration::from_secs(60);

/// What is played.
#[derive(clap::Args)]
pub struct Play {
    /// The PostgreSQL database to use; without it one is started from Debian's programs, and is gone afterwards.
    #[arg(long)]
    database: Option<String>,
    /// Where the portal listens.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// The program of the offices; by default the one beside this one.
    #[arg(long)]
    noubad: Option<PathBuf>,
    /// How many times faster than the world the offices' clocks run, 1 to 300.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
    /// Goes on serving the pages after the comparison, until Ctrl-C.
    #[arg(long)]
    stay: bool,
}

/// The offices: id, names, place, and which of their services they offer.
const OFFICES: [Place; 3] = [
    Place {
        id: "sale-medina", fr: "Salé Médina", ar: "سلا المدينة", at: (34.0389, -6.8166), counters: 3
    },
    Place {
        id: "sale-tabriquet",
        fr: "Salé Tabriquet",
        ar: "سلا تابريكت",
        at: (34.0530, -6.7990),
        counters: 2,
    },
    Place {
        id: "sale-hay-salam",
        fr: "Salé Hay Salam",
        ar: "سلا حي السلام",
        at: (34.0262, -6.7751),
        counters: 4,
    },
];

/// Plays, and returns whether the portal has what the offices have.
///
/// # Errors
/// Something could not be started.
pub async fn run(play: Play, stop: CancellationToken) -> anyhow::Result<bool> {
    if !(1.0..=300.0).contains(&play.speed) {
        bail!("--speed {} is not from 1 to 300", play.speed);
    }
    let dir = tempfile::Builder::new().prefix("nouba-town").tempdir()?;
    let postgres = match &play.database {
        Some(_) => None,
        None => Some(Postgres::start(&FORGETFUL).await.context("no PostgreSQL could be started")?),
    };
    let url = play.database.clone().or(postgres.as_ref().map(Postgres::url)).unwrap_or_default();
    let pool = store::open(&url).await?;
    let listener =
        TcpListener::bind(play.listen).await.context("the portal's address cannot be listened on")?;
    let address = listener.local_addr()?;
    say(&format!("http://{address}/"))?;
    let password = Access::open(pool.clone())?.add("demo", Role::Operator, clock::now()).await;
    say(&match password {
        Ok(password) => {
            format!("the portal is there; sign in at http://{address}/sign-in as demo with {password}")
        }
        Err(error) => format!("{error}: use the password it has"),
    })?;
    let serving = CancellationToken::new();
    let portal = tokio::spawn(cli::run_on(listener, pool.clone(), mqtt::Broker::default(), serving.clone()));
    let noubad = play.noubad.clone().map_or_else(beside, Ok)?;
    let stage = Stage { pool: &pool, dir: dir.path(), portal: address, noubad: &noubad, speed: play.speed };
    let outcome = tokio::select! {
        outcome = stage.play() => outcome,
        () = stop.cancelled() => Err(anyhow::anyhow!("stopped before the end")),
    };
    if play.stay && outcome.is_ok() {
        say("the pages stay until Ctrl-C")?;
        stop.cancelled().await;
    }
    serving.cancel();
    portal.await??;
    drop(postgres);
    outcome
}

/// The offices' program beside this one.
fn beside() -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("noubad");
    if !path.is_file() {
        bail!(
            "there is no {}: build it (cargo build -p noubad), or say where it is with --noubad",
            path.display()
        );
    }
    Ok(path)
}

fn say(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{text}")
}

struct Stage<'a> {
    pool: &'a PgPool,
    dir: &'a Path,
    portal: SocketAddr,
    noubad: &'a Path,
    speed: f64,
}

/// The offices' clocks.
#[derive(Clone, Copy)]
struct Pace {
    begun: Instant,
    origin: Timestamp,
    speed: f64,
}

impl Pace {
    fn now(&self) -> Timestamp {
        self.origin + (self.begun.elapsed().as_secs_f64() * self.speed * 1000.0) as i64
    }

    /// Says something with the offices' time before it.
    fn say(&self, text: &str) -> std::io::Result<()> {
        say(&format!("{} {text}", self.now().hour_minute(0)))
    }

    async fn until(&self, minute: i64) {
        let ms = (self.origin + minute * MINUTE_MS) - self.now();
        tokio::time::sleep(Duration::from_secs_f64(ms.max(0) as f64 / 1000.0 / self.speed)).await;
    }
}

impl Stage<'_> {
    async fn play(&self) -> anyhow::Result<bool> {
        let today = clock::now().date(0);
        let origin = Timestamp(today.days() * 24 * HOUR_MS + OPENS_MS - LEAD_MS);
        let mut offices = Vec::new();
        let mut gates = Vec::new();
        for place in &OFFICES {
            let gate = Gate::open(self.portal).await?;
            let credential = self.register(place).await?;
            office::write(self.dir, place, gate.address, &credential)?;
            gates.push(gate);
        }
        let pace = Pace { begun: Instant::now(), origin, speed: self.speed };
        say(&format!(
            "three offices open at 08:30; their clocks run {} times as fast, so that the day is over in {:.0} s:",
            self.speed,
            (END_MIN * 60) as f64 / self.speed
        ))?;
        for place in &OFFICES {
            let office = Running::start(self.noubad, self.dir, place, "box", pace.now(), self.speed)?;
            say(&format!("{:<15} {}", place.id, office.url))?;
            offices.push(office);
        }
        pace.until(CUT_MIN).await;
        gates[1].cut();
        pace.say(&format!("the link of {} is cut", OFFICES[1].id))?;
        pace.until(BACKUP_MIN).await;
        let copy = self.dir.join("backup.db");
        office::backup(self.noubad, &offices[2].data, &copy)?;
        pace.say(&format!("a backup of {} is taken", OFFICES[2].id))?;
        pace.until(FIRE_MIN).await;
        offices[2].kill();
        let data = self.dir.join(OFFICES[2].id).join("other-box");
        office::restore(self.noubad, &data.join("data"), &copy)?;
        offices[2] = Running::start(self.noubad, self.dir, &OFFICES[2], "other-box", pace.now(), self.speed)?;
        pace.say(&format!(
            "the box of {} burned; its backup goes on in another: {}",
            OFFICES[2].id, offices[2].url
        ))?;
        pace.until(HEAL_MIN).await;
        gates[1].heal();
        pace.say(&format!("the link of {} is healed", OFFICES[1].id))?;
        pace.until(END_MIN).await;
        pace.say("every office has closed; the portal's figures beside the offices' own:")?;
        self.end(offices, today).await
    }

    async fn register(&self, place: &Place) -> anyhow::Result<String> {
        let id = OfficeId::new(place.id)?;
        // An office that was played before has a journal of its own there, which this one's would contradict.
        let added = store::add_office(self.pool, &id, clock::now()).await;
        let credential =
            added.context("the play needs a database nobody has played in: dropdb and createdb it")?;
        store::place_office(self.pool, &id, place.at, None).await?;
        Ok(credential)
    }

    /// Compares, ends the offices, and compares their journals.
    async fn end(&self, offices: Vec<Running>, day: Date) -> anyhow::Result<bool> {
        let mut equal = true;
        for (place, office) in OFFICES.iter().zip(&offices) {
            let id = OfficeId::new(place.id)?;
            equal &= compare::figures(self.pool, &id, office, day, CATCH_UP).await?;
        }
        for (place, mut office) in OFFICES.iter().zip(offices) {
            // What the end itself writes down is no longer reported: the journal's beginning must agree.
            let known = compare::head(self.pool, place.id).await?;
            office.end();
            equal &= compare::journal(self.noubad, place.id, &office.data, known)?;
        }
        say(if equal { "all equal, to the unit" } else { "NOT equal" })?;
        Ok(equal)
    }
}
