//! The accept loop, with the limits `axum::serve` does not set: how many connections there may be, and how long
//! a client may take to send its headers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use nix::sys::socket::setsockopt;
use nix::sys::socket::sockopt::TcpUserTimeout;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Connections beside those of streams.
const REQUESTS_MAX: usize = 256;
/// Most connections at once; more wait in the kernel's queue. A stream keeps its connection for hours, so that
/// requests must have some of their own.
const CONNECTIONS_MAX: usize = super::live::STREAMS_MAX + REQUESTS_MAX;
/// How long a client may take to send its headers, or stay silent between two requests.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long data may lie unacknowledged before a connection is given up, in milliseconds.
const STUCK_MS: u32 = 20_000;
/// Most headers of a request.
const HEADERS_MAX: usize = 64;
/// Largest head of a request, in bytes.
const HEAD_MAX: usize = 32 * 1024;
/// How long open requests are waited for when the daemon stops.
const DRAIN: Duration = Duration::from_secs(5);
/// Pause after the system refused a connection (out of descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until told to stop, then finishes what is under way.
pub async fn run(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut server = hyper::server::conn::http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    server.max_headers(HEADERS_MAX).max_buf_size(HEAD_MAX);
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&permits).acquire_owned() => permit,
            () = shutdown.cancelled() => break,
        };
        let Ok(permit) = permit else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(error = %error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
            () = shutdown.cancelled() => break,
        };
        // Without this every small answer waits for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        // A client that takes nothing keeps its connection only so long (a phone whose battery went, a page stopped
        // in a debugger). Linux counts a closed window as well, see tcp(7).
        let _ = setsockopt(&stream, TcpUserTimeout, &STUCK_MS);
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
        tracing::warn!("some requests were still open after 5 s and were dropped");
    }
}
