//! `noubad voice`: looks at voice packs, and says a call into a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use queue::config::Locale;
use queue::id::Number;

use super::{Exit, say};
use crate::voice::check::{check, check_folder};
use crate::voice::grammar::{Form, Grammar, Piece, call, required};
use crate::voice::pack::{MANIFEST, Pack};
use crate::voice::sound::{RATE_HZ, chime, length_ms, samples_of, turn_down, wav};

#[derive(Subcommand)]
pub(super) enum VoiceCommand {
    /// Checks a voice pack: missing clips, wrong form, cut-off or uneven sound.
    Check(CheckArgs),
    /// Says a call into a WAV file, as boards play it.
    Say(SayArgs),
    /// Begins a pack to be recorded: a folder with a manifest that names every clip and what to say in it.
    New(NewArgs),
}

#[derive(Args)]
pub(super) struct CheckArgs {
    /// The folder with manifest.toml, or the language of a voice that is built in.
    dir: PathBuf,
    /// Answers as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(super) struct SayArgs {
    /// The number, as A042.
    number: String,
    /// The counter's sign, as 3.
    #[arg(long)]
    counter: String,
    /// The language: ar, fr, zgh or en.
    #[arg(long, default_value = "ar")]
    locale: String,
    /// A pack's folder, instead of the voice that is built in.
    #[arg(long)]
    pack: Option<PathBuf>,
    /// Number and counter only, as when several calls wait.
    #[arg(long)]
    short: bool,
    /// Without the chime.
    #[arg(long)]
    no_chime: bool,
    /// Volume in per cent.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
    volume: u8,
    /// The sound to write; without it only the clips are named.
    #[arg(long)]
    wav: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct NewArgs {
    /// The folder to make.
    dir: PathBuf,
    /// The language to be recorded: ar, fr, zgh or en.
    #[arg(long)]
    locale: String,
}

pub(super) fn run(command: VoiceCommand) -> Result<ExitCode, Exit> {
    match command {
        VoiceCommand::Check(args) => check_pack(&args),
        VoiceCommand::Say(args) => say_call(&args),
        VoiceCommand::New(args) => new_pack(&args),
    }
}

fn locale(word: &str) -> Result<Locale, Exit> {
    Locale::of_tag(word)
        .ok_or_else(|| Exit::Usage(format!("noubad: {word:?} is not a language; use ar, fr, zgh or en")))
}

fn check_pack(args: &CheckArgs) -> Result<ExitCode, Exit> {
    let built_in = args.dir.to_str().filter(|_| !args.dir.exists()).and_then(|word| locale(word).ok());
    let checked = match built_in.map(|l| (l, Pack::built_in(l))) {
        None => check_folder(&args.dir),
        Some((_, Some(pack))) => check(&pack),
        Some((l, None)) => return Err(Exit::Usage(no_voice(l))),
    };
    if args.json {
        say(&serde_json::to_string_pretty(&checked)?);
    } else {
        for finding in &checked.findings {
            say(&finding.to_string());
        }
        let word = if checked.is_well() { "well" } else { "not to be used" };
        say(&format!(
            "{}: {word}. {} clips, {:.1} s, loudness {:.1} dB of full scale, {} finding(s).",
            args.dir.display(),
            checked.clips,
            checked.length_ms as f64 / 1_000.0,
            checked.loudness_db,
            checked.findings.len(),
        ));
    }
    Ok(ExitCode::from(u8::from(!checked.is_well())))
}

fn no_voice(locale: Locale) -> String {
    let tag = locale.tag();
    format!(
        "noubad: there is no voice for {tag} yet: calls are announced by chime and screen. \
         `noubad voice new DIR --locale {tag}` begins one to be recorded"
    )
}

fn say_call(args: &SayArgs) -> Result<ExitCode, Exit> {
    let locale = locale(&args.locale)?;
    let number: Number = args.number.parse().map_err(|e| Exit::Usage(format!("noubad: {e}")))?;
    let pack = match &args.pack {
        Some(folder) => Pack::open(folder)?,
        None => Pack::built_in(locale).ok_or_else(|| Exit::Usage(no_voice(locale)))?,
    };
    let form = if args.short { Form::Short } else { Form::Full };
    for piece in call(pack.manifest.grammar, number, &args.counter, form) {
        match piece {
            Piece::Pause => say(&format!("{:<14} {} ms", "pause", pack.manifest.pause_ms)),
            Piece::Clip(name) => {
                let text = pack.manifest.clip.get(&name).map_or("(missing)", |c| c.text.as_str());
                say(&format!("{name:<14} {text}"));
            }
        }
    }
    let Some(file) = &args.wav else { return Ok(ExitCode::SUCCESS) };
    let mut samples = if args.no_chime { Vec::new() } else { chime() };
    if !args.no_chime {
        samples.resize(samples.len() + samples_of(150), 0);
    }
    samples.extend(pack.say(number, &args.counter, form)?);
    turn_down(&mut samples, args.volume);
    std::fs::write(file, wav(&samples)?)?;
    say(&format!("{}: {:.2} s, {RATE_HZ} Hz", file.display(), length_ms(samples.len()) as f64 / 1_000.0));
    Ok(ExitCode::SUCCESS)
}

fn new_pack(args: &NewArgs) -> Result<ExitCode, Exit> {
    let locale = locale(&args.locale)?;
    let path = args.dir.join(MANIFEST);
    if path.exists() {
        return Err(Exit::Usage(format!("noubad: {} is there already", path.display())));
    }
    std::fs::create_dir_all(&args.dir)?;
    std::fs::write(&path, manifest(locale))?;
    say(&format!("{} names what to record: one WAV per clip, 16 bits, mono, 22050 Hz.", path.display()));
    say(&format!("Then: noubad voice check {}", Path::new(&args.dir).display()));
    Ok(ExitCode::SUCCESS)
}

fn quoted(text: String) -> String {
    toml::Value::String(text).to_string()
}

/// A manifest whose clips are still to be recorded. Texts come from the voice built in; a language without one is
/// recorded with whole numbers, and whoever speaks it writes the words.
fn manifest(locale: Locale) -> String {
    let sample = Pack::built_in(locale);
    let grammar = sample.as_ref().map_or(Grammar::Whole, |pack| pack.manifest.grammar);
    let word = serde_json::to_value(grammar).ok().and_then(|v| v.as_str().map(str::to_owned));
    let text = |name: &str| {
        let clip = sample.as_ref().and_then(|pack| pack.manifest.clip.get(name));
        clip.map_or_else(|| name.trim_start_matches("n-").to_owned(), |c| c.text.clone())
    };
    let mut names: Vec<String> = required(grammar).into_iter().collect();
    // As one counts aloud: words and letters first, then 1, 2, 3, then what stands behind others.
    let value = |name: &str| name.rsplit_once('-').and_then(|(_, n)| n.parse::<u32>().ok());
    names.sort_by_key(|name| {
        let n = value(name);
        (n.is_some(), n.is_some() && !name.starts_with("n-"), n)
    });
    let clips: String =
        names.iter().map(|name| format!("clip.{name} = {{ text = {} }}\n", quoted(text(name)))).collect();
    format!(
        "# A voice for Nouba. Every key is explained in config/voices/README.md.\n\
         format = 1\nlocale = \"{}\"\ngrammar = \"{}\"\nvoice = \"\"\norigin = \"\"\nlicence = \"\"\n\
         sample_rate_hz = {RATE_HZ}\ngap_ms = 30\npause_ms = 150\n\n\
         # Say each text and save it under the clip's name, as n-1.wav.\n{clips}",
        locale.tag(),
        word.unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_that_is_begun_lacks_its_recordings_and_its_three_names_and_nothing_else() {
        for locale in Locale::ALL {
            let dir = tempfile::tempdir().expect("a directory");
            std::fs::write(dir.path().join(MANIFEST), manifest(locale)).expect("it is written");
            let pack = Pack::open(dir.path()).unwrap_or_else(|e| panic!("{e}"));
            let checked = check(&pack);
            assert!(!checked.is_well());
            assert_eq!(checked.findings.len(), pack.manifest.clip.len() + 3, "{locale:?}");
            if let Some(sample) = Pack::built_in(locale) {
                let texts =
                    |p: &Pack| -> Vec<String> { p.manifest.clip.values().map(|c| c.text.clone()).collect() };
                assert_eq!(texts(&pack), texts(&sample));
            }
        }
    }
}
