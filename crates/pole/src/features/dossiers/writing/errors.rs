//! Why something is not written in a dossier.

use pole_db::DbError;

use super::super::errors::DossierError;
use crate::features::calls::AnswerProblem;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of writing together that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The wave is not open.
    #[error("the wave is not open")]
    WaveClosed,
    /// The line was validated: its answers no longer change.
    #[error("the line was validated")]
    Frozen,
    /// The answer is not one the question takes.
    #[error(transparent)]
    Answer(#[from] AnswerProblem),
    /// They write that part already.
    #[error("they write that part already")]
    AlreadyInvited,
    /// Their role is not one that writes that part of this dossier.
    #[error("their role does not write that part")]
    NotReachable,
    /// They were reminded today.
    #[error("they were reminded today")]
    RemindedToday,
    /// They have nothing left to write.
    #[error("nothing is missing on their side")]
    NothingMissing,
    /// A text is missing, or too long.
    #[error("the text is missing or too long")]
    Text,
    /// The name of a version is missing, or too long.
    #[error("the name is missing or too long")]
    Label,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::WaveClosed => "writing-refused-wave",
            Self::Frozen => "writing-refused-frozen",
            Self::Answer(_) => "writing-refused-answer",
            Self::AlreadyInvited => "writing-refused-invited",
            Self::NotReachable => "writing-refused-reach",
            Self::RemindedToday => "writing-refused-reminded",
            Self::NothingMissing => "writing-refused-nothing",
            Self::Text => "writing-refused-text",
            Self::Label => "writing-refused-label",
        }
    }
}

/// Why something is not written.
#[derive(Debug, thiserror::Error)]
pub enum WritingError {
    /// There is no such dossier, question, member, comment or version, or it is not theirs to know.
    #[error("no such thing in a dossier of theirs")]
    NotFound,
    /// Somebody else saved the same answer meanwhile.
    #[error("somebody else saved the same answer meanwhile")]
    Stale,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The line could not be moved.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<WritingError> for Problem {
    fn from(error: WritingError) -> Self {
        match error {
            WritingError::NotFound => Self::NotFound,
            WritingError::Stale => Self::Conflict("writing-refused-stale"),
            WritingError::Refused(refusal) => Self::refused(refusal.key()),
            WritingError::Denied(denied) => denied.into(),
            WritingError::Dossier(error) => error.into(),
            WritingError::Db(error) => error.into(),
        }
    }
}
