//! The dashboard: the five figures of a place, on a day, as known on a day.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_office::table::{Cell, CellKind};

use super::super::model::{Indicator, Measure};
use super::cards::{self, Card, View};
use super::{WHERE_AND_WHEN, look, place_options, table, words};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::Table;

#[derive(Template)]
#[template(path = "features/indicators/pages/dashboard.html")]
struct DashboardPage {
    page: PageCtx,
    form: Form,
    past: bool,
    place: String,
    places: Vec<(String, Vec<(String, String)>)>,
    cards: Vec<Card>,
    query: String,
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let look = look(&page, &mut form);
    let view = cards::load(&page, Indicator::ALL.to_vec(), &look).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let reading = &view.reading;
    let template = DashboardPage {
        past: look.past,
        place: words::place(&page, &reading.place, &reading.labels),
        places: place_options(&page, &reading.places, &reading.labels),
        cards: Indicator::ALL
            .iter()
            .map(|indicator| cards::card(&page, &view, &form, *indicator))
            .collect(),
        query: form.query(&WHERE_AND_WHEN, &[]),
        form: form.with_default("lieu", reading.place.to_string()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The figures of the dashboard and those that go with them, to save.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("indicateurs.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let look = look(&page, &mut form);
    let view = cards::load(&page, Indicator::ALL.to_vec(), &look).await?;
    export::save(
        &page,
        format,
        "indicateurs",
        &[measures_table(&page, &view).sheet(&page)],
    )
}

/// Every measure at the place, one a row.
fn measures_table(page: &PageCtx, view: &View) -> Table {
    let mut columns = vec![
        table::column(page, "indicators-column-indicator", CellKind::Text, 10.0),
        table::column(page, "indicators-column-measure", CellKind::Text, 44.0),
        table::column(page, "indicators-column-place", CellKind::Text, 30.0),
    ];
    columns.extend(table::value_columns(page));
    columns.push(table::column(page, "indicators-column-frozen", CellKind::Text, 34.0));
    let rows = Measure::ALL
        .iter()
        .filter_map(|measure| view.reading.value(*measure, &view.reading.place))
        .map(|value| {
            let mut row = table::row(page, value);
            row.cells.splice(
                0..0,
                [
                    Cell::Text(value.measure.indicator().code().to_owned()),
                    Cell::Text(words::measure(page, value.measure)),
                    Cell::Text(words::place(page, &value.place, &view.reading.labels)),
                ],
            );
            row.cells
                .push(words::frozen(page, &view.reading, value).map_or(Cell::Empty, Cell::Text));
            row
        })
        .collect();
    Table {
        id: "indicateurs",
        caption: page.t("indicators-title"),
        columns,
        rows,
        total: None,
        export: "/indicateurs/export/indicateurs".to_owned(),
        query: String::new(),
        empty: String::new(),
        note: page.t("indicators-export-note"),
    }
}
