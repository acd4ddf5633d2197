//! Other programs are told everything, in order, signed; also what happened while they were down and while the daemon was.

use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::common::{Bench, config, until};

const SECRET: &str = "a-secret-between-two-programs";

/// What the other program was sent: id, body, and whether the signature was right.
type Told = Arc<Mutex<Vec<(String, Value, bool)>>>;

/// Another program: takes requests one after the other, and answers as `status` says for the n-th of them.
async fn other(listener: TcpListener, told: Told, status: impl Fn(usize) -> u16 + Send + 'static) {
    let mut n = 0;
    loop {
        let Ok((mut stream, _)) = listener.accept().await else { return };
        let mut text = Vec::new();
        let (head, body) = loop {
            let mut part = [0; 4096];
            let read = stream.read(&mut part).await.unwrap_or(0);
            text.extend_from_slice(&part[..read]);
            let whole = String::from_utf8_lossy(&text).into_owned();
            if let Some((head, body)) = whole.split_once("\r\n\r\n") {
                let length: usize = field(head, "content-length").parse().unwrap();
                if body.len() >= length {
                    break (head.to_owned(), body.to_owned());
                }
            }
            if read == 0 {
                return;
            }
        };
        let (id, at) = (field(&head, "webhook-id"), field(&head, "webhook-timestamp"));
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(format!("{id}.{at}.{body}").as_bytes());
        let right = decoded(field(&head, "webhook-signature").strip_prefix("v1,").unwrap_or_default())
            == mac.finalize().into_bytes().to_vec();
        let code = status(n);
        n += 1;
        if code == 200 {
            told.lock().unwrap().push((id.clone(), serde_json::from_str(&body).unwrap(), right));
        }
        let answer = format!("HTTP/1.1 {code} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let _ = stream.write_all(answer.as_bytes()).await;
    }
}

fn field(head: &str, name: &str) -> String {
    let found = head.lines().filter_map(|l| l.split_once(": ")).find(|(n, _)| n.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.to_owned()).unwrap_or_default()
}

fn decoded(text: &str) -> Vec<u8> {
    let digit = |c: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".find(c);
    let bits: Vec<usize> = text.chars().filter_map(digit).collect();
    let mut bytes = Vec::new();
    for four in bits.chunks(4) {
        let word = four.iter().fold(0, |word, d| word << 6 | d) << (6 * (4 - four.len()));
        bytes.extend((0..four.len() - 1).map(|i| (word >> (16 - 8 * i) & 255) as u8));
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_program_is_told_in_order_signed_and_again_until_it_says_yes() {
    let dir = tempfile::tempdir().unwrap();
    let secret = dir.path().join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let more = format!(
        "[[webhook]]\nid = \"records\"\nurl = \"http://{address}/in\"\nsecret = {:?}\n",
        secret.display().to_string()
    );
    let clock = Arc::new(noubad::clock::FastClock::new(super::common::MORNING, 1.0));
    let mut bench =
        Bench::changed(dir, &config("next_gap_seconds = 0", &more), clock, |_| ()).await.open().await;
    let told: Told = Arc::default();
    // It is unwell at first: every answer but the third is an error, and the first two are not heard of.
    let program = tokio::spawn(other(listener, Arc::clone(&told), |n| if n < 2 { 500 } else { 200 }));
    bench.issue("t1").await;
    bench.act("c1", "open", json!({})).await;
    bench.act("c1", "next", json!({})).await;
    bench.act("c1", "park", json!({"reason": "a word of the clerk's"})).await;
    let kinds = |told: &Told| {
        let told = told.lock().unwrap();
        told.iter().map(|(_, body, _)| body["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let wanted = ["day_opened", "ticket_issued", "ticket_called", "ticket_parked"];
    until("it is told", || async { kinds(&told).len() >= wanted.len() }).await;
    assert_eq!(kinds(&told), wanted);
    {
        let told = told.lock().unwrap();
        assert!(told.iter().all(|(_, _, right)| *right), "every signature is right");
        assert_eq!(told[1].1["data"]["number"], "A001");
        let seqs: Vec<u64> = told.iter().map(|(_, body, _)| body["seq"].as_u64().unwrap()).collect();
        assert!(seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");
        assert!(!format!("{told:?}").contains("clerk's"), "free words stay here");
    }
    // Down, and the daemon too; meanwhile something happens. Nothing of it is lost, and nothing told again.
    program.abort();
    let _ = program.await;
    bench.issue("t2").await;
    bench.stop().await;
    bench.run().await;
    bench.issue("t3").await;
    let listener = TcpListener::bind(address).await.unwrap();
    let program = tokio::spawn(other(listener, Arc::clone(&told), |_| 200));
    until("it is told what it missed", || async { kinds(&told).len() >= wanted.len() + 2 }).await;
    assert_eq!(kinds(&told)[wanted.len()..], ["ticket_issued", "ticket_issued"]);
    let ids: std::collections::BTreeSet<String> =
        told.lock().unwrap().iter().map(|(id, ..)| id.clone()).collect();
    assert_eq!(ids.len(), wanted.len() + 2, "each event has an id of its own");
    assert_eq!(bench.device("records"), "ready");
    program.abort();
}
