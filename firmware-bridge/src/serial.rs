//! The task that owns one port: opens it, drives [`Host`] over it, opens it again when it goes away.
//!
//! The quirks of ttys it lives with (devices.md §3): a hung-up tty reads zero bytes for ever; holding a dead one
//! open gives the next a new name, so it is closed first; `flush` blocks the thread and is never called.

mod outbox;

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use outbox::Outbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_serial::{ErrorKind, SerialPortBuilderExt, SerialStream};
use tokio_util::sync::CancellationToken;

use crate::board::Format;
use crate::host::{
    DeviceSettings, Host, Input, LineCommand, LineEvent, LineState, Mode, Output, Settings, SettingsError,
};
use crate::sim::Rng;

/// Commands that may wait for a line; make the channel this large. A full one makes the sender wait: content is
/// state, the sender keeps only its newest.
pub const COMMANDS_MAX: usize = 64;
/// Events that may wait for the owner; make the channel this large. Behind a full one, newer reports of the same
/// device replace older ones; presses wait in the device.
pub const EVENTS_MAX: usize = 64;
/// A port that takes no byte for this long is closed and opened again. A frame takes 0.22 s at 9600 baud.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(1);
/// First and longest pause before opening the port again; each is shortened by up to a quarter by chance.
pub const REOPEN_PAUSE: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(1));
/// More than one read can bring at 115200 baud in 10 ms.
const READ_MAX: usize = 512;

/// A line and where its port is.
#[derive(Clone, Debug)]
pub struct LineConfig {
    /// A name that stays with the socket, e.g. below `/dev/serial/by-path/`.
    pub path: PathBuf,
    /// How to talk to whom.
    pub settings: Settings,
}

impl LineConfig {
    /// Returns the configuration of a line with the usual pauses.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, mode: Mode, baud: u32, devices: Vec<DeviceSettings>) -> Self {
        Self { path: path.into(), settings: Settings::new(mode, baud, devices) }
    }
}

/// Owns the port of one line until `shutdown`, or until the owner drops its end of a channel.
///
/// Starts and stays without a port: a missing or busy one is reported as [`LineEvent::Line`] and tried again.
/// A bus and a point-to-point line differ in [`Host`] alone.
///
/// # Errors
/// When the settings contradict themselves; nothing was opened then.
pub async fn run_line(
    config: LineConfig,
    commands: mpsc::Receiver<LineCommand>,
    events: mpsc::Sender<LineEvent>,
    shutdown: CancellationToken,
) -> Result<(), SettingsError> {
    let started = Instant::now();
    let host = Host::new(config.settings.clone(), 0)?;
    let rng = Rng::new(RandomState::new().hash_one(&config.path));
    let outbox = Outbox::default();
    let mut line = Line { config, host, started, commands, events, outbox, reported: None, rng };
    shutdown.run_until_cancelled(line.run()).await;
    Ok(())
}

/// Opens a port for this program alone.
///
/// # Errors
/// The state of the line and why, in words for a technician.
pub fn open_port(path: &str, baud: u32, format: Format) -> Result<SerialStream, (LineState, String)> {
    let builder = tokio_serial::new(path, baud);
    let builder = match format {
        Format::Eight => builder,
        Format::SevenEven => builder
            .data_bits(tokio_serial::DataBits::Seven)
            .parity(tokio_serial::Parity::Even)
            .stop_bits(tokio_serial::StopBits::Two),
    };
    // Exclusive is the default: TIOCEXCL and a lock, so that two daemons do not share a line.
    builder.open_native_async().map_err(|error| match error.kind {
        ErrorKind::Io(io::ErrorKind::NotFound) => {
            (LineState::Missing, format!("nothing at {path}: is the adapter plugged in?"))
        }
        ErrorKind::NoDevice => {
            (LineState::Busy, format!("another program has {path}: stop it (often ModemManager)"))
        }
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => {
            (LineState::Failed, format!("no right to open {path}: add the user to its group"))
        }
        ErrorKind::Io(_) | ErrorKind::InvalidInput | ErrorKind::Unknown => {
            (LineState::Failed, format!("cannot open {path}: {error}"))
        }
    })
}

struct Line {
    config: LineConfig,
    host: Host,
    started: Instant,
    commands: mpsc::Receiver<LineCommand>,
    events: mpsc::Sender<LineEvent>,
    outbox: Outbox,
    reported: Option<(LineState, String)>,
    rng: Rng,
}

/// Why the line stopped being served.
enum Stop {
    /// The owner is gone: nothing more to do.
    Owner,
    /// The port is gone.
    Port(String),
    /// Time to try again.
    Retry,
}

impl Line {
    async fn run(&mut self) {
        let mut pause = REOPEN_PAUSE.0;
        loop {
            let stop = match open_port(&self.path(), self.config.settings.baud, Format::Eight) {
                Ok(port) => {
                    self.report(LineState::Open, format!("{} is open", self.path()));
                    self.host.handle(self.now_ms(), Input::Opened);
                    let heard_before = self.host.frames();
                    let stop = self.serve(port).await;
                    self.host.handle(self.now_ms(), Input::Closed);
                    if self.host.frames() > heard_before {
                        pause = REOPEN_PAUSE.0;
                    }
                    stop
                }
                Err((state, cause)) => {
                    self.report(state, cause);
                    Stop::Retry
                }
            };
            match stop {
                Stop::Owner => return,
                Stop::Port(cause) => self.report(LineState::Failed, cause),
                Stop::Retry => {}
            }
            let jitter = Duration::from_micros(self.rng.below(pause.as_micros() as u64 / 4));
            if let Stop::Owner = self.wait(pause.saturating_sub(jitter)).await {
                return;
            }
            pause = (pause * 2).min(REOPEN_PAUSE.1);
        }
    }

    async fn serve(&mut self, mut port: SerialStream) -> Stop {
        let mut buffer = [0; READ_MAX];
        loop {
            if let Err(cause) = self.carry_out(&mut port).await {
                return Stop::Port(cause);
            }
            let deadline = self.deadline();
            tokio::select! {
                read = port.read(&mut buffer) => match read {
                    Ok(0) => return Stop::Port(format!("{} was unplugged", self.path())),
                    Ok(count) => self.host.handle(self.now_ms(), Input::Bytes(&buffer[..count])),
                    Err(error) => return Stop::Port(format!("reading {} failed: {error}", self.path())),
                },
                command = self.commands.recv() => match command {
                    Some(command) => self.host.handle(self.now_ms(), Input::Command(command)),
                    None => return Stop::Owner,
                },
                permit = self.events.reserve(), if !self.outbox.is_empty() => match permit {
                    Ok(permit) => self.outbox.pop_into(permit),
                    Err(_) => return Stop::Owner,
                },
                () = sleep_until(deadline) => self.host.handle(self.now_ms(), Input::Timeout),
            }
        }
    }

    /// Waits for the next try; the owner is heard and told meanwhile.
    async fn wait(&mut self, pause: Duration) -> Stop {
        let end = Instant::now() + pause;
        loop {
            self.collect();
            tokio::select! {
                command = self.commands.recv() => match command {
                    Some(command) => self.host.handle(self.now_ms(), Input::Command(command)),
                    None => return Stop::Owner,
                },
                permit = self.events.reserve(), if !self.outbox.is_empty() => match permit {
                    Ok(permit) => self.outbox.pop_into(permit),
                    Err(_) => return Stop::Owner,
                },
                () = sleep_until(end) => return Stop::Retry,
            }
        }
    }

    /// Writes what the host wants written, whole frames, before anything else is read or awaited.
    async fn carry_out(&mut self, port: &mut SerialStream) -> Result<(), String> {
        while let Some(output) = self.host.poll_output() {
            match output {
                Output::Event(event) => self.outbox.push(event),
                Output::Transmit(bytes) => match timeout(WRITE_TIMEOUT, port.write_all(&bytes)).await {
                    Ok(Ok(())) => tracing::trace!(path = %self.path(), bytes = ?bytes.as_slice(), "sent"),
                    Ok(Err(error)) => return Err(format!("writing {} failed: {error}", self.path())),
                    Err(_) => return Err(format!("{} takes no bytes: is its other end stuck?", self.path())),
                },
            }
        }
        Ok(())
    }

    /// Takes the host's events while there is no port; it transmits nothing then.
    fn collect(&mut self) {
        while let Some(output) = self.host.poll_output() {
            match output {
                Output::Event(event) => self.outbox.push(event),
                Output::Transmit(_) => {}
            }
        }
    }

    fn report(&mut self, state: LineState, cause: String) {
        if self.reported.as_ref().is_some_and(|(before, why)| *before == state && *why == cause) {
            return;
        }
        match state {
            LineState::Open => tracing::info!(line.path = %self.path(), "line: {cause}"),
            LineState::Missing | LineState::Busy | LineState::Failed => {
                tracing::warn!(line.path = %self.path(), "line: {cause}");
            }
        }
        self.reported = Some((state, cause.clone()));
        self.outbox.push(LineEvent::Line { state, cause });
    }

    fn path(&self) -> String {
        self.config.path.display().to_string()
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn deadline(&self) -> Instant {
        // An hour without a deadline is as good as none: the host answers Timeout with nothing.
        let ms = self.host.next_deadline().unwrap_or_else(|| self.now_ms() + 3_600_000);
        self.started + Duration::from_millis(ms)
    }
}
