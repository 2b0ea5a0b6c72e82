//! Why a decision is refused.

use pole_i18n::Argument;

use super::super::errors::{Refusal, StrategyError};

/// A rule of decisions that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitteeRefusal {
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
    /// The search could not price the school.
    #[error("the cost of the school is unknown")]
    CostUnknown,
    /// The plan or the figures changed since they were read.
    #[error("the plan changed meanwhile")]
    PlanChanged,
}

impl CommitteeRefusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
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
            Self::CostUnknown => "committee-refused-cost-unknown",
            Self::PlanChanged => "committee-refused-plan-changed",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::WaveMissing { number } => vec![("number", (*number).into())],
            Self::WaveOfOtherYear { label } => vec![("wave", label.into())],
            Self::AlreadySelected { school, year } => vec![("school", school.into()), ("year", year.into())],
            Self::NoPlan
            | Self::UnknownSchool
            | Self::NoSuchWave
            | Self::AsProposed
            | Self::SchoolTwice
            | Self::NotDraft
            | Self::InFuture
            | Self::CostUnknown
            | Self::PlanChanged => Vec::new(),
        }
    }
}

impl From<CommitteeRefusal> for StrategyError {
    fn from(refusal: CommitteeRefusal) -> Self {
        Self::Refused(Refusal::Committee(refusal))
    }
}
