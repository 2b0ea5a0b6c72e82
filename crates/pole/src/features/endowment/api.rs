//! The endowment as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
use pole_kernel::{Cents, Day, SchoolYear, Uai};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, Asked, Decision};
use super::model::{EndowmentLine, Heading};
use super::plan::{FourFigures, PlanLine};
use super::records::{Entry, EntryId, EntryStatus, ParameterSet, Supply, WaveId};
use crate::policy::Action;
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the endowment's API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/plan", Action::ReadPlan, plan)
        .get("/api/v1/waves", Action::ReadPlan, waves)
        .get("/api/v1/entries/{id}", Action::ReadPlan, entry)
        .put("/api/v1/entries/{id}", Action::EditPlan, change_entry)
        .get("/api/v1/parameters", Action::ReadParameters, parameters)
        .get("/api/v1/schools/{uai}/endowment", Action::ReadMoney, school_endowment)
        .get("/api/v1/schools/{uai}/supplies", Action::ReadMoney, supplies)
        .post("/api/v1/schools/{uai}/supplies", Action::EnterSupplies, enter_supply)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(
        plan,
        waves,
        entry,
        change_entry,
        parameters,
        school_endowment,
        supplies,
        enter_supply
    ),
    components(schemas(
        PlanBody,
        LineBody,
        HeadingBody,
        ShareBody,
        FigureBody,
        WaveList,
        WaveBody,
        EntryBody,
        EntryChange,
        ParameterList,
        ParameterSetBody,
        SchoolEndowmentBody,
        FourBody,
        SupplyList,
        SupplyBody,
        SupplyEntry,
        SupplyEntered
    ))
)]
struct Document;

/// The part of the OpenAPI document that the endowment serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AsOfQuery {
    /// The day the plan speaks of; today when absent.
    as_of: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
}

fn asked(page: &PageCtx, query: &AsOfQuery) -> Result<Asked, Problem> {
    let day = |text: Option<&str>| {
        text.map(Day::parse)
            .transpose()
            .map_err(|_| Problem::BadRequest("problem-bad-query"))
    };
    let on = day(query.as_of.as_deref())?.unwrap_or_else(|| page.now.day());
    let known_at = day(query.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now));
    Ok(Asked { on, known_at })
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

// ---- The plan ---------------------------------------------------------------------------------

/// What is due to the selected schools one may see.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanBody {
    /// The day it speaks of.
    as_of: String,
    /// The moment by which things were known.
    known_at: String,
    /// The parameter set it was computed with.
    parameter_set: String,
    /// The version of that set.
    parameter_set_version: i64,
    /// What is due, by school and year.
    lines: Vec<LineBody>,
    /// The four figures by school, year and item.
    four_figures: Vec<FourBody>,
}

/// What is due to one school in one year. A figure that does not apply is 0, an unknown one null.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineBody {
    /// National code.
    uai: String,
    /// Name of the school.
    name: String,
    /// First calendar year of the school year.
    year: i16,
    /// college, ecole or lycee.
    kind: String,
    /// First endowment year of the school.
    first_year: Option<i16>,
    /// Pupils entitled to a device.
    rights: Option<u32>,
    /// Devices to buy for pupils.
    net: Option<u32>,
    /// Devices to buy for teachers.
    teachers: Option<u32>,
    /// Devices to buy as spares.
    spare: Option<u32>,
    /// Devices to buy.
    order: Option<u32>,
    /// Cost of the order, in cents.
    cost_cents: Option<i64>,
    /// Everything: order, cases, resources and lump sum, in cents.
    total_cents: Option<i64>,
    /// Who pays what.
    headings: Vec<HeadingBody>,
    /// The head counts it was computed from.
    figures: Vec<FigureBody>,
    /// ESTIME, EXCEPTIONNEL, RECTIFIE, and INCOMPLET when an input is missing.
    flags: Vec<String>,
    /// The inputs that are missing.
    missing: Vec<String>,
    /// The rules applied, by stable code.
    reasons: Vec<String>,
    /// Whether a figure is invented for the demonstration.
    fictitious: bool,
}

/// One heading of a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadingBody {
    /// pupil_devices, teacher_devices, spare_devices, cases, resources or school_lump.
    heading: String,
    /// How many.
    quantity: Option<u32>,
    /// Price of one, in cents.
    unit_cents: i64,
    /// The amount, in cents.
    amount_cents: Option<i64>,
    /// Who pays; null when it is unknown.
    shares: Option<Vec<ShareBody>>,
    /// Whether a cap lowers the State's part.
    cap_reached: bool,
}

/// What one funder pays.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareBody {
    /// state, authority or the name of a funding line.
    funder: String,
    /// How much, in cents.
    cents: i64,
}

/// One head count that the computation used.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureBody {
    /// What is counted.
    category: String,
    /// How many.
    count: u32,
    /// estimated, exceptional, deduced, fictitious, disputed.
    flags: Vec<String>,
}

/// The four figures of one item of one school in one year. Null is unknown.
#[derive(Debug, Serialize, ToSchema)]
pub struct FourBody {
    /// National code.
    uai: String,
    /// First calendar year of the school year.
    year: i16,
    /// pupil_device, teacher_device, spare_device or case.
    item: String,
    /// Due by the plan.
    entitled: Option<u32>,
    /// Ordered.
    ordered: Option<u32>,
    /// Delivered.
    delivered: Option<u32>,
    /// The newest stock declared in use.
    in_use: Option<u32>,
    /// The day of that stock.
    in_use_on: Option<String>,
}

fn cents(cents: Option<Cents>) -> Option<i64> {
    cents.map(|cents| cents.0)
}

impl From<&PlanLine> for LineBody {
    fn from(line: &PlanLine) -> Self {
        let due: &EndowmentLine = &line.endowment;
        let mut flags: Vec<String> = due.flags.iter().map(|flag| flag.code().to_owned()).collect();
        if due.is_incomplete() {
            flags.push("INCOMPLET".to_owned());
        }
        Self {
            uai: due.uai.to_string(),
            name: line.name.clone(),
            year: due.year.first_calendar_year(),
            kind: due.kind.code().to_owned(),
            first_year: due.wave_year.map(SchoolYear::first_calendar_year),
            rights: due.rights,
            net: due.net,
            teachers: due.teachers,
            spare: due.spare,
            order: due.order,
            cost_cents: cents(due.cost_cents()),
            total_cents: cents(due.amount_of(Heading::ALL)),
            headings: due
                .headings
                .iter()
                .map(|heading| HeadingBody {
                    heading: heading.heading.code().to_owned(),
                    quantity: heading.quantity,
                    unit_cents: heading.unit.0,
                    amount_cents: cents(heading.amount),
                    shares: heading.shares.as_ref().map(|shares| {
                        shares
                            .iter()
                            .map(|share| ShareBody {
                                funder: share.funder.code().to_owned(),
                                cents: share.cents.0,
                            })
                            .collect()
                    }),
                    cap_reached: heading.cap_reached,
                })
                .collect(),
            figures: line
                .figures
                .iter()
                .map(|(category, figure)| FigureBody {
                    category: category.code().to_owned(),
                    count: figure.count,
                    flags: figure.flags.iter().map(|flag| flag.code().to_owned()).collect(),
                })
                .collect(),
            flags,
            missing: due.missing.iter().map(|column| (*column).to_owned()).collect(),
            reasons: due.reasons.iter().map(|reason| reason.code().to_owned()).collect(),
            fictitious: line.fictitious,
        }
    }
}

impl From<&FourFigures> for FourBody {
    fn from(row: &FourFigures) -> Self {
        Self {
            uai: row.uai.to_string(),
            year: row.year.first_calendar_year(),
            item: row.item.code().to_owned(),
            entitled: row.entitled,
            ordered: row.ordered,
            delivered: row.delivered,
            in_use: row.in_use,
            in_use_on: row.in_use_on.map(|day| day.to_string()),
        }
    }
}

/// The plan of the schools one may see, as of a day and as known on a day.
#[utoipa::path(
    get, path = "/api/v1/plan", tag = "endowment", params(AsOfQuery),
    responses((status = 200, body = PlanBody), (status = 400), (status = 401), (status = 403))
)]
async fn plan(page: PageCtx, Query(query): Query<AsOfQuery>) -> Result<Json<PlanBody>, Problem> {
    let (actor, asked) = (page.actor.clone(), asked(&page, &query)?);
    let view = page
        .app
        .db()
        .read(move |tx| actions::read_plan(tx, &actor, asked))
        .await?;
    Ok(Json(PlanBody {
        as_of: view.plan.on.to_string(),
        known_at: view.plan.known_at.to_string(),
        parameter_set: view.plan.set.code.clone(),
        parameter_set_version: view.plan.set.version,
        lines: view.plan.lines.iter().map(LineBody::from).collect(),
        four_figures: view.four.iter().map(FourBody::from).collect(),
    }))
}

/// What is due to one school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolEndowmentBody {
    /// National code.
    uai: String,
    /// The parameter set it was computed with.
    parameter_set: String,
    /// The version of that set.
    parameter_set_version: i64,
    /// What is due, by year; empty when the school is not selected.
    lines: Vec<LineBody>,
    /// The four figures by year and item.
    four_figures: Vec<FourBody>,
    /// What was decided of it in each wave.
    entries: Vec<EntryBody>,
}

/// What is due to one school, as of a day and as known on a day.
#[utoipa::path(
    get, path = "/api/v1/schools/{uai}/endowment", tag = "endowment",
    params(("uai" = String, Path, description = "National code"), AsOfQuery),
    responses((status = 200, body = SchoolEndowmentBody), (status = 400), (status = 401), (status = 403), (status = 404))
)]
async fn school_endowment(
    page: PageCtx,
    Path(uai): Path<String>,
    Query(query): Query<AsOfQuery>,
) -> Result<Json<SchoolEndowmentBody>, Problem> {
    let (actor, asked, uai) = (page.actor.clone(), asked(&page, &query)?, parse_uai(&uai)?);
    let view = page
        .app
        .db()
        .read(move |tx| actions::school_view(tx, &actor, &uai, asked))
        .await?;
    Ok(Json(SchoolEndowmentBody {
        uai: view.school.uai.to_string(),
        parameter_set: view.plan.set.code.clone(),
        parameter_set_version: view.plan.set.version,
        lines: view.plan.lines.iter().map(LineBody::from).collect(),
        four_figures: view.four.iter().map(FourBody::from).collect(),
        entries: view.entries.iter().map(EntryBody::from).collect(),
    }))
}

// ---- Waves and entries ------------------------------------------------------------------------

/// The waves with their entries.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaveList {
    /// The waves, the earliest first.
    waves: Vec<WaveBody>,
}

/// A wave.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaveBody {
    /// Identifier.
    id: String,
    /// Stable code.
    code: String,
    /// Name.
    label: String,
    /// First endowment year of its schools.
    first_year: i16,
    /// Its entries, among the schools one may see.
    entries: Vec<EntryBody>,
}

/// The state in force of one school in one wave.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryBody {
    /// Identifier.
    id: String,
    /// Identifier of the wave.
    wave: String,
    /// National code of the school.
    uai: String,
    /// selected, reserve, not_selected or withdrawn.
    status: String,
    /// First endowment year.
    first_year: i16,
    /// Day of the decision.
    decided_on: String,
    /// Why.
    reason: String,
    /// The revision in force; also the ETag of the entry.
    revision: i64,
    /// When it was recorded.
    recorded_at: String,
}

impl From<&Entry> for EntryBody {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            wave: entry.wave.to_string(),
            uai: entry.uai.to_string(),
            status: entry.state.status.code().to_owned(),
            first_year: entry.state.first_year.first_calendar_year(),
            decided_on: entry.state.decided_on.to_string(),
            reason: entry.state.reason.clone(),
            revision: entry.state.number,
            recorded_at: entry.state.recorded_at.to_string(),
        }
    }
}

/// The waves and their entries, among the schools one may see.
#[utoipa::path(
    get, path = "/api/v1/waves", tag = "endowment", params(AsOfQuery),
    responses((status = 200, body = WaveList), (status = 400), (status = 401), (status = 403))
)]
async fn waves(page: PageCtx, Query(query): Query<AsOfQuery>) -> Result<Json<WaveList>, Problem> {
    let (actor, asked) = (page.actor.clone(), asked(&page, &query)?);
    let (waves, entries) = page
        .app
        .db()
        .read(move |tx| actions::wave_entries(tx, &actor, asked))
        .await?;
    let of = |wave: WaveId| {
        entries
            .iter()
            .filter(move |entry| entry.wave == wave)
            .map(EntryBody::from)
            .collect()
    };
    let waves = waves
        .into_iter()
        .map(|wave| WaveBody {
            entries: of(wave.id),
            id: wave.id.to_string(),
            code: wave.code,
            label: wave.label,
            first_year: wave.first_year.first_calendar_year(),
        })
        .collect();
    Ok(Json(WaveList { waves }))
}

fn with_etag(entry: &Entry) -> Response {
    let mut response = Json(EntryBody::from(entry)).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", entry.state.number)) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

fn entry_id(text: &str) -> Result<EntryId, Problem> {
    EntryId::parse(text).map_err(|_| Problem::NotFound)
}

/// One entry, with its revision as ETag.
#[utoipa::path(
    get, path = "/api/v1/entries/{id}", tag = "endowment", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = EntryBody), (status = 401), (status = 403), (status = 404))
)]
async fn entry(page: PageCtx, Path(id): Path<String>) -> Result<Response, Problem> {
    let (actor, id) = (page.actor.clone(), entry_id(&id)?);
    let view = page.app.db().read(move |tx| actions::entry(tx, &actor, id)).await?;
    Ok(with_etag(&view.entry))
}

/// What is decided of an entry.
#[derive(Debug, Deserialize, ToSchema)]
pub struct EntryChange {
    /// selected, reserve, not_selected or withdrawn.
    status: String,
    /// First calendar year of the first endowment year.
    first_year: i16,
    /// Day of the decision, `2026-06-15`.
    decided_on: String,
    /// Why; required unless selected.
    #[serde(default)]
    reason: String,
}

/// Changes an entry. `If-Match` holds the revision it was read with; 409 when another is in force.
#[utoipa::path(
    put, path = "/api/v1/entries/{id}", tag = "endowment",
    params(("id" = String, Path, description = "Identifier"), ("If-Match" = String, Header, description = "Revision that was read")),
    request_body = EntryChange,
    responses((status = 200, body = EntryBody), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428))
)]
async fn change_entry(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(change): ApiBody<EntryChange>,
) -> Result<Response, Problem> {
    let status = EntryStatus::parse(&change.status).map_err(|_| Problem::refused("form-choice"))?;
    let first_year = SchoolYear::starting(change.first_year).map_err(|_| Problem::refused("form-year"))?;
    let decided_on = Day::parse(&change.decided_on).map_err(|_| Problem::refused("form-day"))?;
    let (actor, now, id) = (page.actor.clone(), page.now, entry_id(&id)?);
    let entry = page
        .app
        .db()
        .write(move |tx| {
            let view = actions::entry(tx, &actor, id)?;
            let decision = Decision {
                wave: view.entry.wave,
                uai: view.entry.uai,
                seen,
                status,
                first_year,
                decided_on,
                reason: change.reason.clone(),
            };
            actions::decide(tx, &actor, now, &decision)
        })
        .await?;
    Ok(with_etag(&entry))
}

// ---- Parameter sets ---------------------------------------------------------------------------

/// The parameter sets.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParameterList {
    /// Identifier of the set in force.
    in_force: String,
    /// Every version of every set.
    sets: Vec<ParameterSetBody>,
}

/// One version of a parameter set.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParameterSetBody {
    /// Identifier.
    id: String,
    /// Stable code, shared by its versions.
    code: String,
    /// From 1.
    version: i64,
    /// Name.
    name: String,
    /// What it changes and why.
    note: String,
    /// The day from which it is meant to be used.
    valid_from: String,
    /// The set it was copied from.
    based_on: Option<String>,
    /// Its values, by the keys of the endowment file.
    #[schema(value_type = Object)]
    parameters: serde_json::Value,
}

impl From<&ParameterSet> for ParameterSetBody {
    fn from(set: &ParameterSet) -> Self {
        Self {
            id: set.id.to_string(),
            code: set.code.clone(),
            version: set.version,
            name: set.name.clone(),
            note: set.note.clone(),
            valid_from: set.valid_from.to_string(),
            based_on: set.based_on.map(|id| id.to_string()),
            parameters: set.parameters.to_json(),
        }
    }
}

/// The parameter sets, and which one is in force.
#[utoipa::path(
    get, path = "/api/v1/parameters", tag = "endowment",
    responses((status = 200, body = ParameterList), (status = 401), (status = 403))
)]
async fn parameters(page: PageCtx) -> Result<Json<ParameterList>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let sets = page.app.db().read(move |tx| actions::sets(tx, &actor, now)).await?;
    Ok(Json(ParameterList {
        in_force: sets.in_force.id.to_string(),
        sets: sets.all.iter().map(ParameterSetBody::from).collect(),
    }))
}

// ---- Supplies ---------------------------------------------------------------------------------

/// What was declared for a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplyList {
    /// The newest first, taken back or not.
    supplies: Vec<SupplyBody>,
}

/// An order, a delivery or a stock in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplyBody {
    /// Identifier.
    id: String,
    /// First calendar year of the school year that pays.
    year: i16,
    /// ordered, delivered or in_use.
    step: String,
    /// pupil_device, teacher_device, spare_device or case.
    item: String,
    /// How many.
    quantity: u32,
    /// Price of one, in cents.
    unit_price_cents: Option<i64>,
    /// The day of the step.
    day: String,
    /// Number of the order or the delivery note.
    reference: String,
    /// Free text.
    note: String,
    /// Whether it is invented for the demonstration.
    fictitious: bool,
    /// When it was taken back or replaced.
    withdrawn_at: Option<String>,
}

impl From<&Supply> for SupplyBody {
    fn from(supply: &Supply) -> Self {
        Self {
            id: supply.id.to_string(),
            year: supply.year.first_calendar_year(),
            step: supply.step.code().to_owned(),
            item: supply.item.code().to_owned(),
            quantity: supply.quantity,
            unit_price_cents: supply.unit_price.map(|cents| cents.0),
            day: supply.day.to_string(),
            reference: supply.reference.clone(),
            note: supply.note.clone(),
            fictitious: supply.fictitious,
            withdrawn_at: supply.withdrawn_at.map(|at| at.to_string()),
        }
    }
}

/// What was ordered for a school, delivered to it and put in use.
#[utoipa::path(
    get, path = "/api/v1/schools/{uai}/supplies", tag = "endowment",
    params(("uai" = String, Path, description = "National code")),
    responses((status = 200, body = SupplyList), (status = 401), (status = 403), (status = 404))
)]
async fn supplies(page: PageCtx, Path(uai): Path<String>) -> Result<Json<SupplyList>, Problem> {
    let (actor, uai) = (page.actor.clone(), parse_uai(&uai)?);
    let supplies = page
        .app
        .db()
        .read(move |tx| actions::supplies(tx, &actor, &uai))
        .await?;
    Ok(Json(SupplyList {
        supplies: supplies.iter().map(SupplyBody::from).collect(),
    }))
}

/// An order, a delivery or a stock in use to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SupplyEntry {
    /// First calendar year of the school year that pays.
    year: i16,
    /// ordered, delivered or in_use.
    step: String,
    /// pupil_device, teacher_device, spare_device or case.
    item: String,
    /// How many.
    quantity: u32,
    /// Price of one, in cents.
    unit_price_cents: Option<i64>,
    /// The day of the step, `2026-10-01`.
    day: String,
    /// Number of the order or the delivery note.
    reference: Option<String>,
    /// Free text.
    note: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupplyEntered {
    /// Identifier of the supply.
    id: String,
}

/// Enters an order, a delivery or a stock in use.
#[utoipa::path(
    post, path = "/api/v1/schools/{uai}/supplies", tag = "endowment",
    params(("uai" = String, Path, description = "National code")), request_body = SupplyEntry,
    responses((status = 201, body = SupplyEntered), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn enter_supply(
    page: PageCtx,
    Path(uai): Path<String>,
    ApiBody(entry): ApiBody<SupplyEntry>,
) -> Result<Response, Problem> {
    if entry.unit_price_cents.is_some_and(i64::is_negative) {
        return Err(Problem::refused("endowment-refused-euros"));
    }
    let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let fact = SupplyFact {
        uai: parse_uai(&uai)?,
        year: SchoolYear::starting(entry.year).map_err(|_| Problem::refused("form-year"))?,
        step: SupplyStep::parse(&entry.step).map_err(|_| Problem::refused("form-choice"))?,
        item: SupplyItem::parse(&entry.item).map_err(|_| Problem::refused("form-choice"))?,
        quantity: entry.quantity,
        unit_price: entry.unit_price_cents.map(Cents),
        day: Day::parse(&entry.day).map_err(|_| Problem::refused("form-day"))?,
        reference: text(entry.reference),
        note: text(entry.note),
    };
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let id = page
        .app
        .db()
        .write(move |tx| actions::enter_supply(tx, &actor, now, &fact, fictitious))
        .await?;
    Ok((StatusCode::CREATED, Json(SupplyEntered { id: id.to_string() })).into_response())
}
