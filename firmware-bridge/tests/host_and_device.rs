//! The host and the device against each other on a good line, one behaviour per test.

mod common;

use common::{Sim, World, identity, show};
use firmware_bridge::device::{self, EVENTS_MAX, HOST_SILENT_MS};
use firmware_bridge::host::{DeviceState, LineCommand, LineEvent, Mode};
use firmware_bridge::wire::message::{Chime, EventKind, Lamp, LampPattern};

const MODES: [Mode; 2] = [Mode::Bus, Mode::PointToPoint];

fn ready(mode: Mode) -> World {
    let mut world = World::new(mode, 9_600, &[5], 1);
    world.run_ms(500);
    assert_eq!(world.state(5), Some(DeviceState::Ready), "{mode:?}");
    world
}

#[test]
fn a_device_is_taken_in_within_half_a_second() {
    for mode in MODES {
        ready(mode);
    }
}

#[test]
fn a_press_is_given_once_and_the_device_forgets_it_only_after_it_is_recorded() {
    for mode in MODES {
        let mut world = ready(mode);
        world.commit_ms = None;
        world.press(0, 2);
        world.run_ms(10_000);
        assert_eq!(world.presses(), [(5, 1)], "{mode:?}: repeated to the owner while it records");
        assert_eq!(world.devices[0].device.events_waiting(), 1, "{mode:?}: forgotten too early");
        world.command(LineCommand::EventDone { addr: 5, boot_id: 100, n: 1 });
        world.run_ms(500);
        assert_eq!(world.devices[0].device.events_waiting(), 0, "{mode:?}: not acknowledged");
        assert_eq!(world.presses(), [(5, 1)]);
    }
}

#[test]
fn a_recorded_press_of_another_boot_or_number_is_not_acknowledged() {
    for mode in MODES {
        let mut world = ready(mode);
        world.commit_ms = None;
        world.press(0, 0);
        world.run_ms(500);
        for (boot_id, n) in [(99, 1), (100, 2), (100, 0)] {
            world.command(LineCommand::EventDone { addr: 5, boot_id, n });
        }
        world.run_ms(2_000);
        assert_eq!(world.devices[0].device.events_waiting(), 1);
    }
}

#[test]
fn a_restarted_host_finds_a_pad_that_never_lost_power_and_gets_its_press_again_under_the_same_key() {
    for mode in MODES {
        let mut world = ready(mode);
        world.commit_ms = None;
        world.press(0, 0);
        world.run_ms(500);
        world.restart_host();
        world.commit_ms = Some(5);
        world.run_ms(3_000);
        assert_eq!(world.presses(), [(5, 1), (5, 1)], "{mode:?}");
        assert_eq!(world.devices[0].device.events_waiting(), 0, "{mode:?}");
        assert_eq!(world.state(5), Some(DeviceState::Ready), "{mode:?}");
    }
}

#[test]
fn the_newest_content_wins_and_is_reported_shown() {
    for mode in MODES {
        let mut world = ready(mode);
        for rev in 1..=20 {
            world.command(show(5, rev, &format!("A{rev:03}")));
        }
        world.run_ms(1_000);
        assert_eq!(world.devices[0].text[&0], "A020", "{mode:?}");
        let shown = |event: &LineEvent| matches!(event, LineEvent::Shown { addr: 5, rev: 20 });
        assert!(world.events.iter().any(|(_, event)| shown(event)), "{mode:?}");
        assert!(world.devices[0].shows.len() <= 2, "{mode:?}: overtaken content was sent");
        assert_eq!(world.repeated_to_devices, 0, "{mode:?}: on a good line nothing is repeated");
    }
}

#[test]
fn content_comes_back_after_the_panel_restarts() {
    for mode in MODES {
        let mut world = ready(mode);
        world.command(show(5, 7, "A042"));
        world.run_ms(1_000);
        world.restart_device(0, 101);
        assert!(!world.devices[0].text.contains_key(&0));
        world.run_ms(3_000);
        assert_eq!(world.devices[0].text[&0], "A042", "{mode:?}");
    }
}

#[test]
fn a_display_shows_dashes_when_the_host_is_away_and_its_content_when_it_is_back() {
    for mode in MODES {
        let mut world = ready(mode);
        world.command(show(5, 7, "A042"));
        world.run_ms(1_000);
        world.feed(firmware_bridge::host::Input::Closed);
        world.run_ms(HOST_SILENT_MS - 2_000);
        assert_eq!(world.devices[0].text[&0], "A042", "{mode:?}: too early");
        world.run_ms(3_000);
        assert_eq!(world.devices[0].text[&0], "--", "{mode:?}");
        world.feed(firmware_bridge::host::Input::Opened);
        world.run_ms(3_000);
        assert_eq!(world.devices[0].text[&0], "A042", "{mode:?}");
    }
}

#[test]
fn presses_made_while_the_host_is_away_come_in_order_with_their_age_and_the_first_ones_win() {
    for mode in MODES {
        let mut world = ready(mode);
        world.feed(firmware_bridge::host::Input::Closed);
        for _ in 0..EVENTS_MAX + 3 {
            world.press(0, 0);
            world.run_ms(100);
        }
        world.feed(firmware_bridge::host::Input::Opened);
        world.run_ms(10_000);
        let expected: Vec<_> = (1..=EVENTS_MAX as u32).map(|n| (5, n)).collect();
        assert_eq!(world.presses(), expected, "{mode:?}");
        assert_eq!(world.devices[0].device.events_lost(), 3);
        let first = world.events.iter().find_map(|(_, event)| match event {
            LineEvent::Press { age_ms, .. } => Some(*age_ms),
            _ => None,
        });
        assert!(first.unwrap() >= 3_400, "{mode:?}: {first:?}");
    }
}

#[test]
fn a_silent_device_is_degraded_then_lost_after_3_s_and_ready_again_when_it_answers() {
    for (mode, polls_before) in [(Mode::Bus, 3_200), (Mode::PointToPoint, 4_500)] {
        let mut world = ready(mode);
        world.devices[0].powered = false;
        world.run_ms(polls_before);
        assert_eq!(world.state(5), Some(DeviceState::Lost), "{mode:?}: {:?}", world.states(5));
        let before = world.frames_to_devices;
        world.run_ms(20_000);
        let polls = world.frames_to_devices - before;
        assert!(
            (9..=11).contains(&polls),
            "{mode:?}: a lost device is polled every 2 s, not {polls} times in 20 s"
        );
        world.devices[0].powered = true;
        world.run_ms(6_000);
        assert_eq!(world.state(5), Some(DeviceState::Ready), "{mode:?}: {:?}", world.states(5));
    }
    let mut world = ready(Mode::Bus);
    world.devices[0].powered = false;
    world.run_ms(1_000);
    assert_eq!(world.state(5), Some(DeviceState::Degraded));
}

#[test]
fn a_lost_device_does_not_hold_up_the_others() {
    let mut world = World::new(Mode::Bus, 9_600, &[1, 2, 3], 1);
    world.devices[0].powered = false;
    world.devices[1].powered = false;
    world.run_ms(5_000);
    let start_ms = world.now_ms;
    world.press(2, 0);
    world.run_ms(1_000);
    let (at_ms, _) =
        world.events.iter().rfind(|(_, event)| matches!(event, LineEvent::Press { .. })).unwrap();
    assert!(at_ms - start_ms < 150, "took {} ms", at_ms - start_ms);
}

#[test]
fn a_press_on_a_full_9600_baud_line_of_16_is_given_within_600_ms() {
    let addrs: Vec<u8> = (1..=16).collect();
    let mut world = World::new(Mode::Bus, 9_600, &addrs, 1);
    world.run_ms(5_000);
    for index in 0..16 {
        let start_ms = world.now_ms;
        world.press(index, 0);
        world.run_ms(700);
        let (at_ms, _) =
            world.events.iter().rfind(|(_, event)| matches!(event, LineEvent::Press { .. })).unwrap();
        assert!(at_ms - start_ms <= 600, "device {index} took {} ms", at_ms - start_ms);
    }
}

#[test]
fn a_device_of_another_version_is_listed_as_incompatible_with_what_to_do() {
    for mode in MODES {
        let mut world = World::new(mode, 9_600, &[5], 1);
        let mut other = identity(5, 100);
        other.proto = (2, 3);
        world.devices[0] = Sim::new(mode, other, 5, 0);
        world.run_ms(5_000);
        let Some((_, LineEvent::Device(report))) = world.events.last() else { panic!("{:?}", world.events) };
        assert_eq!(report.state, DeviceState::Incompatible);
        assert!(report.cause.contains("speaks protocol 2 to 3"), "{}", report.cause);
        assert!(!world.devices[0].device.is_welcomed());
    }
}

#[test]
fn a_device_that_restarts_all_the_time_is_taken_in_at_most_once_a_second() {
    let mut world = ready(Mode::PointToPoint);
    let before = world.events.len();
    for boot_id in 0..50 {
        world.restart_device(0, boot_id);
        world.run_ms(100);
    }
    let hellos = world.states(5).len() - 2;
    assert!(world.events.len() - before <= 14, "{hellos} changes in 5 s");
    world.run_ms(3_000);
    assert_eq!(world.state(5), Some(DeviceState::Degraded));
    let cause = world.cause(5).expect("a cause");
    assert!(cause.contains("restarts again and again: check its power supply"), "{cause}");
    world.run_ms(60_000);
    assert_eq!(world.state(5), Some(DeviceState::Ready), "once it has been steady for a minute");
}

#[test]
fn a_plug_moved_three_times_is_no_alarm() {
    let mut world = ready(Mode::Bus);
    for boot_id in 100..103 {
        world.restart_device(0, boot_id);
        world.run_ms(3_000);
    }
    assert_eq!(world.state(5), Some(DeviceState::Ready), "{:?}", world.states(5));
}

#[test]
fn two_devices_at_one_address_are_reported_and_neither_is_believed() {
    let mut world = ready(Mode::Bus);
    world.devices.push(Sim::new(Mode::Bus, identity(9, 100), 5, world.now_ms));
    world.run_ms(3_000);
    let conflict = world.events.iter().find_map(|(_, event)| match event {
        LineEvent::Device(report) if report.state == DeviceState::Conflict => Some(report.cause.clone()),
        _ => None,
    });
    assert!(conflict.as_ref().is_some_and(|cause| cause.contains("two devices answer at 5")), "{conflict:?}");
    let presses = world.presses().len();
    world.press(1, 0);
    world.run_ms(3_000);
    assert_eq!(world.presses().len(), presses);
    world.devices.pop();
    world.run_ms(20_000);
    assert_eq!(world.state(5), Some(DeviceState::Ready), "{:?}", world.states(5));
}

#[test]
fn a_stranger_is_reported_once_and_never_acted_upon() {
    let mut world = World::new(Mode::PointToPoint, 9_600, &[5], 1);
    world.devices[0] = Sim::new(Mode::PointToPoint, identity(7, 1), 7, 0);
    world.press(0, 0);
    world.run_ms(10_000);
    assert_eq!(world.states(7), [DeviceState::Unknown]);
    assert_eq!(world.presses(), []);
}

#[test]
fn a_device_without_an_address_gets_the_configured_one() {
    let mut world = World::new(Mode::PointToPoint, 9_600, &[5], 1);
    world.devices[0] =
        Sim::new(Mode::PointToPoint, identity(5, 1), firmware_bridge::wire::ADDR_UNASSIGNED, 0);
    world.run_ms(1_000);
    assert_eq!(world.devices[0].device.address(), 5);
    world.press(0, 0);
    world.run_ms(1_000);
    assert_eq!(world.presses(), [(5, 1)]);
}

#[test]
fn the_hosts_own_bytes_come_back_without_harm() {
    let mut world = ready(Mode::Bus);
    let echo = firmware_bridge::wire::encode(&firmware_bridge::wire::frame::from_host(
        5,
        0,
        7,
        &firmware_bridge::wire::Message::Poll,
    ));
    let before = world.host.drops().echo;
    world.feed(firmware_bridge::host::Input::Bytes(&echo));
    assert_eq!(world.host.drops().echo, before + 1);
    world.press(0, 0);
    world.run_ms(500);
    assert_eq!(world.presses(), [(5, 1)]);
}

#[test]
fn lamps_and_chimes_arrive_once_and_a_late_chime_is_dropped() {
    for mode in MODES {
        let mut world = ready(mode);
        let lamp = Lamp { lamp: 1, pattern: LampPattern::Flash, ttl_ms: 800 };
        world.command(LineCommand::Lamp { addr: 5, lamp });
        world.command(LineCommand::Chime { addr: 5, chime: Chime { cmd_id: 1, tone: 0, ttl_ms: 2_000 } });
        world.run_ms(1_000);
        assert_eq!(world.devices[0].lamps.len(), 1, "{mode:?}");
        assert_eq!(world.devices[0].lamps[0].pattern, LampPattern::Flash);
        assert_eq!(world.devices[0].chimes, [1], "{mode:?}");
        world.devices[0].powered = false;
        world.run_ms(5_000);
        world.command(LineCommand::Chime { addr: 5, chime: Chime { cmd_id: 2, tone: 0, ttl_ms: 1_000 } });
        world.run_ms(2_000);
        world.devices[0].powered = true;
        world.run_ms(5_000);
        assert_eq!(world.devices[0].chimes, [1], "{mode:?}: a late chime was made");
    }
}

#[test]
fn a_stuck_input_is_told_as_such_and_in_the_status() {
    let mut world = ready(Mode::PointToPoint);
    world.devices[0]
        .device
        .handle(world.now_ms, device::Input::Happened { input: 1, kind: EventKind::Stuck });
    world.run_ms(10_000);
    let status = world.events.iter().rev().find_map(|(_, event)| match event {
        LineEvent::Status { status, .. } => Some(*status),
        _ => None,
    });
    assert_eq!(status.unwrap().flags, 1);
    assert!(
        world
            .events
            .iter()
            .any(|(_, event)| matches!(event, LineEvent::Press { kind: EventKind::Stuck, .. }))
    );
}

#[test]
fn a_command_for_an_address_nobody_configured_is_refused_in_words() {
    let mut world = ready(Mode::Bus);
    world.command(show(9, 1, "A001"));
    let Some((_, LineEvent::Refused { addr: 9, cause })) = world.events.last() else { panic!() };
    assert_eq!(cause, "no device at 9 is configured on this line");
}

#[test]
fn on_a_good_line_at_any_speed_nothing_is_repeated_and_nobody_is_degraded() {
    for (mode, baud) in [(Mode::Bus, 9_600), (Mode::Bus, 115_200), (Mode::PointToPoint, 9_600)] {
        let addrs: &[u8] = if mode == Mode::Bus { &[1, 2, 3] } else { &[1] };
        let mut world = World::new(mode, baud, addrs, 1);
        for rev in 0..100 {
            world.run_ms(317);
            world.press(rev as usize % addrs.len(), 0);
            world.command(show(
                addrs[rev as usize % addrs.len()],
                rev,
                "A042 at a longer length than usual"[..30].trim(),
            ));
        }
        world.run_ms(3_000);
        assert_eq!(world.repeated_to_devices, 0, "{mode:?} {baud}");
        assert_eq!(world.presses().len(), 100);
        assert!(
            addrs.iter().all(|&addr| !world.states(addr).contains(&DeviceState::Degraded)),
            "{mode:?} {baud}"
        );
    }
}
