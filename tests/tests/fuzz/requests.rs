//! What people send along as files and write into fields: appointments made elsewhere, changes to be played.

use noubad::appointment_files::{self, Event, Known};
use noubad::calendar::OfficeCalendar;
use noubad::config::Config;
use noubad::replay;
use queue::time::{HOUR_MS, Timestamp};

use super::engine::{Target, fuzz, samples};

/// 2026-11-24, 08:00 UTC.
const NOW: Timestamp = Timestamp(1_795_507_200_000);
/// How far from then an appointment may be: what is booked is to come, and not in another century.
const FAR_MS: i64 = 30_000 * 24 * HOUR_MS;

/// The office that shows every key, in its zone.
fn office() -> (Config, OfficeCalendar) {
    let file = samples("config/offices", &["sale-etat-civil.toml"]).remove(0);
    let config =
        Config::parse("office.toml", &String::from_utf8_lossy(&file)).expect("the office's file is right");
    let (calendar, _) = OfficeCalendar::of_config(&config, NOW).expect("its zone is known");
    (config, calendar)
}

#[test]
fn appointments() {
    let (config, calendar) = office();
    let known = Known { config: &config.office, calendar: &calendar };
    let service = config.office.services[0].id.to_string();
    let csv = format!(
        "service;start;reference;language;status\n{service};2026-11-25 09:00;a;fr;\n{service};2026-11-25T09:20:00Z;\"b;\"\"c\";ar;cancelled\n"
    );
    let ics = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:41@rokhas\r\nDTSTART;TZID=Africa/Casablanca:20261125T090000\r\n\
         CATEGORIES:a\\,b,{service}\r\nSUMMARY:x\r\n  folded\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:42\r\nDTSTART:20261125T092000Z\r\n\
         X-NOUBA-SERVICE:{service}\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let seeds = vec![csv.into_bytes(), ics.into_bytes()];
    let words = &[
        "BEGIN:VEVENT\r\n",
        "END:VEVENT\r\n",
        "DTSTART:",
        "TZID=",
        "RRULE:",
        "\r\n ",
        "\"\"",
        ";",
        "Z",
        "2027",
    ];
    fuzz(&Target { name: "appointments", share: 8_000, seeds, words }, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let read =
            [appointment_files::read_csv(text, &known), appointment_files::read_calendar(text, &known)];
        let mut taken = false;
        for read in read {
            match read {
                Ok(read) => {
                    taken |= !read.is_empty();
                    let events: Vec<Event> = read.iter().map(|r| written(&r.entry)).collect();
                    let own = appointment_files::calendar("office", &events, NOW);
                    assert!(own.lines().all(|line| line.len() <= 75), "folded: {own}");
                    let again =
                        appointment_files::read_calendar(&own, &known).expect("what is written is read");
                    let of = |r: &appointment_files::Read| (r.entry.at, r.entry.service.clone());
                    let near = |r: &&appointment_files::Read| (r.entry.at.0 - NOW.0).abs() < FAR_MS;
                    let before: Vec<_> = read.iter().filter(near).map(of).collect();
                    let after: Vec<_> = again.iter().filter(near).map(of).collect();
                    assert_eq!(before, after, "written and read again");
                }
                Err(lines) => {
                    assert!(lines.iter().all(|l| l.line > 0 && !l.what.is_empty()), "a refusal says where")
                }
            }
        }
        taken
    });
}

fn written(entry: &queue::command::ImportEntry) -> Event {
    Event {
        id: "1".to_owned(),
        at: entry.at,
        length_ms: 1,
        summary: entry.service.to_string(),
        location: "Salé, à côté; de la poste".repeat(4),
        description: String::new(),
        url: None,
    }
}

#[test]
fn changes_to_play() {
    let (config, _) = office();
    let counter = config.office.counters[0].id.to_string();
    let seeds = [
        "+2@10:00-12:00".to_owned(),
        format!("+1@10:00-12:00={counter}"),
        format!("-{counter}@10:00-12:00"),
        "cap_minutes = 30".to_owned(),
        "[policy]\nno_show_grace_minutes = 5\n".to_owned(),
    ];
    let seeds = seeds.into_iter().map(String::into_bytes).collect();
    let words =
        &["+", "-", "@", "=", ":", "24:00", "23:59", "50", "4294967295", "rate_percent", "{", "interleave"];
    fuzz(&Target { name: "changes-to-play", share: 2_000, seeds, words }, |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let staffing = replay::staffing(text, &config.office);
        let policy = replay::policy(&config.office.policy, &[("set", text)]);
        if let Err(error) = &staffing {
            // At most 80 characters of it, each escaped.
            assert!(error.to_string().chars().count() < 1_100, "a refusal repeats a part only: {error}");
        }
        staffing.is_ok() || policy.is_ok()
    });
}
