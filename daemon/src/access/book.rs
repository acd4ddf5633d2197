//! Accounts, machines, sessions and codes, in memory: a request is answered without asking the file.

use std::collections::BTreeMap;

use queue::id::{CounterId, DeviceId};
use queue::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rules::{Principal, Role};
use super::secret::{Hashed, Seal};
use super::tries::Counts;
use super::{IDLE_MS, KNOWN_MAX, KNOWN_MS, SESSION_MS};

/// A person's account. Its id is a pseudonym and may stand in the journal; no name is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// The account.
    pub id: DeviceId,
    /// What they are.
    pub role: Role,
    /// The secret is a PIN, good only at an enrolled counter.
    pub has_pin: bool,
    /// The secret.
    pub secret: Hashed,
    /// Key of one-time passwords, where the account has one.
    pub otp: Option<Vec<u8>>,
    /// Switched off.
    pub disabled: bool,
}

impl Account {
    /// Returns an account without one-time passwords.
    #[must_use]
    pub fn new(id: DeviceId, role: Role, has_pin: bool, secret: Hashed) -> Self {
        Self { id, role, has_pin, secret, otp: None, disabled: false }
    }
}

/// What a machine is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, ToSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum MachineKind {
    /// Gives tickets.
    Kiosk,
    /// Shows calls.
    Board,
    /// Stands at a counter; clerks sign in at it.
    Counter,
    /// Stands before a counter, on the citizen's side: asks how it was, and does nothing else.
    Tablet,
    /// A server that reads the office's numbers.
    Monitor,
}

impl MachineKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Kiosk, Self::Board, Self::Counter, Self::Tablet, Self::Monitor];

    /// Returns the kind as it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Board => "board",
            Self::Counter => "counter",
            Self::Tablet => "tablet",
            Self::Monitor => "monitor",
        }
    }

    /// Returns whether it stands at a counter: then it must be said at which, and otherwise must not be.
    #[must_use]
    pub fn has_counter(self) -> bool {
        match self {
            Self::Counter | Self::Tablet => true,
            Self::Kiosk | Self::Board | Self::Monitor => false,
        }
    }
}

/// An enrolled machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Machine {
    /// The machine.
    pub id: DeviceId,
    /// What it is.
    pub kind: MachineKind,
    /// Where it stands.
    pub counter: Option<CounterId>,
    /// Its secret.
    pub seal: Seal,
}

impl Machine {
    /// Returns whom its secret stands for.
    #[must_use]
    pub fn principal(&self) -> Principal {
        Principal::Machine { id: self.id.clone(), kind: self.kind, counter: self.counter.clone() }
    }
}

/// Somebody signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Its token.
    pub seal: Seal,
    /// Who.
    pub account: DeviceId,
    /// At which counter.
    pub counter: Option<CounterId>,
    /// Since when.
    pub since: Timestamp,
}

/// What a one-time code is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The first account.
    Setup,
    /// A machine.
    Enrol {
        /// What it will be.
        kind: MachineKind,
        /// What it will be called.
        id: DeviceId,
        /// Where it stands.
        counter: Option<CounterId>,
    },
}

/// A one-time code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// What is kept of it.
    pub seal: Seal,
    /// What for.
    pub purpose: Purpose,
    /// Until when.
    pub expires: Timestamp,
}

/// Everything that is known.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// People.
    pub accounts: BTreeMap<DeviceId, Account>,
    /// Machines by their secrets.
    pub machines: BTreeMap<Seal, Machine>,
    /// Sessions by their tokens, with when somebody last did something. Not kept in the file: after a restart all have
    /// just been used.
    pub sessions: BTreeMap<Seal, (Session, Option<Timestamp>)>,
    /// Browsers in which somebody has been signed in, with whom and when last.
    pub known: BTreeMap<(Seal, DeviceId), Timestamp>,
    /// Wrong secrets.
    pub counts: Counts,
}

impl Book {
    /// Takes what the file now says, without forgetting when sessions were used.
    pub fn replace(&mut self, mut fresh: Self) {
        for (seal, (_, used)) in &mut fresh.sessions {
            *used = self.sessions.get(seal).and_then(|(_, used)| *used);
        }
        *self = fresh;
    }

    /// Adds a session.
    pub fn begin(&mut self, session: Session, now: Timestamp) {
        self.sessions.insert(session.seal, (session, Some(now)));
    }

    /// Ends a session.
    pub fn end(&mut self, seal: Seal) {
        self.sessions.remove(&seal);
    }

    /// Keeps that an account was signed in in a browser, and forgets the browsers that were used longest ago.
    pub fn keep_known(&mut self, seal: Seal, account: &DeviceId, now: Timestamp) {
        self.known.insert((seal, account.clone()), now);
        let of_account = self.known.iter().filter(|((_, id), _)| id == account);
        let mut oldest: Vec<(Timestamp, Seal)> = of_account.map(|((seal, _), last)| (*last, *seal)).collect();
        oldest.sort_unstable();
        for (_, seal) in oldest.iter().rev().skip(KNOWN_MAX) {
            self.known.remove(&(*seal, account.clone()));
        }
    }

    /// Returns whether an account was signed in before in the browser that has this secret.
    #[must_use]
    pub fn knows(&self, seal: Seal, account: &DeviceId, now: Timestamp) -> bool {
        self.known.get(&(seal, account.clone())).is_some_and(|last| now - *last <= KNOWN_MS)
    }

    /// Returns whether anybody was signed in in that browser.
    #[must_use]
    pub fn is_known(&self, seal: Seal) -> bool {
        self.known.keys().any(|(known, _)| *known == seal)
    }

    /// Returns whom a machine's secret stands for.
    #[must_use]
    pub fn machine(&self, seal: Seal) -> Option<Principal> {
        self.machines.get(&seal).map(Machine::principal)
    }

    /// Returns whom a session's token stands for, while the session lasts and the account is on. A session begun at a
    /// counter is good only beside the secret of a machine that stands there: it ends with that machine's.
    pub fn person(
        &mut self,
        seal: Seal,
        machine: Option<&Principal>,
        now: Timestamp,
        acts: bool,
    ) -> Option<Principal> {
        let (session, used) = self.sessions.get_mut(&seal)?;
        if session.counter.is_some() && session.counter.as_ref() != machine.and_then(Principal::desk) {
            return None;
        }
        let last = *used.get_or_insert(now);
        // A clock set back shortens no session and makes none last for ever.
        let over =
            now - session.since > SESSION_MS || now - last > IDLE_MS || session.since - now > SESSION_MS;
        let account = self.accounts.get(&session.account).filter(|a| !a.disabled && !over)?;
        if acts {
            *used = Some(now);
        }
        let counter = session.counter.clone();
        Some(Principal::Person { account: account.id.clone(), role: account.role, counter })
    }
}
