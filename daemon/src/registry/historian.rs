//! The journal's end of the registry: changes of state at the pace of devices that break and are mended.
//!
//! Whatever answers at a printer's address can say anything, a thousand times a second. Pages follow it; the journal and
//! the log must not fill with it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use queue::command::Command;
use queue::id::{CommandId, DeviceId};
use queue::time::Timestamp;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::{Change, Registry};
use crate::allowance::Allowance;
use crate::dispatcher::{Handle, system};

/// Changes of one device in a row that are all written (a bad afternoon of a printer has fewer), and how often one of a
/// device that goes on like that is; always the latest.
const WRITTEN: Allowance = Allowance { at_once: 60, each: Duration::from_mins(1) };
/// How often those that are held back are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The task that writes what becomes of devices: run it once the dispatcher runs.
pub struct Historian {
    rx: mpsc::Receiver<Change>,
    registry: Registry,
    run_id: String,
    written: u64,
    /// When a device will have its whole allowance again.
    full_at: BTreeMap<DeviceId, Timestamp>,
    /// Those that change without end: how they are is asked when it may be written.
    held: BTreeSet<DeviceId>,
}

impl Historian {
    pub(super) fn new(rx: mpsc::Receiver<Change>, registry: Registry) -> Self {
        let run_id = uuid::Uuid::now_v7().simple().to_string();
        Self { rx, registry, run_id, written: 0, full_at: BTreeMap::new(), held: BTreeSet::new() }
    }

    /// Writes changes of state into log and journal until told to stop.
    pub async fn run(mut self, handle: Handle, shutdown: CancellationToken) {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                change = self.rx.recv() => match change {
                    Some(change) => self.take(change, &handle).await,
                    None => return,
                },
                _ = look.tick() => self.catch_up(&handle).await,
                () = shutdown.cancelled() => return,
            }
        }
    }

    async fn take(&mut self, change: Change, handle: &Handle) {
        if self.held.contains(&change.device) || !self.may(&change.device) {
            self.hold(change.device);
        } else {
            self.write(change, handle).await;
        }
    }

    fn hold(&mut self, id: DeviceId) {
        if !self.held.contains(&id) {
            tracing::warn!(device.id = %id, "device {id} changes its state without end: one change a minute is kept");
            self.held.insert(id);
        }
    }

    /// Writes how those are now that were held back and may be written.
    async fn catch_up(&mut self, handle: &Handle) {
        for id in self.registry.take_missed() {
            self.hold(id);
        }
        for id in self.held.clone() {
            if self.may(&id) {
                self.held.remove(&id);
                if let Some(change) = self.registry.now(&id) {
                    self.write(change, handle).await;
                }
            }
        }
    }

    /// Takes one from a device's allowance, if there is one.
    fn may(&mut self, id: &DeviceId) -> bool {
        let now = self.registry.clock.now();
        let full_at = self.full_at.entry(id.clone()).or_insert(now);
        let ahead = Duration::from_millis(u64::try_from(*full_at - now).unwrap_or(0));
        let taken = WRITTEN.take(ahead);
        if let Ok(ahead) = taken {
            *full_at = now + i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
        }
        taken.is_ok()
    }

    async fn write(&mut self, Change { device, state, cause }: Change, handle: &Handle) {
        let well = state == "ready" || state == "starting";
        tracing::info!(message_id = crate::messages::DEVICE_STATE, device.id = %device, state = %state,
            cause = cause.as_deref().unwrap_or(""), alert = !well, "device {device} is {state}");
        self.written += 1;
        let Ok(id) = CommandId::new(&format!("device:{}:{}", self.run_id, self.written)) else { return };
        let command = Command::RecordDevice { device, state, cause };
        if let Err(error) = handle.ask_patiently(id, system("registry"), command).await {
            tracing::warn!(error = %error, "a device's change of state is missing from the history");
        }
    }
}
