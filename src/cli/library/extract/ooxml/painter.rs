//! Draws what PowerPoint and Word have in common: shapes with their fills and lines, and pictures.

use super::super::drawing::pictures::{Budget, Crop};
use super::super::drawing::{Area, Canvas, Colour, Paint, Path};
use super::super::tree::Node;
use super::Package;
use super::look::{Fill, Theme};
use super::outline::outline;
use std::collections::HashMap;
use std::rc::Rc;

/// Relations of a part: see [`Package::relations`].
pub type Relations = HashMap<String, (String, String)>;

/// Shapes of a page; more can't be told apart.
const SHAPES: usize = 1_500;

/// A page that is drawn, with what its parts are taken from.
pub struct Painter<'p, 'a> {
    /// The page.
    pub canvas: Canvas,
    /// The file.
    pub package: &'p mut Package<'a>,
    /// Its colours.
    pub theme: Rc<Theme>,
    budget: Budget,
    shapes: usize,
}

/// Where a shape is, and how it is turned.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    /// Its area before it is turned.
    pub area: Area,
    /// In degrees, clockwise.
    pub degrees: f64,
    /// Mirrored from left to right, from top to bottom.
    pub mirrored: (bool, bool),
}

impl Frame {
    /// Of an `xfrm`, in points.
    pub fn of(xfrm: &Node) -> Option<Self> {
        let (off, ext) = (xfrm.child("off")?, xfrm.child("ext")?);
        let area = Area { x: off.emu("x")?, y: off.emu("y")?, w: ext.emu("cx")?, h: ext.emu("cy")? };
        let degrees = xfrm.number("rot").unwrap_or(0.0) / 60_000.0;
        Some(Self { area, degrees, mirrored: (xfrm.flag("flipH"), xfrm.flag("flipV")) })
    }
}

impl<'p, 'a> Painter<'p, 'a> {
    /// An empty page of that size.
    pub fn new(package: &'p mut Package<'a>, theme: Theme, (width, height): (f64, f64)) -> Self {
        Self {
            canvas: Canvas::new(width, height),
            package,
            theme: Rc::new(theme),
            budget: Budget::default(),
            shapes: SHAPES,
        }
    }

    /// Whether another shape may be drawn.
    pub fn takes_another(&mut self) -> bool {
        self.shapes = self.shapes.saturating_sub(1);
        self.shapes > 0 && !self.canvas.is_full()
    }

    /// Draws turned and mirrored as a frame says.
    pub fn turned(&mut self, frame: Frame, draw: impl FnOnce(&mut Self)) {
        if frame.degrees == 0.0 && frame.mirrored == (false, false) {
            return draw(self);
        }
        // The page is drawn on while it is turned, and so is all that the painter holds.
        let blank = Canvas::new(1.0, 1.0);
        let mut canvas = std::mem::replace(&mut self.canvas, blank);
        canvas.turned(frame.area.middle(), frame.degrees, frame.mirrored, |canvas| {
            std::mem::swap(&mut self.canvas, canvas);
            draw(self);
            std::mem::swap(&mut self.canvas, canvas);
        });
        self.canvas = canvas;
    }

    /// Draws a shape's inside and line.
    pub fn shape(&mut self, properties: &Node, style: Option<&Node>, area: Area, relations: &Relations) {
        let Some((path, has_inside)) = outline(properties, area) else { return };
        let theme = Rc::clone(&self.theme);
        let reference = |name: &str| style.and_then(|style| style.child(name));
        if has_inside {
            let fill = theme.fill(properties, None);
            let fill = fill.or_else(|| reference("fillRef").and_then(|reference| theme.styled(reference)));
            self.fill(&path, area, &fill.unwrap_or(Fill::Nothing), relations);
        }
        let line = properties.child("ln");
        let colour = match line.and_then(|line| theme.fill(line, None)) {
            Some(Fill::Plain(colour)) => Some(colour),
            Some(Fill::Gradient(stops, _)) => stops.first().map(|stop| stop.1),
            Some(_) => None,
            None => reference("lnRef")
                .filter(|reference| reference.number("idx") != Some(0.0))
                .and_then(|reference| theme.colour(reference, None)),
        };
        if let Some(colour) = colour {
            let width = line.and_then(|line| line.emu("w")).unwrap_or(0.75);
            self.canvas.stroke(&path, colour, width.clamp(0.1, 100.0));
        }
    }

    /// Fills an outline.
    pub fn fill(&mut self, path: &Path, area: Area, fill: &Fill<'_>, relations: &Relations) {
        match fill {
            Fill::Nothing => {}
            Fill::Plain(colour) => self.canvas.fill(path, &Paint::Plain(*colour)),
            Fill::Gradient(stops, degrees) => {
                let (x, y) = area.middle();
                let (sin, cos) = degrees.to_radians().sin_cos();
                let half = (area.w * cos.abs() + area.h * sin.abs()) / 2.0;
                let line = [x - cos * half, y - sin * half, x + cos * half, y + sin * half];
                self.canvas.fill(path, &Paint::Gradient { stops: stops.clone(), line });
            }
            Fill::Picture(blip) => self.picture(blip, path, area, relations),
        }
    }

    /// Draws the picture that a `blipFill` names into an outline's area; one that can't be read leaves a pale ground.
    pub fn picture(&mut self, fill: &Node, path: &Path, area: Area, relations: &Relations) {
        let Some(blip) = fill.child("blip") else { return };
        let part = |node: &Node, name: &str| node.number(name).unwrap_or(0.0) / 100_000.0;
        let crop = fill.child("srcRect").map(|cut| Crop {
            left: part(cut, "l"),
            top: part(cut, "t"),
            right: part(cut, "r"),
            bottom: part(cut, "b"),
        });
        let mut area = area;
        if let Some(inset) = fill.at(&["stretch", "fillRect"]) {
            let (l, t) = (part(inset, "l").clamp(-4.0, 0.9), part(inset, "t").clamp(-4.0, 0.9));
            let (r, b) = (part(inset, "r").clamp(-4.0, 0.9), part(inset, "b").clamp(-4.0, 0.9));
            area = Area {
                x: area.x + area.w * l,
                y: area.y + area.h * t,
                w: area.w * (1.0 - l - r),
                h: area.h * (1.0 - t - b),
            };
        }
        let alpha = blip
            .child("alphaModFix")
            .and_then(|node| node.number("amt"))
            .map_or(1.0, |amount| amount / 100_000.0);
        let target = blip.attr("r:embed").and_then(|id| relations.get(id)).map(|(_, part)| part.clone());
        let drawn =
            target.is_some_and(|part| self.stored(&part, crop.unwrap_or_default(), (path, area), alpha));
        if !drawn {
            self.canvas.fill(path, &Paint::Plain(Colour { rgb: [0.9; 3], alpha: 0.6 }));
        }
    }

    /// Draws a picture's part; whether it could be read.
    pub fn stored(&mut self, part: &str, crop: Crop, (path, area): (&Path, Area), alpha: f64) -> bool {
        if area.w < 0.5 || area.h < 0.5 {
            return true;
        }
        let Ok(Some(bytes)) = self.package.bytes(part) else { return false };
        let size = (area.w / self.canvas.page().w, area.w / area.h);
        let picture = self.budget.picture(&bytes, crop, size, alpha);
        let drawn = picture.is_some();
        if let Some(picture) = picture {
            self.canvas.picture(path, area, picture);
        }
        drawn
    }
}

/// How a group's inside is put on the page.
#[derive(Clone, Copy)]
pub struct Placed {
    /// By how much it is stretched.
    pub scale: (f64, f64),
    /// Where its upper left corner is.
    pub shift: (f64, f64),
}

impl Default for Placed {
    fn default() -> Self {
        Self { scale: (1.0, 1.0), shift: (0.0, 0.0) }
    }
}

impl Placed {
    /// An area of the inside, on the page.
    pub fn area(self, a: Area) -> Area {
        let (sx, sy) = self.scale;
        Area { x: a.x * sx + self.shift.0, y: a.y * sy + self.shift.1, w: a.w * sx, h: a.h * sy }
    }

    /// The inside of a group whose own area is `outer`.
    pub fn into_group(self, xfrm: &Node, outer: Area) -> Self {
        let inner = || {
            let (off, ext) = (xfrm.child("chOff")?, xfrm.child("chExt")?);
            Some(Area { x: off.emu("x")?, y: off.emu("y")?, w: ext.emu("cx")?, h: ext.emu("cy")? })
        };
        let inner = inner().unwrap_or(outer);
        let by = |outer: f64, inner: f64| if inner > 0.0 { outer / inner } else { 1.0 };
        let (sx, sy) = (by(outer.w, inner.w), by(outer.h, inner.h));
        let scale = (self.scale.0 * sx, self.scale.1 * sy);
        let shift = (
            self.shift.0 + self.scale.0 * (outer.x - inner.x * sx),
            self.shift.1 + self.scale.1 * (outer.y - inner.y * sy),
        );
        Self { scale, shift }
    }
}
