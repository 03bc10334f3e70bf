//! What controls do.

use super::pages::{back, open, turn_page};
use super::{LOG_LINES, forget_list, kept, leave, log, one, pages, recommend, refresh, search};
use crate::action::Action;
use crate::diagnostics;
use crate::effect::{CopyStyle, Effect, Focus, Purpose};
use crate::form::FormValues;
use crate::list::Row;
use crate::settings::LinkStyle;
use crate::state::{Library, Page, Situation, State, Subject};
use crate::wording::who;
use pitchside_core::memory::Change;
use pitchside_core::prospect::{Certainty, Evidence, NoProspect, Prospect};

/// The longest question that is taken from a page, in characters.
const ASKED_CHARS: usize = 200;

/// The rep chose to look for text that stands on the page.
pub(super) fn asked(state: &mut State, text: &str) -> Vec<Effect> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(ASKED_CHARS).collect();
    (state.page, state.under) = (Page::List, None);
    look_for(state, words)
}

/// Puts words into the search field.
fn look_for(state: &mut State, words: String) -> Vec<Effect> {
    state.query = words;
    state.kind = None;
    state.literal = false;
    state.more = 0;
    state.current = None;
    let mut effects = search(state);
    effects.push(Effect::Focus(Focus::Search));
    effects
}

/// Asks for a copy, for the prospect in view.
fn copy(state: &mut State, row: Row, style: CopyStyle) -> Vec<Effect> {
    state.copied = None;
    let to = state.subject().map(|subject| Box::new(subject.prospect.clone()));
    one(Effect::Copy { row, style, to })
}

/// A control was used.
pub(super) fn done(state: &mut State, action: Action) -> Vec<Effect> {
    if !matches!(action, Action::Menu(_)) {
        state.menu = None;
    }
    match action {
        Action::Copy(row) => {
            let style = match state.settings.link {
                LinkStyle::Rich => CopyStyle::Rich,
                LinkStyle::Plain => CopyStyle::Plain,
            };
            copy(state, row, style)
        }
        Action::CopyBlurb(row) => copy(state, row, CopyStyle::Blurb),
        Action::CopyText(row) => {
            let style = if row.passage.is_some() { CopyStyle::Text } else { CopyStyle::Plain };
            copy(state, row, style)
        }
        Action::Menu(row) => {
            state.current = Some(row);
            state.menu = if state.menu == Some(row) { None } else { Some(row) };
            one(Effect::Focus(if state.menu.is_some() { Focus::Menu } else { Focus::Control("menu") }))
        }
        Action::Star(row) => kept::star(state, row),
        Action::Open(row) => {
            let mut effects = one(Effect::Open(row));
            effects.extend(log::opened(state, row));
            effects
        }
        Action::Read(row) => one(Effect::Read(row)),
        Action::Why(row) => {
            state.current = Some(row);
            state.why = if state.why == Some(row) { None } else { Some(row) };
            Vec::new()
        }
        Action::Facet(kind) => {
            state.kind = kind;
            state.more = 0;
            state.current = None;
            search(state)
        }
        Action::Literal => {
            state.literal = true;
            search(state)
        }
        Action::Unask(what) => {
            state.unasked.push(what);
            search(state)
        }
        Action::Try(words) => look_for(state, words),
        Action::Clear => {
            clear(state);
            one(Effect::Focus(Focus::Search))
        }
        Action::Candidate(at) => candidate(state, at),
        Action::Nobody => {
            leave(state);
            state.situation = Situation::None(NoProspect::Nothing);
            let mut effects = one(Effect::Focus(Focus::Row));
            effects.extend(recommend(state));
            effects
        }
        Action::Correct(field) => {
            let mut effects = open(state, Page::Form { problem: None }, "correct");
            effects.push(Effect::Focus(Focus::Field(field)));
            effects
        }
        Action::Settings => {
            state.site_words.clear();
            open(state, Page::Settings, "settings")
        }
        Action::Review => kept::review(state),
        Action::SaveMemory => one(Effect::Recall(Purpose::File)),
        Action::News => kept::news(state),
        Action::NewsOnly(happened) => kept::only(state, happened),
        Action::NewsLater => {
            state.news_told = true;
            one(Effect::Focus(Focus::Row))
        }
        Action::Log => kept::open_log(state),
        Action::SaveReport => one(Effect::Recall(Purpose::Report)),
        Action::ReportLater => super::report::later(state),
        Action::Unnote(at) => kept::unnote(state, at),
        Action::More => {
            if let Page::Log(page) = &mut state.page {
                page.limit += LOG_LINES;
                return Vec::new();
            }
            state.more += 1;
            search(state)
        }
        Action::CopyDiagnostics => one(Effect::CopyDiagnostics(diagnostics::text(state))),
        Action::Feedback(row) => log::feedback(state, row),
        Action::Say(what, words) => log::said(state, what, &words),
        Action::Tell => log::missing(state),
        Action::Erase(name) => kept::erase(name),
        Action::EraseAll => kept::erase_all(state),
        Action::Keys => open(state, Page::Keys, "keys"),
        Action::Back => back(state),
        Action::PageBack => turn_page(state, false),
        Action::PageNext => turn_page(state, true),
        Action::Find => pages::find(state),
        Action::FindStep(step) => pages::find_step(state, step),
        Action::Enlarge => {
            if let Page::Reader(reader) = &mut state.page {
                reader.enlarged = !reader.enlarged;
            }
            Vec::new()
        }
        Action::Pin => {
            state.pinned = !state.pinned;
            if state.pinned { Vec::new() } else { one(Effect::Probe) }
        }
        Action::Follow => {
            state.tab.site.as_ref().map_or_else(Vec::new, |s| one(Effect::AskPermission(s.origins.clone())))
        }
        Action::Site { origins, on: true } => one(Effect::AskPermission(origins)),
        Action::Site { origins, on: false } => one(Effect::Forget(origins)),
        Action::BackToLast => match state.last.take() {
            Some(subject) => {
                forget_list(state);
                state.situation = Situation::Found(Box::new(Subject { by_hand: true, ..*subject }));
                refresh(state)
            }
            None => Vec::new(),
        },
        Action::TryAgain => {
            state.library = Library::Opening;
            one(Effect::OpenLibrary)
        }
        Action::CopyDetails => match &state.library {
            Library::Broken(_) => one(Effect::CopyDiagnostics(diagnostics::text(state))),
            _ => Vec::new(),
        },
        Action::Reload => one(Effect::Reload),
    }
}

/// Empties the search field.
pub(super) fn clear(state: &mut State) {
    state.query.clear();
    state.kind = None;
    state.literal = false;
    state.more = 0;
    state.results = None;
    state.copied = None;
    state.current = state.rows().first().copied();
}

/// Makes a candidate the prospect.
pub(super) fn candidate(state: &mut State, at: usize) -> Vec<Effect> {
    let Situation::Unsure(candidates) = &mut state.situation else {
        return Vec::new();
    };
    if at >= candidates.len() {
        return Vec::new();
    }
    let (prospect, _) = candidates.swap_remove(at);
    chosen(state, prospect, Vec::new())
}

fn chosen(state: &mut State, prospect: Prospect, evidence: Vec<Evidence>) -> Vec<Effect> {
    log::meet(state, &prospect);
    forget_list(state);
    let subject = Subject { prospect, certainty: Certainty::Sure, evidence, by_hand: true };
    state.situation = Situation::Found(Box::new(subject));
    state.page = Page::List;
    refresh(state)
}

/// The prospect was handed over whole: what he lacks is not known, and no reason to have none.
pub(super) fn given(state: &mut State, prospect: Option<Box<Prospect>>) -> Vec<Effect> {
    let Some(prospect) = prospect else { return done(state, Action::Nobody) };
    let mut effects = one(Effect::Announce(who(&prospect)));
    effects.extend(chosen(state, *prospect, Vec::new()));
    effects
}

/// A form was handed in.
pub(super) fn submitted(state: &mut State, form: &FormValues) -> Vec<Effect> {
    if form.is_empty() {
        return problem(state, "Fill in one field; company or industry is enough".to_owned());
    }
    let before = state.subject().map(|s| s.prospect.clone()).unwrap_or_default();
    match form.apply(&before) {
        Ok(prospect) => {
            let evidence = state.subject().map(|s| s.evidence.clone()).unwrap_or_default();
            state.opener = None;
            let correction =
                form.remember.then(|| state.memory.correction(&before, &prospect, &form.note)).flatten();
            let mut effects = chosen(state, prospect, evidence);
            effects.extend(correction.map(|correction| Effect::Keep(Change::Corrected(correction), None)));
            clear(state);
            effects.push(Effect::Focus(Focus::Row));
            effects
        }
        Err(error) => problem(state, error.to_string()),
    }
}

fn problem(state: &mut State, words: String) -> Vec<Effect> {
    match &mut state.page {
        Page::Form { problem } => *problem = Some(words),
        _ => state.short_form_problem = Some(words),
    }
    Vec::new()
}
