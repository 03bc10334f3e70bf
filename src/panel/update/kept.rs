//! What is kept on this machine: noted, shown, erased. Nothing counts as kept before the storage has taken it.

use super::{detect_now, one, recommend, refresh};
use crate::effect::{Effect, Focus, Purpose};
use crate::list::Row;
use crate::message::NotKept;
use crate::news::{Happened, NewsItem};
use crate::settings::Settings;
use crate::state::{LogPage, Page, State};
use pitchside_core::memory::log::What;
use pitchside_core::memory::{
    ACCOUNT, Change, DIRECTORY, Entry, Kept, Memory, REPORTED, SETTINGS, Share, Who, log,
};
use pitchside_core::prospect::{Certainty, Evidence, Field, Prospect};
use pitchside_core::value::Value;

/// What the opening needs was read.
pub(super) fn loaded(state: &mut State, entries: Value, managed: Value) -> Vec<Effect> {
    if entries == Value::Null {
        say(state, "What is kept on this machine can’t be read now. Nothing of it is lost");
    }
    state.own_settings = entry(&entries, SETTINGS);
    state.given_settings = managed;
    settle(state);
    state.memory = Memory::read(entries);
    renew(state);
    say_unread(state);
    refresh(state)
}

fn entry(entries: &Value, key: &str) -> Value {
    let Value::Object(entries) = entries else { return Value::Null };
    entries.iter().find(|(has, _)| has == key).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Puts the settings together; what can't be read is said.
fn settle(state: &mut State) {
    state.settings = Settings::read(&state.own_settings, &state.given_settings);
    super::report::set(state);
    if !state.settings.unread.is_empty() {
        let names = state.settings.unread.join(", ");
        say(state, &["Settings that can’t be read are as at first: ", &names].concat());
    }
}

/// A policy has changed: it holds at once.
pub(super) fn managed(state: &mut State, given: Value) -> Vec<Effect> {
    state.given_settings = given;
    settle(state);
    refresh(state)
}

/// The most that stands in the banner, in bytes: beyond it the newest alone does.
const TROUBLE: usize = 1_200;

/// Says in the banner what could not be read or kept, beside what stands there.
fn say(state: &mut State, words: &str) {
    match &mut state.trouble {
        Some(before) if before.contains(words) => {}
        Some(before) if before.len() + words.len() > TROUBLE => words.clone_into(before),
        Some(before) => before.extend([". ", words]),
        none => *none = Some(words.to_owned()),
    }
}

fn say_unread(state: &mut State) {
    let newer = state.memory.unread.iter().any(|(_, why)| why.contains("newer"));
    if newer {
        say(state, "Something here was kept by a newer Pitchside. It is left as it is");
    }
    if state.memory.unread.iter().any(|(_, why)| !why.contains("newer")) {
        say(state, "Something kept on this machine can’t be read. The rest is there");
    }
}

/// Entries have changed, here or in another window.
pub(super) fn changed(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let accounts = entries.iter().any(|(key, _)| key.starts_with(ACCOUNT) || key == DIRECTORY);
    let log = entries.iter().any(|(key, _)| key.starts_with(log::LOG));
    effects.extend(take(state, entries));
    let purpose = match state.page {
        Page::Review { .. } => Some(Purpose::Review),
        Page::News(_) if accounts => Some(Purpose::News),
        Page::Log(_) if log => Some(Purpose::Log),
        _ => None,
    };
    effects.extend(purpose.map(Effect::Recall));
    effects
}

/// Takes what stands in the storage now.
fn take(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (key, value) in entries {
        if key == REPORTED {
            super::report::settled(state);
        }
        if key == SETTINGS {
            state.own_settings = value;
            let region = state.settings.region;
            settle(state);
            if state.settings.region != region {
                effects = refresh(state);
            }
        } else {
            state.memory.take(&key, value);
        }
    }
    say_unread(state);
    effects
}

/// The storage has taken a change.
pub(super) fn written(
    state: &mut State,
    change: &Change,
    entries: Vec<Entry>,
    said: Option<String>,
) -> Vec<Effect> {
    let mut effects = take(state, entries);
    effects.extend(said.map(Effect::Announce));
    match change {
        Change::Noted { event, .. } => state.told |= log::is(event, What::Missing),
        Change::Erased { .. } | Change::AllErased => {
            effects.push(Effect::Focus(Focus::Page));
            effects.extend(recommend(state));
        }
        Change::Unnoted { .. } => effects.push(Effect::Focus(Focus::Page)),
        _ => {}
    }
    effects
}

/// The storage has not taken a change: what was meant is told, and what still holds is shown.
pub(super) fn not_written(state: &mut State, change: &Change, why: &NotKept) -> Vec<Effect> {
    let by_itself = matches!(change, Change::Noted { event, .. } if log::comes_by_itself(event));
    // What came by itself into a full day is left out as always.
    if *why == NotKept::LogFull && by_itself {
        return Vec::new();
    }
    state.settings_turn = state.settings_turn.wrapping_add(1);
    let reason = match why {
        NotKept::Full => {
            "the browser has no more room for Pitchside. What was kept before is there; erase accounts or events that you no \
             longer need"
        }
        NotKept::Newer => "a newer Pitchside has written what stands there",
        NotKept::LogFull => "the log of today is full. Save your report and take events out",
        NotKept::Other(error) => error,
    };
    let said = ["Not kept: ", &change.in_words(), "; ", reason].concat();
    // What comes by itself with every page is read out once.
    let again = by_itself && state.trouble.as_ref().is_some_and(|trouble| trouble.contains(&said));
    say(state, &said);
    if again { Vec::new() } else { one(Effect::Announce(said)) }
}

/// Links have been copied.
pub(super) fn shared(to: Option<&Prospect>, shares: &[Share]) -> Option<Effect> {
    let change = Change::Shared { who: to.and_then(Who::of), shares: shares.to_vec() };
    (!shares.is_empty()).then_some(Effect::Keep(change, None))
}

/// What is kept of an account was read: who was recognised can be shown, with the rep's corrections and what went out.
pub(super) fn account_read(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    // Another account is in view by now: its own entries are on their way.
    if entries.iter().any(|(key, _)| !state.memory.awaits(key)) {
        return Vec::new();
    }
    for (key, value) in entries {
        state.memory.take(&key, value);
    }
    say_unread(state);
    match state.waiting.take() {
        Some(detection) => detect_now(state, *detection),
        None => recommend(state),
    }
}

/// What the directory lacks was found: it is made anew. What can't be read is said.
pub(super) fn strays(state: &mut State, entries: Vec<Entry>) -> Vec<Effect> {
    if entries.is_empty() {
        return Vec::new();
    }
    let kept = Kept::read(Value::Object(entries.into()));
    state.memory.unread.extend(kept.unread);
    say_unread(state);
    if kept.accounts.is_empty() { Vec::new() } else { one(Effect::Keep(Change::Listed, None)) }
}

/// Puts what the rep corrected before over what was read, and says so in the evidence.
pub(super) fn correct(state: &State, prospect: &mut Prospect, evidence: &mut [Evidence]) {
    let (company, industry) = (prospect.company.clone(), prospect.industry);
    state.memory.correct(prospect);
    let mut say = |field: Field, value: &str| {
        if let Some(line) = evidence.iter_mut().find(|line| line.field == field) {
            value.clone_into(&mut line.value);
            line.sources = vec!["your correction".to_owned()];
            line.certainty = Certainty::Sure;
        }
    };
    if prospect.company != company {
        say(Field::Company, &prospect.company);
    }
    if prospect.industry != industry {
        say(Field::Industry, prospect.industry.map_or("", |i| i.label()));
    }
}

/// Makes a row's asset a favourite, or no longer.
pub(super) fn star(state: &mut State, row: Row) -> Vec<Effect> {
    let Some(asset) = state.id_of(row).cloned() else { return Vec::new() };
    let on = !state.starred(row);
    let said = if on { "Added to favourites" } else { "No longer a favourite" };
    one(Effect::Keep(Change::Starred { asset, on }, Some(said.to_owned())))
}

/// Opens what is new; from the next opening of the panel on it is not new any more.
pub(super) fn news(state: &mut State) -> Vec<Effect> {
    let mut effects = super::pages::open(state, Page::News(Box::default()), "news");
    state.news_told = true;
    state.current = None;
    effects.push(Effect::ListNews(state.news.clone()));
    effects.push(Effect::Recall(Purpose::News));
    if let Some(newest) = state.releases.first().filter(|newest| newest.version != state.memory.seen) {
        effects.push(Effect::Keep(Change::Looked(newest.version.clone()), None));
    }
    effects
}

/// Everything was read for the news: who got which of the new pieces.
pub(super) fn news_read(state: &mut State, kept: &Kept) {
    let Page::News(page) = &mut state.page else { return };
    for item in &mut page.items {
        item.sent.clear();
        for account in kept.accounts.iter().rev() {
            if let Some(share) = account.shared.iter().find(|share| share.asset == item.news.id) {
                let before = if item.sent.is_empty() { "You sent it to " } else { ", " };
                item.sent.extend([before, &account.name, " on ", &share.day.in_words(0)]);
            }
        }
    }
}

/// The pieces of the news were looked up.
pub(super) fn news_listed(state: &mut State, items: Vec<NewsItem>) -> Vec<Effect> {
    let Page::News(page) = &mut state.page else { return Vec::new() };
    page.items = items;
    only(state, None)
}

/// Shows what one thing happened to, or all.
pub(super) fn only(state: &mut State, happened: Option<Happened>) -> Vec<Effect> {
    let Page::News(page) = &mut state.page else { return Vec::new() };
    page.only = happened;
    state.current = state.rows().first().copied();
    Vec::new()
}

/// Releases or memory were read: what is new follows from both.
pub(super) fn renew(state: &mut State) {
    state.news.clear();
    let seen = state.memory.seen.as_str();
    for release in &state.releases {
        if release.version == seen {
            break;
        }
        state.news.extend_from_slice(&release.changes);
        if seen.is_empty() {
            break;
        }
    }
}

/// Opens the page that shows everything.
pub(super) fn review(state: &mut State) -> Vec<Effect> {
    state.trouble = None;
    let mut effects = super::pages::open(state, Page::Review { sure: false, kept: None }, "settings");
    effects.push(Effect::Recall(Purpose::Review));
    effects
}

/// Opens the page with the log.
pub(super) fn open_log(state: &mut State) -> Vec<Effect> {
    let page = LogPage { limit: super::LOG_LINES, ..LogPage::default() };
    let mut effects = super::pages::open(state, Page::Log(Box::new(page)), "log");
    effects.push(Effect::Recall(Purpose::Log));
    effects
}

/// Forgets one account, and every mention of it.
pub(super) fn erase(name: String) -> Vec<Effect> {
    let said = ["Erased: ", &name].concat();
    one(Effect::Keep(Change::Erased { name, marks: Vec::new() }, Some(said)))
}

/// Forgets everything at the second press.
pub(super) fn erase_all(state: &mut State) -> Vec<Effect> {
    let Page::Review { sure, .. } = &mut state.page else { return Vec::new() };
    if !std::mem::replace(sure, true) {
        return one(Effect::Announce("Press again to erase everything".to_owned()));
    }
    *sure = false;
    state.last = None;
    one(Effect::Keep(Change::AllErased, Some("Everything is erased".to_owned())))
}

/// Takes an event out of the log.
pub(super) fn unnote(state: &State, at: usize) -> Vec<Effect> {
    let Page::Log(page) = &state.page else { return Vec::new() };
    let line = page.lines.as_ref().and_then(|lines| lines.0.get(at));
    line.map_or_else(Vec::new, |line| {
        let change = Change::Unnoted { key: line.key.clone(), event: line.event.clone() };
        one(Effect::Keep(change, Some("Taken out".to_owned())))
    })
}
