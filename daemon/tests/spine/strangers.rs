//! What a stranger on the network can do to others without getting in: keep them out, look over their shoulder, hold the
//! office up.

use std::net::SocketAddr;

use noubad::access::secret::Hasher;
use noubad::access::{Account, FILE, Role, Store};
use queue::id::DeviceId;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};

use super::access::{Keys, Town};
use super::common::{Answer, Bench, Live, config};
use super::http_appointments;

/// Tries a password from one of this machine's many addresses, as if it came from another one.
async fn try_from(town: &Town, from: u8, account: &str, secret: &str, cookies: &str) -> Answer {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 1, from], 0))).unwrap();
    let mut stream = socket.connect(town.bench.address).await.unwrap();
    let body = json!({"account": account, "secret": secret}).to_string();
    let head = format!("host: x\r\nidempotency-key: k\r\nconnection: close\r\n{cookies}");
    let text = format!(
        "POST /api/v1/access/sign-in HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    Answer::read(&mut stream).await
}

/// What a browser keeps of an answer.
fn known(answer: &Answer) -> String {
    let cookies = answer.head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let known = cookies.filter_map(|c| c.split(';').next()).find(|c| c.starts_with("nouba_known="));
    format!("cookie: {}\r\n", known.expect("a browser becomes known"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_knows_an_account_keeps_strangers_out_and_not_its_owner() {
    const RIGHT: &str = "a long night of rain";
    let town = Town::start().await;
    let technician = town.technician().await;
    let desk = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
    town.account("boss", Role::Supervisor, RIGHT).await;
    town.signed_in("boss", RIGHT, &Keys::default()).await;
    let office = known(&try_from(&town, 1, "boss", RIGHT, "").await);
    let attacker = async |from| {
        let mut taken = 0;
        loop {
            let answer = try_from(&town, from, "boss", "a long night of snow", "").await;
            match answer.json["code"].as_str() {
                Some("wrong_secret") => taken += 1,
                Some("wait") => return taken,
                _ => panic!("{answer:?}"),
            }
        }
    };
    assert_eq!(attacker(2).await, 5);
    try_from(&town, 2, "boss", RIGHT, "").await.is_problem(429, "wait");
    // The owner, in the browser they always use, and at an enrolled machine, and anybody from elsewhere.
    for _ in 0..2 {
        assert_eq!(
            try_from(&town, 2, "boss", RIGHT, &office).await.status,
            200,
            "even at the attacker's address"
        );
    }
    assert_eq!(try_from(&town, 2, "boss", RIGHT, &desk.head()).await.status, 200);
    assert_eq!(try_from(&town, 3, "boss", RIGHT, "").await.status, 200);
    try_from(&town, 2, "boss", RIGHT, "").await.is_problem(429, "wait");
    // Somebody else's browser, or an invented one, is nobody's.
    town.account("chief", Role::Manager, "a short day of sun").await;
    town.signed_in("chief", "a short day of sun", &Keys::default()).await;
    let other = known(&try_from(&town, 4, "chief", "a short day of sun", "").await);
    let invented = format!("cookie: nouba_known={}\r\n", "0".repeat(64));
    for cookie in [other, invented, office.replace("known", "person")] {
        try_from(&town, 2, "boss", RIGHT, &cookie).await.is_problem(429, "wait");
    }
    // A known browser is no way to guess without end, and what came of it is the browser's alone.
    for wrong in 0..5 {
        let answer = try_from(&town, 5, "boss", "a long night of hail", &office).await;
        assert_eq!(answer.status, 401, "{wrong}: {answer:?}");
    }
    try_from(&town, 5, "boss", RIGHT, &office).await.is_problem(429, "wait");
    assert_eq!(try_from(&town, 5, "boss", RIGHT, "").await.status, 200);
    // A reset forgets browsers as it forgets wrong secrets.
    town.account("boss", Role::Supervisor, "a long night of fog").await;
    town.signed_in("boss", "a long night of fog", &Keys::default()).await;
    let book = Store::open(&town.data()).await.unwrap().book().await.unwrap();
    let boss = DeviceId::new("boss").unwrap();
    assert_eq!((book.known.keys().filter(|(_, id)| *id == boss).count(), book.counts.wrong(&boss)), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_at_the_same_time_are_not_all_the_first_and_unknown_accounts_wait_as_well() {
    let town = Town::start().await;
    town.account("boss", Role::Supervisor, "a long night of rain").await;
    town.signed_in("boss", "a long night of rain", &Keys::default()).await;
    let mut outcomes = Vec::new();
    for (from, account) in [(6, "boss"), (7, "boss-2")] {
        let tries = (0..30).map(|_| try_from(&town, from, account, "a long night of snow", ""));
        let mut codes: Vec<String> = futures_util::future::join_all(tries)
            .await
            .into_iter()
            .map(|answer| answer.json["code"].as_str().unwrap_or_default().to_owned())
            .collect();
        codes.sort();
        outcomes.push(codes);
    }
    assert_eq!(outcomes[0].iter().filter(|code| *code == "wrong_secret").count(), 5, "{outcomes:?}");
    assert_eq!(outcomes[0], outcomes[1], "whether there is such an account is nobody's business");
}

/// Another site's page whose own name was made to lead to this machine: for the browser it is of the same origin.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_everybody_at_the_machine_may_do_everything_a_page_of_another_name_may_nothing() {
    let bench = Bench::with(&config("next_gap_seconds = 0", "")).await.open().await;
    let ask = async |method: &str, path: &str, host: &str| {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        let head = format!(
            "host: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\nidempotency-key: {}",
            uuid::Uuid::new_v4()
        );
        let body = "{\"service\": \"birth\"}";
        let text = format!(
            "{method} {path} HTTP/1.1\r\n{head}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(text.as_bytes()).await.unwrap();
        Answer::read(&mut stream).await
    };
    let port = bench.address.port();
    for evil in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "[::1].evil",
        "x@localhost",
        "localhost:x",
        "",
    ] {
        for (method, path) in [
            ("POST", "/api/v1/tickets"),
            ("GET", "/api/v1/live/board"),
            ("GET", "/api/v1/services"),
            ("GET", "/"),
        ] {
            ask(method, path, evil).await.is_problem(403, "foreign_page");
        }
    }
    for own in [
        "localhost".to_owned(),
        format!("LOCALHOST:{port}"),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
        "nouba.localhost".to_owned(),
    ] {
        assert_eq!(ask("POST", "/api/v1/tickets", &own).await.status, 201, "{own}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_for_one_is_kept_by_nobody_and_no_page_reaches_into_another() {
    let bench = http_appointments::office().await;
    for path in [
        "/api/v1/services",
        "/api/v1/devices",
        "/api/v1/openapi.json",
        "/readyz",
        "/book",
        "/t/none",
        "/metrics",
        "/none",
        "/api/v1/live/board",
    ] {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        let text = format!("HEAD {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(text.as_bytes()).await.unwrap();
        let answer = Answer::read(&mut stream).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}: {answer:?}");
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(
            answer.header("content-security-policy").is_some_and(|p| p.contains("frame-ancestors 'none'"))
        );
        assert!(answer.header("server").is_none() && answer.header("x-powered-by").is_none());
    }
    // The built pages are the same for everybody: asked for again each time, and sent again when they changed.
    assert_eq!(bench.get("/kiosk").await.header("cache-control"), Some("no-cache"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_cost_something_are_counted_as_the_interface_is() {
    let town = Town::start().await;
    for path in ["/book", "/book/birth", "/r", "/t/none"] {
        let mut answer = town.bench.get(path).await;
        for _ in 0..400 {
            if answer.status == 429 {
                break;
            }
            answer = town.bench.get(path).await;
        }
        answer.is_problem(429, "too_many_requests");
    }
    // Supervisors and pages that hold nothing go on.
    for path in ["/healthz", "/readyz", "/sign-in"] {
        assert_eq!(town.bench.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn phones_left_open_by_the_thousand_leave_room_for_boards_and_clerks() {
    let bench = Bench::with(&config("next_gap_seconds = 0", "")).await.open().await;
    let token = bench.issue("one").await.json["token"].as_str().unwrap().to_owned();
    let mut phones = Vec::new();
    let refused = loop {
        let mut phone = Live::with(bench.address, &format!("ticket/{token}"), "connection: close\r\n").await;
        match phone.next().await {
            Some(_) => phones.push(phone),
            None => break phones.len(),
        }
        assert!(phones.len() <= 1_000, "phones have every stream");
    };
    assert_eq!(refused, 1_000);
    let mut board = Live::open(bench.address, "board").await;
    assert!(board.next().await.is_some(), "the board comes up all the same");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stolen_kiosk_does_not_use_up_the_days_numbers_and_the_others_give_on() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let stolen = town.machine(&technician, "kiosk", "kiosk-1", None).await;
    let other = town.machine(&technician, "kiosk", "kiosk-2", None).await;
    let mut given = 0;
    let refused = loop {
        let answer = town.post("tickets", &stolen, json!({"service": "birth"})).await;
        if answer.status != 201 {
            break answer;
        }
        given += 1;
        assert!(given < 200, "a number for each request");
    };
    refused.is_problem(429, "too_many_requests");
    assert!(given >= 60, "a class of pupils gets theirs: {given}");
    assert_eq!(town.post("tickets", &other, json!({"service": "birth"})).await.status, 201);
}

#[tokio::test]
async fn a_pin_that_an_earlier_version_locked_is_locked_still() {
    let dir = tempfile::tempdir().unwrap();
    let clerk = DeviceId::new("clerk-7").unwrap();
    let secret = Hasher::open(dir.path()).unwrap().hash("492817").await;
    let mut store = Store::open(dir.path()).await.unwrap();
    store.put_account(&Account::new(clerk.clone(), Role::Clerk, true, secret), None).await.unwrap();
    let options = SqliteConnectOptions::new().filename(dir.path().join(FILE));
    let mut file = options.connect().await.unwrap();
    sqlx::raw_sql("drop table tries; update account set failures = 15").execute(&mut file).await.unwrap();
    file.close().await.unwrap();
    for _ in 0..2 {
        let counts = Store::open(dir.path()).await.unwrap().book().await.unwrap().counts;
        assert!(counts.is_locked(&clerk) && counts.wrong(&clerk) == 15);
    }
}
