//! From a ticket's data to the dots on a simulated printer's paper, for every language, paper and printer family.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ops::Range;

use display::raster::Raster;
use display::ticket::{LocalTime, Press, Template, Texts, TicketData, WordBook};
use firmware_bridge::sim::printer::{Dialect, SimTicket, decode, decode_as};
use noubad::printer::bytes::{ProcessId, encode};
use noubad::printer::profile::{Commands, Crop, Profile};

const LOCALES: [&str; 4] = ["ar", "fr", "zgh", "en"];
const FOLLOW: &str = "https://t.marrakech.example/t/8Q2mZx4Lr0Vd7TnK";

fn texts(list: &[(&str, &str)]) -> Texts {
    list.iter().map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned())).collect()
}

/// The standard ticket: everything an office would ordinarily print.
fn ticket(locale: &str) -> TicketData {
    TicketData {
        locale: locale.into(),
        number: "A042".into(),
        office_names: texts(&[
            ("ar", "جماعة مراكش – الحالة المدنية"),
            ("fr", "Commune de Marrakech – État civil"),
        ]),
        service_names: texts(&[("ar", "نسخة من رسم الولادة"), ("fr", "Extrait d’acte de naissance")]),
        ahead: Some(7),
        wait_range_min: Some((10, 25)),
        issued_local: LocalTime { year: 2026, month: 11, day: 24, hour: 9, minute: 5 },
        papers: vec![texts(&[("ar", "البطاقة الوطنية للتعريف"), ("fr", "Carte nationale")])],
        direction: Some(texts(&[("ar", "الشبابيك من 3 إلى 5"), ("fr", "Guichets 3 à 5")])),
        follow_url: Some(FOLLOW.into()),
        ..TicketData::default()
    }
}

fn profiles() -> Vec<Profile> {
    let named = Profile::names().map(|name| Profile::named(name, &toml::Table::new()).unwrap());
    let narrow = "width_dots = 360".parse().unwrap();
    let plain = "crop = \"none\"".parse().unwrap();
    named
        .chain([
            Profile::named("epson-tm-t88", &narrow).unwrap(),
            Profile::named("epson-tm-t20", &plain).unwrap(),
        ])
        .collect()
}

fn press() -> Press {
    Press::new(Template::built_in(), WordBook::built_in())
}

/// The tickets on a simulated printer's paper. It starts with feeds of one dot where the family is not told otherwise.
fn on_paper(profile: &Profile, bytes: &[u8]) -> SimTicket {
    if profile.commands == Commands::StarLine {
        let bytes = [bytes, &[0x1B, b'd', 0]].concat();
        return decode_as(Dialect::Star, profile.width_dots, profile.dpi as usize, &bytes).remove(0);
    }
    let units: &[u8] =
        if profile.motion_units { &[] } else { &[0x1D, b'P', profile.dpi as u8, profile.dpi as u8] };
    // ESC @ comes first in the ticket and would forget the units.
    let bytes = [&bytes[..2], units, &bytes[2..], &[0x1D, b'V', 0]].concat();
    decode(profile.width_dots, profile.dpi as usize, &bytes).remove(0)
}

fn assert_same_dots(raster: &Raster, defused: &[(usize, usize)], ticket: &SimTicket, what: &str) {
    let mut expected = raster.clone();
    defused.iter().for_each(|(x, y)| expected.ink(*x, *y));
    for y in 0..expected.rows() {
        assert_eq!(expected.row(y), ticket.rows[y], "{what}: row {y}");
    }
    let behind = &ticket.rows[expected.rows()..];
    assert!(behind.iter().flatten().all(|byte| *byte == 0), "{what}: ink behind the ticket");
}

#[test]
fn what_is_laid_out_is_on_the_paper_dot_for_dot_in_every_language_and_family() {
    let mut press = press();
    for profile in profiles() {
        for locale in LOCALES {
            let sheet = press.lay_out(&ticket(locale), profile.paper());
            let encoded = encode(&sheet.raster, &profile, ProcessId(*b"abcd"));
            let paper = on_paper(&profile, &encoded.concat());
            let what = format!("{} {} {locale}", profile.name, profile.width_dots);
            assert!(paper.text.is_empty() && paper.unknown.is_empty(), "{what}: {:?}", paper.unknown);
            assert_same_dots(&sheet.raster, &encoded.defused, &paper, &what);
            assert_eq!(paper.rows.len(), encoded.rows, "{what}: length of the paper");
        }
    }
}

#[test]
fn random_pictures_survive_the_printer_whatever_their_dots_spell() {
    let mut seed = 0x5EED_0042_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for round in 0..40 {
        for profile in profiles() {
            let mut raster = Raster::new(profile.width_dots, (random() % 300) as usize);
            for _ in 0..if raster.rows() == 0 { 0 } else { random() % 60 } {
                // Bytes that spell DLE, EOT, ENQ and DC4, at any dot.
                let pattern =
                    [0x10_04_u16, 0x10_05, 0x10_14, 0x1B_06, 0xFFFF, 0x8001][(random() % 6) as usize];
                let (x, y) = (random() as usize % profile.width_dots, random() as usize % raster.rows());
                (0..16).filter(|bit| pattern & (0x8000 >> bit) != 0).for_each(|bit| raster.ink(x + bit, y));
            }
            let encoded = encode(&raster, &profile, ProcessId(*b"abcd"));
            let bytes = encoded.concat();
            let (lead, second): (u8, &[u8]) = match profile.commands {
                Commands::Escpos => (0x10, &[4, 5, 0x14]),
                Commands::StarLine => (0x1B, &[6]),
            };
            let obeyed = bytes.windows(2).filter(|pair| pair[0] == lead && second.contains(&pair[1])).count();
            assert_eq!(obeyed, 0, "round {round}, {}: a real-time command is left", profile.name);
            let what = format!("round {round}, {}", profile.name);
            assert_same_dots(&raster, &encoded.defused, &on_paper(&profile, &bytes), &what);
        }
    }
}

#[test]
fn both_codes_read_back_from_the_paper() {
    let profile = Profile::named("epson-tm-t20", &toml::Table::new()).unwrap();
    let sheet = press().lay_out(&ticket("ar"), profile.paper());
    let paper = on_paper(&profile, &encode(&sheet.raster, &profile, ProcessId(*b"abcd")).concat());
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(576, paper.rows.len(), |x, y| {
        if paper.get(x, y) { 0 } else { 255 }
    });
    let mut read: Vec<_> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    read.sort();
    assert_eq!(read, [FOLLOW, "https://www.chikaya.ma"]);
}

#[test]
fn the_standard_ticket_stays_within_sixteen_kilobytes_where_white_at_the_left_can_be_spared() {
    let mut press = press();
    for profile in profiles() {
        for locale in LOCALES {
            let sheet = press.lay_out(&ticket(locale), profile.paper());
            let begun = std::time::Instant::now();
            let encoded = encode(&sheet.raster, &profile, ProcessId(*b"abcd"));
            let whole = sheet.raster.rows() * profile.width_dots / 8;
            println!(
                "{:18} {:3} dots {:3} {:5} bytes of {whole:5}, {:2} commands, {} dots defused, {:?}",
                profile.name,
                profile.width_dots,
                locale,
                encoded.len(),
                encoded.chunks.len(),
                encoded.defused.len(),
                begun.elapsed()
            );
            let spares = profile.crop == Crop::Margin && profile.commands == Commands::Escpos;
            assert!(!spares || encoded.len() <= 16 * 1_024, "{} {locale}: {}", profile.name, encoded.len());
            assert!(encoded.len() < whole, "{} {locale}", profile.name);
        }
    }
}

/// What remains to be sent when the fixed bands are kept by the printer: the picture without them, and for each band
/// one command that prints it (GS ( L function 69, 11 bytes) and one feed (3 bytes).
#[test]
fn the_standard_ticket_stays_within_six_kilobytes_where_the_printer_keeps_what_is_fixed() {
    let mut press = press();
    let keeping: Vec<_> = profiles().into_iter().filter(|p| p.stored_graphics_bytes > 0).collect();
    assert!(!keeping.is_empty());
    for profile in keeping {
        for locale in LOCALES {
            let sheet = press.lay_out(&ticket(locale), profile.paper());
            let mut changing = sheet.raster.clone();
            for (_, band) in sheet.fixed() {
                let Range { start, end } = band.rows.clone();
                changing.erase_rows(start..end);
            }
            let kept = sheet.fixed().count();
            let bytes = encode(&changing, &profile, ProcessId(*b"abcd")).len() + 14 * kept;
            println!(
                "{:18} {:3} dots {locale:3} {bytes:5} bytes, {kept} bands kept",
                profile.name, profile.width_dots
            );
            assert!(bytes <= 6 * 1_024, "{} {locale}: {bytes}", profile.name);
        }
    }
}
