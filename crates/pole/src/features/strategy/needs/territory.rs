//! Where the schools stand: island, quarter, priority education, distances, exposure, and what is known of fixed
//! internet in their communes.

use std::collections::HashMap;

use pole_db::Tx;
use pole_kernel::{Day, PositionPrecision, SchoolYear, Uai};

use super::super::errors::StrategyError;
use super::coverage::{self, Coverage};
use super::model::Component;
use super::store;
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;

/// The radius of the Earth, in metres.
const EARTH: f64 = 6_371_000.0;

/// Another school and how far it is, as the crow flies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// In metres; `None` when a position is not known.
    pub metres: Option<i64>,
    /// Whether one of the positions is only that of a quarter.
    pub approximate: bool,
}

/// What was declared of the exposure of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// From 0 to 4.
    pub level: i64,
    /// The day it speaks of.
    pub on: Day,
    /// Where it comes from.
    pub note: String,
    /// Whether it is invented.
    pub fictitious: bool,
}

/// A school and where it stands.
#[derive(Clone, Debug)]
pub struct Site {
    /// The school.
    pub school: SchoolLine,
    /// Its social position index in tenths, and the school year.
    pub ips: Option<(u32, SchoolYear)>,
    /// The collège of its catchment area; `None` for a collège and when it has none.
    pub college: Option<Neighbour>,
    /// The nearest other school; `None` when its position is not known.
    pub nearest: Option<Neighbour>,
    /// Its exposure, when it was declared.
    pub exposure: Option<Exposure>,
}

/// The schools one may see and their communes.
#[derive(Clone, Debug)]
pub struct TerritoryView {
    /// The eligible schools, in the order of UAI.
    pub sites: Vec<Site>,
    /// The communes of these schools: code and name.
    pub communes: Vec<(String, String)>,
    /// What is known of these communes.
    pub coverage: Vec<Coverage>,
}

/// The distance between two points in millionths of a degree, in metres, on a sphere.
pub fn metres(from: (i32, i32), to: (i32, i32)) -> i64 {
    let radians = |micro: i32| (f64::from(micro) / 1e6).to_radians();
    let (north, south) = (radians(from.0), radians(to.0));
    let across = (south - north) / 2.0;
    let along = (radians(to.1) - radians(from.1)) / 2.0;
    let chord = across.sin().powi(2) + north.cos() * south.cos() * along.sin().powi(2);
    let arc = 2.0 * chord.sqrt().min(1.0).asin();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no two points of the Earth are farther than 20,100 km"
    )]
    let metres = (EARTH * arc).round() as i64;
    metres
}

fn neighbour(school: &SchoolLine, other: &SchoolLine) -> Neighbour {
    let both = school.position.zip(other.position);
    Neighbour {
        uai: other.uai.clone(),
        name: other.name.clone(),
        metres: both.map(|(own, far)| metres((own.0, own.1), (far.0, far.1))),
        approximate: both.is_some_and(|(own, far)| {
            own.2 == PositionPrecision::Approximate || far.2 == PositionPrecision::Approximate
        }),
    }
}

/// The nearest other school, by distance and then by UAI.
fn nearest(school: &SchoolLine, all: &[SchoolLine]) -> Option<Neighbour> {
    all.iter()
        .filter(|other| other.uai != school.uai && other.kind.is_school())
        .map(|other| neighbour(school, other))
        .filter_map(|other| Some((other.metres?, other.uai.clone(), other)))
        .min_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)))
        .map(|(_, _, other)| other)
}

/// Where the schools stand, for those who may read their needs.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn territory(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<TerritoryView, StrategyError> {
    policy::check(actor, Action::ReadNeeds, Subject::Basin)?;
    let scope = policy::scope(actor, Action::ReadNeeds);
    let all = directory::basin(tx, Scope::everything())?;
    let mut indices = directory::social_indices(tx, asked.on, asked.known_at)?;
    let mut exposures: HashMap<Uai, Exposure> = HashMap::new();
    for value in store::values(tx, asked.on, asked.known_at)? {
        if value.component == Component::Isolation {
            let exposure = Exposure {
                level: value.milli / 1_000,
                on: value.observed_on,
                note: value.note,
                fictitious: value.fictitious,
            };
            exposures.insert(value.uai, exposure);
        }
    }
    let mut sites: Vec<Site> = all
        .iter()
        .filter(|school| directory::is_eligible(school) && scope.holds(&school.uai, school.territory.as_ref()))
        .map(|school| Site {
            ips: indices.remove(&school.uai).map(|row| (row.tenths, row.year)),
            college: school
                .attached_to
                .as_ref()
                .and_then(|uai| all.iter().find(|other| other.uai == *uai))
                .map(|college| neighbour(school, college)),
            nearest: nearest(school, &all),
            exposure: exposures.remove(&school.uai),
            school: school.clone(),
        })
        .collect();
    sites.sort_by(|left, right| left.school.uai.cmp(&right.school.uai));
    let mut communes: Vec<(String, String)> = sites
        .iter()
        .filter_map(|site| Some((site.school.commune_code.clone()?, site.school.commune.clone()?)))
        .collect();
    communes.sort();
    communes.dedup_by(|left, right| left.0 == right.0);
    let mut coverage = coverage::coverage(tx, asked.on, asked.known_at)?;
    coverage.retain(|coverage| communes.iter().any(|(code, _)| *code == coverage.commune));
    Ok(TerritoryView {
        sites,
        communes,
        coverage,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        // Marigot to Gustavia: 31.3 km, a degree of latitude is 111.2 km.
        let (marigot, gustavia) = ((18_068_190, -63_083_020), (17_896_180, -62_849_780));
        let far = metres(marigot, gustavia);
        assert!((31_000..31_500).contains(&far), "{far}");
        assert_eq!(metres(gustavia, marigot), far);
        assert_eq!(metres(marigot, marigot), 0);
        assert_eq!(metres((0, 0), (1_000_000, 0)), 111_195);
        assert_eq!(metres((0, 0), (0, 180_000_000)), 20_015_087);
    }
}
