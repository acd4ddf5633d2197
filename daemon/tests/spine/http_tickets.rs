//! Tickets over HTTP: given once per key, and every mistake answered in one form.

use std::sync::Arc;
use std::time::Duration;

use noubad::clock::ManualClock;
use queue::time::HOUR_MS;
use serde_json::json;

use super::common::{Bench, MORNING, config, request, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_has_a_number_a_place_and_a_link() {
    let bench = Bench::start().await.open().await;
    let first = bench.issue("k1").await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(first.json["number"], "A001");
    assert_eq!(first.json["ahead"], 0);
    assert_eq!((&first.json["class"], &first.json["print"]), (&json!("normal"), &json!("none")));
    let token = first.json["token"].as_str().unwrap();
    assert_eq!(first.json["follow_url"], format!("https://nouba.example/t/{token}"));
    let id = first.json["id"].as_str().unwrap();
    assert_eq!(first.header("location"), Some(format!("/api/v1/tickets/{id}").as_str()));

    let body = json!({"service": "birth", "class": "priority", "locale": "fr"});
    let second = bench.post("/api/v1/tickets", "k2", &body).await;
    assert_eq!((&second.json["number"], &second.json["ahead"]), (&json!("A002"), &json!(1)));
    let card = bench.get(&format!("/api/v1/tickets/{}", second.json["id"].as_str().unwrap())).await;
    assert_eq!((card.status, &card.json["state"]), (200, &json!("waiting")));
    assert_eq!((&card.json["class"], &card.json["locale"]), (&json!("priority"), &json!("fr")));
    let services = bench.get("/api/v1/services").await.json;
    assert_eq!(services["office"]["id"], "test-office");
    assert_eq!(
        (&services["services"][0]["waiting"], &services["services"][0]["open"]),
        (&json!(2), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_key_gets_the_first_ticket_also_after_a_restart() {
    let mut bench = Bench::start().await.open().await;
    let first = bench.issue("touch-1").await;
    let again = bench.issue("touch-1").await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    bench.stop().await;
    bench.run().await;
    // At once from the file, later from memory: a moment after the start it has all of them.
    for moment in [0, 600] {
        tokio::time::sleep(Duration::from_millis(moment)).await;
        let after = bench.issue("touch-1").await;
        assert_eq!((after.status, &after.json), (201, &first.json));
    }
    assert_eq!(bench.issue("touch-2").await.json["number"], "A002", "no number was lost or given twice");
    let other = bench.post("/api/v1/tickets", "touch-1", &json!({"service": "copies"})).await;
    other.is_problem(422, "command_id_reused");
    bench.post("/api/v1/counters/c1/open", "touch-1", &json!({})).await.is_problem(422, "command_id_reused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_many_times_at_once_is_one_ticket() {
    let bench = Bench::start().await.open().await;
    let answers = futures_util::future::join_all((0..20).map(|_| bench.issue("same"))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.json), (201, &answers[0].json));
    }
    assert_eq!(bench.office().replica.read().state.tickets.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mistake_is_a_problem_document_with_a_code() {
    let bench = Bench::start().await.open().await;
    let json = "content-type: application/json\r\n";
    let keyed = &format!("{json}idempotency-key: k\r\n");
    let long_key = format!("{json}idempotency-key: {}\r\n", "x".repeat(65));
    let bad_key = format!("{json}idempotency-key: é\r\n");
    let odd_key = format!("{json}idempotency-key: a b\r\n");
    let big = format!("{{\"service\":\"{}\"}}", "x".repeat(70_000));
    let deep = "[".repeat(10_000);
    let birth = r#"{"service":"birth"}"#;
    let unknown = "018f0000-0000-7000-8000-000000000000";
    let ticket = |rest: &str| format!("/api/v1/tickets/{unknown}{rest}");
    let tickets = "/api/v1/tickets";
    let cases: Vec<(&str, String, &str, &str, u16, &str)> = vec![
        ("POST", tickets.into(), json, birth, 400, "idempotency_key"),
        ("POST", tickets.into(), &long_key, birth, 400, "idempotency_key"),
        ("POST", tickets.into(), &bad_key, birth, 400, "idempotency_key"),
        ("POST", tickets.into(), &odd_key, birth, 400, "idempotency_key"),
        ("POST", tickets.into(), keyed, "{", 400, "malformed"),
        ("POST", tickets.into(), keyed, "", 400, "malformed"),
        ("POST", tickets.into(), keyed, &deep, 400, "malformed"),
        ("POST", tickets.into(), keyed, "[]", 400, "malformed"),
        ("POST", tickets.into(), keyed, r#"{"service":"birth","colour":1}"#, 400, "malformed"),
        ("POST", tickets.into(), keyed, r#"{"service":"birth","class":"vip"}"#, 400, "malformed"),
        ("POST", tickets.into(), keyed, r#"{"service":7}"#, 400, "malformed"),
        ("POST", tickets.into(), keyed, &big, 413, "too_large"),
        ("POST", tickets.into(), "idempotency-key: k\r\n", birth, 415, "not_json"),
        ("POST", tickets.into(), keyed, r#"{"service":"No Such"}"#, 404, "unknown_service"),
        ("POST", tickets.into(), keyed, r#"{"service":"nosuch"}"#, 404, "unknown_service"),
        ("GET", tickets.into(), "", "", 405, "wrong_method"),
        ("DELETE", ticket(""), "", "", 405, "wrong_method"),
        ("GET", ticket(""), "", "", 404, "unknown_ticket"),
        ("GET", "/api/v1/tickets/seven".into(), "", "", 404, "unknown_ticket"),
        ("GET", "/api/v1/tickets/%ff".into(), "", "", 400, "malformed"),
        ("GET", ticket("/picture"), "", "", 404, "unknown_ticket"),
        ("POST", ticket("/reprint"), keyed, "", 409, "no_printer"),
        ("GET", "/api/v1/nothing".into(), "", "", 404, "not_found"),
        ("POST", "/api/v1/nothing".into(), "", "", 404, "not_found"),
        ("PUT", "/api/v1/services".into(), "", "", 405, "wrong_method"),
        ("GET", "/no-such-page".into(), "", "", 404, "not_found"),
        ("POST", "/kiosk".into(), "", "", 405, "wrong_method"),
        ("GET", "/api/v1/live/counter/nobody".into(), "", "", 404, "unknown_counter"),
        ("GET", "/api/v1/live/ticket/0123456789abcdef0123456789abcdef".into(), "", "", 404, "unknown_ticket"),
        ("GET", "/api/v1/live/ticket/short".into(), "", "", 404, "unknown_ticket"),
    ];
    for (method, path, head, body, status, code) in cases {
        println!("{method} {path} {}", &body[..body.len().min(40)]);
        request(bench.address, method, &path, head, body).await.is_problem(status, code);
    }
    let chunked = format!("{json}idempotency-key: another\r\ntransfer-encoding: chunked\r\n");
    let body = format!("{:x}\r\n{birth}\r\n0\r\n\r\n", birth.len());
    assert_eq!(request(bench.address, "POST", tickets, &chunked, &body).await.status, 201);
    assert_eq!(bench.office().replica.read().state.tickets.len(), 1, "no mistake left a ticket");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_night_there_are_no_tickets_and_no_counters_until_the_day_opens() {
    let clock = Arc::new(ManualClock::new(MORNING + -4 * HOUR_MS));
    let bench = Bench::at(&config("", ""), Arc::clone(&clock) as _).await;
    bench.issue("early").await.is_problem(409, "day_closed");
    bench.act("c1", "open", json!({})).await.is_problem(409, "day_closed");
    let services = bench.get("/api/v1/services").await.json;
    assert_eq!(services["services"][0]["closed_reason"], "day_closed");
    clock.advance(4 * HOUR_MS);
    until("the day opens", || async { bench.office().replica.read().state.day.is_some() }).await;
    bench.issue("early").await.is_problem(409, "day_closed");
    assert_eq!(
        bench.issue("later").await.status,
        201,
        "the same key keeps its answer, a new touch gets a ticket"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_touches_at_once_get_two_hundred_numbers() {
    let bench = Bench::start().await.open().await;
    let one = |n: usize| {
        let bench = &bench;
        async move {
            loop {
                let answer = bench.issue(&format!("burst-{n}")).await;
                if answer.status == 201 {
                    return answer.json["number"].as_str().unwrap().to_owned();
                }
                answer.is_problem(503, "busy");
            }
        }
    };
    let mut numbers = futures_util::future::join_all((0..200).map(one)).await;
    numbers.sort();
    let expected: Vec<String> = (1..=200).map(|n| format!("A{n:03}")).collect();
    assert_eq!(numbers, expected);
    let commits = bench.get("/readyz").await.json["journal"]["commits"].as_u64().unwrap();
    assert!(commits < 200, "what came at once was committed together: {commits} commits");
}
