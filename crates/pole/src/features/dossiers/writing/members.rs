//! Who writes in a dossier: invitations, what is missing on whose side, and a word to those who are late.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Id, Instant, Role, RoleScope, Uai};

use super::super::model::DossierId;
use super::super::store as dossiers;
use super::access::Access;
use super::answers::{self, Setting, by_question, open};
use super::errors::{Refusal, WritingError};
use super::progress::{Lack, SectionProgress, progress};
use super::store;
use crate::features::accounts::{self, Reachable};
use crate::features::calls::{self, Part};
use crate::features::directory;
use crate::policy::{AccountId, Actor};
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::messages::{self, NewMessage};

/// Tag of the identifiers of invitations.
#[derive(Debug)]
pub enum MemberTag {}

/// The identifier of an invitation.
pub type MemberId = Id<MemberTag>;

/// Somebody invited to write a part, until the invitation ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier.
    pub id: MemberId,
    /// The account.
    pub account: AccountId,
    /// How they are called.
    pub name: String,
    /// The part.
    pub part: Part,
    /// Since when.
    pub invited_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// Somebody whose turn it is, with what is missing on their side.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) account: AccountId,
    pub(super) name: String,
    /// The parts they fill in.
    pub(super) parts: BTreeSet<Part>,
    /// Since when they were invited, when they were.
    pub(super) invited_at: Option<Instant>,
    /// Whether they lead a school of the dossier, or own it for the authority.
    pub(super) by_role: bool,
    /// What is missing on their side.
    pub(super) missing: Vec<Lack>,
}

/// The members of a dossier as one page shows them.
#[derive(Clone, Debug)]
pub(super) struct MembersView {
    pub(super) setting: Setting,
    pub(super) invitations: Vec<Invitation>,
    pub(super) sections: Vec<SectionProgress>,
    pub(super) people: Vec<Person>,
    /// Who can be invited.
    pub(super) reachable: Vec<Reachable>,
}

/// Whether a role writes a part when it is invited to.
pub(super) fn fits(part: Part, role: Role) -> bool {
    match part {
        Part::Head | Part::Teachers => matches!(role, Role::Head | Role::Teacher),
        Part::Authority => role == Role::AuthorityAgent,
        Part::Delegate => matches!(role, Role::AcademicService | Role::Pilot),
    }
}

/// The accounts that a dossier can reach: its schools, its island, the academy.
fn reachable(tx: &mut Tx, setting: &Setting, today: Day) -> Result<Vec<Reachable>, DbError> {
    let mut schools: Vec<Uai> = setting.lines.iter().map(|line| line.uai.clone()).collect();
    if !schools.contains(&setting.dossier.college) {
        schools.push(setting.dossier.college.clone());
    }
    accounts::reachable(tx, &schools, &setting.dossier.territory, today)
}

/// How far each section of a dossier is.
pub(super) fn sections(tx: &mut Tx, setting: &Setting) -> Result<Vec<SectionProgress>, DbError> {
    let id = setting.dossier.id;
    let answers = answers::newest(tx, id)?;
    let attached = dossiers::documents_of(tx, id)?;
    Ok(progress(
        &setting.content,
        &setting.schools(),
        &by_question(&answers),
        &attached,
    ))
}

/// Who has to write what is missing.
///
/// Members their part; agents the part of the authority; the director of an école what their école lacks;
/// the head of the collège the rest of the head's part, and the parts that nobody was given.
fn people(
    setting: &Setting,
    invitations: &[Invitation],
    reachable: &[Reachable],
    sections: &[SectionProgress],
) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut add = |account: AccountId, name: &str, part: Option<Part>, invited_at: Option<Instant>| {
        let place = people.iter().position(|person| person.account == account);
        let place = place.unwrap_or_else(|| {
            people.push(Person {
                account,
                name: name.to_owned(),
                parts: BTreeSet::new(),
                invited_at: None,
                by_role: false,
                missing: Vec::new(),
            });
            people.len() - 1
        });
        if let Some(person) = people.get_mut(place) {
            person.parts.extend(part);
            person.by_role |= invited_at.is_none();
            person.invited_at = match (person.invited_at, invited_at) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
    };
    let mut directors: Vec<(AccountId, Uai)> = Vec::new();
    let mut heads: Vec<AccountId> = Vec::new();
    for one in reachable {
        match (one.role, &one.scope) {
            (Role::Head, RoleScope::School(uai)) => {
                add(one.account, &one.name, Some(Part::Head), None);
                if *uai == setting.dossier.college {
                    heads.push(one.account);
                } else {
                    directors.push((one.account, uai.clone()));
                }
            }
            (Role::AuthorityAgent, _) => add(one.account, &one.name, Some(Part::Authority), None),
            (
                Role::Administrator | Role::Pilot | Role::AcademicService | Role::Head | Role::Teacher | Role::Reviewer,
                _,
            ) => {}
        }
    }
    for invitation in invitations.iter().filter(|one| one.ended_at.is_none()) {
        add(
            invitation.account,
            &invitation.name,
            Some(invitation.part),
            Some(invitation.invited_at),
        );
    }
    let is_given = |part: Part| {
        invitations.iter().any(|one| one.ended_at.is_none() && one.part == part)
            || (part == Part::Authority && reachable.iter().any(|one| one.role == Role::AuthorityAgent))
    };
    let leads = |account: AccountId, uai: Option<&Uai>| {
        uai.is_some_and(|uai| {
            directors
                .iter()
                .any(|(director, own)| *director == account && own == uai)
        })
    };
    let has_director = |uai: Option<&Uai>| uai.is_some_and(|uai| directors.iter().any(|(_, own)| own == uai));
    let all: Vec<&Lack> = sections.iter().flat_map(|section| &section.missing).collect();
    for person in &mut people {
        let is_invited = |part: Part| {
            invitations
                .iter()
                .any(|one| one.ended_at.is_none() && one.account == person.account && one.part == part)
        };
        let is_agent = reachable
            .iter()
            .any(|one| one.account == person.account && one.role == Role::AuthorityAgent);
        person.missing = all
            .iter()
            .filter(|lack| {
                let uai = lack.uai.as_ref();
                let by_head = lack.part == Part::Head || !is_given(lack.part);
                is_invited(lack.part)
                    || (is_agent && lack.part == Part::Authority)
                    || (by_head && leads(person.account, uai))
                    || (by_head && heads.contains(&person.account) && !has_director(uai))
            })
            .map(|lack| (*lack).clone())
            .collect();
    }
    people
}

/// The people of a dossier with what is missing on their side, for the page and for the reminders.
pub(super) fn people_of(tx: &mut Tx, setting: &Setting, today: Day) -> Result<Vec<Person>, DbError> {
    let invitations = store::invitations(tx, setting.dossier.id)?;
    let reachable = reachable(tx, setting, today)?;
    let sections = sections(tx, setting)?;
    Ok(people(setting, &invitations, &reachable, &sections))
}

/// The members of a dossier, and who is missing what.
pub(super) fn view(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<MembersView, WritingError> {
    let setting = open(tx, actor, now, id)?;
    let invitations = store::invitations(tx, id)?;
    let reachable = reachable(tx, &setting, now.day())?;
    let sections = sections(tx, &setting)?;
    let people = people(&setting, &invitations, &reachable, &sections);
    Ok(MembersView {
        setting,
        invitations,
        sections,
        people,
        reachable,
    })
}

/// The invitations of a dossier that are under way.
pub(super) fn list(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<Vec<Invitation>, WritingError> {
    open(tx, actor, now, id)?;
    let mut invitations = store::invitations(tx, id)?;
    invitations.retain(|invitation| invitation.ended_at.is_none());
    Ok(invitations)
}

/// What a dossier is called in messages: its call and its collège.
pub(super) fn title(tx: &mut Tx, setting: &Setting) -> Result<Vec<(&'static str, String)>, DbError> {
    let call = calls::call(tx, setting.dossier.call)?.map_or_else(String::new, |call| call.title);
    let college = directory::school_line(tx, &setting.dossier.college)?
        .map_or_else(|| setting.dossier.college.to_string(), |school| school.name);
    Ok(vec![
        ("call", call),
        ("wave", setting.wave.label.clone()),
        ("college", college),
    ])
}

/// Invites somebody to write a part.
///
/// # Errors
/// When they are not reachable, are invited already, the actor may not, or the database fails.
pub fn invite(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    account: AccountId,
    part: Part,
) -> Result<MemberId, WritingError> {
    let setting = open(tx, actor, now, id)?;
    if !setting.access.invites(part) {
        return Err(Access::denied(actor).into());
    }
    let may_be = reachable(tx, &setting, now.day())?
        .iter()
        .any(|one| one.account == account && fits(part, one.role));
    if !may_be {
        return Err(Refusal::NotReachable.into());
    }
    if store::parts_of(tx, id, account)?.contains(&part) {
        return Err(Refusal::AlreadyInvited.into());
    }
    let member = fresh_id();
    store::insert_member(tx, member, id, account, part, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "dossier_member.invited",
        &id.to_string(),
        &format!("{account} {part}"),
    )?;
    let arguments = title(tx, &setting)?;
    messages::write(
        tx,
        now,
        &NewMessage {
            account,
            topic: "dossier",
            wording: "writing-invited",
            arguments,
            href: format!("/dossiers/{id}/rediger"),
            once: format!("dossier-invited:{member}"),
        },
    )?;
    Ok(member)
}

/// Ends an invitation: those who may invite for the part, and the member themselves.
pub(super) fn end(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    member: MemberId,
) -> Result<(), WritingError> {
    let setting = open(tx, actor, now, id)?;
    let invitation = store::invitations(tx, id)?
        .into_iter()
        .find(|one| one.id == member && one.ended_at.is_none())
        .ok_or(WritingError::NotFound)?;
    let is_own = actor.account == Some(invitation.account);
    if !is_own && !setting.access.invites(invitation.part) {
        return Err(Access::denied(actor).into());
    }
    store::end_member(tx, member, now, actor.account)?;
    audit::record(
        tx,
        actor,
        now,
        "dossier_member.ended",
        &id.to_string(),
        &format!("{} {}", invitation.account, invitation.part),
    )?;
    if !is_own {
        let arguments = title(tx, &setting)?;
        messages::write(
            tx,
            now,
            &NewMessage {
                account: invitation.account,
                topic: "dossier",
                wording: "writing-ended",
                arguments,
                href: "/dossiers/miens".to_owned(),
                once: format!("dossier-ended:{member}"),
            },
        )?;
    }
    Ok(())
}

/// Tells somebody what is missing on their side, at most once a day.
pub(super) fn remind(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    account: AccountId,
) -> Result<(), WritingError> {
    let setting = open(tx, actor, now, id)?;
    if setting.access.invites_for().next().is_none() {
        return Err(Access::denied(actor).into());
    }
    let person = people_of(tx, &setting, now.day())?
        .into_iter()
        .find(|person| person.account == account)
        .ok_or(WritingError::NotFound)?;
    if person.missing.is_empty() {
        return Err(Refusal::NothingMissing.into());
    }
    let mut arguments = title(tx, &setting)?;
    arguments.push(("missing", person.missing.len().to_string()));
    arguments.push(("who", actor.display_name.clone()));
    let is_new = messages::write(
        tx,
        now,
        &NewMessage {
            account,
            topic: "dossier",
            wording: "writing-nudge",
            arguments,
            href: format!("/dossiers/{id}/rediger"),
            once: format!("dossier-nudge:{id}:{account}:{}", now.day()),
        },
    )?;
    if !is_new {
        return Err(Refusal::RemindedToday.into());
    }
    audit::record(
        tx,
        actor,
        now,
        "dossier_member.reminded",
        &id.to_string(),
        &account.to_string(),
    )?;
    Ok(())
}

/// A dossier of a co-writer, as their list shows it.
#[derive(Clone, Debug)]
pub(super) struct OwnDossier {
    pub(super) setting: Setting,
    pub(super) title: Vec<(&'static str, String)>,
    pub(super) parts: Vec<Part>,
    /// How many required answers and documents of their parts are there, and how many are asked.
    pub(super) done: usize,
    pub(super) required: usize,
}

/// The dossiers somebody was invited to.
pub(super) fn own(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Vec<OwnDossier>, WritingError> {
    let Some(account) = actor.account else {
        return Ok(Vec::new());
    };
    let mut parts: Vec<(DossierId, Vec<Part>)> = Vec::new();
    for (dossier, part) in store::dossiers_of_member(tx, account)? {
        match parts.iter_mut().find(|(known, _)| *known == dossier) {
            Some((_, own)) => own.push(part),
            None => parts.push((dossier, vec![part])),
        }
    }
    let mut told = Vec::new();
    for (dossier, parts) in parts {
        let setting = open(tx, actor, now, dossier)?;
        let sections = sections(tx, &setting)?;
        let own = || sections.iter().filter(|section| parts.contains(&section.part));
        told.push(OwnDossier {
            title: title(tx, &setting)?,
            done: own().map(SectionProgress::done).sum(),
            required: own().map(|section| section.required).sum(),
            parts,
            setting,
        });
    }
    Ok(told)
}
