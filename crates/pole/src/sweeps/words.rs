//! Every word of the pages exists in both languages, every word of the catalogues is used, and the
//! pages for families use words that four languages have.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pole_formats::{FileKind, IpsTrack, ProblemCode, SchoolState, Severity, SupplyItem, SupplyStep};
use pole_i18n::{Catalogue, FAMILY_FILES, Keys};
use pole_kernel::{Category, Contract, Lang, Level, PositionPrecision, Role, SchoolKind, Sector};

use crate::features::directory::{EventKind, FigureFlag};
use crate::features::endowment::EntryStatus;
use crate::features::endowment::model::{Heading, ResourceBase, RosterFlag};
use crate::features::endowment::parameters::Parameters;
use crate::shell::imports::ImportState;
use crate::shell::messages::MailState;

/// Every vocabulary that pages put into words: the prefix given to `word` (or to `format!`), and
/// its codes. A new one is written here.
fn vocabularies() -> Vec<(&'static str, Vec<&'static str>)> {
    macro_rules! codes {
        ($vocabulary:ident) => {
            $vocabulary::ALL
                .iter()
                .map(|word| word.code())
                .collect::<Vec<_>>()
        };
    }
    let flags = [
        FigureFlag::Estimated,
        FigureFlag::Exceptional,
        FigureFlag::Deduced,
        FigureFlag::Fictitious,
        FigureFlag::Disputed,
    ];
    let levels = Level::ALL.iter().map(|level| Category::Level(*level));
    let categories = levels.chain(Category::OTHERS.iter().copied());
    let presets = Parameters::presets().into_iter().map(|(code, _)| code);
    let sets: Vec<&str> = std::iter::once("sheet_default").chain(presets).collect();
    let keys = || Parameters::KEYS.to_vec();
    let inputs = [
        "6e",
        "5e",
        "4e",
        "3e",
        "total",
        "teachers",
        "teachers_5e",
        "teachers_5e_new",
        "teachers_6e_new",
        "repeaters",
        "returns",
        "earlier_years",
    ];
    let mut all = vec![
        ("endowment-base", codes!(ResourceBase)),
        ("endowment-flagged", codes!(RosterFlag)),
        ("endowment-heading", codes!(Heading)),
        ("endowment-input", inputs.to_vec()),
        ("endowment-item", codes!(SupplyItem)),
        ("endowment-param", keys()),
        ("endowment-param-why", keys()),
        ("endowment-set-name", sets.clone()),
        ("endowment-set-note", sets),
        ("endowment-status", codes!(EntryStatus)),
        ("endowment-step", codes!(SupplyStep)),
        ("category", categories.map(Category::code).collect()),
        ("contract", codes!(Contract)),
        ("event-kind", codes!(EventKind)),
        ("figure-flag", flags.map(FigureFlag::code).to_vec()),
        ("file-kind", codes!(FileKind)),
        ("file-problem", codes!(ProblemCode)),
        ("file-severity", codes!(Severity)),
        ("imports-state", codes!(ImportState)),
        ("ips-track", codes!(IpsTrack)),
        ("mail-state", codes!(MailState)),
        ("precision", codes!(PositionPrecision)),
        ("role", codes!(Role)),
        ("school-event", codes!(EventKind)),
        ("school-kind", codes!(SchoolKind)),
        ("school-state", codes!(SchoolState)),
        ("sector", codes!(Sector)),
        (
            "source",
            ["exceptional", "manual"].into_iter().chain(codes!(FileKind)).collect(),
        ),
    ];
    all.extend(crate::features::people::vocabularies());
    all.extend(crate::features::connectivity::vocabularies());
    all.extend(crate::features::training::vocabularies());
    all.extend(crate::features::pix::vocabularies());
    all.extend(crate::features::usage::vocabularies());
    all.extend(crate::features::indicators::vocabularies());
    all.extend(crate::features::reports::vocabularies());
    all.extend(crate::features::decisions::vocabularies());
    all.extend(crate::features::calls::vocabularies());
    all.extend(crate::features::dossiers::vocabularies());
    all.extend(crate::features::reviews::vocabularies());
    all.extend(crate::features::strategy::vocabularies());
    all
}

/// The key that `word` makes of a prefix and a code.
fn word_key(prefix: &str, code: &str) -> String {
    format!(
        "{prefix}-{}",
        code.to_lowercase().replace('_', "-").replace('+', "-plus")
    )
}

/// What the pages for families are made of: these templates and sources use words of
/// [`FAMILY_FILES`] only. A new page for families is written here.
const FAMILY_PAGES: [&str; 5] = [
    "lib.rs",
    "shell/pages/layout.html",
    "features/reports/pages/figures.html",
    "features/reports/public.rs",
    "features/indicators/web/words.rs",
];
/// What those sources say on other pages only.
const NOT_FOR_FAMILIES: [&str; 4] = [
    "indicators-bounds",
    "indicators-frozen",
    "indicators-frozen-none",
    "indicators-trend-",
];

/// The keys of the interface, by language.
fn keys() -> BTreeMap<Lang, Keys> {
    let mut keys = Catalogue::load().unwrap().keys();
    keys.retain(|lang, _| lang.is_of_interface());
    keys
}

/// A string between quotes made of small letters, digits and hyphens only.
struct Quoted<'a> {
    text: &'a str,
    before: &'a str,
    after: &'a str,
}

fn quoted(code: &str) -> Vec<Quoted<'_>> {
    let in_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    code.match_indices('"')
        .filter_map(|(quote, _)| {
            let rest = &code[quote + 1..];
            let end = rest
                .find(|c| !in_key(c))
                .filter(|end| *end > 0 && rest[*end..].starts_with('"'))?;
            Some(Quoted {
                text: &rest[..end],
                before: code[..quote].trim_end(),
                after: &rest[end + 1..],
            })
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// What every source and template of the product runs, by path: the sweeps and the tests aside.
fn code_in(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "sweeps" {
                found.extend(code_in(&path));
            }
            continue;
        }
        let read = || std::fs::read_to_string(&path).unwrap();
        let code = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") if !name.contains("test") => code_of_source(&read()),
            Some("html") => code_of_template(&read()),
            _ => continue,
        };
        found.push((path.strip_prefix(root()).unwrap().display().to_string(), code));
    }
    found
}

/// A source without its comments and without the tests at its end.
fn code_of_source(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    lines.join("\n")
}

/// The expressions and statements of a template, without the HTML around them.
fn code_of_template(text: &str) -> String {
    let inside = |open: &str, close: &str| -> Vec<String> {
        text.split(open)
            .skip(1)
            .filter_map(|part| part.split(close).next())
            .map(str::to_owned)
            .collect()
    };
    [inside("{{", "}}"), inside("{%", "%}")].concat().join("\n")
}

/// The keys that stand whole in the code, with the file of each: what is given to `t` and its
/// kin, and whatever begins like a key of the catalogues.
fn literals(french: &Keys) -> BTreeMap<String, String> {
    let beginnings: BTreeSet<&str> = french.keys().map(|key| beginning(key)).collect();
    let prefixes: BTreeSet<&str> = vocabularies().into_iter().map(|(prefix, _)| prefix).collect();
    let mut found = BTreeMap::new();
    for (file, code) in code_in(&root()) {
        for Quoted { text, before, .. } in quoted(&code) {
            let is_said = [".t(", ".t1(", ".tn(", ".tv("]
                .iter()
                .any(|call| before.ends_with(call));
            let is_whole = text.len() > beginning(text).len() && !text.ends_with('-');
            let looks_so = is_whole && beginnings.contains(beginning(text));
            let is_prefix = prefixes.contains(text) && !french.contains_key(text);
            if is_said || (looks_so && !is_prefix) {
                found.insert(text.to_owned(), file.clone());
            }
        }
    }
    assert!(
        found.len() > 200,
        "only {} keys found: the sweep reads the wrong folder",
        found.len()
    );
    found
}

/// The first word of a key; two for the demonstration, whose passwords begin with one.
fn beginning(key: &str) -> &str {
    const DEMO: &str = "demo-account";
    if key.starts_with(DEMO) {
        DEMO
    } else {
        key.split('-').next().unwrap_or_default()
    }
}

/// The keys that the program puts together otherwise than with `word`.
fn assembled(literals: &BTreeMap<String, String>) -> BTreeSet<String> {
    // The importer of the directory names the fields of its comparison in one function.
    let importer = std::fs::read_to_string(root().join("features/directory/importer.rs")).unwrap();
    let (_, fields) = importer.split_once("fn each_field<").unwrap();
    let fields = quoted(fields.split("\n}").next().unwrap_or_default());
    assert!(
        fields.len() > 20,
        "the fields of the importer are no longer where this sweep reads them"
    );
    // The page of sources adds a text to each of its entries.
    let sources = literals
        .iter()
        .filter(|(key, file)| key.starts_with("sources-") && !file.contains("/pages/"));
    fields
        .iter()
        .map(|field| format!("imports-field-{}", field.text))
        .chain(sources.map(|(key, _)| format!("{key}-text")))
        .collect()
}

#[test]
fn every_word_of_the_pages_exists_in_both_languages() {
    let keys = keys();
    let literals = literals(&keys[&Lang::Fr]);
    let assembled = assembled(&literals);
    let mut missing = Vec::new();
    for (lang, known) in &keys {
        let absent = literals.iter().filter(|(key, _)| !known.contains_key(*key));
        missing.extend(absent.map(|(key, file)| format!("{key} ({file}) is missing in {lang}")));
        let absent = assembled.iter().filter(|key| !known.contains_key(*key));
        missing.extend(absent.map(|key| format!("{key} is missing in {lang}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn pages_for_families_use_words_that_every_language_has() {
    let families = Catalogue::load().unwrap().family_keys();
    let french = &keys()[&Lang::Fr];
    let code: BTreeMap<String, String> = code_in(&root()).into_iter().collect();
    let mut missing = Vec::new();
    for file in FAMILY_PAGES {
        for Quoted { text, .. } in quoted(&code[file]) {
            let is_elsewhere = NOT_FOR_FAMILIES.iter().any(|beginning| text.starts_with(beginning));
            if french.contains_key(text) && !families.contains_key(text) && !is_elsewhere {
                missing.push(format!("{text} ({file}) is in none of {FAMILY_FILES:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_word_of_a_vocabulary_exists_in_both_languages() {
    let keys = keys();
    let vocabularies = vocabularies();
    let mut wrong = Vec::new();
    for (prefix, codes) in &vocabularies {
        assert!(!codes.is_empty(), "{prefix} has no word");
        for (lang, known) in &keys {
            let absent = codes
                .iter()
                .map(|code| word_key(prefix, code))
                .filter(|key| !known.contains_key(key));
            wrong.extend(absent.map(|key| format!("{key} is missing in {lang}")));
        }
    }
    for (file, code) in code_in(&root()) {
        let prefixes = quoted(&code)
            .into_iter()
            .filter(|quoted| quoted.before.ends_with("page.word("));
        let unlisted = prefixes.filter(|quoted| vocabularies.iter().all(|(prefix, _)| *prefix != quoted.text));
        wrong.extend(unlisted.map(|quoted| format!("{file}: the vocabulary {} is not listed here", quoted.text)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_of_the_catalogues_is_used() {
    let keys = keys();
    let french = &keys[&Lang::Fr];
    let literals = literals(french);
    let mut used = assembled(&literals);
    used.extend(literals.into_keys());
    // A message to somebody has a subject and a body.
    for (_, code) in code_in(&root()) {
        for wording in quoted(&code)
            .iter()
            .filter(|quoted| quoted.before.ends_with("wording:"))
        {
            used.extend(["subject", "body"].map(|part| format!("{}-{part}", wording.text)));
        }
    }
    for (prefix, codes) in vocabularies() {
        used.extend(codes.into_iter().map(|code| word_key(prefix, code)));
    }
    // Their ends are the codes of enums that carry data, or of the words a parameter accepts.
    let ended_by_code = ["endowment-count-", "endowment-reason-", "endowment-value-"];
    let unused: Vec<&str> = french
        .keys()
        .filter(|key| !used.contains(*key) && !ended_by_code.iter().any(|prefix| key.starts_with(prefix)))
        .map(String::as_str)
        .collect();
    assert!(unused.is_empty(), "no page uses {}", unused.join(", "));
}

#[test]
fn messages_get_the_arguments_they_ask_for() {
    let keys = keys();
    let french = &keys[&Lang::Fr];
    let mut wrong = Vec::new();
    for (file, code) in code_in(&root()) {
        for Quoted {
            text: key,
            before,
            after,
        } in quoted(&code)
        {
            let Some(asked) = french.get(key) else { continue };
            let given: Option<&str> = if before.ends_with(".t(") {
                None
            } else if before.ends_with(".t1(") || before.ends_with(".tn(") {
                after.split('"').nth(1)
            } else {
                continue;
            };
            if !asked.iter().map(String::as_str).eq(given) {
                wrong.push(format!("{file}: {key} asks for {asked:?} and gets {given:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french_is_set_as_it_is_printed() {
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/fr")).unwrap() {
        let path = entry.unwrap().path();
        for (index, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            let loose = ["'", " :", " ;", " ?", " !", "« ", " »"]
                .into_iter()
                .find(|loose| line.contains(loose));
            if let Some(loose) = loose.filter(|_| !line.starts_with('#')) {
                wrong.push(format!("{}:{}: “{loose}”", path.display(), index + 1));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "a straight apostrophe, or a space that may break:\n{}",
        wrong.join("\n")
    );
}
