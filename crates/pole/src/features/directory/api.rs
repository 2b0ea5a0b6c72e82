//! The directory as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use pole_kernel::{Category, Day, Ratio, SchoolKind, SchoolYear, Territory, Uai, fold};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, CountEntry, DirectoryError};
use super::model::SchoolLine;
use super::rules::FigureFlag;
use super::store::{self, Filter, search_text};
use crate::policy::{self, Action};
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// How many schools an answer holds when nothing else is asked.
const PAGE: u32 = 100;
/// How many schools an answer holds at most.
const LARGEST_PAGE: u32 = 1_000;

/// The routes of the directory's API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/schools", Action::ReadSchool, schools)
        .get("/api/v1/schools/{uai}", Action::ReadSchool, school)
        .get("/api/v1/schools/{uai}/head-counts", Action::ReadSchool, head_counts)
        .post(
            "/api/v1/schools/{uai}/head-counts",
            Action::EnterCounts,
            enter_head_counts,
        )
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(schools, school, head_counts, enter_head_counts),
    components(schemas(
        SchoolBody,
        SchoolList,
        PositionBody,
        HeadCountBody,
        HeadCountList,
        HeadCountEntry,
        HeadCountsEntered
    ))
)]
struct Document;

/// The part of the OpenAPI document that the directory serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A school as it is believed today.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolBody {
    /// National code: seven digits and a check letter.
    #[schema(example = "9710022X")]
    uai: String,
    /// Usual name.
    name: String,
    /// maternelle, elementaire, college, lycee, lycee_pro, erea, section or other.
    kind: String,
    /// public or private.
    sector: Option<String>,
    /// not_applicable, contracted or uncontracted.
    contract: Option<String>,
    /// Department or collectivity: 978 is Saint-Martin, 977 Saint-Barthélemy.
    territory: Option<String>,
    /// Commune.
    commune: Option<String>,
    /// Quarter.
    quarter: Option<String>,
    /// REP or REP+.
    priority_education: Option<String>,
    /// open, to_close, to_open or closed.
    state: String,
    /// Code of the collège of its catchment area.
    attached_to: Option<String>,
    /// Newest observed number of pupils.
    pupils: Option<u32>,
    /// First calendar year of the school year of that number.
    pupils_year: Option<i16>,
    /// Newest social position index, in tenths.
    ips_tenths: Option<u32>,
    /// First calendar year of the school year of that index.
    ips_year: Option<i16>,
    /// Where it stands.
    position: Option<PositionBody>,
}

/// A position on the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct PositionBody {
    /// Degrees north, WGS84.
    latitude: f64,
    /// Degrees east, WGS84.
    longitude: f64,
    /// exact or approximate.
    precision: String,
}

impl From<SchoolLine> for SchoolBody {
    fn from(line: SchoolLine) -> Self {
        Self {
            uai: line.uai.to_string(),
            name: line.name,
            kind: line.kind.code().to_owned(),
            sector: line.sector.map(|sector| sector.code().to_owned()),
            contract: line.contract.map(|contract| contract.code().to_owned()),
            territory: line.territory.map(|territory| territory.to_string()),
            commune: line.commune,
            quarter: line.quarter,
            priority_education: line.priority.map(|label| label.code().to_owned()),
            state: line.state.code().to_owned(),
            attached_to: line.attached_to.map(|uai| uai.to_string()),
            pupils: line.pupils.map(|(count, _)| count),
            pupils_year: line.pupils.map(|(_, year)| year.first_calendar_year()),
            ips_tenths: line.ips.map(|(tenths, _)| tenths),
            ips_year: line.ips.map(|(_, year)| year.first_calendar_year()),
            position: line.position.map(|(latitude, longitude, precision)| PositionBody {
                latitude: f64::from(latitude) / 1e6,
                longitude: f64::from(longitude) / 1e6,
                precision: precision.code().to_owned(),
            }),
        }
    }
}

/// A page of schools.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolList {
    /// The schools, by name.
    schools: Vec<SchoolBody>,
    /// What to give as `after` for the next page; absent on the last one.
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SchoolQuery {
    /// A text that the name, code, commune or quarter contains.
    q: Option<String>,
    /// One kind of school.
    kind: Option<String>,
    /// One territory.
    territory: Option<String>,
    /// `all` for the whole directory; the two islands otherwise.
    directory: Option<String>,
    /// Begin after this school: the `next` of the page before.
    after: Option<String>,
    /// How many at most, 1 to 1,000; 100 when absent.
    limit: Option<u32>,
}

/// The schools one may see, by name.
#[utoipa::path(
    get, path = "/api/v1/schools", params(SchoolQuery), tag = "directory",
    responses((status = 200, body = SchoolList), (status = 400), (status = 401), (status = 403))
)]
async fn schools(page: PageCtx, Query(query): Query<SchoolQuery>) -> Result<Json<SchoolList>, Problem> {
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE);
    let bad = |_| Problem::BadRequest("problem-bad-query");
    let after = query
        .after
        .as_deref()
        .map(|text| -> Result<_, Problem> {
            let (uai, search) = text.split_once('~').ok_or(Problem::BadRequest("problem-bad-query"))?;
            Ok((
                search.to_owned(),
                Uai::parse(uai).map_err(|_| Problem::BadRequest("problem-bad-query"))?,
            ))
        })
        .transpose()?;
    let filter = Filter {
        seen_by: policy::scope(&page.actor, Action::ReadSchool),
        whole_directory: query.directory.as_deref() == Some("all"),
        search: fold(query.q.as_deref().unwrap_or_default()),
        kind: query.kind.as_deref().map(SchoolKind::parse).transpose().map_err(bad)?,
        territory: query
            .territory
            .as_deref()
            .map(Territory::parse)
            .transpose()
            .map_err(bad)?,
        after,
        limit: i64::from(limit) + 1,
        ..Filter::default()
    };
    let mut lines = page.app.db().read(move |tx| store::lines(tx, &filter)).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = lines.len() > wanted;
    lines.truncate(wanted);
    let next = lines
        .last()
        .filter(|_| more)
        .map(|last| format!("{}~{}", last.uai, search_text(last)));
    Ok(Json(SchoolList {
        schools: lines.into_iter().map(SchoolBody::from).collect(),
        next,
    }))
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

/// One school.
#[utoipa::path(
    get, path = "/api/v1/schools/{uai}", params(("uai" = String, Path, description = "National code")), tag = "directory",
    responses((status = 200, body = SchoolBody), (status = 401), (status = 403), (status = 404))
)]
async fn school(page: PageCtx, Path(uai): Path<String>) -> Result<Json<SchoolBody>, Problem> {
    let (uai, actor) = (parse_uai(&uai)?, page.actor.clone());
    let line = page
        .app
        .db()
        .read(move |tx| actions::school(tx, &actor, Action::ReadSchool, &uai))
        .await?;
    Ok(Json(line.into()))
}

/// One figure of a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadCountBody {
    /// First calendar year of the school year.
    year: i16,
    /// A level (6E, 5E …), TOTAL, TEACHERS, TEACHERS_5E, TEACHERS_5E_NEW, TEACHERS_6E_NEW, REPEATERS or RETURNS.
    category: String,
    /// How many.
    count: u32,
    /// estimated, exceptional, deduced, fictitious, disputed.
    flags: Vec<String>,
    /// The source that is believed; absent when the figure is projected.
    source: Option<String>,
    /// What the other sources say.
    others: Vec<OtherBody>,
}

/// What another source says of the same figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherBody {
    /// The source.
    source: String,
    /// How many it says.
    count: Option<u32>,
}

/// The figures of a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadCountList {
    /// National code.
    uai: String,
    /// The figures, by year and category.
    head_counts: Vec<HeadCountBody>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AsOfQuery {
    /// The day the figures speak of; today when absent.
    as_of: Option<String>,
    /// The day on which they were known; today when absent.
    known_on: Option<String>,
}

/// The figures of a school, observed or projected, as of a day and as known on a day.
#[utoipa::path(
    get, path = "/api/v1/schools/{uai}/head-counts", tag = "directory",
    params(("uai" = String, Path, description = "National code"), AsOfQuery),
    responses((status = 200, body = HeadCountList), (status = 400), (status = 401), (status = 403), (status = 404))
)]
async fn head_counts(
    page: PageCtx,
    Path(uai): Path<String>,
    Query(query): Query<AsOfQuery>,
) -> Result<Json<HeadCountList>, Problem> {
    let day = |text: Option<&str>| {
        text.map(Day::parse)
            .transpose()
            .map_err(|_| Problem::BadRequest("problem-bad-query"))
    };
    let on = day(query.as_of.as_deref())?.unwrap_or_else(|| page.now.day());
    let known_at = day(query.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now));
    let (uai, actor) = (parse_uai(&uai)?, page.actor.clone());
    let asked = uai.clone();
    let roster = page
        .app
        .db()
        .read(move |tx| -> Result<_, DirectoryError> {
            let school = actions::school(tx, &actor, Action::ReadSchool, &asked)?;
            Ok(actions::roster(
                tx,
                &school,
                on,
                known_at,
                on.school_year().plus(2),
                Ratio::ONE,
            )?)
        })
        .await?;
    let head_counts = roster
        .iter()
        .map(|(year, category, figure)| HeadCountBody {
            year: year.first_calendar_year(),
            category: category.code().to_owned(),
            count: figure.count,
            flags: figure
                .flags
                .iter()
                .copied()
                .map(FigureFlag::code)
                .map(str::to_owned)
                .collect(),
            source: figure.chosen.as_ref().map(|row| row.source.code().to_owned()),
            others: figure
                .others
                .iter()
                .map(|row| OtherBody {
                    source: row.source.code().to_owned(),
                    count: row.amount,
                })
                .collect(),
        })
        .collect();
    Ok(Json(HeadCountList {
        uai: uai.to_string(),
        head_counts,
    }))
}

/// Figures to enter for a year.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HeadCountEntry {
    /// First calendar year of the school year.
    year: i16,
    /// The day they were counted, `2026-09-30`.
    counted_on: Option<String>,
    /// How many in each category; null takes one's own figure back.
    counts: std::collections::BTreeMap<String, Option<u32>>,
}

/// How many figures were written.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadCountsEntered {
    /// Figures that changed something.
    entered: usize,
}

/// Enters figures of a school.
#[utoipa::path(
    post, path = "/api/v1/schools/{uai}/head-counts", tag = "directory",
    params(("uai" = String, Path, description = "National code")), request_body = HeadCountEntry,
    responses((status = 201, body = HeadCountsEntered), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn enter_head_counts(
    page: PageCtx,
    Path(uai): Path<String>,
    ApiBody(entry): ApiBody<HeadCountEntry>,
) -> Result<Response, Problem> {
    let bad = |_| Problem::refused("form-year");
    let year = SchoolYear::starting(entry.year).map_err(bad)?;
    let counted_on = entry
        .counted_on
        .as_deref()
        .map(Day::parse)
        .transpose()
        .map_err(|_| Problem::refused("form-day"))?;
    let mut entries = Vec::new();
    for (category, amount) in entry.counts {
        let category = Category::parse(&category).map_err(|_| Problem::refused("form-category"))?;
        if amount.is_some_and(|amount| amount > 100_000) {
            return Err(Problem::refused("form-count"));
        }
        entries.push(CountEntry { category, amount });
    }
    let (uai, actor, now, fictitious) = (parse_uai(&uai)?, page.actor.clone(), page.now, page.is_demo());
    let entered = page
        .app
        .db()
        .write(move |tx| actions::enter_counts(tx, &actor, now, &uai, year, counted_on, &entries, fictitious))
        .await?;
    let mut response = (StatusCode::CREATED, Json(HeadCountsEntered { entered })).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    Ok(response)
}
