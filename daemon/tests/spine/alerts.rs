//! Who is told of devices in trouble: a program by signed webhooks, people by mail through a real SMTP server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use noubad::registry::{Cause, Kind, Registry, Remedy, Report};
use queue::id::DeviceId;
use serde_json::Value;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::common::{Bench, MORNING, config, until};

const SECRET: &str = "a secret of both sides";

/// What a program was told: head and body.
type Told = Arc<Mutex<Vec<(String, Value, String)>>>;

/// A program that answers with these statuses, then with 204.
async fn program(statuses: &'static [u16]) -> (u16, Told) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = Told::default();
    let book = Arc::clone(&told);
    tokio::spawn(async move {
        for n in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            let body = loop {
                let mut bytes = [0; 8192];
                let length = stream.read(&mut bytes).await.unwrap();
                text += std::str::from_utf8(&bytes[..length]).unwrap();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let wanted = head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap();
                if body.len() >= wanted.parse::<usize>().unwrap() {
                    break body.to_owned();
                }
            };
            let head = text.split("\r\n\r\n").next().unwrap().to_owned();
            book.lock().unwrap().push((head, serde_json::from_str(&body).unwrap(), body));
            let status = statuses.get(n).copied().unwrap_or(204);
            let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (port, told)
}

fn header<'h>(head: &'h str, name: &str) -> &'h str {
    head.lines().filter_map(|l| l.split_once(": ")).find(|(n, _)| *n == name).unwrap().1
}

/// Checks a signature as the receiver's library would.
fn is_signed(head: &str, body: &str) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let signed = format!("{}.{}.{body}", header(head, "webhook-id"), header(head, "webhook-timestamp"));
    mac.update(signed.as_bytes());
    header(head, "webhook-signature") == format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn device(id: &str) -> DeviceId {
    DeviceId::new(id).unwrap()
}

fn say(registry: &Registry, id: &str, state: &str, because_of: Option<&str>) {
    let well = state == "ready";
    let report = Report {
        state: state.to_owned(),
        cause: (!well).then_some(Cause::PaperEnd),
        remedy: (!well).then_some(Remedy::PaperEnd),
        because_of: because_of.map(device),
        ..Report::default()
    };
    registry.report(&device(id), report);
}

async fn office(more: &str) -> Bench {
    let clock = Arc::new(noubad::clock::FastClock::new(MORNING, 1.0));
    let dir = tempfile::tempdir().unwrap();
    secret(&dir.path().join("webhook"), SECRET);
    secret(&dir.path().join("mail"), "nouba:correct horse");
    let text = config("", &more.replace("{DIR}", &dir.path().display().to_string()));
    let bench = Bench::changed(dir, &text, clock, |_| ()).await;
    let registry = &bench.office().registry;
    registry.add(&device("printer-9"), Kind::Printer, None, &[]);
    registry.add(&device("line-9"), Kind::Line, None, &[]);
    registry.add(&device("pad-9"), Kind::Pad, None, &[]);
    bench
}

fn secret(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_is_told_in_order_signed_and_again_until_it_takes_it() {
    let (port, told) = program(&[503, 500]).await;
    let hook = format!(
        "[alerts]\nafter_seconds = 0\n[[alerts.webhook]]\nurl = \"http://127.0.0.1:{port}/hook?a=1\"\nsecret = \"{{DIR}}/webhook\""
    );
    let bench = office(&hook).await;
    let registry = &bench.office().registry;
    say(registry, "printer-9", "out_of_paper", None);
    until("it is told, and again", || async { told.lock().unwrap().len() >= 3 }).await;
    say(registry, "line-9", "lost", None);
    say(registry, "pad-9", "lost", Some("line-9"));
    until("the line is told of", || async { told.lock().unwrap().len() >= 4 }).await;
    say(registry, "printer-9", "ready", None);
    until("it has passed", || async { told.lock().unwrap().len() >= 5 }).await;

    let told = told.lock().unwrap().clone();
    let said: Vec<(&str, &str)> = told
        .iter()
        .map(|(_, json, _)| {
            (json["type"].as_str().unwrap(), json["data"]["alert"]["device"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("device.alert.raised", "printer-9"),
            ("device.alert.raised", "printer-9"),
            ("device.alert.raised", "printer-9"),
            ("device.alert.raised", "line-9"),
            ("device.alert.cleared", "printer-9"),
        ],
        "a pad behind a dead line is nobody's alert"
    );
    assert!(told.iter().all(|(head, _, body)| is_signed(head, body)));
    assert!(!is_signed(&told[0].0, &told[0].2.replace("out_of_paper", "ready")), "the check can fail");
    assert!(told[0].0.starts_with("POST /hook?a=1 HTTP/1.1"), "{}", told[0].0);
    let id = |n: usize| header(&told[n].0, "webhook-id");
    assert_eq!((id(0), id(1)), (id(1), id(2)), "the same message has the same id");
    assert_ne!(id(2), id(3));
    assert_eq!(told[0].1["data"]["alert"]["id"], told[4].1["data"]["alert"]["id"]);
    assert_eq!(told[0].1["data"]["office"], "test-office");
    assert_eq!(bench.device("alerts-webhook-1"), "ready");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_not_there_holds_nobody_up_and_is_seen_on_the_page() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let hook = format!(
        "[alerts]\nafter_seconds = 0\n[[alerts.webhook]]\nurl = \"http://127.0.0.1:{port}/\"\nsecret = \"{{DIR}}/webhook\""
    );
    let bench = office(&hook).await.open().await;
    say(&bench.office().registry, "printer-9", "out_of_paper", None);
    until("the receiver is lost", || async { bench.device("alerts-webhook-1") == "lost" }).await;
    assert_eq!(bench.issue("k1").await.status, 201, "tickets go on");
    let devices = bench.get("/api/v1/devices").await;
    let shown =
        devices.json["devices"].as_array().unwrap().iter().find(|d| d["id"] == "alerts-webhook-1").unwrap();
    assert_eq!(shown["details"]["waiting"], "1", "it does not tell of itself: {shown}");
}

pub(super) struct Smtp {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
    pub(super) port: u16,
}

impl Smtp {
    /// Starts a server that refuses the first mail for the moment.
    fn start() -> Self {
        Self::with(&[])
    }

    /// Starts a server that takes every mail.
    pub(super) fn patient() -> Self {
        Self::with(&["--patient"])
    }

    fn with(arguments: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/server.py");
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's python3");
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("a port: is python3-aiosmtpd installed?");
        Self { child, lines, port }
    }

    /// Waits for the next message that was taken.
    pub(super) fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of a mail, with what mail adds for old servers taken away.
fn text(mail: &Value) -> String {
    let data = mail["data"].as_str().unwrap();
    let body = data.split_once("\r\n\r\n").unwrap().1;
    if data.contains("Content-Transfer-Encoding: base64") {
        let packed: String = body.split_whitespace().collect();
        return String::from_utf8(STANDARD.decode(packed).unwrap()).unwrap();
    }
    let soft = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut left = soft.bytes();
    while let Some(byte) = left.next() {
        if byte == b'=' && data.contains("quoted-printable") {
            let hex = [left.next().unwrap(), left.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_get_a_mail_in_words_also_when_the_server_first_says_later() {
    let mut server = Smtp::start();
    let mail = format!(
        "[mail]\nserver = \"127.0.0.1:{}\"\nencryption = \"none\"\nfrom = \"nouba@sale.example\"\n\
         credential = \"{{DIR}}/mail\"\n[alerts]\nafter_seconds = 0\nmail_to = [\"it@sale.example\"]\nlocale = \"fr\"",
        server.port
    );
    let bench = office(&mail).await;
    say(&bench.office().registry, "printer-9", "out_of_paper", None);
    let taken = tokio::task::spawn_blocking(move || (server.next(), server)).await.unwrap();
    let (raised, mut server) = taken;
    assert_eq!(raised["to"], serde_json::json!(["it@sale.example"]));
    assert_eq!(raised["from"], "nouba@sale.example");
    let said = text(&raised);
    assert!(said.contains("Plus de papier") && said.contains("Mettez un nouveau rouleau"), "{said}");
    say(&bench.office().registry, "printer-9", "ready", None);
    let cleared = tokio::task::spawn_blocking(move || server.next()).await.unwrap();
    assert!(text(&cleared).contains("fonctionne de nouveau"), "{}", text(&cleared));
    until("the way is well", || async { bench.device("alerts-mail") == "ready" }).await;
}
