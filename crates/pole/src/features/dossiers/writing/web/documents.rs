//! The documents of a dossier: what is asked, what is there, what is downloaded and taken away.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::super::model::DossierId;
use super::super::documents as actions;
use super::super::errors::WritingError;
use super::{Head, dossier_id, part, refusal_key, school};
use crate::policy::Action;
use crate::shell::documents::{self, Document, DocumentId, Scan};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;
use crate::shell::session::Reader;

pub(super) fn routes() -> Routes {
    const WRITE: Action = Action::WriteDossiers;
    Routes::new()
        .get("/dossiers/{id}/documents", WRITE, page)
        .post("/dossiers/{id}/documents", WRITE, attach)
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
    /// What the form that attaches says of it.
    query: String,
    label: String,
    help: String,
    required: bool,
    part: String,
    place: Option<String>,
    documents: Vec<Shown>,
    /// Those that were there before, in words.
    former: Vec<String>,
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

fn query(code: &str, uai: Option<&Uai>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("piece", code);
    if let Some(uai) = uai {
        query.append_pair("ecole", uai.as_str());
    }
    query.finish()
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
    show(page, dossier_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
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
            query: query(&slot.code, slot.uai.as_ref()),
            label: slot.label.clone(),
            help: slot.help.clone(),
            required: slot.required,
            part: part(&page, slot.part),
            place: slot.uai.as_ref().map(|uai| head.place(&page, Some(uai))),
            documents: slot.documents.iter().map(|document| shown(&page, document)).collect(),
            former: slot
                .former
                .iter()
                .map(|(document, removed_at)| {
                    let when = page.moment(removed_at);
                    page.tv(
                        "writing-document-former",
                        &[("name", document.name.clone().into()), ("when", when.into())],
                    )
                })
                .collect(),
            is_written: setting.may_write(slot.part, slot.uai.as_ref()),
        })
        .collect();
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &DocumentsPage {
            page,
            form,
            head,
            slots,
        },
    )
}

/// Receives a document for what the query names: whether it may be attached is asked before its bytes are taken.
async fn attach(
    page: PageCtx,
    Extension(reader): Extension<Reader>,
    Path(id): Path<String>,
    multipart: Multipart,
) -> Reply {
    let id = dossier_id(&id)?;
    let mut form = Form::parse(page.query.as_bytes());
    let code = form.value("piece").to_owned();
    let uai = school(form.value("ecole"))?;
    let field = super::key(&code, uai.as_ref());
    let (actor, now) = (page.actor.clone(), page.now);
    let (asked, place) = (code.clone(), uai.clone());
    let allowed = page
        .app
        .db()
        .read(move |tx| actions::may_attach(tx, &actor, now, id, &asked, place.as_ref()))
        .await;
    if let Err(error) = allowed {
        form.refuse(&field, refusal_key(error)?);
        return show(page, id, form).await;
    }
    let received = match documents::receive(&page.app, &reader, multipart).await {
        Ok(upload) => upload.document,
        Err(Problem::Refused { key, .. }) => {
            form.refuse(&field, key);
            return show(page, id, form).await;
        }
        Err(problem) => return Err(problem),
    };
    let Some(received) = received else {
        form.refuse(&field, "writing-refused-no-file");
        return show(page, id, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::attach(tx, &actor, now, id, (&code, uai.as_ref()), &received))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}/documents"), "notice-writing-attached"),
        Err(error) => {
            form.refuse(&field, refusal_key(error)?);
            show(page, id, form).await
        }
    }
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
    documents::download(&page, &document).await
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
