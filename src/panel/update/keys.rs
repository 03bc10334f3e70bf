//! What keys do. Whoever listens has sorted out those that belong to a field.

use super::{actions, one, pages};
use crate::action::{Action, Key, Step};
use crate::effect::{Effect, Focus};
use crate::list::{Results, Row, Sending};
use crate::state::{Page, Situation, State};

/// A key was pressed.
pub(super) fn pressed(state: &mut State, key: Key) -> Vec<Effect> {
    match key {
        Key::Escape => escape(state),
        Key::Move(step) => step_rows(state, step),
        Key::Page(step) => pages::turn_page(state, step == Step::Next),
        Key::Find(step) => pages::find_step(state, step),
        Key::Enter => enter(state),
        Key::ShiftEnter => match state.current.filter(|row| state.has_rows() && free(state, *row)) {
            Some(row) => actions::done(state, Action::CopyBlurb(row)),
            None => enter(state),
        },
        Key::Letter(letter) if state.settings.keys => letter_pressed(state, letter),
        Key::Letter(_) => Vec::new(),
    }
}

/// Closes, clears and goes back, in this order.
fn escape(state: &mut State) -> Vec<Effect> {
    if matches!(&state.page, Page::Reader(reader) if reader.search.is_some()) {
        return pages::find(state);
    }
    if state.has_rows() {
        if state.menu.take().is_some() {
            return one(Effect::Focus(Focus::Control("menu")));
        }
        if state.why.take().is_some() {
            return one(Effect::Focus(Focus::Row));
        }
    }
    if state.page != Page::List {
        return pages::back(state);
    }
    if state.evidence_open {
        state.evidence_open = false;
        return Vec::new();
    }
    if !state.query.is_empty() {
        actions::clear(state);
    }
    one(Effect::Focus(Focus::Row))
}

fn step_rows(state: &mut State, step: Step) -> Vec<Effect> {
    if !state.has_rows() {
        return Vec::new();
    }
    let rows = state.rows();
    let at = state.current.and_then(|row| rows.iter().position(|r| *r == row));
    let last = rows.len().saturating_sub(1);
    // Below the last answer are more of them.
    let more = state.page == Page::List && state.results.as_deref().is_some_and(Results::has_more);
    if step == Step::Next && at == Some(last) && more {
        return actions::done(state, Action::More);
    }
    let to = match (step, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) => last,
        (Step::Next, Some(at)) => (at + 1).min(last),
        // Above the first row is the search field.
        (Step::Back, Some(0) | None) if state.page == Page::List => return one(Effect::Focus(Focus::Search)),
        (Step::Back, None) => 0,
        (Step::Back, Some(at)) => at.saturating_sub(1),
    };
    let Some(row) = rows.get(to).copied() else {
        return Vec::new();
    };
    state.current = Some(row);
    one(Effect::Focus(Focus::Row))
}

/// Whether the row may be sent, as far as the list knows.
fn free(state: &State, row: Row) -> bool {
    let sending = state.card(row).map(|c| &c.sending).or_else(|| state.hit(row).map(|h| &h.sending));
    sending == Some(&Sending::Free)
}

/// Copies, or reads what must not be sent; in a state without rows, its main button.
fn enter(state: &mut State) -> Vec<Effect> {
    if let Page::Reader(reader) = &state.page {
        let row = reader.row();
        return if reader.sending == Sending::Free {
            actions::done(state, Action::Copy(row))
        } else {
            Vec::new()
        };
    }
    if !state.has_rows() {
        return Vec::new();
    }
    match state.current {
        Some(row) if free(state, row) => actions::done(state, Action::Copy(row)),
        Some(row) => actions::done(state, Action::Read(row)),
        None if state.page == Page::List && state.situation == Situation::Permission => {
            actions::done(state, Action::Follow)
        }
        None => Vec::new(),
    }
}

fn letter_pressed(state: &mut State, letter: char) -> Vec<Effect> {
    match letter {
        ',' => return actions::done(state, Action::Settings),
        'n' => return actions::done(state, Action::News),
        '?' => return actions::done(state, Action::Keys),
        _ => {}
    }
    if let Page::Reader(reader) = &state.page {
        let row = reader.row();
        return match letter {
            'o' if reader.opens => one(Effect::Open(row)),
            '/' if reader.search.is_some() => one(Effect::Focus(Focus::Find)),
            '/' => pages::find(state),
            _ => Vec::new(),
        };
    }
    if !state.has_rows() {
        return Vec::new();
    }
    let list = state.page == Page::List;
    let action = match (letter, state.current) {
        ('/', _) if list => return one(Effect::Focus(Focus::Search)),
        ('e', _) if list => Action::Correct(""),
        ('p', _) if list && state.subject().is_some() => Action::Pin,
        ('1'..='9', _) if list => {
            let at = letter.to_digit(10).unwrap_or(0) as usize;
            return actions::candidate(state, at.saturating_sub(1));
        }
        ('o', Some(row)) => Action::Open(row),
        ('r', Some(row)) => Action::Read(row),
        ('w', Some(row)) if row.passage.is_none() => Action::Why(row),
        ('m', Some(row)) => Action::Menu(row),
        ('f', Some(row)) => Action::Star(row),
        ('b', Some(row)) => Action::Feedback(row),
        ('t', _) if list => Action::Tell,
        ('c', Some(row)) if row.passage.is_some() || free(state, row) => Action::CopyText(row),
        _ => return Vec::new(),
    };
    actions::done(state, action)
}
