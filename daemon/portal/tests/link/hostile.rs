//! The link at its worst: three in ten requests lost on their way there or back, others sent twice, late, or reset in the
//! middle, while the portal is killed and its database set back to an older backup.

use std::time::{Duration, Instant};

use crate::field::{Reporting, credential_file, until_stored};
use crate::postgres::Postgres;
use crate::proxy::{Fate, Proxy};
use crate::server::{Server, add_office};
use crate::{Office, assert_same};

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_killed_and_restored_from_an_older_backup_ends_with_each_event_once_over_the_worst_network()
{
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(7);
    println!("SEED={seed}");
    let mut postgres = Postgres::start().await;
    let mut server = Server::start(&postgres.url(), None);
    let address = server.address;
    let mut offices = Vec::new();
    for (n, id) in ["annexe-3", "annexe-4", "annexe-5"].into_iter().enumerate() {
        let mut office = Office::new(id, seed + n as u64).await;
        office.live(1_200).await;
        let proxy = Proxy::hostile(address, seed * 10 + n as u64).await;
        let credential = credential_file(office.dir.path(), &add_office(&postgres.url(), id), 0o600);
        let reporting = Reporting::start(&office, proxy.address, credential).await;
        offices.push((office, proxy, reporting));
    }
    for round in 0..80 {
        for (office, _, reporting) in &mut offices {
            let last = office.live(6).await;
            reporting.seq.send_replace(last);
        }
        match round {
            20 => {
                // The backup that will be too old.
                server.kill();
                postgres.save();
                postgres.again().await;
                server = Server::start(&postgres.url(), Some(address));
            }
            50 => {
                server.kill();
                postgres.set_back();
                postgres.again().await;
                server = Server::start(&postgres.url(), Some(address));
            }
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    let pool = postgres.pool().await;
    let mut met = std::collections::BTreeMap::<Fate, usize>::new();
    for (office, proxy, reporting) in offices {
        until_stored(&pool, &office.id, &office.epoch, office.script.office.state.seq).await;
        assert_same(&pool, &office).await;
        reporting.device(|d| d.state == "ready").await;
        reporting.stop().await;
        proxy.met.lock().unwrap().iter().for_each(|(fate, n)| *met.entry(*fate).or_default() += n);
    }
    let all: usize = met.values().sum();
    let lost: usize = met.iter().filter(|(fate, _)| fate.loses()).map(|(_, n)| n).sum();
    println!("{all} requests, {lost} lost, {met:?}");
    assert!(met.len() == 9, "not every failure was met: {met:?}");
    assert!(lost * 100 >= all * 20, "too few were lost to mean something: {met:?}");
    let forks: (i64,) = sqlx::query_as("select count(*) from quarantine").fetch_one(&pool).await.unwrap();
    assert_eq!(forks.0, 0, "no failure of a network and no old backup looks like a fork");
}

/// How long a commit of what happens at the counters takes, so many milliseconds apart.
async fn commit(office: &mut Office) -> Duration {
    tokio::time::sleep(Duration::from_millis(10)).await;
    office.script.live(&mut office.random, 4);
    let begun = Instant::now();
    office.commit().await;
    begun.elapsed()
}

/// "1.2 ms (p99 3.4 ms, 100 commits)".
fn told(mut took: Vec<Duration>) -> String {
    took.sort_unstable();
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
    let ms = |share| at(share).map_or(0.0, |t| t.as_secs_f64() * 1000.0);
    format!("{:.1} ms (p99 {:.1} ms, {} commits)", ms(50), ms(99), took.len())
}

/// An office was cut off for a month: what it then has to say is said at once, while its counters go on working. The full
/// number is 100,000 events (`NOUBA_DRAIN_EVENTS`), within a minute.
#[tokio::test(flavor = "multi_thread")]
async fn the_backlog_of_a_month_is_drained_by_the_offices_own_reporter() {
    let wanted = std::env::var("NOUBA_DRAIN_EVENTS").ok().and_then(|s| s.parse().ok()).unwrap_or(5_000);
    let postgres = Postgres::with(&[]).await;
    let server = Server::start(&postgres.url(), None);
    let mut office = Office::new("annexe-3", 12).await;
    let mut last = 0;
    while last < wanted {
        last = office.live(2_000).await;
    }
    let (mut before, mut meanwhile) = (Vec::new(), Vec::new());
    while before.len() < 100 {
        before.push(commit(&mut office).await);
    }
    last = office.script.office.state.seq;
    let credential = credential_file(office.dir.path(), &add_office(&postgres.url(), "annexe-3"), 0o600);
    let pool = postgres.pool().await;
    let (id, epoch) = (office.id.clone(), office.epoch.clone());
    let begun = Instant::now();
    let reporting = Reporting::start(&office, server.address, credential).await;
    let drained = tokio::spawn({
        let (pool, id, epoch) = (pool.clone(), id.clone(), epoch.clone());
        async move {
            until_stored(&pool, &id, &epoch, last).await;
            begun.elapsed().as_secs_f64()
        }
    });
    while !drained.is_finished() {
        meanwhile.push(commit(&mut office).await);
    }
    let seconds = drained.await.unwrap();
    println!("{last} events drained in {seconds:.1} s, {:.0} a second", last as f64 / seconds);
    println!("a commit at the counters before: {}; meanwhile: {}", told(before), told(meanwhile));
    let last = office.script.office.state.seq;
    reporting.seq.send_replace(last);
    until_stored(&pool, &id, &epoch, last).await;
    reporting.stop().await;
    assert_same(&pool, &office).await;
}
