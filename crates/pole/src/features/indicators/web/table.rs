//! Values as rows of a table: the same on the page and in its files.

use pole_office::table::{Cell, CellKind, Column};

use super::super::model::{Flag, Unit, Value};
use super::words;
use crate::shell::page::PageCtx;
pub(super) use crate::shell::table::column;
use crate::shell::table::{TableRow, whole};

/// The sign of what is hidden to protect people, as statistical offices write it.
pub(super) const SECRET: &str = "s";

/// The columns of a value.
pub(super) fn value_columns(page: &PageCtx) -> Vec<Column> {
    vec![
        column(page, "indicators-column-count", CellKind::Integer, 12.0),
        column(page, "indicators-column-among", CellKind::Integer, 12.0),
        column(page, "indicators-column-share", CellKind::Percent, 14.0),
        column(page, "indicators-column-high", CellKind::Percent, 14.0),
    ]
}

/// The cells of a value, with its flags. A count has neither “among” nor share.
pub(super) fn row(page: &PageCtx, value: &Value) -> TableRow {
    let tenths =
        |share: pole_kernel::Ratio| Cell::PercentTenths(i64::try_from(share.tenths_of_percent()).unwrap_or(i64::MAX));
    let none = || Cell::Text("–".to_owned());
    let percent = value.measure.unit() == Unit::Percent;
    let cells = if value.has(Flag::Secret) {
        vec![Cell::Text(SECRET.to_owned()); 4]
    } else {
        let count = value.numerator.map_or_else(none, whole);
        let among = if percent {
            value.denominator.map_or_else(none, whole)
        } else {
            none()
        };
        let share = match (percent, value.share) {
            (false, _) => none(),
            (true, Some(share)) => tenths(share),
            (true, None) => Cell::Text(words::absent(page, value)),
        };
        let high = match (value.bounds, value.count_bounds) {
            (Some((low, high)), _) if low != high => tenths(high),
            (_, Some((low, high))) if low != high => whole(high),
            _ => none(),
        };
        vec![count, among, share, high]
    };
    TableRow {
        cells,
        href: None,
        flags: words::flags(page, value)
            .into_iter()
            .filter(|(class, _)| *class != "ok")
            .collect(),
    }
}
