//! Encryption as a browser and as somebody on the office's network would find it: with a real TLS client.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use noubad::clock::FastClock;
use noubad::office::Setup;
use noubad::watchdog::{Limits, Watchdog};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::common::{Bench, LIMIT, MORNING, config, request};

fn client(authority: &Path) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let pem = std::fs::read(authority).unwrap();
    roots.add(CertificateDer::from_pem_slice(&pem).unwrap()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Asks over TLS; the error is the handshake's.
async fn ask(
    address: SocketAddr,
    client: &TlsConnector,
    name: &str,
    head: &str,
    body: &str,
) -> std::io::Result<String> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let exchange = async {
        let stream = TcpStream::connect(address).await?;
        let mut stream = client.connect(name, stream).await?;
        let length = body.len();
        let text = format!(
            "{head}\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        stream.write_all(text.as_bytes()).await?;
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        Ok(answer)
    };
    timeout(LIMIT, exchange).await.expect("an answer in time")
}

fn encrypted(setup: &mut Setup) {
    setup.open = false;
    setup.encryption.everywhere = true;
}

async fn bench(change: fn(&mut Setup)) -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(FastClock::new(MORNING, 1.0));
    Bench::changed(dir, &config("next_gap_seconds = 0", ""), clock, change).await
}

fn authority(bench: &Bench) -> std::path::PathBuf {
    noubad::tls::authority::certificate_path(&bench.dir.path().join("data"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_office_proves_who_it_is_to_whoever_trusts_its_authority() {
    let bench = bench(encrypted).await;
    assert!(bench.office().encrypted);
    let trusting = client(&authority(&bench));
    for name in ["localhost", "127.0.0.1", "nouba.example"] {
        let answer = ask(bench.address, &trusting, name, "GET /healthz HTTP/1.1", "").await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{name}: {answer}");
    }
    assert!(ask(bench.address, &trusting, "evil.example", "GET / HTTP/1.1", "").await.is_err());
    // Another office's authority vouches for this one as little as anybody.
    let other = self::bench(encrypted).await;
    assert!(
        ask(bench.address, &client(&authority(&other)), "localhost", "GET / HTTP/1.1", "").await.is_err()
    );
    // A machine that is to trust it can fetch it, and gets nothing else.
    let pem = ask(bench.address, &trusting, "localhost", "GET /ca.pem HTTP/1.1", "").await.unwrap();
    assert!(pem.contains("BEGIN CERTIFICATE") && !pem.contains("PRIVATE"), "{pem}");
    // systemd's watchdog and a kiosk on this box speak in the clear with it, and nobody can listen to that.
    let mut watchdog =
        Watchdog::new(Arc::clone(&bench.office().handle.health), bench.address, Limits::default());
    watchdog.look().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn encryption_lets_no_longer_head_in() {
    let bench = bench(encrypted).await;
    let trusting = client(&authority(&bench));
    // Some hundred bytes of the bound of 32 KiB are what `ask` adds; serve.rs has the very byte.
    for (long, status) in [(32_000, "200"), (33_000, "431"), (48_000, "431"), (70_000, "431")] {
        let head = format!("GET /healthz HTTP/1.1\r\nx: {}", "a".repeat(long));
        let answer = ask(bench.address, &trusting, "localhost", &head, "").await.unwrap_or_default();
        // What is closed while more is sent may lose its answer (RFC 9112 §9.6); it never is a yes.
        let lost = answer.is_empty() && status == "431";
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) || lost, "{long}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_given_over_https_is_of_no_use_in_the_clear() {
    let bench = bench(encrypted).await;
    let trusting = client(&authority(&bench));
    let code = bench.office().setup_code.clone().unwrap();
    let body = format!(r#"{{"code": "{code}", "account": "tech-1", "password": "four words for a door"}}"#);
    let head = "POST /api/v1/access/set-up HTTP/1.1";
    let answer = ask(bench.address, &trusting, "localhost", head, &body).await.unwrap();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(cookie.starts_with("__Host-nouba_person=") && cookie.ends_with("; Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let devices = "GET /api/v1/devices HTTP/1.1";
    let answer =
        ask(bench.address, &trusting, "localhost", &format!("{devices}\r\ncookie: {cookie}"), "").await;
    assert!(answer.unwrap().starts_with("HTTP/1.1 200"));
    for clear in [cookie, cookie.trim_start_matches("__Host-")] {
        let head = format!("cookie: {clear}\r\n");
        let answer = request(bench.address, "GET", "/api/v1/devices", &head, "").await;
        let expected = if clear == cookie { 401 } else { 200 };
        // On this machine itself the same session may be used without encryption, under its own name.
        assert_eq!(answer.status, expected, "{clear}");
    }
    let downgraded = format!("{devices}\r\ncookie: {}", cookie.trim_start_matches("__Host-"));
    let answer = ask(bench.address, &trusting, "localhost", &downgraded, "").await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "a cookie set in the clear is none over https: {answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_the_named_proxy_cookies_are_secure_and_browsers_stay_with_https() {
    let bench = bench(|setup| {
        setup.open = false;
        setup.encryption.proxy = Some([127, 0, 0, 1].into());
    })
    .await;
    let code = bench.office().setup_code.clone().unwrap();
    let body = format!(r#"{{"code": "{code}", "account": "tech-1", "password": "four words for a door"}}"#);
    let head =
        "content-type: application/json\r\nx-forwarded-for: 192.168.1.9\r\nx-forwarded-proto: https\r\n";
    let answer = request(bench.address, "POST", "/api/v1/access/set-up", head, &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.header("set-cookie").unwrap().contains("; Secure"));
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
    let clear = request(bench.address, "GET", "/healthz", "x-forwarded-proto: http\r\n", "").await;
    assert_eq!(clear.header("strict-transport-security"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handshakes_that_never_end_are_ended_and_keep_nobody_out() {
    let bench = bench(encrypted).await;
    let trusting = client(&authority(&bench));
    // A record that says it is long, and does not come: as bad as silence.
    let beginnings: [&[u8]; 3] = [b"", &[0x16], &[0x16, 3, 1, 0x20, 0, 1, 0, 0x1f]];
    let begun = Instant::now();
    let mut silent = Vec::new();
    for beginning in beginnings.iter().cycle().take(300) {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        stream.write_all(beginning).await.unwrap();
        silent.push(stream);
    }
    let answer = ask(bench.address, &trusting, "localhost", "GET /healthz HTTP/1.1", "").await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for mut stream in silent {
        let ended = timeout(LIMIT, async { while stream.read(&mut [0; 64]).await.is_ok_and(|n| n > 0) {} });
        ended.await.expect("a silent handshake is ended");
    }
    assert!(begun.elapsed() >= Duration::from_secs(4), "but not at once: lines are slow");
    // What is no TLS and no HTTP is answered as HTTP is, and ended.
    let answer = request(bench.address, "GET", "/healthz", "", "").await;
    assert_eq!(answer.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_daemon_on_the_network_encrypts_and_says_how_to_trust_it() {
    let bench = bench(|setup| {
        setup.open = false;
        setup.listen = SocketAddr::from(([0, 0, 0, 0], 0));
    })
    .await;
    let data = bench.dir.path().join("data");
    let shown = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_noubad"));
        let output = command.args(["access", "ca", "--data"]).arg(&data).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let text = shown();
    assert!(text.contains("SHA-256 fingerprint: ") && text.contains("update-ca-certificates"), "{text}");
    let pem = bench.dir.path().join("shown.pem");
    std::fs::write(&pem, &text).unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], bench.address.port()));
    let answer = ask(address, &client(&pem), "localhost", "GET /healthz HTTP/1.1", "").await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
