//! Calls: the programmes that ship, the checks, versions that never change, the builder through the door.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use pole_kernel::{Day, Instant, Role, RoleScope, SchoolYear, Territory, Uai};
use proptest::prelude::*;

use super::actions::{self, NewCall};
use super::builder::{Gesture, Piece, Place, fingerprint, free_code};
use super::errors::{CallError, Refusal};
use super::model::{
    Call, CallContent, CallId, CallWave, Column, Condition, Criterion, EcoleQuota, Eligibility, Exclusion, Field,
    FieldKind, Part, Phase, PlannedWave, RequiredDocument, ReviewRules, Section,
};
use super::programmes::{CallFile, install_programmes, programmes};
use super::rules::{Known, problems, weights};
use super::store;
use crate::features::endowment;
use crate::policy::Actor;
use crate::shell::clock::fresh_id;
use crate::test_app::{TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn sheet() -> CallFile {
    programmes().unwrap().remove(0)
}

/// The sheet's call with its one wave to come.
fn content() -> CallContent {
    let mut content = sheet().content;
    content.waves = vec![PlannedWave {
        label: "Vague 1".to_owned(),
        opens_on: Some(day("2026-10-01")),
        deadline_on: Some(day("2026-10-31")),
        first_year: Some(SchoolYear::starting(2027).unwrap()),
    }];
    content
}

fn known() -> Known {
    Known {
        parameter_sets: ["sheet_default", "lump_once"].map(str::to_owned).into(),
        calls: programmes().unwrap().into_iter().map(|file| file.code).collect(),
        waves: Vec::new(),
    }
}

fn keys(content: &CallContent, known: &Known) -> Vec<&'static str> {
    problems(content, known)
        .into_iter()
        .map(|problem| problem.key)
        .collect()
}

// ---- The programmes ---------------------------------------------------------------------------

#[test]
fn every_programme_loads_and_its_weights_sum_to_a_hundred() {
    let all = programmes().unwrap();
    let codes: BTreeSet<&str> = all.iter().map(|file| file.code.as_str()).collect();
    assert_eq!(codes.len(), all.len());
    assert_eq!(all[0].code, "colleges_numeriques");
    assert!(!all[0].archived && all[1..].iter().all(|file| file.archived));
    // What no source gives: a date, a parameter set, who answers a programme without a call.
    let unknown = [
        "calls-mend-wave",
        "calls-mend-wave-dates",
        "calls-mend-parameters",
        "calls-mend-kinds",
    ];
    for file in &all {
        assert_eq!(weights(&file.content), 100, "{}", file.code);
        assert!(!file.content.source.is_empty(), "{} has no source", file.code);
        assert!(file.content.fields().count() > 30, "{}", file.code);
        let found = keys(&file.content, &known());
        if file.archived {
            let left: Vec<_> = found.iter().filter(|key| !unknown.contains(key)).collect();
            assert!(left.is_empty(), "{}: {left:?}", file.code);
        } else {
            assert!(found.is_empty(), "{}: {found:?}", file.code);
        }
    }
    let given: Vec<u32> = all[0].content.criteria.iter().map(|one| one.weight).collect();
    assert_eq!(given, [30, 20, 20, 15, 15]);
    let years: Vec<i16> = all[0]
        .content
        .waves
        .iter()
        .filter_map(|wave| wave.first_year.map(SchoolYear::first_calendar_year))
        .collect();
    assert_eq!(years, [2015, 2016, 2017]);
    let rural = all.iter().find(|file| file.code == "enir_2017").unwrap();
    assert!(rural.content.exclusions.iter().any(|one| one.call == "cnip_2016_1"));
}

#[test]
fn the_programmes_are_installed_once() {
    on_both_engines(NOW, |app| {
        let count = programmes().unwrap().len();
        app.write(|tx| {
            assert_eq!(install_programmes(tx, Instant::parse(NOW).unwrap()).unwrap(), 0);
            let calls = store::calls(tx)?;
            assert_eq!(calls.len(), count);
            let ours = calls.iter().find(|call| call.code == "colleges_numeriques").unwrap();
            let waves = store::waves_of(tx, ours.id)?;
            assert_eq!(waves.len(), 3);
            assert!(waves.iter().all(|wave| wave.wave.is_none()));
            assert_eq!(store::call_waves(tx)?.len(), 3, "no other programme is answered");
            assert_eq!(store::version(tx, ours.id, 1)?.unwrap().content, sheet().content);
            assert!(endowment::waves(tx)?.is_empty());
            Ok(())
        });
    });
}

// ---- The checks -------------------------------------------------------------------------------

/// What one change of a call that is ready leaves to mend.
fn mended(change: impl Fn(&mut CallContent)) -> Vec<&'static str> {
    let mut changed = content();
    change(&mut changed);
    keys(&changed, &known())
}

fn question<'a>(content: &'a mut CallContent, code: &str) -> &'a mut Field {
    content.field_mut(code).unwrap()
}

#[test]
fn a_call_that_is_ready_has_nothing_to_mend() {
    assert!(mended(|_| {}).is_empty());
}

#[test]
fn every_rule_of_a_call_is_checked() {
    let check = |expected: &str, change: &dyn Fn(&mut CallContent)| {
        assert_eq!(mended(change), [expected]);
    };
    check("calls-mend-summary", &|call| call.summary = "  ".to_owned());
    check("calls-mend-kinds", &|call| call.eligibility.kinds.clear());
    check("calls-mend-kind-unknown", &|call| {
        call.eligibility.kinds.push("fac".to_owned())
    });
    check("calls-mend-level-unknown", &|call| {
        call.target_levels.push("7E".to_owned())
    });
    check("calls-mend-parameters", &|call| call.parameter_set = "autre".to_owned());
    check("calls-mend-quota", &|call| {
        call.ecole_quota = Some(EcoleQuota {
            percent: 101,
            of: "requests".to_owned(),
        });
    });
    let exclusion = |call: &str, reason: &str| Exclusion {
        call: call.to_owned(),
        kinds: Vec::new(),
        reason: reason.to_owned(),
    };
    check("calls-mend-exclusion", &|call| {
        call.exclusions = vec![exclusion("rien", "déjà")]
    });
    check("calls-mend-exclusion-reason", &|call| {
        call.exclusions = vec![exclusion("cnip_2017", " ")];
    });
    check("calls-mend-review", &|call| call.review.reviewers = 0);
    check("calls-mend-wave", &|call| call.waves.clear());
    check("calls-mend-wave-label", &|call| call.waves[0].label.clear());
    check("calls-mend-wave-dates", &|call| call.waves[0].first_year = None);
    check("calls-mend-wave-order", &|call| {
        call.waves[0].deadline_on = Some(day("2026-09-30"))
    });
    check("calls-mend-wave-twice", &|call| {
        let mut other = call.waves[0].clone();
        other.label = "VAGUE 1".to_owned();
        call.waves.push(other);
    });
    check("calls-mend-document-label", &|call| call.documents[0].label.clear());
    check("calls-mend-code-twice", &|call| {
        let other = RequiredDocument {
            label: "Autre".to_owned(),
            ..call.documents[0].clone()
        };
        call.documents.push(other);
    });
    check("calls-mend-criterion-label", &|call| call.criteria[0].label.clear());
    check("calls-mend-weights", &|call| call.criteria[0].weight = 31);
    check("calls-mend-criteria", &|call| call.criteria.clear());
    check("calls-mend-code", &|call| {
        call.criteria[0].code = "Pédagogie".to_owned()
    });
    check("calls-mend-form", &|call| call.sections.clear());
    check("calls-mend-section-title", &|call| call.sections[0].title.clear());
    check("calls-mend-section-empty", &|call| {
        call.sections.push(Section {
            code: "vide".to_owned(),
            title: "Vide".to_owned(),
            help: String::new(),
            part: Part::Head,
            fields: Vec::new(),
        });
    });
    check("calls-mend-field-label", &|call| {
        question(call, "synthese").label.clear()
    });
    check("calls-mend-field-length", &|call| {
        question(call, "synthese").kind = FieldKind::LongText { max: 0 };
    });
    check("calls-mend-field-bounds", &|call| {
        question(call, "volontaires").kind = FieldKind::Number {
            min: 3,
            max: 2,
            unit: String::new(),
        };
    });
    check("calls-mend-field-options", &|call| {
        question(call, "lettre").kind = FieldKind::Choice {
            options: vec!["Oui".to_owned(), "Oui".to_owned()],
            many: false,
        };
    });
    check("calls-mend-field-table", &|call| {
        question(call, "plan_formation").kind = FieldKind::Table {
            columns: Vec::new(),
            max_rows: 3,
        };
    });
    check("calls-mend-field-document", &|call| {
        question(call, "piece_avis").kind = FieldKind::Document {
            document: "rien".to_owned(),
        };
    });
    check("calls-mend-field-document-place", &|call| {
        question(call, "piece_avis").per_school = false
    });
    check("calls-mend-field-levels", &|call| {
        question(call, "classes").kind = FieldKind::Quantities {
            levels: vec!["6E".to_owned(), "6E".to_owned()],
        };
    });
    let when = |field: &str, equals: &str| {
        Some(Condition {
            field: field.to_owned(),
            equals: equals.to_owned(),
        })
    };
    check("calls-mend-condition-unknown", &|call| {
        question(call, "synthese").condition = when("rien", "Oui");
    });
    check("calls-mend-condition-answer", &|call| {
        question(call, "synthese").condition = when("deja_equipe", "Peut-être");
    });
    check("calls-mend-condition-kind", &|call| {
        question(call, "synthese").condition = when("plan", "Oui")
    });
    check("calls-mend-condition-place", &|call| {
        question(call, "synthese").condition = when("acces", "Fibre");
    });
    assert_eq!(
        mended(|call| {
            question(call, "deja_equipe").condition = when("lettre", "Signée");
            question(call, "lettre").condition = when("deja_equipe", "Oui");
        }),
        ["calls-mend-condition-circle", "calls-mend-condition-circle"]
    );
    assert_eq!(
        mended(|call| question(call, "synthese").kind = FieldKind::FinancingPlan),
        ["calls-mend-field-plans", "calls-mend-field-plans"]
    );
    // The same question twice is said of each, with what depends on it untouched.
    assert_eq!(
        mended(|call| {
            let again = call.sections[0].fields[0].clone();
            call.sections[0].fields.push(again);
        }),
        ["calls-mend-code-twice"]
    );
}

fn wave(opens: &str, deadline: &str) -> CallWave {
    CallWave {
        id: fresh_id(),
        call: fresh_id(),
        position: 1,
        label: "Vague 1".to_owned(),
        opens_on: day(opens),
        deadline_on: day(deadline),
        first_year: SchoolYear::starting(2027).unwrap(),
        wave: None,
        published_at: None,
    }
}

#[test]
fn a_published_wave_neither_changes_nor_goes() {
    let known = Known {
        waves: vec![wave("2026-10-01", "2026-10-31")],
        ..known()
    };
    assert!(keys(&content(), &known).is_empty());
    for change in [
        (|wave: &mut PlannedWave| wave.label = "Vague 2".to_owned()) as fn(&mut PlannedWave),
        |wave| wave.opens_on = Some(Day::parse("2026-10-02").unwrap()),
        |wave| wave.deadline_on = Some(Day::parse("2026-11-30").unwrap()),
        |wave| wave.first_year = Some(SchoolYear::starting(2028).unwrap()),
    ] {
        let mut changed = content();
        change(&mut changed.waves[0]);
        assert_eq!(keys(&changed, &known), ["calls-mend-wave-frozen"]);
    }
}

#[test]
fn a_wave_closes_at_the_second_in_the_zone_of_the_school() {
    let wave = wave("2026-10-24", "2026-10-25");
    for (territory, last, first_late) in [
        (None, "2026-10-26T03:59:59Z", "2026-10-26T04:00:00Z"),
        (Some("978"), "2026-10-26T03:59:59Z", "2026-10-26T04:00:00Z"),
        // On that day mainland France goes back to winter time.
        (Some("075"), "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
        (Some("974"), "2026-10-25T19:59:59Z", "2026-10-25T20:00:00Z"),
        (Some("987"), "2026-10-26T09:59:59Z", "2026-10-26T10:00:00Z"),
    ] {
        let territory = territory.map(|code| Territory::parse(code).unwrap());
        let phase = |moment: &str| wave.phase(territory.as_ref(), Instant::parse(moment).unwrap());
        assert_eq!(phase(last), Phase::Open, "{territory:?}");
        assert_eq!(phase(first_late), Phase::Closed, "{territory:?}");
        assert_eq!(phase("2026-10-23T09:00:00Z"), Phase::Coming, "{territory:?}");
    }
    let paris = Territory::parse("075").unwrap();
    let opens = |moment: &str| wave.is_open(Some(&paris), Instant::parse(moment).unwrap());
    assert!(!opens("2026-10-23T21:59:59Z") && opens("2026-10-23T22:00:00Z"));
}

// ---- The builder ------------------------------------------------------------------------------

#[test]
fn questions_move_within_and_across_sections() {
    let mut call = content();
    let order = |call: &CallContent| -> Vec<String> { call.fields().map(|(_, field)| field.code.clone()).collect() };
    let before = order(&call);
    let first_of_second = call.sections[1].fields[0].code.clone();
    assert_eq!(call.field_gesture(&first_of_second, Gesture::Up), Some(true));
    assert_eq!(order(&call), before, "it is now the last of the first section");
    assert_eq!(call.sections[0].fields.last().unwrap().code, first_of_second);
    assert_eq!(call.field_gesture(&first_of_second, Gesture::Down), Some(true));
    assert_eq!(call, content());
    assert_eq!(call.field_gesture("responsable", Gesture::Up), Some(false));
    assert_eq!(call.field_gesture("rien", Gesture::Up), None);
    assert_eq!(call.field_gesture("responsable", Gesture::Remove), Some(true));
    assert!(call.field("responsable").is_none());
    assert_eq!(call.section_gesture("projet", Gesture::Up), Some(true));
    assert_eq!(call.sections[0].code, "projet");
}

#[test]
fn a_place_has_another_fingerprint_only_when_something_changes_there() {
    let (before, mut after) = (content(), content());
    after.criteria[0].weight = 29;
    for piece in Piece::ALL {
        let place = Place::Piece(*piece);
        let same = fingerprint(&before, &place) == fingerprint(&after, &place);
        assert_eq!(same, *piece != Piece::Criteria, "{piece}");
    }
    assert_eq!(
        free_code("Délibération", "piece", |code| code == "deliberation"),
        "deliberation_2"
    );
    assert_eq!(free_code("…", "piece", |_| false), "piece");
}

fn word() -> impl Strategy<Value = String> {
    "[a-zéà’ 0-9\"\\\\]{0,12}"
}

fn kind() -> impl Strategy<Value = FieldKind> {
    prop_oneof![
        any::<u32>().prop_map(|max| FieldKind::Text { max }),
        any::<u32>().prop_map(|max| FieldKind::LongText { max }),
        (any::<i64>(), any::<i64>(), word()).prop_map(|(min, max, unit)| FieldKind::Number { min, max, unit }),
        Just(FieldKind::Money),
        (prop::collection::vec(word(), 0..4), any::<bool>())
            .prop_map(|(options, many)| FieldKind::Choice { options, many }),
        (prop::collection::vec((word(), word()), 0..3), any::<u32>()).prop_map(|(columns, max_rows)| {
            FieldKind::Table {
                columns: columns
                    .into_iter()
                    .map(|(code, label)| Column { code, label })
                    .collect(),
                max_rows,
            }
        }),
        word().prop_map(|document| FieldKind::Document { document }),
        prop::collection::vec(word(), 0..3).prop_map(|levels| FieldKind::Quantities { levels }),
        Just(FieldKind::FinancingPlan),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    let condition = prop::option::of((word(), word()).prop_map(|(field, equals)| Condition { field, equals }));
    (word(), word(), word(), kind(), any::<bool>(), any::<bool>(), condition).prop_map(
        |(code, label, help, kind, required, per_school, condition)| Field {
            code,
            label,
            help,
            kind,
            required,
            per_school,
            condition,
        },
    )
}

fn section() -> impl Strategy<Value = Section> {
    let part = prop::sample::select(Part::ALL.to_vec());
    (word(), word(), word(), part, prop::collection::vec(field(), 0..3)).prop_map(
        |(code, title, help, part, fields)| Section {
            code,
            title,
            help,
            part,
            fields,
        },
    )
}

fn planned() -> impl Strategy<Value = PlannedWave> {
    let some_day = || prop::option::of((0..9_000_i32).prop_map(|days| day("2015-01-01").plus_days(days)));
    let year = prop::option::of((1900_i16..2200).prop_map(|year| SchoolYear::starting(year).unwrap()));
    (word(), some_day(), some_day(), year).prop_map(|(label, opens_on, deadline_on, first_year)| PlannedWave {
        label,
        opens_on,
        deadline_on,
        first_year,
    })
}

fn any_content() -> impl Strategy<Value = CallContent> {
    let rules = (
        prop::collection::vec(word(), 0..3),
        any::<bool>(),
        any::<bool>(),
        prop::option::of((any::<u32>(), word())),
        prop::collection::vec((word(), prop::collection::vec(word(), 0..2), word()), 0..3),
    );
    let lists = (
        prop::collection::vec(planned(), 0..3),
        prop::collection::vec((word(), word(), word(), any::<bool>(), any::<bool>()), 0..3),
        prop::collection::vec((word(), word(), any::<u32>(), word()), 0..3),
        prop::collection::vec(section(), 0..3),
    );
    (word(), word(), rules, lists, any::<bool>()).prop_map(|(summary, money, rules, lists, blind)| {
        let (kinds, attached_ecoles, contracted_private, quota, exclusions) = rules;
        let (waves, documents, criteria, sections) = lists;
        CallContent {
            summary,
            source: "source".to_owned(),
            eligibility: Eligibility {
                kinds: kinds.clone(),
                attached_ecoles,
                contracted_private,
            },
            target_levels: kinds,
            parameter_set: money.clone(),
            money,
            ecole_quota: quota.map(|(percent, of)| EcoleQuota { percent, of }),
            exclusions: exclusions
                .into_iter()
                .map(|(call, kinds, reason)| Exclusion { call, kinds, reason })
                .collect(),
            waves,
            documents: documents
                .into_iter()
                .map(|(code, label, help, required, per_school)| RequiredDocument {
                    code,
                    label,
                    help,
                    required,
                    per_school,
                })
                .collect(),
            criteria: criteria
                .into_iter()
                .map(|(code, label, weight, help)| Criterion {
                    code,
                    label,
                    weight,
                    help,
                })
                .collect(),
            review: ReviewRules {
                blind,
                ..ReviewRules::default()
            },
            sections,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_call_says_reads_back_as_it_was(content in any_content()) {
        let text = serde_json::to_string(&content).unwrap();
        prop_assert_eq!(serde_json::from_str::<CallContent>(&text).unwrap(), content.clone());
        // The checks say what is wrong, whatever it is.
        let _ = problems(&content, &known());
    }
}

// ---- In the database --------------------------------------------------------------------------

fn new_call(title: &str) -> NewCall {
    NewCall {
        title: title.to_owned(),
        edition: 2026,
        content: content(),
        fictitious: false,
    }
}

/// Runs an action as the console, and gives its answer whatever it is.
fn attempt<T>(
    app: &TestApp,
    work: impl Fn(&mut pole_db::Tx, &Actor, Instant) -> Result<T, CallError>,
) -> Result<T, CallError> {
    let (actor, now) = (Actor::console(), app.app.clock().now());
    app.app.db().write_blocking(|tx| work(tx, &actor, now))
}

fn published(app: &TestApp, title: &str) -> CallId {
    app.act(|tx, actor, now| {
        let id = actions::create(tx, actor, now, &new_call(title))?;
        actions::publish(tx, actor, now, id, 1, "")?;
        Ok::<_, CallError>(id)
    })
}

#[test]
fn a_published_version_never_changes_and_its_waves_enter_the_plan() {
    on_both_engines(NOW, |app| {
        let id = published(app, "Tablettes");
        let (waves, planned) = app.write(|tx| Ok((store::waves_of(tx, id)?, endowment::waves(tx)?)));
        assert_eq!(waves.len(), 1);
        assert_eq!(waves[0].wave, Some(planned[0].id));
        assert_eq!(planned[0].label, "Tablettes 2026, Vague 1");
        assert_eq!(planned[0].first_year, SchoolYear::starting(2027).unwrap());
        let change = |content: &mut CallContent| -> Result<(), Refusal> {
            content.summary = "Autre chose".to_owned();
            Ok(())
        };
        let refused = attempt(app, |tx, actor, now| actions::edit(tx, actor, now, id, None, &change));
        assert!(matches!(refused, Err(CallError::Refused(Refusal::NoDraft))));
        app.act(|tx, actor, now| actions::start_version(tx, actor, now, id));
        let twice = attempt(app, |tx, actor, now| actions::start_version(tx, actor, now, id));
        assert!(matches!(twice, Err(CallError::Refused(Refusal::DraftThere))));
        let draft = app.act(|tx, actor, now| actions::edit(tx, actor, now, id, None, &change));
        assert_eq!((draft.version, draft.revision), (2, 2));
        let silent = attempt(app, |tx, actor, now| actions::publish(tx, actor, now, id, 2, " "));
        assert!(matches!(silent, Err(CallError::Refused(Refusal::ReasonMissing))));
        let late = attempt(app, |tx, actor, now| {
            actions::publish(tx, actor, now, id, 1, "Mieux dit")
        });
        assert!(matches!(late, Err(CallError::Stale)));
        app.act(|tx, actor, now| actions::publish(tx, actor, now, id, 2, "Mieux dit"));
        app.write(|tx| {
            assert_eq!(store::version(tx, id, 1)?.unwrap().content, content());
            assert_eq!(store::published(tx, id)?.unwrap().content.summary, "Autre chose");
            assert_eq!(store::waves_of(tx, id)?, waves, "the wave is the same");
            assert_eq!(endowment::waves(tx)?.len(), 1);
            let mut frozen = store::version(tx, id, 1)?.unwrap();
            frozen.content.summary = "x".to_owned();
            assert!(!store::save_draft(tx, &frozen, None)?, "even the store says no");
            let lines = store::versions(tx, id)?;
            assert_eq!(lines.iter().map(|line| line.version).collect::<Vec<_>>(), [2, 1]);
            assert_eq!(lines[0].note, "Mieux dit");
            Ok(())
        });
    });
}

#[test]
fn two_people_write_in_different_places_and_a_conflict_in_the_same_one_is_told() {
    on_both_engines(NOW, |app| {
        let id = app.act(|tx, actor, now| actions::create(tx, actor, now, &new_call("Robotique")));
        let seen = content();
        let (criteria, review) = (Place::Piece(Piece::Criteria), Place::Piece(Piece::Review));
        let write = |place: &Place, change: actions::Change<'_>| {
            let print = fingerprint(&seen, place);
            attempt(app, |tx, actor, now| {
                actions::edit(tx, actor, now, id, Some((place, &print)), change)
            })
        };
        let weigh = |content: &mut CallContent| -> Result<(), Refusal> {
            content.criteria[0].weight = 25;
            Ok(())
        };
        let wait = |content: &mut CallContent| -> Result<(), Refusal> {
            content.review.days = 30;
            Ok(())
        };
        assert_eq!(write(&criteria, &weigh).unwrap().revision, 2);
        let both = write(&review, &wait).unwrap();
        assert_eq!((both.content.criteria[0].weight, both.content.review.days), (25, 30));
        assert!(matches!(write(&criteria, &wait), Err(CallError::Stale)));
        assert_eq!(write(&Place::Section("projet".to_owned()), &weigh).unwrap().revision, 3);
        let replaced = attempt(app, |tx, actor, now| actions::replace(tx, actor, now, id, 2, &seen));
        assert!(matches!(replaced, Err(CallError::Stale)));
        let replaced = app.act(|tx, actor, now| actions::replace(tx, actor, now, id, 3, &seen));
        assert_eq!((replaced.revision, replaced.content), (4, content()));
        let short = attempt(app, |tx, actor, now| {
            actions::edit(tx, actor, now, id, None, &weigh)?;
            actions::publish(tx, actor, now, id, 5, "")
        });
        assert!(matches!(short, Err(CallError::ToMend(problems)) if problems[0].key == "calls-mend-weights"));
    });
}

#[test]
fn a_deadline_only_moves_later_with_a_reason_also_in_the_draft() {
    on_both_engines(NOW, |app| {
        let id = published(app, "Réseau");
        app.act(|tx, actor, now| actions::start_version(tx, actor, now, id));
        let wave = app.write(|tx| Ok(store::waves_of(tx, id)?.remove(0)));
        let extend = |to: &str, reason: &str| {
            attempt(app, |tx, actor, now| {
                actions::extend(tx, actor, now, wave.id, Day::parse(to).unwrap(), reason)
            })
        };
        assert!(matches!(
            extend("2026-10-31", "cyclone"),
            Err(CallError::Refused(Refusal::NotLater))
        ));
        assert!(matches!(
            extend("2026-11-15", " "),
            Err(CallError::Refused(Refusal::ReasonMissing))
        ));
        assert_eq!(extend("2026-11-15", "cyclone").unwrap().deadline_on, day("2026-11-15"));
        let view = app.act(|tx, actor, now| actions::view(tx, actor, now, id, None));
        assert_eq!(view.moves.len(), 1);
        assert!(view.moves[0].1.detail.contains("2026-10-31 → 2026-11-15 : cyclone"));
        let draft = app.act(|tx, actor, now| actions::draft_view(tx, actor, now, id));
        assert_eq!(draft.draft.content.waves[0].deadline_on, Some(day("2026-11-15")));
        assert!(draft.problems.is_empty());
        app.write(|tx| store::set_published_at(tx, wave.id, Instant::parse(NOW).unwrap()));
        assert!(matches!(
            extend("2026-12-15", "encore"),
            Err(CallError::Refused(Refusal::ResultsOut))
        ));
        app.act(|tx, actor, now| {
            let deadlines = actions::deadlines(tx)?;
            assert_eq!(deadlines.len(), 1, "the sheet's own waves are in no plan");
            assert_eq!(deadlines[0].title, "Réseau");
            actions::archive(tx, actor, now, id, true)?;
            assert!(actions::deadlines(tx)?.is_empty());
            actions::archive(tx, actor, now, id, false)
        });
    });
}

#[test]
fn a_call_is_copied_renamed_given_up() {
    on_both_engines(NOW, |app| {
        let first = published(app, "Son");
        let copy = app.act(|tx, actor, now| {
            let content = actions::copied(tx, actor, now, first)?;
            actions::create(
                tx,
                actor,
                now,
                &NewCall {
                    content,
                    ..new_call("Son")
                },
            )
        });
        let view = app.act(|tx, actor, now| actions::draft_view(tx, actor, now, copy));
        assert_eq!(view.call.code, "son_2026_2");
        assert_eq!(view.draft.content.sections, content().sections);
        assert_eq!(view.draft.content.waves[0].deadline_on, None);
        assert_eq!(view.problems[0].key, "calls-mend-wave-dates");
        app.act(|tx, actor, now| actions::rename(tx, actor, now, copy, "Image", 2027));
        let frozen = attempt(app, |tx, actor, now| {
            actions::rename(tx, actor, now, first, "Image", 2027)
        });
        assert!(matches!(frozen, Err(CallError::Refused(Refusal::TitleFrozen))));
        let stale = attempt(app, |tx, actor, now| actions::discard(tx, actor, now, copy, 7));
        assert!(matches!(stale, Err(CallError::Stale)));
        assert!(!app.act(|tx, actor, now| actions::discard(tx, actor, now, copy, 1)));
        assert_eq!(app.write(|tx| store::call(tx, copy)), None);
        app.act(|tx, actor, now| actions::start_version(tx, actor, now, first));
        assert!(app.act(|tx, actor, now| actions::discard(tx, actor, now, first, 1)));
        let again = published(app, "Son");
        let labels: Vec<String> =
            app.write(|tx| Ok(endowment::waves(tx)?.into_iter().map(|wave| wave.label).collect()));
        assert!(labels.contains(&"Son 2026, Vague 1 (2)".to_owned()), "{labels:?}");
        app.write(|tx| {
            let wave = store::waves_of(tx, again)?.remove(0);
            let other = endowment::waves(tx)?.remove(0).id;
            store::link_wave(tx, wave.id, other)?;
            assert_eq!(store::call_wave(tx, wave.id)?.unwrap().wave, Some(other));
            let call: Call = store::call(tx, again)?.unwrap();
            assert_eq!(call.edition, 2026);
            Ok(())
        });
        let seen = app.act(|tx, actor, _| actions::seen(tx, actor));
        assert!(seen.iter().any(|line| line.call.id == again && line.draft.is_none()));
    });
}

// ---- Through the door -------------------------------------------------------------------------

fn draft_of(app: &TestApp, id: &str) -> actions::DraftView {
    let id = CallId::parse(id).unwrap();
    app.act(|tx, actor, now| actions::draft_view(tx, actor, now, id))
}

fn made(pilot: &Visitor<'_>, fields: &[(&str, &str)]) -> String {
    let reply = pilot.post("/appels/nouveau", fields);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let id = reply.location().strip_prefix("/appels/").unwrap();
    id.strip_suffix("/modifier").unwrap().to_owned()
}

fn saved(pilot: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) {
    let reply = pilot.post(path, fields);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.body);
}

/// The fingerprint that a page of the builder holds.
fn print_of(pilot: &Visitor<'_>, path: &str) -> String {
    let body = pilot.get(path).body;
    let rest = body.split("name=\"vu\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_pilot_builds_a_call_from_nothing_in_the_browser() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    assert_eq!(
        pilot.post("/appels/nouveau", &[("edition", "2026")]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let id = made(&pilot, &[("titre", "Classes mobiles"), ("edition", "2026")]);
    let hub = format!("/appels/{id}/modifier");
    let page = pilot.get(&hub);
    assert!(page.shows("calls-mend-summary") && page.shows("calls-mend-wave") && page.shows("calls-mend-form"));
    let piece = |name: &str, fields: &[(&str, &str)]| {
        let path = format!("{hub}/{name}");
        let print = print_of(&pilot, &path);
        let mut all = vec![("vu", print.as_str())];
        all.extend(fields);
        saved(&pilot, &path, &all);
    };
    piece(
        "general",
        &[
            ("titre", "Classes mobiles"),
            ("edition", "2026"),
            ("resume", "Des valises."),
            ("argent", "50 %"),
        ],
    );
    piece(
        "rules",
        &[
            ("categories", "college"),
            ("categories", "elementaire"),
            ("rattachees", "oui"),
            ("niveaux", "5E"),
            ("parametres", "sheet_default"),
            ("quota", "30"),
            ("quota_de", "dossiers"),
            ("appel-0", "cnip_2017"),
            ("categories-0", "elementaire"),
            ("motif-0", "déjà retenues"),
        ],
    );
    piece(
        "waves",
        &[
            ("libelle-0", "Vague 1"),
            ("ouverture-0", "2026-10-01"),
            ("cloture-0", "2026-10-31"),
            ("annee-0", "2027"),
        ],
    );
    piece("documents", &[("libelle-0", "Délibération"), ("obligatoire-0", "oui")]);
    piece(
        "criteria",
        &[
            ("libelle-0", "Projet"),
            ("poids-0", "60"),
            ("libelle-1", "Réseau"),
            ("poids-1", "35"),
        ],
    );
    piece(
        "review",
        &[
            ("evaluateurs", "2"),
            ("ecart", "25"),
            ("seuil", "50"),
            ("delai", "21"),
            ("anonyme", "oui"),
        ],
    );
    assert!(pilot.get(&hub).has("95 sur 100"), "the sum is told");
    saved(
        &pilot,
        &format!("/appels/{id}/sections/nouvelle"),
        &[("titre", "Projet"), ("qui", "teachers")],
    );
    let question = |fields: &[(&str, &str)]| {
        let mut all = vec![("section", "projet"), ("obligatoire", "oui")];
        all.extend(fields);
        saved(&pilot, &format!("/appels/{id}/questions/nouvelle"), &all);
    };
    question(&[
        ("sorte", "choice"),
        ("libelle", "Déjà équipé ?"),
        ("options", "Oui\r\nNon"),
    ]);
    question(&[
        ("sorte", "table"),
        ("libelle", "Plan"),
        ("colonnes", "Thème\nHeures"),
        ("lignes", "5"),
    ]);
    question(&[("sorte", "document"), ("libelle", "Pièce"), ("piece", "deliberation")]);
    question(&[
        ("sorte", "quantities"),
        ("libelle", "Appareils"),
        ("niveaux", "6E"),
        ("niveaux", "5E"),
        ("chacun", "oui"),
        ("cond_question", "deja_equipe"),
        ("cond_reponse", "Non"),
    ]);
    for (kind, label) in [
        ("text", "Nom"),
        ("long_text", "Récit"),
        ("money", "Prix"),
        ("financing_plan", "Plan de financement"),
    ] {
        question(&[("sorte", kind), ("libelle", label), ("max", "300")]);
    }
    question(&[
        ("sorte", "number"),
        ("libelle", "Débit"),
        ("min", "0"),
        ("max", "1000"),
        ("unite", "Mbit/s"),
    ]);
    let wrong = pilot.post(
        &format!("/appels/{id}/questions/nouvelle"),
        &[
            ("section", "projet"),
            ("sorte", "text"),
            ("libelle", "X"),
            ("max", "beaucoup"),
        ],
    );
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("beaucoup"), "what was typed stays");
    let view = draft_of(&app, &id);
    assert_eq!(
        view.problems.iter().map(|one| one.key).collect::<Vec<_>>(),
        ["calls-mend-weights"]
    );
    let codes: Vec<&str> = view
        .draft
        .content
        .fields()
        .map(|(_, field)| field.code.as_str())
        .collect();
    assert_eq!(codes[..4], ["deja_equipe", "plan", "piece", "appareils"]);
    saved(
        &pilot,
        &format!("/appels/{id}/questions/appareils/place"),
        &[("geste", "up")],
    );
    let page = pilot.get(&format!("/appels/{id}/questions/appareils"));
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("Déjà équipé") && page.shows("calls-as-seen"));
    assert_eq!(
        pilot.get(&format!("/appels/{id}/questions/rien")).status,
        StatusCode::NOT_FOUND
    );
    let preview = pilot.get(&format!("/appels/{id}/formulaire?version=1"));
    assert!(preview.has("name=\"apercu-debit\"") && preview.has("name=\"apercu-appareils-5E\""));
    assert!(preview.has("Seulement si la réponse à"));

    let revision = draft_of(&app, &id).draft.revision.to_string();
    let too_soon = pilot.post(&format!("/appels/{id}/publier"), &[("revision", &revision)]);
    assert_eq!(too_soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_soon.shows("calls-refused-mend"));
    piece(
        "criteria",
        &[
            ("code-0", "projet"),
            ("libelle-0", "Projet"),
            ("poids-0", "60"),
            ("code-1", "reseau"),
            ("libelle-1", "Réseau"),
            ("poids-1", "40"),
        ],
    );
    let revision = draft_of(&app, &id).draft.revision.to_string();
    saved(&pilot, &format!("/appels/{id}/publier"), &[("revision", &revision)]);
    let list = pilot.get("/appels");
    assert!(list.has("Classes mobiles, Vague 1") && list.has("Encore 15 jours."));
    assert!(list.has(&format!("/dossiers/nouveau?appel={id}")));
    let page = pilot.get(&format!("/appels/{id}"));
    assert!(page.has("Délibération") && page.has("30 % au plus") || page.has("30\u{a0}% au plus"));
    assert_eq!(
        pilot.get(&hub).status,
        StatusCode::NOT_FOUND,
        "nothing is being written"
    );
}

#[test]
fn a_conflict_shows_both_and_loses_nothing() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let other = app.person("autre", Role::Pilot, RoleScope::Basin);
    let sheet = app.write(|tx| {
        Ok(store::calls(tx)?
            .into_iter()
            .find(|call| call.archived_at.is_none())
            .unwrap()
            .id)
    });
    let id = made(
        &pilot,
        &[("titre", "Copie"), ("edition", "2026"), ("modele", &sheet.to_string())],
    );
    let path = format!("/appels/{id}/modifier/review");
    let print = print_of(&pilot, &path);
    let fields = |days: &'static str| {
        [
            ("vu", print.clone()),
            ("evaluateurs", "2".to_owned()),
            ("ecart", "25".to_owned()),
            ("seuil", "50".to_owned()),
            ("delai", days.to_owned()),
        ]
    };
    let send = |visitor: &Visitor<'_>, days: &'static str| {
        let fields = fields(days);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post(&path, &fields)
    };
    assert_eq!(send(&other, "28").status, StatusCode::SEE_OTHER);
    let conflict = send(&pilot, "35");
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.shows("calls-conflict") && conflict.has("28 jours") && conflict.has("value=\"35\""));
    assert!(conflict.has("autre (test)"));
    let print = conflict
        .body
        .split("name=\"vu\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    saved(
        &pilot,
        &path,
        &[
            ("vu", print),
            ("evaluateurs", "2"),
            ("ecart", "25"),
            ("seuil", "50"),
            ("delai", "35"),
        ],
    );
    assert_eq!(draft_of(&app, &id).draft.content.review.days, 35);

    let question = format!("/appels/{id}/questions/synthese");
    let print = print_of(&pilot, &question);
    saved(
        &other,
        &question,
        &[
            ("vu", &print),
            ("sorte", "long_text"),
            ("libelle", "Leur question"),
            ("max", "100"),
        ],
    );
    let fields = [
        ("vu", print.as_str()),
        ("sorte", "long_text"),
        ("libelle", "Ma question"),
        ("max", "200"),
    ];
    let conflict = pilot.post(&question, &fields);
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.has("Leur question") && conflict.has("Ma question"));
    let gone = pilot.post(&format!("{question}/place"), &[("vu", &print), ("geste", "remove")]);
    assert_eq!(
        gone.status,
        StatusCode::CONFLICT,
        "what changed meanwhile is not removed blindly"
    );
    let section = format!("/appels/{id}/sections/projet");
    let print = print_of(&pilot, &section);
    saved(
        &other,
        &section,
        &[("vu", &print), ("titre", "Leur titre"), ("qui", "head")],
    );
    let conflict = pilot.post(&section, &[("vu", &print), ("titre", "Mon titre"), ("qui", "head")]);
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let full = pilot.post(
        &format!("{section}/place"),
        &[("vu", &print_of(&pilot, &section)), ("geste", "remove")],
    );
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    saved(&pilot, &format!("{section}/place"), &[("geste", "down")]);
}

#[test]
fn a_second_version_says_what_changes_and_what_differs() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let id = published(&app, "Audio").to_string();
    saved(&pilot, &format!("/appels/{id}/version"), &[]);
    let waves = pilot.get(&format!("/appels/{id}/modifier/waves"));
    assert!(waves.shows("calls-wave-fixed"));
    let print = print_of(&pilot, &format!("/appels/{id}/modifier/waves"));
    saved(
        &pilot,
        &format!("/appels/{id}/modifier/waves"),
        &[
            ("vu", &print),
            ("libelle-1", "Vague 2"),
            ("ouverture-1", "01/01/2027"),
            ("cloture-1", "31/03/2027"),
            ("annee-1", "2027"),
        ],
    );
    let path = format!("/appels/{id}/questions/synthese");
    let print = print_of(&pilot, &path);
    saved(
        &pilot,
        &path,
        &[
            ("vu", &print),
            ("sorte", "long_text"),
            ("libelle", "Le projet"),
            ("max", "3000"),
        ],
    );
    let differences = pilot.get(&format!("/appels/{id}/versions?de=1&a=2"));
    assert!(differences.has("Le projet") && differences.has("Projet pédagogique") && differences.has("Vague 2"));
    let revision = draft_of(&app, &id).draft.revision.to_string();
    let silent = pilot.post(&format!("/appels/{id}/publier"), &[("revision", &revision)]);
    assert!(silent.shows("calls-refused-reason"));
    saved(
        &pilot,
        &format!("/appels/{id}/publier"),
        &[("revision", &revision), ("motif", "Une vague de plus")],
    );
    let old = pilot.get(&format!("/appels/{id}?version=1"));
    assert!(old.has("n’est plus en vigueur"));
    let page = pilot.get(&format!("/appels/{id}"));
    let wave = app.write(|tx| Ok(store::waves_of(tx, CallId::parse(&id).unwrap())?.remove(0)));
    let path = format!("/appels/{id}/vagues/{}", wave.id);
    assert!(page.has(&path) && page.has("Vague 2"));
    assert_eq!(pilot.get(&path).status, StatusCode::OK);
    let early = pilot.post(&path, &[("cloture", "2026-10-30"), ("motif", "panne")]);
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    saved(&pilot, &path, &[("cloture", "2026-11-15"), ("motif", "panne")]);
    assert!(pilot.get(&format!("/appels/{id}")).has("2026-11-15 : panne"));
    assert!(pilot.get("/calendrier").has("Audio, Vague 1"));
    assert!(pilot.get("/calendrier.ics").has("DTSTART;VALUE=DATE:20261115"));
    saved(&pilot, &format!("/appels/{id}/archive"), &[("ranger", "oui")]);
    assert!(!pilot.get("/appels").has("Audio, Vague 1"));
}

#[test]
fn a_call_leaves_as_a_file_and_comes_back() {
    let app = TestApp::new(NOW);
    let pilot = app.pilot();
    let id = published(&app, "Image").to_string();
    let file = pilot.get(&format!("/appels/{id}/export/appel.json"));
    assert_eq!(file.headers["content-type"], "application/json");
    let bring = |content: &str| {
        let token = pilot.token();
        let part = |name: &str, more: &str, value: &str| {
            format!("--limite\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
        };
        let body = [
            part("_token", "", &token),
            part("fichier", "; filename=\"appel.json\"", content),
            part("contenu", "", ""),
        ];
        let body = format!("{}--limite--\r\n", body.concat());
        pilot.post_raw("/appels/importer", "multipart/form-data; boundary=limite", body)
    };
    let taken = bring(&file.body);
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let id = taken
        .location()
        .trim_start_matches("/appels/")
        .trim_end_matches("/modifier")
        .to_owned();
    let view = draft_of(&app, &id);
    assert_eq!(view.draft.content, content());
    assert_eq!(view.call.code, "image_2026_2");
    let wrong = bring(&file.body.replace("\"weight\": 30", "\"weight\": \"beaucoup\""));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.has("Ligne ") && wrong.has("beaucoup"),
        "where it is wrong is told, and it stays"
    );
    assert_eq!(bring("").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(pilot.get("/appels/importer").status, StatusCode::OK);
    for name in ["appels.csv", "appels.xlsx"] {
        assert_eq!(pilot.get(&format!("/appels/export/{name}")).status, StatusCode::OK);
    }
    assert!(pilot.get("/appels/export/appels.csv").has("Image"));
}

#[test]
fn each_role_reads_the_calls_and_only_pilots_write_them() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let id = published(&app, "Classes mobiles");
    let hidden = app.act(|tx, actor, now| actions::create(tx, actor, now, &new_call("Secret")));
    let school = RoleScope::School(Uai::parse("9710022X").unwrap());
    let island = RoleScope::Authority(Territory::parse("978").unwrap());
    for (name, role, scope, answers) in [
        ("chef", Role::Head, school.clone(), true),
        ("enseignante", Role::Teacher, school, true),
        ("agent", Role::AuthorityAgent, island, true),
        ("academie", Role::AcademicService, RoleScope::Basin, true),
        ("evaluatrice", Role::Reviewer, RoleScope::Basin, false),
    ] {
        let person = app.person(name, role, scope);
        let list = person.get("/appels");
        assert_eq!(list.status, StatusCode::OK, "{name}");
        assert!(
            list.has("Classes mobiles, Vague 1") && list.has("Socle numérique"),
            "{name}"
        );
        assert!(!list.has("Secret") && !list.has("/appels/nouveau"), "{name}");
        assert_eq!(list.has("/dossiers/nouveau?appel="), answers, "{name}");
        assert_eq!(person.get(&format!("/appels/{id}")).status, StatusCode::OK, "{name}");
        assert_eq!(
            person.get(&format!("/appels/{id}/formulaire")).status,
            StatusCode::OK,
            "{name}"
        );
        assert_eq!(
            person.get(&format!("/appels/{hidden}")).status,
            StatusCode::NOT_FOUND,
            "{name}"
        );
        for path in ["modifier", "modifier/rules", "sections/projet", "questions/synthese"] {
            let reply = person.get(&format!("/appels/{id}/{path}"));
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name} {path}");
        }
        let publish = person.post(&format!("/appels/{hidden}/publier"), &[("revision", "1")]);
        assert_eq!(publish.status, StatusCode::FORBIDDEN, "{name}");
        assert!(!person.get("/api/v1/calls").has("Secret"), "{name}");
        let draft = format!("/api/v1/calls/{hidden}/versions/1");
        assert_eq!(person.get(&draft).status, StatusCode::NOT_FOUND, "{name}");
    }
    assert_eq!(app.nobody().get("/api/v1/calls").status, StatusCode::UNAUTHORIZED);
}
