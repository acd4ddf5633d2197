//! What a bridge says, and what is made of it.

use firmware_bridge::wire::message::{EventKind, Lamp, Show, Text};
use serde_json::{Value, json};

use super::*;

const KEY: &str = "0102030405060708:7:1";
const PAD: u8 = 1;

struct Bench {
    far: Far,
    now_ms: u64,
}

impl Bench {
    /// A bridge that is connected, with one pad.
    fn new(own: &[&str]) -> Self {
        let (hall, pad) = (DeviceId::new("hall").unwrap(), DeviceId::new("pad-7").unwrap());
        let own = own.iter().map(|id| (*id).to_owned()).collect();
        let far = Far::new(&hall, [(PAD, &pad, None)].into_iter(), Arc::new(own));
        let mut bench = Self { far, now_ms: 1_000 };
        bench.far.on_broker(1_000, None);
        bench.says(&Topic::State("hall".to_owned()), &presence("b1", true));
        bench.take();
        bench
    }

    fn says(&mut self, topic: &Topic, payload: &Value) {
        self.bytes(topic, false, payload.to_string().as_bytes());
    }

    fn bytes(&mut self, topic: &Topic, retained: bool, payload: &[u8]) {
        self.far.on_message(self.now_ms, self.now_ms, topic, retained, payload);
    }

    fn pad(&mut self, what: fn(String) -> Topic, payload: &Value) -> Vec<Output> {
        self.says(&what("pad-7".to_owned()), payload);
        self.take()
    }

    fn take(&mut self) -> Vec<Output> {
        std::iter::from_fn(|| self.far.poll()).collect()
    }
}

fn presence(birth: &str, online: bool) -> Value {
    json!({"online": online, "birth": birth, "protocol": [1, 1], "children": ["pad-7"]})
}

fn event(id: &str, seq: u64) -> Value {
    json!({"id": id, "kind": "press", "input": 0, "age_ms": 40, "seq": seq, "run": "r", "mono_ms": 1_000 * seq})
}

fn presses(outputs: &[Output]) -> Vec<(u32, u16)> {
    let press = |output: &Output| match output {
        Output::Event(LineEvent::Press { key, age_ms, kind: EventKind::Press, .. }) => Some((key.n, *age_ms)),
        _ => None,
    };
    outputs.iter().filter_map(press).collect()
}

fn counts(outputs: &[Output]) -> Vec<(&str, &str, u64)> {
    let count = |output: &'_ Output| match output {
        Output::Count(id, name, by) => {
            Some((if id.as_str() == "hall" { "hall" } else { "pad-7" }, *name, *by))
        }
        _ => None,
    };
    outputs.iter().filter_map(count).collect()
}

fn confirmed(outputs: &[Output]) -> Vec<String> {
    let done = |output: &Output| match output {
        Output::Send(Topic::Done(_), payload, _) => Some(read::<Recorded>(payload).unwrap().id),
        _ => None,
    };
    outputs.iter().filter_map(done).collect()
}

#[test]
fn a_press_is_given_once_and_confirmed_after_it_is_recorded_and_whenever_it_comes_again() {
    let mut bench = Bench::new(&[]);
    let outputs = bench.pad(Topic::Event, &event(KEY, 1));
    assert_eq!(presses(&outputs), [(1, 40)]);
    assert!(confirmed(&outputs).is_empty(), "not before it is recorded");
    assert!(bench.pad(Topic::Event, &event(KEY, 2)).is_empty(), "it is being recorded");
    bench.far.on_command(LineCommand::EventDone { addr: PAD, boot_id: 7, n: 1 }, ("d", 1));
    assert_eq!(confirmed(&bench.take()), [KEY]);
    let again = bench.pad(Topic::Event, &event(KEY, 3));
    assert_eq!((presses(&again), confirmed(&again)), (vec![], vec![KEY.to_owned()]));
}

#[test]
fn a_retained_event_is_a_ghost() {
    let mut bench = Bench::new(&[]);
    bench.bytes(&Topic::Event("pad-7".to_owned()), true, event(KEY, 1).to_string().as_bytes());
    let outputs = bench.take();
    assert!(presses(&outputs).is_empty());
    assert_eq!(counts(&outputs), [("pad-7", "events_retained", 1)]);
}

#[test]
fn a_press_held_up_by_a_frozen_broker_is_as_old_as_it_is() {
    let mut bench = Bench::new(&[]);
    bench.says(
        &Topic::State("hall".to_owned()),
        &json!({"online": true, "birth": "b1", "run": "r", "mono_ms": 500}),
    );
    bench.take();
    bench.now_ms = 21_000;
    // Sent at 1,000 of the bridge's clock, which was 1,500 of ours; received 19.5 s later.
    let outputs = bench.pad(Topic::Event, &event(KEY, 1));
    let (_, age_ms) = presses(&outputs)[0];
    assert!((19_500..=19_540).contains(&age_ms), "{age_ms}");
}

#[test]
fn gaps_are_counted_and_the_rest_is_asked_for() {
    let mut bench = Bench::new(&[]);
    bench.pad(Topic::Event, &event(KEY, 1));
    bench.far.on_command(LineCommand::EventDone { addr: PAD, boot_id: 7, n: 1 }, ("d", 1));
    bench.take();
    let outputs = bench.pad(Topic::Event, &event("0102030405060708:7:4", 5));
    assert_eq!(counts(&outputs), [("pad-7", "messages_lost", 3), ("pad-7", "presses_lost", 2)]);
    assert!(outputs.iter().any(|o| matches!(o, Output::Send(Topic::Rebirth(_), ..))));
    assert_eq!(presses(&outputs), [(4, 40)]);
}

#[test]
fn whatever_is_no_message_is_dropped_counted_and_named() {
    let mut bench = Bench::new(&[]);
    for payload in [
        &b""[..],
        b"\xff\xfe",
        b"null",
        b"[[[[",
        b"{\"id\":\"x\",\"kind\":\"press\"}",
        br#"{"kind":"press"}"#,
    ] {
        for topic in [Topic::Event, Topic::State, Topic::About, Topic::Shown] {
            bench.bytes(&topic("pad-7".to_owned()), false, payload);
            let outputs = bench.take();
            assert!(presses(&outputs).is_empty());
        }
    }
    bench.says(&Topic::Event("pad-7".to_owned()), &json!({"id": "0102030405060708:07:1", "kind": "press"}));
    let outputs = bench.take();
    assert_eq!(counts(&outputs), [("pad-7", "messages_bad", 1)]);
    assert!(
        outputs
            .iter()
            .any(|o| matches!(o, Output::Detail(_, "message_bad", said) if said.contains("names no press")))
    );
}

#[test]
fn the_will_of_an_older_connection_says_nothing() {
    let mut bench = Bench::new(&[]);
    bench.says(&Topic::State("hall".to_owned()), &presence("b2", true));
    bench.says(&Topic::State("hall".to_owned()), &presence("b1", false));
    bench.now_ms += 60_000;
    bench.far.on_tick(bench.now_ms);
    assert!(!bench.take().iter().any(|o| matches!(o, Output::Report(r) if r.state == "lost")));
    bench.says(&Topic::State("hall".to_owned()), &presence("b2", false));
    bench.far.on_tick(bench.now_ms + LOST_MS);
    assert!(bench.take().iter().any(|o| matches!(o, Output::Report(r) if r.state == "lost")));
}

#[test]
fn devices_are_lost_with_their_bridge_and_back_with_it() {
    let mut bench = Bench::new(&[]);
    bench.pad(Topic::State, &json!({"status": "ready"}));
    bench.far.on_broker(bench.now_ms, Some("gone".to_owned()));
    bench.far.on_tick(bench.now_ms + LOST_MS);
    let states = |outputs: Vec<Output>| -> Vec<DeviceState> {
        let state = |o| match o {
            Output::Event(LineEvent::Device(report)) => Some(report.state),
            _ => None,
        };
        outputs.into_iter().filter_map(state).collect()
    };
    assert_eq!(states(bench.take()), [DeviceState::Lost]);
    bench.far.on_broker(bench.now_ms, None);
    bench.says(&Topic::State("hall".to_owned()), &presence("b1", true));
    assert_eq!(states(bench.take()), [DeviceState::Ready]);
}

#[test]
fn a_device_of_our_own_line_a_restart_loop_and_another_version_are_named() {
    let report = |bench: &mut Bench| {
        let outputs = bench.take();
        let last = outputs.into_iter().rev().find_map(|o| match o {
            Output::Report(report) => Some(report),
            _ => None,
        });
        last.unwrap_or_default()
    };
    let mut bench = Bench::new(&["pad-7"]);
    bench.says(&Topic::State("hall".to_owned()), &presence("b2", true));
    assert_eq!(report(&mut bench).state, "conflict");

    let mut bench = Bench::new(&[]);
    (0..6).for_each(|n| bench.says(&Topic::State("hall".to_owned()), &presence(&format!("c{n}"), true)));
    let looping = report(&mut bench);
    assert_eq!(looping.cause, Some(Cause::BridgeRestless), "{}", looping.state);
    bench.now_ms += RESTARTS_SPAN_MS + 1;
    bench.far.on_tick(bench.now_ms);
    assert_eq!(report(&mut bench).state, "ready");

    let mut bench = Bench::new(&[]);
    bench.says(&Topic::State("hall".to_owned()), &json!({"online": true, "birth": "d", "protocol": [2, 3]}));
    bench.far.on_tick(bench.now_ms + LOST_MS);
    assert_eq!(report(&mut bench).state, "incompatible");
    let outputs = bench.pad(Topic::Event, &event(KEY, 1));
    assert_eq!(counts(&outputs), [("pad-7", "events_incompatible", 1)]);
}

#[test]
fn content_and_steady_lamps_are_one_retained_picture_and_a_flash_is_an_order_that_expires() {
    let mut bench = Bench::new(&[]);
    let show = Show { rev: 4, slot: 0, desk: 3, text: Text::new("A042").unwrap() };
    bench.far.on_command(LineCommand::Show { addr: PAD, show }, ("run-of-daemon", 9));
    let steady = Lamp { lamp: 1, pattern: LampPattern::On, ttl_ms: 0 };
    bench.far.on_command(LineCommand::Lamp { addr: PAD, lamp: steady }, ("run-of-daemon", 9));
    let outputs = bench.take();
    let Some(Output::Retain(Topic::Show(who), payload)) = outputs.last() else { panic!("a picture") };
    let wanted: Wanted = read(payload).unwrap();
    assert_eq!((who.as_str(), wanted.lines[0].text.as_str(), wanted.lamps[0].lamp), ("pad-7", "A042", 1));
    let flash = Lamp { lamp: 0, pattern: LampPattern::Flash, ttl_ms: 0 };
    bench.far.on_command(LineCommand::Lamp { addr: PAD, lamp: flash }, ("run-of-daemon", 9));
    let outputs = bench.take();
    let Some(Output::Send(Topic::Command(_, name, _), payload, ttl)) = outputs.last() else {
        panic!("an order")
    };
    let order: Order<LampArgs> = read(payload).unwrap();
    assert_eq!(
        (name.as_str(), order.args.pattern, order.stamp.mono_ms),
        ("lamp", LampPattern::Flash, Some(9))
    );
    assert_eq!(*ttl, Duration::from_millis(ORDER_MS));
}
