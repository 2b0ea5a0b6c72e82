//! The pages of certifications.

mod list;
mod one;
mod queue;
mod summary;

use pole_kernel::{Day, SchoolYear};
use pole_office::table::{Cell, CellKind, Column};

use super::model::CertificationRow;
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::routes::Routes;

/// The routes of this feature's pages.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/pix", Action::ReadCertifications, summary::page)
        .get("/pix/{file}", Action::ReadCertifications, summary::export)
        .get("/pix/certifications", Action::ReadCertifications, list::page)
        .get(
            "/pix/certifications/export/{file}",
            Action::ReadCertifications,
            list::export,
        )
        .get("/pix/certifications/{id}", Action::ReadCertifications, one::page)
        .post(
            "/pix/certifications/{id}/personne",
            Action::EditCertifications,
            one::decide,
        )
        .post(
            "/pix/certifications/{id}/defaire",
            Action::EditCertifications,
            one::undo,
        )
        .post(
            "/pix/certifications/{id}/ecole",
            Action::EditCertifications,
            one::assign,
        )
        .get("/pix/rapprochement", Action::EditCertifications, queue::page)
        .post("/pix/rapprochement/relancer", Action::EditCertifications, queue::again)
}

/// The first day of the year before the public platform: no certification is older.
const FIRST_YEAR: i16 = 2016;

/// The school years one can ask about, the newest first, before which all of them.
fn year_options(page: &PageCtx) -> Vec<(String, String)> {
    let this = page.now.day().school_year();
    let mut options = vec![("tout".to_owned(), page.t("pix-all-years"))];
    let ago = 0..=(this.first_calendar_year() - FIRST_YEAR).max(0);
    options.extend(ago.map(|years| {
        let year = this.plus(-years);
        (year.to_string(), page.year(&year))
    }));
    options
}

/// The period a form asks about: a school year, or everything.
fn period(form: &mut Form, proposed: SchoolYear) -> (Option<SchoolYear>, Day, Day) {
    let everything = SchoolYear::starting(FIRST_YEAR - 10).unwrap_or(proposed).first_day();
    let last = proposed.plus(100).last_day();
    if form.is("annee", "tout") {
        return (None, everything, last);
    }
    let year = form.maybe("annee", "form-year", SchoolYear::parse).unwrap_or(proposed);
    (Some(year), year.first_day(), year.last_day())
}

fn column(page: &PageCtx, key: &str, kind: CellKind, width: f64) -> Column {
    Column {
        title: page.t(key),
        kind,
        width,
    }
}

fn number(count: u32) -> Cell {
    Cell::Integer(i64::from(count))
}

/// The flags of a certification: codes of colour and words.
fn flags(page: &PageCtx, row: &CertificationRow) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    if row.is_retake {
        flags.push(("info", page.t("pix-flag-retake")));
    }
    if row.is_rectified {
        flags.push(("exceptional", page.t("pix-flag-rectified")));
    }
    if row.fictitious {
        flags.push(("fictitious", page.t("common-fictitious")));
    }
    flags
}
