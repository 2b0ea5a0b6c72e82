//! The workbook of the report: a sheet an indicator, with every measure at every place.

use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::people_from;
use crate::features::indicators::{self, Flag, Indicator, Printed, Unit, Value, words};
use crate::features::reports::public::short;
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::table::{column, day, text};

pub(super) fn answer(page: &PageCtx, printed: &Printed, asked: Asked) -> Reply {
    let sheets: Vec<Sheet> = Indicator::ALL
        .iter()
        .map(|indicator| figures(page, printed, asked, *indicator))
        .collect();
    export::save(page, ExportFormat::Xlsx, "rapport-au-comite", &sheets)
}

/// Every measure of an indicator at every place.
fn figures(page: &PageCtx, printed: &Printed, asked: Asked, indicator: Indicator) -> Sheet {
    let columns: Vec<Column> = vec![
        column(page, "reports-place", CellKind::Text, 38.0),
        column(page, "reports-place-code", CellKind::Text, 20.0),
        column(page, "reports-figure", CellKind::Text, 24.0),
        column(page, "reports-percent", CellKind::Percent, 12.0),
        column(page, "reports-counted", CellKind::Integer, 12.0),
        column(page, "reports-among", CellKind::Integer, 12.0),
        column(page, "reports-low", CellKind::Percent, 12.0),
        column(page, "reports-high", CellKind::Percent, 12.0),
        column(page, "reports-known", CellKind::Percent, 12.0),
        column(page, "table-quality", CellKind::Text, 34.0),
        column(page, "reports-from-day", CellKind::Day, 12.0),
        column(page, "reports-to-day", CellKind::Day, 12.0),
        column(page, "reports-version", CellKind::Integer, 10.0),
    ];
    let rows = printed
        .reading
        .places
        .iter()
        .flat_map(|place| {
            printed
                .reading
                .table
                .iter()
                .filter(move |value| value.place == *place && value.measure.indicator() == indicator)
        })
        .map(|value| row(page, printed, value))
        .collect();
    let k = indicators::thresholds(indicators::Audience::Inside).k;
    Sheet {
        name: format!("{} {}", indicator.code(), words::indicator(page, indicator)),
        note: Some(
            [
                words::indicator(page, indicator),
                page.tv(
                    "reports-lead",
                    &[
                        (
                            "place",
                            words::place(page, &printed.reading.place, &printed.reading.labels).into(),
                        ),
                        ("day", page.day(&asked.on).into()),
                    ],
                ),
                people_from(page, printed),
                page.tn("reports-safe", "count", k),
            ]
            .join(" "),
        ),
        columns,
        rows,
    }
}

fn row(page: &PageCtx, printed: &Printed, value: &Value) -> Vec<Cell> {
    let hidden = value.has(Flag::Secret);
    let count = |count: Option<u64>| match count {
        Some(count) => Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX)),
        None if hidden => text("s"),
        None => Cell::Empty,
    };
    let share = |share: Option<pole_kernel::Ratio>| {
        share.map_or(Cell::Empty, |share| {
            Cell::PercentTenths(i64::try_from(share.tenths_of_percent()).unwrap_or(i64::MAX))
        })
    };
    let percent = match (value.measure.unit(), hidden) {
        (Unit::Percent, true) => text("s"),
        (Unit::Percent, false) => share(value.share),
        (Unit::Persons | Unit::Certifications, _) => Cell::Empty,
    };
    let flags: Vec<String> = words::flags(page, value).into_iter().map(|(_, words)| words).collect();
    vec![
        text(words::place(page, &value.place, &printed.reading.labels)),
        text(value.place.to_string()),
        text(short(page, value.measure)),
        percent,
        count(value.numerator),
        count(value.denominator.filter(|_| value.measure.unit() == Unit::Percent)),
        share(value.bounds.map(|(low, _)| low)),
        share(value.bounds.map(|(_, high)| high)),
        share(value.coverage),
        text(flags.join(", ")),
        day(value.period.from),
        day(value.period.to),
        Cell::Integer(value.definition),
    ]
}
