//! From lines to topics and back. Pure: it is told what happened and when, and asked what to do.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::config::Config;
use super::unit::{REPEAT, Unit, Wish};
use crate::host::{DeviceReport, LineCommand, LineEvent, LineState, PressKey};
use crate::mqtt::Received;
use crate::mqtt::lateness::Lateness;
use crate::wire::message::{Chime, Lamp, Status};
use crate::wire::payload::{
    About, Answer, ChimeArgs, Figures, LampArgs, LineInfo, Order, Outcome, Presence, Recorded, Shown, Stamp,
    VERSIONS, Wanted, read, write,
};
use crate::wire::topic::{DAEMON, Topic};

/// The lamp "offline" is lit when the daemon was out of reach for this long.
const OFFLINE_AFTER: Duration = Duration::from_secs(3);
/// Displays show dashes when the daemon was out of reach for this long, as devices do on their own (devices.md §7).
const AWAY_AFTER: Duration = Duration::from_secs(30);
/// An answer to a command is of use for this long.
const ANSWER_TTL: Duration = Duration::from_secs(10);

/// What is to be done.
pub(super) enum Output {
    Line(usize, LineCommand),
    Send(Topic, Vec<u8>, Duration),
    Retain(Topic, Vec<u8>),
    /// Publish a retained topic again, as it is.
    Again(Topic),
    Presence(Map<String, Value>),
}

/// How far the daemon's absence has been shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Absence {
    Here,
    Offline,
    Away,
}

/// A bridge without its lines and its broker.
pub(super) struct Relay {
    bridge: String,
    units: Vec<Unit>,
    lines: Vec<LineInfo>,
    started: Instant,
    link_up: bool,
    daemon: Presence,
    absent_since: Option<Instant>,
    absence: Absence,
    lateness: Lateness,
    outputs: VecDeque<Output>,
}

impl Relay {
    pub(super) fn new(config: &Config, now: Instant) -> Self {
        let lines = config.lines.iter().map(|line| LineInfo {
            id: line.id.clone(),
            state: LineState::Missing,
            cause: "not opened yet".to_owned(),
            damaged: 0,
            stranger: None,
        });
        let units = config.devices.iter().filter_map(|device| {
            let line = config.lines.iter().position(|line| line.id == device.line)?;
            let about = About {
                bridge: config.id.clone(),
                line: device.line.clone(),
                address: device.address,
                ..About::default()
            };
            Some(Unit::new(device.id.clone(), line, device.address, about))
        });
        Self {
            bridge: config.id.clone(),
            units: units.collect(),
            lines: lines.collect(),
            started: now,
            link_up: false,
            daemon: Presence::default(),
            absent_since: Some(now),
            absence: Absence::Here,
            lateness: Lateness::default(),
            outputs: VecDeque::new(),
        }
    }

    pub(super) fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Says who is there, before anything was heard of them.
    pub(super) fn begin(&mut self) {
        self.presence();
        (0..self.units.len()).for_each(|unit| self.describe(unit));
    }

    fn presence(&mut self) {
        let children: Vec<&str> = self.units.iter().map(|unit| unit.id.as_str()).collect();
        let software = env!("CARGO_PKG_VERSION");
        let fields =
            json!({ "protocol": VERSIONS, "software": software, "children": children, "lines": self.lines });
        if let Value::Object(fields) = fields {
            self.outputs.push_back(Output::Presence(fields));
        }
    }

    fn describe(&mut self, unit: usize) {
        let unit = &self.units[unit];
        self.outputs.push_back(Output::Retain(Topic::About(unit.id.clone()), write(&unit.about)));
        self.outputs.push_back(Output::Retain(Topic::State(unit.id.clone()), write(&unit.condition)));
    }

    fn at(&self, line: usize, addr: u8) -> Option<usize> {
        self.units.iter().position(|unit| unit.line == line && unit.addr == addr)
    }

    pub(super) fn on_line(&mut self, now: Instant, line: usize, event: LineEvent) {
        match event {
            LineEvent::Line { state, cause } => {
                let info = &mut self.lines[line];
                (info.state, info.cause) = (state, cause);
                self.presence();
            }
            LineEvent::Traffic { drops } => {
                self.lines[line].damaged = drops.damaged();
                self.presence();
            }
            LineEvent::Device(report) => self.on_report(line, &report),
            LineEvent::Press { addr, key, kind, input, age_ms } => {
                let Some(unit) = self.at(line, addr) else { return };
                let age = Duration::from_millis(age_ms.into());
                if !self.units[unit].press(key, kind, input, now.checked_sub(age).unwrap_or(now)) {
                    let id = &self.units[unit].id;
                    tracing::warn!(device.id = %id, "too many presses wait: the newest is lost");
                    self.describe(unit);
                    // The device must be able to say the next one.
                    let (boot_id, n) = (key.boot_id, key.n);
                    self.outputs.push_back(Output::Line(line, LineCommand::EventDone { addr, boot_id, n }));
                }
            }
            LineEvent::Shown { addr, rev } => {
                if let Some(unit) = self.at(line, addr) {
                    let topic = Topic::Shown(self.units[unit].id.clone());
                    self.outputs.push_back(Output::Retain(topic, write(&Shown { rev })));
                }
            }
            LineEvent::Status { addr, status } => {
                if let Some(unit) = self.at(line, addr) {
                    self.units[unit].take_figures(figures(status));
                    self.describe(unit);
                }
            }
            LineEvent::Refused { addr, cause } => {
                if let Some(unit) = self.at(line, addr) {
                    self.answer(unit, "device", Outcome::Failed, &cause);
                }
            }
        }
    }

    /// A box with buttons and a display is one device with two names.
    fn on_report(&mut self, line: usize, report: &DeviceReport) {
        let all = 0..self.units.len();
        let here: Vec<usize> = all
            .filter(|&unit| self.units[unit].line == line && self.units[unit].addr == report.addr)
            .collect();
        if here.is_empty() {
            self.lines[line].stranger = Some(report.who());
            self.presence();
        }
        for unit in here {
            self.units[unit].take_report(report.clone());
            self.describe(unit);
            let wishes = self.absence_of(unit);
            self.wish(unit, wishes);
        }
    }

    fn answer(&mut self, unit: usize, id: &str, status: Outcome, cause: &str) {
        let topic = Topic::Ack(self.units[unit].id.clone(), id.to_owned());
        let answer = Answer { status, cause: cause.to_owned() };
        self.outputs.push_back(Output::Send(topic, write(&answer), ANSWER_TTL));
    }

    fn wish(&mut self, unit: usize, wishes: Vec<Wish>) {
        let (line, addr) = (self.units[unit].line, self.units[unit].addr);
        for wish in wishes {
            match wish {
                Wish::Show(show) => {
                    self.outputs.push_back(Output::Line(line, LineCommand::Show { addr, show }))
                }
                Wish::Lamp(lamp) => {
                    self.outputs.push_back(Output::Line(line, LineCommand::Lamp { addr, lamp }))
                }
                Wish::TooLong(text) => {
                    let cause = format!("{text:?} is too long for a display: at most 32 bytes");
                    self.answer(unit, "show", Outcome::Failed, &cause);
                }
            }
        }
    }

    pub(super) fn on_message(&mut self, now: Instant, topic: &Topic, message: &Received) {
        let understood = match topic {
            Topic::State(who) if who == DAEMON => self.on_daemon(now, message),
            Topic::Rebirth(who) if *who == self.bridge => {
                self.presence();
                (0..self.units.len()).for_each(|unit| self.again(unit));
                Ok(())
            }
            Topic::Done(who) => self.on_done(who, message),
            Topic::Show(who) => self.on_show(who, message),
            Topic::Rebirth(who) => {
                if let Some(unit) = self.called(who) {
                    self.again(unit);
                }
                Ok(())
            }
            Topic::Command(who, name, id) if !message.retained => {
                self.on_command(now, who, name, id, message)
            }
            _ => Ok(()),
        };
        if let Err(cause) = understood {
            tracing::warn!(topic = %message.topic, "a message was dropped: {cause}");
        }
    }

    fn called(&self, who: &str) -> Option<usize> {
        self.units.iter().position(|unit| unit.id == who)
    }

    fn again(&mut self, unit: usize) {
        let id = self.units[unit].id.clone();
        self.units[unit].say_again();
        self.outputs.push_back(Output::Again(Topic::About(id.clone())));
        self.outputs.push_back(Output::Again(Topic::State(id)));
    }

    fn on_daemon(&mut self, now: Instant, message: &Received) -> Result<(), String> {
        let said: Presence = read(&message.payload).map_err(|error| error.to_string())?;
        // A will of a connection that is not the present one says nothing about the present one.
        if !said.online && self.daemon.online && said.birth != self.daemon.birth {
            return Ok(());
        }
        if !message.retained {
            self.late(now, &said.stamp);
        }
        if said.online && said.birth != self.daemon.birth {
            self.units.iter_mut().for_each(Unit::say_again);
        }
        self.daemon = said;
        self.look_for_daemon(now);
        Ok(())
    }

    /// Returns by how much a message of the daemon is late.
    fn late(&mut self, now: Instant, stamp: &Stamp) -> u64 {
        let now_ms = u64::try_from(now.duration_since(self.started).as_millis()).unwrap_or(u64::MAX);
        stamp.mono_ms.map_or(0, |sent_ms| self.lateness.of(&stamp.run, sent_ms, now_ms))
    }

    fn on_done(&mut self, who: &str, message: &Received) -> Result<(), String> {
        let recorded: Recorded = read(&message.payload).map_err(|error| error.to_string())?;
        let key: PressKey = recorded.id.parse().map_err(|error: crate::host::BadKey| error.to_string())?;
        let Some(unit) = self.called(who) else { return Ok(()) };
        if self.units[unit].recorded(key) {
            let (line, addr) = (self.units[unit].line, self.units[unit].addr);
            let done = LineCommand::EventDone { addr, boot_id: key.boot_id, n: key.n };
            self.outputs.push_back(Output::Line(line, done));
        }
        Ok(())
    }

    fn on_show(&mut self, who: &str, message: &Received) -> Result<(), String> {
        let wanted: Wanted = read(&message.payload).map_err(|error| error.to_string())?;
        if let Some(unit) = self.called(who) {
            let wishes = self.units[unit].want(wanted);
            self.wish(unit, wishes);
        }
        Ok(())
    }

    fn on_command(
        &mut self,
        now: Instant,
        who: &str,
        name: &str,
        id: &str,
        message: &Received,
    ) -> Result<(), String> {
        let Some(unit) = self.called(who) else { return Ok(()) };
        let addr = self.units[unit].addr;
        let read_failed = |error: crate::wire::payload::PayloadError| error.to_string();
        let (command, expires_ms, stamp) = match name {
            "lamp" => {
                let Order { args, expires_ms, stamp } =
                    read::<Order<LampArgs>>(&message.payload).map_err(read_failed)?;
                let LampArgs { lamp, pattern, ttl_ms } = args;
                (LineCommand::Lamp { addr, lamp: Lamp { lamp, pattern, ttl_ms } }, expires_ms, stamp)
            }
            "chime" => {
                let Order { args, expires_ms, stamp } =
                    read::<Order<ChimeArgs>>(&message.payload).map_err(read_failed)?;
                let ChimeArgs { cmd_id, tone, ttl_ms } = args;
                (LineCommand::Chime { addr, chime: Chime { cmd_id, tone, ttl_ms } }, expires_ms, stamp)
            }
            other => {
                self.answer(unit, id, Outcome::Failed, &format!("there is no command {other:?}"));
                return Ok(());
            }
        };
        if self.late(now, &stamp) > expires_ms {
            self.answer(unit, id, Outcome::Expired, "it was too long on its way");
            return Ok(());
        }
        let line = self.units[unit].line;
        self.outputs.push_back(Output::Line(line, command));
        self.answer(unit, id, Outcome::Accepted, "");
        Ok(())
    }

    pub(super) fn on_link(&mut self, now: Instant, up: bool) {
        self.link_up = up;
        if up {
            self.units.iter_mut().for_each(Unit::say_again);
        } else {
            // What the daemon is doing is not known any more; it says so itself on the next connection.
            self.daemon = Presence::default();
        }
        self.look_for_daemon(now);
    }

    fn look_for_daemon(&mut self, now: Instant) {
        if !(self.link_up && self.daemon.online) {
            self.absent_since.get_or_insert(now);
            return;
        }
        self.absent_since = None;
        if std::mem::replace(&mut self.absence, Absence::Here) != Absence::Here {
            for unit in 0..self.units.len() {
                let wishes = self.units[unit].catch_up();
                self.wish(unit, wishes);
            }
        }
    }

    fn absence_of(&mut self, unit: usize) -> Vec<Wish> {
        match self.absence {
            Absence::Here => Vec::new(),
            Absence::Offline => self.units[unit].offline(),
            Absence::Away => {
                let mut wishes = self.units[unit].offline();
                wishes.extend(self.units[unit].away());
                wishes
            }
        }
    }

    pub(super) fn on_tick(&mut self, now: Instant) {
        let Some(since) = self.absent_since else { return };
        let absent = now.saturating_duration_since(since);
        let absence = match absent {
            absent if absent >= AWAY_AFTER => Absence::Away,
            absent if absent >= OFFLINE_AFTER => Absence::Offline,
            _ => Absence::Here,
        };
        if absence <= self.absence {
            return;
        }
        self.absence = absence;
        for unit in 0..self.units.len() {
            let wishes = self.absence_of(unit);
            self.wish(unit, wishes);
        }
    }

    /// Says the presses that are due, while there is a broker to hear them.
    pub(super) fn send_presses(&mut self, now: Instant, stamp: (&str, u64)) {
        if !self.link_up {
            return;
        }
        for unit in &mut self.units {
            if let Some(happened) = unit.due_press(now, stamp) {
                let topic = Topic::Event(unit.id.clone());
                self.outputs.push_back(Output::Send(topic, write(&happened), REPEAT));
            }
        }
    }
}

fn figures(status: Status) -> Figures {
    Figures {
        uptime_s: status.uptime_s,
        supply_mv: status.supply_mv,
        frames_damaged: status.rx_bad,
        presses_lost: status.ev_lost,
    }
}

#[cfg(test)]
#[path = "relay_tests.rs"]
mod tests;
