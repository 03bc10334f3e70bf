//! The vocabularies: files under `extension/words/`, one row a line.
//!
//! # Why
//! They were a tenth of the wasm, and of what the browser compiles before the panel shows anything. Programs with the feature
//! `embedded` have them inside; the panel fetches them from its package (one file, see the command's `package/tables.rs`)
//! while the wasm starts, and puts them here by [`Table::install`] before the first page is read.

use std::ops::Deref;
use std::sync::OnceLock;

macro_rules! tables {
    ($($(#[doc = $doc:literal])* $table:ident $file:literal,)*) => {
        /// One of the vocabularies. What its columns mean stands at the head of its file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table {
            $($(#[doc = $doc])* $table,)*
            /// Wordings of industries, folded and in order: made of the others when an extension is packed, so that the
            /// panel need not. Empty in programs that have the others inside.
            IndustryKeys,
        }

        impl Table {
            /// The file of each table, in the order of the variants: `words/NAME`.
            pub const FILES: [&'static str; COUNT] = [$($file,)* "industry_keys.tsv"];
        }

        const COUNT: usize = [$($file,)* ""].len();

        #[cfg(feature = "embedded")]
        const EMBEDDED: [&str; COUNT] = [$(include_str!(concat!("../../../extension/words/", $file)),)* ""];
    };
}

tables! {
    /// The taxonomy of industries.
    Industries "industries.tsv",
    /// Wordings of industries.
    IndustryWords "industry_words.tsv",
    /// Functions of titles.
    Functions "functions.tsv",
    /// Levels of titles.
    Levels "levels.tsv",
    /// Countries and cities.
    Places "places.tsv",
    /// Stages of deals.
    Stages "stages.tsv",
    /// Domains where anybody can have a mail address.
    FreeMail "free_mail.txt",
    /// What sites call the fields of a record, by language.
    Labels "labels.tsv",
    /// Lists of words in titles and headlines.
    TitleWords "title_words.tsv",
    /// Lists of words around the names of people.
    NameWords "name_words.tsv",
    /// Lists of words around the names of companies.
    CompanyWords "company_words.tsv",
}

static TEXTS: OnceLock<[&'static str; COUNT]> = OnceLock::new();

impl Table {
    /// Its rows without comments (`#`); none in a panel to which it was not given.
    pub fn rows(self) -> impl Iterator<Item = &'static str> {
        #[cfg(feature = "embedded")]
        let texts = Some(TEXTS.get_or_init(|| EMBEDDED));
        #[cfg(not(feature = "embedded"))]
        let texts = TEXTS.get();
        let text = texts.and_then(|texts| texts.get(self as usize)).copied().unwrap_or_default();
        text.lines().filter(|line| !line.starts_with('#'))
    }

    /// Takes the contents of [`Table::FILES`]; they stay as long as the panel. Only the first call counts, and it must
    /// come before anything reads a table, since the rooms keep what they made of one. Programs that have the tables
    /// inside keep those.
    pub fn install(texts: [&'static str; COUNT]) {
        if cfg!(not(feature = "embedded")) {
            TEXTS.get_or_init(|| texts);
        }
    }
}

/// A row of a table whose first cell names it: a list of words, taken apart when it is first used.
#[derive(Debug)]
pub struct WordList {
    table: Table,
    name: &'static str,
    words: OnceLock<Vec<&'static str>>,
}

impl WordList {
    /// The row of that name; an empty list where there is none.
    pub const fn new(table: Table, name: &'static str) -> Self {
        Self { table, name, words: OnceLock::new() }
    }

    /// Whether it is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.contains(&word)
    }
}

impl Deref for WordList {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words.get_or_init(|| {
            let mut rows = self.table.rows().filter_map(|row| row.split_once('\t'));
            rows.find(|(name, _)| *name == self.name)
                .map(|(_, words)| words.split('|').filter(|word| !word.is_empty()).collect())
                .unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_a_table_and_has_rows() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../extension/words");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        files.push("industry_keys.tsv".to_owned());
        files.sort();
        let mut tables = Table::FILES;
        tables.sort_unstable();
        assert_eq!(files, tables, "name a new file in src/core/catalogue/tables.rs");
        assert!(
            EMBEDDED
                .iter()
                .zip(Table::FILES)
                .all(|(text, file)| text.lines().count() > 5 || file == "industry_keys.tsv")
        );
    }
}
