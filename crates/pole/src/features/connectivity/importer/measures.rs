//! Tests made in rooms, of our template or of probes.

use std::collections::{BTreeSet, HashMap, HashSet};

use pole_db::{DbError, Tx};
use pole_formats::{Item, Located, Problem, ProblemCode, RoomTestFact, Severity};
use pole_kernel::Uai;

use super::super::evidence::Ruling;
use super::super::model::{Origin, Recorded, RoomId, RoomTest};
use super::super::projection::rebuild;
use super::super::rules::{self, TestRefusal, Thresholds};
use super::super::store::{self, Hand};
use super::{ROOM, Schools};
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, Job, Mode, Report};

/// How many tests are written together.
const BATCH: usize = 2_000;

/// The school and the room of a test, or what is wrong with it and the value to tell.
type Placed = Result<(Uai, RoomId), (ProblemCode, String)>;

/// One file of tests on its way in.
pub(super) struct Run<'a> {
    job: &'a Job,
    schools: Schools,
    /// Where each probe stands, as it was said before.
    probes: HashMap<String, RoomId>,
    /// The room that was chosen for this file, and the first probe it was used for.
    chosen: Option<RoomId>,
    chosen_for: Option<String>,
    school_of: HashMap<RoomId, Option<Uai>>,
    rulings: HashMap<Uai, Ruling>,
    digests: HashMap<Uai, HashSet<(RoomId, i64)>>,
    added: Vec<RoomTest>,
    touched: BTreeSet<Uai>,
    report: Report,
}

impl<'a> Run<'a> {
    pub(super) fn begin(tx: &mut Tx, job: &'a Job) -> Result<Self, DbError> {
        Ok(Self {
            job,
            schools: Schools::default(),
            probes: store::probes(tx)?,
            chosen: job.option(ROOM).and_then(|room| RoomId::parse(room).ok()),
            chosen_for: None,
            school_of: HashMap::new(),
            rulings: HashMap::new(),
            digests: HashMap::new(),
            added: Vec::new(),
            touched: BTreeSet::new(),
            report: Report::default(),
        })
    }

    pub(super) fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        if let Some(located) = self.report.fact(item) {
            self.take_test(tx, located)?;
        }
        if self.added.len() >= BATCH {
            self.flush(tx)?;
        }
        Ok(())
    }

    fn refuse(&mut self, line: u64, value: String, code: ProblemCode) {
        self.report
            .problem(Problem::of_line(line, value, code, Severity::Refused));
    }

    /// The room of a probe: where it stands, else the room chosen for the file. One answer is for
    /// one probe: the others of the file are asked for in their turn.
    fn room_of_probe(&mut self, fact: &RoomTestFact) -> Option<RoomId> {
        let known = [&fact.device, &fact.room]
            .into_iter()
            .filter(|label| !label.is_empty())
            .find_map(|label| self.probes.get(label).copied());
        if known.is_some() {
            return known;
        }
        let label = label(fact);
        let chosen = self.chosen?;
        match (&self.chosen_for, label) {
            (_, None) => Some(chosen),
            (None, Some(label)) => {
                self.chosen_for = Some(label.to_owned());
                Some(chosen)
            }
            (Some(first), Some(label)) => (first == label).then_some(chosen),
        }
    }

    /// The school and the room of a test, or what is wrong with it and the value to tell.
    fn place(&mut self, tx: &mut Tx, fact: &RoomTestFact) -> Result<Placed, DbError> {
        let named = label(fact).unwrap_or_default().to_owned();
        let unknown = || Ok(Err((ProblemCode::RoomUnknown, named.clone())));
        let (uai, room) = if let Some(uai) = &fact.uai {
            (uai.clone(), None)
        } else {
            let Some(room) = self.room_of_probe(fact) else {
                return unknown();
            };
            let Some(uai) = self.school_of(tx, room)? else {
                return unknown();
            };
            (uai, Some(room))
        };
        let school = match self.schools.get(tx, &uai, self.job)? {
            Ok(school) => school,
            Err(code) => return Ok(Err((code, uai.to_string()))),
        };
        match room.or_else(|| school.room(&fact.room, fact.at.day())) {
            Some(room) => Ok(Ok((uai, room))),
            None => unknown(),
        }
    }

    fn take_test(&mut self, tx: &mut Tx, located: Located<RoomTestFact>) -> Result<(), DbError> {
        let Located { line, value: fact } = located;
        let (uai, room) = match self.place(tx, &fact)? {
            Ok(place) => place,
            Err((code, value)) => {
                self.refuse(line, value, code);
                return Ok(());
            }
        };
        let Ok(school) = self.schools.get(tx, &uai, self.job)? else {
            return Ok(());
        };
        let (name, hand) = (school.line.name.clone(), school.hand(self.job));
        let rates = [fact.down_kbps, fact.up_kbps];
        if let Err(refusal) = rules::check_test(fact.at, rates, self.job.now, &Thresholds::default()) {
            match refusal {
                TestRefusal::Future => self.refuse(line, fact.at.to_string(), ProblemCode::DateFuture),
                TestRefusal::Absurd => self.refuse(line, rates_text(&fact), ProblemCode::RateAbsurd),
            }
            return Ok(());
        }
        if !self.digests.contains_key(&uai) {
            let digests = store::digests(tx, &uai, true)?;
            self.digests.insert(uai.clone(), digests);
            let ruling = Ruling::load(tx, &uai, hand.now)?;
            self.rulings.insert(uai.clone(), ruling);
        }
        let digest = store::digest(fact.at, fact.down_kbps, fact.up_kbps, fact.failed);
        let is_new = self
            .digests
            .get_mut(&uai)
            .is_some_and(|known| known.insert((room, digest)));
        if !is_new {
            self.report.unchanged += 1;
            return Ok(());
        }
        let test = self.test(room, &fact, line, hand);
        let counts = self
            .rulings
            .get(&uai)
            .is_some_and(|ruling| ruling.not_counted(&test).is_none());
        if !counts {
            let told = Problem::of_line(line, moment_text(&fact), ProblemCode::TestNotCounted, Severity::Warning);
            self.report.problem(told);
        }
        self.report.add(|| Change {
            line: Some(line),
            subject: format!("{uai} {name}"),
            field: format!("{} – {}", fact.room, moment_text(&fact)),
            before: String::new(),
            after: if fact.failed {
                "imports-test-failed".to_owned()
            } else {
                rates_text(&fact)
            },
        });
        self.added.push(test);
        self.touched.insert(uai);
        Ok(())
    }

    fn test(&self, room: RoomId, fact: &RoomTestFact, line: u64, hand: Hand) -> RoomTest {
        RoomTest {
            id: fresh_id(),
            room,
            at: fact.at,
            down_kbps: fact.down_kbps,
            up_kbps: fact.up_kbps,
            failed: fact.failed,
            latency_micros: fact.latency_micros,
            tool: fact.tool.clone(),
            fictitious: self.job.fictitious,
            origin: Origin {
                import: Some(self.job.import),
                file_name: None,
                line: i64::try_from(line).ok(),
            },
            recorded: Recorded::at(hand.now),
        }
    }

    fn school_of(&mut self, tx: &mut Tx, room: RoomId) -> Result<Option<Uai>, DbError> {
        if let Some(uai) = self.school_of.get(&room) {
            return Ok(uai.clone());
        }
        let uai = store::school_of(tx, room)?;
        self.school_of.insert(room, uai.clone());
        Ok(uai)
    }

    fn flush(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        if self.job.mode == Mode::Apply {
            store::insert_tests(tx, &self.added, self.job.account)?;
        }
        self.added.clear();
        Ok(())
    }

    /// Writes what is left, keeps where the probe stands, and makes the classes again.
    pub(super) fn finish(mut self, tx: &mut Tx) -> Result<Report, DbError> {
        self.flush(tx)?;
        if self.job.mode == Mode::DryRun {
            return Ok(self.report);
        }
        for uai in &self.touched {
            let now = match self.schools.known.get(uai) {
                Some(Some(school)) => school.now,
                Some(None) | None => self.job.now,
            };
            rebuild(tx, &BTreeSet::from([uai.clone()]), now)?;
        }
        if let (Some(room), Some(label)) = (self.chosen, &self.chosen_for) {
            let hand = Hand {
                now: self.job.now,
                account: self.job.account,
                fictitious: self.job.fictitious,
                import: Some(self.job.import),
            };
            store::insert_probe(tx, fresh_id(), label, room, hand)?;
        }
        Ok(self.report)
    }
}

/// What a probe is known by: its device, else its place.
fn label(fact: &RoomTestFact) -> Option<&str> {
    [fact.device.as_str(), fact.room.as_str()]
        .into_iter()
        .find(|label| !label.is_empty())
}

fn rates_text(fact: &RoomTestFact) -> String {
    let rate = |rate: Option<u32>| rate.map_or_else(|| "?".to_owned(), |rate| rate.to_string());
    format!("{} / {} kbit/s", rate(fact.down_kbps), rate(fact.up_kbps))
}

/// The day and the hour of the islands.
fn moment_text(fact: &RoomTestFact) -> String {
    let (hour, minute) = fact.at.hour_minute();
    format!("{} {hour:02}:{minute:02}", fact.at.day())
}
