//! Why a scenario or a search is refused.

use pole_i18n::Argument;
use pole_kernel::{Cents, SchoolYear};

/// A rule of scenarios that says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioRefusal {
    /// It is archived: it is read, not changed nor searched.
    #[error("the scenario is archived")]
    Archived,
    /// It says this already.
    #[error("nothing changes")]
    NothingChanges,
    /// Something of it makes no sense.
    #[error("the scenario does not hold together: {0:?}")]
    Content(Vec<ContentProblem>),
    /// What it asks cannot be put as a question.
    #[error("the question cannot be put: {0:?}")]
    Unbuildable(Vec<Obstacle>),
    /// The search has ended.
    #[error("the search has ended")]
    Ended,
}

/// Something of a scenario that makes no sense, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentProblem {
    /// Where: `budgets.state[0]`, `schools.9710022X.reason`.
    pub path: String,
    /// What: the end of a message key.
    pub kind: ProblemKind,
}

/// What makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A number beyond its bounds.
    Bounds,
    /// A reason is missing.
    Reason,
    /// A name is missing or used twice.
    Name,
    /// There is no such school.
    School,
    /// There is no such heading.
    Heading,
}

impl ProblemKind {
    /// The message key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bounds => "strategy-problem-bounds",
            Self::Reason => "strategy-problem-reason",
            Self::Name => "strategy-problem-name",
            Self::School => "strategy-problem-school",
            Self::Heading => "strategy-problem-heading",
        }
    }
}

/// What keeps a scenario from becoming a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No such parameter set.
    UnknownSet(String),
    /// The parameter set gives nothing to schools that begin that year.
    NoWindow(SchoolYear),
    /// What is committed already is more than a funder has.
    Budget {
        /// The funder.
        funder: String,
        /// The year of the plan.
        year: usize,
        /// By how much.
        by: i64,
    },
    /// What is committed already is more than the cap of a heading.
    Cap {
        /// The heading.
        heading: String,
        /// The year of the plan.
        year: usize,
        /// By how much.
        by: i64,
    },
    /// More devices are in service already than can be looked after.
    Devices {
        /// The year of the plan.
        year: usize,
        /// How many too many.
        by: i64,
    },
    /// There is no school to choose from.
    NoSchool,
    /// Network works at a school that is not to be chosen.
    Works {
        /// Their name.
        id: String,
        /// The school.
        uai: String,
    },
    /// The question would not be read.
    Question {
        /// Where.
        path: String,
        /// Why.
        message: String,
    },
}

impl Obstacle {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::UnknownSet(_) => "strategy-obstacle-set",
            Self::NoWindow(_) => "strategy-obstacle-window",
            Self::Budget { .. } => "strategy-obstacle-budget",
            Self::Cap { .. } => "strategy-obstacle-cap",
            Self::Devices { .. } => "strategy-obstacle-devices",
            Self::NoSchool => "strategy-obstacle-no-school",
            Self::Works { .. } => "strategy-obstacle-works",
            Self::Question { .. } => "strategy-obstacle-question",
        }
    }

    /// The arguments of the message. Amounts are plain here; pages write them in the reader's language.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let number = |year: &usize| Argument::from(*year);
        match self {
            Self::UnknownSet(code) => vec![("code", code.into())],
            Self::NoWindow(year) => vec![("year", year.label().into())],
            Self::Budget { funder, year, by } => vec![
                ("funder", funder.into()),
                ("year", number(year)),
                ("by", Cents(*by).to_string().into()),
            ],
            Self::Cap { heading, year, by } => vec![
                ("heading", heading.into()),
                ("year", number(year)),
                ("by", Cents(*by).to_string().into()),
            ],
            Self::Devices { year, by } => vec![("year", number(year)), ("by", (*by).into())],
            Self::NoSchool => Vec::new(),
            Self::Works { id, uai } => vec![("id", id.into()), ("uai", uai.into())],
            Self::Question { path, message } => vec![("path", path.into()), ("message", message.into())],
        }
    }

    /// Where in the scenario it can be mended.
    pub fn path(&self) -> String {
        match self {
            Self::UnknownSet(_) => "parameter_set".to_owned(),
            Self::NoWindow(_) => "first_year".to_owned(),
            Self::Budget { funder, year, .. } => format!("budgets.{funder}[{}]", year - 1),
            Self::Cap { heading, year, .. } => format!("headings.{heading}[{}]", year - 1),
            Self::Devices { year, .. } => format!("capacity.fte_x100[{}]", year - 1),
            Self::NoSchool => String::new(),
            Self::Works { .. } => "packages".to_owned(),
            Self::Question { path, .. } => path.clone(),
        }
    }
}

impl ScenarioRefusal {
    /// The message key.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Archived => "strategy-refused-archived",
            Self::NothingChanges => "strategy-refused-unchanged",
            Self::Content(problems) => problems
                .first()
                .map_or("strategy-refused-unchanged", |problem| problem.kind.key()),
            Self::Unbuildable(obstacles) => obstacles.first().map_or("strategy-refused-unchanged", Obstacle::key),
            Self::Ended => "strategy-refused-ended",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::Content(problems) => problems
                .first()
                .map(|problem| vec![("path", problem.path.clone().into())])
                .unwrap_or_default(),
            Self::Unbuildable(obstacles) => obstacles.first().map(Obstacle::arguments).unwrap_or_default(),
            Self::Archived | Self::NothingChanges | Self::Ended => Vec::new(),
        }
    }
}
