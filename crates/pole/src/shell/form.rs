//! Forms: what was typed, with what is wrong beside it. Every form carries the anti-forgery token.

use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};
use pole_i18n::Argument;

use super::app::App;
use super::page::PageCtx;
use super::problem::Problem;
use super::session::Reader;

/// The name of the anti-forgery field.
pub const TOKEN_FIELD: &str = "_token";
/// The largest form, in bytes.
const FORM_BYTES: usize = 2 * 1024 * 1024;

/// What was typed in a form or asked in a query, with what is wrong beside it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

/// What is wrong with a field.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// The name of the field.
    pub field: String,
    /// The message key.
    pub key: &'static str,
    /// The arguments of the message.
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Form {
    /// A form whose fields already hold something.
    pub fn filled(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let values = values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            values,
            errors: Vec::new(),
        }
    }

    /// Reads `a=1&b=2`.
    pub fn parse(text: &[u8]) -> Self {
        let values = form_urlencoded::parse(text)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        Self {
            values,
            errors: Vec::new(),
        }
    }

    /// The same form, with a value in a field that holds nothing yet.
    #[must_use]
    pub fn with_default(mut self, name: &str, value: String) -> Self {
        if self.value(name).is_empty() {
            self.values.retain(|(field, _)| field != name);
            self.values.push((name.to_owned(), value));
        }
        self
    }

    /// The same form, with several values chosen under one name.
    #[must_use]
    pub fn with_many(mut self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        self.values.retain(|(field, _)| field != name);
        self.values
            .extend(values.into_iter().map(|value| (name.to_owned(), value)));
        self
    }

    /// What was typed in a field, trimmed; empty when the field is absent.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// Everything that was chosen under one name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.trim())
    }

    /// What was typed, or nothing when it is empty.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.value(name)).filter(|value| !value.is_empty())
    }

    /// Whether a field holds this value: for options and check boxes.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|chosen| chosen == value)
    }

    /// The fields of a filter as the query of a link, some with other values: what is empty is left out. Begins with
    /// its question mark; empty when nothing is asked.
    pub fn query(&self, names: &[&str], changed: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in names {
            let value = changed
                .iter()
                .find(|(field, _)| field == name)
                .map_or(self.value(name), |(_, value)| value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// Notes that a field is wrong.
    pub fn refuse(&mut self, field: &str, key: &'static str) {
        self.refuse_with(field, key, Vec::new());
    }

    /// Notes that a field is wrong, with arguments for the message.
    pub fn refuse_with(&mut self, field: &str, key: &'static str, arguments: Vec<(&'static str, Argument)>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            key,
            arguments,
        });
    }

    /// Reads a field that must be there, noting what is wrong.
    pub fn required<T, E>(
        &mut self,
        name: &str,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.value(name);
        if value.is_empty() {
            self.refuse(name, "form-required");
            return None;
        }
        if let Ok(value) = read(value) {
            return Some(value);
        }
        self.refuse(name, key);
        None
    }

    /// Reads a field that may be empty, noting what is wrong.
    pub fn maybe<T, E>(&mut self, name: &str, key: &'static str, read: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if self.value(name).is_empty() {
            None
        } else {
            self.required(name, key, read)
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    /// The status of a page that shows this form: 422 when something in it is wrong.
    pub fn status(&self) -> StatusCode {
        if self.is_valid() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    /// What is wrong, in the order it was found.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with one field, in words.
    pub fn error(&self, page: &PageCtx, name: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|error| error.field == name)
            .map(|error| page.tv(error.key, &error.arguments))
    }
}

/// A form that came with its anti-forgery token, or an empty one from a GET.
impl FromRequest<App> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        if request.method() == Method::GET {
            return Ok(Self::parse(request.uri().query().unwrap_or_default().as_bytes()));
        }
        let reader = request.extensions().get::<Reader>().cloned().unwrap_or_default();
        let bytes = axum::body::to_bytes(request.into_body(), FORM_BYTES)
            .await
            .map_err(|_| Problem::TooLarge)?;
        let form = Self::parse(&bytes);
        check_token(&reader, form.value(TOKEN_FIELD))?;
        Ok(form)
    }
}

/// Compares the token of a form with the one its reader was given.
///
/// # Errors
/// When it is missing or another one.
pub fn check_token(reader: &Reader, token: &str) -> Result<(), Problem> {
    let expected = reader.form_token.as_bytes();
    let differs = expected
        .iter()
        .zip(token.as_bytes())
        .fold(expected.len() ^ token.len(), |sum, (left, right)| {
            sum | usize::from(left ^ right)
        });
    if expected.is_empty() || differs != 0 {
        Err(Problem::Forgery)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_what_was_typed_beside_what_is_wrong() {
        let mut form = Form::parse("jour=demain&nom=+Soualiga+&case=a&case=b".as_bytes());
        let day = form.required("jour", "form-day", pole_kernel::Day::parse);
        assert_eq!(day, None);
        assert_eq!(form.value("jour"), "demain");
        assert_eq!(form.value("nom"), "Soualiga");
        assert!(form.is("case", "b") && !form.is("case", "c"));
        assert_eq!(form.errors()[0].key, "form-day");
        assert_eq!(form.required("absent", "form-day", pole_kernel::Day::parse), None);
        assert_eq!(form.errors()[1].key, "form-required");
    }

    #[test]
    fn only_the_readers_own_token_passes() {
        let reader = Reader {
            form_token: "abc".into(),
            ..Reader::default()
        };
        assert!(check_token(&reader, "abc").is_ok());
        for token in ["", "ab", "abd", "abcd"] {
            assert!(check_token(&reader, token).is_err(), "{token}");
        }
        assert!(check_token(&Reader::default(), "").is_err());
    }
}
