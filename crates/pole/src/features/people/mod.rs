//! People: who teaches where, between dates, and the identifiers others give them.
//!
//! Tells the others who a name in a file is, and which schools a person served on a day.

mod actions;
mod api;
mod errors;
mod importer;
mod model;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod web;
#[cfg(test)]
mod web_tests;

pub use actions::{
    NewStaff, add_alias, add_person, add_service, belongs, candidates, enter_met, enter_staff, match_person, person,
    pupil_alias, search, services, services_between, teachers_in_service, teachers_named,
};
pub use api::openapi;
pub use errors::PeopleError;
pub use importer::PeopleImporter;
pub use model::{
    Alias, AliasScheme, Candidate, Clue, Match, MatchStep, Met, NamedTeacher, NewPerson, NewService, Person, PersonId,
    PersonKind, Service, ServiceId, ServiceSpan, TeacherInService, name_key,
};
pub use rules::ServiceRefusal;

use crate::shell::routes::Routes;

/// The routes of this feature.
pub fn routes() -> Routes {
    web::routes().merge(api::routes())
}

/// The vocabularies that the pages of this feature put into words, for the sweep of words.
#[cfg(test)]
pub(crate) fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    let degrees = pole_formats::Degree::ALL.iter().map(|degree| degree.code());
    vec![("people-degree", degrees.collect())]
}
