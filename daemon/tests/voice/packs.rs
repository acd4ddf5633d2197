//! The packs that ship, and what is said about one with mistakes in it.

use std::path::{Path, PathBuf};

use noubad::config::Severity;
use noubad::voice::check::{Checked, check, check_folder};
use noubad::voice::grammar::Form;
use noubad::voice::pack::Pack;
use noubad::voice::sound::{RATE_HZ, length_ms, rms, wav};
use queue::config::Locale;
use queue::id::Number;

fn shipped(locale: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/voices").join(locale)
}

#[test]
fn the_packs_that_ship_are_well_and_say_that_no_person_speaks() {
    for locale in [Locale::Ar, Locale::Fr, Locale::En] {
        let pack = Pack::built_in(locale).unwrap();
        let checked = check(&pack);
        assert!(checked.findings.is_empty(), "{locale:?}: {:#?}", checked.findings);
        assert!(pack.manifest.origin.contains("espeak-ng"), "it says what made it");
        assert!((-22.0..-18.0).contains(&checked.loudness_db), "{}", checked.loudness_db);
        assert!(pack.manifest.clip.len() >= 60);
    }
}

#[test]
fn the_packs_that_ship_stay_small() {
    for (locale, kib_max) in [("ar", 2_100), ("fr", 1_000), ("en", 1_100)] {
        let sizes = std::fs::read_dir(shipped(locale)).unwrap().map(|e| e.unwrap().metadata().unwrap().len());
        let kib = sizes.sum::<u64>() / 1_024;
        assert!(kib <= kib_max, "{locale}: {kib} KiB");
    }
}

#[test]
fn a_call_lasts_as_long_as_its_clips_and_gaps_and_is_as_loud_as_they_are() {
    let pack = Pack::built_in(Locale::Fr).unwrap();
    let called = Number { letter: 'A', value: 42 };
    let said = pack.say(called, "3", Form::Full).unwrap();
    let clips = ["number", "letter-a", "n-40", "n-2", "counter", "n-3"];
    let sound: usize = clips.iter().map(|c| pack.samples(c).unwrap().len()).sum();
    let gaps = 5 * u64::from(pack.manifest.gap_ms) + u64::from(pack.manifest.pause_ms);
    assert!((length_ms(said.len()) as i64 - (length_ms(sound) + gaps) as i64).abs() <= 2);
    assert!((2_000..6_000).contains(&length_ms(said.len())), "{}", length_ms(said.len()));
    assert!(rms(&said) > 1_500.0);
    let short = pack.say(called, "3", Form::Short).unwrap();
    assert!(short.len() * 4 < said.len() * 3, "the short form is plainly shorter");
}

/// A copy of the English pack to be spoilt.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(shipped("en")).unwrap() {
            let from = entry.unwrap().path();
            std::fs::copy(&from, dir.path().join(from.file_name().unwrap())).unwrap();
        }
        Self(dir)
    }

    fn clip(&self, name: &str, samples: &[i16]) {
        std::fs::remove_file(self.0.path().join(format!("{name}.flac"))).unwrap();
        std::fs::write(self.0.path().join(format!("{name}.wav")), wav(samples).unwrap()).unwrap();
    }

    fn samples(&self, name: &str) -> Vec<i16> {
        Pack::open(self.0.path()).unwrap().samples(name).unwrap()
    }

    fn edit(&self, from: &str, to: &str) {
        let path = self.0.path().join("manifest.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        std::fs::write(path, text.replace(from, to)).unwrap();
    }

    fn check(&self) -> Checked {
        check_folder(self.0.path())
    }

    /// The one finding, which names the file and says these words.
    fn finds(&self, file: &str, words: &str) {
        let checked = self.check();
        let [finding] = &checked.findings[..] else { panic!("{:#?}", checked.findings) };
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.file.ends_with(file), "{finding}");
        assert!(finding.what.contains(words), "{finding}");
        assert!(!finding.remedy.is_empty());
        assert!(!checked.is_well());
    }
}

#[test]
fn a_pack_with_wav_instead_of_flac_is_as_good() {
    let copy = Copy::new();
    assert!(copy.check().findings.is_empty());
    copy.clip("n-7", &copy.samples("n-7"));
    assert!(copy.check().findings.is_empty());
}

#[test]
fn each_mistake_of_a_recording_is_named_with_its_file() {
    let copy = Copy::new();
    std::fs::remove_file(copy.0.path().join("n-7.flac")).unwrap();
    copy.finds("n-7.wav", "cannot be played");

    let copy = Copy::new();
    copy.edit("clip.n-7 = ", "clip.n-7x = ");
    let checked = copy.check();
    assert!(checked.findings.iter().any(|f| f.what == "The clip n-7 is missing."), "{:#?}", checked.findings);

    let copy = Copy::new();
    let mut silent = vec![0; RATE_HZ as usize / 4];
    silent.extend(copy.samples("n-7"));
    copy.clip("n-7", &silent);
    copy.finds("n-7.wav", "ms of silence");

    let copy = Copy::new();
    copy.clip("n-7", &vec![0; 5_000]);
    copy.finds("n-7.wav", "nothing to be heard");

    let copy = Copy::new();
    let quiet: Vec<i16> = copy.samples("n-7").iter().map(|s| s / 4).collect();
    copy.clip("n-7", &quiet);
    copy.finds("n-7.wav", "dB quieter");

    let copy = Copy::new();
    let mut cut = copy.samples("n-7");
    let middle = cut.len() / 2;
    cut[middle..middle + 5].fill(i16::MAX);
    copy.clip("n-7", &cut);
    copy.finds("n-7.wav", "cut off at full level in 1 place");

    let copy = Copy::new();
    let long = copy.samples("n-7").repeat(20);
    copy.clip("n-7", &long);
    copy.finds("n-7.wav", "6000 is the most");

    let copy = Copy::new();
    let spec = hound_spec(44_100);
    let path = copy.0.path().join("n-7.wav");
    std::fs::remove_file(copy.0.path().join("n-7.flac")).unwrap();
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    (0..44_100).for_each(|i: i32| writer.write_sample((i % 200 * 50) as i16).unwrap());
    writer.finalize().unwrap();
    copy.finds("n-7.wav", "44100 Hz, 2 channel(s)");

    let copy = Copy::new();
    std::fs::write(copy.0.path().join("n-7.flac"), "an MP3, perhaps").unwrap();
    copy.finds("n-7.flac", "neither a WAV nor a FLAC");
}

fn hound_spec(sample_rate: u32) -> hound::WavSpec {
    hound::WavSpec { channels: 2, sample_rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int }
}

#[test]
fn each_mistake_of_a_manifest_is_named() {
    for (from, to, words) in [
        ("sample_rate_hz = 22050", "sample_rate_hz = 44100", "sample_rate_hz is 44100"),
        ("gap_ms = 30", "gap_ms = 3000", "gap_ms is 3000"),
        ("format = 1", "format = 2", "format 2"),
        ("grammar = \"en\"", "grammar = \"english\"", "line 6: unknown variant"),
        ("gap_ms", "gap", "unknown field"),
    ] {
        let copy = Copy::new();
        copy.edit(from, to);
        copy.finds("manifest.toml", words);
    }
    let checked = check_folder(Path::new("/nowhere"));
    assert!(checked.findings[0].what.contains("cannot be read"));
}

#[test]
fn a_misspelt_clip_or_file_is_warned_about_with_the_name_that_was_meant() {
    let copy = Copy::new();
    std::fs::copy(copy.0.path().join("n-7.flac"), copy.0.path().join("leter-b.flac")).unwrap();
    let checked = copy.check();
    assert!(checked.is_well());
    assert!(checked.findings[0].remedy.contains("letter-b.flac"), "{}", checked.findings[0]);
}
