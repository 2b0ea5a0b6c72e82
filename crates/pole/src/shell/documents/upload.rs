//! Receiving a document from a form, and handing it out again.

use std::io::Read as _;
use std::process::{Command, Stdio};

use axum::extract::Multipart;

use super::check::{self, HEAD, LIMIT, NotTaken};
use super::{Document, Scan};
use crate::shell::app::App;
use crate::shell::files::{Kept, disk_problem};
use crate::shell::form::{TOKEN_FIELD, check_token};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;

/// The name of the field that holds the file.
pub const FILE_FIELD: &str = "fichier";
/// The longest name that is kept.
const NAME: usize = 200;
/// The longest other field of such a form, in bytes.
const FIELD: usize = 64 * 1024;

/// A document that was received, checked and kept, not attached to anything yet.
#[derive(Clone, Debug)]
pub struct Received {
    /// The name of the file.
    pub name: String,
    /// Its type, found in its content.
    pub content_type: &'static str,
    /// Where its bytes are.
    pub kept: Kept,
    /// What the scanner said.
    pub scan: Scan,
}

/// What a form with a document held.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The document; `None` when no file was chosen.
    pub document: Option<Received>,
    /// The other fields.
    pub fields: Vec<(String, String)>,
}

impl Upload {
    /// What was typed in another field; empty when it is absent.
    pub fn value(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.trim())
    }
}

impl From<NotTaken> for Problem {
    fn from(reason: NotTaken) -> Self {
        Self::refused(match reason {
            NotTaken::Empty => "documents-refused-empty",
            NotTaken::Type => "documents-refused-type",
            NotTaken::Name => "documents-refused-name",
        })
    }
}

/// Receives a form with at most one document: its anti-forgery token must come before the file. The
/// document is kept under its hash, its type is found in its content and the scanner is asked.
///
/// # Errors
/// When the token is missing, the file is over 20 MB, of a type that is not taken, infected, or the disk is full.
pub async fn receive(app: &App, reader: &Reader, mut multipart: Multipart) -> Result<Upload, Problem> {
    let mut upload = Upload::default();
    let mut token_seen = false;
    let broken = |_| Problem::BadRequest("problem-upload-cut");
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let field_name = field.name().unwrap_or_default().to_owned();
        if field_name != FILE_FIELD {
            let text = field.text().await.map_err(broken)?;
            if field_name == TOKEN_FIELD {
                check_token(reader, &text)?;
                token_seen = true;
            } else if text.len() <= FIELD {
                upload.fields.push((field_name, text));
            } else {
                return Err(Problem::TooLarge);
            }
            continue;
        }
        if !token_seen {
            return Err(Problem::Forgery);
        }
        let name = plain_name(field.file_name().unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        let mut incoming = app.files().receive(LIMIT).map_err(disk_problem)?;
        let mut head = Vec::with_capacity(HEAD);
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            let wanted = HEAD.saturating_sub(head.len()).min(chunk.len());
            head.extend_from_slice(&chunk[..wanted]);
            incoming.write(&chunk).map_err(too_large)?;
        }
        let kind = check::document_type(&name, &head)?;
        let scanner = app.config().document_scanner.clone();
        let (kept, scan) = tokio::task::spawn_blocking(move || -> Result<(Kept, Scan), Problem> {
            let scan = scan(&scanner, incoming.path())?;
            Ok((incoming.finish().map_err(disk_problem)?, scan))
        })
        .await
        .map_err(|error| Problem::failure(&error))??;
        upload.document = Some(Received {
            name,
            content_type: kind.media,
            kept,
            scan,
        });
    }
    if token_seen { Ok(upload) } else { Err(Problem::Forgery) }
}

fn too_large(error: std::io::Error) -> Problem {
    if error.kind() == std::io::ErrorKind::FileTooLarge {
        Problem::refused("documents-refused-size")
    } else {
        disk_problem(error)
    }
}

/// The name of a file without its folders and control characters.
fn plain_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Asks the scanner of the configuration about a file: its words, then the path of the file. It ends with 0 for
/// a clean file and 1 for an infected one; anything else means that it could not look.
fn scan(scanner: &[String], path: &std::path::Path) -> Result<Scan, Problem> {
    let Some((program, arguments)) = scanner.split_first() else {
        return Ok(Scan::NotScanned);
    };
    let status = Command::new(program)
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status.map(|status| status.code()) {
        Ok(Some(0)) => Ok(Scan::Clean),
        Ok(Some(1)) => Err(Problem::refused("documents-refused-infected")),
        Ok(code) => {
            tracing::error!("The virus scanner {program} ended with {code:?}: nothing is taken until it works");
            Err(Problem::Unavailable("documents-scanner-away"))
        }
        Err(error) => {
            tracing::error!("The virus scanner {program} cannot be run: {error}");
            Err(Problem::Unavailable("documents-scanner-away"))
        }
    }
}

/// A document as a download: never shown inside the page, never run.
///
/// # Errors
/// When its bytes are not there.
pub async fn download(page: &PageCtx, document: &Document) -> Reply {
    let files = page.app.files().clone();
    let hash = document.file_hash.clone();
    let bytes = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        files.open_kept(&hash)?.take(LIMIT).read_to_end(&mut bytes)?;
        Ok(bytes)
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(disk_problem)?;
    let media = check::TAKEN.iter().find(|kind| kind.media == document.content_type);
    page.attachment(
        &document.name,
        media.map_or("application/octet-stream", |kind| kind.media),
        bytes,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_folders_and_control_characters() {
        for (raw, name) in [
            ("C:\\Documents\\projet.pdf", "projet.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("a\nb\u{7}.pdf", "ab.pdf"),
            ("   ", ""),
            ("dossier/", ""),
        ] {
            assert_eq!(plain_name(raw), name);
        }
    }

    #[test]
    fn the_scanner_is_asked_and_its_absence_refuses() {
        let path = std::path::Path::new("/dev/null");
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(scan(&[], path).unwrap(), Scan::NotScanned);
        assert_eq!(scan(&words("true"), path).unwrap(), Scan::Clean);
        let infected = scan(&words("false"), path).unwrap_err();
        assert_eq!(infected.message().0, "documents-refused-infected");
        let broken = ["sh", "-c", "exit 2"].map(str::to_owned);
        for away in [&broken[..], &words("/nowhere/scanner")] {
            let problem = scan(away, path).unwrap_err();
            assert_eq!(problem.message().0, "documents-scanner-away", "{away:?}");
        }
    }
}
