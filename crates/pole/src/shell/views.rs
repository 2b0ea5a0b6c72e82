//! Pages shown to signed-in people, told to whoever counts them: the shell knows no table.
//!
//! Telling never waits and never fails. What was told waits in memory until [`write_down`] writes it,
//! a quarter of a second later at most; a graceful stop writes what is left, a kill loses it.

use std::time::Duration;

use axum::extract::MatchedPath;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use pole_db::{Db, DbError};
use pole_kernel::{Instant, Lang};
use tokio::sync::{Notify, watch};

use super::app::App;
use super::session::Reader;
use crate::policy::Actor;

/// How long pages gather before they are written together.
const PAUSE: Duration = Duration::from_millis(250);
/// How long the writer waits after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// A page that was shown to a signed-in person.
#[derive(Clone, Debug)]
pub struct PageShown {
    /// To whom.
    pub actor: Actor,
    /// In which language.
    pub lang: Lang,
    /// The pattern of its route: never the path.
    pub route: String,
    /// Whether the browser hints that it is on a phone: `?1` or `?0`.
    pub phone_hint: Option<String>,
    /// What the browser calls itself; only a class is ever kept.
    pub user_agent: String,
    /// When.
    pub at: Instant,
}

/// Who counts the pages: brought by a feature.
pub trait PageViews: Send + Sync {
    /// Takes a page. Never waits, never fails.
    fn shown(&self, page: PageShown);

    /// How many pages wait to be written.
    fn waiting(&self) -> usize;

    /// Rings when a page arrives.
    fn bell(&self) -> &Notify;

    /// Writes some of what waits, in one transaction, and says how many. What is not written stays.
    ///
    /// # Errors
    /// When the database fails.
    fn write(&self, db: &Db) -> Result<usize, DbError>;
}

/// What must be known of a request before it is handled, to tell its page afterwards.
pub(super) struct Asked {
    route: String,
    phone_hint: Option<String>,
    user_agent: String,
}

/// Whether a request may show a page to a person: a navigation, not a prefetch, a poll or a program.
pub(super) fn asked(method: &Method, headers: &HeaderMap, matched: Option<&MatchedPath>) -> Option<Asked> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let fetched_ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .filter_map(|name| text(name))
        .any(|purpose| purpose.contains("prefetch") || purpose.contains("preview") || purpose.contains("prerender"));
    let navigates = text("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
        && text("sec-fetch-dest").is_none_or(|destination| destination == "document");
    if *method != Method::GET || fetched_ahead || !navigates || headers.contains_key("x-requested-with") {
        return None;
    }
    let route = matched?.as_str().to_owned();
    if route.starts_with("/api/") {
        return None;
    }
    Some(Asked {
        route,
        phone_hint: text("sec-ch-ua-mobile").map(str::to_owned),
        user_agent: text("user-agent").unwrap_or_default().to_owned(),
    })
}

/// Tells an answer that showed a page to a person who is signed in by a session.
pub(super) fn tell(app: &App, asked: Asked, reader: &Reader, response: &Response) {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    let is_saved = response.headers().contains_key(header::CONTENT_DISPOSITION);
    let by_session = reader.session.is_some() && !reader.by_token && reader.actor.is_signed_in();
    // A page for families may speak another language than the rest of the interface.
    let lang = response
        .headers()
        .get(header::CONTENT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|code| Lang::parse(code).ok());
    if response.status() == StatusCode::OK && is_page && !is_saved && by_session {
        app.page_views().shown(PageShown {
            actor: reader.actor.clone(),
            lang: lang.unwrap_or(reader.lang),
            route: asked.route,
            phone_hint: asked.phone_hint,
            user_agent: asked.user_agent,
            at: app.clock().now(),
        });
    }
}

/// Writes down the pages as they come, until it is told to stop; then what is left.
pub async fn write_down(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = app.page_views().bell().notified() => {
                // Pages come in groups: one transaction for many.
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stop.changed() => {}
                }
            }
            changed = stop.changed() => {
                if changed.is_err() {
                    break;
                }
            }
        }
        if !write_all(&app).await && !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(AFTER_FAILURE) => {}
                _ = stop.changed() => {}
            }
            // What is still there is tried again without waiting for another page.
            app.page_views().bell().notify_one();
        }
    }
    if !write_all(&app).await {
        let lost = app.page_views().waiting();
        tracing::error!(
            views.lost = lost,
            "{lost} page views could not be written before the stop"
        );
    }
}

/// Writes everything that waits. Tells whether it could.
async fn write_all(app: &App) -> bool {
    while app.page_views().waiting() > 0 {
        let writer = app.clone();
        let written = tokio::task::spawn_blocking(move || writer.page_views().write(writer.db())).await;
        match written {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::error!("Page views cannot be written for now: {error}");
                return false;
            }
            Err(_) => return false,
        }
    }
    true
}
