//! Calls as JSON.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};

use super::actions::{self, CallView, NewCall};
use super::model::{Call, CallContent, CallId, CallWave, Version};
use crate::policy::Action;
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of calls.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/calls", Action::ReadCalls, list)
        .post("/api/v1/calls", Action::EditCalls, create)
        .get("/api/v1/calls/{id}", Action::ReadCalls, one)
        .get("/api/v1/calls/{id}/draft", Action::EditCalls, draft)
        .put("/api/v1/calls/{id}/draft", Action::EditCalls, write_draft)
        .post("/api/v1/calls/{id}/publish", Action::EditCalls, publish)
        .get("/api/v1/calls/{id}/versions/{code}", Action::ReadCalls, version)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(list, create, one, draft, write_draft, publish, version),
    components(schemas(
        CallList,
        CallBody,
        CallWaveBody,
        CallVersionLine,
        CallVersionBody,
        CallEntry,
        CallPublication
    ))
)]
struct Document;

/// The part of the OpenAPI document that calls serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn call_id(text: &str) -> Result<CallId, Problem> {
    CallId::parse(text).map_err(|_| Problem::NotFound)
}

/// The calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallList {
    /// The calls, the newest edition first.
    calls: Vec<CallBody>,
}

/// A call, without what its versions say.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallBody {
    /// Identifier.
    id: String,
    /// Stable code.
    code: String,
    /// Name.
    title: String,
    /// Edition, a calendar year.
    edition: i64,
    /// Whether nobody answers it any more.
    archived: bool,
    /// Whether it is invented for the demonstration.
    fictitious: bool,
    /// The version in force; null as long as nothing is published.
    published_version: Option<i64>,
    /// The version being written; null when there is none, or for those who do not write calls.
    draft_version: Option<i64>,
    /// Its published waves, in order.
    waves: Vec<CallWaveBody>,
}

/// A deadline of a call.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallWaveBody {
    /// Identifier.
    id: String,
    /// Name.
    label: String,
    /// coming, open or closed, in the zone of the islands.
    phase: String,
    /// First day on which dossiers are written.
    opens_on: String,
    /// Last day, until 23:59:59 in the school's zone.
    deadline_on: String,
    /// First calendar year of the first endowment year.
    first_year: i16,
    /// The wave of the plan; null when it is in none.
    wave: Option<String>,
}

fn wave_body(page: &PageCtx, wave: &CallWave) -> CallWaveBody {
    CallWaveBody {
        id: wave.id.to_string(),
        label: wave.label.clone(),
        phase: wave.phase(None, page.now).code().to_owned(),
        opens_on: wave.opens_on.to_string(),
        deadline_on: wave.deadline_on.to_string(),
        first_year: wave.first_year.first_calendar_year(),
        wave: wave.wave.map(|wave| wave.to_string()),
    }
}

fn body(page: &PageCtx, call: Call, published: Option<i64>, draft: Option<i64>, waves: &[CallWave]) -> CallBody {
    CallBody {
        id: call.id.to_string(),
        code: call.code,
        title: call.title,
        edition: call.edition,
        archived: call.archived_at.is_some(),
        fictitious: call.fictitious,
        published_version: published,
        draft_version: draft,
        waves: waves.iter().map(|wave| wave_body(page, wave)).collect(),
    }
}

/// The calls one may see.
#[utoipa::path(get, path = "/api/v1/calls", tag = "calls", responses((status = 200, body = CallList)))]
async fn list(page: PageCtx) -> Result<Json<CallList>, Problem> {
    let actor = page.actor.clone();
    let lines = page.app.db().read(move |tx| actions::seen(tx, &actor)).await?;
    let calls = lines
        .into_iter()
        .map(|line| {
            let published = line.published.map(|version| version.version);
            let draft = line.draft.map(|version| version.version);
            body(&page, line.call, published, draft, &line.waves)
        })
        .collect();
    Ok(Json(CallList { calls }))
}

/// A version of a call, without what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallVersionLine {
    /// From 1.
    version: i64,
    /// How often it was saved.
    revision: i64,
    /// When it was published; null for a draft.
    published_at: Option<String>,
    /// What changed.
    note: String,
}

async fn view(page: &PageCtx, id: &str, version: Option<i64>) -> Result<CallView, Problem> {
    let (actor, now, id) = (page.actor.clone(), page.now, call_id(id)?);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::view(tx, &actor, now, id, version))
        .await?)
}

/// One call.
#[utoipa::path(get, path = "/api/v1/calls/{id}", tag = "calls", params(("id" = String, Path, description = "The call")),
    responses((status = 200, body = CallBody), (status = 404)))]
async fn one(page: PageCtx, Path(id): Path<String>) -> Result<Json<CallBody>, Problem> {
    let view = view(&page, &id, None).await?;
    let published = view.versions.iter().find(|line| line.published_at.is_some());
    let draft = view.versions.iter().find(|line| line.published_at.is_none());
    let numbers = (published.map(|line| line.version), draft.map(|line| line.version));
    Ok(Json(body(&page, view.call, numbers.0, numbers.1, &view.waves)))
}

/// What a version of a call says.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallVersionBody {
    /// From 1.
    version: i64,
    /// How often it was saved; also the ETag.
    revision: i64,
    /// When it was published; null for a draft.
    published_at: Option<String>,
    /// Rules, waves, documents, criteria, review and form: what the file of a call holds as `content`.
    #[schema(value_type = Object)]
    content: Value,
    /// Every version one may see.
    versions: Vec<CallVersionLine>,
}

fn answered(version: &Version, versions: Vec<CallVersionLine>) -> Result<Response, Problem> {
    let body = CallVersionBody {
        version: version.version,
        revision: version.revision,
        published_at: version.published_at.map(|at| at.to_string()),
        content: serde_json::to_value(&version.content).map_err(|error| Problem::failure(&error))?,
        versions,
    };
    let mut response = Json(body).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", version.revision)) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

fn lines(view: &CallView) -> Vec<CallVersionLine> {
    view.versions
        .iter()
        .map(|line| CallVersionLine {
            version: line.version,
            revision: line.revision,
            published_at: line.published_at.map(|at| at.to_string()),
            note: line.note.clone(),
        })
        .collect()
}

/// What one version says.
#[utoipa::path(get, path = "/api/v1/calls/{id}/versions/{code}", tag = "calls",
    params(("id" = String, Path, description = "The call"), ("code" = String, Path, description = "The number of the version")),
    responses((status = 200, body = CallVersionBody), (status = 404)))]
async fn version(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Result<Response, Problem> {
    let number = code.parse().map_err(|_| Problem::NotFound)?;
    let view = view(&page, &id, Some(number)).await?;
    answered(&view.version, lines(&view))
}

/// The version being written, with its revision as ETag.
#[utoipa::path(get, path = "/api/v1/calls/{id}/draft", tag = "calls",
    params(("id" = String, Path, description = "The call")),
    responses((status = 200, body = CallVersionBody), (status = 404)))]
async fn draft(page: PageCtx, Path(id): Path<String>) -> Result<Response, Problem> {
    let (actor, now, call) = (page.actor.clone(), page.now, call_id(&id)?);
    let draft = page
        .app
        .db()
        .read(move |tx| actions::draft_view(tx, &actor, now, call))
        .await?
        .draft;
    let view = view(&page, &id, Some(draft.version)).await?;
    answered(&draft, lines(&view))
}

/// A call to make.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CallEntry {
    /// Name.
    title: String,
    /// Edition, a calendar year.
    edition: i64,
    /// What its draft says: what the file of a call holds as `content`.
    #[schema(value_type = Object)]
    content: Value,
}

/// Reads a content, and tells where it is wrong.
fn read(content: Value) -> Result<CallContent, Problem> {
    serde_json::from_value(content).map_err(|error| Problem::Refused {
        key: "calls-refused-content",
        arguments: vec![("reason", error.to_string().into())],
    })
}

/// Makes a call with its first draft.
#[utoipa::path(post, path = "/api/v1/calls", request_body = CallEntry, tag = "calls",
    responses((status = 201, body = CallBody), (status = 422)))]
async fn create(page: PageCtx, ApiBody(entry): ApiBody<CallEntry>) -> Result<Response, Problem> {
    let new = NewCall {
        title: entry.title,
        edition: entry.edition,
        content: read(entry.content)?,
        fictitious: false,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .write(move |tx| {
            let id = actions::create(tx, &actor, now, &new)?;
            actions::view(tx, &actor, now, id, None)
        })
        .await?;
    let body = body(&page, view.call, None, Some(view.version.version), &view.waves);
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Writes the draft over the revision that `If-Match` names; 409 when another is in force.
#[utoipa::path(put, path = "/api/v1/calls/{id}/draft", request_body(content = Object), tag = "calls",
    params(("id" = String, Path, description = "The call"), ("If-Match" = String, Header, description = "Revision that was read")),
    responses((status = 200, body = CallVersionBody), (status = 404), (status = 409), (status = 422), (status = 428)))]
async fn write_draft(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(revision): IfMatch,
    ApiBody(content): ApiBody<Value>,
) -> Result<Response, Problem> {
    let (content, call) = (read(content)?, call_id(&id)?);
    let (actor, now) = (page.actor.clone(), page.now);
    let draft = page
        .app
        .db()
        .write(move |tx| actions::replace(tx, &actor, now, call, revision, &content))
        .await?;
    answered(&draft, Vec::new())
}

/// What is said when a draft is published.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CallPublication {
    /// What changes; required from the second version on.
    #[serde(default)]
    note: String,
}

/// Publishes the draft that `If-Match` names: it never changes afterwards.
#[utoipa::path(post, path = "/api/v1/calls/{id}/publish", request_body = CallPublication, tag = "calls",
    params(("id" = String, Path, description = "The call"), ("If-Match" = String, Header, description = "Revision that was read")),
    responses((status = 200, body = CallVersionBody), (status = 404), (status = 409), (status = 422), (status = 428)))]
async fn publish(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(revision): IfMatch,
    ApiBody(entry): ApiBody<CallPublication>,
) -> Result<Response, Problem> {
    let call = call_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let version = page
        .app
        .db()
        .write(move |tx| actions::publish(tx, &actor, now, call, revision, &entry.note))
        .await?;
    answered(&version, Vec::new())
}
