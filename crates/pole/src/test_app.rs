//! The product under test, through its real router, with people who have names.

use std::cell::RefCell;
use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use pole_db::Tx;
use pole_db::testing::TestDb;
use pole_kernel::{Day, Instant, Lang, Role, RoleScope, Territory, Uai};
use tower::ServiceExt as _;

use crate::features::accounts::{self, NewAccount, NewRole};
use crate::policy::Actor;
use crate::shell::app::App;
use crate::shell::clock::{Clock, fresh_id};
use crate::shell::config::Config;
use crate::shell::imports::{Job, Mode, Report, run_reader};
use crate::shell::routes::RouteInfo;

/// The schools of the basin, as our compilation of the open data has them.
pub(crate) const BASIN: &str = include_str!("../../../data/bassin/etablissements.csv");
/// The pupils of the collèges of the académie by level, autumn 2020.
pub(crate) const COLLEGES_2020: &str = include_str!("../../../data/guadeloupe/colleges_effectifs_niveaux_dnb2021.csv");

/// The password of everybody in the tests.
const PASSWORD: &str = "cocotier-bleu-2026";

/// A running product on a database of its own.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) routes: Vec<RouteInfo>,
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
    _db: Option<TestDb>,
}

/// Runs a test on SQLite, and on PostgreSQL when its address is given.
pub(crate) fn on_both_engines(now: &str, test: impl Fn(&TestApp)) {
    test(&TestApp::on(now, None));
    if let Some(db) = TestDb::postgres() {
        test(&TestApp::on(now, Some(db)));
    }
}

/// The same with a product set up otherwise than by default.
pub(crate) fn on_both_engines_configured(now: &str, change: impl Fn(&mut Config), test: impl Fn(&TestApp)) {
    test(&TestApp::set_up(now, None, &change));
    if let Some(db) = TestDb::postgres() {
        test(&TestApp::set_up(now, Some(db), &change));
    }
}

impl TestApp {
    /// A product on SQLite at a moment.
    pub(crate) fn new(now: &str) -> Self {
        Self::on(now, None)
    }

    /// A product on SQLite at a moment, set up otherwise than by default.
    pub(crate) fn configured(now: &str, change: impl FnOnce(&mut Config)) -> Self {
        Self::set_up(now, None, change)
    }

    fn on(now: &str, db: Option<TestDb>) -> Self {
        Self::set_up(now, db, |_| {})
    }

    fn set_up(now: &str, db: Option<TestDb>, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            data: folder.path().to_owned(),
            ..Config::default()
        };
        change(&mut config);
        if let Some(pole_db::Config::Postgres { url, .. }) = db.as_ref().map(TestDb::config) {
            config.database_url = Some(url.clone());
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let clock = Clock::standing_at(Instant::parse(now).unwrap());
        let app = runtime.block_on(crate::open(config, clock, &[])).unwrap();
        let (router, routes) = crate::site(app.clone());
        Self {
            app,
            routes,
            router,
            runtime,
            _folder: folder,
            _db: db,
        }
    }

    /// Moves the clock.
    pub(crate) fn at(&self, now: &str) {
        self.app.clock().set(Instant::parse(now).unwrap());
    }

    /// Writes directly, to prepare a test.
    pub(crate) fn write<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T, pole_db::DbError>) -> T {
        self.app.db().write_blocking(|tx| work(tx)).unwrap()
    }

    /// Makes the disk of the embedded database full, or gives it room again.
    pub(crate) fn limit_disk(&self, full: bool) {
        self.write(|tx| {
            let limit = if full {
                pole_db::sql!("pragma max_page_count = 1")
            } else {
                pole_db::sql!("pragma max_page_count = 1000000000")
            };
            tx.rows(limit, pole_db::params! {}, |_| Ok(()))
        });
    }

    /// Runs an action as the console and expects it to succeed.
    pub(crate) fn act<T, E>(&self, mut work: impl FnMut(&mut Tx, &Actor, Instant) -> Result<T, E>) -> T
    where
        E: From<pole_db::DbError> + std::fmt::Debug,
    {
        let (actor, now) = (Actor::console(), self.app.clock().now());
        self.app.db().write_blocking(|tx| work(tx, &actor, now)).unwrap()
    }

    /// Takes a file in, without the pages.
    pub(crate) fn import(&self, content: impl AsRef<[u8]>) -> Report {
        let job = Job {
            import: fresh_id(),
            mode: Mode::Apply,
            now: self.app.clock().now(),
            account: None,
            fictitious: false,
            options: std::collections::BTreeMap::new(),
            scope: crate::policy::Scope::everything(),
        };
        let id = job.import;
        self.app
            .db()
            .write_blocking(|tx| -> Result<Report, crate::shell::imports::ImportError> {
                tx.execute(
                    pole_db::sql!(
                        "insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, lines, added,
                                             changed, unchanged, leaving, problems)
                         values (:id, 'basin_schools', 'test.csv', '', 0, 'done', :now, 0, 0, 0, 0, 0, 0)"
                    ),
                    pole_db::params! { id: id, now: job.now },
                )?;
                Ok(run_reader(tx, self.app.importers(), content.as_ref(), &job)?.1)
            })
            .unwrap()
    }

    /// The 26 schools of the basin and the head counts of its collèges.
    pub(crate) fn with_basin(&self) {
        self.import(BASIN);
        self.import(COLLEGES_2020);
    }

    /// Makes an account with a role, as the console.
    pub(crate) fn account(&self, name: &str, role: Option<(Role, RoleScope)>) {
        let now = self.app.clock().now();
        let new = NewAccount {
            name: name.to_owned(),
            display_name: format!("{name} (test)"),
            password_hash: hashed(),
            lang: Lang::Fr,
            fictitious: true,
        };
        let from = Day::parse("2015-09-01").unwrap();
        let role = role.map(|(role, scope)| NewRole {
            role,
            scope,
            from,
            to: None,
        });
        self.app
            .db()
            .write_blocking(|tx| accounts::add_account(tx, &Actor::console(), now, &new, role.as_ref()))
            .unwrap();
    }

    /// Somebody who signs in with a role. The school of a head must be in the directory.
    pub(crate) fn person(&self, name: &str, role: Role, scope: RoleScope) -> Visitor<'_> {
        self.account(name, Some((role, scope)));
        let visitor = self.nobody();
        let reply = visitor.post("/connexion", &[("nom", name), ("mot_de_passe", PASSWORD)]);
        assert_eq!(
            reply.status,
            StatusCode::SEE_OTHER,
            "{name} cannot sign in: {}",
            reply.body
        );
        visitor
    }

    /// A basin pilot.
    pub(crate) fn pilot(&self) -> Visitor<'_> {
        self.person("pilote", Role::Pilot, RoleScope::Basin)
    }

    /// The head of a school.
    pub(crate) fn head_of(&self, uai: &str) -> Visitor<'_> {
        self.person("principal", Role::Head, RoleScope::School(Uai::parse(uai).unwrap()))
    }

    /// An agent of an island's authority.
    pub(crate) fn agent_of(&self, territory: &str) -> Visitor<'_> {
        let scope = RoleScope::Authority(Territory::parse(territory).unwrap());
        self.person(&format!("com{territory}"), Role::AuthorityAgent, scope)
    }

    /// The public.
    pub(crate) fn nobody(&self) -> Visitor<'_> {
        Visitor {
            app: self,
            cookies: RefCell::default(),
        }
    }
}

/// One hash for everybody: hashing is slow on purpose.
fn hashed() -> String {
    static HASH: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| accounts::hash(PASSWORD).unwrap());
    HASH.clone()
}

/// A browser without a screen.
pub(crate) struct Visitor<'a> {
    app: &'a TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) body: String,
}

impl Reply {
    /// Whether the page shows the words of a message, in French.
    pub(crate) fn shows(&self, key: &str) -> bool {
        let words = crate::shell::app::catalogue().unwrap().words(Lang::Fr).t(key);
        self.has(&words)
    }

    /// Whether the page holds a text, as HTML escapes it.
    pub(crate) fn has(&self, text: &str) -> bool {
        let escaped = text
            .replace('&', "&#38;")
            .replace('<', "&#60;")
            .replace('>', "&#62;")
            .replace('\'', "&#39;");
        self.body.contains(text) || self.body.contains(&escaped)
    }

    /// Where it sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl Visitor<'_> {
    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
    }

    /// Sends a form, with the anti-forgery token of the reader.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let token = self.token();
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("_token", &token);
        for (name, value) in fields {
            form.append_pair(name, value);
        }
        self.post_raw(path, "application/x-www-form-urlencoded", form.finish())
    }

    /// Sends any body.
    pub(crate) fn post_raw(&self, path: &str, content_type: &str, body: impl Into<Body>) -> Reply {
        self.send(
            Request::post(path)
                .header(header::CONTENT_TYPE, content_type)
                .body(body.into())
                .unwrap(),
        )
    }

    /// Brings a file to the import page.
    pub(crate) fn bring(&self, name: &str, content: &[u8]) -> Reply {
        let token = self.token();
        let mut body = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n\
             --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--limite--\r\n");
        self.post_raw("/imports", "multipart/form-data; boundary=limite", body)
    }

    /// The anti-forgery token of the reader's forms.
    pub(crate) fn token(&self) -> String {
        let page = if self.cookies.borrow().contains_key("pole_session") {
            "/compte"
        } else {
            "/connexion"
        };
        let body = self.get(page).body;
        let marker = "name=\"_token\" value=\"";
        let start = body.find(marker).map(|at| at + marker.len()).unwrap();
        body[start..].split('"').next().unwrap().to_owned()
    }

    /// Sends any request with the reader's cookies, and keeps those of the answer.
    pub(crate) fn send(&self, mut request: Request<Body>) -> Reply {
        let jar = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        if !jar.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, jar.join("; ").parse().unwrap());
        }
        let router = self.app.router.clone();
        let (status, headers, bytes) = self.app.runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
            (parts.status, parts.headers, bytes)
        });
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        Reply {
            status,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}
