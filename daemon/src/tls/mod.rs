//! Encryption of the daemon's own listener: with a certificate of the office's own authority, made at the first start,
//! or with one that was given. Either is renewed or read again while the daemon runs.
//!
//! # Layout
//! - [`authority`]: the office's own authority and the certificates it makes
//! - `names`: what the box is called

pub mod authority;
mod names;

use std::fmt;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use queue::id::OfficeId;
use queue::time::{HOUR_MS, Timestamp};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_util::sync::CancellationToken;

use crate::clock::{Clock, WallClock};
use crate::config::Http;
use authority::Authority;

/// How often certificates are looked at: a clock put right, a new address or a new file is noticed within it.
const LOOK: Duration = Duration::from_secs(60);
/// From so long before its end a given certificate is complained about, in milliseconds.
const COMPLAIN_MS: i64 = 14 * 24 * HOUR_MS;
/// Milliseconds between two complaints.
const COMPLAIN_EVERY_MS: i64 = 12 * HOUR_MS;

/// Why there is no encryption.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error(
        "{path} cannot be used: let the user noubad runs as read it (and write it in the data directory)"
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What failed.
        #[source]
        source: std::io::Error,
    },
    /// A key others can read is no secret.
    #[error("{path} can be read by others (mode {mode:o}): chmod 600, and have a new one made if others did")]
    Open {
        /// The key.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// A file holds something else.
    #[error("{path} is of no use: {why}")]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A certificate could not be made.
    #[error("a certificate could not be made")]
    Make(#[source] rcgen::Error),
}

impl TlsError {
    fn content(path: &Path, why: impl fmt::Display) -> Self {
        Self::Content { path: path.to_owned(), why: why.to_string() }
    }
}

/// What the daemon shows who it is with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A certificate of the office's own authority, in its data directory.
    Own {
        /// The data directory.
        dir: PathBuf,
        /// What the office is called; stands in the authority's name.
        office: String,
        /// Names and addresses beside those the box has.
        names: Vec<String>,
    },
    /// A certificate somebody gave.
    Given {
        /// The certificate, followed by those that vouch for it.
        certificate: PathBuf,
        /// Its key, mode 0600.
        key: PathBuf,
    },
}

/// How an office is encrypted.
#[derive(Clone, Debug, Default)]
pub struct Encryption {
    /// A given certificate and its key; without them the office's own authority makes one.
    pub given: Option<(PathBuf, PathBuf)>,
    /// Names and addresses beside those of the machine.
    pub names: Vec<String>,
    /// The reverse proxy that encrypts for this daemon.
    pub proxy: Option<IpAddr>,
    /// Encrypts on an address of this machine alone as well.
    pub everywhere: bool,
}

impl Encryption {
    /// Takes what the configuration says.
    #[must_use]
    pub fn of(http: &Http) -> Self {
        let uri = http.public_url.as_deref().and_then(|url| url.parse::<axum::http::Uri>().ok());
        let public = uri.as_ref().and_then(|uri| uri.host());
        let public = public.map(|host| host.trim_matches(['[', ']']).to_owned());
        Self {
            given: http.certificate.clone().zip(http.key.clone()),
            names: http.names.iter().cloned().chain(public).collect(),
            proxy: http.proxy,
            everywhere: false,
        }
    }

    /// Returns what the office shows who it is with; nothing where it listens to its own machine alone.
    #[must_use]
    pub fn identity(&self, dir: &Path, office: &OfficeId, address: SocketAddr) -> Option<Identity> {
        match &self.given {
            Some((certificate, key)) => {
                Some(Identity::Given { certificate: certificate.clone(), key: key.clone() })
            }
            None if self.everywhere || !address.ip().is_loopback() => Some(Identity::Own {
                dir: dir.to_owned(),
                office: office.to_string(),
                names: self.names.clone(),
            }),
            None => None,
        }
    }
}

/// A certificate with what must be known of it.
struct Shown {
    key: Arc<CertifiedKey>,
    ends: Timestamp,
    /// What it is made for, in order; nothing for a given one.
    names: Vec<String>,
    /// When the given files were last written.
    written: Option<SystemTime>,
}

/// The encryption of one listener. Cheap to clone.
#[derive(Clone)]
pub struct Tls {
    identity: Arc<Identity>,
    shown: Arc<Showcase>,
    acceptor: TlsAcceptor,
}

/// The certificate new connections are shown; those under way keep theirs.
struct Showcase(RwLock<Shown>);

impl fmt::Debug for Showcase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Showcase(…)")
    }
}

impl ResolvesServerCert for Showcase {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).key))
    }
}

impl Tls {
    /// Reads or makes the certificate.
    ///
    /// # Errors
    /// [`TlsError`]: the daemon must not go on in the clear.
    pub fn open(identity: Identity) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let shown = show(&identity, WallClock.now(), &provider)?;
        let shown = Arc::new(Showcase(RwLock::new(shown)));
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let builder = builder.expect("invariant: ring knows the usual versions").with_no_client_auth();
        let mut config = builder.with_cert_resolver(Arc::clone(&shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { identity: Arc::new(identity), shown, acceptor: TlsAcceptor::from(Arc::new(config)) })
    }

    /// Returns what takes connections.
    #[must_use]
    pub fn acceptor(&self) -> TlsAcceptor {
        self.acceptor.clone()
    }

    /// Returns the certificate of the office's own authority as PEM, if it is the one in use.
    #[must_use]
    pub fn authority_pem(&self) -> Option<String> {
        match &*self.identity {
            Identity::Own { dir, .. } => fs::read_to_string(authority::certificate_path(dir)).ok(),
            Identity::Given { .. } => None,
        }
    }

    /// Renews or reads again what is due, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        let mut complained = Timestamp(0);
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => (),
                () = stop.cancelled() => return,
            }
            let now = WallClock.now();
            if let Err(error) = self.look(now) {
                tracing::warn!(error = %error, "the certificate cannot be renewed; the one in use stays");
            }
            let left_ms = self.ends() - now;
            if left_ms < COMPLAIN_MS && now - complained > COMPLAIN_EVERY_MS {
                complained = now;
                let days = left_ms / (24 * HOUR_MS);
                tracing::error!(days, "the certificate of this office's pages ends in {days} days: renew it");
            }
        }
    }

    /// Returns when the certificate in use ends.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        self.shown.0.read().unwrap_or_else(PoisonError::into_inner).ends
    }

    /// Renews the certificate if it is due at a time; returns true when another one is in use now.
    ///
    /// # Errors
    /// [`TlsError`]; the one in use stays.
    pub fn look(&self, now: Timestamp) -> Result<bool, TlsError> {
        let due = {
            let shown = self.shown.0.read().unwrap_or_else(PoisonError::into_inner);
            match &*self.identity {
                Identity::Own { dir, names, .. } => {
                    authority::is_due(shown.ends, now)
                        || names::of_box(names) != shown.names
                        || !authority::certificate_path(dir).exists()
                }
                Identity::Given { certificate, .. } => written(certificate) != shown.written,
            }
        };
        if due {
            let fresh = show(&self.identity, now, &ring::default_provider())?;
            *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
            tracing::info!("the certificate of this office's pages was renewed");
        }
        Ok(due)
    }
}

fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).ok()
}

fn show(identity: &Identity, now: Timestamp, provider: &CryptoProvider) -> Result<Shown, TlsError> {
    match identity {
        Identity::Own { dir, office, names } => {
            let names = names::of_box(names);
            let authority = Authority::open(dir, office, &names, now)?;
            let made = authority.certificate(dir, &names, now)?;
            let key = certified(&made.path, made.chain, made.key, provider)?;
            Ok(Shown { key, ends: made.ends, names, written: None })
        }
        Identity::Given { certificate, key } => given(certificate, key, provider),
    }
}

fn given(certificate: &Path, key: &Path, provider: &CryptoProvider) -> Result<Shown, TlsError> {
    let written = written(certificate);
    let chain = read(certificate)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&chain).collect();
    let chain = chain.map_err(|error| TlsError::content(certificate, error))?;
    let Some(first) = chain.first() else {
        return Err(TlsError::content(certificate, "there is no certificate in it (PEM is needed)"));
    };
    let ends = authority::end_of(first).map_err(|why| TlsError::content(certificate, why))?;
    let mode = fs::metadata(key).map_err(|source| TlsError::File { path: key.to_owned(), source })?;
    let mode = mode.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(TlsError::Open { path: key.to_owned(), mode });
    }
    let secret = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|error| TlsError::content(key, error))?;
    Ok(Shown { key: certified(certificate, chain, secret, provider)?, ends, names: Vec::new(), written })
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::File { path: path.to_owned(), source })
}

fn certified(
    path: &Path,
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    provider: &CryptoProvider,
) -> Result<Arc<CertifiedKey>, TlsError> {
    let certified = CertifiedKey::from_der(chain, key, provider);
    certified.map(Arc::new).map_err(|error| TlsError::content(path, error))
}

/// Returns an address or a name as a certificate and a link have it.
fn address_of(name: &str) -> Option<IpAddr> {
    name.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::OpenOptionsExt;

    const DAY_MS: i64 = 24 * HOUR_MS;

    #[test]
    fn the_certificate_is_renewed_while_the_daemon_runs() {
        let dir = tempfile::tempdir().unwrap();
        let own = Identity::Own { dir: dir.path().to_owned(), office: "sale".to_owned(), names: Vec::new() };
        let tls = Tls::open(own).unwrap();
        let (now, ends) = (WallClock.now(), tls.ends());
        assert!(ends - now > 80 * DAY_MS);
        assert!(!tls.look(now + 10 * DAY_MS).unwrap());
        assert!(tls.look(now + 70 * DAY_MS).unwrap(), "thirty days before its end");
        assert!(tls.ends() - ends > 60 * DAY_MS);
        let authority = tls.authority_pem().unwrap();
        authority::forget(dir.path()).unwrap();
        assert!(tls.look(now).unwrap());
        assert_ne!(tls.authority_pem().unwrap(), authority);
    }

    fn write(path: &Path, text: &str, mode: u32) {
        let _ = fs::remove_file(path);
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(mode).open(path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }

    #[test]
    fn a_given_certificate_is_read_again_when_it_changes_and_its_key_must_be_secret() {
        let dir = tempfile::tempdir().unwrap();
        let (certificate, key) = (dir.path().join("c.pem"), dir.path().join("c.key"));
        let make = || rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (one, two) = (make(), make());
        write(&certificate, &one.cert.pem(), 0o644);
        write(&key, &one.signing_key.serialize_pem(), 0o644);
        let given = Identity::Given { certificate: certificate.clone(), key: key.clone() };
        let open = || Tls::open(given.clone());
        assert!(matches!(open().err(), Some(TlsError::Open { mode: 0o644, .. })));
        write(&key, &two.signing_key.serialize_pem(), 0o600);
        assert!(matches!(open().err(), Some(TlsError::Content { .. })), "a key of another certificate");
        write(&key, &one.signing_key.serialize_pem(), 0o600);
        let tls = open().unwrap();
        assert!(!tls.look(WallClock.now()).unwrap());
        let before = fs::metadata(&certificate).unwrap().modified().unwrap();
        write(&key, &two.signing_key.serialize_pem(), 0o600);
        write(&certificate, &two.cert.pem(), 0o644);
        let file = fs::File::options().write(true).open(&certificate).unwrap();
        file.set_modified(before + Duration::from_secs(5)).unwrap();
        assert!(tls.look(WallClock.now()).unwrap());
        write(&certificate, "nonsense", 0o644);
        assert!(tls.look(WallClock.now()).is_err(), "and the one in use stays");
    }
}
