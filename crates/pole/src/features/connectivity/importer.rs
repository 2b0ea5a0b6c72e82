//! Takes rooms and tests in: our two templates, and what probes write.

mod measures;
mod rooms;

use std::collections::HashMap;

use pole_db::{DbError, Tx};
use pole_formats::{FileKind, Opened, ProblemCode};
use pole_kernel::{Instant, Uai, fold};

use super::actions::moment;
use super::model::{RoomId, RoomVersion};
use super::rules::name_key;
use super::store::{self, Hand};
use crate::features::directory::{self, SchoolLine};
use crate::policy::Action;
use crate::shell::imports::{Importer, Job, Question, Report, RunError, read_items};

/// Takes the files of this feature in.
pub struct ConnectivityImporter;

/// The answer to the question of the room in which a probe stands.
const ROOM: &str = "salle";

impl Importer for ConnectivityImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::Rooms, FileKind::RoomTests, FileKind::ProbeLines]
    }

    fn action(&self, _: FileKind) -> Action {
        Action::EditConnectivity
    }

    fn questions(&self, tx: &mut Tx, kind: FileKind, _: &str, job: &Job) -> Result<Vec<Question>, DbError> {
        if kind != FileKind::ProbeLines {
            return Ok(Vec::new());
        }
        let mut rooms: Vec<(String, String, String)> = Vec::new();
        let today = job.now.day();
        for school in directory::basin(tx, job.scope.clone())? {
            for version in store::versions(tx, &school.uai)? {
                if version.recorded.withdrawn_at.is_none() && version.holds(today) {
                    let words = format!("{} – {}", school.name, version.name);
                    let key = format!("{} {}", fold(&school.name), name_key(&version.name));
                    rooms.push((key, version.room.to_string(), words));
                }
            }
        }
        rooms.sort();
        Ok(vec![Question {
            name: ROOM.into(),
            label: "connectivity-question-room",
            about: String::new(),
            hint: "connectivity-question-room-hint",
            choices: rooms.into_iter().map(|(_, room, words)| (room, words)).collect(),
            choices_are_keys: false,
            // The probe may be known already: a line whose room nobody said is refused by itself.
            required: false,
            proposed: String::new(),
        }])
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        if file.kind == FileKind::Rooms {
            let mut run = rooms::Run::begin(job);
            let lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
            let mut report = run.finish(tx)?;
            report.lines = lines;
            return Ok(report);
        }
        let mut run = measures::Run::begin(tx, job)?;
        let lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        let mut report = run.finish(tx)?;
        report.lines = lines;
        Ok(report)
    }
}

/// What is known of the schools a file speaks of, each loaded once.
#[derive(Default)]
struct Schools {
    known: HashMap<Uai, Option<School>>,
}

/// One school of a file.
struct School {
    line: SchoolLine,
    /// The versions in force of its rooms.
    versions: Vec<RoomVersion>,
    /// The moment at which what the file says is recorded.
    now: Instant,
}

impl School {
    fn load(tx: &mut Tx, uai: &Uai, job: &Job) -> Result<Option<Self>, DbError> {
        let Some(line) = directory::school_line(tx, uai)? else {
            return Ok(None);
        };
        let mut versions = store::versions(tx, uai)?;
        versions.retain(|version| version.recorded.withdrawn_at.is_none());
        Ok(Some(Self {
            line,
            versions,
            now: moment(tx, uai, job.now)?,
        }))
    }

    /// The room that bears a name, the one that bears it on a day first.
    fn room(&self, name: &str, on: pole_kernel::Day) -> Option<RoomId> {
        let name = fold(name);
        let named = || self.versions.iter().filter(|version| fold(&version.name) == name);
        named()
            .find(|version| version.holds(on))
            .or_else(|| named().max_by_key(|version| version.valid_from))
            .map(|version| version.room)
    }

    fn hand(&self, job: &Job) -> Hand {
        Hand {
            now: self.now,
            account: job.account,
            fictitious: job.fictitious,
            import: Some(job.import),
        }
    }
}

impl Schools {
    /// A school that the directory knows and this person may bring files for, or what is wrong.
    fn get(&mut self, tx: &mut Tx, uai: &Uai, job: &Job) -> Result<Result<&mut School, ProblemCode>, DbError> {
        if !self.known.contains_key(uai) {
            self.known.insert(uai.clone(), School::load(tx, uai, job)?);
        }
        let Some(school) = self.known.get_mut(uai).and_then(Option::as_mut) else {
            return Ok(Err(ProblemCode::SchoolUnknown));
        };
        if !job.scope.holds(uai, school.line.territory.as_ref()) {
            return Ok(Err(ProblemCode::SchoolNotYours));
        }
        Ok(Ok(school))
    }
}
