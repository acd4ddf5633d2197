//! How calls are announced, as the file describes it.

use std::path::PathBuf;

use queue::calendar::Interval;
use queue::config::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::LocaleWord;
use super::shape;

/// How calls are announced. Without this table nothing is said: boards chime and show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Voice {
    /// Whether boards speak.
    pub boards: bool,
    /// Sound card of this machine to speak on, by its ALSA name as `aplay -L` lists it; without it the machine is silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::SoundCard>")]
    pub sound_card: Option<String>,
    /// Directory of voices the town recorded, one folder per language (ar, fr, zgh, en); each wins over the one built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::AbsolutePath>")]
    pub packs_dir: Option<PathBuf>,
    /// Languages spoken after the citizen's own, in this order; without it, the office's languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<LocaleWord>>", length(min = 1, max = 4))]
    pub languages: Option<Vec<Locale>>,
    /// Most languages per announcement; one without a voice counts and stays silent.
    #[schemars(range(min = 1, max = 4))]
    pub languages_per_call: u8,
    /// From how many further announcements waiting only number and counter are said.
    #[schemars(range(min = 1, max = 12))]
    pub short_when_waiting: u8,
    /// Seconds after which an announcement that had to wait is dropped.
    #[schemars(range(min = 10, max = 600))]
    pub expire_seconds: u32,
    /// How often a call is said again by itself while nobody has come.
    #[schemars(range(min = 0, max = 3))]
    pub repeats: u8,
    /// Seconds between an announcement and its repeat.
    #[schemars(range(min = 5, max = 120))]
    pub repeat_after_seconds: u32,
    /// Volume in per cent: 100 as recorded, 50 about half as loud.
    #[schemars(range(min = 0, max = 100))]
    pub volume_percent: u8,
    /// Other volumes by time of day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volume: Vec<Volume>,
    /// Hours of each day without chime and voice; boards still show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<shape::Hours>")]
    pub quiet: Vec<Interval>,
}

impl Default for Voice {
    fn default() -> Self {
        Self {
            boards: true,
            sound_card: None,
            packs_dir: None,
            languages: None,
            languages_per_call: 2,
            short_when_waiting: 2,
            expire_seconds: 90,
            repeats: 0,
            repeat_after_seconds: 20,
            volume_percent: 80,
            volume: Vec::new(),
            quiet: Vec::new(),
        }
    }
}

impl Voice {
    /// Returns the volume at a minute of the day, in per cent; none in quiet hours.
    #[must_use]
    pub fn volume_at(&self, minute: u16) -> Option<u8> {
        let holds = |hours: &Interval| hours.from.minutes() <= minute && minute < hours.to.minutes();
        if self.quiet.iter().any(holds) {
            return None;
        }
        Some(self.volume.iter().find(|v| holds(&v.hours)).map_or(self.volume_percent, |v| v.percent))
    }
}

/// The volume at a time of day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// From when until when.
    #[schemars(with = "shape::Hours")]
    pub hours: Interval,
    /// Volume in per cent.
    #[schemars(range(min = 0, max = 100))]
    pub percent: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_volume_follows_the_hours_and_quiet_hours_win() {
        let voice = Voice {
            volume: vec![Volume { hours: "08:00-13:00".parse().unwrap(), percent: 40 }],
            quiet: vec!["12:30-13:30".parse().unwrap()],
            ..Voice::default()
        };
        let at = |h: u16, m: u16| voice.volume_at(h * 60 + m);
        assert_eq!(at(7, 59), Some(80));
        assert_eq!(at(8, 0), Some(40));
        assert_eq!(at(12, 29), Some(40));
        assert_eq!(at(12, 30), None);
        assert_eq!(at(13, 29), None);
        assert_eq!(at(13, 30), Some(80), "the end is not included");
    }
}
