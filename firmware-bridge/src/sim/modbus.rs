//! Modbus units on one line: input modules whose buttons can be pressed, seven-segment displays whose text can be read.
//! With faults by seed: damaged, missing and late answers.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::{Faults, Pty, Rng};
use crate::modbus::{READ_INPUTS, TEXT_REGISTER, WRITE_REGISTERS, frame};

/// How often a wait looks.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// Registers of a display's text.
const TEXT_REGISTERS: u16 = 8;

/// A unit: it has inputs and a text, whatever it is.
#[derive(Debug, Default)]
struct Unit {
    on: BTreeSet<u16>,
    /// Pressed and let go before anybody asked: told once, as modules with a latch do.
    latched: BTreeSet<u16>,
    text: Vec<u8>,
    writes: usize,
}

#[derive(Debug)]
struct State {
    units: BTreeMap<u8, Unit>,
    faults: Faults,
    rng: Rng,
}

/// One line of units; dropping it pulls the plug.
#[derive(Debug)]
pub struct SimModbus {
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl SimModbus {
    /// Starts units on a line that a host opens as `link`. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the pseudo-terminal or the link cannot be made.
    pub fn start(link: &Path, units: &[u8], faults: Faults) -> io::Result<Self> {
        let mut pty = Pty::open(link)?;
        let units = units.iter().map(|unit| (*unit, Unit::default())).collect();
        let state = Arc::new(Mutex::new(State { units, rng: Rng::new(faults.seed), faults }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            let (mut bytes, mut buffer) = (Vec::new(), [0; 512]);
            while let Ok(count) = pty.read(&mut buffer).await {
                {
                    let State { faults, rng, .. } = &mut *lock(&shared);
                    faults.spoil(rng, &mut buffer[..count]);
                }
                bytes.extend_from_slice(&buffer[..count]);
                while let Some(question) = take_question(&mut bytes) {
                    let pieces = lock(&shared).answer(&question);
                    for (late, piece) in pieces {
                        sleep(late).await;
                        // What nobody takes is gone, as on a wire.
                        let _ = pty.write(&piece);
                    }
                }
            }
        });
        Ok(Self { state, task })
    }

    /// Changes what goes wrong from now on.
    pub fn set_faults(&self, faults: Faults) {
        let mut state = lock(&self.state);
        state.rng = Rng::new(faults.seed);
        state.faults = faults;
    }

    /// Presses and lets go an input; the unit latches it until it is asked.
    pub fn press(&self, unit: u8, input: u16) {
        self.with(unit, |unit| unit.latched.insert(input));
    }

    /// Holds an input down or lets it go.
    pub fn hold(&self, unit: u8, input: u16, is_on: bool) {
        self.with(unit, |unit| if is_on { unit.on.insert(input) } else { unit.on.remove(&input) });
    }

    /// Returns the text of a unit's display, without the blanks before it.
    #[must_use]
    pub fn text(&self, unit: u8) -> String {
        let text = self.with(unit, |unit| unit.text.clone()).unwrap_or_default();
        String::from_utf8_lossy(&text).trim().to_owned()
    }

    /// Returns how often a unit's text was written.
    #[must_use]
    pub fn writes(&self, unit: u8) -> usize {
        self.with(unit, |unit| unit.writes).unwrap_or(0)
    }

    /// Waits until a unit's display shows a text; returns whether it did within `limit`.
    pub async fn shows(&self, unit: u8, text: &str, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while self.text(unit) != text {
            if Instant::now() >= end {
                return false;
            }
            sleep(LOOK_EVERY).await;
        }
        true
    }

    fn with<T>(&self, unit: u8, look: impl FnOnce(&mut Unit) -> T) -> Option<T> {
        lock(&self.state).units.get_mut(&unit).map(look)
    }
}

impl Drop for SimModbus {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the first whole question; bytes before it belong to none.
fn take_question(bytes: &mut Vec<u8>) -> Option<Vec<u8>> {
    while bytes.len() >= 8 {
        let length = match bytes[1] {
            READ_INPUTS => 8,
            WRITE_REGISTERS => 9 + usize::from(bytes[6]),
            _ => 0,
        };
        if length > 0 && bytes.len() < length {
            return None;
        }
        if length > 0 && frame(bytes[0], &bytes[1..length - 2]) == bytes[..length] {
            return Some(bytes.drain(..length).collect());
        }
        bytes.remove(0);
    }
    None
}

impl State {
    /// Returns what goes out: each piece with how late it is.
    fn answer(&mut self, question: &[u8]) -> Vec<(Duration, Vec<u8>)> {
        let (id, function) = (question[0], question[1]);
        let Some(unit) = self.units.get_mut(&id) else { return Vec::new() };
        let word = |at: usize| u16::from_be_bytes([question[at], question[at + 1]]);
        let (first, count) = (word(2), word(4));
        let body = match function {
            READ_INPUTS if (1..=2_000).contains(&count) => unit.inputs(first, count),
            WRITE_REGISTERS if first == TEXT_REGISTER && (1..=TEXT_REGISTERS).contains(&count) => {
                unit.text = question[7..question.len() - 2].to_vec();
                unit.writes += 1;
                question[1..6].to_vec()
            }
            // Illegal data address.
            function => vec![function | 0x80, 2],
        };
        self.faults.pass(&mut self.rng, id, &frame(id, &body))
    }
}

impl Unit {
    fn inputs(&mut self, first: u16, count: u16) -> Vec<u8> {
        let mut bits = vec![0_u8; usize::from(count).div_ceil(8)];
        for n in 0..count {
            let input = first.saturating_add(n);
            if self.on.contains(&input) || self.latched.remove(&input) {
                bits[usize::from(n) / 8] |= 1 << (n % 8);
            }
        }
        let mut body = vec![READ_INPUTS, bits.len() as u8];
        body.extend(bits);
        body
    }
}
