//! Lines of devices off the shelf: number boards that never answer, and Modbus with displays and input modules.

use std::collections::BTreeMap;

use firmware_bridge::board::line::{BoardLine, Signs, run_boards};
use firmware_bridge::board::{BoardKind, Sign};
use firmware_bridge::host::{LineEvent, LineState};
use firmware_bridge::modbus::line::{ModbusEvent, ModbusLine, run_modbus};
use queue::id::{DeviceId, Number};
use tokio::sync::{mpsc, watch};
use tokio::time::sleep_until;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::button::Hearing;
use super::button::contacts::Contacts;
use super::display::{self, Content, Display, Picture};
use super::line::{Ports, line_report};
use crate::button::contact::Gestures;
use crate::config::{self, Button, Panel, Protocol};
use crate::registry::{Cause, Kind, Registry, Remedy, Report};

/// Events of a line that may wait: few, as only changes are told. Behind a full channel the line waits.
const EVENTS_MAX: usize = 64;

/// A line with what hangs on it.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// The line.
    pub config: config::Line,
    /// The number boards on it.
    pub panels: Vec<Panel>,
    /// The buttons on its input modules.
    pub buttons: Vec<Button>,
}

/// Keeps the newest picture of each board of a line.
struct Boards {
    signs: watch::Sender<Signs>,
    letters: bool,
}

impl Display for Boards {
    async fn show(&self, panel: &Panel, content: Content) -> bool {
        let sign = match content.picture {
            Picture::Number(number) => Sign::Text(text(number, panel, self.letters)),
            Picture::Dark => Sign::Dark,
            Picture::Away => Sign::Away,
            Picture::Test => Sign::Text(display::every_segment(panel)),
        };
        self.signs.send_modify(|signs| {
            signs.insert(panel.address, sign);
        });
        !self.signs.is_closed()
    }
}

/// Returns a number as a board can show it: with its letter, with the digit that stands for it, or without.
#[must_use]
pub fn text(number: Number, panel: &Panel, letters: bool) -> String {
    let digits = format!("{:03}", number.value);
    let prefix = match panel.letter_digits.get(number.letter.to_string().as_str()) {
        Some(digit) => digit.to_string(),
        None if letters => number.letter.to_string(),
        None => String::new(),
    };
    let whole = format!("{prefix}{digits}");
    if whole.len() <= usize::from(panel.digits) { whole } else { digits }
}

impl Foreign {
    /// Makes the line and its boards known; its buttons are made known with the others.
    pub fn register(&self, registry: &Registry) {
        let facts =
            [("path", self.config.path.display().to_string()), ("baud", self.config.speed().to_string())];
        registry.add(&self.config.id, Kind::Line, None, &facts);
        for panel in &self.panels {
            let place = [("line", self.config.id.to_string()), ("address", panel.address.to_string())];
            registry.add(&panel.id, Kind::Panel, Some(&panel.counter), &place);
        }
    }

    /// Drives the line until told to stop.
    pub async fn run(self, hearing: Hearing, shutdown: CancellationToken) {
        let kind = match self.config.protocol {
            Protocol::Board4 => BoardKind::Board4,
            Protocol::Sunpn => BoardKind::Sunpn,
            Protocol::Ibis => BoardKind::Ibis,
            Protocol::Modbus => return self.run_modbus(hearing, shutdown).await,
            Protocol::Nouba => return,
        };
        let ports = hearing.ports();
        let (tasks, signs) = self.show(ports, false, &shutdown);
        let line = BoardLine { path: self.config.path.clone(), kind, baud: self.config.speed() };
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        tasks.spawn(run_boards(line, signs, events_tx, shutdown));
        // The channel ends with the task.
        while let Some(event) = events.recv().await {
            if let LineEvent::Line { state, cause } = event {
                self.line(state, cause, ports);
                let report = match state {
                    LineState::Open => unverified(),
                    LineState::Missing | LineState::Busy | LineState::Failed => self.because_of_line(),
                };
                self.panels.iter().for_each(|p| ports.registry.report(&p.id, report.clone()));
            }
        }
        tasks.close();
        tasks.wait().await;
    }

    fn show(
        &self,
        ports: &Ports,
        letters: bool,
        shutdown: &CancellationToken,
    ) -> (TaskTracker, watch::Receiver<Signs>) {
        let away = self.panels.iter().map(|p| (p.address, Sign::Away)).collect();
        let (signs, signs_rx) = watch::channel::<Signs>(away);
        let tasks = TaskTracker::new();
        let boards = Boards { signs, letters };
        tasks.spawn(display::run(
            self.panels.clone(),
            boards,
            (ports.replica.clone(), ports.trials.clone()),
            shutdown.clone(),
        ));
        (tasks, signs_rx)
    }

    fn line(&self, state: LineState, said: String, ports: &Ports) {
        ports.registry.report(&self.config.id, line_report(state, said));
    }

    fn because_of_line(&self) -> Report {
        let because_of = Some(self.config.id.clone());
        Report { state: "lost".to_owned(), cause: Some(Cause::LineClosed), because_of, ..Report::default() }
    }

    async fn run_modbus(self, hearing: Hearing, shutdown: CancellationToken) {
        let ports = hearing.ports().clone();
        let (tasks, signs) = self.show(&ports, true, &shutdown);
        let mut inputs: BTreeMap<u8, Vec<u16>> = BTreeMap::new();
        let mut contacts = Contacts::new(hearing);
        for button in &self.buttons {
            let (Some(unit), Some(input)) = (button.source.unit, button.source.input) else { continue };
            inputs.entry(unit).or_default().push(input);
            contacts.watch((unit, input), button, "", Gestures::of(&button.map));
        }
        let line = ModbusLine {
            path: self.config.path.clone(),
            baud: self.config.speed(),
            inputs,
            displays: self.panels.iter().map(|p| (p.address, p.digits)).collect(),
        };
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        tasks.spawn(run_modbus(line, signs, events_tx, shutdown));
        loop {
            let event = tokio::select! {
                event = events.recv() => event,
                () = sleep_until(contacts.deadline()) => {
                    contacts.time();
                    continue;
                }
            };
            match event {
                Some(event) => self.take(event, &mut contacts, &ports),
                None => break,
            }
        }
        tasks.close();
        tasks.wait().await;
    }

    fn take(&self, event: ModbusEvent, contacts: &mut Contacts<(u8, u16)>, ports: &Ports) {
        match event {
            ModbusEvent::Line { state, cause } => {
                self.line(state, cause, ports);
                if state != LineState::Open {
                    contacts.forget();
                    self.of_line().for_each(|(_, id)| ports.registry.report(id, self.because_of_line()));
                }
            }
            ModbusEvent::Unit { unit, fault } => {
                for (_, id) in self.of_line().filter(|(u, _)| *u == unit) {
                    let report = match &fault {
                        None => Report::ready(),
                        Some(fault) => Report::trouble("lost", Cause::UnitFault, Remedy::DeviceLost)
                            .saying(format!("unit {unit}: {fault}")),
                    };
                    ports.registry.report(id, report);
                }
            }
            ModbusEvent::Input { unit, input, is_on } => {
                let key = (unit, input);
                if contacts.is_known(key) { contacts.change(key, is_on) } else { contacts.first(key, is_on) }
            }
        }
    }

    fn of_line(&self) -> impl Iterator<Item = (u8, &DeviceId)> {
        let panels = self.panels.iter().map(|p| (p.address, &p.id));
        panels.chain(self.buttons.iter().filter_map(|b| Some((b.source.unit?, &b.id))))
    }
}

fn unverified() -> Report {
    let remedy = Some(Remedy::Unverified);
    Report { state: "unverified".to_owned(), remedy, ..Report::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_far_as_a_display_can() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        let panel = |digits, letters: &[(char, u8)]| Panel {
            id: DeviceId::new("p").unwrap(),
            line: DeviceId::new("l").unwrap(),
            address: 1,
            counter: queue::id::CounterId::new("c").unwrap(),
            uid: None,
            digits,
            letter_digits: letters.iter().map(|(l, d)| (l.to_string(), *d)).collect(),
        };
        assert_eq!(text(number("A042"), &panel(4, &[]), true), "A042");
        assert_eq!(text(number("A042"), &panel(4, &[]), false), "042");
        assert_eq!(text(number("C042"), &panel(4, &[('A', 1), ('C', 3)]), false), "3042");
        assert_eq!(text(number("C042"), &panel(3, &[('C', 3)]), false), "042", "no room for the letter");
        assert_eq!(text(number("A1000"), &panel(4, &[('A', 1)]), false), "1000", "nor here");
    }
}
