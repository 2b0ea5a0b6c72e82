//! What the commission may decide together, and what amendments change.

use pole_kernel::{SchoolKind, Territory, Uai};

use super::errors::Refusal;
use super::model::{AgreementContent, AmountLine, Candidate, Outcome, Score};
use super::rules::{Limits, Proposal, Review, Warning, differences, review};
use crate::features::calls::EcoleQuota;
use crate::features::dossiers::LineState;
use crate::shell::clock::fresh_id;

const MONT: &str = "9710022X";
const ECOLE: &str = "9710210B";
const SOUALIGA: &str = "9711023K";

fn candidate(uai: &str, college: &str, rank: i64) -> Candidate {
    Candidate {
        line: fresh_id(),
        dossier: fresh_id(),
        uai: Uai::parse(uai).unwrap(),
        name: uai.to_owned(),
        kind: if uai == college {
            SchoolKind::College
        } else {
            SchoolKind::Elementaire
        },
        commune: String::new(),
        territory: Territory::parse("978").unwrap(),
        college: Uai::parse(college).unwrap(),
        state: LineState::Assessed,
        line_revision: 1,
        rank: Some(rank),
        score: Some(Score {
            points: (60, 1),
            is_complete: true,
        }),
        decision: None,
        fictitious: false,
    }
}

fn list() -> Vec<Candidate> {
    vec![
        candidate(MONT, MONT, 1),
        candidate(ECOLE, MONT, 1),
        candidate(SOUALIGA, SOUALIGA, 2),
    ]
}

fn limits() -> Limits {
    Limits {
        threshold: 50,
        ..Limits::default()
    }
}

/// Decides of each line in order, `None` for nothing.
fn decide(list: &[Candidate], outcomes: &[Option<Outcome>], limits: &Limits) -> Review {
    let proposals: Vec<Proposal> = list
        .iter()
        .zip(outcomes)
        .filter_map(|(line, outcome)| {
            Some(Proposal {
                line: line.line,
                seen: 0,
                outcome: (*outcome)?,
                reserve_rank: None,
                reason: "budget".to_owned(),
            })
        })
        .collect();
    review(list, &proposals, limits)
}

const YES: Option<Outcome> = Some(Outcome::Selected);
const NO: Option<Outcome> = Some(Outcome::NotSelected);
const WAIT: Option<Outcome> = Some(Outcome::Reserve);

#[test]
fn an_ecole_goes_with_its_college_or_after_it() {
    let list = list();
    let alone = Refusal::EcoleAlone {
        ecole: ECOLE.to_owned(),
        college: MONT.to_owned(),
    };
    for (outcomes, limits, refused) in [
        (vec![YES, YES, NO], limits(), false),
        (vec![None, YES, None], limits(), true),
        (vec![NO, YES, None], limits(), true),
        (vec![WAIT, YES, None], limits(), true),
        (vec![YES, None, None], limits(), false),
        (
            vec![NO, YES, None],
            Limits {
                already_selected: [Uai::parse(MONT).unwrap()].into(),
                ..limits()
            },
            false,
        ),
    ] {
        let review = decide(&list, &outcomes, &limits);
        assert_eq!(review.refusals.contains(&alone), refused, "{outcomes:?}");
        assert_eq!(review.is_possible(), !refused, "{outcomes:?}");
    }
}

#[test]
fn a_reserve_list_has_one_school_a_rank_and_the_next_free_one_is_given() {
    let list = list();
    let review = decide(&list, &[WAIT, NO, WAIT], &limits());
    let ranks: Vec<Option<i64>> = review
        .changes
        .iter()
        .map(|change| change.proposal.reserve_rank)
        .collect();
    assert_eq!(ranks, [Some(1), None, Some(2)]);
    let same = |rank| Proposal {
        line: list[0].line,
        seen: 0,
        outcome: Outcome::Reserve,
        reserve_rank: Some(rank),
        reason: "budget".to_owned(),
    };
    let other = Proposal {
        line: list[2].line,
        ..same(3)
    };
    assert!(super::rules::review(&list, &[same(4), other.clone()], &limits()).is_possible());
    let taken = super::rules::review(&list, &[same(3), other], &limits());
    assert!(matches!(taken.refusals[..], [Refusal::RankTaken { rank: 3, .. }]));
    assert!(!super::rules::review(&list, &[same(0)], &limits()).is_possible());
}

#[test]
fn reasons_are_needed_and_only_assessed_lines_are_decided() {
    let mut list = list();
    let silent = Proposal {
        line: list[0].line,
        seen: 0,
        outcome: Outcome::NotSelected,
        reserve_rank: None,
        reason: "  ".to_owned(),
    };
    let review = super::rules::review(&list, std::slice::from_ref(&silent), &limits());
    assert_eq!(review.refusals, [Refusal::ReasonMissing(MONT.to_owned())]);
    list[0].state = LineState::Admissible;
    let review = super::rules::review(&list, &[silent], &limits());
    assert_eq!(review.refusals, [Refusal::NotDecidable(MONT.to_owned())]);
}

#[test]
fn quotas_and_scores_warn_and_leave_nobody_out() {
    let mut list = list();
    let quota = Some(EcoleQuota {
        percent: 15,
        of: "requests".to_owned(),
    });
    let unknown = Limits { quota, ..limits() };
    let review = decide(&list, &[YES, YES, NO], &unknown);
    assert!(review.is_possible());
    assert_eq!(
        review.warnings,
        [Warning::QuotaUnknown {
            percent: 15,
            selected: 1
        }]
    );
    for (granted, warned) in [(0, true), (1, false), (2, false)] {
        let limits = Limits {
            granted: Some(granted),
            ..unknown.clone()
        };
        let review = decide(&list, &[YES, YES, NO], &limits);
        let found = review
            .warnings
            .contains(&Warning::QuotaExceeded { selected: 1, granted });
        assert_eq!(found, warned, "{granted}");
        assert!(review.is_possible());
    }
    for (points, below) in [((4999, 100), true), ((50, 1), false), ((5001, 100), false)] {
        list[2].score = Some(Score {
            points,
            is_complete: true,
        });
        let review = decide(&list, &[YES, NO, YES], &limits());
        assert_eq!(
            matches!(review.warnings[..], [Warning::BelowThreshold { .. }]),
            below,
            "{points:?}"
        );
    }
    list[2].score = None;
    let review = decide(&list, &[YES, NO, YES], &limits());
    assert!(matches!(review.warnings[..], [Warning::NotScored { .. }]));
}

#[test]
fn passing_over_a_better_rank_of_the_same_common_file_is_told() {
    let mut list = list();
    let review = decide(&list, &[NO, NO, YES], &limits());
    assert_eq!(
        review.warnings,
        [Warning::RankSkipped {
            school: SOUALIGA.to_owned(),
            passed: MONT.to_owned()
        }]
    );
    list[2].territory = Territory::parse("977").unwrap();
    assert!(decide(&list, &[NO, NO, YES], &limits()).warnings.is_empty());
}

#[test]
fn totals_are_those_before_and_after() {
    let review = decide(&list(), &[YES, YES, WAIT], &limits());
    assert_eq!((review.before.open, review.after.open), (3, 0));
    assert_eq!(
        (review.after.selected, review.after.ecoles, review.after.reserve),
        (2, 1, 1)
    );
}

#[test]
fn an_amendment_tells_each_text_and_amount_that_differs() {
    let amount = |total| AmountLine {
        name: "Mont des Accords".to_owned(),
        year: "2020-2021".to_owned(),
        total,
        ..AmountLine::default()
    };
    let before = AgreementContent {
        ends_on: "2023-08-31".to_owned(),
        loan: "a".to_owned(),
        amounts: vec![amount(Some(100))],
        ..AgreementContent::default()
    };
    assert!(differences(&before, &before).is_empty());
    let after = AgreementContent {
        ends_on: "2024-08-31".to_owned(),
        amounts: vec![amount(None)],
        ..before.clone()
    };
    let found: Vec<(&str, String, String)> = differences(&before, &after)
        .into_iter()
        .map(|one| (one.what, one.before, one.after))
        .collect();
    assert_eq!(
        found,
        [
            ("ends_on", "2023-08-31".to_owned(), "2024-08-31".to_owned()),
            ("amounts", "100".to_owned(), "?".to_owned()),
        ]
    );
}
