//! Tables: one description, shown on a page and saved as CSV or XLSX, so that both say the same.

use pole_kernel::{Cents, Day, Instant, Ratio, SchoolYear};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::page::PageCtx;

/// A table of a page.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its identifier on the page, and the name of its file.
    pub id: &'static str,
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with one cell a column.
    pub rows: Vec<TableRow>,
    /// The last row, in bold.
    pub total: Option<Vec<Cell>>,
    /// The address of its file, without extension.
    pub export: String,
    /// The query of its file, with the question mark.
    pub query: String,
    /// What to do when there is no row.
    pub empty: String,
    /// What there is to know of it, on the last sheet.
    pub note: String,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// One a column.
    pub cells: Vec<Cell>,
    /// Where its first cell leads.
    pub href: Option<String>,
    /// The quality of its figures: codes and words.
    pub flags: Vec<(&'static str, String)>,
}

impl TableRow {
    /// A row without link nor flag.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

impl Table {
    /// Whether a row says something of the quality of its figures.
    pub fn has_flags(&self) -> bool {
        self.rows.iter().any(|row| !row.flags.is_empty())
    }

    /// Whether it is too wide for any screen.
    pub fn is_wide(&self) -> bool {
        self.columns.len() > 8
    }

    /// The cells of a row in the reader's language. An empty figure is unknown, never 0.
    pub fn shown(&self, page: &PageCtx, cells: &[Cell]) -> Vec<ShownCell> {
        cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, column)| {
                let number = column.kind.is_number();
                let unknown = number && matches!(cell, Cell::Empty);
                let text = if unknown {
                    page.t("common-unknown")
                } else {
                    words(page, cell)
                };
                ShownCell { text, number, unknown }
            })
            .collect()
    }

    /// The table to save: the same rows, the quality in a last column.
    pub fn sheet(&self, page: &PageCtx) -> Sheet {
        let mut columns = self.columns.clone();
        let flagged = self.has_flags();
        if flagged {
            columns.push(Column {
                title: page.t("table-quality"),
                kind: CellKind::Text,
                width: 30.0,
            });
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
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        Sheet {
            name: self.caption.clone(),
            note,
            columns,
            rows,
        }
    }
}

/// A cell as a page shows it.
pub struct ShownCell {
    /// What it says.
    pub text: String,
    /// Whether it is read from the right.
    pub number: bool,
    /// Whether it says that the figure is unknown.
    pub unknown: bool,
}

/// A cell in the reader's language.
fn words(page: &PageCtx, cell: &Cell) -> String {
    let formats = page.formats();
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => unbroken(text),
        Cell::Integer(number) => formats.number(*number),
        Cell::Euros(cents) => formats.money(Cents(*cents)),
        Cell::PercentTenths(tenths) => formats.percent(*tenths),
        Cell::Tenths(tenths) => formats.tenths(*tenths),
        Cell::Day(day) => Day::parse(day).map_or_else(|_| day.clone(), |day| formats.short_day(day)),
        Cell::Year(year) => year.to_string(),
    }
}

/// A school year keeps its hyphen: half a year on each line reads badly.
fn unbroken(text: &str) -> String {
    let is_year = text.len() == 9
        && text.bytes().enumerate().all(|(place, byte)| {
            if place == 4 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    if is_year {
        text.replace('-', "\u{2011}")
    } else {
        text.to_owned()
    }
}

/// A column titled by a message.
pub fn column(page: &PageCtx, key: &str, kind: CellKind, width: f64) -> Column {
    Column {
        title: page.t(key),
        kind,
        width,
    }
}

/// Words.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A count, or unknown.
pub fn count(count: Option<u32>) -> Cell {
    count.map_or(Cell::Empty, |count| Cell::Integer(i64::from(count)))
}

/// A count.
pub fn whole(count: u64) -> Cell {
    Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A count of any size, or unknown.
pub fn whole_or_unknown(count: Option<u64>) -> Cell {
    count.map_or(Cell::Empty, whole)
}

/// A share, or unknown.
pub fn percent(share: Option<Ratio>) -> Cell {
    share.map_or(Cell::Empty, |share| {
        Cell::PercentTenths(i64::try_from(share.tenths_of_percent()).unwrap_or(i64::MAX))
    })
}

/// An amount, or unknown.
pub fn euros(cents: Option<Cents>) -> Cell {
    cents.map_or(Cell::Empty, |cents| Cell::Euros(cents.0))
}

/// A school year.
pub fn year(year: SchoolYear) -> Cell {
    Cell::Text(year.label())
}

/// A day.
pub fn day(day: Day) -> Cell {
    Cell::Day(day.to_string())
}

/// A moment, in words.
pub fn moment(page: &PageCtx, moment: Instant) -> Cell {
    Cell::Text(page.moment(&moment))
}
