use pole_kernel::{
    Category, Cents, Contract, Day, Id, Instant, Lang, Level, PositionPrecision, PriorityEducation, Role, SchoolKind,
    SchoolYear, ScopeKind, Sector, Territory, Uai,
};

use crate::testing::TestDir;
use crate::{Db, DbError, FromCell, Migration, Row, ToValue, both_engines, params, sql};

const SCHEMA: &[Migration<'_>] = &[Migration {
    name: "0001_schema",
    sql: "create table kinds (
            id bigint primary key, t text, i bigint, b boolean, r double precision, x bytea
          );
          create table school (uai text primary key, town text not null, constraint short_town check (length(town) < 20));
          create table room (
            id bigint primary key, school text not null references school, name text not null, unique (school, name)
          );",
}];

/// Writes a value and nothing, and reads both back.
fn round<T: ToValue + FromCell + PartialEq + std::fmt::Debug>(db: &Db, value: T) {
    let column = T::KIND;
    db.write_blocking(|tx| {
        tx.execute(sql!("delete from kinds"), params! {})?;
        let nothing = None::<T>;
        match column {
            crate::Kind::Text => tx.execute(
                sql!("insert into kinds (id, t) values (1, :v), (2, :n)"),
                params! { v: value, n: nothing },
            ),
            crate::Kind::Int => tx.execute(
                sql!("insert into kinds (id, i) values (1, :v), (2, :n)"),
                params! { v: value, n: nothing },
            ),
            crate::Kind::Bool => tx.execute(
                sql!("insert into kinds (id, b) values (1, :v), (2, :n)"),
                params! { v: value, n: nothing },
            ),
            crate::Kind::Real => tx.execute(
                sql!("insert into kinds (id, r) values (1, :v), (2, :n)"),
                params! { v: value, n: nothing },
            ),
            crate::Kind::Bytes => tx.execute(
                sql!("insert into kinds (id, x) values (1, :v), (2, :n)"),
                params! { v: value, n: nothing },
            ),
        }
    })
    .unwrap();
    let column = match column {
        crate::Kind::Text => "t",
        crate::Kind::Int => "i",
        crate::Kind::Bool => "b",
        crate::Kind::Real => "r",
        crate::Kind::Bytes => "x",
    };
    let (written, nothing) = db
        .read_blocking(|tx| {
            let rows = tx.rows(
                sql!("select id, t, i, b, r, x from kinds order by id"),
                params! {},
                |row| row.get::<Option<T>>(column),
            )?;
            let refused = tx.one(
                sql!("select t, i, b, r, x from kinds where id = 2"),
                params! {},
                |row| row.get::<T>(column),
            );
            assert!(matches!(refused, Err(DbError::Column { .. })), "null is not a value");
            let [written, nothing] = <[Option<T>; 2]>::try_from(rows).unwrap();
            Ok::<_, DbError>((written, nothing))
        })
        .unwrap();
    assert_eq!(written, Some(value));
    assert_eq!(nothing, None);
}

fn all<T: ToValue + FromCell + PartialEq + std::fmt::Debug + Copy>(db: &Db, values: &[T]) {
    for value in values {
        round(db, *value);
    }
}

both_engines! {
    migrations: SCHEMA;

    fn every_type_reads_back_as_written(db) {
        all(&db, &[0_i64, i64::MIN, i64::MAX]);
        all(&db, &[0_i32, i32::MIN, i32::MAX]);
        all(&db, &[0_i16, i16::MIN, i16::MAX]);
        all(&db, &[0_u32, u32::MAX]);
        all(&db, &[true, false]);
        all(&db, &[0.0, -1.5, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY]);
        for text in ["", "École d'Orléans — 學校", "12", "a\nb", "''"] {
            round(&db, text.to_owned());
        }
        for bytes in [vec![], vec![0, 255, b'\'']] {
            round(&db, bytes);
        }
        round(&db, Uai::parse("9710022X").unwrap());
        round(&db, Territory::parse("978").unwrap());
        all(&db, &[Cents(0), Cents(-1), Cents(i64::MAX)]);
        all(&db, &[Day::parse("2026-09-30").unwrap()]);
        all(&db, &[Instant::parse("2026-09-30T12:00:00.123Z").unwrap()]);
        all(&db, &[SchoolYear::starting(2026).unwrap()]);
        all(&db, &[Id::<Db>::parse("0190b8c8-0000-7000-8000-000000000001").unwrap()]);
        all(&db, Category::OTHERS);
        all(&db, Level::ALL);
        all(&db, Lang::ALL);
        all(&db, Role::ALL);
        all(&db, ScopeKind::ALL);
        all(&db, SchoolKind::ALL);
        all(&db, Sector::ALL);
        all(&db, Contract::ALL);
        all(&db, PriorityEducation::ALL);
        all(&db, PositionPrecision::ALL);
    }

    fn a_column_that_does_not_hold_what_is_read_is_named_without_its_value(db) {
        let refused = |read: fn(&Row<'_>) -> Result<(), DbError>| {
            db.read_blocking(|tx| tx.one(sql!("select 'secret' as word, cast(70000 as bigint) as number"), params! {}, read))
                .unwrap_err()
                .to_string()
        };
        for (message, column) in [
            (refused(|row| row.get::<i64>("word").map(drop)), "word"),
            (refused(|row| row.get::<Uai>("word").map(drop)), "word"),
            (refused(|row| row.get::<Level>("word").map(drop)), "word"),
            (refused(|row| row.get::<String>("number").map(drop)), "number"),
            (refused(|row| row.get::<i16>("number").map(drop)), "number"),
            (refused(|row| row.get::<bool>("number").map(drop)), "number"),
            (refused(|row| row.get::<SchoolYear>("number").map(drop)), "number"),
            (refused(|row| row.get::<i64>("missing").map(drop)), "missing"),
        ] {
            assert!(message.contains(column), "{message}");
            assert!(!message.contains("secret") && !message.contains("70000"), "{message}");
        }
    }

    fn one_optional_and_rows_differ_on_nothing(db) {
        db.read_blocking(|tx| {
            let none = sql!("select id from kinds");
            assert_eq!(tx.rows(none, params! {}, |row| row.get::<i64>("id"))?, []);
            assert_eq!(tx.optional(none, params! {}, |row| row.get::<i64>("id"))?, None);
            assert_eq!(tx.one(none, params! {}, |row| row.get::<i64>("id")), Err(DbError::NoRow));
            let some = sql!("select cast(1 as bigint) as id union all select 2 order by 1");
            assert_eq!(tx.optional(some, params! {}, |row| row.get::<i64>("id"))?, Some(1));
            assert_eq!(tx.one(some, params! {}, |row| row.get::<i64>("id"))?, 1);
            assert_eq!(tx.rows(some, params! {}, |row| row.get::<i64>("id"))?, [1, 2]);
            Ok::<_, DbError>(())
        })
        .unwrap();
    }

    fn two_columns_of_the_same_name_are_refused(db) {
        let refused = db.read_blocking(|tx| tx.rows(sql!("select 1 as id, 2 as id"), params! {}, |row| row.get::<i64>("id")));
        assert!(matches!(refused, Err(DbError::Column { column, .. }) if column == "id"));
    }

    fn a_null_parameter_has_a_type(db) {
        for (town, expected) in [(None, 1), (Some("Marigot"), 1), (Some("Gustavia"), 0)] {
            let count = db
                .write_blocking(|tx| {
                    tx.execute(
                        sql!("insert into school (uai, town) values ('9710022X', 'Marigot') on conflict (uai) do nothing"),
                        params! {},
                    )?;
                    tx.one(
                        sql!("select count(*) as n from school where :town is null or town = :town"),
                        params! { town: town },
                        |row| row.get::<i64>("n"),
                    )
                })
                .unwrap();
            assert_eq!(count, expected, "{town:?}");
        }
    }

    fn a_broken_rule_is_told_by_its_kind_without_the_value(db) {
        db.write_blocking(|tx| {
            tx.execute(sql!("insert into school (uai, town) values ('A', 'Marigot')"), params! {})?;
            tx.execute(sql!("insert into room (id, school, name) values (1, 'A', 'Labo')"), params! {})
        })
        .unwrap();
        let refused = |sql, params: crate::Params| {
            db.write_blocking(|tx| tx.execute(sql, params.clone())).unwrap_err()
        };
        assert_eq!(
            refused(sql!("insert into school (uai, town) values (:uai, 'x')"), params! { uai: "A" }),
            DbError::Unique { what: "school.uai".into() }
        );
        assert_eq!(
            refused(sql!("insert into room (id, school, name) values (2, 'A', :name)"), params! { name: "Labo" }),
            DbError::Unique { what: "room.school, room.name".into() }
        );
        assert!(matches!(
            refused(sql!("insert into room (id, school, name) values (2, :school, 'x')"), params! { school: "secret" }),
            DbError::ForeignKey { what } if !what.contains("secret")
        ));
        assert!(matches!(
            refused(sql!("delete from school where uai = :uai"), params! { uai: "A" }),
            DbError::ForeignKey { .. }
        ));
        assert_eq!(
            refused(sql!("update school set town = :town"), params! { town: "a town that is far too long" }),
            DbError::Check { what: "short_town".into() }
        );
        assert_eq!(
            refused(sql!("update school set town = :town"), params! { town: None::<String> }),
            DbError::NotNull { what: "school.town".into() }
        );
        assert!(matches!(refused(sql!("update nothing set x = 1"), params! {}), DbError::Other(_)));
        assert!(matches!(refused(sql!("update school set town = :town"), params! {}), DbError::Parameter(_)));
        assert!(matches!(refused(sql!("update school set town = \"Marigot\""), params! {}), DbError::Other(_)));
    }

    fn many_are_written_in_order_and_counted(db) {
        let count = db
            .write_blocking(|tx| {
                let many = (0..3_000_i64).map(|id| params! { id: id % 1_500, t: format!("line {id}") });
                tx.execute_many(
                    sql!("insert into kinds (id, t) values (:id, :t) on conflict (id) do update set t = excluded.t"),
                    many,
                )
            })
            .unwrap();
        assert_eq!(count, 3_000);
        let (rows, last) = db
            .read_blocking(|tx| {
                tx.one(
                    sql!("select count(*) as n, max(case when id = 1499 then t end) as t from kinds"),
                    params! {},
                    |row| Ok((row.get::<i64>("n")?, row.get::<String>("t")?)),
                )
            })
            .unwrap();
        assert_eq!((rows, last.as_str()), (1_500, "line 2999"));
    }

    fn one_bad_among_many_undoes_all(db) {
        let refused = db.write_blocking(|tx| {
            let many = (0..1_000_i64).map(|id| params! { id: if id == 700 { 3 } else { id } });
            tx.execute_many(sql!("insert into kinds (id) values (:id)"), many)
        });
        assert_eq!(refused, Err(DbError::Unique { what: "kinds.id".into() }));
        assert_eq!(count(&db), 0);
        let refused = db.write_blocking(|tx| {
            let many = [params! { id: 1 }, params! { other: 2 }];
            let _ = tx.execute_many(sql!("insert into kinds (id) values (:id)"), many);
            Ok::<_, DbError>(())
        });
        assert!(matches!(refused, Err(DbError::Parameter(_))));
        assert_eq!(count(&db), 0);
    }

    fn each_shows_every_row_and_stops_when_told(db) {
        let numbers = sql!(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < :last) select i from n"
        );
        db.read_blocking(|tx| {
            let mut sum = 0;
            let seen = tx.each(numbers, params! { last: 50_000 }, |row| {
                sum += row.get::<i64>("i")?;
                Ok(())
            })?;
            assert_eq!((seen, sum), (50_000, 1_250_025_000));
            let mut shown = 0;
            let stopped = tx.each(numbers, params! { last: 50_000 }, |_| {
                shown += 1;
                if shown == 10 { Err(DbError::NoRow) } else { Ok(()) }
            });
            assert_eq!((shown, stopped), (10, Err(DbError::NoRow)));
            // A reader that stops does not lose the transaction.
            tx.one(sql!("select 1 as one"), params! {}, |row| row.get::<i64>("one"))
        })
        .unwrap();
    }

    fn a_plan_is_explained(db) {
        let plan = db
            .read_blocking(|tx| tx.explain(sql!("select town from school where uai = :uai"), params! { uai: "A" }))
            .unwrap();
        assert!(plan.contains("school"), "{plan}");
    }

    fn like_tells_capitals_from_small_letters(db) {
        let count = db
            .read_blocking(|tx| {
                tx.one(sql!("select count(*) as n from (select 'Abc' as x) w where x like 'a%'"), params! {}, |row| {
                    row.get::<i64>("n")
                })
            })
            .unwrap();
        assert_eq!(count, 0);
    }
}

fn count(db: &Db) -> i64 {
    db.read_blocking(|tx| tx.one(sql!("select count(*) as n from kinds"), params! {}, |row| row.get("n")))
        .unwrap()
}

#[test]
fn executed_statements_are_traced_once() {
    let directory = TestDir::new();
    // The variable is read once by a process, so another one is needed.
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::statements::a_null_parameter_has_a_type::sqlite"])
        .env("POLE_SQL_TRACE", directory.path())
        .output()
        .unwrap();
    assert!(child.status.success());
    let files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().collect();
    assert_eq!(files.len(), 1);
    let trace = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
    let here: Vec<&str> = trace.lines().filter(|line| line.contains("statements.rs")).collect();
    assert_eq!(here.len(), 2, "{trace}");
    for line in here {
        let parts: Vec<&str> = line.split('\t').collect();
        assert_eq!((parts[0], parts[1]), ("sqlite", file!()));
        assert!(parts[2].parse::<u32>().is_ok());
    }
}
