//! The staff of a school through the door: pages, pasting, files, exports, API.

use axum::body::Body;
use axum::http::Request;
use pole_formats::ProblemCode;
use pole_kernel::{Role, RoleScope, Uai};

use crate::policy::Scope;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{ImportError, Job, Mode, Report, run_reader};
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";
const STAFF: &str = "/etablissements/9710022X/personnels";
const HEADER: &str = "uai;nom;prenom;nom_usage;naissance;email;degre;discipline;rattachement;debut;fin";

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    for raw in [">people-", ">common-", ">school-", ">file-problem"] {
        assert!(!reply.body.contains(raw), "{path} shows a key without words: {raw}");
    }
    reply
}

fn lou() -> [(&'static str, &'static str); 6] {
    [
        ("nom", "Savane"),
        ("prenom", "Lou"),
        ("naissance", "1980-02-03"),
        ("degre", "second"),
        ("discipline", "Mathématiques"),
        ("debut", "2020-09-01"),
    ]
}

/// The address of the only service of the list.
fn service_path(list: &Reply) -> String {
    let rest = list.body.split("personnels/services/").nth(1).unwrap();
    format!("{STAFF}/services/{}", rest.split('"').next().unwrap())
}

fn bring(app: &TestApp, content: &str, scope: Scope, mode: Mode) -> Report {
    let job = Job {
        import: fresh_id(),
        mode,
        now: app.app.clock().now(),
        account: None,
        fictitious: false,
        options: std::collections::BTreeMap::new(),
        scope,
    };
    app.app
        .db()
        .write_blocking(|tx| -> Result<Report, ImportError> {
            tx.execute(
                pole_db::sql!(
                    "insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, lines, added,
                                         changed, unchanged, leaving, problems)
                     values (:id, 'people', 'personnels.csv', '', 0, 'done', :now, 0, 0, 0, 0, 0, 0)"
                ),
                pole_db::params! { id: job.import, now: job.now },
            )?;
            Ok(run_reader(tx, app.app.importers(), content.as_bytes(), &job)?.1)
        })
        .unwrap()
}

#[test]
fn a_head_enters_corrects_ends_and_takes_back() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let head = app.head_of(COLLEGE);
        assert!(ok(&head, STAFF).shows("people-none-edit"));
        let empty = head.post(STAFF, &[("nom", "Savane")]);
        assert_eq!(empty.status.as_u16(), 422);
        assert!(empty.has("value=\"Savane\"") && empty.shows("form-required"));
        assert_eq!(head.post(STAFF, &lou()).location(), STAFF);
        let list = ok(&head, STAFF);
        assert!(list.has("Savane Lou") && list.has("Mathématiques"));
        // The same person again serves there already.
        let twice = head.post(STAFF, &lou());
        assert_eq!(twice.status.as_u16(), 422);
        assert!(twice.shows("people-refused-twice"));
        app.at("2026-10-16T13:00:00Z");
        let service = service_path(&list);
        let mut corrected = lou().to_vec();
        corrected[0].1 = "Savane-Morne";
        corrected[4].1 = "Technologie";
        corrected.push(("email", "lou@exemple.fr"));
        assert_eq!(head.post(&service, &corrected).location(), STAFF);
        let list = ok(&head, STAFF);
        assert!(list.has("Savane-Morne Lou") && list.has("Technologie"));
        let service = service_path(&list);
        let page = ok(&head, &service);
        assert!(
            page.has("Savane Lou") && page.has("Mathématiques"),
            "the former name and version stay"
        );
        assert!(page.has("lou@exemple.fr"));
        let unchanged = head.post(&service, &corrected);
        assert!(unchanged.shows("people-refused-unchanged"));
        // Nothing of it was known the day before.
        assert!(!ok(&head, &format!("{STAFF}?connu=2026-10-15")).has("Savane"));
        assert_eq!(
            head.post(&format!("{service}/fin"), &[("dernier", "2026-10-10")])
                .status
                .as_u16(),
            303
        );
        assert!(!ok(&head, STAFF).has("Savane-Morne"));
        let all = ok(&head, &format!("{STAFF}?tous=oui"));
        assert!(all.has("Savane-Morne"));
        let service = service_path(&all);
        assert_eq!(head.post(&format!("{service}/retirer"), &[]).status.as_u16(), 303);
        assert!(!ok(&head, &format!("{STAFF}?tous=oui")).has("Savane-Morne"));
        assert_eq!(head.post(&format!("{service}/retirer"), &[]).status.as_u16(), 404);
    });
}

#[test]
fn a_school_of_attachment_is_one_at_a_time() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    pilot.post(STAFF, &lou());
    let other = format!("/etablissements/{OTHER}/personnels");
    let refused = pilot.post(&other, &lou());
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.shows("people-refused-attachment"));
    let mut shared = lou().to_vec();
    shared.push(("rattachement", "non"));
    assert_eq!(pilot.post(&other, &shared).status.as_u16(), 303);
}

#[test]
fn lines_of_a_spreadsheet_are_pasted_all_or_none() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let head = app.head_of(COLLEGE);
    let paste = format!("{STAFF}/coller");
    let lines = "Nom\tPrénom\tNaissance\tE-mail\tDiscipline\tDébut\nSavane\tLou\t03/02/1980\tlou@ecole.example\tMathématiques\t01/09/2020\nMorne\t\"Zoé\"\t\t\tAnglais\t01/09/2021\n";
    let wrong = format!("{lines}Colombier\tSacha\t\t\t\t32/09/2021\n");
    let refused = head.post(&paste, &[("degre", "second"), ("lignes", &wrong)]);
    assert_eq!(refused.status.as_u16(), 422);
    assert!(
        refused.shows("people-refused-lines") && refused.has("Colombier"),
        "what was pasted is kept"
    );
    assert!(refused.has("Ligne 4"), "{}", refused.body);
    assert!(ok(&head, STAFF).shows("people-none-edit"), "nothing was written");
    let done = head.post(&paste, &[("degre", "second"), ("lignes", lines)]);
    assert_eq!(done.status.as_u16(), 303, "{}", done.body);
    let list = ok(&head, STAFF);
    assert!(list.has("Savane Lou") && list.has("Morne Zoé"));
    let again = head.post(&paste, &[("degre", "second"), ("lignes", lines)]);
    assert!(again.shows("people-refused-no-line"));
    assert_eq!(
        head.post(&paste, &[("degre", "second"), ("lignes", "")])
            .status
            .as_u16(),
        422
    );
}

#[test]
fn the_template_is_imported_and_the_same_file_twice_changes_nothing() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let file = format!(
            "{HEADER}\n9710022X;SAVANE;Lou;;03/02/1980;lou@ecole.example;2;Mathématiques;oui;2020-09-01;\n\
             9711023K;SAVANE;Lou;;03/02/1980;;2;Mathématiques;oui;2021-09-01;\n\
             9710022X;MORNE;Zoé;;;;2;Anglais;;2021-09-01;\n\
             9710022X;MORNE;Zoé;;;;2;Anglais;;2022-09-01;\n"
        );
        let dry = bring(app, &file, Scope::everything(), Mode::DryRun);
        let first = bring(app, &file, Scope::everything(), Mode::Apply);
        for report in [&dry, &first] {
            assert_eq!((report.added, report.changed), (3, 0));
            let codes: Vec<ProblemCode> = report.problems.iter().map(|problem| problem.code).collect();
            assert_eq!(codes, [ProblemCode::AttachmentTwice, ProblemCode::ServiceTwice]);
            let told = format!("{:?} {:?}", report.changes, report.problems);
            for name in ["SAVANE", "Lou", "MORNE", "1980", "example"] {
                assert!(!told.contains(name), "{name} in {told}");
            }
        }
        app.at("2026-10-17T12:00:00Z");
        let again = bring(app, &file, Scope::everything(), Mode::Apply);
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3));
        let ended = file.replace("Anglais;;2021-09-01;\n", "Anglais;;2021-09-01;2022-08-31\n");
        let ended = bring(app, &ended, Scope::everything(), Mode::Apply);
        assert_eq!(
            (ended.added, ended.changed),
            (1, 1),
            "the one that ended lets the next begin"
        );
    });
}

#[test]
fn a_head_imports_for_their_school_only() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let own = Scope {
        schools: vec![Uai::parse(COLLEGE).unwrap()],
        ..Scope::default()
    };
    let file = format!(
        "{HEADER}\n9710022X;SAVANE;Lou;;;;2;;;2020-09-01;\n9711023K;MORNE;Zoé;;;;2;;;2020-09-01;\n9710022X;VIEUX;Paul;;01/01/1900;;2;;;2020-09-01;\n9999999W;AUTRE;Zoé;;;;2;;;2020-09-01;\n"
    );
    let report = bring(&app, &file, own, Mode::Apply);
    assert_eq!(report.added, 1);
    let codes: Vec<ProblemCode> = report.problems.iter().map(|problem| problem.code).collect();
    assert!(codes.contains(&ProblemCode::SchoolNotYours));
    assert!(codes.contains(&ProblemCode::BirthDateImplausible));
}

#[test]
fn names_are_for_those_the_policy_names() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    pilot.post(STAFF, &lou());
    let csv = ok(&pilot, &format!("{STAFF}/personnels.csv"));
    assert!(csv.has("Savane") && !csv.has("1980"), "the birth date stays");
    assert_eq!(pilot.get(&format!("{STAFF}/personnels.xlsx")).status.as_u16(), 200);
    assert_eq!(pilot.get(&format!("{STAFF}/autre.csv")).status.as_u16(), 404);
    let service = service_path(&ok(&pilot, STAFF));
    // The service is of this school: under another one it does not exist.
    assert_eq!(pilot.get(&service.replace(COLLEGE, OTHER)).status.as_u16(), 404);
    let teacher = app.person("prof", Role::Teacher, RoleScope::School(Uai::parse(COLLEGE).unwrap()));
    let neighbour = app.person("voisine", Role::Head, RoleScope::School(Uai::parse(OTHER).unwrap()));
    for visitor in [teacher, neighbour] {
        for path in [STAFF, &service, "/api/v1/schools/9710022X/services"] {
            let reply = visitor.get(path);
            assert_eq!(reply.status.as_u16(), 403, "{path}");
            assert!(!reply.has("Savane"), "{path}");
        }
    }
    let audit = app.write(|tx| crate::shell::audit::latest(tx, None, 100));
    let told: Vec<String> = audit
        .iter()
        .map(|line| format!("{} {}", line.subject, line.detail))
        .collect();
    let told = told.join(
        "
",
    );
    assert!(!told.contains("Savane") && !told.contains("Lou"), "{told}");
}

#[test]
fn the_api_reads_and_enters() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let head = app.head_of(COLLEGE);
    let path = "/api/v1/schools/9710022X/services";
    let post = |body: &str| {
        head.send(
            Request::post(path)
                .header("content-type", "application/json")
                .header("x-pole-token", head.token())
                .body(Body::from(body.to_owned()))
                .unwrap(),
        )
    };
    let entry = r#"{"surname":"Savane","given_name":"Lou","birth_date":"1980-02-03","degree":"second","discipline":"Anglais","attachment":true,"from":"2020-09-01"}"#;
    assert_eq!(post(entry).status.as_u16(), 201);
    assert_eq!(post(entry).status.as_u16(), 422);
    assert_eq!(post(&entry.replace("second", "third")).status.as_u16(), 400);
    let list = ok(&head, path);
    assert!(list.has("\"surname\":\"Savane\"") && !list.has("1980"), "{}", list.body);
    assert!(ok(&head, &format!("{path}?as_of=2019-09-01")).has("\"services\":[]"));
    assert_eq!(head.get(&format!("{path}?as_of=hier")).status.as_u16(), 400);
}
