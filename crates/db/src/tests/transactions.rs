use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use crate::testing::TestDb;
use crate::{Db, DbError, Engine, Migration, Tuning, Tx, both_engines, params, sql};

const SCHEMA: &[Migration<'_>] = &[Migration {
    name: "0001_counter",
    sql: "create table counter (id bigint primary key, n bigint not null);
          insert into counter (id, n) values (1, 0);
          create table link (id bigint primary key references counter deferrable initially deferred);",
}];

/// An error of a use case, as actions have.
#[derive(Debug, PartialEq, thiserror::Error)]
enum Refusal {
    #[error("no")]
    No,
    #[error("overlooked")]
    Overlooked,
    #[error(transparent)]
    Db(#[from] DbError),
}

fn counter(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(sql!("select n from counter where id = 1"), params! {}, |row| {
        row.get("n")
    })
}

fn set(tx: &mut Tx, n: i64) -> Result<u64, DbError> {
    tx.execute(sql!("update counter set n = :n where id = 1"), params! { n: n })
}

fn value(db: &Db) -> i64 {
    db.read_blocking(counter).unwrap()
}

both_engines! {
    migrations: SCHEMA;

    fn two_concurrent_increments_both_count(db) {
        let meeting = Arc::new(Barrier::new(2));
        let tries = Arc::new(AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                let (db, meeting, tries) = (db.clone(), Arc::clone(&meeting), Arc::clone(&tries));
                scope.spawn(move || {
                    let mut first = true;
                    db.write_blocking(|tx| {
                        let n = counter(tx)?;
                        tries.fetch_add(1, Ordering::SeqCst);
                        // On PostgreSQL both have read before one writes. SQLite has one writer.
                        if first && db.engine() == Engine::Postgres {
                            first = false;
                            meeting.wait();
                        }
                        set(tx, n + 1).map_err(|_| Refusal::Overlooked)
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(value(&db), 2);
        let expected = if db.engine() == Engine::Postgres { 3.. } else { 2.. };
        assert!(expected.contains(&tries.load(Ordering::SeqCst)));
    }

    fn many_concurrent_increments_all_count(db) {
        std::thread::scope(|scope| {
            for _ in 0..3 {
                let db = db.clone();
                scope.spawn(move || {
                    for _ in 0..10 {
                        db.write_blocking(|tx| {
                            let n = counter(tx)?;
                            set(tx, n + 1)
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(value(&db), 30);
    }

    fn a_refusal_undoes_everything(db) {
        let refused = db.write_blocking(|tx| {
            set(tx, 7)?;
            Err::<(), _>(Refusal::No)
        });
        assert_eq!(refused, Err(Refusal::No));
        assert_eq!(value(&db), 0);
    }

    fn a_panic_undoes_everything_and_leaves_the_database_usable(db) {
        for _ in 0..10 {
            let panicked = db.write_blocking(|tx| {
                set(tx, 7)?;
                assert_eq!(counter(tx)?, 8, "this panic is part of a test");
                Ok::<_, DbError>(())
            });
            assert!(matches!(panicked, Err(DbError::Other(_))));
        }
        assert_eq!(value(&db), 0);
        db.write_blocking(|tx| set(tx, 1)).unwrap();
        assert_eq!(value(&db), 1);
    }

    fn a_panic_while_reading_rows_leaves_the_database_usable(db) {
        let panicked = db.read_blocking(|tx| {
            tx.rows(sql!("select n from counter"), params! {}, |_| -> Result<(), DbError> {
                panic!("this panic is part of a test")
            })
        });
        assert!(matches!(panicked, Err(DbError::Other(_))));
        assert_eq!(value(&db), 0);
    }

    fn an_overlooked_failure_still_undoes_everything(db) {
        let done = db.write_blocking(|tx| {
            set(tx, 7)?;
            let _ = tx.execute(sql!("insert into counter (id, n) values (1, 1)"), params! {});
            let later = set(tx, 8);
            assert!(matches!(later, Err(DbError::Unique { .. })), "{later:?}");
            Ok::<_, DbError>(())
        });
        assert!(matches!(done, Err(DbError::Unique { .. })), "{done:?}");
        assert_eq!(value(&db), 0);
    }

    fn a_rule_checked_at_the_end_undoes_everything(db) {
        let done = db.write_blocking(|tx| {
            set(tx, 7)?;
            tx.execute(sql!("insert into link (id) values (99)"), params! {})
        });
        assert!(matches!(done, Err(DbError::ForeignKey { .. })), "{done:?}");
        assert_eq!(value(&db), 0);
    }

    fn a_read_sees_one_state(db) {
        db.read_blocking(|tx| {
            let before = counter(tx)?;
            db.write_blocking(|tx| set(tx, before + 5))?;
            assert_eq!(counter(tx)?, before);
            Ok::<_, DbError>(())
        })
        .unwrap();
        assert_eq!(value(&db), 5);
    }

    fn a_read_refuses_to_write(db) {
        assert_eq!(db.read_blocking(|tx| set(tx, 1)), Err(DbError::ReadOnly));
        assert_eq!(value(&db), 0);
    }

    fn tasks_write_and_read(db) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let writers: Vec<_> = (0..20)
                .map(|_| {
                    let db = db.clone();
                    tokio::spawn(async move {
                        db.write(|tx| {
                            let n = counter(tx)?;
                            set(tx, n + 1).map_err(Refusal::from)
                        })
                        .await
                    })
                })
                .collect();
            for writer in writers {
                assert_eq!(writer.await.unwrap(), Ok(1));
            }
            assert_eq!(db.read(counter).await, Ok(20));
            assert_eq!(db.write(|_| Err::<(), _>(Refusal::No)).await, Err(Refusal::No));
            db.check().await.unwrap();
        });
    }

    fn a_database_is_dropped_inside_a_task(db) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async move {
            assert_eq!(db.read(counter).await.unwrap(), 0);
            drop(db);
        });
    }
}

/// Two transactions on PostgreSQL, the second one inside the first, change what the other read.
fn meet(db: &Db) -> Result<u32, Refusal> {
    let mut tries = 0;
    db.write_blocking(|tx| {
        tries += 1;
        let n = counter(tx)?;
        if tries == 1 {
            db.write_blocking(|tx| set(tx, 10))?;
        }
        set(tx, n + 1).map_err(|_| Refusal::Overlooked)?;
        Ok(tries)
    })
}

#[test]
fn a_conflict_hidden_by_the_closure_is_tried_again() {
    let Some(test) = TestDb::new(Engine::Postgres, SCHEMA) else {
        return;
    };
    assert_eq!(meet(&test.db()), Ok(2));
    assert_eq!(value(&test.db()), 11);
}

#[test]
fn a_conflict_that_lasts_is_given_up() {
    let Some(test) = TestDb::new(Engine::Postgres, SCHEMA) else {
        return;
    };
    let once = Tuning {
        attempts: 1,
        ..Tuning::default()
    };
    let db = Db::open_tuned(test.config(), once).unwrap();
    assert_eq!(meet(&db), Err(Refusal::Overlooked));
    assert_eq!(value(&db), 10);
}
