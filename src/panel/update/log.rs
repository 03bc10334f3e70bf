//! The log for marketing: what goes into it, and how the rep adds to it.

use super::one;
use crate::effect::{Effect, Focus};
use crate::list::{Row, Verdict};
use crate::state::{Met, Page, Situation, State};
use pitchside_core::catalogue::AssetId;
use pitchside_core::memory::Share;
use pitchside_core::memory::log::{What, event, without, without_phrases};
use pitchside_core::prospect::Prospect;

/// How many people and companies are remembered while the panel is open.
const MET: usize = 200;
/// The shortest surname that is left out on its own once its bearer is gone.
const SURNAME_CHARS: usize = 4;

/// What is noted, before it is known whether it may be.
#[derive(Default)]
struct Note {
    assets: Vec<String>,
    words: String,
    /// From the page to the copy, where that is known.
    seconds: Option<i32>,
    /// What to say once it is kept.
    said: Option<String>,
}

/// An event about the prospect in view.
fn noted(state: &State, what: What, note: Note) -> Option<Effect> {
    of(state, state.subject().map(|s| &s.prospect), what, note)
}

fn of(state: &State, prospect: Option<&Prospect>, what: What, note: Note) -> Option<Effect> {
    if !state.settings.log {
        return None;
    }
    let Note { assets, words, seconds, said } = note;
    let account = prospect.filter(|prospect| prospect.may_remember).map(|prospect| prospect.company.clone());
    let event = event(what, &assets, &nameless(state, prospect, &words), seconds.unwrap_or(-1));
    let (account, named) = (account.unwrap_or_default(), state.settings.names);
    Some(Effect::Log { event, account, named, said })
}

/// Words without the names that the panel knows: of whoever is or was on a page since it was opened, of all whom it could
/// be, and, unless the rep has accounts named, of every account that is kept.
fn nameless(state: &State, prospect: Option<&Prospect>, words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut here: Vec<&Prospect> = Vec::new();
    here.extend(prospect);
    here.extend(state.subject().map(|subject| &subject.prospect));
    if let Situation::Unsure(candidates) = &state.situation {
        for (candidate, _) in candidates {
            here.push(candidate);
        }
    }
    let named = state.settings.names;
    let mut names = Vec::new();
    for prospect in here {
        names.push(prospect.name.as_str());
        if !(prospect.may_remember && named) {
            names.push(&prospect.company);
        }
    }
    let words = without(words, &names);
    let mut phrases = Vec::new();
    for Met { name, company, may_remember } in &state.met {
        // A surname alone may be any word: of those who are gone only one that is long enough.
        let surname = name.rsplit(' ').next().filter(|surname| surname.chars().count() >= SURNAME_CHARS);
        phrases.extend([Some(name.as_str()), surname].into_iter().flatten().map(str::to_owned));
        if !(*may_remember && named) {
            phrases.push(company.clone());
        }
    }
    if !named {
        for listed in &state.memory.directory {
            phrases.push(listed.name.clone());
        }
    }
    without_phrases(&words, &phrases)
}

/// Remembers names while the panel is open, so that none gets into the log; the oldest go.
pub(super) fn meet(state: &mut State, prospect: &Prospect) {
    let met = Met {
        name: prospect.name.trim().to_owned(),
        company: prospect.company.clone(),
        may_remember: prospect.may_remember,
    };
    if state.met.last() == Some(&met) {
        return;
    }
    state.met.retain(|has| *has != met);
    state.met.push(met);
    if state.met.len() > MET {
        state.met.remove(0);
    }
}

/// Links were copied, of the prospect who was in view then.
pub(super) fn copied(state: &State, to: Option<&Prospect>, shares: &[Share]) -> Option<Effect> {
    let mut assets = Vec::new();
    for share in shares {
        assets.push(share.asset.0.clone());
    }
    // Without a prospect there is no page that the time could be counted from.
    let seconds = to.map(|_| (state.clock - state.arrived) as i32);
    if assets.is_empty() {
        return None;
    }
    of(state, to, What::Copied, Note { assets, seconds, ..Note::default() })
}

/// A list came into view: said once per prospect. What there is no piece for was read on the page: it is kept only where
/// that may be.
pub(super) fn shown(state: &mut State) -> Option<Effect> {
    let list = state.suggestions.as_deref().filter(|_| std::mem::take(&mut state.fresh))?;
    if let Verdict::Nothing(missing) = &list.verdict {
        let words = missing_words(state, missing).unwrap_or_default();
        return noted(state, What::NothingFits, Note { words, ..Note::default() });
    }
    let mut assets = Vec::new();
    for card in &list.send {
        assets.push(card.id.0.clone());
    }
    noted(state, What::Shown, Note { assets, ..Note::default() })
}

/// What there is no piece for, but for the buyer's own title; none where nothing of the page may be kept.
fn missing_words(state: &State, missing: &[String]) -> Option<String> {
    let prospect = &state.subject()?.prospect;
    let mut words = Vec::new();
    for what in missing.iter().filter(|what| **what != prospect.title) {
        words.push(what.as_str());
    }
    prospect.may_remember.then(|| words.join(", "))
}

/// A search had no answer: said once, though it is searched again for every buyer who comes into view.
pub(super) fn unanswered(state: &mut State) -> Option<Effect> {
    if state.unanswered == state.query {
        return None;
    }
    state.unanswered.clone_from(&state.query);
    noted(state, What::Unanswered, Note { words: state.query.clone(), ..Note::default() })
}

/// A row's original was opened.
pub(super) fn opened(state: &State, row: Row) -> Option<Effect> {
    let assets = vec![state.id_of(row)?.0.clone()];
    noted(state, What::Opened, Note { assets, ..Note::default() })
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
    let assets = if id.is_empty() { Vec::new() } else { vec![id] };
    tell(state, what, assets, words.to_owned())
}

/// Marketing is to hear what is missing: the words searched, or what there is no piece for. Where nothing of the page may be
/// kept, the rep says it in words of his own.
pub(super) fn missing(state: &mut State) -> Vec<Effect> {
    if state.told {
        return Vec::new();
    }
    let words = match state.suggestions.as_deref() {
        _ if state.searching() => state.query.clone(),
        Some(list) if let Verdict::Nothing(missing) = &list.verdict => match missing_words(state, missing) {
            Some(words) => words,
            None => {
                let (id, title) = (AssetId(String::new()), "What is missing".to_owned());
                return super::pages::open(state, Page::Feedback { id, title }, "tell");
            }
        },
        _ => return Vec::new(),
    };
    tell(state, What::Missing, Vec::new(), words)
}

fn tell(state: &State, what: What, assets: Vec<String>, words: String) -> Vec<Effect> {
    let said = Some("Noted. It goes to marketing when you save your report".to_owned());
    let mut effects = one(Effect::Focus(Focus::Row));
    let noted = noted(state, what, Note { assets, words, seconds: None, said });
    effects.push(
        noted.unwrap_or_else(|| Effect::Announce("Not noted: the log is off in the settings".to_owned())),
    );
    effects
}
