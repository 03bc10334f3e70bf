//! What may be the title of a PDF: its file's property, the largest type on its first pages, its first heading.
#![deny(clippy::indexing_slicing)]

use super::super::one_line;
use super::super::titles::{is_own, is_title};
use super::hyphens::Words;
use super::text::{LINE_STEP, Line, text_string};
use hayro::hayro_syntax::Pdf;
use std::collections::HashMap;

/// Groups of lines in large type that are looked at on a page.
const GROUPS: usize = 12;

/// The title of the file's properties unless a program made it up or it is a file's name.
pub fn of_properties(pdf: &Pdf) -> Option<String> {
    let title = one_line(&text_string(pdf.metadata().title.as_deref()?));
    is_own(&title).then_some(title)
}

/// What is set in the largest type on the first page and could be a title, else on the second.
///
/// `pages` are all lines of the pages, `body` the type size of the text: what is set in the size of the text is a title only
/// where there is nothing else.
pub fn of_largest_type(pages: &[Vec<Line>], body: f64, words: &Words) -> Option<String> {
    let lettering = Lettering::of(pages);
    pages.iter().take(2).find_map(|lines| on_page(lines, body, words, &lettering))
}

fn on_page(lines: &[Line], body: f64, words: &Words, lettering: &Lettering) -> Option<String> {
    let mut groups = groups(lines, words);
    groups.sort_by(|a, b| b.0.total_cmp(&a.0));
    let only = groups.len() == 1;
    let mut titles = groups
        .into_iter()
        .take(GROUPS)
        .filter(|(size, text)| {
            (*size > body * 1.15 || only && !text.contains(". "))
                && is_title(text)
                && !lettering.repeats(text, *size)
        })
        .map(|(_, text)| text);
    let first = titles.next()?;
    match titles.next() {
        // A company draws its name in capitals and writes it like any other: what follows is the title.
        Some(second) if lettering.is_name(&first) && !is_capitals(&second) && second.contains(' ') => {
            Some(second)
        }
        _ => Some(first),
    }
}

/// Lines of one size that follow each other, as one text with its size.
fn groups(lines: &[Line], words: &Words) -> Vec<(f64, String)> {
    let mut groups: Vec<(f64, String)> = Vec::new();
    let mut above: Option<&Line> = None;
    for line in lines.iter().filter(|line| !line.slanted) {
        let goes_on = above.is_some_and(|above| {
            let step = line.baseline - above.baseline;
            (above.size - line.size).abs() < above.size * 0.05
                && step > line.size * LINE_STEP
                && step < line.size * 2.0
        });
        match groups.last_mut() {
            Some((size, text)) if goes_on => {
                *size = size.max(line.size);
                words.join(text, &line.text);
            }
            _ => groups.push((line.size, line.text.clone())),
        }
        above = Some(line);
    }
    for (_, text) in &mut groups {
        *text = one_line(text);
    }
    groups
}

fn is_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// How a company draws its name, as far as the pages tell.
struct Lettering {
    pages: usize,
    /// On how many pages a line stands in this size, by its words in lower case and its size in points; and on the last one.
    lines: HashMap<(String, i64), (usize, bool)>,
    /// The text of all pages.
    text: String,
}

impl Lettering {
    fn of(pages: &[Vec<Line>]) -> Self {
        let mut lines: HashMap<(String, i64), (usize, bool)> = HashMap::new();
        for (at, page) in pages.iter().enumerate() {
            let mut keys: Vec<_> = page.iter().map(|line| Self::key(&line.text, line.size)).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let times = lines.entry(key).or_default();
                times.0 += 1;
                times.1 |= at + 1 == pages.len();
            }
        }
        let texts = pages.iter().flatten().map(|line| line.text.as_str());
        Self { pages: pages.len(), lines, text: texts.collect::<Vec<_>>().join(" ") }
    }

    fn key(text: &str, size: f64) -> (String, i64) {
        (one_line(text).to_lowercase(), size.round() as i64)
    }

    /// Whether these words come again as large as here: on most pages, or on the last one. A title that runs along is smaller.
    fn repeats(&self, text: &str, size: f64) -> bool {
        let (times, last) = self.lines.get(&Self::key(text, size)).copied().unwrap_or_default();
        times > 1 && (times * 2 > self.pages || last)
    }

    /// Whether these are a few words in capitals that the text writes as a name.
    fn is_name(&self, text: &str) -> bool {
        let capital = |word: &str| {
            let mut chars = word.chars();
            chars.next().map_or(String::new(), |first| first.to_string() + &chars.as_str().to_lowercase())
        };
        let name = text.split(' ').map(capital).collect::<Vec<_>>().join(" ");
        is_capitals(text) && text.split(' ').count() <= 3 && self.text.contains(&name)
    }
}

/// The first of these headings that could be a title.
pub fn of_headings<'h>(mut headings: impl Iterator<Item = &'h str>) -> Option<&'h str> {
    headings.find(|heading| is_title(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of lines, each with its size.
    fn title(pages: &[&[(&str, f64)]]) -> Option<String> {
        let page = |lines: &&[(&str, f64)]| {
            let mut baseline = 50.0;
            let line = |(text, size): &(&str, f64)| {
                baseline += size * 1.2;
                Line { text: (*text).to_owned(), baseline, size: *size, slanted: false }
            };
            lines.iter().map(line).collect::<Vec<_>>()
        };
        let pages: Vec<_> = pages.iter().map(page).collect();
        of_largest_type(&pages, 10.0, &Words::default())
    }

    const TEXT: (&str, f64) = ("The close of the books takes five days now.", 10.0);

    #[test]
    fn figures_dates_marks_and_initials_are_no_titles() {
        for other in [
            "4224",
            "5 days",
            "€ 1.26m",
            "91 %",
            "8,4 Mio.",
            "T",
            "DRAFT",
            "Table of contents",
            "Page 1",
            "June 2023",
            "12. Mai 2026",
            "JUNE 2023 | VERSION 1.0",
            "www.example.com",
        ] {
            let title = title(&[&[(other, 30.0), ("Alderney closes in five days", 20.0), TEXT]]);
            assert_eq!(title.as_deref(), Some("Alderney closes in five days"), "{other}");
        }
        for own in ["2026 Outlook", "7 tips for closing sooner", "E-Rechnung", "May we help you?"] {
            assert_eq!(title(&[&[(own, 30.0), TEXT]]).as_deref(), Some(own));
        }
    }

    #[test]
    fn lines_of_one_size_are_one_title_and_a_smaller_one_is_none_of_it() {
        let page: &[_] =
            &[("The faster close: what to", 24.0), ("stop", 24.0), ("A paper for controllers", 14.0), TEXT];
        assert_eq!(title(&[page]).unwrap(), "The faster close: what to stop");
    }

    #[test]
    fn a_name_that_comes_again_in_its_size_is_lettering() {
        let inner: &[_] = &[("HARBOURLINE", 30.0), TEXT];
        let first: &[_] = &[("HARBOURLINE", 30.0), ("Cover for carriers", 18.0), TEXT];
        assert_eq!(title(&[first, inner, inner]).unwrap(), "Cover for carriers");
        assert_eq!(title(&[first, &[TEXT], inner]).unwrap(), "Cover for carriers", "on the last page");
        let runs_along: &[_] = &[("HARBOURLINE", 8.0), TEXT];
        assert_eq!(title(&[first, runs_along, runs_along]).unwrap(), "HARBOURLINE");
        let named: &[_] = &[("Harbourline pays for all.", 10.0)];
        assert_eq!(title(&[first, named]).unwrap(), "Cover for carriers", "written as a name");
    }

    #[test]
    fn the_second_page_has_the_title_where_the_first_has_none() {
        assert_eq!(title(&[&[("2026", 40.0)], &[("How ports pay", 20.0), TEXT]]).unwrap(), "How ports pay");
        assert_eq!(title(&[&[TEXT], &[TEXT]]), None, "nothing is larger");
    }
}
