//! One request to the portal: gzip JSON there, an answer back.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use axum::http::{Request, StatusCode, Uri, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::Full;
use hyper::body::Bytes;
use queue::report::{Batch, Reply};

use crate::client::{Client, ClientError};
use crate::config::Portal;
use crate::registry::{Cause, Remedy};
use crate::secret_file::{self, SecretError};

/// How long a request may take; 2 MiB at 64 kbit/s, zipped to a tenth, take half of it.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(60);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum LinkError {
    #[error(transparent)]
    Credential(#[from] SecretError),
    #[error("{0} is not an address of a portal")]
    Address(String),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error("the request cannot be made")]
    Request(#[source] axum::http::Error),
    #[error("the answer cannot be read: {0}")]
    Answer(String),
    #[error("the portal refuses: {status} {detail}")]
    Refused { status: StatusCode, detail: String },
}

impl LinkError {
    /// Why in one word, and what the technician can do; `None` when waiting is all.
    pub(super) fn words(&self) -> (Cause, Option<Remedy>) {
        match self {
            Self::Credential(SecretError::Unreadable { .. } | SecretError::Wrong { .. }) => {
                (Cause::PortalCredential, Some(Remedy::PortalCredential))
            }
            Self::Credential(SecretError::Open { .. }) => {
                (Cause::PortalCredentialOpen, Some(Remedy::PortalCredentialOpen))
            }
            Self::Address(_) | Self::Request(_) => (Cause::PortalAddress, Some(Remedy::PortalAddress)),
            Self::Refused { status, .. } if matches!(status.as_u16(), 401 | 403) => {
                (Cause::PortalRefuses, Some(Remedy::PortalRefuses))
            }
            Self::Refused { status, .. } if matches!(status.as_u16(), 400 | 404 | 405 | 413) => {
                (Cause::PortalOther, Some(Remedy::PortalVersion))
            }
            // What rustls says of certificates.
            Self::Client(ClientError::Connect { source, .. })
                if source.kind() == io::ErrorKind::InvalidData =>
            {
                (Cause::PortalCertificate, Some(Remedy::PortalCertificate))
            }
            Self::Client(_) => (Cause::PortalUnreachable, None),
            Self::Answer(_) | Self::Refused { .. } => (Cause::PortalOther, None),
        }
    }
}

/// The way to the portal.
pub(super) struct Link {
    url: String,
    credential: PathBuf,
    client: Client,
}

impl Link {
    pub(super) fn new(portal: &Portal) -> Self {
        Self { url: portal.url.clone(), credential: portal.credential.clone(), client: Client::default() }
    }

    /// Sends a batch and returns the answer. Whether the batch arrived is unknown after an error.
    pub(super) async fn send(&mut self, batch: &Batch) -> Result<Reply, LinkError> {
        let credential = secret_file::read(&self.credential)?;
        let uri = format!("{}/api/v1/ingest", self.url).parse::<Uri>();
        let uri = uri.map_err(|_| LinkError::Address(self.url.clone()))?;
        let body = zip(batch).map_err(|e| LinkError::Answer(e.to_string()))?;
        let path = uri.path_and_query().map_or("/", |p| p.as_str());
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", credential.reveal()))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_ENCODING, "gzip")
            .body(Full::new(Bytes::from(body)))
            .map_err(LinkError::Request)?;
        let (status, bytes) = self.client.send(&uri, request, EXCHANGE_TIMEOUT).await?;
        read_answer(status, &bytes)
    }
}

fn zip(batch: &Batch) -> io::Result<Vec<u8>> {
    let mut zipper = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut zipper, batch)?;
    zipper.flush()?;
    zipper.finish()
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
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
    use tokio_rustls::{TlsAcceptor, TlsConnector};

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
        link.client = Client::trusting(trusting(CA));
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
            link.client = connector.map(Client::trusting).unwrap_or_default();
            let error = link.send(&question()).await.unwrap_err();
            assert!(matches!(error, LinkError::Client(ClientError::Connect { .. })), "{host}: {error:?}");
            assert_eq!(error.words().0, Cause::PortalCertificate, "{host}: {error:?}");
            assert!(portal.await.unwrap().is_err(), "{host}: no request came through");
        }
    }

    #[test]
    fn an_answer_is_a_reply_or_the_portals_reason() {
        let refused = read_answer(StatusCode::UNAUTHORIZED, br#"{"detail":"no"}"#).unwrap_err();
        assert_eq!(refused.to_string(), "the portal refuses: 401 Unauthorized no");
        assert!(refused.words().1.is_some());
        let away = read_answer(StatusCode::BAD_GATEWAY, b"<html>").unwrap_err();
        assert!(away.words().1.is_none(), "a proxy without its portal: wait");
        assert!(matches!(read_answer(StatusCode::OK, b"<html>"), Err(LinkError::Answer(_))));
        assert_eq!(
            read_answer(StatusCode::OK, br#"{"result":"accepted","expects":1}"#).unwrap(),
            Reply::Accepted { expects: 1 }
        );
    }
}
