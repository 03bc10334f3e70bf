//! What a word with a typing error was meant to be.

use std::collections::HashMap;

/// Shortest word in letters that is corrected: of shorter ones too many are a letter apart.
const SHORTEST: usize = 5;
/// Letters from which on a word may be two errors apart.
const TWO_ERRORS_FROM: usize = 9;

/// Words to correct to, by first letter and length in letters.
pub(super) struct Spelling {
    words: HashMap<(char, usize), Vec<Vec<char>>>,
}

impl Spelling {
    /// Earlier words win over later ones as near.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut by_start: HashMap<(char, usize), Vec<Vec<char>>> = HashMap::new();
        for word in words {
            let letters: Vec<char> = word.chars().collect();
            if let Some(first) = letters.first() {
                by_start.entry((*first, letters.len())).or_default().push(letters);
            }
        }
        Self { words: by_start }
    }

    /// The nearest other word, at most one typing error away, two for long words.
    pub fn nearest(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        let first = *letters.first()?;
        if letters.len() < SHORTEST {
            return None;
        }
        let most = if letters.len() >= TWO_ERRORS_FROM { 2 } else { 1 };
        let mut best: Option<(usize, &Vec<char>)> = None;
        for length in letters.len() - most..=letters.len() + most {
            for other in self.words.get(&(first, length)).into_iter().flatten() {
                let bound = best.map_or(most, |(errors, _)| errors.saturating_sub(1));
                if bound == 0 {
                    break;
                }
                if let Some(errors) = distance(&letters, other, bound).filter(|errors| *errors > 0) {
                    best = Some((errors, other));
                }
            }
        }
        best.map(|(_, letters)| letters.iter().collect())
    }
}

/// Typing errors between two words, neighbours that changed places as one (Damerau 1964, in its restricted form); none if
/// there are more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..)?, b.get(same..)?);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut cost =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        if row.iter().all(|cost| *cost > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|errors| *errors <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_is_mended_in_long_words_only() {
        let spelling = Spelling::new(["encryption", "price", "prime", "user"].into_iter());
        assert_eq!(spelling.nearest("encrpytion").as_deref(), Some("encryption")); // typos: skip
        assert_eq!(spelling.nearest("encryptoin").as_deref(), Some("encryption"));
        assert_eq!(spelling.nearest("pirce").as_deref(), Some("price"));
        assert_eq!(spelling.nearest("usr"), None);
        assert_eq!(spelling.nearest("quite"), None);
    }
}
