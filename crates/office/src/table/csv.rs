use std::io::Write;

use super::{Cell, Column, check_day, check_width, looks_like_formula};
use crate::OfficeError;

/// Writes a table as separated values, row by row, as a French spreadsheet program opens them without a question:
/// UTF-8 with its mark, `;` between cells, CRLF between rows.
///
/// - Every text is quoted; one that looks like a formula gets a `'` in front.
/// - Amounts and percentages are plain numbers with a decimal comma: `1234,50`, `12,5`. With a point, a French
///   spreadsheet program would read text, or worse, a date.
/// - Days are `2026-09-30`, which programs of every language understand.
///
/// ```
/// # use pole_office::table::{Cell, CellKind, Column, CsvWriter};
/// let columns = [Column { title: "Montant".into(), kind: CellKind::Euros, width: 12.0 }];
/// let mut table = CsvWriter::new(Vec::new(), &columns)?;
/// table.row(&[Cell::Euros(123_450)])?;
/// assert_eq!(table.finish()?, "\u{feff}\"Montant\"\r\n1234,50\r\n".as_bytes());
/// # Ok::<(), pole_office::OfficeError>(())
/// ```
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    columns: usize,
}

impl<W: Write> CsvWriter<W> {
    /// Starts the table with its headings. Give a buffered output when writes are costly.
    ///
    /// # Errors
    /// When the output fails.
    pub fn new(mut out: W, columns: &[Column]) -> Result<Self, OfficeError> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut table = Self {
            out,
            columns: columns.len(),
        };
        table.line(columns.iter().map(|column| quoted(&column.title)))?;
        Ok(table)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the row does not fit the columns, a day is not one, or the output fails.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), OfficeError> {
        check_width(self.columns, cells.len())?;
        let texts = cells.iter().map(text).collect::<Result<Vec<_>, _>>()?;
        self.line(texts.into_iter())
    }

    /// Ends the table and gives the output back.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(mut self) -> Result<W, OfficeError> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn line(&mut self, texts: impl Iterator<Item = String>) -> Result<(), OfficeError> {
        for (place, text) in texts.enumerate() {
            if place > 0 {
                self.out.write_all(b";")?;
            }
            self.out.write_all(text.as_bytes())?;
        }
        self.out.write_all(b"\r\n")?;
        Ok(())
    }
}

/// A cell as it stands between two separators.
fn text(cell: &Cell) -> Result<String, OfficeError> {
    Ok(match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Integer(value) | Cell::Year(value) => value.to_string(),
        Cell::Euros(cents) => decimal(*cents, 2),
        Cell::PercentTenths(tenths) | Cell::Tenths(tenths) => decimal(*tenths, 1),
        Cell::Day(day) => {
            check_day(day)?;
            day.clone()
        }
    })
}

/// A text in quotes, harmless to a spreadsheet program.
fn quoted(text: &str) -> String {
    let guard = if looks_like_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A fixed-point number with a decimal comma.
fn decimal(value: i64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    let width = decimals as usize;
    format!("{sign}{},{:0width$}", size / unit, size % unit)
}
