//! Tables that leave the program: CSV and XLSX of exactly what a page shows.

use pole_office::table::{Column, CsvWriter, Properties, Sheet, xlsx};

use super::page::{PageCtx, Reply};
use super::problem::Problem;

/// The two forms of a table to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Text, for any program.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl ExportFormat {
    /// Reads the extension of a path, or the value of `?format=`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// Answers with tables to save. CSV holds the first table only.
///
/// # Errors
/// When the table cannot be written.
pub fn save(page: &PageCtx, format: ExportFormat, name: &str, sheets: &[Sheet]) -> Reply {
    match format {
        ExportFormat::Csv => {
            let bytes = sheets.first().map_or_else(|| Ok(Vec::new()), csv)?;
            page.attachment(&format!("{name}.csv"), "text/csv; charset=utf-8", bytes)
        }
        ExportFormat::Xlsx => {
            let properties = Properties {
                title: name.to_owned(),
                author: "Pôle".to_owned(),
                language: page.lang().to_owned(),
                created: Some(page.now.day().to_string()),
            };
            let bytes = xlsx(sheets, &properties).map_err(|error| Problem::failure(&error))?;
            let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            page.attachment(&format!("{name}.xlsx"), content_type, bytes)
        }
    }
}

/// A table as CSV bytes.
///
/// # Errors
/// When the table cannot be written.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, Problem> {
    let failure = |error: pole_office::OfficeError| Problem::failure(&error);
    let columns: &[Column] = &sheet.columns;
    let mut writer = CsvWriter::new(Vec::new(), columns).map_err(failure)?;
    for row in &sheet.rows {
        writer.row(row).map_err(failure)?;
    }
    writer.finish().map_err(failure)
}
