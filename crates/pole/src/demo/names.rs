//! Names that nobody bears: flowers, trees and places of the islands, so that an invented person is seen to be one.

use super::chance::Chance;

const SURNAMES: [&str; 36] = [
    "FLAMBOYANT",
    "HIBISCUS",
    "FRANGIPANIER",
    "BOUGAINVILLEE",
    "ALLAMANDA",
    "BALISIER",
    "ALPINIA",
    "ANTHURIUM",
    "MANCENILLIER",
    "GAIAC",
    "POIRIER-PAYS",
    "TAMARINIER",
    "CALEBASSIER",
    "COROSSOLIER",
    "AGAVE",
    "LANTANA",
    "IXORA",
    "JASMIN-BOIS",
    "ORCHIDEE",
    "PALETUVIER",
    "RAISINIER",
    "SABLIER",
    "TURNERA",
    "VETIVER",
    "ACACIA-ROUGE",
    "CANNELIER",
    "GOYAVIER",
    "MUSCADIER",
    "OLIVIER-PAYS",
    "QUENETTIER",
    "ROSE-PORCELAINE",
    "SUREAU-PAYS",
    "VANILLIER",
    "YLANG",
    "ZINNIA",
    "CACTUS-CIERGE",
];

const GIVEN: [&str; 34] = [
    "Anse",
    "Alizé",
    "Baie",
    "Brise",
    "Cap",
    "Cayes",
    "Colline",
    "Corail",
    "Crique",
    "Dune",
    "Écume",
    "Falaise",
    "Galet",
    "Havre",
    "Île",
    "Jetée",
    "Lagon",
    "Lagune",
    "Littoral",
    "Madrépore",
    "Marée",
    "Morne",
    "Nacre",
    "Onde",
    "Orient",
    "Pinel",
    "Plage",
    "Ravine",
    "Récif",
    "Rivage",
    "Sable",
    "Savane",
    "Terrasse",
    "Vague",
];

/// The name of a rank: given name and surname. Different ranks under 1,224 give different names.
pub(super) fn name(rank: usize) -> (String, String) {
    let surname = SURNAMES[rank % SURNAMES.len()];
    // The second word moves on by one more at each turn, so that no two turns give the same pair.
    let given = GIVEN[(rank / SURNAMES.len() + rank % SURNAMES.len()) % GIVEN.len()];
    (given.to_owned(), surname.to_owned())
}

/// Something out of a list.
pub(super) fn one_of<'a>(chance: &mut Chance, words: &[&'a str]) -> &'a str {
    let last = u32::try_from(words.len().saturating_sub(1)).unwrap_or(0);
    let rank = usize::try_from(chance.between(0, last)).unwrap_or(0);
    words.get(rank).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_of_a_thousand_bear_the_same_name() {
        let names: std::collections::BTreeSet<_> = (0..1_224).map(name).collect();
        assert_eq!(names.len(), 1_224);
    }
}
