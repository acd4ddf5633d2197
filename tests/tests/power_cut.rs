//! The power is cut under the real daemon on a real ext4: the disk as it is at that moment is mounted anew, and every
//! ticket that was acknowledged is on it. Needs root for the mounts; elsewhere it says that it did not run.
#![allow(clippy::print_stdout, reason = "a figure, or why there is none")]

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use tests::office::daemon;
use tests::{http, until};

/// How many cuts; so many where it is not set.
const CUTS: &str = "NOUBA_EXT4_CUTS";
const CUTS_DEFAULT: u64 = 12;

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A file system in a file; unmounted when it goes.
struct Mounted {
    at: PathBuf,
}

impl Mounted {
    fn new(image: &Path, at: PathBuf) -> Self {
        std::fs::create_dir_all(&at).expect("a directory");
        // Nothing reaches the image in the background: what is there was synced.
        run(Command::new("mount").args(["-o", "loop,commit=300,errors=remount-ro"]).arg(image).arg(&at));
        Self { at }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.at).status();
    }
}

fn make_image(path: &Path) {
    let file = std::fs::File::create(path).expect("a file");
    file.set_len(24 << 20).expect("a length");
    run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(path));
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    let root = String::from_utf8_lossy(&output.stdout).trim() == "0";
    if !root {
        println!("SKIPPED: mounting a disk of its own needs root");
    }
    root
}

fn draw(seed: u64) -> u64 {
    let z = (seed.wrapping_add(1)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^ (z >> 27)
}

/// Stops a process in the middle of whatever it does, takes the disk, and mounts what is on it.
fn cut(process: &mut Child, image: &Path, dir: &Path) -> Mounted {
    run(Command::new("kill").args(["-STOP", &process.id().to_string()]));
    let copy = dir.join("after-the-cut");
    run(Command::new("cp").arg("--sparse=always").arg(image).arg(&copy));
    process.kill().expect("it can be killed");
    process.wait().expect("it is gone");
    Mounted::new(&copy, dir.join("found"))
}

fn office_toml(dir: &Path) -> PathBuf {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let hours: String = days.iter().map(|d| format!("{d} = [\"00:00-24:00\"]\n")).collect();
    let text = format!(
        "[office]\nid = \"test-office\"\nnames = {{ ar = \"مكتب\", fr = \"Bureau\" }}\nzone = \"Etc/UTC\"\n\
         locales = [\"ar\", \"fr\"]\n[http]\nopen = true\n[calendar.hours]\n{hours}[[service]]\nid = \"birth\"\nletter = \"A\"\n\
         names = {{ ar = \"الولادة\", fr = \"Naissance\" }}\n[[counter]]\nid = \"c1\"\nlabel = \"1\"\nservices = [\"birth\"]\n"
    );
    let path = dir.join("office.toml");
    std::fs::write(&path, text).expect("a file");
    path
}

fn start(config: &Path, data: &Path) -> (Child, SocketAddr) {
    let mut process = Command::new(daemon())
        .args(["serve", "--listen", "127.0.0.1:0", "--config"])
        .arg(config)
        .arg("--data")
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the daemon starts");
    let mut line = String::new();
    let out = process.stdout.take().expect("piped");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).expect("a line");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
    (process, address.unwrap_or_else(|_| panic!("the daemon did not start: {line:?}")))
}

/// Issues tickets until the process is stopped; counts those that were acknowledged.
fn issue_for_ever(
    address: SocketAddr,
    round: u64,
    acknowledged: Arc<AtomicU64>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        for n in 0.. {
            let body = serde_json::json!({"service": "birth", "locale": "fr"});
            let key = format!("{round}-{n}");
            let answer = http::post(address, "/api/v1/tickets", &key, &body);
            match tokio::time::timeout(Duration::from_secs(20), answer).await {
                Ok(Ok((201, _))) => _ = acknowledged.fetch_add(1, Ordering::SeqCst),
                _ => return,
            }
        }
    })
}

async fn daemon_round(round: u64) -> (u64, u64) {
    let dir = tempfile::tempdir().expect("a directory");
    let (image, config) = (dir.path().join("disk"), office_toml(dir.path()));
    make_image(&image);
    let disk = Mounted::new(&image, dir.path().join("disk-mounted"));
    let data = disk.at.join("data");
    let (mut process, address) = start(&config, &data);
    until("the day is open", || async {
        matches!(http::get(address, "/api/v1/services").await, Ok((200, s)) if s["services"][0]["open"] == true)
    })
    .await;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let citizens: Vec<_> =
        (0..3).map(|k| issue_for_ever(address, round * 10 + k, Arc::clone(&acknowledged))).collect();
    let wanted = 1 + draw(round) % 40;
    while acknowledged.load(Ordering::SeqCst) < wanted {
        tokio::task::yield_now().await;
    }
    // Counted before the cut: an acknowledgement after this one may be there or not.
    let told = acknowledged.load(Ordering::SeqCst);
    let found = tokio::task::block_in_place(|| cut(&mut process, &image, dir.path()));
    for citizen in citizens {
        citizen.abort();
    }
    let verify =
        Command::new(daemon()).args(["verify", "--json", "--data"]).arg(found.at.join("data")).output();
    let verify = verify.expect("verify runs");
    assert!(verify.status.success(), "round {round}: {}", String::from_utf8_lossy(&verify.stdout));
    let options = SqliteConnectOptions::new().filename(found.at.join("data/nouba.db"));
    let mut shell = options.disable_statement_logging().connect().await.expect("the journal");
    let query = "select count(*) from event where kind = 'ticket_issued'";
    let there: i64 = sqlx::query(query).fetch_one(&mut shell).await.expect("a count").get(0);
    (told, u64::try_from(there).unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_power_is_cut_on_ext4_and_every_acknowledged_ticket_is_there() {
    if !is_root() {
        return;
    }
    let cuts = std::env::var(CUTS).map_or(CUTS_DEFAULT, |n| n.parse().expect("a number"));
    let mut total = 0;
    for round in 0..cuts {
        let (told, there) = daemon_round(round).await;
        assert!(there >= told, "round {round}: {told} tickets were acknowledged, {there} are there");
        total += told;
    }
    println!("{cuts} power cuts on ext4: {total} acknowledged tickets, 0 lost");
}

/// Tells the kernel that the file system in `image` is damaged, as it does itself when a card wears out.
fn damage(image: &Path) {
    let found = Command::new("losetup").arg("-j").arg(image).output().expect("losetup runs");
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    let device = found.split(':').next().and_then(|path| path.rsplit('/').next()).expect("a loop device");
    std::fs::write(format!("/sys/fs/ext4/{device}/trigger_fs_error"), "1").expect("the kernel is told");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_the_kernel_made_read_only_is_paper_mode_and_the_numbers_go_on_once_it_is_repaired() {
    if !is_root() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let (image, config) = (dir.path().join("disk"), office_toml(dir.path()));
    make_image(&image);
    let disk = Mounted::new(&image, dir.path().join("disk-mounted"));
    let data = disk.at.join("data");
    let (mut process, address) = start(&config, &data);
    let open = async || matches!(http::get(address, "/api/v1/services").await, Ok((200, s)) if s["services"][0]["open"] == true);
    until("the day is open", open).await;
    let body = serde_json::json!({"service": "birth", "locale": "fr"});
    let (status, first) = http::post(address, "/api/v1/tickets", "one", &body).await.expect("an answer");
    assert_eq!((status, first["number"].as_str()), (201, Some("A001")));

    damage(&image);
    let (status, problem) = http::post(address, "/api/v1/tickets", "two", &body).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (503, Some("journal_unavailable")), "{problem}");
    until("people are told to use paper", || async {
        matches!(http::get(address, "/readyz").await, Ok((503, said)) if said["status"] == "paper_mode")
    })
    .await;
    // What was there can still be read.
    let (status, _) = http::get(address, "/api/v1/services").await.expect("an answer");
    assert_eq!(status, 200);

    // As a technician would: stop, repair, mount, start.
    run(Command::new("kill").arg(process.id().to_string()));
    process.wait().expect("it ends");
    run(Command::new("umount").arg(&disk.at));
    let repaired = Command::new("e2fsck").args(["-f", "-y"]).arg(&image).output().expect("e2fsck runs");
    assert!(repaired.status.code().is_some_and(|code| code <= 1), "{repaired:?}");
    let disk = Mounted::new(&image, disk.at.clone());
    let (mut process, address) = start(&config, &disk.at.join("data"));
    until("it is ready", || async { matches!(http::get(address, "/readyz").await, Ok((200, _))) }).await;
    let (status, second) = http::post(address, "/api/v1/tickets", "two", &body).await.expect("an answer");
    assert_eq!((status, second["number"].as_str()), (201, Some("A002")));
    process.kill().expect("it can be killed");
    process.wait().expect("it is gone");
}

const CHILD: &str = "NOUBA_TEST_NORMAL";

/// What a journal with `synchronous=NORMAL` would do: rows, each said to be kept once its commit returns.
async fn careless(dir: &Path) {
    let options = SqliteConnectOptions::new()
        .filename(dir.join("normal.db"))
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Normal);
    let mut db: SqliteConnection = options.disable_statement_logging().connect().await.expect("a database");
    sqlx::raw_sql("create table event (seq integer primary key)").execute(&mut db).await.expect("a table");
    sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut db).await.expect("a checkpoint");
    for n in 1..=100_000_i64 {
        sqlx::query("insert into event values (?)").bind(n).execute(&mut db).await.expect("a row");
        let mut out = std::io::stdout().lock();
        writeln!(out, "acked {n}").and_then(|()| out.flush()).expect("a line");
    }
}

/// The control: the same cuts lose rows of a database that does not sync each commit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_cuts_lose_what_synchronous_normal_acknowledged() {
    if let Some(dir) = std::env::var_os(CHILD) {
        return careless(Path::new(&dir)).await;
    }
    if !is_root() {
        return;
    }
    let mut lost = 0;
    for round in 0..3 {
        let dir = tempfile::tempdir().expect("a directory");
        let image = dir.path().join("disk");
        make_image(&image);
        let disk = Mounted::new(&image, dir.path().join("disk-mounted"));
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["the_same_cuts_lose_what_synchronous_normal_acknowledged", "--exact", "--nocapture"])
            .env(CHILD, &disk.at)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let out = std::io::BufReader::new(child.stdout.take().expect("piped"));
        let wanted = 20 + draw(round) % 60;
        let mut acked = 0;
        for line in std::io::BufRead::lines(out).map_while(Result::ok) {
            acked = line.strip_prefix("acked ").and_then(|n| n.parse().ok()).unwrap_or(acked);
            if acked >= wanted {
                break;
            }
        }
        let found = cut(&mut child, &image, dir.path());
        let options = SqliteConnectOptions::new().filename(found.at.join("normal.db"));
        let there = match options.disable_statement_logging().connect().await {
            Ok(mut db) => {
                let count = sqlx::query("select count(*) from event").fetch_one(&mut db).await;
                count.map_or(0, |row| row.get::<i64, _>(0)) as u64
            }
            Err(_) => 0,
        };
        println!("synchronous=NORMAL, cut {round}: {acked} acknowledged, {there} there");
        lost += acked.saturating_sub(there);
    }
    assert!(lost > 0, "the cuts have no teeth");
}
