//! Boards in real Chromium speak: one call after the other, the right sounds, and a word when the browser wants a touch.

use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tests::browser::{self, Browser};
use tests::office::Office;
use tests::{http, until};

/// What the board's audio element did since [`listen`], in order: what happened, to which sound, when.
const HEARD: &str = "return window.heard ?? []";

/// Notes what the audio element does; events of media do not rise, so they are caught on their way down.
async fn listen(board: &Client) {
    let script = r"
        window.heard = [];
        for (const what of ['playing', 'ended', 'error']) {
            document.addEventListener(what, (event) => {
                const audio = event.target;
                window.heard.push([what, new URL(audio.src).pathname, performance.now(), audio.duration]);
            }, true);
        }";
    board.execute(script, vec![]).await.expect("the page listens");
}

async fn heard(board: &Client) -> Vec<Value> {
    let heard = board.execute(HEARD, vec![]).await.expect("a list");
    heard.as_array().cloned().unwrap_or_default()
}

async fn ended(board: &Client) -> usize {
    heard(board).await.iter().filter(|event| event[0] == "ended").count()
}

/// An office that speaks, with a second counter for calls at the same moment.
async fn speaking() -> Office {
    let more = "[[counter]]\nid = \"counter-2\"\nlabel = \"2\"\nservices = [\"birth-extract\"]\n\n\
                [voice]\nlanguages_per_call = 1\n";
    let office = Office::start_with(more).await.expect("the office starts");
    until("tickets are given", || async {
        let services = http::get(office.address, "/api/v1/services").await;
        services.is_ok_and(|(_, services)| services["services"][0]["open"] == true)
    })
    .await;
    office
}

async fn post(office: &Office, path: &str, key: &str, body: Value) -> Value {
    let (status, answer) = http::post(office.address, path, key, &body).await.expect("an answer");
    assert!((200..300).contains(&status), "{path}: {status} {answer}");
    answer
}

async fn call(office: &Office, counter: &str) {
    post(office, &format!("/api/v1/counters/{counter}/next"), &format!("next-{counter}"), json!({})).await;
}

/// Two citizens wait, two counters are open.
async fn prepare(office: &Office) {
    for (n, locale) in ["fr", "ar"].into_iter().enumerate() {
        let body = json!({"service": "birth-extract", "locale": locale});
        post(office, "/api/v1/tickets", &format!("ticket-{n}"), body).await;
    }
    for counter in ["counter-1", "counter-2"] {
        post(office, &format!("/api/v1/counters/{counter}/open"), &format!("open-{counter}"), json!({}))
            .await;
    }
}

#[tokio::test]
async fn two_calls_at_once_are_heard_on_every_board_one_after_the_other() {
    let browser = Browser::start().await.expect("chromedriver starts");
    let office = speaking().await;
    prepare(&office).await;
    let mut boards = Vec::new();
    for size in [(1280, 720), (720, 1280)] {
        let board = browser.window_that_speaks(size.0, size.1).await.expect("a window");
        board.goto(&format!("http://{}/board", office.address)).await.expect("the board opens");
        until("the board is live", || async { !browser::texts(&board, ".board .empty").await.is_empty() })
            .await;
        listen(&board).await;
        boards.push(board);
    }
    tokio::join!(call(&office, "counter-1"), call(&office, "counter-2"));
    for board in &boards {
        until("both calls were heard", || async { ended(board).await == 2 }).await;
        let events = heard(board).await;
        let names: Vec<&str> = events.iter().filter_map(|e| e[0].as_str()).collect();
        assert_eq!(names, ["playing", "ended", "playing", "ended"], "no two at once: {events:?}");
        let view = http::first_view(office.address, "/api/v1/live/board").await.expect("a view");
        let list = view["announcements"].as_array().expect("announcements").clone();
        for (event, said) in events.iter().step_by(2).zip(&list) {
            assert_eq!(event[1], said["url"], "in the daemon's order");
            let (browser_s, daemon_ms) = (event[3].as_f64().unwrap(), said["duration_ms"].as_f64().unwrap());
            assert!((browser_s * 1_000.0 - daemon_ms).abs() < 20.0, "{browser_s} s is not {daemon_ms} ms");
        }
        let languages: Vec<&str> = list.iter().filter_map(|said| said["languages"][0].as_str()).collect();
        let mut sorted = languages.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, ["ar", "fr"], "each citizen's own: {languages:?}");
        // As long as it sounds: it was really played, not skipped through.
        let (from, to) = (events[0][2].as_f64().unwrap(), events[1][2].as_f64().unwrap());
        assert!(to - from > list[0]["duration_ms"].as_f64().unwrap() * 0.8, "{events:?}");
    }
    for board in boards {
        board.close().await.expect("the board closes");
    }
    assert!(office.stop_and_verify().await.expect("verify runs"));
}

#[tokio::test]
async fn a_browser_that_wants_a_touch_says_so_on_the_board_and_speaks_after_it() {
    let browser = Browser::start().await.expect("chromedriver starts");
    let office = speaking().await;
    prepare(&office).await;
    let board = browser.window(1280, 720).await.expect("a window");
    board.goto(&format!("http://{}/board?lang=fr", office.address)).await.expect("the board opens");
    // Before anybody is called: whoever hangs the screen up sees it.
    let banner = Locator::Css("footer .sound");
    board.wait().at_most(tests::LIMIT).for_element(banner).await.expect("it says that sound is off");
    listen(&board).await;
    call(&office, "counter-1").await;
    until("the call is shown", || async { browser::texts(&board, ".now .figure").await.len() == 2 }).await;
    assert!(heard(&board).await.is_empty(), "nothing is played before a touch");
    browser::click(&board, "header").await.expect("a touch");
    until("the call is heard", || async { ended(&board).await == 1 }).await;
    assert!(board.find(banner).await.is_err(), "the banner is gone");
    board.close().await.expect("the board closes");
    assert!(office.stop_and_verify().await.expect("verify runs"));
}
