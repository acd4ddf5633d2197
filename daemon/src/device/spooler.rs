//! Print jobs: from a ticket that wants paper to a printer that can give it, and back to the journal.
//!
//! A job is a ticket and the number of its copy. It leaves for a printer only after the journal knows that it does;
//! what became of it is a command. A job whose fate nobody knows is printed again as a marked copy, with the same
//! number; one that nobody could print in time expires, so that old numbers do not spill out after a paper change.

mod desk;
#[cfg(test)]
mod fault_run;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use display::ticket::{Paper, Press, Template, TicketData, WordBook, render_png};
use queue::command::Command;
use queue::id::{CommandId, DeviceId, TicketId};
use queue::receipt::Receipt;
use queue::ticket::{Class, Ticket};
use queue::time::{HOUR_MS, Timestamp};
use queue::{Office, Rejection};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::desk::{Desk, Drawn, Station, World, left_at, outstanding};
use super::line::Ports;
use super::trial::Trials;
use crate::calendar::OfficeCalendar;
use crate::config::{self, PrinterLink};
use crate::dispatcher::{Failure, system};
use crate::forecast::Waits;
use crate::printer::profile::Profile;
use crate::printer::status::{Cause, PrinterState};
use crate::printer::stored::{FixedBand, Record};
use crate::printer::{self, PrinterEvent, Target, Timing};
use crate::registry::{self, Kind, Remedy, Report};
use crate::ticket::local;
use crate::token::Tokens;
use crate::view;
use crate::whole_file::write_whole;

/// Jobs handed to one printer at a time: the next waits here, where it can still go to another one.
const JOBS_AT_PRINTER: usize = 1;
/// Events of printers that may wait; a full channel makes the printer wait.
const EVENTS_MAX: usize = 64;
/// How often waiting jobs are looked at though nothing happened: they expire.
const TICK: Duration = Duration::from_millis(500);
/// A ticket's length in mm before one was printed, and what the feed to the knife adds.
const TICKET_MM: f32 = 100.0;
const KNIFE_MM: f32 = 15.0;
/// Pause before the journal is asked again after it could not answer.
const RETRY: Duration = Duration::from_millis(200);

/// A printer with what its family can do.
#[derive(Clone, Debug)]
pub struct Printer {
    /// As configured.
    pub config: config::Printer,
    /// Its family.
    pub profile: Profile,
}

impl Printer {
    /// Returns where it is.
    #[must_use]
    pub fn target(&self) -> Target {
        match &self.config.link {
            PrinterLink::Serial { path, .. } => Target::Serial(path.clone()),
            PrinterLink::Tcp(address) => Target::Tcp(address.clone()),
            PrinterLink::File(path) => Target::File(path.clone()),
        }
    }
}

/// What the spooler works with.
pub struct Spooler {
    /// Commands, the office, the registry, the time.
    pub ports: Ports,
    /// Links on tickets.
    pub tokens: Arc<Tokens>,
    /// What links start with; without it tickets carry none.
    pub public_url: Option<Arc<str>>,
    /// The state directory.
    pub dir: PathBuf,
    /// The office's zone, for the date on the ticket.
    pub calendar: Arc<OfficeCalendar>,
    /// The wait printed on it.
    pub waits: Waits,
    /// What is on a ticket.
    pub template: Template,
    /// What is on a receipt.
    pub receipt_template: Template,
}

/// The desk's world in the daemon.
struct Daemon {
    spooler: Spooler,
    press: Press,
    /// Lays receipts out.
    receipts: Press,
    run_id: String,
    asked: u64,
    rolls: BTreeMap<DeviceId, Roll>,
    stop: CancellationToken,
}

/// How much paper a printer has when it says that there is little, and what a ticket takes.
#[derive(Clone, Copy, Debug)]
struct Roll {
    near_end_mm: f32,
    paper: Paper,
    cut_mm: f32,
    /// The last ticket's length.
    ticket_mm: f32,
}

impl Roll {
    fn of(profile: &Profile) -> Self {
        let near_end_mm = profile.near_end_m * 1_000.0;
        let (paper, cut_mm) = (profile.paper(), profile.feed_before_cut_mm + KNIFE_MM);
        Self { near_end_mm, paper, cut_mm, ticket_mm: TICKET_MM }
    }

    /// Returns how many tickets are left when so many were printed since the printer said that there is little paper.
    fn tickets_left(&self, printed: u32) -> u32 {
        let left = self.near_end_mm / self.ticket_mm.max(1.0) - printed as f32;
        left.max(0.0) as u32
    }
}

impl Spooler {
    /// Makes the printers known and drives them until told to stop.
    pub async fn run(self, printers: Vec<Printer>, shutdown: CancellationToken) {
        let tasks = TaskTracker::new();
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        let press = Press::new(self.template.clone(), WordBook::built_in());
        let run_id = uuid::Uuid::now_v7().simple().to_string();
        let replica = self.ports.replica.clone();
        let rolls = printers.iter().map(|p| (p.config.id.clone(), Roll::of(&p.profile))).collect();
        let receipts = Press::new(self.receipt_template.clone(), WordBook::built_in());
        let world =
            Daemon { spooler: self, press, receipts, run_id, asked: 0, rolls, stop: shutdown.clone() };
        let jobs_left = outstanding(&replica.read());
        let all: Vec<DeviceId> = printers.iter().map(|printer| printer.config.id.clone()).collect();
        let mut stations = Vec::with_capacity(printers.len());
        for (index, printer) in printers.into_iter().enumerate() {
            let left = left_at(&world, &jobs_left, &printer.config.id, &all);
            let facts = [("family", printer.profile.name.clone()), ("link", printer.config.link.to_string())];
            world.spooler.ports.registry.add(&printer.config.id, Kind::Printer, None, &facts);
            let events_tx = events_tx.clone();
            let trials = world.spooler.ports.trials.clone();
            stations.push(start(printer, left, (index, events_tx, trials), (&tasks, &shutdown)));
        }
        drop(events_tx);
        let mut desk = Desk::new(world, stations, jobs_left);
        desk.ask_for_copies_left().await;
        let mut changes = replica.changes();
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some((station, event)) => desk.take(station, event).await,
                    None => break,
                },
                _ = changes.changed(), if !shutdown.is_cancelled() => (),
                () = tokio::time::sleep(TICK), if !shutdown.is_cancelled() => (),
            }
            if !shutdown.is_cancelled() {
                desk.hand_out().await;
            }
            desk.world.tell_rolls();
        }
        tasks.close();
        tasks.wait().await;
    }
}

/// Starts one printer's task; its news come with its index.
fn start(
    printer: Printer,
    left: printer::Left,
    (index, events_tx, trials): (usize, mpsc::Sender<(usize, PrinterEvent)>, Trials),
    (tasks, shutdown): (&TaskTracker, &CancellationToken),
) -> Station {
    let (jobs, jobs_rx) = mpsc::channel(JOBS_AT_PRINTER);
    let (own_tx, mut own) = mpsc::channel(EVENTS_MAX);
    let (paper, expires) = (printer.profile.paper(), printer.config.job_expires_seconds);
    let (target, id) = (printer.target(), printer.config.id.clone());
    trials.add(id.clone(), printer.profile.clone(), jobs.clone());
    let setup = printer::Setup { profile: printer.profile, target, timing: Timing::default(), left };
    tasks.spawn(printer::run(setup, jobs_rx, own_tx, shutdown.clone()));
    tasks.spawn(async move {
        while let Some(event) = own.recv().await {
            let Some(event) = trials.take(&id, event) else { continue };
            if events_tx.send((index, event)).await.is_err() {
                return;
            }
        }
    });
    Station::new(printer.config.id, paper, expires, printer.config.kiosks, jobs)
}

impl Daemon {
    /// Where it is written down what a printer keeps of the tickets.
    fn record_path(&self, device: &DeviceId) -> PathBuf {
        self.spooler.dir.join(format!("stored-{device}.json"))
    }

    /// Tells the technician how many tickets a roll that is nearly used up still gives.
    fn tell_rolls(&self) {
        for (device, roll) in &self.rolls {
            let used = self.look(|office| office.state.printers.get(device).and_then(|p| p.since_near_end));
            let left = used.map(|used| roll.tickets_left(used).to_string());
            self.spooler.ports.registry.set_detail(device, "tickets_left", left);
        }
    }
}

impl World for Daemon {
    fn look<T>(&self, look: impl FnOnce(&Office) -> T) -> T {
        look(&self.spooler.ports.replica.read())
    }

    /// Asks until there is a definite answer: an outcome of a printer must not be lost. Only a daemon that stops while
    /// its journal cannot be written gives up: the journal then knows the job as under way, as after a power cut.
    async fn ask(&mut self, command: Command) -> Result<(), Rejection> {
        self.asked += 1;
        let Ok(id) = CommandId::new(&format!("print:{}:{}", self.run_id, self.asked)) else {
            return Err(Rejection::NoSuchPrintJob);
        };
        loop {
            let answer =
                self.spooler.ports.handle.ask_patiently(id.clone(), system("spooler"), command.clone()).await;
            match answer {
                Ok(_) => return Ok(()),
                Err(Failure::Refused(rejection)) => return Err(rejection),
                Err(Failure::Stopping) => return Err(Rejection::NoSuchPrintJob),
                Err(Failure::Busy | Failure::Unknown | Failure::JournalUnavailable) => {
                    if self.stop.is_cancelled() {
                        return Err(Rejection::NoSuchPrintJob);
                    }
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn is_past(&self, issued_at: Timestamp, limit: Duration) -> bool {
        let clock = &self.spooler.ports.clock;
        let limit_ms = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
        // In the office's own time, but never less than really passed: paper does not come faster in a demo.
        clock.now().since(issued_at) > limit_ms && clock.real(limit_ms) >= limit
    }

    fn draw(&mut self, id: TicketId, paper: Paper) -> Option<Drawn> {
        let (data, is_receipt) = {
            let office = self.spooler.ports.replica.read();
            let ticket =
                office.state.tickets.get(&id).map(|ticket| (self.spooler.data(&office, ticket), false));
            let receipt = office.state.receipts.get(&id);
            ticket.or_else(|| Some((self.spooler.receipt(&office, receipt?), true)))?
        };
        let press = if is_receipt { &mut self.receipts } else { &mut self.press };
        let sheet = press.lay_out(&data, paper);
        if !sheet.unprintable.is_empty() {
            tracing::warn!(ticket.number = %data.number, characters = ?sheet.unprintable,
                "some characters of a ticket have no glyph and were printed as '?': correct the names in the configuration");
        }
        if let Some(roll) = self.rolls.values_mut().find(|roll| roll.paper == paper) {
            roll.ticket_mm = sheet.raster.rows() as f32 * 25.4 / paper.dpi as f32 + roll.cut_mm;
        }
        let fixed = sheet.fixed();
        let fixed = fixed.map(|(key, band)| FixedBand { key: key.0, rows: band.rows.clone() }).collect();
        Some(Drawn { png: render_png(&sheet), fixed, picture: sheet.raster })
    }

    fn day(&self) -> i64 {
        self.spooler.ports.clock.now().0.div_euclid(24 * HOUR_MS)
    }

    fn keep_stored(&mut self, device: &DeviceId, record: Record) {
        let path = self.record_path(device);
        let text = serde_json::to_string(&record).unwrap_or_default();
        // A printer whose record is lost is written anew, at most ten times a day.
        if let Err(error) = write_whole(&path, text.as_bytes(), 0o600) {
            tracing::warn!(device.id = %device, %error, path = %path.display(),
                "what a printer keeps of the tickets could not be written down");
        }
    }

    fn stored(&self, device: &DeviceId) -> Record {
        let text = std::fs::read_to_string(self.record_path(device)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn report(&mut self, device: &DeviceId, state: PrinterState, cause: Option<Cause>) {
        self.spooler.ports.registry.report(device, report(state, cause));
    }

    fn keep_picture(&self, ticket: TicketId, png: Vec<u8>) {
        let number = {
            let office = self.spooler.ports.replica.read();
            let receipt = office.state.receipts.get(&ticket).map(|r| r.number.to_string());
            office.state.tickets.get(&ticket).map(|t| t.number.to_string()).or(receipt)
        };
        self.spooler.ports.registry.add_picture(ticket.to_string(), number.unwrap_or_default(), png);
    }
}

impl Spooler {
    fn data(&self, office: &Office, ticket: &Ticket) -> TicketData {
        let service = office.config.service(&ticket.service);
        let said = self.waits.now();
        TicketData {
            locale: ticket.locale.map_or("ar", queue::config::Locale::tag).to_owned(),
            number: ticket.number.to_string(),
            ahead: said.ahead(ticket.id, ticket.class, view::ahead(office, ticket)),
            wait_range_min: said.on_paper(ticket).map(|r| (r.low_min, r.high_min)),
            priority: ticket.class == Class::Priority,
            issued_local: local(ticket.issued_at, self.calendar.utc_offset_ms(ticket.issued_at)),
            follow_url: self.public_url.as_ref().map(|u| format!("{u}/t/{}", self.tokens.of(ticket.id))),
            copy: ticket.copies,
            appointment_local: ticket
                .booked_at
                .filter(|_| ticket.class == Class::Appointment)
                .map(|at| local(at, self.calendar.utc_offset_ms(at))),
            ..crate::ticket::of_service(&office.config, service)
        }
    }
}

impl Spooler {
    fn receipt(&self, office: &Office, receipt: &Receipt) -> TicketData {
        let at = receipt.registered_at;
        TicketData {
            locale: receipt.locale.map_or("ar", queue::config::Locale::tag).to_owned(),
            number: receipt.number.to_string(),
            issued_local: local(at, self.calendar.utc_offset_ms(at)),
            follow_url: self.public_url.as_ref().map(|u| format!("{u}/t/{}", self.tokens.of(receipt.id))),
            copy: receipt.copies,
            due_date: receipt.due.map(|date| date.ymd()),
            ..crate::ticket::of_service(&office.config, office.config.service(&receipt.service))
        }
    }
}

/// The cause in one word, as the journal and the pages have it.
fn word(cause: Cause) -> String {
    registry::Cause::from(cause).word().to_owned()
}

fn report(state: PrinterState, cause: Option<Cause>) -> Report {
    let state = match (state, cause) {
        (PrinterState::Ready, _) => "ready".to_owned(),
        (PrinterState::Attention, Some(Cause::TicketNotTaken)) => "ticket_not_taken".to_owned(),
        (PrinterState::Attention, _) => "near_end".to_owned(),
        (PrinterState::Blocked, Some(Cause::PaperEnd)) => "out_of_paper".to_owned(),
        (
            PrinterState::Blocked,
            Some(
                cause @ (Cause::CoverOpen
                | Cause::CutterError
                | Cause::Overheated
                | Cause::MechanicalError
                | Cause::Unrecoverable
                | Cause::Offline),
            ),
        ) => word(cause),
        (PrinterState::Blocked, _) => "blocked".to_owned(),
        (PrinterState::Offline, _) => "lost".to_owned(),
    };
    Report { state, cause: cause.map(Into::into), remedy: cause.map(remedy), ..Report::default() }
}

fn remedy(cause: Cause) -> Remedy {
    match cause {
        Cause::PaperEnd => Remedy::PaperEnd,
        Cause::PaperNearEnd => Remedy::PaperNearEnd,
        Cause::TicketNotTaken => Remedy::TakeTicket,
        Cause::CoverOpen => Remedy::CoverOpen,
        Cause::CutterError => Remedy::CutterError,
        Cause::Overheated => Remedy::Overheated,
        Cause::MechanicalError => Remedy::MechanicalError,
        Cause::Unrecoverable => Remedy::Unrecoverable,
        Cause::Offline | Cause::Silent | Cause::LinkLost => Remedy::CheckPrinter,
        Cause::NotConfirmed => Remedy::LookAtTicket,
        Cause::Busy | Cause::NotPermitted | Cause::Restarted => Remedy::Wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_left_are_counted_from_where_the_sensor_spoke() {
        let profile = Profile::named("epson-tm-t20", &toml::Table::new()).unwrap();
        let roll = Roll { ticket_mm: 100.0, ..Roll::of(&profile) };
        let left: Vec<u32> = [0, 1, 49, 50, 60].map(|printed| roll.tickets_left(printed)).to_vec();
        assert_eq!(left, [50, 49, 1, 0, 0]);
    }
}
