//! As somebody on the office's network would: without an account, with a stolen kiosk's or tablet's credential, with a
//! clerk's PIN and the clerk's own machine. Nothing beyond their rights, whatever the way of asking.
//!
//! What else is tried elsewhere: forged tokens and other sites' pages (`access`), every role on every operation
//! (`rights`), other devices' topics on the broker (`tests/tests/acl.rs`), plain text where https is spoken (`tls`).

use std::net::SocketAddr;
use std::sync::Arc;

use noubad::access::{Role, Store};
use noubad::clock::ManualClock;
use noubad::registry::{Kind, Report};
use noubad::store::Reader;
use queue::Event;
use queue::id::DeviceId;
use queue::time::MINUTE_MS;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::access::{Keys, Town};
use super::common::{Answer, Bench, LIMIT, Live, MORNING, config, request, until};

/// Sends bytes on a connection of their own and returns all answers, until the server closes or has nothing to say.
async fn raw(address: SocketAddr, bytes: &[u8]) -> String {
    let asked = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    };
    timeout(LIMIT, asked).await.expect("the server closes")
}

fn statuses(answers: &str) -> Vec<u16> {
    let starts = answers.match_indices("HTTP/1.1 ").filter_map(|(at, _)| answers.get(at + 9..at + 12));
    starts.filter_map(|s| s.parse().ok()).collect()
}

/// Nobody, a stolen kiosk, and a clerk at the machine of counter c1.
struct Attackers {
    town: Town,
    technician: Keys,
    kiosk: Keys,
    desk: Keys,
    clerk: Keys,
}

impl Attackers {
    async fn start() -> Self {
        let town = Town::start().await;
        let technician = town.technician().await;
        let kiosk = town.machine(&technician, "kiosk", "kiosk-1", None).await;
        let desk = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
        town.account("clerk-7", Role::Clerk, "492817").await;
        let clerk = town.signed_in("clerk-7", "492817", &desk).await;
        Self { town, technician, kiosk, desk, clerk }
    }

    fn all(&self) -> [(&'static str, Keys); 3] {
        [("nobody", Keys::default()), ("kiosk", self.kiosk.clone()), ("clerk", self.clerk.clone())]
    }

    async fn ask(&self, method: &str, path: &str, keys: &Keys, body: &str) -> Answer {
        self.town.ask(method, path, keys, body).await
    }

    fn counter_is_closed(&self, id: &str) -> bool {
        let counter = queue::id::CounterId::new(id).unwrap();
        let office = self.town.bench.office().replica.read();
        office.state.counters.get(&counter).is_none_or(|c| c.state == queue::counter::CounterState::Closed)
    }
}

/// Ways to write a path that a careless guard and a careless router understand differently.
fn spellings(path: &str) -> Vec<String> {
    let encoded: String =
        path.bytes().map(|b| if b == b'/' { "/".into() } else { format!("%{b:02x}") }).collect();
    vec![
        format!("/{path}"),
        path.replacen("/v1/", "//v1/", 1),
        path.replacen("/v1/", "/./v1/", 1),
        path.replacen("/v1/", "/v1/x/../", 1),
        path.replacen("/v1/", "/v1/services/%2e%2e/", 1),
        path.replacen("/v1/", "/v1%2f", 1),
        path.replacen("/api/", "/API/", 1),
        path.replacen("/api/", "/t/../api/", 1),
        path.replacen("/api/", "/healthz/../api/", 1),
        path.replacen("/api/", "/%61pi/", 1),
        path.replacen("/api/", "\\api/", 1),
        format!("{path}/"),
        format!("{path}%2f"),
        format!("{path}%00"),
        format!("{path};x=1"),
        format!("{path}?_method=GET&method=GET"),
        format!("{path}#x"),
        format!("http://localhost{path}"),
        format!("http://nouba.example:1{path}"),
        encoded,
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_spelling_of_a_path_and_no_method_leads_around_the_guard() {
    let attack = Attackers::start().await;
    let shut = [
        "/api/v1/devices",
        "/api/v1/reports",
        "/api/v1/diagnostics",
        "/api/v1/live/devices",
        "/api/v1/live/dashboard",
    ];
    for (name, keys) in attack.all() {
        for path in shut {
            for spelling in spellings(path) {
                let answer = attack.ask("GET", &spelling, &keys, "").await;
                let kind = answer.header("content-type").unwrap_or_default();
                let told = answer.status < 400 && !kind.starts_with("text/html");
                assert!(!told, "{name}: {spelling}: {answer:?}");
            }
            for method in ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "get", "GET\t"] {
                let answer = attack.ask(method, path, &keys, "").await;
                assert!(answer.status >= 400, "{name}: {method} {path}: {answer:?}");
            }
        }
        let over = [
            "x-http-method-override: GET",
            "x-method-override: GET",
            "x-original-url: /api/v1/devices",
            "x-rewrite-url: /api/v1/devices",
            "x-forwarded-for: 127.0.0.1",
            "x-forwarded-proto: https",
            "x-forwarded-user: tech-1",
            "forwarded: for=127.0.0.1;proto=https",
            "x-real-ip: 127.0.0.1",
            "authorization: Basic dGVjaC0xOg==",
            "host: localhost",
            "host: 127.0.0.1",
        ];
        for field in over {
            let head = format!("idempotency-key: k\r\n{field}\r\n{}", keys.head());
            let answer = request(attack.town.bench.address, "GET", "/api/v1/devices", &head, "").await;
            assert!([400, 401, 403].contains(&answer.status), "{name}: {field}: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_reaches_no_other_counter_and_a_kiosk_none() {
    let attack = Attackers::start().await;
    let ways = [
        "/api/v1/counters/c2/open",
        "/api/v1/counters/C2/open",
        "/api/v1/counters/c1/../c2/open",
        "/api/v1/counters/c1%2f..%2fc2/open",
        "/api/v1/counters/%632/open",
        "/api/v1/counters/c2%20/open",
        "/api/v1/counters/c1/../../counters/c2/open",
        "//api/v1/counters/c2/open",
        "/api/v1/counters//c2/open",
        "/api/v1/counters/c2/open?id=c1",
        "/api/v1/counters/c2/%6fpen",
        "http://x/api/v1/counters/c2/open",
    ];
    for (name, keys) in attack.all() {
        for way in ways {
            let answer = attack.ask("POST", way, &keys, "{\"id\":\"c1\",\"counter\":\"c1\"}").await;
            assert!(answer.status >= 400, "{name}: {way}: {answer:?}");
            assert!(attack.counter_is_closed("c2"), "{name}: {way}");
        }
        for (method, path, body) in [
            ("POST", "/api/v1/access/enrolments", json!({"kind": "board", "id": "board-9"})),
            ("POST", "/api/v1/access/enrol", json!({"code": "AAAA-AAAA"})),
            (
                "POST",
                "/api/v1/access/set-up",
                json!({"code": "AAAA-AAAA", "account": "x", "password": "four words for a door"}),
            ),
            ("POST", "/api/v1/devices/printer-1/test", json!({})),
            ("GET", "/api/v1/live/counter/c2", Value::Null),
        ] {
            let answer = attack.ask(method, path, &keys, &body.to_string()).await;
            assert!([401, 403].contains(&answer.status), "{name}: {method} {path}: {answer:?}");
        }
    }
    // What they may do they still can: the refusals are not a broken server.
    let clerk = attack.clerk.clone();
    assert_eq!(attack.ask("POST", "/api/v1/counters/c1/open", &clerk, "{}").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_work_in_their_own_place_while_they_last_and_nowhere_else() {
    let attack = Attackers::start().await;
    let town = &attack.town;
    let value = |keys: &Keys| keys.head().split('=').nth(1).unwrap().trim().to_owned();
    let head = |line: String| async move {
        let head = format!("idempotency-key: k\r\n{line}\r\n");
        request(town.bench.address, "GET", "/api/v1/devices", &head, "").await.status
    };
    let technician = value(&attack.technician);
    assert_eq!(head(format!("cookie: nouba_person={technician}")).await, 200, "the right one");
    for stolen in [
        format!("cookie: nouba_machine={technician}"),
        format!("authorization: Bearer {technician}"),
        format!("cookie: nouba_person={}", technician.to_uppercase()),
        format!("cookie: nouba_person=\"{technician}\""),
        format!("cookie: nouba_person={technician}0"),
        format!("cookie: __Host-nouba_person={technician}"),
        format!("cookie: NOUBA_PERSON={technician}"),
        format!("cookie: nouba_person={}", value(&attack.desk)),
        format!("x-cookie: nouba_person={technician}"),
    ] {
        assert_eq!(head(stolen.clone()).await, 401, "{stolen}");
    }
    // The seal that is kept in the file is no secret.
    let kept = Store::open(&town.data()).await.unwrap().book().await.unwrap();
    let machine = kept.machines.values().next().unwrap();
    let sealed: String = machine.seal.0.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(head(format!("authorization: Bearer {sealed}")).await, 401, "what a copied file holds");

    // Another office's session, and another office's link.
    let other = Attackers::start().await;
    let answer = attack.ask("GET", "/api/v1/devices", &other.technician, "").await;
    answer.is_problem(401, "sign_in");
    let ticket = other.ask("POST", "/api/v1/tickets", &other.kiosk, "{\"service\":\"birth\"}").await;
    let token = ticket.json["token"].as_str().unwrap();
    assert_eq!(other.ask("GET", &format!("/t/{token}"), &Keys::default(), "").await.status, 200);
    assert_eq!(attack.ask("GET", &format!("/t/{token}"), &Keys::default(), "").await.status, 404);
    attack
        .ask("POST", &format!("/api/v1/links/{token}/leave"), &Keys::default(), "")
        .await
        .is_problem(404, "unknown_ticket");

    // Over is over, also for whoever kept a copy of the cookie.
    town.post("access/sign-out", &attack.technician, json!({})).await;
    attack.ask("GET", "/api/v1/devices", &attack.technician, "").await.is_problem(401, "sign_in");
    let kiosk = DeviceId::new("kiosk-1").unwrap();
    assert!(Store::open(&town.data()).await.unwrap().drop_machine(&kiosk, None).await.unwrap());
    until("the stolen kiosk is out", || async {
        attack.ask("GET", "/api/v1/services", &attack.kiosk, "").await.status == 401
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_lengths_or_an_odd_one_end_the_connection() {
    let attack = Attackers::start().await;
    let address = attack.town.bench.address;
    let cookie = attack.clerk.head();
    let hidden = format!(
        "POST /api/v1/counters/c1/open HTTP/1.1\r\nhost: x\r\nidempotency-key: hidden\r\n{cookie}content-length: 0\r\n\r\n"
    );
    let framings = [
        // A proxy that goes by one of them sees one request, a server that goes by the other sees two.
        format!(
            "content-length: {}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
            hidden.len() + 5
        ),
        format!(
            "transfer-encoding: chunked\r\ncontent-length: {}\r\n\r\n0\r\n\r\n{hidden}",
            hidden.len() + 5
        ),
        format!("content-length: 0\r\ncontent-length: {}\r\n\r\n{hidden}", hidden.len()),
        format!("content-length: 0, {}\r\n\r\n{hidden}", hidden.len()),
        format!("content-length: +0\r\n\r\n{hidden}"),
        format!("content-length: 0x0\r\n\r\n{hidden}"),
        format!("transfer-encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n{hidden}"),
        format!("transfer-encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("transfer-encoding: chunked\r\n\r\nffffffffffffffff0\r\n\r\n{hidden}"),
        format!(" folded: x\r\ncontent-length: 0\r\n\r\n{hidden}"),
        format!("content-length\0: 0\r\n\r\n{hidden}"),
    ];
    for framing in framings {
        let start = "POST /api/v1/access/sign-out HTTP/1.1\r\nhost: x\r\nidempotency-key: k\r\n";
        let answers = raw(address, format!("{start}{framing}").as_bytes()).await;
        let statuses = statuses(&answers);
        assert!(statuses.len() <= 1, "{framing:?}\n{answers}");
        assert!(attack.counter_is_closed("c1"), "{framing:?}: what was hidden was done");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giants_are_turned_away_and_nothing_is_written_into_a_head() {
    let attack = Attackers::start().await;
    let address = attack.town.bench.address;
    let giant = "c".repeat(100_000);
    let many: String = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect();
    for field in [format!("cookie: a={giant}\r\n"), format!("idempotency-key: {giant}\r\n"), many] {
        let bytes = format!("GET /api/v1/access HTTP/1.1\r\nhost: x\r\n{field}\r\n");
        let status = statuses(&raw(address, bytes.as_bytes()).await);
        assert!(status.iter().all(|s| [400, 431].contains(s)), "{status:?}");
    }
    let long = format!("/api/v1/tickets/{giant}");
    let answer = raw(address, format!("GET {long} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).await;
    assert!(statuses(&answer).iter().all(|s| [400, 414, 431].contains(s)), "{answer}");
    // What a stranger writes never becomes a line of a head.
    let split = "%0d%0aset-cookie:%20nouba_person=stolen";
    for path in [
        format!("/t/{split}"),
        format!("/t/{split}/leave"),
        format!("/t/{split}/move"),
        format!("/t/x/move?lang={split}&day={split}"),
        format!("/t/{split}/appointment.ics"),
        format!("/book/{split}?lang={split}"),
        format!("/t/x/leave?lang={split}"),
        "/t/%2f%2fevil.example/leave".to_owned(),
        format!("/api/v1/tickets/{split}"),
        format!("/{split}"),
    ] {
        for method in ["GET", "POST"] {
            let answer = attack.ask(method, &path, &Keys::default(), "").await;
            assert!(answer.status < 500, "{method} {path}: {answer:?}");
            assert!(
                !answer.head.contains("stolen\r\n") && answer.header("set-cookie").is_none(),
                "{answer:?}"
            );
            let to = answer.header("location").unwrap_or("/t/");
            assert!(to.starts_with("/t/") && !to.contains("//"), "{path} leads to {to}");
        }
    }
    assert_eq!(attack.ask("GET", "/healthz", &Keys::default(), "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_account_and_a_wrong_secret_get_the_same_answer() {
    let attack = Attackers::start().await;
    let town = &attack.town;
    town.account("boss", Role::Supervisor, "a long night of rain").await;
    town.signed_in("boss", "a long night of rain", &Keys::default()).await;
    let wrong = town.sign_in("boss", "a long night of snow", &Keys::default()).await;
    let unknown = town.sign_in("boss-2", "a long night of snow", &Keys::default()).await;
    let odd = town.sign_in("' or 1=1 --", "a long night of snow", &Keys::default()).await;
    wrong.is_problem(401, "wrong_secret");
    assert_eq!((wrong.status, &wrong.json), (unknown.status, &unknown.json));
    assert_eq!((wrong.status, &wrong.json), (odd.status, &odd.json));
    // A form of another site can send no JSON without asking first; what it can send is not taken.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let body = json!({"service": "birth"}).to_string();
        let head = format!("idempotency-key: k\r\ncontent-type: {kind}\r\n{}", attack.kiosk.head());
        let answer = request(town.bench.address, "POST", "/api/v1/tickets", &head, &body).await;
        answer.is_problem(415, "not_json");
    }
    assert!(town.bench.office().replica.read().state.tickets.is_empty(), "nobody got a ticket");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_it_was_is_said_by_the_counters_own_tablet_once_and_by_nobody_else() {
    let attack = Attackers::start().await;
    let town = &attack.town;
    let tablet = town.machine(&attack.technician, "tablet", "tablet-1", Some("c1")).await;
    let elsewhere = town.machine(&attack.technician, "tablet", "tablet-2", Some("c2")).await;
    let ticket =
        async || town.post("tickets", &attack.kiosk, json!({"service": "birth"})).await.json["id"].clone();
    let (served, waiting) = (ticket().await, ticket().await);
    let clerk = &attack.clerk;
    for action in ["open", "next", "finish"] {
        assert_eq!(town.post(&format!("counters/c1/{action}"), clerk, json!({})).await.status, 200);
    }
    let say = async |keys: &Keys, counter: &str, ticket: &Value| {
        let body = json!({"ticket": ticket, "rating": "good"});
        town.post(&format!("counters/{counter}/feedback"), keys, body).await
    };
    // Without a credential, with a kiosk's, with that of another counter's tablet, by the clerk or the clerk's machine.
    for other in [&Keys::default(), &attack.kiosk, &elsewhere, &attack.desk] {
        say(other, "c1", &served).await.is_problem(401, "sign_in");
        let view = attack.ask("GET", "/api/v1/live/tablet/c1", other, "").await;
        view.is_problem(401, "sign_in");
    }
    say(clerk, "c1", &served).await.is_problem(403, "not_allowed");
    attack.ask("GET", "/api/v1/live/tablet/c1", clerk, "").await.is_problem(403, "not_allowed");
    // The tablet itself, for a ticket that was not served there, at another counter, and twice.
    say(&tablet, "c2", &served).await.is_problem(401, "sign_in");
    for ticket in [&waiting, &json!("0193593c-8d2b-7000-8000-000000000001")] {
        say(&tablet, "c1", ticket).await.is_problem(409, "too_late");
    }
    say(&elsewhere, "c2", &served).await.is_problem(409, "too_late");
    say(&tablet, "c1", &json!("A001")).await.is_problem(404, "unknown_ticket");
    assert_eq!(say(&tablet, "c1", &served).await.status, 204);
    say(&tablet, "c1", &served).await.is_problem(409, "feedback_given");
    // Nothing else opens to it: no other view, no ticket, no call, and no clerk's PIN on the citizen's side.
    for (method, path) in [
        ("GET", "/api/v1/live/tablet/c2"),
        ("GET", "/api/v1/live/counter/c1"),
        ("GET", "/api/v1/live/board"),
        ("GET", "/api/v1/services"),
        ("POST", "/api/v1/tickets"),
        ("POST", "/api/v1/counters/c1/next"),
        ("GET", "/metrics"),
    ] {
        attack.ask(method, path, &tablet, "{}").await.is_problem(401, "sign_in");
    }
    town.sign_in("clerk-7", "492817", &tablet).await.is_problem(403, "not_here");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerks_session_is_worth_nothing_away_from_the_counters_machine() {
    let attack = Attackers::start().await;
    let town = &attack.town;
    let both = attack.clerk.head();
    let alone = format!("{}\r\n", both.split(';').next().unwrap());
    let act = async |cookies: &str| {
        let key = uuid::Uuid::new_v4();
        let head = format!("idempotency-key: {key}\r\ncontent-type: application/json\r\n{cookies}");
        request(town.bench.address, "POST", "/api/v1/counters/c1/open", &head, "{}").await
    };
    // A cookie copied from the counter's machine: alone, and beside the secret of another one.
    act(&alone).await.is_problem(401, "sign_in");
    let other = town.machine(&attack.technician, "counter", "desk-2", Some("c2")).await;
    let beside = format!("{}; {}", alone.trim_end(), other.head().trim_start_matches("cookie: "));
    act(&beside).await.is_problem(401, "sign_in");
    assert_eq!(act(&both).await.status, 200);
    // The machine is stolen and revoked: whoever is signed in at it is out, on an open stream too.
    let mut page = Live::with(town.bench.address, "counter/c1", &both).await;
    assert!(page.next().await.is_some());
    assert_eq!(town.post("access/machines/desk-1/revoke", &attack.technician, json!({})).await.status, 204);
    while page.next().await.is_some() {}
    act(&both).await.is_problem(401, "sign_in");
}

/// Whatever answers at a printer's address says what it likes, as fast as it can.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_changes_without_end_fills_no_journal_and_its_last_state_is_kept() {
    let clock = Arc::new(ManualClock::new(MORNING));
    let bench = Bench::at(&config("", ""), Arc::clone(&clock) as _).await.open().await;
    let registry = &bench.office().registry;
    let liar = DeviceId::new("liar").unwrap();
    registry.add(&liar, Kind::Printer, None, &[]);
    let say = |state: &str| {
        registry.report(&liar, Report { state: state.to_owned(), ..Report::default() });
    };
    for n in 0..5_000 {
        say(["ready", "cutter_error"][n % 2]);
    }
    say("out_of_paper");
    let reader = Reader::open(&bench.dir.path().join("data")).await.unwrap();
    let told = async || {
        let events = reader.events(0, 5_000).await.unwrap();
        let states = events.into_iter().filter_map(|r| match r.event {
            Event::DeviceStateChanged { device, state, .. } if device == liar => Some(state),
            _ => None,
        });
        states.collect::<Vec<String>>()
    };
    until("the first are written", || async { told().await.len() >= 60 }).await;
    assert_eq!(bench.device("liar"), "out_of_paper", "pages have every change");
    assert_eq!(bench.issue("meanwhile").await.status, 201);
    assert_eq!(told().await.len(), 60, "and no more");
    clock.advance(MINUTE_MS);
    until("the latest is written", || async { told().await.last().is_some_and(|s| s == "out_of_paper") })
        .await;
    assert_eq!(told().await.len(), 61);
}
