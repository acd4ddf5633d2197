//! A part of the journal as a batch. Pure.

use queue::id::OfficeId;
use queue::report::{BODIES_BYTES_MAX, Batch, Digest, Entry, Header, Parent};
use queue::time::Timestamp;

use crate::store::{Chained, Head};

/// Whose journal it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The office.
    pub office: OfficeId,
    /// The journal's name.
    pub epoch: String,
    /// What it goes on from, if it was restored from a backup.
    pub parent: Option<Parent>,
}

impl Origin {
    /// Returns an empty batch after the journal's last event: it asks what the portal expects.
    pub(super) fn question(&self, head: Head, now: Timestamp) -> Batch {
        Batch {
            office: self.office.clone(),
            epoch: self.epoch.clone(),
            parent: self.parent.clone(),
            sent_at: now,
            first_seq: head.seq + 1,
            prev_hash: Digest(head.hash.0),
            events: Vec::new(),
            live: None,
            profile: None,
        }
    }
}

/// Returns the batch that begins with event `first`: as much of the part as fits, at least one event.
///
/// What stands beside a body is read from it; a body that cannot be read travels with what is known of it, and the
/// portal names it as broken.
pub(super) fn batch(origin: &Origin, first: u64, part: Chained, now: Timestamp) -> Batch {
    let mut bytes = 0;
    let fits = |(_, body, _): &(u64, String, _)| {
        let first = bytes == 0;
        bytes += body.len();
        first || bytes <= BODIES_BYTES_MAX
    };
    let entry = |(seq, body, hash): (u64, String, crate::store::Hash)| {
        let header = serde_json::from_str::<Header>(&body).ok();
        let (at, day, kind) = header.map_or((Timestamp(0), None, String::new()), |h| (h.at, h.day, h.kind));
        Entry { seq, at, day, kind, body, hash: Digest(hash.0) }
    };
    Batch {
        office: origin.office.clone(),
        epoch: origin.epoch.clone(),
        parent: origin.parent.clone(),
        sent_at: now,
        first_seq: first,
        prev_hash: Digest(part.before.0),
        events: part.events.into_iter().take_while(fits).map(entry).collect(),
        live: None,
        profile: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Hash;

    fn part(sizes: &[usize]) -> Chained {
        let body = |(seq, size): (u64, &usize)| (seq, "x".repeat(*size), Hash([7; 32]));
        Chained { before: Hash([1; 32]), events: (1..).zip(sizes).map(body).collect() }
    }

    #[test]
    fn a_batch_ends_where_the_next_body_would_be_too_much_but_never_before_the_first() {
        let origin =
            Origin { office: OfficeId::new("annexe-3").unwrap(), epoch: "e".to_owned(), parent: None };
        let count = |sizes: &[usize]| batch(&origin, 1, part(sizes), Timestamp(0)).events.len();
        let half = BODIES_BYTES_MAX / 2;
        assert_eq!(count(&[half, half, 1]), 2, "exactly full");
        assert_eq!(count(&[half, half + 1, 1]), 1, "one byte too much");
        assert_eq!(count(&[BODIES_BYTES_MAX * 2, 1]), 1, "a giant goes alone");
        assert_eq!(count(&[]), 0);
    }

    #[test]
    fn what_stands_beside_a_body_is_what_the_body_says() {
        let origin =
            Origin { office: OfficeId::new("annexe-3").unwrap(), epoch: "e".to_owned(), parent: None };
        let body =
            r#"{"seq":1,"at":"2026-11-24T09:12:03.123Z","day":"2026-11-24","type":"day_closed","data":{}}"#;
        let events = vec![(1, body.to_owned(), Hash([7; 32]))];
        let batch = batch(&origin, 1, Chained { before: Hash([1; 32]), events }, Timestamp(0));
        let entry = &batch.events[0];
        assert_eq!((entry.kind.as_str(), entry.at), ("day_closed", Timestamp(1_795_511_523_123)));
        assert_eq!(entry.day.unwrap().to_string(), "2026-11-24");
        assert_eq!((batch.prev_hash, entry.hash), (Digest([1; 32]), Digest([7; 32])));
    }
}
