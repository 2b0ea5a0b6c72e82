//! The pages of scenarios: the home of the strategy, the editor, the searches and their results, the envelope.

mod budgets;
mod edit;
mod envelope;
mod home;
mod run;
mod scenario;
mod schools;
pub(super) mod words;
mod works;

use axum::http::StatusCode;
use pole_i18n::Argument;

use super::super::errors::{Refusal, StrategyError};
use super::actions;
use super::errors::ScenarioRefusal;
use super::model::{Content, RunId, Scenario, ScenarioId};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply, Whole};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of these pages.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/strategie", Action::ReadNeeds, home::page)
        .get("/strategie/scenarios/nouveau", Action::EditStrategy, edit::new_page)
        .post("/strategie/scenarios", Action::EditStrategy, edit::create)
        .get("/strategie/scenarios/{id}", Action::ReadStrategy, scenario::page)
        .get("/strategie/scenarios/{id}/modifier", Action::EditStrategy, edit::page)
        .post("/strategie/scenarios/{id}/modifier", Action::EditStrategy, edit::save)
        .get("/strategie/scenarios/{id}/budgets", Action::EditStrategy, budgets::page)
        .post("/strategie/scenarios/{id}/budgets", Action::EditStrategy, budgets::save)
        .get(
            "/strategie/scenarios/{id}/etablissements",
            Action::EditStrategy,
            schools::page,
        )
        .post(
            "/strategie/scenarios/{id}/etablissements",
            Action::EditStrategy,
            schools::save,
        )
        .get("/strategie/scenarios/{id}/travaux", Action::EditStrategy, works::page)
        .post("/strategie/scenarios/{id}/travaux", Action::EditStrategy, works::save)
        .post(
            "/strategie/scenarios/{id}/restaurer",
            Action::EditStrategy,
            scenario::restore,
        )
        .post(
            "/strategie/scenarios/{id}/archiver",
            Action::EditStrategy,
            scenario::archive,
        )
        .post("/strategie/scenarios/{id}/calculs", Action::EditStrategy, run::start)
        .get(
            "/strategie/scenarios/{id}/enveloppe",
            Action::ReadStrategy,
            envelope::page,
        )
        .post(
            "/strategie/scenarios/{id}/enveloppe",
            Action::EditStrategy,
            envelope::write,
        )
        .get(
            "/strategie/scenarios/{id}/enveloppe/{file}",
            Action::ReadStrategy,
            envelope::export,
        )
        .get("/strategie/calculs/{id}", Action::ReadStrategy, run::page)
        .post("/strategie/calculs/{id}/arreter", Action::EditStrategy, run::stop)
        .get(
            "/strategie/calculs/{id}/fichiers/{file}",
            Action::ReadStrategy,
            run::export,
        )
}

fn scenario_id(text: &str) -> Result<ScenarioId, Problem> {
    ScenarioId::parse(text).map_err(|_| Problem::NotFound)
}

fn run_id(text: &str) -> Result<RunId, Problem> {
    RunId::parse(text).map_err(|_| Problem::NotFound)
}

/// A scenario to change.
async fn editable(page: &PageCtx, id: ScenarioId) -> Result<Scenario, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::editable(tx, &actor, id)).await?)
}

/// The revision that a form was made from.
fn seen(form: &Form) -> i64 {
    form.value("revision").parse().unwrap_or(0)
}

/// What became of a form.
enum Saved {
    /// It is saved.
    Done,
    /// It comes back with what is wrong, and a status.
    Back(Form, StatusCode),
}

/// Saves a changed part of a scenario. What is refused comes back beside the fields; `field` names the field of a place
/// in the scenario.
async fn save_part(
    page: &PageCtx,
    id: ScenarioId,
    mut form: Form,
    name: Option<String>,
    edit: impl Fn(&mut Content) + Clone + Send + 'static,
    field: impl Fn(&str) -> String,
) -> Result<Saved, Problem> {
    let (actor, now, revision) = (page.actor.clone(), page.now, seen(&form));
    let saved = page
        .app
        .db()
        .write(move |tx| match &name {
            None => actions::change(tx, &actor, now, id, revision, edit.clone()),
            Some(name) => {
                let found = actions::editable(tx, &actor, id)?;
                let mut content = found.content;
                edit(&mut content);
                actions::save(tx, &actor, now, id, revision, name, &content)
            }
        })
        .await;
    match saved {
        // Nothing to save is not a mistake.
        Ok(_) | Err(StrategyError::Refused(Refusal::Scenario(ScenarioRefusal::NothingChanges))) => Ok(Saved::Done),
        Err(StrategyError::Refused(Refusal::NameMissing)) => {
            form.refuse("nom", "strategy-refused-name");
            Ok(Saved::Back(form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(StrategyError::Refused(Refusal::Scenario(ScenarioRefusal::Content(problems)))) => {
            for problem in problems {
                let place = words::place(page, &problem.path);
                form.refuse_with(
                    &field(&problem.path),
                    problem.kind.key(),
                    vec![("path", Argument::Text(place))],
                );
            }
            Ok(Saved::Back(form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(StrategyError::Stale) => {
            let newest = editable(page, id).await?;
            let who = newest.recorded_by.unwrap_or_else(|| page.t("strategy-console"));
            form.refuse_with(
                "revision",
                "strategy-edit-stale",
                vec![
                    ("who", who.into()),
                    ("when", page.moment(&newest.recorded_at).into()),
                    ("revision", newest.revision.into()),
                ],
            );
            // Saved again, it goes over what was written meanwhile, knowingly.
            let form = form.with_many("revision", [newest.revision.to_string()]);
            Ok(Saved::Back(form, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

/// Back to the scenario, with a notice.
fn back(page: &PageCtx, id: ScenarioId) -> Reply {
    page.redirect(&format!("/strategie/scenarios/{id}"), "strategy-saved")
}

/// A place in a list, as templates pass it.
fn index(place: &impl Whole) -> usize {
    usize::try_from(place.whole()).unwrap_or_default()
}

/// Options of a choice of waves.
fn wave_options(page: &PageCtx, content: &Content, none: &str) -> Vec<(String, String)> {
    std::iter::once((String::new(), page.t(none)))
        .chain((1..=content.waves).map(|wave| (wave.to_string(), words::wave(page, content.first_year, wave))))
        .collect()
}
