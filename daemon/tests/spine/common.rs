//! An office in this process, a small HTTP/1.1 client, a reader of live streams.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use noubad::clock::{FastClock, SharedClock};
use noubad::config::Config;
use noubad::office::{self, Running, Setup};
use queue::time::Timestamp;
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// How long anything may take: the machine may be busy with other things.
pub const LIMIT: Duration = Duration::from_secs(40);
/// Tuesday, 24 November 2026, 09:12:03 UTC: the office is open.
pub const MORNING: Timestamp = Timestamp(1_795_511_523_000);

/// A service people book.
pub const PERMIT: &str = r#"
[[service]]
id = "permit"
letter = "P"
names = { ar = "رخصة البناء", fr = "Permis de construire", en = "Building permit" }
booking = { slot_minutes = 20, capacity = 2, public = true, notice_minutes = 0 }
"#;
/// A service that gives receipts.
pub const DEPOSIT: &str = r#"
[[service]]
id = "deposit"
letter = "D"
names = { ar = "إيداع مراسلة", fr = "Dépôt d'un courrier", en = "Depositing a letter" }
receipt = { answer_days = 60 }
"#;

/// A counter for other services than those of [`config`].
pub fn desk(services: &[&str]) -> String {
    format!("[[counter]]\nid = \"desk\"\nlabel = \"9\"\nservices = {services:?}\n")
}

/// Polls until something is so.
pub async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let deadline = Instant::now() + LIMIT;
    while !is_so().await {
        assert!(Instant::now() < deadline, "it did not come about: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The configuration of an office with two services, two counters, and more as written.
pub fn config(policy: &str, more: &str) -> String {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let hours: String = days.iter().map(|d| format!("{d} = [\"08:00-18:00\"]\n")).collect();
    format!(
        r#"
[office]
id = "test-office"
names = {{ ar = "مكتب الحالة المدنية", fr = "Bureau d'état civil" }}
zone = "Etc/UTC"
locales = ["ar", "fr"]
[policy]
{policy}
[calendar.hours]
{hours}
[http]
public_url = "https://nouba.example"
[[service]]
id = "birth"
letter = "A"
names = {{ ar = "الولادة", fr = "Naissance" }}
[[service]]
id = "copies"
letter = "B"
names = {{ ar = "نسخ", fr = "Copies" }}
[[counter]]
id = "c1"
label = "1"
services = ["birth", "copies"]
[[counter]]
id = "c2"
label = "2"
services = ["birth"]
{more}
"#
    )
}

/// An office that can be stopped and started again on its data.
pub struct Bench {
    pub dir: TempDir,
    pub clock: SharedClock,
    pub address: SocketAddr,
    text: String,
    change: fn(&mut Setup),
    running: Option<Running>,
}

impl Bench {
    /// Starts an office without gaps between presses.
    pub async fn start() -> Self {
        Self::with(&config("next_gap_seconds = 0", "")).await
    }

    pub async fn with(text: &str) -> Self {
        Self::at(text, Arc::new(FastClock::new(MORNING, 1.0))).await
    }

    pub async fn at(text: &str, clock: SharedClock) -> Self {
        Self::changed(tempfile::tempdir().unwrap(), text, clock, |_| ()).await
    }

    pub async fn changed(dir: TempDir, text: &str, clock: SharedClock, change: fn(&mut Setup)) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut bench = Self { dir, clock, address, text: text.to_owned(), change, running: None };
        bench.run().await;
        bench
    }

    /// Starts the office (again).
    pub async fn run(&mut self) {
        let config = Config::parse("test", &self.text).unwrap_or_else(|e| panic!("{e}"));
        let mut setup = Setup::of(config, self.dir.path().join("data"), self.clock.now()).unwrap();
        setup.open = true;
        setup.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        (self.change)(&mut setup);
        let running = office::start(setup, Arc::clone(&self.clock)).await.unwrap();
        self.address = running.address;
        self.running = Some(running);
    }

    /// Waits until the calendar has opened the day.
    pub async fn open(self) -> Self {
        until("the day is open", || async { self.office().replica.read().state.day.is_some() }).await;
        self
    }

    pub fn office(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    /// Stops the office; returns how long that took.
    pub async fn stop(&mut self) -> Duration {
        let begun = Instant::now();
        timeout(LIMIT, self.running.take().unwrap().stop()).await.expect("the office stops");
        begun.elapsed()
    }

    pub async fn get(&self, path: &str) -> Answer {
        request(self.address, "GET", path, "", "").await
    }

    /// Sends a body with a key.
    pub async fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        let head = format!("idempotency-key: {key}\r\ncontent-type: application/json\r\n");
        request(self.address, "POST", path, &head, &body.to_string()).await
    }

    /// Issues a ticket of the first service.
    pub async fn issue(&self, key: &str) -> Answer {
        self.post("/api/v1/tickets", key, &serde_json::json!({"service": "birth"})).await
    }

    /// Does something at a counter with a key of its own.
    pub async fn act(&self, counter: &str, action: &str, body: Value) -> Answer {
        let key = uuid::Uuid::new_v4().to_string();
        self.post(&format!("/api/v1/counters/{counter}/{action}"), &key, &body).await
    }

    /// The state of a device.
    pub fn device(&self, id: &str) -> String {
        let devices = self.office().registry.list();
        devices.into_iter().find(|d| d.id == id).map(|d| d.state).unwrap_or_default()
    }

    pub async fn ready(&self, devices: &[&str]) {
        until("the devices are ready", || async { devices.iter().all(|d| self.device(d) == "ready") }).await;
    }
}

/// An answer; a body that is not JSON is null.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub bytes: Vec<u8>,
    pub json: Value,
}

impl Answer {
    /// Reads an answer until the server closes.
    pub async fn read(stream: &mut TcpStream) -> Self {
        let mut answer = Vec::new();
        // A server that refuses a body it has not read may reset the connection after its answer.
        let _ = timeout(LIMIT, stream.read_to_end(&mut answer)).await.expect("an answer in time");
        let split = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(answer[..split].to_vec()).unwrap();
        let bytes = answer[split + 4..].to_vec();
        let status = head[9..12].parse().unwrap();
        Self { status, head, json: serde_json::from_slice(&bytes).unwrap_or(Value::Null), bytes }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Checks that this is a problem document with that status and code.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!(self.json["type"], format!("urn:nouba:problem:{code}"));
        assert_eq!(self.json["status"], status);
        assert!(self.json["title"].is_string() && self.json["detail"].is_string(), "{self:?}");
    }
}

/// Sends a request on a connection of its own, with its length unless the head says otherwise.
pub async fn request(address: SocketAddr, method: &str, path: &str, head: &str, body: &str) -> Answer {
    let length = if head.contains("transfer-encoding") {
        String::new()
    } else {
        format!("content-length: {}\r\n", body.len())
    };
    let text = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{head}{length}\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    Answer::read(&mut stream).await
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: String,
    pub id: Option<u64>,
    pub data: Value,
}

/// A live stream.
pub struct Live {
    lines: BufReader<TcpStream>,
}

impl Live {
    pub async fn open(address: SocketAddr, view: &str) -> Self {
        Self::with(address, view, "").await
    }

    /// Opens a stream with more fields in the head.
    pub async fn with(address: SocketAddr, view: &str, fields: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "GET /api/v1/live/{view} HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\n{fields}\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        Self { lines: BufReader::new(stream) }
    }

    /// Returns the next event, or nothing at the end.
    pub async fn next(&mut self) -> Option<Event> {
        timeout(LIMIT, self.read()).await.expect("an event in time")
    }

    /// Returns the next event if one comes so soon. What was read of one by then is lost: look no further.
    pub async fn within(mut self, span: Duration) -> Option<Event> {
        timeout(span, self.read()).await.ok().flatten()
    }

    async fn read(&mut self) -> Option<Event> {
        let mut event = Event { name: String::new(), id: None, data: Value::Null };
        loop {
            // Lines of the head and the sizes of chunks have none of the names below.
            let mut line = String::new();
            if self.lines.read_line(&mut line).await.unwrap_or(0) == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(name) = line.strip_prefix("event: ") {
                event.name = name.to_owned();
            } else if let Some(id) = line.strip_prefix("id: ") {
                event.id = id.parse().ok();
            } else if let Some(data) = line.strip_prefix("data: ") {
                event.data = serde_json::from_str(data).unwrap();
                return Some(event);
            }
        }
    }

    /// Returns the first event that is as wanted.
    pub async fn until(&mut self, what: &str, is_so: impl Fn(&Event) -> bool) -> Event {
        let deadline = Instant::now() + LIMIT;
        loop {
            assert!(Instant::now() < deadline, "no such event: {what}");
            let event = self.next().await.unwrap_or_else(|| panic!("the stream ended before: {what}"));
            if is_so(&event) {
                return event;
            }
        }
    }
}
