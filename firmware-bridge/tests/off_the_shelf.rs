//! Number boards and Modbus units on real pseudo-terminals: what they show, and what is heard of their inputs, with
//! damaged, missing and late answers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use firmware_bridge::board::line::{BoardLine, Signs, run_boards};
use firmware_bridge::board::{BoardKind, Sign};
use firmware_bridge::host::{LineEvent, LineState};
use firmware_bridge::modbus::line::{ModbusEvent, ModbusLine, run_modbus};
use firmware_bridge::sim::{Faults, SimBoards, SimModbus};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

const LIMIT: Duration = Duration::from_secs(40);

fn text(digits: &str) -> Sign {
    Sign::Text(digits.to_owned())
}

struct Boards {
    _dir: tempfile::TempDir,
    path: PathBuf,
    signs: watch::Sender<Signs>,
    events: mpsc::Receiver<LineEvent>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Boards {
    fn start(kind: BoardKind) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("boards");
        let line = BoardLine { path: path.clone(), kind, baud: 9_600 };
        let (signs, signs_rx) = watch::channel(Signs::new());
        let (events_tx, events) = mpsc::channel(8);
        let stop = CancellationToken::new();
        let task = tokio::spawn(run_boards(line, signs_rx, events_tx, stop.clone()));
        Self { _dir: dir, path, signs, events, stop, task }
    }

    fn show(&self, address: u8, sign: Sign) {
        self.signs.send_modify(|signs| {
            signs.insert(address, sign);
        });
    }

    async fn state(&mut self, wanted: LineState) {
        loop {
            match timeout(LIMIT, self.events.recv()).await.unwrap().unwrap() {
                LineEvent::Line { state, .. } if state == wanted => return,
                _ => (),
            }
        }
    }
}

#[tokio::test]
async fn boards_of_each_kind_show_their_numbers_and_lose_them_when_nobody_drives_them() {
    for kind in [BoardKind::Board4, BoardKind::Sunpn, BoardKind::Ibis] {
        let mut boards = Boards::start(kind);
        let sim = SimBoards::start(&boards.path, kind, Faults::default()).unwrap();
        let address = if kind == BoardKind::Board4 { 5 } else { 0 };
        boards.show(address, text("042"));
        boards.state(LineState::Open).await;
        assert!(sim.shows(address, 42, LIMIT).await, "{kind:?}");
        boards.show(address, Sign::Dark);
        assert!(sim.shows(address, 0, LIMIT).await, "{kind:?}");
        boards.show(address, text("043"));
        assert!(sim.shows(address, 43, LIMIT).await, "{kind:?}");
        boards.stop.cancel();
        boards.task.await.unwrap();
        assert!(sim.shows(address, 0, LIMIT).await, "{kind:?} shows a number nobody stands behind");
    }
}

#[tokio::test]
async fn a_board_that_lost_its_power_or_a_byte_is_right_again_by_itself() {
    let boards = Boards::start(BoardKind::Board4);
    let faults = Faults { seed: 7, flip: 20_000, ..Faults::default() };
    let sim = SimBoards::start(&boards.path, BoardKind::Board4, faults).unwrap();
    boards.show(5, text("42"));
    boards.show(6, text("7"));
    assert!(sim.shows(5, 42, LIMIT).await);
    sim.power_cycle();
    assert!(sim.shows(5, 42, LIMIT).await && sim.shows(6, 7, LIMIT).await, "sent again within five seconds");
}

#[tokio::test]
async fn boards_plugged_out_and_in_again_show_what_is_so() {
    let mut boards = Boards::start(BoardKind::Sunpn);
    boards.state(LineState::Missing).await;
    let sim = SimBoards::start(&boards.path, BoardKind::Sunpn, Faults::default()).unwrap();
    boards.show(0, text("1"));
    assert!(sim.shows(0, 1, LIMIT).await);
    drop(sim);
    boards.state(LineState::Failed).await;
    boards.show(0, text("2"));
    let sim = SimBoards::start(&boards.path, BoardKind::Sunpn, Faults::default()).unwrap();
    assert!(sim.shows(0, 2, LIMIT).await);
}

struct Modbus {
    _dir: tempfile::TempDir,
    sim: SimModbus,
    signs: watch::Sender<Signs>,
    events: mpsc::Receiver<ModbusEvent>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Modbus {
    /// Unit 1 is a display of four characters; inputs 0 and 9 of unit 7 and input 3 of unit 8 are buttons.
    fn start(faults: Faults) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("modbus");
        let sim = SimModbus::start(&path, &[1, 7, 8], faults).unwrap();
        let inputs = BTreeMap::from([(7, vec![0, 9]), (8, vec![3])]);
        let line = ModbusLine { path, baud: 115_200, inputs, displays: BTreeMap::from([(1, 4)]) };
        let (signs, signs_rx) = watch::channel(Signs::from([(1, Sign::Dark)]));
        let (events_tx, events) = mpsc::channel(64);
        let stop = CancellationToken::new();
        let task = tokio::spawn(run_modbus(line, signs_rx, events_tx, stop.clone()));
        Self { _dir: dir, sim, signs, events, stop, task }
    }

    async fn event(&mut self) -> ModbusEvent {
        timeout(LIMIT, self.events.recv()).await.unwrap().unwrap()
    }

    /// Returns the next input that went on.
    async fn pressed(&mut self) -> (u8, u16) {
        loop {
            if let ModbusEvent::Input { unit, input, is_on: true } = self.event().await {
                return (unit, input);
            }
        }
    }

    async fn until(&mut self, what: &ModbusEvent) {
        while self.event().await != *what {}
    }
}

#[tokio::test]
async fn inputs_are_heard_once_each_and_a_display_shows_letters_and_dashes() {
    let mut modbus = Modbus::start(Faults::default());
    for (unit, input) in [(7, 9), (7, 9), (8, 3), (7, 0)] {
        // Let go before the next press, or two would be one.
        modbus.sim.press(unit, input);
        assert_eq!(modbus.pressed().await, (unit, input));
        modbus.until(&ModbusEvent::Input { unit, input, is_on: false }).await;
    }
    modbus.signs.send_replace(Signs::from([(1, text("A042"))]));
    assert!(modbus.sim.shows(1, "A042", LIMIT).await);
    modbus.stop.cancel();
    modbus.task.await.unwrap();
    assert!(modbus.sim.shows(1, "--", LIMIT).await, "nobody drives it any more");
}

#[tokio::test]
async fn a_late_answer_is_nobody_s_press() {
    let mut modbus = Modbus::start(Faults::default());
    modbus.until(&ModbusEvent::Input { unit: 8, input: 3, is_on: false }).await;
    // Every second answer comes after the question was given up: were it taken for the next unit's, unit 8 would press.
    let late = Faults { seed: 3, delay: 500_000, delay_by: Duration::from_millis(450), ..Faults::default() };
    modbus.sim.set_faults(late);
    modbus.sim.hold(7, 0, true);
    assert_eq!(modbus.pressed().await, (7, 0));
    modbus.sim.hold(7, 0, false);
    modbus.sim.hold(7, 9, true);
    assert_eq!(modbus.pressed().await, (7, 9));
    modbus.sim.set_faults(Faults::default());
    modbus.sim.hold(8, 3, true);
    assert_eq!(modbus.pressed().await, (8, 3), "and nothing of unit 8 before");
}

#[tokio::test]
async fn noise_on_the_line_presses_nothing() {
    let mut modbus =
        Modbus::start(Faults { seed: 11, flip: 20_000, noise: 100_000, drop: 50_000, ..Faults::default() });
    for n in 0..6 {
        modbus.sim.hold(7, 0, true);
        assert_eq!(modbus.pressed().await, (7, 0), "press {n}");
        modbus.sim.hold(7, 0, false);
        modbus.until(&ModbusEvent::Input { unit: 7, input: 0, is_on: false }).await;
    }
}

#[tokio::test]
async fn a_silent_unit_is_named_and_harms_no_other() {
    let mut modbus = Modbus::start(Faults { silent: [8].into(), ..Faults::default() });
    let named = loop {
        if let ModbusEvent::Unit { unit: 8, fault } = modbus.event().await {
            break fault;
        }
    };
    assert_eq!(named.as_deref(), Some("it does not answer"));
    modbus.sim.hold(7, 0, true);
    assert_eq!(modbus.pressed().await, (7, 0));
    modbus.sim.set_faults(Faults::default());
    modbus.until(&ModbusEvent::Unit { unit: 8, fault: None }).await;
}
