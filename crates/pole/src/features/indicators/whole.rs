//! The headlines over every school of the directory, beyond the basin: counted by the database, so
//! that a national set is told in seconds. The schools are those of today; I2 is told with the
//! rates of its first definition.

use std::collections::{HashMap, HashSet};

use pole_db::Tx;
use pole_kernel::{Month, Uai};

use super::definitions::Definitions;
use super::errors::IndicatorError;
use super::model::{Flag, Indicator, Measure, Period, Place, Tally, Value};
use super::rules::{Asking, Coverage, value};
use super::store;
use crate::features::directory::{self, Standing};
use crate::features::endowment::{self, EntryStatus};
use crate::features::{connectivity, pix, training, usage};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;

/// The headlines of the whole directory.
///
/// # Errors
/// When the actor may not see everything, or the database fails.
pub fn whole_directory(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<Vec<Value>, IndicatorError> {
    policy::check(actor, Action::ReadLiveIndicators, Subject::Basin)?;
    let definitions = Definitions::on(&store::definitions(tx)?, asked.on, asked.known_at);
    let standings = directory::standings(tx)?;
    let month = super::registers::closed_month(asked.on);
    let months = usage::months(tx, &usage::UsageScope::Basin, month, month, asked.known_at)?;
    let mut values = Vec::new();
    for measure in Measure::ALL.iter().copied().filter(|measure| measure.is_headline()) {
        let tally = match measure.indicator() {
            Indicator::Selected => selected(tx, &standings, asked)?,
            Indicator::Connected => rooms(tx, &standings, asked)?,
            Indicator::Trained => trained(tx, &definitions, asked)?,
            Indicator::Used => attendance(measure, &months),
            Indicator::Certified => certified(tx, asked)?,
        };
        let asking = Asking {
            measure,
            definition: if measure.indicator() == Indicator::Connected {
                1
            } else {
                definitions.of(measure.indicator()).version
            },
            place: Place::Directory,
            period: period(measure, &definitions, month, asked),
            as_of: asked.on,
            known_at: asked.known_at,
        };
        values.push(value(asking, &tally, Coverage::default()));
    }
    Ok(values)
}

/// The days a measure speaks of.
fn period(measure: Measure, definitions: &Definitions, month: Month, asked: Asked) -> Period {
    let from = match measure.indicator() {
        Indicator::Selected | Indicator::Connected => asked.on,
        Indicator::Trained => definitions.training_since,
        Indicator::Certified => asked.on.school_year().first_day(),
        Indicator::Used => {
            return Period {
                from: month.first_day(),
                to: month.last_day().min(asked.on),
            };
        }
    };
    Period { from, to: asked.on }
}

fn selected(tx: &mut Tx, standings: &[Standing], asked: Asked) -> Result<Tally, IndicatorError> {
    let chosen: HashSet<Uai> = endowment::entries(tx, asked.on, asked.known_at)?
        .into_iter()
        .filter(|entry| entry.state.status == EntryStatus::Selected)
        .map(|entry| entry.uai)
        .collect();
    let mut tally = Tally::default();
    let mut all = 0;
    for school in standings {
        match school.eligible {
            Some(false) => {}
            None => {
                all += 1;
                tally.unknown += 1;
            }
            Some(true) => {
                all += 1;
                tally.yes += u64::from(chosen.contains(&school.uai));
            }
        }
    }
    tally.all = Some(all);
    Ok(tally)
}

fn rooms(tx: &mut Tx, standings: &[Standing], asked: Asked) -> Result<Tally, IndicatorError> {
    let of_school: HashMap<Uai, _> =
        connectivity::school_rooms(tx, &Scope::everything(), asked.on, asked.known_at, true)?
            .into_iter()
            .map(|school| (school.uai, school.counts))
            .collect();
    let mut tally = Tally {
        all: Some(0),
        ..Tally::default()
    };
    let mut without_rooms = 0;
    for school in standings.iter().filter(|school| school.counts == Some(true)) {
        let Some(counts) = of_school.get(&school.uai) else {
            without_rooms += 1;
            continue;
        };
        let [_, _, fast, faster] = counts.classes;
        tally.add(&Tally {
            yes: u64::from(fast + faster),
            all: Some(counts.classes.iter().copied().map(u64::from).sum()),
            unknown: counts.unknown.into(),
            ..Tally::default()
        });
        tally.mark(Flag::Stale, counts.stale.into());
        tally.mark(Flag::Declared, counts.declared.into());
        tally.mark(Flag::Fictitious, counts.fictitious.into());
    }
    tally.mark(Flag::Partial, without_rooms);
    Ok(tally)
}

fn trained(tx: &mut Tx, definitions: &Definitions, asked: Asked) -> Result<Tally, IndicatorError> {
    let tiers = training::tiers_of_directory(tx, asked.on, asked.known_at)?;
    let reached = [tiers.h3, tiers.h6, tiers.h18];
    let persons = reached.get(definitions.trained_tier()).copied().unwrap_or_default();
    Ok(Tally {
        yes: u64::try_from(persons).unwrap_or_default(),
        ..Tally::default()
    })
}

/// The use of the services is counted on the spot at its widest: the basin.
fn attendance(measure: Measure, months: &[usage::MonthUsage]) -> Tally {
    let profile = if measure == Measure::AttendanceGuardians {
        usage::Profile::Guardian
    } else if measure == Measure::AttendanceTeachers {
        usage::Profile::Teacher
    } else {
        usage::Profile::Pupil
    };
    let mut tally = Tally::default();
    for line in months {
        if line.profile == profile && line.service.is_none() && line.channel.is_none() {
            tally.yes += line.visitors;
            tally.all = line.people;
            tally.mark(Flag::Estimated, line.population_estimated.into());
            tally.mark(Flag::Fictitious, line.fictitious.into());
        }
    }
    tally
}

fn certified(tx: &mut Tx, asked: Asked) -> Result<Tally, IndicatorError> {
    let mut tally = Tally::default();
    if pix::first_session(tx, asked.known_at)?.is_none_or(|first| asked.on < first) {
        tally.mark(Flag::NotApplicable, 1);
        return Ok(tally);
    }
    let from = asked.on.school_year().first_day();
    let counted = pix::certifications_of_directory(tx, from, asked.on, asked.known_at)?;
    tally.yes += u64::from(counted.obtained);
    tally.mark(Flag::Partial, counted.unmatched.into());
    tally.mark(Flag::Corrected, counted.rectified.into());
    tally.mark(Flag::Fictitious, counted.fictitious.into());
    Ok(tally)
}
