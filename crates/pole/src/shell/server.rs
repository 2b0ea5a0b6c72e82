//! The HTTP server: what surrounds every page.

use std::net::SocketAddr;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::app::App;
use super::page::PageCtx;
use super::problem::Problem;
use super::routes::{RouteInfo, Routes};
use super::session::{self, Doorkeeper, Reader};
use crate::policy::Action;

/// What the pages may load: themselves, nothing from elsewhere, nothing inline.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; \
     form-action 'self'; frame-ancestors 'none'";

/// The whole site: the features' routes with what surrounds them, and the list of what is served.
pub fn site(app: App, doorkeeper: Doorkeeper, features: Routes) -> (Router, Vec<RouteInfo>) {
    let (router, mut list) = shell_routes().merge(features).into_parts();
    list.sort();
    let router = router
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), tell_problems))
        .layer(from_fn(refuse_other_sites))
        .layer(from_fn_with_state((app.clone(), doorkeeper), session::recognise))
        .layer(from_fn_with_state(app.clone(), tell_problems))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_mins(2),
        ))
        .layer(from_fn(guard_and_log))
        .with_state(app);
    (router, list)
}

/// Serves until the machine asks to stop; requests under way are finished first.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(listener: tokio::net::TcpListener, router: Router) -> std::io::Result<()> {
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop_signal())
        .await
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

fn shell_routes() -> Routes {
    Routes::new()
        .get("/healthz", Action::ReadPublic, health)
        .get("/assets/{name}", Action::ReadPublic, asset)
        .get("/langue/{code}", Action::ReadPublic, choose_language)
}

async fn health(State(app): State<App>) -> Result<&'static str, Problem> {
    app.db().check().await?;
    Ok("ok\n")
}

async fn asset(Path(name): Path<String>, request: Request) -> Response {
    let Some(asset) = pole_assets::get(&name) else {
        return Problem::NotFound.into_response();
    };
    let accepts = |encoding: &str| {
        request
            .headers()
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|list| list.split(',').any(|entry| entry.trim().starts_with(encoding)))
    };
    let (bytes, encoding) = match (&asset.brotli, &asset.gzip) {
        (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
        (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
        _ => (&asset.bytes, None),
    };
    let mut response = bytes.to_vec().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[derive(Deserialize)]
struct Comeback {
    suite: Option<String>,
}

/// A path of this site to go back to, never another site.
pub fn safe_return(path: Option<&str>) -> String {
    path.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']))
        .unwrap_or("/")
        .to_owned()
}

async fn choose_language(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(comeback): Query<Comeback>,
) -> Result<Response, Problem> {
    let lang = pole_kernel::Lang::parse(&code).map_err(|_| Problem::NotFound)?;
    let mut response = Redirect::to(&safe_return(comeback.suite.as_deref())).into_response();
    session::append_cookie(&mut response, &session::language_cookie(&app, lang));
    Ok(response)
}

/// Refuses a change that another site's page asks the browser for. The form token already
/// refuses it; this one speaks before the body is read.
async fn refuse_other_sites(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let site = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    if !safe && matches!(site, Some("cross-site" | "same-site")) {
        return Problem::Forgery.into_response();
    }
    next.run(request).await
}

#[derive(Template)]
#[template(path = "shell/pages/problem.html")]
struct ProblemPage {
    page: PageCtx,
    status: u16,
    message: String,
}

/// Turns the problem an answer carries into words, in the reader's language: a page, or
/// `application/problem+json` for the API.
async fn tell_problems(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let reader = parts.extensions.get::<Reader>().cloned();
    let page = PageCtx::from_request_parts(&mut parts, &app).await;
    let is_api = parts.uri.path().starts_with("/api/");
    let reads = parts.method == Method::GET;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let (Some(problem), Ok(page)) = (response.extensions_mut().remove::<Problem>(), page) else {
        return response;
    };
    let (key, arguments) = problem.message();
    let message = page.tv(key, &arguments);
    if is_api {
        return problem_json(&problem, key, &message);
    }
    let anonymous = reader.is_some_and(|reader| !reader.actor.is_signed_in());
    if problem.status() == StatusCode::UNAUTHORIZED && reads && anonymous {
        let back: String = form_urlencoded::byte_serialize(page.here().as_bytes()).collect();
        return Redirect::to(&format!("/connexion?suite={back}")).into_response();
    }
    let status = problem.status();
    let mut told = page
        .show_with(
            status,
            &ProblemPage {
                status: status.as_u16(),
                message,
                page: page.clone(),
            },
        )
        .unwrap_or_else(|_| status.into_response());
    if let Problem::TooMany { seconds } = problem
        && let Ok(value) = HeaderValue::from_str(&seconds.to_string())
    {
        told.headers_mut().insert(header::RETRY_AFTER, value);
    }
    told
}

fn problem_json(problem: &Problem, key: &str, message: &str) -> Response {
    let status = problem.status();
    let body = serde_json::json!({
        "type": format!("/api/v1/problems#{key}"),
        "title": status.canonical_reason().unwrap_or("Problem"),
        "status": status.as_u16(),
        "code": key,
        "detail": message,
    });
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    response
}

/// The headers every answer carries, and one line of log a request: no query, no name.
async fn guard_and_log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = std::time::Instant::now();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", CONTENT_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-cache"));
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_millis();
    if path != "/healthz" && !path.starts_with("/assets/") {
        tracing::info!(
            http.status = status,
            "{method} {path} answered {status} in {milliseconds} ms"
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::safe_return;

    #[test]
    fn coming_back_never_leaves_the_site() {
        assert_eq!(safe_return(Some("/plan?annee=2021")), "/plan?annee=2021");
        for path in [
            Some("https://ailleurs.example"),
            Some("//ailleurs.example"),
            Some("/\\ailleurs"),
            Some(""),
            None,
        ] {
            assert_eq!(safe_return(path), "/", "{path:?}");
        }
    }
}
