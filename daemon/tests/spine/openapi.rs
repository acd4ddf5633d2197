//! The description of the API against the API.

use serde_json::json;

use super::common::{Bench, request};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_described_path_is_served() {
    let bench = Bench::start().await.open().await;
    let document = bench.get("/api/v1/openapi.json").await;
    assert_eq!(document.json["openapi"].as_str().map(|v| &v[..2]), Some("3."));
    let paths = document.json["paths"].as_object().unwrap();
    assert!(paths.len() >= 10, "{:?}", paths.keys().collect::<Vec<_>>());
    for (path, methods) in paths {
        for method in methods.as_object().unwrap().keys() {
            let live = path.contains("/live/") && !path.contains('{');
            let path = path.replace("{id}", "c1").replace("{action}", "open").replace("{token}", "none");
            if live || path.ends_with("/live/counter/c1") || path.ends_with("/live/tablet/c1") {
                let event = super::common::Live::open(bench.address, path.rsplit_once("live/").unwrap().1)
                    .await
                    .next()
                    .await;
                assert!(event.is_some_and(|e| path.contains(&e.name)), "{path}");
                continue;
            }
            let head = "idempotency-key: o\r\ncontent-type: application/json\r\n";
            let answer = request(bench.address, &method.to_uppercase(), &path, head, "{}").await;
            let code = answer.json["code"].as_str().unwrap_or("");
            assert!(
                !["not_found", "wrong_method"].contains(&code) && answer.status < 500,
                "{method} {path}: {answer:?}"
            );
        }
    }
    // What the pages rely on is described.
    let schemas = &document.json["components"]["schemas"];
    for name in
        ["BoardView", "KioskView", "CounterView", "TicketView", "DevicesView", "TicketCard", "Problem"]
    {
        assert!(schemas[name]["properties"].is_object(), "{name} is missing");
    }
    assert_eq!(schemas["Problem"]["properties"]["status"]["type"], json!("integer"));
}
