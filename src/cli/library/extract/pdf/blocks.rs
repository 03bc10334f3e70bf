//! Lines → paragraphs under headings.
#![deny(clippy::indexing_slicing)]

use super::super::Block;
use super::super::headings::Headings;
use super::hyphens::Words;
use super::text::{LINE_STEP, Line};

/// Lines of one page joined to paragraphs; larger type makes headings, the larger the further out. `headings` are those
/// that still hold from the page before and leaves with those that hold at the end.
///
/// `body` is the document's usual type size in points, `usual` that of most of its headings: larger ones (a figure that is
/// shown off, a title) hold nothing below them. `words` mends what the lines' ends part.
pub fn blocks(
    lines: &[Line],
    position: u32,
    (body, usual): (f64, f64),
    words: &Words,
    headings: &mut Headings,
) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut above: Option<&Line> = None;
    let mut pending = false;
    for line in lines {
        let large = is_heading(line, body);
        let follows = above.is_some_and(|a| continues(a, line));
        if large {
            let joins = follows && above.is_some_and(|a| is_heading(a, body)) && pending;
            if !joins {
                if pending {
                    blocks.push(Block { position, heading: headings.path(), ..Block::default() });
                }
                // Half points: the same style comes out a little larger or smaller.
                headings.enter(-(line.size.min(usual) * 2.0).round(), String::new());
            }
            if let Some(heading) = headings.last_mut() {
                words.join(heading, &line.text);
            }
            pending = true;
        } else if follows
            && !pending
            && let Some(last) = blocks.last_mut()
        {
            words.join(&mut last.text, &line.text);
        } else {
            blocks.push(Block { position, heading: headings.path(), text: line.text.clone(), notes: false });
            pending = false;
        }
        above = Some(line);
    }
    if pending {
        blocks.push(Block { position, heading: headings.path(), ..Block::default() });
    }
    blocks
}

/// The type size of most headings, in points; the larger of two that are as frequent.
pub fn usual_heading<'l>(lines: impl Iterator<Item = &'l Line>, body: f64) -> f64 {
    let mut sizes: Vec<(i64, usize)> = Vec::new();
    for line in lines.filter(|line| is_heading(line, body)) {
        let size = (line.size * 2.0).round() as i64;
        match sizes.iter_mut().find(|(known, _)| *known == size) {
            Some((_, count)) => *count += 1,
            None => sizes.push((size, 1)),
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(size, count)| (*count, *size))
        .map_or(f64::MAX, |(size, _)| size as f64 / 2.0)
}

/// A heading is set at least a seventh larger than the text, is short, and holds letters.
fn is_heading(line: &Line, body: f64) -> bool {
    line.size > body * 1.15
        && line.text.split_whitespace().count() <= 16
        && line.text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !line.text.ends_with(['.', ';', ','])
}

/// Whether `line` is the next line of the paragraph that `above` belongs to.
fn continues(above: &Line, line: &Line) -> bool {
    let step = line.baseline - above.baseline;
    let size = above.size.max(line.size);
    let alike = (above.size - line.size).abs() < size * 0.15;
    let bullet = line.text.starts_with(['•', '–', '▪', '●', '◦', '‣', '*', '■', '✓', '□', '-']);
    alike && !bullet && step > -size * LINE_STEP && step < size * 1.75
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, baseline: f64, size: f64) -> Line {
        Line { text: text.to_owned(), baseline, size, slanted: false }
    }

    #[test]
    fn larger_lines_become_headings_and_hyphens_are_mended() {
        let lines = [
            line("How Alderney closed", 50.0, 20.0),
            line("in five days", 74.0, 20.0),
            line("The team had used a reconcil-", 110.0, 10.0),
            line("iation template.", 122.0, 10.0),
            line("• A point", 134.0, 10.0),
        ];
        let mut headings = Headings::default();
        let blocks = blocks(&lines, 3, (10.0, 20.0), &Words::default(), &mut headings);
        let heading = headings.path();
        assert_eq!(heading, "How Alderney closed in five days");
        let texts: Vec<_> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["The team had used a reconciliation template.", "• A point"]);
        assert!(blocks.iter().all(|b| b.position == 3 && b.heading == heading));
    }
}
