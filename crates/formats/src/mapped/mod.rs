//! Files without a layout of their own: a person says once what each column is.
//!
//! [`survey`] reads the titles and the first rows of any CSV or XLSX. [`Survey::propose`] guesses
//! what the columns are by their names, [`Survey::examine`] shows the first rows as they will be
//! read and says which column cannot be what it was said to be, and
//! [`open_mapped`](crate::open_mapped) reads the file with the mapping. The fields are those of
//! `formats.md` §9 (training) and §8.4 (use of an ENT).

mod examine;
mod fields;
mod mapping;
mod survey;
mod wide;

pub use examine::{Examination, Misfit, ReadCell};
pub use fields::{Field, FieldForm, fields};
pub use mapping::Mapping;
pub(crate) use survey::confidential;
pub use survey::{Survey, SurveyColumn};
pub(crate) use wide::wide_field;

use crate::facts::FileKind;

/// How many rows are looked at before a mapping is believed.
pub const ROWS_LOOKED_AT: usize = 200;
/// How many rows are shown as they will be read.
pub const ROWS_SHOWN: usize = 5;

/// What may be in a file that is not recognised.
pub const TARGETS: &[FileKind] = &[FileKind::TrainingRows, FileKind::UsageRows];
