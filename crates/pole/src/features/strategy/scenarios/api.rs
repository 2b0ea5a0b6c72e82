//! Scenarios and searches as JSON.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};

use super::super::errors::StrategyError;
use super::actions::{self, Started};
use super::model::{Content, RunId, RunLine, Scenario, ScenarioId};
use super::{rules, search, store};
use crate::policy::{self, Action};
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of this API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/strategy/scenarios", Action::ReadStrategy, scenarios)
        .post("/api/v1/strategy/scenarios", Action::EditStrategy, create_scenario)
        .get("/api/v1/strategy/scenarios/{id}", Action::ReadStrategy, scenario)
        .put("/api/v1/strategy/scenarios/{id}", Action::EditStrategy, change_scenario)
        .post("/api/v1/strategy/scenarios/{id}/runs", Action::EditStrategy, start_run)
        .get("/api/v1/strategy/runs/{id}", Action::ReadStrategy, run)
        .post("/api/v1/strategy/runs/{id}/stop", Action::EditStrategy, stop_run)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(scenarios, create_scenario, scenario, change_scenario, start_run, run, stop_run),
    components(schemas(
        ScenarioList,
        ScenarioBody,
        ScenarioEntry,
        Content,
        super::model::Choice,
        super::model::Works,
        RunAsked,
        RunStarted,
        RunBody,
        RunBrief
    ))
)]
struct Document;

/// The part of the OpenAPI document that scenarios serve.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The scenarios one may see.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScenarioList {
    /// The newest first.
    scenarios: Vec<ScenarioBody>,
}

/// A scenario in its newest state, as far as one may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScenarioBody {
    /// Identifier.
    id: String,
    /// Name.
    name: String,
    /// Revision: what `If-Match` holds to change it.
    revision: i64,
    /// When this revision was recorded.
    recorded_at: String,
    /// Whether it is archived.
    archived: bool,
    /// What it asks.
    content: Content,
    /// Its newest search.
    newest_run: Option<RunBrief>,
}

/// A search in a few words.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunBrief {
    /// Identifier.
    id: String,
    /// waiting, running, done, cancelled or failed.
    state: String,
    /// The revision that was asked.
    revision: i64,
}

/// A scenario to make, or the state to give it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ScenarioEntry {
    /// Name.
    name: String,
    /// What it asks; amounts are in cents.
    content: Content,
}

fn brief(line: &RunLine) -> RunBrief {
    RunBrief {
        id: line.id.to_string(),
        state: line.state.code().to_owned(),
        revision: line.revision,
    }
}

fn body(scenario: Scenario, newest: Option<&RunLine>) -> ScenarioBody {
    ScenarioBody {
        id: scenario.id.to_string(),
        name: scenario.name,
        revision: scenario.revision,
        recorded_at: scenario.recorded_at.to_string(),
        archived: scenario.archived_at.is_some(),
        content: scenario.content,
        newest_run: newest.map(brief),
    }
}

fn with_etag(status: StatusCode, body: ScenarioBody) -> Response {
    let etag = HeaderValue::from_str(&format!("\"{}\"", body.revision));
    let mut response = (status, Json(body)).into_response();
    if let Ok(etag) = etag {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

fn scenario_id(text: &str) -> Result<ScenarioId, Problem> {
    ScenarioId::parse(text).map_err(|_| Problem::NotFound)
}

fn run_id(text: &str) -> Result<RunId, Problem> {
    RunId::parse(text).map_err(|_| Problem::NotFound)
}

/// The scenarios one may see, the newest first.
#[utoipa::path(
    get, path = "/api/v1/strategy/scenarios", tag = "strategy",
    responses((status = 200, body = ScenarioList), (status = 401), (status = 403))
)]
async fn scenarios(page: PageCtx) -> Result<Json<ScenarioList>, Problem> {
    let actor = page.actor.clone();
    let listed = page.app.db().read(move |tx| actions::list(tx, &actor)).await?;
    Ok(Json(ScenarioList {
        scenarios: listed
            .into_iter()
            .map(|listed| body(listed.scenario, listed.newest.as_ref()))
            .collect(),
    }))
}

async fn load(page: &PageCtx, id: ScenarioId) -> Result<ScenarioBody, Problem> {
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            let scenario = actions::scenario(tx, &actor, id)?;
            let runs = actions::runs(tx, &actor)?;
            let newest = runs.iter().find(|run| run.scenario == id);
            Ok(body(scenario, newest))
        })
        .await?)
}

/// Makes a scenario.
#[utoipa::path(
    post, path = "/api/v1/strategy/scenarios", tag = "strategy", request_body = ScenarioEntry,
    responses((status = 201, body = ScenarioBody), (status = 400), (status = 401), (status = 403), (status = 422))
)]
async fn create_scenario(page: PageCtx, ApiBody(entry): ApiBody<ScenarioEntry>) -> Result<Response, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let id = page
        .app
        .db()
        .write(move |tx| actions::create(tx, &actor, now, &entry.name, &entry.content))
        .await?;
    Ok(with_etag(StatusCode::CREATED, load(&page, id).await?))
}

/// One scenario, with its revision as ETag.
#[utoipa::path(
    get, path = "/api/v1/strategy/scenarios/{id}", tag = "strategy",
    params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = ScenarioBody), (status = 401), (status = 403), (status = 404))
)]
async fn scenario(page: PageCtx, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = scenario_id(&id)?;
    Ok(with_etag(StatusCode::OK, load(&page, id).await?))
}

/// Gives a scenario another state. `If-Match` holds the revision it was read with; 409 when another is in force.
#[utoipa::path(
    put, path = "/api/v1/strategy/scenarios/{id}", tag = "strategy",
    params(("id" = String, Path, description = "Identifier"), ("If-Match" = String, Header, description = "Revision that was read")),
    request_body = ScenarioEntry,
    responses((status = 200, body = ScenarioBody), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428))
)]
async fn change_scenario(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(entry): ApiBody<ScenarioEntry>,
) -> Result<Response, Problem> {
    let (actor, now, id) = (page.actor.clone(), page.now, scenario_id(&id)?);
    page.app
        .db()
        .write(move |tx| actions::save(tx, &actor, now, id, seen, &entry.name, &entry.content))
        .await?;
    Ok(with_etag(StatusCode::OK, load(&page, id).await?))
}

/// How to search.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RunAsked {
    /// Whether to search anew although the same question has its answer.
    #[serde(default)]
    again: bool,
}

/// The search that answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunStarted {
    /// Its identifier.
    id: String,
    /// new, running (the same question is being searched) or kept (it has its answer).
    was: String,
}

/// Searches the best plans of a scenario, in the background. The same question is not searched twice.
#[utoipa::path(
    post, path = "/api/v1/strategy/scenarios/{id}/runs", tag = "strategy",
    params(("id" = String, Path, description = "Identifier")), request_body = RunAsked,
    responses((status = 202, body = RunStarted), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn start_run(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(asked): ApiBody<RunAsked>,
) -> Result<Response, Problem> {
    let (actor, now, id) = (page.actor.clone(), page.now, scenario_id(&id)?);
    let started = page
        .app
        .db()
        .write(move |tx| actions::start(tx, &actor, now, id, asked.again))
        .await?;
    let was = match started {
        Started::New(run) => {
            search::spawn(&page.app, run);
            "new"
        }
        Started::Running(_) => "running",
        Started::Kept(_) => "kept",
    };
    let body = RunStarted {
        id: started.id().to_string(),
        was: was.to_owned(),
    };
    Ok((StatusCode::ACCEPTED, Json(body)).into_response())
}

/// A search, as far as one may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunBody {
    /// Identifier.
    id: String,
    /// The scenario.
    scenario: String,
    /// Its name.
    name: String,
    /// The revision that was asked.
    revision: i64,
    /// The version of the weights.
    weights: i64,
    /// waiting, running, done, cancelled or failed.
    state: String,
    /// How far it is, for programs.
    progress: String,
    /// Whether its process died: it can be asked again.
    interrupted: bool,
    /// What went wrong.
    problem: String,
    /// When it was asked.
    asked_at: String,
    /// When it ended.
    ended_at: Option<String>,
    /// The question, in the format of `pole optimise`; null for who sees a part of the schools only.
    #[schema(value_type = Option<Object>)]
    question: Option<Value>,
    /// The answer that puts the benefit first, in the format of `pole optimise --json`; null until there is one.
    #[schema(value_type = Option<Object>)]
    benefit: Option<Value>,
    /// The answer that puts equity first.
    #[schema(value_type = Option<Object>)]
    equity: Option<Value>,
    /// The parameter set, what is committed already, who was left out and why.
    #[schema(value_type = Object)]
    basis: Value,
}

/// A search with its question and its answers.
#[utoipa::path(
    get, path = "/api/v1/strategy/runs/{id}", tag = "strategy", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = RunBody), (status = 401), (status = 403), (status = 404))
)]
async fn run(page: PageCtx, Path(id): Path<String>) -> Result<Json<RunBody>, Problem> {
    let id = run_id(&id)?;
    Ok(Json(run_body(&page, id).await?))
}

async fn run_body(page: &PageCtx, id: RunId) -> Result<RunBody, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            let line = actions::run_line(tx, &actor, id)?;
            let (run, basis) = actions::run_with_basis(tx, &actor, id)?;
            let scope = policy::scope(&actor, Action::ReadStrategy);
            let (run, basis) = rules::seen_run(&scope, run, basis);
            let question = if scope.everything {
                store::question_of(tx, id)?
            } else {
                None
            };
            Ok(RunBody {
                id: run.id.to_string(),
                scenario: run.scenario.to_string(),
                name: run.name,
                revision: run.revision,
                weights: run.weights,
                state: run.state.code().to_owned(),
                progress: run.progress,
                interrupted: line.is_interrupted(now),
                problem: run.problem,
                asked_at: run.asked_at.to_string(),
                ended_at: run.ended_at.map(|at| at.to_string()),
                question: question.and_then(|question| serde_json::from_str(&question).ok()),
                benefit: run.benefit.as_ref().map(json),
                equity: run.equity.as_ref().map(json),
                basis: json(&basis),
            })
        })
        .await?)
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// Asks a search to stop; the best plan so far is kept.
#[utoipa::path(
    post, path = "/api/v1/strategy/runs/{id}/stop", tag = "strategy",
    params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = RunBody), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn stop_run(page: PageCtx, Path(id): Path<String>, ApiBody(_): ApiBody<Value>) -> Result<Json<RunBody>, Problem> {
    let (actor, now, id) = (page.actor.clone(), page.now, run_id(&id)?);
    page.app
        .db()
        .write(move |tx| actions::stop(tx, &actor, now, id))
        .await?;
    Ok(Json(run_body(&page, id).await?))
}
