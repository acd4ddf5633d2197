//! Accounts and machines managed: from the command line on the box, and from the technician's page. One set of rules for
//! both, and each change is noted for the journal with who made it.

use queue::Actor;
use queue::evidence::AccessNote;
use queue::id::DeviceId;

use super::book::Account;
use super::rules::Role;
use super::secret::{self, Hasher};
use super::store::{AccessError, Noted, Store};

/// Most accounts: an office with more people has more than one of these boxes.
const ACCOUNTS_MAX: usize = 500;

/// Why an account or machine was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The name is taken.
    #[error("there is an account {0} already: reset it, or choose another name")]
    Exists(DeviceId),
    /// There is no such thing.
    #[error("there is no {what} {id}")]
    Unknown {
        /// `account` or `machine`.
        what: &'static str,
        /// What it was called.
        id: DeviceId,
    },
    /// Nobody could manage accounts any more but from the box itself.
    #[error("{0} is the last technician who can sign in: make another one first")]
    LastTechnician(DeviceId),
    /// Too many.
    #[error("there are {ACCOUNTS_MAX} accounts already: delete those of people who left")]
    Full,
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] AccessError),
}

/// A fresh secret, shown once and stored nowhere.
pub struct Fresh {
    /// The PIN or password.
    pub secret: String,
    /// It is a PIN.
    pub is_pin: bool,
    /// What an authenticator application is given, where one-time passwords are used as well.
    pub otp_url: Option<String>,
}

/// What is done with an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// It gets another secret, is unlocked, and its sessions end.
    Reset,
    /// It is switched off; its sessions end.
    Disable,
    /// It is switched on.
    Enable,
    /// It is deleted.
    Delete,
}

async fn fresh(id: &DeviceId, role: Role, hasher: &Hasher) -> (String, Account) {
    let has_pin = role == Role::Clerk;
    let secret = if has_pin { secret::pin() } else { secret::password() };
    let account = Account::new(id.clone(), role, has_pin, hasher.hash(&secret).await);
    (secret, account)
}

/// Adds an account with a secret of its own.
///
/// # Errors
/// [`Refused`].
pub async fn add(
    store: &mut Store,
    hasher: &Hasher,
    (id, role, otp): (&DeviceId, Role, bool),
    by: Actor,
) -> Result<Fresh, Refused> {
    let accounts = store.book().await?.accounts;
    if accounts.contains_key(id) {
        return Err(Refused::Exists(id.clone()));
    }
    if accounts.len() >= ACCOUNTS_MAX {
        return Err(Refused::Full);
    }
    let (secret, mut account) = fresh(id, role, hasher).await;
    let key = otp.then(secret::otp_key);
    account.otp = key.as_ref().map(|(key, _)| key.clone());
    let note = AccessNote::AccountAdded { account: id.clone(), role: role.word().to_owned() };
    let is_pin = account.has_pin;
    store.put_account(&account, Noted::by(by, note)).await?;
    let otp_url = key.map(|(_, text)| format!("otpauth://totp/nouba:{id}?secret={text}&issuer=nouba"));
    Ok(Fresh { secret, is_pin, otp_url })
}

/// Does something with an account; returns its fresh secret after a reset.
///
/// # Errors
/// [`Refused`].
pub async fn act(
    store: &mut Store,
    hasher: &Hasher,
    (id, action): (&DeviceId, Action),
    by: Actor,
) -> Result<Option<Fresh>, Refused> {
    let mut accounts = store.book().await?.accounts;
    let works = |a: &Account| a.role == Role::Technician && !a.disabled;
    let others = accounts.values().filter(|a| works(a) && a.id != *id).count();
    let Some(old) = accounts.remove(id) else {
        return Err(Refused::Unknown { what: "account", id: id.clone() });
    };
    if matches!(action, Action::Disable | Action::Delete) && works(&old) && others == 0 {
        return Err(Refused::LastTechnician(id.clone()));
    }
    let account = id.clone();
    match action {
        Action::Reset => {
            let (secret, mut fresh) = fresh(id, old.role, hasher).await;
            (fresh.otp, fresh.disabled) = (old.otp, old.disabled);
            let is_pin = fresh.has_pin;
            store.put_account(&fresh, Noted::by(by, AccessNote::AccountReset { account })).await?;
            return Ok(Some(Fresh { secret, is_pin, otp_url: None }));
        }
        Action::Disable => {
            let note = AccessNote::AccountDisabled { account };
            store.set_disabled(id, true, Noted::by(by, note)).await?;
            store.drop_sessions_of(id).await?;
        }
        Action::Enable => {
            let note = AccessNote::AccountEnabled { account };
            store.set_disabled(id, false, Noted::by(by, note)).await?;
        }
        Action::Delete => {
            store.drop_account(id, Noted::by(by, AccessNote::AccountDeleted { account })).await?;
        }
    }
    Ok(None)
}

/// Takes a machine's secret away.
///
/// # Errors
/// [`Refused`].
pub async fn revoke(store: &mut Store, id: &DeviceId, by: Actor) -> Result<(), Refused> {
    let note = AccessNote::MachineRevoked { machine: id.clone() };
    match store.drop_machine(id, Noted::by(by, note)).await? {
        true => Ok(()),
        false => Err(Refused::Unknown { what: "machine", id: id.clone() }),
    }
}
