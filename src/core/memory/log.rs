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
//! | `by` | what the piece was copied or opened from: `list`, `search`, `news`, `kept` (favourites and lately used) or `reader` |
//! | `place` | where it stood there, counted from 1 |
//! | `industry`, `function`, `stage` | of a buyer whom nothing fits, where that may be kept |
//! | `release` | the library's release, as marketing calls it |
//! | `n` | its number: events are counted on through all days and windows, whatever the clock says |
//!
//! `log` itself, `{v, next, days}`, has the number of the next event and the days in the order of their last event: the
//! first of too many goes. A clock that was put back adds to a day that is there.
//!
//! The report is one JSON file: `"pitchside": "report"`, `"v": 2`, the library's line, the rep's language and region, `from` (a
//! mark of this installation, by which two files of one rep are told without his name), and these entries under their keys.
//! Files of version 1 have neither the last three of these nor `by`, `place`, `industry`, `function`, `stage`, `release` and the
//! event `asked`.
//! Nothing goes anywhere until the rep saves it and sends it himself.

use super::{Entry, Stop, Stored, versioned};
use crate::case;
use crate::catalogue::Date;
use crate::order;
use crate::prospect::core_words;
use crate::value::{Object, Value};

/// What the key of a day begins with.
pub const LOG: &str = "log:";
/// The key of what is known of all days.
pub const HEAD: &str = "log";
/// How many days are kept, and of each how many events that come by themselves, and how many in all.
const DAYS: usize = 60;
const EVENTS: usize = 500;
const ALL_EVENTS: usize = 2_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// A search was answered, and nothing of it was copied, opened or read: `assets` are the first of the answers.
    Asked,
}

impl What {
    /// Every event with its word.
    pub const WORDS: [(Self, &'static str); 11] = [
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
        (Self::Asked, "asked"),
    ];

    /// Its word in the log.
    pub fn word(self) -> &'static str {
        Self::WORDS.get(self as usize).map_or("", |(_, word)| word)
    }
}

/// What is known of all days.
struct Head {
    next: i32,
    days: Vec<String>,
}

/// Found again from the days where it is missing or damaged.
fn head(stored: &mut Stored) -> Result<Head, Stop> {
    if let Some(mut from) = stored.opened(HEAD)? {
        if let (Ok(Some(next)), Ok(days)) = (from.whole("next"), from.texts("days")) {
            return Ok(Head { next, days: days.unwrap_or_default() });
        }
        stored.put_aside(HEAD)?;
    }
    let (mut next, mut days) = (1, Vec::new());
    for (key, value) in stored.all()? {
        if key.starts_with(LOG) {
            for event in events_of(value.clone()) {
                next = next.max(number(&event).saturating_add(1));
            }
            days.push(key.clone());
        }
    }
    order::sort(&mut days);
    Ok(Head { next, days })
}

fn put_head(stored: &mut Stored, head: &Head) {
    let value = versioned().with("next", f64::from(head.next)).with("days", head.days.as_slice());
    stored.put(HEAD.to_owned(), value.into());
}

/// The number of an event; 0 where it has none.
pub fn number(event: &Value) -> i32 {
    let Value::Object(event) = event else { return 0 };
    let found = event.iter().find(|(name, _)| name == "n");
    found.and_then(|(_, value)| value.clone().whole().ok()).unwrap_or_default()
}

/// The events of a day's entry; a damaged one has none.
pub fn events_of(day: Value) -> Vec<Value> {
    let from = day.object().map(|mut from| from.take("events"));
    from.and_then(Value::list).unwrap_or_default()
}

/// Puts an event behind all others.
pub(super) fn append(stored: &mut Stored, day: Date, event: &Object) -> Result<(), Stop> {
    let mut head = head(stored)?;
    let key = [LOG, &day.to_string()].concat();
    let mut events = stored.list(&key, "events")?;
    // What the rep says himself finds room where what comes by itself has filled it.
    let limit = if comes_by_itself(event) { EVENTS } else { ALL_EVENTS };
    if events.len() >= limit {
        return Err(Stop::Full);
    }
    events.push(event.clone().with("n", f64::from(head.next)).into());
    stored.put(key.clone(), versioned().with("events", events).into());
    head.next = head.next.saturating_add(1);
    super::drop_one(&mut head.days, |has| *has == key);
    head.days.push(key);
    if head.days.len() > DAYS {
        stored.put(head.days.remove(0), Value::Null);
    }
    put_head(stored, &head);
    Ok(())
}

/// Whether an event is of that sort.
pub fn is(event: &Object, what: What) -> bool {
    event.iter().any(|(name, value)| name == "event" && *value == Value::from(what.word()))
}

/// Whether an event is noted without the rep's doing.
pub fn comes_by_itself(event: &Object) -> bool {
    [What::Shown, What::NothingFits, What::Unanswered, What::Asked].into_iter().any(|what| is(event, what))
}

/// Takes an event out of a day.
pub(super) fn remove(stored: &mut Stored, key: &str, event: &Value) -> Result<(), Stop> {
    let mut head = head(stored)?;
    let mut events = stored.list(key, "events")?;
    super::drop_one(&mut events, |has| has == event);
    if events.is_empty() {
        stored.put(key.to_owned(), Value::Null);
        super::drop_one(&mut head.days, |has| has == key);
        put_head(stored, &head);
    } else {
        stored.put(key.to_owned(), versioned().with("events", events).into());
    }
    Ok(())
}

/// The days of a log that was read, the oldest first: by the first number of each, and those of before there were numbers
/// by their dates.
pub fn days(stored: Value) -> Vec<Entry> {
    let mut days: Vec<Entry> = stored.object().map(Object::rest).unwrap_or_default();
    days.retain(|(key, _)| key.starts_with(LOG));
    order::sort_by(&mut days, |a, b| a.0.cmp(&b.0));
    let first = |day: &Entry| events_of(day.1.clone()).first().map_or(0, number);
    order::sort_by_key(&mut days, first);
    days
}

/// The version of the file's form.
pub const REPORT_VERSION: i32 = 2;

/// Who sends the file for marketing, without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The library's line: which release.
    pub library: String,
    /// The language of the rep's browser: `de-AT`.
    pub language: String,
    /// The rep's region; empty where none is set.
    pub region: String,
    /// The mark of the installation; empty before it has a salt.
    pub mark: String,
}

/// The log as the file for marketing.
pub fn report(sender: &Sender, days: Vec<Entry>) -> Value {
    let mut file = Object::default().with("v", f64::from(REPORT_VERSION)).with("pitchside", "report");
    let Sender { library, language, region, mark } = sender;
    for (name, value) in [("library", library), ("language", language), ("region", region), ("from", mark)] {
        if !value.is_empty() {
            file = file.with(name, value.as_str());
        }
    }
    for (key, value) in days {
        file = file.with(&key, value);
    }
    file.into()
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

/// Words without a name of several words, wherever all of them stand one after the other, whatever its legal form and
/// whichever capitals: they become one `…`.
pub fn without_phrases(words: &str, names: &[String]) -> String {
    let mut phrases = Vec::new();
    for name in names {
        let phrase = core_words(name);
        if !phrase.is_empty() {
            phrases.push(phrase);
        }
    }
    let mut tokens: Vec<(String, usize)> = Vec::new();
    let shown: Vec<&str> = words.split_whitespace().collect();
    for (at, word) in shown.iter().enumerate() {
        for token in core_words(word) {
            tokens.push((token, at));
        }
    }
    let mut hidden = Vec::new();
    for phrase in &phrases {
        for place in tokens.windows(phrase.len()) {
            let same = place.iter().zip(phrase).all(|((token, _), word)| {
                token == word || token.strip_prefix(word.as_str()).is_some_and(|end| end == "s")
            });
            if same {
                hidden.extend(place.iter().map(|(_, at)| *at));
            }
        }
    }
    if hidden.is_empty() {
        return words.to_owned();
    }
    let mut text = String::new();
    for (at, word) in shown.iter().enumerate() {
        if !hidden.contains(&at) {
            text.extend([if text.is_empty() { "" } else { " " }, word]);
        } else if !text.ends_with('…') {
            text.push_str(if text.is_empty() { "…" } else { " …" });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_the_word_of_its_place() {
        for (what, word) in What::WORDS {
            assert_eq!(what.word(), word);
        }
    }

    #[test]
    fn the_report_says_what_it_is() {
        let day = Object::default().with("v", 1.0).with("events", Vec::new());
        let sender = Sender { library: "v41".into(), language: "de".into(), ..Sender::default() };
        assert_eq!(
            serde_json::to_value(report(&sender, vec![("log:2024-10-04".into(), day.into())])).unwrap(),
            serde_json::json!({"v": 2, "pitchside": "report", "library": "v41", "language": "de",
                "log:2024-10-04": {"v": 1, "events": []}})
        );
    }

    #[test]
    fn days_stand_in_the_order_of_their_first_event() {
        let stored = serde_json::json!({
            "log:2026-05-03": {"v": 1, "events": [{"n": 9}]},
            "log:2026-05-04": {"v": 1, "events": [{"n": 5}, {"n": 10}]},
            "log:2026-04-01": {"v": 1, "events": [{}]},
            "log": {"v": 1}, "used": {"v": 1},
        });
        let days: Vec<String> =
            days(serde_json::from_value(stored).unwrap()).into_iter().map(|(key, _)| key).collect();
        assert_eq!(days, ["log:2026-04-01", "log:2026-05-04", "log:2026-05-03"]);
    }

    #[test]
    fn a_name_of_several_words_is_left_out_where_all_of_it_stands() {
        let names = ["Alderney Mutual Ltd.".to_owned(), "Target".to_owned()];
        let without = |words: &str| without_phrases(words, &names);
        assert_eq!(
            without("pricing for ALDERNEY mutual’s team, mutual funds"),
            "pricing for … team, mutual funds"
        );
        assert_eq!(without("target and Alderney-Mutual."), "… and …");
        assert_eq!(without("  two  blanks stay "), "  two  blanks stay ");
    }

    #[test]
    fn names_are_left_out_of_words() {
        let names = ["Maren Holt", "Alderney Mutual"];
        assert_eq!(without("price for Holt’s team at ALDERNEY, now", &names), "price for … team at … now");
        assert_eq!(without("gdpr", &["", "Dr. —"]), "gdpr");
    }
}
