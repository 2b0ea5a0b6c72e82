use crate::vocabulary;

vocabulary! {
    /// A language of the pages. The interface speaks the first two; pages for families speak all of them.
    Lang, "language" {
        /// French, the source, always complete.
        Fr = "fr",
        /// English.
        En = "en",
        /// Spanish.
        Es = "es",
        /// Haitian Creole.
        Ht = "ht",
    }
}

impl Lang {
    /// The languages of the whole interface, French first.
    pub const INTERFACE: &'static [Self] = &[Self::Fr, Self::En];

    /// Whether the whole interface speaks it, and not only the pages for families.
    pub const fn is_of_interface(self) -> bool {
        match self {
            Self::Fr | Self::En => true,
            Self::Es | Self::Ht => false,
        }
    }
}

/// French first.
impl Default for Lang {
    fn default() -> Self {
        Self::Fr
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_speaks_some_languages_and_families_read_all_of_them() {
        let interface: Vec<Lang> = Lang::ALL
            .iter()
            .copied()
            .filter(|lang| lang.is_of_interface())
            .collect();
        assert_eq!(interface, Lang::INTERFACE);
        assert!(Lang::ALL.len() > interface.len());
    }
}
