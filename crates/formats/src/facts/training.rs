use pole_kernel::{Day, Uai, vocabulary};

vocabulary! {
    /// How a training session is held.
    TrainingMode, "mode of a training session" {
        /// Together in a place.
        Presence = "presence",
        /// At a distance, in one's own time.
        Distance = "distance",
        /// Both.
        Hybrid = "hybrid",
    }
}

vocabulary! {
    /// What became of somebody's wish to follow a session.
    RegistrationStatus, "status of a registration" {
        /// Asked for, nothing is decided.
        Requested = "requested",
        /// Accepted: a seat is kept.
        Accepted = "accepted",
        /// Called to come, with or without having asked.
        Convened = "convened",
        /// On the waiting list.
        Waiting = "waiting",
        /// Refused.
        Refused = "refused",
        /// The person gave it up.
        Cancelled = "cancelled",
    }
}

impl RegistrationStatus {
    /// Whether a seat is kept for the person: the session is then offered to them.
    pub const fn has_seat(self) -> bool {
        match self {
            Self::Accepted | Self::Convened => true,
            Self::Requested | Self::Waiting | Self::Refused | Self::Cancelled => false,
        }
    }
}

vocabulary! {
    /// Whether somebody came.
    Presence, "presence" {
        /// Came.
        Present = "present",
        /// Did not come.
        Absent = "absent",
        /// Did not come, and said so.
        Excused = "excused",
    }
}

/// A person at a training session: one line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingFact {
    /// The academy's number of the whole training.
    pub dispositif_id: Option<String>,
    /// Its title.
    pub dispositif_title: Option<String>,
    /// The number of the module.
    pub module_code: Option<String>,
    /// Its title.
    pub module_title: Option<String>,
    /// The number of the session or group.
    pub session_no: Option<String>,
    /// The first day.
    pub start: Day,
    /// The last day; the first when the file does not say.
    pub end: Day,
    /// How long the session is, in minutes.
    pub minutes_planned: Option<u32>,
    /// How long the person followed it, in minutes.
    pub minutes_attended: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// Together or at a distance.
    pub mode: Option<TrainingMode>,
    /// Family name, as the file writes it; empty when only the e-mail is known.
    pub surname: String,
    /// Given name, as the file writes it.
    pub given_name: String,
    /// Date of birth.
    pub birth_date: Option<Day>,
    /// E-mail, in lower case.
    pub email: Option<String>,
    /// The school where the person serves.
    pub uai: Option<Uai>,
    /// Corps or grade.
    pub grade: Option<String>,
    /// What the person teaches.
    pub discipline: Option<String>,
    /// What became of the registration.
    pub status: Option<RegistrationStatus>,
    /// Whether the person came.
    pub presence: Option<Presence>,
}

impl TrainingFact {
    /// What the session is called: the module, else the whole training, else their numbers.
    pub fn theme(&self) -> &str {
        [
            &self.module_title,
            &self.dispositif_title,
            &self.module_code,
            &self.dispositif_id,
        ]
        .into_iter()
        .find_map(|text| text.as_deref())
        .unwrap_or_default()
    }

    /// What others call the session: the numbers of the training, the module and the session.
    pub fn reference(&self) -> String {
        let parts = [&self.dispositif_id, &self.module_code, &self.session_no];
        let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
        parts.join("/")
    }
}
