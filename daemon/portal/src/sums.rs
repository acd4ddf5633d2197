//! The closed days in the database, and the sums of them by month and year, of every office and of the town.
//!
//! A period's figures are those of the largest spans it consists of: whole years, whole months, and the days at its
//! edges. Sums are exact, so that it does not matter which way they were added up.

use std::collections::BTreeMap;

use queue::figures::{Day, Filter, Grouping, Key, Sum};
use queue::id::{OfficeId, ServiceId};
use queue::ticket::Class;
use queue::time::Date;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::{PgConnection, Row};

use crate::days::{Done, FORM};
use crate::store::{StoreError, failed};

/// Whose sums they are when they are the town's. No office can be called so.
pub const TOWN: &str = "*";
/// Key of the lock under which sums are changed: two portals must not add the same day twice.
const LOCK: i64 = 0x006e_6f75_6263;
/// What days are added up by.
const GROUPINGS: [(Grouping, &str); 4] = [
    (Grouping::All, "all"),
    (Grouping::Service, "service"),
    (Grouping::Class, "class"),
    (Grouping::Hour, "hour"),
];

/// A change of what is known of the past.
pub enum Change {
    /// A day closed.
    Done(Box<Done>),
    /// A day is no longer part of its office's history.
    Gone {
        /// The office.
        office: OfficeId,
        /// The day.
        day: Date,
    },
}

/// Where a sum lies: office or town, span, grouping, first day, key.
type Place = (String, &'static str, &'static str, String, String);

/// What changes at a place.
#[derive(Default)]
struct Delta {
    more: Sum,
    less: Sum,
}

/// Takes changes in, all or none. What is known already changes nothing.
///
/// # Errors
/// The database's.
pub async fn apply(pool: &PgPool, changes: Vec<Change>) -> Result<(), StoreError> {
    if changes.is_empty() {
        return Ok(());
    }
    let failed = failed("add up the days");
    let mut tx = pool.begin().await.map_err(&failed)?;
    apply_in(&mut tx, changes).await.map_err(&failed)?;
    tx.commit().await.map_err(&failed)
}

async fn apply_in(tx: &mut PgConnection, changes: Vec<Change>) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *tx).await?;
    let mut deltas = BTreeMap::new();
    for change in changes {
        match change {
            Change::Gone { office, day } => {
                if let Some((_, old)) = known(tx, &office, day).await? {
                    spread(&mut deltas, &office, &old, |delta| &mut delta.less);
                    let query = sqlx::query("delete from office_day where office = $1 and day = $2::date");
                    query.bind(office.as_str()).bind(day.to_string()).execute(&mut *tx).await?;
                }
            }
            Change::Done(done) => {
                let state = (done.epoch.clone(), done.seq, done.profile.clone(), FORM);
                match known(tx, &done.office, done.day.day).await? {
                    Some((old, _)) if old == state => continue,
                    Some((_, old)) => spread(&mut deltas, &done.office, &old, |delta| &mut delta.less),
                    None => (),
                }
                spread(&mut deltas, &done.office, &done.day, |delta| &mut delta.more);
                put(tx, &done).await?;
            }
        }
    }
    let places: Vec<(Place, Delta)> = deltas.into_iter().collect();
    for part in places.chunks(PLACES) {
        change(tx, part).await?;
    }
    Ok(())
}

/// Forgets all days and sums if some were written by a program that had another form for them: what cannot be read cannot
/// be taken away again, and all of it follows from the events.
///
/// # Errors
/// The database's.
pub async fn forget_other_forms(pool: &PgPool) -> Result<(), StoreError> {
    let query = "with other as (select 1 from office_day where form <> $1 limit 1), \
                 sums as (delete from figure where exists (select 1 from other)) \
                 delete from office_day where exists (select 1 from other)";
    let done = sqlx::query(query).bind(FORM).execute(pool).await.map_err(failed("look at the days' form"))?;
    if done.rows_affected() > 0 {
        tracing::info!(
            "{} days were written by another version: they are worked out anew",
            done.rows_affected()
        );
    }
    Ok(())
}

/// Sums changed with one statement.
const PLACES: usize = 256;

type State = (String, i64, Option<String>, i32);

async fn known(
    tx: &mut PgConnection,
    office: &OfficeId,
    day: Date,
) -> Result<Option<(State, Day)>, sqlx::Error> {
    let query = "select epoch, seq, profile, form, body from office_day where office = $1 and day = $2::date";
    let query = sqlx::query(query).bind(office.as_str()).bind(day.to_string());
    let row = query.fetch_optional(tx).await?;
    row.map(|row| Ok(((row.get(0), row.get(1), row.get(2), row.get(3)), unpack(row.get(4))?))).transpose()
}

async fn put(tx: &mut PgConnection, done: &Done) -> Result<(), sqlx::Error> {
    let query = "insert into office_day (office, day, epoch, seq, profile, form, body, collector) \
                 values ($1, $2::date, $3, $4, $5, $6, $7, $8) on conflict (office, day) do update set \
                 epoch = excluded.epoch, seq = excluded.seq, profile = excluded.profile, form = excluded.form, \
                 body = excluded.body, collector = excluded.collector";
    let collector = serde_json::to_string(&done.collector).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let query =
        sqlx::query(query).bind(done.office.as_str()).bind(done.day.day.to_string()).bind(&done.epoch);
    let query = query.bind(done.seq).bind(&done.profile).bind(FORM).bind(pack(&done.day)?);
    query.bind(collector).execute(tx).await.map(drop)
}

/// Adds a day to everything it is part of.
fn spread(
    deltas: &mut BTreeMap<Place, Delta>,
    office: &OfficeId,
    day: &Day,
    side: impl Fn(&mut Delta) -> &mut Sum,
) {
    let (year, month, _) = day.day.ymd();
    let first = |month, day| Date::new(year, month, day).unwrap_or(Date::from_days(0)).to_string();
    let spans = [("month", first(month, 1)), ("year", first(1, 1))];
    for (grouping, word) in GROUPINGS {
        for (key, sum) in queue::figures::sums(std::iter::once(day), &Filter::default(), grouping) {
            let mut add = |office: &str, span, start: &str| {
                let place = (office.to_owned(), span, word, start.to_owned(), key.to_string());
                side(deltas.entry(place).or_default()).add(&sum);
            };
            for (span, start) in &spans {
                add(office.as_str(), span, start);
                add(TOWN, span, start);
            }
            add(TOWN, "day", &day.day.to_string());
        }
    }
}

/// Changes sums where they lie.
async fn change(tx: &mut PgConnection, deltas: &[(Place, Delta)]) -> Result<(), sqlx::Error> {
    let column =
        |pick: fn(&Place) -> &str| deltas.iter().map(|(place, _)| pick(place).to_owned()).collect::<Vec<_>>();
    let (offices, spans, groupings, starts, keys) =
        (column(|p| &p.0), column(|p| p.1), column(|p| p.2), column(|p| &p.3), column(|p| &p.4));
    let query = "select w.n, f.body from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality \
                 as w (office, span, grouping, start, key, n) join figure as f on f.office = w.office and f.span = w.span \
                 and f.grouping = w.grouping and f.start = w.start::date and f.key = w.key";
    let query = sqlx::query(query).bind(&offices).bind(&spans).bind(&groupings).bind(&starts).bind(&keys);
    let mut known = BTreeMap::new();
    for row in query.fetch_all(&mut *tx).await? {
        known.insert(usize::try_from(row.get::<i64, _>(0) - 1).unwrap_or(0), unpack::<Sum>(row.get(1))?);
    }
    let mut bodies = Vec::with_capacity(deltas.len());
    for (place, (_, delta)) in deltas.iter().enumerate() {
        let mut sum = known.remove(&place).unwrap_or_default();
        sum.add(&delta.more);
        sum.take_away(&delta.less);
        bodies.push(if sum.is_empty() { Vec::new() } else { pack(&sum)? });
    }
    let query = "insert into figure (office, span, grouping, start, key, body) \
                 select office, span, grouping, start::date, key, body \
                 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[]) \
                      as w (office, span, grouping, start, key, body) \
                 on conflict (office, span, grouping, start, key) do update set body = excluded.body";
    let query = sqlx::query(query).bind(&offices).bind(&spans).bind(&groupings).bind(&starts).bind(&keys);
    query.bind(bodies).execute(&mut *tx).await?;
    sqlx::query("delete from figure where body = ''").execute(tx).await.map(drop)
}

fn pack<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, sqlx::Error> {
    postcard::to_allocvec(value).map_err(|e| sqlx::Error::Encode(e.into()))
}

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
        for day in days(pool, office, from, to).await? {
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
async fn days(pool: &PgPool, office: &OfficeId, from: Date, to: Date) -> Result<Vec<Day>, sqlx::Error> {
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
        None => sqlx::query(
            "select min(start)::text, max(start)::text from figure where office = $1 and span = 'day'",
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
