//! The questionnaires of one session: codes to print, closing.

use askama::Template;
use axum::extract::Path;

use super::super::super::errors::TrainingError;
use super::super::super::model::SessionId;
use super::super::super::web::session_id;
use super::super::actions::SessionEvaluation;
use super::super::model::{Campaign, Slip, Stage, Standing};
use super::{LEAST, days};
use crate::policy::Action;
use crate::shell::clock::secret;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// One questionnaire on the page.
struct Part {
    stage: Stage,
    title: String,
    says: String,
    standing: Standing,
}

#[derive(Template)]
#[template(path = "features/training/evaluation/pages/asking.html")]
struct AskingPage {
    page: PageCtx,
    form: Form,
    view: SessionEvaluation,
    parts: Vec<Part>,
}

impl AskingPage {
    fn days(&self) -> String {
        let sheet = &self.view.session.sheet;
        days(&self.page, (sheet.first_day, sheet.last_day))
    }

    fn answers(&self, campaign: &Campaign) -> String {
        self.page.tv(
            "training-evaluation-answered",
            &[
                ("answers", self.page.number(campaign.answered).into()),
                ("asked", self.page.number(campaign.asked).into()),
            ],
        )
    }

    fn rule(&self) -> String {
        self.page.tn("training-evaluation-rule", "least", LEAST)
    }

    fn may_read(&self) -> bool {
        self.page.may(Action::ReadTrainingEvaluation)
    }
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, session_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: SessionId, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| super::super::of_session(tx, &actor, now, id))
        .await?;
    let status = form.status();
    let parts = view.stages.iter().map(|(stage, standing)| Part {
        stage: *stage,
        title: page.word("training-stage", stage.code()),
        says: page.word("training-stage-says", stage.code()),
        standing: standing.clone(),
    });
    let template = AskingPage {
        parts: parts.collect(),
        form,
        view,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

#[derive(Template)]
#[template(path = "features/training/evaluation/pages/slips.html")]
struct SlipsPage {
    page: PageCtx,
    view: SessionEvaluation,
    stage: Stage,
    slips: Vec<Slip>,
}

impl SlipsPage {
    fn stage(&self) -> String {
        self.page.word("training-stage", self.stage.code())
    }

    fn days(&self) -> String {
        let sheet = &self.view.session.sheet;
        days(&self.page, (sheet.first_day, sheet.last_day))
    }

    /// Where people answer, as they type it.
    fn address(&self) -> String {
        format!(
            "{}/questionnaire",
            self.page.app.config().public_address.trim_end_matches('/')
        )
    }
}

fn stage(form: &Form) -> Result<Stage, Problem> {
    Stage::parse(form.value("etape")).map_err(|_| Problem::NotFound)
}

/// Draws the codes and shows them, once: only their hashes are kept.
pub(super) async fn draw(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    let stage = stage(&form)?;
    let secret = secret().map_err(|error| Problem::failure(&error))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let drawn = page
        .app
        .db()
        .write(move |tx| {
            let slips = super::super::draw_codes(tx, &actor, now, id, stage, &secret)?;
            Ok::<_, TrainingError>((slips, super::super::of_session(tx, &actor, now, id)?))
        })
        .await;
    match drawn {
        Ok((slips, view)) => page.clone().show(&SlipsPage {
            page,
            view,
            stage,
            slips,
        }),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Closes a questionnaire: what was answered can be told.
pub(super) async fn close(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    let stage = stage(&form)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| super::super::close(tx, &actor, now, id, stage))
        .await;
    match done {
        Ok(()) => page.redirect(
            &format!("/formation/{id}/evaluation"),
            "notice-training-evaluation-closed",
        ),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}
