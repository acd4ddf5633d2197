//! What a power cut leaves of a disk.
//!
//! Synced content is there. Of each change after the last sync of its file, in any order, the whole, nothing or some
//! sectors arrive. A file that was created or deleted without a sync may or may not be there.

use std::collections::BTreeMap;

/// What a disk writes at once; a write that is cut short ends between two of them.
const SECTOR: usize = 512;

/// The files that are found after a cut, by their name within the directory.
pub type Image = BTreeMap<String, Vec<u8>>;

/// One change of a disk, as it was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// A file was made.
    Create(String),
    /// A file was removed; `synced` when the directory was told to remember that.
    Delete { name: String, synced: bool },
    /// Bytes were written.
    Write { name: String, offset: usize, bytes: Vec<u8> },
    /// The length was set.
    Truncate { name: String, length: usize },
    /// Everything before has reached the platters.
    Sync(String),
    /// Files made and removed are so for good.
    SyncDirectory,
    /// A sync that was ignored.
    Nothing,
}

#[derive(Clone, Debug)]
enum Pending {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    /// Whether the directory surely has it.
    linked: bool,
    /// Whether the directory may have lost it.
    unlinked: bool,
    pending: Vec<Pending>,
}

/// Goes through the changes of a disk; at any place it can be asked what a cut there would leave.
#[derive(Clone, Debug)]
pub struct Cuts {
    changes: Vec<Change>,
    place: usize,
    files: BTreeMap<String, File>,
}

impl Cuts {
    pub(crate) fn new(changes: Vec<Change>, start: &Image) -> Self {
        let file = |(name, durable): (&String, &Vec<u8>)| {
            let file = File { durable: durable.clone(), linked: true, ..File::default() };
            (name.clone(), file)
        };
        Self { changes, place: 0, files: start.iter().map(file).collect() }
    }

    /// Returns how many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Returns true when nothing was ever changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Makes this the history of a disk that says it has synced and has not.
    pub fn ignore_syncs(&mut self) {
        let syncs = |change: &Change| matches!(change, Change::Sync(_) | Change::SyncDirectory);
        // A place stays the same place: what did nothing still counts.
        for change in self.changes.iter_mut().filter(|c| syncs(c)) {
            *change = Change::Nothing;
        }
    }

    /// Goes on until `place` changes were made.
    pub fn advance_to(&mut self, place: usize) {
        while self.place < place.min(self.changes.len()) {
            let change = self.changes[self.place].clone();
            self.place += 1;
            self.apply(change);
        }
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Create(name) => {
                let file = self.files.entry(name).or_default();
                if file.unlinked {
                    *file = File::default();
                }
            }
            Change::Delete { name, synced: true } => drop(self.files.remove(&name)),
            Change::Delete { name, synced: false } => {
                if let Some(file) = self.files.get_mut(&name) {
                    file.unlinked = true;
                }
            }
            Change::Write { name, offset, bytes } => {
                self.files.entry(name).or_default().pending.push(Pending::Write(offset, bytes));
            }
            Change::Truncate { name, length } => {
                self.files.entry(name).or_default().pending.push(Pending::Truncate(length));
            }
            Change::Nothing => (),
            Change::SyncDirectory => {
                self.files.retain(|_, file| !file.unlinked);
                self.files.values_mut().for_each(|file| file.linked = true);
            }
            Change::Sync(name) => {
                if let Some(file) = self.files.get_mut(&name) {
                    for pending in file.pending.drain(..) {
                        pending.apply(&mut file.durable);
                    }
                    file.linked = true;
                }
            }
        }
    }

    /// Returns what is found when the power is cut here.
    #[must_use]
    pub fn cut(&self, seed: u64) -> Image {
        let mut chance = Chance(seed ^ (self.place as u64) << 32);
        let mut image = Image::new();
        for (name, file) in &self.files {
            let lost = !file.linked && chance.one_in(2) || file.unlinked && chance.one_in(2);
            if !lost {
                image.insert(name.clone(), file.after_cut(&mut chance));
            }
        }
        image
    }
}

impl Pending {
    fn apply(self, content: &mut Vec<u8>) {
        match self {
            Self::Write(offset, bytes) => write_at(content, offset, &bytes),
            Self::Truncate(length) => content.resize(length, 0),
        }
    }
}

impl File {
    fn after_cut(&self, chance: &mut Chance) -> Vec<u8> {
        let mut content = self.durable.clone();
        let mut pending = self.pending.clone();
        // Half of the cuts find a disk that kept the order, as far as it came; the others one that did not.
        if chance.one_in(2) {
            pending.truncate(chance.below(pending.len() + 1));
        } else {
            for i in (1..pending.len()).rev() {
                pending.swap(i, chance.below(i + 1));
            }
            pending.retain(|_| !chance.one_in(3));
        }
        let last = pending.len().saturating_sub(1);
        for (i, change) in pending.into_iter().enumerate() {
            match change {
                Pending::Write(offset, bytes) if i == last || chance.one_in(4) => {
                    tear(&mut content, offset, &bytes, chance);
                }
                whole => whole.apply(&mut content),
            }
        }
        content
    }
}

/// Writes some of the sectors of a write.
fn tear(content: &mut Vec<u8>, offset: usize, bytes: &[u8], chance: &mut Chance) {
    let mut from = 0;
    while from < bytes.len() {
        let to = (from + SECTOR - (offset + from) % SECTOR).min(bytes.len());
        if chance.one_in(2) {
            write_at(content, offset + from, &bytes[from..to]);
        }
        from = to;
    }
}

pub(crate) fn write_at(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

/// A small random source: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.draw() % (n.max(1) as u64)).unwrap_or(0)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.draw().is_multiple_of(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(name: &str, offset: usize, byte: u8, length: usize) -> Change {
        Change::Write { name: name.to_owned(), offset, bytes: vec![byte; length] }
    }

    fn cuts(changes: &[Change]) -> Cuts {
        let mut cuts = Cuts::new(changes.to_vec(), &Image::new());
        cuts.advance_to(changes.len());
        cuts
    }

    #[test]
    fn what_was_synced_is_there_whatever_the_seed() {
        let file = "a".to_owned();
        let cuts = cuts(&[Change::Create(file.clone()), write("a", 0, 7, 4096), Change::Sync(file)]);
        for seed in 0..200 {
            assert_eq!(cuts.cut(seed).get("a"), Some(&vec![7; 4096]));
        }
    }

    #[test]
    fn what_was_not_synced_is_there_now_and_then_lost_now_and_then_and_torn_now_and_then() {
        let file = "a".to_owned();
        let start = [Change::Create(file.clone()), write("a", 0, 1, 4096), Change::Sync(file)];
        let cuts = cuts(&[&start[..], &[write("a", 0, 2, 4096), write("a", 4096, 3, 4096)]].concat());
        let images: Vec<Vec<u8>> = (0..400).map(|seed| cuts.cut(seed)["a"].clone()).collect();
        let count = |f: &dyn Fn(&[u8]) -> bool| images.iter().filter(|i| f(i)).count();
        let first = |i: &[u8], byte| i[..4096].iter().all(|b| *b == byte);
        assert!(count(&|i| first(i, 1) && i.len() == 4096) > 20, "all of it lost");
        assert!(count(&|i| first(i, 1) && i.len() > 4096) > 20, "the second kept without the first");
        assert!(count(&|i| first(i, 2)) > 20, "the first kept");
        assert!(count(&|i| !first(i, 1) && !first(i, 2)) > 20, "the first torn");
    }

    #[test]
    fn a_file_made_and_never_synced_may_be_missing_and_one_deleted_may_be_back() {
        let made = cuts(&[Change::Create("a".to_owned()), write("a", 0, 1, 10)]);
        let there = (0..100).filter(|seed| made.cut(*seed).contains_key("a")).count();
        assert!((20..80).contains(&there), "{there}");
        let delete = Change::Delete { name: "a".to_owned(), synced: false };
        let gone = cuts(&[Change::Create("a".to_owned()), Change::Sync("a".to_owned()), delete]);
        let there = (0..100).filter(|seed| gone.cut(*seed).contains_key("a")).count();
        assert!((20..80).contains(&there), "{there}");
    }
}
