//! A real Mosquitto on a free port, with the configuration that is shipped in `config/mosquitto`.

use std::io::{self, Write};
use std::net::TcpListener;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::Child;

/// Debian puts it where a user's path does not look.
const PROGRAM: &str = "/usr/sbin/mosquitto";

/// A broker that can be stopped, killed and started again on its port.
pub struct Mosquitto {
    pub port: u16,
    dir: TempDir,
    process: Child,
}

impl Mosquitto {
    /// Starts a broker with these users, each with its own name as password, and this access list.
    pub async fn start(users: &[&str], acl: &str) -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        // The broker may run as another user than the test.
        std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o755))?;
        let passwords: String = users.iter().map(|user| format!("{user}:{user}\n")).collect();
        let file = dir.path().join("nouba.passwd");
        std::fs::write(&file, passwords)?;
        // -U turns the plain passwords of a file into hashes.
        let hashed = Command::new("mosquitto_passwd").arg("-U").arg(&file).stderr(Stdio::null()).status()?;
        assert!(hashed.success(), "mosquitto_passwd hashes the passwords");
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644))?;
        std::fs::write(dir.path().join("nouba.acl"), acl)?;
        Self::run(dir).await
    }

    /// Starts a broker with the password file and the access list that stand in a directory.
    pub async fn with_files(from: &Path) -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o755))?;
        for name in ["nouba.passwd", "nouba.acl"] {
            std::fs::copy(from.join(name), dir.path().join(name))?;
        }
        Self::run(dir).await
    }

    async fn run(dir: TempDir) -> io::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        std::fs::write(dir.path().join("mosquitto.conf"), configuration(dir.path(), port))?;
        let process = spawn(dir.path())?;
        let broker = Self { port, dir, process };
        broker.ready().await?;
        Ok(broker)
    }

    /// Host and port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Writes the credential of a user as the daemon and bridges want it, and returns where.
    pub fn credential(&self, user: &str) -> io::Result<PathBuf> {
        let path = self.dir.path().join(format!("{user}.credential"));
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        writeln!(file, "{user}:{user}")?;
        Ok(path)
    }

    /// Kills the broker as a power cut would: nothing is written down.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.process.kill().await
    }

    /// Stops or wakes the broker's process; its connections stay.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        signal_to(&self.process, signal)
    }

    /// Starts the broker again on its port.
    pub async fn restart(&mut self) -> io::Result<()> {
        self.process = spawn(self.dir.path())?;
        self.ready().await
    }

    async fn ready(&self) -> io::Result<()> {
        let begun = tokio::time::Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            if begun.elapsed() > crate::LIMIT {
                let log = std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default();
                return Err(io::Error::other(format!("mosquitto does not start: {log}")));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }
}

/// Sends a signal to a process that was started here.
pub fn signal_to(process: &Child, signal: Signal) -> io::Result<()> {
    let pid = process.id().and_then(|id| i32::try_from(id).ok());
    let pid = pid.ok_or_else(|| io::Error::other("the process has ended"))?;
    kill(Pid::from_raw(pid), signal).map_err(io::Error::from)
}

/// The configuration that is shipped, with another port and other places.
fn configuration(dir: &Path, port: u16) -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/mosquitto/nouba.conf");
    let shipped = std::fs::read_to_string(shipped).expect("the configuration that is shipped");
    let here = shipped
        .replace("listener 1883 127.0.0.1", &format!("listener {port} 127.0.0.1"))
        .replace("/etc/mosquitto", &dir.display().to_string());
    assert!(here.contains(&format!("listener {port} ")), "the listener was replaced");
    // As root it would otherwise become another user, who must not read this directory.
    format!("{here}\nuser root\n")
}

fn spawn(dir: &Path) -> io::Result<Child> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(dir.join("log"))?;
    let mut command = tokio::process::Command::new(PROGRAM);
    let command = command.arg("-c").arg(dir.join("mosquitto.conf")).stdout(Stdio::null()).stderr(log);
    command
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| io::Error::other(format!("{PROGRAM}: {e}; apt-get install mosquitto")))
}
