//! The word tables: files under `extension/words/`, one row a line.
//!
//! # Why
//! They were a tenth of the wasm, and of what the browser compiles before the panel shows anything. Natively they are
//! inside the program; the panel fetches them from its package (one file, see `package/tables.rs`) while the wasm starts,
//! and puts them here by `Table::install` before the first page is read.

#[cfg(target_arch = "wasm32")]
use std::sync::OnceLock;

/// One of the tables. What its columns mean stands in the module that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The taxonomy of industries.
    Industries,
    /// Wordings of industries.
    IndustryWords,
    /// Functions of titles.
    Functions,
    /// Levels of titles.
    Levels,
    /// Countries and cities.
    Places,
    /// Stages of deals.
    Stages,
    /// Domains where anybody can have a mail address.
    FreeMail,
    /// Wordings of industries, folded and in order: made of the others when an extension is packed, so that the panel
    /// need not. Empty natively.
    IndustryKeys,
}

const COUNT: usize = 8;

#[cfg(not(target_arch = "wasm32"))]
static TEXTS: [&str; COUNT] = [
    include_str!("../../extension/words/industries.tsv"),
    include_str!("../../extension/words/industry_words.tsv"),
    include_str!("../../extension/words/functions.tsv"),
    include_str!("../../extension/words/levels.tsv"),
    include_str!("../../extension/words/places.tsv"),
    include_str!("../../extension/words/stages.tsv"),
    include_str!("../../extension/words/free_mail.txt"),
    "",
];

#[cfg(target_arch = "wasm32")]
static TEXTS: OnceLock<[&'static str; COUNT]> = OnceLock::new();

impl Table {
    /// The file of each table, in the order of the variants: `words/NAME`.
    pub const FILES: [&'static str; COUNT] = [
        "industries.tsv",
        "industry_words.tsv",
        "functions.tsv",
        "levels.tsv",
        "places.tsv",
        "stages.tsv",
        "free_mail.txt",
        "industry_keys.tsv",
    ];

    /// Its rows without comments (`#`); none in a panel to which it was not given.
    pub fn rows(self) -> impl Iterator<Item = &'static str> {
        #[cfg(not(target_arch = "wasm32"))]
        let texts = Some(&TEXTS);
        #[cfg(target_arch = "wasm32")]
        let texts = TEXTS.get();
        let text = texts.and_then(|texts| texts.get(self as usize)).copied().unwrap_or_default();
        text.lines().filter(|line| !line.starts_with('#'))
    }

    /// Takes the contents of [`Table::FILES`]; they stay as long as the panel. Only the first call counts, and it must
    /// come before anything reads a table, since the rooms keep what they made of one.
    #[cfg(target_arch = "wasm32")]
    pub fn install(texts: [&'static str; COUNT]) {
        TEXTS.get_or_init(|| texts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_the_file_of_its_name() {
        use Table::{FreeMail, Functions, Industries, IndustryWords, Levels, Places, Stages};
        for table in [Industries, IndustryWords, Functions, Levels, Places, Stages, FreeMail] {
            let path = format!("extension/words/{}", Table::FILES[table as usize]);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(table.rows().count() > 5, "{path}");
            assert!(table.rows().all(|row| text.contains(row)), "{path}");
        }
    }
}
