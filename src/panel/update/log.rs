//! The log for marketing: what goes into it, and how the rep adds to it.

use super::one;
use crate::effect::{Effect, Focus};
use crate::list::{Row, Verdict};
use crate::state::{Library, Page, State};
use pitchside_core::catalogue::AssetId;
use pitchside_core::memory::Share;
use pitchside_core::memory::log::{What, event, without};
use pitchside_core::prospect::Prospect;

/// An event about the prospect in view.
pub(super) fn noted(
    state: &State,
    what: What,
    assets: &[String],
    words: &str,
    seconds: i32,
) -> Option<Effect> {
    note(state, state.subject().map(|s| &s.prospect), what, assets, words, seconds)
}

fn note(
    state: &State,
    prospect: Option<&Prospect>,
    what: What,
    assets: &[String],
    words: &str,
    seconds: i32,
) -> Option<Effect> {
    if !state.settings.log {
        return None;
    }
    let named = state.settings.names;
    let (mut account, mut words) = (String::new(), words.to_owned());
    if let Some(prospect) = prospect {
        let shown = prospect.may_remember && named;
        words = without(&words, &[&prospect.name, if shown { "" } else { &prospect.company }]);
        if prospect.may_remember {
            account.clone_from(&prospect.company);
        }
    }
    Some(Effect::Log { event: event(what, assets, &words, seconds), account, named })
}

/// Links were copied, of the prospect who was in view then.
pub(super) fn copied(state: &State, to: Option<&Prospect>, shares: &[Share]) -> Option<Effect> {
    let mut ids = Vec::new();
    for share in shares {
        ids.push(share.asset.0.clone());
    }
    // Without a prospect there is no page that the time could be counted from.
    let seconds = if to.is_some() { (state.clock - state.arrived) as i32 } else { -1 };
    if ids.is_empty() { None } else { note(state, to, What::Copied, &ids, "", seconds) }
}

/// A list came into view: said once per prospect.
pub(super) fn shown(state: &mut State) -> Option<Effect> {
    let list = state.suggestions.as_deref().filter(|_| std::mem::take(&mut state.fresh))?;
    if let Verdict::Nothing(missing) = &list.verdict {
        return noted(state, What::NothingFits, &[], &missing.join(", "), -1);
    }
    let mut ids = Vec::new();
    for card in &list.send {
        ids.push(card.id.0.clone());
    }
    noted(state, What::Shown, &ids, "", -1)
}

/// A row's original was opened.
pub(super) fn opened(state: &State, row: Row) -> Option<Effect> {
    let id = state.id_of(row)?.0.clone();
    noted(state, What::Opened, &[id], "", -1)
}

/// The rep wants to say something of a piece.
pub(super) fn feedback(state: &mut State, row: Row) -> Vec<Effect> {
    let row = Row::asset(row.asset);
    let title = state.card(row).map(|c| &c.title).or_else(|| state.hit(row).map(|h| &h.title));
    let (Some(id), Some(title)) = (state.id_of(row).cloned(), title.cloned()) else { return Vec::new() };
    super::pages::open(state, Page::Feedback { id, title }, "menu")
}

/// The rep has said it.
pub(super) fn said(state: &mut State, what: What, words: &str) -> Vec<Effect> {
    let Page::Feedback { id: AssetId(id), .. } = std::mem::take(&mut state.page) else { return Vec::new() };
    tell(state, what, &[id], words)
}

/// Marketing is to hear what is missing: the words searched, or what there is no piece for.
pub(super) fn missing(state: &mut State) -> Vec<Effect> {
    let words = match state.suggestions.as_deref() {
        _ if state.searching() => state.query.clone(),
        Some(list) if let Verdict::Nothing(missing) = &list.verdict => missing.join(", "),
        _ => return Vec::new(),
    };
    if state.told {
        return Vec::new();
    }
    state.told = state.settings.log;
    tell(state, What::Missing, &[], &words)
}

fn tell(state: &State, what: What, assets: &[String], words: &str) -> Vec<Effect> {
    let noted = noted(state, what, assets, words, -1);
    let said = if noted.is_some() {
        "Noted. It goes to marketing when you save your report"
    } else {
        "Not noted: the log is off in the settings"
    };
    let mut effects = vec![Effect::Announce(said.to_owned()), Effect::Focus(Focus::Row)];
    effects.extend(noted);
    effects
}

/// The file for marketing.
pub(super) fn save(state: &State) -> Vec<Effect> {
    let library = match &state.library {
        Library::Open(facts) => facts.line.as_str(),
        _ => "",
    };
    one(Effect::SaveFile("report", state.memory.report(library)))
}
