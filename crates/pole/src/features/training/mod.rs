//! Training: sessions, registrations, attendance, hours.
//!
//! Tells the others how many hours each teacher has followed by a day.

use pole_db::Tx;
use pole_formats::{FileKind, Opened};

use crate::shell::imports::{Importer, Job, Report, RunError};
use crate::shell::routes::Routes;

/// Takes the files of this feature in.
pub struct TrainingImporter;

impl Importer for TrainingImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::TrainingRows]
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
    let fields = pole_formats::mapped::TARGETS
        .iter()
        .flat_map(|kind| pole_formats::mapped::fields(*kind))
        .map(|field| field.code);
    let dates = pole_formats::DateOrder::ALL.iter().map(|order| order.code());
    vec![("mapping-field", fields.collect()), ("mapping-dates", dates.collect())]
}
