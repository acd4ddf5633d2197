//! What a batch means, given how far its journal is known. Pure: the caller holds the lock and has the hashes read.
//!
//! A batch is taken when it is whole in itself, begins no later than the next event expected, and agrees with every
//! hash known in its range. What is known already is skipped, so that a batch sent twice does no harm.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use queue::report::{Batch, Digest, EVENTS_MAX, Entry, Header, Parent};
use sha2::{Digest as _, Sha256};

/// Largest place in a journal: PostgreSQL's integers are signed, and no journal comes near.
const SEQ_MAX: u64 = i64::MAX as u64 / 2;
/// Longest epoch in characters; twice those of our journals.
const EPOCH_LEN_MAX: usize = 64;

/// Returns the hash before the first event of an epoch.
#[must_use]
pub fn genesis(epoch: &str) -> Digest {
    Digest(Sha256::digest(epoch.as_bytes()).into())
}

/// Returns the hash of an event whose predecessor has this one.
#[must_use]
pub fn link(before: Digest, body: &str) -> Digest {
    let mut sha = Sha256::new();
    sha.update(before.0);
    sha.update(body.as_bytes());
    Digest(sha.finalize().into())
}

/// How far a journal is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The first event that is this epoch's own.
    pub start: u64,
    /// The hash of the event before it.
    pub base: Digest,
    /// The next event expected.
    pub next: u64,
    /// The hash of the last event known.
    pub head: Digest,
    /// The first event that differed, once one did.
    pub forked: Option<u64>,
}

impl Cursor {
    /// Returns the cursor of a journal of which nothing is known yet.
    #[must_use]
    pub fn fresh(epoch: &str) -> Self {
        Self::branching(1, genesis(epoch))
    }

    /// Returns the cursor of a journal that goes on from another one at `start`, after the hash `base`.
    #[must_use]
    pub fn branching(start: u64, base: Digest) -> Self {
        Self { start, base, next: start, head: base, forked: None }
    }
}

/// What becomes of a batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Store its events from this index on; maybe there are none.
    Accept {
        /// Index of the first new event.
        fresh: usize,
    },
    /// It begins too late.
    Gap,
    /// It differs from what is known: flag it, keep it apart, store nothing.
    Fork {
        /// The first place that differs.
        seq: u64,
        /// What is known there.
        known: Digest,
        /// What the batch has there.
        found: Digest,
    },
    /// The journal was flagged earlier; nothing is taken.
    Quarantined {
        /// The first place that differed.
        seq: u64,
    },
}

/// Why a batch is not whole in itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The event that is wrong.
    pub seq: u64,
    /// What is wrong with it.
    pub why: &'static str,
}

/// How a batch of an epoch that is not known yet is met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opening {
    /// The office's first epoch: from its first event on.
    First,
    /// It goes on from a known epoch: from `start` on, after the parent's event before that.
    Branch {
        /// The first event that is its own.
        start: u64,
    },
    /// It comes out of nowhere.
    Unknown,
}

/// Decides about an unknown epoch. `others` says whether the office has any epoch; `parent` is the cursor of the one
/// the batch names, if known.
#[must_use]
pub fn open(others: bool, named: Option<&Parent>, parent: Option<&Cursor>) -> Opening {
    match (others, named, parent) {
        (false, _, _) => Opening::First,
        // What the portal lacks of the parent, the branch has: it begins where the portal's knowledge ends.
        (true, Some(named), Some(cursor)) if named.seq >= cursor.start.saturating_sub(1) => {
            Opening::Branch { start: cursor.next.min(named.seq.saturating_add(1)) }
        }
        (true, _, _) => Opening::Unknown,
    }
}

/// Checks that a batch is whole in itself: its chain, its places, and what stands beside each body. Needs nothing that is
/// stored, so that it is done before anything is locked.
///
/// # Errors
/// The first [`Fault`].
pub fn check(batch: &Batch) -> Result<(), Fault> {
    let first = batch.first_seq;
    let fault = |why| Err(Fault { seq: first, why });
    if first == 0 || first > SEQ_MAX {
        return fault("no journal has this place");
    }
    if !is_epoch(&batch.epoch) || batch.parent.as_ref().is_some_and(|p| !is_epoch(&p.epoch)) {
        return fault("the epoch is not 1 to 64 letters and digits");
    }
    if batch.events.len() > EVENTS_MAX {
        return fault("the batch has too many events");
    }
    let mut before = batch.prev_hash;
    for (seq, entry) in (first..).zip(&batch.events) {
        if let Some(why) = entry_fault(seq, before, entry) {
            return Err(Fault { seq, why });
        }
        before = entry.hash;
    }
    Ok(())
}

/// Returns whether a text can be an epoch: ours are 32 hexadecimal digits.
#[must_use]
pub fn is_epoch(text: &str) -> bool {
    (1..=EPOCH_LEN_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Returns the places whose stored hashes [`decide`] compares with, if there are any.
#[must_use]
pub fn overlap(cursor: &Cursor, batch: &Batch) -> Option<RangeInclusive<u64>> {
    let first = batch.first_seq.saturating_sub(1).max(cursor.start);
    let last = batch.events.last().map_or(batch.first_seq.saturating_sub(1), |e| e.seq).min(cursor.next - 1);
    // Neither a damaged batch nor a long one makes the portal read more than a batch.
    let last = last.min(first.saturating_add(EVENTS_MAX as u64));
    (first <= last).then_some(first..=last)
}

/// Decides what becomes of a batch that passed [`check`]; `known` holds the stored hashes of [`overlap`].
#[must_use]
pub fn decide(cursor: &Cursor, known: &BTreeMap<u64, Digest>, batch: &Batch) -> Decision {
    if let Some(seq) = cursor.forked {
        return Decision::Quarantined { seq };
    }
    if batch.first_seq > cursor.next {
        return Decision::Gap;
    }
    let hash_at = |seq: u64| match seq {
        _ if seq + 1 == cursor.next => Some(cursor.head),
        _ if seq + 1 == cursor.start => Some(cursor.base),
        _ => known.get(&seq).copied(),
    };
    let before = (batch.first_seq - 1, batch.prev_hash);
    for (seq, found) in std::iter::once(before).chain(batch.events.iter().map(|e| (e.seq, e.hash))) {
        if let Some(known) = hash_at(seq).filter(|known| *known != found) {
            return Decision::Fork { seq, known, found };
        }
    }
    let fresh = usize::try_from(cursor.next - batch.first_seq).unwrap_or(usize::MAX);
    Decision::Accept { fresh: fresh.min(batch.events.len()) }
}

fn entry_fault(expected: u64, before: Digest, entry: &Entry) -> Option<&'static str> {
    if entry.seq != expected {
        return Some("its place does not follow on the one before");
    }
    if link(before, &entry.body) != entry.hash {
        return Some("its hash is not that of its body");
    }
    // PostgreSQL stores no NUL character in a text.
    if entry.body.contains('\0') || entry.kind.contains('\0') {
        return Some("its body holds a NUL character");
    }
    let Ok(header) = serde_json::from_str::<Header>(&entry.body) else {
        return Some("its body cannot be read");
    };
    let beside = Header { seq: entry.seq, at: entry.at, day: entry.day, kind: entry.kind.clone() };
    (header != beside).then_some("its body says something else than what stands beside it")
}
