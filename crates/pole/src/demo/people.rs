//! The people of the demonstration, all invented.

use std::thread::JoinHandle;

use pole_kernel::{Lang, Role, RoleScope, ScopeKind, Territory};

use super::{DemoError, day, uai};
use crate::features::accounts::{NewAccount, NewRole, add_account, hash};
use crate::policy::{AccountId, Actor};
use crate::shell::app::{App, DemoAccount};

/// Somebody of the demonstration.
#[derive(Debug)]
pub struct Person {
    /// How they sign in; listed on the sign-in page.
    pub account: DemoAccount,
    /// How they are called on pages.
    pub display_name: &'static str,
    /// What they do.
    pub role: Role,
    /// Where: an island's department code or a school's code; nothing for the whole basin.
    pub place: &'static str,
    /// Who this is, for the terminal.
    pub told: &'static str,
}

impl Person {
    /// Where their role is held.
    pub(super) fn scope(&self) -> Result<RoleScope, DemoError> {
        Ok(match self.role.scope_kind() {
            ScopeKind::Basin => RoleScope::Basin,
            ScopeKind::School => RoleScope::School(uai(self.place)?),
            ScopeKind::Authority => RoleScope::Authority(
                Territory::parse(self.place).map_err(|error| DemoError::at(self.account.name, &error))?,
            ),
        })
    }
}

const fn account(name: &'static str, password: &'static str, key: &'static str) -> DemoAccount {
    DemoAccount { name, password, key }
}

/// Who pilots the basin of the demonstration.
pub(super) const PILOT: &Person = &Person {
    account: account("pilote", "demo-pilote-2026", "demo-account-pilot"),
    display_name: "Camille Rivière (fictif)",
    role: Role::Pilot,
    place: "",
    told: "pilot of the basin",
};

/// Everybody, the pilot first.
pub const PEOPLE: &[&Person] = &[
    PILOT,
    &Person {
        account: account("admin", "demo-admin-2026", "demo-account-administrator"),
        display_name: "Dominique Latour (fictif)",
        role: Role::Administrator,
        place: "",
        told: "administrator of the installation",
    },
    &Person {
        account: account("academie", "demo-academie-2026", "demo-account-academic-service"),
        display_name: "Claude Morne (fictif)",
        role: Role::AcademicService,
        place: "",
        told: "academic service",
    },
    &Person {
        account: account("com978", "demo-com978-2026", "demo-account-authority-978"),
        display_name: "Maxime Lagune (fictif)",
        role: Role::AuthorityAgent,
        place: Territory::SAINT_MARTIN,
        told: "authority agent, Saint-Martin",
    },
    &Person {
        account: account("com977", "demo-com977-2026", "demo-account-authority-977"),
        display_name: "Sacha Colombier (fictif)",
        role: Role::AuthorityAgent,
        place: Territory::SAINT_BARTHELEMY,
        told: "authority agent, Saint-Barthélemy",
    },
    &Person {
        account: account("principal", "demo-principal-2026", "demo-account-head"),
        display_name: "Alex Desroches (fictif)",
        role: Role::Head,
        place: "9710022X",
        told: "head of the collège Mont des Accords",
    },
    &Person {
        account: account("directrice", "demo-directrice-2026", "demo-account-director"),
        display_name: "Noa Flamboyant (fictif)",
        role: Role::Head,
        place: "9710210B",
        told: "director of the école Marie-Amélie Leydet",
    },
    &Person {
        account: account("prof", "demo-prof-2026", "demo-account-teacher"),
        display_name: "Lou Savane (fictif)",
        role: Role::Teacher,
        place: "9710022X",
        told: "teacher at the collège Mont des Accords",
    },
    &Person {
        account: account("evaluatrice", "demo-evaluatrice-2026", "demo-account-reviewer"),
        display_name: "Andrea Pitaya (fictif)",
        role: Role::Reviewer,
        place: "",
        told: "reviewer of the dossiers of a call",
    },
    &Person {
        account: account("evaluateur", "demo-evaluateur-2026", "demo-account-reviewer-second"),
        display_name: "Jo Corossol (fictif)",
        role: Role::Reviewer,
        place: "",
        told: "another reviewer",
    },
    &Person {
        account: account("expert", "demo-expert-2026", "demo-account-reviewer-third"),
        display_name: "Ange Carambole (fictif)",
        role: Role::Reviewer,
        place: "",
        told: "a third reviewer",
    },
];

/// The accounts as the sign-in page lists them.
pub const ACCOUNTS: &[DemoAccount] = &accounts();

const fn accounts() -> [DemoAccount; PEOPLE.len()] {
    let mut accounts = [const { account("", "", "") }; PEOPLE.len()];
    let mut index = 0;
    while index < PEOPLE.len() {
        let DemoAccount { name, password, key } = PEOPLE[index].account;
        accounts[index] = account(name, password, key);
        index += 1;
    }
    accounts
}

/// The hash of one password on its way.
type Hashing = JoinHandle<Result<String, String>>;

/// Starts to hash every password, beside the rest of the building.
pub(super) fn hash_passwords() -> Vec<Hashing> {
    PEOPLE
        .iter()
        .map(|person| std::thread::spawn(|| hash(person.account.password).map_err(|error| error.to_string())))
        .collect()
}

/// Makes the accounts and gives the pilot's.
pub(super) async fn add(app: &App, hashes: Vec<Hashing>) -> Result<AccountId, DemoError> {
    let since = day("2020-09-01")?;
    let mut accounts = Vec::with_capacity(PEOPLE.len());
    for (person, hashing) in PEOPLE.iter().zip(hashes) {
        let failed = |reason: &dyn std::fmt::Display| DemoError::at(person.account.name, reason);
        let password_hash = match hashing.join() {
            Ok(hashed) => hashed.map_err(|error| failed(&error))?,
            Err(_) => return Err(failed(&"the password could not be hashed")),
        };
        let new = NewAccount {
            name: person.account.name.to_owned(),
            display_name: person.display_name.to_owned(),
            password_hash,
            lang: Lang::Fr,
            fictitious: true,
        };
        accounts.push((
            new,
            NewRole {
                role: person.role,
                scope: person.scope()?,
                from: since,
                to: None,
            },
        ));
    }
    let now = app.clock().now();
    app.db()
        .write(move |tx| {
            let mut pilot = None;
            for (new, role) in &accounts {
                let id = add_account(tx, &Actor::console(), now, new, Some(role))
                    .map_err(|error| DemoError::at(&new.name, &error))?;
                if role.role == Role::Pilot {
                    pilot = Some(id);
                }
            }
            pilot.ok_or_else(|| DemoError::at("accounts", &"there is no pilot"))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_somebody_and_the_sign_in_page_lists_them_all() {
        for role in Role::ALL {
            assert!(PEOPLE.iter().any(|person| person.role == *role), "{role}");
        }
        assert_eq!(ACCOUNTS.len(), PEOPLE.len());
        for person in PEOPLE {
            assert!(ACCOUNTS.iter().any(|account| account.name == person.account.name));
            assert!(person.scope().is_ok(), "{}", person.account.name);
        }
    }
}
