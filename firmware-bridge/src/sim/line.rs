//! Several simulated devices on one pseudo-terminal, with a handle to press, read, spoil and unplug them.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, sleep_until};

use super::unit::Unit;
use super::{Faults, Pad, Panel, Pty, Rng, SimDevice};
use crate::device::Wiring;
use crate::wire::message::{Chime, EventKind, Lamp, LampPattern, Show};

/// Requests that may wait for the simulator; one who asks more waits.
const REQUESTS_MAX: usize = 64;
/// Pieces of frames on their way to the host; beyond it they are lost, as in a full UART.
const AIR_MAX: usize = 4_096;
const READ_MAX: usize = 512;
/// How often a wait for something visible looks.
const LOOK_EVERY: Duration = Duration::from_millis(1);

type Request = Box<dyn FnOnce(&mut Wire) + Send>;

/// A running simulation; dropping it unplugs the line.
#[derive(Debug)]
pub struct SimLine {
    requests: mpsc::Sender<Request>,
    link: PathBuf,
}

impl SimLine {
    /// Starts `devices` on a line that a host opens as `link`. Alone and [`Wiring::PointToPoint`], or many and
    /// [`Wiring::Bus`]. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the pseudo-terminal or the link cannot be made.
    pub fn start(link: &Path, wiring: Wiring, devices: Vec<SimDevice>, faults: Faults) -> io::Result<Self> {
        let pty = Pty::open(link)?;
        let units = devices.into_iter().map(|device| Unit::start(device, wiring, 0)).collect();
        let rng = Rng::new(faults.seed);
        let (air, pty) = (VecDeque::new(), Some(pty));
        let wire = Wire { link: link.to_owned(), pty, units, faults, rng, air, started: Instant::now() };
        let (requests, receiver) = mpsc::channel(REQUESTS_MAX);
        tokio::spawn(wire.run(receiver));
        Ok(Self { requests, link: link.to_owned() })
    }

    /// Returns the path a host opens.
    #[must_use]
    pub fn link(&self) -> &Path {
        &self.link
    }

    /// Lets something happen at an input of the device at `addr`.
    pub async fn press(&self, addr: u8, input: u8, kind: EventKind) {
        self.ask(move |wire| {
            let now_ms = wire.now_ms();
            wire.units_at(addr).for_each(|unit| unit.happened(now_ms, input, kind));
        })
        .await;
    }

    /// Returns what slot 0 of the panel at `addr` shows; empty when there is no panel.
    pub async fn panel_text(&self, addr: u8) -> String {
        self.panel(addr).await.map(|panel| panel.text(0).to_owned()).unwrap_or_default()
    }

    /// Returns the panel at `addr` as it is now.
    pub async fn panel(&self, addr: u8) -> Option<Panel> {
        self.ask(move |wire| wire.units_at(addr).find_map(|unit| unit.panel().cloned())).await
    }

    /// Returns the contents the panel at `addr` got, oldest first.
    pub async fn panel_history(&self, addr: u8) -> Vec<Show> {
        self.panel(addr).await.map(|panel| panel.history().cloned().collect()).unwrap_or_default()
    }

    /// Waits until slot 0 of the panel at `addr` shows `text`; returns whether it did within `limit`.
    pub async fn panel_shows(&self, addr: u8, text: &str, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while self.panel_text(addr).await != text {
            if Instant::now() >= end {
                return false;
            }
            sleep(LOOK_EVERY).await;
        }
        true
    }

    /// Returns what a lamp of the pad at `addr` does; off when there is no pad.
    pub async fn lamp(&self, addr: u8, lamp: u8) -> LampPattern {
        self.pad(addr).await.map_or(LampPattern::Off, |pad| pad.lamp(Instant::now(), lamp))
    }

    /// Returns the pad at `addr` as it is now.
    pub async fn pad(&self, addr: u8) -> Option<Pad> {
        self.ask(move |wire| wire.units_at(addr).find_map(|unit| unit.pad().cloned())).await
    }

    /// Returns the lamp commands the pad at `addr` got, oldest first.
    pub async fn lamp_history(&self, addr: u8) -> Vec<Lamp> {
        self.pad(addr).await.map(|pad| pad.history().copied().collect()).unwrap_or_default()
    }

    /// Returns the sounds the device at `addr` made.
    pub async fn chimes(&self, addr: u8) -> Vec<Chime> {
        self.ask(move |wire| wire.units_at(addr).flat_map(|unit| unit.chimes().to_vec()).collect()).await
    }

    /// Returns how many events of the device at `addr` the host has not acknowledged.
    pub async fn events_waiting(&self, addr: u8) -> usize {
        self.ask(move |wire| wire.units_at(addr).map(|unit| unit.events_waiting()).sum()).await
    }

    /// Restarts the device at `addr`, as after a power cut: a new boot, its events forgotten.
    pub async fn power_cycle(&self, addr: u8) {
        self.ask(move |wire| {
            let now_ms = wire.now_ms();
            wire.units_at(addr).for_each(|unit| unit.power_cycle(now_ms));
        })
        .await;
    }

    /// Changes what goes wrong from now on; the chances start again from the seed.
    pub async fn set_faults(&self, faults: Faults) {
        self.ask(move |wire| {
            wire.rng = Rng::new(faults.seed);
            wire.faults = faults;
        })
        .await;
    }

    /// Sends bytes to the host that belong to no frame.
    pub async fn noise(&self, bytes: Vec<u8>) {
        self.ask(move |wire| wire.air.push_back((Instant::now(), bytes))).await;
    }

    /// Pulls the adapter out: the link and the terminal go, the devices keep their power.
    pub async fn unplug(&self) {
        self.ask(|wire| {
            wire.pty = None;
            wire.air.clear();
        })
        .await;
    }

    /// Plugs the adapter in again: another terminal behind the same link.
    ///
    /// # Errors
    /// When the pseudo-terminal or the link cannot be made.
    pub async fn replug(&self) -> io::Result<()> {
        self.ask(|wire| {
            wire.pty = None;
            wire.pty = Some(Pty::open(&wire.link)?);
            Ok(())
        })
        .await
    }

    async fn ask<T: Send + 'static>(&self, act: impl FnOnce(&mut Wire) -> T + Send + 'static) -> T {
        let (answer, answered) = oneshot::channel();
        let request: Request = Box::new(move |wire| drop(answer.send(act(wire))));
        self.requests.send(request).await.expect("invariant: the simulation runs as long as its handle");
        answered.await.expect("invariant: every request is answered")
    }
}

/// The line itself: what the task owns.
struct Wire {
    link: PathBuf,
    pty: Option<Pty>,
    units: Vec<Unit>,
    faults: Faults,
    rng: Rng,
    air: VecDeque<(Instant, Vec<u8>)>,
    started: Instant,
}

impl Wire {
    async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let mut buffer = [0; READ_MAX];
        loop {
            self.settle();
            let deadline = self.deadline();
            tokio::select! {
                request = requests.recv() => match request {
                    Some(request) => request(&mut self),
                    None => return,
                },
                count = read(self.pty.as_mut(), &mut buffer) => self.hear(&mut buffer[..count]),
                () = sleep_until(deadline) => {}
            }
        }
    }

    fn hear(&mut self, bytes: &mut [u8]) {
        let now_ms = self.now_ms();
        self.faults.spoil(&mut self.rng, bytes);
        self.units.iter_mut().for_each(|unit| unit.bytes(now_ms, bytes));
    }

    /// Brings every device up to now and puts on the line what is due.
    fn settle(&mut self) {
        let now_ms = self.now_ms();
        for unit in &mut self.units {
            unit.timeout(now_ms);
            while let Some(frame) = unit.poll(now_ms) {
                for (late, bytes) in self.faults.pass(&mut self.rng, unit.addr, &frame) {
                    fly(&mut self.air, Instant::now() + late, bytes, self.faults.byte_pause);
                }
            }
        }
        let now = Instant::now();
        while let Some((_, bytes)) = self.air.pop_front_if(|(at, _)| *at <= now) {
            // A terminal that fails here fails for the reader too, which reports it.
            let _ = self.pty.as_ref().map(|pty| pty.write(&bytes));
        }
    }

    fn deadline(&self) -> Instant {
        let units = self.units.iter().filter_map(Unit::next_deadline).min();
        let units = units.map(|at_ms| self.started + Duration::from_millis(at_ms));
        let air = self.air.front().map(|(at, _)| *at);
        let idle = Instant::now() + Duration::from_secs(1);
        [units, air].into_iter().flatten().fold(idle, Instant::min)
    }

    fn units_at(&mut self, addr: u8) -> impl Iterator<Item = &mut Unit> {
        self.units.iter_mut().filter(move |unit| unit.addr == addr)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Queues bytes for the host by their time.
fn fly(air: &mut VecDeque<(Instant, Vec<u8>)>, at: Instant, bytes: Vec<u8>, byte_pause: Duration) {
    let pieces: Vec<Vec<u8>> =
        if byte_pause.is_zero() { vec![bytes] } else { bytes.into_iter().map(|byte| vec![byte]).collect() };
    let mut at = at;
    if !byte_pause.is_zero()
        && let Some((last, _)) = air.back()
    {
        at = at.max(*last + byte_pause);
    }
    for piece in pieces {
        if air.len() < AIR_MAX {
            let index = air.partition_point(|(other, _)| *other <= at);
            air.insert(index, (at, piece));
        }
        at += byte_pause;
    }
}

/// Reads what the host wrote; while unplugged, nothing ever comes. A broken terminal reads like an unplugged one.
async fn read(pty: Option<&mut Pty>, buffer: &mut [u8]) -> usize {
    match pty {
        Some(pty) => match pty.read(buffer).await {
            Ok(count) => count,
            Err(_) => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}
