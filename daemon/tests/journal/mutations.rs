//! Ten thousand small changes to a journal, each of which must be found.

use noubad::store::{DATABASE_FILE, Journal, Reader, verify};
use sqlx::Row;
use std::path::Path;

use super::office::{Random, Script};
use super::{append, run, shell};

/// How many; so many where it is not set.
const MUTATIONS: &str = "NOUBA_MUTATIONS";
const MUTATIONS_DEFAULT: u64 = 10_000;

const NO_TRIGGERS: &str = "pragma synchronous = off; drop trigger event_is_never_changed; \
                           drop trigger event_is_never_deleted; drop trigger event_is_never_replaced;";
const COLUMNS: [&str; 7] = ["body", "hash", "at_ms", "day", "kind", "ticket", "command"];

/// A journal of some batches as one file.
async fn original(dir: &Path) -> (Vec<u8>, noubad::store::Head) {
    let (mut journal, _) = Journal::open(dir).await.unwrap();
    let (mut script, mut random) = (Script::new(), Random::new(11));
    for _ in 0..4 {
        script.live(&mut random, 10);
        append(&mut journal, &mut script).await;
    }
    let head = journal.head();
    journal.close().await.unwrap();
    (std::fs::read(dir.join(DATABASE_FILE)).unwrap(), head)
}

/// Draws a change; returns it as SQL, with a name for the report. Every one changes something.
fn mutation(random: &mut Random, last: u64) -> (&'static str, String) {
    let seq = 1 + random.below(last as usize) as u64;
    let other = 1 + (seq + random.below(last as usize - 1) as u64) % last;
    match random.below(10) {
        0..5 => {
            // One bit of one byte, wherever it is; what is null or a number becomes another one.
            let column = COLUMNS[random.below(COLUMNS.len())];
            let (at, bit) = (random.below(4_096), 1_u32 << random.below(8));
            let flipped = format!(
                "(with c (old) as (select cast({column} as blob) from event where seq = {seq}), \
                 h (hex, n) as (select hex(old), {at} % length(old) from c) \
                 select unhex(substr(hex, 1, 2 * n) || printf('%02x', (instr('0123456789ABCDEF', substr(hex, 2 * n + 1, 1)) - 1) * 16 \
                 + instr('0123456789ABCDEF', substr(hex, 2 * n + 2, 1)) - 1 | {bit}) || substr(hex, 2 * n + 3)) from h)"
            );
            let cleared = flipped.replace(&format!("| {bit}"), &format!("& {}", 255 - bit));
            let new = match column {
                "hash" => format!("coalesce(nullif({flipped}, hash), {cleared})"),
                "at_ms" => format!("at_ms + {bit}"),
                "ticket" | "day" => format!(
                    "coalesce(nullif(cast({flipped} as text), {column}), cast({cleared} as text), 'x')"
                ),
                _ => format!("coalesce(nullif(cast({flipped} as text), {column}), cast({cleared} as text))"),
            };
            ("flip", format!("update event set {column} = {new} where seq = {seq}"))
        }
        5..7 => {
            let to = (seq + random.below(3) as u64).min(last);
            ("delete", format!("delete from event where seq between {seq} and {to}"))
        }
        7..9 => (
            "swap",
            format!(
                "create temp table two as select * from event where seq in ({seq}, {other}); \
                 update event set (at_ms, day, kind, ticket, command, body, hash) = \
                 (select at_ms, day, kind, ticket, command, body, hash from two where two.seq = {seq} + {other} - event.seq) \
                 where seq in ({seq}, {other}); drop table two"
            ),
        ),
        _ => ("truncate", format!("delete from event where seq >= {seq}")),
    }
}

/// Makes a change on a copy and asks whether it is found: by `verify`, or by the head that was remembered elsewhere.
async fn found(bytes: &[u8], head: noubad::store::Head, sql: &str) -> Result<bool, String> {
    // In memory, where there is some.
    let shm = Path::new("/dev/shm");
    let dir = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
    let dir = dir.path();
    std::fs::write(dir.join(DATABASE_FILE), bytes).unwrap();
    let mut shell = shell(dir).await;
    let digest = "select group_concat(seq || quote(at_ms) || quote(cast(day as blob)) || quote(cast(kind as blob)) || \
                  quote(cast(ticket as blob)) || quote(cast(command as blob)) || quote(cast(body as blob)) || quote(hash)) from event";
    let before: String = sqlx::query(digest).fetch_one(&mut shell).await.unwrap().get(0);
    run(&mut shell, &format!("{NO_TRIGGERS} {sql}")).await?;
    let after: Option<String> = sqlx::query(digest).fetch_one(&mut shell).await.unwrap().get(0);
    drop(shell);
    if after.as_ref() == Some(&before) {
        return Err(format!("nothing was changed by {sql}"));
    }
    match verify(dir).await {
        Err(_) => Ok(true),
        Ok(report) if !report.is_well() => Ok(true),
        Ok(_) => {
            let reader = Reader::open(dir).await.unwrap();
            let kept = reader.contains(head).await.unwrap();
            reader.close().await;
            Ok(!kept)
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mutation_of_the_journal_is_found() {
    let count: u64 = std::env::var(MUTATIONS).map_or(MUTATIONS_DEFAULT, |n| n.parse().unwrap());
    let from = tempfile::tempdir().unwrap();
    let (bytes, head) = original(from.path()).await;
    let bytes: std::sync::Arc<[u8]> = bytes.into();
    let tasks = [0, 1].map(|worker| {
        let bytes = std::sync::Arc::clone(&bytes);
        tokio::spawn(async move {
            let mut random = Random::new(100 + worker);
            let mut kinds = std::collections::BTreeMap::<_, u64>::new();
            for n in (worker..count).step_by(2) {
                let (kind, sql) = mutation(&mut random, head.seq);
                let found = found(&bytes, head, &sql).await.unwrap_or_else(|e| panic!("{n}: {e}"));
                assert!(found, "mutation {n} was not found: {sql}");
                *kinds.entry(kind).or_default() += 1;
            }
            kinds
        })
    });
    for task in tasks {
        println!("found: {:?}", task.await.unwrap());
    }
    // The control: the same copy without a change is well, and holds the head.
    let report = verify(from.path()).await.unwrap();
    assert!(report.is_well() && report.head == head, "{report}");
}
