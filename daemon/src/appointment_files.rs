//! Appointments as files: iCalendar out (RFC 5545), iCalendar and CSV in. Reads and writes text; books nothing.
//!
//! What comes in names no person: of an event only its identifier, its time, its service and whether it was given up are
//! read, and of the identifier only a digest is kept.

use std::fmt::Write;

use queue::OfficeConfig;
use queue::calendar::LocalTime;
use queue::command::ImportEntry;
use queue::config::{Locale, Service};
use queue::id::Reference;
use queue::time::{Date, MINUTE_MS, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::calendar::OfficeCalendar;

/// What is wrong with a line of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, utoipa::ToSchema)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub what: String,
}

/// An appointment read from a file, with its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The line it stands in, from 1; of an event its first.
    pub line: usize,
    /// The appointment.
    pub entry: ImportEntry,
}

/// What a file is read against.
pub struct Known<'a> {
    /// The services.
    pub config: &'a OfficeConfig,
    /// The office's zone.
    pub calendar: &'a OfficeCalendar,
}

/// One appointment as it is written.
pub struct Event {
    /// Its identity within the office.
    pub id: String,
    /// When it begins.
    pub at: Timestamp,
    /// How long it takes, in milliseconds.
    pub length_ms: i64,
    /// What for.
    pub summary: String,
    /// Where.
    pub location: String,
    /// More, as the code for the kiosk.
    pub description: String,
    /// Its page, if the office has an address.
    pub url: Option<String>,
}

/// Writes a calendar; `now` is when, `office` the office's id.
#[must_use]
pub fn calendar(office: &str, events: &[Event], now: Timestamp) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nouba//noubad//EN", "METHOD:PUBLISH"] {
        fold(&mut text, line);
    }
    for event in events {
        fold(&mut text, "BEGIN:VEVENT");
        fold(&mut text, &format!("UID:{}@{office}.nouba", event.id));
        fold(&mut text, &format!("DTSTAMP:{}", utc(now)));
        fold(&mut text, &format!("DTSTART:{}", utc(event.at)));
        fold(&mut text, &format!("DURATION:PT{}M", (event.length_ms / MINUTE_MS).max(1)));
        fold(&mut text, &format!("SUMMARY:{}", escaped(&event.summary)));
        fold(&mut text, &format!("LOCATION:{}", escaped(&event.location)));
        if !event.description.is_empty() {
            fold(&mut text, &format!("DESCRIPTION:{}", escaped(&event.description)));
        }
        if let Some(url) = &event.url {
            fold(&mut text, &format!("URL:{url}"));
        }
        fold(&mut text, "END:VEVENT");
    }
    fold(&mut text, "END:VCALENDAR");
    text
}

/// "20261124T091203Z".
fn utc(at: Timestamp) -> String {
    at.to_string()[..19].replace(['-', ':'], "") + "Z"
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace('\n', "\\n").replace('\r', "").replace(['\u{2068}', '\u{2069}'], "")
}

/// Writes a line, folded so that no part has more than 75 bytes (RFC 5545 §3.1).
fn fold(text: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(c);
        width += c.len_utf8();
    }
    text.push_str("\r\n");
}

/// Reads a CSV file: a header with `service` and `start`, and perhaps `reference`, `language` and `status`; separated by
/// commas or semicolons.
///
/// # Errors
/// Every line that cannot be read, by its number.
pub fn read_csv(text: &str, known: &Known<'_>) -> Result<Vec<Read>, Vec<BadLine>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let Some((first, header)) = lines.next() else {
        return Err(vec![bad(1, "the file is empty: the first line names the columns, as service,start")]);
    };
    let separator = if header.contains(';') { ';' } else { ',' };
    let names: Vec<String> =
        fields(header, separator).iter().map(|f| f.trim().to_ascii_lowercase()).collect();
    let mut wrong = Vec::new();
    for needed in ["service", "start"] {
        if !names.iter().any(|name| name == needed) {
            wrong.push(bad(first, format!("the column {needed} is missing in the first line")));
        }
    }
    for name in &names {
        if !["service", "start", "reference", "language", "status"].contains(&name.as_str()) {
            let what = format!(
                "there is no column {name:?}: a list of appointments has no place for more, least of all for names"
            );
            wrong.push(bad(first, what));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut read = Vec::new();
    for (line, row) in lines {
        let row = fields(row, separator);
        let of = |name: &str| {
            let place = names.iter().position(|n| n == name)?;
            row.get(place).map(|f| f.trim()).filter(|f| !f.is_empty())
        };
        match entry(known, of("service"), of("start"), of("reference"), of("language"), of("status")) {
            Ok(entry) => read.push(Read { line, entry }),
            Err(what) => wrong.push(bad(line, what)),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// Reads an iCalendar file. An event's service is its `X-NOUBA-SERVICE`, one of its `CATEGORIES`, or its `SUMMARY`: a service's
/// id or one of its names.
///
/// # Errors
/// Every event that cannot be read, by its first line.
pub fn read_calendar(text: &str, known: &Known<'_>) -> Result<Vec<Read>, Vec<BadLine>> {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err(vec![bad(1, "this is no calendar: it begins with BEGIN:VCALENDAR")]);
    }
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    let mut event: Option<(usize, Vec<(String, String)>)> = None;
    for (line, content) in unfolded(text) {
        match (content.as_str(), &mut event) {
            ("BEGIN:VEVENT", _) => event = Some((line, Vec::new())),
            ("END:VEVENT", open) => {
                let Some((line, properties)) = open.take() else { continue };
                match event_entry(known, &properties) {
                    Ok(entry) => read.push(Read { line, entry }),
                    Err(what) => wrong.push(bad(line, what)),
                }
            }
            (content, Some((_, properties))) => {
                if let Some((name, value)) = content.split_once(':') {
                    properties.push((name.to_owned(), value.to_owned()));
                }
            }
            (_, None) => (),
        }
    }
    if let Some((line, _)) = event {
        wrong.push(bad(line, "this event does not end: the file is cut off"));
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// Content lines put together again, each with the line it begins in.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((number, line.trim_end().to_owned())),
        }
    }
    lines
}

fn event_entry(known: &Known<'_>, properties: &[(String, String)]) -> Result<ImportEntry, String> {
    let named = |wanted: &str| {
        properties
            .iter()
            .find(|(name, _)| name.split(';').next().is_some_and(|n| n.eq_ignore_ascii_case(wanted)))
    };
    let value = |wanted: &str| named(wanted).map(|(_, value)| value.replace("\\,", ",").replace("\\;", ";"));
    if named("RRULE").is_some() {
        return Err("a repeated event is no appointment of one person: write each by itself".to_owned());
    }
    let (name, start) = named("DTSTART").ok_or("DTSTART is missing")?;
    if let Some(zone) = name.split(';').find_map(|p| p.strip_prefix("TZID=")) {
        let ours = known.calendar.zone_name();
        if ours.is_some_and(|ours| ours != zone.trim_matches('"')) {
            return Err(format!(
                "DTSTART is in the zone {zone}: write it in the office's, or in UTC with a Z"
            ));
        }
    }
    let categories = value("CATEGORIES").unwrap_or_default();
    let candidates = value("X-NOUBA-SERVICE")
        .into_iter()
        .chain(categories.split(',').map(str::to_owned))
        .chain(value("SUMMARY"));
    let service = candidates.map(|c| c.trim().to_owned()).find(|c| service_of(known.config, c).is_some());
    let uid = value("UID").ok_or("UID is missing: without it the event would be booked again each time")?;
    entry(known, service.as_deref(), Some(start), Some(&uid), None, value("STATUS").as_deref())
}

fn entry(
    known: &Known<'_>,
    service: Option<&str>,
    start: Option<&str>,
    reference: Option<&str>,
    language: Option<&str>,
    status: Option<&str>,
) -> Result<ImportEntry, String> {
    let ids = || known.config.services.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
    let service =
        service.ok_or_else(|| format!("no service of this office is named: write one of {}", ids()))?;
    let found = service_of(known.config, service)
        .ok_or_else(|| format!("there is no service {:?}: write one of {}", cut(service), ids()))?;
    let start = start.ok_or("the start is missing")?;
    let at = instant(known.calendar, start).ok_or_else(|| {
        format!("{:?} is no time: write it as 2026-11-24 09:30 in the office's time", cut(start))
    })?;
    let locale = language
        .map(|l| locale(l).ok_or_else(|| format!("there is no language {:?}: ar, fr, zgh or en", cut(l))));
    let cancelled = match status.map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "confirmed" | "tentative" | "booked") => false,
        Some("cancelled" | "canceled") => true,
        Some(other) => return Err(format!("the status {:?} is neither booked nor cancelled", cut(other))),
    };
    let reference = reference.map(digest);
    if cancelled && reference.is_none() {
        return Err("what was given up needs the reference it was booked with".to_owned());
    }
    Ok(ImportEntry { reference, service: found.id.clone(), at, locale: locale.transpose()?, cancelled })
}

/// An identifier of another system may hold an address or a name: a part of its SHA-256 tells them apart as well.
fn digest(text: &str) -> Reference {
    let mut hex = String::with_capacity(32);
    for byte in &Sha256::digest(text.as_bytes())[..16] {
        let _ = write!(hex, "{byte:02x}");
    }
    Reference::new(&hex).expect("invariant: hexadecimal digits are a reference")
}

fn service_of<'a>(config: &'a OfficeConfig, text: &str) -> Option<&'a Service> {
    let named =
        |s: &&Service| s.id.as_str() == text || s.names.values().any(|n| n.eq_ignore_ascii_case(text));
    config.services.iter().filter(|s| s.elsewhere.is_empty()).find(named)
}

fn locale(text: &str) -> Option<Locale> {
    Locale::of_tag(&text.to_ascii_lowercase())
}

/// Reads `20261124T093000Z`, `20261124T093000`, `2026-11-24T09:30:00Z`, `2026-11-24 09:30` and what lies between; without a Z
/// it is the office's time.
fn instant(calendar: &OfficeCalendar, text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (text, is_utc) = text.strip_suffix(['Z', 'z']).map_or((text, false), |rest| (rest, true));
    let text = text.split('.').next()?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | ' ')) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u16>().ok();
    if digits.len() != 12 && digits.len() != 14 {
        return None;
    }
    let (month, day) = (u8::try_from(part(4, 6)?).ok()?, u8::try_from(part(6, 8)?).ok()?);
    let date = Date::new(i32::from(part(0, 4)?), month, day)?;
    let (hour, minute) = (part(8, 10)?, part(10, 12)?);
    if hour > 23 || minute > 59 {
        return None;
    }
    if is_utc {
        let minutes = date.days() * 24 * 60 + i64::from(hour) * 60 + i64::from(minute);
        return Some(Timestamp(minutes * MINUTE_MS));
    }
    calendar.instant_of(date, format!("{hour:02}:{minute:02}").parse::<LocalTime>().ok()?)
}

/// The fields of a row; a quoted one may hold the separator and doubled quotes (RFC 4180), but no line end.
fn fields(row: &str, separator: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let (mut quoted, mut chars) = (false, row.chars().peekable());
    while let Some(c) = chars.next() {
        let field = fields.last_mut().expect("invariant: there is always one");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            c if c == separator && !quoted => fields.push(String::new()),
            c => field.push(c),
        }
    }
    fields
}

fn bad(line: usize, what: impl Into<String>) -> BadLine {
    BadLine { line, what: what.into() }
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}
