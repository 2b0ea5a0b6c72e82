//! Parameter sets: the sheet's reading, the others, and the one in force.

use pole_db::Tx;
use pole_i18n::Words;
use pole_kernel::{Day, Instant, Lang};
use uuid::Uuid;

use super::super::errors::{EndowmentError, Refusal};
use super::super::parameters::Parameters;
use super::super::records::{ParameterChoice, ParameterSet, ParameterSetId, SHEET_DEFAULT};
use super::super::store;
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::app::catalogue;
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// The codes of what the program brings: the sheet's reading, then the others.
pub(in super::super) fn preset_codes() -> Vec<&'static str> {
    std::iter::once(SHEET_DEFAULT)
        .chain(Parameters::presets().into_iter().map(|(code, _)| code))
        .collect()
}

/// The words of what the program brings: data in French, as the sheet is.
fn french() -> Option<Words> {
    catalogue().ok().map(|catalogue| catalogue.words(Lang::Fr))
}

fn preset_words(words: Option<Words>, what: &str, code: &str) -> String {
    words.map_or_else(
        || code.to_owned(),
        |words| words.t(&format!("endowment-set-{what}-{}", code.replace('_', "-"))),
    )
}

/// Writes the sheet's reading and the other readings, and puts the sheet's in force when none is.
/// Does nothing the second time. Gives how many sets it wrote.
///
/// # Errors
/// When the database fails.
pub fn install_presets(tx: &mut Tx, now: Instant) -> Result<usize, EndowmentError> {
    let known = store::parameter_sets(tx)?;
    let words = french();
    let default = known.iter().find(|set| set.code == SHEET_DEFAULT && set.version == 1);
    let default_id = default.map_or_else(fresh_id, |set| set.id);
    let mut written = 0;
    let all = std::iter::once((SHEET_DEFAULT, Parameters::sheet_default())).chain(Parameters::presets());
    for (code, parameters) in all {
        if known.iter().any(|set| set.code == code) {
            continue;
        }
        let is_default = code == SHEET_DEFAULT;
        let set = ParameterSet {
            id: if is_default { default_id } else { fresh_id() },
            code: code.to_owned(),
            version: 1,
            name: preset_words(words, "name", code),
            note: preset_words(words, "note", code),
            valid_from: now.day(),
            based_on: (!is_default).then_some(default_id),
            parameters,
            created_at: now,
            created_by: None,
        };
        store::insert_parameter_set(tx, &set, None)?;
        written += 1;
    }
    if store::choices(tx)?.is_empty() {
        let reason = words.map_or_else(String::new, |words| words.t("endowment-choice-first"));
        store::insert_choice(tx, fresh_id(), default_id, &reason, now, None)?;
    }
    Ok(written)
}

/// The sets, and which one is in force.
#[derive(Clone, Debug)]
pub struct Sets {
    /// Every version of every set, by code, the newest version first.
    pub all: Vec<ParameterSet>,
    /// The choices of the set in force, the newest first.
    pub choices: Vec<ParameterChoice>,
    /// The set in force.
    pub in_force: ParameterSet,
}

impl Sets {
    /// The set of an identifier.
    pub fn get(&self, id: ParameterSetId) -> Option<&ParameterSet> {
        self.all.iter().find(|set| set.id == id)
    }

    /// The newest version of a code.
    pub fn newest(&self, code: &str) -> Option<&ParameterSet> {
        self.all
            .iter()
            .filter(|set| set.code == code)
            .max_by_key(|set| set.version)
    }

    /// The newest version of each code, what the program brings first.
    pub fn newest_versions(&self) -> Vec<&ParameterSet> {
        let mut newest: Vec<&ParameterSet> = Vec::new();
        for set in &self.all {
            if newest.last().is_none_or(|last| last.code != set.code) {
                newest.push(set);
            }
        }
        let presets = preset_codes();
        let rank = |set: &ParameterSet| presets.iter().position(|code| *code == set.code).unwrap_or(usize::MAX);
        newest.sort_by_key(|set| rank(set));
        newest
    }
}

/// The sheet's reading as the program knows it, before it is written in a database.
fn built_in(now: Instant) -> ParameterSet {
    let words = french();
    ParameterSet {
        id: ParameterSetId::new(Uuid::nil()),
        code: SHEET_DEFAULT.to_owned(),
        version: 1,
        name: preset_words(words, "name", SHEET_DEFAULT),
        note: preset_words(words, "note", SHEET_DEFAULT),
        valid_from: now.day(),
        based_on: None,
        parameters: Parameters::sheet_default(),
        created_at: now,
        created_by: None,
    }
}

/// Every set with the one that was in force at a moment. Before the first choice the first one
/// speaks; before any set, the sheet's reading.
///
/// # Errors
/// When the database fails.
pub(in super::super) fn load(tx: &mut Tx, known_at: Instant) -> Result<Sets, EndowmentError> {
    let all = store::parameter_sets(tx)?;
    let choices = store::choices(tx)?;
    let chosen = choices
        .iter()
        .find(|choice| choice.chosen_at <= known_at)
        .or(choices.last());
    let in_force = chosen.and_then(|choice| all.iter().find(|set| set.id == choice.set));
    let in_force = in_force.cloned().unwrap_or_else(|| built_in(known_at));
    Ok(Sets { all, choices, in_force })
}

/// The set that was in force at a moment.
///
/// # Errors
/// When the database fails.
pub fn in_force(tx: &mut Tx, known_at: Instant) -> Result<ParameterSet, EndowmentError> {
    Ok(load(tx, known_at)?.in_force)
}

/// The sets, for those who may read them.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn sets(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Sets, EndowmentError> {
    policy::check(actor, Action::ReadParameters, Subject::Basin)?;
    load(tx, now)
}

/// A copy of a set with something changed.
#[derive(Clone, Debug)]
pub struct NewSet {
    /// What it is copied from.
    pub based_on: ParameterSetId,
    /// The code: that of an existing set makes its next version.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it changes and why.
    pub note: String,
    /// The day from which it is meant to be used.
    pub valid_from: Day,
    /// Its values.
    pub parameters: Parameters,
}

/// A code that files and addresses can hold: small letters, digits, underscores.
fn parse_code(raw: &str) -> Result<String, Refusal> {
    let code = pole_kernel::fold(raw).replace(' ', "_");
    let simple = code
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if (2..=40).contains(&code.len()) && simple {
        Ok(code)
    } else {
        Err(Refusal::CodeMalformed)
    }
}

/// Writes a copy of a set: the next version of its code, or a new code. Never touches the others.
///
/// # Errors
/// When nothing changes, the code or name is missing, the actor may not, or the database fails.
pub fn copy_set(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewSet) -> Result<ParameterSetId, EndowmentError> {
    policy::check(actor, Action::EditParameters, Subject::Basin)?;
    let code = parse_code(&new.code)?;
    if new.name.trim().is_empty() {
        return Err(Refusal::LabelMissing.into());
    }
    install_presets(tx, now)?;
    let sets = load(tx, now)?;
    let base = sets.get(new.based_on).ok_or(EndowmentError::NotFound)?;
    let newest = sets.newest(&code);
    if newest.is_some_and(|set| set.parameters == new.parameters)
        || (base.code == code && base.parameters == new.parameters)
    {
        return Err(Refusal::NothingChanges.into());
    }
    let set = ParameterSet {
        id: fresh_id(),
        version: newest.map_or(1, |set| set.version + 1),
        code,
        name: new.name.trim().to_owned(),
        note: new.note.trim().to_owned(),
        valid_from: new.valid_from,
        based_on: Some(base.id),
        parameters: new.parameters.clone(),
        created_at: now,
        created_by: None,
    };
    store::insert_parameter_set(tx, &set, actor.account)?;
    let detail = format!("{} v{}", set.code, set.version);
    audit::record(tx, actor, now, "parameter_set.added", &set.id.to_string(), &detail)?;
    Ok(set.id)
}

/// Puts a set in force, from now on. What was computed before keeps its own parameters.
///
/// # Errors
/// When the reason is missing, it is in force already, the actor may not, or the database fails.
pub fn choose_set(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: ParameterSetId,
    reason: &str,
) -> Result<(), EndowmentError> {
    policy::check(actor, Action::EditParameters, Subject::Basin)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let sets = load(tx, now)?;
    let set = sets.get(id).ok_or(EndowmentError::NotFound)?;
    if sets.in_force.id == id {
        return Err(Refusal::AlreadyInForce.into());
    }
    store::insert_choice(tx, fresh_id(), id, reason.trim(), now, actor.account)?;
    let detail = format!("{} v{}", set.code, set.version);
    audit::record(tx, actor, now, "parameter_set.chosen", &id.to_string(), &detail)?;
    Ok(())
}
