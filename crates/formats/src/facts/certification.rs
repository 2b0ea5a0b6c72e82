/// One line of a file of Pix results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificationFact {
    /// The number of the certification: its key, also across files.
    pub number: u64,
}
