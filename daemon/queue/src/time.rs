//! Time as the core sees it: instants handed in by the caller, and calendar dates without a zone.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Written;

/// An instant: milliseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC with milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

/// One second, in the milliseconds this crate counts in.
pub const SECOND_MS: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// One hour in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Why a text is not an instant or a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct InvalidTime {
    /// The text as given, cut to 40 characters.
    pub text: String,
    /// What was expected, with an example.
    pub expected: &'static str,
}

impl Timestamp {
    /// Returns the milliseconds from `earlier` to this instant, never negative: a clock that was set
    /// back must not make a waiting time negative.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        (self - earlier).max(0)
    }

    /// Returns the date where clocks are so many milliseconds ahead of UTC.
    #[must_use]
    pub fn date(self, offset_ms: i64) -> Date {
        Date::from_days((self + offset_ms).0.div_euclid(DAY_MS))
    }

    /// Returns the time there as clocks show it, "09:05".
    #[must_use]
    pub fn hour_minute(self, offset_ms: i64) -> String {
        let minutes = (self + offset_ms).0.rem_euclid(DAY_MS) / MINUTE_MS;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Add<i64> for Timestamp {
    type Output = Self;
    fn add(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl Sub for Timestamp {
    type Output = i64;
    fn sub(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

impl Timestamp {
    /// `None` outside of the years 0 to 9999, which RFC 3339 cannot write.
    fn written(self) -> Option<Written<24>> {
        let ms = self.0.rem_euclid(DAY_MS);
        let part = |of: i64, within: i64| (ms / of % within) as u32;
        let mut text = Written::new();
        self.date(0).write(&mut text)?;
        for (before, number, width) in [
            (b'T', part(HOUR_MS, 24), 2),
            (b':', part(MINUTE_MS, 60), 2),
            (b':', part(SECOND_MS, 60), 2),
            (b'.', part(1, 1000), 3),
        ] {
            text.add(before);
            text.digits(number, width);
        }
        text.add(b'Z');
        Some(text)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written() {
            Some(text) => f.write_str(text.as_str()),
            None => write!(f, "{} ms from 1970", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTime;
    /// Reads the form this crate writes, `2026-11-24T09:12:03.123Z`, and no other.
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let wrong = || InvalidTime {
            text: text.chars().take(40).collect(),
            expected: "an instant in UTC with milliseconds, as 2026-11-24T09:12:03.123Z",
        };
        let b = text.as_bytes();
        let shaped = b.len() == 24
            && b[10] == b'T'
            && b[13] == b':'
            && b[16] == b':'
            && b[19] == b'.'
            && b[23] == b'Z';
        if !shaped || !text.is_ascii() {
            return Err(wrong());
        }
        let date: Date = text[..10].parse().map_err(|_| wrong())?;
        let part = |from: usize, to: usize| number(&b[from..to]).map(i64::from).ok_or_else(wrong);
        let (h, m, s, ms) = (part(11, 13)?, part(14, 16)?, part(17, 19)?, part(20, 23)?);
        if h > 23 || m > 59 || s > 59 {
            return Err(wrong());
        }
        Ok(Self(date.days() * DAY_MS + h * HOUR_MS + m * MINUTE_MS + s * SECOND_MS + ms))
    }
}

/// Reads a few decimal digits and nothing else.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

/// A calendar date without a zone; the name of an office day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the date, or `None` when no such day exists.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        ((1..=days).contains(&day) && (0..=9999).contains(&year)).then_some(Self { year, month, day })
    }

    /// Returns year, month (1-12) and day (1-31).
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// Returns the days since 1970-01-01. Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", `days_from_civil`.
    #[must_use]
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Returns the date that many days after 1970-01-01 (the inverse of [`Date::days`]).
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let doe = shifted.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// Returns the day of the week, 0 = Monday … 6 = Sunday (ISO 8601 order).
    #[must_use]
    pub fn weekday(self) -> usize {
        (self.days() + 3).rem_euclid(7) as usize
    }

    /// `None` outside of the years 0 to 9999.
    fn write<const N: usize>(self, text: &mut Written<N>) -> Option<()> {
        let year = u32::try_from(self.year).ok().filter(|year| *year <= 9999)?;
        text.digits(year, 4);
        for part in [self.month, self.day] {
            text.add(b'-');
            text.digits(part.into(), 2);
        }
        Some(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Written::<10>::new();
        match self.write(&mut text) {
            Some(()) => f.write_str(text.as_str()),
            None => write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day),
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let wrong = || InvalidTime {
            text: text.chars().take(40).collect(),
            expected: "a date that exists, as 2026-11-24",
        };
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return Err(wrong());
        }
        let part = |from: usize, to: usize| number(&b[from..to]).ok_or_else(wrong);
        let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
        Self::new(year as i32, month as u8, day as u8).ok_or_else(wrong)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_instant_is_written_as_rfc_3339_in_utc() {
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp(1_795_511_523_123).to_string(), "2026-11-24T09:12:03.123Z");
        assert_eq!("2026-11-24T09:12:03.123Z".parse(), Ok(Timestamp(1_795_511_523_123)));
        for wrong in [
            "",
            "2026-11-24",
            "2026-11-24T25:00:00.000Z",
            "2026-02-30T00:00:00.000Z",
            "2026-11-24T09:12:03+00:00",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_ahead_of_utc_shows_another_time_and_around_midnight_another_day() {
        let late: Timestamp = "2026-11-24T23:05:59.999Z".parse().unwrap();
        assert_eq!((late.date(0).to_string(), late.hour_minute(0)), ("2026-11-24".into(), "23:05".into()));
        let [ahead, behind] = [HOUR_MS, -24 * HOUR_MS];
        assert_eq!(
            (late.date(ahead).to_string(), late.hour_minute(ahead)),
            ("2026-11-25".into(), "00:05".into())
        );
        assert_eq!(late.date(behind).to_string(), "2026-11-23");
        assert_eq!(
            (Timestamp(-1).date(0).to_string(), Timestamp(-1).hour_minute(0)),
            ("1969-12-31".into(), "23:59".into())
        );
    }

    #[test]
    fn years_that_have_no_four_digits_are_told_all_the_same() {
        assert_eq!(Timestamp(253_402_300_799_999).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Timestamp(253_402_300_800_000).to_string(), "253402300800000 ms from 1970");
        assert_eq!(Timestamp(i64::MIN).to_string(), format!("{} ms from 1970", i64::MIN));
        assert_eq!(Date::from_days(2_932_897).to_string(), "10000-01-01");
    }

    #[test]
    fn weekdays_and_leap_days_are_right() {
        assert_eq!(Date::new(2026, 11, 24).map(Date::weekday), Some(1), "a Tuesday");
        assert!(Date::new(2028, 2, 29).is_some());
        assert!(Date::new(2026, 2, 29).is_none());
        assert!(Date::new(2100, 2, 29).is_none());
    }

    proptest! {
        #[test]
        fn any_instant_reads_back(ms in -60_000_000_000_000_i64..250_000_000_000_000) {
            prop_assert_eq!(Timestamp(ms).to_string().parse(), Ok(Timestamp(ms)));
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".{0,30}") {
            let _ = text.parse::<Timestamp>();
            let _ = text.parse::<Date>();
        }
    }
}
