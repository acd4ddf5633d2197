//! Checks of the announcements that need more than one value at a time.

use super::file::File;
use super::source::{Path, Source};
use super::voice::Voice;
use crate::voice::grammar::{Grammar, sign};
use crate::voice::pack::Pack;

/// Notes every mistake in the announcements.
pub(super) fn check(file: &File, source: &mut Source<'_>) {
    let Some(voice) = &file.voice else { return };
    let root = Path::default().key("voice");
    if !voice.boards && voice.sound_card.is_none() {
        let remedy = "Write boards = true or sound_card = \"default\", or remove [voice].";
        source.warning(&root, "Neither boards nor a sound card speak.", remedy);
    }
    languages(voice, &root, source);
    volumes(voice, &root, source);
    for (index, counter) in file.counter.iter().enumerate() {
        // The grammar decides how a number is said, never whether.
        if sign(Grammar::En, &counter.label).is_none() {
            let path = Path::default().key("counter").index(index).key("label");
            let what =
                format!("The voice cannot say {:?}: the counter is left to the screen.", counter.label);
            source.warning(&path, what, "Use digits and Latin letters, as \"3\" or \"B 2\".");
        }
    }
}

fn languages(voice: &Voice, root: &Path, source: &mut Source<'_>) {
    let languages = voice.languages.as_deref().unwrap_or_default();
    for (index, locale) in languages.iter().enumerate() {
        let path = root.key("languages").index(index);
        if languages[..index].contains(locale) {
            source.error(&path, "This language is spoken twice.", "Remove one of the two.");
        } else if Pack::built_in(*locale).is_none() && voice.packs_dir.is_none() {
            let what = format!("There is no voice for {}: chime and screen only.", locale.tag());
            let remedy = "Record one (config/voices/README.md) and name its folder in packs_dir.";
            source.warning(&path, what, remedy);
        }
    }
}

fn volumes(voice: &Voice, root: &Path, source: &mut Source<'_>) {
    for (index, volume) in voice.volume.iter().enumerate() {
        let hours = volume.hours;
        let overlaps = |o: &&super::voice::Volume| o.hours.from < hours.to && hours.from < o.hours.to;
        if let Some(other) = voice.volume[..index].iter().find(overlaps) {
            let path = root.key("volume").index(index).key("hours");
            let what = format!("{hours} overlaps {}.", other.hours);
            source.error(&path, what, "Write each hour once: two volumes cannot hold at a time.");
        }
    }
}
