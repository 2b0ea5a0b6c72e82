//! What needs attention: holes in the data that somebody can mend, with where to mend them.

use pole_kernel::{Contract, PositionPrecision, Sector, Uai};

use crate::features::directory::SchoolLine;
use crate::features::endowment::{Plan, PlanLine};

/// A head count older than so many school years no longer describes a school (our choice).
const OLD_YEARS: i16 = 3;

/// Something to mend.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The message key; takes `count`.
    pub(super) key: &'static str,
    /// The schools concerned, with their names.
    pub(super) schools: Vec<(Uai, String)>,
    /// Where on the school's pages it is mended.
    pub(super) page: &'static str,
}

/// What is missing or doubtful in the directory of the basin.
pub(super) fn of(schools: &[SchoolLine], this_year: pole_kernel::SchoolYear) -> Vec<Item> {
    let counted = |school: &&SchoolLine| school.kind.is_school() && school.contract != Some(Contract::Uncontracted);
    let list = |key, page, concerned: &dyn Fn(&SchoolLine) -> bool| Item {
        key,
        page,
        schools: schools
            .iter()
            .filter(counted)
            .filter(|school| concerned(school))
            .map(|school| (school.uai.clone(), school.name.clone()))
            .collect(),
    };
    [
        list("overview-attention-no-count", "/effectifs", &|school| {
            school.pupils.is_none()
        }),
        list("overview-attention-old-count", "/effectifs", &|school| {
            school
                .pupils
                .is_some_and(|(_, year)| this_year.years_since(year) >= OLD_YEARS)
        }),
        list("overview-attention-unattached", "/modifier", &|school| {
            school.kind.is_ecole() && school.attached_to.is_none()
        }),
        list("overview-attention-contract", "/modifier", &|school| {
            school.sector == Some(Sector::Private) && school.contract.is_none()
        }),
        list("overview-attention-no-position", "", &|school| {
            school.position.is_none()
        }),
        list("overview-attention-approximate", "", &|school| {
            school
                .position
                .is_some_and(|(_, _, precision)| precision == PositionPrecision::Approximate)
        }),
    ]
    .into_iter()
    .filter(|item| !item.schools.is_empty())
    .collect()
}

/// What is missing or doubtful in the plan: figures nobody entered, amounts that rest on projections.
pub(super) fn of_plan(plan: &Plan) -> Vec<Item> {
    let list = |key, concerned: &dyn Fn(&PlanLine) -> bool| {
        let mut schools: Vec<(Uai, String)> = plan
            .lines
            .iter()
            .filter(|line| concerned(line))
            .map(|line| (line.endowment.uai.clone(), line.name.clone()))
            .collect();
        schools.dedup();
        Item {
            key,
            page: "/effectifs",
            schools,
        }
    };
    [
        list("overview-attention-incomplete", &|line| line.endowment.is_incomplete()),
        list("overview-attention-estimated", &|line| {
            line.figures
                .iter()
                .any(|(category, figure)| category.counts_pupils() && figure.is_estimated())
        }),
    ]
    .into_iter()
    .filter(|item| !item.schools.is_empty())
    .collect()
}
