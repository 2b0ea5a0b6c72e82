//! Training as JSON.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pole_formats::{Degree, TrainingMode};
use pole_kernel::{Day, SchoolYear, Uai, fold};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions;
use super::evaluation::{self, Asked, GroupBy, LEAST, Line};
use super::model::{Competence, DayPart, HalfDayId, Mark, PlannedHalfDay, SessionId, SessionLine, SessionSheet};
use super::progress;
use super::store::SessionFilter;
use crate::features::people::PersonId;
use crate::policy::{self, Action, Subject};
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The most sessions of one answer.
const MOST: i64 = 200;

/// The routes of training's API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/training/sessions", Action::ReadTraining, sessions)
        .post("/api/v1/training/sessions", Action::EditTraining, add_session)
        .get("/api/v1/training/hours", Action::ReadTrainingPeople, hours)
        .post(
            "/api/v1/training/sessions/{id}/attendance",
            Action::RecordAttendance,
            record,
        )
        .get(
            "/api/v1/training/evaluation",
            Action::ReadTrainingEvaluation,
            evaluation_levels,
        )
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(sessions, add_session, hours, record, evaluation_levels),
    components(schemas(
        TrainingSessionList,
        TrainingSessionBody,
        TrainingSessionEntry,
        TrainingHalfDayEntry,
        TrainingSessionEntered,
        TrainingHours,
        TrainingAttendanceEntry,
        TrainingMarkEntry,
        TrainingRecorded,
        TrainingEvaluation,
        TrainingEvaluationLevel,
        TrainingEvaluationLine
    ))
)]
struct Document;

/// The part of the OpenAPI document that training serves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn bad<E>(_: E) -> Problem {
    Problem::BadRequest("problem-bad-query")
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SessionsQuery {
    /// Words of the theme, the reference, the trainer or the place.
    q: Option<String>,
    /// presence, distance or hybrid.
    mode: Option<String>,
    /// From this day on.
    from: Option<String>,
    /// Until this day.
    to: Option<String>,
    /// The cursor of the previous answer.
    after: Option<String>,
}

/// Sessions, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingSessionList {
    /// The sessions.
    sessions: Vec<TrainingSessionBody>,
    /// What to give as `after` for the next ones; null at the end.
    next: Option<String>,
}

/// A session, without who came.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingSessionBody {
    /// Identifier.
    id: String,
    /// What it is about.
    theme: String,
    /// What others call it.
    reference: String,
    /// presence, distance or hybrid.
    mode: String,
    /// Where.
    place: String,
    /// First day.
    first_day: String,
    /// Last day.
    last_day: String,
    /// How many can come; null when it is not said.
    seats: Option<u32>,
    /// Minutes offered.
    offered_minutes: u32,
    /// Whether it is about digital uses.
    is_digital: bool,
    /// Whether it will not be held.
    is_cancelled: bool,
    /// Registrations with a seat.
    seated: i64,
    /// Distinct people who came.
    attended: i64,
    /// Whether it is invented for the demonstration.
    fictitious: bool,
}

impl From<SessionLine> for TrainingSessionBody {
    fn from(line: SessionLine) -> Self {
        Self {
            id: line.id.to_string(),
            mode: line.mode.code().to_owned(),
            place: line.host_name.unwrap_or(line.place),
            theme: line.theme,
            reference: line.reference,
            first_day: line.first_day.to_string(),
            last_day: line.last_day.to_string(),
            seats: line.seats,
            offered_minutes: line.offered_minutes,
            is_digital: line.is_digital,
            is_cancelled: line.is_cancelled,
            seated: line.seated,
            attended: line.attended,
            fictitious: line.fictitious,
        }
    }
}

/// Training sessions.
#[utoipa::path(get, path = "/api/v1/training/sessions", params(SessionsQuery), tag = "training",
    responses((status = 200, body = TrainingSessionList)))]
async fn sessions(page: PageCtx, Query(query): Query<SessionsQuery>) -> Result<Json<TrainingSessionList>, Problem> {
    let day = |text: Option<&str>| text.map(Day::parse).transpose().map_err(bad);
    let after = query
        .after
        .as_deref()
        .map(|text| {
            let (day, id) = text.split_once('~').ok_or(Problem::BadRequest("problem-bad-query"))?;
            Ok::<_, Problem>((Day::parse(day).map_err(bad)?, SessionId::parse(id).map_err(bad)?))
        })
        .transpose()?;
    let filter = SessionFilter {
        search: fold(query.q.as_deref().unwrap_or_default()),
        mode: query
            .mode
            .as_deref()
            .map(TrainingMode::parse)
            .transpose()
            .map_err(bad)?,
        from: day(query.from.as_deref())?,
        to: day(query.to.as_deref())?,
        after,
        limit: MOST,
        ..SessionFilter::default()
    };
    let actor = page.actor.clone();
    let lines = page
        .app
        .db()
        .read(move |tx| actions::sessions(tx, &actor, &filter))
        .await?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == MOST);
    let next = lines
        .last()
        .filter(|_| is_full)
        .map(|last| format!("{}~{}", last.first_day, last.id));
    Ok(Json(TrainingSessionList {
        sessions: lines.into_iter().map(TrainingSessionBody::from).collect(),
        next,
    }))
}

/// A session to plan.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TrainingSessionEntry {
    /// What it is about.
    theme: String,
    /// What others call it.
    #[serde(default)]
    reference: String,
    /// DigCompEdu competences by their numbers: 1.1 to 6.5.
    #[serde(default)]
    competences: Vec<String>,
    /// Where.
    #[serde(default)]
    place: String,
    /// The school that receives it.
    host: Option<String>,
    /// How many can come.
    seats: Option<u32>,
    /// Who trains.
    #[serde(default)]
    trainer: String,
    /// first or second; null for both.
    target_degree: Option<String>,
    /// Whether it is about digital uses.
    is_digital: bool,
    /// Minutes to follow at a distance.
    #[serde(default)]
    distance_minutes: u32,
    /// First day, when there is no half-day.
    first_day: Option<String>,
    /// Last day, when there is no half-day.
    last_day: Option<String>,
    /// When people come together.
    #[serde(default)]
    half_days: Vec<TrainingHalfDayEntry>,
}

/// A half-day to plan.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TrainingHalfDayEntry {
    /// The day.
    day: String,
    /// morning, afternoon or evening.
    part: String,
    /// How long it lasts.
    minutes: u32,
}

/// The session that was planned.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingSessionEntered {
    /// Its identifier.
    id: String,
}

/// Plans a session.
#[utoipa::path(post, path = "/api/v1/training/sessions", request_body = TrainingSessionEntry, tag = "training",
    responses((status = 201, body = TrainingSessionEntered), (status = 422)))]
async fn add_session(page: PageCtx, ApiBody(entry): ApiBody<TrainingSessionEntry>) -> Result<Response, Problem> {
    let half_days = entry
        .half_days
        .iter()
        .map(|half_day| {
            Ok(PlannedHalfDay {
                day: Day::parse(&half_day.day).map_err(bad)?,
                part: DayPart::parse(&half_day.part).map_err(bad)?,
                minutes: half_day.minutes,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let day = |text: Option<&str>, planned: Option<Day>| -> Result<Day, Problem> {
        match text {
            Some(text) => Day::parse(text).map_err(bad),
            None => planned.ok_or(Problem::refused("training-refused-nothing-planned")),
        }
    };
    let first = half_days.iter().map(|half_day| half_day.day).min();
    let last = half_days.iter().map(|half_day| half_day.day).max();
    let sheet = SessionSheet {
        reference: entry.reference,
        theme: entry.theme,
        competences: entry
            .competences
            .iter()
            .map(|number| Competence::parse(&number.replace('.', "_")).map_err(bad))
            .collect::<Result<_, _>>()?,
        mode: TrainingMode::Presence,
        place: entry.place,
        host: entry.host.as_deref().map(Uai::parse).transpose().map_err(bad)?,
        first_day: day(entry.first_day.as_deref(), first)?,
        last_day: day(entry.last_day.as_deref(), last.or(first))?,
        seats: entry.seats,
        trainer: entry.trainer,
        target_degree: entry
            .target_degree
            .as_deref()
            .map(Degree::parse)
            .transpose()
            .map_err(bad)?,
        target_discipline: String::new(),
        is_digital: entry.is_digital,
        distance_minutes: entry.distance_minutes,
        is_cancelled: false,
        note: String::new(),
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let id = page
        .app
        .db()
        .write(move |tx| actions::add_session(tx, &actor, now, &sheet, &half_days, false))
        .await?;
    Ok((StatusCode::CREATED, Json(TrainingSessionEntered { id: id.to_string() })).into_response())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct HoursQuery {
    /// The day the figures speak of; today when absent.
    as_of: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
}

/// How many teachers of the basin followed how much, each counted once.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingHours {
    /// The day it speaks of.
    as_of: String,
    /// The moment by which things were known.
    known_at: String,
    /// Teachers with at least one minute that counts.
    persons: i64,
    /// Teachers with 3 hours or more.
    at_least_3h: i64,
    /// Teachers with 6 hours or more.
    at_least_6h: i64,
    /// Teachers with 18 hours or more.
    at_least_18h: i64,
    /// Teachers in service.
    in_service: i64,
}

/// Hours followed, as numbers of people, for who may read every teacher.
#[utoipa::path(get, path = "/api/v1/training/hours", params(HoursQuery), tag = "training",
    responses((status = 200, body = TrainingHours)))]
async fn hours(page: PageCtx, Query(query): Query<HoursQuery>) -> Result<Json<TrainingHours>, Problem> {
    let day = |text: Option<&str>| text.map(Day::parse).transpose().map_err(bad);
    let on = day(query.as_of.as_deref())?.unwrap_or_else(|| page.now.day());
    let known_at = day(query.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now));
    let actor = page.actor.clone();
    let tiers = page
        .app
        .db()
        .read(move |tx| -> Result<_, super::TrainingError> {
            policy::check(&actor, Action::ReadTrainingPeople, Subject::Basin)?;
            // Who reads the names of one school only is not told of the others live.
            if !policy::scope(&actor, Action::ReadTrainingPeople).everything {
                return Err(policy::Denied {
                    action: Action::ReadTrainingPeople,
                    anonymous: false,
                }
                .into());
            }
            Ok(progress::tiers(tx, on, known_at)?)
        })
        .await?;
    Ok(Json(TrainingHours {
        as_of: on.to_string(),
        known_at: known_at.to_string(),
        persons: tiers.persons,
        at_least_3h: tiers.h3,
        at_least_6h: tiers.h6,
        at_least_18h: tiers.h18,
        in_service: tiers.in_service,
    }))
}

/// Who came to a session.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TrainingAttendanceEntry {
    /// One mark a person and half-day.
    marks: Vec<TrainingMarkEntry>,
}

/// One person at one half-day.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TrainingMarkEntry {
    /// The person.
    person: String,
    /// The half-day; null for the distance modules.
    half_day: Option<String>,
    /// Minutes attended; null when the person did not come.
    minutes: Option<u32>,
}

/// What was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingRecorded {
    /// Attendances that were not known.
    added: usize,
    /// Attendances taken back.
    withdrawn: usize,
    /// Attendances longer than their half-day: what is beyond is not counted.
    capped: usize,
}

/// Records who came.
#[utoipa::path(post, path = "/api/v1/training/sessions/{id}/attendance", request_body = TrainingAttendanceEntry,
    tag = "training", params(("id" = String, Path, description = "The session")),
    responses((status = 200, body = TrainingRecorded), (status = 404), (status = 422)))]
async fn record(
    page: PageCtx,
    Path(id): Path<String>,
    ApiBody(entry): ApiBody<TrainingAttendanceEntry>,
) -> Result<Json<TrainingRecorded>, Problem> {
    let id = SessionId::parse(&id).map_err(|_| Problem::NotFound)?;
    let marks = entry
        .marks
        .iter()
        .map(|mark| {
            Ok(Mark {
                person: PersonId::parse(&mark.person).map_err(bad)?,
                half_day: mark
                    .half_day
                    .as_deref()
                    .map(HalfDayId::parse)
                    .transpose()
                    .map_err(bad)?,
                minutes: mark.minutes,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let (actor, now) = (page.actor.clone(), page.now);
    let recorded = page
        .app
        .db()
        .write(move |tx| actions::record_attendance(tx, &actor, now, id, &marks))
        .await?;
    Ok(Json(TrainingRecorded {
        added: recorded.added,
        withdrawn: recorded.withdrawn,
        capped: recorded.capped,
    }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EvaluationQuery {
    /// Sessions that began in this school year, by its first year; all of them when absent.
    year: Option<String>,
    /// session, theme or year; session when absent.
    by: Option<String>,
}

/// What trainings bring, level by level: means of closed questionnaires.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingEvaluation {
    /// Under so many answers nothing is told.
    least_answers: u64,
    /// session, theme or year.
    by: String,
    /// Levels 1 to 3; level 4 is read in the indicators of the schools.
    levels: Vec<TrainingEvaluationLevel>,
}

/// One level.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingEvaluationLevel {
    /// 1, reaction; 2, learning; 3, practice.
    level: u8,
    /// Its lines.
    lines: Vec<TrainingEvaluationLine>,
}

/// A session, a theme or a school year.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainingEvaluationLine {
    /// The theme, or the school year.
    label: String,
    /// The session, when the line is one.
    session: Option<String>,
    /// People asked, in what is counted.
    asked: u64,
    /// People who answered, at level 2 both times; null when it is not told.
    answered: Option<u64>,
    /// Whether answers still come in: nothing is told before they stop.
    is_open: bool,
    /// Whether too few people answered for anything to be told.
    is_hidden: bool,
    /// Small questionnaires that wait for others to be counted with.
    waiting: u64,
    /// The mean of each question; null when it is not told. Levels 1 and 3 from 1 to 4, level 2 from 0 to 6.
    means: Option<BTreeMap<String, f64>>,
    /// Whether some of it is invented for the demonstration.
    fictitious: bool,
}

fn evaluation_line(line: &Line) -> TrainingEvaluationLine {
    let shown = &line.shown;
    let is_untold = line.is_open || shown.sums.is_none() && shown.waiting > 0;
    let means = |sums: &evaluation::Sums| {
        let questions = sums.by_question.keys();
        questions
            .filter_map(|question| {
                let tenths = i32::try_from(sums.mean_tenths(question)?).ok()?;
                Some((question.clone(), f64::from(tenths) / 10.0))
            })
            .collect()
    };
    TrainingEvaluationLine {
        label: line.label.clone(),
        session: line.session.map(|(session, _)| session.to_string()),
        asked: shown.asked,
        answered: (!is_untold).then(|| shown.sums.as_ref().map_or(0, |sums| sums.respondents)),
        is_open: line.is_open,
        is_hidden: is_untold && !line.is_open,
        waiting: shown.waiting,
        means: shown.sums.as_ref().map(means),
        fictitious: shown.fictitious,
    }
}

/// What trainings bring in levels 1 to 3, as means: never the answers of one person.
#[utoipa::path(get, path = "/api/v1/training/evaluation", params(EvaluationQuery), tag = "training",
    responses((status = 200, body = TrainingEvaluation)))]
async fn evaluation_levels(
    page: PageCtx,
    Query(query): Query<EvaluationQuery>,
) -> Result<Json<TrainingEvaluation>, Problem> {
    let by = query.by.as_deref().map(GroupBy::parse).transpose().map_err(bad)?;
    let asked = Asked {
        year: query.year.as_deref().map(SchoolYear::parse).transpose().map_err(bad)?,
        by: by.unwrap_or(GroupBy::Session),
        now: page.now,
    };
    let actor = page.actor.clone();
    let told = page
        .app
        .db()
        .read(move |tx| evaluation::evaluation(tx, &actor, asked))
        .await?;
    let level = |level, lines: &[Line]| TrainingEvaluationLevel {
        level,
        lines: lines.iter().map(evaluation_line).collect(),
    };
    Ok(Json(TrainingEvaluation {
        least_answers: LEAST,
        by: asked.by.code().to_owned(),
        levels: vec![
            level(1, &told.levels.reaction),
            level(2, &told.levels.learning),
            level(3, &told.levels.practice),
        ],
    }))
}
