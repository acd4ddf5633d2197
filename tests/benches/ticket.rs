//! From a ticket's data to the bytes its printer takes: the standard ticket in three scripts, warm and cold.
//!
//! The floor is one pass over the picture in memory: every grey dot of a ticket this long compared with a threshold
//! and packed into bits. Nobody draws a ticket for less; the ratio says how much shaping and weighing bytes cost.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result};
use common::stats::Samples;
use common::{Goal, Options, Row, report};
use display::ticket::{LocalTime, Press, Template, Texts, TicketData, WordBook};
use noubad::printer::bytes::{ProcessId, encode};
use noubad::printer::profile::Profile;

/// Warm tickets of each language in a round.
const WARM: usize = 60;
/// Presses made anew in a round.
const COLD: usize = 5;
/// The languages of an office; the standard ticket speaks Arabic and French beside the one chosen.
const LOCALES: [&str; 3] = ["ar", "fr", "zgh"];
/// The family most offices have: 80 mm, 203 dpi.
const FAMILY: &str = "epson-tm-t20";

fn main() -> Result<()> {
    let options = Options::read()?;
    let profile = Profile::named(FAMILY, &toml::Table::new()).context("the family is known")?;
    let mut rounds = Vec::new();
    for _ in 0..options.rounds {
        rounds.push(measure(&profile));
    }
    let mut rows = Vec::new();
    for (i, locale) in LOCALES.iter().enumerate() {
        let warm: Vec<_> =
            rounds.iter().map(|r| (r.warm[i].percentile(50.0), r.floor[i].percentile(50.0))).collect();
        rows.push(Row::of(&format!("warm, {locale}, p50"), "µs", "one pass", &warm, Goal::Shown));
    }
    let all = |r: &Round, percent: f64| {
        let mut all = Samples::default();
        r.warm.iter().for_each(|s| all.extend(s));
        all.percentile(percent)
    };
    // Times in themselves: they say something about this machine in this minute only.
    let warm: Vec<_> = rounds.iter().map(|r| (all(r, 50.0), 1_000.0)).collect();
    rows.push(Row::of("warm, p50 (indicative)", "µs", "allowed", &warm, Goal::AtMost(1.0)));
    let cold: Vec<_> = rounds.iter().map(|r| (r.cold.percentile(50.0), 9_000.0)).collect();
    rows.push(Row::of("cold, p50 (indicative)", "µs", "allowed", &cold, Goal::AtMost(1.0)));
    for (i, locale) in LOCALES.iter().enumerate() {
        let bytes: Vec<_> = rounds.iter().map(|r| (r.bytes[i] as f64, 16.0 * 1024.0)).collect();
        rows.push(Row::of(&format!("bytes, {locale}"), "B", "allowed", &bytes, Goal::AtMost(1.0)));
    }
    let notes = [format!("{FAMILY}, {} dots; no stored graphics", profile.width_dots)];
    report(&options, "ticket", &rows, &notes)
}

/// What one round measured, by language where there are several.
struct Round {
    warm: Vec<Samples>,
    floor: Vec<Samples>,
    cold: Samples,
    bytes: Vec<usize>,
}

fn measure(profile: &Profile) -> Round {
    let mut cold = Samples::default();
    let mut press = Press::new(Template::built_in(), WordBook::built_in());
    for i in 0..COLD {
        let start = Instant::now();
        press = Press::new(Template::built_in(), WordBook::built_in());
        black_box(print(&mut press, &ticket(LOCALES[i % LOCALES.len()], 1), profile));
        cold.add_since(start);
    }
    let fresh = || LOCALES.map(|_| Samples::default()).to_vec();
    let mut round = Round { warm: fresh(), floor: fresh(), cold, bytes: vec![0; LOCALES.len()] };
    let mut grey = Vec::new();
    for n in 1..=WARM {
        for (i, locale) in LOCALES.iter().enumerate() {
            let data = ticket(locale, n);
            let start = Instant::now();
            let (rows, bytes) = print(&mut press, &data, profile);
            // The first finds the new press's caches empty.
            if n > 1 {
                round.warm[i].add_since(start);
            }
            round.bytes[i] = round.bytes[i].max(bytes);
            grey.resize(rows * profile.width_dots, n as u8);
            let start = Instant::now();
            black_box(one_pass(black_box(&grey)));
            round.floor[i].add_since(start);
        }
    }
    round
}

fn print(press: &mut Press, data: &TicketData, profile: &Profile) -> (usize, usize) {
    let sheet = press.lay_out(data, profile.paper());
    (sheet.raster.rows(), encode(&sheet.raster, profile, ProcessId(*b"abcd")).concat().len())
}

fn one_pass(grey: &[u8]) -> Vec<u8> {
    let pack = |dots: &[u8]| dots.iter().fold(0, |bits: u8, dot| bits << 1 | u8::from(*dot > 127));
    grey.chunks(8).map(pack).collect()
}

fn texts(list: &[(&str, &str)]) -> Texts {
    list.iter().map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned())).collect()
}

/// The standard ticket; number, time and link differ each time, as they do in an office.
fn ticket(locale: &str, n: usize) -> TicketData {
    TicketData {
        locale: locale.into(),
        number: format!("A{n:03}"),
        office_names: texts(&[
            ("ar", "جماعة مراكش – الحالة المدنية"),
            ("fr", "Commune de Marrakech – État civil"),
        ]),
        service_names: texts(&[("ar", "نسخة من رسم الولادة"), ("fr", "Extrait d’acte de naissance")]),
        ahead: Some(7),
        wait_range_min: Some((10, 25)),
        issued_local: LocalTime { year: 2026, month: 11, day: 24, hour: 9, minute: (n % 60) as u8 },
        papers: vec![texts(&[("ar", "البطاقة الوطنية للتعريف"), ("fr", "Carte nationale")])],
        direction: Some(texts(&[("ar", "الشبابيك من 3 إلى 5"), ("fr", "Guichets 3 à 5")])),
        follow_url: Some(format!("https://t.marrakech.example/t/8Q2mZx4Lr0Vd7T{n:02}")),
        ..TicketData::default()
    }
}
