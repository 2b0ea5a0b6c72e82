//! What every page is written with: words, the reader, the anti-forgery token, the way around.

use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use pole_i18n::{Argument, Formats, Words};
use pole_kernel::{Cents, Day, Instant, Lang, Month, SchoolYear, Territory};

use super::app::{App, NavEntry};
use super::problem::Problem;
use super::session::{Reader, notice_cookie};
use crate::policy::{self, Action, Actor, Subject};

/// What a handler answers.
pub type Reply = Result<Response, Problem>;

/// What every page is written with. Extracted from the request.
#[derive(Clone)]
pub struct PageCtx {
    /// The program.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// The words of the reader's language.
    pub words: Words,
    /// The languages in which this page can be read.
    pub offered: &'static [Lang],
    /// The reader's language on pages for families.
    pub family_lang: Lang,
    /// The anti-forgery token of every form.
    pub form_token: String,
    /// The path that was asked for.
    pub path: String,
    /// The query string that was asked for, without the question mark.
    pub query: String,
    /// The message of the action that led here, shown once.
    pub notice: Option<String>,
    /// The present moment.
    pub now: Instant,
}

/// A whole number, by value or by reference: templates pass either.
pub trait Whole {
    /// As 64 bits, the largest when it does not fit.
    fn whole(&self) -> i64;
}

macro_rules! whole {
    ($($number:ty),+) => {
        $(impl Whole for $number {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })+
    };
}

whole!(i16, i32, i64, u16, u32, u64, usize);

impl<N: Whole + ?Sized> Whole for &N {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

/// A link of the main navigation.
pub struct NavLink {
    /// Where it leads.
    pub href: &'static str,
    /// Its label.
    pub label: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// The part of the addresses that one belongs to: its first word.
fn part_of(href: &str) -> &str {
    let end = href.char_indices().filter(|(_, letter)| *letter == '/').nth(1);
    end.map_or(href, |(place, _)| href.split_at(place).0)
}

impl FromRequestParts<App> for PageCtx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let reader = parts.extensions.get::<Reader>().cloned().unwrap_or_default();
        let words = app.words(reader.lang);
        Ok(Self {
            notice: reader.notice.as_deref().map(|key| words.t(key)),
            words,
            offered: Lang::INTERFACE,
            family_lang: reader.family_lang,
            actor: reader.actor,
            form_token: reader.form_token,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            now: app.clock().now(),
            app: app.clone(),
        })
    }
}

impl PageCtx {
    /// The same for a page that families read: it speaks every language. Its words stand in the
    /// files of [`pole_i18n::FAMILY_FILES`], and `sweeps/words.rs` lists what it is made of.
    #[must_use]
    pub fn for_families(mut self) -> Self {
        self.words = self.app.words(self.family_lang);
        self.offered = Lang::ALL;
        self
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A message with one text.
    pub fn t1(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        self.words.with(key, &[(name, value.as_ref().into())])
    }

    /// A message with one number, plural rules applied.
    pub fn tn(&self, key: &str, name: &str, number: impl Whole) -> String {
        self.words.with(key, &[(name, Argument::Number(number.whole()))])
    }

    /// A message with any arguments.
    pub fn tv(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        self.words.with(key, arguments)
    }

    /// The label of a word of a closed vocabulary: key `{prefix}-{code}`.
    pub fn word(&self, prefix: &str, code: &str) -> String {
        self.words.t(&format!(
            "{prefix}-{}",
            code.to_lowercase().replace('_', "-").replace('+', "-plus")
        ))
    }

    /// How the reader's language writes numbers, money and dates.
    pub fn formats(&self) -> Formats {
        self.words.formats()
    }

    /// A number.
    pub fn number(&self, number: impl Whole) -> String {
        self.formats().number(number.whole())
    }

    /// A number, or the words for unknown.
    pub fn number_or_unknown<N: Whole>(&self, number: &Option<N>) -> String {
        number
            .as_ref()
            .map_or_else(|| self.t("common-unknown"), |number| self.number(number))
    }

    /// An amount of money.
    pub fn money(&self, amount: &Cents) -> String {
        self.formats().money(*amount)
    }

    /// An amount of money, or the words for unknown.
    pub fn money_or_unknown(&self, amount: &Option<Cents>) -> String {
        amount.map_or_else(|| self.t("common-unknown"), |amount| self.money(&amount))
    }

    /// A day in words.
    pub fn day(&self, day: &Day) -> String {
        self.formats().day(*day)
    }

    /// A month in words.
    pub fn month(&self, month: &Month) -> String {
        self.formats().month(*month)
    }

    /// A moment in words.
    pub fn moment(&self, moment: &Instant) -> String {
        self.formats().moment(*moment)
    }

    /// A school year.
    pub fn year(&self, year: &SchoolYear) -> String {
        self.formats().school_year(*year)
    }

    /// The name of an island or department.
    pub fn territory(&self, territory: &Territory) -> String {
        match territory.as_str() {
            Territory::SAINT_MARTIN => self.t("territory-978"),
            Territory::SAINT_BARTHELEMY => self.t("territory-977"),
            other => self.t1("territory-other", "code", other),
        }
    }

    /// The address of a built asset.
    pub fn asset(&self, name: &str) -> String {
        pole_assets::url(name)
    }

    /// The code of the reader's language.
    pub fn lang(&self) -> &'static str {
        self.words.lang().code()
    }

    /// The languages of this page, with their codes and own names, and which one is shown.
    pub fn languages(&self) -> Vec<(&'static str, String, bool)> {
        self.offered
            .iter()
            .map(|lang| {
                (
                    lang.code(),
                    self.app.words(*lang).t("common-language-name"),
                    *lang == self.words.lang(),
                )
            })
            .collect()
    }

    /// Whether this page is a translation: what is official is written in French.
    pub fn is_translated(&self) -> bool {
        self.words.lang() != Lang::Fr
    }

    /// Whether this is the demonstration.
    pub fn is_demo(&self) -> bool {
        self.app.is_demo()
    }

    /// The main navigation, as far as the reader may go.
    pub fn navigation(&self) -> Vec<NavLink> {
        let entries = self.app.navigation();
        entries
            .iter()
            .filter(|entry| self.may(entry.action) && self.above(entry).is_none())
            .map(|entry| {
                let mut held = entries.iter().filter(|other| self.above(other) == Some(entry.href));
                NavLink {
                    href: entry.href,
                    label: self.t(entry.key),
                    current: self.is_within(part_of(entry.href))
                        || held.any(|other| self.is_within(part_of(other.href))),
                }
            })
            .collect()
    }

    /// The links below the entry of the main navigation that the page belongs to; empty when nothing is below it.
    pub fn sub_navigation(&self) -> Vec<NavLink> {
        let Some(current) = self.navigation().into_iter().find(|link| link.current) else {
            return Vec::new();
        };
        let entries: Vec<&NavEntry> = self
            .app
            .navigation()
            .iter()
            .filter(|entry| self.may(entry.action))
            .filter(|entry| entry.href == current.href || self.above(entry) == Some(current.href))
            .collect();
        if entries.len() < 2 {
            return Vec::new();
        }
        let here = entries
            .iter()
            .map(|entry| entry.href)
            .find(|href| self.is_within(part_of(href)));
        entries
            .into_iter()
            .map(|entry| NavLink {
                href: entry.href,
                label: self.t(entry.key),
                current: here == Some(entry.href),
            })
            .collect()
    }

    /// The entry that holds another one for this reader.
    fn above(&self, entry: &NavEntry) -> Option<&'static str> {
        let within = entry.within.filter(|within| self.may(within.action))?;
        Some(within.href)
    }

    fn is_within(&self, href: &str) -> bool {
        let rest = self.path.strip_prefix(href);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether the reader may do something somewhere.
    pub fn may(&self, action: Action) -> bool {
        policy::may_somewhere(&self.actor, action)
    }

    /// Whether the reader may do something to something.
    pub fn may_on(&self, action: Action, on: Subject<'_>) -> bool {
        policy::allows(&self.actor, action, on)
    }

    /// The path and query, to come back to after signing in or changing language.
    pub fn here(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// Answers with a page.
    ///
    /// # Errors
    /// When the template fails.
    pub fn show(&self, template: &impl Template) -> Reply {
        self.show_with(StatusCode::OK, template)
    }

    /// Answers with a page and another status: 422 when a form comes back with its errors.
    ///
    /// # Errors
    /// When the template fails.
    pub fn show_with(&self, status: StatusCode, template: &impl Template) -> Reply {
        let html = template.render().map_err(|error| Problem::failure(&error))?;
        let mut response = (status, Html(html)).into_response();
        let language = HeaderValue::from_static(self.lang());
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
        if self.notice.is_some() {
            response.headers_mut().append(header::SET_COOKIE, notice_cookie(None));
        }
        Ok(response)
    }

    /// Sends the browser elsewhere after a change, with a message shown once there.
    ///
    /// # Errors
    /// Never; the type is the one handlers answer.
    pub fn redirect(&self, to: &str, notice: &'static str) -> Reply {
        let mut response = Redirect::to(to).into_response();
        response
            .headers_mut()
            .append(header::SET_COOKIE, notice_cookie(Some(notice)));
        Ok(response)
    }

    /// Answers with a file to save.
    ///
    /// # Errors
    /// Never; the type is the one handlers answer.
    pub fn attachment(&self, name: &str, content_type: &'static str, bytes: Vec<u8>) -> Reply {
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        let safe: String = name
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c))
            .collect();
        let disposition = format!("attachment; filename=\"{safe}\"");
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        Ok(response)
    }
}
