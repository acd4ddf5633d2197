//! A small HTTP client that costs little beside what it measures: one connection, one request at a time, no
//! allocation to speak of; and a reader of server-sent events that remembers when each came.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Largest answer; more is a mistake of the benchmark.
const ANSWER_MAX: usize = 1 << 20;

/// A connection that is kept.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Makes command ids that no other client of this run has.
    name: String,
    count: u64,
    /// More lines of every head, as a cookie.
    fields: String,
    host: String,
    quick_acks: bool,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The cookie it sets, without its attributes.
    pub cookie: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads the body as JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn json(&self) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

impl Client {
    /// Connects; `name` must differ from that of every other client of the same office.
    ///
    /// # Errors
    /// Nobody listens.
    pub async fn connect(address: SocketAddr, name: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        let name = format!("{name}-{}", uuid::Uuid::now_v7().simple());
        let (buffer, fields, host) = (Vec::with_capacity(4096), String::new(), "localhost".to_owned());
        Ok(Self { stream, buffer, name, count: 0, fields, host, quick_acks: false })
    }

    /// Sends these lines with every request, each ended by CR LF.
    #[must_use]
    pub fn with(self, fields: String) -> Self {
        Self { fields, ..self }
    }

    /// Asks for this host: some servers answer to their own name only.
    #[must_use]
    pub fn host(self, host: String) -> Self {
        Self { host, ..self }
    }

    /// Acknowledges at once what arrives: a server that writes head and body apart, without TCP_NODELAY, keeps the body
    /// back until then, which otherwise is 40 ms.
    #[must_use]
    pub fn quick_acks(self) -> Self {
        Self { quick_acks: true, ..self }
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// The connection broke.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{}\r\n", self.host, self.fields);
        self.send(request.as_bytes()).await
    }

    /// Posts JSON under a fresh command id.
    ///
    /// # Errors
    /// The connection broke.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<Answer> {
        self.count += 1;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\nidempotency-key: {}-{}\r\n\
             {}content-length: {}\r\n\r\n{body}",
            self.host,
            self.name,
            self.count,
            self.fields,
            body.len()
        );
        self.send(head.as_bytes()).await
    }

    /// Posts JSON and insists on a success.
    ///
    /// # Errors
    /// The connection broke, or the answer is not 2xx.
    pub async fn done(&mut self, path: &str, body: &str) -> Result<Answer> {
        let answer = self.post(path, body).await?;
        if !(200..300).contains(&answer.status) {
            bail!("{path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        Ok(answer)
    }

    async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            if let Some(found) = head(&self.buffer)? {
                break found;
            }
            self.more().await?;
        };
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        // "HTTP/1.1 201 Created"
        let status = std::str::from_utf8(&self.buffer[9..12])?.parse()?;
        let text = std::str::from_utf8(&self.buffer[..head])?;
        let mut fields = text.lines().filter_map(|line| line.split_once(": "));
        let cookie = fields.find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let cookie = cookie.and_then(|(_, value)| value.split(';').next()).map(str::to_owned);
        Ok(Answer { status, cookie, body: self.buffer[head..head + length].to_vec() })
    }

    async fn more(&mut self) -> Result<()> {
        if self.buffer.len() > ANSWER_MAX {
            bail!("an answer of more than {ANSWER_MAX} bytes");
        }
        if self.quick_acks {
            // Linux forgets it again: before every read.
            self.stream.set_quickack(true)?;
        }
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

/// Returns where the body begins and how long it is, once the head is complete.
fn head(buffer: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(end) = buffer.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&buffer[..end])?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    Ok(Some((end + 4, length.context("an answer without a length")?)))
}

/// A stream of server-sent events that somebody reads all the time.
pub struct Events {
    /// Each event's text with when it was whole.
    rx: mpsc::Receiver<(Instant, String)>,
    reader: JoinHandle<()>,
}

/// Events that may wait for the benchmark.
const EVENTS_MAX: usize = 1024;

impl Events {
    /// Connects and reads.
    ///
    /// # Errors
    /// Nobody listens.
    pub async fn open(address: SocketAddr, path: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes()).await?;
        let (tx, rx) = mpsc::channel(EVENTS_MAX);
        let reader = tokio::spawn(async move {
            let mut buffer = Vec::with_capacity(16 * 1024);
            loop {
                match stream.read_buf(&mut buffer).await {
                    Ok(0) | Err(_) => return,
                    Ok(_) => (),
                }
                let at = Instant::now();
                // The lengths of the chunks in between do no harm to who looks for a word.
                while let Some(end) = buffer.windows(2).position(|w| w == b"\n\n") {
                    let text = String::from_utf8_lossy(&buffer[..end]).into_owned();
                    buffer.drain(..end + 2);
                    if tx.send((at, text)).await.is_err() {
                        return;
                    }
                }
            }
        });
        Ok(Self { rx, reader })
    }

    /// Passes over what has come so far; returns how many events.
    pub fn skip(&mut self) -> usize {
        std::iter::from_fn(|| self.rx.try_recv().ok()).count()
    }

    /// Waits for an event with this word in it; returns when it was there.
    ///
    /// # Errors
    /// The stream ended.
    pub async fn wait_for(&mut self, word: &str) -> Result<Instant> {
        loop {
            let (at, text) = self.rx.recv().await.context("the stream of events ended")?;
            if text.contains(word) {
                return Ok(at);
            }
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.reader.abort();
    }
}
