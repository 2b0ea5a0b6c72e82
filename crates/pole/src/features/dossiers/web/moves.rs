//! The pages that confirm a change of state: with its day, its reason, and what stands in the way.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Day;

use super::super::actions::{self, DossierView, LineView, Step};
use super::super::errors::DossierError;
use super::super::lines::NewState;
use super::super::model::{DossierId, LineId, LineState, Who};
use super::dossier::{lack, load};
use super::{dossier_id, state_word};
use crate::shell::documents::DocumentId;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/dossiers/pages/move.html")]
struct MovePage {
    page: PageCtx,
    form: Form,
    view: DossierView,
    to: LineState,
    /// The lines that the reader may move so.
    movable: Vec<LineView>,
    /// Whether somebody else moved one meanwhile.
    conflict: bool,
    /// The documents of the dossier that may show the act, none first.
    documents: Vec<(String, String)>,
}

impl MovePage {
    fn state(&self, line: &LineView) -> String {
        state_word(&self.page, line.line.state)
    }

    fn title(&self) -> String {
        self.page.word("dossiers-move", self.to.code())
    }

    fn needs_reason(&self) -> bool {
        self.to.needs_reason()
    }

    /// A line is ticked at first, then as it was.
    fn is_ticked(&self, line: &LineView) -> bool {
        let chosen: Vec<&str> = self.form.all("lignes").collect();
        chosen.is_empty() || chosen.contains(&line.line.id.to_string().as_str())
    }

    fn lacks(&self) -> Vec<String> {
        if self.to != LineState::SchoolValidated {
            return Vec::new();
        }
        self.view
            .owed
            .iter()
            .flat_map(|owed| &owed.missing)
            .map(|missing| lack(&self.page, &self.view, missing))
            .collect()
    }

    fn author(&self, line: &LineView) -> String {
        line.newest
            .as_ref()
            .and_then(|newest| newest.recorded_by.clone())
            .unwrap_or_else(|| self.page.t("common-console"))
    }
}

/// The page that confirms a move.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let to = LineState::parse(form.value("vers")).map_err(|_| Problem::NotFound)?;
    show(page, dossier_id(&id)?, form, to, false).await
}

async fn show(page: PageCtx, id: DossierId, form: Form, to: LineState, conflict: bool) -> Reply {
    let view = load(&page, id).await?;
    let movable: Vec<LineView> = view
        .lines
        .iter()
        .filter(|line| line.moves.iter().any(|(state, _)| *state == to))
        .cloned()
        .collect();
    let status = match (conflict, form.is_valid()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let form = form.with_default("jour", page.now.day().to_string());
    let mut documents = vec![(String::new(), page.t("dossiers-document-none"))];
    documents.extend(
        view.documents
            .iter()
            .map(|document| (document.id.to_string(), document.name.clone())),
    );
    let template = MovePage {
        documents,
        form,
        view,
        to,
        movable,
        conflict,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The lines that were ticked, each with the revision that was seen.
pub(super) fn ticked(form: &Form) -> Vec<(LineId, i64)> {
    form.all("lignes")
        .filter_map(|id| {
            let seen = form.value(&format!("vu-{id}")).parse().unwrap_or(0);
            Some((LineId::parse(id).ok()?, seen))
        })
        .collect()
}

/// Moves the lines. When somebody else moved one meanwhile, both are shown: nothing is lost.
pub(super) async fn advance(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let to = LineState::parse(form.value("vers")).map_err(|_| Problem::NotFound)?;
    let Some(decided_on) = form.required("jour", "form-day", Day::parse) else {
        return show(page, id, form, to, false).await;
    };
    let step = Step {
        lines: ticked(&form),
        to,
        decided_on,
        reason: form.value("motif").to_owned(),
        document: DocumentId::parse(form.value("document")).ok(),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::advance(tx, &actor, now, id, &step))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}"), "notice-dossiers-moved"),
        Err(DossierError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show(page, id, form, to, false).await
        }
        Err(DossierError::Stale) => show(page, id, form, to, true).await,
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "features/dossiers/pages/correction.html")]
struct CorrectionPage {
    page: PageCtx,
    form: Form,
    view: DossierView,
    lines: Vec<(String, String)>,
    states: Vec<(String, String)>,
    conflict: bool,
}

/// The page that records a correction.
pub(super) async fn correction_page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show_correction(page, dossier_id(&id)?, form, false).await
}

async fn show_correction(page: PageCtx, id: DossierId, form: Form, conflict: bool) -> Reply {
    let view = load(&page, id).await?;
    let status = match (conflict, form.is_valid()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let template = CorrectionPage {
        lines: view
            .lines
            .iter()
            .map(|line| {
                let label = format!("{} – {}", line.school.name, state_word(&page, line.line.state));
                (format!("{}~{}", line.line.id, line.line.revision), label)
            })
            .collect(),
        states: LineState::ALL
            .iter()
            .map(|state| (state.code().to_owned(), state_word(&page, *state)))
            .collect(),
        form: form.with_default("jour", page.now.day().to_string()),
        view,
        conflict,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Records a correction.
pub(super) async fn correct(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let line = form.required("ligne", "form-choice", |text| {
        let (line, seen) = text.split_once('~').ok_or(())?;
        Ok::<_, ()>((
            LineId::parse(line).map_err(|_| ())?,
            seen.parse::<i64>().map_err(|_| ())?,
        ))
    });
    let state = form.required("statut", "form-choice", LineState::parse);
    let decided_on = form.required("jour", "form-day", Day::parse);
    let (Some((line, seen)), Some(state), Some(decided_on)) = (line, state, decided_on) else {
        return show_correction(page, id, form, false).await;
    };
    let new = NewState {
        line,
        seen,
        state,
        acted_as: Who::Academy,
        rank: None,
        decided_on,
        reason: form.value("motif").to_owned(),
        document: None,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::correct(tx, &actor, now, id, &new))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/dossiers/{id}/histoire"), "notice-dossiers-corrected"),
        Err(DossierError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show_correction(page, id, form, false).await
        }
        Err(DossierError::Stale) => show_correction(page, id, form, true).await,
        Err(error) => Err(error.into()),
    }
}
