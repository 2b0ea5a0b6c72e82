//! The demonstration's call for projects, after the sheet's: its third wave is decided, its fourth is under review
//! and its fifth is being answered.
//!
//! The third wave is the one of the plan: what its commission publishes is what the plan says already. Everything is
//! invented, and done through the features' own actions, each on the day on which it would have been done.

use pole_db::Tx;
use pole_kernel::{Day, Instant, Role, RoleScope, SchoolYear, Territory, Uai};

use super::plan::{DECIDED_CALL, DECIDED_WAVE, LAST_WAVE};
use super::projects::{answers, paper};
use super::{DemoError, day, people, uai};
use crate::features::accounts::{self, AccountLine};
use crate::features::calls::{
    self, CallContent, CallError, CallId, CallWave, CallWaveId, NewCall, Part, PlannedWave, programmes,
};
use crate::features::decisions::{
    self, Clauses, DecisionError, NewMilestone, NewSignature, Outcome, Party, Proposal, Settings,
};
use crate::features::dossiers::{
    self, DossierError, DossierId, LineState, NewComment, NewDossier, Order, Save, Step, WritingError,
};
use crate::features::endowment::EntryStatus;
use crate::features::reviews::{self, Mark, NewTie, Opinion, ReviewError, ReviewId, ReviewerId, Sheet, TieKind};
use crate::policy::{Actor, HeldRole};
use crate::shell::app::App;
use crate::shell::documents::Received;

macro_rules! failures {
    ($($error:ty: $step:literal),*) => {
        $(impl From<$error> for DemoError {
            fn from(error: $error) -> Self {
                Self::at($step, &error)
            }
        })*
    };
}

failures! {
    CallError: "call", DossierError: "dossier", WritingError: "writing a dossier", ReviewError: "review",
    DecisionError: "commission"
}

/// The collèges of Saint-Martin and the one of Saint-Barthélemy.
const MONT: &str = "9710022X";
const SOUALIGA: &str = "9711023K";
const QUARTIER: &str = "9711087E";
const CHOISY: &str = "9710035L";

/// A collège and its écoles that answer together.
type Answering = (&'static str, &'static [&'static str]);

/// Who answers the third wave: the schools of the third wave of the plan.
const THIRD: [Answering; 2] = [
    (SOUALIGA, &["9710567P", "9711197Z"]),
    (CHOISY, &["9710341U", "9710454S", "9710453R"]),
];
/// Who answers the fourth.
const FOURTH: [Answering; 4] = [
    (QUARTIER, &[]),
    (MONT, &["9710210B"]),
    (SOUALIGA, &["9711197Z"]),
    (CHOISY, &["9710454S", "9710453R"]),
];

/// The people who act.
#[derive(Clone)]
struct Cast {
    pilot: Actor,
    academy: Actor,
    accounts: Vec<AccountLine>,
}

impl Cast {
    fn load(tx: &mut Tx) -> Result<Self, DemoError> {
        let accounts = accounts::all_accounts(tx)?;
        Ok(Self {
            pilot: actor(&accounts, "pilote")?,
            academy: actor(&accounts, "academie")?,
            accounts,
        })
    }

    fn named(&self, name: &str) -> Result<Actor, DemoError> {
        actor(&self.accounts, name)
    }

    /// The head of a collège; who has no account signs as nobody.
    fn head(&self, college: &Uai) -> Result<Actor, DemoError> {
        let scope = RoleScope::School(college.clone());
        for person in people::PEOPLE.iter().filter(|person| person.role == Role::Head) {
            if person.scope()? == scope {
                return self.named(person.account.name);
            }
        }
        Ok(Actor {
            roles: vec![HeldRole {
                role: Role::Head,
                scope,
            }],
            ..Actor::default()
        })
    }

    fn agent(&self, territory: &Territory) -> Result<Actor, DemoError> {
        self.named(if territory.as_str() == Territory::SAINT_BARTHELEMY {
            "com977"
        } else {
            "com978"
        })
    }
}

fn actor(accounts: &[AccountLine], name: &str) -> Result<Actor, DemoError> {
    let person = people::PEOPLE.iter().find(|person| person.account.name == name);
    let account = accounts.iter().find(|account| account.name == name);
    let (Some(person), Some(account)) = (person, account) else {
        return Err(DemoError::at(name, &"nobody of the demonstration"));
    };
    Ok(Actor {
        account: Some(account.id),
        display_name: account.display_name.clone(),
        roles: vec![HeldRole {
            role: person.role,
            scope: person.scope()?,
        }],
        ..Actor::default()
    })
}

/// The days of a wave that is not decided.
#[derive(Clone, Copy)]
struct Season {
    opens_on: Day,
    deadline_on: Day,
    first_year: SchoolYear,
}

/// Plays the call from its publication to the first agreement.
pub(super) async fn enter(app: &App) -> Result<(), DemoError> {
    let now = app.clock().now();
    let paper = paper(app, "piece-fictive.pdf").map_err(|error| DemoError::at("papers", &error))?;
    let clauses = [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY]
        .into_iter()
        .map(|code| {
            let territory = Territory::parse(code).map_err(|error| DemoError::at(code, &error))?;
            Ok(decisions::default_clauses(app, &territory))
        })
        .collect::<Result<Vec<Clauses>, DemoError>>()?;
    app.db()
        .write(move |tx| {
            let cast = Cast::load(tx)?;
            let today = now.day();
            let fourth = Season {
                opens_on: today.plus_days(-120),
                deadline_on: today.plus_days(-30),
                first_year: today.school_year().plus(1),
            };
            let fifth = Season {
                opens_on: today.plus_days(-40),
                deadline_on: today.plus_days(15),
                first_year: today.school_year().plus(1),
            };
            let (call, content, waves) = publish_call(tx, &cast, now, fourth, fifth)?;
            let [third, under_review, open] = &waves[..] else {
                return Err(DemoError::at("call", &"three waves were published"));
            };
            let play = Play {
                cast: &cast,
                content: &content,
                paper: &paper,
            };
            let reviewers = name_reviewers(tx, &cast, call, day("2022-04-20")?.at(9, 0))?;
            decided_wave(tx, &play, now, third, &reviewers, &clauses)?;
            reviewed_wave(tx, &play, under_review, fourth, &reviewers)?;
            open_wave(tx, &play, now, open.id)
        })
        .await?;
    remind(app, now).await
}

/// The reminders that are due today, as the night writes them.
async fn remind(app: &App, now: Instant) -> Result<(), DemoError> {
    let app = app.clone();
    let told = tokio::task::spawn_blocking(move || -> Result<(), DemoError> {
        for job in dossiers::jobs().into_iter().chain(reviews::jobs()) {
            (job.run)(&app, now)?;
        }
        Ok(())
    });
    told.await.map_err(|error| DemoError::at("reminders", &error))?
}

fn publish_call(
    tx: &mut Tx,
    cast: &Cast,
    now: Instant,
    fourth: Season,
    fifth: Season,
) -> Result<(CallId, CallContent, Vec<CallWave>), DemoError> {
    let known = programmes().map_err(|error| DemoError::at("programmes", &error))?;
    let sheet = known
        .into_iter()
        .next()
        .ok_or_else(|| DemoError::at("programmes", &"the call of the sheet is missing"))?;
    let planned = |label: &str, season: Season| PlannedWave {
        label: label.to_owned(),
        opens_on: Some(season.opens_on),
        deadline_on: Some(season.deadline_on),
        first_year: Some(season.first_year),
    };
    let third = Season {
        opens_on: day("2022-01-10")?,
        deadline_on: day("2022-04-15")?,
        first_year: super::year(2022)?,
    };
    let content = CallContent {
        summary: "Appel fictif de la démonstration, sur le modèle de la fiche : la collectivité et l’académie répondent ensemble, avec un dossier par collège et une liste hiérarchisée par île.".to_owned(),
        waves: vec![
            planned(DECIDED_WAVE, third),
            planned("vague 4", fourth),
            planned(LAST_WAVE, fifth),
        ],
        ..sheet.content
    };
    let (title, edition) = DECIDED_CALL;
    let new = NewCall {
        title: title.to_owned(),
        edition,
        content: content.clone(),
        fictitious: true,
    };
    let call = calls::create(tx, &cast.pilot, now, &new)?;
    calls::publish(tx, &cast.pilot, now, call, 1, "")?;
    let waves = calls::waves_of(tx, call)?;
    Ok((call, content, waves))
}

/// The three reviewers, with what keeps them away.
struct Reviewers {
    /// Who, and as whom they review.
    people: Vec<(Actor, ReviewerId)>,
}

fn name_reviewers(tx: &mut Tx, cast: &Cast, call: CallId, at: Instant) -> Result<Reviewers, DemoError> {
    let ties = [
        (
            "evaluatrice",
            TieKind::Family,
            Some(SOUALIGA),
            "Fictif : un enfant y est scolarisé",
        ),
        ("evaluateur", TieKind::School, None, ""),
        (
            "expert",
            TieKind::PreviousWork,
            Some(CHOISY),
            "Fictif : y a accompagné un projet",
        ),
    ];
    let mut people = Vec::new();
    for (name, kind, school, note) in ties {
        let reviewer = cast.named(name)?;
        let account = reviewer.account.ok_or_else(|| DemoError::at(name, &"no account"))?;
        let id = reviews::name_reviewer(tx, &cast.pilot, at, call, account, 6, "Fictif")?;
        if let Some(school) = school {
            let tie = NewTie {
                kind,
                uai: Some(uai(school)?),
                territory: None,
                note: note.to_owned(),
            };
            reviews::declare_tie(tx, &reviewer, at, &tie)?;
        }
        people.push((reviewer, id));
    }
    Ok(Reviewers { people })
}

/// What every wave is played with.
struct Play<'a> {
    cast: &'a Cast,
    content: &'a CallContent,
    paper: &'a Received,
}

impl Play<'_> {
    /// Begins a dossier and answers some sections, or all of them.
    fn write(
        &self,
        tx: &mut Tx,
        at: Instant,
        wave: CallWaveId,
        (college, ecoles): Answering,
        sections: &[&str],
    ) -> Result<DossierId, DemoError> {
        let college = uai(college)?;
        let mut schools = vec![college.clone()];
        for ecole in ecoles {
            schools.push(uai(ecole)?);
        }
        let head = self.cast.head(&college)?;
        let new = NewDossier {
            fictitious: true,
            ..NewDossier::new(wave, college).with(schools.iter().skip(1).cloned())
        };
        let dossier = dossiers::begin(tx, &head, at, &new)?;
        for said in answers(self.content, sections, &schools) {
            let save = Save {
                dossier,
                field: said.field,
                uai: said.uai,
                seen: 0,
                value: said.value,
            };
            dossiers::save(tx, &head, at, &save)?;
        }
        Ok(dossier)
    }

    /// Attaches every paper that must be there.
    fn attach(&self, tx: &mut Tx, at: Instant, dossier: DossierId) -> Result<(), DemoError> {
        let lines = dossiers::lines(tx, dossier)?;
        let Some(of) = dossiers::dossier(tx, dossier)? else {
            return Err(DemoError::at("dossier", &"gone"));
        };
        let head = self.cast.head(&of.college)?;
        for asked in self.content.documents.iter().filter(|asked| asked.required) {
            let places: Vec<Option<&Uai>> = if asked.per_school {
                lines
                    .iter()
                    .filter(|line| line.state != LineState::Withdrawn)
                    .map(|line| Some(&line.uai))
                    .collect()
            } else {
                vec![None]
            };
            for place in places {
                let named = Received {
                    name: format!("{}-fictif.pdf", asked.code.replace('_', "-")),
                    ..self.paper.clone()
                };
                dossiers::attach_document(tx, &head, at, dossier, (&asked.code, place), &named)?;
            }
        }
        Ok(())
    }

    /// Moves every line of a dossier from one state to the next.
    fn advance(
        tx: &mut Tx,
        at: Instant,
        dossier: DossierId,
        (from, to): (LineState, LineState),
        actor: &Actor,
    ) -> Result<(), DemoError> {
        let lines = dossiers::lines(tx, dossier)?;
        let step = Step {
            lines: lines
                .iter()
                .filter(|line| line.state == from)
                .map(|line| (line.id, line.revision))
                .collect(),
            to,
            decided_on: at.day(),
            reason: String::new(),
            document: None,
        };
        dossiers::advance(tx, actor, at, dossier, &step)?;
        Ok(())
    }

    /// Moves the line of one school, with a reason.
    fn set_aside(
        tx: &mut Tx,
        at: Instant,
        (dossier, school): (DossierId, &str),
        (to, reason): (LineState, &str),
        actor: &Actor,
    ) -> Result<(), DemoError> {
        let lines = dossiers::lines(tx, dossier)?;
        let step = Step {
            lines: lines
                .iter()
                .filter(|line| line.uai.as_str() == school)
                .map(|line| (line.id, line.revision))
                .collect(),
            to,
            decided_on: at.day(),
            reason: reason.to_owned(),
            document: None,
        };
        dossiers::advance(tx, actor, at, dossier, &step)?;
        Ok(())
    }

    /// The school validates, the authority endorses.
    fn validate_and_endorse(&self, tx: &mut Tx, at: Instant, dossier: DossierId) -> Result<(), DemoError> {
        let Some(of) = dossiers::dossier(tx, dossier)? else {
            return Err(DemoError::at("dossier", &"gone"));
        };
        let head = self.cast.head(&of.college)?;
        let validated = (LineState::UnderConstruction, LineState::SchoolValidated);
        Self::advance(tx, at, dossier, validated, &head)?;
        let endorsed = (LineState::SchoolValidated, LineState::AuthorityEndorsed);
        Self::advance(tx, at, dossier, endorsed, &self.cast.agent(&of.territory)?)
    }

    /// Each authority ranks its dossiers in the order in which they are given.
    fn rank(&self, tx: &mut Tx, at: Instant, wave: CallWaveId, order: &[DossierId]) -> Result<(), DemoError> {
        let of_wave = dossiers::dossiers_of_wave(tx, wave)?;
        let mut files: Vec<_> = of_wave.iter().map(|one| (one.common_file, &one.territory)).collect();
        files.sort_by(|left, right| left.1.as_str().cmp(right.1.as_str()));
        files.dedup_by(|left, right| left.0 == right.0);
        for (file, territory) in files {
            let mut ranks = Vec::new();
            for id in order {
                let Some(of) = of_wave.iter().find(|one| one.id == *id && one.common_file == file) else {
                    continue;
                };
                let lines = dossiers::lines(tx, *id)?;
                let carrier = lines.iter().find(|line| line.uai == of.college);
                let place = i64::try_from(ranks.len()).map_or(i64::MAX, |before| before + 1);
                ranks.push((*id, Some(place), carrier.map_or(0, |line| line.revision)));
            }
            if ranks.is_empty() {
                continue;
            }
            let order = Order { ranks, shift: None };
            dossiers::rank(tx, &self.cast.agent(territory)?, at, file, &order)?;
        }
        Ok(())
    }

    /// The authority sends, the academic service takes in.
    fn send_and_take_in(
        &self,
        tx: &mut Tx,
        sent: Instant,
        taken: Instant,
        dossier: DossierId,
    ) -> Result<(), DemoError> {
        let Some(of) = dossiers::dossier(tx, dossier)? else {
            return Err(DemoError::at("dossier", &"gone"));
        };
        let transmitted = (LineState::Ranked, LineState::Transmitted);
        Self::advance(tx, sent, dossier, transmitted, &self.cast.agent(&of.territory)?)?;
        let admissible = (LineState::Transmitted, LineState::Admissible);
        Self::advance(tx, taken, dossier, admissible, &self.cast.academy)
    }

    /// Gives a dossier to a reviewer, who marks it: each mark for one criterion, in order. Fewer marks than criteria
    /// are a draft, none is nothing yet.
    fn review(
        &self,
        tx: &mut Tx,
        (given, scored): (Instant, Instant),
        dossier: DossierId,
        (reviewer, id): &(Actor, ReviewerId),
        marks: &[u8],
    ) -> Result<(), DemoError> {
        let review: ReviewId = reviews::add_review(tx, &self.cast.pilot, given, dossier, *id)?;
        if marks.is_empty() {
            return Ok(());
        }
        let submits = marks.len() == self.content.criteria.len();
        let criteria = self.content.criteria.iter().zip(marks);
        let sum: u32 = marks.iter().map(|mark| u32::from(*mark)).sum();
        let sheet = Sheet {
            marks: criteria
                .map(|(criterion, mark)| Mark {
                    criterion: criterion.code.clone(),
                    mark: Some(*mark),
                    comment: if *mark <= 1 {
                        "Fictif : à préciser, le dossier en dit trop peu.".to_owned()
                    } else {
                        String::new()
                    },
                })
                .collect(),
            opinion: submits.then_some(match sum {
                15.. => Opinion::Favourable,
                8..=14 => Opinion::Reserved,
                _ => Opinion::Unfavourable,
            }),
            comment: if submits {
                "Fictif : avis de démonstration.".to_owned()
            } else {
                String::new()
            },
        };
        reviews::save(tx, reviewer, scored, review, 0, &sheet, submits)?;
        Ok(())
    }
}

/// The third wave, from the dossiers of 2022 to an agreement under way. Its decisions are those of the plan.
fn decided_wave(
    tx: &mut Tx,
    play: &Play<'_>,
    now: Instant,
    wave: &CallWave,
    reviewers: &Reviewers,
    clauses: &[Clauses],
) -> Result<(), DemoError> {
    let [her, him, expert] = &reviewers.people[..] else {
        return Err(DemoError::at("reviewers", &"three were named"));
    };
    let mut all = Vec::new();
    for answering in THIRD {
        let dossier = play.write(tx, day("2022-02-14")?.at(10, 0), wave.id, answering, &[])?;
        all.push(dossier);
    }
    for (school, status, reason) in super::plan::decided_by_call() {
        if *status != EntryStatus::Withdrawn {
            continue;
        }
        let withdrawn = (LineState::Withdrawn, *reason);
        for dossier in &all {
            let lines = dossiers::lines(tx, *dossier)?;
            if lines.iter().any(|line| line.uai.as_str() == *school) {
                let head = play.cast.head(&uai(CHOISY)?)?;
                let at = day("2022-03-10")?.at(11, 0);
                Play::set_aside(tx, at, (*dossier, school), withdrawn, &head)?;
            }
        }
    }
    for dossier in &all {
        play.attach(tx, day("2022-03-21")?.at(15, 0), *dossier)?;
        play.validate_and_endorse(tx, day("2022-04-04")?.at(9, 0), *dossier)?;
    }
    play.rank(tx, day("2022-04-11")?.at(9, 0), wave.id, &all)?;
    let given = day("2022-05-02")?.at(9, 0);
    let scored = day("2022-05-16")?.at(17, 0);
    for dossier in &all {
        let (sent, taken) = (day("2022-04-13")?.at(9, 0), day("2022-04-25")?.at(9, 0));
        play.send_and_take_in(tx, sent, taken, *dossier)?;
    }
    if let [soualiga, choisy] = all[..] {
        play.review(tx, (given, scored), soualiga, him, &[3, 3, 3, 2, 3])?;
        play.review(tx, (given, scored), soualiga, expert, &[3, 2, 3, 3, 3])?;
        play.review(tx, (given, scored), choisy, her, &[4, 3, 3, 3, 3])?;
        play.review(tx, (given, scored), choisy, him, &[3, 3, 2, 3, 3])?;
    }
    reviews::assess(tx, &play.cast.pilot, day("2022-05-30")?.at(9, 0), wave.id)?;
    decide(tx, play, now, wave)?;
    follow(tx, play, now, wave, &all, clauses)
}

/// The commission of the third wave decides what the plan says, and publishes it.
fn decide(tx: &mut Tx, play: &Play<'_>, now: Instant, wave: &CallWave) -> Result<(), DemoError> {
    let pilot = &play.cast.pilot;
    let held_on = day("2022-06-13")?;
    let settings = Settings {
        seen: 0,
        held_on,
        note: "Fictif : commission de démonstration".to_owned(),
        quota: Some(3),
    };
    decisions::settle(tx, pilot, now, wave.id, &settings)?;
    let sitting = decisions::sitting(tx, pilot, wave.id)?;
    let mut proposals = Vec::new();
    for line in sitting.lines.iter().filter(|line| line.is_decidable()) {
        let decided = super::plan::decided_by_call()
            .iter()
            .find(|(school, _, _)| *school == line.uai.as_str());
        let Some((_, status, reason)) = decided else {
            return Err(DemoError::at(line.uai.as_str(), &"not in the plan"));
        };
        let outcome = match status {
            EntryStatus::Selected => Outcome::Selected,
            EntryStatus::Reserve => Outcome::Reserve,
            EntryStatus::NotSelected | EntryStatus::Withdrawn => Outcome::NotSelected,
        };
        proposals.push(Proposal {
            line: line.line,
            seen: 0,
            outcome,
            reserve_rank: (outcome == Outcome::Reserve).then_some(1),
            reason: (*reason).to_owned(),
        });
    }
    decisions::decide(tx, pilot, now, wave.id, &proposals)?;
    decisions::publish(tx, pilot, now, wave.id)?;
    calls::set_published_at(tx, wave.id, day("2022-06-20")?.at(12, 0))?;
    decisions::notify(tx, pilot, now, wave.id)?;
    Ok(())
}

/// What came after the third wave: an appeal, an agreement under way, another one that waits for a signature.
fn follow(
    tx: &mut Tx,
    play: &Play<'_>,
    now: Instant,
    wave: &CallWave,
    all: &[DossierId],
    clauses: &[Clauses],
) -> Result<(), DemoError> {
    let pilot = &play.cast.pilot;
    let sitting = decisions::sitting(tx, pilot, wave.id)?;
    if let Some(refused) = sitting.lines.iter().find(|line| line.uai.as_str() == "9711197Z") {
        let text = "Fictif : l’école signale que les travaux du réseau sont engagés et demande un nouvel examen.";
        let appeal = (text, day("2022-07-04")?);
        decisions::record_appeal(tx, pilot, now, (wave.id, refused.line), appeal, None)?;
    }
    let signature = |party, signatory: &str, signed_on| NewSignature {
        version: 1,
        party,
        signatory: signatory.to_owned(),
        signed_on,
        document: None,
    };
    let ([soualiga, choisy], [saint_martin, saint_barthelemy]) = (all, clauses) else {
        return Ok(());
    };
    let running = decisions::create(tx, pilot, now, *soualiga, saint_martin)?;
    let academy = signature(Party::Academy, "Le recteur (signature fictive)", day("2022-07-05")?);
    decisions::sign(tx, pilot, now, running, &academy)?;
    let authority = signature(
        Party::Authority,
        "Le président de la collectivité (signature fictive)",
        day("2022-07-11")?,
    );
    decisions::sign(tx, pilot, now, running, &authority)?;
    decisions::start(tx, pilot, now, (running, 2), day("2022-09-01")?)?;
    let today = now.day();
    let milestones = [
        (
            "Livraison des tablettes de la première année",
            day("2022-11-30")?,
            Some("2022-11-22"),
        ),
        ("Formation de l’équipe de 5e", day("2023-03-31")?, Some("2023-03-17")),
        ("Bilan des trois premières années", today.plus_days(-12), None),
        ("Inventaire du parc", today.plus_days(45), None),
    ];
    for (title, due_on, done_on) in milestones {
        let new = NewMilestone {
            title: title.to_owned(),
            due_on,
            note: "Fictif".to_owned(),
        };
        let milestone = decisions::add_milestone(tx, pilot, now, running, &new)?;
        if let Some(done_on) = done_on {
            let done = (day(done_on)?, "Fictif : constaté par le pôle");
            decisions::finish_milestone(tx, pilot, now, (running, milestone), done, None)?;
        }
    }
    let waiting = decisions::create(tx, pilot, now, *choisy, saint_barthelemy)?;
    let academy = signature(Party::Academy, "Le recteur (signature fictive)", day("2022-07-05")?);
    decisions::sign(tx, pilot, now, waiting, &academy)?;
    Ok(())
}

/// The fourth wave: its dossiers are sent and marked, one review is still awaited.
fn reviewed_wave(
    tx: &mut Tx,
    play: &Play<'_>,
    wave: &CallWave,
    season: Season,
    reviewers: &Reviewers,
) -> Result<(), DemoError> {
    let [her, him, expert] = &reviewers.people[..] else {
        return Err(DemoError::at("reviewers", &"three were named"));
    };
    let before = |days: i32| season.deadline_on.plus_days(-days).at(10, 0);
    let after = |days: i32| season.deadline_on.plus_days(days).at(10, 0);
    let mut all = Vec::new();
    for answering in FOURTH {
        let dossier = play.write(tx, before(60), wave.id, answering, &[])?;
        play.attach(tx, before(20), dossier)?;
        play.validate_and_endorse(tx, before(10), dossier)?;
        all.push(dossier);
    }
    let [quartier, mont, soualiga, choisy] = all[..] else {
        return Err(DemoError::at("dossiers", &"four were written"));
    };
    play.rank(tx, before(4), wave.id, &[mont, quartier, soualiga, choisy])?;
    for dossier in [quartier, mont, soualiga] {
        play.send_and_take_in(tx, before(2), after(5), dossier)?;
    }
    let Some(of) = dossiers::dossier(tx, choisy)? else {
        return Err(DemoError::at("dossier", &"gone"));
    };
    let sent = (LineState::Ranked, LineState::Transmitted);
    Play::advance(tx, before(2), choisy, sent, &play.cast.agent(&of.territory)?)?;
    let refused = (
        LineState::Inadmissible,
        "Fictif : l’avis du conseil d’école n’est pas signé",
    );
    Play::set_aside(tx, after(5), (choisy, "9710453R"), refused, &play.cast.academy)?;
    let admissible = (LineState::Transmitted, LineState::Admissible);
    Play::advance(tx, after(5), choisy, admissible, &play.cast.academy)?;
    let (given, scored) = (after(12), after(22));
    play.review(tx, (given, scored), quartier, her, &[4, 3, 3, 3, 3])?;
    play.review(tx, (given, scored), quartier, him, &[2, 1, 2, 2, 1])?;
    play.review(tx, (after(24), after(28)), quartier, expert, &[3, 2, 3, 2, 3])?;
    play.review(tx, (given, scored), mont, her, &[3, 4])?;
    play.review(tx, (given, scored), mont, expert, &[3, 3, 4, 3, 3])?;
    play.review(tx, (given, scored), soualiga, him, &[3, 2, 2, 2, 2])?;
    play.review(tx, (given, scored), soualiga, expert, &[2, 2, 3, 2, 2])?;
    play.review(tx, (given, scored), choisy, her, &[3, 3, 3, 4, 3])?;
    play.review(tx, (given, scored), choisy, him, &[3, 3, 3, 3, 3])
}

/// The fifth wave: one dossier is ranked, one is complete, one is being written and one is hardly begun.
fn open_wave(tx: &mut Tx, play: &Play<'_>, now: Instant, wave: CallWaveId) -> Result<(), DemoError> {
    let days_ago = |days: i32| now.day().plus_days(-days).at(10, 0);
    let ranked = play.write(tx, days_ago(30), wave, (CHOISY, &["9710454S"]), &[])?;
    play.attach(tx, days_ago(20), ranked)?;
    play.validate_and_endorse(tx, days_ago(12), ranked)?;
    play.rank(tx, days_ago(5), wave, &[ranked])?;
    let complete = play.write(tx, days_ago(28), wave, (QUARTIER, &[]), &[])?;
    play.attach(tx, days_ago(18), complete)?;
    let written = play.write(
        tx,
        days_ago(26),
        wave,
        (MONT, &["9710210B", "9710805Y"]),
        &["identification", "equipement", "maintenance"],
    )?;
    together(tx, play, now, written)?;
    play.write(tx, days_ago(21), wave, (SOUALIGA, &["9711197Z"]), &["identification"])?;
    Ok(())
}

/// The dossier of the collège of the demonstration's head, written by several.
fn together(tx: &mut Tx, play: &Play<'_>, now: Instant, dossier: DossierId) -> Result<(), DemoError> {
    let days_ago = |days: i32| now.day().plus_days(-days).at(14, 0);
    let (head, teacher) = (play.cast.named("principal")?, play.cast.named("prof")?);
    let agent = play.cast.named("com978")?;
    if let Some(account) = teacher.account {
        dossiers::invite(tx, &head, days_ago(24), dossier, account, Part::Teachers)?;
    }
    if let Some(account) = agent.account {
        dossiers::invite(tx, &head, days_ago(24), dossier, account, Part::Authority)?;
    }
    dossiers::mark_version(tx, &head, days_ago(22), dossier, "Avant la réunion d’équipe (fictif)")?;
    let schools: Vec<Uai> = dossiers::lines(tx, dossier)?.into_iter().map(|line| line.uai).collect();
    let wanted = ["synthese", "volontaires", "disciplines"];
    let of_team = answers(play.content, &["projet"], &schools)
        .into_iter()
        .filter(|said| wanted.contains(&said.field.as_str()));
    for said in of_team {
        let save = Save {
            dossier,
            field: said.field,
            uai: said.uai,
            seen: 0,
            value: said.value,
        };
        dossiers::save(tx, &teacher, days_ago(9), &save)?;
    }
    let question = NewComment {
        field: "familles".to_owned(),
        text: "Fictif : qui se charge des deux ateliers du soir pour les familles ?".to_owned(),
        ..NewComment::default()
    };
    let thread = dossiers::comment(tx, &teacher, days_ago(8), dossier, &question)?;
    let reply = NewComment {
        thread: Some(thread),
        text: "Fictif : la médiatrice de la collectivité, à confirmer avant vendredi.".to_owned(),
        ..NewComment::default()
    };
    dossiers::comment(tx, &head, days_ago(7), dossier, &reply)?;
    let network = NewComment {
        text: "Fictif : il manque le débit mesuré dans les deux écoles.".to_owned(),
        ..NewComment::default()
    };
    dossiers::comment(tx, &agent, days_ago(3), dossier, &network)?;
    Ok(())
}
