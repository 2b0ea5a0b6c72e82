//! Dossiers: what a collège and its écoles answer to a call, written together, from the draft to the
//! state it ends in.
//!
//! Tells the others which dossiers and lines there are, what was answered, in which state each line is
//! and was, and moves a line from one state to the next.

mod errors;
mod lines;
mod model;
mod rules;
mod store;

pub use errors::{DossierError, Refusal};
pub use lines::{NewState, move_line, record_correction};
pub use model::{
    Answer, CommonFile, CommonFileId, Dossier, DossierId, Line, LineId, LineRevision, LineState, Member, Origin, Who,
};
pub use rules::{NextSteps, next_states, who_may};
pub use store::{answers, common_file, documents_of, dossier, dossiers_of_wave, history, line, lines, members};
