//! What a technician may try: a printer, a panel, the sound card; and the truth about what came of it.
//!
//! A test print is no ticket: it has no number, the journal does not know it, and it waits behind no ticket. It goes to its
//! printer beside the spooler, which sees nothing of it but a printer that is busy for a moment. A panel lights every
//! segment until somebody is called; the card plays the chime between two announcements.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use display::ticket::{Press, Sheet, Template, TicketData, WordBook};
use queue::OfficeConfig;
use queue::id::DeviceId;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use crate::printer::profile::Profile;
use crate::printer::{JobOutcome, PrintJob, PrinterEvent};
use crate::registry::{Registry, is_silent};
use crate::ticket;
use crate::voice::card::Playing;
use crate::voice::sound;

/// What a test print's job is called; tickets' jobs start with a ticket's id.
const TEST_JOB: &str = "test";
/// How long a test is waited for: longer than paper takes, shorter than pages wait for an answer.
const PATIENCE: Duration = Duration::from_secs(7);
/// Panels that are asked for at once on one line.
const PANELS_MAX: usize = 16;

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrialOutcome {
    /// A printer's: `printed`, `stalled` (the printer holds it until the cause is gone), `unknown` or `failed` (nothing was
    /// sent). A panel's: `shown` (somebody has to look) or `not_shown`. The sound card's: `played` or `not_played`. Each
    /// device's: `busy`.
    pub outcome: &'static str,
    /// Whether the device itself said so.
    pub confirmed: bool,
    /// Why not: a word of the catalogue (`cause-…`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// A printer that can be tried.
struct Station {
    profile: Profile,
    jobs: mpsc::Sender<PrintJob>,
    waiting: Option<oneshot::Sender<TrialOutcome>>,
}

/// What can be tried.
#[derive(Default)]
struct Known {
    printers: BTreeMap<DeviceId, Station>,
    panels: BTreeMap<DeviceId, mpsc::Sender<DeviceId>>,
    cards: BTreeMap<DeviceId, mpsc::Sender<Playing>>,
}

/// The devices that can be tried. Cheap to clone.
#[derive(Clone, Default)]
pub struct Trials(Arc<Mutex<Known>>);

impl TrialOutcome {
    /// Returns an outcome other than printed.
    #[must_use]
    pub fn not_printed(outcome: &'static str, cause: Option<crate::printer::status::Cause>) -> Self {
        let word = |cause| serde_json::to_value(cause).ok().and_then(|v| v.as_str().map(str::to_owned));
        Self::unconfirmed(outcome, cause.and_then(word))
    }

    fn unconfirmed(outcome: &'static str, cause: Option<String>) -> Self {
        Self { outcome, confirmed: false, cause }
    }
}

impl Trials {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the panels of a line known; returns which of them is to be tried.
    pub fn panels<'a>(&self, ids: impl Iterator<Item = &'a DeviceId>) -> mpsc::Receiver<DeviceId> {
        let (asked, to_try) = mpsc::channel(PANELS_MAX);
        self.lock().panels.extend(ids.map(|id| (id.clone(), asked.clone())));
        to_try
    }

    /// Makes a sound card known.
    pub fn card(&self, id: DeviceId, sounds: mpsc::Sender<Playing>) {
        self.lock().cards.insert(id, sounds);
    }

    /// Lights every segment of a panel for a moment; `None` when there is no such panel. One that is not reached shows
    /// nothing, whatever it was told.
    #[must_use]
    pub fn show(&self, id: &DeviceId, registry: &Registry) -> Option<TrialOutcome> {
        let asked = self.lock().panels.get(id)?.clone();
        let device = registry.get(id)?;
        if is_silent(&device.state) {
            return Some(TrialOutcome::unconfirmed("not_shown", device.cause));
        }
        let outcome = if asked.try_send(id.clone()).is_ok() { "shown" } else { "busy" };
        Some(TrialOutcome::unconfirmed(outcome, None))
    }

    /// Plays the chime on a sound card and waits for its end; `None` when there is no such card. Behind an announcement
    /// that is too long to wait for, it is taken back.
    pub async fn play(&self, id: &DeviceId, registry: &Registry) -> Option<TrialOutcome> {
        let card = self.lock().cards.get(id)?.clone();
        let chime = sound::chime();
        let (done, played) = oneshot::channel();
        let cut = CancellationToken::new();
        let playing = Playing {
            length_ms: sound::length_ms(chime.len()),
            wav: sound::wav(&chime).ok()?.into(),
            cut: cut.clone(),
            done: Some(done),
        };
        let busy = || TrialOutcome::unconfirmed("busy", None);
        if card.try_send(playing).is_err() {
            return Some(busy());
        }
        Some(match tokio::time::timeout(PATIENCE, played).await {
            Ok(Ok(true)) => TrialOutcome { outcome: "played", confirmed: true, cause: None },
            Ok(Ok(false) | Err(_)) => {
                TrialOutcome::unconfirmed("not_played", registry.get(id).and_then(|card| card.cause))
            }
            Err(_) => {
                cut.cancel();
                busy()
            }
        })
    }

    /// Makes a printer known.
    pub fn add(&self, id: DeviceId, profile: Profile, jobs: mpsc::Sender<PrintJob>) {
        self.lock().printers.insert(id, Station { profile, jobs, waiting: None });
    }

    /// Prints a test on a printer and waits for what becomes of it; `None` when there is no such printer.
    pub async fn print(
        &self,
        id: &DeviceId,
        template: &Template,
        office: &OfficeConfig,
    ) -> Option<TrialOutcome> {
        let profile = self.lock().printers.get(id)?.profile.clone();
        let picture = sheet(template.clone(), office, id, &profile).raster;
        let outcome = {
            let mut known = self.lock();
            let station = known.printers.get_mut(id)?;
            // A test that nobody waits for any more does not stand in the way of the next one.
            if station.waiting.as_ref().is_some_and(|waiting| !waiting.is_closed()) {
                return Some(TrialOutcome::not_printed("busy", None));
            }
            let job = format!("{TEST_JOB}.{}", uuid::Uuid::now_v7().simple());
            if station.jobs.try_send(PrintJob { job, picture, fixed: Vec::new(), day: 0 }).is_err() {
                return Some(TrialOutcome::not_printed("busy", None));
            }
            let (reply, outcome) = oneshot::channel();
            station.waiting = Some(reply);
            outcome
        };
        let outcome = tokio::time::timeout(PATIENCE, outcome).await;
        Some(outcome.ok().and_then(Result::ok).unwrap_or_else(|| TrialOutcome::not_printed("unknown", None)))
    }

    /// Takes what a printer says about a test print; returns what concerns the spooler.
    pub fn take(&self, id: &DeviceId, event: PrinterEvent) -> Option<PrinterEvent> {
        let (job, outcome) = match event {
            PrinterEvent::Job { job, outcome } => (job, outcome),
            PrinterEvent::Status { .. } | PrinterEvent::Stored { .. } => return Some(event),
        };
        if !job.starts_with(TEST_JOB) {
            return Some(PrinterEvent::Job { job, outcome });
        }
        let outcome = match outcome {
            JobOutcome::Sending { permit } => {
                // The printer may have given up meanwhile.
                let _ = permit.send(());
                return None;
            }
            JobOutcome::Doubtful { .. } => return None,
            JobOutcome::Printed { confirmed } => TrialOutcome { outcome: "printed", confirmed, cause: None },
            JobOutcome::Stalled { cause } => TrialOutcome::not_printed("stalled", Some(cause)),
            JobOutcome::Unknown { cause } => TrialOutcome::not_printed("unknown", Some(cause)),
            JobOutcome::Failed { cause } => TrialOutcome::not_printed("failed", Some(cause)),
        };
        tracing::info!(device.id = %id, outcome = outcome.outcome, "test print on {id}: {}", outcome.outcome);
        if let Some(waiting) = self.lock().printers.get_mut(id).and_then(|station| station.waiting.take()) {
            // Whoever asked may have gone.
            let _ = waiting.send(outcome);
        }
        None
    }
}

/// Returns the test print of a printer: every script and size, and which printer it is.
#[must_use]
pub fn sheet(template: Template, office: &OfficeConfig, id: &DeviceId, profile: &Profile) -> Sheet {
    let words = WordBook::built_in();
    let said = format!("{id} · {} · {} × {} dpi", profile.name, profile.width_dots, profile.dpi);
    let which = [("ar", said.clone()), ("fr", said)].map(|(locale, text)| (locale.to_owned(), text));
    let data = TicketData {
        locale: "ar".to_owned(),
        number: "TEST".to_owned(),
        office_names: ticket::texts(&office.names),
        service_names: words.test(),
        papers: vec![which.into(), words.alphabets()],
        ..TicketData::default()
    };
    Press::new(template, words).lay_out(&data, profile.paper())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::WallClock;

    #[tokio::test(start_paused = true)]
    async fn a_chime_behind_a_long_announcement_is_taken_back_and_said_to_have_met_a_busy_card() {
        let (trials, (registry, _)) = (Trials::default(), Registry::new(Arc::new(WallClock)));
        let id = DeviceId::new("sound-card").unwrap();
        let (sounds, mut card) = mpsc::channel(1);
        trials.card(id.clone(), sounds);
        assert_eq!(trials.play(&id, &registry).await, Some(TrialOutcome::unconfirmed("busy", None)));
        assert!(card.try_recv().unwrap().cut.is_cancelled(), "nobody hears it later");
    }
}
