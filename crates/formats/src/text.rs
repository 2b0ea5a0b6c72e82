//! Bytes to text, and text to what we keep.

use pole_kernel::fold;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::facts::Encoding;

/// Byte order marks, the second one encoded twice.
const MARKS: &[&[u8]] = &[b"\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf"];

/// The length of all the leading byte order marks: a file saved twice has two.
pub(crate) fn marks_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(mark) = MARKS.iter().find(|mark| bytes[length..].starts_with(mark)) {
        length += mark.len();
    }
    length
}

/// Adds the text of these bytes. UTF-8 that is not valid gives replacement characters.
pub(crate) fn decode_into(encoding: Encoding, bytes: &[u8], text: &mut String) {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => text.push_str(&String::from_utf8_lossy(bytes)),
        Encoding::Windows1252 => {
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0);
        }
        Encoding::MacRoman => text.push_str(&encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0),
    }
}

/// How many letters of French a reading of these bytes gives: the right one of two single-byte
/// encodings gives more.
pub(crate) fn french_letters(encoding: Encoding, bytes: &[u8]) -> usize {
    let mut text = String::new();
    decode_into(encoding, bytes, &mut text);
    text.chars()
        .filter(|letter| "àâçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔŒÙÛÜ’«»°".contains(*letter))
        .count()
}

/// A column name for comparison: no accents, case, spaces, underscores, apostrophes or marks.
/// `REP +` keeps its plus, which tells it from `REP`.
pub(crate) fn column_key(name: &str) -> String {
    let mut key = fold(&name.replace('+', " plus "));
    key.retain(|letter| letter != ' ');
    key
}

/// What is kept of a cell: composed, on one line, without control characters. `None` when nothing
/// is left, or when the spreadsheet wrote that it has nothing.
pub(crate) fn kept(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if is_missing(cell) {
        return None;
    }
    let plain = cell.is_ascii() && !cell.bytes().any(|byte| byte.is_ascii_control());
    if plain {
        return Some(cell.to_owned());
    }
    let one_line = |letter: char| if letter.is_control() { ' ' } else { letter };
    let text: String = if is_nfc(cell) {
        cell.chars().map(one_line).collect()
    } else {
        cell.nfc().map(one_line).collect()
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An empty cell, or what spreadsheets and statisticians write for one.
pub(crate) fn is_missing(cell: &str) -> bool {
    matches!(
        cell,
        "" | "#N/A" | "N/A" | "NA" | "ND" | "nd" | "NC" | "nc" | "#VALEUR!" | "#REF!"
    )
}

/// Whether a text was encoded twice: `Ã©` for `é`, `â€™` for `’`. A capital `Ã` before an ASCII
/// letter is Portuguese, not a fault.
pub(crate) fn is_doubly_encoded(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    text.contains("â€")
        || text.match_indices(['Ã', 'Â', 'Å']).any(|(at, lead)| {
            text[at + lead.len()..]
                .chars()
                .next()
                .is_some_and(|next| is_continuation(next) && !(lead != "Ã" && matches!(next, '°' | '»')))
        })
}

/// What Windows-1252 shows for a continuation byte of UTF-8.
fn is_continuation(letter: char) -> bool {
    ('\u{80}'..='\u{bf}').contains(&letter) || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_names_are_compared_without_their_dress() {
        for (name, key) in [
            ("Code postal", "codepostal"),
            ("\u{feff}Code_postal*", "codepostal"),
            ("N°Département", "ndepartement"),
            ("Numéro de l’école", "numerodelecole"),
            ("Ecart-type de l'IPS voie GT", "ecarttypedelipsvoiegt"),
            ("De\u{301}partement\u{a0}", "departement"),
            ("REP +", "repplus"),
            ("rep_plus", "repplus"),
            ("REP", "rep"),
            ("", ""),
        ] {
            assert_eq!(column_key(name), key, "{name}");
        }
    }

    #[test]
    fn kept_texts_are_composed_and_on_one_line() {
        assert_eq!(kept(" Jose\u{301} ").as_deref(), Some("José"));
        assert_eq!(kept("Rue\r\nNeuve").as_deref(), Some("Rue  Neuve"));
        assert_eq!(kept("#N/A"), None);
        assert_eq!(kept(" \u{a0} "), None);
    }

    #[test]
    fn double_encoding_is_seen_and_portuguese_is_not() {
        for text in ["Ã‰cole", "Collège dâ€™Orléans", "Ã©lÃ¨ve", "Ã\u{a0}", "Å“uvre"] {
            assert!(is_doubly_encoded(text), "{text}");
        }
        for text in ["JOÃO", "École", "Quartier d’Orléans", "Ångström", "SÃO"] {
            assert!(!is_doubly_encoded(text), "{text}");
        }
    }

    #[test]
    fn every_mark_is_stripped() {
        assert_eq!(marks_length(b"\xef\xbb\xbf\xef\xbb\xbfuai"), 6);
        assert_eq!(marks_length(b"\xc3\xaf\xc2\xbb\xc2\xbfuai"), 6);
        assert_eq!(marks_length(b"uai"), 0);
        assert_eq!(marks_length(b""), 0);
    }
}
