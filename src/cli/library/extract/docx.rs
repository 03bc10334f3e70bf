//! Word: paragraphs under their headings, tables row by row, foot- and endnotes last.
//!
//! Skipped: deleted text of tracked changes, hidden text, field codes, and the fallback copies that Word keeps beside newer
//! drawings. Heads, feet and watermarks are labels.
#![deny(clippy::indexing_slicing)]

use super::headings::Headings;
use super::ooxml::Package;
use super::xml::{self, Event};
use super::{Block, Document, ExtractError, Place, TitleSource, limits};
use pitchside_core::catalogue::Unit;
use std::collections::{HashMap, HashSet};

/// What a paragraph style means.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Title,
    /// Of a level, 1 to 9.
    Heading(u8),
}

impl Style {
    fn depth(self) -> f64 {
        match self {
            Self::Title => 0.0,
            Self::Heading(level) => f64::from(level),
        }
    }
}

/// `w:outlineLvl`: a heading of a level from 0 on; 9 is body text.
fn outline(tag: &xml::Tag<'_>) -> Option<Style> {
    let level: u8 = tag.attribute("val")?.parse().ok()?;
    (level < 9).then_some(Style::Heading(level + 1))
}

/// Reads the package.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    let Styles { headings: styles, hidden, language } =
        Styles::read(&package.text("word/styles.xml")?.unwrap_or_default());
    let main = match package.text("word/document.xml")? {
        Some(main) => main,
        None => {
            package.text("word/document2.xml")?.ok_or_else(|| ExtractError::damaged("no document part"))?
        }
    };
    let mut body = Body { styles, hidden_styles: hidden, ..Body::default() };
    xml::walk(&main, |event| body.visit(event))?;
    body.end_paragraph();
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = package.text(notes)? {
            // Damaged notes cost the notes only.
            let _ = xml::walk(&text, |event| body.visit(event));
            body.end_paragraph();
        }
    }
    let title = package.title()?;
    let mut document = Document {
        language,
        unit: Unit::Section,
        count: body.section.max(1),
        blocks: body.blocks,
        pictures: package.has_pictures(),
        thumbnail: package.thumbnail(),
        ..Document::default()
    };
    document.propose(TitleSource::Styled, &body.title);
    document.propose(TitleSource::Properties, &title);
    body.hidden.into_iter().for_each(|place| document.hide(place));
    if package.text("word/comments.xml")?.is_some_and(|text| text.contains("<w:t")) {
        document.hide("comments".to_owned());
    }
    margins(&mut package, &mut document);
    for property in package.properties() {
        document.label(Place::Properties, &property);
    }
    Ok(document)
}

/// Heads, feet, and the watermark that Word keeps in a head. A damaged one costs itself only.
fn margins(package: &mut Package<'_>, document: &mut Document) {
    for (start, place) in [("word/header", Place::Head), ("word/footer", Place::Foot)] {
        for part in package.parts(start, ".xml") {
            let Ok(Some(text)) = package.text(&part) else { continue };
            let mut line = String::new();
            let mut in_text = false;
            let _ = xml::walk(&text, |event| match event {
                Event::Open(tag) => match tag.name() {
                    "textpath" => {
                        document.label(Place::Watermark, &tag.attribute("string").unwrap_or_default())
                    }
                    "t" => in_text = true,
                    "tab" | "br" => line.push_str(" | "),
                    _ => {}
                },
                Event::Close("t") => in_text = false,
                Event::Close("p") => document.label(place, &std::mem::take(&mut line)),
                Event::Close(_) => {}
                Event::Text(text) if in_text => line.push_str(text),
                Event::Text(_) => {}
            });
        }
    }
}

/// What the style part says.
#[derive(Default)]
struct Styles {
    /// Headings by the style's id, following the built-in English names that every localised Word keeps in `w:name`.
    headings: HashMap<String, Style>,
    /// Ids of styles whose text is hidden.
    hidden: HashSet<String>,
    /// The document's default language.
    language: String,
}

impl Styles {
    fn read(text: &str) -> Self {
        let (mut styles, mut id) = (Self::default(), String::new());
        let (mut parents, mut shown) = (Vec::new(), HashSet::new());
        // A damaged style part costs the headings only.
        let _ = xml::walk(text, |event| {
            let Event::Open(tag) = event else { return };
            match tag.name() {
                "style" => id = tag.attribute("styleId").unwrap_or_default(),
                "name" if !id.is_empty() => {
                    let name = tag.attribute("val").unwrap_or_default().to_lowercase();
                    if name == "title" {
                        styles.headings.insert(id.clone(), Style::Title);
                    } else if let Some(level) = name.strip_prefix("heading ") {
                        styles.headings.insert(id.clone(), Style::Heading(level.trim().parse().unwrap_or(1)));
                    }
                }
                "basedOn" if !id.is_empty() => {
                    parents.extend(tag.attribute("val").map(|parent| (id.clone(), parent)));
                }
                "vanish" if !id.is_empty() => {
                    let set = if tag.is_on() { &mut styles.hidden } else { &mut shown };
                    set.insert(id.clone());
                }
                "outlineLvl" if !id.is_empty() => {
                    if let Some(style) = outline(&tag) {
                        styles.headings.entry(id.clone()).or_insert(style);
                    }
                }
                "lang" if styles.language.is_empty() => {
                    styles.language = tag.attribute("val").unwrap_or_default();
                }
                _ => {}
            }
        });
        // Styles of styles, as deep as there are any.
        for _ in 0..parents.len() {
            let before = styles.hidden.len();
            for (child, parent) in &parents {
                if styles.hidden.contains(parent) && !shown.contains(child) {
                    styles.hidden.insert(child.clone());
                }
            }
            if styles.hidden.len() == before {
                break;
            }
        }
        styles
    }
}

#[derive(Default)]
struct Body {
    styles: HashMap<String, Style>,
    blocks: Vec<Block>,
    title: String,
    headings: Headings,
    /// The section under the last heading, counted from 1; 0 before any text.
    section: u32,
    /// Whether a heading has opened the section already.
    headed: bool,
    text: String,
    style: Option<Style>,
    /// Texts of the open table row's cells, when inside a table.
    row: Option<Vec<String>>,
    /// Open rows: tables in cells are read as part of the outer row.
    rows: usize,
    /// Open elements whose content is not to be read.
    skip: usize,
    in_text: bool,
    bytes: usize,
    /// Ids of styles whose text is hidden.
    hidden_styles: HashSet<String>,
    /// Whether the open paragraph's style hides its text.
    hidden_paragraph: bool,
    /// Whether each open run is hidden.
    runs: Vec<bool>,
    /// Whether the open row is hidden.
    hidden_row: bool,
    /// Where hidden text was met.
    hidden: Vec<String>,
}

const SKIPPED: [&str; 4] = ["del", "moveFrom", "Fallback", "instrText"];

impl Body {
    fn visit(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => {
                if tag.name() == "delText" {
                    self.hidden.push("tracked changes".to_owned());
                }
                if self.skip > 0 || SKIPPED.contains(&tag.name()) {
                    self.skip += usize::from(SKIPPED.contains(&tag.name()));
                    return;
                }
                match tag.name() {
                    "t" => self.in_text = true,
                    "r" => self.runs.push(self.hidden_paragraph),
                    "rStyle" => {
                        self.hide_run(tag.attribute("val").is_some_and(|id| self.hidden_styles.contains(&id)))
                    }
                    // Outside a run it is of the paragraph's mark, not of its text.
                    "vanish" => {
                        if let Some(run) = self.runs.last_mut() {
                            *run = tag.is_on();
                        }
                    }
                    "hidden" if self.rows > 0 => self.hidden_row |= tag.is_on(),
                    "p" if !self.text.is_empty() => self.end_paragraph(),
                    "tab" | "br" | "cr" => self.text.push(' '),
                    "noBreakHyphen" => self.text.push('-'),
                    "pStyle" => {
                        let id = tag.attribute("val").unwrap_or_default();
                        self.style = self.styles.get(&id).copied();
                        self.hidden_paragraph = self.hidden_styles.contains(&id);
                    }
                    "outlineLvl" => self.style = self.style.or_else(|| outline(&tag)),
                    "tr" => {
                        self.rows += 1;
                        self.row.get_or_insert_default();
                    }
                    _ => {}
                }
            }
            Event::Close(name) => {
                if self.skip > 0 {
                    self.skip -= usize::from(SKIPPED.contains(&name));
                    return;
                }
                match name {
                    "t" => self.in_text = false,
                    "r" => drop(self.runs.pop()),
                    "p" => self.end_paragraph(),
                    "tr" => self.end_row(),
                    _ => {}
                }
            }
            Event::Text(text) if self.in_text && self.skip == 0 && self.runs.contains(&true) => {
                if !text.trim().is_empty() {
                    self.hidden.push(format!("text in section {}", self.section.max(1)));
                }
            }
            Event::Text(text) if self.in_text && self.skip == 0 && self.bytes < limits::TEXT => {
                self.bytes += text.len();
                self.text.push_str(text);
            }
            Event::Text(_) => {}
        }
    }

    fn hide_run(&mut self, hidden: bool) {
        if let Some(run) = self.runs.last_mut() {
            *run |= hidden;
        }
    }

    fn end_paragraph(&mut self) {
        self.hidden_paragraph = false;
        let text = super::one_line(&std::mem::take(&mut self.text));
        let style = self.style.take();
        if text.is_empty() {
            return;
        }
        if let Some(cells) = &mut self.row {
            cells.push(text);
            return;
        }
        match style {
            Some(Style::Title) if self.title.is_empty() => {
                self.title.clone_from(&text);
                self.headings.enter(0.0, text);
            }
            Some(style) => {
                // A heading without text below it still says something.
                if self.headed && self.blocks.last().is_none_or(|b| b.position != self.section) {
                    self.push(String::new());
                }
                self.section += 1;
                self.headed = true;
                self.headings.enter(style.depth(), text);
            }
            None => self.push(text),
        }
    }

    fn end_row(&mut self) {
        self.rows = self.rows.saturating_sub(1);
        if self.rows > 0 {
            return;
        }
        let hidden = std::mem::take(&mut self.hidden_row);
        if let Some(cells) = self.row.take()
            && !cells.is_empty()
        {
            if hidden {
                self.hidden.push(format!("a row of a table in section {}", self.section.max(1)));
                return;
            }
            self.push(cells.join(" · "));
        }
    }

    fn push(&mut self, text: String) {
        self.section = self.section.max(1);
        self.blocks.push(Block { position: self.section, heading: self.headings.path(), text, notes: false });
    }
}

#[cfg(test)]
mod tests {
    use super::super::ooxml::tests::package;
    use super::*;

    const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"#;

    fn document(body: &str) -> Document {
        let main = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
        read(&package(&[("word/document.xml", &main), ("word/styles.xml", STYLES)])).unwrap()
    }

    #[test]
    fn text_stands_under_its_heading_in_any_language_of_word() {
        let read = document(
            "<w:p><w:r><w:t>Before.</w:t></w:r></w:p>\
             <w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Results</w:t></w:r></w:p>\
             <w:p><w:r><w:t>Five </w:t></w:r><w:r><w:t>days.</w:t></w:r></w:p>",
        );
        assert_eq!(read.count, 2);
        assert_eq!((read.blocks[0].position, read.blocks[0].heading.as_str()), (1, ""));
        assert_eq!((read.blocks[1].position, read.blocks[1].heading.as_str()), (2, "Results"));
        assert_eq!(read.blocks[1].text, "Five days.");
    }

    #[test]
    fn deleted_text_and_fallbacks_stay_out_and_rows_stay_together() {
        let read = document(
            "<w:p><w:del><w:r><w:t>old</w:t></w:r></w:del><w:r><w:t>new</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        let texts: Vec<_> = read.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["new", "Price · 10"]);
    }
}
