//! One request to the portal: a connection of its own, gzip JSON there, an answer back, all within a time.
//!
//! A connection per batch costs a handshake each, which even over a mobile link leaves thousands of events a second,
//! and spares everything that goes wrong with connections kept open for hours.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::uri::{Authority, Scheme};
use axum::http::{Request, StatusCode, Uri, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use queue::report::{Batch, Reply};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, pki_types::ServerName};

use crate::config::Portal;

/// How long connecting may take, encryption included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a request may take; 2 MiB at 64 kbit/s, zipped to a tenth, take half of it.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(60);
/// Largest answer read, in bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Largest credential file read, in bytes.
const CREDENTIAL_BYTES_MAX: u64 = 4096;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum LinkError {
    #[error("the credential {path} cannot be read")]
    CredentialFile {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the credential {path} can be read by others (mode {mode:o})")]
    CredentialOpen { path: PathBuf, mode: u32 },
    #[error("the credential {path} holds no credential")]
    CredentialEmpty { path: PathBuf },
    #[error("{0} is not an address of a portal")]
    Address(String),
    #[error("no connection to {host}")]
    Connect {
        host: String,
        #[source]
        source: io::Error,
    },
    #[error("no answer within {} s", .0.as_secs())]
    Timeout(Duration),
    #[error("the connection broke")]
    Broken(#[source] hyper::Error),
    #[error("the request cannot be made")]
    Request(#[source] axum::http::Error),
    #[error("the answer cannot be read: {0}")]
    Answer(String),
    #[error("the portal refuses: {status} {detail}")]
    Refused { status: StatusCode, detail: String },
}

impl LinkError {
    /// What the technician can do; `None` when waiting is all.
    pub(super) fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::CredentialFile { .. } | Self::CredentialEmpty { .. } => Some(
                "Write what `portal office add` printed into the file, owned by the user noubad runs as.",
            ),
            Self::CredentialOpen { .. } => {
                Some("chmod 600 the file; if others read it, `portal office renew`.")
            }
            Self::Address(_) | Self::Request(_) => Some("Correct portal.url in the configuration."),
            Self::Refused { status, .. } if matches!(status.as_u16(), 401 | 403) => {
                Some("Compare the office's id and credential with the portal's: `portal office renew`.")
            }
            Self::Refused { status, .. } if matches!(status.as_u16(), 400 | 404 | 405 | 413) => {
                Some("Check portal.url, and that noubad and portal have the same version.")
            }
            Self::Connect { .. }
            | Self::Timeout(_)
            | Self::Broken(_)
            | Self::Answer(_)
            | Self::Refused { .. } => None,
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The way to the portal.
pub(super) struct Link {
    url: String,
    credential: PathBuf,
    /// Made at the first use: reading the machine's trust roots takes milliseconds.
    tls: Option<TlsConnector>,
}

impl Link {
    pub(super) fn new(portal: &Portal) -> Self {
        Self { url: portal.url.clone(), credential: portal.credential.clone(), tls: None }
    }

    /// Sends a batch and returns the answer. Whether the batch arrived is unknown after an error.
    pub(super) async fn send(&mut self, batch: &Batch) -> Result<Reply, LinkError> {
        let credential = self.credential()?;
        let uri = format!("{}/api/v1/ingest", self.url).parse::<Uri>();
        let uri = uri.map_err(|_| LinkError::Address(self.url.clone()))?;
        let authority = uri.authority().cloned().ok_or_else(|| LinkError::Address(self.url.clone()))?;
        let connecting = self.connect(&uri, &authority);
        let stream = tokio::time::timeout(CONNECT_TIMEOUT, connecting).await;
        let stream = stream.map_err(|_| LinkError::Timeout(CONNECT_TIMEOUT))??;
        let body = zip(batch).map_err(|e| LinkError::Answer(e.to_string()))?;
        let path = uri.path_and_query().map_or("/", |p| p.as_str());
        let request = Request::post(path)
            .header(header::HOST, authority.as_str())
            .header(header::AUTHORIZATION, format!("Bearer {credential}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_ENCODING, "gzip")
            .header(header::CONNECTION, "close")
            .body(Full::new(Bytes::from(body)))
            .map_err(LinkError::Request)?;
        let answer = tokio::time::timeout(EXCHANGE_TIMEOUT, exchange(stream, request)).await;
        let (status, bytes) = answer.map_err(|_| LinkError::Timeout(EXCHANGE_TIMEOUT))??;
        read_answer(status, &bytes)
    }

    /// Reads the credential anew each time, so that a corrected file needs no restart.
    fn credential(&self) -> Result<String, LinkError> {
        let path = || self.credential.clone();
        let failed = |source| LinkError::CredentialFile { path: path(), source };
        let file = fs::File::open(&self.credential).map_err(failed)?;
        let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(LinkError::CredentialOpen { path: path(), mode });
        }
        let mut text = String::new();
        file.take(CREDENTIAL_BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(LinkError::CredentialEmpty { path: path() });
        }
        Ok(text.to_owned())
    }

    async fn connect(&mut self, uri: &Uri, authority: &Authority) -> Result<Box<dyn Stream>, LinkError> {
        let encrypted = uri.scheme() == Some(&Scheme::HTTPS);
        let port = authority.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let failed = |source| LinkError::Connect { host: host.clone(), source };
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(failed)?;
        let _ = stream.set_nodelay(true);
        if !encrypted {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(host.clone()).map_err(|_| LinkError::Address(self.url.clone()))?;
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

fn zip(batch: &Batch) -> io::Result<Vec<u8>> {
    let mut zipper = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut zipper, batch)?;
    zipper.flush()?;
    zipper.finish()
}

async fn exchange(
    stream: Box<dyn Stream>,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), LinkError> {
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(LinkError::Broken)?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(LinkError::Broken)?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        let body = body.map_err(|e| LinkError::Answer(e.to_string()))?;
        Ok((status, body.to_bytes()))
    };
    tokio::pin!(answer);
    // The connection moves the bytes; when it ends first, the answer knows how.
    tokio::select! {
        answer = &mut answer => answer,
        _ = connection => answer.await,
    }
}

fn read_answer(status: StatusCode, bytes: &[u8]) -> Result<Reply, LinkError> {
    if matches!(status.as_u16(), 200 | 409 | 422) {
        return serde_json::from_slice(bytes).map_err(|e| LinkError::Answer(e.to_string()));
    }
    #[derive(serde::Deserialize)]
    struct Problem {
        detail: String,
    }
    let detail = serde_json::from_slice::<Problem>(bytes).map(|p| p.detail).unwrap_or_default();
    Err(LinkError::Refused { status, detail: detail.chars().take(200).collect() })
}
