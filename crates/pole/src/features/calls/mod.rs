//! Calls for projects: editions, waves, rules, forms and criteria, as versioned data.
//!
//! Tells the others what a call asks for, when its waves close, and how an answer is checked.

mod errors;
mod field;
mod form;
mod model;
mod store;

pub use errors::{CallError, Refusal};
pub use field::{AnswerView, Control, FieldView, problem_words, read_posted};
pub use form::{AnswerProblem, Answers, Missing, check_answer, is_asked, missing};
pub use model::{
    Call, CallContent, CallId, CallWave, CallWaveId, Column, Condition, Criterion, EcoleQuota, Eligibility, Exclusion,
    Field, FieldKind, Part, RequiredDocument, ReviewRules, Section, Version,
};
pub use store::{call, call_wave, call_waves, calls, published, set_published_at, version};

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![("calls-part", Part::ALL.iter().map(|part| part.code()).collect())]
}
