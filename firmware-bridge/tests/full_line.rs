//! A line with all the devices it may have: how long a press waits for its turn, by arithmetic and by the host's own
//! choices.

#![allow(clippy::print_stdout, reason = "the figures are of interest")]

mod common;

use common::{World, show};
use firmware_bridge::host::{DEVICES_MAX, LineEvent, Mode};
use firmware_bridge::sim::Rng;
use firmware_bridge::wire::frame::from_host;
use firmware_bridge::wire::message::{Event, EventKind};
use firmware_bridge::wire::{ADDR_HOST, Frame, Header, Message, encode};

/// 8N1: ten bits a byte.
const BITS: f64 = 10.0;
/// What a device may take to begin its answer: ours 1 ms.
const TURNAROUND_MS: f64 = 1.0;
/// The journal's commit and everything in software on a slow box, in milliseconds.
const DAEMON_MS: f64 = 25.0;
/// A press has to become a call within this, in milliseconds.
const GOAL_MS: f64 = 150.0;

fn wire_ms(bytes: usize, baud: f64) -> f64 {
    bytes as f64 * BITS * 1_000.0 / baud
}

fn from_device(message: &Message) -> usize {
    let header = Header { seq: 8, ack: 3, dst: ADDR_HOST, src: 5, ..from_host(5, 0, 0, message).header };
    encode(&Frame { header, ..from_host(5, 0, 0, message) }).len()
}

/// How many frames the host sends between a press and the moment it has it: at most, and on average.
fn frames_until_heard(world: &mut World, pads: usize, presses: usize) -> (u64, u64) {
    let mut rng = Rng::new(7);
    let (mut most, mut all) = (0, 0);
    for _ in 0..presses {
        world.run_ms(200 + rng.below(150));
        let (before, heard) = (world.frames_to_devices, world.presses().len());
        world.press(rng.below(pads as u64) as usize, 0);
        while world.presses().len() == heard {
            world.run_ms(1);
        }
        let frames = world.frames_to_devices - before;
        most = most.max(frames);
        all += frames;
    }
    (most, all / presses as u64)
}

#[test]
fn a_press_on_a_line_of_32_pads_at_115200_baud_becomes_a_call_within_150_ms() {
    let addrs: Vec<u8> = (1..=DEVICES_MAX as u8).collect();
    let mut world = World::new(Mode::Bus, 115_200, &addrs, 1);
    world.run_ms(5_000);
    let (frames, _) = frames_until_heard(&mut world, DEVICES_MAX, 200);
    assert!(frames <= DEVICES_MAX as u64 + 1, "each pad is asked once a round: {frames} frames");

    let poll = encode(&from_host(5, 0, 7, &Message::Poll)).len();
    let ack = from_device(&Message::Ack);
    let event = from_device(&Message::Event(Event { n: 8, age_ms: 42, kind: EventKind::Press, input: 0 }));
    let idle_ms = wire_ms(poll + ack, 115_200.0) + TURNAROUND_MS;
    let own_ms = wire_ms(poll + event, 115_200.0) + TURNAROUND_MS;
    let worst_ms = (frames - 1) as f64 * idle_ms + own_ms + DAEMON_MS;
    println!("{frames} frames, {idle_ms:.2} ms each: a press becomes a call within {worst_ms:.0} ms");
    assert!(worst_ms <= GOAL_MS, "{worst_ms:.0} ms");
}

#[test]
fn panels_leave_the_line_to_the_pads() {
    // 16 pads and 16 panels: a round is hardly longer than with the pads alone.
    let addrs: Vec<u8> = (1..=DEVICES_MAX as u8).collect();
    let mut world = World::new(Mode::Bus, 115_200, &addrs, 1);
    for sim in &mut world.devices[16..] {
        sim.without_buttons();
    }
    world.run_ms(5_000);
    let (most, average) = frames_until_heard(&mut world, 16, 100);
    // Asked like the pads they would make it 16 on average.
    assert!(most <= 33 && average <= 11, "{average} frames on average, {most} at most, for 16 pads");
    // And a panel still shows what it is told at once, and is known to be there.
    let before = world.now_ms;
    world.command(show(20, 1, "A001"));
    while !world.events.iter().any(|(_, e)| *e == LineEvent::Shown { addr: 20, rev: 1 }) {
        world.run_ms(1);
        assert!(world.now_ms < before + 500, "the panel says that it shows it");
    }
}
