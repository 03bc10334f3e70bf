//! What is kept on this machine, as the browser keeps it: changed, read, saved as a file.

use super::{App, begin, settled, today};
use crate::browser::{from_js, to_js};
use crate::effect::Purpose;
use crate::exchange::Exchange;
use crate::message::Message;
use crate::state::{Library, Review};
use pitchside_core::memory::{ACCOUNT, Change, Kept, Reported, SALT, log, to_mark};
use pitchside_core::value::{Object, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the mark of an installation is made of, beside its salt.
const REPORT: &str = "report";

impl App {
    /// Has a change made on what is kept, in its turn; `names` are the accounts that it must mark.
    pub(super) fn keep(self: &Rc<Self>, change: Change, names: Vec<String>, said: Option<String>) {
        let exchange = Rc::new(RefCell::new(Exchange::new(change)));
        let asked = exchange.clone();
        let answer = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(move |stored, marks| {
            to_js(&asked.borrow_mut().answer(from_js(&stored), from_js(&marks)))
        });
        let app = self.clone();
        begin(async move {
            let names = to_js(&names.as_slice().into());
            let done = settled(app.browser.exchange(names, answer.as_ref().unchecked_ref())).await;
            drop(answer); // and with it the other owner
            let Some(exchange) = Rc::into_inner(exchange) else { return };
            let (change, outcome) = exchange.into_inner().end(done.err());
            let change = Box::new(change);
            app.dispatch(match outcome {
                Ok(entries) => Message::Written { change, entries, said },
                Err(why) => Message::NotWritten { change, why },
            });
        });
    }

    /// Reads what is kept: no more of it than is needed crosses into the wasm.
    pub(super) fn recall(self: &Rc<Self>, purpose: Purpose) {
        let mut keys = Value::Null;
        let (mut start, mut names) = ("", Vec::new());
        match &purpose {
            Purpose::Account(of) => keys = of.as_slice().into(),
            Purpose::Strays => {
                let mut known = Vec::new();
                for listed in &self.state.borrow().memory.directory {
                    known.push(listed.key.clone());
                }
                (start, keys) = ("strays", known.as_slice().into());
            }
            Purpose::Review | Purpose::File => {}
            Purpose::News => start = ACCOUNT,
            Purpose::Due if !self.state.borrow().memory.reported.may_be_due(today()) => return,
            Purpose::Due => start = log::LOG,
            Purpose::Report => (start, names) = (log::LOG, vec![REPORT.to_owned()]),
            Purpose::Log => {
                start = log::LOG;
                for listed in &self.state.borrow().memory.directory {
                    names.push(to_mark(&listed.key));
                }
            }
        }
        let reading = self.browser.kept(to_js(&keys), start, to_js(&names.as_slice().into()));
        let app = self.clone();
        begin(async move {
            let read = settled(reading).await.map(|read| from_js(&read));
            app.recalled(purpose, read);
        });
    }

    /// What is kept was read: entries by key, and under `marks` those of the accounts.
    fn recalled(self: &Rc<Self>, purpose: Purpose, read: Result<Value, String>) {
        let mut read = match (read, &purpose) {
            (Ok(read), _) => read.object().unwrap_or_default(),
            // What can't be read is as if nothing stood there: the list is worth more.
            (Err(_), Purpose::Account(_)) => Object::default(),
            (Err(error), _) => return self.dispatch(Message::NotRead(error)),
        };
        let marks = read.take("marks").each(Value::text).unwrap_or_default();
        let mut entries = read.take("entries").object().unwrap_or_default();
        match purpose {
            Purpose::Account(keys) => {
                let mut found = Vec::new();
                for key in keys {
                    let value = entries.take(&key);
                    found.push((key, value));
                }
                self.dispatch(Message::AccountRead(found));
            }
            Purpose::Strays => self.dispatch(Message::Strays(entries.rest())),
            Purpose::Review => {
                let mut favourites = Vec::new();
                for id in self.state.borrow().memory.favourites.iter().rev() {
                    favourites.push(self.services.borrow().title(id));
                }
                let review = Review { kept: Kept::read(entries.into()), favourites };
                self.dispatch(Message::Reviewed(Rc::new(review)));
            }
            Purpose::News => self.dispatch(Message::NewsRead(Box::new(Kept::read(entries.into())))),
            Purpose::Log => {
                let lines = {
                    let directory = &self.state.borrow().memory.directory;
                    self.services.borrow().log_lines(log::days(entries.into()), directory, &marks)
                };
                self.dispatch(Message::LogRead(Rc::new(lines)));
            }
            Purpose::File => {
                entries.take(SALT);
                self.save_file("memory", entries.with("pitchside", "memory").into());
            }
            Purpose::Due => {
                let due = self.state.borrow().memory.reported.due(&log::days(entries.into()), today());
                if let Some(due) = due {
                    self.dispatch(Message::ReportDue(due));
                }
            }
            Purpose::Report => {
                let region = self.policy().region.map_or("", |region| region.label()).to_owned();
                let mark = marks.into_iter().next().unwrap_or_default();
                let language = self.browser.language();
                let sender = log::Sender { library: self.library_line(), language, region, mark };
                let days = log::days(entries.into());
                let reported = Reported::now(&days, today());
                let file = self.save_file("report", log::report(&sender, days));
                let mailed = self.mail(&file);
                self.dispatch(Message::ReportSaved { reported, file, mailed });
            }
        }
    }

    fn library_line(&self) -> String {
        match &self.state.borrow().library {
            Library::Open(facts) => facts.line.clone(),
            _ => String::new(),
        }
    }

    /// Begins a mail to whom the library names, with everything but the file; whether there is somebody.
    fn mail(&self, file: &str) -> bool {
        let services = self.services.borrow();
        let to = services.report_to();
        if to.is_empty() {
            return false;
        }
        let day = today().in_words(0);
        let subject = ["Pitchside report, ", &day].concat();
        let body = ["My report for marketing is attached: ", file].concat();
        self.browser.mail(to, &subject, &body);
        true
    }

    /// Lets the rep save a file: what its name says of it, and its content. The answer is its name.
    fn save_file(&self, what: &str, content: Value) -> String {
        let name = ["pitchside-", what, "-", &today().to_string(), ".json"].concat();
        self.browser.save_file(&name, to_js(&content));
        name
    }
}
