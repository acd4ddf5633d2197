//! The play: what people and clerks did, in the order of time; whom a counter calls, by the rules.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::ready::{Ready, Turn};
use super::record::{Cue, Manner, Recording, Step};
use super::{Change, Played, Staffing};
use crate::calendar::LocalTime;
use crate::command::Command;
use crate::config::{Counter, OfficeConfig};
use crate::counter::CounterState;
use crate::event::Recorded;
use crate::id::{CounterId, ServiceId, TicketId};
use crate::office::Office;
use crate::time::{Date, HOUR_MS, MINUTE_MS, Timestamp};

/// Something to come. Its time, its place in the record, and a number of its own are its place in the agenda.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// A command at its own time.
    Cue(Cue),
    /// Done with a ticket after so many calls of it; not if there were more since.
    Step { ticket: TicketId, part: usize, step: Step },
    /// A counter calls, if its chance is still the one it was.
    Call { counter: CounterId, chance: usize },
    /// A counter that is taken away leaves, or comes back.
    Away { counter: CounterId, away: bool },
    /// The day ends.
    End,
}

#[derive(Default)]
pub(super) struct Desk {
    pub manner: Manner,
    /// Chances it has had.
    pub chances: usize,
    /// As the record wants it.
    pub wanted: CounterState,
    pub away: bool,
    /// Picks that wait until it is free.
    pub picks: VecDeque<Cue>,
}

/// What is usual on the day, for what the record does not say.
#[derive(Default)]
pub(super) struct Usual {
    pub busy_ms: BTreeMap<ServiceId, i64>,
    pub office_busy_ms: i64,
    pub walk_ms: Option<i64>,
    pub reaction_ms: i64,
}

pub(super) struct Play<'a> {
    pub recording: &'a Recording,
    pub change: &'a Change,
    pub office: Office,
    pub agenda: BTreeMap<(Timestamp, u64, u64), Act>,
    pub ready: Ready,
    pub desks: BTreeMap<CounterId, Desk>,
    /// Counters that close as soon as they are free.
    pub closing: BTreeSet<CounterId>,
    /// How often each ticket was called.
    pub calls: BTreeMap<TicketId, usize>,
    pub usual: Usual,
    pub events: Vec<Recorded>,
    pub refused: u32,
    /// Things put into the agenda and commands given, to tell them apart.
    pub count: u64,
}

/// Plays a recorded day with a change.
#[must_use]
pub fn replay(recording: &Recording, change: &Change) -> Played {
    let (config, added) = with_added(change);
    let mut before = recording.before.clone();
    before.day = None;
    let mut play = Play {
        recording,
        change,
        office: Office { config: Arc::clone(&config), state: before },
        agenda: BTreeMap::new(),
        ready: Ready::default(),
        desks: BTreeMap::new(),
        closing: BTreeSet::new(),
        calls: BTreeMap::new(),
        usual: usual(recording),
        events: Vec::new(),
        refused: 0,
        count: 0,
    };
    for (counter, manner) in &recording.manners {
        play.desk(counter).manner = manner.clone();
    }
    play.set_up(&added);
    while let Some(((at, seq, _), act)) = play.agenda.pop_first() {
        if at > recording.until {
            break;
        }
        play.act(at, seq, act);
    }
    Played { events: play.events, refused: play.refused, config }
}

/// The office of the play with the counters that are added, each with when it is there.
fn with_added(change: &Change) -> (Arc<OfficeConfig>, Vec<(CounterId, LocalTime, LocalTime)>) {
    let mut config = OfficeConfig::clone(&change.config);
    let mut added = Vec::new();
    let everything: BTreeMap<ServiceId, u32> =
        config.counters.iter().flat_map(|c| c.skills.keys().map(|service| (service.clone(), 1000))).collect();
    for staffing in &change.staffing {
        let Staffing::More { number, from, to, like } = staffing else { continue };
        let like = like.as_ref().and_then(|id| config.counter(id)).map(|c| c.skills.clone());
        let skills = like.unwrap_or_else(|| everything.clone());
        for _ in 0..*number {
            let label = format!("+{}", added.len() + 1);
            let Ok(id) = CounterId::new(&format!("added-{}", added.len() + 1)) else { continue };
            config.counters.push(Counter { id: id.clone(), label, skills: skills.clone() });
            added.push((id, *from, *to));
        }
    }
    (Arc::new(config), added)
}

/// The instant of a local time on a day.
fn instant(day: Date, time: LocalTime, utc_offset_ms: i64) -> Timestamp {
    Timestamp(day.days() * 24 * HOUR_MS + i64::from(time.minutes()) * MINUTE_MS - utc_offset_ms)
}

/// The middle of some times; none of none.
fn middle(mut times: Vec<i64>) -> Option<i64> {
    let half = times.len() / 2;
    (!times.is_empty()).then(|| *times.select_nth_unstable(half).1)
}

fn usual(recording: &Recording) -> Usual {
    use super::record::What;
    let mut busy: BTreeMap<ServiceId, Vec<i64>> = BTreeMap::new();
    let (mut all, mut walks) = (Vec::new(), Vec::new());
    for person in recording.people.values() {
        for (part, service) in person.parts.iter().skip(1).take(1).zip(&person.service) {
            let end = part.iter().find(|s| matches!(s.what, What::Finish { next: None, .. }));
            if let Some(end) = end {
                busy.entry(service.clone()).or_default().push(end.after_ms);
                all.push(end.after_ms);
            }
            walks.extend(part.iter().filter(|s| s.what == What::Start).map(|s| s.after_ms));
        }
    }
    let own = recording.manners.values().flat_map(|m| &m.chances).filter(|c| c.seq < u64::MAX);
    Usual {
        busy_ms: busy.into_iter().filter_map(|(service, times)| Some((service, middle(times)?))).collect(),
        office_busy_ms: middle(all).unwrap_or(5 * MINUTE_MS),
        walk_ms: middle(walks),
        reaction_ms: middle(own.map(|c| c.ms).collect()).unwrap_or(0),
    }
}

impl Play<'_> {
    pub fn desk(&mut self, counter: &CounterId) -> &mut Desk {
        if !self.desks.contains_key(counter) {
            self.desks.insert(counter.clone(), Desk::default());
        }
        self.desks.get_mut(counter).expect("invariant: it was there or has just been put there")
    }

    pub fn plan(&mut self, at: Timestamp, seq: u64, act: Act) {
        self.count += 1;
        self.agenda.insert((at, seq, self.count), act);
    }

    fn set_up(&mut self, added: &[(CounterId, LocalTime, LocalTime)]) {
        let recording = self.recording;
        let (day, offset) = (recording.plan.day, self.change.utc_offset_ms);
        let opened = recording.events.first();
        if let Some(opened) = opened {
            let command = Command::OpenDay { plan: recording.plan.clone() };
            self.ask(opened.at, &opened.actor, TicketId(0), command);
        }
        for cue in &recording.cues {
            self.plan(cue.at, cue.seq, Act::Cue(cue.clone()));
        }
        let carried: Vec<TicketId> =
            recording.people.keys().filter(|id| recording.before.tickets.contains_key(id)).copied().collect();
        for ticket in carried {
            self.came(ticket, opened.map_or(recording.until, |o| o.at));
        }
        for (counter, from, to) in added {
            let cue = |at, command| Cue {
                at,
                seq: u64::MAX,
                command,
                actor: super::ask::nobody(),
                fresh: TicketId(0),
            };
            let (from, to) = (instant(day, *from, offset), instant(day, *to, offset));
            let open = Command::OpenCounter { counter: counter.clone() };
            let close = Command::CloseCounter { counter: counter.clone(), in_hand: None };
            self.plan(from, u64::MAX, Act::Cue(cue(from, open)));
            self.plan(to, u64::MAX, Act::Cue(cue(to, close)));
        }
        for staffing in &self.change.staffing {
            let Staffing::Away { counter, from, to } = staffing else { continue };
            for (time, away) in [(from, true), (to, false)] {
                self.plan(
                    instant(day, *time, offset),
                    u64::MAX,
                    Act::Away { counter: counter.clone(), away },
                );
            }
        }
        if recording.closes {
            let seq = recording.events.last().map_or(u64::MAX, |last| last.seq);
            self.plan(recording.until, seq, Act::End);
        }
    }

    fn act(&mut self, at: Timestamp, seq: u64, act: Act) {
        match act {
            Act::Cue(cue) => self.cue(at, seq, cue),
            Act::Step { ticket, part, step } => {
                if self.calls.get(&ticket).copied().unwrap_or(0) == part {
                    self.step(at, ticket, &step);
                }
            }
            Act::Call { counter, chance } => {
                if self.desk(&counter).chances == chance && self.ready.is(&counter) {
                    self.ask(at, &super::ask::nobody(), TicketId(0), Command::CallNext { counter });
                }
            }
            Act::Away { counter, away } => self.away(at, &counter, away),
            Act::End => {
                self.ask(at, &super::ask::nobody(), TicketId(0), Command::CloseDay);
                self.agenda.clear();
            }
        }
        self.settle(at);
    }

    /// After each event: counters that could not call before take their next chance.
    pub fn look(&mut self, at: Timestamp) {
        for (counter, turn) in self.ready.look(&self.office, &self.closing, at) {
            if turn != Turn::Began {
                continue;
            }
            let reaction_ms = self.usual.reaction_ms;
            let desk = self.desk(&counter);
            let (ms, seq) =
                desk.manner.chances.get(desk.chances).map_or((reaction_ms, u64::MAX), |c| (c.ms, c.seq));
            desk.chances += 1;
            let chance = desk.chances;
            let mut when = at + ms;
            while let Some((_, back)) = desk.manner.away.iter().find(|(from, to)| *from <= when && when < *to)
            {
                when = *back;
            }
            self.plan(when, seq, Act::Call { counter, chance });
        }
    }

    /// What waited for a counter to be free.
    fn settle(&mut self, at: Timestamp) {
        let free = |office: &Office, counter: &CounterId| {
            office.state.counters.get(counter).is_none_or(|s| s.in_hand.is_none())
        };
        for counter in self.closing.clone() {
            if free(&self.office, &counter) {
                self.closing.remove(&counter);
                let close = Command::CloseCounter { counter, in_hand: None };
                self.ask(at, &super::ask::nobody(), TicketId(0), close);
            }
        }
        let waiting: Vec<CounterId> =
            self.desks.iter().filter(|(_, d)| !d.picks.is_empty()).map(|(c, _)| c.clone()).collect();
        for counter in waiting {
            while free(&self.office, &counter) {
                let Some(pick) = self.desk(&counter).picks.pop_front() else { break };
                self.ask(at, &pick.actor, pick.fresh, pick.command);
            }
        }
    }
}
