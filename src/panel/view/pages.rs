//! Pages that take the place of the list: forms, settings, reader.

use super::dom::{
    append, class, document, drop_in, element, find, find_as, flag, flag_in, put, set, set_in, stamp,
};
use crate::browser::Browser;
use crate::form::FormValues;
use crate::reader::{Part, Reader};
use crate::screen::SiteRow;
use crate::settings::Settings;
use crate::state::Review;
use crate::wording;
use pitchside_core::case;
use pitchside_core::catalogue::{Industry, Persona, Region, Seniority, Stage, Unit};
use pitchside_core::prospect::Prospect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

fn options(select: &Element, first: &str, values: &mut dyn Iterator<Item = &str>, chosen: &str) {
    let add = |value: &str, label: &str| {
        if let Some(option) = element("option", label) {
            set(&option, "value", value);
            flag(&option, "selected", value == chosen);
            append(select, &option);
        }
    };
    add("", first);
    for value in values {
        add(value, &wording::label(value));
    }
}

/// Fills the choices of a form, and the taxonomy that its industry field completes from.
fn choices(form: &Element, values: &FormValues, competitors: &[String]) {
    let of = |name: &str| find(form, &format!("select[name={name}]"));
    if let Some(select) = of("persona") {
        options(&select, "Not known", &mut Persona::ALL.iter().map(|v| v.label()), &values.persona);
    }
    if let Some(select) = of("seniority") {
        options(&select, "Not known", &mut Seniority::ALL.iter().map(|v| v.label()), &values.seniority);
    }
    if let Some(select) = of("stage") {
        options(&select, "Not known", &mut Stage::ALL.iter().map(|v| v.label()), &values.stage);
    }
    if let Some(select) = of("competitor") {
        options(&select, "None named", &mut competitors.iter().map(String::as_str), &values.competitor);
    }
    if let Some(list) = document().get_element_by_id("industries")
        && list.first_element_child().is_none()
    {
        for industry in Industry::all() {
            if let Ok(option) = document().create_element("option") {
                set(&option, "value", industry.label());
                append(&list, &option);
            }
        }
    }
}

/// Says what is wrong with a form.
pub fn problem(form: &Element, words: Option<&str>) {
    if let Some(note) = find(form, ".note") {
        flag(&note, "hidden", words.is_none());
        note.set_text_content(words);
    }
}

/// The form for a page that cannot be read.
pub fn short_form(wrong: Option<&str>, refusal: &str, competitors: &[String]) -> Option<Element> {
    let made = stamp("unsupported")?;
    choices(&made, &FormValues::default(), competitors);
    if let Some(words) = find(&made, "[data-t=refusal]") {
        flag(&words, "hidden", refusal.is_empty());
        words.set_text_content(Some(&format!("The browser says: {refusal}")));
    }
    problem(&made, wrong);
    Some(made)
}

/// The prospect as a form.
pub fn form(
    wrong: Option<&str>,
    prospect: &Prospect,
    note: Option<&str>,
    sources: &[(&'static str, String)],
    competitors: &[String],
) -> Option<Element> {
    let made = stamp("correct")?;
    let values = FormValues::of(prospect);
    choices(&made, &values, competitors);
    let fields = [
        ("name", &values.name),
        ("title", &values.title),
        ("company", &values.company),
        ("industry", &values.industry),
        ("note", &note.unwrap_or_default().to_owned()),
    ];
    for (name, value) in fields {
        if let Some(input) = find_as::<HtmlInputElement>(&made, &format!("[name={name}]")) {
            input.set_value(value);
        }
    }
    put(&made, "remember", &["Remember for ", &values.company].concat());
    if note.is_none() {
        drop_in(&made, ".keep");
    }
    for (name, words) in sources {
        if let Some(source) = find(&made, &format!("[data-src={name}]")) {
            source.set_text_content(Some(words));
        }
    }
    problem(&made, wrong);
    Some(made)
}

/// What stands in a form.
pub fn read_form(form: &Element) -> FormValues {
    let of = |name: &str| {
        let field = find(form, &format!("[name={name}]"));
        let Some(field) = field else { return String::new() };
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            return input.value().trim().to_owned();
        }
        field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
    };
    FormValues {
        name: of("name"),
        title: of("title"),
        company: of("company"),
        industry: of("industry"),
        persona: of("persona"),
        seniority: of("seniority"),
        stage: of("stage"),
        competitor: of("competitor"),
        note: of("note"),
        remember: find(form, "[name=remember]:checked").is_some(),
    }
}

/// From so many sites on there is a field that looks among them.
const SITES_TO_SEARCH: usize = 6;

/// The settings.
pub fn settings(sites: &[SiteRow], settings: &Settings, library: &str, build: &str) -> Option<Element> {
    let made = stamp("settings")?;
    let (used, others) = (find(&made, "[data-list=sites]")?, find(&made, "[data-list=others]")?);
    let mut rest = 0;
    for site in sites {
        let line = stamp("site")?;
        put(&line, "host", &site.name);
        put(&line, "note", site.note);
        if let Some(switch) = find_as::<HtmlInputElement>(&line, "input") {
            switch.set_checked(site.on);
            switch.set_disabled(site.managed);
            set(&switch, "data-origins", &site.origins.join(" "));
        }
        rest += usize::from(!site.on);
        append(if site.on { &used } else { &others }, &line);
    }
    put(
        &made,
        "others",
        &[
            rest.to_string().as_str(),
            if rest == sites.len() { " sites to follow" } else { " more sites to follow" },
        ]
        .concat(),
    );
    flag_in(&made, "details", "hidden", rest == 0);
    flag_in(&made, ".field", "hidden", sites.len() < SITES_TO_SEARCH);
    if let Some(select) = find(&made, "[name=region]") {
        let chosen = settings.region.map_or("", |r| r.label());
        options(&select, "As the library says", &mut Region::ALL.iter().map(|v| v.label()), chosen);
    }
    for (name, value) in [("theme", settings.theme.word()), ("link", settings.link.word())] {
        if let Some(radio) = find_as::<HtmlInputElement>(&made, &format!("[name={name}][value={value}]")) {
            radio.set_checked(true);
        }
    }
    let switches = [
        ("keys", settings.keys),
        ("log", settings.log),
        ("names", settings.names),
        ("remind", settings.remind),
    ];
    for (name, on) in switches {
        if let Some(switch) = find_as::<HtmlInputElement>(&made, &["[name=", name, "]"].concat()) {
            switch.set_checked(on);
        }
    }
    for name in &settings.given {
        let controls = made.query_selector_all(&["[name=", name, "]"].concat()).ok();
        for at in 0..controls.as_ref().map_or(0, web_sys::NodeList::length) {
            let control = controls.as_ref().and_then(|all| all.get(at));
            if let Some(control) = control.and_then(|node| node.dyn_into::<Element>().ok()) {
                flag(&control, "disabled", true);
                if at == 0
                    && let Ok(Some(line)) = control.closest(".set")
                    && let Some(words) = find(&line, "span")
                    && let Some(note) = element("small", "Set by your organisation")
                {
                    class(&note, "given", true);
                    append(&words, &note);
                }
            }
        }
    }
    put(&made, "library", library);
    put(&made, "build", build);
    Some(made)
}

/// What is kept, account by account; nothing of it until it was read.
pub fn review(review: Option<&Review>, used: &str, sure: bool) -> Option<Element> {
    let made = stamp("review")?;
    let list = find(&made, "div")?;
    let Some(Review { kept, favourites }) = review else {
        put(&made, "reading", "Reading what is kept…");
        return Some(made);
    };
    for account in kept.accounts.iter().rev() {
        let line = stamp("account")?;
        put(&line, "name", &account.name);
        put(&line, "which", &account.name);
        put(&line, "note", &account.note);
        put(&line, "shared", &wording::shared(&account.shared));
        set(&line, "data-name", &account.name);
        append(&list, &line);
    }
    let mut unread = String::new();
    for (key, why) in &kept.unread {
        unread.extend([key, ": ", why, "\n"]);
    }
    put(&made, "unread", &unread);
    put(&made, "favourites", &favourites.join("\n"));
    put(&made, "used", used);
    put(&made, "erase", if sure { "Erase everything for good" } else { "Erase everything…" });
    Some(made)
}

/// One page of an asset's text, above its first a picture of it.
pub fn reader(reader: &Reader, browser: &Browser) -> Option<Element> {
    let made = stamp("reader")?;
    set(&made, "lang", &reader.language);
    let page = reader.page()?;
    if reader.at == 0
        && reader.picture
        && let Some(cover) = stamp("cover")
    {
        class(&cover, "large", reader.enlarged);
        set_in(&cover, "button", "aria-pressed", if reader.enlarged { "true" } else { "false" });
        set_in(&cover, "img", "src", &browser.address(&format!("library/thumbs/{}.webp", reader.asset)));
        append(&made, &cover);
    }
    let unit = match reader.unit {
        Unit::Page => "Page",
        Unit::Slide => "Slide",
        Unit::Sheet => "Sheet",
        Unit::Section => "Section",
    };
    if let Some(folio) = element("p", &format!("{unit} {}", page.position)) {
        class(&folio, "folio", true);
        set(&folio, "lang", "en");
        append(&made, &folio);
    }
    let mut texts = 0;
    let mut stretch = |tag: &str, words: &str| {
        let made = element(tag, "")?;
        found(&made, words, &reader.found_in(texts));
        texts += 1;
        Some(made)
    };
    for part in &page.parts {
        let (shown, wanted) = match part {
            Part::Heading(words) => (stretch("h2", words)?, false),
            Part::Text { words, notes, wanted } => {
                (stretch(if *notes { "blockquote" } else { "p" }, words)?, *wanted)
            }
            Part::Table { rows, headed, wanted } => {
                let table = element("table", "")?;
                for (number, row) in rows.iter().enumerate() {
                    let line = element("tr", "")?;
                    for cell in row {
                        let cell = stretch(if *headed && number == 0 { "th" } else { "td" }, cell)?;
                        append(&line, &cell);
                    }
                    append(&table, &line);
                }
                let across = element("div", "")?;
                class(&across, "across", true);
                // It scrolls sideways, also without a mouse.
                for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", "Table")] {
                    set(&across, name, value);
                }
                append(&across, &table);
                (across, *wanted)
            }
        };
        class(&shown, "wanted", wanted);
        append(&made, &shown);
    }
    Some(made)
}

/// Puts words in, what was found of them marked.
fn found(into: &Element, words: &str, found: &[(std::ops::Range<usize>, bool)]) {
    let mut at = 0;
    let text = |from: usize, to: usize| words.get(from..to).unwrap_or_default();
    for (range, current) in found {
        append(into, &document().create_text_node(text(at, range.start)));
        if let Some(mark) = element("mark", text(range.start, range.end)) {
            class(&mark, "at", *current);
            append(into, &mark);
        }
        at = range.end;
    }
    append(into, &document().create_text_node(text(at, words.len())));
}

/// Shows of the sites only those with these words.
pub fn filter_sites(settings: &Element, words: &str) {
    let words = case::lowered(words.trim());
    flag_in(settings, ".more > summary", "hidden", !words.is_empty()); // it says how many there are without the search
    let Ok(sites) = settings.query_selector_all(".site") else { return };
    for at in 0..sites.length() {
        if let Some(site) = sites.get(at).and_then(|site| site.dyn_into::<Element>().ok()) {
            let host = find(&site, "[data-t=host]").and_then(|host| host.text_content()).unwrap_or_default();
            flag(&site, "hidden", !case::lowered(&host).contains(&words));
        }
    }
}
