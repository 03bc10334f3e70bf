//! Puts pieces on the page, one below the other, and what floats at its own place.

use super::super::super::drawing::{Area, Colour, Paint, Path, Step};
use super::super::super::ooxml::painter::{Frame, Painter, Placed, Relations};
use super::super::super::tree::Node;
use super::Paper;
use super::compose::Composer;
use super::piece::{Piece, Row};

/// Groups in groups.
const DEPTH: usize = 12;

/// Puts pieces of one part on the page.
pub struct Placer<'x, 'p, 'a, 'n> {
    /// The page.
    pub painter: &'x mut Painter<'p, 'a>,
    /// Makes pieces of what is in boxes.
    pub composer: &'x Composer<'n>,
    /// Of the part.
    pub relations: &'x Relations,
    /// Size and margins.
    pub paper: &'x Paper,
}

impl<'n> Placer<'_, '_, '_, 'n> {
    /// Puts pieces below each other into an area; how many found room. Those behind the page's end have none anywhere.
    pub fn place(&mut self, pieces: &[Piece<'n>], area: Area) -> usize {
        let (mut y, bottom) = (area.y, area.y + area.h);
        let mut begun = false;
        for (at, piece) in pieces.iter().enumerate() {
            let height = piece.height();
            match piece {
                // An empty page before the first is not shown.
                Piece::End if begun => return pieces.len(),
                Piece::End => {}
                Piece::Space(_) => {}
                Piece::Float(anchor) => {
                    begun = true;
                    if let Some(below) = self.float(anchor, area, y) {
                        y = y.max(below);
                    }
                }
                _ if y > bottom => return at,
                Piece::Text(text) => {
                    begun |= !text.laid.lines.iter().all(|line| line.pieces.is_empty());
                    let (left, width) = text.across;
                    let ground = Area { x: area.x + left, y, w: width, h: height };
                    let thick = |side: &str| text.borders.iter().find(|b| b.0 == side).map_or(0.0, |b| b.2);
                    let wide = Area {
                        x: ground.x - thick("left"),
                        y: y - thick("top"),
                        w: width + thick("left") + thick("right"),
                        h: height + thick("top") + thick("bottom"),
                    };
                    if let Some(fill) = text.fill {
                        self.painter.canvas.fill(&Path::rect(wide), &Paint::Plain(fill));
                    }
                    self.borders(&text.borders, ground);
                    text.laid.draw(&mut self.painter.canvas, (area.x, y));
                }
                Piece::Drawn(node, x, width, height) => {
                    begun = true;
                    self.graphic(node, Area { x: area.x + x, y, w: *width, h: *height });
                }
                Piece::Row(row) => {
                    begun = true;
                    self.row(row, (area.x, y));
                }
            }
            y += height;
        }
        pieces.len()
    }

    fn row(&mut self, row: &Row<'n>, (x, y): (f64, f64)) {
        for cell in &row.cells {
            if !self.painter.takes_another() {
                return;
            }
            let area = Area { x: x + cell.x, y, w: cell.width, h: row.height };
            if let Some(fill) = cell.fill {
                self.painter.canvas.fill(&Path::rect(area), &Paint::Plain(fill));
            }
            self.borders(&cell.borders, area);
            let tall: f64 = cell.pieces.iter().map(Piece::height).sum();
            let down = if cell.centred { ((row.height - tall) / 2.0).max(0.0) } else { 0.0 };
            let inner =
                Area { x: area.x + cell.padding, y: y + down, w: area.w - 2.0 * cell.padding, h: f64::MAX };
            if y < self.painter.canvas.page().h {
                self.place(&cell.pieces, inner);
            }
        }
    }

    fn borders(&mut self, borders: &[(String, Colour, f64)], a: Area) {
        let (right, bottom) = (a.x + a.w, a.y + a.h);
        for (side, colour, width) in borders {
            let half = width / 2.0;
            let [x, y, to_x, to_y] = match side.as_str() {
                "top" => [a.x, a.y - half, right, a.y - half],
                "bottom" | "insideH" => [a.x, bottom + half, right, bottom + half],
                "left" | "start" => [a.x - half, a.y, a.x - half, bottom],
                "right" | "end" | "insideV" => [right + half, a.y, right + half, bottom],
                _ => continue,
            };
            self.painter.canvas.stroke(
                &Path(vec![Step::Move(x, y), Step::Line(to_x, to_y)]),
                *colour,
                *width,
            );
        }
    }

    /// Draws what has its own place; where text goes on below it, when it keeps text off.
    fn float(&mut self, anchor: &'n Node, column: Area, y: f64) -> Option<f64> {
        let extent = anchor.child("extent")?;
        let (w, h) = (extent.emu("cx")?.max(0.0), extent.emu("cy")?.max(0.0));
        let (pw, ph) = self.paper.size;
        let text = self.paper.text;
        let along = |name: &str, size: f64, page: f64, margin: (f64, f64), near: f64| {
            let place = anchor.child(name);
            let (from, room) = match place.and_then(|place| place.attr("relativeFrom")) {
                Some("page") => (0.0, page),
                Some("leftMargin" | "topMargin" | "insideMargin") => (0.0, margin.0),
                Some("rightMargin" | "bottomMargin" | "outsideMargin") => {
                    (margin.0 + margin.1, page - margin.0 - margin.1)
                }
                Some("margin") => margin,
                _ if name == "positionH" => (column.x, column.w),
                _ => (near, size),
            };
            let offset = place
                .and_then(|place| place.child("posOffset"))
                .and_then(|o| o.text.trim().parse::<f64>().ok());
            let align = place.and_then(|place| place.child("align")).map(|align| align.text.trim());
            match (offset, align) {
                (Some(emu), _) => from + emu / 12_700.0,
                (None, Some("center")) => from + (room - size) / 2.0,
                (None, Some("right" | "bottom" | "outside")) => from + room - size,
                _ => from,
            }
        };
        let area = Area {
            x: along("positionH", w, pw, (text.x, text.w), column.x),
            y: along("positionV", h, ph, (text.y, text.h), y),
            w,
            h,
        };
        self.graphic(anchor, area);
        anchor.child("wrapTopAndBottom").map(|_| area.y + area.h)
    }

    /// Draws what an inline or floating drawing shows.
    fn graphic(&mut self, node: &'n Node, area: Area) {
        let Some(data) = node.at(&["graphic", "graphicData"]) else { return };
        for child in &data.children {
            self.drawn(child, area, DEPTH);
        }
    }

    fn drawn(&mut self, node: &'n Node, area: Area, depth: usize) {
        if !self.painter.takes_another() {
            return;
        }
        let properties = node.child("spPr").or_else(|| node.child("grpSpPr"));
        let xfrm = properties.and_then(|properties| properties.child("xfrm"));
        let turned = xfrm.and_then(Frame::of).unwrap_or_default();
        let frame = Frame { area, ..turned };
        let relations = self.relations;
        match node.name.as_str() {
            "pic" => self.painter.turned(frame, |painter| {
                if let Some(fill) = node.child("blipFill") {
                    painter.picture(fill, &Path::rect(area), area, relations);
                }
            }),
            "wsp" => {
                self.painter.turned(frame, |painter| {
                    if let Some(properties) = properties {
                        painter.shape(properties, node.child("style"), area, relations);
                    }
                });
                if let Some(content) = node.at(&["txbx", "txbxContent"]) {
                    self.boxed(&content.children, node.child("bodyPr"), area);
                }
            }
            "wgp" | "grpSp" | "wpc" if depth > 0 => {
                let inner =
                    xfrm.map_or_else(Placed::default, |xfrm| Placed::default().into_group(xfrm, area));
                for child in &node.children {
                    let own =
                        child.child("spPr").or_else(|| child.child("grpSpPr")).and_then(|p| p.child("xfrm"));
                    if let Some(frame) = own.and_then(Frame::of) {
                        self.drawn(child, inner.area(frame.area), depth - 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// Puts the text of a box into its area.
    fn boxed(&mut self, content: &'n [Node], properties: Option<&Node>, area: Area) {
        let inset = |name: &str, usual| properties.and_then(|p| p.emu(name)).unwrap_or(usual);
        let (l, r, t, b) = (inset("lIns", 7.2), inset("rIns", 7.2), inset("tIns", 3.6), inset("bIns", 3.6));
        let pieces = self.composer.pieces(content, area.w - l - r);
        let tall: f64 = pieces.iter().map(Piece::height).sum();
        let room = area.h - t - b;
        let down = match properties.and_then(|properties| properties.attr("anchor")) {
            Some("ctr") => ((room - tall) / 2.0).max(0.0),
            Some("b") => (room - tall).max(0.0),
            _ => 0.0,
        };
        self.place(
            &pieces,
            Area { x: area.x + l, y: area.y + t + down, w: area.w - l - r, h: room.max(1.0) },
        );
    }
}
