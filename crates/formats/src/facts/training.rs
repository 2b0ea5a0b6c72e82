/// A person at a training session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingFact {
    /// Family name, as the file writes it.
    pub surname: String,
}
