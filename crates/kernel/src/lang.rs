use crate::vocabulary;

vocabulary! {
    /// A language of the interface.
    Lang, "language" {
        /// French, the source, always complete.
        Fr = "fr",
        /// English.
        En = "en",
    }
}

/// French first.
impl Default for Lang {
    fn default() -> Self {
        Self::Fr
    }
}
