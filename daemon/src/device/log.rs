//! What happened to each device lately, for the technician: read from the journal, so that a restart forgets nothing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use queue::id::{DeviceId, TicketId};
use queue::time::Timestamp;
use queue::{Event, Recorded};
use serde::Serialize;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use crate::feed::Subscription;
use crate::replica::Replica;

/// Lines kept of one device.
pub const LINES_KEPT: usize = 100;
/// Devices whose lines are kept; the journal may name some that are gone.
const DEVICES_KEPT: usize = 256;
/// Events of the journal looked at when the office starts: some days of an office.
pub const EVENTS_BEHIND: u64 = 5_000;
/// Pause before the journal is read again after it could not be.
const RETRY: std::time::Duration = std::time::Duration::from_secs(1);

/// One thing that happened to a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogLine {
    /// The event's place in the journal.
    pub seq: u64,
    /// When.
    #[schema(value_type = String)]
    pub at: Timestamp,
    /// What: `state`, `print_started`, `printed`, `printed_unconfirmed`, `print_stalled`, `print_unknown`, `print_not_sent`
    /// or `print_expired`.
    pub what: &'static str,
    /// The state it changed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The number of the ticket, while the office knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// The last lines of every device. Cheap to clone.
#[derive(Clone, Default)]
pub struct DeviceLog(Arc<Mutex<BTreeMap<DeviceId, VecDeque<LogLine>>>>);

impl DeviceLog {
    /// Returns the last lines of a device, newest first.
    #[must_use]
    pub fn of(&self, device: &DeviceId) -> Vec<LogLine> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(device).map(|lines| lines.iter().cloned().collect()).unwrap_or_default()
    }

    /// Follows the journal until told to stop.
    pub async fn run(self, mut feed: Subscription, replica: Replica, stop: CancellationToken) {
        loop {
            let events = tokio::select! {
                events = feed.next_gathered() => events,
                () = stop.cancelled() => return,
            };
            match events {
                Ok(Some(events)) => self.take(&events, &replica),
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(error = %error, "the history of the devices cannot be read");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    fn take(&self, events: &[Arc<Recorded>], replica: &Replica) {
        let number = |ticket: TicketId| {
            let office = replica.read();
            office.state.tickets.get(&ticket).map(|t| t.number.to_string())
        };
        for event in events {
            if let Some((device, line)) = line_of(event, number) {
                self.add(device, line);
            }
        }
    }

    fn add(&self, device: DeviceId, line: LogLine) {
        let mut devices = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if devices.len() >= DEVICES_KEPT && !devices.contains_key(&device) {
            let age = |lines: &VecDeque<LogLine>| lines.front().map(|line| line.seq);
            let quietest = devices.iter().min_by_key(|(_, lines)| age(lines)).map(|(id, _)| id.clone());
            quietest.map(|id| devices.remove(&id));
        }
        let lines = devices.entry(device).or_default();
        lines.push_front(line);
        lines.truncate(LINES_KEPT);
    }
}

/// Returns what an event says about a device, if it does.
fn line_of(
    recorded: &Recorded,
    number: impl FnOnce(TicketId) -> Option<String>,
) -> Option<(DeviceId, LogLine)> {
    let (device, what, state, cause) = match &recorded.event {
        Event::DeviceStateChanged { device, state, cause } => {
            (device, "state", Some(state.clone()), cause.clone())
        }
        Event::TicketPrintStarted { device, .. } => (device, "print_started", None, None),
        Event::TicketPrinted { device: Some(device), confirmed, .. } => {
            (device, if *confirmed { "printed" } else { "printed_unconfirmed" }, None, None)
        }
        Event::TicketPrintFailed { device: Some(device), failure, cause, .. } => {
            (device, failure_word(*failure), None, cause.clone())
        }
        _ => return None,
    };
    let number = recorded.event.ticket().and_then(number);
    let line = LogLine { seq: recorded.seq, at: recorded.at, what, state, cause, number };
    Some((device.clone(), line))
}

fn failure_word(failure: queue::command::PrintFailure) -> &'static str {
    use queue::command::PrintFailure as Failure;
    match failure {
        Failure::Stalled => "print_stalled",
        Failure::Unknown => "print_unknown",
        Failure::NotSent => "print_not_sent",
        Failure::Expired => "print_expired",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seq: u64) -> LogLine {
        LogLine { seq, at: Timestamp(0), what: "state", state: None, cause: None, number: None }
    }

    #[test]
    fn a_device_keeps_its_last_lines_newest_first() {
        let (log, id) = (DeviceLog::default(), DeviceId::new("printer-1").unwrap());
        (0..LINES_KEPT as u64 + 5).for_each(|seq| log.add(id.clone(), line(seq)));
        let lines = log.of(&id);
        assert_eq!((lines.len(), lines[0].seq), (LINES_KEPT, LINES_KEPT as u64 + 4));
    }

    #[test]
    fn of_too_many_devices_the_one_quiet_for_longest_is_forgotten() {
        let log = DeviceLog::default();
        let id = |n: usize| DeviceId::new(&format!("device-{n}")).unwrap();
        (0..=DEVICES_KEPT).for_each(|n| log.add(id(n), line(n as u64)));
        assert!(log.of(&id(0)).is_empty() && !log.of(&id(1)).is_empty());
        assert!(!log.of(&id(DEVICES_KEPT)).is_empty());
    }
}
