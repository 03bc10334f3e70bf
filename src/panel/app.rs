//! Runs the panel in its document: takes messages, performs effects, paints.

mod kept;

use super::clip::Clip;
use super::effect::{Effect, Focus};
use super::list::Row;
use super::message::Message;
use super::original::Original;
use super::services::{Ask, Refusal, Services, fault};
use super::state::{Page, State};
use super::update::update;
use super::view::{Host, Missing, View};
use crate::browser::{Browser, from_js, parse_json, to_js};
use gloo::timers::callback::Timeout;
use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::memory::{Change, Reported, account_key, to_mark};
use pitchside_core::prospect::Prospect;
use pitchside_core::value::{Object, Value};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The running panel.
pub struct App {
    state: RefCell<State>,
    services: RefCell<Services>,
    view: RefCell<View>,
    browser: Browser,
    queue: RefCell<VecDeque<Message>>,
    busy: Cell<bool>,
    listening: Cell<bool>,
    /// When the message came that the next list or results answer, for the bench.
    asked: Cell<f64>,
}

/// Starts the panel.
///
/// # Errors
/// When the document lacks a part.
pub fn start(browser: Browser) -> Result<(), Missing> {
    let app = Rc::new(App {
        state: RefCell::default(),
        services: RefCell::default(),
        view: RefCell::new(View::new(browser.clone())?),
        browser,
        queue: RefCell::default(),
        busy: Cell::new(false),
        listening: Cell::new(false),
        asked: Cell::new(0.0),
    });
    let host: Rc<dyn Host> = Rc::new(app.clone());
    super::view::listen(&host)?;
    app.open_library();
    Ok(())
}

impl App {
    /// Starts the browser's events, once. They come after tables and adapters: what they say about a tab
    /// needs them.
    fn listen(self: &Rc<Self>) {
        if self.listening.replace(true) {
            return;
        }
        let to = self.clone();
        let callback =
            Closure::<dyn Fn(JsValue)>::new(move |value: JsValue| match Message::read(from_js(&value)) {
                Ok(message) => to.dispatch(message),
                Err(error) => warn(&format!("a message was not understood: {error}")),
            });
        let listening = self.browser.listen(callback.as_ref().unchecked_ref());
        callback.forget(); // lives as long as the document
        begin(async move {
            if let Err(error) = JsFuture::from(listening).await {
                warn(&format!("the browser’s events are not there: {}", text_of(&error)));
            }
        });
    }

    /// Fetches the word tables and the adapters, unless they are there.
    async fn fetch_tables(&self) -> Result<(), String> {
        if self.services.borrow().knows_sites() {
            return Ok(());
        }
        // As bytes: a text would be written anew on its way into the wasm.
        let text = String::from_utf8(fetch(&self.browser, "tables.txt").await?).unwrap_or_default();
        self.services.borrow_mut().take_tables(text, parse_json).map_err(|what| format!("tables.txt: {what}"))
    }

    /// Takes a message and everything that follows from it, then paints once. Called while it runs, it only
    /// queues.
    pub fn dispatch(self: &Rc<Self>, message: Message) {
        self.queue.borrow_mut().push_back(message);
        if self.busy.replace(true) {
            return;
        }
        self.asked.set(super::view::now());
        let mut after = Vec::new();
        loop {
            let Some(message) = self.queue.borrow_mut().pop_front() else { break };
            let shown = match message {
                Message::Suggested(_) => Some("pitchside:list-shown"),
                Message::Found(_) => Some("pitchside:results-shown"),
                _ => None,
            };
            self.state.borrow_mut().clock = super::view::now() / 1_000.0;
            let effects = update(&mut self.state.borrow_mut(), message);
            for effect in effects {
                self.perform(effect, &mut after);
            }
            if let Some(name) = shown {
                after.push(After::Measure(name));
            }
        }
        {
            let state = self.state.borrow();
            let mut view = self.view.borrow_mut();
            let whole = view.paint(&state);
            for one in after {
                match one {
                    After::Focus(focus) => view.focus(&state, focus),
                    After::Announce(words) => view.announce(&words),
                    After::Measure(name) => self.browser.measure(
                        name,
                        self.asked.get(),
                        to_js(&Object::default().with("rows", state.rows().len() as f64).into()),
                    ),
                }
            }
            if !whole {
                let to = self.clone();
                later(0, Box::new(move || to.finish()));
            }
        }
        self.rest();
    }

    /// Paints the rest of a long list.
    fn finish(self: &Rc<Self>) {
        if !self.busy.replace(true) {
            self.view.borrow_mut().finish(&self.state.borrow());
            self.rest();
        }
    }

    /// Takes up what has been queued while the document was changed: moving the focus is told by an event.
    fn rest(self: &Rc<Self>) {
        self.busy.set(false);
        if !self.queue.borrow().is_empty()
            && let Some(next) = { self.queue.borrow_mut().pop_front() }
        {
            self.dispatch(next);
        }
    }

    fn push(&self, message: Message) {
        self.queue.borrow_mut().push_back(message);
    }

    /// An answer from a damaged index is none.
    fn say_damage(&self) {
        if let Some(damage) = self.services.borrow().damage() {
            self.push(Message::Library(Err(damage)));
        }
    }

    /// Send policy at this moment.
    fn policy(&self) -> SendPolicy {
        let region = self.state.borrow().settings.region.or_else(|| self.services.borrow().default_region());
        SendPolicy { today: today(), region }
    }

    fn perform(self: &Rc<Self>, effect: Effect, after: &mut Vec<After>) {
        match effect {
            Effect::Probe => ignore(self.browser.probe("updated")),
            Effect::LookUpSite(url) => {
                let site = self.services.borrow().site(&url);
                self.push(Message::SiteKnown(site));
            }
            Effect::Inject { tab, turn } => ignore(self.browser.inject(tab, turn)),
            Effect::Recipe { tab, url } => self.give_recipe(tab, &url),
            Effect::Drop(tab) => self.browser.release(tab),
            Effect::Detect { tab, observation } => {
                let detection = self.services.borrow().detect(&observation);
                match detection {
                    Some(detection) => {
                        self.push(Message::Detected(Box::new(detection)));
                        self.say_damage();
                    }
                    None => self.give_recipe(tab, &observation.url),
                }
            }
            Effect::Recommend(prospects) => {
                let state = self.state.borrow();
                let account = prospects.first().and_then(|prospect| state.memory.account(prospect));
                let shared = account.map(|account| account.shared.as_slice()).unwrap_or_default();
                let answer = self.services.borrow().suggest(&prospects, shared, self.policy());
                self.push(match answer {
                    Ok(suggestions) => Message::Suggested(Box::new(suggestions)),
                    Err(error) => Message::Library(Err(["library.idx ", &fault(&error)].concat())),
                });
                self.say_damage();
            }
            Effect::ListNews(news) => {
                let items = self.services.borrow().news(&news, self.policy());
                self.push(Message::NewsListed(items));
            }
            Effect::ListKept => {
                let list = self.services.borrow().list_kept(&self.state.borrow().memory, self.policy());
                self.push(Message::Suggested(Box::new(list)));
            }
            Effect::Search { query, kind, more, literal, unasked, buyer } => {
                let buyer = buyer.as_deref();
                let ask = Ask { text: &query, kind, more, literal, unasked: &unasked, buyer };
                let results = self.services.borrow().search(&ask, self.policy());
                self.push(Message::Found(Box::new(results)));
                self.say_damage();
            }
            Effect::Copy { row, style, to } => {
                let clip = self.services.borrow().clip(row, style, self.policy());
                match clip {
                    Ok(clip) => self.copy(clip, row, to),
                    Err(refusal) => self.refuse(&refusal),
                }
            }
            Effect::CopyDiagnostics(text) => {
                let text =
                    ["Pitchside ", &self.browser.version(), "\n", &self.browser.agent(), &text].concat();
                let clip = Clip { text, said: "Details copied".to_owned(), ..Clip::default() };
                self.copy(clip, Row::asset(u32::MAX), None);
            }
            Effect::Open(row) => {
                let original = self.services.borrow().original(row);
                match original {
                    Ok(Original::Web(url)) => self.browser.open(&url),
                    Ok(Original::Shown(path)) => self.browser.open(&self.browser.address(&path)),
                    Ok(Original::Saved(path)) => self.browser.save_original(&path),
                    Err(refusal) => after.push(After::Announce(refusal.to_string())),
                }
            }
            Effect::Read(row) => {
                let reader = self.services.borrow().reader(row, self.policy());
                self.push(Message::Text(reader.map(Box::new)));
            }
            Effect::AskPermission(origins) => self.browser.request(to_js(&origins.as_slice().into())),
            Effect::Forget(origins) => self.browser.forget(to_js(&origins.as_slice().into())),
            Effect::Keep(change, said) => {
                let names = match &change {
                    Change::Erased { name, .. } => self.state.borrow().memory.to_mark(name),
                    _ => Vec::new(),
                };
                self.keep(change, names, said);
            }
            Effect::Log { event, account, named, said } => {
                let mark = account_key(&account).filter(|_| !named).map(|key| to_mark(&key));
                let event = if named && !account.is_empty() {
                    event.with("account", account.as_str())
                } else {
                    event
                };
                self.keep(Change::Noted { day: today(), event }, mark.into_iter().collect(), said);
            }
            Effect::PutOffReport => {
                let reported = Reported { day: Some(today()), ..self.state.borrow().memory.reported };
                self.keep(Change::Reported(reported), Vec::new(), None);
            }
            Effect::Recall(purpose) => self.recall(purpose),
            Effect::Announce(words) => after.push(After::Announce(words)),
            Effect::After(ms, timer) => {
                let to = self.clone();
                later(ms, Box::new(move || to.dispatch(Message::Timer(timer))));
            }
            Effect::Focus(focus) => after.push(After::Focus(focus)),
            Effect::OpenLibrary => self.open_library(),
            Effect::Reload => self.browser.reload(),
        }
    }

    fn give_recipe(&self, tab: i32, url: &str) {
        let recipe = self.services.borrow().recipe(url);
        let recipe = recipe.map_or(Value::Null, |recipe| recipe.write());
        let message = Object::default().with("kind", "observe").with("recipe", recipe);
        self.browser.post(tab, to_js(&message.into()));
        self.say_damage();
    }

    fn refuse(&self, refusal: &Refusal) {
        self.push(match refusal {
            Refusal::Stopped(why) => Message::NotSendable(why.clone()),
            Refusal::Index(_) => Message::NotSendable(refusal.to_string()),
        });
    }

    /// Copies inside the gesture; the confirmation comes when the browser has done it.
    fn copy(self: &Rc<Self>, clip: Clip, row: Row, to: Option<Box<Prospect>>) {
        let copying = self.browser.copy(&clip.html, &clip.text);
        let Clip { said, shares, .. } = clip;
        let app = self.clone();
        begin(async move {
            let done = JsFuture::from(copying).await.is_ok();
            app.dispatch(Message::Copied { row, said, shares, to, done });
        });
    }

    /// Fetches tables and adapters, fetches and opens the index, then the stored text.
    fn open_library(self: &Rc<Self>) {
        let to = self.clone();
        begin(async move {
            let start = super::view::now();
            let manifest = JsFuture::from(to.browser.json("library/library.json")); // on its way beside the index
            let index = to.browser.bytes("library/library.idx");
            let tables = to.fetch_tables().await;
            to.listen();
            let bytes = match tables {
                Ok(()) => arrived(index).await,
                Err(error) => Err(error),
            };
            let opened = match bytes {
                Ok(bytes) => {
                    let fetched = super::view::now();
                    let size = bytes.len();
                    let facts = to
                        .services
                        .borrow_mut()
                        .open(bytes)
                        .map_err(|e| ["library.idx ", &fault(&e)].concat());
                    let detail = Object::default()
                        .with("fetch", fetched - start)
                        .with("open", super::view::now() - fetched)
                        .with("bytes", size as f64);
                    to.browser.measure("pitchside:index-ready", start, to_js(&detail.into()));
                    facts
                }
                Err(error) => Err(error),
            };
            let damage = to.services.borrow().damage();
            let opened = opened.and_then(|facts| damage.map_or(Ok(facts), Err));
            let ok = opened.is_ok();
            // Which pieces have a picture: without it every row keeps its drawing, and that is all.
            if let Ok(manifest) = manifest.await {
                let releases = to.services.borrow_mut().take_manifest(from_js(&manifest));
                to.push(Message::Releases(releases));
            }
            let opened = opened.map(|mut facts| {
                to.services.borrow().report_to().clone_into(&mut facts.report_to);
                Box::new(facts)
            });
            to.dispatch(Message::Library(opened));
            if !ok {
                return;
            }
            match fetch(&to.browser, "library/text.bin").await {
                Ok(bytes) => {
                    if let Err(error) = to.services.borrow_mut().open_text(bytes) {
                        warn(&format!("text.bin: {error}"));
                    }
                    to.dispatch(Message::TextReady);
                }
                Err(error) => warn(&error),
            }
        });
    }
}

impl Host for Rc<App> {
    fn tell(&self, message: Message) {
        self.dispatch(message);
    }

    fn reading(&self) -> Option<Row> {
        match &self.state.borrow().page {
            Page::Reader(reader) => Some(reader.row()),
            _ => None,
        }
    }

    fn on_list(&self) -> bool {
        self.state.borrow().has_rows()
    }
}

/// What waits until the change is painted.
enum After {
    Focus(Focus),
    Announce(String),
    Measure(&'static str),
}

async fn fetch(browser: &Browser, path: &str) -> Result<Vec<u8>, String> {
    arrived(browser.bytes(path)).await
}

async fn arrived(bytes: js_sys::Promise) -> Result<Vec<u8>, String> {
    Ok(js_sys::Uint8Array::new(&settled(bytes).await?).to_vec())
}

async fn settled(promise: js_sys::Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|e| text_of(&e))
}

/// Today on the rep's calendar.
fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    let month = u8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = u8::try_from(now.get_date()).unwrap_or(1);
    Date::from_ymd(year, month, day).unwrap_or(Date::from_days(0))
}

fn text_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(
        || error.as_string().unwrap_or_else(|| "unknown error".to_owned()),
        |e| String::from(e.message()),
    )
}

/// Lets work go on beside the panel.
fn begin(work: impl Future<Output = ()> + 'static) {
    begin_boxed(Box::pin(work));
}

/// What [`begin`] does whatever the work is: it stands in the wasm once.
fn begin_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(work);
}

/// Does something after that many milliseconds.
fn later(ms: u32, then: Box<dyn FnOnce()>) {
    Timeout::new(ms, then).forget();
}

fn warn(words: &str) {
    super::view::warn(words);
}

/// Failures of these are told by messages of their own.
fn ignore(promise: js_sys::Promise) {
    begin(async move {
        let _ = JsFuture::from(promise).await;
    });
}
