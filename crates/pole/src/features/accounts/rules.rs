//! The rules of sign-in and of roles.

use pole_kernel::{Day, Instant, Role, RoleScope};

/// Failures older than this no longer count, in seconds.
pub(super) const FAILURE_WINDOW_SECONDS: i64 = 15 * 60;
/// Failures allowed to one name before it must wait.
const FREE_FAILURES_OF_A_NAME: usize = 5;
/// Failures allowed to one address before it must wait: a whole school may share one.
const FREE_FAILURES_OF_AN_ADDRESS: usize = 40;
/// The first wait, in seconds; each further failure doubles it.
const FIRST_WAIT_SECONDS: i64 = 15;

/// Who is slowed down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slowed {
    /// One sign-in name.
    Name,
    /// One network address.
    Address,
}

/// How many seconds must still pass before another try, given the failures of the window
/// (our choice: free tries, then 15 s doubling up to the window).
pub(super) fn wait_seconds(whom: Slowed, failures: &[Instant], now: Instant) -> i64 {
    let free = match whom {
        Slowed::Name => FREE_FAILURES_OF_A_NAME,
        Slowed::Address => FREE_FAILURES_OF_AN_ADDRESS,
    };
    let recent = failures
        .iter()
        .filter(|at| at.plus_seconds(FAILURE_WINDOW_SECONDS) > now)
        .count();
    let Some(last) = failures.iter().max().filter(|_| recent >= free) else {
        return 0;
    };
    let doublings = u32::try_from(recent - free).unwrap_or(u32::MAX).min(10);
    let wait = (FIRST_WAIT_SECONDS << doublings).min(FAILURE_WINDOW_SECONDS);
    let remaining = last.plus_seconds(wait).milliseconds() - now.milliseconds();
    remaining.max(0).div_euclid(1_000) + i64::from(remaining > 0 && remaining % 1_000 > 0)
}

/// Why a password, a name or a role is refused. The code is the message key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// Shorter than twelve characters.
    #[error("the password is too short")]
    PasswordTooShort,
    /// Contains the sign-in name, or is one character repeated.
    #[error("the password is too easy")]
    PasswordTooEasy,
    /// Not 3 to 40 letters, digits, dots or hyphens.
    #[error("the sign-in name is not well formed")]
    NameMalformed,
    /// Somebody has it.
    #[error("the sign-in name is taken")]
    NameTaken,
    /// The role does not make sense in that scope.
    #[error("the role does not go with this scope")]
    ScopeMismatch,
    /// The last day is before the first.
    #[error("the role ends before it begins")]
    EndsBeforeItBegins,
    /// The last administrator would be gone.
    #[error("the last administrator cannot be removed")]
    LastAdministrator,
    /// The school is not in the directory.
    #[error("no such school")]
    UnknownSchool,
    /// The present password is not the one typed.
    #[error("the present password is wrong")]
    WrongPassword,
}

impl AccountRefusal {
    /// The message key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PasswordTooShort => "accounts-refused-password-short",
            Self::PasswordTooEasy => "accounts-refused-password-easy",
            Self::NameMalformed => "accounts-refused-name",
            Self::NameTaken => "accounts-refused-name-taken",
            Self::ScopeMismatch => "accounts-refused-scope",
            Self::EndsBeforeItBegins => "accounts-refused-dates",
            Self::LastAdministrator => "accounts-refused-last-administrator",
            Self::UnknownSchool => "accounts-refused-school",
            Self::WrongPassword => "accounts-refused-password-wrong",
        }
    }
}

/// A password worth keeping (our choice, after the CNIL's and ANSSI's advice on length).
///
/// # Errors
/// When it is too short, or too easy to guess.
pub fn check_password(name: &str, password: &str) -> Result<(), AccountRefusal> {
    if password.chars().count() < 12 {
        return Err(AccountRefusal::PasswordTooShort);
    }
    let lower = password.to_lowercase();
    let first = lower.chars().next();
    if lower.contains(name) || lower.chars().all(|letter| Some(letter) == first) {
        return Err(AccountRefusal::PasswordTooEasy);
    }
    Ok(())
}

/// A sign-in name: 3 to 40 small letters, digits, dots or hyphens.
pub(super) fn parse_name(raw: &str) -> Result<String, AccountRefusal> {
    let name = raw.trim().to_lowercase();
    let well_formed = (3..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    if well_formed {
        Ok(name)
    } else {
        Err(AccountRefusal::NameMalformed)
    }
}

/// A role makes sense in one kind of scope, between dates in order.
pub(super) fn check_role(role: Role, scope: &RoleScope, from: Day, to: Option<Day>) -> Result<(), AccountRefusal> {
    if role.scope_kind() != scope.kind() {
        return Err(AccountRefusal::ScopeMismatch);
    }
    if to.is_some_and(|to| to < from) {
        return Err(AccountRefusal::EndsBeforeItBegins);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pole_kernel::Territory;

    fn at(second: i64) -> Instant {
        Instant::parse("2026-10-16T08:00:00Z").unwrap().plus_seconds(second)
    }

    #[test]
    fn tries_are_free_then_slower_and_slower() {
        let failures = |count: i64| (0..count).map(at).collect::<Vec<_>>();
        let waits = |whom, count: i64, now| wait_seconds(whom, &failures(count), at(now));
        assert_eq!(waits(Slowed::Name, 4, 4), 0);
        assert_eq!(waits(Slowed::Name, 5, 4), 15);
        assert_eq!(waits(Slowed::Name, 5, 18), 1);
        assert_eq!(waits(Slowed::Name, 5, 19), 0);
        assert_eq!(waits(Slowed::Name, 7, 6), 60);
        assert_eq!(waits(Slowed::Name, 30, 29), FAILURE_WINDOW_SECONDS);
        assert_eq!(waits(Slowed::Name, 30, 30 + FAILURE_WINDOW_SECONDS), 0);
        assert_eq!(waits(Slowed::Address, 39, 38), 0);
        assert_eq!(waits(Slowed::Address, 40, 39), 15);
        assert_eq!(wait_seconds(Slowed::Name, &[], at(0)), 0);
    }

    #[test]
    fn passwords_are_long_and_not_the_name() {
        assert_eq!(check_password("pilote", "court"), Err(AccountRefusal::PasswordTooShort));
        assert_eq!(
            check_password("pilote", "Pilote-2026-x"),
            Err(AccountRefusal::PasswordTooEasy)
        );
        assert_eq!(
            check_password("pilote", "aaaaaaaaaaaaa"),
            Err(AccountRefusal::PasswordTooEasy)
        );
        assert_eq!(check_password("pilote", "cocotier-2026"), Ok(()));
    }

    #[test]
    fn names_are_simple() {
        assert_eq!(parse_name(" Jean.Dupont "), Ok("jean.dupont".to_owned()));
        for raw in ["", "ab", "jean dupont", "élodie", "a/b/c"] {
            assert_eq!(parse_name(raw), Err(AccountRefusal::NameMalformed), "{raw}");
        }
    }

    #[test]
    fn a_role_goes_with_its_scope_and_dates() {
        let day = |text| Day::parse(text).unwrap();
        let island = RoleScope::Authority(Territory::parse("978").unwrap());
        assert_eq!(
            check_role(Role::AuthorityAgent, &island, day("2026-09-01"), None),
            Ok(())
        );
        assert_eq!(
            check_role(Role::Pilot, &island, day("2026-09-01"), None),
            Err(AccountRefusal::ScopeMismatch)
        );
        assert_eq!(
            check_role(
                Role::Pilot,
                &RoleScope::Basin,
                day("2026-09-01"),
                Some(day("2026-08-31"))
            ),
            Err(AccountRefusal::EndsBeforeItBegins)
        );
    }
}
