//! Sessions, half-days, registrations and attendances in the database.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::{Degree, RegistrationStatus, TrainingMode};
use pole_kernel::{Day, Instant, Uai, fold};

use super::model::{
    Attendance, AttendanceId, Competence, Evidence, HalfDay, HalfDayId, Participant, PlannedHalfDay, Session,
    SessionId, SessionLine, SessionRevision, SessionSheet,
};
use crate::features::people::PersonId;
use crate::policy::AccountId;
use crate::shell::clock::fresh_id;
use crate::shell::column::{coded, coded_or_none};
use crate::shell::imports::ImportId;

/// A count as the database keeps it, back as a number that is never negative.
pub(super) fn small(row: &Row<'_>, column: &str) -> Result<u32, DbError> {
    let number: i64 = row.get(column)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

fn small_or_none(row: &Row<'_>, column: &str) -> Result<Option<u32>, DbError> {
    let number: Option<i64> = row.get(column)?;
    Ok(number.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
}

/// Where something that is written comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) now: Instant,
    pub(super) account: Option<AccountId>,
    pub(super) fictitious: bool,
    pub(super) import: Option<ImportId>,
    pub(super) line: Option<u64>,
}

fn line_of(origin: &Origin) -> Option<i64> {
    origin.line.and_then(|line| i64::try_from(line).ok())
}

/// The numbers of the competences, between spaces.
fn spaced(competences: &[Competence]) -> String {
    let mut text = String::from(" ");
    for competence in competences {
        text.push_str(competence.code());
        text.push(' ');
    }
    text
}

/// Makes a session, without anything said of it yet.
pub(super) fn insert_session(tx: &mut Tx, id: SessionId, origin: &Origin) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into training_session (id, fictitious, import, line, recorded_at, recorded_by)
             values (:id, :fictitious, :import, :line, :now, :account)"
        ),
        params! {
            id: id, fictitious: origin.fictitious, import: origin.import, line: line_of(origin), now: origin.now,
            account: origin.account
        },
    )?;
    Ok(())
}

/// Writes what is said of a session; what was said before is withdrawn.
pub(super) fn insert_version(
    tx: &mut Tx,
    session: SessionId,
    sheet: &SessionSheet,
    offered_minutes: u32,
    origin: &Origin,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update training_session_version set withdrawn_at = :now where session = :session and withdrawn_at is null"
        ),
        params! { session: session, now: origin.now },
    )?;
    let search = fold(&format!(
        "{} {} {} {}",
        sheet.theme, sheet.reference, sheet.trainer, sheet.place
    ));
    tx.execute(
        sql!(
            "insert into training_session_version (id, session, reference, theme, competences, mode, place, host, first_day,
                                                   last_day, seats, trainer, target_degree, target_discipline, is_digital,
                                                   offered_minutes, distance_minutes, is_cancelled, note, search,
                                                   recorded_at, recorded_by)
             values (:id, :session, :reference, :theme, :competences, :mode, :place, :host, :first_day, :last_day, :seats,
                     :trainer, :target_degree, :target_discipline, :is_digital, :offered_minutes, :distance_minutes,
                     :is_cancelled, :note, :search, :now, :account)"
        ),
        params! {
            id: fresh_id::<SessionRevision>(), session: session, reference: sheet.reference.as_str(),
            theme: sheet.theme.as_str(), competences: spaced(&sheet.competences), mode: sheet.mode.code(),
            place: sheet.place.as_str(), host: sheet.host.as_ref(), first_day: sheet.first_day,
            last_day: sheet.last_day, seats: sheet.seats.map(i64::from), trainer: sheet.trainer.as_str(),
            target_degree: sheet.target_degree.map(Degree::code), target_discipline: sheet.target_discipline.as_str(),
            is_digital: sheet.is_digital, offered_minutes: i64::from(offered_minutes),
            distance_minutes: i64::from(sheet.distance_minutes), is_cancelled: sheet.is_cancelled,
            note: sheet.note.as_str(), search: search, now: origin.now, account: origin.account
        },
    )?;
    Ok(())
}

fn read_sheet(row: &Row<'_>) -> Result<SessionSheet, DbError> {
    let competences: String = row.get("competences")?;
    Ok(SessionSheet {
        reference: row.get("reference")?,
        theme: row.get("theme")?,
        competences: competences
            .split_whitespace()
            .filter_map(|code| Competence::parse(code).ok())
            .collect(),
        mode: coded(row, "mode", TrainingMode::parse)?,
        place: row.get("place")?,
        host: row.get("host")?,
        first_day: row.get("first_day")?,
        last_day: row.get("last_day")?,
        seats: small_or_none(row, "seats")?,
        trainer: row.get("trainer")?,
        target_degree: coded_or_none(row, "target_degree", Degree::parse)?,
        target_discipline: row.get("target_discipline")?,
        is_digital: row.get("is_digital")?,
        distance_minutes: small(row, "distance_minutes")?,
        is_cancelled: row.get("is_cancelled")?,
        note: row.get("note")?,
    })
}

/// One session as it is said today.
pub(super) fn session(tx: &mut Tx, id: SessionId) -> Result<Option<Session>, DbError> {
    let found = tx.optional(
        sql!(
            "select t.id, t.fictitious, t.import, v.reference, v.theme, v.competences, v.mode, v.place, v.host, v.first_day,
                    v.last_day, v.seats, v.trainer, v.target_degree, v.target_discipline, v.is_digital, v.offered_minutes,
                    v.distance_minutes, v.is_cancelled, v.note
               from training_session t join training_session_version v on v.session = t.id
              where t.id = :id and v.withdrawn_at is null"
        ),
        params! { id: id },
        |row| {
            Ok(Session {
                id: row.get("id")?,
                sheet: read_sheet(row)?,
                half_days: Vec::new(),
                offered_minutes: small(row, "offered_minutes")?,
                fictitious: row.get("fictitious")?,
                import: row.get("import")?,
            })
        },
    )?;
    let Some(mut session) = found else {
        return Ok(None);
    };
    session.half_days = half_days(tx, id)?;
    Ok(Some(session))
}

/// Everything that was said of a session, the newest first.
pub(super) fn revisions(tx: &mut Tx, id: SessionId) -> Result<Vec<SessionRevision>, DbError> {
    tx.rows(
        sql!(
            "select v.theme, v.first_day, v.last_day, v.offered_minutes, v.is_digital, v.is_cancelled, v.note,
                    v.recorded_at, a.display_name as recorded_by_name
               from training_session_version v left join account a on a.id = v.recorded_by
              where v.session = :id order by v.recorded_at desc, v.id desc"
        ),
        params! { id: id },
        |row| {
            Ok(SessionRevision {
                theme: row.get("theme")?,
                days: (row.get("first_day")?, row.get("last_day")?),
                offered_minutes: small(row, "offered_minutes")?,
                is_digital: row.get("is_digital")?,
                is_cancelled: row.get("is_cancelled")?,
                note: row.get("note")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
            })
        },
    )
}

/// The session that others call so, on these days.
pub(super) fn session_called(
    tx: &mut Tx,
    reference: &str,
    theme: &str,
    first_day: Day,
    last_day: Day,
) -> Result<Option<SessionId>, DbError> {
    tx.optional(
        sql!(
            "select session from training_session_version
              where reference = :reference and first_day = :first_day and last_day = :last_day and theme = :theme
                and withdrawn_at is null"
        ),
        params! { reference: reference, theme: theme, first_day: first_day, last_day: last_day },
        |row| row.get("session"),
    )
}

/// What the list of sessions is asked for.
#[derive(Clone, Debug, Default)]
pub struct SessionFilter {
    /// Words of the theme, the reference, the trainer or the place, folded.
    pub search: String,
    /// Together or at a distance.
    pub mode: Option<TrainingMode>,
    /// From this day on.
    pub from: Option<Day>,
    /// Until this day.
    pub to: Option<Day>,
    /// The school that receives it.
    pub host: Option<Uai>,
    /// The oldest first instead of the newest.
    pub ascending: bool,
    /// Begin after this session: its first day and identifier.
    pub after: Option<(Day, SessionId)>,
    /// How many at most.
    pub limit: i64,
}

/// The first and last days that the calendar knows, for a list without bounds.
const ALWAYS: (&str, &str) = ("0000-01-01", "9999-12-31");

/// The sessions of a list.
pub(super) fn sessions(tx: &mut Tx, filter: &SessionFilter) -> Result<Vec<SessionLine>, DbError> {
    let bound = |day: Option<Day>, none: &str| day.map_or_else(|| none.to_owned(), |day| day.to_string());
    let (from, to) = (bound(filter.from, ALWAYS.0), bound(filter.to, ALWAYS.1));
    let (after_day, after_id) = match &filter.after {
        Some((day, id)) => (day.to_string(), id.to_string()),
        None if filter.ascending => (ALWAYS.0.to_owned(), String::new()),
        None => (ALWAYS.1.to_owned(), "~".to_owned()),
    };
    let pattern = format!("%{}%", filter.search);
    let mode = filter.mode.map(TrainingMode::code);
    let params = params! {
        from: from, to: to, pattern: pattern, mode: mode, host: filter.host.as_ref(), after_day: after_day,
        after_id: after_id, limit: filter.limit
    };
    if filter.ascending {
        return tx.rows(
            sql!(
                "select v.session, v.theme, v.reference, v.mode, v.place, h.name as host_name, v.first_day, v.last_day,
                        v.seats, v.trainer, v.offered_minutes, v.is_digital, v.is_cancelled, t.fictitious,
                        (select count(*) from training_registration r
                          where r.session = v.session and r.withdrawn_at is null and r.has_seat) as seated,
                        (select count(distinct a.person) from attendance a
                          where a.session = v.session and a.withdrawn_at is null) as attended
                   from training_session_version v
                   join training_session t on t.id = v.session
                   left join school h on h.uai = v.host
                  where v.withdrawn_at is null and v.first_day >= :from and v.first_day <= :to and v.search like :pattern
                    and (:mode is null or v.mode = :mode) and (:host is null or v.host = :host)
                    and (v.first_day > :after_day or (v.first_day = :after_day and v.session > :after_id))
                  order by v.first_day, v.session
                  limit :limit"
            ),
            params,
            read_line,
        );
    }
    tx.rows(
        sql!(
            "select v.session, v.theme, v.reference, v.mode, v.place, h.name as host_name, v.first_day, v.last_day,
                    v.seats, v.trainer, v.offered_minutes, v.is_digital, v.is_cancelled, t.fictitious,
                    (select count(*) from training_registration r
                      where r.session = v.session and r.withdrawn_at is null and r.has_seat) as seated,
                    (select count(distinct a.person) from attendance a
                      where a.session = v.session and a.withdrawn_at is null) as attended
               from training_session_version v
               join training_session t on t.id = v.session
               left join school h on h.uai = v.host
              where v.withdrawn_at is null and v.first_day >= :from and v.first_day <= :to and v.search like :pattern
                and (:mode is null or v.mode = :mode) and (:host is null or v.host = :host)
                and (v.first_day < :after_day or (v.first_day = :after_day and v.session < :after_id))
              order by v.first_day desc, v.session desc
              limit :limit"
        ),
        params,
        read_line,
    )
}

fn read_line(row: &Row<'_>) -> Result<SessionLine, DbError> {
    Ok(SessionLine {
        id: row.get("session")?,
        theme: row.get("theme")?,
        reference: row.get("reference")?,
        mode: coded(row, "mode", TrainingMode::parse)?,
        place: row.get("place")?,
        host_name: row.get("host_name")?,
        first_day: row.get("first_day")?,
        last_day: row.get("last_day")?,
        seats: small_or_none(row, "seats")?,
        trainer: row.get("trainer")?,
        offered_minutes: small(row, "offered_minutes")?,
        is_digital: row.get("is_digital")?,
        is_cancelled: row.get("is_cancelled")?,
        fictitious: row.get("fictitious")?,
        seated: row.get("seated")?,
        attended: row.get("attended")?,
    })
}

/// The half-days of a session, in order.
pub(super) fn half_days(tx: &mut Tx, session: SessionId) -> Result<Vec<HalfDay>, DbError> {
    let mut half_days = tx.rows(
        sql!("select id, day, part, minutes from training_half_day where session = :session and withdrawn_at is null"),
        params! { session: session },
        |row| {
            Ok(HalfDay {
                id: row.get("id")?,
                day: row.get("day")?,
                part: row.get("part")?,
                minutes: small(row, "minutes")?,
            })
        },
    )?;
    half_days.sort_by_key(|half_day| (half_day.day, half_day.part));
    Ok(half_days)
}

/// The identifiers of the half-days of a session, in order: for the demonstration.
///
/// # Errors
/// When the database fails.
pub fn half_days_of(tx: &mut Tx, session: SessionId) -> Result<Vec<HalfDayId>, DbError> {
    Ok(half_days(tx, session)?
        .into_iter()
        .map(|half_day| half_day.id)
        .collect())
}

/// Adds half-days to a session.
pub(super) fn insert_half_days(
    tx: &mut Tx,
    session: SessionId,
    half_days: &[PlannedHalfDay],
    now: Instant,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into training_half_day (id, session, day, part, minutes, recorded_at)
             values (:id, :session, :day, :part, :minutes, :now)"
        ),
        half_days.iter().map(|half_day| {
            params! {
                id: fresh_id::<HalfDay>(), session: session, day: half_day.day, part: half_day.part,
                minutes: i64::from(half_day.minutes), now: now
            }
        }),
    )?;
    Ok(())
}

/// Takes half-days out of a session.
pub(super) fn withdraw_half_days(tx: &mut Tx, ids: &[HalfDayId], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!("update training_half_day set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        ids.iter().map(|id| params! { id: id, now: now }),
    )?;
    Ok(())
}

/// Says that a person wishes to follow a session, or has a seat; what was said before is withdrawn.
pub(super) fn put_registration(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
    status: RegistrationStatus,
    day: Day,
    origin: &Origin,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update training_registration set withdrawn_at = :now
              where session = :session and person = :person and withdrawn_at is null"
        ),
        params! { session: session, person: person, now: origin.now },
    )?;
    tx.execute(
        sql!(
            "insert into training_registration (id, session, person, status, has_seat, day, recorded_at, recorded_by)
             values (:id, :session, :person, :status, :has_seat, :day, :now, :account)"
        ),
        params! {
            id: fresh_id::<Participant>(), session: session, person: person, status: status.code(),
            has_seat: status.has_seat(), day: day, now: origin.now, account: origin.account
        },
    )?;
    Ok(())
}

/// What is said today of somebody's registration.
pub(super) fn registration(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
) -> Result<Option<RegistrationStatus>, DbError> {
    tx.optional(
        sql!(
            "select status from training_registration
              where session = :session and person = :person and withdrawn_at is null"
        ),
        params! { session: session, person: person },
        |row| coded(row, "status", RegistrationStatus::parse),
    )
}

/// Everybody who registered or came, by name.
pub(super) fn participants(tx: &mut Tx, session: SessionId) -> Result<Vec<Participant>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.surname, p.given_name, p.fictitious,
                    (select min(r.status) from training_registration r
                      where r.session = :session and r.person = p.id and r.withdrawn_at is null) as status,
                    (select min(sc.name) from school_service s join school sc on sc.uai = s.uai
                      where s.person = p.id and s.withdrawn_at is null and s.is_attachment) as school
               from person p
              where p.id in (select r.person from training_registration r
                              where r.session = :session and r.withdrawn_at is null
                             union
                             select a.person from attendance a where a.session = :session and a.withdrawn_at is null)
              order by p.name_key, p.id"
        ),
        params! { session: session },
        |row| {
            let status: Option<String> = row.get("status")?;
            Ok(Participant {
                person: row.get("id")?,
                surname: row.get("surname")?,
                given_name: row.get("given_name")?,
                school: row.get("school")?,
                status: status.and_then(|code| RegistrationStatus::parse(&code).ok()),
                fictitious: row.get("fictitious")?,
            })
        },
    )
}

/// The attendances of a session that are in force.
pub(super) fn attendances(tx: &mut Tx, session: SessionId) -> Result<Vec<Attendance>, DbError> {
    tx.rows(
        sql!(
            "select id, person, half_day, minutes, counted, is_distance from attendance
              where session = :session and withdrawn_at is null"
        ),
        params! { session: session },
        |row| {
            Ok(Attendance {
                id: row.get("id")?,
                person: row.get("person")?,
                half_day: row.get("half_day")?,
                minutes: small(row, "minutes")?,
                counted: small(row, "counted")?,
                is_distance: row.get("is_distance")?,
            })
        },
    )
}

/// An attendance on its way in.
#[derive(Clone, Debug)]
pub(super) struct NewAttendance {
    pub(super) session: SessionId,
    pub(super) half_day: Option<HalfDay>,
    pub(super) person: PersonId,
    pub(super) day: Day,
    pub(super) minutes: u32,
    pub(super) counted: u32,
    pub(super) is_distance: bool,
    pub(super) evidence: Evidence,
    pub(super) origin: Origin,
}

/// Writes attendances.
pub(super) fn insert_attendances(tx: &mut Tx, new: &[NewAttendance]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into attendance (id, session, half_day, person, day, part, minutes, counted, is_distance, evidence,
                                     fictitious, import, line, recorded_at, recorded_by)
             values (:id, :session, :half_day, :person, :day, :part, :minutes, :counted, :is_distance, :evidence,
                     :fictitious, :import, :line, :now, :account)"
        ),
        new.iter().map(|one| {
            params! {
                id: fresh_id::<AttendanceId>(), session: one.session,
                half_day: one.half_day.as_ref().map(|half_day| half_day.id), person: one.person, day: one.day,
                part: one.half_day.as_ref().map(|half_day| half_day.part), minutes: i64::from(one.minutes),
                counted: i64::from(one.counted), is_distance: one.is_distance, evidence: one.evidence,
                fictitious: one.origin.fictitious, import: one.origin.import, line: line_of(&one.origin),
                now: one.origin.now, account: one.origin.account
            }
        }),
    )?;
    Ok(())
}

/// Takes attendances back.
pub(super) fn withdraw_attendances(tx: &mut Tx, ids: &[AttendanceId], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!("update attendance set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        ids.iter().map(|id| params! { id: id, now: now }),
    )?;
    Ok(())
}

/// The newest moment written in the register: what is written next is never before it, so that an
/// answer that was given as known then stays what it was.
pub(super) fn newest(tx: &mut Tx) -> Result<Option<Instant>, DbError> {
    let moments: Vec<Option<Instant>> = tx.rows(
        sql!(
            "select max(recorded_at) as moment from training_session_version
             union all
             select max(recorded_at) as moment from training_registration
             union all
             select max(recorded_at) as moment from attendance
             union all
             select max(withdrawn_at) as moment from attendance"
        ),
        params! {},
        |row| row.get("moment"),
    )?;
    Ok(moments.into_iter().flatten().max())
}
