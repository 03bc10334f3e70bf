//! Blocks of the list: messages, groups, hits.

use super::dom::{
    append, class, class_in, drop_in, element, find, flag, flag_in, icon, put, set, set_in, stamp,
};
use super::pages;
use super::rows::{self, RowElement};
use crate::browser::Browser;
use crate::list::{Badge, Card, Correction, Hit, Tone};
use crate::news::Happened;
use crate::screen::Block;
use crate::wording;
use pitchside_core::prospect::Prospect;
use web_sys::Element;

/// A painted block: its elements, in order, and its rows.
pub struct Painted {
    /// What was painted.
    pub block: Block,
    /// Top-level elements.
    pub elements: Vec<Element>,
    /// Rows, top to bottom.
    pub rows: Vec<RowElement>,
}

/// Paints a block.
pub fn paint(block: Block, browser: &Browser) -> Painted {
    let mut rows = Vec::new();
    let elements = match &block {
        Block::Reading => reading(),
        Block::Group { name, hint, learn, below, cards } => {
            group(name, hint, *learn, *below, cards, browser, &mut rows).into_iter().collect()
        }
        Block::Hit(hit) => found(hit, &mut rows).into_iter().collect(),
        Block::Review { kept, used, sure } => {
            pages::review(kept.as_ref().map(|kept| kept.0.as_ref()), used, *sure).into_iter().collect()
        }
        other => message(other, browser).into_iter().collect(),
    };
    Painted { block, elements, rows }
}

/// The beginning of a list, with at most `room` rows, and whether something of it is left out.
pub fn beginning(blocks: Vec<Block>, mut room: usize) -> (Vec<Block>, bool) {
    let mut cut = false;
    let mut kept = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let rows = match &mut block {
            Block::Group { cards, .. } => {
                cut |= cards.len() > room;
                cards.truncate(room);
                cards.len()
            }
            Block::Hit(hit) => {
                cut |= room == 0;
                hit.passages.len().min(room)
            }
            _ => {
                kept.push(block);
                continue;
            }
        };
        if rows > 0 {
            kept.push(block);
        }
        room -= rows;
    }
    (kept, cut)
}

/// Appends the cards that a group lacks, if it was painted as the beginning of `wanted`, which is then its block.
pub fn extend(painted: &mut Painted, wanted: &Block, browser: &Browser) -> bool {
    let (
        Block::Group { name, hint, learn, below, cards: have },
        Block::Group { name: new_name, hint: new_hint, learn: new_learn, below: new_below, cards: want },
    ) = (&painted.block, wanted)
    else {
        return false;
    };
    let same = name == new_name && hint == new_hint && learn == new_learn && below == new_below;
    let Some((begun, more)) = want.split_at_checked(have.len()) else { return false };
    let grid = painted.elements.first().and_then(|group| find(group, "[role=grid]"));
    let Some(grid) = grid.filter(|_| same && begun == have.as_slice()) else { return false };
    for card in more {
        if let Some(row) = rows::card(card, browser) {
            append(&grid, &row.element);
            painted.rows.push(row);
        }
    }
    true
}

fn reading() -> Vec<Element> {
    let mut made = Vec::new();
    for template in ["sub", "bones", "bones", "bones"] {
        if let Some(one) = stamp(template) {
            put(&one, "text", "Reading this page…");
            made.push(one);
        }
    }
    made
}

fn message(block: &Block, browser: &Browser) -> Option<Element> {
    match block {
        Block::Unsure { question, candidates } => unsure(question, candidates),
        Block::Nobody { title, text, last } => {
            let made = stamp("none")?;
            put(&made, "title", title);
            put(&made, "text", text);
            back_to(&made, last.as_deref());
            Some(made)
        }
        Block::NoAccess { last, follow, shortcut } => {
            let made = stamp("no-access")?;
            put(&made, "shortcut", shortcut);
            flag_in(&made, "[data-or]", "hidden", shortcut.is_empty());
            back_to(&made, last.as_deref());
            if let Some(button) = find(&made, "[data-do=follow]") {
                flag(&button, "hidden", follow.is_none());
                button.set_text_content(Some(&format!("Follow {}", follow.as_deref().unwrap_or_default())));
            }
            Some(made)
        }
        Block::Permission { host } => {
            let made = stamp("permission")?;
            put(&made, "host", host);
            Some(made)
        }
        Block::NewsFilter { counts, only } => news_filter(counts, *only),
        Block::Gone { happened, title, by, sent } => {
            let made = stamp("gone")?;
            put(&made, "what", happened.label());
            put(&made, "title", title);
            let by = if by.is_empty() { String::new() } else { ["Replaced by ", by].concat() };
            put(&made, "by", &by);
            put(&made, "sent", sent);
            Some(made)
        }
        Block::NoNews => stamp("no-news"),
        Block::Asked { understood, alike } => {
            let made = stamp("asked")?;
            for what in understood {
                let one = stamp("asked-one")?;
                put(&one, "words", what);
                set(&one, "data-words", what);
                append(&made, &one);
            }
            if *alike {
                let alike = stamp("asked-alike")?;
                append(&made, &alike);
            }
            Some(made)
        }
        Block::LogHead { mail } => stamp("log").inspect(|made| {
            put(made, "save", if *mail { "Save and begin the mail" } else { "Save…" });
        }),
        Block::Count(text) => element("p", text).inspect(|made| {
            set(made, "class", "said");
            set(made, "role", "status");
        }),
        Block::LogDay { day, lines } => log_day(day, lines),
        Block::More => stamp("more"),
        Block::Feedback { missing } => stamp("feedback").inspect(|made| {
            if *missing {
                flag_in(made, "[value=missing]", "checked", true);
                flag_in(made, "fieldset", "hidden", true);
            }
        }),
        Block::Nothing { text, told } => {
            let made = stamp("nothing")?;
            put(&made, "text", text);
            tell(&made, *told);
            Some(made)
        }
        Block::Broken { detail } => {
            let made = stamp("broken")?;
            put(&made, "detail", detail);
            Some(made)
        }
        Block::Empty { title, text, tries, told } => {
            empty(title, text, tries).inspect(|made| tell(made, *told))
        }
        Block::Said(correction) => said(correction),
        Block::Unsupported { problem, refusal, competitors } => {
            pages::short_form(problem.as_deref(), refusal, competitors)
        }
        Block::Settings { sites, settings, library, build, kept, .. } => {
            pages::settings(sites, settings, library, build).inspect(|made| put(made, "kept", kept))
        }
        Block::Keys { shortcut } => keys(shortcut.as_deref()),
        Block::Form { problem, prospect, note, sources, competitors } => {
            pages::form(problem.as_deref(), prospect, note.as_deref(), sources, competitors)
        }
        Block::Reader(reader) => pages::reader(reader, browser),
        Block::Reading | Block::Review { .. } | Block::Group { .. } | Block::Hit(_) => None,
    }
}

fn log_day(day: &str, lines: &[(usize, &'static str, String)]) -> Option<Element> {
    let made = stamp("log-day")?;
    put(&made, "day", day);
    let list = find(&made, "ul")?;
    for (at, what, text) in lines {
        let line = stamp("log-line")?;
        put(&line, "what", what);
        put(&line, "text", text);
        put(&line, "which", &[*what, " ", text].concat());
        set_in(&line, "button", "data-at", &at.to_string());
        append(&list, &line);
    }
    Some(made)
}

/// The keys; the one that opens the panel as the browser has it.
fn keys(shortcut: Option<&str>) -> Option<Element> {
    let made = stamp("keys")?;
    match shortcut {
        Some("") => put(&made, "shortcut", "not set"),
        Some(keys) => put(&made, "shortcut", keys),
        None => drop_in(&made, ".opens"),
    }
    Some(made)
}

/// What shows of the news only a part.
fn news_filter(counts: &[(Happened, usize)], only: Option<Happened>) -> Option<Element> {
    let made = stamp("news-filter")?;
    let add = |label: &str, word: &str, count: usize, chosen: bool| {
        let one = stamp("facet")?;
        put(&one, "label", label);
        put(&one, "count", &count.to_string());
        set(&one, "data-do", "news-only");
        set(&one, "data-what", word);
        set(&one, "aria-pressed", if chosen { "true" } else { "false" });
        append(&made, &one);
        Some(())
    };
    let mut all = 0;
    for (_, count) in counts {
        all += count;
    }
    add("All", "", all, only.is_none())?;
    for (happened, count) in counts {
        let word = Happened::WORDS.iter().find(|(has, _)| has == happened).map_or("", |(_, word)| word);
        add(happened.label(), word, *count, only == Some(*happened))?;
    }
    Some(made)
}

/// The button that tells marketing, once.
fn tell(made: &Element, told: bool) {
    if told {
        put(made, "tell", "Noted");
    }
}

fn back_to(made: &Element, last: Option<&str>) {
    if let Some(button) = find(made, "[data-do=back-to]") {
        flag(&button, "hidden", last.is_none());
        button.set_text_content(last);
    }
}

fn unsure(question: &str, candidates: &[(Prospect, String, String)]) -> Option<Element> {
    let made = stamp("unsure")?;
    put(&made, "question", question);
    let list = find(&made, ".candidates")?;
    for (at, (prospect, line, from)) in candidates.iter().enumerate() {
        let one = stamp("candidate")?;
        put(&one, "initials", &wording::initials(prospect));
        put(&one, "who", line);
        put(&one, "from", from);
        put(&one, "key", &(at + 1).to_string());
        class_in(&one, ".avatar", "company", wording::is_company(prospect));
        if let Some(button) = find(&one, "button") {
            set(&button, "data-at", &at.to_string());
            set(&button, "aria-keyshortcuts", &(at + 1).to_string());
        }
        append(&list, &one);
    }
    Some(made)
}

fn empty(title: &str, text: &str, tries: &[(String, usize)]) -> Option<Element> {
    let made = stamp("empty")?;
    put(&made, "title", title);
    put(&made, "text", text);
    let list = find(&made, ".chips")?;
    for (words, count) in tries {
        let one = stamp("try")?;
        put(&one, "words", words);
        put(&one, "count", &count.to_string());
        set_in(&one, "button", "data-words", words);
        append(&list, &one);
    }
    if tries.is_empty() {
        list.remove();
    }
    Some(made)
}

fn said(correction: &Correction) -> Option<Element> {
    let made = stamp("said")?;
    put(&made, "before", &format!("Showing results for {}", correction.before));
    put(&made, "corrected", &correction.corrected);
    put(&made, "after", &format!("{}.", correction.after));
    if let Some(button) = find(&made, "[data-do=literal]") {
        button.set_text_content(Some(&format!("Search for “{}”", correction.typed)));
    }
    Some(made)
}

fn group(
    name: &str,
    hint: &str,
    learn: bool,
    below: Option<usize>,
    cards: &[Card],
    browser: &Browser,
    rows: &mut Vec<RowElement>,
) -> Option<Element> {
    let made = stamp("group")?;
    put(&made, "name", name);
    put(&made, "hint", hint);
    class(&made, "learn", learn);
    if learn {
        set(&made, "id", "g-learn");
    }
    if let Some(link) = find(&made, ".end") {
        match below {
            Some(count) => {
                flag(&link, "hidden", false);
                set(&link, "href", "#g-learn");
                link.set_text_content(Some(&format!("{count} to learn from ↓")));
            }
            None => link.remove(),
        }
    }
    let grid = find(&made, "[role=grid]")?;
    set(&grid, "aria-label", name);
    for one in cards {
        if let Some(row) = rows::card(one, browser) {
            append(&grid, &row.element);
            rows.push(row);
        }
    }
    Some(made)
}

fn found(hit: &Hit, rows: &mut Vec<RowElement>) -> Option<Element> {
    let made = stamp("hit")?;
    let heading = find(&made, "h2")?;
    icon(&heading, &format!("k-{}", hit.kind.slug()));
    put(&made, "title", &hit.title);
    if let Some(kind) = element("span", &format!("{}: ", hit.kind.label())) {
        class(&kind, "sr", true);
        if let Some(name) = find(&heading, ".name") {
            let _ = heading.insert_before(&kind, Some(&name));
        }
    }
    let id = format!("h{}", hit.asset);
    set(&heading, "id", &id);
    let fits = Badge { text: hit.fits.clone(), tone: Tone::Act };
    for badge in hit.badge.iter().chain(Some(&fits).filter(|fits| !fits.text.is_empty())) {
        if let Some(badge) = rows::badge(badge) {
            append(&heading, &badge);
        }
    }
    let grid = find(&made, "[role=grid]")?;
    set(&grid, "aria-labelledby", &id);
    for passage in &hit.passages {
        if let Some(row) = rows::passage(hit, passage) {
            append(&grid, &row.element);
            rows.push(row);
        }
    }
    Some(made)
}
