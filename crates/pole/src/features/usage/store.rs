//! The SQL of usage.

pub(super) mod counts;
pub(super) mod populations;
pub(super) mod retention;
pub(super) mod series;
pub(super) mod views;

use pole_db::{DbError, Row};

use super::model::UsageScope;

/// A count of a column, never negative.
fn count(row: &Row<'_>, column: &str) -> Result<u64, DbError> {
    let number: i64 = row.get(column)?;
    Ok(u64::try_from(number).unwrap_or(0))
}

/// A count that may be unknown.
fn count_or_none(row: &Row<'_>, column: &str) -> Result<Option<u64>, DbError> {
    let number: Option<i64> = row.get(column)?;
    Ok(number.and_then(|number| u64::try_from(number).ok()))
}

/// A count on its way to a column.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count that may be unknown, on its way to a column.
fn whole_or_none(count: Option<u64>) -> Option<i64> {
    count.map(whole)
}

/// The columns `scope_kind` and `scope`.
fn scope(row: &Row<'_>) -> Result<UsageScope, DbError> {
    let kind: String = row.get("scope_kind")?;
    let code: String = row.get("scope")?;
    UsageScope::parse(&kind, &code).map_err(|error| DbError::Column {
        column: "scope".to_owned(),
        reason: error.to_string(),
    })
}

/// A word of a list, or nothing when the column is empty.
fn word<T>(
    row: &Row<'_>,
    column: &str,
    parse: fn(&str) -> Result<T, pole_kernel::UnknownWord>,
) -> Result<Option<T>, DbError> {
    let code: String = row.get(column)?;
    if code.is_empty() {
        return Ok(None);
    }
    parse(&code).map(Some).map_err(|error| DbError::Column {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}
