//! How many certifications each school obtained.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::SchoolYear;
use pole_office::table::{Cell, CellKind, Sheet};

use super::super::actions;
use super::super::errors::PixError;
use super::super::figures;
use super::super::model::{DistinctPersons, SchoolCertifications};
use super::{column, number, period, year_options};
use crate::features::directory::SchoolLine;
use crate::policy::{self, Action};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/pix/pages/summary.html")]
struct SummaryPage {
    page: PageCtx,
    form: Form,
    past: bool,
    period: String,
    years: Vec<(String, String)>,
    lines: Vec<(Option<SchoolLine>, SchoolCertifications)>,
    total: SchoolCertifications,
    distinct: DistinctPersons,
    /// Where the levels of that year are told, for those who read the indicators.
    levels: Option<String>,
}

impl SummaryPage {
    /// The share of those who obtained it among those who got a result, in words.
    fn rate(&self, line: &SchoolCertifications) -> String {
        rate_tenths(line).map_or_else(
            || self.page.t("pix-rate-none"),
            |tenths| self.page.formats().percent(tenths),
        )
    }

    /// The name of the school of a line.
    fn school_name(&self, school: Option<&SchoolLine>) -> String {
        school.map_or_else(|| self.page.t("pix-school-unknown"), |school| school.name.clone())
    }

    fn list_href(&self, extra: &str) -> String {
        format!("/pix/certifications?annee={}{extra}", self.form.value("annee"))
    }
}

/// The share of the passed among those with a result, in tenths of percent, the half rounded up. `None` when nobody has
/// a result: then there is no rate, neither 0 nor 100 %.
fn rate_tenths(line: &SchoolCertifications) -> Option<i64> {
    let (passed, all) = (
        i64::from(line.passed),
        i64::from(line.passed) + i64::from(line.rejected),
    );
    (all > 0).then(|| (2_000 * passed + all) / (2 * all))
}

fn total(lines: &[(Option<SchoolLine>, SchoolCertifications)]) -> SchoolCertifications {
    lines
        .iter()
        .fold(SchoolCertifications::default(), |sum, (_, line)| SchoolCertifications {
            uai: None,
            pupils: sum.pupils + line.pupils,
            teachers: sum.teachers + line.teachers,
            unmatched: sum.unmatched + line.unmatched,
            retakes: sum.retakes + line.retakes,
            candidates: sum.candidates + line.candidates,
            passed: sum.passed + line.passed,
            rejected: sum.rejected + line.rejected,
            // A session is of one centre, and may hold pupils of several schools: a total would count it twice.
            sessions: 0,
            edu: sum.edu + line.edu,
            rectified: sum.rectified + line.rectified,
            fictitious: sum.fictitious + line.fictitious,
        })
}

/// What the page shows, and the form with the year it speaks of.
struct Loaded {
    year: Option<SchoolYear>,
    lines: Vec<(Option<SchoolLine>, SchoolCertifications)>,
    distinct: DistinctPersons,
}

async fn load(page: &PageCtx, form: &mut Form, asked: Asked) -> Result<Loaded, Problem> {
    let (actor, known_at) = (page.actor.clone(), asked.known_at);
    let newest = {
        let actor = actor.clone();
        page.app
            .db()
            .read(move |tx| figures::last_session(tx, &policy::scope(&actor, Action::ReadCertifications), known_at))
            .await?
    };
    // The year of the newest session: the one that just began holds nothing yet.
    let proposed = newest.unwrap_or_else(|| page.now.day()).school_year();
    let (year, from, to) = period(form, proposed);
    let (lines, distinct) = page
        .app
        .db()
        .read(move |tx| -> Result<_, PixError> {
            let lines = actions::summary(tx, &actor, from, to, known_at)?;
            let scope = policy::scope(&actor, Action::ReadCertifications);
            Ok((lines, figures::distinct_persons(tx, &scope, from, to, known_at)?))
        })
        .await?;
    Ok(Loaded { year, lines, distinct })
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    let past = Asked::is_in(&form);
    let loaded = load(&page, &mut form, asked).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let chosen = loaded.year.map_or_else(|| "tout".to_owned(), |year| year.to_string());
    let template = SummaryPage {
        past,
        period: loaded
            .year
            .map_or_else(|| page.t("pix-all-years"), |year| page.year(&year)),
        years: year_options(&page),
        total: total(&loaded.lines),
        levels: loaded
            .year
            .filter(|_| page.may(Action::ReadIndicators))
            .map(|year| format!("/indicateurs/I5?au={}#niveaux", year.last_day().min(page.now.day()))),
        lines: loaded.lines,
        distinct: loaded.distinct,
        form: form.with_default("annee", chosen),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("pix.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let asked = Asked::read(&page, &mut form);
    let loaded = load(&page, &mut form, asked).await?;
    let rows = loaded
        .lines
        .iter()
        .map(|(school, line)| {
            vec![
                line.uai.as_ref().map_or(Cell::Empty, |uai| Cell::Text(uai.to_string())),
                Cell::Text(
                    school
                        .as_ref()
                        .map_or_else(|| page.t("pix-school-unknown"), |school| school.name.clone()),
                ),
                number(line.pupils),
                number(line.teachers),
                number(line.unmatched),
                number(line.retakes),
                number(line.candidates),
                number(line.passed),
                number(line.rejected),
                number(line.sessions),
                number(line.edu),
                number(line.rectified),
                number(line.fictitious),
            ]
        })
        .collect();
    let sheet = Sheet {
        name: page.t("pix-title"),
        note: Some(page.t("pix-why-count")),
        columns: vec![
            column(&page, "schools-uai", CellKind::Text, 11.0),
            column(&page, "pix-column-school", CellKind::Text, 40.0),
            column(&page, "pix-column-pupils", CellKind::Integer, 12.0),
            column(&page, "pix-column-teachers", CellKind::Integer, 12.0),
            column(&page, "pix-column-unmatched", CellKind::Integer, 14.0),
            column(&page, "pix-column-retakes", CellKind::Integer, 12.0),
            column(&page, "pix-column-candidates", CellKind::Integer, 12.0),
            column(&page, "pix-column-passed", CellKind::Integer, 12.0),
            column(&page, "pix-column-rejected", CellKind::Integer, 14.0),
            column(&page, "pix-column-sessions", CellKind::Integer, 12.0),
            column(&page, "pix-column-edu", CellKind::Integer, 12.0),
            column(&page, "pix-column-rectified", CellKind::Integer, 12.0),
            column(&page, "pix-column-fictitious", CellKind::Integer, 12.0),
        ],
        rows,
    };
    export::save(&page, format, "pix", &[sheet])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_those_with_a_result_and_none_without() {
        for (passed, rejected, tenths) in [
            (0, 0, None),
            (0, 3, Some(0)),
            (3, 0, Some(1_000)),
            (1, 2, Some(333)),
            (2, 1, Some(667)),
            (1, 1_999, Some(1)),
            (1, 2_001, Some(0)),
        ] {
            let line = SchoolCertifications {
                passed,
                rejected,
                ..SchoolCertifications::default()
            };
            assert_eq!(rate_tenths(&line), tenths, "{passed} {rejected}");
        }
    }
}
