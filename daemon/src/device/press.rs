//! A press on its way: from a gesture to commands and back to what the clerk sees, whichever device sent it.

use std::time::Duration;

use queue::id::{CommandId, CounterId, DeviceId};
use queue::{Actor, Role};
use tokio::time::Instant;

use super::action::{Feedback, commands};
use super::line::Ports;
use crate::config::PadAction;
use crate::dispatcher::Failure;

/// A press older than this is written down but not acted upon: the citizen it meant may be gone.
pub const STALE: Duration = Duration::from_secs(5);
/// Pause before a press is tried again while the journal cannot say what became of it.
const RETRY: Duration = Duration::from_millis(200);

/// One press of a button, whoever sent it.
#[derive(Clone, Debug)]
pub struct Press {
    /// The device that was pressed.
    pub device: DeviceId,
    /// The counter it belongs to.
    pub counter: CounterId,
    /// Names this press for ever: a press with the same key is the same press, and is carried out once.
    pub key: String,
    /// When the button was pressed.
    pub at: Instant,
}

impl Press {
    /// Returns what to show, or nothing when the daemon stops before the press was answered.
    pub async fn carry_out(&self, ports: &Ports, action: PadAction) -> Option<Feedback> {
        if self.is_stale() {
            tracing::warn!(device.id = %self.device, press.key = %self.key, counter.id = %self.counter, age_ms = self.at.elapsed().as_millis() as u64,
                "a press came too late to be acted upon");
            ports.registry.count(&self.device, "presses_stale", 1);
            return Some(Feedback::Refused);
        }
        let actor = Actor { role: Role::Clerk, id: self.device.clone() };
        let commands = commands(action, &self.counter, &ports.replica.read());
        if commands.is_empty() && action == PadAction::Resume {
            return Some(Feedback::Empty);
        }
        // Counted from the last, which is what the press is about: the same press seen again after a restart gives
        // it the same id, whether the counter has to be opened first or was opened the first time.
        let ids = (0..commands.len()).rev().map(|n| CommandId::new(&format!("pad:{}:{n}", self.key)));
        let mut feedback = Feedback::Done;
        for (id, command) in ids.zip(commands) {
            let Ok(id) = id else { return Some(Feedback::Refused) };
            feedback = self.ask(ports, id, actor.clone(), command).await?;
        }
        Some(feedback)
    }

    fn is_stale(&self) -> bool {
        self.at.elapsed() > STALE
    }

    async fn ask(
        &self,
        ports: &Ports,
        id: CommandId,
        actor: Actor,
        command: queue::Command,
    ) -> Option<Feedback> {
        loop {
            let answer = ports.handle.ask_patiently(id.clone(), actor.clone(), command.clone()).await;
            match answer {
                Ok(_) => return Some(Feedback::Done),
                Err(Failure::Refused(rejection)) => {
                    tracing::debug!(command.id = %id, rule = %rejection, "a press was refused");
                    return Some(Feedback::of(&rejection));
                }
                Err(Failure::Stopping) => return None,
                // The same id again: it is carried out once, whatever became of the first attempt. But not for
                // longer than a press holds: a call minutes later would meet nobody at the counter.
                Err(Failure::Unknown | Failure::Busy | Failure::JournalUnavailable) if !self.is_stale() => {
                    tokio::time::sleep(RETRY).await;
                }
                Err(Failure::Unknown | Failure::Busy | Failure::JournalUnavailable) => {
                    tracing::warn!(command.id = %id, "the journal did not take a press in time: it is given up");
                    return Some(Feedback::Refused);
                }
            }
        }
    }
}
