use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An amount of money in integer euro cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Why a text is not an amount in euros.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an amount in euros with at most two decimals")]
pub struct CentsError(pub String);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Half of the amount, a half cent rounded up (it goes to the State: `domain.md` §4.3).
    #[must_use]
    pub const fn half_up(self) -> Self {
        Self((self.0 + 1).div_euclid(2))
    }

    /// Reads an amount in euros as people write it: `490`, `490,00`, `1 234.5 €`.
    ///
    /// # Errors
    /// When it is not a number, has more than two decimals, or does not fit.
    pub fn parse_euros(raw: &str) -> Result<Self, CentsError> {
        let refuse = || CentsError(raw.trim().to_owned());
        let text: String = raw
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '€')
            .map(|letter| if letter == ',' { '.' } else { letter })
            .collect();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (units, decimals) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if units.is_empty() || decimals.len() > 2 || !all_digits(units) || !all_digits(decimals) {
            return Err(refuse());
        }
        let units: i64 = units.parse().map_err(|_| refuse())?;
        let decimals: i64 = format!("{decimals:0<2}").parse().map_err(|_| refuse())?;
        let amount = units
            .checked_mul(100)
            .and_then(|cents| cents.checked_add(decimals))
            .ok_or_else(refuse)?;
        Ok(Self(if negative { -amount } else { amount }))
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<u32> for Cents {
    type Output = Self;
    fn mul(self, quantity: u32) -> Self {
        Self(self.0 * i64::from(quantity))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Plain euros with a point, for files: `490.00`. Pages use `i18n`.
impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, cents) in [
            ("490", 49_000),
            ("490,00", 49_000),
            ("1 234.5 €", 123_450),
            ("-0,01", -1),
            ("1 000", 100_000),
        ] {
            assert_eq!(Cents::parse_euros(text), Ok(Cents(cents)), "{text}");
        }
        for text in ["", "4,901", "12a", "-", "99999999999999999999", ",5", "1.2.3"] {
            assert!(Cents::parse_euros(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_half_cent_is_rounded_up() {
        assert_eq!(Cents(49_000).half_up(), Cents(24_500));
        assert_eq!(Cents(3).half_up(), Cents(2));
        assert_eq!(Cents(0).half_up(), Cents(0));
    }

    #[test]
    fn files_get_plain_euros() {
        assert_eq!(Cents(49_005).to_string(), "490.05");
        assert_eq!(Cents(-7).to_string(), "-0.07");
    }
}
