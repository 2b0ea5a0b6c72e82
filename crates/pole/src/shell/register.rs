//! The clock of a register: it never goes back, so that an answer once given for a moment never changes.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::Instant;

use super::clock::not_before;

/// The moment to write the facts of a register at: now, or just after the newest one when the machine's clock went
/// backwards. Asked once by each action that writes.
///
/// # Errors
/// When the database fails.
pub fn moment(tx: &mut Tx, register: &str, now: Instant) -> Result<Instant, DbError> {
    let newest: Option<Instant> = tx.optional(
        sql!("select at from register_clock where register = :register"),
        params! { register: register },
        |row| row.get("at"),
    )?;
    let moment = not_before(now, newest);
    tx.execute(
        sql!(
            "insert into register_clock (register, at) values (:register, :at)
             on conflict (register) do update set at = excluded.at"
        ),
        params! { register: register, at: moment },
    )?;
    Ok(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_app::on_both_engines;

    #[test]
    fn a_clock_that_goes_back_moves_the_register_on_by_a_millisecond() {
        on_both_engines("2026-10-16T12:00:00Z", |app| {
            let at = |text: &str| Instant::parse(text).unwrap();
            for (now, moment_then) in [
                ("2026-10-16T12:00:00.000Z", "2026-10-16T12:00:00.000Z"),
                ("2026-10-16T12:00:00.000Z", "2026-10-16T12:00:00.000Z"),
                ("2026-10-16T11:00:00.000Z", "2026-10-16T12:00:00.001Z"),
                ("2026-10-16T11:00:00.000Z", "2026-10-16T12:00:00.002Z"),
                ("2026-10-16T13:00:00.000Z", "2026-10-16T13:00:00.000Z"),
            ] {
                assert_eq!(app.write(|tx| moment(tx, "test", at(now))), at(moment_then), "{now}");
            }
            assert_eq!(
                app.write(|tx| moment(tx, "other", at("2020-01-01T00:00:00Z"))),
                at("2020-01-01T00:00:00Z")
            );
        });
    }
}
