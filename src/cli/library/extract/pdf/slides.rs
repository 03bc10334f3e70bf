//! Whether a PDF's pages are slides.
#![deny(clippy::indexing_slicing)]

use super::text::Line;

/// Pages from which a document can be a deck: one landscape page is a flyer or a drawing.
const PAGES: usize = 3;
/// Width by height of a slide: from a printed 5:4 to a screen's 16:9, with a little on both sides.
const PROPORTIONS: std::ops::RangeInclusive<f64> = 1.2..=2.0;
/// Words a page up to which it is shown and not read.
const WORDS: usize = 150;

/// Whether most of the pages (width, height) have a screen's proportions, hold few words, and these are no table of figures:
/// a printed sheet is landscape too.
pub fn are_slides(sizes: &[(f64, f64)], texts: &[Vec<Line>]) -> bool {
    let wide = sizes.iter().filter(|(width, height)| PROPORTIONS.contains(&(width / height))).count();
    let words = || texts.iter().flatten().flat_map(|line| line.text.split_whitespace());
    let (count, figures) =
        (words().count(), words().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count());
    sizes.len() >= PAGES
        && wide * 5 >= sizes.len() * 4
        && count <= WORDS * texts.len()
        && figures * 3 <= count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(size: (f64, f64), text: &str) -> bool {
        let line = Line { text: text.to_owned(), ..Line::default() };
        are_slides(&[size; 4], &vec![vec![line]; 4])
    }

    #[test]
    fn landscape_pages_with_few_words_are_slides() {
        assert!(pages((960.0, 540.0), "How Alderney closed in five days"));
        assert!(pages((842.0, 595.0), "How Alderney closed in five days"));
        assert!(!pages((595.0, 842.0), "How Alderney closed in five days"), "upright");
        assert!(!pages((2400.0, 600.0), "How Alderney closed in five days"), "a banner");
        assert!(!pages((842.0, 595.0), &"word ".repeat(400)), "to be read");
        assert!(!pages((842.0, 595.0), "Rent 1,200 Heat 300 Total 1,500"), "a sheet");
    }

    #[test]
    fn a_flyer_of_one_page_is_none() {
        assert!(!are_slides(&[(842.0, 595.0)], &[Vec::new()]));
    }
}
