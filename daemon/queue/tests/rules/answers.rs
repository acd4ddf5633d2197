//! The ledger: a repeated command gets its first answer.

use queue::config::Policy;
use queue::ledger::{Answer, Entry, KEPT_AT_LEAST, Ledger, RETENTION_MS};
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};
use queue::{Command, Rejection, Role};

use crate::world::*;

#[test]
fn a_repeated_command_gets_the_first_answer_and_no_second_ticket() {
    let mut world = World::open(Policy::default());
    let request = world.request(Role::Citizen, issue("births"));
    let first = world.handle(&request).expect("a ticket is given");
    let later = queue::Request { fresh: queue::id::TicketId(99), ..request };
    world.wait(HOUR_MS);
    assert_eq!(world.handle(&later), Ok(first), "also with another fresh identity");
    assert_eq!(world.office.state.tickets.len(), 1);
}

#[test]
fn a_refusal_is_repeated_too_even_if_it_would_be_accepted_now() {
    let mut world = World::open(Policy::default());
    let request = world.request(Role::Clerk, next("c1"));
    assert_eq!(world.handle(&request), Err(Rejection::NobodyWaiting));
    world.arrives("Amal", "births", queue::ticket::Class::Normal);
    assert_eq!(world.handle(&request), Err(Rejection::NobodyWaiting));
    assert!(world.next("c1").is_ok(), "a new press is a new command");
}

#[test]
fn one_id_for_two_commands_is_a_mistake() {
    let mut world = World::open(Policy::default());
    let request = world.request(Role::Citizen, issue("births"));
    world.handle(&request).expect("a ticket is given");
    let other = queue::Request { command: issue("legal"), ..request };
    assert_eq!(world.handle(&other), Err(Rejection::CommandIdReused));
}

fn kept(at: Timestamp) -> Entry {
    Entry { at, command: Command::CloseDay, answer: Answer::Refused(Rejection::DayClosed) }
}

/// So many answers, one a minute from the time zero on.
fn one_a_minute(count: usize) -> Ledger {
    let mut ledger = Ledger::default();
    for minute in 0..count as i64 {
        ledger.keep(command_id(&format!("m{minute}")), kept(Timestamp(minute * MINUTE_MS)));
    }
    ledger
}

#[test]
fn answers_are_kept_for_a_day_and_not_longer_but_for_the_newest() {
    let mut ledger = one_a_minute(KEPT_AT_LEAST + 10);
    assert_eq!(ledger.forget(Timestamp(RETENTION_MS)), 0);
    assert_eq!(ledger.forget(Timestamp(RETENTION_MS + 1)), 1, "the first is a day old");
    assert_eq!(ledger.forget(Timestamp(RETENTION_MS + 4 * MINUTE_MS + 1)), 4);
    assert_eq!(ledger.forget(Timestamp(1000 * RETENTION_MS)), 5, "the newest stay");
    assert_eq!(ledger.len(), KEPT_AT_LEAST);
}

/// Found by `noubad simulate --seed 104385`: the clock had been three years behind, and was put right.
#[test]
fn a_clock_put_right_by_years_does_not_make_a_moment_ago_a_new_command() {
    let mut ledger = one_a_minute(10);
    ledger.forget(Timestamp(3 * 365 * RETENTION_MS));
    assert!(ledger.answer(&command_id("m9"), &Command::CloseDay).is_some());
}

#[test]
fn answers_given_while_the_clock_ran_ahead_are_not_kept_for_years() {
    let mut ledger = Ledger::default();
    let years = Timestamp(10 * 365 * RETENTION_MS);
    ledger.keep(command_id("from-the-future"), kept(years));
    let minutes = 3 * 24 * 60;
    for minute in 0..minutes {
        let now = Timestamp(minute * MINUTE_MS);
        ledger.keep(command_id(&format!("c{minute}")), kept(now));
        ledger.forget(now);
        let id = command_id("from-the-future");
        let still = ledger.answer(&id, &Command::CloseDay).is_some();
        assert_eq!(still, minute <= 24 * 60, "a retry soon after the correction still gets its answer");
    }
    assert!(ledger.len() <= 24 * 60 + 2, "{} answers are kept", ledger.len());
}

#[test]
fn the_first_answer_stays_when_another_is_offered() {
    let mut ledger = Ledger::default();
    ledger.keep(command_id("a"), kept(Timestamp(0)));
    let second = Entry { answer: Answer::Accepted { first: 1, count: 1 }, ..kept(Timestamp(5)) };
    ledger.keep(command_id("a"), second);
    let answer = ledger.answer(&command_id("a"), &Command::CloseDay);
    assert_eq!(answer, Some(Answer::Refused(Rejection::DayClosed)));
}

#[test]
fn answers_that_are_read_later_come_before_those_given_meanwhile() {
    let mut earlier = one_a_minute(KEPT_AT_LEAST);
    let mut since = Ledger::default();
    // Read when it was in the file already, and given anew: its first answer stays, at its first place.
    let other = Entry { answer: Answer::Accepted { first: 1, count: 1 }, ..kept(Timestamp(0)) };
    since.keep(command_id("m3"), other);
    since.keep(command_id("new"), kept(Timestamp(MINUTE_MS)));
    earlier.follow(since);
    assert_eq!(earlier.len(), KEPT_AT_LEAST + 1);
    let answer = earlier.answer(&command_id("m3"), &Command::CloseDay);
    assert_eq!(answer, Some(Answer::Refused(Rejection::DayClosed)));
    earlier.forget(Timestamp(1000 * RETENTION_MS));
    assert!(earlier.answer(&command_id("new"), &Command::CloseDay).is_some(), "the newest stay");
    assert!(earlier.answer(&command_id("m0"), &Command::CloseDay).is_none());
}
