use crate::vocabulary;

vocabulary! {
    /// What a school is. Only écoles, collèges and lycées count as schools for the indicators.
    SchoolKind, "kind of school" {
        /// École maternelle.
        Maternelle = "maternelle",
        /// École élémentaire or primaire (an élémentaire may have nursery classes).
        Elementaire = "elementaire",
        /// Collège.
        College = "college",
        /// Lycée général et technologique, or polyvalent.
        Lycee = "lycee",
        /// Lycée professionnel.
        LyceePro = "lycee_pro",
        /// EREA or lycée d'enseignement adapté.
        Erea = "erea",
        /// Section inside a mother school: SEGPA, SEP.
        Section = "section",
        /// Anything else that the directory lists: services, médico-social, post-bac.
        Other = "other",
    }
}

impl SchoolKind {
    /// Whether it is a first-degree school.
    pub const fn is_ecole(self) -> bool {
        matches!(self, Self::Maternelle | Self::Elementaire)
    }

    /// Whether it is a collège.
    pub const fn is_college(self) -> bool {
        matches!(self, Self::College)
    }

    /// Whether it is a lycée of any kind.
    pub const fn is_lycee(self) -> bool {
        matches!(self, Self::Lycee | Self::LyceePro)
    }

    /// Whether it counts as one school: sections and services do not (`formats.md` §6.1).
    pub const fn is_school(self) -> bool {
        !matches!(self, Self::Section | Self::Other)
    }
}

vocabulary! {
    /// Public or private.
    Sector, "sector" {
        /// Public.
        Public = "public",
        /// Private.
        Private = "private",
    }
}

vocabulary! {
    /// The contract of a private school with the State. Only public and contracted schools are
    /// eligible to the calls (`domain.md` §1).
    Contract, "contract" {
        /// Public schools have none.
        NotApplicable = "not_applicable",
        /// Sous contrat: simple or association, all or some classes.
        Contracted = "contracted",
        /// Hors contrat: in the directory, out of every denominator.
        Uncontracted = "uncontracted",
    }
}

vocabulary! {
    /// Priority education.
    PriorityEducation, "priority education label" {
        /// Réseau d'éducation prioritaire.
        Rep = "REP",
        /// Réseau d'éducation prioritaire renforcé.
        RepPlus = "REP+",
    }
}

vocabulary! {
    /// How well a position is known.
    PositionPrecision, "position precision" {
        /// The school itself: address, street or surveyed point.
        Exact = "exact",
        /// Only the quarter, the town, or a few decimals: drawn differently on the map.
        Approximate = "approximate",
    }
}

/// A department or collectivity by its three-character code: `978`, `971`, `02A`, `035`.
///
/// Never derived from a school code or a postal code: `978xx` postal codes are in La Réunion.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Territory(String);

impl Territory {
    /// Saint-Martin.
    pub const SAINT_MARTIN: &'static str = "978";
    /// Saint-Barthélemy.
    pub const SAINT_BARTHELEMY: &'static str = "977";

    /// Reads a department code with or without its leading zeros.
    ///
    /// # Errors
    /// When it is not one to three digits, or a Corsican code.
    pub fn parse(raw: &str) -> Result<Self, crate::UnknownWord> {
        let code = raw.trim().to_ascii_uppercase();
        let padded = format!("{code:0>3}");
        let corsican = matches!(padded.as_str(), "02A" | "02B");
        if padded.len() == 3 && !code.is_empty() && (corsican || padded.bytes().all(|byte| byte.is_ascii_digit())) {
            Ok(Self(padded))
        } else {
            Err(crate::UnknownWord {
                vocabulary: "department",
                word: raw.trim().to_owned(),
            })
        }
    }

    /// The territory of a commune by its INSEE code: two characters, three overseas.
    ///
    /// # Errors
    /// When the code is not five characters of a commune.
    pub fn of_commune(insee: &str) -> Result<Self, crate::UnknownWord> {
        let code = insee.trim();
        let unknown = || crate::UnknownWord {
            vocabulary: "commune",
            word: code.to_owned(),
        };
        if code.len() != 5 || !code.is_ascii() {
            return Err(unknown());
        }
        let length = if code.starts_with("97") || code.starts_with("98") {
            3
        } else {
            2
        };
        Self::parse(&code[..length]).map_err(|_| unknown())
    }

    /// The three characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its time zone, by the name of the IANA database: each overseas territory has its own.
    pub fn zone(&self) -> &'static str {
        match self.0.as_str() {
            "971" => "America/Guadeloupe",
            "972" => "America/Martinique",
            "973" => "America/Cayenne",
            "974" => "Indian/Reunion",
            "975" => "America/Miquelon",
            "976" => "Indian/Mayotte",
            Self::SAINT_BARTHELEMY => "America/St_Barthelemy",
            Self::SAINT_MARTIN => "America/Marigot",
            "984" => "Indian/Kerguelen",
            "986" => "Pacific/Wallis",
            "987" => "Pacific/Tahiti",
            "988" => "Pacific/Noumea",
            _ => "Europe/Paris",
        }
    }

    /// Whether it is one of the two islands of the basin.
    pub fn in_basin(&self) -> bool {
        matches!(self.0.as_str(), Self::SAINT_MARTIN | Self::SAINT_BARTHELEMY)
    }
}

impl std::fmt::Display for Territory {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn territories_come_from_department_or_commune_never_from_the_school_code() {
        for (raw, code) in [
            ("978", "978"),
            ("35", "035"),
            ("035", "035"),
            ("2a", "02A"),
            ("1", "001"),
        ] {
            assert_eq!(Territory::parse(raw).unwrap().as_str(), code, "{raw}");
        }
        for (insee, code) in [
            ("97801", "978"),
            ("97701", "977"),
            ("97117", "971"),
            ("2A004", "02A"),
            ("01004", "001"),
        ] {
            assert_eq!(Territory::of_commune(insee).unwrap().as_str(), code, "{insee}");
        }
        for raw in ["", "9780", "2C", "Saint-Martin"] {
            assert!(Territory::parse(raw).is_err(), "{raw}");
        }
    }
}
