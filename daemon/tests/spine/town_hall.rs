//! A town hall with five parts under one roof: each kiosk offers its own part, prints at its own printer, and each board
//! shows its own calls. And every profile that is shipped is run through simulated days.

use std::path::PathBuf;
use std::sync::Arc;

use firmware_bridge::sim::printer::{SimOptions, SimPrinter};
use noubad::clock::ManualClock;
use noubad::config::Config;
use queue::ticket::PrintState;
use serde_json::{Value, json};

use super::common::{Bench, Live, MORNING, until};

fn profile(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/offices").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The town hall as shipped, with printers at two of its kiosks and at the entrance that are simulated, and without the
/// others and the lines.
fn town_hall(printers: &[(&str, &SimPrinter)]) -> String {
    let mut file: toml::Table = profile("sale-hotel-de-ville.toml").parse().unwrap();
    for key in ["line", "pad", "panel", "http"] {
        file.remove(key);
    }
    let entries = file["printer"].as_array_mut().unwrap();
    entries.retain(|p| printers.iter().any(|(id, _)| p["id"].as_str() == Some(id)));
    for entry in entries {
        let (_, sim) = printers.iter().find(|(id, _)| entry["id"].as_str() == Some(id)).unwrap();
        let address = sim.address().unwrap().to_string();
        let link = toml::Table::from_iter([("tcp".to_owned(), address.into())]);
        entry.as_table_mut().unwrap().insert("link".to_owned(), link.into());
    }
    file.to_string()
}

async fn printer() -> SimPrinter {
    let tcp = Some("127.0.0.1:0".parse().unwrap());
    SimPrinter::start(SimOptions { tcp, ..SimOptions::default() }).await.unwrap()
}

fn services(view: &Value) -> Vec<String> {
    view["services"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_part_of_the_town_hall_has_its_own_kiosk_printer_and_board() {
    let (taxes, entrance) = (printer().await, printer().await);
    let text = town_hall(&[("printer-taxes", &taxes), ("printer-entrance", &entrance)]);
    let clock = Arc::new(ManualClock::new(MORNING));
    let mut bench = Bench::at(&text, clock).await.open().await;
    bench.ready(&["printer-taxes", "printer-entrance"]).await;

    let mut all = Live::open(bench.address, "kiosk").await;
    let mut kiosk = Live::open(bench.address, "kiosk?id=kiosk-taxes").await;
    let mut board = Live::open(bench.address, "board?id=board-taxes").await;
    let mut other = Live::open(bench.address, "board?id=board-permits").await;
    let everything = all.until("the entrance's kiosk", |_| true).await.data;
    let of_taxes = kiosk.until("the taxes' kiosk", |_| true).await.data;
    assert!(services(&everything).len() > 20);
    assert!(
        services(&of_taxes).contains(&"payment".to_owned()) && services(&of_taxes).len() == 6,
        "{of_taxes}"
    );
    assert_eq!(of_taxes["zone"]["fr"], "Taxes locales");
    assert_eq!(of_taxes["office"]["names"]["fr"], "Hôtel de ville - Salé – Taxes locales");
    assert_eq!(everything["zone"], Value::Null);

    // A ticket of the taxes' kiosk comes out there, and one of the entrance's kiosk at the entrance.
    let here = bench.post("/api/v1/tickets?id=kiosk-taxes", "t1", &json!({"service": "payment"})).await;
    let there = bench.post("/api/v1/tickets", "t2", &json!({"service": "building-permit"})).await;
    assert_eq!((here.status, there.status), (201, 201), "{here:?} {there:?}");
    for (printer, name) in [(&taxes, "taxes"), (&entrance, "entrance")] {
        until(&format!("one ticket from the printer of the {name}"), || async {
            printer.tickets().len() == 1
        })
        .await;
    }
    until("both papers have come", || async {
        let office = bench.office().replica.read();
        office.state.tickets.values().all(|t| t.print == PrintState::Printed)
    })
    .await;

    // A call to the taxes is on their board alone.
    assert_eq!(bench.act("counter-11", "open", json!({})).await.status, 200);
    assert_eq!(bench.act("counter-11", "next", json!({})).await.status, 200);
    let shown = board.until("the call", |e| !e.data["calls"].as_array().unwrap().is_empty()).await.data;
    assert_eq!(shown["calls"][0]["number"], here.json["number"]);
    assert_eq!(shown["counters"].as_array().unwrap().len(), 3);
    assert_eq!(bench.act("counter-21", "open", json!({})).await.status, 200);
    assert_eq!(bench.act("counter-21", "next", json!({})).await.status, 200);
    let permits =
        other.until("the other call", |e| !e.data["calls"].as_array().unwrap().is_empty()).await.data;
    let numbers: Vec<&Value> = permits["calls"].as_array().unwrap().iter().map(|c| &c["number"]).collect();
    assert_eq!(numbers, [&there.json["number"]], "only the permits' own call");
    bench.stop().await;
}

/// Every office that is shipped, through days with everything that happens in one, checked after every step.
#[test]
fn every_profile_keeps_the_rules_on_simulated_days() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/offices");
    let mut names: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), 6, "{names:?}");
    for path in names {
        let config = Config::load(&path).unwrap_or_else(|e| panic!("{e}"));
        assert!(!config.office.calendar.holidays.is_empty(), "{} has no holidays", path.display());
        let (mut issued, mut served) = (0, 0);
        for seed in 1..=6 {
            let day =
                simulate::run_day(seed, &config.office).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (issued, served) = (issued + day.issued, served + day.served);
        }
        // Of such days: many leave, lose their ticket or are sent home at closing.
        assert!(issued > 100 && served * 3 > issued, "{}: {served} of {issued}", path.display());
    }
}
