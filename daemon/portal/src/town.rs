//! The town as it is now: what is known of every office, in memory, for whoever looks. Nothing here is the truth: the
//! events are, and the offices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use queue::config::{Locale, Names};
use queue::id::OfficeId;
use queue::live::{Live, LiveDevice, Profile};
use queue::report::Batch;
use queue::time::{MINUTE_MS, Timestamp};
use serde::Serialize;
use sqlx::Row;
use sqlx::postgres::{PgPool, PgRow};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::figures::Fold;
use crate::store::{StoreError, failed};

/// After this time without a word from an office nothing is said of its present: three of its heartbeats.
pub const SILENT_MS: i64 = 6 * MINUTE_MS;
/// From which difference on an office's clock is called wrong.
pub const CLOCK_WRONG_MS: i64 = 2 * MINUTE_MS;
/// How often the registry and the journals' places are read anew.
const REFRESH: Duration = Duration::from_secs(2);
/// How often the newest looks are written down: what a killed portal forgets at most.
const KEEP: Duration = Duration::from_secs(5);

/// A journal that contradicts what is known: a person must look.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fork {
    /// The journal.
    pub epoch: String,
    /// The first event that differs.
    pub seq: i64,
    /// When it was noticed.
    pub since: Timestamp,
}

/// Where an office is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// What is known of an office.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// Where it is.
    pub place: Option<Place>,
    /// Its address as people write it.
    pub address: Option<String>,
    /// What it said it is.
    pub profile: Option<Arc<Profile>>,
    /// The newest look at it.
    pub live: Option<Arc<Live>>,
    /// When it was last heard of.
    pub received: Option<Timestamp>,
    /// Its clock minus ours then.
    pub clock_offset_ms: Option<i64>,
    /// Its newest journal.
    pub epoch: Option<String>,
    /// The last event known of that.
    pub last_seq: i64,
    /// What contradicts it.
    pub fork: Option<Fork>,
    /// The figures of its newest day, and the last event in them.
    pub today: Option<(i64, Arc<Fold>)>,
    /// The same of a journal that was not known as the newest when it was folded.
    other: Option<(String, i64, Arc<Fold>)>,
    /// Whether `live` or `received` changed since they were written down.
    dirty: bool,
}

impl Office {
    /// Returns the newest look if it can still be told as the present.
    #[must_use]
    pub fn present(&self, now: Timestamp) -> Option<&Live> {
        self.live.as_deref().filter(|_| !self.is_silent(now))
    }

    /// Returns whether nothing was heard of it for too long.
    #[must_use]
    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.received.is_none_or(|at| now - at > SILENT_MS)
    }

    /// Returns what its own clock shows now, as far as the last batch told: ages are counted by the clock that
    /// stamped their beginning.
    #[must_use]
    pub fn clock(&self, now: Timestamp) -> Timestamp {
        now + self.clock_offset_ms.unwrap_or(0)
    }

    /// Returns whether its clock is wrong.
    #[must_use]
    pub fn clock_is_wrong(&self) -> bool {
        self.clock_offset_ms.is_some_and(|ms| ms.saturating_abs() > CLOCK_WRONG_MS)
    }

    /// Returns what it is called in a language, or in another, or by its id.
    #[must_use]
    pub fn name(&self, id: &OfficeId, lang: &str) -> String {
        self.profile.as_ref().and_then(|p| name_of(&p.names, lang)).unwrap_or(id.as_str()).to_owned()
    }

    /// Returns what a service of it is called.
    #[must_use]
    pub fn service_name(&self, service: &str, lang: &str) -> String {
        let found = self.profile.iter().flat_map(|p| &p.services).find(|s| s.id.as_str() == service);
        found.and_then(|s| name_of(&s.names, lang)).unwrap_or(service).to_owned()
    }

    /// Returns the devices somebody must look at: one for each cause.
    pub fn troubles(&self, now: Timestamp) -> impl Iterator<Item = &LiveDevice> {
        let devices = self.present(now).map(|live| live.devices.as_slice()).unwrap_or_default();
        devices.iter().filter(|d| !d.is_well() && d.because_of.is_none())
    }

    /// Returns local time minus UTC at its place, in milliseconds.
    #[must_use]
    pub fn utc_offset_ms(&self, at: Timestamp) -> i64 {
        self.profile.as_ref().map_or(0, |p| p.utc_offset_ms(at))
    }
}

/// Returns a name in a language or in one that stands in for it.
#[must_use]
pub fn name_of<'n>(names: &'n Names, lang: &str) -> Option<&'n str> {
    let own = Locale::of_tag(lang).unwrap_or(Locale::Fr);
    [own, Locale::Fr, Locale::Ar]
        .iter()
        .find_map(|l| names.get(l))
        .or(names.values().next())
        .map(String::as_str)
}

/// All offices. Cheap to clone.
#[derive(Clone, Default)]
pub struct Town(Arc<Inner>);

#[derive(Default)]
struct Inner {
    offices: RwLock<BTreeMap<OfficeId, Office>>,
    /// Offices whose present changed since the broker was told.
    changed: std::sync::Mutex<BTreeSet<OfficeId>>,
    news: Notify,
}

impl Town {
    /// Returns the offices for a short look; never hold it across an `await`.
    pub fn read(&self) -> RwLockReadGuard<'_, BTreeMap<OfficeId, Office>> {
        self.0.offices.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, office: &OfficeId, change: impl FnOnce(&mut Office)) {
        let mut offices = self.0.offices.write().unwrap_or_else(PoisonError::into_inner);
        change(offices.entry(office.clone()).or_default());
    }

    /// Takes in that an office was heard of, and what it said of its present. A look that is older than the one known is
    /// one that a network kept for too long, and is dropped.
    pub fn heard(&self, batch: &mut Batch, received: Timestamp) {
        let (live, profile) = (batch.live.take(), batch.profile.take());
        let mut fresh = false;
        self.change(&batch.office, |office| {
            office.received = office.received.max(Some(received));
            office.clock_offset_ms = Some(batch.sent_at - received);
            office.dirty = true;
            let known = office.live.as_ref().map(|l| (l.seq, l.at));
            let fits = office.epoch.as_ref().is_none_or(|epoch| *epoch == batch.epoch);
            if let Some(live) = live.filter(|l| fits && known.is_none_or(|k| k <= (l.seq, l.at))) {
                office.live = Some(Arc::new(live.bounded()));
                fresh = true;
            }
            if let Some(profile) = profile {
                office.profile = Some(Arc::from(profile));
            }
        });
        if fresh {
            self.tell(batch.office.clone());
        }
    }

    fn tell(&self, office: OfficeId) {
        self.0.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(office);
        self.0.news.notify_one();
    }

    /// Waits for offices whose present changed.
    pub async fn changed(&self) -> BTreeSet<OfficeId> {
        loop {
            let waiting = self.0.news.notified();
            let changed = std::mem::take(&mut *self.0.changed.lock().unwrap_or_else(PoisonError::into_inner));
            if !changed.is_empty() {
                return changed;
            }
            waiting.await;
        }
    }

    /// Takes in the figures of an office's newest day.
    pub fn folded(&self, office: &OfficeId, epoch: &str, seq: i64, fold: Arc<Fold>) {
        self.change(office, |o| {
            if o.epoch.as_deref().is_none_or(|known| known == epoch) {
                (o.epoch, o.today) = (Some(epoch.to_owned()), Some((seq, fold)));
            } else {
                o.other = Some((epoch.to_owned(), seq, fold));
            }
        });
    }

    /// Keeps the registry at hand and the newest looks on disk, until told to stop.
    pub async fn run(self, pool: PgPool, stop: CancellationToken) {
        let mut keep = tokio::time::interval(KEEP);
        let mut refresh = tokio::time::interval(REFRESH);
        loop {
            let done = tokio::select! {
                _ = keep.tick() => self.keep(&pool).await,
                _ = refresh.tick() => self.refresh(&pool).await,
                () = stop.cancelled() => break,
            };
            if let Err(error) = done {
                tracing::warn!(error = %error, "the offices cannot be looked at in the database");
            }
        }
        if let Err(error) = self.keep(&pool).await {
            tracing::warn!(error = %error, "the newest looks at the offices were not written down");
        }
    }

    /// Reads the registry, the journals' places, and looks that another portal has written down.
    ///
    /// # Errors
    /// The database's.
    pub async fn refresh(&self, pool: &PgPool) -> Result<(), StoreError> {
        let rows = sqlx::query(OFFICES).fetch_all(pool).await.map_err(failed("list the offices"))?;
        let (mut profiles, mut looks) = (Wanted::default(), Wanted::default());
        {
            let mut offices = self.0.offices.write().unwrap_or_else(PoisonError::into_inner);
            let mut known = BTreeSet::new();
            for row in &rows {
                let Ok(id) = OfficeId::new(row.get(0)) else { continue };
                let office = offices.entry(id.clone()).or_default();
                take_row(office, row);
                if let Some(hash) = row.get::<Option<String>, _>(11)
                    && office.profile.as_ref().is_none_or(|p| p.hash != hash)
                {
                    profiles.push(&id, hash);
                }
                let looked = row.get::<Option<i64>, _>(12).map(Timestamp);
                if looked.is_some() && (office.live.is_none() || office.received < looked) {
                    looks.push(&id, String::new());
                }
                known.insert(id);
            }
            offices.retain(|id, _| known.contains(id));
        }
        self.load_profiles(pool, profiles).await?;
        self.load_looks(pool, looks).await
    }

    async fn load_profiles(&self, pool: &PgPool, wanted: Wanted) -> Result<(), StoreError> {
        let query = "select p.office, p.body from office_profile as p \
                     join unnest($1::text[], $2::text[]) as w (office, hash) on w.office = p.office and w.hash = p.hash";
        for row in wanted.fetch(query, pool).await? {
            let profile = serde_json::from_str::<Profile>(row.get(1));
            if let (Ok(id), Ok(profile)) = (OfficeId::new(row.get(0)), profile) {
                self.change(&id, |office| office.profile = Some(Arc::new(profile)));
            }
        }
        Ok(())
    }

    async fn load_looks(&self, pool: &PgPool, wanted: Wanted) -> Result<(), StoreError> {
        let query = "select l.office, l.body, l.received_ms from office_live as l \
                     join unnest($1::text[], $2::text[]) as w (office, nothing) on w.office = l.office";
        for row in wanted.fetch(query, pool).await? {
            let live = serde_json::from_str::<Live>(row.get(1));
            if let (Ok(id), Ok(live)) = (OfficeId::new(row.get(0)), live) {
                let at = Some(Timestamp(row.get(2)));
                self.change(&id, |o| (o.live, o.received) = (Some(Arc::new(live)), o.received.max(at)));
                self.tell(id);
            }
        }
        Ok(())
    }

    /// Writes down what changed.
    async fn keep(&self, pool: &PgPool) -> Result<(), StoreError> {
        let (mut ids, mut epochs, mut received, mut bodies) = (vec![], vec![], vec![], vec![]);
        for (id, office) in self.0.offices.write().unwrap_or_else(PoisonError::into_inner).iter_mut() {
            let (Some(live), Some(at), Some(epoch)) = (&office.live, office.received, &office.epoch) else {
                continue;
            };
            let Ok(body) = serde_json::to_string(&**live) else { continue };
            if std::mem::take(&mut office.dirty) {
                ids.push(id.to_string());
                epochs.push(epoch.clone());
                received.push(at.0);
                bodies.push(body);
            }
        }
        if ids.is_empty() {
            return Ok(());
        }
        let query = "insert into office_live as known (office, epoch, received_ms, body) \
                     select new.* from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as new (office, epoch, received_ms, body) \
                     join office using (office) \
                     on conflict (office) do update set epoch = excluded.epoch, received_ms = excluded.received_ms, \
                     body = excluded.body where known.received_ms <= excluded.received_ms";
        let query = sqlx::query(query).bind(ids).bind(epochs).bind(received).bind(bodies);
        query.execute(pool).await.map(drop).map_err(failed("keep the newest looks"))
    }
}

/// Offices of which a body is to be read, each with a word that says which.
#[derive(Default)]
struct Wanted(Vec<String>, Vec<String>);

impl Wanted {
    fn push(&mut self, office: &OfficeId, word: String) {
        self.0.push(office.to_string());
        self.1.push(word);
    }

    async fn fetch(self, query: &'static str, pool: &PgPool) -> Result<Vec<PgRow>, StoreError> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let query = sqlx::query(query).bind(self.0).bind(self.1);
        query.fetch_all(pool).await.map_err(failed("read what offices said"))
    }
}

/// The registry with the newest journal of each office, the newest contradiction, and which profile and look there is.
const OFFICES: &str = "
select o.office, o.latitude, o.longitude, o.address, c.epoch, coalesce(c.next - 1, 0), c.received_ms, c.clock_offset_ms,
       k.epoch, k.seq, k.since, p.hash, l.received_ms
from office as o
left join lateral (select * from office_cursor as c where c.office = o.office
                   order by c.opened_ms desc, c.epoch limit 1) as c on true
left join lateral (
    select epoch, forked_seq as seq, forked_ms as since from office_cursor
    where office = o.office and forked_seq is not null
    union all
    select q.epoch, q.seq, q.received_ms from quarantine as q
    where q.office = o.office
      and not exists (select 1 from office_cursor as n where n.office = q.office and n.epoch = q.epoch)
    order by since desc limit 1) as k on true
left join lateral (select hash from office_profile as p where p.office = o.office
                   order by p.last_ms desc, p.hash limit 1) as p on true
left join office_live as l on l.office = o.office
order by o.office";

fn take_row(office: &mut Office, row: &PgRow) {
    let place = row.get::<Option<f64>, _>(1).zip(row.get::<Option<f64>, _>(2));
    office.place = place.map(|(latitude, longitude)| Place { latitude, longitude });
    office.address = row.get(3);
    let epoch: Option<String> = row.get(4);
    if office.epoch != epoch {
        // Another journal's present says nothing of this one's.
        if office.epoch.is_some() {
            office.live = None;
        }
        let other = office.other.take().filter(|(of, ..)| Some(of) == epoch.as_ref());
        (office.epoch, office.today) = (epoch, other.map(|(_, seq, fold)| (seq, fold)));
    }
    office.last_seq = row.get(5);
    let received = row.get::<Option<i64>, _>(6).map(Timestamp);
    if office.received < received {
        (office.received, office.clock_offset_ms) = (received, row.get(7));
    }
    office.fork = row.get::<Option<String>, _>(8).map(|epoch| Fork {
        epoch,
        seq: row.get::<Option<i64>, _>(9).unwrap_or(0),
        since: Timestamp(row.get::<Option<i64>, _>(10).unwrap_or(0)),
    });
}
