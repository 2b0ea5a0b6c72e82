//! What a scenario asks and what a search keeps.

use std::collections::BTreeMap;

use pole_db::text_column;
use pole_kernel::{Instant, ids, vocabulary};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::answer::Answer;
use super::super::question::Question;

ids! {
    /// The identifier of a scenario.
    ScenarioId, ScenarioTag;
    /// The identifier of a search.
    RunId, RunTag;
}

/// What a scenario asks. Funders are `state`, `authority-978`, `authority-977` and the names of other
/// funding lines; amounts are in cents, one a year of the plan; year 1 is the school year `first_year`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Content {
    /// What there is to know of it.
    pub note: String,
    /// The calendar year in which the first school year begins.
    pub first_year: i16,
    /// How many waves.
    pub waves: usize,
    /// The code of the parameter set that prices the endowment; empty for the one in force.
    pub parameter_set: String,
    /// Whether schools already selected in the plan stay as they are, their costs first paid from the
    /// budgets; otherwise everything is chosen anew.
    pub keep_selected: bool,
    /// What each funder has each year.
    pub budgets: BTreeMap<String, Vec<i64>>,
    /// Caps on a heading of the endowment, all funders together, by the code of the heading.
    pub caps: BTreeMap<String, Vec<i64>>,
    /// Hundredths of full-time technicians each year; empty when there is no limit.
    pub fte_x100: Vec<i64>,
    /// At least one school of each island in each wave.
    pub island_each_wave: bool,
    /// At least so many écoles.
    pub primary_at_least: Option<i64>,
    /// At most so many écoles.
    pub primary_at_most: Option<i64>,
    /// What is said of a school, by its UAI.
    pub schools: BTreeMap<String, Choice>,
    /// Network works.
    pub packages: Vec<Works>,
    /// The seed of the draws of weights.
    pub seed: u64,
}

/// What a scenario says of one school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// The first wave in which it is ready; the first one without it.
    pub ready_wave: Option<usize>,
    /// The wave imposed.
    pub pinned_wave: Option<usize>,
    /// Whether it stays out.
    pub excluded: bool,
    /// The last year of the plan in which it is open.
    pub closes_after: Option<usize>,
    /// Why it is imposed or excluded: asked for both.
    pub reason: String,
}

/// Network works at one school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Works {
    /// A short name, unique in the scenario.
    pub id: String,
    /// The school.
    pub uai: String,
    /// The first wave that they make possible.
    pub ready_wave: usize,
    /// What each funder pays, by year of the plan.
    pub costs: BTreeMap<String, Vec<i64>>,
    /// Whether they are done in any case.
    pub imposed: bool,
}

vocabulary! {
    /// Where a search stands.
    RunState, "state of a search" {
        /// Asked for, not begun.
        Waiting = "waiting",
        /// Under way.
        Running = "running",
        /// Ended.
        Done = "done",
        /// Broken off: the best plan so far is kept, when there is one.
        Cancelled = "cancelled",
        /// It could not end.
        Failed = "failed",
    }
}

text_column!(RunState);

/// What was known of a school when a search began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFacts {
    /// Its code.
    pub uai: String,
    /// Its name.
    pub name: String,
    /// `college`, `ecole`…: the code of its type.
    pub kind: String,
    /// Its island.
    pub territory: Option<String>,
    /// N, in hundredths of a point.
    pub need: i64,
    /// R, in hundredths of a point.
    pub readiness: i64,
    /// The interval of π, times ten.
    pub priority_between: (i64, i64),
    /// Whether a component stands in for what is missing.
    pub estimated: bool,
}

/// A search as it is kept.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its identifier.
    pub id: RunId,
    /// The scenario, its name, and the revision that was asked.
    pub scenario: ScenarioId,
    /// The name of the scenario.
    pub name: String,
    /// The revision.
    pub revision: i64,
    /// The scenario as it was asked.
    pub content: Content,
    /// The version of the weights.
    pub weights: i64,
    /// What was known of the schools, in the order of UAI.
    pub facts: Vec<SchoolFacts>,
    /// The question.
    pub question: Question,
    /// Where it stands.
    pub state: RunState,
    /// How far it is.
    pub progress: String,
    /// The answer of the mode “benefit”.
    pub benefit: Option<Answer>,
    /// The answer of the mode “equity”.
    pub equity: Option<Answer>,
    /// What went wrong.
    pub problem: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: Option<String>,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// What stands beside a question: what it was made with, and what it could not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basis {
    /// The parameter set that priced it, with its version and name.
    pub set: String,
    /// Its version.
    pub set_version: i64,
    /// Its name.
    pub set_name: String,
    /// The schools that could not be put to the choice.
    pub left_out: Vec<LeftOut>,
    /// The schools already selected, with their first year.
    pub kept: Vec<Kept>,
    /// What these cost each year, by funder; paid from the budgets first.
    pub committed: BTreeMap<String, Vec<i64>>,
    /// Those of them of which an amount is unknown: what is committed is at least the above.
    pub committed_unknown: Vec<String>,
    /// The school year of the newest head count of each school.
    pub counted_in: BTreeMap<String, i16>,
    /// The schools whose costs rest on projected rosters.
    pub projected: Vec<String>,
    /// The schools of which a figure is invented for the demonstration.
    pub fictitious: Vec<String>,
    /// What the scenario says of schools that are not to be chosen.
    pub ignored: Vec<String>,
}

/// A school that could not be put to the choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its code.
    pub uai: String,
    /// Why: a code of [`LeftOutWhy`].
    pub why: String,
    /// What is missing: the first calendar year of a school year, and the columns of its roster.
    #[serde(default)]
    pub missing: BTreeMap<i16, Vec<String>>,
}

vocabulary! {
    /// Why a school could not be put to the choice.
    LeftOutWhy, "reason to leave a school out" {
        /// A roster is missing: its cost is unknown.
        CostUnknown = "cost_unknown",
        /// Nobody counted its pupils.
        PupilsUnknown = "pupils_unknown",
        /// How many devices would be in service is unknown, and technicians are limited.
        DevicesUnknown = "devices_unknown",
        /// An école without a collège.
        NoCollege = "no_college",
        /// An école whose collège cannot be selected.
        CollegeNotEligible = "college_not_eligible",
        /// An école whose collège, selected already, begins after the last wave.
        CollegeLater = "college_later",
    }
}

/// A school already selected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its code.
    pub uai: String,
    /// Its name.
    pub name: String,
    /// Its island.
    pub territory: Option<String>,
    /// Its first endowment year.
    pub first_year: i16,
}

/// A scenario in its newest state, or in an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its identifier.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// The revision.
    pub revision: i64,
    /// What it asks.
    pub content: Content,
    /// When this revision was recorded.
    pub recorded_at: Instant,
    /// By whom.
    pub recorded_by: Option<String>,
    /// When it was archived.
    pub archived_at: Option<Instant>,
}

/// One state of a scenario in its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRevision {
    /// From 1.
    pub number: i64,
    /// What it asked.
    pub content: Content,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom.
    pub recorded_by: Option<String>,
}

/// A search without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLine {
    /// Its identifier.
    pub id: RunId,
    /// The scenario.
    pub scenario: ScenarioId,
    /// The name of the scenario.
    pub name: String,
    /// The revision that was asked.
    pub revision: i64,
    /// The version of the weights.
    pub weights: i64,
    /// Where it stands.
    pub state: RunState,
    /// How far it is.
    pub progress: String,
    /// The last sign of life.
    pub beat_at: Instant,
    /// When it was asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: Option<String>,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// A search without a sign of life for so long is taken for dead.
pub const SILENCE_SECONDS: i64 = 60;

impl RunLine {
    /// Whether its process died: nobody will end it.
    pub fn is_interrupted(&self, now: Instant) -> bool {
        self.is_open() && self.beat_at.plus_seconds(SILENCE_SECONDS) < now
    }

    /// Whether it has not ended.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, RunState::Waiting | RunState::Running)
    }
}

impl Content {
    /// How many years it speaks of, when schools are paid for in so many years.
    pub fn years(&self, window: usize) -> usize {
        self.budgets
            .values()
            .chain(self.caps.values())
            .map(Vec::len)
            .chain([self.fte_x100.len(), self.waves + window.max(1) - 1])
            .max()
            .unwrap_or(1)
    }
}

/// The island whose authority a funder is: `authority-978` gives `978`.
pub fn territory_of(funder: &str) -> Option<&str> {
    funder.strip_prefix("authority-")
}

/// The funder of the authority of an island.
pub fn authority_of(territory: Option<&str>) -> String {
    territory.map_or_else(|| "authority".to_owned(), |code| format!("authority-{code}"))
}
