//! Encrypted connections to PostgreSQL: the parts of an address that libpq knows and our driver
//! does not, and the certificates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;

use crate::DbError;

/// An address as the driver takes it, and the file of root certificates it named.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) url: String,
    pub(crate) root_certificate: Option<PathBuf>,
}

impl Address {
    /// Reads `postgres://…?…` or `host=… user=…`.
    pub(crate) fn parse(raw: &str) -> Result<Self, DbError> {
        if let Some((base, query)) = raw.split_once('?')
            && (raw.starts_with("postgres://") || raw.starts_with("postgresql://"))
        {
            let (kept, root_certificate) = settings(query.split('&').map(str::to_owned), percent_decoded)?;
            let url = if kept.is_empty() {
                base.to_owned()
            } else {
                format!("{base}?{}", kept.join("&"))
            };
            return Ok(Self { url, root_certificate });
        }
        if raw.contains("://") {
            return Ok(Self {
                url: raw.to_owned(),
                root_certificate: None,
            });
        }
        let (kept, root_certificate) = settings(words(raw), |value| Some(value.replace(['\'', '\\'], "")))?;
        Ok(Self {
            url: kept.join(" "),
            root_certificate,
        })
    }
}

/// The client side of TLS. Certificates and names are always verified.
pub(crate) fn client(mode: SslMode, root_certificate: Option<&Path>) -> Result<ClientConfig, DbError> {
    let roots = match (mode, root_certificate) {
        (SslMode::Disable, _) => RootCertStore::empty(),
        (_, Some(path)) => roots_from(path)?,
        (_, None) => roots_of_the_system(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| DbError::Other(format!("no encryption: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn roots_from(path: &Path) -> Result<RootCertStore, DbError> {
    let unreadable =
        |why: &dyn std::fmt::Display| DbError::Unavailable(format!("root certificate {}: {why}", path.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))? {
        let certificate = certificate.map_err(|error| unreadable(&error))?;
        roots.add(certificate).map_err(|error| unreadable(&error))?;
    }
    if roots.is_empty() {
        return Err(unreadable(&"no certificate in this file"));
    }
    Ok(roots)
}

fn roots_of_the_system() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::debug!("Some root certificates of the system were not read: {error}");
    }
    roots.add_parsable_certificates(found.certs);
    roots
}

/// The settings to hand on, and the file of root certificates.
fn settings(
    given: impl Iterator<Item = String>,
    value_of: impl Fn(&str) -> Option<String>,
) -> Result<(Vec<String>, Option<PathBuf>), DbError> {
    let mut kept = Vec::new();
    let mut root_certificate = None;
    for setting in given.filter(|setting| !setting.is_empty()) {
        match setting.split_once('=') {
            Some(("sslrootcert", value)) => {
                let path = value_of(value)
                    .ok_or_else(|| DbError::Unavailable("the address is not valid: sslrootcert".to_owned()))?;
                root_certificate = (path != "system").then(|| PathBuf::from(path));
            }
            Some(("sslmode", "verify-ca" | "verify-full")) => kept.push("sslmode=require".to_owned()),
            _ => kept.push(setting),
        }
    }
    Ok((kept, root_certificate))
}

/// The settings of `host=… password='with spaces'`, quotes and backslashes kept.
fn words(raw: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for letter in raw.chars() {
        if letter.is_whitespace() && !quoted && !escaped {
            words.push(String::new());
            continue;
        }
        quoted ^= letter == '\'' && !escaped;
        escaped = letter == '\\' && !escaped;
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.into_iter()
}

fn percent_decoded(raw: &str) -> Option<String> {
    let mut parts = raw.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_driver_does_not_know_is_taken_out_of_the_address() {
        for (raw, url, certificate) in [
            ("postgres://u:p@h/d", "postgres://u:p@h/d", None),
            (
                "postgres://u@h/d?sslmode=verify-full&sslrootcert=/etc/a%20b.pem&connect_timeout=3",
                "postgres://u@h/d?sslmode=require&connect_timeout=3",
                Some("/etc/a b.pem"),
            ),
            (
                "postgresql://h/d?sslrootcert=/ca.pem",
                "postgresql://h/d",
                Some("/ca.pem"),
            ),
            (
                "postgres://h/d?sslrootcert=system&sslmode=verify-ca",
                "postgres://h/d?sslmode=require",
                None,
            ),
            (
                "host=h password='a b?c\\'=d' sslmode=verify-full sslrootcert='/ca.pem'",
                "host=h password='a b?c\\'=d' sslmode=require",
                Some("/ca.pem"),
            ),
        ] {
            let address = Address::parse(raw).unwrap();
            assert_eq!(address.url, url);
            assert_eq!(address.root_certificate.as_deref(), certificate.map(Path::new));
        }
        assert!(Address::parse("postgres://h/d?sslrootcert=%zz").is_err());
        assert!(Address::parse("postgres://h/d?sslrootcert=%é").is_err());
    }
}
