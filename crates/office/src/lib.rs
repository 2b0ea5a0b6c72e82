//! Writers of office files: spreadsheets, separated values and printable documents.
//!
//! A leaf that knows nothing of the product: values in, bytes out. The heavy libraries live here so that daily builds
//! never touch them.
//!
//! - [`table`]: typed rows to XLSX and CSV, whole or streamed.
//! - [`pdf`]: a Typst template and its data to a tagged PDF/UA-1 document.

mod error;
pub mod pdf;
pub mod table;

pub use error::OfficeError;
