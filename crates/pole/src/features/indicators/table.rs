//! Tables of values: every measure at every place of the axes.

use std::collections::HashMap;

use super::facts::Facts;
use super::model::{Group, Measure, Place, Value};
use super::rules::{Asking, Coverage, value};
use super::tally::{period, tally};

/// The places of a set of facts: the basin, its islands, types and waves, and every school that
/// counts or whose status is not known.
pub fn places(facts: &Facts) -> Vec<Place> {
    let mut places = vec![Place::Basin];
    let mut territories: Vec<_> = facts
        .schools
        .iter()
        .filter_map(|school| school.territory.clone())
        .collect();
    territories.sort();
    territories.dedup();
    // Saint-Martin first: by the number of its schools, the larger island.
    territories.sort_by_key(|territory| {
        std::cmp::Reverse(
            facts
                .schools
                .iter()
                .filter(|school| school.territory.as_ref() == Some(territory))
                .count(),
        )
    });
    places.extend(territories.into_iter().map(Place::Territory));
    places.extend(
        Group::ALL
            .into_iter()
            .filter(|group| facts.schools.iter().any(|school| school.group == *group))
            .map(Place::Group),
    );
    places.extend(facts.waves.iter().map(|wave| Place::Wave(wave.code.clone())));
    places.extend(
        facts
            .schools
            .iter()
            .filter(|school| school.counts != Some(false))
            .map(|school| Place::School(school.uai.clone())),
    );
    places
}

/// One value.
pub fn value_of(facts: &Facts, measure: Measure, place: &Place) -> Value {
    let asking = Asking {
        measure,
        definition: facts.definitions.of(measure.indicator()).version,
        place: place.clone(),
        period: period(facts, measure),
        as_of: facts.on,
        known_at: facts.known_at,
    };
    value(asking, &tally(facts, measure, place), Coverage::default())
}

/// Every measure at every place.
pub fn values(facts: &Facts, measures: &[Measure], places: &[Place]) -> Vec<Value> {
    places
        .iter()
        .flat_map(|place| measures.iter().map(move |measure| value_of(facts, *measure, place)))
        .collect()
}

/// What places are called, where only data says it: schools and waves.
#[derive(Clone, Debug, Default)]
pub struct Labels(HashMap<Place, String>);

impl Labels {
    /// The names of the schools and waves of a set of facts.
    pub fn of(facts: &Facts) -> Self {
        let schools = facts
            .schools
            .iter()
            .map(|school| (Place::School(school.uai.clone()), school.name.clone()));
        let waves = facts
            .waves
            .iter()
            .map(|wave| (Place::Wave(wave.code.clone()), wave.label.clone()));
        Self(schools.chain(waves).collect())
    }

    /// The names a release kept.
    pub fn kept(cells: &[super::records::ReleaseCell]) -> Self {
        Self(
            cells
                .iter()
                .filter(|cell| !cell.label.is_empty())
                .map(|cell| (cell.place.clone(), cell.label.clone()))
                .collect(),
        )
    }

    /// The name of a place; empty when the page has the words for it.
    pub fn of_place(&self, place: &Place) -> String {
        self.0.get(place).cloned().unwrap_or_default()
    }
}
