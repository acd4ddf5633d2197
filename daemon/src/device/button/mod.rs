//! Buttons off the shelf on their way to commands. Each source hears its devices in its own way; what a press is, once
//! heard, is the same for all, and the same as for a pad. Such a button tells its clerk nothing back: panel and page do.
//!
//! # Layout
//! - [`contacts`]: contacts that are up or down, whoever tells them
//! - [`mqtt`]: whatever speaks over the office's broker
//! - [`keys`]: USB keypads and presenters
//! - [`gpio`]: contacts on lines of the board itself
//!
//! Contacts on Modbus modules come with their line, in [`super::boards`].

pub mod contacts;
pub mod gpio;
pub mod keys;
pub mod mqtt;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use queue::id::DeviceId;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::line::Ports;
use super::manners::Manners;
use super::press::Press;
use super::watch::Watched;
use crate::config::{Button, PadAction};
use crate::registry::{Kind, Registry, Report};

/// Where every source brings the presses it heard.
#[derive(Clone)]
pub struct Hearing {
    ports: Ports,
    watched: Watched,
    tasks: TaskTracker,
    /// Names this run of the daemon: buttons off the shelf have no number for a press, and none is ever told again to
    /// another run.
    run: Arc<str>,
    count: Arc<AtomicU64>,
    stop: CancellationToken,
}

impl Hearing {
    /// Returns the hearing for these buttons; their presses are tasks of `tasks`.
    #[must_use]
    pub fn new(buttons: &[Button], ports: Ports, tasks: &TaskTracker, stop: &CancellationToken) -> Self {
        let manners = |b: &Button| Manners::new(i64::from(b.debounce_ms), b.quarantine_ms());
        let devices = buttons.iter().map(|b| (b.id.clone(), manners(b)));
        Self {
            watched: Watched::new(devices, tasks, stop),
            ports,
            tasks: tasks.clone(),
            run: uuid::Uuid::now_v7().simple().to_string().into(),
            count: Arc::default(),
            stop: stop.clone(),
        }
    }

    /// Returns what the devices work with.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Returns the sign to stop.
    #[must_use]
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// Takes a press that was heard at `at`; `word` is how the button calls it.
    pub fn press(&self, button: &Button, word: &str, action: PadAction, at: Instant) {
        let registry = &self.ports.registry;
        registry.no_longer(&button.id, "quiet");
        if !self.watched.is_meant(&button.id, word, "press", &self.ports) || action == PadAction::None {
            return;
        }
        registry.detail(&button.id, "last_press", self.ports.clock.now().to_string());
        let n = self.count.fetch_add(1, Ordering::Relaxed);
        let (device, counter) = (button.id.clone(), button.counter.clone());
        let press = Press { device, counter, key: format!("{}:{}:{n}", button.id, self.run), at };
        tracing::debug!(device.id = %button.id, word, "a button was pressed");
        let (ports, watched) = (self.ports.clone(), self.watched.clone());
        // At most as many as a storm begins with before the button is shut out.
        self.tasks.spawn(async move {
            if let Some(feedback) = press.carry_out(&ports, action).await {
                watched.answered(&press.device, feedback, &ports);
            }
        });
    }

    /// Says how a button is.
    pub fn report(&self, id: &DeviceId, report: Report) {
        self.ports.registry.report(id, report);
    }
}

/// Makes buttons known.
pub fn register(buttons: &[Button], registry: &Registry) {
    for button in buttons {
        let from = &button.source;
        let place = match (&from.mqtt, &from.evdev, &from.gpio, &from.modbus) {
            (Some(topic), ..) => ("topic", topic.clone()),
            (_, Some(path), ..) => ("path", path.display().to_string()),
            (_, _, Some(chip), _) => {
                ("line", format!("{} {}", chip.display(), from.line.unwrap_or_default()))
            }
            (_, _, _, Some(line)) => (
                "input",
                format!(
                    "{line} unit {} input {}",
                    from.unit.unwrap_or_default(),
                    from.input.unwrap_or_default()
                ),
            ),
            (None, None, None, None) => ("source", "none".to_owned()),
        };
        registry.add(&button.id, Kind::Button, Some(&button.counter), &[place]);
    }
}

/// Starts the sources of these buttons, but for those on Modbus lines.
pub fn start(buttons: &[Button], hearing: &Hearing) {
    let of = |has: fn(&Button) -> bool| buttons.iter().filter(|b| has(b)).cloned().collect::<Vec<_>>();
    let over_mqtt = of(|b| b.source.mqtt.is_some());
    if let (Some(client), false) = (hearing.ports.mqtt.clone(), over_mqtt.is_empty()) {
        hearing.tasks.spawn(mqtt::run(over_mqtt, client, hearing.clone()));
    }
    for button in of(|b| b.source.evdev.is_some()) {
        hearing.tasks.spawn(keys::run(button, hearing.clone()));
    }
    for button in of(|b| b.source.gpio.is_some()) {
        hearing.tasks.spawn(gpio::run(button, hearing.clone()));
    }
}
