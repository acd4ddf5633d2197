//! Tells others of devices that somebody must look at: programs by webhook, people by mail. One message for each cause
//! once it has lasted, one when it has passed; in order, repeated until it is taken, and never with a person's data.
//!
//! Whoever is told stands on the technician's page as a device of its own, so that a receiver that does not answer is
//! seen.
//!
//! # Layout
//! - [`rules`]: pure: what is to be told
//! - [`outbox`]: the messages that wait for one receiver
//! - [`webhook`], [`mail`]: the ways

pub mod mail;
pub mod outbox;
pub mod rules;
pub mod webhook;

use std::time::Duration;

use display::words::{Arg, say};
use queue::config::{Locale, Names};
use queue::id::{DeviceId, OfficeId};
use queue::time::{SECOND_MS, Timestamp};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::SharedClock;
use crate::config;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};
use crate::report::Backoff;

use mail::Letter;
use outbox::Outbox;
use rules::{Alert, Notice, Rules};
use webhook::Webhook;

/// First wait after a failure, and the longest one.
const RETRY_MIN: Duration = Duration::from_secs(1);
const RETRY_MAX: Duration = Duration::from_secs(300);
/// Failures in a row after which a receiver is shown as lost.
const FAILURES: u32 = 3;

/// A message to others.
#[derive(Clone, Debug)]
pub struct Message {
    /// The message's own id.
    pub id: String,
    /// The office.
    pub office: OfficeId,
    /// When it was made.
    pub at: Timestamp,
    /// What is said.
    pub notice: Notice,
}

impl Message {
    /// Returns the message as programs get it.
    #[must_use]
    pub fn json(&self, missed: u64) -> serde_json::Value {
        let (kind, alert) = match &self.notice {
            Notice::Raised(alert) => ("device.alert.raised", alert),
            Notice::Cleared(alert) => ("device.alert.cleared", alert),
        };
        json!({
            "type": kind,
            "timestamp": self.at,
            "data": {"office": self.office, "alert": alert, "messages_missed": missed},
        })
    }
}

/// Why a message was not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SendError {
    /// It may be taken later.
    #[error("{0}")]
    Later(String),
    /// The same message would be refused again.
    #[error("{0}")]
    Never(String),
}

/// What the task works with.
pub struct Alerting {
    /// Whom to tell.
    pub config: config::Alerts,
    /// The mail server.
    pub mail: Option<config::Mail>,
    /// The office.
    pub office: (OfficeId, Names),
    /// The devices.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
    /// Local time minus UTC for times in mails.
    pub utc_offset_ms: i64,
}

/// One who is told.
enum Way {
    Webhook(Webhook),
    Mail(config::Mail, Vec<String>, Locale),
}

impl Alerting {
    /// Starts a task that looks at the devices, and one for each receiver. Nothing is started when nobody is to be told.
    pub fn start(self, tasks: &TaskTracker, stop: &CancellationToken) {
        let mut ways: Vec<(DeviceId, Kind, Way)> = Vec::new();
        for (n, hook) in self.config.webhook.iter().enumerate() {
            let id =
                DeviceId::new(&format!("alerts-webhook-{}", n + 1)).expect("invariant: the name is an id");
            ways.push((id, Kind::Webhook, Way::Webhook(Webhook::new(hook.clone()))));
        }
        if let (Some(mail), false) = (&self.mail, self.config.mail_to.is_empty()) {
            let id = DeviceId::new("alerts-mail").expect("invariant: the name is an id");
            let way = Way::Mail(mail.clone(), self.config.mail_to.clone(), self.config.locale);
            ways.push((id, Kind::Mail, way));
        }
        if ways.is_empty() {
            return;
        }
        let mut outboxes = Vec::new();
        for (device, kind, way) in ways {
            self.registry.add(&device, kind, None, &[]);
            let outbox = Outbox::default();
            outboxes.push(outbox.clone());
            let receiver = Receiver {
                way,
                outbox,
                device,
                registry: self.registry.clone(),
                clock: self.clock.clone(),
                names: self.office.1.clone(),
                utc_offset_ms: self.utc_offset_ms,
            };
            tasks.spawn(receiver.run(stop.clone()));
        }
        tasks.spawn(self.watch(outboxes, stop.clone()));
    }

    async fn watch(self, outboxes: Vec<Outbox<Message>>, stop: CancellationToken) {
        let mut rules = Rules::new(i64::from(self.config.after_seconds) * SECOND_MS);
        let mut changes = self.registry.changes();
        loop {
            changes.borrow_and_update();
            let now = self.clock.now();
            let (notices, next) = rules.look(&self.registry.health(), now);
            for notice in notices {
                let id = format!("msg_{}", uuid::Uuid::now_v7().simple());
                let message = Message { id, office: self.office.0.clone(), at: now, notice };
                outboxes.iter().for_each(|outbox| outbox.push(message.clone()));
            }
            let due = async {
                match next {
                    Some(at) => tokio::time::sleep(self.clock.real(at.since(now).max(1))).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = due => (),
                () = stop.cancelled() => return,
            }
        }
    }
}

/// The task of one receiver.
struct Receiver {
    way: Way,
    outbox: Outbox<Message>,
    device: DeviceId,
    registry: Registry,
    clock: SharedClock,
    names: Names,
    utc_offset_ms: i64,
}

impl Receiver {
    async fn run(mut self, stop: CancellationToken) {
        let mut backoff = Backoff::new(RETRY_MIN, RETRY_MAX);
        let mut failures = 0_u32;
        loop {
            let waiting = tokio::select! {
                waiting = self.outbox.first() => waiting,
                () = stop.cancelled() => return,
            };
            let outcome = tokio::select! {
                outcome = self.send(&waiting.message, waiting.missed) => outcome,
                () = stop.cancelled() => return,
            };
            self.registry.set_detail(&self.device, "waiting", Some(self.outbox.len().to_string()));
            match outcome {
                Ok(()) => {
                    self.outbox.done(&waiting);
                    (failures, backoff) = (0, Backoff::new(RETRY_MIN, RETRY_MAX));
                    self.registry.count(&self.device, "told", 1);
                    self.registry.report(&self.device, Report::ready());
                    continue;
                }
                Err(SendError::Never(cause)) => {
                    tracing::warn!(device.id = %self.device, cause, "an alert was refused and is not told again");
                    self.outbox.done(&waiting);
                    self.registry.count(&self.device, "refused", 1);
                    self.trouble("degraded", Cause::MessagesRefused, cause);
                    continue;
                }
                Err(SendError::Later(cause)) => {
                    failures = failures.saturating_add(1);
                    tracing::debug!(device.id = %self.device, cause, "an alert was not taken; it is told again");
                    if failures >= FAILURES {
                        self.trouble("lost", Cause::MessagesFailed, cause);
                    }
                }
            }
            tokio::select! {
                () = tokio::time::sleep(backoff.next()) => (),
                () = stop.cancelled() => return,
            }
        }
    }

    fn trouble(&self, state: &str, cause: Cause, said: String) {
        let report = Report::trouble(state, cause, Remedy::Messages).saying(said);
        self.registry.report(&self.device, report);
    }

    async fn send(&mut self, message: &Message, missed: u64) -> Result<(), SendError> {
        match &mut self.way {
            Way::Webhook(webhook) => {
                let now_s = self.clock.now().0.div_euclid(SECOND_MS);
                webhook.send(message, missed, now_s).await
            }
            Way::Mail(server, to, locale) => {
                let letter = letter(message, missed, to, *locale, &self.names, self.utc_offset_ms);
                mail::send(server, &letter).await
            }
        }
    }
}

/// Says it in a person's language.
fn letter(
    message: &Message,
    missed: u64,
    to: &[String],
    locale: Locale,
    names: &Names,
    utc_offset_ms: i64,
) -> Letter {
    let (alert, cleared) = match &message.notice {
        Notice::Raised(alert) => (alert, false),
        Notice::Cleared(alert) => (alert, true),
    };
    let locale = if locale == Locale::Zgh { Locale::Fr } else { locale };
    let lang = locale.tag();
    let office = names.get(&locale).or_else(|| names.values().next()).cloned().unwrap_or_default();
    let device = format!("{} {}", known(lang, "kind", &kind_word(alert)), alert.device);
    let state = if cleared { word(lang, "alert-cleared", &[]) } else { known(lang, "state", &alert.state) };
    let since = local(alert.since, utc_offset_ms);
    let mut lines = vec![word(lang, "alert-since", &[("time", Arg::Text(&since))])];
    if !cleared {
        lines.extend(alert.cause.as_ref().map(|cause| known(lang, "cause", cause)));
        lines.extend(alert.remedy.as_ref().map(|remedy| known(lang, "remedy", remedy)));
        if !alert.affects.is_empty() {
            let affected = alert.affects.join(", ");
            lines.push(word(lang, "alert-affects", &[("devices", Arg::Text(&affected))]));
        }
    } else {
        let now = local(message.at, utc_offset_ms);
        lines.push(word(lang, "alert-until", &[("time", Arg::Text(&now))]));
    }
    if missed > 0 {
        lines.push(word(lang, "alert-missed", &[("n", Arg::Number(missed.try_into().unwrap_or(i64::MAX)))]));
    }
    Letter {
        to: to.to_vec(),
        subject: format!("{office}: {device} – {state}"),
        text: format!("{office}\n{device}: {state}\n\n{}\n", lines.join("\n")),
        files: Vec::new(),
    }
}

fn kind_word(alert: &Alert) -> String {
    serde_json::to_value(alert.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A word of the catalogue, or what the driver said.
fn known(lang: &str, group: &str, said: &str) -> String {
    let key = format!("{group}-{}", said.replace('_', "-"));
    let found = word(lang, &key, &[]);
    if found == key { said.to_owned() } else { found }
}

/// Fluent's marks around arguments are for pages.
fn word(lang: &str, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
    let said = say(lang, key, args).into_iter().next().map_or_else(|| key.to_owned(), |s| s.text);
    said.replace(['\u{2068}', '\u{2069}'], "")
}

fn local(at: Timestamp, utc_offset_ms: i64) -> String {
    let text = (at + utc_offset_ms).to_string();
    format!("{} {}", &text[..10], &text[11..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_says_in_words_what_is_the_matter_and_what_to_do() {
        let alert = Alert {
            id: "printer-1-0".to_owned(),
            device: "printer-1".to_owned(),
            kind: Kind::Printer,
            counter: None,
            state: "out_of_paper".to_owned(),
            cause: Some("paper_end".to_owned()),
            said: None,
            remedy: Some("paper_end".to_owned()),
            since: Timestamp(0),
            affects: vec!["kiosk-1".to_owned()],
        };
        let office = OfficeId::new("annexe-3").unwrap();
        let message =
            |notice| Message { id: "m".to_owned(), office: office.clone(), at: Timestamp(60_000), notice };
        let names = Names::from([(Locale::Fr, "Annexe 3".to_owned()), (Locale::Ar, "الملحقة 3".to_owned())]);
        let to = ["it@sale.ma".to_owned()];
        let raised = message(Notice::Raised(alert.clone()));
        let mail = letter(&raised, 2, &to, Locale::Fr, &names, 3_600_000);
        assert_eq!(mail.subject, "Annexe 3: Imprimante printer-1 – Plus de papier");
        for said in ["1970-01-01 01:00", "Mettez un nouveau rouleau", "kiosk-1", "2 "] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
        }
        for locale in [Locale::Ar, Locale::En, Locale::Zgh] {
            let text = letter(&raised, 1, &to, locale, &names, 0).text;
            assert!(!text.contains("alert-") && !text.contains("paper_end"), "{text}");
        }
        let cleared = letter(&message(Notice::Cleared(alert)), 0, &to, Locale::Fr, &names, 0);
        assert!(cleared.text.contains("00:01") && !cleared.text.contains("rouleau"), "{}", cleared.text);
    }
}
