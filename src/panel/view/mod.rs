//! Paints a state into `panel.html`, changing only what differs from what was painted last.

mod blocks;
mod dom;
mod header;
mod listen;
mod pages;
mod rows;

pub use dom::Missing;
pub use listen::{Host, listen};

use super::effect::Focus;
use super::list::Row;
use super::news;
use super::screen::{self, Block};
use super::settings::Theme;
use super::state::{Library, Page, Reminder, Situation, State};
use super::wording;
use crate::browser::Browser;
use blocks::Painted;
use dom::{by_id, find, flag, set};
use header::{Header, Search};
use rows::{Decoration, RowElement};
use std::collections::VecDeque;
use web_sys::{Element, Node};

/// Rows that are painted at once. A window of 880 px shows seven; the others are there before anybody can scroll.
const FIRST_ROWS: usize = 9;

/// Milliseconds since the document began, with fractions.
pub fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |p| p.now())
}

/// Leaves a line in the console.
pub fn warn(words: &str) {
    web_sys::console::warn_1(&words.into());
}

/// The element that has the focus.
fn focused() -> Option<Element> {
    dom::document().active_element()
}

/// The painted panel.
pub struct View {
    browser: Browser,
    banner: Element,
    who: Element,
    search: Search,
    main: Element,
    tray: Element,
    due: Element,
    library: Element,
    say: Element,
    header: Option<Header>,
    painted: Vec<Painted>,
    rows: Vec<RowElement>,
    decorated: Option<(Decoration, Element)>,
    /// The row that Tab reaches while none is current.
    tab_stop: Option<Element>,
    query: String,
    page_key: u8,
    /// The page of the reader that was painted last, counted from 0.
    turned_to: usize,
}

impl View {
    /// Finds the parts of the document.
    pub fn new(browser: Browser) -> Result<Self, Missing> {
        Ok(Self {
            browser,
            banner: by_id("banner")?,
            who: by_id("who")?,
            search: Search::new(&by_id("ask")?).ok_or(Missing("t-search"))?,
            main: by_id("main")?,
            tray: by_id("tray")?,
            due: by_id("due")?,
            library: by_id("library")?,
            say: by_id("say")?,
            header: None,
            painted: Vec::new(),
            rows: Vec::new(),
            decorated: None,
            tab_stop: None,
            query: String::new(),
            page_key: 0,
            turned_to: 0,
        })
    }

    /// Brings the document up to date. Of a list that is new only the beginning, as much as is in view: the answer is
    /// then `false`, and [`View::finish`] is due.
    pub fn paint(&mut self, state: &State) -> bool {
        self.frame(state);
        self.search.paint(state);
        let whole = self.list(state, FIRST_ROWS);
        if state.page == Page::Settings {
            let looking = !state.site_words.trim().is_empty();
            dom::flag_in(&self.main, ".more", "open", state.sites_open || looking);
            pages::filter_sites(&self.main, &state.site_words);
        }
        self.current(state);
        if let Some(root) = dom::document().document_element() {
            set(&root, "data-state", screen::name(state));
        }
        whole
    }

    /// Paints what [`View::paint`] has left out.
    pub fn finish(&mut self, state: &State) {
        self.list(state, usize::MAX);
        self.current(state);
    }

    fn frame(&mut self, state: &State) {
        if let Some(root) = dom::document().document_element() {
            match state.settings.theme {
                Theme::Browser => drop(root.remove_attribute("data-theme")),
                Theme::Light => set(&root, "data-theme", "light"),
                Theme::Dark => set(&root, "data-theme", "dark"),
            }
        }
        if let Some(update) = self.banner.first_element_child() {
            flag(&update, "hidden", !state.update_available);
        }
        let waits = !state.news_told && !state.update_available && !state.memory.seen.is_empty();
        let news = if waits { news::in_words(&state.news) } else { String::new() };
        if let Some(words) = find(&self.banner, "[data-t=news]") {
            dom::say(&words, &news);
        }
        if let Some(trouble) = find(&self.banner, "[data-t=trouble]") {
            dom::say(&trouble, state.trouble.as_deref().unwrap_or_default());
        }
        let line = match &state.library {
            Library::Opening => "Opening the library…",
            Library::Open(facts) => &facts.line,
            Library::Broken(_) => "Library unreadable",
        };
        let reminder =
            if state.page == Page::List { wording::reminder(&state.reminder) } else { String::new() };
        flag(&self.due, "hidden", reminder.is_empty());
        dom::put(&self.due, "due", &reminder);
        let sent = matches!(state.reminder, Reminder::Attach(_));
        dom::flag_in(&self.due, ".btn", "hidden", sent);
        dom::set_in(&self.due, ".icon-btn", "aria-label", if sent { "Done" } else { "Later" });
        let hint = if sent { "Done" } else { "Later: it comes again in a week" };
        dom::set_in(&self.due, ".icon-btn", "title", hint);
        dom::say(&self.library, line);
        set(&self.library, "title", line);
        let header = Header::of(state);
        if self.header.as_ref() != Some(&header) {
            header::paint(&self.who, &header);
            let reader = if let Page::Reader(reader) = &state.page { Some(reader.as_ref()) } else { None };
            header::tray(&self.tray, reader);
            self.header = Some(header);
        }
        dom::class_in(&self.who, ".prospect", "slim", state.searching());
        dom::set_in(&self.who, "[data-do=pin]", "aria-pressed", if state.pinned { "true" } else { "false" });
        dom::flag_in(&self.who, ".evidence", "open", state.evidence_open);
        if let Page::Reader(reader) = &state.page {
            header::reader(&self.who, reader);
        }
        self.reader_tray(state);
        let busy = matches!(state.situation, Situation::Reading { .. }) && state.page == Page::List;
        set(&self.main, "aria-busy", if busy { "true" } else { "false" });
        // A page of text without controls must be scrolled by keys.
        let text = matches!(state.page, Page::Reader(_) | Page::Keys);
        set(&self.main, "tabindex", if text { "0" } else { "-1" });
    }

    /// The reader's button says that it has copied.
    fn reader_tray(&self, state: &State) {
        let Page::Reader(reader) = &state.page else { return };
        dom::put(&self.tray, "place", &reader.place());
        let Some(button) = find(&self.tray, ".btn.primary") else { return };
        let done = state.copied.as_ref().is_some_and(|c| c.row == reader.row());
        dom::class(&button, "done", done);
        let paged = reader.unit == pitchside_core::catalogue::Unit::Page;
        let words = match (done, paged) {
            (true, _) => "Copied".to_owned(),
            (false, true) => format!("Copy link to {}", reader.place()),
            (false, false) => "Copy link".to_owned(),
        };
        dom::put(&button, "copy", &words);
    }

    /// Whether all of the list is painted; a list that begins at its top gets `first` rows.
    fn list(&mut self, state: &State, first: usize) -> bool {
        let mut wanted = screen::blocks(state);
        if wanted.len() == self.painted.len() && wanted.iter().zip(&self.painted).all(|(w, p)| *w == p.block)
        {
            return true;
        }
        // Another page or query begins at its top; a repaint stays where the rep has scrolled to. Before anything is
        // changed: afterwards the browser would lay out the whole list to do it.
        let page_key = match state.page {
            Page::List => 0,
            Page::Settings => 1,
            Page::Keys => 2,
            Page::Form { .. } => 3,
            Page::Reader(_) => 4,
            Page::Review { .. } => 5,
            Page::Log(_) => 6,
            Page::Feedback { .. } => 7,
            Page::News(_) => 8,
        };
        let turned_to = if let Page::Reader(reader) = &state.page { reader.at } else { 0 };
        let mut whole = true;
        let to_top = page_key != self.page_key || turned_to != self.turned_to || state.query != self.query;
        if to_top {
            self.main.set_scroll_top(0);
            (self.page_key, self.turned_to) = (page_key, turned_to);
            self.query.clone_from(&state.query);
        }
        if to_top || self.rows.is_empty() {
            let (beginning, cut) = blocks::beginning(wanted, first);
            wanted = beginning;
            whole = !cut;
        }
        let mut old = VecDeque::from(std::mem::take(&mut self.painted));
        let mut next = Vec::with_capacity(wanted.len());
        for block in wanted {
            let browser = &self.browser;
            // Most stand where they stood.
            let same = old.iter_mut().position(|p| p.block == block || blocks::extend(p, &block, browser));
            let kept = same.or_else(|| keep_form(&old, &block)).and_then(|at| old.remove(at));
            next.push(match kept {
                Some(kept) => Painted { block, ..kept },
                None => blocks::paint(block, browser),
            });
        }
        place(&self.main, &next);
        self.painted = next;
        if let Page::Reader(reader) = &state.page {
            let sought = if reader.search.is_some() { "mark.at" } else { ".wanted" };
            if let Some(shown) = find(&self.main, sought).filter(|_| to_top || reader.search.is_some()) {
                bring_into_view(&shown, web_sys::ScrollLogicalPosition::Center);
            }
        }
        self.rows.clear();
        for painted in &self.painted {
            for row in &painted.rows {
                self.rows.push(row.clone());
            }
        }
        whole
    }

    fn element_of(&self, row: Row) -> Option<Element> {
        self.rows.iter().find(|r| r.row == row).map(|r| r.element.clone())
    }

    fn current(&mut self, state: &State) {
        for row in &self.rows {
            dom::class(&row.element, "starred", state.starred(row.row));
            dom::class(&row.element, "unseen", state.unseen(row.row));
        }
        let wanted = if state.has_rows() { Decoration::of(state) } else { None };
        let element = wanted.as_ref().and_then(|d| self.element_of(d.row()));
        let wanted = wanted.zip(element);
        let same = match (&wanted, &self.decorated) {
            (Some((w, we)), Some((d, de))) => w == d && we == de,
            (None, None) => true,
            _ => false,
        };
        if !same {
            // A button inside the row that is about to go gives its focus to the row.
            let inside = focused()
                .filter(|f| self.decorated.as_ref().is_some_and(|(_, e)| e.contains(Some(f)) && e != f));
            if let Some((_, old)) = self.decorated.take() {
                rows::undecorate(&old);
            }
            if let Some((decoration, element)) = wanted {
                rows::decorate(&element, &decoration, state);
                if let Some(lost) = inside.filter(|f| !f.is_connected()) {
                    let same = lost
                        .get_attribute("data-do")
                        .and_then(|d| find(&element, &format!(".actions [data-do={d}]")));
                    dom::focus(same.as_ref().unwrap_or(&element));
                }
                self.decorated = Some((decoration, element));
            }
        }
        let stop = if self.decorated.is_none() { self.rows.first().map(|r| r.element.clone()) } else { None };
        if stop != self.tab_stop {
            if let Some(old) =
                self.tab_stop.take().filter(|old| self.decorated.as_ref().is_none_or(|(_, e)| e != old))
            {
                set(&old, "tabindex", "-1");
            }
            if let Some(new) = &stop {
                set(new, "tabindex", "0");
            }
            self.tab_stop = stop;
        }
    }

    /// Moves the focus.
    pub fn focus(&self, state: &State, focus: Focus) {
        match focus {
            Focus::Search => self.search.focus(),
            Focus::Row => self.focus_row(state),
            Focus::RowUnlessTyping => {
                let free = focused().is_none_or(|f| {
                    f.local_name() == "body"
                        || f == self.main
                        || self.main.contains(Some(&f)) && !listen::is_field(&f)
                });
                if free && state.page == Page::List && !state.searching() {
                    self.focus_row(state);
                }
            }
            Focus::Page => {
                let first = match state.page {
                    Page::Form { .. } | Page::Feedback { .. } => find(&self.main, "input, select"),
                    Page::Reader(_) | Page::Keys => Some(self.main.clone()),
                    _ => find(&self.who, "[data-do=back]"),
                };
                dom::focus(first.as_ref().unwrap_or(&self.main));
            }
            Focus::Field(name) => {
                let field = find(&self.main, &format!("[name={name}]"));
                if let Some(field) = field.filter(|_| !name.is_empty()) {
                    dom::focus(&field);
                }
            }
            Focus::Find => drop(find(&self.who, "#find-q").map(|field| dom::focus(&field))),
            Focus::Menu => drop(
                find(&self.main, ".card.current .menu button, .passage.current .menu button")
                    .map(|first| dom::focus(&first)),
            ),
            Focus::Control(name) => {
                let control = dom::document().query_selector(&format!("[data-do={name}]")).ok().flatten();
                match control {
                    Some(control) => drop(dom::focus(&control)),
                    None => self.focus_row(state),
                }
            }
        }
    }

    fn focus_row(&self, state: &State) {
        let row = state.current.and_then(|row| self.element_of(row));
        let button = || find(&self.main, ".message .btn.primary, .message .candidate, .message .btn");
        let target = row.or_else(button).unwrap_or_else(|| self.main.clone());
        dom::focus(&target);
        bring_into_view(&target, web_sys::ScrollLogicalPosition::Nearest);
    }

    /// Reads words out; the same words twice are read twice.
    pub fn announce(&self, words: &str) {
        let again = self.say.text_content().as_deref() == Some(words);
        let words = if again { format!("{words}\u{a0}") } else { words.to_owned() };
        self.say.set_text_content(Some(&words));
    }
}

fn bring_into_view(element: &Element, at: web_sys::ScrollLogicalPosition) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(at);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// A form that is being filled in is not painted anew: only what is wrong with it changes.
fn keep_form(old: &VecDeque<Painted>, block: &Block) -> Option<usize> {
    let at = old.iter().position(|p| match (&p.block, block) {
        (Block::Form { prospect: a, .. }, Block::Form { prospect: b, .. }) => a == b,
        (Block::Unsupported { .. }, Block::Unsupported { .. }) => true,
        _ => false,
    })?;
    let (Block::Form { problem, .. } | Block::Unsupported { problem, .. }) = block else { return None };
    if let Some(element) = old.get(at).and_then(|kept| kept.elements.first()) {
        pages::problem(element, problem.as_deref());
    }
    Some(at)
}

/// Makes the elements the children, in order, without moving those that stand right already: a moved element
/// would lose focus and scroll position.
fn place(parent: &Element, wanted: &[Painted]) {
    let mut at: Option<Node> = parent.first_child();
    for painted in wanted {
        for element in &painted.elements {
            let node: &Node = element;
            if at.as_ref() == Some(node) {
                at = node.next_sibling();
            } else {
                let _ = parent.insert_before(node, at.as_ref());
            }
        }
    }
    while let Some(rest) = at {
        at = rest.next_sibling();
        let _ = parent.remove_child(&rest);
    }
}
