//! A ticket printer in software, on a pseudo-terminal or a TCP port, that can be told to fail.
//!
//! It understands ESC/POS by itself (see `decoder`), gives every cut ticket back as a picture, answers status requests
//! in real time, and holds, loses or prints its buffer as a real printer would.

mod decoder;
mod machine;
mod star;
mod status;

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::pty::openpty;
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};
use nix::unistd::ttyname;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use machine::{Dialect, Faults, Machine};

/// Finished tickets kept for [`SimPrinter::tickets`]; the oldest are dropped.
pub const TICKETS_KEPT: usize = 512;
/// Tickets a slow subscriber may fall behind.
const SUBSCRIBER_TICKETS_MAX: usize = 64;
/// How often a slow printer goes on.
const WORK_PERIOD: Duration = Duration::from_millis(5);

/// A ticket that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimTicket {
    /// Dots of one row.
    pub width_dots: usize,
    /// The rows, leftmost dot in the highest bit, black is 1.
    pub rows: Vec<Vec<u8>>,
    /// Bytes that were printed as text. A ticket of pictures has none.
    pub text: Vec<u8>,
    /// Commands the simulator does not know.
    pub unknown: Vec<Vec<u8>>,
}

/// Which printer to simulate.
#[derive(Clone, Debug)]
pub struct SimOptions {
    /// Its status language.
    pub dialect: Dialect,
    /// Dots of one row.
    pub width_dots: usize,
    /// Dots per inch.
    pub dpi: usize,
    /// Size of its receive buffer in bytes; 4096 is usual.
    pub buffer_bytes: usize,
    /// A path that always leads to the pseudo-terminal, as a udev link does. Needed to unplug and plug again.
    pub link: Option<PathBuf>,
    /// Listens on this TCP address instead; port 0 takes a free one.
    pub tcp: Option<SocketAddr>,
    /// A folder that gets `ticket-000001.png` and so on.
    pub folder: Option<PathBuf>,
}

/// A running simulated printer; it stops when dropped.
#[derive(Debug)]
pub struct SimPrinter {
    shared: Arc<Shared>,
    _stop: DropGuard,
}

#[derive(Debug)]
struct Shared {
    options: SimOptions,
    inner: Mutex<Inner>,
    changed: Notify,
    tickets: broadcast::Sender<Arc<SimTicket>>,
}

#[derive(Debug)]
struct Inner {
    machine: Machine,
    kept: VecDeque<Arc<SimTicket>>,
    count: u64,
    plugged: bool,
    path: PathBuf,
    address: Option<SocketAddr>,
}

impl Default for SimOptions {
    fn default() -> Self {
        Self {
            dialect: Dialect::Epson,
            width_dots: 576,
            dpi: 203,
            buffer_bytes: 4_096,
            link: None,
            tcp: None,
            folder: None,
        }
    }
}

impl SimTicket {
    /// Says whether the dot is black.
    pub fn get(&self, x: usize, y: usize) -> bool {
        self.rows.get(y).and_then(|row| row.get(x / 8)).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// Returns the ticket as a PNG file of one bit per dot.
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut file, self.width_dots.max(1) as u32, self.rows.len().max(1) as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut light: Vec<u8> = self.rows.concat().iter().map(|byte| !byte).collect();
        light.resize(self.width_dots.max(1).div_ceil(8) * self.rows.len().max(1), 0xFF);
        let mut writer = encoder.write_header().expect("invariant: a header of non-zero size into memory");
        writer.write_image_data(&light).expect("invariant: the rows fill the size in the header");
        drop(writer);
        file
    }
}

impl SimPrinter {
    /// Starts a printer in the current tokio runtime.
    ///
    /// # Errors
    /// When no pseudo-terminal, link or port can be made.
    pub async fn start(options: SimOptions) -> io::Result<Self> {
        let machine = Machine::new(options.dialect, options.width_dots, options.dpi, options.buffer_bytes);
        let inner = Inner {
            machine,
            kept: VecDeque::new(),
            count: 0,
            plugged: true,
            path: options.link.clone().unwrap_or_default(),
            address: options.tcp,
        };
        let (tickets, _) = broadcast::channel(SUBSCRIBER_TICKETS_MAX);
        let shared = Arc::new(Shared { options, inner: Mutex::new(inner), changed: Notify::new(), tickets });
        let cable = Cable::plug(&shared).await?;
        let stop = CancellationToken::new();
        let task = run(shared.clone(), cable, stop.clone());
        tokio::spawn(task);
        Ok(Self { shared, _stop: stop.drop_guard() })
    }

    /// Returns the path of the serial port: the link if one was asked for.
    pub fn path(&self) -> PathBuf {
        self.shared.lock().path.clone()
    }

    /// Returns the TCP address it listens on, if it does.
    pub fn address(&self) -> Option<SocketAddr> {
        self.shared.lock().address
    }

    /// Returns the tickets cut off so far, at most the last [`TICKETS_KEPT`].
    pub fn tickets(&self) -> Vec<Arc<SimTicket>> {
        self.shared.lock().kept.iter().cloned().collect()
    }

    /// Returns and forgets the tickets cut off so far.
    pub fn take_tickets(&self) -> Vec<Arc<SimTicket>> {
        self.shared.lock().kept.drain(..).collect()
    }

    /// Hands out every ticket that is cut off from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<SimTicket>> {
        self.shared.tickets.subscribe()
    }

    /// Returns how many bytes it received since it was started.
    pub fn bytes_received(&self) -> u64 {
        self.shared.lock().machine.bytes_received
    }

    /// Returns what is wrong with it.
    pub fn faults(&self) -> Faults {
        self.shared.lock().machine.faults
    }

    /// Changes what is wrong with it, such as `|faults| faults.cover_open = true`. It reports the change.
    pub fn set(&self, change: impl FnOnce(&mut Faults)) {
        self.with(|inner| change(&mut inner.machine.faults));
    }

    /// Sends bytes that mean nothing to whoever listens.
    pub fn noise(&self, bytes: &[u8]) {
        self.with(|inner| inner.machine.reply(bytes));
    }

    /// Switches it off: its buffers are lost, what is on the paper stays.
    pub fn power_off(&self) {
        self.with(|inner| inner.machine.power_off());
    }

    /// Switches it on again.
    pub fn power_on(&self) {
        self.with(|inner| inner.machine.power_on());
    }

    /// Says whether it is switched on.
    pub fn is_powered(&self) -> bool {
        self.shared.lock().machine.powered
    }

    /// Takes the ticket out of a presenter.
    pub fn take_ticket(&self) {
        self.with(|inner| inner.machine.take_ticket());
    }

    /// Pulls the cable: the port vanishes with all that was in it.
    pub fn unplug(&self) {
        self.with(|inner| inner.plugged = false);
    }

    /// Puts the cable back in; without a link the port has another path then.
    pub fn plug(&self) {
        self.with(|inner| inner.plugged = true);
    }

    fn with(&self, change: impl FnOnce(&mut Inner)) {
        change(&mut self.shared.lock());
        self.shared.changed.notify_one();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the machine work and hands out what it finished.
    fn work(&self, elapsed: Duration) {
        let mut inner = self.lock();
        inner.machine.work(elapsed.as_millis() as u64);
        for ticket in std::mem::take(&mut inner.machine.finished) {
            inner.count += 1;
            if let Some(folder) = &self.options.folder {
                let _ =
                    std::fs::write(folder.join(format!("ticket-{:06}.png", inner.count)), ticket.to_png());
            }
            let ticket = Arc::new(ticket);
            let _ = self.tickets.send(ticket.clone());
            if inner.kept.len() == TICKETS_KEPT {
                inner.kept.pop_front();
            }
            inner.kept.push_back(ticket);
        }
    }
}

/// Returns the tickets that bytes sent to a well printer give, without any cable or time.
pub fn decode(width_dots: usize, dpi: usize, bytes: &[u8]) -> Vec<SimTicket> {
    decode_as(Dialect::Mute, width_dots, dpi, bytes)
}

/// Returns the tickets that bytes sent to a well printer of a family give.
pub fn decode_as(dialect: Dialect, width_dots: usize, dpi: usize, bytes: &[u8]) -> Vec<SimTicket> {
    let mut machine = Machine::new(dialect, width_dots, dpi, bytes.len());
    machine.receive(bytes);
    machine.work(0);
    machine.finished
}

/// What the printer hangs on.
enum Cable {
    Pty { master: AsyncFd<std::fs::File>, _slave: OwnedFd },
    Tcp { listener: TcpListener, stream: Option<TcpStream> },
    Out,
}

impl Cable {
    async fn plug(shared: &Shared) -> io::Result<Self> {
        let address = shared.lock().address;
        if let Some(address) = address {
            let listener = TcpListener::bind(address).await?;
            shared.lock().address = Some(listener.local_addr()?);
            return Ok(Self::Tcp { listener, stream: None });
        }
        let pty = openpty(None, None)?;
        let mut settings = tcgetattr(&pty.slave)?;
        cfmakeraw(&mut settings);
        tcsetattr(&pty.slave, SetArg::TCSANOW, &settings)?;
        fcntl(&pty.master, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        let path = ttyname(&pty.slave)?;
        match &shared.options.link {
            Some(link) => replace_link(link, &path)?,
            None => shared.lock().path = path,
        }
        let master = watched(pty.master.into())?;
        Ok(Self::Pty { master, _slave: pty.slave })
    }

    /// Reads at most as many bytes as there is room for; waits for ever when there is none or nothing is connected.
    async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return std::future::pending().await;
        }
        match self {
            Self::Pty { master, .. } => {
                master.async_io(Interest::READABLE, |mut file: &std::fs::File| file.read(buffer)).await
            }
            Self::Tcp { listener, stream } => match stream {
                Some(stream) => {
                    stream.readable().await?;
                    match stream.try_read(buffer) {
                        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
                        Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                        other => other,
                    }
                }
                None => {
                    *stream = Some(listener.accept().await?.0);
                    Ok(0)
                }
            },
            Self::Out => std::future::pending().await,
        }
    }

    /// Writes what the line takes at once; returns how much.
    fn write(&mut self, bytes: &[u8]) -> usize {
        match self {
            Self::Pty { master, .. } => (&mut master.get_ref()).write(bytes).unwrap_or(0),
            Self::Tcp { stream: Some(stream), .. } => stream.try_write(bytes).unwrap_or(0),
            Self::Tcp { .. } | Self::Out => bytes.len(),
        }
    }
}

async fn run(shared: Arc<Shared>, mut cable: Cable, stop: CancellationToken) {
    let mut buffer = [0; 4_096];
    let mut worked = Instant::now();
    loop {
        let (room, plugged) = {
            let inner = shared.lock();
            (inner.machine.room().min(buffer.len()), inner.plugged)
        };
        match (&cable, plugged) {
            (Cable::Out, true) => cable = Cable::plug(&shared).await.unwrap_or(Cable::Out),
            (Cable::Pty { .. } | Cable::Tcp { .. }, false) => {
                // The link goes first: the terminal's number is given out again at once, maybe to another printer.
                if let Some(link) = &shared.options.link {
                    let _ = std::fs::remove_file(link);
                }
                cable = Cable::Out;
            }
            (Cable::Out, false) | (Cable::Pty { .. } | Cable::Tcp { .. }, true) => {}
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = shared.changed.notified() => {}
            () = tokio::time::sleep(WORK_PERIOD) => {}
            read = cable.read(&mut buffer[..room]) => match read {
                Ok(count) => shared.lock().machine.receive(&buffer[..count]),
                Err(_) => cable.hang_up(),
            },
        }
        shared.work(worked.elapsed());
        worked = Instant::now();
        let mut inner = shared.lock();
        if !inner.machine.replies.is_empty() {
            let written = cable.write(inner.machine.replies.make_contiguous());
            inner.machine.replies.drain(..written);
        }
    }
    if let Some(link) = &shared.options.link {
        let _ = std::fs::remove_file(link);
    }
}

impl Cable {
    /// A TCP session that ended makes room for the next; a pseudo-terminal stays.
    fn hang_up(&mut self) {
        if let Self::Tcp { stream, .. } = self {
            *stream = None;
        }
    }
}

/// Hands an open file to the runtime.
#[allow(deprecated, reason = "the newer constructor is unsafe; a File never changes the descriptor it owns")]
fn watched(file: std::fs::File) -> io::Result<AsyncFd<std::fs::File>> {
    AsyncFd::with_interest(file, Interest::READABLE | Interest::WRITABLE)
}

fn replace_link(link: &Path, target: &Path) -> io::Result<()> {
    match std::fs::remove_file(link) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    std::os::unix::fs::symlink(target, link)
}
