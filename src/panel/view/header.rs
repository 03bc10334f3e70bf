//! What stands above the list: who it is, or the title of a page; the search field and its facets.

use super::dom::{
    append, class, class_in, clear, drop_in, element, find, find_as, flag, flag_in, icon, put, say, set,
    set_in, stamp,
};
use crate::list::Sending;
use crate::reader::{Reader, Search as Sought};
use crate::state::{Library, Page, Situation, State, Subject};
use crate::wording;
use pitchside_core::case;
use pitchside_core::catalogue::AssetKind;
use pitchside_core::prospect::Certainty;
use web_sys::{Element, HtmlInputElement};

/// What the header shows, as far as a change of it needs new elements.
#[derive(Clone, PartialEq)]
pub enum Header {
    /// Nothing but the search field.
    Bare,
    /// The place of a prospect who is being read; not yet drawn until that takes long.
    Reading { late: bool },
    /// A prospect, whether his site can be followed, and the rep's note on the account.
    Who { subject: Box<Subject>, follow: bool, note: String },
    /// The title of a page.
    Bar { name: String, hint: String },
    /// The same with the reader's pages.
    Reader {
        /// Its title.
        title: String,
        /// Version and length.
        hint: String,
        /// Whether there is an original to open.
        opens: bool,
    },
}

impl Header {
    /// What the state wants.
    pub fn of(state: &State) -> Self {
        let bar = |name: &str| Self::Bar { name: name.to_owned(), hint: String::new() };
        match &state.page {
            Page::Settings => bar("Settings"),
            Page::News(_) => bar("What’s new"),
            Page::Log(_) => bar("Log for marketing"),
            Page::Feedback { title, .. } => bar(title),
            Page::Review { .. } => bar("On this machine"),
            Page::Keys => bar("Keyboard"),
            Page::Form { .. } if state.subject().is_some() => bar("Correct the prospect"),
            Page::Form { .. } => bar("Enter a prospect"),
            Page::Reader(reader) => {
                let Reader { title, hint, opens, .. } = reader.as_ref();
                Self::Reader { title: title.clone(), hint: hint.clone(), opens: *opens }
            }
            Page::List if matches!(state.library, Library::Broken(_)) => Self::Bare,
            Page::List => match &state.situation {
                Situation::Reading { late } => Self::Reading { late: *late },
                Situation::Found(subject) => {
                    let site = state.tab.site.as_ref();
                    let follow = !state.tab.followed && site.is_some_and(|s| !state.follows(s));
                    let account = state.memory.account(&subject.prospect);
                    let note = account.map(|a| a.note.clone()).unwrap_or_default();
                    Self::Who { subject: subject.clone(), follow, note }
                }
                _ => Self::Bare,
            },
        }
    }
}

/// Paints the header's first part.
pub fn paint(slot: &Element, header: &Header) {
    clear(slot);
    let made = match header {
        Header::Bare => None,
        Header::Reading { late } => stamp("reading").inspect(|made| class(made, "waiting", !late)),
        Header::Who { subject, follow, note } => {
            who(subject, *follow).inspect(|made| put(made, "note", note))
        }
        Header::Bar { name, hint } => bar(name, hint),
        Header::Reader { title, hint, opens } => {
            if let Some(made) = bar(title, hint) {
                append(slot, &made);
            }
            stamp("reader-nav").inspect(|made| {
                if !opens {
                    drop_in(made, "[data-do=open]");
                }
            })
        }
    };
    if let Some(made) = made {
        append(slot, &made);
    }
}

fn bar(name: &str, hint: &str) -> Option<Element> {
    let made = stamp("bar")?;
    put(&made, "name", name);
    put(&made, "hint", hint);
    if hint.is_empty() {
        drop_in(&made, "p");
    }
    Some(made)
}

/// Brings the reader's line up to date: the page, and what is looked for.
pub fn reader(slot: &Element, reader: &Reader) {
    let page = format!("{} of {}", reader.at + 1, reader.pages.len());
    put(slot, "place", &wording::joined(&[&reader.place(), &page]));
    let ends = [("page-back", reader.at == 0), ("page-next", reader.at + 1 >= reader.pages.len())];
    for (name, end) in ends {
        set_in(slot, &format!("[data-do={name}]"), "aria-disabled", if end { "true" } else { "false" });
    }
    flag_in(slot, ".find", "hidden", reader.search.is_none());
    set_in(slot, "[data-do=find]", "aria-expanded", if reader.search.is_some() { "true" } else { "false" });
    if let Some(count) = find(slot, "[data-t=count]") {
        say(&count, &reader.search.as_ref().map(Sought::count).unwrap_or_default());
    }
    if reader.search.is_none()
        && let Some(field) =
            find_as::<HtmlInputElement>(slot, "#find-q").filter(|field| !field.value().is_empty())
    {
        field.set_value("");
    }
}

fn who(subject: &Subject, follow: bool) -> Option<Element> {
    let made = stamp("prospect")?;
    let prospect = &subject.prospect;
    put(&made, "initials", &wording::initials(prospect));
    put(&made, "name", &wording::name(prospect));
    put(&made, "role", &wording::role(subject));
    class_in(&made, ".avatar", "company", wording::is_company(prospect));
    let chips = find(&made, ".chips")?;
    for chip in wording::chips(prospect) {
        let one = stamp("chip")?;
        icon(&one, chip.icon);
        put(&one, "label", &format!("{}: ", chip.label));
        put(&one, "value", &chip.value);
        if let Some(button) = find(&one, "button") {
            class(&button, "guess", chip.open);
            let what = if chip.open { "a guess or missing; click to say" } else { "click to correct" };
            set(&button, "data-field", &case::lowered(chip.label));
            set(&button, "title", &[chip.label, ": ", &chip.value, " – ", what].concat());
        }
        append(&chips, &one);
    }
    evidence(&made, subject)?;
    if !follow {
        drop_in(&made, "[data-do=follow]");
    }
    Some(made)
}

fn evidence(made: &Element, subject: &Subject) -> Option<()> {
    let level = match subject.certainty {
        Certainty::Sure => 3,
        Certainty::Likely => 2,
        Certainty::Unsure => 1,
    };
    put(made, "sure", if subject.by_hand { "Entered by you" } else { wording::certainty(subject.certainty) });
    let from = wording::sources(subject);
    put(made, "from", &from);
    set_in(made, "summary > span", "title", &from);
    let bars = find(made, ".bars")?;
    class(&bars, "mid", level < 3);
    let drawn = bars.children();
    for at in 0..drawn.length() {
        if let Some(bar) = drawn.item(at) {
            class(&bar, "on", at < level);
        }
    }
    let list = find(made, ".evidence dl")?;
    for line in &subject.evidence {
        let value = format!("{} · {}", line.value, line.sources.join(", "));
        let certainty = wording::certainty(line.certainty).to_ascii_lowercase();
        for (tag, text) in [("dt", wording::field(line.field)), ("dd", &value), ("dd", &certainty)] {
            if let Some(cell) = element(tag, text) {
                append(&list, &cell);
            }
        }
    }
    if subject.evidence.is_empty() {
        list.remove();
        drop_in(made, ".chev");
    }
    Some(())
}

/// The search field: built once, since it holds the caret.
pub struct Search {
    form: Element,
    input: HtmlInputElement,
    facets: Element,
    shown: Vec<(AssetKind, usize)>,
    pressed: Option<AssetKind>,
    total: usize,
}

impl Search {
    /// Builds it into its place.
    pub fn new(slot: &Element) -> Option<Self> {
        let form = stamp("search")?;
        append(slot, &form);
        let input = find_as(&form, "input")?;
        let facets = find(&form, ".facets")?;
        Some(Self { form, input, facets, shown: Vec::new(), pressed: None, total: 0 })
    }

    /// Brings it up to date.
    pub fn paint(&mut self, state: &State) {
        let hidden = state.page != Page::List || matches!(state.library, Library::Broken(_));
        flag(&self.form, "hidden", hidden);
        if self.input.value() != state.query {
            self.input.set_value(&state.query);
        }
        let empty = state.query.is_empty();
        flag_in(&self.form, ".field > kbd", "hidden", !empty || !state.settings.keys);
        flag_in(&self.form, "[data-do=clear]", "hidden", empty);
        let results = state.results.as_deref().filter(|_| state.searching());
        let shown = results.map(|r| r.facets.clone()).filter(|f| f.len() > 1).unwrap_or_default();
        let total = results.map_or(0, |r| r.total);
        if shown == self.shown && state.kind == self.pressed && total == self.total {
            return;
        }
        (self.shown, self.pressed, self.total) = (shown, state.kind, total);
        self.paint_facets();
    }

    fn paint_facets(&self) {
        flag(&self.facets, "hidden", self.shown.is_empty());
        let focused = super::focused().and_then(|f| f.get_attribute("data-kind"));
        clear(&self.facets);
        if self.shown.is_empty() {
            return;
        }
        let mut facets = vec![(None, "All", self.total)];
        for (kind, count) in &self.shown {
            facets.push((Some(*kind), kind.label(), *count));
        }
        for (kind, label, count) in facets {
            let Some(made) = stamp("facet") else { return };
            let slug = kind.map_or("", AssetKind::slug);
            put(&made, "label", label);
            put(&made, "count", &count.to_string());
            set(&made, "data-kind", slug);
            set(&made, "aria-pressed", if kind == self.pressed { "true" } else { "false" });
            append(&self.facets, &made);
            if focused.as_deref() == Some(slug) {
                super::dom::focus(&made);
            }
        }
    }

    /// Puts the caret there, with everything selected.
    pub fn focus(&self) {
        super::dom::focus(&self.input);
        self.input.select();
    }
}

/// The bar above the footer for the page that is being read.
pub fn tray(slot: &Element, reader: Option<&Reader>) {
    clear(slot);
    let Some(reader) = reader else { return };
    let made = match &reader.sending {
        Sending::Free => stamp("reader-tray").inspect(|made| {
            let paged = reader.unit == pitchside_core::catalogue::Unit::Page;
            put(
                made,
                "copy",
                &if paged { format!("Copy link to {}", reader.place()) } else { "Copy link".to_owned() },
            );
        }),
        Sending::Stopped(why) => stamp("tray-internal").inspect(|made| put(made, "after", why)),
    };
    if let Some(made) = made {
        put(&made, "place", &reader.place());
        append(slot, &made);
    }
}
