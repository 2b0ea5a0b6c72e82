use pole_kernel::Uai;

/// Somebody who serves in a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFact {
    /// The school.
    pub uai: Uai,
}
