//! Passwords: Argon2id with its own salt each, never kept, never logged.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

/// A password that could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashError(String);

/// The text under which a password is kept. Takes tens of milliseconds on purpose: call it
/// outside the transaction.
///
/// # Errors
/// When the machine has no source of chance.
pub fn hash(password: &str) -> Result<String, HashError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| HashError(error.to_string()))
}

/// Whether a password is the one that was hashed.
pub(super) fn matches(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok())
}

/// The work of a comparison when there is nothing to compare with, so that the time of an
/// answer does not tell which names exist.
pub(super) fn waste_time(password: &str) {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                          MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI";
    let _ = matches(password, NOBODY);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_hash_and_no_other() {
        let kept = hash("cocotier-2026").unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(matches("cocotier-2026", &kept));
        assert!(!matches("cocotier-2027", &kept));
        assert!(!matches("cocotier-2026", "not a hash"));
        assert_ne!(kept, hash("cocotier-2026").unwrap());
    }
}
