//! A number board off the shelf: takes packets, shows the last, never answers. With faults by seed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use super::{Faults, Pty, Rng};
use crate::board::BoardKind;

/// Pictures remembered, oldest forgotten first.
const HISTORY_MAX: usize = 1_024;
/// How often a wait for a picture looks.
const LOOK_EVERY: Duration = Duration::from_millis(5);

#[derive(Debug, Default)]
struct Seen {
    shown: BTreeMap<u8, u16>,
    history: Vec<(u8, u16)>,
}

/// One line of boards; dropping it pulls the plug.
#[derive(Debug)]
pub struct SimBoards {
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl SimBoards {
    /// Starts boards on a line that a host opens as `link`; every address is there. Of the faults, flipped bits and
    /// pieces that vanish on their way to the boards matter. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the pseudo-terminal or the link cannot be made.
    pub fn start(link: &Path, kind: BoardKind, faults: Faults) -> io::Result<Self> {
        let mut pty = Pty::open(link)?;
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (writer, mut rng) = (Arc::clone(&seen), Rng::new(faults.seed));
        let task = tokio::spawn(async move {
            let (mut bytes, mut buffer) = (Vec::new(), [0; 256]);
            while let Ok(count) = pty.read(&mut buffer).await {
                if rng.happens(faults.drop) {
                    continue;
                }
                faults.spoil(&mut rng, &mut buffer[..count]);
                bytes.extend_from_slice(&buffer[..count]);
                while let Some((address, number)) = kind.receive(&mut bytes) {
                    let mut seen = lock(&writer);
                    seen.shown.insert(address, number);
                    seen.history.push((address, number));
                    let over = seen.history.len().saturating_sub(HISTORY_MAX);
                    seen.history.drain(..over);
                }
            }
        });
        Ok(Self { seen, task })
    }

    /// Returns what each board shows.
    #[must_use]
    pub fn shown(&self) -> BTreeMap<u8, u16> {
        lock(&self.seen).shown.clone()
    }

    /// Returns the pictures that came, oldest first.
    #[must_use]
    pub fn history(&self) -> Vec<(u8, u16)> {
        lock(&self.seen).history.clone()
    }

    /// Takes the power of every board away and gives it back: they show nothing.
    pub fn power_cycle(&self) {
        lock(&self.seen).shown.clear();
    }

    /// Waits until the board at `address` shows a number; returns whether it did within `limit`.
    pub async fn shows(&self, address: u8, number: u16, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while self.shown().get(&address) != Some(&number) {
            if Instant::now() >= end {
                return false;
            }
            sleep(LOOK_EVERY).await;
        }
        true
    }
}

impl Drop for SimBoards {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
