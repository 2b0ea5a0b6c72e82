//! The header: which kind of file, which columns.

use crate::facts::{FileError, FileKind};
use crate::text::{column_key, kept};

/// A column's rank, when the file has it.
pub(crate) type Column = Option<usize>;

/// The columns of a file, as written and as compared.
pub(crate) struct Header {
    pub(crate) names: Vec<String>,
    keys: Vec<String>,
}

impl Header {
    pub(crate) fn new(cells: impl Iterator<Item = String>) -> Self {
        let names: Vec<String> = cells
            .map(|cell| kept(cell.trim_matches('\u{feff}')).unwrap_or_default())
            .collect();
        let keys = names.iter().map(|name| column_key(name)).collect();
        Self { names, keys }
    }

    /// The same columns, known by other keys: those of the fields a person gave them.
    pub(crate) fn keyed(mut self, keys: Vec<String>) -> Self {
        self.keys = keys;
        self
    }

    /// The compared names of the columns, in order.
    pub(crate) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The first column that bears the first of these names that is found. Two columns may bear
    /// the same name: the first one counts.
    pub(crate) fn find(&self, synonyms: &[&str]) -> Column {
        synonyms.iter().find_map(|name| {
            let wanted = column_key(name);
            self.keys.iter().position(|key| *key == wanted)
        })
    }

    /// The columns whose compared name satisfies `wanted`.
    pub(crate) fn filter(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let columns = self.keys.iter().enumerate();
        columns.filter(|(_, key)| wanted(key)).map(|(rank, _)| rank).collect()
    }

    fn has(&self, synonyms: &[&str]) -> bool {
        self.find(synonyms).is_some()
    }
}

/// What betrays a kind, and what it cannot do without. Each group lists synonyms, the first one
/// being the name we tell people.
struct Shape {
    kind: FileKind,
    signature: &'static [&'static [&'static str]],
    required: &'static [&'static [&'static str]],
}

/// The most telling first: our own files, then the ministry's.
const SHAPES: &[Shape] = &[
    // Its questions have any label: only the columns of the platform itself are telling.
    Shape {
        kind: FileKind::Demarche,
        signature: &[&["ID"], &["État du dossier"], &["Déposé le", "Dernière mise à jour le"]],
        required: &[&["ID"], &["État du dossier"]],
    },
    Shape {
        kind: FileKind::PixResults,
        signature: &[&["Numéro de certification"], &["Statut"]],
        required: &[
            &["Numéro de certification"],
            &["Prénom"],
            &["Nom"],
            &["Date de naissance"],
            &["Statut"],
            &["Date de passage de la certification"],
        ],
    },
    Shape {
        kind: FileKind::People,
        signature: &[&["uai"], &["prenom"], &["rattachement", "discipline"]],
        required: &[&["uai"], &["nom"], &["prenom"], &["degre"], &["debut"]],
    },
    Shape {
        kind: FileKind::RoomTests,
        signature: &[&["uai"], &["salle"], &["descendant_mbps"]],
        required: &[
            &["uai"],
            &["salle"],
            &["date"],
            &["heure"],
            &["descendant_mbps"],
            &["montant_mbps"],
        ],
    },
    Shape {
        kind: FileKind::Rooms,
        signature: &[&["uai"], &["salle"], &["demi_journees"]],
        required: &[&["uai"], &["salle"], &["type"], &["demi_journees"]],
    },
    Shape {
        kind: FileKind::RosterCounts,
        signature: &[&["uai"], &["categorie"]],
        required: &[&["uai"], &["annee"], &["categorie"], &["effectif"]],
    },
    Shape {
        kind: FileKind::Supplies,
        signature: &[&["uai"], &["etape"], &["article"]],
        required: &[&["uai"], &["annee"], &["etape"], &["article"], &["quantite"], &["date"]],
    },
    Shape {
        kind: FileKind::UnifiedSchools,
        signature: &[&["uai"], &["degre"], &["sources"]],
        required: &[&["uai"], &["type"], &["nom"], &["sources"]],
    },
    Shape {
        kind: FileKind::BasinSchools,
        signature: &[&["uai"], &["nom_usuel"]],
        required: &[&["uai"], &["type"], &["nom_usuel"]],
    },
    Shape {
        kind: FileKind::PressCounts,
        signature: &[&["etablissement"], &["uai"], &["niveau"]],
        required: &[&["etablissement"], &["uai"], &["niveau"], &["effectif"]],
    },
    Shape {
        kind: FileKind::RepList,
        signature: &[&["UAI tête de réseau"], &["EP"]],
        required: &[&["UAI tête de réseau"], &["NUMERO"], &["EP"]],
    },
    Shape {
        kind: FileKind::CollegeCounts,
        signature: &[&["Numéro du collège", "numero_college"]],
        required: &[
            &["Numéro du collège", "numero_college"],
            &["Rentrée scolaire", "session"],
            &["Nombre total de 6èmes", "6eme_total"],
            &["Nombre total de 5èmes", "5eme_total"],
            &["Nombre total de 4èmes", "4eme_total"],
            &["Nombre total de 3èmes", "3eme_total"],
        ],
    },
    Shape {
        kind: FileKind::LyceeProCounts,
        signature: &[LYCEE, &["2ndes_pro"]],
        required: &[LYCEE, &["Rentrée scolaire"], PUPILS],
    },
    Shape {
        kind: FileKind::LyceeGtCounts,
        signature: &[LYCEE],
        required: &[LYCEE, &["Rentrée scolaire"], PUPILS, &["2ndes_gt"]],
    },
    Shape {
        kind: FileKind::Geolocation,
        signature: &[&["numero_uai", "Code établissement"], &["appellation_officielle"]],
        required: &[
            &["numero_uai", "Code établissement"],
            &["appellation_officielle"],
            &["latitude"],
            &["longitude"],
        ],
    },
    Shape {
        kind: FileKind::IpsLycees,
        signature: &[
            &["uai"],
            &["Rentrée scolaire"],
            &["IPS Ensemble GT-PRO", "IPS voie GT", "IPS voie PRO"],
        ],
        required: &[&["uai"], &["Rentrée scolaire"]],
    },
    Shape {
        kind: FileKind::IpsColleges,
        signature: &[&["uai"], &["Rentrée scolaire"], &["ips"], &["Ecart-type de l'IPS"]],
        required: &[&["uai"], &["Rentrée scolaire"], &["ips"]],
    },
    Shape {
        kind: FileKind::IpsEcoles,
        signature: &[&["uai"], &["Rentrée scolaire"], &["ips"]],
        required: &[&["uai"], &["Rentrée scolaire"], &["ips"]],
    },
    // The fields of `formats.md` §9 and §8.4, for who can choose the titles of the columns.
    Shape {
        kind: FileKind::TrainingRows,
        signature: &[&["person_surname"], &["person_given_name"], &["start"]],
        required: &[&["person_surname"], &["person_given_name"], &["start"]],
    },
    Shape {
        kind: FileKind::UsageRows,
        signature: &[&["uai"], &["period_start"]],
        required: &[&["uai"], &["period_start"]],
    },
    Shape {
        kind: FileKind::CommuneSpeeds,
        signature: &[&["code_insee"], &["nbr"], &["elig_thd30", "elig_cd_4"]],
        required: &[&["code_insee"], &["nbr"], &["date"]],
    },
    Shape {
        kind: FileKind::CommuneTechnologies,
        signature: &[&["code_insee"], &["nbr"], &["elig_ftth"]],
        required: &[&["code_insee"], &["nbr"], &["date"]],
    },
    Shape {
        kind: FileKind::Annuaire,
        signature: &[&["Identifiant_de_l_etablissement"]],
        required: &[&["Identifiant_de_l_etablissement"], &["Nom_etablissement"]],
    },
];

const LYCEE: &[&str] = &["numero_lycee", "Numéro du lycée"];
const PUPILS: &[&str] = &["nombre_d_eleves"];

/// The kind whose signature the header bears.
pub(crate) fn recognise(header: &Header) -> Option<FileKind> {
    let bears = |shape: &&Shape| shape.signature.iter().all(|synonyms| header.has(synonyms));
    SHAPES.iter().find(bears).map(|shape| shape.kind)
}

/// Checks that nothing needed is missing.
pub(crate) fn check(kind: FileKind, header: &Header) -> Result<(), FileError> {
    let shape = SHAPES.iter().find(|shape| shape.kind == kind);
    let missing = shape.and_then(|shape| shape.required.iter().find(|synonyms| !header.has(synonyms)));
    match missing {
        Some(synonyms) => Err(FileError::MissingColumn {
            kind,
            column: synonyms.first().copied().unwrap_or_default().to_owned(),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_shape() {
        // A file of JSON objects has no header.
        let with_header = FileKind::ALL.iter().filter(|kind| **kind != FileKind::ProbeLines);
        for kind in with_header {
            assert!(SHAPES.iter().any(|shape| shape.kind == *kind), "{kind}");
        }
    }
}
