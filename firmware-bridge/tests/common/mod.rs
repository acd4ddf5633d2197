//! A host and its devices on one line, with virtual time and bytes that may be spoiled on the way.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

use std::collections::{BTreeMap, VecDeque};

use firmware_bridge::device::{self, Device, Identity, Wiring};
use firmware_bridge::host::{self, DeviceSettings, Host, LineCommand, LineEvent, Mode, Settings, Timing};
use firmware_bridge::sim::Rng;
use firmware_bridge::wire::message::{CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, EventKind, Lamp, Show, Text};

/// Bytes come in pieces, as from a UART.
const UART_FIFO: usize = 8;
/// RETX in the first byte of a frame, which follows the delimiter and the first byte of COBS.
const RETX: (usize, u8) = (2, 1 << 4);

pub struct World {
    pub now_ms: u64,
    pub host: Host,
    pub devices: Vec<Sim>,
    pub events: Vec<(u64, LineEvent)>,
    pub spoil_per_million: u32,
    /// The owner records a press this long after it got it; `None` leaves that to the test.
    pub commit_ms: Option<u64>,
    settings: Settings,
    timing: Timing,
    rng: Rng,
    air: VecDeque<(u64, Way, Vec<u8>)>,
    commits: VecDeque<(u64, LineCommand)>,
    pub frames_to_devices: u64,
    pub repeated_to_devices: u64,
}

pub struct Sim {
    pub device: Device,
    identity: Identity,
    addr: u8,
    pub powered: bool,
    pub text: BTreeMap<u8, String>,
    pub shows: Vec<Show>,
    pub lamps: Vec<Lamp>,
    pub chimes: Vec<u32>,
    pub blanks: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    ToHost,
    ToDevices,
}

pub fn identity(number: u8, boot_id: u32) -> Identity {
    let caps = CAP_BUTTONS | CAP_LAMPS | CAP_DISPLAY;
    Identity { uid: [number; 8], boot_id, model: 1, fw: [1, 0, 0], caps, proto: (1, 1) }
}

pub fn show(addr: u8, rev: u32, text: &str) -> LineCommand {
    LineCommand::Show { addr, show: Show { rev, slot: 0, desk: 3, text: Text::new(text).unwrap() } }
}

impl World {
    pub fn new(mode: Mode, baud: u32, addrs: &[u8], seed: u64) -> Self {
        let devices = addrs.iter().map(|&addr| DeviceSettings { addr, uid: None }).collect();
        let settings = Settings::new(mode, baud, devices);
        let mut world = Self {
            now_ms: 0,
            host: Host::new(settings.clone(), 0).unwrap(),
            devices: addrs.iter().map(|&addr| Sim::new(mode, identity(addr, 100), addr, 0)).collect(),
            events: Vec::new(),
            spoil_per_million: 0,
            commit_ms: Some(5),
            timing: Timing::new(baud, 0),
            settings,
            rng: Rng::new(seed),
            air: VecDeque::new(),
            commits: VecDeque::new(),
            frames_to_devices: 0,
            repeated_to_devices: 0,
        };
        world.feed(host::Input::Opened);
        world
    }

    pub fn restart_host(&mut self) {
        self.host = Host::new(self.settings.clone(), self.now_ms).unwrap();
        self.commits.clear();
        self.feed(host::Input::Opened);
    }

    pub fn restart_device(&mut self, index: usize, boot_id: u32) {
        let addr = self.settings.devices[index].addr;
        self.devices[index] = Sim::new(self.settings.mode, identity(addr, boot_id), addr, self.now_ms);
    }

    pub fn press(&mut self, index: usize, input: u8) {
        let now_ms = self.now_ms;
        self.devices[index].device.handle(now_ms, device::Input::Happened { input, kind: EventKind::Press });
        self.drain_device(index);
    }

    pub fn command(&mut self, command: LineCommand) {
        self.feed(host::Input::Command(command));
    }

    pub fn feed(&mut self, input: host::Input<'_>) {
        self.host.handle(self.now_ms, input);
        self.drain_host();
    }

    /// Lets the time pass, event by event.
    pub fn run_ms(&mut self, duration_ms: u64) {
        let end_ms = self.now_ms + duration_ms;
        while let Some(next_ms) = self.next_ms().filter(|&next_ms| next_ms <= end_ms) {
            self.now_ms = self.now_ms.max(next_ms);
            self.step();
        }
        self.now_ms = end_ms;
    }

    pub fn presses(&self) -> Vec<(u8, u32)> {
        let press = |(_, event): &(u64, LineEvent)| match event {
            LineEvent::Press { addr, key, .. } => Some((*addr, key.n)),
            _ => None,
        };
        self.events.iter().filter_map(press).collect()
    }

    pub fn states(&self, addr: u8) -> Vec<host::DeviceState> {
        let state = |(_, event): &(u64, LineEvent)| match event {
            LineEvent::Device(report) if report.addr == addr => Some(report.state),
            _ => None,
        };
        self.events.iter().filter_map(state).collect()
    }

    pub fn state(&self, addr: u8) -> Option<host::DeviceState> {
        self.states(addr).last().copied()
    }

    pub fn cause(&self, addr: u8) -> Option<&str> {
        self.events.iter().rev().find_map(|(_, event)| match event {
            LineEvent::Device(report) if report.addr == addr => Some(report.cause.as_str()),
            _ => None,
        })
    }

    fn next_ms(&self) -> Option<u64> {
        let powered = self.devices.iter().filter(|sim| sim.powered);
        let air = self.air.iter().map(|(at_ms, ..)| *at_ms).min();
        let commits = self.commits.front().map(|(at_ms, _)| *at_ms);
        powered
            .filter_map(|sim| sim.device.next_deadline())
            .chain(self.host.next_deadline())
            .chain(air)
            .chain(commits)
            .min()
    }

    fn step(&mut self) {
        while let Some((_, way, bytes)) = self.air.pop_front_if(|(at_ms, ..)| *at_ms <= self.now_ms) {
            let spoiled: Vec<u8> = bytes.iter().map(|&byte| self.spoil(byte)).collect();
            match way {
                Way::ToHost => self.feed(host::Input::Bytes(&spoiled)),
                Way::ToDevices => {
                    for index in 0..self.devices.len() {
                        self.device_input(index, device::Input::Bytes(&spoiled));
                    }
                }
            }
        }
        while let Some((_, command)) = self.commits.pop_front_if(|(at_ms, _)| *at_ms <= self.now_ms) {
            self.command(command);
        }
        self.feed(host::Input::Timeout);
        for index in 0..self.devices.len() {
            self.device_input(index, device::Input::Timeout);
        }
    }

    fn spoil(&mut self, byte: u8) -> u8 {
        if self.rng.happens(self.spoil_per_million) { byte ^ (1 + self.rng.below(255) as u8) } else { byte }
    }

    fn device_input(&mut self, index: usize, input: device::Input<'_>) {
        if self.devices[index].powered {
            self.devices[index].device.handle(self.now_ms, input);
            self.drain_device(index);
        }
    }

    fn send(&mut self, way: Way, bytes: &[u8]) {
        let behind_ms = self.air.iter().filter(|(_, other, _)| *other == way).map(|(at_ms, ..)| *at_ms).max();
        let start_ms = behind_ms.unwrap_or(0).max(self.now_ms);
        for (index, piece) in bytes.chunks(UART_FIFO).enumerate() {
            let end_ms = start_ms + self.timing.bytes_ms(index * UART_FIFO + piece.len());
            self.air.push_back((end_ms, way, piece.to_vec()));
        }
        self.air.make_contiguous().sort_by_key(|(at_ms, ..)| *at_ms);
    }

    fn drain_host(&mut self) {
        while let Some(output) = self.host.poll_output() {
            match output {
                host::Output::Transmit(bytes) => {
                    self.frames_to_devices += 1;
                    self.repeated_to_devices += u64::from(bytes[RETX.0] & RETX.1 != 0);
                    self.send(Way::ToDevices, &bytes);
                }
                host::Output::Event(event) => {
                    if let (LineEvent::Press { addr, key, .. }, Some(commit_ms)) = (&event, self.commit_ms) {
                        let done = LineCommand::EventDone { addr: *addr, boot_id: key.boot_id, n: key.n };
                        self.commits.push_back((self.now_ms + commit_ms, done));
                    }
                    self.events.push((self.now_ms, event));
                }
            }
        }
    }

    fn drain_device(&mut self, index: usize) {
        while let Some(output) = self.devices[index].device.poll_output() {
            if let Some(bytes) = self.devices[index].apply(self.now_ms, output) {
                self.send(Way::ToHost, &bytes);
            }
        }
    }
}

impl Sim {
    /// Makes it a display without buttons, started anew.
    pub fn without_buttons(&mut self) {
        let caps = CAP_LAMPS | CAP_DISPLAY;
        let identity = Identity { caps, boot_id: 200, ..self.identity };
        self.device = Device::new(identity, Wiring::Bus, self.addr, 0);
    }

    pub fn new(mode: Mode, identity: Identity, addr: u8, now_ms: u64) -> Self {
        let wiring = match mode {
            Mode::Bus => Wiring::Bus,
            Mode::PointToPoint => Wiring::PointToPoint,
        };
        Self {
            device: Device::new(identity, wiring, addr, now_ms),
            identity,
            addr,
            powered: true,
            text: BTreeMap::new(),
            shows: Vec::new(),
            lamps: Vec::new(),
            chimes: Vec::new(),
            blanks: 0,
        }
    }

    fn apply(&mut self, now_ms: u64, output: device::Output) -> Option<Vec<u8>> {
        match output {
            device::Output::Transmit(bytes) => return Some(bytes.to_vec()),
            device::Output::Show(show) => {
                self.text.insert(show.slot, show.text.to_string());
                self.device.handle(now_ms, device::Input::Finished { id: show.rev, code: 0 });
                self.shows.push(show);
            }
            device::Output::Blank => {
                self.blanks += 1;
                self.text.clear();
                self.text.insert(0, "--".into());
            }
            device::Output::Lamp(lamp) => self.lamps.push(lamp),
            device::Output::Chime(chime) => self.chimes.push(chime.cmd_id),
            device::Output::Time(_) => {}
        }
        None
    }
}
