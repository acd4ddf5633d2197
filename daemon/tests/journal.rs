//! The journal on real files: what was appended is there again, whatever happened in between.

#![allow(clippy::unwrap_used, reason = "tests")]

use noubad::store::{Journal, Loaded, Reader, rebuild, verify};
use queue::{Office, Recorded};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::path::Path;

#[path = "journal/office.rs"]
mod office;

use office::{Random, Script};

/// Appends what the script has ready, as one batch.
async fn append(journal: &mut Journal, script: &mut Script) -> Vec<Recorded> {
    let (events, answers) = script.take();
    journal.append(&events, &answers, &script.office.state).await.unwrap();
    events
}

/// A raw connection, as a technician's shell or a vandal has it.
async fn shell(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("nouba.db"));
    options.disable_statement_logging().connect().await.unwrap()
}

async fn run(shell: &mut SqliteConnection, sql: &str) -> Result<(), String> {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(shell).await.map(|_| ()).map_err(|e| e.to_string())
}

/// The derived tables as text, in a fixed order.
async fn derived(dir: &Path) -> Vec<String> {
    let mut shell = shell(dir).await;
    let query = "select json_array(id, day, letter, value, number, service, class, state, counter, issued_ms, \
        booked_ms, first_called_ms, called_ms, started_ms, ended_ms, waited_ms, walked_ms, served_ms, parked_ms, \
        calls, transactions, seq) from ticket union all select json_array(day, counter, served, no_shows, \
        transferred, wait_ms, waits, service_ms, services) from counter_day order by 1";
    sqlx::query(query).fetch_all(&mut shell).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn what_was_appended_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((loaded.head.seq, loaded.replayed, loaded.answers.len()), (0, 0, 0));
    let mut script = Script::new();
    script.morning();
    let events = append(&mut journal, &mut script).await;
    assert!(events.len() > 25, "the morning is a real one: {} events", events.len());
    script.issue("birth");
    append(&mut journal, &mut script).await;
    let head = journal.head();
    journal.close().await.unwrap();

    let (journal, again) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(again.state, script.office.state);
    assert_eq!((again.head, &again.epoch), (head, &loaded.epoch));
    assert_eq!(again.replayed, 1, "the first batch opened a day and left a snapshot");
    let reader = Reader::open(dir.path()).await.unwrap();
    assert_eq!(reader.events(0, 1_000).await.unwrap()[..events.len()], events);
    assert_eq!(reader.range(3, 2).await.unwrap(), events[2..4]);
    assert_eq!(reader.head().await.unwrap(), journal.head());
    let report = verify(dir.path()).await.unwrap();
    assert!(report.is_well(), "{:#?}", report.faults);
    assert_eq!((report.events, report.head, report.derived_checked), (head.seq, head, true));
}

#[tokio::test]
async fn rebuilding_gives_the_rows_that_were_written_live() {
    for seed in 1..=6_u64 {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
        let (mut script, mut random) = (Script::new(), Random::new(seed));
        for _ in 0..150 {
            let commands = 1 + random.below(24);
            script.live(&mut random, commands);
            append(&mut journal, &mut script).await;
        }
        journal.close().await.unwrap();
        let live = derived(dir.path()).await;
        let days = script.day - 20_000;
        assert!(live.len() > 100 && days > 2, "seed {seed}: {} rows, {days} days", live.len());
        let report = verify(dir.path()).await.unwrap();
        assert!(report.is_well(), "seed {seed}: {:#?}", report.faults);
        assert_eq!(report.rows as usize, live.len(), "seed {seed}: every row was compared");
        assert!(report.snapshots > 0, "seed {seed}");

        let mut shell = shell(dir.path()).await;
        run(
            &mut shell,
            "delete from ticket where value % 2; update counter_day set served = 9; delete from snapshot",
        )
        .await
        .unwrap();
        drop(shell);
        assert!(!verify(dir.path()).await.unwrap().is_well(), "seed {seed}");
        rebuild(dir.path()).await.unwrap();
        assert_eq!(derived(dir.path()).await, live, "seed {seed}");
        assert!(verify(dir.path()).await.unwrap().is_well(), "seed {seed}");
        let (_journal, Loaded { state, .. }) = Journal::open(dir.path()).await.unwrap();
        assert_eq!(state, script.office.state, "seed {seed}");
        let fresh = Office::new(script.office.config.clone());
        assert_ne!(state, fresh.state, "seed {seed}");
    }
}
