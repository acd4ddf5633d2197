//! How much one client may ask for: a machine by its credential, a person by their account, anybody else by the address
//! they come from. Who asks for more is told when to come again, and keeps nobody else waiting.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use queue::id::DeviceId;
use tokio::time::{Duration, Instant};

use crate::access::Principal;
use crate::allowance::Allowance;

/// Most clients remembered. When there are more, those who have asked for little are forgotten; if that is not enough,
/// all are, and everybody starts anew.
const CLIENTS_MAX: usize = 4_096;

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Class {
    /// Anything: a page with its pictures, a clerk's busiest minute, a kiosk before which a class of pupils stands.
    Any,
    /// Something that can be guessed: secrets, codes of enrolment and of appointments.
    Guess,
    /// A number. A class of pupils may stand before a kiosk; nobody touches it for hours as fast as paper comes out, but who
    /// has stolen its secret.
    Ticket,
}

impl Class {
    const fn allowance(self) -> Allowance {
        match self {
            Self::Any => Allowance { at_once: 200, each: Duration::from_millis(40) },
            Self::Guess => Allowance { at_once: 40, each: Duration::from_secs(2) },
            Self::Ticket => Allowance { at_once: 60, each: Duration::from_secs(3) },
        }
    }

    /// Returns what an operation of the interface is.
    pub(super) fn of(path: &str) -> Self {
        const GUESSES: [&str; 4] = [
            "/api/v1/access/sign-in",
            "/api/v1/access/enrol",
            "/api/v1/access/set-up",
            "/api/v1/appointments/check-in",
        ];
        match path {
            "/api/v1/tickets" => Self::Ticket,
            guessed if GUESSES.contains(&guessed) => Self::Guess,
            _ => Self::Any,
        }
    }
}

/// Who asks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Client {
    Account(DeviceId),
    Machine(DeviceId),
    Address(IpAddr),
}

/// What a client has left: nothing is kept but when all of it will be there again.
struct Bucket {
    full_at: Instant,
}

/// The allowances of all clients. Cheap to clone.
#[derive(Clone, Default)]
pub struct Pace(Arc<Mutex<HashMap<(Client, Class), Bucket>>>);

impl Pace {
    /// Takes one from a client's allowance.
    ///
    /// # Errors
    /// How long to wait until there is one.
    pub(super) fn take(&self, principal: &Principal, network: IpAddr, class: Class) -> Result<(), Duration> {
        let client = match principal {
            // An open office listens to its own machine alone.
            Principal::Everybody => return Ok(()),
            // What can be guessed is counted by where it is guessed from, whoever else signed in there.
            Principal::Person { account, .. } if class != Class::Guess => Client::Account(account.clone()),
            Principal::Machine { id, .. } => Client::Machine(id.clone()),
            Principal::Person { .. } | Principal::Nobody => Client::Address(network),
        };
        self.take_at((client, class), Instant::now())
    }

    fn take_at(&self, key: (Client, Class), now: Instant) -> Result<(), Duration> {
        let allowance = key.1.allowance();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CLIENTS_MAX && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| bucket.full_at > now);
            if buckets.len() >= CLIENTS_MAX {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket { full_at: now });
        bucket.full_at = now + allowance.take(bucket.full_at.saturating_duration_since(now))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u32) -> (Client, Class) {
        (Client::Address(IpAddr::from(n.to_be_bytes())), Class::Guess)
    }

    #[test]
    fn a_client_has_a_burst_and_then_its_pace_and_others_have_theirs() {
        let (limits, now) = (Pace::default(), Instant::now());
        let Allowance { at_once: burst, each } = Class::Guess.allowance();
        for _ in 0..burst {
            assert_eq!(limits.take_at(key(1), now), Ok(()));
        }
        assert_eq!(limits.take_at(key(1), now), Err(each));
        assert_eq!(limits.take_at(key(2), now), Ok(()), "another client");
        assert_eq!(limits.take_at(key(1), now + each / 2), Err(each / 2), "a refusal costs nothing");
        assert_eq!(limits.take_at(key(1), now + each), Ok(()));
        assert_eq!(limits.take_at(key(1), now + each), Err(each));
        let later = now + each * (2 * burst);
        assert!((0..burst).all(|_| limits.take_at(key(1), later).is_ok()), "rested");
    }

    #[test]
    fn the_table_stays_small_however_many_come() {
        let (limits, now) = (Pace::default(), Instant::now());
        for n in 0..3 * CLIENTS_MAX as u32 {
            assert_eq!(limits.take_at(key(n), now), Ok(()));
        }
        assert!(limits.0.lock().unwrap().len() <= CLIENTS_MAX);
    }

    #[test]
    fn guesses_are_counted_by_where_they_come_from() {
        let limits = Pace::default();
        let id = |text: &str| DeviceId::new(text).unwrap();
        let person = |account: &str| Principal::Person {
            account: id(account),
            role: crate::access::Role::Supervisor,
            counter: None,
        };
        let peer = IpAddr::from([192, 168, 1, 7]);
        for n in 0..Class::Guess.allowance().at_once {
            // Signed in as whomever: the next account is guessed from the same place.
            assert!(limits.take(&person(&format!("boss-{n}")), peer, Class::Guess).is_ok());
        }
        assert!(limits.take(&person("boss"), peer, Class::Guess).is_err());
        assert!(limits.take(&Principal::Nobody, peer, Class::Guess).is_err());
        assert!(limits.take(&person("boss"), peer, Class::Any).is_ok());
        assert!(limits.take(&Principal::Nobody, IpAddr::from([192, 168, 1, 8]), Class::Guess).is_ok());
        assert_eq!(Class::of("/api/v1/access/sign-in"), Class::Guess);
        assert_eq!(Class::of("/api/v1/tickets"), Class::Ticket);
        assert_eq!(Class::of("/api/v1/tickets/x"), Class::Any);
    }
}
