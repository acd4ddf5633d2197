//! The monthly report: made beside the daemon, and by itself once the month is over, then sent.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use noubad::clock::{Clock, ManualClock};
use noubad::config::{Clerks, Config};
use noubad::figures;
use noubad::monthly::{Content, Month};
use queue::config::Locale;
use queue::time::{HOUR_MS, MINUTE_MS};
use serde_json::json;

use super::alerts::Smtp;
use super::common::{Bench, MORNING, config, until};

/// What a reader finds in a PDF, by Poppler.
fn text(pdf: &Path) -> String {
    let out = Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-").output().expect("poppler-utils");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).unwrap();
    // Marks of direction, and blanks that do not break.
    text.replace(['\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}'], "")
        .replace(['\u{a0}', '\u{202f}'], " ")
}

/// A day on which twelve are served and the printer was down, and the night after it.
async fn month(clock: &Arc<ManualClock>, more: &str) -> Bench {
    let text = config("next_gap_seconds = 0", more);
    let bench = Bench::at(&text, Arc::clone(clock) as _).await.open().await;
    bench.act("c1", "open", json!({})).await;
    for n in 0..12 {
        bench.issue(&format!("k{n}")).await;
        clock.advance(3 * MINUTE_MS);
        bench.act("c1", "next", json!({})).await;
        clock.advance(4 * MINUTE_MS);
        bench.act("c1", "finish", json!({})).await;
    }
    clock.advance(14 * HOUR_MS);
    let file = bench.dir.path().join("data/figures.jsonl");
    until("the day is written down", || async { file.exists() }).await;
    bench
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_beside_the_daemon_says_in_both_languages_what_the_figures_say() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let mut bench = month(&clock, "").await;
    bench.stop().await;
    let config = Config::parse("test", &config("", "")).unwrap();
    let (calendar, _) = noubad::calendar::OfficeCalendar::of_config(&config, clock.now()).unwrap();
    let office = Arc::new(config.office.clone());
    let data = bench.dir.path().join("data");
    let stored = std::fs::read(data.join("figures.jsonl")).unwrap();
    let archive =
        figures::offline(&data, Arc::clone(&office), Arc::new(calendar), clock.now()).await.unwrap();
    assert_eq!(std::fs::read(data.join("figures.jsonl")).unwrap(), stored, "it only reads");
    let month: Month = "2026-11".parse().unwrap();
    let made = month.end();
    let content =
        Content::of(&office, &archive, month, made, (Clerks::Pseudonym, &|_| "agent-1234abcd".to_owned()));
    for (locale, title, minutes) in [
        (Locale::Fr, "Rapport mensuel – novembre 2026", "3 min"),
        (Locale::Ar, "التقرير الشهري", "نونبر 2026"),
    ] {
        let path = bench.dir.path().join("report.pdf");
        std::fs::write(&path, content.pdf(locale).unwrap()).unwrap();
        let said = text(&path);
        // Poppler guesses blanks from distances, within Arabic words too.
        let packed = |text: &str| text.split_whitespace().collect::<String>();
        for wanted in [title, minutes, "12", "agent-1234abcd"] {
            assert!(packed(&said).contains(&packed(wanted)), "{wanted}: {said}");
        }
        assert!(!said.contains("kiosk"), "nothing of the machines' accounts: {said}");
    }
    let none = Content::of(&office, &archive, month.before(), made, (Clerks::Off, &|_| String::new()));
    assert!(none.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn once_a_month_is_over_its_report_is_written_once_and_sent() {
    let mut server = Smtp::patient();
    let more = format!(
        "[mail]\nserver = \"127.0.0.1:{}\"\nencryption = \"none\"\nfrom = \"nouba@sale.example\"\ncredential = \"{{DIR}}\"\n\
         [monthly]\nmail_to = [\"chef@sale.example\"]\nlocales = [\"fr\", \"ar\"]",
        server.port
    );
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "nouba:correct horse").unwrap();
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = month(&clock, &more.replace("{DIR}", &secret.path().display().to_string())).await;
    let folder = bench.dir.path().join("data/reports");
    assert!(!folder.exists(), "the month is not over");
    clock.advance(7 * 24 * HOUR_MS);
    let path = |lang: &str| folder.join(format!("test-office-2026-11-{lang}.pdf"));
    until("both are written", || async { path("fr").exists() && path("ar").exists() }).await;
    // The server stays until it has answered.
    let (_server, mail) = tokio::task::spawn_blocking(move || {
        let mail = server.next();
        (server, mail)
    })
    .await
    .unwrap();
    let data = mail["data"].as_str().unwrap();
    assert_eq!(mail["to"], json!(["chef@sale.example"]));
    assert_eq!(data.matches("application/pdf").count(), 2, "{}", &data[..data.len().min(2000)]);
    until("it is known to be sent", || async { !path("fr").with_extension("unsent").exists() }).await;
    let made = std::fs::metadata(path("fr")).unwrap().modified().unwrap();
    clock.advance(HOUR_MS);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(std::fs::metadata(path("fr")).unwrap().modified().unwrap(), made, "once is enough");
}
