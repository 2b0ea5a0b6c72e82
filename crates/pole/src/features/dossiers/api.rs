//! Dossiers as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use pole_kernel::{Day, SchoolKind, Territory, fold};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, DossierView, LineView, Step};
use super::errors::DossierError;
use super::model::{DossierId, LineId, LineRevision, LineState};
use super::store::{DossierLine, ListFilter, Sort};
use crate::features::calls::{CallId, CallWaveId, Missing};
use crate::policy::Action;
use crate::shell::api::{ApiBody, IfMatch};
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The most dossiers of one answer.
const MOST: i64 = 200;

/// The routes of the API of dossiers.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/dossiers", Action::ReadDossiers, list)
        .get("/api/v1/dossiers/{id}", Action::ReadDossiers, one)
        .get("/api/v1/dossier-lines/{id}", Action::ReadDossiers, line)
        .put("/api/v1/dossier-lines/{id}", Action::WriteDossiers, advance)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(list, one, line, advance),
    components(schemas(
        DossierList,
        DossierBody,
        DossierDetail,
        DossierLineBody,
        DossierFindingBody,
        DossierMissingBody,
        DossierLineHistory,
        DossierStateBody,
        DossierMove
    ))
)]
struct Document;

/// The part of the OpenAPI document that dossiers serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn bad<E>(_: E) -> Problem {
    Problem::BadRequest("problem-bad-query")
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DossiersQuery {
    /// Words of the name, code or commune of a school of the dossier.
    q: Option<String>,
    /// Identifier of a call.
    call: Option<String>,
    /// Identifier of a wave of a call.
    wave: Option<String>,
    /// Code of an island.
    territory: Option<String>,
    /// A state: draft, `under_construction`…
    state: Option<String>,
    /// A kind of school: college…
    kind: Option<String>,
    /// The cursor of the previous answer.
    after: Option<String>,
}

/// Dossiers, by the name of the school that carries them.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierList {
    /// The dossiers.
    dossiers: Vec<DossierBody>,
    /// What to give as `after` for the next ones; null at the end.
    next: Option<String>,
}

/// A dossier of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierBody {
    /// Identifier.
    id: String,
    /// Code of the school that carries it.
    uai: String,
    /// Its name.
    name: String,
    /// Code of the island.
    territory: String,
    /// Identifier of the call.
    call: String,
    /// Identifier of the wave.
    wave: String,
    /// Last day to send it.
    deadline_on: String,
    /// State of the school that carries it.
    state: String,
    /// Rank in the common file.
    rank: Option<i64>,
    /// How many écoles are in it.
    ecoles: i64,
    /// pole or demarche.
    origin: String,
    /// Whether it is invented for the demonstration.
    fictitious: bool,
}

impl From<DossierLine> for DossierBody {
    fn from(line: DossierLine) -> Self {
        Self {
            id: line.id.to_string(),
            uai: line.college.to_string(),
            name: line.name,
            territory: line.territory.to_string(),
            call: line.call.to_string(),
            wave: line.wave.to_string(),
            deadline_on: line.deadline_on.to_string(),
            state: line.state.code().to_owned(),
            rank: line.rank,
            ecoles: line.ecoles,
            origin: line.origin.code().to_owned(),
            fictitious: line.fictitious,
        }
    }
}

/// The dossiers one may read.
#[utoipa::path(get, path = "/api/v1/dossiers", params(DossiersQuery), tag = "dossiers",
    responses((status = 200, body = DossierList), (status = 400), (status = 401), (status = 403)))]
async fn list(page: PageCtx, Query(query): Query<DossiersQuery>) -> Result<Json<DossierList>, Problem> {
    let after = query
        .after
        .as_deref()
        .map(|text| {
            let (key, id) = text.rsplit_once('~').ok_or(Problem::BadRequest("problem-bad-query"))?;
            Ok::<_, Problem>((key.to_owned(), DossierId::parse(id).map_err(bad)?))
        })
        .transpose()?;
    let filter = ListFilter {
        search: fold(query.q.as_deref().unwrap_or_default()),
        call: query.call.as_deref().map(CallId::parse).transpose().map_err(bad)?,
        wave: query.wave.as_deref().map(CallWaveId::parse).transpose().map_err(bad)?,
        territory: query
            .territory
            .as_deref()
            .map(Territory::parse)
            .transpose()
            .map_err(bad)?,
        state: query.state.as_deref().map(LineState::parse).transpose().map_err(bad)?,
        kind: query.kind.as_deref().map(SchoolKind::parse).transpose().map_err(bad)?,
        sort: Sort::Name,
        after,
        limit: MOST,
        ..ListFilter::default()
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let lines = page
        .app
        .db()
        .read(move |tx| actions::list(tx, &actor, now, &filter))
        .await?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == MOST);
    let next = lines.last().filter(|_| is_full).map(|last| last.cursor(Sort::Name));
    Ok(Json(DossierList {
        dossiers: lines.into_iter().map(DossierBody::from).collect(),
        next,
    }))
}

/// A dossier with its lines, what is missing and what it costs.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierDetail {
    /// Identifier.
    id: String,
    /// Code of the school that carries it.
    uai: String,
    /// Code of the island.
    territory: String,
    /// Identifier of the call.
    call: String,
    /// The version of the call that it answers.
    version: i64,
    /// Identifier of the wave.
    wave: String,
    /// Identifier of the common file.
    common_file: String,
    /// Whether it can still be written and sent.
    is_open: bool,
    /// Its lines, the school that carries it first.
    lines: Vec<DossierLineBody>,
    /// What is missing.
    missing: Vec<DossierMissingBody>,
    /// What is asked for, in cents; unknown headings left out.
    amount_cents: i64,
    /// The part of the State.
    state_cents: i64,
    /// The part of the authority.
    authority_cents: i64,
    /// The part of the others.
    others_cents: i64,
    /// How many headings are unknown.
    unknown_headings: usize,
}

/// One school of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierLineBody {
    /// Identifier.
    id: String,
    /// Code of the school.
    uai: String,
    /// Its name.
    name: String,
    /// Its state.
    state: String,
    /// How many states it has had.
    revision: i64,
    /// Its rank.
    rank: Option<i64>,
    /// The states that the caller may give it.
    moves: Vec<String>,
    /// Whether the rules propose it as admissible; null when something is not known.
    proposed: Option<bool>,
    /// Why.
    findings: Vec<DossierFindingBody>,
}

/// One check of eligibility.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierFindingBody {
    /// open, contract, kind, attached, excluded, `already_selected` or levels.
    check: String,
    /// fits, fails or unknown.
    verdict: String,
    /// What it rests on.
    detail: String,
}

/// An answer or a document that is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierMissingBody {
    /// answer or document.
    what: String,
    /// Code of the question or of the document.
    code: String,
    /// Code of the school; null for the whole dossier.
    uai: Option<String>,
}

impl From<&Missing> for DossierMissingBody {
    fn from(missing: &Missing) -> Self {
        let (what, code, uai) = match missing {
            Missing::Answer { field, uai } => ("answer", field, uai),
            Missing::Document { code, uai } => ("document", code, uai),
        };
        Self {
            what: what.to_owned(),
            code: code.clone(),
            uai: uai.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&LineView> for DossierLineBody {
    fn from(view: &LineView) -> Self {
        Self {
            id: view.line.id.to_string(),
            uai: view.line.uai.to_string(),
            name: view.school.name.clone(),
            state: view.line.state.code().to_owned(),
            revision: view.line.revision,
            rank: view.line.rank,
            moves: view.moves.iter().map(|(to, _)| to.code().to_owned()).collect(),
            proposed: view.proposal,
            findings: view
                .findings
                .iter()
                .map(|finding| DossierFindingBody {
                    check: finding.check.code().to_owned(),
                    verdict: finding.verdict.code().to_owned(),
                    detail: finding.detail.clone(),
                })
                .collect(),
        }
    }
}

impl From<&DossierView> for DossierDetail {
    fn from(view: &DossierView) -> Self {
        let sums = view.financing.plan.sums();
        Self {
            id: view.dossier.id.to_string(),
            uai: view.dossier.college.to_string(),
            territory: view.dossier.territory.to_string(),
            call: view.dossier.call.to_string(),
            version: view.dossier.version,
            wave: view.dossier.call_wave.to_string(),
            common_file: view.dossier.common_file.to_string(),
            is_open: view.is_open,
            lines: view.lines.iter().map(DossierLineBody::from).collect(),
            missing: view
                .owed
                .iter()
                .flat_map(|owed| &owed.missing)
                .map(DossierMissingBody::from)
                .collect(),
            amount_cents: sums.amount.0,
            state_cents: sums.paid.state.0,
            authority_cents: sums.paid.authority.0,
            others_cents: sums.paid.others.0,
            unknown_headings: sums.unknown,
        }
    }
}

/// One dossier.
#[utoipa::path(
    get, path = "/api/v1/dossiers/{id}", tag = "dossiers", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = DossierDetail), (status = 401), (status = 403), (status = 404))
)]
async fn one(page: PageCtx, Path(id): Path<String>) -> Result<Json<DossierDetail>, Problem> {
    let id = DossierId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| actions::dossier_view(tx, &actor, now, id))
        .await?;
    Ok(Json(DossierDetail::from(&view)))
}

/// A line with every state it has had.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierLineHistory {
    /// Identifier.
    id: String,
    /// Identifier of the dossier.
    dossier: String,
    /// Code of the school.
    uai: String,
    /// Its state.
    state: String,
    /// How many states it has had.
    revision: i64,
    /// Its rank.
    rank: Option<i64>,
    /// Every state, the newest first.
    history: Vec<DossierStateBody>,
}

/// One state that a line has had.
#[derive(Debug, Serialize, ToSchema)]
pub struct DossierStateBody {
    /// From 1.
    revision: i64,
    /// The state.
    state: String,
    /// The rank.
    rank: Option<i64>,
    /// Day of the act.
    decided_on: String,
    /// As what its author acted: writer, school, authority, academy or program.
    acted_as: String,
    /// Why.
    reason: String,
    /// The revision that it corrects.
    corrects: Option<i64>,
    /// When it was recorded.
    recorded_at: String,
}

impl From<&LineRevision> for DossierStateBody {
    fn from(revision: &LineRevision) -> Self {
        Self {
            revision: revision.revision,
            state: revision.state.code().to_owned(),
            rank: revision.rank,
            decided_on: revision.decided_on.to_string(),
            acted_as: revision.acted_as.code().to_owned(),
            reason: revision.reason.clone(),
            corrects: revision.corrects,
            recorded_at: revision.recorded_at.to_string(),
        }
    }
}

async fn history_of(page: &PageCtx, id: LineId) -> Result<Response, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let (line, history) = page
        .app
        .db()
        .read(move |tx| actions::line_history(tx, &actor, now, id))
        .await?;
    let body = DossierLineHistory {
        id: line.id.to_string(),
        dossier: line.dossier.to_string(),
        uai: line.uai.to_string(),
        state: line.state.code().to_owned(),
        revision: line.revision,
        rank: line.rank,
        history: history.iter().map(DossierStateBody::from).collect(),
    };
    let mut response = Json(body).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", line.revision)) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

/// One line with its history, and its revision as ETag.
#[utoipa::path(
    get, path = "/api/v1/dossier-lines/{id}", tag = "dossiers", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = DossierLineHistory), (status = 401), (status = 403), (status = 404))
)]
async fn line(page: PageCtx, Path(id): Path<String>) -> Result<Response, Problem> {
    history_of(&page, LineId::parse(&id).map_err(|_| Problem::NotFound)?).await
}

/// A state to give to a line.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DossierMove {
    /// The state.
    state: String,
    /// Day of the act, `2026-10-16`.
    decided_on: String,
    /// Why; some states need it.
    #[serde(default)]
    reason: String,
}

/// Moves a line on. `If-Match` holds the revision it was read with; 409 when another is in force.
#[utoipa::path(
    put, path = "/api/v1/dossier-lines/{id}", tag = "dossiers",
    params(("id" = String, Path, description = "Identifier"), ("If-Match" = String, Header, description = "Revision that was read")),
    request_body = DossierMove,
    responses((status = 200, body = DossierLineHistory), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422), (status = 428))
)]
async fn advance(
    page: PageCtx,
    Path(id): Path<String>,
    IfMatch(seen): IfMatch,
    ApiBody(change): ApiBody<DossierMove>,
) -> Result<Response, Problem> {
    let id = LineId::parse(&id).map_err(|_| Problem::NotFound)?;
    let to = LineState::parse(&change.state).map_err(|_| Problem::refused("form-choice"))?;
    let decided_on = Day::parse(&change.decided_on).map_err(|_| Problem::refused("form-day"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| {
            let (line, _) = actions::line_history(tx, &actor, now, id)?;
            let step = Step {
                lines: vec![(id, seen)],
                to,
                decided_on,
                reason: change.reason.clone(),
                document: None,
            };
            actions::advance(tx, &actor, now, line.dossier, &step).map(|_| ())
        })
        .await
        .map_err(|error: DossierError| Problem::from(error))?;
    history_of(&page, id).await
}
