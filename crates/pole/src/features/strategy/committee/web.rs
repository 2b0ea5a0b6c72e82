//! The pages of the committee: decisions, one decision and its schools, the page that decides, the comparison of
//! plans, the note and the workbook.

mod book;
mod compare;
mod decide;
mod decision;
mod list;
mod note;
mod tables;
pub(super) mod words;

pub(super) use decide::reason;

use super::model::DecisionId;
use crate::features::strategy::scenarios::model::RunId;
use crate::policy::Action;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of these pages.
pub(super) fn routes() -> Routes {
    Routes::new()
        .post(
            "/strategie/calculs/{id}/decision",
            Action::DecideStrategy,
            decision::begin,
        )
        .get(
            "/strategie/calculs/{id}/export/{file}",
            Action::ReadStrategy,
            book::export,
        )
        .get("/strategie/comparer", Action::ReadStrategy, compare::page)
        .get(
            "/strategie/comparer/export/{file}",
            Action::ReadStrategy,
            compare::export,
        )
        .get("/strategie/decisions", Action::ReadStrategy, list::page)
        .get("/strategie/decisions/export/{file}", Action::ReadStrategy, list::export)
        .get("/strategie/decisions/{id}", Action::ReadStrategy, decision::page)
        .get(
            "/strategie/decisions/{id}/export/{file}",
            Action::ReadStrategy,
            decision::export,
        )
        .post(
            "/strategie/decisions/{id}/ecarts",
            Action::DecideStrategy,
            decision::deviate,
        )
        .post(
            "/strategie/decisions/{id}/ecarts/{uai}/annuler",
            Action::DecideStrategy,
            decision::undo,
        )
        .post(
            "/strategie/decisions/{id}/abandonner",
            Action::DecideStrategy,
            decision::abandon,
        )
        .get(
            "/strategie/decisions/{id}/decider",
            Action::DecideStrategy,
            decide::page,
        )
        .post(
            "/strategie/decisions/{id}/decider",
            Action::DecideStrategy,
            decide::decide,
        )
}

fn decision_id(text: &str) -> Result<DecisionId, Problem> {
    DecisionId::parse(text).map_err(|_| Problem::NotFound)
}

fn run_id(text: &str) -> Result<RunId, Problem> {
    RunId::parse(text).map_err(|_| Problem::NotFound)
}
