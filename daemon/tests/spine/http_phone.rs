//! The citizen's side: appointments, the page of a link without JavaScript, giving a place up.

use serde_json::json;

use super::common::{Answer, Bench, Live, MORNING, config, request};

async fn booked(bench: &Bench, key: &str, in_minutes: i64) -> Answer {
    let at = MORNING + in_minutes * 60_000;
    let body = json!({"service": "birth", "at": at.to_string(), "locale": "fr"});
    bench.post("/api/v1/appointments", key, &body).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.clone()).unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_checks_in_by_code_by_link_and_once() {
    let bench = Bench::start().await.open().await;
    let kiosk = Live::open(bench.address, "kiosk").await.next().await.unwrap().data;
    assert_eq!(kiosk["appointments"], false, "no appointment, no question");
    let first = booked(&bench, "b1", 10).await;
    let kiosk = Live::open(bench.address, "kiosk").await.next().await.unwrap().data;
    assert_eq!(kiosk["appointments"], true);
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(booked(&bench, "b1", 10).await.json["id"], first.json["id"], "one key, one appointment");
    let code = first.json["code"].as_str().unwrap();
    assert_eq!(code.len(), 8);
    let check_in = "/api/v1/appointments/check-in";
    bench.post(check_in, "c0", &json!({"code": "00000000"})).await.is_problem(404, "unknown_appointment");
    let spaced = format!("{} {}", &code[..4], &code[4..]);
    let arrived = bench.post(check_in, "c1", &json!({"code": spaced})).await;
    assert_eq!(arrived.status, 201, "{arrived:?}");
    assert_eq!((&arrived.json["number"], &arrived.json["class"]), (&json!("A001"), &json!("appointment")));
    assert_eq!(arrived.json["id"], first.json["id"], "the ticket keeps the appointment's identity and link");
    let again = bench.post(check_in, "c2", &json!({"code": code})).await;
    again.is_problem(409, "already_checked_in");
    assert_eq!(again.json["number"], "A001");

    let second = booked(&bench, "b2", 12).await;
    let link = second.json["follow_url"].as_str().unwrap();
    let arrived = bench.post(check_in, "c3", &json!({"code": link})).await;
    assert_eq!((arrived.status, &arrived.json["number"]), (201, &json!("A002")), "{arrived:?}");

    let later = booked(&bench, "b3", 120).await;
    let early = bench.post(check_in, "c4", &json!({"code": later.json["code"]})).await;
    early.is_problem(409, "too_early");
    assert!(early.json["opens_at"].is_string());
    let past = booked(&bench, "b4", -5).await;
    past.is_problem(422, "in_the_past");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_opens_a_whole_page_without_javascript_in_every_language() {
    let bench = Bench::start().await.open().await;
    let body = json!({"service": "birth", "locale": "fr"});
    let ticket = bench.post("/api/v1/tickets", "t1", &body).await.json;
    let path = format!("/t/{}", ticket["token"].as_str().unwrap());
    let page = bench.get(&path).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let html = text(&page);
    for part in [
        "<html lang=\"fr\" dir=\"ltr\">",
        "A001",
        "Personne avant vous",
        "http-equiv=\"refresh\"",
        "/assets/t.js",
        "<form method=\"post\"",
        "nomodule",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    assert!(page.bytes.len() < 6_000, "{} bytes for a slow network", page.bytes.len());
    let arabic = text(&bench.get(&format!("{path}?lang=ar")).await);
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("رقمك"), "{arabic}");
    let amazigh = text(&bench.get(&format!("{path}?lang=zgh")).await);
    assert!(amazigh.contains("lang=\"zgh\"") && amazigh.contains("Votre numéro") && amazigh.contains("رقمك"));
    bench.act("c1", "open", json!({})).await;
    bench.act("c1", "next", json!({})).await;
    let called = text(&bench.get(&path).await);
    assert!(called.contains("Venez maintenant") && called.contains("phone come"), "{called}");
    assert!(!called.contains("<form"), "whoever is called tells the clerk");

    let unknown = request(
        bench.address,
        "GET",
        "/t/00000000000000000000000000000000",
        "accept-language: en-GB\r\n",
        "",
    )
    .await;
    assert_eq!(unknown.status, 404);
    assert!(text(&unknown).contains("This ticket is not known here"), "{}", text(&unknown));
    let evil = bench.get(&format!("{path}?lang=%22%3E%3Cscript%3E")).await;
    assert!(!text(&evil).contains("\"><script>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i_left_gives_the_place_up_once_by_form_and_by_the_interface() {
    let bench = Bench::start().await.open().await;
    let token = |ticket: Answer| ticket.json["token"].as_str().unwrap().to_owned();
    let (first, second) = (token(bench.issue("k1").await), token(bench.issue("k2").await));
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let leave = format!("/t/{first}/leave");
    assert_eq!(bench.get(&leave).await.status, 303, "merely opening the address changes nothing");
    let split = bench.get("/t/%0d%0aset-cookie:%20x=y/leave").await;
    assert_eq!(split.status, 404, "what is no link goes into no head: {}", split.head);
    assert!(text(&bench.get(&format!("/t/{first}?lang=fr")).await).contains("Personne avant vous"));
    for _ in 0..2 {
        let left = request(bench.address, "POST", &format!("{leave}?lang=fr"), form, "").await;
        assert_eq!(
            (left.status, left.header("location")),
            (303, Some(format!("/t/{first}?lang=fr").as_str()))
        );
    }
    assert!(text(&bench.get(&format!("/t/{first}?lang=fr")).await).contains("Ce ticket a été annulé"));

    let leave = format!("/api/v1/links/{second}/leave");
    assert_eq!(bench.post(&leave, "l1", &json!({})).await.status, 204);
    assert_eq!(bench.post(&leave, "l1", &json!({})).await.status, 204);
    bench.post(&leave, "l2", &json!({})).await.is_problem(409, "wrong_state");
    bench.post("/api/v1/links/nothing/leave", "l3", &json!({})).await.is_problem(404, "unknown_ticket");
    bench.act("c1", "open", json!({})).await;
    bench.act("c1", "next", json!({})).await.is_problem(409, "nobody_waiting");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_appointment_has_a_page_with_its_code_and_can_be_given_up() {
    let bench = Bench::start().await.open().await;
    let appointment = booked(&bench, "b1", 45).await.json;
    let token = appointment["token"].as_str().unwrap();
    let mut live = Live::open(bench.address, &format!("ticket/{token}")).await;
    let view = live.until("the appointment", |e| e.name == "ticket").await.data;
    assert_eq!((&view["state"], &view["code"]), (&json!("booked"), &appointment["code"]));
    assert!(view.get("number").is_none());
    let code = appointment["code"].as_str().unwrap();
    let html = text(&bench.get(&format!("/t/{token}")).await);
    assert!(html.contains(&format!("{} {}", &code[..4], &code[4..])), "{html}");
    assert_eq!(bench.post(&format!("/api/v1/links/{token}/leave"), "l1", &json!({})).await.status, 204);
    let gone = bench.post("/api/v1/appointments/check-in", "c1", &json!({"code": code})).await;
    gone.is_problem(404, "unknown_appointment");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_for_help_shows_on_every_colleagues_page() {
    let bench = Bench::start().await.open().await;
    bench.act("c1", "open", json!({})).await;
    let mut colleague = Live::open(bench.address, "counter/c2").await;
    assert_eq!(bench.act("c1", "call-for-help", json!({})).await.status, 200);
    let asked = colleague.until("the call", |e| e.data["help"][0]["counter"] == "c1").await;
    assert_eq!(asked.data["help"][0]["label"], "1");
    bench.act("c2", "answer-help", json!({})).await.is_problem(422, "missing_field");
    assert_eq!(bench.act("c2", "answer-help", json!({"counter": "c1"})).await.status, 200);
    colleague.until("the answer", |e| e.data["help"][0]["answered_by"] == "2").await;
    assert_eq!(bench.act("c1", "end-help", json!({})).await.status, 200);
    colleague.until("the end", |e| e.data["help"] == json!([])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_office_s_notices_stand_on_the_board() {
    let text = config("", "").replace(
        "locales = [\"ar\", \"fr\"]",
        "locales = [\"ar\", \"fr\"]\nnotices = [{ fr = \"Fermé vendredi\" }, { ar = \"إعلان\" }]",
    );
    let bench = Bench::with(&text).await.open().await;
    let mut board = Live::open(bench.address, "board").await;
    let view = board.until("the board", |e| e.name == "board").await.data;
    assert_eq!(view["notices"], json!([{"fr": "Fermé vendredi"}, {"ar": "إعلان"}]));
}
