//! Usage as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pole_kernel::{Day, Instant, Month, Territory, Uai};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, NewPopulation, RefusedPopulation, UsageError};
use super::figures;
use super::model::{Channel, MonthUsage, Profile, Service, UsageScope};
use super::parameters::Parameters;
use super::rules;
use crate::policy::Action;
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// How many months an answer holds at most.
const LARGEST: i32 = 36;

/// The routes of the API of usage.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/usage", Action::ReadUsage, basin_usage)
        .get("/api/v1/schools/{uai}/usage", Action::ReadUsage, school_usage)
        .post("/api/v1/usage/populations", Action::EditUsage, enter_population)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(basin_usage, school_usage, enter_population),
    components(schemas(UsageList, UsageBody, PopulationEntry, PopulationEntered))
)]
struct Document;

/// The part of the OpenAPI document that usage serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UsageQuery {
    /// An island: 978 or 977; the basin when absent.
    territory: Option<String>,
    /// First month, `2026-09`; the month of `to` when absent.
    from: Option<String>,
    /// Last month; the present one when absent.
    to: Option<String>,
    /// The day on which the figures were known; today when absent.
    known_on: Option<String>,
}

/// The use of a month by a profile, for a service and channel or for all together.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageBody {
    /// The month, `2026-09`.
    month: String,
    /// pupil, guardian, teacher, direction, school_life, authority, partner; staff where one of the
    /// staff's profiles is too few to be shown.
    profile: String,
    /// One service; absent for all together.
    service: Option<String>,
    /// web or phone; absent for both.
    channel: Option<String>,
    /// Distinct accounts, never to be summed; null when secret.
    visitors: Option<u64>,
    /// Visits that touched the service and channel: over services they do not sum.
    visits: Option<u64>,
    /// Pages seen.
    views: Option<u64>,
    /// Visits of one page.
    one_page_visits: Option<u64>,
    /// Seconds, over the visits of two pages or more.
    duration_seconds: Option<u64>,
    /// The median of the same visits.
    median_seconds: Option<u64>,
    /// Pupils one of whose guardians visited.
    pupils_reached: Option<u64>,
    /// The reference population; null when unknown.
    people: Option<u64>,
    /// Accounts opened; null when unknown.
    activated: Option<u64>,
    /// estimated, provisional, fictitious, secret, exceptional.
    flags: Vec<String>,
}

/// The use of a scope.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageList {
    /// basin, territory or school.
    scope_kind: String,
    /// Which one.
    scope: String,
    /// The lines, by month and profile.
    usage: Vec<UsageBody>,
}

fn body(line: &MonthUsage, exceptional: bool, today: Day, parameters: &Parameters) -> UsageBody {
    let secret = rules::is_secret(line.visitors, line.people, parameters);
    let open = |count: u64| (!secret).then_some(count);
    let reached_secret = line
        .pupils_reached
        .is_some_and(|reached| rules::is_secret(reached, None, parameters));
    let flags = [
        (line.population_estimated, "estimated"),
        (!rules::is_over(line.month, today), "provisional"),
        (line.fictitious, "fictitious"),
        (secret, "secret"),
        (exceptional, "exceptional"),
    ];
    UsageBody {
        month: line.month.to_string(),
        profile: line.profile.code().to_owned(),
        service: line.service.map(Service::code).map(str::to_owned),
        channel: line.channel.map(Channel::code).map(str::to_owned),
        visitors: open(line.visitors),
        visits: open(line.visits),
        views: open(line.views),
        one_page_visits: open(line.one_page_visits),
        duration_seconds: open(line.duration_seconds),
        median_seconds: open(line.median_seconds),
        pupils_reached: line.pupils_reached.filter(|_| !secret && !reached_secret),
        people: line.people,
        activated: line.activated,
        flags: flags
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, flag)| flag.to_owned())
            .collect(),
    }
}

/// The months of a query: at most three years.
fn span(query: &UsageQuery, now: Instant) -> Result<(Month, Month, Instant), Problem> {
    let bad = |_| Problem::BadRequest("problem-bad-query");
    let month = |text: &Option<String>| text.as_deref().map(Month::parse).transpose().map_err(bad);
    let to = month(&query.to)?.unwrap_or_else(|| now.day().month_of());
    let from = month(&query.from)?.unwrap_or(to).max(to.plus(1 - LARGEST));
    let known_at = query
        .known_on
        .as_deref()
        .map(Day::parse)
        .transpose()
        .map_err(bad)?
        .map_or(now, |day| day.ends().min(now));
    Ok((from, to, known_at))
}

async fn answer(page: PageCtx, scope: UsageScope, query: UsageQuery) -> Result<Json<UsageList>, Problem> {
    let (from, to, known_at) = span(&query, page.now)?;
    let (actor, asked) = (page.actor.clone(), scope.clone());
    let (lines, exceptional) = page
        .app
        .db()
        .read(move |tx| -> Result<_, UsageError> {
            actions::check_scope(tx, &actor, &asked)?;
            Ok((
                figures::months(tx, &asked, from, to, known_at)?,
                figures::exceptional_months(tx, &asked, from, to, known_at)?,
            ))
        })
        .await?;
    let parameters = Parameters::default();
    let is_school = matches!(scope, UsageScope::School(_));
    let today = page.now.day();
    let usage = lines
        .iter()
        .filter(|line| {
            let people = |profile: Profile| {
                lines
                    .iter()
                    .find(|other| other.month == line.month && other.profile == profile)
                    .and_then(|other| other.people)
            };
            rules::shown_profiles(is_school, people, &parameters).contains(&line.profile)
        })
        .map(|line| body(line, exceptional.contains(&line.month), today, &parameters))
        .collect();
    Ok(Json(UsageList {
        scope_kind: scope.kind().to_owned(),
        scope: scope.code(),
        usage,
    }))
}

/// The use of the basin or of an island, month by month.
#[utoipa::path(
    get, path = "/api/v1/usage", params(UsageQuery), tag = "usage",
    responses((status = 200, body = UsageList), (status = 400), (status = 401), (status = 403))
)]
async fn basin_usage(page: PageCtx, Query(query): Query<UsageQuery>) -> Result<Json<UsageList>, Problem> {
    let scope = match query.territory.as_deref() {
        None => UsageScope::Basin,
        Some(code) => {
            UsageScope::Territory(Territory::parse(code).map_err(|_| Problem::BadRequest("problem-bad-query"))?)
        }
    };
    answer(page, scope, query).await
}

/// The use of a school, month by month.
#[utoipa::path(
    get, path = "/api/v1/schools/{uai}/usage", tag = "usage",
    params(("uai" = String, Path, description = "National code"), UsageQuery),
    responses((status = 200, body = UsageList), (status = 400), (status = 401), (status = 403), (status = 404))
)]
async fn school_usage(
    page: PageCtx,
    Path(uai): Path<String>,
    Query(query): Query<UsageQuery>,
) -> Result<Json<UsageList>, Problem> {
    let uai = Uai::parse(&uai).map_err(|_| Problem::NotFound)?;
    answer(page, UsageScope::School(uai), query).await
}

/// A reference population to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PopulationEntry {
    /// The month on whose first day it was counted, `2026-09`.
    month: String,
    /// basin, territory or school.
    scope_kind: String,
    /// Which one; empty for the basin.
    #[serde(default)]
    scope: String,
    /// pupil, guardian, teacher, direction, school_life, authority or partner.
    profile: String,
    /// How many people; null when only the accounts are known.
    people: Option<u64>,
    /// How many accounts they opened.
    activated: Option<u64>,
    /// Where the figure comes from.
    source: String,
}

/// How many populations were written.
#[derive(Debug, Serialize, ToSchema)]
pub struct PopulationEntered {
    /// Populations that changed something.
    entered: usize,
}

/// Enters a reference population. What was entered before for the same month, place and profile is
/// withdrawn.
#[utoipa::path(
    post, path = "/api/v1/usage/populations", tag = "usage", request_body = PopulationEntry,
    responses((status = 201, body = PopulationEntered), (status = 400), (status = 401), (status = 403), (status = 422))
)]
async fn enter_population(page: PageCtx, ApiBody(entry): ApiBody<PopulationEntry>) -> Result<Response, Problem> {
    let profile = Profile::parse(&entry.profile)
        .ok()
        .filter(|profile| *profile != Profile::Staff)
        .ok_or(Problem::refused("form-choice"))?;
    let new = NewPopulation {
        month: Month::parse(&entry.month).map_err(|_| Problem::refused("usage-form-month"))?,
        scope: UsageScope::parse(&entry.scope_kind, &entry.scope).map_err(|_| Problem::refused("form-choice"))?,
        profile,
        people: entry.people,
        activated: entry.activated,
        source: entry.source,
        fictitious: page.is_demo(),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let list = [new];
    let entered = page
        .app
        .db()
        .write(move |tx| actions::enter_populations(tx, &actor, now, &list))
        .await
        .map_err(|refused: RefusedPopulation| Problem::from(refused.error))?;
    let mut response = (StatusCode::CREATED, Json(PopulationEntered { entered })).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
