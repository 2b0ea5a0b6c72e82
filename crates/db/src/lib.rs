//! One SQL text, two engines: SQLite for a school, PostgreSQL for a region.
//!
//! This crate knows no domain. A caller writes standard SQL with named parameters, and runs it
//! in a closure that is one serializable transaction:
//!
//! ```
//! # use pole_db::{Db, DbError, params, sql};
//! # fn run(db: &Db) -> Result<Option<String>, DbError> {
//! db.write_blocking(|tx| {
//!     tx.execute(sql!("update school set name = :name where uai = :uai"), params! { name: "École", uai: "9710022X" })?;
//!     tx.optional(sql!("select name from school where uai = :uai"), params! { uai: "9710022X" }, |row| row.get("name"))
//! })
//! # }
//! ```
//!
//! What makes both engines agree:
//!
//! - the column types are `text`, `bigint`, `boolean`, `double precision` and `bytea`;
//! - a parameter carries its type, also when it is null;
//! - columns are read by name, and an answer with the same name twice is refused;
//! - after a failed statement the transaction is lost: its other statements fail too, and it is
//!   rolled back even when the closure returns `Ok`;
//! - `like` tells capitals from small letters;
//! - a text without NUL, a number that is a number.
//!
//! What they do not agree on, and a statement must say: where nulls sort (`nulls last`), and the
//! order of accented text (search and sort on a folded column).

mod database;
mod error;
mod migrate;
mod postgres;
mod row;
mod sql;
mod sqlite;
pub mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod trace;
mod transaction;
mod value;

pub use database::{Config, Db, Engine, Tuning};
pub use error::DbError;
pub use migrate::Migration;
pub use row::Row;
pub use sql::Sql;
pub use transaction::Tx;
pub use value::{Cell, CellError, FromCell, Kind, Params, ToValue, Value};
