//! From local hours to instants: when an office day opens, breaks, closes and ends, by the zone rules at hand.
//!
//! The result is handed to the core as a [`DayPlan`] when a day opens, so that later zone rules never change history.
//! Reads no clock. Whether the machine's zone rules are current is [`zone`]'s matter.

pub mod zone;

use std::path::Path;

use jiff::civil;
use jiff::tz::TimeZone;
use queue::calendar::{Calendar, DayPlan, Interval, LocalTime};
use queue::time::{Date, Timestamp};

use self::zone::{ZoneError, ZoneWarning};
use crate::config::Config;

/// How many days ahead an opening is looked for: more than a year, so that one yearly opening is found.
const LOOK_AHEAD_DAYS: i64 = 400;

/// An office's calendar in its zone.
#[derive(Clone, Debug)]
pub struct OfficeCalendar {
    calendar: Calendar,
    zone: TimeZone,
    overtime_ms: i64,
}

impl OfficeCalendar {
    /// Puts a calendar into a zone. `overtime_ms` is how long after closing time a day ends, in milliseconds.
    #[must_use]
    pub fn new(calendar: Calendar, zone: TimeZone, overtime_ms: i64) -> Self {
        Self { calendar, zone, overtime_ms: overtime_ms.max(0) }
    }

    /// Puts a configuration's calendar into its zone by the rules that hold from `now` on, and returns with it what
    /// somebody should know about those rules.
    ///
    /// # Errors
    /// When no rules are known for the zone; no day can be opened then.
    pub fn of_config(config: &Config, now: Timestamp) -> Result<(Self, Option<ZoneWarning>), ZoneError> {
        let system = Path::new(zone::SYSTEM_ZONEINFO);
        let zone = zone::load(&config.zone, config.zone_offset_override_s, now, system)?;
        let (calendar, overtime_ms) = (config.office.calendar.clone(), config.office.policy.overtime_ms);
        Ok((Self::new(calendar, zone.rules, overtime_ms), zone.warning))
    }

    /// Returns the office day of an instant: its local date.
    #[must_use]
    pub fn office_date(&self, now: Timestamp) -> Date {
        let local = self.zone.to_datetime(instant(now));
        date_of(local.date())
    }

    /// Returns the zone by its IANA name, where it has one.
    #[must_use]
    pub fn zone_name(&self) -> Option<&str> {
        self.zone.iana_name()
    }

    /// Returns how far local time is ahead of UTC at an instant, in milliseconds.
    #[must_use]
    pub fn utc_offset_ms(&self, now: Timestamp) -> i64 {
        i64::from(self.zone.to_offset(instant(now)).seconds()) * 1_000
    }

    /// Returns the local time minus UTC, in milliseconds, from each of its last changes up to `until` on: at most so
    /// many, the oldest first.
    #[must_use]
    pub fn offsets(&self, until: Timestamp, most: usize) -> Vec<(Timestamp, i64)> {
        let changes = self.zone.preceding(instant(until)).take(most.max(1));
        let ms = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1_000;
        let mut offsets: Vec<_> =
            changes.map(|t| (Timestamp(t.timestamp().as_millisecond()), ms(t.offset()))).collect();
        offsets.reverse();
        if offsets.is_empty() {
            offsets.push((Timestamp(0), self.utc_offset_ms(until)));
        }
        offsets
    }

    /// Returns the day of a date in instants; none when the office stays closed, or when the zone skips the date.
    ///
    /// A local time that the zone skips stands for the same time by the rules before the jump; one that it repeats
    /// stands for the first of the two (RFC 5545, "compatible").
    #[must_use]
    pub fn plan_for(&self, date: Date) -> Option<DayPlan> {
        let open = self.open(date);
        let (opens_at, _) = *open.first()?;
        let (_, closes_at) = *open.last()?;
        let breaks = open.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect();
        Some(DayPlan { day: date, opens_at, closes_at, ends_at: closes_at + self.overtime_ms, breaks })
    }

    /// Returns when the office next begins to be open: the start of a day, or the end of a break. An opening at
    /// `now` itself counts. None when there is no opening within 400 days.
    #[must_use]
    pub fn next_opening(&self, now: Timestamp) -> Option<Timestamp> {
        let today = self.office_date(now).days();
        // From the day before, which may still have hours where the zone has moved the date line.
        (today - 1..=today + LOOK_AHEAD_DAYS)
            .flat_map(|days| self.open(Date::from_days(days)))
            .map(|(from, _)| from)
            .find(|from| *from >= now)
    }

    /// Returns the open times of a date in order, without those that a jump of the zone has swallowed.
    fn open(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        let mut open: Vec<(Timestamp, Timestamp)> = Vec::new();
        for Interval { from, to } in self.calendar.hours(date) {
            let (Some(from), Some(to)) = (self.instant_of(date, *from), self.instant_of(date, *to)) else {
                continue;
            };
            // A date that the zone skips whole is no day: its hours would fall on the next one.
            if from >= to || self.office_date(from) != date {
                continue;
            }
            match open.last_mut() {
                // A jump can push the end of one interval past the start of the next: they become one.
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => open.push((from, to)),
            }
        }
        open
    }

    /// Returns the instant of a local time; none where the zone knows none.
    #[must_use]
    pub fn instant_of(&self, date: Date, time: LocalTime) -> Option<Timestamp> {
        let next_day = i64::from(time.minutes() / (24 * 60));
        let (year, month, day) = Date::from_days(date.days() + next_day).ymd();
        let minutes = time.minutes() % (24 * 60);
        let local = civil::DateTime::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
            i8::try_from(minutes / 60).ok()?,
            i8::try_from(minutes % 60).ok()?,
            0,
            0,
        );
        let found = self.zone.to_ambiguous_timestamp(local.ok()?).compatible().ok()?;
        Some(Timestamp(found.as_millisecond()))
    }
}

/// Returns an instant of the core as one of jiff; instants beyond jiff's years become the nearest it knows.
fn instant(at: Timestamp) -> jiff::Timestamp {
    let nearest = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(nearest)
}

fn date_of(date: civil::Date) -> Date {
    let day = u8::try_from(date.day()).unwrap_or(1);
    let month = u8::try_from(date.month()).unwrap_or(1);
    Date::new(i32::from(date.year()), month, day).unwrap_or_else(|| Date::from_days(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZoneDatabase;
    use queue::calendar::{Holiday, Period};
    use queue::config::Names;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> Timestamp {
        let ms = text.parse::<jiff::Timestamp>().expect("an instant").as_millisecond();
        Timestamp(ms)
    }

    fn bundled(zone: &str) -> TimeZone {
        TimeZoneDatabase::bundled().get(zone).expect("a zone")
    }

    /// An office open every day at the same hours.
    fn daily(zone: TimeZone, hours: &str) -> OfficeCalendar {
        let day: Vec<Interval> = hours.split(' ').map(|h| h.parse().expect("hours")).collect();
        let week = std::array::from_fn(|_| day.clone());
        OfficeCalendar::new(Calendar { week, periods: vec![], holidays: vec![] }, zone, 60 * 60_000)
    }

    #[track_caller]
    fn check(zone: &str, hours: &str, day: &str, open: &[&str]) {
        let calendar = daily(bundled(zone), hours);
        let found: Vec<String> =
            calendar.open(date(day)).iter().map(|(from, to)| format!("{from}-{to}")).collect();
        let found: Vec<String> = found.iter().map(|f| f.replace(":00.000Z", "")).collect();
        assert_eq!(found, open, "{zone} {hours} on {day}");
    }

    #[test]
    fn hours_in_casablanca_keep_their_local_time_through_every_change_of_2026() {
        // Ramadan began: UTC+1 became UTC on 2026-02-15 at 03:00.
        check("Africa/Casablanca", "08:30-16:30", "2026-02-14", &["2026-02-14T07:30-2026-02-14T15:30"]);
        check("Africa/Casablanca", "08:30-16:30", "2026-02-15", &["2026-02-15T08:30-2026-02-15T16:30"]);
        // Ramadan over: back to UTC+1 on 2026-03-22 at 02:00.
        check("Africa/Casablanca", "08:30-16:30", "2026-03-21", &["2026-03-21T08:30-2026-03-21T16:30"]);
        check("Africa/Casablanca", "08:30-16:30", "2026-03-22", &["2026-03-22T07:30-2026-03-22T15:30"]);
        // For good on UTC from 2026-09-20.
        check("Africa/Casablanca", "08:30-16:30", "2026-09-19", &["2026-09-19T07:30-2026-09-19T15:30"]);
        check("Africa/Casablanca", "08:30-16:30", "2026-09-20", &["2026-09-20T08:30-2026-09-20T16:30"]);
        check("Africa/Casablanca", "09:00-15:00", "2027-02-10", &["2027-02-10T09:00-2027-02-10T15:00"]);
    }

    #[test]
    fn hours_on_the_very_night_of_a_change_take_the_first_of_two_and_shift_the_skipped() {
        // 02:00-03:00 happens twice on 2026-02-15: the first is meant.
        check("Africa/Casablanca", "02:30-05:00", "2026-02-15", &["2026-02-15T01:30-2026-02-15T05:00"]);
        // 02:00-03:00 does not exist on 2026-03-22: 02:30 means what it meant before the jump.
        check("Africa/Casablanca", "02:30-05:00", "2026-03-22", &["2026-03-22T02:30-2026-03-22T04:00"]);
        check("Africa/Casablanca", "00:00-24:00", "2026-09-20", &["2026-09-19T23:00-2026-09-21T00:00"]);
    }

    #[test]
    fn a_zone_that_jumps_at_noon_never_gives_a_day_that_runs_backwards() {
        // Local 12:00 becomes 13:00 on the second Sunday of March, and 12:00 again on the first of November.
        let noon = TimeZone::posix("NON-0NOX-1,M3.2.0/12,M11.1.0/13").expect("a rule");
        let open = |hours: &str, day: &str| -> Vec<String> {
            let short = |t: Timestamp| t.to_string()[11..16].to_owned();
            let open = daily(noon.clone(), hours).open(date(day));
            open.iter().map(|(from, to)| format!("{}-{}", short(*from), short(*to))).collect()
        };
        assert_eq!(open("08:30-16:30", "2026-03-08"), ["08:30-15:30"], "an hour shorter");
        assert_eq!(open("08:30-12:00 12:30-16:30", "2026-03-08"), ["08:30-12:00", "12:30-15:30"]);
        // The morning ends 12:30, which is 13:30 by the new rule; the afternoon begins 13:10: no break is left.
        assert_eq!(open("08:30-12:30 13:10-16:30", "2026-03-08"), ["08:30-15:30"]);
        // In November 12:00-13:00 comes twice.
        assert_eq!(open("08:30-16:30", "2026-11-01"), ["07:30-16:30"], "an hour longer");
        assert_eq!(open("08:30-12:30 13:30-16:30", "2026-11-01"), ["07:30-11:30", "13:30-16:30"]);
        let plan = daily(noon, "08:30-12:30 13:10-16:30").plan_for(date("2026-03-08")).expect("a day");
        assert!(plan.breaks.is_empty() && plan.opens_at < plan.closes_at && plan.closes_at < plan.ends_at);
    }

    #[test]
    fn a_date_that_a_zone_skips_is_no_day() {
        // Samoa went from 2011-12-29 to 2011-12-31.
        let samoa = daily(bundled("Pacific/Apia"), "08:00-16:00");
        assert!(samoa.plan_for(date("2011-12-29")).is_some());
        assert!(samoa.plan_for(date("2011-12-30")).is_none());
        assert_eq!(samoa.next_opening(at("2011-12-30T03:00:00Z")), Some(at("2011-12-30T18:00:00Z")));
    }

    #[test]
    fn a_day_has_its_breaks_and_ends_after_the_overtime() {
        let plan =
            daily(bundled("Africa/Casablanca"), "08:30-12:00 13:30-16:30").plan_for(date("2026-11-27"));
        let plan = plan.expect("a day");
        assert_eq!(plan.opens_at, at("2026-11-27T08:30:00Z"));
        assert_eq!(plan.breaks, [(at("2026-11-27T12:00:00Z"), at("2026-11-27T13:30:00Z"))]);
        assert_eq!(plan.closes_at, at("2026-11-27T16:30:00Z"));
        assert_eq!(plan.ends_at, at("2026-11-27T17:30:00Z"));
        assert_eq!(plan.break_until(at("2026-11-27T13:29:59Z")), Some(at("2026-11-27T13:30:00Z")));
    }

    #[test]
    fn the_next_opening_skips_weekends_periods_and_holidays() {
        let day = |hours: &str| vec![hours.parse::<Interval>().expect("hours")];
        let week = |hours: &str| [day(hours), day(hours), day(hours), day(hours), day(hours), vec![], vec![]];
        let calendar = Calendar {
            week: week("08:30-16:30"),
            periods: vec![Period {
                names: Names::default(),
                from: date("2027-02-08"),
                to: date("2027-03-09"),
                week: week("09:00-15:00"),
            }],
            holidays: vec![Holiday { names: Names::default(), date: date("2027-02-08") }],
        };
        let office = OfficeCalendar::new(calendar, bundled("Africa/Casablanca"), 0);
        let next = |now: &str| office.next_opening(at(now)).expect("an opening");
        assert_eq!(next("2027-02-05T08:30:00Z"), at("2027-02-05T08:30:00Z"), "now itself");
        assert_eq!(next("2027-02-05T08:30:01Z"), at("2027-02-09T09:00:00Z"), "a weekend and a holiday later");
        assert_eq!(office.office_date(at("2027-02-05T23:59:59Z")), date("2027-02-05"));
        let closed = OfficeCalendar::new(Calendar::default(), TimeZone::UTC, 0);
        assert_eq!(closed.next_opening(at("2027-02-05T08:30:00Z")), None);
    }

    #[test]
    fn the_ends_of_time_are_no_reason_to_fail() {
        let office = daily(bundled("Africa/Casablanca"), "08:30-16:30");
        for now in [i64::MIN, -1, 0, i64::MAX] {
            let _ = office.office_date(Timestamp(now));
            let _ = office.next_opening(Timestamp(now));
            let _ = office.utc_offset_ms(Timestamp(now));
        }
    }

    /// Every change there ever was or will be, as the newest rules have it: no day runs backwards, overlaps another or
    /// is lost, and hours are what the clock on the wall shows.
    #[test]
    fn every_transition_of_casablanca_leaves_the_days_in_order() {
        let zone = bundled("Africa/Casablanca");
        let calendar = daily(zone.clone(), "08:30-16:30");
        let mut changes = 0;
        for change in zone.following(instant(at("1913-01-01T00:00:00Z"))).take(500) {
            changes += 1;
            let around = date_of(zone.to_datetime(change.timestamp()).date()).days();
            let mut before: Option<DayPlan> = None;
            for day in (around - 2..=around + 2).map(Date::from_days) {
                let plan = calendar.plan_for(day).unwrap_or_else(|| panic!("{day} is a day"));
                assert!(plan.opens_at < plan.closes_at && plan.closes_at < plan.ends_at, "{plan:?}");
                assert_eq!(calendar.office_date(plan.opens_at), day);
                let wall = zone.to_datetime(instant(plan.opens_at)).time().to_string();
                assert_eq!(wall, "08:30:00", "{day}");
                assert!(before.is_none_or(|b| b.ends_at < plan.opens_at && b.day < plan.day), "{day}");
                before = Some(plan);
            }
        }
        assert!(changes > 40, "{changes} changes are known");
    }

    #[test]
    fn leap_years_have_their_day_and_centuries_have_none() {
        let calendar = daily(bundled("Africa/Casablanca"), "08:30-16:30");
        for (before, after) in
            [("2028-02-28", "2028-02-29"), ("2028-02-29", "2028-03-01"), ("2100-02-28", "2100-03-01")]
        {
            let next = calendar.next_opening(at(&format!("{before}T20:00:00Z"))).expect("a day");
            assert_eq!(calendar.office_date(next), date(after));
        }
    }
}
