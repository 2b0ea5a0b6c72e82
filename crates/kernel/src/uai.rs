use std::fmt;

/// The 23 letters a school's check letter may take: no I, O or Q.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// A school's national code: seven digits and a check letter (ex-RNE).
///
/// The first three digits are the historical department. They never tell the territory: every
/// school of Saint-Martin and Saint-Barthélemy keeps the prefix `971` of Guadeloupe.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uai(String);

/// Why a text is not a national school code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UaiError {
    /// Not eight characters, after the lost leading zero was put back.
    #[error("“{0}” does not have seven digits and a letter")]
    Length(String),
    /// The first seven characters are not all digits.
    #[error("the first seven characters of “{0}” are not all digits")]
    Digits(String),
    /// The last character is not the letter the digits give.
    #[error("the check letter of “{found}” should be {expected}")]
    CheckLetter {
        /// The code as it was written.
        found: String,
        /// The letter that the seven digits give.
        expected: char,
    },
}

impl Uai {
    /// Reads a code as people and files write it: spaces around, lower case and one lost
    /// leading zero are accepted.
    ///
    /// # Errors
    /// When the shape or the check letter is wrong.
    pub fn parse(raw: &str) -> Result<Self, UaiError> {
        let mut code = raw.trim().to_ascii_uppercase();
        if code.len() == 7 && code.ends_with(|last: char| last.is_ascii_alphabetic()) {
            code.insert(0, '0');
        }
        if code.len() != 8 || !code.is_ascii() {
            return Err(UaiError::Length(raw.trim().to_owned()));
        }
        let (digits, letter) = code.split_at(7);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UaiError::Digits(code));
        }
        let expected = check_letter(digits);
        if !letter.starts_with(expected) {
            return Err(UaiError::CheckLetter { found: code, expected });
        }
        Ok(Self(code))
    }

    /// The eight characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The check letter of seven digits: their number modulo 23, in the alphabet without I, O, Q.
fn check_letter(digits: &str) -> char {
    let number = digits
        .bytes()
        .fold(0_usize, |sum, byte| sum * 10 + usize::from(byte - b'0'));
    char::from(LETTERS[number % LETTERS.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_five_colleges_of_the_basin_have_valid_codes() {
        for code in ["9710022X", "9711023K", "9711087E", "9710035L", "9711340E"] {
            assert_eq!(Uai::parse(code).unwrap().as_str(), code);
        }
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        assert_eq!(Uai::parse(" 9710022x ").unwrap().as_str(), "9710022X");
        assert_eq!(Uai::parse("010002X").unwrap().as_str(), "0010002X");
    }

    #[test]
    fn wrong_codes_say_what_is_wrong() {
        assert_eq!(
            Uai::parse("0123456A"),
            Err(UaiError::CheckLetter {
                found: "0123456A".into(),
                expected: 'S'
            })
        );
        assert_eq!(Uai::parse("971002"), Err(UaiError::Length("971002".into())));
        assert_eq!(Uai::parse("97100é2X"), Err(UaiError::Length("97100é2X".into())));
        assert_eq!(Uai::parse("971OO22X"), Err(UaiError::Digits("971OO22X".into())));
        assert_eq!(Uai::parse(""), Err(UaiError::Length(String::new())));
    }

    proptest! {
        #[test]
        fn a_code_with_its_letter_is_read_and_any_other_letter_is_refused(number in 0_u32..10_000_000, other in 0_usize..23) {
            let digits = format!("{number:07}");
            let right = check_letter(&digits);
            let code = format!("{digits}{right}");
            prop_assert!(Uai::parse(&code).is_ok());
            let wrong = char::from(LETTERS[other]);
            let code = format!("{digits}{wrong}");
            prop_assert_eq!(Uai::parse(&code).is_ok(), wrong == right);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,12}") {
            let _ = Uai::parse(&text);
        }
    }
}
