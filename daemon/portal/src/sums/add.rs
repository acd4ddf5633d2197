//! Closed days are added to the sums they are part of, and taken out again.
//!
//! Everything that changes at once is one transaction and few statements, however many days it is: an office that comes
//! with years of history is added up as quickly as the town's evening.

use std::collections::{BTreeMap, BTreeSet};

use queue::figures::{Day, Filter, Sum};
use queue::id::OfficeId;
use queue::time::Date;
use sqlx::postgres::PgPool;
use sqlx::{PgConnection, Row};

use super::{GROUPINGS, TOWN, unpack};
use crate::days::{Done, FORM};
use crate::store::{StoreError, failed};

/// Key of the lock under which sums are changed: two portals must not add the same day twice.
const LOCK: i64 = 0x006e_6f75_6263;
/// Days or sums in one statement.
const ROWS_MAX: usize = 256;

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

impl Change {
    fn place(&self) -> DayPlace {
        match self {
            Self::Done(done) => (done.office.clone(), done.day.day),
            Self::Gone { office, day } => (office.clone(), *day),
        }
    }
}

type DayPlace = (OfficeId, Date);
/// What a day was worked out from: journal, event, configuration, form.
type State = (String, i64, Option<String>, i32);
/// Where a sum lies: office or town, span, grouping, first day, key.
type Place = (String, &'static str, &'static str, Date, String);
type Deltas = BTreeMap<Place, Delta>;

/// What changes at a place.
#[derive(Default, Clone)]
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
    let mut known = known(tx, &changes).await?;
    let mut deltas = Deltas::new();
    let (mut gone, mut written) = (BTreeSet::new(), BTreeMap::<DayPlace, Box<Done>>::new());
    for change in changes {
        let place = change.place();
        let state = written.get(&place).map(|done| done.state());
        let state = state.or_else(|| known.get(&place).map(|(state, _)| state.clone()));
        if let Change::Done(done) = &change
            && state == Some(done.state())
        {
            continue;
        }
        let old = written.remove(&place).map(|done| done.day);
        let old = old.or_else(|| known.remove(&place).map(|(_, day)| day));
        if let Some(day) = &old {
            spread(&mut deltas, &place.0, day, |delta| &mut delta.less);
        }
        match change {
            Change::Gone { .. } => _ = gone.insert(place),
            Change::Done(done) => {
                spread(&mut deltas, &place.0, &done.day, |delta| &mut delta.more);
                gone.remove(&place);
                written.insert(place, done);
            }
        }
    }
    take_out(tx, &gone).await?;
    put(tx, &written.into_values().collect::<Vec<_>>()).await?;
    let places: Vec<(Place, Delta)> = rolled_up(deltas).into_iter().collect();
    for part in places.chunks(ROWS_MAX) {
        change(tx, part).await?;
    }
    Ok(())
}

impl Done {
    fn state(&self) -> State {
        (self.epoch.clone(), self.seq, self.profile.clone(), FORM)
    }
}

/// Forgets all days and sums if some were written by a program that had another form for them: what cannot be read cannot
/// be taken away again, and all of it follows from the events.
///
/// # Errors
/// The database's.
pub async fn forget_other_forms(pool: &PgPool) -> Result<(), StoreError> {
    let failed = failed("look at the days' form");
    // Two ranges, and not "another": ranges are found by the index.
    let other = "select exists (select 1 from office_day where form < $1 or form > $1)";
    let mut tx = pool.begin().await.map_err(&failed)?;
    if !sqlx::query(other).bind(FORM).fetch_one(&mut *tx).await.map_err(&failed)?.get::<bool, _>(0) {
        return Ok(());
    }
    sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *tx).await.map_err(&failed)?;
    // Quick, whatever there is: taking out millions of rows one by one takes longer than a statement may.
    sqlx::raw_sql("truncate table office_day, figure").execute(&mut *tx).await.map_err(&failed)?;
    tx.commit().await.map_err(&failed)?;
    tracing::info!("days were written by another version: all are worked out anew");
    Ok(())
}

/// Returns what is known of the days that are to change.
async fn known(
    tx: &mut PgConnection,
    changes: &[Change],
) -> Result<BTreeMap<DayPlace, (State, Day)>, sqlx::Error> {
    let mut known = BTreeMap::new();
    let places: Vec<DayPlace> = changes.iter().map(Change::place).collect();
    for part in places.chunks(ROWS_MAX) {
        let query = "select w.n, d.epoch, d.seq, d.profile, d.form, d.body \
                     from unnest($1::text[], $2::text[]) with ordinality as w (office, day, n) \
                     join office_day as d on d.office = w.office and d.day = w.day::date";
        let (offices, days) = columns(part);
        for row in sqlx::query(query).bind(offices).bind(days).fetch_all(&mut *tx).await? {
            let Some(place) = place_of(&row, part) else { continue };
            let state = (row.get(1), row.get(2), row.get(3), row.get(4));
            known.insert(place.clone(), (state, unpack(row.get(5))?));
        }
    }
    Ok(known)
}

/// Returns the day of an office that was worked out up to an event.
pub(crate) async fn day_up_to(
    pool: &PgPool,
    office: &OfficeId,
    (epoch, seq): &(String, i64),
) -> Result<Option<Done>, sqlx::Error> {
    let query = "select epoch, seq, profile, body, collector from office_day \
                 where office = $1 and epoch = $2 and seq = $3 and form = $4";
    let query = sqlx::query(query).bind(office.as_str()).bind(epoch).bind(seq).bind(FORM);
    let row = query.fetch_optional(pool).await?;
    row.map(|row| {
        Ok(Done {
            office: office.clone(),
            day: unpack(row.get(3))?,
            epoch: row.get(0),
            seq: row.get(1),
            profile: row.get(2),
            collector: serde_json::from_str(row.get(4)).unwrap_or_default(),
        })
    })
    .transpose()
}

/// The row of a list that a row of an answer is about, by its number.
fn place_of<'p, T>(row: &sqlx::postgres::PgRow, list: &'p [T]) -> Option<&'p T> {
    usize::try_from(row.get::<i64, _>(0) - 1).ok().and_then(|n| list.get(n))
}

fn columns(places: &[DayPlace]) -> (Vec<String>, Vec<String>) {
    places.iter().map(|(office, day)| (office.to_string(), day.to_string())).unzip()
}

async fn take_out(tx: &mut PgConnection, gone: &BTreeSet<DayPlace>) -> Result<(), sqlx::Error> {
    let gone: Vec<DayPlace> = gone.iter().cloned().collect();
    for part in gone.chunks(ROWS_MAX) {
        let query = "delete from office_day as d using unnest($1::text[], $2::text[]) as w (office, day) \
                     where d.office = w.office and d.day = w.day::date";
        let (offices, days) = columns(part);
        sqlx::query(query).bind(offices).bind(days).execute(&mut *tx).await?;
    }
    Ok(())
}

async fn put(tx: &mut PgConnection, written: &[Box<Done>]) -> Result<(), sqlx::Error> {
    for part in written.chunks(ROWS_MAX) {
        let query = "insert into office_day (office, day, epoch, seq, profile, form, body, collector) \
                     select w.office, w.day::date, w.epoch, w.seq, w.profile, $8, w.body, w.collector \
                     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[], $7::text[]) \
                          as w (office, day, epoch, seq, profile, body, collector) \
                     on conflict (office, day) do update set \
                     epoch = excluded.epoch, seq = excluded.seq, profile = excluded.profile, form = excluded.form, \
                     body = excluded.body, collector = excluded.collector";
        let places: Vec<DayPlace> = part.iter().map(|d| (d.office.clone(), d.day.day)).collect();
        let (offices, days) = columns(&places);
        let epochs: Vec<&str> = part.iter().map(|d| d.epoch.as_str()).collect();
        let seqs: Vec<i64> = part.iter().map(|d| d.seq).collect();
        let profiles: Vec<Option<&str>> = part.iter().map(|d| d.profile.as_deref()).collect();
        let bodies = part.iter().map(|d| pack(&d.day)).collect::<Result<Vec<_>, _>>()?;
        let collectors = part.iter().map(|d| serde_json::to_string(&d.collector));
        let collectors =
            collectors.collect::<Result<Vec<_>, _>>().map_err(|e| sqlx::Error::Encode(e.into()))?;
        let query = sqlx::query(query).bind(offices).bind(days).bind(epochs).bind(seqs).bind(profiles);
        query.bind(bodies).bind(collectors).bind(FORM).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Adds a day to its office's month and to the town's day: the smallest sums it is part of.
fn spread(deltas: &mut Deltas, office: &OfficeId, day: &Day, side: impl Fn(&mut Delta) -> &mut Sum) {
    let (year, month, _) = day.day.ymd();
    let month = Date::new(year, month, 1).unwrap_or(day.day);
    for (grouping, word) in GROUPINGS {
        for (key, sum) in queue::figures::sums(std::iter::once(day), &Filter::default(), grouping) {
            let key = key.to_string();
            let of_month = (office.to_string(), "month", word, month, key.clone());
            side(deltas.entry(of_month).or_default()).add(&sum);
            let of_day = (TOWN.to_owned(), "day", word, day.day, key);
            side(deltas.entry(of_day).or_default()).add(&sum);
        }
    }
}

/// Adds months to years, and offices to the town: so each day is added up twice and not five times.
fn rolled_up(mut deltas: Deltas) -> Deltas {
    let months: Vec<(Place, Delta)> =
        deltas.iter().filter(|(place, _)| place.1 == "month").map(|(p, d)| (p.clone(), d.clone())).collect();
    for ((office, _, word, month, key), delta) in months {
        let year = Date::new(month.ymd().0, 1, 1).unwrap_or(month);
        for (office, span, start) in
            [(office, "year", year), (TOWN.to_owned(), "month", month), (TOWN.to_owned(), "year", year)]
        {
            let sum = deltas.entry((office, span, word, start, key.clone())).or_default();
            sum.more.add(&delta.more);
            sum.less.add(&delta.less);
        }
    }
    deltas
}

/// Changes sums where they lie.
async fn change(tx: &mut PgConnection, deltas: &[(Place, Delta)]) -> Result<(), sqlx::Error> {
    let query = "select w.n, f.body from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) with ordinality \
                 as w (office, span, grouping, start, key, n) join figure as f on f.office = w.office and f.span = w.span \
                 and f.grouping = w.grouping and f.start = w.start::date and f.key = w.key";
    let places: Vec<&Place> = deltas.iter().map(|(place, _)| place).collect();
    let mut known = BTreeMap::new();
    for row in at(query, &places).fetch_all(&mut *tx).await? {
        let Some(place) = place_of(&row, &places) else { continue };
        known.insert(*place, unpack::<Sum>(row.get(1))?);
    }
    let (mut kept, mut bodies, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    for (place, delta) in deltas {
        let mut sum = known.remove(place).unwrap_or_default();
        sum.add(&delta.more);
        sum.take_away(&delta.less);
        if sum.is_empty() {
            empty.push(place);
        } else {
            kept.push(place);
            bodies.push(pack(&sum)?);
        }
    }
    let query = "insert into figure (office, span, grouping, start, key, body) \
                 select office, span, grouping, start::date, key, body \
                 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[]) \
                      as w (office, span, grouping, start, key, body) \
                 on conflict (office, span, grouping, start, key) do update set body = excluded.body";
    at(query, &kept).bind(bodies).execute(&mut *tx).await?;
    if empty.is_empty() {
        return Ok(());
    }
    let query = "delete from figure as f using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) \
                 as w (office, span, grouping, start, key) where f.office = w.office and f.span = w.span \
                 and f.grouping = w.grouping and f.start = w.start::date and f.key = w.key";
    at(query, &empty).execute(tx).await.map(drop)
}

/// A statement about these places, as its first five arguments.
fn at<'q>(
    query: &'static str,
    places: &[&Place],
) -> sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments> {
    let column = |pick: fn(&Place) -> String| places.iter().map(|p| pick(p)).collect::<Vec<_>>();
    let query = sqlx::query(query).bind(column(|p| p.0.clone())).bind(column(|p| p.1.to_owned()));
    query.bind(column(|p| p.2.to_owned())).bind(column(|p| p.3.to_string())).bind(column(|p| p.4.clone()))
}

fn pack<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, sqlx::Error> {
    postcard::to_allocvec(value).map_err(|e| sqlx::Error::Encode(e.into()))
}
