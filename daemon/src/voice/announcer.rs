//! The task that follows the office, and begins each announcement when its turn has come.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use queue::Office;
use queue::config::Locale;
use queue::id::DeviceId;
use queue::ticket::TicketState;
use queue::time::{MINUTE_MS, Timestamp};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::card::{Card, Playing};
use super::check::check_folder;
use super::pack::{MANIFEST, Pack};
use super::queue::{Call, Due, Queue, Rules, languages};
use super::sound::{chime, length_ms, samples_of, turn_down, wav};
use super::{AnnouncementView, Voice};
use crate::calendar::OfficeCalendar;
use crate::clock::SharedClock;
use crate::config;
use crate::device::trial::Trials;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};
use crate::replica::Replica;

/// Silence between the chime and the voice, in milliseconds.
const AFTER_CHIME_MS: u32 = 150;
/// Silence between two languages, in milliseconds.
const BETWEEN_LANGUAGES_MS: u32 = 450;
/// Silence between two announcements, in milliseconds: also what boards may be late.
const BETWEEN_MS: u64 = 800;
/// The longest sleep when nothing is due; calls wake the task at once.
const IDLE: Duration = Duration::from_secs(60);
/// Announcements that may wait for the sound card: one is playing, one is handed over. More are left out on the card.
const CARD_CAPACITY: usize = 1;
/// The voice among the devices.
const DEVICE: &str = "voice";

/// What an announcer follows and tells.
pub struct Surroundings {
    /// The office as committed.
    pub replica: Replica,
    /// The devices.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
    /// The office's local time.
    pub calendar: Arc<OfficeCalendar>,
    /// What a technician may try.
    pub trials: Trials,
}

struct Announcer {
    config: config::Voice,
    order: Vec<Locale>,
    packs: Arc<BTreeMap<Locale, Pack>>,
    voice: Voice,
    card: Option<mpsc::Sender<Playing>>,
    device: DeviceId,
    around: Surroundings,
    queue: Queue,
    began: Instant,
    /// The announcement being heard, and how to stop it on the card.
    now: Option<(String, CancellationToken)>,
}

/// Starts announcing on tasks of its own, if the office wants it; returns what boards follow.
pub fn start(
    config: Option<config::Voice>,
    around: Surroundings,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Voice {
    let Some(config) = config else { return Voice::new(false) };
    let voice = Voice::new(config.boards);
    let card = config.sound_card.clone().map(|name| {
        let (tx, rx) = mpsc::channel(CARD_CAPACITY);
        let card = Card::new(name, around.registry.clone());
        around.trials.card(card.id().clone(), tx.clone());
        tasks.spawn(card.run(rx, stop.clone()));
        tx
    });
    let device = DeviceId::new(DEVICE).expect("invariant: the name is an id");
    around.registry.add(&device, Kind::Voice, None, &[]);
    let office = around.replica.read().config.locales.clone();
    let rules = Rules {
        short_when_waiting: usize::from(config.short_when_waiting),
        expire_ms: u64::from(config.expire_seconds) * 1_000,
        repeats: u32::from(config.repeats),
        repeat_after_ms: u64::from(config.repeat_after_seconds) * 1_000,
    };
    let announcer = Announcer {
        order: config.languages.clone().unwrap_or(office),
        packs: Arc::default(),
        voice: voice.clone(),
        card,
        device,
        around,
        queue: Queue::new(rules),
        began: Instant::now(),
        now: None,
        config,
    };
    tasks.spawn(announcer.run(stop.clone()));
    voice
}

impl Announcer {
    async fn run(mut self, stop: CancellationToken) {
        self.load().await;
        let mut changes = self.around.replica.changes();
        loop {
            changes.mark_unchanged();
            self.look();
            if let Some(due) = self.queue.next(self.now_ms()) {
                self.announce(due).await;
                continue;
            }
            let wake = self
                .queue
                .wake_at()
                .map_or(IDLE, |at| Duration::from_millis(at.saturating_sub(self.now_ms()).max(1)).min(IDLE));
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(wake) => (),
                () = stop.cancelled() => return,
            }
        }
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Reads the packs; what is wrong with one the town recorded is said on the technician's page.
    async fn load(&mut self) {
        let dir = self.config.packs_dir.clone();
        let loaded = tokio::task::spawn_blocking(move || packs(dir.as_deref())).await;
        let (packs, trouble) = loaded.unwrap_or_default();
        for locale in Locale::ALL {
            let who = packs.get(&locale).map_or("-", |p| p.manifest.voice.as_str()).to_owned();
            self.around.registry.detail(&self.device, locale.tag(), who);
        }
        self.packs = Arc::new(packs);
        self.report(trouble);
    }

    fn report(&self, trouble: Option<String>) {
        let report = match trouble {
            None => Report::ready(),
            Some(said) => Report::trouble("degraded", Cause::VoicePack, Remedy::VoicePack).saying(said),
        };
        self.around.registry.report(&self.device, report);
    }

    /// Looks at the office's calls, and falls silent in mid-sentence when the call was taken back.
    fn look(&mut self) {
        let calls = calls(&self.around.replica.read(), self.around.clock.now());
        if self.queue.cut_off(&calls)
            && let Some((id, sound)) = self.now.take()
        {
            sound.cancel();
            self.voice.withdraw(&id);
        }
        self.queue.receive(self.now_ms(), &calls);
    }

    async fn announce(&mut self, due: Due) {
        let at = self.around.clock.now();
        let local = at.0.saturating_add(self.around.calendar.utc_offset_ms(at));
        let minute = u16::try_from(local.div_euclid(MINUTE_MS).rem_euclid(24 * 60)).unwrap_or(0);
        let Some(volume) = self.config.volume_at(minute) else { return };
        let most = usize::from(self.config.languages_per_call);
        let order = languages(due.call.locale, &self.order, most);
        let (packs, said) = (Arc::clone(&self.packs), due.clone());
        let made = tokio::task::spawn_blocking(move || compose(&packs, &order, &said, volume)).await;
        let made = match made {
            Ok(Ok(made)) => made,
            Ok(Err(error)) => return tracing::error!(error = %error, "an announcement cannot be written"),
            Err(error) => return tracing::error!(error = %error, "an announcement cannot be made"),
        };
        if made.trouble.is_some() {
            self.report(made.trouble);
        }
        self.begin(&due, at, made.wav.into(), made.languages, made.length_ms);
    }

    fn begin(&mut self, due: &Due, at: Timestamp, wav: Arc<[u8]>, heard: Vec<&'static str>, length_ms: u64) {
        let id = match due.repeat {
            0 => due.call.seq.to_string(),
            n => format!("{}-{n}", due.call.seq),
        };
        let cut = CancellationToken::new();
        if let Some(card) = &self.card {
            let playing = Playing { wav: Arc::clone(&wav), length_ms, cut: cut.clone(), done: None };
            if card.try_send(playing).is_err() {
                tracing::warn!(announcement = %id, "the sound card is still busy: it leaves an announcement out");
            }
        }
        tracing::info!(announcement = %id, number = %due.call.number, counter = %due.call.counter,
            languages = %heard.join(","), duration_ms = length_ms, "{} is announced", due.call.number);
        let view = AnnouncementView {
            url: format!("/api/v1/announcements/{id}"),
            id: id.clone(),
            number: due.call.number.to_string(),
            label: due.call.counter.clone(),
            languages: heard,
            at,
            duration_ms: length_ms,
        };
        self.voice.begin(view, wav);
        self.now = Some((id, cut));
        self.queue.began(self.now_ms(), due, length_ms + BETWEEN_MS);
    }
}

/// Returns the office's calls as the queue wants them.
fn calls(office: &Office, now: Timestamp) -> Vec<Call> {
    let policy = &office.config.policy;
    office
        .state
        .calls
        .iter()
        .map(|c| {
            let ticket = office.state.tickets.get(&c.ticket);
            // Where service starts by itself, a started one may still have to be told where to go.
            let to_come = ticket.is_some_and(|t| {
                t.counter.as_ref() == Some(&c.counter)
                    && (t.state == TicketState::Called
                        || t.state == TicketState::Serving && !policy.start_step)
            });
            Call {
                seq: c.seq,
                ticket: c.ticket,
                number: c.number,
                counter: office
                    .config
                    .counter(&c.counter)
                    .map_or_else(|| c.counter.to_string(), |k| k.label.clone()),
                locale: c.locale,
                age_ms: u64::try_from(now - c.at).unwrap_or(0),
                stands: to_come && !c.withdrawn,
                withdrawn: c.withdrawn,
            }
        })
        .collect()
}

/// Returns the packs by language, and what is wrong with the town's own. One that is wrong is left out; the built-in one
/// speaks instead.
fn packs(dir: Option<&Path>) -> (BTreeMap<Locale, Pack>, Option<String>) {
    let (mut packs, mut trouble) = (BTreeMap::new(), None);
    for locale in Locale::ALL {
        packs.extend(Pack::built_in(locale).map(|pack| (locale, pack)));
        let Some(folder) = dir.map(|d| d.join(locale.tag())).filter(|f| f.join(MANIFEST).exists()) else {
            continue;
        };
        let checked = check_folder(&folder);
        match Pack::open(&folder) {
            Ok(pack) if checked.is_well() && pack.manifest.locale == locale => {
                packs.insert(locale, pack);
            }
            Ok(_) | Err(_) => {
                let first = checked.findings.first().map(|f| format!("{}: {}", f.file, f.what));
                let first = first.unwrap_or_else(|| format!("{} speaks another language", folder.display()));
                tracing::warn!(folder = %folder.display(), "a recorded voice is not used: {first}");
                trouble.get_or_insert(first);
            }
        }
    }
    (packs, trouble)
}

struct Made {
    wav: Vec<u8>,
    length_ms: u64,
    languages: Vec<&'static str>,
    trouble: Option<String>,
}

/// Puts chime and languages together. A language without a voice, or without one of the clips, stays silent.
fn compose(
    packs: &BTreeMap<Locale, Pack>,
    order: &[Locale],
    due: &Due,
    volume: u8,
) -> Result<Made, hound::Error> {
    let (mut heard, mut trouble) = (Vec::new(), None);
    let mut samples = chime();
    for pack in order.iter().filter_map(|locale| packs.get(locale)) {
        match pack.say(due.call.number, &due.call.counter, due.form) {
            Ok(said) => {
                let before = if heard.is_empty() { AFTER_CHIME_MS } else { BETWEEN_LANGUAGES_MS };
                samples.resize(samples.len() + samples_of(before), 0);
                samples.extend(said);
                heard.push(pack.manifest.locale.tag());
            }
            Err(error) => {
                tracing::warn!(number = %due.call.number, "a language is left out: {error}");
                trouble = Some(error.to_string());
            }
        }
    }
    turn_down(&mut samples, volume);
    Ok(Made { wav: wav(&samples)?, length_ms: length_ms(samples.len()), languages: heard, trouble })
}
