//! The printed ticket as a citizen gets it: reference pictures, codes that read back, and hostile data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use display::raster::Raster;
use display::ticket::{LocalTime, Paper, Press, Sheet, Template, Texts, TicketData, WordBook};

const LOCALES: [&str; 4] = ["ar", "fr", "zgh", "en"];
const PAPERS: [(&str, Paper); 4] = [
    ("80mm-203", Paper { width_dots: 576, dpi: 203 }),
    ("80mm-180", Paper { width_dots: 512, dpi: 180 }),
    ("58mm-203", Paper { width_dots: 384, dpi: 203 }),
    ("58mm-180", Paper { width_dots: 360, dpi: 180 }),
];

fn texts(list: &[(&str, &str)]) -> Texts {
    list.iter().map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>()
}

fn ticket(locale: &str) -> TicketData {
    TicketData {
        due_date: None,
        locale: locale.into(),
        number: "A042".into(),
        office_names: texts(&[
            ("ar", "جماعة مراكش – مكتب الحالة المدنية جليز"),
            ("fr", "Commune de Marrakech – État civil Guéliz"),
            // "Kingdom of Morocco", as on its official signs: a stand-in, since no commune's own name was at hand.
            ("zgh", "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ"),
        ]),
        service_names: texts(&[
            ("ar", "نسخة من رسم الولادة"),
            ("fr", "Extrait d’acte de naissance"),
            ("en", "Birth certificate extract"),
        ]),
        ahead: Some(7),
        wait_range_min: Some((10, 25)),
        priority: true,
        issued_local: LocalTime { year: 2026, month: 11, day: 24, hour: 9, minute: 5 },
        papers: vec![
            texts(&[
                ("ar", "البطاقة الوطنية للتعريف (CNIE)"),
                ("fr", "Carte nationale (CNIE)"),
                ("en", "National card (CNIE)"),
            ]),
            texts(&[("ar", "الدفتر العائلي"), ("fr", "Livret de famille"), ("en", "Family booklet")]),
        ],
        direction: Some(texts(&[
            ("ar", "الطابق 1، الشبابيك من 3 إلى 5 – الهاتف 0524-43-12-34"),
            ("fr", "1er étage, guichets 3 à 5 – tél. 0524-43-12-34"),
            ("en", "First floor, counters 3 to 5 – tel. 0524-43-12-34"),
        ])),
        follow_url: Some("https://t.marrakech.example/t/8Q2mZx4Lr0Vd7TnK".into()),
        copy: 0,
        appointment_local: None,
    }
}

fn press() -> Press {
    Press::new(Template::built_in(), WordBook::built_in())
}

fn golden_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.png"))
}

/// Compares with the kept picture; `NOUBA_GOLDEN=write` replaces it, for a person to look at before committing.
fn check_golden(name: &str, sheet: &Sheet) {
    let path = golden_path(name);
    if std::env::var_os("NOUBA_GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, sheet.raster.to_png()).unwrap();
        return;
    }
    let kept = Raster::from_png(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(
        (kept.width_dots(), kept.rows()),
        (sheet.raster.width_dots(), sheet.raster.rows()),
        "{name}: size"
    );
    let differing = (0..kept.rows()).filter(|y| kept.row(*y) != sheet.raster.row(*y)).collect::<Vec<_>>();
    assert!(differing.is_empty(), "{name}: {} rows differ, the first is {}", differing.len(), differing[0]);
}

#[test]
fn reference_tickets_look_as_they_were_approved_dot_for_dot() {
    let mut press = press();
    for locale in LOCALES {
        for (paper_name, paper) in PAPERS {
            check_golden(&format!("{locale}-{paper_name}"), &press.lay_out(&ticket(locale), paper));
        }
    }
}

/// A ticket with more to say than most: long names, scripts mixed in one line, many papers.
fn long_ticket(locale: &str) -> TicketData {
    let paper = |ar: &str, fr: &str| texts(&[("ar", ar), ("fr", fr)]);
    TicketData {
        number: "Z999".into(),
        ahead: Some(128),
        wait_range_min: Some((95, 180)),
        priority: false,
        service_names: texts(&[
            ("ar", "الإشهاد على مطابقة النسخ لأصولها (CNIE، جواز السفر) وتصحيح الإمضاء"),
            ("fr", "Copies certifiées conformes (البطاقة الوطنية, passeport) et légalisation de signature"),
            ("en", "Certified true copies (الدفتر العائلي, passport) and legalisation of signatures"),
        ]),
        papers: vec![
            paper("أصل الوثيقة – نسختان على الأكثر", "Original du document – 2 copies au plus"),
            paper("البطاقة الوطنية للتعريف الإلكترونية (CNIE) سارية المفعول", "CNIE en cours de validité"),
            paper("طابع مخزني من فئة 20,50 درهم", "Timbre fiscal de 20,50 DH"),
            paper("وصل الأداء رقم 2026-11-24/17", "Reçu de paiement n° 2026-11-24/17"),
            paper("توكيل مصادق عليه عند الاقتضاء", "Procuration légalisée, le cas échéant"),
            paper("عقد الازدياد أقل من 3 أشهر", "Extrait de naissance de moins de 3 mois"),
        ],
        ..ticket(locale)
    }
}

/// States of a ticket that look different, each with its name.
fn states(locale: &str) -> [(&'static str, TicketData); 4] {
    let booked = LocalTime { year: 2026, month: 11, day: 24, hour: 10, minute: 30 };
    let plain = TicketData { priority: false, ..ticket(locale) };
    [
        ("copy", TicketData { copy: 2, ..plain.clone() }),
        ("appointment", TicketData { appointment_local: Some(booked), ahead: Some(0), ..plain.clone() }),
        ("unknown", TicketData { wait_range_min: None, follow_url: None, direction: None, ..plain }),
        ("long", long_ticket(locale)),
    ]
}

#[test]
fn every_state_of_a_ticket_looks_as_it_was_approved_dot_for_dot() {
    let mut press = press();
    for locale in LOCALES {
        for (state, data) in states(locale) {
            for (paper_name, paper) in [PAPERS[0], PAPERS[2]] {
                check_golden(&format!("{locale}-{state}-{paper_name}"), &press.lay_out(&data, paper));
            }
        }
    }
}

/// Another citizen's ticket of the same service: nothing but what changes differs.
fn next_ticket(locale: &str) -> TicketData {
    TicketData {
        number: "A117".into(),
        ahead: Some(23),
        wait_range_min: Some((45, 110)),
        issued_local: LocalTime { year: 2027, month: 1, day: 30, hour: 14, minute: 48 },
        follow_url: Some("https://t.marrakech.example/t/Zk5pW0uHs2Yc9RgB".into()),
        ..ticket(locale)
    }
}

#[test]
fn what_is_called_fixed_is_the_same_on_every_ticket_of_a_service_and_language() {
    let mut press = press();
    for locale in LOCALES {
        for (name, paper) in PAPERS {
            let sheets = [ticket(locale), next_ticket(locale)].map(|data| press.lay_out(&data, paper));
            let keys = sheets.each_ref().map(|sheet| sheet.fixed().map(|(key, _)| key).collect::<Vec<_>>());
            assert!(keys[0].len() >= 9, "{locale} {name}: {} fixed bands", keys[0].len());
            assert_eq!(keys[0], keys[1], "{locale} {name}");
            let names = texts(&[("ar", "تصحيح الإمضاء"), ("fr", "Légalisation"), ("en", "Legalisation")]);
            let other = press.lay_out(&TicketData { service_names: names, ..ticket(locale) }, paper);
            let other = other.fixed().map(|(key, _)| key).collect::<Vec<_>>();
            let differing = keys[0].iter().zip(&other).filter(|(one, other)| one != other).count();
            // Its name in the chosen and in a second language.
            assert_eq!((other.len(), differing), (keys[0].len(), 2), "{locale} {name}");
        }
    }
}

#[test]
fn the_bands_of_a_ticket_hold_all_its_ink_and_do_not_overlap() {
    let mut press = press();
    for locale in LOCALES {
        for (name, paper) in PAPERS {
            let sheet = press.lay_out(&TicketData { copy: 1, ..ticket(locale) }, paper);
            let mut rebuilt = Raster::new(paper.width_dots, sheet.raster.rows());
            let mut behind = 0;
            for band in &sheet.bands {
                assert!(band.rows.start >= behind && !band.rows.is_empty(), "{locale} {name}: {band:?}");
                behind = band.rows.end;
                rebuilt.stamp(&sheet.picture(band), 0, band.rows.start as isize);
            }
            assert_eq!(rebuilt, sheet.raster, "{locale} {name}");
        }
    }
}

#[test]
fn a_ticket_with_nothing_but_a_number_is_still_a_ticket() {
    let bare = TicketData { number: "B007".into(), locale: "fr".into(), ..TicketData::default() };
    check_golden("fr-bare-80mm-203", &press().lay_out(&bare, PAPERS[0].1));
}

#[test]
fn laying_out_twice_and_in_another_order_gives_the_same_dots() {
    let (mut one, mut other) = (press(), press());
    let first: Vec<_> = LOCALES.map(|locale| one.lay_out(&ticket(locale), PAPERS[0].1)).into();
    let mut second: Vec<_> =
        LOCALES.iter().rev().map(|locale| other.lay_out(&ticket(locale), PAPERS[0].1)).collect();
    second.reverse();
    assert_eq!(first, second);
}

#[test]
fn both_codes_on_paper_read_back_in_every_language_and_width() {
    let mut press = press();
    for locale in LOCALES {
        for (name, paper) in PAPERS {
            let raster = press.lay_out(&ticket(locale), paper).raster;
            let mut image =
                rqrr::PreparedImage::prepare_from_greyscale(raster.width_dots(), raster.rows(), |x, y| {
                    if raster.get(x, y) { 0 } else { 255 }
                });
            let mut read: Vec<_> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
            read.sort();
            assert_eq!(
                read,
                ["https://t.marrakech.example/t/8Q2mZx4Lr0Vd7TnK", "https://www.chikaya.ma"],
                "{locale} {name}"
            );
        }
    }
}

#[test]
fn no_ink_touches_the_edges_of_the_paper() {
    let mut press = press();
    for locale in LOCALES {
        for (name, paper) in PAPERS {
            let raster = press.lay_out(&ticket(locale), paper).raster;
            let spans: Vec<_> = (0..raster.rows()).filter_map(|y| raster.ink_span(y)).collect();
            let left = spans.iter().map(|span| span.0).min().unwrap();
            let right = spans.iter().map(|span| span.1).max().unwrap();
            assert!(left > 0 && right < paper.width_dots, "{locale} {name}: {left} to {right}");
        }
    }
}

#[test]
fn hostile_data_gives_a_bounded_ticket_and_names_what_it_cannot_print() {
    let mut press = press();
    let long = "ا\u{202E}b\n\u{0}😀 ".repeat(5_000);
    let data = TicketData {
        locale: "xx".into(),
        number: long.clone(),
        office_names: texts(&[("ar", &long), ("fr", &long)]),
        service_names: texts(&[("", &long)]),
        papers: vec![texts(&[("ar", &long)]); 1_000],
        direction: Some(texts(&[("en", &long)])),
        follow_url: Some(long),
        ..ticket("ar")
    };
    for (_, paper) in PAPERS {
        let sheet = press.lay_out(&data, paper);
        assert!(sheet.raster.rows() < 12_000, "{}", sheet.raster.rows());
        assert_eq!(sheet.unprintable, ['😀']);
    }
}

/// Time this thread spent on a processor: other work on the machine counts less in it than in time on the wall.
fn worked() -> std::time::Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    std::time::Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

/// Prints how long layout takes; run with `--release -- --nocapture` for figures. It fails on nothing but a gross slip.
#[test]
fn layout_is_quick_once_the_letters_are_known() {
    let begun = worked();
    let mut press = press();
    let loaded = worked() - begun;
    press.lay_out(&ticket("ar"), PAPERS[0].1);
    let cold = worked() - begun;
    // The kernel counts in ticks of some milliseconds: a hundred tickets together are measured well enough.
    let mut warm = |ticket: &TicketData| {
        let begun = worked();
        (0..100).for_each(|_| drop(press.lay_out(ticket, PAPERS[0].1)));
        (worked() - begun) / 100
    };
    let whole = warm(&ticket("ar"));
    let bare = warm(&TicketData { locale: "ar".into(), number: "A042".into(), ..TicketData::default() });
    println!(
        "fonts and template {loaded:?}, first ticket with them {cold:?}, then {whole:?} each; number and one code alone {bare:?}"
    );
    assert!(whole < std::time::Duration::from_millis(500));
}
