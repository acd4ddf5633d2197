//! From a ticket to paper on a real pseudo-terminal, with everything that goes wrong on the way.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use firmware_bridge::sim::printer::{SimOptions, SimPrinter};
use noubad::clock::FastClock;
use noubad::office::Setup;
use queue::ticket::{PrintState, Ticket, TicketState};
use serde_json::json;
use tempfile::TempDir;

use super::common::{Bench, Live, MORNING, config, until};

pub(super) struct Hall {
    pub(super) bench: Bench,
    pub(super) printers: Vec<SimPrinter>,
}

pub(super) fn patient(_: &mut Setup) {}

fn hurried(setup: &mut Setup) {
    for printer in &mut setup.printers {
        printer.config.job_expires_seconds = 2;
    }
}

async fn simulated(dir: &Path, count: usize) -> (Vec<SimPrinter>, String) {
    let (mut printers, mut more) = (Vec::new(), String::new());
    for n in 1..=count {
        let link = dir.join(format!("printer-{n}"));
        more += &format!(
            "[[printer]]\nid = \"printer-{n}\"\nprofile = \"epson-tm-t20\"\n\
             link = {{ serial = \"{}\", baud = 115200 }}\nkiosks = [\"kiosk-{n}\"]\n",
            link.display()
        );
        printers
            .push(SimPrinter::start(SimOptions { link: Some(link), ..SimOptions::default() }).await.unwrap());
    }
    (printers, more)
}

impl Hall {
    pub(super) async fn start(count: usize, change: fn(&mut Setup)) -> Self {
        let dir: TempDir = tempfile::tempdir().unwrap();
        let (printers, more) = simulated(dir.path(), count).await;
        let clock = Arc::new(FastClock::new(MORNING, 1.0));
        let bench =
            Bench::changed(dir, &config("next_gap_seconds = 0", &more), clock, change).await.open().await;
        let hall = Self { bench, printers };
        for n in 1..=count {
            hall.printer_is(n, "ready").await;
        }
        hall
    }

    pub(super) async fn printer_is(&self, n: usize, state: &str) {
        let id = format!("printer-{n}");
        until(&format!("{id} is {state}"), || async { self.bench.device(&id) == state }).await;
    }

    /// Takes a ticket; returns its id.
    pub(super) async fn touch(&self, key: &str) -> String {
        let answer = self.bench.issue(key).await;
        assert_eq!((answer.status, &answer.json["print"]), (201, &"pending".into()), "{answer:?}");
        answer.json["id"].as_str().unwrap().to_owned()
    }

    pub(super) fn ticket(&self, id: &str) -> Ticket {
        self.bench.office().replica.read().state.tickets[&id.parse().unwrap()].clone()
    }

    pub(super) async fn becomes(&self, id: &str, print: PrintState) {
        until(&format!("{print:?}"), || async { self.ticket(id).print == print }).await;
    }

    pub(super) fn papers(&self, n: usize) -> usize {
        self.printers[n - 1].tickets().len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_ticket_comes_out_once_and_its_picture_can_be_looked_at() {
    let hall = Hall::start(1, patient).await;
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(hall.touch(&format!("k{n}")).await);
    }
    for id in &ids {
        hall.becomes(id, PrintState::Printed).await;
        assert_eq!(hall.ticket(id).copies, 0);
    }
    assert_eq!(hall.papers(1), 3);
    let picture = hall.bench.get(&format!("/api/v1/tickets/{}/picture", ids[0])).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
    assert!(picture.bytes.starts_with(b"\x89PNG"));
    // A clerk prints it again: the same number, marked.
    let key = serde_json::json!({});
    let path = format!("/api/v1/tickets/{}/reprint", ids[0]);
    assert_eq!(hall.bench.post(&path, "again", &key).await.status, 202);
    assert_eq!(hall.bench.post(&path, "again", &key).await.status, 202, "one press, one copy");
    until("the copy is out", || async { hall.papers(1) == 4 && hall.ticket(&ids[0]).copies == 1 }).await;
    hall.becomes(&ids[0], PrintState::Printed).await;
    let papers = hall.printers[0].tickets();
    assert_ne!(papers[3].rows, papers[0].rows, "the copy says that it is one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_paper_the_kiosk_says_so_and_the_ticket_comes_after_the_roll_was_changed() {
    let hall = Hall::start(1, patient).await;
    let mut kiosk = Live::open(hall.bench.address, "kiosk").await;
    kiosk.until("the printer is well", |e| e.data["printer"]["state"] == "ok").await;
    hall.printers[0].set(|faults| faults.rows_left = Some(100));
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Stalled).await;
    let next = hall.touch("k2").await;
    let view = kiosk.until("no paper", |e| e.data["printer"]["state"] == "out_of_order").await;
    assert_eq!(view.data["printer"]["cause"], "out_of_paper");
    assert_eq!(hall.ticket(&next).print, PrintState::Pending);
    hall.printers[0].set(|faults| faults.rows_left = None);
    hall.becomes(&id, PrintState::Printed).await;
    hall.becomes(&next, PrintState::Printed).await;
    assert_eq!((hall.papers(1), hall.ticket(&id).copies), (2, 0));
    kiosk.until("the printer is well again", |e| e.data["printer"]["state"] == "ok").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_lost_in_a_power_cut_of_the_printer_is_printed_again_as_a_copy() {
    let hall = Hall::start(1, patient).await;
    hall.printers[0].set(|faults| faults.power_off_after = Some(2_000));
    let id = hall.touch("k1").await;
    until("its power failed", || async { !hall.printers[0].is_powered() }).await;
    hall.printer_is(1, "lost").await;
    hall.printers[0].power_on();
    until("a copy came out", || async {
        hall.ticket(&id).copies == 1 && hall.ticket(&id).print == PrintState::Printed
    })
    .await;
    hall.printer_is(1, "ready").await;
    let next = hall.touch("k2").await;
    hall.becomes(&next, PrintState::Printed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_printer_takes_over() {
    let hall = Hall::start(2, patient).await;
    hall.printers[0].set(|faults| faults.cover_open = true);
    hall.printer_is(1, "cover_open").await;
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Printed).await;
    assert_eq!((hall.papers(1), hall.papers(2)), (0, 1));
    let kiosk = Live::open(hall.bench.address, "kiosk").await.next().await.unwrap();
    assert_eq!(kiosk.data["printer"]["state"], "ok", "one that works is enough");
    hall.printers[1].set(|faults| faults.near_end = true);
    hall.printer_is(2, "near_end").await;
    let kiosk = Live::open(hall.bench.address, "kiosk").await.next().await.unwrap();
    assert_eq!(kiosk.data["printer"]["state"], "near_end");
    let id = hall.touch("k2").await;
    hall.becomes(&id, PrintState::Printed).await;
    assert_eq!((hall.papers(1), hall.papers(2)), (0, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_that_fails_within_a_ticket_leaves_the_copy_to_the_other() {
    let hall = Hall::start(2, patient).await;
    hall.printers[0].set(|faults| faults.power_off_after = Some(2_000));
    let id = hall.touch("k1").await;
    until("a copy came out", || async {
        hall.ticket(&id).copies == 1 && hall.ticket(&id).print == PrintState::Printed
    })
    .await;
    assert_eq!((hall.papers(1), hall.papers(2)), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_nobody_could_print_in_time_is_not_printed_any_more() {
    let hall = Hall::start(1, hurried).await;
    hall.printers[0].set(|faults| faults.cover_open = true);
    hall.printer_is(1, "cover_open").await;
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Expired).await;
    hall.printers[0].set(|faults| faults.cover_open = false);
    hall.printer_is(1, "ready").await;
    let next = hall.touch("k2").await;
    hall.becomes(&next, PrintState::Printed).await;
    assert_eq!((hall.papers(1), hall.ticket(&id).print), (1, PrintState::Expired));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_stopped_within_a_ticket_stops_in_seconds_and_prints_one_marked_copy_afterwards() {
    for count in [1, 2] {
        let mut hall = Hall::start(count, patient).await;
        // Two thousand bytes a second: the ticket takes longer than the daemon waits for it.
        hall.printers[0].set(|faults| faults.bytes_per_second = Some(1_000));
        let id = hall.touch("k1").await;
        hall.becomes(&id, PrintState::Sending).await;
        let took = hall.bench.stop().await;
        assert!(took < Duration::from_secs(15), "it took {took:?}");
        hall.printers[0].set(|faults| faults.bytes_per_second = None);
        hall.bench.run().await;
        until("the copy came out", || async {
            hall.ticket(&id).copies > 0 && hall.ticket(&id).print == PrintState::Printed
        })
        .await;
        assert_eq!(hall.ticket(&id).copies, 1, "one copy, whoever else was asked");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_that_waits_for_paper_at_a_restart_is_not_forgotten() {
    let mut hall = Hall::start(1, patient).await;
    hall.printers[0].set(|faults| faults.rows_left = Some(100));
    let id = hall.touch("k1").await;
    hall.becomes(&id, PrintState::Stalled).await;
    hall.bench.stop().await;
    hall.bench.run().await;
    hall.printers[0].set(|faults| faults.rows_left = None);
    until("the ticket came out", || async { hall.ticket(&id).print == PrintState::Printed }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_no_printer_works_a_roll_of_numbers_keeps_the_queue_going() {
    let hall = Hall::start(1, patient).await;
    let mut kiosk = Live::open(hall.bench.address, "kiosk").await;
    hall.printers[0].set(|faults| faults.cover_open = true);
    hall.printer_is(1, "cover_open").await;
    let none = json!({});
    hall.bench
        .post("/api/v1/roll/start", "r0", &json!({"first": "A017"}))
        .await
        .is_problem(409, "roll_letter_taken");
    let roll = hall.bench.post("/api/v1/roll/start", "r1", &json!({"first": "R017"})).await;
    assert_eq!((roll.status, &roll.json["next"]), (200, &"R017".into()), "{roll:?}");
    kiosk.until("it says to take a slip", |e| e.data["roll"] == "R017").await;
    let first = hall.bench.issue("k1").await;
    assert_eq!((&first.json["number"], &first.json["print"]), (&"R017".into(), &"none".into()), "{first:?}");
    assert_eq!(hall.bench.issue("k2").await.json["number"], "R018");
    hall.bench.act("c1", "open", none.clone()).await;
    hall.bench.act("c1", "next", none.clone()).await;
    assert_eq!(
        hall.ticket(first.json["id"].as_str().unwrap()).state,
        TicketState::Called,
        "called like any other"
    );
    hall.printers[0].set(|faults| faults.cover_open = false);
    hall.printer_is(1, "ready").await;
    let end = hall.bench.post("/api/v1/roll/end", "r2", &none).await;
    assert_eq!((end.status, end.json.get("next")), (200, None), "{end:?}");
    kiosk.until("numbers are printed again", |e| e.data.get("roll").is_none()).await;
    let id = hall.touch("k3").await;
    hall.becomes(&id, PrintState::Printed).await;
    assert_eq!(hall.papers(1), 1, "slips of the roll are not printed too");
}
