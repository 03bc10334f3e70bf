//! One change of what is kept, as `extension/browser.js` makes it: it gives entries, and is told what must be seen first or
//! what is to be kept.

use super::message::NotKept;
use pitchside_core::memory::{Change, Entry, Stop, Stored};
use pitchside_core::value::{Object, Value};

/// A change that is being made.
#[derive(Debug)]
pub struct Exchange {
    /// Which.
    pub change: Change,
    keys: Option<Vec<String>>,
    marked: bool,
    outcome: Result<Vec<Entry>, Stop>,
}

impl Exchange {
    /// Begins one.
    pub fn new(change: Change) -> Self {
        Self { change, keys: Some(Vec::new()), marked: false, outcome: Err(Stop::NeedsAll) }
    }

    /// Answers with `{keys}` (null: all entries) that must be seen, with `{entries}` to be kept, or with nothing where the
    /// change can't be made.
    pub fn answer(&mut self, stored: Value, marks: Value) -> Value {
        if !std::mem::replace(&mut self.marked, true) {
            self.change.mark(marks.each(Value::text).unwrap_or_default());
        }
        let entries = stored.object().map(Object::rest).unwrap_or_default();
        let mut stored = Stored::new(self.keys.clone(), entries);
        let answer = Object::default();
        match self.change.make(&mut stored) {
            Ok(()) => {
                let entries = stored.into_changed();
                self.outcome = Ok(entries.clone());
                answer.with("entries", Object::from(entries))
            }
            Err(Stop::Needs(keys)) => {
                let wanted = answer.with("keys", keys.as_slice());
                self.keys = Some(keys);
                wanted
            }
            Err(Stop::NeedsAll) => {
                self.keys = None;
                answer.with("keys", Value::Null)
            }
            Err(stop) => {
                self.outcome = Err(stop);
                answer
            }
        }
        .into()
    }

    /// The change and how it ended, once the browser is done; `error` is what it says against it: `full`, or words of its own.
    pub fn end(self, error: Option<String>) -> (Change, Result<Vec<Entry>, NotKept>) {
        let outcome = match (error, self.outcome) {
            (None, Ok(entries)) => Ok(entries),
            (Some(error), _) if error == "full" => Err(NotKept::Full),
            (Some(error), _) => Err(NotKept::Other(error)),
            (None, Err(Stop::Newer)) => Err(NotKept::Newer),
            (None, Err(Stop::Full)) => Err(NotKept::LogFull),
            (None, Err(_)) => Err(NotKept::Other("it could not be seen what is kept".to_owned())),
        };
        (self.change, outcome)
    }
}
