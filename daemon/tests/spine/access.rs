//! Who may do what: tried as whoever is on the office's network would, with nothing, with a machine's secret, with a
//! clerk's PIN.

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use noubad::access::secret::Hasher;
use noubad::access::{Account, Role, Store};
use noubad::clock::{FastClock, SharedClock};
use queue::id::DeviceId;
use queue::time::Timestamp;
use serde_json::json;

use super::common::{Answer, Bench, LIMIT, Live, MORNING, config, request, until};

/// Somebody's secrets as they go into a head.
#[derive(Clone, Default)]
pub struct Keys(Vec<String>);

impl Keys {
    pub fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap();
        for kept in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(kept), "{cookie}");
        }
        Self(vec![cookie.split(';').next().unwrap().to_owned()])
    }

    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    pub fn head(&self) -> String {
        match self.0.is_empty() {
            true => String::new(),
            false => format!("cookie: {}\r\n", self.0.join("; ")),
        }
    }
}

pub struct Town {
    pub bench: Bench,
}

impl Town {
    pub async fn start() -> Self {
        Self::at(Arc::new(FastClock::new(MORNING, 1.0))).await
    }

    async fn at(clock: SharedClock) -> Self {
        let asks = "[feedback]\nask = true\n[calendar.hours]";
        let text = config("next_gap_seconds = 0", "").replace("[calendar.hours]", asks);
        let dir = tempfile::tempdir().unwrap();
        let bench = Bench::changed(dir, &text, clock, |setup| setup.open = false).await.open().await;
        Self { bench }
    }

    /// Where its journal and its accounts are.
    pub fn data(&self) -> std::path::PathBuf {
        self.bench.dir.path().join("data")
    }

    pub async fn ask(&self, method: &str, path: &str, keys: &Keys, body: &str) -> Answer {
        let key = uuid::Uuid::new_v4();
        let head = format!("idempotency-key: {key}\r\ncontent-type: application/json\r\n{}", keys.head());
        request(self.bench.address, method, path, &head, body).await
    }

    pub async fn post(&self, path: &str, keys: &Keys, body: serde_json::Value) -> Answer {
        self.ask("POST", &format!("/api/v1/{path}"), keys, &body.to_string()).await
    }

    /// As `noubad access add` does, beside the running daemon.
    pub async fn account(&self, id: &str, role: Role, secret: &str) {
        let data = self.bench.dir.path().join("data");
        let hashed = Hasher::open(&data).unwrap().hash(secret).await;
        let account = Account::new(DeviceId::new(id).unwrap(), role, role == Role::Clerk, hashed);
        Store::open(&data).await.unwrap().put_account(&account, None).await.unwrap();
    }

    pub async fn sign_in(&self, account: &str, secret: &str, keys: &Keys) -> Answer {
        self.post("access/sign-in", keys, json!({"account": account, "secret": secret})).await
    }

    /// Signs in, as often as the daemon says that it was too often.
    async fn sign_in_patiently(&self, account: &str, secret: &str) -> Answer {
        loop {
            let answer = self.sign_in(account, secret, &Keys::default()).await;
            if answer.json["code"] != "too_many_requests" {
                return answer;
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    }

    /// Signs in once the daemon has seen what was written beside it: it looks at the file every two seconds.
    pub async fn signed_in(&self, account: &str, secret: &str, keys: &Keys) -> Keys {
        let deadline = tokio::time::Instant::now() + LIMIT;
        loop {
            let who = self.sign_in(account, secret, keys).await;
            if who.status == 200 {
                return Keys::of(&who).and(keys);
            }
            assert!([401, 403].contains(&who.status), "{who:?}");
            assert!(tokio::time::Instant::now() < deadline, "{account} does not become known: {who:?}");
            // Sign-ins are counted.
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    }

    /// The first technician, by the set-up code.
    pub async fn technician(&self) -> Keys {
        let code = self.bench.office().setup_code.clone().unwrap();
        let body =
            json!({"code": code.to_lowercase(), "account": "tech-1", "password": "four words for a door"});
        Keys::of(&self.post("access/set-up", &Keys::default(), body).await)
    }

    pub async fn machine(&self, technician: &Keys, kind: &str, id: &str, counter: Option<&str>) -> Keys {
        let body = json!({"kind": kind, "id": id, "counter": counter});
        let code = self.post("access/enrolments", technician, body).await;
        assert_eq!(code.status, 200, "{code:?}");
        Keys::of(&self.post("access/enrol", &Keys::default(), json!({"code": code.json["code"]})).await)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_an_account_only_what_is_public_answers() {
    let town = Town::start().await;
    let document = town.bench.get("/api/v1/openapi.json").await;
    let public = [
        "GET /api/v1/access",
        "POST /api/v1/access/sign-in",
        "POST /api/v1/access/sign-out",
        "POST /api/v1/access/enrol",
        "POST /api/v1/access/set-up",
        "GET /api/v1/live/ticket/{token}",
        "POST /api/v1/links/{token}/leave",
        "POST /api/v1/links/{token}/feedback",
        "GET /api/v1/open-data/queue-monitor",
    ];
    let mut refused = 0;
    for (path, methods) in document.json["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().map(|m| m.to_uppercase()) {
            let name = format!("{method} {path}");
            let real = path
                .replace("{id}", "c1")
                .replace("{action}", "next")
                .replace("{token}", "none")
                .replace("{number}", "D-2026-00001");
            let answer = town.ask(&method, &real, &Keys::default(), "{}").await;
            if public.contains(&name.as_str()) {
                assert_ne!(answer.json["code"], "sign_in", "{name}: {answer:?}");
            } else {
                answer.is_problem(401, "sign_in");
                refused += 1;
            }
        }
    }
    assert!(refused >= 10, "{refused}");
    for page in ["/", "/kiosk", "/board", "/counter/c1", "/sign-in"] {
        assert_eq!(town.bench.get(page).await.status, 200, "{page} holds nothing of the office");
    }
    assert_eq!(town.bench.get("/healthz").await.status, 200);
    town.bench.get("/metrics").await.is_problem(401, "sign_in");
    // Guesses and forgeries are nobody's secrets.
    for forged in ["nouba_person=", "nouba_person=0000", &format!("nouba_person={}", "0".repeat(64)), "x"] {
        let answer = town.ask("GET", "/api/v1/devices", &Keys(vec![forged.to_owned()]), "").await;
        answer.is_problem(401, "sign_in");
    }
    let seq = town.bench.office().replica.read().state.tickets.len();
    assert_eq!(seq, 0, "nobody got a ticket");
}

/// Written by hand, apart from the table in the code: who gets in where.
const EXPECTED: &[(&str, &str, &str)] = &[
    ("GET", "services", "kiosk board clerk supervisor technician"),
    ("POST", "tickets", "kiosk clerk supervisor"),
    ("POST", "appointments", "clerk supervisor"),
    ("POST", "appointments/check-in", "kiosk clerk supervisor"),
    ("POST", "counters/c1/open", "clerk supervisor"),
    ("POST", "counters/c2/open", "supervisor"),
    ("POST", "appointments/import", "clerk supervisor"),
    ("GET", "appointments/calendar.ics", "clerk supervisor manager"),
    ("GET", "receipts", "clerk supervisor manager auditor"),
    ("GET", "receipts/D-2026-00001", "clerk supervisor manager auditor"),
    ("GET", "devices", "technician supervisor auditor"),
    ("GET", "cameras", "technician supervisor auditor"),
    ("GET", "cameras/c1/still", "technician supervisor"),
    ("GET", "live/board", "board kiosk counter clerk supervisor technician manager auditor"),
    ("GET", "live/kiosk", "kiosk technician supervisor"),
    ("GET", "live/counter/c1", "clerk supervisor"),
    ("GET", "live/counter/c2", "supervisor"),
    ("GET", "live/tablet/c1", "tablet supervisor technician"),
    ("GET", "live/tablet/c2", "supervisor technician"),
    ("POST", "counters/c1/feedback", "tablet"),
    ("POST", "counters/c2/feedback", ""),
    ("GET", "live/devices", "technician supervisor auditor"),
    ("POST", "access/enrolments", "technician"),
    ("GET", "access/everybody", "technician auditor"),
    ("POST", "access/accounts", "technician"),
    ("POST", "access/accounts/nobody-here/reset", "technician"),
    ("POST", "access/machines/nobody-here/revoke", "technician"),
    ("GET", "reports/out-of-order?from=2026-11-24&to=2026-11-25", "manager supervisor auditor"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_and_machine_gets_in_where_it_should_and_nowhere_else() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let counter = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
    let mut everybody = vec![
        ("nobody", Keys::default()),
        ("technician", technician.clone()),
        ("kiosk", town.machine(&technician, "kiosk", "kiosk-1", None).await),
        ("board", town.machine(&technician, "board", "board-1", None).await),
        ("counter", counter.clone()),
        ("tablet", town.machine(&technician, "tablet", "tablet-1", Some("c1")).await),
    ];
    for (role, secret) in [
        (Role::Clerk, "492817"),
        (Role::Supervisor, "a long night of rain"),
        (Role::Manager, "a long night of rain"),
        (Role::Auditor, "a long night of rain"),
    ] {
        town.account(role.word(), role, secret).await;
        let keys = town.signed_in(role.word(), secret, &counter).await;
        everybody.push((role.word(), keys));
    }
    for (method, path, allowed) in EXPECTED {
        let allowed: Vec<&str> = allowed.split(' ').collect();
        for (name, keys) in &everybody {
            let body = if *path == "tickets" { json!({"service": "birth"}) } else { json!({}) };
            // A clerk's machine comes with the clerk.
            let expected = allowed.contains(name) || (allowed.contains(&"counter") && *name == "clerk");
            // A stream that is open does not end; a refusal does.
            let got_in = if let Some(view) = path.strip_prefix("live/").filter(|_| expected) {
                Live::with(town.bench.address, view, &keys.head()).await.next().await.is_some()
            } else {
                let answer = town.ask(method, &format!("/api/v1/{path}"), keys, &body.to_string()).await;
                !matches!(answer.json["code"].as_str(), Some("sign_in" | "not_allowed"))
            };
            assert_eq!(got_in, expected, "{name}: {method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_signs_in_at_the_counter_and_the_journal_says_who_called() {
    let town = Town::start().await;
    let technician = town.technician().await;
    town.account("clerk-7", Role::Clerk, "492817").await;
    until("the account is known", || async {
        let away = town.sign_in("clerk-7", "492817", &Keys::default()).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        away.json["code"] == "not_here"
    })
    .await;
    let desk = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
    let clerk = town.signed_in("clerk-7", "492817", &desk).await;
    let kiosk = town.machine(&technician, "kiosk", "kiosk-1", None).await;
    assert_eq!(town.post("tickets", &kiosk, json!({"service": "birth"})).await.status, 201);
    for action in ["open", "next"] {
        let answer = town.post(&format!("counters/c1/{action}"), &clerk, json!({})).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let data = town.bench.dir.path().join("data");
    let events = noubad::store::Reader::open(&data).await.unwrap().events(0, 100).await.unwrap();
    let call = events.iter().find(|e| e.event.kind() == "ticket_called").unwrap();
    assert_eq!((call.actor.id.as_str(), call.actor.role), ("clerk-7", queue::Role::Clerk));
    // Over is over.
    assert_eq!(town.post("access/sign-out", &clerk, json!({})).await.status, 200);
    town.post("counters/c1/next", &clerk, json!({})).await.is_problem(401, "sign_in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sixteenth_wrong_secret_is_locked_also_after_a_restart() {
    // Four hours a second: the waits between tries are long.
    let mut town = Town::at(Arc::new(FastClock::new(MORNING, 600.0))).await;
    town.account("boss", Role::Supervisor, "a long night of rain").await;
    let nobody = Keys::default();
    let mut wrong = 0;
    while wrong < 15 {
        let answer = town.sign_in_patiently("boss", "a long night of snow").await;
        match (answer.status, answer.json["code"].as_str()) {
            (401, _) => {
                let book = Store::open(&town.data()).await.unwrap().book().await.unwrap();
                wrong = book.counts.wrong(&DeviceId::new("boss").unwrap());
            }
            (429, Some("wait")) => tokio::time::sleep(std::time::Duration::from_secs(1)).await,
            other => panic!("{other:?} after {wrong}"),
        }
    }
    town.sign_in_patiently("boss", "a long night of rain").await.is_problem(403, "locked");
    town.bench.stop().await;
    town.bench.run().await;
    town.sign_in_patiently("boss", "a long night of rain").await.is_problem(403, "locked");
    town.account("boss", Role::Supervisor, "a long night of hail").await;
    town.signed_in("boss", "a long night of hail", &nobody).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_work_once_and_another_sites_page_gets_nowhere() {
    let town = Town::start().await;
    let code = town.bench.office().setup_code.clone().unwrap();
    let nobody = Keys::default();
    let weak = json!({"code": code, "account": "tech-1", "password": "short"});
    town.post("access/set-up", &nobody, weak).await.is_problem(422, "weak_secret");
    let technician = town.technician().await;
    let again = json!({"code": code, "account": "tech-2", "password": "four words for a door"});
    town.post("access/set-up", &nobody, again).await.is_problem(403, "wrong_code");

    let body = json!({"kind": "kiosk", "id": "kiosk-1"});
    let code = town.post("access/enrolments", &technician, body).await.json["code"].clone();
    let kiosk = Keys::of(&town.post("access/enrol", &nobody, json!({"code": code})).await);
    town.post("access/enrol", &nobody, json!({"code": code})).await.is_problem(403, "wrong_code");
    for kind in ["counter", "tablet"] {
        let nowhere = json!({"kind": kind, "id": "desk-1"});
        town.post("access/enrolments", &technician, nowhere).await.is_problem(422, "missing_field");
    }
    let at_counter = json!({"kind": "kiosk", "id": "kiosk-2", "counter": "c1"});
    town.post("access/enrolments", &technician, at_counter).await.is_problem(422, "no_counter");

    for foreign in ["origin: http://evil.example\r\n", "sec-fetch-site: cross-site\r\n", "origin: null\r\n"] {
        let head =
            format!("idempotency-key: k\r\ncontent-type: application/json\r\n{foreign}{}", kiosk.head());
        let body = json!({"service": "birth"}).to_string();
        let answer = request(town.bench.address, "POST", "/api/v1/tickets", &head, &body).await;
        answer.is_problem(403, "foreign_page");
    }
    let own = format!("origin: http://{}\r\n", town.bench.address);
    let head = format!("idempotency-key: k\r\ncontent-type: application/json\r\n{own}{}", kiosk.head());
    let body = json!({"service": "birth"}).to_string();
    assert_eq!(request(town.bench.address, "POST", "/api/v1/tickets", &head, &body).await.status, 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_when_its_reader_loses_the_right() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let board = town.machine(&technician, "board", "board-1", None).await;
    let mut live = Live::with(town.bench.address, "board", &board.head()).await;
    assert!(live.next().await.is_some());
    let data = town.bench.dir.path().join("data");
    let id = DeviceId::new("board-1").unwrap();
    assert!(Store::open(&data).await.unwrap().drop_machine(&id, None).await.unwrap());
    while live.next().await.is_some() {}
    town.ask("GET", "/api/v1/live/board", &board, "").await.is_problem(401, "sign_in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monitoring_server_reads_the_numbers_with_its_own_secret_and_nothing_else() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let monitor = town.machine(&technician, "monitor", "prometheus-1", None).await;
    let secret = monitor.0[0].split_once('=').unwrap().1.to_owned();
    let bearer = format!("authorization: Bearer {secret}\r\n");
    let numbers = request(town.bench.address, "GET", "/metrics", &bearer, "").await;
    assert_eq!(numbers.status, 200, "{numbers:?}");
    assert!(numbers.bytes.ends_with(b"# EOF\n"));
    for path in ["devices", "cameras", "services", "reports", "diagnostics", "tickets/x"] {
        let answer = request(town.bench.address, "GET", &format!("/api/v1/{path}"), &bearer, "").await;
        answer.is_problem(401, "sign_in");
    }
    let wrong = "authorization: Bearer 0000\r\n";
    request(town.bench.address, "GET", "/metrics", wrong, "").await.is_problem(401, "sign_in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_guesses_is_held_up_and_keeps_nobody_else_out() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let kiosk = town.machine(&technician, "kiosk", "kiosk-1", None).await;
    let guess = async || town.post("access/enrol", &Keys(Vec::new()), json!({"code": "AAAA-AAAA"})).await;
    let mut held = guess().await;
    for _ in 0..60 {
        if held.status == 429 {
            break;
        }
        held.is_problem(403, "wrong_code");
        held = guess().await;
    }
    held.is_problem(429, "too_many_requests");
    let seconds: u64 = held.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=2).contains(&seconds), "{held:?}");
    // Those who are known work on, from the same address as well.
    assert_eq!(town.post("tickets", &kiosk, json!({"service": "birth"})).await.status, 201);
    assert_eq!(town.ask("GET", "/api/v1/devices", &technician, "").await.status, 200);
    // A kiosk in somebody's hands tries appointments: its own allowance, and nobody else's.
    let try_code = async || town.post("appointments/check-in", &kiosk, json!({"code": "00000000"})).await;
    let mut tried = try_code().await;
    for _ in 0..60 {
        if tried.status == 429 {
            break;
        }
        tried = try_code().await;
    }
    tried.is_problem(429, "too_many_requests");
    assert_eq!(town.post("tickets", &kiosk, json!({"service": "birth"})).await.status, 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_are_managed_from_a_page_and_the_last_technician_stays() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let desk = town.machine(&technician, "counter", "desk-1", Some("c1")).await;
    let nobody = Keys::default();
    let add = async |id: &str, role: &str| {
        let body = json!({"id": id, "role": role, "otp": role == "manager"});
        town.post("access/accounts", &technician, body).await
    };
    let clerk = add("clerk-7", "clerk").await;
    assert_eq!((clerk.status, clerk.json["is_pin"].as_bool()), (200, Some(true)), "{clerk:?}");
    let pin = clerk.json["secret"].as_str().unwrap().to_owned();
    add("clerk-7", "clerk").await.is_problem(409, "account_exists");
    add("Fatima Zahra", "clerk").await.is_problem(422, "bad_account");
    let manager = add("manager", "manager").await;
    assert!(manager.json["otp_url"].as_str().unwrap().starts_with("otpauth://totp/"), "{manager:?}");
    let password = manager.json["secret"].as_str().unwrap();
    let without = town.sign_in("manager", password, &nobody).await;
    without.is_problem(401, "wrong_secret");

    let keys = Keys::of(&town.sign_in("clerk-7", &pin, &desk).await).and(&desk);
    assert_eq!(town.post("counters/c1/open", &keys, json!({})).await.status, 200);
    let act = async |id: &str, action: &str| {
        town.post(&format!("access/accounts/{id}/{action}"), &technician, json!({})).await
    };
    assert_eq!(act("clerk-7", "disable").await.status, 200);
    town.post("counters/c1/next", &keys, json!({})).await.is_problem(401, "sign_in");
    assert_eq!(act("clerk-7", "enable").await.status, 200);
    town.post("counters/c1/next", &keys, json!({})).await.is_problem(401, "sign_in");
    let fresh = act("clerk-7", "reset").await.json["secret"].as_str().unwrap().to_owned();
    town.sign_in("clerk-7", &pin, &desk).await.is_problem(401, "wrong_secret");
    assert_eq!(town.sign_in("clerk-7", &fresh, &desk).await.status, 200);
    for action in ["disable", "delete"] {
        act("tech-1", action).await.is_problem(409, "last_technician");
    }
    act("nobody", "reset").await.is_problem(404, "unknown_account");
    let everybody = town.ask("GET", "/api/v1/access/everybody", &technician, "").await;
    let ids: Vec<&str> =
        everybody.json["accounts"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["clerk-7", "manager", "tech-1"]);
    assert!(!everybody.json.to_string().contains("hash"), "{everybody:?}");
    assert_eq!(act("clerk-7", "delete").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_leaves_alone_what_another_counter_has_in_hand() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let kiosk = town.machine(&technician, "kiosk", "kiosk-1", None).await;
    let mut clerks = Vec::new();
    for (clerk, desk, counter) in [("clerk-1", "desk-1", "c1"), ("clerk-2", "desk-2", "c2")] {
        let machine = town.machine(&technician, "counter", desk, Some(counter)).await;
        let added = town.post("access/accounts", &technician, json!({"id": clerk, "role": "clerk"})).await;
        let keys = Keys::of(&town.sign_in(clerk, added.json["secret"].as_str().unwrap(), &machine).await);
        let keys = keys.and(&machine);
        assert_eq!(town.post(&format!("counters/{counter}/open"), &keys, json!({})).await.status, 200);
        clerks.push(keys);
    }
    let ticket = town.post("tickets", &kiosk, json!({"service": "birth"})).await.json["id"].clone();
    assert_eq!(town.post("counters/c1/next", &clerks[0], json!({})).await.status, 200);
    for action in ["cancel", "park", "pick"] {
        let body = json!({"ticket": ticket, "reason": "why not"});
        let answer = town.post(&format!("counters/c2/{action}"), &clerks[1], body).await;
        answer.is_problem(403, "not_allowed");
    }
    let own = town.post("counters/c1/cancel", &clerks[0], json!({"ticket": ticket})).await;
    assert_eq!(own.status, 200, "{own:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_on_the_box_is_known_by_the_data_directory_and_nothing_else_is() {
    let town = Town::start().await;
    let secret = noubad::access::secret::console(&town.data()).unwrap();
    let ask = async |value: &str| {
        let head = format!("authorization: Console {value}\r\n");
        request(town.bench.address, "GET", "/api/v1/devices", &head, "").await
    };
    assert_eq!(ask(secret.reveal()).await.status, 200);
    ask(&"0".repeat(64)).await.is_problem(401, "sign_in");
    ask("").await.is_problem(401, "sign_in");
    let other = noubad::access::secret::console(tempfile::tempdir().unwrap().path()).unwrap();
    ask(other.reveal()).await.is_problem(401, "sign_in");
}

/// The one-time password of a key at a time (RFC 6238), written apart from the code.
fn one_time(key: &[u8], now: Timestamp) -> String {
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key).unwrap();
    mac.update(&(now.0 / 30_000).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let word = hash[at..at + 4].iter().fold(0_u64, |word, b| word << 8 | u64::from(*b)) & 0x7fff_ffff;
    format!("{:06}", word % 1_000_000)
}

/// What RFC 4648 Base32 stands for.
fn decoded(text: &str) -> Vec<u8> {
    let digits = text.chars().filter_map(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c));
    let bits: Vec<bool> = digits.flat_map(|d| (0..5).rev().map(move |i| d >> i & 1 == 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | u8::from(*bit))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_one_time_password_gets_in_once() {
    let town = Town::start().await;
    let technician = town.technician().await;
    let boss = json!({"id": "boss", "role": "manager", "otp": true});
    let boss = town.post("access/accounts", &technician, boss).await.json;
    let secret = boss["secret"].as_str().unwrap();
    let url = boss["otp_url"].as_str().unwrap();
    let key = url.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let code = one_time(&decoded(key), town.bench.clock.now());
    let tried = async |secret: &str| {
        let body = json!({"account": "boss", "secret": secret, "otp": code});
        town.post("access/sign-in", &Keys::default(), body).await
    };
    tried("a long night of snow").await.is_problem(401, "wrong_secret");
    assert_eq!(tried(secret).await.status, 200, "a wrong password has not used it up");
    tried(secret).await.is_problem(401, "wrong_secret");
}
