//! What stands behind a class and behind a line: the rows a figure opens onto.

use pole_db::{DbError, Tx};
use pole_kernel::{Category, Day, Instant, Ratio, Uai};

use super::model::{Basis, NotCounted, Place, RoomFacts, RoomId, RoomTest, SiteLine, SiteState, Statement};
use super::projection::place;
use super::rules::{self, Ground, Judge, Thresholds};
use super::store;
use crate::features::directory::{self, Calendar, SchoolLine};

/// What the class of a room rests on, on a day.
#[derive(Clone, Debug)]
pub struct RoomEvidence {
    /// The room.
    pub room: RoomId,
    /// Its school.
    pub uai: Uai,
    /// What it rests on; `None` when the room is no teaching room in use on that day.
    pub basis: Option<Basis>,
    /// The tests of the measure, failed ones included: empty when the class was not measured.
    pub tests: Vec<RoomTest>,
    /// The declaration, or what somebody saw.
    pub statement: Option<Statement>,
    /// The line of the site on that day.
    pub line: Option<SiteLine>,
}

/// Everything one needs to judge the rooms of a school, as known at a moment.
pub(super) struct Ruling {
    pub(super) thresholds: Thresholds,
    pub(super) calendar: Calendar,
    pub(super) place: Place,
    pub(super) lines: Vec<SiteLine>,
}

impl Ruling {
    pub(super) fn load(tx: &mut Tx, uai: &Uai, known_at: Instant) -> Result<Self, DbError> {
        let mut lines = store::lines(tx, uai)?;
        lines.retain(|line| line.recorded.known(known_at));
        Ok(Self {
            thresholds: Thresholds::default(),
            calendar: directory::calendar(tx, known_at)?,
            place: place(tx, uai)?,
            lines,
        })
    }

    pub(super) const fn judge(&self) -> Judge<'_> {
        Judge {
            thresholds: &self.thresholds,
            calendar: &self.calendar,
            place: &self.place,
            lines: self.lines.as_slice(),
        }
    }

    /// Why a test does not count.
    pub(super) fn not_counted(&self, test: &RoomTest) -> Option<NotCounted> {
        rules::not_counted(test, self.judge())
    }
}

/// What the class of a room rests on, on a day, as known at a moment: the tests of its measure, the
/// declaration with the line of the site, or what somebody saw. `None` when there is no such room.
///
/// # Errors
/// When the database fails.
pub fn room_evidence(tx: &mut Tx, room: RoomId, on: Day, known_at: Instant) -> Result<Option<RoomEvidence>, DbError> {
    let Some(uai) = store::school_of(tx, room)? else {
        return Ok(None);
    };
    let facts = store::room_facts(tx, room)?.known(known_at);
    let ruling = Ruling::load(tx, &uai, known_at)?;
    Ok(Some(evidence(room, uai, &facts, &ruling, on)))
}

/// What the class of a room rests on, from what is known of it.
pub(super) fn evidence(room: RoomId, uai: Uai, facts: &RoomFacts, ruling: &Ruling, on: Day) -> RoomEvidence {
    let judge = ruling.judge();
    let measures = rules::measures(&facts.tests, judge);
    let line = rules::line_on(&ruling.lines, on).cloned();
    let mut evidence = RoomEvidence {
        room,
        uai,
        basis: None,
        tests: Vec::new(),
        statement: None,
        line,
    };
    if !facts.version(on).is_some_and(rules::is_teaching) {
        return evidence;
    }
    let ground = rules::ground(facts, &measures, judge, on);
    evidence.basis = Some(ground.basis());
    match ground {
        Ground::Unknown => {}
        Ground::Nothing(statement) | Ground::Access(statement) | Ground::Declared(statement, _) => {
            evidence.statement = Some(statement.clone());
        }
        Ground::Measured(measure) => {
            let begin = measure.day.plus_days(1 - ruling.thresholds.window_days);
            let inside = facts
                .tests
                .iter()
                .filter(|test| (begin..=measure.day).contains(&test.at.day()));
            evidence.tests = inside
                .filter(|test| ruling.not_counted(test).is_none())
                .cloned()
                .collect();
        }
    }
    evidence
}

/// The line of a school on a day, as known at a moment, and whether it is enough for its users.
///
/// # Errors
/// When the database fails.
pub fn site_line(tx: &mut Tx, uai: &Uai, on: Day, known_at: Instant) -> Result<SiteState, DbError> {
    let mut lines = store::lines(tx, uai)?;
    lines.retain(|line| line.recorded.known(known_at));
    let users = match directory::school_line(tx, uai)? {
        Some(school) => {
            let roster = directory::roster(tx, &school, on, known_at, on.school_year(), Ratio::ONE)?;
            users(&roster, on)
        }
        None => None,
    };
    Ok(rules::site_state(&lines, on, users, &Thresholds::default()))
}

/// Pupils and teachers of the newest school year whose pupils are known, projected when nobody counted
/// them yet; staff that nobody counted are not guessed.
fn users(roster: &directory::Roster, on: Day) -> Option<u32> {
    let year = roster
        .years()
        .into_iter()
        .rev()
        .find(|year| *year <= on.school_year() && roster.count(*year, Category::Total).is_some())?;
    let pupils = roster.count(year, Category::Total)?;
    Some(pupils + roster.count(year, Category::Teachers).unwrap_or(0))
}

/// The lines of the schools of a list, in a few queries: in the order of the list.
///
/// # Errors
/// When the database fails.
pub fn site_lines(tx: &mut Tx, schools: &[SchoolLine], on: Day, known_at: Instant) -> Result<Vec<SiteState>, DbError> {
    let lines = store::basin_lines(tx, known_at)?;
    let rosters = directory::rosters(tx, schools, on, known_at, on.school_year(), Ratio::ONE)?;
    let (none, thresholds) = (Vec::new(), Thresholds::default());
    Ok(schools
        .iter()
        .map(|school| {
            let lines = lines.get(&school.uai).unwrap_or(&none);
            let users = rosters.get(&school.uai).and_then(|roster| users(roster, on));
            rules::site_state(lines, on, users, &thresholds)
        })
        .collect())
}
