//! The documents of a dossier: what is asked, what is there, what is downloaded and taken away.

use std::io::Read as _;

use askama::Template;
use axum::extract::Path;

use super::super::documents as actions;
use super::super::errors::WritingError;
use super::{Head, dossier_id, part};
use crate::policy::Action;
use crate::shell::documents::{Document, DocumentId, Scan};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

pub(super) fn routes() -> Routes {
    const WRITE: Action = Action::WriteDossiers;
    Routes::new()
        .get("/dossiers/{id}/documents", WRITE, page)
        .get("/dossiers/{id}/documents/{code}", WRITE, download)
        .post("/dossiers/{id}/documents/{code}/retirer", WRITE, remove)
}

/// A document that is there.
struct Shown {
    id: DocumentId,
    name: String,
    words: String,
}

/// A document that is asked.
struct Slot {
    purpose: String,
    label: String,
    help: String,
    required: bool,
    part: String,
    place: Option<String>,
    documents: Vec<Shown>,
    is_written: bool,
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/documents.html")]
struct DocumentsPage {
    page: PageCtx,
    form: Form,
    head: Head,
    slots: Vec<Slot>,
}

fn shown(page: &PageCtx, document: &Document) -> Shown {
    let kilobytes = (document.bytes + 1_023) / 1_024;
    Shown {
        id: document.id,
        name: document.name.clone(),
        words: page.tv(
            "writing-document-words",
            &[
                ("size", page.number(kilobytes).into()),
                ("when", page.moment(&document.added_at).into()),
            ],
        ),
    }
}

/// The documents of a dossier.
async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let id = dossier_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (setting, slots, head) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let (setting, slots) = actions::slots(tx, &actor, now, id)?;
            let head = Head::load(tx, &setting)?;
            Ok((setting, slots, head))
        })
        .await?;
    let slots = slots
        .iter()
        .map(|slot| Slot {
            purpose: super::key(&slot.code, slot.uai.as_ref()),
            label: slot.label.clone(),
            help: slot.help.clone(),
            required: slot.required,
            part: part(&page, slot.part),
            place: slot.uai.as_ref().map(|uai| head.place(&page, Some(uai))),
            documents: slot.documents.iter().map(|document| shown(&page, document)).collect(),
            is_written: setting.may_write(slot.part, slot.uai.as_ref()),
        })
        .collect();
    page.clone().show(&DocumentsPage {
        page,
        form: Form::default(),
        head,
        slots,
    })
}

/// A document to save; one that the scanner refused is never served.
async fn download(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Reply {
    let id = dossier_id(&id)?;
    let target = DocumentId::parse(&code).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (_, document) = page
        .app
        .db()
        .read(move |tx| actions::document(tx, &actor, now, id, target))
        .await?;
    if document.scan == Scan::Refused {
        return Err(Problem::NotFound);
    }
    let files = page.app.files().clone();
    let hash = document.file_hash.clone();
    let bytes = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        files.open_kept(&hash)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    page.attachment(&document.name, "application/octet-stream", bytes)
}

/// Takes a document away.
async fn remove(page: PageCtx, Path((id, code)): Path<(String, String)>, _: Form) -> Reply {
    let id = dossier_id(&id)?;
    let target = DocumentId::parse(&code).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::remove(tx, &actor, now, id, target))
        .await?;
    page.redirect(&format!("/dossiers/{id}/documents"), "notice-writing-removed")
}
