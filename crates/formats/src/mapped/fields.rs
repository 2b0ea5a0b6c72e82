//! What a column may be, by kind of file, and the titles that are known for it.

use crate::facts::FileKind;

/// What a field is made of: what its column is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForm {
    /// Anything.
    Text,
    /// Words: not a date, a code of a school nor an address.
    Words,
    /// Somebody's name.
    Name,
    /// An e-mail address.
    Email,
    /// The code of a school.
    Uai,
    /// A day.
    Day,
    /// A week, by its first day, or a month.
    Period,
    /// A duration in hours.
    Hours,
    /// A duration in seconds.
    Seconds,
    /// A whole number.
    Whole,
    /// How a session is held.
    Mode,
    /// What became of a registration.
    Registration,
    /// Whether somebody came.
    Presence,
}

/// A field that a column may be.
#[derive(Debug)]
pub struct Field {
    /// Its stable code, which is also the title of its column in a file made for us.
    pub code: &'static str,
    /// What it is made of.
    pub form: FieldForm,
    pub(super) synonyms: &'static [&'static str],
}

const fn field(code: &'static str, form: FieldForm, synonyms: &'static [&'static str]) -> Field {
    Field { code, form, synonyms }
}

const TRAINING: &[Field] = &[
    field(
        "person_surname",
        FieldForm::Name,
        &[
            "nom",
            "nom d'usage",
            "nom usuel",
            "nom de famille",
            "nom agent",
            "nom de l'agent",
            "nom du stagiaire",
            "nom stagiaire",
            "nom participant",
            "surname",
            "last name",
        ],
    ),
    field(
        "person_given_name",
        FieldForm::Name,
        &[
            "prénom",
            "prénom usuel",
            "prénom agent",
            "prénom de l'agent",
            "prénom du stagiaire",
            "prénom stagiaire",
            "prénom participant",
            "given name",
            "first name",
        ],
    ),
    field(
        "person_email",
        FieldForm::Email,
        &[
            "mail",
            "mél",
            "e-mail",
            "courriel",
            "adresse mail",
            "adresse électronique",
            "mail professionnel",
            "mail académique",
            "adresse mél",
        ],
    ),
    field(
        "person_uai",
        FieldForm::Uai,
        &[
            "uai",
            "rne",
            "code uai",
            "code rne",
            "uai agent",
            "uai affectation",
            "rne affectation",
            "uai établissement",
            "code établissement",
            "uai d'affectation",
            "établissement (uai)",
        ],
    ),
    field(
        "start",
        FieldForm::Day,
        &[
            "début",
            "date début",
            "date de début",
            "date debut session",
            "du",
            "date",
            "jour",
            "date session",
            "date de la session",
            "première date",
        ],
    ),
    field(
        "end",
        FieldForm::Day,
        &[
            "fin",
            "date fin",
            "date de fin",
            "date fin session",
            "au",
            "dernière date",
        ],
    ),
    field(
        "module_title",
        FieldForm::Words,
        &[
            "libellé module",
            "libellé du module",
            "intitulé module",
            "intitulé du module",
            "titre du module",
            "intitulé",
            "thème",
            "formation",
            "stage",
            "action",
            "titre",
            "intitulé de la formation",
        ],
    ),
    field(
        "module_code",
        FieldForm::Text,
        &["module", "code module", "n° module", "numéro module", "id module"],
    ),
    field(
        "dispositif_title",
        FieldForm::Words,
        &[
            "libellé dispositif",
            "libellé du dispositif",
            "intitulé dispositif",
            "intitulé du dispositif",
            "titre du dispositif",
        ],
    ),
    field(
        "dispositif_id",
        FieldForm::Text,
        &[
            "dispositif",
            "code dispositif",
            "n° dispositif",
            "numéro dispositif",
            "id dispositif",
            "identifiant dispositif",
        ],
    ),
    field(
        "session_no",
        FieldForm::Text,
        &[
            "session",
            "n° session",
            "numéro session",
            "groupe",
            "n° groupe",
            "numéro groupe",
        ],
    ),
    field(
        "hours_attended",
        FieldForm::Hours,
        &[
            "heures suivies",
            "heures réalisées",
            "heures effectuées",
            "heures présence",
            "nb heures suivies",
            "nb heures réalisées",
            "durée suivie",
            "durée réalisée",
            "heures de présence",
            "nombre d'heures suivies",
            "h suivies",
        ],
    ),
    field(
        "attendance",
        FieldForm::Presence,
        &[
            "présence",
            "présent",
            "assiduité",
            "émargement",
            "présent/absent",
            "état présence",
            "p/a",
        ],
    ),
    field(
        "hours_planned",
        FieldForm::Hours,
        &[
            "durée",
            "durée prévue",
            "heures",
            "heures prévues",
            "nb heures",
            "nombre d'heures",
            "volume horaire",
            "durée (h)",
            "durée en heures",
        ],
    ),
    field(
        "candidature_status",
        FieldForm::Registration,
        &[
            "statut",
            "état",
            "état candidature",
            "statut candidature",
            "avis",
            "décision",
            "état de la candidature",
            "situation",
        ],
    ),
    field(
        "mode",
        FieldForm::Mode,
        &[
            "modalité",
            "modalités",
            "mode de formation",
            "type de session",
            "format",
            "présentiel/distance",
        ],
    ),
    field(
        "place",
        FieldForm::Words,
        &[
            "lieu",
            "lieu de formation",
            "lieu de la session",
            "site",
            "établissement d'accueil",
        ],
    ),
    field(
        "discipline",
        FieldForm::Words,
        &[
            "discipline de poste",
            "discipline d'enseignement",
            "matière",
            "spécialité",
        ],
    ),
    field(
        "corps_or_grade",
        FieldForm::Words,
        &["corps", "grade", "corps/grade", "corps ou grade"],
    ),
    field(
        "person_birth_date",
        FieldForm::Day,
        &["date de naissance", "date naissance", "né le", "née le", "naissance"],
    ),
];

const USAGE: &[Field] = &[
    field(
        "uai",
        FieldForm::Uai,
        &[
            "rne",
            "code uai",
            "code rne",
            "numéro uai",
            "code établissement",
            "établissement",
        ],
    ),
    field(
        "period_start",
        FieldForm::Period,
        &[
            "debutSemaine",
            "début de semaine",
            "semaine",
            "mois",
            "période",
            "date",
            "jour",
            "début",
            "month",
        ],
    ),
    field(
        "profile",
        FieldForm::Words,
        &["profil", "profil national", "nom profil", "nomprofil", "public"],
    ),
    field(
        "service",
        FieldForm::Words,
        &["services", "nom service", "nomservice", "brique", "application"],
    ),
    field(
        "visits",
        FieldForm::Whole,
        &["visites", "nb visites", "nbvisites", "nombre de visites", "connexions"],
    ),
    field(
        "visitors",
        FieldForm::Whole,
        &[
            "visiteurs",
            "visiteurs uniques",
            "nb visiteurs",
            "nbvisiteurs",
            "utilisateurs",
            "nombre d'utilisateurs",
        ],
    ),
    field(
        "duration_seconds",
        FieldForm::Seconds,
        &["durée", "durée totale", "temps passé", "durée des visites"],
    ),
    field(
        "active_accounts",
        FieldForm::Whole,
        &["comptes actifs", "comptes activés", "nb comptes activés"],
    ),
    field(
        "accounts_total",
        FieldForm::Whole,
        &[
            "comptes",
            "nombre de comptes",
            "nb comptes",
            "comptes ouverts",
            "total comptes",
        ],
    ),
];

/// The fields that a column of a file of this kind may be.
pub const fn fields(kind: FileKind) -> &'static [Field] {
    match kind {
        FileKind::TrainingRows => TRAINING,
        FileKind::UsageRows => USAGE,
        FileKind::Annuaire
        | FileKind::Geolocation
        | FileKind::IpsEcoles
        | FileKind::IpsColleges
        | FileKind::IpsLycees
        | FileKind::CollegeCounts
        | FileKind::LyceeGtCounts
        | FileKind::LyceeProCounts
        | FileKind::RepList
        | FileKind::BasinSchools
        | FileKind::PressCounts
        | FileKind::UnifiedSchools
        | FileKind::RosterCounts
        | FileKind::Supplies
        | FileKind::People
        | FileKind::Rooms
        | FileKind::RoomTests
        | FileKind::ProbeLines
        | FileKind::PixResults
        | FileKind::Demarche
        | FileKind::CommuneSpeeds
        | FileKind::CommuneTechnologies => &[],
    }
}

/// What a mapping cannot do without: at least one field of each group.
pub(super) const fn needs(kind: FileKind) -> &'static [&'static [&'static str]] {
    if matches!(kind, FileKind::TrainingRows) {
        &[
            &["person_surname", "person_email"],
            &["person_given_name", "person_email"],
            &["start"],
            &["module_title", "dispositif_title", "module_code", "dispositif_id"],
        ]
    } else {
        &[
            &["uai"],
            &["period_start"],
            &[
                "visits",
                "visitors",
                "duration_seconds",
                "active_accounts",
                "accounts_total",
            ],
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapped::TARGETS;

    #[test]
    fn every_field_is_written_once_and_needed_ones_exist() {
        for kind in TARGETS {
            let codes: Vec<&str> = fields(*kind).iter().map(|field| field.code).collect();
            let mut unique = codes.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), codes.len(), "{kind}");
            assert!(
                needs(*kind)
                    .iter()
                    .flat_map(|group| group.iter())
                    .all(|field| codes.contains(field)),
                "{kind}"
            );
        }
    }
}
