use pole_kernel::{Day, Uai, vocabulary};

vocabulary! {
    /// The degree somebody teaches in.
    Degree, "degree" {
        /// The écoles.
        First = "first",
        /// The collèges and lycées.
        Second = "second",
    }
}

/// Somebody who serves in a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFact {
    /// The school.
    pub uai: Uai,
    /// Family name, as the file writes it.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// The name the person goes by, when it is another.
    pub usage_name: Option<String>,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The degree.
    pub degree: Degree,
    /// What the person teaches; empty in the écoles.
    pub discipline: String,
    /// Whether this is the school of administrative attachment; `None` when the file does not say.
    pub is_attachment: Option<bool>,
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub to: Option<Day>,
}
