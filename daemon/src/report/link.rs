//! One request to the portal: a connection of its own, gzip JSON there, an answer back, all within a time.
//!
//! A connection per batch costs a handshake each, which even over a mobile link leaves thousands of events a second,
//! and spares everything that goes wrong with connections kept open for hours.

use std::io::{self, Write};
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
use crate::secret_file::{self, SecretError};

/// How long connecting may take, encryption included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a request may take; 2 MiB at 64 kbit/s, zipped to a tenth, take half of it.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(60);
/// Largest answer read, in bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum LinkError {
    #[error(transparent)]
    Credential(#[from] SecretError),
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
            Self::Credential(SecretError::Unreadable { .. } | SecretError::Wrong { .. }) => Some(
                "Write what `portal office add` printed into the file, owned by the user noubad runs as.",
            ),
            Self::Credential(SecretError::Open { .. }) => {
                Some("chmod 600 the file; if others read it, `portal office renew`.")
            }
            Self::Address(_) | Self::Request(_) => Some("Correct portal.url in the configuration."),
            Self::Refused { status, .. } if matches!(status.as_u16(), 401 | 403) => {
                Some("Compare the office's id and credential with the portal's: `portal office renew`.")
            }
            Self::Refused { status, .. } if matches!(status.as_u16(), 400 | 404 | 405 | 413) => {
                Some("Check portal.url, and that noubad and portal have the same version.")
            }
            // What rustls says of certificates.
            Self::Connect { source, .. } if source.kind() == io::ErrorKind::InvalidData => Some(
                "Check the portal's name and certificate; add the town's authority with update-ca-certificates.",
            ),
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
        let credential = secret_file::read(&self.credential)?;
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
            .header(header::AUTHORIZATION, format!("Bearer {}", credential.reveal()))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_ENCODING, "gzip")
            .header(header::CONNECTION, "close")
            .body(Full::new(Bytes::from(body)))
            .map_err(LinkError::Request)?;
        let answer = tokio::time::timeout(EXCHANGE_TIMEOUT, exchange(stream, request)).await;
        let (status, bytes) = answer.map_err(|_| LinkError::Timeout(EXCHANGE_TIMEOUT))??;
        read_answer(status, &bytes)
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

#[cfg(test)]
mod tests {
    use super::*;
    use queue::id::OfficeId;
    use queue::report::Digest;
    use queue::time::Timestamp;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

    const CA: &[u8] = include_bytes!("testdata/ca.pem");
    const CERTIFICATE: &[u8] = include_bytes!("testdata/portal.pem");
    const KEY: &[u8] = include_bytes!("testdata/portal.key");

    /// A portal that answers one request over TLS; returns its port and, later, what it was sent.
    async fn encrypted_portal() -> (u16, tokio::task::JoinHandle<io::Result<Vec<u8>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
        let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key);
        let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
        let task = tokio::spawn(async move {
            let (stream, _) = listener.accept().await?;
            let mut stream = acceptor.accept(stream).await?;
            let mut request = vec![0; 64 * 1024];
            let length = stream.read(&mut request).await?;
            request.truncate(length);
            let body = r#"{"result":"gap","expects":7}"#;
            let answer = format!("HTTP/1.1 409 Conflict\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await?;
            stream.shutdown().await?;
            Ok(request)
        });
        (port, task)
    }

    fn trusting(pem: &[u8]) -> TlsConnector {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
        let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }

    fn link(url: String, dir: &std::path::Path) -> Link {
        use std::os::unix::fs::OpenOptionsExt;
        let credential = dir.join("credential");
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&credential).unwrap();
        file.write_all(b"nouba_secret\n").unwrap();
        Link::new(&Portal { url, credential })
    }

    fn question() -> Batch {
        Batch {
            office: OfficeId::new("annexe-3").unwrap(),
            epoch: "e".to_owned(),
            parent: None,
            sent_at: Timestamp(0),
            first_seq: 8,
            prev_hash: Digest([1; 32]),
            events: Vec::new(),
            live: None,
            profile: None,
        }
    }

    #[tokio::test]
    async fn over_https_the_portal_proves_who_it_is_and_gets_credential_and_batch() {
        let dir = tempfile::tempdir().unwrap();
        let (port, portal) = encrypted_portal().await;
        let mut link = link(format!("https://localhost:{port}/town"), dir.path());
        link.tls = Some(trusting(CA));
        assert_eq!(link.send(&question()).await.unwrap(), Reply::Gap { expects: 7 });
        let request = portal.await.unwrap().unwrap();
        let head = String::from_utf8_lossy(&request).to_lowercase();
        assert!(head.starts_with("post /town/api/v1/ingest http/1.1\r\n"), "{head}");
        assert!(
            head.contains("authorization: bearer nouba_secret\r\n")
                && head.contains("content-encoding: gzip")
        );
    }

    #[tokio::test]
    async fn a_portal_that_cannot_prove_who_it_is_never_sees_the_credential() {
        let dir = tempfile::tempdir().unwrap();
        // Another name than the certificate's, and an authority this machine does not trust.
        for (host, connector) in
            [("127.0.0.1", Some(trusting(CA))), ("localhost", Some(trusting(CERTIFICATE)))]
        {
            let (port, portal) = encrypted_portal().await;
            let mut link = link(format!("https://{host}:{port}"), dir.path());
            link.tls = connector;
            let error = link.send(&question()).await.unwrap_err();
            assert!(matches!(error, LinkError::Connect { .. }), "{host}: {error:?}");
            assert!(error.remedy().is_some_and(|r| r.contains("certificate")), "{host}: {error:?}");
            assert!(portal.await.unwrap().is_err(), "{host}: no request came through");
        }
    }

    #[test]
    fn an_answer_is_a_reply_or_the_portals_reason() {
        let refused = read_answer(StatusCode::UNAUTHORIZED, br#"{"detail":"no"}"#).unwrap_err();
        assert_eq!(refused.to_string(), "the portal refuses: 401 Unauthorized no");
        assert!(refused.remedy().is_some());
        let away = read_answer(StatusCode::BAD_GATEWAY, b"<html>").unwrap_err();
        assert!(away.remedy().is_none(), "a proxy without its portal: wait");
        assert!(matches!(read_answer(StatusCode::OK, b"<html>"), Err(LinkError::Answer(_))));
        assert_eq!(
            read_answer(StatusCode::OK, br#"{"result":"accepted","expects":1}"#).unwrap(),
            Reply::Accepted { expects: 1 }
        );
    }
}
