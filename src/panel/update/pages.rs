//! Pages over the list: opened, turned, left.

use super::one;
use crate::effect::{Effect, Focus};
use crate::reader::Reader;
use crate::state::{Page, State};

/// Opens a page; the control that opened it gets the focus back.
pub(super) fn open(state: &mut State, page: Page, opener: &'static str) -> Vec<Effect> {
    if state.page == Page::List {
        state.opener = Some(opener);
    }
    state.page = page;
    one(Effect::Focus(Focus::Page))
}

/// The text of an asset has come.
pub(super) fn reader_opened(state: &mut State, reader: Option<Box<Reader>>) -> Vec<Effect> {
    match reader {
        Some(reader) => {
            state.opener = None;
            state.page = Page::Reader(reader);
            one(Effect::Focus(Focus::Page))
        }
        None => one(Effect::Announce("The library holds no text of this piece".to_owned())),
    }
}

/// Leaves a page; the focus goes back to what had opened it.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    state.page = Page::List;
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
