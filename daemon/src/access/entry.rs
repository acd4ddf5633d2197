//! How people and machines get in: with a PIN or password, with a one-time code, with the set-up code of a new office.

use std::net::IpAddr;
use std::sync::PoisonError;

use queue::Actor;
use queue::evidence::AccessNote;
use queue::id::{CounterId, DeviceId};
use queue::time::Timestamp;

use super::rules::{Principal, Role};
use super::secret::{self, Seal, Token, Turn};
use super::tries::{Counted, Counts, Place};
use super::{Access, Account, Denied, Machine, Noted, Purpose, Session};
use crate::dispatcher::system;

/// Most accounts that do not exist whose tries are counted; when there are more, all are forgotten.
const PHANTOMS_MAX: usize = 1_024;

/// What somebody is given once: the secret itself is stored nowhere.
#[derive(Debug)]
pub struct Granted {
    /// What goes into the cookie or the `Authorization` header.
    pub token: Token,
    /// Who it stands for.
    pub principal: Principal,
    /// By what their browser will be known the next time they sign in with a password.
    pub known: Option<Token>,
}

/// Somebody wants to be let in.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// Who they say they are.
    pub account: &'a str,
    /// PIN or password.
    pub secret: &'a str,
    /// One-time password.
    pub otp: Option<&'a str>,
    /// The secret of the machine they sit at: a PIN is good only there.
    pub machine: Option<&'a str>,
    /// The secret of a browser in which somebody was signed in before.
    pub known: Option<&'a str>,
    /// Where they come from.
    pub network: IpAddr,
}

impl Access {
    /// Lets a person in.
    ///
    /// # Errors
    /// [`Denied`]; wrong account and wrong secret take the same time and get the same answer.
    pub async fn sign_in(&self, attempt: Attempt<'_>) -> Result<Granted, Denied> {
        let now = self.0.clock.now();
        let hasher = self.0.hasher.as_ref().ok_or(Denied::Wrong)?;
        let at = attempt.machine.and_then(Seal::of_text).and_then(|seal| self.book().machine(seal));
        let id = DeviceId::new(attempt.account).ok();
        let known = id.as_ref().and_then(|id| self.book().accounts.get(id).cloned());
        let Some(found) = known else {
            self.count_unknown(id.as_ref(), &place(at.as_ref(), attempt.network), now)?;
            hasher.waste(attempt.secret).await;
            return Err(Denied::Wrong);
        };
        let counter = at.as_ref().and_then(Principal::desk).cloned();
        if found.has_pin && counter.is_none() {
            hasher.waste(attempt.secret).await;
            return Err(Denied::NotHere);
        }
        let known = attempt.known.and_then(Token::of_text).filter(|token| self.book().is_known(token.seal()));
        let own = known.as_ref().map(Token::seal).filter(|seal| self.book().knows(*seal, &found.id, now));
        let place = match own {
            Some(seal) => Place::Known(seal),
            None if found.has_pin => Place::Account,
            None => place(at.as_ref(), attempt.network),
        };
        let counted = self.count(&found.id, &place, now).await?;
        let turn = if matches!(place, Place::Network(_)) { Turn::Stranger } else { Turn::Known };
        let fits = hasher.fits(attempt.secret, &found.secret, turn).await && !found.disabled;
        if !(fits && self.otp_fits(&found, attempt.otp, now)) {
            self.note_failure(found.id, counted).await?;
            return Err(Denied::Wrong);
        }
        let counter = if found.role == Role::Clerk { counter } else { None };
        self.begin(&found, (counter, known), &place, now).await
    }

    /// Takes an account's one-time password, once; true where it has none.
    fn otp_fits(&self, account: &Account, given: Option<&str>, now: Timestamp) -> bool {
        let Some(key) = &account.otp else { return true };
        let Some(step) = given.and_then(|given| secret::otp_step(key, given, now)) else { return false };
        let mut steps = self.0.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.get(&account.id).is_some_and(|last| secret::is_used(step, *last, now)) {
            return false;
        }
        steps.insert(account.id.clone(), step);
        true
    }

    /// Counts a try, in memory and in the file, before anything else is done with it.
    async fn count(&self, id: &DeviceId, place: &Place, now: Timestamp) -> Result<Counted, Denied> {
        let mut store = self.store().await?;
        let counted = self.book().counts.count(id, place, now)?;
        store.put_tries(id, place, counted.tries).await?;
        Ok(counted)
    }

    async fn note_failure(&self, id: DeviceId, counted: Counted) -> Result<(), Denied> {
        tracing::warn!(account.id = %id, "a sign-in failed");
        let (account, tries) = (Some(id), counted.tries.wrong);
        let note = AccessNote::SignInFailed { account, tries, locked: counted.is_last };
        self.store().await?.note(&Noted { actor: system("access"), note }).await?;
        self.0.noted.notify_one();
        Ok(())
    }

    fn count_unknown(&self, id: Option<&DeviceId>, place: &Place, now: Timestamp) -> Result<(), Denied> {
        self.0.unknown.lock().unwrap_or_else(PoisonError::into_inner).1 += 1;
        // A name that no account can have tells nothing by being refused at once.
        let Some(id) = id else { return Ok(()) };
        let mut phantoms = self.0.phantoms.lock().unwrap_or_else(PoisonError::into_inner);
        if phantoms.accounts() >= PHANTOMS_MAX {
            *phantoms = Counts::default();
        }
        phantoms.count(id, place, now).map(|_| ())
    }

    async fn begin(
        &self,
        account: &Account,
        (counter, known): (Option<CounterId>, Option<Token>),
        place: &Place,
        now: Timestamp,
    ) -> Result<Granted, Denied> {
        let token = Token::new();
        let known = (!account.has_pin).then(|| known.unwrap_or_else(Token::new));
        let session =
            Session { seal: token.seal(), account: account.id.clone(), counter: counter.clone(), since: now };
        let mut store = self.store().await?;
        store.drop_tries(&account.id, place).await?;
        if let Some(known) = &known {
            store.put_known(known.seal(), &account.id, now).await?;
        }
        let note = AccessNote::SignedIn { account: account.id.clone(), counter: counter.clone() };
        let actor = Actor { role: account.role.in_queue(), id: account.id.clone() };
        store.put_session(&session, Noted::by(actor, note)).await?;
        let mut book = self.book();
        book.counts.forget(&account.id, place);
        if let Some(known) = &known {
            book.keep_known(known.seal(), &account.id, now);
        }
        book.begin(session, now);
        drop((book, store));
        self.0.noted.notify_one();
        tracing::info!(account.id = %account.id, role = account.role.word(), "signed in");
        let principal = Principal::Person { account: account.id.clone(), role: account.role, counter };
        Ok(Granted { token, principal, known })
    }

    /// Ends a person's session.
    ///
    /// # Errors
    /// The file cannot be written; the session is over all the same until the next start.
    pub async fn sign_out(&self, person: &str, machine: Option<&str>) -> Result<(), Denied> {
        if self.0.open {
            return Ok(());
        }
        if let Some(seal) = Seal::of_text(person) {
            let who = self.principal(Some(person), machine, false);
            self.book().end(seal);
            let noted = match who {
                Principal::Person { account, role, .. } => {
                    let actor = Actor { role: role.in_queue(), id: account.clone() };
                    Noted::by(actor, AccessNote::SignedOut { account })
                }
                Principal::Machine { .. } | Principal::Everybody | Principal::Nobody => None,
            };
            self.store().await?.drop_session(seal, noted).await?;
            self.0.noted.notify_one();
            self.0.changes.send_modify(|n| *n += 1);
        }
        Ok(())
    }

    /// Gives a machine its secret, for a one-time code.
    ///
    /// # Errors
    /// [`Denied::Code`], or the file cannot be written.
    pub async fn enrol(&self, code: &str) -> Result<Granted, Denied> {
        let now = self.0.clock.now();
        let seal = secret::code_seal(code);
        let mut store = self.store().await?;
        let found = store.take_code(seal, now).await?;
        let Some(Purpose::Enrol { kind, id, counter }) = found else { return Err(Denied::Code) };
        let token = Token::new();
        let machine = Machine { id, kind, counter, seal: token.seal() };
        let (id, kind) = (machine.id.clone(), machine.kind.word().to_owned());
        let actor = Actor { role: queue::Role::System, id: id.clone() };
        let note = AccessNote::MachineEnrolled { machine: id, kind };
        store.put_machine(&machine, Noted::by(actor, note)).await?;
        let fresh = store.book().await?;
        self.book().replace(fresh);
        drop(store);
        self.0.noted.notify_one();
        // Whoever had this machine's secret before has it no more.
        self.0.changes.send_modify(|n| *n += 1);
        tracing::info!(device.id = %machine.id, kind = machine.kind.word(), "enrolled");
        Ok(Granted { token, principal: machine.principal(), known: None })
    }

    /// Makes the first account, of a technician, for the set-up code.
    ///
    /// # Errors
    /// [`Denied`]: a wrong code, an account already there, a weak password.
    pub async fn set_up(&self, code: &str, account: &str, password: &str) -> Result<Granted, Denied> {
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
        let actor = Actor { role: queue::Role::Technician, id: account.id.clone() };
        let note =
            AccessNote::AccountAdded { account: account.id.clone(), role: account.role.word().to_owned() };
        store.put_account(&account, Noted::by(actor, note)).await?;
        let fresh = store.book().await?;
        self.book().replace(fresh);
        drop(store);
        self.begin(&account, (None, None), &Place::Account, now).await
    }
}

/// Where a password comes from that was not used there before.
fn place(at: Option<&Principal>, network: IpAddr) -> Place {
    match at {
        Some(Principal::Machine { id, .. }) => Place::Machine(id.clone()),
        Some(Principal::Person { .. } | Principal::Everybody | Principal::Nobody) | None => {
            Place::Network(network)
        }
    }
}
