//! More than an office ever sees: presses by the hundred, readers that do not read, clients that say nothing or too
//! much. Memory stays bounded, the clerk is served meanwhile, and what is kept stays closed.
#![allow(clippy::print_stdout, reason = "a figure, or why there is none")]

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use tests::office::Office;
use tests::{LIMIT, http, until};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Presses of the burst.
const PRESSES: usize = 500;
/// Connections they come on: as many as kiosks and pages of a very large office.
const AT_ONCE: usize = 50;

fn resident_kib(office: &Office) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", office.pid())).expect("its status");
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

async fn open_office() -> Office {
    let office = Office::start().await.expect("the office starts");
    until("the day is open", || async {
        matches!(http::get(office.address, "/api/v1/services").await, Ok((200, s)) if s["services"][0]["open"] == true)
    })
    .await;
    office
}

async fn issue(address: SocketAddr, key: &str) -> (u16, serde_json::Value) {
    let body = serde_json::json!({"service": "birth-extract", "locale": "fr"});
    http::post(address, "/api/v1/tickets", key, &body).await.expect("an answer")
}

/// A clerk's request, and how long it took.
async fn clerk(address: SocketAddr, n: usize) -> Duration {
    let begun = Instant::now();
    let (status, answer) = issue(address, &format!("clerk-{n}")).await;
    assert_eq!(status, 201, "{answer}");
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_presses_at_once_are_five_hundred_tickets() {
    let office = open_office().await;
    let (address, begun) = (office.address, Instant::now());
    let mut tasks = JoinSet::new();
    for k in 0..AT_ONCE {
        tasks.spawn(async move {
            let mut numbers = Vec::new();
            for n in (k..PRESSES).step_by(AT_ONCE) {
                let (status, ticket) = issue(address, &format!("burst-{n}")).await;
                assert_eq!(status, 201, "{ticket}");
                numbers.push(ticket["number"].as_str().expect("a number").to_owned());
            }
            numbers
        });
    }
    let numbers: Vec<String> = tasks.join_all().await.into_iter().flatten().collect();
    println!("{PRESSES} presses: {:.2} s", begun.elapsed().as_secs_f64());
    let wanted: BTreeSet<String> = (1..=PRESSES).map(|n| format!("A{n:03}")).collect();
    assert_eq!(numbers.iter().cloned().collect::<BTreeSet<_>>(), wanted, "each number once, none left out");
    assert!(office.stop_and_verify().await.expect("verify runs"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_that_are_never_read_cost_little_memory_and_nobody_else_anything() {
    let office = open_office().await;
    let address = office.address;
    let open = async || {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let head = format!(
            "GET /api/v1/live/board HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.expect("a request");
        stream
    };
    let mut deaf = Vec::new();
    for _ in 0..8 {
        deaf.push(open().await);
    }
    let (seen, mut readers) = (std::sync::Arc::new(std::sync::Mutex::new([0_u64; 56])), JoinSet::new());
    for k in 0..56 {
        let (mut stream, seen) = (open().await, std::sync::Arc::clone(&seen));
        readers.spawn(async move {
            let (mut buffer, mut tail) = (vec![0; 64 * 1024], String::new());
            while let Ok(n @ 1..) = stream.read(&mut buffer).await {
                tail.push_str(&String::from_utf8_lossy(&buffer[..n]));
                let newest = tail.rsplit("id: ").next().and_then(|t| t.split('\n').next());
                if let Some(seq) = newest.and_then(|t| t.trim().parse().ok()) {
                    seen.lock().expect("the list")[k] = seq;
                }
                let keep = tail.len().saturating_sub(256);
                tail = tail.chars().skip(keep).collect();
            }
        });
    }
    let before = resident_kib(&office);
    let mut slowest = Duration::ZERO;
    for n in 0..300 {
        slowest = slowest.max(clerk(address, n).await);
    }
    let (_, ready) = http::get(address, "/readyz").await.expect("an answer");
    let last = ready["journal"]["seq"].as_u64().expect("a place");
    until("every reader has the last event", || async {
        seen.lock().expect("the list").iter().all(|seq| *seq >= last)
    })
    .await;
    let grown = resident_kib(&office).saturating_sub(before);
    println!("64 streams, 8 never read: {grown} KiB more, slowest request {} ms", slowest.as_millis());
    // 300 tickets themselves are some of it; 8 unbounded buffers of 300 boards each would be far more than all of it.
    assert!(grown < 24 * 1024, "{grown} KiB more");
    drop(deaf);
    readers.abort_all();
    assert!(office.stop_and_verify().await.expect("verify runs"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_say_nothing_or_half_a_head_are_let_go_and_the_clerk_is_served_meanwhile() {
    let office = open_office().await;
    let (address, mut idle) = (office.address, Vec::new());
    for k in 0..250 {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        if k % 2 == 0 {
            stream
                .write_all(b"POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\nx-slow: ")
                .await
                .expect("a beginning");
        }
        idle.push(stream);
    }
    let before = resident_kib(&office);
    let mut slowest = Duration::ZERO;
    for n in 0..30 {
        slowest = slowest.max(clerk(address, n).await);
    }
    let begun = Instant::now();
    for stream in &mut idle {
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(LIMIT, stream.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "a client that says nothing keeps its connection for ever");
    }
    let grown = resident_kib(&office).saturating_sub(before);
    println!(
        "250 silent clients: slowest request {} ms, all closed {:.1} s later, {grown} KiB more",
        slowest.as_millis(),
        begun.elapsed().as_secs_f64()
    );
    assert!(grown < 16 * 1024, "{grown} KiB more");
    assert!(office.stop_and_verify().await.expect("verify runs"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn huge_bodies_and_heads_are_refused_before_they_are_kept() {
    let office = open_office().await;
    let address = office.address;
    let before = resident_kib(&office);
    for chunked in [false, true] {
        for _ in 0..10 {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            let length = if chunked { "transfer-encoding: chunked" } else { "content-length: 1000000000" };
            let head = format!(
                "POST /api/v1/tickets HTTP/1.1\r\nhost: {address}\r\nidempotency-key: huge\r\n\
                 content-type: application/json\r\n{length}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await.expect("a head");
            let block = vec![b'a'; 64 * 1024];
            for _ in 0..64 {
                let framed = [b"10000\r\n".as_slice(), &block, b"\r\n"].concat();
                let wrote = stream.write_all(if chunked { &framed } else { &block });
                // The server may close, or stop taking bytes, as soon as it has refused.
                match tokio::time::timeout(Duration::from_secs(2), wrote).await {
                    Ok(Ok(())) => (),
                    _ => break,
                }
            }
            let mut answer = Vec::new();
            let _ = tokio::time::timeout(LIMIT, stream.read_to_end(&mut answer)).await;
            let text = String::from_utf8_lossy(&answer);
            assert!(text.is_empty() || text.starts_with("HTTP/1.1 4"), "{text}");
        }
    }
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let _ = stream
        .write_all(format!("GET /healthz HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(1 << 20)).as_bytes())
        .await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(LIMIT, stream.read_to_end(&mut answer)).await;
    assert!(!answer.starts_with(b"HTTP/1.1 200"), "a head of a megabyte is no request");
    clerk(address, 0).await;
    let grown = resident_kib(&office).saturating_sub(before);
    println!("20 bodies of 4 MiB and more: {grown} KiB more");
    assert!(grown < 16 * 1024, "{grown} KiB more");
    assert!(office.stop_and_verify().await.expect("verify runs"));
}

/// Whatever stands in a directory that others than its owner may read or write.
fn open_to_others(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry").path()) {
        let kept = std::fs::symlink_metadata(&entry).expect("its mode");
        if kept.permissions().mode() & 0o077 != 0 && !kept.is_symlink() {
            found.push(format!("{:o} {}", kept.permissions().mode(), entry.display()));
        }
        if kept.is_dir() {
            found.extend(open_to_others(&entry));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_and_copied_is_for_its_owner_alone() {
    let office = open_office().await;
    clerk(office.address, 0).await;
    let data = office.dir.path().join("data");
    let noubad = async |arguments: &[&str]| {
        let mut command = tokio::process::Command::new(tests::office::daemon());
        let done = command.args(arguments).output().await.expect("noubad runs");
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    };
    let (copies, again) = (office.dir.path().join("copies"), office.dir.path().join("again"));
    std::fs::create_dir(&copies).expect("a directory");
    let (data, again) = (data.to_str().expect("a path"), again.to_str().expect("a path"));
    let copy = copies.join("copy.db");
    let copy = copy.to_str().expect("a path");
    noubad(&["access", "add", "boss", "--role", "supervisor", "--data", data]).await;
    noubad(&["backup", "--data", data, "--to", copy]).await;
    assert_eq!(open_to_others(Path::new(data)), Vec::<String>::new());
    assert_eq!(open_to_others(&copies), Vec::<String>::new());
    // A copy that everybody could read makes no journal that everybody can.
    std::fs::set_permissions(copy, std::fs::Permissions::from_mode(0o666)).expect("its owner may");
    noubad(&["restore", "--data", again, "--from", copy]).await;
    assert_eq!(open_to_others(Path::new(again)), Vec::<String>::new());
    assert!(office.stop_and_verify().await.expect("verify runs"));
}
