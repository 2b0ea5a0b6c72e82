//! Why something is not done with the strategy.

use pole_db::DbError;
use pole_i18n::Argument;

use super::committee::CommitteeRefusal;
use super::needs::model::Component;
use super::scenarios::ScenarioRefusal;
use crate::features::directory::DirectoryError;
use crate::features::endowment::EndowmentError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of the strategy that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something that must be named is not.
    #[error("the name is missing")]
    NameMissing,
    /// The reason is missing.
    #[error("the reason is missing")]
    ReasonMissing,

    // Needs.
    /// The weights of the need do not sum to 100.
    #[error("the weights of the need sum to {0}")]
    NeedSum(i64),
    /// The weights of the readiness do not sum to 100.
    #[error("the weights of the readiness sum to {0}")]
    ReadinessSum(i64),
    /// The part of the need is not between 0 and 100.
    #[error("the part of the need is not between 0 and 100")]
    NeedShare,
    /// A weight is not between 0 and 100, is missing or is of no component.
    #[error("a weight is not between 0 and 100, is missing or is of no component")]
    Weight,
    /// These weights are in force already.
    #[error("these weights are in force already")]
    SameWeights,
    /// A declared value says where it comes from.
    #[error("where the value comes from is missing")]
    SourceMissing,
    /// A declared value is not of its scale.
    #[error("the value of {0} is not of its scale")]
    ValueOutOfRange(Component),
    /// A declared value speaks of a day to come.
    #[error("the day is still to come")]
    NotYet,
    /// Nothing was entered.
    #[error("nothing was entered")]
    NothingEntered,
    /// Everything is known already.
    #[error("nothing changes")]
    NothingChanges,
    /// It was taken back already.
    #[error("it was taken back already")]
    TakenBack,

    /// Of a scenario or a search.
    #[error(transparent)]
    Scenario(#[from] ScenarioRefusal),

    /// Of a decision of the committee.
    #[error(transparent)]
    Committee(#[from] CommitteeRefusal),
}

impl Refusal {
    /// The message key.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NameMissing => "strategy-refused-name",
            Self::ReasonMissing => "strategy-refused-reason",
            Self::NeedSum(_) => "needs-refused-need-sum",
            Self::ReadinessSum(_) => "needs-refused-readiness-sum",
            Self::NeedShare => "needs-refused-share",
            Self::Weight => "needs-refused-weight",
            Self::SameWeights => "needs-refused-same-weights",
            Self::SourceMissing => "needs-refused-source",
            Self::ValueOutOfRange(_) => "needs-refused-range",
            Self::NotYet => "needs-refused-not-yet",
            Self::NothingEntered => "needs-refused-nothing",
            Self::NothingChanges => "needs-refused-unchanged",
            Self::TakenBack => "needs-refused-taken-back",
            Self::Scenario(refusal) => refusal.key(),
            Self::Committee(refusal) => refusal.key(),
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::NeedSum(sum) | Self::ReadinessSum(sum) => vec![("sum", Argument::Number(*sum))],
            Self::ValueOutOfRange(component) => vec![("component", component.code().into())],
            Self::Scenario(refusal) => refusal.arguments(),
            Self::Committee(refusal) => refusal.arguments(),
            Self::NameMissing
            | Self::ReasonMissing
            | Self::NeedShare
            | Self::Weight
            | Self::SameWeights
            | Self::SourceMissing
            | Self::NotYet
            | Self::NothingEntered
            | Self::NothingChanges
            | Self::TakenBack => Vec::new(),
        }
    }
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum StrategyError {
    /// There is no such thing, or it is not theirs to know.
    #[error("no such scenario, search or decision")]
    NotFound,
    /// Somebody else saved meanwhile.
    #[error("it was saved by somebody else meanwhile")]
    Stale,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The endowment says no.
    #[error(transparent)]
    Endowment(#[from] EndowmentError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<DirectoryError> for StrategyError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Denied(denied) => Self::Denied(denied),
            DirectoryError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

impl From<ScenarioRefusal> for StrategyError {
    fn from(refusal: ScenarioRefusal) -> Self {
        Self::Refused(Refusal::Scenario(refusal))
    }
}

impl From<StrategyError> for Problem {
    fn from(error: StrategyError) -> Self {
        match error {
            StrategyError::NotFound => Self::NotFound,
            StrategyError::Stale => Self::Conflict("strategy-refused-stale"),
            StrategyError::Refused(Refusal::Committee(CommitteeRefusal::PlanChanged)) => {
                Self::Conflict("committee-refused-plan-changed")
            }
            StrategyError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            StrategyError::Denied(denied) => denied.into(),
            StrategyError::Endowment(error) => error.into(),
            StrategyError::Db(error) => error.into(),
        }
    }
}
