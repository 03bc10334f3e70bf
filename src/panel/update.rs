//! What happens next: a message changes the state and asks for effects. No clock, no browser, no index: all of
//! it is tested natively.

mod actions;
mod kept;
mod keys;
mod log;
mod pages;
mod report;
mod tab;
#[cfg(test)]
mod tests;

use super::effect::{Effect, Focus, Purpose};
use super::list::{Results, Row, Suggestions, Verdict};
use super::message::{Message, Timer};
use super::state::{CopiedRow, Library, Page, Same, Situation, State, Subject};
use pitchside_core::prospect::{Detection, Outcome};

/// How long reading may take before the panel says so, in milliseconds.
pub const READING_IS_LATE_MS: u32 = 150;
/// How long after a refusal the observer is tried once more, in milliseconds.
pub const TRY_AGAIN_MS: u32 = 300;
/// How long “Copied” stands, in milliseconds.
pub const COPIED_MS: u32 = 2_000;
/// How long the rep must pause before the number of results is read out, in milliseconds.
pub const SAY_RESULTS_MS: u32 = 500;

/// How long after the first list it is looked through what is kept, in milliseconds: the rep reads by then.
pub const CHECK_KEPT_MS: u32 = 1_500;
/// How many lines of the log are shown at first, and how many more at a time.
pub const LOG_LINES: usize = 200;

/// Changes the state and says what is to be done, in order.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = changed(state, message);
    effects.extend(log::left(state));
    effects
}

fn changed(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Loaded { entries, managed } => kept::loaded(state, entries, managed),
        Message::Kept(entries) => kept::changed(state, entries),
        Message::Managed(given) => kept::managed(state, given),
        Message::Written { change, entries, said } => kept::written(state, &change, entries, said),
        Message::NotWritten { change, why } => kept::not_written(state, &change, &why),
        Message::AccountRead(entries) => kept::account_read(state, entries),
        Message::Strays(entries) => kept::strays(state, entries),
        Message::Reviewed(review) => {
            if let Page::Review { kept, .. } = &mut state.page {
                *kept = Some(Same(review));
            }
            Vec::new()
        }
        Message::NewsRead(kept) => {
            kept::news_read(state, &kept);
            Vec::new()
        }
        Message::NewsListed(items) => kept::news_listed(state, items),
        Message::LogRead(lines) => {
            if let Page::Log(page) = &mut state.page {
                page.lines = Some(Same(lines));
            }
            Vec::new()
        }
        Message::ReportDue(due) => {
            report::due(state, due);
            Vec::new()
        }
        Message::ReportSaved { reported, file, mailed } => report::saved(state, reported, file, mailed),
        Message::NotRead(error) => one(Effect::Announce(["What is kept can’t be read: ", &error].concat())),
        Message::LogTyped(words) => {
            if let Page::Log(page) = &mut state.page {
                (page.words, page.limit) = (words, LOG_LINES);
            }
            Vec::new()
        }
        Message::SitesTyped(words) => {
            state.site_words = words;
            Vec::new()
        }
        Message::FindTyped(words) => {
            if let Page::Reader(reader) = &mut state.page {
                reader.look_for(words);
            }
            Vec::new()
        }
        Message::Shortcut(keys) => {
            state.shortcut = Some(keys);
            Vec::new()
        }
        Message::Releases(releases) => {
            state.releases = releases;
            kept::renew(state);
            Vec::new()
        }
        Message::Sites { origins, managed } => {
            state.origins = origins;
            state.managed = managed;
            Vec::new()
        }
        Message::Tab { id, url, complete, followed, reason } => {
            tab::seen(state, id, url, complete, followed, reason)
        }
        Message::Refused { tab, turn, error } => tab::refused(state, tab, turn, &error),
        Message::Connected { tab } => tab::connected(state, tab),
        Message::Observed { tab, observation } => tab::observed(state, tab, observation),
        Message::Leaving { tab, url, gone } => tab::leaving(state, tab, url, gone),
        Message::Answered { granted } => tab::answered(granted),
        Message::Asked { text } => actions::asked(state, &text),
        Message::Given(prospect) => actions::given(state, prospect),
        Message::UpdateAvailable => {
            state.update_available = true;
            Vec::new()
        }
        Message::Library(Ok(facts)) => {
            state.library = Library::Open(*facts);
            refresh(state)
        }
        Message::Library(Err(error)) => {
            state.library = Library::Broken(error);
            state.suggestions = None;
            state.results = None;
            state.current = None;
            one(Effect::Focus(Focus::Row))
        }
        Message::TextReady => search(state),
        Message::SiteKnown(site) => {
            state.tab.site = site;
            Vec::new()
        }
        Message::Detected(detection) => detected(state, detection),
        Message::Suggested(suggestions) => suggested(state, suggestions),
        Message::Found(results) => found(state, results),
        Message::Text(reader) => pages::reader_opened(state, reader),
        Message::Copied { row, said, shares, to, done: true } => {
            let mut effects = copied(state, row, said);
            effects.extend(kept::shared(to.as_deref(), &shares));
            effects.extend(log::copied(state, row, to.as_deref(), &shares));
            effects
        }
        Message::Copied { done: false, .. } => {
            one(Effect::Announce("The browser did not let Pitchside copy. Try again".to_owned()))
        }
        Message::NotSendable(why) => one(Effect::Announce(format!("Not copied. {why}"))),
        Message::Timer(timer) => ran_out(state, timer),
        Message::Typed(text) => typed(state, text),
        Message::Do(action) => actions::done(state, action),
        Message::Pressed(key) => keys::pressed(state, key),
        Message::Chosen(row) => choose(state, row),
        Message::Submitted(form) => actions::submitted(state, &form),
        Message::Changed(change) if state.settings.given.contains(&change.name()) => Vec::new(),
        Message::Changed(change) => one(Effect::Keep(change.kept(), None)),
        Message::EvidenceToggled(open) => {
            state.evidence_open = open;
            Vec::new()
        }
        Message::SitesToggled(open) => {
            state.sites_open = open;
            Vec::new()
        }
    }
}

/// A single effect: the list of it is made here, once for the whole wasm.
fn one(effect: Effect) -> Vec<Effect> {
    vec![effect]
}

/// Asks for list and results again: library, region or prospect have changed.
fn refresh(state: &mut State) -> Vec<Effect> {
    let mut effects = recommend(state);
    effects.extend(search(state));
    effects
}

/// Asks for what fits the situation, once it is known what its account got.
fn recommend(state: &mut State) -> Vec<Effect> {
    if !matches!(state.library, Library::Open(_)) {
        return Vec::new();
    }
    if let Situation::Found(subject) = &state.situation {
        let lacks = state.memory.lacks(&subject.prospect);
        if !lacks.is_empty() {
            return one(Effect::Recall(Purpose::Account(lacks)));
        }
    }
    match &state.situation {
        Situation::Found(subject) => one(Effect::Recommend(vec![subject.prospect.clone()])),
        Situation::Unsure(candidates) => {
            let mut prospects = Vec::new();
            for (prospect, _) in candidates {
                prospects.push(prospect.clone());
            }
            one(Effect::Recommend(prospects))
        }
        Situation::None(_) => one(Effect::ListKept),
        _ => Vec::new(),
    }
}

/// Asks for what the search field says.
fn search(state: &mut State) -> Vec<Effect> {
    if !state.searching() || !matches!(state.library, Library::Open(_)) {
        state.results = None;
        return Vec::new();
    }
    one(Effect::Search {
        query: state.query.clone(),
        kind: state.kind,
        more: state.more,
        literal: state.literal,
        unasked: state.unasked.clone(),
        buyer: state.subject().map(|subject| Box::new(subject.prospect.clone())),
    })
}

fn typed(state: &mut State, text: String) -> Vec<Effect> {
    if text == state.query {
        return Vec::new();
    }
    state.told = false;
    state.query = text;
    state.kind = None;
    state.literal = false;
    state.more = 0;
    state.unasked.clear();
    state.copied = None;
    state.why = None;
    state.menu = None;
    state.current = None;
    if !state.searching() {
        state.results = None;
        state.current = state.rows().first().copied();
        return Vec::new();
    }
    search(state)
}

fn found(state: &mut State, results: Box<Results>) -> Vec<Effect> {
    if results.query != state.query {
        return Vec::new();
    }
    state.results = Some(results);
    keep_current(state);
    state.results_turn = turn(state);
    one(Effect::After(SAY_RESULTS_MS, Timer::SayResults(state.results_turn)))
}

fn suggested(state: &mut State, suggestions: Box<Suggestions>) -> Vec<Effect> {
    // Late answers: each list belongs to its situation.
    let fits = match state.situation {
        Situation::Found(_) | Situation::Unsure(_) => suggestions.verdict != Verdict::Kept,
        Situation::None(_) => suggestions.verdict == Verdict::Kept,
        _ => false,
    };
    if !fits {
        return Vec::new();
    }
    state.suggestions = Some(suggestions);
    keep_current(state);
    let mut effects = one(Effect::Focus(Focus::RowUnlessTyping));
    effects.extend(log::shown(state));
    if !std::mem::replace(&mut state.checked, true) {
        effects.push(Effect::After(CHECK_KEPT_MS, Timer::CheckKept));
    }
    effects
}

/// The current row stays where it is if it is still in view, else the first becomes current.
fn keep_current(state: &mut State) {
    let rows = state.rows();
    // Where it is not sure whom for, no row may be copied by a bare Enter: the question comes first.
    let open = matches!(state.situation, Situation::Unsure(_) | Situation::None(_));
    let first = if open && !state.searching() { None } else { rows.first().copied() };
    state.current = state.current.filter(|row| rows.contains(row)).or(first);
}

/// Somebody was recognised: first what is kept of the account is read.
fn detected(state: &mut State, detection: Box<Detection>) -> Vec<Effect> {
    state.rules = super::diagnostics::rules(&detection);
    match &detection.outcome {
        Outcome::Found { prospect, .. } => log::meet(state, prospect),
        Outcome::Unsure { candidates } => {
            for (candidate, _) in candidates {
                log::meet(state, candidate);
            }
        }
        Outcome::None { .. } => {}
    }
    if let Outcome::Found { prospect, .. } = &detection.outcome {
        let lacks = state.memory.lacks(prospect);
        if !lacks.is_empty() || state.waiting.is_some() {
            state.waiting = Some(detection);
            return if lacks.is_empty() { Vec::new() } else { one(Effect::Recall(Purpose::Account(lacks))) };
        }
    }
    state.waiting = None;
    detect_now(state, *detection)
}

fn detect_now(state: &mut State, mut detection: Detection) -> Vec<Effect> {
    let before = state.subject().cloned();
    if let Outcome::Found { prospect, .. } = &mut detection.outcome {
        kept::correct(state, prospect, &mut detection.evidence);
    }
    state.situation = match detection.outcome {
        Outcome::Found { prospect, certainty } => {
            let evidence = detection.evidence;
            Situation::Found(Box::new(Subject { prospect: *prospect, certainty, evidence, by_hand: false }))
        }
        Outcome::Unsure { candidates } => Situation::Unsure(candidates),
        Outcome::None { why } => Situation::None(why),
    };
    state.suggestions.take_if(|list| list.verdict == Verdict::Kept); // those were nobody's
    match &state.situation {
        // A repaint of the same record: the list stays, the row stays, nothing is read out again.
        Situation::Found(now) if before.as_ref().is_some_and(|b| b.prospect == now.prospect) => Vec::new(),
        Situation::Found(now) => {
            let mut effects = one(Effect::Announce(super::wording::who(&now.prospect)));
            (state.fresh, state.told, state.arrived) = (true, false, state.clock);
            effects.extend(refresh(state));
            effects
        }
        Situation::Unsure(_) => {
            forget_list(state);
            recommend(state)
        }
        _ => {
            forget_list(state);
            let mut effects = vec![
                Effect::Announce("No prospect on this page".to_owned()),
                Effect::Focus(Focus::RowUnlessTyping),
            ];
            effects.extend(recommend(state));
            effects
        }
    }
}

/// What was suggested for a prospect goes with him.
fn forget_list(state: &mut State) {
    state.suggestions = None;
    if !state.searching() {
        state.current = None;
    }
    state.why = None;
    state.menu = None;
    (state.fresh, state.told) = (false, false);
    state.copied = None;
    state.evidence_open = false;
    state.short_form_problem = None;
}

/// The prospect goes; he can be had back by hand while the panel is open.
fn leave(state: &mut State) {
    state.waiting = None;
    if let Situation::Found(subject) = std::mem::take(&mut state.situation) {
        state.last = Some(subject);
    }
    forget_list(state);
    if matches!(state.page, Page::Form { .. }) {
        state.page = Page::List;
    }
}

fn turn(state: &mut State) -> u32 {
    state.turn = state.turn.wrapping_add(1);
    state.turn
}

fn copied(state: &mut State, row: Row, said: String) -> Vec<Effect> {
    let turn = turn(state);
    state.copied = Some(CopiedRow { row, said: "Copied".to_owned(), turn });
    vec![Effect::Announce(said), Effect::After(COPIED_MS, Timer::CopiedIsOld(turn))]
}

fn ran_out(state: &mut State, timer: Timer) -> Vec<Effect> {
    match timer {
        Timer::ReadingIsLate(turn) => {
            if let Situation::Reading { late } = &mut state.situation
                && state.reading_turn == turn
            {
                *late = true;
                return one(Effect::Announce("Reading this page".to_owned()));
            }
        }
        Timer::TryAgain(turn) => {
            if matches!(state.situation, Situation::Reading { .. }) && state.reading_turn == turn {
                return one(tab::inject(state));
            }
        }
        Timer::CopiedIsOld(turn) => {
            state.copied.take_if(|copied| copied.turn == turn);
        }
        Timer::SayResults(turn) => {
            if let Some(results) = state.results.as_deref().filter(|_| state.results_turn == turn) {
                let mut effects = one(Effect::Announce(super::wording::results(results)));
                if results.answered {
                    log::answered(state);
                } else {
                    effects.extend(log::unanswered(state));
                }
                return effects;
            }
        }
        Timer::CheckKept => {
            let mut effects = one(Effect::Recall(Purpose::Strays));
            effects.extend(report::look(state));
            return effects;
        }
    }
    Vec::new()
}

fn choose(state: &mut State, row: Row) -> Vec<Effect> {
    if state.rows().contains(&row) {
        state.current = Some(row);
        state.menu.take_if(|open| *open != row);
    }
    Vec::new()
}
