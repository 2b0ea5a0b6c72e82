//! One dossier.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::actions::{self, DossierView, LineView, Owed};
use super::super::eligibility::Finding;
use super::super::errors::DossierError;
use super::super::model::{DossierId, LineState, Who};
use super::super::rules;
use super::{dossier_id, refuse, state_word};
use crate::features::calls::Missing;
use crate::shell::documents::Document;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// A button that leads to the page that confirms a move.
struct MoveButton {
    code: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/dossier.html")]
struct DossierPage {
    page: PageCtx,
    form: Form,
    view: DossierView,
    moves: Vec<MoveButton>,
}

impl DossierPage {
    fn state(&self, line: &LineView) -> String {
        state_word(&self.page, line.line.state)
    }

    /// What is to be done next with a line, and by whom.
    fn next(&self, line: &LineView) -> String {
        let names: Vec<String> = line
            .follows
            .iter()
            .filter_map(|to| {
                let who: Vec<String> = rules::who_may(line.line.state, *to)
                    .iter()
                    .filter(|who| **who != Who::Program)
                    .map(|who| self.page.word("dossiers-who", who.code()))
                    .collect();
                // What the program alone does is nobody's next step.
                (!who.is_empty()).then(|| format!("{} ({})", state_word(&self.page, *to), who.join(", ")))
            })
            .collect();
        if names.is_empty() {
            self.page.t("dossiers-next-none")
        } else {
            names.join(" · ")
        }
    }

    fn proposal(&self, line: &LineView) -> String {
        self.page.t(match line.proposal {
            Some(true) => "dossiers-proposal-yes",
            Some(false) => "dossiers-proposal-no",
            None => "dossiers-proposal-unknown",
        })
    }

    fn check(&self, finding: &Finding) -> String {
        self.page.word("dossiers-check", finding.check.code())
    }

    fn verdict(&self, finding: &Finding) -> String {
        self.page.word("dossiers-verdict", finding.verdict.code())
    }

    fn part(&self, owed: &Owed) -> String {
        self.page.word("dossiers-part", owed.part.code())
    }

    fn lack(&self, missing: &Missing) -> String {
        lack(&self.page, &self.view, missing)
    }

    fn required(&self) -> usize {
        self.view.required
    }

    fn done(&self) -> usize {
        self.view.required.saturating_sub(self.view.lacking())
    }

    fn document_label(&self, purpose: &str) -> String {
        document_label(&self.view, purpose)
    }

    fn attached_on(&self, document: &Document) -> String {
        self.page.day(&document.added_at.day())
    }

    fn is_removable(&self, line: &LineView) -> bool {
        self.view.may_change_schools
            && line.line.uai != self.view.dossier.college
            && line.line.state.is_with_applicant()
    }
}

/// A missing answer or document, in words.
pub(super) fn lack(page: &PageCtx, view: &DossierView, missing: &Missing) -> String {
    let (label, uai) = match missing {
        Missing::Answer { field, uai } => (
            view.content
                .field(field)
                .map_or_else(|| field.clone(), |(_, field)| field.label.clone()),
            uai,
        ),
        Missing::Document { code, uai } => (
            page.t1("dossiers-lack-document", "label", document_label(view, code)),
            uai,
        ),
    };
    match uai {
        Some(uai) => format!("{label} – {}", view.name_of(uai)),
        None => label,
    }
}

fn document_label(view: &DossierView, purpose: &str) -> String {
    let code = purpose.split('/').next().unwrap_or(purpose);
    view.content
        .documents
        .iter()
        .find(|document| document.code == code)
        .map_or_else(|| code.to_owned(), |document| document.label.clone())
}

pub(super) async fn load(page: &PageCtx, id: DossierId) -> Result<DossierView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::dossier_view(tx, &actor, now, id))
        .await?)
}

/// The moves that a reader may make on some line, in the order of the states.
fn moves(page: &PageCtx, view: &DossierView) -> Vec<MoveButton> {
    let offered: BTreeSet<LineState> = view
        .lines
        .iter()
        .flat_map(|line| line.moves.iter().map(|(to, _)| *to))
        // The rank is given in the common file.
        .filter(|to| *to != LineState::Ranked)
        .collect();
    offered
        .into_iter()
        .map(|to| MoveButton {
            code: to.code(),
            label: page.word("dossiers-move", to.code()),
        })
        .collect()
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
    let view = load(&page, id).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = DossierPage {
        moves: moves(&page, &view),
        form,
        view,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The page of a dossier.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, dossier_id(&id)?, Form::default()).await
}

/// Takes écoles in.
pub(super) async fn add_ecoles(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let ecoles: BTreeSet<Uai> = form.all("ecoles").filter_map(|code| Uai::parse(code).ok()).collect();
    if ecoles.is_empty() {
        form.refuse("ecoles", "form-choice");
        return show(page, id, form).await;
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_ecoles(tx, &actor, now, id, &ecoles))
        .await;
    finish(page, id, form, done.map(|_| ()), "notice-dossiers-schools").await
}

/// Takes an école out.
pub(super) async fn remove_ecole(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let uai = Uai::parse(form.value("uai")).map_err(|_| Problem::NotFound)?;
    let reason = form.value("motif").to_owned();
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::remove_ecole(tx, &actor, now, id, &uai, &reason))
        .await;
    finish(page, id, form, done.map(|_| ()), "notice-dossiers-schools").await
}

async fn finish(
    page: PageCtx,
    id: DossierId,
    mut form: Form,
    done: Result<(), DossierError>,
    notice: &'static str,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/dossiers/{id}"), notice),
        Err(error) => {
            refuse(&mut form, error)?;
            show(page, id, form).await
        }
    }
}
