//! Markdown: blocks under their headings; front matter is the catalogue's and left out here.

use super::front_matter::front_matter;
use super::sections::Sections;
use super::{Document, ExtractError, TitleSource, decode};
use pitchside_core::catalogue::Unit;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Where the text begins after its front matter.
fn body(text: &str) -> &str {
    match front_matter(text) {
        Some((fence, matter)) => {
            let end = matter.as_ptr() as usize - text.as_ptr() as usize + matter.len();
            text.get(end..).and_then(|rest| rest.strip_prefix(fence)).unwrap_or(text)
        }
        None => text,
    }
}

/// Reads the file; a section is what stands under one heading of the first three levels.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let text = decode(bytes);
    let mut document = Document { unit: Unit::Section, ..Document::default() };
    let mut sections = Sections::default();
    let (mut paragraph, mut heading, mut hidden) = (String::new(), None::<HeadingLevel>, false);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(body(&text), options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                sections.text(&std::mem::take(&mut paragraph));
                heading = Some(level);
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = std::mem::take(&mut paragraph);
                let level = heading.take().unwrap_or(HeadingLevel::H1);
                let first =
                    if level == HeadingLevel::H1 { TitleSource::Styled } else { TitleSource::Heading };
                document.propose(first, &words);
                sections.heading(level as u8, &words);
            }
            Event::Text(words) | Event::Code(words) if !hidden => paragraph.push_str(&words),
            Event::SoftBreak | Event::HardBreak => paragraph.push(' '),
            Event::End(TagEnd::TableCell) => paragraph.push_str(" · "),
            Event::Start(Tag::Image { .. }) => document.pictures = true,
            Event::Start(Tag::HtmlBlock) => hidden = true,
            Event::End(TagEnd::HtmlBlock) => hidden = false,
            Event::Start(Tag::Item | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => {
                sections.text(&std::mem::take(&mut paragraph));
            }
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                sections.text(std::mem::take(&mut paragraph).trim_end_matches(" · "));
            }
            _ => {}
        }
    }
    sections.text(&paragraph);
    (document.blocks, document.count) = sections.finish();
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_follow_headings_and_front_matter_is_left_out() {
        let text = "---\ntitle: X\n---\n# Battlecard\nFirst.\n\n## Traps\n- Ask *this*\n- And that\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        let read = read(text.as_bytes()).unwrap();
        assert_eq!((read.title(), read.count), ("Battlecard", 2));
        let seen: Vec<_> =
            read.blocks.iter().map(|b| (b.position, b.heading.as_str(), b.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                (1, "Battlecard", "First."),
                (2, "Battlecard › Traps", "Ask this"),
                (2, "Battlecard › Traps", "And that"),
                (2, "Battlecard › Traps", "a · b"),
                (2, "Battlecard › Traps", "1 · 2"),
            ]
        );
    }
}
