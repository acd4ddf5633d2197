//! The words of the ticket in each language, and how values are put into them.
//!
//! A word missing in a language is taken from the languages it names as `fallback`; the caller is told, so that the
//! ticket can show a second language beneath.

use std::collections::BTreeMap;

use super::text::isolated;

/// The word tables built in, by locale tag.
const BUILT_IN: [(&str, &str); 4] = [
    ("ar", include_str!("../../../config/locales/ticket.ar.toml")),
    ("en", include_str!("../../../config/locales/ticket.en.toml")),
    ("fr", include_str!("../../../config/locales/ticket.fr.toml")),
    ("zgh", include_str!("../../../config/locales/ticket.zgh.toml")),
];

/// The language used when the asked one is unknown: every commune works in it beside Arabic.
pub(super) const LOCALE_DEFAULT: &str = "fr";

/// Every word a ticket may need, with the values that must stand in it.
const WORDS: [(Word, &str, &[&str]); 26] = [
    (Word::Greeting, "greeting", &[]),
    (Word::Number, "number", &[]),
    (Word::Ahead, "ahead", &["count"]),
    (Word::AheadNone, "ahead_none", &[]),
    (Word::AheadLabel, "ahead_label", &[]),
    (Word::WaitLabel, "wait_label", &[]),
    (Word::Wait, "wait", &["low", "high"]),
    (Word::WaitAbout, "wait_about", &["high"]),
    (Word::Priority, "priority", &[]),
    (Word::Appointment, "appointment", &["time"]),
    (Word::Duplicate, "duplicate", &["count"]),
    (Word::Issued, "issued", &["date", "time"]),
    (Word::Date, "date", &["day", "month", "year"]),
    (Word::Papers, "papers", &[]),
    (Word::Direction, "direction", &[]),
    (Word::Follow, "follow", &[]),
    (Word::Complaint, "complaint", &[]),
    (Word::Footer, "footer", &[]),
    (Word::Thanks, "thanks", &[]),
    (Word::Test, "test", &[]),
    (Word::Receipt, "receipt", &[]),
    (Word::ReceiptNumber, "receipt_number", &[]),
    (Word::ReceiptIssued, "receipt_issued", &["date", "time"]),
    (Word::AnswerBy, "answer_by", &["date"]),
    (Word::FollowReceipt, "follow_receipt", &[]),
    (Word::ReceiptFooter, "receipt_footer", &[]),
];

/// One word or sentence of the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Greeting,
    Number,
    Ahead,
    AheadNone,
    AheadLabel,
    WaitLabel,
    Wait,
    WaitAbout,
    Priority,
    Appointment,
    Duplicate,
    Issued,
    Date,
    Papers,
    Direction,
    Follow,
    Complaint,
    Footer,
    Thanks,
    Test,
    Receipt,
    ReceiptNumber,
    ReceiptIssued,
    AnswerBy,
    FollowReceipt,
    ReceiptFooter,
}

/// The words of the ticket in every language.
#[derive(Clone, Debug)]
pub struct WordBook {
    tables: BTreeMap<String, Table>,
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    direction: Direction,
    fallback: Vec<String>,
    words: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    Rtl,
    Ltr,
}

/// Why a table of ticket words was refused.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// The file is not TOML or has an unknown key.
    #[error("ticket words '{locale}' cannot be read: {reason}")]
    Unreadable {
        /// The locale of the table.
        locale: String,
        /// The parser's words, with the line.
        reason: String,
    },
    /// A word that no ticket has.
    #[error("ticket words '{locale}': there is no word named '{word}'; remove the line or correct its name")]
    Unknown {
        /// The locale of the table.
        locale: String,
        /// The key that is not known.
        word: String,
    },
    /// A sentence lacks one of its values, or has one that is not filled in.
    #[error("ticket words '{locale}': '{word}' must contain {expected} and no other braces")]
    Placeholder {
        /// The locale of the table.
        locale: String,
        /// The key.
        word: String,
        /// The values it must contain.
        expected: String,
    },
    /// A word is missing in a language and in all it falls back to.
    #[error("ticket words '{locale}': '{word}' is missing, and no fallback language has it; add it")]
    Missing {
        /// The locale of the table.
        locale: String,
        /// The key.
        word: String,
    },
    /// A character that no embedded font can print.
    #[error(
        "ticket words '{locale}': '{word}' has {character}, which no font of the printer has; write it otherwise"
    )]
    Unprintable {
        /// The locale of the table.
        locale: String,
        /// The key.
        word: String,
        /// The character with its code point.
        character: String,
    },
}

impl WordBook {
    /// Returns the words that come with the product: Arabic, English, French, Amazigh.
    ///
    /// # Panics
    /// If a built-in table is wrong, which a test excludes.
    pub fn built_in() -> Self {
        Self::from_tables(BUILT_IN).expect("invariant: the built-in ticket words are checked by a test")
    }

    /// Reads word tables given as (locale tag, TOML text).
    ///
    /// # Errors
    /// Names the language and the word to correct.
    pub fn from_tables<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, WordError> {
        let mut tables = BTreeMap::new();
        for (locale, file) in files {
            let table: Table = toml::from_str(file).map_err(|error| WordError::Unreadable {
                locale: locale.into(),
                reason: error.to_string().trim_end().into(),
            })?;
            check_words(locale, &table)?;
            tables.insert(locale.to_owned(), table);
        }
        let book = Self { tables };
        for locale in book.tables.keys() {
            for (word, key, _) in WORDS {
                if book.find(locale, word).is_none() {
                    return Err(WordError::Missing { locale: locale.clone(), word: key.into() });
                }
            }
        }
        Ok(book)
    }

    /// Returns how a test print is called, in each language that has a word for it.
    pub fn test(&self) -> super::Texts {
        let own = |locale: &String| Some((locale.clone(), self.own(locale, Word::Test)?.to_owned()));
        self.tables.keys().filter_map(own).collect()
    }

    /// Returns one line with a word of every language, to see on paper that every script can be printed.
    pub fn alphabets(&self) -> super::Texts {
        let greetings: Vec<&str> =
            self.tables.keys().filter_map(|locale| self.own(locale, Word::Greeting)).collect();
        let line = greetings.join(" · ");
        self.tables.keys().map(|locale| (locale.clone(), line.clone())).collect()
    }

    /// Returns the asked locale if there are words in it, otherwise the default one.
    pub(super) fn known<'a>(&self, locale: &'a str) -> &'a str {
        if self.tables.contains_key(locale) { locale } else { LOCALE_DEFAULT }
    }

    /// Returns the locales to try for a text of the office, in turn: the chosen one, its fallbacks, then any other.
    pub(super) fn chain<'a>(&'a self, locale: &'a str) -> impl Iterator<Item = &'a str> {
        let fallbacks = self.tables.get(locale).map_or(&[][..], |table| &table.fallback);
        std::iter::once(locale)
            .chain(fallbacks.iter().map(String::as_str))
            .chain(self.tables.keys().map(String::as_str))
    }

    /// Returns a word with the locale it was found in, which is another one where the asked has none.
    pub(super) fn find<'a>(&'a self, locale: &'a str, word: Word) -> Option<(&'a str, &'a str)> {
        let key = key_of(word);
        let own = self.tables.get_key_value(locale)?;
        let others = own.1.fallback.iter().filter_map(|name| self.tables.get_key_value(name));
        std::iter::once(own)
            .chain(others)
            .find_map(|(name, table)| table.words.get(key).map(|text| (name.as_str(), text.as_str())))
    }

    /// Returns a word of exactly this locale.
    pub(super) fn own(&self, locale: &str, word: Word) -> Option<&str> {
        self.tables.get(locale)?.words.get(key_of(word)).map(String::as_str)
    }

    /// Returns the writing direction of a locale; an unknown one is written left to right.
    pub(super) fn direction(&self, locale: &str) -> Direction {
        self.tables.get(locale).map_or(Direction::Ltr, |table| table.direction)
    }

    /// Checks that every word can be printed.
    ///
    /// # Errors
    /// Names the language, the word and the character no font has.
    pub fn check_printable(&self) -> Result<(), WordError> {
        for (locale, table) in &self.tables {
            for (word, text) in &table.words {
                if let Some(character) = super::unprintable(text).first() {
                    return Err(WordError::Unprintable {
                        locale: locale.clone(),
                        word: word.clone(),
                        character: super::text::describe(*character),
                    });
                }
            }
        }
        Ok(())
    }
}

/// Returns a sentence with its values filled in, each kept apart so that it never reverses inside Arabic.
pub(super) fn filled(sentence: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(sentence.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), &isolated(value))
    })
}

fn key_of(word: Word) -> &'static str {
    WORDS.iter().find(|entry| entry.0 == word).map_or("", |entry| entry.1)
}

fn check_words(locale: &str, table: &Table) -> Result<(), WordError> {
    for (key, text) in &table.words {
        let Some((_, _, values)) = WORDS.iter().find(|entry| entry.1 == key) else {
            return Err(WordError::Unknown { locale: locale.into(), word: key.clone() });
        };
        let rest = values.iter().fold(text.clone(), |rest, value| rest.replace(&format!("{{{value}}}"), ""));
        let all = values.iter().all(|value| text.contains(&format!("{{{value}}}")));
        if !all || rest.contains(['{', '}']) {
            let expected = values.iter().map(|value| format!("{{{value}}}")).collect::<Vec<_>>().join(" ");
            let expected = if expected.is_empty() { "no value".into() } else { expected };
            return Err(WordError::Placeholder { locale: locale.into(), word: key.clone(), expected });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_words_are_complete_and_printable() {
        let book = WordBook::from_tables(BUILT_IN).unwrap();
        book.check_printable().unwrap();
    }

    #[test]
    fn amazigh_falls_back_to_french_where_no_well_known_word_exists() {
        let book = WordBook::built_in();
        assert_eq!(book.find("zgh", Word::Number).unwrap().0, "zgh");
        assert_eq!(book.find("zgh", Word::Footer).unwrap().0, "fr");
    }

    #[test]
    fn a_wrong_table_is_refused_by_name() {
        let base = "direction = \"ltr\"\nfallback = []\n[words]\n";
        let cases = [
            (format!("{base}ahead = \"many\""), "'ahead' must contain {count}"),
            (format!("{base}number = \"no {{x}}\""), "'number' must contain no value"),
            (format!("{base}nubmer = \"no\""), "no word named 'nubmer'"),
            (format!("{base}number = \"no\""), "'greeting' is missing"),
            ("direction = \"up\"".into(), "cannot be read"),
        ];
        for (file, expected) in cases {
            let error = WordBook::from_tables([("xx", file.as_str())]).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("'xx'"), "{error}");
        }
    }

    #[test]
    fn a_value_is_isolated_where_it_is_filled_in() {
        assert_eq!(
            filled("{a} - {b}", &[("a", "1".into()), ("b", "2".into())]),
            "\u{2066}1\u{2069} - \u{2066}2\u{2069}"
        );
    }
}
