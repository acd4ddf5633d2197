//! A serial line with its pads and panels: presses become commands, the office becomes numbers and lights.

use std::time::Duration;

use firmware_bridge::host::{
    DeviceReport, DeviceSettings, DeviceState, LineCommand, LineEvent, LineState, Mode, PressKey,
};
use firmware_bridge::mqtt::Client;
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::wire::message::{EventKind, Lamp, LampPattern, Show, Text};
use queue::id::DeviceId;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::action::Feedback;
use super::display::{self, Content, Display, Picture};
use super::manners::Manners;
use super::press::Press;
use super::watch::Watched;
use crate::clock::SharedClock;
use crate::config::{self, LineMode, Pad, PadAction, Panel};
use crate::dispatcher::Handle;
use crate::registry::{Kind, Registry, Report};
use crate::replica::Replica;

/// How long the light says "nobody waits", in milliseconds.
const EMPTY_MS: u16 = 3_000;
/// How long the light says "not now", in milliseconds.
const REFUSED_MS: u16 = 1_500;

/// A serial line with what hangs on it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line.
    pub config: config::Line,
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
}

impl Line {
    /// Makes the line and its devices known.
    pub fn register(&self, registry: &Registry) {
        let path = ("path", self.config.path.display().to_string());
        registry.add(&self.config.id, Kind::Line, None, &[path, ("baud", self.config.speed().to_string())]);
        for pad in &self.pads {
            let place = [("line", self.config.id.to_string()), ("address", pad.address.to_string())];
            registry.add(&pad.id, Kind::Pad, Some(&pad.counter), &place);
        }
        for panel in &self.panels {
            let place = [("line", self.config.id.to_string()), ("address", panel.address.to_string())];
            registry.add(&panel.id, Kind::Panel, Some(&panel.counter), &place);
        }
    }

    fn device(&self, addr: u8) -> Option<&DeviceId> {
        let pads = self.pads.iter().map(|p| (p.address, &p.id));
        let panels = self.panels.iter().map(|p| (p.address, &p.id));
        pads.chain(panels).find(|(a, _)| *a == addr).map(|(_, id)| id)
    }

    /// Drives the line until told to stop.
    pub async fn run(self, ports: Ports, shutdown: CancellationToken) {
        let (commands, commands_rx) = mpsc::channel(COMMANDS_MAX);
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        let pads = self.pads.iter().map(|p| settings(p.address, p.uid.as_deref()));
        let panels = self.panels.iter().map(|p| settings(p.address, p.uid.as_deref()));
        let mode = match self.config.mode {
            LineMode::Bus => Mode::Bus,
            LineMode::PointToPoint => Mode::PointToPoint,
        };
        let devices = pads.chain(panels).collect();
        let mut config = LineConfig::new(&self.config.path, mode, self.config.speed(), devices);
        config.settings.adapter_latency_ms = self.config.adapter_latency_ms;
        let tasks = TaskTracker::new();
        let (id, registry, stop) = (self.config.id.clone(), ports.registry.clone(), shutdown.clone());
        tasks.spawn(async move {
            if let Err(error) = run_line(config, commands_rx, events_tx, stop).await {
                let remedy = Some("line_misconfigured".to_owned());
                registry.report(
                    &id,
                    Report {
                        state: "misconfigured".into(),
                        cause: Some(error.to_string()),
                        remedy,
                        ..Report::default()
                    },
                );
            }
        });
        let wire = Wire(commands.clone());
        tasks.spawn(display::run(self.panels.clone(), wire, ports.replica.clone(), shutdown.clone()));
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
            LineEvent::Line { state, cause } => {
                ports.registry.report(&self.config.id, line_report(state, cause))
            }
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
                let id = self.device(addr).unwrap_or(&self.config.id);
                tracing::warn!(device.id = %id, cause = %cause, "a device refused what it was told");
            }
            LineEvent::Traffic { drops } => {
                ports.registry.detail(&self.config.id, "frames_dropped", drops.damaged().to_string());
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
            let meant = watched.is_meant(&pad.id, &input.to_string(), name, ports);
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
        let Some(id) = self.device(report.addr) else {
            let cause =
                format!("a device nobody configured answers at address {}: {}", report.addr, report.cause);
            tracing::warn!(device.id = %self.config.id, cause = %cause, "unknown device");
            ports.registry.detail(&self.config.id, "unknown_device", cause);
            return;
        };
        if let Some(uid) = report.uid {
            ports.registry.detail(id, "uid", uid.to_string());
        }
        if let Some([major, minor, patch]) = report.fw {
            ports.registry.detail(id, "firmware", format!("{major}.{minor}.{patch}"));
        }
        let (state, remedy) = match report.state {
            DeviceState::Starting => ("starting", None),
            DeviceState::Ready => ("ready", None),
            DeviceState::Degraded => ("degraded", Some("device_degraded")),
            DeviceState::Lost => ("lost", Some("device_lost")),
            DeviceState::Incompatible => ("incompatible", Some("device_incompatible")),
            DeviceState::Conflict => ("conflict", Some("device_conflict")),
            DeviceState::Unknown => ("unknown", Some("device_unknown")),
        };
        let cause = (state != "ready").then(|| report.cause.clone());
        // While the line is not open nobody can tell how its devices are: there is one thing to look at, the line.
        let line_open = ports.registry.state_of(&self.config.id).as_deref() == Some("ready");
        let because_of = (report.state == DeviceState::Lost && !line_open).then(|| self.config.id.clone());
        let remedy = remedy.filter(|_| because_of.is_none()).map(str::to_owned);
        ports.registry.report(id, Report { state: state.into(), cause, remedy, because_of });
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
    let remedy = Some("device_stuck".to_owned());
    let cause = Some(format!("button {input} is held for too long"));
    ports.registry.report(id, Report { state: "stuck".into(), cause, remedy, ..Report::default() });
}

fn settings(addr: u8, uid: Option<&str>) -> DeviceSettings {
    DeviceSettings { addr, uid: uid.and_then(|u| u.parse().ok()) }
}

pub(super) fn line_report(state: LineState, cause: String) -> Report {
    let (state, remedy) = match state {
        LineState::Open => ("ready", None),
        LineState::Missing => ("missing", Some("line_missing")),
        LineState::Busy => ("busy", Some("line_busy")),
        LineState::Failed => ("lost", Some("line_lost")),
    };
    let cause = (state != "ready").then_some(cause);
    Report { state: state.into(), cause, remedy: remedy.map(str::to_owned), because_of: None }
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
