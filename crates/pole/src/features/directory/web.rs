//! The pages of the directory: the list of schools, one school, its head counts, its history.

mod list;
mod map;
mod school;

pub use map::SchoolMap;
pub use school::SchoolTop;

use crate::policy::Action;
use crate::shell::routes::Routes;

/// The routes of the directory.
pub fn routes() -> Routes {
    Routes::new()
        .get("/etablissements", Action::ReadSchool, list::page)
        .get("/etablissements/export/{file}", Action::ReadSchool, list::export)
        .get("/etablissements/{uai}", Action::ReadSchool, school::page)
        .get(
            "/etablissements/{uai}/effectifs",
            Action::ReadSchool,
            school::counts_page,
        )
        .get(
            "/etablissements/{uai}/effectifs/{file}",
            Action::ReadSchool,
            school::counts_export,
        )
        .post(
            "/etablissements/{uai}/effectifs",
            Action::EnterCounts,
            school::enter_counts,
        )
        .post(
            "/etablissements/{uai}/exceptionnel",
            Action::DeclareExceptional,
            school::declare_exceptional,
        )
        .get("/etablissements/{uai}/modifier", Action::EditSchool, school::edit_page)
        .post("/etablissements/{uai}/modifier", Action::EditSchool, school::correct)
        .post(
            "/etablissements/{uai}/evenements",
            Action::EditSchool,
            school::add_event,
        )
        .post(
            "/etablissements/{uai}/evenements/{id}/retirer",
            Action::EditSchool,
            school::withdraw_event,
        )
        .merge(super::api::routes())
}
