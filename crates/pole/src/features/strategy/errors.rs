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
    // ---- Committee ----
    /// The search has no such plan.
    #[error("the search has no such plan")]
    NoPlan,
    /// The school is not in the question.
    #[error("the school is not in the question")]
    UnknownSchool,
    /// There is no such wave in the scenario.
    #[error("there is no such wave in the scenario")]
    NoSuchWave,
    /// What is said is what was proposed.
    #[error("this is what was proposed")]
    AsProposed,
    /// Two deviations are about the same school.
    #[error("the school is there twice")]
    SchoolTwice,
    /// The decision is taken or abandoned.
    #[error("the decision is no draft any more")]
    NotDraft,
    /// The committee is in the future.
    #[error("the day is in the future")]
    InFuture,
    /// No wave of the plan was chosen for a wave of the decision.
    #[error("a wave of the plan must be chosen")]
    WaveMissing {
        /// The wave of the decision.
        number: usize,
    },
    /// The wave of the plan chosen begins in another year.
    #[error("the wave of the plan begins in another year")]
    WaveOfOtherYear {
        /// Its name.
        label: String,
    },
    /// The school is selected already, for another year.
    #[error("the school is selected already")]
    AlreadySelected {
        /// Its name.
        school: String,
        /// Its first endowment year in the plan.
        year: String,
    },
    /// The plan or the figures changed since they were read.
    #[error("the plan changed meanwhile")]
    PlanChanged,
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
            Self::NoPlan => "committee-refused-no-plan",
            Self::UnknownSchool => "committee-refused-unknown-school",
            Self::NoSuchWave => "committee-refused-no-wave",
            Self::AsProposed => "committee-refused-as-proposed",
            Self::SchoolTwice => "committee-refused-twice",
            Self::NotDraft => "committee-refused-not-draft",
            Self::InFuture => "form-day-future",
            Self::WaveMissing { .. } => "committee-refused-wave-missing",
            Self::WaveOfOtherYear { .. } => "committee-refused-wave-year",
            Self::AlreadySelected { .. } => "committee-refused-already-selected",
            Self::PlanChanged => "committee-refused-plan-changed",
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
            | Self::TakenBack
            | Self::NoPlan
            | Self::UnknownSchool
            | Self::NoSuchWave
            | Self::AsProposed
            | Self::SchoolTwice
            | Self::NotDraft
            | Self::InFuture
            | Self::PlanChanged => Vec::new(),
            Self::WaveMissing { number } => vec![("number", (*number).into())],
            Self::WaveOfOtherYear { label } => vec![("wave", label.into())],
            Self::AlreadySelected { school, year } => vec![("school", school.into()), ("year", year.into())],
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
            StrategyError::Refused(Refusal::PlanChanged) => Self::Conflict("committee-refused-plan-changed"),
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
