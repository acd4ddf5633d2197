//! The life of a ticket's paper, and the facts the edges record.

use queue::command::PrintFailure;
use queue::config::Policy;
use queue::ticket::PrintState;
use queue::{Command, Rejection};

use crate::world::*;

fn ended(world: &World, copy: u32, failure: Option<PrintFailure>) -> Command {
    Command::RecordPrint {
        ticket: world.id("Amal"),
        copy,
        device: Some(device("p1")),
        failure,
        confirmed: failure.is_none(),
        cause: None,
    }
}

/// Amal's ticket with paper wanted, at a state of its print job.
fn at(state: PrintState) -> World {
    let mut world = World::open(Policy::default());
    let amal = world.arrives("Amal", "births", queue::ticket::Class::Normal);
    if state == PrintState::None {
        return world;
    }
    world.clerk(Command::Reprint { ticket: amal }).expect("paper is asked for");
    let failure = match state {
        PrintState::None | PrintState::Pending => return world,
        PrintState::Expired => {
            let command = ended(&world, 1, Some(PrintFailure::Expired));
            world.system(command).expect("the job is too old");
            return world;
        }
        PrintState::Sending | PrintState::Printed => None,
        PrintState::Stalled => Some(PrintFailure::Stalled),
        PrintState::Unknown => Some(PrintFailure::Unknown),
    };
    world.system(Command::StartPrint { ticket: amal, copy: 1, device: device("p1") }).expect("it is sent");
    if state != PrintState::Sending {
        let command = ended(&world, 1, failure);
        world.system(command).expect("the job ends");
    }
    assert_eq!(world.ticket("Amal").print, state);
    world
}

#[test]
fn each_state_of_a_print_job_takes_only_what_can_follow() {
    use PrintFailure::{Expired, NotSent, Stalled, Unknown};
    let states = [
        PrintState::None,
        PrintState::Pending,
        PrintState::Sending,
        PrintState::Printed,
        PrintState::Stalled,
        PrintState::Unknown,
        PrintState::Expired,
    ];
    for state in states {
        let sent = matches!(state, PrintState::Sending | PrintState::Stalled);
        let cases = [
            (None, sent || state == PrintState::Unknown, PrintState::Printed),
            (Some(NotSent), sent, PrintState::Pending),
            (Some(Stalled), sent, PrintState::Stalled),
            (Some(Unknown), sent, PrintState::Unknown),
            (Some(Expired), state == PrintState::Pending, PrintState::Expired),
        ];
        for (failure, possible, after) in cases {
            let mut world = at(state);
            let command = ended(&world, 1, failure);
            let answer = world.system(command).map(drop);
            let expected = if possible { Ok(()) } else { Err(Rejection::NoSuchPrintJob) };
            assert_eq!(answer, expected, "{failure:?} from {state:?}");
            assert_eq!(world.ticket("Amal").print, if possible { after } else { state });
        }
        let mut world = at(state);
        let amal = world.id("Amal");
        let sent = world.system(Command::StartPrint { ticket: amal, copy: 1, device: device("p1") });
        assert_eq!(sent.is_ok(), state == PrintState::Pending, "sending from {state:?}");
        let mut world = at(state);
        let again = world.clerk(Command::Reprint { ticket: amal });
        assert_eq!(
            again.is_err(),
            matches!(state, PrintState::Pending | PrintState::Sending),
            "from {state:?}"
        );
    }
}

#[test]
fn a_late_word_about_an_older_copy_changes_nothing() {
    let mut world = at(PrintState::Sending);
    let command = ended(&world, 0, None);
    assert_eq!(world.system(command), Err(Rejection::NoSuchPrintJob));
}

#[test]
fn paper_does_not_move_the_ticket_and_does_not_stand_in_the_way_of_an_undo() {
    let mut world = at(PrintState::Sending);
    world.next("c1").expect("Amal is called");
    let command = ended(&world, 1, None);
    world.system(command).expect("the paper came");
    world.clerk(undo("c1")).expect("the call is taken back");
    assert_eq!(world.ticket("Amal").print, PrintState::Printed);
}

#[test]
fn a_device_and_a_configuration_are_recorded_when_they_change() {
    let mut world = World::open(Policy::default());
    let state = |s: &str| Command::RecordDevice { device: device("p1"), state: s.to_owned(), cause: None };
    assert_eq!(world.system(state("ready")).expect("recorded").len(), 1);
    assert_eq!(world.system(state("ready")), Ok(vec![]), "nothing new");
    assert_eq!(world.system(state("no-paper")).expect("recorded").len(), 1);
    let load = |hash: &str| Command::ReloadConfig { hash: hash.to_owned() };
    let before = world.office.state.tickets.clone();
    assert_eq!(world.system(load("abc")).expect("recorded").len(), 1);
    assert_eq!(world.system(load("abc")), Ok(vec![]), "nothing new");
    assert_eq!(world.office.state.tickets, before, "and no ticket moves");
}
