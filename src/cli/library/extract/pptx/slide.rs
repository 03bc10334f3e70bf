//! The texts of one slide, notes page, layout or master.

use super::super::ooxml::alternatives::Alternatives;
use super::super::ooxml::drawings;
use super::super::xml::{self, Event, Tag};
use super::super::{Block, one_line};

/// What was read of one part.
#[derive(Default)]
pub struct Slide {
    /// The text of its title's placeholder.
    pub title: String,
    /// Paragraphs and rows of tables in their order.
    pub paragraphs: Vec<String>,
    /// SmartArt and charts: how many paragraphs stand before, and the relation.
    pub drawings: Vec<(usize, String)>,
    /// The foot and head that PowerPoint shows.
    pub feet: Vec<String>,
    /// Texts of shapes that are no placeholders.
    pub fixed: Vec<String>,
    /// Left out of the show.
    pub hidden: bool,
    /// Whether a shape with text is hidden.
    pub hidden_shapes: bool,
    /// Whether the part breaks off or is not well-formed.
    pub broken: bool,
    /// Paragraphs of a shape in one size, with the size in hundredths of a point and the shape's number.
    sized: Vec<(u32, usize, String)>,
}

/// Elements that are shapes.
const SHAPES: [&str; 5] = ["sp", "grpSp", "graphicFrame", "pic", "cxnSp"];
/// Words of a text that may still be a title.
const TITLE_WORDS: usize = 25;

/// The walk over one part.
#[derive(Default)]
struct Reader {
    slide: Slide,
    notes: bool,
    alternatives: Alternatives,
    /// The kind of the shape's placeholder; empty when it is none.
    placeholder: String,
    paragraph: String,
    in_text: bool,
    /// In a field that PowerPoint fills in: slide number, day.
    field: bool,
    row: Option<Vec<String>>,
    /// Whether each open shape is hidden.
    shapes: Vec<bool>,
    /// Shapes so far.
    shape: usize,
    /// The shape's own type size, the run's, and the paragraph's largest.
    sizes: (Option<u32>, Option<u32>, Option<u32>),
}

impl Slide {
    /// Collects paragraphs; of a notes page only those of the notes themselves (`body`), not the slide's picture, number or date.
    pub fn read(text: &str, notes: bool) -> Self {
        let mut reader = Reader { notes, ..Reader::default() };
        // What was read before a fault is kept.
        let walked = xml::walk(text, |event| reader.visit(event));
        reader.slide.broken = walked.is_err();
        reader.slide
    }

    /// The text in the largest type, when it is short enough for a title; may be empty.
    pub fn largest(&self) -> String {
        let Some((size, shape, _)) = self.sized.iter().rev().max_by_key(|(size, ..)| size) else {
            return String::new();
        };
        let alike = self.sized.iter().filter(|(s, of, _)| s == size && of == shape);
        let text = alike.map(|(_, _, text)| text.as_str()).collect::<Vec<_>>().join(" ");
        if text.split(' ').count() > TITLE_WORDS { String::new() } else { text }
    }

    /// Its paragraphs under its title; a title alone still says something.
    pub fn blocks(self, position: u32, notes: bool) -> Vec<Block> {
        let heading = self.title;
        let mut paragraphs = self.paragraphs;
        if paragraphs.is_empty() && !heading.is_empty() && !notes {
            paragraphs.push(String::new());
        }
        let block = |text| Block { position, heading: heading.clone(), text, notes };
        paragraphs.into_iter().map(block).collect()
    }
}

impl Reader {
    fn visit(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => {
                if !self.alternatives.open(tag.name()) {
                    self.open(&tag);
                }
            }
            Event::Close(name) => {
                if !self.alternatives.close(name) {
                    self.close(name);
                }
            }
            Event::Text(text) if self.in_text && !self.alternatives.is_out() && !self.field => {
                self.paragraph.push_str(text);
                self.sizes.2 = self.sizes.2.max(self.sizes.1.or(self.sizes.0));
            }
            Event::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let size = || tag.attribute("sz").and_then(|size| size.parse().ok());
        match tag.name() {
            "sld" => self.slide.hidden = tag.attribute("show").is_some_and(|show| !xml::is_true(&show)),
            name if SHAPES.contains(&name) => {
                self.shapes.push(false);
                self.shape += 1;
                self.placeholder.clear();
                self.sizes = (None, None, None);
            }
            "cNvPr" => {
                if let Some(shape) = self.shapes.last_mut() {
                    *shape |= tag.flag("hidden");
                }
            }
            "ph" => self.placeholder = tag.attribute("type").unwrap_or_else(|| "body".to_owned()),
            "fld" => {
                self.field =
                    tag.attribute("type").is_some_and(|t| t == "slidenum" || t.starts_with("datetime"));
                self.sizes.1 = None;
            }
            "r" => self.sizes.1 = None,
            "rPr" => self.sizes.1 = size(),
            "defRPr" => self.sizes.0 = self.sizes.0.or_else(size),
            "t" => self.in_text = true,
            "br" => self.paragraph.push(' '),
            "tr" => self.row = Some(Vec::new()),
            "relIds" | "chart" if !self.notes => {
                if self.shapes.contains(&true) {
                    self.slide.hidden_shapes = true;
                } else if let Some(id) = drawings::reference(tag) {
                    self.slide.drawings.push((self.slide.paragraphs.len(), id));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            name if SHAPES.contains(&name) => {
                self.shapes.pop();
                self.placeholder.clear();
            }
            "fld" => self.field = false,
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tr" => {
                let row = self.row.take().filter(|cells| !cells.is_empty());
                self.slide.paragraphs.extend(row.map(|cells| cells.join(" · ")));
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = one_line(&std::mem::take(&mut self.paragraph));
        let size = self.sizes.2.take();
        if text.is_empty() {
            return;
        }
        let slide = &mut self.slide;
        if self.shapes.contains(&true) {
            slide.hidden_shapes = true;
            return;
        }
        let kind = self.placeholder.as_str();
        if matches!(kind, "ftr" | "hdr") {
            slide.feet.push(text);
            return;
        }
        if kind.is_empty() && self.row.is_none() {
            slide.fixed.push(text.clone());
        }
        if matches!(kind, "sldNum" | "dt" | "sldImg") || (self.notes && kind != "body") {
            return;
        }
        match (&mut self.row, kind) {
            (Some(cells), _) => cells.push(text),
            (None, "title" | "ctrTitle") if !self.notes => {
                slide.title.push_str(if slide.title.is_empty() { "" } else { " " });
                slide.title.push_str(&text);
            }
            (None, _) => {
                slide.sized.extend(size.map(|size| (size, self.shape, text.clone())));
                slide.paragraphs.push(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_groups_is_read_and_fallbacks_are_not_read_twice() {
        let shape =
            |text: &str| format!("<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>");
        let slide = format!(
            "<p:sld><p:grpSp>{}<p:grpSp>{}</p:grpSp></p:grpSp><mc:AlternateContent><mc:Choice><p:oleObj/>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></p:sld>",
            shape("Outer"),
            shape("Inner"),
            shape("Formula"),
            shape("Formula")
        );
        assert_eq!(Slide::read(&slide, false).paragraphs, ["Outer", "Inner", "Formula"]);
    }

    #[test]
    fn the_largest_text_of_a_slide_is_told_by_its_type_and_a_foot_is_none() {
        let shape = |kind: &str, size: u32, text: &str| {
            format!(
                "<p:sp><p:nvSpPr>{kind}</p:nvSpPr><p:txBody><a:p><a:r><a:rPr sz='{size}'/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
            )
        };
        let two_lines = "Close</a:t></a:r></a:p><a:p><a:r><a:rPr sz='4400'/><a:t>in five days";
        let slide = format!(
            "<p:sld>{}{}{}</p:sld>",
            shape("", 1800, "Harbourline"),
            shape("", 4400, two_lines),
            shape("<p:ph type='ftr'/>", 6000, "Confidential")
        );
        assert_eq!(Slide::read(&slide, false).largest(), "Close in five days");
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        let slide = Slide::read("<p:sld><p:sp><a:p><a:r><a:t>Kept</a:t></a:r></a:p><a:p><a:r><a:t>Lo", false);
        assert_eq!((slide.paragraphs, slide.broken), (vec!["Kept".to_owned()], true));
    }
}
