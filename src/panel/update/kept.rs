//! What is remembered on this machine: noted, shown, erased.

use super::{one, recommend, refresh};
use crate::effect::{Effect, Focus};
use crate::list::Row;
use crate::settings::Settings;
use crate::state::{Page, State};
use pitchside_core::memory::{Entry, Memory, Share};
use pitchside_core::prospect::{Certainty, Evidence, Field, Prospect};
use pitchside_core::value::{Object, Value};

/// The storage was read.
pub(super) fn loaded(state: &mut State, settings: Option<Settings>, memory: Memory) -> Vec<Effect> {
    state.settings = settings.unwrap_or_default();
    state.memory = memory;
    state.memory_turn = state.memory_turn.wrapping_add(1);
    renew(state);
    if !state.memory.unread.is_empty() {
        state.trouble = Some("Something kept on this machine can’t be read. The rest is there".to_owned());
    }
    refresh(state)
}

/// The storage did not take something: copying went on, the note of it is lost when the panel closes.
pub(super) fn not_kept(state: &mut State, error: &str) -> Vec<Effect> {
    let said = ["Not kept on this machine: ", error].concat();
    match &mut state.trouble {
        Some(before) if before.contains(&said) => {}
        Some(before) => before.extend([". ", &said]),
        none => *none = Some(said.clone()),
    }
    one(Effect::Announce(said))
}

/// Links have been copied.
pub(super) fn shared(state: &mut State, to: Option<&Prospect>, shares: &[Share]) -> Option<Effect> {
    if shares.is_empty() {
        return None;
    }
    let entries = state.memory.shared(to, shares);
    Some(keep(state, entries))
}

/// Has a change kept, and the page that shows everything painted anew.
pub(super) fn keep(state: &mut State, entries: Vec<Entry>) -> Effect {
    state.memory_turn = state.memory_turn.wrapping_add(1);
    Effect::Keep(entries)
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
    let Some(id) = state.id_of(row).cloned() else { return Vec::new() };
    let entry = state.memory.star(&id);
    let said = if state.starred(row) { "Added to favourites" } else { "No longer a favourite" };
    vec![keep(state, vec![entry]), Effect::Announce(said.to_owned())]
}

/// Opens what is new; from the next opening of the panel on it is not new any more.
pub(super) fn news(state: &mut State) -> Vec<Effect> {
    let mut effects = super::pages::open(state, Page::News, "news");
    if let Some(newest) = state.releases.first().filter(|newest| newest.version != state.memory.seen) {
        let entry = state.memory.looked(&newest.version);
        effects.push(keep(state, vec![entry]));
    }
    effects
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
    super::pages::open(state, Page::Review { sure: false }, "settings")
}

/// Everything as one file.
pub(super) fn save(state: &State) -> Vec<Effect> {
    let mut file = Object::default().with("pitchside", "memory");
    for (key, value) in state.memory.entries() {
        file = file.with(&key, value);
    }
    one(Effect::SaveFile("memory", Value::Object(file)))
}

/// Forgets one account.
pub(super) fn erase(state: &mut State, name: &str) -> Vec<Effect> {
    let entries = state.memory.erase(name);
    let mut effects =
        vec![keep(state, entries), Effect::Announce(["Erased: ", name].concat()), Effect::Focus(Focus::Page)];
    effects.extend(recommend(state));
    effects
}

/// Forgets everything at the second press.
pub(super) fn erase_all(state: &mut State) -> Vec<Effect> {
    if state.page != (Page::Review { sure: true }) {
        state.page = Page::Review { sure: true };
        return one(Effect::Announce("Press again to erase everything".to_owned()));
    }
    state.page = Page::Review { sure: false };
    let entries = state.memory.erase_all();
    let mut effects = vec![
        keep(state, entries),
        Effect::Announce("Everything is erased".to_owned()),
        Effect::Focus(Focus::Page),
    ];
    effects.extend(recommend(state));
    effects
}
