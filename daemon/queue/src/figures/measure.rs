//! From days to figures, over any period and by whatever they are asked by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sample::{Sample, Spread};
use super::sum::Sum;
use super::{Day, Doing, Fact, NO_CLERK, NO_COUNTER, NO_TIME, Outcome};
use crate::forecast::Score;
use crate::id::{CounterId, DeviceId, ServiceId};
use crate::ticket::{Class, Rating};
use crate::time::Date;

/// The upper edges of the waiting time's classes, in minutes; the last class is what is above (Qmatic's TTD 1–6).
pub const CLASSES_MIN: [u16; 5] = [3, 6, 9, 12, 15];
/// Quarters in an hour.
const QUARTERS: u8 = 4;

/// Which transactions are looked at. What is not said does not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Of this service.
    pub service: Option<ServiceId>,
    /// Called by this counter.
    pub counter: Option<CounterId>,
    /// Of this class.
    pub class: Option<Class>,
    /// Who joined the line in this hour of the local day.
    pub hour: Option<u8>,
    /// Measured against this wait instead of the service's own, in seconds.
    pub target_s: Option<u16>,
}

/// What figures are asked by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// All together.
    All,
    /// Each day.
    Day,
    /// Each ISO week.
    Week,
    /// Each month.
    Month,
    /// Each year.
    Year,
    /// Each service.
    Service,
    /// Each counter.
    Counter,
    /// Each clerk, by whoever called last.
    Clerk,
    /// Each class.
    Class,
    /// Each hour of the day.
    Hour,
    /// Each quarter hour of the day.
    Quarter,
    /// Each day of the week.
    Weekday,
    /// Each hour of each day of the week.
    HourOfWeek,
}

/// What a row of figures is of. Written as people sort it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Key {
    /// Everything.
    All,
    /// A day.
    Day(Date),
    /// A year and an ISO week in it.
    Week(i32, u8),
    /// A year and a month.
    Month(i32, u8),
    /// A year.
    Year(i32),
    /// A service.
    Service(ServiceId),
    /// A counter.
    Counter(CounterId),
    /// A clerk: an account, or a pad where nobody signs in.
    Clerk(DeviceId),
    /// A class.
    Class(Class),
    /// An hour.
    Hour(u8),
    /// A quarter of the day, 0 to 95.
    Quarter(u8),
    /// A day of the week, 0 = Monday.
    Weekday(u8),
    /// A day of the week and an hour.
    HourOfWeek(u8, u8),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Service(id) => write!(f, "{id}"),
            Self::Counter(id) => write!(f, "{id}"),
            Self::Clerk(id) => write!(f, "{id}"),
            Self::Class(Class::Normal) => f.write_str("normal"),
            Self::Class(Class::Priority) => f.write_str("priority"),
            Self::Class(Class::Appointment) => f.write_str("appointment"),
            Self::Hour(hour) => write!(f, "{hour:02}:00"),
            Self::Quarter(quarter) => write!(f, "{:02}:{:02}", quarter / QUARTERS, quarter % QUARTERS * 15),
            Self::Weekday(day) => write!(f, "{}", day + 1),
            Self::HourOfWeek(day, hour) => write!(f, "{} {hour:02}:00", day + 1),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// How many were served within the target, of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Level {
    /// Served within the target.
    pub within: u32,
    /// Served, no-shows, and those who gave up after the target.
    pub of: u32,
}

/// What counters did, in seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DeskTime {
    /// Open and free, nobody waiting for it.
    pub free_s: i64,
    /// Open and free while somebody waited.
    pub idle_s: i64,
    /// Somebody was on the way.
    pub walking_s: i64,
    /// It served.
    pub serving_s: i64,
    /// The clerk was away.
    pub paused_s: i64,
}

impl DeskTime {
    fn add(&mut self, seconds: i64, doing: Doing) {
        *match doing {
            Doing::Free => &mut self.free_s,
            Doing::Idle => &mut self.idle_s,
            Doing::Walking => &mut self.walking_s,
            Doing::Serving => &mut self.serving_s,
            Doing::Paused => &mut self.paused_s,
        } += seconds;
    }

    /// Time open without the pauses.
    fn worked_s(&self) -> i64 {
        self.free_s + self.idle_s + self.walking_s + self.serving_s
    }
}

/// What people said when they were asked how it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ratings {
    /// Well served.
    pub good: u32,
    /// Neither well nor badly.
    pub fair: u32,
    /// Badly served.
    pub bad: u32,
}

impl Ratings {
    /// Counts one more.
    pub fn add(&mut self, rating: Rating) {
        let n = match rating {
            Rating::Good => &mut self.good,
            Rating::Fair => &mut self.fair,
            Rating::Bad => &mut self.bad,
        };
        *n = n.saturating_add(1);
    }

    fn merge(&mut self, other: Self) {
        self.good = self.good.saturating_add(other.good);
        self.fair = self.fair.saturating_add(other.fair);
        self.bad = self.bad.saturating_add(other.bad);
    }
}

/// Figures, with the formulas of the module. Shares are in per mille, and absent where there is nothing to divide by.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Figures {
    /// Visits that began.
    pub arrived: u32,
    /// Visits that were served.
    pub served: u32,
    /// Transactions that went on to another service or counter.
    pub passed_on: u32,
    /// Visits that ended as no-shows.
    pub no_shows: u32,
    /// Visits given up.
    pub abandoned: u32,
    /// Visits that still waited when their day ended.
    pub unserved: u32,
    /// Visits that go on.
    pub open: u32,
    /// Waiting time.
    pub waiting: Spread,
    /// Walking time.
    pub walking: Spread,
    /// Service time.
    pub service: Spread,
    /// Parked time.
    pub parked: Spread,
    /// Total time of the visits served.
    pub total: Spread,
    /// The service level's two numbers.
    pub level: Level,
    /// The service level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_pm: Option<u32>,
    /// No-shows of those who arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_show_pm: Option<u32>,
    /// Waits of up to 3, 6, 9, 12, 15 and more minutes.
    pub wait_classes: [u32; 6],
    /// What the counters did; only where figures are of whole days or of counters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desks: Option<DeskTime>,
    /// Share of the counters' open time that was walked to and served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilisation_pm: Option<u32>,
    /// Work that arrived, of the time there was for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupancy_pm: Option<u32>,
    /// What people said, where somebody did; only where figures are of whole days or of services, as nobody is asked about
    /// a counter or a clerk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratings: Option<Ratings>,
    /// How the ranges of the forecast turned out; only where figures are of whole days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Score>,
    /// The same of what people read of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Score>,
}

/// A row of figures.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Row {
    /// What it is of.
    pub key: Key,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

#[derive(Default)]
struct Tally {
    counts: Figures,
    waiting: Sample,
    walking: Sample,
    service: Sample,
    parked: Sample,
    total: Sample,
    serve_sum: u64,
    serves: u64,
}

/// Returns the figures of these days, a row for each of what they are asked by, in its order. With `deep` all times
/// are spread, otherwise the waiting time alone, which is what most tables and pictures show.
#[must_use]
pub fn measure<'d>(
    days: impl Iterator<Item = &'d Day>,
    filter: &Filter,
    grouping: Grouping,
    deep: bool,
) -> Vec<Row> {
    let row = |(key, tally): (Key, Tally)| Row { key, figures: tally.figures() };
    tally(days, filter, grouping, deep).map(row).collect()
}

/// As [`measure`] with every time, but as sums that can be added to those of other days and offices.
#[must_use]
pub fn sums<'d>(
    days: impl Iterator<Item = &'d Day>,
    filter: &Filter,
    grouping: Grouping,
) -> BTreeMap<Key, Sum> {
    tally(days, filter, grouping, true).map(|(key, tally)| (key, tally.sum())).collect()
}

fn tally<'d>(
    days: impl Iterator<Item = &'d Day>,
    filter: &Filter,
    grouping: Grouping,
    deep: bool,
) -> impl Iterator<Item = (Key, Tally)> {
    let mut places = BTreeMap::new();
    let mut tallies: Vec<Tally> = Vec::new();
    for day in days {
        day_into(day, filter, grouping, deep, &mut places, &mut tallies);
    }
    places.into_iter().map(move |(key, place)| (key, std::mem::take(&mut tallies[place])))
}

fn day_into(
    day: &Day,
    filter: &Filter,
    grouping: Grouping,
    deep: bool,
    places: &mut BTreeMap<Key, usize>,
    tallies: &mut Vec<Tally>,
) {
    let mut place_of = |key: Key, tallies: &mut Vec<Tally>| {
        *places.entry(key).or_insert_with(|| {
            tallies.push(Tally::default());
            tallies.len() - 1
        })
    };
    let service = filter.service.as_ref().map(|id| day.services.iter().position(|s| s == id));
    let counter = filter.counter.as_ref().map(|id| day.desks.iter().position(|d| d.counter == *id));
    let wanted = |f: &Fact| {
        service.is_none_or(|place| place == Some(usize::from(f.service)))
            && counter.is_none_or(|place| place == Some(usize::from(f.counter)))
            && filter.class.is_none_or(|class| class == f.class)
            && filter.hour.is_none_or(|hour| hour == f.quarter / QUARTERS)
    };
    // The rows of a day are few: each is looked for once.
    let mut known = [usize::MAX; 256];
    for fact in day.facts.iter().filter(|f| wanted(f)) {
        let small = small_key(fact, grouping);
        if known[small] == usize::MAX {
            let Some(key) = key_of(day, fact, grouping) else { continue };
            known[small] = place_of(key, tallies);
        }
        tallies[known[small]].add(fact, filter.target_s.unwrap_or(fact.target_s), deep);
    }
    if filter.counter.is_none() && filter.class.is_none() && filter.hour.is_none() {
        let asked = |id: &ServiceId| filter.service.as_ref().is_none_or(|only| only == id);
        for (service, ratings) in day.ratings.iter().filter(|(id, _)| asked(id)) {
            let key = match grouping {
                Grouping::Service => Some(Key::Service(service.clone())),
                _ => period_of(day.day, grouping),
            };
            let Some(key) = key else { continue };
            let place = place_of(key, tallies);
            tallies[place].counts.ratings.get_or_insert_default().merge(*ratings);
        }
    }
    let whole = filter.service.is_none() && filter.class.is_none() && filter.hour.is_none();
    let of_day = whole.then(|| period_of(day.day, grouping)).flatten();
    if let Some(key) = of_day.clone() {
        let place = place_of(key, tallies);
        let tally = &mut tallies[place];
        if filter.counter.is_none() {
            tally.counts.forecast.get_or_insert_default().merge(&day.forecast);
            tally.counts.read.get_or_insert_default().merge(&day.read);
        }
    }
    for desk in day.desks.iter().filter(|d| whole && filter.counter.as_ref().is_none_or(|c| *c == d.counter))
    {
        let key = if grouping == Grouping::Counter {
            Some(Key::Counter(desk.counter.clone()))
        } else {
            of_day.clone()
        };
        let Some(key) = key else { continue };
        let place = place_of(key, tallies);
        let time = tallies[place].counts.desks.get_or_insert_default();
        desk.stretches.iter().for_each(|(from, to, doing)| time.add(i64::from(to - from), *doing));
    }
}

/// What tells the rows of one day apart.
fn small_key(fact: &Fact, grouping: Grouping) -> usize {
    match grouping {
        Grouping::Service => fact.service.into(),
        Grouping::Counter => fact.counter.into(),
        Grouping::Clerk => fact.clerk.into(),
        Grouping::Class => match fact.class {
            Class::Normal => 0,
            Class::Priority => 1,
            Class::Appointment => 2,
        },
        Grouping::Hour | Grouping::HourOfWeek => (fact.quarter / QUARTERS).into(),
        Grouping::Quarter => fact.quarter.into(),
        Grouping::All
        | Grouping::Day
        | Grouping::Week
        | Grouping::Month
        | Grouping::Year
        | Grouping::Weekday => 0,
    }
}

fn key_of(day: &Day, fact: &Fact, grouping: Grouping) -> Option<Key> {
    let weekday = day.day.weekday() as u8;
    Some(match grouping {
        Grouping::Service => Key::Service(day.services.get(usize::from(fact.service))?.clone()),
        Grouping::Counter if fact.counter == NO_COUNTER => return None,
        Grouping::Counter => Key::Counter(day.desks.get(usize::from(fact.counter))?.counter.clone()),
        Grouping::Clerk if fact.clerk == NO_CLERK => return None,
        Grouping::Clerk => Key::Clerk(day.clerks.get(usize::from(fact.clerk))?.clone()),
        Grouping::Class => Key::Class(fact.class),
        Grouping::Hour => Key::Hour(fact.quarter / QUARTERS),
        Grouping::Quarter => Key::Quarter(fact.quarter),
        Grouping::HourOfWeek => Key::HourOfWeek(weekday, fact.quarter / QUARTERS),
        Grouping::All
        | Grouping::Day
        | Grouping::Week
        | Grouping::Month
        | Grouping::Year
        | Grouping::Weekday => period_of(day.day, grouping)?,
    })
}

/// Returns the row a whole day belongs to, where rows are periods.
#[must_use]
pub fn period_of(day: Date, grouping: Grouping) -> Option<Key> {
    let (year, month, _) = day.ymd();
    match grouping {
        Grouping::All => Some(Key::All),
        Grouping::Day => Some(Key::Day(day)),
        Grouping::Week => Some(week_of(day)),
        Grouping::Month => Some(Key::Month(year, month)),
        Grouping::Year => Some(Key::Year(year)),
        Grouping::Weekday => Some(Key::Weekday(day.weekday() as u8)),
        Grouping::Service
        | Grouping::Counter
        | Grouping::Clerk
        | Grouping::Class
        | Grouping::Hour
        | Grouping::Quarter
        | Grouping::HourOfWeek => None,
    }
}

/// The ISO 8601 week: it belongs to the year its Thursday is in.
fn week_of(date: Date) -> Key {
    let thursday = date.days() - date.weekday() as i64 + 3;
    let (year, ..) = Date::from_days(thursday).ymd();
    let first = Date::new(year, 1, 1).map_or(thursday, Date::days);
    Key::Week(year, ((thursday - first) / 7 + 1) as u8)
}

impl Tally {
    fn add(&mut self, fact: &Fact, target_s: u16, deep: bool) {
        let c = &mut self.counts;
        if fact.outcome == Outcome::Void {
            return;
        }
        c.arrived += u32::from(fact.first);
        match fact.outcome {
            Outcome::Served => c.served += 1,
            Outcome::PassedOn => c.passed_on += 1,
            Outcome::NoShow => c.no_shows += 1,
            Outcome::Abandoned => c.abandoned += 1,
            Outcome::Unserved => c.unserved += 1,
            Outcome::Open => c.open += 1,
            Outcome::Void => (),
        }
        let dealt_with = matches!(fact.outcome, Outcome::Served | Outcome::PassedOn);
        let waited = fact.wait_s != NO_TIME;
        let late = waited && fact.wait_s > target_s;
        let counts = dealt_with && waited
            || fact.outcome == Outcome::NoShow
            || fact.outcome == Outcome::Abandoned && late;
        c.level.of += u32::from(counts);
        c.level.within += u32::from(dealt_with && waited && !late);
        if waited && (dealt_with || fact.outcome == Outcome::NoShow) {
            let class = CLASSES_MIN.iter().position(|m| fact.wait_s <= m * 60).unwrap_or(CLASSES_MIN.len());
            c.wait_classes[class] += 1;
            self.waiting.add(fact.wait_s);
        }
        if fact.serve_s != NO_TIME {
            self.serve_sum += u64::from(fact.serve_s);
            self.serves += 1;
        }
        if deep {
            self.walking.add(fact.walk_s);
            self.service.add(fact.serve_s);
            self.parked.add(fact.park_s);
            self.total.add(fact.total_s);
        }
    }

    fn figures(mut self) -> Figures {
        let mut f = self.counts;
        f.waiting = self.waiting.spread();
        f.walking = self.walking.spread();
        f.service = self.service.spread();
        f.parked = self.parked.spread();
        f.total = self.total.spread();
        shares(f, (self.serve_sum, self.serves))
    }

    fn sum(mut self) -> Sum {
        let f = &self.counts;
        let desks = f.desks.map(|d| [d.free_s, d.idle_s, d.walking_s, d.serving_s, d.paused_s]);
        let samples =
            [&mut self.waiting, &mut self.walking, &mut self.service, &mut self.parked, &mut self.total];
        Sum {
            counts: [f.arrived, f.served, f.passed_on, f.no_shows, f.abandoned, f.unserved, f.open],
            level: (f.level.within, f.level.of),
            classes: f.wait_classes,
            ratings: f.ratings.map_or([0; 3], |r| [r.good, r.fair, r.bad]),
            desks,
            serves: (self.serve_sum, self.serves),
            times: samples.map(Sample::times),
        }
    }
}

/// Works out what is a share of something; `serves` are the service times together in seconds, and how many.
pub(super) fn shares(mut f: Figures, (serve_sum, serves): (u64, u64)) -> Figures {
    f.level_pm = per_mille(f.level.within.into(), f.level.of.into());
    f.no_show_pm = per_mille(f.no_shows.into(), f.arrived.into());
    if let Some(desks) = f.desks {
        f.utilisation_pm = per_mille(desks.walking_s + desks.serving_s, desks.worked_s());
        // arrived × (sum ÷ number) ÷ time open, multiplied out to divide once.
        let work = u128::from(f.arrived) * u128::from(serve_sum);
        let open = u128::from(serves) * u128::from(desks.worked_s().unsigned_abs());
        f.occupancy_pm = (open > 0).then(|| u32::try_from(work * 1000 / open).unwrap_or(u32::MAX));
    }
    f
}

fn per_mille(part: i64, whole: i64) -> Option<u32> {
    (whole > 0).then(|| u32::try_from((part * 1000 + whole / 2) / whole).unwrap_or(0))
}
