//! Which clips say a number, a letter, a counter's sign or a whole call, in the grammar of each language. Pure.
//!
//! A clip is named after what it says: `n-7`, `letter-a`, `counter`. Arabic joins with and-forms (`and-20`), French links
//! within a number (`link-20`, `and-1`), English says `and` behind hundreds. A language without a grammar here is spoken
//! with whole numbers, each a clip of its own.

use std::collections::BTreeSet;

use queue::id::Number;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The largest number that is said as one; beyond it digits are said one by one.
pub const NUMBER_MAX: u32 = 1_999;
/// How far a pack of whole numbers must reach: further numbers are called by chime and screen.
pub const WHOLE_MIN: u32 = 199;

/// How a language puts numbers together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Grammar {
    /// Standard Arabic in pausal forms: units before tens, joined with wa-.
    Ar,
    /// French of France and Morocco: soixante-dix, quatre-vingts, quatre-vingt-dix.
    Fr,
    /// British English: a hundred and five.
    En,
    /// Each number has a clip of its own.
    Whole,
}

/// How much of a call is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The whole sentence.
    Full,
    /// Number and counter, while others wait to be called out.
    Short,
}

/// A part of what is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// The clip of this name.
    Clip(String),
    /// The pack's pause.
    Pause,
}

/// Returns the clips of a number, in order.
#[must_use]
pub fn number(grammar: Grammar, n: u32) -> Vec<String> {
    if grammar == Grammar::Whole {
        return vec![plain(n)];
    }
    if n > NUMBER_MAX {
        return n.to_string().bytes().map(|digit| plain(u32::from(digit - b'0'))).collect();
    }
    match grammar {
        Grammar::Ar => arabic(n),
        Grammar::Fr => french(n),
        Grammar::En => english(n),
        Grammar::Whole => unreachable!("answered above"),
    }
}

fn plain(n: u32) -> String {
    format!("n-{n}")
}

/// Thousand, hundreds, units, tens; everything but the first with wa-.
fn arabic(n: u32) -> Vec<String> {
    let (hundreds, rest) = (n % 1_000 / 100 * 100, n % 100);
    let (units, tens) = if rest < 20 { (rest, 0) } else { (rest % 10, rest - rest % 10) };
    let parts = [n / 1_000 * 1_000, hundreds, units, tens];
    let said: Vec<u32> = parts.into_iter().filter(|part| *part > 0).collect();
    match said.split_first() {
        None => vec![plain(0)],
        Some((first, others)) => {
            let joined = others.iter().map(|n| format!("and-{n}"));
            std::iter::once(plain(*first)).chain(joined).collect()
        }
    }
}

fn french(n: u32) -> Vec<String> {
    let (hundreds, rest) = (n % 1_000 / 100 * 100, n % 100);
    let mut said: Vec<String> =
        [n / 1_000 * 1_000, hundreds].into_iter().filter(|n| *n > 0).map(plain).collect();
    match rest {
        0 if !said.is_empty() => {}
        0..=19 => said.push(plain(rest)),
        20..=69 if rest.is_multiple_of(10) => said.push(plain(rest)),
        20..=69 => {
            said.push(french_tens(rest - rest % 10));
            said.push(if rest % 10 == 1 { "and-1".to_owned() } else { plain(rest % 10) });
        }
        70..=79 => {
            said.push(plain(60));
            said.push(if rest == 71 { "and-11".to_owned() } else { plain(rest - 60) });
        }
        80 => said.push(plain(80)),
        _ => said.extend([plain(80), plain(rest - 80)]),
    }
    said
}

/// The t of vingt is heard before a unit only.
fn french_tens(tens: u32) -> String {
    if tens == 20 { "link-20".to_owned() } else { plain(tens) }
}

fn english(n: u32) -> Vec<String> {
    let (hundreds, rest) = (n % 1_000 / 100 * 100, n % 100);
    let mut said: Vec<String> =
        [n / 1_000 * 1_000, hundreds].into_iter().filter(|n| *n > 0).map(plain).collect();
    if rest == 0 && !said.is_empty() {
        return said;
    }
    if !said.is_empty() {
        said.push("and".to_owned());
    }
    if rest < 20 {
        said.push(plain(rest));
    } else {
        said.push(plain(rest - rest % 10));
        if !rest.is_multiple_of(10) {
            said.push(plain(rest % 10));
        }
    }
    said
}

/// Returns the clip of a letter A to Z.
#[must_use]
pub fn letter(letter: char) -> String {
    format!("letter-{}", letter.to_ascii_lowercase())
}

/// Returns the clips of a counter's sign, as "3" or "B 12"; none when it holds anything but Latin letters, digits,
/// spaces and hyphens, and cannot be said from clips.
#[must_use]
pub fn sign(grammar: Grammar, sign: &str) -> Option<Vec<String>> {
    let mut said = Vec::new();
    let mut rest = sign.trim();
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            said.extend(number(grammar, rest[..digits].parse().ok()?));
            rest = &rest[digits..];
        } else {
            if first.is_ascii_alphabetic() {
                said.push(letter(first));
            } else if first != ' ' && first != '-' {
                return None;
            }
            rest = &rest[1..];
        }
    }
    (!said.is_empty()).then_some(said)
}

/// Returns what is said of a call. A counter whose sign cannot be said is left to the screen.
#[must_use]
pub fn call(grammar: Grammar, called: Number, counter: &str, form: Form) -> Vec<Piece> {
    let clip = |name: &str| Piece::Clip(name.to_owned());
    let mut said = Vec::new();
    if form == Form::Full {
        said.push(clip("number"));
    }
    said.push(Piece::Clip(letter(called.letter)));
    said.extend(number(grammar, called.value).into_iter().map(Piece::Clip));
    if let Some(sign) = sign(grammar, counter) {
        said.push(Piece::Pause);
        said.push(clip(if form == Form::Full { "counter" } else { "counter-short" }));
        said.extend(sign.into_iter().map(Piece::Clip));
    }
    said
}

/// Returns the name of every clip a pack of this grammar must have.
#[must_use]
pub fn required(grammar: Grammar) -> BTreeSet<String> {
    let numbers: Box<dyn Iterator<Item = u32>> = match grammar {
        Grammar::Whole => Box::new(1..=WHOLE_MIN),
        Grammar::Ar | Grammar::Fr | Grammar::En => Box::new(0..=NUMBER_MAX),
    };
    numbers
        .flat_map(|n| number(grammar, n))
        .chain(('a'..='z').map(letter))
        .chain(["number", "counter", "counter-short"].map(str::to_owned))
        .collect()
}
