//! Web pages: title and language from the head, the article (as a browser's reading mode finds it) as text under
//! its headings.
//!
//! What the page's own styles hide is taken out first and said. `header`, `footer` and the head's descriptions are labels.

mod hidden;
mod text;

use super::{Block, Document, ExtractError, Place, TitleSource, decode, one_line};
use pitchside_core::catalogue::Unit;
use scraper::{Html, Selector};
use text::{sections, text_of};

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
    let heading = first_heading(&page);
    document.propose(TitleSource::Styled, &heading);
    document.propose(TitleSource::Properties, &title_in_head(&page, &heading));
    if hides {
        document.hide("text that the page’s styles hide".to_owned());
    }
    labels(&page, &mut document);
    Ok(document)
}

/// The first heading of the first order that has words: a logo's has none.
fn first_heading(page: &Html) -> String {
    let Ok(selector) = Selector::parse("h1") else { return String::new() };
    page.select(&selector).map(|h1| one_line(&text_of(h1))).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The title in the page's head, for sharing or else for the window, without the site's name where that is known to be one: the page
/// says what its site is called, or its heading is the rest.
fn title_in_head(page: &Html, heading: &str) -> String {
    let shared = |name: &str| {
        let selector = Selector::parse(&format!("meta[property='{name}'], meta[name='{name}']")).ok()?;
        let content = page.select(&selector).next()?.attr("content")?;
        Some(one_line(content)).filter(|text| !text.is_empty())
    };
    let window = || {
        let selector = Selector::parse("head title").ok()?;
        page.select(&selector).next().map(|title| one_line(&title.text().collect::<String>()))
    };
    let title = shared("og:title").or_else(window).unwrap_or_default();
    let site = shared("og:site_name").unwrap_or_default();
    for mark in [" | ", " – ", " — ", " - ", " · ", " :: "] {
        if let Some((rest, last)) = title.rsplit_once(mark)
            && (last == site || rest == heading)
        {
            return rest.to_owned();
        }
        if let Some((first, rest)) = title.split_once(mark)
            && (first == site || rest == heading)
        {
            return rest.to_owned();
        }
    }
    title
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

/// Elements whose text is never read.
const HIDDEN: [&str; 14] = [
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "object", "head",
];
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

    #[test]
    fn the_site_s_name_is_taken_off_a_title_only_where_it_is_known() {
        let titles = |head: &str, body: &str| {
            let page = format!("<html><head>{head}</head><body>{body}</body></html>");
            let read = read(page.as_bytes()).unwrap();
            read.titles.into_iter().map(|t| (t.source, t.text)).collect::<Vec<_>>()
        };
        let properties = |text: &str| (TitleSource::Properties, text.to_owned());
        assert_eq!(
            titles("<title>Close – faster | Harbourline</title>", ""),
            [properties("Close – faster | Harbourline")]
        );
        assert_eq!(
            titles(
                "<title>Close | Harbourline</title><meta property='og:site_name' content='Harbourline'>",
                ""
            ),
            [properties("Close")]
        );
        assert_eq!(
            titles(
                "<title>x</title><meta property='og:title' content='Close faster – Harbourline'>",
                "<h1><img src=a></h1><h1>Close<br>faster</h1>"
            ),
            [(TitleSource::Styled, "Close faster".to_owned()), properties("Close faster")]
        );
    }
}
