//! Connectivity: rooms, the lines of the sites, what works in each room, and what was measured there.
//!
//! Tells the others the class C0–C3 of each teaching room on a day.

use pole_db::Tx;
use pole_formats::{FileKind, Opened};

use crate::shell::imports::{Importer, Job, Report, RunError};
use crate::shell::routes::Routes;

/// Takes the files of this feature in.
pub struct ConnectivityImporter;

impl Importer for ConnectivityImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[]
    }

    fn run(&self, _: &mut Tx, _: Opened<'_>, _: &Job) -> Result<Report, RunError> {
        Ok(Report::default())
    }
}

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
