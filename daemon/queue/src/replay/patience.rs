//! How long people stay before they give a ticket up, from those who did and those who were called first.

use crate::forecast::Draw;
use crate::id::TicketId;

/// The share of people who would still be there after each wait at which somebody gave up: the product-limit estimate
/// (Kaplan and Meier 1958), in which whoever was called is known to have stayed until then and no more.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Patience {
    /// Waits in milliseconds, rising, with the share that stays longer.
    steps: Vec<(i64, f64)>,
}

impl Patience {
    /// With fewer who gave up nothing is known of the others.
    pub const LEAVERS_MIN: usize = 5;

    /// Learns from waits, each with whether it ended because the person gave up.
    #[must_use]
    pub fn of(mut waits: Vec<(i64, bool)>) -> Self {
        if waits.iter().filter(|(_, left)| *left).count() < Self::LEAVERS_MIN {
            return Self::default();
        }
        // At the same wait those who gave up come first: the others stayed at least so long.
        waits.sort_unstable_by_key(|(wait, left)| (*wait, !left));
        let (mut there, mut share) = (waits.len(), 1.0);
        let mut steps: Vec<(i64, f64)> = Vec::new();
        for (wait, left) in waits {
            if left {
                share *= 1.0 - 1.0 / there as f64;
                match steps.last_mut() {
                    Some(last) if last.0 == wait => last.1 = share,
                    _ => steps.push((wait, share)),
                }
            }
            there -= 1;
        }
        Self { steps }
    }

    /// Returns true when nobody is known to give up.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        self.steps.is_empty()
    }

    /// Returns the share that stays longer than a wait.
    #[must_use]
    pub fn stays(&self, wait_ms: i64) -> f64 {
        self.steps.iter().rev().find(|(wait, _)| *wait <= wait_ms).map_or(1.0, |(_, share)| *share)
    }

    /// Returns after which wait this person would have given up, known to have stayed for `seen_ms`; none when after
    /// none that was ever seen. The same person always gives the same answer.
    #[must_use]
    pub fn leaves_after(&self, ticket: TicketId, seen_ms: i64) -> Option<i64> {
        let bar = self.stays(seen_ms) * portion(ticket);
        self.steps.iter().find(|(wait, share)| *wait > seen_ms && *share <= bar).map(|(wait, _)| *wait)
    }
}

/// A number from 0 to 1 that belongs to a ticket.
fn portion(ticket: TicketId) -> f64 {
    Draw::new((ticket.0 as u64) ^ ((ticket.0 >> 64) as u64)).unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_the_one_of_the_textbook() {
        // Leukaemia patients on 6-MP (Freireich et al. 1963), in weeks: true where the remission ended.
        let known = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|t| (t, true));
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|t| (t, false));
        let patience = Patience::of(known.into_iter().chain(censored).collect());
        for (t, share) in [
            (5, 1.0),
            (6, 0.857),
            (7, 0.807),
            (10, 0.753),
            (13, 0.690),
            (16, 0.627),
            (22, 0.538),
            (23, 0.448),
        ] {
            assert!((patience.stays(t) - share).abs() < 0.001, "{t}: {}", patience.stays(t));
        }
    }

    #[test]
    fn people_leave_as_the_estimate_says_and_never_before_they_were_seen() {
        let patience = Patience::of((1..=100).map(|t| (t, true)).collect());
        let people = || (1..=10_000_u128).map(|i| TicketId(i * 0x1_0000_0001));
        let left_by_30 = people().filter(|p| patience.leaves_after(*p, 0).is_some_and(|t| t <= 30)).count();
        assert!((2_800..3_200).contains(&left_by_30), "{left_by_30}");
        assert!(people().all(|p| patience.leaves_after(p, 50).is_none_or(|t| t > 50)));
        assert_eq!(patience.leaves_after(TicketId(7), 0), patience.leaves_after(TicketId(7), 0));
    }

    #[test]
    fn a_handful_who_gave_up_say_nothing_of_the_others() {
        let patience = Patience::of(vec![(1, true), (2, true), (3, true), (4, true), (9, false)]);
        assert!(patience.is_endless());
        assert_eq!(patience.leaves_after(TicketId(1), 0), None);
    }
}
