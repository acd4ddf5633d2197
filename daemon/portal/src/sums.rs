//! The closed days in the database, and the sums of them by month and year, of every office and of the town.
//!
//! A period's figures are those of the largest spans it consists of: whole years, whole months, and the days at its
//! edges. Sums are exact, so that it does not matter which way they were added up.
//!
//! # Layout
//! - `add`: days are added to the sums they are part of, and taken out again
//! - this file: figures are read

mod add;

use std::collections::BTreeMap;

use queue::figures::{Day, Filter, Grouping, Key, Sum};
use queue::id::{OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::Date;
use sqlx::Row;
use sqlx::postgres::{PgPool, PgRow};

use crate::store::{StoreError, failed};

pub(crate) use add::day_up_to;
pub use add::{Change, apply, forget_other_forms};

/// Whose sums they are when they are the town's. No office can be called so.
pub const TOWN: &str = "*";
/// What days are added up by.
const GROUPINGS: [(Grouping, &str); 4] = [
    (Grouping::All, "all"),
    (Grouping::Service, "service"),
    (Grouping::Class, "class"),
    (Grouping::Hour, "hour"),
];

fn unpack<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, sqlx::Error> {
    postcard::from_bytes(bytes).map_err(|e| sqlx::Error::Decode(e.into()))
}

/// A half-open period cut into the largest spans it consists of.
#[derive(Default, Debug, PartialEq, Eq)]
struct Cut {
    years: Vec<Date>,
    months: Vec<Date>,
    /// Half-open runs of days.
    days: Vec<(Date, Date)>,
}

/// Cuts a period; `largest` is the largest span that may be used.
fn cut(from: Date, to: Date, largest: Grouping) -> Cut {
    let mut cut = Cut::default();
    let mut at = from;
    while at < to {
        let (year, month, day) = at.ymd();
        let next_year = Date::new(year + 1, 1, 1).unwrap_or(to);
        let next_month = if month == 12 { next_year } else { Date::new(year, month + 1, 1).unwrap_or(to) };
        let years = matches!(largest, Grouping::All | Grouping::Year);
        let months = years || largest == Grouping::Month;
        if years && (month, day) == (1, 1) && next_year <= to {
            cut.years.push(at);
            at = next_year;
        } else if months && day == 1 && next_month <= to {
            cut.months.push(at);
            at = next_month;
        } else {
            let end = if months { next_month.min(to) } else { to };
            cut.days.push((at, end));
            at = end;
        }
    }
    cut
}

/// Whose figures are asked for, of which period, by what.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of an office, or of the town.
    pub office: Option<OfficeId>,
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
    /// A row for each of these: `All`, `Day`, `Week`, `Month`, `Year`, `Service`, `Class` or `Hour`.
    pub by: Grouping,
}

/// Returns the sums of closed days, by what is asked.
///
/// # Errors
/// The database's.
pub async fn figures(pool: &PgPool, asked: &Asked) -> Result<BTreeMap<Key, Sum>, StoreError> {
    figures_in(pool, asked).await.map_err(failed("read figures"))
}

async fn figures_in(pool: &PgPool, asked: &Asked) -> Result<BTreeMap<Key, Sum>, sqlx::Error> {
    // Rows of the day are kept by what a day is divided into; periods are sums of whole days.
    let (grouping, largest) = match asked.by {
        Grouping::Service | Grouping::Class | Grouping::Hour => (asked.by, Grouping::All),
        Grouping::Day | Grouping::Week | Grouping::Weekday => (Grouping::All, Grouping::Day),
        Grouping::Month => (Grouping::All, Grouping::Month),
        Grouping::Year => (Grouping::All, Grouping::Year),
        Grouping::All | Grouping::Counter | Grouping::Clerk | Grouping::Quarter | Grouping::HourOfWeek => {
            (Grouping::All, Grouping::All)
        }
    };
    let cut = cut(asked.from, asked.to, largest);
    let mut found = Found { by: asked.by, sums: BTreeMap::new() };
    let scope = asked.office.as_ref().map_or(TOWN, OfficeId::as_str);
    for (span, starts) in [("year", &cut.years), ("month", &cut.months)] {
        found.spans(pool, scope, span, grouping, starts).await?;
    }
    for (from, to) in &cut.days {
        match &asked.office {
            None => found.town_days(pool, grouping, *from, *to).await?,
            Some(office) => found.office_days(pool, office, grouping, *from, *to).await?,
        }
    }
    Ok(found.sums)
}

struct Found {
    by: Grouping,
    sums: BTreeMap<Key, Sum>,
}

impl Found {
    fn add(&mut self, start: &str, grouping: Grouping, key: &str, sum: &Sum) {
        let key = match start.parse().ok().and_then(|start| queue::figures::period_of(start, self.by)) {
            Some(key) => Some(key),
            None => key_of(grouping, key),
        };
        if let Some(key) = key {
            self.sums.entry(key).or_default().add(sum);
        }
    }

    fn add_rows(&mut self, grouping: Grouping, rows: &[PgRow]) -> Result<(), sqlx::Error> {
        rows.iter().try_for_each(|row| {
            self.add(row.get(0), grouping, row.get(1), &unpack(row.get(2))?);
            Ok(())
        })
    }

    async fn spans(
        &mut self,
        pool: &PgPool,
        scope: &str,
        span: &str,
        grouping: Grouping,
        starts: &[Date],
    ) -> Result<(), sqlx::Error> {
        if starts.is_empty() {
            return Ok(());
        }
        let query = "select start::text, key, body from figure where office = $1 and span = $2 and grouping = $3 \
                     and start = any($4::text[]::date[])";
        let starts: Vec<String> = starts.iter().map(ToString::to_string).collect();
        let query = sqlx::query(query).bind(scope).bind(span).bind(word_of(grouping)).bind(starts);
        self.add_rows(grouping, &query.fetch_all(pool).await?)
    }

    async fn town_days(
        &mut self,
        pool: &PgPool,
        grouping: Grouping,
        from: Date,
        to: Date,
    ) -> Result<(), sqlx::Error> {
        let query = "select start::text, key, body from figure where office = $1 and span = 'day' and grouping = $2 \
                     and start >= $3::date and start < $4::date";
        let query = sqlx::query(query).bind(TOWN).bind(word_of(grouping));
        let rows = query.bind(from.to_string()).bind(to.to_string()).fetch_all(pool).await?;
        self.add_rows(grouping, &rows)
    }

    async fn office_days(
        &mut self,
        pool: &PgPool,
        office: &OfficeId,
        grouping: Grouping,
        from: Date,
        to: Date,
    ) -> Result<(), sqlx::Error> {
        for day in days_in(pool, office, from, to).await? {
            for (key, sum) in queue::figures::sums(std::iter::once(&day), &Filter::default(), grouping) {
                self.add(&day.day.to_string(), grouping, &key.to_string(), &sum);
            }
        }
        Ok(())
    }
}

/// Returns the closed days of an office in a half-open period, in order.
///
/// # Errors
/// The database's.
pub async fn days(pool: &PgPool, office: &OfficeId, from: Date, to: Date) -> Result<Vec<Day>, StoreError> {
    days_in(pool, office, from, to).await.map_err(failed("read an office's days"))
}

async fn days_in(pool: &PgPool, office: &OfficeId, from: Date, to: Date) -> Result<Vec<Day>, sqlx::Error> {
    let query =
        "select body from office_day where office = $1 and day >= $2::date and day < $3::date order by day";
    let query = sqlx::query(query).bind(office.as_str()).bind(from.to_string()).bind(to.to_string());
    query.fetch_all(pool).await?.iter().map(|row| unpack(row.get(0))).collect()
}

/// Returns the sums of every office over a period.
///
/// # Errors
/// The database's.
pub async fn by_office(pool: &PgPool, from: Date, to: Date) -> Result<BTreeMap<String, Sum>, StoreError> {
    by_office_in(pool, from, to).await.map_err(failed("compare the offices"))
}

async fn by_office_in(pool: &PgPool, from: Date, to: Date) -> Result<BTreeMap<String, Sum>, sqlx::Error> {
    let cut = cut(from, to, Grouping::All);
    let mut found: BTreeMap<String, Sum> = BTreeMap::new();
    for (span, starts) in [("year", &cut.years), ("month", &cut.months)] {
        let query = "select office, body from figure where office <> $1 and span = $2 and grouping = 'all' \
                     and start = any($3::text[]::date[])";
        let starts: Vec<String> = starts.iter().map(ToString::to_string).collect();
        for row in sqlx::query(query).bind(TOWN).bind(span).bind(starts).fetch_all(pool).await? {
            found.entry(row.get(0)).or_default().add(&unpack(row.get(1))?);
        }
    }
    for (from, to) in &cut.days {
        let query = "select office, body from office_day where day >= $1::date and day < $2::date";
        let query = sqlx::query(query).bind(from.to_string()).bind(to.to_string());
        for row in query.fetch_all(pool).await? {
            let day: Day = unpack(row.get(1))?;
            let sums = queue::figures::sums(std::iter::once(&day), &Filter::default(), Grouping::All);
            let sum = found.entry(row.get(0)).or_default();
            sums.values().for_each(|more| sum.add(more));
        }
    }
    Ok(found)
}

/// Returns the first and the last closed day there is, of an office or of the town.
///
/// # Errors
/// The database's.
pub async fn span(pool: &PgPool, office: Option<&OfficeId>) -> Result<Option<(Date, Date)>, StoreError> {
    let query = match office {
        Some(office) => {
            sqlx::query("select min(day)::text, max(day)::text from office_day where office = $1")
                .bind(office.to_string())
        }
        // Each day has its row of all; with the grouping the first and the last are the ends of the index, without it all
        // rows of the town are read.
        None => sqlx::query(
            "select min(start)::text, max(start)::text from figure \
             where office = $1 and span = 'day' and grouping = 'all'",
        )
        .bind(TOWN),
    };
    let row = query.fetch_one(pool).await.map_err(failed("look for figures"))?;
    let date = |i| row.get::<Option<String>, _>(i).and_then(|text| text.parse().ok());
    Ok(date(0).zip(date(1)))
}

fn word_of(grouping: Grouping) -> &'static str {
    GROUPINGS.iter().find(|(g, _)| *g == grouping).map_or("all", |(_, word)| word)
}

fn key_of(grouping: Grouping, text: &str) -> Option<Key> {
    match grouping {
        Grouping::Service => ServiceId::new(text).ok().map(Key::Service),
        Grouping::Class => match text {
            "normal" => Some(Key::Class(Class::Normal)),
            "priority" => Some(Key::Class(Class::Priority)),
            "appointment" => Some(Key::Class(Class::Appointment)),
            _ => None,
        },
        Grouping::Hour => text.get(..2)?.parse().ok().map(Key::Hour),
        _ => Some(Key::All),
    }
}
