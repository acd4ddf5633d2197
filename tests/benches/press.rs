//! A press on a pad → the number on a panel and on a board: through the pad's PTY, the daemon, a commit, the panel's
//! PTY and a stream of server-sent events; beside an echo on a PTY, a synced append and a bare event.
//!
//! Pad and panel have a point-to-point line each, so that nothing waits to be asked. A second office has both on one
//! bus, where the daemon asks each device every 20 ms: the difference is what asking costs. A third has them on lines of
//! their own at a bridge, a process of its own that speaks to the daemon through a real Mosquitto; it is held against the
//! same floor, without any broker in it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark's output is its purpose")]

mod common;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use common::floor::{Append, Server};
use common::http::{Client, Events};
use common::office::{COUNTER, Daemon, bridge, configure, issue_body, noubad, scratch};
use common::stats::Samples;
use common::{Goal, Options, Row, report};
use firmware_bridge::device::{Device, Identity, Input, Output, Wiring};
use firmware_bridge::sim::Pty;
use firmware_bridge::wire::message::{CAP_BUTTONS, CAP_DISPLAY, CAP_LAMPS, CAP_TEXT_LETTERS, EventKind};
use firmware_bridge::wire::topic::Tree;
use tests::broker::Mosquitto;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_serial::SerialPortBuilderExt;

/// Presses measured in a round, on each kind of line.
const PRESSES: usize = 120;
/// Presses before anything is measured.
const WARM_UP: usize = 10;
/// How long a press may take before something is broken.
const LIMIT: Duration = Duration::from_secs(5);
/// Bytes of an echo: about a frame.
const ECHO_BYTES: usize = 16;
/// The speed of the arithmetic, in bits per second, and its bits per byte (8N1).
const SLOW_BAUD: f64 = 9_600.0;
const BITS_PER_BYTE: f64 = 10.0;
/// What a press waits for on a bus, in bytes (PROTOCOL.md, "Times"): the question and answer under way, its own question.
const ASKED_BYTES: usize = 24 + 12;

/// Addresses on the lines.
const PAD: u8 = 1;
const PANEL: u8 = 2;

fn main() -> Result<()> {
    let options = Options::read()?;
    let noubad = noubad(&options)?;
    let server = Server::start()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let programs = Programs { noubad, bridge: bridge(&options)? };
    let (mut own, mut bus, mut far) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        eprintln!("press: round {round} of {}", options.rounds);
        own.push(runtime.block_on(measure(&programs, &server, Road::OwnLines))?);
        bus.push(runtime.block_on(measure(&programs, &server, Road::Bus))?);
        far.push(runtime.block_on(measure(&programs, &server, Road::Bridge))?);
    }
    report(&options, "press", &rows(&own, &bus, &far), &notes(&own, &bus))
}

/// What is measured.
struct Programs {
    noubad: PathBuf,
    bridge: PathBuf,
}

/// How presses and numbers travel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Road {
    OwnLines,
    Bus,
    Bridge,
}

/// What one round on one kind of line measured.
#[derive(Default)]
struct Round {
    panel: Samples,
    board: Samples,
    both: Samples,
    echo: Samples,
    append: Samples,
    event: Samples,
    /// Bytes of the press and of the number on the wire, each alone: a read may hold more than one frame, so the
    /// fewest of all presses. Only of use on lines of their own; on a bus a press is written when asked for.
    wire_bytes: Option<usize>,
}

impl Round {
    fn floor(&self) -> Samples {
        Samples::sum(&[&self.echo, &self.append, &self.event])
    }
}

async fn measure(programs: &Programs, server: &Server, road: Road) -> Result<Round> {
    let dir = scratch()?;
    let (mut pad, mut panel, mut devices) = lines(dir.path(), road)?;
    let far = match road {
        Road::Bridge => Some(Far::start(dir.path(), &programs.bridge, &mut devices).await?),
        Road::OwnLines | Road::Bus => None,
    };
    let daemon =
        Daemon::start(&programs.noubad, &configure(dir.path(), &devices)?, &dir.path().join("data"))?;
    // This takes a ticket; the first press calls it.
    daemon.open().await?;
    let mut board = Events::open(daemon.address, "/api/v1/live/board").await?;
    let mut kiosk = Client::connect(daemon.address, "kiosk").await?;
    let mut echo = Echo::start(dir.path())?;
    let mut append = Append::create(dir.path())?;
    let mut events = server.listen().await?;
    let mut round = Round::default();
    pad.welcomed().await?;
    if let Some(panel) = &mut panel {
        panel.welcomed().await?;
    }
    if far.is_some() {
        until_ready(daemon.address).await?;
    }
    for i in 0..WARM_UP + PRESSES {
        let number = if i == 0 { "A001".to_owned() } else { issue(&mut kiosk).await? };
        pause(&mut pad, i).await?;
        let bare = (echo.there_and_back().await?, append.sync()?.elapsed(), {
            let word = format!("event-{i};");
            let told = server.tell(&word);
            events.wait_for(&word).await?.duration_since(told)
        });
        let pressed = Instant::now();
        let press_bytes = pad.press().await?;
        let shows = panel.as_mut().unwrap_or(&mut pad);
        let (shown, show_bytes) = timeout(LIMIT, shows.shown(&number)).await.context("the panel")??;
        let told = timeout(LIMIT, board.wait_for(&format!("\"{number}\""))).await.context("the board")??;
        if i < WARM_UP {
            continue;
        }
        let (on_panel, on_board) = (shown - pressed, Instant::from_std(told) - pressed);
        round.panel.add(on_panel);
        round.board.add(on_board);
        round.both.add(on_panel.max(on_board));
        round.echo.add(bare.0);
        round.append.add(bare.1);
        round.event.add(bare.2);
        let bytes = press_bytes + show_bytes;
        round.wire_bytes = Some(round.wire_bytes.map_or(bytes, |fewest| fewest.min(bytes)));
    }
    Ok(round)
}

/// Lets the last press come to rest; on a bus the next one shall come at any moment between two questions.
async fn pause(pad: &mut Line, i: usize) -> Result<()> {
    pad.at_rest().await?;
    sleep(Duration::from_millis(8 + (i as u64 * 7) % 23)).await;
    Ok(())
}

async fn issue(kiosk: &mut Client) -> Result<String> {
    let ticket = kiosk.done("/api/v1/tickets", &issue_body()).await?.json()?;
    Ok(ticket["number"].as_str().context("a ticket without a number")?.to_owned())
}

/// Returns the line of the pad, that of the panel if it has its own, and the office's configuration of them.
fn lines(dir: &Path, road: Road) -> Result<(Line, Option<Line>, String)> {
    let line = |name: &str, mode: &str| {
        let path = dir.join(name);
        format!("[[line]]\nid = \"{name}\"\npath = \"{}\"\nmode = \"{mode}\"\n", path.display())
    };
    let devices = |pad: &str, panel: &str| {
        format!(
            "[[pad]]\nid = \"pad-1\"\nline = \"{pad}\"\naddress = {PAD}\ncounter = \"{COUNTER}\"\n\
             quarantine_seconds = 0\n\
             [[panel]]\nid = \"panel-1\"\nline = \"{panel}\"\naddress = {PANEL}\ncounter = \"{COUNTER}\"\n"
        )
    };
    if road == Road::Bus {
        let bus = Line::start(&dir.join("bus"), Wiring::Bus, &[PAD, PANEL])?;
        return Ok((bus, None, line("bus", "bus") + &devices("bus", "bus")));
    }
    let pad = Line::start(&dir.join("one"), Wiring::PointToPoint, &[PAD])?;
    let panel = Line::start(&dir.join("two"), Wiring::PointToPoint, &[PANEL])?;
    let lines = line("one", "point-to-point") + &line("two", "point-to-point");
    // Behind a bridge the lines are its own affair.
    let text = if road == Road::Bridge { String::new() } else { lines + &devices("one", "two") };
    Ok((pad, Some(panel), text))
}

/// A bridge and a broker; dropping it cuts their power.
struct Far {
    _broker: Mosquitto,
    _bridge: Child,
}

impl Far {
    /// Starts both for the lines in `dir`; adds to the daemon's configuration what it says of them.
    async fn start(dir: &Path, bridge: &Path, devices: &mut String) -> Result<Self> {
        let access = Tree::new("bench").access("nouba", &[("hall", vec!["pad-1", "panel-1"])]);
        let broker = Mosquitto::start(&["nouba", "hall"], &access).await?;
        let (address, ours) = (broker.address(), broker.credential("nouba")?);
        devices.push_str(&format!(
            "[mqtt]\nbroker = \"{address}\"\ncredential = \"{}\"\n[[bridge]]\nid = \"hall\"\n\
             [[pad]]\nid = \"pad-1\"\nline = \"hall\"\ncounter = \"{COUNTER}\"\nquarantine_seconds = 0\n\
             [[panel]]\nid = \"panel-1\"\nline = \"hall\"\ncounter = \"{COUNTER}\"\n",
            ours.display()
        ));
        let line = |id: &str, device: &str, address: u8| {
            format!(
                "[[line]]\nid = \"{id}\"\npath = \"{}\"\nbaud = 115200\nmode = \"point-to-point\"\n\
                 [[device]]\nid = \"{device}\"\nline = \"{id}\"\naddress = {address}\n",
                dir.join(id).display()
            )
        };
        let file = dir.join("bridge.toml");
        let text = format!(
            "office = \"bench\"\nid = \"hall\"\nbroker = \"{address}\"\ncredential = \"{}\"\n{}{}",
            broker.credential("hall")?.display(),
            line("one", "pad-1", PAD),
            line("two", "panel-1", PANEL)
        );
        std::fs::write(&file, text)?;
        let mut bridge = Command::new(bridge);
        let bridge = bridge.arg("run").arg("--config").arg(&file).stderr(Stdio::null()).kill_on_drop(true);
        Ok(Self { _broker: broker, _bridge: bridge.spawn()? })
    }
}

/// Waits until the daemon has heard of the devices behind the bridge.
async fn until_ready(address: SocketAddr) -> Result<()> {
    let limit = Instant::now() + LIMIT * 4;
    let is_ready = |view: &serde_json::Value, id: &str| {
        let devices = view["devices"].as_array();
        devices.is_some_and(|all| all.iter().any(|d| d["id"] == id && d["state"] == "ready"))
    };
    loop {
        let view = tests::http::first_view(address, "/api/v1/live/devices").await?;
        if ["pad-1", "panel-1"].iter().all(|id| is_ready(&view, id)) {
            return Ok(());
        }
        if Instant::now() > limit {
            bail!("pad and panel are not there through bridge and broker: {view}");
        }
        sleep(Duration::from_millis(20)).await;
    }
}

/// Devices on a PTY that remember to the microsecond when something was shown (the simulators of the tests look once
/// a millisecond).
struct Line {
    presses: mpsc::Sender<()>,
    /// When, what, and how many bytes told it.
    shows: mpsc::Receiver<(Instant, String, usize)>,
    /// Bytes written for each press.
    written: mpsc::Receiver<usize>,
    state: watch::Receiver<State>,
}

/// How the devices of a line do.
#[derive(Clone, Copy, PartialEq, Default)]
struct State {
    welcomed: bool,
    events_waiting: usize,
}

/// What may wait between the benchmark and a line.
const QUEUE: usize = 64;

impl Line {
    fn start(link: &Path, wiring: Wiring, addresses: &[u8]) -> Result<Self> {
        let devices = addresses.iter().map(|a| Device::new(identity(*a), wiring, *a, 0)).collect();
        let (presses, presses_rx) = mpsc::channel(QUEUE);
        let (shows_tx, shows) = mpsc::channel(QUEUE);
        let (written_tx, written) = mpsc::channel(QUEUE);
        let (state_tx, state) = watch::channel(State::default());
        let wire = Wire {
            pty: Pty::open(link)?,
            devices,
            started: Instant::now(),
            shows: shows_tx,
            written: written_tx,
            state: state_tx,
        };
        tokio::spawn(wire.run(presses_rx));
        Ok(Self { presses, shows, written, state })
    }

    async fn welcomed(&mut self) -> Result<()> {
        timeout(LIMIT, self.state.wait_for(|s| s.welcomed)).await.context("no welcome")??;
        Ok(())
    }

    async fn at_rest(&mut self) -> Result<()> {
        timeout(LIMIT, self.state.wait_for(|s| s.events_waiting == 0)).await.context("a press stays")??;
        Ok(())
    }

    /// Presses the pad's first button; returns how many bytes that is on the wire, 0 where it is asked for later.
    async fn press(&mut self) -> Result<usize> {
        self.presses.send(()).await?;
        self.written.recv().await.context("the line ended")
    }

    async fn shown(&mut self, number: &str) -> Result<(Instant, usize)> {
        loop {
            let (at, text, bytes) = self.shows.recv().await.context("the line ended")?;
            if text == number {
                return Ok((at, bytes));
            }
        }
    }
}

struct Wire {
    pty: Pty,
    devices: Vec<Device>,
    started: Instant,
    shows: mpsc::Sender<(Instant, String, usize)>,
    written: mpsc::Sender<usize>,
    state: watch::Sender<State>,
}

impl Wire {
    async fn run(mut self, mut presses: mpsc::Receiver<()>) {
        let mut buffer = [0; 512];
        loop {
            let due = self.devices.iter().filter_map(Device::next_deadline).min();
            let due = self.started + Duration::from_millis(due.unwrap_or(u64::MAX >> 32));
            let mut read = 0;
            let mut pressed = false;
            tokio::select! {
                press = presses.recv() => match press {
                    Some(()) => pressed = true,
                    None => return,
                },
                count = self.pty.read(&mut buffer) => match count {
                    Ok(count) => read = count,
                    Err(_) => return,
                },
                () = sleep_until(due) => (),
            }
            let now_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
            for device in &mut self.devices {
                if pressed && device.address() == PAD {
                    device.handle(now_ms, Input::Happened { input: 0, kind: EventKind::Press });
                } else if read > 0 {
                    device.handle(now_ms, Input::Bytes(&buffer[..read]));
                } else {
                    device.handle(now_ms, Input::Timeout);
                }
            }
            let written = self.carry_out(now_ms, read);
            if pressed && self.written.send(written).await.is_err() {
                return;
            }
            let welcomed = self.devices.iter().all(Device::is_welcomed);
            let events_waiting = self.devices.iter().map(Device::events_waiting).sum();
            self.state.send_replace(State { welcomed, events_waiting });
        }
    }

    fn carry_out(&mut self, now_ms: u64, read: usize) -> usize {
        let mut written = 0;
        for device in &mut self.devices {
            while let Some(output) = device.poll_output() {
                match output {
                    Output::Transmit(bytes) => written += self.pty.write(&bytes).unwrap_or(0),
                    Output::Show(show) => {
                        let _ = self.shows.try_send((Instant::now(), show.text.as_str().to_owned(), read));
                        device.handle(now_ms, Input::Finished { id: show.rev, code: 0 });
                    }
                    Output::Blank | Output::Lamp(_) | Output::Chime(_) | Output::Time(_) => (),
                }
            }
        }
        written
    }
}

fn identity(address: u8) -> Identity {
    let caps = if address == PAD { CAP_BUTTONS | CAP_LAMPS } else { CAP_DISPLAY | CAP_TEXT_LETTERS };
    let uid = [b'B', b'E', b'N', b'C', b'H', 0, 0, address];
    Identity { uid, boot_id: 1, model: u16::from(address), fw: [1, 0, 0], caps, proto: (1, 1) }
}

/// A PTY whose other end, a thread of its own, gives back what it gets.
struct Echo(Pty);

impl Echo {
    fn start(dir: &Path) -> Result<Self> {
        let pty = Pty::open(&dir.join("echo"))?;
        let path = pty.link().display().to_string();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::spawn(move || {
            runtime.block_on(async move {
                let mut port = tokio_serial::new(path, 115_200).open_native_async()?;
                let mut buffer = [0; 64];
                // Ends when the master is dropped.
                while let Ok(count @ 1..) = port.read(&mut buffer).await {
                    port.write_all(&buffer[..count]).await?;
                }
                anyhow::Ok(())
            })
        });
        Ok(Self(pty))
    }

    async fn there_and_back(&mut self) -> Result<Duration> {
        while !self.0.has_host() {
            sleep(Duration::from_millis(1)).await;
        }
        let start = Instant::now();
        if self.0.write(&[0x55; ECHO_BYTES])? != ECHO_BYTES {
            bail!("the PTY takes no bytes");
        }
        let (mut got, mut buffer) = (0, [0; 64]);
        while got < ECHO_BYTES {
            got += self.0.read(&mut buffer).await?;
        }
        Ok(start.elapsed())
    }
}

fn rows(own: &[Round], bus: &[Round], far: &[Round]) -> Vec<Row> {
    let floor = "echo + fdatasync + event";
    let line = |name: &str, of: fn(&Round) -> &Samples, percent: f64, goal| {
        let pair = |r: &Round| (of(r).percentile(percent), r.floor().percentile(percent));
        Row::of(name, "µs", floor, &own.iter().map(pair).collect::<Vec<_>>(), goal)
    };
    let asked = |percent: f64| {
        let pair = |(b, o): (&Round, &Round)| (b.both.percentile(percent), o.both.percentile(percent));
        let pairs: Vec<_> = bus.iter().zip(own).map(pair).collect();
        Row::of(&format!("on a bus, p{percent}"), "µs", "own lines", &pairs, Goal::Shown)
    };
    let bridged = |percent: f64, goal| {
        let pair = |r: &Round| (r.both.percentile(percent), r.floor().percentile(percent));
        let pairs: Vec<_> = far.iter().map(pair).collect();
        Row::of(&format!("over bridge and Mosquitto, p{percent}"), "µs", floor, &pairs, goal)
    };
    let slow = |rounds: &[Round], name: &str, more: usize| {
        let pair = |r: &Round| {
            let wire = (wire_bytes(own) + more) as f64 * BITS_PER_BYTE / SLOW_BAUD * 1e6;
            (r.both.percentile(99.0) + wire, 100_000.0)
        };
        Row::of(name, "µs", "allowed", &rounds.iter().map(pair).collect::<Vec<_>>(), Goal::AtMost(1.0))
    };
    vec![
        line("press → panel, p50", |r| &r.panel, 50.0, Goal::Shown),
        line("press → panel, p99", |r| &r.panel, 99.0, Goal::Shown),
        line("press → board, p50", |r| &r.board, 50.0, Goal::Shown),
        line("press → board, p99", |r| &r.board, 99.0, Goal::Shown),
        line("press → both, p50", |r| &r.both, 50.0, Goal::Shown),
        line("press → both, p99", |r| &r.both, 99.0, Goal::AtMost(3.0)),
        asked(50.0),
        asked(99.0),
        bridged(50.0, Goal::Shown),
        bridged(99.0, Goal::AtMost(3.0)),
        slow(own, "at 9600 baud, p99 (arithmetic)", 0),
        slow(bus, "on a bus at 9600 baud, p99 (arithmetic)", ASKED_BYTES),
    ]
}

fn wire_bytes(own: &[Round]) -> usize {
    own.iter().filter_map(|r| r.wire_bytes).min().unwrap_or(0)
}

fn notes(own: &[Round], bus: &[Round]) -> Vec<String> {
    let all = |rounds: &[Round], of: fn(&Round) -> &Samples| {
        let mut all = Samples::default();
        rounds.iter().for_each(|r| all.extend(of(r)));
        all.percentile(50.0)
    };
    let asked = all(bus, |r| &r.both) - all(own, |r| &r.both);
    vec![
        format!(
            "floor's parts, p50: echo {:.0} µs, append + fdatasync {:.0} µs, event {:.0} µs",
            all(own, |r| &r.echo),
            all(own, |r| &r.append),
            all(own, |r| &r.event)
        ),
        format!("press and number have {} bytes on the wire", wire_bytes(own)),
        format!("asking on the bus costs {:.1} ms of p50 (each device is asked every 20 ms)", asked / 1000.0),
    ]
}
