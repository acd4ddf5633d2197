//! Who may: people with a PIN or password, machines with a secret of their own, and what each may do.
//!
//! Kept in a file of its own (`access.db`), so that what names a person can be deleted and the journal stays whole.
//! Nothing works by default: without an account, only what is public answers. An office on one machine of its own, as
//! in a demonstration, may be configured open; it then listens to that machine alone.
//!
//! # Layout
//! - [`rules`]: one table of roles, operations and objects; whatever is not in it is forbidden
//! - [`secret`]: PINs, passwords and one-time codes, and how they are kept
//! - [`manage`]: accounts and machines changed
//! - `entry`: people and machines let in
//! - [`tries`]: wrong secrets, where they come from, and when it is enough
//! - `store`: the file
//! - `book`: everything in memory: accounts, machines, sessions, codes

mod book;
mod entry;
pub mod manage;
pub mod rules;
pub mod secret;
mod store;
pub mod tries;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use queue::evidence::AccessNote;
use queue::id::{CommandId, CounterId, DeviceId};
use queue::time::{HOUR_MS, Timestamp};
use queue::{Actor, Command};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

pub use book::{Account, Book, Code, Machine, MachineKind, Purpose, Session};
pub use entry::{Attempt, Granted};
use manage::{Action, Fresh, Refused};
pub use rules::{Principal, Role};
use secret::{Hasher, Seal};
pub use store::{AccessError, FILE, Noted, Store};
use tries::Counts;

use crate::clock::SharedClock;
use crate::dispatcher::{Handle, system};

/// A session that nobody used for so long is over: a citizen's visit is shorter.
const IDLE_MS: i64 = 60 * 60 * 1000;
/// A session is over after a working day, used or not.
const SESSION_MS: i64 = 12 * 60 * 60 * 1000;
/// How long a one-time code can be used.
pub const CODE_MS: i64 = 15 * 60 * 1000;
/// How long the set-up code of a new office can be used; each start makes another one.
const SETUP_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long a browser stays known in which somebody was signed in.
pub const KNOWN_MS: i64 = 180 * 24 * HOUR_MS;
/// Milliseconds between two notes about secrets for accounts that do not exist.
const UNKNOWN_EVERY_MS: i64 = 15 * 60 * 1000;
/// Browsers of one account that are known.
const KNOWN_MAX: usize = 16;
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
        "locked after too many wrong secrets: a technician can reset the account (noubad access reset); a password may still work where it was used before"
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

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// A rule of accounts forbids it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The accounts cannot be used.
    #[error(transparent)]
    Denied(#[from] Denied),
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
    /// Of the command line on this box.
    console: Option<Seal>,
    clock: SharedClock,
    /// Counts what takes rights away, so that open streams look again.
    changes: watch::Sender<u64>,
    /// Told when there are notes for the journal.
    noted: Notify,
    /// Secrets tried for accounts that do not exist, since when.
    unknown: Mutex<(Timestamp, u32)>,
    /// They are made to wait as those of accounts that do: whether there is one is nobody's business.
    phantoms: Mutex<Counts>,
    /// The step of each account's last one-time password.
    steps: Mutex<BTreeMap<DeviceId, i64>>,
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
        let pepper = |source| AccessError::Pepper { dir: dir.to_owned(), source };
        let secrets = (Hasher::open(dir).map_err(pepper)?, secret::console(dir).map_err(pepper)?.seal());
        let mut store = Store::open(dir).await?;
        let now = clock.now();
        let mut setup = None;
        if store.book().await?.accounts.is_empty() {
            let (text, seal) = secret::code();
            store.drop_codes(&Purpose::Setup).await?;
            let code = Code { seal, purpose: Purpose::Setup, expires: now + SETUP_MS };
            store.put_code(&code, None).await?;
            setup = Some(text);
        }
        let book = store.book().await?;
        Ok((Self::of(false, book, Some(store), Some(secrets), clock), setup))
    }

    fn of(
        open: bool,
        book: Book,
        store: Option<Store>,
        secrets: Option<(Hasher, Seal)>,
        clock: SharedClock,
    ) -> Self {
        let (hasher, console) = secrets.unzip();
        Self(Arc::new(Inner {
            open,
            book: Mutex::new(book),
            store: tokio::sync::Mutex::new(store),
            hasher,
            console,
            clock,
            changes: watch::Sender::new(0),
            noted: Notify::new(),
            unknown: Mutex::new((Timestamp(0), 0)),
            phantoms: Mutex::default(),
            steps: Mutex::default(),
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

    /// Follows what the command line changes in the file, forgets sessions that are over, and tells the journal what
    /// happened, until told to stop.
    pub async fn run(self, handle: Handle, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => (),
                () = self.0.noted.notified() => (),
                () = stop.cancelled() => return,
            }
            if let Err(error) = self.look().await {
                tracing::warn!(error = %error, "the accounts cannot be read again; those known so far hold");
            }
            if let Err(error) = self.tell(&handle).await {
                tracing::warn!(error = %error, "what happened about access waits for the journal");
            }
        }
    }

    /// Has the journal take the notes that wait; a note told twice is the same command.
    async fn tell(&self, handle: &Handle) -> anyhow::Result<()> {
        if self.0.open {
            return Ok(());
        }
        self.note_unknown().await?;
        loop {
            let notes = self.store().await?.notes().await?;
            if notes.is_empty() {
                return Ok(());
            }
            for (place, id, Noted { actor, note }) in notes {
                handle.ask_patiently(CommandId::new(&id)?, actor, Command::NoteAccess { note }).await?;
                self.store().await?.drop_note(place).await?;
            }
        }
    }

    /// Somebody who guesses accounts must not fill the journal: their tries are counted, and told now and then.
    async fn note_unknown(&self) -> Result<(), Denied> {
        let now = self.0.clock.now();
        let tries = {
            let mut unknown = self.0.unknown.lock().unwrap_or_else(PoisonError::into_inner);
            let is_due = unknown.1 > 0 && !(0..UNKNOWN_EVERY_MS).contains(&(now - unknown.0));
            if !is_due {
                return Ok(());
            }
            std::mem::replace(&mut *unknown, (now, 0)).1
        };
        let note = AccessNote::SignInFailed { account: None, tries, locked: false };
        let noted = Noted { actor: system("access"), note };
        Ok(self.store().await?.note(&noted).await?)
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
            .and_then(|seal| book.person(seal, machine.as_ref(), now, acts))
            .or(machine)
            .unwrap_or(Principal::Nobody)
    }

    /// Returns whom the secret of the command line on this box stands for: a technician.
    #[must_use]
    pub fn console(&self, secret: &str) -> Option<Principal> {
        let is_ours = Seal::of_text(secret).is_some_and(|seal| self.0.console == Some(seal));
        let console =
            || Principal::Person { account: system("console").id, role: Role::Technician, counter: None };
        is_ours.then(console)
    }

    /// Returns the accounts and the machines.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn everybody(&self) -> Result<Book, Denied> {
        if self.0.open {
            return Ok(Book::default());
        }
        Ok(self.store().await?.book().await?)
    }

    /// Adds an account.
    ///
    /// # Errors
    /// [`Refused`], or [`Denied`] in an open office, which has no accounts.
    pub async fn add(&self, wanted: (&DeviceId, Role, bool), by: Actor) -> Result<Fresh, NotChanged> {
        let hasher = self.0.hasher.as_ref().ok_or(Denied::Wrong)?;
        let mut store = self.store().await?;
        let fresh = manage::add(&mut store, hasher, wanted, by).await?;
        self.took(store).await?;
        Ok(fresh)
    }

    /// Does something with an account.
    ///
    /// # Errors
    /// As [`Access::add`].
    pub async fn act(&self, wanted: (&DeviceId, Action), by: Actor) -> Result<Option<Fresh>, NotChanged> {
        let hasher = self.0.hasher.as_ref().ok_or(Denied::Wrong)?;
        let mut store = self.store().await?;
        let fresh = manage::act(&mut store, hasher, wanted, by).await?;
        self.took(store).await?;
        Ok(fresh)
    }

    /// Takes a machine's secret away.
    ///
    /// # Errors
    /// As [`Access::add`].
    pub async fn revoke(&self, id: &DeviceId, by: Actor) -> Result<(), NotChanged> {
        let mut store = self.store().await?;
        manage::revoke(&mut store, id, by).await?;
        self.took(store).await
    }

    /// Takes over what was changed in the file, and has it told.
    async fn took(&self, mut store: tokio::sync::MappedMutexGuard<'_, Store>) -> Result<(), NotChanged> {
        let fresh = store.book().await.map_err(Denied::from)?;
        self.book().replace(fresh);
        drop(store);
        self.0.changes.send_modify(|n| *n += 1);
        self.0.noted.notify_one();
        Ok(())
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
        by: Actor,
    ) -> Result<String, Denied> {
        let (code, seal) = secret::code();
        let expires = self.0.clock.now() + CODE_MS;
        let note = AccessNote::MachineInvited { machine: id.clone(), kind: kind.word().to_owned() };
        let code_row = Code { seal, purpose: Purpose::Enrol { kind, id, counter }, expires };
        self.store().await?.put_code(&code_row, Noted::by(by, note)).await?;
        self.0.noted.notify_one();
        Ok(code)
    }

    async fn store(&self) -> Result<tokio::sync::MappedMutexGuard<'_, Store>, Denied> {
        let guard = self.0.store.lock().await;
        tokio::sync::MutexGuard::try_map(guard, Option::as_mut).map_err(|_| Denied::Wrong)
    }
}
