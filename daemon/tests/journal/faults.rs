//! A disk that fails at each call in turn: whoever was told yes was told the truth, and work goes on by itself once the
//! disk is well again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crash_vfs::{Disk, Fault, Kind, attach};
use noubad::clock::{ManualClock, SharedClock};
use noubad::dispatcher::{Dispatcher, Done, Failure, Handle, Readers, system};
use noubad::feed::Feed;
use noubad::guard::ClockGuard;
use noubad::replica::Replica;
use noubad::store::{Journal, Reader, verify};
use queue::calendar::DayPlan;
use queue::event::Event;
use queue::id::{CommandId, Number};
use queue::ticket::Class;
use queue::time::{Date, HOUR_MS, Timestamp};
use queue::{Actor, Command, Recorded, Role};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{office, opened};

/// How many calls are failed, one after the other.
const CALLS: u64 = 500;
/// Runs at once: most of a run is waiting for the next attempt to open the journal.
const AT_ONCE: usize = 24;
/// Kiosks of a crowd, and how many tickets each asks for.
const KIOSKS: usize = 48;
const TICKETS_A_KIOSK: usize = 4;
/// Tuesday, 24 November 2026, 09:12:03 UTC.
const MORNING: Timestamp = Timestamp(1_795_511_523_000);
/// How long anything may take on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// The dispatcher on a journal, as the daemon runs it.
struct Spine {
    handle: Handle,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Spine {
    async fn start(dir: &Path) -> Result<Self, String> {
        let opened = Journal::open(dir).await.map_err(|e| e.to_string())?;
        let reader = match Reader::open(dir).await {
            Ok(reader) => reader,
            Err(error) => {
                opened.0.abandon().await;
                return Err(error.to_string());
            }
        };
        let clock: SharedClock = Arc::new(ManualClock::new(MORNING));
        let guard = ClockGuard::new(Arc::clone(&clock), None);
        let feed = Feed::new(reader.clone());
        let (config, dir) = (Arc::new(office::config()), dir.to_owned());
        let office = queue::Office { config: Arc::clone(&config), state: opened.1.state.clone() };
        let readers = Readers { replica: Replica::new(office), feed };
        let (dispatcher, handle) = Dispatcher::new(opened, reader, dir, config, clock, readers, guard);
        let stop = CancellationToken::new();
        let task = tokio::spawn(dispatcher.run(stop.clone()));
        Ok(Self { handle, stop, task })
    }

    async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(LIMIT, self.task).await.expect("it stops").unwrap();
    }

    async fn until_writable(&self) {
        let deadline = tokio::time::Instant::now() + LIMIT;
        while !self.handle.health.writable.load(Ordering::Relaxed) {
            assert!(tokio::time::Instant::now() < deadline, "the journal does not come back by itself");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn commands() -> Vec<(Actor, Command)> {
    let plan = DayPlan {
        day: Date::from_days(MORNING.0 / (24 * HOUR_MS)),
        opens_at: MORNING,
        closes_at: MORNING + 8 * HOUR_MS,
        ends_at: MORNING + 10 * HOUR_MS,
        breaks: Vec::new(),
    };
    let citizen = Actor { role: Role::Citizen, ..system("kiosk") };
    let counter = office::counter(1);
    let issue = || Command::IssueTicket {
        service: office::service("birth"),
        class: Class::Normal,
        locale: None,
        print: true,
    };
    let mut commands = vec![
        (system("calendar"), Command::OpenDay { plan }),
        (system("clerk"), Command::OpenCounter { counter: counter.clone() }),
    ];
    for _ in 0..30 {
        commands.push((citizen.clone(), issue()));
        commands.push((system("clerk"), Command::CallNext { counter: counter.clone() }));
    }
    commands
}

fn numbers(done: &Done) -> Vec<Number> {
    let number = |event: &Event| match event {
        Event::TicketIssued { number, .. } => Some(*number),
        _ => None,
    };
    done.events.iter().filter_map(|r| number(&r.event)).collect()
}

/// Asks until the answer is a yes, as a kiosk does: with the same id, and after the disk was mended. Returns the answer
/// and whether there was a failure on the way.
async fn ask(spine: &Spine, disk: &Disk, id: &CommandId, actor: &Actor, command: &Command) -> (Done, bool) {
    let mut failed = false;
    loop {
        let answer = spine.handle.ask(id.clone(), actor.clone(), command.clone());
        match tokio::time::timeout(LIMIT, answer).await.expect("an answer, or that there is none") {
            Ok(done) => return (done, failed),
            Err(Failure::Unknown | Failure::JournalUnavailable) => {
                failed = true;
                disk.mend();
                spine.until_writable().await;
            }
            Err(other) => panic!("{command:?} was answered {other}"),
        }
    }
}

/// A morning on a disk that fails; returns whether the fault was met, or what went wrong.
async fn morning(fault: Fault) -> Result<bool, String> {
    let dir = tempfile::tempdir().unwrap();
    let disk = attach(dir.path());
    disk.break_at(fault);
    let mut spine = None;
    for _ in 0..3 {
        match Spine::start(dir.path()).await {
            Ok(started) => {
                spine = Some(started);
                break;
            }
            Err(_) => disk.mend(),
        }
    }
    let spine = spine.ok_or("it does not start on a disk that is well again")?;
    let mut given = Vec::new();
    for (n, (actor, command)) in commands().iter().enumerate() {
        let id = CommandId::new(&format!("c{n}")).unwrap();
        let (done, _) = ask(&spine, &disk, &id, actor, command).await;
        given.extend(numbers(&done));
        // A yes holds: whoever asks again is told the same.
        let (again, _) = ask(&spine, &disk, &id, actor, command).await;
        if !again.repeated || again.events.len() != done.events.len() {
            return Err(format!("{command:?}: {done:?}, then {again:?}"));
        }
    }
    let met = disk.failed() > 0;
    disk.mend();
    spine.until_writable().await;
    spine.stop().await;
    let wanted: Vec<String> = (1..=30).map(|n| format!("A{n:03}")).collect();
    let given: Vec<String> = given.iter().map(ToString::to_string).collect();
    if given != wanted {
        return Err(format!("numbers were doubled or left out: {given:?}"));
    }
    let report = verify(dir.path()).await.map_err(|e| e.to_string())?;
    // A day, a counter, and for each citizen a ticket, a call and (but for the last) the end of the one before.
    if !report.is_well() || report.head.seq != 2 + 30 * 2 + 29 {
        return Err(report.to_string());
    }
    Ok(met)
}

/// Fails each call in turn; returns how many of the faults were met.
async fn each_call(kind: Kind, lasts: bool) -> u64 {
    let (mut runs, mut met, mut call) = (JoinSet::new(), 0, 0);
    loop {
        while call < CALLS && runs.len() < AT_ONCE {
            let fault = Fault { kind, after: call, lasts };
            runs.spawn(async move { (fault, morning(fault).await) });
            call += 1;
        }
        let Some(run) = runs.join_next().await else { return met };
        let (fault, outcome) = run.unwrap();
        met += u64::from(outcome.unwrap_or_else(|what| panic!("{fault:?}: {what}")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_at_each_of_the_first_500_calls_costs_no_truth_and_is_recovered_from() {
    let met = each_call(Kind::Io, false).await;
    assert_eq!(met, CALLS, "every call was failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fails_from_a_call_on_until_it_is_mended_costs_no_truth_either() {
    assert_eq!(each_call(Kind::Io, true).await, CALLS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_from_any_call_on_costs_no_truth() {
    let met = each_call(Kind::Full, true).await;
    assert!(met > CALLS / 2, "{met} of {CALLS} runs met a full disk");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_becomes_read_only_at_any_call_costs_no_truth() {
    let met = each_call(Kind::ReadOnly, true).await;
    assert_eq!(met, CALLS, "every run met a disk that takes nothing");
}

/// A hall full of kiosks on a disk that fails once: so many wait at a time that each commit is begun before those of the one
/// before are answered. Returns whether the fault was met.
async fn crowd(fault: Fault) -> bool {
    let dir = tempfile::tempdir().unwrap();
    let disk = Arc::new(attach(dir.path()));
    let spine = Arc::new(Spine::start(dir.path()).await.unwrap());
    for (n, (actor, command)) in commands().iter().take(2).enumerate() {
        ask(&spine, &disk, &CommandId::new(&format!("c{n}")).unwrap(), actor, command).await;
    }
    let (actor, issue) = commands().swap_remove(2);
    let reader = Reader::open(dir.path()).await.unwrap();
    disk.break_at(fault);
    let mut kiosks = JoinSet::new();
    for kiosk in 0..KIOSKS {
        let (spine, disk, reader) = (Arc::clone(&spine), Arc::clone(&disk), reader.clone());
        let (actor, issue) = (actor.clone(), issue.clone());
        kiosks.spawn(async move {
            let mut given = Vec::new();
            for n in 0..TICKETS_A_KIOSK {
                let id = CommandId::new(&format!("k{kiosk}-{n}")).unwrap();
                let (done, _) = ask(&spine, &disk, &id, &actor, &issue).await;
                // Whoever has an answer finds it in the journal.
                let kept = loop {
                    // The call that fails may be this one's.
                    match reader.range(done.events[0].seq, 1).await {
                        Ok(kept) => break kept,
                        Err(_) => disk.mend(),
                    }
                };
                assert_eq!(kept, [Recorded::clone(&done.events[0])]);
                given.extend(numbers(&done));
            }
            given
        });
    }
    let mut given: Vec<String> =
        kiosks.join_all().await.into_iter().flatten().map(|n| n.to_string()).collect();
    given.sort();
    assert_eq!(given, (1..=KIOSKS * TICKETS_A_KIOSK).map(|n| format!("A{n:03}")).collect::<Vec<_>>());
    let commits = spine.handle.health.commits.load(Ordering::Relaxed);
    assert!(commits < given.len() as u64 / 2, "they shared {commits} commits");
    let met = disk.failed() > 0;
    Arc::into_inner(spine).unwrap().stop().await;
    let report = verify(dir.path()).await.unwrap();
    assert!(report.is_well() && report.head.seq == 2 + given.len() as u64, "{fault:?}: {report}");
    met
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_is_told_the_truth_whichever_call_fails_while_others_are_answered() {
    let mut runs = JoinSet::new();
    for after in 0..40 {
        runs.spawn(crowd(Fault { kind: Kind::Io, after: after * 5, lasts: false }));
    }
    let met = runs.join_all().await.into_iter().filter(|met| *met).count();
    assert!(met > 30, "{met} of 40 faults were met");
}

/// The control: an office that says yes before it has written, on the same disk.
#[tokio::test]
async fn a_yes_before_the_commit_would_be_found() {
    let dir = tempfile::tempdir().unwrap();
    let disk = attach(dir.path());
    let (mut journal, mut script) = opened(dir.path()).await;
    let (events, answers) = script.take();
    disk.break_at(Fault { kind: Kind::Io, after: 0, lasts: true });
    let said_yes_to = events.last().unwrap().seq;
    journal.append(&events, &answers, &script.office.state).await.unwrap_err();
    journal.abandon().await;
    disk.mend();
    let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert!(loaded.head.seq < said_yes_to, "the yes was a lie, and it shows");
    journal.abandon().await;
}
