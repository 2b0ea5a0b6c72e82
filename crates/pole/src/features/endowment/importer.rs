//! Takes orders, deliveries and devices in use in, from our template.

use std::collections::{HashMap, HashSet};

use pole_db::{DbError, Tx};
use pole_formats::{
    FileKind, Item, Located, Opened, Problem, ProblemCode, Severity, SupplyFact, SupplyItem, SupplyStep,
};
use pole_kernel::{Day, SchoolYear, Uai};

use super::actions::digest;
use super::records::SupplyId;
use super::store::{self, NewSupply};
use crate::features::directory;
use crate::policy::Scope;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Change, Importer, Job, Mode, Report, RunError, read_items};

/// How many supplies are written together.
const BATCH: usize = 2_000;

/// Takes orders and deliveries in.
pub struct SupplyImporter;

impl Importer for SupplyImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[FileKind::Supplies]
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let mut run = Run::begin(tx, job)?;
        run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        Ok(run.finish(tx)?)
    }
}

/// What makes two lines speak of the same thing: only the quantity, price and note may differ.
type Key = (Uai, SchoolYear, SupplyStep, SupplyItem, Day, String);

/// One line that is known of a key.
struct Said {
    id: SupplyId,
    quantity: u32,
    digest: i64,
    /// Whether it came with a file: what a person entered is not replaced by one.
    imported: bool,
}

/// One file on its way in.
struct Run<'a> {
    job: &'a Job,
    names: HashMap<Uai, String>,
    /// The lines that were said already, taken back by a person or not, and those of this file.
    digests: HashSet<i64>,
    seen: HashSet<i64>,
    said: HashMap<Key, Vec<Said>>,
    added: Vec<NewSupply>,
    /// The lines that may replace a known one: which one is known at the end of the file.
    changed: Vec<(Key, NewSupply)>,
    report: Report,
}

impl<'a> Run<'a> {
    fn begin(tx: &mut Tx, job: &'a Job) -> Result<Self, DbError> {
        let everything = Scope {
            everything: true,
            ..Scope::default()
        };
        let names = directory::basin(tx, everything)?
            .into_iter()
            .map(|school| (school.uai, school.name))
            .collect();
        let mut digests = HashSet::new();
        let mut said: HashMap<Key, Vec<Said>> = HashMap::new();
        for supply in store::said_supplies(tx)? {
            digests.insert(supply.digest);
            if !supply.withdrawn {
                let key = (
                    supply.uai,
                    supply.year,
                    supply.step,
                    supply.item,
                    supply.day,
                    supply.reference,
                );
                said.entry(key).or_default().push(Said {
                    id: supply.id,
                    quantity: supply.quantity,
                    digest: supply.digest,
                    imported: supply.imported,
                });
            }
        }
        Ok(Self {
            job,
            names,
            digests,
            seen: HashSet::new(),
            said,
            added: Vec::new(),
            changed: Vec::new(),
            report: Report::default(),
        })
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        if let Some(located) = self.report.fact(item) {
            self.take_supply(located);
        }
        if self.added.len() >= BATCH {
            self.flush(tx)?;
        }
        Ok(())
    }

    fn refuse(&mut self, line: u64, value: String, code: ProblemCode, proposal: Option<String>) {
        self.report.problem(Problem {
            proposal,
            ..Problem::of_line(line, value, code, Severity::Refused)
        });
    }

    fn take_supply(&mut self, located: Located<SupplyFact>) {
        let Located { line, value: fact } = located;
        if !self.names.contains_key(&fact.uai) {
            return self.refuse(line, fact.uai.to_string(), ProblemCode::SchoolUnknown, None);
        }
        if fact.day > self.job.now.day() {
            return self.refuse(line, fact.day.to_string(), ProblemCode::DateFuture, None);
        }
        let digest = digest(&fact);
        self.seen.insert(digest);
        if !self.digests.insert(digest) {
            self.report.unchanged += 1;
            return;
        }
        let key = (
            fact.uai.clone(),
            fact.year,
            fact.step,
            fact.item,
            fact.day,
            fact.reference.clone().unwrap_or_default(),
        );
        let entered = self.said.get(&key).into_iter().flatten().find(|said| !said.imported);
        if let Some(entered) = entered {
            let proposal = Some(entered.quantity.to_string());
            return self.refuse(line, fact.quantity.to_string(), ProblemCode::AlreadyEntered, proposal);
        }
        let supply = NewSupply {
            id: fresh_id(),
            fact,
            digest,
            fictitious: self.job.fictitious,
            import: Some(self.job.import),
            line: Some(line),
            recorded_at: self.job.now,
            account: self.job.account,
        };
        if self.said.contains_key(&key) {
            self.changed.push((key, supply));
        } else {
            self.add(supply);
        }
    }

    fn add(&mut self, supply: NewSupply) {
        let change = self.change(&supply, String::new());
        self.report.add(|| change);
        self.added.push(supply);
    }

    fn change(&self, supply: &NewSupply, before: String) -> Change {
        let fact = &supply.fact;
        let name = self.names.get(&fact.uai).map_or("", String::as_str);
        Change {
            line: supply.line,
            subject: format!("{} {name}", fact.uai),
            field: format!("{} {} {}", fact.step, fact.item, fact.year.label()),
            before,
            after: fact.quantity.to_string(),
        }
    }

    /// A line whose quantity, price or note changed takes the place of the one of which the file
    /// no longer speaks.
    fn finish(mut self, tx: &mut Tx) -> Result<Report, DbError> {
        let mut replaced = Vec::new();
        for (key, supply) in std::mem::take(&mut self.changed) {
            let gone = self.said.get_mut(&key).and_then(|said| {
                let place = said.iter().position(|said| !self.seen.contains(&said.digest))?;
                Some(said.remove(place))
            });
            match gone {
                None => self.add(supply),
                Some(said) => {
                    let change = self.change(&supply, said.quantity.to_string());
                    self.report.change(|| change);
                    replaced.push((supply.fact.uai.clone(), said.id));
                    self.added.push(supply);
                }
            }
        }
        self.flush(tx)?;
        if self.job.mode == Mode::Apply {
            store::withdraw_supplies(tx, &replaced, self.job.now, self.job.account, true)?;
        }
        Ok(self.report)
    }

    fn flush(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        if self.job.mode == Mode::Apply {
            store::insert_supplies(tx, &self.added)?;
        }
        self.added.clear();
        Ok(())
    }
}
