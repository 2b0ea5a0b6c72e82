//! Usage through the door: pages, entries, files, the API and the jobs, with the rights of each.

use axum::http::{Request, StatusCode};
use pole_formats::{Located, ProblemCode, UsageFact};
use pole_kernel::{Day, Instant, Month, Role, RoleScope, Territory, Uai};

use super::model::{PeriodKind, Profile, Service, UsageScope};
use super::{InventedDay, InventedMonth, NewPopulation, Populations};
use crate::features::directory::{ClosureKind, NewClosure, add_closure};
use crate::policy::Scope;
use crate::shell::clock::fresh_id;
use crate::shell::imports::{Importer as _, Job, Mode, Report};
use crate::shell::jobs::{self, JobError, JobOutcome, PeriodicJob, Rhythm};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T14:00:00Z";
const SCHOOL: &str = "9710022X";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A month of one school, and of the basin, invented: pupils, and three guardians.
fn with_usage(app: &TestApp) {
    app.with_basin();
    let invented = |scope: UsageScope, profile, visitors, service| InventedMonth {
        scope,
        profile,
        service,
        channel: None,
        visitors,
        visits: visitors * 2,
        views: visitors * 5,
        mean_seconds: 240,
        pupils_reached: (profile == Profile::Guardian && service.is_none()).then_some(3),
    };
    app.act(|tx, actor, now| {
        let mut months = Vec::new();
        let scopes = [
            UsageScope::Basin,
            UsageScope::Territory(Territory::parse("978").unwrap()),
            UsageScope::School(uai(SCHOOL)),
        ];
        for scope in scopes {
            months.push(invented(scope.clone(), Profile::Pupil, 431, None));
            months.push(invented(scope.clone(), Profile::Pupil, 222, Some(Service::Homework)));
            months.push(invented(scope, Profile::Guardian, 3, None));
        }
        let days = [InventedDay {
            day: day("2026-09-14"),
            uai: SCHOOL.to_owned(),
            territory: "978".to_owned(),
            profile: Profile::Pupil,
            service: Service::Homework,
            channel: super::Channel::Phone,
            views: 1_234,
            visits: 567,
        }];
        super::write_invented(tx, actor, now, month("2026-09"), &days, &months)
    });
}

#[test]
fn the_page_says_who_came_and_hides_groups_that_are_too_small() {
    on_both_engines(NOW, |app| {
        with_usage(app);
        let pilot = app.pilot();
        let page = pilot.get("/usages?mois=2026-09");
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.has("431") && page.has("222"));
        assert!(page.shows("usage-flag-secret"), "three guardians are not shown");
        assert!(page.shows("figure-flag-fictitious"));
        assert!(page.body.contains("<svg"), "the months are drawn");
        assert!(page.has("Mont des Accords"));
        // One service.
        let page = pilot.get("/usages?mois=2026-09&service=homework&canal=");
        assert_eq!(page.status, 200);
        // A month that is not over is provisional.
        let provisional = "Ce mois n’est pas fini";
        assert!(pilot.get("/usages?mois=2026-10").has(provisional));
        assert!(!pilot.get("/usages?mois=2026-09").has(provisional));
        for (place, status) in [("978", 200), (SCHOOL, 200), ("9719999Z", 404), ("ailleurs", 404)] {
            assert_eq!(pilot.get(&format!("/usages?ou={place}")).status, status, "{place}");
        }
        assert_eq!(pilot.get("/usages?mois=septembre").status, 422);
        // What was known before is nothing.
        let before = pilot.get("/usages?mois=2026-09&connu=2026-09-01");
        assert_eq!(before.status, 200);
        assert!(before.shows("usage-nothing"));
        for id in [
            "profils",
            "mois",
            "services",
            "canaux",
            "langues-et-heures",
            "etablissements",
        ] {
            let file = pilot.get(&format!("/usages/export/{id}.csv?mois=2026-09"));
            assert_eq!(file.status, 200, "{id}");
            let file = pilot.get(&format!("/usages/export/{id}.xlsx?mois=2026-09"));
            assert_eq!(file.status, 200, "{id}");
        }
        assert_eq!(pilot.get("/usages/export/autre.csv").status, 404);
        assert!(pilot.get("/usages/export/profils.csv?mois=2026-09").has("431"));
    });
}

#[test]
fn a_head_sees_their_school_down_to_its_days_and_no_other() {
    let app = TestApp::new(NOW);
    with_usage(&app);
    let head = app.head_of(SCHOOL);
    let page = head.get("/usages");
    assert_eq!(page.status, 200);
    assert!(page.has("431") && !page.has("Sainte-Rose"));
    let page = head.get(&format!("/etablissements/{SCHOOL}/usages?mois=2026-09"));
    assert_eq!(page.status, 200);
    assert!(page.has("567") && page.has("14/09/2026"), "the days are the evidence");
    let file = head.get(&format!("/etablissements/{SCHOOL}/usages/jours.csv?mois=2026-09"));
    assert!(file.has("567"));
    for path in [
        "/etablissements/9711023K/usages",
        "/usages?ou=bassin",
        "/usages?ou=978",
        "/usages?ou=9711023K",
        "/api/v1/usage",
    ] {
        assert_eq!(head.get(path).status, 403, "{path}");
    }
    assert_eq!(head.get("/usages/conservation").status, 200);
    assert_eq!(
        head.post("/usages/conservation/suspendre", &[("motif", "x")]).status,
        403
    );
    assert_eq!(head.post("/usages/populations", &[]).status, 403);
}

#[test]
fn a_population_is_entered_corrected_and_taken_back() {
    on_both_engines(NOW, |app| {
        with_usage(app);
        let pilot = app.pilot();
        let form = |people, accounts| {
            vec![
                ("mois", "2026-09"),
                ("ou", SCHOOL),
                ("profil", "guardian"),
                ("personnes", people),
                ("comptes", accounts),
                ("source", "liste de rentrée"),
            ]
        };
        let reply = pilot.post("/usages/populations", &form("812", "340"));
        assert_eq!(reply.status, 303, "{}", reply.body);
        let page = pilot.get("/usages/populations?mois=2026-09");
        assert!(page.has("812") && page.has("340") && page.has("liste de rentrée"));
        assert!(
            pilot
                .get("/usages/populations/export/populations.csv?mois=2026-09")
                .has("812")
        );
        // Errors stand beside their field, with what was typed.
        let reply = pilot.post("/usages/populations", &form("300", "340"));
        assert_eq!(reply.status, 422);
        assert!(reply.shows("usage-refused-more-accounts") && reply.has("value=\"300\""));
        let reply = pilot.post("/usages/populations", &form("812", "340"));
        assert!(reply.shows("usage-refused-same"));
        assert_eq!(pilot.post("/usages/populations", &form("", "")).status, 422);
        assert_eq!(pilot.post("/usages/populations", &form("-3", "")).status, 422);
        assert_eq!(pilot.post("/usages/populations", &form("99999999999", "")).status, 422);
        let future = [
            ("mois", "2027-01"),
            ("ou", SCHOOL),
            ("profil", "guardian"),
            ("personnes", "1"),
            ("source", "x"),
        ];
        assert!(pilot.post("/usages/populations", &future).shows("usage-refused-future"));
        let unknown = [
            ("mois", "2026-09"),
            ("ou", "9710000Y"),
            ("profil", "guardian"),
            ("personnes", "1"),
            ("source", "x"),
        ];
        let reply = pilot.post("/usages/populations", &unknown);
        assert_eq!(reply.status, 422);
        // Corrected, then taken back.
        assert_eq!(pilot.post("/usages/populations", &form("820", "340")).status, 303);
        let page = pilot.get("/usages/populations?mois=2026-09").body;
        let marker = "/usages/populations/";
        let id = page
            .match_indices(marker)
            .map(|(at, _)| &page[at + marker.len()..])
            .find_map(|rest| rest.split('"').next()?.strip_suffix("/retirer").map(str::to_owned))
            .unwrap();
        assert_eq!(
            pilot.post(&format!("/usages/populations/{id}/retirer"), &[]).status,
            303
        );
        assert_eq!(
            pilot.post(&format!("/usages/populations/{id}/retirer"), &[]).status,
            404
        );
    });
}

#[test]
fn a_table_is_pasted_all_or_nothing() {
    let app = TestApp::new(NOW);
    with_usage(&app);
    let pilot = app.pilot();
    let paste = |text: &str| pilot.post("/usages/populations/tableau", &[("mois", "2026-09"), ("tableau", text)]);
    let good =
        "lieu\tprofil\tpersonnes\tcomptes\n9710022X\tResponsables\t1\u{202f}200\t400\trentrée\n978\tpartner\t12\t\n";
    assert_eq!(paste(good).status, 303);
    assert!(pilot.get("/usages/populations?mois=2026-09").has("1\u{202f}200"));
    let reply = paste("9710022X ; Responsables ; 1300\nbassin ; Martiens ; 3\n");
    assert_eq!(reply.status, 422);
    assert!(reply.has("Martiens"), "what was pasted is kept");
    assert!(
        !pilot.get("/usages/populations?mois=2026-09").has("1\u{202f}300"),
        "nothing was saved"
    );
    let reply = paste("9710022X ; Responsables ; 10 ; 20");
    assert_eq!(reply.status, 422);
    assert_eq!(paste("").status, 422);
    assert_eq!(paste(good).status, 303, "what is known already is no mistake in a list");
}

#[test]
fn the_api_gives_months_and_takes_populations() {
    on_both_engines(NOW, |app| {
        with_usage(app);
        let pilot = app.pilot();
        let json = |path: &str| -> serde_json::Value {
            let reply = pilot.get(path);
            assert_eq!(reply.status, 200, "{path}: {}", reply.body);
            serde_json::from_str(&reply.body).unwrap()
        };
        let usage = json("/api/v1/usage?from=2026-09&to=2026-09");
        assert_eq!(usage["scope_kind"], "basin");
        let line = |profile: &str| {
            usage["usage"]
                .as_array()
                .unwrap()
                .iter()
                .find(|line| line["profile"] == profile && line["service"].is_null())
                .cloned()
                .unwrap()
        };
        assert_eq!(line("pupil")["visitors"], 431);
        assert!(line("guardian")["visitors"].is_null());
        assert!(line("guardian")["pupils_reached"].is_null());
        assert!(line("guardian")["flags"].as_array().unwrap().contains(&"secret".into()));
        let school = json(&format!(
            "/api/v1/schools/{SCHOOL}/usage?from=2026-09&to=2026-09&known_on=2026-10-16"
        ));
        assert_eq!(school["scope"], SCHOOL);
        assert_eq!(
            json("/api/v1/usage?territory=978&from=2026-09&to=2026-09")["scope"],
            "978"
        );
        for (path, status) in [
            ("/api/v1/usage?from=hier", 400),
            ("/api/v1/usage?territory=lune", 400),
            ("/api/v1/schools/9719999Z/usage", 404),
        ] {
            assert_eq!(pilot.get(path).status, status, "{path}");
        }
        let post = |body: &str| {
            let request = Request::post("/api/v1/usage/populations")
                .header("content-type", "application/json")
                .header("x-pole-token", pilot.token())
                .body(body.to_owned().into())
                .unwrap();
            pilot.send(request).status.as_u16()
        };
        let entry = |people: u64| {
            format!(
                r#"{{"month":"2026-09","scope_kind":"school","scope":"{SCHOOL}","profile":"guardian","people":{people},"activated":100,"source":"api"}}"#
            )
        };
        assert_eq!(post(&entry(812)), 201);
        assert_eq!(post(&entry(812)), 422, "nothing changes");
        assert_eq!(post(&entry(50)), 422, "more accounts than people");
        assert_eq!(post("{}"), 400);
        let document = pilot.get("/api/v1/openapi.json");
        assert!(document.body.contains("/api/v1/usage/populations"));
    });
}

#[test]
fn an_administrator_looks_after_usage_and_reads_it_as_it_is_released() {
    let app = TestApp::new(NOW);
    with_usage(&app);
    let administrator = app.person("admin", Role::Administrator, RoleScope::Basin);
    let page = administrator.get("/usages?mois=2026-09");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.shows("usage-keeping-intro") && page.has("href=\"/indicateurs/I4\""));
    assert!(!page.shows("usage-by-profile"), "{}", page.body);
    for path in ["/usages/populations?mois=2026-09", "/usages/conservation"] {
        assert_eq!(administrator.get(path).status, StatusCode::OK, "{path}");
    }
    for path in [
        "/usages/export/usages-par-profil.csv",
        "/etablissements/9710022X/usages",
        "/usages/series",
        "/api/v1/usage",
    ] {
        assert_eq!(administrator.get(path).status, StatusCode::FORBIDDEN, "{path}");
    }
    let school = administrator.get("/etablissements/9710022X");
    assert!(!school.has("/etablissements/9710022X/usages"));
    assert!(app.pilot().get("/usages?mois=2026-09").shows("usage-by-profile"));
}

fn job(options: &[(&str, &str)], now: &str) -> Job {
    Job {
        import: fresh_id(),
        mode: Mode::Apply,
        now: Instant::parse(now).unwrap(),
        account: None,
        fictitious: false,
        options: options
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        scope: Scope::everything(),
    }
}

fn fact(line: u64, code: &str, start: &str, profile: &str, visits: Option<u64>) -> Located<UsageFact> {
    Located {
        line,
        value: UsageFact {
            uai: uai(code),
            period_start: day(start),
            profile: profile.to_owned(),
            service: String::new(),
            visits,
            visitors: Some(40),
            duration_seconds: Some(7_200),
            active_accounts: None,
            accounts_total: None,
        },
    }
}

fn import(app: &TestApp, job: &Job, facts: &[Located<UsageFact>]) -> Report {
    app.write(|tx| super::import_values(tx, job, facts.to_vec()))
}

#[test]
fn a_series_of_others_is_kept_apart_completed_and_corrected() {
    on_both_engines(NOW, |app| {
        with_usage(app);
        let before = app.pilot().get("/usages?mois=2026-09").body;
        let new = [
            ("serie", "nouvelle"),
            ("serie_nom", "DNMA par profil"),
            ("serie_definition", "Visites mesurées par balise"),
            ("serie_periode", "week"),
        ];
        let facts = [
            fact(2, SCHOOL, "2026-09-07", "eleve", Some(900)),
            // A Wednesday is told by its Monday.
            fact(3, SCHOOL, "2026-09-16", "eleve", Some(800)),
            fact(4, SCHOOL, "2026-09-07", "parent", None),
        ];
        // Looking writes nothing, not even the series.
        let look = Job {
            mode: Mode::DryRun,
            ..job(&new, "2026-10-01T12:00:00Z")
        };
        assert_eq!(import(app, &look, &facts).added, 3);
        assert!(app.write(super::external_series).is_empty());
        let report = import(app, &job(&new, "2026-10-01T12:00:00Z"), &facts);
        assert_eq!((report.added, report.problem_count), (3, 0));
        let series = app.write(super::external_series);
        let [series] = series.as_slice() else {
            panic!("one series: {series:?}");
        };
        assert_eq!(
            (series.code.as_str(), series.period),
            ("dnma-par-profil", PeriodKind::Week)
        );
        let known = [("serie", "dnma-par-profil")];
        let again = import(app, &job(&known, "2026-10-02T12:00:00Z"), &facts);
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3));
        let bad = [
            fact(2, SCHOOL, "2026-09-07", "eleve", Some(950)),
            fact(3, SCHOOL, "2026-09-07", "eleve", Some(1)),
            fact(4, "9710000Y", "2026-09-07", "eleve", Some(1)),
            fact(5, SCHOOL, "2027-09-06", "eleve", Some(1)),
        ];
        let report = import(app, &job(&known, "2026-10-03T12:00:00Z"), &bad);
        assert_eq!((report.added, report.changed), (0, 1));
        let codes: Vec<ProblemCode> = report.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(
            codes,
            [
                ProblemCode::AlreadyEntered,
                ProblemCode::SchoolUnknown,
                ProblemCode::DateFuture
            ]
        );
        let visits = |known_at: &str| {
            let known_at = Instant::parse(known_at).unwrap();
            app.write(|tx| {
                super::external(
                    tx,
                    series.id,
                    &Scope::everything(),
                    day("2026-09-01"),
                    day("2026-09-30"),
                    known_at,
                )
            })
            .into_iter()
            .map(|value| (value.period_start.to_string(), value.profile, value.visits))
            .collect::<Vec<_>>()
        };
        let first = ("2026-09-07".to_owned(), "eleve".to_owned(), Some(950));
        assert_eq!(visits("2026-10-04T00:00:00Z")[0], first);
        assert_eq!(visits("2026-10-02T00:00:00Z")[0].2, Some(900), "what was known stays");
        assert_eq!(visits("2026-10-04T00:00:00Z")[2].0, "2026-09-14");

        let pilot = app.nobody();
        pilot.post(
            "/connexion",
            &[("nom", "pilote"), ("mot_de_passe", "cocotier-bleu-2026")],
        );
        assert!(pilot.get("/usages/series").has("DNMA par profil"));
        let page = pilot.get(&format!("/usages/series/{}", series.id));
        assert_eq!(page.status, 200);
        assert!(page.has("950") && page.has("Visites mesurées par balise") && page.body.contains("<svg"));
        assert_eq!(
            pilot.get(&format!("/usages/series/{}?ou={SCHOOL}", series.id)).status,
            200
        );
        assert!(
            pilot
                .get(&format!("/usages/series/{}/valeurs.csv", series.id))
                .has("950")
        );
        assert_eq!(
            pilot.get("/usages/series/01890a5d-ac96-774b-bcce-b302099a8057").status,
            404
        );
        let after = pilot.get("/usages?mois=2026-09").body;
        let figures = |body: &str| body.matches("pole-figure__value").count();
        assert_eq!(figures(&before), figures(&after), "our figures do not move");
        assert!(!after.contains("950"));
    });
}

#[test]
fn a_file_of_usage_asks_which_series_it_is() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let questions = app
        .write(|tx| super::UsageImporter.questions(tx, pole_formats::FileKind::UsageRows, "dnma.csv", &job(&[], NOW)));
    let names: Vec<(&str, bool)> = questions
        .iter()
        .map(|question| (question.name.as_ref(), question.required))
        .collect();
    assert_eq!(
        names,
        [
            ("serie", true),
            ("serie_nom", true),
            ("serie_definition", true),
            ("serie_periode", true)
        ]
    );
    assert_eq!(questions[1].proposed, "dnma.csv");
    let kind = pole_formats::FileKind::UsageRows;
    assert_eq!(super::UsageImporter.action(kind), crate::policy::Action::EditUsage);
}

#[test]
fn deletion_is_put_on_hold_with_a_reason_and_resumed() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        assert!(pilot.get("/usages/conservation").shows("usage-runs-none"));
        let reply = pilot.post("/usages/conservation/suspendre", &[("motif", " ")]);
        assert_eq!(reply.status, 422);
        assert!(reply.shows("usage-refused-reason"));
        assert_eq!(
            pilot
                .post("/usages/conservation/suspendre", &[("motif", "réquisition")])
                .status,
            303
        );
        let page = pilot.get("/usages/conservation");
        assert!(page.shows("usage-held") && page.has("réquisition"));
        assert_eq!(
            pilot.post("/usages/conservation/suspendre", &[("motif", "x")]).status,
            422
        );
        assert_eq!(pilot.post("/usages/conservation/reprendre", &[]).status, 303);
        assert_eq!(pilot.post("/usages/conservation/reprendre", &[]).status, 422);
        assert!(!pilot.get("/usages/conservation").shows("usage-held"));
        assert_eq!(pilot.get("/usages/conservation/export/preuves.csv").status, 200);
        let events: i64 = app.write(|tx| {
            tx.one(
                pole_db::sql!("select count(*) as events from audit_event where subject = 'usage.retention'"),
                pole_db::params! {},
                |row| row.get("events"),
            )
        });
        assert_eq!(events, 2);
    });
}

#[test]
fn invented_months_are_never_counted_again() {
    let app = TestApp::new(NOW);
    with_usage(&app);
    let population = NewPopulation {
        month: month("2026-09"),
        scope: UsageScope::Basin,
        profile: Profile::Partner,
        people: Some(7),
        activated: None,
        source: "x".to_owned(),
        fictitious: true,
    };
    app.act(|tx, actor, now| super::enter_populations(tx, actor, now, std::slice::from_ref(&population)));
    let run = || jobs::run_now(&app.app, "usage.rollup_past").unwrap();
    assert_eq!(run(), "nothing new");
    assert!(app.pilot().get("/usages?mois=2026-09").has("431"));
}

#[test]
fn a_job_runs_when_it_is_due_and_one_runner_has_it() {
    on_both_engines("2026-10-16T14:00:00Z", |app| {
        let due = |runner: &str| jobs::run_due(&app.app, runner).unwrap().unwrap();
        // Other features have jobs too.
        let lines = || -> Vec<jobs::JobLine> {
            let all = app.write(jobs::list);
            all.into_iter().filter(|line| line.name.starts_with("usage.")).collect()
        };
        assert!(lines().is_empty());
        due("a");
        let next = lines()[1].next_at;
        assert_eq!(next.to_string(), "2026-10-16T14:05:00.000Z", "every five minutes");
        let names: Vec<String> = lines().into_iter().map(|line| line.name).collect();
        assert_eq!(names, ["usage.retention", "usage.rollup", "usage.rollup_past"]);
        assert!(lines().iter().all(|line| line.outcome == Some(JobOutcome::Done)));
        // Nights are those of the islands: 02:00 there is 06:00 UTC.
        assert_eq!(lines()[2].next_at.to_string(), "2026-10-17T06:00:00.000Z");
        // Not due: nothing runs.
        let ended = lines()[1].ended_at;
        app.at("2026-10-16T14:04:59Z");
        due("a");
        assert_eq!(lines()[1].ended_at, ended);
        app.at("2026-10-16T14:05:00Z");
        due("a");
        assert_ne!(lines()[1].ended_at, ended);

        // Somebody has it, and died: it waits until the lease is over.
        app.write(|tx| {
            tx.execute(
                pole_db::sql!(
                    "update job_run set runner = 'dead', lease_until = '2026-10-16T14:40:00.000Z',
                                        next_at = '2026-10-16T14:10:00.000Z' where name = 'usage.rollup'"
                ),
                pole_db::params! {},
            )
        });
        app.at("2026-10-16T14:20:00Z");
        due("a");
        assert!(lines()[1].lease_until.is_some());
        assert!(matches!(jobs::run_now(&app.app, "usage.rollup"), Err(JobError::Taken)));
        app.at("2026-10-16T14:40:00Z");
        due("a");
        assert_eq!(lines()[1].lease_until, None);

        // The clock goes a year backwards: the job does not wait for a year.
        app.at("2025-10-16T14:00:00Z");
        due("a");
        assert_eq!(lines()[1].next_at.to_string(), "2025-10-16T14:05:00.000Z");
        assert!(matches!(jobs::run_now(&app.app, "nothing"), Err(JobError::Unknown)));
        assert_eq!(jobs::run_now(&app.app, "usage.rollup").unwrap(), "nothing new");
    });
}

#[test]
fn the_next_time_of_a_rhythm() {
    let at = |text| Instant::parse(text).unwrap();
    let night = Rhythm::Nightly(2, 0);
    for (now, next) in [
        ("2026-10-16T05:59:59.999Z", "2026-10-16T06:00:00.000Z"),
        ("2026-10-16T06:00:00.000Z", "2026-10-17T06:00:00.000Z"),
        ("2026-10-16T23:00:00.000Z", "2026-10-17T06:00:00.000Z"),
    ] {
        assert_eq!(night.next(at(now)).to_string(), next);
    }
    assert_eq!(
        Rhythm::Minutes(5).next(at("2026-10-16T06:00:00Z")).to_string(),
        "2026-10-16T06:05:00.000Z"
    );
    let jobs: Vec<PeriodicJob> = super::jobs();
    assert_eq!(jobs.len(), 3);
}

#[test]
fn an_exceptional_closure_makes_the_months_of_its_places_exceptional_once_it_is_known() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let before = app.app.clock().now();
        app.at("2026-10-16T14:01:00Z");
        let closure = |kind, first: &str, last: &str| NewClosure {
            kind,
            label: "Essai".to_owned(),
            territory: Some(Territory::parse("978").unwrap()),
            uai: None,
            first_day: day(first),
            last_day: day(last),
        };
        app.act(|tx, actor, now| {
            let hurricane = closure(ClosureKind::Exceptional, "2026-09-08", "2026-09-15");
            add_closure(tx, actor, now, &hurricane, false)?;
            let holidays = closure(ClosureKind::Holiday, "2026-08-01", "2026-08-31");
            add_closure(tx, actor, now, &holidays, false)
        });
        let at = |known_at| app.write(|tx| Populations::load(tx, month("2026-08"), month("2026-10"), known_at));
        let island = |code| UsageScope::Territory(Territory::parse(code).unwrap());
        let known = at(app.app.clock().now());
        for (scope, text, exceptional) in [
            (UsageScope::Basin, "2026-09", true),
            (island("978"), "2026-09", true),
            (island("977"), "2026-09", false),
            (UsageScope::School(uai(SCHOOL)), "2026-09", true),
            (UsageScope::School(uai(SCHOOL)), "2026-08", false),
            (UsageScope::School(uai(SCHOOL)), "2026-10", false),
        ] {
            assert_eq!(
                known.is_exceptional(&scope, month(text)),
                exceptional,
                "{scope:?} {text}"
            );
        }
        assert!(!at(before).is_exceptional(&UsageScope::Basin, month("2026-09")));
    });
}
