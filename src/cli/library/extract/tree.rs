//! A part's XML as a tree, for drawing: there a thing's look stands in many places that are not in the order of the text.
//!
//! Of `mc:AlternateContent` one alternative is kept. What stands before a fault, and what is within the limit, is kept.
#![deny(clippy::indexing_slicing)]

use super::xml::{self, Event};

/// Elements of one part; a first page has far less.
const ELEMENTS: usize = 60_000;

/// An element. Names are without prefix.
#[derive(Debug, Default)]
pub struct Node {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Its own text.
    pub text: String,
    /// What is in it.
    pub children: Vec<Node>,
}

impl Node {
    /// The tree of a text; the root has no name and holds the part's element.
    pub fn read(text: &str) -> Self {
        let (mut open, mut count, mut skipped) = (vec![Self::default()], 0, 0_usize);
        // A fault costs what stands behind it.
        let _ = xml::walk(text, |event| match event {
            Event::Open(tag) if skipped == 0 && count < ELEMENTS => {
                count += 1;
                let (name, attributes) = (tag.name().to_owned(), tag.attributes());
                open.push(Self { name, attributes, ..Self::default() });
            }
            Event::Open(_) => skipped += 1,
            Event::Close(_) if skipped > 0 => skipped -= 1,
            Event::Close(_) => close(&mut open),
            Event::Text(text) => {
                if let Some(last) = open.last_mut().filter(|_| skipped == 0) {
                    last.text.push_str(text);
                }
            }
        });
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop().unwrap_or_default()
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first descendant along these names.
    pub fn at(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The children of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of that name anywhere in it.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// An attribute by its name, with its prefix where it has one that matters: `r:id`.
    pub fn attr(&self, name: &str) -> Option<&str> {
        let is = |key: &str| key == name || (!name.contains(':') && key.rsplit(':').next() == Some(name));
        self.attributes.iter().find(|(key, _)| is(key)).map(|(_, value)| value.as_str())
    }

    /// An attribute that is a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        let number: f64 = self.attr(name)?.trim().trim_end_matches('%').parse().ok()?;
        number.is_finite().then_some(number)
    }

    /// An attribute that is a length in EMU, in points.
    pub fn emu(&self, name: &str) -> Option<f64> {
        Some(self.number(name)? / 12_700.0)
    }

    /// Whether an attribute says yes.
    pub fn flag(&self, name: &str) -> bool {
        self.attr(name).is_some_and(xml::is_true)
    }

    /// Whether an element that switches something on does so.
    pub fn is_on(&self) -> bool {
        self.attr("val")
            .is_none_or(|value| xml::is_true(value) || !matches!(value, "0" | "false" | "off" | "none" | "f"))
    }
}

fn close(open: &mut Vec<Node>) {
    if let (Some(node), Some(parent)) = (if open.len() > 1 { open.pop() } else { None }, open.last_mut()) {
        if node.name == "AlternateContent" {
            parent.children.extend(alternative(node));
        } else {
            parent.children.push(node);
        }
    }
}

/// What is kept of alternatives: the first, unless it is what only an old or a new program draws.
fn alternative(node: Node) -> Vec<Node> {
    let (mut first, mut fallback) = (None, None);
    for child in node.children {
        let needs = child.attr("Requires").unwrap_or_default();
        let foreign = needs == "v" || needs.starts_with("cx") || needs.starts_with("am3d");
        if child.name == "Choice" && !foreign && first.is_none() {
            first = Some(child.children);
        } else if child.name == "Fallback" {
            fallback = Some(child.children);
        }
    }
    first.or(fallback).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_keeps_one_alternative_and_what_stands_before_a_fault() {
        let root = Node::read(
            "<p:a><mc:AlternateContent><mc:Choice Requires='v'><x/></mc:Choice><mc:Fallback><p:pic r:id='7' id='8'/></mc:Fallback></mc:AlternateContent><t>lo &amp; <b>",
        );
        let pic = root.at(&["a", "pic"]).unwrap();
        assert_eq!((pic.attr("r:id"), root.at(&["a", "t"]).unwrap().text.as_str()), (Some("7"), "lo & "));
        assert!(root.find("x").is_none());
    }

    #[test]
    fn too_many_elements_are_left_out() {
        let root = Node::read(&format!("<a>{}</a>", "<b/>".repeat(ELEMENTS + 10)));
        assert_eq!(root.child("a").unwrap().children.len(), ELEMENTS - 1);
    }
}
