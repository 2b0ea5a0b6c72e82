//! Calls for projects: editions, waves, rules, forms and criteria, as versioned data.
//!
//! Tells the others what a call asks for, when its waves close, and how an answer is checked.

mod actions;
mod api;
mod builder;
mod errors;
mod field;
mod form;
mod model;
mod programmes;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{CallLine, Deadline, NewCall, create, deadlines, edit, extend, publish, seen, start_version};
pub use api::openapi;
pub use builder::{Piece, Place};
pub use errors::{CallError, Refusal};
pub use field::{AnswerView, Control, FieldView, problem_words, read_posted};
pub use form::{AnswerProblem, Answers, Missing, check_answer, is_asked, missing};
pub use model::{
    Call, CallContent, CallId, CallWave, CallWaveId, Column, Condition, Criterion, EcoleQuota, Eligibility, Exclusion,
    Field, FieldKind, Part, Phase, PlannedWave, RequiredDocument, ReviewRules, Section, Version, VersionLine,
};
pub use programmes::{CallFile, install_programmes, programmes};
pub use rules::{CallProblem, Known, problems};
pub use store::{call, call_wave, call_waves, calls, link_wave, published, set_published_at, version, waves_of};
pub use web::routes;

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("calls-part", Part::ALL.iter().map(|part| part.code()).collect()),
        ("calls-phase", Phase::ALL.iter().map(|phase| phase.code()).collect()),
        ("calls-kind", builder::KINDS.to_vec()),
        (
            "calls-piece",
            builder::Piece::ALL.iter().map(|piece| piece.code()).collect(),
        ),
        ("calls-quota-of", vec!["requests", "dossiers"]),
    ]
}
