//! Voice packs: a folder with a manifest and one sound file per clip, built in or recorded by the town.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use queue::config::Locale;
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::grammar::{Form, Grammar, Piece, call};
use super::sound::{RATE_HZ, samples_of};
use queue::id::Number;

/// The manifest's name in every pack.
pub const MANIFEST: &str = "manifest.toml";
/// What a clip's file may end with, in the order they are looked for.
pub const ENDINGS: [&str; 2] = ["wav", "flac"];
/// The largest clip read, in bytes: half a minute of WAV.
const CLIP_BYTES_MAX: u64 = 2 << 20;
/// Samples of the longest clip, of all its channels: a small FLAC file can hold hours of silence.
const CLIP_SAMPLES_MAX: usize = 30 * 48_000 * 2;

#[derive(RustEmbed)]
#[folder = "../config/voices/"]
struct BuiltIn;

/// What a pack says about itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of the pack: 1.
    pub format: u32,
    /// The language spoken.
    pub locale: Locale,
    /// How its numbers are put together.
    pub grammar: Grammar,
    /// Who speaks.
    pub voice: String,
    /// Where the sound comes from: recorded or synthesised, by whom, with what.
    pub origin: String,
    /// Under which terms the sound may be used.
    pub licence: String,
    /// Samples a second: [`RATE_HZ`] in every pack.
    pub sample_rate_hz: u32,
    /// Silence between two clips, in milliseconds.
    pub gap_ms: u32,
    /// Silence before the counter, in milliseconds.
    pub pause_ms: u32,
    /// The clips by name.
    pub clip: BTreeMap<String, Clip>,
    /// Only for the script that makes the packs shipped.
    #[serde(default)]
    pub synthesis: Option<toml::Table>,
}

/// One clip.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clip {
    /// What is said.
    pub text: String,
    /// Its file; without it, the clip's name with .wav or .flac.
    #[serde(default)]
    pub file: Option<String>,
    /// What the synthesiser was given instead of the text.
    #[serde(default)]
    pub say: Option<String>,
    /// The synthesiser's voice for this clip, where it is not the pack's.
    #[serde(default)]
    pub voice: Option<String>,
}

/// Why a pack or a clip cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The manifest cannot be read.
    #[error("{path} cannot be read")]
    Missing {
        /// The file.
        path: String,
        /// What failed.
        #[source]
        source: std::io::Error,
    },
    /// The manifest is not one.
    #[error("{path}: {message}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong, with its line.
        message: String,
    },
    /// There is no such clip.
    #[error("the {locale} voice has no clip {clip}")]
    NoClip {
        /// The pack's language.
        locale: &'static str,
        /// The clip.
        clip: String,
    },
    /// A clip's file cannot be played.
    #[error("{file} cannot be played: {message}")]
    Clip {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
}

#[derive(Clone, Debug)]
enum Place {
    Folder(PathBuf),
    BuiltIn(&'static str),
}

/// A pack whose manifest was read; its clips are read when they are needed.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The manifest.
    pub manifest: Manifest,
    place: Place,
}

/// A clip as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Samples a second.
    pub rate_hz: u32,
    /// Channels.
    pub channels: u32,
    /// Bits per sample.
    pub bits: u32,
    /// The samples; those of several channels alternate.
    pub samples: Vec<i32>,
}

impl Pack {
    /// Returns the pack of a language that ships with Nouba; Amazigh has none yet.
    #[must_use]
    pub fn built_in(locale: Locale) -> Option<Self> {
        let folder = locale.tag();
        let bytes = BuiltIn::get(&format!("{folder}/{MANIFEST}"))?;
        let text = std::str::from_utf8(&bytes.data).expect("invariant: shipped packs are tested");
        let manifest = toml::from_str(text).expect("invariant: shipped packs are tested");
        Some(Self { manifest, place: Place::BuiltIn(folder) })
    }

    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// [`PackError`], with file and line.
    pub fn open(folder: &Path) -> Result<Self, PackError> {
        let path = folder.join(MANIFEST);
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|source| PackError::Missing { path: name.clone(), source })?;
        let manifest = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            PackError::Manifest { path: name, message: format!("line {line}: {}", error.message()) }
        })?;
        Ok(Self { manifest, place: Place::Folder(folder.to_owned()) })
    }

    /// Returns the names of the files in the pack.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        match &self.place {
            Place::BuiltIn(folder) => BuiltIn::iter()
                .filter_map(|path| path.strip_prefix(&format!("{folder}/")).map(str::to_owned))
                .collect(),
            Place::Folder(folder) => {
                let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
                entries.filter_map(|e| e.file_name().into_string().ok()).collect()
            }
        }
    }

    /// Returns the name of a clip's file as a person finds it.
    #[must_use]
    pub fn file_of(&self, name: &str) -> String {
        let file = self.manifest.clip.get(name).and_then(|c| c.file.clone());
        let file = file.unwrap_or_else(|| {
            let names = ENDINGS.map(|ending| format!("{name}.{ending}"));
            names.iter().find(|file| self.has(file)).unwrap_or(&names[0]).clone()
        });
        match &self.place {
            Place::Folder(folder) => folder.join(file).display().to_string(),
            Place::BuiltIn(folder) => format!("{folder}/{file}"),
        }
    }

    fn has(&self, file: &str) -> bool {
        match &self.place {
            Place::Folder(folder) => folder.join(file).is_file(),
            Place::BuiltIn(folder) => BuiltIn::get(&format!("{folder}/{file}")).is_some(),
        }
    }

    fn bytes(&self, path: &str) -> Result<Cow<'static, [u8]>, String> {
        match &self.place {
            Place::BuiltIn(_) => BuiltIn::get(path).map(|f| f.data).ok_or_else(|| "no such file".to_owned()),
            Place::Folder(_) => {
                let size = std::fs::metadata(path).map_err(|e| e.to_string())?.len();
                if size > CLIP_BYTES_MAX {
                    return Err(format!("{size} bytes are more than a clip has ({CLIP_BYTES_MAX})"));
                }
                std::fs::read(path).map(Cow::Owned).map_err(|e| e.to_string())
            }
        }
    }

    /// Reads a clip as it was recorded.
    ///
    /// # Errors
    /// [`PackError`] when the clip is not there, or not a WAV or FLAC file.
    pub fn recording(&self, name: &str) -> Result<Recording, PackError> {
        if !self.manifest.clip.contains_key(name) {
            let locale = self.manifest.locale.tag();
            return Err(PackError::NoClip { locale, clip: name.to_owned() });
        }
        let file = self.file_of(name);
        let wrong = |message| PackError::Clip { file: file.clone(), message };
        let bytes = self.bytes(&file).map_err(wrong)?;
        decode(&bytes).map_err(wrong)
    }

    /// Reads a clip as samples that can be played.
    ///
    /// # Errors
    /// [`PackError`] when it cannot be read, or has another form than 16-bit mono at [`RATE_HZ`].
    pub fn samples(&self, name: &str) -> Result<Vec<i16>, PackError> {
        let recording = self.recording(name)?;
        let form = (recording.rate_hz, recording.channels, recording.bits);
        if form != (RATE_HZ, 1, 16) {
            let message = "it is not 16-bit mono at 22050 Hz".to_owned();
            return Err(PackError::Clip { file: self.file_of(name), message });
        }
        Ok(recording.samples.into_iter().map(|s| i16::try_from(s).unwrap_or_default()).collect())
    }

    /// Returns a call in this pack's language, without chime.
    ///
    /// # Errors
    /// [`PackError`] of the first clip that cannot be used: half a call is worse than none.
    pub fn say(&self, called: Number, counter: &str, form: Form) -> Result<Vec<i16>, PackError> {
        let (gap, pause) = (samples_of(self.manifest.gap_ms), samples_of(self.manifest.pause_ms));
        let mut said: Vec<i16> = Vec::new();
        for piece in call(self.manifest.grammar, called, counter, form) {
            match piece {
                Piece::Pause => said.resize(said.len() + pause, 0),
                Piece::Clip(name) => {
                    let clip = self.samples(&name)?;
                    if !said.is_empty() {
                        said.resize(said.len() + gap, 0);
                    }
                    said.extend(clip);
                }
            }
        }
        Ok(said)
    }
}

/// Reads a WAV or FLAC file.
///
/// # Errors
/// What is wrong with it.
pub fn decode(bytes: &[u8]) -> Result<Recording, String> {
    if bytes.starts_with(b"fLaC") {
        let mut reader = claxon::FlacReader::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let info = reader.streaminfo();
        let samples = bounded(reader.samples())?;
        let (rate_hz, channels, bits) = (info.sample_rate, info.channels, info.bits_per_sample);
        return Ok(Recording { rate_hz, channels, bits, samples });
    }
    if bytes.starts_with(b"RIFF") {
        let mut reader = hound::WavReader::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let spec = reader.spec();
        if spec.sample_format != hound::SampleFormat::Int {
            return Err("its samples are fractions, not whole numbers of 16 bits".to_owned());
        }
        let samples = bounded(reader.samples::<i32>())?;
        let (channels, bits) = (u32::from(spec.channels), u32::from(spec.bits_per_sample));
        return Ok(Recording { rate_hz: spec.sample_rate, channels, bits, samples });
    }
    Err("it is neither a WAV nor a FLAC file".to_owned())
}

fn bounded<E: std::fmt::Display>(samples: impl Iterator<Item = Result<i32, E>>) -> Result<Vec<i32>, String> {
    let read: Result<Vec<i32>, E> = samples.take(CLIP_SAMPLES_MAX + 1).collect();
    let read = read.map_err(|e| e.to_string())?;
    if read.len() > CLIP_SAMPLES_MAX {
        return Err("it is longer than half a minute".to_owned());
    }
    Ok(read)
}
