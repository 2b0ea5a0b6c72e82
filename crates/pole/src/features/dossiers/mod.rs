//! Dossiers: what a collège and its écoles answer to a call, written together, from the draft to the
//! state it ends in.
//!
//! Tells the others which dossiers and lines there are, what was answered, in which state each line is
//! and was, and moves a line from one state to the next.

mod actions;
mod eligibility;
mod errors;
mod lines;
mod model;
mod rights;
mod rules;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use actions::begin;
pub use eligibility::{Check, Finding, Verdict};
pub use errors::{DossierError, RankProblem, Refusal};
pub use lines::{NewState, move_line, record_correction};
pub use model::{
    Answer, CommonFile, CommonFileId, Dossier, DossierId, Line, LineId, LineRevision, LineState, Member, NewDossier,
    Origin, Who,
};
pub use rights::{acts_as, is_member, readable};
pub use rules::{NextSteps, next_states, who_may};
pub use store::{answers, common_file, documents_of, dossier, dossiers_of_wave, history, line, lines, members};
