//! When counters are there: what other days showed of openings, breaks and closings.

use std::collections::{BTreeMap, VecDeque};

use crate::calendar::DayPlan;
use crate::id::CounterId;
use crate::time::{MINUTE_MS, Timestamp};

/// How many past days are looked at: two weeks of work.
const DAYS_KEPT: usize = 10;
/// Days whose opening hours differ by more are other days (Ramadan, a short Friday).
const SAME_HOURS_MS: i64 = 20 * MINUTE_MS;

/// One office day: when each counter began and ceased to serve, as time since the opening.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Day {
    opens_at: Timestamp,
    open_ms: i64,
    changes: BTreeMap<CounterId, Vec<(i64, bool)>>,
}

/// The counters' days, the present one last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Shifts(VecDeque<Day>);

impl Shifts {
    pub fn day_opened(&mut self, plan: &DayPlan) {
        if self.0.len() > DAYS_KEPT {
            self.0.pop_front();
        }
        let open_ms = plan.closes_at - plan.opens_at;
        self.0.push_back(Day { opens_at: plan.opens_at, open_ms, changes: BTreeMap::new() });
    }

    pub fn counter(&mut self, counter: &CounterId, at: Timestamp, open: bool) {
        if let Some(day) = self.0.back_mut() {
            let offset = at - day.opens_at;
            day.changes.entry(counter.clone()).or_default().push((offset, open));
        }
    }

    /// Returns, for each past day like this one, the times from now (in milliseconds) during which the counter did not
    /// serve there, up to closing time: what happened after it says nothing, as counters then close when nobody waits.
    pub fn absences(&self, counter: &CounterId, plan: &DayPlan, now: Timestamp) -> Vec<Vec<(i64, i64)>> {
        let open_ms = plan.closes_at - plan.opens_at;
        let offset = now - plan.opens_at;
        let past = self.0.iter().take(self.0.len().saturating_sub(1));
        let alike = past.filter(|d| (d.open_ms - open_ms).abs() <= SAME_HOURS_MS);
        alike
            .map(|day| absences(day.changes.get(counter).map_or(&[], Vec::as_slice), offset, open_ms))
            .collect()
    }
}

fn absences(changes: &[(i64, bool)], offset: i64, open_ms: i64) -> Vec<(i64, i64)> {
    let mut away = Vec::new();
    let mut since = Some(i64::MIN);
    for (at, open) in changes.iter().copied().filter(|(at, _)| *at < open_ms) {
        match (since, open) {
            (Some(from), true) => {
                away.push((from, at));
                since = None;
            }
            (None, false) => since = Some(at),
            (Some(_), false) | (None, true) => (),
        }
    }
    if let Some(from) = since {
        away.push((from, open_ms));
    }
    let from_now = |(from, to): (i64, i64)| (from.saturating_sub(offset).max(0), to - offset);
    away.into_iter().map(from_now).filter(|(from, to)| to > from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absences_are_counted_from_now_and_end_with_the_day() {
        let changes = [(0, true), (100, false), (150, true), (400, false)];
        assert_eq!(absences(&changes, 50, 500), [(50, 100), (350, 450)]);
        assert_eq!(absences(&changes, 120, 500), [(0, 30), (280, 380)]);
        assert_eq!(absences(&[], 0, 500), [(0, 500)], "never there");
        assert_eq!(absences(&[(0, true), (600, false)], 0, 500), [], "after closing nothing is learned");
    }
}
