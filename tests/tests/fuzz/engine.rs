//! A small fuzzer: seeds, mutations, what to do with a find.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, Instant};

use firmware_bridge::sim::Rng;

/// Longest input made, in bytes; decoders of longer things are given longer seeds.
const LENGTH_MAX: usize = 64 * 1024;
/// Mutations on top of one another.
const LAYERS_MAX: u64 = 6;
/// Inputs the corpus grows by while running: those that were taken by the decoder lead to more that are.
const TAKEN_MAX: usize = 512;
/// Longest input that is kept for later runs, in bytes.
const KEPT_MAX: usize = 2_000;

/// One decoder under test.
pub struct Target {
    /// Its folder under `tests/corpus`.
    pub name: &'static str,
    /// How many inputs every run tries; `NOUBA_FUZZ` and `NOUBA_FUZZ_SECONDS` say otherwise.
    pub share: u64,
    /// What to start from beside the corpus.
    pub seeds: Vec<Vec<u8>>,
    /// Words that mean something to the decoder.
    pub words: &'static [&'static str],
}

/// When a run is over.
#[derive(Clone, Copy)]
pub enum End {
    /// After so many inputs.
    Inputs(u64),
    /// After so long.
    Time(Duration),
}

/// What is known after a run.
#[derive(Debug)]
pub struct Done {
    /// Inputs tried.
    pub tried: u64,
    /// Inputs the decoder took.
    pub taken: u64,
    /// The last of them.
    pub grown: Vec<Vec<u8>>,
}

/// An input that broke something.
#[derive(Debug)]
pub struct Find {
    /// The input.
    pub input: Vec<u8>,
    /// What the panic said.
    pub said: String,
}

/// Choices from a seed.
pub struct Dice(Rng);

impl Dice {
    /// Returns dice; the same seed throws the same.
    pub fn new(seed: u64) -> Self {
        Self(Rng::new(seed))
    }

    /// Returns a number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.below(end as u64)).unwrap_or(0)
    }

    /// Returns one of several.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

/// The files of a folder from the root of the repository, by their endings.
pub fn samples(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let found = files(&root.join(folder));
    let fits = |path: &&PathBuf| endings.iter().any(|e| path.to_string_lossy().ends_with(e));
    let read: Vec<_> = found.iter().filter(fits).filter_map(|path| std::fs::read(path).ok()).collect();
    assert!(!read.is_empty(), "no samples in {folder}");
    read
}

/// The lines of a file beside the corpus folders, each a seed.
pub fn lines(name: &str) -> Vec<Vec<u8>> {
    let file = std::fs::read(corpus(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    file.split(|b| *b == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|e| e.path()).filter(|p| p.is_file()).collect()
}

/// Numbers that stand at the edges of types.
const EDGES: [&str; 12] = [
    "0",
    "-1",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967296",
    "-9223372036854775808",
    "9223372036854775807",
    "18446744073709551616",
    "1e999",
];

/// Bytes and characters that readers stumble over.
const ODD: [&[u8]; 14] = [
    b"\0",
    b"\xFF",
    b"\xC0\x80",
    b"\xED\xA0\x80",
    b"\xF4\x90\x80\x80",
    b"\xEF\xBB\xBF",
    "\u{202E}".as_bytes(),
    "\u{2D30}".as_bytes(),
    "\u{10FFFF}".as_bytes(),
    "e\u{301}".as_bytes(),
    b"\r\n",
    b"\\u0000",
    b"%00",
    b"../",
];

/// Changes an input once.
fn mutate(input: &mut Vec<u8>, dice: &mut Dice, words: &[&str], others: &[Vec<u8>]) {
    let at = dice.below(input.len() + 1);
    let length = dice.below(1 + input.len().saturating_sub(at).min(64));
    match dice.below(12) {
        0 if at < input.len() => input[at] ^= 1 << dice.below(8),
        1 if at < input.len() => input[at] = u8::try_from(dice.below(256)).unwrap_or(0),
        2 => drop(input.drain(at..at + length)),
        3 => {
            let part = input[at..at + length].to_vec();
            let times = if dice.below(50) == 0 { 200 } else { 1 + dice.below(3) };
            let to = dice.below(input.len() + 1);
            input.splice(to..to, part.repeat(times));
        }
        4 => input.truncate(at),
        5 => {
            let odd = dice.pick(&ODD).copied().unwrap_or_default();
            input.splice(at..at, odd.iter().copied());
        }
        6 | 7 => {
            let word = dice.pick(words).copied().unwrap_or("0");
            input.splice(at..at + length.min(word.len()), word.bytes());
        }
        8 => number(input, at, dice),
        9 => {
            let Some(other) = dice.pick(others) else { return };
            let from = dice.below(other.len() + 1);
            input.truncate(at);
            input.extend(&other[from..]);
        }
        10 => {
            let open = dice.pick(b"[{(\"<").copied().unwrap_or(b'[');
            input.splice(at..at, std::iter::repeat_n(open, 1 + dice.below(300)));
        }
        _ => input.insert(at, u8::try_from(dice.below(256)).unwrap_or(0)),
    }
    input.truncate(LENGTH_MAX);
}

/// Puts a number of the edges in the place of the next one in the text.
fn number(input: &mut Vec<u8>, from: usize, dice: &mut Dice) {
    let Some(start) = input.iter().skip(from).position(u8::is_ascii_digit).map(|n| n + from) else { return };
    let end = input.iter().skip(start).position(|b| !b.is_ascii_digit()).map_or(input.len(), |n| n + start);
    let edge = dice.pick(&EDGES).copied().unwrap_or("0");
    input.splice(start..end, edge.bytes());
}

thread_local! {
    static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Panics under test are told once, at the end, by the one that keeps the input.
fn hush() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
}

fn attempt(decode: &mut dyn FnMut(&[u8]) -> bool, input: &[u8]) -> Result<bool, Find> {
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(|| decode(input)));
    QUIET.set(false);
    done.map_err(|cause| {
        let text = cause.downcast_ref::<String>().map(String::as_str);
        let said = text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        Find { input: input.to_vec(), said: said.to_owned() }
    })
}

/// Tries inputs until the end. `decode` says whether it took the input.
///
/// # Errors
/// The first input that breaks something.
pub fn explore(
    target: &Target,
    end: End,
    seed: u64,
    decode: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Done, Find> {
    hush();
    let kept: Vec<_> =
        files(&corpus(target.name)).into_iter().filter_map(|p| std::fs::read(p).ok()).collect();
    let mut pool: Vec<Vec<u8>> = kept.into_iter().chain(target.seeds.iter().cloned()).collect();
    pool.push(Vec::new());
    let seeds = pool.len();
    let mut taken = 0;
    for input in &pool {
        taken += u64::from(attempt(decode, input)?);
    }
    let mut dice = Dice::new(seed);
    let begun = Instant::now();
    let mut tried = 0;
    while match end {
        End::Inputs(most) => tried < most,
        End::Time(most) => begun.elapsed() < most,
    } {
        tried += 1;
        let mut input = dice.pick(&pool).cloned().unwrap_or_default();
        for _ in 0..=dice.below(LAYERS_MAX as usize) {
            mutate(&mut input, &mut dice, target.words, &pool[..seeds]);
        }
        if attempt(decode, &input)? {
            taken += 1;
            match pool.len() - seeds {
                grown if grown < TAKEN_MAX => pool.push(input),
                grown => {
                    let place = seeds + dice.below(grown);
                    pool[place] = input;
                }
            }
        }
    }
    Ok(Done { tried, taken, grown: pool.split_off(seeds) })
}

/// Where an input is kept.
fn keep(name: &str, why: &str, input: &[u8]) -> PathBuf {
    let mut hash = DefaultHasher::new();
    input.hash(&mut hash);
    let path = corpus(name).join(format!("{why}-{:016x}", hash.finish()));
    std::fs::create_dir_all(corpus(name)).expect("the corpus can be written");
    std::fs::write(&path, input).expect("the corpus can be written");
    path
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs a target, and fails with the input kept when something breaks.
pub fn fuzz(target: &Target, mut decode: impl FnMut(&[u8]) -> bool) {
    let seconds = from_environment("NOUBA_FUZZ_SECONDS").map(|n| End::Time(Duration::from_secs(n)));
    let inputs = || End::Inputs(from_environment("NOUBA_FUZZ").unwrap_or(target.share));
    let end = seconds.unwrap_or_else(inputs);
    let seed = from_environment("NOUBA_FUZZ_SEED").unwrap_or(8);
    let begun = Instant::now();
    match explore(target, end, seed, &mut decode) {
        Ok(Done { tried, taken, mut grown }) => {
            println!("fuzz {}: {tried} inputs, {taken} taken, {:.1?}", target.name, begun.elapsed());
            assert!(taken > 0, "{}: not one input was taken: the seeds are none", target.name);
            grown.sort_by_key(Vec::len);
            grown.dedup_by_key(|input| input.len());
            let wanted = from_environment("NOUBA_FUZZ_KEEP").unwrap_or(0) as usize;
            let small = grown.iter().filter(|input| (1..=KEPT_MAX).contains(&input.len()));
            let step = (small.clone().count() / wanted.max(1)).max(1);
            small.step_by(step).take(wanted).for_each(|input| drop(keep(target.name, "kept", input)));
        }
        Err(Find { input, said }) => {
            let path = keep(target.name, "found", &input);
            let shown = String::from_utf8_lossy(&input).chars().take(400).collect::<String>();
            panic!("{}: {said}\nkept as {}, commit it with the fix\n{shown:?}", target.name, path.display());
        }
    }
}

#[test]
fn a_planted_mistake_is_found() {
    let target = Target {
        name: "control",
        share: 0,
        seeds: vec![b"{\"counter\": \"c1\", \"wait\": 12}".to_vec()],
        words: &["counter"],
    };
    // Breaks on a number beyond 16 bits, as a careless `unwrap` does.
    let mut careless = |bytes: &[u8]| {
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return false };
        if let Some(wait) = value["wait"].as_u64() {
            assert!(u16::try_from(wait).is_ok(), "planted");
        }
        true
    };
    let find = explore(&target, End::Inputs(20_000), 8, &mut careless).expect_err("it is found");
    assert_eq!(find.said, "planted");
    let again = explore(&target, End::Inputs(20_000), 8, &mut careless).expect_err("it is found again");
    assert_eq!(again.input, find.input, "the same seed finds the same");
    let mut careful = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
    let done = explore(&target, End::Inputs(5_000), 8, &mut careful).expect("nothing to find");
    assert!(done.taken > 100, "mutations leave enough that is still read: {done:?}");
}
