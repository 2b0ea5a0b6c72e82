//! The ministry's words and codes, to ours.

use pole_kernel::{Contract, PositionPrecision, PriorityEducation, SchoolKind, Sector, fold};

use crate::facts::{Known, Presence, RegistrationStatus, RoomKind, SchoolState, SupplyItem, SupplyStep, TrainingMode};

/// What a nature code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// In the table.
    Known(SchoolKind),
    /// Not in the table: a first-degree school by its first digit.
    SomeEcole,
    /// Not in the table: a second-degree school by its first digit.
    SomeSecondDegree,
    /// Not in the table.
    Unknown,
}

/// Reads a nature code. 151 is an élémentaire or a primaire: it may have nursery classes.
pub(crate) const fn nature(code: u16) -> Nature {
    use SchoolKind as Kind;
    match code {
        101 | 103 => Nature::Known(Kind::Maternelle),
        151 | 153 | 162 => Nature::Known(Kind::Elementaire),
        100..=199 => Nature::SomeEcole,
        300..=302 | 306 | 310 | 312 => Nature::Known(Kind::Lycee),
        320 => Nature::Known(Kind::LyceePro),
        334 | 335 | 390 => Nature::Known(Kind::Section),
        340 | 350 | 352 => Nature::Known(Kind::College),
        370 => Nature::Known(Kind::Erea),
        200..=299 | 380 | 400..=499 | 800..=899 => Nature::Known(Kind::Other),
        303..=399 => Nature::SomeSecondDegree,
        _ => Nature::Unknown,
    }
}

/// What a school is, by its type or its name, in any of the forms the files use.
pub(crate) fn kind(text: &str) -> Option<SchoolKind> {
    let words = fold(text);
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    let begins = |wanted: &str| words.starts_with(wanted);
    if words.is_empty() {
        return None;
    }
    if has("segpa") || begins("section") || has("sep") {
        return Some(SchoolKind::Section);
    }
    if has("erea") || (has("adapte") && !has("college")) {
        return Some(SchoolKind::Erea);
    }
    if begins("medico") || begins("service") || begins("information") || begins("autre") {
        return Some(SchoolKind::Other);
    }
    // “Collège-lycée” and “collège (lycée dans l’annuaire 2026)” count as collèges.
    if begins("college") || begins("ecole secondaire") || begins("clg") {
        return Some(SchoolKind::College);
    }
    if has("lp") || words.contains("lycee professionnel") || words.contains("lycee prof") || words == "lycee lp" {
        return Some(SchoolKind::LyceePro);
    }
    if has("lycee") || has("lpo") || has("legt") || has("lgt") {
        return Some(SchoolKind::Lycee);
    }
    if has("elementaire") || has("primaire") {
        return Some(SchoolKind::Elementaire);
    }
    if has("maternelle") {
        return Some(SchoolKind::Maternelle);
    }
    if begins("ecole") {
        return Some(SchoolKind::Elementaire);
    }
    has("college").then_some(SchoolKind::College)
}

/// What a school is, by its type and its name together: a type may be broader than the name.
pub(crate) fn kind_of(type_text: &str, name: &str) -> Option<SchoolKind> {
    let by_name = kind(name);
    match (kind(type_text), by_name) {
        (Some(SchoolKind::Elementaire), Some(SchoolKind::Maternelle)) if fold(type_text) == "ecole" => by_name,
        (Some(SchoolKind::Lycee), Some(SchoolKind::LyceePro)) if fold(type_text) == "lycee" => by_name,
        (None, _) | (Some(_), Some(SchoolKind::Section)) => by_name,
        (by_type, _) => by_type,
    }
}

/// Public or private, and the contract when the text tells it.
pub(crate) fn sector(text: &str) -> Option<(Sector, Option<Contract>)> {
    let words = fold(text);
    if words == "public" || words == "pu" || words == "publique" {
        return Some((Sector::Public, Some(Contract::NotApplicable)));
    }
    if words == "pr" || words.starts_with("prive") {
        return Some((Sector::Private, contract_words(&words)));
    }
    None
}

/// A contract told in words. The ministry writes `C0NTRAT` with a zero in one label.
pub(crate) fn contract_label(text: &str) -> Option<Contract> {
    contract_words(&fold(text))
}

fn contract_words(words: &str) -> Option<Contract> {
    if words.contains("hors contrat") {
        Some(Contract::Uncontracted)
    } else if words.contains("contrat") || words.contains("c0ntrat") {
        Some(Contract::Contracted)
    } else if words == "sans objet" {
        Some(Contract::NotApplicable)
    } else {
        None
    }
}

/// A contract by its code, which does not vary as the labels do. 99 says “no object”, which is
/// no answer for a private school.
pub(crate) fn contract_code(code: &str) -> Option<Contract> {
    match code {
        "10" => Some(Contract::Uncontracted),
        "20" | "21" | "30" | "31" => Some(Contract::Contracted),
        "99" => Some(Contract::NotApplicable),
        _ => None,
    }
}

/// The state of a school, by label or by code.
pub(crate) fn state(text: &str) -> Option<SchoolState> {
    match fold(text).as_str() {
        "1" | "ouvert" => Some(SchoolState::Open),
        "2" | "a fermer" => Some(SchoolState::ToClose),
        "3" | "a ouvrir" => Some(SchoolState::ToOpen),
        "ferme" => Some(SchoolState::Closed),
        _ => None,
    }
}

/// The priority education label of a source that has the column: an empty cell is a “no”.
pub(crate) fn priority(text: &str) -> Option<Known<PriorityEducation>> {
    match text.trim() {
        "" => Some(Known::No),
        "REP" | "rep" => Some(Known::Yes(PriorityEducation::Rep)),
        "REP+" | "REP +" | "rep+" => Some(Known::Yes(PriorityEducation::RepPlus)),
        _ => None,
    }
}

/// What people call the steps of a supply, beside our codes.
pub(crate) fn step(text: &str) -> Option<SupplyStep> {
    let words = fold(text);
    if words.starts_with("commande") || words == "ordered" {
        Some(SupplyStep::Ordered)
    } else if words.starts_with("livre") || words.starts_with("livraison") || words == "delivered" {
        Some(SupplyStep::Delivered)
    } else if words.contains("en service") || words == "in use" {
        Some(SupplyStep::InUse)
    } else {
        None
    }
}

/// What people call the supplied items, beside our codes.
pub(crate) fn item(text: &str) -> Option<SupplyItem> {
    let words = fold(text);
    let has = |roots: &[&str]| {
        words
            .split(' ')
            .any(|word| roots.iter().any(|root| word.starts_with(root)))
    };
    if has(&["valise", "mallette", "malette", "case", "chariot"]) {
        Some(SupplyItem::Case)
    } else if has(&["reserve", "rechange", "secours", "spare"]) {
        Some(SupplyItem::SpareDevice)
    } else if has(&["enseignant", "professeur", "teacher"]) {
        Some(SupplyItem::TeacherDevice)
    } else if has(&["eleve", "pupil"]) {
        Some(SupplyItem::PupilDevice)
    } else {
        None
    }
}

/// How a session is held, in the words of training offices or by our code.
pub(crate) fn training_mode(text: &str) -> Option<TrainingMode> {
    let words = fold(text);
    let holds = |roots: &[&str]| roots.iter().any(|root| words.contains(root));
    if holds(&["hybrid", "mixte", "comodal", "bimodal"]) {
        Some(TrainingMode::Hybrid)
    } else if holds(&[
        "distan",
        "en ligne",
        "online",
        "visio",
        "remote",
        "m agistere",
        "magistere",
        "foad",
    ]) {
        Some(TrainingMode::Distance)
    } else if holds(&["presen", "sur site", "sur place", "local"]) {
        Some(TrainingMode::Presence)
    } else {
        None
    }
}

/// What became of a registration, in the words of training offices or by our code.
pub(crate) fn registration(text: &str) -> Option<RegistrationStatus> {
    let words = fold(text);
    let begins = |roots: &[&str]| roots.iter().any(|root| words.starts_with(root));
    if begins(&["refus", "non reten", "non accept", "rejet", "defavorable"]) {
        Some(RegistrationStatus::Refused)
    } else if begins(&["annul", "desist", "cancel", "retir", "abandon"]) {
        Some(RegistrationStatus::Cancelled)
    } else if begins(&["attente", "en attente", "liste", "waiting"]) {
        Some(RegistrationStatus::Waiting)
    } else if begins(&["convo", "convened", "designe", "public designe"]) {
        Some(RegistrationStatus::Convened)
    } else if begins(&["accept", "reten", "inscrit", "favorable", "valide"]) {
        Some(RegistrationStatus::Accepted)
    } else if begins(&["candidat", "demand", "depos", "request", "saisi"]) {
        Some(RegistrationStatus::Requested)
    } else {
        None
    }
}

/// Whether somebody came, in the words of an attendance list or by our code.
pub(crate) fn presence(text: &str) -> Option<Presence> {
    match fold(text).as_str() {
        "present" | "presente" | "presents" | "oui" | "o" | "p" | "x" | "1" | "yes" => Some(Presence::Present),
        "absent" | "absente" | "non" | "n" | "a" | "abs" | "0" | "no" => Some(Presence::Absent),
        "excuse" | "excusee" | "excused" | "e" | "exc" | "absent excuse" | "absente excusee" | "absence excusee" => {
            Some(Presence::Excused)
        }
        _ => None,
    }
}

/// How far a position can be trusted, from the source's words (`appariement/localisation`, a
/// precision, a number of decimals): exact only when a word says so and none denies it.
pub(crate) fn position_precision(label: &str) -> PositionPrecision {
    let mut exact = false;
    for part in label.split('/') {
        let words = fold(part);
        match words.as_str() {
            "parfaite"
            | "correcte"
            | "numero de rue"
            | "rue"
            | "batiment"
            | "plaque adresse"
            | "numero adresse"
            | "entree principale"
            | "centre parcelle projete" => exact = true,
            "" | "manuel" | "similaire" => {}
            other => match other.split_once(" decimales") {
                // Three decimals are about a hundred metres, four are about ten.
                Some(("4" | "5" | "6" | "7", _)) => exact = true,
                Some(_) | None => return PositionPrecision::Approximate,
            },
        }
    }
    if exact {
        PositionPrecision::Exact
    } else {
        PositionPrecision::Approximate
    }
}

/// What a room is for, as people write it or by its code.
pub fn room_kind(cell: &str) -> Option<RoomKind> {
    if let Ok(kind) = RoomKind::parse(cell.trim()) {
        return Some(kind);
    }
    let words = fold(cell);
    let words = words.strip_prefix("salle de ").unwrap_or(&words);
    let words = words.strip_prefix("salle d ").unwrap_or(words);
    let words = words.strip_prefix("salle des ").unwrap_or(words);
    let words = words.strip_prefix("salle ").unwrap_or(words);
    Some(match words {
        "ordinaire" | "classe" | "cours" | "generale" | "banalisee" | "standard" => RoomKind::Ordinary,
        "science" | "sciences" | "svt" | "physique" | "physique chimie" | "chimie" | "labo" | "laboratoire" => {
            RoomKind::Science
        }
        "techno" | "technologie" => RoomKind::Technology,
        "art" | "arts" | "arts plastiques" | "musique" | "education musicale" => RoomKind::Arts,
        "langue" | "langues" | "labo de langues" => RoomKind::Language,
        "info" | "informatique" | "multimedia" | "ordinateurs" => RoomKind::Computer,
        "cdi" | "bcd" | "bibliotheque" | "cdi bcd" => RoomKind::Library,
        "atelier" => RoomKind::Workshop,
        "gymnase" | "gym" | "sport" | "motricite" | "dojo" => RoomKind::Gym,
        "cantine" | "refectoire" | "restaurant" | "restauration" => RoomKind::Canteen,
        "professeurs" | "profs" | "enseignants" | "maitres" | "personnels" => RoomKind::StaffRoom,
        "bureau" | "administration" | "direction" => RoomKind::Office,
        "reserve" | "stockage" | "rangement" | "depot" => RoomKind::Store,
        "condamnee" | "inutilisee" | "fermee" | "hors service" | "desaffectee" => RoomKind::Condemned,
        _ => return None,
    })
}

/// Yes or no, as the files write them.
pub(crate) fn yes_or_no(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "oui" | "o" | "1" | "true" | "vrai" | "x" | "yes" => Some(true),
        "non" | "n" | "0" | "false" | "faux" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nature_codes_are_read_by_the_table() {
        for (code, expected) in [
            (101, Nature::Known(SchoolKind::Maternelle)),
            (151, Nature::Known(SchoolKind::Elementaire)),
            (162, Nature::Known(SchoolKind::Elementaire)),
            (111, Nature::SomeEcole),
            (246, Nature::Known(SchoolKind::Other)),
            (300, Nature::Known(SchoolKind::Lycee)),
            (320, Nature::Known(SchoolKind::LyceePro)),
            (334, Nature::Known(SchoolKind::Section)),
            (335, Nature::Known(SchoolKind::Section)),
            (390, Nature::Known(SchoolKind::Section)),
            (340, Nature::Known(SchoolKind::College)),
            (352, Nature::Known(SchoolKind::College)),
            (370, Nature::Known(SchoolKind::Erea)),
            (380, Nature::Known(SchoolKind::Other)),
            (399, Nature::SomeSecondDegree),
            (400, Nature::Known(SchoolKind::Other)),
            (809, Nature::Known(SchoolKind::Other)),
            (999, Nature::Unknown),
            (0, Nature::Unknown),
        ] {
            assert_eq!(nature(code), expected, "{code}");
        }
    }

    #[test]
    fn kinds_are_told_from_types_and_names() {
        use SchoolKind as Kind;
        for (text, expected) in [
            ("école élémentaire ou primaire", Some(Kind::Elementaire)),
            ("école maternelle", Some(Kind::Maternelle)),
            ("ecole_maternelle", Some(Kind::Maternelle)),
            ("ecole", Some(Kind::Elementaire)),
            ("ECOLE MATERNELLE ET ELEMENTAIRE", Some(Kind::Elementaire)),
            ("SEGPA", Some(Kind::Section)),
            ("SEGPA DU COLLEGE", Some(Kind::Section)),
            ("SECTION D ENSEIGNEMENT PROFESSIONNEL", Some(Kind::Section)),
            ("collège (lycée dans l’annuaire 2026)", Some(Kind::College)),
            ("collège-lycée privé", Some(Kind::College)),
            ("école secondaire privée hors contrat", Some(Kind::College)),
            ("COLLEGE PRIVE HORS CONTRAT", Some(Kind::College)),
            ("lycee_lp", Some(Kind::LyceePro)),
            ("lycee_lpo", Some(Kind::Lycee)),
            ("lycee_legt", Some(Kind::Lycee)),
            ("LP LYCEE DES METIERS", Some(Kind::LyceePro)),
            ("LPO LYCEE DES METIERS", Some(Kind::Lycee)),
            ("LYCEE GEN.ET TECHNOL.PRIVE", Some(Kind::Lycee)),
            ("lycée professionnel", Some(Kind::LyceePro)),
            ("EREA", Some(Kind::Erea)),
            ("ETAB.REGIONAL ENSEIGNT ADAPTE", Some(Kind::Erea)),
            ("Médico-social", Some(Kind::Other)),
            ("SPECIALISEE LES GUIBLETS", None),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn contracts_are_read_by_code_whatever_the_label() {
        assert_eq!(contract_code("21"), Some(Contract::Contracted));
        assert_eq!(
            contract_label("C0NTRAT SIMPLE POUR PARTIE DES CLASSES"),
            Some(Contract::Contracted)
        );
        assert_eq!(contract_label("HORS CONTRAT"), Some(Contract::Uncontracted));
        assert_eq!(contract_code("42"), None);
        assert_eq!(sector("privé"), Some((Sector::Private, None)));
        assert_eq!(
            sector("privé sous contrat"),
            Some((Sector::Private, Some(Contract::Contracted)))
        );
        assert_eq!(sector("mixte"), None);
    }

    #[test]
    fn positions_are_exact_only_when_a_word_says_so() {
        use PositionPrecision::{Approximate, Exact};
        for (label, expected) in [
            ("Parfaite/Numéro de rue", Exact),
            ("Correcte/Rue", Exact),
            ("Parfaite", Exact),
            ("BATIMENT", Exact),
            ("MANUEL/PLAQUE_ADRESSE", Exact),
            ("Correcte/NUMERO (ADRESSE)", Exact),
            ("4 décimales", Exact),
            ("Correcte/Ville", Approximate),
            ("Parfaite/Lieu-dit", Approximate),
            ("Moyenne/Rue", Approximate),
            ("Mauvaise/Numéro de rue", Approximate),
            ("Erreur/Numéro de rue", Approximate),
            ("MANUEL", Approximate),
            ("MANUEL/NE SAIT PAS", Approximate),
            ("COMMUNE/COMMUNE", Approximate),
            ("3 décimales (~100 m)", Approximate),
            ("APPROCHÉE : centre du quartier, pas de l’école", Approximate),
            ("/", Approximate),
            ("", Approximate),
        ] {
            assert_eq!(position_precision(label), expected, "{label}");
        }
    }

    #[test]
    fn supplies_are_told_in_french_or_by_code() {
        for (text, expected) in [
            ("commandé", Some(SupplyStep::Ordered)),
            ("Livrées", Some(SupplyStep::Delivered)),
            ("mis en service", Some(SupplyStep::InUse)),
            ("in_use", Some(SupplyStep::InUse)),
            ("perdu", None),
        ] {
            assert_eq!(step(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Équipement élève", Some(SupplyItem::PupilDevice)),
            ("teacher_device", Some(SupplyItem::TeacherDevice)),
            ("tablette de réserve", Some(SupplyItem::SpareDevice)),
            ("valise", Some(SupplyItem::Case)),
            ("mallette élèves", Some(SupplyItem::Case)),
            ("souris", None),
        ] {
            assert_eq!(item(text), expected, "{text}");
        }
    }
}
