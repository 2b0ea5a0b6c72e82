//! API: what the other features serve as JSON, described in one OpenAPI document.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

use crate::features::{calls, connectivity, decisions, directory, dossiers, endowment, indicators};
use crate::features::{people, pix, reports, reviews, strategy, training, usage};
use crate::policy::Action;
use crate::shell::routes::Routes;
#[cfg(test)]
mod tests;

/// The routes of the API's own pages.
pub fn routes() -> Routes {
    Routes::new().get("/api/v1/openapi.json", Action::ReadPublic, document)
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Pôle",
    version = "1",
    description = "The data of a digital centre of excellence. Sign requests with a personal token: \
                   `Authorization: Bearer …`. Problems are `application/problem+json`.",
    license(name = "EUPL-1.2", identifier = "EUPL-1.2")
))]
struct Head;

/// The whole document, put together from the features.
pub fn openapi() -> Document {
    let mut document = Head::openapi();
    document.merge(directory::openapi());
    document.merge(dossiers::openapi());
    document.merge(endowment::openapi());
    document.merge(people::openapi());
    document.merge(connectivity::openapi());
    document.merge(training::openapi());
    document.merge(pix::openapi());
    document.merge(usage::openapi());
    document.merge(indicators::openapi());
    document.merge(calls::openapi());
    document.merge(reports::openapi());
    document.merge(reviews::openapi());
    document.merge(decisions::openapi());
    document.merge(strategy::openapi());
    document
}

async fn document() -> Json<Document> {
    Json(openapi())
}
