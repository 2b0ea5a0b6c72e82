//! Accounts: people's sign-in, sessions, roles with scope and dates, tokens.
//!
//! Tells the others who acts: an [`Actor`](crate::policy::Actor).

mod actions;
mod model;
mod passwords;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod web;

pub use actions::{NewAccount, NewRole, add_account, end_role, grant_role, reset_password};
pub use model::{AccountLine, Reachable};
pub use passwords::hash;
pub use rules::check_password;
pub use store::{accounts as all_accounts, reachable};
pub use web::routes;

use crate::shell::session::Doorkeeper;

/// How the shell recognises people.
pub const DOORKEEPER: Doorkeeper = Doorkeeper {
    session: store::session_actor,
    touch_session: store::touch_session,
    token: store::token_actor,
    touch_token: store::touch_token,
};
