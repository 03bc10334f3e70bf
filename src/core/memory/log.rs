//! The log for marketing: what was shown, copied, opened, not found, and what the rep says of it.
//!
//! # The form
//! One entry per day, `log:2026-05-04`, `{v, events: [event]}`, the oldest event first. An event is an object of which only
//! `event` is always there:
//!
//! | value | is |
//! |---|---|
//! | `event` | one of [`What::word`] |
//! | `assets` | ids of the pieces it is about, as they stood in the list |
//! | `account` | the account's mark: the first 12 digits of SHA-256 over a salt of this installation and its name. Its name only where the rep has switched that on. Missing for LinkedIn, mail, and whoever was typed in |
//! | `words` | what was searched for, what there is no piece for, or a word to marketing; words of the prospect's name and company are left out |
//! | `seconds` | from the page to the copy |
//!
//! The report is one JSON file: `"pitchside": "report"`, `"v": 1`, the library's line, and these entries under their keys.
//! Nothing goes anywhere until the rep saves it and sends it himself.

use super::{Entry, Memory, versioned};
use crate::case;
use crate::catalogue::Date;
use crate::value::{Object, Value};

/// The key of a day.
pub(super) const LOG: &str = "log:";
/// How many days are kept, and how many events of each.
const DAYS: usize = 60;
const EVENTS: usize = 500;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A list came into view.
    Shown,
    /// Links were copied.
    Copied,
    /// An original was opened.
    Opened,
    /// A search had no answer.
    Unanswered,
    /// Nothing fits a prospect.
    NothingFits,
    /// The rep misses a piece.
    Missing,
    /// The rep found a piece useful.
    Useful,
    /// The rep did not.
    NotUseful,
    /// The rep says it is outdated.
    Outdated,
    /// The rep says it was offered for the wrong prospect.
    WrongProspect,
}

impl What {
    /// Every event with its word.
    pub const WORDS: [(Self, &'static str); 10] = [
        (Self::Shown, "shown"),
        (Self::Copied, "copied"),
        (Self::Opened, "opened"),
        (Self::Unanswered, "unanswered"),
        (Self::NothingFits, "nothing_fits"),
        (Self::Missing, "missing"),
        (Self::Useful, "useful"),
        (Self::NotUseful, "not_useful"),
        (Self::Outdated, "outdated"),
        (Self::WrongProspect, "wrong_prospect"),
    ];

    /// Its word in the log.
    pub fn word(self) -> &'static str {
        Self::WORDS.get(self as usize).map_or("", |(_, word)| word)
    }
}

impl Memory {
    /// Notes an event of a day. Gives what is to be kept.
    pub fn note(&mut self, day: Date, event: Value) -> Vec<Entry> {
        let key = [LOG, &day.to_string()].concat();
        if self.log.last().is_none_or(|(last, _)| *last != key) {
            self.log.push((key, Vec::new()));
        }
        let mut entries = Vec::new();
        if self.log.len() > DAYS {
            entries.push((self.log.remove(0).0, Value::Null));
        }
        if let Some(last) = self.log.last_mut() {
            if last.1.len() < EVENTS {
                last.1.push(event);
            }
            entries.push(entry(last));
        }
        entries
    }

    /// The log as the file for marketing. `library` says which release.
    pub fn report(&self, library: &str) -> Value {
        let mut file = versioned().with("pitchside", "report").with("library", library);
        for day in &self.log {
            let (key, events) = entry(day);
            file = file.with(&key, events);
        }
        file.into()
    }

    /// The log in words, the newest day first.
    pub fn log_in_words(&self) -> String {
        let mut text = String::new();
        for (key, events) in self.log.iter().rev() {
            text.extend(["\n", case::without_front(key, LOG), "\n"]);
            for event in events {
                describe(event, &mut text);
                text.push('\n');
            }
        }
        text
    }
}

pub(super) fn entry((key, events): &(String, Vec<Value>)) -> Entry {
    (key.clone(), versioned().with("events", events.clone()).into())
}

/// A value's words, one after the other.
fn describe(value: &Value, into: &mut String) {
    match value {
        Value::Text(text) => into.extend([text.as_str(), "  "]),
        Value::Number(number) => into.extend([&(*number as i32).to_string(), " s  "]),
        Value::List(list) => list.iter().for_each(|value| describe(value, into)),
        // Storage may have put the names in another order.
        Value::Object(object) => {
            for wanted in ["event", "assets", "words", "seconds", "account"] {
                if let Some((_, value)) = object.iter().find(|(name, _)| name == wanted) {
                    describe(value, into);
                }
            }
        }
        _ => {}
    }
}

/// An event without its account. `seconds` below 0 are left out.
pub fn event(what: What, assets: &[String], words: &str, seconds: i32) -> Object {
    let mut event = Object::default().with("event", what.word());
    if !assets.is_empty() {
        event = event.with("assets", assets);
    }
    if !words.is_empty() {
        event = event.with("words", words);
    }
    if seconds >= 0 { event.with("seconds", f64::from(seconds)) } else { event }
}

/// Words without those that are names: each becomes `…`.
pub fn without(words: &str, names: &[&str]) -> String {
    let plain = |word: &str| case::lowered(case::bare(word));
    let mut text = String::new();
    for word in words.split_whitespace() {
        let found = plain(word);
        let mut shown = word;
        for name in names {
            for name in name.split_whitespace() {
                let name = plain(name);
                if !name.is_empty() && found.starts_with(&name) {
                    shown = "…";
                }
            }
        }
        text.extend([if text.is_empty() { "" } else { " " }, shown]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: i32) -> Date {
        Date::from_days(20_000 + day)
    }

    fn copied() -> Value {
        event(What::Copied, &["a".to_owned()], "", 12).with("account", "3f09").into()
    }

    #[test]
    fn every_event_has_the_word_of_its_place() {
        for (what, word) in What::WORDS {
            assert_eq!(what.word(), word);
        }
    }

    #[test]
    fn a_day_is_one_entry_and_old_days_go() {
        let mut memory = Memory::default();
        memory.note(on(0), copied());
        let entries = memory.note(on(0), copied());
        let text = serde_json::to_string(&entries[0].1).unwrap();
        assert_eq!((entries.len(), text.matches("copied").count()), (1, 2));
        for day in 1..DAYS as i32 {
            memory.note(on(day), copied());
        }
        let entries = memory.note(on(DAYS as i32), copied());
        assert_eq!(entries[0], ("log:2024-10-04".to_owned(), Value::Null));
        let stored: Object = memory.entries().into_iter().collect();
        assert_eq!(Memory::read(stored.into()).log, memory.log);
    }

    #[test]
    fn the_report_says_what_it_is_and_the_rep_can_read_it_before() {
        let mut memory = Memory::default();
        memory.note(on(0), copied());
        assert_eq!(
            serde_json::to_value(memory.report("v41")).unwrap(),
            serde_json::json!({"v": 1, "pitchside": "report", "library": "v41", "log:2024-10-04": {"v": 1, "events": [
                {"event": "copied", "assets": ["a"], "seconds": 12, "account": "3f09"}]}})
        );
        assert_eq!(memory.log_in_words(), "\n2024-10-04\ncopied  a  12 s  3f09  \n");
    }

    #[test]
    fn names_are_left_out_of_words() {
        let names = ["Maren Holt", "Alderney Mutual"];
        assert_eq!(without("price for Holt’s team at ALDERNEY, now", &names), "price for … team at … now");
        assert_eq!(without("gdpr", &["", "Dr. —"]), "gdpr");
    }
}
