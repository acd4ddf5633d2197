//! The accept loop of daemon and portal, with the limits `axum::serve` does not set: how many connections there may be,
//! how long a client may take to send its headers or stay silent between two requests, and what head a request may have.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Most headers of a request.
const HEADERS_MAX: usize = 64;
/// Largest head of a request, in bytes. hyper's own bound is one of its buffer, which grows by doubling: what arrives in one
/// piece could be half as large again, so each head is measured once more when it is whole.
pub const HEAD_MAX: usize = 32 * 1024;
/// Pause after the system refused a connection (out of descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How much is borne.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most connections at once; more wait in the kernel's queue.
    pub connections: usize,
    /// How long a client may take to send its headers, or stay silent between two requests.
    pub patience: Duration,
    /// How long open requests are waited for at the end.
    pub drain: Duration,
}

/// What is wrong with a head that hyper takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is larger than [`HEAD_MAX`].
    HeadTooLarge,
    /// It names two hosts (RFC 9112 §3.2), of which a proxy may have gone by the other one.
    TwoHosts,
}

impl Fault {
    /// Returns what is wrong with a request's head.
    fn of<T>(request: &Request<T>) -> Option<Self> {
        if head_size(request) > HEAD_MAX {
            return Some(Self::HeadTooLarge);
        }
        let hosts = request.headers().get_all(header::HOST).iter().count();
        (hosts > 1).then_some(Self::TwoHosts)
    }

    /// Returns the status it is answered with.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::TwoHosts => StatusCode::BAD_REQUEST,
        }
    }

    /// Returns one word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::HeadTooLarge => "head_too_large",
            Self::TwoHosts => "two_hosts",
        }
    }

    /// Returns what was wrong, for a person.
    #[must_use]
    pub fn detail(self) -> String {
        match self {
            Self::HeadTooLarge => format!("A head may have {HEAD_MAX} bytes at most."),
            Self::TwoHosts => "A request has one Host.".to_owned(),
        }
    }
}

/// Returns the size of a head as it is usually written (RFC 9112 §3 and §5), whatever blanks it really had.
fn head_size<T>(request: &Request<T>) -> usize {
    let uri = request.uri();
    let address = uri.scheme_str().map_or(0, |scheme| scheme.len() + "://".len())
        + uri.authority().map_or(0, |authority| authority.as_str().len())
        + uri.path_and_query().map_or(0, |path| path.as_str().len());
    let line = request.method().as_str().len() + address + "  HTTP/1.1\r\n".len();
    let fields = request.headers().iter();
    line + fields.map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum::<usize>()
        + "\r\n".len()
}

/// A connection's place: who attends to it speaks with its client through this, once.
pub struct Place {
    server: http1::Builder,
    watcher: Watcher,
}

impl Place {
    /// Answers a client's requests until it goes, is too slow, or the end comes. A head that is at fault is answered by
    /// `refuse`, and nothing more is taken on its connection, as hyper does.
    pub async fn speak<I, S, B>(self, stream: I, service: S, refuse: fn(Fault) -> Response<B>)
    where
        I: AsyncRead + AsyncWrite + Unpin + 'static,
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
        B: Body + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let checked = service_fn(|request| {
            let answer = match Fault::of(&request) {
                None => Ok(service.call(request)),
                Some(fault) => Err(fault),
            };
            async move {
                match answer {
                    Ok(answer) => answer.await,
                    Err(fault) => {
                        let mut response = refuse(fault);
                        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                        Ok(response)
                    }
                }
            }
        });
        let connection = self.watcher.watch(self.server.serve_connection(TokioIo::new(stream), checked));
        if let Err(error) = connection.await {
            tracing::debug!(error = %error, "a connection ended early");
        }
    }
}

/// Attends to one connection.
pub type Attending = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Takes connections until told to stop, then finishes what is under way. `attend` is asked for each; where it returns
/// nothing, the connection is closed at once.
pub async fn run(
    listener: TcpListener,
    limits: Limits,
    stop: CancellationToken,
    mut attend: impl FnMut(TcpStream, SocketAddr, Place) -> Option<Attending>,
) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(limits.connections));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(limits.patience);
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
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Without this every small answer waits for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let place = Place { server: server.clone(), watcher: graceful.watcher() };
        let Some(attending) = attend(stream, peer, place) else { continue };
        tokio::spawn(async move {
            attending.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open after {} s and were dropped", limits.drain.as_secs());
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn serve(patience: Duration, stop: CancellationToken) -> (SocketAddr, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits { connections: 64, patience, drain: Duration::from_secs(5) };
        let serving = tokio::spawn(run(listener, limits, stop, |stream, _, place| {
            let here = service_fn(async |_| Ok(Response::new("here".to_owned())));
            Some(Box::pin(place.speak(stream, here, |fault| {
                let mut response = Response::new(fault.detail());
                *response.status_mut() = fault.status();
                response
            })))
        }));
        (address, serving)
    }

    async fn answer(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn who_is_slow_with_a_head_is_let_go_and_who_asks_is_answered() {
        let stop = CancellationToken::new();
        let (address, serving) = serve(Duration::from_millis(300), stop.clone()).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HT").await.unwrap();
        let mut silent = TcpStream::connect(address).await.unwrap();
        for stream in [&mut slow, &mut silent] {
            let mut rest = Vec::new();
            // Closed, with or without a word about it.
            let _ = stream.read_to_end(&mut rest).await;
            assert!(!String::from_utf8_lossy(&rest).contains("here"));
        }
        let quick = answer(address, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        assert!(quick.ends_with("here"), "{quick}");

        stop.cancel();
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "the door is closed");
    }

    /// A head of so many bytes, with the field that makes it so long at its end.
    fn head_of(size: usize) -> String {
        let start = "GET /?a=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: ";
        format!("{start}{}\r\n\r\n", "a".repeat(size - start.len() - 4))
    }

    #[tokio::test]
    async fn a_head_has_32_kib_and_not_a_byte_more_in_whatever_pieces_it_comes() {
        let (address, _serving) = serve(Duration::from_secs(15), CancellationToken::new()).await;
        for (size, status) in [
            (HEAD_MAX - 1, "200"),
            (HEAD_MAX, "200"),
            (HEAD_MAX + 1, "431"),
            (40_000, "431"),
            (3 * HEAD_MAX / 2 - 1, "431"),
            (2 * HEAD_MAX, "431"),
        ] {
            let head = head_of(size);
            assert_eq!(head.len(), size);
            for piece in [size, 1_400, 8_192, 16_384, HEAD_MAX - 1] {
                let mut stream = TcpStream::connect(address).await.unwrap();
                // The second request of a connection as well: its buffer has grown.
                stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
                let mut first = [0; 4_096];
                let _ = stream.read(&mut first).await.unwrap();
                for part in head.as_bytes().chunks(piece) {
                    // It may have refused already, and closed.
                    let _ = stream.write_all(part).await;
                    tokio::task::yield_now().await;
                }
                let mut answer = Vec::new();
                let _ = stream.read_to_end(&mut answer).await;
                let answer = String::from_utf8_lossy(&answer);
                let expected = format!("HTTP/1.1 {status}");
                // What is closed while more is sent may lose its answer (RFC 9112 §9.6); it never is a yes.
                let lost = answer.is_empty() && status == "431";
                assert!(answer.starts_with(&expected) || lost, "{size} in {piece}: {answer}");
            }
        }
    }

    #[tokio::test]
    async fn a_request_has_one_host() {
        let (address, _serving) = serve(Duration::from_secs(15), CancellationToken::new()).await;
        for (hosts, status) in
            [("host: a\r\nhost: b", "400"), ("host: a\r\nHost: a", "400"), ("host: a", "200")]
        {
            let request = format!("GET / HTTP/1.1\r\n{hosts}\r\nconnection: close\r\n\r\n");
            let answer = answer(address, &request).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{hosts}: {answer}");
        }
    }
}
