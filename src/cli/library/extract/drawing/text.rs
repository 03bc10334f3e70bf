//! Paragraphs in lines.

use super::letters::{Face, fold, is_wide};
use super::{Area, Canvas, Colour, Paint, Path};

/// Letters of one text; more can't be seen.
const LETTERS: usize = 4_000;

/// How letters look.
#[derive(Clone, Debug)]
pub struct Style {
    /// The font.
    pub face: Face,
    /// Its size in points.
    pub size: f64,
    /// How much narrower than the font's own its letters are.
    pub squeeze: f64,
    /// Its colour.
    pub colour: Colour,
    /// What lies behind it.
    pub behind: Option<Colour>,
}

impl Style {
    /// How wide a text is.
    pub fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.face.width(c)).sum::<f64>() * self.size * self.squeeze
    }
}

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// On the left.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// On the right.
    Right,
}

impl Align {
    /// As Office writes it.
    pub fn of(word: &str) -> Self {
        match word {
            "ctr" | "center" => Self::Middle,
            "r" | "right" | "end" => Self::Right,
            _ => Self::Left,
        }
    }
}

/// How far lines are apart.
#[derive(Clone, Copy, Debug)]
pub enum Leading {
    /// In parts of what the type needs.
    Times(f64),
    /// In points.
    Points(f64),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its texts; `\n` breaks the line.
    pub runs: Vec<(String, Style)>,
    /// Where its lines stand.
    pub align: Align,
    /// Room above and below in points.
    pub room: (f64, f64),
    /// Of its lines.
    pub leading: Leading,
    /// Indents on the left, on the right, and of the first line beside the left one.
    pub indent: (f64, f64, f64),
    /// What stands before its first line.
    pub bullet: Option<(String, Style)>,
    /// The size of an empty line.
    pub size: f64,
}

/// A line: its place is its upper left corner.
#[derive(Debug)]
pub struct Line {
    /// From the text's top to the line's.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// Its texts, from the left edge of the text's area.
    pub pieces: Vec<(f64, String, Style)>,
    /// Its largest type.
    size: f64,
}

/// A text in lines.
#[derive(Debug, Default)]
pub struct Laid {
    /// The lines.
    pub lines: Vec<Line>,
    /// How tall it is.
    pub height: f64,
}

impl Laid {
    /// Draws the lines from a point.
    pub fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64)) {
        for line in &self.lines {
            line.draw(canvas, (x, y + line.top));
        }
    }
}

impl Line {
    /// Draws it with its upper left corner there.
    pub fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64)) {
        // Of what a line is taller than its type, most stands above.
        let base = y + self.height - (self.height - self.size * 1.15).max(0.0) * 0.2 - self.size * 0.25;
        for (left, text, style) in &self.pieces {
            if let Some(behind) = style.behind {
                let area = Area { x: x + left, y, w: style.width(text), h: self.height };
                canvas.fill(&Path::rect(area), &Paint::Plain(behind));
            }
            canvas.letters((x + left, base), text, style);
        }
    }
}

/// A stretch that no line breaks in, as texts of one look each, and the space behind it.
#[derive(Default)]
struct Word {
    parts: Vec<(String, Style)>,
    width: f64,
    space: f64,
    ends_line: bool,
}

fn words(runs: &[(String, Style)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut open, mut left) = (Word::default(), LETTERS);
    for (text, style) in runs {
        let mut part = String::new();
        for c in fold_lines(text).chars() {
            if left == 0 {
                break;
            }
            left -= 1;
            let ends = c == '\n' || c.is_whitespace() || is_wide(c);
            if !ends || is_wide(c) {
                part.push(c);
            }
            if ends {
                push(&mut open, &mut part, style);
                open.ends_line = c == '\n';
                open.space = if c == ' ' { style.width(" ") } else { 0.0 };
                words.push(std::mem::take(&mut open));
            }
        }
        push(&mut open, &mut part, style);
    }
    words.push(open);
    words
}

fn push(word: &mut Word, part: &mut String, style: &Style) {
    if !part.is_empty() {
        word.width += style.width(part);
        word.parts.push((std::mem::take(part), style.clone()));
    }
}

fn fold_lines(text: &str) -> String {
    text.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

/// Puts paragraphs in lines that are at most `width` wide; where that is none, each paragraph is one line.
pub fn lay_out(paragraphs: &[Paragraph], width: f64, wraps: bool) -> Laid {
    let mut laid = Laid::default();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number > 0 {
            laid.height += paragraph.room.0;
        }
        let (left, right, first) = paragraph.indent;
        let mut start = left + first;
        let mut open: Vec<(String, Style)> = Vec::new();
        let (mut used, mut space) = (0.0, 0.0);
        let bullet = paragraph.bullet.as_ref().filter(|_| !paragraph.runs.is_empty());
        let mut bullet = bullet.map(|(text, style)| (left + first.min(0.0), fold(text), style.clone()));
        if bullet.is_some() {
            start = left;
        }
        for word in words(&paragraph.runs) {
            let room = width - right - start;
            if wraps && used > 0.0 && used + space + word.width > room {
                finish(&mut laid, paragraph, (start, room, used), std::mem::take(&mut open), bullet.take());
                (start, used, space) = (left, 0.0, 0.0);
            }
            if space > 0.0
                && let Some((text, _)) = open.last_mut()
            {
                text.push(' ');
                used += space;
            }
            used += word.width;
            space = word.space;
            for (text, style) in word.parts {
                open.push((text, style));
            }
            if word.ends_line {
                let room = width - right - start;
                finish(&mut laid, paragraph, (start, room, used), std::mem::take(&mut open), bullet.take());
                (start, used, space) = (left, 0.0, 0.0);
            }
        }
        let room = width - right - start;
        finish(&mut laid, paragraph, (start, room, used), open, bullet);
        laid.height += paragraph.room.1;
    }
    laid
}

fn finish(
    laid: &mut Laid,
    paragraph: &Paragraph,
    (start, room, used): (f64, f64, f64),
    parts: Vec<(String, Style)>,
    bullet: Option<(f64, String, Style)>,
) {
    let largest = parts.iter().map(|(_, style)| style.size).fold(0.0, f64::max);
    let size = if largest > 0.0 { largest } else { paragraph.size };
    let height = match paragraph.leading {
        Leading::Times(times) => size * 1.2 * times,
        Leading::Points(points) => points,
    };
    let mut x = start
        + match paragraph.align {
            Align::Left => 0.0,
            Align::Middle => (room - used) / 2.0,
            Align::Right => room - used,
        };
    let mut pieces: Vec<_> = bullet.into_iter().collect();
    for (text, style) in parts {
        let width = style.width(&text);
        pieces.push((x, text, style));
        x += width;
    }
    laid.lines.push(Line { top: laid.height, height, pieces, size });
    laid.height += height;
}
