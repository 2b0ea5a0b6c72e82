//! One line: what was decided, the appeals, promotion from the reserve list, correction.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path};
use pole_kernel::Day;

use super::super::actions::{self, AfterChange, Answer, LineView};
use super::super::errors::DecisionError;
use super::super::model::{AppealId, LineDecision, Outcome};
use super::{outcomes, refuse, upload, wave_id};
use crate::features::calls::CallWaveId;
use crate::features::dossiers::{LineId, LineRevision, LineState};
use crate::shell::documents::{self, DocumentId};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::session::Reader;

fn line_id(text: &str) -> Result<LineId, Problem> {
    LineId::parse(text).map_err(|_| Problem::NotFound)
}

#[derive(Template)]
#[template(path = "features/decisions/pages/line.html")]
struct LinePage {
    page: PageCtx,
    form: Form,
    view: LineView,
    outcomes: Vec<(&'static str, String)>,
}

impl LinePage {
    fn is_published(&self) -> bool {
        self.view.sitting.wave.published_at.is_some()
    }

    fn is_reserve(&self) -> bool {
        self.view.line.state == LineState::Reserve
    }

    fn is_decided(&self) -> bool {
        matches!(
            self.view.line.state,
            LineState::Selected | LineState::Reserve | LineState::NotSelected
        )
    }

    fn outcome(&self, decision: &LineDecision) -> String {
        let words = self.page.word("decisions-outcome", decision.outcome.code());
        match decision.reserve_rank {
            Some(rank) => self.page.tv(
                "decisions-outcome-rank",
                &[("outcome", words.into()), ("rank", rank.into())],
            ),
            None => words,
        }
    }

    fn author(&self, name: Option<&String>) -> String {
        name.cloned().unwrap_or_else(|| self.page.t("common-console"))
    }

    fn state(&self, revision: &LineRevision) -> String {
        self.page.word("line-state", revision.state.code())
    }
}

async fn show(page: PageCtx, id: CallWaveId, line: LineId, form: Form) -> Reply {
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::line_view(tx, &actor, id, line))
        .await?;
    let status = form.status();
    let today = page.now.day().to_string();
    let form = form
        .with_default("jour", today.clone())
        .with_default("recu", today.clone())
        .with_default("repondu", today);
    page.clone().show_with(
        status,
        &LinePage {
            outcomes: outcomes(&page),
            view,
            form,
            page,
        },
    )
}

/// One line with its whole history.
pub(super) async fn page(page: PageCtx, Path((id, line)): Path<(String, String)>) -> Reply {
    show(page, wave_id(&id)?, line_id(&line)?, Form::default()).await
}

fn change(form: &mut Form, outcome: Option<Outcome>) -> Option<AfterChange> {
    let decided_on = form.required("jour", "form-day", Day::parse);
    Some(AfterChange {
        seen: form.value("vu").parse().unwrap_or(0),
        outcome: outcome?,
        reserve_rank: form.value("rang").parse().ok(),
        decided_on: decided_on?,
        reason: form.value("motif").to_owned(),
    })
}

async fn answer(
    page: PageCtx,
    id: CallWaveId,
    line: LineId,
    mut form: Form,
    field: &str,
    done: Result<(), DecisionError>,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/commissions/{id}/lignes/{line}"), "notice-decisions-changed"),
        Err(error) => {
            refuse(&mut form, field, error)?;
            show(page, id, line, form).await
        }
    }
}

/// Takes a school of the reserve list in.
pub(super) async fn promote(page: PageCtx, Path((id, line)): Path<(String, String)>, mut form: Form) -> Reply {
    let (id, line) = (wave_id(&id)?, line_id(&line)?);
    let Some(change) = change(&mut form, Some(Outcome::Selected)) else {
        return show(page, id, line, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::promote(tx, &actor, now, id, line, &change))
        .await;
    answer(page, id, line, form, "motif", done).await
}

/// Corrects a published result.
pub(super) async fn correct(page: PageCtx, Path((id, line)): Path<(String, String)>, mut form: Form) -> Reply {
    let (id, line) = (wave_id(&id)?, line_id(&line)?);
    let outcome = form.required("issue", "form-choice", Outcome::parse);
    let Some(change) = change(&mut form, outcome) else {
        return show(page, id, line, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::correct(tx, &actor, now, id, line, &change))
        .await;
    answer(page, id, line, form, "issue", done).await
}

/// Records an appeal, with its document.
pub(super) async fn record_appeal(
    page: PageCtx,
    Path((id, line)): Path<(String, String)>,
    Extension(reader): Extension<Reader>,
    multipart: Multipart,
) -> Reply {
    let (id, line) = (wave_id(&id)?, line_id(&line)?);
    let (mut form, document) = upload::receive(&page, &reader, multipart).await?;
    let received_on = form.required("recu", "form-day", Day::parse);
    let Some(received_on) = received_on.filter(|_| form.is_valid()) else {
        return show(page, id, line, form).await;
    };
    let (actor, now, text) = (page.actor.clone(), page.now, form.value("texte").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| {
            actions::record_appeal(tx, &actor, now, (id, line), (&text, received_on), document.as_ref()).map(|_| ())
        })
        .await;
    answer(page, id, line, form, "texte", done).await
}

/// Answers an appeal; when it was right, the result is corrected in the same act.
pub(super) async fn answer_appeal(page: PageCtx, Path((id, appeal)): Path<(String, String)>, mut form: Form) -> Reply {
    let id = wave_id(&id)?;
    let appeal = AppealId::parse(&appeal).map_err(|_| Problem::NotFound)?;
    let line = line_id(form.value("ligne"))?;
    let answered_on = form.required("repondu", "form-day", Day::parse);
    let outcome = form.maybe("issue", "form-choice", Outcome::parse);
    let Some(answered_on) = answered_on.filter(|_| form.is_valid()) else {
        return show(page, id, line, form).await;
    };
    let text = form.value("reponse").to_owned();
    let given = Answer {
        correction: outcome.map(|outcome| AfterChange {
            seen: form.value("vu").parse().unwrap_or(0),
            outcome,
            reserve_rank: form.value("rang").parse().ok(),
            decided_on: answered_on,
            reason: text.clone(),
        }),
        text,
        answered_on,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::answer_appeal(tx, &actor, now, id, appeal, &given).map(|_| ()))
        .await;
    answer(page, id, line, form, "reponse", done).await
}

/// A document of an appeal of this wave.
pub(super) async fn document(page: PageCtx, Path((id, document)): Path<(String, String)>) -> Reply {
    let id = wave_id(&id)?;
    let document = DocumentId::parse(&document).map_err(|_| Problem::NotFound)?;
    let actor = page.actor.clone();
    let found = page
        .app
        .db()
        .read(move |tx| -> Result<_, DecisionError> {
            let found = documents::document(tx, document)?.ok_or(DecisionError::NotFound)?;
            let appeal = AppealId::parse(&found.owner).map_err(|_| DecisionError::NotFound)?;
            if found.owner_kind != "appeal" || !actions::is_appeal_of(tx, &actor, id, appeal)? {
                return Err(DecisionError::NotFound);
            }
            Ok(found)
        })
        .await?;
    upload::serve(&page, &found).await
}
