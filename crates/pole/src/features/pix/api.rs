//! Certifications as JSON: counts and lines, never a name nor a score.

use axum::Json;
use axum::extract::Query;
use pole_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions;
use super::figures::Filter;
use super::model::{CertificationNumber, CertificationRow, SchoolCertifications};
use crate::policy::Action;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The most lines an answer holds.
const MOST: i64 = 1_000;

/// The routes of the API of certifications.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/certifications", Action::ReadCertifications, certifications)
        .get("/api/v1/certifications/schools", Action::ReadCertifications, schools)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(certifications, schools),
    components(schemas(
        CertificationList,
        CertificationBody,
        SchoolCertificationList,
        SchoolCertificationBody
    ))
)]
struct Document;

/// The part of the OpenAPI document that certifications serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PeriodQuery {
    /// The first day of the examinations; the first of the current school year when absent.
    from: Option<String>,
    /// The last day of the examinations; the last of the current school year when absent.
    to: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
    /// Begin after this line: the `next` of the answer before.
    after: Option<String>,
    /// How many lines at most, up to 1,000.
    limit: Option<i64>,
}

struct Period {
    from: Day,
    to: Day,
    known_at: Instant,
    after: Option<(Day, CertificationNumber)>,
    limit: i64,
}

fn period(page: &PageCtx, query: &PeriodQuery) -> Result<Period, Problem> {
    const BAD: Problem = Problem::BadRequest("problem-bad-query");
    let day = |text: Option<&str>| text.map(Day::parse).transpose().map_err(|_| BAD);
    let year = page.now.day().school_year();
    let after = query
        .after
        .as_deref()
        .map(|text| {
            let (day, number) = text.split_once('~')?;
            Some((Day::parse(day).ok()?, number.parse().ok()?))
        })
        .map(|after| after.ok_or(BAD))
        .transpose()?;
    Ok(Period {
        from: day(query.from.as_deref())?.unwrap_or_else(|| year.first_day()),
        to: day(query.to.as_deref())?.unwrap_or_else(|| year.last_day()),
        known_at: day(query.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now)),
        after,
        limit: query.limit.unwrap_or(MOST).clamp(1, MOST),
    })
}

/// A page of certifications, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificationList {
    /// The certifications.
    certifications: Vec<CertificationBody>,
    /// What to give as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// One certification, without its holder's name nor score.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificationBody {
    /// The number that Pix gives.
    number: i64,
    /// The day it was taken.
    exam_date: String,
    /// validated, rejected, cancelled, error, started or not_taken.
    status: String,
    /// pix, clea, pix_edu or other.
    framework: String,
    /// pupil or teacher.
    holder: String,
    /// The school; null while nobody knows.
    uai: Option<String>,
    /// Whether its person is known.
    matched: bool,
    /// Whether the same person obtained another one before.
    retake: bool,
    /// Whether it was obtained by what was known before, and no longer is.
    rectified: bool,
    /// Invented for the demonstration.
    fictitious: bool,
}

impl From<&CertificationRow> for CertificationBody {
    fn from(row: &CertificationRow) -> Self {
        Self {
            number: row.number,
            exam_date: row.exam_date.to_string(),
            status: row.status.code().to_owned(),
            framework: row.framework.code().to_owned(),
            holder: row.holder.code().to_owned(),
            uai: row.uai.as_ref().map(ToString::to_string),
            matched: row.is_matched,
            retake: row.is_retake,
            rectified: row.is_rectified,
            fictitious: row.fictitious,
        }
    }
}

/// Certifications line by line, in what one may see.
#[utoipa::path(get, path = "/api/v1/certifications", params(PeriodQuery), tag = "pix",
    responses((status = 200, body = CertificationList), (status = 400), (status = 401), (status = 403)))]
async fn certifications(page: PageCtx, query: Query<PeriodQuery>) -> Result<Json<CertificationList>, Problem> {
    let period = period(&page, &query)?;
    let limit = period.limit;
    let filter = Filter {
        from: Some(period.from),
        to: Some(period.to),
        after: period.after,
        limit: limit + 1,
        ..Filter::default()
    };
    let actor = page.actor.clone();
    let mut lines = page
        .app
        .db()
        .read(move |tx| actions::rows(tx, &actor, filter.clone(), period.known_at))
        .await?;
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = lines.len() > shown;
    lines.truncate(shown);
    let next = lines
        .last()
        .filter(|_| more)
        .map(|last| format!("{}~{}", last.exam_date, last.number));
    Ok(Json(CertificationList {
        certifications: lines.iter().map(CertificationBody::from).collect(),
        next,
    }))
}

/// The certifications of a period by school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolCertificationList {
    /// The first day of the examinations.
    from: String,
    /// The last day.
    to: String,
    /// The moment by which things were known.
    known_at: String,
    /// The schools.
    schools: Vec<SchoolCertificationBody>,
}

/// The certifications of one school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolCertificationBody {
    /// The school; null for those of which nobody knows it.
    uai: Option<String>,
    /// Obtained by pupils.
    pupils: u32,
    /// Obtained by teachers.
    teachers: u32,
    /// Of those, the ones whose person is not known.
    unmatched: u32,
    /// Of those, the ones of somebody who had one already.
    retakes: u32,
    /// Whoever sat.
    candidates: u32,
    /// Not obtained.
    rejected: u32,
    /// Sessions held.
    sessions: u32,
    /// Pix+ Édu obtained, counted apart.
    edu: u32,
    /// Obtained by what was known before, and no longer.
    rectified: u32,
    /// Of those obtained, the ones invented for the demonstration.
    fictitious: u32,
}

impl From<&SchoolCertifications> for SchoolCertificationBody {
    fn from(line: &SchoolCertifications) -> Self {
        Self {
            uai: line.uai.as_ref().map(ToString::to_string),
            pupils: line.pupils,
            teachers: line.teachers,
            unmatched: line.unmatched,
            retakes: line.retakes,
            candidates: line.candidates,
            rejected: line.rejected,
            sessions: line.sessions,
            edu: line.edu,
            rectified: line.rectified,
            fictitious: line.fictitious,
        }
    }
}

/// Certifications by school, in what one may see.
#[utoipa::path(get, path = "/api/v1/certifications/schools", params(PeriodQuery), tag = "pix",
    responses((status = 200, body = SchoolCertificationList), (status = 400), (status = 401), (status = 403)))]
async fn schools(page: PageCtx, query: Query<PeriodQuery>) -> Result<Json<SchoolCertificationList>, Problem> {
    let period = period(&page, &query)?;
    let (from, to, known_at) = (period.from, period.to, period.known_at);
    let actor = page.actor.clone();
    let lines = page
        .app
        .db()
        .read(move |tx| actions::summary(tx, &actor, from, to, known_at))
        .await?;
    Ok(Json(SchoolCertificationList {
        from: from.to_string(),
        to: to.to_string(),
        known_at: known_at.to_string(),
        schools: lines
            .iter()
            .map(|(_, line)| SchoolCertificationBody::from(line))
            .collect(),
    }))
}
