//! SmartArt and charts: parts of their own, which a slide or a document's text only refers to.

mod chart;

use super::super::one_line;
use super::Package;
use super::xml::{self, Event};
use std::collections::{HashMap, HashSet};

/// The relation that an element of a slide or text refers to as its drawing: `dgm:relIds`, `c:chart`, `cx:chart`.
pub fn reference(tag: &xml::Tag<'_>) -> Option<String> {
    match tag.name() {
        "relIds" => tag.attribute("dm"),
        "chart" => tag.attribute("id"),
        _ => None,
    }
}

/// A part's text to its paragraphs, and whether that is all.
type Reader = fn(&str) -> (Vec<String>, bool);

/// Drawings of one part, each read once however often it is referred to.
#[derive(Default)]
pub struct Drawings {
    read: HashSet<String>,
}

impl Drawings {
    /// The paragraphs of the drawing that is the relation `id`; none when it is no drawing.
    ///
    /// # Errors
    /// With what was read, when it is damaged or missing; the text says what kind of drawing it is.
    pub fn paragraphs(
        &mut self,
        package: &mut Package<'_>,
        relations: &HashMap<String, (String, String)>,
        id: &str,
    ) -> (Vec<String>, Option<&'static str>) {
        let Some((kind, part)) = relations.get(id) else { return Default::default() };
        let (read, what): (Reader, _) = match kind.as_str() {
            "diagramData" => (diagram, "a drawing (SmartArt)"),
            "chart" | "chartEx" => (chart::paragraphs, "a chart"),
            _ => return Default::default(),
        };
        if !self.read.insert(part.clone()) {
            return Default::default();
        }
        match package.text_so_far(part) {
            Ok(Some(part)) => {
                let (paragraphs, whole) = read(&part.text);
                (paragraphs, (!whole || !part.whole).then_some(what))
            }
            _ => (Vec::new(), Some(what)),
        }
    }
}

/// The texts of a SmartArt's nodes, one paragraph each, in their order, and whether that is all. Other points hold what the layout
/// repeats.
fn diagram(text: &str) -> (Vec<String>, bool) {
    let (mut paragraphs, mut point) = (Vec::new(), String::new());
    let (mut node, mut in_text) = (false, false);
    let walked = xml::walk(text, |event| match event {
        Event::Open(tag) => match tag.name() {
            "pt" => node = tag.attribute("type").is_none_or(|kind| matches!(kind.as_str(), "node" | "asst")),
            // Nobody has written there yet.
            "prSet" if tag.flag("phldr") => node = false,
            "t" => in_text = true,
            "br" | "p" => point.push(' '),
            _ => {}
        },
        Event::Close("pt") => {
            let text = one_line(&std::mem::take(&mut point));
            if node && !text.is_empty() {
                paragraphs.push(text);
            }
        }
        // `a:t` and, around its paragraphs, `dgm:t`: white space between elements is folded.
        Event::Close("t") => in_text = false,
        Event::Text(text) if in_text && node => point.push_str(text),
        Event::Close(_) | Event::Text(_) => {}
    });
    (paragraphs, walked.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nodes_of_a_diagram_speak_in_their_order() {
        let point = |kind: &str, text: &str| {
            format!("<dgm:pt {kind}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>")
        };
        let text = format!(
            "<dgm:dataModel><dgm:ptLst>{}{}{}{}{}{}</dgm:ptLst></dgm:dataModel>",
            point("type='doc'", "Layout"),
            point("", "Discover"),
            point("type='parTrans'", "[Text]"),
            point("type='node'", "Configure</a:t></a:r><a:br/><a:r><a:t>the ledger"),
            point("type='pres'", "Discover"),
            "<dgm:pt><dgm:prSet phldr='1'/><dgm:t><a:p><a:r><a:t>[Text]</a:t></a:r></a:p></dgm:t></dgm:pt>"
        );
        assert_eq!(diagram(&text), (vec!["Discover".to_owned(), "Configure the ledger".to_owned()], true));
        let (found, whole) = diagram(&text[..text.len() - 160]);
        assert_eq!((found.len(), whole), (2, false));
    }
}
