//! Columns that hold a word of somebody else's closed vocabulary: the orphan rule keeps such
//! types from being columns themselves.

use pole_db::{DbError, Row};
use pole_kernel::UnknownWord;

/// Reads a stable code back.
///
/// # Errors
/// When the column holds another word: the program is older than the data.
pub fn coded<T>(row: &Row<'_>, column: &str, parse: fn(&str) -> Result<T, UnknownWord>) -> Result<T, DbError> {
    let code: String = row.get(column)?;
    parse(&code).map_err(|error| DbError::Column {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}

/// Reads a stable code back, or nothing.
///
/// # Errors
/// When the column holds another word.
pub fn coded_or_none<T>(
    row: &Row<'_>,
    column: &str,
    parse: fn(&str) -> Result<T, UnknownWord>,
) -> Result<Option<T>, DbError> {
    let code: Option<String> = row.get(column)?;
    code.map(|code| parse(&code))
        .transpose()
        .map_err(|error| DbError::Column {
            column: column.to_owned(),
            reason: error.to_string(),
        })
}
