//! Writing a dossier together: who writes which part, the answers as they are saved, the conflicts between
//! two people, comments, named versions, documents, and the reminders before the deadline.

mod access;
mod answers;
mod api;
mod comments;
mod difference;
mod documents;
mod errors;
mod members;
mod progress;
mod reminders;
mod store;
#[cfg(test)]
mod tests;
mod versions;
mod web;

pub use access::Access;
pub use answers::{Save, Saved, Setting, WhyClosed, open, save};
pub(in crate::features::dossiers) use answers::{bring, current};
pub use api::openapi;
pub use comments::{NewComment, write as comment};
pub use documents::attach as attach_document;
pub use errors::{Refusal, WritingError};
pub use members::invite;
pub use progress::{Lack, SectionProgress};
pub use reminders::jobs;
pub use versions::{label_of, mark as mark_version};
pub use web::routes;

/// The vocabularies that these pages put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let message = || vec!["subject", "body"];
    vec![
        ("writing-invited", message()),
        ("writing-ended", message()),
        ("writing-nudge", message()),
        ("writing-deadline", message()),
        ("writing-closed", vec!["wave", "frozen"]),
    ]
}
