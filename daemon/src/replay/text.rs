//! The answer as people read it at a terminal.

use std::fmt::Write as _;

use queue::figures::Row;

use super::{Answer, Figured};

/// Calls out of order that are shown one by one.
const SHOWN: usize = 20;

/// Returns the answer as text; `name` gives what people call a service or class.
#[must_use]
pub fn table(answer: &Answer, name: impl Fn(&Row) -> String) -> String {
    let mut text = String::new();
    head(&mut text, answer);
    let _ = writeln!(
        text,
        "\n{:<34} {:>15} {:>15} {:>15} {:>15} {:>15} {:>13} {:>13} {:>13}",
        "minutes, as it was → then",
        "mean wait",
        "half wait up to",
        "9 in 10 up to",
        "longest",
        "service level",
        "gave up",
        "unserved",
        "no-shows"
    );
    for (was, then) in pairs(&answer.was, &answer.then) {
        row(&mut text, &name(was.or(then).expect("invariant: a pair has one at least")), was, then);
    }
    order(&mut text, "as it was", &answer.was);
    order(&mut text, "then", &answer.then);
    text
}

fn head(text: &mut String, answer: &Answer) {
    let Answer { days, fidelity, refused, stays, .. } = answer;
    let _ = writeln!(
        text,
        "{days} days from {} to before {}, played again in {:.0} ms: {:.0} × real time",
        answer.from,
        answer.to,
        answer.took_ms,
        answer.times_as_fast()
    );
    let _ = writeln!(
        text,
        "unchanged, {} of {} calls come back as they were{}",
        fidelity.same,
        fidelity.calls,
        if fidelity.same * 100 < fidelity.calls * 95 {
            ": the office has changed since, or its clock was set back; take the comparison with care"
        } else {
            ""
        }
    );
    let _ = match (stays.known, stays.gave_up) {
        (true, n) => writeln!(text, "{n} gave up: the others are taken to have as much patience as they had"),
        (false, n) => {
            writeln!(text, "{n} gave up, too few to know when others would: the others wait to the end")
        }
    };
    if *refused > 0 {
        let _ = writeln!(text, "{refused} people got no ticket under these rules");
    }
}

/// Rows of both sides that are of the same, all together first.
fn pairs<'a>(was: &'a Figured, then: &'a Figured) -> Vec<(Option<&'a Row>, Option<&'a Row>)> {
    let mut pairs = vec![(was.all.as_ref(), then.all.as_ref())];
    for (was, then) in [(&was.services, &then.services), (&was.classes, &then.classes)] {
        let of = |key| then.iter().find(|row| row.key == key);
        pairs.extend(was.iter().map(|row| (Some(row), of(row.key.clone()))));
        let new = then.iter().filter(|row| was.iter().all(|old| old.key != row.key));
        pairs.extend(new.map(|row| (None, Some(row))));
    }
    pairs.retain(|(was, then)| was.or(*then).is_some());
    pairs
}

fn row(text: &mut String, name: &str, was: Option<&Row>, then: Option<&Row>) {
    let both = |of: &dyn Fn(&Row) -> String| {
        let one = |row: Option<&Row>| row.map_or_else(|| "–".to_owned(), of);
        format!("{} → {}", one(was), one(then))
    };
    let minutes =
        |s: Option<u32>| s.map_or_else(|| "–".to_owned(), |s| format!("{:.1}", f64::from(s) / 60.0));
    let name: String = name.chars().take(34).collect();
    let _ = writeln!(
        text,
        "{name:<34} {:>15} {:>15} {:>15} {:>15} {:>15} {:>13} {:>13} {:>13}",
        both(&|r| minutes(r.figures.waiting.mean_s)),
        both(&|r| minutes(r.figures.waiting.p50_s)),
        both(&|r| minutes(r.figures.waiting.p90_s)),
        both(&|r| minutes(r.figures.waiting.max_s)),
        both(&|r| r
            .figures
            .level_pm
            .map_or_else(|| "–".to_owned(), |pm| format!("{:.1} %", f64::from(pm) / 10.0))),
        both(&|r| r.figures.abandoned.to_string()),
        both(&|r| r.figures.unserved.to_string()),
        both(&|r| r.figures.no_shows.to_string()),
    );
}

fn order(text: &mut String, when: &str, side: &Figured) {
    let f = &side.fairness;
    let longest = f.longest_passed_ms.map_or_else(String::new, |ms| {
        format!(
            "; the longest wait of a normal ticket that was passed over was {:.1} min",
            ms as f64 / 60_000.0
        )
    });
    let _ = writeln!(
        text,
        "\n{when}: {} of {} calls out of order, {} of people past the cap{longest}",
        f.out_of_order, f.calls, f.past_cap
    );
    for call in f.list.iter().take(SHOWN) {
        let reason = call.pick_reason.as_deref().map_or_else(String::new, |r| format!(" ({r:?})"));
        let _ = writeln!(
            text,
            "  {} {} {} to {}: {:?} {:?}{reason}, waited {:.1} min, {} passed over",
            call.at,
            call.number,
            call.service,
            call.counter,
            call.class,
            call.rule,
            call.waited_ms as f64 / 60_000.0,
            call.passed
        );
    }
    let more = f.out_of_order as usize - f.list.len().min(SHOWN).min(f.out_of_order as usize);
    if more > 0 {
        let _ = writeln!(text, "  and {more} more: --json lists them");
    }
}
