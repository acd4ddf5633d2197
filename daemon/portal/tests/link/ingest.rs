//! What the portal does with each batch.

use queue::report::{Digest, Reply};
use serde_json::json;

use crate::postgres::Postgres;
use crate::server::{Server, add_office, office_command, zip};
use crate::{Office, assert_same, stored};

const ID: &str = "annexe-3";

struct World {
    postgres: Postgres,
    server: Server,
    credential: String,
    office: Office,
    pool: sqlx::PgPool,
}

/// A portal with one office, whose journal has some hundred events.
async fn world(seed: u64) -> World {
    let postgres = Postgres::start().await;
    let credential = add_office(&postgres.url(), ID);
    let server = Server::start(&postgres.url(), None);
    let mut office = Office::new(ID, seed).await;
    office.live(300).await;
    let pool = postgres.pool().await;
    World { postgres, server, credential, office, pool }
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_in_order_twice_overlapping_and_too_early_leave_each_event_once() {
    let World { postgres: _postgres, server, credential, office, pool } = world(1).await;
    let accepted = |expects| Reply::Accepted { expects };
    let report = async |first, count| server.report(&credential, &office.batch(first, count).await).await;
    assert_eq!(report(1, 0).await, accepted(1), "asked before anything was sent");
    assert_eq!(report(1, 50).await, accepted(51));
    assert_eq!(report(1, 50).await, accepted(51), "the same again");
    assert_eq!(report(20, 50).await, accepted(70), "half of it known");
    assert_eq!(report(10, 5).await, accepted(70), "all of it known");
    assert_eq!(report(71, 10).await, Reply::Gap { expects: 70 }, "one event too late");
    assert_eq!(report(70, 0).await, accepted(70));
    let (status, _) = server.post(&credential, &office.batch(71, 10).await, true).await;
    assert_eq!(status, 409);
    let (status, body) = server.post(&credential, &office.batch(70, 10).await, false).await;
    assert_eq!((status, body), (200, json!({ "result": "accepted", "expects": 80 })), "plain JSON as well");
    let last = office.script.office.state.seq;
    assert_eq!(report(80, 500).await, accepted((80 + 500).min(last + 1)));
    assert_same(&pool, &office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_batch_is_refused_as_a_whole_and_the_right_one_taken_afterwards() {
    let World { postgres: _postgres, server, credential, office, pool } = world(2).await;
    server.report(&credential, &office.batch(1, 10).await).await;
    let right = office.batch(11, 20).await;
    let mut tampered = right.clone();
    tampered.events[7].body = tampered.events[7].body.replace("type", "tpye");
    assert_eq!(server.report(&credential, &tampered).await, Reply::Broken { seq: 18, expects: 11 });
    let mut beside = right.clone();
    beside.events[3].kind = "ticket_voided".to_owned();
    assert_eq!(server.report(&credential, &beside).await, Reply::Broken { seq: 14, expects: 11 });
    let mut without = right.clone();
    without.events.remove(5);
    assert_eq!(server.report(&credential, &without).await, Reply::Broken { seq: 16, expects: 11 });
    let mut epoch = right.clone();
    epoch.epoch = "e\0".to_owned();
    assert_eq!(server.report(&credential, &epoch).await, Reply::Broken { seq: 11, expects: 1 });
    assert_eq!(stored(&pool, ID, &office.epoch).await.len(), 10);
    assert_eq!(server.report(&credential, &right).await, Reply::Accepted { expects: 31 });
}

#[tokio::test(flavor = "multi_thread")]
async fn another_event_in_a_known_place_is_a_fork_that_is_named_kept_apart_and_overwrites_nothing() {
    let World { postgres, server, credential, mut office, pool } = world(3).await;
    server.report(&credential, &office.batch(1, 100).await).await;
    // The same box restored from a backup taken after event 90, and gone on differently.
    let mut other = office.batch(80, 30).await;
    for index in 11..other.events.len() {
        let before = other.events[index - 1].hash;
        let entry = &mut other.events[index];
        entry.body = entry.body.replace("\"v\":1", "\"v\": 1");
        entry.hash = portal::decide::link(before, &entry.body);
    }
    assert_eq!(server.report(&credential, &other).await, Reply::Fork { seq: 91, expects: 101 });
    let shown = server.office(ID, |o| o["fork"].is_object()).await;
    assert_eq!((shown["fork"]["seq"].as_i64(), shown["last_seq"].as_i64()), (Some(91), Some(100)));
    assert_eq!(shown["fork"]["epoch"], office.epoch);
    let kept: (i64, Vec<u8>, String) =
        sqlx::query_as("select seq, hash, body from quarantine").fetch_one(&pool).await.unwrap();
    assert_eq!(kept, (91, other.events[11].hash.0.to_vec(), other.events[11].body.clone()));

    let honest = office.batch(101, 10).await;
    assert_eq!(
        server.report(&credential, &honest).await,
        Reply::Fork { seq: 91, expects: 101 },
        "nothing is taken"
    );
    let released = office_command(&postgres.url(), "release", &[ID, &office.epoch]);
    assert!(released.status.success());
    assert_eq!(server.report(&credential, &honest).await, Reply::Accepted { expects: 111 });
    server.office(ID, |o| o["fork"].is_null()).await;
    office.live(50).await;
    let rest = office.batch(111, 500).await;
    let expects = 111 + rest.events.len() as u64;
    assert_eq!(server.report(&credential, &rest).await, Reply::Accepted { expects });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_was_cut_off_and_shows_another_head_is_a_fork_even_without_events() {
    let World { postgres: _postgres, server, credential, office, .. } = world(4).await;
    server.report(&credential, &office.batch(1, 100).await).await;
    let mut question = office.batch(51, 0).await;
    assert_eq!(
        server.report(&credential, &question).await,
        Reply::Accepted { expects: 101 },
        "merely behind"
    );
    question.prev_hash = Digest([9; 32]);
    assert_eq!(server.report(&credential, &question).await, Reply::Fork { seq: 50, expects: 101 });
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_holder_of_an_offices_credential_reports_for_it() {
    let World { postgres, server, credential, office, pool } = world(5).await;
    let batch = office.batch(1, 10).await;
    let other = add_office(&postgres.url(), "annexe-4");
    assert_eq!(server.post("nouba_guess", &batch, true).await.0, 401);
    assert_eq!(server.post("", &batch, true).await.0, 401);
    assert_eq!(server.post(&other, &batch, true).await.0, 403);
    let kept: Vec<(Vec<u8>,)> =
        sqlx::query_as("select hash from office_credential").fetch_all(&pool).await.unwrap();
    assert!(
        kept.len() == 2 && kept.iter().all(|(hash,)| hash != credential.as_bytes()),
        "only hashes are stored"
    );

    let again = office_command(&postgres.url(), "add", &[ID]);
    assert_eq!(again.status.code(), Some(1), "there is one already");
    let renewed = office_command(&postgres.url(), "renew", &[ID]);
    let renewed = String::from_utf8(renewed.stdout).unwrap().trim().to_owned();
    until_refused(&server, &credential, &batch).await;
    assert_eq!(server.post(&renewed, &batch, true).await.0, 200);

    // Replaced without a gap: both work until the old one is revoked.
    let rotated = String::from_utf8(office_command(&postgres.url(), "rotate", &[ID]).stdout).unwrap();
    assert_eq!(server.post(rotated.trim(), &batch, true).await.0, 200);
    assert_eq!(server.post(&renewed, &batch, true).await.0, 200);
    assert!(office_command(&postgres.url(), "revoke", &[ID]).status.success());
    until_refused(&server, &renewed, &batch).await;
    assert_eq!(server.post(rotated.trim(), &batch, true).await.0, 200);
    assert!(office_command(&postgres.url(), "revoke", &[ID, "--all"]).status.success());
    until_refused(&server, rotated.trim(), &batch).await;
    assert_eq!(office_command(&postgres.url(), "add", &["Not An Id"]).status.code(), Some(2));
}

/// A credential is believed for a moment after it was looked up, and then no more.
async fn until_refused(server: &Server, credential: &str, batch: &queue::report::Batch) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while server.post(credential, batch, true).await.0 != 401 {
        assert!(std::time::Instant::now() < deadline, "the old credential still works");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_batch_is_refused_with_a_problem_document() {
    let World { postgres: _postgres, server, credential, .. } = world(6).await;
    let cases: [(Vec<u8>, bool, u16); 6] = [
        (b"".to_vec(), false, 400),
        (b"{}".to_vec(), false, 400),
        (b"not gzip".to_vec(), true, 400),
        (zip(b"[1, 2"), true, 400),
        (zip(&vec![b' '; (8 << 20) + 1]), true, 413),
        (vec![b' '; (8 << 20) + 1], false, 413),
    ];
    for (body, zipped, expected) in cases {
        let length = body.len();
        let (status, problem) = server.post_bytes(&credential, body, zipped).await;
        assert_eq!(status, expected, "{length} bytes, zipped: {zipped}");
        assert!(problem["detail"].is_string(), "{problem}");
    }
    assert_eq!(server.get("/nothing").await.0, 404);
    assert_eq!(server.get("/healthz").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_batches_from_many_connections_at_once_are_stored_once() {
    let World { postgres: _postgres, server, credential, office, pool } = world(7).await;
    let last = office.script.office.state.seq;
    let mut batches = Vec::new();
    for first in (1..=last).step_by(40) {
        batches.push(office.batch(first, 60).await);
    }
    // Each sender does what it is told, all of them the same work.
    let send = async |_: usize| {
        let mut expects = 1;
        while expects <= last {
            let batch = &batches[(expects as usize - 1) / 40];
            expects = server.report(&credential, batch).await.expects();
        }
    };
    tokio::join!(send(0), send(1), send(2), send(3));
    assert_same(&pool, &office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_the_day_are_those_of_the_office() {
    let World { postgres: _postgres, server, credential, .. } = world(8).await;
    let mut office = Office::new(ID, 8).await;
    office.script.morning();
    let last = office.commit().await;
    server.report(&credential, &office.batch(1, 500).await).await;
    let shown = server.office(ID, |o| o["today"]["seq"] == last && o["last_seq"] == last).await;
    let state = &office.script.office.state;
    let waiting = state.tickets.values().filter(|t| t.state == queue::ticket::TicketState::Waiting).count();
    assert_eq!(shown["today"]["waiting"], waiting, "{shown:#}");
    assert_eq!(shown["today"]["issued"], 7, "six tickets and one appointment: {shown:#}");
    assert_eq!(shown["today"]["day"], state.day.as_ref().unwrap().day.to_string());
    assert!(shown["today"]["mean_wait_ms"].as_i64().unwrap() > 0, "{shown:#}");
    assert_eq!(shown["last_seq"], last);
    assert_eq!(shown["clock_wrong"], true, "the batch says it was sent on 2026-11-24: {shown:#}");
    assert!(shown["fork"].is_null());
}
