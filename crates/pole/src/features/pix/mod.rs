//! Pix: certifications as the files give them, and whose they are.
//!
//! Tells the others how many certifications each school counts.

mod actions;
mod errors;
mod figures;
mod importer;
mod model;
mod named;
mod rules;
#[cfg(test)]
mod rules_tests;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{NewCertification, enter_certifications};
pub use errors::PixError;
pub use figures::{certification_rows, distinct_persons, first_session, school_certifications};
pub use importer::PixImporter;
pub use model::{
    CertificationNumber, CertificationRow, Content, DistinctPersons, HolderKind, SchoolCertifications, Step,
};
pub use rules::{PixParameters, global_level};

use crate::shell::routes::Routes;

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
