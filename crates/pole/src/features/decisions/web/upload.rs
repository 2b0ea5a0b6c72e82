//! Forms that carry a document.

use axum::extract::Multipart;

use crate::shell::documents::{self, Document, Received, Scan};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;

/// Reads a form and its document.
pub(super) async fn receive(
    page: &PageCtx,
    reader: &Reader,
    multipart: Multipart,
) -> Result<(Form, Option<Received>), Problem> {
    let upload = documents::receive(&page.app, reader, multipart).await?;
    let typed = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(upload.fields)
        .finish();
    Ok((Form::parse(typed.as_bytes()), upload.document))
}

/// Answers with a document, unless the scanner refused it.
pub(super) async fn serve(page: &PageCtx, document: &Document) -> Reply {
    if document.scan == Scan::Refused {
        return Err(Problem::NotFound);
    }
    documents::download(page, document).await
}
