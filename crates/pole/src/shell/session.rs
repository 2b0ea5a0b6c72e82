//! Who is asking: sessions by cookie, tokens by header, language, the message shown once.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use pole_kernel::{Instant, Lang};
use sha2::{Digest as _, Sha256};

use super::app::App;
use super::clock::{hexadecimal, secret};
use super::problem::Problem;
use super::views;
use crate::policy::Actor;

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "pole_session";
/// The cookie that carries the anti-forgery token of people who are not signed in.
const VISITOR_COOKIE: &str = "pole_visitor";
/// The cookie of the language.
const LANG_COOKIE: &str = "pole_lang";
/// The cookie of the message shown once.
const NOTICE_COOKIE: &str = "pole_notice";

/// A session ends after so long without a page.
pub const IDLE_SECONDS: i64 = 2 * 3_600;
/// A session ends so long after the sign-in, whatever happens.
pub const ABSOLUTE_SECONDS: i64 = 12 * 3_600;

/// What is known of whoever asks.
#[derive(Clone, Default)]
pub struct Reader {
    /// Who they are and what they hold.
    pub actor: Actor,
    /// Their language of the interface.
    pub lang: Lang,
    /// Their language on pages for families, which speak more of them.
    pub family_lang: Lang,
    /// The anti-forgery token their forms must carry.
    pub form_token: String,
    /// The key of the message to show once.
    pub notice: Option<String>,
    /// The hash of the session's token, to end it.
    pub session: Option<String>,
    /// Whether a token in the `Authorization` header spoke, which no browser sends by itself.
    pub by_token: bool,
    /// Where the request comes from, to slow guessing down.
    pub address: String,
}

/// How the accounts feature recognises people: the shell does not know the tables.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// Who it is.
    pub actor: Actor,
    /// The anti-forgery token of the session; empty for a token.
    pub form_token: String,
    /// Whether its last use was long enough ago to be written down again.
    pub touch: bool,
}

/// The hash under which a secret is kept.
pub fn secret_hash(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret.as_bytes()))
}

/// A function that recognises a session or a token by its hash.
pub type Recognise = fn(&mut pole_db::Tx, &str, Instant) -> Result<Option<Recognised>, pole_db::DbError>;

/// A function that writes down the last use of a session or a token.
pub type Touch = fn(&mut pole_db::Tx, &str, Instant) -> Result<(), pole_db::DbError>;

/// The two ways of being recognised, brought by the accounts feature.
#[derive(Clone, Copy)]
pub struct Doorkeeper {
    /// By session cookie.
    pub session: Recognise,
    /// Writes down the last use of a session.
    pub touch_session: Touch,
    /// By API token.
    pub token: Recognise,
    /// Writes down the last use of a token.
    pub touch_token: Touch,
}

/// Puts a [`Reader`] on every request and a visitor cookie on the answers that need one.
///
/// # Errors
/// When the database fails.
pub async fn recognise(
    State((app, doorkeeper)): State<(App, Doorkeeper)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let headers = request.headers();
    let now = app.clock().now();
    let mut reader = Reader {
        address: address(&app, &request),
        ..Reader::default()
    };
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    if let Some(token) = bearer {
        let hash = secret_hash(token.trim());
        let found = look_up(&app, doorkeeper.token, doorkeeper.touch_token, &hash, now).await?;
        if let Some(found) = found {
            reader.actor = found.actor;
            reader.by_token = true;
        }
    } else if let Some(token) = cookie(headers, SESSION_COOKIE) {
        let hash = secret_hash(&token);
        let found = look_up(&app, doorkeeper.session, doorkeeper.touch_session, &hash, now).await?;
        if let Some(found) = found {
            reader.actor = found.actor;
            reader.form_token = found.form_token;
            reader.session = Some(hash);
        }
    }
    let mut new_visitor = None;
    if reader.form_token.is_empty() && !reader.by_token {
        reader.form_token = if let Some(token) = cookie(headers, VISITOR_COOKIE).filter(|token| token.len() == 64) {
            token
        } else {
            let token = secret().map_err(|error| Problem::failure(&error))?;
            new_visitor = Some(token.clone());
            token
        };
    }
    let chosen = cookie(headers, LANG_COOKIE).and_then(|code| Lang::parse(&code).ok());
    reader.lang = chosen
        .filter(|lang| lang.is_of_interface())
        .or(reader.actor.lang)
        .unwrap_or_else(|| accepted_language(headers, Lang::INTERFACE));
    reader.family_lang = chosen
        .or(reader.actor.lang)
        .unwrap_or_else(|| accepted_language(headers, Lang::ALL));
    reader.notice = cookie(headers, NOTICE_COOKIE).filter(|key| key.starts_with("notice-"));
    let route = request.extensions().get::<MatchedPath>();
    let told = views::asked(request.method(), request.headers(), route)
        .filter(|_| reader.session.is_some())
        .map(|asked| (asked, reader.clone()));
    request.extensions_mut().insert(reader);
    let mut response = next.run(request).await;
    if let Some((asked, reader)) = told {
        views::tell(&app, asked, &reader, &response);
    }
    if let Some(token) = new_visitor {
        append_cookie(&mut response, &cookie_text(&app, VISITOR_COOKIE, &token, Some(86_400)));
    }
    Ok(response)
}

/// Recognises a hash, and writes down its use when the last one was long enough ago.
async fn look_up(
    app: &App,
    recognise: Recognise,
    touch: Touch,
    hash: &str,
    now: Instant,
) -> Result<Option<Recognised>, Problem> {
    let looked_up = hash.to_owned();
    let found = app.db().read(move |tx| recognise(tx, &looked_up, now)).await?;
    if found.as_ref().is_some_and(|found| found.touch) {
        let touched = hash.to_owned();
        app.db().write(move |tx| touch(tx, &touched, now)).await?;
    }
    Ok(found)
}

/// The value of a cookie of the request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        })
}

/// A cookie that scripts cannot read and other sites do not send with a form.
pub fn cookie_text(app: &App, name: &str, value: &str, seconds: Option<i64>) -> String {
    let secure = if app.config().https { "; Secure" } else { "" };
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}

/// Adds a cookie to an answer.
pub fn append_cookie(response: &mut Response, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The cookie that keeps the chosen language for a year.
pub fn language_cookie(app: &App, lang: Lang) -> String {
    cookie_text(app, LANG_COOKIE, lang.code(), Some(365 * 86_400))
}

/// The cookie that carries a message to the next page, or takes it away.
pub fn notice_cookie(key: Option<&'static str>) -> HeaderValue {
    let text = match key {
        Some(key) => format!("{NOTICE_COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"),
        None => format!("{NOTICE_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"),
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("pole_notice=; Path=/; Max-Age=0"))
}

/// The first language of the browser among those that are spoken, else French.
fn accepted_language(headers: &HeaderMap, spoken: &[Lang]) -> Lang {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .into_iter()
        .flat_map(|list| list.split(','))
        .find_map(|entry| {
            Lang::parse(entry.trim().get(..2)?)
                .ok()
                .filter(|lang| spoken.contains(lang))
        })
        .unwrap_or(Lang::Fr)
}

/// Where a request comes from: the peer, or what the trusted proxy says of it.
fn address(app: &App, request: &Request) -> String {
    if app.config().behind_proxy
        && let Some(last) = request
            .headers()
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
    {
        return last.trim().to_owned();
    }
    request
        .extensions()
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())
}
