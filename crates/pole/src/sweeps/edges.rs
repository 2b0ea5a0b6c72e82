//! Dependencies point down, the shell imports no feature, features meet through their `mod.rs`
//! and the edges between them form no cycle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The edges that exist. A new one is a decision: write it here and in ARCHITECTURE.md.
const EDGES: &[(&str, &[&str])] = &[
    ("accounts", &["directory"]),
    (
        "api",
        &[
            "accounts",
            "calls",
            "connectivity",
            "decisions",
            "directory",
            "dossiers",
            "endowment",
            "indicators",
            "people",
            "pix",
            "reports",
            "reviews",
            "strategy",
            "training",
            "usage",
        ],
    ),
    ("calls", &["directory", "endowment"]),
    ("connectivity", &["directory"]),
    (
        "decisions",
        &["accounts", "calls", "directory", "dossiers", "endowment", "reviews"],
    ),
    ("directory", &[]),
    ("dossiers", &["accounts", "calls", "directory", "endowment"]),
    ("endowment", &["directory"]),
    (
        "indicators",
        &[
            "connectivity",
            "directory",
            "dossiers",
            "endowment",
            "people",
            "pix",
            "training",
            "usage",
        ],
    ),
    ("overview", &["directory", "endowment"]),
    ("people", &["directory"]),
    ("pix", &["directory", "people"]),
    ("reports", &["calls", "directory", "endowment", "indicators"]),
    ("reviews", &["accounts", "calls", "directory", "dossiers"]),
    (
        "strategy",
        &["connectivity", "directory", "endowment", "reviews", "training"],
    ),
    ("training", &["directory", "people"]),
    ("usage", &["directory"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// What follows each `features::` in a file: `directory::actions::x` gives `[directory, actions]`.
fn uses_of_features(text: &str) -> Vec<Vec<String>> {
    text.split("features::")
        .skip(1)
        .flat_map(|rest| {
            // `features::{a, b::c}` names several at once.
            let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            group.map_or_else(
                || vec![rest],
                |group| group.split(',').filter(|one| !one.trim().is_empty()).collect(),
            )
        })
        .map(|rest| {
            let path: String = rest
                .trim()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "_:".contains(*c))
                .collect();
            path.split("::").map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn the_shell_and_the_policy_import_no_feature() {
    for file in sources(&root().join("shell"))
        .into_iter()
        .chain([root().join("policy.rs")])
    {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("features::"), "{} uses a feature", file.display());
    }
}

#[test]
fn features_meet_only_through_their_mod_and_along_the_listed_edges() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> = EDGES
        .iter()
        .map(|(from, to)| (*from, to.iter().copied().collect()))
        .collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("features")).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let feature = path.file_name().unwrap().to_string_lossy().into_owned();
        let edges = found.entry(feature.clone()).or_default();
        for file in sources(&path) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name.contains("tests") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for path in uses_of_features(&text) {
                let other = path[0].clone();
                if other == feature {
                    continue;
                }
                let private = path
                    .get(1)
                    .is_some_and(|next| ["store", "actions", "web", "importer"].contains(&next.as_str()));
                assert!(!private, "{} reaches inside {other}", file.display());
                edges.insert(other);
            }
        }
    }
    for (feature, edges) in &found {
        let allowed = allowed
            .get(feature.as_str())
            .unwrap_or_else(|| panic!("{feature} is not in the list"));
        for other in edges {
            assert!(
                allowed.contains(other.as_str()),
                "{feature} → {other} is not in the list of edges"
            );
        }
    }
}

#[test]
fn the_listed_edges_form_no_cycle() {
    fn visit<'a>(feature: &'a str, edges: &BTreeMap<&'a str, &'a [&'a str]>, path: &mut Vec<&'a str>) {
        assert!(!path.contains(&feature), "a cycle: {path:?} → {feature}");
        path.push(feature);
        for other in edges[feature] {
            visit(other, edges, path);
        }
        path.pop();
    }
    let edges: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    for feature in edges.keys() {
        visit(feature, &edges, &mut Vec::new());
    }
}
