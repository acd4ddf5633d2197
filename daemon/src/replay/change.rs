//! What is changed, as people write it: `+2@10:00-12:00`, `+1@10:00-12:00=counter-3`, `-counter-3@10:00-12:00`; and keys
//! of `[policy]`, as `cap_minutes = 30`.

use queue::OfficeConfig;
use queue::calendar::Interval;
use queue::config::Policy;
use queue::id::CounterId;
use queue::replay::Staffing;

use crate::config::{ConfigErrors, changed_policy};

/// Most counters that can be added: beyond it somebody has made a mistake.
const MORE_MAX: u32 = 50;

/// Why a change cannot be played. The text is complete.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChangeError {
    /// Counters are not written as they must be.
    #[error(
        "{0:?} is no change of counters: write +2@10:00-12:00 for two more that serve everything, \
         +1@10:00-12:00=counter-3 for one that serves what counter-3 serves, -counter-3@10:00-12:00 for one away"
    )]
    Form(String),
    /// There is no such counter.
    #[error("there is no counter {0:?} in this office")]
    Counter(String),
    /// Too many.
    #[error("{0} counters more are too many: at most {MORE_MAX}")]
    Many(u32),
    /// Keys of `[policy]` are wrong.
    #[error("{0}")]
    Policy(String),
}

/// Reads a change of counters.
///
/// # Errors
/// [`ChangeError`] with what to write instead.
pub fn staffing(text: &str, config: &OfficeConfig) -> Result<Staffing, ChangeError> {
    let form = || ChangeError::Form(text.chars().take(80).collect());
    let (what, rest) = text.trim().split_once('@').ok_or_else(form)?;
    let (hours, like) = match rest.split_once('=') {
        Some((hours, like)) => (hours, Some(like)),
        None => (rest, None),
    };
    let Interval { from, to } = hours.parse().map_err(|_| form())?;
    let known = |id: &str| {
        let found = CounterId::new(id.trim()).ok().filter(|id| config.counter(id).is_some());
        found.ok_or_else(|| ChangeError::Counter(id.chars().take(80).collect()))
    };
    if let Some(number) = what.strip_prefix('+') {
        let number: u32 = number.parse().map_err(|_| form())?;
        if number > MORE_MAX {
            return Err(ChangeError::Many(number));
        }
        let like = like.map(known).transpose()?;
        return Ok(Staffing::More { number, from, to, like });
    }
    match (what.strip_prefix('-'), like) {
        (Some(id), None) => Ok(Staffing::Away { counter: known(id)?, from, to }),
        _ => Err(form()),
    }
}

/// Returns the rules with some keys changed: `tables` are TOML as in an office's `[policy]`, the later over the earlier.
///
/// # Errors
/// [`ChangeError::Policy`] with every mistake and its remedy.
pub fn policy(policy: &Policy, tables: &[(&str, &str)]) -> Result<Policy, ChangeError> {
    let mut changed = policy.clone();
    for (name, text) in tables {
        let read = text.parse::<toml::Table>();
        let table = read.map_err(|error| ChangeError::Policy(format!("{name}: {}", error.message())))?;
        // An office's file, or one with [policy] alone, or the keys themselves.
        let table = match table.get("policy") {
            Some(toml::Value::Table(policy)) => policy.clone(),
            _ => table,
        };
        changed = changed_policy(name, &changed, table).map_err(|errors| mistakes(name, &errors))?;
    }
    Ok(changed)
}

fn mistakes(name: &str, errors: &ConfigErrors) -> ChangeError {
    let line = |m: &crate::config::Mistake| format!("{name}: {}: {} {}", m.path, m.what, m.remedy);
    ChangeError::Policy(errors.mistakes.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use queue::time::MINUTE_MS;

    fn office() -> OfficeConfig {
        simulate::sample_office()
    }

    #[test]
    fn counters_are_written_as_people_say_it() {
        let (from, to) = ("10:00".parse().unwrap(), "12:00".parse().unwrap());
        let counter = CounterId::new("counter-3").unwrap();
        let more = Staffing::More { number: 2, from, to, like: None };
        assert_eq!(staffing("+2@10:00-12:00", &office()), Ok(more));
        let like = Staffing::More { number: 1, from, to, like: Some(counter.clone()) };
        assert_eq!(staffing("+1@10:00-12:00=counter-3", &office()), Ok(like));
        assert_eq!(staffing("-counter-3@10:00-12:00", &office()), Ok(Staffing::Away { counter, from, to }));
        for wrong in
            ["", "2@10:00-12:00", "+2", "+2@12:00-10:00", "+x@10:00-12:00", "-counter-3@10:00-12:00=x"]
        {
            assert!(matches!(staffing(wrong, &office()), Err(ChangeError::Form(_))), "{wrong}");
        }
        assert!(matches!(staffing("-desk@10:00-12:00", &office()), Err(ChangeError::Counter(_))));
        assert!(matches!(staffing("+51@10:00-12:00", &office()), Err(ChangeError::Many(51))));
    }

    #[test]
    fn keys_of_policy_are_changed_and_checked_and_the_others_stay() {
        let before = Policy { recall_limit: 7, ..Policy::default() };
        let after =
            policy(&before, &[("a", "cap_minutes = 30"), ("b", "rate_percent.priority = 150")]).unwrap();
        assert_eq!((after.cap_ms, after.recall_limit), (30 * MINUTE_MS, 7));
        assert_eq!(after.rate(queue::ticket::Class::Priority), 1500);
        let file = "[policy]\ninterleave = { normal = 2, priority = 1 }\n";
        assert!(policy(&before, &[("office.toml", file)]).unwrap().interleave.is_some());
        assert_eq!(policy(&before, &[("x", "")]), Ok(before.clone()), "what is not named stays");
        let wrong = policy(&before, &[("x", "cap_minute = 30")]).unwrap_err().to_string();
        assert!(wrong.contains("cap_minute") && wrong.contains("cap_minutes"), "{wrong}");
        assert!(policy(&before, &[("x", "cap_minutes = 1")]).is_err(), "out of range");
        assert!(policy(&before, &[("x", "cap_minutes = ")]).is_err(), "no TOML");
    }
}
