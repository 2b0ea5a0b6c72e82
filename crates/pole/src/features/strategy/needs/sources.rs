//! What the registers and the pilots say of each component, as of a day, as known at a moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_formats::SupplyItem;
use pole_kernel::{Category, Day, Ratio, Uai};

use super::super::errors::StrategyError;
use super::model::{Basis, Component, KnownSchool, Measure, Observed};
use super::{rules, store};
use crate::features::connectivity::{self, SiteState};
use crate::features::directory::{self, Roster, SchoolGroup, SchoolLine};
use crate::features::endowment::{self, FourFigures};
use crate::features::reviews::{self, ScoresSeen};
use crate::features::training;
use crate::policy::Scope;
use crate::shell::asked::Asked;

/// Devices counted longer ago are not recent any more (`domain.md` §10).
const RECENT_MONTHS: i32 = 60;
const UNIT: i64 = 1_000;

/// What is known of some schools, in their order. They are those of the basin: what others have is not asked.
///
/// # Errors
/// When the plan of endowment cannot be computed, or the database fails.
pub(super) fn known(
    tx: &mut Tx,
    schools: Vec<SchoolLine>,
    asked: Asked,
    seen: ScoresSeen,
) -> Result<Vec<KnownSchool>, StrategyError> {
    let mut observed: HashMap<Uai, BTreeMap<Component, Observed>> = HashMap::new();
    for (uai, component, value) in declared(tx, &schools, asked)? {
        observed.entry(uai).or_default().insert(component, value);
    }
    // A register speaks before what was declared.
    let mut told = social(tx, asked)?;
    told.extend(equipment(tx, &schools, asked)?);
    told.extend(rooms(tx, asked)?);
    told.extend(lines(tx, &schools, asked)?);
    told.extend(trained(tx, asked)?);
    told.extend(reviewed(tx, asked, seen)?);
    for (uai, component, value) in told {
        observed.entry(uai).or_default().insert(component, value);
    }
    Ok(schools
        .into_iter()
        .map(|school| KnownSchool {
            observed: observed.remove(&school.uai).unwrap_or_default(),
            school,
        })
        .collect())
}

/// One thing that is known.
type Told = (Uai, Component, Observed);

fn registered(measure: Measure, milli: i64, on: Option<Day>, href: String, fictitious: bool) -> Observed {
    Observed {
        measure,
        milli,
        basis: Basis::Register,
        on,
        href,
        note: String::new(),
        fictitious,
    }
}

/// A share in thousandths of a percent, halves up.
const fn percent(part: i64, all: i64) -> i64 {
    (part * 100 * UNIT * 2 + all) / (2 * all)
}

/// What pilots declare: the newest by the day it speaks of.
fn declared(tx: &mut Tx, schools: &[SchoolLine], asked: Asked) -> Result<Vec<Told>, StrategyError> {
    let groups: HashMap<&Uai, SchoolGroup> = schools
        .iter()
        .map(|school| (&school.uai, SchoolGroup::of(school.kind)))
        .collect();
    Ok(store::values(tx, asked.on, asked.known_at)?
        .into_iter()
        .filter_map(|value| {
            let group = groups.get(&value.uai)?;
            let observed = Observed {
                measure: rules::declared_in(value.component, *group),
                milli: value.milli,
                basis: Basis::Declared,
                on: Some(value.observed_on),
                href: format!("/strategie/besoins/{}#valeurs", value.uai),
                note: value.note,
                fictitious: value.fictitious,
            };
            Some((value.uai, value.component, observed))
        })
        .collect())
}

fn social(tx: &mut Tx, asked: Asked) -> Result<Vec<Told>, StrategyError> {
    Ok(directory::social_indices(tx, asked.on, asked.known_at)?
        .into_iter()
        .map(|(uai, index)| {
            let href = format!("/etablissements/{uai}");
            let day = index.year.observation_day();
            let observed = registered(Measure::Ips, i64::from(index.tenths) * 100, Some(day), href, false);
            (uai, Component::Social, observed)
        })
        .collect())
}

/// Pupils of the newest school year whose pupils are known, projected when nobody counted them yet.
fn pupils(roster: &Roster, on: Day) -> Option<i64> {
    let counted = |year| roster.count(year, Category::Total);
    let years = roster.years().into_iter().rev();
    let mut past = years.filter(|year| *year <= on.school_year());
    past.find_map(counted).map(i64::from).filter(|pupils| *pupils > 0)
}

/// Devices of pupils in use and those in cases, for 100 pupils. Devices of teachers and spares are not
/// for pupils \[C\].
fn equipment(tx: &mut Tx, schools: &[SchoolLine], asked: Asked) -> Result<Vec<Told>, StrategyError> {
    let (plan, four) = endowment::four_of(tx, &Scope::everything(), asked)?;
    let in_case = i64::from(plan.set.parameters.case_size);
    let recent = asked.on.plus_months(-RECENT_MONTHS);
    let mut newest: HashMap<(&Uai, SupplyItem), (&FourFigures, Day, u32)> = HashMap::new();
    for row in &four {
        let wanted = matches!(row.item, SupplyItem::PupilDevice | SupplyItem::Case);
        let Some((day, stock)) = row.in_use_on.zip(row.in_use).filter(|(day, _)| wanted && *day > recent) else {
            continue;
        };
        let place = newest.entry((&row.uai, row.item)).or_insert((row, day, stock));
        if place.1 <= day {
            *place = (row, day, stock);
        }
    }
    let rosters = directory::rosters(
        tx,
        schools,
        asked.on,
        asked.known_at,
        asked.on.school_year(),
        Ratio::ONE,
    )?;
    let mut told = Vec::new();
    for school in schools {
        let Some(pupils) = rosters.get(&school.uai).and_then(|roster| pupils(roster, asked.on)) else {
            continue;
        };
        let stock = |item| newest.get(&(&school.uai, item));
        let found = [(stock(SupplyItem::PupilDevice), 1), (stock(SupplyItem::Case), in_case)];
        let (mut devices, mut on, mut fictitious) = (None, None, false);
        for ((row, day, stock), each) in found.into_iter().filter_map(|(found, each)| Some((found?, each))) {
            devices = Some(devices.unwrap_or(0) + i64::from(*stock) * each);
            on = on.max(Some(*day));
            fictitious |= row.fictitious;
        }
        if let Some(devices) = devices {
            let measure = rules::devices(SchoolGroup::of(school.kind));
            let href = format!("/etablissements/{}/dotation", school.uai);
            let observed = registered(measure, percent(devices, pupils), on, href, fictitious);
            told.push((school.uai.clone(), Component::Equipment, observed));
        }
    }
    Ok(told)
}

/// Rooms at high speed among those of which something is known.
fn rooms(tx: &mut Tx, asked: Asked) -> Result<Vec<Told>, StrategyError> {
    let rooms = connectivity::school_rooms(tx, &Scope::everything(), asked.on, asked.known_at, false)?;
    Ok(rooms
        .into_iter()
        .filter_map(|rooms| {
            let counts = rooms.counts;
            let known = i64::from(counts.rooms()) - i64::from(counts.unknown);
            let href = format!("/etablissements/{}/salles", rooms.uai);
            (known > 0).then(|| {
                let milli = percent(i64::from(counts.high_speed()), known);
                let observed = registered(Measure::HighSpeed, milli, None, href, counts.fictitious > 0);
                (rooms.uai, Component::Connectivity, observed)
            })
        })
        .collect())
}

fn lines(tx: &mut Tx, schools: &[SchoolLine], asked: Asked) -> Result<Vec<Told>, StrategyError> {
    let sites = connectivity::site_lines(tx, schools, asked.on, asked.known_at)?;
    Ok(schools
        .iter()
        .zip(sites)
        .filter_map(|(school, site)| {
            let SiteState {
                line, is_sufficient, ..
            } = site;
            let milli = i64::from(is_sufficient?) * UNIT;
            let line = line?;
            let href = format!("/etablissements/{}/salles", school.uai);
            let observed = registered(Measure::YesNo, milli, Some(line.valid_from), href, line.fictitious);
            Some((school.uai.clone(), Component::Prerequisites, observed))
        })
        .collect())
}

/// Fewer teachers than this are not told apart \[`domain.md` §5.4 and §9\].
const FEW: i64 = 5;

/// The share of the teachers of a school who followed enough, in thousandths of a percent. It is read by those who do
/// not see training as it stands, so it tells nothing of fewer than five: no share below five teachers, and one to the
/// nearest quarter when fewer than five followed enough or did not.
fn guarded_share(trained: i64, all: i64) -> Option<i64> {
    let few = |count: i64| count > 0 && count < FEW;
    if all < FEW {
        None
    } else if few(trained) || few(all - trained) {
        Some((4 * trained + all / 2) / all * 25 * UNIT)
    } else {
        Some(percent(trained, all))
    }
}

/// Teachers in service who followed at least three hours, each counted once a school.
fn trained(tx: &mut Tx, asked: Asked) -> Result<Vec<Told>, StrategyError> {
    let mut teachers: BTreeMap<Uai, (BTreeSet<_>, BTreeSet<_>, bool)> = BTreeMap::new();
    for service in training::served(tx, &Scope::everything(), asked.known_at)? {
        let in_service = service.valid_from <= asked.on && service.valid_to.is_none_or(|last| asked.on <= last);
        if !in_service {
            continue;
        }
        let [three_hours, _, _] = service.reached;
        let (all, trained, fictitious) = teachers.entry(service.uai).or_default();
        all.insert(service.person);
        if three_hours.is_some_and(|day| day <= asked.on) {
            trained.insert(service.person);
        }
        *fictitious |= service.is_fictitious;
    }
    let count = |people: &BTreeSet<_>| i64::try_from(people.len()).unwrap_or(i64::MAX);
    Ok(teachers
        .into_iter()
        .filter_map(|(uai, (all, trained, fictitious))| {
            let href = format!("/formation/personnels?etablissement={uai}");
            let milli = guarded_share(count(&trained), count(&all))?;
            let observed = registered(Measure::Trained, milli, None, href, fictitious);
            Some((uai, Component::Training, observed))
        })
        .collect())
}

fn reviewed(tx: &mut Tx, asked: Asked, seen: ScoresSeen) -> Result<Vec<Told>, StrategyError> {
    let scores = reviews::school_scores(tx, asked.on, asked.known_at, seen)?;
    Ok(scores
        .into_iter()
        .map(|score| {
            let milli = i64::try_from(score.score.hundredths()).unwrap_or(0) * 10;
            let href = format!("/evaluations/dossiers/{}", score.dossier);
            let observed = registered(Measure::ReviewScore, milli, Some(score.on), href, score.fictitious);
            (score.uai, Component::Review, observed)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_tells_nothing_of_fewer_than_five_teachers() {
        // Trained, in service, and the share told in percent.
        let table = [
            (0, 4, None),
            (4, 4, None),
            (0, 5, Some(0)),
            (5, 5, Some(100)),
            (1, 6, Some(25)),
            (2, 6, Some(25)),
            (4, 20, Some(25)),
            (1, 20, Some(0)),
            (17, 20, Some(75)),
            (5, 20, Some(25)),
            (6, 20, Some(30)),
        ];
        for (trained, all, percent) in table {
            let told = guarded_share(trained, all).map(|milli| milli / UNIT);
            assert_eq!(told, percent, "{trained} of {all}");
        }
    }
}
