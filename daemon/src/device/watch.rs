//! Watches the presses of devices: drops what no person can have meant, counts it, and tells the technician.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use queue::id::DeviceId;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::action::Feedback;
use super::line::Ports;
use super::manners::{Manners, STORM_EVENTS, Verdict};
use crate::registry::{Cause, Remedy, Report};

/// The state of a device that is shut out.
const QUARANTINED: &str = "quarantined";

/// The devices watched, shared by whatever hears their presses.
#[derive(Clone)]
pub struct Watched {
    devices: Arc<Mutex<BTreeMap<DeviceId, Manners>>>,
    started: Instant,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Watched {
    /// Returns a watch over devices, each with its own rules.
    #[must_use]
    pub fn new(
        devices: impl Iterator<Item = (DeviceId, Manners)>,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Self {
        Self {
            devices: Arc::new(Mutex::new(devices.collect())),
            started: Instant::now(),
            tasks: tasks.clone(),
            stop: stop.clone(),
        }
    }

    /// Returns whether a gesture is to be acted upon.
    pub fn is_meant(&self, id: &DeviceId, input: &str, gesture: &'static str, ports: &Ports) -> bool {
        let now_ms = ports.clock.passed(self.started.elapsed());
        let Some((verdict, dropped, repeated, quarantine_ms)) = self.with(id, |manners| {
            let verdict = manners.take(now_ms, input, gesture);
            (verdict, manners.dropped, manners.repeated, manners.quarantine_ms())
        }) else {
            return false;
        };
        match verdict {
            Verdict::Act => return true,
            Verdict::Repeated => {
                tracing::debug!(device.id = %id, input, "a press told twice is one press");
                ports.registry.detail(id, "presses_repeated", repeated.to_string());
            }
            Verdict::StormBegins => {
                let report = Report::trouble(QUARANTINED, Cause::DeviceStorm, Remedy::DeviceQuarantined);
                ports.registry.report(id, report.saying(format!("more than {STORM_EVENTS} presses in 3 s")));
                ports.registry.detail(id, "presses_dropped", dropped.to_string());
                self.release_later(id, quarantine_ms, ports);
            }
            Verdict::ShutOut => ports.registry.detail(id, "presses_dropped", dropped.to_string()),
        }
        false
    }

    /// Takes note of what came of a press.
    pub fn answered(&self, id: &DeviceId, feedback: Feedback, ports: &Ports) {
        if feedback != Feedback::Ignored {
            return;
        }
        let ignored = self.with(id, |manners| {
            manners.ignored += 1;
            manners.ignored
        });
        if let Some(ignored) = ignored {
            tracing::info!(device.id = %id, "a second press so soon after the first was ignored");
            ports.registry.detail(id, "presses_ignored", ignored.to_string());
        }
    }

    fn with<T>(&self, id: &DeviceId, look: impl FnOnce(&mut Manners) -> T) -> Option<T> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner).get_mut(id).map(look)
    }

    /// Ends the quarantine on the technician's page as soon as the device would be heard again.
    fn release_later(&self, id: &DeviceId, quarantine_ms: i64, ports: &Ports) {
        let (id, ports, watched) = (id.clone(), ports.clone(), self.clone());
        self.tasks.spawn(async move {
            let mut left_ms = quarantine_ms;
            while left_ms > 0 {
                tokio::select! {
                    () = tokio::time::sleep(ports.clock.real(left_ms)) => (),
                    () = watched.stop.cancelled() => return,
                }
                let now_ms = ports.clock.passed(watched.started.elapsed());
                // A storm that goes on has moved the end.
                left_ms = watched.with(&id, |m| m.shut_out_for(now_ms)).unwrap_or(0);
            }
            ports.registry.no_longer(&id, QUARANTINED);
        });
    }
}
