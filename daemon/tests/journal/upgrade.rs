//! Every earlier schema is opened and goes on; the newest can be taken back by one.

use noubad::store::{
    Hash, Head, Journal, Loaded, OpenError, SCHEMA_VERSION, backup, downgrade, restore, verify,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use std::path::Path;

use super::office::Script;
use super::{append, append_at_once, kept_answers, opened, run, shell};

/// Journals as the daemons of their time left them, with how far they go.
const EARLIER: [(i64, &str, u64, &str); 2] = [
    (
        1,
        include_str!("schema-1.sql"),
        100,
        "73be374fcf94924032877a15b0e62268fc99442979d36a12955f4338da18d9ae",
    ),
    (
        2,
        include_str!("schema-2.sql"),
        100,
        "73be374fcf94924032877a15b0e62268fc99442979d36a12955f4338da18d9ae",
    ),
];

async fn earlier(dir: &Path, sql: &str) {
    let options = SqliteConnectOptions::new().filename(dir.join("nouba.db")).create_if_missing(true);
    let mut old = options.disable_statement_logging().connect().await.unwrap();
    run(&mut old, sql).await.unwrap();
}

/// Everything that is kept, whatever its columns: events word for word, and how many rows of each other table.
async fn content(dir: &Path) -> Vec<String> {
    let query = "select seq || ' ' || body || ' ' || hex(hash) from event union all \
                 select 'answer ' || command || ' ' || at_ms || ' ' || body from answer union all \
                 select 'ticket ' || id || ' ' || state || ' ' || waited_ms from ticket order by 1";
    let mut shell = shell(dir).await;
    sqlx::query(query).fetch_all(&mut shell).await.unwrap().iter().map(|row| row.get(0)).collect()
}

async fn version(shell: &mut SqliteConnection) -> i64 {
    sqlx::query("pragma user_version").fetch_one(shell).await.unwrap().get(0)
}

/// The tables and triggers as they would have been made, whatever way they came about.
async fn schema(dir: &Path) -> Vec<String> {
    let query = "select sql from sqlite_schema where sql is not null order by name";
    let rows = sqlx::query(query).fetch_all(&mut shell(dir).await).await.unwrap();
    let squeeze = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    rows.iter().map(|row| squeeze(row.get(0))).collect()
}

#[tokio::test]
async fn a_journal_of_every_earlier_schema_is_whole_before_and_after_it_is_brought_up_to_date() {
    assert_eq!(EARLIER.len() as i64, SCHEMA_VERSION - 1, "each earlier schema has its journal here");
    for (of, sql, seq, hash) in EARLIER {
        let dir = tempfile::tempdir().unwrap();
        earlier(dir.path(), sql).await;
        let before = content(dir.path()).await;
        let report = verify(dir.path()).await.unwrap();
        assert!(report.is_well(), "schema {of}, only read: {report}");
        assert_eq!(version(&mut shell(dir.path()).await).await, of, "looking changes nothing");

        let (mut journal, Loaded { state, head, .. }) = Journal::open(dir.path()).await.unwrap();
        assert_eq!((head.seq, head.hash.to_string()), (seq, hash.to_owned()));
        let answers = kept_answers(dir.path()).await;
        assert_eq!(answers.len(), before.iter().filter(|line| line.starts_with("answer")).count());
        assert_eq!(content(dir.path()).await, before, "schema {of}");
        let mut script = Script::from(state);
        script.open_day();
        append(&mut journal, &mut script).await;
        journal.close().await.unwrap();
        let report = verify(dir.path()).await.unwrap();
        assert!(report.is_well() && report.head.seq > seq, "schema {of}: {report}");
        assert_eq!(version(&mut shell(dir.path()).await).await, SCHEMA_VERSION);
    }
}

#[tokio::test]
async fn a_backup_of_an_earlier_schema_is_made_and_restored() {
    let (dir, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (_, sql, seq, _) = EARLIER[0];
    earlier(dir.path(), sql).await;
    let copy = to.path().join("copy.db");
    let Head { seq: copied, .. } = backup(dir.path(), &copy).await.unwrap();
    assert_eq!(copied, seq);
    let restored = restore(&copy, dir.path(), true).await.unwrap();
    assert_eq!(restored.parent.seq, seq);
    assert!(verify(dir.path()).await.unwrap().is_well());
}

#[tokio::test]
async fn the_newest_schema_is_taken_back_by_one_with_everything_in_it_and_forth_again() {
    let (dir, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    let busy = downgrade(dir.path()).await;
    assert!(matches!(busy, Err(OpenError::Locked { .. })), "{busy:?}");
    journal.close().await.unwrap();
    let before = content(dir.path()).await;

    assert_eq!(downgrade(dir.path()).await.unwrap(), SCHEMA_VERSION - 1);
    assert_eq!(content(dir.path()).await, before);
    let (of, sql, ..) = EARLIER[EARLIER.len() - 1];
    earlier(old.path(), sql).await;
    assert_eq!(version(&mut shell(dir.path()).await).await, of);
    assert_eq!(schema(dir.path()).await, schema(old.path()).await, "as the older daemon made it");
    assert!(verify(dir.path()).await.unwrap().is_well());

    let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(loaded.state, script.office.state);
    assert_eq!(content(dir.path()).await, before);
    journal.close().await.unwrap();
}

#[tokio::test]
async fn a_journal_with_words_the_older_daemon_has_not_is_not_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = opened(dir.path()).await;
    let account = queue::id::DeviceId::new("clerk-7").unwrap();
    script.ask(queue::Command::NoteAccess { note: queue::evidence::AccessNote::SignedOut { account } });
    append(&mut journal, &mut script).await;
    journal.close().await.unwrap();
    let refused = downgrade(dir.path()).await;
    assert!(matches!(refused, Err(OpenError::NoWayBack { .. })), "{refused:?}");
    assert_eq!(version(&mut shell(dir.path()).await).await, SCHEMA_VERSION);
}

#[tokio::test]
async fn a_snapshot_as_it_was_written_before_is_read_instead_of_the_whole_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = opened(dir.path()).await;
    for _ in 0..3 {
        script.issue("birth");
    }
    append_at_once(&mut journal, &mut script).await;
    journal.close().await.unwrap();

    let mut shell = shell(dir.path()).await;
    let query = "select s.body, e.hash from snapshot as s join event as e using (seq)";
    let row = sqlx::query(query).fetch_one(&mut shell).await.unwrap();
    let mut body: serde_json::Value = serde_json::from_str(row.get(0)).unwrap();
    assert_eq!(body["state"]["tickets"].as_array().unwrap().len(), 3);
    // Form 4: by identity, each with all its fields by name.
    let tickets = script.office.state.tickets.iter();
    body["state"]["tickets"] =
        tickets.map(|(id, ticket)| (id.to_string(), serde_json::to_value(ticket).unwrap())).collect();
    let body = body.to_string();
    let seal = Hash::from_slice(row.get(1)).unwrap().then(&body);
    let update = sqlx::query("update snapshot set form = 4, body = ?, seal = ?").bind(body).bind(&seal.0[..]);
    update.execute(&mut shell).await.unwrap();
    shell.close().await.unwrap();

    let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((loaded.state, loaded.replayed), (script.office.state, 0));
    journal.abandon().await;
    assert!(verify(dir.path()).await.unwrap().is_well());
}
