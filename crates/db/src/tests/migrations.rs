use crate::{Db, DbError, Migration, both_engines, params, sql};

const NOW: &str = "2026-09-01T07:30:00.000Z";

const FIRST: Migration<'_> = Migration {
    name: "0001_first",
    sql: "-- The first one; with a comment.
          create table first (id bigint primary key, word text not null default 'a;b');
          insert into first (id) values (1);
          ",
};
const SECOND: Migration<'_> = Migration {
    name: "0002_second",
    sql: "create table second (id bigint primary key references first);
          create index second_id on second (id); -- trailing",
};

fn words(db: &Db) -> Vec<String> {
    db.read_blocking(|tx| tx.rows(sql!("select word from first"), params! {}, |row| row.get("word")))
        .unwrap()
}

fn reason(result: Result<Vec<String>, DbError>) -> (String, String) {
    match result {
        Err(DbError::Migration { name, reason }) => (name, reason),
        other => panic!("expected a refused migration, got {other:?}"),
    }
}

both_engines! {
    fn what_is_missing_is_applied_once_and_in_order(db) {
        assert_eq!(db.migrate_blocking(&[FIRST], NOW).unwrap(), ["0001_first"]);
        assert_eq!(db.migrate_blocking(&[FIRST, SECOND], NOW).unwrap(), ["0002_second"]);
        assert!(db.migrate_blocking(&[FIRST, SECOND], "later").unwrap().is_empty());
        assert_eq!(words(&db), ["a;b"]);
        let known = db
            .read_blocking(|tx| {
                tx.rows(sql!("select name, applied_at from schema_migration order by name"), params! {}, |row| {
                    Ok((row.get::<String>("name")?, row.get::<String>("applied_at")?))
                })
            })
            .unwrap();
        assert_eq!(known, [("0001_first".to_owned(), NOW.to_owned()), ("0002_second".to_owned(), NOW.to_owned())]);
    }

    fn a_changed_file_is_refused(db) {
        db.migrate_blocking(&[FIRST], NOW).unwrap();
        let windows = FIRST.sql.replace('\n', "\r\n");
        let same = Migration { sql: &windows, ..FIRST };
        assert!(db.migrate_blocking(&[same], NOW).unwrap().is_empty());
        let changed = Migration { sql: "create table other (id bigint)", ..FIRST };
        let (name, reason) = reason(db.migrate_blocking(&[changed, SECOND], NOW));
        assert_eq!(name, "0001_first");
        assert!(reason.contains("changed"), "{reason}");
    }

    fn a_database_newer_than_the_program_is_refused(db) {
        db.migrate_blocking(&[FIRST, SECOND], NOW).unwrap();
        let (name, reason) = reason(db.migrate_blocking(&[FIRST], NOW));
        assert_eq!(name, "0002_second");
        assert!(reason.contains("newer"), "{reason}");
    }

    fn a_name_given_twice_is_refused(db) {
        let (name, _) = reason(db.migrate_blocking(&[FIRST, FIRST], NOW));
        assert_eq!(name, "0001_first");
    }

    fn a_failing_file_leaves_nothing_behind(db) {
        let failing = Migration { name: "0002_failing", sql: "create table half (id bigint); insert into first (id) values (1)" };
        let (name, reason) = reason(db.migrate_blocking(&[FIRST, failing], NOW));
        assert_eq!(name, "0002_failing");
        assert!(reason.starts_with("statement 2: not unique"), "{reason}");
        assert_eq!(words(&db).len(), 1);
        let mended = Migration { sql: "create table half (id bigint)", ..failing };
        assert_eq!(db.migrate_blocking(&[FIRST, mended], NOW).unwrap(), ["0002_failing"]);
    }

    fn programs_that_start_together_apply_each_file_once(db) {
        let applied: usize = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4)
                .map(|_| {
                    let db = db.clone();
                    scope.spawn(move || db.migrate_blocking(&[FIRST, SECOND], NOW).unwrap().len())
                })
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).sum()
        });
        assert_eq!(applied, 2);
    }

    fn a_task_migrates(db) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let applied = runtime.block_on(db.migrate(&[FIRST, SECOND], NOW)).unwrap();
        assert_eq!(applied, ["0001_first", "0002_second"]);
    }
}
