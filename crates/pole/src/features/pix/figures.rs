//! The SQL of the indicator: how many certifications each school counts, and the evidence.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::{CertificationStatus, Framework};
use pole_kernel::{Day, Instant, Uai};

use super::model::{CertificationNumber, CertificationRow, DistinctPersons, HolderKind, SchoolCertifications};
use super::rules::PixParameters;
use crate::policy::Scope;
use crate::shell::column::coded;

fn read_school(row: &Row<'_>) -> Result<SchoolCertifications, DbError> {
    let (pupils, teachers): (u32, u32) = (row.get("pupils")?, row.get("teachers")?);
    Ok(SchoolCertifications {
        uai: row.get("uai")?,
        pupils,
        teachers,
        unmatched: row.get("unmatched")?,
        retakes: row.get("retakes")?,
        candidates: row.get("candidates")?,
        passed: pupils + teachers,
        rejected: row.get("rejected")?,
        sessions: row.get("sessions")?,
        edu: row.get("edu")?,
        rectified: row.get("rectified")?,
        fictitious: row.get("fictitious")?,
    })
}

/// The certifications of a period in the whole directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectoryCertifications {
    /// Those that count.
    pub obtained: u32,
    /// Among them, those that were not matched with a person.
    pub unmatched: u32,
    /// Those that were taken back.
    pub rectified: u32,
    /// Among those that count, the invented ones.
    pub fictitious: u32,
}

/// The certifications of a period by school, as known at a moment, in the schools of a scope: those of the two islands, or
/// of the whole directory. Those without a school are given to whoever sees everything.
///
/// # Errors
/// When the database fails.
pub fn school_certifications(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
    whole_directory: bool,
) -> Result<Vec<SchoolCertifications>, DbError> {
    let clea = PixParameters::DEFAULT.clea_counts;
    if !scope.everything && scope.territories.is_empty() {
        return of_schools(tx, &scope.schools, from, to, known_at, clea);
    }
    tx.rows(
        sql!(
            "select g.uai, g.pupils, g.teachers, g.unmatched, g.retakes, g.candidates, g.rejected, g.sessions, g.edu,
                    g.rectified, g.fictitious
               from (
                 select c.uai,
                        cast(sum(case when c.obtained and c.holder_kind = 'pupil' then 1 else 0 end) as bigint) as pupils,
                        cast(sum(case when c.obtained and c.holder_kind = 'teacher' then 1 else 0 end) as bigint) as teachers,
                        cast(sum(case when c.obtained and c.person is null then 1 else 0 end) as bigint) as unmatched,
                        cast(sum(case when c.obtained and c.is_retake then 1 else 0 end) as bigint) as retakes,
                        cast(sum(case when c.is_pix and c.status <> 'not_taken' then 1 else 0 end) as bigint) as candidates,
                        cast(sum(case when c.is_pix and c.status = 'rejected' then 1 else 0 end) as bigint) as rejected,
                        count(distinct case when c.session <> '' then c.session end) as sessions,
                        cast(sum(case when c.edu then 1 else 0 end) as bigint) as edu,
                        cast(sum(case when c.is_pix and c.is_rectified then 1 else 0 end) as bigint) as rectified,
                        cast(sum(case when c.obtained and c.fictitious then 1 else 0 end) as bigint) as fictitious
                   from (
                     select uai, holder_kind, person, status, session, is_retake, is_rectified, fictitious,
                            (framework = 'pix' or (:clea and framework = 'clea')) as is_pix,
                            (status = 'validated' and (framework = 'pix' or (:clea and framework = 'clea'))) as obtained,
                            ((framework = 'pix_edu' and status = 'validated') or coalesce(edu_status, '') = 'validated') as edu
                       from certification_state
                      where exam_date >= :from and exam_date <= :to
                        and known_from <= :known_at and (known_to is null or known_to > :known_at)) c
                  group by c.uai) g
               left join school s on s.uai = g.uai
              where (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and (:whole_directory or s.uai is null or s.in_basin)
              order by g.uai"
        ),
        params! {
            from: from, to: to, known_at: known_at, clea: clea, everything: scope.everything,
            territories: scope.territories_text(), schools: scope.schools_text(), whole_directory: whole_directory
        },
        read_school,
    )
}

/// The certifications of a period in the whole directory, together: an index holds all that it reads.
///
/// # Errors
/// When the database fails.
pub fn certifications_of_directory(
    tx: &mut Tx,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<DirectoryCertifications, DbError> {
    tx.one(
        sql!(
            "select coalesce(sum(case when c.obtained then 1 else 0 end), 0) as obtained,
                    coalesce(sum(case when c.obtained and not c.is_matched then 1 else 0 end), 0) as unmatched,
                    coalesce(sum(case when c.is_rectified then 1 else 0 end), 0) as rectified,
                    coalesce(sum(case when c.obtained and c.fictitious then 1 else 0 end), 0) as fictitious
               from (
                 select status = 'validated' as obtained, person is not null as is_matched, is_rectified, fictitious
                   from certification_state
                  where exam_date >= :from and exam_date <= :to and (framework = 'pix' or (:clea and framework = 'clea'))
                    and known_from <= :known_at and (known_to is null or known_to > :known_at)) c"
        ),
        params! { from: from, to: to, known_at: known_at, clea: PixParameters::DEFAULT.clea_counts },
        |row| {
            Ok(DirectoryCertifications {
                obtained: row.get("obtained")?,
                unmatched: row.get("unmatched")?,
                rectified: row.get("rectified")?,
                fictitious: row.get("fictitious")?,
            })
        },
    )
}

/// The same for a few schools: a head reads one, whatever the size of the directory.
fn of_schools(
    tx: &mut Tx,
    schools: &[Uai],
    from: Day,
    to: Day,
    known_at: Instant,
    clea: bool,
) -> Result<Vec<SchoolCertifications>, DbError> {
    let mut found = BTreeMap::new();
    for uai in schools {
        let of_school = tx.optional(
            sql!(
                "select c.uai,
                        cast(sum(case when c.obtained and c.holder_kind = 'pupil' then 1 else 0 end) as bigint) as pupils,
                        cast(sum(case when c.obtained and c.holder_kind = 'teacher' then 1 else 0 end) as bigint) as teachers,
                        cast(sum(case when c.obtained and c.person is null then 1 else 0 end) as bigint) as unmatched,
                        cast(sum(case when c.obtained and c.is_retake then 1 else 0 end) as bigint) as retakes,
                        cast(sum(case when c.is_pix and c.status <> 'not_taken' then 1 else 0 end) as bigint) as candidates,
                        cast(sum(case when c.is_pix and c.status = 'rejected' then 1 else 0 end) as bigint) as rejected,
                        count(distinct case when c.session <> '' then c.session end) as sessions,
                        cast(sum(case when c.edu then 1 else 0 end) as bigint) as edu,
                        cast(sum(case when c.is_pix and c.is_rectified then 1 else 0 end) as bigint) as rectified,
                        cast(sum(case when c.obtained and c.fictitious then 1 else 0 end) as bigint) as fictitious
                   from (
                     select uai, holder_kind, person, status, session, is_retake, is_rectified, fictitious,
                            (framework = 'pix' or (:clea and framework = 'clea')) as is_pix,
                            (status = 'validated' and (framework = 'pix' or (:clea and framework = 'clea'))) as obtained,
                            ((framework = 'pix_edu' and status = 'validated') or coalesce(edu_status, '') = 'validated') as edu
                       from certification_state
                      where uai = :uai and exam_date >= :from and exam_date <= :to
                        and known_from <= :known_at and (known_to is null or known_to > :known_at)) c
                  group by c.uai"
            ),
            params! { uai: uai, from: from, to: to, known_at: known_at, clea: clea },
            read_school,
        )?;
        found.extend(of_school.map(|line| (uai.clone(), line)));
    }
    Ok(found.into_values().collect())
}

/// How many different persons of the basin obtained a certification in a period, in the schools of a
/// scope, and in how many sessions.
///
/// # Errors
/// When the database fails.
pub fn distinct_persons(
    tx: &mut Tx,
    scope: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<DistinctPersons, DbError> {
    tx.one(
        sql!(
            "select count(distinct case when c.obtained and c.holder_kind = 'pupil' then c.person end) as pupils,
                    count(distinct case when c.obtained and c.holder_kind = 'teacher' then c.person end) as teachers,
                    cast(coalesce(sum(case when c.obtained and c.person is null then 1 else 0 end), 0) as bigint) as unmatched,
                    count(distinct case when c.status <> 'not_taken' and c.session <> '' then c.session end) as sessions
               from (
                 select uai, holder_kind, person, status, session,
                        (status = 'validated' and (framework = 'pix' or (:clea and framework = 'clea'))) as obtained
                   from certification_state
                  where exam_date >= :from and exam_date <= :to
                    and known_from <= :known_at and (known_to is null or known_to > :known_at)) c
               left join school s on s.uai = c.uai
              where (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and (s.uai is null or s.in_basin)"
        ),
        params! {
            from: from, to: to, known_at: known_at, clea: PixParameters::DEFAULT.clea_counts,
            everything: scope.everything, territories: scope.territories_text(), schools: scope.schools_text()
        },
        |row| {
            Ok(DistinctPersons {
                pupils: row.get("pupils")?,
                teachers: row.get("teachers")?,
                unmatched: row.get("unmatched")?,
                sessions: row.get("sessions")?,
            })
        },
    )
}

/// The day of the first session that is known: before it, the indicator has no object.
///
/// # Errors
/// When the database fails.
pub fn first_session(tx: &mut Tx, known_at: Instant) -> Result<Option<Day>, DbError> {
    tx.optional(
        sql!(
            "select exam_date from certification_state
              where exam_date >= '' and known_from <= :known_at and (known_to is null or known_to > :known_at)
                and status <> 'not_taken'
              order by exam_date, number
              limit 1"
        ),
        params! { known_at: known_at },
        |row| row.get("exam_date"),
    )
}

/// The day of the newest session in what a reader may see: the school year that pages show at first.
pub(super) fn last_session(tx: &mut Tx, scope: &Scope, known_at: Instant) -> Result<Option<Day>, DbError> {
    let filter = Filter {
        scope: scope.clone(),
        limit: 1,
        ..Filter::default()
    };
    Ok(rows(tx, &filter, known_at)?.first().map(|row| row.exam_date))
}

/// Which certifications a list shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) scope: Scope,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    pub(super) status: Option<CertificationStatus>,
    pub(super) holder: Option<HolderKind>,
    pub(super) uai: Option<Uai>,
    /// Only those that count.
    pub(super) counted: bool,
    /// Only those that count and whose person is not known.
    pub(super) unmatched: bool,
    /// Begin after this one, the newest first.
    pub(super) after: Option<(Day, CertificationNumber)>,
    pub(super) limit: i64,
}

/// The certifications of a list, the newest first.
pub(super) fn rows(tx: &mut Tx, filter: &Filter, known_at: Instant) -> Result<Vec<CertificationRow>, DbError> {
    let (after_day, after_number) = filter.after.map_or((None, 0), |(day, number)| (Some(day), number));
    let clea = PixParameters::DEFAULT.clea_counts;
    let only = match (&filter.uai, filter.scope.everything, filter.scope.schools.as_slice()) {
        (Some(uai), _, _) => Some(uai),
        (None, false, [only]) if filter.scope.territories.is_empty() => Some(only),
        (None, _, _) => None,
    };
    if let Some(uai) = only {
        return tx.rows(
            sql!(
                "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, s.name as school_name,
                        case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                        c.fictitious
                   from certification_state c join school s on s.uai = c.uai
                  where c.uai = :uai and c.exam_date >= :from and c.exam_date <= :to
                    and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                    and (:status is null or c.status = :status) and (:holder is null or c.holder_kind = :holder)
                    and (not :counted or (c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))))
                    and (not :unmatched or c.person is null)
                    and (:after_day is null or c.exam_date < :after_day or (c.exam_date = :after_day and c.number < :after_number))
                    and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                  order by c.exam_date desc, c.number desc
                  limit :limit"
            ),
            params! {
                uai: uai, from: first(filter), to: last(filter), known_at: known_at,
                status: filter.status.map(CertificationStatus::code), holder: filter.holder,
                counted: filter.counted || filter.unmatched, clea: clea, unmatched: filter.unmatched,
                after_day: after_day, after_number: after_number, everything: filter.scope.everything,
                territories: filter.scope.territories_text(), schools: filter.scope.schools_text(), limit: filter.limit
            },
            read_row,
        );
    }
    tx.rows(
        sql!(
            "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, s.name as school_name,
                    case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                    c.fictitious
               from certification_state c left join school s on s.uai = c.uai
              where c.exam_date >= :from and c.exam_date <= :to
                and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                and (:status is null or c.status = :status) and (:holder is null or c.holder_kind = :holder)
                and (not :counted or (c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))))
                and (not :unmatched or c.person is null)
                and (:after_day is null or c.exam_date < :after_day or (c.exam_date = :after_day and c.number < :after_number))
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
              order by c.exam_date desc, c.number desc
              limit :limit"
        ),
        params! {
            from: first(filter), to: last(filter), known_at: known_at,
            status: filter.status.map(CertificationStatus::code), holder: filter.holder,
            counted: filter.counted || filter.unmatched, clea: clea, unmatched: filter.unmatched, after_day: after_day,
            after_number: after_number, everything: filter.scope.everything,
            territories: filter.scope.territories_text(), schools: filter.scope.schools_text(), limit: filter.limit
        },
        read_row,
    )
}

/// The bounds as texts that sort before and after every day.
fn first(filter: &Filter) -> String {
    filter.from.map_or_else(String::new, |day| day.to_string())
}

fn last(filter: &Filter) -> String {
    filter.to.map_or_else(|| "9999".to_owned(), |day| day.to_string())
}

fn read_row(row: &Row<'_>) -> Result<CertificationRow, DbError> {
    Ok(CertificationRow {
        number: row.get("number")?,
        exam_date: row.get("exam_date")?,
        status: coded(row, "status", CertificationStatus::parse)?,
        framework: coded(row, "framework", Framework::parse)?,
        holder: row.get("holder_kind")?,
        uai: row.get("uai")?,
        school_name: row.get("school_name")?,
        is_matched: row.get("is_matched")?,
        is_retake: row.get("is_retake")?,
        is_rectified: row.get("is_rectified")?,
        fictitious: row.get("fictitious")?,
    })
}

/// Which certifications of a school are asked for, page by page, the earliest first.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The first day of the exams.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// Only those of pupils, or of teachers.
    pub holder: Option<HolderKind>,
    /// Begin after this one.
    pub after: Option<(Day, CertificationNumber)>,
    /// How many at most.
    pub limit: i64,
}

/// The certifications that make the figure of a period in some schools, the earliest first: as many as are counted,
/// without a name nor a score. Each school is read from its own index and no further than the page: `None` asks for
/// those of which nobody knows the school.
///
/// # Errors
/// When the database fails.
pub fn certification_rows(
    tx: &mut Tx,
    schools: &[Option<&Uai>],
    asking: Asking,
) -> Result<Vec<CertificationRow>, DbError> {
    let (after_day, after_number) = asking
        .after
        .map_or_else(|| (String::new(), 0), |(day, number)| (day.to_string(), number));
    let clea = PixParameters::DEFAULT.clea_counts;
    let mut rows = Vec::new();
    for school in schools {
        rows.extend(match school {
            Some(uai) => tx.rows(
                sql!(
                    "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, s.name as school_name,
                            case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                            c.fictitious
                       from certification_state c join school s on s.uai = c.uai
                      where c.uai = :uai and c.exam_date >= :from and c.exam_date <= :to
                        and (c.exam_date > :after_day or (c.exam_date = :after_day and c.number > :after_number))
                        and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                        and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                        and (:holder is null or c.holder_kind = :holder)
                      order by c.exam_date, c.number
                      limit :limit"
                ),
                params! {
                    uai: *uai, from: asking.from, to: asking.to, known_at: asking.known_at, clea: clea,
                    holder: asking.holder, after_day: after_day, after_number: after_number, limit: asking.limit
                },
                read_row,
            )?,
            None => tx.rows(
                sql!(
                    "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, null as school_name,
                            case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                            c.fictitious
                       from certification_state c
                      where c.uai is null and c.exam_date >= :from and c.exam_date <= :to
                        and (c.exam_date > :after_day or (c.exam_date = :after_day and c.number > :after_number))
                        and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)
                        and c.status = 'validated' and (c.framework = 'pix' or (:clea and c.framework = 'clea'))
                        and (:holder is null or c.holder_kind = :holder)
                      order by c.exam_date, c.number
                      limit :limit"
                ),
                params! {
                    from: asking.from, to: asking.to, known_at: asking.known_at, clea: clea, holder: asking.holder,
                    after_day: after_day, after_number: after_number, limit: asking.limit
                },
                read_row,
            )?,
        });
    }
    rows.sort_by_key(|row| (row.exam_date, row.number));
    rows.truncate(usize::try_from(asking.limit).unwrap_or(usize::MAX));
    Ok(rows)
}

/// One certification, as known at a moment.
pub(super) fn row(
    tx: &mut Tx,
    number: CertificationNumber,
    known_at: Instant,
) -> Result<Option<CertificationRow>, DbError> {
    tx.optional(
        sql!(
            "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, s.name as school_name,
                    case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                    c.fictitious
               from certification_state c left join school s on s.uai = c.uai
              where c.number = :number
                and c.known_from <= :known_at and (c.known_to is null or c.known_to > :known_at)"
        ),
        params! { number: number, known_at: known_at },
        read_row,
    )
}

/// The certifications obtained whose school nobody knows: for a pilot to say.
pub(super) fn without_school(tx: &mut Tx, limit: i64) -> Result<Vec<CertificationRow>, DbError> {
    tx.rows(
        sql!(
            "select c.number, c.exam_date, c.status, c.framework, c.holder_kind, c.uai, null as school_name,
                    case when c.person is null then false else true end as is_matched, c.is_retake, c.is_rectified,
                    c.fictitious
               from certification_state c
              where c.uai is null and c.known_to is null
              order by c.exam_date desc, c.number desc
              limit :limit"
        ),
        params! { limit: limit },
        read_row,
    )
}
