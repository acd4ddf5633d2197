//! Since when a counter could call somebody: open, free, and somebody waits whom it may call.

use std::collections::{BTreeMap, BTreeSet};

use crate::counter::CounterState;
use crate::id::CounterId;
use crate::office::Office;
use crate::selection;
use crate::time::Timestamp;

/// How a counter's readiness changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// It can call from now on.
    Began,
    /// It can no more; it could since then.
    Ended(Timestamp),
}

/// Follows the counters of an office.
#[derive(Default)]
pub(super) struct Ready {
    since: BTreeMap<CounterId, Timestamp>,
}

impl Ready {
    /// Looks at the office after an event; `held` are counters that call nobody though they are open.
    pub fn look(
        &mut self,
        office: &Office,
        held: &BTreeSet<CounterId>,
        at: Timestamp,
    ) -> Vec<(CounterId, Turn)> {
        let mut turns = Vec::new();
        for counter in &office.config.counters {
            let can = !held.contains(&counter.id) && can_call(office, counter, at);
            match (self.since.get(&counter.id), can) {
                (None, true) => {
                    self.since.insert(counter.id.clone(), at);
                    turns.push((counter.id.clone(), Turn::Began));
                }
                (Some(since), false) => {
                    turns.push((counter.id.clone(), Turn::Ended(*since)));
                    self.since.remove(&counter.id);
                }
                (Some(_), true) | (None, false) => (),
            }
        }
        turns
    }

    /// Returns those that can call, with since when.
    pub fn now(&self) -> impl Iterator<Item = (&CounterId, Timestamp)> {
        self.since.iter().map(|(counter, since)| (counter, *since))
    }

    /// Returns true when a counter can call.
    pub fn is(&self, counter: &CounterId) -> bool {
        self.since.contains_key(counter)
    }
}

fn can_call(office: &Office, counter: &crate::config::Counter, at: Timestamp) -> bool {
    let free = office
        .state
        .counters
        .get(&counter.id)
        .is_some_and(|s| s.state == CounterState::Open && s.in_hand.is_none());
    free && office.state.day.is_some()
        && selection::anybody(&office.state.tickets, counter, &office.config, at)
}
