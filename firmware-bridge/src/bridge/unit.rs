//! One device, as the bridge knows it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::host::{DeviceReport, DeviceState, PressKey, Why};
use crate::wire::message::{CAP_DISPLAY, CAP_LAMPS, EventKind, Lamp, LampPattern, Show, Text};
use crate::wire::payload::{About, Condition, Figures, Happened, Stamp, SteadyLamp, TextLine, Wanted};

/// Presses of one device that wait to be recorded. One, as a device has one under way; more only when it was restarted
/// in between. Behind a full queue new ones are lost and counted: the first press wins.
pub(super) const PRESSES_MAX: usize = 8;
/// A press the daemon has not recorded is said again after this time.
pub(super) const REPEAT: Duration = Duration::from_secs(1);
/// The lamp that says "offline" (PROTOCOL.md).
const LAMP_OFFLINE: u8 = 2;
/// What a display shows while nobody knows what it should.
const AWAY: &str = "--";

struct Waiting {
    key: PressKey,
    kind: EventKind,
    input: u8,
    at: Instant,
    said: Option<Instant>,
}

/// One device.
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) line: usize,
    pub(super) addr: u8,
    pub(super) condition: Condition,
    pub(super) about: About,
    presses: VecDeque<Waiting>,
    seq: u64,
    /// Presses there was no room for.
    lost: u16,
    wanted: Wanted,
    shown: BTreeMap<u8, TextLine>,
    lamps: BTreeMap<u8, LampPattern>,
}

/// What a unit wants of its device.
pub(super) enum Wish {
    Show(Show),
    Lamp(Lamp),
    /// The text is too long for the wire.
    TooLong(String),
}

impl Unit {
    pub(super) fn new(id: String, line: usize, addr: u8, about: About) -> Self {
        let condition = Condition {
            bridge: about.bridge.clone(),
            status: DeviceState::Starting,
            why: Why::Unsaid,
            cause: "the bridge was started".to_owned(),
            figures: None,
        };
        Self {
            id,
            line,
            addr,
            condition,
            about,
            presses: VecDeque::new(),
            seq: 0,
            lost: 0,
            wanted: Wanted::default(),
            shown: BTreeMap::new(),
            lamps: BTreeMap::new(),
        }
    }

    pub(super) fn take_report(&mut self, report: DeviceReport) {
        self.condition.status = report.state;
        self.condition.why = report.why;
        self.condition.cause = report.cause;
        self.about.uid = report.uid.map(|uid| uid.to_string()).or(self.about.uid.take());
        self.about.model = report.model.or(self.about.model);
        self.about.fw = report.fw.or(self.about.fw);
        self.about.caps = report.caps.or(self.about.caps);
    }

    /// Takes the device's own figures; presses lost here are lost as well.
    pub(super) fn take_figures(&mut self, mut figures: Figures) {
        figures.presses_lost = figures.presses_lost.saturating_add(self.lost);
        self.condition.figures = Some(figures);
    }

    /// Keeps a press until it is recorded; false when there is no room.
    pub(super) fn press(&mut self, key: PressKey, kind: EventKind, input: u8, at: Instant) -> bool {
        if self.presses.iter().any(|waiting| waiting.key == key) {
            return true;
        }
        if self.presses.len() >= PRESSES_MAX {
            self.lost = self.lost.saturating_add(1);
            let figures = self.condition.figures.get_or_insert_default();
            figures.presses_lost = figures.presses_lost.saturating_add(1);
            return false;
        }
        self.presses.push_back(Waiting { key, kind, input, at, said: None });
        true
    }

    /// Forgets a press that is recorded; false when it is not known.
    pub(super) fn recorded(&mut self, key: PressKey) -> bool {
        let before = self.presses.len();
        self.presses.retain(|waiting| waiting.key != key);
        self.presses.len() < before
    }

    /// The way to the daemon is new: say everything at once.
    pub(super) fn say_again(&mut self) {
        self.presses.iter_mut().for_each(|waiting| waiting.said = None);
    }

    /// Returns the oldest press if it is time to say it (again).
    pub(super) fn due_press(&mut self, now: Instant, (run, mono_ms): (&str, u64)) -> Option<Happened> {
        let waiting = self.presses.front_mut()?;
        if waiting.said.is_some_and(|said| now < said + REPEAT) {
            return None;
        }
        waiting.said = Some(now);
        self.seq += 1;
        Some(Happened {
            id: waiting.key.to_string(),
            kind: waiting.kind,
            input: waiting.input,
            age_ms: u64::try_from(now.saturating_duration_since(waiting.at).as_millis()).unwrap_or(u64::MAX),
            seq: self.seq,
            stamp: Stamp { run: run.to_owned(), mono_ms: Some(mono_ms) },
        })
    }

    /// Takes what the device shall show from now on.
    pub(super) fn want(&mut self, wanted: Wanted) -> Vec<Wish> {
        self.wanted = wanted;
        self.catch_up()
    }

    /// Returns what differs between what is shown and what shall be.
    pub(super) fn catch_up(&mut self) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let mut lines: BTreeMap<u8, TextLine> =
            self.wanted.lines.iter().map(|line| (line.slot, line.clone())).collect();
        for (slot, shown) in &self.shown {
            let dark = TextLine { desk: 0, text: String::new(), ..shown.clone() };
            lines.entry(*slot).or_insert(dark);
        }
        for (slot, line) in lines {
            if self.shown.get(&slot) == Some(&line) {
                continue;
            }
            match line.show() {
                Some(show) => wishes.push(Wish::Show(show)),
                None => wishes.push(Wish::TooLong(line.text.clone())),
            }
            self.shown.insert(slot, line);
        }
        wishes.extend(self.steady(&self.wanted.lamps.clone()));
        wishes
    }

    fn steady(&mut self, lamps: &[SteadyLamp]) -> Vec<Wish> {
        let mut wanted: BTreeMap<u8, LampPattern> = lamps.iter().map(|l| (l.lamp, l.pattern)).collect();
        for lamp in self.lamps.keys() {
            wanted.entry(*lamp).or_insert(LampPattern::Off);
        }
        let mut wishes = Vec::new();
        for (lamp, pattern) in wanted {
            if self.lamps.insert(lamp, pattern) != Some(pattern) {
                wishes.push(Wish::Lamp(Lamp { lamp, pattern, ttl_ms: 0 }));
            }
        }
        wishes
    }

    /// Lights the lamp that says "offline".
    pub(super) fn offline(&mut self) -> Vec<Wish> {
        if self.about.caps.is_none_or(|caps| caps & CAP_LAMPS == 0) {
            return Vec::new();
        }
        let mut lamps = self.wanted.lamps.clone();
        lamps.retain(|lamp| lamp.lamp != LAMP_OFFLINE);
        lamps.push(SteadyLamp { lamp: LAMP_OFFLINE, pattern: LampPattern::SlowBlink });
        self.steady(&lamps)
    }

    /// Takes what nobody vouches for any more off the display.
    pub(super) fn away(&mut self) -> Vec<Wish> {
        if self.about.caps.is_none_or(|caps| caps & CAP_DISPLAY == 0) {
            return Vec::new();
        }
        // One that was never told anything shows dashes by itself.
        let slots: Vec<(u8, u32)> = self.shown.iter().map(|(slot, line)| (*slot, line.rev)).collect();
        let mut wishes = Vec::new();
        for (slot, rev) in slots {
            let line = TextLine { rev, slot, desk: 0, text: AWAY.to_owned() };
            if self.shown.insert(slot, line.clone()).as_ref() != Some(&line)
                && let Ok(text) = Text::new(AWAY)
            {
                wishes.push(Wish::Show(Show { rev, slot, desk: 0, text }));
            }
        }
        wishes
    }
}
