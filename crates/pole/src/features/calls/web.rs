//! The pages of calls: the list, one call and its versions, the builder.

mod build;
mod call;
mod form;
mod list;
mod new;
mod words;

use super::model::CallId;
use crate::policy::Action;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of calls.
pub fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .get("/appels", Action::ReadCalls, list::page)
        .get("/appels/export/{file}", Action::ReadCalls, list::export)
        .get("/appels/nouveau", Action::EditCalls, new::page)
        .post("/appels/nouveau", Action::EditCalls, new::create)
        .get("/appels/importer", Action::EditCalls, new::import_page)
        .post("/appels/importer", Action::EditCalls, new::import)
        .get("/appels/{id}", Action::ReadCalls, call::page)
        .get("/appels/{id}/formulaire", Action::ReadCalls, call::preview)
        .get("/appels/{id}/versions", Action::ReadCalls, call::versions)
        .get("/appels/{id}/export/{file}", Action::ReadCalls, call::export)
        .post("/appels/{id}/version", Action::EditCalls, call::start_version)
        .post("/appels/{id}/archive", Action::EditCalls, call::archive)
        .get("/appels/{id}/vagues/{code}", Action::EditCalls, call::wave_page)
        .post("/appels/{id}/vagues/{code}", Action::EditCalls, call::extend)
        .get("/appels/{id}/modifier", Action::EditCalls, build::page)
        .post("/appels/{id}/publier", Action::EditCalls, build::publish)
        .post("/appels/{id}/abandonner", Action::EditCalls, build::discard)
        .get("/appels/{id}/modifier/{name}", Action::EditCalls, build::piece)
        .post("/appels/{id}/modifier/{name}", Action::EditCalls, build::save_piece)
        .get("/appels/{id}/sections/{code}", Action::EditCalls, form::section_page)
        .post("/appels/{id}/sections/{code}", Action::EditCalls, form::save_section)
        .post(
            "/appels/{id}/sections/{code}/place",
            Action::EditCalls,
            form::move_section,
        )
        .get("/appels/{id}/questions/{code}", Action::EditCalls, form::field_page)
        .post("/appels/{id}/questions/{code}", Action::EditCalls, form::save_field)
        .post(
            "/appels/{id}/questions/{code}/place",
            Action::EditCalls,
            form::move_field,
        )
}

fn call_id(text: &str) -> Result<CallId, Problem> {
    CallId::parse(text).map_err(|_| Problem::NotFound)
}
