//! What people see of the town, and who may see it.

use std::time::{Duration, Instant};

use queue::figures::{Collector, Day, Filter, Grouping, measure};
use queue::id::TicketId;
use queue::live::{Door, Live, LiveDevice, Profile};
use queue::report::{Batch, Parent, Reply};
use queue::ticket::{Rating, TicketState};
use queue::time::Timestamp;
use queue::{Command, Event, Recorded, Role};
use serde_json::Value;

use crate::office::{self, Script};
use crate::postgres::Postgres;
use crate::server::{Server, add_office, new_account, office_command};
use crate::{Office, batch_of};

const ID: &str = "annexe-3";
const WITHIN: Duration = Duration::from_secs(30);
/// What needs an account.
const PRIVATE: [&str; 10] = [
    "/offices",
    "/offices/annexe-3",
    "/devices",
    "/devices.csv",
    "/compare",
    "/compare.csv",
    "/figures",
    "/figures.csv",
    "/figures.json",
    "/api/v1/offices",
];

fn profile() -> Profile {
    Profile::of(&office::config(), "0123", vec![(Timestamp(0), 0)])
}

/// Closed days as the office's own keeper of figures makes them.
fn days(events: &[Recorded]) -> Vec<Day> {
    let (mut collector, mut pending, mut days) = (Collector::default(), Vec::new(), Vec::new());
    for recorded in events {
        if matches!(recorded.event, Event::DayOpened { .. }) {
            if let Some(before) = days.last_mut() {
                Day::take_late(before, pending.iter());
            }
            collector.close(std::mem::take(&mut pending).iter());
        }
        pending.push(recorded.clone());
        if matches!(recorded.event, Event::DayClosed { .. }) {
            days.extend(collector.day(pending.iter(), &office::config(), 0, recorded.at));
            collector.close(std::mem::take(&mut pending).iter());
        }
    }
    // The night so far.
    if let (Some(before), None) = (days.last_mut(), pending.iter().find_map(|r| r.day)) {
        Day::take_late(before, pending.iter());
    }
    days
}

/// A day on which so many are served; it has closed. Returns their tickets.
fn a_day(script: &mut Script, people: usize) -> Vec<TicketId> {
    let at = office::counter(1);
    script.open_day();
    for _ in 0..people {
        script.issue("birth");
        script.ask(Command::CallNext { counter: at.clone() });
        script.ask(Command::Finish { counter: at.clone(), outcome: None, next_service: None });
    }
    script.ask_as(Role::System, Command::CloseDay);
    script.office.state.tickets.in_state(TicketState::Finished).map(|t| t.id).collect()
}

/// Says after closing how it was.
fn say(script: &mut Script, ticket: TicketId, rating: Rating) {
    let said = script.ask(Command::GiveFeedback { ticket, rating });
    assert_eq!(said.len(), 1, "a link works on for an hour");
}

/// Somebody is served, the day closes, they say how it was, the next day opens.
fn said_in_the_evening(script: &mut Script) {
    script.ask_as(Role::System, Command::CloseDay);
    let served = *a_day(script, 1).first().expect("one served");
    say(script, served, Rating::Good);
    script.open_day();
}

async fn recorded(office: &Office) -> Vec<Recorded> {
    let all = office.chained().await.events;
    all.iter().map(|(_, body, _)| serde_json::from_str(body).unwrap()).collect()
}

/// Those served last say how it was: about one in two is content.
fn rated(office: &mut Office) {
    let tickets = office.script.office.state.tickets.values();
    let served: Vec<_> = tickets.filter(|t| t.state == TicketState::Finished).map(|t| t.id).collect();
    for (n, ticket) in served.into_iter().enumerate() {
        let rating = [Rating::Good, Rating::Fair, Rating::Good, Rating::Bad][n % 4];
        office.script.ask_as(Role::Citizen, Command::GiveFeedback { ticket, rating });
    }
}

/// The portal comes to show the figures of `days`: it folds what it was sent after it has answered, so it is asked
/// until it does, and the last answer is compared.
async fn shows(server: &Server, query: &str, days: &[Day], by: Grouping) {
    let mut ours = serde_json::to_value(measure(days.iter(), &Filter::default(), by, true)).unwrap();
    for row in ours.as_array_mut().unwrap() {
        // How the forecast turned out is not in the journal.
        let row = row.as_object_mut().unwrap();
        row.retain(|key, _| key != "forecast" && key != "read");
    }
    let deadline = Instant::now() + WITHIN;
    loop {
        let (status, body) = server.get(&format!("/figures.json?{query}")).await;
        assert_eq!(status, 200, "{body}");
        if body["rows"] == ours {
            return;
        }
        assert!(Instant::now() < deadline, "{by:?}: {:#}\nis not\n{ours:#}", body["rows"]);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_days_are_the_offices_own_to_the_unit_by_whatever_they_are_asked_by() {
    let postgres = Postgres::start().await;
    let mut server = Server::start(&postgres.url(), None);
    let mut all = Vec::new();
    for (n, id) in [ID, "annexe-4"].into_iter().enumerate() {
        let credential = add_office(&postgres.url(), id);
        let mut office = Office::new(id, 40 + n as u64).await;
        for _ in 0..8 {
            office.live(500).await;
            rated(&mut office);
        }
        said_in_the_evening(&mut office.script);
        let last = office.live(500).await;
        let mut at = 1;
        while at <= last {
            let mut batch = office.batch(at, 500).await;
            batch.profile = (at == 1).then(|| Box::new(profile()));
            let Reply::Accepted { expects } = server.report(&credential, &batch).await else { panic!() };
            at = expects;
        }
        all.push(days(&recorded(&office).await));
    }
    assert!(all.iter().all(|days| days.len() > 3), "too few days to mean something");
    assert!(all.iter().all(|days| days.iter().any(|day| !day.ratings.is_empty())), "something was said");
    let period = "from=2024-01-01&to=2030-12-31";
    for (by, word) in [
        (Grouping::Service, "service"),
        (Grouping::Class, "class"),
        (Grouping::Hour, "hour"),
        (Grouping::Month, "month"),
        (Grouping::Year, "year"),
        (Grouping::All, "all"),
    ] {
        for (office, days) in [ID, "annexe-4"].into_iter().zip(&all) {
            shows(&server, &format!("office={office}&{period}&by={word}"), days, by).await;
        }
    }
    let (first, last) = (all[0][0].day, all[0].last().unwrap().day);
    let query = format!("office={ID}&from={first}&to={last}&by=day");
    shows(&server, &query, &all[0], Grouping::Day).await;

    // The town is both of them.
    let town: Vec<Day> = all.concat();
    for (by, word) in [(Grouping::All, "all"), (Grouping::Hour, "hour"), (Grouping::Month, "month")] {
        shows(&server, &format!("{period}&by={word}"), &town, by).await;
    }
    people_are_heard(&server, period, &town).await;

    // Days that a program of another form wrote are worked out anew from the events.
    let address = server.kill();
    let pool = postgres.pool().await;
    sqlx::query("update office_day set form = form - 1, body = ''").execute(&pool).await.unwrap();
    server = Server::start(&postgres.url(), Some(address));
    shows(&server, &format!("{period}&by=service"), &town, Grouping::Service).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_after_closing_counts_the_same_evening_and_once() {
    let postgres = Postgres::start().await;
    let server = Server::start(&postgres.url(), None);
    let credential = add_office(&postgres.url(), ID);
    let mut office = Office::new(ID, 45).await;
    let (query, mut next) = (format!("office={ID}&from=2024-01-01&to=2030-12-31&by=service"), 1);
    for evening in 0..2 {
        let served = a_day(&mut office.script, 3);
        assert_eq!(served.len(), 3, "evening {evening}");
        for (ticket, rating) in served.into_iter().zip([Rating::Good, Rating::Bad, Rating::Good]) {
            say(&mut office.script, ticket, rating);
            office.commit().await;
            let mut batch = office.batch(next, 500).await;
            batch.profile = (next == 1).then(|| Box::new(profile()));
            let Reply::Accepted { expects } = server.report(&credential, &batch).await else { panic!() };
            next = expects;
            shows(&server, &query, &days(&recorded(&office).await), Grouping::Service).await;
        }
    }
    let days = days(&recorded(&office).await);
    let said: u32 = days.iter().flat_map(|day| day.ratings.values()).map(|r| r.good + r.bad).sum();
    assert_eq!((days.len(), said), (2, 6));
}

/// What people said stands on the pages and in the tables: of the town, by service, and beside each office.
async fn people_are_heard(server: &Server, period: &str, town: &[Day]) {
    let rows = measure(town.iter(), &Filter::default(), Grouping::Service, true);
    let said = rows.iter().filter_map(|row| row.figures.ratings.map(|r| (row.key.to_string(), r)));
    let said: Vec<_> = said.collect();
    assert!(said.len() == 2 && said.iter().all(|(_, r)| r.good > 10 && r.bad > 5), "{said:?}");
    let cookie = server.cookie().await;
    let (status, table) = server.fetch(&format!("/figures.csv?{period}&by=service"), cookie).await;
    assert!(status == 200 && table.starts_with("\u{feff}key,name,arrived,served"), "{table}");
    for (service, r) in &said {
        let said = format!(",{},{},{},", r.good, r.fair, r.bad);
        assert!(table.lines().any(|l| l.starts_with(&format!("{service},")) && l.contains(&said)), "{table}");
    }
    let (_, page) = server.fetch(&format!("/figures?{period}&by=service&lang=fr"), cookie).await;
    for (_, r) in &said {
        let n = format!("sur \u{2068}{}\u{2069}", r.good + r.fair + r.bad);
        assert!(page.contains("Bien servis") && page.contains(&n), "{n}: {page}");
    }
    let (_, ranking) = server.fetch(&format!("/compare?{period}&lang=fr"), cookie).await;
    assert!(ranking.contains("annexe-4") && ranking.contains("Niveau de service"), "{ranking}");
    assert!(ranking.contains("Bien servis") && ranking.contains("sur \u{2068}"), "{ranking}");
    // As a tile and a formula, but in no row.
    let (_, hours) = server.fetch(&format!("/figures?{period}&by=hour&lang=fr"), cookie).await;
    assert_eq!(
        (page.matches("Bien servis").count(), hours.matches("Bien servis").count()),
        (3, 2),
        "{hours}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn days_lived_after_the_backup_an_office_was_restored_from_are_taken_out_again() {
    let postgres = Postgres::start().await;
    let server = Server::start(&postgres.url(), None);
    let credential = add_office(&postgres.url(), ID);
    let mut office = Office::new(ID, 44).await;
    office.live(3_000).await;
    let all = office.chained().await;
    let events = recorded(&office).await;
    let closes: Vec<u64> =
        events.iter().filter(|r| matches!(r.event, Event::DayClosed { .. })).map(|r| r.seq).collect();
    let (backup, last) = (closes[1], *closes.last().unwrap());
    let send = async |mut batch: Batch| {
        batch.profile = Some(Box::new(profile()));
        assert!(matches!(server.report(&credential, &batch).await, Reply::Accepted { .. }));
    };
    for at in (1..=last).step_by(500) {
        send(batch_of(ID, &office.epoch, &all, at, 500)).await;
    }
    let known = days(&events);
    let query = format!("office={ID}&from=2024-01-01&to=2030-12-31&by=month");
    shows(&server, &query, &known, Grouping::Month).await;

    // The backup was taken at the end of the second day; the box burned, and nothing happened yet in the new one.
    let mut branch = batch_of(ID, "branch", &all, backup + 1, 0);
    branch.parent = Some(Parent { epoch: office.epoch.clone(), seq: backup });
    send(branch).await;
    let kept: Vec<Day> = days(&events[..backup as usize]);
    // A journal without events of its own is looked at with the others.
    shows(&server, &query, &kept, Grouping::Month).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_the_waits_can_be_read_without_an_account() {
    let postgres = Postgres::start().await;
    add_office(&postgres.url(), ID);
    let server = Server::start(&postgres.url(), None);
    for path in PRIVATE {
        assert_eq!(server.fetch(path, "").await.0, 401, "{path}");
        assert_eq!(server.fetch(path, "nouba_portal=0123456789abcdef").await.0, 401, "{path}");
    }
    for path in
        ["/", "/open/waits.json", "/style.css", "/renew.js", "/fonts/plex-latin-400.woff2", "/healthz"]
    {
        let head = format!("GET {path} HTTP/1.1\r\nhost: portal\r\nconnection: close\r\n\r\n");
        let answer = crate::server::raw_exchange(server.address, head.as_bytes()).await.unwrap();
        let head = String::from_utf8_lossy(&answer[..answer.len().min(1_000)]).into_owned();
        assert!(
            head.starts_with("HTTP/1.1 200") && head.contains("frame-ancestors 'none'"),
            "{path}: {head}"
        );
    }

    // The first account is made with the code on the terminal, once.
    while server.said.lock().unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let code = server.said.lock().unwrap().rsplit(' ').next().unwrap().to_owned();
    let form = |code: &str| format!("code={code}&account=boss&password=four+plain+words");
    assert!(server.form("/set-up", &form("AAAA-BBBB-CCCC")).await.starts_with("HTTP/1.1 403"));
    let made = server.form("/set-up", &form(&code.to_lowercase())).await;
    assert!(made.starts_with("HTTP/1.1 303") && made.contains("HttpOnly; SameSite=Strict"), "{made}");
    assert!(server.form("/set-up", &form(&code)).await.starts_with("HTTP/1.1 403"), "it worked once");
    let cookie = made.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    for path in PRIVATE {
        assert_eq!(server.fetch(path, &cookie).await.0, 200, "{path}");
    }

    // A form as browsers send it, which name no origin where a page tells nobody its address.
    let typed = "account=boss&password=four+plain+words";
    let by_browser = |site: &str| {
        format!(
            "POST /sign-in HTTP/1.1\r\nhost: portal\r\norigin: null\r\nsec-fetch-site: {site}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{typed}",
            typed.len()
        )
    };
    for (site, status) in [("same-origin", "303"), ("cross-site", "403"), ("same-site", "403")] {
        let request = by_browser(site);
        let answer = crate::server::raw_exchange(server.address, request.as_bytes()).await.unwrap();
        assert_eq!(&answer[9..12], status.as_bytes(), "{site}: {}", String::from_utf8_lossy(&answer));
    }

    // Another site's page gets nothing done, and who signed out is out.
    let sign_out = |origin: &str| {
        format!(
            "POST /sign-out HTTP/1.1\r\nhost: portal\r\norigin: {origin}\r\nconnection: close\r\ncookie: {cookie}\r\ncontent-length: 0\r\n\r\n"
        )
    };
    let foreign =
        crate::server::raw_exchange(server.address, sign_out("http://elsewhere").as_bytes()).await.unwrap();
    assert!(foreign.starts_with(b"HTTP/1.1 403"));
    assert_eq!(server.fetch("/offices", &cookie).await.0, 200);
    crate::server::raw_exchange(server.address, sign_out("http://portal").as_bytes()).await.unwrap();
    assert_eq!(server.fetch("/offices", &cookie).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_must_wait_and_an_account_that_is_shut_is_out_at_once() {
    let postgres = Postgres::start().await;
    let server = Server::start(&postgres.url(), None);
    let password = new_account(&postgres.url(), "clerk");
    let sign_in = async |account: &str, password: &str| {
        let answer = server.form("/sign-in", &format!("account={account}&password={password}")).await;
        let status: u16 = answer[9..12].parse().unwrap();
        let cookie = answer.split("set-cookie: ").nth(1).map(|c| c.split(';').next().unwrap().to_owned());
        (status, cookie)
    };
    let (status, cookie) = sign_in("clerk", &password).await;
    assert_eq!((status, server.fetch("/offices", &cookie.clone().unwrap()).await.0), (303, 200));
    assert_eq!(sign_in("nobody", &password).await.0, 401);
    for _ in 0..5 {
        assert_eq!(sign_in("clerk", "something else here").await.0, 401);
    }
    assert_eq!(sign_in("clerk", &password).await.0, 429, "even the right one must wait now");
    assert_eq!(server.fetch("/offices", &cookie.clone().unwrap()).await.0, 200, "who is in stays in");

    let run = |command: &str| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_portal"));
        program.args(["account", command, "--database", &postgres.url(), "clerk"]).output().unwrap()
    };
    let fresh = String::from_utf8(run("reset").stdout).unwrap();
    assert_eq!(server.fetch("/offices", &cookie.unwrap()).await.0, 401, "a new password ends what was open");
    let (status, cookie) = sign_in("clerk", fresh.trim()).await;
    assert_eq!(status, 303);
    assert!(run("disable").status.success());
    assert_eq!(server.fetch("/offices", &cookie.unwrap()).await.0, 401);
    assert_eq!(sign_in("clerk", fresh.trim()).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_an_account_keeps_strangers_out_and_not_its_owner() {
    let postgres = Postgres::start().await;
    let server = Server::start(&postgres.url(), None);
    let password = new_account(&postgres.url(), "clerk");
    let other = new_account(&postgres.url(), "other");
    let sign_in = async |account: &str, password: &str, cookie: &str| {
        server.form_with("/sign-in", &format!("account={account}&password={password}"), cookie).await
    };
    let known = |answer: &str| {
        let cookies = answer.split("set-cookie: ").filter_map(|c| c.split(';').next());
        cookies.filter(|c| c.starts_with("nouba_portal_known=")).last().unwrap().to_owned()
    };
    let status = |answer: &str| answer[9..12].parse::<u16>().unwrap();
    let own = known(&sign_in("clerk", &password, "x=y").await);
    let others = known(&sign_in("other", &other, "x=y").await);
    for _ in 0..5 {
        assert_eq!(status(&sign_in("clerk", "something else here", "x=y").await), 401);
    }
    for stranger in ["x=y", &others, "nouba_portal_known=0000"] {
        assert_eq!(status(&sign_in("clerk", &password, stranger).await), 429, "{stranger}");
    }
    // Where the account has always been used it is as it was, however many strangers try meanwhile.
    for _ in 0..70 {
        sign_in("nobody", "something else here", "x=y").await;
    }
    assert_eq!(status(&sign_in("other", &other, "x=y").await), 429, "too many strangers in a minute");
    let again = sign_in("clerk", &password, &own).await;
    assert_eq!((status(&again), known(&again)), (303, own.clone()));
    // Nor can be guessed there without end.
    for _ in 0..5 {
        assert_eq!(status(&sign_in("clerk", "something else here", &own).await), 401);
    }
    assert_eq!(status(&sign_in("clerk", &password, &own).await), 429);
}

fn live(seq: u64, waiting: u32, devices: Vec<LiveDevice>) -> Box<Live> {
    let at = Timestamp(1_795_511_523_000 + seq as i64);
    Box::new(Live { seq, at, waiting, devices, door: Door::Open, ..Live::default() })
}

/// Mosquitto on a free port that lets everybody in; ends with the test.
struct Mosquitto(std::process::Child, u16, tempfile::TempDir);

impl Mosquitto {
    fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let conf = dir.path().join("mosquitto.conf");
        std::fs::write(&conf, format!("listener {port} 127.0.0.1\nallow_anonymous true\n")).unwrap();
        let mut command = std::process::Command::new("/usr/sbin/mosquitto");
        let command = command
            .arg("-c")
            .arg(conf)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        Self(command.spawn().expect("apt-get install mosquitto"), port, dir)
    }
}

impl Drop for Mosquitto {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_of_each_office_is_retained_on_the_towns_broker() {
    use firmware_bridge::mqtt::{Client, Options};
    use std::os::unix::fs::PermissionsExt;
    let (postgres, broker) = (Postgres::start().await, Mosquitto::start());
    let address = format!("127.0.0.1:{}", broker.1);
    let file = broker.2.path().join("credential");
    std::fs::write(&file, "portal:secret\n").unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    let credential = add_office(&postgres.url(), ID);
    let more = ["--broker", &address, "--broker-credential", file.to_str().unwrap()];
    let server = Server::start_with(&postgres.url(), None, &more);
    let office = Office::new(ID, 60).await;
    let mut question = office.batch(1, 0).await;
    question.live = Some(live(1, 7, Vec::new()));
    server.report(&credential, &question).await;
    question.live = Some(live(2, 4, Vec::new()));
    server.report(&credential, &question).await;

    // Whoever comes later hears what holds now, at once.
    let stop = tokio_util::sync::CancellationToken::new();
    let deadline = Instant::now() + WITHIN;
    loop {
        let presence = "nouba/v1/test/reader/state".to_owned();
        let (client, driver) = Client::new(Options {
            broker: address.clone(),
            client_id: "reader".to_owned(),
            credential: None,
            presence,
        });
        let mut heard = client.subscribe(vec!["nouba/v1/+/office/state".to_owned()]).unwrap();
        let running = tokio::spawn(driver.run(stop.child_token()));
        let message = tokio::time::timeout(Duration::from_secs(3), heard.recv()).await;
        running.abort();
        if let Ok(Some(message)) = message
            && let Ok(state) = serde_json::from_slice::<Value>(&message.payload)
            && state["waiting"] == 4
        {
            assert_eq!(message.topic, format!("nouba/v1/{ID}/office/state"));
            assert!(message.retained, "a reader that comes later is told");
            break;
        }
        assert!(Instant::now() < deadline, "nothing is retained");
    }
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_look_counts_sick_devices_are_told_and_pages_speak_four_languages() {
    let postgres = Postgres::start().await;
    let credential = add_office(&postgres.url(), ID);
    assert!(office_command(&postgres.url(), "place", &[ID, "34.0331", "-6.7985"]).status.success());
    let mut server = Server::start(&postgres.url(), None);
    let office = Office::new(ID, 50).await;
    let mut question = office.batch(1, 0).await;
    question.profile = Some(Box::new(profile()));
    let sick = LiveDevice {
        id: "printer-1".to_owned(),
        kind: "printer".to_owned(),
        counter: None,
        state: "out_of_paper".to_owned(),
        since: Timestamp(1_795_511_000_000),
        cause: Some("paper_end".to_owned()),
        remedy: Some("paper_end".to_owned()),
        because_of: None,
        last_contact: None,
        details: [("failures_30d", "3"), ("down_30d_s", "7260"), ("repair_30d_s", "2420")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
    };
    let camera = LiveDevice {
        id: "cam-1".to_owned(),
        kind: "camera".to_owned(),
        state: "ready".to_owned(),
        cause: None,
        remedy: None,
        last_contact: Some(Timestamp(1_795_511_500_000)),
        details: [("codec", "h264"), ("receipt", "D-1/2026"), ("url", "rtsp://10.0.0.7/cam")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        ..sick.clone()
    };
    question.live = Some(live(9, 7, vec![sick, camera]));
    server.report(&credential, &question).await;
    server.office(ID, |o| o["live"]["waiting"] == 7).await;
    // A network delivers an earlier look once more.
    question.live = Some(live(8, 3, Vec::new()));
    server.report(&credential, &question).await;
    assert_eq!(server.office(ID, |_| true).await["live"]["waiting"], 7);

    let expected = [
        ("fr", "Plus de papier", "Imprimante"),
        ("ar", "dir=\"rtl\"", "طابعة"),
        ("en", "Out of paper", "Printer"),
        ("zgh", "lang=\"zgh\"", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
    ];
    for (lang, one, other) in expected {
        let (status, page) = server.fetch(&format!("/devices?lang={lang}"), server.cookie().await).await;
        assert!(status == 200 && page.contains("printer-1"), "{lang}: {page}");
        assert!(page.contains(one) && page.contains(other), "{lang}: {page}");
        assert!(
            !page.contains("town-") && !page.contains("http://") && !page.contains("style=\""),
            "{lang}: {page}"
        );
        let (_, page) = server.fetch(&format!("/?lang={lang}"), "").await;
        assert!(page.contains("<circle") && page.contains("annexe-3"), "{lang}: {page}");
        assert!(!page.contains("printer-1"), "devices are nobody's business on the public page");
        assert!(!page.contains("class=\"sick\""), "nor how many of them are sick: {page}");
        let (_, page) = server.fetch(&format!("/offices?lang={lang}"), server.cookie().await).await;
        assert_eq!(page.matches("class=\"sick\"").count(), 2, "on the map and beneath it: {page}");
    }

    // Every device is listed, a camera with its stream and its declaration and without its address.
    let cookie = server.cookie().await;
    let (_, page) = server.fetch("/devices?kind=camera&lang=fr", cookie).await;
    let table = page.split("id=\"fleet\"").nth(1).unwrap();
    assert!(table.contains("cam-1") && table.contains("D-1/2026") && !table.contains("printer-1"), "{table}");
    let (_, csv) = server.fetch("/devices.csv?separator=semicolon", cookie).await;
    let line = csv.lines().find(|line| line.contains("cam-1")).unwrap();
    assert!(line.starts_with("annexe-3;annexe-3;cam-1;camera;;ready;2026-11-2"), "{line}");
    assert!(line.contains(";D-1/2026;;;h264;;") && !page.contains("10.0.0.7"), "{csv}");
    assert!(csv.contains(";3;7260;2420\r\n"), "{csv}");
    let (_, page) = server.fetch("/devices?lang=en", cookie).await;
    assert_eq!(
        page.matches("3\u{2069} failures").count(),
        3,
        "in trouble, among the worst, and among all: {page}"
    );
    assert!(csv.contains(";printer-1;printer;;out_of_paper;") && !csv.contains("10.0.0.7"), "{csv}");

    // What was last seen outlives the portal.
    let (pool, deadline) = (postgres.pool().await, Instant::now() + WITHIN);
    while sqlx::query("select 1 from office_live").fetch_optional(&pool).await.unwrap().is_none() {
        assert!(Instant::now() < deadline, "the look was not written down");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let address = server.kill();
    server = Server::start(&postgres.url(), Some(address));
    assert_eq!(server.office(ID, |o| o["live"].is_object()).await["live"]["waiting"], 7);
}
