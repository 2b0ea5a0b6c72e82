//! Tables: typed cells written as XLSX or CSV, in one go or row by row.

mod csv;
mod xlsx;

pub use self::csv::CsvWriter;
pub use self::xlsx::{Properties, XlsxWriter, xlsx};

use crate::OfficeError;

/// What a column holds: decides the side of its heading and the format of its empty cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Words.
    Text,
    /// A count.
    Integer,
    /// An amount, in cents.
    Euros,
    /// A percentage, in tenths.
    Percent,
    /// A number with one decimal, in tenths.
    Decimal,
    /// A civil day.
    Day,
    /// A year, never grouped by thousands.
    Year,
}

impl CellKind {
    /// Whether values of this kind are read from the right.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Integer | Self::Euros | Self::Percent | Self::Decimal | Self::Year
        )
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// What it holds.
    pub kind: CellKind,
    /// The width in characters; a file without widths ignores it.
    pub width: f64,
}

/// A value. Text is text whatever it looks like: it never becomes a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A count.
    Integer(i64),
    /// An amount in cents.
    Euros(i64),
    /// A percentage in tenths: 125 is 12.5 %.
    PercentTenths(i64),
    /// A number with one decimal, in tenths: 34 is 3.4.
    Tenths(i64),
    /// A civil day: `2026-09-30`.
    Day(String),
    /// A year.
    Year(i64),
}

/// A table with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name, made legal when written.
    pub name: String,
    /// What the table is, its source and its date. Written on a last sheet, so that the table itself starts in A1.
    pub note: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// Refuses a row that does not fit its table.
const fn check_width(expected: usize, found: usize) -> Result<(), OfficeError> {
    if expected == found {
        Ok(())
    } else {
        Err(OfficeError::Row { expected, found })
    }
}

/// Refuses a text that is not written as `2026-09-30`. Whether the day exists is the caller's knowledge.
fn check_day(day: &str) -> Result<(), OfficeError> {
    let shaped = day.len() == 10
        && day.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shaped {
        Ok(())
    } else {
        Err(OfficeError::Day(day.to_owned()))
    }
}

/// Whether a spreadsheet program could take this text for a formula.
fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
