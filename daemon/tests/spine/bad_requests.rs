//! The interface driven from its own description with requests nobody sends on purpose: none may be the daemon's fault
//! (5xx), each refusal has its form, and afterwards the office works as before.
//!
//! A share in every run; `NOUBA_BAD_REQUESTS=20000` does so many, `NOUBA_FUZZ_SEED` starts elsewhere.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use firmware_bridge::sim::Rng;
use noubad::access::rules::RULES;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::common::LIMIT;
use super::http_appointments::office;

/// Requests of every run.
const SHARE: usize = 4_000;

/// Choices from a seed.
struct Dice(Rng);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.below(end as u64)).unwrap()
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// One operation of the description.
struct Operation {
    method: String,
    path: String,
    /// The body's fields with their types.
    fields: BTreeMap<String, String>,
    /// Query parameters.
    query: Vec<String>,
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, described) in methods.as_object().unwrap() {
            let schema = &described["requestBody"]["content"]["application/json"]["schema"];
            let named = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next());
            let schema = named.map_or(schema, |name| &document["components"]["schemas"][name]);
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields = fields.map(|(name, s)| (name.clone(), s["type"].to_string())).collect();
            let query = described["parameters"].as_array().into_iter().flatten();
            let query = query.filter(|p| p["in"] == "query").filter_map(|p| p["name"].as_str());
            found.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                fields,
                query: query.map(str::to_owned).collect(),
            });
        }
    }
    // Not described, as they are pages.
    let pages = RULES.iter().filter(|r| !r.path.starts_with("/api/")).map(|r| (r.method, r.path));
    for (method, path) in pages.chain([("GET", "/{page}"), ("GET", "/assets/{page}")]) {
        let query = ["lang", "day", "number", "date"].map(str::to_owned).into();
        found.push(Operation { method: method.into(), path: path.into(), fields: BTreeMap::new(), query });
    }
    found
}

/// A page's form, or a file of appointments.
fn other_body(operation: &Operation, dice: &mut Dice) -> Vec<u8> {
    let at =
        ["2026-11-24T10:00:00Z", "2026-11-25T08:20:00Z", "-271821-01-01T00:00:00Z", "9999-12-31T23:59:60Z"];
    let at = *dice.pick(&at);
    let mut text = match (operation.path.ends_with("/import"), dice.below(3)) {
        (false, _) => {
            format!("at={at}&key={}&code={}&number={}&date=2026-11-24", part(dice), part(dice), part(dice))
        }
        (true, 0) => {
            format!("service;start;reference;language;status\npermit;{at};{};fr;{}\n", part(dice), part(dice))
        }
        (true, _) => format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{}\r\nDTSTART;TZID={}:20261125T0{}0000\r\n\
             CATEGORIES:permit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            part(dice),
            dice.pick(&["Etc/UTC", "Africa/Casablanca", "x", ""]),
            dice.below(99)
        ),
    }
    .into_bytes();
    match dice.below(8) {
        0 => text.truncate(dice.below(text.len() + 1)),
        1 => {
            let from = dice.below(text.len());
            text.splice(from..from, [0xff, b'%', b'\n', 0]);
        }
        _ => (),
    }
    text
}

/// Texts as parts of paths and values of queries.
const PARTS: [&str; 28] = [
    "c1",
    "c2",
    "birth",
    "next",
    "open",
    "pick",
    "2026-11-24",
    "0",
    "-1",
    "9999-99-99",
    "",
    "%00",
    "%0d%0aset-cookie:%20x=y",
    "%ff%fe",
    "%C0%AF",
    "..",
    "%2e%2e",
    "%2f",
    "%2Fetc%2Fpasswd",
    "%",
    "%zz",
    "*",
    "c1;x=1",
    "c1%20",
    "ٱلولادة",
    "%F0%9F%92%A9",
    "0193593c-8d2b-7000-8000-000000000001",
    "ffffffffffffffffffffffffffffffff",
];

fn part(dice: &mut Dice) -> String {
    match dice.below(20) {
        0 => "a".repeat(1 + dice.below(3_000)),
        1 => "%2e%2e%2f".repeat(1 + dice.below(50)),
        // So that much of it arrives.
        2..=9 => {
            let words = ["c1", "c2", "next", "open", "recall", "park", "transfer", "2026-11-24", "permit"];
            (*dice.pick(&words)).to_owned()
        }
        _ => (*dice.pick(&PARTS)).to_owned(),
    }
}

fn path(operation: &Operation, dice: &mut Dice) -> String {
    let mut path = String::new();
    for (n, level) in operation.path.split('/').enumerate() {
        if n > 0 {
            path.push('/');
        }
        if level.starts_with('{') {
            path.push_str(&part(dice));
        } else {
            path.push_str(level);
        }
    }
    if !operation.query.is_empty() || dice.once_in(8) {
        let names: Vec<&str> =
            operation.query.iter().map(String::as_str).chain(["x", "from", "days"]).collect();
        path.push('?');
        for _ in 0..=dice.below(4) {
            path.push_str(&format!("{}={}&", dice.pick(&names), part(dice)));
        }
    }
    if dice.once_in(20) {
        path = match dice.below(4) {
            0 => path.replacen('/', "//", 1),
            1 => format!("http://nouba.example{path}"),
            2 => format!("{path}/"),
            _ => path.to_uppercase(),
        };
    }
    path
}

fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(16) {
        0 => Value::Null,
        1 => json!(dice.once_in(2)),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!(0.5),
        7 => json!(""),
        8 => json!("x".repeat(1 + dice.below(5_000))),
        9 => json!("\u{0}\u{202e}\u{feff}\u{10ffff}"),
        10 if depth < 4 => json!([value(dice, depth + 1), value(dice, depth + 1)]),
        11 if depth < 4 => json!({ "id": value(dice, depth + 1) }),
        12 => {
            json!(*dice.pick(&["birth", "c1", "c2", "normal", "priority", "ar", "first", "finish", "kiosk"]))
        }
        13 => json!(*dice.pick(&["2026-11-24T10:00:00Z", "-271821-01-01T00:00:00Z", "9999-12-31T23:59:60Z"])),
        14 => json!("a reason, as a clerk writes it"),
        _ => json!(dice.below(1_000_000)),
    }
}

/// A body that is nearly right, and then less so.
fn body(operation: &Operation, dice: &mut Dice) -> Vec<u8> {
    let mut object = Map::new();
    for (name, kind) in &operation.fields {
        if dice.once_in(5) {
            continue;
        }
        let right = match kind.as_str() {
            k if k.contains("string") => json!(*dice.pick(&["birth", "c1", "kiosk", "normal", "fr", "x"])),
            k if k.contains("integer") => json!(dice.below(10)),
            k if k.contains("boolean") => json!(true),
            _ => json!({ "service": "copies" }),
        };
        object.insert(name.clone(), if dice.once_in(4) { value(dice, 0) } else { right });
    }
    if dice.once_in(12) {
        object.insert("unknown_key".into(), value(dice, 0));
    }
    let is_other = !operation.path.starts_with("/api/") || operation.path.ends_with("/import");
    let mut bytes = match is_other && !dice.once_in(8) {
        true => other_body(operation, dice),
        false => Value::Object(object).to_string().into_bytes(),
    };
    match dice.below(24) {
        0 => bytes.truncate(dice.below(bytes.len() + 1)),
        1 => bytes = b"[".repeat(1 + dice.below(10_000)),
        2 => bytes = [b"{\"a\":".repeat(200), b"1".to_vec(), b"}".repeat(200)].concat(),
        3 => {
            let at = dice.below(bytes.len() + 1);
            bytes.splice(at..at, [0xff, 0xfe, 0xc0, 0x80]);
        }
        4 => bytes = Vec::new(),
        5 => bytes = format!("{{\"service\":\"birth\",\"service\":{}}}", value(dice, 0)).into_bytes(),
        6 => bytes = b"\xef\xbb\xbf{}".to_vec(),
        7 => bytes = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        8 => bytes = vec![b' '; 70_000],
        9 => bytes = b"{\"service\":1e99999999}".to_vec(),
        _ => (),
    }
    bytes
}

const TYPES: [&str; 11] = [
    "text/calendar",
    "text/csv; charset=utf-8",
    "application/json",
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "multipart/form-data",
    "",
    "application/x-www-form-urlencoded",
    "APPLICATION/JSON",
    "application/json, text/plain",
];

fn head(operation: &Operation, dice: &mut Dice, length: usize) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    let key = format!("idempotency-key: {}", uuid::Uuid::new_v4());
    match dice.below(12) {
        0 => (),
        1 => lines.extend([key.clone(), key]),
        2 => lines.push(format!("idempotency-key: {}", "k".repeat(dice.below(200)))),
        3 => lines.push("idempotency-key: \"a b\u{e9}\"".to_owned()),
        _ => lines.push(key),
    }
    let kinds = if dice.once_in(8) { 2 } else { 1 };
    let usual = match operation.path.as_str() {
        path if path.ends_with("/import") => *dice.pick(&["text/calendar", "text/csv"]),
        path if path.starts_with("/api/") => "application/json",
        _ => "application/x-www-form-urlencoded",
    };
    for _ in 0..kinds {
        let kind = if dice.once_in(3) { *dice.pick(&TYPES) } else { usual };
        lines.push(format!("content-type: {kind}"));
    }
    match dice.below(24) {
        0 => lines.push(format!("content-length: {}", length + 1 + dice.below(50))),
        1 => lines.push("content-length: -5".to_owned()),
        2 => lines.push("content-length: 99999999999999999999".to_owned()),
        3 => lines.extend([format!("content-length: {length}"), "content-length: 7".to_owned()]),
        4 => lines.push("transfer-encoding: chunked".to_owned()),
        5 => lines.push("transfer-encoding: gzip, chunked".to_owned()),
        6 => lines.extend([format!("content-length: {length}"), "transfer-encoding: chunked".to_owned()]),
        7 => (),
        _ => lines.push(format!("content-length: {length}")),
    }
    let odd = [
        "cookie: nouba_person=\u{7f}; =;;",
        "accept-language: \u{fc}",
        "if-none-match: *",
        "last-event-id: -1",
        "last-event-id: 99999999999999999999999",
        "last-event-id: \u{ff}\u{80}",
        "last-event-id: 1\r\nlast-event-id: 2",
        "authorization: Bearer",
        "authorization: Bearer \u{1}",
        "expect: 100-continue",
        "range: bytes=0-1,5-",
        "upgrade: websocket",
        "host: other",
        "content-encoding: gzip",
        "x-http-method-override: DELETE",
        "accept: text/html;q=banana",
        "te: trailers",
        "x-forwarded-for: 1.2.3.4",
        "origin: null",
        "sec-fetch-site: cross-site",
        " folded: line",
        "no colon",
    ];
    (0..dice.below(3)).for_each(|_| lines.push((*dice.pick(&odd)).to_owned()));
    if dice.once_in(60) {
        lines.extend((0..80).map(|n| format!("x-{n}: 1")));
    }
    if dice.once_in(60) {
        lines.push(format!("cookie: {}", "c".repeat(40_000)));
    }
    lines.push("connection: close".to_owned());
    lines.join("\r\n").into_bytes()
}

fn method(operation: &Operation, dice: &mut Dice) -> String {
    let others =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY", "post", "G\u{e9}T"];
    if dice.once_in(6) { (*dice.pick(&others)).to_owned() } else { operation.method.clone() }
}

/// Sends bytes and returns the beginning of the answer: streams do not end. Nothing when the connection was closed
/// without one, as after what is no HTTP at all. A request that promises more than it has is `cut` off: nobody waits.
async fn send(address: SocketAddr, bytes: &[u8], cut: bool) -> Option<String> {
    let asked = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // A server that has refused may close before everything was sent.
        let _ = stream.write_all(bytes).await;
        if cut {
            let _ = stream.shutdown().await;
        }
        let mut answer = Vec::new();
        let mut part = [0; 4_096];
        while let Ok(length @ 1..) = stream.read(&mut part).await {
            answer.extend(&part[..length]);
            if answer.windows(4).any(|w| w == b"\r\n\r\n") {
                break;
            }
        }
        String::from_utf8_lossy(&answer).into_owned()
    };
    let answer = timeout(LIMIT, asked).await.expect("an answer or an end in time");
    (!answer.is_empty()).then_some(answer)
}

fn from_environment(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_whatever_is_the_daemons_fault() {
    let bench = office().await;
    let document = bench.get("/api/v1/openapi.json").await.json;
    let operations = operations(&document);
    let total = from_environment("NOUBA_BAD_REQUESTS").unwrap_or(SHARE);
    let seed = from_environment("NOUBA_FUZZ_SEED").unwrap_or(8);
    let mut dice = Dice(Rng::new(seed as u64));
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for n in 0..total {
        let operation = &operations[n % operations.len()];
        let has_body = !operation.fields.is_empty() || operation.method == "POST";
        let sent = if !has_body && !dice.once_in(4) { Vec::new() } else { body(operation, &mut dice) };
        let start = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\n",
            method(operation, &mut dice),
            path(operation, &mut dice),
            bench.address
        );
        let head = head(operation, &mut dice, sent.len());
        let text = String::from_utf8_lossy(&head);
        let cut = text.contains("chunked")
            || text.contains("continue")
            || !text.contains(&format!("content-length: {}\r\n", sent.len()));
        let bytes = [start.into_bytes(), head, b"\r\n\r\n".to_vec(), sent].concat();
        let Some(answer) = send(bench.address, &bytes, cut).await else {
            *statuses.entry(0).or_default() += 1;
            continue;
        };
        let status: u16 = answer.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(999);
        let shown = || {
            format!(
                "request {n} of seed {seed}: {:?}\n{answer}",
                String::from_utf8_lossy(&bytes[..bytes.len().min(900)])
            )
        };
        assert!(status < 500, "{}", shown());
        // What hyper itself refuses has no body; every refusal of ours has its form.
        let formed = answer.contains("application/problem+json")
            || answer.contains("text/html")
            || answer.contains("content-length: 0");
        assert!(status < 400 || formed, "{}", shown());
        assert!(!answer.to_lowercase().contains("\r\nset-cookie: x=y"), "{}", shown());
        *statuses.entry(status).or_default() += 1;
    }
    println!("{total} bad requests: {statuses:?} (0: closed without an answer)");
    for expected in [200, 400, 404, 405, 409, 413, 415, 431] {
        assert!(
            statuses.contains_key(&expected),
            "they reach all kinds of refusals and success: {statuses:?}"
        );
    }
    // The office works as before.
    assert_eq!(bench.issue("after-all").await.status, 201);
    let data = bench.dir.path().join("data");
    assert!(noubad::store::verify(&data).await.unwrap().is_well(), "the journal is whole");
}
