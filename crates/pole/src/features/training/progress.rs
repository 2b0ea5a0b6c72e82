//! What each person has followed: the projection written with every change, and what is asked of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::Degree;
use pole_kernel::{Day, Instant};

use super::model::{Apart, AttendanceRow, DayPart, Followed, Modality, Offered, OfferedTo, Served, SessionId, Tiers};
use super::rules::{self, Commitment, Counted, Parameters, Progress};
use super::store::small;
use crate::features::people::PersonId;
use crate::policy::Scope;
use crate::shell::column::coded;
use crate::shell::imports::ImportId;

/// Whose progress changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// Everybody of whom a session speaks, or spoke.
    Session(SessionId),
    /// Everybody of whom a file speaks.
    Import(ImportId),
}

fn read_counted(row: &Row<'_>) -> Result<Counted, DbError> {
    let part: Option<DayPart> = row.get("part")?;
    Ok(Counted {
        session: row.get("session")?,
        day: row.get("day")?,
        part,
        minutes: small(row, "counted")?,
        is_distance: row.get("is_distance")?,
    })
}

/// What counts for a person, and whether some of it is invented.
type Facts = (Vec<Counted>, bool);

/// Computes again what the people of a session or a file have followed, and keeps what was
/// believed until now.
pub(super) fn refresh(tx: &mut Tx, of: Of, now: Instant) -> Result<(), DbError> {
    let (session, import) = match of {
        Of::Session(session) => (Some(session), None),
        Of::Import(import) => (None, Some(import)),
    };
    let mut facts: BTreeMap<PersonId, Facts> = BTreeMap::new();
    tx.each(
        sql!(
            "select distinct person from attendance where session = :session
             union
             select distinct person from attendance where import = :import"
        ),
        params! { session: session, import: import },
        |row| {
            facts.insert(row.get("person")?, (Vec::new(), false));
            Ok(())
        },
    )?;
    tx.each(
        sql!(
            "select a.person, a.session, a.day, a.part, a.counted, a.is_distance, a.fictitious
               from attendance a
              where a.person in (select b.person from attendance b where b.session = :session
                                 union
                                 select b.person from attendance b where b.import = :import)
                and a.withdrawn_at is null and a.counted > 0"
        ),
        params! { session: session, import: import },
        |row| {
            let (counted, fictitious) = facts.entry(row.get("person")?).or_default();
            counted.push(read_counted(row)?);
            *fictitious = *fictitious || row.get::<bool>("fictitious")?;
            Ok(())
        },
    )?;
    let mut known: HashMap<PersonId, (Progress, bool, Instant)> = HashMap::new();
    tx.each(
        sql!(
            "select g.person, g.minutes, g.first_on, g.reached_3h, g.reached_6h, g.reached_18h, g.is_fictitious,
                    g.known_from
               from training_progress g
              where g.person in (select b.person from attendance b where b.session = :session
                                 union
                                 select b.person from attendance b where b.import = :import)
                and g.known_to is null"
        ),
        params! { session: session, import: import },
        |row| {
            let progress = Progress {
                minutes: small(row, "minutes")?,
                first_on: row.get("first_on")?,
                reached: [row.get("reached_3h")?, row.get("reached_6h")?, row.get("reached_18h")?],
            };
            known.insert(
                row.get("person")?,
                (progress, row.get("is_fictitious")?, row.get("known_from")?),
            );
            Ok(())
        },
    )?;
    let parameters = Parameters::default();
    let changed: Vec<(PersonId, Progress, bool, bool)> = facts
        .into_iter()
        .filter_map(|(person, (counted, fictitious))| {
            let progress = rules::progress(&counted, &parameters);
            let before = known.get(&person);
            let same = before.map_or(progress == Progress::default(), |(kept, was_fictitious, _)| {
                *kept == progress && *was_fictitious == fictitious
            });
            // Two changes in the same millisecond: nobody can ask what was believed between them.
            let at_once = before.is_some_and(|(_, _, from)| *from >= now);
            (!same).then_some((person, progress, fictitious, at_once))
        })
        .collect();
    write(tx, &changed, now)
}

fn write(tx: &mut Tx, changed: &[(PersonId, Progress, bool, bool)], now: Instant) -> Result<(), DbError> {
    let replaced = changed.iter().filter(|(_, _, _, at_once)| *at_once);
    tx.execute_many(
        sql!("delete from training_progress where person = :person and known_to is null"),
        replaced.map(|(person, _, _, _)| params! { person: person }),
    )?;
    tx.execute_many(
        sql!("update training_progress set known_to = :now where person = :person and known_to is null"),
        changed
            .iter()
            .map(|(person, _, _, _)| params! { person: person, now: now }),
    )?;
    tx.execute_many(
        sql!(
            "insert into training_progress (person, minutes, first_on, reached_3h, reached_6h, reached_18h, is_fictitious,
                                            known_from)
             values (:person, :minutes, :first_on, :reached_3h, :reached_6h, :reached_18h, :is_fictitious, :now)"
        ),
        changed.iter().map(|(person, progress, fictitious, _)| {
            let [reached_3h, reached_6h, reached_18h] = progress.reached;
            params! {
                person: person, minutes: i64::from(progress.minutes), first_on: progress.first_on,
                reached_3h: reached_3h, reached_6h: reached_6h, reached_18h: reached_18h, is_fictitious: fictitious,
                now: now
            }
        }),
    )?;
    Ok(())
}

/// What everybody followed, one row a person and school where they served between the beginning
/// of the period and a day, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn followed(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<Vec<Followed>, DbError> {
    let parameters = Parameters::default();
    let mut rows: Vec<Followed> = Vec::new();
    tx.each(
        sql!(
            "select p.id, p.surname, p.given_name, p.name_key, p.fictitious, s.uai, s.degree, s.discipline, s.valid_from,
                    s.valid_to
               from school sc
               join school_service s on s.uai = sc.uai
               join person p on p.id = s.person
              where sc.search >= ''
                and (:everything or :territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')
                and s.valid_from <= :on and (s.valid_to is null or s.valid_to >= :from)
                and s.recorded_at <= :known_at and (s.withdrawn_at is null or s.withdrawn_at > :known_at)
                and p.recorded_at <= :known_at and (p.withdrawn_at is null or p.withdrawn_at > :known_at)
                and p.kind = 'teacher'
              order by p.name_key, p.id, s.uai, s.valid_from desc"
        ),
        params! {
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
            on: on, from: parameters.period_from, known_at: known_at
        },
        |row| {
            let valid_to: Option<Day> = row.get("valid_to")?;
            let is_in_service = valid_to.is_none_or(|last| last >= on);
            let next = Followed {
                person: row.get("id")?,
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                uai: row.get("uai")?,
                degree: coded(row, "degree", Degree::parse)?,
                discipline: row.get("discipline")?,
                minutes: 0,
                reached_3h: None,
                reached_6h: None,
                reached_18h: None,
                is_in_service,
                is_fictitious: row.get("fictitious")?,
            };
            // Somebody may have served twice in a school: the latest time says what they teach.
            match rows.last_mut() {
                Some(last) if last.person == next.person && last.uai == next.uai => {
                    last.is_in_service = last.is_in_service || is_in_service;
                }
                Some(_) | None => rows.push(next),
            }
            Ok(())
        },
    )?;
    let facts = counted(tx, scope, on, known_at)?;
    for row in &mut rows {
        let Some((list, fictitious)) = facts.get(&row.person) else {
            continue;
        };
        let progress = rules::progress(list, &parameters);
        row.minutes = progress.minutes;
        [row.reached_3h, row.reached_6h, row.reached_18h] = progress.reached;
        row.is_fictitious = row.is_fictitious || *fictitious;
    }
    Ok(rows)
}

/// The services of the teachers of the basin, with the days on which each reached the tiers, as
/// known at a moment: what is asked of many days is read once. A tier is reached on the same day
/// whatever is attended later, so one answer holds for every day.
///
/// # Errors
/// When the database fails.
pub fn served(tx: &mut Tx, scope: &Scope, known_at: Instant) -> Result<Vec<Served>, DbError> {
    tx.rows(
        sql!(
            "select s.person, s.uai, s.degree, s.discipline, s.valid_from, s.valid_to, p.fictitious, g.reached_3h, g.reached_6h, g.reached_18h,
                    g.is_fictitious
               from school sc
               join school_service s on s.uai = sc.uai
               join person p on p.id = s.person
               left join training_progress g on g.person = s.person
                and g.known_from <= :known_at and (g.known_to is null or g.known_to > :known_at)
              where sc.in_basin = true and p.kind = 'teacher'
                and (:everything or :territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')
                and (s.valid_to is null or s.valid_to >= :from)
                and s.recorded_at <= :known_at and (s.withdrawn_at is null or s.withdrawn_at > :known_at)
                and p.recorded_at <= :known_at and (p.withdrawn_at is null or p.withdrawn_at > :known_at)
              order by s.person, s.uai, s.valid_from"
        ),
        params! {
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
            from: Parameters::default().period_from, known_at: known_at
        },
        |row| {
            let progress: Option<bool> = row.get("is_fictitious")?;
            Ok(Served {
                person: row.get("person")?,
                uai: row.get("uai")?,
                degree: coded(row, "degree", Degree::parse)?,
                discipline: row.get("discipline")?,
                valid_from: row.get("valid_from")?,
                valid_to: row.get("valid_to")?,
                reached: [row.get("reached_3h")?, row.get("reached_6h")?, row.get("reached_18h")?],
                is_fictitious: row.get::<bool>("fictitious")? || progress == Some(true),
            })
        },
    )
}

/// What counts, by person, of everybody who serves or served in a scope.
fn counted(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<HashMap<PersonId, Facts>, DbError> {
    let mut facts: HashMap<PersonId, Facts> = HashMap::new();
    tx.each(
        sql!(
            "select a.person, a.session, a.day, a.part, a.counted, a.is_distance, a.fictitious
               from attendance a
              where a.day >= :from and a.day <= :on and a.counted > 0
                and a.recorded_at <= :known_at and (a.withdrawn_at is null or a.withdrawn_at > :known_at)
                and (:everything or a.person in (
                      select s.person from school sc join school_service s on s.uai = sc.uai
                       where sc.search >= ''
                         and (:territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')))"
        ),
        params! {
            from: Parameters::default().period_from, on: on, known_at: known_at, everything: scope.everything,
            territories: scope.territories_text(), schools: scope.schools_text()
        },
        |row| {
            let (counted, fictitious) = facts.entry(row.get("person")?).or_default();
            counted.push(read_counted(row)?);
            *fictitious = *fictitious || row.get::<bool>("fictitious")?;
            Ok(())
        },
    )?;
    Ok(facts)
}

/// What everybody who serves or served in a scope reached by a day with the hours of each modality
/// and of each theme, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn apart(tx: &mut Tx, scope: &Scope, on: Day, known_at: Instant) -> Result<HashMap<PersonId, Apart>, DbError> {
    let mut by_modality: BTreeMap<(PersonId, Modality), Vec<Counted>> = BTreeMap::new();
    let mut by_theme: BTreeMap<(PersonId, String), Vec<Counted>> = BTreeMap::new();
    tx.each(
        sql!(
            "select a.person, a.session, a.day, a.part, a.counted, a.is_distance, a.evidence, v.theme
               from attendance a
               join training_session_version v on v.session = a.session and v.recorded_at <= :known_at
                and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
              where a.day >= :from and a.day <= :on and a.counted > 0
                and a.recorded_at <= :known_at and (a.withdrawn_at is null or a.withdrawn_at > :known_at)
                and (:everything or a.person in (
                      select s.person from school sc join school_service s on s.uai = sc.uai
                       where sc.search >= ''
                         and (:territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')))"
        ),
        params! {
            from: Parameters::default().period_from, on: on, known_at: known_at, everything: scope.everything,
            territories: scope.territories_text(), schools: scope.schools_text()
        },
        |row| {
            let (person, counted) = (row.get("person")?, read_counted(row)?);
            let modality = Modality::of(counted.is_distance, row.get("evidence")?);
            by_modality.entry((person, modality)).or_default().push(counted);
            by_theme.entry((person, row.get("theme")?)).or_default().push(counted);
            Ok(())
        },
    )?;
    let parameters = Parameters::default();
    let mut apart: HashMap<PersonId, Apart> = HashMap::new();
    for ((person, modality), counted) in by_modality {
        let reached = rules::progress_apart(&counted, &parameters).reached;
        apart.entry(person).or_default().by_modality.insert(modality, reached);
    }
    for ((person, theme), counted) in by_theme {
        let reached = rules::progress_apart(&counted, &parameters).reached;
        apart.entry(person).or_default().by_theme.insert(theme, reached);
    }
    Ok(apart)
}

/// How many distinct people reached each tier by a day, as known at a moment, in the basin.
///
/// # Errors
/// When the database fails.
pub fn tiers(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Tiers, DbError> {
    let mut tiers = tx.one(
        sql!(
            "select count(*) as persons, count(case when g.reached_3h <= :on then 1 end) as h3,
                    count(case when g.reached_6h <= :on then 1 end) as h6,
                    count(case when g.reached_18h <= :on then 1 end) as h18
               from training_progress g
              where g.first_on <= :on and g.known_from <= :known_at and (g.known_to is null or g.known_to > :known_at)
                and exists (
                      select 1 from school_service s join school sc on sc.uai = s.uai
                       where s.person = g.person and sc.in_basin = true and s.valid_from <= :on
                         and (s.valid_to is null or s.valid_to >= :from)
                         and s.recorded_at <= :known_at and (s.withdrawn_at is null or s.withdrawn_at > :known_at))"
        ),
        params! { on: on, known_at: known_at, from: Parameters::default().period_from },
        read_tiers,
    )?;
    (tiers.in_service, tiers.in_service_h6) = tx.one(
        sql!(
            "select count(distinct s.person) as in_service, count(distinct g.person) as in_service_h6
               from school sc
               join school_service s on s.uai = sc.uai
               join person p on p.id = s.person
               left join training_progress g on g.person = s.person and g.reached_6h <= :on
                and g.known_from <= :known_at and (g.known_to is null or g.known_to > :known_at)
              where sc.in_basin = true and p.kind = 'teacher' and s.valid_from <= :on
                and (s.valid_to is null or s.valid_to >= :on)
                and s.recorded_at <= :known_at and (s.withdrawn_at is null or s.withdrawn_at > :known_at)"
        ),
        params! { on: on, known_at: known_at },
        |row| Ok((row.get("in_service")?, row.get("in_service_h6")?)),
    )?;
    Ok(tiers)
}

/// The same in the whole directory, without those in service: an index holds all that it reads.
///
/// # Errors
/// When the database fails.
pub fn tiers_of_directory(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Tiers, DbError> {
    tx.one(
        sql!(
            "select count(*) as persons, count(case when g.reached_3h <= :on then 1 end) as h3,
                    count(case when g.reached_6h <= :on then 1 end) as h6,
                    count(case when g.reached_18h <= :on then 1 end) as h18
               from training_progress g
              where g.first_on <= :on and g.known_from <= :known_at and (g.known_to is null or g.known_to > :known_at)"
        ),
        params! { on: on, known_at: known_at },
        read_tiers,
    )
}

fn read_tiers(row: &Row<'_>) -> Result<Tiers, DbError> {
    Ok(Tiers {
        persons: row.get("persons")?,
        h3: row.get("h3")?,
        h6: row.get("h6")?,
        h18: row.get("h18")?,
        in_service: 0,
        in_service_h6: 0,
    })
}

/// What a person followed by a day: the evidence of their hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidenced {
    /// Minutes that count, once the hours at a distance are capped.
    pub minutes: u32,
    /// The attendances that count, by day.
    pub rows: Vec<AttendanceRow>,
}

/// The attendances that count of one person by a day, as known at a moment, and the minutes they make.
///
/// # Errors
/// When the database fails.
pub fn attendance_rows(tx: &mut Tx, person: PersonId, on: Day, known_at: Instant) -> Result<Evidenced, DbError> {
    let mut counted = Vec::new();
    let mut rows = Vec::new();
    tx.each(
        sql!(
            "select a.id, a.person, p.surname, p.given_name, a.session, v.theme, a.day, a.part, a.minutes, a.counted,
                    a.is_distance, a.evidence, a.fictitious, a.import, a.line
               from attendance a
               join person p on p.id = a.person
               join training_session_version v on v.session = a.session and v.recorded_at <= :known_at
                and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
              where a.person = :person and a.day >= :from and a.day <= :on and a.counted > 0
                and a.recorded_at <= :known_at and (a.withdrawn_at is null or a.withdrawn_at > :known_at)
              order by a.day, a.id"
        ),
        params! { person: person, from: Parameters::default().period_from, on: on, known_at: known_at },
        |row| {
            counted.push(read_counted(row)?);
            rows.push(AttendanceRow {
                id: row.get("id")?,
                person: row.get("person")?,
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                session: row.get("session")?,
                theme: row.get("theme")?,
                day: row.get("day")?,
                part: row.get("part")?,
                minutes: small(row, "minutes")?,
                counted: small(row, "counted")?,
                is_distance: row.get("is_distance")?,
                evidence: row.get("evidence")?,
                fictitious: row.get("fictitious")?,
                import: row.get("import")?,
                line: row.get("line")?,
            });
            Ok(())
        },
    )?;
    Ok(Evidenced {
        minutes: rules::progress(&counted, &Parameters::default()).minutes,
        rows,
    })
}

/// How many attendances of a period were taken back by a moment: the figure was rectified.
///
/// # Errors
/// When the database fails.
pub fn corrected(tx: &mut Tx, from: Day, to: Day, known_at: Instant) -> Result<i64, DbError> {
    tx.one(
        sql!(
            "select count(*) as many from attendance
              where day >= :from and day <= :to and counted > 0 and withdrawn_at <= :known_at"
        ),
        params! { from: from, to: to, known_at: known_at },
        |row| row.get("many"),
    )
}

/// A commitment: to how many secondary teachers of its years enough was offered, with a seat, in time.
///
/// # Errors
/// When the database fails.
pub fn offered(tx: &mut Tx, scope: &Scope, commitment: Commitment, known_at: Instant) -> Result<Offered, DbError> {
    let mut offered = Offered::default();
    for teacher in offered_to(tx, scope, commitment, known_at)? {
        offered.persons += 1;
        offered.offered += u32::from(teacher.kept);
        offered.is_fictitious = offered.is_fictitious || teacher.is_fictitious;
    }
    Ok(offered)
}

/// The secondary teachers of a commitment, each with the schools where they served in its years and
/// whether enough was offered to them.
///
/// # Errors
/// When the database fails.
pub fn offered_to(
    tx: &mut Tx,
    scope: &Scope,
    commitment: Commitment,
    known_at: Instant,
) -> Result<Vec<OfferedTo>, DbError> {
    let parameters = Parameters::default();
    let mut teachers: BTreeMap<PersonId, OfferedTo> = BTreeMap::new();
    let mut spans: HashMap<PersonId, Vec<(Day, Option<Day>)>> = HashMap::new();
    tx.each(
        sql!(
            "select s.person, s.uai, s.valid_from, s.valid_to, s.fictitious
               from school sc
               cross join school_service s
               join person p on p.id = s.person
              where sc.search >= '' and s.uai = sc.uai
                and (:everything or :territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')
                and s.degree = 'second' and p.kind = 'teacher'
                and s.valid_from <= :last and (s.valid_to is null or s.valid_to >= :first)
                and s.recorded_at <= :known_at and (s.withdrawn_at is null or s.withdrawn_at > :known_at)"
        ),
        params! {
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text(),
            first: commitment.first.first_day(), last: commitment.last.last_day(), known_at: known_at
        },
        |row| {
            let person: PersonId = row.get("person")?;
            let span = (row.get("valid_from")?, row.get("valid_to")?);
            spans.entry(person).or_default().push(span);
            let teacher = teachers.entry(person).or_insert_with(|| OfferedTo {
                person,
                schools: Vec::new(),
                kept: false,
                is_fictitious: false,
            });
            teacher.schools.push(row.get("uai")?);
            teacher.is_fictitious = teacher.is_fictitious || row.get::<bool>("fictitious")?;
            Ok(())
        },
    )?;
    teachers.retain(|person, _| {
        spans.get(person).is_some_and(|spans| {
            commitment
                .years()
                .any(|year| rules::service_days(spans, year) >= parameters.offered_service_days)
        })
    });
    let mut minutes: HashMap<PersonId, u32> = HashMap::new();
    let mut met: BTreeSet<(PersonId, SessionId)> = BTreeSet::new();
    if !teachers.is_empty() {
        tx.each(
            sql!(
                "select r.person, v.session, v.offered_minutes
                   from training_session_version v
                   join training_registration r on r.session = v.session
                  where v.first_day >= :first and v.first_day <= :last and v.last_day <= :last
                    and v.is_digital = true and v.is_cancelled = false and r.has_seat = true
                    and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                    and r.recorded_at <= :known_at and (r.withdrawn_at is null or r.withdrawn_at > :known_at)"
            ),
            params! { first: commitment.offered_from(), last: commitment.offered_by(), known_at: known_at },
            |row| {
                let person = row.get("person")?;
                if met.insert((person, row.get("session")?)) {
                    *minutes.entry(person).or_default() += small(row, "offered_minutes")?;
                }
                Ok(())
            },
        )?;
    }
    for (person, teacher) in &mut teachers {
        teacher.kept = minutes
            .get(person)
            .is_some_and(|minutes| *minutes >= parameters.offered_minutes);
    }
    Ok(teachers.into_values().collect())
}

/// The minutes offered to each person with a seat, and how many sessions, until a day.
pub(super) fn offered_minutes(tx: &mut Tx, on: Day, known_at: Instant) -> Result<HashMap<PersonId, u32>, DbError> {
    let mut minutes: HashMap<PersonId, u32> = HashMap::new();
    tx.each(
        sql!(
            "select r.person, cast(sum(v.offered_minutes) as bigint) as offered
               from training_session_version v
               join training_registration r on r.session = v.session
              where v.first_day >= :first and v.first_day <= :on and v.is_digital = true and v.is_cancelled = false
                and r.has_seat = true
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
                and r.recorded_at <= :known_at and (r.withdrawn_at is null or r.withdrawn_at > :known_at)
              group by r.person"
        ),
        params! { first: Parameters::default().period_from, on: on, known_at: known_at },
        |row| {
            minutes.insert(row.get("person")?, small(row, "offered")?);
            Ok(())
        },
    )?;
    Ok(minutes)
}
