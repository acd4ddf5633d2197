//! Hours of presses over a line that spoils bytes: none false, none lost, none twice. Virtual time, seeded.

#![allow(clippy::print_stdout, reason = "a random test prints its seed")]

mod common;

use std::collections::BTreeMap;

use common::{World, show};
use firmware_bridge::host::Mode;
use firmware_bridge::sim::Rng;

const MINUTE_MS: u64 = 60_000;
/// One byte in a hundred.
const SPOILED: u32 = 10_000;

/// Lets clerks press and panels change for `duration_ms`; returns the presses made per device.
fn a_day(world: &mut World, rng: &mut Rng, duration_ms: u64) -> BTreeMap<u8, u32> {
    let devices = world.devices.len() as u64;
    let mut made = BTreeMap::new();
    let end_ms = world.now_ms + duration_ms;
    let mut rev = 0;
    while world.now_ms < end_ms {
        world.run_ms(500 + rng.below(8_000));
        let index = rng.below(devices) as usize;
        world.press(index, 0);
        *made.entry(index as u8 + 1).or_insert(0) += 1;
        rev += 1;
        world.command(show(index as u8 + 1, rev, &format!("A{}", made[&(index as u8 + 1)])));
    }
    made
}

fn assert_each_once(world: &World, made: &BTreeMap<u8, u32>, seed: u64) {
    let mut given: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
    for (addr, n) in world.presses() {
        given.entry(addr).or_default().push(n);
    }
    for (addr, count) in made {
        let expected: Vec<u32> = (1..=*count).collect();
        assert_eq!(given.get(addr), Some(&expected), "seed {seed}, device {addr}");
    }
    assert_eq!(given.len(), made.len(), "seed {seed}: presses of devices nobody pressed");
}

fn check(mode: Mode, addrs: &[u8], seed: u64, minutes: u64) {
    let mut world = World::new(mode, 9_600, addrs, seed);
    world.run_ms(5_000);
    world.spoil_per_million = SPOILED;
    let mut rng = Rng::new(seed ^ 0xABCD);
    let made = a_day(&mut world, &mut rng, minutes * MINUTE_MS);
    world.spoil_per_million = 0;
    world.run_ms(30_000);
    assert_each_once(&world, &made, seed);
    let spoiled = world.host.drops().damaged();
    println!(
        "{mode:?} seed {seed}: {} presses, {} frames sent, {spoiled} answers spoiled",
        world.presses().len(),
        world.frames_to_devices
    );
    assert!(spoiled > 100, "the line was not bad enough to show anything");
    for (sim, (addr, count)) in world.devices.iter().zip(&made) {
        assert_eq!(
            sim.text[&0],
            format!("A{count}"),
            "seed {seed}: device {addr} does not show the newest content"
        );
    }
}

#[test]
fn a_bus_with_one_byte_in_a_hundred_spoiled_gives_each_press_once() {
    for seed in [1, 2, 3] {
        check(Mode::Bus, &[1, 2, 3, 4], seed, 20);
    }
}

/// `NOUBA_HOURS=24` is the full number; without it, a short while.
#[test]
fn a_day_on_a_bad_bus_makes_no_press_nobody_made() {
    let hours = std::env::var("NOUBA_HOURS").ok().and_then(|hours| hours.parse().ok()).unwrap_or(0);
    check(Mode::Bus, &[1, 2], 24, if hours == 0 { 10 } else { hours * 60 });
}

#[test]
fn a_point_to_point_line_with_one_byte_in_a_hundred_spoiled_gives_each_press_once() {
    for seed in [1, 2, 3] {
        check(Mode::PointToPoint, &[1], seed, 60);
    }
}

#[test]
fn hosts_that_restart_and_owners_that_die_before_recording_lose_nothing() {
    for seed in [1, 2, 3] {
        let mut world = World::new(Mode::Bus, 9_600, &[1, 2], seed);
        world.commit_ms = Some(40);
        world.spoil_per_million = SPOILED;
        let mut rng = Rng::new(seed);
        let mut made = BTreeMap::new();
        for _ in 0..20 {
            for (addr, count) in a_day(&mut world, &mut rng, 30_000) {
                *made.entry(addr).or_insert(0) += count;
            }
            world.restart_host();
        }
        world.spoil_per_million = 0;
        world.run_ms(60_000);
        // The owner records each key once: a press given to two hosts in turn is one press.
        let mut given = world.presses();
        given.sort_unstable();
        given.dedup();
        let expected: Vec<(u8, u32)> =
            made.iter().flat_map(|(&addr, &count)| (1..=count).map(move |n| (addr, n))).collect();
        assert_eq!(given, expected, "seed {seed}");
    }
}
