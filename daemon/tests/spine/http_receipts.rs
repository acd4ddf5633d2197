//! Receipts as counters, citizens and other programs meet them: given, printed, followed, closed, and never lost.

use noubad::store;
use queue::receipt::ReceiptState;
use serde_json::{Value, json};

use super::common::{Answer, Bench, DEPOSIT, config, desk, request};

async fn office() -> Bench {
    Bench::with(&config("next_gap_seconds = 0", &format!("{DEPOSIT}{}", desk(&["deposit"]))))
        .await
        .open()
        .await
}

/// Somebody comes to the desk and deposits; returns the receipt.
async fn deposit(bench: &Bench) -> Value {
    let key = uuid::Uuid::new_v4().to_string();
    let body = json!({"service": "deposit", "locale": "fr"});
    assert_eq!(bench.post("/api/v1/tickets", &key, &body).await.status, 201);
    let _ = bench.act("desk", "open", json!({})).await;
    assert_eq!(bench.act("desk", "next", json!({})).await.status, 200);
    let given = bench.act("desk", "receipt", json!({})).await;
    assert_eq!((given.status, &given.json["events"]), (200, &json!(["receipt_registered"])), "{given:?}");
    given.json["receipt"].clone()
}

async fn form(bench: &Bench, path: &str, body: &str) -> Answer {
    let head = "content-type: application/x-www-form-urlencoded\r\n";
    request(bench.address, "POST", path, head, body).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.clone()).unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deposit_gets_a_number_is_followed_and_closed_with_an_outcome() {
    let bench = office().await;
    let receipt = deposit(&bench).await;
    assert_eq!((&receipt["number"], &receipt["state"]), (&json!("D-2026-00001"), &json!("registered")));
    assert_eq!(receipt["due"], "2027-01-23");
    let view = super::common::Live::open(bench.address, "counter/desk").await.next().await.unwrap().data;
    assert_eq!(view["receipts"], json!({"can_give": true, "gives": true, "open": 1, "overdue": 0}));
    let elsewhere = super::common::Live::open(bench.address, "counter/c1").await.next().await.unwrap().data;
    assert_eq!(elsewhere["receipts"]["gives"], false, "a desk without receipts shows none");

    let id = &receipt["id"];
    let moved = bench.act("desk", "advance-receipt", json!({"ticket": id, "state": "ready"})).await;
    assert_eq!(moved.json["receipt"]["state"], "ready", "{moved:?}");
    let unheard_of = bench.act("desk", "close-receipt", json!({"ticket": id, "outcome": "whatever"})).await;
    unheard_of.is_problem(404, "unknown_outcome");
    let wrong_desk = bench.act("c1", "close-receipt", json!({"ticket": id, "outcome": "answered"})).await;
    wrong_desk.is_problem(409, "not_eligible");
    let closed = bench.act("desk", "close-receipt", json!({"ticket": id, "outcome": "answered"})).await;
    assert_eq!(closed.json["receipt"]["state"], "closed", "{closed:?}");
    let open = bench.get("/api/v1/receipts?counter=desk").await;
    assert_eq!(open.json["total"], 0);
    let all = bench.get("/api/v1/receipts?closed=true").await;
    assert_eq!(all.json["receipts"][0]["outcome"], "answered");
    assert_eq!(bench.get("/api/v1/receipts/d-2026-1").await.json["number"], "D-2026-00001");
    bench.get("/api/v1/receipts/D-2026-00002").await.is_problem(404, "unknown_receipt");
    bench.act("c1", "receipt", json!({})).await.is_problem(409, "no_ticket_in_hand");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_the_paper_finds_the_file_by_number_and_date_and_guessing_runs_out() {
    let bench = office().await;
    deposit(&bench).await;
    let asks = text(&bench.get("/r?lang=en").await);
    assert!(asks.contains("Number of the receipt") && !asks.contains("<script"), "{asks}");
    let found = form(&bench, "/r?lang=en", "number=d-2026-1&day=2026-11-24").await;
    assert_eq!(found.status, 303, "{found:?}");
    let page = bench.get(found.header("location").unwrap()).await;
    let html = text(&page);
    for part in ["D-2026-00001", "Depositing a letter", "Your file is registered", "Answer by 23/01/2027"] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    assert!(!html.contains("<script"), "it needs none");
    let path = found.header("location").unwrap().split('?').next().unwrap().to_owned();
    let arabic = text(&bench.get(&format!("{path}?lang=ar")).await);
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("وصلكم"));
    let amazigh = text(&bench.get(&format!("{path}?lang=zgh")).await);
    assert!(
        amazigh.contains("Votre récépissé") && amazigh.contains("وصلكم"),
        "what is missing is said in both"
    );

    // Numbers can be guessed, and dates tried one after the other: not often.
    for day in 1..=5 {
        let body = format!("number=D-2026-00001&day=2026-11-{day:02}");
        let wrong = form(&bench, "/r?lang=en", &body).await;
        assert_eq!(wrong.status, 404, "{wrong:?}");
        assert!(text(&wrong).contains("No receipt has this number and date"));
    }
    let right = "number=D-2026-00001&day=2026-11-24";
    assert_eq!(form(&bench, "/r", right).await.status, 429, "also the right one, for a while");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_outlive_close_restart_restore_and_rebuild_and_their_numbers_go_on() {
    let mut bench = office().await;
    let first = deposit(&bench).await;
    let data = bench.dir.path().join("data");
    bench.stop().await;
    bench.run().await;
    let again = deposit(&bench).await;
    assert_eq!(again["number"], "D-2026-00002", "a restart gives no number twice");
    let before = bench.office().replica.read().state.receipts.clone();
    bench.stop().await;

    // Everything derived is thrown away and made anew from the events.
    store::rebuild(&data).await.unwrap();
    let report = store::verify(&data).await.unwrap();
    assert!(report.faults.is_empty(), "{report:?}");
    // A copy is gone on with as if it were the journal.
    let copy = bench.dir.path().join("copy.db");
    store::backup(&data, &copy).await.unwrap();
    std::fs::rename(&data, bench.dir.path().join("lost")).unwrap();
    std::fs::create_dir(&data).unwrap();
    store::restore(&copy, &data, false).await.unwrap();
    std::fs::copy(bench.dir.path().join("lost/link.key"), data.join("link.key")).unwrap();
    bench.run().await;
    let receipts = bench.office().replica.read().state.receipts.clone();
    assert_eq!(receipts, before);
    assert_eq!(receipts.iter().filter(|r| r.state == ReceiptState::Registered).count(), 2);
    assert_eq!(deposit(&bench).await["number"], "D-2026-00003");
    let number = first["number"].as_str().unwrap();
    assert_eq!(bench.get(&format!("/api/v1/receipts/{number}")).await.json["state"], "registered");
}
