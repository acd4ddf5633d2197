//! The journal on real files: what was appended is there again, whatever happened in between.

#![allow(clippy::unwrap_used, reason = "tests")]

use noubad::store::{AppendError, Journal, Loaded, OpenError, Reader, SCHEMA_VERSION, rebuild, verify};
use queue::event::Event;
use queue::id::CommandId;
use queue::ledger::{Answer, Entry};
use queue::time::{HOUR_MS, MINUTE_MS};
use queue::{Command, Office, Recorded, Rejection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::path::Path;

#[path = "journal/copies.rs"]
mod copies;
#[path = "journal/crash.rs"]
mod crash;
#[path = "journal/cuts.rs"]
mod cuts;
#[path = "journal/damage.rs"]
mod damage;
#[path = "journal/faults.rs"]
mod faults;
#[path = "journal/mutations.rs"]
mod mutations;
#[path = "journal/office.rs"]
mod office;
#[path = "journal/retention.rs"]
mod retention;
#[path = "journal/upgrade.rs"]
mod upgrade;

use office::{Random, Script};

/// Moments in which a log gets its room, and one for the rest.
const MOMENTS_MAX: usize = 9;

/// A new journal, and a script whose first day opens with what is appended next.
async fn opened(dir: &Path) -> (Journal, Script) {
    let (journal, _) = Journal::open(dir).await.unwrap();
    let mut script = Script::new();
    script.open_day();
    (journal, script)
}

/// A new journal on whose first day the office is open.
async fn first_day(dir: &Path) -> (Journal, Script) {
    let (mut journal, mut script) = opened(dir).await;
    append(&mut journal, &mut script).await;
    (journal, script)
}

/// Appends what the script has ready, as one batch, and leaves the journal no moment for itself.
async fn append_at_once(journal: &mut Journal, script: &mut Script) -> (Vec<Recorded>, office::Answers) {
    let (events, answers) = script.take();
    journal.append(&events, &answers, &script.office.state).await.unwrap();
    (events, answers)
}

/// Appends what the script has ready, as one batch, and leaves the journal a moment for itself, as a dispatcher does.
async fn append(journal: &mut Journal, script: &mut Script) -> Vec<Recorded> {
    let (events, _) = append_at_once(journal, script).await;
    tend(journal).await;
    events
}

/// Leaves the journal as many moments for itself as it wants.
async fn tend(journal: &mut Journal) {
    for _ in 0..MOMENTS_MAX {
        if !journal.wants_tending() {
            return;
        }
        journal.tend().await.unwrap();
    }
    panic!("it wants more than {MOMENTS_MAX} moments");
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

/// The answers that are kept, oldest first.
async fn kept_answers(dir: &Path) -> Vec<(CommandId, Entry)> {
    Reader::open(dir).await.unwrap().answers().await.unwrap()
}

#[tokio::test]
async fn what_was_appended_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((loaded.head.seq, loaded.replayed, kept_answers(dir.path()).await.len()), (0, 0, 0));
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

#[tokio::test]
async fn a_refusal_is_kept_without_an_event_and_answered_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    let call = Command::CallNext { counter: office::counter(1) };
    script.ask(call.clone());
    let (events, answers) = script.take();
    assert!(events.is_empty());
    journal.append(&events, &answers, &script.office.state).await.unwrap();
    journal.close().await.unwrap();

    let (mut journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((kept_answers(dir.path()).await, loaded.head.seq), (answers.clone(), 0));
    let entry = journal.answer(&answers[0].0).await.unwrap().unwrap();
    assert_eq!(entry.answer_to(&call), Answer::Refused(Rejection::CounterClosed));
    assert_eq!(entry.answer_to(&Command::CloseDay), Answer::Refused(Rejection::CommandIdReused));
    assert_eq!(journal.answer(&CommandId::new("another").unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn answers_are_forgotten_after_a_day_and_events_never() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = first_day(dir.path()).await;
    script.now = script.now + 25 * HOUR_MS;
    for _ in 0..600 {
        script.issue("birth");
        append(&mut journal, &mut script).await;
    }
    let events = journal.head().seq;
    journal.close().await.unwrap();
    let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(
        kept_answers(dir.path()).await.len(),
        600,
        "those of the first day are gone, those of today are there"
    );
    assert_eq!(loaded.head.seq, events);
    assert_eq!(verify(dir.path()).await.unwrap().events, events);
}

/// Found in the field's own way: the box starts in 1970, people press, then NTP finds the network.
#[tokio::test]
async fn the_newest_answers_are_kept_however_old_a_clock_put_right_makes_them_look() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = first_day(dir.path()).await;
    let years = 20 * 365 * 24 * HOUR_MS;
    // First ahead, then far behind, then right: the order of arrival is none of time.
    for jump in [years, -2 * years, years] {
        script.now = script.now + jump;
        for _ in 0..256 {
            script.issue("birth");
            append(&mut journal, &mut script).await;
        }
    }
    script.now = script.now + years;
    let mut last = Vec::new();
    for _ in 0..256 {
        script.issue("birth");
        last.extend(append_at_once(&mut journal, &mut script).await.1);
    }
    journal.tend().await.unwrap();
    journal.close().await.unwrap();
    let answers = kept_answers(dir.path()).await;
    let kept = answers.len();
    assert!((256..=512).contains(&kept), "{kept} answers are kept: those of years ago are not");
    let newest: Vec<_> = answers[kept - 256..].iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(newest, last.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), "in order of arrival");
}

/// Appends single tickets until the journal has something to do for itself, or `most` are there.
async fn issue_until_it_wants_tending(journal: &mut Journal, script: &mut Script, most: usize) -> usize {
    for issued in 1..=most {
        script.issue("birth");
        append_at_once(journal, script).await;
        if journal.wants_tending() {
            return issued;
        }
    }
    most
}

#[tokio::test]
async fn what_batches_put_off_is_done_in_a_moment_nobody_waits() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = first_day(dir.path()).await;
    let issued = issue_until_it_wants_tending(&mut journal, &mut script, 200).await;
    assert!(issued < 200, "the log is long enough to be written back");
    // The database without its log, as it is on the disk.
    let alone = async || {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(dir.path().join("nouba.db"), copy.path().join("nouba.db")).unwrap();
        verify(copy.path()).await.map_or(0, |report| report.head.seq)
    };
    assert!(alone().await < journal.head().seq, "the last tickets are in the log alone");
    journal.tend().await.unwrap();
    assert!(!journal.wants_tending(), "all of it is done at once");
    assert_eq!(alone().await, journal.head().seq, "they are in the database");
    // The log begins anew instead of growing.
    let log = || std::fs::metadata(dir.path().join("nouba.db-wal")).unwrap().len();
    let length = log();
    issue_until_it_wants_tending(&mut journal, &mut script, 100).await;
    assert_eq!(log(), length);
    // A snapshot comes before a batch would have to bring one.
    while journal.head().seq < 1_700 {
        issue_until_it_wants_tending(&mut journal, &mut script, 2_000).await;
        journal.tend().await.unwrap();
        assert!(!journal.wants_tending(), "all of it is done at once");
    }
    journal.abandon().await;
    let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert!(loaded.replayed < 500, "{} events are read", loaded.replayed);
    assert_eq!(loaded.state, script.office.state);
    assert!(verify(dir.path()).await.unwrap().is_well());
}

#[tokio::test]
async fn the_log_has_room_before_it_is_needed_and_a_cut_leaves_only_what_was_written_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let log = |dir: &Path| std::fs::metadata(dir.join("nouba.db-wal")).unwrap().len();
    let (mut journal, mut script) = opened(dir.path()).await;
    append_at_once(&mut journal, &mut script).await;
    assert!(log(dir.path()) < 100_000, "nobody waits for it");
    tend(&mut journal).await;
    let room = log(dir.path());
    assert_eq!(room, 4 << 20);
    for _ in 0..100 {
        script.issue("birth");
        append_at_once(&mut journal, &mut script).await;
    }
    assert_eq!(log(dir.path()), room, "the file does not grow");

    // As after a power cut: with the room, and with a part of it.
    for length in [room, room - 100_000, room / 2 + 1] {
        let cut = tempfile::tempdir().unwrap();
        for file in ["nouba.db", "nouba.db-wal"] {
            std::fs::copy(dir.path().join(file), cut.path().join(file)).unwrap();
        }
        let file = std::fs::OpenOptions::new().write(true).open(cut.path().join("nouba.db-wal")).unwrap();
        file.set_len(length).unwrap();
        let (mut after, loaded) = Journal::open(cut.path()).await.unwrap();
        assert_eq!(loaded.state, script.office.state);
        let mut script = Script::from(loaded.state);
        script.issue("birth");
        append(&mut after, &mut script).await;
        assert_eq!(log(cut.path()), room, "it has all of it again");
        after.abandon().await;
        assert!(verify(cut.path()).await.unwrap().is_well());
    }
    // The end of a day's work leaves no log, and no room.
    journal.checkpoint().await.unwrap();
    assert_eq!(log(dir.path()), 0);
    script.issue("birth");
    append(&mut journal, &mut script).await;
    assert_eq!(log(dir.path()), room);
}

#[tokio::test]
async fn a_journal_that_is_never_left_alone_does_it_within_its_batches() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = first_day(dir.path()).await;
    script.now = script.now + 25 * HOUR_MS;
    for _ in 0..2_100 {
        script.issue("birth");
        append_at_once(&mut journal, &mut script).await;
    }
    // 12 MiB and one batch, https://www.sqlite.org/pragma.html#pragma_wal_autocheckpoint
    let log = std::fs::metadata(dir.path().join("nouba.db-wal")).unwrap().len();
    assert!(log < 16 << 20, "the log has {log} bytes");
    journal.abandon().await;
    let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert!(loaded.replayed < 2_000, "{} events are read", loaded.replayed);
    assert_eq!(kept_answers(dir.path()).await.len(), 2_100, "those of the first day are gone");
    assert_eq!(loaded.state, script.office.state);
}

#[tokio::test]
async fn events_that_do_not_follow_are_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = opened(dir.path()).await;
    let (mut events, answers) = script.take();
    events.remove(1);
    let gap = journal.append(&events, &answers, &script.office.state).await;
    assert!(matches!(gap, Err(AppendError::OutOfStep { expected: 2, found: 3 })), "{gap:?}");
    let after = journal.append::<Recorded>(&[], &answers, &script.office.state).await;
    assert!(matches!(after, Err(AppendError::Poisoned)), "{after:?}");
    journal.abandon().await;
    let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!((loaded.head.seq, kept_answers(dir.path()).await.len()), (0, 0));
}

#[tokio::test]
async fn an_append_that_is_cut_short_leaves_all_of_the_batch_or_nothing() {
    let mut kept = 0;
    for round in 0..20 {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
        let mut script = Script::new();
        script.morning();
        let (events, answers) = script.take();
        {
            let append = journal.append(&events, &answers, &script.office.state);
            // Dropped after the batch was handed to SQLite's thread, a little later every round.
            tokio::select! {
                biased;
                done = append => done.unwrap(),
                () = tokio::time::sleep(std::time::Duration::from_micros(round * 50)) => (),
            }
        }
        let again = journal.append::<Recorded>(&[], &answers, &script.office.state).await;
        journal.abandon().await;
        let (journal, loaded) = Journal::open(dir.path()).await.unwrap();
        let found = kept_answers(dir.path()).await;
        match journal.head().seq {
            0 => assert!(matches!(again, Err(AppendError::Poisoned)) && found.is_empty()),
            all => {
                assert_eq!(all, events.len() as u64);
                assert_eq!(loaded.state, script.office.state);
                assert_eq!(found.len(), answers.len());
                kept += 1;
            }
        }
    }
    eprintln!("{kept} of 20 batches cut short had been kept");
}

#[tokio::test]
async fn a_number_is_given_once_a_day_even_if_the_core_were_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = opened(dir.path()).await;
    script.issue("birth");
    append(&mut journal, &mut script).await;
    script.issue("birth");
    let (mut events, answers) = script.take();
    let Event::TicketIssued { number, .. } = &mut events[0].event else { panic!("a ticket was issued") };
    number.value = 1;
    let (_, before) = { (journal.abandon().await, Journal::open(dir.path()).await.unwrap().1) };
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut wrong = before.state.clone();
    wrong.apply(&events[0]);
    let twice = journal.append(&events, &answers, &wrong).await;
    assert!(
        matches!(&twice, Err(AppendError::Unknown { source }) if source.to_string().contains("UNIQUE")),
        "{twice:?}"
    );
    journal.abandon().await;
    let (_journal, loaded) = Journal::open(dir.path()).await.unwrap();
    assert_eq!(loaded.state, before.state, "nothing of the batch is there");
}

#[tokio::test]
async fn a_directory_has_one_daemon() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, _) = Journal::open(dir.path()).await.unwrap();
    let second = Journal::open(dir.path()).await.unwrap_err();
    assert!(matches!(second, OpenError::Locked { .. }), "{second}");
    assert!(rebuild(dir.path()).await.is_err());
    assert!(verify(dir.path()).await.unwrap().is_well(), "reading needs no lock");
    journal.close().await.unwrap();
    Journal::open(dir.path()).await.unwrap();
}

#[tokio::test]
async fn files_of_others_and_of_newer_daemons_are_refused_and_left_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("nouba.db");
    std::fs::write(&file, "minutes of the council, 24 November 2026. ".repeat(40)).unwrap();
    let text = Journal::open(dir.path()).await.unwrap_err();
    assert!(matches!(text, OpenError::NotOurs { .. }), "{text}");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("minutes"));

    std::fs::remove_file(&file).unwrap();
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut other = options.connect().await.unwrap();
    run(&mut other, "create table cats (name text)").await.unwrap();
    drop(other);
    let other = Journal::open(dir.path()).await.unwrap_err();
    assert!(other.to_string().contains("application id is 0x0"), "{other}");
    let mut cats = shell(dir.path()).await;
    let mode: String = sqlx::query("pragma journal_mode").fetch_one(&mut cats).await.unwrap().get(0);
    assert_eq!(mode, "delete", "not even its settings were touched");
    drop(cats);

    std::fs::remove_file(&file).unwrap();
    Journal::open(dir.path()).await.unwrap().0.close().await.unwrap();
    run(&mut shell(dir.path()).await, "pragma user_version = 7").await.unwrap();
    for newer in [
        Journal::open(dir.path()).await.unwrap_err(),
        Reader::open(dir.path()).await.unwrap_err(),
        verify(dir.path()).await.unwrap_err(),
    ] {
        assert!(matches!(newer, OpenError::Newer { found: 7, known: SCHEMA_VERSION, .. }), "{newer}");
        assert!(newer.to_string().contains("install the newer noubad"), "{newer}");
    }
}

/// The four times of a visit, with an undo in the middle, against figures worked out by hand.
#[tokio::test]
async fn the_row_of_a_ticket_tells_waiting_walking_service_and_parked_time_apart() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = opened(dir.path()).await;
    let at = office::counter(1);
    // Every command is 700 ms after the one before it.
    script.issue("birth"); // 0
    script.ask(Command::CallNext { counter: at.clone() }); // 700: waited 700
    script.ask(Command::Undo { counter: at.clone() }); // 1400: not called after all
    script.ask(Command::CallNext { counter: at.clone() }); // 2100: waited 2100
    script.ask(Command::Start { counter: at.clone() }); // 2800: walked 700
    script.ask(Command::Park { counter: at.clone(), ticket: None, reason: "a copy".into() }); // 3500
    let id = *script.office.state.tickets.keys().next().unwrap();
    script.ask(Command::Resume { ticket: id }); // 4200: parked 700
    script.ask(Command::CallNext { counter: at.clone() }); // 4900: waited 700 more
    script.ask(Command::Start { counter: at.clone() }); // 5600: walked 700 more
    script.ask(Command::Finish { counter: at, outcome: None, next_service: None }); // 6300: served 700
    append(&mut journal, &mut script).await;
    journal.close().await.unwrap();
    let query = "select number, state, waited_ms, walked_ms, served_ms, parked_ms, calls, \
                 first_called_ms - issued_ms, ended_ms - issued_ms from ticket";
    let row = sqlx::query(query).fetch_one(&mut shell(dir.path()).await).await.unwrap();
    assert_eq!((row.get::<String, _>(0), row.get::<String, _>(1)), ("A001".into(), "finished".into()));
    let figures: Vec<i64> = (2..9).map(|i| row.get(i)).collect();
    assert_eq!(figures, [2_800, 1_400, 700, 700, 2, 2_100, 6_300]);
    let query = "select counter, served, waits, services, service_ms from counter_day where counter = 'c1'";
    let row = sqlx::query(query).fetch_one(&mut shell(dir.path()).await).await.unwrap();
    let figures: Vec<i64> = (1..5).map(|i| row.get(i)).collect();
    assert_eq!(figures, [1, 2, 1, 700]);
}

/// One command a batch: its row was written without a number, and is written once more with it.
#[tokio::test]
async fn the_row_of_an_appointment_has_its_number_once_it_has_arrived() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, mut script) = first_day(dir.path()).await;
    let at = script.now + 10 * MINUTE_MS;
    script.ask(Command::BookAppointment { service: office::service("birth"), at, locale: None });
    let id = *script.office.state.bookings.keys().next().unwrap();
    let query = "select day || ' ' || letter || value || ' ' || number from ticket";
    let mut rows = Vec::new();
    for command in [None, Some(Command::CheckIn { ticket: id, print: false })] {
        command.map(|command| script.ask(command));
        append(&mut journal, &mut script).await;
        let row = sqlx::query(query).fetch_one(&mut shell(dir.path()).await).await.unwrap();
        rows.push(row.get::<Option<String>, _>(0));
    }
    let day = script.office.state.last_day.unwrap();
    assert_eq!(rows, [None, Some(format!("{day} A1 A001"))]);
    journal.close().await.unwrap();
    assert!(verify(dir.path()).await.unwrap().is_well());
}

#[tokio::test]
async fn a_proof_that_a_commit_is_possible_writes_one_page_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = Journal::open(dir.path()).await.unwrap();
    let mut script = Script::new();
    script.morning();
    append(&mut journal, &mut script).await;
    journal.checkpoint().await.unwrap();
    let log = dir.path().join("nouba.db-wal");
    let (before, rows) = (journal.head(), derived(dir.path()).await);
    let mut written = Vec::new();
    for _ in 0..3 {
        journal.prove().await.unwrap();
        written.push(std::fs::metadata(&log).unwrap().len());
    }
    // A page and its header, https://www.sqlite.org/fileformat2.html#the_write_ahead_log; the log's own header comes first.
    let frame = 4_096 + 24;
    assert_eq!(written, [32 + frame, 32 + 2 * frame, 32 + 3 * frame]);
    assert_eq!(journal.head(), before);
    assert_eq!(derived(dir.path()).await, rows);
    journal.close().await.unwrap();
    assert!(verify(dir.path()).await.is_ok());
}
