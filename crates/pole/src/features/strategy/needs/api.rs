//! Needs as JSON.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pole_kernel::{Day, Uai};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, NewValue};
use super::model::{Component, SchoolScores, Scored, Weights, WeightsVersion};
use crate::policy::Action;
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::asked::Asked;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of needs.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/strategy/needs", Action::ReadNeeds, needs)
        .post("/api/v1/strategy/values", Action::EditStrategy, declare)
        .get("/api/v1/strategy/weights", Action::ReadNeeds, weights)
        .post("/api/v1/strategy/weights", Action::EditStrategy, set_weights)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(needs, declare, weights, set_weights),
    components(schemas(
        NeedsList,
        SchoolNeedsBody,
        ComponentBody,
        NeedsValuesEntry,
        NeedsValueEntry,
        NeedsDeclared,
        WeightsList,
        WeightsBody,
        WeightsEntry,
        WeightsSet
    ))
)]
struct Document;

/// The part of the OpenAPI document that needs serve.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn bad<E>(_: E) -> Problem {
    Problem::BadRequest("problem-bad-query")
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NeedsQuery {
    /// The day of the figures: today without it.
    on: Option<String>,
    /// As known at the end of this day: now without it.
    known_on: Option<String>,
}

/// What the schools need.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeedsList {
    /// The day of the figures.
    on: String,
    /// As known at this moment.
    known_at: String,
    /// The version of the weights.
    weights: i64,
    /// The eligible schools one may see, in the order of UAI.
    schools: Vec<SchoolNeedsBody>,
}

/// What one school needs and how ready it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolNeedsBody {
    /// Its code.
    uai: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: String,
    /// Its island or department.
    territory: Option<String>,
    /// The priority, times ten.
    priority_x10: i64,
    /// Its least and its most.
    priority_between: Vec<i64>,
    /// The need, in hundredths of a point.
    need: i64,
    /// Its least and its most.
    need_between: Vec<i64>,
    /// The readiness, in hundredths of a point.
    readiness: i64,
    /// Its least and its most.
    readiness_between: Vec<i64>,
    /// Whether a component is estimated.
    estimated: bool,
    /// The components.
    components: Vec<ComponentBody>,
}

/// A component of a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentBody {
    /// Which: social, equipment, connectivity, families, skills, isolation, team, review, referent, prerequisites or
    /// training.
    component: String,
    /// From 0 to 100.
    points: i64,
    /// register, declared or estimated.
    basis: String,
    /// In what it was observed; null when it was not.
    measure: Option<String>,
    /// What was observed, in thousandths; null when nothing was.
    value_milli: Option<i64>,
    /// What stands in for what was not observed: `same_type`, `all` or `middle`.
    stand_in: Option<String>,
    /// The day of the observation, when it has one.
    observed_on: Option<String>,
    /// The page of its source; empty when it is estimated.
    source: String,
    /// What the pilot who declared it says.
    note: String,
    /// Whether it is invented for the demonstration.
    fictitious: bool,
}

impl From<&Scored> for ComponentBody {
    fn from(scored: &Scored) -> Self {
        Self {
            component: scored.component.code().to_owned(),
            points: scored.points,
            basis: scored.basis.code().to_owned(),
            measure: scored.measure.map(|measure| measure.code().to_owned()),
            value_milli: scored.milli,
            stand_in: scored.stand_in.map(|stand_in| stand_in.code().to_owned()),
            observed_on: scored.on.map(|day| day.to_string()),
            source: scored.href.clone(),
            note: scored.note.clone(),
            fictitious: scored.fictitious,
        }
    }
}

impl From<&SchoolScores> for SchoolNeedsBody {
    fn from(scores: &SchoolScores) -> Self {
        let pair = |(least, most): (i64, i64)| vec![least, most];
        Self {
            uai: scores.school.uai.to_string(),
            name: scores.school.name.clone(),
            kind: scores.school.kind.code().to_owned(),
            territory: scores.school.territory.as_ref().map(ToString::to_string),
            priority_x10: scores.priority_x10,
            priority_between: pair(scores.priority_between),
            need: scores.need,
            need_between: pair(scores.need_between),
            readiness: scores.readiness,
            readiness_between: pair(scores.readiness_between),
            estimated: scores.is_estimated(),
            components: scores.components.iter().map(ComponentBody::from).collect(),
        }
    }
}

/// What the schools one may see need, with every component and its source.
#[utoipa::path(get, path = "/api/v1/strategy/needs", params(NeedsQuery), tag = "strategy",
    responses((status = 200, body = NeedsList)))]
async fn needs(page: PageCtx, Query(query): Query<NeedsQuery>) -> Result<Json<NeedsList>, Problem> {
    let day = |text: Option<&str>| text.map(Day::parse).transpose().map_err(bad);
    let on = day(query.on.as_deref())?.unwrap_or_else(|| page.now.day());
    let known_at = day(query.known_on.as_deref())?
        .map_or(page.now, Day::ends)
        .min(page.now);
    let asked = Asked { on, known_at };
    let actor = page.actor.clone();
    let scores = page.app.db().read(move |tx| actions::seen(tx, &actor, asked)).await?;
    Ok(Json(NeedsList {
        on: on.to_string(),
        known_at: known_at.to_string(),
        weights: scores.weights.version,
        schools: scores.schools.iter().map(SchoolNeedsBody::from).collect(),
    }))
}

/// Values to declare.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NeedsValuesEntry {
    /// The day they speak of.
    observed_on: String,
    /// Where they come from.
    note: String,
    /// The values.
    values: Vec<NeedsValueEntry>,
}

/// A value to declare.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NeedsValueEntry {
    /// The school.
    uai: String,
    /// The component.
    component: String,
    /// In thousandths of its unit: 40 % is 40000, yes is 1000.
    value_milli: i64,
}

/// What was declared.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeedsDeclared {
    /// How many values; those that were known already are left as they are.
    written: usize,
}

/// Declares values of schools.
#[utoipa::path(post, path = "/api/v1/strategy/values", request_body = NeedsValuesEntry, tag = "strategy",
    responses((status = 201, body = NeedsDeclared)))]
async fn declare(page: PageCtx, ApiBody(entry): ApiBody<NeedsValuesEntry>) -> Result<Response, Problem> {
    let malformed = || Problem::BadRequest("problem-bad-json");
    let day = Day::parse(&entry.observed_on).map_err(|_| malformed())?;
    let values = entry
        .values
        .iter()
        .map(|value| {
            Ok(NewValue {
                uai: Uai::parse(&value.uai).map_err(|_| malformed())?,
                component: Component::parse(&value.component).map_err(|_| malformed())?,
                milli: value.value_milli,
            })
        })
        .collect::<Result<Vec<NewValue>, Problem>>()?;
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let written = page
        .app
        .db()
        .write(move |tx| actions::declare(tx, &actor, now, &values, day, &entry.note, fictitious))
        .await?;
    Ok((StatusCode::CREATED, Json(NeedsDeclared { written })).into_response())
}

/// The versions of the weights.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeightsList {
    /// The newest first: it is in force.
    versions: Vec<WeightsBody>,
}

/// One version of the weights.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeightsBody {
    /// From 1.
    version: i64,
    /// Those of the need, by component: they sum to 100.
    need: std::collections::BTreeMap<String, i64>,
    /// Those of the readiness, by component: they sum to 100.
    readiness: std::collections::BTreeMap<String, i64>,
    /// The part of the need in the priority, of 100.
    need_share: i64,
    /// Why they are so.
    note: String,
    /// When they were set.
    recorded_at: String,
    /// By whom; null for those that ship.
    recorded_by: Option<String>,
}

impl From<WeightsVersion> for WeightsBody {
    fn from(version: WeightsVersion) -> Self {
        Self {
            version: version.version,
            need: version.weights.need,
            readiness: version.weights.readiness,
            need_share: version.weights.need_share,
            note: version.note,
            recorded_at: version.recorded_at.to_string(),
            recorded_by: version.recorded_by,
        }
    }
}

/// The weights, with their history.
#[utoipa::path(get, path = "/api/v1/strategy/weights", tag = "strategy",
    responses((status = 200, body = WeightsList)))]
async fn weights(page: PageCtx) -> Result<Json<WeightsList>, Problem> {
    let actor = page.actor.clone();
    let versions = page
        .app
        .db()
        .read(move |tx| actions::weights_history(tx, &actor))
        .await?;
    Ok(Json(WeightsList {
        versions: versions.into_iter().map(WeightsBody::from).collect(),
    }))
}

/// Other weights.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WeightsEntry {
    /// Those of the need, by component: all of them, summing to 100.
    need: std::collections::BTreeMap<String, i64>,
    /// Those of the readiness, by component: all of them, summing to 100.
    readiness: std::collections::BTreeMap<String, i64>,
    /// The part of the need in the priority, of 100.
    need_share: i64,
    /// Why.
    note: String,
}

/// The version that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeightsSet {
    /// Its number.
    version: i64,
}

/// Sets other weights; `If-Match` holds the version they were made from.
#[utoipa::path(post, path = "/api/v1/strategy/weights", request_body = WeightsEntry, tag = "strategy",
    params(("If-Match" = String, Header, description = "The version the change was made from")),
    responses((status = 201, body = WeightsSet), (status = 409, description = "Somebody was faster"),
        (status = 428, description = "If-Match is missing")))]
async fn set_weights(
    page: PageCtx,
    IfMatch(based_on): IfMatch,
    ApiBody(entry): ApiBody<WeightsEntry>,
) -> Result<Response, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let weights = Weights {
        need: entry.need,
        readiness: entry.readiness,
        need_share: entry.need_share,
    };
    let version = page
        .app
        .db()
        .write(move |tx| actions::set_weights(tx, &actor, now, based_on, &weights, &entry.note))
        .await?;
    Ok((StatusCode::CREATED, Json(WeightsSet { version })).into_response())
}
