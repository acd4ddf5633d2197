//! Test prints: a technician asks for one, a printer makes it, and the truth about it comes back.
//!
//! A test print is no ticket: it has no number, the journal does not know it, and it waits behind no ticket. It goes to its
//! printer beside the spooler, which sees nothing of it but a printer that is busy for a moment.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use display::ticket::{Press, Sheet, Template, TicketData, WordBook};
use queue::OfficeConfig;
use queue::id::DeviceId;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use utoipa::ToSchema;

use crate::printer::profile::Profile;
use crate::printer::{JobOutcome, PrintJob, PrinterEvent};
use crate::ticket;

/// What a test print's job is called; tickets' jobs start with a ticket's id.
const TEST_JOB: &str = "test";
/// How long a test print is waited for: longer than paper takes, shorter than pages wait for an answer.
const PATIENCE: Duration = Duration::from_secs(7);

/// What became of a test print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrialOutcome {
    /// `printed`, `stalled` (the printer holds it until the cause is gone), `unknown`, `failed` (nothing was sent) or `busy`.
    pub outcome: &'static str,
    /// Whether the printer itself said that it is out.
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

/// The printers that can be tried. Cheap to clone.
#[derive(Clone, Default)]
pub struct Trials(Arc<Mutex<BTreeMap<DeviceId, Station>>>);

impl TrialOutcome {
    /// Returns an outcome other than printed.
    #[must_use]
    pub fn not_printed(outcome: &'static str, cause: Option<crate::printer::status::Cause>) -> Self {
        let word = |cause| serde_json::to_value(cause).ok().and_then(|v| v.as_str().map(str::to_owned));
        Self { outcome, confirmed: false, cause: cause.and_then(word) }
    }
}

impl Trials {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeviceId, Station>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a printer known.
    pub fn add(&self, id: DeviceId, profile: Profile, jobs: mpsc::Sender<PrintJob>) {
        self.lock().insert(id, Station { profile, jobs, waiting: None });
    }

    /// Prints a test on a printer and waits for what becomes of it; `None` when there is no such printer.
    pub async fn print(
        &self,
        id: &DeviceId,
        template: &Template,
        office: &OfficeConfig,
    ) -> Option<TrialOutcome> {
        let profile = self.lock().get(id)?.profile.clone();
        let picture = sheet(template.clone(), office, id, &profile).raster;
        let outcome = {
            let mut stations = self.lock();
            let station = stations.get_mut(id)?;
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
        if let Some(waiting) = self.lock().get_mut(id).and_then(|station| station.waiting.take()) {
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
