//! Questionnaires, codes and answers in the database. Nothing here gives the answers of one person.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant};

use super::super::model::{Competence, SessionId};
use super::model::{
    AFTER, BEFORE, Campaign, CampaignId, Due, InvitationId, Question, RespondentId, Stage, Sums, TrainedSchool,
};
use crate::features::people::PersonId;
use crate::policy::{AccountId, Scope};
use crate::shell::clock::fresh_id;

fn whole(row: &Row<'_>, column: &str) -> Result<u64, DbError> {
    let number: i64 = row.get(column)?;
    Ok(u64::try_from(number).unwrap_or(0))
}

fn read_campaign(row: &Row<'_>) -> Result<Campaign, DbError> {
    Ok(Campaign {
        id: row.get("id")?,
        session: row.get("session")?,
        stage: row.get("stage")?,
        theme: row.get("theme")?,
        first_day: row.get("first_day")?,
        opened_at: row.get("opened_at")?,
        closes_at: row.get("closes_at")?,
        closed_at: row.get("closed_at")?,
        asked: whole(row, "asked")?,
        answered: whole(row, "answered")?,
        fictitious: row.get("fictitious")?,
    })
}

/// The questionnaires of a session.
pub(super) fn campaigns_of(tx: &mut Tx, session: SessionId) -> Result<Vec<Campaign>, DbError> {
    tx.rows(
        sql!(
            "select c.id, c.session, c.stage, c.theme, c.first_day, c.opened_at, c.closes_at, c.closed_at, t.fictitious,
                    (select count(distinct i.respondent) from training_invitation i where i.campaign = c.id) as asked,
                    (select count(*) from training_invitation i
                      where i.campaign = c.id and i.answered_at is not null) as answered
               from training_campaign c join training_session t on t.id = c.session
              where c.session = :session"
        ),
        params! { session: session },
        read_campaign,
    )
}

/// The questionnaires of the sessions that began between two days.
pub(super) fn campaigns(tx: &mut Tx, from: Day, to: Day) -> Result<Vec<Campaign>, DbError> {
    tx.rows(
        sql!(
            "select c.id, c.session, c.stage, c.theme, c.first_day, c.opened_at, c.closes_at, c.closed_at, t.fictitious,
                    (select count(distinct i.respondent) from training_invitation i where i.campaign = c.id) as asked,
                    (select count(*) from training_invitation i
                      where i.campaign = c.id and i.answered_at is not null) as answered
               from training_campaign c join training_session t on t.id = c.session
              where c.first_day >= :from and c.first_day <= :to
              order by c.first_day, c.id"
        ),
        params! { from: from, to: to },
        read_campaign,
    )
}

/// Opens a questionnaire.
pub(super) fn insert_campaign(tx: &mut Tx, campaign: &Campaign, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into training_campaign (id, session, stage, theme, first_day, opened_at, opened_by, closes_at)
             values (:id, :session, :stage, :theme, :first_day, :opened_at, :account, :closes_at)"
        ),
        params! {
            id: campaign.id, session: campaign.session, stage: campaign.stage, theme: campaign.theme.as_str(),
            first_day: campaign.first_day, opened_at: campaign.opened_at, account: account,
            closes_at: campaign.closes_at
        },
    )?;
    Ok(())
}

/// Closes a questionnaire before its time, once.
pub(super) fn close_campaign(
    tx: &mut Tx,
    id: CampaignId,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update training_campaign set closed_at = :now, closed_by = :account where id = :id and closed_at is null"
        ),
        params! { id: id, now: now, account: account },
    )?;
    Ok(())
}

/// Who answers the questionnaires of a session, by person.
pub(super) fn respondents(tx: &mut Tx, session: SessionId) -> Result<BTreeMap<PersonId, RespondentId>, DbError> {
    let known = tx.rows(
        sql!("select person, id from training_respondent where session = :session and person is not null"),
        params! { session: session },
        |row| Ok((row.get("person")?, row.get("id")?)),
    )?;
    Ok(known.into_iter().collect())
}

/// Gives people a number of their own in a session.
pub(super) fn insert_respondents(
    tx: &mut Tx,
    session: SessionId,
    new: &[(PersonId, RespondentId)],
    now: Instant,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into training_respondent (id, session, person, recorded_at) values (:id, :session, :person, :now)"
        ),
        new.iter()
            .map(|(person, id)| params! { id: id, session: session, person: person, now: now }),
    )?;
    Ok(())
}

/// Those who answered a questionnaire.
pub(super) fn answered(tx: &mut Tx, campaign: CampaignId) -> Result<Vec<RespondentId>, DbError> {
    tx.rows(
        sql!("select respondent from training_invitation where campaign = :campaign and answered_at is not null"),
        params! { campaign: campaign },
        |row| row.get("respondent"),
    )
}

/// Gives codes; those given before to the same people are good no more.
pub(super) fn replace_codes(
    tx: &mut Tx,
    campaign: CampaignId,
    codes: &[(RespondentId, String)],
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "update training_invitation set withdrawn_at = :now
              where campaign = :campaign and respondent = :respondent and answered_at is null and withdrawn_at is null"
        ),
        codes
            .iter()
            .map(|(respondent, _)| params! { campaign: campaign, respondent: respondent, now: now }),
    )?;
    tx.execute_many(
        sql!(
            "insert into training_invitation (id, campaign, respondent, code_hash, drawn_at, drawn_by)
             values (:id, :campaign, :respondent, :code_hash, :now, :account)"
        ),
        codes.iter().map(|(respondent, hash)| {
            params! {
                id: fresh_id::<super::model::InvitationTag>(), campaign: campaign, respondent: respondent,
                code_hash: hash.as_str(), now: now, account: account
            }
        }),
    )?;
    Ok(())
}

/// What a code opens.
#[derive(Clone, Debug)]
pub(super) struct Invitation {
    pub(super) id: InvitationId,
    pub(super) campaign: CampaignId,
    pub(super) respondent: RespondentId,
    pub(super) session: SessionId,
    pub(super) stage: Stage,
    pub(super) end: Instant,
    pub(super) is_answered: bool,
}

/// The invitation of a code that was not replaced.
pub(super) fn invitation(tx: &mut Tx, code_hash: &str) -> Result<Option<Invitation>, DbError> {
    tx.optional(
        sql!(
            "select i.id, i.campaign, i.respondent, i.answered_at, c.session, c.stage, c.closes_at, c.closed_at
               from training_invitation i join training_campaign c on c.id = i.campaign
              where i.code_hash = :code_hash and i.withdrawn_at is null"
        ),
        params! { code_hash: code_hash },
        |row| {
            let (closes, closed): (Instant, Option<Instant>) = (row.get("closes_at")?, row.get("closed_at")?);
            let answered: Option<Instant> = row.get("answered_at")?;
            Ok(Invitation {
                id: row.get("id")?,
                campaign: row.get("campaign")?,
                respondent: row.get("respondent")?,
                session: row.get("session")?,
                stage: row.get("stage")?,
                end: closed.map_or(closes, |closed| closed.min(closes)),
                is_answered: answered.is_some(),
            })
        },
    )
}

/// Keeps the answers of somebody, once.
pub(super) fn insert_answers(
    tx: &mut Tx,
    invitation: &Invitation,
    answers: &[(Question, u32)],
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!("update training_invitation set answered_at = :now where id = :id and answered_at is null"),
        params! { id: invitation.id, now: now },
    )?;
    tx.execute_many(
        sql!(
            "insert into training_answer (campaign, respondent, question, value, recorded_at)
             values (:campaign, :respondent, :question, :value, :now)"
        ),
        answers.iter().map(|(question, value)| {
            params! {
                campaign: invitation.campaign, respondent: invitation.respondent, question: question.code(),
                value: i64::from(*value), now: now
            }
        }),
    )?;
    Ok(())
}

/// The sums of each questionnaire of the sessions that began between two days.
pub(super) fn sums(tx: &mut Tx, from: Day, to: Day) -> Result<BTreeMap<CampaignId, Sums>, DbError> {
    let mut sums: BTreeMap<CampaignId, Sums> = BTreeMap::new();
    tx.each(
        sql!(
            "select a.campaign, a.question, count(*) as many, cast(sum(a.value) as bigint) as total
               from training_campaign c join training_answer a on a.campaign = c.id
              where c.first_day >= :from and c.first_day <= :to
              group by a.campaign, a.question"
        ),
        params! { from: from, to: to },
        |row| {
            let many = whole(row, "many")?;
            let kept = sums.entry(row.get("campaign")?).or_default();
            kept.respondents = kept.respondents.max(many);
            kept.by_question
                .insert(row.get("question")?, (whole(row, "total")?, many));
            Ok(())
        },
    )?;
    Ok(sums)
}

/// Where people placed themselves before and at the end, of those who did both, by questionnaire of the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    /// Of a session as a whole.
    pub(super) sums: BTreeMap<CampaignId, Sums>,
    /// Of each of its competences.
    pub(super) by_competence: Vec<(CampaignId, Competence, Sums)>,
}

/// The positions of those who placed themselves twice, of the sessions that began between two days.
pub(super) fn positions(tx: &mut Tx, from: Day, to: Day) -> Result<Positions, DbError> {
    let mut found = Positions::default();
    tx.each(
        sql!(
            "select e.campaign, e.question, count(*) as many, cast(sum(b.value) as bigint) as were,
                    cast(sum(e.value) as bigint) as are
               from training_campaign c
               join training_answer e on e.campaign = c.id
               join training_answer b on b.respondent = e.respondent and b.question = e.question
               join training_campaign d on d.id = b.campaign
              where c.first_day >= :from and c.first_day <= :to and c.stage = 'end' and d.stage = 'before'
              group by e.campaign, e.question"
        ),
        params! { from: from, to: to },
        |row| {
            let campaign: CampaignId = row.get("campaign")?;
            let question: String = row.get("question")?;
            let Ok(competence) = Competence::parse(&question) else {
                return Ok(());
            };
            let many = whole(row, "many")?;
            let of_one = Sums {
                respondents: many,
                by_question: BTreeMap::from([
                    (BEFORE.to_owned(), (whole(row, "were")?, many)),
                    (AFTER.to_owned(), (whole(row, "are")?, many)),
                ]),
            };
            let kept = found.sums.entry(campaign).or_default();
            let respondents = kept.respondents.max(many);
            kept.add(&of_one);
            // A person with two competences is one person.
            kept.respondents = respondents;
            found.by_competence.push((campaign, competence, of_one));
            Ok(())
        },
    )?;
    Ok(found)
}

/// The sessions that people attended, whose last day is between two days and of which a questionnaire was not opened.
pub(super) fn not_opened(tx: &mut Tx, stage: Stage, from: Day, to: Day) -> Result<Vec<Due>, DbError> {
    tx.rows(
        sql!(
            "select v.session, v.theme, v.last_day
               from training_session_version v
              where v.first_day >= :begin and v.first_day <= :to and v.last_day >= :from and v.last_day <= :to
                and v.withdrawn_at is null and v.is_cancelled = false
                and exists (select 1 from attendance a where a.session = v.session and a.withdrawn_at is null)
                and not exists (select 1 from training_campaign c where c.session = v.session and c.stage = :stage)
              order by v.last_day, v.session"
        ),
        // A session lasts a year at most.
        params! { begin: from.plus_days(-366), from: from, to: to, stage: stage },
        |row| {
            let last_day: Day = row.get("last_day")?;
            Ok(Due {
                session: row.get("session")?,
                theme: row.get("theme")?,
                last_day,
                stage,
                until: super::rules::opening(stage, last_day, last_day).1,
            })
        },
    )
}

/// The schools where those who followed a digital session between two days served then.
pub(super) fn trained_schools(tx: &mut Tx, seen_by: &Scope, from: Day, to: Day) -> Result<Vec<TrainedSchool>, DbError> {
    tx.rows(
        sql!(
            "select s.uai, sc.name, count(distinct a.person) as persons, min(a.day) as first_day,
                    count(case when a.fictitious then 1 end) as fictitious
               from attendance a
               join school_service s on s.person = a.person and s.withdrawn_at is null and s.valid_from <= a.day
                and (s.valid_to is null or s.valid_to >= a.day)
               join school sc on sc.uai = s.uai
              where a.day >= :from and a.day <= :to and a.withdrawn_at is null and a.counted > 0
                and (:everything or :territories like '% ' || sc.territory || ' %' or :schools like '% ' || sc.uai || ' %')
              group by s.uai, sc.name
              order by sc.name, s.uai"
        ),
        params! {
            from: from, to: to, everything: seen_by.everything, territories: seen_by.territories_text(),
            schools: seen_by.schools_text()
        },
        |row| {
            Ok(TrainedSchool {
                uai: row.get("uai")?,
                name: row.get("name")?,
                persons: whole(row, "persons")?,
                first_day: row.get("first_day")?,
                fictitious: whole(row, "fictitious")? > 0,
            })
        },
    )
}

/// One link between answers and a person, about to be forgotten.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: RespondentId,
    pub(super) session: SessionId,
    pub(super) person: PersonId,
    pub(super) last_day: Day,
}

/// The people whose sessions were over before a day, in the order of their numbers.
pub(super) fn known_before(tx: &mut Tx, before: Day) -> Result<Vec<Known>, DbError> {
    tx.rows(
        sql!(
            "select r.id, r.session, r.person, v.last_day
               from training_respondent r
               join training_session_version v on v.session = r.session and v.withdrawn_at is null
              where r.person is not null and v.last_day < :before
              order by r.id"
        ),
        params! { before: before },
        |row| {
            Ok(Known {
                id: row.get("id")?,
                session: row.get("session")?,
                person: row.get("person")?,
                last_day: row.get("last_day")?,
            })
        },
    )
}

/// Forgets who answered.
pub(super) fn forget(tx: &mut Tx, known: &[Known], now: Instant) -> Result<(), DbError> {
    tx.execute_many(
        sql!("update training_respondent set person = null, forgotten_at = :now where id = :id"),
        known.iter().map(|one| params! { id: one.id, now: now }),
    )?;
    Ok(())
}

/// Whether a legal hold keeps what the job would forget.
pub(super) fn is_held(tx: &mut Tx, job: &str) -> Result<bool, DbError> {
    let held: i64 = tx.one(
        sql!("select count(*) as many from retention_hold where job = :job and lifted_at is null"),
        params! { job: job },
        |row| row.get("many"),
    )?;
    Ok(held > 0)
}

/// Writes down the proof of what was forgotten.
pub(super) fn insert_proof(
    tx: &mut Tx,
    job: &str,
    (first_day, up_to): (Day, Day),
    forgotten: &[Known],
    digest: &str,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into retention_run (id, job, rule, ran_at, first_day, up_to, deleted, digest, held)
             values (:id, :job, 'who answered is forgotten once nothing is asked any more', :now, :first_day, :up_to,
                     :deleted, :digest, false)"
        ),
        params! {
            id: fresh_id::<Known>(), job: job, now: now, first_day: first_day, up_to: up_to,
            deleted: i64::try_from(forgotten.len()).unwrap_or(i64::MAX), digest: digest
        },
    )?;
    Ok(())
}
