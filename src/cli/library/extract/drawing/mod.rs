//! Drawing a page that is no PDF: a small PDF is written and rendered by what renders PDFs.
//!
//! # Why
//! That has fonts of its own, fills, gradients and pictures, and gives the same bytes on any machine. Everything is bounded by counts:
//! a page over them ends where they end.
#![deny(clippy::indexing_slicing)]

mod letters;
mod metrics;
pub mod pictures;
pub mod text;

pub use letters::{Face, fold, is_drawable};

use super::super::pdf_file::pdf_file;
use pictures::Picture;
use std::fmt::Write as _;

/// Bytes of what a page's content may be.
const CONTENT: usize = 4 << 20;
/// Points of one path.
const POINTS: usize = 5_000;

/// A colour, its parts from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: [f64; 3],
    /// How much it covers.
    pub alpha: f64,
}

impl Colour {
    /// Black.
    pub const BLACK: Self = Self { rgb: [0.0; 3], alpha: 1.0 };
    /// White.
    pub const WHITE: Self = Self { rgb: [1.0; 3], alpha: 1.0 };

    /// `1F3A5C`, with or without `#`.
    pub fn of_hex(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('#');
        let number = u32::from_str_radix(text, 16).ok().filter(|_| text.len() == 6)?;
        Some(Self { rgb: [16, 8, 0].map(|shift| f64::from(number >> shift & 255) / 255.0), alpha: 1.0 })
    }

    /// The same, covering as much.
    pub fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// Part of the way to another.
    pub fn toward(self, other: Self, part: f64) -> Self {
        let [r, g, b] = self.rgb;
        let [x, y, z] = other.rgb;
        let mix = |a: f64, b: f64| a + (b - a) * part;
        Self { rgb: [mix(r, x), mix(g, y), mix(b, z)], alpha: mix(self.alpha, other.alpha) }
    }
}

/// A rectangle in points, from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Area {
    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

/// A piece of an outline.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Begins.
    Move(f64, f64),
    /// A straight line.
    Line(f64, f64),
    /// A cubic curve.
    Curve([f64; 6]),
    /// Back to the begin.
    Close,
}

/// An outline.
#[derive(Clone, Debug, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// Of an area.
    pub fn rect(a: Area) -> Self {
        let (r, b) = (a.x + a.w, a.y + a.h);
        Self(vec![
            Step::Move(a.x, a.y),
            Step::Line(r, a.y),
            Step::Line(r, b),
            Step::Line(a.x, b),
            Step::Close,
        ])
    }

    /// Of an area with round corners.
    pub fn round(a: Area, radius: f64) -> Self {
        let (rx, ry) = (radius.min(a.w / 2.0).max(0.0), radius.min(a.h / 2.0).max(0.0));
        Self::cornered(a, rx, ry)
    }

    /// The ellipse in an area.
    pub fn ellipse(a: Area) -> Self {
        Self::cornered(a, a.w / 2.0, a.h / 2.0)
    }

    fn cornered(a: Area, rx: f64, ry: f64) -> Self {
        // How far a quarter of a circle pulls its curve.
        const PULL: f64 = 0.5523;
        let (l, t, r, b) = (a.x, a.y, a.x + a.w, a.y + a.h);
        let (kx, ky) = (rx * (1.0 - PULL), ry * (1.0 - PULL));
        Self(vec![
            Step::Move(l + rx, t),
            Step::Line(r - rx, t),
            Step::Curve([r - kx, t, r, t + ky, r, t + ry]),
            Step::Line(r, b - ry),
            Step::Curve([r, b - ky, r - kx, b, r - rx, b]),
            Step::Line(l + rx, b),
            Step::Curve([l + kx, b, l, b - ky, l, b - ry]),
            Step::Line(l, t + ry),
            Step::Curve([l, t + ky, l + kx, t, l + rx, t]),
            Step::Close,
        ])
    }

    fn write(&self, out: &mut String) {
        for step in self.0.iter().take(POINTS) {
            let _ = match step {
                Step::Move(x, y) => write!(out, "{} {} m ", n(*x), n(*y)),
                Step::Line(x, y) => write!(out, "{} {} l ", n(*x), n(*y)),
                Step::Curve(c) => {
                    c.iter().try_for_each(|v| write!(out, "{} ", n(*v))).and_then(|()| write!(out, "c "))
                }
                Step::Close => write!(out, "h "),
            };
        }
    }
}

/// What an area is filled with.
#[derive(Clone, Debug)]
pub enum Paint {
    /// One colour.
    Plain(Colour),
    /// Colours at places from 0 to 1 along a line.
    Gradient {
        /// The colours, in order.
        stops: Vec<(f64, Colour)>,
        /// Where it begins and ends.
        line: [f64; 4],
    },
}

/// A page that is drawn, in points from its upper left corner.
pub struct Canvas {
    size: (f64, f64),
    content: String,
    shadings: Vec<String>,
    pictures: Vec<Picture>,
}

impl Canvas {
    /// A white page.
    pub fn new(width: f64, height: f64) -> Self {
        Self { size: (width, height), content: String::new(), shadings: Vec::new(), pictures: Vec::new() }
    }

    /// All of it.
    pub fn page(&self) -> Area {
        Area { x: 0.0, y: 0.0, w: self.size.0, h: self.size.1 }
    }

    /// Whether there is no room for more.
    pub fn is_full(&self) -> bool {
        self.content.len() > CONTENT
    }

    /// Fills an outline.
    pub fn fill(&mut self, path: &Path, paint: &Paint) {
        if self.is_full() {
            return;
        }
        match paint {
            Paint::Plain(colour) => {
                self.ink(*colour, "rg");
                path.write(&mut self.content);
                self.content.push_str("f\n");
            }
            Paint::Gradient { stops, line } => {
                let Some(shading) = shading(stops, line) else { return };
                self.shadings.push(shading);
                self.content.push_str("q /A20 gs ");
                path.write(&mut self.content);
                let _ = writeln!(self.content, "W n /S{} sh Q", self.shadings.len() - 1);
            }
        }
    }

    /// Draws a line along an outline.
    pub fn stroke(&mut self, path: &Path, colour: Colour, width: f64) {
        if !self.is_full() {
            self.ink(colour, "RG");
            let _ = write!(self.content, "{} w ", n(width));
            path.write(&mut self.content);
            self.content.push_str("S\n");
        }
    }

    /// Draws with everything turned around a point (degrees, clockwise) and mirrored.
    pub fn turned(
        &mut self,
        around: (f64, f64),
        degrees: f64,
        mirrored: (bool, bool),
        draw: impl FnOnce(&mut Self),
    ) {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (fx, fy) = (if mirrored.0 { -1.0 } else { 1.0 }, if mirrored.1 { -1.0 } else { 1.0 });
        let (x, y) = around;
        let (a, b, c, d) = (cos * fx, sin * fx, -sin * fy, cos * fy);
        let (e, f) = (x - a * x - c * y, y - b * x - d * y);
        let _ = writeln!(self.content, "q {a:.5} {b:.5} {c:.5} {d:.5} {} {} cm", n(e), n(f));
        draw(self);
        self.content.push_str("Q\n");
    }

    /// Draws a picture into an outline's area.
    pub fn picture(&mut self, clip: &Path, area: Area, picture: Picture) {
        if self.is_full() {
            return;
        }
        self.content.push_str("q /A20 gs ");
        clip.write(&mut self.content);
        // A picture is drawn from its foot up.
        let numbers = [area.w, 0.0, 0.0, -area.h, area.x, area.y + area.h].map(n).join(" ");
        let _ = writeln!(self.content, "W n {numbers} cm /P{} Do Q", self.pictures.len());
        self.pictures.push(picture);
    }

    /// Sets letters from a point on their base line.
    pub fn letters(&mut self, at: (f64, f64), letters: &str, style: &text::Style) {
        if self.is_full() {
            return;
        }
        let mut x = at.0;
        for (piece, drawable) in letters::pieces(letters) {
            let width = style.width(piece);
            if drawable {
                self.ink(style.colour, "rg");
                let _ = writeln!(
                    self.content,
                    "BT /F{} {} Tf {} Tz 1 0 0 -1 {} {} Tm <{}> Tj ET",
                    style.face.number(),
                    n(style.size),
                    n(style.squeeze * 100.0),
                    n(x),
                    n(at.1),
                    letters::hex(piece)
                );
            } else {
                // Letters that the fonts lack: as small as they are shown, a soft bar looks like them.
                let bar = Area { x, y: at.1 - style.size * 0.68, w: width * 0.9, h: style.size * 0.7 };
                let colour = Colour { alpha: style.colour.alpha * 0.55, ..style.colour };
                self.fill(&Path::rect(bar), &Paint::Plain(colour));
            }
            x += width;
        }
    }

    fn ink(&mut self, colour: Colour, operator: &str) {
        let [r, g, b] = colour.rgb.map(|part| if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 });
        let alpha = (colour.alpha.clamp(0.0, 1.0) * 20.0).round() as u8;
        let _ = write!(self.content, "/A{alpha} gs {r:.3} {g:.3} {b:.3} {operator} ");
    }

    /// The page as a picture; none when there is nothing to be seen on it.
    pub fn draw(self) -> Option<Vec<u8>> {
        let picture = draw_all(&[self]).into_iter().next().flatten()?;
        (!pictures::is_blank(&picture)).then_some(picture)
    }

    /// What the page needs, as a PDF names it; its pictures are added to the objects.
    fn resources(&self, objects: &mut Vec<String>) -> String {
        let mut resources = String::from("/Font <<");
        for number in 0..Face::NAMES.len() {
            let _ = write!(resources, " /F{number} {} 0 R", FONTS + number);
        }
        resources.push_str(" >> /ExtGState <<");
        for alpha in 0..=20 {
            let part = f64::from(alpha) / 20.0;
            let _ = write!(resources, " /A{alpha} << /ca {part:.2} /CA {part:.2} >>");
        }
        resources.push_str(" >> /Shading <<");
        for (number, shading) in self.shadings.iter().enumerate() {
            let _ = write!(resources, " /S{number} {shading}");
        }
        resources.push_str(" >> /XObject <<");
        for (number, picture) in self.pictures.iter().enumerate() {
            let veil = picture.alpha.as_ref().map(|alpha| {
                objects.push(picture.object(alpha, "/DeviceGray", ""));
                format!("/SMask {} 0 R", objects.len())
            });
            objects.push(picture.object(&picture.rgb, "/DeviceRGB", &veil.unwrap_or_default()));
            let _ = write!(resources, " /P{number} {} 0 R", objects.len());
        }
        resources.push_str(" >>");
        resources
    }
}

/// The number of the first font's object.
const FONTS: usize = 3;

/// Pages as pictures, drawn as one file: its letters are then made once.
pub fn draw_all(pages: &[Canvas]) -> Vec<Option<Vec<u8>>> {
    super::pdf::pictures(&pdf(pages))
}

fn pdf(pages: &[Canvas]) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    let fonts = Face::NAMES.iter();
    objects.extend(fonts.map(|name| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    }));
    let mut kids = String::new();
    for page in pages {
        let (w, h) = (n(page.size.0), n(page.size.1));
        let resources = page.resources(&mut objects);
        let content = format!("1 0 0 -1 0 {h} cm\n{}", page.content);
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let content = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] /Contents {content} 0 R /Resources << {resources} >> >>"
        ));
        let _ = write!(kids, "{} 0 R ", objects.len());
    }
    if let Some(tree) = objects.get_mut(1) {
        *tree = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    }
    pdf_file(&objects)
}

/// A gradient along a line.
fn shading(stops: &[(f64, Colour)], line: &[f64; 4]) -> Option<String> {
    let part = |colour: &Colour| {
        // What shines through is taken to lie on white.
        let seen = Colour::WHITE.toward(Colour { alpha: 1.0, ..*colour }, colour.alpha.clamp(0.0, 1.0));
        let [r, g, b] = seen.rgb;
        format!("[{r:.3} {g:.3} {b:.3}]")
    };
    let pairs: Vec<_> =
        stops.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?))).take(16).collect();
    let functions: String = pairs
        .iter()
        .map(|(a, b)| {
            format!("<< /FunctionType 2 /Domain [0 1] /N 1 /C0 {} /C1 {} >> ", part(&a.1), part(&b.1))
        })
        .collect();
    let bounds: String = pairs.iter().skip(1).map(|(a, _)| format!("{:.3} ", a.0.clamp(0.0, 1.0))).collect();
    let coordinates = line.map(n).join(" ");
    (!pairs.is_empty()).then(|| {
        format!(
            "<< /ShadingType 2 /ColorSpace /DeviceRGB /Extend [true true] /Coords [{coordinates}] /Function << /FunctionType 3 /Domain [0 1] /Functions [{functions}] /Bounds [{bounds}] /Encode [{}] >> >>",
            "0 1 ".repeat(pairs.len())
        )
    })
}

/// A number as a PDF writes it.
fn n(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(-30_000.0, 30_000.0) } else { 0.0 };
    format!("{value:.2}")
}
