//! One office of the fault run: its journal, its box with desk and conversations, cables, printers, and fate.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use firmware_bridge::sim::printer::{Dialect, Machine};
use futures_util::FutureExt;
use queue::command::Command;
use queue::id::DeviceId;
use queue::ticket::{Class, Ticket};
use queue::time::Timestamp;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::super::desk::{Desk, Station, left_at, outstanding};
use super::Random;
use super::checker::Checker;
use super::fate::{Fault, When};
use super::here::{Durable, Here, device, office};
use crate::printer::conversation::Conversation;
use crate::printer::profile::{CompletionDialect, Cut, Profile, StatusDialect};
use crate::printer::status::Cause;
use crate::printer::{JobOutcome, PrintJob, PrinterEvent, Timing};

/// Steps of time, while something moves and while nothing does.
const BUSY_STEP: Duration = Duration::from_millis(5);
const IDLE_STEP: Duration = Duration::from_millis(20);
/// Bytes the host's kernel takes ahead of the line.
const KERNEL_BYTES: usize = 4_096;
/// Age at which tickets are not printed any more, as an office may have it, and how long everything may take to settle.
const EXPIRES_SECONDS: u32 = 120;
const SETTLED_AFTER: Duration = Duration::from_secs(400);

/// A mistake made on purpose, to see whether the checker finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Nothing,
    WrittenIsPrinted,
    CopiesAreUnmarked,
    NumbersRepeat,
}

/// What kind of office it is.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    family: String,
    printers: usize,
    baud: u32,
    /// Whether a printer without power takes bytes and loses them, instead of stopping the line.
    swallows: bool,
    /// Whether the link breaks with the printer's power, as on USB.
    pub(super) breaks_with_power: bool,
    buffer_bytes: usize,
    wrong: Wrong,
}

impl Setting {
    pub(super) fn random(family: &str, wrong: Wrong, random: &mut Random) -> Self {
        Self {
            family: family.into(),
            printers: 1 + random.below(2) as usize,
            baud: [9_600, 19_200, 38_400, 115_200][random.below(4) as usize],
            swallows: random.below(2) == 0,
            breaks_with_power: random.below(3) == 0,
            buffer_bytes: [64, 512, 4_096, 65_536][random.below(4) as usize],
            wrong,
        }
    }
}

/// A printer with its cable.
pub(super) struct Printer {
    pub(super) machine: Machine,
    pub(super) plugged: bool,
    pub(super) to_printer: VecDeque<u8>,
    /// Bytes the line may still carry, in thousandths.
    pub(super) credit: u64,
    pub(super) received: u64,
    /// Faults that strike at a byte or at a time, and what undoes them.
    pub(super) coming: Vec<(When, Fault)>,
    pub(super) repairs: Vec<(Instant, Fault)>,
}

impl Printer {
    fn new(setting: &Setting, profile: &Profile, dialect: Dialect) -> Self {
        let dpi = profile.dpi as usize;
        let mut machine = Machine::new(dialect, profile.width_dots, dpi, setting.buffer_bytes);
        if !profile.motion_units {
            machine.feed_whole_dots();
        }
        let (coming, repairs) = (Vec::new(), Vec::new());
        Self { machine, plugged: true, to_printer: VecDeque::new(), credit: 0, received: 0, coming, repairs }
    }
}

/// The box while it has power.
struct BoxOn {
    desk: Desk<Here>,
    stations: Vec<Host>,
}

/// One printer as the box has it.
struct Host {
    talk: Conversation,
    jobs: mpsc::Receiver<PrintJob>,
    is_open: bool,
    open_at: Instant,
}

/// The whole office.
pub(super) struct Rig {
    /// How often which fault struck.
    pub(super) faults: BTreeMap<String, u64>,
    /// Prints what happens.
    pub(super) tells: bool,
    pub(super) began: Instant,
    pub(super) setting: Setting,
    pub(super) profile: Profile,
    pub(super) random: Random,
    pub(super) now: Rc<Cell<Instant>>,
    pub(super) dies_after: Rc<Cell<Option<u64>>>,
    durable: Rc<RefCell<Durable>>,
    pub(super) printers: Vec<Printer>,
    on: Option<BoxOn>,
    on_at: Instant,
    handed_out: Instant,
}

impl Rig {
    pub(super) fn new(setting: Setting, random: Random) -> Self {
        let mut profile = Profile::named(&setting.family, &toml::Table::new()).unwrap();
        profile.serial.baud = setting.baud;
        if profile.cut == Cut::None {
            // Somebody tears it off.
            profile.cut = Cut::Partial;
        }
        let dialect = match (profile.status.dialect, setting.family.as_str()) {
            (_, "star-escpos") => Dialect::Mute,
            (_, "citizen-presenter") => Dialect::Citizen,
            (StatusDialect::Epson, _) => Dialect::Epson,
            (StatusDialect::Custom, _) => Dialect::Custom,
            (StatusDialect::Star, _) => Dialect::Star,
            (StatusDialect::Nippon, _) => Dialect::Nippon,
            (StatusDialect::None, _) => Dialect::Mute,
        };
        let start = Instant::now();
        let printer = |_| Printer::new(&setting, &profile, dialect);
        let printers: Vec<Printer> = (0..setting.printers).map(printer).collect();
        if setting.wrong == Wrong::WrittenIsPrinted {
            profile.completion.dialect = CompletionDialect::None;
            profile.status.dialect = StatusDialect::None;
            (profile.status.automatic, profile.status.required) = (false, false);
        }
        let durable = Durable {
            office: office(),
            fresh: Vec::new(),
            clock: Timestamp(1_764_000_000_000),
            asked: 0,
            wrong: setting.wrong,
            stored: BTreeMap::new(),
        };
        let mut rig = Self {
            faults: BTreeMap::new(),
            tells: false,
            began: start,
            setting,
            profile,
            random,
            now: Rc::new(Cell::new(start)),
            dies_after: Rc::default(),
            durable: Rc::new(RefCell::new(durable)),
            printers,
            on: None,
            on_at: start,
            handed_out: start,
        };
        rig.open_day();
        (0..rig.printers.len()).for_each(|at| rig.well(at));
        rig
    }

    /// Says whether this family's printers tell when a ticket is out.
    pub(super) fn confirms(&self) -> bool {
        !matches!(self.profile.completion.dialect, CompletionDialect::None | CompletionDialect::Custom)
            || self.setting.wrong == Wrong::WrittenIsPrinted
    }

    /// Every ticket of the day.
    pub(super) fn tickets(&self) -> Vec<Ticket> {
        self.durable.borrow().office.state.tickets.values().cloned().collect()
    }

    fn open_day(&mut self) {
        let mut durable = self.durable.borrow_mut();
        let clock = durable.clock;
        let plan = queue::calendar::DayPlan {
            day: queue::time::Date::from_days(clock.0 / 86_400_000),
            opens_at: clock + -1_000,
            closes_at: clock + 86_400_000 * 9,
            ends_at: clock + 86_400_000 * 9,
            breaks: Vec::new(),
        };
        durable.commit(Command::OpenDay { plan }).unwrap();
        durable.fresh.clear();
    }

    /// One ticket, and whatever happens to it and around it.
    pub(super) fn ticket_and_faults(&mut self, checker: &mut Checker) {
        for _ in 0..1 + self.random.below(2) {
            self.plan_fault();
        }
        let service = self.durable.borrow().office.config.services[0].id.clone();
        let issue = Command::IssueTicket { service, class: Class::Normal, locale: None, print: true };
        self.durable.borrow_mut().commit(issue).unwrap();
        // Sometimes the next one comes at once, sometimes long after all is over.
        let pause = [200, 6_000, 20_000, 60_000][self.random.below(4) as usize];
        let until = self.now.get() + Duration::from_millis(1 + self.random.below(pause));
        while self.now.get() < until {
            self.step(checker);
        }
    }

    /// Repairs everything and lets it come to rest.
    pub(super) fn settle(&mut self, checker: &mut Checker) {
        self.dies_after.set(None);
        for at in 0..self.printers.len() {
            self.printers[at].coming.clear();
        }
        let until = self.now.get() + SETTLED_AFTER;
        while self.now.get() < until {
            self.step(checker);
        }
    }

    pub(super) fn kill_box(&mut self) {
        self.on = None;
        self.dies_after.set(None);
        self.on_at = self.now.get() + Duration::from_millis(self.random.between(2_000, 15_000));
        for printer in &mut self.printers {
            printer.to_printer.clear();
        }
    }

    fn switch_box_on(&mut self) {
        let now = self.now.get();
        let jobs_left = outstanding(&self.durable.borrow().office);
        let all: Vec<DeviceId> = (0..self.printers.len()).map(device).collect();
        let world = Here {
            durable: self.durable.clone(),
            now: self.now.clone(),
            dies_after: self.dies_after.clone(),
            wrong: self.setting.wrong,
        };
        let (mut stations, mut hosts) = (Vec::new(), Vec::new());
        for at in 0..self.printers.len() {
            let (jobs, jobs_rx) = mpsc::channel(1);
            let left = left_at(&world, &jobs_left, &all[at], &all);
            stations.push(Station::new(device(at), self.profile.paper(), EXPIRES_SECONDS, Vec::new(), jobs));
            let line = (Some(self.setting.baud), left);
            let talk = Conversation::new(self.profile.clone(), Timing::default(), line, now);
            hosts.push(Host { talk, jobs: jobs_rx, is_open: false, open_at: now });
        }
        let mut desk = Desk::new(world, stations, jobs_left);
        let alive = desk.ask_for_copies_left().now_or_never().is_some();
        self.on = Some(BoxOn { desk, stations: hosts });
        if !alive {
            self.kill_box();
        }
    }

    fn step(&mut self, checker: &mut Checker) {
        let is_busy = self.printers.iter().any(|printer| !printer.to_printer.is_empty());
        let step = if is_busy { BUSY_STEP } else { IDLE_STEP };
        self.now.set(self.now.get() + step);
        let now = self.now.get();
        {
            let mut durable = self.durable.borrow_mut();
            durable.clock = durable.clock + step.as_millis() as i64;
        }
        for at in 0..self.printers.len() {
            self.fate(at);
            self.carry(at, step);
            for paper in std::mem::take(&mut self.printers[at].machine.finished) {
                checker.paper(&paper);
                self.tell(at, || format!("a piece of paper of {} rows", paper.rows.len()));
                // Some take it at once, some dream.
                let pause = [50, 2_000, 40_000][self.random.below(3) as usize];
                let taken = now + Duration::from_millis(self.random.below(pause));
                self.printers[at].repairs.push((taken, Fault::TicketTaken));
            }
        }
        if self.on.is_none() && now >= self.on_at {
            self.switch_box_on();
        }
        for at in 0..self.printers.len() {
            self.drive(at);
        }
        if self.on.is_some() && now >= self.handed_out + Duration::from_millis(100) {
            self.handed_out = now;
            if self.on.as_mut().is_none_or(|on| on.desk.hand_out().now_or_never().is_none()) {
                self.kill_box();
            }
        }
        let fresh = std::mem::take(&mut self.durable.borrow_mut().fresh);
        for recorded in fresh {
            self.tell(9, || serde_json::to_string(&recorded.event).unwrap_or_default());
            checker.event(&recorded);
        }
    }

    /// The line carries bytes one by one, and the printer works.
    fn carry(&mut self, at: usize, step: Duration) {
        let step_ms = step.as_millis() as u64;
        let per_step = u64::from(self.setting.baud) / 10 * step_ms;
        self.printers[at].credit = (self.printers[at].credit + per_step).min(per_step + 1_000);
        loop {
            let printer = &mut self.printers[at];
            let is_lost = !printer.machine.is_powered() && self.setting.swallows;
            let goes = is_lost || printer.machine.room() > 0;
            if printer.credit < 1_000 || !printer.plugged || !goes {
                break;
            }
            let Some(byte) = printer.to_printer.pop_front() else { break };
            printer.credit -= 1_000;
            printer.received += 1;
            if !is_lost {
                printer.machine.receive(&[byte]);
                // It works while it receives; in one step the line may carry more than its buffer holds.
                printer.machine.work(0);
            }
            self.fate(at);
        }
        self.printers[at].machine.work(step_ms);
    }

    /// The box talks to one printer.
    fn drive(&mut self, at: usize) {
        let now = self.now.get();
        let Some(on) = &mut self.on else { return };
        let (host, printer) = (&mut on.stations[at], &mut self.printers[at]);
        let answers: Vec<u8> = printer.machine.replies.drain(..).collect();
        if host.is_open && printer.plugged {
            answers.iter().for_each(|byte| host.talk.hear(*byte, now));
        }
        if !host.is_open && now >= host.open_at && printer.plugged {
            (host.is_open, _) = (true, host.talk.opened(now));
        } else if host.is_open && !printer.plugged {
            host.talk.broken = Some(Cause::LinkLost);
        }
        if let Some(given) = host.talk.permit.as_mut().and_then(FutureExt::now_or_never) {
            host.talk.permitted(given, now);
        }
        if host.talk.accepts_jobs()
            && let Ok(job) = host.jobs.try_recv()
        {
            host.talk.offer(job, now);
        }
        while host.is_open {
            let pending = host.talk.pending(now);
            let count = pending.len().min(KERNEL_BYTES - printer.to_printer.len());
            if count == 0 {
                break;
            }
            printer.to_printer.extend(&pending[..count]);
            host.talk.wrote(count, now);
        }
        host.talk.tick(now);
        if let Some(cause) = host.talk.broken.take() {
            printer.to_printer.clear();
            host.talk.lost(cause);
            host.is_open = false;
            host.open_at = now + Duration::from_millis(200 + self.random.below(2_000));
        }
        self.deliver(at);
    }

    /// The printer's news go to the desk.
    fn deliver(&mut self, at: usize) {
        loop {
            let Some(on) = &mut self.on else { return };
            let Some(mut event) = on.stations[at].talk.events.pop_front() else { return };
            if self.tells {
                let time = self.now.get().duration_since(self.began);
                println!("{:9.3} printer {at} says {event:?}", time.as_secs_f64());
            }
            if let (Wrong::WrittenIsPrinted, PrinterEvent::Job { outcome, .. }) =
                (self.setting.wrong, &mut event)
                && let JobOutcome::Printed { confirmed } = outcome
            {
                *confirmed = true;
            }
            if on.desk.take(at, event).now_or_never().is_none() {
                self.kill_box();
            }
        }
    }
}
