//! One office of the town: its configuration, and `noubad demo` as a process of its own.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use queue::time::Timestamp;

/// An office of the demonstration.
pub(super) struct Place {
    pub id: &'static str,
    pub fr: &'static str,
    pub ar: &'static str,
    pub at: (f64, f64),
    pub counters: usize,
}

/// Writes an office's configuration and credential.
pub(super) fn write(dir: &Path, place: &Place, portal: SocketAddr, credential: &str) -> anyhow::Result<()> {
    let dir = dir.join(place.id);
    std::fs::create_dir_all(&dir)?;
    let path = dir.join("portal.credential");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path)?;
    writeln!(file, "{credential}")?;
    std::fs::write(dir.join("office.toml"), configuration(place, portal, &path))?;
    Ok(())
}

fn configuration(place: &Place, portal: SocketAddr, credential: &Path) -> String {
    let Place { id, fr, ar, counters, .. } = place;
    let mut text = format!(
        r#"[office]
id = "{id}"
names = {{ fr = "{fr}", ar = "{ar}" }}
locales = ["ar", "fr"]
zone_offset_override = "+00:00"
[policy]
overtime_minutes = 5
[feedback]
ask = true
[calendar.hours]
"#
    );
    for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
        let _ = writeln!(text, "{day} = [\"08:30-09:30\"]");
    }
    text.push_str(
        r#"
[[service]]
id = "birth-extract"
letter = "A"
names = { fr = "Extrait de naissance", ar = "نسخة موجزة من رسم الولادة" }
target_wait_minutes = 10
[[service]]
id = "signature"
letter = "B"
names = { fr = "Légalisation de signature", ar = "تصحيح الإمضاء" }
target_wait_minutes = 5
[[line]]
id = "line-1"
path = "/dev/nouba-line-1"
"#,
    );
    for n in 1..=*counters {
        let _ = write!(
            text,
            r#"[[counter]]
id = "counter-{n}"
label = "{n}"
services = ["birth-extract", "signature"]
[[pad]]
id = "pad-{n}"
line = "line-1"
address = {n}
counter = "counter-{n}"
"#
        );
    }
    let _ = write!(text, "[portal]\nurl = \"http://{portal}\"\ncredential = \"{}\"\n", credential.display());
    text
}

/// A running office; ended when it is dropped.
pub(super) struct Running {
    child: Child,
    pub url: String,
    /// Where its journal is.
    pub data: PathBuf,
}

impl Running {
    /// Starts an office's box at an instant of its clock.
    pub fn start(
        noubad: &Path,
        dir: &Path,
        place: &Place,
        name: &str,
        from: Timestamp,
        speed: f64,
    ) -> anyhow::Result<Self> {
        let dir = dir.join(place.id);
        let data = dir.join(name);
        std::fs::create_dir_all(&data)?;
        let log = OpenOptions::new().create(true).append(true).open(dir.join("log"))?;
        let mut child = Command::new(noubad)
            .arg("demo")
            .arg("--config")
            .arg(dir.join("office.toml"))
            .arg("--data")
            .arg(&data)
            .args(["--listen", "127.0.0.1:0", "--for", "24h", "--seed", &place.counters.to_string()])
            .args(["--from", &from.to_string(), "--speed", &speed.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} cannot be started", noubad.display()))?;
        let Some(out) = child.stdout.take() else { bail!("{} says nothing", noubad.display()) };
        let mut out = BufReader::new(out);
        let mut url = String::new();
        out.read_line(&mut url)?;
        if !url.starts_with("http://") {
            let log = std::fs::read_to_string(dir.join("log")).unwrap_or_default();
            bail!("{} did not start: {log}", place.id);
        }
        // What it says further is of no interest, but must be read.
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(drop));
        Ok(Self { child, url: url.trim().trim_end_matches('/').to_owned(), data: data.join("data") })
    }

    /// Ends it as a fire does.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Ends it in order.
    pub fn end(&mut self) {
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Takes a backup of a journal while its office works.
pub(super) fn backup(noubad: &Path, data: &Path, to: &Path) -> anyhow::Result<()> {
    run(Command::new(noubad).arg("backup").arg("--data").arg(data).arg("--to").arg(to)).map(drop)
}

/// Goes on with a backup in another box.
pub(super) fn restore(noubad: &Path, data: &Path, from: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(data)?;
    run(Command::new(noubad).arg("restore").arg("--data").arg(data).arg("--from").arg(from)).map(drop)
}

/// Runs a command to its end and returns what it said.
pub(super) fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
