//! The use cases: rooms, lines, what was seen, what was measured, the calendar.
//!
//! Each one is recorded at a moment that never goes back in the register of its school, and makes
//! the classes of the rooms of the school again in its own transaction.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Uai, fold};

use super::errors::ConnectivityError;
use super::model::{
    LineId, LineTechnology, Origin, ProbeId, Recorded, RoomFacts, RoomId, RoomTest, RoomVersion, Seen, SiteLine,
    Statement, StatementId, TestId,
};
use super::projection::rebuild;
use super::rules::{self, TestRefusal, Thresholds};
use super::store::{self, Hand};
use crate::features::directory::{self, Closure, ClosureId, NewClosure, SchoolLine};
use crate::policy::{Action, Actor};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// The most half-days of teaching in a week: six mornings and six afternoons.
const MOST_HALF_DAYS: u32 = 12;

/// The moment at which something is recorded in the register of a school: now, or just after the
/// newest one when the machine's clock went backwards.
pub(super) fn moment(tx: &mut Tx, uai: &Uai, now: Instant) -> Result<Instant, DbError> {
    Ok(after(store::newest(tx, uai)?, now))
}

fn after(newest: Option<Instant>, now: Instant) -> Instant {
    match newest {
        Some(newest) if now < newest => {
            jiff::Timestamp::from_millisecond(newest.milliseconds().saturating_add(1)).map_or(newest, Instant::new)
        }
        Some(_) | None => now,
    }
}

/// What everything about one school begins with: the right to change it, and the moment.
fn begin(tx: &mut Tx, actor: &Actor, now: Instant, uai: &Uai) -> Result<(SchoolLine, Instant), ConnectivityError> {
    let school = directory::school(tx, actor, Action::EditConnectivity, uai)?;
    Ok((school, moment(tx, uai, now)?))
}

/// And ends with: the classes made again, and a line in the trail.
fn end(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    event: &str,
    detail: &str,
) -> Result<(), ConnectivityError> {
    rebuild(tx, &BTreeSet::from([uai.clone()]), now)?;
    audit::record(tx, actor, now, event, uai.as_str(), detail)?;
    Ok(())
}

/// The school of a room, when it is the actor's to know.
///
/// # Errors
/// When there is no such room, the actor may not, or the database fails.
pub fn school_of_room(
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    room: RoomId,
) -> Result<SchoolLine, ConnectivityError> {
    let uai = store::school_of(tx, room)?.ok_or(ConnectivityError::NotFound)?;
    Ok(directory::school(tx, actor, action, &uai)?)
}

/// What a room is, as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomEntry {
    /// How people call it.
    pub name: String,
    /// What it is for.
    pub kind: RoomKind,
    /// Half-days of teaching a week.
    pub half_days: u32,
    /// The building; empty when nobody says.
    pub building: String,
}

impl RoomEntry {
    fn checked(&self) -> Result<(), ConnectivityError> {
        if self.name.trim().is_empty() {
            return Err(ConnectivityError::NameMissing);
        }
        if self.half_days > MOST_HALF_DAYS {
            return Err(ConnectivityError::HalfDaysTooMany);
        }
        Ok(())
    }

    pub(super) fn version(&self, room: RoomId, from: Day, to: Option<Day>, hand: Hand) -> RoomVersion {
        RoomVersion {
            id: fresh_id(),
            room,
            name: self.name.trim().to_owned(),
            kind: self.kind,
            building: self.building.trim().to_owned(),
            half_days: self.half_days,
            valid_from: from,
            valid_to: to,
            fictitious: hand.fictitious,
            origin: Origin {
                import: hand.import,
                ..Origin::default()
            },
            recorded: Recorded::at(hand.now),
        }
    }
}

/// The versions in force of a school's rooms.
fn in_force(tx: &mut Tx, uai: &Uai) -> Result<Vec<RoomVersion>, DbError> {
    let mut versions = store::versions(tx, uai)?;
    versions.retain(|version| version.recorded.withdrawn_at.is_none());
    Ok(versions)
}

/// Whether two periods share a day.
pub(super) fn overlap(left: (Day, Option<Day>), right: (Day, Option<Day>)) -> bool {
    left.1.is_none_or(|last| right.0 <= last) && right.1.is_none_or(|last| left.0 <= last)
}

/// Refuses a name that another room of the school bears on the same days.
fn free_name(
    versions: &[RoomVersion],
    name: &str,
    period: (Day, Option<Day>),
    room: Option<RoomId>,
) -> Result<(), ConnectivityError> {
    let taken = versions.iter().any(|other| {
        Some(other.room) != room
            && fold(&other.name) == fold(name)
            && overlap((other.valid_from, other.valid_to), period)
    });
    if taken {
        return Err(ConnectivityError::NameTaken(name.to_owned()));
    }
    Ok(())
}

/// Enters rooms of a school, all from the same day on.
///
/// # Errors
/// When a name is missing or taken, the actor may not, or the database fails.
pub fn add_rooms(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    from: Day,
    rooms: &[RoomEntry],
    fictitious: bool,
) -> Result<Vec<RoomId>, ConnectivityError> {
    let (_, now) = begin(tx, actor, now, uai)?;
    if rooms.is_empty() {
        return Err(ConnectivityError::NothingEntered);
    }
    let hand = hand(actor, now, fictitious);
    let mut known = in_force(tx, uai)?;
    let before = known.len();
    for entry in rooms {
        entry.checked()?;
        free_name(&known, &entry.name, (from, None), None)?;
        known.push(entry.version(fresh_id(), from, None, hand));
    }
    let added = known.split_off(before);
    let ids: Vec<RoomId> = added.iter().map(|version| version.room).collect();
    store::insert_rooms(tx, uai, &ids, now)?;
    store::insert_versions(tx, &added, actor.account)?;
    end(tx, actor, now, uai, "room.added", &ids.len().to_string())?;
    Ok(ids)
}

const fn hand(actor: &Actor, now: Instant, fictitious: bool) -> Hand {
    Hand {
        now,
        account: actor.account,
        fictitious,
        import: None,
    }
}

/// Says what a room is from a day on: what it was until then stays. On the first day of what it is,
/// or before, it is a correction: what was said is taken back.
///
/// # Errors
/// When it changes nothing, a name is taken, the actor may not, or the database fails.
pub fn change_room(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    room: RoomId,
    from: Day,
    entry: &RoomEntry,
    fictitious: bool,
) -> Result<(), ConnectivityError> {
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    let (_, now) = begin(tx, actor, now, &uai)?;
    entry.checked()?;
    let versions = in_force(tx, &uai)?;
    let own: Vec<RoomVersion> = versions
        .iter()
        .filter(|version| version.room == room)
        .cloned()
        .collect();
    let replaced = replace(&own, room, from, entry, hand(actor, now, fictitious));
    let Some((withdrawn, added)) = replaced else {
        return Err(ConnectivityError::NothingChanges);
    };
    for version in &added {
        free_name(
            &versions,
            &version.name,
            (version.valid_from, version.valid_to),
            Some(room),
        )?;
    }
    let ids: Vec<_> = withdrawn.iter().map(|version| version.id).collect();
    store::withdraw_versions(tx, &ids, now)?;
    store::insert_versions(tx, &added, actor.account)?;
    end(tx, actor, now, &uai, "room.changed", &room.to_string())
}

/// What is taken back and what is written when a room becomes something from a day on; `None` when
/// nothing changes.
pub(super) fn replace(
    own: &[RoomVersion],
    room: RoomId,
    from: Day,
    entry: &RoomEntry,
    hand: Hand,
) -> Option<(Vec<RoomVersion>, Vec<RoomVersion>)> {
    let says_so = |version: &RoomVersion| {
        version.name == entry.name.trim()
            && version.kind == entry.kind
            && version.building == entry.building.trim()
            && version.half_days == entry.half_days
    };
    if let Some(version) = own.iter().find(|version| version.holds(from)) {
        if says_so(version) {
            return None;
        }
        let rest = entry.version(room, from, version.valid_to, hand);
        if version.valid_from == from {
            return Some((vec![version.clone()], vec![rest]));
        }
        let until = RoomVersion {
            id: fresh_id(),
            valid_to: Some(from.plus_days(-1)),
            recorded: Recorded::at(hand.now),
            ..version.clone()
        };
        return Some((vec![version.clone()], vec![until, rest]));
    }
    // A day on which the room was nothing: up to the next thing it is, which begins earlier when it
    // says the same.
    let next = own
        .iter()
        .filter(|version| from < version.valid_from)
        .min_by_key(|version| version.valid_from);
    match next {
        Some(next) if says_so(next) => Some((vec![next.clone()], vec![entry.version(room, from, next.valid_to, hand)])),
        Some(next) => Some((
            Vec::new(),
            vec![entry.version(room, from, Some(next.valid_from.plus_days(-1)), hand)],
        )),
        None => Some((Vec::new(), vec![entry.version(room, from, None, hand)])),
    }
}

/// Closes a room: its last day. What would be later is taken back.
///
/// # Errors
/// When it ends before it begins, the actor may not, or the database fails.
pub fn close_room(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    room: RoomId,
    last_day: Day,
) -> Result<(), ConnectivityError> {
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    let (_, now) = begin(tx, actor, now, &uai)?;
    let own: Vec<RoomVersion> = in_force(tx, &uai)?
        .into_iter()
        .filter(|version| version.room == room)
        .collect();
    if own.iter().all(|version| last_day < version.valid_from) {
        return Err(ConnectivityError::EndsBeforeItBegins);
    }
    let late: Vec<&RoomVersion> = own
        .iter()
        .filter(|version| version.valid_to.is_none_or(|to| last_day < to))
        .collect();
    if late.is_empty() {
        return Err(ConnectivityError::NothingChanges);
    }
    let cut: Vec<RoomVersion> = late
        .iter()
        .filter(|version| version.valid_from <= last_day)
        .map(|version| RoomVersion {
            id: fresh_id(),
            valid_to: Some(last_day),
            recorded: Recorded::at(now),
            ..(*version).clone()
        })
        .collect();
    let ids: Vec<_> = late.iter().map(|version| version.id).collect();
    store::withdraw_versions(tx, &ids, now)?;
    store::insert_versions(tx, &cut, actor.account)?;
    end(tx, actor, now, &uai, "room.closed", &room.to_string())
}

/// Takes a room back that was entered by mistake: it stays in the history as withdrawn.
///
/// # Errors
/// When it was taken back already, the actor may not, or the database fails.
pub fn withdraw_room(tx: &mut Tx, actor: &Actor, now: Instant, room: RoomId) -> Result<(), ConnectivityError> {
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    let (_, now) = begin(tx, actor, now, &uai)?;
    let ids: Vec<_> = in_force(tx, &uai)?
        .into_iter()
        .filter(|version| version.room == room)
        .map(|version| version.id)
        .collect();
    if ids.is_empty() {
        return Err(ConnectivityError::NothingChanges);
    }
    store::withdraw_versions(tx, &ids, now)?;
    end(tx, actor, now, &uai, "room.withdrawn", &room.to_string())
}

/// A line of a site, as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineEntry {
    /// What carries it.
    pub technology: LineTechnology,
    /// Who sells it; empty when nobody says.
    pub operator: String,
    /// Towards the school, as sold, in kbit/s.
    pub down_kbps: Option<u32>,
    /// From the school, as sold, in kbit/s.
    pub up_kbps: Option<u32>,
    /// Whether it only helps when the other fails.
    pub is_backup: bool,
    /// First day.
    pub from: Day,
    /// Last day, when it is known.
    pub to: Option<Day>,
    /// Free text.
    pub note: String,
}

/// Enters a line of a site.
///
/// # Errors
/// When the dates or the rates make no sense, the actor may not, or the database fails.
pub fn add_line(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    entry: &LineEntry,
    fictitious: bool,
) -> Result<LineId, ConnectivityError> {
    let (_, now) = begin(tx, actor, now, uai)?;
    if entry.to.is_some_and(|to| to < entry.from) {
        return Err(ConnectivityError::EndsBeforeItBegins);
    }
    let most = Thresholds::default().most_kbps;
    if [entry.down_kbps, entry.up_kbps]
        .into_iter()
        .flatten()
        .any(|rate| rate > most)
    {
        return Err(ConnectivityError::RateAbsurd);
    }
    let line = SiteLine {
        id: fresh_id(),
        uai: uai.clone(),
        technology: entry.technology,
        operator: entry.operator.trim().to_owned(),
        down_kbps: entry.down_kbps,
        up_kbps: entry.up_kbps,
        is_backup: entry.is_backup,
        valid_from: entry.from,
        valid_to: entry.to,
        note: entry.note.trim().to_owned(),
        fictitious,
        recorded: Recorded::at(now),
    };
    store::insert_line(tx, &line, actor.account)?;
    end(tx, actor, now, uai, "site_line.added", entry.technology.code())?;
    Ok(line.id)
}

/// Ends a line: its last day.
///
/// # Errors
/// When there is no such line, it ends before it begins, the actor may not, or the database fails.
pub fn end_line(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    id: LineId,
    last_day: Day,
) -> Result<(), ConnectivityError> {
    let (_, now) = begin(tx, actor, now, uai)?;
    let line = line_in_force(tx, uai, id)?;
    if last_day < line.valid_from {
        return Err(ConnectivityError::EndsBeforeItBegins);
    }
    let ended = SiteLine {
        id: fresh_id(),
        valid_to: Some(last_day),
        recorded: Recorded::at(now),
        ..line
    };
    store::withdraw_line(tx, uai, id, now)?;
    store::insert_line(tx, &ended, actor.account)?;
    end(tx, actor, now, uai, "site_line.ended", ended.technology.code())
}

fn line_in_force(tx: &mut Tx, uai: &Uai, id: LineId) -> Result<SiteLine, ConnectivityError> {
    store::lines(tx, uai)?
        .into_iter()
        .find(|line| line.id == id && line.recorded.withdrawn_at.is_none())
        .ok_or(ConnectivityError::NotFound)
}

/// Takes a line back that was entered by mistake.
///
/// # Errors
/// When there is no such line, the actor may not, or the database fails.
pub fn withdraw_line(tx: &mut Tx, actor: &Actor, now: Instant, uai: &Uai, id: LineId) -> Result<(), ConnectivityError> {
    let (_, now) = begin(tx, actor, now, uai)?;
    if !store::withdraw_line(tx, uai, id, now)? {
        return Err(ConnectivityError::NotFound);
    }
    end(tx, actor, now, uai, "site_line.withdrawn", "")
}

/// What somebody saw, as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementEntry {
    /// What they saw.
    pub seen: Seen,
    /// The day they saw it.
    pub day: Day,
    /// Free text.
    pub note: String,
}

/// Enters what somebody saw of several rooms of a school at once.
///
/// # Errors
/// When no room is chosen or one is not of the school, nobody vouches, it is in the future, the
/// actor may not, or the database fails.
pub fn add_statements(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    entries: &[(RoomId, StatementEntry)],
    fictitious: bool,
) -> Result<usize, ConnectivityError> {
    let today = now.day();
    let (_, now) = begin(tx, actor, now, uai)?;
    if entries.is_empty() {
        return Err(ConnectivityError::NothingEntered);
    }
    let rooms: BTreeSet<RoomId> = in_force(tx, uai)?.iter().map(|version| version.room).collect();
    let mut statements = Vec::new();
    for (room, entry) in entries {
        if !rooms.contains(room) {
            return Err(ConnectivityError::NotFound);
        }
        if entry.day > today {
            return Err(ConnectivityError::Future);
        }
        let unsigned = matches!(&entry.seen, Seen::Declaration { name, .. } if name.trim().is_empty());
        if unsigned {
            return Err(ConnectivityError::VisaMissing);
        }
        statements.push(Statement {
            id: fresh_id(),
            room: *room,
            seen: entry.seen.clone(),
            day: entry.day,
            note: entry.note.trim().to_owned(),
            fictitious,
            recorded: Recorded::at(now),
        });
    }
    store::insert_statements(tx, &statements, actor.account)?;
    end(
        tx,
        actor,
        now,
        uai,
        "room_statement.added",
        &statements.len().to_string(),
    )?;
    Ok(statements.len())
}

/// Takes back what was said of a room by mistake, and tells the room.
///
/// # Errors
/// When there is no such statement in force, the actor may not, or the database fails.
pub fn withdraw_statement(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: StatementId,
) -> Result<RoomId, ConnectivityError> {
    let room = store::room_of_statement(tx, id)?.ok_or(ConnectivityError::NotFound)?;
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    let (_, now) = begin(tx, actor, now, &uai)?;
    if !store::withdraw_statement(tx, id, now)? {
        return Err(ConnectivityError::NotFound);
    }
    end(tx, actor, now, &uai, "room_statement.withdrawn", &room.to_string())?;
    Ok(room)
}

/// A test, as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestEntry {
    /// The room.
    pub room: RoomId,
    /// When it was made.
    pub at: Instant,
    /// Towards the room, in kbit/s.
    pub down_kbps: Option<u32>,
    /// From the room, in kbit/s.
    pub up_kbps: Option<u32>,
    /// Whether it failed.
    pub failed: bool,
    /// The time there and back, in microseconds.
    pub latency_micros: Option<u32>,
    /// What measured; empty when nobody says.
    pub tool: String,
}

/// Enters tests made in rooms of a school. One that is there already is left out; when all of them
/// are, it is said.
///
/// # Errors
/// When a test is in the future, absurd or empty, a room is not of the school, the actor may not, or
/// the database fails.
pub fn add_tests(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    uai: &Uai,
    entries: &[TestEntry],
    fictitious: bool,
) -> Result<usize, ConnectivityError> {
    let present = now;
    let (_, now) = begin(tx, actor, now, uai)?;
    if entries.is_empty() {
        return Err(ConnectivityError::NothingEntered);
    }
    let rooms: BTreeSet<RoomId> = in_force(tx, uai)?.iter().map(|version| version.room).collect();
    let mut digests = store::digests(tx, uai, false)?;
    let mut tests = Vec::new();
    for entry in entries {
        if !rooms.contains(&entry.room) {
            return Err(ConnectivityError::NotFound);
        }
        let rates = [entry.down_kbps, entry.up_kbps].map(|rate| rate.filter(|_| !entry.failed));
        rules::check_test(entry.at, rates, present, &Thresholds::default()).map_err(|refusal| match refusal {
            TestRefusal::Future => ConnectivityError::Future,
            TestRefusal::Absurd => ConnectivityError::RateAbsurd,
        })?;
        let [down_kbps, up_kbps] = rates;
        if !entry.failed && down_kbps.is_none() && up_kbps.is_none() {
            return Err(ConnectivityError::NothingEntered);
        }
        if !digests.insert((entry.room, store::digest(entry.at, down_kbps, up_kbps, entry.failed))) {
            continue;
        }
        tests.push(RoomTest {
            id: fresh_id(),
            room: entry.room,
            at: entry.at,
            down_kbps,
            up_kbps,
            failed: entry.failed,
            latency_micros: entry.latency_micros,
            tool: entry.tool.trim().to_owned(),
            fictitious,
            origin: Origin::default(),
            recorded: Recorded::at(now),
        });
    }
    if tests.is_empty() {
        return Err(ConnectivityError::TestKnown);
    }
    store::insert_tests(tx, &tests, actor.account)?;
    end(tx, actor, now, uai, "room_test.added", &tests.len().to_string())?;
    Ok(tests.len())
}

/// Takes a test back that was entered by mistake, and tells its room.
///
/// # Errors
/// When there is no such test in force, the actor may not, or the database fails.
pub fn withdraw_test(tx: &mut Tx, actor: &Actor, now: Instant, id: TestId) -> Result<RoomId, ConnectivityError> {
    let room = store::room_of_test(tx, id)?.ok_or(ConnectivityError::NotFound)?;
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    let (_, now) = begin(tx, actor, now, &uai)?;
    if !store::withdraw_test(tx, id, now)? {
        return Err(ConnectivityError::NotFound);
    }
    end(tx, actor, now, &uai, "room_test.withdrawn", &room.to_string())?;
    Ok(room)
}

/// Says that a probe no longer stands in a room.
///
/// # Errors
/// When it does not, the actor may not, or the database fails.
pub fn withdraw_probe(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    room: RoomId,
    id: ProbeId,
) -> Result<(), ConnectivityError> {
    let uai = school_of_room(tx, actor, Action::EditConnectivity, room)?.uai;
    if !store::withdraw_probe(tx, id, room, now)? {
        return Err(ConnectivityError::NotFound);
    }
    audit::record(tx, actor, now, "probe.withdrawn", uai.as_str(), &room.to_string())?;
    Ok(())
}

/// Enters a closure of the school calendar and makes the classes of the schools it closes again.
///
/// # Errors
/// When it makes no sense or is there already, the actor may not, or the database fails.
pub fn add_closure(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    new: &NewClosure,
    fictitious: bool,
) -> Result<ClosureId, ConnectivityError> {
    let now = after(store::newest_of_all(tx)?, now);
    let closure = directory::add_closure(tx, actor, now, new, fictitious)?;
    rebuild_closed(tx, &closure, now)?;
    Ok(closure.id)
}

/// Takes a closure of the school calendar back and makes the classes of the schools it closed again.
///
/// # Errors
/// When it is not in force, the actor may not, or the database fails.
pub fn withdraw_closure(tx: &mut Tx, actor: &Actor, now: Instant, id: ClosureId) -> Result<(), ConnectivityError> {
    let now = after(store::newest_of_all(tx)?, now);
    let closure = directory::withdraw_closure(tx, actor, now, id)?;
    Ok(rebuild_closed(tx, &closure, now)?)
}

fn rebuild_closed(tx: &mut Tx, closure: &Closure, now: Instant) -> Result<(), DbError> {
    let territory = closure.territory.as_ref().map(pole_kernel::Territory::as_str);
    let schools = store::schools_with_rooms(tx, closure.uai.as_ref(), territory)?;
    rebuild(tx, &schools.into_iter().collect(), now)
}

/// The rooms of a school with everything that is kept of them, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn school_facts(tx: &mut Tx, uai: &Uai, known_at: Instant) -> Result<BTreeMap<RoomId, RoomFacts>, DbError> {
    Ok(store::facts(tx, uai)?
        .into_iter()
        .map(|(room, facts)| (room, facts.known(known_at)))
        .filter(|(_, facts)| !facts.versions.is_empty())
        .collect())
}
