//! Agreements: made from a selected dossier, amended in versions, signed by both parties.

use pole_db::Tx;
use pole_kernel::{Day, Instant, Uai};

use super::super::errors::{DecisionError, Refusal};
use super::super::model::{
    Agreement, AgreementContent, AgreementId, AgreementState, AgreementVersion, AmountLine, Candidate, Milestone,
    Party, Signature, TEXTS,
};
use super::super::rules::{Difference, differences};
use super::super::{agreements_store, store};
use super::commission::stale_on_unique;
use super::results::may_read;
use crate::features::calls::{self, Call, CallWave};
use crate::features::dossiers::{self, DossierId, LineState, NewState, Who};
use crate::features::endowment::model::{Funder, Heading};
use crate::features::endowment::{self, FourFigures};
use crate::policy::{self, Action, Actor, Scope, Subject};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::shell::clock::fresh_id;
use crate::shell::documents::{self, Document, Received};

/// The clauses that a new agreement begins with, in French: codes of [`TEXTS`] and their texts.
pub type Clauses = Vec<(&'static str, String)>;

/// An agreement in a list.
#[derive(Clone, Debug)]
pub struct AgreementLine {
    /// The agreement; `None` for a selected dossier that has none yet.
    pub agreement: Option<Agreement>,
    /// The call.
    pub call: Call,
    /// Its wave.
    pub wave: CallWave,
    /// The dossier.
    pub dossier: DossierId,
    /// Its lines, the collège first.
    pub lines: Vec<Candidate>,
}

impl AgreementLine {
    /// The name of the collège.
    pub fn college(&self) -> &str {
        self.lines.first().map_or("", |line| line.name.as_str())
    }

    /// Whether a line of the dossier is in this state.
    pub fn has(&self, state: LineState) -> bool {
        self.lines.iter().any(|line| line.state == state)
    }
}

/// The agreements that an actor may read, and the selected dossiers that have none yet, by wave.
///
/// # Errors
/// When the actor may not, or the database fails.
pub fn agreements(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Vec<AgreementLine>, DecisionError> {
    policy::check(actor, Action::ReadAgreements, Subject::Basin)?;
    let all = agreements_store::agreements(tx)?;
    let calls = calls::calls(tx)?;
    let mut found: Vec<AgreementLine> = Vec::new();
    for wave in calls::call_waves(tx)?.into_iter().rev() {
        let Some(call) = calls.iter().find(|call| call.id == wave.call) else {
            continue;
        };
        if wave.published_at.is_none_or(|at| at > now) {
            continue;
        }
        let mut of_wave: Vec<AgreementLine> = Vec::new();
        for line in store::candidates(tx, wave.id)? {
            match of_wave.iter_mut().find(|one| one.dossier == line.dossier) {
                Some(one) => one.lines.push(line),
                None => of_wave.push(AgreementLine {
                    agreement: all.iter().find(|one| one.dossier == line.dossier).cloned(),
                    call: call.clone(),
                    wave: wave.clone(),
                    dossier: line.dossier,
                    lines: vec![line],
                }),
            }
        }
        of_wave.retain(|one| {
            let lines: Vec<&Candidate> = one.lines.iter().collect();
            (one.agreement.is_some() || one.has(LineState::Selected)) && may_read(actor, Action::ReadAgreements, &lines)
        });
        found.extend(of_wave);
    }
    Ok(found)
}

/// An agreement with everything that hangs on it.
#[derive(Clone, Debug)]
pub struct AgreementView {
    /// The agreement.
    pub agreement: Agreement,
    /// Where it comes from.
    pub line: AgreementLine,
    /// Its versions, the newest first.
    pub versions: Vec<AgreementVersion>,
    /// What each amendment changed, the newest first.
    pub differences: Vec<(i64, Vec<Difference>)>,
    /// Its signatures.
    pub signatures: Vec<Signature>,
    /// Its milestones, the earliest first, with their evidence.
    pub milestones: Vec<(Milestone, Vec<Document>)>,
    /// Its own documents: signed pages, the report.
    pub documents: Vec<Document>,
    /// What its schools are due, and what was supplied.
    pub four: Vec<FourFigures>,
}

impl AgreementView {
    /// The version in force: the newest.
    pub fn newest(&self) -> Option<&AgreementVersion> {
        self.versions.first()
    }

    /// Who has signed a version.
    pub fn signed(&self, version: i64, party: Party) -> Option<&Signature> {
        self.signatures
            .iter()
            .find(|signature| signature.version == version && signature.party == party)
    }
}

/// The agreement, its dossier and lines, when it is theirs to know.
pub(super) fn find(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    action: Action,
    id: AgreementId,
) -> Result<AgreementLine, DecisionError> {
    policy::check(actor, action, Subject::Basin)?;
    let agreement = agreements_store::agreement(tx, id)?.ok_or(DecisionError::NotFound)?;
    let line = of_dossier(tx, agreement.dossier)?;
    let lines: Vec<&Candidate> = line.lines.iter().collect();
    if line.wave.published_at.is_none_or(|at| at > now) || !may_read(actor, action, &lines) {
        return Err(DecisionError::NotFound);
    }
    Ok(AgreementLine {
        agreement: Some(agreement),
        ..line
    })
}

fn of_dossier(tx: &mut Tx, id: DossierId) -> Result<AgreementLine, DecisionError> {
    let dossier = dossiers::dossier(tx, id)?.ok_or(DecisionError::NotFound)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DecisionError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(DecisionError::NotFound)?;
    let mut lines = store::candidates(tx, wave.id)?;
    lines.retain(|line| line.dossier == id);
    lines.sort_by_key(|line| !line.is_carrier());
    Ok(AgreementLine {
        agreement: None,
        call,
        wave,
        dossier: id,
        lines,
    })
}

/// An agreement with everything that hangs on it, when it is theirs to know.
///
/// # Errors
/// When there is none, or it is not theirs to know.
pub fn agreement(tx: &mut Tx, actor: &Actor, now: Instant, id: AgreementId) -> Result<AgreementView, DecisionError> {
    let line = find(tx, actor, now, Action::ReadAgreements, id)?;
    let agreement = line.agreement.clone().ok_or(DecisionError::NotFound)?;
    let versions = agreements_store::versions(tx, id)?;
    let differences = versions
        .windows(2)
        .map(|pair| (pair[0].version, differences(&pair[1].content, &pair[0].content)))
        .collect();
    let mut milestones = Vec::new();
    for milestone in agreements_store::milestones(tx, id)? {
        let evidence = documents::of(tx, "milestone", &milestone.id.to_string())?;
        milestones.push((milestone, evidence));
    }
    let (_, four) = endowment::four_of(tx, &schools_scope(&line.lines), Asked::now(now))?;
    Ok(AgreementView {
        versions,
        differences,
        signatures: agreements_store::signatures(tx, id)?,
        milestones,
        documents: documents::of(tx, "agreement", &id.to_string())?,
        four,
        agreement,
        line,
    })
}

/// The schools of an agreement: those that were selected.
fn schools_scope(lines: &[Candidate]) -> Scope {
    Scope {
        schools: lines
            .iter()
            .filter(|line| {
                matches!(
                    line.state,
                    LineState::Selected
                        | LineState::Agreed
                        | LineState::Running
                        | LineState::Closed
                        | LineState::Terminated
                )
            })
            .map(|line| line.uai.clone())
            .collect(),
        ..Scope::default()
    }
}

/// Quantities and amounts by school and year, as the endowment gives them today, and the set it used.
///
/// # Errors
/// When a roster cannot be computed, or the database fails.
pub fn amounts(tx: &mut Tx, now: Instant, schools: &[Uai]) -> Result<(Vec<AmountLine>, String), DecisionError> {
    let scope = Scope {
        schools: schools.to_vec(),
        ..Scope::default()
    };
    let (plan, _) = endowment::four_of(tx, &scope, Asked::now(now))?;
    let cents = |amount: Option<pole_kernel::Cents>| amount.map(|amount| amount.0);
    let lines = plan
        .lines
        .iter()
        .map(|line| {
            let due = &line.endowment;
            AmountLine {
                uai: due.uai.to_string(),
                name: line.name.clone(),
                year: due.year.label(),
                pupils: due.net,
                teachers: due.teachers,
                spare: due.spare,
                cases: due.cases(),
                state: cents(due.paid_by(&Funder::State, Heading::ALL)),
                authority: cents(due.paid_by(&Funder::Authority, Heading::ALL)),
                others: cents(due.paid_by_others(Heading::ALL)),
                total: cents(due.total_cents()),
            }
        })
        .collect();
    Ok((lines, format!("{} v{}", plan.set.code, plan.set.version)))
}

/// What a version says, with the schools and the amounts of today.
fn with_figures(
    tx: &mut Tx,
    now: Instant,
    line: &AgreementLine,
    mut content: AgreementContent,
) -> Result<AgreementContent, DecisionError> {
    let schools: Vec<&Candidate> = line
        .lines
        .iter()
        .filter(|line| matches!(line.state, LineState::Selected | LineState::Agreed | LineState::Running))
        .collect();
    let codes: Vec<Uai> = schools.iter().map(|school| school.uai.clone()).collect();
    content.schools = schools
        .iter()
        .map(|school| (school.uai.to_string(), school.name.clone()))
        .collect();
    (content.amounts, content.parameter_set) = amounts(tx, now, &codes)?;
    content.amounts_on = now.day().to_string();
    Ok(content)
}

/// The days of an agreement, in their order.
fn check_days(content: &AgreementContent) -> Result<(), Refusal> {
    let day = |text: &str| Day::parse(text).map_err(|_| Refusal::TextMissing);
    if day(&content.ends_on)? < day(&content.starts_on)? {
        return Err(Refusal::DaysReversed);
    }
    Ok(())
}

/// Makes the agreement of a selected dossier, with the clauses it begins with.
///
/// # Errors
/// When no line is selected, there is one already, the actor may not, or the database fails.
pub fn create(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    dossier: DossierId,
    clauses: &Clauses,
) -> Result<AgreementId, DecisionError> {
    policy::check(actor, Action::EditAgreements, Subject::Basin)?;
    let line = of_dossier(tx, dossier)?;
    if line.wave.published_at.is_none_or(|at| at > now) {
        return Err(Refusal::NotPublished.into());
    }
    if agreements_store::agreement_of(tx, dossier)?.is_some() {
        return Err(Refusal::AgreementExists.into());
    }
    if !line.has(LineState::Selected) {
        return Err(Refusal::NothingSelected.into());
    }
    let territory = line
        .lines
        .first()
        .map(|line| line.territory.to_string())
        .unwrap_or_default();
    let prefix = format!("{}-{territory}-", line.wave.first_year.first_calendar_year());
    let last = agreements_store::last_number(tx, &prefix)?
        .and_then(|number| number.strip_prefix(&prefix)?.parse::<u32>().ok())
        .unwrap_or(0);
    let mut content = AgreementContent {
        starts_on: line.wave.first_year.first_day().to_string(),
        ends_on: line.wave.first_year.plus(2).last_day().to_string(),
        ..AgreementContent::default()
    };
    for (code, text) in clauses {
        content.set_text(code, text.clone());
    }
    let content = with_figures(tx, now, &line, content)?;
    let new = Agreement {
        id: fresh_id(),
        dossier,
        number: format!("{prefix}{:03}", last + 1),
        state: AgreementState::Draft,
        revision: 1,
        started_on: None,
        ended_on: None,
        end_note: String::new(),
        created_at: now,
    };
    stale_on_unique(agreements_store::insert_agreement(tx, &new, actor.account))?;
    agreements_store::insert_version(tx, new.id, 1, &content, "", now, actor.account)?;
    audit::record(tx, actor, now, "agreement.made", &new.id.to_string(), &new.number)?;
    Ok(new.id)
}

/// Writes a new version: before the first is signed it completes the draft, afterwards it is an amendment.
///
/// # Errors
/// When somebody else did meanwhile, the reason is missing, nothing changes, the agreement has ended, the actor may
/// not, or the database fails.
pub fn amend(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: AgreementId,
    (seen, texts, reason): (i64, &[(&'static str, String)], &str),
) -> Result<i64, DecisionError> {
    let line = find(tx, actor, now, Action::EditAgreements, id)?;
    let agreement = line.agreement.clone().ok_or(DecisionError::NotFound)?;
    if !agreement.state.is_open() {
        return Err(Refusal::AgreementState.into());
    }
    let versions = agreements_store::versions(tx, id)?;
    let newest = versions.first().ok_or(DecisionError::NotFound)?;
    if newest.version != seen {
        return Err(DecisionError::Stale(String::new()));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    let mut content = newest.content.clone();
    for (code, text) in texts.iter().filter(|(code, _)| TEXTS.contains(code)) {
        content.set_text(code, text.trim().replace("\r\n", "\n"));
    }
    check_days(&content)?;
    let content = with_figures(tx, now, &line, content)?;
    if differences(&newest.content, &content).is_empty() {
        return Err(Refusal::NothingChanges.into());
    }
    let version = seen + 1;
    stale_on_unique(agreements_store::insert_version(
        tx,
        id,
        version,
        &content,
        reason.trim(),
        now,
        actor.account,
    ))?;
    let detail = format!("{} version {version}", agreement.number);
    audit::record(tx, actor, now, "agreement.amended", &id.to_string(), &detail)?;
    Ok(version)
}

/// A signature to record.
#[derive(Clone, Debug)]
pub struct NewSignature {
    /// The version that was signed.
    pub version: i64,
    /// Who signs.
    pub party: Party,
    /// The name under the signature.
    pub signatory: String,
    /// The day.
    pub signed_on: Day,
    /// The scanned page.
    pub document: Option<Received>,
}

/// Records a signature. When both parties have signed the newest version, the selected lines are agreed.
///
/// # Errors
/// When the version is not the newest, the party signed it, the day is in the future, the actor may not, or the
/// database fails.
pub fn sign(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: AgreementId,
    new: &NewSignature,
) -> Result<AgreementState, DecisionError> {
    let line = find(tx, actor, now, Action::EditAgreements, id)?;
    let agreement = line.agreement.clone().ok_or(DecisionError::NotFound)?;
    if !agreement.state.is_open() {
        return Err(Refusal::AgreementState.into());
    }
    let newest = agreements_store::versions(tx, id)?
        .first()
        .map(|version| version.version)
        .ok_or(DecisionError::NotFound)?;
    if newest != new.version {
        return Err(DecisionError::Stale(String::new()));
    }
    if new.signatory.trim().is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    if new.signed_on > now.day() {
        return Err(Refusal::InFuture.into());
    }
    let before = agreements_store::signatures(tx, id)?;
    if before
        .iter()
        .any(|signature| signature.version == newest && signature.party == new.party)
    {
        return Err(Refusal::AlreadySigned.into());
    }
    let document = match &new.document {
        Some(document) => {
            let purpose = format!("signature/{newest}/{}", new.party.code());
            let document = document.clone().attached_to("agreement", id.to_string(), purpose);
            Some(documents::attach(tx, actor.account, now, &document)?)
        }
        None => None,
    };
    let signature = Signature {
        version: newest,
        party: new.party,
        signatory: new.signatory.trim().to_owned(),
        signed_on: new.signed_on,
        document,
    };
    stale_on_unique(agreements_store::insert_signature(
        tx,
        id,
        &signature,
        now,
        actor.account,
    ))?;
    let detail = format!("version {newest} {}", new.party);
    audit::record(tx, actor, now, "agreement.signed", &id.to_string(), &detail)?;
    let other = before
        .iter()
        .find(|signature| signature.version == newest && signature.party != new.party);
    let Some(other) = other else {
        return Ok(agreement.state);
    };
    let agreed_on = other.signed_on.max(new.signed_on);
    move_lines(
        tx,
        actor,
        now,
        &line,
        LineState::Selected,
        LineState::Agreed,
        (agreed_on, ""),
    )?;
    let state = match agreement.state {
        AgreementState::Running => {
            // A school that came later runs with the others.
            let line = of_dossier(tx, agreement.dossier)?;
            move_lines(
                tx,
                actor,
                now,
                &line,
                LineState::Agreed,
                LineState::Running,
                (agreed_on, ""),
            )?;
            AgreementState::Running
        }
        _ => AgreementState::Signed,
    };
    let moved = Agreement {
        state,
        revision: agreement.revision + 1,
        ..agreement.clone()
    };
    if !agreements_store::move_agreement(tx, &moved, agreement.revision)? {
        return Err(DecisionError::Stale(String::new()));
    }
    Ok(state)
}

/// Moves every line of a dossier that is in a state to the next one.
pub(super) fn move_lines(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    line: &AgreementLine,
    from: LineState,
    to: LineState,
    (decided_on, reason): (Day, &str),
) -> Result<usize, DecisionError> {
    let mut moved = 0;
    for one in line.lines.iter().filter(|one| one.state == from) {
        let new = NewState {
            line: one.line,
            seen: one.line_revision,
            state: to,
            acted_as: Who::Academy,
            rank: None,
            decided_on,
            reason: reason.to_owned(),
            document: None,
        };
        dossiers::move_line(tx, actor, now, &new)?;
        moved += 1;
    }
    Ok(moved)
}
