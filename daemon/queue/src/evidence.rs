//! What auditors need beside the queue itself: who got in, who was turned away, what changed about who may, and heads
//! of the history that were signed. Accounts and machines are pseudonyms; nobody's name is here.

use serde::{Deserialize, Serialize};

use crate::id::{CounterId, DeviceId};
use crate::time::Date;

/// One fact about access. In JSON: `"what"` and its fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[allow(missing_docs, reason = "account and machine are their ids, role and kind their words")]
pub enum AccessNote {
    /// A person signed in.
    SignedIn {
        account: DeviceId,
        /// The counter they sit at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counter: Option<CounterId>,
    },
    /// Secrets that did not fit.
    SignInFailed {
        /// Whose; none for accounts that do not exist, whose names may be anything somebody typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<DeviceId>,
        /// How many in a row, or since the last note for accounts that do not exist.
        tries: u32,
        /// The account is locked now.
        locked: bool,
    },
    /// A person signed out.
    SignedOut { account: DeviceId },
    /// An account was made.
    AccountAdded { account: DeviceId, role: String },
    /// An account got another secret, and was unlocked.
    AccountReset { account: DeviceId },
    /// An account was switched off.
    AccountDisabled { account: DeviceId },
    /// An account was switched on.
    AccountEnabled { account: DeviceId },
    /// An account was deleted.
    AccountDeleted { account: DeviceId },
    /// A one-time code for a machine was made.
    MachineInvited { machine: DeviceId, kind: String },
    /// A machine used its code.
    MachineEnrolled { machine: DeviceId, kind: String },
    /// A machine lost its secret.
    MachineRevoked { machine: DeviceId },
}

/// How far the history went when its head was signed, and the signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedHead {
    /// The office day it ends.
    pub day: Date,
    /// The journal's epoch.
    pub epoch: String,
    /// The last event covered.
    pub seq: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// The office's public key, Ed25519, in hexadecimal.
    pub key: String,
    /// The signature over [`SignedHead::statement`], in hexadecimal.
    pub signature: String,
}

impl SignedHead {
    /// Returns what is signed: a text, so that anybody can make it again.
    #[must_use]
    pub fn statement(day: Date, epoch: &str, seq: u64, hash: &str) -> String {
        format!("nouba head v1\n{epoch}\n{day}\n{seq}\n{hash}\n")
    }
}
