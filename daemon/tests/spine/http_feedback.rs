//! How it was: one touch after the service, on the phone with and without JavaScript and on the tablet before the counter.

use std::sync::Arc;

use noubad::clock::{FastClock, ManualClock};
use serde_json::{Value, json};

use super::common::{Answer, Bench, Live, MORNING, config, request, until};

/// The office of these tests, which asks how it was.
fn asking() -> String {
    let table = "[feedback]\nask = true\ncomplaint_url = \"https://www.chikaya.ma\"\n[calendar.hours]";
    config("", "").replace("[calendar.hours]", table)
}

async fn page_of(bench: &Bench, path: &str) -> String {
    String::from_utf8(bench.get(path).await.bytes).unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_it_was_is_said_once_after_the_service_and_counted_by_service() {
    let mut bench = Bench::at(&asking(), Arc::new(ManualClock::new(MORNING))).await.open().await;
    let token = |ticket: &Answer| ticket.json["token"].as_str().unwrap().to_owned();
    let (first, second) = (bench.issue("k1").await, bench.issue("k2").await);
    let path = format!("/t/{}", token(&first));
    let say = format!("/api/v1/links/{}/feedback", token(&first));
    bench.post(&say, "f0", &json!({"rating": "good"})).await.is_problem(409, "wrong_state");
    assert!(!page_of(&bench, &path).await.contains("/feedback"), "nobody is asked before the service");
    // Whoever sends the form all the same is refused, and asked again when it is time.
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let early = request(bench.address, "POST", &format!("{path}/feedback"), form, "rating=good").await;
    assert_eq!(early.status, 303);
    for action in ["open", "next", "finish"] {
        assert_eq!(bench.act("c1", action, json!({})).await.status, 200);
    }
    let page = page_of(&bench, &format!("{path}?lang=fr")).await;
    for part in ["Comment était le service", "value=\"good\"", "https://www.chikaya.ma", "réclamation"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    // By the form, without JavaScript and without a key; the second touch changes nothing.
    for rating in ["rating=good", "rating=bad"] {
        let said = request(bench.address, "POST", &format!("{path}/feedback?lang=fr"), form, rating).await;
        let to = format!("{path}?lang=fr");
        assert_eq!((said.status, said.header("location")), (303, Some(to.as_str())));
    }
    let page = page_of(&bench, &format!("{path}?lang=fr")).await;
    assert!(page.contains("Merci pour votre avis") && !page.contains("value=\"good\""), "{page}");
    bench.post(&say, "f1", &json!({"rating": "bad"})).await.is_problem(409, "feedback_given");

    // By the interface, as the page with JavaScript does; the live view says so.
    for action in ["next", "finish"] {
        assert_eq!(bench.act("c1", action, json!({})).await.status, 200);
    }
    let say = format!("/api/v1/links/{}/feedback", token(&second));
    assert_eq!(bench.post(&say, "f2", &json!({"rating": "fair"})).await.status, 204);
    assert_eq!(bench.post(&say, "f2", &json!({"rating": "fair"})).await.status, 204, "the same touch again");
    let view = Live::open(bench.address, &format!("ticket/{}", token(&second))).await.next().await.unwrap();
    assert_eq!(view.data["feedback"]["given"], "fair");

    let figures = "/api/v1/reports/figures?from=2026-11-24&to=2026-11-25&by=service";
    until("the figures count them", || async {
        let rows = bench.get(figures).await.json["rows"].clone();
        rows.as_array()
            .is_some_and(|rows| rows.iter().any(|r| r["ratings"] == json!({"good": 1, "fair": 1, "bad": 0})))
    })
    .await;
    let by_counter = bench.get("/api/v1/reports/figures?from=2026-11-24&to=2026-11-25&by=counter").await.json;
    assert!(!by_counter.to_string().contains("ratings"), "nobody is asked about a counter: {by_counter}");
    let table = bench.get("/api/v1/reports/figures.csv?from=2026-11-24&to=2026-11-25&by=service").await;
    assert!(
        String::from_utf8_lossy(&table.bytes).contains("rated_good"),
        "{}",
        String::from_utf8_lossy(&table.bytes)
    );
    bench.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tablet_asks_whoever_was_just_served_and_goes_back_by_itself() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let mut bench = Bench::at(&asking(), clock.clone()).await.open().await;
    let first = bench.issue("k1").await;
    let second = bench.issue("k2").await;
    let mut tablet = Live::open(bench.address, "tablet/c1").await;
    let idle = tablet.until("the tablet's first view", |_| true).await.data;
    assert_eq!((&idle["label"], &idle["ask"]), (&json!("1"), &Value::Null));
    for action in ["open", "next", "finish"] {
        assert_eq!(bench.act("c1", action, json!({})).await.status, 200);
    }
    let asks = tablet.until("it asks", |e| e.data["ask"].is_object()).await.data;
    assert_eq!(asks["ask"]["ticket"], first.json["id"]);
    let say = "/api/v1/counters/c1/feedback";
    let body = |ticket: &Answer| json!({"ticket": ticket.json["id"], "rating": "good"});
    bench.post(say, "f0", &body(&second)).await.is_problem(409, "too_late");
    bench.post("/api/v1/counters/c2/feedback", "f1", &body(&first)).await.is_problem(409, "too_late");
    assert_eq!(bench.post(say, "f2", &body(&first)).await.status, 204);
    let said = tablet.until("it was said", |e| e.data["ask"]["given"].is_string()).await.data;
    assert_eq!(said["ask"]["given"], "good");
    // The next one is called and served: nobody is asked any more.
    for action in ["next", "finish"] {
        assert_eq!(bench.act("c1", action, json!({})).await.status, 200);
    }
    clock.advance(noubad::view::ASKS_MS);
    bench.post(say, "f3", &body(&second)).await.is_problem(409, "too_late");
    let later = Live::open(bench.address, "tablet/c1").await.next().await.unwrap().data;
    assert_eq!(later["ask"], Value::Null);
    assert_eq!(bench.get("/api/v1/live/tablet/none").await.status, 404);
    bench.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_after_closing_belongs_to_the_day_of_the_visit() {
    let mut bench = Bench::at(&asking(), Arc::new(FastClock::new(MORNING, 1.0))).await.open().await;
    let ticket = bench.issue("k1").await;
    for action in ["open", "next", "finish"] {
        assert_eq!(bench.act("c1", action, json!({})).await.status, 200);
    }
    let close = queue::id::CommandId::new("test:close").unwrap();
    let closes =
        bench.office().handle.ask(close, noubad::dispatcher::system("test"), queue::Command::CloseDay);
    closes.await.unwrap();
    // The link works on for an hour, and so does the question on its page.
    let token = ticket.json["token"].as_str().unwrap();
    assert!(page_of(&bench, &format!("/t/{token}")).await.contains("/feedback"));
    let say = format!("/api/v1/links/{token}/feedback");
    assert_eq!(bench.post(&say, "f0", &json!({"rating": "good"})).await.status, 204);
    let counted = async |bench: &Bench, when: &str| {
        until(when, || async {
            let path = "/api/v1/reports/figures?from=2026-11-24&to=2026-11-25&by=service";
            let rows = bench.get(path).await.json["rows"].clone();
            rows[0]["ratings"] == json!({"good": 1, "fair": 0, "bad": 0})
        })
        .await;
    };
    counted(&bench, "it counts in the evening").await;
    bench.stop().await;
    bench.run().await;
    counted(&bench, "it counts after a restart in the night").await;
    bench.stop().await;
    bench.clock = Arc::new(FastClock::new(MORNING + 24 * queue::time::HOUR_MS, 1.0));
    bench.run().await;
    bench = bench.open().await;
    counted(&bench, "it counts on the next day").await;
    let written = bench.dir.path().join("data/figures.jsonl");
    until("it is written down", || async {
        let text = std::fs::read_to_string(&written).unwrap();
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        last["day"]["day"] == "2026-11-24" && last["day"]["ratings"]["birth"]["good"] == 1
    })
    .await;
    bench.stop().await;
    bench.run().await;
    counted(&bench, "it counts from what was written down").await;
    bench.stop().await;
}
