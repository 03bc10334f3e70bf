//! Word: paragraphs under their headings, tables row by row, SmartArt, charts and inserted files at their places, foot- and endnotes
//! last.
//!
//! Skipped: deleted text of tracked changes, hidden text, field codes, and the fallback copies that Word keeps beside newer
//! drawings. Heads, feet and watermarks are labels. A text box is a paragraph after the one that anchors it.
#![deny(clippy::indexing_slicing)]

mod body;
mod first_page;
mod inserted;
mod mhtml;
mod styles;
mod symbols;
mod type_size;

use super::ooxml::Package;
use super::ooxml::drawings::Drawings;
use super::xml::{self, Event};
use super::{Block, Document, ExtractError, Place, TitleSource};
use body::{Body, Insert};
use inserted::Inserted;
use pitchside_core::catalogue::{Passage, Unit};
use std::collections::HashMap;
use styles::Styles;

/// Reads the package.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    read_at(bytes, Depth::Whole)
}

/// Whether a document is the file itself or inserted into another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Whole,
    Inserted,
}

fn read_at(bytes: &[u8], depth: Depth) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    let mut document = Document { unit: Unit::Section, ..Document::default() };
    let styles = package.text_so_far("word/styles.xml")?;
    let mut body = Body::new(Styles::read(&styles.map(|part| part.text).unwrap_or_default()));
    let main = if package.has("word/document.xml") { "word/document.xml" } else { "word/document2.xml" };
    let text = package
        .text_so_far(main)?
        .ok_or_else(|| ExtractError::damaged("the part with its text is missing or broken"))?;
    match xml::walk(&text.text, |event| body.visit(event)) {
        Err(error @ ExtractError::TooLarge { .. }) => return Err(error),
        walked => {
            body.end_paragraph();
            let broken = walked.is_err() || !text.whole;
            if broken && body.blocks.is_empty() && body.section == 0 && body.title.is_empty() {
                return Err(ExtractError::damaged("its text is broken from the start"));
            }
            if broken {
                document.miss(format!("its text from section {} on", body.section.max(1)));
            }
        }
    }
    let inserts = std::mem::take(&mut body.inserts);
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if !package.has(notes) {
            continue;
        }
        // Damaged notes cost the notes only.
        let text = package.text_so_far(notes)?;
        let walked = text.as_ref().map(|text| xml::walk(&text.text, |event| body.visit(event)));
        body.end_paragraph();
        if !matches!(walked, Some(Ok(()))) || text.is_none_or(|text| !text.whole) {
            document.miss("its foot- or endnotes".to_owned());
        }
    }
    document.count = body.section.max(1);
    document.blocks = body.blocks;
    insert(&mut package, main, inserts, depth, &mut document);
    document.language = body.styles.language;
    document.pictures = package.has_pictures();
    document.propose(TitleSource::Styled, &body.title);
    document.propose(TitleSource::Largest, &body.sizes.largest());
    document.propose(TitleSource::Properties, &package.title().unwrap_or_default());
    document.propose(TitleSource::Heading, &body.heading);
    body.hidden.into_iter().for_each(|place| document.hide(place));
    if package.text("word/comments.xml").ok().flatten().is_some_and(|text| text.contains("<w:t")) {
        document.hide("comments".to_owned());
    }
    margins(&mut package, &mut document);
    for property in package.properties() {
        document.label(Place::Properties, &property);
    }
    package.say_if_cut(&mut document);
    if depth == Depth::Whole {
        // Last: what it unpacks counts, and must cost nothing that is read.
        document.thumbnail = thumbnail(&mut package, main);
    }
    Ok(document)
}

/// The picture that Word left of the first page or, where it left none, the page drawn.
fn thumbnail(package: &mut Package<'_>, main: &str) -> Vec<u8> {
    let left = package.thumbnail();
    if !left.is_empty() && !super::drawing::pictures::is_blank(&left) {
        return left;
    }
    first_page::picture(package, main).unwrap_or_default()
}

/// Puts what other parts hold between the blocks.
fn insert(
    package: &mut Package<'_>,
    main: &str,
    inserts: Vec<Insert>,
    depth: Depth,
    document: &mut Document,
) {
    if inserts.is_empty() {
        return;
    }
    let relations = package.relations(main).unwrap_or_else(|_| {
        document.miss("its drawings and inserted parts".to_owned());
        HashMap::new()
    });
    let (mut drawings, mut inserted) = (Drawings::default(), Inserted::default());
    let mut blocks = std::mem::take(&mut document.blocks).into_iter();
    let mut taken = 0;
    for Insert { before, relation, position, heading } in inserts {
        document.blocks.extend(blocks.by_ref().take(before.saturating_sub(taken)));
        taken = taken.max(before);
        let (paragraphs, missed) = drawings.paragraphs(package, &relations, &relation);
        let paragraph = |text| Block { position, heading: heading.clone(), text, notes: false };
        document.blocks.extend(paragraphs.into_iter().map(paragraph));
        if let Some(what) = missed {
            document.miss(format!("{what} in section {position}, which is damaged"));
        }
        let Some((_, part)) = relations.get(&relation).filter(|(kind, _)| kind == "aFChunk") else {
            continue;
        };
        match inserted.read(package, part, depth) {
            Ok(other) => {
                for block in other.blocks {
                    let above = [heading.as_str(), block.heading.as_str()];
                    let above: Vec<&str> = above.into_iter().filter(|heading| !heading.is_empty()).collect();
                    document.blocks.push(Block { position, heading: above.join(Passage::BELOW), ..block });
                }
                other
                    .hidden
                    .into_iter()
                    .for_each(|place| document.hide(format!("{place} of an inserted part")));
                other
                    .unread
                    .into_iter()
                    .for_each(|what| document.miss(format!("{what} in an inserted part")));
            }
            Err(what) => document.miss(what),
        }
    }
    document.blocks.extend(blocks);
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

    fn p(style: &str, text: &str) -> String {
        let style = if style.is_empty() {
            String::new()
        } else {
            format!("<w:pPr><w:pStyle w:val='{style}'/></w:pPr>")
        };
        format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn seen(read: &Document) -> Vec<(&str, &str)> {
        read.blocks.iter().map(|b| (b.heading.as_str(), b.text.as_str())).collect()
    }

    #[test]
    fn a_text_box_is_a_paragraph_after_its_anchor_whatever_the_styles() {
        let text_box = |text: &str| format!("<w:txbxContent>{text}</w:txbxContent>");
        let inside = text_box(&p("berschrift1", "Boxed"));
        let drawn = format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        );
        let read = document(&format!(
            "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Res</w:t></w:r>{drawn}<w:r><w:t>ults</w:t></w:r></w:p>\
             <w:p>{drawn}<w:r><w:t>Five days.</w:t></w:r></w:p>\
             <w:p><w:r><w:pict><v:textbox>{}</v:textbox></w:pict></w:r></w:p>",
            text_box(&p("", "Old"))
        ));
        assert_eq!(
            seen(&read),
            [("Results", "Boxed"), ("Results", "Five days."), ("Results", "Boxed"), ("Results", "Old")]
        );
        assert_eq!(read.count, 1);
    }

    #[test]
    fn hyphens_tabs_and_symbols_are_what_they_look_like() {
        let read = document(
            "<w:p><w:r><w:t>soft</w:t><w:softHyphen/><w:t>ware</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:ptab/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>",
        );
        assert_eq!(read.blocks[0].text, "software co-op ✓");
    }

    #[test]
    fn former_formats_of_tracked_changes_don_t_count() {
        let read = document(
            "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Text.</w:t></w:r></w:p>",
        );
        assert_eq!(seen(&read), [("", "Text.")]);
    }

    fn with_parts(body: &str, relations: &[(&str, &str, &str)], extra: &[(&str, &str)]) -> Document {
        let main = format!(
            "<w:document><w:body>{}{body}{}</w:body></w:document>",
            p("berschrift1", "Process"),
            p("", "After.")
        );
        let relations: String = relations
            .iter()
            .map(|(id, kind, target)| {
                format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
            })
            .collect();
        let relations = format!("<Relationships>{relations}</Relationships>");
        let mut parts = vec![
            ("word/document.xml", main.as_str()),
            ("word/styles.xml", STYLES),
            ("word/_rels/document.xml.rels", relations.as_str()),
        ];
        parts.extend(extra);
        read(&package(&parts)).unwrap()
    }

    #[test]
    fn drawings_stand_after_the_paragraph_or_row_that_refers_to_them() {
        let drawing =
            |inside: &str| format!("<w:p><w:r><w:t>Drawn:</w:t><w:drawing>{inside}</w:drawing></w:r></w:p>");
        let read = with_parts(
            &format!(
                "{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                drawing("<dgm:relIds r:dm='rId1'/>"),
                drawing("<c:chart r:id='rId2'/>"),
                p("", "Cell")
            ),
            &[("rId1", "diagramData", "diagrams/data1.xml"), ("rId2", "chart", "charts/chart1.xml")],
            &[
                (
                    "word/diagrams/data1.xml",
                    "<d><dgm:pt><dgm:t><a:p><a:r><a:t>Weigh</a:t></a:r></a:p></dgm:t></dgm:pt></d>",
                ),
                ("word/charts/chart1.xml", "<c><c:title><a:p><a:r><a:t>Days</a:t></a:r></a:p></c:title></c>"),
            ],
        );
        let texts: Vec<_> = seen(&read).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["Drawn:", "Weigh", "Drawn: · Cell", "Days", "After."]);
    }

    #[test]
    fn inserted_files_are_read_at_their_place_and_unknown_ones_are_named() {
        let chunks: String = (1..=4).map(|id| format!("<w:altChunk r:id='rId{id}'/>")).collect();
        let targets = ["page.html", "notes.txt", "sheet.rtf", "gone.html"];
        let ids = ["rId1", "rId2", "rId3", "rId4"];
        let relations: Vec<_> =
            ids.iter().zip(targets).map(|(id, target)| (*id, "aFChunk", target)).collect();
        let read = with_parts(
            &chunks,
            &relations,
            &[
                ("word/page.html", "<html><body><h2>Page</h2><p>Inserted page.</p></body></html>"),
                ("word/notes.txt", "Inserted notes."),
                ("word/sheet.rtf", "{\\rtf1 x}"),
            ],
        );
        assert_eq!(
            seen(&read),
            [("Process › Page", "Inserted page."), ("Process", "Inserted notes."), ("Process", "After.")]
        );
        assert_eq!(
            read.unread,
            ["an inserted part of sort .rtf", "an inserted part, which is missing or damaged"]
        );
    }

    #[test]
    fn text_before_a_fault_is_kept_and_the_rest_is_named() {
        let main =
            format!("<w:document><w:body>{}{}<w:p><w:r><w:t>Lo", p("berschrift1", "One"), p("", "Kept."));
        let document = read(&package(&[("word/document.xml", &main), ("word/styles.xml", STYLES)])).unwrap();
        assert_eq!(seen(&document), [("One", "Kept."), ("One", "Lo")]);
        assert_eq!(document.unread, ["its text from section 1 on"]);
        let nothing = read(&package(&[("word/document.xml", "<w:document><w:bo")])).unwrap_err();
        assert!(nothing.to_string().contains("its text is broken from the start"), "{nothing}");
    }

    #[test]
    fn any_cut_of_a_document_is_an_error_in_words_or_a_named_loss() {
        let paragraphs: String =
            (0..400).map(|n| p("", &format!("Sentence {n} of {}.", n * 7919 % 1000))).collect();
        let main = format!("<w:document><w:body>{paragraphs}</w:body></w:document>");
        let whole = package(&[("word/document.xml", &main), ("word/styles.xml", STYLES)]);
        for length in (30..whole.len()).step_by(7) {
            match read(&whole[..length]) {
                Ok(document) => assert!(!document.unread.is_empty(), "{length}"),
                Err(error) => assert_eq!(error.cause(), "damaged"),
            }
        }
        let half = read(&whole[..whole.len() / 2]).unwrap();
        assert!(half.blocks.len() > 50, "{}", half.blocks.len());
    }

    #[test]
    fn titles_come_from_style_size_and_heading() {
        let sized = |size: u32, text: &str| {
            format!("<w:p><w:r><w:rPr><w:sz w:val='{size}'/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
        };
        let read = document(&format!(
            "{}{}{}{}",
            sized(28, "Harbourline"),
            sized(56, "Close in five days"),
            p("berschrift1", "Results"),
            p("", "The close takes five days in every region.")
        ));
        let titles: Vec<_> = read.titles.iter().map(|t| (t.source, t.text.as_str())).collect();
        assert_eq!(titles, [(TitleSource::Largest, "Close in five days"), (TitleSource::Heading, "Results")]);
    }
}
