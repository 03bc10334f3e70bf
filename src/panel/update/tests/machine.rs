//! A machine with a storage and two windows with a panel each. What browsers do in their own time waits until a test lets it
//! happen: changes one after the other, as the lock has it, and whatever is read.

use super::super::update;
use super::{card, opened};
use crate::effect::{Effect, Purpose};
use crate::exchange::Exchange;
use crate::list::{Results, Sending, Suggestions, Verdict};
use crate::message::{Message, NotKept, Timer};
use crate::news::NewsItem;
use crate::services::Services;
use crate::state::{Review, State};
use pitchside_core::catalogue::{AssetId, Date};
use pitchside_core::memory::{
    Change, Entry, Kept, Memory, OPENING, Reported, Share, account_key, log, to_mark,
};
use pitchside_core::prospect::{Certainty, Detection, Outcome, Prospect};
use pitchside_core::value::{Object, Value};
use std::collections::VecDeque;
use std::rc::Rc;

pub struct Machine {
    pub storage: Object,
    pub managed: Value,
    /// Whether the browser has room for more.
    pub room: bool,
    pub today: i32,
    pub windows: Vec<Window>,
    changes: VecDeque<(usize, Exchange, Vec<String>, Option<String>)>,
    /// Changes that the storage has taken.
    pub taken: Vec<Change>,
    /// What the salt is: it changes when everything was erased.
    salt: u64,
}

#[derive(Default)]
pub struct Window {
    pub state: State,
    reads: VecDeque<Effect>,
    pub said: Vec<String>,
    /// What was saved as a file.
    pub files: Vec<Value>,
}

impl Machine {
    pub fn new(windows: usize) -> Self {
        let mut machine = Self {
            storage: Object::default(),
            managed: Value::Null,
            room: true,
            today: 20_000,
            windows: Vec::new(),
            changes: VecDeque::new(),
            taken: Vec::new(),
            salt: 1,
        };
        for at in 0..windows {
            machine.windows.push(Window::default());
            machine.open(at);
        }
        machine
    }

    /// Opens a window's panel, or opens it again: what it had begun and not done is gone.
    pub fn open(&mut self, at: usize) {
        self.changes.retain(|(window, ..)| *window != at);
        self.windows[at] = Window { state: opened(), ..Window::default() };
        let mut entries = Object::default();
        for key in OPENING {
            entries = entries.with(key, self.storage.clone().take(key));
        }
        let managed = self.managed.clone();
        self.tell(at, Message::Loaded { entries: entries.into(), managed });
    }

    /// Has a panel take a message and do what can be done at once.
    pub fn tell(&mut self, at: usize, message: Message) -> Vec<Effect> {
        let mut messages = VecDeque::from([message]);
        let mut first = None;
        while let Some(message) = messages.pop_front() {
            let effects = update(&mut self.windows[at].state, message);
            for effect in &effects {
                messages.extend(self.perform(at, effect));
            }
            first.get_or_insert(effects);
        }
        first.unwrap_or_default()
    }

    fn perform(&mut self, at: usize, effect: &Effect) -> Option<Message> {
        let window = &mut self.windows[at];
        match effect {
            Effect::Keep(change, said) => {
                let names = match change {
                    Change::Erased { name, .. } => window.state.memory.to_mark(name),
                    _ => Vec::new(),
                };
                self.changes.push_back((at, Exchange::new(change.clone()), names, said.clone()));
            }
            Effect::Log { event, account, named, said } => {
                let mark = account_key(account).filter(|_| !named).map(|key| to_mark(&key));
                let event = if *named && !account.is_empty() {
                    event.clone().with("account", account.as_str())
                } else {
                    event.clone()
                };
                let change = Change::Noted { day: Date::from_days(self.today), event };
                let names = mark.into_iter().collect();
                self.changes.push_back((at, Exchange::new(change), names, said.clone()));
            }
            Effect::PutOffReport => {
                let day = Some(Date::from_days(self.today));
                let change = Change::Reported(Reported { day, ..window.state.memory.reported });
                self.changes.push_back((at, Exchange::new(change), Vec::new(), None));
            }
            Effect::Recall(_) => {
                window.reads.push_back(effect.clone());
            }
            Effect::Announce(words) => window.said.push(words.clone()),
            Effect::Recommend(_) => {
                let send = vec![card(1, Sending::Free), card(2, Sending::Free)];
                return Some(Message::Suggested(Box::new(Suggestions { send, ..Suggestions::default() })));
            }
            Effect::ListNews(news) => {
                let mut items = Vec::new();
                for news in news {
                    let number = news.id.0.strip_prefix("piece-").and_then(|number| number.parse().ok());
                    let card = number.map(|number| card(number, Sending::Free));
                    let (replaced_by, sent) = Default::default();
                    items.push(NewsItem { news: news.clone(), card, replaced_by, sent });
                }
                return Some(Message::NewsListed(items));
            }
            Effect::ListKept => {
                let list = Suggestions { verdict: Verdict::Kept, ..Suggestions::default() };
                return Some(Message::Suggested(Box::new(list)));
            }
            Effect::Search { query, .. } => {
                return Some(Message::Found(Box::new(Results {
                    query: query.clone(),
                    ..Results::default()
                })));
            }
            Effect::After(_, timer @ (Timer::SayResults(_) | Timer::CheckKept)) => {
                return Some(Message::Timer(*timer));
            }
            Effect::Copy { row, to, .. } => {
                let shares = vec![share(&format!("piece-{}", row.asset), self.today)];
                let said = "Link copied".to_owned();
                return Some(Message::Copied { row: *row, said, shares, to: to.clone(), done: true });
            }
            _ => {}
        }
        None
    }

    /// Lets the oldest change happen.
    pub fn change(&mut self) {
        let Some((at, mut exchange, names, said)) = self.changes.pop_front() else { return };
        let marks: Vec<String> = names.iter().map(|name| mark(self.salt, name)).collect();
        let mut given = Object::default();
        let entries = loop {
            let answer = exchange.answer(given.into(), Value::from(marks.as_slice()));
            let mut answer = answer.object().unwrap();
            let keys = answer.iter().find(|(name, _)| name == "keys").map(|(_, keys)| keys.clone());
            if let Ok(entries) = answer.take("entries").object() {
                break Some(entries.rest());
            }
            match keys {
                None => break None,
                Some(Value::Null) => given = self.storage.clone(),
                Some(keys) => {
                    let keys = keys.each(Value::text).unwrap();
                    given = self.storage.iter().filter(|(key, _)| keys.contains(key)).cloned().collect();
                }
            }
        };
        let grows = entries.as_ref().is_some_and(|entries| self.grows(entries));
        let error = (grows && !self.room).then(|| "full".to_owned());
        if error.is_none() {
            self.write(entries.unwrap_or_default());
        }
        let (change, outcome) = exchange.end(error);
        let message = match outcome {
            Ok(entries) => {
                if change == Change::AllErased {
                    self.salt += 1;
                }
                self.taken.push(change.clone());
                Message::Written { change: Box::new(change), entries, said }
            }
            Err(why) => {
                assert!(why != NotKept::Full || !self.room);
                Message::NotWritten { change: Box::new(change), why }
            }
        };
        self.tell(at, message);
    }

    /// Whether entries need more room than what they replace.
    fn grows(&self, entries: &[Entry]) -> bool {
        let length = |value: &Value| serde_json::to_string(value).unwrap().len();
        let before = |key: &str| self.storage.clone().take(key);
        let all =
            |of: &dyn Fn(&Entry) -> Value| entries.iter().map(|entry| length(&of(entry))).sum::<usize>();
        all(&|(_, value)| value.clone()) > all(&|(key, _)| before(key))
    }

    /// Puts entries into the storage, and tells every window of them.
    pub fn write(&mut self, entries: Vec<Entry>) {
        let mut told = Vec::new();
        for (key, value) in entries {
            self.storage.take(&key);
            // By JSON, as it crosses into the browser.
            let value: Value = serde_json::from_str(&serde_json::to_string(&value).unwrap()).unwrap();
            if value != Value::Null {
                self.storage = std::mem::take(&mut self.storage).with(&key, value.clone());
            }
            told.push((key.clone(), if key.starts_with(log::LOG) { Value::Null } else { value }));
        }
        for at in 0..self.windows.len() {
            self.tell(at, Message::Kept(told.clone()));
        }
    }

    /// Lets a window read what it waits for.
    pub fn read(&mut self, at: usize) {
        let Some(effect) = self.windows[at].reads.pop_front() else { return };
        let mut storage = self.storage.clone();
        let state = &self.windows[at].state;
        let message = match effect {
            Effect::Recall(Purpose::Account(keys)) => {
                Message::AccountRead(keys.into_iter().map(|key| (key.clone(), storage.take(&key))).collect())
            }
            Effect::Recall(Purpose::Strays) => {
                let mut strays = storage.rest();
                let known = |key: &str| state.memory.directory.iter().any(|listed| listed.key == key);
                strays.retain(|(key, _)| key.starts_with("account:") && !known(key));
                Message::Strays(strays)
            }
            Effect::Recall(Purpose::Review) => Message::Reviewed(Rc::new(Review {
                kept: Kept::read(storage.into()),
                favourites: Vec::new(),
            })),
            Effect::Recall(Purpose::News) => Message::NewsRead(Box::new(Kept::read(storage.into()))),
            Effect::Recall(Purpose::Log) => {
                let directory = &state.memory.directory;
                let marks: Vec<String> =
                    directory.iter().map(|listed| mark(self.salt, &to_mark(&listed.key))).collect();
                let lines = Services::default().log_lines(log::days(storage.into()), directory, &marks);
                Message::LogRead(Rc::new(lines))
            }
            Effect::Recall(Purpose::File) => {
                self.windows[at].files.push(storage.into());
                return;
            }
            Effect::Recall(Purpose::Due) => {
                let today = Date::from_days(self.today);
                let reported = state.memory.reported;
                let due = reported.may_be_due(today).then(|| reported.due(&log::days(storage.into()), today));
                match due.flatten() {
                    Some(due) => Message::ReportDue(due),
                    None => return,
                }
            }
            Effect::Recall(Purpose::Report) => {
                let days = log::days(storage.into());
                let reported = Reported::now(&days, Date::from_days(self.today));
                self.windows[at].files.push(log::report(&log::Sender::default(), days));
                Message::ReportSaved { reported, file: "report.json".to_owned(), mailed: true }
            }
            _ => return,
        };
        self.tell(at, message);
    }

    /// Lets everything happen that was begun.
    pub fn settle(&mut self) {
        while !self.changes.is_empty() || self.windows.iter().any(|window| !window.reads.is_empty()) {
            self.change();
            for at in 0..self.windows.len() {
                self.read(at);
            }
        }
    }

    /// Everything that is stored, as text.
    pub fn text(&self) -> String {
        serde_json::to_string(&Value::from(self.storage.clone())).unwrap()
    }

    /// What a panel knows that is opened now.
    pub fn memory(&self) -> Memory {
        Memory::read(self.storage.clone().into())
    }

    pub fn kept(&self) -> Kept {
        Kept::read(self.storage.clone().into())
    }

    /// The events of the log, the oldest first.
    pub fn events(&self) -> Vec<Value> {
        log::days(self.storage.clone().into()).into_iter().flat_map(|(_, day)| log::events_of(day)).collect()
    }

    /// The same as JSON, without their numbers.
    pub fn noted(&self) -> Vec<String> {
        let text = |event: Value| {
            let mut event = event.object().unwrap();
            event.take("n");
            serde_json::to_string(&Value::from(event)).unwrap()
        };
        self.events().into_iter().map(text).collect()
    }
}

/// What stands for an account in the log.
pub fn mark(salt: u64, name: &str) -> String {
    let hash = name.bytes().fold(salt, |hash, byte| hash.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte));
    format!("{hash:012x}")
}

pub fn share(asset: &str, day: i32) -> Share {
    let (title, day) = ("Piece".to_owned(), Date::from_days(day));
    Share { asset: AssetId(asset.into()), title, version: "3".into(), day, account: String::new() }
}

/// Somebody is recognised.
pub fn seen(prospect: Prospect) -> Message {
    let outcome = Outcome::Found { prospect: Box::new(prospect), certainty: Certainty::Sure };
    Message::Detected(Box::new(Detection {
        outcome,
        evidence: Vec::new(),
        adapter: "any".into(),
        record: "r".into(),
    }))
}

/// A buyer of whom a CRM allows things to be kept.
pub fn kept(company: &str) -> Prospect {
    Prospect { company: company.into(), may_remember: true, ..Prospect::default() }
}
