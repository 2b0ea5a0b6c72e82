//! Training: sessions, registrations, attendance, hours.
//!
//! Tells the others how many hours each teacher has followed by a day, as known at a moment, and
//! to how many the plan's 18 hours were offered.

mod actions;
mod api;
mod errors;
mod evaluation;
mod importer;
mod model;
mod progress;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{
    add_known_person, add_person, add_session, cancel_session, correct_session, record_attendance, register,
};
pub use api::openapi;
pub use errors::{Refusal, TrainingError};
pub use evaluation::{Question, Stage, answer, close as close_questionnaire, draw_codes, jobs, sheet as questionnaire};
pub use importer::TrainingImporter;
pub use model::{
    Apart, AttendanceId, AttendanceRow, Competence, DayPart, Evidence, Followed, HalfDayId, Mark, Modality, Offered,
    OfferedTo, PlannedHalfDay, Reached, Recorded, Served, SessionId, SessionSheet, Tiers,
};
pub use progress::{
    Evidenced, apart, attendance_rows, corrected, followed, offered, offered_to, served, tiers, tiers_of_directory,
};
pub use rules::{Commitment, Parameters};
pub use store::half_days_of;
pub use web::routes;

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use evaluation::{GroupBy, Position, Practice, Reaction};
    use pole_formats::{DateOrder, Degree, RegistrationStatus, TrainingMode, mapped};
    let fields = mapped::TARGETS
        .iter()
        .flat_map(|kind| mapped::fields(*kind))
        .map(|field| field.code);
    vec![
        ("mapping-field", fields.collect()),
        (
            "mapping-dates",
            DateOrder::ALL.iter().map(|order| order.code()).collect(),
        ),
        (
            "training-mode",
            TrainingMode::ALL.iter().map(|mode| mode.code()).collect(),
        ),
        (
            "training-status",
            RegistrationStatus::ALL.iter().map(|status| status.code()).collect(),
        ),
        ("training-part", DayPart::ALL.iter().map(|part| part.code()).collect()),
        (
            "training-degree",
            Degree::ALL.iter().map(|degree| degree.code()).collect(),
        ),
        ("training-tier", vec!["3", "6", "18"]),
        ("training-stage", Stage::ALL.iter().map(|stage| stage.code()).collect()),
        (
            "training-stage-says",
            Stage::ALL.iter().map(|stage| stage.code()).collect(),
        ),
        (
            "training-stage-asks",
            Stage::ALL.iter().map(|stage| stage.code()).collect(),
        ),
        (
            "training-reaction",
            Reaction::ALL.iter().map(|reaction| reaction.code()).collect(),
        ),
        (
            "training-reaction-short",
            Reaction::ALL.iter().map(|reaction| reaction.code()).collect(),
        ),
        (
            "training-practice",
            Practice::ALL.iter().map(|practice| practice.code()).collect(),
        ),
        (
            "training-practice-short",
            Practice::ALL.iter().map(|practice| practice.code()).collect(),
        ),
        (
            "training-position",
            Position::ALL.iter().map(|position| position.code()).collect(),
        ),
        ("training-group-by", GroupBy::ALL.iter().map(|by| by.code()).collect()),
        ("training-agreement", vec!["1", "2", "3", "4"]),
        ("training-frequency", vec!["1", "2", "3", "4"]),
        (
            "training-modality",
            Modality::ALL.iter().map(|modality| modality.code()).collect(),
        ),
        (
            "training-competence",
            Competence::ALL.iter().map(|competence| competence.code()).collect(),
        ),
    ]
}
