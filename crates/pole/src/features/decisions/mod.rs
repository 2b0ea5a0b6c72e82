//! Decisions: what the commission decides of each line, letters, publication, appeals, agreements and
//! what became of them.
//!
//! Writes the selections of a wave into the plan, so that endowment and the first indicator follow.

mod actions;
mod agreements_store;
mod api;
mod errors;
mod job;
mod model;
mod rules;
#[cfg(test)]
mod rules_tests;
mod scores;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    AfterChange, Answer, Clauses, NewMilestone, NewSignature, Settings, add_milestone, create, decide,
    finish_milestone, notify, publish, record_appeal, settle, sign, sitting, start,
};
pub use api::openapi;
pub use errors::{DecisionError, Refusal};
pub use job::jobs;
pub use model::{AgreementId, AgreementState, AppealId, Candidate, Commission, Outcome, Party};
pub use rules::Proposal;
pub use web::{default_clauses, routes};

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let codes = |codes: &[&'static str]| codes.to_vec();
    vec![
        ("decisions-results", Outcome::ALL.iter().map(|one| one.code()).collect()),
        ("decisions-outcome", Outcome::ALL.iter().map(|one| one.code()).collect()),
        (
            "decisions-agreement-state",
            AgreementState::ALL.iter().map(|one| one.code()).collect(),
        ),
        ("decisions-party", Party::ALL.iter().map(|one| one.code()).collect()),
        (
            "decisions-appeal",
            model::AppealOutcome::ALL.iter().map(|one| one.code()).collect(),
        ),
        ("decisions-milestone", codes(&["done", "closed", "late", "due"])),
        (
            "decisions-text",
            [model::TEXTS.to_vec(), codes(&["schools", "amounts"])].concat(),
        ),
        ("decisions-clause", codes(&web::CLAUSES)),
        ("decisions-message-result", codes(&["subject", "body"])),
    ]
}
