//! The devices of the office: what each is, how it does, since when, why, and what to do about it.
//!
//! Drivers write here; pages read here; every change of state goes into the journal as well.

mod historian;
pub mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use queue::Office;
use queue::config::Locale;
use queue::figures::ability;
use queue::id::{CounterId, DeviceId};
use queue::time::Timestamp;
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use utoipa::ToSchema;

pub use historian::Historian;
pub use words::{Cause, Remedy};

use crate::clock::SharedClock;
use crate::view::{CounterDevices, Moment, OfficeView, PrinterView};

/// Changes of state that may wait for the journal; of more only the latest of each device comes into the history. Pages
/// have them all.
const CHANGES_CAPACITY: usize = 256;
/// Pictures of tickets kept in memory.
const PICTURES_KEPT: usize = 24;

/// What a device is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A ticket printer.
    Printer,
    /// A serial line.
    Line,
    /// A clerk's call-button pad.
    Pad,
    /// A button off the shelf.
    Button,
    /// A number panel.
    Panel,
    /// The box's own clock.
    Clock,
    /// The link to the town's portal.
    Portal,
    /// The office's MQTT broker.
    Broker,
    /// The voices that announce calls.
    Voice,
    /// The box's own sound card.
    Speaker,
    /// A bridge, which speaks for devices elsewhere over MQTT.
    Bridge,
    /// A camera.
    Camera,
    /// A program that is told of alerts, or of tickets.
    Webhook,
    /// People who are told of alerts by mail.
    Mail,
}

/// A device as the technician sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeviceView {
    /// The device's id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The counter it stands at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// One word: `starting`, `ready`, `degraded`, `lost`, `out_of_paper` …
    pub state: String,
    /// Since when.
    #[schema(value_type = String)]
    pub since: Timestamp,
    /// Why: a word of the catalogue (`cause-…` in `config/locales`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What the device, its driver or the system said of it in its own words, for support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// What to do: a word of the catalogue (`remedy-…`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// The device whose trouble this one's trouble is; nobody has to look at this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because_of: Option<String>,
    /// When something last came from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub last_contact: Option<Timestamp>,
    /// Facts by name: path, model, firmware, counts.
    pub details: BTreeMap<String, String>,
}

/// A device with what has become of it since the daemon started.
#[derive(Clone, Debug)]
pub struct DeviceHealth {
    /// The device.
    pub view: DeviceView,
    /// Whether it does its work.
    pub works: bool,
    /// Times it stopped doing its work.
    pub failures: u64,
    /// How long it did not, all together, in milliseconds.
    pub down_ms: i64,
}

/// A picture of a printed ticket.
#[derive(Clone, Serialize, ToSchema)]
pub struct PictureView {
    /// The number on it.
    pub number: String,
    /// When it was printed.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// Where the picture is.
    pub url: String,
}

/// What the technician's page shows.
#[derive(Serialize, ToSchema)]
pub struct DevicesView {
    /// The journal's number of the last event in this view.
    pub seq: u64,
    /// The server's clock.
    #[schema(value_type = String)]
    pub server_time: Timestamp,
    /// The office.
    pub office: OfficeView,
    /// The devices.
    pub devices: Vec<DeviceView>,
    /// Pictures of the last tickets, newest first.
    pub tickets: Vec<PictureView>,
}

/// A state a driver reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One word of [`words::STATES`].
    pub state: String,
    /// Why.
    pub cause: Option<Cause>,
    /// What was said of it in other words than the catalogue's, as by the system.
    pub said: Option<String>,
    /// What to do.
    pub remedy: Option<Remedy>,
    /// The device whose trouble this is, as the line of a pad that cannot be reached.
    pub because_of: Option<DeviceId>,
}

impl Report {
    /// Returns that all is well.
    #[must_use]
    pub fn ready() -> Self {
        Self { state: "ready".to_owned(), ..Self::default() }
    }

    /// Returns trouble that a person can do something about.
    #[must_use]
    pub fn trouble(state: &str, cause: Cause, remedy: Remedy) -> Self {
        Self { state: state.to_owned(), cause: Some(cause), remedy: Some(remedy), ..Self::default() }
    }

    /// Adds what was said of it in other words.
    #[must_use]
    pub fn saying(self, said: impl Into<String>) -> Self {
        Self { said: Some(said.into()), ..self }
    }
}

struct Picture {
    id: String,
    number: String,
    at: Timestamp,
    png: Arc<[u8]>,
}

/// What has become of a device since the daemon started.
#[derive(Default)]
struct Past {
    failures: u64,
    down_ms: i64,
}

#[derive(Default)]
struct Devices {
    devices: BTreeMap<DeviceId, DeviceView>,
    past: BTreeMap<DeviceId, Past>,
    pictures: VecDeque<Picture>,
    /// Devices of which a change found no room on its way into the history.
    missed: BTreeSet<DeviceId>,
}

struct Change {
    device: DeviceId,
    state: String,
    cause: Option<String>,
}

/// The registry, shared by drivers and pages.
#[derive(Clone)]
pub struct Registry {
    devices: Arc<Mutex<Devices>>,
    version: watch::Sender<u64>,
    changes: mpsc::Sender<Change>,
    clock: SharedClock,
}

impl Registry {
    /// Returns an empty registry, and the task that keeps its history.
    #[must_use]
    pub fn new(clock: SharedClock) -> (Self, Historian) {
        let (changes, rx) = mpsc::channel(CHANGES_CAPACITY);
        let registry = Self { devices: Arc::default(), version: watch::Sender::new(0), changes, clock };
        (registry.clone(), Historian::new(rx, registry))
    }

    fn lock(&self) -> MutexGuard<'_, Devices> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a receiver that is told whenever a device changed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Adds a device; it is `starting` until its driver says more.
    pub fn add(&self, id: &DeviceId, kind: Kind, counter: Option<&CounterId>, details: &[(&str, String)]) {
        debug_assert!(details.iter().all(|(name, _)| is_named(name)), "a detail has no words: {details:?}");
        let view = DeviceView {
            id: id.to_string(),
            kind,
            counter: counter.map(ToString::to_string),
            state: "starting".to_owned(),
            since: self.clock.now(),
            cause: None,
            said: None,
            remedy: None,
            because_of: None,
            last_contact: None,
            details: details.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
        };
        self.lock().devices.insert(id.clone(), view);
        self.version.send_modify(|v| *v += 1);
    }

    /// Takes a driver's report; nothing happens when it says the same as before.
    pub fn report(&self, id: &DeviceId, report: Report) {
        debug_assert!(words::STATES.contains(&report.state.as_str()), "{} has no words", report.state);
        let mut devices = self.lock();
        let devices_now = &mut *devices;
        let Some(device) = devices_now.devices.get_mut(id) else { return };
        let now = self.clock.now();
        if !is_silent(&report.state) {
            device.last_contact = Some(now);
        }
        let cause = report.cause.map(|cause| cause.word().to_owned());
        let news = device.state != report.state || device.cause != cause;
        if !news && device.said == report.said {
            return;
        }
        device.said = report.said;
        if !news {
            drop(devices);
            return self.version.send_modify(|v| *v += 1);
        }
        let (worked, works) = (ability(&device.state).works(), ability(&report.state).works());
        let past = devices_now.past.entry(id.clone()).or_default();
        past.failures += u64::from(worked && !works);
        past.down_ms += if worked { 0 } else { now.since(device.since).max(0) };
        device.state.clone_from(&report.state);
        device.cause.clone_from(&cause);
        device.remedy = report.remedy.map(|remedy| remedy.word().to_owned());
        device.because_of = report.because_of.map(|id| id.to_string());
        device.since = now;
        let change = Change { device: id.clone(), state: report.state, cause };
        if self.changes.try_send(change).is_err() {
            devices_now.missed.insert(id.clone());
        }
        drop(devices);
        self.version.send_modify(|v| *v += 1);
    }

    /// Returns the devices of which a change found no room on its way into the history.
    fn take_missed(&self) -> BTreeSet<DeviceId> {
        std::mem::take(&mut self.lock().missed)
    }

    /// Returns how a device is, as the history has it.
    fn now(&self, id: &DeviceId) -> Option<Change> {
        let devices = self.lock();
        let view = devices.devices.get(id)?;
        Some(Change { device: id.clone(), state: view.state.clone(), cause: view.cause.clone() })
    }

    /// Makes a device ready again if it is in that state: what was wrong has passed.
    pub fn no_longer(&self, id: &DeviceId, state: &str) {
        let was = self.lock().devices.get(id).is_some_and(|d| d.state == state);
        if was {
            self.report(id, Report::ready());
        }
    }

    /// Returns the state of a device, if there is such a device.
    #[must_use]
    pub fn state_of(&self, id: &DeviceId) -> Option<String> {
        self.lock().devices.get(id).map(|d| d.state.clone())
    }

    /// Returns a device, if there is such a device.
    #[must_use]
    pub fn get(&self, id: &DeviceId) -> Option<DeviceView> {
        self.lock().devices.get(id).cloned()
    }

    /// Sets a fact of a device.
    pub fn detail(&self, id: &DeviceId, name: &str, value: String) {
        debug_assert!(is_named(name), "{name} has no words");
        let now = self.clock.now();
        let before = match self.lock().devices.get_mut(id) {
            Some(device) => {
                // Nobody but its driver says anything of it, and only when it heard something.
                device.last_contact = Some(now);
                device.details.insert(name.to_owned(), value.clone())
            }
            None => return,
        };
        if before.as_ref() != Some(&value) {
            self.version.send_modify(|v| *v += 1);
        }
    }

    /// Sets a fact of a device that is a word of [`words::NOTES`] about something: `unmapped double`.
    pub fn note(&self, id: &DeviceId, name: &str, word: &str, what: &str) {
        debug_assert!(words::NOTES.contains(&word), "{word} is no note");
        self.detail(id, name, format!("{word} {what}").trim_end().to_owned());
    }

    /// Sets a fact of a device, or takes it away.
    pub fn set_detail(&self, id: &DeviceId, name: &str, value: Option<String>) {
        let Some(value) = value else {
            let known = self.lock().devices.get_mut(id).and_then(|device| device.details.remove(name));
            if known.is_some() {
                self.version.send_modify(|v| *v += 1);
            }
            return;
        };
        self.detail(id, name, value);
    }

    /// Adds to a count among the facts of a device.
    pub fn count(&self, id: &DeviceId, name: &str, by: u64) {
        debug_assert!(is_named(name), "{name} has no words");
        {
            let mut devices = self.lock();
            let Some(device) = devices.devices.get_mut(id) else { return };
            let before = device.details.get(name).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
            device.details.insert(name.to_owned(), before.saturating_add(by).to_string());
        }
        self.version.send_modify(|v| *v += 1);
    }

    /// Returns every device.
    #[must_use]
    pub fn list(&self) -> Vec<DeviceView> {
        self.lock().devices.values().cloned().collect()
    }

    /// Returns every device with what has become of it since the daemon started.
    #[must_use]
    pub fn health(&self) -> Vec<DeviceHealth> {
        let now = self.clock.now();
        let devices = self.lock();
        let of = |(id, view): (&DeviceId, &DeviceView)| {
            let works = ability(&view.state).works();
            let past = devices.past.get(id);
            let going = if works { 0 } else { now.since(view.since).max(0) };
            let down_ms = past.map_or(0, |p| p.down_ms) + going;
            DeviceHealth { view: view.clone(), works, failures: past.map_or(0, |p| p.failures), down_ms }
        };
        devices.devices.iter().map(of).collect()
    }

    /// Returns how the printers do together, as a citizen needs to know it: one that works is enough.
    #[must_use]
    pub fn printers(&self) -> PrinterView {
        self.printers_among(None)
    }

    /// As [`Self::printers`], of these alone.
    #[must_use]
    pub fn printers_among(&self, ids: Option<&[String]>) -> PrinterView {
        let devices = self.lock();
        let wanted = |d: &&DeviceView| ids.is_none_or(|ids| ids.contains(&d.id));
        let printers = devices.devices.values().filter(|d| d.kind == Kind::Printer).filter(wanted);
        let mut printers = printers.peekable();
        if printers.peek().is_none() {
            return PrinterView { state: "none", cause: None };
        }
        let all: Vec<&DeviceView> = printers.collect();
        if all.iter().any(|p| matches!(p.state.as_str(), "ready" | "starting" | "busy" | "ticket_not_taken"))
        {
            return PrinterView { state: "ok", cause: None };
        }
        if let Some(p) = all.iter().find(|p| p.state == "near_end") {
            return PrinterView { state: "near_end", cause: p.cause.clone() };
        }
        PrinterView { state: "out_of_order", cause: all.first().map(|p| p.state.clone()) }
    }

    /// Returns what a clerk needs to know of the devices.
    #[must_use]
    pub fn of_counter(&self, counter: &CounterId) -> CounterDevices {
        let printer = self.printers().state.to_owned();
        let devices = self.lock();
        let mine = |d: &&DeviceView| {
            matches!(d.kind, Kind::Pad | Kind::Button) && d.counter.as_deref() == Some(counter.as_str())
        };
        let pad = devices.devices.values().find(mine).map_or("none", |d| d.state.as_str()).to_owned();
        CounterDevices { printer, pad }
    }

    /// Returns what the technician's page shows.
    #[must_use]
    pub fn view(&self, office: &Office, moment: Moment) -> DevicesView {
        let devices = self.lock();
        let picture = |p: &Picture| PictureView {
            number: p.number.clone(),
            at: p.at,
            url: format!("/api/v1/tickets/{}/picture", p.id),
        };
        DevicesView {
            seq: office.state.seq,
            server_time: moment.now,
            office: OfficeView::of(&office.config, moment),
            devices: devices.devices.values().cloned().collect(),
            tickets: devices.pictures.iter().map(picture).collect(),
        }
    }

    /// Keeps the picture of a ticket that came out of a printer.
    pub fn add_picture(&self, id: String, number: String, png: Vec<u8>) {
        let at = self.clock.now();
        let mut devices = self.lock();
        devices.pictures.retain(|p| p.id != id);
        devices.pictures.push_front(Picture { id, number, at, png: png.into() });
        devices.pictures.truncate(PICTURES_KEPT);
        drop(devices);
        self.version.send_modify(|v| *v += 1);
    }

    /// Returns the picture of a ticket printed lately.
    #[must_use]
    pub fn picture(&self, id: &str) -> Option<Arc<[u8]>> {
        self.lock().pictures.iter().find(|p| p.id == id).map(|p| Arc::clone(&p.png))
    }
}

/// Whether a detail has a name in the catalogue; the voice's are languages.
fn is_named(detail: &str) -> bool {
    words::DETAILS.contains(&detail) || Locale::ALL.iter().any(|locale| locale.tag() == detail)
}

/// States in which nothing comes from a device.
pub(crate) fn is_silent(state: &str) -> bool {
    matches!(state, "starting" | "lost" | "missing" | "unreachable" | "hung" | "misconfigured" | "offline")
}
