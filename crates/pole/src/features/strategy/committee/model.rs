//! What a committee decides of a proposed plan.

use std::collections::BTreeMap;

use pole_db::text_column;
use pole_kernel::{Day, Instant, ids, vocabulary};

use super::super::plan::Mode;
use super::super::scenarios::model::RunId;
use crate::features::endowment::WaveId;

ids! {
    /// The identifier of a decision on a proposed plan.
    DecisionId, DecisionTag;
}

vocabulary! {
    /// Where a decision stands.
    DecisionState, "state of a decision" {
        /// Being prepared.
        Draft = "draft",
        /// Decided: nothing of it changes any more.
        Decided = "decided",
        /// Left without effect.
        Abandoned = "abandoned",
    }
}

vocabulary! {
    /// A plan of a search.
    PlanKind, "plan of a search" {
        /// The greatest benefit first.
        Benefit = "benefit",
        /// The greatest unserved needs first.
        Equity = "equity",
        /// The plain ranking by priority, to compare.
        Ranking = "ranking",
    }
}

text_column!(DecisionState, PlanKind);

impl From<Mode> for PlanKind {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Benefit => Self::Benefit,
            Mode::Equity => Self::Equity,
        }
    }
}

/// A school that the committee treats otherwise than proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The school.
    pub uai: String,
    /// The wave decided; `None` when it stays out.
    pub wave: Option<usize>,
    /// Why: never empty.
    pub reason: String,
    /// When it was said.
    pub recorded_at: Instant,
    /// By whom.
    pub recorded_by: Option<String>,
}

/// A decision of the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its identifier.
    pub id: DecisionId,
    /// The search whose plan it is about.
    pub run: RunId,
    /// Which of its two plans.
    pub mode: PlanKind,
    /// Where it stands.
    pub state: DecisionState,
    /// How often it was saved.
    pub revision: i64,
    /// What there is to know.
    pub note: String,
    /// The deviations, in the order of UAI.
    pub deviations: Vec<Deviation>,
    /// The day of the committee.
    pub decided_on: Option<Day>,
    /// When it was decided, or abandoned.
    pub decided_at: Option<Instant>,
    /// The person who did.
    pub decided_by: Option<String>,
    /// When it was begun.
    pub created_at: Instant,
    /// By whom.
    pub created_by: Option<String>,
    /// The waves of the plan that it wrote, by their number here.
    pub waves: BTreeMap<usize, WaveId>,
}

/// What a committee says of one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDeviation {
    /// The school.
    pub uai: String,
    /// The wave decided; `None` when it stays out.
    pub wave: Option<usize>,
    /// Why.
    pub reason: String,
}

/// The wave of the plan that takes the schools of one wave of the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaveChoice {
    /// One that exists.
    Existing(WaveId),
    /// One to record under this name.
    New(String),
}

/// What is said when a committee decides.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The day of the committee.
    pub decided_on: Day,
    /// What there is to know.
    pub note: String,
    /// The waves of the plan, by their number here.
    pub waves: BTreeMap<usize, WaveChoice>,
    /// The fingerprint of the plan as the person saw it.
    pub fingerprint: String,
    /// What every entry of the plan says of its reason.
    pub reason: String,
}
