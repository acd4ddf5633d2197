//! Webhooks: ticket events told to another program, each signed, in order, until it has said yes.
//!
//! The journal is the outbox: a webhook is a cursor in it, kept in a file, and reads on from there. Nothing is lost while the
//! other side is down, nothing grows in memory, and nobody in the office waits. What was answered well just before a power
//! cut is told again: the event's `webhook-id` is the same, so that it counts once. Headers and signature are those of
//! Standard Webhooks (standardwebhooks.com): HMAC-SHA-256 over `id.timestamp.body`.
//!
//! Clerks' free words (reasons, notes) stay in the office: they could hold what they should not.

use std::path::PathBuf;
use std::time::Duration;

use queue::id::OfficeId;
use queue::{Event, Recorded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::backoff::Backoff;
use crate::alert::webhook::deliver;
use crate::client::Client;
use crate::clock::SharedClock;
use crate::config::{self, Listener};
use crate::feed::Feed;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};
use crate::whole_file::write_whole;

/// The waits between tries: other programs are restarted within seconds, and some are gone over a weekend.
const WAIT_MIN: Duration = Duration::from_millis(500);
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Pause after the journal could not be read.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// How far one webhook is. A journal restored from a backup has another epoch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Cursor {
    epoch: String,
    seq: u64,
}

/// One webhook before it runs.
pub struct Teller {
    /// As configured.
    pub config: Listener,
    /// The office's id.
    pub office: OfficeId,
    /// The journal's name.
    pub epoch: String,
    /// The last event when the daemon started: a new webhook begins after it.
    pub head: u64,
    /// Where the cursor is kept.
    pub dir: PathBuf,
    /// The journal's events.
    pub feed: Feed,
    /// Where its state is shown.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
}

impl Teller {
    /// Tells events until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let id = self.config.id.clone();
        self.registry.add(&id, Kind::Webhook, None, &[("url", self.config.url.clone())]);
        let cursor = self.cursor();
        let mut events = self.feed.subscribe(cursor.seq);
        let mut client = Client::default();
        loop {
            let next = tokio::select! {
                next = events.next() => next,
                () = stop.cancelled() => return,
            };
            match next {
                Ok(Some(batch)) => {
                    for recorded in &batch {
                        if is_told(&recorded.event) && !self.tell(&mut client, recorded, &stop).await {
                            return;
                        }
                    }
                    if let Some(last) = batch.last() {
                        self.keep(last.seq);
                    }
                }
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(error = %error, "a webhook cannot read the journal; trying again");
                    tokio::time::sleep(READ_AGAIN).await;
                }
            }
        }
    }

    /// Tells one event until the other side has it; false when the daemon stops first.
    async fn tell(&self, client: &mut Client, recorded: &Recorded, stop: &CancellationToken) -> bool {
        let mut backoff = Backoff::new(WAIT_MIN, WAIT_MAX);
        loop {
            let told = tokio::select! {
                told = self.send(client, recorded) => told,
                () = stop.cancelled() => return false,
            };
            let Err(cause) = told else {
                self.keep(recorded.seq);
                self.registry.report(&self.config.id, Report::ready());
                return true;
            };
            let report = Report::trouble("behind", Cause::MessagesFailed, Remedy::Messages).saying(cause);
            self.registry.report(&self.config.id, report);
            tokio::select! {
                () = tokio::time::sleep(backoff.next()) => (),
                () = stop.cancelled() => return false,
            }
        }
    }

    async fn send(&self, client: &mut Client, recorded: &Recorded) -> Result<(), String> {
        let id = format!("{}-{}-{}", self.office, self.epoch, recorded.seq);
        let body = body(&self.office, recorded).to_string();
        let at = self.clock.now().0.div_euclid(1_000);
        let config = config::Webhook { url: self.config.url.clone(), secret: self.config.secret.clone() };
        match deliver(client, &config, &id, at, body).await {
            Ok(status) if status.is_success() => Ok(()),
            Ok(status) => Err(format!("it answers {status}")),
            Err(cause) => Err(cause),
        }
    }

    fn path(&self) -> PathBuf {
        self.dir.join(format!("webhook-{}.json", self.config.id))
    }

    /// Where it goes on. A webhook that is new begins with what comes; one whose journal was restored with what follows the
    /// copy, as far as it had got.
    fn cursor(&self) -> Cursor {
        let text = std::fs::read_to_string(self.path()).unwrap_or_default();
        let kept = serde_json::from_str::<Cursor>(&text).ok();
        let seq = kept.map_or(self.head, |kept| kept.seq.min(self.head));
        let cursor = Cursor { epoch: self.epoch.clone(), seq };
        self.keep(seq);
        cursor
    }

    /// Writes the cursor down, whole or not at all. A power cut that loses the last few costs telling them again.
    fn keep(&self, seq: u64) {
        let cursor = Cursor { epoch: self.epoch.clone(), seq };
        let text = serde_json::to_string(&cursor).unwrap_or_default();
        if let Err(error) = write_whole(&self.path(), text.as_bytes(), 0o600) {
            tracing::warn!(device.id = %self.config.id, error = %error, "how far a webhook is could not be written down");
        }
    }
}

/// Tickets, appointments, receipts and the office's day; not what printers and devices do.
fn is_told(event: &Event) -> bool {
    let about_paper = event.kind().contains("print");
    let day = matches!(event, Event::DayOpened { .. } | Event::DayClosed { .. });
    day || (event.ticket().is_some() || matches!(event, Event::CommandUndone { .. })) && !about_paper
}

/// What is sent: the event as the journal has it, without the words of people.
fn body(office: &OfficeId, recorded: &Recorded) -> Value {
    let mut event = serde_json::to_value(recorded).unwrap_or(Value::Null);
    if let Some(data) = event["data"].as_object_mut() {
        data.retain(|name, _| {
            name != "note" && name != "pick_reason" && !(name == "reason" && data_is_words(&recorded.event))
        });
    }
    json!({
        "type": recorded.event.kind(),
        "office": office,
        "seq": recorded.seq,
        "at": recorded.at,
        "day": recorded.day,
        "data": event["data"],
    })
}

/// Why somebody was called is a rule; why somebody was set aside or removed are a person's words.
fn data_is_words(event: &Event) -> bool {
    matches!(event, Event::TicketParked { .. } | Event::TicketVoided { .. })
}
