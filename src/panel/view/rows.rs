//! Rows: cards of assets and passages of hits, and what only the current one shows.

use super::dom::{append, class, clear, drop_in, element, find, flag_in, has, icon, put, set, set_in, stamp};
use crate::browser::Browser;
use crate::list::{Badge, Card, Hit, PassageCard, Row, Sending, Span, Tone};
use crate::state::{CopiedRow, State};
use web_sys::Element;

/// A painted row.
#[derive(Clone)]
pub struct RowElement {
    /// Which.
    pub row: Row,
    /// Its element.
    pub element: Element,
}

/// Puts stretches of text in, the strong ones in an element.
pub fn spans(into: &Element, spans: &[Span], tag: &str) {
    for span in spans {
        if span.strong {
            if let Some(strong) = element(tag, &span.text) {
                append(into, &strong);
            }
        } else {
            append(into, &super::dom::document().create_text_node(&span.text));
        }
    }
}

/// A badge.
pub fn badge(badge: &Badge) -> Option<Element> {
    let made = stamp("badge")?;
    put(&made, "text", &badge.text);
    let (name, symbol) = match badge.tone {
        Tone::Act => ("act", None),
        Tone::Plain => ("plain", None),
        Tone::Warn => ("warn", Some("i-clock")),
        Tone::Stop => ("stop", None),
        Tone::Lock => ("lock", Some("i-lock")),
    };
    class(&made, name, true);
    match symbol {
        Some(symbol) => icon(&made, symbol),
        None => {
            drop_in(&made, "svg");
        }
    }
    Some(made)
}

fn mark_row(made: &Element, row: Row) {
    set(made, "data-asset", &row.asset.to_string());
    if let Some(passage) = row.passage {
        set(made, "data-passage", &passage.to_string());
    }
}

/// A card.
pub fn card(card: &Card, browser: &Browser) -> Option<RowElement> {
    let made = stamp("card")?;
    let row = Row::asset(card.asset);
    mark_row(&made, row);
    thumb(&made, card, browser);
    let meta = find(&made, ".meta")?;
    icon(&meta, &format!("k-{}", card.kind.slug()));
    put(&made, "kind", card.kind.label());
    put(&made, "length", &card.length);
    put(&made, "title", &card.title);
    if let Some(title) = find(&made, ".title") {
        let id = format!("a{}", card.asset);
        set(&title, "id", &id);
        set(&made, "aria-labelledby", &id);
    }
    if let Some(shown) = &card.badge {
        if let Some(made) = badge(shown) {
            append(&meta, &made);
        }
        if shown.text.chars().count() > 12 {
            flag_in(&meta, ".len", "hidden", true);
        }
    }
    if card.sending == Sending::Free
        && let Some(quick) = stamp("quick")
    {
        append(&meta, &quick);
    }
    if let Some(why) = find(&made, ".why") {
        spans(&why, &card.why, "b");
    }
    if let Some(sent) = &card.sent {
        put(&made, "sent", &sent.text);
        class(&made, "newer", sent.newer);
    }
    Some(RowElement { row, element: made })
}

/// A drawing of the kind at once, the picture of the first page over it as soon as it has come. The box is
/// fixed, so nothing moves.
fn thumb(made: &Element, card: &Card, browser: &Browser) {
    let Some(cell) = find(made, ".thumb") else { return };
    let drawn = format!("th-{}", card.kind.slug());
    let drawn = if has(&drawn) { drawn } else { "th-page".to_owned() };
    set_in(&cell, "svg", "viewBox", if drawn == "th-deck" { "0 0 52 30" } else { "0 0 52 68" });
    icon(&cell, &drawn);
    if card.picture
        && let Ok(img) = super::dom::document().create_element("img")
    {
        set(&img, "alt", "");
        set(&img, "loading", "lazy");
        set(&img, "decoding", "async");
        set(&img, "src", &browser.address(&format!("library/thumbs/{}.webp", card.asset)));
        append(&cell, &img);
    }
}

/// A passage of a hit.
pub fn passage(hit: &Hit, passage: &PassageCard) -> Option<RowElement> {
    let made = stamp("passage")?;
    let row = Row { asset: hit.asset, passage: passage.passage };
    mark_row(&made, row);
    put(&made, "place", &passage.place);
    if passage.place.is_empty() {
        remove(&made, ".page");
    }
    put(&made, "heading", &passage.heading);
    spans(&find(&made, "p")?, &passage.text, "mark");
    Some(RowElement { row, element: made })
}

/// What only the current row shows.
#[derive(Clone, PartialEq)]
pub struct Decoration {
    row: Row,
    copied: Option<CopiedRow>,
    why: bool,
    menu: bool,
}

impl Decoration {
    /// What the state wants.
    pub fn of(state: &State) -> Option<Self> {
        let row = state.current?;
        let copied = state.copied.clone().filter(|c| c.row == row);
        let (why, menu) = (state.why == Some(row), state.menu == Some(row));
        Some(Self { row, copied, why, menu })
    }

    /// The row.
    pub fn row(&self) -> Row {
        self.row
    }
}

/// Takes what only a current row shows away again.
pub fn undecorate(element: &Element) {
    class(element, "current", false);
    set(element, "tabindex", "-1");
    if let Some(actions) = find(element, ".actions") {
        clear(&actions);
    }
    drop_in(element, ".why-cell");
}

/// Makes a row look current.
pub fn decorate(element: &Element, decoration: &Decoration, state: &State) {
    class(element, "current", true);
    set(element, "tabindex", "0");
    let row = decoration.row;
    let (card, hit) = (state.card(row), state.hit(row).filter(|_| state.searching()));
    let Some(actions) = find(element, ".actions") else { return };
    let made = match (&decoration.copied, card, hit) {
        (Some(copied), ..) => stamp("copied").inspect(|made| put(made, "copied", &copied.said)),
        (None, Some(card), _) => actions_of(&card.sending, card.opens, "actions", "Copy link"),
        (None, None, Some(hit)) => {
            let words = hit.passages.iter().find(|p| p.passage == row.passage);
            actions_of(&hit.sending, hit.opens, "actions-passage", words.map_or("Copy link", |p| &p.copy))
                .inspect(|made| {
                    let unwanted = if row.passage.is_none() {
                        "[data-do=copy-text], [data-do=why]"
                    } else {
                        "[data-do=why]"
                    };
                    remove(made, unwanted);
                })
        }
        _ => None,
    };
    let Some(made) = made else { return };
    while let Some(child) = made.first_child() {
        append(&actions, &child);
    }
    set_in(&actions, "[data-do=menu]", "aria-expanded", if decoration.menu { "true" } else { "false" });
    if decoration.why
        && let Some(card) = card
        && let Some(table) = why(card)
    {
        append(element, &table);
    }
}

fn remove(root: &Element, selector: &str) {
    while let Some(found) = find(root, selector) {
        found.remove();
    }
}

fn actions_of(sending: &Sending, opens: bool, free: &str, copy: &str) -> Option<Element> {
    let made = match sending {
        Sending::Free => {
            let made = stamp(free)?;
            put(&made, "copy", copy);
            made
        }
        Sending::Stopped(why) => {
            let made = stamp("actions-internal")?;
            put(&made, "after", why);
            made
        }
    };
    if !opens {
        remove(&made, "[data-do=open]");
    }
    Some(made)
}

/// The parts of a score and their sum.
fn why(card: &Card) -> Option<Element> {
    let made = stamp("why")?;
    let list = find(&made, "ul")?;
    let (mut most, mut total) = (1, 0);
    for part in &card.parts {
        most = most.max(part.share.abs());
        total += part.share;
    }
    for part in &card.parts {
        let line = stamp("why-part")?;
        put(&line, "what", &part.what);
        put(&line, "share", &part.share.to_string().replace('-', "−"));
        if let Some(bar) = find(&line, "progress") {
            set(&bar, "max", &most.to_string());
            set(&bar, "value", &part.share.max(0).to_string());
            set(&bar, "aria-label", &part.what);
        }
        append(&list, &line);
    }
    let sum = stamp("why-sum")?;
    put(&sum, "share", &total.to_string().replace('-', "−"));
    append(&list, &sum);
    Some(made)
}
