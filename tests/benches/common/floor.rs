//! What bare parts do on this machine in this minute: nothing of Nouba is in here.

use std::convert::Infallible;
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt;
use futures_util::StreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use super::http::{Client, Events};

/// A block of a file system: what a synced append of the least size writes anyway.
const BLOCK: usize = 4096;
/// About what the journal keeps of a ticket: the event's text, its row, the answer.
const ROW_BYTES: usize = 900;
/// About the size of a small board's view.
const EVENT_BYTES: usize = 1000;

/// What a stream of the bare server begins with.
const LISTENING: &str = "listening";

/// A file that is appended to and synced.
pub struct Append(File);

impl Append {
    /// Creates the file.
    ///
    /// # Errors
    /// It cannot be.
    pub fn create(dir: &Path) -> Result<Self> {
        Ok(Self(File::create(dir.join("append.bin"))?))
    }

    /// Appends 4 KiB and syncs; returns since when.
    ///
    /// # Errors
    /// The disk's.
    pub fn sync(&mut self) -> Result<Instant> {
        let start = Instant::now();
        self.0.write_all(&[7; BLOCK])?;
        self.0.sync_data()?;
        Ok(start)
    }
}

/// A bare SQLite database in WAL mode with synchronous=FULL, through sqlx: one hop to its thread and one commit.
pub struct Commit(SqliteConnection);

impl Commit {
    /// Creates the database.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn create(dir: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(dir.join("floor.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging();
        let mut connection = options.connect().await?;
        sqlx::query("create table row (id integer primary key, body blob not null)")
            .execute(&mut connection)
            .await?;
        Ok(Self(connection))
    }

    /// Commits one row; returns since when.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn row(&mut self) -> Result<Instant> {
        let start = Instant::now();
        let body: &[u8] = &[7; ROW_BYTES];
        sqlx::query("insert into row (body) values (?)").bind(body).execute(&mut self.0).await?;
        Ok(start)
    }

    /// Closes the database.
    ///
    /// # Errors
    /// SQLite's.
    pub async fn close(self) -> Result<()> {
        Ok(self.0.close().await?)
    }
}

/// A bare server on two threads of its own: `/hello`, and `/events` which says what [`Server::tell`] was told.
pub struct Server {
    runtime: Option<tokio::runtime::Runtime>,
    events: broadcast::Sender<Bytes>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts it.
    ///
    /// # Errors
    /// No port is free.
    pub fn start() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (events, _) = broadcast::channel(64);
        let stream_of = events.clone();
        let router = Router::new()
            .route("/hello", get(|| async { "hello" }))
            .route("/events", get(move || async move { stream(stream_of.subscribe()) }));
        let std_listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        std_listener.set_nonblocking(true)?;
        let address = std_listener.local_addr()?;
        runtime.spawn(async move {
            let listener = TcpListener::from_std(std_listener)?.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            axum::serve(listener, router).await
        });
        Ok(Self { runtime: Some(runtime), events, address })
    }

    /// Sends an event with a word in it to everybody who listens; returns since when.
    pub fn tell(&self, word: &str) -> Instant {
        let text = format!("event: floor\ndata: {word}{:0>EVENT_BYTES$}\n\n", "");
        let start = Instant::now();
        let _ = self.events.send(text.into());
        start
    }

    /// Opens the stream of events.
    ///
    /// # Errors
    /// The server is gone.
    pub async fn listen(&self) -> Result<Events> {
        let mut events = Events::open(self.address, "/events").await?;
        // Told before it listens, it would wait for ever.
        events.wait_for(LISTENING).await?;
        Ok(events)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn stream(rx: broadcast::Receiver<Bytes>) -> impl IntoResponse {
    let first = futures_util::stream::once(async { Ok(format!("event: {LISTENING}\n\n").into()) });
    let events = futures_util::stream::unfold(rx, |mut rx| async move {
        rx.recv().await.ok().map(|bytes| (Ok::<_, Infallible>(bytes), rx))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(first.chain(events)))
}

/// Asks the bare server for an answer; returns since when.
///
/// # Errors
/// The connection broke.
pub async fn hello(client: &mut Client) -> Result<Instant> {
    let start = Instant::now();
    let answer = client.get("/hello").await?;
    (answer.status == 200).then_some(start).context("the bare server does not say hello")
}
