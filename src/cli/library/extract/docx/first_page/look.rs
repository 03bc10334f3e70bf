//! What paragraphs and letters look like: what they say themselves, then their styles, then the document's defaults.

use super::super::super::drawing::text::Style;
use super::super::super::drawing::{Colour, Face};
use super::super::super::ooxml::look::Theme;
use super::super::super::tree::Node;
use std::collections::HashMap;
use std::rc::Rc;

/// Styles that one may be based on, one after the other.
const BASES: usize = 16;

/// The document's styles and lists.
pub struct Looks<'n> {
    styles: HashMap<&'n str, &'n Node>,
    /// The style of paragraphs that name none.
    usual: Option<&'n str>,
    /// The usual table's.
    pub usual_table: Option<&'n str>,
    defaults: Option<&'n Node>,
    lists: HashMap<&'n str, &'n Node>,
    /// The document's colours.
    pub theme: Rc<Theme>,
}

/// `1F3A5C`; none for `auto`.
pub fn colour(value: &str) -> Option<Colour> {
    Colour::of_hex(value)
}

impl<'n> Looks<'n> {
    /// Reads the parts.
    pub fn read(styles: &'n Node, numbering: &'n Node, theme: Rc<Theme>) -> Self {
        let styles = styles.child("styles");
        let all = || styles.into_iter().flat_map(|styles| styles.all("style"));
        let usual = |kind: &str| {
            let mut found = all().filter(|style| style.attr("type") == Some(kind) && style.flag("default"));
            found.next().and_then(|style| style.attr("styleId"))
        };
        let numbering = numbering.child("numbering");
        let abstracts: HashMap<_, _> = numbering
            .into_iter()
            .flat_map(|numbering| numbering.all("abstractNum"))
            .filter_map(|list| Some((list.attr("abstractNumId")?, list)))
            .collect();
        let lists = numbering.into_iter().flat_map(|numbering| numbering.all("num")).filter_map(|list| {
            Some((list.attr("numId")?, *abstracts.get(list.child("abstractNumId")?.attr("val")?)?))
        });
        Self {
            styles: all().filter_map(|style| Some((style.attr("styleId")?, style))).collect(),
            usual: usual("paragraph"),
            usual_table: usual("table"),
            defaults: styles.and_then(|styles| styles.child("docDefaults")),
            lists: lists.collect(),
            theme,
        }
    }

    /// A style and those that it is based on.
    pub fn chain(&self, id: Option<&str>) -> Vec<&'n Node> {
        let mut chain = Vec::new();
        let mut next = id.and_then(|id| self.styles.get(id)).copied();
        while let Some(style) = next.filter(|_| chain.len() < BASES) {
            chain.push(style);
            next = style.child("basedOn").and_then(|base| self.styles.get(base.attr("val")?)).copied();
        }
        chain
    }

    /// Where a paragraph's properties are said, the nearest first; `within` is what the table around it says.
    pub fn paragraph(&self, own: Option<&'n Node>, within: &[&'n Node]) -> Sources<'n> {
        let id = own.and_then(|own| own.child("pStyle")).and_then(|style| style.attr("val")).or(self.usual);
        let styles = self.chain(id);
        let list = own
            .and_then(|own| own.child("numPr"))
            .or_else(|| styles.iter().find_map(|style| style.at(&["pPr", "numPr"])))
            .and_then(|list| self.level(list));
        let mut paragraph: Vec<&Node> = own.into_iter().collect();
        paragraph.extend(list.as_ref().and_then(|list| list.0.child("pPr")));
        paragraph.extend(styles.iter().filter_map(|style| style.child("pPr")));
        paragraph.extend(within.iter().filter_map(|style| style.child("pPr")));
        paragraph.extend(self.defaults.and_then(|defaults| defaults.at(&["pPrDefault", "pPr"])));
        let mut letters: Vec<&Node> = styles.iter().filter_map(|style| style.child("rPr")).collect();
        letters.extend(within.iter().filter_map(|style| style.child("rPr")));
        letters.extend(self.defaults.and_then(|defaults| defaults.at(&["rPrDefault", "rPr"])));
        Sources { id, paragraph, letters, list }
    }

    /// A list's level with the list's number.
    fn level(&self, list: &'n Node) -> Option<(&'n Node, &'n str, usize)> {
        let id = list.child("numId")?.attr("val").filter(|id| *id != "0")?;
        let level = list.child("ilvl").and_then(|level| level.attr("val")).unwrap_or("0");
        let found = self.lists.get(id)?.all("lvl").find(|node| node.attr("ilvl") == Some(level))?;
        Some((found, id, level.parse().ok()?))
    }

    /// What letters look like.
    pub fn style(&self, own: Option<&'n Node>, sources: &Sources<'n>) -> Style {
        let named = own.and_then(|own| own.child("rStyle")).and_then(|style| style.attr("val"));
        let mut all: Vec<&Node> = own.into_iter().collect();
        all.extend(self.chain(named).iter().filter_map(|style| style.child("rPr")));
        all.extend(&sources.letters);
        let on = |name: &str| all.iter().find_map(|look| look.child(name)).is_some_and(Node::is_on);
        let size = all.iter().find_map(|look| look.child("sz")?.number("val")).unwrap_or(20.0) / 2.0;
        let ink = all
            .iter()
            .find_map(|look| look.child("color"))
            .and_then(|node| self.colour(node, "val", "theme"));
        let font = all.iter().find_map(|look| {
            let fonts = look.child("rFonts")?;
            fonts
                .attr("asciiTheme")
                .map(|name| if name.starts_with("maj") { "+mj" } else { "+mn" })
                .or(fonts.attr("ascii"))
        });
        let (family, squeeze) = Face::of_name(self.theme.font(font.unwrap_or("Times New Roman")));
        let behind = all.iter().find_map(|look| look.child("shd")).and_then(|node| self.shade(node));
        let marked = all.iter().find_map(|look| look.child("highlight")?.attr("val"));
        Style {
            face: Face { family, bold: on("b"), italic: on("i") },
            size: size.clamp(1.0, 400.0),
            squeeze,
            colour: ink.unwrap_or(Colour::BLACK),
            behind: behind.or(match marked {
                Some("yellow") => Colour::of_hex("FFFF00"),
                Some("green") => Colour::of_hex("00FF00"),
                Some("cyan") => Colour::of_hex("00FFFF"),
                _ => None,
            }),
        }
    }

    /// A colour that stands as a number or is the theme's, lighter or darker.
    pub fn colour(&self, node: &Node, value: &str, theme: &str) -> Option<Colour> {
        let named = node.attr(&format!("{theme}Color")).or_else(|| node.attr(&format!("{theme}Fill")));
        let base = named.and_then(|name| self.theme.named(name));
        let part = |name: &str| {
            let hex =
                node.attr(&format!("{theme}{name}")).or_else(|| node.attr(&format!("{theme}Fill{name}")))?;
            Some(f64::from(u8::from_str_radix(hex, 16).ok()?) / 255.0)
        };
        // The number is what the theme's colour came to when it was saved.
        let saved = node.attr(value).and_then(colour);
        saved.or_else(|| {
            let mut colour = base?;
            if let Some(part) = part("Tint") {
                colour = Colour::WHITE.toward(colour, part);
            }
            Some(part("Shade").map_or(colour, |part| Colour::BLACK.toward(colour, part)))
        })
    }

    /// The ground that a shading makes.
    pub fn shade(&self, node: &Node) -> Option<Colour> {
        if node.attr("val") == Some("solid") {
            return self.colour(node, "color", "theme");
        }
        self.colour(node, "fill", "theme")
    }
}

/// Where a paragraph's look is said, the nearest first.
pub struct Sources<'n> {
    /// Its style.
    pub id: Option<&'n str>,
    /// Properties of the paragraph.
    pub paragraph: Vec<&'n Node>,
    /// Properties of its letters.
    pub letters: Vec<&'n Node>,
    /// The level of the list that it is in, with the list and the level's number.
    pub list: Option<(&'n Node, &'n str, usize)>,
}

impl<'n> Sources<'n> {
    /// The nearest element of that name.
    pub fn child(&self, name: &str) -> Option<&'n Node> {
        self.paragraph.iter().find_map(|source| source.child(name))
    }

    /// The nearest attribute of an element of that name: a number in twentieths of a point, in points.
    pub fn twips(&self, name: &str, attribute: &str) -> Option<f64> {
        let said = self.paragraph.iter().find_map(|source| source.child(name)?.number(attribute));
        said.map(|twips| (twips / 20.0).clamp(-500.0, 1_000.0))
    }
}
