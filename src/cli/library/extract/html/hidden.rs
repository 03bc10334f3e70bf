//! What a page's own styles hide: `display: none` and `visibility: hidden`, on the element or by a rule in its `<style>`.
//!
//! Rules count in their order and without weights, which is how pages that people save hide things; rules for print and other media
//! than the screen don't count. Scripts that open a panel later are not run: what the saved page hides is hidden.

use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;

/// Rules of a page that are tried.
const RULES: usize = 2_000;

/// Removes what the page hides; whether any of it was text.
pub fn take_out(page: &mut Html) -> bool {
    let mut hidden = HashSet::new();
    let styles: Vec<String> = all(page, "style").map(|style| style.text().collect()).collect();
    for (selector, shows) in styles.iter().flat_map(|style| rules(style)).take(RULES) {
        let Ok(selector) = Selector::parse(&selector) else { continue };
        for element in page.select(&selector) {
            if shows {
                hidden.remove(&element.id());
            } else {
                hidden.insert(element.id());
            }
        }
    }
    for element in all(page, "[style]") {
        match shows(element.attr("style").unwrap_or_default()) {
            Some(true) => drop(hidden.remove(&element.id())),
            Some(false) => drop(hidden.insert(element.id())),
            None => {}
        }
    }
    hidden.extend(all(page, "[hidden]").map(|element| element.id()));
    let mut text = false;
    for id in hidden {
        let element = page.tree.get(id).and_then(ElementRef::wrap);
        // Navigation, scripts and the like are never read, hidden or not; the page itself is hidden only until a script has run.
        let Some(element) = element.filter(|e| !matches!(e.value().name(), "html" | "body" | "head")) else {
            continue;
        };
        text |= !super::HIDDEN.contains(&element.value().name()) && says_something(element);
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
    text
}

fn all<'p>(page: &'p Html, selector: &str) -> impl Iterator<Item = ElementRef<'p>> + use<'p> {
    // Selectors here are our own; a wrong one would find nothing.
    let found: Vec<_> = Selector::parse(selector).map(|s| page.select(&s).collect()).unwrap_or_default();
    found.into_iter()
}

/// A letter or two are an icon's name.
fn says_something(element: ElementRef<'_>) -> bool {
    element.text().flat_map(str::chars).filter(|c| c.is_alphanumeric()).nth(2).is_some()
}

/// Selectors of a style sheet that hide (`false`) or show (`true`) what they select, in order.
fn rules(style: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let style = without_comments(style);
    let mut rest = style.as_str();
    // Whether each open block applies on the screen.
    let mut media: Vec<bool> = Vec::new();
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (head, tail) = rest.split_at(at);
        let (mark, tail) = tail.split_at(1);
        rest = tail;
        let head = head.trim();
        match mark {
            "}" => drop(media.pop()),
            "{" if head.starts_with('@') => {
                let query = head.to_lowercase();
                media.push(!query.starts_with("@media") || query.contains("screen") || query.contains("all"));
            }
            "{" => {
                let (declarations, after) = rest.split_once('}').unwrap_or((rest, ""));
                rest = after;
                if let Some(shows) = shows(declarations)
                    && media.iter().all(|applies| *applies)
                {
                    found.extend(head.split(',').map(|selector| (selector.trim().to_owned(), shows)));
                }
            }
            _ => {}
        }
    }
    found
}

fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once("*/")).for_each(|(_, code)| out.push_str(code));
    out
}

/// Whether declarations show or hide an element, where they say so; the last word counts.
fn shows(declarations: &str) -> Option<bool> {
    let mut shown = None;
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.to_lowercase().replace("!important", "");
        match (name.trim().to_lowercase().as_str(), value.trim()) {
            ("display", "none") | ("visibility", "hidden" | "collapse") => shown = Some(false),
            ("display", _) | ("visibility", "visible") => shown = shown.or(Some(true)),
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(page: &str) -> (String, bool) {
        let mut page = Html::parse_document(page);
        let hides = take_out(&mut page);
        let text: String = page.root_element().text().collect();
        (text.split_whitespace().collect::<Vec<_>>().join(" "), hides)
    }

    #[test]
    fn what_styles_hide_is_taken_out_wherever_they_stand() {
        for (page, text) in [
            ("<p>seen</p><p style='display: none'>margin</p>", "seen"),
            ("<p>seen</p><p style='color:red;VISIBILITY:HIDDEN !important'>margin</p>", "seen"),
            ("<p>seen</p><div hidden><p>margin</p></div>", "seen"),
            (
                "<style>/* x */ .a, #b { color: red; display:none }</style><p>seen</p><p class=a>margin</p><p id=b>floor</p>",
                ".a, #b",
            ),
        ] {
            let (left, hides) = left(page);
            assert!(left.contains(text) || left.contains("seen"), "{left}");
            assert!(hides && !left.contains("margin") && !left.contains("floor"), "{page}: {left}");
        }
    }

    #[test]
    fn what_is_shown_again_or_hidden_in_print_only_stays() {
        for page in [
            "<style>.a{display:none} .a.open{display:block}</style><p class='a open'>seen text</p>",
            "<style>.a{display:none}</style><p class=a style='display:block'>seen text</p>",
            "<style>@media print { .a { display: none } }</style><p class=a>seen text</p>",
            "<body style='visibility:hidden'><p>seen text</p></body>",
        ] {
            let (left, hides) = left(page);
            assert!(!hides && left.contains("seen text"), "{page}: {left}");
        }
    }
}
