//! The pure rules of the portal, against random senders and against the office itself.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "the office of the journal's tests does more than is used here")]

use std::collections::BTreeMap;

use portal::decide::{Cursor, Decision, Fault, Opening, check, decide, genesis, link, open, overlap};
use portal::figures::Fold;
use proptest::prelude::*;
use queue::event::Event;
use queue::id::OfficeId;
use queue::report::{Batch, Digest, EVENTS_MAX, Entry, Parent};
use queue::ticket::TicketState;
use queue::time::Timestamp;

#[path = "../../tests/journal/office.rs"]
mod office;

const EPOCH: &str = "e1";

/// A history of `len` events after a hash; `salt` makes another one.
fn history(len: u64, salt: u64) -> Vec<Entry> {
    grow(Vec::new(), len, salt)
}

fn grow(mut events: Vec<Entry>, len: u64, salt: u64) -> Vec<Entry> {
    for seq in events.len() as u64 + 1..=len {
        let before = events.last().map_or_else(|| genesis(EPOCH), |e: &Entry| e.hash);
        let at = Timestamp(1_795_511_523_000 + seq as i64);
        let body = format!(r#"{{"seq":{seq},"at":"{at}","day":null,"type":"test","data":{salt}}}"#);
        let hash = link(before, &body);
        events.push(Entry { seq, at, day: None, kind: "test".to_owned(), body, hash });
    }
    events
}

/// The part of a history from event `first` on.
fn part(history: &[Entry], first: u64, count: usize) -> Batch {
    let before = first as usize - 1;
    Batch {
        office: OfficeId::new("annexe-3").unwrap(),
        epoch: EPOCH.to_owned(),
        parent: None,
        sent_at: Timestamp(0),
        first_seq: first,
        prev_hash: before.checked_sub(1).map_or_else(|| genesis(EPOCH), |i| history[i].hash),
        events: history.iter().skip(before).take(count).cloned().collect(),
        live: None,
        profile: None,
    }
}

/// What the tables do, in memory.
struct Portal {
    cursor: Cursor,
    stored: Vec<Entry>,
}

impl Portal {
    fn new() -> Self {
        Self { cursor: Cursor::fresh(EPOCH), stored: Vec::new() }
    }

    fn take(&mut self, batch: &Batch) -> Result<Decision, Fault> {
        check(batch)?;
        let mut known = BTreeMap::new();
        if let Some(range) = overlap(&self.cursor, batch) {
            let within = self.stored.iter().filter(|e| range.contains(&e.seq));
            known.extend(within.map(|e| (e.seq, e.hash)));
        }
        let decision = decide(&self.cursor, &known, batch);
        match decision {
            Decision::Accept { fresh } => {
                self.stored.extend(batch.events[fresh..].iter().cloned());
                self.cursor.next = self.stored.len() as u64 + 1;
                self.cursor.head = self.stored.last().map_or(self.cursor.base, |e| e.hash);
            }
            Decision::Fork { seq, .. } => self.cursor.forked = Some(seq),
            Decision::Gap | Decision::Quarantined { .. } => {}
        }
        Ok(decision)
    }
}

proptest! {
    #[test]
    fn whatever_arrives_in_whatever_order_the_portal_holds_a_prefix_of_the_journal_and_never_cries_fork(
        len in 1_u64..60,
        parts in prop::collection::vec((1_u64..62, 0_usize..20), 0..40),
    ) {
        let history = history(len, 0);
        let mut portal = Portal::new();
        for (first, count) in parts {
            let first = first.min(len + 1);
            let before = portal.cursor.next;
            let decision = portal.take(&part(&history, first, count));
            prop_assert_eq!(first > before, decision == Ok(Decision::Gap), "{:?}", decision);
            prop_assert_eq!(&portal.stored[..], &history[..portal.stored.len()]);
            prop_assert!(portal.cursor.next >= before);
        }
        // Doing what it expects always ends with everything there.
        while portal.cursor.next <= len {
            let expects = portal.cursor.next;
            portal.take(&part(&history, expects, 7)).unwrap();
            prop_assert!(portal.cursor.next > expects);
        }
        prop_assert_eq!(portal.stored, history);
    }

    #[test]
    fn any_change_inside_a_batch_is_refused_and_nothing_of_it_stored(
        at in 0_usize..10, what in 0_usize..7, bit in 0_usize..256,
    ) {
        let history = history(20, 0);
        let mut portal = Portal::new();
        portal.take(&part(&history, 1, 5)).unwrap();
        let mut batch = part(&history, 4, 10);
        let entry = &mut batch.events[at];
        match what {
            0 => entry.hash.0[bit / 8] ^= 1 << (bit % 8),
            1 => entry.body = entry.body.replace("test", "tent"),
            2 => entry.body.push(' '),
            3 => entry.seq += 1,
            4 => entry.at = Timestamp(5),
            5 => entry.kind = "tent".to_owned(),
            _ => entry.day = queue::time::Date::new(2026, 11, 24),
        }
        let decision = portal.take(&batch);
        let named = matches!(decision, Err(Fault { seq, .. }) if seq == 4 + at as u64);
        prop_assert!(named, "{:?}", decision);
        prop_assert_eq!(portal.stored.len(), 5);
    }

    #[test]
    fn another_history_is_named_at_its_first_event_known_and_never_stored(
        common in 0_u64..20, known in 1_u64..20, first in 1_u64..20, count in 1_usize..20,
    ) {
        let ours = history(common + known, 0);
        let theirs = grow(history(common, 0), common + known + 25, 1);
        let mut portal = Portal::new();
        portal.take(&part(&ours, 1, EVENTS_MAX)).unwrap();
        let decision = portal.take(&part(&theirs, first, count));
        let last = first + count as u64 - 1;
        let expected = (common + 1).max(first.saturating_sub(1)).max(1);
        if last <= common {
            prop_assert!(matches!(decision, Ok(Decision::Accept { .. })), "{:?}", decision);
        } else if first <= common + known + 1 && expected <= common + known {
            let named = matches!(decision, Ok(Decision::Fork { seq, .. }) if seq == expected);
            prop_assert!(named, "{:?}, expected {}", decision, expected);
            let again = portal.take(&part(&ours, 1, 1));
            prop_assert_eq!(again, Ok(Decision::Quarantined { seq: expected }));
        }
        prop_assert_eq!(portal.stored, ours);
    }

    #[test]
    fn no_batch_makes_the_rules_panic(
        first in prop_oneof![0_u64..5, any::<u64>()],
        seqs in prop::collection::vec(prop_oneof![0_u64..5, any::<u64>()], 0..4),
        next in 1_u64..5, forked in any::<bool>(), body in ".{0,20}",
    ) {
        let entry = |seq| Entry {
            seq, at: Timestamp(0), day: None, kind: String::new(), body: body.clone(), hash: Digest([0; 32]),
        };
        let batch = Batch {
            first_seq: first,
            prev_hash: Digest([0; 32]),
            events: seqs.into_iter().map(entry).collect(),
            live: None,
            profile: None,
            ..part(&[], 1, 0)
        };
        let cursor = Cursor { next, forked: forked.then_some(1), ..Cursor::fresh(EPOCH) };
        if let Some(range) = overlap(&cursor, &batch) {
            prop_assert!(range.end() - range.start() <= EVENTS_MAX as u64);
        }
        if check(&batch).is_ok() {
            let _ = decide(&cursor, &BTreeMap::new(), &batch);
        }
    }
}

#[test]
fn a_question_is_answered_without_changing_anything() {
    let history = history(10, 0);
    let mut portal = Portal::new();
    portal.take(&part(&history, 1, 6)).unwrap();
    assert_eq!(portal.take(&part(&history, 7, 0)), Ok(Decision::Accept { fresh: 0 }));
    assert_eq!(portal.take(&part(&history, 11, 0)), Ok(Decision::Gap), "the office is ahead");
    assert_eq!(
        portal.take(&part(&history, 3, 0)),
        Ok(Decision::Accept { fresh: 0 }),
        "the office was set back"
    );
    assert_eq!(portal.stored.len(), 6);
}

#[test]
fn a_batch_is_too_long_with_one_event_more_than_the_limit() {
    let history = history(EVENTS_MAX as u64 + 1, 0);
    let mut portal = Portal::new();
    assert!(portal.take(&part(&history, 1, EVENTS_MAX + 1)).is_err());
    assert_eq!(portal.take(&part(&history, 1, EVENTS_MAX)), Ok(Decision::Accept { fresh: 0 }));
}

#[test]
fn an_epoch_is_opened_when_it_is_the_first_or_says_where_it_comes_from() {
    let mut parent = Cursor::fresh("old");
    parent.next = 101;
    let named = |seq| Parent { epoch: "old".to_owned(), seq };
    assert_eq!(open(false, None, None), Opening::First);
    assert_eq!(open(true, None, None), Opening::Unknown);
    assert_eq!(open(true, Some(&named(50)), None), Opening::Unknown, "the parent is not known");
    assert_eq!(open(true, Some(&named(50)), Some(&parent)), Opening::Branch { start: 51 });
    // The backup was newer than what had been reported: the branch brings the rest.
    assert_eq!(open(true, Some(&named(150)), Some(&parent)), Opening::Branch { start: 101 });
    assert_eq!(open(true, Some(&named(u64::MAX)), Some(&parent)), Opening::Branch { start: 101 });
}

/// What the fold must come to, counted from the office's own state and from the events that were not undone.
#[derive(Default, PartialEq, Debug)]
struct Expected {
    issued: i64,
    served: i64,
    no_shows: i64,
    calls: i64,
    wait_ms: i64,
}

fn expected(events: &[queue::Recorded]) -> Expected {
    let day = events.iter().filter_map(|e| e.day).max();
    let undone: Vec<_> = events
        .iter()
        .filter_map(|e| match &e.event {
            Event::CommandUndone { undone, .. } => Some(undone),
            _ => None,
        })
        .collect();
    let mut sum = Expected::default();
    for event in events.iter().filter(|e| e.day == day && !undone.contains(&&e.command)) {
        match &event.event {
            Event::TicketIssued { .. } | Event::AppointmentCheckedIn { .. } => sum.issued += 1,
            Event::TicketCalled { waited_ms, .. } => {
                sum.calls += 1;
                sum.wait_ms += waited_ms;
            }
            Event::ServiceFinished { next_service: None, .. } => sum.served += 1,
            Event::TicketNoShow { .. } => sum.no_shows += 1,
            _ => {}
        }
    }
    sum
}

#[test]
fn the_figures_are_those_of_the_office_after_every_command_of_random_days() {
    for seed in 1..=8 {
        let mut random = office::Random::new(seed);
        let mut script = office::Script::new();
        let (mut fold, mut all) = (Fold::default(), Vec::new());
        for step in 0..600 {
            script.live(&mut random, 1);
            let (events, _) = script.take();
            for event in events {
                fold.apply(&serde_json::to_string(&event).unwrap());
                all.push(event);
            }
            if step % 50 == 0 {
                // What the task stores and reads again is the same fold.
                fold = serde_json::from_str(&serde_json::to_string(&fold).unwrap()).unwrap();
            }
            let waiting =
                script.office.state.tickets.values().filter(|t| t.state == TicketState::Waiting).count();
            assert_eq!(fold.waiting(), waiting, "seed {seed}, step {step}: {:?}", all.last());
        }
        let today = fold.today;
        let (issued, served, no_shows) = (today.issued, today.served, today.no_shows);
        let got = Expected { issued, served, no_shows, calls: today.calls, wait_ms: today.wait_ms };
        assert_eq!(got, expected(&all), "seed {seed}");
        assert!(all.len() > 300 && all.iter().any(|e| matches!(e.event, Event::CommandUndone { .. })));
    }
}

#[test]
fn what_a_newer_office_writes_does_not_disturb_the_figures() {
    let mut fold = Fold::default();
    fold.apply(r#"{"type":"ticket_issued","at":"2026-11-24T09:12:03.123Z","day":"2026-11-24","command":"a","data":{"ticket":"t"}}"#);
    let before = fold.clone();
    for body in [
        "",
        "{}",
        "[]",
        r#"{"type":"robot_greeted","at":"2026-11-24T09:12:04.123Z","day":"2026-11-24","data":{"ticket":7}}"#,
    ] {
        fold.apply(body);
    }
    assert_eq!(fold, before);
    assert_eq!((fold.waiting(), fold.today.issued), (1, 1));
}

#[test]
fn every_word_on_the_pages_is_in_the_catalogue() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let mut keys = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(pages).unwrap().map(|f| f.unwrap().path()) {
        let text = std::fs::read_to_string(&file).unwrap();
        // What is said by name, and what stands in lists of names.
        let said = ["word(\"", "words(\"", "text(\""].into_iter().flat_map(|call| text.split(call).skip(1));
        keys.extend(said.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
        let quoted = text.split('"').filter(|part| {
            part.starts_with("town-") && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        });
        keys.extend(quoted.map(str::to_owned));
    }
    assert!(keys.len() > 80, "{keys:?}");
    let unknown = |key: &&String| {
        ["ar", "fr", "en"].into_iter().any(|lang| display::words::say(lang, key, &[])[0].lang != lang)
    };
    assert_eq!(keys.iter().filter(unknown).collect::<Vec<_>>(), Vec::<&String>::new());
}
