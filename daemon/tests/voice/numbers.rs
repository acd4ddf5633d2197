//! Every number from 0 to 1999 in each language, against words that do not come from our packs.

use std::collections::BTreeMap;

use noubad::voice::grammar::{Form, Grammar, NUMBER_MAX, Piece, call, number, required, sign};
use noubad::voice::pack::Pack;
use queue::config::Locale;
use queue::id::Number;

/// The columns of `numbers.tsv`.
const COLUMNS: [(Locale, Grammar); 3] =
    [(Locale::Ar, Grammar::Ar), (Locale::Fr, Grammar::Fr), (Locale::En, Grammar::En)];

fn table() -> BTreeMap<u32, [String; 3]> {
    let text = include_str!("numbers.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        let n = cells.next().unwrap().parse().unwrap();
        (n, [(); 3].map(|()| cells.next().unwrap().to_owned()))
    });
    rows.collect()
}

/// The words of a number, put together from the table's 0 to 99, hundreds and thousand.
fn expected(table: &BTreeMap<u32, [String; 3]>, n: u32, column: usize) -> String {
    let parts = [n / 1_000 * 1_000, n % 1_000 / 100 * 100, n % 100];
    let words: Vec<&str> = parts.iter().filter(|p| **p > 0).map(|p| table[p][column].as_str()).collect();
    match column {
        _ if words.is_empty() => table[&0][column].clone(),
        0 => words.join(" و"),
        1 => words.join(" "),
        _ if words.len() > 1 && !n.is_multiple_of(100) => {
            let (last, first) = words.split_last().unwrap();
            format!("{} and {last}", first.join(" "))
        }
        _ => words.join(" "),
    }
}

/// Without vowel marks, hyphens, and the s of vingts and cents, which is never heard.
fn plain(words: &str) -> String {
    let bare: String = words.chars().filter(|c| !('\u{64b}'..='\u{652}').contains(c)).collect();
    bare.replace('-', " ").replace("vingts", "vingt").replace("cents", "cent")
}

#[test]
fn every_number_to_1999_is_said_in_the_words_of_its_language() {
    let table = table();
    for (column, (locale, grammar)) in COLUMNS.into_iter().enumerate() {
        let pack = Pack::built_in(locale).expect("a voice that ships");
        for n in 0..=NUMBER_MAX {
            let clips = number(grammar, n);
            let said: Vec<&str> = clips.iter().map(|c| pack.manifest.clip[c].text.as_str()).collect();
            assert_eq!(
                plain(&said.join(" ")),
                plain(&expected(&table, n, column)),
                "{locale:?} {n} {clips:?}"
            );
        }
    }
}

#[test]
fn the_traps_of_each_language_stand_here_by_name() {
    let said = |grammar, n| number(grammar, n).join(" ");
    for (n, clips) in [
        (0, "n-0"),
        (20, "n-20"),
        (21, "link-20 and-1"),
        (22, "link-20 n-2"),
        (70, "n-60 n-10"),
        (71, "n-60 and-11"),
        (80, "n-80"),
        (81, "n-80 n-1"),
        (91, "n-80 n-11"),
        (99, "n-80 n-19"),
        (201, "n-200 n-1"),
        (1_000, "n-1000"),
        (1_971, "n-1000 n-900 n-60 and-11"),
    ] {
        assert_eq!(said(Grammar::Fr, n), clips);
    }
    for (n, clips) in [
        (11, "n-11"),
        (42, "n-2 and-40"),
        (100, "n-100"),
        (105, "n-100 and-5"),
        (342, "n-300 and-2 and-40"),
        (1_001, "n-1000 and-1"),
        (1_999, "n-1000 and-900 and-9 and-90"),
    ] {
        assert_eq!(said(Grammar::Ar, n), clips);
    }
    for (n, clips) in
        [(105, "n-100 and n-5"), (1_005, "n-1000 and n-5"), (1_100, "n-1000 n-100"), (42, "n-40 n-2")]
    {
        assert_eq!(said(Grammar::En, n), clips);
    }
    assert_eq!(said(Grammar::Ar, 2_024), "n-2 n-0 n-2 n-4", "beyond, digit by digit");
    assert_eq!(said(Grammar::Whole, 142), "n-142");
}

#[test]
fn letters_are_spelled_and_signs_that_cannot_be_said_are_left_to_the_screen() {
    assert_eq!(sign(Grammar::Fr, "3"), Some(vec!["n-3".to_owned()]));
    assert_eq!(sign(Grammar::Fr, "B-21").unwrap().join(" "), "letter-b link-20 and-1");
    assert_eq!(sign(Grammar::Ar, "12 bis").unwrap().join(" "), "n-12 letter-b letter-i letter-s");
    for mute in ["", " ", "الأرشيف", "é", "3/4", "99999999999"] {
        assert_eq!(sign(Grammar::Ar, mute), None, "{mute}");
    }
    let called = Number { letter: 'A', value: 42 };
    let clips = |pieces: Vec<Piece>| -> String {
        let word = |p| match p {
            Piece::Clip(name) => name,
            Piece::Pause => "|".to_owned(),
        };
        pieces.into_iter().map(word).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(clips(call(Grammar::Fr, called, "3", Form::Full)), "number letter-a n-40 n-2 | counter n-3");
    assert_eq!(clips(call(Grammar::Ar, called, "3", Form::Short)), "letter-a n-2 and-40 | counter-short n-3");
    assert_eq!(clips(call(Grammar::Fr, called, "صندوق", Form::Full)), "number letter-a n-40 n-2");
}

#[test]
fn a_pack_has_exactly_the_clips_its_grammar_can_ask_for() {
    for (locale, grammar) in COLUMNS {
        let pack = Pack::built_in(locale).unwrap();
        assert_eq!(pack.manifest.grammar, grammar);
        assert!(required(grammar).iter().eq(pack.manifest.clip.keys()), "{locale:?}");
    }
    assert!(Pack::built_in(Locale::Zgh).is_none(), "no Amazigh voice exists, and no other speaks for it");
}
