//! Who is called next, and why: one pure, deterministic function.
//!
//! Accumulating priority: every ticket gains score with the time it waits, at the rate of its class,
//! measured against the target of its service and weighted by the counter's skill. Above a hard cap the
//! longest waiter goes first. Strict priority is not offered: it starves people.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::config::{Counter, OfficeConfig};
use crate::ticket::{Class, Ticket, TicketState};
use crate::time::Timestamp;

/// The rule that made the choice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Highest accumulated score.
    Score,
    /// Waited longer than the cap: the longest waiter goes first.
    CapReached,
    /// It was the turn of its class.
    Interleave,
    /// Was put back to the front.
    ReturnedFirst,
    /// Was sent to this counter.
    ForCounter,
    /// Was picked by a person.
    Picked,
    /// The visit goes on at the same counter.
    NextService,
}

/// Why a ticket was called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The ticket's class.
    pub class: Class,
    /// How long it had waited in the line, in milliseconds.
    pub waited_ms: i64,
    /// How many tickets with an earlier place in the line were passed over.
    #[serde(default)]
    pub passed: u32,
}

/// The alternation of classes so far: calls of normal tickets and of others in the current round.
pub type Rounds = (u32, u32);

/// Returns true when this counter may call the ticket at this time.
#[must_use]
pub fn eligible(ticket: &Ticket, counter: &Counter, config: &OfficeConfig, now: Timestamp) -> bool {
    let bookable = ticket.class != Class::Appointment
        || ticket.booked_at.is_none_or(|booked| now >= booked + -config.policy.appointment_early_ms);
    ticket.state == TicketState::Waiting
        && bookable
        && match &ticket.for_counter {
            Some(only) => *only == counter.id,
            None => counter.skills.contains_key(&ticket.service),
        }
}

/// Returns the ticket this counter should call now with the reason, or nothing when nobody it serves waits.
///
/// The order: tickets put back to the front, whoever waited past the cap, tickets for this very counter,
/// then the alternation of classes if configured, then the score; ties by line time and id.
#[must_use]
pub fn next<'a>(
    tickets: impl Iterator<Item = &'a Ticket>,
    counter: &Counter,
    config: &OfficeConfig,
    rounds: Rounds,
    now: Timestamp,
) -> Option<(&'a Ticket, Reason)> {
    let all: Vec<&Ticket> = tickets.filter(|t| eligible(t, counter, config, now)).collect();
    // Someone who came back lets others go first, but only while there are others.
    let ready: Vec<&Ticket> = all.iter().copied().filter(|t| t.behind == 0).collect();
    let pool = if ready.is_empty() { &all } else { &ready };

    let (chosen, rule) = choose(pool, counter, config, rounds, now)?;
    let passed = pool.iter().filter(|t| (t.line_at, t.id) < (chosen.line_at, chosen.id)).count();
    let reason = Reason {
        rule,
        class: chosen.class,
        waited_ms: now.since(chosen.line_at),
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
    };
    Some((chosen, reason))
}

fn choose<'a>(
    pool: &[&'a Ticket],
    counter: &Counter,
    config: &OfficeConfig,
    rounds: Rounds,
    now: Timestamp,
) -> Option<(&'a Ticket, Rule)> {
    let oldest = |keep: &dyn Fn(&Ticket) -> bool| {
        pool.iter().copied().filter(|t| keep(t)).min_by_key(|t| (t.line_at, t.id))
    };
    if let Some(ticket) = oldest(&|t| t.first) {
        return Some((ticket, Rule::ReturnedFirst));
    }
    if let Some(ticket) = oldest(&|t| now.since(t.line_at) >= config.policy.cap_ms) {
        return Some((ticket, Rule::CapReached));
    }
    if let Some(ticket) = oldest(&|t| t.for_counter.is_some()) {
        return Some((ticket, Rule::ForCounter));
    }
    let best = |keep: &dyn Fn(&Ticket) -> bool| {
        pool.iter()
            .copied()
            .filter(|t| keep(t))
            .min_by_key(|t| (Reverse(score(t, counter, config, now)), t.line_at, t.id))
    };
    if let Some(turn) = config.policy.interleave {
        let normal_turn = rounds.0 < turn.normal;
        let of_turn = best(&|t| (t.class == Class::Normal) == normal_turn);
        let other_waits = pool.iter().any(|t| (t.class == Class::Normal) != normal_turn);
        if let Some(ticket) = of_turn {
            return Some((ticket, if other_waits { Rule::Interleave } else { Rule::Score }));
        }
    }
    best(&|_| true).map(|t| (t, Rule::Score))
}

/// Returns a ticket's score: class rate × time waited ÷ target × skill. Whole numbers, so that it is the
/// same on every machine.
fn score(ticket: &Ticket, counter: &Counter, config: &OfficeConfig, now: Timestamp) -> u128 {
    let waited = u128::from(now.since(ticket.line_at).unsigned_abs());
    let target = config.service(&ticket.service).map_or(1, |s| s.target_wait_ms.max(1));
    let weight = counter.skills.get(&ticket.service).copied().unwrap_or(1000);
    let rate = config.policy.rate(ticket.class);
    // ×1000 keeps three digits below one target. Only an absurd clock with absurd rates reaches 2^128.
    let weighted = u128::from(rate) * u128::from(weight) * 1000;
    waited.saturating_mul(weighted) / u128::from(target.unsigned_abs())
}

/// Returns the alternation after a call of that class.
#[must_use]
pub fn after_call(rounds: Rounds, class: Class, normal: u32, priority: u32) -> Rounds {
    let (n, p) = if class == Class::Normal { (rounds.0 + 1, rounds.1) } else { (rounds.0, rounds.1 + 1) };
    if n >= normal && p >= priority { (0, 0) } else { (n, p) }
}

/// Returns the alternation without one call of that class, for an undo after others have called too.
#[must_use]
pub fn without_call(rounds: Rounds, class: Class) -> Rounds {
    match class {
        Class::Normal => (rounds.0.saturating_sub(1), rounds.1),
        Class::Priority | Class::Appointment => (rounds.0, rounds.1.saturating_sub(1)),
    }
}
