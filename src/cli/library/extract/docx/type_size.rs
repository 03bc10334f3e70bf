//! Which text of the first page is set in the largest type: on a cover without styles that is the title.

use std::collections::BTreeMap;

/// Paragraphs that a first page may have; documents without any break of pages have one that is endless.
const PARAGRAPHS: usize = 40;
/// Words of a text that may still be a title.
const WORDS: usize = 25;

/// A paragraph of the first page.
#[derive(Debug)]
struct Line {
    size: u32,
    /// How many text boxes it stands in; lines of one title stand in the same.
    depth: usize,
    text: String,
}

/// Sizes of type in half points.
#[derive(Debug, Default)]
pub struct Sizes {
    page: Vec<Line>,
    /// The first page has ended.
    ended: bool,
    /// A break was met in the open paragraph.
    ends: bool,
    /// Letters of the open paragraph by their size.
    open: BTreeMap<u32, usize>,
    /// Letters of the whole text by their size.
    all: BTreeMap<u32, usize>,
}

impl Sizes {
    /// Text of the open paragraph.
    pub fn text(&mut self, text: &str, size: u32) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        *self.all.entry(size).or_default() += letters;
        if !self.ended && letters > 0 {
            *self.open.entry(size).or_default() += letters;
        }
    }

    /// A page ends in the open paragraph: what stands before in it is still of the page. Blank pages don't count.
    pub fn end_page(&mut self) {
        self.ends |= !self.open.is_empty();
        self.ended |= !self.ends && !self.page.is_empty();
    }

    /// A page ends behind the open paragraph.
    pub fn end_page_behind(&mut self) {
        self.ends = true;
    }

    /// The paragraph ends, `depth` text boxes deep.
    pub fn end_paragraph(&mut self, text: &str, depth: usize) {
        // Most of its letters: a large initial doesn't make a title.
        let size = std::mem::take(&mut self.open).into_iter().max_by_key(|(_, letters)| *letters);
        if let Some((size, _)) = size
            && !self.ended
            && !text.is_empty()
        {
            self.page.push(Line { size, depth, text: text.to_owned() });
        }
        self.ended |= std::mem::take(&mut self.ends) && !self.page.is_empty();
        self.ended |= self.page.len() >= PARAGRAPHS;
    }

    /// The text in the largest type of the first page, where that is clearly larger than most of the document; may be empty.
    pub fn largest(&self) -> String {
        let body = self.all.iter().max_by_key(|(_, letters)| **letters).map_or(0, |(size, _)| *size);
        let largest = self.page.iter().map(|line| line.size).max().unwrap_or(0);
        if largest * 4 < body * 5 {
            return String::new();
        }
        let Some(first) = self.page.iter().position(|line| line.size == largest) else {
            return String::new();
        };
        let lines = self.page.get(first..).unwrap_or_default();
        let depth = lines.first().map_or(0, |line| line.depth);
        let alike = lines.iter().take_while(|line| line.size == largest && line.depth == depth);
        let text = alike.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let fits = text.split(' ').count() <= WORDS && text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        if fits { text } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn largest(lines: &[(&str, u32)]) -> String {
        let mut sizes = Sizes::default();
        for (text, size) in lines {
            sizes.text(text, *size);
            sizes.end_paragraph(text, 0);
        }
        sizes.largest()
    }

    #[test]
    fn the_largest_lines_of_the_first_page_are_one_text() {
        let body = ("The close takes five days in every region that was asked.", 22);
        let cover = [("Harbourline", 28), ("Close in", 56), ("five days", 56), ("Spring", 28), body];
        assert_eq!(largest(&cover), "Close in five days");
        assert_eq!(largest(&[("A little larger", 24), body]), "");
        assert_eq!(largest(&[body]), "");
    }

    #[test]
    fn a_large_initial_and_later_pages_don_t_count() {
        let mut sizes = Sizes::default();
        sizes.text("T", 90);
        sizes.text("he close takes five days", 22);
        sizes.end_page();
        sizes.end_paragraph("The close takes five days", 0);
        sizes.text("Later", 90);
        sizes.end_paragraph("Later", 0);
        assert_eq!(sizes.largest(), "");
    }
}
