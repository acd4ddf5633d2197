//! How much a stranger may do: what needs no account is counted, by address and in all.
//!
//! An address is a household behind one router as often as one person: the limits leave room for a family. Behind the
//! office's reverse proxy the address is the one the proxy names ([`Peer`]).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use queue::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::serve::Peer;

/// Wrong codes and numbers one address may try within ten minutes.
const GUESSES_PER_CALLER: u32 = 5;
/// Wrong ones in all within an hour. With five hundred appointments open a guess in two hundred thousand hits one: at this
/// pace, from many addresses and day and night, one in three months.
const GUESSES_IN_ALL: u32 = 100;
/// Bookings and changes of one address within an hour.
const BOOKINGS_PER_CALLER: u32 = 6;
/// Bookings and changes on the page in all within an hour: more than an office's counters serve in that time.
const BOOKINGS_IN_ALL: u32 = 240;
/// Addresses remembered; when more come, all are forgotten at once, and those in all still count.
const CALLERS_MAX: usize = 4_096;

/// Where a request comes from: what stands for one machine ([`Peer::network`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Caller(IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.network)))
    }
}

/// So many within so long.
struct Window {
    most: u32,
    most_in_all: u32,
    span_ms: i64,
    span_in_all_ms: i64,
    callers: HashMap<Caller, (Timestamp, u32)>,
    in_all: (Timestamp, u32),
}

impl Window {
    fn new(most: u32, span_ms: i64, most_in_all: u32, span_in_all_ms: i64) -> Self {
        let in_all = (Timestamp(i64::MIN), 0);
        Self { most, most_in_all, span_ms, span_in_all_ms, callers: HashMap::new(), in_all }
    }

    fn is_free(&self, caller: &Caller, now: Timestamp) -> bool {
        let own = self.callers.get(caller).map_or(0, |span| current(*span, now, self.span_ms).1);
        own < self.most && current(self.in_all, now, self.span_in_all_ms).1 < self.most_in_all
    }

    fn count(&mut self, caller: &Caller, now: Timestamp) {
        if self.callers.len() >= CALLERS_MAX && !self.callers.contains_key(caller) {
            self.callers.clear();
        }
        let own = self.callers.entry(*caller).or_insert((now, 0));
        *own = current(*own, now, self.span_ms);
        own.1 += 1;
        self.in_all = current(self.in_all, now, self.span_in_all_ms);
        self.in_all.1 += 1;
    }
}

/// A span as it is now: one that is over, or lies in the future of a clock that was set back, begins anew.
fn current((since, count): (Timestamp, u32), now: Timestamp, span_ms: i64) -> (Timestamp, u32) {
    if (0..span_ms).contains(&(now - since)) { (since, count) } else { (now, 0) }
}

/// What strangers have done lately.
pub struct Limits {
    guesses: Mutex<Window>,
    bookings: Mutex<Window>,
}

impl Default for Limits {
    fn default() -> Self {
        let guesses = Window::new(GUESSES_PER_CALLER, 10 * MINUTE_MS, GUESSES_IN_ALL, HOUR_MS);
        let bookings = Window::new(BOOKINGS_PER_CALLER, HOUR_MS, BOOKINGS_IN_ALL, HOUR_MS);
        Self { guesses: Mutex::new(guesses), bookings: Mutex::new(bookings) }
    }
}

impl Limits {
    /// Returns whether a code or number may be tried.
    pub fn may_guess(&self, caller: &Caller, now: Timestamp) -> bool {
        self.guesses.lock().unwrap_or_else(PoisonError::into_inner).is_free(caller, now)
    }

    /// Counts a wrong one; right ones are not counted.
    pub fn guessed_wrong(&self, caller: &Caller, now: Timestamp) {
        self.guesses.lock().unwrap_or_else(PoisonError::into_inner).count(caller, now);
    }

    /// Returns whether somebody may book or change an appointment, and counts it if so.
    pub fn may_book(&self, caller: &Caller, now: Timestamp) -> bool {
        let mut bookings = self.bookings.lock().unwrap_or_else(PoisonError::into_inner);
        let free = bookings.is_free(caller, now);
        if free {
            bookings.count(caller, now);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(n: u8) -> Caller {
        Caller(IpAddr::from([10, 0, 0, n]))
    }

    #[test]
    fn wrong_codes_run_out_by_address_and_in_all_and_come_back_with_time() {
        let limits = Limits::default();
        let now = Timestamp(1_795_511_523_000);
        for _ in 0..GUESSES_PER_CALLER {
            assert!(limits.may_guess(&caller(1), now));
            limits.guessed_wrong(&caller(1), now);
        }
        assert!(!limits.may_guess(&caller(1), now));
        assert!(limits.may_guess(&caller(2), now), "others may still");
        assert!(limits.may_guess(&caller(1), now + 10 * MINUTE_MS));
        for n in 2..=(GUESSES_IN_ALL - GUESSES_PER_CALLER + 1) as u8 {
            limits.guessed_wrong(&caller(n), now);
        }
        assert!(!limits.may_guess(&caller(200), now), "one attacker with many addresses");
        assert!(limits.may_guess(&caller(200), now + HOUR_MS));
        assert!(limits.may_guess(&caller(200), now + -HOUR_MS), "a clock that was set back locks nobody out");
    }

    #[test]
    fn a_household_books_a_few_times_an_hour() {
        let limits = Limits::default();
        let now = Timestamp(0);
        for _ in 0..BOOKINGS_PER_CALLER {
            assert!(limits.may_book(&caller(1), now));
        }
        assert!(!limits.may_book(&caller(1), now));
        assert!(limits.may_book(&caller(1), now + HOUR_MS));
    }
}
