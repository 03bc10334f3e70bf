//! Pages over the list: opened, turned, left.

use super::one;
use crate::action::Step;
use crate::effect::{Effect, Focus};
use crate::reader::{Reader, Search};
use crate::state::{Page, State};

/// Opens a page; the control that opened it gets the focus back.
pub(super) fn open(state: &mut State, page: Page, opener: &'static str) -> Vec<Effect> {
    if state.page == Page::List {
        state.opener = Some(opener);
    }
    // A feedback form or a text that is opened from the news leads back to them.
    let news = matches!(state.page, Page::News(_)) && matches!(page, Page::Reader(_) | Page::Feedback { .. });
    let before = std::mem::replace(&mut state.page, page);
    state.under = news.then(|| Box::new(before));
    one(Effect::Focus(Focus::Page))
}

/// The text of an asset has come.
pub(super) fn reader_opened(state: &mut State, reader: Option<Box<Reader>>) -> Vec<Effect> {
    match reader {
        Some(reader) => {
            state.asked = None;
            if state.page == Page::List {
                state.opener = None;
            }
            open(state, Page::Reader(reader), "read")
        }
        None => one(Effect::Announce("The library holds no text of this piece".to_owned())),
    }
}

/// Leaves a page; the focus goes back to what had opened it.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    if let Some(under) = state.under.take() {
        state.page = *under;
        return one(Effect::Focus(Focus::Row));
    }
    let news = matches!(state.page, Page::News(_));
    state.page = Page::List;
    if news {
        super::keep_current(state);
    }
    let focus = state.opener.take().map_or(Focus::Row, Focus::Control);
    one(Effect::Focus(focus))
}

/// Turns the reader's page.
pub(super) fn turn_page(state: &mut State, next: bool) -> Vec<Effect> {
    let Page::Reader(reader) = &mut state.page else {
        return Vec::new();
    };
    let last = reader.pages.len().saturating_sub(1);
    let to = if next { (reader.at + 1).min(last) } else { reader.at.saturating_sub(1) };
    if to == reader.at {
        return Vec::new();
    }
    reader.at = to;
    one(Effect::Announce(reader.place()))
}

/// Opens the field for what is looked for in the text, or closes it.
pub(super) fn find(state: &mut State) -> Vec<Effect> {
    let Page::Reader(reader) = &mut state.page else { return Vec::new() };
    reader.search = if reader.search.is_some() { None } else { Some(Search::default()) };
    one(Effect::Focus(if reader.search.is_some() { Focus::Find } else { Focus::Page }))
}

/// Goes to the next place of what is looked for, or the one before.
pub(super) fn find_step(state: &mut State, step: Step) -> Vec<Effect> {
    if let Page::Reader(reader) = &mut state.page {
        reader.step(step == Step::Next);
    }
    Vec::new()
}
