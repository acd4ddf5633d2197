//! PINs, passwords, one-time codes and tokens, and how they are kept.
//!
//! A six-digit PIN can be tried out by whoever has the file, however slow the hash: what protects it is the pepper, a
//! key that is not in the file, and the lockout. Passwords follow OWASP ASVS 5.0 §6.2: long, no composition rules.

use std::fmt;
use std::io;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use queue::time::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Shortest password.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, in bytes.
pub const SECRET_MAX: usize = 128;
/// Digits of a PIN.
const PIN_DIGITS: u32 = 6;
/// Letters and digits that nobody takes for one another.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Letters of a one-time code: 40 bits, good for minutes.
const CODE_LEN: usize = 8;
/// Seconds of one time step, and steps of tolerance to each side (RFC 6238 §5.2).
const STEP_S: i64 = 30;

/// Returns 32 bytes nobody can guess.
#[must_use]
pub fn random() -> [u8; 32] {
    let mut digest = Sha256::new();
    // 122 random bits each, from the system's source.
    for _ in 0..3 {
        digest.update(uuid::Uuid::new_v4().as_bytes());
    }
    digest.finalize().into()
}

/// What stands in the file for a token or code: its SHA-256. Looking it up tells nothing of the secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Seal(pub [u8; 32]);

impl Seal {
    /// Returns the seal of a token as it was sent; nothing for what is no token.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self::of(text.as_bytes()))
    }

    fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// 256 bits that stand for a session or a machine: 64 hexadecimal digits.
pub struct Token(String);

impl Token {
    /// Makes a token.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "two of them are never the same")]
    pub fn new() -> Self {
        Self(random().iter().map(|b| format!("{b:02x}")).collect())
    }

    /// Takes a token as it was sent; nothing for what is no token.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Seal::of_text(text).map(|_| Self(text.to_owned()))
    }

    /// Returns what is kept of it.
    #[must_use]
    pub fn seal(&self) -> Seal {
        Seal::of(self.0.as_bytes())
    }

    /// Returns the token itself, for the one who is to have it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Returns the secret by which the command line on the box is known to the daemon: whoever reads the data directory has
/// every right anyway.
///
/// # Errors
/// It cannot be read or made.
pub fn console(dir: &Path) -> io::Result<Token> {
    let key = crate::token::office_key(dir, "console.key")?;
    Ok(Token(Sha256::digest(&key).iter().map(|b| format!("{b:02x}")).collect()))
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A secret as kept: salted and hashed.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed {
    /// Another for each secret.
    pub salt: [u8; 16],
    /// Argon2id of the peppered secret.
    pub hash: [u8; 32],
}

impl fmt::Debug for Hashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hashed(…)")
    }
}

/// Who waits for whom: a hash takes long and much memory, so each of these has one at a time. However many strangers try,
/// those who are known wait for one another alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// Somebody at an enrolled machine, or where they have been let in before.
    Known,
    /// Anybody else.
    Stranger,
}

/// Hashes secrets with the office's pepper.
pub struct Hasher {
    pepper: Vec<u8>,
    known: Semaphore,
    strangers: Semaphore,
}

impl Hasher {
    /// Takes the pepper from systemd's credential `pepper`, or from the data directory, where it is made at first.
    ///
    /// # Errors
    /// It cannot be read or made.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let pepper = crate::token::credential("pepper", dir, "pepper.key")?;
        Ok(Self { pepper, known: Semaphore::new(1), strangers: Semaphore::new(1) })
    }

    /// Hashes a new secret.
    pub async fn hash(&self, secret: &str) -> Hashed {
        let mut salt = [0; 16];
        salt.copy_from_slice(&random()[..16]);
        Hashed { salt, hash: self.work(secret, salt, Turn::Known).await }
    }

    /// Returns whether a secret is the one that was hashed.
    pub async fn fits(&self, secret: &str, kept: &Hashed, turn: Turn) -> bool {
        let found = self.work(secret, kept.salt, turn).await;
        same(&found, &kept.hash)
    }

    /// Takes as long as [`Hasher::fits`]: an unknown account must not answer faster than a known one.
    pub async fn waste(&self, secret: &str) {
        self.work(secret, [0; 16], Turn::Stranger).await;
    }

    async fn work(&self, secret: &str, salt: [u8; 16], turn: Turn) -> [u8; 32] {
        let turns = match turn {
            Turn::Known => &self.known,
            Turn::Stranger => &self.strangers,
        };
        let _turn = turns.acquire().await;
        let peppered = mac(&self.pepper, secret.as_bytes());
        let hashed = tokio::task::spawn_blocking(move || {
            let params =
                Params::new(MEMORY_KIB, PASSES, 1, None).expect("invariant: the parameters are constants");
            let mut hash = [0; 32];
            let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            argon.hash_password_into(&peppered, &salt, &mut hash).expect("invariant: lengths are constants");
            hash
        });
        hashed.await.expect("invariant: hashing does not panic")
    }
}

fn mac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("invariant: HMAC takes keys of every length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Compares without telling by its time where the first difference is.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Returns a fresh PIN: six digits, none of those everybody tries first.
#[must_use]
pub fn pin() -> String {
    loop {
        let bytes = random();
        let number = u64::from_le_bytes(bytes[..8].try_into().expect("invariant: eight bytes"));
        let pin = format!("{:06}", number % 10_u64.pow(PIN_DIGITS));
        if !is_weak(&pin) {
            return pin;
        }
    }
}

/// Returns true for a PIN of few digits, of steps, or of a repeated part.
#[must_use]
pub fn is_weak(pin: &str) -> bool {
    let digits: Vec<i16> = pin.bytes().map(|b| i16::from(b) - i16::from(b'0')).collect();
    let steps: Vec<i16> = digits.windows(2).map(|w| w[1] - w[0]).collect();
    let mut kinds = digits.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let repeats = |n: usize| digits.chunks(n).all(|c| *c == digits[..n]);
    kinds.len() < 3 || steps.iter().all(|s| *s == steps[0]) || repeats(2) || repeats(3)
}

/// Checks a chosen password.
///
/// # Errors
/// What is wrong with it.
pub fn check_password(password: &str) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err("a password has at least 12 characters: four words are easier to keep than signs");
    }
    if password.len() > SECRET_MAX {
        return Err("a password has at most 128 bytes");
    }
    let mut kinds: Vec<char> = password.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 5 {
        return Err("a password of so few different characters is guessed at once");
    }
    Ok(())
}

/// Returns a fresh password of letters and digits, 60 bits.
#[must_use]
pub fn password() -> String {
    letters(CODE_LEN * 3 / 2)
        .as_bytes()
        .chunks(4)
        .map(|c| String::from_utf8_lossy(c))
        .collect::<Vec<_>>()
        .join("-")
}

/// Returns a one-time code as it is read out, and what is kept of it.
#[must_use]
pub fn code() -> (String, Seal) {
    let code = letters(CODE_LEN);
    let seal = code_seal(&code);
    (format!("{}-{}", &code[..4], &code[4..]), seal)
}

fn letters(len: usize) -> String {
    // 32 letters: five bits of each byte, without bias.
    random().iter().take(len).map(|b| char::from(CODE_LETTERS[usize::from(b % 32)])).collect()
}

/// Returns what is kept of a code, however it was typed.
#[must_use]
pub fn code_seal(code: &str) -> Seal {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    Seal::of(plain.to_ascii_uppercase().as_bytes())
}

/// Returns the step of which a one-time password is, if it is that of a key at a time, one step early or late (RFC 6238,
/// SHA-1, 6 digits).
#[must_use]
pub fn otp_step(key: &[u8], given: &str, now: Timestamp) -> Option<i64> {
    let step = step_of(now);
    (step - 1..=step + 1).find(|step| u64::try_from(*step).is_ok_and(|s| otp(key, s) == given.trim()))
}

/// Returns whether a step is past, once another one was used: one that was seen over somebody's shoulder gets nobody in
/// (RFC 6238 §5.2). A clock that was set back lets people in all the same.
#[must_use]
pub fn is_used(step: i64, last: i64, now: Timestamp) -> bool {
    step <= last && last <= step_of(now) + 1
}

fn step_of(now: Timestamp) -> i64 {
    now.0.div_euclid(1000 * STEP_S)
}

/// The one-time password of a step (RFC 4226 §5.3).
fn otp(key: &[u8], step: u64) -> String {
    let mut mac =
        Hmac::<sha1::Sha1>::new_from_slice(key).expect("invariant: HMAC takes keys of every length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 0xf);
    let word = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", word % 1_000_000)
}

/// Returns a key of one-time passwords and how an authenticator application wants it: RFC 4648 Base32.
#[must_use]
pub fn otp_key() -> (Vec<u8>, String) {
    let key = random()[..20].to_vec();
    let text = base32(&key);
    (key, text)
}

fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |i: usize| bytes.get(i / 8).map_or(0, |b| (b >> (7 - i % 8)) & 1);
    (0..(bytes.len() * 8).div_ceil(5))
        .map(|group| (0..5).fold(0, |all, i| all << 1 | bit(group * 5 + i)))
        .map(|five| char::from(LETTERS[usize::from(five)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn one_time_passwords_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        let key = b"12345678901234567890";
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert!(otp_step(key, expected, Timestamp(seconds * 1000)).is_some(), "{seconds}");
            assert!(otp_step(key, expected, Timestamp((seconds + STEP_S) * 1000)).is_some(), "one step late");
            assert!(otp_step(key, expected, Timestamp((seconds + 3 * STEP_S) * 1000)).is_none(), "too late");
        }
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI", "RFC 4648 §10");
    }

    #[test]
    fn a_one_time_password_is_one_time_and_a_clock_set_back_keeps_nobody_out() {
        let now = Timestamp(1_000 * STEP_S * 1000);
        assert!(is_used(1_000, 1_000, now) && is_used(999, 1_000, now) && is_used(1_001, 1_001, now));
        assert!(!is_used(1_001, 1_000, now), "the next one");
        assert!(!is_used(1_000, 5_000, now), "the clock was far ahead");
    }

    #[test]
    fn pins_that_everybody_tries_first_are_weak() {
        for weak in ["000000", "111112", "123456", "987654", "121212", "123123"] {
            assert!(is_weak(weak), "{weak}");
        }
        for fine in ["492817", "830265"] {
            assert!(!is_weak(fine), "{fine}");
        }
        for _ in 0..200 {
            let pin = pin();
            assert!(pin.len() == 6 && !is_weak(&pin), "{pin}");
        }
    }

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let (code, seal) = code();
        assert_eq!(code.len(), 9);
        assert_eq!(code_seal(&code.to_lowercase().replace('-', " ")), seal);
        assert_ne!(code_seal("AAAA-AAAA"), seal);
    }

    #[test]
    fn short_and_dull_passwords_are_refused() {
        assert!(check_password("elevenchars").is_err());
        assert!(check_password("aaaaaaaaaaaaaaaa").is_err());
        assert!(check_password(&"é".repeat(80)).is_err());
        assert!(check_password("مفتاح المكتب الكبير").is_ok());
        assert!(check_password(&password()).is_ok());
    }

    #[tokio::test]
    async fn a_secret_fits_itself_only_and_needs_the_pepper() {
        let dir = tempfile::tempdir().unwrap();
        let hasher = Hasher::open(dir.path()).unwrap();
        let kept = hasher.hash("492817").await;
        assert!(hasher.fits("492817", &kept, Turn::Known).await);
        assert!(!hasher.fits("492818", &kept, Turn::Known).await);
        assert!(
            Hasher::open(dir.path()).unwrap().fits("492817", &kept, Turn::Known).await,
            "also after a restart"
        );
        let other = Hasher::open(tempfile::tempdir().unwrap().path()).unwrap();
        assert!(!other.fits("492817", &kept, Turn::Known).await, "the file alone is of no use");
    }

    #[tokio::test]
    async fn those_who_are_known_wait_for_no_stranger() {
        let dir = tempfile::tempdir().unwrap();
        let hasher = Arc::new(Hasher::open(dir.path()).unwrap());
        let kept = hasher.hash("492817").await;
        let mut strangers = tokio::task::JoinSet::new();
        for _ in 0..24 {
            let hasher = Arc::clone(&hasher);
            strangers.spawn(async move { hasher.waste("492818").await });
        }
        tokio::task::yield_now().await;
        assert!(hasher.fits("492817", &kept, Turn::Known).await);
        let mut done = 0;
        while strangers.try_join_next().is_some() {
            done += 1;
        }
        assert!(done < 12, "{done} strangers were served first");
    }
}
