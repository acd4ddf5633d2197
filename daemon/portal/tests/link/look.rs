//! The pages as people get them, in real Chromium: nothing that axe finds, nothing wider than a telephone.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use queue::live::{Door, Live, LiveDevice, LiveService, Minutes, Profile};
use queue::report::Reply;
use queue::time::{Date, MINUTE_MS, Timestamp};
use serde_json::json;

use crate::Office;
use crate::office;
use crate::postgres::Postgres;
use crate::server::{Server, add_office, office_command};

/// Offices of the town that is looked at: id, where, how many wait.
const OFFICES: [(&str, &str, &str, u32); 4] = [
    ("annexe-3", "34.0331", "-6.7985", 7),
    ("sale-hay-moulay-ismail", "34.0262", "-6.7751", 0),
    ("sale-tabriquet", "34.0530", "-6.7990", 41),
    ("sale-bettana-et-hay-salam", "34.0389", "-6.8166", 123),
];

fn device(n: usize, kind: &str, state: &str) -> LiveDevice {
    let well = state == "ready";
    let word = (!well).then(|| "paper_end".to_owned());
    LiveDevice {
        id: format!("{kind}-{n}"),
        kind: kind.to_owned(),
        counter: (kind == "pad").then(|| format!("counter-{n}")),
        state: state.to_owned(),
        since: Timestamp(1_795_511_000_000 - 50 * MINUTE_MS * n as i64),
        cause: word.clone(),
        remedy: word,
        because_of: None,
        last_contact: Some(Timestamp(1_795_511_500_000)),
        details: [
            ("model", "TM-T20III"),
            ("firmware", "1.04"),
            ("battery", "61 %"),
            ("failures_30d", "3"),
            ("down_30d_s", "7260"),
            ("repair_30d_s", "2420"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
    }
}

fn live(waiting: u32) -> Box<Live> {
    let service = |id: &str, waiting, wait| LiveService {
        id: queue::id::ServiceId::new(id).unwrap(),
        waiting,
        longest_since: Some(Timestamp(1_795_511_000_000)),
        wait,
    };
    let (at, low) = (Timestamp(1_795_511_523_000), waiting / 2);
    let wait = Some(Minutes { low, high: low + 9 });
    let services = vec![service("birth", waiting, wait), service("legalisation", 0, None)];
    let mut devices: Vec<LiveDevice> = ["printer", "pad", "panel", "camera"]
        .iter()
        .zip(1..)
        .map(|(kind, n)| device(n, kind, "ready"))
        .collect();
    if waiting > 20 {
        devices.push(device(9, "printer", "out_of_paper"));
    }
    let longest_since = (waiting > 0).then(|| at + -MINUTE_MS * i64::from(waiting));
    let (counters_open, counters) = (waiting.min(3), 4);
    Box::new(Live {
        seq: 1,
        at,
        waiting,
        devices,
        services,
        longest_since,
        counters_open,
        counters,
        door: Door::Open,
        ..Live::default()
    })
}

async fn town(url: &str, server: &Server) {
    for (n, (id, latitude, longitude, waiting)) in OFFICES.into_iter().enumerate() {
        let credential = add_office(url, id);
        let place = [id, latitude, longitude, "--address", "Avenue 2 Mars, Salé"];
        assert!(office_command(url, "place", &place).status.success());
        let mut office = Office::new(id, 70 + n as u64).await;
        office.live(if n == 0 { 2_500 } else { 400 }).await;
        let last = office.script.office.state.seq;
        let mut at = 1;
        while at <= last {
            let mut batch = office.batch(at, 500).await;
            batch.profile = Some(Box::new(Profile::of(&office::config(), "0123", vec![(Timestamp(0), 0)])));
            batch.live = Some(live(waiting));
            let Reply::Accepted { expects } = server.report(&credential, &batch).await else {
                panic!("{id}")
            };
            at = expects;
        }
    }
}

/// The last days there are figures of, once all are added up; there are others before them.
async fn newest_days(server: &Server) -> String {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let (_, body) =
            server.get("/figures.json?office=annexe-3&from=2024-01-01&to=2025-12-31&by=day").await;
        let days: Vec<Date> = body["rows"]
            .as_array()
            .map(|rows| rows.iter().filter_map(|row| row["key"].as_str()?.parse().ok()).collect())
            .unwrap_or_default();
        if let Some(last) = days.last().filter(|_| days.len() > 6) {
            return format!("from={}&to={last}", Date::from_days(last.days() - 5));
        }
        assert!(Instant::now() < deadline, "too few days were added up: {body}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_whole_on_a_telephone_and_says_everything_to_everybody() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../display/web");
    if !web.join("node_modules/axe-core").is_dir() {
        println!("SKIPPED: needs `npm ci` in display/web (tests/run does it)");
        return;
    }
    let postgres = Postgres::start().await;
    let server = Server::start(&postgres.url(), None);
    town(&postgres.url(), &server).await;
    let cookie = server.cookie().await;
    let period = newest_days(&server).await;
    let page = |path: &str, signed| json!({ "path": path, "signed": signed });
    let (days, services, hours) = (
        format!("/figures?{period}&by=day"),
        format!("/figures?office=annexe-3&{period}&by=service"),
        format!("/figures?{period}&by=hour"),
    );
    let compare = format!("/compare?{period}");
    let mut pages = vec![page("/", false), page("/sign-in", false)];
    pages.extend(["/offices", "/offices/annexe-3", "/devices"].map(|p| page(p, true)));
    pages.extend([&days, &services, &hours, &compare].map(|p| page(p, true)));
    pages.push(page("/figures?from=2027-02-01&to=2027-01-01", true));
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/link/look.mjs"));
    node.arg(format!("http://{}", server.address)).arg(cookie).arg(json!(pages).to_string());
    // For looking at: PORTAL_PICTURES=DIR.
    node.args(std::env::var_os("PORTAL_PICTURES"));
    let output = tokio::task::spawn_blocking(move || node.output().expect("node runs")).await.unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let faults: Vec<String> = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}{wrong}"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
