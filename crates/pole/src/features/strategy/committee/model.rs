//! What a committee decides of a proposed plan.

use pole_db::text_column;
use pole_kernel::{Day, Instant, ids, vocabulary};

use super::super::scenarios::model::RunId;

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

text_column!(DecisionState);

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
    /// Which of its two plans: `benefit` or `equity`.
    pub mode: String,
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
    /// When it was recorded.
    pub decided_at: Option<Instant>,
    /// The person who decided.
    pub decided_by: Option<String>,
    /// When it was begun.
    pub created_at: Instant,
}
