//! Print jobs: from a ticket that wants paper to a printer that can give it, and back to the journal.
//!
//! A job is a ticket and the number of its copy. It leaves for a printer only after the journal knows that it does;
//! what became of it is a command. A job whose fate nobody knows is printed again as a marked copy, with the same
//! number; one that nobody could print in time expires, so that old numbers do not spill out after a paper change.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use display::raster::Raster;
use display::ticket::{Press, Template, TicketData, WordBook, render_png};
use queue::command::{Command, PrintFailure};
use queue::id::{CommandId, TicketId};
use queue::ticket::{Class, PrintState, Ticket};
use queue::time::SECOND_MS;
use queue::{Office, Rejection};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::line::Ports;
use super::trial::Trials;
use crate::calendar::OfficeCalendar;
use crate::config::{self, PrinterLink};
use crate::dispatcher::{Failure, system};
use crate::forecast::Waits;
use crate::printer::profile::Profile;
use crate::printer::status::{Cause, PrinterState};
use crate::printer::{self, JobOutcome, PrintJob, PrinterEvent, Target, Timing};
use crate::registry::{Kind, Report};
use crate::ticket::local;
use crate::token::Tokens;
use crate::view;

/// Jobs handed to one printer at a time: the next waits here, where it can still go to another one.
const JOBS_AT_PRINTER: usize = 1;
/// Events of printers that may wait; a full channel makes the printer wait.
const EVENTS_MAX: usize = 64;
/// How often waiting jobs are looked at though nothing happened: they expire.
const TICK: Duration = Duration::from_millis(500);
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
    /// The office's zone, for the date on the ticket.
    pub calendar: Arc<OfficeCalendar>,
    /// The wait printed on it.
    pub waits: Waits,
    /// What is on a ticket.
    pub template: Template,
    /// Test prints, which go past it.
    pub trials: Trials,
}

/// A printer as the spooler knows it.
struct Station {
    printer: Printer,
    jobs: mpsc::Sender<PrintJob>,
    usable: bool,
    holds: Option<String>,
    /// It just lost track of a ticket; another printer is the better choice until it says how it is.
    doubtful: bool,
}

/// A job that left for a printer.
struct UnderWay {
    ticket: TicketId,
    copy: u32,
    station: usize,
    png: Vec<u8>,
}

struct Desk {
    spooler: Spooler,
    press: Press,
    stations: Vec<Station>,
    under_way: BTreeMap<String, UnderWay>,
    first_seen: BTreeMap<String, Instant>,
    run_id: String,
    asked: u64,
    stop: CancellationToken,
}

impl Spooler {
    /// Makes the printers known and drives them until told to stop.
    pub async fn run(self, printers: Vec<Printer>, shutdown: CancellationToken) {
        let tasks = TaskTracker::new();
        let (events_tx, mut events) = mpsc::channel(EVENTS_MAX);
        let outstanding = outstanding(&self.ports.replica.read());
        let mut stations = Vec::with_capacity(printers.len());
        for (index, printer) in printers.into_iter().enumerate() {
            let setup = printer::Setup {
                profile: printer.profile.clone(),
                target: printer.target(),
                timing: Timing::default(),
                outstanding: outstanding.iter().map(|(job, ..)| job.clone()).collect(),
            };
            let facts =
                [("family", printer.profile.name.clone()), ("link", format!("{:?}", printer.config.link))];
            self.ports.registry.add(&printer.config.id, Kind::Printer, None, &facts);
            let (jobs, jobs_rx) = mpsc::channel(JOBS_AT_PRINTER);
            let (own_tx, mut own) = mpsc::channel(EVENTS_MAX);
            tasks.spawn(printer::run(setup, jobs_rx, own_tx, shutdown.clone()));
            let events_tx = events_tx.clone();
            let (trials, id) = (self.trials.clone(), printer.config.id.clone());
            trials.add(id.clone(), printer.profile.clone(), jobs.clone());
            tasks.spawn(async move {
                while let Some(event) = own.recv().await {
                    let Some(event) = trials.take(&id, event) else { continue };
                    if events_tx.send((index, event)).await.is_err() {
                        return;
                    }
                }
            });
            stations.push(Station { printer, jobs, usable: false, holds: None, doubtful: false });
        }
        drop(events_tx);
        let press = Press::new(self.template.clone(), WordBook::built_in());
        let run_id = uuid::Uuid::now_v7().simple().to_string();
        let under_way = outstanding
            .into_iter()
            .map(|(job, ticket, copy)| (job, UnderWay { ticket, copy, station: 0, png: Vec::new() }))
            .collect();
        let mut desk = Desk {
            spooler: self,
            press,
            stations,
            under_way,
            first_seen: BTreeMap::new(),
            run_id,
            asked: 0,
            stop: shutdown.clone(),
        };
        desk.ask_for_copies_left().await;
        let mut changes = desk.spooler.ports.replica.changes();
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
        }
        tasks.close();
        tasks.wait().await;
    }
}

fn job_id(ticket: TicketId, copy: u32) -> String {
    format!("{ticket}.{copy}")
}

/// Jobs the journal left at a printer: it may still know what became of them.
fn outstanding(office: &Office) -> Vec<(String, TicketId, u32)> {
    let tickets = &office.state.tickets;
    let at_printer = tickets.with_paper(PrintState::Sending).chain(tickets.with_paper(PrintState::Stalled));
    at_printer.map(|t| (job_id(t.id, t.copies), t.id, t.copies)).collect()
}

impl Desk {
    /// Asks for the copies of tickets whose fate was found unknown just before the daemon was killed.
    async fn ask_for_copies_left(&mut self) {
        let left: Vec<TicketId> = {
            let office = self.spooler.ports.replica.read();
            let unknown = office.state.tickets.with_paper(PrintState::Unknown);
            unknown.filter(|t| !t.state.is_final()).map(|t| t.id).collect()
        };
        for ticket in left {
            self.ask_for_copy(ticket).await;
        }
    }

    async fn ask_for_copy(&mut self, ticket: TicketId) {
        if let Err(error) = self.ask(Command::Reprint { ticket }).await {
            tracing::debug!(error = %error, "no copy was asked for");
        }
    }

    /// Forgets jobs of which no printer can bring news that anybody takes.
    fn forget_ended(&mut self) {
        let office = self.spooler.ports.replica.read();
        let stations = &self.stations;
        self.under_way.retain(|job, under_way| {
            let held = stations.iter().any(|s| s.holds.as_deref() == Some(job));
            let open = office.state.tickets.get(&under_way.ticket).is_some_and(|t| {
                let open = [PrintState::Sending, PrintState::Stalled, PrintState::Unknown];
                t.copies == under_way.copy && open.contains(&t.print)
            });
            held || open
        });
    }

    /// Gives waiting jobs to printers that are free, oldest first, and lets old ones expire.
    async fn hand_out(&mut self) {
        self.forget_ended();
        let waiting: Vec<Ticket> = {
            let office = self.spooler.ports.replica.read();
            let mut waiting: Vec<Ticket> = office
                .state
                .tickets
                .with_paper(PrintState::Pending)
                .filter(|t| !self.under_way.contains_key(&job_id(t.id, t.copies)))
                .cloned()
                .collect();
            waiting.sort_by_key(|t| (t.issued_at, t.id));
            waiting
        };
        self.first_seen.retain(|job, _| waiting.iter().any(|t| job_id(t.id, t.copies) == *job));
        for ticket in waiting {
            let job = job_id(ticket.id, ticket.copies);
            let seen = *self.first_seen.entry(job.clone()).or_insert_with(Instant::now);
            if ticket.state.is_final() || self.is_old(&ticket, seen) {
                self.record(ticket.id, ticket.copies, None, Some(PrintFailure::Expired), None).await;
                self.first_seen.remove(&job);
                continue;
            }
            let free = |s: &Station| s.usable && s.holds.is_none();
            let best = self.stations.iter().position(|s| free(s) && !s.doubtful);
            if let Some(station) = best.or_else(|| self.stations.iter().position(free)) {
                self.give(station, &job, &ticket);
            }
        }
    }

    /// An original is as old as its ticket; a copy counts from when it was first wanted here.
    fn is_old(&self, ticket: &Ticket, seen: Instant) -> bool {
        let limit_s = self.stations.iter().map(|s| s.printer.config.job_expires_seconds).max().unwrap_or(20);
        let clock = &self.spooler.ports.clock;
        let limit_ms = i64::from(limit_s) * SECOND_MS;
        // In the office's own time, but never less than really passed: paper does not come faster in a demo.
        let by_clock = ticket.copies == 0 && clock.now().since(ticket.issued_at) > limit_ms;
        let really = seen.elapsed() > Duration::from_secs(limit_s.into());
        really || (by_clock && clock.real(limit_ms) >= Duration::from_secs(limit_s.into()))
    }

    fn give(&mut self, station: usize, job: &str, ticket: &Ticket) {
        let paper = self.stations[station].printer.profile.paper();
        let data = {
            let office = self.spooler.ports.replica.read();
            self.spooler.data(&office, ticket)
        };
        let sheet = self.press.lay_out(&data, paper);
        if !sheet.unprintable.is_empty() {
            tracing::warn!(ticket.number = %ticket.number, characters = ?sheet.unprintable,
                "some characters of a ticket have no glyph and were printed as '?': correct the names in the configuration");
        }
        let png = render_png(&sheet);
        let picture: Raster = sheet.raster;
        let print_job = PrintJob { job: job.to_owned(), picture };
        let station_state = &mut self.stations[station];
        if station_state.jobs.try_send(print_job).is_ok() {
            station_state.holds = Some(job.to_owned());
            let under_way = UnderWay { ticket: ticket.id, copy: ticket.copies, station, png };
            self.under_way.insert(job.to_owned(), under_way);
        }
    }

    async fn take(&mut self, station: usize, event: PrinterEvent) {
        match event {
            PrinterEvent::Status { state, cause, .. } => {
                self.stations[station].usable =
                    matches!(state, PrinterState::Ready | PrinterState::Attention);
                self.stations[station].doubtful = false;
                let id = self.stations[station].printer.config.id.clone();
                self.spooler.ports.registry.report(&id, report(state, cause));
            }
            PrinterEvent::Job { job, outcome } => self.take_outcome(station, job, outcome).await,
        }
    }

    async fn take_outcome(&mut self, station: usize, job: String, outcome: JobOutcome) {
        let Some(UnderWay { ticket, copy, .. }) = self.under_way.get(&job) else { return };
        let (ticket, copy) = (*ticket, *copy);
        match outcome {
            JobOutcome::Sending { permit } => {
                let device = self.stations[station].printer.config.id.clone();
                if self.ask(Command::StartPrint { ticket, copy, device }).await.is_ok() {
                    let _ = permit.send(());
                }
            }
            JobOutcome::Printed { confirmed } => {
                let device = Some(self.stations[station].printer.config.id.clone());
                let command =
                    Command::RecordPrint { ticket, copy, device, failure: None, confirmed, cause: None };
                let _ = self.ask(command).await;
                self.stations[station].doubtful = false;
                self.keep_picture(&job);
                self.finish(&job);
            }
            JobOutcome::Stalled { cause } => {
                self.record(ticket, copy, Some(station), Some(PrintFailure::Stalled), Some(cause)).await;
            }
            JobOutcome::Unknown { cause } => {
                self.release(&job);
                self.stations[station].doubtful = true;
                let failure = Some(PrintFailure::Unknown);
                // After a restart every printer is asked, and each says so: one copy is enough.
                if self.record(ticket, copy, Some(station), failure, Some(cause)).await {
                    self.ask_for_copy(ticket).await;
                }
            }
            JobOutcome::Failed { cause } => {
                let sending = {
                    let office = self.spooler.ports.replica.read();
                    office.state.tickets.get(&ticket).is_some_and(|t| t.print == PrintState::Sending)
                };
                if sending {
                    self.record(ticket, copy, Some(station), Some(PrintFailure::NotSent), Some(cause)).await;
                }
                tracing::debug!(job = %job, ?cause, "a printer did not take a ticket");
                self.finish(&job);
            }
        }
    }

    /// The printer is free again; a late mark may still come for the job.
    fn release(&mut self, job: &str) {
        for station in &mut self.stations {
            if station.holds.as_deref() == Some(job) {
                station.holds = None;
            }
        }
    }

    fn finish(&mut self, job: &str) {
        self.release(job);
        self.under_way.remove(job);
    }

    fn keep_picture(&self, job: &str) {
        let Some(under_way) = self.under_way.get(job).filter(|u| !u.png.is_empty()) else { return };
        let number = {
            let office = self.spooler.ports.replica.read();
            office.state.tickets.get(&under_way.ticket).map(|t| t.number.to_string())
        };
        let number = number.unwrap_or_default();
        tracing::debug!(ticket.number = %number, station = under_way.station, "a ticket was printed");
        self.spooler.ports.registry.add_picture(under_way.ticket.to_string(), number, under_way.png.clone());
    }

    /// Writes an outcome down; false when it was no news.
    async fn record(
        &mut self,
        ticket: TicketId,
        copy: u32,
        station: Option<usize>,
        failure: Option<PrintFailure>,
        cause: Option<Cause>,
    ) -> bool {
        let device = station.map(|s| self.stations[s].printer.config.id.clone());
        let cause = cause.map(word);
        let command = Command::RecordPrint { ticket, copy, device, failure, confirmed: false, cause };
        let answer = self.ask(command).await;
        if let Err(error) = &answer {
            tracing::debug!(error = %error, "the journal did not take the outcome of a print job");
        }
        answer.is_ok()
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
                Ok(done) => {
                    self.spooler.ports.replica.reach(done.seq()).await;
                    return Ok(());
                }
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
}

impl Spooler {
    fn data(&self, office: &Office, ticket: &Ticket) -> TicketData {
        let service = office.config.service(&ticket.service);
        TicketData {
            locale: ticket.locale.map_or("ar", view::tag).to_owned(),
            number: ticket.number.to_string(),
            ahead: Some(view::ahead(office, ticket)),
            wait_range_min: self.waits.now().on_paper(ticket).map(|r| (r.low_min, r.high_min)),
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

/// The cause in one word, as the journal and the pages have it.
fn word(cause: Cause) -> String {
    serde_json::to_value(cause).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn report(state: PrinterState, cause: Option<Cause>) -> Report {
    let remedy = cause.map(remedy).map(str::to_owned);
    let state = match (state, cause) {
        (PrinterState::Ready, _) => "ready".to_owned(),
        (PrinterState::Attention, _) => "near_end".to_owned(),
        (PrinterState::Blocked, Some(Cause::PaperEnd)) => "out_of_paper".to_owned(),
        (PrinterState::Blocked, Some(cause)) => word(cause),
        (PrinterState::Blocked, None) => "blocked".to_owned(),
        (PrinterState::Offline, _) => "lost".to_owned(),
    };
    Report { state, cause: cause.map(word), remedy, because_of: None }
}

/// The remedy as a word of the catalogue (`remedy-…` in `config/locales`).
fn remedy(cause: Cause) -> &'static str {
    match cause {
        Cause::PaperEnd => "paper_end",
        Cause::PaperNearEnd => "paper_near_end",
        Cause::CoverOpen => "cover_open",
        Cause::CutterError => "cutter_error",
        Cause::Overheated => "overheated",
        Cause::MechanicalError => "mechanical_error",
        Cause::Unrecoverable => "unrecoverable",
        Cause::Offline | Cause::Silent | Cause::LinkLost => "check_printer",
        Cause::NotConfirmed => "look_at_ticket",
        Cause::Busy | Cause::NotPermitted | Cause::Restarted => "wait",
    }
}
