//! A USB keypad, presenter or foot switch: its device file tells `struct input_event`. The daemon takes the device for
//! itself, or its keys would type into whatever the box shows; and takes it again after every plug.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use evdev::{Device, KeyCode};
use nix::errno::Errno;
use nix::fcntl::OFlag;
use tokio::io::unix::AsyncFd;
use tokio::time::{sleep, sleep_until};

use super::Hearing;
use super::contacts::Contacts;
use crate::button::contact::Gestures;
use crate::config::{Button, PadAction, split_key};
use crate::registry::{Cause, Remedy, Report};

/// How often an absent device is looked for: without noise, its absence is told once.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A key (linux/input-event-codes.h).
const EV_KEY: u16 = 1;
/// Bytes of an event: a time of two machine words, kind, code, value.
pub const EVENT_BYTES: usize = 2 * size_of::<usize>() + 8;
/// Events read at once.
const EVENTS_MAX: usize = 64;

/// A key that went down or up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stroke {
    /// Its code.
    pub code: u16,
    /// Whether it went down.
    pub is_down: bool,
}

/// Hears a keypad until told to stop.
pub async fn run(button: Button, hearing: Hearing) {
    let Some(path) = button.source.evdev.clone() else { return };
    let mut contacts = Contacts::new(hearing.clone());
    for (code, (name, gestures)) in keys_of(&button) {
        contacts.watch(code, &button, &name, gestures);
    }
    let stop = hearing.stop().clone();
    while !stop.is_cancelled() {
        let heard = stop.run_until_cancelled(listen(&path, &button, &mut contacts, &hearing)).await;
        let Some(cause) = heard else { return };
        contacts.forget();
        let report = match cause.kind() {
            ErrorKind::PermissionDenied => {
                Report::trouble("misconfigured", Cause::ButtonRights, Remedy::ButtonRights)
            }
            ErrorKind::ResourceBusy => Report::trouble("busy", Cause::ButtonBusy, Remedy::ButtonBusy),
            _ => Report::trouble("missing", Cause::ButtonUnplugged, Remedy::ButtonUnplugged),
        };
        hearing.report(&button.id, report.saying(format!("{}: {cause}", path.display())));
        stop.run_until_cancelled(sleep(LOOK_EVERY)).await;
    }
}

/// Returns the keys of a map, each with what its gestures ask for.
fn keys_of(button: &Button) -> BTreeMap<u16, (String, Gestures)> {
    let mut keys: BTreeMap<u16, (String, Gestures)> = BTreeMap::new();
    for (word, action) in &button.map {
        let (name, gesture) = split_key(word);
        let Ok(key) = KeyCode::from_str(name) else { continue };
        let (_, gestures) = keys.entry(key.code()).or_insert_with(|| (name.to_owned(), Gestures::default()));
        let place: &mut Option<PadAction> = match gesture {
            "long" => &mut gestures.long,
            "double" => &mut gestures.double,
            _ => &mut gestures.press,
        };
        *place = Some(*action);
    }
    keys
}

/// Returns why the device cannot be heard any more.
async fn listen(path: &Path, button: &Button, contacts: &mut Contacts<u16>, hearing: &Hearing) -> io::Error {
    let mut keypad = match Keypad::open(path) {
        Ok(keypad) => keypad,
        Err(error) => return error,
    };
    if let Some(name) = keypad.name() {
        hearing.ports().registry.detail(&button.id, "model", name.to_owned());
    }
    hearing.report(&button.id, Report::ready());
    loop {
        tokio::select! {
            strokes = keypad.read() => match strokes {
                Ok(strokes) => strokes.into_iter().for_each(|s| contacts.change(s.code, s.is_down)),
                Err(error) => return error,
            },
            () = sleep_until(contacts.deadline()) => contacts.time(),
        }
    }
}

/// An open keypad.
pub struct Keypad {
    file: AsyncFd<OwnedFd>,
    reader: File,
    /// Keeps the device ours, where it is a device.
    device: Option<Device>,
}

impl Keypad {
    /// Opens a device and takes it for this program alone. A named pipe with the same bytes is as good: a simulator's.
    ///
    /// # Errors
    /// When it is not there, may not be read, or another program has taken it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let options = |write| {
            let flags = OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
            OpenOptions::new().read(true).write(write).custom_flags(flags.bits()).open(path)
        };
        let reader = options(false)?;
        let kind = reader.metadata()?.file_type();
        if !kind.is_char_device() && !kind.is_fifo() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "this is no input device"));
        }
        let device = if kind.is_char_device() { Some(grab(&reader)?) } else { None };
        Ok(Self { file: register(&reader)?, reader, device })
    }

    /// Returns what the device calls itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.device.as_ref().and_then(Device::name)
    }

    /// Waits for keys that go down or up; a key that repeats while it is held is none.
    ///
    /// # Errors
    /// When the device went away.
    pub async fn read(&mut self) -> io::Result<Vec<Stroke>> {
        let mut buffer = [0; EVENTS_MAX * EVENT_BYTES];
        loop {
            let mut ready = self.file.readable().await?;
            match ready.try_io(|_| self.reader.read(&mut buffer)) {
                Ok(Ok(0)) => return Err(io::Error::new(ErrorKind::NotFound, "it was unplugged")),
                Ok(Ok(count)) => return Ok(strokes(&buffer[..count])),
                Ok(Err(error)) if error.kind() == ErrorKind::Interrupted => (),
                Ok(Err(error)) if error.raw_os_error() == Some(Errno::ENODEV as i32) => {
                    return Err(io::Error::new(ErrorKind::NotFound, "it was unplugged"));
                }
                Ok(Err(error)) => return Err(error),
                Err(_not_ready) => (),
            }
        }
    }
}

/// Takes a device; the grab lasts as long as the file is open.
fn grab(file: &File) -> io::Result<Device> {
    let mut device = Device::from_fd(file.try_clone()?.into())?;
    device.grab()?;
    Ok(device)
}

fn register(file: &File) -> io::Result<AsyncFd<OwnedFd>> {
    #[expect(
        deprecated,
        reason = "its successor is unsafe for types that may close the fd; OwnedFd keeps it open"
    )]
    AsyncFd::new(OwnedFd::from(file.try_clone()?))
}

/// Returns the keys that went down or up. The kernel tells whole events; what is left over of a cut one is nothing.
#[must_use]
pub fn strokes(bytes: &[u8]) -> Vec<Stroke> {
    let time = 2 * size_of::<usize>();
    let of = |event: &[u8]| {
        let word = |at: usize| u16::from_ne_bytes([event[time + at], event[time + at + 1]]);
        let value = i32::from_ne_bytes([event[time + 4], event[time + 5], event[time + 6], event[time + 7]]);
        let is_down = match value {
            0 => false,
            1 => true,
            // 2: the keyboard repeats a key that is held.
            _ => return None,
        };
        (word(0) == EV_KEY).then(|| Stroke { code: word(2), is_down })
    };
    bytes.chunks_exact(EVENT_BYTES).filter_map(of).collect()
}
