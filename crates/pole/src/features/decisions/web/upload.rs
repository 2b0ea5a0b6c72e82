//! Forms that carry a document: the token first, then the fields, then the bytes.

use axum::extract::Multipart;

use super::super::errors::Refusal;
use crate::shell::documents::{Document, NewDocument, Scan};
use crate::shell::form::{Form, TOKEN_FIELD, check_token};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;

/// The largest document.
const DOCUMENT_BYTES: u64 = 20 * 1024 * 1024;
/// The field of the document.
pub(super) const DOCUMENT: &str = "document";

/// The types that are kept: how their content begins.
const TYPES: [(&[u8], &str); 3] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
];

fn disk(error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => Problem::TooLarge,
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            Problem::Unavailable("problem-disk-full")
        }
        _ => Problem::failure(error),
    }
}

/// Reads a form and its document. A document of another type is refused beside its field.
pub(super) async fn receive(
    page: &PageCtx,
    reader: &Reader,
    multipart: &mut Multipart,
) -> Result<(Form, Option<NewDocument>), Problem> {
    let broken = |_| Problem::BadRequest("problem-upload-cut");
    let mut fields: Vec<(String, String)> = Vec::new();
    let (mut is_ours, mut refused, mut document) = (false, false, None);
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == TOKEN_FIELD {
            check_token(reader, &field.text().await.map_err(broken)?)?;
            is_ours = true;
            continue;
        }
        if !is_ours {
            return Err(Problem::Forgery);
        }
        if name != DOCUMENT {
            fields.push((name, field.text().await.map_err(broken)?));
            continue;
        }
        let file_name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
        if file_name.is_empty() {
            continue;
        }
        let mut incoming = page.app.files().receive(DOCUMENT_BYTES).map_err(|error| disk(&error))?;
        let mut beginning: Vec<u8> = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if beginning.len() < 16 {
                beginning.extend(chunk.iter().take(16));
            }
            incoming.write(&chunk).map_err(|error| disk(&error))?;
        }
        let found = TYPES.iter().find(|(begins, _)| beginning.starts_with(begins));
        let Some((_, content_type)) = found else {
            refused = true;
            continue;
        };
        let kept = tokio::task::spawn_blocking(move || incoming.finish())
            .await
            .map_err(|error| Problem::failure(&error))?
            .map_err(|error| disk(&error))?;
        document = Some(NewDocument {
            owner_kind: "",
            owner: String::new(),
            purpose: String::new(),
            name: file_name,
            content_type: (*content_type).to_owned(),
            kept,
            scan: Scan::NotScanned,
        });
    }
    if !is_ours {
        return Err(Problem::Forgery);
    }
    let typed = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let mut form = Form::parse(typed.as_bytes());
    if refused {
        form.refuse(DOCUMENT, Refusal::FileType.key());
    }
    Ok((form, document))
}

/// Answers with a document, unless the scanner refused it.
pub(super) async fn serve(page: &PageCtx, document: Document) -> Reply {
    if document.scan == Scan::Refused {
        return Err(Problem::NotFound);
    }
    let content_type = TYPES
        .iter()
        .map(|(_, content_type)| *content_type)
        .find(|content_type| *content_type == document.content_type)
        .unwrap_or("application/octet-stream");
    let files = page.app.files().clone();
    let bytes = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut files.open_kept(&document.file_hash)?, &mut bytes)?;
        Ok(bytes)
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment(&document.name, content_type, bytes)
}
