//! Which territory a line speaks of. The school code never tells it; the commune does.

use pole_kernel::{Territory, fold};

/// What a line says of a place; empty texts say nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place<'a> {
    /// The INSEE code of the commune.
    pub(crate) insee: &'a str,
    /// The department, by code or by name.
    pub(crate) department: &'a str,
    pub(crate) department_name: &'a str,
    pub(crate) commune: &'a str,
    pub(crate) postal: &'a str,
    pub(crate) academy: &'a str,
}

/// Postal codes of Saint-Martin, CEDEX included. Those in 978 are in La Réunion.
const SAINT_MARTIN_POST: &[&str] = &["97150", "97052"];
/// Postal codes of Saint-Barthélemy, CEDEX included.
const SAINT_BARTHELEMY_POST: &[&str] = &["97133", "97095", "97098"];

/// The territory of a place; `Err` when the line speaks of one that is not known.
///
/// The commune's code decides: many files write department 971 for the two islands. Without it,
/// the islands are told from Guadeloupe by the name of the commune, never by it alone: dozens of
/// mainland communes are called Saint-Martin.
pub(crate) fn territory(place: &Place<'_>) -> Result<Option<Territory>, ()> {
    if let Some(territory) = of_commune(place.insee) {
        return Ok(Some(territory));
    }
    let by_code = of_department(place.department);
    let by_name = of_department(place.department_name);
    let department = match (by_code, by_name) {
        (_, Some(name)) if name.in_basin() => Some(name),
        (Some(code), _) => Some(code),
        (None, name) => name,
    };
    let post = if SAINT_MARTIN_POST.contains(&place.postal) {
        Some(Territory::SAINT_MARTIN)
    } else if SAINT_BARTHELEMY_POST.contains(&place.postal) {
        Some(Territory::SAINT_BARTHELEMY)
    } else {
        None
    };
    let around = match &department {
        Some(department) => department.as_str() == "971",
        None => post.is_some() || fold(place.academy) == "guadeloupe",
    };
    if around {
        let island = island(place.commune);
        return match (island, post) {
            (Some(island), _) => Territory::parse(island).map(Some).map_err(|_| ()),
            // The post serves an island and the commune says otherwise: nobody can tell.
            (None, Some(_)) => Err(()),
            (None, None) => Ok(department),
        };
    }
    let silent = [place.insee, place.department, place.department_name]
        .concat()
        .is_empty();
    if department.is_none() && !silent {
        return Err(());
    }
    Ok(department)
}

/// A commune's code with its lost zero put back.
pub(crate) fn commune_code(cell: &str) -> Option<String> {
    match cell.len() {
        4 if cell.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("0{cell}")),
        5 if cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Some(cell.to_owned()),
        _ => None,
    }
}

/// A commune's code as it is today: the two islands had others before they left Guadeloupe in 2007.
pub(crate) fn present_commune(cell: &str) -> Option<String> {
    let code = commune_code(cell)?;
    Some(match code.as_str() {
        "97127" => "97801".to_owned(),
        "97123" => "97701".to_owned(),
        _ => code.to_ascii_uppercase(),
    })
}

/// A postal code with its lost zero put back.
pub(crate) fn postal_code(cell: &str) -> Option<String> {
    commune_code(cell).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

fn of_commune(insee: &str) -> Option<Territory> {
    match insee {
        // The codes of the two islands before they left Guadeloupe in 2007.
        "97127" => Territory::parse(Territory::SAINT_MARTIN).ok(),
        "97123" => Territory::parse(Territory::SAINT_BARTHELEMY).ok(),
        other => Territory::of_commune(&commune_code(other)?).ok(),
    }
}

fn of_department(text: &str) -> Option<Territory> {
    if text.is_empty() {
        return None;
    }
    Territory::parse(text)
        .ok()
        .or_else(|| Territory::parse(department_code(&fold(text))?).ok())
}

/// One of the two islands, by the name of its commune.
fn island(commune: &str) -> Option<&'static str> {
    let words = fold(commune);
    let words = words.strip_suffix(" cedex").unwrap_or(&words);
    match words {
        "saint martin" | "st martin" => Some(Territory::SAINT_MARTIN),
        "saint barthelemy" | "st barthelemy" => Some(Territory::SAINT_BARTHELEMY),
        _ => None,
    }
}

/// The code of a department by its folded name.
fn department_code(name: &str) -> Option<&'static str> {
    let code = match name {
        "ain" => "001",
        "aisne" => "002",
        "allier" => "003",
        "alpes de haute provence" => "004",
        "hautes alpes" => "005",
        "alpes maritimes" => "006",
        "ardeche" => "007",
        "ardennes" => "008",
        "ariege" => "009",
        "aube" => "010",
        "aude" => "011",
        "aveyron" => "012",
        "bouches du rhone" => "013",
        "calvados" => "014",
        "cantal" => "015",
        "charente" => "016",
        "charente maritime" => "017",
        "cher" => "018",
        "correze" => "019",
        "corse du sud" => "02A",
        "haute corse" => "02B",
        "cote d or" => "021",
        "cotes d armor" => "022",
        "creuse" => "023",
        "dordogne" => "024",
        "doubs" => "025",
        "drome" => "026",
        "eure" => "027",
        "eure et loir" => "028",
        "finistere" => "029",
        "gard" => "030",
        "haute garonne" => "031",
        "gers" => "032",
        "gironde" => "033",
        "herault" => "034",
        "ille et vilaine" => "035",
        "indre" => "036",
        "indre et loire" => "037",
        "isere" => "038",
        "jura" => "039",
        "landes" => "040",
        "loir et cher" => "041",
        "loire" => "042",
        "haute loire" => "043",
        "loire atlantique" => "044",
        "loiret" => "045",
        "lot" => "046",
        "lot et garonne" => "047",
        "lozere" => "048",
        "maine et loire" => "049",
        "manche" => "050",
        "marne" => "051",
        "haute marne" => "052",
        "mayenne" => "053",
        "meurthe et moselle" => "054",
        "meuse" => "055",
        "morbihan" => "056",
        "moselle" => "057",
        "nievre" => "058",
        "nord" => "059",
        "oise" => "060",
        "orne" => "061",
        "pas de calais" => "062",
        "puy de dome" => "063",
        "pyrenees atlantiques" => "064",
        "hautes pyrenees" => "065",
        "pyrenees orientales" => "066",
        "bas rhin" => "067",
        "haut rhin" => "068",
        "rhone" => "069",
        "haute saone" => "070",
        "saone et loire" => "071",
        "sarthe" => "072",
        "savoie" => "073",
        "haute savoie" => "074",
        "paris" => "075",
        "seine maritime" => "076",
        "seine et marne" => "077",
        "yvelines" => "078",
        "deux sevres" => "079",
        "somme" => "080",
        "tarn" => "081",
        "tarn et garonne" => "082",
        "var" => "083",
        "vaucluse" => "084",
        "vendee" => "085",
        "vienne" => "086",
        "haute vienne" => "087",
        "vosges" => "088",
        "yonne" => "089",
        "territoire de belfort" => "090",
        "essonne" => "091",
        "hauts de seine" => "092",
        "seine saint denis" => "093",
        "val de marne" => "094",
        "val d oise" => "095",
        "guadeloupe" => "971",
        "martinique" => "972",
        "guyane" => "973",
        "la reunion" | "reunion" => "974",
        "saint pierre et miquelon" | "st pierre et miquelon" => "975",
        "mayotte" => "976",
        "saint barthelemy" | "st barthelemy" => "977",
        "saint martin" | "st martin" => "978",
        "wallis et futuna" => "986",
        "polynesie francaise" => "987",
        "nouvelle caledonie" => "988",
        _ => return None,
    };
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: Place<'_>, expected: Result<Option<&str>, ()>) {
        let found = territory(&place);
        let found = found
            .as_ref()
            .map(|territory| territory.as_ref().map(Territory::as_str));
        assert_eq!(found, expected.as_ref().copied(), "{place:?}");
    }

    #[test]
    fn the_commune_wins_over_the_department() {
        let place = Place {
            insee: "97801",
            department: "971",
            department_name: "GUADELOUPE",
            ..Place::default()
        };
        check(place, Ok(Some("978")));
        check(
            Place {
                insee: "97701",
                department: "971",
                ..place
            },
            Ok(Some("977")),
        );
        check(
            Place {
                insee: "97127",
                ..place
            },
            Ok(Some("978")),
        );
        check(
            Place {
                insee: "1004",
                department: "001",
                ..Place::default()
            },
            Ok(Some("001")),
        );
        check(
            Place {
                insee: "97133",
                ..place
            },
            Ok(Some("971")),
        );
    }

    #[test]
    fn the_islands_are_told_from_guadeloupe_and_from_the_mainland_by_name() {
        let place = |department_name, commune, postal| Place {
            department_name,
            commune,
            postal,
            ..Place::default()
        };
        check(place("GUADELOUPE", "SAINT-MARTIN", "97150"), Ok(Some("978")));
        check(place("GUADELOUPE", "SAINT-MARTIN", "97052"), Ok(Some("978")));
        check(place("GUADELOUPE", "SAINT-MARTIN", "#N/A"), Ok(Some("978")));
        check(place("GUADELOUPE", "SAINT-BARTHELEMY", "97095"), Ok(Some("977")));
        check(place("GUADELOUPE", "SAINT-BARTHELEMY", "97098"), Ok(Some("977")));
        check(place("", "SAINT-MARTIN", "97150"), Ok(Some("978")));
        check(place("SAINT-MARTIN", "SAINT-MARTIN", ""), Ok(Some("978")));
        check(place("GERS", "SAINT-MARTIN", "32300"), Ok(Some("032")));
        check(place("", "SAINT-MARTIN", "32300"), Ok(None));
        check(place("GUADELOUPE", "LES ABYMES", "97139"), Ok(Some("971")));
        check(place("GUADELOUPE", "LES ABYMES", "97150"), Err(()));
        check(place("ATLANTIDE", "X", ""), Err(()));
        check(place("LA REUNION", "SAINT-DENIS", "97801"), Ok(Some("974")));
        let by_academy = Place {
            academy: "GUADELOUPE",
            commune: "SAINT-MARTIN",
            ..Place::default()
        };
        check(by_academy, Ok(Some("978")));
        check(
            Place {
                academy: "TOULOUSE",
                ..by_academy
            },
            Ok(None),
        );
    }
}
