//! Wide layouts: a column whose title says what it measures and of whom.

use pole_kernel::fold;

/// What a wide column measures, by the beginning of its title.
const MEASURES: &[(&str, &str)] = &[
    ("visites ", "visits"),
    ("utilisateurs ", "visitors"),
    ("visiteurs ", "visitors"),
    ("duree ", "duration"),
];

/// The profiles of the national measure; the whole school has none.
const PROFILES: &[(&str, &str)] = &[
    ("globales", ""),
    ("eleve", "eleve"),
    ("parent", "parent"),
    ("enseignant", "enseignant"),
    ("admin vie scol tech", "admin_vie_scol_tech"),
];

/// The key of a column that measures one profile or service: `@visits:eleve:ordinateur`.
pub(super) fn wide_key(name: &str) -> Option<String> {
    let words = fold(name);
    let (measure, rest) = MEASURES
        .iter()
        .find_map(|(beginning, measure)| Some((*measure, words.strip_prefix(beginning)?)))?;
    let of_profile = PROFILES.iter().find_map(|(beginning, profile)| {
        let service = rest.strip_prefix(beginning)?;
        (service.is_empty() || service.starts_with(' ')).then(|| (*profile, service.trim()))
    });
    let (profile, service) = of_profile.unwrap_or(("", rest));
    Some(format!("@{measure}:{profile}:{}", service.replace(' ', "_")))
}

/// The measure, profile and service of a key of [`wide_key`].
pub(crate) fn wide_field(key: &str) -> Option<(&str, &str, &str)> {
    let mut parts = key.strip_prefix('@')?.splitn(3, ':');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_titles_say_what_they_measure_and_of_whom() {
        for (name, key) in [
            ("visites_eleve", Some("@visits:eleve:")),
            ("utilisateurs_globales", Some("@visitors::")),
            ("duree_admin_vie_scol_tech", Some("@duration:admin_vie_scol_tech:")),
            ("visites_cahier_textes", Some("@visits::cahier_textes")),
            ("visites_eleve_smartphone", Some("@visits:eleve:smartphone")),
            ("utilisateurs_autreAppareil", Some("@visitors::autreappareil")),
            ("visites", None),
            ("commune", None),
        ] {
            assert_eq!(wide_key(name).as_deref(), key, "{name}");
        }
    }
}
