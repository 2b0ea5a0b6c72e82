//! People: who teaches where, between dates, and the identifiers others give them.
//!
//! Tells the others who a name in a file is, and which schools a person served on a day.

mod actions;
mod errors;
mod model;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use pole_db::Tx;
use pole_formats::{FileKind, Opened};

pub use actions::{
    NewStaff, add_alias, add_person, add_service, belongs, candidates, enter_staff, match_person, person, pupil_alias,
    search, services, services_between, teachers_in_service,
};
pub use errors::PeopleError;
pub use model::{
    Alias, AliasScheme, Candidate, Clue, Match, MatchStep, NewPerson, NewService, Person, PersonId, PersonKind,
    Service, ServiceId, ServiceSpan, TeacherInService, name_key,
};
pub use rules::ServiceRefusal;

use crate::shell::imports::{Importer, Job, Report, RunError};
use crate::shell::routes::Routes;

/// Takes the files of this feature in.
pub struct PeopleImporter;

impl Importer for PeopleImporter {
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
