//! Waves and their entries: which school, in which wave, decided how, since when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_kernel::{Day, Instant, SchoolYear, Uai};

use super::super::errors::{EndowmentError, Refusal};
use super::super::model::EntryRefusal;
use super::super::plan::selected;
use super::super::records::{CallOfWave, Entry, EntryId, EntryStatus, Revision, Wave, WaveId};
use super::super::{rules, store};
use super::plan::Asked;
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// A wave to record.
#[derive(Clone, Debug)]
pub struct NewWave {
    /// Its name; its code is made of it.
    pub label: String,
    /// The first endowment year of its schools.
    pub first_year: SchoolYear,
    /// What there is to know of it.
    pub note: String,
}

/// The waves, the earliest first, with the entries of the schools one may see.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn wave_entries(tx: &mut Tx, actor: &Actor, asked: Asked) -> Result<(Vec<Wave>, Vec<Entry>), EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    let seen = directory::basin(tx, policy::scope(actor, Action::ReadPlan))?;
    let seen: BTreeSet<Uai> = seen.into_iter().map(|school| school.uai).collect();
    let mut entries = store::entries(tx, asked.on, asked.known_at)?;
    entries.retain(|entry| seen.contains(&entry.uai));
    Ok((store::waves(tx)?, entries))
}

/// The waves, the earliest first: what anybody may know of them. Their schools are not there.
///
/// # Errors
/// When the database fails.
pub fn published_waves(tx: &mut Tx) -> Result<Vec<Wave>, EndowmentError> {
    Ok(store::waves(tx)?)
}

/// Records a wave.
///
/// # Errors
/// When it has no name or another wave has it, the actor may not, or the database fails.
pub fn add_wave(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewWave) -> Result<WaveId, EndowmentError> {
    policy::check(actor, Action::EditPlan, Subject::Basin)?;
    let code = pole_kernel::fold(&new.label).replace(' ', "_");
    if code.is_empty() {
        return Err(Refusal::LabelMissing.into());
    }
    if store::waves(tx)?.iter().any(|wave| wave.code == code) {
        return Err(Refusal::WaveTaken.into());
    }
    let wave = Wave {
        id: fresh_id(),
        code,
        label: new.label.trim().to_owned(),
        first_year: new.first_year,
        note: new.note.trim().to_owned(),
        created_at: now,
    };
    store::insert_wave(tx, &wave, actor.account)?;
    audit::record(tx, actor, now, "wave.added", &wave.id.to_string(), &wave.code)?;
    Ok(wave.id)
}

/// A wave with its entries, among the schools one may see.
#[derive(Clone, Debug)]
pub struct WaveView {
    /// The wave.
    pub wave: Wave,
    /// Its entries with their schools, by the name of the school.
    pub entries: Vec<(SchoolLine, Entry)>,
    /// The schools that are not in it.
    pub others: Vec<SchoolLine>,
    /// The call whose results it takes: nothing is then decided by hand.
    pub call: Option<CallOfWave>,
}

/// A wave, its entries and the schools it could take.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn wave_view(tx: &mut Tx, actor: &Actor, now: Instant, id: WaveId) -> Result<WaveView, EndowmentError> {
    policy::check(actor, Action::ReadPlan, Subject::Basin)?;
    let wave = store::wave(tx, id)?.ok_or(EndowmentError::NotFound)?;
    let mut of_wave: HashMap<Uai, Entry> = store::entries(tx, now.day(), now)?
        .into_iter()
        .filter(|entry| entry.wave == id)
        .map(|entry| (entry.uai.clone(), entry))
        .collect();
    let (mut entries, mut others) = (Vec::new(), Vec::new());
    for school in directory::basin(tx, policy::scope(actor, Action::ReadPlan))? {
        match of_wave.remove(&school.uai) {
            Some(entry) => entries.push((school, entry)),
            None => others.push(school),
        }
    }
    let call = store::call_of_wave(tx, id)?;
    Ok(WaveView {
        wave,
        entries,
        others,
        call,
    })
}

/// An entry with its school, its wave and every state it has had.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// The state in force.
    pub entry: Entry,
    /// The school.
    pub school: SchoolLine,
    /// The wave.
    pub wave: Wave,
    /// Every state, the newest first.
    pub history: Vec<Revision>,
    /// The call whose results the wave takes: nothing is then decided by hand.
    pub call: Option<CallOfWave>,
}

/// One entry, when it is theirs to know.
///
/// # Errors
/// When there is none, the actor may not, or the database fails.
pub fn entry(tx: &mut Tx, actor: &Actor, id: EntryId) -> Result<EntryView, EndowmentError> {
    let history = store::history(tx, id)?;
    let newest = history.first().cloned().ok_or(EndowmentError::NotFound)?;
    let school = directory::school(tx, actor, Action::ReadPlan, &newest.uai)?;
    let newest_wave = newest.wave;
    let wave = store::wave(tx, newest_wave)?.ok_or(EndowmentError::NotFound)?;
    Ok(EntryView {
        entry: newest,
        school,
        wave,
        history: history.into_iter().map(|entry| entry.state).collect(),
        call: store::call_of_wave(tx, newest_wave)?,
    })
}

/// What is decided of a school in a wave.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The wave.
    pub wave: WaveId,
    /// The school.
    pub uai: Uai,
    /// The revision its author saw; 0 when the school was not in the wave.
    pub seen: i64,
    /// What is decided.
    pub status: EntryStatus,
    /// The first endowment year.
    pub first_year: SchoolYear,
    /// The day of the decision.
    pub decided_on: Day,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// Whether a state says the same.
    fn is(&self, state: &Revision) -> bool {
        state.status == self.status
            && state.first_year == self.first_year
            && state.decided_on == self.decided_on
            && state.reason == self.reason.trim()
    }
}

/// Writes one decision, as a new state of the entry.
///
/// # Errors
/// [`EndowmentError::Stale`] with the state in force when somebody else changed it meanwhile; a
/// refusal when a rule says no.
pub fn decide(tx: &mut Tx, actor: &Actor, now: Instant, decision: &Decision) -> Result<Entry, EndowmentError> {
    let mut entries = write(tx, actor, now, std::slice::from_ref(decision))?;
    entries.pop().ok_or(EndowmentError::NotFound)
}

/// Writes several decisions together: all or none. Gives how many schools they concern.
///
/// # Errors
/// When no school is given, one of them entered the wave meanwhile, or a rule says no.
pub fn decide_many(tx: &mut Tx, actor: &Actor, now: Instant, decisions: &[Decision]) -> Result<usize, EndowmentError> {
    if decisions.is_empty() {
        policy::check(actor, Action::EditPlan, Subject::Basin)?;
        return Err(Refusal::NothingChosen.into());
    }
    match write(tx, actor, now, decisions) {
        Ok(entries) => Ok(entries.len()),
        Err(EndowmentError::Stale(entry)) => {
            let name = directory::school_line(tx, &entry.uai)?.map_or_else(|| entry.uai.to_string(), |line| line.name);
            Err(Refusal::AlreadyInWave(name).into())
        }
        Err(error) => Err(error),
    }
}

/// Writes what a call decided: the same checks as a decision by hand. Callers have asked the policy, and say in
/// [`Decision::seen`] the revision in force. Gives how many states were written.
///
/// # Errors
/// A refusal when a rule says no; [`EndowmentError::Stale`] when an entry changed meanwhile.
pub fn record_from_call(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    decisions: &[Decision],
) -> Result<usize, EndowmentError> {
    let prepared = prepare(tx, now, decisions)?;
    let written = prepared.changed.len();
    save(tx, actor, now, prepared)?;
    Ok(written)
}

/// Whether [`record_from_call`] would say yes. Writes nothing.
///
/// # Errors
/// As [`record_from_call`].
pub fn check_from_call(tx: &mut Tx, now: Instant, decisions: &[Decision]) -> Result<(), EndowmentError> {
    prepare(tx, now, decisions).map(|_| ())
}

/// Decisions that were checked, ready to be written.
struct Prepared {
    /// The entries in force afterwards, one a decision.
    decided: Vec<Entry>,
    /// Those that are new in their wave.
    fresh: Vec<Entry>,
    /// Those that get a new state.
    changed: Vec<Entry>,
}

fn write(tx: &mut Tx, actor: &Actor, now: Instant, decisions: &[Decision]) -> Result<Vec<Entry>, EndowmentError> {
    policy::check(actor, Action::EditPlan, Subject::Basin)?;
    let waves: BTreeSet<WaveId> = decisions.iter().map(|decision| decision.wave).collect();
    for wave in waves {
        if store::call_of_wave(tx, wave)?.is_some() {
            return Err(Refusal::DecidedByCall.into());
        }
    }
    let prepared = prepare(tx, now, decisions)?;
    save(tx, actor, now, prepared)
}

fn save(tx: &mut Tx, actor: &Actor, now: Instant, prepared: Prepared) -> Result<Vec<Entry>, EndowmentError> {
    store::insert_entries(tx, prepared.fresh.iter())?;
    store::insert_revisions(tx, prepared.changed.iter(), actor.account)?;
    for entry in &prepared.changed {
        let detail = format!("{} {}", entry.state.status, entry.state.first_year.label());
        audit::record(tx, actor, now, "wave_entry.decided", entry.uai.as_str(), &detail)?;
    }
    Ok(prepared.decided)
}

fn prepare(tx: &mut Tx, now: Instant, decisions: &[Decision]) -> Result<Prepared, EndowmentError> {
    let everything = Scope {
        everything: true,
        ..Scope::default()
    };
    let schools: HashMap<Uai, SchoolLine> = directory::basin(tx, everything)?
        .into_iter()
        .map(|school| (school.uai.clone(), school))
        .collect();
    let waves: BTreeSet<String> = store::waves(tx)?.iter().map(|wave| wave.id.to_string()).collect();
    let before = store::entries(tx, now.day(), now)?;
    let mut after: BTreeMap<(String, Uai), Entry> = before
        .iter()
        .map(|entry| ((entry.wave.to_string(), entry.uai.clone()), entry.clone()))
        .collect();
    let mut decided = Vec::new();
    let (mut fresh, mut changed) = (Vec::new(), Vec::new());
    for decision in decisions {
        if !waves.contains(&decision.wave.to_string()) {
            return Err(EndowmentError::NotFound);
        }
        let key = (decision.wave.to_string(), decision.uai.clone());
        let in_force = after.get(&key);
        if let Some(entry) = in_force.filter(|entry| decision.is(&entry.state)) {
            // The same form sent twice, or nothing new: not a conflict, and not a new state.
            decided.push(entry.clone());
            continue;
        }
        let revision = in_force.map_or(0, |entry| entry.state.number);
        if revision != decision.seen {
            return Err(in_force
                .cloned()
                .map_or(EndowmentError::NotFound, |entry| EndowmentError::Stale(Box::new(entry))));
        }
        check(decision, &schools, now)?;
        let entry = Entry {
            id: in_force.map_or_else(fresh_id, |entry| entry.id),
            wave: decision.wave,
            uai: decision.uai.clone(),
            state: Revision {
                number: revision + 1,
                first_year: decision.first_year,
                status: decision.status,
                decided_on: decision.decided_on,
                reason: decision.reason.trim().to_owned(),
                recorded_at: now,
                recorded_by: None,
            },
        };
        if revision == 0 {
            fresh.push(entry.clone());
        }
        changed.push(entry.clone());
        decided.push(entry.clone());
        after.insert(key, entry);
    }
    check_attachments(tx, &schools, &before, after.values(), &changed)?;
    Ok(Prepared {
        decided,
        fresh,
        changed,
    })
}

/// What can be said of one decision alone.
fn check(decision: &Decision, schools: &HashMap<Uai, SchoolLine>, now: Instant) -> Result<(), Refusal> {
    let school = schools.get(&decision.uai).ok_or(Refusal::UnknownSchool)?;
    if decision.decided_on > now.day() {
        return Err(Refusal::DecidedInFuture);
    }
    if decision.status.needs_reason() && decision.reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let candidate = match decision.status {
        EntryStatus::Selected | EntryStatus::Reserve => true,
        EntryStatus::NotSelected | EntryStatus::Withdrawn => false,
    };
    if candidate && school.kind.is_lycee() {
        return Err(Refusal::Lycee(school.name.clone()));
    }
    if candidate && !directory::is_eligible(school) {
        return Err(Refusal::NotEligible(school.name.clone()));
    }
    Ok(())
}

/// An école enters with its collège or after it, and a collège stays while its écoles are in.
fn check_attachments<'a>(
    tx: &mut Tx,
    schools: &HashMap<Uai, SchoolLine>,
    before: &'a [Entry],
    after: impl Iterator<Item = &'a Entry>,
    changed: &[Entry],
) -> Result<(), EndowmentError> {
    let first_years = |selected: HashMap<Uai, &Entry>| -> HashMap<Uai, SchoolYear> {
        selected
            .into_iter()
            .map(|(uai, entry)| (uai, entry.state.first_year))
            .collect()
    };
    let (before, after) = (first_years(selected(before)), first_years(selected(after)));
    let attachments = directory::attachments(tx)?;
    let name = |uai: &Uai| {
        schools
            .get(uai)
            .map_or_else(|| uai.to_string(), |school| school.name.clone())
    };
    let touched = |uai: &Uai| changed.iter().any(|entry| entry.uai == *uai);
    let mut needed: BTreeMap<&Uai, BTreeSet<String>> = BTreeMap::new();
    let mut ecoles: Vec<(&Uai, SchoolYear)> = after
        .iter()
        .filter(|(uai, _)| schools.get(*uai).is_some_and(|school| school.kind.is_ecole()))
        .map(|(uai, year)| (uai, *year))
        .collect();
    ecoles.sort_unstable();
    for (uai, year) in ecoles {
        let college = attachments.of(uai, year.first_day());
        let college_year = college.and_then(|college| after.get(college)).copied();
        if touched(uai) {
            let Some(college) = college else {
                return Err(Refusal::NotAttached { ecole: name(uai), year }.into());
            };
            match rules::check_ecole_entry(year, college_year) {
                Ok(()) => {}
                Err(EntryRefusal::CollegeNotSelected) => {
                    return Err(Refusal::CollegeNotSelected {
                        ecole: name(uai),
                        college: name(college),
                    }
                    .into());
                }
                Err(EntryRefusal::CollegeEntersLater { college: year, .. }) => {
                    return Err(Refusal::CollegeEntersLater {
                        ecole: name(uai),
                        college: name(college),
                        year,
                    }
                    .into());
                }
            }
        } else if let Some(college) = college
            && touched(college)
            && before.get(college) != after.get(college)
            && rules::check_ecole_entry(year, college_year).is_err()
        {
            needed.entry(college).or_default().insert(name(uai));
        }
    }
    if let Some((college, ecoles)) = needed.into_iter().next() {
        let ecoles = ecoles.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Refusal::CollegeNeeded {
            college: name(college),
            ecoles,
        }
        .into());
    }
    Ok(())
}
