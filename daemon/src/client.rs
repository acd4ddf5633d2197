//! One HTTP request to somebody outside: a connection of its own, over TLS where the address says so, an answer back, all
//! within a time.
//!
//! A connection per request costs a handshake each, and spares everything that goes wrong with connections kept open
//! for hours.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::uri::Scheme;
use axum::http::{Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, pki_types::ServerName};

/// How long connecting may take, encryption included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Largest answer read, in bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is none.
    #[error("the address names no host")]
    Address,
    /// Nobody there, or nobody who can prove who they are.
    #[error("no connection to {host}")]
    Connect {
        /// The host.
        host: String,
        /// What failed.
        #[source]
        source: io::Error,
    },
    /// It took too long.
    #[error("no answer within {} s", .0.as_secs())]
    Timeout(Duration),
    /// The connection ended in the middle.
    #[error("the connection broke")]
    Broken(#[source] hyper::Error),
    /// The answer is too long or not one.
    #[error("the answer cannot be read: {0}")]
    Answer(String),
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The way to others. Trusts whom the machine trusts.
#[derive(Default)]
pub struct Client {
    /// Made at the first use: reading the machine's trust roots takes milliseconds.
    tls: Option<TlsConnector>,
}

impl Client {
    /// Returns a client that trusts whom the connector does: for tests.
    #[cfg(test)]
    pub(crate) fn trusting(connector: TlsConnector) -> Self {
        Self { tls: Some(connector) }
    }

    /// Sends a request, whose address is a path, to a host, and returns the answer. Whether it arrived is unknown after
    /// an error other than [`ClientError::Address`] and [`ClientError::Connect`].
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send(
        &mut self,
        uri: &Uri,
        mut request: Request<Full<Bytes>>,
        limit: Duration,
    ) -> Result<(StatusCode, Bytes), ClientError> {
        let authority = uri.authority().cloned().ok_or(ClientError::Address)?;
        let stream = tokio::time::timeout(CONNECT_TIMEOUT, self.connect(uri)).await;
        let stream = stream.map_err(|_| ClientError::Timeout(CONNECT_TIMEOUT))??;
        let host = authority.as_str().parse().map_err(|_| ClientError::Address)?;
        request.headers_mut().insert(header::HOST, host);
        request.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
        let answer = tokio::time::timeout(limit, exchange(stream, request)).await;
        answer.map_err(|_| ClientError::Timeout(limit))?
    }

    async fn connect(&mut self, uri: &Uri) -> Result<Box<dyn Stream>, ClientError> {
        let encrypted = uri.scheme() == Some(&Scheme::HTTPS);
        let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let host = uri.host().ok_or(ClientError::Address)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let failed = |source| ClientError::Connect { host: host.clone(), source };
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(failed)?;
        let _ = stream.set_nodelay(true);
        if !encrypted {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(host.clone()).map_err(|_| ClientError::Address)?;
        let connector = self.connector().map_err(failed)?;
        Ok(Box::new(connector.connect(name, stream).await.map_err(failed)?))
    }

    fn connector(&mut self) -> io::Result<TlsConnector> {
        if let Some(connector) = &self.tls {
            return Ok(connector.clone());
        }
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        let (added, _) = roots.add_parsable_certificates(found.certs);
        if added == 0 {
            return Err(io::Error::other(
                "this machine trusts no authority: apt-get install ca-certificates",
            ));
        }
        let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let connector = TlsConnector::from(Arc::new(config));
        self.tls = Some(connector.clone());
        Ok(connector)
    }
}

async fn exchange(
    stream: Box<dyn Stream>,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), ClientError> {
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(ClientError::Broken)?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(ClientError::Broken)?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        let body = body.map_err(|e| ClientError::Answer(e.to_string()))?;
        Ok((status, body.to_bytes()))
    };
    tokio::pin!(answer);
    // The connection moves the bytes; when it ends first, the answer knows how.
    tokio::select! {
        answer = &mut answer => answer,
        _ = connection => answer.await,
    }
}
