//! What auditors find: who signed in and who tried, what changed about who may, a signed head for each day, and exports
//! that a program which shares nothing with this one checks.

use std::path::Path;
use std::process::{Command, Output};

use noubad::access::Role;
use noubad::store::{Reader, verify};
use queue::evidence::AccessNote;
use queue::{Event, Recorded};
use serde_json::{Value, json};

use super::access::{Keys, Town};
use super::common::until;

async fn events(town: &Town) -> Vec<Recorded> {
    let reader = Reader::open(&town.data()).await.unwrap();
    reader.events(0, 5_000).await.unwrap()
}

/// Waits until the journal has a note, and returns who it is of.
async fn noted(town: &Town, what: &str, is_it: impl Fn(&AccessNote) -> bool) -> String {
    let find = |events: Vec<Recorded>| {
        events.into_iter().rev().find_map(|r| match r.event {
            Event::AccessNoted { note } if is_it(&note) => Some(r.actor.id.to_string()),
            _ => None,
        })
    };
    until(what, || async { find(events(town).await).is_some() }).await;
    find(events(town).await).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_gets_in_or_does_not_is_in_the_chain_by_pseudonym() {
    let town = Town::start().await;
    let technician = town.technician().await;
    assert_eq!(
        noted(
            &town,
            "set-up",
            |n| matches!(n, AccessNote::AccountAdded { role, .. } if role == "technician")
        )
        .await,
        "tech-1"
    );
    let added = town.post("access/accounts", &technician, json!({"id": "boss", "role": "supervisor"})).await;
    let secret = added.json["secret"].as_str().unwrap().to_owned();
    let boss = Keys::of(&town.sign_in("boss", &secret, &Keys::default()).await);
    assert_eq!(
        noted(
            &town,
            "sign-in",
            |n| matches!(n, AccessNote::SignedIn { account, .. } if account.as_str() == "boss")
        )
        .await,
        "boss"
    );
    assert_eq!(town.sign_in("boss", "a wrong secret", &Keys::default()).await.status, 401);
    noted(&town, "a wrong secret", |n| {
        matches!(n, AccessNote::SignInFailed { account: Some(a), tries: 1, locked: false } if a.as_str() == "boss")
    })
    .await;
    // What somebody types for an account that does not exist may be anything, and is kept nowhere.
    assert_eq!(town.sign_in("Fatima Zahra", "her real password", &Keys::default()).await.status, 401);
    noted(&town, "unknown accounts", |n| matches!(n, AccessNote::SignInFailed { account: None, .. })).await;
    assert_eq!(town.post("access/sign-out", &boss, json!({})).await.status, 200);
    noted(&town, "sign-out", |n| matches!(n, AccessNote::SignedOut { .. })).await;

    town.machine(&technician, "kiosk", "kiosk-1", None).await;
    let inviting = noted(&town, "a code", |n| matches!(n, AccessNote::MachineInvited { .. })).await;
    let enrolling = noted(&town, "a machine", |n| matches!(n, AccessNote::MachineEnrolled { .. })).await;
    assert_eq!((inviting.as_str(), enrolling.as_str()), ("tech-1", "kiosk-1"));
    let revoked = town.post("access/machines/kiosk-1/revoke", &technician, json!({})).await;
    assert_eq!(revoked.status, 204, "{revoked:?}");
    noted(&town, "revoked", |n| matches!(n, AccessNote::MachineRevoked { .. })).await;
    // On the box itself, beside the daemon.
    let disable = noubad(&["access", "disable", "boss", "--data"], &town.data());
    assert!(disable.status.success(), "{disable:?}");
    let by = noted(&town, "disabled", |n| matches!(n, AccessNote::AccountDisabled { .. })).await;
    assert_eq!(by, "console");
    let text: String =
        events(&town).await.iter().map(|e| serde_json::to_string(e).unwrap()).collect::<Vec<_>>().join("\n");
    for word in ["Fatima", "password", &secret] {
        assert!(!text.contains(word), "{word} is in the journal");
    }
}

fn noubad(args: &[&str], data: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_noubad")).args(args).arg(data).output().unwrap()
}

/// Runs the checker over an export; returns whether it finds everything well, and what it says.
fn checked(export: &str, more: &[&str]) -> (bool, String) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("export.jsonl");
    std::fs::write(&file, export).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/audit/check_export.py");
    let output = Command::new("python3").arg(script).arg(&file).args(more).output().expect("python3");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("Traceback"), "{said}");
    (output.status.success(), said)
}

/// A day with calls, ended and signed; returns its export.
async fn a_day(town: &Town) -> String {
    let technician = town.technician().await;
    let counter = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
    let kiosk = town.machine(&technician, "kiosk", "kiosk-1", None).await;
    let secret = town.post("access/accounts", &technician, json!({"id": "boss", "role": "supervisor"})).await;
    let secret = secret.json["secret"].as_str().unwrap().to_owned();
    let boss = Keys::of(&town.sign_in("boss", &secret, &counter).await).and(&counter);
    let mut tickets = Vec::new();
    for _ in 0..4 {
        let ticket = town.post("tickets", &kiosk, json!({"service": "birth"})).await;
        tickets.push(ticket.json["id"].as_str().unwrap().to_owned());
    }
    for (action, body) in [
        ("open", json!({})),
        ("next", json!({})),
        ("pick", json!({"ticket": tickets[3], "reason": "cannot stand"})),
    ] {
        let answer = town.post(&format!("counters/c1/{action}"), &boss, body).await;
        assert_eq!(answer.status, 200, "{action}: {answer:?}");
    }
    let office = town.bench.office();
    let id = queue::id::CommandId::new("test:close").unwrap();
    let actor = noubad::dispatcher::system("test");
    office.handle.ask(id, actor, queue::Command::CloseDay).await.unwrap();
    until("the head is signed", || async { office.replica.read().state.signed.is_some() }).await;
    let export = noubad(&["audit", "export", "--data"], &town.data());
    assert!(export.status.success(), "{export:?}");
    String::from_utf8(export.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_is_checked_without_us_and_every_change_is_found() {
    let town = Town::start().await;
    let export = a_day(&town).await;
    assert!(verify(&town.data()).await.unwrap().is_well());
    let key = noubad(&["audit", "key", "--data"], &town.data());
    let key = String::from_utf8(key.stdout).unwrap().trim().to_owned();
    let (well, said) = checked(&export, &["--key", &key]);
    assert!(well && said.contains("2 signed heads") || said.contains("1 signed heads"), "{said}");
    let head = said.split("the last one is ").nth(1).unwrap().split(' ').next().unwrap().to_owned();

    let lines: Vec<&str> = export.lines().collect();
    let events = 1..lines.len() - 1;
    let mut found = 0;
    for (n, at) in events.clone().enumerate().step_by(3) {
        let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        match n % 4 {
            // One letter of the event's text.
            0 => changed[at] = changed[at].replacen("\\\"at\\\":\\\"2", "\\\"at\\\":\\\"3", 1),
            1 => drop(changed.remove(at)),
            2 => changed.swap(at, if at + 1 < lines.len() - 1 { at + 1 } else { at - 1 }),
            _ => changed.truncate(at),
        }
        assert_ne!(changed, lines, "something was changed");
        let (well, said) = checked(&(changed.join("\n") + "\n"), &["--key", &key]);
        assert!(!well && said.contains("WRONG"), "mutation {n} of line {at} was not found: {said}");
        found += 1;
    }
    assert!(found >= 8, "{found}");
    // A history written anew from some event on, with every hash right: the signatures are what shows it.
    let forged = forge(&lines);
    let (well, said) = checked(&forged, &["--key", &key]);
    assert!(!well && said.contains("signature"), "{said}");
    // Cut off before it was exported: only a head kept elsewhere shows it.
    let (well, said) = checked(&forge(&lines[..lines.len() - 3]), &["--head", &head]);
    assert!(!well && said.contains("cut off"), "{said}");
}

/// What somebody with the journal, but without the key, can make: one actor changed, and all hashes made again.
fn forge(lines: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let first: Value = serde_json::from_str(lines[0]).unwrap();
    let unhex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let mut hash = unhex(first["base"]["hash"].as_str().unwrap());
    let mut text = format!("{}\n", lines[0]);
    for line in &lines[1..] {
        let mut line: Value = serde_json::from_str(line).unwrap();
        if let Some(body) = line["body"].as_str() {
            let body = body.replace("cannot stand", "my own cousin");
            let mut sha = Sha256::new();
            sha.update(&hash);
            sha.update(body.as_bytes());
            hash = sha.finalize().to_vec();
            (line["body"], line["hash"]) = (json!(body), json!(hex(&hash)));
        } else {
            line["end"]["hash"] = json!(hex(&hash));
        }
        text.push_str(&format!("{line}\n"));
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_out_of_order_stands_with_who_made_it_and_why() {
    let town = Town::start().await;
    a_day(&town).await;
    town.account("auditor", Role::Auditor, "a long night of rain").await;
    let auditor = town.signed_in("auditor", "a long night of rain", &Keys::default()).await;
    let path = "/api/v1/reports/out-of-order?from=2026-11-24&to=2026-11-25";
    let report = town.ask("GET", path, &auditor, "").await;
    assert_eq!(report.status, 200, "{report:?}");
    assert_eq!(report.json["total"], json!({"calls": 2, "out_of_order": 1, "picked": 1}), "{report:?}");
    let call = &report.json["out_of_order"][0];
    assert_eq!((call["by"].as_str(), call["rule"].as_str()), (Some("boss"), Some("picked")), "{call}");
    assert_eq!((call["reason"].as_str(), call["passed"].as_u64()), (Some("cannot stand"), Some(2)), "{call}");
    let long =
        town.ask("GET", "/api/v1/reports/out-of-order?from=2026-01-01&to=2026-11-25", &auditor, "").await;
    long.is_problem(422, "bad_period");
    let elsewhere =
        town.ask("GET", "/api/v1/reports/out-of-order?from=2026-11-25&to=2026-11-26", &auditor, "");
    assert_eq!(elsewhere.await.json["total"]["calls"], 0);
    let printed = Command::new(env!("CARGO_BIN_EXE_noubad"))
        .args(["audit", "out-of-order", "--from", "2026-11-24", "--to", "2026-11-25", "--data"])
        .arg(town.data())
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.contains("1 of 2 calls picked by boss") && printed.contains("cannot stand"), "{printed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_days_are_deleted_at_a_signed_head_and_what_is_left_is_checked() {
    use noubad::evidence::Retention;
    let town = Town::start().await;
    a_day(&town).await;
    let office = town.bench.office();
    let config =
        noubad::config::Config::parse("test", &super::common::config("next_gap_seconds = 0", "")).unwrap();
    let now = super::common::MORNING;
    let (calendar, _) = noubad::calendar::OfficeCalendar::of_config(&config, now).unwrap();
    let day_ms = 24 * queue::time::HOUR_MS;
    let (_, none_yet) = tokio::sync::watch::channel(0);
    let reader = Reader::open(&town.data()).await.unwrap();
    let retention = |days: i64, acknowledged| Retention {
        months: 13,
        dir: town.data(),
        reader: reader.clone(),
        handle: office.handle.clone(),
        replica: office.replica.clone(),
        clock: std::sync::Arc::new(noubad::clock::FastClock::new(now + days * day_ms, 1.0)),
        calendar: std::sync::Arc::new(calendar.clone()),
        acknowledged,
    };
    assert!(!retention(390, None).step().await.unwrap(), "not yet");
    assert!(!retention(400, Some(none_yet)).step().await.unwrap(), "the portal does not have it");
    assert!(retention(400, None).step().await.unwrap());
    assert!(!retention(400, None).step().await.unwrap(), "once");
    let report = verify(&town.data()).await.unwrap();
    assert!(report.is_well(), "{report}");
    let begins = reader.beginning().await.unwrap();
    let events = reader.events(0, 5_000).await.unwrap();
    assert!(begins.base.seq > 20 && events[0].seq == begins.base.seq + 1);
    let kinds: Vec<&str> = events.iter().map(|r| r.event.kind()).collect();
    assert!(kinds.contains(&"history_cut"), "the cut is in the chain itself: {kinds:?}");
    assert!(events.iter().all(|r| r.actor.id.as_str() != "boss"), "who called is forgotten");
    let export = noubad(&["audit", "export", "--data"], &town.data());
    let export = String::from_utf8(export.stdout).unwrap();
    let (well, said) = checked(&export, &[]);
    assert!(well, "{said}");
    let forged = export.replacen(&begins.base.hash.to_string(), &"0".repeat(64), 1);
    assert!(!checked(&forged, &[]).0, "a beginning nobody signed");
    // And the office opens again on it.
    reader.close().await;
    let mut town = town;
    town.bench.stop().await;
    town.bench.run().await;
    assert!(verify(&town.data()).await.unwrap().is_well());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_privacy_page_says_what_is_configured_in_each_language() {
    let town = Town::start().await;
    let page = |bench: &super::common::Bench, lang: &str| {
        let address = bench.address;
        let path = format!("/privacy?lang={lang}");
        async move { super::common::request(address, "GET", &path, "", "").await }
    };
    for (lang, months) in [("ar", "13"), ("fr", "13 mois"), ("en", "13 months"), ("zgh", "13 mois")] {
        let page = page(&town.bench, lang).await;
        let text = String::from_utf8(page.bytes.clone()).unwrap().replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(page.status, 200);
        assert!(text.contains(months) && text.contains(&format!("<html lang=\"{lang}\"")), "{lang}: {text}");
        assert!(!text.contains("privacy-"), "{lang}: a word is missing: {text}");
        assert!(page.header("set-cookie").is_none() && !text.contains("<script"), "{lang}");
    }
    let more = "[privacy]\nkeep_months = 0\nboard_services = \"letters\"\n";
    let mut bench = super::common::Bench::with(&super::common::config("", more)).await;
    let text = String::from_utf8(page(&bench, "en").await.bytes).unwrap();
    assert!(text.contains("without a limit") && text.contains("letters"), "{text}");
    // The boards do as it says.
    let board = super::common::Live::open(bench.address, "board").await.next().await.unwrap();
    assert!(
        !board.data.to_string().contains("Naissance") && !board.data.to_string().contains("birth"),
        "{board:?}"
    );
    assert_eq!(board.data["services"][0]["names"]["fr"], "A");
    bench.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_of_tickets_die_when_the_day_is_over() {
    let clock = std::sync::Arc::new(noubad::clock::FastClock::new(super::common::MORNING, 1.0));
    let text = super::common::config("next_gap_seconds = 0", "");
    let mut bench = super::common::Bench::at(&text, clock).await.open().await;
    let issued = bench.issue("k1").await;
    let path = format!("/t/{}", issued.json["token"].as_str().unwrap());
    assert_eq!(bench.get(&path).await.status, 200);
    let id = queue::id::CommandId::new("test:close").unwrap();
    let actor = noubad::dispatcher::system("test");
    bench.office().handle.ask(id, actor, queue::Command::CloseDay).await.unwrap();
    assert_eq!(bench.get(&path).await.status, 200, "that it has expired can be read for an hour");
    bench.stop().await;
    bench.clock = std::sync::Arc::new(noubad::clock::FastClock::new(
        super::common::MORNING + 3 * queue::time::HOUR_MS,
        1.0,
    ));
    bench.run().await;
    assert!(bench.office().replica.read().state.day.is_none(), "the day is closed and stays so");
    assert_eq!(bench.get(&path).await.status, 404);
    let live = bench.get(&format!("/api/v1/live/ticket/{}", &path[3..])).await;
    live.is_problem(404, "unknown_ticket");
}
