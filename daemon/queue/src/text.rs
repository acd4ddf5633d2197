//! Values that are written as text: written at one go, read without a copy of the text.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

struct Text<T>(PhantomData<T>);

impl<T: FromStr<Err: Display>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Reads a value from its text. A state holds ten of them for each ticket, and a start reads a day of tickets.
pub(crate) fn read<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    d.deserialize_str(Text(PhantomData))
}

/// A short text of ASCII, put together in place. An event holds a dozen of them, and `write!` goes through each by its
/// parts: that is most of what it costs to write one.
pub(crate) struct Written<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Written<N> {
    pub(crate) fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    /// Adds one character of ASCII.
    pub(crate) fn add(&mut self, character: u8) {
        debug_assert!(character.is_ascii(), "{character} is a part of a character");
        self.bytes[self.length] = character;
        self.length += 1;
    }

    /// Adds the last `width` decimal digits of a number, with zeros in front.
    pub(crate) fn digits(&mut self, number: u32, width: u32) {
        for place in (0..width).rev() {
            self.add(b'0' + (number / 10_u32.pow(place) % 10) as u8);
        }
    }

    /// Adds two hexadecimal digits for each byte.
    pub(crate) fn hex(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        for byte in bytes {
            self.add(DIGITS[usize::from(byte >> 4)]);
            self.add(DIGITS[usize::from(byte & 15)]);
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("invariant: ASCII is UTF-8")
    }
}
