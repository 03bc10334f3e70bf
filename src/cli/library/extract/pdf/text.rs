//! Glyphs with positions → words → lines.
//!
//! A PDF has no words: this device takes each glyph's Unicode, place and advance as the page draws them, opens a
//! new line where the baseline moves or the pen jumps back, and a new word where the gap is wider than an eighth
//! of the type size (TeX shrinks its blanks to a sixth). The order is the order of drawing, which for files of today's programs is reading order.
#![deny(clippy::indexing_slicing)]

use super::super::{limits, one_line};
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{BezPath, Point};

/// Gap that parts words, as a share of the type size.
const WORD_GAP: f64 = 0.125;
/// Vertical step that parts lines, as a share of the type size.
pub const LINE_STEP: f64 = 0.45;
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
        line.text = one_line(&line.text);
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
