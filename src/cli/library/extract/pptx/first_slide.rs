//! The first slide as a picture, as far as its background, shapes, pictures and text go.
//!
//! Not drawn: charts, films, shadows and other effects, text along curves. Whatever is wrong with a part costs that part.

mod grid;
mod words;

use super::super::drawing::Path;
use super::super::ooxml::Package;
use super::super::ooxml::look::{Fill, Theme};
use super::super::ooxml::painter::{Frame, Painter, Placed, Relations};
use super::super::tree::Node;
use std::rc::Rc;
use words::Inherited;

/// Smallest and largest side of a slide in points, and how much longer one may be than the other.
const SIDES: std::ops::RangeInclusive<f64> = 20.0..=10_000.0;
const SHAPE: std::ops::RangeInclusive<f64> = 0.25..=4.0;
/// Groups in groups.
const DEPTH: usize = 24;

/// A slide, layout or master.
#[derive(Default)]
struct Part {
    root: Node,
    relations: Relations,
}

impl Part {
    fn read(package: &mut Package<'_>, name: &str) -> Self {
        let text = package.text_so_far(name).ok().flatten().map(|part| part.text);
        let relations = package.relations(name).unwrap_or_default();
        Self { root: Node::read(&text.unwrap_or_default()), relations }
    }

    /// The part of that kind that it belongs to.
    fn above(&self, kind: &str) -> Option<String> {
        self.relations.values().find(|relation| relation.0 == kind).map(|relation| relation.1.clone())
    }

    fn element(&self) -> Option<&Node> {
        self.root.children.first()
    }

    fn tree(&self) -> Option<&Node> {
        self.element()?.at(&["cSld", "spTree"])
    }
}

/// A slide with what it takes from its layout and master.
struct Slide {
    slide: Part,
    layout: Part,
    master: Part,
    presentation: Node,
}

/// The first of these slides that is shown, as WebP; none where there is nothing to be seen on it.
pub fn picture(package: &mut Package<'_>, slides: &[String]) -> Option<Vec<u8>> {
    let presentation = Node::read(&package.text_so_far("ppt/presentation.xml").ok()??.text);
    let size = size(&presentation)?;
    let slide = slides.iter().take(20).find_map(|name| {
        let part = Part::read(package, name);
        let shown = part.element()?.attr("show").is_none_or(super::xml::is_true);
        shown.then_some(part)
    })?;
    let layout = slide.above("slideLayout").map(|name| Part::read(package, &name)).unwrap_or_default();
    let master = layout.above("slideMaster").map(|name| Part::read(package, &name)).unwrap_or_default();
    let theme = master.above("theme").and_then(|name| package.text(&name).ok().flatten()).unwrap_or_default();
    let mut theme = Theme::read(&theme);
    let maps = [
        master.element().and_then(|master| master.child("clrMap")),
        layout.element().and_then(|layout| layout.at(&["clrMapOvr", "overrideClrMapping"])),
        slide.element().and_then(|slide| slide.at(&["clrMapOvr", "overrideClrMapping"])),
    ];
    maps.into_iter().flatten().for_each(|map| theme.set_map(map));
    let slide = Slide { slide, layout, master, presentation };
    let mut painter = Painter::new(package, theme, size);
    slide.draw(&mut painter);
    painter.canvas.draw()
}

/// A slide's width by its height.
pub fn shape(package: &mut Package<'_>) -> Option<f64> {
    let (width, height) = size(&Node::read(&package.text_so_far("ppt/presentation.xml").ok()??.text))?;
    Some(width / height)
}

fn size(presentation: &Node) -> Option<(f64, f64)> {
    let size = presentation.at(&["presentation", "sldSz"]);
    let (width, height) = match size {
        Some(size) => (size.emu("cx")?, size.emu("cy")?),
        None => (720.0, 540.0),
    };
    (SIDES.contains(&width) && SIDES.contains(&height) && SHAPE.contains(&(width / height)))
        .then_some((width, height))
}

impl Slide {
    fn draw(&self, painter: &mut Painter<'_, '_>) {
        self.background(painter);
        let hides = |part: &Part| {
            part.element().is_some_and(|e| e.attr("showMasterSp").is_some_and(|s| !super::xml::is_true(s)))
        };
        if !hides(&self.slide) {
            if !hides(&self.layout) {
                self.tree(painter, &self.master, false);
            }
            self.tree(painter, &self.layout, false);
        }
        self.tree(painter, &self.slide, true);
    }

    /// The background of the slide or, where it has none, of what it is based on.
    fn background(&self, painter: &mut Painter<'_, '_>) {
        let parts = [&self.slide, &self.layout, &self.master];
        let found = parts.into_iter().find_map(|part| Some((part, part.element()?.at(&["cSld", "bg"])?)));
        let Some((part, ground)) = found else { return };
        let page = painter.canvas.page();
        let theme = Rc::clone(&painter.theme);
        let fill = match (ground.child("bgPr"), ground.child("bgRef")) {
            (Some(properties), _) => theme.fill(properties, None),
            (None, Some(reference)) => theme.styled(reference),
            (None, None) => None,
        };
        painter.fill(&Path::rect(page), page, &fill.unwrap_or(Fill::Nothing), &part.relations);
    }

    fn tree(&self, painter: &mut Painter<'_, '_>, part: &Part, with_placeholders: bool) {
        if let Some(tree) = part.tree() {
            self.children(painter, part, tree, (Placed::default(), DEPTH), with_placeholders);
        }
    }

    /// Draws what is in a group or tree.
    fn children(
        &self,
        painter: &mut Painter<'_, '_>,
        part: &Part,
        group: &Node,
        (placed, depth): (Placed, usize),
        with_placeholders: bool,
    ) {
        for node in &group.children {
            if !painter.takes_another() {
                return;
            }
            let hidden = node
                .children
                .iter()
                .any(|child| child.child("cNvPr").is_some_and(|named| named.flag("hidden")));
            let holder = placeholder(node);
            if hidden || (holder.is_some() && !with_placeholders) {
                continue;
            }
            match node.name.as_str() {
                "sp" | "cxnSp" | "pic" => self.shape(painter, part, node, placed),
                "graphicFrame" => self.graphic(painter, part, node, (placed, depth)),
                "grpSp" if depth > 0 => {
                    let Some(xfrm) = node.at(&["grpSpPr", "xfrm"]) else { continue };
                    let Some(mut frame) = Frame::of(xfrm) else { continue };
                    let inner = placed.into_group(xfrm, frame.area);
                    frame.area = placed.area(frame.area);
                    painter.turned(frame, |painter| {
                        self.children(painter, part, node, (inner, depth - 1), with_placeholders);
                    });
                }
                _ => {}
            }
        }
    }

    fn shape(&self, painter: &mut Painter<'_, '_>, part: &Part, node: &Node, placed: Placed) {
        let inherited = self.inherited(node);
        let own = node.child("spPr");
        let all = || own.into_iter().chain(inherited.shapes().filter_map(|shape| shape.child("spPr")));
        let Some(mut frame) = all().find_map(|properties| Frame::of(properties.child("xfrm")?)) else {
            return;
        };
        frame.area = placed.area(frame.area);
        // Of a placeholder's look only what says a fill or line counts; its form is the slide's, or the nearest above.
        let paints = |properties: &&Node| {
            properties.children.iter().any(|child| child.name.ends_with("Fill") || child.name == "ln")
        };
        let look = all().find(paints).or(own);
        painter.turned(frame, |painter| {
            if let Some(look) = look {
                painter.shape(look, node.child("style"), frame.area, &part.relations);
            }
            if let Some(fill) = node.child("blipFill") {
                let outline = own.and_then(|own| own.child("prstGeom")).and_then(|form| form.attr("prst"));
                let path = match outline {
                    Some("ellipse") => Path::ellipse(frame.area),
                    Some("roundRect") => Path::round(frame.area, frame.area.w.min(frame.area.h) / 6.0),
                    _ => Path::rect(frame.area),
                };
                painter.picture(fill, &path, frame.area, &part.relations);
            }
        });
        if node.child("txBody").is_some_and(|body| body.find("t").is_some()) {
            // Letters are never mirrored.
            let upright = Frame { mirrored: (false, false), ..frame };
            let within = node.child("txXfrm").and_then(Frame::of).map(|frame| placed.area(frame.area));
            let area = within.unwrap_or(frame.area);
            painter.turned(upright, |painter| words::draw(painter, node, &inherited, area));
        }
    }

    /// Tables, SmartArt as PowerPoint drew it, and the pictures of embedded things.
    fn graphic(
        &self,
        painter: &mut Painter<'_, '_>,
        part: &Part,
        node: &Node,
        (placed, depth): (Placed, usize),
    ) {
        let Some(frame) = node.child("xfrm").and_then(Frame::of) else { return };
        let area = placed.area(frame.area);
        let Some(data) = node.at(&["graphic", "graphicData"]) else { return };
        if let Some(table) = data.child("tbl") {
            let inherited = Inherited { lists: self.lists("otherStyle"), ..Inherited::default() };
            grid::draw(painter, table, &inherited, area, &part.relations);
        } else if let Some(picture) = data.find("pic").and_then(|picture| picture.child("blipFill")) {
            painter.picture(picture, &Path::rect(area), area, &part.relations);
        } else if data.child("relIds").is_some() && depth > 0 {
            let Some(name) = part.above("diagramDrawing") else { return };
            let drawing = Part::read(painter.package, &name);
            let Some(tree) = drawing.element().and_then(|element| element.child("spTree")) else { return };
            let inner = Placed { scale: placed.scale, shift: (area.x, area.y) };
            self.children(painter, &drawing, tree, (inner, 0), true);
        }
    }

    /// What a shape takes from its placeholder's and from the lists of the master.
    fn inherited(&self, node: &Node) -> Inherited<'_> {
        let Some((kind, index)) = placeholder(node) else {
            return Inherited { lists: self.lists("otherStyle"), ..Inherited::default() };
        };
        let in_layout = self.layout.tree().and_then(|tree| {
            let mut shapes = tree.children.iter().filter_map(|shape| Some((shape, placeholder(shape)?)));
            let by_index = shapes.clone().find(|(_, (_, other))| index.is_some() && *other == index);
            by_index.or_else(|| shapes.find(|(_, (other, _))| alike(other, kind))).map(|(shape, _)| shape)
        });
        let kind = in_layout.and_then(placeholder).map_or(kind, |(kind, _)| kind);
        let in_master = self.master.tree().and_then(|tree| {
            tree.children.iter().find(|shape| placeholder(shape).is_some_and(|(other, _)| alike(other, kind)))
        });
        let list = match kind {
            "title" | "ctrTitle" => "titleStyle",
            "dt" | "ftr" | "sldNum" => "otherStyle",
            _ => "bodyStyle",
        };
        Inherited { layout: in_layout, master: in_master, lists: self.lists(list) }
    }

    fn lists(&self, style: &str) -> Vec<&Node> {
        let master = self.master.element().and_then(|master| master.at(&["txStyles", style]));
        let presentation = self.presentation.at(&["presentation", "defaultTextStyle"]);
        // PowerPoint asks the presentation first where no placeholder is filled.
        if style == "otherStyle" {
            return presentation.into_iter().chain(master).collect();
        }
        master.into_iter().chain(presentation).collect()
    }
}

/// Kind and number of the placeholder that a shape fills.
fn placeholder(node: &Node) -> Option<(&str, Option<&str>)> {
    let holder = node.children.iter().find_map(|child| child.at(&["nvPr", "ph"]))?;
    Some((holder.attr("type").unwrap_or("obj"), holder.attr("idx")))
}

/// Whether placeholders of these kinds belong together.
fn alike(one: &str, other: &str) -> bool {
    let family = |kind| match kind {
        "title" | "ctrTitle" => "title",
        "body" | "subTitle" | "obj" | "tbl" | "chart" | "dgm" | "pic" | "media" | "clipArt" => "body",
        kind => kind,
    };
    family(one) == family(other)
}
