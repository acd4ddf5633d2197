//! The daemon, a Mosquitto and a bridge with its line, each a process of its own that can be killed and started again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use firmware_bridge::device::Wiring;
use firmware_bridge::sim::{Faults, Rng, SimDevice, SimLine};
use firmware_bridge::wire::topic::Tree;
use nix::sys::signal::Signal;
use noubad::store::Reader;
use queue::Event;
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
        Self::with(dir, broker, line, counters, &pads_and_panels(counters)).await
    }

    /// As [`Hall::start`], with parts that are there already, and what the bridge's file says of its line after the
    /// path, which is `line` in `dir`.
    pub async fn with(
        dir: TempDir,
        broker: Mosquitto,
        line: SimLine,
        counters: u8,
        on_line: &str,
    ) -> io::Result<Self> {
        let config = dir.path().join("office.toml");
        std::fs::write(&config, configuration(&broker, counters)?)?;
        std::fs::write(dir.path().join("bridge.toml"), bridge_file(&dir, &broker, on_line)?)?;
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

    /// The presses that were carried out, by their names, with how often; and each counter's last number.
    pub async fn carried_out(&self) -> (BTreeMap<String, usize>, BTreeMap<String, String>) {
        let reader = Reader::open(&self.data()).await.expect("the journal opens");
        let (mut calls, mut last, mut after) = (BTreeMap::new(), BTreeMap::new(), 0);
        loop {
            let events = reader.events(after, 5_000).await.expect("the journal can be read");
            let Some(newest) = events.last() else { return (calls, last) };
            after = newest.seq;
            for recorded in &events {
                let Event::TicketCalled { number, counter, .. } = &recorded.event else { continue };
                let command = recorded.command.to_string();
                let press = command.trim_start_matches("pad:").trim_end_matches(":0").to_owned();
                *calls.entry(press).or_insert(0) += 1;
                last.insert(counter.to_string(), number.to_string());
            }
        }
    }

    /// The presses the daemon found too old to act upon, by their names in its log; the names begin with `uid`.
    pub fn stale(&self, uid: &str) -> BTreeSet<String> {
        let log = self.log("noubad.log");
        let key = |line: &str| {
            // Colours of the log stand before and after.
            let from = line.find(uid)?;
            Some(line[from..].chars().take_while(|c| c.is_ascii_hexdigit() || *c == ':').collect())
        };
        log.lines().filter(|line| line.contains("a press came too late")).filter_map(key).collect()
    }

    /// Kills a part, perhaps after it was frozen, and starts it again; `meanwhile` is done while it is away.
    pub async fn kill_and_restart(&mut self, part: Part, rng: &mut Rng, meanwhile: impl AsyncFnOnce(&Self)) {
        let nap = |most: &mut Rng, us| Duration::from_micros(most.below(us));
        tokio::time::sleep(nap(rng, 60_000)).await;
        if rng.happens(500_000) {
            self.signal(part, Signal::SIGSTOP).expect("it runs");
            tokio::time::sleep(nap(rng, 400_000)).await;
        }
        self.kill(part).await.expect("it runs");
        meanwhile(self).await;
        tokio::time::sleep(nap(rng, 200_000)).await;
        self.restart(part).await.expect("it starts");
        tokio::time::sleep(nap(rng, 600_000)).await;
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

fn bridge_file(dir: &TempDir, broker: &Mosquitto, on_line: &str) -> io::Result<String> {
    let credential = broker.credential("hall")?;
    let path = dir.path().join("line");
    Ok(format!(
        "office = \"test-office\"\nid = \"hall\"\nbroker = \"{}\"\ncredential = \"{}\"\n\
         [[line]]\nid = \"line-1\"\npath = \"{}\"\n{on_line}",
        broker.address(),
        credential.display(),
        path.display()
    ))
}

fn pads_and_panels(counters: u8) -> String {
    let mut text = "baud = 115200\n".to_owned();
    for n in 1..=counters {
        let panel = PANELS + n - 1;
        text += &format!("[[device]]\nid = \"pad-{n}\"\nline = \"line-1\"\naddress = {n}\n");
        text += &format!("[[device]]\nid = \"panel-{n}\"\nline = \"line-1\"\naddress = {panel}\n");
    }
    text
}
