//! What pads and displays say while the daemon is out of reach, second by second.

use std::time::Duration;

use tokio::time::Instant;

use super::super::config::Config;
use super::{Output, Relay};
use crate::host::{DeviceReport, DeviceState, LineCommand, LineEvent, Why};
use crate::mqtt::Received;
use crate::wire::message::{CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, LampPattern};
use crate::wire::payload::{Presence, TextLine, Wanted, write};
use crate::wire::topic::{DAEMON, Topic};

const HALL: &str = r#"
    office = "sale"
    id = "hall"
    broker = "127.0.0.1:1883"
    credential = "/etc/nouba/mqtt.credential"
    [[line]]
    id = "line-1"
    path = "/dev/ttyUSB0"
    [[device]]
    id = "pad-1"
    line = "line-1"
    address = 1
    [[device]]
    id = "panel-1"
    line = "line-1"
    address = 101
"#;

struct Bench {
    relay: Relay,
    start: Instant,
}

impl Bench {
    /// A bridge with a pad and a panel that shows A012, its daemon there.
    fn new() -> Self {
        let start = Instant::now();
        let mut bench = Self { relay: Relay::new(&Config::parse("b.toml", HALL).unwrap(), start), start };
        for (addr, caps) in [(1, CAP_BUTTONS | CAP_LAMPS), (101, CAP_DISPLAY)] {
            let report = DeviceReport {
                addr,
                state: DeviceState::Ready,
                why: Why::Unsaid,
                cause: "answers".into(),
                uid: None,
                model: None,
                fw: None,
                caps: Some(caps),
            };
            bench.relay.on_line(start, 0, LineEvent::Device(report));
        }
        bench.relay.on_link(start, true);
        bench.daemon(0);
        let line = TextLine { rev: 7, slot: 0, desk: 1, text: "A012".into() };
        let wanted = Wanted { lines: vec![line], ..Wanted::default() };
        bench.say(0, &Topic::Show("panel-1".into()), write(&wanted));
        bench.seen();
        bench
    }

    fn at(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }

    fn say(&mut self, ms: u64, topic: &Topic, payload: Vec<u8>) {
        let message = Received { topic: String::new(), payload, retained: true, received_at: self.at(ms) };
        self.relay.on_message(self.at(ms), topic, &message);
    }

    fn daemon(&mut self, ms: u64) {
        let here = Presence { online: true, birth: "b".into(), ..Presence::default() };
        self.say(ms, &Topic::State(DAEMON.into()), write(&here));
    }

    /// What lamps and displays were told since last asked.
    fn seen(&mut self) -> Vec<String> {
        let mut seen = Vec::new();
        while let Some(output) = self.relay.poll() {
            match output {
                Output::Line(_, LineCommand::Show { addr, show }) => {
                    seen.push(format!("{addr} shows {}", show.text.as_str()));
                }
                Output::Line(_, LineCommand::Lamp { addr, lamp }) => {
                    let lit = if lamp.pattern == LampPattern::Off { "dark" } else { "lit" };
                    seen.push(format!("{addr} lamp {} {lit}", lamp.lamp));
                }
                _ => {}
            }
        }
        seen
    }
}

#[test]
fn a_daemon_away_is_a_lamp_after_3_s_dashes_after_30_s_and_all_as_it_was_when_it_is_back() {
    let mut bench = Bench::new();
    bench.relay.on_link(bench.at(1_000), false);
    for (ms, expected) in [
        (1_000, vec![]),
        (3_900, vec![]),
        (4_000, vec!["1 lamp 2 lit"]),
        (30_900, vec![]),
        (31_000, vec!["101 shows --"]),
        (90_000, vec![]),
    ] {
        bench.relay.on_tick(bench.at(ms));
        assert_eq!(bench.seen(), expected, "at {ms} ms");
    }
    bench.relay.on_link(bench.at(91_000), true);
    bench.relay.on_tick(bench.at(91_500));
    assert!(bench.seen().is_empty(), "the broker alone vouches for nothing");
    bench.daemon(92_000);
    let mut back = bench.seen();
    back.sort();
    assert_eq!(back, ["1 lamp 2 dark", "101 shows A012"]);
}

#[test]
fn an_absence_of_two_seconds_is_not_shown() {
    let mut bench = Bench::new();
    bench.relay.on_link(bench.at(1_000), false);
    bench.relay.on_tick(bench.at(2_900));
    bench.relay.on_link(bench.at(3_000), true);
    bench.daemon(3_000);
    bench.relay.on_tick(bench.at(60_000));
    assert!(bench.seen().is_empty());
}
