//! Citizens who come to the kiosk, and clerks who press buttons: seeded, in the office's own time.
//!
//! They know the office as people do: citizens through the kiosk's HTTP interface, clerks through the pad in their
//! hand and the panel before them.

use std::net::SocketAddr;
use std::time::Duration;

use firmware_bridge::sim::Rng;
use firmware_bridge::wire::message::EventKind;
use queue::id::CounterId;
use queue::ticket::TicketState;
use queue::time::{MINUTE_MS, SECOND_MS};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::stage::PadInHand;
use crate::clock::SharedClock;
use crate::config::PadAction;
use crate::replica::Replica;
use crate::view;

/// People at the door when the office opens.
const CROWD: u64 = 12;
/// Mean service time.
const SERVICE_MS: i64 = 150 * SECOND_MS;
/// What share of the counters' time arrivals fill, in per cent.
const LOAD: i64 = 80;
/// How long a citizen's request to the kiosk may take, in real time.
const PATIENCE: Duration = Duration::from_secs(5);

/// What people act in.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) address: SocketAddr,
    pub(super) replica: Replica,
    pub(super) clock: SharedClock,
    pub(super) quit: CancellationToken,
}

impl Scene {
    /// Waits so long in the office's time; false when the play is over.
    async fn wait(&self, ms: i64) -> bool {
        tokio::select! {
            () = tokio::time::sleep(self.clock.real(ms)) => true,
            () = self.quit.cancelled() => false,
        }
    }

    fn accepts(&self) -> bool {
        let (now, office) = (self.clock.now(), self.replica.read());
        office.state.day.as_ref().is_some_and(|d| d.opens_at <= now && now < d.closes_at)
    }
}

/// An exponentially distributed time with that mean.
fn exponential(rng: &mut Rng, mean_ms: i64) -> i64 {
    let unit = (rng.below(1_000_000) + 1) as f64 / 1_000_000.0;
    (-(unit.ln()) * mean_ms as f64) as i64
}

/// Sends citizens to the kiosk all day.
pub(super) async fn citizens(scene: Scene, seed: u64) {
    let mut rng = Rng::new(seed);
    let counters = scene.replica.read().config.counters.len().max(1) as i64;
    let between_ms = SERVICE_MS * 100 / (counters * LOAD);
    while !scene.accepts() {
        if !scene.wait(5 * SECOND_MS).await {
            return;
        }
    }
    for n in 0_u64.. {
        let pause = if n < CROWD { 5 * SECOND_MS } else { exponential(&mut rng, between_ms) };
        if !scene.wait(pause).await {
            return;
        }
        if scene.accepts() {
            take_ticket(&scene, &mut rng, seed, n).await;
        }
    }
}

async fn take_ticket(scene: &Scene, rng: &mut Rng, seed: u64, n: u64) {
    let services: Vec<String> = {
        let office = scene.replica.read();
        let offered = office.config.services.iter().filter(|s| s.elsewhere.is_empty());
        offered.map(|s| s.id.to_string()).collect()
    };
    // The first services of the list are asked for most: the smaller of two draws.
    let count = services.len() as u64;
    let pick = rng.below(count).min(rng.below(count)) as usize;
    let Some(service) = services.get(pick) else { return };
    let class = if rng.happens(120_000) { "priority" } else { "normal" };
    let locale = ["ar", "ar", "ar", "fr", "fr", "zgh", "en", "ar"][rng.below(8) as usize];
    let body = format!(r#"{{"service":"{service}","class":"{class}","locale":"{locale}"}}"#);
    let key = format!("demo-{seed}-{n}-{}", scene.clock.now().0);
    match tokio::time::timeout(PATIENCE, post(scene.address, "/api/v1/tickets", &key, &body)).await {
        Ok(Ok(status)) if status < 500 => (),
        Ok(Ok(status)) => tracing::warn!(status, "the kiosk could not give a ticket"),
        Ok(Err(error)) => tracing::warn!(error = %error, "the kiosk could not be reached"),
        Err(_) => tracing::warn!("the kiosk took too long"),
    }
}

/// Sends one request and returns its status.
async fn post(address: SocketAddr, path: &str, key: &str, body: &str) -> std::io::Result<u16> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         idempotency-key: {key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::with_capacity(1024);
    stream.take(16 * 1024).read_to_end(&mut answer).await?;
    let status = answer.get(9..12).and_then(|s| std::str::from_utf8(s).ok()).and_then(|s| s.parse().ok());
    status.ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, "no HTTP status in the answer"))
}

/// A clerk with a pad, all day.
pub(super) async fn clerk(scene: Scene, seed: u64, counter: CounterId, pad: PadInHand) {
    let own = seed ^ counter.as_str().bytes().fold(17, |h: u64, b| h.wrapping_mul(31) + u64::from(b));
    let mut rng = Rng::new(own);
    while !scene.accepts() {
        if !scene.wait(5 * SECOND_MS).await {
            return;
        }
    }
    // Citizens' own chance: what they say changes nothing else of a seed's day.
    let mut opinions = Rng::new(own.rotate_left(32));
    // Not everybody sits down at the same second.
    let mut go_on = scene.wait(exponential(&mut rng, 2 * MINUTE_MS)).await;
    while go_on && scene.replica.read().state.day.is_some() {
        press(&pad, PadAction::Next).await;
        let now = seen(&scene, &counter).await;
        say_how_it_was(&scene, &counter, &mut opinions).await;
        go_on = match now {
            Some(TicketState::Called | TicketState::Serving) => serve(&scene, &counter, &pad, &mut rng).await,
            Some(_) | None => scene.wait(20 * SECOND_MS + exponential(&mut rng, 10 * SECOND_MS)).await,
        };
    }
}

/// Serves whoever was called; false when the play is over.
async fn serve(scene: &Scene, counter: &CounterId, pad: &PadInHand, rng: &mut Rng) -> bool {
    let comes = !rng.happens(60_000);
    if !comes {
        if !scene.wait(15 * SECOND_MS).await {
            return false;
        }
        press(pad, PadAction::Recall).await;
        if !scene.wait(15 * SECOND_MS).await {
            return false;
        }
        press(pad, PadAction::NoShow).await;
        return scene.wait(3 * SECOND_MS).await;
    }
    let walk = 8 * SECOND_MS + exponential(rng, 10 * SECOND_MS);
    let service = SERVICE_MS / 3 + exponential(rng, SERVICE_MS * 2 / 3);
    if !scene.wait(walk + service).await {
        return false;
    }
    if rng.happens(30_000) && seen(scene, counter).await.is_some() {
        press(pad, PadAction::Park).await;
    }
    true
}

/// Whoever leaves the counter may touch a face on the tablet before it; one in three does, where the office asks.
async fn say_how_it_was(scene: &Scene, counter: &CounterId, rng: &mut Rng) {
    let leaving = view::leaving(&scene.replica.read(), counter, scene.clock.now()).map(|(t, _)| t.id);
    let Some(ticket) = leaving.filter(|_| rng.happens(330_000)) else { return };
    let rating =
        ["good", "good", "good", "good", "good", "good", "fair", "fair", "bad"][rng.below(9) as usize];
    let body = format!(r#"{{"ticket":"{ticket}","rating":"{rating}"}}"#);
    let path = format!("/api/v1/counters/{counter}/feedback");
    let key = format!("demo-opinion-{ticket}");
    // Where nobody asks, nothing is said; a tablet that fails is no reason to make a scene.
    let _ = tokio::time::timeout(PATIENCE, post(scene.address, &path, &key, &body)).await;
}

/// What the clerk's panel shows, once the press has had time to arrive: the state of the ticket in hand.
async fn seen(scene: &Scene, counter: &CounterId) -> Option<TicketState> {
    // A bus of ten devices is asked round in about 50 ms; people look up more slowly than that.
    tokio::time::sleep(Duration::from_millis(150)).await;
    let office = scene.replica.read();
    let in_hand = office.state.counters.get(counter).and_then(|s| s.in_hand)?;
    office.state.tickets.get(&in_hand).map(|t| t.state)
}

/// Presses whatever button of the pad means that.
async fn press(pad: &PadInHand, action: PadAction) {
    for input in 0..3_u8 {
        let Some(presses) = pad.buttons.input(input) else { continue };
        let gestures = [
            (presses.press, EventKind::Press),
            (presses.long, EventKind::Long),
            (presses.double, EventKind::Double),
        ];
        if let Some((_, kind)) = gestures.into_iter().find(|(a, _)| *a == action) {
            pad.line.press(pad.address, input, kind).await;
            return;
        }
    }
}
