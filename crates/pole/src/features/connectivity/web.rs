//! The pages of rooms, of the connection of the basin, and of the school calendar.

mod basin;
mod calendar;
mod room;
mod school;

use axum::http::StatusCode;
use pole_formats::RoomKind;

use super::model::ClassSpan;
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::routes::Routes;

/// The routes of the pages.
pub(super) fn routes() -> Routes {
    use Action::{EditCalendar, EditConnectivity, ReadConnectivity, ReadSchool};
    Routes::new()
        .get("/connectivite", ReadConnectivity, basin::page)
        .get("/connectivite/export/{file}", ReadConnectivity, basin::export)
        .get("/etablissements/{uai}/salles", ReadConnectivity, school::page)
        .get(
            "/etablissements/{uai}/salles/export/{file}",
            ReadConnectivity,
            school::export,
        )
        .post("/etablissements/{uai}/salles", EditConnectivity, school::add)
        .post(
            "/etablissements/{uai}/salles/constats",
            EditConnectivity,
            school::add_statements,
        )
        .post("/etablissements/{uai}/lignes", EditConnectivity, school::add_line)
        .post(
            "/etablissements/{uai}/lignes/{id}/fermer",
            EditConnectivity,
            school::end_line,
        )
        .post(
            "/etablissements/{uai}/lignes/{id}/retirer",
            EditConnectivity,
            school::withdraw_line,
        )
        .get("/salles/{id}", ReadConnectivity, room::page)
        .post("/salles/{id}", EditConnectivity, room::change)
        .post("/salles/{id}/fermer", EditConnectivity, room::close)
        .post("/salles/{id}/retirer", EditConnectivity, room::withdraw)
        .post("/salles/{id}/mesures", EditConnectivity, room::add_test)
        .post("/salles/mesures/{id}/retirer", EditConnectivity, room::withdraw_test)
        .post(
            "/salles/constats/{id}/retirer",
            EditConnectivity,
            room::withdraw_statement,
        )
        .post("/salles/{id}/sonde", EditConnectivity, room::withdraw_probe)
        .get("/calendrier-scolaire", ReadSchool, calendar::page)
        .post("/calendrier-scolaire", EditCalendar, calendar::add)
        .post("/calendrier-scolaire/{id}/retirer", EditCalendar, calendar::withdraw)
}

/// The status of a page: 422 when its form comes back with errors.
fn status(form: &Form) -> StatusCode {
    if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// A rate in Mbit/s with one decimal, never rounded up: what is under a threshold looks so.
fn mbps(page: &PageCtx, kbps: u32) -> String {
    page.formats().tenths(i64::from(kbps / 100))
}

/// Both rates of a class, or nothing when it was not measured.
fn rates(page: &PageCtx, span: &ClassSpan) -> Option<String> {
    span.down_kbps
        .zip(span.up_kbps)
        .map(|(down, up)| format!("{} / {}", mbps(page, down), mbps(page, up)))
}

/// The flags of a class: code and words.
fn flags(page: &PageCtx, span: &ClassSpan) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    if span.is_stale {
        flags.push(("late", page.t("rooms-stale")));
    }
    if span.is_fictitious {
        flags.push(("fictitious", page.word("figure-flag", "fictitious")));
    }
    flags
}

/// The kinds of rooms to choose among.
fn kinds(page: &PageCtx) -> Vec<(&'static str, String)> {
    RoomKind::ALL
        .iter()
        .map(|kind| (kind.code(), page.word("room-kind", kind.code())))
        .collect()
}
