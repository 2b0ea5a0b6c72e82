use std::fmt;

/// An exact fraction of non-negative integers. Percentages stay fractions until they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

/// Why a fraction is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatioError {
    /// A fraction of nothing is not 0 %: it cannot be computed.
    #[error("the denominator is zero")]
    ZeroDenominator,
    /// Not a percentage with at most two decimals.
    #[error("“{0}” is not a percentage with at most two decimals")]
    NotAPercentage(String),
}

impl Ratio {
    /// The whole.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// A fraction.
    ///
    /// # Errors
    /// When the denominator is zero.
    pub const fn new(numerator: u64, denominator: u64) -> Result<Self, RatioError> {
        if denominator == 0 {
            return Err(RatioError::ZeroDenominator);
        }
        Ok(Self { numerator, denominator })
    }

    /// A percentage given in hundredths of a percent: `percent_hundredths(250)` is 2.5 %.
    pub const fn percent_hundredths(hundredths: u64) -> Self {
        Self {
            numerator: hundredths,
            denominator: 10_000,
        }
    }

    /// A whole percentage: `percent(5)` is 5 %.
    pub const fn percent(whole: u64) -> Self {
        Self::percent_hundredths(whole * 100)
    }

    /// Reads a percentage as people write it: `5`, `2,5`, `2.5 %`.
    ///
    /// # Errors
    /// When it is negative, not a number or has more than two decimals.
    pub fn parse_percent(raw: &str) -> Result<Self, RatioError> {
        let refuse = || RatioError::NotAPercentage(raw.trim().to_owned());
        let hundredths = crate::Cents::parse_euros(raw.trim().trim_end_matches('%')).map_err(|_| refuse())?;
        u64::try_from(hundredths.0)
            .map(Self::percent_hundredths)
            .map_err(|_| refuse())
    }

    /// The part above the line.
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// The part below the line, never zero.
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// The smallest integer that is at least this share of `quantity`.
    pub fn ceil_of(self, quantity: u32) -> u32 {
        let share = (u128::from(self.numerator) * u128::from(quantity)).div_ceil(u128::from(self.denominator));
        u32::try_from(share).unwrap_or(u32::MAX)
    }

    /// The nearest integer to this share of `quantity`, halves away from zero.
    pub fn round_of(self, quantity: u64) -> u64 {
        let scaled = u128::from(self.numerator) * u128::from(quantity) * 2 + u128::from(self.denominator);
        u64::try_from(scaled / (u128::from(self.denominator) * 2)).unwrap_or(u64::MAX)
    }

    /// Tenths of a percent, rounded half away from zero: what a page shows with one decimal.
    pub fn tenths_of_percent(self) -> u64 {
        self.round_of(1_000)
    }

    /// Hundredths of a percent, rounded half away from zero: what the database keeps.
    pub fn hundredths_of_percent(self) -> u64 {
        self.round_of(10_000)
    }
}

/// A percentage with a point and no needless zero, for files: `5`, `2.5`.
impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths_of_percent();
        match (hundredths / 100, hundredths % 100) {
            (units, 0) => write!(out, "{units}"),
            (units, rest) if rest % 10 == 0 => write!(out, "{units}.{}", rest / 10),
            (units, rest) => write!(out, "{units}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_devices_is_rounded_up() {
        let five_percent = Ratio::percent(5);
        for (quantity, spare) in [(0, 0), (1, 1), (20, 1), (21, 2), (178, 9)] {
            assert_eq!(five_percent.ceil_of(quantity), spare, "{quantity}");
        }
    }

    #[test]
    fn percentages_are_shown_half_away_from_zero() {
        assert_eq!(Ratio::new(591, 610).unwrap().tenths_of_percent(), 969);
        assert_eq!(Ratio::new(1, 16).unwrap().tenths_of_percent(), 63);
        assert_eq!(Ratio::new(1, 0), Err(RatioError::ZeroDenominator));
    }

    #[test]
    fn percentages_are_read_as_people_write_them() {
        assert_eq!(Ratio::parse_percent("2,5 %").unwrap().to_string(), "2.5");
        assert_eq!(Ratio::parse_percent("5").unwrap(), Ratio::percent(5));
        assert!(Ratio::parse_percent("-1").is_err());
        assert!(Ratio::parse_percent("beaucoup").is_err());
    }
}
