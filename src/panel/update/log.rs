//! The log for marketing: what goes into it, and how the rep adds to it.

use super::one;
use crate::effect::{Effect, Focus};
use crate::list::{Row, Verdict};
use crate::state::{Library, Met, Page, Situation, State};
use pitchside_core::catalogue::AssetId;
use pitchside_core::memory::Share;
use pitchside_core::memory::log::{What, event, without, without_phrases};
use pitchside_core::prospect::Prospect;

/// How many people and companies are remembered while the panel is open.
const MET: usize = 200;
/// The shortest surname that is left out on its own once its bearer is gone.
const SURNAME_CHARS: usize = 4;
/// How many of the answers to a question are noted with it.
const FIRST_ANSWERS: usize = 3;

/// What is noted, before it is known whether it may be.
#[derive(Default)]
struct Note {
    assets: Vec<String>,
    words: String,
    /// From the page to the copy, where that is known.
    seconds: Option<i32>,
    /// Where the piece was found.
    place: Option<Place>,
    /// What else is told: industry, function, stage.
    more: Vec<(&'static str, String)>,
    /// What to say once it is kept.
    said: Option<String>,
}

/// Where a piece was found.
struct Place {
    /// `list`, `search`, `news`, `kept` or `reader`.
    by: &'static str,
    /// Counted from 1; 0 where it stood in no list.
    number: usize,
    /// What had been asked there; empty for lists.
    words: String,
}

/// Where a row stands that is being used.
fn place(state: &State, row: Row) -> Place {
    let searched = state.searching() && !matches!(state.page, Page::News(_));
    let words = if searched { state.query.clone() } else { String::new() };
    let kept = state.suggestions.as_deref().is_some_and(|list| list.verdict == Verdict::Kept);
    let by = match &state.page {
        Page::Reader(_) => "reader",
        Page::News(_) => "news",
        _ if searched => "search",
        _ if kept => "kept",
        _ => "list",
    };
    let mut pieces: Vec<u32> = Vec::new();
    for shown in state.rows() {
        if pieces.last() != Some(&shown.asset) {
            pieces.push(shown.asset);
        }
    }
    let number = pieces.iter().position(|asset| *asset == row.asset).map_or(0, |at| at + 1);
    Place { by, number: if by == "reader" { 0 } else { number }, words }
}

/// An event about the prospect in view.
fn noted(state: &State, what: What, note: Note) -> Option<Effect> {
    of(state, state.subject().map(|s| &s.prospect), what, note)
}

fn of(state: &State, prospect: Option<&Prospect>, what: What, note: Note) -> Option<Effect> {
    if !state.settings.log {
        return None;
    }
    let Note { assets, words, seconds, place, more, said } = note;
    let words =
        place.as_ref().map(|place| place.words.clone()).filter(|words| !words.is_empty()).unwrap_or(words);
    let account = prospect.filter(|prospect| prospect.may_remember).map(|prospect| prospect.company.clone());
    let mut event = event(what, &assets, &nameless(state, prospect, &words), seconds.unwrap_or(-1));
    if let Some(Place { by, number, .. }) = place {
        event = event.with("by", by);
        if number > 0 {
            event = event.with("place", number as f64);
        }
    }
    for (name, value) in more {
        event = event.with(name, value.as_str());
    }
    if let Library::Open(facts) = &state.library
        && !facts.release.is_empty()
    {
        event = event.with("release", facts.release.as_str());
    }
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
pub(super) fn copied(state: &mut State, row: Row, to: Option<&Prospect>, shares: &[Share]) -> Option<Effect> {
    state.asked = None;
    let mut assets = Vec::new();
    for share in shares {
        assets.push(share.asset.0.clone());
    }
    // Without a prospect there is no page that the time could be counted from.
    let seconds = to.map(|_| (state.clock - state.arrived) as i32);
    if assets.is_empty() {
        return None;
    }
    let place = Some(place(state, row));
    of(state, to, What::Copied, Note { assets, seconds, place, ..Note::default() })
}

/// A list came into view: said once per prospect. What there is no piece for was read on the page: it is kept only where
/// that may be.
pub(super) fn shown(state: &mut State) -> Option<Effect> {
    let list = state.suggestions.as_deref().filter(|_| std::mem::take(&mut state.fresh))?;
    if let Verdict::Nothing(missing) = &list.verdict {
        let words = missing_words(state, missing).unwrap_or_default();
        let more = known(state);
        return noted(state, What::NothingFits, Note { words, more, ..Note::default() });
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

/// Industry, function and stage of the prospect in view, by their labels; nothing where none of the page may be kept.
fn known(state: &State) -> Vec<(&'static str, String)> {
    let mut known = Vec::new();
    if let Some(subject) = state.subject().filter(|subject| subject.prospect.may_remember) {
        let prospect = &subject.prospect;
        let mut add = |name, label: Option<&str>| known.extend(label.map(|label| (name, label.to_owned())));
        add("industry", prospect.industry.map(|industry| industry.label()));
        add("function", prospect.persona.map(|persona| persona.label()));
        add("stage", prospect.stage.map(|stage| stage.label()));
    }
    known
}

/// A search had no answer: said once, though it is searched again for every buyer who comes into view.
pub(super) fn unanswered(state: &mut State) -> Option<Effect> {
    if state.unanswered == state.query {
        return None;
    }
    state.unanswered.clone_from(&state.query);
    noted(state, What::Unanswered, Note { words: state.query.clone(), ..Note::default() })
}

/// A question was answered: it is noted later, if nothing of the answers is used.
pub(super) fn answered(state: &mut State) {
    let Some(results) = state.results.as_deref().filter(|results| results.answered) else { return };
    let mut first = Vec::new();
    for hit in results.hits.iter().take(FIRST_ANSWERS) {
        first.push(hit.id.0.clone());
    }
    state.asked = Some((state.query.clone(), first));
}

/// The rep has left an answered question, for another one or for none, and has used nothing of its answers.
pub(super) fn left(state: &mut State) -> Option<Effect> {
    let now = state.query.trim();
    let goes_on = |asked: &str| !now.is_empty() && (now.starts_with(asked) || asked.starts_with(now));
    let (words, assets) = state.asked.take_if(|(asked, _)| !goes_on(asked.trim()))?;
    noted(state, What::Asked, Note { assets, words, ..Note::default() })
}

/// A row's original was opened.
pub(super) fn opened(state: &mut State, row: Row) -> Option<Effect> {
    state.asked = None;
    let assets = vec![state.id_of(row)?.0.clone()];
    let place = Some(place(state, row));
    noted(state, What::Opened, Note { assets, place, ..Note::default() })
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
    let noted = noted(state, what, Note { assets, words, said, ..Note::default() });
    effects.push(
        noted.unwrap_or_else(|| Effect::Announce("Not noted: the log is off in the settings".to_owned())),
    );
    effects
}
