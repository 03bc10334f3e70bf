//! The vocabularies: files under `extension/words/`, one row a line.
//!
//! # Why
//! They were a tenth of the wasm, and of what the browser compiles before the panel shows anything. Programs with the feature
//! `embedded` have them inside; the panel fetches them from its package (one file, see the command's `package/tables.rs`)
//! while the wasm starts, and puts them here by [`Table::install`] before the first page is read.

use std::cmp::Ordering;
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
        const EMBEDDED: [&str; COUNT] = [$(include_str!(concat!("../../extension/words/", $file)),)* ""];
    };
}

tables! {
    /// The taxonomy of industries.
    Industries "industries.tsv",
    /// Wordings of industries.
    IndustryWords "industry_words.tsv",
    /// What of a description speaks for which sector.
    IndustryModel "industry_model.tsv",
    /// What of a title speaks for which function.
    FunctionModel "function_model.tsv",
    /// What of a title speaks for which level.
    LevelModel "level_model.tsv",
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
    /// What people of each function work on.
    Work "work.tsv",
    /// Words without content.
    StopWords "stop_words.tsv",
    /// Words of questions: which mean the same, what they ask for.
    QuestionWords "question_words.tsv",
    /// Lists of words around companies.
    CompanyWords "company_words.tsv",
}

/// The cells of a row; as many as the widest table has columns.
pub type Cells = [&'static str; 6];

static TEXTS: OnceLock<[&'static str; COUNT]> = OnceLock::new();

impl Table {
    fn text(self) -> &'static str {
        #[cfg(feature = "embedded")]
        let texts = Some(TEXTS.get_or_init(|| EMBEDDED));
        #[cfg(not(feature = "embedded"))]
        let texts = TEXTS.get();
        texts.and_then(|texts| texts.get(self as usize)).copied().unwrap_or_default()
    }

    /// Its rows without comments (`#`); none in a panel to which it was not given.
    pub fn rows(self) -> impl Iterator<Item = &'static str> {
        self.text().lines().filter(|line| !line.starts_with('#'))
    }

    /// The rest of the row that begins with this cell, of a table whose rows ascend by bytes: found by halving, without taking the
    /// table apart first.
    pub fn row(self, cell: &str) -> Option<&'static str> {
        let text = self.text();
        let (mut from, mut to) = (0, text.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let start = text
                .as_bytes()
                .get(from..middle)?
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(from, |at| from + at + 1);
            let row = text.get(start..)?.split('\n').next()?;
            let (head, rest) = row.split_once('\t').unwrap_or((row, ""));
            match head.cmp(cell) {
                Ordering::Equal => return Some(rest),
                Ordering::Less => from = start + row.len() + 1,
                Ordering::Greater => to = start,
            }
        }
        None
    }

    /// Hands out its rows cell by cell; cells that a row leaves out are empty.
    pub fn each(self, read: &mut dyn FnMut(Cells)) {
        for row in self.rows() {
            let mut cells = Cells::default();
            let mut texts = row.split('\t');
            for cell in &mut cells {
                *cell = texts.next().unwrap_or_default();
            }
            read(cells);
        }
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

/// The words of a cell (`|` between).
pub fn alternatives(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|word| !word.is_empty()).collect()
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
            let mut list = Vec::new();
            self.table.each(&mut |[name, words, ..]| {
                if name == self.name {
                    list = alternatives(words);
                }
            });
            list
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
        files.retain(|file| file != "concepts.tsv"); // what an index takes when it is built
        files.push("industry_keys.tsv".to_owned());
        files.sort();
        let mut tables = Table::FILES;
        tables.sort_unstable();
        assert_eq!(files, tables, "name a new file in src/core/tables.rs");
        assert!(
            EMBEDDED
                .iter()
                .zip(Table::FILES)
                .all(|(text, file)| text.lines().count() > 5 || file == "industry_keys.tsv")
        );
    }

    #[test]
    fn every_row_of_an_ascending_table_is_found_by_its_first_cell_and_nothing_else_is() {
        for table in [Table::IndustryModel, Table::FunctionModel, Table::LevelModel] {
            for row in table.rows() {
                let (cell, rest) = row.split_once('\t').unwrap();
                assert_eq!(table.row(cell), Some(rest), "{cell}");
                assert_eq!(table.row(&format!("{cell}\u{1}")), None, "{cell}");
            }
            assert_eq!((table.row(""), table.row("\u{10ffff}")), (None, None));
        }
        assert_eq!(Table::IndustryKeys.row("bank"), None); // no rows at all
    }

    /// Each `WordList::new(Table::TABLE, "ROW")` of the sources.
    fn lists_in(folder: &std::path::Path, lists: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                lists_in(&path, lists);
            } else if path != std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tables.rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for call in text.split("WordList::new(Table::").skip(1) {
                    let (table, row) = call.split_once(", \"").unwrap();
                    lists.push((table.to_owned(), row.split('"').next().unwrap().to_owned()));
                }
            }
        }
    }

    #[test]
    fn every_list_of_words_is_a_row_and_every_row_is_somebodys_list() {
        let mut lists = Vec::new();
        lists_in(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), &mut lists);
        lists.sort();
        let mut rows = Vec::new();
        for table in [Table::CompanyWords, Table::NameWords, Table::TitleWords, Table::QuestionWords] {
            table.each(&mut |[row, words, ..]| {
                if table == Table::QuestionWords && row != "wish" {
                    return;
                }
                assert!(!alternatives(words).is_empty(), "{row}");
                rows.push((format!("{table:?}"), row.to_owned()));
            });
        }
        rows.sort();
        assert_eq!(lists, rows);
    }
}
