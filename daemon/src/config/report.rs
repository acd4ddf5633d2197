//! What is wrong with a configuration file, said so that the person who wrote it can mend it.

use std::fmt;

use serde::Serialize;

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but somebody should look at this.
    Warning,
}

/// One mistake, where it stands and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// Whether the file can be used all the same.
    pub severity: Severity,
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The field, as `service[birth-extract].letter`; list entries without an id are counted from 1.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}:{}:{}: {severity}", self.file, self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, " in {}", self.path)?;
        }
        write!(f, "\n  {}\n  {}\n", self.what, self.remedy)
    }
}

/// Every mistake of a file, in the order of the file; at least one is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct ConfigErrors {
    /// The mistakes, warnings among them.
    pub mistakes: Vec<Mistake>,
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mistake in &self.mistakes {
            writeln!(f, "{mistake}")?;
        }
        let errors = self.mistakes.iter().filter(|m| m.severity == Severity::Error).count();
        let warnings = self.mistakes.len() - errors;
        write!(f, "{errors} {}", if errors == 1 { "error" } else { "errors" })?;
        match warnings {
            0 => Ok(()),
            1 => write!(f, ", 1 warning"),
            more => write!(f, ", {more} warnings"),
        }
    }
}

/// Returns line and column, both from 1, of a byte of the text.
pub(super) fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// Returns the candidate most like a mistyped word, if any is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns how many characters must be changed, added or removed to turn one word into the other (Levenshtein 1966).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = 1\nnom = \"Salé\" # ك x\n";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 6), (2, 1));
        assert_eq!(line_column(text, text.find('x').expect("an x")), (2, 18));
        assert_eq!(line_column(text, 9_999), (3, 1), "past the end is the end");
    }

    #[test]
    fn a_mistyped_word_finds_the_one_that_was_meant() {
        let keys = ["letter", "names", "target_wait_minutes"];
        assert_eq!(nearest("leter", keys), Some("letter"));
        assert_eq!(nearest("target_wait_minuts", keys), Some("target_wait_minutes"));
        assert_eq!(nearest("colour", keys), None);
    }
}
