//! The staff of a school as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use pole_formats::Degree;
use pole_kernel::{Day, Uai};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions;
use super::model::{NewPerson, NewService, PersonKind, Service};
use crate::policy::Action;
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the API of people.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/schools/{uai}/services", Action::ReadPeople, services)
        .post("/api/v1/schools/{uai}/services", Action::EditPeople, add_service)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(services, add_service),
    components(schemas(ServiceList, ServiceBody, ServiceEntry, ServiceEntered))
)]
struct Document;

/// The part of the OpenAPI document that people serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

const BAD_QUERY: Problem = Problem::BadRequest("problem-bad-query");

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StaffQuery {
    /// The day one serves; today when absent.
    as_of: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

/// The staff of a school on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceList {
    /// The day.
    as_of: String,
    /// The moment by which things were known.
    known_at: String,
    /// Who serves, by name.
    services: Vec<ServiceBody>,
}

/// Somebody who serves in a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceBody {
    /// The identifier of this version of the service.
    id: String,
    /// The identifier of the person.
    person: String,
    /// Family name.
    surname: String,
    /// Given name.
    given_name: String,
    /// The name the person goes by, when it is another.
    usage_name: Option<String>,
    /// first or second.
    degree: String,
    /// What is taught.
    discipline: String,
    /// Whether it is the school of administrative attachment.
    attachment: bool,
    /// The first day.
    from: String,
    /// The last day, when it is known.
    to: Option<String>,
    /// Invented for the demonstration.
    fictitious: bool,
}

impl From<Service> for ServiceBody {
    fn from(service: Service) -> Self {
        Self {
            id: service.id.to_string(),
            person: service.person.id.to_string(),
            surname: service.person.surname,
            given_name: service.person.given_name,
            usage_name: service.person.usage_name,
            degree: service.degree.code().to_owned(),
            discipline: service.discipline,
            attachment: service.is_attachment,
            from: service.from.to_string(),
            to: service.to.map(|to| to.to_string()),
            fictitious: service.fictitious,
        }
    }
}

/// Who serves in a school on a day.
#[utoipa::path(get, path = "/api/v1/schools/{uai}/services", params(("uai" = String, Path), StaffQuery), tag = "people",
    responses((status = 200, body = ServiceList), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn services(
    page: PageCtx,
    Path(uai): Path<String>,
    Query(query): Query<StaffQuery>,
) -> Result<Json<ServiceList>, Problem> {
    let uai = parse_uai(&uai)?;
    let day = |text: Option<&str>| text.map(Day::parse).transpose().map_err(|_| BAD_QUERY);
    let on = day(query.as_of.as_deref())?.unwrap_or_else(|| page.now.day());
    let known_at = day(query.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now));
    let actor = page.actor.clone();
    let (_, staff) = page
        .app
        .db()
        .read(move |tx| actions::staff(tx, &actor, &uai, known_at))
        .await?;
    let in_service = staff
        .into_iter()
        .filter(|service| service.from <= on && service.to.is_none_or(|last| on <= last));
    Ok(Json(ServiceList {
        as_of: on.to_string(),
        known_at: known_at.to_string(),
        services: in_service.map(ServiceBody::from).collect(),
    }))
}

/// Somebody to enter, and where they serve.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ServiceEntry {
    /// Family name.
    surname: String,
    /// Given name.
    given_name: String,
    /// The name the person goes by, when it is another.
    usage_name: Option<String>,
    /// The day of birth.
    birth_date: Option<String>,
    /// The e-mail address.
    email: Option<String>,
    /// first or second.
    degree: String,
    /// What is taught.
    #[serde(default)]
    discipline: String,
    /// Whether it is the school of administrative attachment.
    attachment: bool,
    /// The first day.
    from: String,
    /// The last day, when it is known.
    to: Option<String>,
}

/// Who was entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceEntered {
    /// The identifier of the person, new or found.
    person: String,
}

/// Enters somebody and where they serve.
#[utoipa::path(post, path = "/api/v1/schools/{uai}/services", params(("uai" = String, Path)), tag = "people",
    request_body = ServiceEntry,
    responses((status = 201, body = ServiceEntered), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
async fn add_service(
    page: PageCtx,
    Path(uai): Path<String>,
    ApiBody(entry): ApiBody<ServiceEntry>,
) -> Result<(StatusCode, Json<ServiceEntered>), Problem> {
    let day = |text: &str| Day::parse(text).map_err(|_| BAD_QUERY);
    let person = NewPerson {
        kind: PersonKind::Teacher,
        surname: entry.surname.trim().to_owned(),
        given_name: entry.given_name.trim().to_owned(),
        usage_name: entry.usage_name,
        birth_date: entry.birth_date.as_deref().map(day).transpose()?,
        email: entry.email,
        fictitious: false,
    };
    let service = NewService {
        uai: parse_uai(&uai)?,
        degree: Degree::parse(&entry.degree).map_err(|_| BAD_QUERY)?,
        discipline: entry.discipline,
        is_attachment: entry.attachment,
        from: day(&entry.from)?,
        to: entry.to.as_deref().map(day).transpose()?,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let id = page
        .app
        .db()
        .write(move |tx| actions::add_person(tx, &actor, now, &person, &service))
        .await?;
    Ok((StatusCode::CREATED, Json(ServiceEntered { person: id.to_string() })))
}
