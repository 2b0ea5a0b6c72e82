//! Which schools a call takes, each rule in turn.

use std::collections::BTreeSet;

use pole_formats::SchoolState;
use pole_kernel::{Contract, Level, SchoolKind, Sector};

use super::super::eligibility::{Candidate, Check, Verdict, findings, first_bar, proposal};
use super::super::testing::{ECOLES, MONT, SOUALIGA, content, uai};
use crate::features::calls::{CallContent, Exclusion};

fn college() -> Candidate {
    Candidate {
        kind: SchoolKind::College,
        state: SchoolState::Open,
        sector: Some(Sector::Public),
        contract: None,
        carries: true,
        college: uai(MONT),
        attached_to: None,
        selected_under: BTreeSet::new(),
        pupils: vec![(Level::Cinquieme, Some(150))],
    }
}

fn ecole() -> Candidate {
    Candidate {
        kind: SchoolKind::Elementaire,
        carries: false,
        attached_to: Some(uai(MONT)),
        pupils: Vec::new(),
        ..college()
    }
}

fn call() -> CallContent {
    CallContent {
        exclusions: vec![Exclusion {
            call: "cnip".to_owned(),
            kinds: vec!["elementaire".to_owned()],
            reason: "école déjà retenue".to_owned(),
        }],
        ..content()
    }
}

#[track_caller]
fn check(school: &Candidate, expected: Option<bool>, why: &[(Check, Verdict)]) {
    let found = findings("numerique", &call(), school);
    assert_eq!(proposal(&found), expected, "{found:?}");
    let not_fitting: Vec<(Check, Verdict)> = found
        .iter()
        .filter(|finding| finding.verdict != Verdict::Fits)
        .map(|finding| (finding.check, finding.verdict))
        .collect();
    assert_eq!(not_fitting, why);
}

#[test]
fn what_makes_a_school_admissible_and_what_does_not() {
    use Check as C;
    use Verdict::{Fails, Unknown};
    check(&college(), Some(true), &[]);
    check(&ecole(), Some(true), &[]);
    // Open at the date; one that will close is still open.
    let state = |state| Candidate { state, ..college() };
    check(&state(SchoolState::Closed), Some(false), &[(C::Open, Fails)]);
    check(&state(SchoolState::ToClose), Some(true), &[]);
    // Public, or private under contract.
    let private = |contract| Candidate {
        sector: Some(Sector::Private),
        contract,
        ..college()
    };
    check(&private(Some(Contract::Contracted)), Some(true), &[]);
    check(
        &private(Some(Contract::Uncontracted)),
        Some(false),
        &[(C::Contract, Fails)],
    );
    check(&private(None), None, &[(C::Contract, Unknown)]);
    // The kinds of the call.
    let lycee = Candidate {
        kind: SchoolKind::Lycee,
        pupils: Vec::new(),
        ..college()
    };
    check(&lycee, Some(false), &[(C::Kind, Fails)]);
    // An école of the catchment area of this very collège.
    let attached_to = |attached_to| Candidate { attached_to, ..ecole() };
    check(&attached_to(None), Some(false), &[(C::Attached, Fails)]);
    check(&attached_to(Some(uai(SOUALIGA))), Some(false), &[(C::Attached, Fails)]);
    // Across calls: the rule names the kinds it concerns.
    let selected_under = |school: Candidate, code: &str| Candidate {
        selected_under: BTreeSet::from([code.to_owned()]),
        ..school
    };
    check(&selected_under(ecole(), "cnip"), Some(false), &[(C::Excluded, Fails)]);
    check(&selected_under(college(), "cnip"), Some(true), &[]);
    check(&selected_under(ecole(), "autre"), Some(true), &[]);
    check(
        &selected_under(college(), "numerique"),
        Some(false),
        &[(C::AlreadySelected, Fails)],
    );
    // Pupils in the levels aimed at.
    let pupils = |count| Candidate {
        pupils: vec![(Level::Cinquieme, count)],
        ..college()
    };
    check(&pupils(Some(0)), Some(false), &[(C::Levels, Fails)]);
    check(&pupils(None), None, &[(C::Levels, Unknown)]);
    // Several at once are all said, in the order of the rules.
    let several = Candidate {
        state: SchoolState::Closed,
        ..attached_to(None)
    };
    check(&several, Some(false), &[(C::Open, Fails), (C::Attached, Fails)]);
    assert_eq!(first_bar(&findings("numerique", &call(), &several)), Some(C::Open));
    assert_eq!(first_bar(&findings("numerique", &call(), &pupils(Some(0)))), None);
}

#[test]
fn a_selection_under_another_call_is_found_in_the_plan_and_in_dossiers() {
    use super::super::LineState;
    use super::super::testing::{attach, begun, published, put};
    let app = crate::test_app::TestApp::new("2026-10-16T12:00:00Z");
    app.with_basin();
    attach(&app);
    let (_, first) = published(&app, "cnip", &content(), "2026-10-01", "2026-10-31");
    let (_, second) = published(&app, "numerique", &call(), "2026-10-01", "2026-10-31");
    let earlier = begun(&app, first, MONT, &[ECOLES[0]]);
    let id = begun(&app, second, MONT, &[ECOLES[0]]);
    let pilot = app.pilot();
    let found = || {
        let page: serde_json::Value =
            serde_json::from_slice(&pilot.get(&format!("/api/v1/dossiers/{id}")).bytes).unwrap();
        page["lines"][1]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["check"] == "excluded" && finding["verdict"] == "fails")
    };
    assert!(!found());
    put(&app, earlier, ECOLES[0], LineState::Selected);
    assert!(found());
}
