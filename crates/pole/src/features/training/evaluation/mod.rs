//! The evaluation of trainings in four levels (Kirkpatrick; `domain.md` §5.4): reaction, learning, practice three
//! months later, effects.
//!
//! Teachers have no account tied to their person, so they answer with a personal code that is printed for them.
//! Their answers are told as means of five people or more, to pilots and the academic service alone; no statement
//! and no page gives the answers of one person, and the code shows nothing once it was used. Level 4 is read in the
//! figures of the schools, which another feature keeps: here stands where the trained teachers serve.

mod actions;
mod job;
mod model;
mod rules;
mod store;
#[cfg(test)]
mod tests;
pub(super) mod web;

pub use actions::{Asked, Evaluation, answer, close, draw_codes, evaluation, of_session, sheet};
pub use job::jobs;
pub use model::{AFTER, BEFORE, GroupBy, Line, Position, Practice, Question, Reaction, Stage, Sums};
pub use rules::LEAST;

/// Whether a questionnaire was opened for a session: its competences do not change any more.
///
/// # Errors
/// When the database fails.
pub(super) fn is_asked(tx: &mut pole_db::Tx, session: super::SessionId) -> Result<bool, pole_db::DbError> {
    Ok(!store::campaigns_of(tx, session)?.is_empty())
}
