//! Presses that are seen twice, against a real office.

use std::net::SocketAddr;
use std::sync::Arc;

use firmware_bridge::host::Uid;
use queue::counter::CounterState;
use queue::id::{CommandId, ServiceId};
use queue::ticket::Class;
use queue::{Actor, Command, Role};

use super::*;
use crate::clock::{Clock, ManualClock};
use crate::config::{Buttons, Config};
use crate::office::{Running, Setup, start};

struct Bench {
    running: Running,
    ports: Ports,
    pad: Pad,
    _dir: tempfile::TempDir,
}

impl Bench {
    /// The shipped office without its devices, in the middle of a morning, two people waiting.
    async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = crate::demo::sample_config().unwrap();
        let config = Config { lines: vec![], printers: vec![], ..config };
        let clock = Arc::new(ManualClock::new(queue::time::Timestamp(1_795_511_523_000)));
        let mut setup = Setup::of(config, dir.path().to_owned(), clock.now()).unwrap();
        setup.open = true;
        setup.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let running = start(setup, Arc::clone(&clock) as SharedClock).await.unwrap();
        let office = running.replica.read().config.clone();
        let pad = Pad {
            id: DeviceId::new("pad-x").unwrap(),
            line: DeviceId::new("line-x").unwrap(),
            address: 1,
            uid: None,
            counter: office.counters[0].id.clone(),
            buttons: Buttons::default(),
            quarantine_seconds: 30,
        };
        let ports = Ports {
            handle: running.handle.clone(),
            replica: running.replica.clone(),
            registry: running.registry.clone(),
            clock,
            mqtt: None,
            trials: Trials::default(),
        };
        let mut changes = running.replica.changes();
        while running.replica.read().state.day.is_none() {
            changes.changed().await.unwrap();
        }
        let bench = Self { running, ports, pad, _dir: dir };
        let service = office.counters[0].skills.keys().next().unwrap().clone();
        for n in 0..2 {
            bench.ask(&format!("issue-{n}"), issue(service.clone())).await;
        }
        bench
    }

    async fn ask(&self, id: &str, command: Command) {
        let actor = Actor { role: Role::Clerk, id: self.pad.id.clone() };
        self.ports.handle.ask(CommandId::new(id).unwrap(), actor, command).await.unwrap();
    }

    /// A press as the daemon sees it, for the first time or again.
    async fn press(&self, n: u32, action: PadAction) -> Option<Feedback> {
        let key = PressKey { uid: Uid([7; 8]), boot_id: 3, n }.to_string();
        let (device, counter) = (self.pad.id.clone(), self.pad.counter.clone());
        let press = Press { device, counter, key, at: Instant::now() };
        let feedback = press.carry_out(&self.ports, action).await;
        // Every answer before this one is in the replica then.
        let mut changes = self.ports.replica.changes();
        while changes.borrow_and_update().to_owned() < self.head() {
            changes.changed().await.unwrap();
        }
        feedback
    }

    fn head(&self) -> u64 {
        self.ports.handle.health.events.load(std::sync::atomic::Ordering::Relaxed)
    }

    fn calls(&self) -> usize {
        self.ports.replica.read().state.calls.len()
    }

    fn state(&self) -> CounterState {
        self.ports.replica.read().state.counters[&self.pad.counter].state
    }
}

fn issue(service: ServiceId) -> Command {
    Command::IssueTicket { service, class: Class::Normal, locale: None, print: false }
}

#[tokio::test]
async fn a_press_cut_short_between_opening_and_calling_still_calls_when_it_is_seen_again() {
    let bench = Bench::start().await;
    let key = PressKey { uid: Uid([7; 8]), boot_id: 3, n: 1 };
    // What the daemon had committed of the press when the power failed.
    bench.ask(&format!("pad:{key}:1"), Command::OpenCounter { counter: bench.pad.counter.clone() }).await;
    assert_eq!(bench.press(1, PadAction::Next).await, Some(Feedback::Done));
    assert_eq!(bench.calls(), 1);
    bench.running.stop().await;
}

#[tokio::test]
async fn a_press_seen_again_after_a_restart_is_one_call_and_one_pause() {
    let bench = Bench::start().await;
    for _ in 0..3 {
        assert_eq!(bench.press(1, PadAction::Next).await, Some(Feedback::Done));
        assert_eq!((bench.calls(), bench.state()), (1, CounterState::Open));
    }
    bench.press(2, PadAction::Pause).await;
    assert_eq!(bench.state(), CounterState::Paused);
    bench.press(2, PadAction::Pause).await;
    assert_eq!(bench.state(), CounterState::Paused, "the same press does not open it again");
    bench.press(3, PadAction::Pause).await;
    assert_eq!(bench.state(), CounterState::Open, "another press does");
    bench.running.stop().await;
}

#[tokio::test]
async fn a_button_let_go_is_not_stuck_any_more() {
    let bench = Bench::start().await;
    let registry = &bench.ports.registry;
    registry.add(&bench.pad.id, Kind::Pad, None, &[]);
    let state = || registry.list().into_iter().find(|d| d.id == "pad-x").unwrap().state;
    registry.no_longer(&bench.pad.id, "stuck");
    assert_eq!(state(), "starting", "only what was stuck is freed");
    registry.report(&bench.pad.id, Report { state: "stuck".into(), ..Report::default() });
    registry.no_longer(&bench.pad.id, "stuck");
    assert_eq!(state(), "ready");
    bench.running.stop().await;
}
