//! What a vandal, a bad disk or a technician's slip does to the file, and who notices.

use noubad::store::{FaultKind, Head, Journal, Reader, rebuild, verify};
use queue::State;
use std::path::Path;

use super::office::{Random, Script};
use super::{append, run, shell};

/// A journal of two days in several batches; returns its state and head.
async fn journal_in(dir: &Path) -> (State, Head) {
    let (mut journal, _) = Journal::open(dir).await.unwrap();
    let (mut script, mut random) = (Script::new(), Random::new(11));
    for _ in 0..10 {
        script.live(&mut random, 12);
        append(&mut journal, &mut script).await;
    }
    let head = journal.head();
    assert!(head.seq > 60, "{head:?}");
    journal.close().await.unwrap();
    (script.office.state, head)
}

const NO_TRIGGERS: &str = "drop trigger event_is_never_changed; drop trigger event_is_never_deleted; \
                           drop trigger event_is_never_replaced;";

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_lose_an_event() {
    let dir = tempfile::tempdir().unwrap();
    journal_in(dir.path()).await;
    let mut shell = shell(dir.path()).await;
    for wrong in [
        "update event set body = '{}' where seq = 3",
        "delete from event where seq = 3",
        "delete from event",
        "insert or replace into event select * from event where seq = 3",
        "insert into event select seq, at_ms, day, kind, ticket, command, '{}', hash from event where seq = 3 \
         on conflict (seq) do update set body = excluded.body",
    ] {
        let refused = run(&mut shell, wrong).await.unwrap_err();
        assert!(refused.contains("append-only"), "{wrong}: {refused}");
    }
    drop(shell);
    assert!(verify(dir.path()).await.unwrap().is_well());
}

#[tokio::test]
async fn verify_names_what_was_tampered_with_and_where() {
    use FaultKind::{Chain, Column, Counter, Missing, Snapshot, Ticket};
    let original = tempfile::tempdir().unwrap();
    journal_in(original.path()).await;
    let cases: [(&str, FaultKind, Option<u64>); 16] = [
        ("update event set body = replace(body, '\"v\":1', '\"v\":2') where seq = 7", Chain, Some(7)),
        ("update event set body = '{' where seq = 7", Chain, Some(7)),
        ("update event set body = cast(x'ff' || body as text) where seq = 7", Chain, Some(7)),
        ("update event set hash = zeroblob(32) where seq = 7", Chain, Some(7)),
        ("delete from event where seq = 9", Missing, Some(9)),
        ("delete from event where seq between 9 and 12", Missing, Some(9)),
        ("delete from event where seq = 1", Missing, Some(1)),
        (
            "create temp table two as select * from event where seq in (5, 6); \
             update event set body = (select body from two where two.seq = 11 - event.seq) where seq in (5, 6)",
            Chain,
            Some(5),
        ),
        ("update meta set genesis = 'another'", Chain, Some(1)),
        ("update meta set epoch = 'another'", Column, None),
        ("update event set kind = 'ticket_voided' where seq = 4", Column, Some(4)),
        (
            "update event set ticket = null where seq = (select max(seq) from event where ticket not null)",
            Column,
            None,
        ),
        ("update ticket set waited_ms = waited_ms + 1 where value = 1 and letter = 'A'", Ticket, None),
        ("delete from ticket where value = 1 and letter = 'A'", Ticket, None),
        ("update counter_day set served = served + 1 where counter = 'c1'", Counter, None),
        ("update snapshot set body = replace(body, '\"c1\"', '\"c3\"')", Snapshot, None),
    ];
    for (sql, kind, seq) in cases {
        let dir = copy(original.path());
        run(&mut shell(dir.path()).await, &format!("{NO_TRIGGERS} {sql}")).await.unwrap();
        let report = verify(dir.path()).await.unwrap();
        let first = report.faults.first().unwrap_or_else(|| panic!("not found: {sql}"));
        assert_eq!(first.kind, kind, "{sql}: {first}");
        assert!(seq.is_none() || first.seq == seq, "{sql}: {first}");
        assert_eq!(report.derived_checked, !matches!(kind, Chain | Missing), "{sql}");
    }
}

#[tokio::test]
async fn no_single_changed_character_of_the_history_goes_unnoticed() {
    let dir = tempfile::tempdir().unwrap();
    let (_, head) = journal_in(dir.path()).await;
    let mut shell = shell(dir.path()).await;
    run(&mut shell, NO_TRIGGERS).await.unwrap();
    let seed = 4_u64;
    let mut random = Random::new(seed);
    for round in 0..60 {
        let (seq, place) = (1 + random.below(head.seq as usize), random.below(1_000));
        // The character at `place` is replaced by its neighbour in the code table.
        let change = format!(
            "create temp table kept as select body from event where seq = {seq}; \
             update event set body = substr(body, 1, {place} % length(body)) \
                || char(unicode(substr(body, {place} % length(body) + 1, 1)) + 1) \
                || substr(body, {place} % length(body) + 2) where seq = {seq}"
        );
        run(&mut shell, &change).await.unwrap();
        let report = verify(dir.path()).await.unwrap();
        let found = report.faults.iter().any(|f| f.seq == Some(seq as u64));
        assert!(found, "seed {seed}, round {round}: event {seq}, place {place}");
        let back =
            format!("update event set body = (select body from kept) where seq = {seq}; drop table kept");
        run(&mut shell, &back).await.unwrap();
    }
    assert!(verify(dir.path()).await.unwrap().is_well());
}

#[tokio::test]
async fn a_cut_off_tail_shows_by_what_was_derived_from_it_and_else_only_by_a_remembered_head() {
    let dir = tempfile::tempdir().unwrap();
    let (_, head) = journal_in(dir.path()).await;
    let cut = head.seq - 5;
    run(&mut shell(dir.path()).await, &format!("{NO_TRIGGERS} delete from event where seq > {cut}"))
        .await
        .unwrap();
    assert!(
        !verify(dir.path()).await.unwrap().is_well(),
        "rows and answers of the lost events are still there"
    );

    run(&mut shell(dir.path()).await, "delete from snapshot").await.unwrap();
    rebuild(dir.path()).await.unwrap();
    let report = verify(dir.path()).await.unwrap();
    assert!(report.is_well(), "a shorter journal is whole in itself");
    assert_ne!(report.head, head);
    let reader = Reader::open(dir.path()).await.unwrap();
    assert!(!reader.contains(head).await.unwrap(), "whoever remembers the head knows better");
    assert!(reader.contains(report.head).await.unwrap());
}

#[tokio::test]
async fn opening_passes_over_a_damaged_snapshot_and_stops_at_a_damaged_event() {
    let original = tempfile::tempdir().unwrap();
    let (state, head) = journal_in(original.path()).await;
    for damage in ["body = replace(body, '\"c1\"', '\"c2\"')", "body = 'gone'", "form = 99"] {
        let dir = copy(original.path());
        run(&mut shell(dir.path()).await, &format!("update snapshot set {damage}")).await.unwrap();
        let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
        assert_eq!((&loaded.state, loaded.head, loaded.replayed), (&state, head, head.seq), "{damage}");
    }
    for (damage, what) in [
        (format!("update event set body = '{{}}' where seq = {}", head.seq), "hash chain breaks"),
        (format!("delete from event where seq = {}", head.seq - 1), "it is missing"),
        (
            "delete from event where seq > (select max(seq) - 1 from snapshot)".to_owned(),
            "events are missing",
        ),
    ] {
        let dir = copy(original.path());
        run(&mut shell(dir.path()).await, &format!("{NO_TRIGGERS} {damage}")).await.unwrap();
        let error = Journal::open(dir.path()).await.unwrap_err().to_string();
        assert!(error.contains(what) && error.contains("restore a backup"), "{damage}: {error}");
    }
}

fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    std::fs::copy(from.join("nouba.db"), to.path().join("nouba.db")).unwrap();
    to
}
