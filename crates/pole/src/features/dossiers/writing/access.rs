//! What somebody may do in a dossier: read it, write which part for which school, invite whom. Pure.
//!
//! The head of the collège writes everything; the director of an école what concerns their école; the
//! authority and the academic delegate their parts; everybody else the parts they were invited for.

use std::collections::BTreeSet;

use pole_kernel::{Role, RoleScope, Uai};

use super::super::model::Dossier;
use crate::features::calls::Part;
use crate::policy::{self, Action, Actor, Denied, Subject};

/// What somebody may do in a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    reads: bool,
    /// Whether every part is theirs, for every school.
    whole: bool,
    /// The schools of the dossier they lead.
    schools: BTreeSet<Uai>,
    /// The parts they write for every school.
    parts: BTreeSet<Part>,
    /// The parts they may invite others for.
    invites: BTreeSet<Part>,
}

/// What an actor may do in a dossier of these schools; `invited` are the parts they were invited for.
pub fn access(actor: &Actor, dossier: &Dossier, schools: &[Uai], invited: &[Part]) -> Access {
    let island = &dossier.territory;
    let writes = policy::may_somewhere(actor, Action::WriteDossiers);
    let sees = |uai: &Uai| policy::allows(actor, Action::ReadDossiers, Subject::School(uai, Some(island)));
    let mut access = Access {
        reads: sees(&dossier.college)
            || schools.iter().any(sees)
            || policy::allows(actor, Action::ReadDossiers, Subject::Territory(island))
            || (writes && !invited.is_empty()),
        ..Access::default()
    };
    if !writes {
        return access;
    }
    access.parts.extend(invited.iter().copied());
    access.whole = actor.console;
    for held in &actor.roles {
        match (held.role, &held.scope) {
            (Role::Head, RoleScope::School(uai)) if *uai == dossier.college => access.whole = true,
            (Role::Head, RoleScope::School(uai)) if schools.contains(uai) => {
                access.schools.insert(uai.clone());
                access.invites.insert(Part::Teachers);
            }
            (Role::AuthorityAgent, RoleScope::Authority(territory)) if territory == island => {
                access.parts.insert(Part::Authority);
                access.invites.insert(Part::Authority);
            }
            (Role::AcademicService | Role::Pilot, _) => {
                access.parts.insert(Part::Delegate);
                access.invites.insert(Part::Delegate);
            }
            (Role::Administrator | Role::AuthorityAgent | Role::Head | Role::Teacher | Role::Reviewer, _) => {}
        }
    }
    if access.whole {
        access.invites.extend(Part::ALL.iter().copied());
    }
    access
}

impl Access {
    /// Whether they may read the dossier at all.
    pub const fn reads(&self) -> bool {
        self.reads
    }

    /// Whether they write a part, for a school or for the whole dossier.
    pub fn writes(&self, part: Part, uai: Option<&Uai>) -> bool {
        self.whole || self.parts.contains(&part) || uai.is_some_and(|uai| self.schools.contains(uai))
    }

    /// Whether they write anything at all.
    pub fn writes_something(&self) -> bool {
        self.whole || !self.parts.is_empty() || !self.schools.is_empty()
    }

    /// Whether they may invite somebody for a part.
    pub fn invites(&self, part: Part) -> bool {
        self.invites.contains(&part)
    }

    /// The parts they may invite others for.
    pub fn invites_for(&self) -> impl Iterator<Item = Part> {
        self.invites.iter().copied()
    }

    /// A no, as the policy says it.
    pub fn denied(actor: &Actor) -> Denied {
        Denied {
            action: Action::WriteDossiers,
            anonymous: !actor.is_signed_in(),
        }
    }
}
