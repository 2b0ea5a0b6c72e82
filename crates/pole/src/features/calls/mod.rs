//! Calls for projects: editions, waves, rules, forms and criteria, as versioned data.
//!
//! Tells the others what a call asks for, when its waves close, and how an answer is checked.

mod errors;
mod form;
mod model;
mod store;

pub use errors::{CallError, Refusal};
pub use form::{AnswerProblem, Answers, Missing, check_answer, is_asked, missing};
pub use model::{
    Call, CallContent, CallId, CallWave, CallWaveId, Column, Condition, Criterion, EcoleQuota, Eligibility, Exclusion,
    Field, FieldKind, Part, RequiredDocument, ReviewRules, Section, Version,
};
pub use store::{call, call_wave, call_waves, calls, published, set_published_at, version};
