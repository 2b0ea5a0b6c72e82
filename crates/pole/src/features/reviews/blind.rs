//! What a blind reviewer does not see: the names that would say who applies, wherever they stand. Pure.

use pole_kernel::fold;
use serde_json::Value;

/// What stands for a hidden name.
const HIDDEN: &str = "▮▮▮";
/// Shorter words are too common to be hidden.
const SHORTEST: usize = 4;
/// Words in front of the name of a school that say only what it is.
const GENERIC: &[&str] = &[
    "annexe",
    "cite",
    "college",
    "de",
    "des",
    "du",
    "ecole",
    "elementaire",
    "general",
    "la",
    "le",
    "les",
    "lycee",
    "maternelle",
    "polyvalent",
    "primaire",
    "prive",
    "privee",
    "professionnel",
    "scolaire",
    "section",
];

/// The names to hide.
#[derive(Clone, Debug, Default)]
pub(super) struct Veil {
    secrets: Vec<Vec<char>>,
}

impl Veil {
    /// Hides these names, and what is left of each without the words that say only what it is.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut secrets: Vec<Vec<char>> = Vec::new();
        for name in names {
            let whole = fold(name);
            let own: Vec<&str> = whole.split(' ').skip_while(|word| GENERIC.contains(word)).collect();
            for text in [own.join(" "), whole] {
                let letters: Vec<char> = text.chars().collect();
                if letters.len() >= SHORTEST {
                    secrets.push(letters);
                }
            }
        }
        // The longest first, so that no half of a name stays.
        secrets.sort_by(|left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        secrets.dedup();
        Self { secrets }
    }

    /// A text without the names, whatever their accents, capitals and hyphens.
    pub(super) fn over(&self, text: &str) -> String {
        if self.secrets.is_empty() {
            return text.to_owned();
        }
        let letters = letters(text);
        let mut shown = String::with_capacity(text.len());
        let (mut place, mut copied) = (0, 0);
        while place < letters.len() {
            let begins = place == 0 || letters[place - 1].plain == ' ';
            let hidden = if begins {
                self.longest_at(&letters[place..])
            } else {
                None
            };
            if let Some(length) = hidden {
                let (from, to) = (letters[place].from, letters[place + length - 1].to);
                shown.push_str(&text[copied..from]);
                shown.push_str(HIDDEN);
                copied = to;
                place += length;
            } else {
                place += 1;
            }
        }
        shown.push_str(&text[copied..]);
        shown
    }

    /// An answer without the names.
    pub(super) fn over_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.over(text)),
            Value::Array(items) => Value::Array(items.iter().map(|item| self.over_value(item)).collect()),
            Value::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), self.over_value(value)))
                    .collect(),
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn longest_at(&self, letters: &[Letter]) -> Option<usize> {
        self.secrets
            .iter()
            .find(|secret| {
                letters.len() >= secret.len()
                    && letters
                        .iter()
                        .zip(secret.iter())
                        .all(|(letter, plain)| letter.plain == *plain)
                    && letters.get(secret.len()).is_none_or(|next| next.plain == ' ')
            })
            .map(Vec::len)
    }
}

/// A letter as names are compared, and where it stands in the text.
struct Letter {
    plain: char,
    from: usize,
    to: usize,
}

/// The letters of a text; whatever separates words is one space.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (from, letter) in text.char_indices() {
        let to = from + letter.len_utf8();
        // A combining accent belongs to the letter before it.
        if ('\u{0300}'..='\u{036f}').contains(&letter) {
            if let Some(last) = letters.last_mut() {
                last.to = to;
            }
            continue;
        }
        let plain = fold(letter.encode_utf8(&mut [0; 4]));
        if plain.is_empty() {
            if letters.last().is_some_and(|last| last.plain != ' ') {
                letters.push(Letter { plain: ' ', from, to });
            }
            continue;
        }
        letters.extend(plain.chars().map(|plain| Letter { plain, from, to }));
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hidden_whatever_their_accents_capitals_and_hyphens() {
        let veil = Veil::new(["Collège Mireille-Choisy", "9710035L", "Saint-Barthélemy", "Gustavia"]);
        for (text, shown) in [
            (
                "Le collège Mireille Choisy (9710035L), à Gustavia.",
                "Le ▮▮▮ (▮▮▮), à ▮▮▮.",
            ),
            ("MIREILLE CHOISY", "▮▮▮"),
            ("St-Barth n’est pas nommé", "St-Barth n’est pas nommé"),
            ("à saint barthelemy, où", "à ▮▮▮, où"),
            ("Mireille", "Mireille"),
            ("Gustavia2", "Gustavia2"),
            ("", ""),
        ] {
            assert_eq!(veil.over(text), shown, "{text}");
        }
    }

    #[test]
    fn answers_of_every_kind_are_covered() {
        let veil = Veil::new(["Soualiga"]);
        let value = serde_json::json!({ "5E": ["Collège Soualiga", 3, null], "x": true });
        assert_eq!(
            veil.over_value(&value),
            serde_json::json!({ "5E": ["Collège ▮▮▮", 3, null], "x": true })
        );
    }
}
