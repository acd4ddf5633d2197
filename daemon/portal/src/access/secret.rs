//! Passwords, session tokens and the one-time code, and how they are kept. The portal's own, after the same rules as an
//! office's: long passwords without composition rules (OWASP ASVS 5.0 §6.2), Argon2id, tokens stored as their hash.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Hashes at once: more would let a few requests take all memory.
const AT_ONCE: usize = 2;
/// Shortest password, in characters.
const PASSWORD_MIN: usize = 12;
/// Longest password, in bytes.
const PASSWORD_MAX: usize = 128;
/// Letters and digits that nobody takes for one another: 32, so that five bits of a byte pick one without bias.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Returns 32 bytes nobody can guess.
fn random() -> [u8; 32] {
    let mut digest = Sha256::new();
    // 122 random bits each, from the system's source.
    (0..3).for_each(|_| digest.update(uuid::Uuid::new_v4().as_bytes()));
    digest.finalize().into()
}

fn letters(len: usize) -> String {
    random().iter().take(len).map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
}

/// Returns a session's token, 64 hexadecimal digits.
pub(super) fn token() -> String {
    random().iter().map(|b| format!("{b:02x}")).collect()
}

/// Returns what is kept of a token.
pub(super) fn seal(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Returns a one-time code as it is read out: 60 bits.
pub(super) fn code() -> String {
    letters(12).as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// Returns what is kept of a code, however it was typed.
pub(super) fn code_seal(code: &str) -> [u8; 32] {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    seal(&plain.to_ascii_uppercase())
}

/// Returns a fresh password: 80 bits.
pub(super) fn password() -> String {
    letters(16).as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// Returns whether a chosen password will do: long enough, not too long, and of more than a few characters.
pub(super) fn is_fit(password: &str) -> bool {
    let mut kinds: Vec<char> = password.chars().collect();
    let length = kinds.len();
    kinds.sort_unstable();
    kinds.dedup();
    length >= PASSWORD_MIN && password.len() <= PASSWORD_MAX && kinds.len() >= 5
}

/// Returns what is in the first of these files there is; nothing where there is none.
fn first_of(files: impl Iterator<Item = PathBuf>) -> std::io::Result<Vec<u8>> {
    for file in files {
        match std::fs::read(&file) {
            Ok(bytes) => return Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => (),
            // Hashing without it would make an account nobody can use.
            Err(error) => {
                return Err(std::io::Error::new(error.kind(), format!("{}: {error}", file.display())));
            }
        }
    }
    Ok(Vec::new())
}

/// A password as kept.
pub(super) struct Hashed {
    pub(super) salt: [u8; 16],
    pub(super) hash: [u8; 32],
}

/// Where the package puts the pepper: readable by the portal's user, so that the commands hash as the service does.
const PEPPER: &str = "/etc/nouba-portal/pepper";

/// Hashes passwords, with a key that is not in the database where systemd's credential `pepper` or [`PEPPER`] gives one.
pub(super) struct Hasher {
    pepper: Vec<u8>,
    turns: Semaphore,
}

impl Hasher {
    /// Reads the pepper, if there is one.
    pub(super) fn open() -> std::io::Result<Self> {
        let given = std::env::var_os("CREDENTIALS_DIRECTORY").map(|dir| Path::new(&dir).join("pepper"));
        let files = given.into_iter().chain([Path::new(PEPPER).to_owned()]);
        Ok(Self { pepper: first_of(files)?, turns: Semaphore::new(AT_ONCE) })
    }

    pub(super) async fn hash(&self, password: &str) -> Hashed {
        let mut salt = [0; 16];
        salt.copy_from_slice(&random()[..16]);
        Hashed { salt, hash: self.work(password, salt).await }
    }

    pub(super) async fn fits(&self, password: &str, kept: &Hashed) -> bool {
        let found = self.work(password, kept.salt).await;
        found.iter().zip(&kept.hash).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }

    /// Takes as long as [`Hasher::fits`]: an unknown account must not answer faster than a known one.
    pub(super) async fn waste(&self, password: &str) {
        self.work(password, [0; 16]).await;
    }

    async fn work(&self, password: &str, salt: [u8; 16]) -> [u8; 32] {
        let _turn = self.turns.acquire().await;
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.pepper).expect("invariant: HMAC takes every key");
        mac.update(password.as_bytes());
        let peppered: [u8; 32] = mac.finalize().into_bytes().into();
        let hashed = tokio::task::spawn_blocking(move || {
            let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("invariant: constants");
            let mut hash = [0; 32];
            let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            argon.hash_password_into(&peppered, &salt, &mut hash).expect("invariant: constant lengths");
            hash
        });
        hashed.await.expect("invariant: hashing does not panic")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed_and_short_passwords_will_not_do() {
        let code = code();
        assert_eq!(code_seal(&code.to_lowercase().replace('-', " ")), code_seal(&code));
        assert!(is_fit(&password()) && is_fit("مفتاح المدينة الكبير"));
        assert!(!is_fit("elevenchars") && !is_fit("aaaaaaaaaaaaaa") && !is_fit(&"abcdefg".repeat(30)));
    }

    #[test]
    fn the_pepper_is_the_first_there_is_and_one_that_cannot_be_read_is_no_pepper_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let [absent, there, other] = ["absent", "there", "other"].map(|name| dir.path().join(name));
        assert!(first_of([absent.clone()].into_iter()).unwrap().is_empty());
        std::fs::write(&there, "salt of the town").unwrap();
        std::fs::write(&other, "another").unwrap();
        let found = first_of([absent, there.clone(), other].into_iter()).unwrap();
        assert_eq!(found, b"salt of the town");
        let wrong = first_of([dir.path().to_owned(), there].into_iter()).unwrap_err().to_string();
        assert!(wrong.contains(&dir.path().display().to_string()), "{wrong}");
    }

    #[tokio::test]
    async fn a_password_fits_itself_only() {
        let hasher = Hasher::open().unwrap();
        let kept = hasher.hash("four plain words here").await;
        assert!(hasher.fits("four plain words here", &kept).await);
        assert!(!hasher.fits("four plain words hers", &kept).await);
    }
}
