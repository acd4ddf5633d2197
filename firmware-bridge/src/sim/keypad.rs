//! A USB keypad as programs see it: a device file that tells `struct input_event`. Without a kernel's input layer (as in
//! a container) the file is a named pipe, with the same bytes. With faults by seed: contacts that bounce, autorepeat.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

use super::Rng;

/// Kinds of events (linux/input-event-codes.h): end of a report, key, scan code.
const EV_SYN: u16 = 0;
const EV_KEY: u16 = 1;
const EV_MSC: u16 = 4;
const MSC_SCAN: u16 = 4;
/// Values of a key: up, down, repeated by the keyboard while it is held.
const UP: i32 = 0;
const DOWN: i32 = 1;
const REPEAT: i32 = 2;

/// A keypad; dropping it pulls the plug.
#[derive(Debug)]
pub struct SimKeypad {
    path: PathBuf,
    pipe: File,
    rng: Rng,
    /// Presses in a million whose contact bounces: down, up, down.
    bounce: u32,
}

impl SimKeypad {
    /// Plugs a keypad in at `path`.
    ///
    /// # Errors
    /// When the pipe cannot be made.
    pub fn plug_in(path: &Path, seed: u64, bounce: u32) -> io::Result<Self> {
        let _ = fs::remove_file(path);
        mkfifo(path, Mode::S_IRUSR | Mode::S_IWUSR)?;
        // For reading too: a pipe that nobody reads yet must not hold the simulator up.
        let pipe =
            OpenOptions::new().read(true).write(true).custom_flags(OFlag::O_NONBLOCK.bits()).open(path)?;
        Ok(Self { path: path.to_owned(), pipe, rng: Rng::new(seed), bounce })
    }

    /// Presses a key and lets it go.
    ///
    /// # Errors
    /// When the pipe is full: nobody reads it.
    pub fn press(&mut self, code: u16) -> io::Result<()> {
        self.down(code)?;
        if self.rng.happens(self.bounce) {
            self.up(code)?;
            self.down(code)?;
        }
        self.up(code)
    }

    /// Presses a key and holds it.
    ///
    /// # Errors
    /// As [`SimKeypad::press`].
    pub fn down(&mut self, code: u16) -> io::Result<()> {
        self.report(code, DOWN)
    }

    /// Repeats a key that is held, as keyboards do.
    ///
    /// # Errors
    /// As [`SimKeypad::press`].
    pub fn repeat(&mut self, code: u16) -> io::Result<()> {
        self.report(code, REPEAT)
    }

    /// Lets a key go.
    ///
    /// # Errors
    /// As [`SimKeypad::press`].
    pub fn up(&mut self, code: u16) -> io::Result<()> {
        self.report(code, UP)
    }

    /// Writes bytes that are no event.
    ///
    /// # Errors
    /// As [`SimKeypad::press`].
    pub fn noise(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.pipe.write_all(bytes)
    }

    fn report(&mut self, code: u16, value: i32) -> io::Result<()> {
        let mut bytes = input_event(EV_MSC, MSC_SCAN, 0x7_004E);
        bytes.extend(input_event(EV_KEY, code, value));
        bytes.extend(input_event(EV_SYN, 0, 0));
        self.pipe.write_all(&bytes)
    }
}

impl Drop for SimKeypad {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Returns a `struct input_event` of this machine: a time of two machine words, kind, code, value.
fn input_event(kind: u16, code: u16, value: i32) -> Vec<u8> {
    let mut bytes = vec![0; 2 * size_of::<usize>()];
    bytes.extend(kind.to_ne_bytes());
    bytes.extend(code.to_ne_bytes());
    bytes.extend(value.to_ne_bytes());
    bytes
}
