//! The network between an office and its portal, as bad as a seed makes it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::office::Random;
use crate::server::raw_exchange;

/// Requests kept to be sent again later, out of their time.
const KEPT: usize = 8;

/// What becomes of a connection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    Passes,
    ClosedAtOnce,
    RequestCutShort,
    AnswerLost,
    AnswerCutShort,
    SentTwice,
    OldOneSentAgain,
    /// Reset in the middle: what was sent before is lost with it.
    Reset,
    /// Delivered after the one that comes next, when nobody waits for its answer any more.
    Late,
}

impl Fate {
    /// Whether the office never hears of its request's outcome.
    pub fn loses(self) -> bool {
        !matches!(self, Self::Passes | Self::SentTwice | Self::OldOneSentAgain)
    }
}

/// The worst of networks: half of all requests come to nothing.
const HOSTILE: [Fate; 20] = [
    Fate::Passes,
    Fate::Passes,
    Fate::Passes,
    Fate::Passes,
    Fate::Passes,
    Fate::Passes,
    Fate::SentTwice,
    Fate::SentTwice,
    Fate::OldOneSentAgain,
    Fate::OldOneSentAgain,
    Fate::ClosedAtOnce,
    Fate::ClosedAtOnce,
    Fate::RequestCutShort,
    Fate::RequestCutShort,
    Fate::AnswerLost,
    Fate::AnswerLost,
    Fate::AnswerCutShort,
    Fate::Reset,
    Fate::Late,
    Fate::Late,
];

const FATES: [Fate; 7] = [
    Fate::Passes,
    Fate::ClosedAtOnce,
    Fate::RequestCutShort,
    Fate::AnswerLost,
    Fate::AnswerCutShort,
    Fate::SentTwice,
    Fate::OldOneSentAgain,
];

/// How often each fate was met.
pub type Met = Arc<Mutex<BTreeMap<Fate, usize>>>;

pub struct Proxy {
    pub address: SocketAddr,
    pub met: Met,
    task: tokio::task::JoinHandle<()>,
}

impl Proxy {
    pub async fn start(to: SocketAddr, seed: u64) -> Self {
        Self::with(to, seed, &FATES).await
    }

    /// The worst network there is.
    pub async fn hostile(to: SocketAddr, seed: u64) -> Self {
        Self::with(to, seed, &HOSTILE).await
    }

    async fn with(to: SocketAddr, seed: u64, fates: &'static [Fate]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let met = Met::default();
        let task = tokio::spawn(run(listener, to, fates, Random::new(seed), Arc::clone(&met)));
        Self { address, met, task }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn run(listener: TcpListener, to: SocketAddr, fates: &[Fate], mut random: Random, met: Met) {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    let mut late: Option<Vec<u8>> = None;
    while let Ok((mut office, _)) = listener.accept().await {
        let fate = fates[random.below(fates.len())];
        *met.lock().unwrap().entry(fate).or_default() += 1;
        if fate == Fate::ClosedAtOnce {
            continue;
        }
        let Some(request) = read_request(&mut office).await else { continue };
        if fate == Fate::Late && late.is_none() {
            late = Some(request);
            continue;
        }
        if fate == Fate::Reset {
            let cut = random.below(request.len());
            if let Ok(mut portal) = TcpStream::connect(to).await {
                let _ = portal.write_all(&request[..cut]).await;
                reset(portal);
            }
            reset(office);
            continue;
        }
        if fate == Fate::RequestCutShort {
            let cut = random.below(request.len());
            if let Ok(mut portal) = TcpStream::connect(to).await {
                let _ = portal.write_all(&request[..cut]).await;
            }
            continue;
        }
        if fate == Fate::OldOneSentAgain && !kept.is_empty() {
            raw_exchange(to, &kept[random.below(kept.len())]).await;
        }
        let overtaken = late.take();
        let answer = match fate {
            Fate::SentTwice => tokio::join!(raw_exchange(to, &request), raw_exchange(to, &request)).1,
            _ => raw_exchange(to, &request).await,
        };
        if let Some(overtaken) = overtaken {
            raw_exchange(to, &overtaken).await;
        }
        if kept.len() == KEPT {
            kept.remove(random.below(KEPT));
        }
        kept.push(request);
        let Some(answer) = answer else { continue };
        let sent = match fate {
            Fate::AnswerLost => 0,
            Fate::AnswerCutShort => random.below(answer.len()),
            _ => answer.len(),
        };
        let _ = office.write_all(&answer[..sent]).await;
    }
}

/// Ends a connection with a reset instead of an orderly end.
fn reset(stream: TcpStream) {
    let _ = stream.set_zero_linger();
}

/// Reads one request with its body.
async fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&bytes[..end]).ok()?.to_ascii_lowercase();
        let length: usize = head.split("content-length:").nth(1)?.lines().next()?.trim().parse().ok()?;
        if bytes.len() >= end + 4 + length {
            return Some(bytes);
        }
    }
}
