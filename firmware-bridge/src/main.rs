//! `run`: a bridge between serial lines and the office's broker. `sim`: simulated devices on a pseudo-terminal, for
//! development and demonstrations.
//!
//! The first line on stdout of `sim` is the path a host opens. Then come the changes of lamps and displays, one a line.
//! Commands are read from stdin; see `help`.

mod off_the_shelf;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};
use firmware_bridge::bridge::config::Config;
use firmware_bridge::device::Wiring;
use firmware_bridge::sim::{Faults, SimDevice, SimLine};
use firmware_bridge::wire::message::{EventKind, LampPattern};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Typed lines that may wait for the simulator; the reader of stdin waits with more.
const LINES_MAX: usize = 64;
/// How often lamps and displays are looked at for changes.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const HELP: &str = "press|long|double|release|stuck|fault [ADDR] BUTTON, unplug, replug, power [ADDR], \
                    silent [ADDR], talk, quit";

/// Nouba's serial devices: brought to the office's broker, or simulated without the hardware.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Owns the serial lines of a file and speaks for their devices over MQTT, until Ctrl-C or SIGTERM.
    Run {
        /// The bridge's file.
        #[arg(long, default_value = "/etc/nouba/bridge.toml")]
        config: PathBuf,
    },
    /// Says what is wrong with a bridge's file.
    CheckConfig {
        /// The bridge's file.
        config: PathBuf,
    },
    /// Runs simulated devices on a pseudo-terminal until `quit`, Ctrl-C or SIGTERM.
    #[command(subcommand)]
    Sim(Sim),
}

#[derive(Subcommand)]
enum Sim {
    /// One call button box.
    Pad {
        /// Its address on the line, 1 to 239.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=239))]
        addr: u8,
        /// Speak only when polled, as on RS-485.
        #[arg(long)]
        bus: bool,
        #[command(flatten)]
        place: Place,
    },
    /// One display of four characters.
    Panel {
        /// Its address on the line, 1 to 239.
        #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u8).range(1..=239))]
        addr: u8,
        /// Speak only when polled, as on RS-485.
        #[arg(long)]
        bus: bool,
        /// Seven-segment digits: no letters.
        #[arg(long)]
        digits: bool,
        #[command(flatten)]
        place: Place,
    },
    /// A device off the shelf.
    #[command(flatten)]
    OffTheShelf(off_the_shelf::OffTheShelf),
    /// Several devices on one RS-485 line.
    Line {
        /// Address of a pad; repeatable.
        #[arg(long = "pad", required_unless_present = "panels", value_parser = clap::value_parser!(u8).range(1..=239))]
        pads: Vec<u8>,
        /// Address of a panel; repeatable.
        #[arg(long = "panel", value_parser = clap::value_parser!(u8).range(1..=239))]
        panels: Vec<u8>,
        #[command(flatten)]
        place: Place,
    },
}

/// Where the line is and what goes wrong on it.
#[derive(Args)]
struct Place {
    /// Symlink to make for the host; by default one below the directory for temporary files.
    #[arg(long)]
    link: Option<PathBuf>,
    /// Seed of the faults below.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Bytes in a million with a flipped bit.
    #[arg(long, default_value_t = 0)]
    flip: u32,
    /// Frames in a million that vanish.
    #[arg(long, default_value_t = 0)]
    drop: u32,
    /// Frames in a million that come twice.
    #[arg(long, default_value_t = 0)]
    duplicate: u32,
    /// Frames in a million with noise before them.
    #[arg(long, default_value_t = 0)]
    noise: u32,
}

impl Place {
    fn faults(&self) -> Faults {
        let Self { seed, flip, drop, duplicate, noise, .. } = *self;
        Faults { seed, flip, drop, duplicate, noise, ..Faults::default() }
    }

    fn link(&self) -> PathBuf {
        let name = format!("nouba-line-{}", std::process::id());
        self.link.clone().unwrap_or_else(|| std::env::temp_dir().join(name))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run { config } => bridge(&config).await,
        Command::CheckConfig { config } => return check_config(&config),
        Command::Sim(sim) => simulate(sim).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when stderr is closed too.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A wrong file ends it with 2, as everywhere in Nouba.
fn check_config(path: &Path) -> ExitCode {
    match Config::load(path) {
        Ok(config) => {
            let (lines, devices) = (config.lines.len(), config.devices.len());
            let _ = say(&format!("{}: well. {lines} lines, {devices} devices.", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

async fn bridge(path: &Path) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NOUBA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    let config = Config::load(path)?;
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stop = CancellationToken::new();
    let running = tokio::spawn(firmware_bridge::bridge::run(config, stop.clone()));
    tokio::select! {
        _ = interrupt.recv() => (),
        _ = terminate.recv() => (),
    }
    stop.cancel();
    Ok(running.await?)
}

async fn simulate(sim: Sim) -> anyhow::Result<()> {
    let wiring = |bus| if bus { Wiring::Bus } else { Wiring::PointToPoint };
    let (wiring, devices, place) = match sim {
        Sim::Pad { addr, bus, place } => (wiring(bus), vec![SimDevice::pad(addr)], place),
        Sim::Panel { addr, bus, digits: false, place } => (wiring(bus), vec![SimDevice::panel(addr)], place),
        Sim::Panel { addr, bus, digits: true, place } => (wiring(bus), vec![SimDevice::digits(addr)], place),
        Sim::OffTheShelf(device) => return device.run().await,
        Sim::Line { pads, panels, place } => {
            let pads = pads.into_iter().map(SimDevice::pad);
            (Wiring::Bus, pads.chain(panels.into_iter().map(SimDevice::panel)).collect(), place)
        }
    };
    let addrs: Vec<u8> = devices.iter().map(|device| device.addr).collect();
    let link = place.link();
    let sim = SimLine::start(&link, wiring, devices, place.faults())
        .with_context(|| format!("cannot make a line at {}", link.display()))?;
    say(&link.display().to_string())?;
    Desk { sim, addrs, faults: place.faults(), seen: BTreeMap::new() }.run().await
}

/// The simulation and who operates it.
struct Desk {
    sim: SimLine,
    addrs: Vec<u8>,
    faults: Faults,
    seen: BTreeMap<(u8, u8), String>,
}

impl Desk {
    async fn run(mut self) -> anyhow::Result<()> {
        let mut typed = typed_lines();
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                // After the end of stdin the devices go on: a script may start them without one.
                Some(line) = typed.recv() => {
                    if line.trim() == "quit" {
                        return Ok(());
                    }
                    if let Err(error) = self.obey(&line).await {
                        say(&format!("error: {error:#}"))?;
                    }
                }
                _ = look.tick() => self.tell_changes().await?,
                _ = interrupt.recv() => return Ok(()),
                _ = terminate.recv() => return Ok(()),
            }
        }
    }

    async fn obey(&mut self, line: &str) -> anyhow::Result<()> {
        let mut words = line.split_whitespace();
        let Some(verb) = words.next() else { return Ok(()) };
        let numbers = words
            .map(|word| word.parse::<u8>().with_context(|| format!("{word:?} is not a number from 0 to 255")))
            .collect::<anyhow::Result<Vec<u8>>>()?;
        if let Some(kind) = event_kind(verb) {
            let (addr, button) = match *numbers.as_slice() {
                [button] => (self.addrs[0], button),
                [addr, button] => (self.known(addr)?, button),
                _ => bail!("{verb} needs a button, or an address and a button"),
            };
            self.sim.press(addr, button, kind).await;
            return Ok(());
        }
        let addr = self.known(numbers.first().copied().unwrap_or(self.addrs[0]))?;
        match verb {
            "unplug" => self.sim.unplug().await,
            "replug" => self.sim.replug().await.context("cannot plug in again")?,
            "power" => self.sim.power_cycle(addr).await,
            "silent" => {
                self.faults.silent.insert(addr);
                self.sim.set_faults(self.faults.clone()).await;
            }
            "talk" => {
                self.faults.silent.clear();
                self.sim.set_faults(self.faults.clone()).await;
            }
            "help" => say(HELP)?,
            _ => bail!("{verb:?} is not a command; there are: {HELP}"),
        }
        Ok(())
    }

    fn known(&self, addr: u8) -> anyhow::Result<u8> {
        if self.addrs.contains(&addr) {
            Ok(addr)
        } else {
            bail!("no device at {addr}; there are {:?}", self.addrs)
        }
    }

    async fn tell_changes(&mut self) -> anyhow::Result<()> {
        for addr in self.addrs.clone() {
            if let Some(panel) = self.sim.panel(addr).await {
                for slot in 0..4 {
                    let text = panel.text(slot);
                    let desk = panel.desk(slot);
                    self.tell(
                        (addr, slot),
                        format!("panel {addr} line {slot} text {text:?} desk {desk}"),
                        text.is_empty(),
                    )?;
                }
            }
            if self.sim.pad(addr).await.is_some() {
                for lamp in 0..4 {
                    let pattern = self.sim.lamp(addr, lamp).await;
                    self.tell(
                        (addr, lamp),
                        format!("pad {addr} lamp {lamp} {pattern:?}"),
                        pattern == LampPattern::Off,
                    )?;
                }
            }
        }
        Ok(())
    }

    /// Tells what changed; what is dark from the start is not worth a line.
    fn tell(&mut self, place: (u8, u8), now: String, dark: bool) -> anyhow::Result<()> {
        let before = self.seen.get(&place);
        if before == Some(&now) || (before.is_none() && dark) {
            return Ok(());
        }
        say(&now)?;
        self.seen.insert(place, now);
        Ok(())
    }
}

fn event_kind(verb: &str) -> Option<EventKind> {
    Some(match verb {
        "press" => EventKind::Press,
        "release" => EventKind::Release,
        "long" => EventKind::Long,
        "double" => EventKind::Double,
        "stuck" => EventKind::Stuck,
        "fault" => EventKind::Fault,
        _ => return None,
    })
}

/// Reads stdin on its own thread: a blocked read cannot be cancelled, and must not hold up the end of the program.
fn typed_lines() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(LINES_MAX);
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
