//! One play of the rest of a day, and what many of them say together.

use super::draw::Draw;
use super::learn::Learned;
use super::times::{Law, Times};
use super::{Forecast, Outlook};
use crate::calendar::DayPlan;
use crate::config::{Counter, OfficeConfig};
use crate::counter::CounterState;
use crate::id::{ServiceId, TicketId};
use crate::office::Office;
use crate::selection::{self, Candidate, Rounds};
use crate::ticket::{Class, Ticket, TicketState};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// How many plays a forecast is usually made of: more would steady its edges by less than the calibration moves them.
pub const PLAYS: u32 = 100;

/// Services seen before anything is said: below it the office is not known at all.
const SEEN_MIN: usize = 10;
/// How long a pause is taken to last where none has been seen.
const PAUSE_MS: i64 = 10 * MINUTE_MS;
/// Most arrivals in one play: a bound, not a guess.
const ARRIVALS_MAX: u32 = 400;
/// How far a play looks: who is not called by then is told nothing.
const FAR_MS: i64 = 5 * HOUR_MS;
/// Later than any time of a day: not called in this play.
const NEVER: i64 = i64::MAX;

/// Somebody in a play.
#[derive(Clone, Copy)]
struct Person {
    /// The weight is filled in for the counter that chooses.
    candidate: Candidate,
    service: usize,
    /// The only counter that may call, by place.
    only: Option<usize>,
    behind: u32,
    /// From when it may be called, in milliseconds from now.
    from_ms: i64,
    part: Part,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Waits.
    Waits,
    /// Would come now: is called as if there, and takes nobody's place.
    Asks(usize),
    /// Comes later and may go before others.
    Comes,
}

struct Desk<'a> {
    config: &'a Counter,
    /// Which services it serves, by place.
    serves: Vec<bool>,
    /// The weight of each service and class here.
    weights: Vec<[u128; 3]>,
    state: CounterState,
    /// The service in hand and for how long.
    in_hand: Option<(usize, i64)>,
    paused_ms: i64,
    /// When it is away, for each past day; none known: one entry.
    absences: Vec<Vec<(i64, i64)>>,
}

struct Stage<'a> {
    config: &'a OfficeConfig,
    now: Timestamp,
    rounds: Rounds,
    desks: Vec<Desk<'a>>,
    laws: Vec<Law>,
    /// The services that share a line with each.
    lines: Vec<Vec<usize>>,
    gap: Option<Law>,
    pause: Option<Law>,
    /// Service, class, mean time between two who come.
    coming: Vec<(usize, Class, f64)>,
    coming_until_ms: i64,
    end_ms: i64,
    people: Vec<Person>,
    /// How uncertain the mean of all times is: half the width of an even spread around 1.
    spread: f64,
}

pub(super) fn forecast(
    office: &Office,
    learned: &Learned,
    now: Timestamp,
    seed: u64,
    plays: u32,
) -> Forecast {
    let Some(plan) = &office.state.day else { return Forecast::default() };
    let Some(stage) = Stage::set(office, learned, plan, now) else { return Forecast::default() };
    let mut draw = Draw::new(seed);
    let mut called = vec![Vec::with_capacity(plays as usize); stage.people.len()];
    let mut before = vec![Vec::with_capacity(plays as usize); stage.people.len()];
    let mut scratch = Scratch::default();
    for _ in 0..plays {
        stage.play(&mut draw, &mut scratch);
        for (times, at) in called.iter_mut().zip(&scratch.called) {
            times.push(*at);
        }
        for (counts, count) in before.iter_mut().zip(&scratch.before) {
            counts.push(*count);
        }
    }
    let mut forecast = Forecast::default();
    for ((person, times), mut counts) in stage.people.iter().zip(called).zip(before) {
        let Some(outlook) = outlook(times) else { continue };
        match person.part {
            Part::Waits => {
                let id = person.candidate.id;
                forecast.tickets.insert(id, outlook);
                let middle = counts.len() / 2;
                forecast.before.insert(id, *counts.select_nth_unstable(middle).1);
            }
            Part::Asks(service) => {
                let id = office.config.services[service].id.clone();
                forecast.busy_ms.insert(id.clone(), stage.laws[service].ninth_decile());
                forecast.services.insert(id, outlook);
            }
            Part::Comes => (),
        }
    }
    forecast
}

/// What the plays say together; nothing when more than one in ten does not come to the call.
fn outlook(mut times: Vec<i64>) -> Option<Outlook> {
    times.sort_unstable();
    let at =
        |tenths: usize| times.get((times.len() * tenths / 10).min(times.len().saturating_sub(1))).copied();
    let (low_ms, median_ms, high_ms) = (at(1)?, at(5)?, at(9)?);
    (high_ms != NEVER).then_some(Outlook { low_ms, median_ms, high_ms })
}

impl<'a> Stage<'a> {
    fn set(office: &'a Office, learned: &Learned, plan: &DayPlan, now: Timestamp) -> Option<Self> {
        let config = &*office.config;
        let seen = learned.office().len();
        if seen < SEEN_MIN {
            return None;
        }
        let laws: Vec<Law> = config
            .services
            .iter()
            .map(|s| Law::of(&learned.busy(&s.id), learned.office()))
            .collect::<Option<_>>()?;
        let desks: Vec<Desk> = config.counters.iter().map(|c| desk(office, learned, plan, now, c)).collect();
        if desks.iter().all(|d| d.state == CounterState::Closed) {
            return None;
        }
        let mut stage = Self {
            config,
            now,
            rounds: office.state.rounds,
            desks,
            laws,
            lines: config.services.iter().map(|one| line_of(&one.id, config)).collect(),
            gap: Law::of(learned.gaps(), &Times::default()),
            pause: Law::of(learned.pauses(), &Times::default()),
            coming: Vec::new(),
            coming_until_ms: plan.closes_at - now,
            end_ms: (plan.ends_at - now).clamp(0, FAR_MS),
            people: Vec::new(),
            // Half the width of an even spread with the standard error of a mean of times that vary by 0.8.
            spread: 3f64.sqrt() * 0.8 / (seen as f64).sqrt(),
        };
        stage.gather(office);
        stage.expect(learned, plan);
        Some(stage)
    }

    /// Those who wait, and one of each service who would come now.
    fn gather(&mut self, office: &Office) {
        let waiting = office.state.tickets.in_state(TicketState::Waiting);
        let mut last = self.now;
        for ticket in waiting {
            let Some(service) = self.config.services.iter().position(|s| s.id == ticket.service) else {
                continue;
            };
            if ticket.class != Class::Appointment {
                last = last.max(ticket.line_at);
            }
            let person = self.person(ticket, service);
            if self.may_be_called(&person) {
                self.people.push(person);
            }
        }
        for service in 0..self.config.services.len() {
            let id = TicketId(u128::MAX - service as u128);
            let person = self.stranger(service, Class::Normal, last + 1, id, Part::Asks(service));
            if self.may_be_called(&person) {
                self.people.push(person);
            }
        }
    }

    /// Whether some counter that is there, or comes back on some past day, may call this person. Plays go on until
    /// everybody is called: they must not wait for somebody nobody calls.
    fn may_be_called(&self, person: &Person) -> bool {
        let comes = |d: &Desk| d.absences.iter().any(|day| day.iter().all(|(_, to)| *to != NEVER));
        (0..self.desks.len()).any(|desk| self.may_call(desk, person) && comes(&self.desks[desk]))
    }

    fn person(&self, ticket: &Ticket, service: usize) -> Person {
        let booked = ticket.booked_at.filter(|_| ticket.class == Class::Appointment);
        let early_ms = self.config.policy.appointment_early_ms;
        let mut person = self.stranger(service, ticket.class, ticket.line_at, ticket.id, Part::Waits);
        person.candidate.first = ticket.first;
        person.candidate.for_counter = ticket.for_counter.is_some();
        person.only =
            ticket.for_counter.as_ref().and_then(|only| self.desks.iter().position(|d| d.config.id == *only));
        person.behind = ticket.behind;
        person.from_ms = booked.map_or(0, |at| (at - self.now - early_ms).max(0));
        person
    }

    fn stranger(&self, service: usize, class: Class, line_at: Timestamp, id: TicketId, part: Part) -> Person {
        let target_ms = self.config.services[service].target_wait_ms.max(1).unsigned_abs();
        let candidate =
            Candidate { line_at, id, class, first: false, for_counter: false, weight: 0, target_ms };
        Person { candidate, service, only: None, behind: 0, from_ms: 0, part }
    }

    /// Those to come who may be called before somebody who waits: whose score grows faster than somebody's.
    fn expect(&mut self, learned: &Learned, plan: &DayPlan) {
        let slope = |service: usize, class: Class| {
            let target = self.config.services[service].target_wait_ms.max(1);
            f64::from(self.config.policy.rate(class)) / target as f64
        };
        let slowest =
            self.people.iter().map(|p| slope(p.service, p.candidate.class)).fold(f64::INFINITY, f64::min);
        let arrivals = learned.arrivals(plan.opens_at, self.now);
        let coming = arrivals.into_iter().filter_map(|(service, class, mean_ms)| {
            let service = self.config.services.iter().position(|s| s.id == *service)?;
            let matters = self.config.policy.interleave.is_some() || slope(service, class) > slowest * 1.001;
            matters.then_some((service, class, mean_ms))
        });
        self.coming = coming.collect();
    }
}

/// The services that share a line with this one, itself among them.
fn line_of(service: &ServiceId, config: &OfficeConfig) -> Vec<usize> {
    let all = config.services.iter().enumerate();
    all.filter(|(_, other)| config.share_a_line(service, &other.id)).map(|(place, _)| place).collect()
}

fn desk<'a>(
    office: &Office,
    learned: &Learned,
    plan: &DayPlan,
    now: Timestamp,
    config: &'a Counter,
) -> Desk<'a> {
    let status = office.state.counters.get(&config.id);
    let state = status.map_or(CounterState::Closed, |s| s.state);
    let services = &office.config.services;
    let in_hand = status.and_then(|s| s.in_hand).and_then(|id| office.state.tickets.get(&id)).and_then(|t| {
        let service = services.iter().position(|s| s.id == t.service)?;
        Some((service, now.since(t.called_at.unwrap_or(now))))
    });
    let weights = |s: &crate::config::Service| {
        CLASSES.map(|class| selection::weight(class, &s.id, config, &office.config))
    };
    let goes_on = office.config.policy.issue_in_breaks || learned.serves_in_breaks();
    let breaks: Vec<(i64, i64)> = match goes_on {
        true => Vec::new(),
        false => plan.breaks.iter().map(|(from, to)| (*from - now, *to - now)).collect(),
    };
    let mut past = learned.shifts.absences(&config.id, plan, now);
    if past.is_empty() {
        past.push(if state == CounterState::Closed { vec![(0, NEVER)] } else { Vec::new() });
    }
    let absences = past.into_iter().map(|day| absences(day, state, &breaks)).collect();
    Desk {
        config,
        serves: services.iter().map(|s| config.skills.contains_key(&s.id)).collect(),
        weights: services.iter().map(weights).collect(),
        state,
        in_hand,
        paused_ms: learned.paused_ms(&config.id, now),
        absences,
    }
}

const CLASSES: [Class; 3] = [Class::Normal, Class::Priority, Class::Appointment];

fn class_place(class: Class) -> usize {
    match class {
        Class::Normal => 0,
        Class::Priority => 1,
        Class::Appointment => 2,
    }
}

/// What a past day says of a counter, made to agree with how it stands now, with the breaks of the calendar.
fn absences(mut past: Vec<(i64, i64)>, state: CounterState, breaks: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let away_then = past.first().is_some_and(|(from, _)| *from <= 0);
    match (state, away_then) {
        // It serves, whatever it did then; or its pause is drawn.
        (CounterState::Open | CounterState::Paused, true) => _ = past.remove(0),
        // It was there by now and is not: nobody knows when.
        (CounterState::Closed, false) => past = vec![(0, NEVER)],
        (CounterState::Open | CounterState::Paused, false) | (CounterState::Closed, true) => (),
    }
    past.extend_from_slice(breaks);
    past.sort_unstable();
    past
}

/// What plays use again and again.
#[derive(Default)]
struct Scratch {
    waiting: Vec<(usize, Person)>,
    pool: Vec<Candidate>,
    places: Vec<usize>,
    free_ms: Vec<i64>,
    pause_until_ms: Vec<i64>,
    next_ms: Vec<i64>,
    /// When each of the people asked about was called.
    called: Vec<i64>,
    /// How many of those who wait now were called before each, in its line.
    before: Vec<u32>,
    /// How many of them were called so far, by service.
    gone: Vec<u32>,
}

impl Stage<'_> {
    fn play(&self, draw: &mut Draw, s: &mut Scratch) {
        let stretch = 1.0 + self.spread * (2.0 * draw.unit() - 1.0);
        s.waiting.clear();
        s.waiting.extend(self.people.iter().copied().enumerate());
        s.called.clear();
        s.called.resize(self.people.len(), NEVER);
        s.before.clear();
        s.before.resize(self.people.len(), u32::MAX);
        s.gone.clear();
        s.gone.resize(self.laws.len(), 0);
        let day = draw.place(self.desks.iter().map(|d| d.absences.len()).max().unwrap_or(1));
        self.take_places(stretch, draw, s);
        s.next_ms.clear();
        s.next_ms.extend(self.coming.iter().map(|(_, _, mean_ms)| draw.exponential(*mean_ms)));
        let (mut rounds, mut came, mut left) = (self.rounds, 0, self.people.len());
        while left > 0 {
            let Some((desk, at)) = self.next_free(day, s) else { return };
            if at > self.end_ms {
                return;
            }
            self.let_in(at, &mut came, draw, s);
            let Some(chosen) = self.choose(desk, at, rounds, s) else {
                s.free_ms[desk] = self.next_chance(desk, at, s);
                continue;
            };
            let (index, person) = s.waiting.swap_remove(chosen);
            if person.part != Part::Comes {
                s.called[index] = at;
                s.before[index] = self.lines[person.service].iter().map(|service| s.gone[*service]).sum();
                left -= 1;
            }
            match person.part {
                Part::Asks(_) => continue,
                Part::Waits => s.gone[person.service] += 1,
                Part::Comes => (),
            }
            if let Some(turn) = self.config.policy.interleave {
                rounds = selection::after_call(rounds, person.candidate.class, turn.normal, turn.priority);
            }
            for (_, other) in &mut s.waiting {
                other.behind = other.behind.saturating_sub(1);
            }
            let busy_ms = (self.laws[person.service].draw(draw) as f64 * stretch) as i64;
            s.free_ms[desk] = at + busy_ms + self.gap.as_ref().map_or(0, |gap| gap.draw(draw));
        }
    }

    /// When each counter is next free.
    fn take_places(&self, stretch: f64, draw: &mut Draw, s: &mut Scratch) {
        s.free_ms.clear();
        s.pause_until_ms.clear();
        for desk in &self.desks {
            let gap = self.gap.as_ref().map_or(0, |gap| gap.draw(draw));
            s.free_ms.push(match desk.in_hand {
                Some((service, elapsed)) => {
                    let elapsed = (elapsed as f64 / stretch) as i64;
                    (self.laws[service].left(elapsed, draw) as f64 * stretch) as i64 + gap
                }
                None => 0,
            });
            let pause_ms = match &self.pause {
                Some(law) => law.left(desk.paused_ms, draw),
                None => (PAUSE_MS - desk.paused_ms).max(MINUTE_MS),
            };
            s.pause_until_ms.push(if desk.state == CounterState::Paused { pause_ms } else { 0 });
        }
    }

    /// The counter that is free first, and when.
    fn next_free(&self, day: usize, s: &mut Scratch) -> Option<(usize, i64)> {
        let mut best: Option<(usize, i64)> = None;
        for (place, desk) in self.desks.iter().enumerate() {
            let mut at = s.free_ms[place].max(s.pause_until_ms[place]);
            if at == NEVER {
                continue;
            }
            for (from, to) in &desk.absences[day % desk.absences.len()] {
                if (*from..*to).contains(&at) {
                    at = *to;
                }
            }
            s.free_ms[place] = at;
            if at != NEVER && best.is_none_or(|(_, first)| at < first) {
                best = Some((place, at));
            }
        }
        best
    }

    /// Lets in those who come until `at`.
    fn let_in(&self, at: i64, came: &mut u32, draw: &mut Draw, s: &mut Scratch) {
        for (stream, (service, class, mean_ms)) in self.coming.iter().enumerate() {
            while s.next_ms[stream] <= at.min(self.coming_until_ms) && *came < ARRIVALS_MAX {
                *came += 1;
                let id = TicketId(u128::MAX / 2 + u128::from(*came));
                let line_at = self.now + s.next_ms[stream];
                let person = self.stranger(*service, *class, line_at, id, Part::Comes);
                s.waiting.push((usize::MAX, person));
                s.next_ms[stream] += draw.exponential(*mean_ms).max(1);
            }
        }
    }

    /// The place in `waiting` of the one this counter calls.
    fn choose(&self, desk: usize, at: i64, rounds: Rounds, s: &mut Scratch) -> Option<usize> {
        s.pool.clear();
        s.places.clear();
        let may = |p: &Person| self.may_call(desk, p) && p.from_ms <= at;
        let ready = s.waiting.iter().any(|(_, p)| p.behind == 0 && may(p));
        for (place, (_, person)) in s.waiting.iter().enumerate() {
            if may(person) && (person.behind == 0 || !ready) {
                let weight = self.desks[desk].weights[person.service][class_place(person.candidate.class)];
                s.pool.push(Candidate { weight, ..person.candidate });
                s.places.push(place);
            }
        }
        let (index, _) = selection::choose(&s.pool, &self.config.policy, rounds, self.now + at)?;
        Some(s.places[index])
    }

    fn may_call(&self, desk: usize, person: &Person) -> bool {
        match person.only {
            Some(only) => only == desk,
            None => self.desks[desk].serves[person.service],
        }
    }

    /// When a counter that nobody waits for may next find somebody.
    fn next_chance(&self, desk: usize, at: i64, s: &Scratch) -> i64 {
        let later = s
            .waiting
            .iter()
            .filter(|(_, p)| self.may_call(desk, p) && p.from_ms > at)
            .map(|(_, p)| p.from_ms);
        let serves = |stream: usize| self.desks[desk].serves[self.coming[stream].0];
        let coming = s
            .next_ms
            .iter()
            .enumerate()
            .filter(|(stream, next)| serves(*stream) && **next <= self.coming_until_ms);
        later.chain(coming.map(|(_, next)| (*next).max(at + 1))).min().unwrap_or(NEVER)
    }
}
