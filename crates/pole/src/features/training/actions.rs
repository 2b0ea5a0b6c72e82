//! What people do with training: plan sessions, register, record who came, correct.

use std::collections::{BTreeMap, HashMap, HashSet};

use pole_db::{DbError, Tx};
use pole_formats::{Degree, RegistrationStatus, TrainingMode};
use pole_kernel::{Day, Instant, SchoolKind, Uai};

use super::errors::{Refusal, TrainingError};
use super::model::{
    Attendance, AttendanceId, Evidence, Followed, HalfDay, HalfDayId, Mark, Participant, PlannedHalfDay, Recorded,
    Session, SessionId, SessionLine, SessionRevision, SessionSheet,
};
use super::progress::{self, Of};
use super::rules::{self, Parameters};
use super::store::{self, NewAttendance, Origin, SessionFilter};
use crate::features::directory;
use crate::features::people::{self, Clue, Match, Met, NamedTeacher, NewPerson, NewService, PersonId, PersonKind};
use crate::policy::{self, Action, Actor, Denied, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// The longest half-day, in minutes: ten hours.
const LONGEST_HALF_DAY: u32 = 600;

/// A register’s clock never goes backwards: what is written next is known after what was written.
pub(super) fn never_before(now: Instant, newest: Option<Instant>) -> Instant {
    match newest {
        Some(newest) if newest > now => after(newest),
        Some(_) | None => now,
    }
}

/// The next millisecond.
fn after(moment: Instant) -> Instant {
    jiff::Timestamp::from_millisecond(moment.milliseconds() + 1).map_or(moment, Instant::new)
}

fn origin(actor: &Actor, now: Instant, fictitious: bool) -> Origin {
    Origin {
        now,
        account: actor.account,
        fictitious,
        import: None,
        line: None,
    }
}

/// Checks what is said of a session, and gives the minutes it offers.
fn check_sheet(tx: &mut Tx, sheet: &mut SessionSheet, half_days: &[PlannedHalfDay]) -> Result<u32, TrainingError> {
    sheet.theme = sheet.theme.trim().to_owned();
    if sheet.theme.is_empty() {
        return Err(Refusal::ThemeMissing.into());
    }
    let mut met = HashSet::new();
    for half_day in half_days {
        if half_day.minutes == 0 || half_day.minutes > LONGEST_HALF_DAY {
            return Err(Refusal::HalfDayLength.into());
        }
        if !met.insert((half_day.day, half_day.part)) {
            return Err(Refusal::HalfDayTwice.into());
        }
    }
    if half_days.is_empty() && sheet.distance_minutes == 0 {
        return Err(Refusal::NothingPlanned.into());
    }
    // The half-days say when the session is; distance modules have the days that were given.
    if let (Some(first), Some(last)) = (
        half_days.iter().map(|half_day| half_day.day).min(),
        half_days.iter().map(|half_day| half_day.day).max(),
    ) {
        let alone = sheet.distance_minutes == 0;
        sheet.first_day = if alone { first } else { sheet.first_day.min(first) };
        sheet.last_day = if alone { last } else { sheet.last_day.max(last) };
    }
    if sheet.last_day < sheet.first_day {
        return Err(Refusal::DaysReversed.into());
    }
    if let Some(host) = &sheet.host
        && !directory::knows_school(tx, host)?
    {
        return Err(Refusal::HostUnknown.into());
    }
    sheet.mode = match (half_days.is_empty(), sheet.distance_minutes) {
        (true, _) => TrainingMode::Distance,
        (false, 0) => TrainingMode::Presence,
        (false, _) => TrainingMode::Hybrid,
    };
    Ok(half_days.iter().map(|half_day| half_day.minutes).sum::<u32>() + sheet.distance_minutes)
}

/// Plans a session.
///
/// # Errors
/// When it says too little, the actor may not, or the database fails.
pub fn add_session(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    sheet: &SessionSheet,
    half_days: &[PlannedHalfDay],
    fictitious: bool,
) -> Result<SessionId, TrainingError> {
    policy::check(actor, Action::EditTraining, Subject::Basin)?;
    let mut sheet = sheet.clone();
    let offered = check_sheet(tx, &mut sheet, half_days)?;
    let id = fresh_id();
    let now = never_before(now, store::newest(tx)?);
    let origin = origin(actor, now, fictitious);
    store::insert_session(tx, id, &origin)?;
    store::insert_version(tx, id, &sheet, offered, &origin)?;
    store::insert_half_days(tx, id, half_days, now)?;
    audit::record(
        tx,
        actor,
        now,
        "training_session.planned",
        &id.to_string(),
        &sheet.theme,
    )?;
    Ok(id)
}

pub(super) fn known(tx: &mut Tx, id: SessionId) -> Result<Session, TrainingError> {
    store::session(tx, id)?.ok_or(TrainingError::NotFound)
}

/// Corrects a session. The half-days that stay keep their attendances; hours are counted again.
///
/// # Errors
/// When it says too little, a half-day with attendance would go away, nothing changes, the actor
/// may not, or the database fails.
pub fn correct_session(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    sheet: &SessionSheet,
    half_days: &[PlannedHalfDay],
) -> Result<(), TrainingError> {
    policy::check(actor, Action::EditTraining, Subject::Basin)?;
    let session = known(tx, id)?;
    let now = never_before(now, store::newest(tx)?);
    let mut sheet = SessionSheet {
        is_cancelled: session.sheet.is_cancelled,
        ..sheet.clone()
    };
    let offered = check_sheet(tx, &mut sheet, half_days)?;
    let plan = |half_day: &HalfDay| PlannedHalfDay {
        day: half_day.day,
        part: half_day.part,
        minutes: half_day.minutes,
    };
    let before: HashSet<PlannedHalfDay> = session.half_days.iter().map(plan).collect();
    let wanted: HashSet<PlannedHalfDay> = half_days.iter().copied().collect();
    if sheet == session.sheet && before == wanted {
        return Err(Refusal::NothingChanges.into());
    }
    // Answers on other competences would be told apart from those before.
    if sheet.competences != session.sheet.competences && super::evaluation::is_asked(tx, id)? {
        return Err(Refusal::CompetencesAsked.into());
    }
    let attended = store::attendances(tx, id)?;
    let gone: Vec<&HalfDay> = session
        .half_days
        .iter()
        .filter(|half_day| !wanted.contains(&plan(half_day)))
        .collect();
    // A half-day whose length is corrected is the same half-day: its attendances follow it.
    let same_time = |half_day: &HalfDay| {
        wanted
            .iter()
            .any(|other| (other.day, other.part) == (half_day.day, half_day.part))
    };
    let lost =
        |half_day: &&&HalfDay| !same_time(half_day) && attended.iter().any(|one| one.half_day == Some(half_day.id));
    if gone.iter().any(|half_day| lost(&half_day)) {
        return Err(Refusal::HalfDayAttended.into());
    }
    let origin = origin(actor, now, session.fictitious);
    store::insert_version(tx, id, &sheet, offered, &origin)?;
    let ids: Vec<HalfDayId> = gone.iter().map(|half_day| half_day.id).collect();
    store::withdraw_half_days(tx, &ids, now)?;
    let new: Vec<PlannedHalfDay> = half_days
        .iter()
        .copied()
        .filter(|half_day| !before.contains(half_day))
        .collect();
    store::insert_half_days(tx, id, &new, now)?;
    recount(tx, &session, &attended, &origin)?;
    audit::record(
        tx,
        actor,
        now,
        "training_session.corrected",
        &id.to_string(),
        &sheet.theme,
    )?;
    Ok(())
}

/// Counts the attendances of a session again after it was corrected.
fn recount(tx: &mut Tx, before: &Session, attended: &[Attendance], origin: &Origin) -> Result<(), TrainingError> {
    let session = known(tx, before.id)?;
    let parameters = Parameters::default();
    let mut old: Vec<AttendanceId> = Vec::new();
    let mut new: Vec<NewAttendance> = Vec::new();
    for one in attended {
        let was = before
            .half_days
            .iter()
            .find(|half_day| Some(half_day.id) == one.half_day);
        let half_day = was.and_then(|was| {
            session
                .half_days
                .iter()
                .find(|half_day| (half_day.day, half_day.part) == (was.day, was.part))
        });
        let counted = count(&session, half_day, one, &parameters);
        if counted == one.counted && half_day.map(|half_day| half_day.id) == one.half_day {
            continue;
        }
        old.push(one.id);
        new.push(NewAttendance {
            session: session.id,
            half_day: half_day.cloned(),
            person: one.person,
            day: half_day.map_or(session.sheet.last_day, |half_day| half_day.day),
            minutes: one.minutes,
            counted,
            is_distance: one.is_distance,
            evidence: match (half_day.is_some(), one.is_distance) {
                (true, _) => Evidence::Signed,
                (false, true) => Evidence::Completed,
                (false, false) => Evidence::File,
            },
            origin: *origin,
        });
    }
    store::withdraw_attendances(tx, &old, origin.now)?;
    store::insert_attendances(tx, &new)?;
    progress::refresh(tx, Of::Session(session.id), origin.now)?;
    Ok(())
}

/// What an attendance gives: nothing when the session is not about digital uses.
fn count(session: &Session, half_day: Option<&HalfDay>, one: &Attendance, parameters: &Parameters) -> u32 {
    match half_day {
        _ if !session.sheet.is_digital => 0,
        Some(half_day) => rules::counted(one.minutes, half_day.minutes, parameters),
        None if one.is_distance => rules::counted_of_distance(one.minutes, session.sheet.distance_minutes),
        None => rules::counted_of_session(one.minutes, Some(session.offered_minutes), parameters),
    }
}

/// Cancels a session that nobody attended.
///
/// # Errors
/// When somebody came, it is cancelled already, the actor may not, or the database fails.
pub fn cancel_session(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    reason: &str,
) -> Result<(), TrainingError> {
    policy::check(actor, Action::EditTraining, Subject::Basin)?;
    let session = known(tx, id)?;
    if session.sheet.is_cancelled {
        return Err(Refusal::Cancelled.into());
    }
    if !store::attendances(tx, id)?.is_empty() {
        return Err(Refusal::CancelAttended.into());
    }
    let now = never_before(now, store::newest(tx)?);
    let sheet = SessionSheet {
        is_cancelled: true,
        note: reason.trim().to_owned(),
        ..session.sheet
    };
    let origin = origin(actor, now, session.fictitious);
    store::insert_version(tx, id, &sheet, session.offered_minutes, &origin)?;
    audit::record(
        tx,
        actor,
        now,
        "training_session.cancelled",
        &id.to_string(),
        reason.trim(),
    )?;
    Ok(())
}

/// Says what became of somebody's registration. A seat is kept while there are some; the academy
/// may convene beyond them.
///
/// # Errors
/// When no seat is left, the session is cancelled, the person is unknown, the actor may not, or
/// the database fails.
pub fn register(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    person: PersonId,
    status: RegistrationStatus,
) -> Result<(), TrainingError> {
    policy::check(actor, Action::EditTraining, Subject::Basin)?;
    let session = known(tx, id)?;
    if session.sheet.is_cancelled {
        return Err(Refusal::Cancelled.into());
    }
    if !is_teacher(tx, person)? {
        return Err(Refusal::PersonUnknown.into());
    }
    let before = store::registration(tx, id, person)?;
    if before == Some(status) {
        return Ok(());
    }
    let had_seat = before.is_some_and(RegistrationStatus::has_seat);
    if status == RegistrationStatus::Accepted && !had_seat {
        let taken = store::participants(tx, id)?
            .iter()
            .filter(|one| one.status.is_some_and(RegistrationStatus::has_seat))
            .count();
        if session.sheet.seats.is_some_and(|seats| taken >= seats as usize) {
            return Err(Refusal::Full.into());
        }
    }
    let now = never_before(now, store::newest(tx)?);
    store::put_registration(
        tx,
        id,
        person,
        status,
        now.day(),
        &origin(actor, now, session.fictitious),
    )?;
    let detail = format!("{person} {status}");
    audit::record(tx, actor, now, "training_registration.put", &id.to_string(), &detail)?;
    Ok(())
}

/// Whether there is such a teacher.
fn is_teacher(tx: &mut Tx, id: PersonId) -> Result<bool, DbError> {
    Ok(people::person(tx, id)?.is_some_and(|person| person.kind == PersonKind::Teacher))
}

/// The degree of the teachers of a school: secondary unless it is an école.
pub(super) const fn degree_of(kind: SchoolKind) -> Degree {
    if kind.is_ecole() { Degree::First } else { Degree::Second }
}

/// Who may record the attendance of a session: those of the school that receives it, and those of
/// the whole basin when none does.
pub(super) fn check_attendance(tx: &mut Tx, actor: &Actor, session: &Session) -> Result<(), TrainingError> {
    let action = Action::RecordAttendance;
    match &session.sheet.host {
        Some(host) => {
            let territory = directory::school_line(tx, host)?.and_then(|school| school.territory);
            policy::check(actor, action, Subject::School(host, territory.as_ref()))?;
        }
        None if policy::scope(actor, action).everything => {
            policy::check(actor, action, Subject::Basin)?;
        }
        None => {
            return Err(Denied {
                action,
                anonymous: !actor.is_signed_in(),
            }
            .into());
        }
    }
    Ok(())
}

/// Whether an actor may record who came.
pub(super) fn may_record(tx: &mut Tx, actor: &Actor, session: &Session) -> Result<bool, DbError> {
    match check_attendance(tx, actor, session) {
        Ok(()) => Ok(true),
        Err(TrainingError::Db(error)) => Err(error),
        Err(TrainingError::NotFound | TrainingError::Refused(_) | TrainingError::Denied(_)) => Ok(false),
    }
}

/// Records who came, for the people and half-days that are given; the others stay as they are.
/// Written again only where something differs: what was said before is taken back, never edited.
///
/// # Errors
/// When the session is cancelled, the half-day has not come, somebody is unknown, the actor may
/// not, or the database fails.
pub fn record_attendance(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    marks: &[Mark],
) -> Result<Recorded, TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    if session.sheet.is_cancelled {
        return Err(Refusal::Cancelled.into());
    }
    let today = now.day();
    let now = never_before(now, store::newest(tx)?);
    let parameters = Parameters::default();
    let mut kept: HashMap<(PersonId, Option<HalfDayId>), Attendance> = store::attendances(tx, id)?
        .into_iter()
        .filter(|one| one.half_day.is_some() || one.is_distance)
        .map(|one| ((one.person, one.half_day), one))
        .collect();
    let mut recorded = Recorded::default();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let wanted: BTreeMap<(PersonId, Option<HalfDayId>), Option<u32>> = marks
        .iter()
        .map(|mark| {
            (
                (mark.person, mark.half_day),
                mark.minutes.filter(|minutes| *minutes > 0),
            )
        })
        .collect();
    for ((person, half_day_id), minutes) in wanted {
        let half_day = match half_day_id {
            Some(wanted) => Some(
                session
                    .half_days
                    .iter()
                    .find(|half_day| half_day.id == wanted)
                    .ok_or(TrainingError::NotFound)?,
            ),
            None => None,
        };
        let day = half_day.map_or(session.sheet.last_day.min(today), |half_day| half_day.day);
        if minutes.is_some() && day > today {
            return Err(Refusal::NotYet.into());
        }
        let before = kept.remove(&(person, half_day_id));
        if before.as_ref().map(|one| one.minutes) == minutes {
            continue;
        }
        if let Some(before) = before {
            old.push(before.id);
        }
        let Some(minutes) = minutes else {
            continue;
        };
        if !is_teacher(tx, person)? {
            return Err(Refusal::PersonUnknown.into());
        }
        let longest = half_day.map_or(session.sheet.distance_minutes, |half_day| half_day.minutes);
        recorded.capped += usize::from(minutes > longest);
        let mut attendance = NewAttendance {
            session: id,
            half_day: half_day.cloned(),
            person,
            day,
            minutes,
            counted: 0,
            is_distance: half_day.is_none(),
            evidence: if half_day.is_some() {
                Evidence::Signed
            } else {
                Evidence::Completed
            },
            origin: origin(actor, now, session.fictitious),
        };
        if session.sheet.is_digital {
            attendance.counted = match half_day {
                Some(half_day) => rules::counted(minutes, half_day.minutes, &parameters),
                None => rules::counted_of_distance(minutes, session.sheet.distance_minutes),
            };
        }
        new.push(attendance);
    }
    recorded.withdrawn = old.len();
    recorded.added = new.len();
    if old.is_empty() && new.is_empty() {
        return Ok(recorded);
    }
    store::withdraw_attendances(tx, &old, now)?;
    store::insert_attendances(tx, &new)?;
    progress::refresh(tx, Of::Session(id), now)?;
    let detail = format!("{} recorded, {} taken back", recorded.added, recorded.withdrawn);
    audit::record(tx, actor, now, "training_attendance.recorded", &id.to_string(), &detail)?;
    Ok(recorded)
}

/// Finds or enters a teacher who came without being known, and gives them a seat.
///
/// # Errors
/// When the name or the school is missing or unknown, several people match, the actor may not, or
/// the database fails.
pub fn add_person(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    surname: &str,
    given_name: &str,
    uai: &Uai,
) -> Result<PersonId, TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    let (surname, given_name) = (surname.trim(), given_name.trim());
    if surname.is_empty() || given_name.is_empty() {
        return Err(Refusal::TeacherIncomplete.into());
    }
    let clue = Clue {
        kind: PersonKind::Teacher,
        alias: None,
        email: None,
        surname: surname.to_owned(),
        given_name: given_name.to_owned(),
        birth_date: None,
        uai: Some(uai.clone()),
    };
    let person = match people::match_person(tx, &clue)? {
        Match::Found(person, _) => person,
        Match::None => {
            let school = directory::school_line(tx, uai)?.ok_or(Refusal::HostUnknown)?;
            let new = NewPerson {
                kind: PersonKind::Teacher,
                surname: clue.surname,
                given_name: clue.given_name,
                usage_name: None,
                birth_date: None,
                email: None,
                fictitious: session.fictitious,
            };
            let service = NewService {
                uai: uai.clone(),
                degree: degree_of(school.kind),
                discipline: String::new(),
                is_attachment: true,
                from: session.sheet.first_day.min(now.day()),
                to: None,
            };
            let met = Met {
                account: actor.account,
                line: None,
            };
            let person = people::enter_met(tx, now, &new, &service, met)?;
            audit::record(tx, actor, now, "person.entered", &person.to_string(), uai.as_str())?;
            person
        }
        Match::Ambiguous(_) => return Err(Refusal::PersonAmbiguous.into()),
    };
    seat(tx, actor, now, &session, person)?;
    Ok(person)
}

/// Gives a seat to a teacher who came without having registered.
///
/// # Errors
/// When the person is unknown, the actor may not, or the database fails.
pub fn add_known_person(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    person: PersonId,
) -> Result<(), TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    if !is_teacher(tx, person)? {
        return Err(Refusal::PersonUnknown.into());
    }
    seat(tx, actor, now, &session, person)
}

/// Who is in the room has a seat, whatever the number of seats said.
fn seat(tx: &mut Tx, actor: &Actor, now: Instant, session: &Session, person: PersonId) -> Result<(), TrainingError> {
    if store::registration(tx, session.id, person)?.is_some_and(RegistrationStatus::has_seat) {
        return Ok(());
    }
    let now = never_before(now, store::newest(tx)?);
    let origin = origin(actor, now, session.fictitious);
    store::put_registration(tx, session.id, person, RegistrationStatus::Accepted, now.day(), &origin)?;
    let detail = format!("{person} on the spot");
    audit::record(
        tx,
        actor,
        now,
        "training_registration.put",
        &session.id.to_string(),
        &detail,
    )?;
    Ok(())
}

/// The sessions of a list.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn sessions(tx: &mut Tx, actor: &Actor, filter: &SessionFilter) -> Result<Vec<SessionLine>, TrainingError> {
    policy::check(actor, Action::ReadTraining, Subject::Basin)?;
    Ok(store::sessions(tx, filter)?)
}

/// A session as its page shows it.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// The session.
    pub session: Session,
    /// The name of the school that receives it.
    pub host_name: Option<String>,
    /// Everything that was said of it.
    pub revisions: Vec<SessionRevision>,
    /// Who registered or came: for who may read names, else empty.
    pub participants: Vec<Participant>,
    /// The attendances in force: without the names, unless the participants are there.
    pub attendances: Vec<Attendance>,
    /// Registrations with a seat.
    pub seated: usize,
    /// Whether this reader may read names.
    pub may_read_names: bool,
    /// Whether this reader may record who came.
    pub may_record: bool,
}

/// One session, with the names for who may read them.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn session_view(tx: &mut Tx, actor: &Actor, id: SessionId) -> Result<SessionView, TrainingError> {
    policy::check(actor, Action::ReadTraining, Subject::Basin)?;
    let session = known(tx, id)?;
    let may_record = may_record(tx, actor, &session)?;
    let may_read_names = may_record || policy::scope(actor, Action::ReadTrainingPeople).everything;
    let mut participants = store::participants(tx, id)?;
    let seated = participants
        .iter()
        .filter(|one| one.status.is_some_and(RegistrationStatus::has_seat))
        .count();
    if !may_read_names {
        participants.clear();
    }
    let host_name = match &session.sheet.host {
        Some(host) => directory::school_line(tx, host)?.map(|school| school.name),
        None => None,
    };
    Ok(SessionView {
        revisions: store::revisions(tx, id)?,
        attendances: store::attendances(tx, id)?,
        host_name,
        participants,
        seated,
        may_read_names,
        may_record,
        session,
    })
}

/// Teachers whose family name begins so, for who may add them to a session.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn find_people(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    name: &str,
) -> Result<Vec<NamedTeacher>, TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    let seen_by = policy::scope(actor, Action::ReadTrainingPeople);
    Ok(people::teachers_named(tx, &seen_by, name, now.day())?)
}

/// A line of the page of people: what they followed and what was offered to them.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// What they followed.
    pub followed: Followed,
    /// Minutes offered with a seat since the period began.
    pub offered: u32,
}

/// What the teachers of a school, or of all the schools one may read, followed and were offered.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn people(
    tx: &mut Tx,
    actor: &Actor,
    asked: Asked,
    school: Option<&Uai>,
) -> Result<Vec<PersonLine>, TrainingError> {
    let scope = if let Some(uai) = school {
        let line = directory::school_line(tx, uai)?;
        let territory = line.as_ref().and_then(|line| line.territory.as_ref());
        policy::check(actor, Action::ReadTrainingPeople, Subject::School(uai, territory))?;
        line.ok_or(TrainingError::NotFound)?;
        Scope {
            schools: vec![uai.clone()],
            ..Scope::default()
        }
    } else {
        policy::check(actor, Action::ReadTrainingPeople, Subject::Basin)?;
        policy::scope(actor, Action::ReadTrainingPeople)
    };
    let offered = progress::offered_minutes(tx, asked.on, asked.known_at)?;
    Ok(progress::followed(tx, &scope, asked.on, asked.known_at)?
        .into_iter()
        .map(|followed| PersonLine {
            offered: offered.get(&followed.person).copied().unwrap_or(0),
            followed,
        })
        .collect())
}

/// The day by which nothing more is counted of a school year, for the list's filter.
pub(super) fn year_bounds(year: pole_kernel::SchoolYear) -> (Day, Day) {
    (year.first_day(), year.last_day())
}
