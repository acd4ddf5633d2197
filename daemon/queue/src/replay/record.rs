//! From a day's events to what people and clerks did of their own accord.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ready::{Ready, Turn};
use super::{AWAY_MS, Change, Patience};
use crate::calendar::DayPlan;
use crate::command::{Actor, Command, Place, Target};
use crate::config::OfficeConfig;
use crate::event::{Event, FinishedBy, Recorded};
use crate::figures::undone;
use crate::id::{CommandId, CounterId, ServiceId, TicketId};
use crate::office::{Office, State};
use crate::selection::Rule;
use crate::ticket::TicketState;
use crate::time::Timestamp;

/// What is done with a ticket some time after it came or was called.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum What {
    Start,
    Finish { outcome: Option<String>, next: Option<ServiceId> },
    NoShow,
    Reinstate,
    Park { reason: String, from: CounterId },
    Resume,
    Transfer { to: Target, note: Option<String> },
    Return(Place),
    Cancel,
    Void(String),
}

impl What {
    /// Returns true when the counter that had the ticket is free afterwards.
    pub fn lets_go(&self) -> bool {
        !matches!(self, Self::Start | Self::Reinstate | Self::Resume | Self::Finish { next: Some(_), .. })
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Step {
    /// Since the person came, or since the call.
    pub after_ms: i64,
    /// Its place in the journal: what tells the order of things at one instant.
    pub seq: u64,
    pub what: What,
    pub actor: Actor,
}

/// Somebody with a ticket: what happened before the first call, after it, after the second …
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Person {
    pub came_at: Timestamp,
    pub service: Option<ServiceId>,
    pub parts: Vec<Vec<Step>>,
    pub called_at: Option<Timestamp>,
    /// How long they were seen to wait for the first call, and whether they then gave up.
    pub seen: Option<(i64, bool)>,
}

/// A command at its own time.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Cue {
    pub at: Timestamp,
    pub seq: u64,
    pub command: Command,
    pub actor: Actor,
    /// The identity a ticket of it has.
    pub fresh: TicketId,
}

/// A time in which a counter could call, until it did or could no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Chance {
    pub ms: i64,
    pub seq: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manner {
    pub chances: Vec<Chance>,
    /// When the clerk was away though the counter was open.
    pub away: Vec<(Timestamp, Timestamp)>,
}

/// A recorded day, ready to be played again.
#[derive(Clone, Debug)]
pub struct Recording {
    pub(super) before: State,
    pub(super) plan: DayPlan,
    pub(super) people: BTreeMap<TicketId, Person>,
    pub(super) cues: Vec<Cue>,
    pub(super) manners: BTreeMap<CounterId, Manner>,
    pub(super) until: Timestamp,
    pub(super) closes: bool,
    /// The day's events without what was taken back.
    pub events: Vec<Recorded>,
}

struct Taking {
    recording: Recording,
    office: Office,
    ready: Ready,
    /// The command that ended the day: what it did to people was not their doing.
    closing: Option<CommandId>,
}

impl Recording {
    /// Takes a day apart: `events` from its opening to its end or to the present, `before` the office as it stood then
    /// (who is booked, who was carried over). Nothing when no day is opened in them.
    #[must_use]
    pub fn of(before: State, events: &[Recorded], config: &Arc<OfficeConfig>) -> Option<Self> {
        let undone = undone(events.iter());
        let opened = events.iter().position(|r| matches!(r.event, Event::DayOpened { .. }))?;
        let Event::DayOpened { plan } = &events[opened].event else { return None };
        let end = events.iter().position(|r| matches!(r.event, Event::DayClosed { .. }));
        let day = &events[opened..end.map_or(events.len(), |end| end + 1)];
        let day: Vec<Recorded> = day.iter().filter(|r| !undone.contains(&r.command)).cloned().collect();
        let recording = Self {
            before: before.clone(),
            plan: plan.clone(),
            people: BTreeMap::new(),
            cues: Vec::new(),
            manners: BTreeMap::new(),
            until: events[opened].at,
            closes: end.is_some(),
            events: day.clone(),
        };
        let office = Office { config: Arc::clone(config), state: before };
        let closing = end.map(|end| events[end].command.clone());
        let mut taking = Taking { recording, office, ready: Ready::default(), closing };
        taking.carried(&day);
        for recorded in &day {
            taking.take(recorded);
        }
        Some(taking.finish())
    }

    /// Returns the waits people were seen to have for their first call, each with whether they gave up.
    #[must_use]
    pub fn waits(&self) -> Vec<(i64, bool)> {
        self.people.values().filter_map(|p| p.seen).collect()
    }

    /// Returns how long the day has lasted, in milliseconds.
    #[must_use]
    pub fn lasted_ms(&self) -> i64 {
        self.until.since(self.plan.opens_at)
    }

    /// Returns when the day's first tickets were given.
    #[must_use]
    pub fn opens_at(&self) -> Timestamp {
        self.plan.opens_at
    }

    /// Returns the day's name.
    #[must_use]
    pub fn day(&self) -> crate::time::Date {
        self.plan.day
    }

    /// Returns the same rules and counters as in the record: played again, it must come out as it was.
    #[must_use]
    pub fn unchanged(config: &Arc<OfficeConfig>, patience: Patience) -> Change {
        Change { config: Arc::clone(config), staffing: Vec::new(), patience, utc_offset_ms: 0 }
    }
}

impl Taking {
    /// Those who wait from a day before.
    fn carried(&mut self, day: &[Recorded]) {
        let Some(first) = day.first() else { return };
        for (id, ticket) in self.office.state.tickets.iter().filter(|(_, t)| !t.state.is_final()) {
            let person = Person {
                came_at: first.at,
                service: Some(ticket.service.clone()),
                parts: vec![Vec::new()],
                ..Person::default()
            };
            self.recording.people.insert(*id, person);
        }
    }

    fn take(&mut self, recorded: &Recorded) {
        // A clock that was set back does not turn the order of things round.
        let at = recorded.at.max(self.recording.until);
        self.recording.until = at;
        let by_closing = self.closing.as_ref() == Some(&recorded.command);
        self.cue(recorded, at, by_closing);
        self.step(recorded, at, by_closing);
        self.office.apply(recorded);
        let called = match &recorded.event {
            Event::TicketCalled { counter, reason, .. } if reason.rule != Rule::Picked => Some(counter),
            _ => None,
        };
        for (counter, turn) in self.ready.look(&self.office, &BTreeSet::new(), at) {
            if let Turn::Ended(since) = turn {
                let own = called == Some(&counter);
                self.chance(counter, since, at, own.then_some(recorded.seq));
            }
        }
    }

    /// A counter could call since then; `call` is the place of the call it made in the end, if it did.
    fn chance(&mut self, counter: CounterId, since: Timestamp, at: Timestamp, call: Option<u64>) {
        let manner = self.recording.manners.entry(counter).or_default();
        // Who did not call until the chance was over would have called after it.
        let ms = at.since(since) + i64::from(call.is_none());
        let seq = call.unwrap_or(u64::MAX);
        if ms > AWAY_MS {
            manner.away.push((since, since + ms));
            manner.chances.push(Chance { ms: 0, seq });
        } else {
            manner.chances.push(Chance { ms, seq });
        }
    }

    /// What happens at its own time, whatever the queue does.
    fn cue(&mut self, recorded: &Recorded, at: Timestamp, by_closing: bool) {
        let fresh = recorded.event.ticket().unwrap_or(TicketId(0));
        let command = match &recorded.event {
            Event::TicketIssued { service, class, locale, print, .. } => {
                self.comes(fresh, service.clone(), at);
                Command::IssueTicket {
                    service: service.clone(),
                    class: *class,
                    locale: *locale,
                    print: *print,
                }
            }
            Event::AppointmentBooked { service, booked_at, locale, .. } => {
                Command::BookAppointment { service: service.clone(), at: *booked_at, locale: *locale }
            }
            Event::AppointmentCheckedIn { ticket, print, .. } => {
                if let Some(booking) = self.office.state.bookings.get(ticket) {
                    let service = booking.service.clone();
                    self.comes(*ticket, service, at);
                }
                Command::CheckIn { ticket: *ticket, print: *print }
            }
            Event::TicketCancelled { ticket } if self.office.state.bookings.contains_key(ticket) => {
                Command::Cancel { ticket: *ticket }
            }
            Event::TicketCalled { ticket, counter, reason, pick_reason, .. }
                if reason.rule == Rule::Picked =>
            {
                let reason = pick_reason.clone().unwrap_or_default();
                Command::Pick { counter: counter.clone(), ticket: *ticket, reason }
            }
            Event::CounterOpened { counter } => Command::OpenCounter { counter: counter.clone() },
            Event::CounterPaused { counter, reason } => {
                Command::PauseCounter { counter: counter.clone(), reason: reason.clone() }
            }
            Event::CounterClosed { counter } if !by_closing => {
                Command::CloseCounter { counter: counter.clone(), in_hand: None }
            }
            Event::RollStarted { letter, next } => Command::StartRoll { letter: *letter, next: *next },
            Event::RollEnded {} => Command::EndRoll {},
            _ => return,
        };
        self.recording.cues.push(Cue {
            at,
            seq: recorded.seq,
            command,
            actor: recorded.actor.clone(),
            fresh,
        });
    }

    fn comes(&mut self, ticket: TicketId, service: ServiceId, at: Timestamp) {
        let person =
            Person { came_at: at, service: Some(service), parts: vec![Vec::new()], ..Person::default() };
        self.recording.people.insert(ticket, person);
    }

    /// What happens to a ticket some time after it came or was called.
    fn step(&mut self, recorded: &Recorded, at: Timestamp, by_closing: bool) {
        let Some(ticket) = recorded.event.ticket() else { return };
        let waits = self.office.state.tickets.get(&ticket).is_some_and(|t| t.state == TicketState::Waiting);
        let Some(person) = self.recording.people.get_mut(&ticket) else { return };
        if let Event::TicketCalled { .. } = recorded.event {
            person.seen.get_or_insert((at.since(person.came_at), false));
            person.called_at = Some(at);
            person.parts.push(Vec::new());
            return;
        }
        let Some(what) = what(&recorded.event) else { return };
        if what == What::Cancel && waits && person.called_at.is_none() {
            person.seen.get_or_insert((at.since(person.came_at), true));
        }
        // What the day's end cut off went on: it must not be over before the day is.
        let after_ms = at.since(person.called_at.unwrap_or(person.came_at)) + i64::from(by_closing);
        let (seq, actor) = (recorded.seq, recorded.actor.clone());
        if let Some(part) = person.parts.last_mut() {
            part.push(Step { after_ms, seq, what, actor });
        }
    }

    fn finish(mut self) -> Recording {
        let until = self.recording.until;
        let left: Vec<_> = self.ready.now().map(|(c, since)| (c.clone(), since)).collect();
        for (counter, since) in left {
            self.chance(counter, since, until, None);
        }
        for person in self.recording.people.values_mut() {
            person.seen.get_or_insert((until.since(person.came_at), false));
        }
        self.recording
    }
}

fn what(event: &Event) -> Option<What> {
    Some(match event {
        Event::ServiceStarted { .. } => What::Start,
        Event::ServiceFinished { outcome, next_service, by, .. } => {
            let next = next_service.clone().filter(|_| *by != FinishedBy::Close);
            What::Finish { outcome: outcome.clone(), next }
        }
        Event::TicketNoShow { .. } => What::NoShow,
        Event::TicketReinstated { .. } => What::Reinstate,
        Event::TicketParked { reason, counter, .. } => {
            What::Park { reason: reason.clone(), from: counter.clone() }
        }
        Event::TicketResumed { .. } => What::Resume,
        Event::TicketTransferred { service, to_counter, note, .. } => {
            let to = match to_counter {
                Some(counter) => Target::Counter(counter.clone()),
                None => Target::Service(service.clone()),
            };
            What::Transfer { to, note: note.clone() }
        }
        Event::TicketReturned { place, .. } => What::Return(*place),
        Event::TicketCancelled { .. } => What::Cancel,
        Event::TicketVoided { reason, .. } => What::Void(reason.clone()),
        _ => return None,
    })
}
