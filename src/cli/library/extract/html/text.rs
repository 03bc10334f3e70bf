//! The text of a page under its headings: what a browser sets as a block is a paragraph, a table's row is one.

use super::super::sections::Sections;
use super::super::{Block, one_line};
use super::HIDDEN;
use scraper::{ElementRef, Node, node::Element};

/// Elements that stand in a line, and those without text of their own that break none.
const INLINE: [&str; 42] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "output", "picture", "q", "rb", "rt", "ruby",
    "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
];
/// Elements inside a row that are looked at to tell a table from a page's frame.
const LOOKED_AT: usize = 500;
/// Blocks that a row of a table may have.
const ROW_BLOCKS: usize = 16;
/// Bytes of text that a row of a table may have.
const ROW_TEXT: usize = 2_000;

fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

fn is_hidden(element: &Element) -> bool {
    HIDDEN.contains(&element.name())
        || element.name() == "rp"
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
}

/// The words of one element; lines and blocks inside part them.
pub fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if !is_inline(element.name()) => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Texts under headings, in document order, without recursion; and how many sections.
pub fn sections(root: ElementRef<'_>) -> (Vec<Block>, u32) {
    let mut text = Text::default();
    let (mut node, mut entering) = (*root, true);
    loop {
        match node.value() {
            Node::Text(words) if entering => text.words(words),
            Node::Element(element) if entering => text.enter(element, ElementRef::wrap(node)),
            Node::Element(element) => text.leave(element),
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
    text.end_block();
    text.end_term();
    text.sections.finish()
}

/// What is open while a page is walked.
#[derive(Default)]
struct Text {
    sections: Sections,
    /// The open block.
    text: String,
    /// A term or a question that waits for what explains it.
    term: String,
    /// Open elements that are not read.
    hidden: usize,
    /// Open `pre`: blank lines part its paragraphs.
    preformatted: usize,
    /// Whether each open row is one of a table, not of a page's frame; rows in rows belong to the outer.
    rows: Vec<bool>,
}

impl Text {
    fn in_row(&self) -> bool {
        self.rows.contains(&true)
    }

    fn words(&mut self, words: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.preformatted == 0 {
            self.text.push_str(words);
            return;
        }
        for (at, part) in words.split("\n\n").enumerate() {
            if at > 0 {
                self.end_block();
            }
            self.text.push_str(part);
        }
    }

    fn enter(&mut self, element: &Element, node: Option<ElementRef<'_>>) {
        self.hidden += usize::from(is_hidden(element));
        match element.name() {
            name if is_inline(name) => {}
            "tr" => {
                if !self.in_row() {
                    self.end_block();
                }
                self.rows.push(node.is_some_and(is_row));
            }
            "td" | "th" if self.in_row() => {
                let filled = !matches!(self.text.trim_end().chars().next_back(), None | Some('·'));
                self.text.push_str(if filled { " · " } else { " " });
            }
            "br" => self.text.push(' '),
            name => {
                self.preformatted += usize::from(name == "pre");
                self.end_block();
            }
        }
    }

    fn leave(&mut self, element: &Element) {
        let hidden = is_hidden(element);
        self.hidden = self.hidden.saturating_sub(usize::from(hidden));
        match element.name() {
            "h1" | "h2" | "h3" | "h4" if self.hidden == 0 && !hidden && !self.in_row() => {
                let level = element.name().as_bytes().get(1).map_or(4, |digit| digit.saturating_sub(b'0'));
                let text = std::mem::take(&mut self.text);
                self.end_term();
                self.sections.heading(level, &text);
            }
            "dt" | "summary" if !self.in_row() => {
                let text = one_line(&std::mem::take(&mut self.text));
                if !text.is_empty() {
                    self.end_term();
                    self.term = text;
                }
            }
            // Nothing explains a term behind the end of its list.
            "dl" | "details" => {
                self.end_block();
                self.end_term();
            }
            "tr" => {
                self.rows.pop();
                self.end_block();
            }
            name if is_inline(name) => {}
            "br" => {}
            "td" | "th" if self.in_row() => {}
            name => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(usize::from(name == "pre"));
            }
        }
    }

    /// The open block is a paragraph; inside a row only a space parts it from the next.
    fn end_block(&mut self) {
        if self.in_row() {
            self.text.push(' ');
            return;
        }
        let text = one_line(&std::mem::take(&mut self.text));
        let text = text.trim_end_matches([' ', '·']);
        if text.is_empty() {
            return;
        }
        let term = std::mem::take(&mut self.term);
        if term.is_empty() {
            self.sections.text(text);
        } else {
            let ends = term.ends_with(|c: char| !c.is_alphanumeric() && c != ')');
            self.sections.text(&format!("{term}{} {text}", if ends { "" } else { ":" }));
        }
    }

    fn end_term(&mut self) {
        self.sections.text(&std::mem::take(&mut self.term));
    }
}

/// Whether a row is one of a table and not of a frame that holds a page together: no headings or tables inside, few blocks, little
/// text.
fn is_row(row: ElementRef<'_>) -> bool {
    let (mut blocks, mut text) = (0, 0);
    for (at, node) in row.descendants().skip(1).enumerate() {
        match node.value() {
            Node::Text(words) => text += words.trim().len(),
            Node::Element(element) => match element.name() {
                "table" | "h1" | "h2" | "h3" | "h4" => return false,
                "p" | "li" | "div" | "pre" | "blockquote" => blocks += 1,
                _ => {}
            },
            _ => {}
        }
        if at >= LOOKED_AT || blocks > ROW_BLOCKS || text > ROW_TEXT {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    fn read(body: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&format!("<html><body>{body}</body></html>"));
        sections(page.root_element()).0.into_iter().map(|b| (b.heading, b.text)).collect()
    }

    fn texts(body: &str) -> Vec<String> {
        read(body).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn what_may_break_a_word_does_not_part_it() {
        assert_eq!(
            texts(
                "<p>Rechnungs<wbr>prüfung ab&shy;schluss <var>x</var>y zu\u{200b}gang <img src=a> ende</p>"
            ),
            ["Rechnungsprüfung abschluss xy zugang ende"]
        );
    }

    #[test]
    fn a_line_break_parts_words_also_in_a_heading() {
        assert_eq!(
            read("<h2>Close<br>faster</h2><p>Five<br>days</p>"),
            [("Close faster".to_owned(), "Five days".to_owned())]
        );
    }

    #[test]
    fn terms_and_questions_stand_with_what_explains_them() {
        assert_eq!(
            texts(
                "<dl><dt>Close</dt><dd>Five days.</dd><dd>In every region.</dd><dt>Alone</dt></dl><details><summary>How long?</summary><p>A week.</p></details><p>After.</p>"
            ),
            ["Close: Five days.", "In every region.", "Alone", "How long? A week.", "After."]
        );
    }

    #[test]
    fn captions_and_the_paragraphs_of_preformatted_text_are_their_own() {
        assert_eq!(
            texts(
                "<figure><img src=a><figcaption>Days by region</figcaption></figure><pre>one\ntwo\n\nthree</pre>"
            ),
            ["Days by region", "one two", "three"]
        );
    }

    #[test]
    fn a_row_stays_together_and_a_frame_does_not() {
        assert_eq!(
            texts(
                "<table><caption>Prices</caption><tr><th><p>Plan</p></th><th>Price</th></tr><tr><td><div>Basic</div><div>per entity</div></td><td></td><td><ul><li>10</li></ul></td></tr></table>"
            ),
            ["Prices", "Plan · Price", "Basic per entity · 10"]
        );
        assert_eq!(
            read("<table><tr><td><h2>News</h2><p>One.</p><p>Two.</p></td><td>Side</td></tr></table>"),
            ["One.", "Two.", "Side"].map(|text| ("News".to_owned(), text.to_owned()))
        );
        assert_eq!(
            texts("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>"),
            ["a · b", "c"]
        );
    }
}
