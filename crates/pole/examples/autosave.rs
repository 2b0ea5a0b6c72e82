//! How long an answer takes to be kept when 500 people write at once: `cargo run --release -p pole --example autosave`.
//!
//! Each person is signed in, writes in a field of their own and sends it through the whole site (session,
//! anti-forgery token, rights, wave, state, history, audit), first at the pace of the script of the page, one save
//! every three seconds, then as fast as they are answered. SQLite waits for the disk at each commit; with
//! `DATABASE_URL`, the same on PostgreSQL, in a database made for it.

use std::error::Error;
use std::io::Write;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use pole::features::calls::{CallContent, Field, FieldKind, Part, Section};
use pole::shell::app::App;
use pole::shell::clock::{Clock, fresh_id};
use pole::shell::config::Config;
use pole::shell::session::secret_hash;
use pole_db::{DbError, Tx, params, sql};
use pole_kernel::Id;
use tower::ServiceExt as _;

/// People who write.
const PEOPLE: usize = 500;
/// People of one dossier.
const TOGETHER: usize = 20;
/// Saves of each person, in each of the two ways.
const SAVES: usize = 10;
/// How long the script of the page waits after the last key.
const PACE: Duration = Duration::from_secs(3);

/// Somebody at work.
#[derive(Clone)]
struct Writer {
    cookie: String,
    token: String,
    address: String,
    question: String,
}

fn content() -> CallContent {
    let field = |number: usize| Field {
        code: format!("question_{number}"),
        label: format!("Question {number}"),
        help: String::new(),
        kind: FieldKind::LongText { max: 20_000 },
        required: true,
        per_school: false,
        condition: None,
    };
    CallContent {
        sections: vec![Section {
            code: "projet".to_owned(),
            title: "Projet".to_owned(),
            help: String::new(),
            part: Part::Teachers,
            fields: (0..TOGETHER).map(field).collect(),
        }],
        ..CallContent::default()
    }
}

/// The people, their sessions and their dossiers, written directly.
fn prepare(tx: &mut Tx, app: &App) -> Result<Vec<Writer>, DbError> {
    let now = app.clock().now();
    let (call, uai) = (fresh_id::<Writer>(), "9710022X");
    tx.execute(
        sql!(
            "insert into school (uai, name, search, kind, territory, in_basin, state)
             values (:uai, 'Collège', 'college', 'college', '978', true, 'open')"
        ),
        params! { uai: uai },
    )?;
    tx.execute(
        sql!("insert into call (id, code, title, edition, fictitious, created_at) values (:id, 'c', 'Appel', 2026, true, :now)"),
        params! { id: call, now: now },
    )?;
    let content = serde_json::to_string(&content()).map_err(|error| DbError::Parameter(error.to_string()))?;
    tx.execute(
        sql!(
            "insert into call_version (call, version, content, revision, note, saved_at, published_at)
             values (:call, 1, :content, 1, '', :now, :now)"
        ),
        params! { call: call, content: content, now: now },
    )?;
    let mut writers = Vec::new();
    for number in 0..PEOPLE / TOGETHER {
        let dossier = a_dossier(tx, app, call, i64::try_from(number).unwrap_or(0), uai)?;
        for place in 0..TOGETHER {
            writers.push(a_writer(tx, app, dossier, number * TOGETHER + place, place, uai)?);
        }
    }
    Ok(writers)
}

fn a_dossier(tx: &mut Tx, app: &App, call: Id<Writer>, number: i64, uai: &str) -> Result<Id<Writer>, DbError> {
    let now = app.clock().now();
    let (wave, file, dossier) = (fresh_id::<Writer>(), fresh_id::<Writer>(), fresh_id::<Writer>());
    tx.execute(
        sql!(
            "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year)
             values (:id, :call, :position, 'Vague', :opens, :deadline, 2026)"
        ),
        params! {
            id: wave, call: call, position: number, opens: now.day().plus_days(-30), deadline: now.day().plus_days(30)
        },
    )?;
    tx.execute(
        sql!(
            "insert into common_file (id, call_wave, territory, created_at, note) values (:id, :wave, '978', :now, '')"
        ),
        params! { id: file, wave: wave, now: now },
    )?;
    tx.execute(
        sql!(
            "insert into dossier (id, common_file, college, call, version, origin, origin_number, fictitious, created_at,
                                  search, state)
             values (:id, :file, :uai, :call, 1, 'pole', '', true, :now, 'college', 'draft')"
        ),
        params! { id: dossier, file: file, uai: uai, call: call, now: now },
    )?;
    tx.execute(
        sql!(
            "insert into dossier_line (id, dossier, uai, added_at, state, revision)
             values (:id, :dossier, :uai, :now, 'under_construction', 1)"
        ),
        params! { id: fresh_id::<Writer>(), dossier: dossier, uai: uai, now: now },
    )?;
    Ok(dossier)
}

fn a_writer(
    tx: &mut Tx,
    app: &App,
    dossier: Id<Writer>,
    number: usize,
    place: usize,
    uai: &str,
) -> Result<Writer, DbError> {
    let (now, account) = (app.clock().now(), fresh_id::<Writer>());
    tx.execute(
        sql!(
            "insert into account (id, name, display_name, password_hash, lang, fictitious, created_at)
             values (:id, :name, :name, '', 'fr', true, :now)"
        ),
        params! { id: account, name: format!("prof-{number}"), now: now },
    )?;
    tx.execute(
        sql!(
            "insert into account_role (id, account, role, scope_kind, scope, valid_from, granted_at)
             values (:id, :account, 'teacher', 'school', :uai, '2015-09-01', :now)"
        ),
        params! { id: fresh_id::<Writer>(), account: account, uai: uai, now: now },
    )?;
    tx.execute(
        sql!(
            "insert into dossier_member (id, dossier, account, part, invited_at)
             values (:id, :dossier, :account, 'teachers', :now)"
        ),
        params! { id: fresh_id::<Writer>(), dossier: dossier, account: account, now: now },
    )?;
    let (cookie, token) = (format!("{number:064}"), format!("{number:064}"));
    tx.execute(
        sql!(
            "insert into session (token_hash, account, form_token, created_at, seen_at, expires_at)
             values (:hash, :account, :token, :now, :now, :expires)"
        ),
        params! {
            hash: secret_hash(&cookie), account: account, token: token.as_str(), now: now,
            expires: now.plus_seconds(3_600)
        },
    )?;
    Ok(Writer {
        cookie: format!("pole_session={cookie}"),
        token,
        address: format!("/dossiers/{dossier}/reponses"),
        question: format!("question_{place}"),
    })
}

/// What the script of the page sends.
fn body(writer: &Writer, seen: usize) -> String {
    let text = format!("Le projet, mot après mot, revu pour la {seen}e fois. ").repeat(20);
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("_token", &writer.token)
        .append_pair("question", &writer.question)
        .append_pair("ecole", "")
        .append_pair("vu", &seen.to_string())
        .append_pair(&format!("r-{}", writer.question), &text);
    form.finish()
}

/// One save through the whole site: how long it took and whether it was kept.
async fn save(site: Router, writer: &Writer, seen: usize) -> (Duration, bool) {
    let body = body(writer, seen);
    let request = Request::post(&writer.address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, &writer.cookie)
        .body(Body::from(body));
    let begun = Instant::now();
    let kept = match request {
        Ok(request) => site
            .oneshot(request)
            .await
            .is_ok_and(|answer| answer.status().is_success()),
        Err(_) => false,
    };
    (begun.elapsed(), kept)
}

/// The saves of one person, one after the other.
async fn write(site: Router, writer: Writer, first: usize, pace: Duration, wait: Duration) -> Vec<(Duration, bool)> {
    let mut told = Vec::new();
    tokio::time::sleep(wait).await;
    let mut next = tokio::time::Instant::now();
    for seen in first..first + SAVES {
        told.push(save(site.clone(), &writer, seen).await);
        next += pace;
        tokio::time::sleep_until(next).await;
    }
    told
}

fn report(out: &mut impl Write, way: &str, told: &[(Duration, bool)], lasted: Duration) -> std::io::Result<()> {
    let mut times: Vec<Duration> = told.iter().map(|(time, _)| *time).collect();
    times.sort_unstable();
    let at = |percent: usize| {
        let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    let errors = told.iter().filter(|(_, kept)| !kept).count();
    let count = f64::from(u32::try_from(told.len()).unwrap_or(u32::MAX));
    writeln!(
        out,
        "{way:<24} {:>6} {:>10.0} {:>9.1} {:>9.1} {:>9.1} {:>9.1} {errors:>7}",
        told.len(),
        count / lasted.as_secs_f64(),
        at(50),
        at(95),
        at(99),
        at(100)
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let config = Config {
        data: folder.path().to_owned(),
        database_url: std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty()),
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let app = runtime.block_on(pole::open(config, Clock::system(), &[]))?;
    let writers = app.db().write_blocking(|tx| prepare(tx, &app))?;
    let (site, _) = pole::site(app.clone());
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{PEOPLE} people in {} dossiers, engine {}, each save one durable transaction of about 1 kB",
        PEOPLE / TOGETHER,
        app.db().engine()
    )?;
    writeln!(
        out,
        "{:<24} {:>6} {:>10} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "way", "saves", "saves/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors"
    )?;
    for (way, first, pace) in [
        ("one every 3 s each", 0, PACE),
        ("as fast as answered", SAVES, Duration::ZERO),
    ] {
        let begun = Instant::now();
        let told = runtime.block_on(async {
            let mut tasks = tokio::task::JoinSet::new();
            for (number, writer) in writers.iter().enumerate() {
                // People do not type in step.
                let wait = pace.mul_f64(f64::from(u32::try_from(number).unwrap_or(0)) / 500.0);
                tasks.spawn(write(site.clone(), writer.clone(), first, pace, wait));
            }
            tasks.join_all().await.concat()
        });
        report(&mut out, way, &told, begun.elapsed())?;
    }
    Ok(())
}
