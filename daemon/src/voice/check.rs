//! What is wrong with a voice pack, said so that the person who recorded it can mend it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use super::grammar::{Grammar, required};
use super::pack::{ENDINGS, MANIFEST, Pack, PackError, Recording};
use super::sound::{RATE_HZ, length_ms, rms};
use crate::config::Severity;
use crate::config::report::nearest;

/// Quieter than this is silence: -46 dB of full scale.
const SILENCE: f64 = 164.0;
/// Silence is looked for in windows of so many samples: 5 ms.
const WINDOW: usize = RATE_HZ as usize / 200;
/// Most silence before and behind a clip, in milliseconds: more makes a number fall apart.
const SILENCE_MS_MAX: u64 = 150;
/// Longest clip, in milliseconds.
const CLIP_MS_MAX: u64 = 6_000;
/// From this value on a sample counts as cut off.
const FULL: u16 = 32_760;
/// So many cut samples in a row are heard as a crack.
const FULL_RUN: usize = 3;
/// Most difference of a clip's loudness from the pack's middle, in decibels: twice as much is plainly heard.
const LOUDNESS_DB: f64 = 6.0;
/// Longest silence a manifest may put between clips, in milliseconds.
const GAP_MS_MAX: u32 = 500;
/// Longest pause a manifest may put before the counter, in milliseconds.
const PAUSE_MS_MAX: u32 = 2_000;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// Whether the pack can be used all the same.
    pub severity: Severity,
    /// The file.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}: {severity}\n  {}\n  {}", self.file, self.what, self.remedy)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Checked {
    /// The findings, in the order of the clips.
    pub findings: Vec<Finding>,
    /// Clips that were heard through.
    pub clips: usize,
    /// How long they last together, in milliseconds.
    pub length_ms: u64,
    /// The middle loudness of the clips in decibels of full scale.
    pub loudness_db: f64,
}

impl Checked {
    /// Returns whether the pack can be used.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.findings.iter().all(|f| f.severity == Severity::Warning)
    }

    fn note(&mut self, severity: Severity, file: &str, what: impl Into<String>, remedy: impl Into<String>) {
        let (file, what, remedy) = (file.to_owned(), what.into(), remedy.into());
        self.findings.push(Finding { severity, file, what, remedy });
    }
}

/// Checks the pack in a folder.
#[must_use]
pub fn check_folder(folder: &Path) -> Checked {
    match Pack::open(folder) {
        Ok(pack) => check(&pack),
        Err(error) => {
            let mut checked = Checked::default();
            let file = folder.join(MANIFEST).display().to_string();
            let (what, remedy) = match &error {
                PackError::Missing { source, .. } => (
                    format!("The manifest cannot be read: {source}."),
                    "Name the folder that holds manifest.toml; config/voices/ar shows one.",
                ),
                PackError::Manifest { message, .. } => (
                    message.trim().to_owned(),
                    "Compare with config/voices/README.md, which explains every key.",
                ),
                PackError::NoClip { .. } | PackError::Clip { .. } => (error.to_string(), "Look at the file."),
            };
            checked.note(Severity::Error, &file, what, remedy);
            checked
        }
    }
}

/// Checks a pack: its manifest, and every clip by its samples.
#[must_use]
pub fn check(pack: &Pack) -> Checked {
    let mut checked = Checked::default();
    manifest(pack, &mut checked);
    let mut heard = Vec::new();
    for name in pack.manifest.clip.keys() {
        let file = pack.file_of(name);
        match pack.recording(name) {
            Err(error) => unreadable(&file, &error, &mut checked),
            Ok(recording) => {
                if let Some(loudness) = clip(&file, &recording, &mut checked) {
                    heard.push((file, loudness));
                }
            }
        }
    }
    loudness(&mut heard, &mut checked);
    checked
}

fn manifest(pack: &Pack, checked: &mut Checked) {
    let manifest = &pack.manifest;
    let file = pack.file_of("").replace(".wav", MANIFEST);
    let mut wrong = |what: String, remedy: &str| checked.note(Severity::Error, &file, what, remedy);
    if manifest.format != 1 {
        wrong(format!("This is format {}.", manifest.format), "Write format = 1, or use a newer noubad.");
    }
    if manifest.sample_rate_hz != RATE_HZ {
        let what = format!("sample_rate_hz is {}.", manifest.sample_rate_hz);
        wrong(what, "Write 22050, and convert every clip: languages follow each other in one sound.");
    }
    for (key, text) in
        [("voice", &manifest.voice), ("origin", &manifest.origin), ("licence", &manifest.licence)]
    {
        if text.trim().is_empty() {
            wrong(
                format!("{key} is empty."),
                "Say who speaks, where the sound comes from, and who may use it.",
            );
        }
    }
    for (key, ms, most) in
        [("gap_ms", manifest.gap_ms, GAP_MS_MAX), ("pause_ms", manifest.pause_ms, PAUSE_MS_MAX)]
    {
        if ms > most {
            wrong(format!("{key} is {ms}."), &format!("Write 0 to {most} milliseconds."));
        }
    }
    let needed = required(manifest.grammar);
    for name in needed.iter().filter(|name| !manifest.clip.contains_key(*name)) {
        let what = format!("The clip {name} is missing.");
        wrong(what, &format!("Record it as {name}.wav and add clip.{name} = {{ text = \"…\" }}."));
    }
    surplus(pack, &needed, &file, checked);
}

/// Warns about clips nothing asks for and files no clip names: most are misspelt.
fn surplus(pack: &Pack, needed: &BTreeSet<String>, file: &str, checked: &mut Checked) {
    let clips = &pack.manifest.clip;
    let whole = pack.manifest.grammar == Grammar::Whole;
    let number = |name: &str| whole && name.strip_prefix("n-").is_some_and(|n| n.parse::<u32>().is_ok());
    for name in clips.keys().filter(|name| !needed.contains(*name) && !number(name)) {
        let meant = nearest(name, needed.iter().map(String::as_str));
        let remedy = meant.map_or("Remove it.".to_owned(), |m| format!("Did you mean {m}?"));
        checked.note(Severity::Warning, file, format!("Nothing ever says the clip {name}."), remedy);
    }
    for found in pack.files() {
        let Some((stem, ending)) = found.rsplit_once('.') else { continue };
        let named = clips.contains_key(stem) || clips.values().any(|c| c.file.as_deref() == Some(&found));
        if ENDINGS.contains(&ending) && !named {
            let meant = nearest(stem, clips.keys().map(String::as_str));
            let remedy = meant.map_or("Remove it.".to_owned(), |m| format!("Did you mean {m}.{ending}?"));
            checked.note(Severity::Warning, &found, "No clip of the manifest has this file.", remedy);
        }
    }
}

fn unreadable(file: &str, error: &PackError, checked: &mut Checked) {
    let what = match error {
        PackError::Clip { message, .. } => format!("It cannot be played: {message}."),
        other => other.to_string(),
    };
    checked.note(Severity::Error, file, what, "Record it, and save it as WAV, 16 bits, mono, 22050 Hz.");
}

/// Checks one clip by its samples; returns its loudness where it has any.
fn clip(file: &str, recording: &Recording, checked: &mut Checked) -> Option<f64> {
    let mut wrong = |what: String, remedy: String| checked.note(Severity::Error, file, what, remedy);
    let form = (recording.rate_hz, recording.channels, recording.bits);
    if form != (RATE_HZ, 1, 16) {
        let (rate, channels, bits) = form;
        let what = format!("It has {rate} Hz, {channels} channel(s), {bits} bits.");
        wrong(what, format!("sox {file} -r 22050 -c 1 -b 16 new.wav"));
        return None;
    }
    let samples: Vec<i16> = recording.samples.iter().map(|s| i16::try_from(*s).unwrap_or_default()).collect();
    let loud: Vec<usize> = (0..samples.len().div_ceil(WINDOW))
        .filter(|w| rms(&samples[w * WINDOW..samples.len().min((w + 1) * WINDOW)]) > SILENCE)
        .collect();
    let (Some(first), Some(last)) = (loud.first(), loud.last()) else {
        wrong("There is nothing to be heard in it.".to_owned(), "Record it again.".to_owned());
        return None;
    };
    let before = length_ms(first * WINDOW);
    let behind = length_ms(samples.len().saturating_sub((last + 1) * WINDOW));
    for (where_, ms) in [("It begins", before), ("It ends", behind)] {
        if ms > SILENCE_MS_MAX {
            let what = format!("{where_} with {ms} ms of silence; {SILENCE_MS_MAX} is the most.");
            wrong(what, "Cut the silence off; the manifest's gap_ms makes the gaps.".to_owned());
        }
    }
    let ms = length_ms(samples.len());
    if ms > CLIP_MS_MAX {
        wrong(format!("It lasts {ms} ms; {CLIP_MS_MAX} is the most."), "Say less, or faster.".to_owned());
    }
    let cut = samples.chunk_by(|a, b| (a.unsigned_abs() >= FULL) == (b.unsigned_abs() >= FULL));
    let cut = cut.filter(|run| run.len() >= FULL_RUN && run[0].unsigned_abs() >= FULL).count();
    if cut > 0 {
        let remedy = "Record it again with the level turned down; the loudest word stays below -1 dB.";
        wrong(format!("It is cut off at full level in {cut} place(s)."), remedy.to_owned());
    }
    checked.clips += 1;
    checked.length_ms += ms;
    let sounding: Vec<i16> = loud
        .iter()
        .flat_map(|w| samples[w * WINDOW..samples.len().min((w + 1) * WINDOW)].iter().copied())
        .collect();
    Some(20.0 * (rms(&sounding) / 32_768.0).log10())
}

fn loudness(heard: &mut [(String, f64)], checked: &mut Checked) {
    heard.sort_by(|a, b| a.1.total_cmp(&b.1));
    let Some((_, middle)) = heard.get(heard.len() / 2).cloned() else { return };
    checked.loudness_db = (middle * 10.0).round() / 10.0;
    for (file, db) in heard.iter().filter(|(_, db)| (db - middle).abs() > LOUDNESS_DB) {
        let by = db - middle;
        let word = if by > 0.0 { "louder" } else { "quieter" };
        let what = format!("It is {:.0} dB {word} than the pack's other clips.", by.abs());
        let remedy = format!("sox {file} new.wav gain {:.0}", -by);
        checked.note(Severity::Error, file, what, remedy);
    }
}
