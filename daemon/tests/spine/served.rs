//! The pages the daemon writes itself, for phones without JavaScript, as they are: kept as files, so that each is drawn in a
//! real browser in every language and size (`display/web/e2e/pictures.spec.ts`). `UPDATE=1` keeps them anew.

use std::path::Path;
use std::sync::Arc;

use noubad::clock::ManualClock;
use serde_json::json;

use super::common::{Answer, Bench, DEPOSIT, MORNING, PERMIT, config, desk, request};

const MEETING: &str = r#"
[[service]]
id = "meeting"
letter = "M"
names = { ar = "موعد مع المهندس", fr = "Rendez-vous avec l'architecte", en = "Meeting the architect" }
booking = { slot_minutes = 30, capacity = 1, public = true, notice_minutes = 0 }
"#;
const REST: &str = r#"
[feedback]
ask = true
complaint_url = "https://www.chikaya.ma"
[[camera]]
id = "hall"
place = "waiting-hall"
url = "rtsp://192.168.10.30/hall"
cndp = { receipt = "D-W-114/2026", purpose = "security", retention_days = 30, sign_posted = true }
"#;

const LANGS: [&str; 4] = ["ar", "fr", "zgh", "en"];

/// The office, and what of its pages is drawn by lot: links, codes and keys, with what stands for them in the files.
struct Served {
    bench: Bench,
    drawn: Vec<(String, &'static str)>,
    stale: Vec<String>,
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.clone()).unwrap()
}

/// What stands between two texts, the first time.
fn between<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    html.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).unwrap()
}

impl Served {
    async fn open() -> Self {
        let more = format!("{PERMIT}{MEETING}{DEPOSIT}{}{REST}", desk(&["permit", "meeting", "deposit"]));
        let text = config("next_gap_seconds = 0", &more);
        let bench = Bench::at(&text, Arc::new(ManualClock::new(MORNING))).await.open().await;
        Self { bench, drawn: Vec::new(), stale: Vec::new() }
    }

    async fn form(&self, path: &str, body: &str) -> Answer {
        let head = "content-type: application/x-www-form-urlencoded\r\n";
        request(self.bench.address, "POST", path, head, body).await
    }

    /// Keeps a page in every language.
    async fn keep(&mut self, name: &str, path: &str) {
        for lang in LANGS {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = text(&self.bench.get(&format!("{path}{joint}lang={lang}")).await);
            self.keep_one(name, lang, page);
        }
    }

    fn keep_one(&mut self, name: &str, lang: &str, mut page: String) {
        if page.contains("name=\"key\"") {
            page = page.replace(&between(&page, "name=\"key\" value=\"", "\"").to_owned(), "key");
        }
        for (drawn, stands) in &self.drawn {
            page = page.replace(drawn, stands);
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("../display/web/e2e/served/{name}-{lang}.html"));
        if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &page).unwrap();
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != page {
            self.stale.push(format!("{name}-{lang}.html"));
        }
    }

    /// Takes a ticket; returns the path of its page.
    async fn ticket(&mut self, service: &str) -> String {
        let key = uuid::Uuid::new_v4().to_string();
        let given = self.bench.post("/api/v1/tickets", &key, &json!({"service": service})).await;
        let token = given.json["token"].as_str().unwrap().to_owned();
        self.drawn.push((token.clone(), "token"));
        format!("/t/{token}")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_without_javascript_are_those_that_are_drawn_and_looked_at() {
    let mut served = Served::open().await;
    served.keep("privacy", "/privacy").await;
    served.keep("book", "/book").await;
    served.keep("book-times", "/book/permit?day=2026-11-25").await;
    for lang in LANGS {
        let page = text(&served.form(&format!("/book?lang={lang}"), "code=00000000").await);
        served.keep_one("book-refused", lang, page);
    }
    let body = "at=2026-11-25T09:00:00.000Z&key=one";
    let made = served.form("/book/permit?lang=fr", body).await;
    let link = made.header("location").unwrap().split('?').next().unwrap().to_owned();
    served.drawn.push((link.trim_start_matches("/t/").to_owned(), "token"));
    let shown = text(&served.bench.get(&link).await);
    let code = between(&shown, "class=\"code\"><bdi class=\"num\">", "<").to_owned();
    served.drawn.push((code, "4071 5526"));
    served.keep("booked", &link).await;

    let (first, second) = (served.ticket("birth").await, served.ticket("birth").await);
    served.keep("waiting", &second).await;
    for action in ["open", "next"] {
        assert_eq!(served.bench.act("c1", action, json!({})).await.status, 200);
    }
    served.keep("called", &first).await;
    assert_eq!(served.bench.act("c1", "finish", json!({})).await.status, 200);
    served.keep("asked", &first).await;

    served.keep("receipt-ask", "/r").await;
    served.ticket("deposit").await;
    for action in ["open", "next", "receipt"] {
        assert_eq!(served.bench.act("desk", action, json!({})).await.status, 200);
    }
    let found = served.form("/r?lang=en", "number=D-2026-1&day=2026-11-24").await;
    let link = found.header("location").unwrap().split('?').next().unwrap().to_owned();
    served.drawn.push((link.trim_start_matches("/t/").to_owned(), "token"));
    served.keep("receipt", &link).await;
    served.bench.stop().await;
    let again = "UPDATE=1 cargo nextest run -p noubad --test spine served, then take the pictures anew";
    assert!(served.stale.is_empty(), "these pages changed: {:?}: {again}", served.stale);
}
