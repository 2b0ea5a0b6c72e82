//! Who may do what: one question, one table, default deny.
//!
//! Pure: no clock, no database. Sessions say who you are ([`Actor`], whose roles are those in
//! force today); actions ask [`check`] inside their transaction, next to the change; pages ask
//! [`allows`] before they show a button. The full matrix is printed in
//! `docs/access-matrix.md` and compared by a test.

use pole_kernel::{Id, Lang, Role, RoleScope, Territory, Uai, vocabulary};

/// Tag of account identifiers.
#[derive(Debug)]
pub enum Account {}

/// The identifier of an account.
pub type AccountId = Id<Account>;

/// A role somebody holds today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// What they do.
    pub role: Role,
    /// Where.
    pub scope: RoleScope,
}

/// Whoever asks: nobody, a signed-in person, a token, or the program itself.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// The account; `None` for the public and for the command line.
    pub account: Option<AccountId>,
    /// How the person is called on pages.
    pub display_name: String,
    /// The roles in force today.
    pub roles: Vec<HeldRole>,
    /// The language the person chose.
    pub lang: Option<Lang>,
    /// The person at the machine's console: may do everything, signs as nobody.
    pub console: bool,
    /// A token that may only read.
    pub read_only: bool,
}

vocabulary! {
    /// Everything that can be asked for. A route cannot exist without naming one.
    Action, "action" {
        /// Read the public pages, sign in, fetch styles.
        ReadPublic = "read_public",
        /// Manage one's own account: password, language, tokens, sign out.
        UseOwnAccount = "use_own_account",
        /// Read the overview of the basin.
        ReadOverview = "read_overview",
        /// Read the identity and head counts of a school.
        ReadSchool = "read_school",
        /// Read what a school is due, from which funder.
        ReadMoney = "read_money",
        /// Change a school's identity, history or attachment.
        EditSchool = "edit_school",
        /// Enter head counts.
        EnterCounts = "enter_counts",
        /// Declare an exceptional observation.
        DeclareExceptional = "declare_exceptional",
        /// Read the plan: waves, entries, totals by funder, scenarios.
        ReadPlan = "read_plan",
        /// Change waves and entries, keep a computation.
        EditPlan = "edit_plan",
        /// Enter orders, deliveries and devices in use.
        EnterSupplies = "enter_supplies",
        /// Read the parameter sets.
        ReadParameters = "read_parameters",
        /// Make parameter sets and choose the one in force.
        EditParameters = "edit_parameters",
        /// Bring files and read the history of imports.
        ImportFiles = "import_files",
        /// Bring a file of a kind one may bring; each kind names the action it needs.
        BringFiles = "bring_files",
        /// Read the names and services of the staff of a school.
        ReadPeople = "read_people",
        /// Enter and correct people and their services.
        EditPeople = "edit_people",
        /// Enter holidays and exceptional closures.
        EditCalendar = "edit_calendar",
        /// Read rooms, lines, tests and their classes: nothing personal.
        ReadConnectivity = "read_connectivity",
        /// Enter rooms, lines, declarations and tests.
        EditConnectivity = "edit_connectivity",
        /// Read the training sessions, without who came.
        ReadTraining = "read_training",
        /// Read who followed what: staff by name.
        ReadTrainingPeople = "read_training_people",
        /// Read what trainings bring, as means of five answers or more: never the answers of one person.
        ReadTrainingEvaluation = "read_training_evaluation",
        /// Make and correct sessions and registrations.
        EditTraining = "edit_training",
        /// Record who was there.
        RecordAttendance = "record_attendance",
        /// Read certifications line by line, without names nor scores.
        ReadCertifications = "read_certifications",
        /// Read the names and the Pix scores of the certified of a school.
        ReadPixScores = "read_pix_scores",
        /// Say whose certification it is, and of which school.
        EditCertifications = "edit_certifications",
        /// Read the use of the digital services, as it is counted now.
        ReadUsage = "read_usage",
        /// Read what usage is told from and how long it is kept: reference populations, deletions, holds.
        ReadUsageKeeping = "read_usage_keeping",
        /// Enter reference populations, bring other series, hold or run the retention.
        EditUsage = "edit_usage",
        /// Read the indicators: live or frozen, by role.
        ReadIndicators = "read_indicators",
        /// Read the indicators as they stand now, down to their evidence.
        ReadLiveIndicators = "read_live_indicators",
        /// Set targets, definitions and notes, freeze a release.
        EditIndicators = "edit_indicators",
        /// Read the calls for projects: waves, rules, forms, criteria.
        ReadCalls = "read_calls",
        /// Make and publish calls and their versions.
        EditCalls = "edit_calls",
        /// Read the dossiers of one's schools: answers, documents, states, money.
        ReadDossiers = "read_dossiers",
        /// Write in a dossier: one's school's, one's island's, or where one was invited.
        WriteDossiers = "write_dossiers",
        /// Validate the line of one's school, or take it out.
        ValidateDossiers = "validate_dossiers",
        /// Endorse, rank and send the dossiers of an island.
        EndorseDossiers = "endorse_dossiers",
        /// Say which lines are admissible.
        CheckDossiers = "check_dossiers",
        /// Score the dossiers one was given.
        ReviewDossiers = "review_dossiers",
        /// Name reviewers, give out dossiers, read every score.
        RunReviews = "run_reviews",
        /// Decide, publish and correct the results of a wave.
        DecideDossiers = "decide_dossiers",
        /// Read the agreements and what became of them.
        ReadAgreements = "read_agreements",
        /// Make, amend, follow and end the agreements.
        EditAgreements = "edit_agreements",
        /// Read the needs and the readiness of one's schools, with their sources.
        ReadNeeds = "read_needs",
        /// Read the scenarios, their results and what was decided.
        ReadStrategy = "read_strategy",
        /// Set weights, declared values and scenarios; search plans.
        EditStrategy = "edit_strategy",
        /// Decide of a proposed plan, with its deviations.
        DecideStrategy = "decide_strategy",
        /// Create accounts, grant and end roles.
        ManageAccounts = "manage_accounts",
        /// Read the audit trail.
        ReadAudit = "read_audit",
    }
}

/// What an action is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The basin as a whole, or a thing that belongs to it.
    Basin,
    /// One island.
    Territory(&'a Territory),
    /// One school, with its territory when it is known.
    School(&'a Uai, Option<&'a Territory>),
    /// One's own account.
    Oneself,
}

/// The refusal of the policy: says what was asked, never about whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{action} is not allowed")]
pub struct Denied {
    /// What was asked.
    pub action: Action,
    /// Whether signing in could change the answer.
    pub anonymous: bool,
}

/// What an actor may see in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The whole directory.
    pub everything: bool,
    /// The islands seen in full.
    pub territories: Vec<Territory>,
    /// The schools seen in full.
    pub schools: Vec<Uai>,
}

impl Scope {
    /// The whole directory.
    pub fn everything() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// Whether a school is inside.
    pub fn holds(&self, uai: &Uai, territory: Option<&Territory>) -> bool {
        self.everything
            || self.schools.contains(uai)
            || territory.is_some_and(|territory| self.territories.contains(territory))
    }

    /// The islands as a text that SQL can search with `like '% 978 %'`.
    pub fn territories_text(&self) -> String {
        spaced(self.territories.iter().map(Territory::as_str))
    }

    /// The schools as a text that SQL can search with `like '% 9710022X %'`.
    pub fn schools_text(&self) -> String {
        spaced(self.schools.iter().map(Uai::as_str))
    }

    /// Whether it shows nothing at all.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.territories.is_empty() && self.schools.is_empty()
    }
}

fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::from(" ");
    for word in words {
        text.push_str(word);
        text.push(' ');
    }
    text
}

impl Actor {
    /// Nobody in particular: the public.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// The person at the machine's console.
    pub fn console() -> Self {
        Self {
            console: true,
            ..Self::default()
        }
    }

    /// Whether somebody is signed in.
    pub const fn is_signed_in(&self) -> bool {
        self.account.is_some()
    }

    /// The schools this actor works in.
    pub fn own_schools(&self) -> impl Iterator<Item = &Uai> {
        self.roles.iter().filter_map(|held| match &held.scope {
            RoleScope::School(uai) => Some(uai),
            RoleScope::Basin | RoleScope::Authority(_) => None,
        })
    }
}

/// May this actor do this action on this subject?
pub fn allows(actor: &Actor, action: Action, on: Subject<'_>) -> bool {
    if action == Action::ReadPublic || actor.console {
        return true;
    }
    if actor.read_only && changes(action) {
        return false;
    }
    if action == Action::UseOwnAccount {
        return actor.is_signed_in() && matches!(on, Subject::Oneself);
    }
    actor
        .roles
        .iter()
        .any(|held| grants(held.role, action) && reaches(&held.scope, on))
}

/// Asks the policy and turns a no into a [`Denied`].
///
/// # Errors
/// When the actor may not.
pub fn check(actor: &Actor, action: Action, on: Subject<'_>) -> Result<(), Denied> {
    if allows(actor, action, on) {
        Ok(())
    } else {
        Err(Denied {
            action,
            anonymous: !actor.is_signed_in(),
        })
    }
}

/// Could this actor do this action on anything at all? The gate of every route; the action asks
/// again with its subject.
pub fn may_somewhere(actor: &Actor, action: Action) -> bool {
    if action == Action::ReadPublic || actor.console {
        return true;
    }
    if actor.read_only && changes(action) {
        return false;
    }
    if action == Action::UseOwnAccount {
        return actor.is_signed_in();
    }
    actor.roles.iter().any(|held| grants(held.role, action))
}

/// The part of the directory in which this actor may do this action.
pub fn scope(actor: &Actor, action: Action) -> Scope {
    let mut scope = Scope {
        everything: actor.console,
        ..Scope::default()
    };
    for held in actor.roles.iter().filter(|held| grants(held.role, action)) {
        match &held.scope {
            RoleScope::Basin => scope.everything = true,
            RoleScope::Authority(territory) => scope.territories.push(territory.clone()),
            RoleScope::School(uai) => scope.schools.push(uai.clone()),
        }
    }
    scope
}

/// The table of the trade: which role brings which action (`domain.md` §9).
const fn grants(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Administrator => matches!(
            action,
            A::ReadOverview
                | A::ReadSchool
                | A::ReadMoney
                | A::ReadPlan
                | A::ReadParameters
                | A::EditParameters
                | A::ImportFiles
                | A::ManageAccounts
                | A::ReadAudit
                | A::BringFiles
                | A::ReadConnectivity
                | A::ReadTraining
                // Usage itself they read as it is released, like all who are outside the schools.
                | A::ReadUsageKeeping
                | A::EditUsage
                | A::ReadIndicators
        ),
        // A pilot runs the registers but has no business with the scores of named pupils.
        // Who runs the reviews does not score, unless they hold that role too; nor does a pilot speak for a school
        // or an authority.
        Role::Pilot => !matches!(
            action,
            A::ManageAccounts | A::ReadPixScores | A::ReviewDossiers | A::ValidateDossiers | A::EndorseDossiers
        ),
        Role::AcademicService => matches!(
            action,
            A::ReadOverview
                | A::ReadSchool
                | A::ReadMoney
                | A::ReadPlan
                | A::ReadParameters
                | A::EnterCounts
                | A::ReadPeople
                | A::ReadConnectivity
                | A::ReadTraining
                | A::ReadTrainingPeople
                | A::ReadTrainingEvaluation
                | A::EditTraining
                | A::RecordAttendance
                | A::ReadCertifications
                | A::ReadUsage
                | A::ReadUsageKeeping
                | A::ReadIndicators
                | A::ReadLiveIndicators
                | A::ReadCalls
                | A::ReadDossiers
                | A::WriteDossiers
                | A::CheckDossiers
                | A::RunReviews
                | A::DecideDossiers
                | A::ReadAgreements
                | A::EditAgreements
                | A::ReadNeeds
                | A::ReadStrategy
        ),
        Role::AuthorityAgent => {
            matches!(
                action,
                A::ReadOverview
                    | A::ReadSchool
                    | A::ReadMoney
                    | A::ReadPlan
                    | A::ReadParameters
                    | A::EnterSupplies
                    | A::ReadConnectivity
                    | A::EditConnectivity
                    | A::BringFiles
                    | A::ReadIndicators
                    | A::ReadCalls
                    | A::ReadDossiers
                    | A::WriteDossiers
                    | A::EndorseDossiers
                    | A::ReadAgreements
                    | A::ReadNeeds
                    | A::ReadStrategy
            )
        }
        Role::Head => matches!(
            action,
            A::ReadOverview
                | A::ReadSchool
                | A::ReadMoney
                | A::ReadParameters
                | A::EnterCounts
                | A::EnterSupplies
                | A::BringFiles
                | A::ReadPeople
                | A::EditPeople
                | A::ReadConnectivity
                | A::EditConnectivity
                | A::ReadTraining
                | A::ReadTrainingPeople
                | A::RecordAttendance
                | A::ReadCertifications
                | A::ReadPixScores
                | A::EditCertifications
                | A::ReadUsage
                | A::ReadUsageKeeping
                | A::ReadIndicators
                | A::ReadLiveIndicators
                | A::ReadCalls
                | A::ReadDossiers
                | A::WriteDossiers
                | A::ValidateDossiers
                | A::ReadAgreements
                | A::ReadNeeds
        ),
        Role::Teacher => matches!(
            action,
            A::ReadOverview
                | A::ReadSchool
                | A::ReadConnectivity
                | A::ReadTraining
                | A::ReadIndicators
                | A::ReadCalls
                | A::WriteDossiers
        ),
        Role::Reviewer => matches!(action, A::ReadCalls | A::ReviewDossiers),
    }
}

/// Whether an action changes something.
const fn changes(action: Action) -> bool {
    match action {
        Action::ReadPublic
        | Action::ReadOverview
        | Action::ReadSchool
        | Action::ReadMoney
        | Action::ReadPlan
        | Action::ReadParameters
        | Action::ReadPeople
        | Action::ReadConnectivity
        | Action::ReadTraining
        | Action::ReadTrainingPeople
        | Action::ReadTrainingEvaluation
        | Action::ReadCertifications
        | Action::ReadPixScores
        | Action::ReadUsage
        | Action::ReadUsageKeeping
        | Action::ReadIndicators
        | Action::ReadLiveIndicators
        | Action::ReadCalls
        | Action::ReadDossiers
        | Action::ReadAgreements
        | Action::ReadNeeds
        | Action::ReadStrategy
        | Action::ReadAudit => false,
        Action::UseOwnAccount
        | Action::EditSchool
        | Action::EnterCounts
        | Action::DeclareExceptional
        | Action::EditPlan
        | Action::EnterSupplies
        | Action::EditParameters
        | Action::ImportFiles
        | Action::BringFiles
        | Action::EditPeople
        | Action::EditCalendar
        | Action::EditConnectivity
        | Action::EditTraining
        | Action::RecordAttendance
        | Action::EditCertifications
        | Action::EditUsage
        | Action::EditIndicators
        | Action::EditCalls
        | Action::WriteDossiers
        | Action::ValidateDossiers
        | Action::EndorseDossiers
        | Action::CheckDossiers
        | Action::ReviewDossiers
        | Action::RunReviews
        | Action::DecideDossiers
        | Action::EditAgreements
        | Action::EditStrategy
        | Action::DecideStrategy
        | Action::ManageAccounts => true,
    }
}

/// Whether a scope contains a subject. The basin's parameters and overview are open to every
/// role that may read them; what is inside them is filtered by [`scope`].
fn reaches(scope: &RoleScope, on: Subject<'_>) -> bool {
    match (scope, on) {
        (RoleScope::Basin, Subject::Basin | Subject::Territory(_) | Subject::School(..))
        | (RoleScope::Authority(_) | RoleScope::School(_), Subject::Basin) => true,
        (RoleScope::Authority(own), Subject::Territory(other)) => own == other,
        (RoleScope::Authority(own), Subject::School(_, territory)) => territory == Some(own),
        (RoleScope::School(own), Subject::School(uai, _)) => own == uai,
        (RoleScope::School(_), Subject::Territory(_)) | (_, Subject::Oneself) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, scope: RoleScope) -> Actor {
        let account = Some(AccountId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap());
        Actor {
            account,
            roles: vec![HeldRole { role, scope }],
            ..Actor::default()
        }
    }

    fn uai(code: &str) -> Uai {
        Uai::parse(code).unwrap()
    }

    fn territory(code: &str) -> Territory {
        Territory::parse(code).unwrap()
    }

    #[test]
    fn an_authority_agent_sees_money_of_their_own_island_only() {
        let agent = actor(Role::AuthorityAgent, RoleScope::Authority(territory("978")));
        let (soualiga, choisy) = (uai("9711023K"), uai("9710035L"));
        assert!(allows(
            &agent,
            Action::ReadMoney,
            Subject::School(&soualiga, Some(&territory("978")))
        ));
        assert!(!allows(
            &agent,
            Action::ReadMoney,
            Subject::School(&choisy, Some(&territory("977")))
        ));
        assert!(!allows(&agent, Action::ReadMoney, Subject::School(&choisy, None)));
        assert!(!allows(&agent, Action::EditPlan, Subject::Basin));
    }

    #[test]
    fn a_head_sees_their_own_school_and_no_other() {
        let head = actor(Role::Head, RoleScope::School(uai("9711023K")));
        assert!(allows(
            &head,
            Action::ReadMoney,
            Subject::School(&uai("9711023K"), None)
        ));
        assert!(!allows(
            &head,
            Action::ReadMoney,
            Subject::School(&uai("9710022X"), None)
        ));
        assert!(!may_somewhere(&head, Action::ReadPlan));
        assert_eq!(scope(&head, Action::ReadSchool).schools, [uai("9711023K")]);
    }

    #[test]
    fn nobody_may_only_read_what_is_public() {
        let nobody = Actor::nobody();
        for action in Action::ALL {
            assert_eq!(
                may_somewhere(&nobody, *action),
                *action == Action::ReadPublic,
                "{action}"
            );
            assert_eq!(
                check(&nobody, *action, Subject::Basin).is_ok(),
                *action == Action::ReadPublic,
                "{action}"
            );
        }
    }

    #[test]
    fn a_read_only_token_changes_nothing_even_for_a_pilot() {
        let token = Actor {
            read_only: true,
            ..actor(Role::Pilot, RoleScope::Basin)
        };
        for action in Action::ALL.iter().filter(|action| changes(**action)) {
            assert!(!may_somewhere(&token, *action), "{action}");
        }
        assert!(allows(&token, Action::ReadPlan, Subject::Basin));
    }

    #[test]
    fn whoever_reads_usage_as_it_stands_reads_the_indicators_so() {
        for role in Role::ALL {
            assert_eq!(
                grants(*role, Action::ReadUsage),
                grants(*role, Action::ReadLiveIndicators),
                "{role:?}"
            );
            assert!(!grants(*role, Action::ReadUsage) || grants(*role, Action::ReadUsageKeeping));
        }
    }

    #[test]
    fn what_trainings_bring_is_told_to_those_who_answer_for_the_whole_basin() {
        for role in Role::ALL {
            let may = matches!(role, Role::Pilot | Role::AcademicService);
            assert_eq!(grants(*role, Action::ReadTrainingEvaluation), may, "{role:?}");
        }
    }

    #[test]
    fn pilots_do_not_manage_accounts_and_administrators_do_not_pilot() {
        assert!(!may_somewhere(
            &actor(Role::Pilot, RoleScope::Basin),
            Action::ManageAccounts
        ));
        assert!(!may_somewhere(
            &actor(Role::Administrator, RoleScope::Basin),
            Action::EditPlan
        ));
    }
}
