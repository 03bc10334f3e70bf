//! The first page as a picture, as far as its paragraphs, tables, pictures and boxes go.
//!
//! Not drawn: text around pictures, foot notes, charts, and where hyphens would break a line. Whatever is wrong with a part costs that part.

mod compose;
mod look;
mod piece;
mod place;
mod rows;

use super::super::drawing::{Area, Path};
use super::super::ooxml::Package;
use super::super::ooxml::look::Theme;
use super::super::ooxml::painter::{Painter, Relations};
use super::super::tree::Node;
use compose::Composer;
use look::Looks;
use place::Placer;

/// Sides of a page in points, and how much longer one may be than the other.
const SIDES: std::ops::RangeInclusive<f64> = 100.0..=3_000.0;
const SHAPE: std::ops::RangeInclusive<f64> = 0.3..=3.5;

/// Size and margins of a page, in points.
struct Paper {
    size: (f64, f64),
    /// Within the margins.
    text: Area,
    /// Where a head begins.
    head: f64,
    columns: f64,
    gap: f64,
}

impl Paper {
    /// As a section says it; A4 where none does.
    fn of(section: Option<&Node>) -> Self {
        let twips = |node: Option<&Node>, name: &str, usual: f64| {
            node.and_then(|n| n.number(name)).map_or(usual, |n| n / 20.0)
        };
        let (size, margins) = (section.and_then(|s| s.child("pgSz")), section.and_then(|s| s.child("pgMar")));
        let (mut w, mut h) = (twips(size, "w", 595.3), twips(size, "h", 841.9));
        if !SIDES.contains(&w) || !SIDES.contains(&h) || !SHAPE.contains(&(w / h)) {
            (w, h) = (595.3, 841.9);
        }
        let margin = |name, usual, side: f64| twips(margins, name, usual).abs().min(side * 0.4);
        let (left, right) = (margin("left", 72.0, w), margin("right", 72.0, w));
        let (top, bottom) = (margin("top", 72.0, h), margin("bottom", 72.0, h));
        let text = Area { x: left, y: top, w: w - left - right, h: h - top - bottom };
        let columns = section.and_then(|s| s.child("cols"));
        Self {
            size: (w, h),
            text,
            head: margin("header", 36.0, h),
            columns: columns.and_then(|c| c.number("num")).unwrap_or(1.0).clamp(1.0, 4.0),
            gap: twips(columns, "space", 36.0).clamp(0.0, 100.0),
        }
    }
}

/// The first page as WebP; none where there is nothing to be seen on it.
pub fn picture(package: &mut Package<'_>, main: &str) -> Option<Vec<u8>> {
    let text = package.text_so_far(main).ok()??.text;
    let root = Node::read(&text);
    let document = root.child("document")?;
    let body = document.child("body")?;
    let last = text.rfind("<w:sectPr").and_then(|at| text.get(at..)).map(Node::read).unwrap_or_default();
    // The first section's is in the last paragraph of it; only the last section's stands alone.
    let section = body
        .children
        .iter()
        .find_map(|block| block.at(&["pPr", "sectPr"]).or((block.name == "sectPr").then_some(block)));
    let section = section.or_else(|| last.child("sectPr"));
    let paper = Paper::of(section);
    let relations = package.relations(main).unwrap_or_default();
    let part = |package: &mut Package<'_>, kind: &str, usual: &str| {
        let named =
            relations.values().find(|relation| relation.0 == kind).map(|relation| relation.1.as_str());
        package.text(named.unwrap_or(usual)).ok().flatten().unwrap_or_default()
    };
    let theme = Theme::read(&part(package, "theme", "word/theme/theme1.xml"));
    let styles = Node::read(&part(package, "styles", "word/styles.xml"));
    let numbering = Node::read(&part(package, "numbering", "word/numbering.xml"));
    let head = head(package, section, &relations);
    let mut painter = Painter::new(package, theme, paper.size);
    if let Some(colour) =
        document.child("background").and_then(|ground| ground.attr("color")).and_then(look::colour)
    {
        let page = painter.canvas.page();
        painter.canvas.fill(&Path::rect(page), &super::super::drawing::Paint::Plain(colour));
    }
    let looks = Looks::read(&styles, &numbering, std::rc::Rc::clone(&painter.theme));
    let composer = Composer::new(&looks);
    let mut top = paper.text.y;
    if let Some((head, relations)) = &head
        && let Some(head) = head.children.first()
    {
        let area = Area { y: paper.head, h: paper.text.h, ..paper.text };
        let pieces = composer.pieces(&head.children, area.w);
        Placer { painter: &mut painter, composer: &composer, relations, paper: &paper }.place(&pieces, area);
        // A tall head pushes the text down.
        let below = paper.head + pieces.iter().map(piece::Piece::height).sum::<f64>();
        top = top.max(below.min(paper.size.1 / 2.0));
    }
    let mut column = Area { y: top, h: paper.text.y + paper.text.h - top, ..paper.text };
    column.w = (paper.text.w - paper.gap * (paper.columns - 1.0)) / paper.columns;
    let pieces = composer.pieces(&body.children, column.w);
    let mut pieces = pieces.as_slice();
    for _ in 0..paper.columns as usize {
        let mut placer =
            Placer { painter: &mut painter, composer: &composer, relations: &relations, paper: &paper };
        let placed = placer.place(pieces, column);
        pieces = pieces.get(placed..).unwrap_or_default();
        column.x += column.w + paper.gap;
    }
    painter.canvas.draw()
}

/// The head of the first page.
fn head(
    package: &mut Package<'_>,
    section: Option<&Node>,
    relations: &Relations,
) -> Option<(Node, Relations)> {
    let section = section?;
    let wanted = if section.child("titlePg").is_some_and(Node::is_on) { "first" } else { "default" };
    let reference =
        section.all("headerReference").find(|reference| reference.attr("type") == Some(wanted))?;
    let (_, part) = relations.get(reference.attr("r:id")?)?;
    let text = package.text(part).ok()??;
    Some((Node::read(&text), package.relations(part).unwrap_or_default()))
}
