//! What the page of a dossier shows: who carries it, where each line stands, what is missing, what it costs, and all
//! that ever happened to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_kernel::{Day, Instant, Level, Ratio, SchoolYear, Uai};

use super::super::eligibility::{self, Finding};
use super::super::errors::{DossierError, Refusal};
use super::super::financing::{self, Declared, Financing};
use super::super::model::{Answer, Dossier, DossierId, Line, LineId, LineRevision, LineState, Member, Who};
use super::super::store::{self, Happening};
use super::super::writing::{self, Save, WritingError};
use super::super::{rights, rules};
use super::begin::{Facts, levels_of, look};
use super::moves::{concerns, moves_as};
use crate::features::calls::{self, Answers, Call, CallContent, CallWave, FieldKind, Missing, Part};
use crate::features::directory::{self, SchoolLine};
use crate::features::endowment::model::Heading;
use crate::features::endowment::{self, EndowmentError, ParameterSet, Staff};
use crate::policy::{self, Action, Actor, Subject};
use crate::shell::asked::Asked;
use crate::shell::documents::{self, Document};

/// A line of the page.
#[derive(Clone, Debug)]
pub struct LineView {
    /// The line.
    pub line: Line,
    /// Its school.
    pub school: SchoolLine,
    /// Its newest state, with its day and author.
    pub newest: Option<LineRevision>,
    /// The states that the reader may give it, each as what.
    pub moves: Vec<(LineState, Who)>,
    /// The states that may follow, whoever says so.
    pub follows: Vec<LineState>,
    /// What is missing of this school.
    pub lacking: usize,
    /// What makes it eligible or not.
    pub findings: Vec<Finding>,
    /// What the findings propose.
    pub proposal: Option<bool>,
}

/// Who has something to do, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Who fills it in.
    pub part: Part,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// The page of a dossier.
#[derive(Clone, Debug)]
pub struct DossierView {
    /// The dossier.
    pub dossier: Dossier,
    /// The call.
    pub call: Call,
    /// What it says.
    pub content: CallContent,
    /// The wave.
    pub wave: CallWave,
    /// Whether it can still be written and sent.
    pub is_open: bool,
    /// Whether answers may change: the wave is open and the school that carries it has not validated.
    pub is_written: bool,
    /// Its lines, the school that carries it first.
    pub lines: Vec<LineView>,
    /// Who writes in it.
    pub members: Vec<Member>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// What is missing, by who fills it in.
    pub owed: Vec<Owed>,
    /// How many questions and documents are required.
    pub required: usize,
    /// What it costs.
    pub financing: Priced,
    /// The écoles that could be taken in.
    pub candidates: Vec<SchoolLine>,
    /// Whether the reader may change which schools are in it.
    pub may_change_schools: bool,
    /// Whether the reader may say other amounts than the computed ones.
    pub may_declare: bool,
    /// Whether the reader may record a correction.
    pub may_correct: bool,
    /// Whether the reader may see the common file.
    pub may_read_file: bool,
    /// Whether results are not to be shown to the reader yet.
    pub is_secret: bool,
}

impl DossierView {
    /// The line of the school that carries it.
    pub fn carrier(&self) -> Option<&LineView> {
        self.lines.iter().find(|view| view.line.uai == self.dossier.college)
    }

    /// The name of the school that carries it.
    pub fn title(&self) -> String {
        self.carrier()
            .map_or_else(|| self.dossier.college.to_string(), |view| view.school.name.clone())
    }

    /// How many questions and documents are missing.
    pub fn lacking(&self) -> usize {
        self.owed.iter().map(|owed| owed.missing.len()).sum()
    }

    /// The name of a school of the dossier.
    pub fn name_of(&self, uai: &Uai) -> String {
        self.lines
            .iter()
            .find(|view| view.line.uai == *uai)
            .map_or_else(|| uai.to_string(), |view| view.school.name.clone())
    }
}

/// What a dossier costs, and under which parameters.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The parameter set.
    pub set: ParameterSet,
    /// Whether it is the one that the call names.
    pub is_asked_set: bool,
    /// The plan.
    pub plan: Financing,
    /// Who fills in the question that takes differences, with how often it was answered.
    pub field: Option<(Part, i64)>,
}

/// The schools of a dossier that were not taken out.
fn schools_of(lines: &[Line]) -> Vec<Uai> {
    lines
        .iter()
        .filter(|line| line.state != LineState::Withdrawn)
        .map(|line| line.uai.clone())
        .collect()
}

fn as_map(answers: &[Answer]) -> Answers {
    answers
        .iter()
        .map(|answer| ((answer.uai.clone(), answer.field.clone()), answer.value.clone()))
        .collect()
}

/// What a dossier still lacks.
pub(super) fn missing_of(
    tx: &mut Tx,
    dossier: &Dossier,
    lines: &[Line],
    now: Instant,
) -> Result<Vec<Missing>, DossierError> {
    let version = calls::version(tx, dossier.call, dossier.version)?.ok_or(DossierError::NotFound)?;
    let answers = as_map(&store::answers(tx, dossier.id, now)?);
    let documents = store::documents_of(tx, dossier.id)?;
    Ok(calls::missing(
        &version.content,
        &schools_of(lines),
        &answers,
        &documents,
    ))
}

/// What a dossier lacks, for a person who may read it: shown before its school validates it.
///
/// # Errors
/// When it is not theirs to know, or the database fails.
pub fn missing(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<Vec<Missing>, DossierError> {
    let (dossier, lines) = rights::readable(tx, actor, id)?;
    missing_of(tx, &dossier, &lines, now)
}

/// What some schools cost, with what the applicant says differently.
pub(super) fn priced(
    tx: &mut Tx,
    schools: &[SchoolLine],
    wave: &CallWave,
    content: &CallContent,
    answers: &[Answer],
    now: Instant,
) -> Result<Priced, DossierError> {
    let quote = match endowment::quote(
        tx,
        schools,
        wave.first_year,
        &content.parameter_set,
        Asked::now(now),
        Staff::AsEntered,
    ) {
        Ok(quote) => quote,
        Err(EndowmentError::Db(error)) => return Err(error.into()),
        Err(error) => return Err(DossierError::Endowment(Box::new(error))),
    };
    let field = content
        .fields()
        .find(|(_, field)| field.kind == FieldKind::FinancingPlan);
    let said = field.and_then(|(_, field)| {
        answers
            .iter()
            .find(|answer| answer.field == field.code && answer.uai.is_none())
    });
    let differences = said
        .map(|answer| financing::declared(&answer.value))
        .unwrap_or_default();
    Ok(Priced {
        plan: financing::plan(&quote.lines, &differences),
        set: quote.set,
        is_asked_set: quote.is_asked_set,
        field: field.map(|(section, _)| (section.part, said.map_or(0, |answer| answer.revision))),
    })
}

/// Results are shown to applicants once they are published.
fn is_secret(actor: &Actor, wave: &CallWave, now: Instant) -> bool {
    let published = wave.published_at.is_some_and(|at| at <= now);
    !published
        && !policy::allows(actor, Action::DecideDossiers, Subject::Basin)
        && !policy::allows(actor, Action::CheckDossiers, Subject::Basin)
}

/// The state that a reader is told: a result that is not published yet is still an assessed dossier.
pub(super) const fn told(state: LineState, secret: bool) -> LineState {
    match state {
        LineState::Selected | LineState::Reserve | LineState::NotSelected if secret => LineState::Assessed,
        other => other,
    }
}

/// A dossier with all that its page shows.
///
/// # Errors
/// When it is not theirs to know, or the database fails.
pub fn dossier_view(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<DossierView, DossierError> {
    let (dossier, lines) = rights::readable(tx, actor, id)?;
    let call = calls::call(tx, dossier.call)?.ok_or(DossierError::NotFound)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DossierError::NotFound)?;
    let content = calls::version(tx, dossier.call, dossier.version)?
        .ok_or(DossierError::NotFound)?
        .content;
    let is_open = wave.is_open(Some(&dossier.territory), now);
    let secret = is_secret(actor, &wave, now);
    let is_member = rights::is_member(tx, actor, id)?;
    let answers = store::answers(tx, id, now)?;
    let attached = store::documents_of(tx, id)?;
    let schools = schools_of(&lines);
    let missing = calls::missing(&content, &schools, &as_map(&answers), &attached);
    let all = calls::missing(&content, &schools, &Answers::new(), &BTreeSet::new());
    let facts = Facts::load_with_selections(tx, now)?;
    let day = looked_at(&wave, now);
    let mut shown = Vec::new();
    for line in &lines {
        let Some(school) = directory::school_line(tx, &line.uai)? else {
            continue;
        };
        let pupils = pupils_of(tx, &content, &school, &wave, now)?;
        let mut findings = look(&facts, &call.code, &content, &school, &dossier, day, pupils);
        if line.state.counts_as_selected() {
            // It is selected by this very line.
            findings.retain(|finding| finding.check != eligibility::Check::AlreadySelected);
        }
        let acts = rights::acts_as(actor, &dossier, &line.uai, is_member);
        let may_now = |to: LineState| is_open || !to.needs_open_wave();
        shown.push(LineView {
            moves: rules::next_states(line.state)
                .iter()
                .filter(|(to, _)| {
                    !to.is_of_decision() && *to != line.state && may_now(*to) && !secret_next(line.state, secret)
                })
                .filter_map(|(to, _)| Some((*to, moves_as(&acts, line.state, *to)?)))
                .filter(|(_, who)| *who != Who::Program)
                .collect(),
            follows: rules::next_states(told(line.state, secret))
                .iter()
                .map(|(to, _)| *to)
                .filter(|to| *to != LineState::Withdrawn && *to != line.state)
                .collect(),
            lacking: concerns(&missing, &line.uai, &dossier.college).len(),
            proposal: eligibility::proposal(&findings),
            findings,
            newest: store::newest_revision(tx, line.id)?.filter(|newest| told(newest.state, secret) == newest.state),
            line: Line {
                state: told(line.state, secret),
                ..line.clone()
            },
            school,
        });
    }
    let present: Vec<SchoolLine> = shown
        .iter()
        .filter(|view| view.line.state != LineState::Withdrawn)
        .map(|view| view.school.clone())
        .collect();
    let financing = priced(tx, &present, &wave, &content, &answers, now)?;
    let writing = shown
        .iter()
        .any(|view| view.line.uai == dossier.college && view.line.state.is_written());
    let may_declare = match financing.field {
        Some((part, _)) => match writing::open(tx, actor, now, id) {
            Ok(setting) => setting.may_write(part, None),
            Err(WritingError::Db(error)) => return Err(error.into()),
            Err(_) => false,
        },
        None => false,
    };
    let acts = rights::acts_as(actor, &dossier, &dossier.college, false);
    let may_change_schools = writing && is_open && !acts.is_empty() && content.eligibility.attached_ecoles;
    let candidates = if may_change_schools {
        attachable(tx, &facts, &dossier, &lines, now)?
    } else {
        Vec::new()
    };
    Ok(DossierView {
        owed: owed(&content, &missing),
        required: all.len(),
        members: store::members(tx, id)?,
        documents: documents::of(tx, "dossier", &id.to_string())?,
        may_correct: policy::allows(actor, Action::DecideDossiers, Subject::Basin),
        may_read_file: policy::allows(actor, Action::ReadDossiers, Subject::Territory(&dossier.territory)),
        is_secret: secret,
        may_declare,
        is_open,
        is_written: writing && is_open,
        lines: shown,
        financing,
        candidates,
        may_change_schools,
        dossier,
        call,
        content,
        wave,
    })
}

/// What follows a result that is not published is not offered either.
const fn secret_next(from: LineState, secret: bool) -> bool {
    secret && matches!(from, LineState::Selected | LineState::Reserve | LineState::NotSelected)
}

/// The écoles of the catchment area that are not in the dossier.
fn attachable(
    tx: &mut Tx,
    facts: &Facts,
    dossier: &Dossier,
    lines: &[Line],
    now: Instant,
) -> Result<Vec<SchoolLine>, DossierError> {
    let present: BTreeSet<&Uai> = lines
        .iter()
        .filter(|line| line.state != LineState::Withdrawn)
        .map(|line| &line.uai)
        .collect();
    let mut found = Vec::new();
    for uai in facts.attached(&dossier.college, now.day()) {
        if !present.contains(&uai) {
            found.extend(directory::school_line(tx, &uai)?);
        }
    }
    Ok(found)
}

/// The écoles of the catchment area of a school, for the form that begins a dossier.
///
/// # Errors
/// When the actor may not begin one, or the database fails.
pub fn ecoles_of(tx: &mut Tx, actor: &Actor, now: Instant, college: &Uai) -> Result<Vec<SchoolLine>, DossierError> {
    let school = directory::school_line(tx, college)?.ok_or(DossierError::NotFound)?;
    super::begin::may_begin(actor, &school)?;
    let facts = Facts::load(tx)?;
    let mut found = Vec::new();
    for uai in facts.attached(college, now.day()) {
        found.extend(directory::school_line(tx, &uai)?);
    }
    Ok(found)
}

/// How many pupils a school has in the levels of the call, in the first year of the wave.
fn pupils_of(
    tx: &mut Tx,
    content: &CallContent,
    school: &SchoolLine,
    wave: &CallWave,
    now: Instant,
) -> Result<Vec<(Level, Option<u32>)>, DossierError> {
    let levels = levels_of(content, school.kind);
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let everybody = Ratio::percent(100);
    let roster = directory::roster(tx, school, now.day(), now, wave.first_year, everybody)?;
    let count = |year: SchoolYear, level: Level| roster.count(year, pole_kernel::Category::Level(level));
    Ok(levels
        .into_iter()
        .map(|level| (level, count(wave.first_year, level)))
        .collect())
}

/// What is missing, by who fills it in. A document belongs to the part that asks for it, or to the head.
fn owed(content: &CallContent, missing: &[Missing]) -> Vec<Owed> {
    let part_of_field = |code: &str| content.field(code).map_or(Part::Head, |(section, _)| section.part);
    let part_of_document = |code: &str| {
        content
            .fields()
            .find(|(_, field)| matches!(&field.kind, FieldKind::Document { document } if document == code))
            .map_or(Part::Head, |(section, _)| section.part)
    };
    let mut by_part: BTreeMap<Part, Vec<Missing>> = BTreeMap::new();
    for lack in missing {
        let part = match lack {
            Missing::Answer { field, .. } => part_of_field(field),
            Missing::Document { code, .. } => part_of_document(code),
        };
        by_part.entry(part).or_default().push(lack.clone());
    }
    by_part
        .into_iter()
        .map(|(part, missing)| Owed { part, missing })
        .collect()
}

/// Says other amounts than the computed ones, each with its reason: an answer to the question of the financing plan.
///
/// # Errors
/// When a reason is missing, the call does not ask for a financing plan, the dossier is not written any more, the
/// wave is closed, somebody else said something meanwhile, or the actor may not.
pub fn declare_amounts(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: DossierId,
    seen: i64,
    differences: &BTreeMap<Heading, Declared>,
) -> Result<(), DossierError> {
    let (dossier, _) = rights::readable(tx, actor, id)?;
    let content = calls::version(tx, dossier.call, dossier.version)?
        .ok_or(DossierError::NotFound)?
        .content;
    let (_, field) = content
        .fields()
        .find(|(_, field)| field.kind == FieldKind::FinancingPlan)
        .ok_or(DossierError::NotFound)?;
    let save = Save {
        dossier: id,
        field: field.code.clone(),
        uai: None,
        seen,
        value: financing::answer(differences)?,
    };
    writing::save(tx, actor, now, &save)
        .map(|_| ())
        .map_err(|error| match error {
            WritingError::NotFound => DossierError::NotFound,
            WritingError::Stale => DossierError::Stale,
            WritingError::Refused(writing::Refusal::WaveClosed) => Refusal::WaveNotOpen.into(),
            WritingError::Refused(_) => Refusal::NotWritten.into(),
            WritingError::Denied(denied) => denied.into(),
            WritingError::Dossier(error) => error,
            WritingError::Db(error) => error.into(),
        })
}

/// All that happened to a dossier.
#[derive(Clone, Debug)]
pub struct HistoryView {
    /// The dossier with its page.
    pub title: String,
    /// The dossier.
    pub dossier: Dossier,
    /// The call.
    pub call: Call,
    /// The names of its schools.
    pub names: HashMap<Uai, String>,
    /// What happened, the newest first.
    pub happenings: Vec<Happening>,
    /// The questions, by code.
    pub labels: BTreeMap<String, String>,
}

/// Everything that happened to a dossier: states, corrections, answers, documents, versions, members.
///
/// # Errors
/// When it is not theirs to know, or the database fails.
pub fn history_view(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<HistoryView, DossierError> {
    let (dossier, lines) = rights::readable(tx, actor, id)?;
    let call = calls::call(tx, dossier.call)?.ok_or(DossierError::NotFound)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DossierError::NotFound)?;
    let content = calls::version(tx, dossier.call, dossier.version)?
        .ok_or(DossierError::NotFound)?
        .content;
    let secret = is_secret(actor, &wave, now);
    let mut names = HashMap::new();
    for line in &lines {
        if let Some(school) = directory::school_line(tx, &line.uai)? {
            names.insert(line.uai.clone(), school.name);
        }
    }
    let mut happenings = store::happenings(tx, id)?;
    if secret {
        happenings.retain(|one| match one {
            Happening::State { revision, .. } => told(revision.state, true) == revision.state,
            _ => true,
        });
    }
    let labels = content
        .fields()
        .map(|(_, field)| (field.code.clone(), field.label.clone()))
        .chain(
            content
                .documents
                .iter()
                .map(|document| (document.code.clone(), document.label.clone())),
        )
        .collect();
    Ok(HistoryView {
        title: names
            .get(&dossier.college)
            .cloned()
            .unwrap_or_else(|| dossier.college.to_string()),
        dossier,
        call,
        names,
        happenings,
        labels,
    })
}

/// A line with every state it has had that its reader may know of.
///
/// # Errors
/// When it is not theirs to know, or the database fails.
pub fn line_history(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    id: LineId,
) -> Result<(Line, Vec<LineRevision>), DossierError> {
    let line = store::line(tx, id)?.ok_or(DossierError::NotFound)?;
    let (dossier, _) = rights::readable(tx, actor, line.dossier)?;
    let wave = calls::call_wave(tx, dossier.call_wave)?.ok_or(DossierError::NotFound)?;
    let secret = is_secret(actor, &wave, now);
    let mut history = store::history(tx, id)?;
    history.retain(|revision| told(revision.state, secret) == revision.state);
    let line = Line {
        state: told(line.state, secret),
        ..line
    };
    Ok((line, history))
}

/// The waves that somebody may begin a dossier for, and the schools they may begin it for.
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// The open waves of published calls.
    pub waves: Vec<(Call, CallWave)>,
    /// The schools of the reader that some call admits.
    pub schools: Vec<SchoolLine>,
}

/// What one may begin.
///
/// # Errors
/// When the database fails.
pub fn beginnings(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<Beginnings, DossierError> {
    let mut waves = Vec::new();
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    let known: HashMap<_, Call> = calls::calls(tx)?.into_iter().map(|call| (call.id, call)).collect();
    for wave in calls::call_waves(tx)? {
        let Some(call) = known.get(&wave.call).filter(|call| call.archived_at.is_none()) else {
            continue;
        };
        if !wave.is_open(None, now) {
            continue;
        }
        if let Some(version) = calls::published(tx, call.id)? {
            kinds.extend(version.content.eligibility.kinds);
            waves.push((call.clone(), wave));
        }
    }
    let mut scope = policy::scope(actor, Action::ValidateDossiers);
    for action in [Action::EndorseDossiers, Action::CheckDossiers] {
        let more = policy::scope(actor, action);
        scope.everything |= more.everything;
        scope.territories.extend(more.territories);
        scope.schools.extend(more.schools);
    }
    let schools = if scope.is_empty() {
        Vec::new()
    } else {
        directory::basin(tx, scope)?
    };
    Ok(Beginnings {
        waves,
        schools: schools
            .into_iter()
            .filter(|school| kinds.contains(school.kind.code()))
            .collect(),
    })
}

/// The day on which eligibility is looked at: today, or the deadline once it has passed.
fn looked_at(wave: &CallWave, now: Instant) -> Day {
    now.day().min(wave.deadline_on)
}
