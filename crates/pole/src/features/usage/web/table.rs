//! Tables: one description, shown on a page and saved as CSV or XLSX, so that both say the same.

use pole_kernel::{Day, Ratio};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use crate::shell::page::PageCtx;

/// A table of a page.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its identifier on the page, and the name of its file.
    pub(super) id: &'static str,
    /// What it shows.
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// The last row, in bold.
    pub(super) total: Option<Vec<Cell>>,
    /// The address of its file, without extension.
    pub(super) export: String,
    /// The query of its file, with the question mark.
    pub(super) query: String,
    /// What to do when there is no row.
    pub(super) empty: String,
    /// What there is to know of it.
    pub(super) note: String,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Where its first cell leads.
    pub(super) href: Option<String>,
    /// The quality of its figures: codes and words.
    pub(super) flags: Vec<(&'static str, String)>,
}

/// A cell as a page shows it.
pub(super) struct ShownCell {
    pub(super) text: String,
    /// Whether it is read from the right.
    pub(super) number: bool,
    pub(super) unknown: bool,
}

impl Table {
    /// Whether a row says something of the quality of its figures.
    pub(super) fn has_flags(&self) -> bool {
        self.rows.iter().any(|row| !row.flags.is_empty())
    }

    /// Whether it is too wide for any screen.
    pub(super) fn is_wide(&self) -> bool {
        self.columns.len() > 8
    }

    /// The cells of a row in the reader's language. An empty figure is unknown, never 0.
    pub(super) fn shown(&self, page: &PageCtx, cells: &[Cell]) -> Vec<ShownCell> {
        cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, column)| {
                let number = column.kind.is_number();
                let unknown = number && matches!(cell, Cell::Empty);
                ShownCell {
                    text: if unknown {
                        page.t("common-unknown")
                    } else {
                        words(page, cell)
                    },
                    number,
                    unknown,
                }
            })
            .collect()
    }

    /// The table to save: the same rows, the quality in a last column.
    pub(super) fn sheet(&self, page: &PageCtx) -> Sheet {
        let mut columns = self.columns.clone();
        let flagged = self.has_flags();
        if flagged {
            columns.push(column(page, "usage-column-quality", CellKind::Text, 30.0));
        }
        let mut rows: Vec<Vec<Cell>> = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = row.cells.clone();
                if flagged {
                    let words: Vec<&str> = row.flags.iter().map(|(_, words)| words.as_str()).collect();
                    cells.push(Cell::Text(words.join(", ")));
                }
                cells
            })
            .collect();
        if let Some(total) = &self.total {
            let mut total = total.clone();
            if flagged {
                total.push(Cell::Empty);
            }
            rows.push(total);
        }
        Sheet {
            name: self.caption.clone(),
            note: Some(self.note.clone()).filter(|note| !note.is_empty()),
            columns,
            rows,
        }
    }
}

/// A cell in the reader's language.
fn words(page: &PageCtx, cell: &Cell) -> String {
    let formats = page.formats();
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => formats.number(*number),
        Cell::Euros(cents) => formats.money(pole_kernel::Cents(*cents)),
        Cell::PercentTenths(tenths) => formats.percent(*tenths),
        Cell::Day(day) => Day::parse(day).map_or_else(|_| day.clone(), |day| formats.short_day(day)),
        Cell::Year(year) => year.to_string(),
    }
}

pub(super) fn column(page: &PageCtx, key: &str, kind: CellKind, width: f64) -> Column {
    Column {
        title: page.t(key),
        kind,
        width,
    }
}

pub(super) fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

pub(super) fn whole(count: u64) -> Cell {
    Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(super) fn whole_or_unknown(count: Option<u64>) -> Cell {
    count.map_or(Cell::Empty, whole)
}

pub(super) fn percent(rate: Option<Ratio>) -> Cell {
    rate.map_or(Cell::Empty, |rate| {
        Cell::PercentTenths(i64::try_from(rate.tenths_of_percent()).unwrap_or(i64::MAX))
    })
}

pub(super) fn day(day: Day) -> Cell {
    Cell::Day(day.to_string())
}
