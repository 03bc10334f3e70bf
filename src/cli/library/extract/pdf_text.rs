//! Glyphs with positions → words → lines → blocks under headings.
//!
//! A PDF has no words: this device takes each glyph's Unicode, place and advance as the page draws them, opens a
//! new line where the baseline moves or the pen jumps back, and a new word where the gap is wider than an eighth
//! of the type size (TeX shrinks its blanks to a sixth). The order is the order of drawing, which for files of today's programs is reading order.
#![deny(clippy::indexing_slicing)]

use super::headings::Headings;
use super::{Block, limits};
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{BezPath, Point};

/// Gap that parts words, as a share of the type size.
const WORD_GAP: f64 = 0.125;
/// Vertical step that parts lines, as a share of the type size.
const LINE_STEP: f64 = 0.45;
/// Share of the longer by the shorter leg of a baseline's direction from which it is slanted: 9 degrees.
const SLANT: f64 = 0.16;

/// A line of a page as it was drawn.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its words, one blank between them.
    pub text: String,
    /// Its baseline in points below the page's top.
    pub baseline: f64,
    /// Type size in points, as drawn.
    pub size: f64,
    /// Whether it runs neither along nor across the page: a watermark, or a label of a figure.
    pub slanted: bool,
}

/// Collects one page's lines.
#[derive(Default)]
pub struct TextDevice {
    lines: Vec<Line>,
    line: Line,
    /// Where the pen stands after the last glyph.
    pen: Option<Point>,
    /// The glyph before, to leave out what is drawn twice (outlined or faked bold).
    last: Option<(Point, String)>,
    glyphs: usize,
    /// Whether an image was drawn.
    pub pictures: bool,
}

impl TextDevice {
    /// The page's lines in the order of drawing.
    pub fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        self.pen = None;
        line.text = super::one_line(&line.text);
        if !line.text.is_empty() {
            self.lines.push(line);
        }
    }

    fn glyph(&mut self, text: &str, (start, end): (Point, Point), size: f64, slanted: bool) {
        if let Some((at, before)) = &self.last
            && before == text
            && (*at - start).hypot() < size * 0.1
        {
            return;
        }
        self.last = Some((start, text.to_owned()));
        if let Some(pen) = self.pen {
            let gap = start.x - pen.x;
            let step = (start.y - pen.y).abs();
            let largest = size.max(self.line.size);
            if slanted != self.line.slanted
                || step > largest * LINE_STEP
                || gap < -largest
                || gap > largest * 12.0
            {
                self.end_line();
            } else if gap > size * WORD_GAP {
                self.line.text.push(' ');
            }
        }
        if self.line.text.is_empty() {
            self.line = Line { text: String::new(), baseline: start.y, size, slanted };
        }
        self.line.size = self.line.size.max(size);
        self.line.text.push_str(text);
        self.pen = Some(end);
    }
}

impl<'a> Device<'a> for TextDevice {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyphs += 1;
            if self.glyphs > limits::PAGE_GLYPHS {
                return;
            }
            let Some(unicode) = glyph.as_unicode() else { continue };
            let mut buffer = [0; 4];
            let text = match &unicode {
                BfString::Char(c) => &*c.encode_utf8(&mut buffer),
                BfString::String(text) => text,
            };
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(type3) => type3.advance_width(),
            };
            let transform = props.transform * glyph.transform();
            let [a, b, c, d, ..] = transform.as_coeffs();
            // Glyph space has 1,000 units to the type size.
            let size = (c.hypot(d).max(0.0)) * 1000.0;
            let start = transform * Point::ZERO;
            let end = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            if [start.x, start.y, end.x, end.y, size].iter().any(|v| !v.is_finite()) {
                continue;
            }
            // Turned: read along the turned baseline, so that words of a sideways label stay whole.
            let slanted = a.abs() > SLANT * b.abs().max(1e-9) && b.abs() > SLANT * a.abs();
            let places = match () {
                () if slanted => (along(start, a, b), along(end, a, b)),
                () if b.abs() > a.abs() => (turn(start, b), turn(end, b)),
                () => (start, end),
            };
            self.glyph(&ligatures(text), places, size.max(0.1), slanted);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.pictures = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A point in the frame of a baseline that runs in direction (a, b).
fn along(point: Point, a: f64, b: f64) -> Point {
    let length = a.hypot(b);
    Point::new((point.x * a + point.y * b) / length, (point.y * a - point.x * b) / length)
}

fn turn(point: Point, along: f64) -> Point {
    if along > 0.0 { Point::new(point.y, -point.x) } else { Point::new(-point.y, point.x) }
}

fn ligatures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{a0}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Lines of one page joined to paragraphs; larger type makes headings, the larger the further out. `headings` are those
/// that still hold from the page before and leaves with those that hold at the end.
///
/// `body` is the document's usual type size in points, `usual` that of most of its headings: larger ones (a figure that is
/// shown off, a title) hold nothing below them.
pub fn blocks(lines: &[Line], position: u32, body: f64, usual: f64, headings: &mut Headings) -> Vec<Block> {
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
                join(heading, &line.text);
            }
            pending = true;
        } else if follows
            && !pending
            && let Some(last) = blocks.last_mut()
        {
            join(&mut last.text, &line.text);
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

/// Appends a line to a paragraph; a word that was parted by a hyphen is mended.
fn join(paragraph: &mut String, line: &str) {
    let mended = line.chars().next().is_some_and(char::is_lowercase)
        && paragraph.ends_with('-')
        && paragraph.chars().rev().nth(1).is_some_and(char::is_lowercase);
    if mended {
        paragraph.pop();
    } else if !paragraph.is_empty() && !paragraph.ends_with(['\u{2010}', '/']) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
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
        let blocks = blocks(&lines, 3, 10.0, 20.0, &mut headings);
        let heading = headings.path();
        assert_eq!(heading, "How Alderney closed in five days");
        let texts: Vec<_> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["The team had used a reconciliation template.", "• A point"]);
        assert!(blocks.iter().all(|b| b.position == 3 && b.heading == heading));
    }

    #[test]
    fn glyphs_drawn_twice_count_once_and_gaps_part_words() {
        let mut device = TextDevice::default();
        let mut x = 10.0;
        for c in ["H", "i"] {
            for _ in 0..2 {
                device.glyph(c, (Point::new(x, 20.0), Point::new(x + 5.0, 20.0)), 10.0, false);
            }
            x += 5.0;
        }
        device.glyph("y", (Point::new(x + 3.0, 20.0), Point::new(x + 8.0, 20.0)), 10.0, false);
        device.glyph("z", (Point::new(10.0, 34.0), Point::new(15.0, 34.0)), 10.0, false);
        let lines = device.finish();
        let texts: Vec<_> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["Hi y", "z"]);
    }
}
