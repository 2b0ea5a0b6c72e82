//! Rooms of our template.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_formats::{Item, Located, Problem, ProblemCode, RoomFact, Severity};
use pole_kernel::Uai;

use super::super::actions::{RoomEntry, overlap, replace};
use super::super::model::{RoomId, RoomVersion, VersionId};
use super::super::projection::rebuild;
use super::super::store;
use super::Schools;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, Job, Mode, Report};

/// One file of rooms on its way in.
pub(super) struct Run<'a> {
    job: &'a Job,
    schools: Schools,
    born: Vec<(Uai, RoomId)>,
    withdrawn: Vec<(Uai, VersionId)>,
    added: Vec<(Uai, RoomVersion)>,
    report: Report,
}

impl<'a> Run<'a> {
    pub(super) fn begin(job: &'a Job) -> Self {
        Self {
            job,
            schools: Schools::default(),
            born: Vec::new(),
            withdrawn: Vec::new(),
            added: Vec::new(),
            report: Report::default(),
        }
    }

    pub(super) fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match self.report.fact(item) {
            Some(located) => self.take_room(tx, located),
            None => Ok(()),
        }
    }

    fn take_room(&mut self, tx: &mut Tx, located: Located<RoomFact>) -> Result<(), DbError> {
        let Located { line, value: fact } = located;
        let school = match self.schools.get(tx, &fact.uai, self.job)? {
            Ok(school) => school,
            Err(code) => {
                self.report
                    .problem(Problem::of_line(line, fact.uai.to_string(), code, Severity::Refused));
                return Ok(());
            }
        };
        let mut hand = school.hand(self.job);
        hand.import = Some(self.job.import);
        let today = self.job.now.day();
        let room = school.room(&fact.name, fact.from.unwrap_or(today));
        let own: Vec<RoomVersion> = school
            .versions
            .iter()
            .filter(|version| Some(version.room) == room)
            .cloned()
            .collect();
        // Without a day, a line corrects what the room is; a room nobody knew is there since the
        // school year began.
        let held = own
            .iter()
            .find(|version| version.holds(today))
            .or_else(|| own.iter().max_by_key(|version| version.valid_from));
        let from = fact
            .from
            .or_else(|| held.map(|version| version.valid_from))
            .unwrap_or_else(|| today.school_year().first_day());
        let entry = RoomEntry {
            name: fact.name.clone(),
            kind: fact.kind,
            half_days: fact.half_days,
            building: fact
                .building
                .clone()
                .or_else(|| held.map(|version| version.building.clone()))
                .unwrap_or_default(),
        };
        let before = held.map(describe).unwrap_or_default();
        let id = room.unwrap_or_else(fresh_id);
        let Some((withdrawn, mut added)) = replace(&own, id, from, &entry, hand) else {
            self.report.unchanged += 1;
            return Ok(());
        };
        let taken = added.iter().any(|version| {
            school.versions.iter().any(|other| {
                other.room != id
                    && pole_kernel::fold(&other.name) == pole_kernel::fold(&version.name)
                    && overlap(
                        (other.valid_from, other.valid_to),
                        (version.valid_from, version.valid_to),
                    )
            })
        });
        if taken {
            let told = Problem::of_line(line, fact.name, ProblemCode::DuplicateRoom, Severity::Refused);
            self.report.problem(told);
            return Ok(());
        }
        for version in &mut added {
            if version.origin.import == hand.import {
                version.origin.line = i64::try_from(line).ok();
            }
        }
        let gone: BTreeSet<VersionId> = withdrawn.iter().map(|version| version.id).collect();
        school.versions.retain(|version| !gone.contains(&version.id));
        school.versions.extend(added.iter().cloned());
        let change = Change {
            line: Some(line),
            subject: format!("{} {}", fact.uai, school.line.name),
            field: fact.name.clone(),
            before,
            after: added.last().map(describe).unwrap_or_default(),
        };
        if room.is_some() {
            self.report.change(|| change);
        } else {
            self.born.push((fact.uai.clone(), id));
            self.report.add(|| change);
        }
        self.withdrawn.extend(gone.into_iter().map(|id| (fact.uai.clone(), id)));
        self.added
            .extend(added.into_iter().map(|version| (fact.uai.clone(), version)));
        Ok(())
    }

    pub(super) fn finish(self, tx: &mut Tx) -> Result<Report, DbError> {
        if self.job.mode == Mode::DryRun {
            return Ok(self.report);
        }
        let touched: BTreeSet<Uai> = self.added.iter().map(|(uai, _)| uai.clone()).collect();
        for uai in touched {
            let now = match self.schools.known.get(&uai) {
                Some(Some(school)) => school.now,
                Some(None) | None => self.job.now,
            };
            let of = |other: &Uai| *other == uai;
            let born: Vec<RoomId> = self.born.iter().filter(|(own, _)| of(own)).map(|(_, id)| *id).collect();
            let gone: Vec<VersionId> = self
                .withdrawn
                .iter()
                .filter(|(own, _)| of(own))
                .map(|(_, id)| *id)
                .collect();
            let added: Vec<RoomVersion> = self
                .added
                .iter()
                .filter(|(own, version)| of(own) && !gone.contains(&version.id))
                .map(|(_, version)| version.clone())
                .collect();
            store::insert_rooms(tx, &uai, &born, now)?;
            store::withdraw_versions(tx, &gone, now)?;
            store::insert_versions(tx, &added, self.job.account)?;
            rebuild(tx, &BTreeSet::from([uai]), now)?;
        }
        Ok(self.report)
    }
}

/// What a room is, in the codes of the template.
fn describe(version: &RoomVersion) -> String {
    let building = if version.building.is_empty() { "" } else { ", " };
    format!("{}, {}{building}{}", version.kind, version.half_days, version.building)
}
