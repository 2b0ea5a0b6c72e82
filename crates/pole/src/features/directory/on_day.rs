//! The schools as they were on a day, as known at a moment: what indicators count.

use std::collections::HashMap;

use pole_db::{DbError, Tx, params, sql};
use pole_formats::SchoolState;
use pole_kernel::{Contract, Day, Instant, SchoolKind, Sector, Uai};

use super::importer::line_of;
use super::model::{EventKind, SchoolEvent, SchoolLine, SchoolRecord};
use super::store;
use crate::policy::Scope;

/// A school on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolOnDay {
    /// Who it was, and whether it was open.
    pub line: SchoolLine,
    /// The school that took its place or took it in, when it no longer stands by itself.
    pub passes_to: Option<Uai>,
}

impl SchoolOnDay {
    /// Whether it was open.
    pub const fn is_open(&self) -> bool {
        matches!(self.line.state, SchoolState::Open | SchoolState::ToClose)
    }

    /// Whether it counts in the pôle: open, a school (or a section inside one), not private
    /// without contract. `None` when nobody says whether a private school has a contract, or
    /// whether the school is public.
    pub fn counts(&self) -> Option<bool> {
        if !self.is_open() || self.line.kind == SchoolKind::Other {
            return Some(false);
        }
        public_or_contracted(self.line.sector, self.line.contract)
    }

    /// Whether it may be selected by the national call (`domain.md` §2): open, public or under
    /// contract, collège or école. `None` when its status is not known.
    pub fn is_eligible(&self) -> Option<bool> {
        if !self.is_open() || !(self.line.kind.is_college() || self.line.kind.is_ecole()) {
            return Some(false);
        }
        public_or_contracted(self.line.sector, self.line.contract)
    }
}

/// Public or under contract; `None` when the registers do not say.
const fn public_or_contracted(sector: Option<Sector>, contract: Option<Contract>) -> Option<bool> {
    match (sector, contract) {
        (Some(Sector::Public), _) | (_, Some(Contract::Contracted)) => Some(true),
        (_, Some(Contract::Uncontracted)) => Some(false),
        (Some(Sector::Private) | None, Some(Contract::NotApplicable) | None) => None,
    }
}

/// Everything that was ever said of the schools of the basin: read once, asked of many days.
pub struct PastSchools {
    records: HashMap<Uai, Vec<SchoolRecord>>,
    events: HashMap<Uai, Vec<SchoolEvent>>,
}

impl PastSchools {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &mut Tx) -> Result<Self, DbError> {
        let mut records: HashMap<Uai, Vec<SchoolRecord>> = HashMap::new();
        for record in store::basin_records(tx)? {
            records.entry(record.fact.uai.clone()).or_default().push(record);
        }
        Ok(Self {
            records,
            events: store::basin_events(tx)?,
        })
    }

    /// The schools of the basin on a day, as known at a moment: those nobody had spoken of yet are left out.
    pub fn on(&self, seen_by: &Scope, on: Day, known_at: Instant) -> Vec<SchoolOnDay> {
        let none = Vec::new();
        let mut schools: Vec<SchoolOnDay> = self
            .records
            .iter()
            .filter(|(_, records)| records.iter().any(|record| record.recorded_at <= known_at))
            .map(|(uai, records)| {
                let events = self.events.get(uai).unwrap_or(&none);
                let line = line_of(uai, records, events, &[], &[], on, known_at);
                let passes_to = successor(&line, events, on, known_at);
                SchoolOnDay { line, passes_to }
            })
            .filter(|school| seen_by.holds(&school.line.uai, school.line.territory.as_ref()))
            .collect();
        schools.sort_by_cached_key(|school| (pole_kernel::fold(&school.line.name), school.line.uai.to_string()));
        schools
    }
}

/// The schools of the basin on one day.
///
/// # Errors
/// When the database fails.
pub fn schools_on(tx: &mut Tx, seen_by: &Scope, on: Day, known_at: Instant) -> Result<Vec<SchoolOnDay>, DbError> {
    Ok(PastSchools::load(tx)?.on(seen_by, on, known_at))
}

/// The school a closed school passes its selection and its history to: the one it was merged
/// into, that succeeded it, or that took it in.
fn successor(line: &SchoolLine, events: &[SchoolEvent], on: Day, known_at: Instant) -> Option<Uai> {
    if line.state != SchoolState::Closed {
        return None;
    }
    events
        .iter()
        .filter(|event| event.known(known_at) && event.valid_from <= on)
        .filter(|event| {
            matches!(
                event.kind,
                EventKind::MergedInto | EventKind::SucceededBy | EventKind::HostedBy
            )
        })
        .max_by_key(|event| (event.kind != EventKind::HostedBy, event.valid_from))
        .and_then(|event| event.other.clone())
}

/// Where a school stands today, in a directory that may be a whole country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its code.
    pub uai: Uai,
    /// Whether it counts in the pôle; `None` when its status is not known.
    pub counts: Option<bool>,
    /// Whether it may be selected by the national call; `None` when its status is not known.
    pub eligible: Option<bool>,
}

/// Where every school of the directory stands, as it is believed today.
///
/// # Errors
/// When the database fails.
pub fn standings(tx: &mut Tx) -> Result<Vec<Standing>, DbError> {
    tx.rows(
        sql!("select uai, kind, sector, contract, state from school where search >= '' order by search, uai"),
        params! {},
        |row| {
            let kind: SchoolKind = row.get("kind")?;
            let state = crate::shell::column::coded(row, "state", SchoolState::parse)?;
            let known = public_or_contracted(row.get("sector")?, row.get("contract")?);
            let open = matches!(state, SchoolState::Open | SchoolState::ToClose);
            Ok(Standing {
                uai: row.get("uai")?,
                counts: if open && kind != SchoolKind::Other {
                    known
                } else {
                    Some(false)
                },
                eligible: if open && (kind.is_college() || kind.is_ecole()) {
                    known
                } else {
                    Some(false)
                },
            })
        },
    )
}
