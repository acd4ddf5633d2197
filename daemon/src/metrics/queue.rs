//! Tickets, counters and waits.

use ::queue::counter::CounterState;
use ::queue::figures::{Figures, Spread};
use ::queue::ticket::{Class, Ticket, TicketState};

use super::Sources;
use super::exposition::{Exposition, Labels, number, one};

pub(super) fn write(sources: &Sources<'_>, numbers: &mut Exposition) {
    let day = sources.office.state.day.as_ref();
    let open = day.is_some_and(|plan| sources.now < plan.closes_at);
    numbers.gauges("nouba_day_open", "Whether tickets are given: 1, or 0", one(f64::from(u8::from(open))));
    tickets(sources, numbers);
    counters(sources, numbers);
    waits(sources, numbers);
    if let Some(row) = &sources.today.all {
        today(&row.figures, numbers);
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Normal => "normal",
        Class::Priority => "priority",
        Class::Appointment => "appointment",
    }
}

fn tickets(sources: &Sources<'_>, numbers: &mut Exposition) {
    let office = sources.office;
    let of = |state| office.state.tickets.in_state(state);
    let going = [
        ("waiting", TicketState::Waiting),
        ("called", TicketState::Called),
        ("serving", TicketState::Serving),
        ("parked", TicketState::Parked),
    ];
    let each = going.map(|(word, state)| (vec![("state", word.to_owned())], number(of(state).count())));
    numbers.gauges("nouba_tickets", "Tickets that are going on, by where they stand", each.to_vec());
    let (mut lengths, mut longest) = (Vec::new(), Vec::new());
    for service in office.config.services.iter().filter(|s| s.elsewhere.is_empty()) {
        let mine = || of(TicketState::Waiting).filter(|t| t.service == service.id);
        for each in [Class::Normal, Class::Priority, Class::Appointment] {
            let labels = vec![("service", service.id.to_string()), ("class", class(each).to_owned())];
            lengths.push((labels, number(mine().filter(|t| t.class == each).count())));
        }
        let waited = |t: &Ticket| sources.now.since(t.waiting_since) + t.waited_before_ms;
        let most = mine().map(waited).max().unwrap_or(0);
        longest.push((vec![("service", service.id.to_string())], most.max(0) as f64 / 1000.0));
    }
    numbers.gauges("nouba_waiting", "People who wait", lengths);
    numbers.seconds("nouba_longest_wait", "How long the one who has waited longest has waited", longest);
}

fn counters(sources: &Sources<'_>, numbers: &mut Exposition) {
    let office = sources.office;
    let state = |id| office.state.counters.get(id).map_or(CounterState::Closed, |c| c.state);
    let count = |wanted| office.config.counters.iter().filter(|c| state(&c.id) == wanted).count();
    let words =
        [("open", CounterState::Open), ("paused", CounterState::Paused), ("closed", CounterState::Closed)];
    let each = words.map(|(word, wanted)| (vec![("state", word.to_owned())], number(count(wanted))));
    numbers.gauges("nouba_counters", "Counters, by whether they serve", each.to_vec());
}

fn waits(sources: &Sources<'_>, numbers: &mut Exposition) {
    let (mut targets, mut said) = (Vec::new(), Vec::new());
    for service in sources.office.config.services.iter().filter(|s| s.elsewhere.is_empty()) {
        let labels = |more: Option<&'static str>| -> Labels {
            let of_service = std::iter::once(("service", service.id.to_string()));
            of_service.chain(more.map(|end| ("end", end.to_owned()))).collect()
        };
        targets.push((labels(None), service.target_wait_ms as f64 / 1000.0));
        if let Some(told) = sources.said.services.get(&service.id) {
            said.push((labels(Some("low")), f64::from(told.wait.low_min) * 60.0));
            said.push((labels(Some("high")), f64::from(told.wait.high_min) * 60.0));
        }
    }
    numbers.seconds("nouba_target_wait", "The wait the office wants to keep", targets);
    numbers.seconds("nouba_announced_wait", "The two ends of the wait that whoever comes now is told", said);
}

fn today(figures: &Figures, numbers: &mut Exposition) {
    let outcomes = [
        ("arrived", figures.arrived),
        ("served", figures.served),
        ("passed_on", figures.passed_on),
        ("no_show", figures.no_shows),
        ("abandoned", figures.abandoned),
        ("unserved", figures.unserved),
    ];
    let each = outcomes.map(|(word, n)| (vec![("outcome", word.to_owned())], f64::from(n)));
    numbers.gauges("nouba_today", "The office day so far: visits by what became of them", each.to_vec());
    let mut times = Vec::new();
    for (time, spread) in
        [("waiting", figures.waiting), ("walking", figures.walking), ("service", figures.service)]
    {
        let Spread { mean_s, p50_s, p90_s, p95_s, max_s, .. } = spread;
        for (part, value) in
            [("mean", mean_s), ("p50", p50_s), ("p90", p90_s), ("p95", p95_s), ("max", max_s)]
        {
            if let Some(value) = value {
                times.push((vec![("time", time.to_owned()), ("part", part.to_owned())], f64::from(value)));
            }
        }
    }
    numbers.seconds(
        "nouba_today_time",
        "The office day so far: how times are spread; absent below five",
        times,
    );
    let share = |pm: Option<u32>| pm.map(|pm| f64::from(pm) / 1000.0);
    if let Some(level) = share(figures.level_pm) {
        numbers.gauges(
            "nouba_service_level_ratio",
            "The office day so far: served within the target",
            one(level),
        );
    }
    if let Some(used) = share(figures.utilisation_pm) {
        let help = "The office day so far: share of the counters' open time that was worked";
        numbers.gauges("nouba_utilisation_ratio", help, one(used));
    }
}
