//! Workbooks (XLSX): one sheet read into rows, in bounded memory.
//!
//! A workbook is a zip that anybody can have made. Every entry is inflated once to be counted
//! before the reader of workbooks sees any of it, and what a sheet may hold is bounded again:
//! one long shared text can be repeated by a million cells.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};

use crate::facts::{FileError, Limits};
use crate::table::Row;
use crate::text::kept;

/// How a workbook begins, and every zip with it.
pub(crate) const SIGNATURE: &[u8] = b"PK\x03\x04";

/// The most bytes of a workbook as it arrives.
const PACKED_BYTES: u64 = 32 << 20;
/// The most bytes of all its entries once inflated, and the most text its cells may hold.
const INFLATED_BYTES: u64 = 256 << 20;
/// The most entries.
const ENTRIES: usize = 4_096;
/// The most cells of a sheet, the empty ones between others included.
const CELLS: usize = 8 << 20;
/// How many rows may stand above the titles of the columns.
const ROWS_ABOVE: usize = 20;

/// A sheet of a workbook, whole.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// The names of the visible sheets, in order.
    pub(crate) names: Vec<String>,
    /// Which one was read.
    pub(crate) name: String,
    text: String,
    ends: Vec<usize>,
    rows: Vec<Span>,
    next: usize,
}

/// Where a row stands in the text and in the ends of its cells.
#[derive(Clone, Copy, Debug)]
struct Span {
    line: u64,
    text: (usize, usize),
    ends: (usize, usize),
}

impl Sheet {
    /// Reads a sheet: the one that is named, else the first.
    pub(crate) fn read(reader: impl Read, wanted: Option<&str>, limits: &Limits) -> Result<Self, FileError> {
        let mut packed = Vec::new();
        reader
            .take(PACKED_BYTES + 1)
            .read_to_end(&mut packed)
            .map_err(|error| FileError::Io(error.to_string()))?;
        if packed.len() as u64 > PACKED_BYTES {
            return Err(FileError::TooLarge { limit: PACKED_BYTES });
        }
        let most = limits.bytes.min(INFLATED_BYTES);
        weigh(&packed, most, limits.ratio)?;
        // The reader of workbooks is not ours: what it did not expect is a damaged file.
        catch_unwind(AssertUnwindSafe(|| Self::unpack(packed, wanted, most))).unwrap_or(Err(FileError::Archive))
    }

    fn unpack(packed: Vec<u8>, wanted: Option<&str>, most: u64) -> Result<Self, FileError> {
        let mut book = Xlsx::new(Cursor::new(packed)).map_err(|_| FileError::Archive)?;
        let names: Vec<String> = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect();
        let name = match wanted {
            Some(wanted) => names.iter().find(|name| name.as_str() == wanted),
            None => names.first(),
        };
        let name = name.cloned().ok_or(FileError::Empty)?;
        let mut sheet = Self {
            names,
            name: name.clone(),
            ..Self::default()
        };
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| FileError::Archive)?;
        while let Some(cell) = cells.next_cell().map_err(|_| FileError::Archive)? {
            let (row, column) = cell.get_position();
            let text = written(cell.get_value());
            if !text.is_empty() {
                sheet.add(u64::from(row) + 1, column as usize, &text, most)?;
            }
        }
        if sheet.rows.is_empty() {
            return Err(FileError::Empty);
        }
        Ok(sheet)
    }

    fn add(&mut self, line: u64, column: usize, text: &str, most: u64) -> Result<(), FileError> {
        let start = self.text.len();
        if self.rows.last().is_none_or(|last| last.line != line) {
            self.rows.push(Span {
                line,
                text: (start, start),
                ends: (self.ends.len(), self.ends.len()),
            });
        }
        let Some(row) = self.rows.last_mut() else {
            return Ok(());
        };
        let width = row.ends.1 - row.ends.0;
        if column < width {
            // A cell written twice: the first one counts.
            return Ok(());
        }
        if self.ends.len() + (column - width) >= CELLS || (start + text.len()) as u64 > most {
            return Err(FileError::TooLarge { limit: most });
        }
        let written = start - row.text.0;
        self.ends.resize(self.ends.len() + (column - width), written);
        self.text.push_str(text);
        self.ends.push(written + text.len());
        row.text.1 = self.text.len();
        row.ends.1 = self.ends.len();
        Ok(())
    }

    /// The cells of the first rows, among which the titles of the columns stand.
    pub(crate) fn top(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        self.rows
            .iter()
            .take(ROWS_ABOVE)
            .map(|span| self.row(*span).cells().map(str::to_owned).collect())
    }

    /// Begins after so many rows.
    pub(crate) fn skip(&mut self, rows: usize) {
        self.next = rows;
    }

    /// The next row that holds something.
    pub(crate) fn next(&mut self) -> Option<Row<'_>> {
        let span = *self.rows.get(self.next)?;
        self.next += 1;
        Some(self.row(span))
    }

    /// Rows of the sheet, the empty ones included.
    pub(crate) fn lines(&self) -> u64 {
        self.rows.last().map_or(0, |last| last.line)
    }

    fn row(&self, span: Span) -> Row<'_> {
        Row::new(
            span.line,
            self.text.get(span.text.0..span.text.1).unwrap_or_default(),
            self.ends.get(span.ends.0..span.ends.1).unwrap_or_default(),
        )
    }
}

/// Inflates every entry to know what it weighs, and refuses what would cost its reader more than
/// the file says.
fn weigh(packed: &[u8], most: u64, ratio: u64) -> Result<(), FileError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).map_err(|_| FileError::Archive)?;
    if archive.len() > ENTRIES || archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(FileError::Archive);
    }
    let most = most.min((packed.len() as u64).saturating_mul(ratio).max(1 << 20));
    let mut total = 0;
    let mut entry_text = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| FileError::Archive)?;
        let is_text = entry
            .name()
            .is_ok_and(|name| name.ends_with(".xml") || name.ends_with(".rels"));
        entry_text.clear();
        entry
            .take(most - total + 1)
            .read_to_end(&mut entry_text)
            .map_err(|_| FileError::Archive)?;
        total += entry_text.len() as u64;
        if total > most {
            return Err(FileError::TooLarge { limit: most });
        }
        if is_text && (entry_text.contains(&0) || announces_more(&entry_text)) {
            return Err(FileError::Archive);
        }
    }
    Ok(())
}

/// Whether a list says that it holds more things than it has bytes: room would be made for them.
fn announces_more(text: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    // `<si/>`
    const SMALLEST_ITEM: usize = 5;
    text.windows(NAME.len())
        .enumerate()
        .filter(|(_, window)| *window == NAME)
        .any(|(at, _)| {
            let digits: Vec<u8> = text[at + NAME.len()..]
                .iter()
                .copied()
                .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'))
                .take_while(u8::is_ascii_digit)
                .take(20)
                .collect();
            let number = std::str::from_utf8(&digits)
                .ok()
                .and_then(|digits| digits.parse::<usize>().ok());
            !digits.is_empty() && number.is_none_or(|number| number > text.len() / SMALLEST_ITEM + 1)
        })
}

/// What a cell holds, as a person reads it: days in one form, whole numbers without a point. Of a
/// formula, the value that was kept with it.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(text) => kept(text).unwrap_or_default(),
        DataRef::SharedString(text) => kept(text).unwrap_or_default(),
        DataRef::Bool(true) => "oui".to_owned(),
        DataRef::Bool(false) => "non".to_owned(),
        DataRef::DateTime(moment) => dated(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}

/// A number with at most six decimals: binary fractions are not what was typed.
fn decimal(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A day, a day and its hour, or a duration.
fn dated(moment: ExcelDateTime) -> String {
    let days = moment.as_f64();
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        // Whole days of a duration are hours of it.
        let whole = if moment.is_duration() { days.trunc() } else { 0.0 };
        return format!("{:.0}:{minute:02}:{second:02}", whole * 24.0 + f64::from(hour));
    }
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        for (number, text) in [
            (6.0, "6"),
            (6.5, "6.5"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1234.25, "1234.25"),
        ] {
            assert_eq!(decimal(number), text, "{number}");
        }
    }

    #[test]
    fn a_list_that_announces_more_than_it_can_hold_is_seen() {
        for (text, more) in [
            ("<sst uniqueCount=\"2\"><si/><si/></sst>", false),
            ("<sst uniqueCount = '99999999999'>", true),
            ("<sst uniqueCount=\"999999999999999999999999\">", true),
            ("<sst>", false),
        ] {
            assert_eq!(announces_more(text.as_bytes()), more, "{text}");
        }
    }
}
