//! Why something is not done with a call.

use pole_db::DbError;

use super::rules::CallProblem;
use crate::features::endowment::EndowmentError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of calls that says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The call has no title.
    #[error("the title is missing")]
    TitleMissing,
    /// The edition is no year.
    #[error("the edition is not a year")]
    Edition,
    /// The title and edition of a published call stay.
    #[error("the title of a published call stays")]
    TitleFrozen,
    /// Nothing is being written: what is published never changes.
    #[error("the call has no draft")]
    NoDraft,
    /// Somebody writes the next version already.
    #[error("the call has a draft already")]
    DraftThere,
    /// The section or question is no longer there.
    #[error("somebody removed it")]
    Gone,
    /// A section keeps its questions: they go first.
    #[error("the section still has questions")]
    SectionFull,
    /// The reason is missing.
    #[error("the reason is missing")]
    ReasonMissing,
    /// A published deadline only moves later.
    #[error("the new deadline is not later")]
    NotLater,
    /// The results of the wave are published.
    #[error("the results are published")]
    ResultsOut,
}

impl Refusal {
    /// The message key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TitleMissing => "calls-refused-title",
            Self::Edition => "calls-refused-edition",
            Self::TitleFrozen => "calls-refused-title-frozen",
            Self::NoDraft => "calls-refused-no-draft",
            Self::DraftThere => "calls-refused-draft-there",
            Self::Gone => "calls-refused-gone",
            Self::SectionFull => "calls-refused-section-full",
            Self::ReasonMissing => "calls-refused-reason",
            Self::NotLater => "calls-refused-not-later",
            Self::ResultsOut => "calls-refused-results-out",
        }
    }

    /// The field of the form that it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::TitleMissing | Self::TitleFrozen => "titre",
            Self::Edition => "edition",
            Self::NotLater | Self::ResultsOut => "cloture",
            Self::ReasonMissing => "motif",
            Self::NoDraft | Self::DraftThere | Self::Gone | Self::SectionFull => "revision",
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// There is no such call.
    #[error("no such call")]
    NotFound,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else wrote in the same place meanwhile.
    #[error("somebody else changed it meanwhile")]
    Stale,
    /// The call is not ready to be published.
    #[error("{} things to mend", .0.len())]
    ToMend(Vec<CallProblem>),
    /// A programme that ships with the program cannot be read.
    #[error("a programme of the program: {0}")]
    Programme(String),
    /// The endowment says no.
    #[error(transparent)]
    Endowment(#[from] EndowmentError),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NotFound => Self::NotFound,
            CallError::Refused(refusal) => Self::refused(refusal.key()),
            CallError::Stale => Self::Conflict("calls-refused-changed"),
            CallError::ToMend(problems) => {
                problems
                    .first()
                    .map_or(Self::refused("calls-refused-mend"), |problem| Self::Refused {
                        key: problem.key,
                        arguments: problem.arguments().to_vec(),
                    })
            }
            CallError::Programme(_) => Self::failure(&error),
            CallError::Endowment(error) => error.into(),
            CallError::Denied(denied) => denied.into(),
            CallError::Db(error) => error.into(),
        }
    }
}
