//! Beginning a dossier, and the écoles that are in it.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Level, SchoolKind, Uai, fold};

use super::super::eligibility::{self, Candidate, Finding};
use super::super::errors::{DossierError, Refusal};
use super::super::lines::NewState;
use super::super::model::{CommonFile, Dossier, DossierId, Line, LineState, NewDossier, Origin, Who};
use super::super::store;
use crate::features::calls::{self, Call, CallContent, CallWave};
use crate::features::directory::{self, Attachments, SchoolLine};
use crate::features::endowment;
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

/// Begins the dossier of a school for one wave of a published call: a draft, with a line for the school and each of
/// its écoles, in the common file of its authority.
///
/// The head of the school, the agent of its authority, the academic service or a pilot may. A dossier written on the
/// platform of the State arrives whatever the deadline.
///
/// # Errors
/// When the call is not published, the wave is not open, a school may not answer or does already, the actor may not,
/// or the database fails.
pub fn begin(tx: &mut Tx, actor: &Actor, now: Instant, new: &NewDossier) -> Result<DossierId, DossierError> {
    let wave = calls::call_wave(tx, new.call_wave)?.ok_or(DossierError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(DossierError::NotFound)?;
    let college =
        directory::school_line(tx, &new.college)?.ok_or_else(|| Refusal::UnknownSchool(new.college.clone()))?;
    let territory = college
        .territory
        .clone()
        .ok_or_else(|| Refusal::UnknownSchool(new.college.clone()))?;
    may_begin(actor, &college)?;
    let version = calls::published(tx, wave.call)?.ok_or(Refusal::NotPublished)?;
    if call.archived_at.is_some() {
        return Err(Refusal::NotPublished.into());
    }
    if new.origin == Origin::Pole && !wave.is_open(Some(&territory), now) {
        return Err(Refusal::WaveNotOpen.into());
    }
    let mut schools = vec![college.clone()];
    let asked: BTreeSet<&Uai> = new.ecoles.iter().filter(|uai| **uai != new.college).collect();
    for uai in asked {
        schools.push(directory::school_line(tx, uai)?.ok_or_else(|| Refusal::UnknownSchool(uai.clone()))?);
    }
    admitted(tx, &call, &version.content, &wave, &schools, &new.college, now)?;
    let common_file = store::common_file_of(tx, wave.id, &territory)?;
    let common_file = if let Some(file) = common_file {
        file
    } else {
        let file = CommonFile {
            id: fresh_id(),
            call_wave: wave.id,
            territory: territory.clone(),
            note: String::new(),
        };
        store::insert_common_file(tx, &file, now)?;
        file
    };
    let dossier = Dossier {
        id: fresh_id(),
        common_file: common_file.id,
        call_wave: wave.id,
        territory,
        college: new.college.clone(),
        call: call.id,
        version: version.version,
        origin: new.origin,
        origin_number: new.origin_number.trim().to_owned(),
        fictitious: new.fictitious,
        created_at: now,
    };
    match store::insert_dossier(tx, &dossier, &search_text(&dossier, &schools), actor.account) {
        Err(DbError::Unique { .. }) => return Err(Refusal::AlreadyBegun(new.college.clone()).into()),
        other => other?,
    }
    for school in &schools {
        add_line(tx, actor, now, dossier.id, &school.uai)?;
    }
    let detail = format!("{} {} {}", call.code, wave.label, dossier.college);
    audit::record(tx, actor, now, "dossier.begun", &dossier.id.to_string(), &detail)?;
    Ok(dossier.id)
}

/// Whether somebody may begin the dossier of a school.
pub(super) fn may_begin(actor: &Actor, college: &SchoolLine) -> Result<(), policy::Denied> {
    let on = Subject::School(&college.uai, college.territory.as_ref());
    let allows = |action| policy::allows(actor, action, on);
    if allows(Action::ValidateDossiers) || allows(Action::EndorseDossiers) || allows(Action::CheckDossiers) {
        Ok(())
    } else {
        policy::check(actor, Action::ValidateDossiers, on)
    }
}

/// The folded words that a list searches: the schools of the dossier, the one that carries it first.
pub(super) fn search_text(dossier: &Dossier, schools: &[SchoolLine]) -> String {
    let mut words: Vec<String> = schools
        .iter()
        .map(|school| {
            let commune = school.commune.as_deref().unwrap_or_default();
            fold(&format!("{} {} {commune}", school.name, school.uai))
        })
        .collect();
    if !dossier.origin_number.is_empty() {
        words.push(fold(&dossier.origin_number));
    }
    words.join(" ")
}

/// Adds the line of a school, as a draft.
pub(in crate::features::dossiers) fn add_line(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    uai: &Uai,
) -> Result<Line, DossierError> {
    let line = Line {
        id: fresh_id(),
        dossier,
        uai: uai.clone(),
        state: LineState::Draft,
        revision: 1,
        rank: None,
    };
    store::insert_line(tx, &line, now, actor.account)?;
    let first = NewState {
        line: line.id,
        seen: 0,
        state: LineState::Draft,
        acted_as: Who::Writer,
        rank: None,
        decided_on: now.day(),
        reason: String::new(),
        document: None,
    };
    store::insert_revision(tx, &line, &first, None, now, actor.account)?;
    Ok(line)
}

/// Refuses the schools that the rules of the call leave out, and those that answer the wave already.
pub(super) fn admitted(
    tx: &mut Tx,
    call: &Call,
    content: &CallContent,
    wave: &CallWave,
    schools: &[SchoolLine],
    college: &Uai,
    now: Instant,
) -> Result<(), DossierError> {
    let elsewhere = store::schools_of_wave(tx, wave.id)?;
    let facts = Facts::load(tx)?;
    for school in schools {
        let found = eligibility::findings(
            &call.code,
            content,
            &facts.candidate(school, college, now.day(), Vec::new()),
        );
        if let Some(why) = eligibility::first_bar(&found) {
            return Err(Refusal::NotEligible {
                uai: school.uai.clone(),
                why,
            }
            .into());
        }
        if elsewhere.contains(&school.uai) {
            return Err(Refusal::AlreadyBegun(school.uai.clone()).into());
        }
    }
    Ok(())
}

/// What the checks of eligibility rest on, read once for many schools.
pub(in crate::features::dossiers) struct Facts {
    attachments: Attachments,
    /// The schools selected under a call, by its code.
    selected: Vec<(String, Uai)>,
}

impl Facts {
    /// Reads who belongs to which collège, and who is selected under which call.
    pub(in crate::features::dossiers) fn load(tx: &mut Tx) -> Result<Self, DbError> {
        Ok(Self {
            attachments: directory::attachments(tx)?,
            selected: Vec::new(),
        })
    }

    /// The same, with the selections as they stand on a day.
    pub(super) fn load_with_selections(tx: &mut Tx, now: Instant) -> Result<Self, DbError> {
        let mut facts = Self::load(tx)?;
        let codes: Vec<(calls::CallId, String)> =
            calls::calls(tx)?.into_iter().map(|call| (call.id, call.code)).collect();
        let code_of = |id: calls::CallId| codes.iter().find(|(call, _)| *call == id).map(|(_, code)| code.clone());
        let waves = calls::call_waves(tx)?;
        for entry in endowment::entries(tx, now.day(), now)? {
            if entry.state.status != endowment::EntryStatus::Selected {
                continue;
            }
            let of_plan = waves.iter().filter(|wave| wave.wave == Some(entry.wave));
            for code in of_plan.filter_map(|wave| code_of(wave.call)) {
                facts.selected.push((code, entry.uai.clone()));
            }
        }
        for (call, uai) in store::selected_lines(tx)? {
            if let Some(code) = code_of(call) {
                facts.selected.push((code, uai));
            }
        }
        Ok(facts)
    }

    /// What is known of a school that answers.
    pub(in crate::features::dossiers) fn candidate(
        &self,
        school: &SchoolLine,
        college: &Uai,
        on: Day,
        pupils: Vec<(Level, Option<u32>)>,
    ) -> Candidate {
        Candidate {
            kind: school.kind,
            state: school.state,
            sector: school.sector,
            contract: school.contract,
            carries: school.uai == *college,
            college: college.clone(),
            attached_to: self.attachments.of(&school.uai, on).cloned(),
            selected_under: self
                .selected
                .iter()
                .filter(|(_, uai)| *uai == school.uai)
                .map(|(code, _)| code.clone())
                .collect(),
            pupils,
        }
    }

    /// The écoles that belong to a collège on a day.
    pub(super) fn attached(&self, college: &Uai, on: Day) -> Vec<Uai> {
        self.attachments.to(college, on)
    }
}

/// The levels of a call that a kind of school teaches.
pub(super) fn levels_of(content: &CallContent, kind: SchoolKind) -> Vec<Level> {
    content
        .target_levels
        .iter()
        .filter_map(|code| Level::parse(code).ok())
        .filter(|level| teaches(kind, *level))
        .collect()
}

fn teaches(kind: SchoolKind, level: Level) -> bool {
    use Level as L;
    match level {
        L::Maternelle | L::Ps | L::Ms | L::Gs => kind.is_ecole(),
        L::Cp | L::Ce1 | L::Ce2 | L::Cm1 | L::Cm2 => kind == SchoolKind::Elementaire,
        L::Sixieme | L::Cinquieme | L::Quatrieme | L::Troisieme => kind.is_college(),
        L::Seconde | L::Premiere | L::Terminale | L::Cap1 | L::Cap2 => kind.is_lycee(),
    }
}

/// What is found of a school once everything is known.
pub(super) fn look(
    facts: &Facts,
    call: &str,
    content: &CallContent,
    school: &SchoolLine,
    dossier: &Dossier,
    on: Day,
    pupils: Vec<(Level, Option<u32>)>,
) -> Vec<Finding> {
    eligibility::findings(call, content, &facts.candidate(school, &dossier.college, on, pupils))
}
