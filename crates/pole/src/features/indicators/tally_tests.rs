//! The five indicators, counted on small basins one can check by hand.

use std::collections::HashMap;

use pole_kernel::{Day, Territory, Uai};
use proptest::prelude::*;

use super::definitions::Definitions;
use super::facts::{
    CertificationCounts, Facts, Followed, Offered, Profile, ProfileUsage, RoomCounts, SchoolFacts, WaveFacts,
};
use super::model::{Flag, Group, Measure, Place, Tally, Value};
use super::table::{places, value_of};
use super::tally::tally;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

/// Four schools of the fixtures: a collège and its école on Saint-Martin, an école and a lycée on
/// Saint-Barthélemy.
const CODES: [&str; 4] = ["9719001G", "9719002H", "9719003J", "9719004K"];

fn school(index: usize, group: Group, territory: &str) -> SchoolFacts {
    SchoolFacts {
        uai: uai(CODES[index]),
        name: format!("École {index}"),
        territory: Territory::parse(territory).ok(),
        group,
        counts: Some(true),
        is_attached: false,
        eligible: Some(group != Group::Lycees),
        selected_in: None,
        applied: false,
        signed: None,
        pupils: None,
        exceptional: false,
        fictitious: false,
    }
}

fn facts() -> Facts {
    let on = day("2026-11-26");
    Facts {
        on,
        known_at: on.ends(),
        definitions: Definitions::on(&[], on, on.ends()),
        schools: vec![
            school(0, Group::Colleges, "978"),
            school(1, Group::Ecoles, "978"),
            school(2, Group::Ecoles, "977"),
            school(3, Group::Lycees, "977"),
        ],
        waves: vec![WaveFacts {
            code: "2026".to_owned(),
            label: "Vague 2026".to_owned(),
            undecided: false,
        }],
        rooms: HashMap::new(),
        followed: Vec::new(),
        offered: Vec::new(),
        certifications: Vec::new(),
        certified_from: day("2026-09-01"),
        first_exam: Some(day("2019-05-01")),
        month: day("2026-10-01").month_of(),
        usage: Vec::new(),
        closed: Vec::new(),
    }
}

/// `yes/all unknown`, and the flags.
fn told(tally: &Tally) -> String {
    let all = tally.all.map_or_else(|| "–".to_owned(), |all| all.to_string());
    let flags: Vec<String> = tally
        .marks
        .iter()
        .map(|(flag, count)| format!(" {}:{count}", flag.code()))
        .collect();
    format!("{}/{all} {}{}", tally.yes, tally.unknown, flags.concat())
}

fn check(facts: &Facts, measure: Measure, place: &Place, expected: &str) {
    assert_eq!(told(&tally(facts, measure, place)), expected, "{measure} at {place}");
}

#[test]
fn i1_counts_the_eligible_schools_and_a_lycee_never_is() {
    let mut facts = facts();
    facts.schools[0].selected_in = Some("2026".to_owned());
    facts.schools[0].applied = true;
    facts.schools[1].applied = true;
    // A lycée with local money is in the pôle, outside the call.
    facts.schools[3].selected_in = Some("2026".to_owned());
    check(&facts, Measure::SelectedCoverage, &Place::Basin, "1/3 0");
    check(&facts, Measure::SelectedSuccess, &Place::Basin, "1/2 0");
    check(&facts, Measure::SelectedCoverage, &Place::Group(Group::Lycees), "0/0 0");
    check(
        &facts,
        Measure::SelectedCoverage,
        &Place::Wave("2026".to_owned()),
        "1/3 0",
    );
}

#[test]
fn i1_says_when_a_status_is_unknown_and_when_a_wave_waits_for_its_decision() {
    let mut facts = facts();
    facts.schools[2].eligible = None;
    facts.waves[0].undecided = true;
    check(&facts, Measure::SelectedCoverage, &Place::Basin, "0/3 1 partiel:1");
    check(
        &facts,
        Measure::SelectedCoverage,
        &Place::Territory(Territory::parse("978").unwrap()),
        "0/2 0 partiel:1",
    );
}

#[test]
fn i1_weighted_by_pupils_says_which_are_projected_or_missing() {
    let mut facts = facts();
    facts.schools[0].pupils = Some((600, true));
    facts.schools[0].selected_in = Some("2026".to_owned());
    facts.schools[1].pupils = Some((200, false));
    check(
        &facts,
        Measure::SelectedPupils,
        &Place::Basin,
        "600/800 0 partiel:1 estime:1",
    );
    // Among those that applied alone, when pupils weigh the rate of success.
    facts.schools[0].applied = true;
    check(
        &facts,
        Measure::SelectedSuccessPupils,
        &Place::Basin,
        "600/600 0 estime:1",
    );
    facts.schools[1].applied = true;
    check(
        &facts,
        Measure::SelectedSuccessPupils,
        &Place::Basin,
        "600/800 0 estime:1",
    );
}

#[test]
fn i1_signed_is_among_the_selected_and_without_a_dossier_it_has_no_object() {
    let mut facts = facts();
    let selected = Some("2026".to_owned());
    check(&facts, Measure::SelectedSigned, &Place::Basin, "0/0 0");
    facts.schools[0].selected_in = selected.clone();
    facts.schools[1].selected_in = selected.clone();
    check(&facts, Measure::SelectedSigned, &Place::Basin, "0/2 2 sans_objet:1");
    facts.schools[0].signed = Some(true);
    check(&facts, Measure::SelectedSigned, &Place::Basin, "1/2 1");
    check(
        &facts,
        Measure::SelectedSigned,
        &Place::Wave("2026".to_owned()),
        "1/2 1",
    );
    facts.schools[1].signed = Some(false);
    check(&facts, Measure::SelectedSigned, &Place::Basin, "1/2 0");
    // The line of a school that is no longer selected counts nowhere.
    facts.schools[0].selected_in = None;
    check(&facts, Measure::SelectedSigned, &Place::Basin, "0/1 0");
}

#[test]
fn a_closed_school_or_one_without_contract_is_in_no_denominator() {
    let mut facts = facts();
    facts.schools[1].eligible = Some(false);
    facts.schools[1].counts = Some(false);
    facts.rooms.insert(
        uai(CODES[1]),
        RoomCounts {
            classes: [0, 0, 9, 0],
            ..RoomCounts::default()
        },
    );
    check(&facts, Measure::SelectedCoverage, &Place::Basin, "0/2 0");
    check(&facts, Measure::RoomsHighSpeed, &Place::Basin, "0/0 0 partiel:3");
}

#[test]
fn i2_counts_c2_and_c3_and_says_what_is_unknown_stale_or_declared() {
    let mut facts = facts();
    facts.rooms.insert(
        uai(CODES[0]),
        RoomCounts {
            classes: [4, 3, 2, 1],
            unknown: 3,
            stale: 1,
            declared: 2,
            measured: 5,
            fictitious: 0,
        },
    );
    let college = Place::School(uai(CODES[0]));
    check(
        &facts,
        Measure::RoomsHighSpeed,
        &college,
        "3/10 3 perime:1 declaratif:2",
    );
    check(
        &facts,
        Measure::RoomsConnected,
        &college,
        "6/10 3 perime:1 declaratif:2",
    );
    check(
        &facts,
        Measure::RoomsVeryHighSpeed,
        &college,
        "1/10 3 perime:1 declaratif:2",
    );
    check(&facts, Measure::RoomsMeasured, &college, "5/10 0");
    // Three schools listed no room: the figure of the basin is partial.
    check(
        &facts,
        Measure::RoomsHighSpeed,
        &Place::Basin,
        "3/10 3 partiel:3 perime:1 declaratif:2",
    );
}

fn followed(person: u128, index: usize, six_hours: &str) -> Followed {
    let six = Day::parse(six_hours).ok();
    Followed {
        person,
        uai: uai(CODES[index]),
        reached: [six, six, None],
        in_service: true,
        fictitious: false,
    }
}

#[test]
fn i3_counts_a_teacher_of_two_schools_once_in_the_basin_and_in_each_school() {
    let mut facts = facts();
    facts.followed = vec![
        followed(1, 0, "2026-10-01"),
        followed(1, 2, "2026-10-01"),
        followed(2, 0, "2026-11-26"),
        // Not yet that day.
        followed(3, 0, "2026-11-27"),
        followed(4, 0, ""),
    ];
    check(&facts, Measure::TeachersTrained, &Place::School(uai(CODES[0])), "2/– 0");
    check(&facts, Measure::TeachersTrained, &Place::School(uai(CODES[2])), "1/– 0");
    check(&facts, Measure::TeachersTrained, &Place::Basin, "2/– 0");
    check(&facts, Measure::TeachersTrainedInService, &Place::Basin, "2/4 0");
    check(&facts, Measure::TeachersComplete, &Place::Basin, "0/– 0");
}

#[test]
fn i3_keeps_leavers_in_the_count_and_out_of_the_stock() {
    let mut facts = facts();
    facts.followed = vec![Followed {
        in_service: false,
        ..followed(1, 0, "2026-10-01")
    }];
    check(&facts, Measure::TeachersTrained, &Place::Basin, "1/– 0");
    check(&facts, Measure::TeachersTrainedInService, &Place::Basin, "0/0 0");
}

#[test]
fn i3_the_commitment_counts_each_teacher_once() {
    let mut facts = facts();
    let offered = |person, index: usize, kept| Offered {
        person,
        uai: uai(CODES[index]),
        kept,
        fictitious: false,
    };
    facts.offered = vec![offered(1, 0, true), offered(1, 3, true), offered(2, 3, false)];
    check(&facts, Measure::TeachersOffered, &Place::Basin, "1/2 0");
    check(&facts, Measure::TeachersOffered, &Place::Group(Group::Lycees), "1/2 0");
    check(
        &facts,
        Measure::TeachersOffered,
        &Place::Group(Group::Colleges),
        "1/1 0",
    );
}

fn usage(place: Place, profile: Profile, visitors: u64, people: Option<u64>) -> ProfileUsage {
    ProfileUsage {
        place,
        profile,
        visitors,
        pupils_reached: None,
        people,
        estimated: false,
        provisional: false,
        fictitious: false,
    }
}

#[test]
fn i4_has_one_figure_a_profile_counted_anew_at_each_place() {
    let mut facts = facts();
    facts.usage = vec![
        usage(Place::Basin, Profile::Guardian, 110, Some(400)),
        usage(Place::School(uai(CODES[0])), Profile::Guardian, 80, Some(250)),
        usage(Place::School(uai(CODES[2])), Profile::Guardian, 40, Some(150)),
    ];
    facts.usage[0].pupils_reached = Some(150);
    facts.usage.push(usage(Place::Basin, Profile::Pupil, 300, Some(500)));
    check(&facts, Measure::AttendanceGuardians, &Place::Basin, "110/400 0");
    check(
        &facts,
        Measure::AttendanceGuardians,
        &Place::School(uai(CODES[0])),
        "80/250 0",
    );
    check(&facts, Measure::HouseholdCoverage, &Place::Basin, "150/500 0");
    // No reference population: no rate. A wave is no scope of counting.
    check(&facts, Measure::AttendanceTeachers, &Place::Basin, "0/– 0");
    check(
        &facts,
        Measure::AttendanceGuardians,
        &Place::Wave("2026".to_owned()),
        "0/– 0",
    );
}

#[test]
fn i4_says_when_a_month_had_an_exceptional_closure() {
    let mut facts = facts();
    facts.usage = vec![usage(Place::School(uai(CODES[0])), Profile::Pupil, 1, Some(2))];
    facts.closed = vec![Place::Territory(Territory::parse("978").unwrap())];
    check(
        &facts,
        Measure::AttendancePupils,
        &Place::School(uai(CODES[0])),
        "1/2 0 exceptionnel:1",
    );
    check(
        &facts,
        Measure::AttendancePupils,
        &Place::School(uai(CODES[2])),
        "0/– 0",
    );
}

#[test]
fn i5_counts_for_the_school_even_unmatched_and_for_the_basin_when_no_school_is_known() {
    let mut facts = facts();
    facts.certifications = vec![
        CertificationCounts {
            uai: Some(uai(CODES[0])),
            pupils: 12,
            teachers: 2,
            unmatched: 3,
            candidates: 20,
            corrected: 1,
            fictitious: false,
        },
        CertificationCounts {
            pupils: 4,
            candidates: 4,
            ..CertificationCounts::default()
        },
    ];
    check(
        &facts,
        Measure::Certifications,
        &Place::School(uai(CODES[0])),
        "14/– 0 partiel:3 rectifie:1",
    );
    check(
        &facts,
        Measure::Certifications,
        &Place::Basin,
        "18/– 0 partiel:3 rectifie:1",
    );
    check(
        &facts,
        Measure::CertificationsTeachers,
        &Place::Basin,
        "2/– 0 partiel:3 rectifie:1",
    );
    check(
        &facts,
        Measure::CertificationsPassed,
        &Place::Basin,
        "18/24 0 partiel:3 rectifie:1",
    );
}

#[test]
fn i5_has_no_object_before_the_first_session_of_the_basin() {
    let mut facts = facts();
    facts.first_exam = Some(day("2026-11-27"));
    let value = value_of(&facts, Measure::Certifications, &Place::Basin);
    assert_eq!((value.numerator, value.has(Flag::NotApplicable)), (None, true));
    facts.first_exam = None;
    assert!(value_of(&facts, Measure::Certifications, &Place::Basin).has(Flag::NotApplicable));
}

/// Additive measures: the leaves of every axis make the basin.
fn sums(facts: &Facts, measure: Measure) -> Result<(), TestCaseError> {
    let whole = tally(facts, measure, &Place::Basin);
    for kind in ["territory", "type", "school"] {
        let mut sum = Tally {
            all: whole.all.map(|_| 0),
            ..Tally::default()
        };
        for place in places(facts).iter().filter(|place| place.kind() == kind) {
            sum.add(&tally(facts, measure, place));
        }
        prop_assert_eq!(
            (sum.yes, sum.all, sum.unknown),
            (whole.yes, whole.all, whole.unknown),
            "{} by {}",
            measure,
            kind
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn additive_measures_sum_to_their_leaves_on_every_axis(
        rooms in prop::collection::vec((0_u32..9, 0_u32..9, 0_u32..9, 0_u32..9), 4),
        certifications in prop::collection::vec((0_u32..30, 0_u32..5), 4),
        selected in prop::collection::vec(any::<bool>(), 4),
        status in prop::collection::vec(prop::option::of(any::<bool>()), 4),
    ) {
        let mut facts = facts();
        for index in 0..4 {
            let (c0, c1, c2, c3) = rooms[index];
            let code = uai(CODES[index]);
            facts.rooms.insert(code.clone(), RoomCounts { classes: [c0, c1, c2, c3], unknown: c0 / 2, ..RoomCounts::default() });
            let (pupils, teachers) = certifications[index];
            facts.certifications.push(CertificationCounts { uai: Some(code), pupils, teachers, candidates: pupils + teachers + 3, ..CertificationCounts::default() });
            facts.schools[index].eligible = status[index];
            facts.schools[index].selected_in = selected[index].then(|| "2026".to_owned());
            facts.schools[index].applied = selected[index];
            facts.schools[index].pupils = Some((pupils * 10, false));
        }
        for measure in Measure::ALL.iter().filter(|measure| measure.is_additive()) {
            sums(&facts, *measure)?;
        }
    }

    /// Distinct persons are counted anew: never more than the sum of the leaves, never less than the largest.
    #[test]
    fn distinct_persons_are_never_summed(lines in prop::collection::vec((0_u128..12, 0_usize..4), 0..40)) {
        let mut facts = facts();
        facts.followed = lines.iter().map(|(person, index)| followed(*person, *index, "2026-10-01")).collect();
        let of = |place: &Place| tally(&facts, Measure::TeachersTrained, place).yes;
        let leaves: Vec<u64> = CODES.iter().map(|code| of(&Place::School(uai(code)))).collect();
        let whole = of(&Place::Basin);
        let distinct: std::collections::BTreeSet<u128> = lines.iter().map(|(person, _)| *person).collect();
        prop_assert_eq!(whole, distinct.len() as u64);
        prop_assert!(whole <= leaves.iter().sum());
        prop_assert!(leaves.iter().all(|leaf| *leaf <= whole));
    }
}

/// What a value says of itself can be computed again from its parts.
#[test]
fn a_value_carries_everything_it_was_made_of() {
    let mut facts = facts();
    facts.schools[0].selected_in = Some("2026".to_owned());
    let value: Value = value_of(&facts, Measure::SelectedCoverage, &Place::Basin);
    assert_eq!((value.numerator, value.denominator), (Some(1), Some(3)));
    assert_eq!(value.level(), Some(333));
    assert_eq!(
        (value.as_of, value.known_at, value.definition),
        (facts.on, facts.known_at, 1)
    );
    assert_eq!(value.evidence_count, Some(1));
}
