//! The hash chain: each event's hash covers its bytes and everything before it.
//!
//! The chain shows any change, loss or exchange inside the history. It cannot show that the newest events
//! were cut off together with what was derived from them: for that, compare [`Head`] with one remembered
//! elsewhere (the portal keeps the last it was sent).

use std::fmt;

use queue::report::Digest;
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Returns the hash before the first event: that of the journal's epoch.
    #[must_use]
    pub fn genesis(epoch: &str) -> Self {
        Self(Sha256::digest(epoch.as_bytes()).into())
    }

    /// Returns the hash of an event whose predecessor has this one.
    #[must_use]
    pub fn then(&self, body: &str) -> Self {
        let mut sha = Sha256::new();
        sha.update(self.0);
        sha.update(body.as_bytes());
        Self(sha.finalize().into())
    }

    /// Reads 32 bytes; `None` for any other length.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Digest(self.0), f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// How far a journal goes. Two journals with the same head have the same history.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Head {
    /// The last event; 0 when there is none.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_is_plain_sha_256() {
        // printf abc | sha256sum
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::genesis("abc").to_string(), abc);
        // printf 'ba78…15ad7b7d' | xxd -r -p | sha256sum: the hash before, then the two bytes {}
        let next = "daeb09a39e59afbcd827c986e4217da16a366ff44f0da7d509eeb2defffa3fa0";
        assert_eq!(Hash::genesis("abc").then("{}").to_string(), next);
    }

    #[test]
    fn order_and_content_both_count() {
        let start = Hash::genesis("e");
        assert_ne!(start.then("a").then("b"), start.then("b").then("a"));
        assert_ne!(start.then("a"), start.then("b"));
    }
}
