//! Who is called next, and why: one pure, deterministic function.
//!
//! Accumulating priority: every ticket gains score with the time it waits, at the rate of its class,
//! measured against the target of its service and weighted by the counter's skill. Above a hard cap the
//! longest waiter goes first. Strict priority is not offered: it starves people.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::config::{Counter, OfficeConfig, Policy};
use crate::id::{ServiceId, TicketId};
use crate::ticket::{Class, Ticket, TicketState};
use crate::tickets::{Line, LinePlace, Tickets};
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
        && match ticket.for_counter.as_ref().filter(|only| config.counter(only).is_some()) {
            Some(only) => *only == counter.id,
            None => may_serve(counter, &ticket.service, config),
        }
}

/// Returns true when a counter may serve a service: one of its own, or one that no counter has any more since the
/// configuration changed. Whoever still waits for that must not wait in vain.
#[must_use]
pub fn may_serve(counter: &Counter, service: &ServiceId, config: &OfficeConfig) -> bool {
    counter.skills.contains_key(service) || config.counters.iter().all(|c| !c.skills.contains_key(service))
}

/// Returns true when somebody waits whom this counter may call at this time.
#[must_use]
pub fn anybody(tickets: &Tickets, counter: &Counter, config: &OfficeConfig, now: Timestamp) -> bool {
    let may = |t: &Ticket| eligible(t, counter, config, now);
    tickets.set_apart().any(may) || lines(tickets, counter, config).any(|line| line.iter().any(may))
}

/// Returns the ticket this counter should call now with the reason, or nothing when nobody it serves waits. Those in
/// `without` are taken as gone: for who comes after them.
///
/// The order: tickets put back to the front, whoever waited past the cap, tickets for this very counter,
/// then the alternation of classes if configured, then the score; ties by line time and id. In a line of one service
/// and class all have the same rate, so that only the first one who may be called has to be weighed.
#[must_use]
pub fn next<'a>(
    tickets: &'a Tickets,
    without: &[TicketId],
    counter: &Counter,
    config: &OfficeConfig,
    rounds: Rounds,
    now: Timestamp,
) -> Option<(&'a Ticket, Reason)> {
    let gone = |t: &Ticket| without.contains(&t.id);
    let may = |t: &&Ticket| eligible(t, counter, config, now) && !gone(t);
    let apart: Vec<&Ticket> = tickets.set_apart().filter(may).collect();
    let mut pool: Vec<&Ticket> = apart.iter().copied().filter(|t| t.behind == 0).collect();
    pool.extend(lines(tickets, counter, config).filter_map(|line| line.iter().find(may)));
    // Someone who came back lets others go first, but only while there are others.
    let somebody_is_ready = !pool.is_empty();
    if !somebody_is_ready {
        pool = apart;
    }

    let candidates: Vec<Candidate> = pool.iter().map(|t| Candidate::of(t, counter, config)).collect();
    let (index, rule) = choose(&candidates, &config.policy, rounds, now)?;
    let chosen = pool[index];
    let place = (chosen.line_at, chosen.id);
    let passed = if somebody_is_ready {
        passed_over(tickets, place, counter, config, now).filter(|t| !gone(t)).count()
    } else {
        pool.iter().filter(|t| (t.line_at, t.id) < place).count()
    };
    let reason = Reason {
        rule,
        class: chosen.class,
        waited_ms: now.since(chosen.line_at),
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
    };
    Some((chosen, reason))
}

/// Returns those who stand before a place, let nobody go first, and whom the counter may call as well.
pub fn passed_over<'a>(
    tickets: &'a Tickets,
    place: LinePlace,
    counter: &Counter,
    config: &OfficeConfig,
    now: Timestamp,
) -> impl Iterator<Item = &'a Ticket> {
    let apart = tickets.set_apart().filter(move |t| t.behind == 0 && (t.line_at, t.id) < place);
    let in_line = lines(tickets, counter, config).flat_map(move |line| line.before(place));
    apart.chain(in_line).filter(move |t| eligible(t, counter, config, now))
}

/// The lines a counter may call from.
fn lines<'a>(
    tickets: &'a Tickets,
    counter: &Counter,
    config: &OfficeConfig,
) -> impl Iterator<Item = Line<'a>> {
    tickets.lines().filter(move |line| may_serve(counter, line.service, config))
}

/// What the choice looks at in a ticket, worked out for one counter. The forecast plays the rest of a day with these,
/// so that it follows the same order as the calls themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// From when waiting counts.
    pub line_at: Timestamp,
    /// The ticket.
    pub id: TicketId,
    /// Its class.
    pub class: Class,
    /// Was put back to the front.
    pub first: bool,
    /// Was sent to this counter.
    pub for_counter: bool,
    /// Class rate × skill × 1000: three digits below one target.
    pub weight: u128,
    /// The wait its service's office wants to keep, in milliseconds, at least 1.
    pub target_ms: u64,
}

impl Candidate {
    /// Returns what the choice looks at in a ticket at this counter.
    #[must_use]
    pub fn of(ticket: &Ticket, counter: &Counter, config: &OfficeConfig) -> Self {
        let target = config.service(&ticket.service).map_or(1, |s| s.target_wait_ms.max(1));
        Self {
            line_at: ticket.line_at,
            id: ticket.id,
            class: ticket.class,
            first: ticket.first,
            for_counter: ticket.for_counter.is_some(),
            weight: weight(ticket.class, &ticket.service, counter, config),
            target_ms: target.unsigned_abs(),
        }
    }

    /// Returns the score: class rate × time waited ÷ target × skill. Whole numbers, so that it is the same on every
    /// machine; only an absurd clock with absurd rates reaches 2^128.
    fn score(&self, now: Timestamp) -> u128 {
        let waited = u128::from(now.since(self.line_at).unsigned_abs());
        waited.saturating_mul(self.weight) / u128::from(self.target_ms)
    }
}

/// Returns class rate × skill × 1000 of a class and service at a counter.
#[must_use]
pub fn weight(class: Class, service: &ServiceId, counter: &Counter, config: &OfficeConfig) -> u128 {
    let skill = counter.skills.get(service).copied().unwrap_or(1000);
    u128::from(config.policy.rate(class)) * u128::from(skill) * 1000
}

/// Returns the place in `pool` of the one to call now, and the rule; nothing when the pool is empty.
#[must_use]
pub fn choose(pool: &[Candidate], policy: &Policy, rounds: Rounds, now: Timestamp) -> Option<(usize, Rule)> {
    let oldest = |keep: &dyn Fn(&Candidate) -> bool| {
        let kept = pool.iter().enumerate().filter(|(_, c)| keep(c));
        kept.min_by_key(|(_, c)| (c.line_at, c.id)).map(|(index, _)| index)
    };
    if let Some(index) = oldest(&|c| c.first) {
        return Some((index, Rule::ReturnedFirst));
    }
    if let Some(index) = oldest(&|c| now.since(c.line_at) >= policy.cap_ms) {
        return Some((index, Rule::CapReached));
    }
    if let Some(index) = oldest(&|c| c.for_counter) {
        return Some((index, Rule::ForCounter));
    }
    let best = |keep: &dyn Fn(&Candidate) -> bool| {
        let kept = pool.iter().enumerate().filter(|(_, c)| keep(c));
        kept.min_by_key(|(_, c)| (Reverse(c.score(now)), c.line_at, c.id)).map(|(index, _)| index)
    };
    if let Some(turn) = policy.interleave {
        let normal_turn = rounds.0 < turn.normal;
        let of_turn = best(&|c| (c.class == Class::Normal) == normal_turn);
        let other_waits = pool.iter().any(|c| (c.class == Class::Normal) != normal_turn);
        if let Some(index) = of_turn {
            return Some((index, if other_waits { Rule::Interleave } else { Rule::Score }));
        }
    }
    best(&|_| true).map(|index| (index, Rule::Score))
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
