//! The watchdog with organs that hang: each is noticed, and none without cause.

use std::sync::Arc;
use std::time::Duration;

use crash_vfs::{Fault, Kind, attach};
use noubad::clock::FastClock;
use noubad::watchdog::{Limits, Stuck, Watchdog};

use super::common::{Bench, MORNING, config, until};

/// As in the field, but for a test that does not wait so long.
const LIMITS: Limits = Limits {
    dispatcher: Duration::from_secs(9),
    journal: Duration::from_secs(12),
    listener: Duration::from_secs(5),
};

async fn office() -> (crash_vfs::Disk, Bench) {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let disk = attach(&data);
    let clock = Arc::new(FastClock::new(MORNING, 1.0));
    (disk, Bench::changed(dir, &config("next_gap_seconds = 0", ""), clock, |_| ()).await.open().await)
}

fn watchdog(bench: &Bench) -> Watchdog {
    Watchdog::new(Arc::clone(&bench.office().handle.health), bench.address, LIMITS)
}

async fn found(watchdog: &mut Watchdog, wanted: Stuck) {
    let begun = tokio::time::Instant::now();
    loop {
        match watchdog.look().await {
            Err(stuck) => return assert_eq!(stuck, wanted),
            Ok(()) => assert!(begun.elapsed() < super::common::LIMIT, "{wanted} hangs unnoticed"),
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_office_proves_its_work_for_longer_than_any_limit() {
    let bench = Bench::start().await.open().await;
    let mut watchdog = watchdog(&bench);
    let begun = tokio::time::Instant::now();
    while begun.elapsed() < LIMITS.journal + Duration::from_secs(3) {
        assert_eq!(watchdog.look().await, Ok(()));
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_does_not_come_back_is_noticed_and_forgiven_when_it_does() {
    let (disk, bench) = office().await;
    let mut watchdog = watchdog(&bench);
    assert_eq!(watchdog.look().await, Ok(()));
    disk.break_at(Fault { kind: Kind::Hang, after: 0, lasts: true });
    // The dispatcher waits for the commit, so both stand still; it is looked at first.
    found(&mut watchdog, Stuck::Dispatcher).await;
    assert!(disk.hanging() > 0);
    disk.mend();
    until("it works again", || async { bench.issue("after").await.status == 201 }).await;
    assert_eq!(watchdog.look().await, Ok(()), "what works again needs no restart");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_in_paper_mode_is_not_restarted_and_an_idle_one_finds_out_by_itself() {
    let (disk, bench) = office().await;
    let mut watchdog = watchdog(&bench);
    disk.break_at(Fault { kind: Kind::ReadOnly, after: 0, lasts: true });
    // Nobody asks for anything: the office's own proof finds the disk before a citizen does.
    until("paper mode", || async { bench.get("/readyz").await.status == 503 }).await;
    let begun = tokio::time::Instant::now();
    while begun.elapsed() < LIMITS.journal + Duration::from_secs(3) {
        assert_eq!(watchdog.look().await, Ok(()), "a restart would not help");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    disk.mend();
    until("ready again by itself", || async { bench.get("/readyz").await.status == 200 }).await;
    assert_eq!(bench.issue("after").await.json["number"], "A001");
}

#[tokio::test]
async fn a_listener_that_does_not_answer_is_noticed() {
    let bench = Bench::start().await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let limits = Limits { listener: Duration::from_millis(300), ..LIMITS };
    let health = Arc::clone(&bench.office().handle.health);
    let mut watchdog = Watchdog::new(health, silent.local_addr().unwrap(), limits);
    assert_eq!(watchdog.look().await, Err(Stuck::Listener));
}

#[tokio::test]
async fn a_dispatcher_that_is_gone_is_noticed() {
    let mut bench = Bench::start().await;
    let mut watchdog = Watchdog::new(
        Arc::clone(&bench.office().handle.health),
        bench.address,
        Limits { dispatcher: Duration::from_millis(300), ..LIMITS },
    );
    bench.stop().await;
    // It went round since the watchdog was made: only a second look can find it standing still.
    let _ = watchdog.look().await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(watchdog.look().await, Err(Stuck::Dispatcher));
}
