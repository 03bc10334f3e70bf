//! What stands around the text of pages: heads, feet, watermarks.
#![deny(clippy::indexing_slicing)]

use super::super::{Document, Place, one_line};
use super::text::Line;
use std::collections::HashMap;

/// Lines within the outermost tenth of a page are its head and foot. Those of the first page and those that come again are enough:
/// a text that fills its pages would fill them otherwise.
pub fn margins(pages: &[Vec<Line>], sizes: &[(f64, f64)], document: &mut Document) {
    const MARGIN: f64 = 0.1;
    let mut seen: HashMap<(Place, String), usize> = HashMap::new();
    for (at, (lines, (_, height))) in pages.iter().zip(sizes).enumerate() {
        for line in lines {
            let place = match line.baseline / height {
                share if share < MARGIN => Place::Head,
                share if share > 1.0 - MARGIN => Place::Foot,
                _ => continue,
            };
            let key: String = line.text.chars().filter(|c| !c.is_ascii_digit()).collect();
            let times = seen.entry((place, key)).or_default();
            *times += 1;
            if at == 0 || *times == 2 || pages.len() <= 3 {
                document.label(place, &line.text);
            }
        }
    }
}

/// Words across the page, larger than the text. They are no text of the page.
pub fn watermarks(pages: &mut [Vec<Line>], body: f64, document: &mut Document) {
    for lines in pages {
        lines.retain(|line| {
            let mark = line.slanted && line.size > body * 1.5 && line.text.split(' ').count() <= 8;
            if mark {
                document.label(Place::Watermark, &line.text);
            }
            !mark
        });
    }
}

/// Drops running heads and feet: lines at a page's edge that come again on most pages, page numbers aside. One that
/// counts the pages says nothing and goes from every page; any other stays on its first page, for it may be a title.
pub fn drop_running_lines(pages: &mut [Vec<Line>]) {
    const EDGE: usize = 3;
    let key = |line: &Line| -> String {
        let words = line.text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        format!("{}@{}", one_line(&words), (line.baseline / 4.0).round())
    };
    let counts_pages = |line: &Line, at: usize| {
        line.text.split_whitespace().any(|word| word.parse::<usize>().is_ok_and(|number| number == at + 1))
    };
    // How often a line stands at an edge, and how often with its page's number.
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    for (at, lines) in pages.iter().enumerate() {
        let edges =
            lines.iter().take(EDGE).chain(lines.iter().skip(EDGE.max(lines.len().saturating_sub(EDGE))));
        for line in edges {
            let times = seen.entry(key(line)).or_default();
            times.0 += 1;
            times.1 += usize::from(counts_pages(line, at));
        }
    }
    let most = (pages.len() * 3).div_ceil(5);
    for (at, lines) in pages.iter_mut().enumerate() {
        let last = lines.len().saturating_sub(EDGE);
        let mut number = 0;
        lines.retain(|line| {
            number += 1;
            let edge = number <= EDGE || number > last;
            let (times, counting) = seen.get(&key(line)).copied().unwrap_or_default();
            let runs = at > 0 && times >= most.max(3);
            let counts = counting >= most.max(2) && counts_pages(line, at);
            !edge || !(runs || counts)
        });
    }
}
