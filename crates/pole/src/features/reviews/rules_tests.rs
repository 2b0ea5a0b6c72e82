//! The rules of reviews as tables, at their limits.

use pole_kernel::{Day, Instant, Role, RoleScope, Territory, Uai};

use super::model::{Background, Mark, Points, Reviewer, Rule, TieKind};
use super::rules::{self, Reminder};
use crate::features::calls::{Criterion, ReviewRules};
use crate::policy::HeldRole;
use crate::shell::clock::fresh_id;

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn island(code: &str) -> Territory {
    Territory::parse(code).unwrap()
}

fn held(role: Role, scope: RoleScope) -> HeldRole {
    HeldRole { role, scope }
}

#[test]
fn whatever_ties_somebody_to_a_dossier_is_a_conflict() {
    // The dossier: the collège 9710022X with the école 9711023K, on Saint-Martin.
    let schools = [uai("9710022X"), uai("9711023K")];
    let (here, there) = (island("978"), island("977"));
    let school = |code: &str| RoleScope::School(uai(code));
    let tie = |kind, code: &str| Background {
        ties: vec![(kind, Some(uai(code)), None)],
        ..Background::default()
    };
    let authority = |kind, territory: &Territory| Background {
        ties: vec![(kind, None, Some(territory.clone()))],
        ..Background::default()
    };
    let role = |role, scope| Background {
        roles: vec![held(role, scope)],
        ..Background::default()
    };
    let past = |role, scope| Background {
        past: vec![held(role, scope)],
        ..Background::default()
    };
    let cases: Vec<(&str, Background, &[Rule])> = vec![
        ("nothing is known", Background::default(), &[]),
        (
            "serves in the collège",
            tie(TieKind::School, "9710022X"),
            &[Rule::SameSchool],
        ),
        (
            "serves in the attached école",
            tie(TieKind::School, "9711023K"),
            &[Rule::SameSchool],
        ),
        ("serves elsewhere", tie(TieKind::School, "9710035L"), &[]),
        ("family there", tie(TieKind::Family, "9711023K"), &[Rule::SameFamily]),
        ("family elsewhere", tie(TieKind::Family, "9710035L"), &[]),
        (
            "worked there",
            tie(TieKind::PreviousWork, "9710022X"),
            &[Rule::PreviousWork],
        ),
        (
            "employed by the applicant",
            authority(TieKind::Authority, &here),
            &[Rule::SameAuthority],
        ),
        (
            "employed by the other island",
            authority(TieKind::Authority, &there),
            &[],
        ),
        (
            "worked for the applicant",
            authority(TieKind::PreviousWork, &here),
            &[Rule::PreviousWork],
        ),
        (
            "head of the collège",
            role(Role::Head, school("9710022X")),
            &[Rule::SameSchool],
        ),
        (
            "teaches in the école",
            role(Role::Teacher, school("9711023K")),
            &[Rule::SameSchool],
        ),
        ("head elsewhere", role(Role::Head, school("9710035L")), &[]),
        (
            "agent of the applicant",
            role(Role::AuthorityAgent, RoleScope::Authority(here.clone())),
            &[Rule::SameAuthority],
        ),
        (
            "agent of the other island",
            role(Role::AuthorityAgent, RoleScope::Authority(there.clone())),
            &[],
        ),
        ("pilot of the basin", role(Role::Pilot, RoleScope::Basin), &[]),
        (
            "taught there before",
            past(Role::Teacher, school("9710022X")),
            &[Rule::PreviousWork],
        ),
        (
            "was an agent of the applicant",
            past(Role::AuthorityAgent, RoleScope::Authority(here.clone())),
            &[Rule::PreviousWork],
        ),
        ("taught elsewhere before", past(Role::Teacher, school("9710035L")), &[]),
    ];
    for (words, background, expected) in cases {
        let found: Vec<Rule> = rules::conflicts(&background, &schools, &here)
            .into_iter()
            .map(|conflict| conflict.rule)
            .collect();
        assert_eq!(found, expected, "{words}");
    }
    let both = Background {
        ties: vec![(TieKind::Family, Some(uai("9710022X")), None)],
        roles: vec![held(Role::Head, school("9710022X"))],
        past: Vec::new(),
    };
    assert_eq!(rules::conflicts(&both, &schools, &here).len(), 2, "each rule is told");
}

#[test]
fn a_full_or_former_reviewer_is_given_nothing() {
    let now = Instant::parse("2026-10-16T08:00:00Z").unwrap();
    let reviewer = |capacity, ended: bool| Reviewer {
        id: fresh_id(),
        account: fresh_id(),
        name: String::new(),
        call: fresh_id(),
        capacity,
        note: String::new(),
        named_at: now,
        ended_at: ended.then_some(now),
    };
    let barred = |reviewer: &Reviewer, load| {
        rules::barred(
            reviewer,
            &Background::default(),
            load,
            (&[uai("9710022X")], &island("978")),
            &[],
        )
    };
    assert_eq!(barred(&reviewer(2, false), 1), []);
    assert_eq!(barred(&reviewer(2, false), 2), [Rule::Full]);
    assert_eq!(barred(&reviewer(0, false), 0), [Rule::Full]);
    assert_eq!(barred(&reviewer(2, true), 0), [Rule::Ended]);
}

/// The grid of `domain.md` §3.2.
fn criteria() -> Vec<Criterion> {
    [
        ("project", 30),
        ("network", 20),
        ("training", 20),
        ("upkeep", 15),
        ("link", 15),
    ]
    .into_iter()
    .map(|(code, weight)| Criterion {
        code: code.to_owned(),
        label: code.to_owned(),
        weight,
        help: String::new(),
    })
    .collect()
}

fn marks(given: [Option<u8>; 5]) -> Vec<Mark> {
    criteria()
        .into_iter()
        .zip(given)
        .map(|(criterion, mark)| Mark {
            criterion: criterion.code,
            mark,
            comment: String::new(),
        })
        .collect()
}

#[test]
fn a_review_is_worth_the_sum_of_weights_times_marks() {
    for (given, quarters) in [
        ([4, 4, 4, 4, 4], 400),
        ([0, 0, 0, 0, 0], 0),
        ([2, 2, 2, 2, 2], 200),
        ([3, 2, 1, 4, 0], 90 + 40 + 20 + 60),
        ([1, 0, 0, 0, 0], 30),
    ] {
        let sheet = marks(given.map(Some));
        assert_eq!(rules::quarters(&criteria(), &sheet), Some(quarters), "{given:?}");
    }
    let missing = marks([Some(4), None, Some(0), Some(1), None]);
    assert_eq!(rules::quarters(&criteria(), &missing), None);
    assert_eq!(rules::unmarked(&criteria(), &missing).len(), 2);
}

#[test]
fn a_gap_asks_for_a_third_review_above_the_limit_and_not_at_it() {
    for (hundredths, wide) in [
        (0, false),
        (2_499, false),
        (2_500, false),
        (2_501, true),
        (2_525, true),
        (10_000, true),
    ] {
        assert_eq!(
            rules::is_wide(Points::from_hundredths(hundredths), 25),
            wide,
            "{hundredths}"
        );
    }
    for (hundredths, proposed) in [(0, false), (4_999, false), (5_000, true), (5_001, true), (10_000, true)] {
        assert_eq!(
            rules::is_proposed(Points::from_hundredths(hundredths), 50),
            proposed,
            "{hundredths}"
        );
    }
}

#[test]
fn a_score_is_the_mean_of_the_reviews_and_final_once_all_are_in() {
    // Quarters of points of the submitted reviews → score, gap, needed, complete, proposed.
    type Expected = (Option<u64>, Option<u64>, u32, bool, Option<bool>);
    let rules_of = ReviewRules::default();
    let cases: Vec<(&[u64], Expected)> = vec![
        (&[], (None, None, 2, false, None)),
        (&[200], (Some(5_000), None, 2, false, None)),
        // Exactly 50: proposed.
        (&[200, 200], (Some(5_000), Some(0), 2, true, Some(true))),
        (&[199, 200], (Some(4_988), Some(25), 2, true, Some(false))),
        // A gap of exactly 25 points.
        (&[150, 250], (Some(5_000), Some(2_500), 2, true, Some(true))),
        // A gap of 25.25: a third review is awaited.
        (&[150, 251], (Some(5_013), Some(2_525), 3, false, None)),
        // With it, the score is the mean of all.
        (&[150, 251, 199], (Some(5_000), Some(2_525), 3, true, Some(true))),
        (&[150, 251, 198], (Some(4_992), Some(2_525), 3, true, Some(false))),
        (&[0, 400, 400], (Some(6_667), Some(10_000), 3, true, Some(true))),
    ];
    for (submitted, expected) in cases {
        let standing = rules::standing(&rules_of, submitted);
        let found = (
            standing.score.map(Points::hundredths),
            standing.gap.map(Points::hundredths),
            standing.needed,
            standing.complete,
            standing.proposed,
        );
        assert_eq!(found, expected, "{submitted:?}");
    }
    let alone = ReviewRules {
        reviewers: 1,
        ..ReviewRules::default()
    };
    assert!(rules::standing(&alone, &[200]).complete);
}

#[test]
fn points_are_compared_exactly() {
    let third = Points::mean(&[1, 1, 2]).unwrap();
    assert_eq!(third.fraction(), (4, 12));
    assert!(third > Points::from_hundredths(33) && third < Points::from_hundredths(34));
    assert_eq!(third.hundredths(), 33);
    assert_eq!(Points::mean(&[200]), Some(Points::whole(50)));
}

#[test]
fn a_replacement_takes_the_place_of_who_gave_up() {
    assert_eq!(rules::free_position(&[]), 1);
    assert_eq!(rules::free_position(&[1, 2]), 3);
    assert_eq!(rules::free_position(&[2]), 1);
    assert_eq!(rules::free_position(&[1, 3]), 2);
}

#[test]
fn reminders_come_five_days_and_a_day_before_and_once_it_is_late() {
    let due = Day::parse("2026-11-06").unwrap();
    for (today, expected) in [
        ("2026-10-31", None),
        ("2026-11-01", Some(Reminder::FiveDays)),
        ("2026-11-04", Some(Reminder::FiveDays)),
        ("2026-11-05", Some(Reminder::OneDay)),
        ("2026-11-06", Some(Reminder::OneDay)),
        ("2026-11-07", Some(Reminder::Late)),
        ("2026-12-01", Some(Reminder::Late)),
    ] {
        assert_eq!(rules::reminder(Day::parse(today).unwrap(), due), expected, "{today}");
    }
}
