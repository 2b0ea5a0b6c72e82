//! A new call: from nothing, from another one, from a file.

use askama::Template;
use axum::Extension;
use axum::extract::Multipart;
use axum::http::StatusCode;

use super::super::actions::{self, NewCall};
use super::super::errors::CallError;
use super::super::model::{CallContent, CallId};
use super::super::programmes::CallFile;
use crate::shell::form::{Form, TOKEN_FIELD, check_token};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;

#[derive(Template)]
#[template(path = "features/calls/pages/new.html")]
struct NewPage {
    page: PageCtx,
    form: Form,
    models: Vec<(String, String)>,
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let actor = page.actor.clone();
    let lines = page.app.db().read(move |tx| actions::seen(tx, &actor)).await?;
    let mut models = vec![(String::new(), page.t("calls-from-nothing"))];
    models.extend(lines.iter().map(|line| {
        (
            line.call.id.to_string(),
            format!("{} ({})", line.call.title, line.call.edition),
        )
    }));
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = form.with_default("edition", page.now.day().year().to_string());
    page.clone().show_with(status, &NewPage { page, form, models })
}

pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    show(page, form).await
}

pub(super) async fn create(page: PageCtx, mut form: Form) -> Reply {
    let edition = form.required("edition", "calls-refused-edition", str::parse::<i64>);
    let model = form.maybe("modele", "form-choice", CallId::parse);
    let Some(edition) = edition.filter(|_| form.is_valid()) else {
        return show(page, form).await;
    };
    let (actor, now, title) = (page.actor.clone(), page.now, form.value("titre").to_owned());
    let made = page
        .app
        .db()
        .write(move |tx| {
            let content = match model {
                Some(from) => actions::copied(tx, &actor, now, from)?,
                None => CallContent::default(),
            };
            let new = NewCall {
                title: title.clone(),
                edition,
                content,
                fictitious: false,
            };
            actions::create(tx, &actor, now, &new)
        })
        .await;
    made_or_told(page, form, made).await
}

async fn made_or_told(page: PageCtx, mut form: Form, made: Result<CallId, CallError>) -> Reply {
    match made {
        Ok(id) => page.redirect(&format!("/appels/{id}/modifier"), "notice-calls-made"),
        Err(CallError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "features/calls/pages/import.html")]
struct ImportPage {
    page: PageCtx,
    form: Form,
}

pub(super) async fn import_page(page: PageCtx) -> Reply {
    page.clone().show(&ImportPage {
        page,
        form: Form::default(),
    })
}

/// Reads a posted file, or what was pasted.
async fn received(reader: &Reader, mut multipart: Multipart) -> Result<String, Problem> {
    let broken = |_| Problem::BadRequest("problem-upload-cut");
    let (mut token_seen, mut text) = (false, String::new());
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name() {
            Some(TOKEN_FIELD) => {
                check_token(reader, &field.text().await.map_err(broken)?)?;
                token_seen = true;
            }
            Some("fichier" | "contenu") if !token_seen => return Err(Problem::Forgery),
            Some("fichier" | "contenu") => {
                let bytes = field.bytes().await.map_err(broken)?;
                let said = String::from_utf8_lossy(&bytes).trim().to_owned();
                if !said.is_empty() {
                    text = said;
                }
            }
            Some(_) | None => {}
        }
    }
    Ok(text)
}

/// Takes in a call that another installation saved: as a draft, whose problems are told by the builder.
pub(super) async fn import(page: PageCtx, Extension(reader): Extension<Reader>, multipart: Multipart) -> Reply {
    let text = received(&reader, multipart).await?;
    let mut form = Form::filled([("contenu", text.clone())]);
    let file: CallFile = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(file) => file,
        Err(error) => {
            if text.is_empty() {
                form.refuse("contenu", "form-required");
            } else {
                let arguments = vec![
                    ("line", error.line().to_string().into()),
                    ("column", error.column().to_string().into()),
                    ("reason", error.to_string().into()),
                ];
                form.refuse_with("contenu", "calls-refused-json", arguments);
            }
            return page
                .clone()
                .show_with(StatusCode::UNPROCESSABLE_ENTITY, &ImportPage { page, form });
        }
    };
    let new = NewCall {
        title: file.title,
        edition: file.edition,
        content: file.content,
        fictitious: false,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let made = page
        .app
        .db()
        .write(move |tx| actions::create(tx, &actor, now, &new))
        .await;
    match made {
        Err(CallError::Refused(refusal)) => {
            form.refuse("contenu", refusal.key());
            page.clone()
                .show_with(StatusCode::UNPROCESSABLE_ENTITY, &ImportPage { page, form })
        }
        other => made_or_told(page, form, other).await,
    }
}
