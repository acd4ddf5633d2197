//! The report of a month as PDF, in Arabic and French, with charts: made on command, or by itself once a month is over.
//!
//! # Layout
//! - `page`, `chart`: what stands where
//! - [`schedule`]: written and sent by itself

mod chart;
mod page;
pub mod schedule;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use display::sheet::SheetError;
use display::words::say;
use queue::OfficeConfig;
use queue::config::{Locale, Names};
use queue::figures::{DeviceRow, Filter, Grouping, Key, Row, devices, measure};
use queue::id::DeviceId;
use queue::time::Date;

use crate::config::Clerks;
use crate::figures::{Archive, name_clerks};

type Words = BTreeMap<String, String>;

/// A month of a year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Month {
    year: i32,
    month: u8,
}

/// Why a text is no month.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a month is written as 2026-11")]
pub struct InvalidMonth;

impl FromStr for Month {
    type Err = InvalidMonth;
    fn from_str(text: &str) -> Result<Self, InvalidMonth> {
        let first: Date = format!("{text}-01").parse().map_err(|_| InvalidMonth)?;
        Ok(Self::of(first))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Month {
    /// Returns the month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let (year, month, _) = date.ymd();
        Self { year, month }
    }

    /// Returns its first day.
    #[must_use]
    pub fn first(self) -> Date {
        Date::new(self.year, self.month, 1).expect("invariant: a month has a first day")
    }

    /// Returns the month before.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(Date::from_days(self.first().days() - 1))
    }

    /// Returns the day after its last.
    #[must_use]
    pub fn end(self) -> Date {
        // 31 days after the first it is the next month, whatever the month.
        Self::of(Date::from_days(self.first().days() + 31)).first()
    }
}

/// What a report is made from.
pub struct Content<'a> {
    config: &'a OfficeConfig,
    month: Month,
    made: Date,
    /// The office days of the month.
    days: Vec<Date>,
    /// How often each day of the week was one of them, Monday first.
    weekdays: [u32; 7],
    all: Option<Row>,
    before: Option<Row>,
    by_day: Vec<Row>,
    by_hour: Vec<Row>,
    by_service: Vec<Row>,
    by_counter: Vec<Row>,
    by_clerk: Vec<Row>,
    devices: Vec<DeviceRow>,
}

impl<'a> Content<'a> {
    /// Gathers a month; `made` is the date on the paper, `code` what stands for an account where the office wants codes.
    #[must_use]
    pub fn of(
        config: &'a OfficeConfig,
        archive: &Archive,
        month: Month,
        made: Date,
        (clerks, code): (Clerks, &dyn Fn(&DeviceId) -> String),
    ) -> Self {
        let days = archive.days(month.first(), month.end());
        let before = archive.days(month.before().first(), month.first());
        let rows = |by| measure(days.iter().map(AsRef::as_ref), &Filter::default(), by, true);
        let whole = measure(before.iter().map(AsRef::as_ref), &Filter::default(), Grouping::All, true);
        let mut by_clerk = if clerks == Clerks::Off { Vec::new() } else { rows(Grouping::Clerk) };
        if clerks == Clerks::Pseudonym {
            name_clerks(&mut by_clerk, |id| Some(code(id)));
        }
        let mut weekdays = [0; 7];
        days.iter().for_each(|day| weekdays[day.day.weekday()] += 1);
        Self {
            config,
            month,
            made,
            days: days.iter().map(|day| day.day).collect(),
            weekdays,
            all: rows(Grouping::All).pop(),
            before: whole.into_iter().next(),
            by_day: rows(Grouping::Day),
            by_hour: rows(Grouping::HourOfWeek),
            by_service: rows(Grouping::Service),
            by_counter: rows(Grouping::Counter),
            by_clerk,
            devices: devices(days.iter().map(AsRef::as_ref)),
        }
    }

    /// Returns whether the office was open in the month.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// Returns the report in a language: Arabic, or else French.
    ///
    /// # Errors
    /// [`SheetError`].
    pub fn pdf(&self, locale: Locale) -> Result<Vec<u8>, SheetError> {
        page::pages(self, &Tongue::new(locale)).pdf()
    }

    fn office_name(&self, tongue: &Tongue) -> String {
        tongue.of(&self.config.names)
    }

    fn name_of(&self, key: &Key, tongue: &Tongue) -> String {
        match key {
            Key::Service(id) => {
                self.config.service(id).map_or_else(|| id.to_string(), |s| tongue.of(&s.names))
            }
            Key::Counter(id) => self.config.counter(id).map_or_else(|| id.to_string(), |c| c.label.clone()),
            other => other.to_string(),
        }
    }
}

/// A language of reports: its words, and how it writes numbers.
pub struct Tongue {
    lang: &'static str,
    locale: Locale,
    book: BTreeMap<String, Words>,
}

impl Tongue {
    /// Returns Arabic, or else French.
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        let book = toml::from_str(include_str!("../../../config/locales/report.toml"))
            .expect("invariant: the embedded file is tested");
        let (lang, locale) = if locale == Locale::Ar { ("ar", Locale::Ar) } else { ("fr", Locale::Fr) };
        Self { lang, locale, book }
    }

    fn word<'t>(&'t self, key: &'t str) -> &'t str {
        self.book.get(key).and_then(|words| words.get(self.lang)).map_or(key, String::as_str)
    }

    fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        let fill = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{name}}}"), value);
        values.iter().fold(self.word(key).to_owned(), fill)
    }

    fn of(&self, names: &Names) -> String {
        names.get(&self.locale).or_else(|| names.values().next()).cloned().unwrap_or_default()
    }

    fn said(&self, key: &str) -> String {
        let said = say(self.lang, key, &[]).into_iter().next();
        said.map_or_else(|| key.to_owned(), |said| said.text)
    }

    /// Returns the name of a month, with its year.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        format!("{} {}", self.said(&format!("month-{}", month.month)), month.year)
    }

    /// `day` counts from Monday; the catalogue from Sunday.
    fn weekday(&self, day: usize) -> String {
        self.said(&format!("weekday-{}", (day + 1) % 7))
    }

    fn date(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        format!("{day} {} {year}", self.said(&format!("month-{month}")))
    }

    fn hour(&self, hour: u8) -> String {
        if self.lang == "fr" { format!("{hour} h") } else { hour.to_string() }
    }

    /// A number as people here write it: a comma, and thousands apart.
    fn number(&self, n: f64, decimals: u8) -> String {
        let text = format!("{n:.*}", usize::from(decimals));
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) && digit.is_ascii_digit() {
                grouped.push(if self.lang == "fr" { '\u{202f}' } else { '.' });
            }
            grouped.push(digit);
        }
        if rest.is_empty() { grouped } else { format!("{grouped},{rest}") }
    }

    fn percent(&self, per_mille: Option<u32>) -> String {
        per_mille.map_or_else(
            || "–".to_owned(),
            |pm| format!("{}\u{a0}%", self.number(f64::from(pm) / 10.0, u8::from(!pm.is_multiple_of(10)))),
        )
    }

    /// Seconds as minutes; a decimal below ten.
    fn minutes(&self, seconds: Option<u32>) -> String {
        let Some(seconds) = seconds else { return "–".to_owned() };
        let decimals = u8::from(seconds < 600 && !seconds.is_multiple_of(60));
        self.filled("minutes", &[("v", &self.number(f64::from(seconds) / 60.0, decimals))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_and_ends_where_it_should() {
        for (text, first, end, before) in [
            ("2026-11", "2026-11-01", "2026-12-01", "2026-10"),
            ("2026-12", "2026-12-01", "2027-01-01", "2026-11"),
            ("2028-02", "2028-02-01", "2028-03-01", "2028-01"),
            ("2026-01", "2026-01-01", "2026-02-01", "2025-12"),
        ] {
            let month: Month = text.parse().unwrap();
            assert_eq!(
                (month.first().to_string(), month.end().to_string()),
                (first.to_owned(), end.to_owned())
            );
            assert_eq!((month.to_string(), month.before().to_string()), (text.to_owned(), before.to_owned()));
        }
        for wrong in ["2026", "2026-13", "2026-1", "11-2026", ""] {
            assert_eq!(wrong.parse::<Month>(), Err(InvalidMonth), "{wrong}");
        }
    }

    #[test]
    fn every_word_is_there_in_both_languages_and_numbers_are_written_as_here() {
        let (fr, ar) = (Tongue::new(Locale::Fr), Tongue::new(Locale::Ar));
        for (key, words) in &fr.book {
            assert!(words.contains_key("fr") && words.contains_key("ar"), "{key}");
        }
        assert_eq!(fr.number(1234.56, 1), "1\u{202f}234,6");
        assert_eq!(
            (ar.number(1234.0, 0), fr.percent(Some(875))),
            ("1.234".to_owned(), "87,5\u{a0}%".to_owned())
        );
        assert_eq!((fr.minutes(Some(90)), fr.minutes(None)), ("1,5 min".to_owned(), "–".to_owned()));
        assert_eq!((fr.weekday(0), fr.weekday(6)), ("lundi".to_owned(), "dimanche".to_owned()));
        assert_eq!(fr.month("2026-11".parse().unwrap()), "novembre 2026");
    }
}
