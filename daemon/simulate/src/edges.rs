//! The edges of the office as they fail: panels on a line that loses messages, a printer that dies in the middle of a
//! ticket, a portal that goes away and forgets to answer. Each is told what was committed and nothing else, and when the
//! faults stop each must agree with the journal.

use std::collections::{BTreeMap, BTreeSet};

use queue::command::PrintFailure;
use queue::id::{CounterId, DeviceId, Number, TicketId};
use queue::ticket::PrintState;
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Event, State};

use super::chance::Chance;
use super::watch::{Verdict, leads_to};

/// Most events in a batch to the portal.
const BATCH: usize = 500;
/// How often the reporter looks for something to send.
const REPORT_EVERY_MS: i64 = 45 * SECOND_MS;
/// How long a ticket takes to print.
const PRINT_MS: i64 = 2 * SECOND_MS;

#[derive(Default)]
struct Panel {
    wanted: Option<Number>,
    shown: Option<Number>,
}

/// What becomes of a ticket on the printer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Printed,
    /// The printer dies: with the paper out or without, nobody can tell.
    Dies {
        paper: bool,
    },
    /// No paper: it stands still until somebody comes.
    Stalls,
}

struct Job {
    ticket: TicketId,
    copy: u32,
    ends: Timestamp,
    fate: Fate,
}

/// How far the portal is, and what the reporter knows of it.
#[derive(Default)]
struct Portal {
    has: Vec<String>,
    expects: Option<usize>,
    away_until: Option<Timestamp>,
}

/// Every edge of one office.
pub(super) struct Edges {
    chance: Chance,
    printer: DeviceId,
    panels: BTreeMap<CounterId, Panel>,
    /// Where each ticket in hand is, as the events tell it.
    at: BTreeMap<TicketId, CounterId>,
    /// What was called where, once it was committed.
    committed: BTreeSet<(CounterId, Number)>,
    /// The papers that came out.
    papers: BTreeSet<(TicketId, u32)>,
    job: Option<Job>,
    printer_back_at: Timestamp,
    portal: Portal,
    report_at: Timestamp,
    quiet: bool,
    /// Messages and answers lost, papers of unknown fate, batches sent twice.
    pub(super) faults: u64,
    /// The control: the portal takes whatever comes.
    pub(super) portal_is_careless: bool,
}

impl Edges {
    pub(super) fn new(seed: u64, opens_at: Timestamp) -> Self {
        Self {
            chance: Chance::new(seed ^ 0xED6E_5000),
            printer: DeviceId::new("printer-1").expect("invariant: the name is an id"),
            panels: BTreeMap::new(),
            at: BTreeMap::new(),
            committed: BTreeSet::new(),
            papers: BTreeSet::new(),
            job: None,
            printer_back_at: opens_at + -HOUR_MS,
            portal: Portal::default(),
            report_at: opens_at,
            quiet: false,
            faults: 0,
            portal_is_careless: false,
        }
    }

    fn fails(&mut self, probability: f64) -> bool {
        let fails = !self.quiet && self.chance.happens(probability);
        self.faults += u64::from(fails);
        fails
    }

    /// Notes what the journal has from now on; panels may show no other calls.
    pub(super) fn committed(&mut self, events: &[Event]) {
        for event in events {
            if let Event::TicketCalled { counter, number, .. } = event {
                self.committed.insert((counter.clone(), *number));
            }
        }
    }

    /// Tells the panels about events.
    pub(super) fn publish(&mut self, events: &[Event], state: &State) -> Verdict {
        for event in events {
            match event {
                Event::TicketCalled { ticket, counter, number, .. } => {
                    self.panels.entry(counter.clone()).or_default().wanted = Some(*number);
                    self.at.insert(*ticket, counter.clone());
                }
                Event::CommandUndone { .. } | Event::DayClosed { .. } => self.look_again(state),
                _ => self.left(event),
            }
        }
        self.send()
    }

    /// A ticket that is neither called nor served any more leaves its counter's panel.
    fn left(&mut self, event: &Event) {
        use queue::ticket::TicketState::{Called, Serving};
        let (Some(ticket), Some(to)) = (event.ticket(), leads_to(event)) else { return };
        if matches!(to, Called | Serving) {
            return;
        }
        if let Some(counter) = self.at.remove(&ticket)
            && let Some(panel) = self.panels.get_mut(&counter)
        {
            panel.wanted = None;
        }
    }

    /// What a reader does that cannot go on from event to event: it takes the whole view.
    fn look_again(&mut self, state: &State) {
        self.at.clear();
        for panel in self.panels.values_mut() {
            panel.wanted = None;
        }
        for (counter, status) in &state.counters {
            let Some(ticket) = status.in_hand.and_then(|id| state.tickets.get(&id)) else { continue };
            self.at.insert(ticket.id, counter.clone());
            self.panels.entry(counter.clone()).or_default().wanted = Some(ticket.number);
        }
    }

    /// Sends each panel what it lacks, over a line that loses some of it.
    fn send(&mut self) -> Verdict {
        let lacking: Vec<CounterId> =
            self.panels.iter().filter(|(_, p)| p.shown != p.wanted).map(|(id, _)| id.clone()).collect();
        for counter in lacking {
            if self.fails(0.05) {
                continue;
            }
            let Some(panel) = self.panels.get_mut(&counter) else { continue };
            panel.shown = panel.wanted;
            if let Some(number) = panel.shown
                && !self.committed.contains(&(counter.clone(), number))
            {
                return Err(format!(
                    "the panel of {counter} shows {number}, which the journal never called there"
                ));
            }
        }
        Ok(())
    }

    /// The daemon has died and started again: what it knew of the edges is gone, what they did is not. Returns what it
    /// asks first.
    pub(super) fn restart(&mut self, state: &State) -> Result<Vec<Command>, String> {
        if let Some(job) = self.job.take()
            && (job.fate == Fate::Printed || job.fate == Fate::Dies { paper: true })
        {
            self.came_out(job.ticket, job.copy)?;
        }
        self.portal.expects = None;
        self.look_again(state);
        self.send()?;
        let open = [PrintState::Sending, PrintState::Stalled];
        let lost = open.into_iter().flat_map(|print| state.papers(print));
        let lost = lost.map(|p| (p.id, p.copies));
        Ok(lost.flat_map(|(ticket, copy)| self.unknown(ticket, copy)).collect())
    }

    /// Nobody can tell whether the paper came: the journal says so, and a copy that says it is one is wanted.
    fn unknown(&self, ticket: TicketId, copy: u32) -> [Command; 2] {
        let (device, failure) = (Some(self.printer.clone()), Some(PrintFailure::Unknown));
        [
            Command::RecordPrint { ticket, copy, device, failure, confirmed: false, cause: None },
            Command::Reprint { ticket },
        ]
    }

    fn came_out(&mut self, ticket: TicketId, copy: u32) -> Verdict {
        if self.papers.insert((ticket, copy)) {
            return Ok(());
        }
        Err(format!("{ticket} came out twice as copy {copy}: two papers nobody can tell apart"))
    }

    /// Returns when an edge does something next.
    pub(super) fn next_at(&self) -> Timestamp {
        self.job.as_ref().map_or(self.report_at, |job| job.ends.min(self.report_at))
    }

    /// Lets time pass up to now; returns what the daemon asks for in consequence. `lines` is the journal.
    pub(super) fn tick(
        &mut self,
        now: Timestamp,
        state: &State,
        lines: &[String],
    ) -> Result<Vec<Command>, String> {
        let mut commands = Vec::new();
        if let Some(job) = self.job.take_if(|job| job.ends <= now) {
            commands.extend(self.ended(&job, now)?);
        }
        if now >= self.report_at {
            self.report_at = now + REPORT_EVERY_MS;
            self.report(now, lines)?;
            self.send()?;
        }
        Ok(commands.into_iter().chain(self.start(now, state)).collect())
    }

    fn ended(&mut self, job: &Job, now: Timestamp) -> Result<Vec<Command>, String> {
        let device = Some(self.printer.clone());
        let (ticket, copy) = (job.ticket, job.copy);
        let record = |failure| Command::RecordPrint {
            ticket,
            copy,
            device: device.clone(),
            failure,
            confirmed: failure.is_none(),
            cause: None,
        };
        Ok(match job.fate {
            Fate::Printed => {
                self.came_out(ticket, copy)?;
                vec![record(None)]
            }
            Fate::Stalls => {
                // Somebody puts paper in, and the printer goes on with what it holds.
                let ends = now + self.chance.between(30 * SECOND_MS, 8 * MINUTE_MS);
                self.job = Some(Job { ticket, copy, ends, fate: Fate::Printed });
                vec![record(Some(PrintFailure::Stalled))]
            }
            Fate::Dies { paper } => {
                if paper {
                    self.came_out(ticket, copy)?;
                }
                self.printer_back_at = now + self.chance.between(MINUTE_MS, 20 * MINUTE_MS);
                self.unknown(ticket, copy).into()
            }
        })
    }

    /// Starts the next ticket, if the printer works and has nothing to do.
    fn start(&mut self, now: Timestamp, state: &State) -> Option<Command> {
        if self.job.is_some() || now < self.printer_back_at && !self.quiet {
            return None;
        }
        let next = state.papers(PrintState::Pending).next()?;
        let (ticket, copy) = (next.id, next.copies);
        Some(Command::StartPrint { ticket, copy, device: self.printer.clone() })
    }

    /// The journal has it that bytes leave: now they do.
    pub(super) fn started(&mut self, ticket: TicketId, copy: u32, now: Timestamp) {
        let fate = if self.fails(0.01) {
            Fate::Dies { paper: self.chance.happens(0.5) }
        } else if self.fails(0.01) {
            Fate::Stalls
        } else {
            Fate::Printed
        };
        self.job = Some(Job { ticket, copy, ends: now + PRINT_MS, fate });
    }

    /// Sends the portal what it expects next, or asks what that is.
    fn report(&mut self, now: Timestamp, lines: &[String]) -> Verdict {
        if self.portal.away_until.is_some_and(|until| now < until) && !self.quiet {
            return Ok(());
        }
        if self.fails(0.002) {
            self.portal.away_until = Some(now + self.chance.between(10 * MINUTE_MS, 5 * HOUR_MS));
            return Ok(());
        }
        // A question is lost as easily as an answer.
        if self.fails(0.05) {
            return Ok(());
        }
        let from = *self.portal.expects.get_or_insert(self.portal.has.len());
        let batch = &lines[from.min(lines.len())..lines.len().min(from + BATCH)];
        let times = if self.fails(0.03) { 2 } else { 1 };
        for _ in 0..times {
            self.portal.take(from, batch, self.portal_is_careless)?;
        }
        // Taken, but the answer is lost: the reporter sends the same again.
        if !self.fails(0.05) {
            self.portal.expects = Some(self.portal.has.len());
        }
        Ok(())
    }

    /// From now on nothing fails.
    pub(super) fn calm_down(&mut self) {
        self.quiet = true;
    }

    /// Returns whether everything that was wanted of the edges is done.
    pub(super) fn is_settled(&self, state: &State, lines: &[String]) -> bool {
        let open = [PrintState::Pending, PrintState::Sending, PrintState::Stalled];
        self.job.is_none()
            && self.portal.has.len() >= lines.len()
            && open.into_iter().all(|print| state.papers(print).next().is_none())
            && self.panels.values().all(|p| p.shown == p.wanted)
    }

    /// Holds the edges against the journal, after the faults have stopped and all is done.
    pub(super) fn agree(&self, state: &State, lines: &[String]) -> Verdict {
        if self.portal.has != lines {
            let (theirs, ours) = (self.portal.has.len(), lines.len());
            return Err(format!("the portal has {theirs} events and the journal {ours}, or others"));
        }
        for (counter, panel) in &self.panels {
            let in_hand = state.counters.get(counter).and_then(|c| c.in_hand);
            let number = in_hand.and_then(|id| state.tickets.get(&id)).map(|t| t.number);
            if panel.shown != number {
                return Err(format!("the panel of {counter} shows {:?}, in hand is {number:?}", panel.shown));
            }
        }
        let tickets = state.tickets.values().map(|t| (t.print, t.id, t.copies));
        let receipts = state.receipts.iter().map(|r| (r.print, r.id, r.copies));
        for (print, id, copies) in tickets.chain(receipts) {
            if print == PrintState::Printed && !self.papers.contains(&(id, copies)) {
                return Err(format!("{id} is said to be printed, and no paper came out"));
            }
        }
        Ok(())
    }
}

impl Portal {
    /// Takes a batch whose first event has this place; what is known already must be the same.
    fn take(&mut self, from: usize, batch: &[String], careless: bool) -> Verdict {
        if careless {
            self.has.extend_from_slice(batch);
            return Ok(());
        }
        if from > self.has.len() {
            return Ok(());
        }
        for (place, line) in (from..).zip(batch) {
            match self.has.get(place) {
                None => self.has.push(line.clone()),
                Some(known) if known == line => (),
                Some(_) => return Err(format!("event {} is another one at the portal", place + 1)),
            }
        }
        Ok(())
    }
}
