//! Every command about a ticket from every state: what is not listed is refused.

use queue::command::{InHand, Place};
use queue::config::Policy;
use queue::ticket::{Class, TicketState};
use queue::time::MINUTE_MS;
use queue::{Command, Rejection};

use crate::world::*;
use TicketState::{Booked, Called, Cancelled, Expired, Finished, NoShow, Parked, Serving, Void, Waiting};

/// Amal in a state; whoever is at a counter is at c1.
fn amal(state: TicketState) -> World {
    let mut world = World::open(Policy { carry_over: true, ..Policy::default() });
    if state == Booked {
        let soon = world.now + 10 * MINUTE_MS;
        world.books("Amal", "births", soon);
        return world;
    }
    let id = world.arrives("Amal", "births", Class::Normal);
    let way = match state {
        Booked | Waiting => vec![],
        Called => vec![next("c1")],
        Serving => vec![next("c1"), start("c1")],
        Parked => vec![next("c1"), park("c1")],
        NoShow => vec![next("c1"), no_show("c1")],
        Finished => vec![next("c1"), finish("c1")],
        Cancelled => vec![Command::Cancel { ticket: id }],
        Expired => vec![],
        Void => vec![Command::VoidTicket { ticket: id, reason: "no paper".to_owned() }],
    };
    for command in way {
        world.clerk(command).expect("the way to the state");
    }
    if state == Expired {
        // The day ends and the ticket with it; the next day's line does not know it, the evening does.
        let mut strict = World::open(Policy::default());
        strict.arrives("Amal", "births", Class::Normal);
        strict.system(Command::CloseDay).expect("the day ends");
        world = strict;
    }
    assert_eq!(world.state("Amal"), state);
    world.wait(MINUTE_MS);
    world
}

#[test]
fn unlisted_pairs_of_command_and_state_are_refused() {
    type Row = (&'static str, fn(&World) -> Command, &'static [(TicketState, TicketState)]);
    let rows: &[Row] = &[
        ("check in", |w| Command::CheckIn { ticket: w.id("Amal"), print: true }, &[(Booked, Waiting)]),
        ("call next", |_| next("c1"), &[(Waiting, Called), (Called, Finished), (Serving, Finished)]),
        ("pick", |w| pick("c2", w.id("Amal")), &[(Waiting, Called), (NoShow, Called), (Parked, Called)]),
        ("recall", |_| recall("c1"), &[(Called, Called)]),
        ("start", |_| start("c1"), &[(Called, Serving)]),
        ("finish", |_| finish("c1"), &[(Called, Finished), (Serving, Finished)]),
        ("finish, next service", |_| go_on("c1", "deaths"), &[(Called, Called), (Serving, Called)]),
        ("no-show", |_| no_show("c1"), &[(Called, NoShow)]),
        ("reinstate", |w| Command::Reinstate { ticket: w.id("Amal") }, &[(NoShow, Waiting)]),
        ("park in hand", |_| park("c1"), &[(Called, Parked), (Serving, Parked)]),
        ("park waiting", |w| park_waiting("c1", w.id("Amal")), &[(Waiting, Parked)]),
        ("resume", |w| Command::Resume { ticket: w.id("Amal") }, &[(Parked, Waiting)]),
        ("remind", |w| Command::RemindParked { ticket: w.id("Amal") }, &[(Parked, Parked)]),
        ("transfer", |_| transfer("c1", "legal"), &[(Called, Waiting), (Serving, Waiting)]),
        ("transfer to a counter", |_| send_to("c1", "c2"), &[(Called, Waiting), (Serving, Waiting)]),
        ("return", |_| give_back("c1", Place::Own), &[(Called, Waiting), (Serving, Waiting)]),
        (
            "cancel",
            |w| Command::Cancel { ticket: w.id("Amal") },
            &[
                (Booked, Cancelled),
                (Waiting, Cancelled),
                (Called, Cancelled),
                (Parked, Cancelled),
                (NoShow, Cancelled),
            ],
        ),
        (
            "void",
            |w| Command::VoidTicket { ticket: w.id("Amal"), reason: "no paper".to_owned() },
            &[(Waiting, Void), (Called, Void), (Serving, Void), (Parked, Void), (NoShow, Void)],
        ),
        (
            "close the counter, no-show",
            |_| close("c1", Some(InHand::NoShow)),
            &[
                (Called, NoShow),
                (Booked, Booked),
                (Waiting, Waiting),
                (Parked, Parked),
                (NoShow, NoShow),
                (Finished, Finished),
                (Cancelled, Cancelled),
                (Void, Void),
            ],
        ),
    ];
    for (name, command, allowed) in rows {
        for state in TicketState::ALL {
            let mut world = amal(state);
            let before = world.office.state.clone();
            let command = command(&world);
            let answer = world.clerk(command);
            let expected = allowed.iter().find(|(from, _)| *from == state).map(|(_, to)| *to);
            let came_to = match world.office.state.tickets.get(&world.id("Amal")) {
                Some(ticket) => ticket.state,
                None if world.office.state.bookings.contains_key(&world.id("Amal")) => Booked,
                None => Cancelled,
            };
            assert_eq!(answer.as_ref().ok().map(|_| came_to), expected, "{name} from {state:?}: {answer:?}");
            if answer.is_err() {
                assert_eq!(
                    world.office.state, before,
                    "{name} from {state:?} was refused and changed something"
                );
            }
        }
    }
}

#[test]
fn a_refusal_names_the_state_it_met() {
    for state in TicketState::ALL {
        let mut world = amal(state);
        let resume = Command::Resume { ticket: world.id("Amal") };
        let answer = world.clerk(resume).map(drop);
        let expected = if state == Parked { Ok(()) } else { Err(Rejection::WrongState { state }) };
        assert_eq!(answer, expected);
    }
}
