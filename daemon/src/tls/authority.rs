//! The office's own authority: a certificate that vouches for the daemon's, and for nothing outside the office.
//!
//! Whoever installs it on a kiosk or a clerk's machine must not thereby trust a box in a cupboard with the rest of the
//! internet: name constraints (RFC 5280 §4.2.1.10) hold it to private addresses and to the names the box has.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use queue::time::{HOUR_MS, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints,
};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{TlsError, address_of};
use crate::whole_file::write_whole;

const DAY_MS: i64 = 24 * HOUR_MS;
/// How long the authority lasts: as long as the box, for every machine must be told of another one.
const AUTHORITY_DAYS: i64 = 10 * 365;
/// How long the daemon's certificate lasts: what is stolen is worth little after it.
const CERTIFICATE_DAYS: i64 = 90;
/// From so many days before its end a certificate is made anew: a box that was in a drawer for a month still starts well.
const RENEW_DAYS: i64 = 30;
/// 2026-01-01: a clock before it was never set, and says nothing.
const NEVER_BEFORE: Timestamp = Timestamp(1_767_225_600_000);

/// Private networks (RFC 1918, RFC 3927, RFC 4193) and the machine itself.
const PRIVATE: [(&str, u8); 8] = [
    ("10.0.0.0", 8),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("169.254.0.0", 16),
    ("127.0.0.0", 8),
    ("::1", 128),
    ("fc00::", 7),
    ("fe80::", 10),
];
/// Names that exist on local networks only (RFC 6762, RFC 6761, RFC 8375, ICANN's "internal").
const LOCAL: [&str; 5] = ["local", "localhost", "home.arpa", "internal", "lan"];

/// Returns the directory of certificates within a data directory.
fn folder(dir: &Path) -> PathBuf {
    dir.join("tls")
}

/// Returns the file of the authority's certificate.
#[must_use]
pub fn certificate_path(dir: &Path) -> PathBuf {
    folder(dir).join("ca.pem")
}

/// Returns true when a certificate that ends then should be made anew.
#[must_use]
pub fn is_due(ends: Timestamp, now: Timestamp) -> bool {
    ends - now.max(NEVER_BEFORE) < RENEW_DAYS * DAY_MS
}

/// Returns when a certificate ends.
///
/// # Errors
/// Why it is none.
pub fn end_of(certificate: &CertificateDer<'_>) -> Result<Timestamp, String> {
    let (_, parsed) = X509Certificate::from_der(certificate).map_err(|error| error.to_string())?;
    Ok(Timestamp(parsed.validity().not_after.timestamp() * 1000))
}

/// Returns the SHA-256 of a certificate as people compare it: pairs of digits with colons, as browsers show it.
#[must_use]
pub fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let pairs: Vec<String> = Sha256::digest(certificate).iter().map(|b| format!("{b:02X}")).collect();
    pairs.join(":")
}

/// The authority, opened.
pub struct Authority {
    /// Its certificate.
    pub certificate: CertificateDer<'static>,
    key: KeyPair,
    ends: Timestamp,
}

/// A certificate of the daemon with its key.
pub(super) struct Made {
    pub(super) path: PathBuf,
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
    pub(super) ends: Timestamp,
}

impl Authority {
    /// Opens the authority of a data directory; makes it the first time, for the names the box has then.
    ///
    /// # Errors
    /// [`TlsError`]: its files cannot be read or written, or are damaged.
    pub fn open(dir: &Path, office: &str, names: &[String], now: Timestamp) -> Result<Self, TlsError> {
        let (path, key_path) = (certificate_path(dir), folder(dir).join("ca.key"));
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| TlsError::File { path, source }
        };
        if !path.exists() {
            let (pem, key) = make(office, names, now)?;
            fs::create_dir_all(folder(dir)).map_err(failed(&folder(dir)))?;
            // The certificate last: where it is, its key is.
            write_whole(&key_path, key.serialize_pem().as_bytes(), 0o600).map_err(failed(&key_path))?;
            write_whole(&path, pem.as_bytes(), 0o644).map_err(failed(&path))?;
            tracing::info!(path = %path.display(), "the office's own authority was made");
        }
        let pem = fs::read(&path).map_err(failed(&path))?;
        let certificate =
            CertificateDer::from_pem_slice(&pem).map_err(|error| TlsError::content(&path, error))?;
        let key = fs::read_to_string(&key_path).map_err(failed(&key_path))?;
        let key = KeyPair::from_pem(&key).map_err(|error| TlsError::content(&key_path, error))?;
        let ends = end_of(&certificate).map_err(|why| TlsError::content(&path, why))?;
        Ok(Self { certificate, key, ends })
    }

    /// Returns a certificate of the daemon for these names: the one that is there, or a fresh one where that is due or
    /// is for other names. What the authority may not vouch for is left out and told.
    pub(super) fn certificate(&self, dir: &Path, names: &[String], now: Timestamp) -> Result<Made, TlsError> {
        let may = self.may_vouch_for().map_err(|why| TlsError::content(&certificate_path(dir), why))?;
        let (names, others): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| may.covers(name));
        if !others.is_empty() {
            tracing::warn!(
                names = ?others,
                "the office's own authority was made for other names: `noubad access ca --renew` makes one for these too"
            );
        }
        let path = folder(dir).join("office.pem");
        let kept = fs::read(&path).ok().and_then(|pem| self.kept(&path, &pem, &names));
        if let Some(kept) = kept.filter(|kept| !is_due(kept.ends, now) || kept.ends >= self.ends) {
            return Ok(kept);
        }
        self.fresh(path, names, now)
    }

    fn fresh(&self, path: PathBuf, names: Vec<&String>, now: Timestamp) -> Result<Made, TlsError> {
        let names: Vec<String> = names.into_iter().cloned().collect();
        let now = now.max(NEVER_BEFORE);
        let mut params = CertificateParams::new(names).map_err(TlsError::Make)?;
        last(&mut params, now + -DAY_MS, (now + CERTIFICATE_DAYS * DAY_MS).min(self.ends));
        params.distinguished_name = name_of("noubad");
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let issuer = Issuer::from_ca_cert_der(&self.certificate, &self.key).map_err(TlsError::Make)?;
        let key = KeyPair::generate().map_err(TlsError::Make)?;
        let made = params.signed_by(&key, &issuer).map_err(TlsError::Make)?;
        let ends = end_of(made.der()).map_err(|why| TlsError::content(&path, why))?;
        let pem = format!("{}{}", made.pem(), key.serialize_pem());
        write_whole(&path, pem.as_bytes(), 0o600)
            .map_err(|source| TlsError::File { path: path.clone(), source })?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let chain = vec![made.der().clone(), self.certificate.clone()];
        Ok(Made { path, chain, key, ends })
    }

    /// The certificate made before, if it is whole, of this authority, and for exactly these names.
    fn kept(&self, path: &Path, pem: &[u8], names: &[&String]) -> Option<Made> {
        let certificate = CertificateDer::from_pem_slice(pem).ok()?;
        let key = PrivateKeyDer::from_pem_slice(pem).ok()?;
        let (_, parsed) = X509Certificate::from_der(&certificate).ok()?;
        let (_, authority) = X509Certificate::from_der(&self.certificate).ok()?;
        parsed.verify_signature(Some(authority.public_key())).ok()?;
        let made_for = parsed.subject_alternative_name().ok()??;
        let made_for = made_for.value.general_names.iter().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => address_of_bytes(bytes).map(|address| address.to_string()),
            _ => None,
        });
        if !made_for.eq(names.iter().map(|name| (*name).clone())) {
            return None;
        }
        let ends = end_of(&certificate).ok()?;
        let chain = vec![certificate, self.certificate.clone()];
        Some(Made { path: path.to_owned(), chain, key, ends })
    }

    fn may_vouch_for(&self) -> Result<Scope, String> {
        let (_, parsed) = X509Certificate::from_der(&self.certificate).map_err(|error| error.to_string())?;
        let mut scope = Scope::default();
        for extension in parsed.extensions() {
            let ParsedExtension::NameConstraints(constraints) = extension.parsed_extension() else {
                continue;
            };
            for subtree in constraints.permitted_subtrees.iter().flatten() {
                match &subtree.base {
                    GeneralName::DNSName(name) => scope.names.push((*name).to_owned()),
                    GeneralName::IPAddress(bytes) => scope.networks.push(bytes.to_vec()),
                    _ => (),
                }
            }
        }
        Ok(scope)
    }
}

/// What an authority may vouch for.
#[derive(Default)]
struct Scope {
    names: Vec<String>,
    /// Address, then mask.
    networks: Vec<Vec<u8>>,
}

impl Scope {
    fn covers(&self, name: &str) -> bool {
        let Some(address) = address_of(name) else {
            return self.names.iter().any(|permitted| {
                name == permitted || name.strip_suffix(permitted.as_str()).is_some_and(|n| n.ends_with('.'))
            });
        };
        let bytes = match address {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => v6.octets().to_vec(),
        };
        self.networks.iter().filter(|network| network.len() == 2 * bytes.len()).any(|network| {
            let (base, mask) = network.split_at(bytes.len());
            bytes.iter().zip(base).zip(mask).all(|((byte, base), mask)| byte & mask == base & mask)
        })
    }
}

fn address_of_bytes(bytes: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

fn make(office: &str, names: &[String], now: Timestamp) -> Result<(String, KeyPair), TlsError> {
    let now = now.max(NEVER_BEFORE);
    let mut params = CertificateParams::default();
    last(&mut params, now + -DAY_MS, now + AUTHORITY_DAYS * DAY_MS);
    params.distinguished_name = name_of(&format!("Nouba {office}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let mut permitted = Vec::new();
    for (address, bits) in PRIVATE {
        let address = address_of(address).expect("invariant: the addresses are constants");
        permitted.push(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits)));
    }
    permitted.extend(LOCAL.map(|name| GeneralSubtree::DnsName(name.to_owned())));
    for name in names {
        permitted.push(match address_of(name) {
            Some(address @ IpAddr::V4(_)) => {
                GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 32))
            }
            Some(address @ IpAddr::V6(_)) => {
                GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 128))
            }
            None => GeneralSubtree::DnsName(name.clone()),
        });
    }
    params.name_constraints =
        Some(NameConstraints { permitted_subtrees: permitted, excluded_subtrees: Vec::new() });
    let key = KeyPair::generate().map_err(TlsError::Make)?;
    let certificate = params.self_signed(&key).map_err(TlsError::Make)?;
    Ok((certificate.pem(), key))
}

fn name_of(text: &str) -> rcgen::DistinguishedName {
    let mut name = rcgen::DistinguishedName::new();
    name.push(DnType::CommonName, text);
    name
}

/// Sets from when to when a certificate is good: whole days, UTC.
fn last(params: &mut CertificateParams, from: Timestamp, to: Timestamp) {
    let day = |at: Timestamp| {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let at = jiff::tz::Offset::UTC.to_datetime(at);
        let small = |n: i8| u8::try_from(n).unwrap_or(1);
        (i32::from(at.year()), small(at.month()), small(at.day()))
    };
    let ((year, month, date), (year_to, month_to, date_to)) = (day(from), day(to));
    params.not_before = rcgen::date_time_ymd(year, month, date);
    params.not_after = rcgen::date_time_ymd(year_to, month_to, date_to);
}

/// Makes the office forget its authority: the next start makes another one, which every machine must be told of.
///
/// # Errors
/// [`TlsError::File`].
pub fn forget(dir: &Path) -> Result<(), TlsError> {
    for path in [certificate_path(dir), folder(dir).join("ca.key")] {
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(TlsError::File { path, source });
            }
            Ok(()) | Err(_) => (),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_511_523_000);

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn a_certificate_is_kept_until_it_is_due_or_the_box_has_another_name() {
        let dir = tempfile::tempdir().unwrap();
        let box_names = names(&["127.0.0.1", "desk.local", "localhost"]);
        let open = || Authority::open(dir.path(), "sale", &box_names, NOW).unwrap();
        let first = open().certificate(dir.path(), &box_names, NOW).unwrap();
        let again = open().certificate(dir.path(), &box_names, NOW).unwrap();
        assert_eq!(first.chain, again.chain, "a restart makes no new one");
        let later = NOW + (CERTIFICATE_DAYS - RENEW_DAYS + 1) * DAY_MS;
        let renewed = open().certificate(dir.path(), &box_names, later).unwrap();
        assert!(renewed.ends > first.ends && renewed.chain[1] == first.chain[1], "of the same authority");
        let moved = names(&["192.168.1.10", "localhost"]);
        let moved = open().certificate(dir.path(), &moved, later).unwrap();
        assert_ne!(moved.chain[0], renewed.chain[0]);
        use std::os::unix::fs::PermissionsExt;
        for secret in ["ca.key", "office.pem"] {
            let mode = fs::metadata(folder(dir.path()).join(secret)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{secret}");
        }
    }

    #[test]
    fn an_authority_vouches_for_its_office_and_nobody_else() {
        let dir = tempfile::tempdir().unwrap();
        let own = names(&["105.1.2.3", "nouba.sale.example"]);
        let authority = Authority::open(dir.path(), "sale", &own, NOW).unwrap();
        let scope = authority.may_vouch_for().unwrap();
        for fits in
            ["105.1.2.3", "10.200.1.1", "fd00::1", "nouba.sale.example", "a.nouba.sale.example", "x.local"]
        {
            assert!(scope.covers(fits), "{fits}");
        }
        for not in ["105.1.2.4", "8.8.8.8", "2001:db8::1", "bank.example", "evilnouba.sale.example"] {
            assert!(!scope.covers(not), "{not}");
        }
    }

    #[test]
    fn a_clock_that_was_never_set_makes_certificates_of_this_decade() {
        let dir = tempfile::tempdir().unwrap();
        let box_names = names(&["localhost"]);
        let authority = Authority::open(dir.path(), "sale", &box_names, Timestamp(0)).unwrap();
        let made = authority.certificate(dir.path(), &box_names, Timestamp(0)).unwrap();
        assert!(made.ends > NEVER_BEFORE);
        assert!(is_due(made.ends, NOW), "and they are made anew when the clock is right");
    }
}
