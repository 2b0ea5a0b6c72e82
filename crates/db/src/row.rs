use std::cell;

use tokio_postgres::types::Type;

use crate::{Cell, CellError, DbError, FromCell};

/// One row of an answer, valid while the closure reads it.
pub struct Row<'a> {
    columns: &'a [String],
    /// Where the next column is expected: rows are mostly read in the order they are written.
    next: cell::Cell<usize>,
    source: Source<'a>,
}

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) const fn sqlite(columns: &'a [String], row: &'a rusqlite::Row<'a>) -> Self {
        Self {
            columns,
            next: cell::Cell::new(0),
            source: Source::Sqlite(row),
        }
    }

    pub(crate) const fn postgres(columns: &'a [String], row: &'a tokio_postgres::Row) -> Self {
        Self {
            columns,
            next: cell::Cell::new(0),
            source: Source::Postgres(row),
        }
    }
}

impl Row<'_> {
    /// The value of a column. The error names the column and the types, never the value.
    pub fn get<T: FromCell>(&self, column: &str) -> Result<T, DbError> {
        let refuse = |reason: String| DbError::Column {
            column: column.to_owned(),
            reason,
        };
        let index = self
            .index(column)
            .ok_or_else(|| refuse(format!("not in the answer, which has {}", self.columns.join(", "))))?;
        self.cell(index)
            .and_then(T::from_cell)
            .map_err(|error| refuse(error.to_string()))
    }

    fn index(&self, column: &str) -> Option<usize> {
        let expected = self.next.get();
        let found = if self.columns.get(expected).is_some_and(|name| name == column) {
            expected
        } else {
            self.columns.iter().position(|name| name == column)?
        };
        self.next.set(found + 1);
        Some(found)
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, CellError> {
        match self.source {
            Source::Sqlite(row) => sqlite_cell(row, index),
            Source::Postgres(row) => postgres_cell(row, index),
        }
    }
}

/// Refuses an answer with two columns of the same name: which one is meant is not clear.
pub(crate) fn unambiguous(columns: &[String]) -> Result<(), DbError> {
    let twice = (1..columns.len()).find(|index| columns[..*index].contains(&columns[*index]));
    match twice {
        None => Ok(()),
        Some(index) => Err(DbError::Column {
            column: columns[index].clone(),
            reason: "named twice in the answer".to_owned(),
        }),
    }
}

fn sqlite_cell<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<Cell<'a>, CellError> {
    use rusqlite::types::ValueRef;
    let value = row.get_ref(index).map_err(|error| CellError::new(error.to_string()))?;
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => {
            Cell::Text(std::str::from_utf8(text).map_err(|_| CellError::new("found a text that is not UTF-8".into()))?)
        }
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
    })
}

fn postgres_cell(row: &tokio_postgres::Row, index: usize) -> Result<Cell<'_>, CellError> {
    let missing = || CellError::new("found no such column".into());
    let column = row.columns().get(index).ok_or_else(missing)?;
    let cell = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(index).map(|cell| cell.map(Cell::Int)),
        Type::INT4 => row
            .try_get::<_, Option<i32>>(index)
            .map(|cell| cell.map(|number| Cell::Int(i64::from(number)))),
        Type::INT2 => row
            .try_get::<_, Option<i16>>(index)
            .map(|cell| cell.map(|number| Cell::Int(i64::from(number)))),
        Type::BOOL => row.try_get::<_, Option<bool>>(index).map(|cell| cell.map(Cell::Bool)),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(index).map(|cell| cell.map(Cell::Real)),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(index).map(|cell| cell.map(Cell::Bytes)),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
            row.try_get::<_, Option<&str>>(index).map(|cell| cell.map(Cell::Text))
        }
        ref other => {
            return Err(CellError::new(format!(
                "found the type {other}: cast it in the statement"
            )));
        }
    };
    cell.map(|cell| cell.unwrap_or(Cell::Null))
        .map_err(|error| CellError::new(error.to_string()))
}
