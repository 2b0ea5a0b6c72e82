use crate::vocabulary;

vocabulary! {
    /// A class level. SEGPA, ULIS and UPE2A pupils are counted in the level they are enrolled in
    /// (`domain.md` §2, our choice).
    Level, "level" {
        /// Nursery, all sections together, when a source does not tell them apart.
        Maternelle = "MATERNELLE",
        /// Petite section (and toute petite section).
        Ps = "PS",
        /// Moyenne section.
        Ms = "MS",
        /// Grande section.
        Gs = "GS",
        /// Cours préparatoire.
        Cp = "CP",
        /// Cours élémentaire 1.
        Ce1 = "CE1",
        /// Cours élémentaire 2.
        Ce2 = "CE2",
        /// Cours moyen 1.
        Cm1 = "CM1",
        /// Cours moyen 2.
        Cm2 = "CM2",
        /// Sixième.
        Sixieme = "6E",
        /// Cinquième.
        Cinquieme = "5E",
        /// Quatrième.
        Quatrieme = "4E",
        /// Troisième.
        Troisieme = "3E",
        /// Seconde, all paths together.
        Seconde = "2DE",
        /// Première, all paths together.
        Premiere = "1RE",
        /// Terminale, all paths together.
        Terminale = "TLE",
        /// First year of CAP (and CAP in one year).
        Cap1 = "CAP1",
        /// Second and third years of CAP.
        Cap2 = "CAP2",
    }
}

/// What a head count counts: the pupils of a level, all pupils, or one of the figures that the
/// endowment needs beside them (`domain.md` §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Pupils enrolled in one level.
    Level(Level),
    /// All pupils of the school.
    Total,
    /// Teachers with at least one hour in the school.
    Teachers,
    /// Teachers with at least one hour in a 5e division, holders or not.
    Teachers5e,
    /// Among them, those who do not hold a plan device yet.
    Teachers5eNew,
    /// Teachers of 6e who do not hold a plan device yet.
    Teachers6eNew,
    /// Pupils of an entitled level who already hold a plan device: repeaters and arrivals from
    /// another school of the plan.
    Repeaters,
    /// Devices given back by leavers, checked and reusable before the order date.
    Returns,
}

impl Category {
    /// The figures that are not levels, in the order of the pages.
    pub const OTHERS: &'static [Self] = &[
        Self::Total,
        Self::Teachers,
        Self::Teachers5e,
        Self::Teachers5eNew,
        Self::Teachers6eNew,
        Self::Repeaters,
        Self::Returns,
    ];

    /// The stable code written in the database, in files and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Level(level) => level.code(),
            Self::Total => "TOTAL",
            Self::Teachers => "TEACHERS",
            Self::Teachers5e => "TEACHERS_5E",
            Self::Teachers5eNew => "TEACHERS_5E_NEW",
            Self::Teachers6eNew => "TEACHERS_6E_NEW",
            Self::Repeaters => "REPEATERS",
            Self::Returns => "RETURNS",
        }
    }

    /// Reads a stable code back.
    ///
    /// # Errors
    /// When the code is not in the vocabulary.
    pub fn parse(code: &str) -> Result<Self, crate::UnknownWord> {
        if let Some(other) = Self::OTHERS.iter().find(|category| category.code() == code) {
            return Ok(*other);
        }
        Level::parse(code).map(Self::Level)
    }

    /// Whether it counts pupils (not teachers or devices).
    pub const fn counts_pupils(self) -> bool {
        matches!(self, Self::Level(_) | Self::Total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        let levels = Level::ALL.iter().map(|level| Category::Level(*level));
        for category in levels.chain(Category::OTHERS.iter().copied()) {
            assert_eq!(Category::parse(category.code()), Ok(category));
        }
        assert!(Category::parse("7E").is_err());
    }
}
