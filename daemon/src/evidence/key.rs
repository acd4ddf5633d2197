//! The office's signing key: Ed25519, made at the first start.

use std::fmt;
use std::io;
use std::path::Path;

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

/// The file's name in the data directory, and that of the systemd credential that is used instead where there is one.
const FILE: &str = "head.key";

/// Signs for the office.
pub struct OfficeKey(Ed25519KeyPair);

impl fmt::Debug for OfficeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfficeKey({})", self.public())
    }
}

impl OfficeKey {
    /// Takes the key from systemd's credential `head.key`, or from the data directory, where it is made at first.
    ///
    /// # Errors
    /// It cannot be read or made.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let secret = crate::token::credential(FILE, dir, FILE)?;
        let seed: [u8; 32] = Sha256::digest(&secret).into();
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
        Ok(Self(pair.expect("invariant: a seed has 32 bytes")))
    }

    /// Returns the public key: 64 hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// Signs a text: 128 hexadecimal digits.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        hex(self.0.sign(text.as_bytes()).as_ref())
    }
}

/// Returns whether a signature over a text is of a key, both in hexadecimal.
#[must_use]
pub fn fits(key: &str, text: &str, signature: &str) -> bool {
    let (Some(key), Some(signature)) = (unhex(key), unhex(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(text.as_bytes(), &signature).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
