//! Appointments in slots over the real interface: the page without JavaScript, files in and out, and that two people never
//! have one slot.

use std::collections::BTreeMap;

use noubad::store::Reader;
use queue::Event;
use queue::time::{MINUTE_MS, Timestamp};
use serde_json::{Value, json};

use super::common::{Answer, Bench, MORNING, PERMIT, config, desk, request};

/// An office whose permits anybody may book.
pub async fn office() -> Bench {
    Bench::with(&config("next_gap_seconds = 0", &format!("{PERMIT}{}", desk(&["permit"])))).await.open().await
}

/// 08:00 UTC of the first day and so many minutes.
fn at(minutes: i64) -> Timestamp {
    let midnight = Timestamp(MORNING.0.div_euclid(86_400_000) * 86_400_000);
    midnight + (8 * 60 + minutes) * MINUTE_MS
}

async fn form(bench: &Bench, path: &str, body: &str) -> Answer {
    let head = "content-type: application/x-www-form-urlencoded\r\n";
    request(bench.address, "POST", path, head, body).await
}

async fn import(bench: &Bench, kind: &str, text: &str) -> Answer {
    let head = format!("idempotency-key: {}\r\ncontent-type: {kind}\r\n", uuid::Uuid::new_v4());
    request(bench.address, "POST", "/api/v1/appointments/import", &head, text).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.clone()).unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

/// The value of the first hidden key in a page.
fn key(html: &str) -> String {
    html.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// How many appointments the journal has for each service and time.
async fn booked(bench: &Bench) -> BTreeMap<(String, Timestamp), usize> {
    let reader = Reader::open(&bench.dir.path().join("data")).await.unwrap();
    let mut found = BTreeMap::new();
    for recorded in reader.events(0, 2_000).await.unwrap() {
        if let Event::AppointmentBooked { service, booked_at, .. } = recorded.event {
            *found.entry((service.to_string(), booked_at)).or_default() += 1;
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_people_at_once_never_share_a_slot_of_two() {
    let bench = office().await;
    // The control: a service without slots, asked in the same way, has as many at one time as ask.
    for (service, most) in [("permit", 2), ("birth", 40)] {
        let asks = (0..40).map(|n| {
            let body = json!({"service": service, "at": at(120).to_string()});
            let key = format!("{service}-{n}");
            let bench = &bench;
            async move { bench.post("/api/v1/appointments", &key, &body).await }
        });
        let answers = futures_util::future::join_all(asks).await;
        let got = answers.iter().filter(|a| a.status == 201).count();
        let full = answers.iter().filter(|a| a.json["code"] == "slot_full").count();
        assert_eq!((got, full), (most, 40 - most), "{service}");
        assert_eq!(booked(&bench).await[&(service.to_owned(), at(120))], most, "the journal says the same");
    }
    let off_grid = json!({"service": "permit", "at": at(130).to_string()});
    bench.post("/api/v1/appointments", "off", &off_grid).await.is_problem(422, "no_such_slot");
    let night = json!({"service": "permit", "at": at(-120).to_string()});
    bench.post("/api/v1/appointments", "night", &night).await.is_problem(422, "no_such_slot");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anybody_books_moves_and_gives_up_without_a_name_and_without_javascript() {
    let bench = office().await;
    let services = text(&bench.get("/book?lang=en").await);
    assert!(services.contains("Building permit") && !services.contains("Naissance"), "{services}");
    assert!(
        !services.contains("<script")
            && !services.contains("name=\"name\"")
            && !services.contains("type=\"tel\"")
    );
    for lang in ["ar", "fr", "zgh"] {
        assert!(
            text(&bench.get(&format!("/book/permit?lang={lang}")).await).contains("name=\"at\""),
            "{lang}"
        );
    }
    bench.get("/book/birth?lang=en").await;
    let page = text(&bench.get("/book/permit?lang=en&day=2026-11-25").await);
    let wanted = at(24 * 60 + 60);
    assert!(page.contains(&wanted.to_string()), "{page}");
    let body = format!("at={wanted}&key={}", key(&page));
    let made = form(&bench, "/book/permit?lang=en", &body).await;
    assert_eq!(made.status, 303, "{made:?}");
    let again = form(&bench, "/book/permit?lang=en", &body).await;
    assert_eq!(again.header("location"), made.header("location"), "pressed twice, booked once");
    let link = made.header("location").unwrap().split('?').next().unwrap().to_owned();
    let shown = text(&bench.get(&format!("{link}?lang=en")).await);
    for part in ["Wednesday 25 November", "09:00", "Put it into my calendar"] {
        assert!(shown.contains(part), "no {part} in {shown}");
    }

    let file = bench.get(&format!("{link}/appointment.ics")).await;
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    let ics = text(&file);
    for line in ["BEGIN:VEVENT", "DTSTART:20261125T090000Z", "DURATION:PT20M", "SUMMARY:Building permit"] {
        assert!(ics.contains(line), "no {line} in {ics}");
    }
    assert!(ics.lines().all(|l| l.trim_end().len() <= 75), "folded: {ics}");

    let later = at(24 * 60 + 100);
    let times = text(&bench.get(&format!("{link}/move?lang=en&day=2026-11-25")).await);
    let moved =
        form(&bench, &format!("{link}/move?lang=en"), &format!("at={later}&key={}", key(&times))).await;
    assert_eq!(moved.status, 303, "{moved:?}");
    assert!(text(&bench.get(&format!("{link}?lang=en")).await).contains("09:40"));
    let left = form(&bench, &format!("{link}/leave?lang=en"), "").await;
    assert_eq!(left.status, 303);
    assert!(bench.office().replica.read().state.bookings.is_empty());

    // A code leads back to the page; wrong ones run out.
    let page = text(&bench.get("/book/permit?lang=en&day=2026-11-25").await);
    let made = form(&bench, "/book/permit?lang=en", &format!("at={wanted}&key={}", key(&page))).await;
    let link = made.header("location").unwrap().split('?').next().unwrap().to_owned();
    let shown = text(&bench.get(&format!("{link}?lang=en")).await);
    let code = shown
        .split("class=\"code\"><bdi class=\"num\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .replace(' ', "+");
    let found = form(&bench, "/book?lang=en", &format!("code={code}")).await;
    assert_eq!(
        found.header("location").map(|l| l.split('?').next().unwrap()),
        Some(link.as_str()),
        "{found:?}"
    );
    for _ in 0..5 {
        assert_eq!(form(&bench, "/book", "code=00000000").await.status, 404);
    }
    assert_eq!(form(&bench, "/book", &format!("code={code}")).await.status, 429);
    // Nobody fills an office's week from one address.
    let mut refused = 0;
    for n in 0..8 {
        let body = format!("at={}&key=flood-{n}", at(48 * 60 + 20 * n));
        refused += usize::from(form(&bench, "/book/permit", &body).await.status == 429);
    }
    assert!(refused >= 2, "{refused}");
    let foreign = "content-type: application/x-www-form-urlencoded\r\norigin: http://evil.example\r\n";
    let evil = request(bench.address, "POST", "/book/permit", foreign, &body).await;
    assert_eq!(evil.status, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_taken_as_browsers_send_it_and_not_from_another_sites_page() {
    let bench = office().await;
    let page = text(&bench.get("/book/permit?lang=en&day=2026-11-25").await);
    assert!(
        page.contains("name=\"referrer\" content=\"same-origin\""),
        "else its origin is \"null\": {page}"
    );
    let body = format!("at={}&key={}", at(24 * 60 + 60), key(&page));
    let own = format!("origin: http://{}\r\n", bench.address);
    for (fields, status) in [
        ("origin: null\r\n", 400),
        ("origin: null\r\nsec-fetch-site: cross-site\r\n", 400),
        ("origin: http://evil.example\r\n", 400),
        ("origin: http://evil.example\r\nsec-fetch-site: same-site\r\n", 400),
        // As Chromium 156 sends it from a page that sends no referrer.
        ("origin: null\r\nsec-fetch-site: same-origin\r\n", 303),
        (&own, 303),
    ] {
        let head = format!("content-type: application/x-www-form-urlencoded\r\n{fields}");
        let answer = request(bench.address, "POST", "/book/permit", &head, &body).await;
        assert_eq!(answer.status, status, "{fields}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_link_leads_nowhere_and_is_nobodys_defect() {
    let bench = office().await;
    for link in ["/t/%0d%0ax/move", "/t/%00/move", "/t/%2f%2fevil.example/move", "/t/none/move"] {
        bench.get(link).await.is_problem(404, "unknown_appointment");
        let body = format!("at={}&key=k", at(120));
        form(&bench, link, &body).await.is_problem(404, "unknown_appointment");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_that_does_not_open_the_page_has_none() {
    let bench = Bench::start().await.open().await;
    let page = bench.get("/book?lang=en").await;
    assert_eq!(page.status, 404);
    assert!(text(&page).contains("books no appointments here"));
    let tried = form(&bench, "/book/birth", &format!("at={}&key=k", at(120))).await;
    assert!(tried.status >= 400 && booked(&bench).await.is_empty(), "{tried:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_taken_over_whole_or_not_at_all_and_every_bad_line_is_named() {
    let bench = office().await;
    let bad = "service;start;reference;language;name\npermit;2026-11-25 09:00;a;fr;x\n";
    let refused = import(&bench, "text/csv", bad).await;
    refused.is_problem(422, "import_refused");
    assert!(refused.json["lines"][0]["what"].as_str().unwrap().contains("name"), "{refused:?}");
    let bad = "service,start,reference,language\npermit,2026-11-25 09:00,a,fr\nunheard-of,2026-11-25 09:00,b,fr\n\
               permit,25/11/2026,c,fr\npermit,2026-11-25 09:00,d,xx\n";
    let refused = import(&bench, "text/csv", bad).await;
    refused.is_problem(422, "import_refused");
    let lines: Vec<&Value> = refused.json["lines"].as_array().unwrap().iter().map(|l| &l["line"]).collect();
    assert_eq!(lines, [3, 4, 5], "{refused:?}");
    let full = "service,start,reference\npermit,2026-11-25 09:00,a\npermit,2026-11-25 09:00,b\n\"permit\",2026-11-25 09:00,c\n";
    let refused = import(&bench, "text/csv", full).await;
    assert_eq!(refused.json["lines"][0]["line"], 4, "the third has no room: {refused:?}");
    assert!(booked(&bench).await.is_empty(), "nothing half");

    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:41@rokhas\r\nDTSTART:20261125T090000Z\r\n\
                    SUMMARY:Permis de construire\r\nATTENDEE;CN=Somebody:mailto:x@y.example\r\nEND:VEVENT\r\n\
                    BEGIN:VEVENT\r\nUID:42@rokhas\r\nDTSTART;TZID=Etc/UTC:20261125T092000\r\n\
                    CATEGORIES:per\r\n mit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let taken = import(&bench, "text/calendar", calendar).await;
    assert_eq!(taken.json.as_array().map(Vec::len), Some(2), "{taken:?}");
    assert_eq!((&taken.json[0]["what"], &taken.json[0]["line"]), (&json!("booked"), &json!(3)));
    assert_eq!(import(&bench, "text/calendar", calendar).await.json, json!([]), "again: nothing new");
    let moved =
        import(&bench, "text/calendar", &calendar.replace("20261125T090000Z", "20261125T094000Z")).await;
    assert_eq!((&moved.json[0]["what"], moved.json.as_array().unwrap().len()), (&json!("moved"), 1));
    let feed = text(&bench.get("/api/v1/appointments/calendar.ics").await);
    assert_eq!(feed.matches("BEGIN:VEVENT").count(), 2);
    assert!(!feed.contains("code") && !feed.contains("/t/"), "the office's calendar opens nobody's page");
    // What names a person is nowhere: not in the journal, and of the identifier only a digest.
    let reader = Reader::open(&bench.dir.path().join("data")).await.unwrap();
    let events = serde_json::to_string(&reader.events(0, 100).await.unwrap()).unwrap();
    assert!(!events.contains("Somebody") && !events.contains("rokhas") && !events.contains("mailto"));
}
