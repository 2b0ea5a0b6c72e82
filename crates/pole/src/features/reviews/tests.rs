//! Reviews through the door: who sees what, two tabs at once, ties that come to light, blind reading, scores.

use axum::http::StatusCode;
use pole_db::{params, sql};
use pole_kernel::{Day, Instant, Role, RoleScope, SchoolYear, Uai};
use serde_json::json;

use super::model::{NewTie, ReviewState, TieKind};
use super::{Mark, Opinion, Points, ReviewId, ReviewerId, Sheet, job, people, running, scores, scoring, store};
use crate::features::accounts;
use crate::features::calls::{
    CallContent, CallId, CallWaveId, Criterion, Field, FieldKind, Part, RequiredDocument, ReviewRules, Section,
};
use crate::features::dossiers::{self, DossierId, LineState};
use crate::policy::{AccountId, Actor, HeldRole};
use crate::shell::clock::fresh_id;
use crate::test_app::{TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
/// A collège of Saint-Martin, its écoles, and the collège of Saint-Barthélemy.
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

/// The grid of the tests: 60 and 40.
fn content(blind: bool) -> CallContent {
    let criterion = |code: &str, weight| Criterion {
        code: code.to_owned(),
        label: format!("Critère {code}"),
        weight,
        help: "0 : absent ; 4 : complet".to_owned(),
    };
    let field = |code: &str, kind, per_school| Field {
        code: code.to_owned(),
        label: format!("Question {code}"),
        help: String::new(),
        kind,
        required: false,
        per_school,
        condition: None,
    };
    CallContent {
        criteria: vec![criterion("projet", 60), criterion("reseau", 40)],
        documents: vec![RequiredDocument {
            code: "avis".to_owned(),
            label: "Avis du conseil".to_owned(),
            help: String::new(),
            required: true,
            per_school: true,
        }],
        review: ReviewRules {
            blind,
            ..ReviewRules::default()
        },
        sections: vec![Section {
            code: "s1".to_owned(),
            title: "Projet".to_owned(),
            help: String::new(),
            part: Part::Head,
            fields: vec![
                field("synthese", FieldKind::LongText { max: 4_000 }, false),
                field("classes", FieldKind::Text { max: 200 }, true),
                field("cout", FieldKind::Money, false),
            ],
        }],
        ..CallContent::default()
    }
}

/// A call with one wave: its identifiers.
fn call(app: &TestApp, blind: bool) -> (CallId, CallWaveId) {
    let (call, wave) = (fresh_id(), fresh_id());
    let content = serde_json::to_string(&content(blind)).unwrap();
    let now = Instant::parse(NOW).unwrap();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into call (id, code, title, edition, fictitious, created_at)
                 values (:id, :code, 'Collèges numériques', 2026, true, :now)"
            ),
            params! { id: call, code: call.to_string(), now: now },
        )?;
        tx.execute(
            sql!(
                "insert into call_version (call, version, content, revision, note, saved_at, published_at)
                 values (:call, 1, :content, 1, '', :now, :now)"
            ),
            params! { call: call, content: content.as_str(), now: now },
        )?;
        tx.execute(
            sql!(
                "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year)
                 values (:id, :call, 1, 'Vague 1', :opens, :closes, :year)"
            ),
            params! {
                id: wave, call: call, opens: Day::parse("2026-09-01").unwrap(), closes: Day::parse("2026-10-10").unwrap(),
                year: SchoolYear::starting(2027).unwrap()
            },
        )
    });
    (call, wave)
}

/// A dossier of a collège, with lines in a state.
fn dossier(app: &TestApp, call: CallId, wave: CallWaveId, territory: &str, schools: &[&str]) -> DossierId {
    let (file, dossier) = (fresh_id::<super::model::TieTag>(), fresh_id());
    let now = Instant::parse(NOW).unwrap();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into common_file (id, call_wave, territory, created_at, note) values (:id, :wave, :territory, :now, '')
                 on conflict (call_wave, territory) do nothing"
            ),
            params! { id: file, wave: wave, territory: territory, now: now },
        )?;
        tx.execute(
            sql!(
                "insert into dossier (id, common_file, college, call, version, origin, origin_number, fictitious, created_at,
                                      search, state)
                 select :id, f.id, :college, :call, 1, 'pole', '', true, :now, '', 'admissible'
                   from common_file f where f.call_wave = :wave and f.territory = :territory"
            ),
            params! { id: dossier, college: schools[0], call: call, now: now, wave: wave, territory: territory },
        )?;
        for school in schools {
            let line = fresh_id::<super::model::TieTag>();
            tx.execute(
                sql!(
                    "insert into dossier_line (id, dossier, uai, added_at, state, revision)
                     values (:id, :dossier, :uai, :now, :state, 1)"
                ),
                params! { id: line, dossier: dossier, uai: *school, now: now, state: LineState::Admissible },
            )?;
        }
        Ok(())
    });
    dossier
}

fn answer(app: &TestApp, dossier: DossierId, uai: &str, field: &str, value: serde_json::Value) {
    let text = value.to_string();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into dossier_answer (dossier, uai, field, revision, value, saved_at)
                 values (:dossier, :uai, :field, 1, :value, :now)"
            ),
            params! { dossier: dossier, uai: uai, field: field, value: text.as_str(), now: Instant::parse(NOW).unwrap() },
        )
    });
}

fn account_of(app: &TestApp, name: &str) -> AccountId {
    app.write(accounts::all_accounts)
        .into_iter()
        .find(|account| account.name == name)
        .unwrap()
        .id
}

/// A reviewer of a call who signs in.
fn reviewer<'a>(app: &'a TestApp, call: CallId, name: &str) -> (Visitor<'a>, ReviewerId) {
    let visitor = app.person(name, Role::Reviewer, RoleScope::Basin);
    let account = account_of(app, name);
    let id = app.act(|tx, actor, now| people::name_reviewer(tx, actor, now, call, account, 5, ""));
    (visitor, id)
}

fn give(app: &TestApp, dossier: DossierId, reviewer: ReviewerId) -> ReviewId {
    app.act(|tx, actor, now| running::add_review(tx, actor, now, dossier, reviewer));
    app.write(|tx| store::reviews_of_dossier(tx, dossier))
        .into_iter()
        .find(|review| review.reviewer == reviewer && review.state == ReviewState::Assigned)
        .unwrap()
        .id
}

fn actor(app: &TestApp, name: &str) -> Actor {
    Actor {
        account: Some(account_of(app, name)),
        roles: vec![HeldRole {
            role: Role::Reviewer,
            scope: RoleScope::Basin,
        }],
        ..Actor::default()
    }
}

fn sheet(marks: [u8; 2]) -> Sheet {
    let codes = ["projet", "reseau"];
    Sheet {
        marks: codes
            .into_iter()
            .zip(marks)
            .map(|(code, mark)| Mark {
                criterion: code.to_owned(),
                mark: Some(mark),
                comment: "clair".to_owned(),
            })
            .collect(),
        opinion: Some(Opinion::Favourable),
        comment: "Bon dossier".to_owned(),
    }
}

/// Submits a review without the pages.
fn submit(app: &TestApp, name: &str, review: ReviewId, marks: [u8; 2]) {
    let actor = actor(app, name);
    app.act(|tx, _, now| scoring::save(tx, &actor, now, review, 0, &sheet(marks), true));
}

/// A dossier in the hands of a reviewer who signs in, and a second reviewer who could have it: the first of them,
/// the wave and the review. For the tests of the API.
pub(crate) fn a_review(app: &TestApp) -> (Visitor<'_>, String, String) {
    let (call, wave) = call(app, false);
    let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
    let (visitor, id) = reviewer(app, call, "anne");
    reviewer(app, call, "bruno");
    let review = give(app, dossier, id);
    (visitor, wave.to_string(), review.to_string())
}

fn score(app: &TestApp, wave: CallWaveId) -> super::DossierScore {
    app.write(|tx| scores::scores(tx, wave)).remove(0)
}

#[test]
fn a_dossier_is_assigned_scored_and_assessed() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE, OTHER]);
        answer(app, dossier, "", "synthese", json!("Un projet\nen deux lignes"));
        answer(app, dossier, COLLEGE, "classes", json!("Quatre 5e"));
        answer(app, dossier, "", "cout", json!(1_250_000));
        let pilot = app.pilot();
        let candidate = app.person("anne", Role::Reviewer, RoleScope::Basin);
        let reviewers = format!("/evaluations/evaluateurs/{call}");
        assert!(pilot.get(&reviewers).has("anne (test)"));
        let account = account_of(app, "anne").to_string();
        let named = pilot.post(&reviewers, &[("compte", &account), ("capacite", "3")]);
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
        let (second, _) = reviewer(app, call, "bruno");

        let assignment = format!("/evaluations/repartition/{wave}");
        let page = pilot.get(&assignment);
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.has("anne (test)") && page.has("bruno (test)"));
        let fingerprint = page.body.split("name=\"empreinte\" value=\"").nth(1).unwrap();
        let fingerprint = fingerprint.split('"').next().unwrap().to_owned();
        let old = pilot.post(&assignment, &[("empreinte", "autre")]);
        assert_eq!(old.status, StatusCode::CONFLICT);
        assert!(old.shows("reviews-refused-changed"));
        let done = pilot.post(&assignment, &[("empreinte", &fingerprint)]);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(pilot.get(&assignment).shows("reviews-nothing-to-assign"));

        let list = candidate.get("/evaluations");
        assert!(list.shows("reviews-state-assigned"), "{}", list.body);
        let reviews = app.write(|tx| store::reviews_of_dossier(tx, dossier));
        assert_eq!(reviews.len(), 2);
        let own = reviews.iter().find(|review| review.name == "anne (test)").unwrap();
        let other = reviews.iter().find(|review| review.name == "bruno (test)").unwrap();
        assert_eq!(own.due_on, Day::parse("2026-11-06").unwrap());
        let address = format!("/evaluations/{}", own.id);
        let page = candidate.get(&address);
        assert!(page.has("Quatre 5e") && page.has("en deux lignes"), "{}", page.body);
        assert!(page.has("500,00"), "the amount in euros: {}", page.body);
        assert!(!page.has("bruno (test)"));
        // Marks are missing: what was typed is kept all the same.
        let early = candidate.post(
            &address,
            &[("revision", "0"), ("note-projet", "3"), ("action", "remettre")],
        );
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.shows("reviews-refused-mark-missing") && early.shows("reviews-refused-opinion"));
        let fields = [
            ("revision", "1"),
            ("note-projet", "3"),
            ("pourquoi-projet", "ambitieux"),
            ("note-reseau", "2"),
            ("avis", "reserved"),
            ("synthese", "À suivre"),
            ("action", "remettre"),
        ];
        let wrong = candidate.post(&address, &[("revision", "1"), ("note-projet", "5")]);
        assert!(wrong.shows("reviews-refused-mark"));
        let sent = candidate.post(&address, &fields);
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(
            candidate.post(&address, &fields).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert!(candidate.get(&address).has("65"));
        // 3 × 60 + 2 × 40 quarters: 65 points.
        let after_one = score(app, wave);
        assert_eq!((after_one.score, after_one.complete), (Some(Points::whole(65)), false));
        let bulk = format!("/evaluations/vagues/{wave}/evalues");
        assert_eq!(pilot.post(&bulk, &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
        // The second gives 40: exactly 25 points below.
        let fields = [
            ("revision", "0"),
            ("note-projet", "2"),
            ("note-reseau", "1"),
            ("avis", "favourable"),
            ("action", "remettre"),
        ];
        second.post(&format!("/evaluations/{}", other.id), &fields);
        let both = score(app, wave);
        assert_eq!(both.score, Some(Points::from_hundredths(5_250)));
        assert_eq!(both.gap, Some(Points::whole(25)));
        assert_eq!((both.complete, both.proposed, both.reviews), (true, Some(true), 2));
        let results = pilot.get(&format!("/evaluations/vagues/{wave}"));
        assert!(
            results.has("52,5") && results.shows("reviews-stage-complete"),
            "{}",
            results.body
        );
        let done = pilot.post(&bulk, &[]);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let lines = app.write(|tx| dossiers::lines(tx, dossier));
        assert!(lines.iter().all(|line| line.state == LineState::Assessed));
        let shown = pilot.get(&format!("/evaluations/dossiers/{dossier}"));
        assert!(shown.has("ambitieux") && shown.has("bruno (test)"), "{}", shown.body);
        assert!(pilot.get("/evaluations/pilotage").has("Vague 1"));
    });
}

#[test]
fn the_score_of_a_school_is_that_of_its_newest_complete_dossier() {
    use super::{SchoolScore, ScoresSeen, school_scores};
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE, OTHER]);
        let reviewers = ["anne", "bruno"].map(|name| (name, reviewer(app, call, name).1));
        let now = Instant::parse(NOW).unwrap();
        let seen = |seen| -> Vec<SchoolScore> { app.write(|tx| school_scores(tx, now.day(), now, seen)) };
        for ((name, id), marks) in reviewers.iter().zip([[3, 2], [2, 1]]) {
            assert_eq!(seen(ScoresSeen::All), [], "not complete");
            let review = give(app, dossier, *id);
            submit(app, name, review, marks);
        }
        let all = seen(ScoresSeen::All);
        let told: Vec<_> = all.iter().map(|score| (score.uai.as_str(), score.dossier)).collect();
        let mut expected = vec![(COLLEGE, dossier), (OTHER, dossier)];
        expected.sort_unstable();
        assert_eq!(told, expected);
        assert!(all.iter().all(|score| score.score == Points::from_hundredths(5_250)));
        assert!(all.iter().all(|score| score.fictitious && score.on == now.day()));
        assert_eq!(
            app.write(|tx| school_scores(tx, now.day().plus_days(-1), now, ScoresSeen::All)),
            [],
            "nobody had reviewed it the day before"
        );
        // Who does not run the reviews knows it once the results are published.
        assert_eq!(seen(ScoresSeen::Published), []);
        app.write(|tx| {
            tx.execute(
                sql!("update call_wave set published_at = :now where id = :wave"),
                params! { now: now, wave: wave },
            )
        });
        assert_eq!(seen(ScoresSeen::Published), all);
    });
}

#[test]
fn two_tabs_at_once_lose_nothing() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let (phone, id) = reviewer(app, call, "anne");
        let review = give(app, dossier, id);
        let address = format!("/evaluations/{review}");
        let first = phone.post(
            &address,
            &[("revision", "0"), ("note-projet", "4"), ("pourquoi-projet", "premier")],
        );
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let late = phone.post(
            &address,
            &[("revision", "0"), ("note-projet", "1"), ("pourquoi-projet", "second")],
        );
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.shows("reviews-conflict"));
        assert!(late.has("premier") && late.has("second"), "{}", late.body);
        assert!(late.has("name=\"revision\" value=\"1\""));
        let again = phone.post(
            &address,
            &[("revision", "1"), ("note-projet", "1"), ("pourquoi-projet", "second")],
        );
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let marks = app.write(|tx| store::marks(tx, review, 2));
        assert_eq!(
            marks.iter().find(|mark| mark.criterion == "projet").unwrap().mark,
            Some(1)
        );
        // The same through the API.
        let put = |etag: Option<&str>, body: &serde_json::Value| {
            let mut request = axum::http::Request::put(format!("/api/v1/reviews/{review}"))
                .header("content-type", "application/json")
                .header("x-pole-token", phone.token());
            if let Some(etag) = etag {
                request = request.header("if-match", etag);
            }
            phone.send(request.body(body.to_string().into()).unwrap())
        };
        let body = json!({ "marks": [{ "criterion": "projet", "mark": 3 }], "comment": "" });
        assert_eq!(put(None, &body).status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(put(Some("\"1\""), &body).status, StatusCode::CONFLICT);
        let saved = put(Some("\"2\""), &body);
        assert_eq!(
            (saved.status, saved.headers["etag"].to_str().unwrap()),
            (StatusCode::OK, "\"3\"")
        );
        let unknown = json!({ "marks": [{ "criterion": "couleur", "mark": 3 }], "comment": "" });
        assert_eq!(put(Some("\"3\""), &unknown).status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_wide_gap_asks_for_a_third_review_and_then_the_mean_is_of_all() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let reviewers = ["anne", "bruno", "clara"].map(|name| (name, reviewer(app, call, name).1));
        for ((name, id), marks) in reviewers[..2].iter().zip([[4, 4], [2, 2]]) {
            let review = give(app, dossier, *id);
            submit(app, name, review, marks);
        }
        // 100 and 50: the gap is 50.
        let wide = score(app, wave);
        assert_eq!(
            (wide.complete, wide.gap, wide.proposed),
            (false, Some(Points::whole(50)), None)
        );
        let pilot = app.pilot();
        let page = pilot.get(&format!("/evaluations/repartition/{wave}"));
        assert!(page.has("clara (test)"), "{}", page.body);
        assert!(
            pilot
                .get(&format!("/evaluations/dossiers/{dossier}"))
                .shows("reviews-third-asked")
        );
        let third = give(app, dossier, reviewers[2].1);
        submit(app, "clara", third, [0, 0]);
        let all = score(app, wave);
        assert_eq!(
            (all.complete, all.score, all.reviews),
            (true, Some(Points::whole(50)), 3)
        );
        assert_eq!(all.proposed, Some(true), "exactly at the threshold");
    });
}

#[test]
fn a_tie_declared_later_takes_the_review_back() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE, OTHER]);
        let (anne, id) = reviewer(app, call, "anne");
        let account = account_of(app, "anne");
        let review = give(app, dossier, id);
        let address = format!("/evaluations/{review}");
        assert_eq!(anne.get(&address).status, StatusCode::OK);
        let nowhere = anne.post("/evaluations/liens", &[("lien", "family")]);
        assert!(nowhere.shows("reviews-refused-place"));
        let declared = anne.post(
            "/evaluations/liens",
            &[("lien", "family"), ("etablissement", OTHER), ("precision", "une nièce")],
        );
        assert_eq!(declared.status, StatusCode::SEE_OTHER, "{}", declared.body);
        assert_eq!(anne.get(&address).status, StatusCode::NOT_FOUND);
        let taken = app.write(|tx| store::review(tx, review)).unwrap();
        assert_eq!(taken.state, ReviewState::TakenBack);
        // She can no longer be given it, and the page says why.
        let pilot = app.pilot();
        let dossier_page = format!("/evaluations/dossiers/{dossier}");
        assert!(pilot.get(&dossier_page).shows("reviews-rule-same-family"));
        let refused = pilot.post(&format!("{dossier_page}/ajouter"), &[("evaluateur", &id.to_string())]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.shows("reviews-refused-same-family"));
        let proposal = pilot.get(&format!("/evaluations/repartition/{wave}"));
        assert!(proposal.shows("reviews-rule-same-family"), "{}", proposal.body);
        // Her own tie is hers to withdraw.
        let ties = app.write(|tx| store::ties(tx, account));
        let page = anne.get("/evaluations/liens");
        assert!(page.has("une nièce"));
        let withdrawn = anne.post(&format!("/evaluations/liens/{}/retirer", ties[0].id), &[]);
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
        // A tie that somebody else recorded is not.
        let recorded = app.act(|tx, actor, now| {
            let tie = NewTie {
                kind: TieKind::Authority,
                uai: None,
                territory: Some(pole_kernel::Territory::parse("977").unwrap()),
                note: String::new(),
            };
            people::record_tie(tx, actor, now, call, id, &tie)
        });
        assert_eq!(recorded, 0, "the other island");
        let ties = app.write(|tx| store::ties(tx, account));
        let theirs = ties.iter().find(|tie| !tie.by_themselves).unwrap();
        let refused = anne.post(&format!("/evaluations/liens/{}/retirer", theirs.id), &[]);
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        let by_runner = pilot.post(
            &format!("/evaluations/evaluateurs/{call}/liens/retirer"),
            &[("evaluateur", &id.to_string()), ("tie", &theirs.id.to_string())],
        );
        assert_eq!(by_runner.status, StatusCode::SEE_OTHER, "{}", by_runner.body);
    });
}

#[test]
fn a_role_granted_later_keeps_the_reviewer_out_at_once() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let (anne, id) = reviewer(app, call, "anne");
        let review = give(app, dossier, id);
        let account = account_of(app, "anne");
        let role = accounts::NewRole {
            role: Role::Teacher,
            scope: RoleScope::School(uai(COLLEGE)),
            from: Day::parse("2026-09-01").unwrap(),
            to: None,
        };
        app.app
            .db()
            .write_blocking(|tx| {
                accounts::grant_role(tx, &Actor::console(), Instant::parse(NOW).unwrap(), account, &role).map(|_| ())
            })
            .unwrap();
        assert_eq!(
            anne.get(&format!("/evaluations/{review}")).status,
            StatusCode::NOT_FOUND
        );
        assert!(anne.get("/evaluations").shows("reviews-mine-none"));
        let page = app.pilot().get(&format!("/evaluations/repartition/{wave}"));
        assert!(page.shows("reviews-tied"), "{}", page.body);
    });
}

#[test]
fn declining_a_dossier_frees_it_for_somebody_else() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let (anne, first) = reviewer(app, call, "anne");
        let (bruno, second) = reviewer(app, call, "bruno");
        let pilot = app.pilot();
        let add = format!("/evaluations/dossiers/{dossier}/ajouter");
        pilot.post(&add, &[("evaluateur", &first.to_string())]);
        pilot.post(&add, &[("evaluateur", &second.to_string())]);
        let reviews = app.write(|tx| store::reviews_of_dossier(tx, dossier));
        let of = |id: ReviewerId| reviews.iter().find(|review| review.reviewer == id).unwrap().id;
        let silent = anne.post(&format!("/evaluations/{}/decliner", of(first)), &[]);
        assert!(silent.shows("reviews-refused-reason"), "{}", silent.body);
        let declined = anne.post(
            &format!("/evaluations/{}/decliner", of(first)),
            &[("motif", "en congé")],
        );
        assert_eq!(declined.status, StatusCode::SEE_OTHER);
        // Bruno has a tie: it is recorded with it.
        let tied = bruno.post(
            &format!("/evaluations/{}/decliner", of(second)),
            &[("lien", "authority")],
        );
        assert_eq!(tied.status, StatusCode::SEE_OTHER, "{}", tied.body);
        assert!(bruno.get("/evaluations/liens").shows("reviews-tie-authority"));
        let page = pilot.get(&format!("/evaluations/repartition/{wave}"));
        assert!(
            page.shows("reviews-rule-gave-up") && page.shows("reviews-rule-same-authority"),
            "{}",
            page.body
        );
        let told: Vec<String> = app.write(|tx| {
            tx.rows(
                sql!("select m.wording from message m join account a on a.id = m.account where a.name = 'pilote'"),
                params! {},
                |row| row.get("wording"),
            )
        });
        assert_eq!(told, ["reviews-message-declined"; 2]);
        // Bruno's place goes to Clara, who then is replaced by David before she begins.
        let (_, third) = reviewer(app, call, "clara");
        let (_, fourth) = reviewer(app, call, "david");
        let review = give(app, dossier, third);
        let back = format!("/evaluations/dossiers/{dossier}/retirer");
        let fields = [("evaluation", review.to_string()), ("remplacant", fourth.to_string())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert!(pilot.post(&back, &fields).shows("reviews-refused-reason"));
        let with_reason: Vec<(&str, &str)> = fields.iter().copied().chain([("motif", "équilibre")]).collect();
        let replaced = pilot.post(&back, &with_reason);
        assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.body);
        let held: Vec<(ReviewerId, i64)> = app
            .write(|tx| store::reviews_of_dossier(tx, dossier))
            .into_iter()
            .filter(|review| review.state.is_held())
            .map(|review| (review.reviewer, review.position))
            .collect();
        assert_eq!(held, [(fourth, 1)]);
        // More time, then an end: what was not submitted is taken back.
        let review = app
            .write(|tx| store::reviews_of_dossier(tx, dossier))
            .into_iter()
            .find(|review| review.state.is_held())
            .unwrap();
        let due = pilot.post(
            &format!("/evaluations/dossiers/{dossier}/echeance"),
            &[("evaluation", &review.id.to_string()), ("echeance", "2026-12-01")],
        );
        assert_eq!(due.status, StatusCode::SEE_OTHER);
        let ended = pilot.post(
            &format!("/evaluations/evaluateurs/{call}/terminer"),
            &[("evaluateur", &fourth.to_string())],
        );
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        let review = app.write(|tx| store::review(tx, review.id)).unwrap();
        assert_eq!(
            (review.state, review.due_on),
            (ReviewState::TakenBack, Day::parse("2026-12-01").unwrap())
        );
    });
}

#[test]
fn a_partial_assignment_keeps_what_was_submitted() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let (_, first) = reviewer(app, call, "anne");
        reviewer(app, call, "bruno");
        let review = give(app, dossier, first);
        submit(app, "anne", review, [4, 4]);
        let pilot = app.pilot();
        let refused = pilot.post(
            &format!("/evaluations/dossiers/{dossier}/retirer"),
            &[("evaluation", &review.to_string()), ("motif", "x")],
        );
        assert!(refused.shows("reviews-refused-submitted"), "{}", refused.body);
        let address = format!("/evaluations/repartition/{wave}");
        let page = pilot.get(&address);
        let fingerprint = page.body.split("name=\"empreinte\" value=\"").nth(1).unwrap();
        pilot.post(&address, &[("empreinte", fingerprint.split('"').next().unwrap())]);
        let names: Vec<String> = app
            .write(|tx| store::reviews_of_dossier(tx, dossier))
            .into_iter()
            .map(|review| review.name)
            .collect();
        assert_eq!(names, ["anne (test)", "bruno (test)"]);
    });
}

#[test]
fn a_blind_reviewer_does_not_see_who_applies() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, true);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE, OTHER]);
        let schools: Vec<(String, Option<String>)> = app.write(|tx| {
            [COLLEGE, OTHER]
                .iter()
                .map(|code| {
                    let line = crate::features::directory::school_line(tx, &uai(code))?.unwrap();
                    Ok((line.name, line.commune))
                })
                .collect()
        });
        app.head_of(COLLEGE);
        let text = format!(
            "Le {} (uai {COLLEGE}) de Saint-Martin, {}, écrit par principal (test).",
            schools[0].0.to_uppercase(),
            schools[1].0
        );
        answer(app, dossier, "", "synthese", json!(text));
        answer(app, dossier, OTHER, "classes", json!(format!("À {}", schools[1].0)));
        let hash = app.app.files().keep(&b"%PDF-1.7"[..], 100).unwrap();
        app.write(|tx| {
            crate::shell::documents::attach(
                tx,
                None,
                Instant::parse(NOW).unwrap(),
                &crate::shell::documents::NewDocument {
                    owner_kind: "dossier",
                    owner: dossier.to_string(),
                    purpose: format!("avis/{COLLEGE}"),
                    name: format!("avis {}.pdf", schools[0].0),
                    content_type: "application/pdf".to_owned(),
                    kept: hash.clone(),
                    scan: crate::shell::documents::Scan::Clean,
                },
            )
        });
        let (anne, id) = reviewer(app, call, "anne");
        let review = give(app, dossier, id);
        let page = anne.get(&format!("/evaluations/{review}"));
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let list = anne.get("/evaluations");
        let api = anne.get("/api/v1/reviews");
        for shown in [&page, &list, &api] {
            // The head of every page names the basin; what is below does not.
            let content = shown.body.split("id=\"contenu\"").nth(1).unwrap_or(&shown.body);
            let content = content.split("<footer").next().unwrap();
            let folded = pole_kernel::fold(content);
            let mut secrets = vec![
                COLLEGE.to_owned(),
                OTHER.to_owned(),
                "Saint-Martin".to_owned(),
                "principal (test)".to_owned(),
            ];
            for (name, commune) in &schools {
                secrets.push(name.clone());
                secrets.extend(commune.clone());
            }
            for secret in secrets {
                let secret = pole_kernel::fold(&secret);
                assert!(!folded.contains(&secret), "{secret} is shown: {content}");
            }
        }
        assert!(page.shows("reviews-blind") && page.has("Avis du conseil"));
        let link = page
            .body
            .split("/documents/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let file = anne.get(&format!("/evaluations/{review}/documents/{link}"));
        assert_eq!(file.bytes, b"%PDF-1.7");
        assert_eq!(
            file.headers["content-disposition"].to_str().unwrap(),
            "attachment; filename=\"document-1.pdf\""
        );
        // Nobody else opens it, not even another reviewer.
        let (bruno, _) = reviewer(app, call, "bruno");
        for path in [
            format!("/evaluations/{review}"),
            format!("/evaluations/{review}/documents/{link}"),
        ] {
            assert_eq!(bruno.get(&path).status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn each_role_stays_on_its_side() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (call, wave) = call(&app, false);
    let dossier = dossier(&app, call, wave, "978", &[COLLEGE]);
    let (anne, id) = reviewer(&app, call, "anne");
    let review = give(&app, dossier, id);
    let running = [
        "/evaluations/pilotage".to_owned(),
        format!("/evaluations/evaluateurs/{call}"),
        format!("/evaluations/repartition/{wave}"),
        format!("/evaluations/vagues/{wave}"),
        format!("/evaluations/vagues/{wave}/export/evaluations.csv"),
        format!("/evaluations/dossiers/{dossier}"),
        format!("/api/v1/call-waves/{wave}/scores"),
        format!("/api/v1/call-waves/{wave}/assignment"),
    ];
    let reviewing = [
        "/evaluations".to_owned(),
        "/evaluations/liens".to_owned(),
        format!("/evaluations/{review}"),
        format!("/api/v1/reviews/{review}"),
    ];
    let service = app.person("service", Role::AcademicService, RoleScope::Basin);
    let pilot = app.pilot();
    for path in &running {
        assert_eq!(pilot.get(path).status, StatusCode::OK, "{path}");
        assert_eq!(service.get(path).status, StatusCode::OK, "{path}");
        assert_eq!(anne.get(path).status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in &reviewing {
        assert_eq!(anne.get(path).status, StatusCode::OK, "{path}");
        assert_eq!(pilot.get(path).status, StatusCode::FORBIDDEN, "{path}");
    }
    for outsider in [app.head_of(COLLEGE), app.agent_of("978")] {
        for path in running.iter().chain(&reviewing) {
            assert_eq!(outsider.get(path).status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}

#[test]
fn the_commission_gets_its_files() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        for (name, marks) in [("anne", [4, 4]), ("bruno", [3, 4])] {
            let (_, id) = reviewer(app, call, name);
            let review = give(app, dossier, id);
            submit(app, name, review, marks);
        }
        let pilot = app.pilot();
        let file = |name: &str| pilot.get(&format!("/evaluations/vagues/{wave}/export/{name}"));
        let csv = file("evaluations.csv");
        let text = csv.body.replace('\u{feff}', "");
        assert_eq!(text.lines().count(), 3, "{text}");
        for cell in ["anne (test)", "bruno (test)", "92,5", "clair", "Bon dossier"] {
            assert!(text.contains(cell), "{cell}: {text}");
        }
        assert!(file("evaluations.xlsx").bytes.starts_with(b"PK"));
        assert!(file("charge.csv").body.contains("bruno (test)"));
        assert!(file("synthese.pdf").bytes.starts_with(b"%PDF"));
        assert_eq!(file("autre.csv").status, StatusCode::NOT_FOUND);
        let assignment = format!("/evaluations/repartition/{wave}/export");
        assert_eq!(pilot.get(&format!("{assignment}/charge.csv")).status, StatusCode::OK);
        assert_eq!(
            pilot.get(&format!("{assignment}/repartition.xlsx")).status,
            StatusCode::OK
        );
    });
}

#[test]
fn reminders_are_written_once_each() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (call, wave) = call(app, false);
        let dossier = dossier(app, call, wave, "978", &[COLLEGE]);
        let (_, id) = reviewer(app, call, "anne");
        let review = give(app, dossier, id);
        // Due on 6 November.
        let remind = |day: &str| {
            let now = Instant::parse(&format!("{day}T12:00:00Z")).unwrap();
            app.write(|tx| job::remind(tx, now))
        };
        let written: Vec<usize> = [
            "2026-10-31",
            "2026-11-01",
            "2026-11-02",
            "2026-11-05",
            "2026-11-06",
            "2026-11-07",
            "2026-11-20",
        ]
        .into_iter()
        .map(remind)
        .collect();
        assert_eq!(written, [0, 1, 0, 1, 0, 1, 0]);
        submit(app, "anne", review, [1, 1]);
        assert_eq!(remind("2026-12-01"), 0);
    });
}
