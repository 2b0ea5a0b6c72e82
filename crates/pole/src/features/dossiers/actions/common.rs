//! The common file: endorsed, ranked and sent by the authority.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use pole_db::Tx;
use pole_kernel::Instant;

use super::super::common::{check_ranks, over_quota, shifted};
use super::super::errors::{DossierError, Refusal};
use super::super::financing::Sums;
use super::super::lines::{self, NewState};
use super::super::model::{CommonFile, CommonFileId, Dossier, DossierId, Line, LineState, Who};
use super::super::store;
use super::view::{priced, told};
use crate::features::calls::{self, Call, CallContent, CallWave};
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::audit;

/// A dossier of a common file.
#[derive(Clone, Debug)]
pub struct FiledDossier {
    /// The dossier.
    pub dossier: Dossier,
    /// The name of the school that carries it.
    pub name: String,
    /// Its lines with the names of their schools, the one that carries it first.
    pub lines: Vec<(Line, String)>,
    /// What it costs.
    pub sums: Sums,
}

impl FiledDossier {
    /// The line of the school that carries it.
    pub fn carrier(&self) -> Option<&Line> {
        self.lines
            .iter()
            .map(|(line, _)| line)
            .find(|line| line.uai == self.dossier.college)
    }

    /// The revision of that line.
    pub fn revision(&self) -> i64 {
        self.carrier().map_or(0, |line| line.revision)
    }

    /// Whether it has its place in the order that the authority gives.
    pub fn is_ranked_now(&self) -> bool {
        self.carrier()
            .is_some_and(|line| matches!(line.state, LineState::AuthorityEndorsed | LineState::Ranked))
    }
}

/// A common file.
#[derive(Clone, Debug)]
pub struct FileView {
    /// The file.
    pub file: CommonFile,
    /// The call.
    pub call: Call,
    /// What it says now.
    pub content: CallContent,
    /// The wave.
    pub wave: CallWave,
    /// Whether it can still be sent.
    pub is_open: bool,
    /// Its dossiers, by rank, then those without one.
    pub dossiers: Vec<FiledDossier>,
    /// Whether the reader endorses, ranks and sends.
    pub may_endorse: bool,
}

impl FileView {
    /// The sums of all its dossiers that were not taken out.
    pub fn sums(&self) -> Sums {
        self.dossiers
            .iter()
            .fold(Sums::default(), |sums, filed| sums.plus(filed.sums))
    }

    /// The lines in a state.
    pub fn in_state(&self, state: LineState) -> Vec<(&FiledDossier, &Line, &str)> {
        self.dossiers
            .iter()
            .flat_map(|filed| filed.lines.iter().map(move |(line, name)| (filed, line, name.as_str())))
            .filter(|(_, line, _)| line.state == state)
            .collect()
    }

    /// The lines that would stay behind when it is sent.
    pub fn behind(&self) -> Vec<(&FiledDossier, &Line, &str)> {
        LineState::ALL
            .iter()
            .filter(|state| state.is_with_applicant() && **state != LineState::Ranked)
            .flat_map(|state| self.in_state(*state))
            .collect()
    }

    /// How many écoles and lines it holds, and whether they are more than the call takes.
    pub fn quota(&self) -> Option<(usize, usize, u32, bool)> {
        let quota = self.content.ecole_quota.as_ref()?;
        let live = || {
            self.dossiers.iter().flat_map(|filed| {
                filed
                    .lines
                    .iter()
                    .filter(|(line, _)| line.state != LineState::Withdrawn)
                    .map(move |(line, _)| line.uai != filed.dossier.college)
            })
        };
        let (ecoles, lines) = (live().filter(|is_ecole| *is_ecole).count(), live().count());
        Some((ecoles, lines, quota.percent, over_quota(ecoles, lines, quota.percent)))
    }
}

/// A common file with its dossiers, for those who read the island.
///
/// # Errors
/// When there is none, it is not theirs to know, or the database fails.
pub fn file_view(tx: &mut Tx, actor: &Actor, now: Instant, id: CommonFileId) -> Result<FileView, DossierError> {
    let file = store::common_file(tx, id)?.ok_or(DossierError::NotFound)?;
    if !policy::allows(actor, Action::ReadDossiers, Subject::Territory(&file.territory)) {
        return Err(DossierError::NotFound);
    }
    let wave = calls::call_wave(tx, file.call_wave)?.ok_or(DossierError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(DossierError::NotFound)?;
    let content = calls::published(tx, call.id)?
        .map(|version| version.content)
        .unwrap_or_default();
    let published = wave.published_at.is_some_and(|at| at <= now);
    let secret = !published && !policy::allows(actor, Action::DecideDossiers, Subject::Basin);
    let mut by_dossier: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in store::lines_of_file(tx, id)? {
        let line = Line {
            state: told(line.state, secret),
            ..line
        };
        by_dossier.entry(line.dossier.to_string()).or_default().push(line);
    }
    let mut dossiers = Vec::new();
    // Most dossiers of a file answer the same version.
    let mut versions: BTreeMap<i64, CallContent> = BTreeMap::new();
    for dossier in store::dossiers_of_file(tx, id)? {
        let mut lines = Vec::new();
        let mut present: Vec<SchoolLine> = Vec::new();
        for line in by_dossier.remove(&dossier.id.to_string()).unwrap_or_default() {
            let Some(school) = directory::school_line(tx, &line.uai)? else {
                continue;
            };
            lines.push((line.clone(), school.name.clone()));
            if line.state != LineState::Withdrawn {
                present.push(school);
            }
        }
        let answers = store::answers(tx, dossier.id, now)?;
        let said = match versions.entry(dossier.version) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let version = calls::version(tx, dossier.call, dossier.version)?;
                place.insert(version.map(|version| version.content).unwrap_or_default())
            }
        };
        let sums = priced(tx, &present, &wave, said, &answers, now)?.plan.sums();
        dossiers.push(FiledDossier {
            name: lines
                .iter()
                .find(|(line, _)| line.uai == dossier.college)
                .map_or_else(|| dossier.college.to_string(), |(_, name)| name.clone()),
            dossier,
            lines,
            sums,
        });
    }
    Ok(FileView {
        may_endorse: policy::allows(actor, Action::EndorseDossiers, Subject::Territory(&file.territory)),
        is_open: wave.is_open(Some(&file.territory), now),
        file,
        call,
        content,
        wave,
        dossiers,
    })
}

/// The common files that somebody reads, with their wave.
///
/// # Errors
/// When the database fails.
pub fn files(tx: &mut Tx, actor: &Actor) -> Result<Vec<(CommonFile, Call, CallWave)>, DossierError> {
    let (known, waves) = (calls::calls(tx)?, calls::call_waves(tx)?);
    Ok(store::common_files(tx)?
        .into_iter()
        .filter(|file| policy::allows(actor, Action::ReadDossiers, Subject::Territory(&file.territory)))
        .filter_map(|file| {
            let wave = waves.iter().find(|wave| wave.id == file.call_wave)?.clone();
            let call = known.iter().find(|call| call.id == wave.call)?.clone();
            Some((file, call, wave))
        })
        .collect())
}

/// The order that an authority gives to its dossiers: each with the rank it typed and the revision it saw.
#[derive(Clone, Debug)]
pub struct Order {
    /// The ranks.
    pub ranks: Vec<(DossierId, Option<i64>, i64)>,
    /// A dossier to move a place up (`true`) or down afterwards.
    pub shift: Option<(DossierId, bool)>,
}

/// Gives the dossiers of a common file their order, all at once. Every line of a dossier that was endorsed gets the
/// rank of its dossier.
///
/// # Errors
/// When two dossiers share a rank or one is left out, somebody else changed one meanwhile, the wave is closed, the
/// actor may not, or the database fails.
pub fn rank(tx: &mut Tx, actor: &Actor, now: Instant, id: CommonFileId, order: &Order) -> Result<usize, DossierError> {
    let file = store::common_file(tx, id)?.ok_or(DossierError::NotFound)?;
    policy::check(actor, Action::EndorseDossiers, Subject::Territory(&file.territory))?;
    let dossiers = store::dossiers_of_file(tx, id)?;
    let lines = store::lines_of_file(tx, id)?;
    let carrier = |dossier: &Dossier| {
        lines
            .iter()
            .find(|line| line.dossier == dossier.id && line.uai == dossier.college)
    };
    let ranked: Vec<(&Dossier, &Line)> = dossiers
        .iter()
        .filter_map(|dossier| Some((dossier, carrier(dossier)?)))
        .filter(|(_, line)| matches!(line.state, LineState::AuthorityEndorsed | LineState::Ranked))
        .collect();
    if ranked.is_empty() {
        return Err(Refusal::NothingToMove.into());
    }
    let same = ranked.len() == order.ranks.len()
        && ranked.iter().all(|(dossier, line)| {
            order
                .ranks
                .iter()
                .any(|(id, _, seen)| *id == dossier.id && *seen == line.revision)
        });
    if !same {
        return Err(DossierError::Stale);
    }
    let mut typed = order.ranks.clone();
    if order.shift.is_none() {
        check_ranks(&typed.iter().map(|(_, rank, _)| *rank).collect::<Vec<_>>())?;
    }
    typed.sort_by_key(|(_, rank, _)| rank.unwrap_or(i64::MAX));
    let mut sequence: Vec<DossierId> = typed.iter().map(|(id, _, _)| *id).collect();
    if let Some((id, up)) = order.shift {
        sequence = shifted(&sequence, id, up);
    }
    let mut moved = 0;
    for (place, id) in (1_i64..).zip(&sequence) {
        for line in lines.iter().filter(|line| line.dossier == *id) {
            let takes_rank = matches!(line.state, LineState::AuthorityEndorsed | LineState::Ranked);
            if !takes_rank || (line.state == LineState::Ranked && line.rank == Some(place)) {
                continue;
            }
            let new = NewState {
                line: line.id,
                seen: line.revision,
                state: LineState::Ranked,
                acted_as: Who::Authority,
                rank: Some(place),
                decided_on: now.day(),
                reason: String::new(),
                document: None,
            };
            lines::move_line(tx, actor, now, &new)?;
            moved += 1;
        }
    }
    audit::record(
        tx,
        actor,
        now,
        "common_file.ranked",
        &id.to_string(),
        &sequence.len().to_string(),
    )?;
    Ok(moved)
}

/// Writes the note of a common file.
///
/// # Errors
/// When somebody else wrote it meanwhile, the actor may not, or the database fails.
pub fn note(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: CommonFileId,
    seen: &str,
    note: &str,
) -> Result<(), DossierError> {
    let file = store::common_file(tx, id)?.ok_or(DossierError::NotFound)?;
    policy::check(actor, Action::EndorseDossiers, Subject::Territory(&file.territory))?;
    if !store::set_note(tx, id, seen, note.trim())? {
        return Err(DossierError::Stale);
    }
    audit::record(tx, actor, now, "common_file.noted", &id.to_string(), "")?;
    Ok(())
}
