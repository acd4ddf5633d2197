//! Random commands against the naive model, with invariants looked at after every step.
//!
//! A failure prints the shortest sequence proptest could find; it goes into `proptest-regressions` and, as a
//! named example, into the file of its topic.

mod keeps;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use queue::command::{InHand, Place, Target};
use queue::config::{Interleave, NextEnds, Policy};
use queue::counter::CounterState;
use queue::id::{Number, TicketId};
use queue::selection::Rule;
use queue::ticket::{Class, PrintState, Ticket, TicketState};
use queue::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use queue::{Command, Event, Rejection, Role, State};

use crate::naive::{Naive, Person};
use crate::world::{World, counter, office_config, plan, service};

const COUNTERS: [&str; 4] = ["c1", "c2", "c3", "c9"];
const SERVICES: [&str; 5] = ["births", "deaths", "legal", "taxes", "unheard-of"];

/// One random step: how much time passes, what is asked, by whom, of whom.
#[derive(Clone, Debug)]
struct Step {
    after_ms: i64,
    what: u8,
    role: Role,
    counter: u8,
    which: u8,
    detail: u8,
}

fn step() -> impl Strategy<Value = Step> {
    let after_ms = prop_oneof![
        12 => 0..3 * SECOND_MS,
        12 => 9 * SECOND_MS..12 * SECOND_MS,
        12 => 0..2 * MINUTE_MS,
        2 => 0..20 * MINUTE_MS,
        1 => Just(-HOUR_MS),
        1 => -5 * SECOND_MS..0,
    ];
    let role = prop_oneof![10 => Just(Role::Clerk), 1 => Just(Role::System), 1 => Just(Role::Citizen)];
    let of = |n: u8, rare: u8| prop_oneof![12 => 0..n, 1 => Just(rare)];
    // The commands people give most come most often.
    let what = prop_oneof![
        20 => Just(0u8),
        50 => 0..5u8,
        80 => 5..22u8,
        30 => 24..30u8,
        1 => Just(22),
        1 => Just(23),
    ];
    (after_ms, what, role, of(3, 3), any::<u8>(), any::<u8>()).prop_map(
        |(after_ms, what, role, counter, which, detail)| Step {
            after_ms,
            what,
            role,
            counter,
            which,
            detail,
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    let interleave = prop_oneof![
        Just(None),
        Just(Some(Interleave { normal: 2, priority: 1 })),
        Just(Some(Interleave { normal: 1, priority: 2 })),
    ];
    let cap = prop_oneof![Just(15 * MINUTE_MS), Just(60 * MINUTE_MS)];
    (interleave, cap, any::<bool>(), any::<bool>(), 0..4u32).prop_map(
        |(interleave, cap_ms, carry_over, no_show, reinstated_behind)| Policy {
            interleave,
            cap_ms,
            carry_over,
            next_ends: if no_show { NextEnds::NoShowUnlessServing } else { NextEnds::Finish },
            reinstated_behind,
            ..Policy::default()
        },
    )
}

/// Who a step is about: mostly somebody it is possible with, or else one of the latest.
fn whom(step: &Step, model: &Naive) -> u128 {
    use TicketState::{Booked, Called, NoShow, Parked, Waiting};
    let fitting: &[TicketState] = match step.what {
        6 => &[Waiting, NoShow, Parked],
        9 => &[NoShow],
        10 => &[Waiting],
        11 => &[Parked],
        14 => &[Waiting, Called, Parked, NoShow, Booked],
        21 if step.detail < 100 => &[Booked],
        21 if step.detail < 180 => &[Parked],
        24 => &[Booked],
        29 => &[TicketState::Finished],
        _ => &[],
    };
    let fits = |p: &&Person| step.which.is_multiple_of(4) || fitting.is_empty() || fitting.contains(&p.state);
    let people: Vec<u128> = model.people.iter().rev().filter(fits).map(|p| p.id).take(24).collect();
    let which = usize::from(step.which);
    if people.is_empty() || which == 255 { 7 } else { people[which % people.len()] }
}

/// The command a step stands for, in the situation as it is.
fn command(step: &Step, world: &World, model: &Naive, days: i64) -> Command {
    let counter = counter(COUNTERS[usize::from(step.counter)]);
    let shut = world.office.state.counters.get(&counter).is_some_and(|c| c.state != CounterState::Open);
    if world.office.state.day.is_none() && step.detail.is_multiple_of(2) {
        return Command::OpenDay { plan: plan(days) };
    }
    if model.day.is_some() && world.now >= plan(days).closes_at && step.which.is_multiple_of(4) {
        return Command::CloseDay;
    }
    if shut && step.detail.is_multiple_of(2) {
        return Command::OpenCounter { counter };
    }
    let service_of = |n: u8| service(SERVICES[if n < 240 { usize::from(n % 3) } else { usize::from(n % 5) }]);
    let ticket = TicketId(whom(step, model));
    let class = [Class::Normal, Class::Normal, Class::Normal, Class::Priority, Class::Appointment];
    match step.what {
        0 | 5 => Command::IssueTicket {
            service: service_of(step.which),
            class: class[usize::from(step.detail) % 5],
            locale: None,
            print: false,
        },
        1 | 2 => Command::CallNext { counter },
        3 => Command::Start { counter },
        4 => Command::Finish {
            counter,
            outcome: None,
            next_service: (step.detail.is_multiple_of(4)).then(|| service_of(step.which)),
        },
        6 => Command::Pick { counter, ticket, reason: if step.detail < 20 { " " } else { "ill" }.to_owned() },
        7 => Command::Recall { counter },
        8 => Command::MarkNoShow { counter },
        9 => Command::Reinstate { ticket },
        10 => Command::Park {
            counter,
            ticket: (step.detail.is_multiple_of(2)).then_some(ticket),
            reason: "papers".to_owned(),
        },
        11 => Command::Resume { ticket },
        12 => {
            let to = if step.detail.is_multiple_of(2) {
                Target::Service(service_of(step.which))
            } else {
                Target::Counter(crate::world::counter(COUNTERS[usize::from(step.which) % 4]))
            };
            Command::Transfer { counter, to, note: None }
        }
        13 => {
            let place = [Place::First, Place::Last, Place::Own][usize::from(step.detail) % 3];
            Command::Return { counter, place }
        }
        14 => Command::Cancel { ticket },
        15 | 16 => Command::Undo { counter },
        17 => Command::OpenCounter { counter },
        18 if !step.detail.is_multiple_of(4) => Command::CallNext { counter },
        18 => Command::PauseCounter { counter, reason: None },
        19 if !step.detail.is_multiple_of(4) => Command::CallNext { counter },
        19 => {
            let in_hand = [None, Some(InHand::Finish), Some(InHand::Return), Some(InHand::NoShow)];
            Command::CloseCounter { counter, in_hand: in_hand[usize::from(step.which) % 4] }
        }
        20 => {
            let minutes = i64::from(step.detail % 64) - 32;
            let at = world.now + minutes * MINUTE_MS;
            Command::BookAppointment { service: service_of(step.which), at, locale: None }
        }
        21 if step.detail < 100 => Command::CheckIn { ticket, print: false },
        21 if step.detail < 180 => Command::RemindParked { ticket },
        21 => Command::VoidTicket { ticket, reason: "no paper".to_owned() },
        22 => Command::CloseDay,
        24..30 => keeps::command(step, world, model, ticket),
        _ => Command::OpenDay { plan: plan(days) },
    }
}

/// The rules the office must keep, written without a look at how it keeps them.
struct Watch {
    /// Every number by the day on which it was given or called, with whose it is.
    numbers: BTreeMap<(i64, String), TicketId>,
    /// Tickets issued on the open day.
    issued: BTreeSet<TicketId>,
    before: State,
    keeps: keeps::Keeps,
}

impl Watch {
    fn after(&mut self, world: &World, events: &[Event]) {
        let state = &world.office.state;
        self.one_paper_per_number(world, events);
        a_ticket_is_at_one_counter_at_most(state);
        self.nobody_is_lost(state, events);
        let undo = events.iter().any(|e| matches!(e, Event::CommandUndone { .. }));
        if !undo {
            self.every_move_is_allowed(state);
        }
        for event in events {
            self.nobody_past_the_cap_is_overtaken(world, event);
        }
        self.keeps.after(world, events);
        self.before = state.clone();
    }

    fn one_paper_per_number(&mut self, world: &World, events: &[Event]) {
        for event in events {
            let (Event::TicketIssued { ticket, number, .. }
            | Event::AppointmentCheckedIn { ticket, number, .. }
            | Event::TicketCalled { ticket, number, .. }) = event
            else {
                continue;
            };
            let day = world.office.state.last_day.expect("a number needs a day").days();
            let owner = self.numbers.entry((day, number.to_string())).or_insert(*ticket);
            assert_eq!(owner, ticket, "{number} is on two papers");
        }
    }

    fn nobody_is_lost(&mut self, state: &State, events: &[Event]) {
        for event in events {
            match event {
                Event::DayOpened { .. } => self.issued.clear(),
                Event::TicketIssued { ticket, .. } | Event::AppointmentCheckedIn { ticket, .. } => {
                    assert!(self.issued.insert(*ticket), "an identity is used once");
                }
                _ => (),
            }
        }
        let here: BTreeSet<TicketId> =
            state.tickets.values().filter(|t| Some(t.day) == state.last_day).map(|t| t.id).collect();
        assert_eq!(here, self.issued, "issued = sum of all states");
        let counted: u32 = state.issued.values().sum();
        assert_eq!(counted as usize, self.issued.len(), "the day's count is right");
        if state.day.is_none() {
            let busy = |t: &&Ticket| t.in_hand();
            assert_eq!(state.tickets.values().filter(busy).count(), 0, "nobody is at a counter at night");
        }
    }

    fn every_move_is_allowed(&self, state: &State) {
        use TicketState::{Called, Cancelled, Expired, Finished, NoShow, Parked, Serving, Void, Waiting};
        for (id, old) in self.before.tickets.iter() {
            let Some(new) = state.tickets.get(id) else {
                assert!(old.state.is_final() || old.state == NoShow, "{old:?} was forgotten alive");
                continue;
            };
            let allowed: &[TicketState] = match old.state {
                Waiting => &[Called, Parked, Cancelled, Expired, Void],
                Called => &[Serving, Finished, NoShow, Parked, Waiting, Cancelled, Void],
                Serving => &[Finished, Called, Parked, Waiting, Void],
                Parked => &[Waiting, Called, Cancelled, Expired, Void],
                NoShow => &[Waiting, Called, Cancelled, Void],
                _ => &[],
            };
            let fine = new.state == old.state || allowed.contains(&new.state);
            assert!(fine, "{:?} became {:?}", old.state, new.state);
            assert_eq!((new.number, new.day, new.issued_at), (old.number, old.day, old.issued_at));
        }
    }

    /// The exceptions are those of the design: picked by a person, put back to the front, and whoever came
    /// back after a no-show lets a few others go first.
    fn nobody_past_the_cap_is_overtaken(&self, world: &World, event: &Event) {
        let Event::TicketCalled { ticket, counter, reason, .. } = event else { return };
        if matches!(reason.rule, Rule::Picked | Rule::ReturnedFirst) {
            return;
        }
        let called = &self.before.tickets[ticket];
        let cap = world.office.config.policy.cap_ms;
        for other in self.before.tickets.values() {
            let skills = &world.office.config.counter(counter).expect("a known counter").skills;
            let could = match &other.for_counter {
                Some(only) => only == counter,
                None => skills.contains_key(&other.service),
            };
            let overtaken = other.state == TicketState::Waiting
                && could
                && other.behind == 0
                && world.now.since(other.line_at) >= cap
                && other.line_at < called.line_at;
            assert!(!overtaken, "{} past the cap was overtaken by {}", other.number, called.number);
        }
    }
}

fn a_ticket_is_at_one_counter_at_most(state: &State) {
    let mut held = BTreeSet::new();
    for (id, status) in &state.counters {
        let Some(ticket) = status.in_hand else { continue };
        assert!(held.insert(ticket), "two counters have {ticket}");
        let ticket = &state.tickets[&ticket];
        assert!(ticket.in_hand(), "{id} has {:?} in hand", ticket.state);
        assert_eq!(ticket.counter.as_ref(), Some(id));
    }
    let in_hand = state.tickets.values().filter(|t| t.in_hand()).count();
    assert_eq!(in_hand, held.len(), "every called ticket is in somebody's hand");
}

/// What the lists of tickets answer is what a look at every single ticket would.
fn listed_as_they_are(state: &State) {
    let tickets = &state.tickets;
    for wanted in TicketState::ALL {
        let scan: Vec<_> = tickets.values().filter(|t| t.state == wanted).map(|t| t.id).collect();
        assert_eq!(tickets.in_state(wanted).map(|t| t.id).collect::<Vec<_>>(), scan, "{wanted:?}");
    }
    for wanted in [PrintState::Pending, PrintState::Sending, PrintState::Stalled, PrintState::Unknown] {
        let scan: Vec<_> = tickets.values().filter(|t| t.print == wanted).map(|t| t.id).collect();
        assert_eq!(tickets.with_paper(wanted).map(|t| t.id).collect::<Vec<_>>(), scan, "{wanted:?}");
    }
    let waits = |t: &&Ticket| t.state == TicketState::Waiting;
    let line = tickets.values().filter(waits).filter(|t| t.class != Class::Appointment).map(|t| t.line_at);
    assert_eq!(tickets.end_of_line(), line.max());
    let waited_for: BTreeSet<_> = tickets.values().filter(waits).map(|t| &t.service).collect();
    assert_eq!(tickets.services_waited_for().collect::<BTreeSet<_>>(), waited_for);
    let apart = |t: &&Ticket| t.first || t.behind > 0 || t.for_counter.is_some();
    let scan: Vec<_> = tickets.values().filter(waits).filter(apart).map(|t| t.id).collect();
    assert_eq!(tickets.set_apart().map(|t| t.id).collect::<Vec<_>>(), scan);
    let mut in_lines = 0;
    for line in tickets.lines() {
        let mine = |t: &&Ticket| t.service == *line.service && t.class == line.class && !apart(t);
        let mut scan: Vec<_> = tickets.values().filter(waits).filter(mine).collect();
        scan.sort_by_key(|t| (t.line_at, t.id));
        assert_eq!(
            line.iter().map(|t| t.id).collect::<Vec<_>>(),
            scan.iter().map(|t| t.id).collect::<Vec<_>>()
        );
        assert!(!scan.is_empty(), "a line that is empty is none");
        in_lines += scan.len();
        for (n, ticket) in scan.iter().enumerate() {
            let place = (ticket.line_at, ticket.id);
            assert_eq!(line.before(place).count(), n);
        }
    }
    assert_eq!(in_lines + scan.len(), tickets.values().filter(waits).count());
    for ticket in tickets.values() {
        let (service, place) = (&ticket.service, (ticket.line_at, ticket.id));
        let mine = || tickets.values().filter(waits).filter(|t| t.service == *service);
        assert_eq!(tickets.waiting_for(service), mine().count());
        let before = mine().filter(|t| (t.line_at, t.id) < place).count();
        assert_eq!(tickets.waiting_before(service, place), before);
        let called = tickets.values().filter(|t| t.service == *service && t.called_at.is_some());
        let last = called.max_by_key(|t| (t.called_at, t.id)).map(|t| t.id);
        assert_eq!(tickets.last_called(service).map(|t| t.id), last);
        assert!(tickets.has_number(ticket.number));
        let other = Number { letter: ticket.number.letter, value: ticket.number.value + 1 };
        assert_eq!(tickets.has_number(other), tickets.values().any(|t| t.number == other));
    }
}

fn same_as_model(world: &World, model: &Naive) {
    let state = &world.office.state;
    listed_as_they_are(state);
    let theirs: BTreeMap<u128, _> = state
        .tickets
        .values()
        .map(|t| {
            let at = t.in_hand().then(|| t.counter.as_ref().map(ToString::to_string)).flatten();
            (
                t.id.0,
                (t.state, t.number.to_string(), at, t.service.to_string(), t.class, t.behind, t.line_at.0),
            )
        })
        .collect();
    let ours: BTreeMap<u128, _> = model
        .people
        .iter()
        .filter_map(|p| {
            let (letter, value) = p.number?;
            let busy = matches!(p.state, TicketState::Called | TicketState::Serving);
            let at = p.desk.clone().filter(|_| busy);
            Some((
                p.id,
                (p.state, format!("{letter}{value:03}"), at, p.service.clone(), p.class, p.behind, p.line),
            ))
        })
        .collect();
    assert_eq!(theirs, ours, "the office and the model differ");
    let booked: BTreeSet<u128> = state.bookings.keys().map(|id| id.0).collect();
    let expected = model.people.iter().filter(|p| p.state == TicketState::Booked).map(|p| p.id).collect();
    assert_eq!(booked, expected, "the bookings differ");
    keeps::same_as_model(state, model);
}

/// What an undo must bring back: everything but the place in the journal and what boards have announced.
fn comparable(state: &State) -> State {
    let mut state = state.clone();
    (state.seq, state.calls) = (0, Default::default());
    state.counters.retain(|_, c| {
        c.last = None;
        *c != queue::counter::CounterStatus::default()
    });
    state
}

fn undo_brings_back(world: &World, before: &State, command: &Command, now: Timestamp) {
    let mut copy = World::of((*world.office.config).clone());
    (copy.office, copy.journal) = (world.office.clone(), world.journal.clone());
    copy.now = now;
    let Some(id) = crate::naive::desk_of(command) else { return };
    let undone = copy.clerk(crate::world::undo(&id));
    assert!(undone.is_ok(), "{command:?} could not be undone at once: {undone:?}");
    assert_eq!(comparable(&copy.office.state), comparable(before), "after the undo of {command:?}");
}

/// Returns how often each event happened.
fn run(policy: Policy, caps: Option<u32>, steps: &[Step]) -> BTreeMap<String, u32> {
    let mut config = office_config(policy);
    config.services[0].daily_cap = caps;
    config.services[2].last_ticket_ms = 30 * MINUTE_MS;
    keeps::equip(&mut config);
    let mut world = World::of(config.clone());
    let mut model = Naive::new(config);
    let mut watch = Watch {
        numbers: BTreeMap::new(),
        issued: BTreeSet::new(),
        before: State::default(),
        keeps: keeps::Keeps::default(),
    };
    let mut days = 0;
    let opening = [Command::OpenDay { plan: plan(0) }].into_iter();
    let counters = COUNTERS[..3].iter().map(|c| Command::OpenCounter { counter: counter(c) });
    for command in opening.chain(counters) {
        model.ask(world.now.0, 0, Role::Manager, &command).expect("the model opens");
        let events = world.ask(Role::Manager, command).expect("the office opens");
        watch.after(&world, &events);
    }
    world.wait(HOUR_MS);
    for step in steps {
        world.wait(step.after_ms);
        if model.day.is_none() && step.detail.is_multiple_of(4) {
            days += 1;
            world.now = plan(days).opens_at + 15 * MINUTE_MS;
        }
        let command = command(step, &world, &model, days);
        let request = world.request(step.role, command.clone());
        let before = world.office.state.clone();
        let answer = world.handle(&request);
        let expected = model.ask(world.now.0, request.fresh.0, step.role, &command);
        assert_eq!(answer.is_ok(), expected.is_ok(), "{command:?}: {answer:?}, the model says {expected:?}");
        match &answer {
            Err(_) => assert_eq!(world.office.state, before, "a refusal changes nothing"),
            Ok(events) => {
                let called = events.iter().find_map(|e| match e {
                    Event::TicketCalled { ticket, .. } => Some(ticket.0),
                    _ => None,
                });
                assert_eq!(called, expected.expect("compared above"), "{command:?} called somebody else");
                watch.after(&world, events);
                if step.role == Role::Clerk && before.day.is_some() {
                    undo_brings_back(&world, &before, &command, world.now);
                }
            }
        }
        same_as_model(&world, &model);
        the_answer_stays_the_same(&mut world, &request, &answer);
    }
    assert_eq!(world.replayed(), world.office.state, "the journal tells the same");
    let text = serde_json::to_string(&world.office.state).expect("a state is written");
    assert_eq!(serde_json::from_str::<State>(&text).expect("a state is read"), world.office.state);
    let mut happened = BTreeMap::new();
    for recorded in &world.journal {
        *happened.entry(recorded.event.kind().to_owned()).or_default() += 1;
    }
    happened
}

fn the_answer_stays_the_same(
    world: &mut World,
    request: &queue::Request,
    answer: &Result<Vec<Event>, Rejection>,
) {
    let length = world.journal.len();
    assert_eq!(world.handle(request), *answer, "the same id gets the same answer");
    assert_eq!(world.journal.len(), length, "and nothing happens twice");
    let other = queue::Request { command: Command::ReloadConfig { hash: "x".to_owned() }, ..request.clone() };
    assert_eq!(world.handle(&other), Err(Rejection::CommandIdReused));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(400),
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_office_does_what_the_naive_model_does(
        policy in policy(),
        cap in prop_oneof![3 => Just(None), 1 => (0..6u32).prop_map(Some)],
        steps in prop::collection::vec(step(), 1..160),
    ) {
        run(policy, cap, &steps);
    }
}

/// A property over steps that never happen proves nothing: every command must be carried out now and then.
#[test]
fn the_random_steps_reach_every_command() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut reached = BTreeMap::<String, u32>::new();
    for _ in 0..60 {
        let steps = prop::collection::vec(step(), 100..160).new_tree(&mut runner).expect("steps").current();
        let policy = policy().new_tree(&mut runner).expect("a policy").current();
        for (kind, times) in run(policy, None, &steps) {
            *reached.entry(kind).or_default() += times;
        }
    }
    let wanted = [
        "ticket_issued",
        "appointment_booked",
        "appointment_moved",
        "appointment_checked_in",
        "receipt_registered",
        "receipt_advanced",
        "receipt_closed",
        "feedback_given",
        "ticket_called",
        "ticket_recalled",
        "service_started",
        "service_finished",
        "ticket_no_show",
        "ticket_reinstated",
        "ticket_parked",
        "parked_reminded",
        "ticket_resumed",
        "ticket_transferred",
        "ticket_returned",
        "ticket_cancelled",
        "ticket_expired",
        "ticket_voided",
        "command_undone",
        "counter_opened",
        "counter_paused",
        "counter_closed",
        "day_opened",
        "day_closed",
    ];
    println!("{reached:?}");
    for kind in wanted {
        assert!(reached.get(kind).is_some_and(|n| *n >= 5), "{kind} hardly ever happens: {reached:?}");
    }
}
