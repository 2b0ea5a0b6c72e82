//! Indicators: the five figures of the sheet, their definitions, flags, targets and releases; each opens onto its evidence.

mod actions;
mod api;
#[cfg(test)]
mod attack_tests;
mod body;
mod definitions;
mod errors;
mod evidence;
mod facts;
mod gather;
mod job;
mod levels;
mod model;
mod other_axes;
#[cfg(test)]
mod other_axes_tests;
mod printed;
mod protect;
mod records;
mod registers;
mod releases;
mod rules;
mod solver;
mod store;
mod suppression;
mod table;
mod tally;
#[cfg(test)]
mod tally_tests;
#[cfg(test)]
mod tests;
mod web;
#[cfg(test)]
mod web_tests;
mod whole;

use crate::shell::routes::Routes;

pub use actions::{
    Preview, Question, Reading, Sight, Trend, add_note, all_releases, baseline, define, definitions, definitions_on,
    notes, own_place, preview, read, read_over_time, release, set_target, sight, sight_of, target_on, targets,
    trend_days, withdraw_note,
};
pub use api::openapi;
pub use body::{BoundsBody, IndicatorBody, PeriodBody, body};
pub use definitions::{Definition, Definitions, TIERS, Thresholds, first_version, origin};
pub use errors::IndicatorError;
pub use evidence::{Agreement, Attended, Evidence, Piece, Selection, Sought, What, evidence, has_pieces, may_open};
pub use facts::{Facts, SchoolFacts, WaveFacts};
pub use job::jobs;
pub use model::{Behind, Flag, Group, Indicator, Measure, Period, Place, Unit, Value};
pub use other_axes::OtherAxis;
pub use printed::{PeopleFrom, Printed, printed};
pub use records::{Audience, Note, NoteId, Release, ReleaseCell, ReleaseId, Target, TargetId};
pub use releases::{Rehearsal, course, freeze, frozen, history, make_safe, newest, rehearse, thresholds};
pub use rules::trend;
pub use table::{Labels, places, value_of, values};
pub use web::{charts, evidence_sheet, words};
pub use whole::whole_directory;

/// The routes of this feature.
pub fn routes() -> Routes {
    web::routes()
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::features::pix::HolderKind;
    use crate::features::training;
    let measures = || Measure::ALL.iter().map(|measure| measure.code()).collect::<Vec<_>>();
    let indicators = || {
        let codes = ["i1", "i2", "i3", "i4", "i5"];
        codes.to_vec()
    };
    let counted = Flag::ALL.iter().filter(|flag| web::words::has_count(**flag));
    vec![
        ("indicators-name", indicators()),
        ("indicators-asks", indicators()),
        ("indicators-why", indicators()),
        ("indicators-source", indicators()),
        ("indicators-pieces", indicators()),
        ("indicators-measure", measures()),
        ("indicators-counts", measures()),
        ("indicators-says", measures()),
        ("indicators-flag", Flag::ALL.iter().map(|flag| flag.code()).collect()),
        ("indicators-flagged", counted.map(|flag| flag.code()).collect()),
        ("indicators-unit", Unit::ALL.iter().map(|unit| unit.code()).collect()),
        (
            "indicators-audience",
            Audience::ALL.iter().map(|audience| audience.code()).collect(),
        ),
        (
            "indicators-attended",
            training::Evidence::ALL.iter().map(|evidence| evidence.code()).collect(),
        ),
        (
            "indicators-holder",
            HolderKind::ALL.iter().map(|holder| holder.code()).collect(),
        ),
        (
            "indicators-other-axis",
            other_axes::OtherAxis::ALL.iter().map(|axis| axis.code()).collect(),
        ),
        ("indicators-attachment", other_axes::ATTACHMENTS.to_vec()),
        ("indicators-levels-band", web::levels::bands()),
        ("indicators-axis", vec!["ile", "type", "vague", "etablissement"]),
        ("indicators-map-class", vec!["0", "1", "2", "3"]),
    ]
}
