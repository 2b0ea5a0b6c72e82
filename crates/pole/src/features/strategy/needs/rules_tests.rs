//! The rules of `domain.md` §7.1, read as they are written.

use std::collections::BTreeMap;

use pole_formats::SchoolState;
use pole_kernel::{SchoolKind, Uai};
use proptest::prelude::*;

use super::model::{Basis, Component, KnownSchool, Measure, Observed, SchoolScores, StandIn, Weights};
use super::rules::*;
use crate::features::directory::SchoolLine;

fn check(measure: Measure, table: &[(i64, i64)]) {
    for (milli, expected) in table {
        assert_eq!(points(measure, *milli), *expected, "{measure} {milli}");
    }
}

#[test]
fn the_social_situation_is_100_at_an_index_of_65_and_0_at_125() {
    check(
        Measure::Ips,
        &[
            (50_000, 100),
            (65_000, 100),
            (95_000, 50),
            (125_000, 0),
            (140_000, 0),
            (82_300, 71),
            (121_000, 7),
        ],
    );
}

#[test]
fn without_an_index_it_is_100_at_70_percent_of_scholarships_and_0_at_10() {
    check(
        Measure::Scholarships,
        &[(0, 0), (10_000, 0), (40_000, 50), (70_000, 100), (95_000, 100)],
    );
}

#[test]
fn the_equipment_gap_is_0_at_35_devices_in_a_college_and_at_15_in_an_ecole() {
    check(
        Measure::DevicesSecondary,
        &[(0, 100), (17_500, 50), (35_000, 0), (80_000, 0)],
    );
    check(
        Measure::DevicesPrimary,
        &[(0, 100), (7_500, 50), (15_000, 0), (35_000, 0)],
    );
}

#[test]
fn the_connectivity_gap_is_the_share_of_rooms_below_high_speed() {
    check(Measure::HighSpeed, &[(0, 100), (62_500, 38), (100_000, 0)]);
}

#[test]
fn families_skills_and_exposure_have_their_own_anchors() {
    check(
        Measure::FamiliesAtRisk,
        &[(0, 0), (25_000, 50), (50_000, 100), (90_000, 100)],
    );
    check(Measure::TeacherLevel, &[(1_000, 100), (2_500, 50), (4_000, 0)]);
    check(Measure::Exposure, &[(0, 0), (1_000, 25), (4_000, 100)]);
}

#[test]
fn the_readiness_is_read_as_it_is() {
    check(Measure::Volunteers, &[(0, 0), (45_500, 46), (100_000, 100)]);
    check(Measure::ReviewScore, &[(0, 0), (73_250, 73), (100_000, 100)]);
    check(Measure::YesNo, &[(0, 0), (1_000, 100)]);
    check(Measure::Trained, &[(0, 0), (25_000, 50), (50_000, 100), (80_000, 100)]);
}

#[test]
fn what_is_pasted_is_read_as_people_write_it() {
    for (measure, text, expected) in [
        (Measure::FamiliesAtRisk, "12,5", Some(12_500)),
        (Measure::FamiliesAtRisk, " 40 % ", Some(40_000)),
        (Measure::FamiliesAtRisk, "100.0", Some(100_000)),
        (Measure::FamiliesAtRisk, "100,1", None),
        (Measure::FamiliesAtRisk, "-3", None),
        (Measure::FamiliesAtRisk, "1,2345", None),
        (Measure::FamiliesAtRisk, "1 200", None),
        (Measure::FamiliesAtRisk, "beaucoup", None),
        (Measure::FamiliesAtRisk, "", None),
        (Measure::FamiliesAtRisk, ",5", None),
        (Measure::FamiliesAtRisk, "99999999999999999999", None),
        (Measure::YesNo, "Oui", Some(1_000)),
        (Measure::YesNo, "non", Some(0)),
        (Measure::YesNo, "1", Some(1_000)),
        (Measure::YesNo, "0,5", None),
        (Measure::TeacherLevel, "B1", Some(3_000)),
        (Measure::TeacherLevel, "2,4", Some(2_400)),
        (Measure::TeacherLevel, "0", None),
        (Measure::Exposure, "3", Some(3_000)),
        (Measure::Exposure, "2,5", None),
        (Measure::Exposure, "5", None),
    ] {
        assert_eq!(read_value(measure, text), expected, "{measure} {text}");
    }
}

fn school(uai: &str, kind: SchoolKind) -> SchoolLine {
    SchoolLine {
        uai: Uai::parse(uai).unwrap(),
        name: uai.into(),
        kind,
        sector: None,
        contract: None,
        territory: None,
        commune_code: None,
        commune: None,
        quarter: None,
        priority: None,
        rep_head: None,
        position: None,
        state: SchoolState::Open,
        attached_to: None,
        pupils: None,
        ips: None,
    }
}

fn known(uai: &str, kind: SchoolKind, observed: &[(Component, Measure, i64)]) -> KnownSchool {
    let observed = observed.iter().map(|(component, measure, milli)| {
        let observed = Observed {
            measure: *measure,
            milli: *milli,
            basis: Basis::Register,
            on: None,
            href: String::new(),
            note: String::new(),
            fictitious: false,
        };
        (*component, observed)
    });
    KnownSchool {
        school: school(uai, kind),
        observed: observed.collect(),
    }
}

/// Weights that give one component of each side everything: its points are N, or R.
fn bare() -> Weights {
    let all_on = |first: Component, side: &[Component]| {
        side.iter()
            .map(|component| (component.code().to_owned(), if *component == first { 100 } else { 0 }))
            .collect()
    };
    Weights {
        need: all_on(Component::Families, &Component::NEED),
        readiness: all_on(Component::Team, &Component::READINESS),
        need_share: 70,
    }
}

#[test]
fn the_priorities_of_the_worked_example_come_out_of_its_needs_and_readiness() {
    for (name, need, readiness, expected) in [
        ("C1", 62, 70, 644),
        ("C2", 78, 45, 681),
        ("E1", 55, 80, 625),
        ("E2", 70, 60, 670),
        ("E3", 80, 50, 710),
        ("E4", 66, 75, 687),
        ("E5", 85, 40, 715),
    ] {
        let school = known(
            "9711023K",
            SchoolKind::College,
            &[
                (Component::Families, Measure::FamiliesAtRisk, need * 500),
                (Component::Team, Measure::Volunteers, readiness * 1_000),
            ],
        );
        let scores = score(vec![school], &bare());
        let scores = &scores[0];
        assert_eq!((scores.need, scores.readiness), (need * 100, readiness * 100), "{name}");
        assert_eq!(scores.priority_x10, expected, "{name}");
        assert_eq!(
            scores.priority_between,
            (expected, expected),
            "{name}: a weight of 0 counts for nothing"
        );
    }
}

#[test]
fn a_priority_is_rounded_half_up() {
    let weights = Weights::default();
    // 0.7 × 62.15 = 43.505; 0.7 × 62.14 = 43.498.
    assert_eq!(priority_x10(&weights, 6_215, 0), 435);
    assert_eq!(priority_x10(&weights, 6_214, 0), 435);
    // 0.7 × 50.50 + 0.3 × 70.00 = 56.35: the half goes up.
    assert_eq!(priority_x10(&weights, 5_050, 7_000), 564);
    assert_eq!(priority_x10(&weights, 10_000, 10_000), 1_000);
}

#[test]
fn the_default_weights_sum_to_100_on_each_side() {
    let weights = Weights::default();
    assert_eq!(problems(&weights), []);
    assert_eq!(
        (sum_of(&weights.need), sum_of(&weights.readiness), weights.need_share),
        (100, 100, 70)
    );
}

#[test]
fn weights_that_do_not_sum_to_100_are_told_with_their_sum() {
    let mut weights = Weights::default();
    weights.need.insert("social".into(), 31);
    weights.readiness.insert("team".into(), 0);
    weights.need_share = 101;
    assert_eq!(
        problems(&weights),
        [
            WeightsProblem::Need(101),
            WeightsProblem::Readiness(70),
            WeightsProblem::Share(101)
        ]
    );
    weights.need.remove("social");
    assert_eq!(problems(&weights), [WeightsProblem::Weight]);
    weights.need.insert("wealth".into(), 31);
    assert_eq!(problems(&weights), [WeightsProblem::Weight]);
    weights = Weights::default();
    weights.need.insert("social".into(), -1);
    assert_eq!(problems(&weights), [WeightsProblem::Weight]);
}

#[test]
fn a_median_is_the_middle_or_between_the_two_middles() {
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[40]), Some(40));
    assert_eq!(median(&[90, 10, 40]), Some(40));
    assert_eq!(median(&[90, 10, 40, 41]), Some(41));
}

const ECOLES: [&str; 3] = ["9710210B", "9710341U", "9710568R"];

#[test]
fn what_is_missing_is_the_median_of_the_same_type_and_moves_between_0_and_100() {
    let exposed = |points: i64| (Component::Families, Measure::FamiliesAtRisk, points * 500);
    let schools = vec![
        known(ECOLES[0], SchoolKind::Elementaire, &[exposed(20)]),
        known(ECOLES[1], SchoolKind::Maternelle, &[exposed(60)]),
        known(ECOLES[2], SchoolKind::Elementaire, &[]),
        known("9711023K", SchoolKind::College, &[exposed(100)]),
        known("9710035L", SchoolKind::College, &[]),
    ];
    let scores = score(schools, &Weights::default());
    let families = |at: usize| {
        let scored = scores[at].of(Component::Families).unwrap();
        (scored.points, scored.basis, scored.stand_in)
    };
    assert_eq!(families(2), (40, Basis::Estimated, Some(StandIn::SameType)));
    assert_eq!(families(4), (100, Basis::Estimated, Some(StandIn::SameType)));
    assert_eq!(families(0), (20, Basis::Register, None));
    // Nobody has the others: the middle, 50.
    assert_eq!(scores[0].need, 15 * 20 + 85 * 50);
    assert_eq!(scores[0].need_between, (15 * 20, 15 * 20 + 85 * 100));
    assert_eq!(scores[2].need_between, (0, 10_000));
    assert_eq!(scores[0].readiness_between, (0, 10_000));
    assert_eq!(scores[0].priority_between, (21, 916));
    assert!(scores[0].is_estimated());
}

#[test]
fn when_nobody_of_the_type_has_it_the_median_of_all_stands_in() {
    let schools = vec![
        known(
            "9711023K",
            SchoolKind::College,
            &[(Component::Team, Measure::Volunteers, 30_000)],
        ),
        known(ECOLES[0], SchoolKind::Elementaire, &[]),
    ];
    let scores = score(schools, &Weights::default());
    let team = scores[1].of(Component::Team).unwrap();
    assert_eq!((team.points, team.stand_in), (30, Some(StandIn::All)));
    let review = scores[1].of(Component::Review).unwrap();
    assert_eq!((review.points, review.stand_in), (50, Some(StandIn::Middle)));
}

/// Schools of which anything may be known.
fn any_schools() -> impl Strategy<Value = Vec<KnownSchool>> {
    let observed = prop::collection::vec((0..Component::ALL.len(), 0..200_000_i64), 0..12);
    prop::collection::vec((observed, 0..3_usize), 1..12).prop_map(|schools| {
        schools
            .into_iter()
            .map(|(observed, kind)| {
                let kind = [SchoolKind::Elementaire, SchoolKind::College, SchoolKind::Lycee][kind];
                let observed: Vec<_> = observed
                    .into_iter()
                    .map(|(at, milli)| {
                        let component = Component::ALL[at];
                        (
                            component,
                            declared_in(component, crate::features::directory::SchoolGroup::of(kind)),
                            milli,
                        )
                    })
                    .collect();
                known("9711023K", kind, &observed)
            })
            .collect()
    })
}

fn observed_points(scores: &SchoolScores) -> BTreeMap<Component, i64> {
    let observed = scores
        .components
        .iter()
        .filter(|scored| scored.basis != Basis::Estimated);
    observed.map(|scored| (scored.component, scored.points)).collect()
}

proptest! {
    #[test]
    fn adding_a_school_changes_no_observed_points_of_the_others(schools in any_schools(), more in any_schools()) {
        let weights = Weights::default();
        let before = score(schools.clone(), &weights);
        let mut all = schools;
        all.extend(more);
        let after = score(all, &weights);
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(observed_points(before), observed_points(after));
            // What is certain of them stays too.
            prop_assert_eq!(before.need_between, after.need_between);
            prop_assert_eq!(before.priority_between, after.priority_between);
        }
    }

    #[test]
    fn every_score_is_inside_its_interval_and_its_bounds(schools in any_schools()) {
        for scores in score(schools, &Weights::default()) {
            for (value, (least, most), top) in [
                (scores.need, scores.need_between, 10_000),
                (scores.readiness, scores.readiness_between, 10_000),
                (scores.priority_x10, scores.priority_between, 1_000),
            ] {
                prop_assert!(0 <= least && least <= value && value <= most && most <= top);
            }
            let points = |scored: &super::model::Scored| (0..=100).contains(&scored.points);
            prop_assert!(scores.components.iter().all(points));
        }
    }
}
