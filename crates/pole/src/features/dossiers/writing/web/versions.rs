//! The versions of a dossier: their list, what differs, what is taken back.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use serde_json::Value;

use super::super::super::model::DossierId;
use super::super::answers::Save;
use super::super::difference::{Piece, pieces};
use super::super::errors::WritingError;
use super::super::versions::{self as actions, Change, Comparison, NamedVersion};
use super::{Head, as_text, dossier_id, refusal_key, school};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/versions.html")]
struct VersionsPage {
    page: PageCtx,
    form: Form,
    head: Head,
    versions: Vec<NamedVersion>,
    may_name: bool,
}

/// The name of a version, in the reader's words when a transition made it.
fn label(page: &PageCtx, version: &NamedVersion) -> String {
    let words = version.state().map(|state| page.word("line-state", state.code()));
    format!("{}. {}", version.number, words.unwrap_or_else(|| version.label.clone()))
}

impl VersionsPage {
    fn label(&self, version: &NamedVersion) -> String {
        label(&self.page, version)
    }

    fn who(&self, version: &NamedVersion) -> String {
        version.made_by.clone().unwrap_or_else(|| self.page.t("common-console"))
    }
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let (setting, head, versions) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let (setting, versions) = actions::list(tx, &actor, now, id)?;
            let head = Head::load(tx, &setting)?;
            Ok((setting, head, versions))
        })
        .await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(
        status,
        &VersionsPage {
            page,
            form,
            head,
            versions,
            may_name: setting.access.writes_something(),
        },
    )
}

/// The versions of a dossier.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, dossier_id(&id)?, Form::default()).await
}

/// Names a version.
pub(super) async fn name(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let label = form.value("nom").to_owned();
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::name(tx, &actor, now, id, &label))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}/versions"), "notice-writing-named"),
        Err(error) => {
            let key = refusal_key(error)?;
            form.refuse("nom", key);
            show(page, id, form).await
        }
    }
}

/// One answer that differs, in pieces.
struct Difference {
    label: String,
    place: String,
    code: String,
    uai: String,
    revision: i64,
    pieces: Vec<Piece>,
    may_restore: bool,
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/compare.html")]
struct ComparePage {
    page: PageCtx,
    head: Head,
    from: NamedVersion,
    to: Option<NamedVersion>,
    others: Vec<NamedVersion>,
    differences: Vec<Difference>,
}

impl ComparePage {
    fn label(&self, version: &NamedVersion) -> String {
        label(&self.page, version)
    }

    fn is_to(&self, other: &NamedVersion) -> bool {
        self.to.as_ref().is_some_and(|to| to.number == other.number)
    }
}

fn difference(page: &PageCtx, head: &Head, comparison: &Comparison, change: &Change) -> Option<Difference> {
    let (section, field) = comparison.setting.content.field(&change.field)?;
    let text = |value: &Option<Value>| as_text(page, field, value.as_ref());
    let uai = change.uai.as_ref();
    Some(Difference {
        label: field.label.clone(),
        place: head.place(page, uai),
        code: change.field.clone(),
        uai: uai.map_or_else(String::new, ToString::to_string),
        revision: change.revision,
        pieces: pieces(&text(&change.before), &text(&change.after)),
        may_restore: comparison.to.is_none() && comparison.setting.may_write(section.part, uai),
    })
}

/// A version beside another one, or beside now.
pub(super) async fn compare(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let from: i64 = code.parse().map_err(|_| Problem::NotFound)?;
    let to: Option<i64> = form
        .optional("avec")
        .map(str::parse)
        .transpose()
        .map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (comparison, head) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let comparison = actions::compare(tx, &actor, now, id, from, to)?;
            let head = Head::load(tx, &comparison.setting)?;
            Ok((comparison, head))
        })
        .await?;
    let differences = comparison
        .changes
        .iter()
        .filter_map(|change| difference(&page, &head, &comparison, change))
        .collect();
    let others = comparison
        .versions
        .iter()
        .filter(|version| version.number != from)
        .cloned()
        .collect();
    page.clone().show(&ComparePage {
        page,
        head,
        from: comparison.from,
        to: comparison.to,
        others,
        differences,
    })
}

/// Takes one answer back from a version.
pub(super) async fn restore(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let number: i64 = code.parse().map_err(|_| Problem::NotFound)?;
    let target = Save {
        dossier: id,
        field: form.value("question").to_owned(),
        uai: school(form.value("ecole"))?,
        seen: form.value("vu").parse().map_err(|_| Problem::NotFound)?,
        value: Value::Null,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::restore(tx, &actor, now, number, &target))
        .await?;
    page.redirect(&format!("/dossiers/{id}/versions/{number}"), "notice-writing-restored")
}
