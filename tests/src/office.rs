//! The real daemon as a process of its own, with simulated devices on real pseudo-terminals.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;

use firmware_bridge::device::Wiring;
use firmware_bridge::sim::printer::{Dialect, SimOptions, SimPrinter};
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The pad of counter 1.
pub const PAD: u8 = 1;
/// The panel of counter 1.
pub const PANEL: u8 = 2;

/// Returns where the daemon is: as `NOUBAD` says (`tests/run` has built it with everything else), or built here, as
/// whoever runs the tests built them.
pub fn daemon() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("noubad", "noubad"))
}

/// Returns where the bridge is: beside the daemon, or built here.
pub fn bridge() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("firmware-bridge", "firmware-bridge"))
}

/// Returns where the portal is: beside the daemon, or built here.
pub fn portal() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("portal", "portal"))
}

fn built(package: &str, program: &str) -> PathBuf {
    if let Some(daemon) = std::env::var_os("NOUBAD") {
        let beside = PathBuf::from(daemon).with_file_name(program);
        if beside.exists() {
            return beside;
        }
    }
    let exe = std::env::current_exe().expect("the test's own path");
    let profile = exe.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    let release = profile.ends_with("release");
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", package, "--bin", program]);
    if release {
        cargo.arg("--release");
    }
    let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo runs");
    assert!(built.success(), "{program} does not build");
    profile.join(program)
}

/// An office with one counter, its pad and panel on one line, and a printer.
pub struct Office {
    pub dir: TempDir,
    pub line: SimLine,
    pub printer: SimPrinter,
    pub address: SocketAddr,
    config: PathBuf,
    process: Child,
}

impl Office {
    /// Starts the devices, then the daemon.
    pub async fn start() -> io::Result<Self> {
        Self::start_with("").await
    }

    /// As [`Office::start`], with more in the office's file.
    pub async fn start_with(more: &str) -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        let line_path = dir.path().join("line");
        let devices = vec![SimDevice::pad(PAD), SimDevice::panel(PANEL)];
        let line = SimLine::start(&line_path, Wiring::Bus, devices, Faults::default())?;
        let printer_path = dir.path().join("printer");
        let printer = SimPrinter::start(SimOptions {
            dialect: Dialect::Epson,
            width_dots: 576,
            dpi: 203,
            buffer_bytes: 4096,
            link: Some(printer_path.clone()),
            tcp: None,
            folder: None,
        })
        .await?;
        let config = dir.path().join("office.toml");
        std::fs::write(&config, office_toml(&own_devices(&line_path, &printer_path)) + more)?;
        // A free port, kept over restarts so that the pages find the daemon again.
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let (process, address) = spawn(&config, dir.path(), free).await?;
        Ok(Self { dir, line, printer, address, config, process })
    }

    /// The daemon's process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    /// Kills the daemon as a power cut would.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.process.kill().await
    }

    /// Starts the daemon again on the same data and port.
    pub async fn restart(&mut self) -> io::Result<()> {
        (self.process, self.address) = spawn(&self.config, self.dir.path(), self.address).await?;
        Ok(())
    }

    /// Stops the daemon in good order and returns what `noubad verify` ends with.
    pub async fn stop_and_verify(mut self) -> io::Result<bool> {
        let pid = self.process.id().expect("it runs");
        let terminated = Command::new("kill").args(["-TERM", &pid.to_string()]).status().await?;
        assert!(terminated.success());
        let status = self.process.wait().await?;
        assert!(status.success(), "noubad ends with {status} on SIGTERM");
        let data = self.dir.path().join("data");
        let verify = Command::new(daemon()).arg("verify").arg("--data").arg(data).output().await?;
        Ok(verify.status.success())
    }
}

/// Starts the daemon; returns once it says where it listens.
pub async fn spawn(config: &Path, dir: &Path, listen: SocketAddr) -> io::Result<(Child, SocketAddr)> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(dir.join("noubad.log"))?;
    let mut process = Command::new(daemon())
        .arg("serve")
        .arg("--config")
        .arg(config)
        .arg("--data")
        .arg(dir.join("data"))
        .arg("--listen")
        .arg(listen.to_string())
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()?;
    let stdout = process.stdout.take().expect("piped");
    let first = BufReader::new(stdout).lines().next_line().await?.unwrap_or_default();
    let address = first.trim_start_matches("http://").trim_end_matches('/').parse();
    let said = |_| {
        let log = std::fs::read_to_string(dir.join("noubad.log")).unwrap_or_default();
        io::Error::other(format!("noubad did not start: {first:?}\n{log}"))
    };
    Ok((process, address.map_err(said)?))
}

/// A zone in which it is about noon now, so that no test runs over midnight. Etc/GMT-3 is three hours east.
fn noon_zone() -> String {
    let now = std::fs::metadata("/proc/self").and_then(|m| m.modified()).expect("the kernel's clock");
    let since = now.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    let hour = (since / 3600 % 24) as i64;
    let east = 12 - hour;
    if east >= 0 { format!("Etc/GMT-{east}") } else { format!("Etc/GMT+{}", -east) }
}

/// The configuration of an office with one counter that is always open, and these tables.
pub fn office_toml(devices: &str) -> String {
    let zone = noon_zone();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let hours: String = days.iter().map(|d| format!("{d} = [\"00:00-24:00\"]\n")).collect();
    format!(
        r#"
[office]
id = "test-office"
names = {{ ar = "مكتب الحالة المدنية", fr = "Bureau d'état civil" }}
zone = "{zone}"
locales = ["ar", "fr"]

[policy]

[calendar.hours]
{hours}

[http]
open = true
public_url = "https://nouba.example"

[[service]]
id = "birth-extract"
letter = "A"
names = {{ ar = "نسخة موجزة من رسم الولادة", fr = "Extrait d'acte de naissance" }}
pictogram = "birth"
target_wait_minutes = 15

[[counter]]
id = "counter-1"
label = "1"
services = ["birth-extract"]
{devices}"#
    )
}

fn own_devices(line: &Path, printer: &Path) -> String {
    let (line, printer) = (line.display(), printer.display());
    format!(
        r#"
[[printer]]
id = "printer-1"
profile = "epson-tm-t20"
link = {{ serial = "{printer}", baud = 115200 }}

[[line]]
id = "line-1"
path = "{line}"
baud = 115200
mode = "bus"

[[pad]]
id = "pad-1"
line = "line-1"
address = {PAD}
counter = "counter-1"

[[panel]]
id = "panel-1"
line = "line-1"
address = {PANEL}
counter = "counter-1"
digits = 4
"#
    )
}
