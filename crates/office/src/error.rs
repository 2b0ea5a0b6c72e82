use std::io;

use rust_xlsxwriter::XlsxError;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A template, or the data it reads, is wrong.
    #[error("{}: {message}", place(file, *line))]
    Template {
        /// The file at fault: `main.typ` is the template, then `house.typ`, `data.json` and the files given.
        file: String,
        /// The line in this file, from 1, when one can be named.
        line: Option<usize>,
        /// What is wrong, and the hints that go with it.
        message: String,
    },
    /// Not a language a document can be marked with.
    #[error("“{0}” is not a language code such as “fr” or “fr-GP”")]
    Language(String),
    /// A row has more or fewer cells than the table has columns.
    #[error("the row has {found} cells, the table has {expected} columns")]
    Row {
        /// The number of columns.
        expected: usize,
        /// The number of cells.
        found: usize,
    },
    /// A row was written before any sheet was started.
    #[error("the workbook has no sheet yet")]
    NoSheet,
    /// Not a day that a file can hold.
    #[error("“{0}” is not a day written as 2026-09-30")]
    Day(String),
    /// The workbook could not be written.
    #[error("the workbook could not be written")]
    Workbook(#[from] XlsxError),
    /// The output could not be written.
    #[error("the file could not be written")]
    Io(#[from] io::Error),
}

/// Where the fault is, for the message.
fn place(file: &str, line: Option<usize>) -> String {
    match line {
        Some(line) => format!("{file}, line {line}"),
        None => file.to_owned(),
    }
}
