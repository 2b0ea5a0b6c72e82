//! What people do with calls: read them, write a draft together, publish it, move a deadline.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::Tx;
use pole_kernel::{Day, Instant, fold};

use super::builder::{self, Place};
use super::errors::{CallError, Refusal};
use super::model::{Call, CallContent, CallId, CallWave, CallWaveId, PlannedWave, Version, VersionLine};
use super::rules::{self, CallProblem, Known};
use super::store;
use crate::features::endowment::{self, NewWave, WaveId};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit::{self, AuditLine};
use crate::shell::clock::fresh_id;

/// A call as a list shows it.
#[derive(Clone, Debug)]
pub struct CallLine {
    /// The call.
    pub call: Call,
    /// The version in force; `None` as long as nothing is published.
    pub published: Option<Version>,
    /// The version being written, for those who write calls.
    pub draft: Option<Version>,
    /// Its waves, in order.
    pub waves: Vec<CallWave>,
}

/// Whether an actor writes calls.
fn writes(actor: &Actor) -> bool {
    policy::allows(actor, Action::EditCalls, Subject::Basin)
}

/// The calls one may see: what is published, and the drafts of those who write them.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn seen(tx: &mut Tx, actor: &Actor) -> Result<Vec<CallLine>, CallError> {
    policy::check(actor, Action::ReadCalls, Subject::Basin)?;
    let by_call = |versions: Vec<Version>| -> BTreeMap<CallId, Version> {
        versions.into_iter().map(|version| (version.call, version)).collect()
    };
    let mut published = by_call(store::all_published(tx)?);
    let mut drafts = if writes(actor) {
        by_call(store::drafts(tx)?)
    } else {
        BTreeMap::new()
    };
    let mut waves: BTreeMap<CallId, Vec<CallWave>> = BTreeMap::new();
    for wave in store::call_waves(tx)? {
        waves.entry(wave.call).or_default().push(wave);
    }
    Ok(store::calls(tx)?
        .into_iter()
        .map(|call| CallLine {
            published: published.remove(&call.id),
            draft: drafts.remove(&call.id),
            waves: waves.remove(&call.id).unwrap_or_default(),
            call,
        })
        .filter(|line| line.published.is_some() || line.draft.is_some())
        .collect())
}

/// A call as its page shows it.
#[derive(Clone, Debug)]
pub struct CallView {
    /// The call.
    pub call: Call,
    /// The version that is shown.
    pub version: Version,
    /// The versions one may see, the newest first.
    pub versions: Vec<VersionLine>,
    /// Its waves, in order.
    pub waves: Vec<CallWave>,
    /// What happened to its deadlines, the newest first.
    pub moves: Vec<(CallWaveId, AuditLine)>,
    /// The names of the other calls, by code, for its exclusions.
    pub names: BTreeMap<String, String>,
    /// The name of its parameter set.
    pub parameters: Option<String>,
}

/// One version of a call: the one in force when none is asked, else the draft.
///
/// # Errors
/// When there is none one may see, the actor may not, or the database fails.
pub fn view(tx: &mut Tx, actor: &Actor, now: Instant, id: CallId, asked: Option<i64>) -> Result<CallView, CallError> {
    policy::check(actor, Action::ReadCalls, Subject::Basin)?;
    let call = store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let version = match asked {
        Some(number) => store::version(tx, id, number)?,
        None => match store::published(tx, id)? {
            Some(version) => Some(version),
            None => store::draft(tx, id)?,
        },
    };
    let version = version
        .filter(|version| version.published_at.is_some() || writes(actor))
        .ok_or(CallError::NotFound)?;
    let mut versions = store::versions(tx, id)?;
    versions.retain(|line| line.published_at.is_some() || writes(actor));
    let waves = store::waves_of(tx, id)?;
    let mut moves = Vec::new();
    for wave in &waves {
        let lines = audit::latest(tx, Some(&wave.id.to_string()), 20)?;
        moves.extend(
            lines
                .into_iter()
                .filter(|line| line.event == "call_wave.extended")
                .map(|line| (wave.id, line)),
        );
    }
    let names = store::calls(tx)?
        .into_iter()
        .map(|call| (call.code, call.title))
        .collect();
    let parameters = parameter_sets(tx, now)?.remove(&version.content.parameter_set);
    Ok(CallView {
        call,
        version,
        versions,
        waves,
        moves,
        names,
        parameters,
    })
}

/// The names of the parameter sets by their codes.
///
/// # Errors
/// When the database fails.
pub fn parameter_sets(tx: &mut Tx, now: Instant) -> Result<BTreeMap<String, String>, CallError> {
    let sets = endowment::sets(tx, &Actor::console(), now)?;
    Ok(sets
        .newest_versions()
        .into_iter()
        .map(|set| (set.code.clone(), set.name.clone()))
        .collect())
}

/// What the checks of a call are made against.
fn known(tx: &mut Tx, now: Instant, call: &Call) -> Result<Known, CallError> {
    Ok(Known {
        parameter_sets: parameter_sets(tx, now)?.into_keys().collect(),
        calls: store::calls(tx)?
            .into_iter()
            .map(|other| other.code)
            .filter(|code| *code != call.code)
            .collect(),
        waves: store::waves_of(tx, call.id)?,
    })
}

/// A draft as the builder shows it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The call.
    pub call: Call,
    /// The draft.
    pub draft: Version,
    /// Who saved it last.
    pub saved_by: Option<String>,
    /// What is to mend before it is published.
    pub problems: Vec<CallProblem>,
    /// The waves that are published.
    pub waves: Vec<CallWave>,
    /// Whether a version is in force.
    pub is_published: bool,
    /// The other calls: codes and names.
    pub others: Vec<(String, String)>,
    /// The parameter sets: codes and names.
    pub parameter_sets: BTreeMap<String, String>,
}

/// The draft of a call, with what is to mend in it.
///
/// # Errors
/// When nothing is being written, the actor may not, or the database fails.
pub fn draft_view(tx: &mut Tx, actor: &Actor, now: Instant, id: CallId) -> Result<DraftView, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    let call = store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let draft = store::draft(tx, id)?.ok_or(CallError::NotFound)?;
    let known = known(tx, now, &call)?;
    let versions = store::versions(tx, id)?;
    let others = store::calls(tx)?
        .into_iter()
        .filter(|other| other.id != id)
        .map(|other| (other.code, format!("{} ({})", other.title, other.edition)))
        .collect();
    Ok(DraftView {
        problems: rules::problems(&draft.content, &known),
        saved_by: versions
            .iter()
            .find(|line| line.version == draft.version)
            .and_then(|line| line.saved_by.clone()),
        is_published: versions.iter().any(|line| line.published_at.is_some()),
        waves: known.waves,
        parameter_sets: parameter_sets(tx, now)?,
        others,
        call,
        draft,
    })
}

/// A call to make.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// Its name.
    pub title: String,
    /// Its edition, a calendar year.
    pub edition: i64,
    /// What its first draft says.
    pub content: CallContent,
    /// Whether it is invented.
    pub fictitious: bool,
}

fn check_name(title: &str, edition: i64) -> Result<(), Refusal> {
    if title.trim().is_empty() {
        return Err(Refusal::TitleMissing);
    }
    if !(1900..=2200).contains(&edition) {
        return Err(Refusal::Edition);
    }
    Ok(())
}

/// Makes a call with its first draft.
///
/// # Errors
/// When it has no name, the actor may not, or the database fails.
pub fn create(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewCall) -> Result<CallId, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    check_name(&new.title, new.edition)?;
    let taken: BTreeSet<String> = store::calls(tx)?.into_iter().map(|call| call.code).collect();
    let words = format!("{} {}", new.title, new.edition);
    let call = Call {
        id: fresh_id(),
        code: builder::free_code(&words, "appel", |code| taken.contains(code)),
        title: new.title.trim().to_owned(),
        edition: new.edition,
        fictitious: new.fictitious,
        created_at: now,
        archived_at: None,
    };
    store::insert_call(tx, &call, actor.account)?;
    let draft = Version {
        call: call.id,
        version: 1,
        content: new.content.clone(),
        revision: 1,
        note: String::new(),
        saved_at: now,
        published_at: None,
    };
    store::insert_version(tx, &draft, actor.account)?;
    audit::record(tx, actor, now, "call.added", &call.id.to_string(), &call.code)?;
    Ok(call.id)
}

/// What a new call copies from another: everything but its deadlines, which are of its own time.
///
/// # Errors
/// When there is no such call one may see, the actor may not, or the database fails.
pub fn copied(tx: &mut Tx, actor: &Actor, now: Instant, from: CallId) -> Result<CallContent, CallError> {
    let mut content = view(tx, actor, now, from, None)?.version.content;
    for wave in &mut content.waves {
        wave.opens_on = None;
        wave.deadline_on = None;
        wave.first_year = None;
    }
    Ok(content)
}

/// Starts the next version of a published call: a draft that says what is in force.
///
/// # Errors
/// When a draft is there already or nothing is published, the actor may not, or the database fails.
pub fn start_version(tx: &mut Tx, actor: &Actor, now: Instant, id: CallId) -> Result<i64, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    store::call(tx, id)?.ok_or(CallError::NotFound)?;
    if store::draft(tx, id)?.is_some() {
        return Err(Refusal::DraftThere.into());
    }
    let mut draft = store::published(tx, id)?.ok_or(CallError::NotFound)?;
    for wave in store::waves_of(tx, id)? {
        take_over(&mut draft.content, &wave);
    }
    draft.version += 1;
    draft.revision = 1;
    draft.note = String::new();
    draft.saved_at = now;
    draft.published_at = None;
    store::insert_version(tx, &draft, actor.account)?;
    let detail = format!("v{}", draft.version);
    audit::record(tx, actor, now, "call_version.started", &id.to_string(), &detail)?;
    Ok(draft.version)
}

/// Writes what a published wave says into a content, at its place.
fn take_over(content: &mut CallContent, wave: &CallWave) {
    let Ok(index) = usize::try_from(wave.position - 1) else {
        return;
    };
    while content.waves.len() <= index {
        content.waves.push(PlannedWave::default());
    }
    if let Some(planned) = content.waves.get_mut(index) {
        *planned = PlannedWave {
            label: wave.label.clone(),
            opens_on: Some(wave.opens_on),
            deadline_on: Some(wave.deadline_on),
            first_year: Some(wave.first_year),
        };
    }
}

/// A change of a draft.
pub type Change<'a> = &'a dyn Fn(&mut CallContent) -> Result<(), Refusal>;

/// Changes one place of a draft. `seen` is the place with its fingerprint as its author read it: somebody else may
/// have written elsewhere meanwhile, but not there.
///
/// # Errors
/// [`CallError::Stale`] when somebody else wrote in the same place; a refusal when nothing is being written or the
/// change says no; when the actor may not, or the database fails.
pub fn edit(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallId,
    seen: Option<(&Place, &str)>,
    change: Change<'_>,
) -> Result<Version, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let draft = store::draft(tx, id)?.ok_or(Refusal::NoDraft)?;
    if let Some((place, print)) = seen
        && builder::fingerprint(&draft.content, place) != print
    {
        return Err(CallError::Stale);
    }
    let mut content = draft.content.clone();
    change(&mut content)?;
    save(tx, actor, now, draft, content)
}

/// Writes the next revision of a draft, when something changed.
fn save(tx: &mut Tx, actor: &Actor, now: Instant, draft: Version, content: CallContent) -> Result<Version, CallError> {
    if content == draft.content {
        return Ok(draft);
    }
    let draft = Version {
        content,
        revision: draft.revision + 1,
        saved_at: now,
        ..draft
    };
    store::save_draft(tx, &draft, actor.account)?;
    let detail = format!("v{} r{}", draft.version, draft.revision);
    audit::record(tx, actor, now, "call_version.saved", &draft.call.to_string(), &detail)?;
    Ok(draft)
}

/// Writes a whole draft over the revision that its author read.
///
/// # Errors
/// [`CallError::Stale`] when another revision is in force; when nothing is being written, the actor may not, or the
/// database fails.
pub fn replace(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallId,
    revision: i64,
    content: &CallContent,
) -> Result<Version, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let draft = store::draft(tx, id)?.ok_or(Refusal::NoDraft)?;
    if draft.revision != revision {
        return Err(CallError::Stale);
    }
    save(tx, actor, now, draft, content.clone())
}

/// Changes the name and edition of a call that is not published yet.
///
/// # Errors
/// When it has no name or is published, the actor may not, or the database fails.
pub fn rename(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallId,
    title: &str,
    edition: i64,
) -> Result<(), CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    let call = store::call(tx, id)?.ok_or(CallError::NotFound)?;
    check_name(title, edition)?;
    let title = title.trim();
    if call.title == title && call.edition == edition {
        return Ok(());
    }
    if store::published(tx, id)?.is_some() {
        return Err(Refusal::TitleFrozen.into());
    }
    store::rename(tx, id, title, edition)?;
    audit::record(tx, actor, now, "call.renamed", &id.to_string(), title)?;
    Ok(())
}

/// Publishes the draft of a call, as its author read it: it never changes afterwards. Its new waves enter the plan.
///
/// # Errors
/// [`CallError::ToMend`] when it is not ready; [`CallError::Stale`] when somebody else changed it meanwhile; when a
/// later version does not say what changes, the actor may not, or the database fails.
pub fn publish(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallId,
    revision: i64,
    note: &str,
) -> Result<Version, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    let call = store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let mut draft = store::draft(tx, id)?.ok_or(Refusal::NoDraft)?;
    if draft.revision != revision {
        return Err(CallError::Stale);
    }
    note.trim().clone_into(&mut draft.note);
    if draft.version > 1 && draft.note.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let known = known(tx, now, &call)?;
    let problems = rules::problems(&draft.content, &known);
    if !problems.is_empty() {
        return Err(CallError::ToMend(problems));
    }
    for (position, planned) in (1..).zip(&draft.content.waves) {
        if known.waves.iter().any(|wave| wave.position == position) {
            continue;
        }
        let (Some(opens_on), Some(deadline_on), Some(first_year)) =
            (planned.opens_on, planned.deadline_on, planned.first_year)
        else {
            continue;
        };
        let new = NewWave {
            label: format!("{} {}, {}", call.title, call.edition, planned.label),
            first_year,
            note: String::new(),
        };
        let wave = CallWave {
            id: fresh_id(),
            call: id,
            position,
            label: planned.label.clone(),
            opens_on,
            deadline_on,
            first_year,
            wave: Some(wave_of_plan(tx, actor, now, new)?),
            published_at: None,
        };
        store::insert_wave(tx, &wave)?;
    }
    store::publish(tx, &draft, now, actor.account)?;
    let detail = format!("v{} {}", draft.version, draft.note);
    audit::record(tx, actor, now, "call_version.published", &id.to_string(), detail.trim())?;
    draft.published_at = Some(now);
    Ok(draft)
}

/// The wave of the plan for a new wave of a call: one of this name that no call has, or a new one.
fn wave_of_plan(tx: &mut Tx, actor: &Actor, now: Instant, mut new: NewWave) -> Result<WaveId, CallError> {
    let linked: BTreeSet<WaveId> = store::call_waves(tx)?
        .into_iter()
        .filter_map(|wave| wave.wave)
        .collect();
    let planned = endowment::waves(tx)?;
    let label = new.label.clone();
    for number in 2.. {
        let name = fold(&new.label);
        match planned.iter().find(|wave| fold(&wave.label) == name) {
            Some(wave) if linked.contains(&wave.id) || wave.first_year != new.first_year => {
                new.label = format!("{label} ({number})");
            }
            Some(wave) => return Ok(wave.id),
            None => break,
        }
    }
    Ok(endowment::add_wave(tx, actor, now, &new)?)
}

/// Gives a draft up; a call that never was published goes with it. Gives whether the call is still there.
///
/// # Errors
/// When nothing is being written, somebody changed it meanwhile, the actor may not, or the database fails.
pub fn discard(tx: &mut Tx, actor: &Actor, now: Instant, id: CallId, revision: i64) -> Result<bool, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    store::call(tx, id)?.ok_or(CallError::NotFound)?;
    let draft = store::draft(tx, id)?.ok_or(Refusal::NoDraft)?;
    if draft.revision != revision {
        return Err(CallError::Stale);
    }
    store::delete_draft(tx, id)?;
    let detail = format!("v{}", draft.version);
    audit::record(tx, actor, now, "call_version.discarded", &id.to_string(), &detail)?;
    let stays = draft.version > 1;
    if !stays {
        store::delete_call(tx, id)?;
    }
    Ok(stays)
}

/// Puts a call away, or takes it out again: nobody answers what is put away.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn archive(tx: &mut Tx, actor: &Actor, now: Instant, id: CallId, away: bool) -> Result<(), CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    let call = store::call(tx, id)?.ok_or(CallError::NotFound)?;
    if call.archived_at.is_some() == away {
        return Ok(());
    }
    store::set_archived(tx, id, away.then_some(now))?;
    let event = if away { "call.archived" } else { "call.restored" };
    audit::record(tx, actor, now, event, &id.to_string(), &call.code)?;
    Ok(())
}

/// Moves the deadline of a published wave to a later day, and says why.
///
/// # Errors
/// When it is not later, the reason is missing, the actor may not, or the database fails.
pub fn extend(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CallWaveId,
    day: Day,
    reason: &str,
) -> Result<CallWave, CallError> {
    policy::check(actor, Action::EditCalls, Subject::Basin)?;
    let mut wave = store::call_wave(tx, id)?.ok_or(CallError::NotFound)?;
    if wave.published_at.is_some() {
        return Err(Refusal::ResultsOut.into());
    }
    if day <= wave.deadline_on {
        return Err(Refusal::NotLater.into());
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let detail = format!("{} → {day} : {reason}", wave.deadline_on);
    store::set_deadline(tx, id, day)?;
    wave.deadline_on = day;
    if let Some(mut draft) = store::draft(tx, wave.call)? {
        take_over(&mut draft.content, &wave);
        draft.revision += 1;
        store::save_draft(tx, &draft, actor.account)?;
    }
    audit::record(tx, actor, now, "call_wave.extended", &id.to_string(), &detail)?;
    Ok(wave)
}

/// A deadline of a call that is answered, for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The wave.
    pub wave: CallWave,
    /// The name of its call.
    pub title: String,
}

/// The deadlines of the calls whose waves are in the plan: what anybody may know.
///
/// # Errors
/// When the database fails.
pub fn deadlines(tx: &mut Tx) -> Result<Vec<Deadline>, CallError> {
    let titles: BTreeMap<CallId, String> = store::calls(tx)?
        .into_iter()
        .filter(|call| call.archived_at.is_none())
        .map(|call| (call.id, call.title))
        .collect();
    Ok(store::call_waves(tx)?
        .into_iter()
        .filter(|wave| wave.wave.is_some())
        .filter_map(|wave| {
            let title = titles.get(&wave.call)?.clone();
            Some(Deadline { wave, title })
        })
        .collect())
}
