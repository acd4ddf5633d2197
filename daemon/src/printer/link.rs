//! The way to a printer: a serial line, a TCP port, a device file such as `/dev/usb/lp0`, or a plain file.
//!
//! It moves bytes and knows no printer language. Serial ports are set up here and not by a serial library, because such
//! libraries turn on IXOFF together with XON/XOFF: the host would then put 11h and 13h into pictures.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::fcntl::{Flock, FlockArg, OFlag};
use nix::sys::termios::{
    BaudRate, ControlFlags, FlushArg, InputFlags, SetArg, cfmakeraw, cfsetspeed, tcflush, tcgetattr,
    tcsetattr,
};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::TcpStream;

use super::profile::{FlowControl, SerialLine};

/// How long a TCP connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the last bytes may take to leave before a device file is closed.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(1);

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// A serial port, by a path that stays the same when it is plugged in again (a udev link).
    Serial(PathBuf),
    /// Host and port, usually 9100.
    Tcp(String),
    /// A printer's device file, or a plain file to collect the bytes.
    File(PathBuf),
}

/// An open way to a printer.
#[derive(Debug)]
pub(super) enum Link {
    /// A character device; the lock keeps a second writer away.
    Device { file: AsyncFd<File>, is_serial: bool, _lock: Flock<File> },
    /// A network printer.
    Tcp(TcpStream),
    /// A plain file, which never answers.
    Plain(File),
}

impl Link {
    /// Opens the way once; the caller tries again later.
    pub(super) async fn open(target: &Target, serial: SerialLine) -> io::Result<Self> {
        match target {
            Target::Serial(path) => open_device(path, Some(serial)),
            Target::File(path) => open_device(path, None),
            Target::Tcp(address) => {
                let stream = tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await??;
                stream.set_nodelay(true)?;
                Ok(Self::Tcp(stream))
            }
        }
    }

    /// Reads what has come, at least one byte. Dropping the future loses nothing.
    pub(super) async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self {
            Self::Device { file, .. } => {
                file.async_io(Interest::READABLE, |mut file: &File| file.read(buffer)).await?
            }
            Self::Tcp(stream) => loop {
                stream.readable().await?;
                match stream.try_read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    result => break result?,
                }
            },
            Self::Plain(_) => return std::future::pending().await,
        };
        if count == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(count) }
    }

    /// Writes some of the bytes and returns how many. Dropping the future before it is done writes nothing.
    pub(super) async fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Device { file, .. } => {
                file.async_io(Interest::WRITABLE, |mut file: &File| file.write(bytes)).await
            }
            Self::Tcp(stream) => loop {
                stream.writable().await?;
                match stream.try_write(bytes) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    result => break result,
                }
            },
            Self::Plain(file) => (&mut &*file).write(bytes),
        }
    }

    /// Throws away what has not left yet, so that the rest of a broken ticket is not sent to a printer that comes back.
    pub(super) fn abandon(&self) {
        if let Self::Device { file, is_serial: true, .. } = self {
            let _ = tcflush(file.get_ref(), FlushArg::TCOFLUSH);
        }
    }

    /// Waits until the last bytes have left: closing `/dev/usb/lp*` earlier loses them (drivers/usb/class/usblp.c).
    pub(super) async fn settle(&self) {
        if let Self::Device { file, .. } = self {
            let _ = tokio::time::timeout(SETTLE_TIMEOUT, file.writable()).await;
        }
    }
}

fn open_device(path: &Path, serial: Option<SerialLine>) -> io::Result<Link> {
    let flags = (OFlag::O_NONBLOCK | OFlag::O_NOCTTY).bits();
    let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
    if !file.metadata()?.file_type().is_char_device() {
        drop(file);
        return Ok(Link::Plain(OpenOptions::new().append(true).open(path)?));
    }
    let lock = Flock::lock(file.try_clone()?, FlockArg::LockExclusiveNonblock)
        .map_err(|(_, error)| io::Error::new(io::ErrorKind::ResourceBusy, error))?;
    if let Some(line) = serial {
        set_up(&file, line)?;
    }
    Ok(Link::Device { file: watched(file)?, is_serial: serial.is_some(), _lock: lock })
}

/// Sets a serial port to raw bytes, eight bits, no parity, and the flow control asked for.
fn set_up(file: &File, line: SerialLine) -> io::Result<()> {
    let mut settings = tcgetattr(file)?;
    cfmakeraw(&mut settings);
    settings.control_flags |= ControlFlags::CREAD | ControlFlags::CLOCAL;
    settings.control_flags.set(ControlFlags::CRTSCTS, line.flow_control == FlowControl::Hardware);
    // Only IXON: the printer stops us. With IXOFF we would stop it, by bytes that land in a picture.
    settings.input_flags.set(InputFlags::IXON, line.flow_control == FlowControl::Software);
    settings.input_flags.remove(InputFlags::IXOFF | InputFlags::IXANY);
    cfsetspeed(&mut settings, baud_rate(line.baud)?)?;
    tcsetattr(file, SetArg::TCSANOW, &settings)?;
    tcflush(file, FlushArg::TCIOFLUSH)?;
    Ok(())
}

fn baud_rate(baud: u32) -> io::Result<BaudRate> {
    Ok(match baud {
        1_200 => BaudRate::B1200,
        2_400 => BaudRate::B2400,
        4_800 => BaudRate::B4800,
        9_600 => BaudRate::B9600,
        19_200 => BaudRate::B19200,
        38_400 => BaudRate::B38400,
        57_600 => BaudRate::B57600,
        115_200 => BaudRate::B115200,
        230_400 => BaudRate::B230400,
        460_800 => BaudRate::B460800,
        921_600 => BaudRate::B921600,
        _ => {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("no serial port runs at {baud} baud"),
            ));
        }
    })
}

/// Hands an open device to the runtime.
#[allow(deprecated, reason = "the newer constructor is unsafe; a File never changes the descriptor it owns")]
fn watched(file: File) -> io::Result<AsyncFd<File>> {
    AsyncFd::with_interest(file, Interest::READABLE | Interest::WRITABLE)
}
