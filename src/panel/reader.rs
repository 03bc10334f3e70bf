//! An asset's text for reading offline, page by page, and what is looked for in it.

use super::list::{Row, Sending, place};
use pitchside_core::catalogue::Unit;
use pitchside_core::text::fold;
use std::ops::Range;

/// What parts the cells of a table's row in the library's text.
const CELL: &str = " · ";
/// The most places that are counted of what is looked for.
const MOST_FOUND: usize = 1_000;

/// What stands on a page, one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text {
        /// Its words.
        words: String,
        /// Speaker notes: the rep's own.
        notes: bool,
        /// It is of the passage that the rep came from.
        wanted: bool,
    },
    /// A table.
    Table {
        /// Its rows; each has at least two cells.
        rows: Vec<Vec<String>>,
        /// The first of them names the columns.
        headed: bool,
        /// It holds the passage that the rep came from.
        wanted: bool,
    },
}

/// What stands on one page, slide, sheet or section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderPage {
    /// Counted from 1.
    pub position: u32,
    /// Its first passage's number in the index.
    pub passage: u32,
    /// In reading order.
    pub parts: Vec<Part>,
}

impl ReaderPage {
    /// An empty page that begins with a passage.
    pub fn new(position: u32, passage: u32) -> Self {
        Self { position, passage, parts: Vec::new() }
    }

    /// Adds a passage's text: lines of cells become a table, also together with those of the passage before.
    pub fn add(&mut self, text: &str, notes: bool, wanted: bool) {
        for line in text.split('\n') {
            let cells: Vec<String> = line.split(CELL).map(str::to_owned).collect();
            match self.parts.last_mut() {
                Some(Part::Table { rows, wanted: before, .. }) if cells.len() > 1 => {
                    rows.push(cells);
                    *before |= wanted;
                }
                _ if cells.len() > 1 => {
                    self.parts.push(Part::Table { rows: vec![cells], headed: false, wanted })
                }
                _ => self.parts.push(Part::Text { words: line.to_owned(), notes, wanted }),
            }
        }
    }

    /// Settles what is a table once all of the page is there: a row alone is a line of text, and a first row without
    /// figures above others with some names the columns.
    pub fn settle(&mut self) {
        let figures = |row: &Vec<String>| row.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        for part in &mut self.parts {
            let Part::Table { rows, headed, wanted } = part else { continue };
            let (first, rest) = (rows.first(), rows.get(1..).unwrap_or_default());
            *headed = first.is_some_and(|first| !figures(first)) && rest.iter().any(figures);
            if let (Some(only), []) = (first, rest) {
                *part = Part::Text { words: only.join(CELL), notes: false, wanted: *wanted };
            }
        }
    }

    /// Every stretch of text in the order in which it stands there.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        for part in &self.parts {
            match part {
                Part::Heading(words) | Part::Text { words, .. } => texts.push(words),
                Part::Table { rows, .. } => texts.extend(rows.iter().flatten().map(String::as_str)),
            }
        }
        texts
    }
}

/// Where something that is looked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page, counted from 0.
    pub page: usize,
    /// The stretch of [`ReaderPage::texts`], counted from 0.
    pub text: usize,
    /// The bytes of it.
    pub range: Range<usize>,
}

/// What is looked for in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// As typed.
    pub words: String,
    /// Where it stands, in reading order; at most a thousand.
    pub places: Vec<Place>,
    /// Which of them is in view, counted from 0.
    pub at: usize,
}

impl Search {
    /// `2 of 7`, `No match`; empty without words.
    pub fn count(&self) -> String {
        let all = self.places.len();
        match (self.words.trim().is_empty(), all) {
            (true, _) => String::new(),
            (false, 0) => "No match".to_owned(),
            _ => {
                let more = if all == MOST_FOUND { "+" } else { "" };
                [(self.at + 1).to_string().as_str(), " of ", &all.to_string(), more].concat()
            }
        }
    }
}

/// An asset that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The asset's number in the index.
    pub asset: u32,
    /// Its title.
    pub title: String,
    /// Version and length.
    pub hint: String,
    /// The asset's language, for hyphenation and screen readers.
    pub language: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Only those that have text, in order.
    pub pages: Vec<ReaderPage>,
    /// Which of them is in view, counted from 0.
    pub at: usize,
    /// Whether the package holds a picture of its first page.
    pub picture: bool,
    /// Whether that picture is enlarged.
    pub enlarged: bool,
    /// What is looked for, while the field for it is open.
    pub search: Option<Search>,
    /// Whether it may be sent.
    pub sending: Sending,
    /// Whether there is an original to open.
    pub opens: bool,
}

impl Reader {
    /// The page in view.
    pub fn page(&self) -> Option<&ReaderPage> {
        self.pages.get(self.at)
    }

    /// What Enter copies: the first passage of the page in view, hence a link to that page.
    pub fn row(&self) -> Row {
        Row { asset: self.asset, passage: self.page().map(|page| page.passage) }
    }

    /// `p. 5`; empty without text.
    pub fn place(&self) -> String {
        self.page().map_or_else(String::new, |p| place(self.unit, p.position))
    }

    /// Looks for words: the first place on this page or behind it comes into view, else the first of all.
    pub fn look_for(&mut self, words: String) {
        let mut search = Search { places: self.places(&words), words, at: 0 };
        search.at = search.places.iter().position(|place| place.page >= self.at).unwrap_or(0);
        self.search = Some(search);
        self.turn_to_found();
    }

    /// The next place, or the one before; behind the last comes the first.
    pub fn step(&mut self, next: bool) {
        let Some(search) = &mut self.search else { return };
        let all = search.places.len();
        if all > 0 {
            search.at = (search.at + if next { 1 } else { all - 1 }) % all;
            self.turn_to_found();
        }
    }

    fn turn_to_found(&mut self) {
        if let Some(place) = self.search.as_ref().and_then(|search| search.places.get(search.at)) {
            self.at = place.page;
        }
    }

    /// Where words stand, whatever their case and accents.
    fn places(&self, words: &str) -> Vec<Place> {
        let wanted: Vec<char> = fold(words.trim()).chars().collect();
        let mut places = Vec::new();
        if wanted.is_empty() {
            return places;
        }
        for (page, shown) in self.pages.iter().enumerate() {
            for (text, words) in shown.texts().into_iter().enumerate() {
                for range in ranges(words, &wanted) {
                    places.push(Place { page, text, range });
                    if places.len() == MOST_FOUND {
                        return places;
                    }
                }
            }
        }
        places
    }

    /// The ranges that were found in a stretch of the page in view, and whether each is the one in view.
    pub fn found_in(&self, text: usize) -> Vec<(Range<usize>, bool)> {
        let mut found = Vec::new();
        let Some(search) = &self.search else { return found };
        for (number, place) in search.places.iter().enumerate() {
            if place.page == self.at && place.text == text {
                found.push((place.range.clone(), number == search.at));
            }
        }
        found
    }
}

/// The byte ranges in which folded words stand in a text, one behind the other.
fn ranges(text: &str, wanted: &[char]) -> Vec<Range<usize>> {
    // Each folded letter with the bytes of the one that it came from.
    let mut letters: Vec<(char, Range<usize>)> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let bytes = start..start + letter.len_utf8();
        if letter.is_ascii() {
            letters.push((letter.to_ascii_lowercase(), bytes));
            continue;
        }
        for folded in fold(letter.encode_utf8(&mut [0; 4])).chars() {
            letters.push((folded, bytes.clone()));
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(window) = letters.get(from..from + wanted.len()) {
        let same = window.iter().zip(wanted).all(|((letter, _), wanted)| letter == wanted);
        if same && let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) {
            // One letter that is folded into two is found once.
            if found.last().is_none_or(|before| before.end <= first.start) {
                found.push(first.start..last.end);
            }
            from += wanted.len();
        } else {
            from += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(pages: &[&[&str]]) -> Reader {
        let mut all = Vec::new();
        for (at, passages) in pages.iter().enumerate() {
            let mut page = ReaderPage::new(at as u32 + 1, at as u32);
            for text in *passages {
                page.add(text, false, false);
            }
            page.settle();
            all.push(page);
        }
        Reader {
            asset: 0,
            title: String::new(),
            hint: String::new(),
            language: "en".into(),
            unit: Unit::Page,
            pages: all,
            at: 0,
            picture: false,
            enlarged: false,
            search: None,
            sending: Sending::Free,
            opens: false,
        }
    }

    #[test]
    fn rows_of_several_passages_are_one_table_and_a_row_alone_is_none() {
        let reader = reader(&[&["Prices\nPlan · Price\nBasic · 10", "Plus · 20"], &["A · B"]]);
        let Part::Table { rows, headed, .. } = &reader.pages[0].parts[1] else { panic!("{reader:?}") };
        assert_eq!((rows.len(), *headed), (3, true));
        assert_eq!(reader.pages[1].texts(), ["A · B"]);
        assert!(matches!(reader.pages[1].parts[0], Part::Text { .. }));
    }

    #[test]
    fn what_is_looked_for_is_found_whatever_its_case_and_accents_and_counted_over_all_pages() {
        let mut reader =
            reader(&[&["Résumé of the close.", "The CLOSE · Straße\nclose · 5"], &["Nothing"], &["Closed"]]);
        reader.look_for(" close".to_owned());
        assert_eq!(reader.search.as_ref().unwrap().count(), "1 of 4");
        let texts: Vec<&str> =
            reader.found_in(1).iter().map(|(r, _)| &reader.pages[0].texts()[1][r.clone()]).collect();
        assert_eq!(texts, ["CLOSE"]);
        reader.step(false);
        assert_eq!((reader.at, reader.search.as_ref().unwrap().count().as_str()), (2, "4 of 4"));
        reader.step(true);
        assert_eq!(reader.at, 0);
        reader.look_for("resume".to_owned());
        assert_eq!(reader.found_in(0), [(0..8, true)]);
        reader.look_for("STRASSE".to_owned());
        assert_eq!(reader.search.as_ref().unwrap().count(), "1 of 1");
        reader.look_for("ss".to_owned());
        let found = &reader.search.as_ref().unwrap().places[0];
        assert_eq!(&reader.pages[0].texts()[found.text][found.range.clone()], "ß");
        reader.look_for("raße".to_owned());
        assert_eq!(reader.search.as_ref().unwrap().places.len(), 1);
        reader.look_for("nowhere".to_owned());
        assert_eq!(reader.search.as_ref().unwrap().count(), "No match");
        reader.look_for("  ".to_owned());
        assert_eq!(reader.search.as_ref().unwrap().count(), "");
    }

    #[test]
    fn a_search_begins_on_the_page_in_view() {
        let mut reader = reader(&[&["one"], &["two"], &["one"]]);
        reader.at = 1;
        reader.look_for("one".to_owned());
        assert_eq!((reader.at, reader.search.unwrap().at), (2, 1));
    }
}
