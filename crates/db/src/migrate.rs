use std::collections::HashMap;

use crate::transaction::Mode;
use crate::{Db, DbError, Tx, params, sql, sql::statements};

/// One file of schema changes. It runs as written on both engines, and never changes once
/// released.
#[derive(Clone, Copy, Debug)]
pub struct Migration<'a> {
    /// Its name, which is also its place in the order.
    pub name: &'a str,
    /// Statements separated by semicolons.
    pub sql: &'a str,
}

/// What was applied, when, and what it was.
const BOOKKEEPING: &str = "create table if not exists schema_migration (
    name text not null primary key,
    checksum text not null,
    applied_at text not null
)";

/// Applies what is missing. Each file is one transaction, which first looks again at what was
/// applied: another process may be starting at the same time.
pub(crate) fn run(db: &Db, migrations: &[Migration<'_>], applied_at: &str) -> Result<Vec<String>, DbError> {
    let applied = db.run_here(Mode::Migrate, &mut |tx: &mut Tx| {
        tx.batch(BOOKKEEPING)?;
        applied(tx)
    })?;
    check(migrations, &applied)?;
    let mut done = Vec::new();
    for migration in migrations
        .iter()
        .filter(|migration| !applied.contains_key(migration.name))
    {
        if db.run_here(Mode::Migrate, &mut |tx: &mut Tx| apply(tx, migration, applied_at))? {
            tracing::info!(
                db.migration = migration.name,
                "Applied the migration {}",
                migration.name
            );
            done.push(migration.name.to_owned());
        }
    }
    Ok(done)
}

/// A short print of a text (FNV-1a, 64 bits): it tells an edited file, not a forged one.
pub(crate) fn checksum<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let print = texts
        .into_iter()
        // Line ends may differ from one checkout to another.
        .flat_map(|text| text.bytes().filter(|byte| *byte != b'\r').chain([0]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |print, byte| {
            (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{print:016x}")
}

/// Refuses a set of migrations that does not continue what was applied.
fn check(migrations: &[Migration<'_>], applied: &HashMap<String, String>) -> Result<(), DbError> {
    let refuse = |name: &str, reason: &str| {
        Err(DbError::Migration {
            name: name.to_owned(),
            reason: reason.to_owned(),
        })
    };
    for (index, migration) in migrations.iter().enumerate() {
        if migrations[..index].iter().any(|earlier| earlier.name == migration.name) {
            return refuse(migration.name, "two files have this name");
        }
        if let Some(known) = applied.get(migration.name)
            && *known != checksum([migration.sql])
        {
            return refuse(migration.name, "the file changed after it was applied to this database");
        }
    }
    let mut unknown: Vec<&String> = applied
        .keys()
        .filter(|name| !migrations.iter().any(|migration| migration.name == name.as_str()))
        .collect();
    unknown.sort();
    match unknown.first() {
        Some(name) => refuse(
            name,
            "this program does not know it: the database was migrated by a newer version, use that one",
        ),
        None => Ok(()),
    }
}

fn applied(tx: &mut Tx) -> Result<HashMap<String, String>, DbError> {
    let rows = tx.rows(sql!("select name, checksum from schema_migration"), params! {}, |row| {
        Ok((row.get("name")?, row.get("checksum")?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Whether it was applied now, and not meanwhile by another process.
fn apply(tx: &mut Tx, migration: &Migration<'_>, applied_at: &str) -> Result<bool, DbError> {
    let already = tx.optional(
        sql!("select checksum from schema_migration where name = :name"),
        params! { name: migration.name },
        |row| row.get::<String>("checksum"),
    )?;
    if already.is_some() {
        return Ok(false);
    }
    for (index, statement) in statements(migration.sql).into_iter().enumerate() {
        tx.batch(statement)
            .map_err(|error| in_statement(migration, index + 1, error))?;
    }
    tx.execute(
        sql!("insert into schema_migration (name, checksum, applied_at) values (:name, :checksum, :applied_at)"),
        params! { name: migration.name, checksum: checksum([migration.sql]), applied_at: applied_at },
    )?;
    Ok(true)
}

/// A failure of the file itself is told as such; a failure of the surroundings stays what it is.
fn in_statement(migration: &Migration<'_>, number: usize, error: DbError) -> DbError {
    match error {
        DbError::Busy | DbError::Full | DbError::ReadOnly | DbError::Unavailable(_) => error,
        DbError::NoRow
        | DbError::Unique { .. }
        | DbError::ForeignKey { .. }
        | DbError::Check { .. }
        | DbError::NotNull { .. }
        | DbError::Parameter(_)
        | DbError::Column { .. }
        | DbError::Migration { .. }
        | DbError::Unsupported(_)
        | DbError::Other(_) => DbError::Migration {
            name: migration.name.to_owned(),
            reason: format!("statement {number}: {error}"),
        },
    }
}
