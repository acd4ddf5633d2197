//! The task that owns a line of number boards. They never answer: what they show is sent again and again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_serial::SerialStream;
use tokio_util::sync::CancellationToken;

use super::{BoardKind, Sign};
use crate::host::{LineEvent, LineState};
use crate::serial::{REOPEN_PAUSE, WRITE_TIMEOUT, open_port};

/// How often every picture is sent again: a board that lost its power, or a byte, is right again within this.
pub const RESEND: Duration = Duration::from_secs(5);
/// Pause between two packets: boards take them apart by their silence.
const PACKET_PAUSE: Duration = Duration::from_millis(20);

/// A line of boards.
#[derive(Clone, Debug)]
pub struct BoardLine {
    /// A name that stays with the socket.
    pub path: PathBuf,
    /// What its boards understand.
    pub kind: BoardKind,
    /// Bits per second.
    pub baud: u32,
}

/// What every board is to show, by address. Only the newest counts.
pub type Signs = BTreeMap<u8, Sign>;

/// Owns the line until `shutdown`, then says on every board that nobody drives it any more. Stays without a port: a
/// missing or busy one is reported and tried again.
pub async fn run_boards(
    line: BoardLine,
    mut signs: watch::Receiver<Signs>,
    events: mpsc::Sender<LineEvent>,
    shutdown: CancellationToken,
) {
    let path = line.path.display().to_string();
    let mut reported = None;
    let mut pause = REOPEN_PAUSE.0;
    while !shutdown.is_cancelled() {
        let (state, cause) = match open_port(&path, line.baud, line.kind.format()) {
            Ok(mut port) => {
                report(&events, &mut reported, (LineState::Open, format!("{path} is open"))).await;
                pause = REOPEN_PAUSE.0;
                match serve(&line, &mut port, &mut signs, &shutdown).await {
                    Some(cause) => (LineState::Failed, format!("{path} {cause}")),
                    None => return,
                }
            }
            Err(failed) => failed,
        };
        report(&events, &mut reported, (state, cause)).await;
        shutdown.run_until_cancelled(sleep(pause)).await;
        pause = (pause * 2).min(REOPEN_PAUSE.1);
    }
}

async fn report(
    events: &mpsc::Sender<LineEvent>,
    reported: &mut Option<(LineState, String)>,
    now: (LineState, String),
) {
    if reported.as_ref() != Some(&now) {
        *reported = Some(now.clone());
        let _ = events.send(LineEvent::Line { state: now.0, cause: now.1 }).await;
    }
}

/// Returns why the port cannot be used any more, or nothing at the end.
async fn serve(
    line: &BoardLine,
    port: &mut SerialStream,
    signs: &mut watch::Receiver<Signs>,
    shutdown: &CancellationToken,
) -> Option<String> {
    let mut shown = Signs::new();
    let mut again = Instant::now();
    let mut heard = [0; 64];
    loop {
        let wanted = signs.borrow_and_update().clone();
        if Instant::now() >= again {
            shown.clear();
            again = Instant::now() + RESEND;
        }
        for (address, sign) in &wanted {
            if shown.get(address) != Some(sign) {
                if let Err(cause) = send(line, port, *address, sign).await {
                    return Some(cause);
                }
                shown.insert(*address, sign.clone());
            }
        }
        tokio::select! {
            changed = signs.changed() => if changed.is_err() {
                return farewell(line, port, &wanted).await;
            },
            // One kind of board does say something; nobody has published what.
            read = port.read(&mut heard) => match read {
                Ok(0) => return Some("was unplugged".to_owned()),
                Ok(_) => (),
                Err(error) => return Some(format!("cannot be read: {error}")),
            },
            () = sleep_until(again) => (),
            () = shutdown.cancelled() => return farewell(line, port, &wanted).await,
        }
    }
}

/// Takes the numbers away: a board keeps what it shows, and a number nobody stands behind sends people to a closed counter.
async fn farewell(line: &BoardLine, port: &mut SerialStream, signs: &Signs) -> Option<String> {
    for address in signs.keys() {
        if send(line, port, *address, &Sign::Away).await.is_err() {
            break;
        }
    }
    None
}

async fn send(line: &BoardLine, port: &mut SerialStream, address: u8, sign: &Sign) -> Result<(), String> {
    let packet = line.kind.packet(address, sign);
    match timeout(WRITE_TIMEOUT, port.write_all(&packet)).await {
        Ok(Ok(())) => {
            // Eleven bits a byte, and the pause the board needs after it.
            let bits = packet.len() as u64 * 11;
            sleep(PACKET_PAUSE + Duration::from_micros(bits * 1_000_000 / u64::from(line.baud))).await;
            Ok(())
        }
        Ok(Err(error)) => Err(format!("cannot be written: {error}")),
        Err(_) => Err("takes no bytes".to_owned()),
    }
}
