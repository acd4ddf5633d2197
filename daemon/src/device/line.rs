//! A serial line with its pads and panels: presses become commands, the office becomes numbers and lights.

use std::collections::BTreeMap;
use std::time::Duration;

use firmware_bridge::host::{
    DeviceReport, DeviceSettings, DeviceState, LineCommand, LineEvent, LineState, Mode, PressKey,
};
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::wire::message::{EventKind, Lamp, LampPattern, Show, Text};
use queue::counter::CounterState;
use queue::id::{CommandId, DeviceId};
use queue::{Actor, Office, Role};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::action::{Feedback, commands};
use crate::clock::SharedClock;
use crate::config::{self, LineMode, Pad, PadAction, Panel};
use crate::dispatcher::{Failure, Handle};
use crate::registry::{Kind, Registry, Report};
use crate::replica::Replica;

/// A press older than this is written down but not acted upon: the citizen it meant may be gone.
const STALE: Duration = Duration::from_secs(5);
/// Pause before a press is tried again while the journal cannot say what became of it.
const RETRY: Duration = Duration::from_millis(200);
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
}

impl Line {
    /// Makes the line and its devices known.
    pub fn register(&self, registry: &Registry) {
        let path = ("path", self.config.path.display().to_string());
        registry.add(&self.config.id, Kind::Line, None, &[path, ("baud", self.config.baud.to_string())]);
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
        let mut config = LineConfig::new(&self.config.path, mode, self.config.baud, devices);
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
        tasks.spawn(show_numbers(self.clone(), ports.clone(), commands.clone(), shutdown.clone()));
        loop {
            let event = tokio::select! {
                event = events.recv() => event,
                () = shutdown.cancelled() => None,
            };
            let Some(event) = event else { break };
            self.take(event, &ports, &commands, &tasks);
        }
        tasks.close();
        tasks.wait().await;
    }

    fn take(
        &self,
        event: LineEvent,
        ports: &Ports,
        commands: &mpsc::Sender<LineCommand>,
        tasks: &TaskTracker,
    ) {
        match event {
            LineEvent::Line { state, cause } => {
                ports.registry.report(&self.config.id, line_report(state, cause))
            }
            LineEvent::Device(report) => self.take_report(&report, ports),
            LineEvent::Press { addr, key, kind, input, age_ms } => {
                let at = Instant::now().checked_sub(Duration::from_millis(age_ms.into()));
                let press = Press {
                    addr,
                    key,
                    at: at.unwrap_or_else(Instant::now),
                    ports: ports.clone(),
                    commands: commands.clone(),
                };
                let (pad, action) = self.meaning(addr, kind, input);
                if kind != EventKind::Stuck
                    && let Some(pad) = &pad
                {
                    // Whatever else a button says, it was let go.
                    ports.registry.no_longer(&pad.id, "stuck");
                }
                if kind == EventKind::Stuck
                    && let Some(pad) = &pad
                {
                    let remedy = Some("device_stuck".to_owned());
                    let cause = Some(format!("button {input} is held for too long"));
                    ports.registry.report(
                        &pad.id,
                        Report { state: "stuck".into(), cause, remedy, ..Report::default() },
                    );
                }
                // One task per press: a device has one press under way at most, so these are few.
                tasks.spawn(press.act(pad, action));
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

    fn meaning(&self, addr: u8, kind: EventKind, input: u8) -> (Option<Pad>, Option<PadAction>) {
        let pad = self.pads.iter().find(|p| p.address == addr);
        let presses = pad.and_then(|p| p.buttons.input(input));
        let action = presses.and_then(|p| match kind {
            EventKind::Press => Some(p.press),
            EventKind::Long => Some(p.long),
            EventKind::Double => Some(p.double),
            EventKind::Release | EventKind::Stuck | EventKind::Fault => None,
        });
        (pad.cloned(), action)
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

fn settings(addr: u8, uid: Option<&str>) -> DeviceSettings {
    DeviceSettings { addr, uid: uid.and_then(|u| u.parse().ok()) }
}

fn line_report(state: LineState, cause: String) -> Report {
    let (state, remedy) = match state {
        LineState::Open => ("ready", None),
        LineState::Missing => ("missing", Some("line_missing")),
        LineState::Busy => ("busy", Some("line_busy")),
        LineState::Failed => ("lost", Some("line_lost")),
    };
    let cause = (state != "ready").then_some(cause);
    Report { state: state.into(), cause, remedy: remedy.map(str::to_owned), because_of: None }
}

struct Press {
    addr: u8,
    key: PressKey,
    at: Instant,
    ports: Ports,
    commands: mpsc::Sender<LineCommand>,
}

impl Press {
    /// Carries a press out, shows what came of it, and only then lets the device forget it.
    async fn act(self, pad: Option<Pad>, action: Option<PadAction>) {
        if let (Some(pad), Some(action)) = (pad, action) {
            // Stopping: the device keeps the press and tells the next daemon.
            let Some(feedback) = self.carry_out(&pad, action).await else { return };
            self.show(feedback).await;
        }
        let (boot_id, n) = (self.key.boot_id, self.key.n);
        let _ = self.commands.send(LineCommand::EventDone { addr: self.addr, boot_id, n }).await;
    }

    /// Returns what to show, or nothing when the daemon stops before the press was answered.
    async fn carry_out(&self, pad: &Pad, action: PadAction) -> Option<Feedback> {
        if self.is_stale() {
            tracing::warn!(device.id = %pad.id, counter.id = %pad.counter, age_ms = self.at.elapsed().as_millis() as u64,
                "a press came too late to be acted upon");
            return Some(Feedback::Refused);
        }
        let state = {
            let office = self.ports.replica.read();
            office.state.counters.get(&pad.counter).map_or(CounterState::Closed, |s| s.state)
        };
        let actor = Actor { role: Role::Clerk, id: pad.id.clone() };
        let commands = commands(action, &pad.counter, state);
        // Counted from the last, which is what the press is about: the same press seen again after a restart gives
        // it the same id, whether the counter has to be opened first or was opened the first time.
        let ids = (0..commands.len()).rev().map(|n| CommandId::new(&format!("pad:{}:{n}", self.key)));
        let mut feedback = Feedback::Done;
        for (id, command) in ids.zip(commands) {
            let Ok(id) = id else { return Some(Feedback::Refused) };
            feedback = self.ask(id, actor.clone(), command).await?;
        }
        Some(feedback)
    }

    fn is_stale(&self) -> bool {
        self.at.elapsed() > STALE
    }

    async fn ask(&self, id: CommandId, actor: Actor, command: queue::Command) -> Option<Feedback> {
        loop {
            let answer = self.ports.handle.ask_patiently(id.clone(), actor.clone(), command.clone()).await;
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

    async fn show(&self, feedback: Feedback) {
        let (pattern, ttl_ms) = match feedback {
            Feedback::Done => (LampPattern::Flash, 0),
            Feedback::Empty => (LampPattern::SlowBlink, EMPTY_MS),
            Feedback::Refused => (LampPattern::FastBlink, REFUSED_MS),
        };
        let lamp = Lamp { lamp: 0, pattern, ttl_ms };
        let _ = self.commands.send(LineCommand::Lamp { addr: self.addr, lamp }).await;
    }
}

/// Keeps every panel of a line at what its counter has in hand.
async fn show_numbers(
    line: Line,
    ports: Ports,
    commands: mpsc::Sender<LineCommand>,
    shutdown: CancellationToken,
) {
    let mut changes = ports.replica.changes();
    let mut shown: BTreeMap<u8, String> = BTreeMap::new();
    changes.mark_changed();
    loop {
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            () = shutdown.cancelled() => return,
        }
        let wanted: Vec<(u8, u8, u32, String)> = {
            let office = ports.replica.read();
            let rev = office.state.seq as u32;
            line.panels.iter().map(|p| (p.address, desk(&office, p), rev, number(&office, p))).collect()
        };
        for (addr, desk, rev, text) in wanted {
            if shown.get(&addr) == Some(&text) {
                continue;
            }
            let Ok(content) = Text::new(&text) else { continue };
            let show = Show { rev, slot: 0, desk, text: content };
            if commands.send(LineCommand::Show { addr, show }).await.is_err() {
                return;
            }
            shown.insert(addr, text);
        }
    }
}

fn desk(office: &Office, panel: &Panel) -> u8 {
    office.config.counter(&panel.counter).and_then(|c| c.label.parse().ok()).unwrap_or(0)
}

/// The number a panel shows: blank while its counter has nobody in hand; without the letter where there is no
/// place for it.
fn number(office: &Office, panel: &Panel) -> String {
    let in_hand = office.state.counters.get(&panel.counter).and_then(|s| s.in_hand);
    let Some(ticket) = in_hand.and_then(|id| office.state.tickets.get(&id)) else { return String::new() };
    let text = ticket.number.to_string();
    if text.len() <= usize::from(panel.digits) { text } else { text.chars().skip(1).collect() }
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
