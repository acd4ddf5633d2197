//! Buttons off the shelf over a real Mosquitto, against a whole office in this process: presses with their nuisances,
//! retained ones, storms, a broker that goes away.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use firmware_bridge::mqtt::{Client, Link, Options};
use firmware_bridge::sim::SimVendor;
use firmware_bridge::sim::vendor::{Press, Vendor};
use noubad::clock::FastClock;
use noubad::config::Config;
use noubad::office::{Running, Setup, start};
use queue::time::Timestamp;
use queue::{Actor, Command, Role};
use tempfile::TempDir;
use tests::broker::Mosquitto;
use tests::until;
use tokio_util::sync::CancellationToken;

/// Tuesday, 24 November 2026, 09:12:03 UTC.
const MORNING: Timestamp = Timestamp(1_795_511_523_000);
const TTL: Duration = Duration::from_secs(30);
const ALL: &str = "user daemon\ntopic readwrite #\n\nuser devices\ntopic readwrite #\n";

const BUTTONS: &str = r#"
[[button]]
id = "zigbee"
counter = "counter-1"
source = { mqtt = "zigbee2mqtt/b1" }
event = { json = "/action" }
map = { single = "next", double = "recall", hold = "pause" }
availability = { topic = "zigbee2mqtt/b1/availability", json = "/state", passive = true }
battery = { json = "/battery", low = 15 }

[[button]]
id = "shelly"
counter = "counter-2"
source = { mqtt = "shelly/events/rpc" }
event = { each = "/params/events", where = { "/component" = "input:0" }, json = "/event", ts = "/ts" }
map = { single_push = "next" }
availability = { topic = "shelly/online", up = "true" }
"#;

struct Bench {
    broker: Mosquitto,
    devices: Client,
    running: Running,
    stop: CancellationToken,
    _dir: TempDir,
}

impl Bench {
    async fn start() -> Self {
        let broker = Mosquitto::start(&["daemon", "devices"], ALL).await.unwrap();
        let (devices, driver) = Client::new(Options {
            broker: broker.address(),
            client_id: "devices".to_owned(),
            credential: Some(broker.credential("devices").unwrap()),
            presence: "devices/state".to_owned(),
        });
        let stop = CancellationToken::new();
        tokio::spawn(driver.run(stop.clone()));
        let dir = tempfile::tempdir().unwrap();
        let running = office(&broker, dir.path().join("data")).await;
        let bench = Self { broker, devices, running, stop, _dir: dir };
        until("the office day is open", || async { bench.running.replica.read().state.day.is_some() }).await;
        until("the buttons are heard", || async { bench.state("zigbee") == "ready" }).await;
        until("the devices are connected", || async {
            matches!(*bench.devices.link().borrow(), Link::Up { .. })
        })
        .await;
        bench.issue(6).await;
        bench
    }

    async fn issue(&self, count: usize) {
        for _ in 0..count {
            let office = self.running.replica.read().config.clone();
            let service = office.counters[0].skills.keys().next().unwrap().clone();
            let command = Command::IssueTicket {
                service,
                class: queue::ticket::Class::Normal,
                locale: None,
                print: false,
            };
            let id = queue::id::CommandId::new(&uuid::Uuid::new_v4().to_string()).unwrap();
            let actor = Actor { role: Role::Clerk, id: queue::id::DeviceId::new("test").unwrap() };
            self.running.handle.ask(id, actor, command).await.unwrap();
        }
    }

    fn state(&self, id: &str) -> String {
        self.running.registry.list().into_iter().find(|d| d.id == id).map(|d| d.state).unwrap_or_default()
    }

    fn detail(&self, id: &str, name: &str) -> String {
        let device = self.running.registry.list().into_iter().find(|d| d.id == id);
        device.and_then(|d| d.details.get(name).cloned()).unwrap_or_default()
    }

    fn calls(&self) -> usize {
        self.running.replica.read().state.calls.len()
    }

    fn send(&self, topic: &str, payload: &str) {
        self.devices.send(topic, payload, TTL).unwrap();
    }

    async fn called(&self, number: usize) {
        until(&format!("{number} calls were made"), || async { self.calls() == number }).await;
    }

    async fn told(&self, id: &str, name: &str, value: &str) {
        until(&format!("{name} of {id} is {value}"), || async { self.detail(id, name) == value }).await;
    }

    async fn end(self) {
        self.stop.cancel();
        self.running.stop().await;
    }
}

/// The office of Salé with buttons instead of its lines and printers, without gaps between presses.
async fn office(broker: &Mosquitto, data: PathBuf) -> Running {
    let shipped = include_str!("../../config/offices/sale-etat-civil.toml");
    let credential = broker.credential("daemon").unwrap();
    let mqtt =
        format!("[mqtt]\nbroker = \"{}\"\ncredential = \"{}\"\n", broker.address(), credential.display());
    let text =
        format!("{shipped}\n{mqtt}{BUTTONS}").replace("next_gap_seconds = 2\n", "next_gap_seconds = 0\n");
    let mut config = Config::parse("sale.toml", &text).unwrap_or_else(|e| panic!("{e}"));
    (config.lines, config.pads, config.panels, config.printers) = (vec![], vec![], vec![], vec![]);
    let clock = Arc::new(FastClock::new(MORNING, 1.0));
    let mut setup = Setup::of(config, data, MORNING).unwrap();
    setup.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    setup.open = true;
    start(setup, clock).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_with_every_nuisance_of_its_maker_is_one_call() {
    let bench = Bench::start().await;
    let mut button = SimVendor::new(Vendor::Zigbee2mqtt, 3, 1_000_000);
    for press in 1..=4 {
        for payload in button.press(Press::Single) {
            bench.send("zigbee2mqtt/b1", &payload);
        }
        bench.called(press).await;
        // The next press of a person comes later than its repetition.
        tokio::time::sleep(Duration::from_millis(800)).await;
    }
    bench.send("zigbee2mqtt/b1", r#"{"action":"spin","battery":9}"#);
    bench.told("zigbee", "payloads_ignored", "1").await;
    bench.told("zigbee", "ignored_last", "unmapped spin").await;
    bench.told("zigbee", "battery_percent", "9").await;
    until("the battery is told", || async { bench.state("zigbee") == "degraded" }).await;
    // It sleeps: no fault.
    bench.send("zigbee2mqtt/b1/availability", r#"{"state":"offline"}"#);
    bench.told("zigbee", "connected", "false").await;
    assert_eq!(bench.state("zigbee"), "degraded");
    assert_eq!(bench.calls(), 4);
    bench.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_broker_had_kept_is_no_press_and_what_was_long_on_its_way_neither() {
    let mut bench = Bench::start().await;
    bench.devices.retain("zigbee2mqtt/b1", r#"{"action":"single","battery":97}"#).unwrap();
    // Sent now, and also kept: one press.
    bench.called(1).await;
    let data = tempfile::tempdir().unwrap();
    let again = office(&bench.broker, data.path().join("data")).await;
    std::mem::replace(&mut bench.running, again).stop().await;
    bench.told("zigbee", "presses_retained", "1").await;
    until("the day is open", || async { bench.running.replica.read().state.day.is_some() }).await;
    bench.issue(3).await;
    assert_eq!(bench.calls(), 0, "a daemon that starts calls nobody");
    let event = |ts: f64| {
        format!(r#"{{"params":{{"events":[{{"component":"input:0","event":"single_push","ts":{ts}}}]}}}}"#)
    };
    bench.send("shelly/events/rpc", &event(100_000.0));
    bench.called(1).await;
    bench.send("shelly/events/rpc", &event(99_970.0));
    bench.told("shelly", "presses_stale", "1").await;
    bench.send("shelly/online", "false");
    until("it is missed", || async { bench.state("shelly") == "lost" }).await;
    bench.send("shelly/online", "true");
    until("it is back", || async { bench.state("shelly") == "ready" }).await;
    assert_eq!(bench.calls(), 1);
    bench.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_comes_on_a_topic_calls_nobody_and_a_storm_is_shut_out() {
    let bench = Bench::start().await;
    for odd in ["", "null", "{", "[[[[", "\u{0}", r#"{"action":{}}"#, r#"{"action":7}"#, &"x".repeat(8_000)] {
        bench.send("zigbee2mqtt/b1", odd);
        bench.send("shelly/events/rpc", odd);
        bench.send("zigbee2mqtt/b1/availability", odd);
    }
    bench.send("zigbee2mqtt/b1", r#"{"action":"single"}"#);
    bench.called(1).await;
    for n in 0..30 {
        bench.send("zigbee2mqtt/b1", &format!(r#"{{"action":"{}"}}"#, ["single", "double"][n % 2]));
    }
    until("it is shut out", || async { bench.state("zigbee") == "quarantined" }).await;
    until("all of it was heard", || async {
        bench.detail("zigbee", "presses_dropped").parse::<u32>().unwrap_or(0) >= 25
    })
    .await;
    assert_eq!(bench.calls(), 1, "told again within 400 ms, or dropped");
    bench.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_goes_away_is_the_one_cause_and_its_buttons_are_heard_again() {
    let mut bench = Bench::start().await;
    bench.broker.kill().await.unwrap();
    let behind = |b: &Bench| {
        b.running.registry.list().into_iter().filter(|d| d.because_of.as_deref() == Some("mqtt")).count()
    };
    until("both buttons are behind the broker", || async { behind(&bench) == 2 }).await;
    bench.broker.restart().await.unwrap();
    until("they are heard again", || async {
        bench.state("zigbee") == "ready" && bench.state("shelly") == "ready"
    })
    .await;
    bench.send("zigbee2mqtt/b1", r#"{"action":"single"}"#);
    bench.called(1).await;
    bench.end().await;
}
