//! Everything that the reviews of a wave depend on, read at once.

use std::collections::{BTreeMap, HashMap};

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Role, Uai};

use super::assign::{Demand, Problem, Worker};
use super::errors::ReviewError;
use super::model::{Background, Review, Reviewer, ReviewerId, Rule, Standing, Tie, TiePlace};
use super::store::SchoolOfDossier;
use super::{rules, scores, store};
use crate::features::accounts;
use crate::features::calls::{self, Call, CallWave, CallWaveId, ReviewRules};
use crate::features::dossiers::{self, Dossier, DossierId, LineState};
use crate::policy::{AccountId, HeldRole};

/// A wave, its dossiers, its reviewers and what is known of them.
#[derive(Clone, Debug)]
pub(super) struct Situation {
    /// The call.
    pub(super) call: Call,
    /// The wave.
    pub(super) wave: CallWave,
    /// Its dossiers, the oldest first.
    pub(super) files: Vec<File>,
    /// The reviewers of the call; who lost the role counts as ended.
    pub(super) reviewers: Vec<Reviewer>,
    /// What is known of each.
    pub(super) backgrounds: HashMap<AccountId, Background>,
}

/// A dossier with its schools and its reviews.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// The dossier.
    pub(super) dossier: Dossier,
    /// Its schools, the collège first.
    pub(super) schools: Vec<SchoolOfDossier>,
    /// Its reviews, whatever became of them.
    pub(super) reviews: Vec<Review>,
    /// How it is reviewed.
    pub(super) rules: ReviewRules,
    /// Where its reviews stand.
    pub(super) standing: Standing,
}

impl File {
    /// Whether it is reviewed now: one of its lines is admissible.
    pub(super) fn is_open(&self) -> bool {
        is_open(&self.schools)
    }

    /// Whether it was reviewed, or is.
    pub(super) fn concerns_reviews(&self) -> bool {
        self.is_open() || !self.reviews.is_empty()
    }

    /// The codes of its schools.
    pub(super) fn uais(&self) -> Vec<Uai> {
        self.schools.iter().map(|school| school.uai.clone()).collect()
    }

    /// The reviews that somebody holds.
    pub(super) fn held(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.state.is_held())
    }

    /// How many reviewers it lacks.
    pub(super) fn lacking(&self) -> u32 {
        if self.is_open() {
            rules::lacking(&self.standing, self.held().count())
        } else {
            0
        }
    }

    /// The name of the collège that carries it.
    pub(super) fn title(&self) -> String {
        self.schools
            .iter()
            .find(|school| school.uai == self.dossier.college)
            .or_else(|| self.schools.first())
            .map_or_else(|| self.dossier.college.to_string(), |school| school.name.clone())
    }
}

/// Whether a dossier of these lines is reviewed now.
pub(super) fn is_open(schools: &[SchoolOfDossier]) -> bool {
    schools.iter().any(|school| school.state == LineState::Admissible)
}

/// What names a dossier without saying who applies.
pub(super) fn reference(dossier: DossierId) -> String {
    let text = dossier.to_string();
    text[text.len().saturating_sub(6)..].to_uppercase()
}

impl Situation {
    /// How many dossiers of the wave each reviewer holds.
    pub(super) fn loads(&self) -> HashMap<ReviewerId, u32> {
        let mut loads = HashMap::new();
        for review in self.files.iter().flat_map(File::held) {
            *loads.entry(review.reviewer).or_default() += 1;
        }
        loads
    }

    /// Why a reviewer cannot be given a dossier.
    pub(super) fn barred(&self, file: &File, reviewer: &Reviewer, load: u32) -> Vec<Rule> {
        let nothing = Background::default();
        let background = self.backgrounds.get(&reviewer.account).unwrap_or(&nothing);
        let reviews: Vec<&Review> = file.reviews.iter().collect();
        rules::barred(
            reviewer,
            background,
            load,
            (&file.uais(), &file.dossier.territory),
            &reviews,
        )
    }

    /// The reviews that a conflict has come to forbid: a role granted since, a tie that could not take them back.
    pub(super) fn tied(&self) -> Vec<&Review> {
        let mut tied = Vec::new();
        for file in &self.files {
            let uais = file.uais();
            tied.extend(file.held().filter(|review| {
                self.backgrounds
                    .get(&review.account)
                    .is_some_and(|background| !rules::conflicts(background, &uais, &file.dossier.territory).is_empty())
            }));
        }
        tied
    }

    /// What is left to assign.
    pub(super) fn problem(&self) -> Problem {
        let loads = self.loads();
        let workers: Vec<Worker> = self
            .reviewers
            .iter()
            .filter(|reviewer| reviewer.ended_at.is_none())
            .map(|reviewer| Worker {
                reviewer: reviewer.id,
                capacity: reviewer.capacity,
                load: loads.get(&reviewer.id).copied().unwrap_or(0),
            })
            .collect();
        let demands = self
            .files
            .iter()
            .filter(|file| file.lacking() > 0)
            .map(|file| {
                let mut barred = BTreeMap::new();
                for reviewer in self.reviewers.iter().filter(|reviewer| reviewer.ended_at.is_none()) {
                    // The solver knows the capacities itself.
                    let mut why = self.barred(file, reviewer, 0);
                    why.retain(|rule| *rule != Rule::Full);
                    if !why.is_empty() {
                        barred.insert(reviewer.id, why);
                    }
                }
                Demand {
                    dossier: file.dossier.id,
                    asked: file.lacking(),
                    barred,
                }
            })
            .collect();
        Problem { demands, workers }
    }

    /// The dossier of a wave.
    pub(super) fn file(&self, dossier: DossierId) -> Option<&File> {
        self.files.iter().find(|file| file.dossier.id == dossier)
    }

    /// A reviewer of the call.
    pub(super) fn reviewer(&self, id: ReviewerId) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| reviewer.id == id)
    }
}

/// Reads the situation of a wave.
///
/// # Errors
/// When there is no such wave, or the database fails.
pub(super) fn read(tx: &mut Tx, now: Instant, wave: CallWaveId) -> Result<Situation, ReviewError> {
    let wave = calls::call_wave(tx, wave)?.ok_or(ReviewError::NotFound)?;
    let call = calls::call(tx, wave.call)?.ok_or(ReviewError::NotFound)?;
    let dossiers = dossiers::dossiers_of_wave(tx, wave.id)?;
    let rules_of = scores::review_rules(tx, &dossiers)?;
    let mut schools = store::schools_of_wave(tx, wave.id)?;
    let mut reviews: HashMap<DossierId, Vec<Review>> = HashMap::new();
    for review in store::reviews_of_wave(tx, wave.id)? {
        reviews.entry(review.dossier).or_default().push(review);
    }
    let files = dossiers
        .into_iter()
        .map(|dossier| {
            let reviews = reviews.remove(&dossier.id).unwrap_or_default();
            let rules = rules_of
                .get(&(dossier.call, dossier.version))
                .cloned()
                .unwrap_or_default();
            let held: Vec<&Review> = reviews.iter().collect();
            File {
                standing: rules::standing(&rules, &scores::submitted(&held)),
                schools: schools.remove(&dossier.id).unwrap_or_default(),
                dossier,
                reviews,
                rules,
            }
        })
        .collect();
    let (reviewers, backgrounds) = people(tx, now, &call)?;
    Ok(Situation {
        call,
        wave,
        files,
        reviewers,
        backgrounds,
    })
}

/// The reviewers of a call and what is known of them.
fn people(tx: &mut Tx, now: Instant, call: &Call) -> Result<(Vec<Reviewer>, HashMap<AccountId, Background>), DbError> {
    let today = now.day();
    let mut ties: HashMap<AccountId, Vec<Tie>> = HashMap::new();
    for tie in store::ties_of_call(tx, call.id)? {
        ties.entry(tie.account).or_default().push(tie);
    }
    let mut reviewers = store::reviewers(tx, call.id)?;
    let mut backgrounds = HashMap::new();
    for reviewer in &mut reviewers {
        let roles = accounts::roles_of(tx, reviewer.account)?;
        let still_reviews = roles
            .iter()
            .any(|role| role.role == Role::Reviewer && role.in_force(today));
        if !still_reviews && reviewer.ended_at.is_none() {
            reviewer.ended_at = Some(now);
        }
        let own = ties.remove(&reviewer.account).unwrap_or_default();
        backgrounds.insert(reviewer.account, background(&own, &roles, today));
    }
    Ok((reviewers, backgrounds))
}

/// What is known of one account.
///
/// # Errors
/// When the database fails.
pub(super) fn background_of(tx: &mut Tx, account: AccountId, today: Day) -> Result<Background, DbError> {
    let ties = store::ties(tx, account)?;
    let roles = accounts::roles_of(tx, account)?;
    Ok(background(&ties, &roles, today))
}

fn background(ties: &[Tie], roles: &[accounts::RoleLine], today: Day) -> Background {
    let held = |role: &accounts::RoleLine| HeldRole {
        role: role.role,
        scope: role.scope.clone(),
    };
    // A role that was taken back on its first day was a mistake.
    let was_held = |role: &&accounts::RoleLine| {
        !role.in_force(today) && role.valid_from <= today && role.revoked_at.is_none_or(|at| at.day() > role.valid_from)
    };
    Background {
        ties: ties
            .iter()
            .filter(|tie| tie.withdrawn_at.is_none())
            .map(|tie| match &tie.place {
                TiePlace::School(uai, _) => (tie.kind, Some(uai.clone()), None),
                TiePlace::Authority(territory) => (tie.kind, None, Some(territory.clone())),
            })
            .collect(),
        roles: roles.iter().filter(|role| role.in_force(today)).map(held).collect(),
        past: roles.iter().filter(was_held).map(held).collect(),
    }
}
