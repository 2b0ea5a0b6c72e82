use pole_kernel::{Day, Instant, Lang, Role, RoleScope, ids};

use crate::policy::AccountId;

ids! {
    /// The identifier of a held role.
    HeldRoleId, HeldRoleTag;
    /// The identifier of an API token.
    TokenId, TokenTag;
}

/// An account with the roles it holds, held or will hold.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// Its identifier.
    pub id: AccountId,
    /// The sign-in name.
    pub name: String,
    /// How the person is called on pages.
    pub display_name: String,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was closed.
    pub disabled_at: Option<Instant>,
    /// Its roles, the newest first.
    pub roles: Vec<RoleLine>,
}

/// A role an account holds between dates.
#[derive(Clone, Debug)]
pub struct RoleLine {
    /// Its identifier.
    pub id: HeldRoleId,
    /// What they do.
    pub role: Role,
    /// Where.
    pub scope: RoleScope,
    /// First day.
    pub valid_from: Day,
    /// Last day; `None` while it lasts.
    pub valid_to: Option<Day>,
    /// When it was taken back before its time.
    pub revoked_at: Option<Instant>,
}

impl RoleLine {
    /// Whether the role is in force on a day.
    pub fn in_force(&self, day: Day) -> bool {
        self.revoked_at.is_none() && self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// Somebody with a role that reaches a place: who can be asked to do something there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// The account.
    pub account: AccountId,
    /// How they are called.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: RoleScope,
}

/// What sign-in needs to know of an account.
#[derive(Clone, Debug)]
pub(super) struct Credentials {
    pub(super) id: AccountId,
    pub(super) password_hash: String,
    pub(super) lang: Lang,
    pub(super) disabled: bool,
}

/// An API token, without its secret, which is shown once.
#[derive(Clone, Debug)]
pub(super) struct TokenLine {
    pub(super) id: TokenId,
    pub(super) label: String,
    pub(super) may_write: bool,
    pub(super) expires_at: Instant,
    pub(super) used_at: Option<Instant>,
    pub(super) revoked_at: Option<Instant>,
}
