//! The log in a rep's words.

use super::Services;
use crate::state::LogLine;
use pitchside_core::catalogue::AssetId;
use pitchside_core::memory::log::{What, events_of};
use pitchside_core::memory::{Entry, Listed};
use pitchside_core::value::Value;

/// How many pieces are named: of a list that was shown the first.
const NAMED: usize = 3;

/// What an event is called.
fn what(word: &str) -> &'static str {
    match What::WORDS.into_iter().find(|(_, has)| *has == word) {
        Some((What::Shown, _)) => "Shown",
        Some((What::Copied, _)) => "Copied",
        Some((What::Opened, _)) => "Opened",
        Some((What::Unanswered, _)) => "No answer",
        Some((What::NothingFits, _)) => "Nothing fits",
        Some((What::Missing, _)) => "Missing",
        Some((What::Useful, _)) => "Useful",
        Some((What::NotUseful, _)) => "Not useful",
        Some((What::Outdated, _)) => "Outdated",
        Some((What::WrongProspect, _)) => "Wrong for the prospect",
        Some((What::Asked, _)) => "Asked",
        None => "Other",
    }
}

impl Services {
    /// The log, the newest event first. `marks` are those of the accounts in `directory`, in its order.
    pub fn log_lines(&self, days: Vec<Entry>, directory: &[Listed], marks: &[String]) -> Vec<LogLine> {
        let mut lines = Vec::new();
        for (key, day) in days {
            for event in events_of(day) {
                let (word, text) = self.in_words(&event, directory, marks);
                lines.push(LogLine { key: key.clone(), what: what(&word), event, text });
            }
        }
        lines.reverse();
        lines
    }

    /// The title of a piece with its kind; its id where this release does not have it.
    pub fn title(&self, id: &str) -> String {
        let found = self.index.as_ref().and_then(|index| {
            let ord = index.find(&AssetId(id.to_owned()))?;
            index.asset(ord).ok()
        });
        found.map_or_else(|| id.to_owned(), |asset| [&asset.title, " (", asset.kind.label(), ")"].concat())
    }

    fn in_words(&self, event: &Value, directory: &[Listed], marks: &[String]) -> (String, String) {
        let mut from = event.clone().object().unwrap_or_default();
        let mut part = |name: &str| from.text(name).ok().flatten().unwrap_or_default();
        let (word, words, account) = (part("event"), part("words"), part("account"));
        let mut parts = Vec::new();
        let assets = from.texts("assets").ok().flatten().unwrap_or_default();
        let named = if word == What::Shown.word() { 1 } else { NAMED };
        for id in assets.iter().take(named) {
            parts.push(self.title(id));
        }
        if assets.len() > named {
            parts.push([&(assets.len() - named).to_string(), " more"].concat());
        }
        if let Ok(Some(place)) = from.whole("place") {
            parts.push(["at place ", &place.to_string()].concat());
        }
        if !words.is_empty() {
            parts.push(["“", &words, "”"].concat());
        }
        if !account.is_empty() {
            let known = marks.iter().position(|mark| *mark == account).and_then(|at| directory.get(at));
            parts.push(["for ", known.map_or(account.as_str(), |listed| &listed.name)].concat());
        }
        if let Ok(Some(seconds)) = from.whole("seconds") {
            parts.push(["after ", &seconds.to_string(), " s"].concat());
        }
        let mut text = String::new();
        for part in &parts {
            text.extend([if text.is_empty() { "" } else { " · " }, part]);
        }
        (word, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_told_in_words_and_its_account_by_name_where_the_rep_knows_it() {
        let day = serde_json::json!({"v": 1, "events": [
            {"event": "shown", "assets": ["a", "b", "c", "d", "e"], "account": "3f09"},
            {"event": "copied", "assets": ["a"], "seconds": 14, "account": "0000"},
            {"event": "of_a_later_release", "words": 5}, 7,
        ]});
        let directory = [Listed { name: "Alderney Mutual".into(), ..Listed::default() }];
        let days = vec![("log:2026-05-04".to_owned(), serde_json::from_value(day).unwrap())];
        let lines = Services::default().log_lines(days, &directory, &["3f09".to_owned()]);
        let said: Vec<String> = lines.iter().map(|line| [line.what, ": ", &line.text].concat()).collect();
        assert_eq!(
            said,
            [
                "Other: ",
                "Other: ",
                "Copied: a · for 0000 · after 14 s",
                "Shown: a · 4 more · for Alderney Mutual"
            ]
        );
    }
}
