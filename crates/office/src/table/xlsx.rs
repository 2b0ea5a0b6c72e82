use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use super::{Cell, CellKind, Column, Sheet, check_day, check_width, looks_like_formula};
use crate::OfficeError;

/// What a spreadsheet program calls A4.
const A4: u8 = 9;
/// The longest sheet name.
const NAME_LENGTH: usize = 31;
/// The longest text of a cell.
const TEXT_LENGTH: usize = 32_767;
/// The largest integer that a spreadsheet program shows digit for digit.
const EXACT: u64 = 999_999_999_999_999;
/// The creation day of a workbook that does not name one: fixed, so that the same rows give the same bytes.
const NO_DAY: &str = "2000-01-01";

const LAGOON: Color = Color::RGB(0x0b_4f_6c);
const SAND: Color = Color::RGB(0xf4_ef_e6);

/// What a workbook says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// Who made it: a person, an authority, a program.
    pub author: String,
    /// The language of its words, such as `fr`: names the sheet of notes.
    pub language: String,
    /// The day it was made: `2026-09-30`. A fixed day when absent; no clock is read.
    pub created: Option<String>,
}

/// Writes a workbook: one sheet per table, starting in A1, then a sheet of notes if any table has one.
///
/// Headings stay in sight and filter their column; amounts, percentages and days are real values with a format; texts
/// are never formulas. Pages print in landscape, as wide as the paper, with headings repeated.
///
/// # Errors
/// When a row does not fit its columns, a day is not one, or a table is larger than a sheet can be.
pub fn xlsx(sheets: &[Sheet], properties: &Properties) -> Result<Vec<u8>, OfficeError> {
    let mut workbook = XlsxWriter::new(properties)?;
    for sheet in sheets {
        workbook.sheet(&sheet.name, &sheet.columns)?;
        if let Some(note) = &sheet.note {
            workbook.note(note)?;
        }
        for row in &sheet.rows {
            workbook.row(row)?;
        }
    }
    workbook.finish()
}

/// Writes a workbook row by row in constant memory: rows wait in a temporary file, not in memory.
///
/// ```
/// # use pole_office::table::{Cell, CellKind, Column, Properties, XlsxWriter};
/// let columns = [Column { title: "Montant".into(), kind: CellKind::Euros, width: 12.0 }];
/// let mut workbook = XlsxWriter::new(&Properties::default())?;
/// workbook.sheet("Subventions", &columns)?;
/// workbook.row(&[Cell::Euros(123_450)])?;
/// assert!(workbook.finish()?.starts_with(b"PK"));
/// # Ok::<(), pole_office::OfficeError>(())
/// ```
pub struct XlsxWriter {
    workbook: Workbook,
    formats: Formats,
    title: String,
    notes_name: &'static str,
    names: Vec<String>,
    notes: Vec<(String, String)>,
    columns: usize,
    next_row: u32,
}

/// The look of each kind of cell.
struct Formats {
    heading: Format,
    number_heading: Format,
    integer: Format,
    euros: Format,
    decimal: Format,
    percent: Format,
    day: Format,
    year: Format,
    guarded: Format,
    title: Format,
    note_name: Format,
    note: Format,
}

impl XlsxWriter {
    /// Starts a workbook.
    ///
    /// # Errors
    /// When the creation day is not one.
    pub fn new(properties: &Properties) -> Result<Self, OfficeError> {
        let created = day(properties.created.as_deref().unwrap_or(NO_DAY))?;
        let mut workbook = Workbook::new();
        workbook.set_properties(
            &DocProperties::new()
                .set_title(properties.title.as_str())
                .set_author(properties.author.as_str())
                .set_creation_datetime(&created),
        );
        Ok(Self {
            workbook,
            formats: Formats::new(),
            title: properties.title.clone(),
            notes_name: notes_name(&properties.language),
            names: Vec::new(),
            notes: Vec::new(),
            columns: 0,
            next_row: 0,
        })
    }

    /// Starts a sheet with its headings; the rows that follow go there. The name is made legal and unique.
    ///
    /// # Errors
    /// When there are too many columns, or the temporary file fails.
    pub fn sheet(&mut self, name: &str, columns: &[Column]) -> Result<(), OfficeError> {
        self.close_sheet()?;
        let name = legal_name(name, &self.names);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        for (place, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(place, column.width)?;
            if let Some(format) = self.formats.of(column.kind) {
                sheet.set_column_format(place, format)?;
            }
            let heading = if column.kind.is_number() {
                &self.formats.number_heading
            } else {
                &self.formats.heading
            };
            sheet.write_string_with_format(0, place, clipped(&column.title), heading)?;
        }
        self.names.push(name);
        self.columns = columns.len();
        self.next_row = 1;
        Ok(())
    }

    /// Says what the current sheet is, its source and its date, on the last sheet of the workbook.
    ///
    /// # Errors
    /// When no sheet was started.
    pub fn note(&mut self, note: &str) -> Result<(), OfficeError> {
        let name = self.names.last().ok_or(OfficeError::NoSheet)?;
        self.notes.push((name.clone(), note.to_owned()));
        Ok(())
    }

    /// Writes a row of the current sheet.
    ///
    /// # Errors
    /// When no sheet was started, the row does not fit its columns, a day is not one, or the sheet is full.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), OfficeError> {
        let current = self.names.len().checked_sub(1).ok_or(OfficeError::NoSheet)?;
        check_width(self.columns, cells.len())?;
        let sheet = self.workbook.worksheet_from_index(current)?;
        for (place, cell) in (0_u16..).zip(cells) {
            self.formats.write(sheet, self.next_row, place, cell)?;
        }
        self.next_row += 1;
        Ok(())
    }

    /// Ends the workbook and gives its bytes.
    ///
    /// # Errors
    /// When the workbook cannot be assembled.
    pub fn finish(mut self) -> Result<Vec<u8>, OfficeError> {
        self.close_sheet()?;
        if self.names.is_empty() || !self.notes.is_empty() {
            self.write_notes()?;
        }
        Ok(self.workbook.save_to_buffer()?)
    }

    /// Puts the filters on the current sheet, now that its last row is known.
    fn close_sheet(&mut self) -> Result<(), OfficeError> {
        let (Some(current), Some(last)) = (self.names.len().checked_sub(1), self.columns.checked_sub(1)) else {
            return Ok(());
        };
        // More columns than a `u16` holds were refused when the sheet was started.
        let last = u16::try_from(last).unwrap_or(u16::MAX);
        let sheet = self.workbook.worksheet_from_index(current)?;
        sheet.autofilter(0, 0, self.next_row.saturating_sub(1), last)?;
        Ok(())
    }

    /// The last sheet: the title of the workbook, then the note of each sheet.
    fn write_notes(&mut self) -> Result<(), OfficeError> {
        let name = legal_name(self.notes_name, &self.names);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_column_width(0, 32)?.set_column_width(1, 90)?;
        sheet.write_string_with_format(0, 0, clipped(&self.title), &self.formats.title)?;
        for (row, (name, note)) in (2_u32..).zip(&self.notes) {
            sheet.write_string_with_format(row, 0, name.as_str(), &self.formats.note_name)?;
            sheet.write_string_with_format(row, 1, clipped(note), &self.formats.note)?;
        }
        Ok(())
    }
}

impl Formats {
    fn new() -> Self {
        let heading = Format::new()
            .set_bold()
            .set_font_color(LAGOON)
            .set_background_color(SAND)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(LAGOON)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let note = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        Self {
            number_heading: heading.clone().set_align(FormatAlign::Right),
            heading,
            integer: Format::new().set_num_format("#,##0"),
            euros: Format::new().set_num_format("#,##0.00 \"€\""),
            decimal: Format::new().set_num_format("0.0"),
            percent: Format::new().set_num_format("0.0 %"),
            day: Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            year: Format::new().set_num_format("0"),
            guarded: Format::new().set_quote_prefix(),
            title: Format::new().set_bold().set_font_color(LAGOON).set_font_size(14),
            note_name: note.clone().set_bold(),
            note,
        }
    }

    /// The format of a whole column, so that what people type below looks like what is above.
    const fn of(&self, kind: CellKind) -> Option<&Format> {
        match kind {
            CellKind::Text => None,
            CellKind::Integer => Some(&self.integer),
            CellKind::Euros => Some(&self.euros),
            CellKind::Percent => Some(&self.percent),
            CellKind::Decimal => Some(&self.decimal),
            CellKind::Day => Some(&self.day),
            CellKind::Year => Some(&self.year),
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), OfficeError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if looks_like_formula(text) => {
                sheet.write_string_with_format(row, column, clipped(text), &self.guarded)?;
            }
            Cell::Text(text) => {
                sheet.write_string(row, column, clipped(text))?;
            }
            Cell::Integer(value) => number(sheet, row, column, *value, 1.0, &self.integer)?,
            Cell::Euros(cents) => number(sheet, row, column, *cents, 100.0, &self.euros)?,
            Cell::PercentTenths(tenths) => number(sheet, row, column, *tenths, 1_000.0, &self.percent)?,
            Cell::Tenths(tenths) => number(sheet, row, column, *tenths, 10.0, &self.decimal)?,
            Cell::Year(year) => number(sheet, row, column, *year, 1.0, &self.year)?,
            Cell::Day(text) => {
                sheet.write_datetime_with_format(row, column, &day(text)?, &self.day)?;
            }
        }
        Ok(())
    }
}

/// Writes a number of parts, or its digits as text when a spreadsheet program would round them.
fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: i64,
    parts: f64,
    format: &Format,
) -> Result<(), OfficeError> {
    if value.unsigned_abs() > EXACT {
        sheet.write_string(row, column, value.to_string())?;
        return Ok(());
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits fit exactly")]
    let value = value as f64;
    sheet.write_number_with_format(row, column, value / parts, format)?;
    Ok(())
}

/// A day as a spreadsheet program counts it.
fn day(text: &str) -> Result<ExcelDateTime, OfficeError> {
    check_day(text)?;
    ExcelDateTime::parse_from_str(text).map_err(|_| OfficeError::Day(text.to_owned()))
}

/// The name of the sheet of notes.
fn notes_name(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("es") => "Notas",
        Some("ht") => "Nòt",
        _ => "Notes",
    }
}

/// A name that a spreadsheet program accepts: no forbidden sign, not too long, not taken, never empty.
fn legal_name(raw: &str, taken: &[String]) -> String {
    let clean: String = raw
        .chars()
        .filter(|sign| !sign.is_control() && !"[]:*?/\\".contains(*sign))
        .collect();
    let clean = clean.trim_matches(|sign: char| sign.is_whitespace() || sign == '\'');
    // “History” is a word that the program keeps for itself.
    let base = if clean.is_empty() || clean.eq_ignore_ascii_case("history") {
        format!("{clean} {}", taken.len() + 1).trim().to_owned()
    } else {
        clean.to_owned()
    };
    let free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let plain = cut(&base, NAME_LENGTH);
    if free(plain) {
        return plain.to_owned();
    }
    let numbered = |rank: usize| {
        let suffix = format!(" ({rank})");
        format!("{}{suffix}", cut(&base, NAME_LENGTH - suffix.len()))
    };
    // One more rank than there are names: one of them is free.
    (2..=taken.len() + 2)
        .map(numbered)
        .find(|name| free(name))
        .unwrap_or_else(|| numbered(taken.len() + 2))
}

/// A text that fits in a cell; a longer one ends with an ellipsis.
fn clipped(text: &str) -> String {
    let kept = cut(text, TEXT_LENGTH);
    if kept.len() == text.len() {
        text.to_owned()
    } else {
        format!("{}…", cut(text, TEXT_LENGTH - 1))
    }
}

/// The start of a text, at most so many UTF-16 units long, without the blanks and quotes a name may not end with.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (place, sign) in text.char_indices() {
        used += sign.len_utf16();
        if used > units {
            return text[..place].trim_end_matches([' ', '\'']);
        }
    }
    text
}
