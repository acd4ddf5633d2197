//! The links on tickets: 128 bits that follow from the ticket and a secret of the office.
//!
//! Nothing is stored per ticket, and nobody can guess another's link. A link dies with its ticket.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use hmac::{Hmac, KeyInit, Mac};
use queue::id::{DeviceId, TicketId};
use sha2::Sha256;

use crate::whole_file::write_whole;

/// Tickets whose links are remembered beyond those that are known now; then the memory starts anew.
const FORGOTTEN_MAX: usize = 10_000;

/// Makes and recognises links.
pub struct Tokens {
    key: Vec<u8>,
    index: Mutex<Index>,
}

/// The links of the tickets seen so far, so that following one does not cost a signature per ticket of the day.
/// Looked up by a keyed hash: how long it takes says nothing about how much of a guess is right.
#[derive(Default)]
struct Index {
    seen: BTreeSet<TicketId>,
    by_tag: HashMap<[u8; 16], TicketId>,
}

impl Tokens {
    /// Reads the office's secret from its directory, making it at the first start (mode 0600).
    ///
    /// # Errors
    /// The file cannot be read or written, or holds too little.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let key = office_key(dir, "link.key")?;
        Ok(Self { key, index: Mutex::default() })
    }

    fn mac(&self, ticket: TicketId) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("invariant: HMAC takes keys of every length");
        mac.update(&ticket.0.to_be_bytes());
        mac
    }

    /// Returns the token of a ticket: 32 hexadecimal digits.
    #[must_use]
    pub fn of(&self, ticket: TicketId) -> String {
        format!("{:032x}", u128::from_be_bytes(self.tag(ticket)))
    }

    /// Returns the code of an appointment: eight digits to type at the kiosk. With a few hundred appointments open
    /// at once, one guess in some hundred thousand hits one.
    #[must_use]
    pub fn code(&self, ticket: TicketId) -> String {
        let mut mac = self.mac(ticket);
        mac.update(b"code");
        let mut eight = [0; 8];
        eight.copy_from_slice(&mac.finalize().into_bytes()[..8]);
        format!("{:08}", u64::from_be_bytes(eight) % 100_000_000)
    }

    /// Returns the code that stands for an account in figures: the same as long as the office keeps its secret.
    #[must_use]
    pub fn pseudonym(&self, account: &DeviceId) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("invariant: HMAC takes keys of every length");
        mac.update(b"clerk:");
        mac.update(account.as_str().as_bytes());
        let code: String =
            mac.finalize().into_bytes()[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("agent-{code}")
    }

    /// Returns which of the tickets a token belongs to.
    pub fn find(&self, token: &str, tickets: &mut dyn Iterator<Item = TicketId>) -> Option<TicketId> {
        let wanted = parse(token)?;
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = BTreeSet::new();
        for ticket in tickets {
            known.insert(ticket);
            if index.seen.insert(ticket) {
                index.by_tag.insert(self.tag(ticket), ticket);
            }
        }
        if index.seen.len() > known.len() + FORGOTTEN_MAX {
            *index = Index::default();
            for ticket in &known {
                index.seen.insert(*ticket);
                index.by_tag.insert(self.tag(*ticket), *ticket);
            }
        }
        index.by_tag.get(&wanted).copied().filter(|ticket| known.contains(ticket))
    }

    fn tag(&self, ticket: TicketId) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&self.mac(ticket).finalize().into_bytes()[..16]);
        tag
    }
}

/// Reads a secret of the office from its directory, making it at the first start (mode 0600).
///
/// # Errors
/// The file cannot be read or written, or holds too little.
pub fn office_key(dir: &Path, name: &str) -> io::Result<Vec<u8>> {
    let path = dir.join(name);
    let key = match fs::read(&path) {
        Ok(key) => key,
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(&path)?,
        Err(error) => return Err(error),
    };
    if key.len() < 32 {
        let detail =
            format!("{} holds {} bytes instead of 48: delete it and start again", path.display(), key.len());
        return Err(io::Error::new(io::ErrorKind::InvalidData, detail));
    }
    Ok(key)
}

/// Reads a secret from systemd's credential `name`, or else from a file of the data directory, made at the first start.
///
/// # Errors
/// As [`office_key`].
pub(crate) fn credential(name: &str, dir: &Path, file: &str) -> io::Result<Vec<u8>> {
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY").map(|d| Path::new(&d).join(name));
    match credential.filter(|path| path.exists()) {
        Some(path) => fs::read(path),
        None => office_key(dir, file),
    }
}

fn make_key(path: &Path) -> io::Result<Vec<u8>> {
    let key: Vec<u8> = (0..3).flat_map(|_| *uuid::Uuid::new_v4().as_bytes()).collect();
    write_whole(path, &key, 0o600)?;
    Ok(key)
}

/// Returns whether a text has the form of a link's token.
#[must_use]
pub fn is_token(text: &str) -> bool {
    parse(text).is_some()
}

/// Reads a token as it is written: 32 hexadecimal digits.
fn parse(token: &str) -> Option<[u8; 16]> {
    if token.len() != 32 || !token.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(token, 16).ok().map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_ticket_only_and_survives_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let tokens = Tokens::open(dir.path()).unwrap();
        let (mine, other) = (TicketId(1), TicketId(2));
        let both = || [mine, other].into_iter();
        let token = tokens.of(mine);
        assert_eq!(token.len(), 32);
        assert_eq!(tokens.find(&token, &mut both()), Some(mine));
        assert_eq!(tokens.find(&tokens.of(other), &mut both()), Some(other));
        assert_eq!(tokens.find(&token, &mut [other].into_iter()), None, "a link dies with its ticket");
        for wrong in ["", &"é".repeat(16), &"+1".repeat(16), &token[1..], &"0".repeat(32)] {
            assert_eq!(tokens.find(wrong, &mut both()), None, "{wrong}");
        }
        assert_eq!(Tokens::open(dir.path()).unwrap().find(&token, &mut both()), Some(mine));
    }

    #[test]
    fn links_are_found_after_many_days_of_tickets() {
        let dir = tempfile::tempdir().unwrap();
        let tokens = Tokens::open(dir.path()).unwrap();
        for day in 0..5_u128 {
            let today = day * 5_000..(day + 1) * 5_000;
            let last = TicketId(today.end - 1);
            assert_eq!(tokens.find(&tokens.of(last), &mut today.map(TicketId)), Some(last), "day {day}");
        }
        assert!(tokens.index.lock().unwrap().seen.len() <= 5_000 + FORGOTTEN_MAX);
    }

    #[test]
    fn a_key_half_written_when_the_power_failed_is_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("link.key.new"), b"half").unwrap();
        let token = Tokens::open(dir.path()).unwrap().of(TicketId(1));
        assert_eq!(Tokens::open(dir.path()).unwrap().of(TicketId(1)), token);
    }
}
