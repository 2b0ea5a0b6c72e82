//! The evidence of a figure: the filter that made it in words, then one row a piece.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_office::table::{CellKind, Sheet};

use super::super::evidence::{self, Evidence, Sought, What};
use super::super::model::{Indicator, Measure, Place, Value};
use super::super::other_axes::OtherAxis;
use super::indicator::axis_word;
use super::pieces::{self, Line};
use super::words::{self, Shown, Words};
use super::{Look, code, look, table};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, text};

/// How many pieces a page shows.
const PAGE: usize = 100;
/// What a page of evidence keeps from one link to the next.
const KEPT: [&str; 7] = ["lieu", "au", "connu", "mesure", "axe", "valeur", "tout"];

#[derive(Template)]
#[template(path = "features/indicators/pages/evidence.html")]
struct EvidencePage {
    page: PageCtx,
    form: Form,
    past: bool,
    code: &'static str,
    name: String,
    filter: Vec<String>,
    shown: Shown,
    says: Option<String>,
    flags: Vec<Words>,
    lines: Vec<Line>,
    count: String,
    all: bool,
    toggle: String,
    next: Option<String>,
    query: String,
    back: String,
    measures: Vec<(String, String, bool)>,
}

fn sought(indicator: Indicator, form: &Form, look: &Look, limit: Option<usize>) -> Result<Sought, Problem> {
    let measure = Measure::parse(form.value("mesure"))
        .ok()
        .filter(|measure| measure.indicator() == indicator)
        .or_else(|| Measure::of(indicator).next())
        .ok_or(Problem::NotFound)?;
    let along = match form.value("axe") {
        "" => None,
        axis => {
            let axis = OtherAxis::parse(axis).map_err(|_| Problem::NotFound)?;
            Some((axis, form.value("valeur").to_owned()))
        }
    };
    Ok(Sought {
        along,
        measure,
        place: look.place.clone(),
        asked: look.asked,
        with_others: form.is("tout", "1"),
        // A file holds every piece.
        after: limit.map_or_else(String::new, |_| form.value("apres").to_owned()),
        limit,
    })
}

async fn load(page: &PageCtx, sought: &Sought) -> Result<Evidence, Problem> {
    let (actor, sought) = (page.actor.clone(), sought.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| evidence::evidence(tx, &actor, &sought))
        .await?)
}

pub(super) async fn page(page: PageCtx, Path(text): Path<String>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let look = look(&page, &mut form);
    let sought = sought(indicator, &form, &look, Some(PAGE))?;
    let found = load(&page, &sought).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let place = sought.place.to_string();
    let fixed = [("lieu", place.as_str()), ("mesure", sought.measure.code())];
    let query = form.query(&KEPT, &fixed);
    let next = found.next.as_ref().map(|key| {
        let after: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        format!("/indicateurs/{indicator}/preuves{query}&apres={after}")
    });
    let toggled = if sought.with_others { "" } else { "1" };
    let template = EvidencePage {
        past: look.past,
        code: indicator.code(),
        name: words::measure(&page, sought.measure),
        filter: filter(&page, &found, &sought),
        shown: words::shown(&page, &found.value),
        says: says(&page, &found.value, &found),
        flags: words::flags(&page, &found.value),
        lines: found
            .pieces
            .iter()
            .map(|piece| {
                let mut line = pieces::line(&page, piece);
                // The month of a school opens onto its days, on this very page.
                if let (What::UsageSchool { .. }, Some(place)) = (&piece.what, &line.href) {
                    let query = form.query(&KEPT, &[("lieu", place), fixed[1]]);
                    line.href = Some(format!("/indicateurs/{indicator}/preuves{query}"));
                }
                line
            })
            .collect(),
        count: count(&page, &found),
        all: sought.with_others,
        toggle: format!(
            "/indicateurs/{indicator}/preuves{}",
            form.query(&KEPT, &[fixed[0], fixed[1], ("tout", toggled)])
        ),
        next,
        back: format!(
            "/indicateurs/{indicator}{}",
            form.query(&super::WHERE_AND_WHEN, &[fixed[0]])
        ),
        measures: measures(&page, indicator, &form, &sought),
        query,
        form: form.with_default("lieu", place.clone()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The measures whose evidence this page can show.
fn measures(page: &PageCtx, indicator: Indicator, form: &Form, sought: &Sought) -> Vec<(String, String, bool)> {
    Measure::of(indicator)
        .filter(|measure| evidence::has_pieces(*measure))
        .map(|measure| {
            let query = form.query(
                &KEPT,
                &[
                    ("lieu", &sought.place.to_string()),
                    ("mesure", measure.code()),
                    // What stands at a place of an axis for one measure may not for another.
                    ("axe", ""),
                    ("valeur", ""),
                ],
            );
            (
                words::measure(page, measure),
                format!("/indicateurs/{indicator}/preuves{query}"),
                measure == sought.measure && sought.along.is_none(),
            )
        })
        .collect()
}

/// The filter that made the list, in words: where, over which days, as of when, as known when.
fn filter(page: &PageCtx, found: &Evidence, sought: &Sought) -> Vec<String> {
    let place = match &sought.place {
        place @ (Place::Wave(_) | Place::School(_)) if !found.label.is_empty() => {
            format!("{} ({})", found.label, place.code())
        }
        place => words::place(page, place, &super::super::table::Labels::default()),
    };
    let value = &found.value;
    let period = if value.period.from == value.period.to {
        page.t1("indicators-filter-as-of", "day", page.day(&value.as_of))
    } else {
        page.tv(
            "indicators-filter-period",
            &[
                ("from", page.day(&value.period.from).into()),
                ("to", page.day(&value.period.to).into()),
            ],
        )
    };
    let along = sought.along.as_ref().map(|(axis, code)| {
        page.tv(
            "indicators-filter-axis",
            &[
                ("axis", page.word("indicators-other-axis", axis.code()).into()),
                ("value", axis_word(page, *axis, code).into()),
            ],
        )
    });
    let mut words = vec![page.t1("indicators-filter-place", "place", place)];
    words.extend(along);
    words.extend([
        period,
        page.t1("indicators-filter-known", "moment", page.moment(&sought.asked.known_at)),
        page.tn("indicators-filter-definition", "version", value.definition),
    ]);
    words
}

fn says(page: &PageCtx, value: &Value, found: &Evidence) -> Option<String> {
    words::says(page, value, &found.thresholds)
}

/// How many pieces there are, in the words of the indicator.
fn count(page: &PageCtx, found: &Evidence) -> String {
    let key = format!(
        "indicators-pieces-{}",
        found.value.measure.indicator().code().to_lowercase()
    );
    page.tn(&key, "count", found.counted)
}

/// The list to save: every piece, without the pages.
pub(super) async fn export(page: PageCtx, Path((text, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let indicator = code(&text)?;
    let format = file
        .strip_prefix("preuves.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let look = look(&page, &mut form);
    let sought = sought(indicator, &form, &look, None)?;
    let found = load(&page, &sought).await?;
    let name = format!("{}-preuves", indicator.code().to_lowercase());
    export::save(
        &page,
        format,
        &name,
        &[pieces_table(&page, &found, &sought).sheet(&page)],
    )
}

/// The pieces behind a figure as a sheet of a workbook.
pub fn evidence_sheet(page: &PageCtx, found: &Evidence, sought: &Sought) -> Sheet {
    pieces_table(page, found, sought).sheet(page)
}

/// The pieces as a table to save.
fn pieces_table(page: &PageCtx, found: &Evidence, sought: &Sought) -> Table {
    let column = |key: &str, kind: CellKind, width: f64| table::column(page, key, kind, width);
    let mut columns = vec![
        column("indicators-column-uai", CellKind::Text, 11.0),
        column("indicators-axis-etablissement", CellKind::Text, 36.0),
        column("indicators-column-counts", CellKind::Text, 10.0),
    ];
    columns.extend(pieces::columns(page, sought.measure.indicator()));
    let rows = found
        .pieces
        .iter()
        .flat_map(|piece| {
            let uai = piece.school.as_ref().map(|(uai, _)| uai.to_string());
            let first = [
                text(uai.unwrap_or_default()),
                text(pieces::school(page, piece)),
                text(page.t(if piece.counts {
                    "indicators-yes"
                } else {
                    "indicators-no"
                })),
            ];
            let flags = if piece.fictitious {
                vec![("fictitious", page.t("common-fictitious"))]
            } else {
                Vec::new()
            };
            pieces::rows(page, &piece.what).into_iter().map(move |cells| TableRow {
                cells: first.iter().cloned().chain(cells).collect(),
                href: None,
                flags: flags.clone(),
            })
        })
        .collect();
    let note = format!(
        "{}. {}",
        words::measure(page, sought.measure),
        filter(page, found, sought).join(" · ")
    );
    Table {
        id: "preuves",
        caption: page.t("indicators-evidence"),
        columns,
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: String::new(),
        note,
    }
}
