//! Dossiers: what a collège and its écoles answer to a call, written together, from the draft to the
//! state it ends in.
//!
//! Tells the others which dossiers and lines there are, what was answered, in which state each line is
//! and was, and moves a line from one state to the next.

mod actions;
mod api;
mod bridge;
mod common;
mod eligibility;
mod errors;
mod financing;
mod happenings;
mod importer;
mod lines;
mod listing;
mod model;
mod rights;
mod rules;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod web;
mod writing;

pub use actions::{
    DossierView, Order, Step, add_ecoles, advance, begin, correct, dossier_view, missing, rank, remove_ecole,
};
pub use eligibility::{Check, Finding, Verdict};
pub use errors::{DossierError, RankProblem, Refusal};
pub use importer::DemarcheImporter;
pub use lines::{NewState, move_line, record_correction};
pub use model::{
    Answer, CommonFile, CommonFileId, Dossier, DossierId, Line, LineId, LineRevision, LineState, Member, NewDossier,
    Origin, SelectedLine, Who,
};
pub use rights::{acts_as, is_member, readable};
pub use rules::{NextSteps, next_states, who_may};
pub use store::{
    answers, common_file, documents_of, dossier, dossiers_of_wave, history, line, lines, lines_selected_on, members,
};
pub use web::routes;
pub use writing::{
    Access, Lack, NewComment, Save, Saved, SectionProgress, Setting, WhyClosed, WritingError, attach_document, comment,
    invite, jobs, mark_version, open, save,
};

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    web::vocabularies().into_iter().chain(writing::vocabularies()).collect()
}

/// The part of the OpenAPI document that dossiers serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = api::openapi();
    document.merge(writing::openapi());
    document
}
