//! The class of each room over time, written in the transaction of each change, and the reads that
//! others make of it.

use std::collections::{BTreeSet, HashMap};

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Uai};

use super::model::{ClassSpan, Place, RoomClass, RoomCounts, RoomId, RoomState, RoomVersion, SchoolRooms};
use super::rules::{self, Judge, Thresholds};
use super::store;
use crate::features::directory::{self, Calendar};
use crate::policy::Scope;
use crate::shell::column::coded;

/// Makes the classes of all the rooms of these schools again, from what is in force: what was
/// believed before stays, and ends at this moment.
///
/// For those who write many rooms or tests without the actions: give the moment at which they were
/// recorded.
///
/// # Errors
/// When the database fails.
pub fn rebuild(tx: &mut Tx, schools: &BTreeSet<Uai>, now: Instant) -> Result<(), DbError> {
    let calendar = directory::calendar(tx, now)?;
    for uai in schools {
        rebuild_school(tx, &calendar, uai, now)?;
    }
    Ok(())
}

fn rebuild_school(tx: &mut Tx, calendar: &Calendar, uai: &Uai, now: Instant) -> Result<(), DbError> {
    let place = place(tx, uai)?;
    let mut lines = store::lines(tx, uai)?;
    lines.retain(|line| line.recorded.known(now));
    let thresholds = Thresholds::default();
    let judge = Judge {
        thresholds: &thresholds,
        calendar,
        place: &place,
        lines: &lines,
    };
    let mut held = current(tx, uai)?;
    let mut begun: Vec<(RoomId, ClassSpan)> = Vec::new();
    for (room, facts) in store::facts(tx, uai)? {
        for span in rules::timeline(&facts.known(now), judge) {
            match held.remove(&(room, span.first_day)) {
                Some((same, _)) if same == span => {}
                Some((other, since)) => {
                    held.insert((room, span.first_day), (other, since));
                    begun.push((room, span));
                }
                None => begun.push((room, span)),
            }
        }
    }
    let (born_now, older): (Vec<_>, Vec<_>) = held.into_iter().partition(|(_, (_, since))| *since == now);
    // What was believed for no time at all leaves no trace: nobody can ask for it.
    tx.execute_many(
        sql!("delete from room_class where room = :room and first_day = :first_day and known_from = :now"),
        born_now
            .iter()
            .map(|((room, first_day), _)| params! { room: room, first_day: first_day, now: now }),
    )?;
    tx.execute_many(
        sql!(
            "update room_class set known_to = :now
              where room = :room and first_day = :first_day and known_from = :since"
        ),
        older.iter().map(|((room, first_day), (_, since))| {
            params! { room: room, first_day: first_day, since: since, now: now }
        }),
    )?;
    insert(tx, uai, &begun, now)?;
    store::set_newest(tx, uai, now)
}

fn insert(tx: &mut Tx, uai: &Uai, spans: &[(RoomId, ClassSpan)], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into room_class (room, uai, first_day, last_day, name, kind, class, basis, is_stale, is_fictitious,
                                     down_kbps, up_kbps, technology, known_from, known_to)
             values (:room, :uai, :first_day, :last_day, :name, :kind, :class, :basis, :is_stale, :is_fictitious,
                     :down_kbps, :up_kbps, :technology, :now, null)"
        ),
        spans.iter().map(|(room, span)| {
            params! {
                room: room, uai: uai, first_day: span.first_day, last_day: store::last_day_text(span.last_day),
                name: span.name, kind: span.kind.code(), class: span.class, basis: span.basis,
                is_stale: span.is_stale, is_fictitious: span.is_fictitious, down_kbps: span.down_kbps,
                up_kbps: span.up_kbps, technology: span.technology, now: now
            }
        }),
    )?;
    Ok(())
}

fn read_span(row: &Row<'_>) -> Result<ClassSpan, DbError> {
    let last_day: String = row.get("last_day")?;
    Ok(ClassSpan {
        first_day: row.get("first_day")?,
        last_day: Some(last_day)
            .filter(|day| day != store::FAR)
            .map(|day| Day::parse(&day))
            .transpose()
            .map_err(|error| DbError::Column {
                column: "last_day".to_owned(),
                reason: error.to_string(),
            })?,
        name: row.get("name")?,
        kind: coded(row, "kind", RoomKind::parse)?,
        class: row.get("class")?,
        basis: row.get("basis")?,
        is_stale: row.get("is_stale")?,
        is_fictitious: row.get("is_fictitious")?,
        down_kbps: row.get("down_kbps")?,
        up_kbps: row.get("up_kbps")?,
        technology: row.get("technology")?,
    })
}

/// What is believed now of the rooms of a school, and since when.
type Held = HashMap<(RoomId, Day), (ClassSpan, Instant)>;

fn current(tx: &mut Tx, uai: &Uai) -> Result<Held, DbError> {
    let mut held = HashMap::new();
    tx.each(
        sql!(
            "select room, first_day, last_day, name, kind, class, basis, is_stale, is_fictitious, down_kbps, up_kbps,
                    technology, known_from
               from room_class where uai = :uai and known_to is null"
        ),
        params! { uai: uai },
        |row| {
            let span = read_span(row)?;
            held.insert((row.get("room")?, span.first_day), (span, row.get("known_from")?));
            Ok(())
        },
    )?;
    Ok(held)
}

/// The classes of a room over time, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn room_spans(tx: &mut Tx, room: RoomId, known_at: Instant) -> Result<Vec<ClassSpan>, DbError> {
    tx.rows(
        sql!(
            "select first_day, last_day, name, kind, class, basis, is_stale, is_fictitious, down_kbps, up_kbps,
                    technology
               from room_class
              where room = :room and known_from <= :known_at and (known_to is null or known_to > :known_at)
              order by first_day"
        ),
        params! { room: room, known_at: known_at },
        read_span,
    )
}

/// A school as the rules see it.
pub(super) fn place(tx: &mut Tx, uai: &Uai) -> Result<Place, DbError> {
    Ok(Place {
        uai: uai.clone(),
        territory: directory::school_line(tx, uai)?.and_then(|school| school.territory),
    })
}

fn read_state(row: &Row<'_>) -> Result<RoomState, DbError> {
    Ok(RoomState {
        room: row.get("room")?,
        uai: row.get("uai")?,
        name: row.get("name")?,
        kind: coded(row, "kind", RoomKind::parse)?,
        technology: row.get("technology")?,
        class: row.get("class")?,
        basis: row.get("basis")?,
        is_stale: row.get("is_stale")?,
        is_fictitious: row.get("is_fictitious")?,
        down_kbps: row.get("down_kbps")?,
        up_kbps: row.get("up_kbps")?,
    })
}

/// The teaching rooms in use on a day in the schools of the basin that a scope holds, as known at a
/// moment, with their classes: by school, then by name.
///
/// # Errors
/// When the database fails.
pub fn room_states(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<Vec<RoomState>, DbError> {
    let mut states = tx.rows(
        sql!(
            "select c.room, c.uai, c.name, c.kind, c.class, c.basis, c.is_stale, c.is_fictitious, c.down_kbps,
                    c.up_kbps, c.technology
               from school s join room_class c on c.uai = s.uai
              where s.in_basin = true
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and c.first_day <= :on and c.last_day >= :on
                and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
              order by c.uai, c.room"
        ),
        params! {
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
            on: on, known_at: known_at
        },
        read_state,
    )?;
    // The engines do not agree on the order of names.
    states.sort_by_cached_key(|state| (state.uai.to_string(), rules::name_key(&state.name), state.room));
    Ok(states)
}

fn read_counts(row: &Row<'_>) -> Result<SchoolRooms, DbError> {
    Ok(SchoolRooms {
        uai: row.get("uai")?,
        counts: RoomCounts {
            classes: [row.get("c0")?, row.get("c1")?, row.get("c2")?, row.get("c3")?],
            unknown: row.get("unknown")?,
            stale: row.get("stale")?,
            declared: row.get("declared")?,
            measured: row.get("measured")?,
            fictitious: row.get("fictitious")?,
        },
    })
}

/// The teaching rooms in use on a day, counted by school, as known at a moment: of the schools of
/// the basin that a scope holds, or of the whole directory. A school without such a room is absent.
///
/// # Errors
/// When the database fails.
pub fn school_rooms(
    tx: &mut Tx,
    scope: &Scope,
    on: Day,
    known_at: Instant,
    whole_directory: bool,
) -> Result<Vec<SchoolRooms>, DbError> {
    let params = params! {
        everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
        on: on, known_at: known_at
    };
    if whole_directory {
        return tx.rows(
            sql!(
                "select g.uai, g.c0, g.c1, g.c2, g.c3, g.unknown, g.stale, g.declared, g.measured, g.fictitious
                   from (select c.uai,
                                sum(case when c.class = 'C0' then 1 else 0 end) as c0,
                                sum(case when c.class = 'C1' then 1 else 0 end) as c1,
                                sum(case when c.class = 'C2' then 1 else 0 end) as c2,
                                sum(case when c.class = 'C3' then 1 else 0 end) as c3,
                                sum(case when c.basis = 'unknown' then 1 else 0 end) as unknown,
                                sum(case when c.is_stale then 1 else 0 end) as stale,
                                sum(case when c.basis = 'declared' then 1 else 0 end) as declared,
                                sum(case when c.basis = 'measured' then 1 else 0 end) as measured,
                                sum(case when c.is_fictitious then 1 else 0 end) as fictitious
                           from room_class c
                          where c.first_day <= :on and c.last_day >= :on
                            and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                          group by c.uai) g
                   join school s on s.uai = g.uai
                  where :everything or :territories like '% ' || s.territory || ' %'
                     or :schools like '% ' || s.uai || ' %'
                  order by g.uai"
            ),
            params,
            read_counts,
        );
    }
    tx.rows(
        sql!(
            "select c.uai,
                    sum(case when c.class = 'C0' then 1 else 0 end) as c0,
                    sum(case when c.class = 'C1' then 1 else 0 end) as c1,
                    sum(case when c.class = 'C2' then 1 else 0 end) as c2,
                    sum(case when c.class = 'C3' then 1 else 0 end) as c3,
                    sum(case when c.basis = 'unknown' then 1 else 0 end) as unknown,
                    sum(case when c.is_stale then 1 else 0 end) as stale,
                    sum(case when c.basis = 'declared' then 1 else 0 end) as declared,
                    sum(case when c.basis = 'measured' then 1 else 0 end) as measured,
                    sum(case when c.is_fictitious then 1 else 0 end) as fictitious
               from school s join room_class c on c.uai = s.uai
              where s.in_basin = true
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and c.first_day <= :on and c.last_day >= :on
                and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
              group by c.uai
              order by c.uai"
        ),
        params,
        read_counts,
    )
}

/// The same for the basin, with other rates for high-speed internet than those of the classes that
/// are kept: a measured room is told again from its medians.
///
/// # Errors
/// When the database fails.
pub fn school_rooms_at(
    tx: &mut Tx,
    scope: &Scope,
    on: Day,
    known_at: Instant,
    (down_kbps, up_kbps): (u32, u32),
) -> Result<Vec<SchoolRooms>, DbError> {
    tx.rows(
        sql!(
            "select g.uai,
                    sum(case when g.class = 'C0' then 1 else 0 end) as c0,
                    sum(case when g.class = 'C1' then 1 else 0 end) as c1,
                    sum(case when g.class = 'C2' then 1 else 0 end) as c2,
                    sum(case when g.class = 'C3' then 1 else 0 end) as c3,
                    sum(case when g.basis = 'unknown' then 1 else 0 end) as unknown,
                    sum(case when g.is_stale then 1 else 0 end) as stale,
                    sum(case when g.basis = 'declared' then 1 else 0 end) as declared,
                    sum(case when g.basis = 'measured' then 1 else 0 end) as measured,
                    sum(case when g.is_fictitious then 1 else 0 end) as fictitious
               from (select c.uai, c.basis, c.is_stale, c.is_fictitious,
                            case when c.class = 'C0' or c.basis <> 'measured' or c.down_kbps is null or c.up_kbps is null
                                 then c.class
                                 when c.down_kbps < :down or c.up_kbps < :up then 'C1'
                                 when c.class = 'C3' then 'C3'
                                 else 'C2' end as class
                       from school s join room_class c on c.uai = s.uai
                      where s.in_basin = true
                        and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                        and c.first_day <= :on and c.last_day >= :on
                        and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)) g
              group by g.uai
              order by g.uai"
        ),
        params! {
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
            on: on, known_at: known_at, down: i64::from(down_kbps), up: i64::from(up_kbps)
        },
        read_counts,
    )
}

/// A page of rooms that somebody asks for.
#[derive(Clone, Debug)]
pub(super) struct RoomPage {
    /// What the reader may see.
    pub(super) seen_by: Scope,
    /// One school.
    pub(super) uai: Option<Uai>,
    /// The day.
    pub(super) on: Day,
    /// The moment.
    pub(super) known_at: Instant,
    /// Begin after this room.
    pub(super) after: Option<RoomId>,
    /// How many at most.
    pub(super) limit: i64,
}

/// A room of such a page.
#[derive(Clone, Debug)]
pub(super) struct ListedRoom {
    /// Its school.
    pub(super) uai: Uai,
    /// What it is.
    pub(super) version: RoomVersion,
    /// Its class; `None` when it is no teaching room in use.
    pub(super) class: Option<RoomState>,
}

/// The rooms of a page, by identifier, with their classes.
pub(super) fn listed_rooms(tx: &mut Tx, asked: &RoomPage) -> Result<Vec<ListedRoom>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.room, r.uai, v.name, v.kind, v.building, v.half_days, v.valid_from, v.valid_to,
                    v.fictitious, v.import, v.line, v.recorded_at, v.withdrawn_at,
                    c.class, c.basis, c.is_stale, c.is_fictitious, c.down_kbps, c.up_kbps, c.technology
               from room r
               join school s on s.uai = r.uai
               join room_version v on v.room = r.id and v.valid_from <= :on
                    and (v.valid_to is null or v.valid_to >= :on)
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
               left join room_class c on c.room = r.id and c.first_day <= :on and c.last_day >= :on
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
              where r.id > :after and (:uai is null or r.uai = :uai)
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
              order by r.id
              limit :limit"
        ),
        params! {
            on: asked.on, known_at: asked.known_at, uai: asked.uai,
            after: asked.after.map_or_else(String::new, |room| room.to_string()),
            everything: asked.seen_by.everything, territories: asked.seen_by.territories_text(),
            schools: asked.seen_by.schools_text(), limit: asked.limit
        },
        |row| {
            let class: Option<RoomClass> = row.get("class")?;
            Ok(ListedRoom {
                uai: row.get("uai")?,
                version: store::read_version(row)?,
                class: class.map(|_| read_state(row)).transpose()?,
            })
        },
    )
}
