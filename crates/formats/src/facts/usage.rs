use pole_kernel::Uai;

/// The use of an ENT in a school and a period, as others measured it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageFact {
    /// The school.
    pub uai: Uai,
}
