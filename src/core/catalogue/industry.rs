//! Industries: LinkedIn's taxonomy V2 (434 entries in up to four levels under 20 sectors).
//!
//! `industries.tsv` holds id, English label and parent id (0 = a sector), sorted by id. Source:
//! <https://learn.microsoft.com/en-us/linkedin/shared/references/reference-tables/industry-codes-v2>.

use super::vocabulary::{UnknownWord, Vocabulary, fold, unknown};
use crate::tables::Table;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

/// One industry of the taxonomy, by LinkedIn's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Industry(u16);

struct Entry {
    id: u16,
    label: &'static str,
    parent: u16,
}

/// All entries in ascending order of id.
fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut entries = Vec::new();
        Table::Industries.each(&mut |[id, label, parent, ..]| {
            if let (Ok(id), Ok(parent)) = (id.parse(), parent.parse()) {
                entries.push(Entry { id, label, parent });
            }
        });
        entries
    })
}

fn entry(id: u16) -> Option<&'static Entry> {
    let table = table();
    table.binary_search_by_key(&id, |e| e.id).ok().and_then(|at| table.get(at))
}

impl Industry {
    /// The industry of a LinkedIn id, if the taxonomy has it.
    pub fn from_id(id: u16) -> Option<Self> {
        entry(id).map(|e| Self(e.id))
    }

    /// LinkedIn's id.
    pub const fn id(self) -> u16 {
        self.0
    }

    /// Every industry in ascending order of id.
    pub fn all() -> impl Iterator<Item = Self> {
        table().iter().map(|e| Self(e.id))
    }

    /// The English label.
    pub fn label(self) -> &'static str {
        entry(self.0).map_or("", |e| e.label)
    }

    /// One level up; none for a sector.
    pub fn parent(self) -> Option<Self> {
        entry(self.0).and_then(|e| Self::from_id(e.parent))
    }

    /// From the industry itself up to its sector, both included.
    pub fn lineage(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |i| i.parent()).take(8)
    }

    /// The top-level sector above (or the industry itself, if it is one).
    pub fn sector(self) -> Self {
        self.lineage().last().unwrap_or(self)
    }

    /// How alike two industries are, from 1 (the same) to 0 (different sectors).
    ///
    /// Twice the depth of the lowest common ancestor over the sum of both depths, as in Wu & Palmer,
    /// “Verb semantics and lexical selection”, ACL 1994; a sector has depth 1.
    pub fn similarity(self, other: Self) -> f32 {
        let theirs = other.lineage().count();
        let (mut mine, mut common) = (0, 0);
        for above in self.lineage() {
            mine += 1;
            if common > 0 || other.lineage().any(|their| their == above) {
                common += 1;
            }
        }
        2.0 * common as f32 / (mine + theirs) as f32
    }
}

impl fmt::Display for Industry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for Industry {
    type Err = UnknownWord;

    /// Takes a label of the taxonomy; case, spaces and punctuation don't matter. Free wording is
    /// `prospect`'s business.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::named(word).ok_or_else(|| unknown("industry", word, &mut table().iter().map(|e| e.label)))
    }
}

impl Vocabulary for Industry {
    fn named(word: &str) -> Option<Self> {
        let folded = fold(word);
        table().iter().find(|e| fold(e.label) == folded).map(|e| Self(e.id))
    }
}

impl TryFrom<String> for Industry {
    type Error = UnknownWord;
    fn try_from(word: String) -> Result<Self, UnknownWord> {
        word.parse()
    }
}

impl From<Industry> for String {
    fn from(industry: Industry) -> String {
        industry.label().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_parent_exists() {
        let table = table();
        assert_eq!(table.len(), 434);
        assert!(table.windows(2).all(|w| w[0].id < w[1].id));
        assert!(table.iter().all(|e| e.parent == 0 || entry(e.parent).is_some()));
        assert_eq!(table.iter().filter(|e| e.parent == 0).count(), 20);
    }

    #[test]
    fn nearer_industries_are_more_alike() {
        let of = |label: &str| label.parse::<Industry>().unwrap();
        let insurance = of("Insurance");
        assert_eq!(insurance.similarity(insurance), 1.0);
        assert!(insurance.similarity(of("Banking")) > insurance.similarity(of("Retail")));
        assert_eq!(insurance.sector(), of("Financial Services"));
    }
}
