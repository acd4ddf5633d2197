//! A `noubad serve` of its own process, built as it is shipped, with an office that is open now.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};

use super::Options;
use super::http::Client;

/// The one service of the office.
pub const SERVICE: &str = "birth";
/// The one counter of the office.
pub const COUNTER: &str = "counter-1";
/// How long a daemon may take to be ready.
const READY_LIMIT: Duration = Duration::from_secs(30);
/// How long a daemon may take to make figures of a past it has none of.
const CAUGHT_UP_LIMIT: Duration = Duration::from_mins(30);

/// Returns the daemon to measure: the one given, or the build that is shipped, made if it is not there or old.
///
/// # Errors
/// It cannot be built.
pub fn noubad(options: &Options) -> Result<PathBuf> {
    program(options, "noubad")
}

/// As [`noubad`], of the bridge; where a daemon is given, the one beside it.
///
/// # Errors
/// It cannot be built.
pub fn bridge(options: &Options) -> Result<PathBuf> {
    program(options, "firmware-bridge")
}

fn program(options: &Options, name: &str) -> Result<PathBuf> {
    if let Some(path) = &options.noubad {
        return Ok(path.with_file_name(name));
    }
    let build = Command::new(env!("CARGO"))
        .args(["build", "--profile", "shipped", "-p", name, "--bin", name, "--message-format=json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()?;
    if !build.status.success() {
        bail!("{name} cannot be built");
    }
    let executable = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    };
    let text = String::from_utf8(build.stdout)?;
    text.lines().rev().find_map(executable).context("cargo names no executable")
}

/// Makes a directory on the disk of the target directory: on a system where `/tmp` is memory a sync costs nothing.
///
/// # Errors
/// The directory cannot be made.
pub fn scratch() -> Result<tempfile::TempDir> {
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?)
}

/// Writes the configuration of an office that is open all day in a zone where it is about noon; `devices` is added.
///
/// # Errors
/// The file cannot be written.
pub fn configure(dir: &Path, devices: &str) -> Result<PathBuf> {
    #[allow(clippy::disallowed_methods, reason = "the daemon under test looks at the same clock")]
    let hour = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 3600 % 24;
    let offset = 12 - i64::try_from(hour)?;
    let sign = if offset < 0 { '-' } else { '+' };
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .map(|day| format!("{day} = [\"00:00-24:00\"]\n"))
        .concat();
    let text = format!(
        "[office]\nid = \"bench\"\nnames = {{ ar = \"مكتب\", fr = \"Bureau\" }}\n\
         zone_offset_override = \"{sign}{:02}:00\"\n\
         [http]\nopen = true\n\
         [policy]\nnext_gap_seconds = 0\n\
         [calendar.hours]\n{days}\
         [[service]]\nid = \"{SERVICE}\"\nletter = \"A\"\n\
         names = {{ ar = \"نسخة من رسم الولادة\", fr = \"Extrait d'acte de naissance\" }}\n\
         [[counter]]\nid = \"{COUNTER}\"\nlabel = \"1\"\nservices = [\"{SERVICE}\"]\n{devices}",
        offset.abs()
    );
    let path = dir.join("office.toml");
    std::fs::File::create(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}

/// Copies a data directory as it is, on to the disk: what is measured afterwards does not wait for these writes.
///
/// # Errors
/// The disk's.
pub fn copy_data(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        std::fs::copy(entry.path(), &copy)?;
        std::fs::File::open(copy)?.sync_all()?;
    }
    Ok(())
}

/// Returns a process's resident memory in MiB (proc(5)).
///
/// # Errors
/// There is no such process.
pub fn resident_mib(pid: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}

/// A running daemon; dropping it cuts its power.
pub struct Daemon {
    child: Child,
    /// Kept open, so that the daemon's writes to it never fail.
    _stdout: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Daemon {
    /// Starts the office of a configuration over a data directory; returns when it says where it listens.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(noubad: &Path, config: &Path, data: &Path) -> Result<Self> {
        let mut child = Command::new(noubad)
            .args(["serve", "--listen", "127.0.0.1:0", "--config"])
            .arg(config)
            .arg("--data")
            .arg(data)
            .env("NOUBA_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", noubad.display()))?;
        let mut stdout = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        let address = address.with_context(|| format!("noubad said {line:?} instead of where it listens"))?;
        Ok(Self { child, _stdout: stdout, address })
    }

    /// Returns the process's id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the first 200 on `/readyz`; returns when it came.
    ///
    /// # Errors
    /// It did not come in time.
    pub async fn ready(&self) -> Result<Instant> {
        let limit = Instant::now() + READY_LIMIT;
        let mut client = Client::connect(self.address, "ready").await?;
        while Instant::now() < limit {
            if client.get("/readyz").await?.status == 200 {
                return Ok(Instant::now());
            }
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        bail!("noubad was not ready within {READY_LIMIT:?}")
    }

    /// Waits until the first ticket can be issued: the office opens its day by itself.
    ///
    /// # Errors
    /// It does not.
    pub async fn open(&self) -> Result<()> {
        self.ready().await?;
        let limit = Instant::now() + READY_LIMIT;
        let mut client = Client::connect(self.address, "open").await?;
        loop {
            let answer = client.post("/api/v1/tickets", &issue_body()).await?;
            if answer.status == 201 {
                return Ok(());
            }
            if Instant::now() > limit {
                bail!("the office does not open: {}", String::from_utf8_lossy(&answer.body));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until everything that is made of the past was made: the figures go through the whole journal when their file
    /// is not there, which an office that grew day by day never does.
    ///
    /// # Errors
    /// It takes longer than half an hour, or the daemon does not answer.
    pub async fn caught_up(&self) -> Result<()> {
        let limit = Instant::now() + CAUGHT_UP_LIMIT;
        let mut client = Client::connect(self.address, "past").await?;
        let figures = "/api/v1/reports/figures?from=2000-01-01&to=2000-01-02";
        while client.get(figures).await?.json()?["complete"] != true {
            if Instant::now() > limit {
                bail!("the figures of the past were not made within {CAUGHT_UP_LIMIT:?}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Asks how many commits and events there were since the start.
    ///
    /// # Errors
    /// The daemon does not answer.
    pub async fn counts(&self) -> Result<(u64, u64)> {
        let mut client = Client::connect(self.address, "counts").await?;
        let body = client.get("/readyz").await?.json()?;
        let of = |name: &str| body["journal"][name].as_u64().with_context(|| format!("no {name}"));
        Ok((of("commits")?, of("events")?))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body by which a kiosk asks for a ticket.
#[must_use]
pub fn issue_body() -> String {
    format!("{{\"service\":\"{SERVICE}\",\"locale\":\"fr\"}}")
}
