//! The SQL of rooms, lines, statements and tests.

use std::collections::{BTreeMap, HashMap, HashSet};

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Uai};

use super::model::{
    LineId, Origin, ProbeId, Recorded, RoomFacts, RoomId, RoomTest, RoomVersion, Seen, SiteLine, Statement,
    StatementId, TestId, VersionId,
};
use crate::policy::AccountId;
use crate::shell::column::coded;
use crate::shell::imports::ImportId;

fn recorded(row: &Row<'_>) -> Result<Recorded, DbError> {
    Ok(Recorded {
        at: row.get("recorded_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

fn origin(row: &Row<'_>) -> Result<Origin, DbError> {
    Ok(Origin {
        import: row.get("import")?,
        file_name: None,
        line: row.get("line")?,
    })
}

pub(super) fn read_version(row: &Row<'_>) -> Result<RoomVersion, DbError> {
    Ok(RoomVersion {
        id: row.get("id")?,
        room: row.get("room")?,
        name: row.get("name")?,
        kind: coded(row, "kind", RoomKind::parse)?,
        building: row.get("building")?,
        half_days: row.get("half_days")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        fictitious: row.get("fictitious")?,
        origin: origin(row)?,
        recorded: recorded(row)?,
    })
}

fn read_statement(row: &Row<'_>) -> Result<Statement, DbError> {
    let kind: String = row.get("kind")?;
    let seen = if kind == ACCESS {
        Seen::Access {
            medium: row.get("medium")?,
            works: row.get("works")?,
        }
    } else {
        Seen::Declaration {
            role: row.get("visa_role")?,
            name: row.get("visa_name")?,
        }
    };
    Ok(Statement {
        id: row.get("id")?,
        room: row.get("room")?,
        seen,
        day: row.get("day")?,
        note: row.get("note")?,
        fictitious: row.get("fictitious")?,
        recorded: recorded(row)?,
    })
}

const ACCESS: &str = "access";
const DECLARATION: &str = "declaration";

fn read_test(row: &Row<'_>) -> Result<RoomTest, DbError> {
    Ok(RoomTest {
        id: row.get("id")?,
        room: row.get("room")?,
        at: row.get("at")?,
        down_kbps: row.get("down_kbps")?,
        up_kbps: row.get("up_kbps")?,
        failed: row.get("failed")?,
        latency_micros: row.get("latency_micros")?,
        tool: row.get("tool")?,
        fictitious: row.get("fictitious")?,
        origin: origin(row)?,
        recorded: recorded(row)?,
    })
}

fn read_line(row: &Row<'_>) -> Result<SiteLine, DbError> {
    Ok(SiteLine {
        id: row.get("id")?,
        uai: row.get("uai")?,
        technology: row.get("technology")?,
        operator: row.get("operator")?,
        down_kbps: row.get("down_kbps")?,
        up_kbps: row.get("up_kbps")?,
        is_backup: row.get("is_backup")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        note: row.get("note")?,
        fictitious: row.get("fictitious")?,
        recorded: recorded(row)?,
    })
}

/// The school of a room.
pub(super) fn school_of(tx: &mut Tx, room: RoomId) -> Result<Option<Uai>, DbError> {
    tx.optional(
        sql!("select uai from room where id = :room"),
        params! { room: room },
        |row| row.get("uai"),
    )
}

/// What every room of a school is, what was taken back included.
pub(super) fn versions(tx: &mut Tx, uai: &Uai) -> Result<Vec<RoomVersion>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.room, v.name, v.kind, v.building, v.half_days, v.valid_from, v.valid_to, v.fictitious,
                    v.import, v.line, v.recorded_at, v.withdrawn_at
               from room r join room_version v on v.room = r.id
              where r.uai = :uai
              order by v.room, v.valid_from, v.recorded_at, v.id"
        ),
        params! { uai: uai },
        read_version,
    )
}

/// Everything that is kept of the rooms of a school, what was taken back included.
pub(super) fn facts(tx: &mut Tx, uai: &Uai) -> Result<BTreeMap<RoomId, RoomFacts>, DbError> {
    let mut facts: BTreeMap<RoomId, RoomFacts> = BTreeMap::new();
    for version in versions(tx, uai)? {
        facts.entry(version.room).or_default().versions.push(version);
    }
    tx.each(
        sql!(
            "select s.id, s.room, s.kind, s.medium, s.works, s.visa_role, s.visa_name, s.day, s.note, s.fictitious,
                    s.recorded_at, s.withdrawn_at
               from room r join room_statement s on s.room = r.id
              where r.uai = :uai
              order by s.room, s.day, s.recorded_at, s.id"
        ),
        params! { uai: uai },
        |row| {
            let statement = read_statement(row)?;
            facts.entry(statement.room).or_default().statements.push(statement);
            Ok(())
        },
    )?;
    tx.each(
        sql!(
            "select t.id, t.room, t.at, t.down_kbps, t.up_kbps, t.failed, t.latency_micros, t.tool, t.fictitious,
                    t.import, t.line, t.recorded_at, t.withdrawn_at
               from room r join room_test t on t.room = r.id
              where r.uai = :uai
              order by t.room, t.at, t.id"
        ),
        params! { uai: uai },
        |row| {
            let test = read_test(row)?;
            facts.entry(test.room).or_default().tests.push(test);
            Ok(())
        },
    )?;
    Ok(facts)
}

/// Everything that is kept of one room, what was taken back included.
pub(super) fn room_facts(tx: &mut Tx, room: RoomId) -> Result<RoomFacts, DbError> {
    let versions = tx.rows(
        sql!(
            "select id, room, name, kind, building, half_days, valid_from, valid_to, fictitious, import, line,
                    recorded_at, withdrawn_at
               from room_version where room = :room order by valid_from, recorded_at, id"
        ),
        params! { room: room },
        read_version,
    )?;
    let statements = tx.rows(
        sql!(
            "select id, room, kind, medium, works, visa_role, visa_name, day, note, fictitious, recorded_at,
                    withdrawn_at
               from room_statement where room = :room order by day, recorded_at, id"
        ),
        params! { room: room },
        read_statement,
    )?;
    let tests = tx.rows(
        sql!(
            "select t.id, t.room, t.at, t.down_kbps, t.up_kbps, t.failed, t.latency_micros, t.tool, t.fictitious,
                    t.import, t.line, t.recorded_at, t.withdrawn_at, i.file_name
               from room_test t left join import i on i.id = t.import
              where t.room = :room order by t.at, t.id"
        ),
        params! { room: room },
        |row| {
            let mut test = read_test(row)?;
            test.origin.file_name = row.get("file_name")?;
            Ok(test)
        },
    )?;
    Ok(RoomFacts {
        versions,
        statements,
        tests,
    })
}

/// The lines of a school, those taken back included.
pub(super) fn lines(tx: &mut Tx, uai: &Uai) -> Result<Vec<SiteLine>, DbError> {
    tx.rows(
        sql!(
            "select id, uai, technology, operator, down_kbps, up_kbps, is_backup, valid_from, valid_to, note,
                    fictitious, recorded_at, withdrawn_at
               from site_line where uai = :uai order by valid_from, recorded_at, id"
        ),
        params! { uai: uai },
        read_line,
    )
}

/// The lines of every school of the basin, as known at a moment.
pub(super) fn basin_lines(tx: &mut Tx, known_at: Instant) -> Result<HashMap<Uai, Vec<SiteLine>>, DbError> {
    let mut lines: HashMap<Uai, Vec<SiteLine>> = HashMap::new();
    tx.each(
        sql!(
            "select l.id, l.uai, l.technology, l.operator, l.down_kbps, l.up_kbps, l.is_backup, l.valid_from,
                    l.valid_to, l.note, l.fictitious, l.recorded_at, l.withdrawn_at
               from school s join site_line l on l.uai = s.uai
              where s.in_basin = true and l.recorded_at <= :known_at
                and (l.withdrawn_at is null or l.withdrawn_at > :known_at)"
        ),
        params! { known_at: known_at },
        |row| {
            let line = read_line(row)?;
            lines.entry(line.uai.clone()).or_default().push(line);
            Ok(())
        },
    )?;
    Ok(lines)
}

/// Who records, when, from which line of which file.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub(super) now: Instant,
    pub(super) account: Option<AccountId>,
    pub(super) fictitious: bool,
    pub(super) import: Option<ImportId>,
}

pub(super) fn insert_rooms(tx: &mut Tx, uai: &Uai, rooms: &[RoomId], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!("insert into room (id, uai, created_at) values (:id, :uai, :now)"),
        rooms.iter().map(|id| params! { id: id, uai: uai, now: now }),
    )?;
    Ok(())
}

pub(super) fn insert_versions(
    tx: &mut Tx,
    versions: &[RoomVersion],
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into room_version (id, room, name, kind, building, half_days, valid_from, valid_to, fictitious,
                                       import, line, recorded_at, recorded_by, withdrawn_at)
             values (:id, :room, :name, :kind, :building, :half_days, :valid_from, :valid_to, :fictitious, :import,
                     :line, :recorded_at, :recorded_by, null)"
        ),
        versions.iter().map(|version| {
            params! {
                id: version.id, room: version.room, name: version.name, kind: version.kind.code(),
                building: version.building, half_days: version.half_days, valid_from: version.valid_from,
                valid_to: version.valid_to, fictitious: version.fictitious, import: version.origin.import,
                line: version.origin.line, recorded_at: version.recorded.at, recorded_by: account
            }
        }),
    )?;
    Ok(())
}

pub(super) fn withdraw_versions(tx: &mut Tx, ids: &[VersionId], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!("update room_version set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        ids.iter().map(|id| params! { id: id, now: now }),
    )?;
    Ok(())
}

pub(super) fn insert_line(tx: &mut Tx, line: &SiteLine, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into site_line (id, uai, technology, operator, down_kbps, up_kbps, is_backup, valid_from, valid_to,
                                    note, fictitious, recorded_at, recorded_by, withdrawn_at)
             values (:id, :uai, :technology, :operator, :down_kbps, :up_kbps, :is_backup, :valid_from, :valid_to,
                     :note, :fictitious, :recorded_at, :recorded_by, null)"
        ),
        params! {
            id: line.id, uai: line.uai, technology: line.technology, operator: line.operator,
            down_kbps: line.down_kbps, up_kbps: line.up_kbps, is_backup: line.is_backup, valid_from: line.valid_from,
            valid_to: line.valid_to, note: line.note, fictitious: line.fictitious, recorded_at: line.recorded.at,
            recorded_by: account
        },
    )?;
    Ok(())
}

pub(super) fn withdraw_line(tx: &mut Tx, uai: &Uai, id: LineId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update site_line set withdrawn_at = :now where id = :id and uai = :uai and withdrawn_at is null"),
        params! { id: id, uai: uai, now: now },
    )?;
    Ok(touched == 1)
}

pub(super) fn insert_statements(
    tx: &mut Tx,
    statements: &[Statement],
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into room_statement (id, room, kind, medium, works, visa_role, visa_name, day, note, fictitious,
                                         recorded_at, recorded_by, withdrawn_at)
             values (:id, :room, :kind, :medium, :works, :visa_role, :visa_name, :day, :note, :fictitious,
                     :recorded_at, :recorded_by, null)"
        ),
        statements.iter().map(|statement| {
            let (kind, medium, works, role, name) = match &statement.seen {
                Seen::Access { medium, works } => (ACCESS, *medium, *works, None, ""),
                Seen::Declaration { role, name } => (DECLARATION, None, None, Some(*role), name.as_str()),
            };
            params! {
                id: statement.id, room: statement.room, kind: kind, medium: medium, works: works, visa_role: role,
                visa_name: name, day: statement.day, note: statement.note, fictitious: statement.fictitious,
                recorded_at: statement.recorded.at, recorded_by: account
            }
        }),
    )?;
    Ok(())
}

/// Takes a statement back, and tells the room it was about.
pub(super) fn withdraw_statement(tx: &mut Tx, id: StatementId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update room_statement set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(touched == 1)
}

/// The room a statement is about.
pub(super) fn room_of_statement(tx: &mut Tx, id: StatementId) -> Result<Option<RoomId>, DbError> {
    tx.optional(
        sql!("select room from room_statement where id = :id"),
        params! { id: id },
        |row| row.get("room"),
    )
}

/// The room a test was made in.
pub(super) fn room_of_test(tx: &mut Tx, id: TestId) -> Result<Option<RoomId>, DbError> {
    tx.optional(
        sql!("select room from room_test where id = :id"),
        params! { id: id },
        |row| row.get("room"),
    )
}

pub(super) fn insert_tests(tx: &mut Tx, tests: &[RoomTest], account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into room_test (id, room, at, day, down_kbps, up_kbps, failed, latency_micros, tool, digest,
                                    fictitious, import, line, recorded_at, recorded_by, withdrawn_at)
             values (:id, :room, :at, :day, :down_kbps, :up_kbps, :failed, :latency_micros, :tool, :digest,
                     :fictitious, :import, :line, :recorded_at, :recorded_by, null)"
        ),
        tests.iter().map(|test| {
            params! {
                id: test.id, room: test.room, at: test.at, day: test.at.day(), down_kbps: test.down_kbps,
                up_kbps: test.up_kbps, failed: test.failed, latency_micros: test.latency_micros, tool: test.tool,
                digest: digest(test.at, test.down_kbps, test.up_kbps, test.failed), fictitious: test.fictitious,
                import: test.origin.import, line: test.origin.line, recorded_at: test.recorded.at,
                recorded_by: account
            }
        }),
    )?;
    Ok(())
}

pub(super) fn withdraw_test(tx: &mut Tx, id: TestId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update room_test set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(touched == 1)
}

/// What makes two tests of a room the same: the moment and the rates. FNV-1a, stable across versions.
pub(super) fn digest(at: Instant, down: Option<u32>, up: Option<u32>, failed: bool) -> i64 {
    let rate = |rate: Option<u32>| rate.map_or(-1, i64::from);
    let parts = [at.milliseconds(), rate(down), rate(up), i64::from(failed)];
    let hash = parts
        .iter()
        .flat_map(|part| part.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    i64::from_le_bytes(hash.to_le_bytes())
}

/// The digests of the tests of the rooms of a school. With those taken back, what a person took back
/// does not come in again with the same file.
pub(super) fn digests(tx: &mut Tx, uai: &Uai, with_withdrawn: bool) -> Result<HashSet<(RoomId, i64)>, DbError> {
    let mut digests = HashSet::new();
    tx.each(
        sql!(
            "select t.room, t.digest from room r join room_test t on t.room = r.id
              where r.uai = :uai and (:with_withdrawn or t.withdrawn_at is null)"
        ),
        params! { uai: uai, with_withdrawn: with_withdrawn },
        |row| {
            digests.insert((row.get("room")?, row.get("digest")?));
            Ok(())
        },
    )?;
    Ok(digests)
}

/// Where each probe stands.
pub(super) fn probes(tx: &mut Tx) -> Result<HashMap<String, RoomId>, DbError> {
    let mut probes = HashMap::new();
    tx.each(
        sql!("select label, room from probe_place where withdrawn_at is null"),
        params! {},
        |row| {
            probes.insert(row.get("label")?, row.get("room")?);
            Ok(())
        },
    )?;
    Ok(probes)
}

/// The probes that stand in a room.
pub(super) fn probes_in(tx: &mut Tx, room: RoomId) -> Result<Vec<(ProbeId, String)>, DbError> {
    tx.rows(
        sql!("select id, label from probe_place where room = :room and withdrawn_at is null order by label"),
        params! { room: room },
        |row| Ok((row.get("id")?, row.get("label")?)),
    )
}

pub(super) fn insert_probe(tx: &mut Tx, id: ProbeId, label: &str, room: RoomId, hand: Hand) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into probe_place (id, label, room, recorded_at, recorded_by, withdrawn_at)
             values (:id, :label, :room, :now, :account, null)"
        ),
        params! { id: id, label: label, room: room, now: hand.now, account: hand.account },
    )?;
    Ok(())
}

/// Says that a probe no longer stands in a room.
pub(super) fn withdraw_probe(tx: &mut Tx, id: ProbeId, room: RoomId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!(
            "update probe_place set withdrawn_at = :now
              where id = :id and room = :room and withdrawn_at is null"
        ),
        params! { id: id, room: room, now: now },
    )?;
    Ok(touched == 1)
}

/// The newest moment of the register of a school and of the calendar.
pub(super) fn newest(tx: &mut Tx, uai: &Uai) -> Result<Option<Instant>, DbError> {
    tx.one(
        sql!(
            "select max(moments.at) as newest
               from (select m.at from connectivity_moment m where m.uai = :uai
                     union all select c.recorded_at as at from closure c
                     union all select c.withdrawn_at as at from closure c) moments"
        ),
        params! { uai: uai },
        |row| row.get("newest"),
    )
}

/// The newest moment of all the registers and of the calendar.
pub(super) fn newest_of_all(tx: &mut Tx) -> Result<Option<Instant>, DbError> {
    tx.one(
        sql!(
            "select max(moments.at) as newest
               from (select m.at from connectivity_moment m
                     union all select c.recorded_at as at from closure c
                     union all select c.withdrawn_at as at from closure c) moments"
        ),
        params! {},
        |row| row.get("newest"),
    )
}

pub(super) fn set_newest(tx: &mut Tx, uai: &Uai, at: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into connectivity_moment (uai, at) values (:uai, :at)
             on conflict (uai) do update set at = excluded.at"
        ),
        params! { uai: uai, at: at },
    )?;
    Ok(())
}

/// The schools that have rooms: of one school, of one island, or all of them.
pub(super) fn schools_with_rooms(tx: &mut Tx, uai: Option<&Uai>, territory: Option<&str>) -> Result<Vec<Uai>, DbError> {
    tx.rows(
        sql!(
            "select m.uai
               from connectivity_moment m join school s on s.uai = m.uai
              where (:uai is null or m.uai = :uai) and (:territory is null or s.territory = :territory)
              order by m.uai"
        ),
        params! { uai: uai, territory: territory },
        |row| row.get("uai"),
    )
}

/// The day up to which a span lasts when nobody knows.
pub(super) const FAR: &str = "9999-12-31";

/// The last day of a span as it is kept.
pub(super) fn last_day_text(last_day: Option<Day>) -> String {
    last_day.map_or_else(|| FAR.to_owned(), |day| day.to_string())
}
