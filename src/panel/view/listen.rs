//! Clicks, keys and forms become messages. One listener each for the whole document.

use super::dom::{Missing, by_id, find};
use super::pages::read_form;
use crate::action::{Action, Key, Step};
use crate::list::Row;
use crate::message::Message;
use crate::news::Happened;
use crate::settings::Change;
use gloo::events::{EventListener, EventListenerOptions};
use pitchside_core::memory::log::What;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent,
};

/// Whether keys belong to the element.
pub fn is_field(element: &Element) -> bool {
    matches!(element.local_name().as_str(), "input" | "select" | "textarea")
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The row that an element stands in.
fn row(element: &Element) -> Option<Row> {
    let found = closest(element, "[data-asset]")?;
    let number = |name: &str| found.get_attribute(name).and_then(|n| n.parse().ok());
    Some(Row { asset: number("data-asset")?, passage: number("data-passage") })
}

/// Who is told.
pub trait Host {
    /// Takes a message.
    fn tell(&self, message: Message);
    /// The page that is being read, as a row.
    fn reading(&self) -> Option<Row>;
    /// Whether the list is in view rather than a page.
    fn on_list(&self) -> bool;
}

/// Fields of the form that a chip opens it at.
const FIELDS: [&str; 3] = ["industry", "persona", "stage"];

/// What is done about an event.
type Handler = fn(&Rc<dyn Host>, &Event);

/// Starts all listeners; they live as long as the document.
pub fn listen(app: &Rc<dyn Host>) -> Result<(), Missing> {
    let root = by_id("main")?.owner_document().and_then(|d| d.document_element()).ok_or(Missing("html"))?;
    let bubbling = EventListenerOptions::enable_prevent_default();
    let capturing = EventListenerOptions::run_in_capture_phase();
    let handlers: [(&str, EventListenerOptions, Handler); 9] = [
        ("click", bubbling, clicked),
        ("input", bubbling, typed),
        ("change", bubbling, changed),
        ("submit", bubbling, submitted),
        ("keydown", bubbling, pressed),
        ("focusin", bubbling, focused),
        // These do not bubble.
        ("toggle", capturing, toggled),
        ("error", capturing, no_picture),
        ("load", capturing, picture),
    ];
    for (name, options, handler) in handlers {
        let app = app.clone();
        EventListener::new_with_options(&root, name, options, move |event| handler(&app, event)).forget();
    }
    Ok(())
}

fn clicked(app: &Rc<dyn Host>, event: &Event) {
    let Some(target) = target(event) else { return };
    let here = row(&target);
    if let Some(control) = closest(&target, "[data-do]") {
        if let Some(here) = here {
            app.tell(Message::Chosen(here));
        }
        if let Some(action) = action(app, &control, here) {
            app.tell(Message::Do(action));
        }
    } else if let Some(here) = here {
        app.tell(Message::Chosen(here));
        if let Some(element) = closest(&target, "[data-asset]").and_then(|e| e.dyn_into::<HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    }
}

/// What a control means: the names stand in `panel.html`.
fn action(app: &Rc<dyn Host>, control: &Element, row: Option<Row>) -> Option<Action> {
    let row = || row.or_else(|| app.reading());
    let attribute = |name: &str| control.get_attribute(name).unwrap_or_default();
    Some(match control.get_attribute("data-do")?.as_str() {
        "copy" => Action::Copy(row()?),
        "copy-text" => Action::CopyText(row()?),
        "open" => Action::Open(row()?),
        "read" => Action::Read(row()?),
        "why" => Action::Why(row()?),
        "menu" => Action::Menu(row()?),
        "star" => Action::Star(row()?),
        "facet" => Action::Facet(attribute("data-kind").parse().ok()),
        "literal" => Action::Literal,
        "unask" => Action::Unask(attribute("data-words")),
        "try" => Action::Try(attribute("data-words")),
        "clear" => Action::Clear,
        "candidate" => Action::Candidate(attribute("data-at").parse().ok()?),
        "nobody" => Action::Nobody,
        "correct" | "enter" => Action::Correct(
            FIELDS.into_iter().find(|name| *name == attribute("data-field")).unwrap_or_default(),
        ),
        "pin" => Action::Pin,
        "follow" => Action::Follow,
        "back-to" => Action::BackToLast,
        "settings" => Action::Settings,
        "copy-blurb" => Action::CopyBlurb(row()?),
        "news" => Action::News,
        "news-later" => Action::NewsLater,
        "news-only" => {
            let what = attribute("data-what");
            Action::NewsOnly(
                Happened::WORDS.into_iter().find(|(_, word)| *word == what).map(|(what, _)| what),
            )
        }
        "log" => Action::Log,
        "save-report" => Action::SaveReport,
        "report-later" => Action::ReportLater,
        "unnote" => Action::Unnote(attribute("data-at").parse().ok()?),
        "more" => Action::More,
        "diagnostics" => Action::CopyDiagnostics,
        "feedback" => Action::Feedback(row()?),
        "tell" => Action::Tell,
        "review" => Action::Review,
        "save-memory" => Action::SaveMemory,
        "erase" => Action::Erase(closest(control, "[data-name]")?.get_attribute("data-name")?),
        "erase-all" => Action::EraseAll,
        "keys" => Action::Keys,
        "back" => Action::Back,
        "page-back" => Action::PageBack,
        "page-next" => Action::PageNext,
        "find" => Action::Find,
        "find-back" => Action::FindStep(Step::Back),
        "find-next" => Action::FindStep(Step::Next),
        "enlarge" => Action::Enlarge,
        "try-again" => Action::TryAgain,
        "copy-details" => Action::CopyDetails,
        "reload" => Action::Reload,
        "site" => {
            let switch = control.dyn_ref::<HtmlInputElement>()?;
            let origins = attribute("data-origins").split(' ').map(str::to_owned).collect();
            Action::Site { origins, on: switch.checked() }
        }
        _ => return None,
    })
}

fn typed(app: &Rc<dyn Host>, event: &Event) {
    let Some(input) = target(event).and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
    match input.id().as_str() {
        "q" => app.tell(Message::Typed(input.value())),
        "log-q" => app.tell(Message::LogTyped(input.value())),
        "site-q" => app.tell(Message::SitesTyped(input.value())),
        "find-q" => app.tell(Message::FindTyped(input.value())),
        _ => {}
    }
}

fn changed(app: &Rc<dyn Host>, event: &Event) {
    let Some(control) = target(event).filter(|t| closest(t, ".settings").is_some()) else { return };
    let name = control.get_attribute("name").unwrap_or_default();
    let value = if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        match (input.type_().as_str(), input.checked()) {
            ("checkbox", true) => "on".to_owned(),
            ("checkbox", false) => String::new(),
            _ => input.value(),
        }
    } else {
        control.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
    };
    if let Some(change) = Change::from_control(&name, &value) {
        app.tell(Message::Changed(change));
    }
}

fn submitted(app: &Rc<dyn Host>, event: &Event) {
    event.prevent_default();
    if let Some(form) = target(event).filter(|t| t.has_attribute("data-form")) {
        let view = find(&form, "[name=view]:checked").and_then(|view| view.get_attribute("value"));
        let what = view.and_then(|view| What::WORDS.into_iter().find(|(_, word)| *word == view));
        let values = read_form(&form);
        app.tell(match what {
            Some((what, _)) => Message::Do(Action::Say(what, values.note)),
            None => Message::Submitted(Box::new(values)),
        });
    }
}

fn focused(app: &Rc<dyn Host>, event: &Event) {
    if let Some(here) = target(event).as_ref().and_then(row) {
        app.tell(Message::Chosen(here));
    }
}

fn toggled(app: &Rc<dyn Host>, event: &Event) {
    if let Some(details) = target(event).and_then(|t| t.dyn_into::<HtmlDetailsElement>().ok()) {
        let open = details.open();
        let evidence = details.class_list().contains("evidence");
        app.tell(if evidence { Message::EvidenceToggled(open) } else { Message::SitesToggled(open) });
    }
}

/// The drawing stays where there is no picture.
fn no_picture(_: &Rc<dyn Host>, event: &Event) {
    if let Some(picture) = target(event).filter(|t| t.local_name() == "img") {
        picture.remove();
    }
}

/// The picture takes the drawing's place.
fn picture(_: &Rc<dyn Host>, event: &Event) {
    let picture = target(event).filter(|t| t.local_name() == "img");
    if let Some(drawn) = picture.and_then(|p| p.parent_element()).and_then(|cell| find(&cell, "svg")) {
        drawn.remove();
    }
}

fn pressed(app: &Rc<dyn Host>, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    if event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
        || event.default_prevented()
    {
        return;
    }
    let target = target(event);
    let search = target.as_ref().is_some_and(|t| t.id() == "q");
    let sought = target.as_ref().is_some_and(|t| t.id() == "find-q");
    let field = target.as_ref().is_some_and(is_field);
    let button =
        target.as_ref().is_some_and(|t| matches!(t.local_name().as_str(), "button" | "a" | "summary"));
    let name = event.key();
    let key = match name.as_str() {
        "Escape" => Key::Escape,
        "ArrowDown" if search || !field => Key::Move(Step::Next),
        "ArrowUp" if search || !field => Key::Move(Step::Back),
        "Home" if !field => Key::Move(Step::First),
        "End" if !field => Key::Move(Step::Last),
        "ArrowLeft" if !field => Key::Page(Step::Back),
        "ArrowRight" if !field => Key::Page(Step::Next),
        "Enter" if sought => Key::Find(if event.shift_key() { Step::Back } else { Step::Next }),
        "Enter" if search || !(field || button) => {
            if event.shift_key() {
                Key::ShiftEnter
            } else {
                Key::Enter
            }
        }
        _ if field => return,
        _ => {
            let mut letters = name.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) if letter != ' ' => Key::Letter(letter.to_ascii_lowercase()),
                _ => return,
            }
        }
    };
    // Outside the list, up and down scroll.
    if matches!(key, Key::Move(_)) && !app.on_list() {
        return;
    }
    event.prevent_default();
    app.tell(Message::Pressed(key));
}
