//! The daemon, a Mosquitto and a bridge with its line, each a process of its own that can be killed and started again.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;

use firmware_bridge::device::Wiring;
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use firmware_bridge::wire::topic::Tree;
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::broker::{Mosquitto, signal_to};
use crate::{http, office, until};

/// The first panel's address; the pads' addresses begin with 1.
pub const PANELS: u8 = 101;
/// Letters of the services, each with its 999 numbers a day.
pub const LETTERS: [char; 8] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/// A part that can be killed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Broker,
    Bridge,
    Daemon,
}

/// An office whose pads and panels are behind a bridge.
pub struct Hall {
    pub dir: TempDir,
    pub broker: Mosquitto,
    pub line: SimLine,
    pub address: SocketAddr,
    counters: u8,
    bridge: Option<Child>,
    daemon: Child,
}

/// The access list of an office, as `noubad device acl` writes it.
pub fn acl(counters: u8) -> String {
    let devices: Vec<String> =
        (1..=counters).flat_map(|n| [format!("pad-{n}"), format!("panel-{n}")]).collect();
    let devices = devices.iter().map(String::as_str).collect();
    Tree::new("test-office").access("nouba", &[("hall", devices)])
}

/// The addresses of pads and panels.
pub fn devices(counters: u8) -> Vec<SimDevice> {
    let pads = (1..=counters).map(SimDevice::pad);
    pads.chain((0..counters).map(|n| SimDevice::panel(PANELS + n))).collect()
}

impl Hall {
    /// Starts everything, with so many counters, each with a pad and a panel.
    pub async fn start(counters: u8) -> io::Result<Self> {
        let dir = tempfile::tempdir()?;
        let broker = Mosquitto::start(&["nouba", "hall"], &acl(counters)).await?;
        let line =
            SimLine::start(&dir.path().join("line"), Wiring::Bus, devices(counters), Faults::default())?;
        Self::with(dir, broker, line, counters).await
    }

    /// As [`Hall::start`], with parts that are there already; the bridge's line is `line` in `dir`.
    pub async fn with(dir: TempDir, broker: Mosquitto, line: SimLine, counters: u8) -> io::Result<Self> {
        let config = dir.path().join("office.toml");
        std::fs::write(&config, configuration(&broker, counters)?)?;
        std::fs::write(dir.path().join("bridge.toml"), bridge_file(&dir, &broker, counters)?)?;
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let (daemon, address) = office::spawn(&config, dir.path(), free).await?;
        let mut hall = Self { dir, broker, line, address, counters, bridge: None, daemon };
        hall.start_bridge()?;
        Ok(hall)
    }

    fn start_bridge(&mut self) -> io::Result<()> {
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.dir.path().join("bridge.log"))?;
        let mut command = Command::new(office::bridge());
        let command = command.arg("run").arg("--config").arg(self.dir.path().join("bridge.toml"));
        let command = command.stdout(Stdio::null()).stderr(log).kill_on_drop(true);
        self.bridge = Some(command.spawn()?);
        Ok(())
    }

    /// Sends a signal to a part.
    pub fn signal(&self, part: Part, signal: Signal) -> io::Result<()> {
        match part {
            Part::Broker => self.broker.signal(signal),
            Part::Bridge => self.bridge.as_ref().map_or(Ok(()), |bridge| signal_to(bridge, signal)),
            Part::Daemon => signal_to(&self.daemon, signal),
        }
    }

    /// Kills a part as a power cut would.
    pub async fn kill(&mut self, part: Part) -> io::Result<()> {
        match part {
            Part::Broker => self.broker.kill().await,
            Part::Bridge => match &mut self.bridge {
                Some(bridge) => bridge.kill().await,
                None => Ok(()),
            },
            Part::Daemon => self.daemon.kill().await,
        }
    }

    /// Starts a part again.
    pub async fn restart(&mut self, part: Part) -> io::Result<()> {
        match part {
            Part::Broker => self.broker.restart().await,
            Part::Bridge => self.start_bridge(),
            Part::Daemon => {
                let config = self.dir.path().join("office.toml");
                (self.daemon, self.address) = office::spawn(&config, self.dir.path(), self.address).await?;
                Ok(())
            }
        }
    }

    /// Waits until the day is open and every device works.
    pub async fn ready(&self) {
        until("bridge, pads and panels are ready", || async {
            let mut states = Vec::new();
            for n in 1..=self.counters {
                states.push(self.device(&format!("pad-{n}")).await["state"].clone());
                states.push(self.device(&format!("panel-{n}")).await["state"].clone());
            }
            states.push(self.device("hall").await["state"].clone());
            let (status, _) = http::get(self.address, "/readyz").await.unwrap_or_default();
            status == 200 && states.iter().all(|state| state == "ready")
        })
        .await;
    }

    /// What the technician's page says of a device.
    pub async fn device(&self, id: &str) -> Value {
        let view = http::first_view(self.address, "/api/v1/live/devices").await.unwrap_or_default();
        let devices = view["devices"].as_array().cloned().unwrap_or_default();
        devices.into_iter().find(|device| device["id"] == id).unwrap_or_default()
    }

    /// Issues a ticket; the key tells one from another.
    pub async fn issue(&self, service: usize, key: &str) -> String {
        let body = json!({ "service": format!("service-{service}") });
        let answer = http::post(self.address, "/api/v1/tickets", key, &body).await;
        let (_, ticket) = answer.expect("the daemon answers");
        ticket["number"].as_str().unwrap_or_else(|| panic!("a number: {ticket}")).to_owned()
    }

    /// Where the journal is.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// What a log says so far.
    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).unwrap_or_default()
    }
}

fn configuration(broker: &Mosquitto, counters: u8) -> io::Result<String> {
    let credential = broker.credential("nouba")?;
    let (address, credential) = (broker.address(), credential.display());
    let ids: Vec<String> = (0..LETTERS.len()).map(|n| format!("\"service-{n}\"")).collect();
    let mut tables = String::new();
    for (n, letter) in LETTERS.iter().enumerate() {
        tables += &format!(
            "[[service]]\nid = \"service-{n}\"\nletter = \"{letter}\"\nnames = {{ ar = \"خدمة {letter}\", fr = \"Service {letter}\" }}\n"
        );
    }
    for n in 1..=counters {
        tables +=
            &format!("[[counter]]\nid = \"counter-{n}\"\nlabel = \"{n}\"\nservices = [{}]\n", ids.join(", "));
    }
    tables += &format!(
        "[mqtt]\nbroker = \"{address}\"\ncredential = \"{credential}\"\n[[bridge]]\nid = \"hall\"\n"
    );
    for n in 1..=counters {
        tables += &format!(
            "[[pad]]\nid = \"pad-{n}\"\nline = \"hall\"\ncounter = \"counter-{n}\"\nquarantine_seconds = 0\n\
             [[panel]]\nid = \"panel-{n}\"\nline = \"hall\"\ncounter = \"counter-{n}\"\n"
        );
    }
    // Presses are counted one by one here: none shall be another's second half.
    let base = office::office_toml("").replace("[policy]\n", "[policy]\nnext_gap_seconds = 0\n");
    let head = base.split("[[service]]").next().unwrap_or_default();
    Ok(format!("{head}{tables}"))
}

fn bridge_file(dir: &TempDir, broker: &Mosquitto, counters: u8) -> io::Result<String> {
    let credential = broker.credential("hall")?;
    let path = dir.path().join("line");
    let mut text = format!(
        "office = \"test-office\"\nid = \"hall\"\nbroker = \"{}\"\ncredential = \"{}\"\n\
         [[line]]\nid = \"line-1\"\npath = \"{}\"\nbaud = 115200\n",
        broker.address(),
        credential.display(),
        path.display()
    );
    for n in 1..=counters {
        let panel = PANELS + n - 1;
        text += &format!("[[device]]\nid = \"pad-{n}\"\nline = \"line-1\"\naddress = {n}\n");
        text += &format!("[[device]]\nid = \"panel-{n}\"\nline = \"line-1\"\naddress = {panel}\n");
    }
    Ok(text)
}
