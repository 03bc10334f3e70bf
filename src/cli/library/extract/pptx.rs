//! PowerPoint: slides in the order of the presentation, each under its title, then its speaker notes.
//!
//! Hidden slides and shapes are named and not read. What a slide's foot and its master say is a label, and so is a text that most
//! slides repeat.
#![deny(clippy::indexing_slicing)]

use super::ooxml::Package;
use super::xml::{self, Event};
use super::{Block, Document, ExtractError, Place, TitleSource};
use pitchside_core::catalogue::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the package.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    let main = "ppt/presentation.xml";
    let presentation = package.text(main)?.ok_or_else(|| ExtractError::damaged("no presentation part"))?;
    let relations = package.relations(main)?;
    let (mut slides, mut language) = (Vec::new(), String::new());
    xml::walk(&presentation, |event| {
        if let Event::Open(tag) = event {
            match tag.name() {
                "sldId" => slides
                    .extend(tag.qualified("r:id").and_then(|id| relations.get(&id)).map(|r| r.1.clone())),
                "defRPr" if language.is_empty() => language = tag.attribute("lang").unwrap_or_default(),
                _ => {}
            }
        }
    })?;
    let mut document = Document { language, unit: Unit::Slide, ..Document::default() };
    for (at, part) in slides.iter().enumerate() {
        document.count = at as u32 + 1;
        // A missing or damaged slide costs itself only; its number stays taken.
        if let Ok(Some(text)) = package.text(part) {
            let slide = Slide::read(&text, false);
            if slide.hidden {
                document.hide(format!("slide {}", document.count));
                continue;
            }
            if slide.hidden_shapes {
                document.hide(format!("a shape on slide {}", document.count));
            }
            slide.feet.iter().for_each(|foot| document.label(Place::Foot, foot));
            let title = slide.title.clone();
            document.propose(TitleSource::Styled, &slide.title);
            document.blocks.extend(slide.blocks(document.count, false));
            let notes = package.relations(part)?.into_values().find(|r| r.0 == "notesSlide").map(|r| r.1);
            if let Some(notes) = notes
                && let Ok(Some(text)) = package.text(&notes)
            {
                let mut notes = Slide::read(&text, true);
                notes.title = title;
                document
                    .blocks
                    .extend(notes.blocks(document.count, true).into_iter().filter(|b| !b.text.is_empty()));
            }
        } else {
            document.miss(format!("slide {}", document.count));
        }
    }
    let title = package.title()?;
    // What PowerPoint writes on its own says nothing.
    let made_up = ["PowerPoint", "Slide ", "Folie ", "Diapositive "].iter().any(|p| title.starts_with(p));
    if !made_up {
        document.propose(TitleSource::Properties, &title);
    }
    repeated(&mut document);
    masters(&mut package, &slides, &mut document);
    if !package.parts("ppt/comments/", ".xml").is_empty() {
        document.hide("comments".to_owned());
    }
    for property in package.properties() {
        document.label(Place::Properties, &property);
    }
    document.pictures = package.has_pictures();
    document.thumbnail = package.thumbnail();
    Ok(document)
}

/// Texts that stand on most slides, at least three: a foot that somebody typed instead of asking PowerPoint for one.
fn repeated(document: &mut Document) {
    let mut seen: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for block in document.blocks.iter().filter(|block| !block.notes && block.text.split(' ').count() <= 12) {
        seen.entry(&block.text).or_default().insert(block.position);
    }
    let most = (document.count as usize).div_ceil(2).max(3);
    let feet: Vec<String> = seen
        .into_iter()
        .filter(|(_, slides)| slides.len() >= most)
        .map(|(text, _)| text.to_owned())
        .collect();
    feet.iter().for_each(|foot| document.label(Place::Foot, foot));
}

/// What masters and layouts of the slides show on each of them. Damaged ones cost themselves only.
fn masters(package: &mut Package<'_>, slides: &[String], document: &mut Document) {
    let mut parts = BTreeSet::new();
    for slide in slides {
        let above = |package: &mut Package<'_>, part: &str, kind: &str| {
            let relations = package.relations(part).unwrap_or_default();
            relations.into_values().find(|relation| relation.0 == kind).map(|relation| relation.1)
        };
        let Some(layout) = above(package, slide, "slideLayout") else { continue };
        if !parts.contains(&layout) {
            parts.extend(above(package, &layout, "slideMaster"));
            parts.insert(layout);
        }
    }
    for part in parts {
        if let Ok(Some(text)) = package.text(&part) {
            Slide::read(&text, false).fixed.iter().for_each(|text| document.label(Place::Foot, text));
        }
    }
}

/// The texts of one slide, notes page, layout or master.
#[derive(Default)]
struct Slide {
    title: String,
    paragraphs: Vec<String>,
    /// The foot and head that PowerPoint shows.
    feet: Vec<String>,
    /// Texts of shapes that are no placeholders.
    fixed: Vec<String>,
    /// Left out of the show.
    hidden: bool,
    /// Whether a shape with text is hidden.
    hidden_shapes: bool,
}

/// Elements that are shapes.
const SHAPES: [&str; 5] = ["sp", "grpSp", "graphicFrame", "pic", "cxnSp"];

impl Slide {
    /// Collects paragraphs; of a notes page only those of the notes themselves (`body`), not the slide's picture,
    /// number or date.
    fn read(text: &str, notes: bool) -> Self {
        let mut slide = Self::default();
        let mut placeholder = String::new();
        let mut paragraph = String::new();
        let (mut in_text, mut fallback, mut field) = (false, 0_usize, false);
        let mut row: Option<Vec<String>> = None;
        // Whether each open shape is hidden.
        let mut shapes: Vec<bool> = Vec::new();
        let walked = xml::walk(text, |event| match event {
            Event::Open(tag) => match tag.name() {
                "sld" => slide.hidden = tag.attribute("show").is_some_and(|show| !xml::is_true(&show)),
                "Fallback" => fallback += 1,
                name if SHAPES.contains(&name) => {
                    shapes.push(false);
                    placeholder = String::new();
                }
                "cNvPr" => {
                    if let Some(shape) = shapes.last_mut() {
                        *shape |= tag.flag("hidden");
                    }
                }
                "ph" => placeholder = tag.attribute("type").unwrap_or_else(|| "body".to_owned()),
                "fld" => {
                    field =
                        tag.attribute("type").is_some_and(|t| t == "slidenum" || t.starts_with("datetime"))
                }
                "t" => in_text = true,
                "br" => paragraph.push(' '),
                "tr" => row = Some(Vec::new()),
                _ => {}
            },
            Event::Close(name) => match name {
                "Fallback" => fallback = fallback.saturating_sub(1),
                name if SHAPES.contains(&name) => {
                    shapes.pop();
                    placeholder.clear();
                }
                "fld" => field = false,
                "t" => in_text = false,
                "p" => {
                    let text = super::one_line(&std::mem::take(&mut paragraph));
                    if shapes.contains(&true) {
                        slide.hidden_shapes |= !text.is_empty();
                        return;
                    }
                    if matches!(placeholder.as_str(), "ftr" | "hdr") && !text.is_empty() {
                        slide.feet.push(text);
                        return;
                    }
                    if placeholder.is_empty() && row.is_none() && !text.is_empty() {
                        slide.fixed.push(text.clone());
                    }
                    let chrome = matches!(placeholder.as_str(), "sldNum" | "dt" | "sldImg");
                    if text.is_empty() || chrome || (notes && placeholder != "body") {
                        return;
                    }
                    match (&mut row, placeholder.as_str()) {
                        (Some(cells), _) => cells.push(text),
                        (None, "title" | "ctrTitle") if !notes => {
                            slide.title.push_str(if slide.title.is_empty() { "" } else { " " });
                            slide.title.push_str(&text);
                        }
                        (None, _) => slide.paragraphs.push(text),
                    }
                }
                "tr" => slide.paragraphs.extend(row.take().filter(|c| !c.is_empty()).map(|c| c.join(" · "))),
                _ => {}
            },
            Event::Text(text) if in_text && fallback == 0 && !field => paragraph.push_str(text),
            Event::Text(_) => {}
        });
        // What was read before the fault is kept.
        let _ = walked;
        slide
    }

    fn blocks(self, position: u32, notes: bool) -> Vec<Block> {
        let heading = self.title;
        let mut paragraphs = self.paragraphs;
        if paragraphs.is_empty() && !heading.is_empty() && !notes {
            paragraphs.push(String::new());
        }
        let block = |text| Block { position, heading: heading.clone(), text, notes };
        paragraphs.into_iter().map(block).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::ooxml::tests::package;
    use super::*;

    fn shape(kind: &str, text: &str) -> String {
        format!(
            r#"<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"#
        )
    }

    fn deck() -> Vec<u8> {
        let slide = |title: &str, body: &str| {
            format!("<p:sld>{}{}{}</p:sld>", shape("title", title), shape("body", body), shape("sldNum", "7"))
        };
        let rel = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="http://x/{kind}" Target="{target}"/>"#)
        };
        package(&[
            (
                "ppt/presentation.xml",
                r#"<p:presentation><p:sldIdLst><p:sldId id="1" r:id="rId2"/><p:sldId id="2" r:id="rId1"/></p:sldIdLst></p:presentation>"#,
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                &format!(
                    "<Relationships>{}{}</Relationships>",
                    rel("rId1", "slide", "slides/slide1.xml"),
                    rel("rId2", "slide", "slides/slide2.xml")
                ),
            ),
            ("ppt/slides/slide1.xml", &slide("Price", "Per entity")),
            ("ppt/slides/slide2.xml", &slide("Welcome", "Hello")),
            (
                "ppt/slides/_rels/slide1.xml.rels",
                &format!(
                    "<Relationships>{}</Relationships>",
                    rel("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")
                ),
            ),
            (
                "ppt/notesSlides/notesSlide1.xml",
                &format!("<p:notes>{}{}</p:notes>", shape("body", "Never below list"), shape("sldNum", "2")),
            ),
        ])
    }

    #[test]
    fn slides_come_in_the_order_of_the_presentation_with_their_notes() {
        let read = read(&deck()).unwrap();
        assert_eq!((read.count, read.unit, read.title()), (2, Unit::Slide, "Welcome"));
        let seen: Vec<_> =
            read.blocks.iter().map(|b| (b.position, b.heading.as_str(), b.text.as_str(), b.notes)).collect();
        assert_eq!(
            seen,
            [
                (1, "Welcome", "Hello", false),
                (2, "Price", "Per entity", false),
                (2, "Price", "Never below list", true)
            ]
        );
    }
}
