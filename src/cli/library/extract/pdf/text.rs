//! Glyphs with positions → words → lines.
//!
//! A PDF has no words: this device takes each glyph's Unicode, place and advance as the page draws them, opens a
//! new line where the baseline moves or the pen jumps back, and a new word where the gap is wider than an eighth
//! of the type size (TeX shrinks its blanks to a sixth). The order is the order of drawing, which for files of today's programs is reading order.
#![deny(clippy::indexing_slicing)]

use super::super::{decode, limits, one_line};
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::kurbo::{BezPath, Point};

/// Gap that parts words, as a share of the type size.
const WORD_GAP: f64 = 0.125;
/// Vertical step that parts lines, as a share of the type size.
pub const LINE_STEP: f64 = 0.45;
/// Share of the longer by the shorter leg of a baseline's direction from which it is slanted: 9 degrees.
const SLANT: f64 = 0.16;

/// Marks where a word may be parted.
pub const SOFT_HYPHEN: char = '\u{ad}';
/// Glyphs that each letter of an `ActualText` may stand for, and those of any.
const GLYPHS_A_LETTER: usize = 4;
const GLYPHS_OF_ANY: usize = 32;

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
    /// Glyphs that don't say which letters they draw.
    nameless: usize,
    /// How deep the drawing is in marked content.
    depth: usize,
    /// The marked content whose glyphs a text of its own stands for.
    replacement: Option<Replacement>,
    /// Whether an image was drawn.
    pub pictures: bool,
}

/// Marked content with an `ActualText`: what a ligature, a drop cap or the blank of a soft hyphen stands for.
struct Replacement {
    /// The depth that it opened.
    depth: usize,
    /// Its text until the first glyph gives it a place.
    text: Option<String>,
    /// How many more glyphs it may stand for. Content that is never closed must not silence the page.
    glyphs: usize,
}

impl TextDevice {
    /// Whether the fonts leave open what much of the page says: a third of at least twenty glyphs.
    pub fn is_nameless(&self) -> bool {
        self.glyphs >= 20 && self.nameless * 10 > self.glyphs * 3
    }

    /// The page's lines in the order of drawing. A soft hyphen at a line's end stays, for the next line to be joined by.
    pub fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        self.pen = None;
        let raw = line.text.trim_end();
        let parted = raw.ends_with(SOFT_HYPHEN);
        // A soft hyphen that is drawn amid a line is a hyphen: the font has one glyph for both.
        line.text = one_line(&raw.trim_end_matches(SOFT_HYPHEN).replace(SOFT_HYPHEN, "-"));
        if parted && !line.text.is_empty() {
            line.text.push(SOFT_HYPHEN);
        }
        if !line.text.is_empty() {
            self.lines.push(line);
        }
    }

    /// A glyph that adds no text to the line.
    fn pass(&mut self, end: Point) {
        if self.pen.is_some() {
            self.pen = Some(end);
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
            let own = glyph.as_unicode().map(written).unwrap_or_default();
            match &mut self.replacement {
                Some(replacement) if replacement.glyphs > 0 => {
                    replacement.glyphs -= 1;
                    let text = replacement.text.take().unwrap_or_default();
                    if text == "\u{ad}" && own.trim().is_empty() {
                        // A place where the word might be parted and is not; the blank is drawn over by what follows.
                        self.pass(places.0);
                    } else if text.is_empty() {
                        self.pass(places.1);
                    } else {
                        self.glyph(&plain(&text), places, size.max(0.1), slanted);
                    }
                }
                _ => {
                    self.nameless += usize::from(!says_letters(&own));
                    if !own.is_empty() {
                        self.glyph(&plain(&own), places, size.max(0.1), slanted);
                    }
                }
            }
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.depth += 1;
        if self.replacement.is_none()
            && let Some(text) = properties.and_then(|p| p.get::<PdfString<'_>>("ActualText"))
        {
            let text = text_string(text.as_bytes());
            if !text.is_empty() && !says_letters(&text) {
                return;
            }
            let letters = text.chars().count();
            // The same long text may be named again and again.
            self.glyphs = self.glyphs.saturating_add(letters);
            let glyphs = letters * GLYPHS_A_LETTER + GLYPHS_OF_ANY;
            self.replacement = Some(Replacement { depth: self.depth, text: Some(text), glyphs });
        }
    }

    fn end_marked_content(&mut self) {
        if self.replacement.as_ref().is_some_and(|replacement| replacement.depth == self.depth) {
            self.replacement = None;
        }
        self.depth = self.depth.saturating_sub(1);
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

/// What a glyph's font says that it draws.
fn written(unicode: BfString) -> String {
    match unicode {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    }
}

/// Whether the text could be read by somebody: no control character, none of a font's private ones.
fn says_letters(text: &str) -> bool {
    !text.is_empty()
        && !text.chars().any(|c| {
            c == '\u{fffd}' || c.is_control() && !c.is_whitespace() || ('\u{e000}'..='\u{f8ff}').contains(&c)
        })
}

/// Ligatures in letters; one blank, one hyphen.
fn plain(text: &str) -> String {
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
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// A text of the file beside its pages (a property, an `ActualText`): UTF-16 by its mark, else UTF-8, else Latin letters.
pub fn text_string(bytes: &[u8]) -> String {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        return decode(bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
