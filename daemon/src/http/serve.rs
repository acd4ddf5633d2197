//! The office's door: who may come in how often, and who is at the other end. Beside the limits of [`accept`], how many
//! connections one machine may have, and how long a client may take to shake hands.
//!
//! One port speaks both ways: a connection that begins as TLS does is encrypted; one that does not is served only to
//! this machine itself and to the reverse proxy the office named. Everybody else is sent to https.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use accept::{Fault, Limits, Place};
use axum::Router;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use nix::sys::socket::setsockopt;
use nix::sys::socket::sockopt::TcpUserTimeout;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::problem::Problem;

/// Connections beside those of streams.
const REQUESTS_MAX: usize = 256;
/// Most connections at once; more wait in the kernel's queue. A stream keeps its connection for hours, so that
/// requests must have some of their own.
const CONNECTIONS_MAX: usize = super::live::STREAMS_MAX + REQUESTS_MAX;
/// Most connections of one other machine; further ones are closed at once, so that one machine never has them all. A
/// page needs six and a stream, and a person has few pages open.
const CONNECTIONS_PER_MACHINE: usize = 48;
/// How long a client may take to send its first byte and shake hands.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a client may take to send its headers, or stay silent between two requests.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long data may lie unacknowledged before a connection is given up, in milliseconds.
const STUCK_MS: u32 = 20_000;
/// How long open requests are waited for when the daemon stops.
const DRAIN: Duration = Duration::from_secs(5);
/// The first byte of a TLS connection: a handshake record (RFC 8446 §5.1).
const TLS_HANDSHAKE: u8 = 0x16;

/// Where and how the office is served.
pub struct Door {
    /// The open port.
    pub listener: TcpListener,
    /// Encryption; without it everything is in the clear, which only an address of this machine alone may be.
    pub tls: Option<TlsAcceptor>,
    /// The reverse proxy that encrypts for this daemon, and whose word for its clients' addresses is taken.
    pub proxy: Option<IpAddr>,
}

/// Who is at the other end of a connection. Every request carries it as an extension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer {
    /// The machine's address; behind the office's proxy, what the proxy says it is.
    pub address: IpAddr,
    /// What stands for one machine where strangers are counted, see [`network_of`].
    pub network: IpAddr,
    /// What goes there is encrypted, by this daemon or by the proxy.
    pub encrypted: bool,
    /// It is this machine itself.
    pub own: bool,
}

/// Returns true for a connection of this machine with itself. No other machine can have its address: such packets from
/// outside are dropped by the kernel (RFC 1812 §5.3.7, "martians").
fn is_own(peer: IpAddr, local: IpAddr) -> bool {
    peer.to_canonical().is_loopback() || peer == local
}

/// What all connections share.
struct Hall {
    router: Router,
    tls: Option<TlsAcceptor>,
    proxy: Option<IpAddr>,
    is_own: fn(IpAddr, IpAddr) -> bool,
    machines: Mutex<HashMap<IpAddr, usize>>,
    stop: CancellationToken,
}

/// One connection counted for its machine, until it is dropped.
struct Seat {
    hall: Arc<Hall>,
    machine: Option<IpAddr>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some(machine) = self.machine else { return };
        let mut machines = self.hall.machines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = machines.get_mut(&machine) {
            *count -= 1;
            if *count == 0 {
                machines.remove(&machine);
            }
        }
    }
}

impl Hall {
    /// Gives a connection its seat; nothing when its machine has too many. This machine and the proxy, which speaks for
    /// many, are not counted.
    fn seat(self: &Arc<Self>, peer: IpAddr, local: IpAddr) -> Option<Seat> {
        if (self.is_own)(peer, local) || self.proxy == Some(peer) {
            return Some(Seat { hall: Arc::clone(self), machine: None });
        }
        let machine = network_of(peer, local);
        let mut machines = self.machines.lock().unwrap_or_else(PoisonError::into_inner);
        let count = machines.entry(machine).or_default();
        if *count >= CONNECTIONS_PER_MACHINE {
            return None;
        }
        *count += 1;
        Some(Seat { hall: Arc::clone(self), machine: Some(machine) })
    }
}

/// Returns what stands for one machine. Far away an IPv6 household has a whole /64 of addresses to itself; on this box's
/// own network everybody shares one, and one of them must not use up what all the others have.
#[must_use]
pub fn network_of(address: IpAddr, local: IpAddr) -> IpAddr {
    let prefix = |v6: Ipv6Addr| v6.to_bits() >> 64 << 64;
    match (address.to_canonical(), local.to_canonical()) {
        (IpAddr::V6(v6), IpAddr::V6(local)) if prefix(v6) == prefix(local) => v6.into(),
        (IpAddr::V6(v6), _) => Ipv6Addr::from_bits(prefix(v6)).into(),
        (v4 @ IpAddr::V4(_), _) => v4,
    }
}

/// Serves until told to stop, then finishes what is under way.
pub async fn run(door: Door, router: Router, shutdown: CancellationToken) {
    run_as(door, router, shutdown, is_own).await;
}

async fn run_as(door: Door, router: Router, shutdown: CancellationToken, is_own: fn(IpAddr, IpAddr) -> bool) {
    let Door { listener, tls, proxy } = door;
    let stop = shutdown.clone();
    let hall = Arc::new(Hall { router, tls, proxy, is_own, machines: Mutex::default(), stop });
    let limits = Limits { connections: CONNECTIONS_MAX, patience: HEADER_TIMEOUT, drain: DRAIN };
    accept::run(listener, limits, shutdown, |stream, peer, place| {
        let local = stream.local_addr().ok()?;
        let seat = hall.seat(peer.ip(), local.ip())?;
        Some(Box::pin(async move {
            attend(stream, (peer, local), &seat.hall, place).await;
            drop(seat);
        }))
    })
    .await;
}

async fn attend(stream: TcpStream, (peer, local): (SocketAddr, SocketAddr), hall: &Arc<Hall>, place: Place) {
    // A client that takes nothing keeps its connection only so long (a phone whose battery went, a page stopped
    // in a debugger). Linux counts a closed window as well, see tcp(7).
    let _ = setsockopt(&stream, TcpUserTimeout, &STUCK_MS);
    let address = peer.ip().to_canonical();
    let own = (hall.is_own)(peer.ip(), local.ip());
    let network = network_of(address, local.ip());
    let peer = Peer { address, network, encrypted: false, own };
    let Some(tls) = &hall.tls else { return speak(stream, peer, hall, place).await };
    let hello = async {
        let mut first = [0];
        if stream.peek(&mut first).await.ok()? == 0 {
            return None;
        }
        if first[0] != TLS_HANDSHAKE {
            return Some((Some(stream), None));
        }
        let encrypted = tls.accept(stream).await;
        encrypted.map(|stream| (None, Some(stream))).ok()
    };
    let hello = tokio::select! {
        hello = tokio::time::timeout(HANDSHAKE_TIMEOUT, hello) => hello,
        () = hall.stop.cancelled() => return,
    };
    match hello {
        Ok(Some((_, Some(stream)))) => speak(stream, Peer { encrypted: true, ..peer }, hall, place).await,
        Ok(Some((Some(stream), None))) => speak(stream, peer, hall, place).await,
        Ok(Some((None, None)) | None) | Err(_) => {
            tracing::debug!(peer = %address, "a connection ended before anything was asked");
        }
    }
}

async fn speak<S>(stream: S, peer: Peer, hall: &Arc<Hall>, place: Place)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let of_proxy = hall.proxy.is_some_and(|proxy| proxy.to_canonical() == peer.address);
    let in_the_clear = hall.tls.is_some() && !peer.encrypted && !peer.own && !of_proxy;
    let router = hall.router.clone();
    let service = service_fn(move |mut request: Request<Incoming>| {
        let peer = if of_proxy { behind(peer, request.headers()) } else { peer };
        let mut router = router.clone();
        async move {
            if in_the_clear {
                return Ok::<Response, Infallible>(to_https(&request));
            }
            request.extensions_mut().insert(peer);
            router.call(request).await
        }
    });
    let refuse = |fault: Fault| Problem::new(fault.status(), fault.code(), fault.detail()).into_response();
    place.speak(stream, service, refuse).await;
}

/// Who is behind the proxy: the last address is the one it added itself, all before it are the client's own words.
fn behind(proxy: Peer, headers: &HeaderMap) -> Peer {
    let last = |name: &str| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        Some(value.rsplit(',').next().unwrap_or(value).trim().to_owned())
    };
    let address = last("x-forwarded-for").and_then(|text| text.parse::<IpAddr>().ok());
    let encrypted = last("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    let address = address.map_or(proxy.address, |a| a.to_canonical());
    // The proxy stands in the office's network as a rule.
    Peer { address, network: network_of(address, proxy.address), encrypted, own: false }
}

/// Sends a browser that came in the clear to where nobody can read along; everything else is refused.
fn to_https(request: &Request<Incoming>) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let reads = request.method().is_safe();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match host.filter(|_| reads && path.starts_with('/')) {
        Some(host) => {
            let location = format!("https://{host}{path}");
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response()
        }
        None => {
            let detail = "this office answers over https alone";
            Problem::new(StatusCode::FORBIDDEN, "https_needed", detail).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Extension;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn stranger(_: IpAddr, _: IpAddr) -> bool {
        false
    }

    async fn hall(
        tls: Option<TlsAcceptor>,
        proxy: Option<IpAddr>,
        own: fn(IpAddr, IpAddr) -> bool,
    ) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let says = |Extension(peer): Extension<Peer>| async move { format!("{peer:?}") };
        let router = Router::new().route("/", get(says).post(says));
        tokio::spawn(run_as(Door { listener, tls, proxy }, router, CancellationToken::new(), own));
        address
    }

    async fn ask(address: SocketAddr, head: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    fn encryption(dir: &tempfile::TempDir) -> TlsAcceptor {
        let dir = dir.path().to_owned();
        let own = crate::tls::Identity::Own { dir, office: "sale".to_owned(), names: Vec::new() };
        crate::tls::Tls::open(own).unwrap().acceptor()
    }

    #[tokio::test]
    async fn in_the_clear_another_machine_is_sent_to_https_and_may_do_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let other = hall(Some(encryption(&dir)), None, stranger).await;
        let answer = ask(other, "GET /?a=1 HTTP/1.1\r\nhost: nouba.local:8080").await;
        assert!(answer.starts_with("HTTP/1.1 308") && answer.contains("https://nouba.local:8080/?a=1"));
        let answer = ask(other, "POST / HTTP/1.1\r\nhost: nouba.local\r\ncontent-length: 0").await;
        assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("https_needed"), "{answer}");
        let own = hall(Some(encryption(&dir)), None, is_own).await;
        assert!(ask(own, "GET / HTTP/1.1\r\nhost: x").await.contains("own: true"));
    }

    #[tokio::test]
    async fn only_the_named_proxy_is_believed_about_its_clients() {
        let dir = tempfile::tempdir().unwrap();
        let forwarded =
            "GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 6.6.6.6, 192.168.1.20\r\nx-forwarded-proto: https";
        let proxied = hall(Some(encryption(&dir)), Some(address("127.0.0.1")), stranger).await;
        let answer = ask(proxied, forwarded).await;
        assert!(
            answer.contains("address: 192.168.1.20, network: 192.168.1.20, encrypted: true, own: false"),
            "{answer}"
        );
        let other = hall(None, Some(address("192.168.1.2")), stranger).await;
        let answer = ask(other, forwarded).await;
        assert!(answer.contains("address: 127.0.0.1, network: 127.0.0.1, encrypted: false"), "{answer}");
    }

    #[tokio::test]
    async fn one_machine_cannot_have_every_connection() {
        let address = hall(None, None, stranger).await;
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS_PER_MACHINE {
            held.push(TcpStream::connect(address).await.unwrap());
        }
        // Accepted one after the other: when this one is closed, those before it have their places.
        let mut further = TcpStream::connect(address).await.unwrap();
        assert_eq!(further.read(&mut [0]).await.unwrap_or(0), 0, "closed at once");
        drop(held);
        let answered = async {
            while !ask(address, "GET / HTTP/1.1\r\nhost: x").await.starts_with("HTTP/1.1 200") {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), answered).await.expect("places come free");
    }

    #[test]
    fn a_machine_is_known_by_its_network_where_it_has_many_addresses() {
        let network = |peer, local| network_of(address(peer), address(local));
        assert_eq!(network("2001:db8:1:2:3:4:5:6", "2001:db8:9::1"), address("2001:db8:1:2::"));
        assert_eq!(network("2001:db8:1:2:3:4:5:6", "10.0.0.2"), address("2001:db8:1:2::"));
        assert_eq!(network("::ffff:10.0.0.1", "::ffff:10.0.0.2"), address("10.0.0.1"));
        // The office's own network: its machines share the /64, and are many.
        for (peer, local) in [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::9"), ("fe80::1:2", "fe80::9")] {
            assert_eq!(network(peer, local), address(peer));
        }
        assert!(is_own(address("127.0.0.1"), address("127.0.0.1")));
        assert!(is_own(address("192.168.1.5"), address("192.168.1.5")));
        assert!(!is_own(address("192.168.1.6"), address("192.168.1.5")));
    }
}
