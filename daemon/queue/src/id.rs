//! Identifiers: one type each, so that a counter can never stand where a service belongs.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Written;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a valid {what}: {rule}")]
pub struct InvalidId {
    /// The kind of identifier that was expected.
    pub what: &'static str,
    /// The text as given, cut to 80 characters.
    pub text: String,
    /// What the text must look like.
    pub rule: &'static str,
}

const SLUG_RULE: &str = "1 to 32 of a-z, 0-9 and '-'";
const COMMAND_RULE: &str = "1 to 100 of letters, digits and '. _ : -'";

fn is_slug(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_command(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'-'))
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $check:ident, $rule:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks and takes over a text.
            ///
            /// # Errors
            /// [`InvalidId`] when the text breaks the rule of this kind of identifier.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                if $check(text) {
                    Ok(Self(Arc::from(text)))
                } else {
                    Err(InvalidId { what: stringify!($name), text: text.chars().take(80).collect(), rule: $rule })
                }
            }

            /// Returns the identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                crate::text::read(d)
            }
        }
    };
}

text_id!(
    /// An office: one place with one queue system.
    OfficeId, is_slug, SLUG_RULE
);
text_id!(
    /// A service: what a citizen comes for.
    ServiceId, is_slug, SLUG_RULE
);
text_id!(
    /// A counter: where a clerk serves.
    CounterId, is_slug, SLUG_RULE
);
text_id!(
    /// A device of the office: printer, pad, panel, line, camera.
    DeviceId, is_slug, SLUG_RULE
);
text_id!(
    /// A command's own id, made once by whoever sends it, so that a repeated command gets the first answer.
    CommandId, is_command, COMMAND_RULE
);

text_id!(
    /// What another system calls an appointment it made, so that it is known again when it comes again.
    Reference, is_slug, SLUG_RULE
);

/// A ticket's identity for ever: a UUID (version 7 as made by the daemon), never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(pub u128);

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.to_be_bytes();
        let mut text = Written::<36>::new();
        text.hex(&bytes[..4]);
        for group in [&bytes[4..6], &bytes[6..8], &bytes[8..10], &bytes[10..]] {
            text.add(b'-');
            text.hex(group);
        }
        f.write_str(text.as_str())
    }
}

impl fmt::Debug for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for TicketId {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let wrong = || InvalidId {
            what: "TicketId",
            text: text.chars().take(80).collect(),
            rule: "a UUID, as 8-4-4-4-12 hexadecimal digits",
        };
        if text.len() != 36 {
            return Err(wrong());
        }
        let mut id = 0;
        for (i, c) in text.chars().enumerate() {
            match (matches!(i, 8 | 13 | 18 | 23), c.to_digit(16)) {
                (true, _) if c == '-' => (),
                (false, Some(digit)) => id = id << 4 | u128::from(digit),
                _ => return Err(wrong()),
            }
        }
        Ok(Self(id))
    }
}

impl Serialize for TicketId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TicketId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

/// A ticket's number as printed and called: a letter and at least three digits, from 001.
///
/// After 999 it goes on with four digits: a number is never given twice on one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The letter of the service, A to Z.
    pub letter: char,
    /// The running value within the letter and the office day, from 1.
    pub value: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.letter, self.value)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let wrong = || InvalidId {
            what: "Number",
            text: text.chars().take(80).collect(),
            rule: "a letter A-Z and 3 to 6 digits, as A042",
        };
        let letter = text.chars().next().filter(char::is_ascii_uppercase).ok_or_else(wrong)?;
        let digits = &text[1..];
        if !(3..=6).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        Ok(Self { letter, value: digits.parse().map_err(|_| wrong())? })
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_id_reads_back_what_it_wrote() {
        let id = TicketId(0x0193_5f2a_7b1c_7def_8123_4567_89ab_cdef);
        assert_eq!(id.to_string(), "01935f2a-7b1c-7def-8123-456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn a_number_is_a_letter_and_at_least_three_digits() {
        assert_eq!(Number { letter: 'A', value: 42 }.to_string(), "A042");
        assert_eq!(Number { letter: 'A', value: 1000 }.to_string(), "A1000");
        assert_eq!("B007".parse(), Ok(Number { letter: 'B', value: 7 }));
        for wrong in ["", "A", "A42", "a042", "É042", "A04x", "A1234567"] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn identifiers_refuse_what_could_break_a_topic_or_a_path() {
        for wrong in ["", "Counter", "a/b", "a b", "a+", "é", &"x".repeat(33)] {
            assert!(CounterId::new(wrong).is_err(), "{wrong}");
        }
        assert!(CommandId::new("pad-3:0011:7").is_ok());
        assert!(CommandId::new("a b").is_err());
    }
}
