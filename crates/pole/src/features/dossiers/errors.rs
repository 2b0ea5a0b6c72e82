//! Why something is not done with a dossier.

use pole_db::DbError;

use pole_i18n::Argument;
use pole_kernel::Uai;

use super::eligibility::Check;
use super::model::LineState;
use crate::features::endowment::EndowmentError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of dossiers that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not follow the one it is in.
    #[error("{to} does not follow {from}")]
    NotNext {
        /// The state it is in.
        from: LineState,
        /// The state asked for.
        to: LineState,
    },
    /// The wave is closed: its deadline has passed, or it has not opened yet.
    #[error("the wave is not open")]
    WaveNotOpen,
    /// A reason is needed.
    #[error("the reason is missing")]
    ReasonMissing,
    /// The call has published nothing that could be answered.
    #[error("the call is not published")]
    NotPublished,
    /// The directory does not know the school, or not on which island it is.
    #[error("the directory does not know {0}")]
    UnknownSchool(Uai),
    /// The rules of the call leave the school out.
    #[error("{uai} may not answer: {why}")]
    NotEligible {
        /// The school.
        uai: Uai,
        /// Why, the first reason.
        why: Check,
    },
    /// The school answers this wave already.
    #[error("{0} answers this wave already")]
    AlreadyBegun(Uai),
    /// The dossier is not written any more.
    #[error("the dossier is not written any more")]
    NotWritten,
    /// The school that carries the dossier cannot be taken out of it.
    #[error("the school that carries the dossier cannot be taken out")]
    Carrier,
    /// Something that is asked for is missing.
    #[error("{0} answers or documents are missing")]
    Incomplete(usize),
    /// An école is selected with its collège or after it.
    #[error("the collège of {0} is not selected")]
    CollegeNotSelected(Uai),
    /// Two dossiers share a rank, or a rank is left out.
    #[error("the ranks are not 1, 2, 3…: {0}")]
    Ranks(RankProblem),
    /// Nothing is there to be moved.
    #[error("nothing can be moved so")]
    NothingToMove,
    /// What is said differently has no reason, or is not an amount of the plan.
    #[error("the difference of {0} has no reason")]
    DifferenceReason(String),
}

/// What is wrong with the order that was typed for a common file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RankProblem {
    /// Two dossiers have the same rank.
    #[error("{0} is given twice")]
    Twice(i64),
    /// Nobody has a rank.
    #[error("{0} is given to nobody")]
    Gap(i64),
    /// Somebody has no rank, or one that is not a number from 1.
    #[error("a rank is missing")]
    Missing,
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotNext { .. } => "dossiers-refused-not-next",
            Self::WaveNotOpen => "dossiers-refused-wave",
            Self::ReasonMissing => "dossiers-refused-reason",
            Self::NotPublished => "dossiers-refused-not-published",
            Self::UnknownSchool(_) => "dossiers-refused-unknown-school",
            Self::NotEligible { why, .. } => why.refusal_key(),
            Self::AlreadyBegun(_) => "dossiers-refused-already-begun",
            Self::NotWritten => "dossiers-refused-not-written",
            Self::Carrier => "dossiers-refused-carrier",
            Self::Incomplete(_) => "dossiers-refused-incomplete",
            Self::CollegeNotSelected(_) => "dossiers-refused-college-not-selected",
            Self::Ranks(RankProblem::Twice(_)) => "dossiers-refused-rank-twice",
            Self::Ranks(RankProblem::Gap(_)) => "dossiers-refused-rank-gap",
            Self::Ranks(RankProblem::Missing) => "dossiers-refused-rank-missing",
            Self::NothingToMove => "dossiers-refused-nothing",
            Self::DifferenceReason(_) => "dossiers-refused-difference",
        }
    }

    /// The field of a form that it speaks of.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NotNext { .. } | Self::Incomplete(_) | Self::CollegeNotSelected(_) | Self::NothingToMove => "etat",
            Self::ReasonMissing => "motif",
            Self::WaveNotOpen | Self::NotPublished => "vague",
            Self::UnknownSchool(_) | Self::AlreadyBegun(_) | Self::NotEligible { .. } => "etablissement",
            Self::NotWritten | Self::Carrier => "ecoles",
            Self::Ranks(_) => "rangs",
            Self::DifferenceReason(_) => "montants",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::UnknownSchool(uai) | Self::AlreadyBegun(uai) | Self::CollegeNotSelected(uai) => {
                vec![("uai", uai.as_str().into())]
            }
            Self::NotEligible { uai, .. } => vec![("uai", uai.as_str().into())],
            Self::Incomplete(count) => vec![("count", i64::try_from(*count).unwrap_or(i64::MAX).into())],
            Self::Ranks(RankProblem::Twice(rank) | RankProblem::Gap(rank)) => vec![("rank", (*rank).into())],
            Self::DifferenceReason(heading) => vec![("heading", heading.as_str().into())],
            Self::NotNext { .. }
            | Self::WaveNotOpen
            | Self::ReasonMissing
            | Self::NotPublished
            | Self::NotWritten
            | Self::Carrier
            | Self::Ranks(RankProblem::Missing)
            | Self::NothingToMove => Vec::new(),
        }
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// There is no such dossier or line, or it is not theirs to know.
    #[error("no such dossier")]
    NotFound,
    /// Somebody else moved it meanwhile.
    #[error("somebody else moved it meanwhile")]
    Stale,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The endowment cannot be computed.
    #[error(transparent)]
    Endowment(Box<EndowmentError>),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<DossierError> for Problem {
    fn from(error: DossierError) -> Self {
        match error {
            DossierError::NotFound => Self::NotFound,
            DossierError::Stale => Self::Conflict("dossiers-refused-stale"),
            DossierError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            DossierError::Endowment(error) => (*error).into(),
            DossierError::Denied(denied) => denied.into(),
            DossierError::Db(error) => error.into(),
        }
    }
}
