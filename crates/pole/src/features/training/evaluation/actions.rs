//! Opening and closing questionnaires, answering them, reading what they say together.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::Tx;
use pole_formats::RegistrationStatus;
use pole_kernel::{Day, Instant, SchoolYear};

use super::super::actions::{check_attendance, known};
use super::super::errors::{Refusal, TrainingError};
use super::super::model::{Session, SessionId};
use super::super::rules::Parameters;
use super::super::store as sessions;
use super::model::{
    Campaign, Counted, Due, GroupBy, Levels, Question, RespondentTag, Sheet, Slip, Stage, Standing, Sums, TrainedSchool,
};
use super::{rules, store};
use crate::features::people::PersonId;
use crate::policy::{self, Action, Actor, Denied, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// What is asked of the sums of answers.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Sessions that began in this school year; in all of them when it is not said.
    pub year: Option<SchoolYear>,
    /// How they are put together.
    pub by: GroupBy,
    /// When one looks: only questionnaires that are over are told.
    pub now: Instant,
}

/// What the evaluation page shows.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// What people answered, level by level.
    pub levels: Levels,
    /// Level 4: the schools whose figures may have moved.
    pub schools: Vec<TrainedSchool>,
    /// The questionnaires that can be opened today.
    pub due: Vec<Due>,
}

/// The four levels, for who may read them: never the answers of one person.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn evaluation(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<Evaluation, TrainingError> {
    let action = Action::ReadTrainingEvaluation;
    policy::check(actor, action, Subject::Basin)?;
    let seen_by = policy::scope(actor, action);
    // A session brings together people of many schools: it is told to those who answer for all of them.
    if !seen_by.everything {
        return Err(Denied {
            action,
            anonymous: !actor.is_signed_in(),
        }
        .into());
    }
    let today = asked.now.day();
    let (from, to) = asked.year.map_or_else(
        || (Parameters::default().period_from, today),
        |year| (year.first_day(), year.last_day().min(today)),
    );
    let campaigns = store::campaigns(tx, from, to)?;
    let sums = store::sums(tx, from, to)?;
    let positions = store::positions(tx, from, to)?;
    let of_stage = |stage: Stage| -> (Vec<&Campaign>, Vec<Campaign>) {
        let (open, over): (Vec<&Campaign>, Vec<&Campaign>) = campaigns
            .iter()
            .filter(|campaign| campaign.stage == stage)
            .partition(|campaign| campaign.is_open(asked.now));
        (over, open.into_iter().cloned().collect())
    };
    let counted = |over: &[&Campaign], sums: &BTreeMap<_, Sums>| -> Vec<Counted> {
        over.iter()
            .map(|campaign| Counted {
                session: campaign.session,
                theme: campaign.theme.clone(),
                year: campaign.year(),
                first_day: campaign.first_day,
                ended_at: campaign.end(),
                asked: campaign.asked,
                sums: sums.get(&campaign.id).cloned().unwrap_or_default(),
                fictitious: campaign.fictitious,
            })
            .collect()
    };
    let (ends, open_ends) = of_stage(Stage::End);
    let (laters, open_laters) = of_stage(Stage::Later);
    // Who was asked before and after: sessions whose people were asked to place themselves before.
    let before: BTreeSet<SessionId> = campaigns
        .iter()
        .filter(|campaign| campaign.stage == Stage::Before)
        .map(|campaign| campaign.session)
        .collect();
    let placed: Vec<&Campaign> = ends
        .iter()
        .copied()
        .filter(|campaign| before.contains(&campaign.session))
        .collect();
    let open_placed: Vec<Campaign> = open_ends
        .iter()
        .filter(|campaign| before.contains(&campaign.session))
        .cloned()
        .collect();
    let over: BTreeSet<_> = placed.iter().map(|campaign| campaign.id).collect();
    let by_competence: Vec<_> = positions
        .by_competence
        .iter()
        .filter(|(campaign, ..)| over.contains(campaign))
        .map(|(_, competence, sums)| (*competence, sums.clone()))
        .collect();
    let levels = Levels {
        reaction: rules::told(asked.by, &counted(&ends, &sums), &open_ends),
        learning: rules::told(asked.by, &counted(&placed, &positions.sums), &open_placed),
        competences: rules::by_competence(&by_competence),
        practice: rules::told(asked.by, &counted(&laters, &sums), &open_laters),
    };
    Ok(Evaluation {
        levels,
        schools: store::trained_schools(tx, &seen_by, from, to)?,
        due: due(tx, today)?,
    })
}

/// The questionnaires that can be opened today: at the end of sessions, and three months later.
fn due(tx: &mut Tx, today: Day) -> Result<Vec<Due>, TrainingError> {
    let mut due = Vec::new();
    for (stage, earliest) in [
        (Stage::End, today.plus_days(-rules::CODE_DAYS)),
        // The last days of months of different lengths are sorted out below.
        (Stage::Later, today.plus_months(-7)),
    ] {
        let found = store::not_opened(tx, stage, earliest, today)?;
        due.extend(found.into_iter().filter(|one| {
            let (first, last) = rules::opening(stage, one.last_day, one.last_day);
            first <= today && today <= last
        }));
    }
    Ok(due)
}

/// Where the questionnaires of a session stand, for who records its attendance.
#[derive(Clone, Debug)]
pub struct SessionEvaluation {
    /// The session.
    pub session: Session,
    /// Each questionnaire.
    pub stages: Vec<(Stage, Standing)>,
}

/// Where the questionnaires of a session stand.
///
/// # Errors
/// When there is no such session, the actor may not, or the database fails.
pub fn of_session(tx: &mut Tx, actor: &Actor, now: Instant, id: SessionId) -> Result<SessionEvaluation, TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    let campaigns = store::campaigns_of(tx, id)?;
    let stages = Stage::ALL
        .iter()
        .map(|stage| {
            let campaign = campaigns.iter().find(|campaign| campaign.stage == *stage);
            (*stage, standing(&session, *stage, campaign, now))
        })
        .collect();
    Ok(SessionEvaluation { session, stages })
}

fn standing(session: &Session, stage: Stage, campaign: Option<&Campaign>, now: Instant) -> Standing {
    if let Some(campaign) = campaign {
        return if campaign.is_open(now) {
            Standing::Open(campaign.clone())
        } else {
            Standing::Closed(campaign.clone())
        };
    }
    if rules::questions(stage, &session.sheet.competences).is_empty() {
        return Standing::NoCompetence;
    }
    let today = now.day();
    let (first, last) = rules::opening(stage, session.sheet.first_day, session.sheet.last_day);
    if today < first {
        Standing::NotYet(first)
    } else if today <= last && !session.sheet.is_cancelled {
        Standing::Openable(last)
    } else {
        Standing::Missed
    }
}

/// Draws the personal codes of a questionnaire and opens it when it is not. Who answered already gets none; a code
/// given before to somebody else is good no more. `secret` is drawn outside: the same one gives the same codes.
///
/// # Errors
/// When it cannot be opened now or is over, nobody is to be asked, the actor may not, or the database fails.
pub fn draw_codes(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: SessionId,
    stage: Stage,
    secret: &str,
) -> Result<Vec<Slip>, TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    let campaigns = store::campaigns_of(tx, id)?;
    let campaign = campaigns.into_iter().find(|campaign| campaign.stage == stage);
    let (opened, is_new) = match standing(&session, stage, campaign.as_ref(), now) {
        Standing::Open(campaign) => (campaign, false),
        Standing::Openable(_) => (opened(&session, stage, now), true),
        Standing::NotYet(_) => return Err(Refusal::EvaluationTooEarly.into()),
        Standing::Closed(_) | Standing::Missed => return Err(Refusal::EvaluationOver.into()),
        Standing::NoCompetence => return Err(Refusal::EvaluationNoCompetence.into()),
    };
    let people = asked_people(tx, id, stage)?;
    if people.is_empty() {
        return Err(Refusal::EvaluationNobody.into());
    }
    if is_new {
        store::insert_campaign(tx, &opened, actor.account)?;
    }
    let mut respondents = store::respondents(tx, id)?;
    let new: Vec<_> = people
        .iter()
        .filter(|(person, ..)| !respondents.contains_key(person))
        .map(|(person, ..)| (*person, fresh_id::<RespondentTag>()))
        .collect();
    store::insert_respondents(tx, id, &new, now)?;
    respondents.extend(new);
    let answered: BTreeSet<_> = store::answered(tx, opened.id)?.into_iter().collect();
    let mut slips = Vec::new();
    let mut codes = Vec::new();
    for (person, name, school) in people {
        let Some(respondent) = respondents.get(&person).filter(|id| !answered.contains(id)) else {
            continue;
        };
        let code = rules::code(secret, &format!("{stage} {person}"));
        codes.push((*respondent, rules::code_hash(&code)));
        slips.push(Slip {
            name,
            school,
            code: rules::printed(&code),
        });
    }
    if slips.is_empty() {
        return Err(Refusal::EvaluationAllAnswered.into());
    }
    store::replace_codes(tx, opened.id, &codes, now, actor.account)?;
    let detail = format!("{stage}, {} codes", slips.len());
    audit::record(
        tx,
        actor,
        now,
        "training_evaluation.codes_drawn",
        &id.to_string(),
        &detail,
    )?;
    Ok(slips)
}

fn opened(session: &Session, stage: Stage, now: Instant) -> Campaign {
    Campaign {
        id: fresh_id(),
        session: session.id,
        stage,
        theme: session.sheet.theme.trim().to_owned(),
        first_day: session.sheet.first_day,
        opened_at: now,
        closes_at: rules::last_answer(stage, session.sheet.last_day, now.day()).ends(),
        closed_at: None,
        asked: 0,
        answered: 0,
        fictitious: session.fictitious,
    }
}

/// Who is asked: before, those who have a seat or came; afterwards, those who came.
fn asked_people(
    tx: &mut Tx,
    id: SessionId,
    stage: Stage,
) -> Result<Vec<(PersonId, String, Option<String>)>, TrainingError> {
    let came: BTreeSet<PersonId> = sessions::attendances(tx, id)?.iter().map(|one| one.person).collect();
    let participants = sessions::participants(tx, id)?;
    Ok(participants
        .into_iter()
        .filter(|one| {
            let seated = one.status.is_some_and(RegistrationStatus::has_seat);
            came.contains(&one.person) || seated && stage == Stage::Before
        })
        .map(|one| (one.person, format!("{} {}", one.surname, one.given_name), one.school))
        .collect())
}

/// Closes a questionnaire: no answer is taken any more, and what was answered can be told.
///
/// # Errors
/// When it is not open, the actor may not, or the database fails.
pub fn close(tx: &mut Tx, actor: &Actor, now: Instant, id: SessionId, stage: Stage) -> Result<(), TrainingError> {
    let session = known(tx, id)?;
    check_attendance(tx, actor, &session)?;
    let campaigns = store::campaigns_of(tx, id)?;
    let campaign = campaigns
        .into_iter()
        .find(|campaign| campaign.stage == stage && campaign.is_open(now))
        .ok_or(Refusal::EvaluationOver)?;
    store::close_campaign(tx, campaign.id, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "training_evaluation.closed",
        &id.to_string(),
        stage.code(),
    )?;
    Ok(())
}

/// The questionnaire that a code opens. The code is the right to it: no account is needed.
///
/// # Errors
/// When there is no such code, it was used, its time is over, or the database fails.
pub fn sheet(tx: &mut Tx, now: Instant, code: &str) -> Result<Sheet, TrainingError> {
    Ok(invited(tx, now, code)?.1)
}

fn invited(tx: &mut Tx, now: Instant, code: &str) -> Result<(store::Invitation, Sheet), TrainingError> {
    let code = rules::typed(code).ok_or(Refusal::CodeUnknown)?;
    let invitation = store::invitation(tx, &rules::code_hash(&code))?.ok_or(Refusal::CodeUnknown)?;
    if invitation.is_answered {
        return Err(Refusal::CodeUsed.into());
    }
    if now >= invitation.end {
        return Err(Refusal::CodeOver.into());
    }
    let session = known(tx, invitation.session)?;
    let sheet = Sheet {
        questions: rules::questions(invitation.stage, &session.sheet.competences),
        theme: session.sheet.theme,
        days: (session.sheet.first_day, session.sheet.last_day),
        stage: invitation.stage,
    };
    Ok((invitation, sheet))
}

/// Answers a questionnaire, whole and once. The trail says that somebody answered, never who.
///
/// # Errors
/// When the code opens nothing, a question is without answer, or the database fails.
pub fn answer(tx: &mut Tx, now: Instant, code: &str, values: &BTreeMap<String, u32>) -> Result<(), TrainingError> {
    let (invitation, sheet) = invited(tx, now, code)?;
    let answers = sheet
        .questions
        .iter()
        .map(|question| {
            let value = values
                .get(question.code())
                .filter(|value| question.values().contains(value));
            value.map(|value| (*question, *value)).ok_or(Refusal::AnswerMissing)
        })
        .collect::<Result<Vec<(Question, u32)>, Refusal>>()?;
    store::insert_answers(tx, &invitation, &answers, now)?;
    let subject = invitation.session.to_string();
    audit::record(
        tx,
        &Actor::nobody(),
        now,
        "training_evaluation.answered",
        &subject,
        invitation.stage.code(),
    )?;
    Ok(())
}
