//! Web pages: title and language from the head, the article (as a browser's reading mode finds it) as text under
//! its headings.
//!
//! What the page's own styles hide is taken out first and said. `header`, `footer` and the head's descriptions are labels.

mod hidden;

use super::sections::Sections;
use super::{Block, Document, ExtractError, Place, TitleSource, decode};
use pitchside_core::catalogue::Unit;
use scraper::{ElementRef, Html, Node, Selector};

/// Reads the page.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut text = decode_page(bytes);
    let mut page = Html::parse_document(&text);
    let hides = hidden::take_out(&mut page);
    if hides {
        // Reading mode shall not meet it either.
        text = page.html();
    }
    let first = |selector: &str| Selector::parse(selector).ok().and_then(|s| page.select(&s).next());
    let language = page.root_element().attr("lang").unwrap_or_default().to_owned();
    let (all, count) = sections(first("body").unwrap_or(page.root_element()));
    let words = |blocks: &[Block]| blocks.iter().map(|b| b.text.split_whitespace().count()).sum::<usize>();
    let article = article(&text).map(|html| sections(Html::parse_document(&html).root_element()));
    // Reading mode is for pages wrapped in navigation. Where it would throw a good part away, the page is mostly
    // text and is taken as it is.
    let (blocks, count) = match article {
        Some((article, count)) if words(&article) * 10 >= words(&all) * 7 => (article, count),
        _ => (all, count),
    };
    let pictures = first("img, svg, picture").is_some();
    let mut document =
        Document { language, unit: Unit::Section, count, blocks, pictures, ..Document::default() };
    for (source, selector) in [(TitleSource::Styled, "h1"), (TitleSource::Properties, "title")] {
        document.propose(source, &first(selector).map(|t| t.text().collect::<String>()).unwrap_or_default());
    }
    if hides {
        document.hide("text that the page’s styles hide".to_owned());
    }
    labels(&page, &mut document);
    Ok(document)
}

/// Heads, feet and descriptions of the page.
fn labels(page: &Html, document: &mut Document) {
    for (selector, place) in [("body header", Place::Head), ("body footer", Place::Foot)] {
        let Ok(selector) = Selector::parse(selector) else { continue };
        for element in page.select(&selector) {
            for text in element.text().collect::<Vec<_>>().join(" ").split(['\n', '|', '·']) {
                document.label(place, text);
            }
        }
    }
    let Ok(selector) = Selector::parse("meta[name][content]") else { return };
    for meta in page.select(&selector) {
        let name = meta.attr("name").unwrap_or_default().to_lowercase();
        let told = [
            "keywords",
            "description",
            "subject",
            "classification",
            "category",
            "status",
            "sensitivity",
            "audience",
            "distribution",
        ];
        if told.contains(&name.trim_start_matches("dc.").trim_start_matches("dcterms.")) {
            document
                .label(Place::Properties, &format!("{name}: {}", meta.attr("content").unwrap_or_default()));
        }
    }
}

fn article(text: &str) -> Option<String> {
    let mut reader = dom_smoothie::Readability::new(text, None, None).ok()?;
    reader.parse().ok().map(|article| article.content.to_string())
}

/// The character set that the page declares, else by the bytes.
fn decode_page(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or_default()).to_lowercase();
    let declared = head.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default()
    });
    if std::str::from_utf8(bytes).is_err()
        && encoding_rs::Encoding::for_bom(bytes).is_none()
        && let Some(encoding) = declared.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()))
    {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    decode(bytes)
}

const HIDDEN: [&str; 14] = [
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "object", "head",
];
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u",
];

/// Texts under headings, in document order, without recursion.
fn sections(root: ElementRef<'_>) -> (Vec<Block>, u32) {
    let mut sections = Sections::default();
    let (mut text, mut hidden) = (String::new(), 0_usize);
    let (mut node, mut entering) = (*root, true);
    loop {
        match node.value() {
            Node::Text(words) if entering && hidden == 0 => text.push_str(words),
            Node::Element(element) if entering => {
                hidden += usize::from(is_hidden(element));
                match element.name() {
                    name if INLINE.contains(&name) => {}
                    "td" | "th" if !text.trim().is_empty() => text.push_str(" · "),
                    "td" | "th" | "br" => text.push(' '),
                    _ => sections.text(&std::mem::take(&mut text)),
                }
            }
            Node::Element(element) => {
                hidden = hidden.saturating_sub(usize::from(is_hidden(element)));
                match element.name() {
                    "h1" if hidden == 0 => sections.heading(1, &std::mem::take(&mut text)),
                    "h2" if hidden == 0 => sections.heading(2, &std::mem::take(&mut text)),
                    "h3" if hidden == 0 => sections.heading(3, &std::mem::take(&mut text)),
                    "h4" if hidden == 0 => sections.heading(4, &std::mem::take(&mut text)),
                    name if INLINE.contains(&name) => {}
                    "td" | "th" | "br" => {}
                    _ => sections.text(&std::mem::take(&mut text)),
                }
            }
            _ => {}
        }
        // The next step of a walk in document order: down, else leave this node, right, or up.
        if entering && let Some(child) = node.first_child() {
            node = child;
        } else if entering {
            entering = false;
        } else if node.id() == root.id() {
            break;
        } else if let Some(sibling) = node.next_sibling() {
            (node, entering) = (sibling, true);
        } else if let Some(parent) = node.parent() {
            node = parent;
        } else {
            break;
        }
    }
    sections.text(&text);
    sections.finish()
}

fn is_hidden(element: &scraper::node::Element) -> bool {
    HIDDEN.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_article_under_headings_without_its_navigation() {
        let paragraph = "<p>The close took eleven days before and five afterwards, measured over six months by the controller.</p>";
        let page = format!(
            "<html lang=de><head><title>Close &amp; more</title></head><body><nav><a href=/>Home</a></nav><main><h1>Close</h1>{paragraph}<h2>Result</h2>{paragraph}<table><tr><td>Days</td><td>5</td></tr></table></main><footer>Imprint</footer></body></html>"
        );
        let read = read(page.as_bytes()).unwrap();
        assert_eq!((read.title(), read.language.as_str()), ("Close", "de"));
        let text: Vec<_> = read.blocks.iter().map(|b| b.text.as_str()).collect();
        assert!(!text.iter().any(|t| t.contains("Home") || t.contains("Imprint")), "{text:?}");
        let last = read.blocks.last().unwrap();
        assert_eq!((last.heading.as_str(), last.text.as_str()), ("Result", "Days · 5"));
    }

    #[test]
    fn the_declared_character_set_is_believed_when_the_bytes_are_not_utf8() {
        let page = b"<html><head><meta charset=\"iso-8859-1\"><title>Gr\xf6\xdfe</title></head><body>x</body></html>";
        assert_eq!(read(page).unwrap().title(), "Größe");
    }
}
