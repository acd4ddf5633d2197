//! Buttons that speak over the office's broker, each as its maker made it.

use std::collections::BTreeSet;

use firmware_bridge::mqtt::{Client, Link, Received};

use super::Hearing;
use crate::button::mapping::{Freshness, Ignored, is_up, read};
use crate::config::Button;
use crate::registry::{Cause, Remedy, Report};

/// A button and what is remembered of it.
struct Heard {
    button: Button,
    /// The last word in the place of its press.
    word: Option<String>,
    freshness: Freshness,
    connected: bool,
    battery_low: bool,
    pressed_today: bool,
    retained: u64,
    ignored: u64,
    stale: u64,
}

/// Hears the buttons until told to stop.
pub async fn run(buttons: Vec<Button>, client: Client, hearing: Hearing) {
    let topics: BTreeSet<String> = buttons.iter().flat_map(topics).collect();
    let Ok(mut messages) = client.subscribe(topics.into_iter().collect()) else { return };
    let mut heard: Vec<Heard> = buttons.into_iter().map(Heard::new).collect();
    let mut link = client.link();
    let mut days = hearing.ports().replica.changes();
    let mut day_open = false;
    link.mark_changed();
    days.mark_changed();
    loop {
        tokio::select! {
            message = messages.recv() => match message {
                Some(message) => heard.iter_mut().for_each(|h| h.take(&message, &hearing)),
                None => return,
            },
            changed = link.changed() => {
                if changed.is_err() { return }
                let is_up = matches!(*link.borrow_and_update(), Link::Up { .. });
                heard.iter().for_each(|h| h.broker(is_up, &hearing));
            }
            changed = days.changed() => {
                if changed.is_err() { return }
                let is_open = hearing.ports().replica.read().state.day.is_some();
                if day_open != is_open {
                    heard.iter_mut().for_each(|h| h.day(is_open, &hearing));
                }
                day_open = is_open;
            }
            () = hearing.stop().cancelled() => return,
        }
    }
}

fn topics(button: &Button) -> Vec<String> {
    button.source.mqtt.iter().chain(button.availability.as_ref().map(|a| &a.topic)).cloned().collect()
}

impl Heard {
    fn new(button: Button) -> Self {
        let (word, freshness) = (None, Freshness::default());
        Self {
            button,
            word,
            freshness,
            connected: true,
            battery_low: false,
            pressed_today: false,
            retained: 0,
            ignored: 0,
            stale: 0,
        }
    }

    fn take(&mut self, message: &Received, hearing: &Hearing) {
        if let Some(availability) = &self.button.availability
            && availability.topic == message.topic
            && let Some(up) = is_up(availability, &message.payload)
        {
            hearing.ports().registry.detail(&self.button.id, "connected", up.to_string());
            // A button on a battery sleeps: that it does not answer says nothing.
            if !availability.passive {
                self.connected = up;
                self.say(hearing);
            }
        }
        if self.button.source.mqtt.as_deref() == Some(message.topic.as_str()) {
            self.hear(message, hearing);
        }
    }

    fn hear(&mut self, message: &Received, hearing: &Hearing) {
        let registry = &hearing.ports().registry;
        let reading = read(&self.button, &message.payload, self.word.as_deref());
        self.word = reading.word;
        if let (Some(level), Some(battery)) = (reading.battery, &self.button.battery) {
            registry.detail(&self.button.id, "battery_percent", format!("{level:.0}"));
            self.battery_low = level < f64::from(battery.low);
            self.say(hearing);
        }
        for why in &reading.ignored {
            self.ignore(why, hearing);
        }
        for press in reading.presses {
            if message.retained {
                // The broker kept it: it says what was pressed once, perhaps last week.
                self.retained += 1;
                registry.detail(&self.button.id, "presses_retained", self.retained.to_string());
                tracing::warn!(device.id = %self.button.id, "a press the broker had kept is none: switch retain off");
                continue;
            }
            let now_ms = hearing.ports().clock.now().0;
            if self.freshness.is_stale(press.sent_ms, now_ms) {
                self.stale += 1;
                registry.detail(&self.button.id, "presses_stale", self.stale.to_string());
                tracing::warn!(device.id = %self.button.id, "a press came too late to be acted upon");
                continue;
            }
            self.pressed_today = true;
            hearing.press(&self.button, &press.word, press.action, message.received_at);
        }
    }

    fn ignore(&mut self, why: &Ignored, hearing: &Hearing) {
        let Some((word, what)) = why.note() else {
            tracing::trace!(device.id = %self.button.id, %why, "no press");
            return;
        };
        tracing::debug!(device.id = %self.button.id, %why, "a message was ignored");
        self.ignored += 1;
        hearing.ports().registry.detail(&self.button.id, "payloads_ignored", self.ignored.to_string());
        hearing.ports().registry.note(&self.button.id, "ignored_last", word, &what);
    }

    /// Says how the button is, as far as it can be told.
    fn say(&self, hearing: &Hearing) {
        let id = &self.button.id;
        let now = hearing.ports().registry.state_of(id);
        if matches!(now.as_deref(), Some("quarantined" | "stuck")) {
            return;
        }
        if !self.connected {
            hearing.report(id, Report::trouble("lost", Cause::ButtonOffline, Remedy::ButtonOffline));
        } else if self.battery_low {
            hearing.report(id, Report::trouble("degraded", Cause::BatteryLow, Remedy::DeviceBattery));
        } else if now.as_deref() != Some("quiet") {
            hearing.report(id, Report::ready());
        }
    }

    fn broker(&self, is_up: bool, hearing: &Hearing) {
        if is_up {
            return self.say(hearing);
        }
        let because_of = queue::id::DeviceId::new(crate::mqtt::DEVICE).ok();
        let cause = Some(Cause::BrokerLost);
        let report = Report { state: "lost".to_owned(), cause, because_of, ..Report::default() };
        hearing.ports().registry.report(&self.button.id, report);
    }

    /// A button on a battery is silent when it is well and silent when it is dead: a whole day without a press is the
    /// only sign.
    fn day(&mut self, is_open: bool, hearing: &Hearing) {
        let on_battery =
            self.button.battery.is_some() || self.button.availability.as_ref().is_some_and(|a| a.passive);
        if !is_open && on_battery && !self.pressed_today {
            let report = Report::trouble("quiet", Cause::ButtonQuiet, Remedy::DeviceQuiet);
            hearing.report(&self.button.id, report);
        }
        if is_open {
            self.pressed_today = false;
        }
    }
}
