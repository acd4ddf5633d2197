//! What people read: whole steps, rounded outward.

use serde::{Deserialize, Serialize};

use super::Outlook;
use crate::calendar::DayPlan;
use crate::time::{MINUTE_MS, Timestamp};

/// A wait as it is announced: "10 to 20 minutes".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Range {
    /// At least so many minutes.
    pub low_min: u32,
    /// At most so many minutes.
    pub high_min: u32,
}

impl Range {
    /// Returns the range of an outlook, outward to steps a person can believe: 5 minutes below an hour, 10 below two,
    /// then 15. Never below 5 minutes at the upper end: nobody is promised "at once".
    #[must_use]
    pub fn of(outlook: Outlook) -> Self {
        let low = down(outlook.low_ms.max(0));
        let high = up(outlook.high_ms.max(outlook.low_ms).max(MINUTE_MS));
        Self { low_min: low, high_min: high.max(low + 5) }
    }
}

fn step(minutes: i64) -> i64 {
    match minutes {
        ..60 => 5,
        60..120 => 10,
        _ => 15,
    }
}

fn down(ms: i64) -> u32 {
    let minutes = ms / MINUTE_MS;
    u32::try_from(minutes - minutes % step(minutes)).unwrap_or(0)
}

fn up(ms: i64) -> u32 {
    let minutes = (ms + MINUTE_MS - 1) / MINUTE_MS;
    let step = step(minutes - 1);
    u32::try_from((minutes + step - 1) / step * step).unwrap_or(u32::MAX)
}

/// Returns until when a ticket of a service can be taken and most likely still be served today: the end of the day
/// without the wait and the time at the counter that nine in ten stay below, in whole five minutes. It moves with the
/// queue; when it has passed, whoever comes would most likely wait in vain.
#[must_use]
pub fn last_ticket_at(plan: &DayPlan, outlook: Outlook, busy_ms: i64) -> Timestamp {
    let at = plan.ends_at + -(outlook.high_ms + busy_ms);
    let step = 5 * MINUTE_MS;
    Timestamp(at.0 - at.0.rem_euclid(step)).min(plan.closes_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low_min: i64, high_min: i64) -> (u32, u32) {
        let outlook = Outlook {
            low_ms: low_min * MINUTE_MS,
            median_ms: (low_min + high_min) / 2 * MINUTE_MS,
            high_ms: high_min * MINUTE_MS,
        };
        let range = Range::of(outlook);
        (range.low_min, range.high_min)
    }

    #[test]
    fn ranges_are_rounded_outward_to_steps() {
        assert_eq!(range(0, 0), (0, 5));
        assert_eq!(range(4, 6), (0, 10));
        assert_eq!(range(12, 21), (10, 25));
        assert_eq!(range(15, 25), (15, 25));
        assert_eq!(range(20, 20), (20, 25));
        assert_eq!(range(58, 61), (55, 70));
        assert_eq!(range(67, 121), (60, 135));
    }

    #[test]
    fn a_range_holds_what_it_was_made_of() {
        for low in 0..200 {
            for high in low..200 {
                let (l, h) = range(low, high);
                assert!(i64::from(l) <= low && i64::from(h) >= high && l < h, "{low} {high}: {l} {h}");
            }
        }
    }

    #[test]
    fn the_last_ticket_leaves_time_for_the_wait_and_the_counter() {
        let hour = 60 * MINUTE_MS;
        let plan = DayPlan {
            day: crate::time::Date::from_days(20_000),
            opens_at: Timestamp(8 * hour),
            closes_at: Timestamp(16 * hour),
            ends_at: Timestamp(18 * hour),
            breaks: Vec::new(),
        };
        let last = |high_ms: i64, busy_ms: i64| {
            last_ticket_at(&plan, Outlook { low_ms: 0, median_ms: high_ms / 2, high_ms }, busy_ms).0
        };
        assert_eq!(last(3 * hour, 7 * MINUTE_MS), 14 * hour + 50 * MINUTE_MS, "14:53, in whole five minutes");
        assert_eq!(last(hour, 7 * MINUTE_MS), 16 * hour, "not after closing time");
    }
}
