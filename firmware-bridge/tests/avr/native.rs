//! The firmware's pure parts, compiled for this machine, against the vectors and against the Rust device.

use std::path::Path;

use firmware_bridge::device::{Device, Identity, Input, Output, Wiring};
use firmware_bridge::sim::Rng;
use firmware_bridge::wire::frame::from_host;
use firmware_bridge::wire::message::{
    CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, CAP_TEXT_LETTERS, Event, EventKind, Lamp, LampPattern, NakCode,
    Show, Status, Text, Time, Welcome,
};
use firmware_bridge::wire::{Decoder, Frame, Header, Message, Received, encode};

use crate::bench::{Native, hex, read_segments, unhex};
use crate::{ADDR, UID};

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
