//! A TOML text as plain values, with the place in the text of each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::de::{DeTable, DeValue};

use super::report::{Mistake, Severity, line_column};

/// One step down into the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// A key of a table.
    Key(String),
    /// An entry of a list, from 0.
    Index(usize),
}

/// The way from the top of the document to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path(Vec<Step>);

impl Path {
    pub(super) fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    pub(super) fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    fn parent(&self) -> Option<Self> {
        self.0.split_last().map(|(_, rest)| Self(rest.to_vec()))
    }

    /// Returns the first key, as `service`.
    pub(super) fn section(&self) -> Option<&str> {
        match self.0.first() {
            Some(Step::Key(key)) => Some(key),
            Some(Step::Index(_)) | None => None,
        }
    }
}

/// A document: its text, its values and where they stand.
pub(super) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    values: BTreeMap<Path, Range<usize>>,
    keys: BTreeMap<Path, Range<usize>>,
    ids: BTreeMap<Path, String>,
    /// Entries that were left out of a list because of a mistake: which of the written ones remain.
    kept: BTreeMap<Path, Vec<usize>>,
    damaged: BTreeSet<String>,
    /// Keys that are missing because they were misspelt, which has been noted.
    excused: BTreeSet<Path>,
    mistakes: Vec<Mistake>,
}

impl<'a> Source<'a> {
    /// Reads a text. Mistakes of syntax are noted, the rest of the text is read as far as possible.
    pub(super) fn read(file: &'a str, text: &'a str) -> (Self, Value) {
        let mut source = Self {
            file,
            text,
            values: BTreeMap::new(),
            keys: BTreeMap::new(),
            ids: BTreeMap::new(),
            kept: BTreeMap::new(),
            damaged: BTreeSet::new(),
            excused: BTreeSet::new(),
            mistakes: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            source.note_syntax(&error);
        }
        source.values.insert(Path::default(), 0..0);
        let root = source.table(&Path::default(), table.get_ref());
        (source, root)
    }

    fn note_syntax(&mut self, error: &toml::de::Error) {
        let (line, column) = line_column(self.text, error.span().map_or(0, |span| span.start));
        self.mistakes.push(Mistake {
            severity: Severity::Error,
            file: self.file.to_owned(),
            line,
            column,
            path: String::new(),
            what: format!("This is not TOML: {}.", error.message().trim_end().replace('\n', "; ")),
            remedy: "Write keys as name = value, texts in quotes, times of day as \"08:30-16:30\"."
                .to_owned(),
        });
    }

    fn table(&mut self, path: &Path, table: &DeTable<'_>) -> Value {
        let mut map = Map::new();
        for (key, value) in table {
            let at = path.key(key.get_ref());
            self.keys.insert(at.clone(), key.span());
            if let ("id", DeValue::String(id)) = (&**key.get_ref(), value.get_ref()) {
                self.ids.insert(path.clone(), id.to_string());
            }
            map.insert(key.get_ref().to_string(), self.value(&at, value.span(), value.get_ref()));
        }
        Value::Object(map)
    }

    fn value(&mut self, path: &Path, span: Range<usize>, value: &DeValue<'_>) -> Value {
        self.values.insert(path.clone(), span);
        match value {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Value::String(number.to_string()), |n| Value::Number(n.into())),
            DeValue::Float(number) => number
                .as_str()
                .parse()
                .ok()
                .and_then(Number::from_f64)
                .map_or_else(|| Value::String(number.to_string()), Value::Number),
            DeValue::Boolean(word) => Value::Bool(*word),
            // A date without quotes is as good as one with.
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(list) => Value::Array(
                list.iter()
                    .enumerate()
                    .map(|(i, entry)| self.value(&path.index(i), entry.span(), entry.get_ref()))
                    .collect(),
            ),
            DeValue::Table(table) => self.table(path, table),
        }
    }

    /// Notes a mistake at a value; the file cannot be used.
    pub(super) fn error(&mut self, path: &Path, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Error, path, false, what.into(), remedy.into());
    }

    /// Notes a mistake at a key rather than at its value.
    pub(super) fn key_error(&mut self, path: &Path, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Error, path, true, what.into(), remedy.into());
    }

    /// Notes something that deserves a look.
    pub(super) fn warning(&mut self, path: &Path, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Severity::Warning, path, false, what.into(), remedy.into());
    }

    fn note(&mut self, severity: Severity, path: &Path, at_key: bool, what: String, remedy: String) {
        let written = self.written(path);
        let (line, column) = line_column(self.text, self.place(&written, at_key));
        let path = self.display(&written);
        let file = self.file.to_owned();
        self.mistakes.push(Mistake { severity, file, line, column, path, what, remedy });
    }

    /// Says that the entries `kept` of the list at `path` are the only ones that later checks see.
    pub(super) fn keep_only(&mut self, path: &Path, kept: Vec<usize>) {
        self.kept.insert(path.clone(), kept);
    }

    /// Says that something was left out of the section `path` belongs to.
    pub(super) fn damage(&mut self, path: &Path) {
        if let Some(section) = path.section() {
            self.damaged.insert(section.to_owned());
        }
    }

    /// Returns whether something was left out of a section, so that what it lacks proves nothing.
    pub(super) fn is_damaged(&self, section: &str) -> bool {
        self.damaged.contains(section)
    }

    /// Says that a key was written under a wrong name, so that it is not missed as well.
    pub(super) fn excuse(&mut self, path: &Path) {
        let written = self.written(path);
        self.excused.insert(written);
    }

    /// Returns whether the text has this value, right or wrong, or its misspelt key.
    pub(super) fn is_written(&self, path: &Path) -> bool {
        let written = self.written(path);
        self.values.contains_key(&written) || self.excused.contains(&written)
    }

    /// Returns whether the text has anything below this path.
    pub(super) fn has_children(&self, path: &Path) -> bool {
        let written = self.written(path);
        self.values.keys().any(|p| p.parent().as_ref() == Some(&written))
    }

    /// Returns whether any mistake forbids to use the file.
    pub(super) fn is_wrong(&self) -> bool {
        self.mistakes.iter().any(|m| m.severity == Severity::Error)
    }

    /// Returns every mistake in the order of the file.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|m| (m.line, m.column, m.severity));
        self.mistakes
    }

    /// Turns the path a later check sees into the one written, where list entries were left out in between.
    fn written(&self, path: &Path) -> Path {
        let mut written = Path::default();
        for step in &path.0 {
            let step = match (step, self.kept.get(&written)) {
                (Step::Index(i), Some(kept)) => Step::Index(kept.get(*i).copied().unwrap_or(*i)),
                (Step::Key(_) | Step::Index(_), _) => step.clone(),
            };
            written = written.with(step);
        }
        written
    }

    /// Returns the byte where a path stands, or the nearest that is written where it is not.
    fn place(&self, path: &Path, at_key: bool) -> usize {
        let found = if at_key { self.keys.get(path) } else { None }.or_else(|| self.values.get(path));
        match (found, path.parent()) {
            (Some(span), _) => span.start,
            (None, Some(parent)) => self.place(&parent, false),
            (None, None) => 0,
        }
    }

    fn display(&self, path: &Path) -> String {
        let mut text = String::new();
        let mut so_far = Path::default();
        for step in &path.0 {
            so_far = so_far.with(step.clone());
            match (step, self.ids.get(&so_far)) {
                (Step::Key(key), _) if text.is_empty() => text.push_str(key),
                (Step::Key(key), _) => text.extend([".", key]),
                (Step::Index(_), Some(id)) => text.extend(["[", id, "]"]),
                (Step::Index(i), None) => write!(text, "[{}]", i + 1).unwrap_or_default(),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_the_entry_by_its_id_and_points_at_the_value() {
        let text = "[[service]]\nid = \"birth\"\n[[service]]\n  letter = \"I\"\n";
        let (mut source, _) = Source::read("office.toml", text);
        source.error(&Path::default().key("service").index(0).key("letter"), "a", "b");
        source.error(&Path::default().key("service").index(1).key("letter"), "a", "b");
        let shown: Vec<String> = source.into_mistakes().iter().map(ToString::to_string).collect();
        assert_eq!(shown[0], "office.toml:1:1: error in service[birth].letter\n  a\n  b\n");
        assert_eq!(shown[1], "office.toml:4:12: error in service[2].letter\n  a\n  b\n");
    }

    #[test]
    fn an_entry_left_out_does_not_move_the_others() {
        let text = "[[pad]]\nid = \"a\"\n[[pad]]\nid = \"b\"\n";
        let (mut source, _) = Source::read("office.toml", text);
        let pads = Path::default().key("pad");
        source.keep_only(&pads, vec![1]);
        source.error(&pads.index(0).key("id"), "a", "b");
        assert_eq!(source.into_mistakes()[0].line, 4);
    }

    #[test]
    fn a_date_needs_no_quotes_and_syntax_mistakes_are_all_found() {
        let (source, value) = Source::read("office.toml", "a = 2027-02-08\n");
        assert_eq!(value["a"], "2027-02-08");
        assert!(!source.is_wrong());
        let (source, _) = Source::read("office.toml", "a = \nb = 1\nc = ]\n");
        assert_eq!(source.into_mistakes().iter().map(|m| m.line).collect::<Vec<_>>(), [1, 3]);
    }
}
