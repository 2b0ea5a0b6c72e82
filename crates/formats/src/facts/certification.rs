use pole_kernel::{Day, vocabulary};

vocabulary! {
    /// What became of a certification.
    CertificationStatus, "status of a certification" {
        /// Obtained: the only status that counts.
        Validated = "validated",
        /// Not obtained.
        Rejected = "rejected",
        /// Cancelled.
        Cancelled = "cancelled",
        /// In error: no result yet.
        Error = "error",
        /// Begun and not finished.
        Started = "started",
        /// Not taken.
        NotTaken = "not_taken",
    }
}

vocabulary! {
    /// What was certified.
    Framework, "framework of a certification" {
        /// The general certification.
        Pix = "pix",
        /// CléA numérique, taken together with the general certification.
        Clea = "clea",
        /// Pix+ Édu, of teachers.
        PixEdu = "pix_edu",
        /// Another one: Pix+ Droit.
        Other = "other",
    }
}

/// One line of a file of Pix results. The place of birth and the comment of the jury are not read.
///
/// `None` means that the file has no such column or that the cell is empty: it does not speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificationFact {
    /// The number of the certification: its key, also across files.
    pub number: u64,
    /// Given name, as the file writes it.
    pub given_name: String,
    /// Family name.
    pub surname: String,
    /// The day of birth.
    pub birth_date: Option<Day>,
    /// What the centre calls the candidate.
    pub external_id: Option<String>,
    /// What became of it.
    pub status: CertificationStatus,
    /// What was certified.
    pub framework: Framework,
    /// What became of the complementary Pix+ Édu taken on the same day.
    pub edu: Option<CertificationStatus>,
    /// The global level, in the words of the file.
    pub level_label: Option<String>,
    /// The score.
    pub pix: Option<u32>,
    /// The level of each of the sixteen competences, in the order of their index; `None` where there is no result.
    pub competences: [Option<u8>; 16],
    /// The number of the session.
    pub session: Option<String>,
    /// The centre of certification.
    pub centre: Option<String>,
    /// The day it was taken.
    pub exam_date: Day,
}
