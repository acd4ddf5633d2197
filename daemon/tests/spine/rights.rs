//! Everybody on every operation of the interface's description: who gets in is who the table names, and nobody else.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use noubad::access::rules::{RULES, Who};
use noubad::access::{MachineKind, Role};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tokio::time::timeout;

use super::access::{Keys, Town};
use super::common::LIMIT;

/// Somebody with their secrets.
struct Asker {
    name: &'static str,
    role: Option<Role>,
    kind: Option<MachineKind>,
    keys: Keys,
}

impl Asker {
    /// What the table says, read apart from the code that enforces it. Clerks sit at c1.
    fn may(&self, who: &[Who], path: &str) -> bool {
        who.iter().any(|named| match named {
            Who::Public => true,
            Who::Is(role) => self.role == Some(*role),
            Who::Runs(kind) => self.kind == Some(*kind),
            Who::StandsThere => {
                self.kind == Some(MachineKind::Tablet) && path.split('/').any(|part| part == "c1")
            }
            Who::OwnCounter => self.role == Some(Role::Clerk) && path.split('/').any(|part| part == "c1"),
        })
    }
}

async fn everybody(town: &Town) -> Vec<Asker> {
    let technician = town.technician().await;
    let mut all = vec![
        Asker { name: "nobody", role: None, kind: None, keys: Keys::default() },
        Asker { name: "technician", role: Some(Role::Technician), kind: None, keys: technician.clone() },
    ];
    for (name, kind, counter) in [
        ("kiosk", MachineKind::Kiosk, None),
        ("board", MachineKind::Board, None),
        ("counter", MachineKind::Counter, Some("c1")),
        ("tablet", MachineKind::Tablet, Some("c1")),
        ("monitor", MachineKind::Monitor, None),
    ] {
        let keys = town.machine(&technician, name, &format!("{name}-1"), counter).await;
        all.push(Asker { name, role: None, kind: Some(kind), keys });
    }
    let desk = all[4].keys.clone();
    for role in [Role::Clerk, Role::Supervisor, Role::Manager, Role::Auditor] {
        let secret = if role == Role::Clerk { "492817" } else { "a long night of rain" };
        town.account(role.word(), role, secret).await;
        // A clerk's PIN works at the counter; the others sit anywhere.
        let at = if role == Role::Clerk { desk.clone() } else { Keys::default() };
        let keys = town.signed_in(role.word(), secret, &at).await;
        all.push(Asker { name: role.word(), role: Some(role), kind: None, keys });
    }
    all
}

/// Asks from an address of the asker's own, as each machine has one, and again where that was too often.
async fn ask(address: SocketAddr, asker: (usize, &Asker), method: &str, path: &str) -> (u16, String) {
    loop {
        let (status, code, wait_ms) = ask_once(address, asker, method, path).await;
        if code != "too_many_requests" {
            return (status, code);
        }
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
    }
}

/// Returns status and code of an answer, and how long to wait, without waiting for the end of a stream.
async fn ask_once(
    address: SocketAddr,
    (n, asker): (usize, &Asker),
    method: &str,
    path: &str,
) -> (u16, String, u64) {
    let key = uuid::Uuid::new_v4();
    let text = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nidempotency-key: {key}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: 2\r\n{}\r\n{{}}",
        asker.keys.head()
    );
    let asked = async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 1, u8::try_from(n + 1).unwrap()], 0))).unwrap();
        let mut stream = socket.connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let (mut answer, mut part) = (Vec::new(), [0; 8_192]);
        while let Ok(length @ 1..) = stream.read(&mut part).await {
            answer.extend(&part[..length]);
            if String::from_utf8_lossy(&answer).to_lowercase().contains("content-type: text/event-stream") {
                break;
            }
        }
        String::from_utf8_lossy(&answer).into_owned()
    };
    let answer = timeout(LIMIT, asked).await.expect("an answer in time");
    let status = answer[9..12].parse().unwrap();
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    let wait_ms = json["wait_ms"].as_u64().unwrap_or(100);
    let code = json["code"].as_str().unwrap_or_default();
    // The queue has rules of its own about roles, beyond the guard.
    let by_the_queue = code == "not_allowed" && json["detail"] != "this account may not do that";
    (status, if by_the_queue { "refused" } else { code }.to_owned(), wait_ms)
}

/// What is served beside the description, with its methods, as the router's source has it: axum does not tell its routes.
fn undescribed() -> Map<String, Value> {
    let mut found = Map::new();
    for part in include_str!("../../src/http/mod.rs").split(".route(\"").skip(1) {
        let (path, rest) = part.split_once('"').unwrap();
        let handlers = rest.split("\n        .").next().unwrap();
        let methods = ["get", "post", "put", "patch", "delete"];
        let taken = methods.iter().filter(|m| handlers.contains(&format!("{m}(")));
        let methods = taken.map(|m| ((*m).to_owned(), json!({}))).collect();
        if !path.contains("{*") {
            found.insert(path.to_owned(), Value::Object(methods));
        }
    }
    assert!(found.len() >= 12 && found["/r"]["post"].is_object(), "read from the source: {found:?}");
    found
}

/// A path as it is asked for.
fn filled(path: &str, counter: &str) -> String {
    let values = [
        ("{id}", counter),
        ("{action}", "pause"),
        ("{token}", "none"),
        ("{service}", "birth"),
        ("{number}", "D-2026-00001"),
        ("{day}", "2026-11-24"),
    ];
    let real = values.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    assert!(!real.contains('{'), "{path}: say here what stands for it");
    real
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_gets_in_where_the_table_says_and_nowhere_else() {
    let town = Town::start().await;
    let document = town.bench.get("/api/v1/openapi.json").await.json;
    let askers = everybody(&town).await;
    let mut described = BTreeSet::new();
    let (mut tried, mut refused) = (0, 0);
    let mut paths = document["paths"].as_object().unwrap().clone();
    paths.extend(undescribed());
    for (path, methods) in &paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let is_described = methods[method.to_lowercase()].is_object();
            let rule = RULES.iter().find(|r| r.method == method && r.path == path);
            assert_eq!(rule.is_some(), is_described, "{method} {path}: the table has what is described");
            described.extend(is_described.then(|| format!("{method} {path}")));
            // Signing out would end the session every other pair needs: it is public, and has a test of its own.
            if path.ends_with("/sign-out") {
                continue;
            }
            for counter in ["c1", "c2"] {
                let real = filled(path, counter);
                if !path.contains("{id}") && counter == "c2" {
                    continue;
                }
                for (n, asker) in askers.iter().enumerate() {
                    let (status, code) = ask(town.bench.address, (n, asker), method, &real).await;
                    let expected = rule.is_some_and(|rule| asker.may(rule.who, &real));
                    let turned_away = matches!(code.as_str(), "sign_in" | "not_allowed") || status == 405;
                    assert_eq!(!turned_away, expected, "{}: {method} {real}: {status} {code}", asker.name);
                    tried += 1;
                    refused += usize::from(turned_away);
                }
            }
        }
    }
    println!(
        "{tried} pairs of {} askers and {} operations, {refused} refused",
        askers.len(),
        described.len()
    );
    assert!(tried > 1_000 && refused > tried / 2, "{tried} {refused}");
    let undescribed: Vec<_> =
        RULES.iter().map(|r| format!("{} {}", r.method, r.path)).filter(|r| !described.contains(r)).collect();
    assert!(undescribed.is_empty(), "in the table alone: {undescribed:?}");
}
