//! What docs/integration.md promises other software, done as it is written there; and the Python example.

use std::collections::BTreeMap;
use std::process::Stdio;

use serde_json::{Value, json};

use super::common::{Bench, request};

/// Puts what earlier answers gave into a text.
fn filled(text: &str, known: &BTreeMap<String, String>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

/// Holds an answer against what is promised: what is promised must be there; `{{name}}` is remembered.
fn compare(promised: &Value, found: &Value, known: &mut BTreeMap<String, String>, place: &str) {
    match promised {
        Value::Object(fields) => {
            for (name, value) in fields {
                compare(value, &found[name], known, &format!("{place}.{name}"));
            }
        }
        Value::String(text) if text.starts_with("{{") => {
            let name = text.trim_matches(['{', '}']).to_owned();
            let value = found.as_str().unwrap_or_else(|| panic!("{place}: no text, but {found}")).to_owned();
            let before = known.entry(name).or_insert_with(|| value.clone());
            assert_eq!(*before, value, "{place}");
        }
        other => assert_eq!(found, other, "{place}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_of_the_documentation_does_what_it_says() {
    let bench = Bench::start().await.open().await;
    let text = include_str!("../../../docs/integration.md");
    let mut known = BTreeMap::new();
    let examples: Vec<&str> =
        text.split("```http\n").skip(1).map(|part| part.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 8, "{} examples", examples.len());
    for example in examples {
        let (asked, answered) = example.split_once("-> ").expect("an answer");
        let (line, body) = asked.split_once('\n').unwrap();
        let (method, path) =
            filled(line, &known).split_once(' ').map(|(m, p)| (m.to_owned(), p.to_owned())).unwrap();
        let head = format!("idempotency-key: {}\r\ncontent-type: application/json\r\n", uuid::Uuid::new_v4());
        let answer = request(bench.address, &method, &path, &head, &filled(body.trim(), &known)).await;
        let (status, promised) = answered.split_once('\n').unwrap();
        assert_eq!(answer.status.to_string(), status.trim(), "{line}: {answer:?}");
        if !promised.trim().is_empty() {
            compare(&serde_json::from_str(promised).unwrap(), &answer.json, &mut known, line);
        }
    }
}

async fn python(bench: &Bench, arguments: &[&str]) -> (Option<i32>, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/counter.py");
    let machine = bench.dir.path().join("machine");
    let run = tokio::process::Command::new("python3")
        .arg(script)
        .arg(format!("http://{}", bench.address))
        .arg("c1")
        .args(arguments)
        .env("NOUBA_MACHINE", machine)
        .stdin(Stdio::null())
        .output();
    let done = tokio::time::timeout(super::common::LIMIT, run)
        .await
        .expect("it ends")
        .expect("python3 is installed");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.code(), said.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_python_example_shows_the_ticket_at_a_counter_and_closes_it() {
    let bench = Bench::start().await.open().await;
    bench.issue("t1").await;
    bench.act("c1", "open", json!({})).await;
    assert_eq!(python(&bench, &["show"]).await, (Some(0), "nobody".to_owned()));
    assert_eq!(python(&bench, &["next"]).await, (Some(0), "A001 birth called".to_owned()));
    assert_eq!(python(&bench, &["show"]).await, (Some(0), "A001 birth called".to_owned()));
    assert_eq!(python(&bench, &["finish", "--outcome", "delivered"]).await, (Some(0), "nobody".to_owned()));
    let state = bench.office().replica.read().state.tickets.values().next().unwrap().state;
    assert_eq!(state, queue::ticket::TicketState::Finished);
    let (code, said) = python(&bench, &["finish"]).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("no_ticket_in_hand"), "{said}");
}
