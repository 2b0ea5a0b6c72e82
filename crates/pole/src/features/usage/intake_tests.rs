//! Page views through the real router: what is counted, what is not, and what a flood does.

use axum::body::Body;
use axum::http::Request;
use pole_db::{params, sql};
use pole_kernel::{Day, Instant, Lang, Role, RoleScope, Territory, Uai};

use super::intake::{Recorder, pseudonym};
use super::model::Service;
use super::parameters::Parameters;
use crate::features::directory::{ClosureKind, NewClosure, add_closure};
use crate::policy::{AccountId, Actor, HeldRole};
use crate::shell::clock::fresh_id;
use crate::shell::views::{PageShown, PageViews as _};
use crate::test_app::{TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T14:00:00Z";
const SCHOOL: &str = "9710022X";

/// What is kept of the pages, in order: profile, school, service, channel, language, hours, day.
fn kept(app: &TestApp) -> Vec<String> {
    while app.app.page_views().waiting() > 0 {
        app.app.page_views().write(app.app.db()).unwrap();
    }
    app.write(|tx| {
        tx.rows(
            sql!("select profile, uai, service, channel, lang, in_school_hours, day from page_view order by at, id"),
            params! {},
            |row| {
                Ok(format!(
                    "{} {} {} {} {} {} {}",
                    row.get::<String>("profile")?,
                    row.get::<Option<String>>("uai")?.unwrap_or_default(),
                    row.get::<String>("service")?,
                    row.get::<String>("channel")?,
                    row.get::<String>("lang")?,
                    row.get::<bool>("in_school_hours")?,
                    row.get::<String>("day")?,
                ))
            },
        )
    })
}

fn count(app: &TestApp) -> usize {
    kept(app).len()
}

fn teacher(app: &TestApp) -> Visitor<'_> {
    app.person("prof", Role::Teacher, RoleScope::School(Uai::parse(SCHOOL).unwrap()))
}

fn get(visitor: &Visitor<'_>, path: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    visitor.send(request.body(Body::empty()).unwrap()).status.as_u16()
}

#[test]
fn a_page_shown_to_a_signed_in_person_is_kept_without_account_or_path() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let person = teacher(app);
        assert_eq!(count(app), 0, "signing in is a form and a redirect");
        assert_eq!(person.get("/apercu").status, 200);
        let phone = [("sec-ch-ua-mobile", "?1"), ("cookie-free", "1")];
        assert_eq!(get(&person, "/etablissements", &phone), 200);
        assert_eq!(
            kept(app),
            [
                "teacher 9710022X portal web fr true 2026-10-16",
                "teacher 9710022X portal phone fr true 2026-10-16",
            ]
        );
        let visitors: Vec<(String, String)> = app.write(|tx| {
            tx.rows(
                sql!("select distinct visitor, month from page_view"),
                params! {},
                |row| Ok((row.get("visitor")?, row.get("month")?)),
            )
        });
        let [(visitor, month)] = visitors.as_slice() else {
            panic!("one pseudonym: {visitors:?}");
        };
        assert_eq!((visitor.len(), month.as_str()), (32, "2026-10"));
        // The next month the same person is another one.
        app.at("2026-11-02T14:00:00Z");
        let person = app.nobody();
        person.post("/connexion", &[("nom", "prof"), ("mot_de_passe", "cocotier-bleu-2026")]);
        person.get("/apercu");
        kept(app);
        let others: i64 = app.write(|tx| {
            tx.one(
                sql!("select count(distinct visitor) as people from page_view"),
                params! {},
                |row| row.get("people"),
            )
        });
        assert_eq!(others, 2);
    });
}

#[test]
fn only_pages_that_somebody_looked_at_count() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let person = teacher(&app);
    let machines: &[(&str, &[(&str, &str)])] = &[
        // Fetched ahead, polled, or asked by a program.
        ("/apercu", &[("sec-purpose", "prefetch;prerender")]),
        ("/apercu", &[("purpose", "prefetch")]),
        ("/apercu", &[("x-moz", "prefetch")]),
        ("/apercu", &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")]),
        ("/apercu", &[("x-requested-with", "XMLHttpRequest")]),
        ("/apercu", &[("user-agent", "Mozilla/5.0 HeadlessChrome/120.0")]),
        // Not a page.
        ("/api/v1/schools", &[]),
        ("/api/v1/openapi.json", &[]),
        ("/assets/none.css", &[]),
        ("/healthz", &[]),
        ("/etablissements/export/etablissements.csv", &[]),
        ("/langue/en", &[]),
        // Problems: not found, refused.
        ("/nulle-part", &[]),
        ("/etablissements/9719999Z", &[]),
        ("/comptes", &[]),
    ];
    for (path, headers) in machines {
        get(&person, path, headers);
        assert_eq!(count(&app), 0, "{path} {headers:?}");
    }
    person.send(Request::head("/apercu").body(Body::empty()).unwrap());
    person.post("/langue/fr", &[]);
    assert_eq!(app.nobody().get("/").status, 200);
    // A form that comes back with its errors is no page shown.
    assert_eq!(person.post("/compte/mot-de-passe", &[]).status.as_u16() / 100, 4);
    let before = count(&app);
    // The token of the form was read on the page of the account, which somebody looked at.
    assert!(before <= 2, "{before}");
    assert_eq!(
        get(
            &person,
            "/apercu",
            &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]
        ),
        200
    );
    assert_eq!(count(&app), before + 1);
}

#[test]
fn the_supervision_of_administrators_and_tokens_are_left_out() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let administrator = app.person("admin", Role::Administrator, RoleScope::Basin);
    assert_eq!(administrator.get("/apercu").status, 200);
    assert_eq!(count(&app), 0);
    let pilot = app.pilot();
    assert_eq!(pilot.get("/apercu").status, 200);
    assert_eq!(kept(&app), ["school_life  portal web fr true 2026-10-16"]);
    let agent = app.agent_of("978");
    assert_eq!(agent.get("/apercu").status, 200);
    assert_eq!(count(&app), 2);
    let island: Vec<Option<String>> = app.write(|tx| {
        tx.rows(
            sql!("select territory from page_view where profile = 'authority'"),
            params! {},
            |row| row.get("territory"),
        )
    });
    assert_eq!(island, [Some("978".to_owned())]);
    let bearer = [("authorization", "Bearer nothing"), ("accept", "text/html")];
    get(&pilot, "/apercu", &bearer);
    assert_eq!(count(&app), 2, "a token is a program");
}

/// A page shown to somebody, straight to a recorder.
fn shown(account: AccountId, at: &str) -> PageShown {
    PageShown {
        actor: Actor {
            account: Some(account),
            roles: vec![HeldRole {
                role: Role::Teacher,
                scope: RoleScope::School(Uai::parse(SCHOOL).unwrap()),
            }],
            ..Actor::default()
        },
        lang: Lang::En,
        route: "/formation/{id}".to_owned(),
        phone_hint: None,
        user_agent: String::new(),
        at: Instant::parse(at).unwrap(),
    }
}

fn write_all(app: &TestApp, recorder: &Recorder) {
    while recorder.waiting() > 0 {
        recorder.write(app.app.db()).unwrap();
    }
}

fn losses(app: &TestApp) -> Vec<(String, String, i64)> {
    app.write(|tx| {
        tx.rows(
            sql!("select day, reason, views from usage_loss order by day, reason"),
            params! {},
            |row| Ok((row.get("day")?, row.get("reason")?, row.get("views")?)),
        )
    })
}

const SERVICES: &[(&str, Service)] = &[("/formation", Service::Training)];

#[test]
fn a_flood_from_one_account_is_cut_counted_and_said() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let recorder = Recorder::new(SERVICES);
        let (flood, other) = (fresh_id(), fresh_id());
        for _ in 0..500 {
            recorder.shown(shown(flood, "2026-10-16T14:00:01Z"));
        }
        recorder.shown(shown(other, "2026-10-16T14:00:02Z"));
        // The next minute is another one.
        recorder.shown(shown(flood, "2026-10-16T14:01:00Z"));
        write_all(app, &recorder);
        let cap = usize::try_from(Parameters::default().views_a_minute).unwrap();
        assert_eq!(count(app), cap + 2);
        assert_eq!(losses(app), [("2026-10-16".to_owned(), "flood".to_owned(), 440)]);
        let page = app.pilot().get("/usages/conservation");
        assert_eq!(page.status, 200);
        assert!(page.has("440"));
    });
}

#[test]
fn a_full_queue_drops_and_counts_and_never_waits() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let parameters = Parameters {
        queue: 10,
        batch: 4,
        ..Parameters::default()
    };
    let recorder = Recorder::with(SERVICES, parameters);
    for _ in 0..25 {
        recorder.shown(shown(fresh_id(), "2026-10-16T14:00:01Z"));
    }
    assert!(recorder.waiting() >= 10);
    write_all(&app, &recorder);
    assert_eq!(count(&app), 10);
    assert_eq!(losses(&app), [("2026-10-16".to_owned(), "full".to_owned(), 15)]);
    assert_eq!(kept(&app)[0], "teacher 9710022X training web en true 2026-10-16");
}

#[test]
fn a_clock_that_goes_backwards_does_not_change_the_order_of_pages() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let recorder = Recorder::new(SERVICES);
    let account = fresh_id();
    for at in ["2026-10-16T14:00:00Z", "2026-10-16T13:00:00Z", "2026-10-16T14:00:01Z"] {
        recorder.shown(shown(account, at));
    }
    write_all(&app, &recorder);
    let moments: Vec<String> = app.write(|tx| {
        tx.rows(sql!("select at from page_view order by id"), params! {}, |row| {
            row.get("at")
        })
    });
    assert_eq!(
        moments,
        [
            "2026-10-16T14:00:00.000Z",
            "2026-10-16T14:00:00.000Z",
            "2026-10-16T14:00:01.000Z"
        ]
    );
}

#[test]
fn a_visit_over_the_midnight_of_a_month_keeps_its_day_and_its_pseudonym() {
    let app = TestApp::new("2026-11-01T05:00:00Z");
    app.with_basin();
    let recorder = Recorder::new(SERVICES);
    let account = fresh_id();
    // 23:50 on 31 October in the islands, 00:15 and then 00:50 on 1 November.
    for at in ["2026-11-01T03:50:00Z", "2026-11-01T04:15:00Z", "2026-11-01T04:50:00Z"] {
        recorder.shown(shown(account, at));
    }
    write_all(&app, &recorder);
    let rows: Vec<(String, String)> = app.write(|tx| {
        tx.rows(
            sql!("select month, day from page_view order by at"),
            params! {},
            |row| Ok((row.get("month")?, row.get("day")?)),
        )
    });
    let expected = [
        ("2026-10", "2026-10-31"),
        ("2026-10", "2026-10-31"),
        ("2026-11", "2026-11-01"),
    ];
    assert_eq!(rows, expected.map(|(month, day)| (month.to_owned(), day.to_owned())));
}

#[test]
fn what_could_not_be_written_waits() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let recorder = Recorder::new(SERVICES);
    for _ in 0..200 {
        recorder.shown(shown(fresh_id(), "2026-10-16T14:00:01Z"));
    }
    app.limit_disk(true);
    let mut failed = false;
    for _ in 0..20 {
        failed |= recorder.write(app.app.db()).is_err();
    }
    app.limit_disk(false);
    write_all(&app, &recorder);
    assert!(failed, "the disk was full");
    assert_eq!(count(&app), 200, "nothing is lost, nothing is doubled");
}

#[test]
fn a_graceful_stop_writes_what_waits_and_the_jobs_have_run() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let person = teacher(&app);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let beside = runtime.spawn(crate::shell::jobs::beside_the_server(app.app.clone(), stopped));
    assert_eq!(person.get("/apercu").status, 200);
    stop.send(true).unwrap();
    runtime.block_on(beside).unwrap();
    assert_eq!(app.app.page_views().waiting(), 0);
    let kept: i64 = app.write(|tx| {
        tx.one(sql!("select count(*) as views from page_view"), params! {}, |row| {
            row.get("views")
        })
    });
    assert_eq!(kept, 1, "nobody asked for it to be written but the stop");
}

#[test]
fn a_pseudonym_is_an_hmac_that_the_secret_changes() {
    // RFC 4231, test case 2, cut to 128 bits.
    assert_eq!(
        pseudonym("Jefe", "what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c7"
    );
    assert_ne!(pseudonym("october", "x"), pseudonym("november", "x"));
}

#[test]
fn closures_are_outside_school_hours() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let cyclone = NewClosure {
            kind: ClosureKind::Exceptional,
            label: "cyclone".to_owned(),
            territory: Some(Territory::parse("978").unwrap()),
            uai: None,
            first_day: Day::parse("2026-10-15").unwrap(),
            last_day: Day::parse("2026-10-17").unwrap(),
        };
        app.act(|tx, actor, now| add_closure(tx, actor, now, &cyclone, false));
        let recorder = Recorder::new(SERVICES);
        recorder.shown(shown(fresh_id(), NOW));
        write_all(app, &recorder);
        assert_eq!(kept(app), ["teacher 9710022X training web en false 2026-10-16"]);
    });
}
