//! A clerk's day over HTTP, and what is refused.

use serde_json::{Value, json};

use super::common::{Bench, config};

fn kinds(answer: &super::common::Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json["events"].as_array().unwrap().iter().map(|e| e.as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_opens_calls_serves_sets_aside_and_sends_on() {
    let bench = Bench::start().await.open().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(bench.issue(&format!("k{n}")).await.json["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds(&bench.act("c1", "open", json!({})).await), ["counter_opened"]);
    let called = bench.act("c1", "next", json!({})).await;
    assert_eq!(kinds(&called), ["ticket_called"]);
    assert_eq!(
        (&called.json["ticket"]["number"], &called.json["ticket"]["state"]),
        (&json!("A001"), &json!("called"))
    );
    assert_eq!(
        called.json["ticket"]["service_names"]["fr"], "Naissance",
        "a whole card, as the contract says"
    );
    assert_eq!(called.json["counter"], json!({"id": "c1", "state": "open"}));
    assert!(called.json["seq"].as_u64().unwrap() > 5);
    bench.act("c1", "recall", json!({})).await.is_problem(409, "recall_too_soon");
    assert_eq!(kinds(&bench.act("c1", "undo", json!({})).await), ["command_undone"]);
    assert_eq!(bench.act("c1", "next", json!({})).await.json["ticket"]["number"], "A001");
    assert_eq!(kinds(&bench.act("c1", "start", json!({})).await), ["service_started"]);
    let finished = bench.act("c1", "finish", json!({"outcome": "done"})).await;
    assert_eq!((kinds(&finished), &finished.json["ticket"]), (vec!["service_finished"], &Value::Null));
    bench.act("c1", "next", json!({})).await;
    assert_eq!(kinds(&bench.act("c1", "park", json!({"reason": "copy"})).await), ["ticket_parked"]);
    assert_eq!(kinds(&bench.act("c1", "resume", json!({"ticket": ids[1]})).await), ["ticket_resumed"]);
    let picked = bench.act("c1", "pick", json!({"ticket": ids[3], "reason": "mother with infant"})).await;
    assert_eq!(picked.json["ticket"]["number"], "A004");
    assert_eq!(kinds(&bench.act("c1", "no-show", json!({})).await), ["ticket_no_show"]);
    assert_eq!(kinds(&bench.act("c1", "reinstate", json!({"ticket": ids[3]})).await), ["ticket_reinstated"]);
    bench.act("c1", "next", json!({})).await;
    let sent = bench.act("c1", "transfer", json!({"service": "copies", "note": "needs two"})).await;
    assert_eq!(kinds(&sent), ["ticket_transferred"]);
    bench.act("c1", "next", json!({})).await;
    assert_eq!(kinds(&bench.act("c1", "return", json!({"place": "first"})).await), ["ticket_returned"]);
    assert_eq!(kinds(&bench.act("c1", "pause", json!({})).await), ["counter_paused"]);
    assert_eq!(kinds(&bench.act("c1", "cancel", json!({"ticket": ids[4]})).await), ["ticket_cancelled"]);
    assert_eq!(bench.act("c1", "close", json!({})).await.json["counter"]["state"], "closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_say_which_rule() {
    let bench = Bench::with(&config("", "")).await.open().await;
    let id = bench.issue("k").await.json["id"].as_str().unwrap().to_owned();
    let cases: Vec<(&str, &str, Value, u16, &str)> = vec![
        ("c9", "next", json!({}), 404, "unknown_counter"),
        ("No!", "next", json!({}), 404, "unknown_counter"),
        ("c9", "cancel", json!({"ticket": id}), 404, "unknown_counter"),
        ("c1", "dance", json!({}), 404, "unknown_action"),
        ("c1", "next", json!({}), 409, "counter_closed"),
        ("c1", "pause", json!({}), 409, "counter_closed"),
        ("c1", "open", json!({}), 200, ""),
        ("c1", "open", json!({}), 409, "counter_unchanged"),
        ("c1", "finish", json!({}), 409, "no_ticket_in_hand"),
        ("c1", "pick", json!({"ticket": id, "reason": " "}), 422, "reason_needed"),
        ("c1", "pick", json!({"reason": "x"}), 422, "missing_field"),
        ("c1", "pick", json!({"ticket": "seven", "reason": "x"}), 404, "unknown_ticket"),
        ("c1", "return", json!({}), 422, "missing_field"),
        ("c1", "return", json!({"place": "middle"}), 400, "malformed"),
        ("c1", "next", json!({"colour": "red"}), 400, "malformed"),
        ("c1", "transfer", json!({}), 422, "missing_field"),
        ("c1", "resume", json!({"ticket": id}), 409, "wrong_state"),
        ("c1", "next", json!({}), 200, ""),
        ("c1", "next", json!({}), 409, "press_too_soon"),
        ("c1", "close", json!({}), 409, "ticket_in_hand"),
        ("c2", "undo", json!({}), 409, "nothing_to_undo"),
        ("c1", "transfer", json!({"service": "nosuch"}), 404, "unknown_service"),
        ("c1", "transfer", json!({"service": "birth", "note": "é".repeat(201)}), 422, "text_too_long"),
        ("c1", "finish", json!({}), 200, ""),
        ("c1", "next", json!({}), 409, "nobody_waiting"),
    ];
    for (counter, action, body, status, code) in cases {
        println!("{counter} {action} {body}");
        let answer = bench.act(counter, action, body).await;
        if status == 200 {
            assert_eq!(answer.status, 200, "{answer:?}")
        } else {
            answer.is_problem(status, code)
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_press_is_carried_out_once_and_a_refusal_stays_refused() {
    let mut bench = Bench::start().await.open().await;
    let next = |key: &'static str| ("/api/v1/counters/c1/next", key, json!({}));
    bench.act("c1", "open", json!({})).await;
    let (path, key, body) = next("press-1");
    bench.post(path, key, &body).await.is_problem(409, "nobody_waiting");
    for n in 0..3 {
        bench.issue(&format!("k{n}")).await;
    }
    bench.post(path, key, &body).await.is_problem(409, "nobody_waiting");
    let (path, key, body) = next("press-2");
    let first = bench.post(path, key, &body).await;
    assert_eq!(first.json["ticket"]["number"], "A001");
    assert_eq!(bench.post(path, key, &body).await.json, first.json);
    bench.stop().await;
    bench.run().await;
    let again = bench.post(path, key, &body).await;
    assert_eq!((&again.json["seq"], &again.json["events"]), (&first.json["seq"], &first.json["events"]));
    assert_eq!(again.json["ticket"]["number"], "A001", "nobody else was called");
}
