//! A pseudo-terminal whose slave is reached by a stable symlink, as a serial adapter is by `/dev/serial/by-path`.
//!
//! Traps (devices.md §3): bytes written right before the master is closed are lost, so a simulator keeps it open
//! until its frame is acknowledged; without a host on the slave the master reads `EIO`.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};
use tokio::io::unix::AsyncFd;

/// How often an absent host is looked for.
const HOST_AWAY: Duration = Duration::from_millis(10);

/// The device's end of a serial line. Dropping it is pulling the plug.
#[derive(Debug)]
pub struct Pty {
    master: OwnedFd,
    ready: AsyncFd<OwnedFd>,
    link: PathBuf,
    slave: PathBuf,
}

impl Pty {
    /// Opens a raw pseudo-terminal and points `link` at its slave, replacing an older link.
    ///
    /// # Errors
    /// When the system has no pseudo-terminal left or the link's directory cannot be written.
    pub fn open(link: &Path) -> io::Result<Self> {
        let ends = nix::pty::openpty(None, None)?;
        let mut settings = tcgetattr(&ends.slave)?;
        cfmakeraw(&mut settings);
        tcsetattr(&ends.slave, SetArg::TCSANOW, &settings)?;
        fcntl(&ends.master, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        fcntl(&ends.master, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC))?;
        let slave = nix::unistd::ttyname(&ends.slave)?;
        // Linking under another name and renaming never leaves a moment without, or half, a link.
        let fresh = link.with_extension("new");
        let _ = fs::remove_file(&fresh);
        symlink(&slave, &fresh)?;
        fs::rename(&fresh, link)?;
        let ready = register(&ends.master)?;
        Ok(Self { master: ends.master, ready, link: link.to_owned(), slave })
    }

    /// Returns the stable path a host opens.
    #[must_use]
    pub fn link(&self) -> &Path {
        &self.link
    }

    /// Returns whether a host has the slave open.
    #[must_use]
    pub fn has_host(&self) -> bool {
        let mut fds = [PollFd::new(self.master.as_fd(), PollFlags::POLLIN)];
        match poll(&mut fds, PollTimeout::ZERO) {
            Ok(_) => !fds[0].revents().is_some_and(|events| events.contains(PollFlags::POLLHUP)),
            Err(_) => false,
        }
    }

    /// Reads what the host wrote; waits while there is nothing or no host. May be cancelled without loss.
    ///
    /// # Errors
    /// When the terminal itself fails.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut ready = self.ready.readable().await?;
            let hung_up = ready.ready().is_read_closed();
            let read = ready.try_io(|master| Ok(nix::unistd::read(master, &mut *buffer)?));
            match read {
                Ok(Ok(count)) if count > 0 => return Ok(count),
                Ok(Err(error)) if error.raw_os_error() != Some(Errno::EIO as i32) => return Err(error),
                Err(_would_block) if !hung_up => continue,
                Ok(_) | Err(_) => {}
            }
            while !self.has_host() {
                tokio::time::sleep(HOST_AWAY).await;
            }
            // tokio never forgets a hang-up: the old registration would be ready for ever and spin.
            self.ready = register(&self.master)?;
        }
    }

    /// Writes as a UART does: at once, and what nobody takes is gone. Returns how many bytes were taken.
    ///
    /// # Errors
    /// When the terminal itself fails.
    pub fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        if !self.has_host() {
            return Ok(0);
        }
        match nix::unistd::write(&self.master, bytes) {
            Ok(count) => Ok(count),
            Err(Errno::EAGAIN | Errno::EIO) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}

fn register(master: &OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    #[expect(
        deprecated,
        reason = "its successor is unsafe for types that may close the fd; OwnedFd keeps it open"
    )]
    AsyncFd::new(master.try_clone()?)
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Like udev, which removes the name when the adapter goes. A newer link of the same name is not ours.
        if fs::read_link(&self.link).is_ok_and(|target| target == self.slave) {
            let _ = fs::remove_file(&self.link);
        }
    }
}
