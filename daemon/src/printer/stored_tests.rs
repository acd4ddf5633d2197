//! What is kept is written sparingly, believed only when the printer says so, and printed dot for dot; and what that
//! spares on the wire.

use display::ticket::{LocalTime, Press, Sheet, Template, Texts, TicketData, WordBook};
use firmware_bridge::sim::printer::{Dialect, Machine, SimTicket};

use super::super::bytes::{ProcessId, TicketBytes, encode_with};
use super::super::profile::StatusDialect;
use super::super::status::{Demultiplexer, Reply};
use super::*;

fn bands() -> (Raster, Vec<FixedBand>) {
    let mut raster = Raster::new(576, 0);
    for band in 0..30 {
        let (x, y, width, height) = (8 + band, 20 * band, 200 + band, 12);
        raster.fill(display::raster::Area { x, y, width, height });
    }
    raster.set_rows(600);
    let bands = (0..30).map(|n| FixedBand { key: 1_000 + 7 * n as u64, rows: 20 * n..20 * n + 12 }).collect();
    (raster, bands)
}

/// Lets a printer that keeps everything answer until there is nothing more to write; returns how often it was written.
fn fill(keeper: &mut Keeper, keys: &mut Vec<Code>, day: i64, now: &mut Instant) -> usize {
    let (raster, bands) = bands();
    let profile = Profile::named("epson-tm-t20", &toml::Table::new()).unwrap();
    (0..5).for_each(|_| keeper.learn(&raster, &bands, &profile, day));
    keeper.rested(*now);
    let mut writes = 0;
    for _ in 0..100 {
        *now += IDLE;
        for command in keeper.tick(true, *now) {
            if command.get(6) == Some(&67) {
                writes += 1;
                keys.push([command[8], command[9]]);
            }
            if command == LIST_KEYS {
                assert_eq!(keeper.listed(keys, *now), [ACK]);
            }
        }
    }
    writes
}

#[test]
fn no_more_than_ten_pictures_are_written_a_day_and_all_of_them_in_the_end() {
    let (mut now, mut keys) = (Instant::now(), Vec::new());
    let mut keeper = Keeper::new(Record::default(), 65_536);
    for (day, expected) in [(100, 10), (100, 0), (99, 0), (101, 10), (102, 10), (103, 0)] {
        assert_eq!(fill(&mut keeper, &mut keys, day, &mut now), expected, "day {day}");
        // A restart forgets nothing.
        keeper = Keeper::new(keeper.record().clone(), 65_536);
    }
    assert_eq!(keeper.record().kept.len(), 30);
}

#[test]
fn a_printer_that_forgot_or_is_another_one_is_sent_rows() {
    let (mut now, mut keys) = (Instant::now(), Vec::new());
    let mut keeper = Keeper::new(Record::default(), 65_536);
    fill(&mut keeper, &mut keys, 100, &mut now);
    let (_, bands) = bands();
    assert_eq!(keeper.kept(&bands).len(), 10);
    keeper.opened();
    assert!(keeper.kept(&bands).is_empty(), "nothing is believed before it was asked");
    assert_eq!(keeper.tick(true, now), [LIST_KEYS.to_vec()]);
    keeper.listed(&keys[1..], now);
    assert!(keeper.kept(&bands).is_empty() && keeper.record().kept.is_empty());
}

fn texts(list: &[(&str, &str)]) -> Texts {
    list.iter().map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned())).collect()
}

/// The standard ticket.
fn ticket(locale: &str, number: &str) -> TicketData {
    TicketData {
        locale: locale.into(),
        number: number.into(),
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
        follow_url: Some("https://t.marrakech.example/t/8Q2mZx4Lr0Vd7TnK".into()),
        ..TicketData::default()
    }
}

fn fixed(sheet: &Sheet) -> Vec<FixedBand> {
    sheet.fixed().map(|(key, band)| FixedBand { key: key.0, rows: band.rows.clone() }).collect()
}

/// Has a simulated printer keep what the sheet shares with others, as many days as it takes.
fn taught(machine: &mut Machine, sheet: &Sheet, profile: &Profile) -> Keeper {
    let mut keeper = Keeper::new(Record::default(), profile.stored_graphics_bytes);
    let (mut answers, mut now) = (Demultiplexer::new(StatusDialect::Epson), Instant::now());
    for day in 0..8 {
        (0..WORTH_TICKETS).for_each(|_| keeper.learn(&sheet.raster, &fixed(sheet), profile, 100 + day));
        keeper.rested(now);
        for _ in 0..40 {
            now += IDLE;
            for command in keeper.tick(true, now) {
                machine.receive(&command);
                machine.work(0);
            }
            for byte in machine.replies.drain(..) {
                if let Some(Reply::StoredKeys(codes)) = answers.push(byte) {
                    keeper.listed(&codes, now);
                }
            }
        }
    }
    keeper
}

fn printer(profile: &Profile) -> Machine {
    Machine::new(Dialect::Epson, profile.width_dots, profile.dpi as usize, 1 << 20)
}

fn families() -> [Profile; 2] {
    ["epson-tm-t20", "epson-tm-t88"].map(|name| Profile::named(name, &toml::Table::new()).unwrap())
}

const LOCALES: [&str; 4] = ["ar", "fr", "zgh", "en"];

#[test]
fn what_is_kept_and_what_is_sent_make_the_ticket_dot_for_dot() {
    let mut press = Press::new(Template::built_in(), WordBook::built_in());
    for profile in families() {
        for locale in LOCALES {
            let first = press.lay_out(&ticket(locale, "A041"), profile.paper());
            let mut machine = printer(&profile);
            let keeper = taught(&mut machine, &first, &profile);
            let next = press.lay_out(&ticket(locale, "A042"), profile.paper());
            let kept = keeper.kept(&fixed(&next));
            assert!(kept.len() >= 3, "{} {locale}: {} kept", profile.name, kept.len());
            let encoded = encode_with(&next.raster, &profile, ProcessId(*b"abcd"), &kept);
            machine.receive(&encoded.concat());
            machine.work(0);
            let paper: SimTicket = machine.finished.remove(0);
            let mut expected = next.raster.clone();
            encoded.defused.iter().for_each(|(x, y)| expected.ink(*x, *y));
            for y in 0..expected.rows() {
                assert_eq!(paper.rows[y], expected.row(y), "{} {locale}: row {y}", profile.name);
            }
            assert!(paper.unknown.is_empty() && paper.text.is_empty(), "{:?}", paper.unknown);
            println!("{:14} {locale:3}: {} bytes, {} bands kept", profile.name, encoded.len(), kept.len());
            assert!(encoded.len() <= 6 * 1_024, "{} {locale}: {} bytes", profile.name, encoded.len());
        }
    }
}

/// When the first dots are on paper and when the ticket is cut, in seconds: ten bits a byte on the wire, and a mechanism
/// that prints and feeds at its speed while it receives.
fn times(machine: &mut Machine, encoded: &TicketBytes, profile: &Profile, baud: u32) -> (f64, f64) {
    let wire = |bytes: usize| bytes as f64 * 10.0 / f64::from(baud);
    let is_picture =
        |chunk: &&Vec<u8>| chunk.windows(2).any(|pair| pair == [0x1D, b'v'] || pair == [b'(', b'L']);
    let place = encoded.chunks.iter().position(|chunk| is_picture(&chunk)).unwrap();
    let first = wire(encoded.chunks[..=place].iter().map(Vec::len).sum());
    machine.faults.rows_per_second = Some(profile.speed_mm_s * profile.dpi * 10 / 254);
    let bytes = encoded.concat();
    let (mut sent, mut tenth_ms) = (0, 0u32);
    while machine.finished.is_empty() {
        tenth_ms += 10;
        let due = (f64::from(tenth_ms) / 10_000.0 / wire(1)) as usize;
        machine.receive(&bytes[sent.min(bytes.len())..due.min(bytes.len())]);
        sent = due;
        machine.work(1);
        assert!(tenth_ms < 100_000, "it is never cut");
    }
    machine.finished.clear();
    (first, f64::from(tenth_ms) / 10_000.0)
}

#[test]
fn the_first_dots_and_the_cut_come_in_time_on_a_serial_line() {
    let mut press = Press::new(Template::built_in(), WordBook::built_in());
    // The TM-T88III takes 38400 baud at most.
    for (profile, baud, latest) in
        families().into_iter().flat_map(|p| [(p.clone(), 115_200, 1.5), (p, 38_400, 2.5)])
    {
        for locale in LOCALES {
            let sheet = press.lay_out(&ticket(locale, "A042"), profile.paper());
            let mut machine = printer(&profile);
            let is_slow = baud <= super::super::conversation::SLOW_BAUD;
            let kept =
                if is_slow { taught(&mut machine, &sheet, &profile).kept(&fixed(&sheet)) } else { vec![] };
            let encoded = encode_with(&sheet.raster, &profile, ProcessId(*b"abcd"), &kept);
            let (first, cut) = times(&mut machine, &encoded, &profile, baud);
            println!(
                "{:14} {locale:3} at {baud:6}: {:5} bytes, first dots {first:.2} s, cut {cut:.2} s",
                profile.name,
                encoded.len()
            );
            assert!(first <= 0.3, "{} {locale} at {baud}: first dots after {first:.2} s", profile.name);
            assert!(cut <= latest, "{} {locale} at {baud}: cut after {cut:.2} s", profile.name);
        }
    }
}
