//! Why something is not done with the endowment.

use pole_db::DbError;
use pole_i18n::Argument;
use pole_kernel::SchoolYear;

use super::model::RosterProblem;
use super::parameters::ParameterErrors;
use super::records::Entry;
use crate::features::directory::DirectoryError;
use crate::policy::Denied;
use crate::shell::problem::Problem;

/// A rule of the endowment that says no. Schools are told by their names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something that must be named is not.
    #[error("the label is missing")]
    LabelMissing,
    /// Another wave has this name.
    #[error("the wave exists already")]
    WaveTaken,
    /// No school was ticked.
    #[error("no school was chosen")]
    NothingChosen,
    /// The school is not in the basin.
    #[error("the school is not in the basin")]
    UnknownSchool,
    /// A lycée is never eligible to the national call.
    #[error("a lycée cannot be selected")]
    Lycee(String),
    /// Closed, private without contract, or no school at all.
    #[error("the school is not eligible")]
    NotEligible(String),
    /// The école belongs to no collège that year.
    #[error("the école is attached to no collège")]
    NotAttached {
        /// The école.
        ecole: String,
        /// Its first endowment year.
        year: SchoolYear,
    },
    /// The collège of the école is not selected.
    #[error("the collège of the école is not selected")]
    CollegeNotSelected {
        /// The école.
        ecole: String,
        /// Its collège.
        college: String,
    },
    /// The collège of the école enters later.
    #[error("the collège of the école enters later")]
    CollegeEntersLater {
        /// The école.
        ecole: String,
        /// Its collège.
        college: String,
        /// The first endowment year of the collège.
        year: SchoolYear,
    },
    /// Écoles entered the plan with this collège.
    #[error("écoles depend on this collège")]
    CollegeNeeded {
        /// The collège.
        college: String,
        /// Its écoles.
        ecoles: String,
    },
    /// The decision is dated in the future.
    #[error("the decision is in the future")]
    DecidedInFuture,
    /// The decision needs its reason.
    #[error("the reason is missing")]
    ReasonMissing,
    /// The school entered the wave meanwhile.
    #[error("the school is in the wave already")]
    AlreadyInWave(String),
    /// A call decides of this wave.
    #[error("a call decides of this wave")]
    DecidedByCall,
    /// The code of a set is not simple.
    #[error("the code is not well formed")]
    CodeMalformed,
    /// The new version has the values of the one it was copied from.
    #[error("nothing changes")]
    NothingChanges,
    /// The set is in force already.
    #[error("the set is in force already")]
    AlreadyInForce,
    /// The same supply is entered already.
    #[error("the same supply is entered already")]
    SupplyTwice,
    /// The supply is dated in the future.
    #[error("the supply is in the future")]
    SupplyInFuture,
    /// A quantity no school can have.
    #[error("the quantity is too large")]
    QuantityTooLarge,
    /// A roster holds a count no school can have.
    #[error("a roster cannot be computed")]
    Roster {
        /// The school.
        uai: String,
        /// The year.
        year: SchoolYear,
    },
}

impl Refusal {
    /// The message key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::LabelMissing => "endowment-refused-label",
            Self::WaveTaken => "endowment-refused-wave-taken",
            Self::NothingChosen => "endowment-refused-nothing-chosen",
            Self::UnknownSchool => "endowment-refused-unknown-school",
            Self::Lycee(_) => "endowment-refused-lycee",
            Self::NotEligible(_) => "endowment-refused-not-eligible",
            Self::NotAttached { .. } => "endowment-refused-not-attached",
            Self::CollegeNotSelected { .. } => "endowment-refused-college-not-selected",
            Self::CollegeEntersLater { .. } => "endowment-refused-college-later",
            Self::CollegeNeeded { .. } => "endowment-refused-college-needed",
            Self::DecidedInFuture => "endowment-refused-decided-future",
            Self::ReasonMissing => "endowment-refused-reason",
            Self::AlreadyInWave(_) => "endowment-refused-already-in-wave",
            Self::DecidedByCall => "endowment-refused-by-call",
            Self::CodeMalformed => "endowment-refused-code",
            Self::NothingChanges => "endowment-refused-unchanged",
            Self::AlreadyInForce => "endowment-refused-in-force",
            Self::SupplyTwice => "endowment-refused-supply-twice",
            Self::SupplyInFuture => "endowment-refused-supply-future",
            Self::QuantityTooLarge => "endowment-refused-quantity",
            Self::Roster { .. } => "endowment-refused-roster",
        }
    }

    /// The arguments of the message.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::Lycee(name) | Self::NotEligible(name) | Self::AlreadyInWave(name) => vec![("school", name.into())],
            Self::NotAttached { ecole, year } => vec![("ecole", ecole.into()), ("year", year.label().into())],
            Self::CollegeNotSelected { ecole, college } => vec![("ecole", ecole.into()), ("college", college.into())],
            Self::CollegeEntersLater { ecole, college, year } => {
                vec![
                    ("ecole", ecole.into()),
                    ("college", college.into()),
                    ("year", year.label().into()),
                ]
            }
            Self::CollegeNeeded { college, ecoles } => vec![("college", college.into()), ("ecoles", ecoles.into())],
            Self::Roster { uai, year } => vec![("uai", uai.into()), ("year", year.label().into())],
            Self::LabelMissing
            | Self::WaveTaken
            | Self::NothingChosen
            | Self::UnknownSchool
            | Self::DecidedInFuture
            | Self::ReasonMissing
            | Self::DecidedByCall
            | Self::CodeMalformed
            | Self::NothingChanges
            | Self::AlreadyInForce
            | Self::SupplyTwice
            | Self::SupplyInFuture
            | Self::QuantityTooLarge => Vec::new(),
        }
    }

    /// The field of a form that can mend it.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::LabelMissing | Self::WaveTaken => "libelle",
            Self::NothingChosen
            | Self::UnknownSchool
            | Self::Lycee(_)
            | Self::NotEligible(_)
            | Self::NotAttached { .. }
            | Self::CollegeNotSelected { .. }
            | Self::AlreadyInWave(_)
            | Self::DecidedByCall
            | Self::Roster { .. } => "etablissements",
            Self::CollegeEntersLater { .. } => "annee",
            Self::CollegeNeeded { .. } => "statut",
            Self::DecidedInFuture | Self::SupplyInFuture => "jour",
            Self::ReasonMissing | Self::AlreadyInForce => "motif",
            Self::CodeMalformed | Self::NothingChanges => "code",
            Self::SupplyTwice | Self::QuantityTooLarge => "quantite",
        }
    }
}

/// Why something was not done with the endowment.
#[derive(Debug, thiserror::Error)]
pub enum EndowmentError {
    /// There is no such thing, or it is not yours to know.
    #[error("no such school, wave, entry, set, supply or computation")]
    NotFound,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else changed the entry meanwhile: this is what is in force.
    #[error("the entry was changed by somebody else")]
    Stale(Box<Entry>),
    /// The values of a parameter set are not accepted.
    #[error(transparent)]
    Parameters(#[from] ParameterErrors),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<DirectoryError> for EndowmentError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Denied(denied) => Self::Denied(denied),
            DirectoryError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

impl From<Vec<RosterProblem>> for EndowmentError {
    fn from(problems: Vec<RosterProblem>) -> Self {
        problems.into_iter().next().map_or(Self::NotFound, |problem| {
            Self::Refused(Refusal::Roster {
                uai: problem.uai.to_string(),
                year: problem.year,
            })
        })
    }
}

impl From<EndowmentError> for Problem {
    fn from(error: EndowmentError) -> Self {
        match error {
            EndowmentError::NotFound => Self::NotFound,
            EndowmentError::Refused(refusal) => Self::Refused {
                key: refusal.key(),
                arguments: refusal.arguments(),
            },
            EndowmentError::Stale(_) => Self::Conflict("endowment-refused-stale"),
            EndowmentError::Parameters(errors) => Self::Refused {
                key: "endowment-refused-parameters",
                arguments: vec![("detail", errors.to_string().into())],
            },
            EndowmentError::Denied(denied) => denied.into(),
            EndowmentError::Db(error) => error.into(),
        }
    }
}
