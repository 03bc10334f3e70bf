//! The term dictionary: folded words and stems → posting lists, as an FST.
//!
//! The crate `fst` writes it; [`super::fst`] reads it.
#![deny(clippy::indexing_slicing)]

use super::bytes::Reader;
use super::checked::Section;
use super::fst::Fst;

/// What the dictionary holds for one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Numbers of its posting lists, ascending: more than one where languages stem a word differently.
    pub lists: Vec<u32>,
    /// Whether it stands in the library as a word, and not only as a stem.
    pub word: bool,
}

/// A known word near an unknown one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The known word, folded.
    pub word: String,
    /// Edits between the two: 1 or 2.
    pub distance: u8,
    /// Its lists.
    pub entry: Entry,
}

/// The dictionary read in place.
pub(super) struct Dictionary<'a> {
    map: Fst<'a>,
    shared: Section<'a>,
}

pub(super) const WORD_FLAG: u64 = 1;
pub(super) const SHARED_FLAG: u64 = 2;
pub(super) const FLAG_BITS: u32 = 2;
/// Lists that one key can have: more than there are languages.
const MOST_LISTS: usize = 16;

impl<'a> Dictionary<'a> {
    pub(super) fn open(fst: Section<'a>, shared: Section<'a>) -> Option<Self> {
        Some(Self { map: Fst::open(fst)?, shared })
    }

    fn entry(&self, value: u64) -> Option<Entry> {
        let offset = u32::try_from(value >> FLAG_BITS).ok()?;
        let word = value & WORD_FLAG != 0;
        if value & SHARED_FLAG == 0 {
            return Some(Entry { lists: vec![offset], word });
        }
        const LONGEST: usize = (MOST_LISTS + 1) * 5;
        let mut reader = Reader::new(self.shared.window(usize::try_from(offset).ok()?, LONGEST)?);
        let lists = reader.list(Reader::varint).filter(|lists| lists.len() <= MOST_LISTS)?;
        Some(Entry { lists, word })
    }

    pub(super) fn get(&self, key: &str) -> Option<Entry> {
        self.map.get(key.as_bytes()).and_then(|value| self.entry(value))
    }

    /// Lists of the words that begin with `prefix` (itself included), in the words' order, of at most `limit` words.
    pub(super) fn starting(&self, prefix: &str, limit: usize) -> Vec<u32> {
        let (mut found, mut words) = (Vec::new(), 0);
        let mut keep = |_: &[u8], value: u64, (): &()| {
            if value & WORD_FLAG != 0 {
                words += 1;
                if value & SHARED_FLAG == 0 {
                    found.extend(u32::try_from(value >> FLAG_BITS).ok());
                } else if let Some(entry) = self.entry(value) {
                    found.extend(entry.lists);
                }
            }
            words < limit
        };
        self.map.walk(prefix.as_bytes(), (), &any, &mut keep);
        found
    }

    /// Whether any key begins so.
    pub(super) fn has(&self, prefix: &str) -> bool {
        let mut found = false;
        let mut keep = |_: &[u8], _: u64, (): &()| {
            found = true;
            false
        };
        self.map.walk(prefix.as_bytes(), (), &any, &mut keep);
        found
    }

    /// Words at most `distance` edits away, in order, at most `limit`; near a key that is no word, others of its kind.
    pub(super) fn near(&self, word: &str, distance: u8, limit: usize) -> Vec<Near> {
        let mut found = Vec::new();
        let Some(automaton) = Edits::new(word, distance) else { return found };
        let mut keep = |key: &[u8], value: u64, rows: &Rows| {
            let distance = automaton.distance(rows);
            if distance <= automaton.limit
                && (value & WORD_FLAG != 0
                    || key
                        .first()
                        .is_some_and(|first| *first < b' ' && Some(first) == word.as_bytes().first()))
                && let (Ok(known), Some(entry)) = (std::str::from_utf8(key), self.entry(value))
            {
                found.push(Near { word: known.to_owned(), distance, entry });
            }
            found.len() < limit
        };
        let step = |rows: &Rows, byte| Some(automaton.accept(rows, byte)).filter(|r| automaton.can_match(r));
        self.map.walk(b"", automaton.start(), &step, &mut keep);
        found
    }
}

/// The step of a walk over all keys.
fn any((): &(), _: u8) -> Option<()> {
    Some(())
}

/// Longest word in bytes that is corrected.
const LONGEST: usize = 31;

/// Optimal string alignment distance (Levenshtein with transpositions as one edit; Boytsov 2011, “Indexing
/// methods for approximate dictionary searching”), in bytes, as an automaton whose state is the last two rows
/// of the table.
struct Edits<'w> {
    word: &'w [u8],
    limit: u8,
}

#[derive(Clone)]
struct Rows {
    here: [u8; LONGEST + 1],
    before: [u8; LONGEST + 1],
    last: u8,
}

impl<'w> Edits<'w> {
    fn new(word: &'w str, limit: u8) -> Option<Self> {
        (word.len() <= LONGEST).then_some(Self { word: word.as_bytes(), limit })
    }

    fn distance(&self, rows: &Rows) -> u8 {
        rows.here.get(self.word.len()).copied().unwrap_or(u8::MAX)
    }

    fn start(&self) -> Rows {
        let mut here = [u8::MAX; LONGEST + 1];
        (0_u8..).zip(&mut here).take(self.word.len() + 1).for_each(|(at, cell)| *cell = at);
        Rows { here, before: [u8::MAX; LONGEST + 1], last: 0 }
    }

    fn can_match(&self, rows: &Rows) -> bool {
        rows.here.iter().take(self.word.len() + 1).any(|d| *d <= self.limit)
    }

    fn accept(&self, rows: &Rows, byte: u8) -> Rows {
        let mut here = [u8::MAX; LONGEST + 1];
        let mut left = rows.here.first().map_or(u8::MAX, |d| d.saturating_add(1));
        if let Some(first) = here.first_mut() {
            *first = left;
        }
        let above = rows.here.iter().zip(rows.here.iter().skip(1));
        let swapped = std::iter::once(u8::MAX).chain(rows.before.iter().copied());
        let mut previous = 0;
        let cells = here.iter_mut().skip(1).zip(self.word).zip(above).zip(swapped);
        for (((cell, letter), (diagonal, up)), swap) in cells {
            let mut best = diagonal.saturating_add(u8::from(*letter != byte));
            best = best.min(up.saturating_add(1)).min(left.saturating_add(1));
            if *letter == rows.last && previous == byte && *letter != byte {
                best = best.min(swap.saturating_add(1));
            }
            *cell = best;
            left = best;
            previous = *letter;
        }
        Rows { here, before: rows.here, last: byte }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checked::Checked;
    use super::*;

    fn dictionary_near(words: &[&str], word: &str, distance: u8) -> Vec<String> {
        let numbered = words.iter().zip(1_u64..).map(|(w, n)| (*w, n << FLAG_BITS | WORD_FLAG));
        let map = ::fst::Map::from_iter(numbered).unwrap();
        let file = Checked::of(map.as_fst().as_bytes());
        let section = file.section();
        let found = Dictionary::open(section, section).unwrap().near(word, distance, 100);
        found.into_iter().map(|n| format!("{} {}", n.word, n.distance)).collect()
    }

    #[test]
    fn a_transposition_is_one_edit() {
        let words = ["associated", "price", "prices", "pricing", "prince"];
        assert_eq!(dictionary_near(&words, "asscoiated", 1), ["associated 1"]);
        assert_eq!(dictionary_near(&words, "rpice", 1), ["price 1"]);
        assert_eq!(dictionary_near(&words, "price", 1), ["price 0", "prices 1", "prince 1"]);
        assert_eq!(dictionary_near(&words, "pircinge", 2), ["pricing 2"]);
        assert!(dictionary_near(&words, "xyz", 2).is_empty());
    }
}
