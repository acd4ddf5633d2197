//! What an office and its portal say to each other: batches of the journal, and what is expected next.
//!
//! Types and limits only. The office sends its events in order, one batch at a time; the portal's answer is the truth
//! about what it has. Hashes travel with the events: `hash = sha256(hash before ‖ body)`, the first one following on
//! `sha256(epoch)`, so that both ends can prove that they hold the same history.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::OfficeId;
use crate::live::{Live, Profile};
use crate::text::Written;
use crate::time::{Date, Timestamp};

/// Most events in a batch: above it PostgreSQL gains little, and a lost answer costs one batch sent again.
pub const EVENTS_MAX: usize = 500;

/// Most bytes of bodies an office puts into a batch of more than one event; the longest day's events have a tenth.
pub const BODIES_BYTES_MAX: usize = 2 << 20;

/// Largest batch a portal reads, in bytes of plain JSON: the bodies with every character escaped, and the rest.
pub const BATCH_BYTES_MAX: usize = 8 << 20;

/// A SHA-256; in JSON 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// Why a text is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a hash is written with 64 hexadecimal digits")]
pub struct InvalidDigest;

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Written::<64>::new();
        text.hex(&self.0);
        f.write_str(text.as_str())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = InvalidDigest;
    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(InvalidDigest);
        }
        let digit =
            |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(InvalidDigest);
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

/// Where a journal branched off from an earlier one: a restored backup goes on under a new epoch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parent {
    /// The epoch before.
    pub epoch: String,
    /// The last event both have.
    pub seq: u64,
}

/// One event of the journal as the portal gets it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its place in the journal.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// The office day it belongs to, if one was open.
    #[serde(default)]
    pub day: Option<Date>,
    /// What happened, in one word; the portal keeps words it does not know.
    #[serde(rename = "type")]
    pub kind: String,
    /// The event as the journal has it, byte for byte: what the hash covers.
    pub body: String,
    /// Its hash.
    pub hash: Digest,
}

/// What of an event's body travels beside it; both ends read it from there.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Header {
    /// Its place in the journal.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// The office day it belongs to, if one was open.
    pub day: Option<Date>,
    /// What happened, in one word.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A part of the journal in order. Without events it asks what the portal expects.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Batch {
    /// The office.
    pub office: OfficeId,
    /// Made up when the journal was created.
    pub epoch: String,
    /// Where the journal branched off, if it goes on from another epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// The office's clock when it sent this; only to estimate how far it is off, never for order.
    pub sent_at: Timestamp,
    /// The place of the first event, or of the next one when there are none.
    pub first_seq: u64,
    /// The hash of the event before, or of the epoch.
    pub prev_hash: Digest,
    /// The events, without a gap; at most [`EVENTS_MAX`].
    pub events: Vec<Entry>,
    /// How the office is at this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<Box<Live>>,
    /// What the office is, when it has been asked for or has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Box<Profile>>,
}

/// What the portal answers. Whatever it is, `expects` says what it has: everything before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Reply {
    /// The batch is stored, be it now or before.
    Accepted {
        /// The next event.
        expects: u64,
    },
    /// Events before the batch are missing: send from `expects` on.
    Gap {
        /// The next event.
        expects: u64,
    },
    /// The portal holds another event in this place: a cloned box, or a restored backup. Nothing more is taken from
    /// this epoch until a person has looked.
    Fork {
        /// The first place where the two differ.
        seq: u64,
        /// The next event.
        expects: u64,
    },
    /// The office is known with another epoch, and this one does not say that it goes on from there.
    UnknownEpoch {
        /// Always 1.
        expects: u64,
    },
    /// An event is not what its hash says, or does not follow on the one before.
    Broken {
        /// The event.
        seq: u64,
        /// The next event.
        expects: u64,
    },
}

impl Reply {
    /// Returns what the portal expects next.
    #[must_use]
    pub fn expects(&self) -> u64 {
        match self {
            Self::Accepted { expects }
            | Self::Gap { expects }
            | Self::Fork { expects, .. }
            | Self::UnknownEpoch { expects }
            | Self::Broken { expects, .. } => *expects,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_written_as_the_design_says_and_reads_back() {
        let batch = Batch {
            office: OfficeId::new("annexe-3").unwrap(),
            epoch: "e".to_owned(),
            parent: None,
            sent_at: Timestamp(0),
            first_seq: 7,
            prev_hash: Digest([0xab; 32]),
            events: vec![Entry {
                seq: 7,
                at: Timestamp(1),
                day: Date::new(2026, 11, 24),
                kind: "day_closed".to_owned(),
                body: "{}".to_owned(),
                hash: Digest([1; 32]),
            }],
            live: None,
            profile: None,
        };
        let json = serde_json::to_value(&batch).unwrap();
        assert_eq!(json["events"][0]["type"], "day_closed");
        assert_eq!(json["prev_hash"], "ab".repeat(32));
        assert!(json.get("parent").is_none());
        assert_eq!(serde_json::from_value::<Batch>(json).unwrap(), batch);
    }

    #[test]
    fn a_reply_names_its_kind_and_what_is_expected() {
        let json = serde_json::to_string(&Reply::Gap { expects: 5 }).unwrap();
        assert_eq!(json, r#"{"result":"gap","expects":5}"#);
        let fork: Reply = serde_json::from_str(r#"{"result":"fork","seq":3,"expects":9}"#).unwrap();
        assert_eq!(fork.expects(), 9);
    }

    #[test]
    fn only_64_hexadecimal_digits_are_a_digest() {
        assert_eq!("0f".repeat(32).parse(), Ok(Digest([15; 32])));
        for wrong in ["", "0f", &"0g".repeat(32), &"0f".repeat(33), &("é".repeat(32))] {
            assert_eq!(wrong.parse::<Digest>(), Err(InvalidDigest), "{wrong}");
        }
    }
}
