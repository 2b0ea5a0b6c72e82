//! The workbook of the report: a sheet an indicator, with every measure at every place, and a sheet
//! of the pieces behind its headlines, as far as the reader may open them.
//!
//! The pieces of a school whose figure is hidden are counted and not listed: their list would tell it.

use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::people_from;
use crate::features::indicators::{
    self, Behind, Flag, Indicator, IndicatorError, Measure, Place, Printed, Sought, Unit, Value, words,
};
use crate::features::reports::public::short;
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{self, column, day, text};

pub(super) async fn answer(page: &PageCtx, printed: &Printed, asked: Asked) -> Reply {
    let mut sheets = Vec::new();
    for indicator in Indicator::ALL {
        sheets.push(figures(page, printed, asked, *indicator));
        sheets.push(pieces(page, printed, asked, *indicator).await?);
    }
    export::save(page, ExportFormat::Xlsx, "rapport-au-comite", &sheets)
}

/// The pieces behind the headlines of an indicator at the place of the report.
async fn pieces(page: &PageCtx, printed: &Printed, asked: Asked, indicator: Indicator) -> Result<Sheet, Problem> {
    let mut all: Option<Sheet> = None;
    let mut left_out = 0;
    for measure in Measure::of(indicator).filter(|measure| measure.is_headline()) {
        // People are told by the last release: so are the pieces.
        let asked = match (&printed.reading.release, measure.behind()) {
            (Some(release), Behind::Staff | Behind::Families) => Asked {
                on: release.as_of,
                known_at: release.frozen_at,
            },
            (_, Behind::Nobody) | (None, _) => asked,
        };
        let sought = Sought {
            measure,
            place: printed.reading.place.clone(),
            asked,
            with_others: false,
            along: None,
            after: String::new(),
            limit: None,
        };
        let (actor, of) = (page.actor.clone(), sought.clone());
        let found = page
            .app
            .db()
            .read(move |tx| indicators::evidence(tx, &actor, &of))
            .await;
        let mut found = match found {
            Ok(found) => found,
            Err(IndicatorError::Denied(_) | IndicatorError::NotFound | IndicatorError::Refused(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        let count = found.pieces.len();
        found.pieces.retain(|piece| {
            piece.school.as_ref().is_none_or(|(uai, _)| {
                let value = printed.reading.value(measure, &Place::School(uai.clone()));
                !value.is_some_and(|value| value.has(Flag::Secret))
            })
        });
        left_out += count - found.pieces.len();
        let sheet = indicators::evidence_sheet(page, &found, &sought);
        match &mut all {
            None => all = Some(sheet),
            Some(all) => all.rows.extend(sheet.rows),
        }
    }
    let note = page.tn("reports-pieces-left-out", "count", left_out);
    let mut sheet = all.unwrap_or_else(|| Sheet {
        name: String::new(),
        note: Some(page.t("reports-pieces-none")),
        columns: vec![column(page, "reports-pieces-none", CellKind::Text, 60.0)],
        rows: Vec::new(),
    });
    sheet.name = page.t1("reports-pieces", "code", indicator.code());
    if left_out > 0 {
        sheet.note = Some([sheet.note.unwrap_or_default(), note].join(" "));
    }
    Ok(sheet)
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
    let percent = match (value.measure.unit(), hidden) {
        (Unit::Percent, true) => text("s"),
        (Unit::Percent, false) => table::percent(value.share),
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
        table::percent(value.bounds.map(|(low, _)| low)),
        table::percent(value.bounds.map(|(_, high)| high)),
        table::percent(value.coverage),
        text(flags.join(", ")),
        day(value.period.from),
        day(value.period.to),
        Cell::Integer(value.definition),
    ]
}
