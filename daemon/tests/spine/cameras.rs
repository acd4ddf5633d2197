//! Cameras: real streams of GStreamer's RTSP server (Debian's gst-rtsp-server), and what is shown of each kind of
//! trouble. The server is a process of its own for each camera, as a stuck one stops all streams of its process.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use noubad::camera::judge::{Fault, Patience};
use noubad::camera::{Cameras, NoStill};
use noubad::clock::WallClock;
use noubad::config::Config;
use noubad::registry::Registry;
use tokio_util::sync::CancellationToken;

use super::common::{Bench, LIMIT, MORNING, config, until};

/// A camera's stream.
struct Stream {
    child: Child,
    port: u16,
}

impl Stream {
    fn start(arguments: &[&str]) -> Self {
        // Debian's own Python has the bindings; another one on the path does not.
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cameras/server.py");
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's python3");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("a port: are the packages of tests/run installed?");
        Self { child, port }
    }

    fn url(&self, path: &str) -> String {
        format!("rtsp://127.0.0.1:{}/{path}", self.port)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn patience() -> Patience {
    // Long enough for a busy machine, but for those that must be silent.
    Patience { answer: LIMIT, connect: LIMIT, picture: LIMIT }
}

fn camera(id: &str, url: &str, more: &str) -> String {
    format!(
        "[[camera]]\nid = \"{id}\"\nplace = \"waiting-hall\"\nurl = \"{url}\"\n{more}\n\
         cndp = {{ receipt = \"D-1/2026\", purpose = \"security\", retention_days = 30, sign_posted = true }}\n"
    )
}

/// The cameras of an office, with the secrets in its data directory.
fn cameras(data: &Path, tables: &str) -> Cameras {
    let config = Config::parse("test", &config("", tables)).unwrap_or_else(|e| panic!("{e}"));
    Cameras::new(&config.cameras, data)
}

fn secret(data: &Path, name: &str, text: &str, mode: u32) {
    let dir = data.join("credentials");
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_trouble_is_told_from_the_others_on_real_streams() {
    let data = tempfile::tempdir().unwrap();
    let (open, locked) = (Stream::start(&[]), Stream::start(&["--user", "hall", "--password", "pa:ss wörd"]));
    let (silent, sound) = (Stream::start(&["--silent-after", "3"]), Stream::start(&["--codec", "opus"]));
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let web = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    secret(data.path(), "right", "hall:pa:ss wörd\n", 0o600);
    secret(data.path(), "wrong", "hall:guess", 0o600);
    secret(data.path(), "loose", "hall:pa:ss wörd", 0o644);
    let at = |listener: &TcpListener| format!("rtsp://{}/cam", listener.local_addr().unwrap());
    let with = |name: &str| format!("credential = \"{name}\"");
    let health = "snapshot = \"health\"";
    let tables = [
        camera("open", &open.url("cam"), ""),
        camera("picture", &open.url("cam"), health),
        camera("path", &open.url("nowhere"), ""),
        camera("no-login", &locked.url("cam"), ""),
        camera("right", &locked.url("cam"), &with("right")),
        camera("wrong", &locked.url("cam"), &with("wrong")),
        camera("loose", &locked.url("cam"), &with("loose")),
        camera("missing", &locked.url("cam"), &with("missing")),
        camera("sound", &sound.url("cam"), ""),
        camera("closed", &format!("rtsp://127.0.0.1:{closed}/cam"), ""),
        camera("web", &at(&web), ""),
    ]
    .concat();
    let answers_once = std::thread::spawn(move || {
        // Once for the question, once to see whether anybody is there.
        for _ in 0..2 {
            let (mut stream, _) = web.accept().unwrap();
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let cameras = cameras(data.path(), &tables);
    let found = async |id: &str, patience| cameras.get(id).unwrap().look(patience).await;
    let seen = found("open", patience()).await.unwrap();
    assert_eq!((seen.codec.as_str(), seen.size), ("h264", Some((320, 240))));
    assert_eq!(found("picture", patience()).await.unwrap().size, Some((320, 240)));
    assert_eq!(found("picture", patience()).await.map(|s| s.codec), Ok("h264".to_owned()), "another picture");
    assert_eq!(found("right", patience()).await.unwrap().codec, "h264");
    for (id, fault) in [
        ("path", Fault::NotFound),
        ("no-login", Fault::AuthWanted),
        ("wrong", Fault::AuthRefused),
        ("loose", Fault::NoCredential),
        ("missing", Fault::NoCredential),
        ("sound", Fault::BadCodec),
        ("closed", Fault::Unreachable),
        ("web", Fault::WrongAnswer),
    ] {
        assert_eq!(found(id, patience()).await, Err(fault), "{id}");
    }
    answers_once.join().unwrap();
    // It takes connections and is silent; it says that there is a stream and sends no picture after the first.
    let short = Duration::from_millis(1500);
    let quiet = camera("mute", &at(&mute), "") + &camera("silent", &silent.url("cam"), health);
    let cameras = self::cameras(data.path(), &quiet);
    let hung = cameras.get("mute").unwrap().look(Patience { answer: short, ..patience() }).await;
    assert_eq!(hung, Err(Fault::Hung));
    let frozen = cameras.get("silent").unwrap().look(Patience { picture: 2 * short, ..patience() }).await;
    assert_eq!(frozen, Err(Fault::NoPicture));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_camera_that_sends_the_same_picture_for_ever_is_frozen() {
    let stream = Stream::start(&["--still"]);
    let data = tempfile::tempdir().unwrap();
    let cameras = cameras(data.path(), &camera("hall", &stream.url("cam"), "snapshot = \"health\""));
    let hall = cameras.get("hall").unwrap();
    assert!(hall.look(patience()).await.is_ok(), "the first picture is news");
    assert_eq!(hall.look(patience()).await, Err(Fault::SamePicture));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_camera_is_shown_within_twice_its_interval_and_a_mended_one_again() {
    let stream = Stream::start(&[]);
    let data = tempfile::tempdir().unwrap();
    // A recorder with two cameras: one cause, one alert.
    let tables = camera("hall", &stream.url("cam"), "probe_seconds = 10")
        + &camera("door", &stream.url("cam"), "probe_seconds = 10");
    let cameras = cameras(data.path(), &tables);
    let (registry, _historian) = Registry::new(std::sync::Arc::new(WallClock));
    cameras.register(&registry);
    let stop = CancellationToken::new();
    let clock = std::sync::Arc::new(WallClock);
    for camera in cameras.iter() {
        let camera = std::sync::Arc::clone(camera);
        tokio::spawn(camera.watch(cameras.clone(), registry.clone(), clock.clone(), stop.clone()));
    }
    let all = |state: &'static str| {
        let registry = registry.clone();
        move || {
            let well = registry.list().iter().all(|d| d.state == state);
            async move { well }
        }
    };
    until("both are well", all("ready")).await;
    drop(stream);
    let died = Instant::now();
    until("both are shown as dead", all("unreachable")).await;
    let after = died.elapsed();
    assert!(after <= 2 * Duration::from_secs(10), "{after:?}");
    let shown = registry.list();
    let of = |id: &str| shown.iter().find(|d| d.id == id).unwrap();
    assert_eq!(of("hall").cause.as_deref(), Some("camera_unreachable"));
    let behind = [of("hall"), of("door")].iter().filter(|d| d.because_of.is_some()).count();
    assert!(behind <= 1, "{shown:?}");
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_may_look_get_one_picture_and_nothing_else_leaves_the_office() {
    let (video, jpeg) =
        (Stream::start(&["--user", "hall", "--password", "hunter2"]), Stream::start(&["--codec", "jpeg"]));
    let dir = tempfile::tempdir().unwrap();
    secret(&dir.path().join("data"), "hall", "hall:hunter2", 0o600);
    let tables = camera("hall", &video.url("cam"), "credential = \"hall\"\nstill = true")
        + &camera("door", &jpeg.url("cam"), "still = true")
        + &camera("shut", &jpeg.url("cam"), "");
    let clock = std::sync::Arc::new(noubad::clock::FastClock::new(MORNING, 1.0));
    let bench = Bench::changed(dir, &config("", &tables), clock, |_| ()).await;
    bench.ready(&["hall", "door", "shut"]).await;
    let film = bench.get("/api/v1/cameras/hall/still").await;
    assert_eq!((film.status, film.header("content-type")), (200, Some("video/mp4")));
    assert_eq!(film.header("cache-control"), Some("no-store"));
    assert_eq!(&film.bytes[4..8], b"ftyp");
    assert!(film.bytes.windows(4).any(|w| w == b"avcC"));
    let picture = bench.get("/api/v1/cameras/door/still").await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(&picture.bytes[..2], [0xff, 0xd8]);
    bench.get("/api/v1/cameras/shut/still").await.is_problem(403, "no_still");
    bench.get("/api/v1/cameras/none/still").await.is_problem(404, "unknown_camera");
    // What leaves the office says where each camera stands, not where it is on the network.
    let list = bench.get("/api/v1/cameras").await;
    assert_eq!(list.json["cameras"][0]["receipt"], "D-1/2026");
    assert_eq!(list.json["cameras"][0]["size"], serde_json::json!([320, 240]));
    let journal = bench.dir.path().join("data/nouba.db");
    until("the journal has it", || async {
        bench.get("/api/v1/devices/hall/log").await.json["lines"][0]["state"] == "ready"
    })
    .await;
    let devices = bench.get("/api/v1/devices").await;
    let diagnostics = bench.get("/api/v1/diagnostics").await;
    let mut written = vec![list.bytes, devices.bytes, diagnostics.bytes, std::fs::read(&journal).unwrap()];
    written.extend(std::fs::read(journal.with_extension("db-wal")));
    for bytes in &written {
        for secret in ["hunter2", &format!("127.0.0.1:{}", video.port), "/cam"] {
            let there = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!there, "{secret} stands in {}", String::from_utf8_lossy(&bytes[..bytes.len().min(400)]));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_looks_through_a_camera_that_does_not_work() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let data = tempfile::tempdir().unwrap();
    let cameras =
        cameras(data.path(), &camera("hall", &format!("rtsp://127.0.0.1:{port}/cam"), "still = true"));
    let none = cameras.get("hall").unwrap().still().await;
    assert!(matches!(none, Err(NoStill::Fault(Fault::Unreachable))));
}
