use std::collections::{BTreeMap, BTreeSet, HashMap};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use pole_kernel::Lang;
use rust_embed::Embed;
use unic_langid::LanguageIdentifier;

use crate::Formats;

/// The files of the pages for families. Every language has them, and beside French and English the
/// others have nothing else.
pub const FAMILY_FILES: [&str; 2] = ["layout.ftl", "figures.ftl"];

#[derive(Embed)]
#[folder = "../../locales"]
struct Files;

/// Every message of every language, parsed once.
pub struct Catalogue {
    languages: Vec<Language>,
}

struct Language {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// Messages without argument, resolved once: most of a page.
    fixed: HashMap<String, String>,
}

/// A value given to a message.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A number: plural rules apply, digits are grouped as the language does.
    Number(i64),
    /// A text that is already in the reader's language.
    Text(String),
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}
impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// A catalogue that cannot be used: found by a test, never at run time on a released binary.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A file is not valid Fluent, or defines a message twice.
    #[error("{file}: {reason}")]
    File {
        /// The file, under `locales/`.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Catalogue {
    /// Parses the catalogues that are embedded in the program.
    ///
    /// # Errors
    /// When a file is not valid Fluent or defines a message twice.
    pub fn load() -> Result<Self, CatalogueError> {
        let mut languages = Vec::new();
        for lang in Lang::ALL {
            languages.push(Language::load(*lang)?);
        }
        Ok(Self { languages })
    }

    /// The words of one language.
    pub fn words(&'static self, lang: Lang) -> Words {
        Words { catalogue: self, lang }
    }

    /// The keys of each language with the names of their arguments, for the sweep that compares them.
    pub fn keys(&self) -> BTreeMap<Lang, Keys> {
        let mut keys: BTreeMap<Lang, Keys> = BTreeMap::new();
        for lang in Lang::ALL {
            keys.insert(*lang, keys_of(*lang, |_| true));
        }
        keys
    }

    /// The keys that pages for families may use, in every language.
    pub fn family_keys(&self) -> Keys {
        keys_of(Lang::Fr, |file| FAMILY_FILES.contains(&file))
    }

    fn language(&self, lang: Lang) -> Option<&Language> {
        self.languages.iter().find(|language| language.lang == lang)
    }
}

impl Language {
    fn load(lang: Lang) -> Result<Self, CatalogueError> {
        let identifier: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Fr => |value, _| grouped(value, Lang::Fr),
            Lang::En => |value, _| grouped(value, Lang::En),
            Lang::Es => |value, _| grouped(value, Lang::Es),
            Lang::Ht => |value, _| grouped(value, Lang::Ht),
        }));
        let mut names = Vec::new();
        for path in Files::iter().filter(|path| path.starts_with(lang.code())) {
            let refuse = |reason: String| CatalogueError::File {
                file: path.to_string(),
                reason,
            };
            let text = file_text(&path).ok_or_else(|| refuse("not readable as UTF-8".to_owned()))?;
            names.extend(text.lines().filter_map(|line| {
                let (name, _) = line.split_once('=')?;
                line.starts_with(|c: char| c.is_ascii_lowercase())
                    .then(|| name.trim().to_owned())
            }));
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| refuse(format!("{errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| refuse(format!("{errors:?}")))?;
        }
        let mut fixed = HashMap::new();
        for name in names {
            let Some(pattern) = bundle.get_message(&name).and_then(|message| message.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
            if errors.is_empty() {
                fixed.insert(name, text);
            }
        }
        Ok(Self { lang, bundle, fixed })
    }

    fn format(&self, key: &str, arguments: &[(&str, Argument)]) -> Option<String> {
        if let Some(text) = self.fixed.get(key) {
            return Some(text.clone());
        }
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Number(number) => values.set(*name, *number),
                Argument::Text(text) => values.set(*name, text.as_str()),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        Some(text.into_owned())
    }
}

/// The words of one language: what a page is written with.
#[derive(Clone, Copy)]
pub struct Words {
    catalogue: &'static Catalogue,
    lang: Lang,
}

impl Words {
    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// How this language writes numbers, money and dates.
    pub const fn formats(&self) -> Formats {
        Formats::new(self.lang)
    }

    /// A message without arguments. A missing key falls back to French, then to the key itself,
    /// so that a page never fails for want of a word; a test finds such keys.
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with arguments.
    pub fn with(&self, key: &str, arguments: &[(&str, Argument)]) -> String {
        [self.lang, Lang::Fr]
            .into_iter()
            .filter_map(|lang| self.catalogue.language(lang))
            .find_map(|language| language.format(key, arguments))
            .unwrap_or_else(|| key.to_owned())
    }
}

/// The keys of messages, each with the names of its arguments.
pub type Keys = BTreeMap<String, BTreeSet<String>>;

/// The keys of some files of a language.
fn keys_of(lang: Lang, wanted: impl Fn(&str) -> bool) -> Keys {
    let mut keys = Keys::new();
    for path in Files::iter() {
        let is_wanted = path
            .split_once('/')
            .is_some_and(|(code, file)| code == lang.code() && wanted(file));
        let Some(text) = is_wanted.then(|| file_text(&path)).flatten() else {
            continue;
        };
        let mut current = String::new();
        for line in text.lines() {
            if let Some((name, _)) = line
                .split_once('=')
                .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                name.trim().clone_into(&mut current);
                keys.entry(current.clone()).or_default();
            }
            for part in line.split('$').skip(1) {
                let argument: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                if let Some(arguments) = keys.get_mut(&current) {
                    arguments.insert(argument);
                }
            }
        }
    }
    keys
}

fn file_text(path: &str) -> Option<String> {
    let file = Files::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

fn grouped(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            #[expect(clippy::cast_possible_truncation, reason = "counts stay far below 2^53")]
            let whole = number.value as i64;
            Some(Formats::new(lang).number(whole))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load().unwrap());

    #[test]
    fn every_language_has_the_keys_and_arguments_of_french() {
        let keys = CATALOGUE.keys();
        let families = CATALOGUE.family_keys();
        assert!(!families.is_empty() && families.len() < keys[&Lang::Fr].len());
        for (lang, messages) in &keys {
            // Beside the interface, the pages for families and nothing else.
            let french = if lang.is_of_interface() {
                &keys[&Lang::Fr]
            } else {
                &families
            };
            let missing: Vec<_> = french.keys().filter(|key| !messages.contains_key(*key)).collect();
            let surplus: Vec<_> = messages.keys().filter(|key| !french.contains_key(*key)).collect();
            let differing: Vec<_> = french
                .iter()
                .filter(|(key, arguments)| messages.get(*key).is_some_and(|other| other != *arguments))
                .collect();
            assert!(
                missing.is_empty() && surplus.is_empty() && differing.is_empty(),
                "{lang}: missing {missing:?}, surplus {surplus:?}, other arguments {differing:?}"
            );
        }
    }

    #[test]
    fn what_families_do_not_read_falls_back_to_french() {
        let creole = CATALOGUE.words(Lang::Ht);
        assert_eq!(creole.t("common-language-name"), "Kreyòl ayisyen");
        assert_eq!(creole.t("common-save"), CATALOGUE.words(Lang::Fr).t("common-save"));
        let rooms = [("count", 1_u32.into()), ("all", 1_200_u32.into())];
        assert_eq!(
            creole.with("indicators-says-rooms-high-speed", &rooms),
            "1 sal klas sou 1\u{202f}200."
        );
        let spanish = CATALOGUE.words(Lang::Es);
        assert_eq!(
            spanish.with("indicators-says-rooms-high-speed", &rooms),
            "1 aula de 1200."
        );
    }

    #[test]
    fn a_missing_key_shows_itself_and_never_fails() {
        assert_eq!(CATALOGUE.words(Lang::En).t("no-such-key"), "no-such-key");
    }

    #[test]
    fn counts_follow_the_plural_of_the_language() {
        let french = CATALOGUE.words(Lang::Fr);
        assert_eq!(
            french.with("common-schools", &[("count", 0_u32.into())]),
            "0 établissement"
        );
        assert_eq!(
            french.with("common-schools", &[("count", 26_u32.into())]),
            "26 établissements"
        );
        let english = CATALOGUE.words(Lang::En);
        assert_eq!(english.with("common-schools", &[("count", 0_u32.into())]), "0 schools");
        assert_eq!(
            english.with("common-schools", &[("count", 47_217_u32.into())]),
            "47,217 schools"
        );
    }
}
