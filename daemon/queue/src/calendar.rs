//! When an office is open, in local time: weekly hours, dated periods such as Ramadan, and holidays.
//!
//! The calendar knows no zone. The daemon turns its local hours into instants with the system's tzdata
//! and hands the result to the core as a [`DayPlan`], so that history never depends on later zone rules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::config::Names;
use crate::time::{Date, InvalidTime, Timestamp};

/// A local time of day, in minutes from midnight; `24:00` is the end of the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LocalTime(u16);

impl LocalTime {
    /// Returns the minutes since midnight, 0 to 1440.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl FromStr for LocalTime {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let wrong = || InvalidTime {
            text: text.chars().take(40).collect(),
            expected: "a local time from 00:00 to 24:00, as 08:30",
        };
        let b = text.as_bytes();
        let shaped =
            b.len() == 5 && b[2] == b':' && [0, 1, 3, 4].iter().all(|&i: &usize| b[i].is_ascii_digit());
        if !shaped {
            return Err(wrong());
        }
        let (h, m): (u16, u16) =
            (text[..2].parse().map_err(|_| wrong())?, text[3..].parse().map_err(|_| wrong())?);
        let minutes = h * 60 + m;
        if m > 59 || minutes > 24 * 60 { Err(wrong()) } else { Ok(Self(minutes)) }
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Open hours from one local time to another, written `08:30-16:30`; the end is not included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// First open minute.
    pub from: LocalTime,
    /// First closed minute.
    pub to: LocalTime,
}

impl FromStr for Interval {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let wrong = || InvalidTime {
            text: text.chars().take(40).collect(),
            expected: "open hours with an earlier start than end, as 08:30-16:30",
        };
        let (from, to) = text.split_once('-').ok_or_else(wrong)?;
        let interval = Self { from: from.trim().parse()?, to: to.trim().parse()? };
        if interval.from < interval.to { Ok(interval) } else { Err(wrong()) }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        crate::text::read(d)
    }
}

/// The open hours of a week, Monday first; a day without hours is closed.
pub type Week = [Vec<Interval>; 7];

/// Other hours between two dates, both included: Ramadan, summer hours.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Period {
    /// What the period is called.
    pub names: Names,
    /// First day with these hours.
    pub from: Date,
    /// Last day with these hours.
    pub to: Date,
    /// The hours, Monday first.
    pub week: Week,
}

/// A day on which the office stays closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Holiday {
    /// What the day is called.
    pub names: Names,
    /// The date.
    pub date: Date,
}

/// When the office is open.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// The usual hours, Monday first.
    pub week: Week,
    /// Periods with other hours; where two overlap the one written last holds.
    pub periods: Vec<Period>,
    /// Closed days; they win over every period.
    pub holidays: Vec<Holiday>,
}

impl Calendar {
    /// Returns the open hours of a date, in order; none when the office is closed.
    #[must_use]
    pub fn hours(&self, date: Date) -> &[Interval] {
        if self.holidays.iter().any(|h| h.date == date) {
            return &[];
        }
        let period = self.periods.iter().rev().find(|p| p.from <= date && date <= p.to);
        &period.map_or(&self.week, |p| &p.week)[date.weekday()]
    }
}

/// One office day in instants, as the daemon worked it out from calendar and zone when the day opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DayPlan {
    /// The name of the day: its local date.
    pub day: Date,
    /// From when tickets are issued.
    pub opens_at: Timestamp,
    /// From when no more tickets are issued; those who wait are still served.
    pub closes_at: Timestamp,
    /// When the day ends and whoever still waits is told so.
    pub ends_at: Timestamp,
    /// Breaks within the day (Friday prayer), from and to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<(Timestamp, Timestamp)>,
}

impl DayPlan {
    /// Returns the end of the break that `now` falls into, if any.
    #[must_use]
    pub fn break_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.breaks.iter().find(|(from, to)| *from <= now && now < *to).map(|(_, to)| *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(hours: &str) -> Week {
        let day: Vec<Interval> = hours.split(' ').map(|h| h.parse().expect("hours")).collect();
        [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]]
    }

    #[test]
    fn a_period_replaces_the_week_and_a_holiday_replaces_both() {
        let date = |text: &str| text.parse::<Date>().expect("date");
        let calendar = Calendar {
            week: week("08:30-16:30"),
            periods: vec![Period {
                names: Names::default(),
                from: date("2027-02-08"),
                to: date("2027-03-09"),
                week: week("09:00-15:00"),
            }],
            holidays: vec![Holiday { names: Names::default(), date: date("2027-02-09") }],
        };
        let hours =
            |text: &str| calendar.hours(date(text)).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(hours("2027-02-05"), ["08:30-16:30"], "the Friday before Ramadan");
        assert_eq!(hours("2027-02-08"), ["09:00-15:00"], "the first day of the period");
        assert_eq!(hours("2027-02-09"), [""; 0], "a holiday inside it");
        assert_eq!(hours("2027-03-09"), ["09:00-15:00"], "its last day");
        assert_eq!(hours("2027-03-10"), ["08:30-16:30"], "the day after");
        assert_eq!(hours("2027-03-13"), [""; 0], "a Saturday");
    }

    #[test]
    fn hours_that_end_before_they_start_are_refused() {
        for wrong in ["", "08:30", "16:30-08:30", "08:30-08:30", "08:60-09:00", "24:01-24:02", "8:30-9:30"] {
            assert!(wrong.parse::<Interval>().is_err(), "{wrong}");
        }
        assert!("20:00-24:00".parse::<Interval>().is_ok());
    }
}
