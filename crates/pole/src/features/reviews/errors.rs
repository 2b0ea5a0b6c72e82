//! Why something is not done with a review.

use pole_db::DbError;
use pole_i18n::Argument;

use super::model::{Conflict, Rule};
use crate::features::dossiers::DossierError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of reviews that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account does not hold the role of a reviewer.
    #[error("the account is not a reviewer’s")]
    NotAReviewer,
    /// A tie leads to a school or to an authority.
    #[error("the tie leads nowhere")]
    TieWithoutPlace,
    /// The school is not in the directory.
    #[error("the school is unknown")]
    SchoolUnknown,
    /// A rule forbids to give this dossier to this reviewer.
    #[error("a rule forbids to give this dossier to this reviewer")]
    Barred(Rule),
    /// The dossier is not among those that are reviewed now.
    #[error("the dossier is not reviewed now")]
    NotReviewed,
    /// The review is no longer in the hands of the reviewer.
    #[error("the review is closed")]
    Closed,
    /// A mark is missing.
    #[error("{0} criteria have no mark")]
    MarksMissing(usize),
    /// The opinion is missing.
    #[error("the opinion is missing")]
    OpinionMissing,
    /// A mark is not one of 0 to 4, or not of a criterion of the call.
    #[error("a mark is not one of the grid")]
    MarkUnknown,
    /// A reason is needed.
    #[error("the reason is missing")]
    ReasonMissing,
    /// A submitted review stays, unless a tie takes it back.
    #[error("a submitted review stays")]
    SubmittedStays,
    /// Nothing is proposed.
    #[error("nothing is proposed")]
    NothingProposed,
    /// The situation changed since the proposal was shown.
    #[error("the situation changed since the proposal was shown")]
    ProposalChanged,
    /// No dossier has all its reviews.
    #[error("no dossier is complete")]
    NothingComplete,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotAReviewer => "reviews-refused-role",
            Self::TieWithoutPlace => "reviews-refused-place",
            Self::SchoolUnknown => "reviews-refused-school",
            Self::Barred(rule) => match rule {
                Rule::SameSchool => "reviews-refused-same-school",
                Rule::SameFamily => "reviews-refused-same-family",
                Rule::SameAuthority => "reviews-refused-same-authority",
                Rule::PreviousWork => "reviews-refused-previous-work",
                Rule::Holds => "reviews-refused-holds",
                Rule::GaveUp => "reviews-refused-gave-up",
                Rule::Full => "reviews-refused-full",
                Rule::Ended => "reviews-refused-ended",
            },
            Self::NotReviewed => "reviews-refused-not-reviewed",
            Self::Closed => "reviews-refused-closed",
            Self::MarksMissing(_) => "reviews-refused-marks",
            Self::OpinionMissing => "reviews-refused-opinion",
            Self::MarkUnknown => "reviews-refused-mark",
            Self::ReasonMissing => "reviews-refused-reason",
            Self::SubmittedStays => "reviews-refused-submitted",
            Self::NothingProposed => "reviews-refused-nothing",
            Self::ProposalChanged => "reviews-refused-changed",
            Self::NothingComplete => "reviews-refused-incomplete",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::MarksMissing(count) => vec![("count", (*count).into())],
            _ => Vec::new(),
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is no such review, or it is not theirs to know.
    #[error("no such review")]
    NotFound,
    /// A tie keeps the reviewer away: said to them only once they declared it.
    #[error("a tie keeps them away")]
    Tied(Vec<Conflict>),
    /// Another tab or device saved meanwhile.
    #[error("it was saved elsewhere meanwhile")]
    Stale,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A rule of dossiers says no.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The assignment cannot be computed.
    #[error("the assignment cannot be computed: {0}")]
    Solver(String),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReviewError> for Problem {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::NotFound | ReviewError::Tied(_) => Self::NotFound,
            ReviewError::Stale => Self::Conflict("reviews-refused-stale"),
            ReviewError::Refused(refusal @ Refusal::ProposalChanged) => Self::Conflict(refusal.key()),
            ReviewError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            ReviewError::Denied(denied) => denied.into(),
            ReviewError::Dossier(error) => error.into(),
            ReviewError::Solver(_) => Self::failure(&error),
            ReviewError::Db(error) => error.into(),
        }
    }
}
