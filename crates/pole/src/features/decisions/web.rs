//! The pages of decisions: the commission, its publication and letters, one line with its appeals, the public
//! results, the agreements and what becomes of them.

mod agreement;
mod agreements;
mod commission;
mod letters;
mod line;
mod publication;
mod results;
mod upload;

#[cfg(test)]
pub(super) use letters::{agreement_data, letters_data};

use pole_kernel::{Lang, Territory};

use super::actions::Clauses;
use super::errors::DecisionError;
use super::model::{AgreementId, Outcome};
use crate::features::calls::CallWaveId;
use crate::policy::Action;
use crate::shell::app::App;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of decisions.
pub fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .get("/commissions", Action::DecideDossiers, commission::list)
        .get("/commissions/{id}", Action::DecideDossiers, commission::page)
        .post("/commissions/{id}", Action::DecideDossiers, commission::settle)
        .get(
            "/commissions/{id}/export/{file}",
            Action::DecideDossiers,
            commission::export,
        )
        .post("/commissions/{id}/revue", Action::DecideDossiers, commission::review)
        .post(
            "/commissions/{id}/decisions",
            Action::DecideDossiers,
            commission::decide,
        )
        .get(
            "/commissions/{id}/publication",
            Action::DecideDossiers,
            publication::page,
        )
        .post(
            "/commissions/{id}/publication",
            Action::DecideDossiers,
            publication::publish,
        )
        .get(
            "/commissions/{id}/notifier",
            Action::DecideDossiers,
            publication::notify_page,
        )
        .post(
            "/commissions/{id}/notifier",
            Action::DecideDossiers,
            publication::notify,
        )
        .get("/commissions/{id}/lettres/{file}", Action::ReadDossiers, letters::print)
        .get("/commissions/{id}/lignes/{code}", Action::DecideDossiers, line::page)
        .post(
            "/commissions/{id}/lignes/{code}/promotion",
            Action::DecideDossiers,
            line::promote,
        )
        .post(
            "/commissions/{id}/lignes/{code}/correction",
            Action::DecideDossiers,
            line::correct,
        )
        .post(
            "/commissions/{id}/lignes/{code}/recours",
            Action::DecideDossiers,
            line::record_appeal,
        )
        .post(
            "/commissions/{id}/recours/{code}",
            Action::DecideDossiers,
            line::answer_appeal,
        )
        .get(
            "/commissions/{id}/documents/{code}",
            Action::DecideDossiers,
            line::document,
        )
        .get("/resultats", Action::ReadPublic, results::list)
        .get("/resultats/{id}", Action::ReadPublic, results::page)
        .get("/resultats/{id}/{file}", Action::ReadPublic, results::export)
        .get("/conventions", Action::ReadAgreements, agreements::list)
        .post("/conventions", Action::EditAgreements, agreements::create)
        .get("/conventions/export/{file}", Action::ReadAgreements, agreements::export)
        .get("/conventions/echeances", Action::ReadAgreements, agreements::calendar)
        .get(
            "/conventions/echeances/{file}",
            Action::ReadAgreements,
            agreements::calendar_export,
        )
        .get("/conventions/{id}", Action::ReadAgreements, agreement::page)
        .get(
            "/conventions/{id}/versions/{file}",
            Action::ReadAgreements,
            letters::agreement,
        )
        .get(
            "/conventions/{id}/documents/{code}",
            Action::ReadAgreements,
            agreement::document,
        )
        .get(
            "/conventions/{id}/avenant",
            Action::EditAgreements,
            agreement::amend_page,
        )
        .post("/conventions/{id}/avenant", Action::EditAgreements, agreement::amend)
        .post("/conventions/{id}/signatures", Action::EditAgreements, agreement::sign)
        .post("/conventions/{id}/demarrer", Action::EditAgreements, agreement::start)
        .post("/conventions/{id}/bilan", Action::EditAgreements, agreement::close)
        .post(
            "/conventions/{id}/resilier",
            Action::EditAgreements,
            agreement::terminate,
        )
        .post(
            "/conventions/{id}/jalons",
            Action::EditAgreements,
            agreement::add_milestone,
        )
        .post(
            "/conventions/{id}/jalons/{code}",
            Action::EditAgreements,
            agreement::finish_milestone,
        )
        .post(
            "/conventions/{id}/jalons/{code}/retirer",
            Action::EditAgreements,
            agreement::remove_milestone,
        )
}

fn wave_id(text: &str) -> Result<CallWaveId, Problem> {
    CallWaveId::parse(text).map_err(|_| Problem::NotFound)
}

fn agreement_id(text: &str) -> Result<AgreementId, Problem> {
    AgreementId::parse(text).map_err(|_| Problem::NotFound)
}

/// Puts a refusal beside a field of a form; other problems go on.
fn refuse(form: &mut Form, field: &str, error: DecisionError) -> Result<(), Problem> {
    match error {
        DecisionError::Refused(refusal) => {
            form.refuse_with(field, refusal.key(), refusal.arguments());
            Ok(())
        }
        other => Err(other.into()),
    }
}

fn outcomes(page: &PageCtx) -> Vec<(&'static str, String)> {
    Outcome::ALL
        .iter()
        .map(|outcome| (outcome.code(), page.word("decisions-outcome", outcome.code())))
        .collect()
}

/// The codes of the clauses that an agreement begins with.
pub(super) const CLAUSES: [&str; 9] = [
    "academy",
    "authority",
    "purpose",
    "academy_commitments",
    "authority_commitments",
    "school_commitments",
    "evaluation",
    "loan",
    "data_protection",
];

/// The clauses that an agreement begins with. They are French whoever makes it: they are printed and signed.
pub fn default_clauses(app: &App, territory: &Territory) -> Clauses {
    let words = app.words(Lang::Fr);
    let island = match territory.as_str() {
        Territory::SAINT_MARTIN => words.t("territory-978"),
        Territory::SAINT_BARTHELEMY => words.t("territory-977"),
        other => words.with("territory-other", &[("code", other.into())]),
    };
    CLAUSES
        .iter()
        .map(|code| {
            let key = format!("decisions-clause-{}", code.replace('_', "-"));
            (*code, words.with(&key, &[("island", island.as_str().into())]))
        })
        .collect()
}
