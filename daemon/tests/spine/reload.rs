//! The configuration read again while fifty people wait, in the real daemon, by the real signal: whatever was changed,
//! nobody loses a place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use noubad::config::Config;
use noubad::store::Reader;
use queue::event::Event;
use queue::id::TicketId;
use queue::selection::eligible;
use queue::ticket::{Ticket, TicketState};
use queue::time::Timestamp;
use queue::{OfficeConfig, State};
use serde_json::{Value, json};

use super::common::{Answer, request};

/// Random configurations in a normal run; `NOUBA_RELOADS` asks for more.
const RELOADS: u64 = 12;
const LIMIT: Duration = Duration::from_secs(60);

/// SplitMix64, as everywhere here: the same seed gives the same configurations.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// An office drawn by lot: some of six services under any letters, some of five counters with any skills, any rules.
fn office(dice: &mut Dice, port: u16) -> String {
    let all = ["birth", "death", "copies", "family", "signature", "life"];
    let mut services: Vec<&str> = all.iter().copied().filter(|_| dice.below(4) > 0).collect();
    if services.is_empty() {
        services.push("copies");
    }
    let mut text =
        String::from("[office]\nid = \"test\"\nnames = { fr = \"Essai\" }\nzone = \"Etc/UTC\"\n[policy]\n");
    let _ = writeln!(
        text,
        "cap_minutes = {}\nrate_percent = {{ priority = {} }}",
        5 + dice.below(100),
        100 + dice.below(500)
    );
    let _ = writeln!(text, "next_gap_seconds = 0\ncarry_over = {}", dice.below(2) == 0);
    if dice.below(3) == 0 {
        text.push_str("interleave = { normal = 2, priority = 1 }\n");
    }
    text.push_str("[calendar.hours]\n");
    for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
        let _ = writeln!(text, "{day} = [\"00:00-24:00\"]");
    }
    let _ = writeln!(text, "[http]\nlisten = \"127.0.0.1:{port}\"\nopen = true");
    for service in &services {
        let letter = b"ABCDEFGH"[dice.below(8) as usize] as char;
        let _ = writeln!(
            text,
            "[[service]]\nid = \"{service}\"\nletter = \"{letter}\"\nnames = {{ fr = \"{service}\" }}\ntarget_wait_minutes = {}",
            1 + dice.below(5)
        );
    }
    let counters = 1 + dice.below(5);
    for n in 1..=counters {
        // The last one serves everything: an office whose services nobody serves is a mistake.
        let mut skills: Vec<&str> = services.iter().copied().filter(|_| dice.below(2) == 0).collect();
        if n == counters || skills.is_empty() {
            skills.clone_from(&services);
        }
        let _ = writeln!(text, "[[counter]]\nid = \"c{n}\"\nlabel = \"{n}\"\nservices = {skills:?}");
    }
    text
}

/// The daemon under trial.
struct Daemon {
    child: Child,
    address: SocketAddr,
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn post(daemon: &Daemon, path: &str, key: &str, body: &Value) -> (u16, Value) {
    let head = format!("idempotency-key: {key}\r\ncontent-type: application/json\r\n");
    let Answer { status, json, .. } = request(daemon.address, "POST", path, &head, &body.to_string()).await;
    (status, json)
}

/// The office as its journal has it.
async fn state(reader: &Reader) -> State {
    let (mut state, mut after) = (State::default(), 0);
    loop {
        let events = reader.events(after, 5_000).await.expect("the journal is read");
        let Some(last) = events.last() else { return state };
        after = last.seq;
        events.iter().for_each(|event| state.apply(event));
    }
}

/// Everybody who has a place, with it: who waits, in the order of the line; who was called or served waits or is still there.
fn places(state: &State) -> BTreeMap<TicketId, (Timestamp, Timestamp, u32)> {
    let alive = state.tickets.values().filter(|t| !t.state.is_final());
    alive.map(|t| (t.id, (t.line_at, t.issued_at, t.transactions))).collect()
}

/// Somebody who waits, and whom no counter could ever call.
fn in_vain<'a>(state: &'a State, config: &OfficeConfig) -> Option<&'a Ticket> {
    let now = Timestamp(i64::MAX / 2);
    let mut waiting = state.tickets.in_state(TicketState::Waiting);
    waiting.find(|t| !config.counters.iter().any(|c| eligible(t, c, config, now)))
}

async fn reload(daemon: &Daemon, reader: &Reader, file: &Path, text: &str) -> OfficeConfig {
    std::fs::write(file, text).expect("the configuration is written");
    let config = Config::load(file).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let hash = config.hash();
    let pid = Pid::from_raw(i32::try_from(daemon.child.id()).expect("a process id"));
    kill(pid, Signal::SIGHUP).expect("the signal is sent");
    let begun = Instant::now();
    while state(reader).await.config_hash.as_deref() != Some(hash.as_str()) {
        assert!(begun.elapsed() < LIMIT, "the configuration was not read again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    config.office
}

/// Fifty people for the services there are, some called, one parked, one sent to a counter of its own.
async fn fill(daemon: &Daemon, config: &OfficeConfig) {
    for n in 0..50_usize {
        let service = config.services[n % config.services.len()].id.to_string();
        let class = if n % 9 == 0 { "priority" } else { "normal" };
        let body = json!({"service": service, "class": class});
        let (status, answer) = post(daemon, "/api/v1/tickets", &format!("t{n}"), &body).await;
        assert_eq!(status, 201, "{answer}");
    }
    for (n, counter) in config.counters.iter().enumerate() {
        let path = |action: &str| format!("/api/v1/counters/{}/{action}", counter.id);
        assert_eq!(post(daemon, &path("open"), &format!("o{n}"), &json!({})).await.0, 200);
        assert_eq!(post(daemon, &path("next"), &format!("n{n}"), &json!({})).await.0, 200);
        if n == 0 {
            let parked = post(daemon, &path("park"), "park", &json!({"reason": "photocopies"})).await;
            assert_eq!(parked.0, 200, "{parked:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_changed_while_fifty_people_wait_nobody_loses_a_place() {
    let reloads = std::env::var("NOUBA_RELOADS").ok().and_then(|n| n.parse().ok()).unwrap_or(RELOADS);
    let dir = tempfile::tempdir().expect("a directory");
    let [file, data, said] = ["office.toml", "data", "said"].map(|name| dir.path().join(name));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut dice = Dice(7);
    // Begin with everything there is.
    let first = loop {
        let text = office(&mut dice, port);
        if text.matches("[[service]]").count() == 6 && text.matches("[[counter]]").count() >= 3 {
            break text;
        }
    };
    std::fs::write(&file, &first).expect("the configuration is written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_noubad"))
        .args(["serve", "--config"])
        .arg(&file)
        .arg("--data")
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&said).expect("a file"))
        .spawn()
        .expect("the daemon starts");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .expect("the daemon says where it listens");
    let address =
        line.trim().trim_start_matches("http://").trim_end_matches('/').parse().expect("an address");
    let daemon = Daemon { child, address };
    let mut config = Config::load(&file).expect("a configuration").office;
    let reader = loop {
        match Reader::open(&data).await {
            Ok(reader) => break reader,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    let begun = Instant::now();
    while state(&reader).await.day.is_none() {
        assert!(begun.elapsed() < LIMIT, "the day does not open");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    fill(&daemon, &config).await;
    let before = places(&state(&reader).await);
    assert_eq!(before.len(), 50);
    for round in 0..reloads {
        config = reload(&daemon, &reader, &file, &office(&mut dice, port)).await;
        let now = state(&reader).await;
        assert_eq!(places(&now), before, "round {round}");
        let lost = in_vain(&now, &config).map(|t| (t.number, t.service.clone()));
        assert_eq!(lost, None, "round {round}: nobody can call them");
    }
    a_mistake_changes_nothing_and_is_told(&daemon, &reader, &file, &said).await;
    everybody_is_called(&daemon, &reader, &config).await;
    reader.close().await;
}

/// A configuration with a mistake, and one that names a port it cannot have: the office goes on as before and says why.
async fn a_mistake_changes_nothing_and_is_told(daemon: &Daemon, reader: &Reader, file: &Path, said: &Path) {
    let (hash, before) = (state(reader).await.config_hash, places(&state(reader).await));
    let good = std::fs::read_to_string(file).expect("the configuration is read");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let elsewhere = format!("listen = \"{}\"", taken.local_addr().unwrap());
    let moved = good.replace(&format!("listen = \"{}\"", daemon.address), &elsewhere);
    assert_ne!(moved, good);
    for (bad, why) in
        [(good.replace("cap_minutes", "cap_minuets"), "cap_minuets"), (moved, "cannot be listened on")]
    {
        std::fs::write(file, &bad).expect("the configuration is written");
        let pid = Pid::from_raw(i32::try_from(daemon.child.id()).expect("a process id"));
        kill(pid, Signal::SIGHUP).expect("the signal is sent");
        let begun = Instant::now();
        while !std::fs::read_to_string(said).expect("what it said").contains(why) {
            assert!(begun.elapsed() < LIMIT, "it does not say {why}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let now = state(reader).await;
        assert_eq!((&now.config_hash, &places(&now)), (&hash, &before));
    }
}

/// Each who waits is called in the end, by whatever counters there are now.
async fn everybody_is_called(daemon: &Daemon, reader: &Reader, config: &OfficeConfig) {
    let parked = state(reader).await.tickets.in_state(TicketState::Parked).count();
    for counter in &config.counters {
        let path = |action: &str| format!("/api/v1/counters/{}/{action}", counter.id);
        // It may be open still.
        let _ = post(daemon, &path("open"), &format!("again-{}", counter.id), &json!({})).await;
        for n in 0..60 {
            let (status, _) =
                post(daemon, &path("next"), &format!("last-{}-{n}", counter.id), &json!({})).await;
            if status != 200 {
                break;
            }
        }
    }
    let now = state(reader).await;
    assert_eq!(now.tickets.in_state(TicketState::Waiting).count(), 0, "somebody still waits");
    let served = now.tickets.values().filter(|t| t.state.is_final()).count();
    let in_hand = now.tickets.values().filter(|t| t.in_hand()).count();
    assert_eq!(served + in_hand + parked, 50);
    let events = reader.events(0, 5_000).await.expect("the journal is read");
    let expired = events.iter().filter(|r| matches!(r.event, Event::TicketExpired { .. })).count();
    assert_eq!(expired, 0);
}
