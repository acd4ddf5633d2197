//! The order of calls and its exceptions: who was called before others, by which rule, and who let them pass.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::undone;
use crate::config::OfficeConfig;
use crate::event::{Event, Recorded};
use crate::id::{CounterId, Number, ServiceId, TicketId};
use crate::office::{Office, State};
use crate::selection::{Rule, passed_over};
use crate::ticket::{Class, TicketState};
use crate::time::Timestamp;

/// Calls out of order that are listed one by one; all of them are counted.
pub const LISTED_MAX: usize = 500;
/// Tickets that were passed over that are listed: those who waited longest.
pub const PASSED_LISTED_MAX: usize = 20;

/// A call before others who had come earlier and whom the same counter could have called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OutOfOrder {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub number: Number,
    /// For what.
    pub service: ServiceId,
    /// In which class.
    pub class: Class,
    /// Where to.
    pub counter: CounterId,
    /// By which rule.
    pub rule: Rule,
    /// How long they had waited, in milliseconds.
    pub waited_ms: i64,
    /// How many were passed over.
    pub passed: u32,
    /// The clerk's reason, where one picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pick_reason: Option<String>,
}

/// Somebody who was passed over, and was called in the end or not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PassedOver {
    /// Who.
    pub number: Number,
    /// For what.
    pub service: ServiceId,
    /// In which class.
    pub class: Class,
    /// How long they waited for their first call, or until they were no more waiting; in milliseconds.
    pub waited_ms: i64,
    /// How many were called before them though they had come later.
    pub times: u32,
    /// By people with priority, of these.
    pub by_priority: u32,
    /// By a clerk's own choice, of these.
    pub by_pick: u32,
}

/// How far a day's calls were in the order in which people came, and why not.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Fairness {
    /// Calls, without those taken back.
    pub calls: u32,
    /// Calls that passed somebody over.
    pub out_of_order: u32,
    /// Calls by rule, all of them.
    pub rules: BTreeMap<Rule, u32>,
    /// People who had waited longer than the cap when they were called.
    pub past_cap: u32,
    /// The longest wait of somebody of the class normal who was passed over, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_passed_ms: Option<i64>,
    /// The calls out of order, the first [`LISTED_MAX`].
    pub list: Vec<OutOfOrder>,
    /// Those who were passed over, longest wait first, at most [`PASSED_LISTED_MAX`].
    pub passed_over: Vec<PassedOver>,
}

/// Returns the fairness of a day's events; `before` is the office as it stood when they began.
#[must_use]
pub fn fairness(before: State, events: &[Recorded], config: &std::sync::Arc<OfficeConfig>) -> Fairness {
    let undone = undone(events.iter());
    let mut office = Office { config: std::sync::Arc::clone(config), state: before };
    let mut found = Fairness::default();
    let mut passed: BTreeMap<TicketId, PassedOver> = BTreeMap::new();
    for recorded in events.iter().filter(|r| !undone.contains(&r.command)) {
        let at = recorded.at;
        if let Event::TicketCalled { ticket, .. } = &recorded.event {
            found.call(recorded);
            count_passed(&office, recorded, &mut passed);
            if let Some(own) = passed.get_mut(ticket) {
                own.waited_ms = waited(&office, *ticket, at);
            }
        } else if let Some(own) = recorded.event.ticket().and_then(|id| passed.get_mut(&id))
            && let Some(id) = recorded.event.ticket()
            && office.state.tickets.get(&id).is_some_and(|t| t.state == TicketState::Waiting)
        {
            own.waited_ms = waited(&office, id, at);
        }
        office.apply(recorded);
    }
    let cap_ms = config.policy.cap_ms;
    found.past_cap = count(events.iter().filter(|r| match &r.event {
        Event::TicketCalled { reason, .. } => !undone.contains(&r.command) && reason.waited_ms > cap_ms,
        _ => false,
    }));
    let normal = passed.values().filter(|p| p.class == Class::Normal);
    found.longest_passed_ms = normal.map(|p| p.waited_ms).max();
    found.passed_over = passed.into_values().collect();
    found.passed_over.sort_by_key(|p| (-p.waited_ms, p.number));
    found.passed_over.truncate(PASSED_LISTED_MAX);
    found
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

fn waited(office: &Office, ticket: TicketId, at: Timestamp) -> i64 {
    office.state.tickets.get(&ticket).map_or(0, |t| at.since(t.line_at))
}

/// Notes those who had come earlier than the one called, and whom the same counter could have called.
fn count_passed(office: &Office, recorded: &Recorded, passed: &mut BTreeMap<TicketId, PassedOver>) {
    let Event::TicketCalled { ticket, counter, reason, .. } = &recorded.event else { return };
    let (state, config) = (&office.state, &office.config);
    let (Some(called), Some(counter)) = (state.tickets.get(ticket), config.counter(counter)) else { return };
    if reason.passed == 0 {
        return;
    }
    let place = (called.line_at, called.id);
    for ticket in passed_over(&state.tickets, place, counter, config, recorded.at) {
        let own = passed.entry(ticket.id).or_insert_with(|| PassedOver {
            number: ticket.number,
            service: ticket.service.clone(),
            class: ticket.class,
            waited_ms: 0,
            times: 0,
            by_priority: 0,
            by_pick: 0,
        });
        own.waited_ms = recorded.at.since(ticket.line_at);
        own.times += 1;
        own.by_priority += u32::from(called.class == Class::Priority);
        own.by_pick += u32::from(reason.rule == Rule::Picked);
    }
}

impl Fairness {
    /// Adds another day's.
    pub fn merge(&mut self, other: Self) {
        self.calls += other.calls;
        self.out_of_order += other.out_of_order;
        for (rule, calls) in other.rules {
            *self.rules.entry(rule).or_default() += calls;
        }
        self.past_cap += other.past_cap;
        self.longest_passed_ms = self.longest_passed_ms.max(other.longest_passed_ms);
        self.list.extend(other.list);
        self.list.truncate(LISTED_MAX);
        self.passed_over.extend(other.passed_over);
        self.passed_over.sort_by_key(|p| (-p.waited_ms, p.number));
        self.passed_over.truncate(PASSED_LISTED_MAX);
    }

    fn call(&mut self, recorded: &Recorded) {
        let Event::TicketCalled { number, service, counter, reason, pick_reason, .. } = &recorded.event
        else {
            return;
        };
        self.calls += 1;
        *self.rules.entry(reason.rule).or_default() += 1;
        if reason.passed == 0 {
            return;
        }
        self.out_of_order += 1;
        if self.list.len() < LISTED_MAX {
            self.list.push(OutOfOrder {
                at: recorded.at,
                number: *number,
                service: service.clone(),
                class: reason.class,
                counter: counter.clone(),
                rule: reason.rule,
                waited_ms: reason.waited_ms,
                passed: reason.passed,
                pick_reason: pick_reason.clone(),
            });
        }
    }
}
