//! Past days under other rules: over HTTP, at the command line, and what was fair about them.

use std::process::Command;
use std::sync::Arc;

use noubad::clock::ManualClock;
use queue::time::MINUTE_MS;
use serde_json::{Value, json};

use super::common::{Bench, MORNING, config, until};

const DAY: &str = "from=2026-11-24&to=2026-11-25";

/// Twelve people, a minute apart, and one counter that needs five minutes for each. Somebody is booked at 09:20 and
/// comes; the last one is picked before the others.
async fn full_morning(clock: &Arc<ManualClock>) -> Bench {
    let bench = Bench::at(&config("next_gap_seconds = 0", ""), Arc::clone(clock) as _).await.open().await;
    bench.act("c1", "open", json!({})).await;
    let booking = json!({"service": "copies", "at": "2026-11-24T09:25:00.000Z"});
    let booked = bench.post("/api/v1/appointments", "b1", &booking).await;
    assert_eq!(booked.status, 201, "{booked:?}");
    let mut last = Value::Null;
    for n in 0..12 {
        last = bench.issue(&format!("k{n}")).await.json["id"].clone();
        clock.advance(MINUTE_MS);
    }
    let code = json!({"code": booked.json["code"]});
    let came = bench.post("/api/v1/appointments/check-in", "b2", &code).await;
    assert_eq!(came.status, 201, "{came:?}");
    let pick = json!({"ticket": last, "reason": "malaise dans la salle"});
    assert_eq!(bench.act("c1", "pick", pick).await.status, 200);
    loop {
        clock.advance(5 * MINUTE_MS);
        if bench.act("c1", "next", json!({})).await.json["ticket"].is_null() {
            break;
        }
    }
    bench
}

fn minutes(row: &Value) -> f64 {
    row["waiting"]["mean_s"].as_f64().unwrap() / 60.0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_asks_what_two_counters_more_would_have_done_and_who_was_called_before_whom() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let mut bench = full_morning(&clock).await;
    let answer = bench.get(&format!("/api/v1/reports/replay?{DAY}&counters=%2B2@09:00-12:00")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let (was, then) = (&answer.json["was"]["all"], &answer.json["then"]["all"]);
    assert_eq!(answer.json["fidelity"], json!({"calls": 13, "same": 13}));
    assert_eq!((&was["arrived"], &then["arrived"]), (&json!(13), &json!(13)));
    assert!(minutes(then) * 2.0 < minutes(was), "{} {}", minutes(then), minutes(was));
    assert_eq!(answer.json["then"]["services"].as_array().unwrap().len(), 2);

    // The control: nothing is changed, and everything comes out as it was.
    let same = bench.get(&format!("/api/v1/reports/replay?{DAY}")).await.json;
    assert_eq!(same["was"], same["then"]);
    until("the dashboard says the same", || async {
        let day = bench.get(&format!("/api/v1/reports/figures?{DAY}")).await.json;
        same["was"]["all"]["waiting"] == day["rows"][0]["waiting"]
    })
    .await;

    // Another rule: nobody may pick, so the last one waits for the others.
    let rule = bench.get(&format!("/api/v1/reports/replay?{DAY}&set=pick_roles%3D%5B%5D")).await.json;
    assert_eq!(
        (&rule["was"]["fairness"]["rules"]["picked"], &rule["then"]["fairness"]["rules"]["picked"]),
        (&json!(1), &Value::Null)
    );

    let fair = bench.get("/api/v1/reports/days/2026-11-24/fairness").await.json;
    let pick = fair["list"].as_array().unwrap().iter().find(|c| c["rule"] == "picked").expect("the pick");
    assert_eq!(
        (&pick["counter"], &pick["service"], &pick["passed"]),
        (&json!("c1"), &json!("birth"), &json!(11))
    );
    assert_eq!(pick["pick_reason"], "malaise dans la salle");
    assert_eq!(fair["passed_over"].as_array().unwrap().len(), 11);

    for (query, status, code) in [
        ("from=2026-11-24&to=2026-11-24", 422, "empty_period"),
        ("from=2026-01-01&to=2026-12-01", 422, "empty_period"),
        ("from=2026-11-24&to=2026-11-25&counters=two", 422, "wrong_change"),
        ("from=2026-11-24&to=2026-11-25&set=cap_minute%3D3", 422, "wrong_change"),
        ("from=2026-11-24&to=2026-11-25&service=moon", 404, "unknown_service"),
    ] {
        bench.get(&format!("/api/v1/reports/replay?{query}")).await.is_problem(status, code);
    }
    bench.get("/api/v1/reports/days/2026-11-23/fairness").await.is_problem(404, "unknown_day");
    at_the_command_line(&bench);
    bench.stop().await;
}

/// The same at the command line, beside the running office.
fn at_the_command_line(bench: &Bench) {
    let file = bench.dir.path().join("office.toml");
    std::fs::write(&file, config("next_gap_seconds = 0", "")).unwrap();
    let policy = bench.dir.path().join("policy.toml");
    std::fs::write(&policy, "[policy]\ncap_minutes = 5\n").unwrap();
    let run = |more: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_noubad"))
            .args(["replay", "--from", "2026-11-24", "--config"])
            .arg(&file)
            .arg("--data")
            .arg(bench.dir.path().join("data"))
            .args(more)
            .output()
            .unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, text, error) = run(&["--counters", "+2@09:00-12:00", "--counters", "-c1@09:40-09:50"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(text.contains("unchanged, 13 of 13 calls come back as they were"), "{text}");
    assert!(text.contains("× real time") && text.contains("malaise dans la salle"), "{text}");
    let policy = policy.to_str().unwrap();
    let (code, text, error) = run(&["--policy", policy, "--set", "rate_percent.priority=100", "--json"]);
    assert_eq!(code, Some(0), "{error}");
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert!(answer["then"]["fairness"]["past_cap"].as_u64() > answer["was"]["fairness"]["past_cap"].as_u64());
    for wrong in
        [["--set", "cap_minutes=1"], ["--counters", "+x"], ["--to", "2026-11-24"], ["--service", "moon"]]
    {
        let (code, _, error) = run(&wrong);
        assert_eq!(code, Some(2), "{wrong:?}: {error}");
    }
}
