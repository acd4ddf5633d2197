//! The daemon's own reporter against the portal, over networks that fail by seed and portals that are killed.

use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use noubad::clock::{Clock, SharedClock, WallClock};
use noubad::config::{Config, Portal};
use noubad::office::{Setup, start};
use noubad::registry::{DeviceView, Registry};
use noubad::report::{DEVICE, Origin, Pace, Reporter};
use noubad::store::Reader;
use queue::calendar::DayPlan;
use queue::command::{Actor, Command, Role};
use queue::id::{CommandId, DeviceId, OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::HOUR_MS;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::postgres::Postgres;
use crate::proxy::Proxy;
use crate::server::{Server, add_office};
use crate::{Office, assert_same, stored};

/// How long the portal may take to have everything.
const WITHIN: Duration = Duration::from_secs(60);

/// A pace at which a test lives through hundreds of failures in a few seconds.
const FAST: Pace = Pace {
    backoff_min: Duration::from_millis(4),
    backoff_max: Duration::from_millis(40),
    gather: Duration::from_millis(2),
    heartbeat: Duration::from_millis(200),
    lost_after: Duration::from_millis(300),
};

pub(crate) fn credential_file(dir: &std::path::Path, credential: &str, mode: u32) -> PathBuf {
    let path = dir.join("portal.credential");
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&path).unwrap();
    writeln!(file, "{credential}").unwrap();
    path
}

/// A reporter at work on an office's journal.
pub(crate) struct Reporting {
    pub(crate) seq: watch::Sender<u64>,
    registry: Registry,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl Reporting {
    pub(crate) async fn start(office: &Office, to: SocketAddr, credential: PathBuf) -> Self {
        let clock: SharedClock = Arc::new(WallClock);
        let (registry, historian) = Registry::new(Arc::clone(&clock));
        // Nobody writes the changes of this registry down.
        drop(historian);
        let portal = Portal { url: format!("http://{to}"), credential };
        let parent = office.parent.clone();
        let origin =
            Origin { office: OfficeId::new(&office.id).unwrap(), epoch: office.epoch.clone(), parent };
        let reporter = Reporter::new(&portal, origin, office.reader().await, registry.clone(), &clock);
        let (stop, seq) = (CancellationToken::new(), watch::Sender::new(office.script.office.state.seq));
        let task = tokio::spawn(reporter.with_pace(FAST).run(seq.subscribe(), stop.clone()));
        Self { seq, registry, stop, task }
    }

    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }

    pub(crate) async fn device(&self, is: impl Fn(&DeviceView) -> bool) -> DeviceView {
        device(&self.registry, is).await
    }
}

async fn device(registry: &Registry, is: impl Fn(&DeviceView) -> bool) -> DeviceView {
    let deadline = Instant::now() + WITHIN;
    loop {
        let device = registry.list().into_iter().find(|d| d.id == DEVICE).expect("the link is a device");
        if is(&device) {
            return device;
        }
        assert!(Instant::now() < deadline, "{device:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) async fn until_stored(pool: &sqlx::PgPool, office: &str, epoch: &str, last: u64) {
    let deadline = Instant::now() + WITHIN;
    loop {
        let next: Option<(i64,)> =
            sqlx::query_as("select next from office_cursor where office = $1 and epoch = $2")
                .bind(office)
                .bind(epoch)
                .fetch_optional(pool)
                .await
                .unwrap();
        if next.is_some_and(|(next,)| next as u64 > last) {
            return;
        }
        assert!(Instant::now() < deadline, "{office}: the portal expects {next:?}, the journal has {last}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_offices_over_failing_networks_to_a_portal_that_is_killed_are_reported_once_each() {
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    println!("SEED={seed}");
    let postgres = Postgres::start().await;
    let pool = postgres.pool().await;
    let mut server = Some(Server::start(&postgres.url(), None));
    let address = server.as_ref().unwrap().address;
    let mut offices = Vec::new();
    for (n, id) in ["annexe-3", "annexe-4"].into_iter().enumerate() {
        let mut office = Office::new(id, seed + n as u64).await;
        // More than a batch to catch up with.
        office.live(900).await;
        let proxy = Proxy::start(address, seed * 10 + n as u64).await;
        let credential = credential_file(office.dir.path(), &add_office(&postgres.url(), id), 0o600);
        let reporting = Reporting::start(&office, proxy.address, credential).await;
        offices.push((office, proxy, reporting));
    }
    for round in 0..60 {
        for (office, _, reporting) in &mut offices {
            let last = office.live(5).await;
            reporting.seq.send_replace(last);
        }
        match round {
            20 | 40 => drop(server.take().unwrap().kill()),
            25 | 45 => server = Some(Server::start(&postgres.url(), Some(address))),
            _ => tokio::time::sleep(Duration::from_millis(15)).await,
        }
    }
    for (office, proxy, reporting) in offices {
        until_stored(&pool, &office.id, &office.epoch, office.script.office.state.seq).await;
        assert_same(&pool, &office).await;
        reporting.device(|d| d.state == "ready").await;
        reporting.stop().await;
        let met = proxy.met.lock().unwrap().clone();
        assert!(met.len() == 7, "too few connections to mean something: {met:?}");
    }
    let forks: (i64,) = sqlx::query_as("select count(*) from quarantine").fetch_one(&pool).await.unwrap();
    assert_eq!(forks.0, 0, "no failure of a network looks like a fork");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_started_again_goes_on_where_the_portal_is_also_when_the_portal_was_set_back() {
    let postgres = Postgres::start().await;
    let pool = postgres.pool().await;
    let server = Server::start(&postgres.url(), None);
    let mut office = Office::new("annexe-3", 5).await;
    let last = office.live(200).await;
    let credential = credential_file(office.dir.path(), &add_office(&postgres.url(), "annexe-3"), 0o600);
    let reporting = Reporting::start(&office, server.address, credential.clone()).await;
    until_stored(&pool, &office.id, &office.epoch, last).await;
    reporting.stop().await;

    let last = office.live(200).await;
    let reporting = Reporting::start(&office, server.address, credential).await;
    until_stored(&pool, &office.id, &office.epoch, last).await;
    // The portal's database is restored from an older backup while the office runs.
    let back = "with cut as (delete from event where seq > 100) \
                update office_cursor set next = 101, head = (select hash from event where seq = 100)";
    sqlx::query(back).execute(&pool).await.unwrap();
    until_stored(&pool, &office.id, &office.epoch, last).await;
    assert_same(&pool, &office).await;
    reporting.stop().await;
}

/// The box burns, and a backup goes on in another one: the portal knows whose it is and from where it goes on.
#[tokio::test(flavor = "multi_thread")]
async fn an_office_restored_from_a_backup_is_told_from_the_one_before_and_reported_from_there() {
    let postgres = Postgres::start().await;
    let pool = postgres.pool().await;
    let server = Server::start(&postgres.url(), None);
    let mut office = Office::new("annexe-3", 8).await;
    let at_backup = office.live(120).await;
    let to = tempfile::tempdir().unwrap();
    let copy = to.path().join("copy.db");
    noubad::store::backup(office.dir.path(), &copy).await.unwrap();
    let last = office.live(80).await;
    let credential = credential_file(to.path(), &add_office(&postgres.url(), "annexe-3"), 0o600);
    let reporting = Reporting::start(&office, server.address, credential.clone()).await;
    until_stored(&pool, &office.id, &office.epoch, last).await;
    reporting.stop().await;

    let other_box = tempfile::tempdir().unwrap();
    noubad::store::restore(&copy, other_box.path(), false).await.unwrap();
    let mut restored = Office::on("annexe-3", 9, other_box).await;
    assert_ne!(restored.epoch, office.epoch);
    let now = restored.live(60).await;
    let reporting = Reporting::start(&restored, server.address, credential).await;
    until_stored(&pool, &restored.id, &restored.epoch, now).await;
    reporting.device(|d| d.state == "ready").await;
    reporting.stop().await;
    assert_same(&pool, &office).await;
    let own = stored(&pool, &restored.id, &restored.epoch).await;
    let ours = restored.chained().await.events.split_off(at_backup as usize);
    assert_eq!(own.len(), ours.len(), "what both have is there once");
    assert!(own.iter().zip(&ours).all(|(a, b)| a.0 == b.0 && a.1 == b.1));
    let forks: (i64,) = sqlx::query_as("select count(*) from quarantine").fetch_one(&pool).await.unwrap();
    assert_eq!(forks.0, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_devices_list_says_what_is_wrong_with_the_link_and_what_to_do() {
    let postgres = Postgres::start().await;
    let mut server = Server::start(&postgres.url(), None);
    let address = server.address;
    let mut office = Office::new("annexe-3", 6).await;
    office.live(50).await;
    let right = add_office(&postgres.url(), "annexe-3");
    let path = credential_file(office.dir.path(), "nouba_wrong", 0o644);
    let reporting = Reporting::start(&office, address, path.clone()).await;
    let open = reporting.device(|d| d.state == "degraded").await;
    assert!(open.said.unwrap().contains("can be read by others (mode 644)"));
    assert_eq!(open.remedy.as_deref(), Some("portal_credential_open"));
    std::fs::remove_file(&path).unwrap();
    credential_file(office.dir.path(), "nouba_wrong", 0o600);
    let wrong = reporting.device(|d| d.cause.as_deref() == Some("portal_refuses")).await;
    assert_eq!(wrong.remedy.as_deref(), Some("portal_refuses"));
    std::fs::remove_file(&path).unwrap();
    credential_file(office.dir.path(), &right, 0o600);
    let ready = reporting.device(|d| d.state == "ready").await;
    assert!(ready.cause.is_none());
    reporting.device(|d| d.details.get("acknowledged").is_some_and(|a| *a != "0")).await;

    server.kill();
    let lost = reporting.device(|d| d.state == "lost").await;
    assert!(lost.said.unwrap().contains("no connection to"));
    server = Server::start(&postgres.url(), Some(address));
    reporting.device(|d| d.state == "ready").await;
    reporting.stop().await;
    drop(server);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_lost_its_newest_events_says_so_and_sends_nothing() {
    let postgres = Postgres::start().await;
    let pool = postgres.pool().await;
    let server = Server::start(&postgres.url(), None);
    let credential = add_office(&postgres.url(), "annexe-3");
    let mut office = Office::new("annexe-3", 7).await;
    let last = office.live(100).await;
    let copy = office.dir.path().join("backup.db");
    noubad::store::backup(office.dir.path(), &copy).await.unwrap();
    office.live(100).await;
    let everything = office.batch(1, 500).await;
    server.report(&credential, &everything).await;

    let restored = tempfile::tempdir().unwrap();
    std::fs::copy(&copy, restored.path().join(noubad::store::DATABASE_FILE)).unwrap();
    let before = stored(&pool, "annexe-3", &office.epoch).await;
    let path = credential_file(restored.path(), &credential, 0o600);
    let (journal, loaded) = noubad::store::Journal::open(restored.path()).await.unwrap();
    assert_eq!(loaded.head.seq, last);
    let script = crate::office::Script::from(loaded.state);
    let random = crate::office::Random::new(99);
    let (id, epoch) = (office.id.clone(), loaded.epoch);
    let mut back = Office { id, dir: restored, journal, script, random, epoch, parent: None };
    let reporting = Reporting::start(&back, server.address, path).await;
    let short = reporting.device(|d| d.state == "degraded").await;
    assert_eq!(short.cause.as_deref(), Some("portal_ahead"));

    let last = back.live(30).await;
    reporting.seq.send_replace(last);
    let fork = reporting.device(|d| d.cause.as_deref() == Some("portal_fork")).await;
    assert_eq!(fork.remedy.as_deref(), Some("portal_release"));
    server.office("annexe-3", |o| o["fork"].is_object()).await;
    assert!(stored(&pool, "annexe-3", &office.epoch).await == before, "nothing is overwritten");
    reporting.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_crashes_in_the_middle_costs_time_and_no_event() {
    let mut postgres = Postgres::with(&[]).await;
    let server = Server::start(&postgres.url(), None);
    server.cookie().await;
    let mut office = Office::new("annexe-3", 8).await;
    let credential = credential_file(office.dir.path(), &add_office(&postgres.url(), "annexe-3"), 0o600);
    office.live(300).await;
    let reporting = Reporting::start(&office, server.address, credential).await;
    reporting.device(|d| d.details.get("acknowledged").is_some_and(|a| *a != "0")).await;
    postgres.crash();
    assert_eq!(server.get("/healthz").await.0, 503);
    let last = office.live(300).await;
    reporting.seq.send_replace(last);
    let lost = reporting.device(|d| d.state == "lost").await;
    assert!(lost.said.unwrap().contains("503"), "the office hears why");
    postgres.again().await;
    let pool = postgres.pool().await;
    until_stored(&pool, &office.id, &office.epoch, last).await;
    assert_same(&pool, &office).await;
    reporting.device(|d| d.state == "ready").await;
    reporting.stop().await;
}

fn config(portal: SocketAddr, credential: &std::path::Path) -> Config {
    let text = format!(
        r#"
        [office]
        id = "annexe-3"
        names = {{ fr = "Annexe 3", ar = "الملحقة 3" }}
        locales = ["ar", "fr"]
        [calendar.hours]
        sunday = ["23:58-23:59"]
        [[service]]
        id = "birth"
        letter = "A"
        names = {{ fr = "Extrait de naissance", ar = "نسخة موجزة" }}
        [[counter]]
        id = "counter-1"
        label = "1"
        services = ["birth"]
        [portal]
        url = "http://{portal}"
        credential = "{}"
        "#,
        credential.display()
    );
    Config::parse("office.toml", &text).unwrap_or_else(|errors| panic!("{errors}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_office_reports_itself_while_it_works() {
    let postgres = Postgres::start().await;
    let pool = postgres.pool().await;
    let server = Server::start(&postgres.url(), None);
    let dir = tempfile::tempdir().unwrap();
    let credential = credential_file(dir.path(), &add_office(&postgres.url(), "annexe-3"), 0o600);
    let now = WallClock.now();
    let mut setup = Setup::of(config(server.address, &credential), dir.path().to_owned(), now).unwrap();
    setup.open = true;
    setup.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let running = start(setup, Arc::new(WallClock)).await.unwrap();
    let ask = async |n: usize, role, command| {
        let id = CommandId::new(&format!("test:{n}")).unwrap();
        running
            .handle
            .ask(id, Actor { role, id: DeviceId::new("somebody").unwrap() }, command)
            .await
            .unwrap();
    };
    let plan = DayPlan {
        day: queue::time::Date::from_days(now.0 / (24 * HOUR_MS)),
        opens_at: now,
        closes_at: now + HOUR_MS,
        ends_at: now + 2 * HOUR_MS,
        breaks: Vec::new(),
    };
    ask(0, Role::System, Command::OpenDay { plan }).await;
    for n in 1..=5 {
        let service = ServiceId::new("birth").unwrap();
        let command = Command::IssueTicket { service, class: Class::Normal, locale: None, print: false };
        ask(n, Role::Citizen, command).await;
    }
    let shown = server.office("annexe-3", |o| o["today"]["issued"] == 5).await;
    assert_eq!((shown["today"]["waiting"].as_i64(), shown["clock_wrong"].as_bool()), (Some(5), Some(false)));
    device(&running.registry, |d| d.state == "ready").await;
    // The present travels beside the journal: who waits for what, the counters, the devices.
    let live = server.office("annexe-3", |o| o["live"]["waiting"] == 5).await["live"].clone();
    assert_eq!((&live["services"][0]["id"], &live["services"][0]["waiting"]), (&"birth".into(), &5.into()));
    assert_eq!(
        (&live["counters_open"], &live["counters"], &live["door"]),
        (&0.into(), &1.into(), &"open".into())
    );
    assert!(live["longest_since"].is_string() && live["devices"].as_array().unwrap().len() >= 2, "{live:#}");
    let (_, open) = server.fetch("/open/waits.json", "").await;
    let open: serde_json::Value = serde_json::from_str(&open).unwrap();
    assert_eq!(
        (&open["entities"][0]["type"], &open["entities"][0]["ticketsToServe"]),
        (&"QueueMonitor".into(), &5.into())
    );
    let (_, page) = server.fetch("/?lang=fr", "").await;
    assert!(page.contains("Annexe 3") && page.contains("personnes attendent"), "{page}");

    // The link's own change of state is an event like all others, and nothing follows from it.
    let reader = Reader::open(dir.path()).await.unwrap();
    let epoch = shown["epoch"].as_str().unwrap().to_owned();
    let last = reader.head().await.unwrap().seq;
    until_stored(&pool, "annexe-3", &epoch, last).await;
    let ours = reader.chained(0, 5_000).await.unwrap().unwrap().events;
    let ours: Vec<_> = ours.into_iter().map(|(seq, body, hash)| (seq, body, hash.0.to_vec())).collect();
    assert!(
        ours.iter().any(|(_, body, _)| body.contains(r#""device":"portal","state":"ready""#)),
        "{ours:?}"
    );
    assert!(stored(&pool, "annexe-3", &epoch).await == ours);
    running.stop().await;
}
