//! What a monitoring server and the town's open data get, read as they read it: by the strict parser of Prometheus' own
//! Python client, and against the dashboard and the alert rules that are shipped.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use noubad::clock::{Clock, ManualClock};
use queue::time::MINUTE_MS;
use serde_json::json;

use super::common::{Bench, MORNING, config, until};

/// An office in which somebody waits, somebody was served, and a camera and a printer do not work.
async fn office(clock: &Arc<ManualClock>) -> Bench {
    let more = "[[camera]]\nid = \"hall\"\nplace = \"waiting-hall\"\nurl = \"rtsp://127.0.0.1:9/cam\"\n\
        cndp = { receipt = \"\", purpose = \"security\", retention_days = 30, sign_posted = true }\n\
        [[printer]]\nid = \"printer-1\"\nlink = { tcp = \"127.0.0.1:9\" }\n";
    let bench = Bench::at(&config("next_gap_seconds = 0", more), Arc::clone(clock) as _).await.open().await;
    bench.act("c1", "open", json!({})).await;
    for n in 0..6 {
        bench.issue(&format!("k{n}")).await;
        clock.advance(2 * MINUTE_MS);
        bench.act("c1", "next", json!({})).await;
        clock.advance(3 * MINUTE_MS);
        bench.act("c1", "finish", json!({})).await;
    }
    bench.issue("k6").await;
    clock.advance(4 * MINUTE_MS);
    bench
}

async fn exposition(bench: &Bench) -> String {
    let answer = bench.get("/metrics").await;
    assert_eq!(answer.status, 200);
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("application/openmetrics-text; version=1.0.0; charset=utf-8"));
    String::from_utf8(answer.bytes).unwrap()
}

/// The samples of an answer, as Prometheus' own client reads them; it refuses what is not OpenMetrics.
fn parsed(text: &str) -> Vec<(String, serde_json::Value, f64)> {
    const SCRIPT: &str = "import json, sys\n\
        from prometheus_client.openmetrics.parser import text_string_to_metric_families as read\n\
        print(json.dumps([[s.name, s.labels, s.value] for f in read(sys.stdin.read()) for s in f.samples]))";
    let mut child = Command::new("/usr/bin/python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Debian's python3");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "refused (is python3-prometheus-client installed?):\n{text}");
    serde_json::from_slice(&out.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monitoring_server_reads_queue_devices_cameras_journal_and_process() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = office(&clock).await;
    until("the day's figures are there", || async {
        exposition(&bench).await.contains("nouba_today{outcome=\"served\"} 6")
    })
    .await;
    until("the camera is known to be dead", || async { bench.device("hall") == "unreachable" }).await;
    let samples = parsed(&exposition(&bench).await);
    let value = |name: &str, labels: serde_json::Value| {
        let found = samples.iter().find(|(n, l, _)| n == name && *l == labels);
        found.unwrap_or_else(|| panic!("{name} {labels}")).2
    };
    assert_eq!(value("nouba_waiting", json!({"service": "birth", "class": "normal"})), 1.0);
    assert_eq!(value("nouba_longest_wait_seconds", json!({"service": "birth"})), 240.0);
    assert_eq!(value("nouba_counters", json!({"state": "open"})), 1.0);
    assert_eq!(value("nouba_today_time_seconds", json!({"time": "waiting", "part": "p90"})), 120.0);
    assert_eq!(value("nouba_device_up", json!({"device": "hall", "kind": "camera"})), 0.0);
    assert_eq!(value("nouba_device_failures_total", json!({"device": "hall", "kind": "camera"})), 1.0);
    assert_eq!(value("nouba_camera_up", json!({"camera": "hall", "place": "waiting-hall"})), 0.0);
    assert_eq!(value("nouba_camera_declared", json!({"camera": "hall", "place": "waiting-hall"})), 0.0);
    assert_eq!(value("nouba_journal_writable", json!({})), 1.0);
    let seq = bench.office().replica.read().state.seq as f64;
    let events = value("nouba_journal_events_total", json!({}));
    assert!(events > 20.0 && events <= seq, "{events} of {seq}");
    assert!(value("process_resident_memory_bytes", json!({})) > 1e6);
    assert!(value("process_open_fds", json!({})) > 5.0);
    let started = value("process_start_time_seconds", json!({}));
    assert!((started - MORNING.0 as f64 / 1000.0).abs() < 1.0, "{started}");
}

/// Every name of ours in a text, as `nouba_waiting`.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|w| w.starts_with("nouba_") || w.starts_with("process_")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dashboard_and_the_alert_rules_speak_of_what_there_is() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = office(&clock).await;
    until("figures and devices are there", || async {
        let text = exposition(&bench).await;
        text.contains("nouba_service_level_ratio") && text.contains("nouba_camera_up{")
    })
    .await;
    let there: BTreeSet<String> =
        parsed(&exposition(&bench).await).into_iter().map(|(name, ..)| name).collect();
    // Only where there is a portal, a button on battery, or a wait that can be told.
    let elsewhere = ["nouba_report_behind", "nouba_device_battery_ratio", "nouba_announced_wait_seconds"];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/monitoring");
    let mut used = BTreeSet::new();
    for file in ["grafana-dashboard.json", "nouba.rules.yml"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let found = names(&text);
        assert!(found.len() > 10, "{file}: {found:?}");
        for name in &found {
            assert!(there.contains(name) || elsewhere.contains(&name.as_str()), "{file}: there is no {name}");
        }
        used.extend(found);
    }
    let board: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("grafana-dashboard.json")).unwrap())
            .unwrap();
    assert!(board["panels"].as_array().unwrap().len() > 12);
    for name in ["nouba_waiting", "nouba_device_up", "nouba_camera_up", "nouba_journal_events_total"] {
        assert!(used.contains(name), "{name}");
    }
    assert!(names("max(nouba_no_such{a=\"b\"})").contains("nouba_no_such"), "the check itself can fail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_town_reads_each_queue_as_fiware_has_it_and_nothing_of_a_person() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = office(&clock).await;
    let feed = bench.get("/api/v1/open-data/queue-monitor").await;
    assert_eq!(feed.header("content-type"), Some("application/ld+json"));
    let birth = &feed.json[0];
    assert_eq!(birth["id"], "urn:ngsi-ld:QueueMonitor:test-office:birth");
    assert_eq!(birth["type"], "QueueMonitor");
    let at = clock.now().to_string();
    assert_eq!(birth["ticketsToServe"], json!({"type": "Property", "value": 1, "observedAt": at}));
    assert_eq!(birth["lastTicketIssuedLabel"]["value"], "A007");
    assert_eq!(birth["ticketServed"]["value"], 6);
    assert_eq!(
        (&birth["serviceStatus"]["value"], &birth["source"]["value"]),
        (&json!("Open"), &json!("https://nouba.example"))
    );
    assert!(birth["@context"].as_array().is_some_and(|c| c.len() == 2));
    let copies = &feed.json[1];
    assert!(copies.get("lastTicketIssued").is_none(), "nothing is said of what has not happened");
    // Every attribute is one of the model's.
    let model = [
        "alternateName",
        "lastTicketIssued",
        "lastTicketIssuedLabel",
        "localId",
        "officeName",
        "queueLine",
        "serviceId",
        "serviceName",
        "serviceStatus",
        "source",
        "ticketServed",
        "ticketServedLabel",
        "ticketsToServe",
        "id",
        "type",
        "@context",
    ];
    for name in birth.as_object().unwrap().keys() {
        assert!(model.contains(&name.as_str()), "{name}");
    }
    bench.act("c1", "close", json!({})).await;
    let feed = bench.get("/api/v1/open-data/queue-monitor?form=ngsi-v2").await;
    assert_eq!(feed.header("content-type"), Some("application/json"));
    let birth = &feed.json[0];
    assert_eq!(
        (&birth["serviceStatus"]["value"], &birth["serviceStatus"]["type"]),
        (&json!("Suspended"), &json!("Text"))
    );
    assert_eq!(birth["ticketsToServe"]["type"], "Number");
    assert!(birth.get("@context").is_none());
    let office = birth["officeName"]["value"].as_str().unwrap();
    assert!(!office.contains('\''), "NGSI v2 refuses it: {office}");
}
