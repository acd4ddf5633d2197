//! A bridge seen from the daemon: from topics to what a line says, and back. Pure.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use firmware_bridge::host::{
    BadKey, DeviceReport, DeviceState, LineCommand, LineEvent, LineState, PressKey, Uid, Why,
};
use firmware_bridge::mqtt::lateness::Lateness;
use firmware_bridge::wire::message::{LampPattern, Status};
use firmware_bridge::wire::payload::{
    About, Answer, ChimeArgs, Condition, Happened, LampArgs, Order, Outcome, PayloadError, Presence,
    Recorded, Shown, Stamp, SteadyLamp, TextLine, Wanted, read, write,
};
use firmware_bridge::wire::topic::Topic;
use queue::id::DeviceId;

use crate::mqtt::DEVICE;
use crate::registry::{Cause, Remedy, Report};

/// A bridge or broker that is back within this time was never away.
const LOST_MS: u64 = 3_000;
/// More connections than this within [`RESTARTS_SPAN_MS`] are no accident.
const RESTARTS_MAX: usize = 5;
/// The span restarts are counted over.
const RESTARTS_SPAN_MS: u64 = 60_000;
/// "The press is recorded" is of use for so long: it is said again whenever the press is.
const DONE_TTL: Duration = Duration::from_secs(5);
/// A command without a limit of its own is of use for so long, in milliseconds.
const ORDER_MS: u64 = 5_000;

/// What is to be done.
pub(super) enum Output {
    Event(LineEvent),
    /// How the bridge is.
    Report(Report),
    /// A fact of the bridge or of a device.
    Detail(DeviceId, &'static str, String),
    Count(DeviceId, &'static str, u64),
    Send(Topic, Vec<u8>, Duration),
    Retain(Topic, Vec<u8>),
}

struct Device {
    addr: u8,
    id: DeviceId,
    pinned: Option<Uid>,
    /// The press that is being recorded.
    held: Option<PressKey>,
    done: Option<PressKey>,
    /// The sender's start, and the last message counted in it.
    seq: Option<(String, u64)>,
    /// How it is, as the bridge said last.
    report: Option<DeviceReport>,
    about: About,
    lines: BTreeMap<u8, TextLine>,
    lamps: BTreeMap<u8, LampPattern>,
}

/// One bridge.
pub(super) struct Far {
    id: DeviceId,
    devices: Vec<Device>,
    /// Devices on the daemon's own lines.
    own: Arc<BTreeSet<String>>,
    broker: Result<(), String>,
    presence: Option<Presence>,
    births: VecDeque<u64>,
    /// Since when the bridge is not heard, and whether that was said.
    silent_since: Option<u64>,
    lost: bool,
    lateness: Lateness,
    orders: u64,
    outputs: VecDeque<Output>,
}

impl Far {
    pub(super) fn new<'a>(
        id: &DeviceId,
        devices: impl Iterator<Item = (u8, &'a DeviceId, Option<&'a str>)>,
        own: Arc<BTreeSet<String>>,
    ) -> Self {
        let device = |(addr, id, uid): (u8, &DeviceId, Option<&str>)| Device {
            addr,
            id: id.clone(),
            pinned: uid.and_then(|uid| uid.parse().ok()),
            held: None,
            done: None,
            seq: None,
            report: None,
            about: About::default(),
            lines: BTreeMap::new(),
            lamps: BTreeMap::new(),
        };
        Self {
            id: id.clone(),
            devices: devices.map(device).collect(),
            own,
            broker: Err("not connected yet".to_owned()),
            presence: None,
            births: VecDeque::new(),
            silent_since: Some(0),
            lost: false,
            lateness: Lateness::default(),
            orders: 0,
            outputs: VecDeque::new(),
        }
    }

    pub(super) fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    fn output(&mut self, output: Output) {
        self.outputs.push_back(output);
    }

    fn count(&mut self, device: usize, name: &'static str, by: u64) {
        let id = self.devices[device].id.clone();
        self.output(Output::Count(id, name, by));
    }

    fn is_online(&self) -> bool {
        self.broker.is_ok() && self.presence.as_ref().is_some_and(|p| p.online && p.is_compatible())
    }

    /// The way to the broker changed; `down` says why there is none.
    pub(super) fn on_broker(&mut self, now_ms: u64, down: Option<String>) {
        self.broker = down.map_or(Ok(()), Err);
        // How the bridge is will be told anew, by the retained topic or by the bridge.
        self.presence = None;
        self.silent_since.get_or_insert(now_ms);
    }

    /// Takes a message that came at `at_ms`.
    pub(super) fn on_message(
        &mut self,
        at_ms: u64,
        now_ms: u64,
        topic: &Topic,
        retained: bool,
        payload: &[u8],
    ) {
        let who = topic.who();
        if who == self.id.as_str() {
            if let Topic::State(_) = topic {
                match read(payload) {
                    Ok(presence) => self.on_presence(at_ms, retained, presence),
                    Err(error) => self.bad(None, topic, &error),
                }
            }
            return;
        }
        let Some(device) = self.devices.iter().position(|device| device.id.as_str() == who) else { return };
        let understood = match topic {
            Topic::Event(_) if retained => {
                self.count(device, "events_retained", 1);
                Ok(())
            }
            Topic::Event(_) => read(payload).map(|happened| self.on_event(at_ms, now_ms, device, &happened)),
            Topic::State(_) => read(payload).map(|condition| self.on_condition(device, condition)),
            Topic::About(_) => read(payload).map(|about| self.on_about(device, about)),
            Topic::Shown(_) => read(payload).map(|Shown { rev }| {
                let addr = self.devices[device].addr;
                self.output(Output::Event(LineEvent::Shown { addr, rev }));
            }),
            Topic::Ack(..) => read(payload).map(|answer| self.on_answer(device, answer)),
            _ => Ok(()),
        };
        if let Err(error) = understood {
            self.bad(Some(device), topic, &error);
        }
    }

    /// Counts a message that is none, and says whose.
    fn bad(&mut self, device: Option<usize>, topic: &Topic, error: &PayloadError) {
        let id = device.map_or(&self.id, |device| &self.devices[device].id).clone();
        self.output(Output::Count(id.clone(), "messages_bad", 1));
        self.output(Output::Detail(id, "message_bad", format!("{topic}: {error}")));
    }

    fn on_presence(&mut self, at_ms: u64, retained: bool, presence: Presence) {
        let known = self.presence.as_ref();
        // A will of a connection that is not the present one says nothing about the present one.
        if !presence.online && known.is_some_and(|known| known.online && known.birth != presence.birth) {
            return;
        }
        if !retained && let Some(sent_ms) = presence.stamp.mono_ms {
            self.lateness.of(&presence.stamp.run, sent_ms, at_ms);
        }
        if presence.online && known.is_none_or(|known| known.birth != presence.birth) && !retained {
            self.births.push_back(at_ms);
            self.births.truncate(RESTARTS_MAX * 2);
        }
        let id = self.id.clone();
        if !presence.software.is_empty() {
            self.output(Output::Detail(id.clone(), "software", presence.software.clone()));
        }
        for line in &presence.lines {
            if let Some(stranger) = &line.stranger {
                self.output(Output::Detail(id.clone(), "unknown_device", format!("{}: {stranger}", line.id)));
            }
        }
        let damaged: u64 = presence.lines.iter().map(|line| u64::from(line.damaged)).sum();
        if damaged > 0 {
            self.output(Output::Detail(id, "frames_dropped", damaged.to_string()));
        }
        self.presence = Some(presence);
        if self.is_online() {
            self.silent_since = None;
            if std::mem::take(&mut self.lost) {
                (0..self.devices.len()).for_each(|device| self.tell_condition(device));
            }
            self.report(at_ms);
        } else {
            self.silent_since.get_or_insert(at_ms);
        }
    }

    /// Says how the bridge is, while it is there.
    fn report(&mut self, now_ms: u64) {
        let Some(presence) = &self.presence else { return };
        while self.births.front().is_some_and(|at| at + RESTARTS_SPAN_MS < now_ms) {
            self.births.pop_front();
        }
        let twice = presence.children.iter().find(|child| self.own.contains(*child));
        let broken = presence.lines.iter().find(|line| line.state != LineState::Open);
        let report = if let Some(child) = twice {
            let said = format!(
                "{child} is on a line of this machine as well: what the bridge says of it is dropped"
            );
            Report::trouble("conflict", Cause::TwoLinks, Remedy::DeviceTwoLinks).saying(said)
        } else if self.births.len() > RESTARTS_MAX {
            let said = format!(
                "it connected {} times within a minute: two bridges of one name, or a bad supply",
                self.births.len()
            );
            Report::trouble("degraded", Cause::BridgeRestless, Remedy::BridgeLost).saying(said)
        } else if let Some(line) = broken {
            let remedy = match line.state {
                LineState::Missing => Remedy::LineMissing,
                LineState::Busy => Remedy::LineBusy,
                LineState::Open | LineState::Failed => Remedy::LineLost,
            };
            let report = Report::trouble("degraded", Cause::BridgeLine, remedy);
            report.saying(format!("{}: {}", line.id, line.cause))
        } else {
            Report::ready()
        };
        self.output(Output::Report(report));
    }

    pub(super) fn on_tick(&mut self, now_ms: u64) {
        match self.silent_since {
            Some(since) if now_ms >= since + LOST_MS && !self.lost => self.on_lost(),
            Some(_) => (),
            None if !self.births.is_empty() => self.report(now_ms),
            None => (),
        }
    }

    fn on_lost(&mut self) {
        self.lost = true;
        let report = match (&self.broker, &self.presence) {
            (Err(_), _) => Report {
                because_of: DeviceId::new(DEVICE).ok(),
                remedy: None,
                ..Report::trouble("lost", Cause::BrokerLost, Remedy::BrokerLost)
            },
            (Ok(()), Some(presence)) if !presence.is_compatible() => {
                let [low, high] = presence.protocol.unwrap_or_default();
                Report::trouble("incompatible", Cause::DeviceVersion, Remedy::BridgeIncompatible)
                    .saying(format!("it speaks protocol {low} to {high}"))
            }
            (Ok(()), Some(_)) => Report::trouble("lost", Cause::BridgeLeft, Remedy::BridgeLost),
            (Ok(()), None) => Report::trouble("lost", Cause::BridgeSilent, Remedy::BridgeLost),
        };
        self.output(Output::Report(report));
        for device in 0..self.devices.len() {
            let known = self.devices[device].report.clone();
            let addr = self.devices[device].addr;
            let blank = DeviceReport {
                addr,
                state: DeviceState::Lost,
                uid: None,
                model: None,
                fw: None,
                caps: None,
                why: Why::Unsaid,
                cause: String::new(),
            };
            let lost = DeviceReport {
                state: DeviceState::Lost,
                why: Why::BridgeLost,
                cause: "its bridge is not heard".to_owned(),
                ..known.unwrap_or(blank)
            };
            self.output(Output::Event(LineEvent::Device(lost)));
        }
    }

    fn on_about(&mut self, device: usize, about: About) {
        self.devices[device].about = about;
        if let Some(report) = self.devices[device].report.take() {
            self.devices[device].report = Some(self.completed(device, report));
            self.tell_condition(device);
        }
    }

    fn completed(&self, device: usize, report: DeviceReport) -> DeviceReport {
        let about = &self.devices[device].about;
        let uid = about.uid.as_deref().and_then(|uid| uid.parse().ok());
        DeviceReport { uid, model: about.model, fw: about.fw, caps: about.caps, ..report }
    }

    fn on_condition(&mut self, device: usize, condition: Condition) {
        let Condition { status: state, why, cause, figures, .. } = condition;
        let addr = self.devices[device].addr;
        let report = DeviceReport { addr, state, uid: None, model: None, fw: None, caps: None, why, cause };
        self.devices[device].report = Some(self.completed(device, report));
        self.tell_condition(device);
        if let Some(figures) = figures {
            let status = Status {
                uptime_s: figures.uptime_s,
                supply_mv: figures.supply_mv,
                rx_bad: figures.frames_damaged,
                ev_lost: figures.presses_lost,
                flags: 0,
            };
            self.output(Output::Event(LineEvent::Status { addr, status }));
        }
    }

    /// A device is as its bridge says, and lost where the bridge is.
    fn tell_condition(&mut self, device: usize) {
        let Some(report) = self.devices[device].report.clone() else { return };
        if self.lost {
            return;
        }
        let pinned = self.devices[device].pinned;
        let report = match (pinned, report.uid) {
            (Some(wanted), Some(uid)) if wanted != uid => {
                let cause = format!("the device is {uid}, the configuration says {wanted}");
                DeviceReport { state: DeviceState::Conflict, why: Why::Other, cause, ..report }
            }
            _ => report,
        };
        self.output(Output::Event(LineEvent::Device(report)));
    }

    fn on_answer(&mut self, device: usize, Answer { status, cause }: Answer) {
        match status {
            Outcome::Accepted => (),
            Outcome::Expired => self.count(device, "commands_expired", 1),
            Outcome::Failed => {
                let addr = self.devices[device].addr;
                self.output(Output::Event(LineEvent::Refused { addr, cause }));
            }
        }
    }

    fn on_event(&mut self, at_ms: u64, now_ms: u64, device: usize, happened: &Happened) {
        let Ok::<PressKey, BadKey>(key) = happened.id.parse() else {
            self.count(device, "messages_bad", 1);
            let id = self.devices[device].id.clone();
            return self.output(Output::Detail(
                id,
                "message_bad",
                format!("{:.40?} names no press", happened.id),
            ));
        };
        if self.presence.as_ref().is_some_and(|presence| !presence.is_compatible()) {
            return self.count(device, "events_incompatible", 1);
        }
        if self.devices[device].pinned.is_some_and(|pinned| pinned != key.uid) {
            return self.count(device, "events_of_another_device", 1);
        }
        self.count_lost_messages(device, happened);
        if !self.is_new(device, key) {
            return;
        }
        let Happened { kind, input, age_ms, stamp: Stamp { run, mono_ms }, .. } = happened;
        let late_ms = mono_ms.map_or(0, |sent_ms| self.lateness.of(run, sent_ms, at_ms));
        let age_ms = age_ms.saturating_add(late_ms).saturating_add(now_ms.saturating_sub(at_ms));
        self.devices[device].held = Some(key);
        let (addr, kind, input) = (self.devices[device].addr, *kind, *input);
        let age_ms = u16::try_from(age_ms).unwrap_or(u16::MAX);
        self.output(Output::Event(LineEvent::Press { addr, key, kind, input, age_ms }));
    }

    /// A gap in the sender's count is a message lost on the way. Presses are said again; what else was lost is asked for.
    fn count_lost_messages(&mut self, device: usize, happened: &Happened) {
        let (run, seq) = (&happened.stamp.run, happened.seq);
        let last = self.devices[device].seq.replace((run.clone(), seq));
        let Some((_, last)) = last.filter(|(known, _)| known == run) else { return };
        if seq > last + 1 {
            self.count(device, "messages_lost", seq - last - 1);
            let id = self.devices[device].id.to_string();
            self.output(Output::Send(Topic::Rebirth(id), Vec::new(), DONE_TTL));
        }
    }

    /// Whether a press has to be carried out; one that is recorded already is confirmed again.
    fn is_new(&mut self, device: usize, key: PressKey) -> bool {
        let Device { held, done, .. } = &self.devices[device];
        if held.is_some() {
            // The same press once more, or the next one too early: it will be said again.
            return false;
        }
        let Some(done) = done.filter(|done| done.uid == key.uid && done.boot_id == key.boot_id) else {
            return true;
        };
        if key.n <= done.n {
            self.confirm(device, key);
            return false;
        }
        // Presses are counted without gaps: what is missing was lost, and is told rather than guessed.
        if key.n > done.n + 1 {
            self.count(device, "presses_lost", u64::from(key.n - done.n - 1));
        }
        true
    }

    fn confirm(&mut self, device: usize, key: PressKey) {
        let topic = Topic::Done(self.devices[device].id.to_string());
        self.output(Output::Send(topic, write(&Recorded { id: key.to_string() }), DONE_TTL));
    }

    /// Takes what the office tells the line.
    pub(super) fn on_command(&mut self, command: LineCommand, stamp: (&str, u64)) {
        match command {
            LineCommand::EventDone { addr, boot_id, n } => {
                let Some(device) = self.at(addr) else { return };
                let held = self.devices[device].held.take_if(|held| held.boot_id == boot_id && held.n == n);
                if let Some(key) = held {
                    self.devices[device].done = Some(key);
                    self.confirm(device, key);
                }
            }
            LineCommand::Show { addr, show } => {
                let Some(device) = self.at(addr) else { return };
                self.devices[device].lines.insert(show.slot, TextLine::from(&show));
                self.picture(device);
            }
            LineCommand::Lamp { addr, lamp } => {
                let Some(device) = self.at(addr) else { return };
                if lamp.ttl_ms == 0 && lamp.pattern != LampPattern::Flash {
                    self.devices[device].lamps.insert(lamp.lamp, lamp.pattern);
                    return self.picture(device);
                }
                let args = LampArgs { lamp: lamp.lamp, pattern: lamp.pattern, ttl_ms: lamp.ttl_ms };
                let expires_ms = if lamp.ttl_ms == 0 { ORDER_MS } else { lamp.ttl_ms.into() };
                self.order(device, "lamp", args, expires_ms, stamp);
            }
            LineCommand::Chime { addr, chime } => {
                let Some(device) = self.at(addr) else { return };
                let args = ChimeArgs { cmd_id: chime.cmd_id, tone: chime.tone, ttl_ms: chime.ttl_ms };
                self.order(device, "chime", args, chime.ttl_ms.into(), stamp);
            }
            // The bridge has a clock of its own.
            LineCommand::Clock { .. } => (),
        }
    }

    fn at(&self, addr: u8) -> Option<usize> {
        self.devices.iter().position(|device| device.addr == addr)
    }

    /// All that a device shall show, on one retained topic.
    fn picture(&mut self, device: usize) {
        let Device { id, lines, lamps, .. } = &self.devices[device];
        let lamps =
            lamps.iter().map(|(lamp, pattern)| SteadyLamp { lamp: *lamp, pattern: *pattern }).collect();
        let wanted = Wanted { lines: lines.values().cloned().collect(), lamps };
        let topic = Topic::Show(id.to_string());
        self.output(Output::Retain(topic, write(&wanted)));
    }

    fn order(
        &mut self,
        device: usize,
        name: &str,
        args: impl serde::Serialize,
        expires_ms: u64,
        (run, mono_ms): (&str, u64),
    ) {
        self.orders += 1;
        let id = format!("{}-{}", run.get(..8).unwrap_or("c"), self.orders);
        let topic = Topic::Command(self.devices[device].id.to_string(), name.to_owned(), id);
        let stamp = Stamp { run: run.to_owned(), mono_ms: Some(mono_ms) };
        let payload = write(&Order { args, expires_ms, stamp });
        self.output(Output::Send(topic, payload, Duration::from_millis(expires_ms)));
    }
}

#[cfg(test)]
#[path = "far_tests.rs"]
mod tests;
