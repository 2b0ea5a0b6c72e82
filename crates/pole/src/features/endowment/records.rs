//! What is kept of the endowment: parameter sets, waves and their entries, supplies, computations.

use pole_db::text_column;
use pole_formats::{SupplyItem, SupplyStep};
use pole_kernel::{Cents, Day, Instant, SchoolYear, Uai, ids, vocabulary};

use super::parameters::Parameters;
use crate::shell::imports::ImportId;

ids! {
    /// The identifier of one version of a parameter set.
    ParameterSetId, ParameterSetTag;
    /// The identifier of a wave.
    WaveId, WaveTag;
    /// The identifier of an entry: one school in one wave.
    EntryId, EntryTag;
    /// The identifier of a supply.
    SupplyId, SupplyTag;
    /// The identifier of a kept computation.
    ComputationId, ComputationTag;
}

/// The code of the sheet's own reading.
pub const SHEET_DEFAULT: &str = "sheet_default";

/// One version of a parameter set. It is never edited: a change makes another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterSet {
    /// Its identifier.
    pub id: ParameterSetId,
    /// The stable code, shared by its versions.
    pub code: String,
    /// From 1.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// What it changes and why.
    pub note: String,
    /// The day from which it is meant to be used.
    pub valid_from: Day,
    /// The set it was copied from.
    pub based_on: Option<ParameterSetId>,
    /// Its values.
    pub parameters: Parameters,
    /// When it was made.
    pub created_at: Instant,
    /// Who made it; `None` for what the program brings.
    pub created_by: Option<String>,
}

/// The choice of the set that the plan uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterChoice {
    /// The set.
    pub set: ParameterSetId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub chosen_at: Instant,
    /// By whom; `None` for what the program brings.
    pub chosen_by: Option<String>,
}

vocabulary! {
    /// What was decided of a school in a wave.
    EntryStatus, "status of an entry" {
        /// Selected: the endowment is due.
        Selected = "selected",
        /// On the reserve list.
        Reserve = "reserve",
        /// Not selected.
        NotSelected = "not_selected",
        /// Taken out by the applicant.
        Withdrawn = "withdrawn",
    }
}

text_column!(EntryStatus);

impl EntryStatus {
    /// Whether the decision cannot go without its reason.
    pub const fn needs_reason(self) -> bool {
        match self {
            Self::Selected => false,
            Self::Reserve | Self::NotSelected | Self::Withdrawn => true,
        }
    }
}

/// One deadline of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Its identifier.
    pub id: WaveId,
    /// The stable code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// The first endowment year of its schools, unless an entry says otherwise.
    pub first_year: SchoolYear,
    /// What there is to know of it.
    pub note: String,
    /// When it was recorded.
    pub created_at: Instant,
}

/// The call whose results a wave takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOfWave {
    /// The identifier of the wave of the call.
    pub call_wave: String,
    /// The name of the call.
    pub title: String,
    /// The name of the wave in the call.
    pub label: String,
}

/// One state an entry has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// From 1; the highest is in force.
    pub number: i64,
    /// The first endowment year.
    pub first_year: SchoolYear,
    /// What was decided.
    pub status: EntryStatus,
    /// The day of the decision.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
}

/// One school in one wave, in one of its states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: EntryId,
    /// The wave.
    pub wave: WaveId,
    /// The school.
    pub uai: Uai,
    /// The state.
    pub state: Revision,
}

/// What was ordered, delivered or put in use, as somebody declared it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supply {
    /// Its identifier.
    pub id: SupplyId,
    /// The school.
    pub uai: Uai,
    /// The school year that pays.
    pub year: SchoolYear,
    /// How far it has gone.
    pub step: SupplyStep,
    /// What it is.
    pub item: SupplyItem,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit_price: Option<Cents>,
    /// The day of the step.
    pub day: Day,
    /// The number of the order or the delivery note; empty when there is none.
    pub reference: String,
    /// What there is to know of it.
    pub note: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// The name of that import's file.
    pub file_name: Option<String>,
    /// Its line in that file.
    pub line: Option<i64>,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
    /// When it was taken back or replaced.
    pub withdrawn_at: Option<Instant>,
    /// Whether a newer line of an import took its place.
    pub replaced: bool,
}

/// A computation kept as it was decided, without its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputationLine {
    /// Its identifier.
    pub id: ComputationId,
    /// Its name.
    pub label: String,
    /// The parameters it used.
    pub parameter_set: ParameterSetId,
    /// The day the figures speak of.
    pub as_of: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// When it was kept.
    pub created_at: Instant,
    /// By whom; `None` at the console.
    pub created_by: Option<String>,
}
