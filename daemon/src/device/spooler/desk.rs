//! What becomes of print jobs: which printer gets which, and what the journal is told. No I/O: see [`World`].

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use display::raster::Raster;
use display::ticket::Paper;
use queue::command::{Command, PrintFailure};
use queue::id::{DeviceId, TicketId};
use queue::papers;
use queue::ticket::PrintState;
use queue::time::Timestamp;
use queue::{Office, Rejection};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::word;
use crate::printer::status::{Cause, PrinterState};
use crate::printer::stored::{FixedBand, Record};
use crate::printer::{JobOutcome, Left, PrintJob, PrinterEvent};

/// Copies made of one ticket because the fate of the one before is not known.
const COPIES_MAX: u32 = 3;

/// What the desk looks at and acts upon.
pub(super) trait World {
    /// Looks at the office as committed.
    fn look<T>(&self, look: impl FnOnce(&Office) -> T) -> T;
    /// Has a command carried out; when it returns, [`Self::look`] shows what followed.
    fn ask(&mut self, command: Command) -> impl Future<Output = Result<(), Rejection>> + Send;
    /// The time that really passes.
    fn now(&self) -> Instant;
    /// Whether something was given longer ago than that, by the office's clock.
    fn is_past(&self, issued_at: Timestamp, limit: Duration) -> bool;
    /// Lays a ticket or receipt out; nothing when it is not known any more.
    fn draw(&mut self, id: TicketId, paper: Paper) -> Option<Drawn>;
    /// Tells how a printer does.
    fn report(&mut self, device: &DeviceId, state: PrinterState, cause: Option<Cause>);
    /// The office's day, counted from 1970.
    fn day(&self) -> i64;
    /// Writes down what a printer keeps of the tickets, for the next run.
    fn keep_stored(&mut self, device: &DeviceId, record: Record);
    /// What a printer kept of the tickets.
    fn stored(&self, device: &DeviceId) -> Record;
    /// Shows the technician what came out.
    fn keep_picture(&self, ticket: TicketId, png: Vec<u8>);
}

/// A ticket as it is printed, and as it is looked at.
pub(super) struct Drawn {
    pub(super) picture: Raster,
    pub(super) fixed: Vec<FixedBand>,
    pub(super) png: Vec<u8>,
}

/// A printer as the desk knows it.
pub(super) struct Station {
    pub(super) device: DeviceId,
    pub(super) paper: Paper,
    pub(super) expires_seconds: u32,
    /// The kiosks whose tickets come out here; none for those no printer names.
    pub(super) kiosks: Vec<DeviceId>,
    pub(super) jobs: mpsc::Sender<PrintJob>,
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

pub(super) struct Desk<W> {
    pub(super) world: W,
    stations: Vec<Station>,
    under_way: BTreeMap<String, UnderWay>,
    first_seen: BTreeMap<String, Instant>,
}

impl Station {
    pub(super) fn new(
        device: DeviceId,
        paper: Paper,
        expires_seconds: u32,
        kiosks: Vec<DeviceId>,
        jobs: mpsc::Sender<PrintJob>,
    ) -> Self {
        Self { device, paper, expires_seconds, kiosks, jobs, usable: false, holds: None, doubtful: false }
    }
}

fn job_id(ticket: TicketId, copy: u32) -> String {
    format!("{ticket}.{copy}")
}

/// A job the journal left at a printer.
pub(super) struct Outstanding {
    pub(super) job: String,
    ticket: TicketId,
    copy: u32,
}

/// Returns the jobs the journal left at printers: they may still know what became of them.
pub(super) fn outstanding(office: &Office) -> Vec<Outstanding> {
    let state = &office.state;
    let at_printer = state.papers(PrintState::Sending).chain(state.papers(PrintState::Stalled));
    at_printer.map(|t| Outstanding { job: job_id(t.id, t.copies), ticket: t.id, copy: t.copies }).collect()
}

/// Returns what the last run left at one of the printers. A job of which nobody knows where it went is asked of each.
pub(super) fn left_at<W: World>(
    world: &W,
    jobs: &[Outstanding],
    device: &DeviceId,
    all: &[DeviceId],
) -> Left {
    let facts = world.look(|office| office.state.printers.clone());
    let given = |device: &DeviceId| facts.get(device).and_then(|facts| facts.given);
    let went_here = |job: &&Outstanding| {
        given(device) == Some(job.ticket) || all.iter().all(|device| given(device) != Some(job.ticket))
    };
    let outstanding = jobs.iter().filter(went_here).map(|job| job.job.clone()).collect();
    Left { outstanding, is_unsettled: given(device).is_some(), stored: world.stored(device) }
}

impl<W: World> Desk<W> {
    /// Returns a desk that remembers the jobs [`outstanding`] at a restart.
    pub(super) fn new(world: W, stations: Vec<Station>, outstanding: Vec<Outstanding>) -> Self {
        let under_way =
            |Outstanding { job, ticket, copy }| (job, UnderWay { ticket, copy, station: 0, png: Vec::new() });
        let under_way = outstanding.into_iter().map(under_way).collect();
        Self { world, stations, under_way, first_seen: BTreeMap::new() }
    }

    /// Asks for the copies of tickets whose fate was found unknown just before the daemon was killed.
    pub(super) async fn ask_for_copies_left(&mut self) {
        let left: Vec<TicketId> = self.world.look(|office| {
            office.state.papers(PrintState::Unknown).filter(|p| !p.is_over).map(|p| p.id).collect()
        });
        for ticket in left {
            self.ask_for_copy(ticket).await;
        }
    }

    /// A ticket nobody knows the fate of is printed again, but not for ever: then a person has to look.
    async fn ask_for_copy(&mut self, ticket: TicketId) {
        let copies = self.world.look(|office| office.state.paper(ticket).map_or(0, |p| p.copies));
        if copies >= COPIES_MAX {
            tracing::warn!(ticket.id = %ticket, copies, "a ticket is not printed again by itself any more");
            return;
        }
        if let Err(error) = self.world.ask(Command::Reprint { ticket }).await {
            tracing::debug!(error = %error, "no copy was asked for");
        }
    }

    /// Forgets jobs of which no printer can bring news that anybody takes.
    fn forget_ended(&mut self) {
        let (stations, jobs) = (&self.stations, &mut self.under_way);
        self.world.look(|office| {
            jobs.retain(|job, under_way| {
                let held = stations.iter().any(|s| s.holds.as_deref() == Some(job));
                let open = office.state.paper(under_way.ticket).is_some_and(|p| {
                    let open = [PrintState::Sending, PrintState::Stalled, PrintState::Unknown];
                    p.copies == under_way.copy && open.contains(&p.print)
                });
                held || open
            });
        });
    }

    /// Gives waiting jobs to printers that are free, oldest first, and lets old ones expire.
    pub(super) async fn hand_out(&mut self) {
        self.forget_ended();
        let waiting: Vec<papers::Paper> = self.world.look(|office| {
            let pending = office.state.papers(PrintState::Pending);
            let under_way = |p: &papers::Paper| self.under_way.contains_key(&job_id(p.id, p.copies));
            let mut waiting: Vec<papers::Paper> = pending.filter(|p| !under_way(p)).collect();
            waiting.sort_by_key(|p| (p.issued_at, p.id));
            waiting
        });
        self.first_seen.retain(|job, _| waiting.iter().any(|t| job_id(t.id, t.copies) == *job));
        for ticket in waiting {
            let job = job_id(ticket.id, ticket.copies);
            let seen = *self.first_seen.entry(job.clone()).or_insert_with(|| self.world.now());
            if ticket.is_over || self.is_old(&ticket, seen) {
                self.record(ticket.id, ticket.copies, None, Some(PrintFailure::Expired), None).await;
                self.first_seen.remove(&job);
                continue;
            }
            if let Some(station) = self.station_for(ticket.id) {
                self.give(station, &job, &ticket);
            }
        }
    }

    /// The printer a ticket goes to now: one of its own kiosk, as long as one works; otherwise one of those no kiosk is
    /// named for, and for a kiosk nobody names any. A printer in another part of the building is no help to somebody who
    /// stands at this kiosk.
    fn station_for(&self, ticket: TicketId) -> Option<usize> {
        let kiosk = self.world.look(|office| office.state.tickets.get(&ticket)?.kiosk.clone());
        let own = |s: &Station| kiosk.as_ref().is_some_and(|kiosk| s.kiosks.contains(kiosk));
        let is_named = self.stations.iter().any(own);
        let rank = |s: &Station| match (own(s), s.kiosks.is_empty()) {
            (true, _) => Some(0),
            (false, true) => Some(1),
            (false, false) => (!is_named).then_some(2),
        };
        let usable = self.stations.iter().filter(|s| s.usable);
        let best = usable.filter_map(rank).min()?;
        let free = |s: &Station| s.usable && s.holds.is_none() && rank(s) == Some(best);
        let sure = self.stations.iter().position(|s| free(s) && !s.doubtful);
        sure.or_else(|| self.stations.iter().position(free))
    }

    /// An original is as old as its ticket; a copy counts from when it was first wanted here.
    fn is_old(&self, paper: &papers::Paper, seen: Instant) -> bool {
        let limit_s = self.stations.iter().map(|s| s.expires_seconds).max().unwrap_or(20);
        let limit = Duration::from_secs(limit_s.into());
        self.world.now().saturating_duration_since(seen) > limit
            || (paper.copies == 0 && self.world.is_past(paper.issued_at, limit))
    }

    fn give(&mut self, station: usize, job: &str, ticket: &papers::Paper) {
        let drawn = self.world.draw(ticket.id, self.stations[station].paper);
        let Some(Drawn { picture, fixed, png }) = drawn else { return };
        let print_job = PrintJob { job: job.to_owned(), picture, fixed, day: self.world.day() };
        let station_state = &mut self.stations[station];
        if station_state.jobs.try_send(print_job).is_ok() {
            station_state.holds = Some(job.to_owned());
            let under_way = UnderWay { ticket: ticket.id, copy: ticket.copies, station, png };
            self.under_way.insert(job.to_owned(), under_way);
        }
    }

    /// Takes news from a printer.
    pub(super) async fn take(&mut self, station: usize, event: PrinterEvent) {
        match event {
            PrinterEvent::Status { state, cause, .. } => {
                self.stations[station].usable =
                    matches!(state, PrinterState::Ready | PrinterState::Attention);
                self.stations[station].doubtful = false;
                self.world.report(&self.stations[station].device, state, cause);
            }
            PrinterEvent::Stored { record } => self.world.keep_stored(&self.stations[station].device, record),
            PrinterEvent::Job { job, outcome } => self.take_outcome(station, job, outcome).await,
        }
    }

    async fn take_outcome(&mut self, station: usize, job: String, outcome: JobOutcome) {
        let Some(UnderWay { ticket, copy, .. }) = self.under_way.get(&job) else { return };
        let (ticket, copy) = (*ticket, *copy);
        match outcome {
            JobOutcome::Sending { permit } => {
                let device = self.stations[station].device.clone();
                if self.world.ask(Command::StartPrint { ticket, copy, device }).await.is_ok() {
                    let _ = permit.send(());
                }
            }
            JobOutcome::Printed { confirmed } => {
                let device = Some(self.stations[station].device.clone());
                let command =
                    Command::RecordPrint { ticket, copy, device, failure: None, confirmed, cause: None };
                let _ = self.world.ask(command).await;
                self.stations[station].doubtful = false;
                self.keep_picture(&job);
                self.finish(&job);
            }
            JobOutcome::Stalled { cause } => {
                self.record(ticket, copy, Some(station), Some(PrintFailure::Stalled), Some(cause)).await;
            }
            JobOutcome::Doubtful { cause } => self.lost_track(station, (ticket, copy), cause).await,
            JobOutcome::Unknown { cause } => {
                self.release(&job);
                self.lost_track(station, (ticket, copy), cause).await;
            }
            JobOutcome::Failed { cause } => {
                let sending = self.world.look(|office| {
                    office.state.paper(ticket).is_some_and(|p| p.print == PrintState::Sending)
                });
                if sending {
                    self.record(ticket, copy, Some(station), Some(PrintFailure::NotSent), Some(cause)).await;
                }
                tracing::debug!(job = %job, ?cause, "a printer did not take a ticket");
                self.finish(&job);
            }
        }
    }

    /// A printer lost track of a ticket: a copy is asked for, once. After a restart every printer is asked and says so, and
    /// one in doubt says so twice.
    async fn lost_track(&mut self, station: usize, (ticket, copy): (TicketId, u32), cause: Cause) {
        self.stations[station].doubtful = true;
        if self.record(ticket, copy, Some(station), Some(PrintFailure::Unknown), Some(cause)).await {
            self.ask_for_copy(ticket).await;
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

    fn keep_picture(&mut self, job: &str) {
        if let Some(under_way) = self.under_way.get_mut(job).filter(|u| !u.png.is_empty()) {
            tracing::debug!(job, station = under_way.station, "a ticket was printed");
            self.world.keep_picture(under_way.ticket, std::mem::take(&mut under_way.png));
        }
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
        let device = station.map(|s| self.stations[s].device.clone());
        let cause = cause.map(word);
        let command = Command::RecordPrint { ticket, copy, device, failure, confirmed: false, cause };
        let answer = self.world.ask(command).await;
        if let Err(error) = &answer {
            tracing::debug!(error = %error, "the journal did not take the outcome of a print job");
        }
        answer.is_ok()
    }
}
