//! Rooms and tests as JSON.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Uai};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, RoomEntry, TestEntry};
use super::errors::ConnectivityError;
use super::model::RoomId;
use super::projection::{ListedRoom, RoomPage, listed_rooms};
use crate::policy::{self, Action};
use crate::shell::api::ApiBody;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// How many rooms an answer holds when nothing else is asked.
const PAGE: u32 = 100;
/// How many rooms an answer holds at most.
const LARGEST_PAGE: u32 = 1_000;

/// The routes of the API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/rooms", Action::ReadConnectivity, rooms)
        .post("/api/v1/rooms", Action::EditConnectivity, add_rooms)
        .post("/api/v1/room-tests", Action::EditConnectivity, add_tests)
}

#[derive(OpenApi)]
#[openapi(
    paths(rooms, add_rooms, add_tests),
    components(schemas(
        RoomBody,
        RoomList,
        NewRooms,
        NewRoomBody,
        RoomsAdded,
        NewTests,
        NewTestBody,
        TestsAdded
    ))
)]
struct Document;

/// The part of the OpenAPI document that this feature serves.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A room on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomBody {
    /// Identifier.
    id: String,
    /// National code of its school.
    school: String,
    /// Name.
    name: String,
    /// ordinary, science, technology, arts, language, computer, library, workshop, gym, canteen,
    /// staff_room, office, store or condemned.
    kind: String,
    /// Building; empty when it is not known.
    building: String,
    /// Half-days of teaching a week.
    half_days: u32,
    /// First day on which it is so.
    valid_from: String,
    /// Last day on which it is so; absent while it lasts.
    valid_to: Option<String>,
    /// C0, C1, C2 or C3; absent when it is no teaching room in use.
    class: Option<String>,
    /// unknown, none, access, declared or measured; absent like the class.
    basis: Option<String>,
    /// Whether what the class rests on is older than 12 months.
    stale: bool,
    /// Whether something of it was invented for the demonstration.
    fictitious: bool,
    /// Median towards the room in kbit/s, when it is measured.
    down_kbps: Option<u32>,
    /// Median from the room in kbit/s, when it is measured.
    up_kbps: Option<u32>,
    /// What carries the internet to the school; absent when no line is known.
    technology: Option<String>,
}

impl From<ListedRoom> for RoomBody {
    fn from(room: ListedRoom) -> Self {
        let ListedRoom {
            version, uai, class, ..
        } = room;
        let class = class.as_ref();
        Self {
            id: version.room.to_string(),
            school: uai.to_string(),
            name: version.name,
            kind: version.kind.code().to_owned(),
            building: version.building,
            half_days: version.half_days,
            valid_from: version.valid_from.to_string(),
            valid_to: version.valid_to.map(|day| day.to_string()),
            class: class.map(|state| state.class.code().to_owned()),
            basis: class.map(|state| state.basis.code().to_owned()),
            stale: class.is_some_and(|state| state.is_stale),
            fictitious: version.fictitious || class.is_some_and(|state| state.is_fictitious),
            down_kbps: class.and_then(|state| state.down_kbps),
            up_kbps: class.and_then(|state| state.up_kbps),
            technology: class
                .and_then(|state| state.technology)
                .map(|technology| technology.code().to_owned()),
        }
    }
}

/// A page of rooms.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomList {
    /// The rooms, by identifier.
    rooms: Vec<RoomBody>,
    /// What to give as `after` for the next page; absent on the last one.
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RoomQuery {
    /// One school, by its national code.
    school: Option<String>,
    /// The day that is asked about; today when absent.
    on: Option<String>,
    /// As known at the end of this day; now when absent.
    known_on: Option<String>,
    /// Begin after this room: the `next` of the page before.
    after: Option<String>,
    /// How many at most, 1 to 1,000; 100 when absent.
    limit: Option<u32>,
}

/// The rooms one may see on a day, with their classes.
#[utoipa::path(
    get, path = "/api/v1/rooms", params(RoomQuery), tag = "connectivity",
    responses((status = 200, body = RoomList), (status = 400), (status = 401), (status = 403))
)]
async fn rooms(page: PageCtx, Query(query): Query<RoomQuery>) -> Result<Json<RoomList>, Problem> {
    let bad = Problem::BadRequest("problem-bad-query");
    let limit = query.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE);
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose().map_err(|_| bad.clone());
    let on = day(&query.on)?.unwrap_or_else(|| page.now.day());
    let known_at = day(&query.known_on)?.map_or(page.now, Day::ends).min(page.now);
    let uai = query
        .school
        .as_deref()
        .map(Uai::parse)
        .transpose()
        .map_err(|_| bad.clone())?;
    let after = query
        .after
        .as_deref()
        .map(RoomId::parse)
        .transpose()
        .map_err(|_| bad.clone())?;
    let asked = RoomPage {
        seen_by: policy::scope(&page.actor, Action::ReadConnectivity),
        uai,
        on,
        known_at,
        after,
        limit: i64::from(limit) + 1,
    };
    let mut found = page.app.db().read(move |tx| listed_rooms(tx, &asked)).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > wanted;
    found.truncate(wanted);
    let next = found.last().filter(|_| more).map(|last| last.version.room.to_string());
    Ok(Json(RoomList {
        rooms: found.into_iter().map(RoomBody::from).collect(),
        next,
    }))
}

/// Rooms to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRooms {
    /// National code of the school.
    school: String,
    /// First day on which they are so.
    #[schema(example = "2026-09-01")]
    from: String,
    /// The rooms.
    rooms: Vec<NewRoomBody>,
}

/// A room to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRoomBody {
    /// Name.
    name: String,
    /// A kind of room.
    kind: String,
    /// Half-days of teaching a week, 0 to 12.
    half_days: u32,
    /// Building.
    #[serde(default)]
    building: String,
}

/// Rooms that were entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomsAdded {
    /// Their identifiers, in the order they were given.
    ids: Vec<String>,
}

/// Enters rooms of a school.
#[utoipa::path(
    post, path = "/api/v1/rooms", request_body = NewRooms, tag = "connectivity",
    responses((status = 201, body = RoomsAdded), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn add_rooms(page: PageCtx, ApiBody(body): ApiBody<NewRooms>) -> Result<Response, Problem> {
    let bad = || Problem::BadRequest("problem-bad-json");
    let uai = Uai::parse(&body.school).map_err(|_| bad())?;
    let from = Day::parse(&body.from).map_err(|_| bad())?;
    let entries = body
        .rooms
        .into_iter()
        .map(|room| {
            Ok(RoomEntry {
                kind: RoomKind::parse(&room.kind).map_err(|_| bad())?,
                name: room.name,
                half_days: room.half_days,
                building: room.building,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let ids = page
        .app
        .db()
        .write(move |tx| actions::add_rooms(tx, &actor, now, &uai, from, &entries, fictitious))
        .await?;
    let added = RoomsAdded {
        ids: ids.iter().map(ToString::to_string).collect(),
    };
    Ok((StatusCode::CREATED, Json(added)).into_response())
}

/// Tests to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTests {
    /// The tests.
    tests: Vec<NewTestBody>,
}

/// A test to enter.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTestBody {
    /// Identifier of the room.
    room: String,
    /// When it was made, in UTC or with a zone.
    #[schema(example = "2026-10-12T14:30:00Z")]
    at: String,
    /// Towards the room, in kbit/s.
    down_kbps: Option<u32>,
    /// From the room, in kbit/s.
    up_kbps: Option<u32>,
    /// Whether it failed: it then counts as 0.
    #[serde(default)]
    failed: bool,
    /// The time there and back, in microseconds.
    latency_micros: Option<u32>,
    /// What measured.
    #[serde(default)]
    tool: String,
}

/// Tests that were entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestsAdded {
    /// How many were not there already.
    added: usize,
}

/// Enters tests made in rooms. One that is there already is left out.
#[utoipa::path(
    post, path = "/api/v1/room-tests", request_body = NewTests, tag = "connectivity",
    responses((status = 201, body = TestsAdded), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn add_tests(page: PageCtx, ApiBody(body): ApiBody<NewTests>) -> Result<Response, Problem> {
    let bad = || Problem::BadRequest("problem-bad-json");
    let entries = body
        .tests
        .into_iter()
        .map(|test| {
            Ok(TestEntry {
                room: RoomId::parse(&test.room).map_err(|_| bad())?,
                at: Instant::parse(&test.at).map_err(|_| bad())?,
                down_kbps: test.down_kbps,
                up_kbps: test.up_kbps,
                failed: test.failed,
                latency_micros: test.latency_micros,
                tool: test.tool,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let added = page
        .app
        .db()
        .write(move |tx| {
            let mut by_school: BTreeMap<Uai, Vec<TestEntry>> = BTreeMap::new();
            for entry in &entries {
                let uai = actions::school_of_room(tx, &actor, Action::EditConnectivity, entry.room)?.uai;
                by_school.entry(uai).or_default().push(entry.clone());
            }
            if by_school.is_empty() {
                return Err(ConnectivityError::NothingEntered);
            }
            let mut added = 0;
            for (uai, entries) in by_school {
                match actions::add_tests(tx, &actor, now, &uai, &entries, fictitious) {
                    Ok(count) => added += count,
                    Err(ConnectivityError::TestKnown) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(added)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(TestsAdded { added })).into_response())
}
