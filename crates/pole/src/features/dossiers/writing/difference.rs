//! What changed between two texts, word by word. Pure.

/// The largest table of words against words; larger texts are compared as a whole.
const LARGEST: usize = 4_000_000;

/// A piece of two texts beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// In both.
    Same(String),
    /// In the first only.
    Gone(String),
    /// In the second only.
    New(String),
}

/// Words with the spaces that follow them: put together again they are the text.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut after_space = false;
    for (place, letter) in text.char_indices() {
        if after_space && !letter.is_whitespace() {
            if let Some(word) = text.get(start..place) {
                found.push(word);
            }
            start = place;
        }
        after_space = letter.is_whitespace();
    }
    if let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        found.push(rest);
    }
    found
}

/// Adds a piece, or lengthens the last one of the same kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Same(last)), Piece::Same(more))
        | (Some(Piece::Gone(last)), Piece::Gone(more))
        | (Some(Piece::New(last)), Piece::New(more)) => last.push_str(&more),
        (_, piece) => pieces.push(piece),
    }
}

/// The pieces of two texts, in order: what is gone stands before what is new.
pub(super) fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = usize::min(old.len(), new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(one, other)| one == other)
        .count();
    let mut pieces = Vec::new();
    for word in old.iter().take(head) {
        push(&mut pieces, Piece::Same((*word).to_owned()));
    }
    let middle = |words: &[&str]| -> Vec<String> {
        words
            .iter()
            .skip(head)
            .take(words.len() - head - tail)
            .map(|word| (*word).to_owned())
            .collect()
    };
    compare(&middle(&old), &middle(&new), &mut pieces);
    for word in old.iter().skip(old.len() - tail) {
        push(&mut pieces, Piece::Same((*word).to_owned()));
    }
    pieces
}

/// The longest common words of two texts, by the usual table.
fn compare(old: &[String], new: &[String], pieces: &mut Vec<Piece>) {
    let (height, width) = (old.len(), new.len());
    if height.saturating_mul(width) > LARGEST {
        if !old.is_empty() {
            push(pieces, Piece::Gone(old.concat()));
        }
        if !new.is_empty() {
            push(pieces, Piece::New(new.concat()));
        }
        return;
    }
    let at = |row: usize, column: usize| row * (width + 1) + column;
    let mut common = vec![0_u32; (height + 1) * (width + 1)];
    let read = |common: &[u32], row, column| common.get(at(row, column)).copied().unwrap_or(0);
    for (row, word) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let length = if word == other {
                read(&common, row + 1, column + 1) + 1
            } else {
                u32::max(read(&common, row + 1, column), read(&common, row, column + 1))
            };
            if let Some(cell) = common.get_mut(at(row, column)) {
                *cell = length;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    loop {
        match (old.get(row), new.get(column)) {
            (None, None) => return,
            (Some(word), Some(other)) if word == other => {
                push(pieces, Piece::Same(word.clone()));
                row += 1;
                column += 1;
            }
            (Some(word), other)
                if other.is_none() || read(&common, row + 1, column) >= read(&common, row, column + 1) =>
            {
                push(pieces, Piece::Gone(word.clone()));
                row += 1;
            }
            (_, Some(other)) => {
                push(pieces, Piece::New(other.clone()));
                column += 1;
            }
            (Some(word), None) => {
                push(pieces, Piece::Gone(word.clone()));
                row += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_that_changed_stands_between_those_that_did_not() {
        let found = pieces("Les tablettes des élèves de 5e", "Les ordinateurs des élèves de 4e");
        let shown = [
            Piece::Same("Les ".to_owned()),
            Piece::Gone("tablettes ".to_owned()),
            Piece::New("ordinateurs ".to_owned()),
            Piece::Same("des élèves de ".to_owned()),
            Piece::Gone("5e".to_owned()),
            Piece::New("4e".to_owned()),
        ];
        assert_eq!(found, shown);
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts_again(before in "([a-c]{1,2}[ \n]{0,2}){0,12}", after in "([a-c]{1,2}[ \n]{0,2}){0,12}") {
            let (mut old, mut new) = (String::new(), String::new());
            for piece in pieces(&before, &after) {
                match piece {
                    Piece::Same(text) => { old.push_str(&text); new.push_str(&text); }
                    Piece::Gone(text) => old.push_str(&text),
                    Piece::New(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!(old, before);
            prop_assert_eq!(new, after);
        }
    }
}
