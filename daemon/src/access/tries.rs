//! Wrong secrets: what is counted together, and when it is enough.
//!
//! A PIN is tried at the office's own counters only, so its account has one count. A password can be tried from anywhere,
//! and its account's name is no secret: with one count, whoever knows the name could keep its owner out for ever. So each
//! place has its own, as OWASP describes under "device cookies": a browser in which the account has been signed in
//! before, an enrolled machine, and each network nobody knows. Strangers together have a bound as well; what they use
//! up is theirs.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use queue::id::DeviceId;
use queue::report::Digest;
use queue::time::{HOUR_MS, Timestamp};

use super::Denied;
use super::secret::Seal;

/// Wrong secrets after which each further one must wait.
const FREE_TRIES: u32 = 5;
/// The first wait; it doubles with each further wrong secret.
const FIRST_WAIT_MS: i64 = 15_000;
/// Wrong secrets from one place after which nobody gets in from there until the account is reset.
pub const TRIES_MAX: u32 = 15;
/// Wrong secrets from all strangers after which no stranger gets in until the account is reset: as many as OWASP ASVS
/// 4.0.3 §2.2.1 allows within an hour.
pub const STRANGERS_MAX: u32 = 100;
/// How long wrong passwords count that nothing followed. Those of PINs count until a right one or a reset.
pub(super) const KEPT_MS: i64 = 30 * 24 * HOUR_MS;

/// Where a secret is tried from: what is counted together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// Wherever a PIN works.
    Account,
    /// A browser in which the account has been signed in before.
    Known(Seal),
    /// An enrolled machine.
    Machine(DeviceId),
    /// Somewhere else.
    Network(IpAddr),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("account"),
            Self::Known(seal) => write!(f, "known:{}", Digest(seal.0)),
            Self::Machine(id) => write!(f, "machine:{id}"),
            Self::Network(network) => write!(f, "network:{network}"),
        }
    }
}

impl Place {
    /// Reads a place as it is written.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => (text == "account").then_some(Self::Account),
            Some(("known", seal)) => seal.parse().ok().map(|Digest(seal)| Self::Known(Seal(seal))),
            Some(("machine", id)) => DeviceId::new(id).ok().map(Self::Machine),
            Some(("network", network)) => network.parse().ok().map(Self::Network),
            Some(_) => None,
        }
    }
}

/// Wrong secrets in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tries {
    /// How many.
    pub wrong: u32,
    /// No further one before that.
    pub wait_until: Option<Timestamp>,
    /// When the last was.
    pub last: Timestamp,
}

/// A try that was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// The count of its place.
    pub tries: Tries,
    /// If it is wrong, no further one is taken there.
    pub is_last: bool,
}

/// The counts of all accounts.
#[derive(Clone, Debug, Default)]
pub struct Counts(BTreeMap<DeviceId, BTreeMap<Place, Tries>>);

impl Counts {
    /// Takes a count as the file has it.
    pub(super) fn insert(&mut self, account: DeviceId, place: Place, tries: Tries) {
        self.0.entry(account).or_default().insert(place, tries);
    }

    /// Counts a try before it is known to be wrong: tries at the same time must not all be the first.
    ///
    /// # Errors
    /// [`Denied::Locked`] or [`Denied::Wait`]: it may not be tried.
    pub fn count(&mut self, account: &DeviceId, place: &Place, now: Timestamp) -> Result<Counted, Denied> {
        let places = self.0.entry(account.clone()).or_default();
        places.retain(|place, tries| *place == Place::Account || now - tries.last <= KEPT_MS);
        let strangers = if matches!(place, Place::Network(_)) { of_strangers(places) } else { 0 };
        let before = places.get(place).copied();
        let wrong = before.map_or(0, |tries| tries.wrong);
        if wrong >= TRIES_MAX || strangers >= STRANGERS_MAX {
            return Err(Denied::Locked);
        }
        if let Some(until) = before.and_then(|tries| tries.wait_until) {
            // A clock that was set back must not lock anybody out for years.
            let wait_ms = (until - now).min(longest_wait(wrong));
            if wait_ms > 0 {
                return Err(Denied::Wait { wait_ms });
            }
        }
        let wrong = wrong + 1;
        let wait_until = (wrong >= FREE_TRIES).then(|| now + longest_wait(wrong));
        let tries = Tries { wrong, wait_until, last: now };
        places.insert(place.clone(), tries);
        Ok(Counted { tries, is_last: wrong >= TRIES_MAX || strangers + 1 >= STRANGERS_MAX })
    }

    /// Forgets what was wrong at a place, because the right secret came from there.
    pub fn forget(&mut self, account: &DeviceId, place: &Place) {
        if let Some(places) = self.0.get_mut(account) {
            places.remove(place);
        }
    }

    /// Returns how many wrong secrets of an account are counted, wherever they came from.
    #[must_use]
    pub fn wrong(&self, account: &DeviceId) -> u32 {
        self.0.get(account).into_iter().flat_map(BTreeMap::values).map(|tries| tries.wrong).sum()
    }

    /// Returns whether somebody must reset an account before its owner can sign in: with a PIN anywhere, with a password
    /// where it was not used before.
    #[must_use]
    pub fn is_locked(&self, account: &DeviceId) -> bool {
        self.0.get(account).is_some_and(|places| {
            let pin = places.get(&Place::Account).is_some_and(|tries| tries.wrong >= TRIES_MAX);
            pin || of_strangers(places) >= STRANGERS_MAX
        })
    }

    /// Returns how many accounts are counted.
    pub(super) fn accounts(&self) -> usize {
        self.0.len()
    }
}

fn of_strangers(places: &BTreeMap<Place, Tries>) -> u32 {
    let strangers = places.iter().filter(|(place, _)| matches!(place, Place::Network(_)));
    strangers.map(|(_, tries)| tries.wrong).sum()
}

/// How long the next try after so many wrong ones must wait at most, in milliseconds.
fn longest_wait(wrong: u32) -> i64 {
    if wrong < FREE_TRIES { 0 } else { FIRST_WAIT_MS << (wrong - FREE_TRIES).min(10) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_795_511_523_000);

    fn boss() -> DeviceId {
        DeviceId::new("boss").unwrap()
    }

    fn network(n: u8) -> Place {
        Place::Network(IpAddr::from([10, 0, 0, n]))
    }

    /// Tries a wrong secret as soon as it may be tried; returns how many were taken before the place was locked.
    fn until_locked(counts: &mut Counts, place: &Place, now: &mut Timestamp) -> u32 {
        for taken in 0.. {
            match counts.count(&boss(), place, *now) {
                Ok(_) => (),
                Err(Denied::Locked) => return taken,
                Err(Denied::Wait { wait_ms }) => {
                    *now = *now + wait_ms;
                    counts.count(&boss(), place, *now).unwrap();
                }
                Err(other) => panic!("{other}"),
            }
        }
        unreachable!("there is no end of numbers")
    }

    #[test]
    fn five_are_free_then_each_waits_twice_as_long_and_the_sixteenth_is_not_taken() {
        let (mut counts, mut now) = (Counts::default(), START);
        for wrong in 1..=5 {
            assert_eq!(counts.count(&boss(), &Place::Account, now).unwrap().tries.wrong, wrong);
        }
        for doubled in 0..10 {
            let wait_ms = FIRST_WAIT_MS << doubled;
            let refused = counts.count(&boss(), &Place::Account, now + (wait_ms - 1));
            assert!(matches!(refused, Err(Denied::Wait { wait_ms: 1 })), "{doubled}: {refused:?}");
            now = now + wait_ms;
            let counted = counts.count(&boss(), &Place::Account, now).unwrap();
            assert_eq!((counted.tries.wrong, counted.is_last), (6 + doubled, doubled == 9));
        }
        let later = now + 1_000 * 24 * HOUR_MS;
        assert!(matches!(counts.count(&boss(), &Place::Account, later), Err(Denied::Locked)));
        assert!(counts.is_locked(&boss()));
    }

    #[test]
    fn what_strangers_use_up_is_theirs() {
        let (mut counts, mut now) = (Counts::default(), START);
        let (browser, desk) = (Place::Known(Seal([7; 32])), Place::Machine(boss()));
        let mut taken = 0;
        for n in 0..20 {
            taken += until_locked(&mut counts, &network(n), &mut now);
        }
        assert_eq!(taken, STRANGERS_MAX, "however many networks they have");
        assert!(counts.is_locked(&boss()) && counts.wrong(&boss()) == STRANGERS_MAX);
        assert!(matches!(counts.count(&boss(), &network(99), now), Err(Denied::Locked)));
        for own in [&browser, &desk] {
            assert!(counts.count(&boss(), own, now).is_ok());
            counts.forget(&boss(), own);
            assert_eq!(until_locked(&mut counts, own, &mut now), TRIES_MAX, "and have a bound of their own");
        }
    }

    #[test]
    fn a_right_one_forgets_its_own_place_and_time_the_others() {
        let (mut counts, now) = (Counts::default(), START);
        for place in [network(1), network(2), Place::Account] {
            counts.count(&boss(), &place, now).unwrap();
        }
        counts.forget(&boss(), &network(1));
        assert_eq!(counts.wrong(&boss()), 2);
        let later = counts.count(&boss(), &network(1), now + (KEPT_MS + 1)).unwrap();
        assert_eq!((later.tries.wrong, counts.wrong(&boss())), (1, 2), "a PIN's is kept");
        assert!(counts.count(&boss(), &network(1), now + -HOUR_MS).is_ok(), "a clock set back");
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        for place in [
            Place::Account,
            Place::Known(Seal([171; 32])),
            Place::Machine(boss()),
            network(3),
            Place::Network("2001:db8::1".parse().unwrap()),
        ] {
            assert_eq!(Place::of_text(&place.to_string()), Some(place));
        }
        for wrong in ["", "known:00", "network:x", "machine:", "accounts", "known"] {
            assert_eq!(Place::of_text(wrong), None, "{wrong}");
        }
    }
}
