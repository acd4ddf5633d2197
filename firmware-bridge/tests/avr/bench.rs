//! Builds the reference firmware, runs its pure parts on this machine and the whole of it in simavr.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Far longer than anything here takes: simavr may get a small part of a busy machine.
pub const LIMIT: Duration = Duration::from_secs(60);
const INSTALL: &str = "the reference firmware is built and simulated with Debian packages; install them:
  apt-get install gcc-avr avr-libc binutils-avr libsimavr-dev gcc make";
/// A, B, C, D, E, F, G and the point as in a byte for the MAX7219, written down again from its data sheet and from
/// PROTOCOL.md: not taken from the firmware. S is as 5.
const SHAPES: &[(&str, char)] = &[
    ("", ' '),
    ("g", '-'),
    ("abcdef", '0'),
    ("bc", '1'),
    ("abdeg", '2'),
    ("abcdg", '3'),
    ("bcfg", '4'),
    ("acdfg", '5'),
    ("acdefg", '6'),
    ("abc", '7'),
    ("abcdefg", '8'),
    ("abcdfg", '9'),
    ("abcefg", 'A'),
    ("cdefg", 'B'),
    ("adef", 'C'),
    ("bcdeg", 'D'),
    ("adefg", 'E'),
    ("aefg", 'F'),
    ("acdef", 'G'),
    ("cefg", 'H'),
    ("ef", 'I'),
    ("bcde", 'J'),
    ("acefg", 'K'),
    ("def", 'L'),
    ("abcef", 'M'),
    ("ceg", 'N'),
    ("cdeg", 'O'),
    ("abefg", 'P'),
    ("abcfg", 'Q'),
    ("eg", 'R'),
    ("defg", 'T'),
    ("bcdef", 'U'),
    ("cde", 'V'),
    ("bdf", 'W'),
    ("bcefg", 'X'),
    ("bcdfg", 'Y'),
    ("abde", 'Z'),
];

/// Returns what a person reads on the digits, given as hexadecimal segment bytes; `?` for no known shape.
pub fn read_segments(hex: &str) -> String {
    let mut text = String::new();
    for byte in unhex(hex) {
        let lit: String = ('a'..='g').filter(|&s| byte & (0x40 >> (s as u8 - b'a')) != 0).collect();
        text.push(SHAPES.iter().find(|(shape, _)| *shape == lit).map_or('?', |(_, sign)| *sign));
        if byte & 0x80 != 0 {
            text.push('.');
        }
    }
    text
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// Builds one thing of the firmware's Makefile and returns its path. Tests in other processes wait for each other.
pub fn build(what: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("avr");
    fs::create_dir_all(&out).unwrap();
    let lock = File::create(out.join("lock")).unwrap();
    lock.lock().unwrap();
    let made = Command::new("make")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../firmware-bridge/firmware"))
        .arg(format!("BUILD={}", out.display()))
        .arg(if what == "size" { what.into() } else { out.join(what).display().to_string() })
        .output()
        .unwrap_or_else(|error| panic!("make: {error}\n{INSTALL}"));
    assert!(made.status.success(), "{}\n{INSTALL}", String::from_utf8_lossy(&made.stderr));
    out.join(what)
}

/// The firmware's pure parts, compiled for this machine.
pub struct Native {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Native {
    pub fn start() -> Self {
        let mut child = spawn(Command::new(build("sim/native")));
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, stdin, stdout: BufReader::new(stdout) }
    }

    /// Gives one line and returns the lines of the answer.
    pub fn ask(&mut self, line: &str) -> Vec<String> {
        writeln!(self.stdin, "{line}").unwrap();
        let mut answer = Vec::new();
        loop {
            let mut text = String::new();
            assert_ne!(self.stdout.read_line(&mut text).unwrap(), 0, "it stopped after {line}");
            match text.trim_end_matches('\n') {
                "." => return answer,
                text => answer.push(text.to_owned()),
            }
        }
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(mut command: Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

/// A pad in simavr. Dropping it is switching it off; its EEPROM is kept in the directory.
pub struct Pad {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Arc<Mutex<Vec<String>>>,
    said: usize,
}

impl Pad {
    /// Writes who the pad is into the EEPROM kept in `dir`, as the one who builds it does once.
    pub fn identify(dir: &TempDir, addr: u8, wiring: &str, uid: &str) {
        let image = Command::new(build("identity")).args([&addr.to_string(), wiring, uid]).output().unwrap();
        assert!(image.status.success());
        fs::write(Self::eeprom(dir), image.stdout).unwrap();
    }

    /// Returns the file with what its EEPROM holds while it is off.
    pub fn eeprom(dir: &TempDir) -> PathBuf {
        dir.path().join("eeprom")
    }

    /// Switches the pad on.
    pub fn power_on(dir: &TempDir) -> Self {
        let mut command = Command::new(build("sim/run"));
        command.arg(build("pad.elf")).arg(Self::eeprom(dir));
        let mut child = spawn(command);
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let lines = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                log.lock().unwrap().push(line);
            }
            log.lock().unwrap().push("fault: the simulator ended".into());
        });
        let stdin = child.stdin.take();
        Self { child, stdin, lines, said: 0 }
    }

    /// Gives lines of the runner's script, described at the top of `firmware/sim/run.c`.
    pub fn script(&mut self, lines: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{lines}").unwrap();
    }

    /// Presses a button for so many simulated milliseconds, and leaves it in peace a while.
    pub fn press(&mut self, button: u8, hold_ms: u32) {
        self.script(&format!("down {button}\nwait {hold_ms}\nup {button}\nwait 500"));
    }

    /// Waits until the script given so far was carried out.
    pub async fn played(&mut self) {
        self.said += 1;
        let word = format!("step{}", self.said);
        self.script(&format!("say {word}"));
        self.until(&word, |pad| pad.last("said").is_some_and(|said| said == word).then_some(())).await;
    }

    /// Returns the last value of `display`, `lamps`, `spoiled` or `said`.
    pub fn last(&self, what: &str) -> Option<String> {
        let lines = self.lines.lock().unwrap();
        assert!(!lines.iter().any(|line| line.starts_with("fault")), "{lines:#?}");
        let value = |line: &String| {
            let (name, rest) = line.split_once(' ')?;
            (name == what).then(|| rest.split_once(' ').map_or(rest, |(_, value)| value).to_owned())
        };
        lines.iter().rev().find_map(value)
    }

    /// Returns what a person reads on the display.
    pub fn display(&self) -> String {
        self.last("display").map_or_else(String::new, |hex| read_segments(&hex))
    }

    /// Returns everything a person has read on the display since the start.
    pub fn displayed(&self) -> Vec<String> {
        let lines = self.lines.lock().unwrap();
        let segments = lines.iter().filter_map(|line| line.strip_prefix("display ")?.split_once(' '));
        segments.map(|(_, hex)| read_segments(hex)).collect()
    }

    pub async fn shows(&self, text: &str) {
        self.until(&format!("{text:?} on the display"), |pad| (pad.display() == text).then_some(())).await;
    }

    /// Waits until all and only the lamps of the mask are lit.
    pub async fn lights(&self, mask: u8) {
        let mask = mask.to_string();
        self.until("those lamps", |pad| (pad.last("lamps")? == mask).then_some(())).await;
    }

    /// Returns the path of its line.
    pub async fn line(&self) -> PathBuf {
        self.until("line", |pad| pad.last("pty")).await.into()
    }

    pub async fn until<T>(&self, what: &str, mut found: impl FnMut(&Self) -> Option<T>) -> T {
        let deadline = Instant::now() + LIMIT;
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            assert!(Instant::now() < deadline, "no {what}; {:#?}", self.lines.lock().unwrap());
            sleep(Duration::from_millis(2)).await;
        }
    }

    /// Switches it off.
    pub fn power_off(mut self) {
        self.stop();
    }

    fn stop(&mut self) {
        // The end of its script is the end of its power.
        if self.stdin.take().is_some() {
            let _ = self.child.wait();
        }
    }
}

impl Drop for Pad {
    fn drop(&mut self) {
        self.stop();
    }
}
