//! The reference firmware for the ATmega328P: its parts against the Rust code, the whole in simavr against the real host.
//!
//! Time: the pad's clock is the simulator's. Where nothing but the pad's own time matters (30 s of silence) it runs
//! as fast as it can; where the host takes part, whose clock is ours, it runs at ours or a few times faster.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

#[path = "avr/bench.rs"]
mod bench;
#[path = "avr/native.rs"]
mod native;

use std::path::Path;
use std::process::Command;

use bench::{LIMIT, Pad, build, unhex};
use firmware_bridge::host::{DeviceSettings, DeviceState, LineCommand, LineEvent, Mode, PressKey};
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::sim::Rng;
use firmware_bridge::wire::message::{EventKind, Lamp, LampPattern, Show, Text};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

const ADDR: u8 = 5;
const UID: &str = "4e4f554241000005";
/// Flash of the smaller parts of the family, for which the firmware should fit as well.
const FLASH_MAX: usize = 8 * 1024;
/// simavr answers late on a busy machine, as a slow adapter does; the host is told so.
const SIMULATOR_LATENCY_MS: u16 = 100;
/// At a busy counter; about two and a half minutes of them.
const GESTURES: u32 = 120;

#[test]
fn the_firmware_fits_in_8_kb_of_flash() {
    build("size");
    let size = Command::new("avr-size").arg(build("pad.elf")).output().unwrap();
    let text = String::from_utf8(size.stdout).unwrap();
    let numbers: Vec<usize> = text.lines().nth(1).unwrap().split_whitespace().flat_map(str::parse).collect();
    let (flash, memory) = (numbers[0] + numbers[1], numbers[1] + numbers[2]);
    println!("flash {flash} bytes, memory {memory} bytes");
    assert!(flash < FLASH_MAX, "{flash} bytes of flash");
    assert!(memory < 1_536, "{memory} of 2048 bytes of memory: too little is left for the stack");
}

/// The real host on the pad's line.
struct Line {
    commands: mpsc::Sender<LineCommand>,
    events: mpsc::Receiver<LineEvent>,
    _stop: DropGuard,
}

#[derive(Debug)]
struct Pressed {
    key: PressKey,
    kind: EventKind,
    input: u8,
    age_ms: u16,
}

impl Line {
    fn start(path: &Path, mode: Mode) -> Self {
        let devices = vec![DeviceSettings { addr: ADDR, uid: None }];
        let mut config = LineConfig::new(path, mode, 38_400, devices);
        config.settings.adapter_latency_ms = SIMULATOR_LATENCY_MS;
        let (commands, receiver) = mpsc::channel(COMMANDS_MAX);
        let (sender, events) = mpsc::channel(EVENTS_MAX);
        let stop = CancellationToken::new();
        tokio::spawn(run_line(config, receiver, sender, stop.clone()));
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

    async fn ready(&mut self) {
        let ready = |event: &LineEvent| match event {
            LineEvent::Device(report) => (report.state == DeviceState::Ready).then_some(()),
            _ => None,
        };
        self.until("ready pad", ready).await;
    }

    async fn press(&mut self) -> Pressed {
        let pressed = |event: &LineEvent| match *event {
            LineEvent::Press { key, kind, input, age_ms, .. } => Some(Pressed { key, kind, input, age_ms }),
            _ => None,
        };
        self.until("press", pressed).await
    }

    /// The next press, recorded at once.
    async fn recorded(&mut self) -> Pressed {
        let pressed = self.press().await;
        let PressKey { boot_id, n, .. } = pressed.key;
        self.tell(LineCommand::EventDone { addr: ADDR, boot_id, n }).await;
        pressed
    }

    async fn tell(&self, command: LineCommand) {
        self.commands.send(command).await.unwrap();
    }

    async fn show(&self, rev: u32, text: &str) {
        let show = Show { rev, slot: 0, desk: 3, text: Text::new(text).unwrap() };
        self.tell(LineCommand::Show { addr: ADDR, show }).await;
    }

    async fn shown(&mut self, rev: u32) {
        let wanted = LineEvent::Shown { addr: ADDR, rev };
        self.until("shown", |event| (*event == wanted).then_some(())).await;
    }

    async fn light(&self, lamp: u8, pattern: LampPattern, ttl_ms: u16) {
        self.tell(LineCommand::Lamp { addr: ADDR, lamp: Lamp { lamp, pattern, ttl_ms } }).await;
    }
}

fn pad_on(wiring: &str) -> (TempDir, Pad) {
    let dir = TempDir::new().unwrap();
    Pad::identify(&dir, ADDR, wiring, UID);
    let pad = Pad::power_on(&dir);
    (dir, pad)
}

async fn a_counters_day_in_short(mode: Mode, wiring: &str) {
    let (_dir, mut pad) = pad_on(wiring);
    pad.shows(" -- ").await;
    let mut line = Line::start(&pad.line().await, mode);
    line.ready().await;

    pad.press(2, 60);
    let press = line.press().await;
    assert_eq!((press.kind, press.input), (EventKind::Press, 2));
    assert_eq!(press.key.to_string(), format!("{UID}:1:1"));
    let PressKey { boot_id, n, .. } = press.key;
    line.tell(LineCommand::EventDone { addr: ADDR, boot_id, n }).await;

    line.show(77, "A042").await;
    line.shown(77).await;
    pad.shows("A042").await;
    line.light(1, LampPattern::On, 0).await;
    pad.lights(0b010).await;
    line.light(1, LampPattern::Off, 0).await;
    line.light(2, LampPattern::On, 400).await;
    pad.lights(0b100).await;
    pad.lights(0b000).await;

    pad.press(0, 1_000);
    let long = line.recorded().await;
    assert_eq!((long.kind, long.input, long.key.n), (EventKind::Long, 0, 2));
    pad.script("down 0\nwait 80\nup 0\nwait 100\ndown 0\nwait 80\nup 0");
    let double = line.recorded().await;
    assert_eq!((double.kind, double.input, double.key.n), (EventKind::Double, 0, 3));

    line.show(78, "A1042").await;
    let refused = |event: &LineEvent| matches!(event, LineEvent::Refused { .. }).then_some(());
    line.until("refusal of a text with five signs", refused).await;
    pad.shows("    ").await;
}

#[tokio::test]
async fn on_a_bus_a_press_is_given_recorded_and_acknowledged_and_the_display_shows_what_it_is_told() {
    a_counters_day_in_short(Mode::Bus, "bus").await;
}

#[tokio::test]
async fn alone_with_the_host_it_does_the_same_unasked() {
    a_counters_day_in_short(Mode::PointToPoint, "alone").await;
}

#[tokio::test]
async fn presses_made_while_the_host_is_away_come_with_their_age_and_in_order() {
    let (_dir, mut pad) = pad_on("bus");
    pad.script("wait 100");
    pad.press(1, 60);
    pad.press(2, 60);
    pad.script("speed 0\nwait 20000\nspeed 1");
    pad.press(0, 1_000);
    pad.played().await;
    let mut line = Line::start(&pad.line().await, Mode::Bus);
    line.ready().await;
    let (first, second, third) = (line.recorded().await, line.recorded().await, line.recorded().await);
    let told = [&first, &second, &third].map(|press| (press.key.n, press.kind, press.input));
    assert_eq!(told, [(1, EventKind::Press, 1), (2, EventKind::Press, 2), (3, EventKind::Long, 0)]);
    let apart_ms = i32::from(first.age_ms) - i32::from(second.age_ms);
    assert!((20_000..60_000).contains(&first.age_ms), "{first:?}");
    // Told one after the other on a machine that may be busy: the later report of the second adds to its age.
    assert!((-30_000..=570).contains(&apart_ms), "{first:?} {second:?}");
    assert!((1_500..40_000).contains(&third.age_ms), "{third:?}");
}

#[tokio::test]
async fn without_the_host_for_30_s_it_shows_dashes_and_afterwards_what_the_host_shows() {
    let (_dir, mut pad) = pad_on("bus");
    let path = pad.line().await;
    let mut line = Line::start(&path, Mode::Bus);
    line.ready().await;
    line.show(1, "B017").await;
    line.light(0, LampPattern::On, 0).await;
    line.shown(1).await;
    pad.lights(0b001).await;
    drop(line);
    // The number stays for a host that only restarts.
    pad.script("speed 0\nwait 29000\nspeed 1");
    pad.played().await;
    assert_eq!(pad.display(), "B017");
    pad.script("speed 0\nwait 2000\nspeed 1");
    pad.played().await;
    assert_eq!((pad.display().as_str(), pad.last("lamps").as_deref()), (" -- ", Some("0")));

    let mut line = Line::start(&path, Mode::Bus);
    line.show(2, "B018").await;
    line.shown(2).await;
    pad.shows("B018").await;
}

#[tokio::test]
async fn a_restarted_host_finds_a_pad_that_never_lost_power() {
    let (_dir, mut pad) = pad_on("alone");
    let path = pad.line().await;
    let mut line = Line::start(&path, Mode::PointToPoint);
    line.ready().await;
    pad.press(1, 60);
    let given = line.press().await;
    // The host goes before the press is recorded: the next one is given it again, under the same name.
    drop(line);
    let mut line = Line::start(&path, Mode::PointToPoint);
    let again = line.recorded().await;
    assert_eq!((again.key, again.kind, again.input), (given.key, given.kind, given.input));
    pad.press(2, 60);
    assert_eq!(line.recorded().await.key.n, given.key.n + 1);
}

#[tokio::test]
async fn each_start_of_the_pad_has_its_own_number() {
    let (dir, pad) = pad_on("alone");
    pad.shows(" -- ").await;
    pad.power_off();
    // More starts than the EEPROM has places for their count.
    for _ in 2..10 {
        start_and_stop(&dir).await;
    }
    assert_eq!(boot_id_of(&dir).await, 10);
    // Each place bears so many writes and no more: all eight are used in turn.
    let mut counts = places(&dir);
    counts.sort_unstable();
    assert_eq!(counts, (3..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_place_in_the_eeprom_half_written_when_the_power_went_does_not_count() {
    let (dir, pad) = pad_on("alone");
    pad.shows(" -- ").await;
    pad.power_off();
    start_and_stop(&dir).await;
    // The third start wrote 2 of its 6 bytes and was never heard.
    let mut eeprom = std::fs::read(Pad::eeprom(&dir)).unwrap();
    eeprom[PLACES_AT + 12..PLACES_AT + 18].copy_from_slice(&[3, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    std::fs::write(Pad::eeprom(&dir), eeprom).unwrap();
    assert_eq!(boot_id_of(&dir).await, 3);
    assert_eq!(boot_id_of(&dir).await, 4);
}

/// Where the starts are counted: eight places of a count and its checksum.
const PLACES_AT: usize = 0x20;

fn places(dir: &TempDir) -> Vec<u32> {
    let eeprom = std::fs::read(Pad::eeprom(dir)).unwrap();
    let places = eeprom[PLACES_AT..PLACES_AT + 8 * 6].chunks(6);
    places.map(|place| u32::from_le_bytes(*place.first_chunk().unwrap())).collect()
}

async fn start_and_stop(dir: &TempDir) {
    let pad = Pad::power_on(dir);
    pad.shows(" -- ").await;
    pad.power_off();
}

async fn boot_id_of(dir: &TempDir) -> u32 {
    let mut pad = Pad::power_on(dir);
    let mut line = Line::start(&pad.line().await, Mode::PointToPoint);
    line.ready().await;
    pad.press(1, 60);
    let key = line.recorded().await.key;
    assert_eq!((key.uid.to_string().as_str(), key.n), (UID, 1));
    pad.power_off();
    key.boot_id
}

#[tokio::test]
async fn a_pad_without_an_address_alone_with_the_host_is_given_one() {
    const UNASSIGNED: u8 = 0xF0;
    let dir = TempDir::new().unwrap();
    Pad::identify(&dir, UNASSIGNED, "alone", UID);
    let mut pad = Pad::power_on(&dir);
    let mut line = Line::start(&pad.line().await, Mode::PointToPoint);
    line.ready().await;
    pad.press(1, 60);
    assert_eq!(line.recorded().await.key.to_string(), format!("{UID}:1:1"));
    line.show(1, "C3").await;
    line.shown(1).await;
    pad.shows("  C3").await;
}

#[tokio::test]
async fn a_pad_nobody_gave_a_number_says_so_and_never_speaks() {
    let dir = TempDir::new().unwrap();
    let mut pad = Pad::power_on(&dir);
    pad.shows("ER 1").await;
    let mut host = std::fs::File::options().read(true).write(true).open(pad.line().await).unwrap();
    nix::fcntl::fcntl(&host, nix::fcntl::FcntlArg::F_SETFL(nix::fcntl::OFlag::O_NONBLOCK)).unwrap();
    std::io::Write::write_all(&mut host, &unhex("000320050202020703c6a800")).unwrap();
    pad.script("speed 0\nwait 5000\nspeed 1");
    pad.played().await;
    let read = std::io::Read::read(&mut host, &mut [0; 64]);
    assert_eq!(read.map_err(|error| error.kind()), Err(std::io::ErrorKind::WouldBlock));
}

#[tokio::test]
async fn a_jammed_button_is_told_and_the_others_go_on() {
    let (_dir, mut pad) = pad_on("bus");
    let mut line = Line::start(&pad.line().await, Mode::Bus);
    line.ready().await;
    pad.script("speed 4\ndown 1\nwait 11000");
    pad.press(2, 60);
    pad.script("up 1");
    let mut told = Vec::new();
    for _ in 0..4 {
        let press = line.recorded().await;
        told.push((press.kind, press.input));
    }
    let expected =
        [(EventKind::Long, 1), (EventKind::Stuck, 1), (EventKind::Press, 2), (EventKind::Release, 1)];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn noise_before_and_between_frames_does_no_harm() {
    let (_dir, mut pad) = pad_on("bus");
    let path = pad.line().await;
    let mut rng = Rng::new(1);
    for _ in 0..20 {
        let noise: Vec<u8> = (0..200).map(|_| rng.bits() as u8).collect();
        std::io::Write::write_all(&mut std::fs::File::options().write(true).open(&path).unwrap(), &noise)
            .unwrap();
        pad.script("speed 0\nwait 100\nspeed 1");
        pad.played().await;
    }
    assert_eq!(pad.display(), " -- ");
    let mut line = Line::start(&path, Mode::Bus);
    line.ready().await;
    pad.press(1, 60);
    assert_eq!(line.recorded().await.key.n, 1);
}

/// What one gesture at the pad is called, by what it is.
fn gesture(rng: &mut Rng, script: &mut String) -> (EventKind, u8) {
    use std::fmt::Write;
    let button = rng.below(3) as u8;
    let hold_ms = 60 + rng.below(400);
    // Contacts bounce when closing and when opening.
    let close = format!("down {button}\nwait 2\nup {button}\nwait 1\ndown {button}\n");
    let open = format!("up {button}\nwait 3\ndown {button}\nwait 1\nup {button}\n");
    let kind = match rng.below(8) {
        0 => EventKind::Long,
        1 if button == 0 => EventKind::Double,
        _ => EventKind::Press,
    };
    let written = match kind {
        EventKind::Long => write!(script, "{close}wait 1200\n{open}"),
        EventKind::Double => write!(script, "{close}wait 90\n{open}wait 120\n{close}wait 90\n{open}"),
        _ => write!(script, "{close}wait {hold_ms}\n{open}"),
    };
    written.unwrap();
    writeln!(script, "wait {}", 450 + rng.below(1_000)).unwrap();
    (kind, button)
}

/// Minutes of the pad at four times the pace of people, one byte in a hundred changed on its way, both ways. The
/// owner does what the daemon does: records a press, then shows and flashes.
async fn a_busy_counter(mode: Mode, wiring: &str, seed: u64) {
    let (_dir, mut pad) = pad_on(wiring);
    let mut line = Line::start(&pad.line().await, mode);
    line.ready().await;
    let mut rng = Rng::new(seed);
    let mut script = format!("spoil {seed} 10000\nspeed 4\n");
    let expected: Vec<(EventKind, u8)> = (0..GESTURES).map(|_| gesture(&mut rng, &mut script)).collect();
    pad.script(&script);
    let mut told = Vec::new();
    for n in 1..=GESTURES {
        let press = line.recorded().await;
        assert_eq!(press.key.n, n, "lost or doubled, seed {seed}");
        told.push((press.kind, press.input));
        line.show(n, &format!("A{:03}", n)).await;
        line.light(press.input, LampPattern::Flash, 300).await;
    }
    assert_eq!(told, expected, "seed {seed}");
    pad.shows(&format!("A{GESTURES:03}")).await;
    pad.script("spoil 0 0");
    pad.played().await;
    let spoiled: u32 = pad.last("spoiled").unwrap().parse().unwrap();
    let called = |text: &String| (1..=GESTURES).any(|n| *text == format!("A{n:03}")) || text == " -- ";
    assert!(pad.displayed().iter().all(called), "{:?}", pad.displayed());
    assert!(spoiled > 100, "only {spoiled} bytes were changed");
    // Nothing comes after the last: a press that is made now is the next in number.
    pad.press(1, 60);
    assert_eq!(line.recorded().await.key.n, GESTURES + 1, "seed {seed}");
}

#[tokio::test]
async fn at_a_busy_counter_on_a_bad_bus_no_press_is_lost_or_doubled() {
    a_busy_counter(Mode::Bus, "bus", 42).await;
}

#[tokio::test]
async fn at_a_busy_counter_on_a_bad_line_of_its_own_no_press_is_lost_or_doubled() {
    a_busy_counter(Mode::PointToPoint, "alone", 43).await;
}
