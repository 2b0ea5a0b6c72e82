//! The indicators as JSON.

use axum::Json;
use axum::extract::{Path, Query};
use pole_kernel::{Day, Month, SchoolYear};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::actions::{self, Question};
use super::body::{BoundsBody, IndicatorBody, PeriodBody, body};
use super::errors::IndicatorError;
use super::evidence::{self, Agreement, Piece, Sought, What};
use super::levels::{self, Distribution};
use super::model::{Indicator, Measure, Place};
use super::other_axes::OtherAxis;
use super::records::{Release, Target};
use crate::policy::Action;
use crate::shell::api::ApiBody;
use crate::shell::asked::Asked;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// How many pieces of evidence an answer holds.
const PAGE: usize = 500;

/// The routes of the indicators' API.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/indicators", Action::ReadIndicators, indicators)
        .get("/api/v1/indicators/targets", Action::ReadIndicators, targets)
        .put("/api/v1/indicators/targets", Action::EditIndicators, set_target)
        .get("/api/v1/indicators/certified", Action::ReadIndicators, certified)
        .get("/api/v1/indicators/releases", Action::ReadIndicators, releases)
        .get("/api/v1/indicators/{code}/evidence", Action::ReadIndicators, pieces)
}

/// The document of these operations.
#[derive(OpenApi)]
#[openapi(
    paths(indicators, certified, targets, set_target, releases, pieces),
    components(schemas(
        IndicatorList,
        IndicatorBody,
        PeriodBody,
        BoundsBody,
        CertifiedBody,
        ExpectedBody,
        LevelsBody,
        LevelRow,
        EvidenceBody,
        PieceBody,
        SelectionBody,
        RoomBody,
        TrainedBody,
        AttendedBody,
        UsageBody,
        CertificateBody,
        TargetList,
        TargetBody,
        TargetChange,
        ReleaseList,
        ReleaseBody
    ))
)]
struct Document;

/// The part of the OpenAPI document that the indicators serve.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PlaceQuery {
    /// `basin`, `territory:978`, `type:college`, `wave:…`, `school:9710022X`; the widest you answer for when absent.
    place: Option<String>,
    /// The day the figures speak of; today when absent.
    as_of: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
}

fn day(text: Option<&str>) -> Result<Option<Day>, Problem> {
    text.map(Day::parse)
        .transpose()
        .map_err(|_| Problem::BadRequest("problem-bad-query"))
}

fn read_place(text: &str) -> Result<Place, Problem> {
    Place::parse(text).ok_or(Problem::BadRequest("problem-bad-query"))
}

impl PlaceQuery {
    fn asked(&self, page: &PageCtx) -> Result<Asked, Problem> {
        Ok(Asked {
            on: day(self.as_of.as_deref())?.unwrap_or_else(|| page.now.day()),
            known_at: day(self.known_on.as_deref())?.map_or(page.now, |day| day.ends().min(page.now)),
        })
    }

    fn place(&self, page: &PageCtx) -> Result<Place, Problem> {
        self.place
            .as_deref()
            .map_or_else(|| Ok(actions::own_place(&page.actor)), read_place)
    }
}

// ---- Figures ----------------------------------------------------------------------------------

/// The indicators of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorList {
    /// The day they speak of.
    as_of: String,
    /// The moment by which things were known.
    known_at: String,
    /// The place.
    scope: String,
    /// The month of the release that frozen figures come from; null when every figure is live.
    release: Option<String>,
    /// The headlines and the figures that go with them.
    indicators: Vec<IndicatorBody>,
}

/// The indicators of a place, as of a day and as known on a day: as they stand for those who may
/// read them live, from the last release for the others.
#[utoipa::path(
    get, path = "/api/v1/indicators", tag = "indicators", params(PlaceQuery),
    responses((status = 200, body = IndicatorList), (status = 400), (status = 401), (status = 403), (status = 404))
)]
async fn indicators(page: PageCtx, Query(query): Query<PlaceQuery>) -> Result<Json<IndicatorList>, Problem> {
    let question = Question {
        indicators: Indicator::ALL.to_vec(),
        place: query.place(&page)?,
        asked: query.asked(&page)?,
    };
    let (actor, asked, place) = (page.actor.clone(), question.asked, question.place.clone());
    let reading = page
        .app
        .db()
        .read(move |tx| actions::read(tx, &actor, &question))
        .await?;
    Ok(Json(IndicatorList {
        as_of: asked.on.to_string(),
        known_at: asked.known_at.to_string(),
        scope: place.to_string(),
        release: reading.release.as_ref().map(|release| release.month.to_string()),
        indicators: reading.here().map(body).collect(),
    }))
}

// ---- Who is behind the certifications --------------------------------------------------------

/// Who is behind the certifications of the basin or of one's own school, and how far they came.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertifiedBody {
    /// The day it speaks of.
    as_of: String,
    /// The moment by which things were known.
    known_at: String,
    /// The place.
    scope: String,
    /// Different pupils certified in the school year; null when hidden, or when the place has no such figure.
    pupils: Option<u64>,
    /// Different teachers certified in the school year; null when hidden, or when the place has no such figure.
    teachers: Option<u64>,
    /// Certifications whose person is not known: as many persons more at most.
    unmatched: Option<u64>,
    /// Sessions in which somebody sat.
    sessions: Option<u64>,
    /// The certified among those who are expected to be.
    expected: Vec<ExpectedBody>,
    /// The levels of the competences; null when the place has none to tell.
    levels: Option<LevelsBody>,
}

/// The certified among the pupils of a level at the end of which certification is expected.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpectedBody {
    /// 3e, or terminale with the last year of a CAP.
    level: String,
    /// Different pupils certified in the school year; null when hidden, or when nobody counted the pupils.
    certified: Option<u64>,
    /// Certified pupils who may be of that level, their division not being told; null when hidden.
    unknown: Option<u64>,
    /// The pupils of that level; null when nobody counted them.
    pupils: Option<u64>,
    /// Schools whose pupils of that level nobody counted: left out on both sides.
    schools_missing: u64,
    /// Quality flags.
    flags: Vec<String>,
}

/// The levels of the certifications of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct LevelsBody {
    /// The first day of the exams.
    from: String,
    /// The last day.
    to: String,
    /// The moment by which they were known.
    known_at: String,
    /// The certifications; null when they are too few for anything to be told.
    certifications: Option<u64>,
    /// The five domains: the levels of their competences together.
    domains: Vec<LevelRow>,
    /// The sixteen competences.
    competences: Vec<LevelRow>,
}

/// How many certifications stand at each level.
#[derive(Debug, Serialize, ToSchema)]
pub struct LevelRow {
    /// `1` to `5` for a domain, `1.1` to `5.2` for a competence.
    code: String,
    /// From level 0 to level 8; null where it is hidden.
    levels: Vec<Option<u64>>,
    /// Those without level; null when hidden.
    without: Option<u64>,
}

fn level_row(code: String, counts: &Distribution) -> LevelRow {
    let (without, levels) = counts.split_last().unwrap_or((&None, &[]));
    LevelRow {
        code,
        levels: levels.to_vec(),
        without: *without,
    }
}

/// Who is behind the certifications of the basin, or of one's own school, and how far they came: for those who may read
/// the figure as it stands.
#[utoipa::path(
    get, path = "/api/v1/indicators/certified", tag = "indicators", params(PlaceQuery),
    responses((status = 200, body = CertifiedBody), (status = 400), (status = 401), (status = 403), (status = 404))
)]
async fn certified(page: PageCtx, Query(query): Query<PlaceQuery>) -> Result<Json<CertifiedBody>, Problem> {
    let question = Question {
        indicators: vec![Indicator::Certified],
        place: query.place(&page)?,
        asked: query.asked(&page)?,
    };
    let (actor, asked, place, now) = (page.actor.clone(), question.asked, question.place.clone(), page.now);
    let (persons, expected, levels) = page
        .app
        .db()
        .read(move |tx| {
            let reading = actions::read(tx, &actor, &question)?;
            Ok::<_, IndicatorError>((
                actions::certified(tx, &actor, &reading)?,
                levels::expected(tx, &actor, &reading, now)?,
                levels::levels(tx, &actor, &reading, now)?,
            ))
        })
        .await?;
    Ok(Json(CertifiedBody {
        as_of: asked.on.to_string(),
        known_at: asked.known_at.to_string(),
        scope: place.to_string(),
        pupils: persons.and_then(|persons| persons.pupils),
        teachers: persons.and_then(|persons| persons.teachers),
        unmatched: persons.map(|persons| persons.unmatched),
        sessions: persons.map(|persons| persons.sessions),
        expected: expected
            .iter()
            .map(|expected| ExpectedBody {
                level: expected.level.code().to_owned(),
                certified: expected.certified.filter(|_| expected.pupils > 0),
                unknown: expected.unknown,
                pupils: Some(expected.pupils).filter(|pupils| *pupils > 0),
                schools_missing: expected.schools_missing,
                flags: expected
                    .flags()
                    .into_iter()
                    .map(|(flag, _)| flag.code().to_uppercase())
                    .collect(),
            })
            .collect(),
        levels: levels.map(|levels| LevelsBody {
            from: levels.from.to_string(),
            to: levels.to.to_string(),
            known_at: levels.known_at.to_string(),
            certifications: levels.certifications,
            domains: levels
                .domains
                .iter()
                .enumerate()
                .map(|(index, domain)| level_row((index + 1).to_string(), &domain.together))
                .collect(),
            competences: levels
                .domains
                .iter()
                .flat_map(|domain| &domain.competences)
                .map(|(code, counts)| level_row((*code).to_owned(), counts))
                .collect(),
        }),
    }))
}

// ---- Evidence ---------------------------------------------------------------------------------

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EvidenceQuery {
    /// `basin`, `territory:978`, `type:college`, `wave:…`, `school:9710022X`; the widest you answer for when absent.
    place: Option<String>,
    /// The day the figure speaks of; today when absent.
    as_of: Option<String>,
    /// The day on which things were known; today when absent.
    known_on: Option<String>,
    /// The measure; the headline when absent.
    measure: Option<String>,
    /// true: also the pieces that were looked at and do not count.
    all: Option<bool>,
    /// Only what stands at a place of a further axis: attachment, room_kind, technology, basis, class, degree, discipline, tier,
    /// theme or modality.
    axis: Option<String>,
    /// Which place of that axis; what is not known when absent.
    value: Option<String>,
    /// The key of the last piece of the page before.
    after: Option<String>,
}

/// A figure with the pieces behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceBody {
    /// The figure.
    indicator: IndicatorBody,
    /// How many pieces count.
    counted: u64,
    /// The pieces of this page, in the order of their keys.
    pieces: Vec<PieceBody>,
    /// What to give as `after` for the next page; null on the last.
    next: Option<String>,
}

/// One piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct PieceBody {
    /// Its place in the list.
    key: String,
    /// National code of its school; null when unknown or when it would single somebody out.
    uai: Option<String>,
    /// Name of its school.
    school: Option<String>,
    /// Whether it counts.
    counts: bool,
    /// Invented for the demonstration.
    fictitious: bool,
    /// I1: the decision that selected the school; null when none did.
    selection: Option<SelectionBody>,
    /// I1, of those signed: the state of the line of its dossier; null when no dossier tells.
    line_state: Option<String>,
    /// I2: the room.
    room: Option<RoomBody>,
    /// I3: the hours of a person. Never their name.
    training: Option<TrainedBody>,
    /// I4: the use of a day of a school, or of the month of a school among others.
    usage: Option<UsageBody>,
    /// I5: the certification.
    certification: Option<CertificateBody>,
}

/// The hours of a person, and the attendances that make them.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrainedBody {
    /// Minutes that count.
    minutes: u32,
    /// The day the tier was reached; null when it was not.
    reached_on: Option<String>,
    /// The attendances that count, the earliest first.
    attendances: Vec<AttendedBody>,
}

/// An attendance that counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendedBody {
    /// Identifier of the session.
    session: String,
    /// What it was about.
    theme: String,
    /// The day.
    day: String,
    /// Minutes attended.
    minutes: u32,
    /// Minutes that the rule gives.
    counted: u32,
    /// Whether at a distance.
    distance: bool,
    /// signed, completed or file.
    evidence: String,
}

/// The use of a day of a school by a profile, or of the month of a school among others.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageBody {
    /// A day, or a month.
    period: String,
    /// The profile; null for a month.
    profile: Option<String>,
    /// What the visits began with; null for a month.
    service: Option<String>,
    /// Distinct accounts of the month; null for a day, or when hidden.
    visitors: Option<u64>,
    /// Visits.
    visits: u64,
    /// Pages seen.
    views: u64,
}

/// A teaching room in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomBody {
    /// Identifier.
    room: String,
    /// What it is called.
    name: String,
    /// C0, C1, C2 or C3, by the definition in force.
    class: String,
    /// unknown, none, access, declared or measured.
    basis: String,
    /// Whether what it rests on is old.
    stale: bool,
    /// Median towards the room, in kbit/s; null when it was not measured.
    down_kbps: Option<u32>,
    /// Median from the room, in kbit/s; null when it was not measured.
    up_kbps: Option<u32>,
}

/// A certification, without a name nor a score.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateBody {
    /// Its number.
    number: i64,
    /// Day of the exam.
    exam_date: String,
    /// pupil or teacher.
    holder: String,
    /// Whether the same person obtained another one before.
    retake: bool,
    /// Whether its person is known.
    matched: bool,
}

/// The decision that selected a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SelectionBody {
    /// Identifier of the dossier line.
    entry: String,
    /// Identifier of the wave.
    wave: String,
    /// Name of the wave.
    wave_label: String,
    /// National code of the school it was decided for, when another stands in its place today.
    written_for: Option<String>,
    /// First calendar year of the first endowment year.
    first_year: i16,
    /// Day of the decision.
    decided_on: String,
    /// Why.
    reason: String,
    /// When it was recorded.
    recorded_at: String,
}

impl From<&Piece> for PieceBody {
    fn from(piece: &Piece) -> Self {
        let mut told = Self {
            key: piece.key.clone(),
            uai: piece.school.as_ref().map(|(uai, _)| uai.to_string()),
            school: piece.school.as_ref().map(|(_, name)| name.clone()),
            counts: piece.counts,
            fictitious: piece.fictitious,
            selection: None,
            line_state: None,
            room: None,
            training: None,
            usage: None,
            certification: None,
        };
        match &piece.what {
            What::Selection {
                decision, agreement, ..
            } => {
                if let Some(Agreement::Told { state, .. }) = agreement {
                    told.line_state = Some(state.code().to_owned());
                }
                told.selection = decision.as_ref().map(|decision| SelectionBody {
                    entry: decision.entry.to_string(),
                    wave: decision.wave.to_string(),
                    wave_label: decision.wave_label.clone(),
                    written_for: decision.written_for.as_ref().map(ToString::to_string),
                    first_year: decision.first_year.first_calendar_year(),
                    decided_on: decision.decided_on.to_string(),
                    reason: decision.reason.clone(),
                    recorded_at: decision.recorded_at.to_string(),
                });
            }
            What::Room {
                room,
                name,
                class,
                basis,
                stale,
                kbps,
            } => {
                told.room = Some(RoomBody {
                    room: room.to_string(),
                    name: name.clone(),
                    class: format!("C{class}"),
                    basis: basis.code().to_owned(),
                    stale: *stale,
                    down_kbps: kbps.map(|(down, _)| down),
                    up_kbps: kbps.map(|(_, up)| up),
                });
            }
            What::Trained {
                minutes,
                reached,
                attended,
                ..
            } => {
                told.training = Some(TrainedBody {
                    minutes: *minutes,
                    reached_on: reached.map(|day| day.to_string()),
                    attendances: attended
                        .iter()
                        .map(|row| AttendedBody {
                            session: row.session.to_string(),
                            theme: row.theme.clone(),
                            day: row.day.to_string(),
                            minutes: row.minutes,
                            counted: row.counted,
                            distance: row.is_distance,
                            evidence: row.evidence.code().to_owned(),
                        })
                        .collect(),
                });
            }
            What::UsageSchool {
                month,
                visitors,
                visits,
                views,
            } => {
                told.usage = Some(UsageBody {
                    period: month.to_string(),
                    profile: None,
                    service: None,
                    visitors: visitors.map(|(visitors, _)| visitors),
                    visits: *visits,
                    views: *views,
                });
            }
            What::UsageDay {
                day,
                profile,
                service,
                visits,
                views,
            } => {
                told.usage = Some(UsageBody {
                    period: day.to_string(),
                    profile: Some(profile.code().to_owned()),
                    service: Some(service.code().to_owned()),
                    visitors: None,
                    visits: *visits,
                    views: *views,
                });
            }
            What::Certificate {
                number,
                exam,
                holder,
                retake,
                matched,
                ..
            } => {
                told.certification = Some(CertificateBody {
                    number: *number,
                    exam_date: exam.to_string(),
                    holder: holder.code().to_owned(),
                    retake: *retake,
                    matched: *matched,
                });
            }
        }
        told
    }
}

/// The pieces behind a figure, for those who may open them: as many as its numerator, or as the
/// counter that feeds it.
#[utoipa::path(
    get, path = "/api/v1/indicators/{code}/evidence", tag = "indicators",
    params(("code" = String, Path, description = "I1 to I5"), EvidenceQuery),
    responses((status = 200, body = EvidenceBody), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422))
)]
async fn pieces(
    page: PageCtx,
    Path(code): Path<String>,
    Query(query): Query<EvidenceQuery>,
) -> Result<Json<EvidenceBody>, Problem> {
    let indicator = Indicator::parse(&code).map_err(|_| Problem::NotFound)?;
    let bad = Problem::BadRequest("problem-bad-query");
    let measure = match query.measure.as_deref() {
        None => Measure::of(indicator).next(),
        Some(code) => Measure::parse(code)
            .ok()
            .filter(|measure| measure.indicator() == indicator),
    }
    .ok_or(bad)?;
    let place = PlaceQuery {
        place: query.place,
        as_of: query.as_of,
        known_on: query.known_on,
    };
    let along = query
        .axis
        .as_deref()
        .map(|axis| OtherAxis::parse(axis).map_err(|_| Problem::BadRequest("problem-bad-query")))
        .transpose()?
        .map(|axis| (axis, query.value.unwrap_or_default()));
    let sought = Sought {
        measure,
        place: place.place(&page)?,
        asked: place.asked(&page)?,
        with_others: query.all.unwrap_or_default(),
        along,
        after: query.after.unwrap_or_default(),
        limit: Some(PAGE),
    };
    let actor = page.actor.clone();
    let found = page
        .app
        .db()
        .read(move |tx| evidence::evidence(tx, &actor, &sought))
        .await?;
    Ok(Json(EvidenceBody {
        indicator: body(&found.value),
        counted: found.counted,
        pieces: found.pieces.iter().map(PieceBody::from).collect(),
        next: found.next,
    }))
}

// ---- Targets ----------------------------------------------------------------------------------

/// The targets of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetList {
    /// By indicator and year.
    targets: Vec<TargetBody>,
}

/// What an indicator should reach by the end of a school year.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetBody {
    /// I1 to I5.
    code: String,
    /// The place.
    scope: String,
    /// First calendar year of the school year.
    year: i16,
    /// Tenths of a percent for a share, a count otherwise.
    target: i64,
    /// Why.
    note: String,
    /// When it was set.
    recorded_at: String,
    /// By whom; null at the console.
    recorded_by: Option<String>,
}

impl From<&Target> for TargetBody {
    fn from(target: &Target) -> Self {
        Self {
            code: target.indicator.code().to_owned(),
            scope: target.place.to_string(),
            year: target.year.first_calendar_year(),
            target: target.target,
            note: target.note.clone(),
            recorded_at: target.recorded_at.to_string(),
            recorded_by: target.recorded_by.clone(),
        }
    }
}

/// The targets of a place, as known on a day.
#[utoipa::path(
    get, path = "/api/v1/indicators/targets", tag = "indicators", params(PlaceQuery),
    responses((status = 200, body = TargetList), (status = 400), (status = 401), (status = 403))
)]
async fn targets(page: PageCtx, Query(query): Query<PlaceQuery>) -> Result<Json<TargetList>, Problem> {
    let (actor, place, asked) = (page.actor.clone(), query.place(&page)?, query.asked(&page)?);
    let targets = page
        .app
        .db()
        .read(move |tx| actions::targets(tx, &actor, None, &place, asked.known_at))
        .await?;
    Ok(Json(TargetList {
        targets: targets.iter().map(TargetBody::from).collect(),
    }))
}

/// A target to set.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TargetChange {
    /// I1 to I5.
    code: String,
    /// The place.
    #[serde(default = "basin")]
    scope: String,
    /// First calendar year of the school year.
    year: i16,
    /// Tenths of a percent for a share, a count otherwise; null takes the target back.
    target: Option<i64>,
    /// Why.
    #[serde(default)]
    note: String,
}

fn basin() -> String {
    Place::Basin.to_string()
}

/// Sets the target of an indicator for a year, in place of the former one, or takes it back.
#[utoipa::path(
    put, path = "/api/v1/indicators/targets", tag = "indicators", request_body = TargetChange,
    responses((status = 200, body = TargetList), (status = 400), (status = 401), (status = 403), (status = 422))
)]
async fn set_target(page: PageCtx, ApiBody(change): ApiBody<TargetChange>) -> Result<Json<TargetList>, Problem> {
    let indicator = Indicator::parse(&change.code).map_err(|_| Problem::refused("form-choice"))?;
    let year = SchoolYear::starting(change.year).map_err(|_| Problem::refused("form-year"))?;
    let place = Place::parse(&change.scope).ok_or(Problem::refused("indicators-refused-place"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let targets = page
        .app
        .db()
        .write(move |tx| {
            actions::set_target(tx, &actor, now, indicator, &place, year, change.target, &change.note)?;
            actions::targets(tx, &actor, Some(indicator), &place, now)
        })
        .await?;
    Ok(Json(TargetList {
        targets: targets.iter().map(TargetBody::from).collect(),
    }))
}

// ---- Releases ---------------------------------------------------------------------------------

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReleaseQuery {
    /// A month, such as 2026-09: only its releases, with their figures.
    month: Option<String>,
}

/// The releases, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseList {
    /// The releases.
    releases: Vec<ReleaseBody>,
}

/// The figures of a month, frozen once and never computed again.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseBody {
    /// Identifier.
    id: String,
    /// The month.
    month: String,
    /// inside or public.
    audience: String,
    /// When it was frozen.
    frozen_at: String,
    /// The day its figures speak of.
    as_of: String,
    /// By whom; null at the console.
    frozen_by: Option<String>,
    /// What there is to know of it.
    note: String,
    /// Its figures, when one month is asked for; null otherwise.
    figures: Option<Vec<IndicatorBody>>,
}

fn release_body(release: &Release, figures: Option<Vec<IndicatorBody>>) -> ReleaseBody {
    ReleaseBody {
        id: release.id.to_string(),
        month: release.month.to_string(),
        audience: release.audience.code().to_owned(),
        frozen_at: release.frozen_at.to_string(),
        as_of: release.as_of.to_string(),
        frozen_by: release.frozen_by.clone(),
        note: release.note.clone(),
        figures,
    }
}

/// The releases; with a month, its figures.
#[utoipa::path(
    get, path = "/api/v1/indicators/releases", tag = "indicators", params(ReleaseQuery),
    responses((status = 200, body = ReleaseList), (status = 400), (status = 401), (status = 403))
)]
async fn releases(page: PageCtx, Query(query): Query<ReleaseQuery>) -> Result<Json<ReleaseList>, Problem> {
    let month = query
        .month
        .as_deref()
        .map(Month::parse)
        .transpose()
        .map_err(|_| Problem::BadRequest("problem-bad-query"))?;
    let actor = page.actor.clone();
    let releases = page
        .app
        .db()
        .read(move |tx| {
            let mut told = Vec::new();
            for release in actions::all_releases(tx, &actor)? {
                match month {
                    None => told.push(release_body(&release, None)),
                    Some(month) if release.month == month => {
                        let (release, _, values) = actions::release(tx, &actor, release.id)?;
                        told.push(release_body(&release, Some(values.iter().map(body).collect())));
                    }
                    Some(_) => {}
                }
            }
            Ok::<_, IndicatorError>(told)
        })
        .await?;
    Ok(Json(ReleaseList { releases }))
}
