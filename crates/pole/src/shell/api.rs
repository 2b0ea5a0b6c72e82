//! JSON bodies of the API: from a token, or from a page that shows its anti-forgery token.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::app::App;
use super::form::check_token;
use super::problem::Problem;
use super::session::Reader;

/// The header in which a page of ours shows its anti-forgery token.
pub const TOKEN_HEADER: &str = "x-pole-token";

/// A JSON body that no other site could have sent.
pub struct ApiBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for ApiBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let reader = request.extensions().get::<Reader>().cloned().unwrap_or_default();
        if !reader.by_token {
            let shown = request
                .headers()
                .get(TOKEN_HEADER)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            check_token(&reader, shown)?;
        }
        let Json(body) = Json::<T>::from_request(request, app)
            .await
            .map_err(|_| Problem::BadRequest("problem-bad-json"))?;
        Ok(Self(body))
    }
}

/// The revision a change was made from: the `If-Match` header, which a change cannot go without.
pub struct IfMatch(pub i64);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts
            .headers
            .get(header::IF_MATCH)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.trim().trim_matches('"').parse().ok())
            .map(Self)
            .ok_or(Problem::PreconditionRequired)
    }
}
