//! Checks of services, counters, hours and rules that need more than one value at a time.

use std::collections::{BTreeMap, BTreeSet};

use queue::calendar::Interval;
use queue::config::Names;
use queue::id::ServiceId;

use super::file::{File, Service, WeekTable};
use super::report::nearest;
use super::source::{Path, Source};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Notes every mistake in the office itself.
pub(super) fn check(file: &File, source: &mut Source<'_>) {
    let root = Path::default();
    unique(source, "service", file.service.iter().map(|s| s.id.as_str()));
    unique(source, "counter", file.counter.iter().map(|c| c.id.as_str()));
    locales(file, source);
    if file.office.zone_offset_override.is_some() {
        let path = root.key("office").key("zone_offset_override");
        let remedy = "Remove it as soon as the machine's zone rules are right (apt upgrade tzdata).";
        source.warning(&path, "The office's clock is set by hand and follows no zone rules.", remedy);
    }
    for (index, service) in file.service.iter().enumerate() {
        self::service(file, service, &root.key("service").index(index), source);
    }
    counters(file, source);
    served(file, source);
    calendar(file, source);
    names(file, source);
    open(file, source);
    certificate(file, source);
}

/// A certificate is of no use without its key.
fn certificate(file: &File, source: &mut Source<'_>) {
    let (given, missing) = match (&file.http.certificate, &file.http.key) {
        (Some(_), None) => ("certificate", "key"),
        (None, Some(_)) => ("key", "certificate"),
        (Some(_), Some(_)) | (None, None) => return,
    };
    let what = format!("A {given} is given without its {missing}.");
    let remedy = format!("Add {missing} = \"/etc/nouba/…\" to [http], or remove {given}.");
    source.error(&Path::default().key("http").key(given), what, &remedy);
}

/// An office without accounts must be out of everybody's reach.
fn open(file: &File, source: &mut Source<'_>) {
    let (what, remedy) = match file.http.proxy {
        _ if !file.http.open => return,
        Some(proxy) => (
            format!("Everybody who reaches the proxy at {proxy} could do everything."),
            "Remove open = true and make accounts with `noubad access`, or remove proxy.",
        ),
        None if file.http.listen.ip().is_loopback() => return,
        None => (
            format!("Everybody who reaches {} could do everything.", file.http.listen),
            "Remove open = true and make accounts with `noubad access`, or listen on 127.0.0.1.",
        ),
    };
    source.error(&Path::default().key("http").key("open"), what, remedy);
}

/// Notes ids of a section that stand there twice.
fn unique<'a>(source: &mut Source<'_>, section: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            let path = Path::default().key(section).index(index).key("id");
            source.error(&path, format!("Another {section} has the id {id}."), "Give each its own id.");
        }
    }
}

fn locales(file: &File, source: &mut Source<'_>) {
    let path = Path::default().key("office").key("locales");
    for (index, locale) in file.office.locales.iter().enumerate() {
        if file.office.locales[..index].contains(locale) {
            source.error(&path.index(index), "This language is offered twice.", "Remove one of the two.");
        }
    }
}

fn service(file: &File, service: &Service, path: &Path, source: &mut Source<'_>) {
    if service.letter.is_none() && service.elsewhere.is_empty() && !source.is_written(&path.key("letter")) {
        let remedy =
            "Add letter = \"…\": one capital letter, or the letter of a service whose numbers it shares.";
        source.error(path, "letter is missing.", remedy);
    }
    if service.target_wait_minutes > file.policy.cap_minutes && service.elsewhere.is_empty() {
        let at = path.key("target_wait_minutes");
        let what = format!("The target is above policy.cap_minutes ({}).", file.policy.cap_minutes);
        source.warning(&at, what, "Lower the target or raise the cap: the cap would always come first.");
    }
    let shortest = weeks(file)
        .flat_map(|(_, week)| days(week))
        .filter_map(|(_, hours)| Some((*hours.first()?, *hours.last()?)))
        .map(|(first, last)| u32::from(last.to.minutes().saturating_sub(first.from.minutes())))
        .min();
    if let Some(shortest) = shortest.filter(|minutes| service.last_ticket_minutes >= *minutes) {
        let at = path.key("last_ticket_minutes");
        let what = format!("The shortest open day has {shortest} minutes: on it no ticket would be given.");
        source.error(&at, what, format!("Write less than {shortest}."));
    }
}

fn counters(file: &File, source: &mut Source<'_>) {
    let services: BTreeMap<&ServiceId, &Service> = file.service.iter().map(|s| (&s.id, s)).collect();
    let mut labels = BTreeSet::new();
    for (index, counter) in file.counter.iter().enumerate() {
        let path = Path::default().key("counter").index(index);
        if !labels.insert(&counter.label) {
            let what = format!("Another counter has the label {:?}.", counter.label);
            source.error(&path.key("label"), what, "Write what stands above this counter.");
        }
        for (at, id) in counter.services.iter().enumerate() {
            let path = path.key("services").index(at);
            match services.get(id) {
                None => unknown(source, "service", id.as_str(), services.keys().map(|s| s.as_str()), &path),
                Some(service) if !service.elsewhere.is_empty() => {
                    let what = format!("{id} is done elsewhere: it has no tickets to call.");
                    source.error(&path, what, "Remove it here, or remove its elsewhere.");
                }
                Some(_) if counter.services[..at].contains(id) => {
                    source.error(&path, format!("{id} stands here twice."), "Remove one of the two.");
                }
                Some(_) => {}
            }
        }
        for id in counter.weight_percent.keys().filter(|id| !counter.services.contains(*id)) {
            let at = path.key("weight_percent").key(id.as_str());
            let what = format!("This counter does not serve {id}.");
            source.key_error(&at, what, "Add it to services, or remove its weight.");
        }
    }
}

/// Notes a reference to something that does not exist, unless the thing may be among those left out.
pub(super) fn unknown<'a>(
    source: &mut Source<'_>,
    section: &str,
    id: &str,
    known: impl Iterator<Item = &'a str>,
    path: &Path,
) {
    if source.is_damaged(section) {
        return;
    }
    let known: Vec<&str> = known.collect();
    let remedy = match (nearest(id, known.iter().copied()), &known[..]) {
        (Some(meant), _) => format!("Did you mean {meant}?"),
        (None, []) => format!("Add a [[{section}]] with this id."),
        (None, known) => format!("Use one of {}, or add a [[{section}]] with this id.", known.join(", ")),
    };
    source.error(path, format!("There is no {section} {id}."), remedy);
}

/// Notes services whose tickets nobody would call.
fn served(file: &File, source: &mut Source<'_>) {
    if source.is_damaged("counter") {
        return;
    }
    let served: BTreeSet<&ServiceId> = file.counter.iter().flat_map(|c| &c.services).collect();
    for (index, service) in file.service.iter().enumerate() {
        if service.elsewhere.is_empty() && !served.contains(&service.id) {
            let path = Path::default().key("service").index(index);
            let what = "No counter serves this: its tickets would wait for ever.";
            source.error(
                &path,
                what,
                "Add it to the services of a counter, or say where it is done: elsewhere.",
            );
        }
    }
}

/// Every week of the file with its path: the usual one and those of the periods.
fn weeks(file: &File) -> impl Iterator<Item = (Path, &WeekTable)> {
    let calendar = Path::default().key("calendar");
    let usual = (calendar.key("hours"), &file.calendar.hours);
    let periods = file.calendar.period.iter().enumerate();
    let path = move |index| calendar.key("period").index(index).key("hours");
    std::iter::once(usual).chain(periods.map(move |(index, period)| (path(index), &period.hours)))
}

fn days(week: &WeekTable) -> impl Iterator<Item = (&'static str, &Vec<Interval>)> {
    let days = [
        &week.monday,
        &week.tuesday,
        &week.wednesday,
        &week.thursday,
        &week.friday,
        &week.saturday,
        &week.sunday,
    ];
    DAYS.into_iter().zip(days)
}

fn calendar(file: &File, source: &mut Source<'_>) {
    for (path, week) in weeks(file) {
        for (day, hours) in days(week) {
            for (index, pair) in hours.windows(2).enumerate() {
                if pair[1].from < pair[0].to {
                    let what = format!("{} begins before {} has ended.", pair[1], pair[0]);
                    let remedy =
                        "Write the hours of a day in order and without overlap; the gap is the break.";
                    source.error(&path.key(day).index(index + 1), what, remedy);
                }
            }
        }
        if days(week).all(|(_, hours)| hours.is_empty()) && !source.is_damaged("calendar") {
            let remedy = "Write the hours of at least one day; for closed days use [[calendar.holiday]].";
            source.error(&path, "The office would never open.", remedy);
        }
    }
    periods(file, source);
    let path = Path::default().key("calendar").key("holiday");
    for (index, holiday) in file.calendar.holiday.iter().enumerate() {
        if file.calendar.holiday[..index].iter().any(|other| other.date == holiday.date) {
            let what = format!("{} is written twice.", holiday.date);
            source.warning(&path.index(index).key("date"), what, "Remove one of the two.");
        }
    }
}

fn periods(file: &File, source: &mut Source<'_>) {
    let list = Path::default().key("calendar").key("period");
    for (index, period) in file.calendar.period.iter().enumerate() {
        let path = list.index(index);
        if period.to < period.from {
            let what = format!("The period ends ({}) before it begins ({}).", period.to, period.from);
            source.error(&path.key("to"), what, "Correct one of the two dates.");
        }
        let overlaps = |other: &&super::file::Period| other.from <= period.to && period.from <= other.to;
        if let Some(other) = file.calendar.period[..index].iter().find(overlaps) {
            let what = format!("This period overlaps the one from {} to {}.", other.from, other.to);
            source.warning(&path.key("from"), what, "Check the dates: on shared days this one holds.");
        }
    }
}

/// Warns once per offered language about the names it lacks, and notes services nobody can tell apart.
fn names(file: &File, source: &mut Source<'_>) {
    let mut named: Vec<(String, &Names)> = vec![("the office".to_owned(), &file.office.names)];
    named.extend(file.service.iter().map(|s| (s.id.to_string(), &s.names)));
    for (index, locale) in file.office.locales.iter().enumerate() {
        let missing: Vec<&str> = named
            .iter()
            .filter(|(_, names)| !names.contains_key(locale))
            .map(|(what, _)| what.as_str())
            .collect();
        let proven = !source.is_damaged("service") && !source.is_damaged("office");
        if let ([first, ..], true) = (&missing[..], proven) {
            let path = Path::default().key("office").key("locales").index(index);
            let what = format!(
                "{} of {} names are missing in {} (the first: {first}).",
                missing.len(),
                named.len(),
                locale.tag()
            );
            source.warning(&path, what, "Add them; until then people see the French or Arabic name.");
        }
    }
    for (index, service) in file.service.iter().enumerate() {
        for (locale, name) in &service.names {
            if let Some(other) = file.service[..index].iter().find(|s| s.names.get(locale) == Some(name)) {
                let path = Path::default().key("service").index(index).key("names").key(locale.tag());
                let what = format!("The service {} has the same name.", other.id);
                source.error(&path, what, "Name them so that people can tell them apart.");
            }
        }
    }
}
