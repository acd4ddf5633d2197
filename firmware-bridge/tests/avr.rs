//! The reference firmware for the ATmega328P: its parts against the Rust code, the whole in simavr against the real host.
//!
//! Time: the pad's clock is the simulator's. Where nothing but the pad's own time matters (30 s of silence) it runs
//! as fast as it can; where the host takes part, whose clock is ours, it runs at ours or a few times faster.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

#[path = "avr/bench.rs"]
mod bench;

use std::path::Path;
use std::process::Command;

use bench::{LIMIT, Native, Pad, build, hex, read_segments, unhex};
use firmware_bridge::device::{Device, Identity, Input, Output, Wiring};
use firmware_bridge::host::{DeviceSettings, DeviceState, LineCommand, LineEvent, Mode, PressKey};
use firmware_bridge::serial::{COMMANDS_MAX, EVENTS_MAX, LineConfig, run_line};
use firmware_bridge::sim::Rng;
use firmware_bridge::wire::frame::from_host;
use firmware_bridge::wire::message::{
    CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, CAP_TEXT_LETTERS, Event, EventKind, Lamp, LampPattern, NakCode,
    Show, Status, Text, Time, Welcome,
};
use firmware_bridge::wire::{Decoder, Frame, Header, Message, Received, encode};
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

fn identity() -> Identity {
    let caps = CAP_BUTTONS | CAP_LAMPS | CAP_DISPLAY | CAP_TEXT_LETTERS;
    let uid = unhex(UID).try_into().unwrap();
    Identity { uid, boot_id: 7, model: 0x0328, fw: [1, 0, 0], caps, proto: (1, 1) }
}

#[test]
fn every_vector_is_found_and_made_byte_for_byte_by_the_firmware() {
    let mut native = Native::start();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut count = 0;
    for file in std::fs::read_dir(dir).unwrap() {
        let file: toml::Table = std::fs::read_to_string(file.unwrap().path()).unwrap().parse().unwrap();
        for vector in file["vector"].as_array().unwrap() {
            let bytes = |key: &str| vector[key].as_str().unwrap().replace(' ', "");
            let (name, raw, wire) = (vector["name"].as_str().unwrap(), bytes("raw"), bytes("wire"));
            let body = unhex(&raw);
            let [flags, dst, src, kind, seq, ack, _len] = *body.first_chunk().unwrap();
            let payload = hex(&body[7..body.len() - 2]);
            let found = format!("frame {flags} {dst} {src} {kind} {seq} {ack} {payload}");
            let nothing = "drops 0 0 0 0 0 0 0".to_owned();
            assert_eq!(native.ask(&format!("decode {dst} {wire}")), [found, nothing], "{name}");
            let made = native.ask(&format!("encode {}{payload}", hex(&body[..6])));
            assert_eq!(made, [format!("wire {wire}")], "{name}");
            count += 1;
        }
    }
    assert!(count >= 15, "only {count} vectors were found");
}

#[test]
fn every_cause_of_a_drop_has_its_own_counter_in_the_firmware() {
    let mut native = Native::start();
    let poll = "000320050202020703c6a800";
    let mut drops = |addr: u8, wire: &str| native.ask(&format!("decode {addr} {wire}")).pop().unwrap();
    assert_eq!(drops(5, "090100"), "drops 1 0 0 0 0 0 0");
    assert_eq!(drops(5, &format!("{}00", "55".repeat(300))), "drops 1 0 0 0 0 0 0");
    assert_eq!(drops(5, "020100"), "drops 0 1 0 0 0 0 0");
    assert_eq!(drops(5, "0100"), "drops 0 1 0 0 0 0 0");
    assert_eq!(drops(5, &poll.replace("c6a8", "c6a9")), "drops 0 0 0 1 0 0 0");
    assert_eq!(drops(6, poll), "drops 0 0 0 0 0 1 0");
    assert_eq!(drops(0, poll), "drops 0 0 0 0 0 0 1");
    assert_eq!(drops(5, "00000000"), "drops 0 0 0 0 0 0 0");
}

/// The Rust device and the firmware, told the same.
struct Twins {
    native: Native,
    device: Device,
    now_ms: u64,
    trace: Vec<String>,
}

impl Twins {
    fn start(wiring: Wiring, now_ms: u64) -> Self {
        let word = if wiring == Wiring::Bus { "bus" } else { "alone" };
        let device = Device::new(identity(), wiring, ADDR, now_ms);
        let mut twins = Self { native: Native::start(), device, now_ms, trace: Vec::new() };
        let start = format!("link {word} {ADDR} {UID} 7 {}", now_ms as u32);
        twins.step(&start, Input::Timeout);
        twins
    }

    fn pass(&mut self, ms: u64) {
        self.now_ms += ms;
        self.step(&format!("time {}", self.now_ms as u32), Input::Timeout);
    }

    fn receive(&mut self, bytes: &[u8]) {
        self.step(&format!("rx {}", hex(bytes)), Input::Bytes(bytes));
    }

    fn step(&mut self, line: &str, input: Input<'_>) {
        self.device.handle(self.now_ms, input);
        let mut expected = Vec::new();
        while let Some(output) = self.device.poll_output() {
            expected.extend(self.told(output));
        }
        let answer = self.native.ask(line);
        self.trace.push(format!("{line} -> {expected:?}"));
        let start = self.trace.len().saturating_sub(20);
        assert_eq!(answer, expected, "the firmware does otherwise: {:#?}", &self.trace[start..]);
    }

    fn told(&mut self, output: Output) -> Option<String> {
        Some(match output {
            Output::Transmit(bytes) => format!("tx {}", hex(&bytes)),
            Output::Show(Show { rev, desk, text, .. }) => {
                self.device.handle(self.now_ms, Input::Finished { id: rev, code: 0 });
                format!("show {rev} {desk} {}", text.as_str())
            }
            Output::Blank => "blank".into(),
            Output::Lamp(Lamp { lamp, pattern, ttl_ms }) => format!("lamp {lamp} {} {ttl_ms}", pattern as u8),
            Output::Chime(_) | Output::Time(_) => return None,
        })
    }
}

/// One frame as a host, a forgetful host or another device's neighbour may send it.
fn any_frame(rng: &mut Rng, seqs: &mut u8) -> Vec<u8> {
    let message = match rng.below(12) {
        0 | 1 => Message::Welcome(Welcome { proto: 1, addr: ADDR, unix_ms: rng.bits(), poll_ms: 20 }),
        2..=4 => Message::Poll,
        5 => Message::Ack,
        6 | 7 => {
            let text = Text::new(["A042", "B7", "", "12.5"][rng.below(4) as usize]).unwrap();
            Message::Show(Show { rev: rng.below(20) as u32, slot: 0, desk: 3, text })
        }
        8 => Message::Lamp(Lamp {
            lamp: rng.below(3) as u8,
            pattern: LampPattern::ALL[rng.below(5) as usize],
            ttl_ms: rng.bits() as u16,
        }),
        9 => Message::Time(Time { unix_ms: rng.bits(), tz_min: 60 }),
        10 => Message::Status(Status::default()),
        _ => Message::Nak(NakCode::ALL[rng.below(6) as usize]),
    };
    let sequenced = matches!(message, Message::Show(_) | Message::Lamp(_));
    if sequenced && rng.below(4) > 0 {
        *seqs = seqs.checked_add(1).unwrap_or(1);
    }
    let seq = if sequenced { *seqs } else { 0 };
    let dst = [ADDR, ADDR, ADDR, ADDR, ADDR, ADDR, 0xFF, 9][rng.below(8) as usize];
    let header = Header { dst, src: 0, seq, ack: rng.below(6) as u8, retx: false, pending: false };
    encode(&Frame::new(header, &message)).to_vec()
}

fn any_conversation(wiring: Wiring, seed: u64, start_ms: u64) {
    let mut rng = Rng::new(seed);
    let mut twins = Twins::start(wiring, start_ms);
    let mut seqs = 0;
    for _ in 0..1_500 {
        match rng.below(20) {
            0..=5 => twins.pass(rng.below(20)),
            6 | 7 => twins.pass(rng.below(1_200)),
            8 if rng.below(10) == 0 => twins.pass(29_000 + rng.below(60_000)),
            9 | 10 => {
                let (input, kind) = (rng.below(3) as u8, EventKind::ALL[rng.below(4) as usize]);
                let line = format!("event {input} {}", kind as u8);
                twins.step(&line, Input::Happened { input, kind });
            }
            11 => {
                let noise: Vec<u8> = (0..rng.below(30)).map(|_| rng.bits() as u8).collect();
                twins.receive(&noise);
            }
            12 => {
                let mut bytes = any_frame(&mut rng, &mut seqs);
                let at = rng.below(bytes.len() as u64) as usize;
                bytes[at] ^= 1 << rng.below(8);
                twins.receive(&bytes);
            }
            _ => twins.receive(&any_frame(&mut rng, &mut seqs)),
        }
    }
}

#[test]
fn the_firmware_and_the_rust_device_say_the_same_in_any_conversation() {
    for seed in 0..20 {
        println!("seed {seed}");
        any_conversation(Wiring::Bus, seed, 0);
        any_conversation(Wiring::PointToPoint, seed, 0);
    }
}

#[test]
fn the_firmwares_clock_of_32_bits_may_wrap() {
    for seed in 100..104 {
        println!("seed {seed}");
        any_conversation(Wiring::Bus, seed, u64::from(u32::MAX) - 100_000);
        any_conversation(Wiring::PointToPoint, seed, u64::from(u32::MAX) - 100_000);
    }
}

#[test]
fn a_press_kept_until_the_clock_wrapped_is_still_old() {
    const DAY_MS: u64 = 86_400_000;
    let mut native = Native::start();
    native.ask(&format!("link bus {ADDR} {UID} 7 0"));
    native.ask("event 1 1");
    // 49.7 days and 5 ms: by the clock alone the press would be 5 ms old.
    for now_ms in (1..50).map(|day| day * DAY_MS).chain([(1 << 32) + 5]) {
        native.ask(&format!("time {}", now_ms as u32));
    }
    let welcome = Message::Welcome(Welcome { proto: 1, addr: ADDR, unix_ms: 0, poll_ms: 20 });
    native.ask(&format!("rx {}", hex(&encode(&from_host(ADDR, 0, 0, &welcome)))));
    let answer = native.ask("time 6").remove(0);
    let mut decoder = Decoder::new(0);
    let wire = unhex(answer.strip_prefix("tx ").unwrap());
    let Some(Received::Frame(frame)) = decoder.push(&wire).next() else { panic!("{answer}") };
    let Ok(Message::Event(told)) = frame.message() else { panic!("{answer}") };
    assert_eq!(told, Event { n: 1, age_ms: u16::MAX, kind: EventKind::Press, input: 1 });
}

/// `contacts` are held so many milliseconds each, closed first; returns (kind, began at, told at).
fn key(config: &str, contacts: &[u32]) -> Vec<(EventKind, u32, u32)> {
    let mut native = Native::start();
    native.ask(&format!("key {config} 0"));
    native.ask("hold 100 0");
    let mut told = Vec::new();
    for (at, ms) in contacts.iter().enumerate() {
        told.extend(native.ask(&format!("hold {ms} {}", (at + 1) % 2)));
    }
    let event = |line: &String| {
        let numbers: Vec<u32> = line.split(' ').skip(1).map(|number| number.parse().unwrap()).collect();
        (EventKind::from_byte(numbers[0] as u8).unwrap(), numbers[1], numbers[2])
    };
    told.iter().map(event).collect()
}

#[test]
fn buttons_tell_presses_from_bounces_and_short_from_long_and_double() {
    use EventKind::{Double, Long, Press, Release, Stuck};
    // Nothing to tell apart: at once, 25 ms of a steady contact after the first.
    assert_eq!(key("0 0", &[60, 500]), [(Press, 101, 125)]);
    assert_eq!(key("0 0", &[24, 500]), []);
    assert_eq!(key("0 0", &[25, 500]), [(Press, 101, 125)]);
    // Bouncing in and out makes one press of it.
    assert_eq!(key("0 0", &[3, 2, 5, 1, 80, 2, 4, 3, 2, 500]).len(), 1);
    // Long or short: short when let go.
    assert_eq!(key("1 0", &[200, 500]), [(Press, 101, 325)]);
    assert_eq!(key("1 0", &[774, 500]), [(Press, 101, 899)]);
    assert_eq!(key("1 0", &[1_500, 500]), [(Long, 101, 901)]);
    // Double or single: single when no second one came within 0.3 s, double as soon as it did.
    assert_eq!(key("1 1", &[100, 500]), [(Press, 101, 525)]);
    assert_eq!(key("1 1", &[100, 200, 100, 500]), [(Double, 401, 425)]);
    assert_eq!(key("1 1", &[100, 299, 100, 500]), [(Double, 500, 524)]);
    assert_eq!(key("1 1", &[100, 400, 100, 500]).len(), 2);
    assert_eq!(key("0 1", &[3_000, 500]), [(Press, 101, 3_425)]);
    // Jammed: told once, out of use, told when free again.
    let jammed = key("0 0", &[15_000, 500, 60, 100]);
    assert_eq!(
        jammed,
        [(Press, 101, 125), (Stuck, 101, 10_101), (Release, 15_125, 15_125), (Press, 15_601, 15_625)]
    );
}

#[test]
fn a_button_held_down_at_the_start_was_not_pressed() {
    let mut native = Native::start();
    native.ask("key 1 1 1");
    assert_eq!(native.ask("hold 9999 1"), Vec::<String>::new());
    assert_eq!(native.ask("hold 5000 1"), ["key 5 0 10000"]);
}

#[test]
fn a_text_is_shown_whole_and_to_the_right_or_not_at_all() {
    let mut native = Native::start();
    let mut font = |text: &str| {
        let answer = native.ask(&format!("font {text}")).remove(0);
        if answer == "no" { answer } else { read_segments(&answer) }
    };
    assert_eq!(font("A042"), "A042");
    assert_eq!(font("b7"), "  B7");
    assert_eq!(font("12.5"), " 12.5");
    assert_eq!(font("1.2.3.4."), "1.2.3.4.");
    assert_eq!(font(" -- "), " -- ");
    for letter in 'A'..='Z' {
        let read = font(&letter.to_string()).replace("5", if letter == 'S' { "S" } else { "5" });
        assert_eq!(read, format!("   {letter}"));
    }
    for wrong in ["A1042", "12345", "é", "A?", "..", ".5"] {
        assert_eq!(font(wrong), "no", "{wrong}");
    }
}

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
    for start in 2..=10 {
        let mut pad = Pad::power_on(&dir);
        pad.shows(" -- ").await;
        if start == 10 {
            let mut line = Line::start(&pad.line().await, Mode::PointToPoint);
            line.ready().await;
            pad.press(1, 60);
            assert_eq!(line.recorded().await.key.to_string(), format!("{UID}:{start}:1"));
        }
        pad.power_off();
    }
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
