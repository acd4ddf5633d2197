//! Power cuts: at every change of the disk, with what was not synced lost, kept, reordered or torn by seed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crash_vfs::{Disk, Image, attach};
use noubad::store::{Journal, LOG_FILE, verify};
use queue::State;

use super::append;
use super::office::{Random, Script};

/// How many cuts; so many where it is not set.
const CUTS: &str = "NOUBA_CUTS";
const CUTS_DEFAULT: u64 = 10_000;
/// Batches of the life that is cut: enough for several checkpoints, and a start over a log in the middle.
const BATCHES: usize = 48;
/// How much room the log is given at a time, in bytes: some batches fit into it.
const ROOM: usize = 48 << 10;

/// What a journal lived through, and what it had acknowledged when.
struct Life {
    cuts: crash_vfs::Cuts,
    /// Changes of the disk at each acknowledgement, and up to which event.
    acknowledged: Vec<(usize, u64)>,
    /// The office after each batch, by its last event: a batch is there as a whole or not at all.
    states: BTreeMap<u64, State>,
}

impl Life {
    fn acknowledged_at(&self, place: usize) -> u64 {
        self.acknowledged.iter().take_while(|(at, _)| *at <= place).last().map_or(0, |(_, seq)| *seq)
    }
}

async fn live(seed: u64, careless: bool) -> Life {
    let dir = tempfile::tempdir().unwrap();
    let disk = attach(dir.path());
    if careless {
        disk.make_careless();
    }
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    // Opening a new journal syncs the directory, past SQLite. Without it the rollback journal of SQLite's very first
    // transaction, whose deletion SQLite does not sync, could come back after a cut and take everything with it.
    disk.sync_directory();
    let (mut script, mut random) = (Script::new(), Random::new(seed));
    let mut acknowledged = vec![(disk.place(), 0)];
    let mut states = BTreeMap::from([(0, State::default())]);
    for batch in 1..=BATCHES {
        let commands = 1 + random.below(6);
        script.live(&mut random, commands);
        append(&mut journal, &mut script).await;
        let seq = journal.head().seq;
        acknowledged.push((disk.place(), seq));
        states.insert(seq, script.office.state.clone());
        // As the journal does it itself where a file can be made longer.
        if batch % 4 == 1 {
            disk.lengthen(LOG_FILE, ROOM);
        }
        match batch % 16 {
            3 | 11 => journal.write_back().await,
            7 => journal.checkpoint().await.unwrap(),
            15 => {
                journal.abandon().await;
                journal = Journal::open(dir.path()).await.unwrap().0;
            }
            _ => (),
        }
    }
    journal.abandon().await;
    Life { cuts: disk.cuts(), acknowledged, states }
}

/// What a cut did that it must not.
#[derive(Debug, PartialEq)]
enum Found {
    /// Acknowledged events are missing.
    Lost { acknowledged: u64, there: u64 },
    /// What is there is not what was written.
    Corrupt(String),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost { acknowledged, there } => write!(f, "{acknowledged} acknowledged, {there} there"),
            Self::Corrupt(what) => f.write_str(what),
        }
    }
}

/// Starts over what a cut left, and looks. Returns the disk, on which the journal has recovered.
async fn look(life: &Life, image: Image, acknowledged: u64) -> Result<Disk, Found> {
    let dir = tempfile::tempdir().unwrap();
    let disk = attach(dir.path());
    disk.insert(image);
    look_into(life, dir.path(), acknowledged).await.map(|()| disk)
}

async fn look_into(life: &Life, dir: &Path, acknowledged: u64) -> Result<(), Found> {
    let opened = Journal::open(dir).await;
    let (journal, loaded) = opened.map_err(|e| Found::Corrupt(format!("it does not open: {e}")))?;
    journal.abandon().await;
    if loaded.head.seq < acknowledged {
        return Err(Found::Lost { acknowledged, there: loaded.head.seq });
    }
    match life.states.get(&loaded.head.seq) {
        Some(state) if *state == loaded.state => (),
        Some(_) => return Err(Found::Corrupt("the office is another one".to_owned())),
        None => return Err(Found::Corrupt(format!("a part of a batch is there: {}", loaded.head.seq))),
    }
    let report = verify(dir).await.map_err(|e| Found::Corrupt(format!("it cannot be verified: {e}")))?;
    if report.is_well() { Ok(()) } else { Err(Found::Corrupt(report.to_string())) }
}

/// Cuts a life `count` times, all over its length; returns what was found, by the seed and place of the cut.
async fn cut(life: Arc<Life>, worker: u64, workers: u64, count: u64) -> Vec<(u64, usize, Found)> {
    let mut cuts = life.cuts.clone();
    let mut found = Vec::new();
    for n in (worker..count).step_by(workers as usize) {
        let place = (n * (cuts.len() as u64 + 1) / count) as usize;
        cuts.advance_to(place);
        let acknowledged = life.acknowledged_at(place);
        let mut outcome = look(&life, cuts.cut(n), acknowledged).await;
        // Now and then the power goes again while the journal recovers.
        if let Ok(disk) = &outcome
            && n % 8 == 0
        {
            let mut again = disk.cuts();
            again.advance_to((n / 8) as usize % (again.len() + 1));
            outcome = look(&life, again.cut(n), acknowledged).await;
        }
        if let Err(what) = outcome {
            found.push((n, place, what));
        }
    }
    found
}

async fn cut_everywhere(life: Life, count: u64) -> Vec<(u64, usize, Found)> {
    let (life, workers) = (Arc::new(life), 2);
    let tasks: Vec<_> =
        (0..workers).map(|w| tokio::spawn(cut(Arc::clone(&life), w, workers, count))).collect();
    let mut found = Vec::new();
    for task in tasks {
        found.extend(task.await.unwrap());
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_at_any_change_of_the_disk_loses_nothing_acknowledged_and_damages_nothing() {
    let count = std::env::var(CUTS).map_or(CUTS_DEFAULT, |n| n.parse().unwrap());
    let life = live(1, false).await;
    let changes = life.cuts.len();
    assert!(changes > 300, "{changes} changes");
    let found = cut_everywhere(life, count).await;
    println!("{count} cuts over {changes} changes of the disk, {} bad", found.len());
    let first = found.first().map(|(seed, place, what)| format!("cut {seed} after change {place}: {what}"));
    assert!(found.is_empty(), "{} bad cuts of {count}; {}", found.len(), first.unwrap_or_default());
}

/// The control: SQLite with `synchronous=NORMAL` is a well-kept journal that loses what it acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_cuts_find_what_synchronous_normal_loses() {
    let found = cut_everywhere(live(1, true).await, 400).await;
    let lost = found.iter().filter(|(.., what)| matches!(what, Found::Lost { .. })).count();
    println!("synchronous=NORMAL: {lost} of 400 cuts lost acknowledged events");
    assert!(lost > 40, "{lost} of 400 cuts lost something");
    let others: Vec<_> = found.iter().filter(|(.., what)| !matches!(what, Found::Lost { .. })).collect();
    assert!(others.is_empty(), "NORMAL loses, it does not corrupt: {others:?}");
}

/// The control for the other half: a disk that says it has synced and has not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_cuts_find_the_damage_of_a_disk_that_lies() {
    let mut life = live(1, false).await;
    life.cuts.ignore_syncs();
    let found = cut_everywhere(life, 400).await;
    println!("a disk that ignores syncs: {} of 400 cuts lost or damaged something", found.len());
    assert!(found.len() > 200, "{} of 400", found.len());
    assert!(found.iter().any(|(.., what)| matches!(what, Found::Corrupt(_))), "and damage is told from loss");
}
