//! What belongs to one engine only.

use std::time::Duration;

use crate::testing::{TestDb, TestDir};
use crate::{Config, Db, DbError, Engine, Migration, Tuning, params, sql};

const SCHEMA: &[Migration<'_>] = &[Migration {
    name: "0001_note",
    sql: "create table note (id bigint primary key, text text not null)",
}];

/// A self-signed authority that signed nothing else.
const ANOTHER_AUTHORITY: &str = include_str!("another_authority.pem");

fn count(db: &Db) -> i64 {
    db.read_blocking(|tx| tx.one(sql!("select count(*) as n from note"), params! {}, |row| row.get("n")))
        .unwrap()
}

fn add(db: &Db, id: i64) -> Result<u64, DbError> {
    db.write_blocking(|tx| {
        tx.execute(
            sql!("insert into note (id, text) values (:id, 'a note')"),
            params! { id: id },
        )
    })
}

fn sqlite() -> TestDb {
    TestDb::new(Engine::Sqlite, SCHEMA).unwrap()
}

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let test = sqlite();
    let db = test.db();
    add(&db, 1).unwrap();
    let full = db.write_blocking(|tx| {
        // The one connection that writes keeps this limit: the disk of this test.
        tx.rows(sql!("pragma max_page_count = 20"), params! {}, |_| Ok(()))?;
        let many = (2..10_000_i64).map(|id| params! { id: id, text: "x".repeat(1_000) });
        tx.execute_many(sql!("insert into note (id, text) values (:id, :text)"), many)
    });
    assert_eq!(full, Err(DbError::Full));
    assert_eq!(count(&db), 1);
    add(&db, 2).unwrap();
    assert_eq!(count(&db), 2);
    db.check_blocking().unwrap();
}

#[test]
fn a_file_locked_by_another_program_is_busy_after_a_while() {
    let test = sqlite();
    let Config::Sqlite { path } = test.config() else {
        panic!("a file");
    };
    let impatient = Tuning {
        busy_timeout: Duration::from_millis(20),
        ..Tuning::default()
    };
    let db = Db::open_tuned(test.config(), impatient).unwrap();
    let other = rusqlite::Connection::open(path).unwrap();
    other.execute_batch("begin immediate").unwrap();
    assert_eq!(add(&db, 1), Err(DbError::Busy));
    assert_eq!(count(&db), 0, "readers do not wait for a writer");
    other.execute_batch("commit").unwrap();
    add(&db, 1).unwrap();
}

#[test]
fn a_backup_taken_during_a_write_opens_and_reads() {
    let test = sqlite();
    let db = test.db();
    add(&db, 1).unwrap();
    let directory = TestDir::new();
    let path = directory.path().join("backup.db");
    std::fs::write(&path, "an older backup").unwrap();
    db.write_blocking(|tx| {
        tx.execute(sql!("insert into note (id, text) values (2, 'not yet')"), params! {})?;
        db.backup_blocking(&path)
    })
    .unwrap();
    let files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "nothing but the backup is left: {files:?}");

    let copy = Db::open_blocking(&Config::Sqlite { path: path.clone() }).unwrap();
    assert_eq!(count(&copy), 1);
    assert_eq!(count(&db), 2);
    assert!(copy.migrate_blocking(SCHEMA, "later").unwrap().is_empty());
    copy.check_blocking().unwrap();

    let nowhere = db.backup_blocking(&directory.path().join("missing/backup.db"));
    assert!(matches!(nowhere, Err(DbError::Unavailable(_))), "{nowhere:?}");
}

#[test]
fn a_file_that_is_not_a_database_is_refused() {
    let directory = TestDir::new();
    let path = directory.path().join("letter.txt");
    std::fs::write(&path, "Dear all, this is not a database. ".repeat(100)).unwrap();
    assert!(matches!(
        Db::open_blocking(&Config::Sqlite { path }),
        Err(DbError::Other(_))
    ));
    let path = directory.path().join("missing/pole.db");
    assert!(matches!(
        Db::open_blocking(&Config::Sqlite { path }),
        Err(DbError::Unavailable(_))
    ));
}

#[test]
fn many_readers_share_a_few_connections() {
    let test = sqlite();
    let db = test.db();
    std::thread::scope(|scope| {
        for id in 0..12 {
            let db = db.clone();
            scope.spawn(move || {
                add(&db, id).unwrap();
                assert!(count(&db) > 0);
            });
        }
    });
    assert_eq!(count(&db), 12);
}

#[test]
fn an_address_shows_no_password() {
    let config = Config::Postgres {
        url: "postgres://pole:secret@localhost/pole".into(),
        root_certificate: None,
    };
    assert!(!format!("{config:?}").contains("secret"));
    let refused = Db::open_blocking(&Config::Postgres {
        url: "postgres://pole:secret@localhost:1/pole?sslmode=disable".into(),
        root_certificate: None,
    });
    assert!(
        matches!(&refused, Err(DbError::Unavailable(why)) if !why.contains("secret")),
        "{refused:?}"
    );
}

#[test]
fn connections_that_the_server_closed_are_replaced() {
    let Some(test) = TestDb::new(Engine::Postgres, SCHEMA) else {
        return;
    };
    let db = test.db();
    add(&db, 1).unwrap();
    let lost = db.write_blocking(|tx| {
        tx.execute(sql!("insert into note (id, text) values (2, 'lost')"), params! {})?;
        tx.rows(
            sql!("select pg_terminate_backend(pg_backend_pid()) as done"),
            params! {},
            |_| Ok(()),
        )
    });
    assert!(matches!(lost, Err(DbError::Unavailable(_))), "{lost:?}");
    assert_eq!(count(&db), 1);

    let other = Db::open_blocking(test.config()).unwrap();
    let closed = other
        .read_blocking(|tx| {
            tx.rows(
                sql!(
                    "select pg_terminate_backend(pid, 5000) as done from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid()"
                ),
                params! {},
                |row| row.get::<bool>("done"),
            )
        })
        .unwrap();
    assert_eq!(closed, [true]);
    assert_eq!(count(&db), 1);
}

#[test]
fn a_schema_that_changes_under_a_running_program_is_followed() {
    let Some(test) = TestDb::new(Engine::Postgres, SCHEMA) else {
        return;
    };
    let db = test.db();
    add(&db, 1).unwrap();
    let columns = |db: &Db| {
        db.read_blocking(|tx| {
            tx.rows(sql!("select * from note"), params! {}, |row| {
                Ok(row.get::<String>("colour").is_ok())
            })
        })
    };
    assert_eq!(columns(&db), Ok(vec![false]));
    let other = Db::open_blocking(test.config()).unwrap();
    other
        .write_blocking(|tx| {
            tx.execute(
                sql!("alter table note add column colour text not null default 'blue'"),
                params! {},
            )
        })
        .unwrap();
    assert_eq!(columns(&db), Ok(vec![true]));
}

#[test]
fn postgresql_is_not_backed_up_here() {
    let Some(test) = TestDb::postgres() else {
        return;
    };
    let directory = TestDir::new();
    let refused = test.db().backup_blocking(&directory.path().join("backup"));
    assert!(matches!(refused, Err(DbError::Unsupported(_))));
}

#[test]
fn a_server_is_reached_through_tls_and_only_with_its_authority() {
    let Some(url) = std::env::var("POLE_TEST_POSTGRES_TLS")
        .ok()
        .filter(|url| !url.is_empty())
    else {
        return;
    };
    let open = |url: &str, root_certificate| {
        Db::open_blocking(&Config::Postgres {
            url: url.to_owned(),
            root_certificate,
        })
    };
    let encrypted = |db: &Db| {
        db.read_blocking(|tx| {
            tx.one(
                sql!("select ssl from pg_stat_ssl where pid = pg_backend_pid()"),
                params! {},
                |row| row.get::<bool>("ssl"),
            )
        })
    };
    assert_eq!(encrypted(&open(&url, None).unwrap()), Ok(true));

    let directory = TestDir::new();
    let wrong = directory.path().join("another.pem");
    std::fs::write(&wrong, ANOTHER_AUTHORITY).unwrap();
    let refused = open(&url, Some(wrong.clone()));
    assert!(
        matches!(&refused, Err(DbError::Unavailable(why)) if why.contains("certificate")),
        "{refused:?}"
    );
    // Neither does a weaker mode trust it.
    let weaker = url.replace("verify-full", "prefer");
    assert!(open(&weaker, Some(wrong)).is_err());
    // Nor are the authorities of the system enough.
    let (base, _) = url.split_once('?').unwrap();
    assert!(open(&format!("{base}?sslmode=require"), None).is_err());

    let empty = directory.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    assert!(open(&url, Some(empty)).is_err());
}
