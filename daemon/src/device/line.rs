//! A line with its pads and panels: presses become commands, the office becomes numbers and lights. Whether the line
//! is a serial one of this machine or a bridge's elsewhere makes no difference here.

use std::collections::BTreeMap;
use std::time::Duration;

use firmware_bridge::host::{
    DeviceReport, DeviceSettings, DeviceState, LineCommand, LineEvent, LineState, Mode, PressKey, Why,
};
use firmware_bridge::mqtt::Client;
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::wire::message::{EventKind, Lamp, LampPattern, Show, Text};
use firmware_bridge::wire::{ADDR_DEVICE_MAX, ADDR_DEVICE_MIN};
use queue::id::DeviceId;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::action::Feedback;
use super::bridge::Bridges;
use super::display::{self, Content, Display, Picture};
use super::manners::Manners;
use super::press::{Press, STALE};
use super::trial::Trials;
use super::watch::Watched;
use crate::clock::SharedClock;
use crate::config::{self, LineMode, Pad, PadAction, Panel};
use crate::dispatcher::Handle;
use crate::registry::{Cause, Kind, Registry, Remedy, Report};
use crate::replica::Replica;

/// How long the light says "nobody waits", in milliseconds.
const EMPTY_MS: u16 = 3_000;
/// How long the light says "not now", in milliseconds.
const REFUSED_MS: u16 = 1_500;

/// How a line is reached.
#[derive(Clone, Debug)]
pub enum Link {
    /// A port of this machine.
    Serial(config::Line),
    /// A bridge, over MQTT.
    Bridge,
}

/// A line with what hangs on it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The id of the line or bridge.
    pub id: DeviceId,
    /// How it is reached.
    pub link: Link,
    /// The pads on it.
    pub pads: Vec<Pad>,
    /// The panels on it.
    pub panels: Vec<Panel>,
}

/// What a line works with.
#[derive(Clone)]
pub struct Ports {
    /// Where presses go.
    pub handle: Handle,
    /// What panels show.
    pub replica: Replica,
    /// Where states go.
    pub registry: Registry,
    /// The time.
    pub clock: SharedClock,
    /// The office's MQTT broker, if it has one.
    pub mqtt: Option<Client>,
    /// What a technician may try.
    pub trials: Trials,
}

impl Line {
    /// Returns a line with those of the office's pads and panels that hang on it.
    ///
    /// Devices behind a bridge have no address here; they get one each, which is only a name within this line.
    #[must_use]
    pub fn new(id: &DeviceId, link: Link, pads: &[Pad], panels: &[Panel]) -> Self {
        let mut pads: Vec<Pad> = pads.iter().filter(|p| p.line == *id).cloned().collect();
        let mut panels: Vec<Panel> = panels.iter().filter(|p| p.line == *id).cloned().collect();
        if let Link::Bridge = link {
            let addresses =
                pads.iter_mut().map(|p| &mut p.address).chain(panels.iter_mut().map(|p| &mut p.address));
            addresses.zip(ADDR_DEVICE_MIN..=ADDR_DEVICE_MAX).for_each(|(address, n)| *address = n);
        }
        Self { id: id.clone(), link, pads, panels }
    }

    /// Makes the line and its devices known.
    pub fn register(&self, registry: &Registry) {
        let place = |address: u8| match &self.link {
            Link::Serial(_) => vec![("line", self.id.to_string()), ("address", address.to_string())],
            Link::Bridge => vec![("bridge", self.id.to_string())],
        };
        match &self.link {
            Link::Serial(line) => {
                let details = [("path", line.path.display().to_string()), ("baud", line.speed().to_string())];
                registry.add(&self.id, Kind::Line, None, &details);
            }
            Link::Bridge => registry.add(&self.id, Kind::Bridge, None, &[]),
        }
        for pad in &self.pads {
            registry.add(&pad.id, Kind::Pad, Some(&pad.counter), &place(pad.address));
        }
        for panel in &self.panels {
            registry.add(&panel.id, Kind::Panel, Some(&panel.counter), &place(panel.address));
        }
    }

    /// Returns the devices on it: address, id, unique number if it is pinned.
    pub fn devices(&self) -> impl Iterator<Item = (u8, &DeviceId, Option<&str>)> {
        let pads = self.pads.iter().map(|p| (p.address, &p.id, p.uid.as_deref()));
        pads.chain(self.panels.iter().map(|p| (p.address, &p.id, p.uid.as_deref())))
    }

    fn device(&self, addr: u8) -> Option<&DeviceId> {
        self.devices().find(|(a, ..)| *a == addr).map(|(_, id, _)| id)
    }

    /// Starts the task that owns the port.
    fn open(
        &self,
        line: &config::Line,
        (commands_rx, events_tx): (mpsc::Receiver<LineCommand>, mpsc::Sender<LineEvent>),
        ports: &Ports,
        tasks: &TaskTracker,
        shutdown: &CancellationToken,
    ) {
        let mode = match line.mode {
            LineMode::Bus => Mode::Bus,
            LineMode::PointToPoint => Mode::PointToPoint,
        };
        // A box with buttons and a display is one device with two names.
        let mut devices: BTreeMap<u8, DeviceSettings> = BTreeMap::new();
        for (addr, _, uid) in self.devices() {
            let device = devices.entry(addr).or_insert(DeviceSettings { addr, uid: None });
            device.uid = device.uid.or(uid.and_then(|uid| uid.parse().ok()));
        }
        let devices = devices.into_values().collect();
        let mut config = LineConfig::new(&line.path, mode, line.speed(), devices);
        config.settings.adapter_latency_ms = line.adapter_latency_ms;
        let (id, registry, stop) = (self.id.clone(), ports.registry.clone(), shutdown.clone());
        tasks.spawn(async move {
            if let Err(error) = run_line(config, commands_rx, events_tx, stop).await {
                let (cause, remedy) = (Cause::LineMisconfigured, Remedy::LineMisconfigured);
                let report = Report::trouble("misconfigured", cause, remedy);
                registry.report(&id, report.saying(error.to_string()));
            }
        });
    }

    /// Drives the line until told to stop. A bridge is found among `bridges`.
    pub async fn run(self, ports: Ports, bridges: Option<Bridges>, shutdown: CancellationToken) {
        let (commands, commands_rx) = mpsc::channel(COMMANDS_MAX);
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        let tasks = TaskTracker::new();
        let ends = (commands_rx, events_tx);
        match (&self.link, bridges) {
            (Link::Serial(line), _) => self.open(line, ends, &ports, &tasks, &shutdown),
            (Link::Bridge, Some(bridges)) => drop(tasks.spawn(bridges.speak(&self, ends, shutdown.clone()))),
            (Link::Bridge, None) => {
                tracing::error!(device.id = %self.id, "a bridge without a broker is not heard")
            }
        }
        let wire = Wire(commands.clone());
        tasks.spawn(display::run(
            self.panels.clone(),
            wire,
            (ports.replica.clone(), ports.trials.clone()),
            shutdown.clone(),
        ));
        // A pad debounces its own buttons and numbers its presses: each is one.
        let pads = self.pads.iter().map(|p| (p.id.clone(), Manners::new(0, p.quarantine_ms())));
        let watched = Watched::new(pads, &tasks, &shutdown);
        loop {
            let event = tokio::select! {
                event = events.recv() => event,
                () = shutdown.cancelled() => None,
            };
            let Some(event) = event else { break };
            self.take(event, &ports, &commands, &watched, &tasks);
        }
        tasks.close();
        tasks.wait().await;
    }

    fn take(
        &self,
        event: LineEvent,
        ports: &Ports,
        commands: &mpsc::Sender<LineCommand>,
        watched: &Watched,
        tasks: &TaskTracker,
    ) {
        match event {
            LineEvent::Line { state, cause } => ports.registry.report(&self.id, line_report(state, cause)),
            LineEvent::Device(report) => self.take_report(&report, ports),
            LineEvent::Press { addr, key, kind, input, age_ms } => {
                let at = Instant::now().checked_sub(Duration::from_millis(age_ms.into()));
                let gesture = Gesture { addr, key, kind, input, at: at.unwrap_or_else(Instant::now) };
                // One task per press: a device has one press under way at most, so these are few.
                tasks.spawn(self.gesture(gesture, ports, commands, watched));
            }
            LineEvent::Shown { addr, rev } => {
                if let Some(id) = self.device(addr) {
                    tracing::trace!(device.id = %id, rev, "content is on the display");
                }
            }
            LineEvent::Status { addr, status } => {
                if let Some(id) = self.device(addr) {
                    ports.registry.detail(id, "uptime_s", status.uptime_s.to_string());
                    ports.registry.detail(id, "events_lost", status.ev_lost.to_string());
                    ports.registry.detail(id, "frames_damaged", status.rx_bad.to_string());
                }
            }
            LineEvent::Refused { addr, cause } => {
                let id = self.device(addr).unwrap_or(&self.id);
                tracing::warn!(device.id = %id, cause = %cause, "a device refused what it was told");
            }
            LineEvent::Traffic { drops } => {
                ports.registry.detail(&self.id, "frames_dropped", drops.damaged().to_string());
            }
        }
    }

    /// Notes what a gesture says about the button, and returns what is to be done about it.
    fn gesture(
        &self,
        gesture: Gesture,
        ports: &Ports,
        commands: &mpsc::Sender<LineCommand>,
        watched: &Watched,
    ) -> impl Future<Output = ()> + Send + use<> {
        let Gesture { addr, key, kind, input, at } = gesture;
        let pad = self.pads.iter().find(|p| p.address == addr).cloned();
        if let Some(pad) = &pad {
            note_stuck(&pad.id, kind, &input.to_string(), ports);
        }
        let action = pad.as_ref().and_then(|p| p.buttons.input(input)).and_then(|p| p.of(kind));
        let meant = pad.zip(action).map(|(pad, (name, action))| {
            // Presses kept over an outage come all at once: too late to be acted upon, but no storm.
            let meant = at.elapsed() > STALE || watched.is_meant(&pad.id, &input.to_string(), name, ports);
            (pad, meant.then_some(action))
        });
        let (ports, commands, watched) = (ports.clone(), commands.clone(), watched.clone());
        async move {
            match meant {
                Some((pad, Some(action))) => {
                    let (device, counter) = (pad.id.clone(), pad.counter.clone());
                    let press = Press { device, counter, key: key.to_string(), at };
                    OnLine { press, pad, addr, key, ports, commands, watched }.act(action).await;
                }
                Some((_, None)) => {
                    show_lamp(&commands, addr, Feedback::Refused).await;
                    forget(&commands, addr, key).await;
                }
                None => forget(&commands, addr, key).await,
            }
        }
    }

    fn take_report(&self, report: &DeviceReport, ports: &Ports) {
        let mut names =
            self.devices().filter(|(addr, ..)| *addr == report.addr).map(|(_, id, _)| id).peekable();
        if names.peek().is_none() {
            let cause =
                format!("a device nobody configured answers at address {}: {}", report.addr, report.cause);
            tracing::warn!(device.id = %self.id, cause = %cause, "unknown device");
            ports.registry.detail(&self.id, "unknown_device", report.who());
        }
        names.for_each(|id| self.report_of(id, report, ports));
    }

    fn report_of(&self, id: &DeviceId, report: &DeviceReport, ports: &Ports) {
        if let Some(uid) = report.uid {
            ports.registry.detail(id, "uid", uid.to_string());
        }
        if let Some([major, minor, patch]) = report.fw {
            ports.registry.detail(id, "firmware", format!("{major}.{minor}.{patch}"));
        }
        let (state, remedy) = match report.state {
            DeviceState::Starting => ("starting", None),
            DeviceState::Ready => ("ready", None),
            DeviceState::Degraded if report.why == Why::Restless => ("degraded", Some(Remedy::DeviceSupply)),
            DeviceState::Degraded => ("degraded", Some(Remedy::DeviceDegraded)),
            DeviceState::Lost => ("lost", Some(Remedy::DeviceLost)),
            DeviceState::Incompatible => ("incompatible", Some(Remedy::DeviceIncompatible)),
            DeviceState::Conflict if report.why == Why::Other => ("conflict", Some(Remedy::DeviceOther)),
            DeviceState::Conflict => ("conflict", Some(Remedy::DeviceConflict)),
            DeviceState::Unknown => ("unknown", Some(Remedy::DeviceUnknown)),
        };
        let said = (state != "ready").then(|| report.cause.clone());
        // While the line is not open nobody can tell how its devices are: there is one thing to look at, the line.
        let line_open = ports.registry.state_of(&self.id).as_deref() == Some("ready");
        let because_of = (report.state == DeviceState::Lost && !line_open).then(|| self.id.clone());
        let remedy = remedy.filter(|_| because_of.is_none());
        let cause = cause_of(report.why);
        ports.registry.report(id, Report { state: state.into(), cause, said, remedy, because_of });
    }
}

/// Something done to a button, as the line tells it.
struct Gesture {
    addr: u8,
    key: PressKey,
    kind: EventKind,
    input: u8,
    at: Instant,
}

/// Raises the alarm about a button that is held, and ends it with the next sign that it was let go.
pub(super) fn note_stuck(id: &DeviceId, kind: EventKind, input: &str, ports: &Ports) {
    if kind != EventKind::Stuck {
        ports.registry.no_longer(id, "stuck");
        return;
    }
    let report = Report::trouble("stuck", Cause::DeviceStuck, Remedy::DeviceStuck);
    ports.registry.report(id, report.saying(format!("button {input} is held for too long")));
}

pub(super) fn line_report(state: LineState, said: String) -> Report {
    let report = match state {
        LineState::Open => return Report::ready(),
        LineState::Missing => Report::trouble("missing", Cause::LineMissing, Remedy::LineMissing),
        LineState::Busy => Report::trouble("busy", Cause::LineBusy, Remedy::LineBusy),
        LineState::Failed => Report::trouble("lost", Cause::LineLost, Remedy::LineLost),
    };
    report.saying(said)
}

fn cause_of(why: Why) -> Option<Cause> {
    match why {
        Why::Unsaid => None,
        Why::LineClosed => Some(Cause::LineClosed),
        Why::Silent => Some(Cause::DeviceSilent),
        Why::Restless => Some(Cause::DeviceRestless),
        Why::Damaged => Some(Cause::DeviceDamaged),
        Why::Misses => Some(Cause::DeviceMisses),
        Why::Other => Some(Cause::DeviceOther),
        Why::Two => Some(Cause::DeviceTwo),
        Why::Version => Some(Cause::DeviceVersion),
        Why::Stranger => Some(Cause::DeviceStranger),
        Why::BridgeLost => Some(Cause::BridgeLost),
    }
}

/// A press as the line knows it: whoever pressed is answered there.
struct OnLine {
    press: Press,
    pad: Pad,
    /// How the pad names it.
    addr: u8,
    key: PressKey,
    ports: Ports,
    commands: mpsc::Sender<LineCommand>,
    watched: Watched,
}

impl OnLine {
    /// Carries a press out, shows what came of it, and only then lets the device forget it.
    async fn act(self, action: PadAction) {
        // Stopping: the device keeps the press and tells the next daemon.
        let Some(feedback) = self.press.carry_out(&self.ports, action).await else { return };
        self.watched.answered(&self.pad.id, feedback, &self.ports);
        show_lamp(&self.commands, self.addr, feedback).await;
        forget(&self.commands, self.addr, self.key).await;
    }
}

async fn forget(commands: &mpsc::Sender<LineCommand>, addr: u8, key: PressKey) {
    let _ = commands.send(LineCommand::EventDone { addr, boot_id: key.boot_id, n: key.n }).await;
}

async fn show_lamp(commands: &mpsc::Sender<LineCommand>, addr: u8, feedback: Feedback) {
    let (pattern, ttl_ms) = match feedback {
        Feedback::Done => (LampPattern::Flash, 0),
        Feedback::Empty => (LampPattern::SlowBlink, EMPTY_MS),
        Feedback::Refused | Feedback::Ignored => (LampPattern::FastBlink, REFUSED_MS),
    };
    let _ = commands.send(LineCommand::Lamp { addr, lamp: Lamp { lamp: 0, pattern, ttl_ms } }).await;
}

/// The wire's own panels.
struct Wire(mpsc::Sender<LineCommand>);

impl Display for Wire {
    async fn show(&self, panel: &Panel, content: Content) -> bool {
        let text = match content.picture {
            Picture::Number(number) => fitting(&number.to_string(), panel.digits),
            Picture::Dark => String::new(),
            Picture::Away => "--".to_owned(),
            Picture::Test => display::every_segment(panel),
        };
        let Ok(text) = Text::new(&text) else { return true };
        let show = Show { rev: content.rev, slot: 0, desk: content.desk, text };
        self.0.send(LineCommand::Show { addr: panel.address, show }).await.is_ok()
    }
}

/// Leaves the letter out where there is no place for it.
fn fitting(number: &str, digits: u8) -> String {
    if number.len() <= usize::from(digits) { number.to_owned() } else { number.chars().skip(1).collect() }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
