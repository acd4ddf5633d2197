//! The accept loop, with the limits `axum::serve` does not set: how many connections there may be, and how long a client
//! may take to send its headers or stay silent between two requests. Whoever is at the other end is as a rule the town's
//! proxy, which speaks for everybody; on the machine itself it may be anybody.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Most connections at once; more wait in the kernel's queue. Each of 2,500 offices keeps one, where no proxy pools them.
const CONNECTIONS_MAX: usize = 4_096;
/// How long a client may take to send its headers, or stay silent between two requests: longer than a proxy keeps one for
/// its pool as a rule, and than offices are silent.
const HEADER_TIMEOUT: Duration = Duration::from_secs(90);
/// Most headers of a request.
const HEADERS_MAX: usize = 64;
/// Largest buffer of a head, in bytes.
const HEAD_MAX: usize = 32 * 1024;
/// How long open requests are waited for when the portal stops.
const DRAIN: Duration = Duration::from_secs(10);
/// Pause after the system refused a connection (out of descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until told to stop, then finishes what is under way.
pub async fn run(listener: TcpListener, router: Router, stop: CancellationToken) {
    run_with(listener, router, stop, HEADER_TIMEOUT).await;
}

async fn run_with(listener: TcpListener, router: Router, stop: CancellationToken, patience: Duration) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(patience);
    server.max_headers(HEADERS_MAX).max_buf_size(HEAD_MAX);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = stop.cancelled() => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Without this every small answer waits for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "a connection ended early");
            }
            drop(permit);
        });
    }
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open after {} s and were dropped", DRAIN.as_secs());
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn who_is_slow_with_a_head_is_let_go_and_who_asks_is_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (router, stop) = (Router::new().route("/", get(|| async { "here" })), CancellationToken::new());
        let serving = tokio::spawn(run_with(listener, router, stop.clone(), Duration::from_millis(300)));

        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HT").await.unwrap();
        let mut silent = TcpStream::connect(address).await.unwrap();
        for stream in [&mut slow, &mut silent] {
            let mut rest = Vec::new();
            // Closed, with or without a word about it.
            let _ = stream.read_to_end(&mut rest).await;
            assert!(!String::from_utf8_lossy(&rest).contains("here"));
        }
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        quick.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("here"), "{answer}");

        stop.cancel();
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "the door is closed");
    }
}
