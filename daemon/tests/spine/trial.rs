//! What a technician sees and asks for: test prints, and the history of a device.

use serde_json::json;

use super::spooling::{Hall, patient};
use queue::ticket::PrintState;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_print_says_what_became_of_it_and_is_no_ticket() {
    let hall = Hall::start(1, patient).await;
    let path = "/api/v1/devices/printer-1/test";
    let answer = hall.bench.post(path, "t1", &json!({})).await;
    assert_eq!((answer.status, &answer.json), (200, &json!({"outcome": "printed", "confirmed": true})));
    assert_eq!(hall.papers(1), 1);
    assert!(hall.bench.office().replica.read().state.tickets.is_empty());
    // A ticket comes out as ever afterwards.
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Printed).await;
    assert_eq!(hall.papers(1), 2);

    hall.printers[0].set(|faults| faults.rows_left = Some(0));
    hall.printer_is(1, "out_of_paper").await;
    let answer = hall.bench.post(path, "t2", &json!({})).await;
    assert_eq!(answer.json, json!({"outcome": "failed", "confirmed": false, "cause": "paper_end"}));
    assert_eq!(hall.papers(1), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_history_of_a_printer_tells_its_states_and_tickets() {
    let hall = Hall::start(1, patient).await;
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Printed).await;
    let number = hall.ticket(&id).number.to_string();
    let path = "/api/v1/devices/printer-1/log";
    super::common::until("the history is there", || async {
        let lines = hall.bench.get(path).await.json["lines"].clone();
        let said: Vec<_> =
            lines.as_array().unwrap().iter().map(|line| (&line["what"], &line["number"])).collect();
        said.starts_with(&[(&json!("printed"), &json!(number)), (&json!("print_started"), &json!(number))])
            && lines.as_array().unwrap().iter().any(|line| line["state"] == "ready")
    })
    .await;
    let all = hall.bench.get("/api/v1/diagnostics").await;
    assert!(all.header("content-disposition").is_some_and(|name| name.contains("nouba-")), "{all:?}");
    let printer = all.json["devices"].as_array().unwrap().iter().find(|d| d["id"] == "printer-1").unwrap();
    assert_eq!((&printer["state"], &printer["log"][0]["what"]), (&json!("ready"), &json!("printed")));
    assert_eq!(hall.bench.get("/api/v1/devices/printer-9/log").await.status, 404);
    let answer = hall.bench.post("/api/v1/devices/clock/test", "t", &json!({})).await;
    assert!([404, 409].contains(&answer.status), "{answer:?}");
}
