//! Reviews: reviewers and their ties, who reviews what without conflict of interest, marks and scores.
//!
//! Tells the others the score of each dossier and whether its reviews are complete.

mod api;
mod assign;
#[cfg(test)]
mod assign_tests;
mod blind;
mod errors;
mod job;
mod model;
mod people;
mod rules;
#[cfg(test)]
mod rules_tests;
mod running;
mod scores;
mod scoring;
mod situation;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use api::openapi;
pub use errors::{Refusal, ReviewError};
pub use job::jobs;
pub use model::{
    DossierScore, Mark, NewTie, Opinion, Points, ReviewId, ReviewerId, SchoolScore, ScoresSeen, Sheet, TieKind,
};
pub use people::{declare_tie, name_reviewer};
pub use running::{add_review, assess};
pub use scores::{school_scores, scores};
pub use scoring::{decline, save};
#[cfg(test)]
pub(crate) use tests::a_review;
pub use web::routes;

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let message = || vec!["subject", "body"];
    vec![
        ("reviews-tie", TieKind::ALL.iter().map(|kind| kind.code()).collect()),
        (
            "reviews-state",
            model::ReviewState::ALL.iter().map(|state| state.code()).collect(),
        ),
        (
            "reviews-opinion",
            Opinion::ALL.iter().map(|opinion| opinion.code()).collect(),
        ),
        (
            "reviews-rule",
            model::Rule::ALL.iter().map(|rule| rule.code()).collect(),
        ),
        ("reviews-stage", web::STAGES.to_vec()),
        (
            "reviews-event",
            vec![
                "assigned",
                "saved",
                "submitted",
                "declined",
                "taken_back",
                "due_changed",
            ],
        ),
        ("reviews-message-given", message()),
        ("reviews-message-soon", message()),
        ("reviews-message-late", message()),
        ("reviews-message-declined", message()),
        ("reviews-message-tied", message()),
        ("reviews-message-third", message()),
        ("reviews-message-taken", message()),
    ]
}
