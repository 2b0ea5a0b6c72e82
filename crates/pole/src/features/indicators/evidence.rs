//! What stands behind a figure, piece by piece: the dossier line, the room, the attendance row, the
//! day of usage, the certificate. The pieces that count are as many as the numerator, or as the
//! counter that feeds it (`domain.md` §5.1, rule 1).

use std::collections::{BTreeMap, HashMap};

use pole_db::Tx;
use pole_kernel::{Day, Instant, Month, SchoolYear, Territory, Uai};
use uuid::Uuid;

use super::actions::{self, Question, Reading, Sight};
use super::definitions::Thresholds;
use super::errors::IndicatorError;
use super::facts::{Facts, SchoolFacts};
use super::gather;
use super::model::{Behind, Flag, Indicator, Measure, Place, Value};
use super::other_axes::{self, OtherAxis, Standing};
use super::registers;
use crate::features::connectivity::{self, Basis, RoomId};
use crate::features::directory;
use crate::features::dossiers::{DossierId, LineState, SelectedLine};
use crate::features::endowment::{EntryId, WaveId};
use crate::features::people::PersonId;
use crate::features::pix::{self, CertificationNumber, HolderKind};
use crate::features::training::{self, SessionId};
use crate::features::usage::{self, Service};
use crate::policy::{self, Action, Actor, Denied, Scope, Subject};
use crate::shell::asked::Asked;

/// What evidence one asks for.
#[derive(Clone, Debug)]
pub struct Sought {
    /// Of which figure.
    pub measure: Measure,
    /// Of which schools.
    pub place: Place,
    /// When, as known when.
    pub asked: Asked,
    /// Also the pieces that were looked at and do not count.
    pub with_others: bool,
    /// Only what stands at a place of a further axis.
    pub along: Option<(OtherAxis, String)>,
    /// Begin after the piece of this key; empty for the first page.
    pub after: String,
    /// How many pieces at most; `None` for all of them.
    pub limit: Option<usize>,
}

/// The pieces behind a figure.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The figure.
    pub value: Value,
    /// What the place is called, where only data says it.
    pub label: String,
    /// The thresholds of its definition.
    pub thresholds: Thresholds,
    /// How many pieces count, on all pages.
    pub counted: u64,
    /// The pieces of the page, in the order of their keys.
    pub pieces: Vec<Piece>,
    /// The key after which the next page begins; `None` on the last one.
    pub next: Option<String>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the list: sorted, and the same whenever the list is asked again.
    pub key: String,
    /// The school it is of; `None` when nobody knows, or when it would single somebody out.
    pub school: Option<(Uai, String)>,
    /// The island of that school.
    pub territory: Option<Territory>,
    /// Whether it counts; otherwise it was looked at and does not.
    pub counts: bool,
    /// Invented.
    pub fictitious: bool,
    /// What it is.
    pub what: What,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// I1: the dossier line of a school.
    Selection {
        /// The decision that selected it; `None` when none did.
        decision: Option<Selection>,
        /// Whether the school may be selected at all; `None` when its status is not known.
        eligible: Option<bool>,
        /// The dossier of that selection and how far its agreement went, where that is asked.
        agreement: Option<Agreement>,
    },
    /// I2: a teaching room in use, with its class and what that rests on.
    Room {
        /// The room.
        room: RoomId,
        /// What it is called.
        name: String,
        /// C0 to C3, by the definition in force.
        class: usize,
        /// What the class rests on.
        basis: Basis,
        /// Whether that is old.
        stale: bool,
        /// The medians towards and from the room, in kbit/s, when it was measured.
        kbps: Option<(u32, u32)>,
    },
    /// I3: a person and the attendances that make their hours.
    Trained {
        /// Who, for those who may read the names of that school.
        name: Option<String>,
        /// Minutes that count.
        minutes: u32,
        /// The day they reached the tier; `None` when they have not.
        reached: Option<Day>,
        /// The attendances that count, the earliest first.
        attended: Vec<Attended>,
    },
    /// I4: the month of one school among the others: its days are its own evidence.
    UsageSchool {
        /// The month.
        month: Month,
        /// Distinct accounts and population; `None` when the figure of that school is hidden.
        visitors: Option<(u64, Option<u64>)>,
        /// Visits of the month.
        visits: u64,
        /// Pages seen in the month.
        views: u64,
    },
    /// I4: the use of one day of one school, for one service.
    UsageDay {
        /// The day.
        day: Day,
        /// Who.
        profile: usage::Profile,
        /// What the visits began with.
        service: Service,
        /// Visits.
        visits: u64,
        /// Pages seen.
        views: u64,
    },
    /// I5: a certification, without a name nor a score.
    Certificate {
        /// Its number.
        number: CertificationNumber,
        /// The day of the exam.
        exam: Day,
        /// Who holds it.
        holder: HolderKind,
        /// Whether the same person obtained another one before.
        retake: bool,
        /// Whether its person is known.
        matched: bool,
        /// Whether its school is not told, for it would single somebody out.
        school_hidden: bool,
    },
}

/// How far the agreement of a selection went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The selection was written outside the dossiers.
    Untold,
    /// The line of a dossier says.
    Told {
        /// The dossier.
        dossier: DossierId,
        /// Selected, agreed, running or closed.
        state: LineState,
        /// The day of that state.
        decided_on: Day,
    },
}

/// The decision that selected a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The wave.
    pub wave: WaveId,
    /// Its name.
    pub wave_label: String,
    /// The line of the dossier, with its whole history.
    pub entry: EntryId,
    /// The school the line was written for, when another stands in its place today.
    pub written_for: Option<Uai>,
    /// The first endowment year.
    pub first_year: SchoolYear,
    /// The day of the decision.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom; `None` at the console.
    pub recorded_by: Option<String>,
}

/// An attendance that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The session.
    pub session: SessionId,
    /// What it was about.
    pub theme: String,
    /// The day.
    pub day: Day,
    /// Minutes attended.
    pub minutes: u32,
    /// Minutes that the rule gives.
    pub counted: u32,
    /// Whether at a distance.
    pub is_distance: bool,
    /// What shows it.
    pub evidence: training::Evidence,
}

/// Whether an actor may open the evidence of a figure: whoever sees it live; and, where nobody
/// stands behind it, whoever reads the institutional data of all of its schools.
pub fn may_open(actor: &Actor, place: &Place, territory: Option<&Territory>, behind: Behind) -> bool {
    match behind {
        Behind::Nobody => {
            let read = policy::scope(actor, Action::ReadIndicators);
            let live = policy::scope(actor, Action::ReadLiveIndicators);
            holds(&read, place, territory) || holds(&live, place, territory)
        }
        Behind::Staff | Behind::Families => match actions::sight(actor, place, territory, behind) {
            Sight::Live | Sight::Guarded => true,
            Sight::Frozen(_) => false,
        },
    }
}

/// Whether a scope holds a whole place.
fn holds(scope: &Scope, place: &Place, territory: Option<&Territory>) -> bool {
    scope.everything
        || match place {
            Place::School(uai) => scope.holds(uai, territory),
            Place::Territory(territory) => scope.territories.contains(territory),
            Place::Basin | Place::Directory | Place::Group(_) | Place::Wave(_) => false,
        }
}

/// Whether a measure has pieces of its own: what is weighed by pupils or by the offer of seats is
/// told by the pieces of the others.
pub const fn has_pieces(measure: Measure) -> bool {
    match measure {
        Measure::SelectedCoverage
        | Measure::SelectedSuccess
        | Measure::SelectedSigned
        | Measure::RoomsHighSpeed
        | Measure::RoomsConnected
        | Measure::RoomsVeryHighSpeed
        | Measure::RoomsMeasured
        | Measure::TeachersTrained
        | Measure::TeachersAware
        | Measure::TeachersComplete
        | Measure::AttendancePupils
        | Measure::AttendanceGuardians
        | Measure::AttendanceTeachers
        | Measure::AttendanceStaff
        | Measure::Certifications
        | Measure::CertificationsPupils
        | Measure::CertificationsTeachers => true,
        Measure::SelectedPupils
        | Measure::SelectedSuccessPupils
        | Measure::TeachersTrainedInService
        | Measure::TeachersOffered
        | Measure::HouseholdCoverage
        | Measure::CertificationsPassed => false,
    }
}

/// The island of a place that is one school.
pub fn territory_of<'a>(facts: &'a Facts, place: &Place) -> Option<&'a Territory> {
    match place {
        Place::School(uai) => facts.school(uai).and_then(|school| school.territory.as_ref()),
        Place::Basin | Place::Directory | Place::Territory(_) | Place::Group(_) | Place::Wave(_) => None,
    }
}

/// Reads the evidence of a figure.
///
/// # Errors
/// When there is no such place, the actor may not, the figure is hidden from them, or the
/// database fails.
pub fn evidence(tx: &mut Tx, actor: &Actor, sought: &Sought) -> Result<Evidence, IndicatorError> {
    if !has_pieces(sought.measure) {
        return Err(IndicatorError::NotFound);
    }
    let indicator = sought.measure.indicator();
    let question = Question {
        indicators: vec![indicator],
        place: sought.place.clone(),
        asked: sought.asked,
    };
    let reading = actions::read(tx, actor, &question)?;
    let territory = territory_of(&reading.facts, &sought.place);
    if !may_open(actor, &sought.place, territory, sought.measure.behind()) {
        return Err(IndicatorError::Denied(Denied {
            action: Action::ReadLiveIndicators,
            anonymous: !actor.is_signed_in(),
        }));
    }
    let (value, standing) = if let Some((axis, code)) = &sought.along {
        let (value, standing) = other_axes::standing(tx, actor, &reading, sought.measure, *axis, code)?;
        (value, Some(standing))
    } else {
        let value = reading.value(sought.measure, &sought.place).cloned();
        (value.ok_or(IndicatorError::NotFound)?, None)
    };
    let standing = standing.as_ref();
    if value.has(Flag::Secret) {
        return Err(IndicatorError::Refused("indicators-refused-secret"));
    }
    let mut pieces = match indicator {
        Indicator::Selected => selections(tx, &reading, sought, standing)?,
        Indicator::Connected => rooms(tx, &reading, sought, standing)?,
        Indicator::Certified => certificates(tx, &reading, sought)?,
        Indicator::Used => usage_rows(tx, &reading, sought)?,
        Indicator::Trained => trained(tx, actor, &reading, sought, standing)?,
    };
    pieces.retain(|piece| piece.counts || sought.with_others);
    pieces.sort_by(|left, right| left.key.cmp(&right.key));
    let counted = match indicator {
        // Read no further than the page: the figure says how many they are.
        Indicator::Certified | Indicator::Trained => value.numerator.unwrap_or_default(),
        Indicator::Selected | Indicator::Connected | Indicator::Used => {
            pieces.iter().filter(|piece| piece.counts).count() as u64
        }
    };
    pieces.retain(|piece| piece.key > sought.after);
    let limit = sought.limit.unwrap_or(usize::MAX);
    let more = pieces.len() > limit;
    pieces.truncate(limit);
    let next = pieces.last().filter(|_| more).map(|last| last.key.clone());
    Ok(Evidence {
        counted,
        next,
        value,
        label: reading.labels.of_place(&sought.place),
        thresholds: reading.facts.definitions.of(indicator).thresholds,
        pieces,
    })
}

/// The place of a school in a list: by name, then by code.
fn school_key(school: &SchoolFacts) -> String {
    format!("{} {}", pole_kernel::fold(&school.name), school.uai)
}

/// I1: the eligible schools of the place, and those whose status is not known, each with the
/// decision that selected it.
fn selections(
    tx: &mut Tx,
    reading: &Reading,
    sought: &Sought,
    standing: Option<&Standing>,
) -> Result<Vec<Piece>, IndicatorError> {
    let Asked { on, known_at } = sought.asked;
    let schools = directory::schools_on(tx, &Scope::everything(), on, known_at)?;
    let (_, selections) = gather::selections(tx, &schools, on, known_at)?;
    let asks_signed = sought.measure == Measure::SelectedSigned;
    let mut agreements = HashMap::new();
    if asks_signed {
        agreements = gather::agreements(tx, &schools, on, known_at)?;
    }
    let pieces = reading
        .facts
        .schools_of(&sought.place)
        .filter(|school| school.eligible != Some(false))
        .filter(|school| standing.is_none_or(|standing| standing.has_school(&school.uai)))
        .filter(|school| sought.measure != Measure::SelectedSuccess || school.applied)
        .filter(|school| !asks_signed || school.eligible == Some(true) && school.selected_in.is_some())
        .map(|school| {
            let decision = selections.selected_in.get(&school.uai).map(|(wave, entry)| Selection {
                wave: wave.id,
                wave_label: wave.label.clone(),
                entry: entry.id,
                written_for: Some(entry.uai.clone()).filter(|uai| *uai != school.uai),
                first_year: entry.state.first_year,
                decided_on: entry.state.decided_on,
                reason: entry.state.reason.clone(),
                recorded_at: entry.state.recorded_at,
                recorded_by: entry.state.recorded_by.clone(),
            });
            let line = agreements.get(&school.uai);
            let is_signed = line.is_some_and(SelectedLine::is_signed);
            let told = line.map_or(Agreement::Untold, |line| Agreement::Told {
                dossier: line.dossier,
                state: line.state,
                decided_on: line.decided_on,
            });
            Piece {
                key: school_key(school),
                school: Some((school.uai.clone(), school.name.clone())),
                territory: school.territory.clone(),
                counts: decision.is_some() && school.eligible == Some(true) && (is_signed || !asks_signed),
                fictitious: false,
                what: What::Selection {
                    decision,
                    eligible: school.eligible,
                    agreement: asks_signed.then_some(told),
                },
            }
        })
        .collect();
    Ok(pieces)
}

/// The part of the directory that a place is.
pub(super) fn scope_of(facts: &Facts, place: &Place) -> Scope {
    let mut scope = Scope::default();
    match place {
        Place::Basin | Place::Directory => scope.everything = true,
        Place::Territory(territory) => scope.territories.push(territory.clone()),
        Place::School(uai) => scope.schools.push(uai.clone()),
        Place::Group(_) | Place::Wave(_) => {
            scope
                .schools
                .extend(facts.schools_of(place).map(|school| school.uai.clone()));
        }
    }
    scope
}

/// I2: the teaching rooms in use of the schools that count.
fn rooms(
    tx: &mut Tx,
    reading: &Reading,
    sought: &Sought,
    standing: Option<&Standing>,
) -> Result<Vec<Piece>, IndicatorError> {
    let Asked { on, known_at } = sought.asked;
    let facts = &reading.facts;
    let rates = facts.definitions.rates();
    let rooms = connectivity::room_states(tx, &scope_of(facts, &sought.place), on, known_at)?;
    let pieces = rooms
        .into_iter()
        .filter(|room| standing.is_none_or(|standing| standing.has_room(room.room)))
        .filter_map(|room| {
            let school = facts.school(&room.uai).filter(|school| school.counts == Some(true))?;
            let class = registers::class_of(&room, rates);
            let counts = match sought.measure {
                Measure::RoomsConnected => class >= 1,
                Measure::RoomsVeryHighSpeed => class >= 3,
                Measure::RoomsMeasured => room.basis == Basis::Measured,
                _ => class >= 2,
            };
            Some(Piece {
                key: format!("{} {} {}", school_key(school), pole_kernel::fold(&room.name), room.room),
                school: Some((school.uai.clone(), school.name.clone())),
                territory: school.territory.clone(),
                counts,
                fictitious: room.is_fictitious,
                what: What::Room {
                    room: room.room,
                    class,
                    basis: room.basis,
                    stale: room.is_stale,
                    kbps: room.down_kbps.zip(room.up_kbps),
                    name: room.name,
                },
            })
        })
        .collect();
    Ok(pieces)
}

/// I5: the validated certifications of the period, read no further than the page. The school is not told where the
/// figure of that school is hidden from the reader.
fn certificates(tx: &mut Tx, reading: &Reading, sought: &Sought) -> Result<Vec<Piece>, IndicatorError> {
    let facts = &reading.facts;
    let whole = matches!(sought.place, Place::Basin | Place::Directory);
    let schools: Vec<Option<&Uai>> = facts
        .schools_of(&sought.place)
        .filter(|school| school.counts != Some(false))
        .map(|school| Some(&school.uai))
        .chain(whole.then_some(None))
        .collect();
    let holder = match sought.measure {
        Measure::CertificationsPupils => Some(HolderKind::Pupil),
        Measure::CertificationsTeachers => Some(HolderKind::Teacher),
        _ => None,
    };
    let after = sought.after.split_once(' ').and_then(|(day, number)| {
        let number = number.parse().ok()?;
        Some((Day::parse(day).ok()?, number))
    });
    let asking = pix::Asking {
        from: facts.certified_from,
        to: facts.on,
        known_at: facts.known_at,
        holder: holder.filter(|_| !sought.with_others),
        after,
        limit: one_more(sought.limit),
    };
    let rows = pix::certification_rows(tx, &schools, asking)?;
    let hidden = |uai: &Uai| {
        reading
            .value(Measure::Certifications, &Place::School(uai.clone()))
            .is_some_and(|value| value.has(Flag::Secret))
    };
    let pieces = rows
        .into_iter()
        .filter_map(|row| {
            let school = match &row.uai {
                Some(uai) => Some(facts.school(uai)?),
                None => None,
            };
            let school_hidden = school.is_some_and(|school| hidden(&school.uai));
            let counts = holder.is_none_or(|holder| row.holder == holder);
            Some(Piece {
                key: format!("{} {:012}", row.exam_date, row.number),
                school: school
                    .filter(|_| !school_hidden)
                    .map(|school| (school.uai.clone(), school.name.clone())),
                territory: school.and_then(|school| school.territory.clone()),
                counts,
                fictitious: row.fictitious,
                what: What::Certificate {
                    number: row.number,
                    exam: row.exam_date,
                    holder: row.holder,
                    retake: row.is_retake,
                    matched: row.is_matched,
                    school_hidden,
                },
            })
        })
        .collect();
    Ok(pieces)
}

/// The profiles of usage behind a measure.
const fn profiles(measure: Measure) -> &'static [usage::Profile] {
    use usage::Profile as P;
    match measure {
        Measure::AttendanceGuardians => &[P::Guardian],
        Measure::AttendanceTeachers => &[P::Teacher],
        Measure::AttendanceStaff => &[P::Direction, P::SchoolLife],
        _ => &[P::Pupil],
    }
}

/// I4: the days of a school; elsewhere its schools, each of which opens onto its own days.
fn usage_rows(tx: &mut Tx, reading: &Reading, sought: &Sought) -> Result<Vec<Piece>, IndicatorError> {
    let facts = &reading.facts;
    let profiles = profiles(sought.measure);
    let piece = |school: &SchoolFacts, key: String, fictitious: bool, what: What| Piece {
        key,
        school: Some((school.uai.clone(), school.name.clone())),
        territory: school.territory.clone(),
        counts: true,
        fictitious,
        what,
    };
    if let Place::School(uai) = &sought.place {
        let school = facts.school(uai).ok_or(IndicatorError::NotFound)?;
        let mut days: BTreeMap<(Day, usage::Profile, Service), (u64, u64, bool)> = BTreeMap::new();
        for row in usage::day_rows(tx, uai, facts.month, facts.known_at)? {
            if profiles.contains(&row.profile) && row.day <= facts.on {
                let day = days.entry((row.day, row.profile, row.service)).or_default();
                day.0 += row.visits;
                day.1 += row.views;
                day.2 |= row.fictitious;
            }
        }
        return Ok(days
            .into_iter()
            .map(|((day, profile, service), (visits, views, fictitious))| {
                let what = What::UsageDay {
                    day,
                    profile,
                    service,
                    visits,
                    views,
                };
                piece(
                    school,
                    format!("{day} {} {}", profile.code(), service.code()),
                    fictitious,
                    what,
                )
            })
            .collect());
    }
    let scope = Scope {
        schools: facts
            .schools_of(&sought.place)
            .map(|school| school.uai.clone())
            .collect(),
        ..Scope::default()
    };
    let rows = usage::months_of_schools(tx, &scope, facts.month, facts.known_at)?;
    let pieces = rows
        .into_iter()
        .filter(|row| profiles.contains(&row.profile) && row.service.is_none() && row.channel.is_none())
        .filter(|row| row.visits > 0)
        .filter_map(|row| {
            let usage::UsageScope::School(uai) = &row.scope else {
                return None;
            };
            let school = facts.school(uai)?;
            let shown = reading
                .value(sought.measure, &Place::School(uai.clone()))
                .is_some_and(|value| !value.has(Flag::Secret));
            let what = What::UsageSchool {
                month: row.month,
                visitors: shown.then_some((row.visitors, row.people)),
                visits: row.visits,
                views: row.views,
            };
            let key = format!("{} {}", school_key(school), row.profile.code());
            Some(piece(school, key, row.fictitious, what))
        })
        .collect();
    Ok(pieces)
}

/// As many rows as a page shows, and one to know whether another page follows.
fn one_more(limit: Option<usize>) -> i64 {
    limit.map_or(i64::MAX, |limit| {
        i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
    })
}

/// Somebody who may be a piece of I3.
struct Candidate<'a> {
    key: String,
    person: PersonId,
    school: &'a SchoolFacts,
    reached: Option<Day>,
    counts: bool,
}

/// I3: the people who served in the place, each with the attendances that make their hours: those of the page alone
/// are read.
fn trained(
    tx: &mut Tx,
    actor: &Actor,
    reading: &Reading,
    sought: &Sought,
    standing: Option<&Standing>,
) -> Result<Vec<Piece>, IndicatorError> {
    let facts = &reading.facts;
    let mut pieces = Vec::new();
    let limit = sought.limit.unwrap_or(usize::MAX);
    for candidate in candidates(facts, sought, standing) {
        if pieces.len() > limit {
            break;
        }
        let found = training::attendance_rows(tx, candidate.person, facts.on, facts.known_at)?;
        let Some(first) = found.rows.first().filter(|_| found.minutes > 0) else {
            continue;
        };
        let school = candidate.school;
        let named = policy::allows(
            actor,
            Action::ReadTrainingPeople,
            Subject::School(&school.uai, school.territory.as_ref()),
        );
        let fictitious = found.rows.iter().any(|row| row.fictitious)
            || facts
                .followed
                .iter()
                .any(|line| line.fictitious && line.person == candidate.person.number());
        pieces.push(Piece {
            school: Some((school.uai.clone(), school.name.clone())),
            territory: school.territory.clone(),
            counts: candidate.counts,
            fictitious,
            what: What::Trained {
                name: named.then(|| format!("{} {}", first.surname, first.given_name)),
                minutes: found.minutes,
                reached: candidate.reached,
                attended: found
                    .rows
                    .iter()
                    .map(|row| Attended {
                        session: row.session,
                        theme: row.theme.clone(),
                        day: row.day,
                        minutes: row.minutes,
                        counted: row.counted,
                        is_distance: row.is_distance,
                        evidence: row.evidence,
                    })
                    .collect(),
            },
            key: candidate.key,
        });
    }
    Ok(pieces)
}

/// Those who served in the place and come after the page before, in the order of the list: a person of two schools of
/// the place is one of them.
fn candidates<'a>(facts: &'a Facts, sought: &'a Sought, standing: Option<&Standing>) -> Vec<Candidate<'a>> {
    let tier = match sought.measure {
        Measure::TeachersAware => 0,
        Measure::TeachersComplete => 2,
        _ => facts.definitions.trained_tier(),
    };
    let schools: BTreeMap<&Uai, &SchoolFacts> = facts
        .schools_of(&sought.place)
        .filter(|school| school.counts == Some(true))
        .map(|school| (&school.uai, school))
        .collect();
    let mut found: BTreeMap<u128, Candidate<'a>> = BTreeMap::new();
    for line in &facts.followed {
        // Along an axis, somebody counts where they did enough there.
        let there = standing.map(|standing| standing.counts(line.person));
        let (Some(school), false) = (schools.get(&line.uai), there == Some(None)) else {
            continue;
        };
        let reached = line.reached.get(tier).copied().flatten().filter(|day| *day <= facts.on);
        let counts = there.flatten().unwrap_or(reached.is_some());
        let person = PersonId::new(Uuid::from_u128(line.person));
        let day = reached.map_or_else(|| "9999".to_owned(), |day| day.to_string());
        let key = format!("{day} {person}");
        if (counts || sought.with_others) && key > sought.after {
            found.entry(line.person).or_insert(Candidate {
                key,
                person,
                school,
                reached,
                counts,
            });
        }
    }
    let mut found: Vec<Candidate<'a>> = found.into_values().collect();
    found.sort_by(|left, right| left.key.cmp(&right.key));
    found
}
