//! The announcement queue: order, no overlap, short forms, recalls, withdrawals, expiry, repeats.

use noubad::voice::grammar::Form;
use noubad::voice::queue::{Call, Due, Queue, Rules, WAITING_MAX, languages};
use queue::config::Locale;
use queue::id::{Number, TicketId};

const RULES: Rules = Rules { short_when_waiting: 2, expire_ms: 90_000, repeats: 0, repeat_after_ms: 20_000 };

fn call(seq: u64, ticket: u32) -> Call {
    Call {
        seq,
        ticket: TicketId(u128::from(ticket)),
        number: Number { letter: 'A', value: ticket },
        counter: "1".to_owned(),
        locale: None,
        age_ms: 0,
        stands: true,
        withdrawn: false,
    }
}

/// A queue that has looked once at an office without calls.
fn queue(rules: Rules) -> Queue {
    let mut queue = Queue::new(rules);
    queue.receive(0, &[]);
    queue
}

/// The ticket that begins at `now` and lasts ten seconds.
fn begin(queue: &mut Queue, now: u64) -> Option<(u32, Form)> {
    let due: Due = queue.next(now)?;
    queue.began(now, &due, 10_000);
    Some((due.call.number.value, due.form))
}

#[test]
fn calls_are_said_in_their_order_and_never_at_once() {
    let mut queue = queue(RULES);
    queue.receive(1_000, &[call(8, 2), call(7, 1)]);
    assert_eq!(begin(&mut queue, 1_000), Some((1, Form::Full)));
    assert_eq!(begin(&mut queue, 10_999), None, "the first is not over");
    assert_eq!(queue.wake_at(), Some(11_000));
    assert_eq!(begin(&mut queue, 11_000), Some((2, Form::Full)));
    assert_eq!(begin(&mut queue, 21_000), None);
    assert_eq!(queue.wake_at(), None);
    queue.receive(30_000, &[call(8, 2), call(7, 1)]);
    assert_eq!(begin(&mut queue, 30_000), None, "nothing is said twice");
}

#[test]
fn with_several_waiting_the_short_form_is_said() {
    let mut queue = queue(RULES);
    let calls: Vec<Call> = (1..=4).map(|n| call(u64::from(n), n)).collect();
    queue.receive(0, &calls);
    let forms: Vec<_> = (0..4).map(|i| begin(&mut queue, i * 10_000).unwrap().1).collect();
    assert_eq!(forms, [Form::Short, Form::Short, Form::Full, Form::Full]);
}

#[test]
fn a_recall_is_said_again_and_replaces_the_call_that_still_waits() {
    let mut queue = queue(RULES);
    queue.receive(0, &[call(1, 1), call(2, 2)]);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 1);
    // Ticket 2 is recalled before it was said: one announcement, not two. Ticket 1 is recalled after: said again.
    queue.receive(5_000, &[call(4, 1), call(3, 2)]);
    assert_eq!(begin(&mut queue, 10_000).unwrap().0, 2);
    assert_eq!(begin(&mut queue, 20_000).unwrap().0, 1);
    assert_eq!(begin(&mut queue, 30_000), None);
}

#[test]
fn a_call_taken_back_is_not_said_and_is_cut_off_in_mid_sentence() {
    let mut queue = queue(RULES);
    queue.receive(0, &[call(1, 1), call(2, 2), call(3, 3)]);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 1);
    let gone = |seq, ticket| Call { stands: false, withdrawn: true, ..call(seq, ticket) };
    let calls = [gone(1, 1), gone(2, 2), call(3, 3)];
    assert!(queue.cut_off(&calls));
    assert!(!queue.cut_off(&calls), "once");
    queue.receive(2_000, &calls);
    assert_eq!(begin(&mut queue, 2_000).unwrap().0, 3, "the voice is free at once, and 2 is skipped");
}

#[test]
fn who_has_come_or_left_is_not_called_out_any_more() {
    let mut queue = queue(RULES);
    queue.receive(0, &[call(1, 1), call(2, 2)]);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 1);
    queue.receive(1_000, &[call(1, 1), Call { stands: false, ..call(2, 2) }]);
    assert_eq!(begin(&mut queue, 10_000), None);
}

#[test]
fn what_waited_too_long_is_dropped() {
    let mut queue = queue(RULES);
    queue.receive(0, &[call(1, 1), call(2, 2), call(3, 3)]);
    let due = queue.next(0).unwrap();
    queue.began(0, &due, 90_000);
    assert_eq!(begin(&mut queue, 90_000).unwrap().0, 2, "at the limit");
    assert_eq!(begin(&mut queue, 100_000), None, "one above");
    let mut queue = self::queue(RULES);
    queue.receive(0, &[Call { age_ms: 90_001, ..call(1, 1) }]);
    assert_eq!(begin(&mut queue, 0), None, "a call that was old when it was heard of");
}

#[test]
fn a_daemon_that_starts_says_only_what_was_called_a_moment_ago() {
    let mut queue = Queue::new(RULES);
    queue.receive(0, &[Call { age_ms: 20_000, ..call(1, 1) }, Call { age_ms: 3_000, ..call(2, 2) }]);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 2);
    assert_eq!(begin(&mut queue, 10_000), None);
}

#[test]
fn a_call_is_repeated_by_itself_while_nobody_comes_and_behind_other_calls() {
    let mut queue = queue(Rules { repeats: 2, ..RULES });
    let calls = [call(1, 1)];
    queue.receive(0, &calls);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 1);
    assert_eq!(queue.wake_at(), Some(30_000), "ten seconds of sound and twenty of waiting");
    assert_eq!(begin(&mut queue, 29_999), None);
    queue.receive(30_000, &[call(1, 1), call(2, 2)]);
    assert_eq!(begin(&mut queue, 30_000).unwrap().0, 2);
    let due = queue.next(40_000).unwrap();
    assert_eq!((due.call.number.value, due.repeat), (1, 1));
    queue.began(40_000, &due, 10_000);
    queue.receive(45_000, &[Call { stands: false, ..call(1, 1) }, Call { stands: false, ..call(2, 2) }]);
    assert_eq!(begin(&mut queue, 200_000), None, "both have come");
}

#[test]
fn a_flood_drops_the_oldest_and_never_grows() {
    let mut queue = queue(RULES);
    let calls: Vec<Call> = (1..=16).map(|n| call(u64::from(n), n)).collect();
    queue.receive(0, &calls);
    assert_eq!(begin(&mut queue, 0).unwrap().0, 16 - WAITING_MAX as u32 + 1);
}

#[test]
fn the_citizen_s_language_comes_first_and_nobody_speaks_for_another() {
    use Locale::{Ar, En, Fr, Zgh};
    let office = [Ar, Fr];
    assert_eq!(languages(Some(Fr), &office, 2), [Fr, Ar]);
    assert_eq!(languages(None, &office, 2), [Ar, Fr]);
    assert_eq!(languages(Some(En), &office, 2), [En, Ar]);
    assert_eq!(languages(Some(Zgh), &office, 2), [Zgh, Ar], "Amazigh keeps its place, with chime and screen");
    assert_eq!(languages(Some(Zgh), &office, 1), [Zgh], "and French is not put in for it");
}
