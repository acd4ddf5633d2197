//! How many events a second the portal takes in, as a ratio to the best bare deduplicating insert PostgreSQL does here
//! (COPY into a temporary table, then merge), in the same run and interleaved with it. `cargo bench -p tests --bench ingest`.
//!
//! Both are durable (fsync on) and come over the same number of connections in batches of the same events. The portal
//! does on top what makes it one: HTTP, gzip, JSON, the hash chain, the cursor, and the figures afterwards.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and fails by panicking")]

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Instant;

use common::town::Portal;
use common::{Goal, Options, Row, report};
use flate2::Compression;
use flate2::write::GzEncoder;
use portal::clock;
use portal::decide::{genesis, link};
use queue::id::OfficeId;
use queue::report::{Batch, EVENTS_MAX, Entry};
use queue::time::Timestamp;
use sqlx::Connection;
use sqlx::postgres::{PgConnection, PgPool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Offices that report at once, each over its own connections.
const OFFICES: usize = 4;
/// Batches of each office in a round.
const BATCHES: usize = 30;
/// Events of all 2,500 offices at ten times their average, a second (performance.md §3).
const PEAK: f64 = 1_563.0;

fn main() -> anyhow::Result<()> {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let rates = runtime.block_on(run(options.rounds));
    let row = Row::of("events the portal takes in", "/s", "COPY + merge", &rates, Goal::AtLeast(0.5));
    report(&options, "ingest", &[row], &[])
}

/// Returns events a second of each round: the portal's and the bare insert's.
async fn run(rounds: usize) -> Vec<(f64, f64)> {
    let town = Portal::start().await.unwrap();
    let (pool, address) = (&town.pool, town.address);
    let create = "create table bare (office text not null, epoch text not null, seq bigint not null, \
                  at_ms bigint not null, day date, kind text not null, body text not null, hash bytea not null, \
                  primary key (office, epoch, seq))";
    sqlx::raw_sql(create).execute(pool).await.unwrap();
    let mut rates = Vec::new();
    for round in 0..rounds {
        let (bare, ours) = measure(&town.postgres.url(), pool, address, round).await;
        rates.push((ours, bare));
        println!(
            "round {round}: bare copy + merge {bare:>7.0}/s, portal {ours:>7.0}/s ({:.2}), {:.0} x the peak",
            ours / bare,
            ours / PEAK
        );
    }
    town.stop().await.unwrap();
    rates
}

/// Returns events a second of both sides.
async fn measure(url: &str, pool: &PgPool, address: SocketAddr, round: usize) -> (f64, f64) {
    let mut work = Vec::new();
    for n in 0..OFFICES {
        let id = format!("office-{round}-{n}");
        let office = OfficeId::new(&id).unwrap();
        let credential = portal::store::add_office(pool, &office, clock::now()).await.unwrap();
        let batches = batches(&office);
        let requests: Vec<Vec<u8>> = batches.iter().map(|b| request(&credential, b)).collect();
        let rows: Vec<String> = batches.iter().map(rows).collect();
        work.push((requests, rows));
    }
    let events = (OFFICES * BATCHES * EVENTS_MAX) as f64;
    let started = Instant::now();
    let tasks: Vec<_> =
        work.iter().map(|(_, rows)| tokio::spawn(copy(url.to_owned(), rows.clone()))).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let bare = events / started.elapsed().as_secs_f64();
    let started = Instant::now();
    let tasks: Vec<_> = work.into_iter().map(|(requests, _)| tokio::spawn(send(address, requests))).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let ours = events / started.elapsed().as_secs_f64();
    (bare, ours)
}

/// A journal as an office writes it, cut into batches.
fn batches(office: &OfficeId) -> Vec<Batch> {
    let mut before = genesis("epoch");
    let mut seq = 0;
    let mut batch = |_| {
        let (first_seq, prev_hash) = (seq + 1, before);
        let mut entry = |_| {
            seq += 1;
            let at = Timestamp(1_795_511_523_000 + seq as i64 * 1_700);
            let body = format!(
                r#"{{"seq":{seq},"at":"{at}","day":"2026-11-24","type":"ticket_called","data":{{"ticket":"01935f3e-7c1a-7000-8000-{seq:012x}","number":"A{:03}","counter":"counter-{}","service":"birth-extract","waited_ms":{},"reason":{{"rule":"score","waited_ms":{}}},"rounds":[0,0]}},"v":1,"actor":{{"role":"clerk","id":"pad-{}"}},"command":"pad:{seq}"}}"#,
                seq % 999 + 1,
                seq % 5 + 1,
                seq * 37 % 900_000,
                seq * 37 % 900_000,
                seq % 5 + 1,
            );
            before = link(before, &body);
            let day = queue::time::Date::new(2026, 11, 24);
            Entry { seq, at, day, kind: "ticket_called".to_owned(), body, hash: before }
        };
        let events = (0..EVENTS_MAX).map(&mut entry).collect();
        let (office, epoch) = (office.clone(), "epoch".to_owned());
        Batch {
            office,
            epoch,
            parent: None,
            sent_at: clock::now(),
            first_seq,
            prev_hash,
            events,
            live: None,
            profile: None,
        }
    };
    (0..BATCHES).map(&mut batch).collect()
}

fn request(credential: &str, batch: &Batch) -> Vec<u8> {
    let mut zipper = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut zipper, batch).unwrap();
    zipper.flush().unwrap();
    let body = zipper.finish().unwrap();
    let head = format!(
        "POST /api/v1/ingest HTTP/1.1\r\nhost: portal\r\nconnection: close\r\nauthorization: Bearer {credential}\r\n\
         content-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

async fn send(address: SocketAddr, requests: Vec<Vec<u8>>) {
    for request in requests {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    }
}

/// A batch in COPY's text form; the bodies hold no tab, backslash or line end.
fn rows(batch: &Batch) -> String {
    batch.events.iter().fold(String::new(), |mut text, e| {
        let (office, day) = (&batch.office, e.day.unwrap());
        writeln!(
            text,
            "{office}\tepoch\t{}\t{}\t{day}\t{}\t{}\t\\\\x{}",
            e.seq, e.at.0, e.kind, e.body, e.hash
        )
        .unwrap();
        text
    })
}

async fn copy(url: String, batches: Vec<String>) {
    let mut connection = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("create temp table fresh (like bare)").execute(&mut connection).await.unwrap();
    for batch in batches {
        let mut tx = connection.begin().await.unwrap();
        let mut into = tx.copy_in_raw("copy fresh from stdin").await.unwrap();
        into.send(batch.as_bytes()).await.unwrap();
        into.finish().await.unwrap();
        let merge = "insert into bare select * from fresh on conflict do nothing; truncate fresh";
        sqlx::raw_sql(merge).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}
