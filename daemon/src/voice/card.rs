//! The box's own sound card, through ALSA's `aplay`: no library to link, and a card that hangs takes a process with it,
//! not the daemon.

use std::ffi::OsString;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use queue::id::DeviceId;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::sound::{samples_of, wav};
use crate::registry::{Cause, Kind, Registry, Remedy, Report};

/// How much longer than its sound a player may take before it is ended: cards wake up slowly.
const LATE: Duration = Duration::from_secs(5);
/// How often a card that failed is tried again with silence.
const RETRY: Duration = Duration::from_secs(60);
/// Length of the silence a card is tried with, in milliseconds.
const PROBE_MS: u32 = 100;
/// Most characters of what the player said that are shown.
const SAID_MAX: usize = 200;
/// The card among the devices.
pub const DEVICE: &str = "sound-card";

/// A sound for the card.
pub struct Playing {
    /// The WAV.
    pub wav: Arc<[u8]>,
    /// How long it lasts, in milliseconds.
    pub length_ms: u64,
    /// Ends it early.
    pub cut: CancellationToken,
    /// Who waits for its end, and for whether the card played it.
    pub done: Option<oneshot::Sender<bool>>,
}

/// Why nothing was heard.
#[derive(Debug, thiserror::Error)]
enum PlayError {
    #[error("aplay cannot be started")]
    NoPlayer(#[source] std::io::Error),
    #[error("aplay ended with: {0}")]
    Refused(String),
    #[error("aplay did not end in time")]
    Stuck,
}

/// The sound card of this machine.
pub struct Card {
    name: String,
    player: OsString,
    late: Duration,
    retry: Duration,
    registry: Registry,
    id: DeviceId,
}

impl Card {
    /// Returns the card of that ALSA name, and makes it known as a device.
    #[must_use]
    pub fn new(name: String, registry: Registry) -> Self {
        let id = DeviceId::new(DEVICE).expect("invariant: the name is an id");
        registry.add(&id, Kind::Speaker, None, &[("card", name.clone())]);
        Self { name, player: "aplay".into(), late: LATE, retry: RETRY, registry, id }
    }

    /// Returns the card's name among the devices.
    #[must_use]
    pub fn id(&self) -> &DeviceId {
        &self.id
    }

    /// Plays what comes, one after the other, until told to stop.
    pub async fn run(self, mut sounds: mpsc::Receiver<Playing>, stop: CancellationToken) {
        let mut well = self.probe(&stop).await;
        loop {
            let retry = async {
                if well { std::future::pending().await } else { tokio::time::sleep(self.retry).await }
            };
            well = tokio::select! {
                sound = sounds.recv() => match sound {
                    Some(sound) => {
                        let played = self.play(&sound, &stop).await;
                        if let Some(done) = sound.done {
                            // Whoever waited may have gone.
                            let _ = done.send(played);
                        }
                        played
                    }
                    None => return,
                },
                () = retry => self.probe(&stop).await,
                () = stop.cancelled() => return,
            };
        }
    }

    /// Plays a moment of silence to learn whether the card works.
    async fn probe(&self, stop: &CancellationToken) -> bool {
        let Ok(wav) = wav(&vec![0; samples_of(PROBE_MS)]) else { return false };
        let cut = CancellationToken::new();
        self.play(&Playing { wav: wav.into(), length_ms: u64::from(PROBE_MS), cut, done: None }, stop).await
    }

    /// Plays a sound and reports how that went; returns whether the card works.
    async fn play(&self, sound: &Playing, stop: &CancellationToken) -> bool {
        let limit = Duration::from_millis(sound.length_ms) + self.late;
        let outcome = tokio::select! {
            outcome = self.run_player(&sound.wav) => outcome,
            () = tokio::time::sleep(limit) => Err(PlayError::Stuck),
            // The player is ended with its handle. That says nothing about the card.
            () = sound.cut.cancelled() => return true,
            () = stop.cancelled() => return true,
        };
        let report = match &outcome {
            Ok(()) => Report::ready(),
            Err(error) => {
                let (cause, remedy) = match error {
                    PlayError::NoPlayer(_) => (Cause::PlayerMissing, Remedy::PlayerMissing),
                    PlayError::Refused(_) => (Cause::SoundCardRefuses, Remedy::SoundCard),
                    PlayError::Stuck => (Cause::SoundCardStuck, Remedy::SoundCard),
                };
                Report::trouble("lost", cause, remedy).saying(error.to_string())
            }
        };
        self.registry.report(&self.id, report);
        outcome.is_ok()
    }

    async fn run_player(&self, wav: &[u8]) -> Result<(), PlayError> {
        let mut player = Command::new(&self.player)
            .args(["--quiet", "--file-type=wav"])
            .arg(format!("--device={}", self.name))
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(PlayError::NoPlayer)?;
        let stdin = player.stdin.take();
        let feed = async {
            if let Some(mut stdin) = stdin {
                // A player that ends early says why on standard error.
                let _ = stdin.write_all(wav).await;
            }
        };
        let (outcome, ()) = tokio::join!(player.wait_with_output(), feed);
        let output = outcome.map_err(PlayError::NoPlayer)?;
        if output.status.success() {
            return Ok(());
        }
        let said: String = String::from_utf8_lossy(&output.stderr).trim().chars().take(SAID_MAX).collect();
        Err(PlayError::Refused(said))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::clock::WallClock;

    /// A card whose player is a shell script.
    fn card(script: &str) -> (Card, Registry, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let player = dir.path().join("player");
        std::fs::write(&player, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&player, std::fs::Permissions::from_mode(0o755)).unwrap();
        let (registry, _) = Registry::new(Arc::new(WallClock));
        let card = Card {
            player: player.into(),
            late: Duration::from_millis(300),
            ..Card::new("default".to_owned(), registry.clone())
        };
        (card, registry, dir)
    }

    fn sound() -> Playing {
        let wav = wav(&vec![0; 400_000]).unwrap().into();
        Playing { wav, length_ms: 1, cut: CancellationToken::new(), done: None }
    }

    fn device(registry: &Registry) -> (String, Option<String>, Option<String>) {
        let device = registry.list().remove(0);
        (device.state, device.cause, device.said)
    }

    #[tokio::test]
    async fn a_player_that_hangs_without_reading_is_ended_and_the_card_called_stuck() {
        let (card, registry, dir) = card("echo $$ > \"$(dirname $0)/pid\"; exec sleep 600");
        assert!(!card.play(&sound(), &CancellationToken::new()).await);
        assert_eq!(device(&registry).1.as_deref(), Some("sound_card_stuck"));
        let pid = std::fs::read_to_string(dir.path().join("pid")).unwrap();
        let gone = || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
            stat.is_empty() || stat.contains(") Z ")
        };
        for _ in 0..500 {
            if gone() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the player still runs");
    }

    #[tokio::test]
    async fn what_the_player_says_is_shown_and_a_card_that_comes_back_is_ready() {
        let (card, registry, dir) = card("echo no such device >&2; exit 1");
        assert!(!card.play(&sound(), &CancellationToken::new()).await);
        let (state, cause, said) = device(&registry);
        assert_eq!((state.as_str(), cause.as_deref()), ("lost", Some("sound_card_refuses")));
        assert!(said.unwrap().contains("no such device"));
        std::fs::write(dir.path().join("player"), "#!/bin/sh\ncat > \"$(dirname $0)/heard\"\n").unwrap();
        assert!(card.probe(&CancellationToken::new()).await);
        assert_eq!(device(&registry).0, "ready");
        let heard = std::fs::read(dir.path().join("heard")).unwrap();
        assert_eq!(heard.len(), 44 + samples_of(PROBE_MS) * 2, "a tenth of a second of silence");
        let missing = Card { player: "/nowhere/aplay".into(), ..card };
        assert!(!missing.probe(&CancellationToken::new()).await);
        assert_eq!(device(&registry).1.as_deref(), Some("player_missing"));
    }

    #[tokio::test]
    async fn a_call_taken_back_ends_the_player_and_is_no_fault_of_the_card() {
        let (card, registry, _dir) = card("exec sleep 600");
        let playing = Playing { length_ms: 600_000, ..sound() };
        playing.cut.cancel();
        assert!(card.play(&playing, &CancellationToken::new()).await);
        assert_eq!(device(&registry).0, "starting");
    }
}
