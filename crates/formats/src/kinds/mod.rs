//! One reader per kind of file: columns bound once, then one line at a time.

mod annuaire;
mod basin;
mod colleges;
mod coverage;
mod demarche;
mod geolocation;
mod ips;
mod lycees;
mod measures;
mod people;
mod pix;
mod press;
mod rep;
mod rooms;
mod templates;
mod training;
mod unified;
mod usage;

use pole_kernel::{Category, SchoolYear, Uai};

use crate::facts::{CountFact, FileKind};
use crate::header::Header;
use crate::out::Out;
use crate::table::Row;

pub(crate) use ips::NAMES as IPS_NAMES;

/// What turns the lines of one file into items.
pub(crate) trait Lines {
    /// Reads one line that holds something.
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>);
}

/// The reader of what has no lines.
struct Nothing;

impl Lines for Nothing {
    fn line(&mut self, _: &Row<'_>, _: &mut Out<'_>) {}
}

/// The reader of a kind, bound to the columns of a file.
pub(crate) fn reader(kind: FileKind, header: &Header) -> Box<dyn Lines> {
    match kind {
        FileKind::Annuaire => Box::new(annuaire::Annuaire::bind(header)),
        FileKind::Geolocation => Box::new(geolocation::Geolocation::bind(header)),
        FileKind::IpsEcoles | FileKind::IpsColleges | FileKind::IpsLycees => Box::new(ips::Ips::bind(kind, header)),
        FileKind::CollegeCounts => Box::new(colleges::Colleges::bind(header)),
        FileKind::LyceeGtCounts => Box::new(lycees::Lycees::bind(lycees::GT, header)),
        FileKind::LyceeProCounts => Box::new(lycees::Lycees::bind(lycees::PRO, header)),
        FileKind::RepList => Box::new(rep::Rep::bind(header)),
        FileKind::BasinSchools => Box::new(basin::Basin::bind(header)),
        FileKind::PressCounts => Box::new(press::Press::bind(header)),
        FileKind::UnifiedSchools => Box::new(unified::Unified::bind(header)),
        FileKind::RosterCounts => Box::new(templates::Roster::bind(header)),
        FileKind::Supplies => Box::new(templates::Supplies::bind(header)),
        FileKind::People => Box::new(people::People::bind(header)),
        FileKind::Rooms => Box::new(rooms::Rooms::bind(header)),
        FileKind::RoomTests => Box::new(measures::RoomTests::bind(header)),
        // Its objects are no lines: `Opened::read` never asks for this reader.
        FileKind::ProbeLines => Box::new(Nothing),
        FileKind::PixResults => Box::new(pix::Results::bind(header)),
        FileKind::TrainingRows => Box::new(training::Rows::bind(header)),
        FileKind::UsageRows => Box::new(usage::Rows::bind(header)),
        FileKind::Demarche => Box::new(demarche::Export::bind(header)),
        FileKind::CommuneSpeeds | FileKind::CommuneTechnologies => Box::new(coverage::Coverage::bind(kind, header)),
    }
}

/// A number that the source gives as it is, without a day.
fn plain_count(uai: &Uai, year: SchoolYear, category: Category, count: u32) -> CountFact {
    CountFact {
        uai: uai.clone(),
        year,
        category,
        count,
        observed_on: None,
        note: None,
        deduced: false,
    }
}

/// `COLLEGE` and `MONT DES ACCORDS` make one name.
fn joined(parts: &[&str], separator: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}
