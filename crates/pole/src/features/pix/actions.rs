//! The use cases of certifications: read them, say whose they are and of which school.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_formats::CertificationStatus;
use pole_kernel::{Day, Instant, Uai};

use super::errors::PixError;
use super::figures::{self, Filter};
use super::model::{CertificationNumber, CertificationRow, Content, HolderKind, SchoolCertifications, Step};
use super::named::{self, Named};
use super::store::{self, NewMatch, NewVersion, Owner, Version};
use crate::features::directory::{self, SchoolLine};
use crate::features::people::{self, Clue, Match, Person, PersonId, PersonKind};
use crate::policy::{self, Action, Actor, Denied, Scope, Subject};
use crate::shell::audit;
use crate::shell::register;

/// The name of this register's clock.
pub(super) const REGISTER: &str = "pix";
/// How many lines of the queue a page shows.
pub(super) const QUEUE: i64 = 100;
/// How many certifications one new try of the ladder takes.
const RETRIES: i64 = 5_000;

// ---- Reading ----------------------------------------------------------------------------------

/// The certifications of a period by school, in what the actor may see.
pub(super) fn summary(
    tx: &mut Tx,
    actor: &Actor,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<(Option<SchoolLine>, SchoolCertifications)>, PixError> {
    let scope = policy::scope(actor, Action::ReadCertifications);
    let lines = figures::school_certifications(tx, &scope, from, to, known_at, true)?;
    let mut shown = Vec::with_capacity(lines.len());
    for line in lines {
        let school = match &line.uai {
            Some(uai) => directory::school_line(tx, uai)?,
            None => None,
        };
        shown.push((school, line));
    }
    shown.sort_by_key(|(school, line)| {
        (
            school.is_none(),
            school.as_ref().map(|school| pole_kernel::fold(&school.name)),
            line.uai.clone(),
        )
    });
    Ok(shown)
}

/// A certification in a list, with the name and the score when they are the reader's to see.
pub(super) struct ListLine {
    pub(super) row: CertificationRow,
    pub(super) named: Option<Named>,
}

/// The certifications of a list, without anybody's name.
pub(super) fn rows(
    tx: &mut Tx,
    actor: &Actor,
    mut filter: Filter,
    known_at: Instant,
) -> Result<Vec<CertificationRow>, PixError> {
    filter.scope = policy::scope(actor, Action::ReadCertifications);
    Ok(figures::rows(tx, &filter, known_at)?)
}

/// The certifications of a list, with the names of the schools whose scores the actor may see.
pub(super) fn list(tx: &mut Tx, actor: &Actor, filter: Filter, known_at: Instant) -> Result<Vec<ListLine>, PixError> {
    let rows = rows(tx, actor, filter, known_at)?;
    let names = names(tx, actor, &rows)?;
    Ok(with_names(rows, names))
}

fn with_names(rows: Vec<CertificationRow>, mut names: BTreeMap<CertificationNumber, Named>) -> Vec<ListLine> {
    rows.into_iter()
        .map(|row| ListLine {
            named: names.remove(&row.number),
            row,
        })
        .collect()
}

/// The names of the rows that the actor may read.
fn names(
    tx: &mut Tx,
    actor: &Actor,
    rows: &[CertificationRow],
) -> Result<BTreeMap<CertificationNumber, Named>, DbError> {
    let readable = policy::scope(actor, Action::ReadPixScores);
    let mut spans: BTreeMap<&Uai, (Day, Day)> = BTreeMap::new();
    for row in rows {
        if let Some(uai) = row.uai.as_ref().filter(|uai| readable.holds(uai, None)) {
            let span = spans.entry(uai).or_insert((row.exam_date, row.exam_date));
            *span = (span.0.min(row.exam_date), span.1.max(row.exam_date));
        }
    }
    let mut names = BTreeMap::new();
    for (uai, (from, to)) in spans {
        for named in named::of_school(tx, uai, from, to)? {
            names.insert(named.number, named);
        }
    }
    Ok(names)
}

/// The certifications whose holder bears a name, in the schools whose names the actor may read.
pub(super) fn search(tx: &mut Tx, actor: &Actor, folded: &str, now: Instant) -> Result<Vec<ListLine>, PixError> {
    let readable = policy::scope(actor, Action::ReadPixScores);
    let mut found = Vec::new();
    for uai in &readable.schools {
        for named in named::search(tx, uai, folded, QUEUE)? {
            let row = state(tx, actor, named.number, now)?;
            found.push(ListLine {
                row,
                named: Some(named),
            });
        }
    }
    Ok(found)
}

/// The certification of a number, when the actor may see it.
pub(super) fn find(
    tx: &mut Tx,
    actor: &Actor,
    number: CertificationNumber,
    now: Instant,
) -> Result<Vec<ListLine>, PixError> {
    let rows = vec![state(tx, actor, number, now)?];
    let names = names(tx, actor, &rows)?;
    Ok(with_names(rows, names))
}

/// What is believed of a certification at a moment, when the actor may see it.
fn state(
    tx: &mut Tx,
    actor: &Actor,
    number: CertificationNumber,
    known_at: Instant,
) -> Result<CertificationRow, PixError> {
    let row = figures::row(tx, number, known_at)?.ok_or(PixError::NotFound)?;
    let scope = policy::scope(actor, Action::ReadCertifications);
    if scope.is_empty() {
        return Err(Denied {
            action: Action::ReadCertifications,
            anonymous: !actor.is_signed_in(),
        }
        .into());
    }
    match &row.uai {
        Some(uai) => {
            let school = directory::school_line(tx, uai)?;
            let territory = school.as_ref().and_then(|school| school.territory.as_ref());
            if scope.holds(uai, territory) {
                Ok(row)
            } else {
                Err(PixError::NotFound)
            }
        }
        None if scope.everything => Ok(row),
        None => Err(PixError::NotFound),
    }
}

/// One thing that was said of a certification, as everybody who may see it reads it: no name, no score.
pub(super) struct Told {
    pub(super) status: CertificationStatus,
    pub(super) uai: Option<Uai>,
    pub(super) file_name: Option<String>,
    pub(super) line: Option<i64>,
    pub(super) recorded_at: Instant,
    pub(super) recorded_by: Option<String>,
    pub(super) withdrawn_at: Option<Instant>,
}

impl From<Version> for Told {
    fn from(version: Version) -> Self {
        Self {
            status: version.content.status,
            uai: version.content.uai,
            file_name: version.file_name,
            line: version.line,
            recorded_at: version.recorded_at,
            recorded_by: version.recorded_by,
            withdrawn_at: version.withdrawn_at,
        }
    }
}

/// What one reader may see of one certification.
pub(super) struct CertificationView {
    pub(super) row: CertificationRow,
    pub(super) school: Option<SchoolLine>,
    /// What was said of it, the newest first, without the holder.
    pub(super) versions: Vec<Told>,
    pub(super) owners: Vec<Owner>,
    /// Name, score and levels, when they are the reader's to see.
    pub(super) content: Option<Content>,
    /// Whose it is, when that is the reader's to see.
    pub(super) person: Option<Person>,
    /// Those one may choose among.
    pub(super) candidates: Vec<Person>,
    /// Whether somebody decided whose it is.
    pub(super) is_decided: bool,
}

/// One certification with its history. `search` finds people of the school by name, for whoever may decide.
pub(super) fn view(
    tx: &mut Tx,
    actor: &Actor,
    number: CertificationNumber,
    search: &str,
    now: Instant,
) -> Result<CertificationView, PixError> {
    let row = state(tx, actor, number, now)?;
    let school = match &row.uai {
        Some(uai) => directory::school_line(tx, uai)?,
        None => None,
    };
    let subject = school
        .as_ref()
        .map(|school| Subject::School(&school.uai, school.territory.as_ref()));
    let named = subject.is_some_and(|subject| policy::allows(actor, Action::ReadPixScores, subject));
    let edits = subject.is_some_and(|subject| policy::allows(actor, Action::EditCertifications, subject));
    let current = store::version(tx, number)?;
    let owners = store::owners(tx, number)?;
    let held = owners.iter().find(|owner| owner.withdrawn_at.is_none());
    let is_decided = held.is_some_and(|owner| owner.step.is_decided());
    let person = match held.and_then(|owner| owner.person) {
        Some(person) if named => people::person(tx, person)?,
        Some(_) | None => None,
    };
    let mut candidates = Vec::new();
    if let Some(version) = current
        .as_ref()
        .filter(|_| named && edits && !is_decided && person.is_none())
    {
        candidates = people::candidates(tx, &clue(&version.content))?;
        if let (Some(uai), false) = (&version.content.uai, search.is_empty()) {
            for found in people::search(tx, uai, person_kind(version.content.holder), search)? {
                if candidates.iter().all(|known| known.id != found.id) {
                    candidates.push(found);
                }
            }
        }
    }
    Ok(CertificationView {
        versions: store::versions(tx, number)?.into_iter().map(Told::from).collect(),
        content: current.map(|version| version.content).filter(|_| named),
        row,
        school,
        owners,
        person,
        candidates,
        is_decided,
    })
}

/// What waits for somebody.
#[derive(Default)]
pub(super) struct Queue {
    /// Certifications of the actor's schools without a person.
    pub(super) unmatched: Vec<(Uai, Named)>,
    /// Decisions of the actor's schools, with whether they named somebody.
    pub(super) decided: Vec<(Uai, Named, bool)>,
    /// Certifications of which nobody knows the school, without names: for whoever sees the whole basin.
    pub(super) without_school: Vec<CertificationRow>,
}

/// What waits for the actor.
pub(super) fn queue(tx: &mut Tx, actor: &Actor) -> Result<Queue, PixError> {
    policy::check(actor, Action::EditCertifications, Subject::Basin)?;
    let edits = policy::scope(actor, Action::EditCertifications);
    let names = policy::scope(actor, Action::ReadPixScores);
    let mut queue = Queue::default();
    for uai in names.schools.iter().filter(|uai| edits.holds(uai, None)) {
        let waiting = named::queue(tx, uai, QUEUE)?;
        queue
            .unmatched
            .extend(waiting.into_iter().map(|named| (uai.clone(), named)));
        let decided = named::decided(tx, uai, QUEUE)?;
        queue
            .decided
            .extend(decided.into_iter().map(|(named, found)| (uai.clone(), named, found)));
    }
    if edits.everything {
        queue.without_school = figures::without_school(tx, QUEUE)?;
    }
    Ok(queue)
}

// ---- Deciding ---------------------------------------------------------------------------------

pub(super) const fn person_kind(holder: HolderKind) -> PersonKind {
    match holder {
        HolderKind::Pupil => PersonKind::Pupil,
        HolderKind::Teacher => PersonKind::Teacher,
    }
}

/// What a certification says of its holder.
pub(super) fn clue(content: &Content) -> Clue {
    Clue {
        kind: person_kind(content.holder),
        alias: people::pupil_alias(&content.external_id),
        email: None,
        surname: content.surname.clone(),
        given_name: content.given_name.clone(),
        birth_date: content.birth_date,
        uai: content.uai.clone(),
    }
}

/// A certification whose person the actor may decide: they see its name and may edit it.
fn decidable(tx: &mut Tx, actor: &Actor, number: CertificationNumber) -> Result<(Uai, Content), PixError> {
    let version = store::version(tx, number)?.ok_or(PixError::NotFound)?;
    let uai = version.content.uai.clone().ok_or(PixError::NotFound)?;
    directory::school(tx, actor, Action::EditCertifications, &uai)?;
    directory::school(tx, actor, Action::ReadPixScores, &uai)?;
    Ok((uai, version.content))
}

/// Says whose a certification is, or that nobody fits.
pub(super) fn decide(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    number: CertificationNumber,
    person: Option<PersonId>,
) -> Result<(), PixError> {
    let (uai, content) = decidable(tx, actor, number)?;
    if let Some(id) = person {
        let known = people::person(tx, id)?.ok_or(PixError::WrongPerson)?;
        if known.kind != person_kind(content.holder) || !people::belongs(tx, id, &uai)? {
            return Err(PixError::WrongPerson);
        }
    }
    let step = if person.is_some() { Step::Manual } else { Step::Nobody };
    let recorded_at = register::moment(tx, REGISTER, now)?;
    store::withdraw_match(tx, number, recorded_at)?;
    store::insert_matches(
        tx,
        &[NewMatch {
            number,
            person,
            step,
            recorded_at,
            account: actor.account,
        }],
    )?;
    store::refresh(tx, &BTreeSet::from([number]))?;
    audit::record(
        tx,
        actor,
        now,
        "certification.matched",
        &number.to_string(),
        step.code(),
    )?;
    Ok(())
}

/// Undoes what somebody decided: the certification waits again.
pub(super) fn undo(tx: &mut Tx, actor: &Actor, now: Instant, number: CertificationNumber) -> Result<(), PixError> {
    decidable(tx, actor, number)?;
    let recorded_at = register::moment(tx, REGISTER, now)?;
    if !store::withdraw_match(tx, number, recorded_at)? {
        return Err(PixError::NothingToUndo);
    }
    store::refresh(tx, &BTreeSet::from([number]))?;
    audit::record(tx, actor, now, "certification.unmatched", &number.to_string(), "")?;
    Ok(())
}

/// Says of which school a certification is. Whoever sees the whole basin may give a school to one that has none; no name
/// is shown to them.
pub(super) fn assign_school(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    number: CertificationNumber,
    uai: &Uai,
) -> Result<(), PixError> {
    let version = store::version(tx, number)?.ok_or(PixError::NotFound)?;
    match &version.content.uai {
        Some(known) => {
            directory::school(tx, actor, Action::EditCertifications, known)?;
        }
        None if policy::scope(actor, Action::EditCertifications).everything => {}
        None => return Err(PixError::NotFound),
    }
    directory::school(tx, actor, Action::EditCertifications, uai)?;
    if version.content.uai.as_ref() == Some(uai) {
        return Err(PixError::NothingChanges);
    }
    let recorded_at = register::moment(tx, REGISTER, now)?;
    store::withdraw_version(tx, number, recorded_at)?;
    let content = Content {
        uai: Some(uai.clone()),
        ..version.content
    };
    store::insert_versions(
        tx,
        &[NewVersion {
            number,
            content: content.clone(),
            fictitious: version.fictitious,
            import: version.import,
            line: version.line.and_then(|line| u64::try_from(line).ok()),
            recorded_at,
            account: actor.account,
            withdrawn_at: None,
        }],
    )?;
    find_person(tx, number, &content, recorded_at, actor)?;
    store::refresh(tx, &BTreeSet::from([number]))?;
    audit::record(
        tx,
        actor,
        now,
        "certification.school",
        &number.to_string(),
        uai.as_str(),
    )?;
    Ok(())
}

/// Looks for the person of a certification again, unless somebody decided. Says whether one is found.
pub(super) fn find_person(
    tx: &mut Tx,
    number: CertificationNumber,
    content: &Content,
    recorded_at: Instant,
    actor: &Actor,
) -> Result<bool, DbError> {
    let held = store::owner(tx, number)?;
    if held.is_some_and(|(_, step)| step.is_decided()) {
        return Ok(false);
    }
    let found = match people::match_person(tx, &clue(content))? {
        Match::Found(person, step) => Some((person, Step::from(step))),
        Match::Ambiguous(_) | Match::None => None,
    };
    if held.map(|(person, step)| (person, Some(step))) == found.map(|(person, step)| (Some(person), Some(step))) {
        return Ok(found.is_some());
    }
    if held.is_some() {
        store::withdraw_match(tx, number, recorded_at)?;
    }
    if let Some((person, step)) = found {
        store::insert_matches(
            tx,
            &[NewMatch {
                number,
                person: Some(person),
                step,
                recorded_at,
                account: actor.account,
            }],
        )?;
    }
    Ok(found.is_some())
}

/// Tries the ladder again on what waits, in the schools the actor may edit: people were entered since. Gives how many
/// certifications found their person.
pub(super) fn match_again(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<usize, PixError> {
    policy::check(actor, Action::EditCertifications, Subject::Basin)?;
    let scope: Scope = policy::scope(actor, Action::EditCertifications);
    let filter = Filter {
        scope,
        unmatched: true,
        limit: RETRIES,
        ..Filter::default()
    };
    let recorded_at = register::moment(tx, REGISTER, now)?;
    let mut found = BTreeSet::new();
    for row in figures::rows(tx, &filter, recorded_at)? {
        if let Some(version) = store::version(tx, row.number)?
            && find_person(tx, row.number, &version.content, recorded_at, actor)?
        {
            found.insert(row.number);
        }
    }
    store::refresh(tx, &found)?;
    audit::record(
        tx,
        actor,
        now,
        "certification.matched_again",
        "basin",
        &format!("× {}", found.len()),
    )?;
    Ok(found.len())
}

// ---- For the demonstration --------------------------------------------------------------------

/// A certification with everything that was said of it, in order.
#[derive(Clone, Debug)]
pub struct NewCertification {
    /// Its number.
    pub number: CertificationNumber,
    /// What was said, and when; each takes the place of the one before.
    pub said: Vec<(Instant, Content)>,
    /// Whose it is, and how that is known.
    pub person: Option<(PersonId, Step)>,
}

/// Enters many certifications nobody spoke of before: for the demonstration.
///
/// # Errors
/// When the actor may not edit those of every school, or the database fails.
pub fn enter_certifications(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    certifications: &[NewCertification],
    fictitious: bool,
) -> Result<usize, PixError> {
    if !policy::scope(actor, Action::EditCertifications).everything {
        return Err(Denied {
            action: Action::EditCertifications,
            anonymous: !actor.is_signed_in(),
        }
        .into());
    }
    let mut versions = Vec::with_capacity(certifications.len());
    let mut matches = Vec::new();
    for new in certifications {
        for (rank, (recorded_at, content)) in new.said.iter().enumerate() {
            versions.push(NewVersion {
                number: new.number,
                content: content.clone(),
                fictitious,
                import: None,
                line: None,
                recorded_at: *recorded_at,
                account: actor.account,
                withdrawn_at: new.said.get(rank + 1).map(|(at, _)| *at),
            });
        }
        if let (Some((person, step)), Some((recorded_at, _))) = (new.person, new.said.first()) {
            matches.push(NewMatch {
                number: new.number,
                person: Some(person),
                step,
                recorded_at: *recorded_at,
                account: actor.account,
            });
        }
    }
    store::insert_new(tx, &versions, &matches)?;
    audit::record(
        tx,
        actor,
        now,
        "certification.entered",
        "basin",
        &format!("× {}", certifications.len()),
    )?;
    Ok(certifications.len())
}
