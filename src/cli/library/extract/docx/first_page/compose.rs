//! Makes pieces of a text: what is as tall as it is before it has a place.

use super::super::super::drawing::Colour;
use super::super::super::drawing::text::{Align, Leading, Paragraph, Style, lay_out};
use super::super::super::tree::Node;
use super::look::{Looks, Sources};
use super::piece::{Piece, Text};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Pieces of a document that are composed: more are not on a first page.
const PIECES: usize = 600;
/// Tables in tables, boxes in boxes.
const DEPTH: usize = 6;

/// Makes the pieces of one document.
pub struct Composer<'n> {
    /// Its styles.
    pub looks: &'n Looks<'n>,
    left: Cell<usize>,
    depth: Cell<usize>,
    /// Numbers of lists so far.
    numbers: RefCell<HashMap<(&'n str, usize), usize>>,
}

impl<'n> Composer<'n> {
    /// With nothing composed yet.
    pub fn new(looks: &'n Looks<'n>) -> Self {
        Self { looks, left: Cell::new(PIECES), depth: Cell::new(DEPTH), numbers: RefCell::default() }
    }

    /// The pieces of some blocks, as wide as that.
    pub fn pieces(&self, blocks: &'n [Node], width: f64) -> Vec<Piece<'n>> {
        self.pieces_within(blocks, width, &[])
    }

    /// The same in a table whose styles say more.
    pub fn pieces_within(&self, blocks: &'n [Node], width: f64, within: &[&'n Node]) -> Vec<Piece<'n>> {
        let mut pieces = Vec::new();
        if self.depth.get() == 0 {
            return pieces;
        }
        self.depth.set(self.depth.get() - 1);
        self.blocks(blocks, width.max(4.0), within, &mut pieces, &mut None);
        self.depth.set(self.depth.get() + 1);
        pieces
    }

    fn blocks(
        &self,
        blocks: &'n [Node],
        width: f64,
        within: &[&'n Node],
        pieces: &mut Vec<Piece<'n>>,
        before: &mut Option<&'n str>,
    ) {
        for block in blocks {
            if self.left.get() == 0 {
                return;
            }
            self.left.set(self.left.get() - 1);
            match block.name.as_str() {
                "p" => self.paragraph(block, width, within, pieces, before),
                "tbl" => self.table(block, width, pieces),
                "sdt" => {
                    let inside = block.child("sdtContent").map(|content| content.children.as_slice());
                    self.blocks(inside.unwrap_or_default(), width, within, pieces, before);
                }
                "ins" | "customXml" | "smartTag" => {
                    self.blocks(&block.children, width, within, pieces, before)
                }
                _ => {}
            }
        }
    }

    fn paragraph(
        &self,
        node: &'n Node,
        width: f64,
        within: &[&'n Node],
        pieces: &mut Vec<Piece<'n>>,
        before: &mut Option<&'n str>,
    ) {
        let own = node.child("pPr");
        let sources = self.looks.paragraph(own, within);
        if sources.child("pageBreakBefore").is_some_and(Node::is_on) {
            pieces.push(Piece::End);
        }
        let mut runs = Runs::default();
        self.runs(node, &sources, &mut runs, 0);
        let left = sources.twips("ind", "left").or(sources.twips("ind", "start")).unwrap_or(0.0);
        let right = sources.twips("ind", "right").or(sources.twips("ind", "end")).unwrap_or(0.0);
        let first =
            sources.twips("ind", "hanging").map(|hanging| -hanging).or(sources.twips("ind", "firstLine"));
        let align = sources.child("jc").and_then(|jc| jc.attr("val")).map(Align::of).unwrap_or_default();
        let alike = sources.child("contextualSpacing").is_some_and(Node::is_on) && *before == sources.id;
        let room = |name: &str| {
            if alike && name == "before" { 0.0 } else { sources.twips("spacing", name).unwrap_or(0.0) }
        };
        *before = sources.id;
        let mark = self.looks.style(own.and_then(|own| own.child("rPr")), &sources);
        pieces.push(Piece::Space(room("before").max(0.0)));
        pieces.extend(runs.floats.iter().map(|float| Piece::Float(float)));
        for drawn in &runs.drawn {
            let Some(extent) = drawn.child("extent") else { continue };
            let (mut w, mut h) =
                (extent.emu("cx").unwrap_or(0.0).max(0.0), extent.emu("cy").unwrap_or(0.0).max(0.0));
            if w > width && w > 0.0 {
                (w, h) = (width, h * width / w);
            }
            let x = match align {
                Align::Left => left,
                Align::Middle => (width - w) / 2.0,
                Align::Right => width - w,
            };
            pieces.push(Piece::Drawn(drawn, x, w, h));
        }
        let ends = runs.ends && !runs.text.iter().any(|(text, _)| !text.trim().is_empty());
        if !runs.text.is_empty() || runs.drawn.is_empty() {
            let line = sources.twips("spacing", "line");
            let rule = sources.paragraph.iter().find_map(|source| source.child("spacing")?.attr("lineRule"));
            let leading = match (line, rule) {
                (Some(line), Some("exact")) => Leading::Points(line.clamp(1.0, 400.0)),
                (Some(line), None | Some("auto")) => Leading::Times((line / 12.0).clamp(0.3, 5.0)),
                _ => Leading::Times(1.0),
            };
            let bullet = sources.list.and_then(|list| self.bullet(list)).map(|text| (text, mark.clone()));
            let paragraph = Paragraph {
                runs: runs.text,
                align,
                room: (0.0, 0.0),
                leading,
                indent: (left, right, first.unwrap_or(0.0)),
                bullet,
                size: mark.size,
            };
            let laid = lay_out(&[paragraph], width, true);
            let fill = sources.child("shd").and_then(|node| self.looks.shade(node));
            let borders = sources.child("pBdr").map(|borders| self.borders(borders)).unwrap_or_default();
            pieces.push(Piece::Text(Text { laid, fill, borders, across: (left, width - left - right) }));
        }
        pieces.push(Piece::Space(room("after").max(0.0)));
        let section = own.and_then(|own| own.child("sectPr"));
        let next = section.is_some_and(|s| s.child("type").and_then(|t| t.attr("val")) != Some("continuous"));
        if ends || runs.ends || next {
            pieces.push(Piece::End);
        }
    }

    /// Lines around a paragraph, cell or table.
    pub fn borders(&self, node: &Node) -> Vec<(String, Colour, f64)> {
        let drawn = |side: &&Node| !matches!(side.attr("val"), None | Some("nil" | "none"));
        let sides = node.children.iter().filter(drawn).map(|side| {
            let colour = self.looks.colour(side, "color", "theme").unwrap_or(Colour::BLACK);
            (side.name.clone(), colour, (side.number("sz").unwrap_or(4.0) / 8.0).clamp(0.25, 12.0))
        });
        sides.take(8).collect()
    }

    fn bullet(&self, (level, list, depth): (&'n Node, &'n str, usize)) -> Option<String> {
        let value = |name: &str| level.child(name).and_then(|node| node.attr("val"));
        if matches!(value("numFmt"), Some("bullet") | None) {
            let text = value("lvlText").unwrap_or("•");
            let known = text.chars().all(super::super::super::drawing::is_drawable);
            return Some(if known { text.to_owned() } else { "•".to_owned() });
        }
        let mut numbers = self.numbers.borrow_mut();
        let number = numbers.entry((list, depth)).or_default();
        *number += 1;
        let text = value("lvlText").filter(|text| !text.is_empty())?;
        Some(text.replace(&format!("%{}", depth + 1), &number.to_string()).chars().take(12).collect())
    }

    fn runs(&self, node: &'n Node, sources: &Sources<'n>, runs: &mut Runs<'n>, depth: usize) {
        if depth > 12 {
            return;
        }
        for child in &node.children {
            match child.name.as_str() {
                "r" => self.run(child, sources, runs),
                "hyperlink" | "ins" | "smartTag" | "fldSimple" | "customXml" | "moveTo" => {
                    self.runs(child, sources, runs, depth + 1);
                }
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.runs(content, sources, runs, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&self, node: &'n Node, sources: &Sources<'n>, runs: &mut Runs<'n>) {
        let own = node.child("rPr");
        if own.and_then(|own| own.child("vanish")).is_some_and(Node::is_on) {
            return;
        }
        let style = self.looks.style(own, sources);
        let caps = own.into_iter().chain(sources.letters.iter().copied()).find_map(|look| look.child("caps"));
        for child in &node.children {
            let text = match child.name.as_str() {
                "t" if caps.is_some_and(Node::is_on) => child.text.to_uppercase(),
                "t" => child.text.clone(),
                "tab" | "ptab" => "    ".to_owned(),
                "noBreakHyphen" => "-".to_owned(),
                "sym" => "•".to_owned(),
                "br" if child.attr("type") == Some("page") => {
                    runs.ends = true;
                    continue;
                }
                "br" | "cr" => "\n".to_owned(),
                "lastRenderedPageBreak" => {
                    runs.ends |= runs.text.iter().any(|(text, _)| !text.trim().is_empty());
                    continue;
                }
                "drawing" => {
                    runs.drawn.extend(child.child("inline"));
                    runs.floats.extend(child.child("anchor"));
                    continue;
                }
                _ => continue,
            };
            // What stands behind the page's end is on the next one.
            if !runs.ends {
                runs.text.push((text, style.clone()));
            }
        }
    }
}

#[derive(Default)]
struct Runs<'n> {
    text: Vec<(String, Style)>,
    drawn: Vec<&'n Node>,
    floats: Vec<&'n Node>,
    /// The page ends in it.
    ends: bool,
}
