//! The threads of a dossier.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::super::model::DossierId;
use super::super::comments::{self as actions, CommentId, NewComment, Thread};
use super::super::errors::WritingError;
use super::{Head, dossier_id, refusal_key, school};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// A thread with the words of what it is about.
struct Shown {
    thread: Thread,
    about: String,
    /// The section the question is in.
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/comments.html")]
struct CommentsPage {
    page: PageCtx,
    form: Form,
    head: Head,
    threads: Vec<Shown>,
    /// The question that is looked at, when one is.
    about: Option<String>,
    targets: Vec<(String, String)>,
}

impl CommentsPage {
    fn who(&self, name: &Option<String>) -> String {
        name.clone().unwrap_or_else(|| self.page.t("common-console"))
    }

    /// When a thread was resolved, and by whom.
    fn resolved(&self, shown: &Shown) -> Option<String> {
        let first = &shown.thread.first;
        let when = self.page.moment(&first.resolved_at?);
        let who = self.who(&first.resolved_by);
        Some(
            self.page
                .tv("writing-resolved-by", &[("when", when.into()), ("who", who.into())]),
        )
    }
}

/// The question and the school of a target: `reseau~9710022X`; empty for the whole dossier.
fn target(text: &str) -> Result<(String, Option<Uai>), Problem> {
    let (field, place) = text.split_once('~').unwrap_or((text, ""));
    Ok((field.to_owned(), school(place)?))
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let (setting, head, threads) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let (setting, threads) = actions::threads(tx, &actor, now, id)?;
            let head = Head::load(tx, &setting)?;
            Ok((setting, head, threads))
        })
        .await?;
    let asked = form.value("question").to_owned();
    let place = school(form.value("ecole"))?;
    let about = |field: &str, uai: Option<&Uai>| -> String {
        let label = setting.content.field(field).map(|(_, field)| field.label.clone());
        match (label, uai) {
            (None, _) => page.t("writing-whole"),
            (Some(label), None) => label,
            (Some(label), Some(uai)) => format!("{label} – {}", head.place(&page, Some(uai))),
        }
    };
    let mut targets = vec![(String::new(), page.t("writing-whole"))];
    for (_, field) in setting.content.fields() {
        for uai in setting.places(field) {
            targets.push((super::key(&field.code, uai.as_ref()), about(&field.code, uai.as_ref())));
        }
    }
    let mut shown: Vec<Shown> = threads
        .into_iter()
        .filter(|thread| asked.is_empty() || (thread.first.field == asked && thread.first.uai == place))
        .map(|thread| Shown {
            about: about(&thread.first.field, thread.first.uai.as_ref()),
            href: setting
                .content
                .field(&thread.first.field)
                .map(|(section, _)| format!("/dossiers/{id}/rediger/{}", section.code)),
            thread,
        })
        .collect();
    // What is open first, the newest at the top.
    shown.reverse();
    shown.sort_by_key(|one| one.thread.first.resolved_at.is_some());
    let looked_at = Some(about(&asked, place.as_ref())).filter(|_| !asked.is_empty());
    let form = if asked.is_empty() {
        form
    } else {
        form.with_default("sujet", super::key(&asked, place.as_ref()))
    };
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &CommentsPage {
            page: page.clone(),
            form,
            head,
            threads: shown,
            about: looked_at,
            targets,
        },
    )
}

/// The comments of a dossier, or of one question.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, dossier_id(&id)?, form).await
}

/// Writes a comment, or a reply.
pub(super) async fn write(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let thread = form
        .optional("fil")
        .map(CommentId::parse)
        .transpose()
        .map_err(|_| Problem::NotFound)?;
    let (field, uai) = target(form.value("sujet"))?;
    let new = NewComment {
        uai,
        field,
        thread,
        text: form.value("texte").replace("\r\n", "\n"),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::write(tx, &actor, now, id, &new))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}/commentaires"), "notice-writing-commented"),
        Err(error) => {
            let key = refusal_key(error)?;
            form.refuse("texte", key);
            show(page, id, form).await
        }
    }
}

/// Resolves a thread, or opens it again.
pub(super) async fn set_resolved(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let thread = CommentId::parse(&code).map_err(|_| Problem::NotFound)?;
    let resolved = form.is("etat", "resolu");
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::set_resolved(tx, &actor, now, id, thread, resolved))
        .await?;
    let notice = if resolved {
        "notice-writing-resolved"
    } else {
        "notice-writing-reopened"
    };
    page.redirect(&format!("/dossiers/{id}/commentaires"), notice)
}
