//! What the State's platform for online procedures, démarche numérique (ex demarches-simplifiees.fr), gives of a dossier.

use pole_kernel::{Day, vocabulary};

vocabulary! {
    /// The states of a dossier there, once it was sent.
    DemarcheState, "state of a dossier on the platform of the State" {
        /// Sent, and still open to its author.
        UnderConstruction = "en_construction",
        /// Being examined: its author writes no more.
        Examined = "en_instruction",
        /// Accepted.
        Accepted = "accepte",
        /// Refused.
        Refused = "refuse",
        /// Closed without an answer.
        Dropped = "sans_suite",
    }
}

impl DemarcheState {
    /// Whether somebody decided there.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused | Self::Dropped)
    }
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemarcheAnswer {
    /// What tells the question from the others of the file: its label, numbered from the second of the same label on.
    pub name: String,
    /// The answer as one text, with its line ends.
    pub text: String,
    /// The answers of a list of several.
    pub values: Vec<String>,
    /// The rows of a repeated block, each with its own questions by label.
    pub rows: Vec<Vec<(String, String)>>,
}

/// A dossier. Who sent it is not read: no name, no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemarcheDossier {
    /// Its number there.
    pub number: u64,
    /// Its state there.
    pub state: DemarcheState,
    /// The day it was sent, as the platform writes it.
    pub deposited_on: Option<Day>,
    /// The day its examination began.
    pub examined_on: Option<Day>,
    /// The day it was decided.
    pub decided_on: Option<Day>,
    /// Why it was decided so.
    pub motivation: String,
    /// The group that examines it.
    pub group: String,
    /// Its answers, in order.
    pub answers: Vec<DemarcheAnswer>,
}
