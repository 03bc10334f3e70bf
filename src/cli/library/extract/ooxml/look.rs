//! What colours and fills of DrawingML mean: the theme's colours through a master's map, lighter and darker ones, gradients.

use super::super::drawing::Colour;
use super::super::tree::Node;
use std::collections::HashMap;

/// The theme of a document or master.
#[derive(Default)]
pub struct Theme {
    scheme: HashMap<String, Colour>,
    /// Names of colours to names of the theme.
    map: HashMap<String, String>,
    root: Node,
}

/// What an area is filled with.
pub enum Fill<'a> {
    /// Nothing.
    Nothing,
    /// One colour.
    Plain(Colour),
    /// Colours at places from 0 to 1, and their direction in degrees, clockwise from the right.
    Gradient(Vec<(f64, Colour)>, f64),
    /// A picture: the element that names it.
    Picture(&'a Node),
}

impl Theme {
    /// Reads the theme's part.
    pub fn read(text: &str) -> Self {
        let root = Node::read(text);
        let mut scheme = HashMap::new();
        let colours = root.at(&["theme", "themeElements", "clrScheme"]);
        for child in colours.map(|node| node.children.as_slice()).unwrap_or_default() {
            scheme.extend(Self::default().colour(child, None).map(|colour| (child.name.clone(), colour)));
        }
        Self { scheme, map: HashMap::new(), root }
    }

    /// Takes a master's map of colours, or what a layout or slide has instead.
    pub fn set_map(&mut self, map: &Node) {
        for name in
            ["bg1", "tx1", "bg2", "tx2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"]
        {
            self.map.extend(map.attr(name).map(|to| (name.to_owned(), to.to_owned())));
        }
    }

    /// A colour of the theme by the name that documents use.
    pub fn named(&self, name: &str) -> Option<Colour> {
        let usual = match name {
            "bg1" | "background1" => "lt1",
            "tx1" | "text1" => "dk1",
            "bg2" | "background2" => "lt2",
            "tx2" | "text2" => "dk2",
            "hyperlink" => "hlink",
            "dark1" => "dk1",
            "dark2" => "dk2",
            "light1" => "lt1",
            "light2" => "lt2",
            name => name,
        };
        let name = self.map.get(name).map_or(usual, String::as_str);
        let usual = match name {
            "lt1" | "lt2" => Some(Colour::WHITE),
            "dk1" | "dk2" => Some(Colour::BLACK),
            _ => None,
        };
        self.scheme.get(name).copied().or(usual)
    }

    /// The font behind `+mj-lt` and `+mn-lt`; other names are their own.
    pub fn font<'a>(&'a self, name: &'a str) -> &'a str {
        let kind = match name {
            name if name.starts_with("+mj") => "majorFont",
            name if name.starts_with("+mn") => "minorFont",
            name => return name,
        };
        let latin = self.root.at(&["theme", "themeElements", "fontScheme", kind, "latin"]);
        latin.and_then(|latin| latin.attr("typeface")).unwrap_or_default()
    }

    /// The colour in an element; `own` is what a style's reference puts in for its placeholder.
    pub fn colour(&self, parent: &Node, own: Option<Colour>) -> Option<Colour> {
        parent.children.iter().find_map(|node| {
            let value = node.attr("val").unwrap_or_default();
            let base = match node.name.as_str() {
                "srgbClr" => Colour::of_hex(value)?,
                "sysClr" => node.attr("lastClr").and_then(Colour::of_hex).unwrap_or(match value {
                    "window" => Colour::WHITE,
                    _ => Colour::BLACK,
                }),
                "schemeClr" if value == "phClr" => own?,
                "schemeClr" => self.named(value)?,
                "scrgbClr" => {
                    let part = |name| {
                        node.number(name).map(|part| (part / 100_000.0).clamp(0.0, 1.0).powf(1.0 / 2.2))
                    };
                    Colour { rgb: [part("r")?, part("g")?, part("b")?], alpha: 1.0 }
                }
                "prstClr" => preset(value)?,
                _ => return None,
            };
            Some(node.children.iter().fold(base, changed))
        })
    }

    /// The fill in an element, if it says one.
    pub fn fill<'a>(&self, parent: &'a Node, own: Option<Colour>) -> Option<Fill<'a>> {
        parent.children.iter().find_map(|node| match node.name.as_str() {
            "noFill" => Some(Fill::Nothing),
            "solidFill" => Some(self.colour(node, own).map_or(Fill::Nothing, Fill::Plain)),
            "pattFill" => {
                let ink = node.child("fgClr").and_then(|node| self.colour(node, own))?;
                let ground =
                    node.child("bgClr").and_then(|node| self.colour(node, own)).unwrap_or(Colour::WHITE);
                Some(Fill::Plain(ground.toward(ink, 0.35)))
            }
            "gradFill" => self.gradient(node, own),
            "blipFill" => Some(Fill::Picture(node)),
            _ => None,
        })
    }

    fn gradient(&self, node: &Node, own: Option<Colour>) -> Option<Fill<'static>> {
        let stops = node.child("gsLst")?.all("gs").take(16);
        let mut stops: Vec<(f64, Colour)> = stops
            .filter_map(|stop| {
                Some(((stop.number("pos")? / 100_000.0).clamp(0.0, 1.0), self.colour(stop, own)?))
            })
            .collect();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (first, last) = (*stops.first()?, *stops.last()?);
        if stops.len() == 1 || stops.iter().all(|(_, colour)| *colour == first.1) {
            return Some(Fill::Plain(first.1));
        }
        if node.child("path").is_some() {
            // From the middle outwards: as small as it is shown, one colour between is near enough.
            return Some(Fill::Plain(first.1.toward(last.1, 0.6)));
        }
        stops.insert(0, (0.0, first.1));
        stops.push((1.0, last.1));
        let degrees = node.child("lin").and_then(|lin| lin.number("ang")).unwrap_or(0.0) / 60_000.0;
        Some(Fill::Gradient(stops, degrees))
    }

    /// The fill that a style's reference (`fillRef`, `bgRef`) means.
    pub fn styled(&self, reference: &Node) -> Option<Fill<'_>> {
        let own = self.colour(reference, None);
        let index = reference.number("idx")? as usize;
        let (list, at) = match index {
            0 | 1000 => return Some(Fill::Nothing),
            1..1000 => ("fillStyleLst", index - 1),
            _ => ("bgFillStyleLst", index - 1001),
        };
        let styles = self.root.at(&["theme", "themeElements", "fmtScheme", list]);
        let style = styles.and_then(|styles| styles.children.get(at));
        let single = style.and_then(|style| match style.name.as_str() {
            "solidFill" => self.colour(style, own).map(Fill::Plain),
            "gradFill" => self.gradient(style, own),
            _ => None,
        });
        single.or(own.map(Fill::Plain))
    }
}

/// A colour after one of its changes.
fn changed(colour: Colour, change: &Node) -> Colour {
    let Some(part) = change.number("val").map(|value| {
        if change.attr("val").is_some_and(|value| value.ends_with('%')) {
            value / 100.0
        } else {
            value / 100_000.0
        }
    }) else {
        return colour;
    };
    let lightness = |by: &dyn Fn(f64, f64, f64) -> (f64, f64, f64)| {
        let (h, s, l) = hsl(colour.rgb);
        let (h, s, l) = by(h, s, l);
        Colour { rgb: rgb(h, s.clamp(0.0, 1.0), l.clamp(0.0, 1.0)), ..colour }
    };
    match change.name.as_str() {
        "lumMod" => lightness(&|h, s, l| (h, s, l * part)),
        "lumOff" => lightness(&|h, s, l| (h, s, l + part)),
        "satMod" => lightness(&|h, s, l| (h, s * part, l)),
        "tint" => Colour::WHITE.toward(colour, part.clamp(0.0, 1.0)).with_alpha(colour.alpha),
        "shade" => Colour::BLACK.toward(colour, part.clamp(0.0, 1.0)).with_alpha(colour.alpha),
        "alpha" => colour.with_alpha(part),
        _ => colour,
    }
}

fn hsl([r, g, b]: [f64; 3]) -> (f64, f64, f64) {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (l, span) = ((most + least) / 2.0, most - least);
    if span <= f64::EPSILON {
        return (0.0, 0.0, l);
    }
    let s = span / (1.0 - (2.0 * l - 1.0).abs()).max(f64::EPSILON);
    let h = match most {
        most if most <= r => ((g - b) / span).rem_euclid(6.0),
        most if most <= g => (b - r) / span + 2.0,
        _ => (r - g) / span + 4.0,
    };
    (h, s, l)
}

fn rgb(h: f64, s: f64, l: f64) -> [f64; 3] {
    let c = (1.0 - (2.0 * l - 1.0).abs()) * s;
    let x = c * (1.0 - (h.rem_euclid(2.0) - 1.0).abs());
    let m = l - c / 2.0;
    let parts = match h as u8 {
        0 => [c, x, 0.0],
        1 => [x, c, 0.0],
        2 => [0.0, c, x],
        3 => [0.0, x, c],
        4 => [x, 0.0, c],
        _ => [c, 0.0, x],
    };
    parts.map(|part| part + m)
}

/// The preset colours that programs write.
fn preset(name: &str) -> Option<Colour> {
    Colour::of_hex(match name {
        "black" => "000000",
        "white" => "FFFFFF",
        "red" => "FF0000",
        "green" => "008000",
        "blue" => "0000FF",
        "yellow" => "FFFF00",
        "cyan" | "aqua" => "00FFFF",
        "magenta" | "fuchsia" => "FF00FF",
        "gray" | "grey" => "808080",
        "lightGray" | "ltGray" | "lightGrey" => "D3D3D3",
        "darkGray" | "dkGray" | "darkGrey" => "A9A9A9",
        "orange" => "FFA500",
        "navy" => "000080",
        "purple" => "800080",
        "teal" => "008080",
        "silver" => "C0C0C0",
        "maroon" => "800000",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme() -> Theme {
        let mut theme = Theme::read(
            "<a:theme><a:themeElements><a:clrScheme><a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1><a:dk2><a:srgbClr val='102030'/></a:dk2><a:accent1><a:srgbClr val='FF0000'/></a:accent1></a:clrScheme></a:themeElements></a:theme>",
        );
        theme.set_map(&Node::read("<x bg1='dk2' tx1='lt1'/>").children[0]);
        theme
    }

    fn hex(theme: &Theme, inside: &str) -> String {
        let colour = theme.colour(&Node::read(inside), None).unwrap();
        colour.rgb.map(|part| format!("{:02X}", (part * 255.0).round() as u8)).concat()
    }

    #[test]
    fn colours_of_the_theme_go_through_the_map_and_are_made_lighter_and_darker() {
        let theme = theme();
        assert_eq!(hex(&theme, "<a:schemeClr val='bg1'/>"), "102030");
        assert_eq!(hex(&theme, "<a:schemeClr val='tx1'/>"), "FFFFFF");
        let accent =
            |change: &str| hex(&theme, &format!("<a:schemeClr val='accent1'>{change}</a:schemeClr>"));
        assert_eq!(accent(""), "FF0000");
        assert_eq!(accent("<a:lumMod val='50000'/>"), "800000");
        assert_eq!(accent("<a:lumMod val='60000'/><a:lumOff val='40000'/>"), "FF6666");
        assert_eq!(accent("<a:shade val='50000'/>"), "800000");
        assert_eq!(accent("<a:tint val='50000'/>"), "FF8080");
    }
}
