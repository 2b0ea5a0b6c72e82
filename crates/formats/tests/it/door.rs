use std::fs::File;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use pole_formats::{
    CertificationFact, CountFact, CoverageFact, DemarcheDossier, Encoding, FileError, FileKind, IpsFact, IpsTrack,
    Item, Limits, PersonFact, Problem, RoomFact, RoomTestFact, SchoolFact, Summary, SupplyFact, TrainingFact,
    UsageFact, open,
};
use pole_kernel::{Category, SchoolYear};

/// Everything a file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) kind: FileKind,
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: u8,
    pub(crate) gzip: bool,
    pub(crate) summary: Summary,
    pub(crate) schools: Vec<(u64, SchoolFact)>,
    pub(crate) counts: Vec<(u64, CountFact)>,
    pub(crate) ips: Vec<(u64, IpsFact)>,
    pub(crate) supplies: Vec<(u64, SupplyFact)>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) people: Vec<(u64, PersonFact)>,
    pub(crate) rooms: Vec<(u64, RoomFact)>,
    pub(crate) room_tests: Vec<(u64, RoomTestFact)>,
    pub(crate) certifications: Vec<(u64, CertificationFact)>,
    pub(crate) trainings: Vec<(u64, TrainingFact)>,
    pub(crate) usages: Vec<(u64, UsageFact)>,
    pub(crate) dossiers: Vec<(u64, DemarcheDossier)>,
    pub(crate) coverage: Vec<(u64, CoverageFact)>,
}

impl Reading {
    /// What the file says of a school, the last time it does.
    pub(crate) fn school(&self, uai: &str) -> &SchoolFact {
        let mut lines = self.schools.iter().rev();
        &lines.find(|(_, school)| school.uai.as_str() == uai).unwrap().1
    }

    pub(crate) fn count(&self, uai: &str, year: i16, category: &str) -> Option<u32> {
        let category = Category::parse(category).unwrap();
        let year = SchoolYear::starting(year).unwrap();
        let mut found = self
            .counts
            .iter()
            .map(|(_, count)| count)
            .filter(|count| count.uai.as_str() == uai && count.year == year && count.category == category);
        let count = found.next()?.count;
        assert_eq!(found.next(), None, "twice: {uai} {year} {category:?}");
        Some(count)
    }

    pub(crate) fn sum(&self, category: &str) -> u32 {
        let category = Category::parse(category).unwrap();
        let counts = self.counts.iter().map(|(_, count)| count);
        counts
            .filter(|count| count.category == category)
            .map(|count| count.count)
            .sum()
    }

    pub(crate) fn tenths(&self, uai: &str, year: i16, track: IpsTrack) -> Option<u32> {
        let year = SchoolYear::starting(year).unwrap();
        let facts = self.ips.iter().map(|(_, fact)| fact);
        facts
            .filter(|fact| fact.uai.as_str() == uai && fact.year == year && fact.track == track)
            .map(|fact| fact.tenths)
            .next()
    }

    /// Problems as `line code severity column=value → proposal`.
    pub(crate) fn told(&self) -> Vec<String> {
        let told = self.problems.iter().map(|problem| {
            let column = problem.column.as_deref().unwrap_or("?");
            let proposal = problem.proposal.as_ref().map(|proposal| format!(" → {proposal}"));
            format!(
                "{} {} {} {column}={}{}",
                problem.line,
                problem.code,
                problem.severity,
                problem.value,
                proposal.unwrap_or_default()
            )
        });
        told.collect()
    }
}

pub(crate) fn read_with(reader: impl Read, limits: &Limits) -> Result<Reading, FileError> {
    let opened = open(reader, limits)?;
    let (kind, encoding, delimiter, gzip) = (opened.kind, opened.encoding, opened.delimiter, opened.gzip);
    let (mut schools, mut counts, mut ips, mut supplies, mut problems) = (vec![], vec![], vec![], vec![], vec![]);
    let (mut people, mut rooms, mut room_tests) = (vec![], vec![], vec![]);
    let (mut certifications, mut trainings, mut usages, mut dossiers) = (vec![], vec![], vec![], vec![]);
    let mut coverage = vec![];
    let summary = opened.read(&mut |item| {
        match item {
            Item::School(fact) => schools.push((fact.line, fact.value)),
            Item::Count(fact) => counts.push((fact.line, fact.value)),
            Item::Ips(fact) => ips.push((fact.line, fact.value)),
            Item::Supply(fact) => supplies.push((fact.line, fact.value)),
            Item::Person(fact) => people.push((fact.line, fact.value)),
            Item::Room(fact) => rooms.push((fact.line, fact.value)),
            Item::RoomTest(fact) => room_tests.push((fact.line, fact.value)),
            Item::Certification(fact) => certifications.push((fact.line, fact.value)),
            Item::Training(fact) => trainings.push((fact.line, fact.value)),
            Item::Demarche(fact) => dossiers.push((fact.line, fact.value)),
            Item::Coverage(fact) => coverage.push((fact.line, fact.value)),
            Item::Usage(fact) => usages.push((fact.line, fact.value)),
            Item::Problem(problem) => problems.push(problem),
        }
        ControlFlow::Continue(())
    })?;
    assert_eq!(summary.problems, problems.len() as u64);
    Ok(Reading {
        kind,
        encoding,
        delimiter,
        gzip,
        summary,
        schools,
        counts,
        ips,
        supplies,
        problems,
        people,
        rooms,
        room_tests,
        certifications,
        trainings,
        usages,
        dossiers,
        coverage,
    })
}

pub(crate) fn read(bytes: &[u8]) -> Result<Reading, FileError> {
    read_with(bytes, &Limits::default())
}

/// A file that must be readable.
pub(crate) fn text(text: &str) -> Reading {
    read(text.as_bytes()).unwrap()
}

/// One of the open data files that the product ships.
pub(crate) fn data_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)
}

pub(crate) fn data(name: &str) -> Reading {
    read_with(File::open(data_path(name)).unwrap(), &Limits::default()).unwrap()
}

pub(crate) fn data_text(name: &str) -> String {
    std::fs::read_to_string(data_path(name)).unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
