//! One TOML file, secrets from the environment. Unknown keys are errors, defaults work.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// How an installation is set up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The folder of the embedded database and of the files people bring.
    pub data: PathBuf,
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// Whether a TLS proxy stands in front: cookies are then marked Secure.
    pub https: bool,
    /// Whether the proxy in front sets `X-Forwarded-For`: the last address is then believed.
    pub behind_proxy: bool,
    /// The largest file that may be brought, in bytes.
    pub upload_bytes: u64,
    /// An S3-compatible store for the files people bring: `s3://bucket/folder`. Its keys, region and address are
    /// in the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`.
    pub file_store: Option<String>,
    /// The words of a virus scanner: the path of a file is added, it ends with 0 when clean, 1 when infected.
    pub document_scanner: Vec<String>,
    /// The address of this site, for links in mails.
    pub public_address: String,
    /// How mails are sent.
    pub mail: MailConfig,
    /// A PEM file with the certificate that signed the database server's own.
    pub database_certificate: Option<PathBuf>,
    /// The PostgreSQL address, from `DATABASE_URL` only: it holds a password.
    #[serde(skip)]
    pub database_url: Option<String>,
}

/// How mails are sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// The server: `smtps://user@relay.example.org:465`, `smtp://user@relay.example.org:587?tls=required`. Its
    /// password is in `POLE_SMTP_PASSWORD`. Without it people are told in the application only.
    pub server: Option<String>,
    /// Who the mails are from.
    pub from: String,
    /// The hour from which nobody is disturbed, and the hour until which. Equal: always.
    pub quiet_from: i8,
    /// The hour from which mails are sent again.
    pub quiet_until: i8,
    /// Whether mails wait for Monday when they come at the week-end.
    pub quiet_weekends: bool,
    /// The password of the server, from the environment only.
    #[serde(skip)]
    pub password: Option<String>,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            server: None,
            from: "Pôle <pole@localhost>".to_owned(),
            quiet_from: 19,
            quiet_until: 7,
            quiet_weekends: true,
            password: None,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("pole-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            https: false,
            behind_proxy: false,
            upload_bytes: 256 * 1024 * 1024,
            file_store: None,
            document_scanner: Vec::new(),
            public_address: "http://127.0.0.1:8080".to_owned(),
            mail: MailConfig::default(),
            database_certificate: None,
            database_url: None,
        }
    }
}

/// Every key with its comment and its default: what `pole config example` prints.
pub const EXAMPLE: &str = include_str!("config.example.toml");

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {reason}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is not valid: unknown key, wrong type.
    #[error("{path} is not valid: {reason}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
}

impl Config {
    /// Reads a file, or takes the defaults; `DATABASE_URL` completes either.
    ///
    /// # Errors
    /// When the file is named and cannot be read or is not valid.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let mut config = match path {
            None => Self::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read {
                    path: path.to_owned(),
                    reason: error.to_string(),
                })?;
                toml::from_str(&text).map_err(|error| ConfigError::Invalid {
                    path: path.to_owned(),
                    reason: error.to_string(),
                })?
            }
        };
        config.database_url = std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty());
        config.mail.password = std::env::var("POLE_SMTP_PASSWORD").ok().filter(|word| !word.is_empty());
        Ok(config)
    }

    /// The database this configuration names: PostgreSQL when `DATABASE_URL` is set, else the
    /// SQLite file of the data folder.
    pub fn database(&self) -> pole_db::Config {
        match &self.database_url {
            Some(url) => pole_db::Config::Postgres {
                url: url.clone(),
                root_certificate: self.database_certificate.clone(),
            },
            None => pole_db::Config::Sqlite {
                path: self.data.join("pole.sqlite"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_default() {
        let example: Config = toml::from_str(EXAMPLE).unwrap();
        let default = Config::default();
        assert_eq!(format!("{example:?}"), format!("{default:?}"));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = toml::from_str::<Config>("litsen = \"127.0.0.1:80\"").unwrap_err();
        assert!(error.to_string().contains("litsen"), "{error}");
    }
}
