//! Indicators: the five figures of the sheet, their definitions, flags, targets and releases; each opens onto its evidence.

mod actions;
mod body;
mod definitions;
mod errors;
mod facts;
mod gather;
mod model;
mod protect;
mod records;
mod registers;
mod releases;
mod rules;
mod store;
mod suppression;
mod table;
mod tally;
#[cfg(test)]
mod tally_tests;
#[cfg(test)]
mod tests;

use crate::shell::routes::Routes;

pub use actions::{
    Question, Reading, Sight, Trend, add_note, all_releases, baseline, define, definitions, notes, own_place, read,
    set_target, sight, sight_of, target_on, targets, trend_days, trends, withdraw_note,
};
pub use body::{BoundsBody, IndicatorBody, PeriodBody, body};
pub use definitions::{Definition, Definitions, TIERS, Thresholds, first_version, origin};
pub use errors::IndicatorError;
pub use facts::{Facts, SchoolFacts, WaveFacts};
pub use model::{Behind, Flag, Group, Indicator, Measure, Period, Place, Unit, Value};
pub use records::{Audience, Note, NoteId, Release, ReleaseCell, ReleaseId, Target, TargetId};
pub use releases::{freeze, frozen, make_safe, newest, thresholds};
pub use rules::trend;
pub use table::{Labels, places, value_of, values};

/// The routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
}

/// The part of the OpenAPI document that this feature serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    Vec::new()
}
