//! The process is killed, the disk fills up: nothing that was acknowledged is missing.
//!
//! Both run this test program again as a child that ends badly.

use noubad::store::{AppendError, Journal, verify};
use queue::{Office, State};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::office::{Random, Script};

/// Set for the child: the directory of its journal.
const CHILD: &str = "NOUBA_TEST_CHILD";
/// How often the child is killed; 200 times where it is not set.
const ROUNDS: &str = "NOUBA_KILL_ROUNDS";
/// After how many kills a new journal is begun.
const ROUNDS_A_JOURNAL: usize = 8;

fn child_dir() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Says past the test harness that the journal goes to this place.
fn acknowledge(seq: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "acked {seq}").and_then(|()| out.flush()).unwrap();
}

fn acknowledged(line: &str) -> Option<u64> {
    line.strip_prefix("acked ")?.trim().parse().ok()
}

async fn append_for_ever(dir: &Path) {
    let (mut journal, loaded) = Journal::open(dir).await.unwrap();
    let mut random = Random::new(loaded.head.seq + 1);
    let mut script = Script::from(loaded.state);
    loop {
        let commands = 1 + random.below(8);
        script.live(&mut random, commands);
        let (events, answers) = script.take();
        journal.append(&events, &answers, &script.office.state).await.unwrap();
        acknowledge(journal.head().seq);
        // More often than a dispatcher: some kill is to meet it.
        match random.below(8) {
            0 => journal.write_back().await,
            1 => journal.tend().await.unwrap(),
            _ => (),
        }
    }
}

#[tokio::test]
async fn nothing_acknowledged_is_missing_after_kill_9() {
    if let Some(dir) = child_dir() {
        return append_for_ever(&dir).await;
    }
    let rounds: usize = std::env::var(ROUNDS).map_or(200, |n| n.parse().unwrap());
    let mut dir = tempfile::tempdir().unwrap();
    let mut random = Random::new(5);
    let (mut before, mut kept) = (0, 0);
    for round in 0..rounds {
        // A new journal now and then: each round reads all of it.
        if round % ROUNDS_A_JOURNAL == 0 {
            dir = tempfile::tempdir().unwrap();
            kept += before;
            before = 0;
        }
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["crash::nothing_acknowledged_is_missing_after_kill_9", "--exact", "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut wanted = 1 + random.below(60);
        let mut acked = 0;
        for line in lines.map_while(Result::ok) {
            let Some(seq) = acknowledged(&line) else { continue };
            acked = seq;
            wanted = wanted.saturating_sub(1);
            if wanted == 0 {
                // Somewhere within the next commits, not always right after one.
                for _ in 0..random.below(200_000) {
                    std::hint::spin_loop();
                }
                child.kill().unwrap();
            }
        }
        let status = child.wait().unwrap();
        assert!(status.code().is_none(), "round {round}: the child was killed, not failed: {status}");
        // A batch whose commands were all refused moves nothing on.
        assert!(acked >= before, "round {round}: {acked} acknowledged, {before} there before");

        let report = verify(dir.path()).await.unwrap();
        assert!(report.is_well(), "round {round}: {:#?}", report.faults);
        assert!(report.head.seq >= acked, "round {round}: {acked} acknowledged, {} kept", report.head.seq);
        let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
        assert_eq!(loaded.state, folded(dir.path()).await, "round {round}");
        before = loaded.head.seq;
        journal.abandon().await;
    }
    eprintln!("{rounds} kills, {} events kept", kept + before);
}

/// The state that follows from the events alone, without snapshots.
async fn folded(dir: &Path) -> State {
    let reader = noubad::store::Reader::open(dir).await.unwrap();
    let mut office = Office::new(std::sync::Arc::new(super::office::config()));
    loop {
        let events = reader.events(office.state.seq, 5_000).await.unwrap();
        if events.is_empty() {
            return office.state;
        }
        events.iter().for_each(|event| office.apply(event));
    }
}

/// Appends until the disk is full, then makes room and goes on.
#[allow(clippy::print_stderr, reason = "the parent reads the error")]
async fn fill_the_disk(dir: &Path) {
    let ballast = dir.join("ballast");
    std::fs::write(&ballast, vec![1; 1_200_000]).unwrap();
    let (mut journal, _) = Journal::open(dir).await.unwrap();
    let (mut script, mut random) = (Script::new(), Random::new(3));
    let (kept, tried) = loop {
        let before = script.office.state.clone();
        script.live(&mut random, 20);
        let (events, answers) = script.take();
        match journal.append(&events, &answers, &script.office.state).await {
            Ok(()) => match random.below(20) {
                // Cannot be written back in the end, nor have room in the log, which costs nothing.
                0 => journal.write_back().await,
                1 => journal.tend().await.unwrap(),
                _ => assert!(journal.head().seq < 100_000, "the disk never filled up"),
            },
            Err(AppendError::Unknown { source }) => {
                eprintln!("after {} events: {source}", before.seq);
                break (before, script.office.state.clone());
            }
            Err(other) => panic!("{other}"),
        }
    };
    journal.abandon().await;
    // Opening works on the full disk: the office can at least show what it knows.
    let (journal, loaded) = Journal::open(dir).await.unwrap();
    assert!(loaded.state == kept || loaded.state == tried, "the whole last batch or nothing of it");
    journal.abandon().await;

    std::fs::remove_file(&ballast).unwrap();
    let (mut journal, loaded) = Journal::open(dir).await.unwrap();
    let mut script = Script::from(loaded.state);
    script.live(&mut random, 20);
    let (events, answers) = script.take();
    journal.append(&events, &answers, &script.office.state).await.unwrap();
    journal.close().await.unwrap();
    let report = verify(dir).await.unwrap();
    assert!(report.is_well(), "{:#?}", report.faults);
    acknowledge(report.head.seq);
}

#[tokio::test]
async fn a_full_disk_makes_the_outcome_unknown_and_loses_nothing() {
    if let Some(dir) = child_dir() {
        return fill_the_disk(&dir).await;
    }
    let dir = tempfile::tempdir().unwrap();
    // A small disk of its own, seen by the child alone; needs no rights where user namespaces are allowed.
    let script = "mount -t tmpfs -o size=2500k none \"$NOUBA_TEST_CHILD\" && exec \"$0\" \"$@\"";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["crash::a_full_disk_makes_the_outcome_unknown_and_loses_nothing", "--exact", "--nocapture"])
        .env(CHILD, dir.path())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.lines().filter_map(acknowledged).any(|seq| seq > 100), "{out}\n{err}");
    assert!(err.contains("full"), "it was the disk: {err}");
}
