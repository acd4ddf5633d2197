//! Who may: people with a PIN or password, machines with a secret of their own, and what each may do.
//!
//! Kept in a file of its own (`access.db`), so that what names a person can be deleted and the journal stays whole.
//! Nothing works by default: without an account, only what is public answers. An office on one machine of its own, as
//! in a demonstration, may be configured open; it then listens to that machine alone.
//!
//! # Layout
//! - [`rules`]: one table of roles, operations and objects; whatever is not in it is forbidden
//! - [`secret`]: PINs, passwords and one-time codes, and how they are kept
//! - `store`: the file
//! - `book`: everything in memory: accounts, machines, sessions, codes

mod book;
pub mod rules;
pub mod secret;
mod store;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use queue::id::{CounterId, DeviceId};
use queue::time::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use book::{Account, Book, Code, Machine, MachineKind, Purpose, Session};
pub use rules::{Principal, Role};
use secret::{Hasher, Seal, Token};
pub use store::{AccessError, FILE, Store};

use crate::clock::SharedClock;

/// A session that nobody used for so long is over: a citizen's visit is shorter.
const IDLE_MS: i64 = 60 * 60 * 1000;
/// A session is over after a working day, used or not.
const SESSION_MS: i64 = 12 * 60 * 60 * 1000;
/// How long a one-time code can be used.
pub const CODE_MS: i64 = 15 * 60 * 1000;
/// Wrong secrets after which each further one must wait.
const FREE_TRIES: u32 = 5;
/// The first wait; it doubles with each further wrong secret.
const FIRST_WAIT_MS: i64 = 15_000;
/// Wrong secrets after which an account is locked until somebody resets it.
const TRIES_MAX: u32 = 15;
/// Sign-ins, codes and set-ups tried per minute in the whole office; people type slower.
const TRIES_PER_MINUTE: u32 = 60;
/// How often the file is looked at for what the command line changed.
const LOOK: Duration = Duration::from_secs(2);

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// Unknown account, wrong secret, or switched off: which of them is nobody's business.
    #[error("account and secret do not fit")]
    Wrong,
    /// Too many wrong secrets just now.
    #[error("too many wrong secrets: wait {wait_ms} ms and try again")]
    Wait {
        /// How long, in milliseconds.
        wait_ms: i64,
    },
    /// Too many wrong secrets in all.
    #[error(
        "the account is locked after too many wrong secrets: a technician can reset it (noubad access reset)"
    )]
    Locked,
    /// A PIN is only good at an enrolled counter.
    #[error("a PIN works only at an enrolled counter: enrol this machine first, or use a password")]
    NotHere,
    /// The one-time code is wrong, used or too old.
    #[error("the code is wrong, was used, or is too old: ask for a new one")]
    Code,
    /// The chosen secret is too weak.
    #[error("{0}")]
    Weak(&'static str),
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] AccessError),
}

/// The access control of one office. Cheap to clone.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    /// Everybody on this machine may do everything.
    open: bool,
    book: Mutex<Book>,
    store: tokio::sync::Mutex<Option<Store>>,
    hasher: Option<Hasher>,
    clock: SharedClock,
    /// Counts what takes rights away, so that open streams look again.
    changes: watch::Sender<u64>,
    tries: Mutex<(Timestamp, u32)>,
}

/// What somebody is given once: the secret itself is stored nowhere.
#[derive(Debug)]
pub struct Granted {
    /// What goes into the cookie or the `Authorization` header.
    pub token: Token,
    /// Who it stands for.
    pub principal: Principal,
}

impl Access {
    /// Returns an access control that lets everybody do everything, for an office that listens to its own machine.
    #[must_use]
    pub fn open_to_all(clock: SharedClock) -> Self {
        Self::of(true, Book::default(), None, None, clock)
    }

    /// Opens the accounts of a data directory. The first time there are none: a set-up code is made, and returned for
    /// whoever stands before the machine.
    ///
    /// # Errors
    /// [`AccessError`] when the file or the pepper cannot be used.
    pub async fn open(dir: &Path, clock: SharedClock) -> Result<(Self, Option<String>), AccessError> {
        let hasher =
            Hasher::open(dir).map_err(|source| AccessError::Pepper { dir: dir.to_owned(), source })?;
        let mut store = Store::open(dir).await?;
        let now = clock.now();
        let mut setup = None;
        if store.book().await?.accounts.is_empty() {
            let (code, seal) = secret::code();
            store.drop_codes(&Purpose::Setup).await?;
            store.put_code(&Code { seal, purpose: Purpose::Setup, expires: now + 30 * 24 * CODE_MS }).await?;
            setup = Some(code);
        }
        let book = store.book().await?;
        Ok((Self::of(false, book, Some(store), Some(hasher), clock), setup))
    }

    fn of(open: bool, book: Book, store: Option<Store>, hasher: Option<Hasher>, clock: SharedClock) -> Self {
        Self(Arc::new(Inner {
            open,
            book: Mutex::new(book),
            store: tokio::sync::Mutex::new(store),
            hasher,
            clock,
            changes: watch::Sender::new(0),
            tries: Mutex::new((Timestamp(0), 0)),
        }))
    }

    /// Returns true where everybody may do everything.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.open
    }

    /// Returns true while nobody has an account.
    #[must_use]
    pub fn needs_setup(&self) -> bool {
        !self.0.open && self.book().accounts.is_empty()
    }

    /// Returns a receiver that is told whenever somebody may have lost a right.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows what the command line changes in the file, and forgets sessions that are over, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => (),
                () = stop.cancelled() => return,
            }
            if let Err(error) = self.look().await {
                tracing::warn!(error = %error, "the accounts cannot be read again; those known so far hold");
            }
        }
    }

    async fn look(&self) -> Result<(), AccessError> {
        let mut store = self.0.store.lock().await;
        let Some(store) = store.as_mut() else { return Ok(()) };
        store.drop_over(self.0.clock.now()).await?;
        if store.was_changed().await? {
            let fresh = store.book().await?;
            self.book().replace(fresh);
            self.0.changes.send_modify(|n| *n += 1);
        }
        Ok(())
    }

    /// Returns whom a person's and a machine's secret stand for; [`Principal::Nobody`] for none or wrong ones.
    /// `acts` says that the person did something: looking at a page does not keep a session alive.
    #[must_use]
    pub fn principal(&self, person: Option<&str>, machine: Option<&str>, acts: bool) -> Principal {
        if self.0.open {
            return Principal::Everybody;
        }
        let now = self.0.clock.now();
        let mut book = self.book();
        let machine = machine.and_then(Seal::of_text).and_then(|seal| book.machine(seal));
        person
            .and_then(Seal::of_text)
            .and_then(|seal| book.person(seal, now, acts))
            .or(machine)
            .unwrap_or(Principal::Nobody)
    }

    /// Lets a person in. `machine` is the secret of the machine they sit at: a PIN is good only there.
    ///
    /// # Errors
    /// [`Denied`]; wrong account and wrong secret take the same time and get the same answer.
    pub async fn sign_in(
        &self,
        account: &str,
        secret: &str,
        otp: Option<&str>,
        machine: Option<&str>,
    ) -> Result<Granted, Denied> {
        self.count_try()?;
        let now = self.0.clock.now();
        let hasher = self.0.hasher.as_ref().ok_or(Denied::Wrong)?;
        let known = DeviceId::new(account).ok().and_then(|id| self.book().accounts.get(&id).cloned());
        let Some(found) = known else {
            hasher.waste(secret).await;
            return Err(Denied::Wrong);
        };
        if found.failures >= TRIES_MAX {
            return Err(Denied::Locked);
        }
        if let Some(until) = found.wait_until {
            // A clock that was set back must not lock anybody out for years.
            let wait_ms = (until - now).min(longest_wait(found.failures));
            if wait_ms > 0 {
                return Err(Denied::Wait { wait_ms });
            }
        }
        let at = machine.and_then(Seal::of_text).and_then(|seal| self.book().machine(seal));
        let counter = match at {
            Some(Principal::Machine { counter, .. }) => counter,
            _ => None,
        };
        if found.has_pin && counter.is_none() {
            hasher.waste(secret).await;
            return Err(Denied::NotHere);
        }
        // Counted before it is known to be wrong: tries at the same time must not all be the first.
        self.count_failure(&found.id, now).await?;
        let fits = hasher.fits(secret, &found.secret).await && !found.disabled;
        let otp_fits =
            found.otp.as_ref().is_none_or(|key| otp.is_some_and(|o| secret::otp_fits(key, o, now)));
        if !(fits && otp_fits) {
            tracing::warn!(account.id = %found.id, "a sign-in failed");
            return Err(Denied::Wrong);
        }
        let counter = if found.role == Role::Clerk { counter } else { None };
        self.begin(&found, counter, now).await
    }

    async fn count_failure(&self, id: &DeviceId, now: Timestamp) -> Result<(), Denied> {
        let (failures, wait_until) = {
            let mut book = self.book();
            let Some(account) = book.accounts.get_mut(id) else { return Err(Denied::Wrong) };
            account.failures += 1;
            let wait = (account.failures >= FREE_TRIES).then(|| now + longest_wait(account.failures));
            account.wait_until = wait;
            (account.failures, wait)
        };
        self.store().await?.set_failures(id, failures, wait_until).await?;
        Ok(())
    }

    async fn begin(
        &self,
        account: &Account,
        counter: Option<CounterId>,
        now: Timestamp,
    ) -> Result<Granted, Denied> {
        let token = Token::new();
        let session =
            Session { seal: token.seal(), account: account.id.clone(), counter: counter.clone(), since: now };
        let mut store = self.store().await?;
        store.set_failures(&account.id, 0, None).await?;
        store.put_session(&session).await?;
        drop(store);
        let mut book = self.book();
        if let Some(account) = book.accounts.get_mut(&account.id) {
            (account.failures, account.wait_until) = (0, None);
        }
        book.begin(session, now);
        drop(book);
        tracing::info!(account.id = %account.id, role = account.role.word(), "signed in");
        let principal = Principal::Person { account: account.id.clone(), role: account.role, counter };
        Ok(Granted { token, principal })
    }

    /// Ends a person's session.
    ///
    /// # Errors
    /// The file cannot be written; the session is over all the same until the next start.
    pub async fn sign_out(&self, person: &str) -> Result<(), Denied> {
        if self.0.open {
            return Ok(());
        }
        if let Some(seal) = Seal::of_text(person) {
            self.book().end(seal);
            self.store().await?.drop_session(seal).await?;
            self.0.changes.send_modify(|n| *n += 1);
        }
        Ok(())
    }

    /// Gives a machine its secret, for a one-time code.
    ///
    /// # Errors
    /// [`Denied::Code`], or the file cannot be written.
    pub async fn enrol(&self, code: &str) -> Result<Granted, Denied> {
        self.count_try()?;
        let now = self.0.clock.now();
        let seal = secret::code_seal(code);
        let mut store = self.store().await?;
        let found = store.take_code(seal, now).await?;
        let Some(Purpose::Enrol { kind, id, counter }) = found else { return Err(Denied::Code) };
        let token = Token::new();
        let machine = Machine { id, kind, counter, seal: token.seal() };
        store.put_machine(&machine).await?;
        let fresh = store.book().await?;
        drop(store);
        self.book().replace(fresh);
        // Whoever had this machine's secret before has it no more.
        self.0.changes.send_modify(|n| *n += 1);
        tracing::info!(device.id = %machine.id, kind = machine.kind.word(), "enrolled");
        Ok(Granted { token, principal: machine.principal() })
    }

    /// Makes the first account, of a technician, for the set-up code.
    ///
    /// # Errors
    /// [`Denied`]: a wrong code, an account already there, a weak password.
    pub async fn set_up(&self, code: &str, account: &str, password: &str) -> Result<Granted, Denied> {
        self.count_try()?;
        if !self.needs_setup() {
            return Err(Denied::Code);
        }
        let id =
            DeviceId::new(account).map_err(|_| Denied::Weak("an account has 1 to 32 of a-z, 0-9 and '-'"))?;
        secret::check_password(password).map_err(Denied::Weak)?;
        let hasher = self.0.hasher.as_ref().ok_or(Denied::Code)?;
        let secret = hasher.hash(password).await;
        let now = self.0.clock.now();
        let mut store = self.store().await?;
        if store.take_code(secret::code_seal(code), now).await? != Some(Purpose::Setup) {
            return Err(Denied::Code);
        }
        let account = Account::new(id, Role::Technician, false, secret);
        store.put_account(&account).await?;
        let fresh = store.book().await?;
        drop(store);
        self.book().replace(fresh);
        self.begin(&account, None, now).await
    }

    /// Makes a one-time code by which a machine is enrolled.
    ///
    /// # Errors
    /// The file cannot be written.
    pub async fn enrolment(
        &self,
        kind: MachineKind,
        id: DeviceId,
        counter: Option<CounterId>,
    ) -> Result<String, Denied> {
        let (code, seal) = secret::code();
        let expires = self.0.clock.now() + CODE_MS;
        let code_row = Code { seal, purpose: Purpose::Enrol { kind, id, counter }, expires };
        self.store().await?.put_code(&code_row).await?;
        Ok(code)
    }

    async fn store(&self) -> Result<tokio::sync::MappedMutexGuard<'_, Store>, Denied> {
        let guard = self.0.store.lock().await;
        tokio::sync::MutexGuard::try_map(guard, Option::as_mut).map_err(|_| Denied::Wrong)
    }

    fn count_try(&self) -> Result<(), Denied> {
        let now = self.0.clock.now();
        let mut tries = self.0.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let minute_ms = 60_000;
        if !(0..minute_ms).contains(&(now - tries.0)) {
            *tries = (now, 0);
        }
        tries.1 += 1;
        if tries.1 > TRIES_PER_MINUTE {
            return Err(Denied::Wait { wait_ms: minute_ms - (now - tries.0) });
        }
        Ok(())
    }
}

/// How long the next try after so many wrong ones must wait at most, in milliseconds.
fn longest_wait(failures: u32) -> i64 {
    if failures < FREE_TRIES { 0 } else { FIRST_WAIT_MS << (failures - FREE_TRIES).min(10) }
}
