//! Pix: certifications as the files give them, and whose they are.
//!
//! Tells the others how many certifications each school counts.

mod actions;
mod api;
mod errors;
mod figures;
mod importer;
mod levels;
mod model;
mod named;
mod rules;
#[cfg(test)]
mod rules_tests;
mod store;
#[cfg(test)]
mod tests;
mod web;
#[cfg(test)]
mod web_tests;

pub use actions::{NewCertification, enter_certifications};
pub use api::openapi;
pub use errors::PixError;
pub use figures::{
    Asking, DirectoryCertifications, certification_rows, certifications_of_directory, distinct_persons, first_session,
    school_certifications,
};
pub use importer::PixImporter;
pub use levels::{
    COMPETENCES, CertifiedPupil, DOMAINS, DivisionLevel, ExpectedAt, LevelCounts, TOP_LEVEL, certified_pupils,
    division_level, level_counts,
};
pub use model::{
    CertificationNumber, CertificationRow, Content, DistinctPersons, HolderKind, SchoolCertifications, Step,
};
pub use rules::{PixParameters, global_level};

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    use pole_formats::{CertificationStatus, Framework};
    let statuses = CertificationStatus::ALL.iter().map(|status| status.code());
    let frameworks = Framework::ALL.iter().map(|framework| framework.code());
    let holders = || HolderKind::ALL.iter().map(|holder| holder.code());
    let steps = Step::ALL.iter().map(|step| step.code());
    vec![
        ("pix-status", statuses.collect()),
        ("pix-framework", frameworks.collect()),
        ("pix-holder", holders().collect()),
        ("pix-holders", holders().collect()),
        ("pix-step", steps.collect()),
        (
            "pix-expected",
            levels::ExpectedAt::ALL.iter().map(|level| level.code()).collect(),
        ),
        ("pix-domain", vec!["1", "2", "3", "4", "5"]),
        (
            "pix-skill",
            vec![
                "1_1", "1_2", "1_3", "2_1", "2_2", "2_3", "2_4", "3_1", "3_2", "3_3", "3_4", "4_1", "4_2", "4_3",
                "5_1", "5_2",
            ],
        ),
    ]
}
