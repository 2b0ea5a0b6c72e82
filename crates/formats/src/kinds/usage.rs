//! Use of an ENT as others measured it, mapped on screen (`formats.md` §8.4).
//!
//! A long layout has a column for the profile or the service; a wide one has a column for each of
//! them (`visites_eleve`, `utilisateurs_eleve`, `duree_eleve`) and gives several facts a line.

use super::Lines;
use crate::facts::UsageFact;
use crate::header::{Column, Header};
use crate::mapped::wide_field;
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::table::Row;

/// What is measured, of one profile and service.
#[derive(Default)]
struct Measures {
    profile: String,
    service: String,
    visits: Column,
    visitors: Column,
    duration: Column,
    active: Column,
    total: Column,
}

/// The columns, by the field each of them is.
pub(super) struct Rows {
    uai: Column,
    period: Column,
    profile: Column,
    service: Column,
    long: Measures,
    wide: Vec<Measures>,
}

impl Rows {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        let mut wide: Vec<Measures> = Vec::new();
        for (rank, key) in header.keys().iter().enumerate() {
            let Some((measure, profile, service)) = wide_field(key) else {
                continue;
            };
            let place = wide
                .iter()
                .position(|known| known.profile == profile && known.service == service)
                .unwrap_or_else(|| {
                    wide.push(Measures {
                        profile: profile.to_owned(),
                        service: service.to_owned(),
                        ..Measures::default()
                    });
                    wide.len() - 1
                });
            let Some(measures) = wide.get_mut(place) else {
                continue;
            };
            match measure {
                "visits" => measures.visits = Some(rank),
                "visitors" => measures.visitors = Some(rank),
                _ => measures.duration = Some(rank),
            }
        }
        Self {
            uai: find("uai"),
            period: find("period_start"),
            profile: find("profile"),
            service: find("service"),
            long: Measures {
                visits: find("visits"),
                visitors: find("visitors"),
                duration: find("duration_seconds"),
                active: find("active_accounts"),
                total: find("accounts_total"),
                ..Measures::default()
            },
            wide,
        }
    }
}

impl Lines for Rows {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let period_start = match out.period(row, self.period) {
            Ok(Some(day)) => day,
            Ok(None) => return out.refuse(row, self.period, ProblemCode::MissingValue),
            Err(()) => return,
        };
        let whose = out.free_text(row, self.profile).unwrap_or_default();
        let what = out.free_text(row, self.service).unwrap_or_default();
        let either = |fixed: &str, told: &str| {
            if fixed.is_empty() {
                told.to_owned()
            } else {
                fixed.to_owned()
            }
        };
        for measures in std::iter::once(&self.long).chain(&self.wide) {
            let fact = UsageFact {
                uai: uai.clone(),
                period_start,
                profile: either(&measures.profile, &whose),
                service: either(&measures.service, &what),
                visits: out.whole(row, measures.visits).map(u64::from),
                visitors: out.whole(row, measures.visitors).map(u64::from),
                duration_seconds: out.seconds(row, measures.duration).map(u64::from),
                active_accounts: out.whole(row, measures.active).map(u64::from),
                accounts_total: out.whole(row, measures.total).map(u64::from),
            };
            let says_something = [
                fact.visits,
                fact.visitors,
                fact.duration_seconds,
                fact.active_accounts,
                fact.accounts_total,
            ]
            .iter()
            .any(Option::is_some);
            if says_something {
                out.usage(row, fact);
            }
        }
    }
}
