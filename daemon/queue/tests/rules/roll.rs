//! Paper-roll mode: the roll's numbers in their order, none twice, and printers again afterwards.

use queue::config::Policy;
use queue::ticket::{Class, PrintState};
use queue::{Command, Rejection};

use crate::world::*;

fn start(letter: char, next: u32) -> Command {
    Command::StartRoll { letter, next }
}

#[test]
fn while_a_roll_hangs_its_numbers_are_given_whatever_the_service_and_called_in_order() {
    let mut world = World::open(Policy::default());
    world.arrives("Amal", "births", Class::Normal);
    world.clerk(start('R', 998)).expect("the roll hangs");
    for who in ["Brahim", "Chama", "Driss"] {
        world.arrives(who, if who == "Chama" { "legal" } else { "births" }, Class::Normal);
    }
    let number = |world: &World, who: &str| world.ticket(who).number.to_string();
    assert_eq!(number(&world, "Amal"), "A001");
    // A roll ends at 999 and the next one begins.
    assert_eq!(["Brahim", "Chama", "Driss"].map(|who| number(&world, who)), ["R998", "R999", "R001"]);
    assert!(["Brahim", "Chama", "Driss"].iter().all(|who| world.ticket(who).print == PrintState::None));
    world.clerk(Command::EndRoll {}).expect("the printer works again");
    world.arrives("Etto", "births", Class::Normal);
    assert_eq!(number(&world, "Etto"), "A002", "the printer goes on where it was");
    // The clerk calls on as ever: those with slips in the order they came.
    for who in ["Amal", "Brahim", "Driss", "Etto"] {
        world.wait(5_000);
        assert_eq!(world.next("c1").as_deref(), Ok(who));
    }
    // The roll is hung up again: it goes on behind its last slip, unless a person sees another one.
    assert_eq!(world.clerk(start('R', 999)).err(), Some(Rejection::RollNumberGiven));
    world.clerk(start('R', 2)).expect("the next slip");
    world.clerk(start('R', 4)).expect("two slips were torn off by nobody");
    world.arrives("Fadma", "births", Class::Normal);
    assert_eq!(number(&world, "Fadma"), "R004");
}

#[test]
fn a_roll_with_a_letter_of_a_service_or_a_number_it_cannot_have_is_refused() {
    let mut world = World::open(Policy::default());
    let cases = [
        (start('A', 1), Rejection::RollLetterTaken),
        (start('r', 1), Rejection::RollLetterTaken),
        (start('R', 0), Rejection::RollNumberUnknown),
        (start('R', 1_000), Rejection::RollNumberUnknown),
        (Command::EndRoll {}, Rejection::NoRoll),
    ];
    for (command, expected) in cases {
        assert_eq!(world.clerk(command.clone()).err(), Some(expected), "{command:?}");
    }
}
