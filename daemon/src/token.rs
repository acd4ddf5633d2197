//! The links on tickets: 128 bits that follow from the ticket and a secret of the office.
//!
//! Nothing is stored per ticket, and nobody can guess another's link. A link dies with its ticket.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use queue::id::TicketId;
use sha2::Sha256;

/// Makes and recognises links.
pub struct Tokens {
    key: Vec<u8>,
}

impl Tokens {
    /// Reads the office's secret from its directory, making it at the first start (mode 0600).
    ///
    /// # Errors
    /// The file cannot be read or written, or holds too little.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let path = dir.join("link.key");
        let key = match fs::read(&path) {
            Ok(key) => key,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4(), uuid::Uuid::new_v4()]
                    .iter()
                    .flat_map(|u| *u.as_bytes())
                    .collect::<Vec<u8>>();
                let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
                file.write_all(&key)?;
                file.sync_all()?;
                key
            }
            Err(error) => return Err(error),
        };
        if key.len() < 32 {
            let detail = format!(
                "{} holds {} bytes instead of 48: delete it and start again",
                path.display(),
                key.len()
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, detail));
        }
        Ok(Self { key })
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
        let tag = self.mac(ticket).finalize().into_bytes();
        tag.iter().take(16).map(|b| format!("{b:02x}")).collect()
    }

    /// Returns whether a token belongs to a ticket, in time that does not depend on how much of it is right.
    #[must_use]
    pub fn is_of(&self, token: &str, ticket: TicketId) -> bool {
        let hex = |i: usize| token.get(2 * i..2 * i + 2).and_then(|h| u8::from_str_radix(h, 16).ok());
        if token.len() != 32 {
            return false;
        }
        let Some(bytes) = (0..16).map(hex).collect::<Option<Vec<u8>>>() else { return false };
        self.mac(ticket).verify_truncated_left(&bytes).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_ticket_only_and_survives_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let tokens = Tokens::open(dir.path()).unwrap();
        let (mine, other) = (TicketId(1), TicketId(2));
        let token = tokens.of(mine);
        assert_eq!(token.len(), 32);
        assert!(tokens.is_of(&token, mine));
        assert!(!tokens.is_of(&token, other));
        assert!(!tokens.is_of("", mine) && !tokens.is_of(&"é".repeat(16), mine));
        assert!(Tokens::open(dir.path()).unwrap().is_of(&token, mine));
    }
}
