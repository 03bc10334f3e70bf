//! The text of a shape: what its letters look like is said by the run, the shape, the placeholders above it and the master's lists.

use super::super::super::drawing::text::{Align, Leading, Paragraph, Style, lay_out};
use super::super::super::drawing::{Area, Colour, Face};
use super::super::super::ooxml::look::{Fill, Theme};
use super::super::super::ooxml::painter::{Frame, Painter};
use super::super::super::tree::Node;

/// Paragraphs of one shape.
const PARAGRAPHS: usize = 120;

/// What a shape takes from elsewhere, the nearest first.
#[derive(Default)]
pub struct Inherited<'n> {
    /// The layout's placeholder.
    pub layout: Option<&'n Node>,
    /// The master's placeholder.
    pub master: Option<&'n Node>,
    /// Lists of levels: the master's, and the presentation's.
    pub lists: Vec<&'n Node>,
}

impl<'n> Inherited<'n> {
    /// The placeholders.
    pub fn shapes(&self) -> impl Iterator<Item = &'n Node> + use<'n> {
        self.layout.into_iter().chain(self.master)
    }
}

/// Draws a shape's text.
pub fn draw(painter: &mut Painter<'_, '_>, node: &Node, inherited: &Inherited<'_>, area: Area) {
    let Some(body) = node.child("txBody") else { return };
    let above = inherited.shapes().filter_map(|shape| shape.child("txBody"));
    let bodies: Vec<&Node> = std::iter::once(body).chain(above).collect();
    let own = node.at(&["style", "fontRef"]).and_then(|reference| painter.theme.colour(reference, None));
    boxed(painter, &bodies, &inherited.lists, own, area);
}

/// Draws a text in an area. The first body has the text, the others what it takes from them.
pub fn boxed(
    painter: &mut Painter<'_, '_>,
    bodies: &[&Node],
    lists: &[&Node],
    own: Option<Colour>,
    area: Area,
) {
    let Some(body) = bodies.first() else { return };
    let boxes: Vec<&Node> = bodies.iter().filter_map(|body| body.child("bodyPr")).collect();
    let said = |name: &str| boxes.iter().find_map(|properties| properties.attr(name));
    let inset =
        |name: &str, usual: f64| boxes.iter().find_map(|properties| properties.emu(name)).unwrap_or(usual);
    let (l, r, t, b) = (inset("lIns", 7.2), inset("rIns", 7.2), inset("tIns", 3.6), inset("bIns", 3.6));
    // Text on its side stands in an area on its side, which is turned.
    let turn = match said("vert") {
        Some("vert270") => -90.0,
        Some("vert" | "eaVert") => 90.0,
        _ => 0.0,
    };
    let area = if turn == 0.0 {
        area
    } else {
        let (x, y) = area.middle();
        Area { x: x - area.h / 2.0, y: y - area.w / 2.0, w: area.h, h: area.w }
    };
    let room = Area { x: area.x + l, y: area.y + t, w: area.w - l - r, h: area.h - t - b };
    let fit = boxes.first().and_then(|properties| properties.child("normAutofit"));
    let part = |name: &str| {
        fit.and_then(|fit| fit.number(name)).map(|n| if n > 200.0 { n / 100_000.0 } else { n / 100.0 })
    };
    let scale = part("fontScale").unwrap_or(1.0).clamp(0.1, 1.0);
    let closer = part("lnSpcReduction").unwrap_or(0.0).clamp(0.0, 0.5);
    let wraps = said("wrap") != Some("none");
    let laid = |scale: f64| {
        let reader = Reader { theme: &painter.theme, bodies, lists, own, scale, closer };
        let paragraphs: Vec<Paragraph> =
            body.all("p").take(PARAGRAPHS).map(|p| reader.paragraph(p)).collect();
        lay_out(&paragraphs, room.w.max(1.0), wraps)
    };
    let mut text = laid(scale);
    if fit.is_some() && text.height > room.h * 1.1 && room.h > 0.0 {
        text = laid(scale * (room.h / text.height).sqrt().max(0.4));
    }
    let y = match said("anchor") {
        Some("ctr") => room.y + (room.h - text.height) / 2.0,
        Some("b") => room.y + room.h - text.height,
        _ => room.y,
    };
    painter.turned(Frame { area, degrees: turn, mirrored: (false, false) }, |painter| {
        text.draw(&mut painter.canvas, (room.x, y));
    });
}

/// How tall a cell's text is with the room around it.
pub fn height(painter: &Painter<'_, '_>, body: &Node, lists: &[&Node], width: f64) -> f64 {
    let reader = Reader { theme: &painter.theme, bodies: &[body], lists, own: None, scale: 1.0, closer: 0.0 };
    let paragraphs: Vec<Paragraph> = body.all("p").take(PARAGRAPHS).map(|p| reader.paragraph(p)).collect();
    lay_out(&paragraphs, (width - 14.4).max(1.0), true).height + 7.2
}

struct Reader<'n> {
    theme: &'n Theme,
    bodies: &'n [&'n Node],
    lists: &'n [&'n Node],
    /// The colour of the shape's style.
    own: Option<Colour>,
    scale: f64,
    closer: f64,
}

impl Reader<'_> {
    fn paragraph(&self, node: &Node) -> Paragraph {
        let own = node.child("pPr");
        let level = own.and_then(|own| own.number("lvl")).unwrap_or(0.0).clamp(0.0, 8.0) as usize + 1;
        let name = format!("lvl{level}pPr");
        let in_bodies = self.bodies.iter().filter_map(|body| body.at(&["lstStyle", &name]));
        let in_lists = self.lists.iter().filter_map(|list| list.child(&name));
        let levels: Vec<&Node> = own.into_iter().chain(in_bodies).chain(in_lists).collect();
        let said = |what: &str| levels.iter().find_map(|level| level.attr(what));
        let length = |what: &str| levels.iter().find_map(|level| level.emu(what)).unwrap_or(0.0);
        let mut runs = Vec::new();
        let mut size = None;
        for child in &node.children {
            let style = || self.style(child.child("rPr"), own, &levels);
            match child.name.as_str() {
                "r" | "fld" => {
                    let style = style();
                    let text = child.child("t").map(|t| t.text.as_str()).unwrap_or_default();
                    let all_caps =
                        self.first(child.child("rPr"), own, &levels, |look| look.attr("cap")) == Some("all");
                    size.get_or_insert(style.size);
                    runs.push((if all_caps { text.to_uppercase() } else { text.to_owned() }, style));
                }
                "br" => runs.push(("\n".to_owned(), style())),
                _ => {}
            }
        }
        let size = size.unwrap_or_else(|| self.style(node.child("endParaRPr"), own, &levels).size);
        let spacing = |what: &str| levels.iter().find_map(|level| level.child(what));
        let room = |what: &str| spacing(what).map_or(0.0, |node| points(node, size, self.scale));
        let leading = match spacing("lnSpc") {
            Some(node) => match node.at(&["spcPts"]).and_then(|points| points.number("val")) {
                Some(hundredths) => Leading::Points((hundredths / 100.0 * self.scale).clamp(1.0, 400.0)),
                None => Leading::Times((percent(node).unwrap_or(1.0) - self.closer).clamp(0.3, 4.0)),
            },
            None => Leading::Times(1.0 - self.closer),
        };
        let bullet = levels.iter().find_map(|level| {
            level
                .children
                .iter()
                .find(|child| matches!(child.name.as_str(), "buNone" | "buChar" | "buAutoNum" | "buBlip"))
        });
        let bullet = bullet.filter(|bullet| bullet.name != "buNone").and_then(|bullet| {
            let symbol = spacing("buFont").and_then(|font| font.attr("typeface")).is_some_and(|name| {
                name.starts_with("Wingdings") || name.starts_with("Symbol") || name.starts_with("Webdings")
            });
            let text = match bullet.attr("char") {
                Some(char) if !symbol => char.chars().take(2).collect(),
                _ => "•".to_owned(),
            };
            let mut style = runs.first()?.1.clone();
            if let Some(Fill::Plain(colour)) =
                spacing("buClr").and_then(|node| self.theme.colour(node, None)).map(Fill::Plain)
            {
                style.colour = colour;
            }
            Some((text, style))
        });
        Paragraph {
            runs,
            align: match said("algn").map(Align::of) {
                Some(Align::Left) | None if levels.iter().any(|level| level.flag("rtl")) => Align::Right,
                align => align.unwrap_or_default(),
            },
            room: (room("spcBef"), room("spcAft")),
            leading,
            indent: (length("marL"), length("marR"), length("indent")),
            bullet,
            size,
        }
    }

    /// What the nearest says: the run, then the levels.
    fn first<'a, T>(
        &self,
        run: Option<&'a Node>,
        own: Option<&Node>,
        levels: &[&'a Node],
        said: impl Fn(&'a Node) -> Option<T>,
    ) -> Option<T> {
        let usual = levels.iter().skip(usize::from(own.is_some())).filter_map(|level| level.child("defRPr"));
        run.into_iter().chain(usual).find_map(said)
    }

    fn style(&self, run: Option<&Node>, own: Option<&Node>, levels: &[&Node]) -> Style {
        let size = self.first(run, own, levels, |look| look.number("sz")).unwrap_or(1_800.0) / 100.0;
        let fill = |look: &Node| match self.theme.fill(look, None)? {
            Fill::Plain(colour) => Some(colour),
            Fill::Gradient(stops, _) => stops.first().map(|stop| stop.1),
            Fill::Nothing | Fill::Picture(_) => None,
        };
        // The shape's style counts more than the master's lists, and less than what the shape's text says itself.
        let here = run.and_then(fill);
        let colour = here.or(self.own).or_else(|| self.first(run, own, levels, fill));
        let font = self.first(run, own, levels, |look| look.child("latin")?.attr("typeface"));
        let (family, squeeze) = Face::of_name(self.theme.font(font.unwrap_or("+mn-lt")));
        let flag = |name: &str| {
            self.first(run, own, levels, |look| look.attr(name).map(super::super::xml::is_true))
                .unwrap_or(false)
        };
        Style {
            face: Face { family, bold: flag("b"), italic: flag("i") },
            size: (size * self.scale).clamp(1.0, 1_000.0),
            squeeze,
            colour: colour.or_else(|| self.theme.named("tx1")).unwrap_or(Colour::BLACK),
            behind: run.and_then(|run| run.child("highlight")).and_then(|node| self.theme.colour(node, None)),
        }
    }
}

fn percent(node: &Node) -> Option<f64> {
    let node = node.child("spcPct")?;
    let value = node.number("val")?;
    Some(if node.attr("val")?.ends_with('%') { value / 100.0 } else { value / 100_000.0 })
}

fn points(node: &Node, size: f64, scale: f64) -> f64 {
    let points =
        node.child("spcPts").and_then(|points| points.number("val")).map(|points| points / 100.0 * scale);
    points.or_else(|| percent(node).map(|part| part * size * 1.2)).unwrap_or(0.0).clamp(0.0, 500.0)
}
