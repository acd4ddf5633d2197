//! A line of simulated devices on a real pseudo-terminal, driven by the task the daemon runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use firmware_bridge::device::Wiring;
use firmware_bridge::host::{DeviceSettings, DeviceState, LineCommand, LineEvent, LineState, Mode, PressKey};
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use firmware_bridge::wire::message::{Chime, EventKind, Lamp, LampPattern, Show, Text};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_serial::SerialPortBuilderExt;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Far longer than anything here takes, on a busy machine too.
const LIMIT: Duration = Duration::from_secs(20);
const PAD: u8 = 5;
const PANEL: u8 = 9;

struct Line {
    commands: mpsc::Sender<LineCommand>,
    events: mpsc::Receiver<LineEvent>,
    _stop: DropGuard,
}

impl Line {
    fn start(path: &Path, mode: Mode, addrs: &[u8]) -> Self {
        let devices = addrs.iter().map(|&addr| DeviceSettings { addr, uid: None }).collect();
        let (commands, receiver) = mpsc::channel(COMMANDS_MAX);
        let (sender, events) = mpsc::channel(EVENTS_MAX);
        let stop = CancellationToken::new();
        tokio::spawn(run_line(LineConfig::new(path, mode, 115_200, devices), receiver, sender, stop.clone()));
        Self { commands, events, _stop: stop.drop_guard() }
    }

    async fn until<T>(&mut self, what: &str, mut wanted: impl FnMut(&LineEvent) -> Option<T>) -> T {
        let mut seen = Vec::new();
        let found = timeout(LIMIT, async {
            while let Some(event) = self.events.recv().await {
                if let Some(found) = wanted(&event) {
                    return Some(found);
                }
                seen.push(event);
            }
            None
        });
        found.await.ok().flatten().unwrap_or_else(|| panic!("no {what} came; seen: {seen:#?}"))
    }

    async fn device(&mut self, addr: u8, state: DeviceState) {
        let wanted = |event: &LineEvent| match event {
            LineEvent::Device(report) => (report.addr == addr && report.state == state).then_some(()),
            _ => None,
        };
        self.until(&format!("{state:?} of {addr}"), wanted).await;
    }

    async fn line(&mut self, state: LineState) -> String {
        let wanted = |event: &LineEvent| match event {
            LineEvent::Line { state: now, cause } => (*now == state).then(|| cause.clone()),
            _ => None,
        };
        self.until(&format!("line {state:?}"), wanted).await
    }

    async fn press(&mut self) -> (u8, PressKey, EventKind, u8) {
        let wanted = |event: &LineEvent| match event {
            LineEvent::Press { addr, key, kind, input, .. } => Some((*addr, *key, *kind, *input)),
            _ => None,
        };
        self.until("press", wanted).await
    }

    async fn tell(&self, command: LineCommand) {
        self.commands.send(command).await.unwrap();
    }

    async fn done(&self, addr: u8, key: PressKey) {
        self.tell(LineCommand::EventDone { addr, boot_id: key.boot_id, n: key.n }).await;
    }

    async fn show(&self, rev: u32, text: &str) {
        let show = Show { rev, slot: 0, desk: 3, text: Text::new(text).unwrap() };
        self.tell(LineCommand::Show { addr: PANEL, show }).await;
    }
}

async fn forgotten(sim: &SimLine, addr: u8) {
    let forgotten = timeout(LIMIT, async {
        while sim.events_waiting(addr).await > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    forgotten.await.expect("the device was not acknowledged");
}

fn link(dir: &TempDir) -> PathBuf {
    dir.path().join("line")
}

async fn bus(dir: &TempDir, faults: Faults) -> (SimLine, Line) {
    let devices = vec![SimDevice::pad(PAD), SimDevice::panel(PANEL)];
    let sim = SimLine::start(&link(dir), Wiring::Bus, devices, faults).unwrap();
    let line = Line::start(&link(dir), Mode::Bus, &[PAD, PANEL]);
    (sim, line)
}

#[tokio::test]
async fn a_press_is_given_recorded_and_acknowledged_and_content_reaches_the_panel() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
    sim.press(PAD, 2, EventKind::Press).await;
    let (addr, key, kind, input) = line.press().await;
    assert_eq!((addr, kind, input), (PAD, EventKind::Press, 2));
    assert_eq!(key.to_string(), "53494d0001010005:1281:1");
    assert_eq!(sim.events_waiting(PAD).await, 1, "acknowledged before it was recorded");
    line.done(addr, key).await;
    forgotten(&sim, PAD).await;

    line.show(4_711, "A042").await;
    line.until("shown", |event| (*event == LineEvent::Shown { addr: PANEL, rev: 4_711 }).then_some(())).await;
    assert_eq!(sim.panel_text(PANEL).await, "A042");
    assert_eq!(sim.panel(PANEL).await.unwrap().desk(0), 3);

    let lamp = Lamp { lamp: 2, pattern: LampPattern::FastBlink, ttl_ms: 0 };
    line.tell(LineCommand::Lamp { addr: PAD, lamp }).await;
    let chime = Chime { cmd_id: 7, tone: 1, ttl_ms: 5_000 };
    line.tell(LineCommand::Chime { addr: PANEL, chime }).await;
    let both = timeout(LIMIT, async {
        while sim.lamp(PAD, 2).await != LampPattern::FastBlink || sim.chimes(PANEL).await.len() != 1 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    both.await.expect("lamp or chime did not come");
}

#[tokio::test]
async fn a_pad_alone_on_its_line_speaks_unasked() {
    let dir = TempDir::new().unwrap();
    let sim = SimLine::start(&link(&dir), Wiring::PointToPoint, vec![SimDevice::pad(PAD)], Faults::default())
        .unwrap();
    let mut line = Line::start(&link(&dir), Mode::PointToPoint, &[PAD]);
    line.device(PAD, DeviceState::Ready).await;
    for input in 0..3 {
        sim.press(PAD, input, EventKind::Press).await;
        let (addr, key, _, pressed) = line.press().await;
        assert_eq!((addr, pressed, key.n), (PAD, input, u32::from(input) + 1));
        line.done(addr, key).await;
        forgotten(&sim, PAD).await;
    }
}

#[tokio::test]
async fn an_adapter_pulled_and_plugged_in_again_is_found_behind_the_same_name() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
    line.show(1, "A001").await;
    assert!(sim.panel_shows(PANEL, "A001", LIMIT).await);

    sim.unplug().await;
    let cause = line.line(LineState::Failed).await;
    assert!(cause.contains("line"), "{cause}");
    line.line(LineState::Missing).await;
    sim.press(PAD, 0, EventKind::Press).await;
    line.show(2, "A002").await;
    sim.replug().await.unwrap();
    line.line(LineState::Open).await;
    let (addr, key, ..) = line.press().await;
    line.done(addr, key).await;
    assert!(sim.panel_shows(PANEL, "A002", LIMIT).await);
    forgotten(&sim, PAD).await;
}

#[tokio::test]
async fn an_adapter_pulled_in_the_middle_of_a_frame_loses_nothing() {
    let dir = TempDir::new().unwrap();
    let slow = Faults { byte_pause: Duration::from_millis(1), ..Faults::default() };
    let (sim, mut line) = bus(&dir, slow).await;
    line.device(PAD, DeviceState::Ready).await;
    sim.press(PAD, 1, EventKind::Press).await;
    sim.unplug().await;
    line.line(LineState::Missing).await;
    sim.replug().await.unwrap();
    let (addr, key, _, input) = line.press().await;
    assert_eq!((addr, input, key.n), (PAD, 1, 1));
    line.done(addr, key).await;
    forgotten(&sim, PAD).await;
}

#[tokio::test]
async fn firmware_that_sends_a_byte_a_millisecond_is_understood() {
    let dir = TempDir::new().unwrap();
    let slow = Faults { byte_pause: Duration::from_millis(1), ..Faults::default() };
    let (sim, mut line) = bus(&dir, slow).await;
    line.device(PANEL, DeviceState::Ready).await;
    line.show(1, "B007").await;
    assert!(sim.panel_shows(PANEL, "B007", LIMIT).await);
}

#[tokio::test]
async fn presses_over_a_bad_cable_come_each_once_and_in_order() {
    let dir = TempDir::new().unwrap();
    let faults = Faults {
        seed: 42,
        noise: 50_000,
        flip: 1_000,
        drop: 50_000,
        duplicate: 50_000,
        delay: 20_000,
        delay_by: Duration::from_millis(40),
        ..Faults::default()
    };
    println!("seed {}", faults.seed);
    let (sim, mut line) = bus(&dir, faults).await;
    line.device(PAD, DeviceState::Ready).await;
    for n in 1..=30 {
        sim.press(PAD, 0, EventKind::Press).await;
        let (addr, key, ..) = line.press().await;
        assert_eq!((addr, key.n), (PAD, n));
        line.done(addr, key).await;
    }
    forgotten(&sim, PAD).await;
    line.show(1, "C030").await;
    assert!(sim.panel_shows(PANEL, "C030", LIMIT).await);
}

#[tokio::test]
async fn garbage_on_the_line_is_not_a_press() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
    sim.noise((0..=255).cycle().take(4_000).collect()).await;
    sim.press(PAD, 1, EventKind::Long).await;
    let (_, key, kind, input) = line.press().await;
    assert_eq!((key.n, kind, input), (1, EventKind::Long, 1), "the first press heard is the one made");
}

#[tokio::test]
async fn a_silent_pad_is_lost_and_the_panel_beside_it_works_on() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
    sim.set_faults(Faults { silent: BTreeSet::from([PAD]), ..Faults::default() }).await;
    line.device(PAD, DeviceState::Lost).await;
    line.show(3, "A003").await;
    assert!(sim.panel_shows(PANEL, "A003", LIMIT).await);
    sim.set_faults(Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
}

#[tokio::test]
async fn a_panel_that_lost_power_gets_its_content_again() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PANEL, DeviceState::Ready).await;
    line.show(1, "A001").await;
    assert!(sim.panel_shows(PANEL, "A001", LIMIT).await);
    sim.power_cycle(PANEL).await;
    assert_eq!(sim.panel_text(PANEL).await, "--");
    assert!(sim.panel_shows(PANEL, "A001", LIMIT).await);
}

#[tokio::test]
async fn a_missing_port_and_a_busy_port_are_told_apart_and_used_when_they_are_free() {
    let dir = TempDir::new().unwrap();
    let mut line = Line::start(&link(&dir), Mode::Bus, &[PAD]);
    let cause = line.line(LineState::Missing).await;
    assert!(cause.contains("is the adapter plugged in?"), "{cause}");

    let sim =
        SimLine::start(&dir.path().join("other"), Wiring::Bus, vec![SimDevice::pad(PAD)], Faults::default());
    let sim = sim.unwrap();
    let other = tokio_serial::new(sim.link().to_str().unwrap(), 115_200).open_native_async().unwrap();
    std::os::unix::fs::symlink(sim.link(), link(&dir)).unwrap();
    let cause = line.line(LineState::Busy).await;
    assert!(cause.contains("another program has"), "{cause}");
    drop(other);
    line.line(LineState::Open).await;
    line.device(PAD, DeviceState::Ready).await;
}

#[tokio::test]
async fn a_port_where_nobody_answers_costs_no_more_than_its_polls() {
    let dir = TempDir::new().unwrap();
    let sim = SimLine::start(&link(&dir), Wiring::Bus, Vec::new(), Faults::default()).unwrap();
    let mut line = Line::start(&link(&dir), Mode::Bus, &[PAD]);
    line.device(PAD, DeviceState::Lost).await;
    drop(sim);
    line.line(LineState::Failed).await;
    let before = cpu_ticks();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(cpu_ticks() - before < 20, "an unplugged port must not be read in a loop");
}

/// Returns the processor time of this process in hundredths of a second.
fn cpu_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[tokio::test]
async fn the_line_ends_when_it_is_told_to_and_frees_the_port() {
    let dir = TempDir::new().unwrap();
    let (sim, mut line) = bus(&dir, Faults::default()).await;
    line.device(PAD, DeviceState::Ready).await;
    drop(line);
    let open = || tokio_serial::new(sim.link().to_str().unwrap(), 115_200).open_native_async();
    let free = timeout(LIMIT, async {
        while open().is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    free.await.expect("the port stayed taken");
}
