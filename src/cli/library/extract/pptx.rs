//! PowerPoint: slides in the order of the presentation, each with its SmartArt and charts under its title, then its speaker notes.
//!
//! Hidden slides and shapes are named and not read. What a slide's foot and its master say is a label, and so is a text that most
//! slides repeat.
#![deny(clippy::indexing_slicing)]

mod first_slide;
mod slide;

use super::ooxml::drawings::Drawings;
use super::ooxml::{Package, PartText};
use super::xml::{self, Event};
use super::{Document, ExtractError, Place, TitleSource};
use pitchside_core::catalogue::Unit;
use slide::Slide;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Reads the package.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    let mut document = Document { unit: Unit::Slide, ..Document::default() };
    let slides = listed(&mut package, &mut document)?;
    let mut cover = Cover::default();
    let mut absent = Vec::new();
    for (at, part) in slides.iter().enumerate() {
        document.count = at as u32 + 1;
        // A missing or damaged slide costs itself only; its number stays taken.
        match package.text_so_far(part) {
            Ok(Some(text)) => slide(&mut package, part, &text, &mut document, &mut cover),
            Ok(None) => absent.push(document.count),
            Err(_) => document.miss(format!("slide {}, which is too large", document.count)),
        }
    }
    for numbers in absent.chunk_by(|one, next| one + 1 == *next) {
        document.miss(match numbers {
            [first, .., last] => format!("slides {first}–{last}, which are missing or damaged"),
            [first] => format!("slide {first}, which is missing or damaged"),
            [] => continue,
        });
    }
    cover.propose(&mut document);
    let title = package.title().unwrap_or_default();
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
    package.say_if_cut(&mut document);
    document.pictures = package.has_pictures();
    document.thumbnail = thumbnail(&mut package, &slides);
    Ok(document)
}

/// The picture that PowerPoint left of the first slide or, where it left none, the slide drawn. Some programs leave their template's,
/// which is blank or of another shape.
fn thumbnail(package: &mut Package<'_>, slides: &[String]) -> Vec<u8> {
    let left = package.thumbnail();
    let shape = first_slide::shape(package);
    let fits = shape.is_none_or(|shape| super::thumbnail::is_of_shape(&left, shape));
    if !left.is_empty() && fits && !super::drawing::pictures::is_blank(&left) {
        return left;
    }
    first_slide::picture(package, slides).unwrap_or_default()
}

/// The parts of the slides in the order of the presentation. Where that is damaged, they are taken by their parts' numbers.
fn listed(package: &mut Package<'_>, document: &mut Document) -> Result<Vec<String>, ExtractError> {
    let main = "ppt/presentation.xml";
    let mut damaged = package.is_cut();
    let presentation = package.text_so_far(main)?.unwrap_or_else(|| {
        damaged = true;
        PartText { text: String::new(), whole: false }
    });
    let relations = package.relations(main).unwrap_or_else(|_| {
        damaged = true;
        HashMap::new()
    });
    let mut slides = Vec::new();
    let walked = xml::walk(&presentation.text, |event| {
        if let Event::Open(tag) = event {
            match tag.name() {
                "sldId" => slides
                    .extend(tag.qualified("r:id").and_then(|id| relations.get(&id)).map(|r| r.1.clone())),
                "defRPr" if document.language.is_empty() => {
                    document.language = tag.attribute("lang").unwrap_or_default();
                }
                _ => {}
            }
        }
    });
    let broken = walked.is_err() || !presentation.whole;
    if broken || (damaged && slides.is_empty()) {
        let number = |part: &str| part.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
        let parts = package.parts("ppt/slides/slide", ".xml");
        let mut rest: Vec<String> = parts.into_iter().filter(|part| !slides.contains(part)).collect();
        rest.sort_by_key(|part| number(part));
        slides.extend(rest);
        if slides.is_empty() {
            return Err(ExtractError::damaged("the list of its slides can’t be read"));
        }
        document.miss("the order of its slides".to_owned());
    }
    Ok(slides)
}

/// What of the first slides may be the title.
#[derive(Default)]
struct Cover {
    /// A slide that is shown was met.
    met: bool,
    /// Of a first slide without a title, its largest text.
    largest: String,
    /// The first title of a slide, and whether it is the first slide's.
    title: Option<(String, bool)>,
}

impl Cover {
    fn meet(&mut self, slide: &Slide) {
        let first = !std::mem::replace(&mut self.met, true);
        if first && slide.title.is_empty() {
            self.largest = slide.largest();
        }
        if self.title.is_none() && !slide.title.is_empty() {
            self.title = Some((slide.title.clone(), first));
        }
    }

    fn propose(self, document: &mut Document) {
        if let Some((title, first)) = self.title {
            // A later slide's title is the deck's only where the first slide says nothing in large type.
            let is_first = first || self.largest.is_empty();
            document.propose(if is_first { TitleSource::Styled } else { TitleSource::Heading }, &title);
        }
        document.propose(TitleSource::Largest, &self.largest);
    }
}

/// Reads one slide with its drawings and its notes.
fn slide(package: &mut Package<'_>, part: &str, text: &PartText, document: &mut Document, cover: &mut Cover) {
    let number = document.count;
    let mut slide = Slide::read(&text.text, false);
    if slide.hidden {
        document.hide(format!("slide {number}"));
        return;
    }
    if slide.broken || !text.whole {
        document.miss(format!("the rest of slide {number}, which is damaged"));
    }
    if slide.hidden_shapes {
        document.hide(format!("a shape on slide {number}"));
    }
    slide.feet.iter().for_each(|foot| document.label(Place::Foot, foot));
    cover.meet(&slide);
    let relations = package.relations(part).unwrap_or_else(|_| {
        document.miss(format!("the notes and drawings of slide {number}"));
        HashMap::new()
    });
    let mut drawings = Drawings::default();
    let mut added = 0;
    for (at, id) in std::mem::take(&mut slide.drawings) {
        let (paragraphs, missed) = drawings.paragraphs(package, &relations, &id);
        let at = (at + added).min(slide.paragraphs.len());
        added += paragraphs.len();
        slide.paragraphs.splice(at..at, paragraphs);
        if let Some(what) = missed {
            document.miss(format!("{what} on slide {number}, which is damaged"));
        }
    }
    let title = slide.title.clone();
    document.blocks.extend(slide.blocks(number, false));
    let Some((_, notes)) = relations.into_values().find(|(kind, _)| kind == "notesSlide") else { return };
    let Ok(Some(text)) = package.text_so_far(&notes) else {
        document.miss(format!("the notes of slide {number}, which are damaged"));
        return;
    };
    let mut notes = Slide::read(&text.text, true);
    if notes.broken || !text.whole {
        document.miss(format!("the rest of the notes of slide {number}, which are damaged"));
    }
    notes.title = title;
    document.blocks.extend(notes.blocks(number, true).into_iter().filter(|b| !b.text.is_empty()));
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

    fn drawn(extra: &[(&str, &str)]) -> Document {
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
        };
        let main =
            format!("<Relationships>{}</Relationships>", relation("rId1", "slide", "slides/slide1.xml"));
        let drawings = format!(
            "<Relationships>{}{}</Relationships>",
            relation("rId5", "diagramData", "../diagrams/data1.xml"),
            relation("rId6", "chart", "../charts/chart1.xml")
        );
        let frame =
            |inside: &str| format!("<p:graphicFrame><a:graphic>{inside}</a:graphic></p:graphicFrame>");
        let slide = format!(
            "<p:sld>{}{}{}{}{}</p:sld>",
            shape("title", "Rollout"),
            frame("<dgm:relIds r:dm='rId5' r:lo='rId7'/>"),
            shape("body", "Every step has an owner."),
            frame("<c:chart r:id='rId6'/>"),
            frame("<c:chart r:id='rId6'/>"),
        );
        let mut parts = vec![
            (
                "ppt/presentation.xml",
                "<p:presentation><p:sldIdLst><p:sldId r:id='rId1'/></p:sldIdLst></p:presentation>",
            ),
            ("ppt/_rels/presentation.xml.rels", main.as_str()),
            ("ppt/slides/slide1.xml", slide.as_str()),
            ("ppt/slides/_rels/slide1.xml.rels", drawings.as_str()),
            (
                "ppt/diagrams/data1.xml",
                "<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Discover</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>",
            ),
        ];
        parts.extend(extra);
        read(&package(&parts)).unwrap()
    }

    #[test]
    fn smartart_and_charts_stand_once_where_they_are_drawn() {
        let chart = "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Days</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>";
        let read = drawn(&[("ppt/charts/chart1.xml", chart)]);
        let texts: Vec<_> = read.blocks.iter().map(|b| (b.heading.as_str(), b.text.as_str())).collect();
        assert_eq!(
            texts,
            [("Rollout", "Discover"), ("Rollout", "Every step has an owner."), ("Rollout", "Days")]
        );
        assert!(read.unread.is_empty(), "{:?}", read.unread);
    }

    #[test]
    fn a_damaged_drawing_is_named_with_its_slide() {
        let read = drawn(&[("ppt/charts/chart1.xml", "<c:chart><c:title>")]);
        assert_eq!(read.unread, ["a chart on slide 1, which is damaged"]);
        assert_eq!(read.blocks.len(), 2);
    }

    #[test]
    fn slides_before_a_cut_are_read_and_those_behind_it_are_named() {
        let deck = deck();
        let at = |name: &str| deck.windows(name.len()).position(|w| w == name.as_bytes()).unwrap();
        let read = read(&deck[..at("ppt/slides/slide2.xml") - 30]).unwrap();
        assert_eq!((read.count, read.blocks[0].text.as_str()), (2, "Per entity"));
        assert_eq!(read.unread, ["slide 1, which is missing or damaged", "its end: the file is cut off"]);
    }
}
